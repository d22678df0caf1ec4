/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-way-out"

#include "mh-exchange.h"

#include "mh-error.h"
#include "mh-line.h"
#include "mh-mock-proxy.h"
#include "mh-mock-service.h"
#include "mh-test-utils.h"

#define KEY  "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
#define SENT "{\"sentMessages\":[{\"id\":\"55\"}]}"

static const char * const one[] = { "U00000000000000000000000000000001", NULL };

/* Two authorities and what they have signed, made new by openssl for each run. */
typedef struct {
  char *dir;       /* (owned) (nullable): no openssl here */
  char *ca;        /* (owned) the office's authority */
  char *other_ca;  /* (owned) */
} Office;

static Office office;

static gboolean
run_openssl (const char *arguments)
{
  g_autofree char *command = g_strconcat ("openssl ", arguments, NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;

  g_assert_true (g_shell_parse_argv (command, NULL, &argv, NULL));
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_cwd (launcher, office.dir);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv, NULL);

  return process != NULL && g_subprocess_wait_check (process, NULL, NULL);
}

static gboolean
make_authority (const char *name)
{
  g_autofree char *command = NULL;

  command = g_strdup_printf ("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=%s "
                             "-keyout %s.key -out %s.pem -addext basicConstraints=critical,CA:TRUE", name, name, name);

  return run_openssl (command);
}

static gboolean
make_certificate (const char *name,
                  const char *authority,
                  const char *host,
                  int         days)
{
  g_autofree char *request = NULL;
  g_autofree char *sign = NULL;
  g_autofree char *extension = g_strdup_printf ("subjectAltName=%s\nextendedKeyUsage=serverAuth\n", host);
  g_autofree char *path = g_build_filename (office.dir, "extension", NULL);

  request = g_strdup_printf ("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=%s -keyout %s.key -out %s.csr",
                             name, name, name);
  sign = g_strdup_printf ("x509 -req -in %s.csr -CA %s.pem -CAkey %s.key -CAcreateserial -days %d -extfile extension "
                          "-out %s.pem", name, authority, authority, days, name);

  return g_file_set_contents (path, extension, -1, NULL) && run_openssl (request) && run_openssl (sign);
}

static void
make_office (void)
{
  g_autofree char *program = g_find_program_in_path ("openssl");

  if (program == NULL)
    return;

  office.dir = mh_test_make_dir ();
  office.ca = g_build_filename (office.dir, "office-ca.pem", NULL);
  office.other_ca = g_build_filename (office.dir, "other-ca.pem", NULL);

  g_assert_true (make_authority ("office-ca"));
  g_assert_true (make_authority ("other-ca"));
  g_assert_true (make_certificate ("here", "office-ca", "IP:127.0.0.1", 30));
  g_assert_true (make_certificate ("service", "office-ca", "DNS:service.example", 30));
  g_assert_true (make_certificate ("elsewhere", "office-ca", "DNS:elsewhere.example", 30));
  g_assert_true (make_certificate ("stranger", "other-ca", "IP:127.0.0.1", 30));
  g_assert_true (make_certificate ("old", "office-ca", "IP:127.0.0.1", -1));
}

static void
clear_office (void)
{
  if (office.dir != NULL)
    mh_test_remove_dir (office.dir);
  g_free (office.dir);
  g_free (office.ca);
  g_free (office.other_ca);
}

static gboolean
has_office (void)
{
  if (office.dir == NULL)
    g_test_skip ("openssl is not here: no certificates to try");

  return office.dir != NULL;
}

static MhMockService *
start_service (const char *certificate_name)
{
  g_autofree char *pem = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  MhMockService *service;

  if (certificate_name != NULL) {
    pem = g_strdup_printf ("%s/%s.pem", office.dir, certificate_name);
    key = g_strdup_printf ("%s/%s.key", office.dir, certificate_name);
    certificate = g_tls_certificate_new_from_files (pem, key, &error);
    g_assert_no_error (error);
  }

  service = mh_mock_service_new (certificate);
  mh_mock_service_add (service, MH_MOCK_ANSWER, 200, SENT, NULL, NULL);

  return service;
}

static MhHttp *
open_door (const char *proxy,
           const char *ca_file)
{
  MhHttpOptions options = { .proxy = proxy, .ca_file = ca_file, .timeout = 5 };
  g_autoptr (GError) error = NULL;
  MhHttp *http = mh_http_new (&options, &error);

  g_assert_no_error (error);

  return http;
}

static MhSendResult *
send_under (MhHttp     *http,
            const char *base,
            const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLine) line = mh_line_new (http, base, "s3cret", NULL, NULL, &error);
  g_autoptr (MhFrozen) frozen = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  frozen = mh_provider_freeze (MH_PROVIDER (line), one, "x", key, &error);
  g_assert_no_error (error);
  mh_provider_send_async (MH_PROVIDER (line), frozen, key, NULL, mh_test_take_result_cb, &result);

  return mh_provider_send_finish (MH_PROVIDER (line), mh_test_await (&result));
}

static MhSendResult *
send_to (MhHttp     *http,
         const char *base)
{
  return send_under (http, base, KEY);
}

static void
test_certificates (void)
{
  static const struct {
    const char   *certificate;
    gboolean      with_office;
    gboolean      with_other;
    MhSendOutcome outcome;
  } cases[] = {
    { "here", TRUE, FALSE, MH_SEND_ACCEPTED },
    { "here", FALSE, FALSE, MH_SEND_STOP },
    { "here", FALSE, TRUE, MH_SEND_STOP },
    { "stranger", TRUE, FALSE, MH_SEND_STOP },
    { "stranger", FALSE, TRUE, MH_SEND_ACCEPTED },
    { "elsewhere", TRUE, FALSE, MH_SEND_STOP },
    { "old", TRUE, FALSE, MH_SEND_STOP },
  };

  for (gsize i = 0; has_office () && i < G_N_ELEMENTS (cases); i++) {
    const char *ca = cases[i].with_office ? office.ca : cases[i].with_other ? office.other_ca : NULL;
    g_autoptr (MhMockService) service = start_service (cases[i].certificate);
    g_autoptr (MhHttp) http = open_door (NULL, ca);
    g_autoptr (MhSendResult) result = send_to (http, mh_mock_service_get_base (service));

    g_test_message ("%s: %d %s", cases[i].certificate, result->outcome, result->reason);
    g_assert_cmpint (result->outcome, ==, cases[i].outcome);
    if (result->outcome == MH_SEND_STOP) {
      g_assert_cmpstr (result->code, ==, "certificate");
      g_assert_cmpuint (mh_mock_service_get_n_seen (service), ==, 0);
    }
  }
}

/* A database made of the office's file alone would not know the public authorities any more. */
static void
test_public_authorities_stay (void)
{
  g_autoptr (MhHttp) http = NULL;
  g_autoptr (GTlsDatabase) system = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  g_autofree char *bundle = NULL;
  GTlsDatabase *both;
  GList * public;
  GError *error = NULL;

  if (!has_office ())
    return;

  if (!g_file_get_contents ("/etc/ssl/certs/ca-certificates.crt", &bundle, NULL, NULL)) {
    g_test_skip ("The system's authorities are kept elsewhere");
    return;
  }

  http = open_door (NULL, office.ca);
  both = soup_session_get_tls_database (mh_http_get_session (http));
  public = g_tls_certificate_list_new_from_file ("/etc/ssl/certs/ca-certificates.crt", &error);
  g_assert_no_error (error);
  g_assert_nonnull (public);

  /* A sample of them will do. */
  for (GList *item = g_list_nth (public, g_list_length (public) % 12); item != NULL; item = g_list_nth (item, 12)) {
    g_autoptr (GSocketConnectable) identity = g_network_address_new ("service.example", 443);
    GTlsCertificateFlags alone, together;

    /* An authority is no certificate of a server, so the name is what stays wrong; the authority itself must be known. */
    alone = g_tls_database_verify_chain (system, item->data, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                         G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
    together = g_tls_database_verify_chain (both, item->data, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                            G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
    g_assert_cmpint (together & G_TLS_CERTIFICATE_UNKNOWN_CA, ==, alone & G_TLS_CERTIFICATE_UNKNOWN_CA);
    g_assert_cmpint (together, !=, 0);

    together = g_tls_database_verify_chain (both, item->data, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, NULL, NULL,
                                            G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
    g_assert_cmpint (together, ==, G_TLS_CERTIFICATE_BAD_IDENTITY);
  }

  g_list_free_full (public, g_object_unref);
}

static void
test_bad_files (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *empty = g_build_filename (dir, "empty.pem", NULL);
  g_autofree char *text = g_build_filename (dir, "text.pem", NULL);
  g_autofree char *missing = g_build_filename (dir, "missing.pem", NULL);
  const char *files[] = { "office-ca.pem", "./office-ca.pem", "", empty, text, missing, dir };

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_true (g_file_set_contents (text, "-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----\n", -1, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    MhHttpOptions options = { .ca_file = files[i] };
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_http_new (&options, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }

  mh_test_remove_dir (dir);
}

static GBytes *
fetch (MhHttp     *http,
       const char *url,
       GError    **error)
{
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, url);
  g_autoptr (GAsyncResult) result = NULL;

  soup_session_send_and_read_async (mh_http_get_session (http), message, G_PRIORITY_DEFAULT, NULL,
                                    mh_test_take_result_cb, &result);

  return soup_session_send_and_read_finish (mh_http_get_session (http), mh_test_await (&result), error);
}

static void
test_proxy_sees_whole_addresses (void)
{
  g_autoptr (MhMockProxy) proxy = mh_mock_proxy_new (0, NULL, FALSE);
  g_autoptr (MhMockService) service = start_service (NULL);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", mh_mock_proxy_get_port (proxy));
  g_autoptr (MhHttp) http = open_door (address, NULL);
  g_autoptr (MhSendResult) here = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;

  body = fetch (http, "http://service.example/x?y=1", &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "hi", 2);
  g_assert_true (g_str_has_prefix (mh_mock_proxy_get_heads (proxy), "GET http://service.example/x?y=1 HTTP/1.1\r\n"));

  /* What is on this computer does not go round by the proxy. */
  here = send_to (http, mh_mock_service_get_base (service));
  g_assert_cmpint (here->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_null (strstr (mh_mock_proxy_get_heads (proxy), "127.0.0.1"));
}

static void
test_through_the_proxy (void)
{
  g_autoptr (MhMockService) service = NULL;
  g_autoptr (MhMockProxy) proxy = NULL;
  g_autofree char *address = NULL;
  g_autoptr (MhHttp) http = NULL;
  g_autoptr (MhSendResult) right = NULL;
  g_autoptr (MhSendResult) wrong = NULL;

  if (!has_office ())
    return;

  service = start_service ("service");
  proxy = mh_mock_proxy_new (mh_mock_service_get_port (service), "nurse:p@ss word", FALSE);
  address = g_strdup_printf ("http://nurse:p%%40ss%%20word@127.0.0.1:%u", mh_mock_proxy_get_port (proxy));
  http = open_door (address, office.ca);

  right = send_to (http, "https://service.example");
  g_assert_cmpint (right->outcome, ==, MH_SEND_ACCEPTED);
  g_assert_true (g_str_has_prefix (mh_mock_proxy_get_heads (proxy), "CONNECT service.example:443 HTTP/1.1\r\n"));
  g_assert_cmpuint (mh_mock_service_get_n_seen (service), ==, 1);

  /* The proxy sees where it goes and nothing of what is said; the service does not see the proxy's password. */
  g_assert_null (strstr (mh_mock_proxy_get_heads (proxy), "s3cret"));
  g_assert_null (strstr (mh_mock_proxy_get_heads (proxy), "p@ss"));
  g_assert_null (mh_mock_service_get_header (service, 0, "Proxy-Authorization"));

  /* The same certificate does not do for another name. */
  wrong = send_to (http, "https://other.example");
  g_assert_cmpint (wrong->outcome, ==, MH_SEND_STOP);
  g_assert_cmpstr (wrong->code, ==, "certificate");
  g_assert_cmpuint (mh_mock_service_get_n_seen (service), ==, 1);
}

static void
test_proxy_refuses (void)
{
  static const struct {
    const char   *login;
    const char   *password;
    gboolean      refuse;
    MhSendOutcome outcome;
    const char   *code;
  } cases[] = {
    { "", "nurse:secret", FALSE, MH_SEND_STOP, "proxy" },
    { "nurse:wrong@", "nurse:secret", FALSE, MH_SEND_STOP, "proxy" },
    { "", NULL, TRUE, MH_SEND_RETRY_LATER, "http-403" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhMockProxy) proxy = mh_mock_proxy_new (0, cases[i].password, cases[i].refuse);
    g_autofree char *address = NULL;
    g_autoptr (MhHttp) http = NULL;
    g_autoptr (MhSendResult) result = NULL;

    address = g_strdup_printf ("http://%s127.0.0.1:%u", cases[i].login, mh_mock_proxy_get_port (proxy));
    http = open_door (address, NULL);
    result = send_to (http, "https://service.example");

    g_test_message ("%s: %d %s %s", cases[i].login, result->outcome, result->code, result->reason);
    g_assert_cmpint (result->outcome, ==, cases[i].outcome);
    g_assert_cmpstr (result->code, ==, cases[i].code);
    g_assert_cmpuint (mh_mock_proxy_get_n_tunnels (proxy), ==, 0);
    g_assert_cmpuint (mh_mock_proxy_get_n_visits (proxy), <=, 2);
  }
}

static void
test_practice_stays_here (void)
{
  g_autoptr (MhMockProxy) proxy = mh_mock_proxy_new (0, NULL, FALSE);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", mh_mock_proxy_get_port (proxy));
  MhHttpOptions options = { .proxy = address, .loopback_only = TRUE, .timeout = 5 };
  static const char * const urls[] = { "http://service.example/", "https://service.example/", "http://192.0.2.1/" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhHttp) http = mh_http_new (&options, &error);

  g_assert_no_error (error);

  /* Even a request made without the checks of the door does not get out. */
  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++) {
    g_assert_null (fetch (http, urls[i], &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
    g_clear_error (&error);
  }

  g_assert_cmpstr (mh_mock_proxy_get_heads (proxy), ==, "");
}

static void
test_exchange_refuses (void)
{
  MhHttpOptions options = { .loopback_only = TRUE };
  g_autoptr (MhHttp) http = mh_http_new (&options, NULL);
  g_autoptr (SoupMessage) message = mh_exchange_message (SOUP_METHOD_POST, "https://api.line.me/v2/bot/message/push", "t");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MhAnswer) answer = NULL;
  g_autoptr (MhSendResult) failure = NULL;

  mh_exchange_async (http, message, NULL, mh_test_take_result_cb, &result);
  answer = mh_exchange_finish (http, mh_test_await (&result));
  failure = mh_answer_dup_failure (answer, "LINE");

  g_assert_error (answer->error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_false (answer->started);
  g_assert_cmpint (failure->outcome, ==, MH_SEND_STOP);
  g_assert_cmpstr (failure->code, ==, "refused");
}

static void
test_nothing_is_kept (void)
{
  g_autoptr (MhMockService) service = start_service (NULL);
  g_autoptr (MhHttp) http = open_door (NULL, NULL);

  mh_mock_service_forget (service);
  mh_mock_service_add (service, MH_MOCK_ANSWER, 200, SENT, "Set-Cookie: session=1; Path=/", NULL);

  for (int i = 0; i < 2; i++) {
    g_autoptr (MhSendResult) result = send_to (http, mh_mock_service_get_base (service));

    g_assert_cmpint (result->outcome, ==, MH_SEND_ACCEPTED);
    g_assert_null (mh_mock_service_get_header (service, i, "Cookie"));
    g_assert_null (mh_mock_service_get_header (service, i, "Referer"));
  }
}

static void
test_redirects_are_not_followed (void)
{
  g_autoptr (MhMockService) first = start_service (NULL);
  g_autoptr (MhMockService) second = start_service (NULL);
  g_autoptr (MhHttp) http = open_door (NULL, NULL);
  g_autofree char *location = g_strdup_printf ("Location: %s/v2/bot/message/push", mh_mock_service_get_base (second));
  static const guint statuses[] = { 301, 302, 303, 307, 308 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (MhSendResult) result = NULL;

    mh_mock_service_forget (first);
    mh_mock_service_add (first, MH_MOCK_ANSWER, statuses[i], "", location, NULL);
    result = send_to (http, mh_mock_service_get_base (first));
    g_assert_cmpint (result->outcome, ==, MH_SEND_UNKNOWN);
    g_assert_cmpuint (mh_mock_service_get_n_seen (second), ==, 0);
  }
}

static void
test_endless_answer (void)
{
  g_autoptr (MhMockService) service = start_service (NULL);
  g_autoptr (MhHttp) http = open_door (NULL, NULL);
  g_autofree char *page = g_strnfill (5 * 1024 * 1024, ' ');
  g_autoptr (MhSendResult) result = NULL;

  mh_mock_service_forget (service);
  mh_mock_service_add (service, MH_MOCK_ANSWER, 200, page, NULL, NULL);
  result = send_to (http, mh_mock_service_get_base (service));

  g_assert_cmpint (result->outcome, ==, MH_SEND_UNKNOWN);
  g_assert_cmpstr (result->code, ==, "lost");
}

static char *
read_line (GDataInputStream *stream)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);

  return line;
}

static GSubprocess *
start_http2 (void)
{
  g_autofree char *node = g_find_program_in_path ("node");
  g_autofree char *script = g_build_filename (g_getenv ("MH_SOURCE_ROOT"), "tests", "net", "http2-server.js", NULL);
  g_autofree char *pem = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *server;

  if (!has_office ())
    return NULL;

  if (node == NULL) {
    g_test_skip ("node is not here: no HTTP/2 server to try");
    return NULL;
  }

  pem = g_build_filename (office.dir, "here.pem", NULL);
  key = g_build_filename (office.dir, "here.key", NULL);
  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                             node, script, pem, key, NULL);
  g_assert_no_error (error);

  return server;
}

/* What real providers speak. A request must be seen once, whatever becomes of it. */
static void
test_http2 (void)
{
  static const struct {
    char          digit;
    MhSendOutcome outcome;
    const char   *code;
  } cases[] = {
    { '1', MH_SEND_ACCEPTED, NULL },
    { '2', MH_SEND_UNKNOWN, "lost" },
    { '3', MH_SEND_UNKNOWN, "lost" },
    { '4', MH_SEND_UNKNOWN, "lost" },
    { '5', MH_SEND_UNKNOWN, "timeout" },
    { '6', MH_SEND_UNKNOWN, "timeout" },
    { '1', MH_SEND_ACCEPTED, NULL },
  };
  g_autoptr (GSubprocess) server = start_http2 ();
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *port = NULL;
  g_autofree char *base = NULL;
  MhHttpOptions options = { .ca_file = office.ca, .timeout = 1 };
  g_autoptr (MhHttp) http = NULL;

  if (server == NULL)
    return;

  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  port = read_line (output);
  base = g_strconcat ("https://127.0.0.1:", port, NULL);
  http = mh_http_new (&options, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *key = g_strdup (KEY);
    g_autofree char *seen = NULL;
    g_autofree char *expected = g_strdup_printf ("2.0 %c 82", cases[i].digit);
    g_autoptr (MhSendResult) result = NULL;

    key[0] = cases[i].digit;
    result = send_under (http, base, key);
    g_test_message ("%c: %d %s", cases[i].digit, result->outcome, result->code);
    g_assert_cmpint (result->outcome, ==, cases[i].outcome);
    g_assert_cmpstr (result->code, ==, cases[i].code);

    seen = read_line (output);
    g_assert_cmpstr (seen, ==, expected);
  }

  g_output_stream_close (g_subprocess_get_stdin_pipe (server), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (server, NULL, NULL));
  g_assert_null (g_data_input_stream_read_line (output, NULL, NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  make_office ();

  g_test_add_func ("/way-out/certificates-are-checked-with-name-and-date", test_certificates);
  g_test_add_func ("/way-out/public-authorities-stay-trusted", test_public_authorities_stay);
  g_test_add_func ("/way-out/a-file-that-is-no-authority", test_bad_files);
  g_test_add_func ("/way-out/the-proxy-sees-whole-addresses-and-none-of-this-computer", test_proxy_sees_whole_addresses);
  g_test_add_func ("/way-out/through-the-proxy-with-its-password", test_through_the_proxy);
  g_test_add_func ("/way-out/a-proxy-that-refuses", test_proxy_refuses);
  g_test_add_func ("/way-out/practice-data-stays-here", test_practice_stays_here);
  g_test_add_func ("/way-out/an-address-outside-is-refused-before-anything-leaves", test_exchange_refuses);
  g_test_add_func ("/way-out/no-cookies", test_nothing_is_kept);
  g_test_add_func ("/way-out/redirects-are-not-followed", test_redirects_are_not_followed);
  g_test_add_func ("/way-out/http2-sees-each-request-once", test_http2);
  g_test_add_func ("/way-out/an-answer-without-end", test_endless_answer);

  status = g_test_run ();
  clear_office ();

  return status;
}
