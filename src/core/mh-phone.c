/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-phone"

#include "mh-phone.h"

#include <string.h>

#define MAX_DIGITS 15

static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' ||
         (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0x2501 || c == 0x30fc || c == 0x30fb ||
         c == 0x200b || c == 0xfeff || (c >= 0x202a && c <= 0x202e);
}

/* The digits of @text and whether a + stands before them; FALSE if there is anything that no number has in it. */
static gboolean
collect_digits (const char *text,
                char       *digits,
                gboolean   *out_plus)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  gsize n = 0;

  *out_plus = FALSE;
  digits[0] = '\0';
  if (plain == NULL)
    return FALSE;

  /* A number that a spreadsheet took for one: 9012345678.0 */
  if (g_str_has_suffix (plain, ".0") && strspn (plain, "0123456789") == strlen (plain) - 2)
    plain[strlen (plain) - 2] = '\0';

  for (const char *at = plain; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == '+' && n == 0 && !*out_plus)
      *out_plus = TRUE;
    else if (c >= '0' && c <= '9' && n < MAX_DIGITS)
      digits[n++] = (char) c;
    else if (!is_separator (c))
      return FALSE;
  }
  digits[n] = '\0';

  return n > 0;
}

/* +81 90 …, +81 (0)90 … to 090 …; FALSE for numbers of other countries. */
static gboolean
make_domestic (char *digits)
{
  gsize length = strlen (digits);
  gsize skipped = 2;

  if (!g_str_has_prefix (digits, "81"))
    return FALSE;

  if (digits[skipped] != '0')
    digits[--skipped] = '0';
  memmove (digits, digits + skipped, length - skipped + 1);

  return TRUE;
}

/* What a number of 11 digits and a 0 is; those that begin 0X00 belong to devices, but 0800 is a free call. */
static MhPhoneKind
classify_long (const char *digits)
{
  if (digits[2] != '0')
    return MH_PHONE_INVALID;

  if (g_str_has_prefix (digits, "0800"))
    return MH_PHONE_LANDLINE;
  if (digits[3] == '0')
    return MH_PHONE_INVALID;

  switch (digits[1]) {
  case '2':
    return MH_PHONE_MACHINE;

  case '5':
    return MH_PHONE_IP;

  case '6':
  case '7':
  case '8':
  case '9':
    return MH_PHONE_MOBILE;

  default:
    return MH_PHONE_INVALID;
  }
}

static MhPhoneKind
classify (const char *digits)
{
  gsize length = strlen (digits);

  if (length < 3 || digits[0] != '0' || digits[1] == '0')
    return MH_PHONE_INVALID;

  switch (length) {
  case 10:
    return digits[2] != '0' ? MH_PHONE_LANDLINE : MH_PHONE_INVALID;

  case 11:
    return classify_long (digits);

  case 14:
    return strchr ("26789", digits[1]) != NULL && digits[2] == '0' && digits[3] == '0' ? MH_PHONE_MACHINE
                                                                                       : MH_PHONE_INVALID;

  default:
    return MH_PHONE_INVALID;
  }
}

/* 090-0000-1234 is nobody's: the practice town has such numbers, to be read like mobiles. */
static gboolean
is_unassigned_mobile (const char *digits)
{
  return strlen (digits) == 11 && digits[0] == '0' && strchr ("679", digits[1]) != NULL && g_str_has_prefix (digits + 2, "00");
}

static MhPhone
make_phone (MhPhoneKind kind,
            MhPhoneNote notes,
            const char *digits)
{
  MhPhone phone = { kind, notes, "" };

  g_strlcpy (phone.digits, digits, sizeof phone.digits);

  return phone;
}

/* The digits of the setting, "" unless it can be an area code: 03, 011, 0158, 01558 */
static void
read_area_code (const char *area_code,
                char       *digits)
{
  gboolean plus;
  gsize length;

  digits[0] = '\0';
  if (area_code == NULL || !collect_digits (area_code, digits, &plus))
    return;

  length = strlen (digits);
  if (plus || digits[0] != '0' || length < 2 || length > 5)
    digits[0] = '\0';
}

/**
 * mh_phone_read:
 * @text: (nullable): a telephone number as a file or a person gives it, with or without separators, in any width
 * @area_code: (nullable): what is put before a local number, such as "0158"
 *
 * Reads one Japanese number, also as +81. A leading 0 that a spreadsheet has dropped is put back, which the notes tell.
 * Anything but one number, a note behind it too, is %MH_PHONE_INVALID: nobody should be called or written to by a guess.
 * Mobile numbers begin 060 (assigned since July 2026), 070, 080 or 090 and a digit other than 0.
 *
 * Returns: what the number is, with its digits; digits of numbers for machines are kept so that they can be shown
 */
MhPhone
mh_phone_read (const char *text,
               const char *area_code)
{
  char digits[MAX_DIGITS + 1];
  char area[MAX_DIGITS + 1];
  char longer[2 * MAX_DIGITS + 1];
  gboolean plus;
  MhPhoneKind kind;

  if (text == NULL || !collect_digits (text, digits, &plus) || (plus && !make_domestic (digits)))
    return make_phone (MH_PHONE_INVALID, MH_PHONE_NOTE_NONE, "");

  kind = classify (digits);
  if (kind != MH_PHONE_INVALID || plus || digits[0] == '0')
    return make_phone (kind, MH_PHONE_NOTE_NONE, kind != MH_PHONE_INVALID ? digits : "");

  g_snprintf (longer, sizeof longer, "0%s", digits);
  kind = classify (longer);
  if (kind != MH_PHONE_INVALID)
    return make_phone (kind, MH_PHONE_NOTE_ZERO_RESTORED, longer);

  /* Local numbers begin with 2 to 9 and make ten digits together with their area code. */
  read_area_code (area_code, area);
  g_snprintf (longer, sizeof longer, "%s%s", area, digits);
  if (area[0] != '\0' && digits[0] != '1' && strlen (longer) == 10 && classify (longer) == MH_PHONE_LANDLINE)
    return make_phone (MH_PHONE_LANDLINE, MH_PHONE_NOTE_AREA_ADDED, longer);

  return make_phone (MH_PHONE_INVALID, MH_PHONE_NOTE_NONE, "");
}

/**
 * mh_phone_says_none:
 * @text: (nullable): what stands where a telephone number would
 *
 * People who keep lists write that there is no number: なし, 不明, a dash, a row of zeros.
 *
 * Returns: whether @text says that there is none, or says nothing
 */
gboolean
mh_phone_says_none (const char *text)
{
  static const char * const words[] = { "なし", "無し", "無", "ナシ", "無シ", "電話なし", "電話無し", "電話ナシ", "不明", "未登録", NULL };
  g_autofree char *plain = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
  g_autoptr (GString) rest = g_string_new (NULL);

  for (const char *at = plain != NULL ? plain : ""; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (!is_separator (c) && c != '0')
      g_string_append_unichar (rest, c);
  }

  return (text == NULL || plain != NULL) && (rest->len == 0 || (strchr (plain, '0') == NULL && g_strv_contains (words, rest->str)));
}

/**
 * mh_phone_format:
 * @digits: (nullable): digits as mh_phone_read() gives them
 * @area_code: (nullable): the town's area code
 *
 * Area codes have two to five digits and only a table of all of them could split any landline; the town's own is split, others
 * are left together rather than split wrongly.
 *
 * Returns: (transfer full): the number for people to read, such as 090-1234-5678; what is no number as it is
 */
char *
mh_phone_format (const char *digits,
                 const char *area_code)
{
  char area[MAX_DIGITS + 1];
  gsize skip;

  if (digits == NULL)
    return g_strdup ("");

  if (is_unassigned_mobile (digits))
    return g_strdup_printf ("%.3s-%.4s-%s", digits, digits + 3, digits + 7);

  switch (classify (digits)) {
  case MH_PHONE_MOBILE:
  case MH_PHONE_IP:
    return g_strdup_printf ("%.3s-%.4s-%s", digits, digits + 3, digits + 7);

  case MH_PHONE_LANDLINE:
    break;

  case MH_PHONE_MACHINE:
  case MH_PHONE_INVALID:
  default:
    return g_strdup (digits);
  }

  if (g_str_has_prefix (digits, "0800") && strlen (digits) == 11)
    return g_strdup_printf ("%.4s-%.3s-%s", digits, digits + 4, digits + 7);
  if (g_str_has_prefix (digits, "0120") || g_str_has_prefix (digits, "0570"))
    return g_strdup_printf ("%.4s-%.3s-%s", digits, digits + 4, digits + 7);

  read_area_code (area_code, area);
  if (area[0] == '\0' || !g_str_has_prefix (digits, area))
    return g_strdup (digits);

  skip = strlen (area);

  return g_strdup_printf ("%s-%.*s-%s", area, (int) (6 - skip), digits + skip, digits + 6);
}
