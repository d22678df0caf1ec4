/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-code"

#include "mh-code.h"

#include <string.h>

#define MAX_DIGITS 20

/* Narrow digits of @text without white space; hyphens go too where @hyphens says so. FALSE if there is anything else or
 * nothing. */
static gboolean
collect_digits (const char *text,
                gboolean    hyphens,
                char       *digits)
{
  g_autofree char *plain = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
  gsize n = 0;

  if (plain == NULL)
    return FALSE;

  for (const char *at = plain; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c >= '0' && c <= '9' && n < MAX_DIGITS)
      digits[n++] = (char) c;
    else if (!g_unichar_isspace (c) &&
             !(hyphens && (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30fc)))
      return FALSE;
  }
  digits[n] = '\0';

  return n > 0;
}

/* 総務省 全国地方公共団体コード仕様: weights 6 to 2 on the first five digits. */
static char
municipality_check_digit (const char *digits)
{
  int sum = 0;

  for (int i = 0; i < 5; i++)
    sum += (6 - i) * (digits[i] - '0');

  return (char) ('0' + (11 - sum % 11) % 10);
}

static gboolean
is_prefecture (const char *digits)
{
  int number = (digits[0] - '0') * 10 + digits[1] - '0';

  return number >= 1 && number <= 47;
}

/* Six digits at @digits whose last is right. */
static gboolean
is_municipality (const char *digits)
{
  return is_prefecture (digits) && digits[5] == municipality_check_digit (digits);
}

/**
 * mh_code_municipality:
 * @text: (nullable): a municipality's code as a file gives it, in any width
 *
 * Five digits may be a code that was given without its check digit or one of Hokkaido to Tochigi that has lost its zero; where
 * the check digit of the latter fits, it is the latter.
 *
 * Returns: (transfer full) (nullable): six digits with the right check digit, or %NULL if @text is none of 6 digits with the right check
 *   digit, 5 without it, or either with the leading zero lost
 */
char *
mh_code_municipality (const char *text)
{
  char digits[MAX_DIGITS + 1];
  char code[MAX_DIGITS + 2];

  if (!collect_digits (text, FALSE, digits))
    return NULL;

  switch (strlen (digits)) {
  case 4:
    g_snprintf (code, sizeof code, "0%s", digits);
    break;

  case 5:
    g_snprintf (code, sizeof code, "0%s", digits);
    if (is_municipality (code))
      return g_strdup (code);
    g_strlcpy (code, digits, sizeof code);
    break;

  case 6:
    return is_municipality (digits) ? g_strdup (digits) : NULL;

  default:
    return NULL;
  }

  if (!is_prefecture (code))
    return NULL;

  code[5] = municipality_check_digit (code);
  code[6] = '\0';

  return g_strdup (code);
}

/* @digits with zeros before it to make @width. */
static char *
pad (const char *digits,
     gsize       width,
     gboolean   *out_zeros_restored)
{
  gsize length = strlen (digits);
  char *padded;

  g_assert (length <= width);

  padded = g_strnfill (width, '0');
  memcpy (padded + width - length, digits, length);
  if (out_zeros_restored != NULL)
    *out_zeros_restored = length < width;

  return padded;
}

/**
 * mh_code_ticket_number:
 * @text: (nullable): a 接種券番号 as a file or a scanner gives it, in any width
 * @out_zeros_restored: (out) (optional): whether leading zeros were put back
 *
 * Returns: (transfer full) (nullable): ten digits; %NULL if @text is not a number, is zero or has more digits
 */
char *
mh_code_ticket_number (const char *text,
                       gboolean   *out_zeros_restored)
{
  char digits[MAX_DIGITS + 1];

  if (out_zeros_restored != NULL)
    *out_zeros_restored = FALSE;
  if (!collect_digits (text, FALSE, digits) || strlen (digits) > 10 || strspn (digits, "0") == strlen (digits))
    return NULL;

  return pad (digits, 10, out_zeros_restored);
}

/**
 * mh_code_postal:
 * @text: (nullable): a postal code, with or without 〒 and hyphen, in any width
 * @out_zeros_restored: (out) (optional): whether leading zeros were put back
 *
 * Codes begin 00 in Sapporo and 0 in the north, so up to two zeros can be lost; where a hyphen stands, nothing was.
 *
 * Returns: (transfer full) (nullable): seven digits, or %NULL if @text is no postal code
 */
char *
mh_code_postal (const char *text,
                gboolean   *out_zeros_restored)
{
  char digits[MAX_DIGITS + 1];
  char bare[MAX_DIGITS + 1];
  gboolean has_hyphen;
  gsize length;

  if (out_zeros_restored != NULL)
    *out_zeros_restored = FALSE;
  if (text == NULL)
    return NULL;

  while (g_unichar_isspace (g_utf8_get_char_validated (text, -1)))
    text = g_utf8_next_char (text);
  if (g_str_has_prefix (text, "〒"))
    text += strlen ("〒");
  if (!collect_digits (text, TRUE, digits))
    return NULL;

  has_hyphen = !collect_digits (text, FALSE, bare);
  length = strlen (digits);
  if (length > 7 || length < (has_hyphen ? 7 : 5) || strspn (digits, "0") == length)
    return NULL;

  return pad (digits, 7, out_zeros_restored);
}

/**
 * mh_code_is_individual_number:
 * @text: (nullable): what a file gives, in any width, with or without hyphens
 *
 * The check digit is that of 行政手続における特定の個人を識別するための番号の利用等に関する法律に規定する個人番号…省令 第5条. One of eleven numbers of 12
 * digits has it by accident: a column is refused for its values as a whole, not for one of them.
 *
 * Returns: whether @text is 12 digits with the check digit of an Individual Number
 */
gboolean
mh_code_is_individual_number (const char *text)
{
  char digits[MAX_DIGITS + 1];
  int sum = 0;
  int rest;

  if (!collect_digits (text, TRUE, digits) || strlen (digits) != 12)
    return FALSE;

  /* From the right: weights 2 to 7, then 2 to 6. */
  for (int i = 0; i < 11; i++)
    sum += (digits[10 - i] - '0') * (i < 6 ? i + 2 : i - 4);
  rest = sum % 11;

  return digits[11] - '0' == (rest <= 1 ? 0 : 11 - rest);
}

/**
 * mh_code_is_rounded:
 * @text: (nullable): what a file gives
 *
 * Returns: whether @text is a number in the form 1.2E+17, of which a spreadsheet has destroyed the last digits
 */
gboolean
mh_code_is_rounded (const char *text)
{
  g_autofree char *plain = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
  const char *at;

  if (plain == NULL)
    return FALSE;

  at = g_strstrip (plain);
  if (!g_ascii_isdigit (*at))
    return FALSE;

  at++;
  if (*at == '.')
    at += 1 + strspn (at + 1, "0123456789");
  if (g_ascii_tolower (*at) != 'e' || at[1] != '+')
    return FALSE;

  at += 2;

  return *at != '\0' && at[strspn (at, "0123456789")] == '\0';
}

/**
 * mh_code_ticket_line:
 * @text: (nullable): what a scanner reads from a vaccination ticket, or somebody types from its OCR line
 * @out_line: (out): its parts; unchanged on failure
 *
 * 18 digits: kind, dose, municipality with check digit, ticket number (新型コロナウイルス感染症に係る予防接種の実施に関する手引き). Readers may
 * pass on the start and stop letters of the NW-7 barcode.
 *
 * Returns: whether @text is such a line and the check digit is right
 */
gboolean
mh_code_ticket_line (const char   *text,
                     MhTicketLine *out_line)
{
  g_autofree char *plain = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
  char digits[MAX_DIGITS + 1];
  char *at;
  gsize length;

  g_return_val_if_fail (out_line != NULL, FALSE);

  if (plain == NULL)
    return FALSE;

  at = g_strstrip (plain);
  length = strlen (at);
  if (length == 20 && strchr ("ABCDabcd", at[0]) != NULL && strchr ("ABCDabcd", at[19]) != NULL) {
    at[19] = '\0';
    at++;
  }

  if (!collect_digits (at, FALSE, digits) || strlen (digits) != 18 || digits[1] == '0' || !is_municipality (digits + 2))
    return FALSE;

  out_line->kind = digits[0] - '0';
  out_line->dose = digits[1] - '0';
  g_strlcpy (out_line->municipality, digits + 2, sizeof out_line->municipality);
  g_strlcpy (out_line->number, digits + 8, sizeof out_line->number);

  return TRUE;
}
