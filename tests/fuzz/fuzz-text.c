/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any text as a name: what is folded stays as it is when it is folded once more, and so does what is tidied. */

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

/* An accent that stands alone is a blank with an accent: ´ ¨ ‾, signs of Arabic. */
static gboolean
is_lone_accent (gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  return c != ' ' && g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts)) > 1 && parts[0] == ' ';
}

/* Signs that join the letter before them, once what stood between is dropped: sound marks, accents, the parts of Korean syllables. On their
 * own they are in no name. */
static gboolean
joins (gunichar c)
{
  return g_unichar_ismark (c) || is_lone_accent (c) || c == 0x309b || c == 0x309c || c == 0xff9e || c == 0xff9f || (c >= 0x1100 && c <= 0x11ff) ||
         (c >= 0x3131 && c <= 0x318e) || (c >= 0xffa0 && c <= 0xffdc);
}

static gboolean
has_joining (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    if (joins (g_utf8_get_char (text)))
      return TRUE;
  }

  return FALSE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (GBytes) key = mh_text_sort_key (text);

  if (!has_joining (text)) {
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
