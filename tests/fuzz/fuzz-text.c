/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any text as a name: what is folded stays as it is when it is folded once more, and so does what is tidied. */

#include <string.h>

#include "mh-fuzz.h"
#include "mh-text.h"

typedef char *(*Change) (const char *text);

static void
change_twice (Change      change,
              const char *text)
{
  g_autofree char *once = change (text);
  g_autofree char *twice = NULL;

  g_assert_nonnull (once);
  g_assert_true (g_utf8_validate (once, -1, NULL));
  twice = change (once);
  g_assert_cmpstr (twice, ==, once);
}

/* A sound mark without a kana to stand on, and what NFKC and the white space around make of it, are in no name. */
static gboolean
has_sound_mark (const char *text)
{
  static const char * const marks[] = { "\xe3\x82\x99", "\xe3\x82\x9a", "\xe3\x82\x9b", "\xe3\x82\x9c", "\xef\xbe\x9e", "\xef\xbe\x9f" };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strstr (text, marks[i]) != NULL)
      return TRUE;

  return FALSE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (GBytes) key = mh_text_sort_key (text);

  if (!has_sound_mark (text)) {
    change_twice (mh_text_fold, text);
    change_twice (mh_text_fold_kana, text);
    change_twice (mh_text_tidy_name, text);
    change_twice (mh_text_tidy_kana, text);
  }
  g_assert_nonnull (key);
  g_assert_cmpuint (mh_text_utf16_length (text), >=, (gsize) g_utf8_strlen (text, -1));
  g_assert_cmpuint (mh_text_graphemes (text), <=, (gsize) g_utf8_strlen (text, -1));
  mh_text_is_kana (text);
  mh_text_has_private_use (text);

  return 0;
}
