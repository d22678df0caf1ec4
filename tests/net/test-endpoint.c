/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-endpoint"

#include "mh-http.h"

#include "mh-error.h"

#define OK -1

typedef struct {
  const char *url;
  int         outside;   /* error code, or OK */
  int         practice;  /* the same with loopback_only */
} Case;

static const Case cases[] = {
  { "https://api.line.me", OK, MH_ERROR_REFUSED },
  { "https://prg.karaden.jp/api/82bdf9de-a532-4bf5-86bc-c9a1366e5f4a", OK, MH_ERROR_REFUSED },
  { "HTTPS://API.LINE.ME/", OK, MH_ERROR_REFUSED },
  { "https://127.0.0.1:8443", OK, OK },
  { "http://127.0.0.1:40001", OK, OK },
  { "http://127.255.255.254/x?y=1", OK, OK },
  { "http://[::1]:40001/", OK, OK },
  { "http://localhost:40001", OK, OK },
  { "HTTP://LOCALHOST:40001", OK, OK },

  { "http://api.line.me", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://127.0.0.1.evil.example", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://127.0.0.1%2eevil.example", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://localhost.evil.example", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://evil.example/127.0.0.1", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://localhost@evil.example", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "http://localhost:80@evil.example", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "https://name:secret@api.line.me", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "http://127.0.0.1\\@evil.example/", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "https://evil.example\\.line.me/", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "http://127.1", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://2130706433", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://0177.0.0.1", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://0.0.0.0", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://128.0.0.1", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://[::2]/", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://[::ffff:10.0.0.1]/", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "http://[::1", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "http://[::1].evil.example/", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "http://192.168.1.5:8080", MH_ERROR_INVALID, MH_ERROR_REFUSED },
  { "ftp://127.0.0.1/", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "file:///etc/passwd", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "https://", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "https:///path", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "https://api.line.me/#part", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "https://api.line.me:99999", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { " https://api.line.me", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "https://api.line .me", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "api.line.me", MH_ERROR_INVALID, MH_ERROR_INVALID },
  { "", MH_ERROR_INVALID, MH_ERROR_INVALID },
};

static void
check (const char *url,
       gboolean    loopback_only,
       int         expected)
{
  g_autoptr (GError) error = NULL;
  gboolean accepted = mh_endpoint_check (url, loopback_only, &error);

  g_test_message ("%s%s: %s", url, loopback_only ? " (practice)" : "", error != NULL ? error->message : "accepted");

  if (expected == OK)
    g_assert_no_error (error);
  else
    g_assert_error (error, MH_ERROR, expected);
  g_assert_true (accepted == (expected == OK));
}

static void
test_where_requests_may_go (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (cases[i].url, FALSE, cases[i].outside);
}

static void
test_practice_data_stays_here (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (cases[i].url, TRUE, cases[i].practice);
}

static void
test_base_has_no_query (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = mh_endpoint_dup_base ("https://api.line.me//");

  g_assert_cmpstr (base, ==, "https://api.line.me");
  g_assert_true (mh_endpoint_check_base ("https://api.line.me/", FALSE, NULL));
  g_assert_false (mh_endpoint_check_base ("https://api.line.me/?to=", FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
test_proxy_addresses (void)
{
  static const struct {
    const char *proxy;
    gboolean    usable;
  } proxies[] = {
    { "http://proxy.town:8080", TRUE },
    { "http://proxy.town:8080/", TRUE },
    { "proxy.town:8080", TRUE },
    { "http://user:p%40ss@proxy.town:8080", TRUE },
    { "user:p%40ss@proxy.town:8080", TRUE },
    { "http://[fd00::1]:3128", TRUE },
    { "proxy.town", FALSE },
    { "http://proxy.town", FALSE },
    { "http://proxy.town:8080/path", FALSE },
    { "ftp://proxy.town:8080", FALSE },
    { "http://:8080", FALSE },
    { "", FALSE },
    { "ftp://user:p@ss@proxy.town:8080", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (proxies); i++) {
    MhHttpOptions options = { .proxy = proxies[i].proxy };
    g_autoptr (GError) error = NULL;
    g_autoptr (MhHttp) http = mh_http_new (&options, &error);

    g_test_message ("%s", proxies[i].proxy);
    if (proxies[i].usable) {
      g_assert_no_error (error);
      g_assert_nonnull (http);
    } else {
      g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
      g_assert_null (strstr (error->message, "p@ss"));
    }
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/endpoint/only-encrypted-or-to-this-computer", test_where_requests_may_go);
  g_test_add_func ("/endpoint/practice-data-stays-on-this-computer", test_practice_data_stays_here);
  g_test_add_func ("/endpoint/a-base-address-has-no-query", test_base_has_no_query);
  g_test_add_func ("/endpoint/proxy-addresses", test_proxy_addresses);

  return g_test_run ();
}
