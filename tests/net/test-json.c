/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-json"

#include "mh-json.h"

static JsonObject *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return mh_json_parse_object (bytes);
}

static void
test_what_is_no_object (void)
{
  static const char * const texts[] = {
    "", " ", "null", "1", "\"x\"", "[]", "{", "{}}", "{\"a\":}", "<html></html>", "{\"a\":\"\xff\"}", "\xef\xbb\xbf"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (parse (texts[i]));
  g_assert_null (mh_json_parse_object (NULL));
}

static void
test_depth (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"a\":");
  g_autoptr (JsonObject) brackets_in_text = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (parse (deep->str));

  g_string_assign (deep, "{\"a\":\"\\\"");
  for (int i = 0; i < 1000; i++)
    g_string_append_c (deep, '[');
  g_string_append (deep, "\"}");
  brackets_in_text = parse (deep->str);
  g_assert_nonnull (brackets_in_text);
}

static void
test_other_types (void)
{
  g_autoptr (JsonObject) object = parse ("{\"s\":\"x\",\"i\":5,\"d\":1.5,\"b\":true,\"n\":null,\"a\":[\"y\",1,{}],\"o\":{}}");
  static const char * const names[] = { "s", "i", "d", "b", "n", "a", "o", "missing" };
  JsonArray *array = mh_json_get_array (object, "a");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *name = names[i];

    g_assert_cmpstr (mh_json_get_string (object, name), ==, *name == 's' ? "x" : NULL);
    g_assert_cmpint (mh_json_get_int (object, name, -7), ==, *name == 'i' ? 5 : -7);
    g_assert_true (mh_json_get_boolean (object, name) == (*name == 'b'));
    g_assert_true ((mh_json_get_array (object, name) != NULL) == (*name == 'a'));
    g_assert_true ((mh_json_get_object (object, name) != NULL) == (*name == 'o'));
  }

  g_assert_null (mh_json_get_string (NULL, "s"));
  g_assert_cmpint (mh_json_get_int (NULL, "i", 3), ==, 3);
  g_assert_cmpuint (mh_json_get_length (NULL), ==, 0);
  g_assert_cmpuint (mh_json_get_length (array), ==, 3);
  g_assert_cmpstr (mh_json_item_string (array, 0), ==, "y");
  g_assert_null (mh_json_item_string (array, 1));
  g_assert_null (mh_json_item_object (array, 1));
  g_assert_nonnull (mh_json_item_object (array, 2));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/what-is-no-object", test_what_is_no_object);
  g_test_add_func ("/json/a-page-of-brackets", test_depth);
  g_test_add_func ("/json/members-of-another-type-are-missing", test_other_types);

  return g_test_run ();
}
