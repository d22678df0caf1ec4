/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-resident-words"

#include "mh-resident-words.h"

#include <string.h>

#include "mh-text.h"

/* A word of the index is a character and its neighbour, and marks stand before and behind a text: ヤマダ is ␂ヤ ヤマ マダ ダ␃. So what stands
 * anywhere in a name is a row of words, and what it begins with is a row from a mark on. Words that are one character alone or begin
 * with the mark of districts stand behind, where no row of words reaches them. */
#define BEGIN_MARK    0x2402
#define END_MARK      0x2403
#define DISTRICT_MARK 0x241e
#define MIDDLE_DOT    0x30fb

/* One fold for all texts, the most forgiving. The index takes ASCII punctuation for the end of a word; a middle dot is a space. */
static char *
fold_text (const char *text)
{
  g_autofree char *folded = mh_text_fold_kana (text);
  GString *kept = g_string_sized_new (strlen (folded) + 1);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if ((c >= 0x80 || g_ascii_isalnum ((char) c)) && c != MIDDLE_DOT)
      g_string_append_unichar (kept, c);
  }

  return g_string_free (kept, FALSE);
}

/* One kana or letter is in every third name: only at the beginning does it say something. */
static gboolean
says_something_alone (gunichar c)
{
  return c >= 0x3400;
}

static void
append_word (GString *words,
             gunichar first,
             gunichar second)
{
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append_unichar (words, first);
  if (second != 0)
    g_string_append_unichar (words, second);
}

/* The words of @folded; @before is the mark before it, or 0, and @behind that behind it. */
static void
append_pairs (GString    *words,
              const char *folded,
              gunichar    before,
              gunichar    behind)
{
  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (before != 0)
      append_word (words, before, c);
    before = c;
  }

  if (behind != 0)
    append_word (words, before, behind);
}

static void
append_text (GString    *pairs,
             GString    *characters,
             const char *text)
{
  g_autofree char *folded = fold_text (text);

  if (*folded == '\0')
    return;

  append_pairs (pairs, folded, BEGIN_MARK, END_MARK);
  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at)) {
    if (says_something_alone (g_utf8_get_char (at)))
      append_word (characters, g_utf8_get_char (at), 0);
  }
}

static void
append_district (GString    *words,
                 const char *folded)
{
  append_word (words, DISTRICT_MARK, 0);
  g_string_append (words, folded);
}

/* The row of words as the index is asked for it. */
static char *
quote_row (GString *words)
{
  g_string_prepend_c (words, '"');
  g_string_append_c (words, '"');

  return g_string_free (words, FALSE);
}

/**
 * mh_resident_words_make:
 * @kana: the reading
 * @name: the name
 * @other_name: (nullable): other names, one a line
 * @districts: (array zero-terminated=0): three, each nullable
 *
 * Returns: (transfer full): the words by which the person is found, for the index
 */
char *
mh_resident_words_make (const char         *kana,
                        const char         *name,
                        const char         *other_name,
                        const char * const *districts)
{
  g_auto (GStrv) lines = g_strsplit (other_name != NULL ? other_name : "", "\n", -1);
  g_autoptr (GString) rest = g_string_new (NULL);
  GString *words = g_string_new (NULL);

  append_text (words, rest, kana);
  append_text (words, rest, name);
  for (guint i = 0; lines[i] != NULL; i++)
    append_text (words, rest, lines[i]);

  for (guint i = 0; i < 3; i++) {
    g_autofree char *folded = fold_text (districts[i]);

    if (*folded != '\0')
      append_district (rest, folded);
  }

  if (words->len > 0 && rest->len > 0)
    g_string_append_c (words, ' ');
  g_string_append (words, rest->str);

  return g_string_free (words, FALSE);
}

/**
 * mh_resident_words_begin:
 * @text: (nullable): what was typed
 *
 * Returns: (transfer full) (nullable): what to ask the index for, so that those are found of whom a reading or name begins with @text
 */
char *
mh_resident_words_begin (const char *text)
{
  g_autofree char *folded = fold_text (text);
  GString *words;

  if (*folded == '\0')
    return NULL;

  words = g_string_new (NULL);
  append_pairs (words, folded, BEGIN_MARK, 0);

  return quote_row (words);
}

/**
 * mh_resident_words_inside:
 * @text: (nullable): what was typed
 *
 * Returns: (transfer full) (nullable): what to ask the index for, so that those are found in whose readings or names @text stands
 *   anywhere, also at the beginning; %NULL for a single kana or letter, which is in too many
 */
char *
mh_resident_words_inside (const char *text)
{
  g_autofree char *folded = fold_text (text);
  gboolean is_single = g_utf8_strlen (folded, -1) == 1;
  GString *words;

  if (*folded == '\0' || (is_single && !says_something_alone (g_utf8_get_char (folded))))
    return NULL;

  words = g_string_new (NULL);
  if (is_single)
    g_string_append (words, folded);
  else
    append_pairs (words, folded, 0, 0);

  return quote_row (words);
}

/**
 * mh_resident_words_district:
 * @text: (nullable): what was typed
 *
 * Returns: (transfer full) (nullable): what to ask the index for, so that those are found of whom a district has this name, the whole of it
 */
char *
mh_resident_words_district (const char *text)
{
  g_autofree char *folded = fold_text (text);
  GString *words;

  if (*folded == '\0')
    return NULL;

  words = g_string_new (NULL);
  append_district (words, folded);

  return quote_row (words);
}
