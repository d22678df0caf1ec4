/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-contract"

#include "mh-karaden.h"
#include "mh-line.h"
#include "mh-twilio.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "mh-error.h"
#include "mh-exchange.h"
#include "mh-json.h"
#include "mh-random.h"
#include "mh-test-utils.h"

/* The program's own clients talk to the sandbox through Prism, which holds each request and each answer against the provider's
 * published description. A description that is read wrongly accepts everything, so each test first sends what must be refused. */

/* Prism takes the addresses of a description without the path of its server, "/api" here. */
#define TENANT "/82bdf9de-a532-4bf5-86bc-c9a1366e5f4a"
#define PHONE  "09012345678"
#define WORDS  "9:00 会場\n&=+%"
#define SIGNAL_TERM 15

static char *prism;  /* (owned) the program */
static char *specs;  /* (owned) the folder of the descriptions */

typedef struct {
  char        *dir;         /* (owned) */
  GSubprocess *sandbox;     /* (owned) */
  GSubprocess *inspector;   /* (owned) */
  char        *direct;      /* (owned) the sandbox's address */
  char        *base;        /* (owned) the inspector's address */
  MhHttp      *http;        /* (owned) */
  MhRandom    *random;      /* (owned) */
} Fixture;

static guint16
find_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  g_socket_listener_close (listener);

  return port;
}

static void
start_sandbox (Fixture *fixture)
{
  g_autofree char *program = g_build_filename (g_getenv ("MH_BUILD_ROOT"), "src", "sandbox", "machihoken-sandbox", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *first;

  fixture->sandbox = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                       G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                       program, "--quota", "600", "--exit-with-stdin", NULL);
  g_assert_no_error (error);

  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->sandbox));
  first = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (first, strlen (first));
  object = mh_json_parse_object (bytes);
  fixture->direct = g_strdup_printf ("http://127.0.0.1:%d", (int) mh_json_get_int (object, "port", 0));
}

static void
start_inspector (Fixture    *fixture,
                 const char *spec)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *log = g_build_filename (fixture->dir, "prism.log", NULL);
  g_autofree char *description = g_build_filename (specs, spec, NULL);
  g_autofree char *port = g_strdup_printf ("%u", find_free_port ());
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_stdout_file_path (launcher, log);
  fixture->inspector = g_subprocess_launcher_spawn (launcher, &error, prism, "proxy", "-h", "127.0.0.1", "-p", port,
                                                    "--errors", description, fixture->direct, NULL);
  g_assert_no_error (error);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%s", port);

  for (int i = 0; i < 600; i++) {
    g_clear_pointer (&text, g_free);
    if (g_file_get_contents (log, &text, NULL, NULL) && strstr (text, "Prism is listening") != NULL)
      return;
    g_usleep (100000);
  }

  g_error ("Prism does not start: %s", text);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhHttpOptions options = { .loopback_only = TRUE, .timeout = 30 };
  g_autoptr (GError) error = NULL;

  fixture->dir = mh_test_make_dir ();
  fixture->random = mh_random_new_system ();
  fixture->http = mh_http_new (&options, &error);
  g_assert_no_error (error);
  start_sandbox (fixture);
  start_inspector (fixture, data);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_subprocess_send_signal (fixture->inspector, SIGNAL_TERM);
  g_subprocess_wait (fixture->inspector, NULL, NULL);
  g_subprocess_send_signal (fixture->sandbox, SIGNAL_TERM);
  g_assert_true (g_subprocess_wait_check (fixture->sandbox, NULL, NULL));
  g_object_unref (fixture->inspector);
  g_object_unref (fixture->sandbox);
  g_object_unref (fixture->http);
  g_object_unref (fixture->random);
  mh_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->direct);
  g_free (fixture->base);
}

static MhAnswer *
post (Fixture    *fixture,
      const char *base,
      const char *path,
      const char *content_type,
      const char *text)
{
  g_autofree char *url = g_strconcat (base, path, NULL);
  g_autoptr (SoupMessage) message = mh_exchange_message (SOUP_METHOD_POST, url, "t");
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;

  soup_message_set_request_body_from_bytes (message, content_type, body);
  mh_exchange_async (fixture->http, message, NULL, mh_test_take_result_cb, &result);

  return mh_exchange_finish (fixture->http, mh_test_await (&result));
}

/* What the description forbids must be stopped before the sandbox sees it. */
static void
check_refused_as (Fixture    *fixture,
                  const char *path,
                  const char *content_type,
                  const char *text,
                  guint       status)
{
  g_autoptr (MhAnswer) answer = post (fixture, fixture->base, path, content_type, text);
  gsize length;
  const char *body = g_bytes_get_data (answer->body, &length);

  g_test_message ("%s %s: %u", path, text, answer->status);
  g_assert_cmpuint (answer->status, ==, status);
  /* Prism's own answer, not the sandbox's. */
  g_assert_nonnull (g_strstr_len (body, (gssize) length, "stoplight.io"));
}

static void
check_refused (Fixture    *fixture,
               const char *path,
               const char *content_type,
               const char *text)
{
  check_refused_as (fixture, path, content_type, text, SOUP_STATUS_UNPROCESSABLE_ENTITY);
}

static void
order (Fixture    *fixture,
       const char *what,
       const char *json)
{
  g_autofree char *path = g_strconcat ("/_sandbox/", what, NULL);
  g_autoptr (MhAnswer) answer = post (fixture, fixture->direct, path, "application/json", json);

  g_assert_cmpuint (answer->status, ==, 200);
}

static MhSendResult *
send_text (Fixture            *fixture,
           MhProvider         *provider,
           const char * const *recipients,
           const char         *text,
           const char         *key)
{
  g_autofree char *own = key != NULL ? g_strdup (key) : mh_random_uuid (fixture->random);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MhFrozen) frozen = NULL;
  g_autoptr (GError) error = NULL;

  frozen = mh_provider_freeze (provider, recipients, text, own, &error);
  g_assert_no_error (error);
  mh_provider_send_async (provider, frozen, own, NULL, mh_test_take_result_cb, &result);

  return mh_provider_send_finish (provider, mh_test_await (&result));
}

static void
check_sent (MhSendResult *result,
            MhSendOutcome outcome,
            const char   *code)
{
  g_autoptr (MhSendResult) owned = result;

  g_test_message ("%d %s %s", owned->outcome, owned->code, owned->reason);
  g_assert_cmpint (owned->outcome, ==, outcome);
  g_assert_cmpstr (owned->code, ==, code);
}

static void
check_connection (MhProvider *provider)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  mh_provider_test_async (provider, NULL, mh_test_take_result_cb, &result);
  sentence = mh_provider_test_finish (provider, mh_test_await (&result), &error);
  g_assert_no_error (error);
}

static gint64
ask_quota (MhProvider *provider)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 remaining = -2;

  mh_provider_quota_async (provider, NULL, mh_test_take_result_cb, &result);
  mh_provider_quota_finish (provider, mh_test_await (&result), &remaining, &error);
  g_assert_no_error (error);

  return remaining;
}

#define USER "U00000000000000000000000000000001"

static GStrv
make_users (int n)
{
  GStrv users = g_new0 (char *, n + 1);

  for (int i = 0; i < n; i++)
    users[i] = g_strdup_printf ("U%032x", i + 1);

  return users;
}

static MhFrozen *
freeze_card (Fixture            *fixture,
             MhProvider         *provider,
             const char * const *recipients,
             const char         *key)
{
  static const MhCard card = { "0158-29-1111", "www.town.takinoue.hokkaido.jp" };
  g_autoptr (GError) error = NULL;
  MhFrozen *frozen = mh_provider_freeze_card (provider, recipients, "【滝上町】9:00 髙﨑様🏥\n「会場」\n確認番号 R0H1Y", &card, key, &error);

  g_assert_no_error (error);

  return frozen;
}

static MhSendResult *
send_card (Fixture            *fixture,
           MhProvider         *provider,
           const char * const *recipients)
{
  g_autofree char *key = mh_random_uuid (fixture->random);
  g_autoptr (MhFrozen) frozen = freeze_card (fixture, provider, recipients, key);
  g_autoptr (GAsyncResult) result = NULL;

  mh_provider_send_async (provider, frozen, key, NULL, mh_test_take_result_cb, &result);

  return mh_provider_send_finish (provider, mh_test_await (&result));
}

/* The description is strict about cards: what is no card does not pass. */
static void
test_line_card (Fixture      *fixture,
                gconstpointer data)
{
  static const char push[] = "/v2/bot/message/push";
  g_auto (GStrv) one = make_users (1);
  g_auto (GStrv) three = make_users (3);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLine) line = mh_line_new (fixture->http, fixture->base, "t", NULL, NULL, &error);
  MhProvider *provider = MH_PROVIDER (line);

  g_assert_no_error (error);
  check_refused (fixture, push, "application/json", "{\"to\":\"" USER "\",\"messages\":[{\"type\":\"flex\",\"altText\":\"x\"}]}");
  check_refused (fixture, push, "application/json",
                 "{\"to\":\"" USER "\",\"messages\":[{\"type\":\"flex\",\"altText\":\"x\",\"contents\":{\"type\":\"bubble\",\"body\":"
                                   "{\"type\":\"box\",\"layout\":\"upwards\",\"contents\":[]}}}]}");
  check_sent (send_card (fixture, provider, (const char * const *) one), MH_SEND_ACCEPTED, NULL);
  check_sent (send_card (fixture, provider, (const char * const *) three), MH_SEND_ACCEPTED, NULL);
}

static void
test_line (Fixture      *fixture,
           gconstpointer data)
{
  static const char push[] = "/v2/bot/message/push";
  g_auto (GStrv) one = make_users (1);
  g_auto (GStrv) three = make_users (3);
  g_auto (GStrv) many = make_users (500);
  g_autofree char *key = mh_random_uuid (fixture->random);
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLine) line = mh_line_new (fixture->http, fixture->base, "t", NULL, NULL, &error);
  MhProvider *provider = MH_PROVIDER (line);

  g_assert_no_error (error);

  check_refused (fixture, push, "application/json", "{\"messages\":[{\"type\":\"text\",\"text\":\"x\"}]}");
  check_refused (fixture, push, "application/json", "{\"to\":\"" USER "\",\"messages\":[]}");
  check_refused (fixture, push, "application/json", "{\"to\":\"" USER "\",\"messages\":[{\"type\":\"text\"}]}");
  check_refused (fixture, push, "application/json", "{\"to\":\"" USER "\",\"messages\":[{\"type\":\"song\"}]}");

  check_sent (send_text (fixture, provider, (const char * const *) one, "9:00 髙﨑様🏥\n「会場」", key), MH_SEND_ACCEPTED, NULL);
  check_sent (send_text (fixture, provider, (const char * const *) one, "9:00 髙﨑様🏥\n「会場」", key), MH_SEND_ACCEPTED,
              "already-accepted");
  check_sent (send_text (fixture, provider, (const char * const *) three, long_text, NULL), MH_SEND_ACCEPTED, NULL);
  check_sent (send_text (fixture, provider, (const char * const *) many, "x", NULL), MH_SEND_ACCEPTED, NULL);
  g_assert_cmpint (ask_quota (provider), ==, 96);
  check_sent (send_text (fixture, provider, (const char * const *) many, "x", NULL), MH_SEND_STOP, "quota");
  check_connection (provider);

  order (fixture, "unknown", "{\"to\":\"" USER "\"}");
  check_sent (send_text (fixture, provider, (const char * const *) one, "x", NULL), MH_SEND_REJECTED, "recipient");
  check_sent (send_text (fixture, provider, (const char * const *) three, "x", NULL), MH_SEND_RECIPIENTS, "recipients");
  order (fixture, "fault", "{\"spec\":\"429-rate:1\"}");
  check_sent (send_text (fixture, provider, (const char * const *) three, "x", NULL), MH_SEND_RETRY_LATER, "rate");
}

static void
test_line_token (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLine) line = mh_line_new (fixture->http, fixture->base, NULL, "1234567890", "secret", &error);
  g_auto (GStrv) one = make_users (1);

  g_assert_no_error (error);

  check_refused (fixture, "/oauth2/v3/token", "application/x-www-form-urlencoded", "grant_type=client_credentials&client_id=1");

  /* With a token in hand the message is next; this description knows no such address, and says so. */
  check_sent (send_text (fixture, MH_PROVIDER (line), (const char * const *) one, "x", NULL), MH_SEND_STOP, "address");
}

static MhLookup
look_up (MhProvider *provider,
         const char *key,
         char      **out_id)
{
  static const char * const number[] = { PHONE, NULL };
  g_autoptr (MhFrozen) frozen = mh_provider_freeze (provider, number, WORDS, key, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  mh_provider_look_up_async (provider, key, frozen, g_get_real_time () / 1000, NULL, mh_test_take_result_cb, &result);

  return mh_provider_look_up_finish (provider, mh_test_await (&result), out_id);
}

static void
check_told (MhProvider *provider,
            const char *key,
            const char *id,
            MhTold      told)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MhStatus) status = NULL;
  g_autoptr (GError) error = NULL;

  mh_provider_status_async (provider, key, id, NULL, mh_test_take_result_cb, &result);
  status = mh_provider_status_finish (provider, mh_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (status->told, ==, told);
}

static void
test_karaden (Fixture      *fixture,
              gconstpointer data)
{
  static const char * const number[] = { PHONE, NULL };
  static const char form[] = "application/x-www-form-urlencoded";
  g_autofree char *endpoint = g_strconcat (fixture->base, TENANT, NULL);
  g_autofree char *key = mh_random_uuid (fixture->random);
  g_autofree char *other_key = mh_random_uuid (fixture->random);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhKaraden) karaden = mh_karaden_new (fixture->http, endpoint, "t", 1, &error);
  MhProvider *provider = MH_PROVIDER (karaden);

  g_assert_no_error (error);

  check_refused (fixture, TENANT "/messages", form, "service_id=1&to=" PHONE);
  check_refused (fixture, TENANT "/messages", form, "service_id=1&to=%2B819012345678&body=x");

  check_connection (provider);
  check_sent (send_text (fixture, provider, number, WORDS, key), MH_SEND_ACCEPTED, NULL);
  g_assert_cmpint (look_up (provider, key, &id), ==, MH_LOOKUP_FOUND);
  g_assert_cmpint (look_up (provider, other_key, NULL), ==, MH_LOOKUP_NOT_FOUND);

  check_told (provider, key, id, MH_TOLD_DELIVERED);

  order (fixture, "unknown", "{\"to\":\"" PHONE "\"}");
  check_sent (send_text (fixture, provider, number, "x", other_key), MH_SEND_REJECTED, "recipient");
}

#define ACCOUNT "AC0123456789abcdef0123456789abcdef"

static void
test_twilio (Fixture      *fixture,
             gconstpointer data)
{
  static const char * const number[] = { PHONE, NULL };
  static const char form[] = "application/x-www-form-urlencoded";
  static const char messages[] = "/2010-04-01/Accounts/" ACCOUNT "/Messages.json";
  g_autofree char *key = mh_random_uuid (fixture->random);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTwilio) twilio = mh_twilio_new (fixture->http, fixture->base, ACCOUNT, "t", "+15005550006",
                                               "https://relay.town.example/twilio", &error);
  MhProvider *provider = MH_PROVIDER (twilio);

  g_assert_no_error (error);

  /* A bearer token is no way in. */
  check_refused_as (fixture, messages, form, "To=%2B819012345678&From=%2B15005550006&Body=x", 401);

  check_connection (provider);
  g_assert_cmpint (look_up (provider, key, NULL), ==, MH_LOOKUP_NOT_FOUND);
  check_sent (send_text (fixture, provider, number, WORDS, key), MH_SEND_ACCEPTED, NULL);
  g_assert_cmpint (look_up (provider, key, &id), ==, MH_LOOKUP_FOUND);
  check_told (provider, key, id, MH_TOLD_DELIVERED);

  order (fixture, "unknown", "{\"to\":\"" PHONE "\"}");
  check_sent (send_text (fixture, provider, number, "x", NULL), MH_SEND_REJECTED, "recipient");
}

static char *
find_prism (void)
{
  const char *given = g_getenv ("MH_PRISM");
  g_autofree char *local = g_build_filename (g_getenv ("MH_BUILD_ROOT"), "node_modules", ".bin", "prism", NULL);
  g_autofree char *node = g_find_program_in_path ("node");

  if (node == NULL)
    return NULL;

  if (given != NULL && g_file_test (given, G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (given);

  return g_file_test (local, G_FILE_TEST_IS_EXECUTABLE) ? g_strdup (local) : NULL;
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  specs = g_build_filename (g_getenv ("MH_SHARED_DIR"), "specs", NULL);
  prism = find_prism ();

  if (prism == NULL || !g_file_test (specs, G_FILE_TEST_IS_DIR)) {
    printf ("1..0 # SKIP %s\n", prism == NULL ? "Prism is not here (MH_PRISM names it)" :
            "the providers' published descriptions are not here");
    return 0;
  }

#define ADD(path, spec, func) g_test_add ("/contract/" path, Fixture, spec, set_up, func, tear_down)
  ADD ("line", "line-messaging-api.strict.yml", test_line);
  ADD ("line-card", "line-messaging-api.strict.yml", test_line_card);
  ADD ("line-token", "line-channel-access-token.yml", test_line_token);
  ADD ("karaden", "karaden-2024-03-01.yaml", test_karaden);
  ADD ("twilio", "twilio-messages-calls.subset.yaml", test_twilio);
#undef ADD

  status = g_test_run ();
  g_free (prism);
  g_free (specs);

  return status;
}
