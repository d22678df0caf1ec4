/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-zettai"

#include "mh-zettai.h"

#include "mh-error.h"
#include "mh-mock-service.h"
#include "mh-test-utils.h"

#define OK -1

#define KEY "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

typedef struct {
  MhMockService *service;
  MhHttp        *http;
  MhProvider    *zettai;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhHttpOptions options = { .loopback_only = TRUE, .timeout = 1 };
  g_autoptr (GError) error = NULL;

  fixture->service = mh_mock_service_new (NULL);
  fixture->http = mh_http_new (&options, &error);
  g_assert_no_error (error);
  fixture->zettai = MH_PROVIDER (mh_zettai_new (fixture->http, mh_mock_service_get_base (fixture->service), "s3cret", "123", "54321",
                                                &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->zettai);
  g_assert_finalize_object (fixture->http);
  mh_mock_service_free (fixture->service);
}

static MhFrozen *
freeze (Fixture    *fixture,
        const char *number,
        const char *text,
        GError    **error)
{
  const char *recipients[] = { number, NULL };

  return mh_provider_freeze (fixture->zettai, recipients, text, KEY, error);
}

static MhSendResult *
send_text (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhFrozen) frozen = freeze (fixture, "06012345678", "9:00 会場\n&=+%", &error);

  g_assert_no_error (error);
  mh_provider_send_async (fixture->zettai, frozen, KEY, NULL, mh_test_take_result_cb, &result);

  return mh_provider_send_finish (fixture->zettai, mh_test_await (&result));
}

/* What is frozen lies in the database, where no credential may be. */
static void
test_what_leaves (Fixture      *fixture,
                  gconstpointer data)
{
  static const char stored[] = "clientId=123&smsCode=54321&phoneNumber=06012345678&"
                               "message=9%3A00%20%E4%BC%9A%E5%A0%B4%0A%26%3D%2B%25&clientTag=" KEY;
  static const char sent[] = "token=s3cret&clientId=123&smsCode=54321&phoneNumber=06012345678&"
                             "message=9%3A00%20%E4%BC%9A%E5%A0%B4%0A%26%3D%2B%25&clientTag=" KEY;
  g_autoptr (MhFrozen) frozen = freeze (fixture, "06012345678", "9:00 会場\n&=+%", NULL);
  g_autoptr (MhSendResult) result = NULL;
  GBytes *body;

  g_assert_cmpmem (g_bytes_get_data (frozen->body, NULL), g_bytes_get_size (frozen->body), stored, strlen (stored));
  g_assert_cmpstr (frozen->endpoint, ==, "/p5/api/mt.json");

  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, "{\"responseCode\":0}", NULL, NULL);
  result = send_text (fixture);
  g_assert_cmpint (result->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_cmpstr (mh_mock_service_get_method (fixture->service, 0), ==, "POST");
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, "/p5/api/mt.json");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "Content-Type"), ==, "application/x-www-form-urlencoded");
  g_assert_null (mh_mock_service_get_header (fixture->service, 0, "Authorization"));
  body = mh_mock_service_get_body (fixture->service, 0);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), sent, strlen (sent));
}

#define CODE(number, words) "{\"responseCode\":" #number ",\"responseMessage\":\"" words "\"}"

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
    { 200, CODE (0, "Success."), MH_SEND_ACCEPTED, NULL },
    { 200, CODE (400, "Duplicate client tag."), MH_SEND_ACCEPTED, "already-accepted" },
    { 200, CODE (100, "Required token."), MH_SEND_STOP, "unauthorized" },
    { 200, CODE (110, "Invalid token."), MH_SEND_STOP, "unauthorized" },
    { 200, CODE (110, "Invalid clientId."), MH_SEND_STOP, "service" },
    { 200, CODE (110, "Invalid smsCode."), MH_SEND_STOP, "service" },
    { 200, CODE (110, "Invalid phoneNumber."), MH_SEND_REJECTED, "recipient" },
    { 200, CODE (120, "message too long."), MH_SEND_REJECTED, "text" },
    { 200, CODE (110, "Invalid clientTag."), MH_SEND_REJECTED, "invalid" },
    { 200, CODE (300, "Exceed sending count."), MH_SEND_STOP, "quota" },
    { 200, CODE (500, "System error."), MH_SEND_UNKNOWN, "answer" },
    { 200, CODE (999, "?"), MH_SEND_UNKNOWN, "answer" },
    { 200, "<html>blocked</html>", MH_SEND_UNKNOWN, "answer" },
    { 200, "{\"responseCode\":\"0\"}", MH_SEND_UNKNOWN, "answer" },
    { 302, "", MH_SEND_UNKNOWN, "http-302" },
    { 400, "", MH_SEND_REJECTED, "http-400" },
    { 403, "", MH_SEND_STOP, "unauthorized" },
    { 404, "", MH_SEND_STOP, "address" },
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
    g_assert_true ((result->reason != NULL) == (result->outcome != MH_SEND_ACCEPTED));
    g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 1);
  }
}

#define STATUS(tag, id, more) \
  "{\"responseCode\":0,\"status\":[{\"clientTag\":\"other\",\"statusId\":3},{\"clientTag\":\"" tag "\",\"statusId\":" id more "}]}"

static void
test_lookups (Fixture      *fixture,
              gconstpointer data)
{
  static const struct {
    guint       status;
    const char *body;
    MhLookup    lookup;
  } cases[] = {
    { 200, STATUS (KEY, "1", ""), MH_LOOKUP_FOUND },
    { 200, STATUS (KEY, "3", ""), MH_LOOKUP_FOUND },
    { 200, CODE (200, "No data."), MH_LOOKUP_NOT_FOUND },
    { 200, STATUS ("another", "2", ""), MH_LOOKUP_UNSURE },
    { 200, CODE (0, "Success."), MH_LOOKUP_UNSURE },
    { 200, CODE (500, "System error."), MH_LOOKUP_UNSURE },
    { 200, "<html>", MH_LOOKUP_UNSURE },
    { 500, CODE (200, "No data."), MH_LOOKUP_UNSURE },
    { 403, "", MH_LOOKUP_UNSURE },
  };
  g_autoptr (MhFrozen) frozen = freeze (fixture, "09012345678", "x", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, cases[i].status, cases[i].body, NULL, NULL);
    mh_provider_look_up_async (fixture->zettai, KEY, frozen, 0, NULL, mh_test_take_result_cb, &result);

    g_test_message ("%u %s", cases[i].status, cases[i].body);
    g_assert_cmpint (mh_provider_look_up_finish (fixture->zettai, mh_test_await (&result), NULL), ==, cases[i].lookup);
  }

  g_assert_cmpstr (mh_mock_service_get_method (fixture->service, 0), ==, "GET");
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, "/p5/api/status.json");
  g_assert_cmpstr (mh_mock_service_get_query (fixture->service, 0), ==, "token=s3cret&clientId=123&smsCode=54321&clientTag=" KEY);
}

static void
test_status (Fixture      *fixture,
             gconstpointer data)
{
  static const struct {
    const char *body;
    MhTold      told;
    const char *code;
    int         error;  /* or OK */
  } cases[] = {
    { STATUS (KEY, "0", ""), MH_TOLD_NOTHING, NULL, OK },
    { STATUS (KEY, "1", ""), MH_TOLD_NOTHING, NULL, OK },
    { STATUS (KEY, "2", ""), MH_TOLD_DELIVERED, NULL, OK },
    { STATUS (KEY, "3", ",\"separatedSuccessCount\":0"), MH_TOLD_FAILED, "undelivered", OK },
    { STATUS (KEY, "3", ",\"separatedSuccessCount\":1"), MH_TOLD_DOUBTFUL, "undelivered", OK },
    { STATUS (KEY, "3", ""), MH_TOLD_DOUBTFUL, "undelivered", OK },
    { STATUS ("another", "3", ""), MH_TOLD_NOTHING, NULL, OK },
    { CODE (200, "No data."), MH_TOLD_NOTHING, NULL, OK },
    { CODE (110, "Invalid token."), 0, NULL, MH_ERROR_REFUSED },
    { CODE (500, "System error."), 0, NULL, MH_ERROR_UNAVAILABLE },
    { "<html>", 0, NULL, MH_ERROR_UNAVAILABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (MhStatus) status = NULL;
    g_autoptr (GError) error = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, cases[i].body, NULL, NULL);
    mh_provider_status_async (fixture->zettai, KEY, NULL, NULL, mh_test_take_result_cb, &result);
    status = mh_provider_status_finish (fixture->zettai, mh_test_await (&result), &error);

    g_test_message ("%s", cases[i].body);
    if (cases[i].error == OK) {
      g_assert_no_error (error);
      g_assert_cmpint (status->told, ==, cases[i].told);
      g_assert_cmpstr (status->code, ==, cases[i].code);
    } else {
      g_assert_error (error, MH_ERROR, cases[i].error);
    }
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
    { 200, CODE (200, "No data."), OK },
    { 200, CODE (0, "Success."), OK },
    { 200, CODE (110, "Invalid token."), MH_ERROR_REFUSED },
    { 200, CODE (500, "System error."), MH_ERROR_UNAVAILABLE },
    { 200, "<html>", MH_ERROR_UNAVAILABLE },
    { 403, "", MH_ERROR_REFUSED },
    { 503, "", MH_ERROR_UNAVAILABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *sentence = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, cases[i].status, cases[i].body, NULL, NULL);
    mh_provider_test_async (fixture->zettai, NULL, mh_test_take_result_cb, &result);
    sentence = mh_provider_test_finish (fixture->zettai, mh_test_await (&result), &error);

    g_test_message ("%u %s", cases[i].status, cases[i].body);
    if (cases[i].error == OK)
      g_assert_nonnull (strstr (sentence, "123"));
    else
      g_assert_error (error, MH_ERROR, cases[i].error);
    g_assert_cmpstr (mh_mock_service_get_method (fixture->service, 0), ==, "GET");
  }
}

static void
test_what_it_says_of_itself (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (mh_provider_get_name (fixture->zettai), ==, "zettai");
  g_assert_cmpuint (mh_provider_get_max_recipients (fixture->zettai), ==, 1);
  g_assert_cmpint (mh_provider_get_key_window (fixture->zettai), ==, 23 * 3600 * 1000);
  g_assert_true (mh_provider_can_look_up (fixture->zettai));
  g_assert_true (mh_provider_can_tell (fixture->zettai));

  g_assert_null (freeze (fixture, "0158290000", "x", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
test_needs_credentials (Fixture      *fixture,
                        gconstpointer data)
{
  static const struct {
    const char *endpoint;
    const char *token;
    const char *client_id;
    const char *sms_code;
    int         error;
  } cases[] = {
    { "http://127.0.0.1:1", NULL, "123", "54321", MH_ERROR_INVALID },
    { "http://127.0.0.1:1", " ", "123", "54321", MH_ERROR_INVALID },
    { "http://127.0.0.1:1", "t", "", "54321", MH_ERROR_INVALID },
    { "http://127.0.0.1:1", "t", "123", "", MH_ERROR_INVALID },
    { "https://sms-api.aossms.com", "t", "123", "54321", MH_ERROR_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_zettai_new (fixture->http, cases[i].endpoint, cases[i].token, cases[i].client_id, cases[i].sms_code, &error));
    g_assert_error (error, MH_ERROR, cases[i].error);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/zettai/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("what-leaves-carries-the-token-and-what-is-stored-does-not", test_what_leaves);
  ADD ("each-answer-says-what-to-do-next", test_answers);
  ADD ("a-look-up-is-sure-or-says-that-it-is-not", test_lookups);
  ADD ("what-the-carrier-has-told", test_status);
  ADD ("connection-test", test_connection_test);
  ADD ("what-it-says-of-itself", test_what_it_says_of_itself);
  ADD ("needs-address-and-credentials", test_needs_credentials);
#undef ADD

  return g_test_run ();
}
