/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-sandbox-sms"

#include "mh-twilio.h"
#include "mh-zettai.h"

#include "mh-exchange.h"
#include "mh-json.h"
#include "mh-random.h"
#include "mh-test-utils.h"

#define ACCOUNT "AC0123456789abcdef0123456789abcdef"
#define PHONE   "09012345678"
#define WORDS   "9:00 会場\n&=+%"

#define SIGNAL_KILL 9

typedef struct {
  const char  *name;     /* of the service */
  char        *dir;      /* (owned) */
  char        *journal;  /* (owned) */
  GSubprocess *process;  /* (owned) */
  char        *base;     /* (owned) */
  MhHttp      *http;     /* (owned) */
  MhRandom    *random;   /* (owned) */
  MhProvider  *sms;      /* (owned) */
} Fixture;

static void
start (Fixture *fixture)
{
  g_autofree char *program = g_build_filename (g_getenv ("MH_BUILD_ROOT"), "src", "sandbox", "machihoken-sandbox", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  char *first;

  fixture->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                       &error, program, "--journal", fixture->journal, "--token", "t", "--exit-with-stdin", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->process));
  first = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (first, strlen (first));
  object = mh_json_parse_object (bytes);
  g_free (fixture->base);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%d", (int) mh_json_get_int (object, "port", 0));

  g_clear_object (&fixture->sms);
  if (g_str_equal (fixture->name, "zettai"))
    fixture->sms = (MhProvider *) mh_zettai_new (fixture->http, fixture->base, "t", "123", "54321", &error);
  else
    fixture->sms = (MhProvider *) mh_twilio_new (fixture->http, fixture->base, ACCOUNT, "t", "TAKINOUE", NULL, &error);
  g_assert_no_error (error);
}

static void
stop (Fixture *fixture)
{
  g_subprocess_send_signal (fixture->process, SIGNAL_KILL);
  g_assert_true (g_subprocess_wait (fixture->process, NULL, NULL));
  g_clear_object (&fixture->process);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhHttpOptions options = { .loopback_only = TRUE, .timeout = 30 };
  g_autoptr (GError) error = NULL;

  fixture->name = data;
  fixture->dir = mh_test_make_dir ();
  fixture->journal = g_build_filename (fixture->dir, "journal.jsonl", NULL);
  fixture->random = mh_random_new_system ();
  fixture->http = mh_http_new (&options, &error);
  g_assert_no_error (error);
  start (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  stop (fixture);
  g_object_unref (fixture->sms);
  g_object_unref (fixture->http);
  g_object_unref (fixture->random);
  mh_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->journal);
  g_free (fixture->base);
}

static void
order (Fixture    *fixture,
       const char *what,
       const char *name,
       const char *value)
{
  g_autofree char *url = g_strconcat (fixture->base, "/_sandbox/", what, NULL);
  g_autofree char *text = g_strdup_printf ("{\"%s\":\"%s\"}", name, value);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (SoupMessage) message = mh_exchange_message (SOUP_METHOD_POST, url, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MhAnswer) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  mh_exchange_async (fixture->http, message, NULL, mh_test_take_result_cb, &result);
  answer = mh_exchange_finish (fixture->http, mh_test_await (&result));
  g_assert_cmpuint (answer->status, ==, 200);
}

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

static MhFrozen *
freeze (Fixture    *fixture,
        const char *key)
{
  static const char * const number[] = { PHONE, NULL };
  g_autoptr (GError) error = NULL;
  MhFrozen *frozen = mh_provider_freeze (fixture->sms, number, WORDS, key, &error);

  g_assert_no_error (error);

  return frozen;
}

static void
check_sent (Fixture      *fixture,
            const char   *key,
            MhSendOutcome outcome,
            const char   *code)
{
  g_autoptr (MhFrozen) frozen = freeze (fixture, key);
  g_autoptr (GAsyncResult) async = NULL;
  g_autoptr (MhSendResult) result = NULL;

  mh_provider_send_async (fixture->sms, frozen, key, NULL, mh_test_take_result_cb, &async);
  result = mh_provider_send_finish (fixture->sms, mh_test_await (&async));
  g_test_message ("%d %s %s", result->outcome, result->code, result->reason);
  g_assert_cmpint (result->outcome, ==, outcome);
  if (code != NULL)
    g_assert_cmpstr (result->code, ==, code);
}

static MhLookup
look_up (Fixture    *fixture,
         const char *key,
         char      **out_id)
{
  g_autoptr (MhFrozen) frozen = freeze (fixture, key);
  g_autoptr (GAsyncResult) result = NULL;

  mh_provider_look_up_async (fixture->sms, key, frozen, g_get_real_time () / 1000, NULL, mh_test_take_result_cb, &result);

  return mh_provider_look_up_finish (fixture->sms, mh_test_await (&result), out_id);
}

static MhTold
ask_told (Fixture    *fixture,
          const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MhStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_assert_cmpint (look_up (fixture, key, &id), ==, MH_LOOKUP_FOUND);
  mh_provider_status_async (fixture->sms, key, id, NULL, mh_test_take_result_cb, &result);
  status = mh_provider_status_finish (fixture->sms, mh_test_await (&result), &error);
  g_assert_no_error (error);

  return status->told;
}

/* After each fault the service itself says whether it has the message: by the key, or by the list. */
static void
test_faults (Fixture      *fixture,
             gconstpointer data)
{
  static const struct {
    const char   *fault;
    MhSendOutcome outcome;
    guint         accepted;
  } cases[] = {
    { "500:1", MH_SEND_UNKNOWN, 0 },
    { "cut-before:1", MH_SEND_UNKNOWN, 0 },
    { "401:1", MH_SEND_STOP, 0 },
    { "429-rate:1", MH_SEND_RETRY_LATER, 0 },
    { "500-after-accept:1", MH_SEND_UNKNOWN, 1 },
    { "cut:1", MH_SEND_UNKNOWN, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *key = mh_random_uuid (fixture->random);
    guint before = count_journal (fixture);

    g_test_message ("%s", cases[i].fault);
    order (fixture, "fault", "spec", cases[i].fault);
    check_sent (fixture, key, cases[i].outcome, NULL);
    g_assert_cmpuint (count_journal (fixture) - before, ==, cases[i].accepted);

    order (fixture, "fault", "spec", "500-lookup:1");
    g_assert_cmpint (look_up (fixture, key, NULL), ==, MH_LOOKUP_UNSURE);
    g_assert_cmpint (look_up (fixture, key, NULL), ==, cases[i].accepted > 0 ? MH_LOOKUP_FOUND : MH_LOOKUP_NOT_FOUND);
    if (cases[i].accepted > 0 && g_str_equal (fixture->name, "twilio"))
      break;
  }
}

static void
test_twice (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *key = mh_random_uuid (fixture->random);
  gboolean has_key = g_str_equal (fixture->name, "zettai");

  check_sent (fixture, key, MH_SEND_ACCEPTED, NULL);
  check_sent (fixture, key, MH_SEND_ACCEPTED, has_key ? "already-accepted" : NULL);
  g_assert_cmpuint (count_journal (fixture), ==, has_key ? 1 : 2);
}

static void
test_what_the_carrier_tells (Fixture      *fixture,
                             gconstpointer data)
{
  g_autofree char *key = mh_random_uuid (fixture->random);

  check_sent (fixture, key, MH_SEND_ACCEPTED, NULL);
  g_assert_cmpint (ask_told (fixture, key), ==, MH_TOLD_DELIVERED);

  /* What was taken is known after a kill, too. */
  stop (fixture);
  start (fixture);
  g_assert_cmpint (ask_told (fixture, key), ==, MH_TOLD_DELIVERED);

  order (fixture, "unknown", "to", PHONE);
  g_free (key);
  key = mh_random_uuid (fixture->random);
  check_sent (fixture, key, MH_SEND_REJECTED, "recipient");
}

static void
test_not_delivered (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *key = mh_random_uuid (fixture->random);

  order (fixture, "block", "to", PHONE);
  check_sent (fixture, key, MH_SEND_ACCEPTED, NULL);
  g_assert_cmpint (ask_told (fixture, key), ==, g_str_equal (fixture->name, "zettai") ? MH_TOLD_FAILED : MH_TOLD_DOUBTFUL);
}

static void
test_connection (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  mh_provider_test_async (fixture->sms, NULL, mh_test_take_result_cb, &result);
  sentence = mh_provider_test_finish (fixture->sms, mh_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (sentence);
  g_assert_cmpuint (count_journal (fixture), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const char * const names[] = { "zettai", "twilio" };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const struct {
      const char *path;
      void        (*func) (Fixture      *fixture,
                           gconstpointer data);
    } tests[] = {
      { "after-each-fault-a-look-up-knows", test_faults },
      { "sent-twice-is-one-message-only-with-a-key", test_twice },
      { "what-the-carrier-tells-survives-a-kill", test_what_the_carrier_tells },
      { "not-delivered-is-told", test_not_delivered },
      { "connection-test-sends-nothing", test_connection },
    };

    for (gsize k = 0; k < G_N_ELEMENTS (tests); k++) {
      g_autofree char *path = g_strdup_printf ("/sandbox-sms/%s/%s", names[i], tests[k].path);

      g_test_add (path, Fixture, names[i], set_up, tests[k].func, tear_down);
    }
  }

  return g_test_run ();
}
