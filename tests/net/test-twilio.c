/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-twilio"

#include "mh-twilio.h"

#include "mh-error.h"
#include "mh-mock-service.h"
#include "mh-test-utils.h"

#define OK -1

#define KEY     "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
#define ACCOUNT "AC0123456789abcdef0123456789abcdef"
#define PATH    "/2010-04-01/Accounts/" ACCOUNT

/* 2026-10-20 09:00 in Asia/Tokyo */
#define SINCE G_GINT64_CONSTANT (1792454400000)

typedef struct {
  MhMockService *service;
  MhHttp        *http;
  MhProvider    *twilio;
} Fixture;

static MhProvider *
make (Fixture    *fixture,
      const char *from,
      const char *callback)
{
  g_autoptr (GError) error = NULL;
  MhTwilio *twilio = mh_twilio_new (fixture->http, mh_mock_service_get_base (fixture->service), ACCOUNT, "s3cret", from, callback, &error);

  g_assert_no_error (error);

  return MH_PROVIDER (twilio);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhHttpOptions options = { .loopback_only = TRUE, .timeout = 1 };
  g_autoptr (GError) error = NULL;

  fixture->service = mh_mock_service_new (NULL);
  fixture->http = mh_http_new (&options, &error);
  g_assert_no_error (error);
  fixture->twilio = make (fixture, "+15005550006", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->twilio);
  g_assert_finalize_object (fixture->http);
  mh_mock_service_free (fixture->service);
}

static MhFrozen *
freeze (MhProvider *provider,
        const char *number,
        const char *text,
        GError    **error)
{
  const char *recipients[] = { number, NULL };

  return mh_provider_freeze (provider, recipients, text, KEY, error);
}

static MhSendResult *
send_text (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MhFrozen) frozen = freeze (fixture->twilio, "09012345678", "会場 +1", NULL);

  mh_provider_send_async (fixture->twilio, frozen, KEY, NULL, mh_test_take_result_cb, &result);

  return mh_provider_send_finish (fixture->twilio, mh_test_await (&result));
}

static void
test_what_leaves (Fixture      *fixture,
                  gconstpointer data)
{
  static const struct {
    const char *from;
    const char *callback;
    const char *form;
  } cases[] = {
    { "+15005550006", NULL, "To=%2B819012345678&From=%2B15005550006&Body=%E4%BC%9A%E5%A0%B4%20%2B1" },
    { "TAKINOUE", NULL, "To=%2B819012345678&From=TAKINOUE&Body=%E4%BC%9A%E5%A0%B4%20%2B1" },
    { "MG0123456789abcdef0123456789abcdef", NULL,
      "To=%2B819012345678&MessagingServiceSid=MG0123456789abcdef0123456789abcdef&Body=%E4%BC%9A%E5%A0%B4%20%2B1" },
    { "TAKINOUE", "https://relay.town.example/t",
      "To=%2B819012345678&From=TAKINOUE&Body=%E4%BC%9A%E5%A0%B4%20%2B1&"
      "StatusCallback=https%3A%2F%2Frelay.town.example%2Ft%3Fref%3D" KEY },
    { "TAKINOUE", "https://relay.town.example/t?a=b",
      "To=%2B819012345678&From=TAKINOUE&Body=%E4%BC%9A%E5%A0%B4%20%2B1&"
      "StatusCallback=https%3A%2F%2Frelay.town.example%2Ft%3Fa%3Db%26ref%3D" KEY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhProvider) provider = make (fixture, cases[i].from, cases[i].callback);
    g_autoptr (MhFrozen) frozen = freeze (provider, "09012345678", "会場 +1", NULL);

    g_assert_cmpmem (g_bytes_get_data (frozen->body, NULL), g_bytes_get_size (frozen->body), cases[i].form, strlen (cases[i].form));
    g_assert_cmpstr (frozen->endpoint, ==, PATH "/Messages.json");
  }

  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 201, "{\"sid\":\"SM1\"}", NULL, NULL);
  mh_send_result_free (send_text (fixture));
  g_assert_cmpstr (mh_mock_service_get_method (fixture->service, 0), ==, "POST");
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, PATH "/Messages.json");
  /* base64 of the account, a colon and the token */
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "Authorization"), ==,
                   "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjpzM2NyZXQ=");
}

#define REFUSED(number) "{\"code\":" #number ",\"message\":\"x\",\"status\":400}"

static void
test_answers (Fixture      *fixture,
              gconstpointer data)
{
  static const struct {
    guint         status;
    const char   *body;
    MhSendOutcome outcome;
    const char   *code;
  } cases[] = {
    { 201, "{\"sid\":\"SM1\",\"status\":\"queued\"}", MH_SEND_ACCEPTED, NULL },
    { 200, "<html>blocked</html>", MH_SEND_UNKNOWN, "answer" },
    { 400, REFUSED (21211), MH_SEND_REJECTED, "recipient" },
    { 400, REFUSED (21614), MH_SEND_REJECTED, "recipient" },
    { 400, REFUSED (21635), MH_SEND_REJECTED, "recipient" },
    { 400, REFUSED (21610), MH_SEND_REJECTED, "opted-out" },
    { 400, REFUSED (21617), MH_SEND_REJECTED, "text" },
    { 400, REFUSED (21212), MH_SEND_STOP, "service" },
    { 400, REFUSED (21408), MH_SEND_STOP, "region" },
    { 400, REFUSED (21608), MH_SEND_STOP, "region" },
    { 400, REFUSED (21611), MH_SEND_RETRY_LATER, "rate" },
    { 400, REFUSED (29999), MH_SEND_REJECTED, "http-400" },
    { 401, REFUSED (20003), MH_SEND_STOP, "unauthorized" },
    { 401, "", MH_SEND_STOP, "unauthorized" },
    { 404, "", MH_SEND_STOP, "unauthorized" },
    { 429, REFUSED (20429), MH_SEND_RETRY_LATER, "rate" },
    { 429, "", MH_SEND_RETRY_LATER, "rate" },
    { 500, "", MH_SEND_UNKNOWN, "http-500" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhSendResult) result = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, cases[i].status, cases[i].body, NULL, NULL);
    result = send_text (fixture);

    g_test_message ("%u %s: %d %s %s", cases[i].status, cases[i].body, result->outcome, result->code, result->reason);
    g_assert_cmpint (result->outcome, ==, cases[i].outcome);
    g_assert_cmpstr (result->code, ==, cases[i].code);
    g_assert_cmpstr (result->provider_id, ==, result->outcome == MH_SEND_ACCEPTED ? "SM1" : NULL);
    g_assert_true ((result->reason != NULL) == (result->outcome != MH_SEND_ACCEPTED));
    g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 1);
  }
}

#define MESSAGE(sid, to, body, at) \
  "{\"sid\":\"" sid "\",\"to\":\"" to "\",\"body\":\"" body "\",\"date_created\":\"" at "\"}"
#define LIST(next, messages) "{\"next_page_uri\":" next ",\"messages\":[" messages "]}"
#define MORE "\"" PATH "/Messages.json?To=%2B819012345678&PageSize=100&Page=1\""

#define TO    "+819012345678"
#define WORDS "会場 +1"
#define NOW   "Tue, 20 Oct 2026 00:00:03 +0000"
#define MINE  MESSAGE ("SM9", TO, WORDS, NOW)
#define OTHER MESSAGE ("SM8", TO, "another", NOW)

static const struct {
  const char *name;
  guint       status;
  const char *pages[2];
  MhLookup    lookup;
  guint       n_asked;
} lookups[] = {
  { "found", 200, { LIST ("null", MINE) }, MH_LOOKUP_FOUND, 1 },
  { "found on the second page", 200, { LIST (MORE, OTHER), LIST ("null", MINE) }, MH_LOOKUP_FOUND, 2 },
  { "nothing was sent", 200, { LIST ("null", "") }, MH_LOOKUP_NOT_FOUND, 1 },
  { "other words", 200, { LIST ("null", OTHER) }, MH_LOOKUP_NOT_FOUND, 1 },
  { "another number", 200, { LIST ("null", MESSAGE ("SM7", "+818000000000", WORDS, NOW)) }, MH_LOOKUP_NOT_FOUND, 1 },
  { "a little earlier by a clock that is a little off", 200,
    { LIST ("null", MESSAGE ("SM9", TO, WORDS, "Mon, 19 Oct 2026 23:52:00 +0000")) }, MH_LOOKUP_FOUND, 1 },
  { "the day before: ours by a wrong clock, or an older one", 200,
    { LIST ("null", MESSAGE ("SM9", TO, WORDS, "Mon, 19 Oct 2026 00:00:00 +0000")) }, MH_LOOKUP_UNSURE, 1 },
  { "long before", 200, { LIST (MORE, MESSAGE ("SM9", TO, WORDS, "Thu, 01 Oct 2026 00:00:00 +0000")) }, MH_LOOKUP_NOT_FOUND, 1 },
  { "of no time that can be read", 200, { LIST ("null", MESSAGE ("SM9", TO, WORDS, "yesterday")) }, MH_LOOKUP_UNSURE, 1 },
  { "a second page that fails", 200, { LIST (MORE, OTHER), "<html>" }, MH_LOOKUP_UNSURE, 2 },
  { "pages without end", 200, { LIST (MORE, OTHER) }, MH_LOOKUP_UNSURE, 20 },
  { "a next page elsewhere", 200, { LIST ("\"https://elsewhere.example/\"", OTHER) }, MH_LOOKUP_UNSURE, 1 },
  { "a page of a proxy", 200, { "<html>" }, MH_LOOKUP_UNSURE, 1 },
  { "refused", 401, { REFUSED (20003) }, MH_LOOKUP_UNSURE, 1 },
  { "fault", 500, { "" }, MH_LOOKUP_UNSURE, 1 },
};

static void
test_lookups (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhFrozen) frozen = freeze (fixture->twilio, "09012345678", WORDS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lookups); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autofree char *id = NULL;
    MhLookup lookup;

    mh_mock_service_forget (fixture->service);
    for (gsize k = 0; k < G_N_ELEMENTS (lookups[i].pages) && lookups[i].pages[k] != NULL; k++)
      mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, lookups[i].status, lookups[i].pages[k], NULL, NULL);
    mh_provider_look_up_async (fixture->twilio, KEY, frozen, SINCE, NULL, mh_test_take_result_cb, &result);
    lookup = mh_provider_look_up_finish (fixture->twilio, mh_test_await (&result), &id);

    g_test_message ("%s: %d", lookups[i].name, lookup);
    g_assert_cmpint (lookup, ==, lookups[i].lookup);
    g_assert_cmpstr (id, ==, lookup == MH_LOOKUP_FOUND ? "SM9" : NULL);
    g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, lookups[i].n_asked);
    g_assert_cmpstr (mh_mock_service_get_method (fixture->service, 0), ==, "GET");
    g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, PATH "/Messages.json");
    g_assert_cmpstr (mh_mock_service_get_query (fixture->service, 0), ==, "To=%2B819012345678&PageSize=100");
  }
}

static void
test_status (Fixture      *fixture,
             gconstpointer data)
{
  static const struct {
    const char *status;
    const char *number;
    MhTold      told;
    const char *code;
  } cases[] = {
    { "queued", "null", MH_TOLD_NOTHING, NULL },
    { "sending", "null", MH_TOLD_NOTHING, NULL },
    { "sent", "null", MH_TOLD_NOTHING, NULL },
    { "delivered", "null", MH_TOLD_DELIVERED, NULL },
    { "read", "null", MH_TOLD_DELIVERED, NULL },
    { "undelivered", "30003", MH_TOLD_DOUBTFUL, "unconnected" },
    { "undelivered", "30005", MH_TOLD_FAILED, "undelivered" },
    { "undelivered", "30006", MH_TOLD_FAILED, "undelivered" },
    { "undelivered", "30008", MH_TOLD_DOUBTFUL, "undelivered" },
    { "failed", "21211", MH_TOLD_FAILED, "undelivered" },
    { "failed", "null", MH_TOLD_DOUBTFUL, "undelivered" },
    { "canceled", "null", MH_TOLD_FAILED, "undelivered" },
    { "partially_delivered", "null", MH_TOLD_DOUBTFUL, "undelivered" },
    { "something-new", "null", MH_TOLD_NOTHING, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *body = g_strdup_printf ("{\"sid\":\"SM1\",\"status\":\"%s\",\"error_code\":%s}", cases[i].status, cases[i].number);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (MhStatus) status = NULL;
    g_autoptr (GError) error = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, body, NULL, NULL);
    mh_provider_status_async (fixture->twilio, KEY, "SM1", NULL, mh_test_take_result_cb, &result);
    status = mh_provider_status_finish (fixture->twilio, mh_test_await (&result), &error);

    g_test_message ("%s %s", cases[i].status, cases[i].number);
    g_assert_no_error (error);
    g_assert_cmpint (status->told, ==, cases[i].told);
    g_assert_cmpstr (status->code, ==, cases[i].code);
    g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, PATH "/Messages/SM1.json");
  }
}

static void
test_connection_test (Fixture      *fixture,
                      gconstpointer data)
{
  static const struct {
    guint       status;
    const char *body;
    int         error;  /* or OK */
  } cases[] = {
    { 200, "{\"sid\":\"" ACCOUNT "\",\"friendly_name\":\"滝上町\"}", OK },
    { 200, "<html>", MH_ERROR_UNAVAILABLE },
    { 401, REFUSED (20003), MH_ERROR_REFUSED },
    { 503, "", MH_ERROR_UNAVAILABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *sentence = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, cases[i].status, cases[i].body, NULL, NULL);
    mh_provider_test_async (fixture->twilio, NULL, mh_test_take_result_cb, &result);
    sentence = mh_provider_test_finish (fixture->twilio, mh_test_await (&result), &error);

    if (cases[i].error == OK)
      g_assert_nonnull (strstr (sentence, "滝上町"));
    else
      g_assert_error (error, MH_ERROR, cases[i].error);
    g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, PATH ".json");
  }
}

static void
test_needs_credentials (Fixture      *fixture,
                        gconstpointer data)
{
  static const struct {
    const char *endpoint;
    const char *account;
    const char *token;
    const char *from;
    int         error;
  } cases[] = {
    { "http://127.0.0.1:1", ACCOUNT, NULL, "TAKINOUE", MH_ERROR_INVALID },
    { "http://127.0.0.1:1", "AC1", "t", "TAKINOUE", MH_ERROR_INVALID },
    { "http://127.0.0.1:1", "AC0123456789abcdef0123456789abcde/", "t", "TAKINOUE", MH_ERROR_INVALID },
    { "http://127.0.0.1:1", ACCOUNT, "t", "", MH_ERROR_INVALID },
    { "https://api.twilio.com", ACCOUNT, "t", "TAKINOUE", MH_ERROR_REFUSED },
  };

  g_assert_cmpstr (mh_provider_get_name (fixture->twilio), ==, "twilio");
  g_assert_cmpint (mh_provider_get_key_window (fixture->twilio), ==, 0);
  g_assert_true (mh_provider_can_look_up (fixture->twilio));
  g_assert_true (mh_provider_can_tell (fixture->twilio));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_twilio_new (fixture->http, cases[i].endpoint, cases[i].account, cases[i].token, cases[i].from, NULL, &error));
    g_assert_error (error, MH_ERROR, cases[i].error);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/twilio/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("what-leaves-is-what-was-frozen", test_what_leaves);
  ADD ("each-answer-says-what-to-do-next", test_answers);
  ADD ("a-look-up-by-number-words-and-time-is-sure-or-says-that-it-is-not", test_lookups);
  ADD ("what-the-carrier-has-told", test_status);
  ADD ("connection-test", test_connection_test);
  ADD ("needs-address-and-credentials", test_needs_credentials);
#undef ADD

  return g_test_run ();
}
