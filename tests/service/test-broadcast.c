/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* A broadcast without a network: who gets what, what stops it, and what the clock does. What leaves is looked at in the dispatcher's tests. */

#include "mh-broadcast.h"

#include <string.h>

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-broadcast-delivery-table.h"
#include "mh-broadcast-remind.h"
#include "mh-check.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-lease-table.h"
#include "mh-line.h"
#include "mh-operators.h"
#include "mh-outbox-steps.h"
#include "mh-pin.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define OWNER "test"

typedef struct {
  MhTestTown *town;
  MhDesk     *desk;
  MhHttp     *http;
  MhProvider *line;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* A Tuesday. */
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->desk = &fixture->town->desk;
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (fixture->desk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < broken->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (broken, i));
  g_assert_cmpuint (broken->len, ==, 0);
  mh_test_town_free (fixture->town);
}

/* --- what the tests are made of ----------------------------------------------------------------------------------- */

static gint64
add_person (Fixture    *fixture,
            guint       n,
            const char *birth,
            const char *kind)
{
  g_autofree char *number = g_strdup_printf ("%04u", n);
  g_autofree char *name = g_strdup_printf ("町田%u", n);
  g_autofree char *value = g_strcmp0 (kind, "line") == 0 ? g_strdup_printf ("U%032x", n + 1) : g_strdup_printf ("0901000%04u", n);
  gint64 resident = mh_test_town_add_resident (fixture->town, number, name, "マチダ", birth);

  if (kind != NULL)
    mh_test_town_add_contact (fixture->town, resident, kind, value);

  return resident;
}

static void
add_people (Fixture *fixture,
            guint    n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *birth = g_strdup_printf ("19%02u-03-01", 40 + i % 50);

    add_person (fixture, i, birth, i % 2 == 0 ? "line" : "mobile");
  }
}

static gint64
save (Fixture    *fixture,
      const char *rule,
      const char *text)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "秋の健診", .rule = (char *) rule, .category = (char *) "", .text = (char *) text,
    .form = (char *) "text", .channels = (char *) "line sms by-hand",
  };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_broadcast_save (fixture->desk, &draft, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

static gboolean
hold_with (Fixture             *fixture,
           gint64               id,
           const MhHoldAnswers *answers,
           GError             **error)
{
  return mh_broadcast_hold (fixture->desk, id, answers, error);
}

static void
hold (Fixture *fixture,
      gint64   id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBroadcastSheet) sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
  MhHoldAnswers answers = { .typed_heads = sheet != NULL ? (int) sheet->n_heads : -1, .reason = "確認済み" };

  g_assert_no_error (error);
  hold_with (fixture, id, &answers, &error);
  g_assert_no_error (error);
}

static void
tick (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  g_assert_true (mh_broadcast_tick (fixture->desk, &changed, &error));
  g_assert_no_error (error);
}

static void
advance (Fixture *fixture,
         gint64   ms)
{
  mh_fake_clock_advance (fixture->town->clock, ms);
  tick (fixture);
}

/* Judges what is due. Without a provider everything ends in a person's hand, with the reason that the channel is off. */
static void
judge_due (Fixture *fixture)
{
  MhOutboxProviders none = { NULL, NULL, -1 };
  MhOutboxFrozen frozen;
  gint64 now = mh_desk_now (fixture->desk);
  gboolean taken = FALSE;
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_lease_table_take (fixture->desk->db, MH_OUTBOX_LEASE, OWNER, now, now + MINUTE, &taken, &error));
  g_assert_true (mh_outbox_freeze (fixture->desk, &none, OWNER, &frozen, &error));
  g_assert_no_error (error);
}

static void
assert_broadcast (Fixture    *fixture,
                  gint64      id,
                  const char *state)
{
  g_autoptr (MhBroadcast) broadcast = mh_broadcast_table_get (fixture->desk->db, id, NULL);

  g_assert_cmpstr (broadcast->state, ==, state);
}

static gint64
count (Fixture    *fixture,
       gint64      id,
       const char *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM delivery WHERE broadcast = %lld AND %s", (long long) id, where);

  return mh_test_town_count (fixture->town, sql);
}

#define assert_count(fixture, id, where, n) g_assert_cmpint (count (fixture, id, where), ==, n)

/* What became of @resident: "left-out minus", "held" … */
static char *
dup_result (Fixture *fixture,
            gint64   id,
            gint64   resident)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = mh_broadcast_results (fixture->desk, id, &error);
  char *found = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < results->len; i++) {
    const MhBroadcastResult *result = g_ptr_array_index (results, i);

    if (result->resident != resident)
      continue;

    g_assert_null (found);
    found = result->reason != NULL ? g_strconcat (result->state, " ", result->reason, NULL) : g_strdup (result->state);
  }

  return found;
}

static void
assert_result (Fixture    *fixture,
               gint64      id,
               gint64      resident,
               const char *expected)
{
  g_autofree char *result = dup_result (fixture, id, resident);

  g_assert_cmpstr (result, ==, expected);
}

/* As a provider's answer to the first @n messages that are due would leave them. */
static void
answer (Fixture    *fixture,
        gint64      id,
        const char *state,
        guint       n)
{
  g_autoptr (GError) error = NULL;

  mh_db_begin (fixture->desk->db, &error);
  mh_db_run (fixture->desk->db, &error,
             "UPDATE delivery SET state = :state, state_at = :now, reason = 'confirmed-by-person' WHERE id IN "
             "(SELECT id FROM delivery WHERE broadcast = :id AND state = 'due' ORDER BY id LIMIT :n)",
             ":state", MH_TEXT (state), ":now", MH_INT (mh_desk_now (fixture->desk)), ":id", MH_INT (id), ":n", MH_INT (n), NULL);
  mh_db_commit (fixture->desk->db, &error);
  g_assert_no_error (error);
}

/* --- the sheet ---------------------------------------------------------------------------------------------------- */

static MhFinding *
find_finding (MhBroadcastSheet *sheet,
              const char       *code)
{
  for (guint i = 0; i < sheet->findings->len; i++) {
    MhFinding *finding = g_ptr_array_index (sheet->findings, i);

    if (g_str_equal (finding->code, code))
      return finding;
  }

  return NULL;
}

static void
test_findings (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *list_of_dead = NULL;
  gint64 dead;
  const struct {
    const char     *rule;
    const char     *text;
    const char     *code;
    MhFindingWeight weight;
  } cases[] = {
    { "{\"age\":{\"from\":120,\"to\":130,\"rule\":\"day\"}}", "お知らせです。", "nobody", MH_FINDING_STOPS },
    { NULL, "お知らせです。", "dead", MH_FINDING_STOPS },
    { "{}", "", "text-empty", MH_FINDING_STOPS },
    { "{}", "{unknown}のお知らせです。", "text-refused", MH_FINDING_STOPS },
    { "{}", "{time}にお越しください。", "empty-field", MH_FINDING_STOPS },
    { "{}", "検査の結果は陽性でした。", "words", MH_FINDING_ASKS },
    { "{}", "お知らせです。", "old-list", MH_FINDING_ASKS },
    { "{}", "お知らせです。", "quota", MH_FINDING_ASKS },
    { "{\"plus\":[1],\"minus\":[2]}", "お知らせです。", "left-out", MH_FINDING_TELLS },
  };

  add_people (fixture, 12);
  dead = add_person (fixture, 90, "1930-01-01", "line");
  mh_test_town_set_status (fixture->town, dead, "dead", "2026-10-01");
  mh_test_town_set (fixture->town, "residents.as-of", "2026-09-01");
  mh_test_town_set (fixture->town, "line.month-limit", "3");
  list_of_dead = g_strdup_printf ("{\"only\":[1,2,%lld]}", (long long) dead);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 id = save (fixture, cases[i].rule != NULL ? cases[i].rule : list_of_dead, cases[i].text);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhBroadcastSheet) sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
    const MhFinding *finding;

    g_assert_no_error (error);
    g_test_message ("%s", cases[i].code);
    finding = find_finding (sheet, cases[i].code);
    g_assert_nonnull (finding);
    g_assert_cmpint (finding->weight, ==, cases[i].weight);
    g_assert_cmpint (sheet->may_hold, ==, ((MhFinding *) g_ptr_array_index (sheet->findings, 0))->weight != MH_FINDING_STOPS);
  }
}

static void
test_sheet_counts (Fixture      *fixture,
                   gconstpointer data)
{
  gint64 id, oldest, youngest, hand;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBroadcastSheet) sheet = NULL;

  oldest = add_person (fixture, 1, "1930-01-01", "line");
  add_person (fixture, 2, "1960-01-01", "mobile");
  youngest = add_person (fixture, 3, "1990-01-01", "mobile");
  hand = add_person (fixture, 4, "1955-01-01", NULL);
  mh_test_town_set (fixture->town, "sms.yen", "3.3");
  id = save (fixture, "{}", "お知らせです。");
  sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (sheet->n_heads, ==, 4);
  g_assert_cmpuint (sheet->n_line, ==, 1);
  g_assert_cmpuint (sheet->n_sms, ==, 2);
  g_assert_cmpuint (sheet->n_by_hand, ==, 1);
  g_assert_cmpint (sheet->oldest, ==, oldest);
  g_assert_cmpint (sheet->youngest, ==, youngest);
  g_assert_cmpuint (sheet->ages[9], ==, 1);
  g_assert_cmpuint (sheet->ages[3], ==, 1);
  g_assert_cmpfloat (sheet->yen, >, 6.5);
  g_assert_true (sheet->may_hold);
  g_assert_false (sheet->wants_heads);

  hold (fixture, id);
  assert_result (fixture, id, hand, "by-hand no-contact");
}

/* One name with a character that an SMS does not have keeps nobody else from being told. */
static void
test_rare_name (Fixture      *fixture,
                gconstpointer data)
{
  gint64 rare = mh_test_town_add_resident (fixture->town, "0099", "葛\xf3\xa0\x84\x80城花", "カツラギ", "1950-01-01"), id;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBroadcastSheet) sheet = NULL;

  mh_test_town_add_contact (fixture->town, rare, "mobile", "09055550000");
  add_people (fixture, 3);
  id = save (fixture, "{}", "{name}さんへのお知らせです。");
  sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sheet->may_hold);
}

/* 港区 2021: 204 children under 12, whom the second list's age filter had forgotten. */
static void
test_minato_under_age (Fixture      *fixture,
                       gconstpointer data)
{
  gint64 child = add_person (fixture, 1, "2018-01-01", "line"), id;
  g_autofree char *rule = g_strdup_printf ("{\"age\":{\"from\":12,\"to\":130,\"rule\":\"day\"},\"plus\":[%lld]}", (long long) child);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBroadcastSheet) sheet = NULL;

  add_person (fixture, 2, "1960-01-01", "line");
  id = save (fixture, rule, "お知らせです。");
  sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (sheet->may_hold);
  g_assert_nonnull (find_finding (sheet, "under-age"));
}

/* --- the hold ----------------------------------------------------------------------------------------------------- */

static void
test_heads (Fixture      *fixture,
            gconstpointer data)
{
  const struct {
    int      typed;
    gboolean held;
  } cases[] = { { -1, FALSE }, { 24, FALSE }, { 26, FALSE }, { 25, TRUE } };
  gint64 id;

  add_people (fixture, 25);
  id = save (fixture, "{}", "お知らせです。");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    MhHoldAnswers answers = { .typed_heads = cases[i].typed };

    g_assert_cmpint (hold_with (fixture, id, &answers, &error), ==, cases[i].held);
    if (!cases[i].held)
      g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  }

  assert_broadcast (fixture, id, "held");
  assert_count (fixture, id, "state = 'held'", 25);
}

static void
test_second (Fixture      *fixture,
             gconstpointer data)
{
  const struct {
    const char *second;
    gboolean    held;
  } cases[] = { { NULL, FALSE }, { "佐藤", FALSE }, { "知らない人", FALSE }, { "鈴木", TRUE } };
  g_autoptr (GError) error = NULL;
  gint64 id, other;

  mh_pin_use_low_cost ();
  add_people (fixture, 3);
  mh_test_town_set (fixture->town, "broadcast.second", "on");
  other = mh_operators_add (fixture->desk, "鈴木", &error);
  g_assert_no_error (error);
  g_assert_true (mh_operators_set_pin (fixture->desk, other, NULL, "4821", &error));
  id = save (fixture, "{}", "お知らせです。");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) refused = NULL;
    MhHoldAnswers answers = { .typed_heads = -1, .second_by = cases[i].second };

    g_assert_cmpint (hold_with (fixture, id, &answers, &refused), ==, cases[i].held);
  }
}

static void
test_reason (Fixture      *fixture,
             gconstpointer data)
{
  gint64 id;
  g_autoptr (GError) error = NULL;
  MhHoldAnswers answers = { .typed_heads = -1 };

  add_people (fixture, 3);
  id = save (fixture, "{}", "検査の結果は陽性でした。");
  g_assert_false (hold_with (fixture, id, &answers, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_ASK);
  g_clear_error (&error);
  answers.reason = "ご本人の希望による";
  g_assert_true (hold_with (fixture, id, &answers, &error));
  g_assert_no_error (error);
}

static void
test_undo (Fixture      *fixture,
           gconstpointer data)
{
  gint64 id, act = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) result = NULL;

  add_people (fixture, 7);
  id = save (fixture, "{}", "お知らせです。");
  hold (fixture, id);
  g_assert_true (mh_undo_find_last (fixture->desk->db, &act, &error));
  result = mh_undo_run (fixture->desk->db, mh_desk_now (fixture->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  assert_broadcast (fixture, id, "draft");
  assert_count (fixture, id, "state = 'withdrawn'", 7);

  /* And once more. */
  hold (fixture, id);
  assert_count (fixture, id, "state = 'held'", 7);
}

/* --- the slow start ----------------------------------------------------------------------------------------------- */

static void
test_slow_start (Fixture      *fixture,
                 gconstpointer data)
{
  const struct {
    guint       n_bad;
    const char *state;
    const char *after;
    guint       n_due;
  } cases[] = {
    { 0, "running", "due", 7 },
    { 1, "running", "due", 7 },
    { 2, "paused", "held", 7 },
    { 5, "paused", "held", 7 },
  };

  add_people (fixture, 12);
  mh_test_town_set (fixture->town, "broadcast.same-days", "0");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 id = save (fixture, "{}", "お知らせです。");
    g_autofree char *where = g_strdup_printf ("state = '%s'", cases[i].after);
    g_autofree char *problem = NULL;

    hold (fixture, id);
    advance (fixture, 59 * SECOND);
    assert_broadcast (fixture, id, "held");
    advance (fixture, SECOND);
    assert_broadcast (fixture, id, "running");
    assert_count (fixture, id, "state = 'due'", 5);
    answer (fixture, id, "undelivered", cases[i].n_bad);
    answer (fixture, id, "accepted", 5 - cases[i].n_bad);
    advance (fixture, 59 * SECOND);
    assert_count (fixture, id, "state = 'held'", 7);
    advance (fixture, SECOND);
    assert_broadcast (fixture, id, cases[i].state);
    assert_count (fixture, id, where, cases[i].n_due);
    problem = mh_broadcast_problem (fixture->desk, NULL);
    g_assert_cmpint (problem != NULL, ==, g_str_equal (cases[i].state, "paused"));
    if (problem != NULL) {
      g_assert_true (mh_broadcast_resume (fixture->desk, id, NULL));
      assert_count (fixture, id, "state = 'due'", 5);
      answer (fixture, id, "accepted", 5);
      advance (fixture, MINUTE);
      assert_count (fixture, id, "state = 'due'", 2);
    }
    answer (fixture, id, "accepted", 7);
    advance (fixture, SECOND);
    assert_broadcast (fixture, id, "done");
  }
}

static void
test_stop (Fixture      *fixture,
           gconstpointer data)
{
  gint64 id;
  guint n_left = 0;
  g_autoptr (GError) error = NULL;

  add_people (fixture, 12);
  id = save (fixture, "{}", "お知らせです。");
  hold (fixture, id);
  advance (fixture, MINUTE);
  answer (fixture, id, "accepted", 3);
  g_assert_true (mh_broadcast_stop (fixture->desk, id, &n_left, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_left, ==, 3);
  assert_broadcast (fixture, id, "stopped");
  assert_count (fixture, id, "state = 'withdrawn' AND reason = 'stopped'", 9);

  g_assert_true (mh_broadcast_resume (fixture->desk, id, &error));
  assert_count (fixture, id, "state = 'due'", 5);
  assert_count (fixture, id, "state = 'held'", 4);
}

/* What went wrong before does not count against the second start, and what goes wrong in it stops it again. */
static void
test_second_start (Fixture      *fixture,
                   gconstpointer data)
{
  static const struct {
    guint       n_bad;
    const char *state;
    guint       n_held;
  } starts[] = {
    { 3, "paused", 15 },
    { 2, "paused", 10 },
    { 1, "running", 0 },
  };
  gint64 id;

  add_people (fixture, 20);
  id = save (fixture, "{}", "お知らせです。");
  hold (fixture, id);
  advance (fixture, MINUTE);
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_test_message ("start %d", (int) i + 1);
    assert_broadcast (fixture, id, "running");
    assert_count (fixture, id, "state = 'due'", 5);
    answer (fixture, id, "undelivered", starts[i].n_bad);
    answer (fixture, id, "accepted", 5 - starts[i].n_bad);
    advance (fixture, 59 * SECOND);
    assert_broadcast (fixture, id, "running");
    assert_count (fixture, id, "state = 'due'", 0);
    advance (fixture, SECOND);
    assert_broadcast (fixture, id, starts[i].state);
    assert_count (fixture, id, "state = 'held'", starts[i].n_held);
    if (g_str_equal (starts[i].state, "paused"))
      g_assert_true (mh_broadcast_resume (fixture->desk, id, NULL));
  }
  assert_count (fixture, id, "state = 'due'", 5);
}

static void
test_stop_before (Fixture      *fixture,
                  gconstpointer data)
{
  gint64 id;
  guint n_left = 1;

  add_people (fixture, 6);
  id = save (fixture, "{}", "お知らせです。");
  hold (fixture, id);
  g_assert_true (mh_broadcast_stop (fixture->desk, id, &n_left, NULL));
  g_assert_cmpuint (n_left, ==, 0);
  assert_broadcast (fixture, id, "withdrawn");
  advance (fixture, 10 * MINUTE);
  judge_due (fixture);
  assert_count (fixture, id, "state = 'withdrawn'", 6);
}

/* --- judged when it leaves ---------------------------------------------------------------------------------------- */

static void
test_judged_anew (Fixture      *fixture,
                  gconstpointer data)
{
  gint64 dies, moves, young, stays, id;

  dies = add_person (fixture, 1, "1940-01-01", "line");
  moves = add_person (fixture, 2, "1941-01-01", "line");
  young = add_person (fixture, 3, "1942-01-01", "line");
  stays = add_person (fixture, 4, "1943-01-01", "line");
  id = save (fixture, "{\"age\":{\"from\":60,\"to\":130,\"rule\":\"day\"}}", "お知らせです。");
  hold (fixture, id);
  mh_test_town_set_status (fixture->town, dies, "dead", "2026-10-20");
  mh_test_town_set_status (fixture->town, moves, "moved-out", "2026-10-20");
  mh_test_town_protect (fixture->town, young);
  advance (fixture, MINUTE);
  judge_due (fixture);
  assert_result (fixture, id, dies, "withdrawn dead");
  assert_result (fixture, id, moves, "withdrawn moved-out");
  assert_result (fixture, id, young, "by-hand protected");
  assert_result (fixture, id, stays, "by-hand refused");
  tick (fixture);
  assert_broadcast (fixture, id, "done");
}

/* One account of a couple: one message; and when one of them dies it still goes to the other. */
static void
test_shared_contact (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 husband = add_person (fixture, 1, "1940-01-01", NULL), wife = add_person (fixture, 2, "1942-01-01", NULL), id;

  mh_test_town_add_contact (fixture->town, husband, "line", "U00000000000000000000000000000001");
  mh_test_town_add_contact (fixture->town, wife, "line", "U00000000000000000000000000000001");
  id = save (fixture, "{}", "{name}さんへのお知らせです。");
  hold (fixture, id);
  assert_count (fixture, id, "1", 1);
  assert_count (fixture, id, "body LIKE '%町田%'", 0);
  assert_result (fixture, id, husband, "held");
  assert_result (fixture, id, wife, "held");

  mh_test_town_set_status (fixture->town, husband, "dead", "2026-10-20");
  advance (fixture, MINUTE);
  judge_due (fixture);
  assert_result (fixture, id, husband, "left-out dead");
  assert_result (fixture, id, wife, "by-hand refused");
}

/* 舟形町 2026: forty messages to each of 1,000 friends, at 01:12 in the night. */
static void
test_funagata_at_night (Fixture      *fixture,
                        gconstpointer data)
{
  gint64 id;
  g_autoptr (MhBroadcast) broadcast = NULL;

  add_people (fixture, 6);
  mh_fake_clock_set (fixture->town->clock, mh_ms_from_civil ((MhDate) { 2026, 10, 24 }, 72));
  id = save (fixture, "{}", "避難所を開設しました。");
  hold (fixture, id);
  broadcast = mh_broadcast_table_get (fixture->desk->db, id, NULL);

  /* A Saturday: it waits until Monday. */
  g_assert_cmpint (broadcast->hold_until, ==, mh_ms_from_civil ((MhDate) { 2026, 10, 26 }, 510));
  g_assert_true (mh_broadcast_go (fixture->desk, id, NULL));
  judge_due (fixture);
  assert_count (fixture, id, "state = 'due'", 5);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT min (due_at) FROM delivery WHERE state = 'due'"), ==, broadcast->hold_until);
}

static void
test_funagata_forty_times (Fixture      *fixture,
                           gconstpointer data)
{
  gint64 first = 0, id = 0;

  add_people (fixture, 3);
  for (int i = 0; i < 4; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhBroadcastSheet) sheet = NULL;

    id = save (fixture, "{}", "避難所を開設しました。");
    first = first != 0 ? first : id;
    sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (find_finding (sheet, "same-text") != NULL, ==, i > 0);
    hold (fixture, id);
    advance (fixture, MINUTE);
    if (i < 3)
      answer (fixture, id, "accepted", 3);
  }

  /* Three a day; the fourth waits until tomorrow. */
  judge_due (fixture);
  assert_count (fixture, id, "state = 'due'", 3);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT min (due_at) FROM delivery WHERE state = 'due'"), ==,
                   mh_ms_from_civil ((MhDate) { 2026, 10, 21 }, 510));
}

/* 大阪府 2022, 岸和田 2022: names and numbers from two lists, shifted by a row. */
static void
test_osaka_wrong_names (Fixture      *fixture,
                        gconstpointer data)
{
  gint64 id;

  add_people (fixture, 12);
  id = save (fixture, "{}", "{name}さんへのお知らせです。");
  hold (fixture, id);
  g_assert_cmpint (mh_test_town_count (fixture->town,
                                       "SELECT count (*) FROM delivery JOIN resident ON resident.id = delivery.resident "
                                       "WHERE instr (body, resident.name || 'さん') > 0"), ==, 12);
}

/* --- afterwards --------------------------------------------------------------------------------------------------- */

static void
test_correct (Fixture      *fixture,
              gconstpointer data)
{
  gint64 id, correction;
  guint n_left;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBroadcastSheet) sheet = NULL;

  add_people (fixture, 12);
  id = save (fixture, "{}", "場所は公民館です。");
  hold (fixture, id);
  advance (fixture, MINUTE);
  answer (fixture, id, "accepted", 3);
  answer (fixture, id, "check", 1);
  g_assert_cmpint (mh_broadcast_correct (fixture->desk, id, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_true (mh_broadcast_stop (fixture->desk, id, &n_left, &error));
  correction = mh_broadcast_correct (fixture->desk, id, &error);
  g_assert_no_error (error);
  sheet = mh_broadcast_check (fixture->desk, correction, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheet->n_heads, ==, 4);
  g_assert_nonnull (find_finding (sheet, "unchanged"));
}

static void
test_retry (Fixture      *fixture,
            gconstpointer data)
{
  gint64 id, hand;
  guint n = 0;
  g_autoptr (GError) error = NULL;

  add_people (fixture, 3);
  hand = add_person (fixture, 9, "1950-01-01", NULL);
  id = save (fixture, "{}", "お知らせです。");
  hold (fixture, id);
  advance (fixture, MINUTE);
  answer (fixture, id, "accepted", 2);
  answer (fixture, id, "undelivered", 1);
  tick (fixture);
  assert_broadcast (fixture, id, "done");
  mh_test_town_add_contact (fixture->town, hand, "mobile", "09077770000");
  g_assert_true (mh_broadcast_retry (fixture->desk, id, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  assert_broadcast (fixture, id, "running");
  assert_result (fixture, id, hand, "due");
  assert_count (fixture, id, "state = 'accepted'", 2);
  assert_count (fixture, id, "state = 'undelivered'", 1);
}

static void
test_test_send (Fixture      *fixture,
                gconstpointer data)
{
  gint64 nurse = add_person (fixture, 1, "1980-01-01", "line"), link, id, test;
  g_autoptr (GError) error = NULL;

  add_people (fixture, 0);
  link = mh_test_town_add_contact (fixture->town, nurse, "mobile", "09012340000");
  add_person (fixture, 2, "1950-01-01", "line");
  id = save (fixture, "{}", "お知らせです。");
  test = mh_broadcast_test (fixture->desk, id, nurse, link, &error);
  g_assert_no_error (error);
  assert_broadcast (fixture, test, "running");
  assert_broadcast (fixture, id, "draft");
  assert_count (fixture, test, "state = 'due' AND kind = 'broadcast-test' AND body LIKE '%テスト%'", 1);
  judge_due (fixture);
  assert_result (fixture, test, nurse, "withdrawn refused");
}

static void
test_reminders (Fixture      *fixture,
                gconstpointer data)
{
  gint64 programme = mh_test_town_add_programme (fixture->town), person = add_person (fixture, 1, "1950-01-01", "line");
  gint64 session = mh_test_town_add_session (fixture->town, programme, "2026-10-26", "09:00-10:00/30x4"), rule;
  MhBookingRequest request = { .slot = mh_test_town_find_slot (fixture->town, session, "9:30"), .resident = person, .via = "phone" };
  MhSendRule reminder = { .days_before = 1, .at_min = 600, .text = (char *) "{date} {time}に{venue}でお待ちしています。" };
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_cmpint (mh_booking_make (fixture->desk, &request, NULL, &error), >, 0);
  rule = mh_broadcast_reminder_add (fixture->desk, &reminder, &error);
  g_assert_no_error (error);

  /* The day before is a Sunday: it goes on Friday, and only once. */
  mh_fake_clock_set (fixture->town->clock, mh_ms_from_civil ((MhDate) { 2026, 10, 23 }, 599));
  tick (fixture);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM broadcast"), ==, 0);
  mh_fake_clock_set (fixture->town->clock, mh_ms_from_civil ((MhDate) { 2026, 10, 23 }, 600));
  tick (fixture);
  tick (fixture);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM broadcast"), ==, 1);
  id = mh_test_town_count (fixture->town, "SELECT id FROM broadcast");
  assert_broadcast (fixture, id, "running");
  assert_count (fixture, id, "kind = 'reminder' AND state = 'due' AND body LIKE '%9:30%'", 1);
  g_assert_true (mh_broadcast_reminder_remove (fixture->desk, rule, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/broadcast/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("the-sheet-says-what-speaks-against-it", test_findings);
  ADD ("the-sheet-counts-messages-and-people", test_sheet_counts);
  ADD ("a-rare-name-keeps-nobody-from-being-told", test_rare_name);
  ADD ("minato-2021-children-by-a-second-list", test_minato_under_age);
  ADD ("nabari-2017-the-head-count-has-to-be-right", test_heads);
  ADD ("mihara-chichibu-2022-a-second-person-has-to-look", test_second);
  ADD ("words-that-are-asked-about-want-a-reason", test_reason);
  ADD ("a-hold-is-taken-back-while-nothing-has-left", test_undo);
  ADD ("the-first-five-decide-about-the-others", test_slow_start);
  ADD ("a-stop-keeps-what-has-not-left", test_stop);
  ADD ("what-goes-on-after-a-stop-starts-slowly-again", test_second_start);
  ADD ("a-stop-in-the-countdown-lets-nothing-leave", test_stop_before);
  ADD ("everybody-is-judged-when-it-leaves", test_judged_anew);
  ADD ("a-couple-with-one-account-gets-one-message", test_shared_contact);
  ADD ("funagata-2026-at-night", test_funagata_at_night);
  ADD ("funagata-2026-forty-times", test_funagata_forty_times);
  ADD ("osaka-and-kishiwada-2022-names-shifted-by-a-row", test_osaka_wrong_names);
  ADD ("a-correction-goes-to-those-who-have-it", test_correct);
  ADD ("what-did-not-arrive-is-tried-again", test_retry);
  ADD ("a-test-goes-to-one-contact-only", test_test_send);
  ADD ("reminders-come-once-and-before-the-day", test_reminders);

  return g_test_run ();
}
