/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-scan"

#include "mh-scan.h"

#include <string.h>

#include "mh-slip-code.h"
#include "mh-text.h"

/* What the keys of a reader become while the input method takes kana (JIS X 6002), digits and the letters of a slip's code. */
static const struct {
  gunichar kana;
  char     key;
} kana_keys[] = {
  { 0x308f, '0' }, { 0x306c, '1' }, { 0x3075, '2' }, { 0x3042, '3' }, { 0x3046, '4' },
  { 0x3048, '5' }, { 0x304a, '6' }, { 0x3084, '7' }, { 0x3086, '8' }, { 0x3088, '9' },
  { 0x3082, 'M' }, { 0x304f, 'H' }, { 0x3053, 'B' },
};

/* The keys that @text was made of, or NULL when it was not made of these alone. */
static char *
undo_kana (const char *text)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    gsize i = 0;

    /* Katakana to hiragana. */
    if (c >= 0x30a1 && c <= 0x30f6)
      c -= 0x60;

    while (i < G_N_ELEMENTS (kana_keys) && kana_keys[i].kana != c)
      i++;
    if (i == G_N_ELEMENTS (kana_keys))
      return NULL;

    g_string_append_c (keys, kana_keys[i].key);
  }

  return g_string_free (g_steal_pointer (&keys), FALSE);
}

/* Digits and hyphens only, without the latter. */
static char *
dup_digits (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++) {
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
    else if (*at != '-' && *at != ' ')
      return NULL;
  }

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static MhScanKind
read_plain (const char *plain,
            MhScan     *scan)
{
  g_autofree char *digits = dup_digits (plain);

  if (mh_slip_code_read (plain, &scan->booking))
    return MH_SCAN_SLIP;

  if (mh_code_ticket_line (plain, &scan->line)) {
    g_strlcpy (scan->ticket, scan->line.number, sizeof scan->ticket);
    return MH_SCAN_TICKET_LINE;
  }

  if (g_ascii_strncasecmp (plain, "MHB", 3) == 0 && strpbrk (plain, "0123456789") != NULL)
    return MH_SCAN_BAD_SLIP;

  if (digits != NULL && strlen (digits) == 18)
    return MH_SCAN_BAD_LINE;

  if (digits != NULL && strlen (digits) == 10) {
    g_strlcpy (scan->ticket, digits, sizeof scan->ticket);
    return MH_SCAN_TICKET;
  }

  return MH_SCAN_WORDS;
}

/* Only as long as a code is: shorter, the same kana are a name. */
static gboolean
read_kana (const char *plain,
           MhScan     *scan)
{
  g_autofree char *keys = undo_kana (plain);

  if (keys == NULL || strlen (keys) < 10)
    return FALSE;

  scan->kind = read_plain (keys, scan);

  return scan->kind != MH_SCAN_WORDS;
}

/**
 * mh_scan_read:
 * @text: (nullable): what the field holds when it is entered
 * @out_scan: (out caller-allocates): what that is; cleared by mh_scan_clear()
 *
 * Reads full-width digits and letters, blanks and line ends around, and digits that an input method has made kana of. Ten digits are the number of
 * a ticket, not a telephone number: whoever looks for one types its end.
 */
void
mh_scan_read (const char *text,
              MhScan     *out_scan)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *plain = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  g_autofree char *tidy = mh_text_tidy_name (valid);

  *out_scan = (MhScan) { .kind = MH_SCAN_EMPTY };
  g_strstrip (plain);

  if (*plain == '\0' || *tidy == '\0')
    return;

  if (read_kana (plain, out_scan))
    return;

  out_scan->kind = read_plain (plain, out_scan);
  if (out_scan->kind == MH_SCAN_WORDS)
    out_scan->words = g_steal_pointer (&tidy);
}

/**
 * mh_scan_clear:
 * @scan: what was read
 */
void
mh_scan_clear (MhScan *scan)
{
  g_clear_pointer (&scan->words, g_free);
}

/**
 * mh_scan_is_figures:
 * @keys: what was pressed, as it stands on the keys
 *
 * Tells keys that an input method must not make letters of: the code of a slip, digits in groups, and a birth date with the letter of its era.
 *
 * Returns: whether @keys can be nothing else
 */
gboolean
mh_scan_is_figures (const char *keys)
{
  g_auto (MhScan) scan = { 0 };
  const char *at = keys;

  g_return_val_if_fail (keys != NULL, FALSE);

  mh_scan_read (keys, &scan);
  if (scan.kind != MH_SCAN_WORDS)
    return scan.kind != MH_SCAN_EMPTY;

  if (*at != '\0' && strchr ("mtshrMTSHR", *at) != NULL)
    at++;

  return g_ascii_isdigit (*at) && strspn (at, "0123456789-./ ") == strlen (at);
}

/**
 * mh_scan_dup_number:
 * @text: (nullable): what a reader or somebody at the keyboard has given
 *
 * Reads full-width digits, and digits that an input method has made kana of; other dashes become hyphens.
 *
 * Returns: (transfer full) (nullable): digits and hyphens
 */
char *
mh_scan_dup_number (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *plain = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  g_autofree char *keys = undo_kana (g_strstrip (plain));
  GString *number = g_string_new (NULL);

  for (const char *at = keys != NULL ? keys : plain; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == '-' || c == 0x2010 || c == 0x2212 || c == 0x30fc || c == 0x307b)
      g_string_append_c (number, '-');
    else if (c < 0x80 && g_ascii_isdigit ((char) c))
      g_string_append_c (number, (char) c);
    else if (c != ' ')
      return g_string_free (number, TRUE);
  }

  return g_string_free (number, number->len == 0);
}
