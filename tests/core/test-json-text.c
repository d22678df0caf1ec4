/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-test-json-text"

#include "mh-json-text.h"

static void
test_one_document (void)
{
  static const struct {
    const char *text;
    gboolean    is_read;
  } cases[] = {
    { "{}", TRUE },
    { " [1, 2] \r\n", TRUE },
    { "{\"a\":\"}{\\\"/#'\"}", TRUE },
    { "{\"a\":\"\\ud842\\udfb7\"}", TRUE },  /* 𠮷 */
    { "", FALSE },
    { "1", FALSE },
    { "\"a\"", FALSE },
    { "{\"a\":1}{}", FALSE },                /* of two, json-glib keeps the last */
    { "1{\"a\":1}", FALSE },
    { "\"a\"{\"a\":1}", FALSE },
    { "{} x", FALSE },
    { "{}]", FALSE },
    { "{", FALSE },
    { "{/* */}", FALSE },
    { "{'a':1}", FALSE },
    { "{\"a\":\"\\ud842\"}", FALSE },
    { "[[{\"a\":[\"\\udfb7\"]}]]", FALSE },
    { "{\"\\ud842\":1}", FALSE },
    { "{\"a\":\"\xff\"}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) root = mh_json_text_read (cases[i].text, -1, &error);

    g_test_message ("case %u", i);
    g_assert_cmpint (root != NULL, ==, cases[i].is_read);
    g_assert_cmpint (error == NULL, ==, cases[i].is_read);
  }
}

static void
test_length (void)
{
  g_autoptr (JsonNode) first = mh_json_text_read ("{\"a\":1}{}", 7, NULL);
  g_autoptr (JsonNode) hidden = mh_json_text_read ("{}\0{}", 5, NULL);

  g_assert_nonnull (first);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (first), "a"), ==, 1);
  g_assert_null (hidden);
}

static void
test_deep (void)
{
  g_autofree char *million = g_strnfill (1000000, '[');
  g_autofree char *open = g_strnfill (64, '[');
  g_autofree char *closed = g_strnfill (64, ']');
  g_autofree char *flat = g_strconcat (open, closed, NULL);
  g_autofree char *deeper = g_strconcat ("[", flat, "]", NULL);
  g_autoptr (JsonNode) root = mh_json_text_read (flat, -1, NULL);

  g_assert_nonnull (root);
  g_assert_null (mh_json_text_read (million, -1, NULL));
  g_assert_null (mh_json_text_read (deeper, -1, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-text/one-document-and-nothing-beside-it", test_one_document);
  g_test_add_func ("/json-text/what-stands-behind-its-length-is-not-looked-at", test_length);
  g_test_add_func ("/json-text/brackets-without-end-are-refused", test_deep);

  return g_test_run ();
}
