/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-line"

#include "mh-line.h"

#include "mh-error.h"
#include "mh-mock-service.h"
#include "mh-test-utils.h"

#define OK   -1
#define KEY  "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
#define USER(n) "U000000000000000000000000000000" n

static const char * const one[] = { USER ("01"), NULL };
static const char * const three[] = { USER ("01"), USER ("02"), USER ("03"), NULL };

typedef struct {
  MhMockService *service;
  MhHttp        *http;
  MhProvider    *line;
} Fixture;

static MhProvider *
make_line (Fixture    *fixture,
           const char *token,
           const char *id,
           const char *secret)
{
  g_autoptr (GError) error = NULL;
  MhLine *line = mh_line_new (fixture->http, mh_mock_service_get_base (fixture->service), token, id, secret, &error);

  g_assert_no_error (error);

  return MH_PROVIDER (line);
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
  fixture->line = make_line (fixture, "s3cret", NULL, NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->line);
  g_assert_finalize_object (fixture->http);
  mh_mock_service_free (fixture->service);
}

static MhSendResult *
send_frozen (MhProvider     *line,
             const MhFrozen *frozen,
             GCancellable   *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;

  mh_provider_send_async (line, frozen, KEY, cancellable, mh_test_take_result_cb, &result);

  return mh_provider_send_finish (line, mh_test_await (&result));
}

static MhFrozen *
freeze (MhProvider         *line,
        const char * const *recipients,
        const char         *text)
{
  g_autoptr (GError) error = NULL;
  MhFrozen *frozen = mh_provider_freeze (line, recipients, text, KEY, &error);

  g_assert_no_error (error);

  return frozen;
}

static MhSendResult *
send_text (MhProvider         *line,
           const char * const *recipients)
{
  g_autoptr (MhFrozen) frozen = freeze (line, recipients, "ご予約の件でお知らせします。");

  return send_frozen (line, frozen, NULL);
}

static void
test_what_leaves (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (MhFrozen) frozen = freeze (fixture->line, one, "10:00 \"会場\"\n髙﨑様🏥");
  g_autoptr (MhSendResult) result = NULL;
  gsize length;
  const char *body;

  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, "{\"sentMessages\":[{\"id\":\"461230966842064897\"}]}",
                       "x-line-request-id: r-1", NULL);
  result = send_frozen (fixture->line, frozen, NULL);

  g_assert_cmpint (result->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_cmpstr (result->provider_id, ==, "461230966842064897");
  g_assert_cmpstr (result->request_id, ==, "r-1");

  g_assert_cmpstr (mh_mock_service_get_method (fixture->service, 0), ==, "POST");
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, "/v2/bot/message/push");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "Authorization"), ==, "Bearer s3cret");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "X-Line-Retry-Key"), ==, KEY);
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "Content-Type"), ==, "application/json");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 0, "User-Agent"), ==, "Machihoken/" MH_VERSION);
  g_assert_null (mh_mock_service_get_header (fixture->service, 0, "Cookie"));

  g_assert_true (g_bytes_equal (mh_mock_service_get_body (fixture->service, 0), frozen->body));
  body = g_bytes_get_data (frozen->body, &length);
  g_assert_cmpmem (body, length,
                   "{\"to\":\"" USER ("01") "\",\"messages\":[{\"type\":\"text\",\"text\":\"10:00 \\\"会場\\\"\\n髙﨑様🏥\"}]}",
                   strlen ("{\"to\":\"" USER ("01") "\",\"messages\":[{\"type\":\"text\",\"text\":\"10:00 \\\"会場\\\"\\n髙﨑様🏥\"}]}"));
}

static void
test_several (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhSendResult) result = NULL;
  const char *begin = "{\"to\":[\"" USER ("01") "\",\"" USER ("02") "\",\"" USER ("03") "\"],";
  GBytes *body;

  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, "{}", "x-line-request-id: r-2", NULL);
  result = send_text (fixture->line, three);

  g_assert_cmpint (result->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_null (result->provider_id);
  g_assert_cmpstr (result->request_id, ==, "r-2");
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, "/v2/bot/message/multicast");

  body = mh_mock_service_get_body (fixture->service, 0);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), strlen (begin), begin, strlen (begin));
}

#define FAILED    "{\"message\":\"Failed to send messages\"}"
#define RATE      "{\"message\":\"The API rate limit has been exceeded. Try again later.\"}"
#define MONTH     "{\"message\":\"You have reached your monthly limit.\"}"
#define MANY      "{\"message\":\"The request is being processed concurrently\"}"
#define TO_1      "{\"message\":\"The property, to[1], in the request body is invalid (line: -, column: -)\"}"
#define TO_2_0    "{\"message\":\"The request body has 2 error(s)\",\"details\":[{\"message\":\"x\",\"property\":\"to[2]\"}," \
                  "{\"property\":\"to[0]\"},{\"property\":\"to[2]\"}]}"
#define TO_9      "{\"message\":\"to[9] to[ to[x] to[1 to[-1] to[18446744073709551616]\",\"details\":[1,null,{\"property\":7}]}"
#define BAD_TEXT  "{\"message\":\"The request body has 1 error(s)\",\"details\":[{\"message\":" \
                  "\"Length must be between 0 and 5000\",\"property\":\"messages[0].text\"}]}"
#define UNKEYED   "{\"message\":\"The retry key is already accepted\"}"
#define KEYED     "{\"message\":\"The retry key is already accepted\",\"sentMessages\":[{\"id\":\"77\"}]}"
#define SENT      "{\"sentMessages\":[{\"id\":\"55\",\"quoteToken\":\"q\",\"new\":[]}],\"unheard\":{}}"

static const struct {
  const char   *name;
  gboolean      several;
  guint         status;
  const char   *body;
  const char   *header;
  MhSendOutcome outcome;
  const char   *code;
  const char   *provider_id;
  const char   *request_id;
  const char   *bad;         /* "1", "2 0" */
} answers[] = {
  { "accepted", FALSE, 200, SENT, "x-line-request-id: r", MH_SEND_ACCEPTED, NULL, "55", "r" },
  { "a page instead of LINE's answer", FALSE, 200, "<html>blocked</html>", NULL, MH_SEND_UNKNOWN, "answer" },
  { "a page instead of LINE's answer, several", TRUE, 200, "<html>blocked</html>", NULL, MH_SEND_UNKNOWN, "answer" },
  { "no message id", FALSE, 200, "{}", NULL, MH_SEND_UNKNOWN, "answer" },
  { "strange message id", FALSE, 200, "{\"sentMessages\":[{\"id\":5}]}", NULL, MH_SEND_UNKNOWN, "answer" },
  { "an empty list", FALSE, 200, "{\"sentMessages\":[]}", NULL, MH_SEND_UNKNOWN, "answer" },
  { "accepted before", FALSE, 409, KEYED, "x-line-accepted-request-id: first", MH_SEND_ACCEPTED, "already-accepted", "77",
    "first" },
  { "accepted before, several", TRUE, 409, UNKEYED, "x-line-accepted-request-id: first", MH_SEND_ACCEPTED,
    "already-accepted", NULL, "first" },
  { "conflict without an id", FALSE, 409, UNKEYED, NULL, MH_SEND_UNKNOWN, "http-409" },
  { "conflict with an empty id", FALSE, 409, UNKEYED, "x-line-accepted-request-id: ", MH_SEND_UNKNOWN, "http-409" },
  { "unknown user", FALSE, 400, FAILED, NULL, MH_SEND_REJECTED, "recipient" },
  { "text refused", FALSE, 400, BAD_TEXT, NULL, MH_SEND_REJECTED, "http-400" },
  { "text refused, several", TRUE, 400, BAD_TEXT, NULL, MH_SEND_REJECTED, "http-400" },
  { "one bad of several", TRUE, 400, TO_1, NULL, MH_SEND_RECIPIENTS, "recipients", NULL, NULL, "1" },
  { "two bad of several", TRUE, 400, TO_2_0, NULL, MH_SEND_RECIPIENTS, "recipients", NULL, NULL, "2 0" },
  { "positions that do not exist", TRUE, 400, TO_9, NULL, MH_SEND_REJECTED, "http-400" },
  { "a position in a push", FALSE, 400, TO_1, NULL, MH_SEND_REJECTED, "http-400" },
  { "bad request without a body", TRUE, 400, "", NULL, MH_SEND_REJECTED, "http-400" },
  { "token", FALSE, 401, "{\"message\":\"Authentication failed\"}", NULL, MH_SEND_STOP, "unauthorized" },
  { "plan", FALSE, 403, "{\"message\":\"Access to this API is not available for your account\"}", NULL, MH_SEND_STOP,
    "forbidden" },
  { "wrong address", FALSE, 404, "not found", NULL, MH_SEND_STOP, "address" },
  { "wrong method", FALSE, 405, "", NULL, MH_SEND_STOP, "address" },
  { "proxy", FALSE, 407, "", NULL, MH_SEND_STOP, "proxy" },
  { "time-out told by the server", FALSE, 408, "", NULL, MH_SEND_UNKNOWN, "http-408" },
  { "too large", TRUE, 413, "{\"message\":\"x\"}", NULL, MH_SEND_REJECTED, "http-413" },
  { "media type", TRUE, 415, "{\"message\":\"x\"}", NULL, MH_SEND_REJECTED, "http-415" },
  { "rate", TRUE, 429, RATE, NULL, MH_SEND_RETRY_LATER, "rate" },
  { "rate without a reason", TRUE, 429, "", NULL, MH_SEND_RETRY_LATER, "rate" },
  { "monthly limit", TRUE, 429, MONTH, NULL, MH_SEND_STOP, "quota" },
  { "concurrency", TRUE, 429, MANY, NULL, MH_SEND_RETRY_LATER, "concurrency" },
  { "fault", FALSE, 500, "{\"message\":\"Internal server error\"}", "x-line-request-id: f", MH_SEND_UNKNOWN, "http-500", NULL,
    "f" },
  { "bad gateway", TRUE, 502, "<html>", NULL, MH_SEND_UNKNOWN, "http-502" },
  { "unavailable", TRUE, 503, "", NULL, MH_SEND_UNKNOWN, "http-503" },
  { "redirect", TRUE, 307, "", "Location: /elsewhere", MH_SEND_UNKNOWN, "http-307" },
  { "redirect after a post", TRUE, 303, "", "Location: /elsewhere", MH_SEND_UNKNOWN, "http-303" },
};

static char *
write_indices (GArray *bad)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; bad != NULL && i < bad->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", g_array_index (bad, guint, i));

  return g_string_free (text, FALSE);
}

static void
test_answers (Fixture      *fixture,
              gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (MhSendResult) result = NULL;
    g_autofree char *bad = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, answers[i].status, answers[i].body, answers[i].header, NULL);
    result = send_text (fixture->line, answers[i].several ? three : one);
    bad = write_indices (result->bad);

    g_test_message ("%u, %s: %d %s %s", answers[i].status, answers[i].name, result->outcome, result->code, result->reason);
    g_assert_cmpint (result->outcome, ==, answers[i].outcome);
    g_assert_cmpstr (result->code, ==, answers[i].code);
    g_assert_cmpstr (result->provider_id, ==, answers[i].provider_id);
    g_assert_cmpstr (result->request_id, ==, answers[i].request_id);
    g_assert_cmpstr (bad, ==, answers[i].bad != NULL ? answers[i].bad : "");
    g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 1);
    g_assert_true ((result->reason != NULL) == (result->outcome != MH_SEND_ACCEPTED));
    if (result->reason != NULL)
      g_assert_null (strstr (result->reason, USER ("01")));
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
    result = send_text (fixture->line, one);

    g_assert_cmpint (result->outcome, ==, MH_SEND_UNKNOWN);
    g_assert_cmpstr (result->code, ==, acts[i].code);
    g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 1);
  }
}

/* A connection that was kept from an earlier request and has died would be the one case where libsoup repeats by itself. */
static void
test_lost_after_another (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (MhSendResult) first = NULL;
  g_autoptr (MhSendResult) second = NULL;

  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, SENT, NULL, NULL);
  mh_mock_service_add (fixture->service, MH_MOCK_CUT, 0, NULL, NULL, NULL);

  first = send_text (fixture->line, one);
  second = send_text (fixture->line, one);

  g_assert_cmpint (first->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_cmpint (second->outcome, ==, MH_SEND_UNKNOWN);
  g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 2);
}

static void
test_nobody_there (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *base = g_strdup (mh_mock_service_get_base (fixture->service));
  g_autoptr (MhSendResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLine) line = mh_line_new (fixture->http, base, "s3cret", NULL, NULL, &error);

  g_assert_no_error (error);
  mh_mock_service_free (fixture->service);

  result = send_text (MH_PROVIDER (line), one);
  g_assert_cmpint (result->outcome, ==, MH_SEND_RETRY_LATER);
  g_assert_cmpstr (result->code, ==, "connect");

  fixture->service = mh_mock_service_new (NULL);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (MhFrozen) frozen = freeze (fixture->line, one, "x");
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) after = g_cancellable_new ();
  g_autoptr (MhSendResult) unsent = NULL;
  g_autoptr (MhSendResult) sent = NULL;

  mh_mock_service_add (fixture->service, MH_MOCK_HANG, 0, NULL, NULL, NULL);

  g_cancellable_cancel (before);
  unsent = send_frozen (fixture->line, frozen, before);
  g_assert_cmpint (unsent->outcome, ==, MH_SEND_RETRY_LATER);
  g_assert_cmpstr (unsent->code, ==, "cancelled");
  g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 0);

  g_timeout_add (200, cancel_cb, after);
  sent = send_frozen (fixture->line, frozen, after);
  g_assert_cmpint (sent->outcome, ==, MH_SEND_UNKNOWN);
  g_assert_cmpstr (sent->code, ==, "cancelled");
  g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 1);
}

static void
test_freeze_refuses (Fixture      *fixture,
                     gconstpointer data)
{
  static const char * const none[] = { NULL };
  static const char * const phone[] = { "09012345678", NULL };
  static const char * const group[] = { "C0000000000000000000000000000001", NULL };
  static const char * const upper[] = { "U0000000000000000000000000000000A", NULL };
  static const char * const twice[] = { USER ("01"), USER ("02"), USER ("01"), NULL };
  g_autofree char *fits = g_strnfill (5000, 'x');
  g_autofree char *too_long = g_strnfill (5001, 'x');
  g_autoptr (GString) emoji = g_string_new (NULL);
  g_autoptr (MhFrozen) frozen = freeze (fixture->line, one, fits);
  const struct {
    const char * const *recipients;
    const char         *text;
    const char         *key;
  } cases[] = {
    { none, "x", KEY },
    { phone, "x", KEY },
    { group, "x", KEY },
    { upper, "x", KEY },
    { twice, "x", KEY },
    { one, "", KEY },
    { one, "\xe3\x81", KEY },
    { one, too_long, KEY },
    { one, NULL, KEY },  /* 2,501 emoji: 5,002 units, as LINE counts */
    { one, "x", "not-a-uuid" },
  };

  for (int i = 0; i < 2501; i++)
    g_string_append (emoji, "🏥");

  g_assert_nonnull (frozen);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    const char *text = cases[i].text != NULL ? cases[i].text : emoji->str;

    g_assert_null (mh_provider_freeze (fixture->line, cases[i].recipients, text, cases[i].key, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_assert_null (strstr (error->message, "09012345678"));
  }
}

static void
test_five_hundred (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) recipients = NULL;
  g_autoptr (MhFrozen) frozen = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 501; i++) {
    g_autofree char *user = g_strdup_printf ("U%032x", i);

    g_strv_builder_add (builder, user);
  }
  recipients = g_strv_builder_end (builder);

  g_assert_null (mh_provider_freeze (fixture->line, (const char * const *) recipients, "x", KEY, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);

  g_clear_pointer (&recipients[500], g_free);
  frozen = freeze (fixture->line, (const char * const *) recipients, "x");
  g_assert_cmpstr (frozen->endpoint, ==, "/v2/bot/message/multicast");
  g_assert_cmpuint (mh_provider_get_max_recipients (fixture->line), ==, 500);
}

static void
test_damaged_store (Fixture      *fixture,
                    gconstpointer data)
{
  static const struct {
    const char *endpoint;
    const char *body;
  } cases[] = {
    { "/v2/bot/message/broadcast", "{\"to\":\"" USER ("01") "\",\"messages\":[]}" },
    { ".evil.example/v2/bot/message/push", "{\"to\":\"" USER ("01") "\",\"messages\":[]}" },
    { "/v2/bot/message/push", "{\"to\":[\"" USER ("01") "\"],\"messages\":[]}" },
    { "/v2/bot/message/multicast", "{\"to\":[],\"messages\":[]}" },
    { "/v2/bot/message/push", "{\"to\":" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
    MhFrozen frozen = { (char *) cases[i].endpoint, (char *) "application/json", body };
    g_autoptr (MhSendResult) result = send_frozen (fixture->line, &frozen, NULL);

    g_assert_cmpint (result->outcome, ==, MH_SEND_REJECTED);
    g_assert_cmpstr (result->code, ==, "frozen");
  }

  g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 0);
}

#define TOKEN_PATH "/oauth2/v3/token"
#define PUSH_PATH  "/v2/bot/message/push"

static void
add_token (Fixture    *fixture,
           const char *token,
           int         seconds)
{
  g_autofree char *body = g_strdup_printf ("{\"token_type\":\"Bearer\",\"access_token\":\"%s\",\"expires_in\":%d}", token,
                                           seconds);

  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, body, NULL, TOKEN_PATH);
}

static void
test_stateless_token (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (MhProvider) line = make_line (fixture, "", " 1234567890\n", "channelsecret&=");
  GBytes *form;

  add_token (fixture, "short", 59);
  add_token (fixture, "long", 899);
  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, SENT, NULL, PUSH_PATH);

  for (int i = 0; i < 3; i++) {
    g_autoptr (MhSendResult) result = send_text (line, one);

    g_assert_cmpint (result->outcome, ==, MH_SEND_ACCEPTED);
  }

  /* The first token has less than a minute, so the second message asks again; the third does not. */
  g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 5);
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, TOKEN_PATH);
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 1, "Authorization"), ==, "Bearer short");
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 2), ==, TOKEN_PATH);
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 3, "Authorization"), ==, "Bearer long");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 4, "Authorization"), ==, "Bearer long");

  form = mh_mock_service_get_body (fixture->service, 0);
  g_assert_cmpmem (g_bytes_get_data (form, NULL), g_bytes_get_size (form),
                   "grant_type=client_credentials&client_id=1234567890&client_secret=channelsecret%26%3D",
                   strlen ("grant_type=client_credentials&client_id=1234567890&client_secret=channelsecret%26%3D"));
}

static void
test_stateless_token_refused (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (MhProvider) line = make_line (fixture, NULL, "1", "s");
  g_autoptr (MhSendResult) first = NULL;
  g_autoptr (MhSendResult) second = NULL;

  add_token (fixture, "old", 899);
  add_token (fixture, "new", 899);
  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 401, "{}", NULL, PUSH_PATH);
  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, SENT, NULL, PUSH_PATH);
  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 401, "{}", NULL, PUSH_PATH);

  first = send_text (line, one);
  g_assert_cmpint (first->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 4);
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 3, "Authorization"), ==, "Bearer new");
  g_assert_cmpstr (mh_mock_service_get_header (fixture->service, 3, "X-Line-Retry-Key"), ==, KEY);
  g_assert_true (g_bytes_equal (mh_mock_service_get_body (fixture->service, 1),
                                mh_mock_service_get_body (fixture->service, 3)));

  /* Refused twice in a row is a matter for a person. */
  second = send_text (line, one);
  g_assert_cmpint (second->outcome, ==, MH_SEND_STOP);
  g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 7);
}

static void
test_no_token (Fixture      *fixture,
               gconstpointer data)
{
  static const struct {
    MhMockAct     act;
    guint         status;
    const char   *body;
    MhSendOutcome outcome;
    const char   *code;
  } cases[] = {
    { MH_MOCK_ANSWER, 400, "{\"error\":\"invalid_client\",\"error_description\":\"x\"}", MH_SEND_STOP, "unauthorized" },
    { MH_MOCK_ANSWER, 401, "", MH_SEND_STOP, "unauthorized" },
    { MH_MOCK_ANSWER, 429, "", MH_SEND_RETRY_LATER, "token" },
    { MH_MOCK_ANSWER, 500, "", MH_SEND_RETRY_LATER, "http-500" },
    { MH_MOCK_ANSWER, 200, "<html>", MH_SEND_RETRY_LATER, "token" },
    { MH_MOCK_ANSWER, 200, "{\"access_token\":\"\"}", MH_SEND_RETRY_LATER, "token" },
    { MH_MOCK_CUT, 0, "", MH_SEND_RETRY_LATER, "lost" },
    { MH_MOCK_HANG, 0, "", MH_SEND_RETRY_LATER, "timeout" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhProvider) line = make_line (fixture, NULL, "1", "s");
    g_autoptr (MhSendResult) result = NULL;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, cases[i].act, cases[i].status, cases[i].body, NULL, NULL);
    result = send_text (line, one);

    /* No message has left, so nothing is unknown. */
    g_assert_cmpint (result->outcome, ==, cases[i].outcome);
    g_assert_cmpstr (result->code, ==, cases[i].code);
    g_assert_cmpuint (mh_mock_service_get_n_seen (fixture->service), ==, 1);
  }
}

static void
test_quota (Fixture      *fixture,
            gconstpointer data)
{
  static const struct {
    const char *limit;
    const char *used;
    guint       status;
    gint64      remaining;
    int         error;      /* or OK */
  } cases[] = {
    { "{\"type\":\"limited\",\"value\":5000}", "{\"totalUsage\":4321}", 200, 679, OK },
    { "{\"type\":\"limited\",\"value\":200}", "{\"totalUsage\":230}", 200, 0, OK },
    { "{\"type\":\"none\"}", "{}", 200, -1, OK },
    { "{\"type\":\"limited\"}", "{\"totalUsage\":1}", 200, 0, MH_ERROR_UNAVAILABLE },
    { "{\"type\":\"limited\",\"value\":5}", "{\"totalUsage\":\"1\"}", 200, 0, MH_ERROR_UNAVAILABLE },
    { "{\"type\":\"limited\",\"value\":5}", "[]", 200, 0, MH_ERROR_UNAVAILABLE },
    { "{\"message\":\"x\"}", "{}", 401, 0, MH_ERROR_REFUSED },
    { "", "{}", 500, 0, MH_ERROR_UNAVAILABLE },
    { "<html>", "{}", 200, 0, MH_ERROR_UNAVAILABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    gint64 remaining = 99;

    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, cases[i].status, cases[i].limit, NULL, "/v2/bot/message/quota");
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200, cases[i].used, NULL, "/v2/bot/message/quota/consumption");

    mh_provider_quota_async (fixture->line, NULL, mh_test_take_result_cb, &result);
    if (mh_provider_quota_finish (fixture->line, mh_test_await (&result), &remaining, &error)) {
      g_assert_cmpint (cases[i].error, ==, OK);
      g_assert_cmpint (remaining, ==, cases[i].remaining);
    } else {
      g_assert_error (error, MH_ERROR, cases[i].error);
    }
  }
}

static void
test_connection_test (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GAsyncResult) good = NULL;
  g_autoptr (GAsyncResult) bad = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 200,
                       "{\"userId\":\"U1\",\"basicId\":\"@216ru\",\"displayName\":\"柏森町\",\"chatMode\":\"bot\","
                       "\"markAsReadMode\":\"auto\"}", NULL, NULL);
  mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, 401, "{}", NULL, NULL);

  mh_provider_test_async (fixture->line, NULL, mh_test_take_result_cb, &good);
  sentence = mh_provider_test_finish (fixture->line, mh_test_await (&good), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (sentence, "柏森町"));
  g_assert_nonnull (strstr (sentence, "@216ru"));
  g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, "/v2/bot/info");

  mh_provider_test_async (fixture->line, NULL, mh_test_take_result_cb, &bad);
  g_assert_null (mh_provider_test_finish (fixture->line, mh_test_await (&bad), &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_what_it_says_of_itself (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  MhFrozen frozen = { .body = body };
  char *id = (char *) "untouched";

  g_assert_cmpstr (mh_provider_get_name (fixture->line), ==, "line");
  g_assert_cmpint (mh_provider_get_key_window (fixture->line), ==, 23 * 3600 * 1000);
  g_assert_false (mh_provider_can_look_up (fixture->line));
  g_assert_cmpuint (mh_provider_get_rate (fixture->line), <=, 200);

  g_assert_false (mh_provider_can_tell (fixture->line));
  mh_provider_look_up_async (fixture->line, KEY, &frozen, 0, NULL, mh_test_take_result_cb, &result);
  g_assert_cmpint (mh_provider_look_up_finish (fixture->line, mh_test_await (&result), &id), ==, MH_LOOKUP_UNSURE);
  g_assert_null (id);
}

static void
test_needs_credentials (Fixture      *fixture,
                        gconstpointer data)
{
  static const struct {
    const char *endpoint;
    const char *token;
    const char *id;
    const char *secret;
    int         error;
  } cases[] = {
    { "http://127.0.0.1:1", NULL, NULL, NULL, MH_ERROR_INVALID },
    { "http://127.0.0.1:1", "  \n", "1", NULL, MH_ERROR_INVALID },
    { "http://127.0.0.1:1", "a\r\nX-Other: b", NULL, NULL, MH_ERROR_INVALID },
    { "http://127.0.0.1:1", "トークン", NULL, NULL, MH_ERROR_INVALID },
    { "https://api.line.me", "t", NULL, NULL, MH_ERROR_REFUSED },
    { "http://127.0.0.1:1/?x", "t", NULL, NULL, MH_ERROR_INVALID },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_line_new (fixture->http, cases[i].endpoint, cases[i].token, cases[i].id, cases[i].secret, &error));
    g_assert_error (error, MH_ERROR, cases[i].error);
  }
}

static GPtrArray *
validate (Fixture            *fixture,
          const char * const *recipients,
          GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MhFrozen) frozen = freeze (fixture->line, recipients, "断水します。");

  mh_line_validate_async (MH_LINE (fixture->line), frozen, NULL, mh_test_take_result_cb, &result);

  return mh_line_validate_finish (MH_LINE (fixture->line), mh_test_await (&result), error);
}

/* Nobody's account is shown, and what is no word about the message is none. */
static void
test_validate (Fixture      *fixture,
               gconstpointer data)
{
  static const char shown[] = "{\"messages\":[{\"type\":\"text\",\"text\":\"断水します。\"}]}";
  static const struct {
    const char * const *recipients;
    guint               status;
    const char         *answer;
    int                 n_refusals;  /* -1: it did not say */
    const char         *part;
  } cases[] = {
    { one, 200, "{}", 0, NULL },
    { three, 200, "{}", 0, NULL },
    { one, 400, BAD_TEXT, 1, "messages[0].text" },
    { three, 400, "{\"message\":\"The request body is invalid\"}", 1, NULL },
    { one, 400, "<html>", -1, NULL },
    { one, 200, "<html>", -1, NULL },
    { one, 401, "{\"message\":\"x\"}", -1, NULL },
    { one, 429, RATE, -1, NULL },
    { one, 500, "{}", -1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) refusals = NULL;
    const char *path = cases[i].recipients == one ? "/v2/bot/message/validate/push" : "/v2/bot/message/validate/multicast";
    GBytes *body;

    g_test_message ("%u %s", cases[i].status, cases[i].answer);
    mh_mock_service_forget (fixture->service);
    mh_mock_service_add (fixture->service, MH_MOCK_ANSWER, cases[i].status, cases[i].answer, NULL, NULL);
    refusals = validate (fixture, cases[i].recipients, &error);
    g_assert_cmpstr (mh_mock_service_get_path (fixture->service, 0), ==, path);
    body = mh_mock_service_get_body (fixture->service, 0);
    g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), shown, strlen (shown));
    g_assert_cmpint (refusals != NULL ? (int) refusals->len : -1, ==, cases[i].n_refusals);
    g_assert_cmpint (error != NULL, ==, cases[i].n_refusals < 0);
    if (cases[i].n_refusals == 1)
      g_assert_cmpstr (((MhLineRefusal *) g_ptr_array_index (refusals, 0))->part, ==, cases[i].part);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/line/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-push-leaves-as-it-was-frozen", test_what_leaves);
  ADD ("several-recipients-are-a-multicast", test_several);
  ADD ("each-answer-says-what-to-do-next", test_answers);
  ADD ("a-lost-answer-is-unknown", test_lost);
  ADD ("a-lost-answer-is-not-asked-for-twice", test_lost_after_another);
  ADD ("nobody-listens", test_nobody_there);
  ADD ("cancelling-knows-whether-something-left", test_cancelled);
  ADD ("freeze-refuses-what-line-would", test_freeze_refuses);
  ADD ("five-hundred-at-once", test_five_hundred);
  ADD ("a-damaged-request-does-not-leave", test_damaged_store);
  ADD ("stateless-tokens-are-renewed-in-time", test_stateless_token);
  ADD ("a-refused-stateless-token-is-replaced-once", test_stateless_token_refused);
  ADD ("without-a-token-nothing-is-unknown", test_no_token);
  ADD ("quota", test_quota);
  ADD ("connection-test-names-the-account", test_connection_test);
  ADD ("it-is-asked-whether-it-takes-a-message", test_validate);
  ADD ("what-it-says-of-itself", test_what_it_says_of_itself);
  ADD ("needs-address-and-credentials", test_needs_credentials);
#undef ADD

  return g_test_run ();
}
