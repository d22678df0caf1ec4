/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-karaden"

#include "mh-karaden.h"

#include "mh-error.h"
#include "mh-mock-service.h"
#include "mh-test-utils.h"

#define OK -1

#define KEY    "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
#define TENANT "/api/82bdf9de-a532-4bf5-86bc-c9a1366e5f4a"

/* 2026-10-20 09:00 in Asia/Tokyo */
#define SINCE G_GINT64_CONSTANT (1792454400000)

typedef struct {
  MhMockService *service;
  MhHttp        *http;
  MhProvider    *karaden;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhHttpOptions options = { .loopback_only = TRUE, .timeout = 1 };
  g_autoptr (GError) error = NULL;
  g_autofree char *endpoint = NULL;

  fixture->service = mh_mock_service_new (NULL);
  fixture->http = mh_http_new (&options, &error);
  g_assert_no_error (error);

  endpoint = g_strconcat (mh_mock_service_get_base (fixture->service), TENANT "/", NULL);
  fixture->karaden = MH_PROVIDER (mh_karaden_new (fixture->http, endpoint, "s3cret", 7, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->karaden);
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

  return mh_provider_freeze (fixture->karaden, recipients, text, KEY, error);
}

static MhSendResult *
send_frozen (Fixture        *fixture,
             const MhFrozen *frozen)
{
  g_autoptr (GAsyncResult) result = NULL;

  mh_provider_send_async (fixture->karaden, frozen, KEY, NULL, mh_test_take_result_cb, &result);

  return mh_provider_send_finish (fixture->karaden, mh_test_await (&result));
}

static MhSendResult *
send_text (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhFrozen) frozen = freeze (fixture, "09012345678", "ご予約の件", &error);

  g_assert_no_error (error);

  return send_frozen (fixture, frozen);
}

static void
test_what_leaves (Fixture      *fixture,
                  gconstpointer data)
{
  static const char form[] =
    "service_id=7&to=06012345678&body=9%3A00%20%E4%BC%9A%E5%A0%B4%0A%26%3D%2B%25&tags%5B%5D=" KEY;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhFrozen) frozen = freeze (fixture, "06012345678", "9:00 会場\n&=+%", &error);
  g_autoptr (MhSendResult) result = NULL;
  GBytes *body;

  g_assert_no_error (error);
  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, "{\"id\":\"m-1\",\"object\":\"message\"}", NULL, NULL);
  result = send_frozen (fixture, frozen);

  g_assert_cmpint (result->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_cmpstr (result->provider_id, ==, "m-1");
  g_assert_cmpstr (frozen->endpoint, ==, "/messages");
  g_assert_cmpstr (mh_mock_service_get_method (fixture->service, 0), ==, "POST");
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, TENANT "/messages");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "Authorization"), ==, "Bearer s3cret");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "Karaden-Version"), ==, "2024-03-01");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "Content-Type"), ==,
                   "application/x-www-form-urlencoded");

  body = mh_mock_service_get_body (fixture->service, 0);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), form, strlen (form));
  g_assert_true (g_bytes_equal (body, frozen->body));
}

#define ERROR(code) "{\"object\":\"error\",\"code\":\"" code "\",\"message\":\"x\",\"errors\":null}"
#define INVALID(field) \
  "{\"object\":\"error\",\"code\":\"validation_error\",\"message\":\"x\",\"errors\":{\"" field "\":[\"x\"]}}"

static const struct {
  guint         status;
  const char   *body;
  MhSendOutcome outcome;
  const char   *code;
} answers[] = {
  { 200, "{\"id\":\"m-1\"}", MH_SEND_ACCEPTED, NULL },
  { 200, "<html>blocked</html>", MH_SEND_UNKNOWN, "answer" },
  { 200, "{\"id\":1}", MH_SEND_UNKNOWN, "answer" },
  { 302, "", MH_SEND_UNKNOWN, "http-302" },
  { 400, ERROR ("invalid_tenant"), MH_SEND_STOP, "tenant" },
  { 400, ERROR ("invalid_version"), MH_SEND_STOP, "version" },
  { 400, ERROR ("unknown"), MH_SEND_REJECTED, "http-400" },
  { 400, "", MH_SEND_REJECTED, "http-400" },
  { 401, ERROR ("unauthentication"), MH_SEND_STOP, "unauthorized" },
  { 403, "", MH_SEND_STOP, "unauthorized" },
  { 404, ERROR ("model_not_found"), MH_SEND_STOP, "tenant" },
  { 404, "", MH_SEND_STOP, "tenant" },
  { 407, "", MH_SEND_STOP, "proxy" },
  { 413, "", MH_SEND_REJECTED, "http-413" },
  { 422, INVALID ("to"), MH_SEND_REJECTED, "recipient" },
  { 422, INVALID ("body"), MH_SEND_REJECTED, "text" },
  { 422, INVALID ("service_id"), MH_SEND_STOP, "service" },
  { 422, INVALID ("scheduled_at"), MH_SEND_REJECTED, "http-422" },
  { 422, ERROR ("validation_error"), MH_SEND_REJECTED, "http-422" },
  { 429, "", MH_SEND_RETRY_LATER, "rate" },
  { 500, ERROR ("unknown"), MH_SEND_UNKNOWN, "http-500" },
  { 502, "<html>", MH_SEND_UNKNOWN, "http-502" },
};

static void
test_answers (Fixture      *fixture,
              gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (MhSendResult) result = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, answers[i].status, answers[i].body, NULL, NULL);
    result = send_text (fixture);

    g_test_message ("%u %s: %d %s %s", answers[i].status, answers[i].body, result->outcome, result->code, result->reason);
    g_assert_cmpint (result->outcome, ==, answers[i].outcome);
    g_assert_cmpstr (result->code, ==, answers[i].code);
    g_assert_true ((result->reason != NULL) == (result->outcome != MH_SEND_ACCEPTED));
    g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 1);
  }
}

static void
test_lost (Fixture      *fixture,
           gconstpointer data)
{
  static const struct {
    MhMockAct   act;
    const char *code;
  } acts[] = {
    { MH_MOCK_CUT, "lost" },
    { MH_MOCK_HANG, "timeout" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++) {
    g_autoptr (MhSendResult) result = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, acts[i].act, 0, NULL, NULL, NULL);
    result = send_text (fixture);

    g_assert_cmpint (result->outcome, ==, MH_SEND_UNKNOWN);
    g_assert_cmpstr (result->code, ==, acts[i].code);
    g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 1);
  }
}

static void
test_freeze_refuses (Fixture      *fixture,
                     gconstpointer data)
{
  static const char * const numbers[] = {
    "0901234567", "090123456789", "+819012345678", "090-1234-5678", "９０１２３４５６７８９", "19012345678", ""
  };
  static const char * const two[] = { "09012345678", "08012345678", NULL };
  g_autofree char *fits = g_strnfill (660, 'x');
  g_autofree char *too_long = g_strnfill (661, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (MhFrozen) frozen = freeze (fixture, "09012345678", fits, &error);

  g_assert_no_error (error);
  g_assert_nonnull (frozen);

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_assert_null (freeze (fixture, numbers[i], "x", &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_clear_error (&error);
  }

  g_assert_null (mh_provider_freeze (fixture->karaden, two, "x", KEY, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_null (freeze (fixture, "09012345678", too_long, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_null (freeze (fixture, "09012345678", "", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

#define LIST(more, data) "{\"object\":\"list\",\"has_more\":" more ",\"data\":[" data "]}"
#define MINE   "{\"id\":\"m-9\",\"tags\":[\"other\",\"" KEY "\"]}"
#define OTHER  "{\"id\":\"m-8\",\"tags\":[\"other\"]}"

static const struct {
  const char *name;
  guint       status;
  const char *pages[3];
  MhLookup    lookup;
  guint       n_asked;  /* 0: not checked */
} lookups[] = {
  { "found", 200, { LIST ("false", MINE) }, MH_LOOKUP_FOUND, 1 },
  { "found on the first of several pages", 200, { LIST ("true", MINE) }, MH_LOOKUP_FOUND, 1 },
  { "found on the second page", 200, { LIST ("true", OTHER), LIST ("false", MINE) }, MH_LOOKUP_FOUND, 2 },
  { "not found", 200, { LIST ("false", "") }, MH_LOOKUP_NOT_FOUND, 1 },
  { "others only", 200, { LIST ("false", OTHER) }, MH_LOOKUP_NOT_FOUND, 1 },
  { "others only, two pages", 200, { LIST ("true", OTHER), LIST ("false", OTHER) }, MH_LOOKUP_NOT_FOUND, 2 },
  { "a second page that fails", 200, { LIST ("true", OTHER), "<html>" }, MH_LOOKUP_UNSURE, 2 },
  { "pages without end", 200, { LIST ("true", OTHER) }, MH_LOOKUP_UNSURE, 20 },
  { "tags of another kind", 200, { LIST ("false", "{\"id\":\"m\",\"tags\":\"" KEY "\"},7,null") }, MH_LOOKUP_NOT_FOUND, 1 },
  { "no list", 200, { "{\"object\":\"list\",\"has_more\":false}" }, MH_LOOKUP_UNSURE, 1 },
  { "no end of the list", 200, { "{\"object\":\"list\",\"data\":[]}" }, MH_LOOKUP_UNSURE, 1 },
  { "a page of a proxy", 200, { "<html>" }, MH_LOOKUP_UNSURE, 1 },
  { "refused", 401, { ERROR ("unauthentication") }, MH_LOOKUP_UNSURE, 1 },
  { "nothing there", 404, { ERROR ("model_not_found") }, MH_LOOKUP_UNSURE, 1 },
  { "fault", 500, { ERROR ("unknown") }, MH_LOOKUP_UNSURE, 1 },
  { "empty answer", 204, { "" }, MH_LOOKUP_UNSURE, 1 },
};

static MhLookup
look_up (Fixture *fixture,
         char   **out_id)
{
  g_autoptr (MhFrozen) frozen = freeze (fixture, "09012345678", "ご予約の件", NULL);
  g_autoptr (GAsyncResult) result = NULL;

  mh_provider_look_up_async (fixture->karaden, KEY, frozen, SINCE, NULL, mh_test_take_result_cb, &result);

  return mh_provider_look_up_finish (fixture->karaden, mh_test_await (&result), out_id);
}

static void
test_lookups (Fixture      *fixture,
              gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lookups); i++) {
    g_autofree char *id = NULL;
    MhLookup lookup;

    mh_mock_service_forget (fixture->service);
    for (gsize j = 0; j < G_N_ELEMENTS (lookups[i].pages) && lookups[i].pages[j] != NULL; j++)
      mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, lookups[i].status, lookups[i].pages[j], NULL, NULL);
    lookup = look_up (fixture, &id);

    g_test_message ("%s: %d", lookups[i].name, lookup);
    g_assert_cmpint (lookup, ==, lookups[i].lookup);
    g_assert_cmpstr (id, ==, lookup == MH_LOOKUP_FOUND ? "m-9" : NULL);
    g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, lookups[i].n_asked);
  }
}

static void
test_lookup_asks_for_the_tag (Fixture      *fixture,
                              gconstpointer data)
{
  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, LIST ("true", OTHER), NULL, NULL);
  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, LIST ("false", ""), NULL, NULL);

  g_assert_cmpint (look_up (fixture, NULL), ==, MH_LOOKUP_NOT_FOUND);
  g_assert_cmpstr (mh_mock_service_get_method (fixture->service, 0), ==, "GET");
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, TENANT "/messages");
  g_assert_cmpstr (mh_mock_service_get_query (fixture->service, 0), ==,
                   "tag=" KEY "&start_at=2026-10-13T09%3A00%3A00%2B09%3A00&page=1&per_page=100");
  g_assert_cmpstr (mh_mock_service_get_query (fixture->service, 1), ==,
                   "tag=" KEY "&start_at=2026-10-13T09%3A00%3A00%2B09%3A00&page=2&per_page=100");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "Karaden-Version"), ==, "2024-03-01");
}

static void
test_lookup_without_answer (Fixture      *fixture,
                            gconstpointer data)
{
  mh_mock_service_add (fixture->service, MH_MOCK_CUT, 0, NULL, NULL, NULL);
  g_assert_cmpint (look_up (fixture, NULL), ==, MH_LOOKUP_UNSURE);

  mh_mock_service_forget (fixture->service);
  mh_mock_service_add (fixture->service, MH_MOCK_HANG, 0, NULL, NULL, NULL);
  g_assert_cmpint (look_up (fixture, NULL), ==, MH_LOOKUP_UNSURE);
}

static void
test_status (Fixture      *fixture,
             gconstpointer data)
{
  static const struct {
    guint       status;
    const char *body;
    MhTold      told;
    const char *code;
    int         error;     /* or OK */
  } cases[] = {
    { 200, "{\"status\":\"done\",\"sent_result\":\"received\"}", MH_TOLD_DELIVERED, NULL, OK },
    { 200, "{\"status\":\"done\",\"sent_result\":\"unconnected\"}", MH_TOLD_DOUBTFUL, "unconnected", OK },
    { 200, "{\"status\":\"done\",\"sent_result\":\"error\"}", MH_TOLD_FAILED, "undelivered", OK },
    { 200, "{\"status\":\"done\",\"sent_result\":\"unknown\"}", MH_TOLD_NOTHING, NULL, OK },
    { 200, "{\"status\":\"waiting\",\"sent_result\":\"none\"}", MH_TOLD_NOTHING, NULL, OK },
    { 200, "{\"status\":\"canceled\",\"sent_result\":\"none\"}", MH_TOLD_FAILED, "undelivered", OK },
    { 200, "{\"status\":\"processing_error\",\"sent_result\":\"none\"}", MH_TOLD_FAILED, "undelivered", OK },
    { 200, "{}", MH_TOLD_NOTHING, NULL, OK },
    { 200, "<html>", 0, NULL, MH_ERROR_UNAVAILABLE },
    { 404, ERROR ("model_not_found"), 0, NULL, MH_ERROR_REFUSED },
    { 500, "", 0, NULL, MH_ERROR_UNAVAILABLE },
  };

  g_assert_true (mh_provider_can_tell (fixture->karaden));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (MhStatus) status = NULL;
    g_autoptr (GError) error = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, cases[i].status, cases[i].body, NULL, NULL);
    mh_provider_status_async (fixture->karaden, KEY, "m/1?", NULL, mh_test_take_result_cb, &result);
    status = mh_provider_status_finish (fixture->karaden, mh_test_await (&result), &error);

    if (cases[i].error == OK) {
      g_assert_no_error (error);
      g_assert_cmpint (status->told, ==, cases[i].told);
      g_assert_cmpstr (status->code, ==, cases[i].code);
    } else {
      g_assert_error (error, MH_ERROR, cases[i].error);
    }
    g_assert_null (mh_mock_service_get_query (fixture->service, 0));
  }
}

static void
test_status_without_id (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MhStatus) status = NULL;
  g_autoptr (GError) error = NULL;

  mh_provider_status_async (fixture->karaden, KEY, NULL, NULL, mh_test_take_result_cb, &result);
  status = mh_provider_status_finish (fixture->karaden, mh_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (status->told, ==, MH_TOLD_NOTHING);
  g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 0);
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
    { 200, LIST ("true", OTHER), OK },
    { 200, "{}", MH_ERROR_UNAVAILABLE },
    { 401, ERROR ("unauthentication"), MH_ERROR_REFUSED },
    { 400, ERROR ("invalid_tenant"), MH_ERROR_REFUSED },
    { 503, "", MH_ERROR_UNAVAILABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *sentence = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, cases[i].status, cases[i].body, NULL, NULL);
    mh_provider_test_async (fixture->karaden, NULL, mh_test_take_result_cb, &result);
    sentence = mh_provider_test_finish (fixture->karaden, mh_test_await (&result), &error);

    if (cases[i].error == OK) {
      g_assert_no_error (error);
      g_assert_nonnull (strstr (sentence, "7"));
      g_assert_cmpstr (mh_mock_service_get_query (fixture->service, 0), ==, "per_page=1");
    } else {
      g_assert_error (error, MH_ERROR, cases[i].error);
    }
  }
}

static void
test_what_it_says_of_itself (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 remaining = 0;

  g_assert_cmpstr (mh_provider_get_name (fixture->karaden), ==, "karaden");
  g_assert_cmpuint (mh_provider_get_max_recipients (fixture->karaden), ==, 1);
  g_assert_cmpint (mh_provider_get_key_window (fixture->karaden), ==, 0);
  g_assert_true (mh_provider_can_look_up (fixture->karaden));
  g_assert_cmpuint (mh_provider_get_rate (fixture->karaden), >, 0);

  mh_provider_quota_async (fixture->karaden, NULL, mh_test_take_result_cb, &result);
  g_assert_true (mh_provider_quota_finish (fixture->karaden, mh_test_await (&result), &remaining, &error));
  g_assert_no_error (error);
  g_assert_cmpint (remaining, ==, -1);
}

static void
test_needs_credentials (Fixture      *fixture,
                        gconstpointer data)
{
  static const struct {
    const char *endpoint;
    const char *token;
    int         service_id;
    int         error;
  } cases[] = {
    { "http://127.0.0.1:1/api/t", "", 1, MH_ERROR_INVALID },
    { "http://127.0.0.1:1/api/t", NULL, 1, MH_ERROR_INVALID },
    { "http://127.0.0.1:1/api/t", "t", 0, MH_ERROR_INVALID },
    { "http://127.0.0.1:1/api/t?x=1", "t", 1, MH_ERROR_INVALID },
    { "https://prg.karaden.jp/api/t", "t", 1, MH_ERROR_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_karaden_new (fixture->http, cases[i].endpoint, cases[i].token, cases[i].service_id, &error));
    g_assert_error (error, MH_ERROR, cases[i].error);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/karaden/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-message-leaves-as-it-was-frozen", test_what_leaves);
  ADD ("each-answer-says-what-to-do-next", test_answers);
  ADD ("a-lost-answer-is-unknown-and-not-repeated", test_lost);
  ADD ("freeze-refuses-what-karaden-would", test_freeze_refuses);
  ADD ("a-look-up-is-sure-or-says-that-it-is-not", test_lookups);
  ADD ("a-look-up-asks-for-the-tag-with-room-for-wrong-clocks", test_lookup_asks_for_the_tag);
  ADD ("a-look-up-without-answer-is-unsure", test_lookup_without_answer);
  ADD ("what-the-carrier-has-told", test_status);
  ADD ("nobody-is-asked-for-a-message-without-id", test_status_without_id);
  ADD ("connection-test", test_connection_test);
  ADD ("what-it-says-of-itself", test_what_it_says_of_itself);
  ADD ("needs-address-and-credentials", test_needs_credentials);
#undef ADD

  return g_test_run ();
}
