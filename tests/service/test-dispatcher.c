/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* The whole way out: a real database, the real clients and the sandbox program on loopback. */

#include "mh-dispatcher.h"

#include <string.h>

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-check.h"
#include "mh-config.h"
#include "mh-contact-table.h"
#include "mh-delivery-table.h"
#include "mh-fake-secrets.h"
#include "mh-lease-table.h"
#include "mh-line.h"
#include "mh-outbox-steps.h"
#include "mh-outbox.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-programme-table.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-waiting.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define TENANT "0f3c2a1e-1111-4222-8333-444455556666"

typedef struct {
  MhTestTown    *town;
  GSubprocess   *sandbox;
  char          *journal;
  MhFakeSecrets *secrets;
  MhStore       *store;
  MhDispatcher  *dispatcher;
  gint64         programme;
  gint64         booking;
} Fixture;

/* --- the sandbox -------------------------------------------------------------------------------------------------- */

static guint
start_sandbox (Fixture    *fixture,
               const char *fault)
{
  g_autofree char *program = g_build_filename (g_getenv ("MH_BUILD_ROOT"), "src", "sandbox", "machihoken-sandbox", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  const char *argv[] = { program, "--port", "0", "--journal", fixture->journal, "--exit-with-stdin",
                         fault == NULL ? NULL : g_str_has_prefix (fault, "quota:") ? "--quota" : "--fault",
                         fault != NULL && g_str_has_prefix (fault, "quota:") ? fault + strlen ("quota:") : fault, NULL };

  fixture->sandbox = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE, &error);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->sandbox));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);

  return (guint) g_ascii_strtoull (strchr (line, ':') + 1, NULL, 10);
}

/* The journal's lines, which are what residents got. */
static GPtrArray *
read_journal (Fixture *fixture)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (fixture->journal, &text, NULL, NULL))
    return entries;

  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    if (*lines[i] != '\0')
      g_ptr_array_add (entries, json_from_string (lines[i], NULL));
  }

  return entries;
}

static guint
count_journal (Fixture *fixture)
{
  g_autoptr (GPtrArray) entries = read_journal (fixture);

  return entries->len;
}

/* --- the town ----------------------------------------------------------------------------------------------------- */

static void
set_up_town (Fixture *fixture,
             guint    port)
{
  g_autofree char *line = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autofree char *karaden = g_strdup_printf ("http://127.0.0.1:%u/api/" TENANT, port);

  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  mh_test_town_set (fixture->town, "line.endpoint", line);
  mh_test_town_set (fixture->town, "sms.karaden.endpoint", karaden);
  mh_test_town_set (fixture->town, "sms.karaden.service-id", "1");
}

static void
set_up_booking (Fixture *fixture)
{
  gint64 session, slot, resident;
  g_autoptr (GError) error = NULL;
  MhBookingRequest request = { .via = "phone" };

  fixture->programme = mh_test_town_add_programme (fixture->town);
  session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x1");
  slot = mh_test_town_find_slot (fixture->town, session, "9:00");
  resident = mh_test_town_add_resident (fixture->town, "1001", "予約太郎", "ヨヤクタロウ", "1945-01-01");
  request.slot = slot;
  request.resident = resident;
  fixture->booking = mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->journal = g_build_filename (fixture->town->dir, "journal", NULL);
  set_up_town (fixture, start_sandbox (fixture, data));
  set_up_booking (fixture);

  fixture->secrets = mh_fake_secrets_new ();
  mh_secrets_store (MH_SECRETS (fixture->secrets), MH_SECRET_LINE_TOKEN, "token", NULL, NULL);
  mh_secrets_store (MH_SECRETS (fixture->secrets), MH_SECRET_KARADEN_TOKEN, "token", NULL, NULL);

  path = g_build_filename (fixture->town->dir, "machihoken.db", NULL);
  fixture->store = mh_store_new (&mh_db_driver_sqlite, path, &error);
  g_assert_no_error (error);
  fixture->dispatcher = mh_dispatcher_new (fixture->store, MH_CLOCK (fixture->town->clock), fixture->town->random,
                                           MH_SECRETS (fixture->secrets));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&fixture->town->desk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < broken->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (broken, i));
  g_assert_cmpuint (broken->len, ==, 0);

  g_assert_finalize_object (fixture->dispatcher);
  mh_store_close (fixture->store);
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->secrets);
  g_output_stream_close (g_subprocess_get_stdin_pipe (fixture->sandbox), NULL, NULL);
  g_subprocess_wait (fixture->sandbox, NULL, NULL);
  g_clear_object (&fixture->sandbox);
  g_free (fixture->journal);
  mh_test_town_free (fixture->town);
}

static gint64
add_waiting (Fixture    *fixture,
             guint       n,
             const char *kind)
{
  g_autofree char *number = g_strdup_printf ("20%02u", n);
  g_autofree char *value = g_str_equal (kind, "line") ? g_strdup_printf ("U%032x", n + 1) : g_strdup_printf ("0901000%04u", n);
  gint64 resident = mh_test_town_add_resident (fixture->town, number, "待田花子", "マチダハナコ", "1950-03-01");
  g_autoptr (GError) error = NULL;

  mh_test_town_add_contact (fixture->town, resident, kind, value);
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &resident, 1, NULL, &error), >, 0);
  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, 1);

  return resident;
}

static void
cancel (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);

  g_assert_no_error (error);
}

static guint
run (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_sent = 0;

  mh_dispatcher_run_async (fixture->dispatcher, FALSE, NULL, mh_test_take_result_cb, &result);
  g_assert_true (mh_dispatcher_run_finish (fixture->dispatcher, mh_test_await (&result), &n_sent, &error));
  g_assert_no_error (error);

  return n_sent;
}

static void
cancel_and_run (Fixture *fixture)
{
  cancel (fixture);
  mh_fake_clock_advance (fixture->town->clock, 10 * SECOND);
  run (fixture);
}

static gint64
count_state (Fixture    *fixture,
             const char *state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM delivery WHERE state = '%s'", state);

  return mh_test_town_count (fixture->town, sql);
}

#define assert_state(fixture, state, n) g_assert_cmpint (count_state (fixture, state), ==, n)

/* A message to a number that nobody in the register has. */
static void
write_to_stranger (Fixture    *fixture,
                   const char *kind,
                   const char *value)
{
  MhDesk *desk = &fixture->town->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), "佐藤", "test", MH_UNDO_NONE, &error);
  MhDelivery delivery = { .act = mh_act_get_id (act), .kind = (char *) "box", .body = (char *) "【滝上町】お知らせです。",
                          .state = (char *) "due", .due_at = mh_desk_now (desk), .state_at = mh_desk_now (desk) };

  delivery.contact = mh_contact_table_take (desk->db, kind, value, NULL, &error);
  g_assert_cmpint (mh_delivery_table_insert (desk->db, &delivery, &error), >, 0);
  g_assert_true (mh_act_commit (act, &error));
  g_assert_no_error (error);
}

/* --- the tests ---------------------------------------------------------------------------------------------------- */

static void
test_held_first (Fixture      *fixture,
                 gconstpointer data)
{
  add_waiting (fixture, 0, "line");
  cancel (fixture);
  run (fixture);
  assert_state (fixture, "held", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 0);

  mh_fake_clock_advance (fixture->town->clock, 10 * SECOND);
  g_assert_cmpuint (run (fixture), ==, 1);
  assert_state (fixture, "accepted", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 1);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Nothing is sent, yet what the window shows is no longer so: an offer made by telephone lapses. */
static void
test_tells_of_the_clock (Fixture      *fixture,
                         gconstpointer data)
{
  gint64 resident = mh_test_town_add_resident (fixture->town, "3001", "待田花子", "マチダハナコ", "1950-03-01");
  g_autoptr (GError) error = NULL;
  guint n = 0;

  mh_test_town_add_contact (fixture->town, resident, "landline", "0158292222");
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &resident, 1, NULL, &error), >, 0);
  g_assert_no_error (error);
  cancel_and_run (fixture);
  assert_state (fixture, "by-hand", 1);

  g_signal_connect_swapped (fixture->dispatcher, "changed", G_CALLBACK (count_cb), &n);
  mh_fake_clock_advance (fixture->town->clock, 120 * MINUTE);
  run (fixture);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'expired'"), ==, 1);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (count_journal (fixture), ==, 0);
}

static void
test_groups_line (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  guint n_recipients = 0;

  add_waiting (fixture, 0, "line");
  add_waiting (fixture, 1, "line");
  add_waiting (fixture, 2, "mobile");
  cancel_and_run (fixture);

  assert_state (fixture, "accepted", 3);
  entries = read_journal (fixture);
  g_assert_cmpuint (entries->len, ==, 2);
  for (guint i = 0; i < entries->len; i++)
    n_recipients += json_array_get_length (json_object_get_array_member (json_node_get_object (g_ptr_array_index (entries, i)), "to"));
  g_assert_cmpuint (n_recipients, ==, 3);
}

/* Accepted, but the answer was 500 or the line went dead: the same key again is answered 409, and nobody gets it twice. */
static void
test_line_unknown (Fixture      *fixture,
                   gconstpointer data)
{
  add_waiting (fixture, 0, "line");
  cancel_and_run (fixture);
  assert_state (fixture, "unknown", 1);

  mh_fake_clock_advance (fixture->town->clock, 10 * SECOND);
  run (fixture);
  assert_state (fixture, "accepted", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 1);
}

/* The SMS service knows no keys: it is asked by reference before anything is sent again. */
static void
test_sms_unknown (Fixture      *fixture,
                  gconstpointer data)
{
  add_waiting (fixture, 0, "mobile");
  cancel_and_run (fixture);
  assert_state (fixture, "unknown", 1);

  for (guint i = 0; i < 3; i++) {
    mh_fake_clock_advance (fixture->town->clock, 30 * SECOND);
    run (fixture);
  }

  assert_state (fixture, "accepted", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 1);
}

static void
test_monthly_limit (Fixture      *fixture,
                    gconstpointer data)
{
  add_waiting (fixture, 0, "line");
  cancel_and_run (fixture);

  assert_state (fixture, "due", 1);
  g_assert_nonnull (mh_dispatcher_get_problem (fixture->dispatcher));
  g_assert_cmpuint (count_journal (fixture), ==, 0);
}

/* Looked at before anything leaves: those for whom there is room get it, the others wait and the nurse is told. */
static void
test_quota_before (Fixture      *fixture,
                   gconstpointer data)
{
  gint64 n_acts;

  add_waiting (fixture, 0, "line");
  add_waiting (fixture, 1, "line");
  add_waiting (fixture, 2, "mobile");
  cancel_and_run (fixture);

  assert_state (fixture, "accepted", 2);
  assert_state (fixture, "held", 1);
  g_assert_nonnull (mh_dispatcher_get_problem (fixture->dispatcher));
  g_assert_cmpuint (count_journal (fixture), ==, 2);

  /* Trying again and again writes nothing. */
  n_acts = mh_test_town_count (fixture->town, "SELECT count (*) FROM act");
  run (fixture);
  run (fixture);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM act"), ==, n_acts);
}

static void
test_rate_limit (Fixture      *fixture,
                 gconstpointer data)
{
  add_waiting (fixture, 0, "line");
  cancel_and_run (fixture);
  assert_state (fixture, "due", 1);
  g_assert_null (mh_dispatcher_get_problem (fixture->dispatcher));

  mh_fake_clock_advance (fixture->town->clock, 10 * SECOND);
  run (fixture);
  assert_state (fixture, "accepted", 1);
}

/* A provider that stays away is asked more and more seldom, though each time with a new request. */
static void
test_later_and_later (Fixture      *fixture,
                      gconstpointer data)
{
  static const gint64 waits[] = { 2, 4, 8, 16, 32 };

  add_waiting (fixture, 0, "line");
  cancel_and_run (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++) {
    gint64 due = mh_test_town_count (fixture->town, "SELECT due_at FROM delivery WHERE state = 'due'");

    g_assert_cmpint (due - mh_desk_now (&fixture->town->desk), ==, waits[i] * SECOND);
    mh_fake_clock_advance (fixture->town->clock, waits[i] * SECOND);
    run (fixture);
  }

  mh_fake_clock_advance (fixture->town->clock, 64 * SECOND);
  run (fixture);
  assert_state (fixture, "accepted", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 1);
}

/* 品川区: status is what it is when the message leaves. */
static void
test_judged_when_leaving (Fixture      *fixture,
                          gconstpointer data)
{
  gint64 dead = add_waiting (fixture, 0, "line");
  gint64 protected = add_waiting (fixture, 1, "mobile");

  cancel (fixture);
  mh_test_town_set_status (fixture->town, dead, "dead", "2026-10-20");
  mh_test_town_protect (fixture->town, protected);
  mh_fake_clock_advance (fixture->town->clock, 10 * SECOND);
  run (fixture);

  assert_state (fixture, "withdrawn", 1);
  assert_state (fixture, "by-hand", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 0);
}

static void
test_next_channel (Fixture      *fixture,
                   gconstpointer data)
{
  gint64 resident = add_waiting (fixture, 0, "mobile");
  g_autoptr (GPtrArray) entries = NULL;

  /* LINE is not set up: the mobile number is next. */
  mh_test_town_add_contact (fixture->town, resident, "line", "U0123456789abcdef0123456789abcdef");
  mh_secrets_clear (MH_SECRETS (fixture->secrets), MH_SECRET_LINE_TOKEN, NULL, NULL);
  cancel_and_run (fixture);

  assert_state (fixture, "accepted", 1);
  entries = read_journal (fixture);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (g_ptr_array_index (entries, 0)), "provider"), ==, "karaden");
}

static void
test_strangers (Fixture      *fixture,
                gconstpointer data)
{
  write_to_stranger (fixture, "mobile", "09010000001");
  write_to_stranger (fixture, "line", "U0123456789abcdef0123456789abcdef");
  run (fixture);
  assert_state (fixture, "accepted", 2);
  g_assert_cmpuint (count_journal (fixture), ==, 2);
}

/* There is no other way to them: what nobody sends ends there, with its reason. */
static void
test_stranger_without_channel (Fixture      *fixture,
                               gconstpointer data)
{
  mh_secrets_clear (MH_SECRETS (fixture->secrets), MH_SECRET_LINE_TOKEN, NULL, NULL);
  write_to_stranger (fixture, "line", "U0123456789abcdef0123456789abcdef");
  run (fixture);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'withdrawn' "
                                                      "AND reason = 'channel-off' AND contact IS NOT NULL"), ==, 1);
  g_assert_cmpuint (count_journal (fixture), ==, 0);
}

static void
order (Fixture    *fixture,
       const char *what,
       const char *json)
{
  g_autofree char *base = mh_config_get (&fixture->town->desk, "line.endpoint", NULL);
  g_autofree char *url = g_strconcat (base, "/_sandbox/", what, NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, url);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, mh_test_take_result_cb, &result);
  answer = soup_session_send_and_read_finish (session, mh_test_await (&result), NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static void
choose_zettai (Fixture *fixture)
{
  g_autofree char *base = mh_config_get (&fixture->town->desk, "line.endpoint", NULL);

  mh_test_town_set (fixture->town, "sms.provider", "zettai");
  mh_test_town_set (fixture->town, "sms.zettai.endpoint", base);
  mh_test_town_set (fixture->town, "sms.zettai.client-id", "123");
  mh_test_town_set (fixture->town, "sms.zettai.sms-code", "54321");
  mh_secrets_store (MH_SECRETS (fixture->secrets), MH_SECRET_ZETTAI_TOKEN, "token", NULL, NULL);
}

/* After a minute the service is asked; what it tells ends the questions. */
static void
test_delivered_is_asked_for (Fixture      *fixture,
                             gconstpointer data)
{
  add_waiting (fixture, 0, "mobile");
  cancel_and_run (fixture);
  assert_state (fixture, "accepted", 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM attempt WHERE poll_at IS NOT NULL"), ==, 1);

  mh_fake_clock_advance (fixture->town->clock, 59 * SECOND);
  run (fixture);
  assert_state (fixture, "accepted", 1);

  mh_fake_clock_advance (fixture->town->clock, 2 * SECOND);
  run (fixture);
  assert_state (fixture, "delivered", 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM attempt WHERE poll_at IS NULL AND polls = 1"), ==, 1);
  g_assert_cmpuint (count_journal (fixture), ==, 1);
}

/* Out of reach, says the carrier: it may yet arrive, so a person tells, and no second SMS leaves. */
static void
test_doubtful_goes_to_a_person (Fixture      *fixture,
                                gconstpointer data)
{
  add_waiting (fixture, 0, "mobile");
  order (fixture, "block", "{\"to\":\"09010000000\"}");
  cancel_and_run (fixture);
  mh_fake_clock_advance (fixture->town->clock, 61 * SECOND);
  run (fixture);

  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'by-hand' AND reason = 'unconnected'"),
                   ==, 1);
  g_assert_cmpuint (count_journal (fixture), ==, 1);
}

/* Certainly not delivered: the next number is tried, and then a person. */
static void
test_failed_goes_the_next_way (Fixture      *fixture,
                               gconstpointer data)
{
  gint64 resident = add_waiting (fixture, 0, "mobile");

  choose_zettai (fixture);
  mh_test_town_add_contact (fixture->town, resident, "mobile", "08055556666");
  order (fixture, "block", "{\"to\":\"09010000000\"}");
  order (fixture, "block", "{\"to\":\"08055556666\"}");
  cancel_and_run (fixture);
  assert_state (fixture, "accepted", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 1);

  mh_fake_clock_advance (fixture->town->clock, 61 * SECOND);
  run (fixture);
  run (fixture);
  assert_state (fixture, "accepted", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 2);

  mh_fake_clock_advance (fixture->town->clock, 61 * SECOND);
  run (fixture);
  run (fixture);
  assert_state (fixture, "by-hand", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 2);
}

/* Nothing is told: asked after 1, 5 and 30 minutes, 3 hours, then daily, and after three days no more. */
static void
test_questions_end (Fixture      *fixture,
                    gconstpointer data)
{
  static const gint64 minutes[] = { 1, 5, 30, 180, 1440, 1440, 1440, 1440 };

  add_waiting (fixture, 0, "mobile");
  cancel_and_run (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (minutes); i++) {
    order (fixture, "fault", "{\"spec\":\"500-lookup:9\"}");
    mh_fake_clock_advance (fixture->town->clock, minutes[i] * 60 * SECOND - SECOND);
    run (fixture);
    g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT polls FROM attempt WHERE id = 1"), ==, MIN (i, 7));
    mh_fake_clock_advance (fixture->town->clock, SECOND);
    run (fixture);
  }

  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM attempt WHERE id = 1 AND poll_at IS NULL"), ==, 1);
}

static void
test_stopped (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_waiting (fixture, 0, "line");
  g_assert_true (mh_outbox_set_sending (&fixture->town->desk, FALSE, &error));
  cancel_and_run (fixture);
  assert_state (fixture, "held", 1);
  g_assert_nonnull (mh_dispatcher_get_problem (fixture->dispatcher));
  g_assert_cmpuint (count_journal (fixture), ==, 0);

  g_assert_true (mh_outbox_set_sending (&fixture->town->desk, TRUE, &error));
  run (fixture);
  assert_state (fixture, "accepted", 1);
  g_assert_null (mh_dispatcher_get_problem (fixture->dispatcher));
}

static void
test_without_keyring (Fixture      *fixture,
                      gconstpointer data)
{
  add_waiting (fixture, 0, "line");
  mh_fake_secrets_set_available (fixture->secrets, FALSE);
  cancel_and_run (fixture);

  assert_state (fixture, "held", 1);
  g_assert_nonnull (mh_dispatcher_get_problem (fixture->dispatcher));
}

static void
test_one_dispatcher (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 now;
  gboolean taken = FALSE;

  add_waiting (fixture, 0, "line");
  cancel (fixture);
  mh_fake_clock_advance (fixture->town->clock, 10 * SECOND);
  now = mh_desk_now (&fixture->town->desk);
  g_assert_true (mh_lease_table_take (fixture->town->db, MH_OUTBOX_LEASE, "another process", now, now + MINUTE, &taken, NULL));
  g_assert_true (taken);

  run (fixture);
  assert_state (fixture, "held", 1);

  mh_fake_clock_advance (fixture->town->clock, MINUTE);
  run (fixture);
  assert_state (fixture, "accepted", 1);
}

/* Left late, it asks for an answer by a time that is still ahead. */
static void
test_late_names_new_deadline (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  const char *text;

  add_waiting (fixture, 0, "line");
  cancel (fixture);
  mh_fake_clock_advance (fixture->town->clock, 90 * MINUTE);
  run (fixture);

  entries = read_journal (fixture);
  g_assert_cmpuint (entries->len, ==, 1);
  text = json_object_get_string_member (json_node_get_object (g_ptr_array_index (entries, 0)), "text");
  g_assert_nonnull (strstr (text, "10月20日(火) 11:30まで"));
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 1);
}

/* Put off by the provider again and again: each time it is the resident's full time to answer that counts. */
static void
test_retried_names_new_deadline (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  const char *text;

  add_waiting (fixture, 0, "line");
  cancel_and_run (fixture);
  for (guint i = 0; i < 40; i++) {
    mh_fake_clock_advance (fixture->town->clock, 45 * SECOND);
    run (fixture);
  }

  entries = read_journal (fixture);
  g_assert_cmpuint (entries->len, ==, 1);
  text = json_object_get_string_member (json_node_get_object (g_ptr_array_index (entries, 0)), "text");
  g_assert_nonnull (strstr (text, "10月20日(火) 10:21まで"));
}

static void
test_not_at_night (Fixture      *fixture,
                   gconstpointer data)
{
  add_waiting (fixture, 0, "line");
  mh_fake_clock_advance (fixture->town->clock, 11 * 60 * MINUTE - 5 * SECOND);
  cancel (fixture);
  mh_fake_clock_advance (fixture->town->clock, 10 * MINUTE);
  run (fixture);
  g_assert_cmpuint (count_journal (fixture), ==, 0);

  mh_fake_clock_advance (fixture->town->clock, 12 * 60 * MINUTE);
  run (fixture);
  g_assert_cmpuint (count_journal (fixture), ==, 1);
}

/* An offer whose time has passed while its message waits for the morning wants nothing before the morning. */
static void
test_sleeps_until_morning (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 next = 0;

  add_waiting (fixture, 0, "line");
  cancel_and_run (fixture);
  mh_fake_clock_advance (fixture->town->clock, 12 * 60 * MINUTE);
  run (fixture);
  assert_state (fixture, "due", 1);

  g_assert_true (mh_delivery_table_next_due (fixture->town->db, TRUE, &next, &error));
  g_assert_no_error (error);
  g_assert_cmpint (next, >, mh_desk_now (&fixture->town->desk));
  g_assert_cmpint (mh_minutes_from_ms (next), ==, 8 * 60);
}

/* Killed after the request was marked as sent: nobody knows whether it left. */
static void
test_killed_before_the_wire (Fixture      *fixture,
                             gconstpointer data)
{
  const char *key_sql = "SELECT count (DISTINCT key) FROM attempt";
  g_autoptr (MhHttp) http = NULL;
  g_autoptr (MhLine) line = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) works = NULL;
  MhOutboxProviders providers = { NULL, NULL, -1 };
  MhOutboxFrozen frozen;
  MhHttpOptions options = { .loopback_only = TRUE };
  gint64 now;
  gboolean taken;

  add_waiting (fixture, 0, "line");
  cancel (fixture);
  mh_fake_clock_advance (fixture->town->clock, 10 * SECOND);
  now = mh_desk_now (&fixture->town->desk);
  http = mh_http_new (&options, NULL);
  line = mh_line_new (http, "http://127.0.0.1:9", "token", NULL, NULL, NULL);
  providers.line = MH_PROVIDER (line);
  mh_lease_table_take (fixture->town->db, MH_OUTBOX_LEASE, "killed", now, now + MINUTE, &taken, NULL);
  g_assert_true (mh_outbox_freeze (&fixture->town->desk, &providers, "killed", &frozen, NULL));
  works = mh_outbox_go_on (&fixture->town->desk, none, &providers, "killed", NULL);
  g_assert_cmpuint (works->len, ==, 1);

  /* While it may still be under way nobody else touches it. */
  mh_fake_clock_advance (fixture->town->clock, MINUTE);
  run (fixture);
  g_assert_cmpuint (count_journal (fixture), ==, 0);

  mh_fake_clock_advance (fixture->town->clock, 2 * MINUTE);
  run (fixture);
  assert_state (fixture, "accepted", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, key_sql), ==, 1);
}

/* LINE forgets a key after 24 hours; after 23 a person has to find out. Returns: the message */
static gint64
leave_unknown (Fixture *fixture)
{
  add_waiting (fixture, 0, "line");
  cancel_and_run (fixture);
  assert_state (fixture, "unknown", 1);
  mh_fake_clock_advance (fixture->town->clock, 23 * 60 * MINUTE);
  run (fixture);
  assert_state (fixture, "check", 1);
  g_assert_cmpuint (count_journal (fixture), ==, 1);

  return mh_test_town_count (fixture->town, "SELECT id FROM delivery WHERE state = 'check'");
}

static void
test_unknown_too_long (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgramme) programme = mh_programme_table_get (fixture->town->db, fixture->programme, &error);
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "test", "test", MH_UNDO_NONE, &error);
  gint64 id;

  g_assert_no_error (error);
  programme->reply_minutes = 7 * 24 * 60;
  g_assert_true (mh_programme_table_update (fixture->town->db, programme, &error));
  g_assert_true (mh_act_commit (act, &error));

  id = leave_unknown (fixture);
  g_assert_true (mh_outbox_resolve (&fixture->town->desk, id, FALSE, &error));
  assert_state (fixture, "by-hand", 1);
  g_assert_true (mh_outbox_done_by_hand (&fixture->town->desk, id, &error));
  assert_state (fixture, "by-hand-done", 1);
  g_assert_false (mh_outbox_done_by_hand (&fixture->town->desk, id, &error));
}

/* Nobody is telephoned about a place that is no longer on offer. */
static void
test_unknown_until_the_offer_ended (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = leave_unknown (fixture);

  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 0);
  g_assert_true (mh_outbox_resolve (&fixture->town->desk, id, FALSE, &error));
  assert_state (fixture, "by-hand", 0);
  assert_state (fixture, "withdrawn", 1);
}

static void
test_connection (Fixture      *fixture,
                 gconstpointer data)
{
  const char *names[] = { "line", "karaden" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *sentence = NULL;

    mh_dispatcher_test_async (fixture->dispatcher, names[i], NULL, mh_test_take_result_cb, &result);
    sentence = mh_dispatcher_test_finish (fixture->dispatcher, mh_test_await (&result), &error);
    g_assert_no_error (error);
    g_assert_nonnull (sentence);
  }

  g_assert_cmpuint (count_journal (fixture), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, fault, func) g_test_add ("/dispatcher/" path, Fixture, fault, set_up, func, tear_down)
  ADD ("held-first", NULL, test_held_first);
  ADD ("tells-of-what-the-clock-has-done", NULL, test_tells_of_the_clock);
  ADD ("groups-equal-words", NULL, test_groups_line);
  ADD ("unknown/line-500-after-accept", "500-after-accept:1", test_line_unknown);
  ADD ("unknown/line-cut", "cut:1", test_line_unknown);
  ADD ("unknown/line-cut-before", "cut-before:1", test_line_unknown);
  ADD ("unknown/sms-500-after-accept", "500-after-accept:1", test_sms_unknown);
  ADD ("unknown/sms-cut", "cut:1", test_sms_unknown);
  ADD ("unknown/sms-cut-before", "cut-before:1", test_sms_unknown);
  ADD ("unknown/too-long-is-for-a-person", "500-after-accept:1", test_unknown_too_long);
  ADD ("unknown/not-by-hand-when-the-offer-has-ended", "500-after-accept:1", test_unknown_until_the_offer_ended);
  ADD ("stop/monthly-limit", "429-quota", test_monthly_limit);
  ADD ("stop/quota-before-sending", "quota:1", test_quota_before);
  ADD ("later/rate-limit", "429-rate:1", test_rate_limit);
  ADD ("later/and-later", "429-rate:6", test_later_and_later);
  ADD ("judged-when-leaving-品川区", NULL, test_judged_when_leaving);
  ADD ("next-channel", NULL, test_next_channel);
  ADD ("to-whom-the-register-does-not-know", NULL, test_strangers);
  ADD ("to-whom-the-register-does-not-know/without-the-channel", NULL, test_stranger_without_channel);
  ADD ("stopped-by-the-nurse", NULL, test_stopped);
  ADD ("without-keyring", NULL, test_without_keyring);
  ADD ("one-dispatcher", NULL, test_one_dispatcher);
  ADD ("late-names-a-new-deadline", NULL, test_late_names_new_deadline);
  ADD ("retried-names-a-new-deadline", "429-rate:9", test_retried_names_new_deadline);
  ADD ("not-at-night-舟形町", NULL, test_not_at_night);
  ADD ("sleeps-until-morning", "429-rate:100", test_sleeps_until_morning);
  ADD ("killed-before-the-wire", NULL, test_killed_before_the_wire);
  ADD ("connection-test", NULL, test_connection);
  ADD ("asked-after-a-minute-whether-it-was-delivered", NULL, test_delivered_is_asked_for);
  ADD ("what-may-yet-arrive-goes-to-a-person", NULL, test_doubtful_goes_to_a_person);
  ADD ("what-certainly-was-not-delivered-goes-the-next-way", NULL, test_failed_goes_the_next_way);
  ADD ("questions-end-after-three-days", NULL, test_questions_end);
#undef ADD

  return g_test_run ();
}
