/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-sandbox"

#include "mh-karaden.h"
#include "mh-line.h"

#include "mh-exchange.h"
#include "mh-json.h"
#include "mh-random.h"
#include "mh-test-utils.h"

#define TENANT "/api/82bdf9de-a532-4bf5-86bc-c9a1366e5f4a"
#define PHONE  "09012345678"

/* 2026-10-20 09:00 in Asia/Tokyo */
#define MORNING G_GINT64_CONSTANT (1792454400000)
#define HOUR    (G_GINT64_CONSTANT (3600) * 1000)

#define SIGNAL_KILL 9
#define SIGNAL_TERM 15

typedef struct {
  char        *dir;      /* (owned) */
  char        *journal;  /* (owned) */
  char        *state;    /* (owned) */
  char        *clock;    /* (owned) */
  GSubprocess *process;  /* (owned) (nullable) */
  char        *base;     /* (owned) (nullable) */
  MhHttp      *http;     /* (owned) */
  MhRandom    *random;   /* (owned) */
  MhProvider  *line;     /* (owned) (nullable) */
  MhProvider  *karaden;  /* (owned) (nullable) */
} Fixture;

static void
set_clock (Fixture *fixture,
           gint64   ms)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "\n", ms);

  g_assert_true (g_file_set_contents (fixture->clock, text, -1, NULL));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhHttpOptions options = { .loopback_only = TRUE, .timeout = 1 };
  g_autoptr (GError) error = NULL;

  fixture->dir = mh_test_make_dir ();
  fixture->journal = g_build_filename (fixture->dir, "journal.jsonl", NULL);
  fixture->state = g_build_filename (fixture->dir, "state.json", NULL);
  fixture->clock = g_build_filename (fixture->dir, "clock", NULL);
  fixture->random = mh_random_new_system ();
  fixture->http = mh_http_new (&options, &error);
  g_assert_no_error (error);
  set_clock (fixture, MORNING);
}

static GSubprocess *
spawn (Fixture            *fixture,
       const char * const *arguments)
{
  g_autofree char *program = g_build_filename (g_getenv ("MH_BUILD_ROOT"), "src", "sandbox", "machihoken-sandbox", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "--journal");
  g_ptr_array_add (argv, fixture->journal);
  g_ptr_array_add (argv, (gpointer) "--clock");
  g_ptr_array_add (argv, fixture->clock);
  for (const char * const *argument = arguments; argument != NULL && *argument != NULL; argument++)
    g_ptr_array_add (argv, (gpointer) *argument);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_newv ((const char * const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);

  return process;
}

static void
start (Fixture            *fixture,
       const char * const *arguments)
{
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *tenant = NULL;
  char *first;

  fixture->process = spawn (fixture, arguments);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  first = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (first);

  bytes = g_bytes_new_take (first, strlen (first));
  object = mh_json_parse_object (bytes);
  g_assert_cmpint (mh_json_get_int (object, "port", 0), >, 0);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%d", (int) mh_json_get_int (object, "port", 0));

  tenant = g_strconcat (fixture->base, TENANT, NULL);
  fixture->line = MH_PROVIDER (mh_line_new (fixture->http, fixture->base, "t", NULL, NULL, &error));
  g_assert_no_error (error);
  fixture->karaden = MH_PROVIDER (mh_karaden_new (fixture->http, tenant, "t", 1, &error));
  g_assert_no_error (error);
}

static void
stop (Fixture *fixture,
      int      number)
{
  g_clear_object (&fixture->line);
  g_clear_object (&fixture->karaden);
  g_clear_pointer (&fixture->base, g_free);

  if (fixture->process == NULL)
    return;

  g_subprocess_send_signal (fixture->process, number);
  g_assert_true (g_subprocess_wait (fixture->process, NULL, NULL));
  if (number == SIGNAL_TERM) {
    g_assert_true (g_subprocess_get_if_exited (fixture->process));
    g_assert_cmpint (g_subprocess_get_exit_status (fixture->process), ==, 0);
  }
  g_clear_object (&fixture->process);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  stop (fixture, SIGNAL_TERM);
  g_assert_finalize_object (fixture->http);
  g_object_unref (fixture->random);
  mh_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->journal);
  g_free (fixture->state);
  g_free (fixture->clock);
}

static char *
make_user (int number)
{
  return g_strdup_printf ("U%032x", number);
}

static MhFrozen *
freeze_line (Fixture    *fixture,
             int         n_users,
             const char *key)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  MhFrozen *frozen;

  for (int i = 1; i <= n_users; i++)
    g_ptr_array_add (users, make_user (i));
  g_ptr_array_add (users, NULL);

  frozen = mh_provider_freeze (fixture->line, (const char * const *) users->pdata, "ご予約の件", key, &error);
  g_assert_no_error (error);

  return frozen;
}

static MhSendResult *
send_frozen (MhProvider     *provider,
             const MhFrozen *frozen,
             const char     *key)
{
  g_autoptr (GAsyncResult) result = NULL;

  mh_provider_send_async (provider, frozen, key, NULL, mh_test_take_result_cb, &result);

  return mh_provider_send_finish (provider, mh_test_await (&result));
}

/* To users 1 to @n_users, under @key or a new one. */
static MhSendResult *
send_line (Fixture    *fixture,
           int         n_users,
           const char *key)
{
  g_autofree char *own = key == NULL ? mh_random_uuid (fixture->random) : g_strdup (key);
  g_autoptr (MhFrozen) frozen = freeze_line (fixture, n_users, own);

  return send_frozen (fixture->line, frozen, own);
}

static MhSendResult *
send_sms (Fixture    *fixture,
          const char *number,
          const char *key)
{
  const char *recipients[] = { number, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhFrozen) frozen = mh_provider_freeze (fixture->karaden, recipients, "ご予約の件", key, &error);

  g_assert_no_error (error);

  return send_frozen (fixture->karaden, frozen, key);
}

static MhLookup
look_up (Fixture    *fixture,
         const char *key)
{
  const char *recipients[] = { PHONE, NULL };
  g_autoptr (MhFrozen) frozen = mh_provider_freeze (fixture->karaden, recipients, "ご予約の件", key, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;
  MhLookup lookup;

  mh_provider_look_up_async (fixture->karaden, key, frozen, MORNING, NULL, mh_test_take_result_cb, &result);
  lookup = mh_provider_look_up_finish (fixture->karaden, mh_test_await (&result), &id);
  g_assert_true ((id != NULL) == (lookup == MH_LOOKUP_FOUND));

  return lookup;
}

static MhAnswer *
request (Fixture    *fixture,
         const char *method,
         const char *path,
         const char *content_type,
         GBytes     *body)
{
  g_autofree char *url = g_strconcat (fixture->base, path, NULL);
  g_autoptr (SoupMessage) message = mh_exchange_message (method, url, "t");
  g_autoptr (GAsyncResult) result = NULL;

  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);
  mh_exchange_async (fixture->http, message, NULL, mh_test_take_result_cb, &result);

  return mh_exchange_finish (fixture->http, mh_test_await (&result));
}

static void
order (Fixture    *fixture,
       const char *what,
       const char *format,
       const char *value)
{
  g_autofree char *path = g_strconcat ("/_sandbox/", what, NULL);
  g_autoptr (GString) text = g_string_new (format);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (MhAnswer) answer = NULL;

  g_string_replace (text, "%", value, 1);
  body = g_bytes_new (text->str, text->len);
  answer = request (fixture, SOUP_METHOD_POST, path, "application/json", body);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
order_fault (Fixture    *fixture,
             const char *spec)
{
  order (fixture, "fault", "{\"spec\":\"%\"}", spec);
}

/* How many lines the file has: what is in it has been accepted. */
static guint
count_journal (Fixture *fixture)
{
  g_autofree char *text = NULL;
  guint n = 0;

  if (!g_file_get_contents (fixture->journal, &text, NULL, NULL))
    return 0;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == '\n';

  return n;
}

static JsonObject *
read_journal (Fixture *fixture,
              guint    index)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GBytes) line = NULL;

  g_assert_true (g_file_get_contents (fixture->journal, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (index, <, g_strv_length (lines));
  line = g_bytes_new (lines[index], strlen (lines[index]));

  return mh_json_parse_object (line);
}

static void
check_sent (MhSendResult *result,
            MhSendOutcome outcome,
            const char   *code)
{
  g_autoptr (MhSendResult) owned = result;

  g_assert_cmpint (owned->outcome, ==, outcome);
  g_assert_cmpstr (owned->code, ==, code);
}

static void
test_one_key_one_message (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *key = mh_random_uuid (fixture->random);
  g_autoptr (MhSendResult) first = NULL;
  g_autoptr (MhSendResult) again = NULL;
  g_autoptr (JsonObject) entry = NULL;

  start (fixture, NULL);
  first = send_line (fixture, 1, key);
  again = send_line (fixture, 1, key);

  g_assert_cmpint (first->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_cmpint (again->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_cmpstr (again->code, ==, "already-accepted");
  g_assert_cmpstr (again->request_id, ==, first->request_id);
  g_assert_cmpstr (again->provider_id, ==, first->provider_id);
  g_assert_cmpuint (count_journal (fixture), ==, 1);

  entry = read_journal (fixture, 0);
  g_assert_cmpstr (mh_json_get_string (entry, "provider"), ==, "line");
  g_assert_cmpstr (mh_json_get_string (entry, "key"), ==, key);
  g_assert_cmpstr (mh_json_get_string (entry, "request_id"), ==, first->request_id);
  g_assert_cmpstr (mh_json_get_string (entry, "text"), ==, "ご予約の件");
  g_assert_cmpstr (mh_json_get_string (entry, "time"), ==, "2026-10-20T09:00:00+09:00");
  g_assert_true (mh_json_get_boolean (entry, "delivered"));

  /* The key holds for 24 hours, not longer: then the same request is a second message. */
  set_clock (fixture, MORNING + 24 * HOUR - 1);
  check_sent (send_line (fixture, 1, key), MH_SEND_ACCEPTED, "already-accepted");
  set_clock (fixture, MORNING + 24 * HOUR);
  check_sent (send_line (fixture, 1, key), MH_SEND_ACCEPTED, NULL);
  g_assert_cmpuint (count_journal (fixture), ==, 2);
}

static void
test_line_faults (Fixture      *fixture,
                  gconstpointer data)
{
  static const struct {
    const char   *fault;
    MhSendOutcome outcome;
    const char   *code;
    guint         accepted;  /* after the first attempt */
  } cases[] = {
    { "500:1", MH_SEND_UNKNOWN, "http-500", 0 },
    { "500-after-accept:1", MH_SEND_UNKNOWN, "http-500", 1 },
    { "cut:1", MH_SEND_UNKNOWN, "lost", 1 },
    { "cut-before:1", MH_SEND_UNKNOWN, "lost", 0 },
    { "slow:1500", MH_SEND_UNKNOWN, "timeout", 1 },
    { "401:1", MH_SEND_STOP, "unauthorized", 0 },
    { "429-rate:1", MH_SEND_RETRY_LATER, "rate", 0 },
    { "429-concurrency:1", MH_SEND_RETRY_LATER, "concurrency", 0 },
    { "429-quota", MH_SEND_STOP, "quota", 0 },
  };

  start (fixture, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int n_users = 1; n_users <= 3; n_users += 2) {
      g_autofree char *key = mh_random_uuid (fixture->random);
      guint before = count_journal (fixture);

      g_test_message ("%s, %d users", cases[i].fault, n_users);
      order_fault (fixture, cases[i].fault);
      check_sent (send_line (fixture, n_users, key), cases[i].outcome, cases[i].code);
      g_assert_cmpuint (count_journal (fixture) - before, ==, cases[i].accepted);

      /* The same key afterwards: accepted once in all. */
      order_fault (fixture, "none");
      check_sent (send_line (fixture, n_users, key), MH_SEND_ACCEPTED, cases[i].accepted > 0 ? "already-accepted" : NULL);
      g_assert_cmpuint (count_journal (fixture) - before, ==, 1);
    }
}

static void
test_sms_faults (Fixture      *fixture,
                 gconstpointer data)
{
  static const struct {
    const char   *fault;
    MhSendOutcome outcome;
    const char   *code;
    guint         accepted;
  } cases[] = {
    { "none", MH_SEND_ACCEPTED, NULL, 1 },
    { "500:1", MH_SEND_UNKNOWN, "http-500", 0 },
    { "500-after-accept:1", MH_SEND_UNKNOWN, "http-500", 1 },
    { "cut:1", MH_SEND_UNKNOWN, "lost", 1 },
    { "cut-before:1", MH_SEND_UNKNOWN, "lost", 0 },
    { "401:1", MH_SEND_STOP, "unauthorized", 0 },
    { "429-rate:1", MH_SEND_RETRY_LATER, "rate", 0 },
  };

  start (fixture, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *key = mh_random_uuid (fixture->random);
    guint before = count_journal (fixture);

    g_test_message ("%s", cases[i].fault);
    order_fault (fixture, cases[i].fault);
    check_sent (send_sms (fixture, PHONE, key), cases[i].outcome, cases[i].code);
    g_assert_cmpuint (count_journal (fixture) - before, ==, cases[i].accepted);

    order_fault (fixture, "500-lookup:1");
    g_assert_cmpint (look_up (fixture, key), ==, MH_LOOKUP_UNSURE);
    g_assert_cmpint (look_up (fixture, key), ==, cases[i].accepted > 0 ? MH_LOOKUP_FOUND : MH_LOOKUP_NOT_FOUND);
  }
}

/* What the outbox must never do shows in the journal. */
static void
test_sms_twice_is_two_messages (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *key = mh_random_uuid (fixture->random);
  g_autoptr (JsonObject) entry = NULL;

  start (fixture, NULL);
  check_sent (send_sms (fixture, PHONE, key), MH_SEND_ACCEPTED, NULL);
  check_sent (send_sms (fixture, PHONE, key), MH_SEND_ACCEPTED, NULL);

  g_assert_cmpuint (count_journal (fixture), ==, 2);
  entry = read_journal (fixture, 1);
  g_assert_cmpstr (mh_json_get_string (entry, "provider"), ==, "karaden");
  g_assert_cmpstr (mh_json_get_string (entry, "key"), ==, key);
  g_assert_cmpstr (mh_json_item_string (mh_json_get_array (entry, "to"), 0), ==, PHONE);
}

static gint64
ask_quota (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 remaining = -2;

  mh_provider_quota_async (fixture->line, NULL, mh_test_take_result_cb, &result);
  mh_provider_quota_finish (fixture->line, mh_test_await (&result), &remaining, &error);
  g_assert_no_error (error);

  return remaining;
}

static void
test_quota (Fixture      *fixture,
            gconstpointer data)
{
  static const char * const arguments[] = { "--quota", "4", NULL };
  g_autofree char *user = make_user (3);

  start (fixture, arguments);
  order (fixture, "block", "{\"to\":\"%\"}", user);

  /* Of three one has blocked the account: accepted all the same, and not counted. */
  check_sent (send_line (fixture, 3, NULL), MH_SEND_ACCEPTED, NULL);
  g_assert_cmpint (ask_quota (fixture), ==, 2);
  check_sent (send_line (fixture, 4, NULL), MH_SEND_STOP, "quota");
  g_assert_cmpint (ask_quota (fixture), ==, 2);
  check_sent (send_line (fixture, 2, NULL), MH_SEND_ACCEPTED, NULL);
  check_sent (send_line (fixture, 1, NULL), MH_SEND_STOP, "quota");
  g_assert_cmpint (ask_quota (fixture), ==, 0);

  /* 1 November in Japan */
  set_clock (fixture, MORNING + (11 * 24 + 15) * HOUR);
  g_assert_cmpint (ask_quota (fixture), ==, 4);
  check_sent (send_line (fixture, 1, NULL), MH_SEND_ACCEPTED, NULL);
  g_assert_cmpuint (count_journal (fixture), ==, 3);
}

static void
test_no_quota (Fixture      *fixture,
               gconstpointer data)
{
  start (fixture, NULL);
  g_assert_cmpint (ask_quota (fixture), ==, -1);
}

static void
test_who_gets_nothing (Fixture      *fixture,
                       gconstpointer data)
{
  g_autofree char *first = make_user (1);
  g_autofree char *second = make_user (2);
  g_autofree char *key = mh_random_uuid (fixture->random);
  g_autoptr (MhSendResult) several = NULL;
  g_autoptr (JsonObject) entry = NULL;
  g_autoptr (JsonObject) sms = NULL;

  start (fixture, NULL);
  order (fixture, "unknown", "{\"to\":\"%\"}", second);
  several = send_line (fixture, 3, NULL);
  g_assert_cmpint (several->outcome, ==, MH_SEND_RECIPIENTS);
  g_assert_cmpuint (several->bad->len, ==, 1);
  g_assert_cmpuint (g_array_index (several->bad, guint, 0), ==, 1);

  order (fixture, "unknown", "{\"to\":\"%\"}", first);
  check_sent (send_line (fixture, 1, NULL), MH_SEND_REJECTED, "recipient");
  g_assert_cmpuint (count_journal (fixture), ==, 0);

  order (fixture, "unknown", "{\"to\":\"%\",\"undo\":true}", first);
  order (fixture, "block", "{\"to\":\"%\"}", first);
  check_sent (send_line (fixture, 1, NULL), MH_SEND_ACCEPTED, NULL);
  entry = read_journal (fixture, 0);
  g_assert_false (mh_json_get_boolean (entry, "delivered"));

  order (fixture, "unknown", "{\"to\":\"%\"}", "09000000000");
  check_sent (send_sms (fixture, "09000000000", key), MH_SEND_REJECTED, "recipient");
  order (fixture, "block", "{\"to\":\"%\"}", PHONE);
  check_sent (send_sms (fixture, PHONE, key), MH_SEND_ACCEPTED, NULL);
  sms = read_journal (fixture, 1);
  g_assert_false (mh_json_get_boolean (sms, "delivered"));
}

static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  const char *arguments[] = { "--state", fixture->state, "--quota", "3", NULL };
  g_autofree char *line_key = mh_random_uuid (fixture->random);
  g_autofree char *sms_key = mh_random_uuid (fixture->random);
  g_autofree char *text = NULL;
  g_autofree char *damaged = NULL;
  g_autofree char *user = make_user (2);
  g_autoptr (JsonObject) last = NULL;

  start (fixture, arguments);
  order (fixture, "block", "{\"to\":\"%\"}", user);
  order_fault (fixture, "cut:2");
  check_sent (send_line (fixture, 1, line_key), MH_SEND_UNKNOWN, "lost");
  check_sent (send_sms (fixture, PHONE, sms_key), MH_SEND_UNKNOWN, "lost");
  stop (fixture, SIGNAL_KILL);

  /* As if it had been killed in the middle of a line. */
  g_assert_true (g_file_get_contents (fixture->journal, &text, NULL, NULL));
  damaged = g_strconcat (text, "{\"time\":\"2026-10-20T09:0", NULL);
  g_assert_true (g_file_set_contents (fixture->journal, damaged, -1, NULL));

  start (fixture, arguments);
  check_sent (send_line (fixture, 1, line_key), MH_SEND_ACCEPTED, "already-accepted");
  g_assert_cmpint (look_up (fixture, sms_key), ==, MH_LOOKUP_FOUND);
  g_assert_cmpint (ask_quota (fixture), ==, 2);

  check_sent (send_line (fixture, 2, NULL), MH_SEND_ACCEPTED, NULL);
  g_assert_cmpint (ask_quota (fixture), ==, 1);
  g_assert_cmpuint (count_journal (fixture), ==, 4);
  last = read_journal (fixture, 3);
  g_assert_nonnull (last);
}

static void
test_rate (Fixture      *fixture,
           gconstpointer data)
{
  static const char * const arguments[] = { "--rate", "2", NULL };
  guint refused = 0;

  start (fixture, arguments);

  /* Seven requests take less than three seconds; six would fit. */
  for (int i = 0; i < 7; i++) {
    g_autoptr (MhSendResult) result = send_line (fixture, 1, NULL);

    refused += result->outcome == MH_SEND_RETRY_LATER;
  }

  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpuint (count_journal (fixture), ==, 7 - refused);
}

static void
test_tokens (Fixture      *fixture,
             gconstpointer data)
{
  static const char * const arguments[] = { "--token", "right", "--tenant", "11111111-1111-4111-8111-111111111111", NULL };
  g_autofree char *key = mh_random_uuid (fixture->random);
  g_autoptr (MhFrozen) frozen = NULL;
  g_autoptr (MhLine) stateless = NULL;
  g_autoptr (MhLine) right = NULL;
  g_autoptr (GError) error = NULL;

  start (fixture, arguments);
  check_sent (send_line (fixture, 1, NULL), MH_SEND_STOP, "unauthorized");
  check_sent (send_sms (fixture, PHONE, key), MH_SEND_STOP, "unauthorized");

  right = mh_line_new (fixture->http, fixture->base, "right", NULL, NULL, &error);
  g_assert_no_error (error);
  frozen = freeze_line (fixture, 1, key);
  check_sent (send_frozen (MH_PROVIDER (right), frozen, key), MH_SEND_ACCEPTED, NULL);

  stateless = mh_line_new (fixture->http, fixture->base, NULL, "1234567890", "secret", &error);
  g_assert_no_error (error);
  check_sent (send_frozen (MH_PROVIDER (stateless), frozen, key), MH_SEND_ACCEPTED, "already-accepted");

  /* After a quarter of an hour the token is refused there and replaced here, without anybody noticing. */
  set_clock (fixture, MORNING + HOUR);
  check_sent (send_frozen (MH_PROVIDER (stateless), frozen, key), MH_SEND_ACCEPTED, "already-accepted");
}

static void
test_tenant (Fixture      *fixture,
             gconstpointer data)
{
  static const char * const arguments[] = { "--tenant", "11111111-1111-4111-8111-111111111111", NULL };
  g_autofree char *key = mh_random_uuid (fixture->random);

  start (fixture, arguments);
  check_sent (send_sms (fixture, PHONE, key), MH_SEND_STOP, "tenant");
}

static void
test_connection_tests (Fixture      *fixture,
                       gconstpointer data)
{
  static const char * const arguments[] = { "--account", "柏森町（練習）", NULL };
  g_autoptr (GAsyncResult) line = NULL;
  g_autoptr (GAsyncResult) sms = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *account = NULL;
  g_autofree char *service = NULL;

  start (fixture, arguments);

  mh_provider_test_async (fixture->line, NULL, mh_test_take_result_cb, &line);
  account = mh_provider_test_finish (fixture->line, mh_test_await (&line), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (account, "柏森町（練習）"));

  mh_provider_test_async (fixture->karaden, NULL, mh_test_take_result_cb, &sms);
  service = mh_provider_test_finish (fixture->karaden, mh_test_await (&sms), &error);
  g_assert_no_error (error);
  g_assert_nonnull (service);
}

static void
test_raw_requests (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *large = g_strnfill (2 * 1024 * 1024 + 1, ' ');
  const struct {
    const char *method;
    const char *path;
    const char *body;
    guint       status;
  } cases[] = {
    { "POST", "/v2/bot/message/push", large, 413 },
    { "POST", "/v2/bot/message/push", "{", 400 },
    { "POST", "/v2/bot/message/push", "{\"to\":\"U1\",\"messages\":[]}", 400 },
    { "POST", "/v2/bot/message/multicast", "{\"to\":[],\"messages\":[{\"type\":\"text\",\"text\":\"x\"}]}", 400 },
    { "POST", "/v2/bot/message/multicast", "{\"to\":\"U1\",\"messages\":[{\"type\":\"text\",\"text\":\"x\"}]}", 400 },
    { "POST", "/v2/bot/message/validate/push", "{\"messages\":[{\"type\":\"text\",\"text\":\"x\"}]}", 200 },
    { "POST", "/v2/bot/message/validate/push", "{\"messages\":[{\"type\":\"text\",\"text\":\"\"}]}", 400 },
    { "POST", "/v2/bot/message/validate/push", "{\"messages\":[{\"type\":\"song\"},7]}", 400 },
    { "POST", "/v2/bot/message/validate/nobody", "{\"messages\":[]}", 404 },
    { "GET", "/v2/bot/message/push", NULL, 404 },
    { "GET", "/v2/bot/profile/U00000000000000000000000000000001", NULL, 200 },
    { "GET", "/v2/bot/profile/U1", NULL, 404 },
    { "POST", "/oauth2/v3/token", "grant_type=password", 400 },
    { "POST", TENANT "/messages", "service_id=x&to=090&body=", 422 },
    { "POST", "/api/not-a-tenant/messages", "service_id=1", 400 },
    { "GET", TENANT "/messages?per_page=101", NULL, 422 },
    { "GET", TENANT "/messages?start_at=yesterday", NULL, 422 },
    { "GET", TENANT "/messages/no-such-id", NULL, 404 },
    { "GET", TENANT "/elsewhere", NULL, 404 },
    { "GET", "/", NULL, 404 },
    { "POST", "/_sandbox/fault", "{\"spec\":\"500\"}", 400 },
    { "POST", "/_sandbox/fault", "{\"spec\":\"500:-1\"}", 400 },
    { "POST", "/_sandbox/fault", "not json", 400 },
    { "POST", "/_sandbox/block", "{}", 400 },
    { "POST", "/_sandbox/journal", "{}", 404 },
  };

  start (fixture, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) body = cases[i].body != NULL ? g_bytes_new (cases[i].body, strlen (cases[i].body)) : NULL;
    g_autoptr (MhAnswer) answer = request (fixture, cases[i].method, cases[i].path, "application/json", body);
    g_autoptr (JsonObject) object = mh_json_parse_object (answer->body);

    g_test_message ("%s %s: %u", cases[i].method, cases[i].path, answer->status);
    g_assert_cmpuint (answer->status, ==, cases[i].status);
    g_assert_nonnull (object);
  }

  g_assert_cmpuint (count_journal (fixture), ==, 0);
}

static void
test_sms_pages (Fixture      *fixture,
                gconstpointer data)
{
  static const struct {
    const char *query;
    guint       n;
    gboolean    more;
  } cases[] = {
    { "per_page=10", 10, TRUE },
    { "per_page=10&page=3", 5, FALSE },
    { "per_page=10&page=4", 0, FALSE },
    { "per_page=25", 25, FALSE },
    { "", 20, TRUE },
    { "to=08000000003&per_page=100", 1, FALSE },
    { "service_id=2", 0, FALSE },
    { "sent_result=unconnected", 0, FALSE },
    { "start_at=2026-10-20T09%3A00%3A01%2B09%3A00", 0, FALSE },
    { "end_at=2026-10-19T09%3A00%3A00%2B09%3A00", 0, FALSE },
    { "start_at=2026-10-20T00%3A00%3A00Z&per_page=100", 25, FALSE },
  };

  start (fixture, NULL);
  for (int i = 0; i < 25; i++) {
    g_autofree char *number = g_strdup_printf ("080%08d", i);
    g_autofree char *key = mh_random_uuid (fixture->random);

    check_sent (send_sms (fixture, number, key), MH_SEND_ACCEPTED, NULL);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat (TENANT "/messages?", cases[i].query, NULL);
    g_autoptr (MhAnswer) answer = request (fixture, SOUP_METHOD_GET, path, NULL, NULL);
    g_autoptr (JsonObject) object = mh_json_parse_object (answer->body);

    g_test_message ("%s", cases[i].query);
    g_assert_cmpuint (mh_json_get_length (mh_json_get_array (object, "data")), ==, cases[i].n);
    g_assert_true (mh_json_get_boolean (object, "has_more") == cases[i].more);
  }
}

static char *
play (Fixture    *fixture,
      const char *fault)
{
  const char *arguments[] = { "--fault", fault, NULL };
  GString *outcomes = g_string_new (NULL);

  start (fixture, arguments);
  for (int i = 0; i < 40; i++) {
    g_autoptr (MhSendResult) result = send_line (fixture, 1, NULL);

    g_string_append_printf (outcomes, "%d %s,", result->outcome, result->code != NULL ? result->code : "");
  }
  stop (fixture, SIGNAL_TERM);

  return g_string_free (outcomes, FALSE);
}

static void
test_chance_repeats (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *first = play (fixture, "random:7:400");
  g_autofree char *again = play (fixture, "random:7:400");
  g_autofree char *other = play (fixture, "random:8:400");
  g_autofree char *never = play (fixture, "random:7:0");

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
  g_assert_nonnull (strstr (first, "http-500"));
  g_assert_nonnull (strstr (first, "lost"));
  g_assert_null (strstr (never, "http-500"));
}

static void
test_ends_with_its_parent (Fixture      *fixture,
                           gconstpointer data)
{
  static const char * const arguments[] = { "--exit-with-stdin", NULL };
  g_autoptr (GError) error = NULL;

  start (fixture, arguments);
  check_sent (send_line (fixture, 1, NULL), MH_SEND_ACCEPTED, NULL);

  g_output_stream_close (g_subprocess_get_stdin_pipe (fixture->process), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (fixture->process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (fixture->process), ==, 0);
  g_clear_object (&fixture->process);
}

static void
test_bad_arguments (Fixture      *fixture,
                    gconstpointer data)
{
  const struct {
    const char *arguments[3];
    int         status;
  } cases[] = {
    { { "--nonsense" }, 2 },
    { { "--port", "70000" }, 2 },
    { { "--rate", "-1" }, 2 },
    { { "stray" }, 2 },
    { { "--fault", "sometimes" }, 1 },
    { { "--journal", fixture->dir }, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GSubprocess) process = spawn (fixture, cases[i].arguments);

    g_assert_true (g_subprocess_wait (process, NULL, NULL));
    g_assert_true (g_subprocess_get_if_exited (process));
    g_assert_cmpint (g_subprocess_get_exit_status (process), ==, cases[i].status);
  }
}

/* Another address of this computer would do as an address outside: it is bound to 127.0.0.1 alone. */
static void
test_loopback_only (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  const char *port;

  start (fixture, NULL);
  port = strrchr (fixture->base, ':') + 1;
  connection = g_socket_client_connect_to_host (client, "127.0.0.2", (guint16) g_ascii_strtoull (port, NULL, 10), NULL,
                                                &error);
  g_assert_null (connection);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/sandbox/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("one-key-is-one-message-for-24-hours", test_one_key_one_message);
  ADD ("line-after-each-fault-the-same-key-makes-one-message", test_line_faults);
  ADD ("sms-after-each-fault-a-look-up-knows", test_sms_faults);
  ADD ("sms-sent-twice-is-two-messages", test_sms_twice_is_two_messages);
  ADD ("quota-counts-who-gets-it-and-starts-anew-each-month", test_quota);
  ADD ("no-quota", test_no_quota);
  ADD ("blocked-and-unknown", test_who_gets_nothing);
  ADD ("what-was-accepted-survives-a-kill", test_killed);
  ADD ("rate", test_rate);
  ADD ("tokens", test_tokens);
  ADD ("tenant", test_tenant);
  ADD ("connection-tests", test_connection_tests);
  ADD ("raw-requests", test_raw_requests);
  ADD ("sms-lists-have-pages", test_sms_pages);
  ADD ("chance-repeats-with-its-seed", test_chance_repeats);
  ADD ("ends-with-its-parent", test_ends_with_its_parent);
  ADD ("bad-arguments", test_bad_arguments);
  ADD ("listens-to-this-computer-only", test_loopback_only);
#undef ADD

  return g_test_run ();
}
