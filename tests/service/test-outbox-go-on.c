/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What is taken at once, what is written down together, and that nobody reads another one's words. */

#include "mh-act.h"
#include "mh-broadcast.h"
#include "mh-delivery-table.h"
#include "mh-lease-table.h"
#include "mh-line.h"
#include "mh-outbox-steps.h"
#include "mh-test-town.h"
#include "mh-twilio.h"

#define OWNER "test"
#define N     40

typedef struct {
  MhTestTown       *town;
  const MhDesk     *desk;
  MhHttp           *http;
  MhOutboxProviders providers;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhHttpOptions options = { .loopback_only = TRUE };
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-11-24 10:00");
  fixture->desk = &fixture->town->desk;
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  fixture->http = mh_http_new (&options, &error);
  g_assert_no_error (error);
  fixture->providers.line = MH_PROVIDER (mh_line_new (fixture->http, "http://127.0.0.1:9", "token", NULL, NULL, &error));
  g_assert_no_error (error);
  fixture->providers.sms = MH_PROVIDER (mh_twilio_new (fixture->http, "http://127.0.0.1:9", "AC0123456789abcdef0123456789abcdef", "token",
                                                       "Machihoken", NULL, &error));
  g_assert_no_error (error);
  fixture->providers.line_quota = -1;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->providers.line);
  g_clear_object (&fixture->providers.sms);
  g_clear_object (&fixture->http);
  mh_test_town_free (fixture->town);
}

/* Notices of a booking, each in words of its own, that are due. */
static void
add_notices (Fixture    *fixture,
             const char *kind)
{
  g_autoptr (GError) error = NULL;
  gint64 people[N];
  g_autoptr (MhAct) act = NULL;

  for (int i = 0; i < N; i++) {
    g_autofree char *number = g_strdup_printf ("%s%d", kind, i);
    g_autofree char *value = g_str_equal (kind, "line") ? g_strdup_printf ("U%032x", i + 1) : g_strdup_printf ("0901000%04d", i);

    people[i] = mh_test_town_add_resident (fixture->town, number, "町田花子", "マチダハナコ", "1950-03-01");
    mh_test_town_add_contact (fixture->town, people[i], kind, value);
  }

  act = mh_act_begin (fixture->desk->db, mh_desk_now (fixture->desk), "test", "test", MH_UNDO_NONE, &error);
  for (int i = 0; i < N; i++) {
    g_autofree char *body = g_strdup_printf ("予約 %d", i);
    MhDelivery delivery = {
      .act = mh_act_get_id (act), .kind = (char *) "booking-cancelled", .resident = people[i], .body = body, .state = (char *) "held",
      .due_at = mh_desk_now (fixture->desk), .state_at = mh_desk_now (fixture->desk),
    };

    g_assert_cmpint (mh_delivery_table_insert (fixture->desk->db, &delivery, &error), !=, 0);
  }
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

static void
freeze_all (Fixture *fixture)
{
  gint64 now = mh_desk_now (fixture->desk);
  MhOutboxFrozen frozen;
  gboolean taken = FALSE;
  g_autoptr (GError) error = NULL;

  mh_lease_table_take (fixture->desk->db, MH_OUTBOX_LEASE, OWNER, now, now + 60000, &taken, &error);
  g_assert_true (taken);
  mh_outbox_freeze (fixture->desk, &fixture->providers, OWNER, &frozen, &error);
  g_assert_no_error (error);
}

static GPtrArray *
take (Fixture   *fixture,
      GPtrArray *answers)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *works = mh_outbox_go_on (fixture->desk, answers != NULL ? answers : none, &fixture->providers, OWNER, &error);

  g_assert_no_error (error);

  return works;
}

static void
add_answer (GPtrArray *answers,
            gint64     attempt)
{
  MhOutboxAnswer *answer = g_new0 (MhOutboxAnswer, 1);

  answer->action = MH_OUTBOX_SEND;
  answer->attempt = attempt;
  answer->result = mh_send_result_new (MH_SEND_ACCEPTED, NULL, NULL);
  g_ptr_array_add (answers, answer);
}

static gint64
count_sent (Fixture    *fixture,
            const char *provider)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM attempt WHERE provider = '%s' AND sent_at IS NOT NULL", provider);

  return mh_test_town_count (fixture->town, sql);
}

/* Twilio takes one a second: sixteen of them would leave for sixteen seconds after a stop. The other way does not wait behind it. */
static void
test_slow (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  add_notices (fixture, "mobile");
  add_notices (fixture, "line");
  freeze_all (fixture);
  first = take (fixture, NULL);
  g_assert_cmpint (count_sent (fixture, "twilio"), ==, 1);
  g_assert_cmpint (count_sent (fixture, "line"), ==, 16);
  g_assert_cmpuint (first->len, ==, 17);

  fixture->providers.sms_under_way = 1;
  fixture->providers.line_under_way = 10;
  second = take (fixture, NULL);
  g_assert_cmpint (count_sent (fixture, "twilio"), ==, 1);
  g_assert_cmpint (count_sent (fixture, "line"), ==, 22);
}

/* The same words for many, each with LINE. */
static void
add_alike (Fixture *fixture,
           int      n)
{
  static const char * const sqls[] = {
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :n) "
    "INSERT INTO resident (id, register_number, name, kana, birth, sex, address, status, name_fold, kana_fold, sort_key) "
    "SELECT i, printf ('%08d', i), '町田花子', 'マチダハナコ', '1950-03-01', 'female', '元町1番地', 'resident', '', '', x'00' FROM n",
    "INSERT INTO contact (id, kind, value) SELECT id, 'line', printf ('U%032x', id) FROM resident WHERE id <= :n",
    "INSERT INTO contact_link (resident, contact, whose) SELECT id, id, '' FROM contact WHERE id <= :n",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->desk->db, mh_desk_now (fixture->desk), "test", "test", MH_UNDO_NONE, &error);

  for (gsize i = 0; i < G_N_ELEMENTS (sqls); i++)
    mh_db_run (fixture->desk->db, &error, sqls[i], ":n", MH_INT (n), NULL);
  mh_db_run (fixture->desk->db, &error,
             "INSERT INTO delivery (act, kind, resident, body, state, due_at, state_at) "
             "SELECT :act, 'booking-cancelled', id, 'お知らせ', 'held', :now, :now FROM resident",
             ":act", MH_INT (mh_act_get_id (act)), ":now", MH_INT (mh_desk_now (fixture->desk)), NULL);
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

/* A request may be for 500 people: sixteen of them would be 8,000 for whom a stop comes too late. */
static void
test_people (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_answer_free);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;

  add_alike (fixture, 1300);
  freeze_all (fixture);
  freeze_all (fixture);
  freeze_all (fixture);
  first = take (fixture, NULL);
  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpuint (((MhOutboxWork *) first->pdata[0])->attempt->n_parts, ==, 500);
  g_assert_cmpuint (((MhOutboxWork *) first->pdata[1])->attempt->n_parts, ==, 500);

  fixture->providers.line_under_way = 2;
  fixture->providers.line_people = 1000;
  second = take (fixture, NULL);
  g_assert_cmpuint (second->len, ==, 0);

  add_answer (answers, ((MhOutboxWork *) first->pdata[0])->attempt->id);
  fixture->providers.line_under_way = 1;
  fixture->providers.line_people = 500;
  third = take (fixture, answers);
  g_assert_cmpuint (third->len, ==, 1);
  g_assert_cmpuint (((MhOutboxWork *) third->pdata[0])->attempt->n_parts, ==, 300);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'accepted'"), ==, 500);
}

/* Whatever is frozen: with sending switched off nothing more is taken, and what has been answered is written down. */
static void
test_stopped (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_answer_free);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  add_notices (fixture, "line");
  freeze_all (fixture);
  first = take (fixture, NULL);
  for (guint i = 0; i < first->len; i++)
    add_answer (answers, ((MhOutboxWork *) first->pdata[i])->attempt->id);

  mh_test_town_set (fixture->town, "sending", "off");
  second = take (fixture, answers);
  g_assert_cmpuint (second->len, ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'accepted'"), ==, first->len);
  g_assert_cmpint (count_sent (fixture, "line"), ==, first->len);
}

static void
test_broken (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_answer_free);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GError) error = NULL;

  add_notices (fixture, "line");
  freeze_all (fixture);
  first = take (fixture, NULL);
  add_answer (answers, ((MhOutboxWork *) first->pdata[0])->attempt->id);
  add_answer (answers, 987654);
  add_answer (answers, ((MhOutboxWork *) first->pdata[1])->attempt->id);

  second = mh_outbox_go_on (fixture->desk, answers, &fixture->providers, OWNER, &error);
  g_assert_nonnull (error);
  g_assert_null (second);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'accepted'"), ==, 2);
  g_assert_cmpint (count_sent (fixture, "line"), ==, first->len);
}

/* What is the same for all is written once, but a name is never the same, in whatever braces and in whatever part of the words it stands. */
static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  static const struct {
    const char *text;
    const char *easy;
  } cases[] = { { "｛氏名｝様　断水します。", NULL }, { "断水します。", "{氏名}さん、みずが でません。" }, { "断水します。", "｛氏名｝さん、みずが でません。" } };

  for (int i = 0; i < 5; i++) {
    g_autofree char *number = g_strdup_printf ("%d", i);
    g_autofree char *name = g_strdup_printf ("町田%d", i);

    mh_test_town_add_resident (fixture->town, number, name, "マチダ", "1950-03-01");
  }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhBroadcast draft = {
      .kind = (char *) "notice", .name = (char *) "断水", .rule = (char *) "{}", .category = (char *) "", .text = (char *) cases[i].text,
      .easy = (char *) cases[i].easy, .form = (char *) "text", .channels = (char *) "line sms by-hand",
    };
    g_autoptr (GError) error = NULL;
    gint64 id = mh_broadcast_save (fixture->desk, &draft, &error);
    g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM delivery AS d JOIN resident AS r ON r.id = d.resident "
                                            "WHERE d.broadcast = %lld AND instr (d.body, r.name) > 0", (long long) id);

    g_assert_no_error (error);
    mh_broadcast_hold (fixture->desk, id, &(MhHoldAnswers) { 5, "確認済み", NULL }, &error);
    g_assert_no_error (error);
    g_assert_cmpint (mh_test_town_count (fixture->town, sql), ==, 5);
  }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/outbox/of-a-slow-service-no-more-is-taken-than-leaves-in-a-second", test_slow);
  ADD ("/outbox/no-more-is-taken-than-goes-to-a-thousand-people", test_people);
  ADD ("/outbox/with-sending-off-nothing-more-is-taken-and-answers-are-kept", test_stopped);
  ADD ("/outbox/an-answer-that-cannot-be-written-takes-none-of-the-others-along", test_broken);
  ADD ("/broadcast/a-name-in-any-braces-is-each-ones-own", test_words);

  return g_test_run ();
}
