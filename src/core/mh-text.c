/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-text"

#include "mh-text.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucol.h>

#include "mh-variants.h"

#define IDEOGRAPHIC_SPACE 0x3000
#define LONG_MARK         0x30fc
#define MIDDLE_DOT        0x30fb

typedef enum {
  FOLD_DEFAULT = 0,
  FOLD_KANA    = 1 << 0,
} FoldFlags;

static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) || (c >= 0x180b && c <= 0x180d);
}

/* Characters that nobody sees and that come along when text is copied. */
static gboolean
is_invisible (gunichar c)
{
  return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || c == 0x2060 || c == 0xfeff || c == 0xad ||
         (c < 0x20 && !g_unichar_isspace (c)) || (c >= 0x7f && c < 0xa0 && c != 0x85);
}

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x85 || c == 0x0b;
}

static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xff0d || c == 0x2500 || c == 0x2501;
}

static gboolean
is_accent (gunichar c)
{
  return c >= 0x0300 && c <= 0x036f;
}

static gboolean
is_sound_mark (gunichar c)
{
  return c == 0x3099 || c == 0x309a;
}

static gboolean
is_katakana (gunichar c)
{
  return (c >= 0x30a1 && c <= 0x30fa) || c == 0x30fd || c == 0x30fe;
}

/* Whether NFKC and the removal of accents leave @c alone wherever it stands. */
static gboolean
is_stable (gunichar c)
{
  return c < 0x80 || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30a1 && c <= 0x30fe) || c == IDEOGRAPHIC_SPACE || (c >= 0xe000 && c <= 0xf8ff) || c == 0xfa11 ||
         (c >= 0x20000 && c <= 0x2f7ff) || is_variation_selector (c);
}

static gboolean
is_stable_text (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!is_stable (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

static gunichar
to_katakana (gunichar c)
{
  if ((c >= 0x3041 && c <= 0x3096) || c == 0x309d || c == 0x309e)
    return c + 0x60;

  return c;
}

static gunichar
to_large_kana (gunichar c)
{
  static const struct {
    gunichar2 from;
    gunichar2 to;
  } table[] = {
    { 0x30a1, 0x30a2 }, { 0x30a3, 0x30a4 }, { 0x30a5, 0x30a6 }, { 0x30a7, 0x30a8 }, { 0x30a9, 0x30aa },  /* ァ … ォ */
    { 0x30c3, 0x30c4 }, { 0x30e3, 0x30e4 }, { 0x30e5, 0x30e6 }, { 0x30e7, 0x30e8 }, { 0x30ee, 0x30ef },  /* ッ ャ ュ ョ ヮ */
    { 0x30f5, 0x30ab }, { 0x30f6, 0x30b1 },                                                              /* ヵ ヶ */
    { 0x30c5, 0x30ba }, { 0x30c2, 0x30b8 },                                                              /* ヅ ヂ */
    { 0x30f0, 0x30a4 }, { 0x30f1, 0x30a8 }, { 0x30f2, 0x30aa },                                          /* ヰ ヱ ヲ */
    { 0x31f0, 0x30af }, { 0x31f1, 0x30b7 }, { 0x31f2, 0x30b9 }, { 0x31f3, 0x30c8 }, { 0x31f4, 0x30cc },  /* ㇰ ㇱ ㇲ ㇳ ㇴ */
    { 0x31f5, 0x30cf }, { 0x31f6, 0x30d2 }, { 0x31f7, 0x30d5 }, { 0x31f8, 0x30d8 }, { 0x31f9, 0x30db },  /* ㇵ … ㇹ */
    { 0x31fa, 0x30e0 }, { 0x31fb, 0x30e9 }, { 0x31fc, 0x30ea }, { 0x31fd, 0x30eb }, { 0x31fe, 0x30ec },  /* ㇺ ㇻ … ㇾ */
    { 0x31ff, 0x30ed },                                                                                  /* ㇿ */
  };

  if (c >= 0x30a1 && c <= 0x31ff)
    for (guint i = 0; i < G_N_ELEMENTS (table); i++)
      if (table[i].from == c)
        return table[i].to;

  return c;
}

/* One character of normalised text; 0 if nothing of it remains. */
static gunichar
fold_char (gunichar  c,
           FoldFlags flags)
{
  if (c < 0x80) {
    if (c <= ' ' || c == 0x7f)
      return 0;
    if (c == '-' && (flags & FOLD_KANA) != 0)
      return 0;
    return (gunichar) g_ascii_tolower ((char) c);
  }

  c = to_katakana (c);
  if (c >= 0x30a0 && c <= 0x31ff) {
    if ((flags & FOLD_KANA) == 0)
      return c;
    return c == LONG_MARK ? 0 : to_large_kana (c);
  }

  if (c >= 0x4e00 && c <= 0x9fff)
    return mh_variant_fold (c);

  if (is_variation_selector (c) || is_invisible (c) || is_accent (c) || is_space (c))
    return 0;
  if (is_hyphen (c))
    return (flags & FOLD_KANA) != 0 ? 0 : '-';
  if (c == 0x301c)
    return '~';

  return mh_variant_fold (g_unichar_tolower (c));
}

static void
append_folded (GString    *folded,
               const char *text,
               FoldFlags   flags)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = fold_char (g_utf8_get_char (text), flags);

    if (c != 0)
      g_string_append_unichar (folded, c);
  }
}

static gboolean
has_sound_mark (const char *text)
{
  return strstr (text, "\xe3\x82\x99") != NULL || strstr (text, "\xe3\x82\x9a") != NULL;
}

/* A mark that stood apart (カ゛) joins its kana when the space that NFKC puts between them is gone. */
static char *
join_sound_marks (const char *text,
                  FoldFlags   flags)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  GString *joined = g_string_new (NULL);

  append_folded (joined, composed, flags);

  return g_string_free (joined, FALSE);
}

static char *
fold (const char *text,
      FoldFlags   flags)
{
  g_autofree char *valid = NULL;
  g_autofree char *decomposed = NULL;
  g_autofree char *normalised = NULL;
  g_autofree char *marked = NULL;
  g_autoptr (GString) plain = NULL;
  GString *folded;

  if (text == NULL)
    return g_strdup ("");

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  folded = g_string_sized_new (strlen (text) + 1);
  if (is_stable_text (text)) {
    append_folded (folded, text, flags);
    return g_string_free (folded, FALSE);
  }

  /* Apart, without accents, and together again: Nguyễn is written Nguyen, but ガ stays ガ. */
  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  plain = g_string_new (NULL);
  for (const char *at = decomposed; *at != '\0'; at = g_utf8_next_char (at))
    if (!is_accent (g_utf8_get_char (at)))
      g_string_append_unichar (plain, g_utf8_get_char (at));
  normalised = g_utf8_normalize (plain->str, -1, G_NORMALIZE_NFKC);

  append_folded (folded, normalised, flags);
  if (!has_sound_mark (folded->str))
    return g_string_free (folded, FALSE);

  marked = g_string_free (folded, FALSE);

  return join_sound_marks (marked, flags);
}

/**
 * mh_text_fold:
 * @text: (nullable): a name, an address, what somebody types into a search field
 *
 * For comparing and searching: two texts that a person would call the same have the same folded form. Compatibility forms are made
 * one (NFKC), so are hiragana and katakana, ～ and 〜, － and −, the forms of a character that names use by turns (髙 and 高,
 * 渡邉 and 渡辺), capital and small letters and letters with and without accents. Variation selectors, invisible
 * characters and white space are dropped. Broken UTF-8 is repaired with U+FFFD.
 *
 * Folded text is never shown, printed or sent.
 *
 * Returns: (transfer full): the folded text, "" for %NULL
 */
char *
mh_text_fold (const char *text)
{
  return fold (text, FOLD_DEFAULT);
}

/**
 * mh_text_fold_kana:
 * @text: (nullable): kana of a name
 *
 * As mh_text_fold(), and forgives what differs between the town's systems and what people type: small kana written large (シヨウ),
 * ヅ and ズ, ヂ and ジ, ヲ, ヰ and ヱ, long marks and the hyphens that are typed for them.
 *
 * Returns: (transfer full): the folded text, "" for %NULL
 */
char *
mh_text_fold_kana (const char *text)
{
  return fold (text, FOLD_KANA);
}

/* Characters that NFC would replace by others although a family register tells them apart (U+FA19 神). */
static gboolean
is_compatibility_ideograph (gunichar c)
{
  return (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

static void
append_normalised (GString    *out,
                   const char *start,
                   const char *end)
{
  g_autofree char *part = NULL;

  if (start == end)
    return;

  part = g_utf8_normalize (start, end - start, G_NORMALIZE_NFC);
  g_string_append (out, part);
}

static char *
normalise_but_ideographs (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *start = text;
  const char *at;

  for (at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (!is_compatibility_ideograph (c))
      continue;

    append_normalised (out, start, at);
    g_string_append_unichar (out, c);
    start = g_utf8_next_char (at);
  }
  append_normalised (out, start, at);

  return g_string_free (out, FALSE);
}

/* White space of any kind and length becomes one ideographic space, none at the ends; invisible characters go. */
static char *
tidy_spaces (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 1);
  gboolean pending = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);

    if (is_space (c)) {
      pending = out->len > 0;
      continue;
    }
    if (is_invisible (c))
      continue;

    if (pending)
      g_string_append_unichar (out, IDEOGRAPHIC_SPACE);
    pending = FALSE;
    g_string_append_unichar (out, c);
  }

  return g_string_free (out, FALSE);
}

/**
 * mh_text_tidy_name:
 * @text: (nullable): a name as a file or a person gives it
 *
 * What is kept, shown and printed. No character of the name becomes another one: kanji variants, compatibility ideographs, variation
 * selectors and 外字 stay as they are.
 *
 * Returns: (transfer full): @text in NFC, with one ideographic space for any white space and none at the ends
 */
char *
mh_text_tidy_name (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *tidied = NULL;

  if (text == NULL)
    return g_strdup ("");

  /* First goes what nobody sees: it may stand between a letter and its accent. */
  valid = g_utf8_make_valid (text, -1);
  tidied = tidy_spaces (valid);

  return normalise_but_ideographs (tidied);
}

/**
 * mh_text_tidy_kana:
 * @text: (nullable): the reading of a name as a file or a person gives it
 *
 * Half-width kana and hiragana become full-width katakana; a hyphen behind a kana becomes the long mark it was typed for.
 *
 * Returns: (transfer full): the tidied reading
 */
char *
mh_text_tidy_kana (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *normalised = NULL;
  g_autoptr (GString) kana = NULL;
  gunichar before = 0;

  if (text == NULL)
    return g_strdup ("");

  valid = g_utf8_make_valid (text, -1);
  normalised = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  kana = g_string_new (NULL);

  for (const char *at = normalised; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = to_katakana (g_utf8_get_char (at));

    if (is_invisible (c))
      continue;
    if (is_hyphen (c) && (is_katakana (before) || before == LONG_MARK))
      c = LONG_MARK;
    /* NFKC sets a lone sound mark apart with a space. */
    if (is_sound_mark (c) && before == ' ')
      g_string_truncate (kana, kana->len - 1);
    g_string_append_unichar (kana, c);
    before = c;
  }

  g_free (normalised);
  normalised = g_utf8_normalize (kana->str, -1, G_NORMALIZE_NFC);

  return tidy_spaces (normalised);
}

/**
 * mh_text_is_kana:
 * @text: (nullable): what stands where a reading should stand
 *
 * Returns: whether @text, tidied as by mh_text_tidy_kana(), is katakana, long marks, middle dots (ジョン・スミス) and spaces, and
 *   not empty
 */
gboolean
mh_text_is_kana (const char *text)
{
  g_autofree char *kana = mh_text_tidy_kana (text);
  gboolean found = FALSE;

  for (const char *at = kana; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (is_katakana (c))
      found = TRUE;
    else if (c != LONG_MARK && c != MIDDLE_DOT && c != IDEOGRAPHIC_SPACE)
      return FALSE;
  }

  return found;
}

/**
 * mh_text_has_private_use:
 * @text: (nullable): a text
 *
 * Returns: whether @text holds a character whose look only the town's own fonts know (外字)
 */
gboolean
mh_text_has_private_use (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);

    if ((c >= 0xe000 && c <= 0xf8ff) || (c >= 0xf0000 && c <= 0xffffd) || (c >= 0x100000 && c <= 0x10fffd))
      return TRUE;
  }

  return FALSE;
}

/* One for the process; ICU lets several threads read it. */
static const UCollator *
get_collator (void)
{
  static gsize made;

  if (g_once_init_enter (&made)) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open ("ja", &status);

    if (U_FAILURE (status))
      g_error ("ICU has no collator: %s", u_errorName (status));

    g_once_init_leave (&made, (gsize) collator);
  }

  return (const UCollator *) made;
}

/**
 * mh_text_sort_key:
 * @text: (nullable): kana, or any text
 *
 * Returns: (transfer full): bytes whose order by memcmp(), a prefix first, is the Japanese order of the texts: kana in 五十音 order
 *   whatever their width, kanji in the order of JIS X 0208
 */
GBytes *
mh_text_sort_key (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *tidied = tidy_spaces (valid);
  g_autofree gunichar2 *utf16 = NULL;
  glong length = 0;
  guint8 *key;
  int size;

  utf16 = g_utf8_to_utf16 (tidied, -1, NULL, &length, NULL);
  size = ucol_getSortKey (get_collator (), utf16, (int) length, NULL, 0);
  key = g_malloc ((gsize) size);
  ucol_getSortKey (get_collator (), utf16, (int) length, key, size);

  return g_bytes_new_take (key, (gsize) size - 1);  /* without ICU's final zero */
}

/**
 * mh_text_sort_version:
 *
 * Belongs beside stored sort keys and folded texts: where it differs from the program's, they must be made anew.
 *
 * Returns: (transfer none): which collator and which table of variants this program uses
 */
const char *
mh_text_sort_version (void)
{
  static gsize made;

  if (g_once_init_enter (&made)) {
    UVersionInfo version;
    char collator[U_MAX_VERSION_STRING_LENGTH];

    ucol_getVersion (get_collator (), version);
    u_versionToString (version, collator);
    g_once_init_leave (&made, (gsize) g_strdup_printf ("ja-%s-%d", collator, MH_VARIANTS_VERSION));
  }

  return (const char *) made;
}

/**
 * mh_text_utf16_length:
 * @text: (nullable): a text
 *
 * Returns: its length in UTF-16 code units, as LINE and SMS count: 2 for 𠮷 and for most emoji
 */
gsize
mh_text_utf16_length (const char *text)
{
  gsize length = 0;

  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    length += g_utf8_get_char (text) > 0xffff ? 2 : 1;

  return length;
}

/**
 * mh_text_graphemes:
 * @text: (nullable): a text
 *
 * Returns: how many characters a person sees in it: 1 for 葛 with a variation selector and for a family emoji
 */
gsize
mh_text_graphemes (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree gunichar2 *utf16 = NULL;
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *breaks;
  glong units = 0;
  gsize n = 0;

  utf16 = g_utf8_to_utf16 (valid, -1, NULL, &units, NULL);
  breaks = ubrk_open (UBRK_CHARACTER, "ja", utf16, (int) units, &status);
  if (U_FAILURE (status))
    g_error ("ICU cannot tell characters apart: %s", u_errorName (status));

  while (ubrk_next (breaks) != UBRK_DONE)
    n++;
  ubrk_close (breaks);

  return n;
}

/**
 * mh_text_cut_utf16:
 * @text: (nullable): a text
 * @most: in UTF-16 code units
 *
 * Returns: (transfer full): @text, or so many of its first characters, as a person sees them, as fit
 */
char *
mh_text_cut_utf16 (const char *text,
                   gsize       most)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree gunichar2 *utf16 = NULL;
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *breaks;
  glong units = 0;
  int end;

  utf16 = g_utf8_to_utf16 (valid, -1, NULL, &units, NULL);
  if ((gsize) units <= most)
    return g_steal_pointer (&valid);

  breaks = ubrk_open (UBRK_CHARACTER, "ja", utf16, (int) units, &status);
  if (U_FAILURE (status))
    g_error ("ICU cannot tell characters apart: %s", u_errorName (status));

  end = ubrk_isBoundary (breaks, (int) most) ? (int) most : ubrk_preceding (breaks, (int) most);
  ubrk_close (breaks);

  return g_utf16_to_utf8 (utf16, MAX (end, 0), NULL, NULL, NULL);
}
