/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What a broadcast looks like in the bytes that leave, and at what hour it may leave. */

#include "mh-broadcast.h"

#include <string.h>

#include "mh-check.h"
#include "mh-error.h"
#include "mh-json.h"
#include "mh-lease-table.h"
#include "mh-line.h"
#include "mh-outbox-steps.h"
#include "mh-test-town.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define OWNER "test"

typedef struct {
  MhTestTown *town;
  MhDesk     *desk;
  MhHttp     *http;  /* (owned) */
  MhProvider *line;  /* (owned) makes requests and sends none */
} Fixture;

static void
set_up_at (Fixture    *fixture,
           const char *civil)
{
  MhHttpOptions options = { .loopback_only = TRUE, .timeout = 1 };
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new (civil);
  fixture->desk = &fixture->town->desk;
  fixture->http = mh_http_new (&options, &error);
  g_assert_no_error (error);
  fixture->line = MH_PROVIDER (mh_line_new (fixture->http, "http://127.0.0.1:9", "t", NULL, NULL, &error));
  g_assert_no_error (error);
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-29-2111");
  mh_test_town_set (fixture->town, "town.web", "www.town.example.lg.jp");
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  /* A Tuesday. */
  set_up_at (fixture, "2026-10-20 09:00");
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
  g_object_unref (fixture->line);
  g_object_unref (fixture->http);
  mh_test_town_free (fixture->town);
}

static void
add_friends (Fixture *fixture,
             guint    n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *number = g_strdup_printf ("%04u", i);
    g_autofree char *name = g_strdup_printf ("町田%u", i);
    g_autofree char *user = g_strdup_printf ("U%032x", i + 1);

    mh_test_town_add_contact (fixture->town, mh_test_town_add_resident (fixture->town, number, name, "マチダ", "1950-03-01"), "line", user);
  }
}

static gint64
save (Fixture    *fixture,
      const char *form,
      const char *text)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "秋の健診", .rule = (char *) "{}", .category = (char *) "", .text = (char *) text,
    .form = (char *) form, .channels = (char *) "line sms by-hand",
  };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_broadcast_save (fixture->desk, &draft, &error);

  g_assert_no_error (error);

  return id;
}

static void
hold (Fixture *fixture,
      gint64   id)
{
  MhHoldAnswers answers = { .typed_heads = -1, .reason = "確認済み" };
  g_autoptr (GError) error = NULL;

  mh_broadcast_hold (fixture->desk, id, &answers, &error);
  g_assert_no_error (error);
}

/* The countdown ends and what is due is written down. Returns: how many requests */
static guint
freeze (Fixture *fixture,
        gint64   ms)
{
  MhOutboxProviders providers = { fixture->line, NULL, -1 };
  MhOutboxFrozen frozen;
  g_autoptr (GError) error = NULL;
  gboolean changed, taken;
  gint64 now;

  mh_fake_clock_advance (fixture->town->clock, ms);
  now = mh_desk_now (fixture->desk);
  mh_broadcast_tick (fixture->desk, &changed, &error);
  g_assert_no_error (error);
  g_assert_true (mh_lease_table_take (fixture->desk->db, MH_OUTBOX_LEASE, OWNER, now, now + MINUTE, &taken, &error));
  mh_outbox_freeze (fixture->desk, &providers, OWNER, &frozen, &error);
  g_assert_no_error (error);

  return frozen.n_requests;
}

/* The message of the newest request. */
static JsonObject *
dup_message (Fixture *fixture,
             guint   *out_n_users)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (fixture->desk->db, &error, "SELECT body FROM attempt ORDER BY id DESC LIMIT 1", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonObject) body = NULL;
  JsonArray *messages;

  g_assert_true (mh_rows_next (rows));
  bytes = mh_rows_dup_blob (rows, 0);
  g_assert_true (mh_rows_end (rows, &error));
  body = mh_json_parse_object (bytes);
  g_assert_nonnull (body);
  messages = mh_json_get_array (body, "messages");
  g_assert_cmpuint (mh_json_get_length (messages), ==, 1);
  *out_n_users = MAX (mh_json_get_length (mh_json_get_array (body, "to")), 1);

  return json_object_ref (mh_json_item_object (messages, 0));
}

static void
test_form (Fixture      *fixture,
           gconstpointer data)
{
  static const struct {
    const char *form;
    const char *text;
    const char *type;
    const char *words;     /* member with the whole message */
    guint       n_requests;
    guint       n_users;
  } cases[] = {
    { "text", "健診のお知らせです。", "text", "text", 1, 3 },
    { "card", "健診のお知らせです。", "flex", "altText", 1, 3 },
    { "card", "{name}様、健診のお知らせです。", "flex", "altText", 3, 1 },
  };

  add_friends (fixture, 3);
  mh_test_town_set (fixture->town, "broadcast.same-days", "0");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 id = save (fixture, cases[i].form, cases[i].text);
    g_autoptr (JsonObject) message = NULL;
    guint n_users = 0;

    g_test_message ("%s %s", cases[i].form, cases[i].text);
    hold (fixture, id);
    g_assert_cmpuint (freeze (fixture, MINUTE), ==, cases[i].n_requests);
    message = dup_message (fixture, &n_users);
    g_assert_cmpuint (n_users, ==, cases[i].n_users);
    g_assert_cmpstr (mh_json_get_string (message, "type"), ==, cases[i].type);
    g_assert_true (g_str_has_prefix (mh_json_get_string (message, cases[i].words), "【滝上町】"));
    g_assert_nonnull (strstr (mh_json_get_string (message, cases[i].words), "健診のお知らせです。\n確認番号 "));
    g_assert_cmpint (mh_json_get_object (message, "contents") != NULL, ==, g_str_equal (cases[i].form, "card"));
  }
}

/* What stands on no card is said in words all the same. */
static void
test_no_card (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (JsonObject) message = NULL;
  guint n_users = 0;

  add_friends (fixture, 1);
  hold (fixture, save (fixture, "card", "健診のお知らせです。"));
  mh_test_town_set (fixture->town, "town.phone", "役場");
  g_assert_cmpuint (freeze (fixture, MINUTE), ==, 1);
  message = dup_message (fixture, &n_users);
  g_assert_cmpstr (mh_json_get_string (message, "type"), ==, "text");
}

/* --- at what hour ------------------------------------------------------------------------------------------------- */

static void
set_up_at_night (Fixture      *fixture,
                 gconstpointer data)
{
  set_up_at (fixture, "2026-10-20 21:00");
}

/* A reason is wanted, stands in the log, and only this broadcast leaves. */
static void
test_any_hour (Fixture      *fixture,
               gconstpointer data)
{
  MhHoldAnswers answers = { .typed_heads = -1, .any_hour = TRUE };
  g_autoptr (GError) ask = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBroadcastSheet) sheet = NULL;
  g_autoptr (MhBroadcast) held = NULL;
  gint64 urgent, other;

  add_friends (fixture, 3);
  urgent = save (fixture, "text", "断水します。");
  other = save (fixture, "text", "健診のお知らせです。");
  sheet = mh_broadcast_check (fixture->desk, urgent, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sheet->opens_at, ==, mh_ms_from_civil ((MhDate) { 2026, 10, 21 }, 8 * 60 + 30));

  g_assert_false (mh_broadcast_hold (fixture->desk, urgent, &answers, &ask));
  g_assert_error (ask, MH_ERROR, MH_ERROR_ASK);
  answers.reason = "夜のうちの断水";
  mh_broadcast_hold (fixture->desk, urgent, &answers, &error);
  g_assert_no_error (error);
  hold (fixture, other);

  held = mh_broadcast_table_get (fixture->desk->db, urgent, NULL);
  g_assert_true (held->any_hour);
  g_assert_cmpstr (held->reason, ==, "夜のうちの断水");
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM audit WHERE kind = 'broadcast.hold' AND "
                                                      "json_extract (detail, '$.any-hour') = 1 AND json_extract (detail, '$.reason') = '夜のうちの断水'"), ==, 1);

  g_assert_cmpuint (freeze (fixture, MINUTE), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'attempting' AND broadcast = 1"), ==, 3);
  g_assert_cmpuint (freeze (fixture, 10 * MINUTE), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'held' AND broadcast = 2"), ==, 3);
}

/* What was chosen for one sending does not come back with the draft. */
static void
test_any_hour_draft (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 id = save (fixture, "text", "断水します。");
  g_autoptr (MhBroadcast) draft = mh_broadcast_table_get (fixture->desk->db, id, NULL);
  g_autoptr (MhBroadcast) saved = NULL;

  draft->any_hour = TRUE;
  g_assert_cmpint (mh_broadcast_save (fixture->desk, draft, NULL), ==, id);
  saved = mh_broadcast_table_get (fixture->desk->db, id, NULL);
  g_assert_false (saved->any_hour);
}

/* Where another computer sends, a card is refused before anything is held; the same words as a text are not, nor is a card by which LINE reaches nobody. */
static void
test_no_card_in_a_box (Fixture      *fixture,
                       gconstpointer data)
{
  const struct {
    const char *role;
    const char *form;
    gboolean    stops;
  } cases[] = { { "register", "card", TRUE }, { "register", "text", FALSE }, { "none", "card", FALSE }, { "sender", "card", FALSE } };

  add_friends (fixture, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 id = save (fixture, cases[i].form, "断水します。");
    MhHoldAnswers answers = { .typed_heads = -1, .reason = "確認済み" };
    g_autoptr (GError) error = NULL;
    g_autoptr (MhBroadcastSheet) sheet = NULL;
    gboolean found = FALSE;

    mh_test_town_set (fixture->town, "box.role", cases[i].role);
    sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
    g_assert_no_error (error);
    for (guint k = 0; k < sheet->findings->len; k++)
      found = found || g_str_equal (((const MhFinding *) g_ptr_array_index (sheet->findings, k))->code, "no-card-in-a-box");
    g_assert_cmpint (found, ==, cases[i].stops);
    g_assert_cmpint (sheet->may_hold, ==, !cases[i].stops);
    if (cases[i].stops)
      g_assert_false (mh_broadcast_hold (fixture->desk, id, &answers, NULL));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/broadcast-card/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("the-frozen-bytes-have-the-form-that-was-chosen", test_form);
  ADD ("what-stands-on-no-card-is-said-in-words", test_no_card);
  ADD ("no-card-goes-into-a-box", test_no_card_in_a_box);
#undef ADD
  g_test_add ("/broadcast-card/by-choice-one-leaves-at-night", Fixture, NULL, set_up_at_night, test_any_hour, tear_down);
  g_test_add ("/broadcast-card/a-draft-waits-for-its-hours", Fixture, NULL, set_up_at_night, test_any_hour_draft, tear_down);

  return g_test_run ();
}
