/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-message-code.h"

#include <string.h>

static const char characters[] = "0123456789CEFHJKMPRTWXY";

static void
test_make (void)
{
  g_autoptr (MhRandom) random = mh_random_new_seeded (20261122);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 2000; i++) {
    char *code = mh_message_code_make (random);
    g_autofree char *read = mh_message_code_read (code);

    g_assert_cmpuint (strlen (code), ==, MH_MESSAGE_CODE_LENGTH);
    g_assert_cmpuint (strspn (code, characters), ==, MH_MESSAGE_CODE_LENGTH);
    g_assert_cmpstr (code, !=, "00000");
    g_assert_cmpstr (read, ==, code);
    g_hash_table_add (codes, code);
  }

  g_assert_cmpuint (g_hash_table_size (codes), >, 1900);
}

/* Each other character at each place, and each two that changed places. */
static void
test_slips (void)
{
  g_autoptr (MhRandom) random = mh_random_new_seeded (7);

  for (guint i = 0; i < 50; i++) {
    g_autofree char *code = mh_message_code_make (random);

    for (guint at = 0; at < MH_MESSAGE_CODE_LENGTH; at++) {
      g_autofree char *wrong = g_strdup (code);

      for (const char *c = characters; *c != '\0'; c++) {
        g_autofree char *read = NULL;

        wrong[at] = *c;
        read = mh_message_code_read (wrong);
        g_assert_cmpint (read != NULL, ==, *c == code[at]);
      }
    }

    for (guint a = 0; a < MH_MESSAGE_CODE_LENGTH; a++) {
      for (guint b = a + 1; b < MH_MESSAGE_CODE_LENGTH; b++) {
        g_autofree char *wrong = g_strdup (code);
        g_autofree char *read = NULL;

        wrong[a] = code[b];
        wrong[b] = code[a];
        read = mh_message_code_read (wrong);
        g_assert_cmpint (read != NULL, ==, code[a] == code[b]);
      }
    }
  }
}

static void
test_read (void)
{
  static const struct {
    const char *text;
    const char *code;  /* NULL: none */
  } cases[] = {
    { "R0H1", NULL },
    { "R0H1Y", "R0H1Y" },
    { "r0h1y", "R0H1Y" },
    { "Ｒ０Ｈ１Ｙ", "R0H1Y" },
    { "  ro-hl　y ", "R0H1Y" },
    { "ROh Iv", "R0H1Y" },
    { "ＲＯーＨｌ−Ｙ", "R0H1Y" },
    { "R0H1YY", NULL },
    { "R0H1X", NULL },
    { "なな0H1Y", NULL },
    { "R.0H1Y", NULL },
    { "R0A1Y", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *code = mh_message_code_read (cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (code, ==, cases[i].code);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/message-code/a-new-code-is-read-back", test_make);
  g_test_add_func ("/core/message-code/one-slip-of-the-tongue-finds-nothing", test_slips);
  g_test_add_func ("/core/message-code/what-people-write-instead-is-understood", test_read);

  return g_test_run ();
}
