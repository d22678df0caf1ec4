/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-slip-code"

#include "mh-slip-code.h"

#include <string.h>

#define PREFIX     "MHB"
#define PACK_PREFIX "MHP"
#define PACK_DIGITS 9     /* five of the pack, four of the slip */
#define PACK_SLIPS  10000
#define MIN_DIGITS 8
#define MAX_DIGITS 18

/* ISO/IEC 7064, MOD 11,10: finds every single wrong digit and nearly all that changed places. */
static char
check_digit (const char *digits,
             gsize       n)
{
  int product = 10;

  for (gsize i = 0; i < n; i++) {
    int sum = (product + digits[i] - '0') % 10;

    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }

  return (char) ('0' + (11 - product) % 10);
}

/**
 * mh_slip_code_make:
 * @booking: a booking's id, 1 or more
 *
 * Returns: (transfer full): "MHB000004211", for a QR code or to be typed
 */
char *
mh_slip_code_make (gint64 booking)
{
  g_autofree char *digits = NULL;

  g_return_val_if_fail (booking > 0, NULL);

  digits = g_strdup_printf ("%0*" G_GINT64_FORMAT, MIN_DIGITS, booking);

  return g_strdup_printf (PREFIX "%s%c", digits, check_digit (digits, strlen (digits)));
}

/* The plain letters and digits of @text; FALSE when they are too many or something else stands between. */
static gboolean
collect (const char *text,
         char       *code,
         gsize       size)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  gsize n = 0;

  for (const char *at = plain; at != NULL && *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c < 0x80 && g_ascii_isalnum ((char) c) && n + 1 < size)
      code[n++] = g_ascii_toupper ((char) c);
    else if (!g_unichar_isspace (c) && c != '-' && c != 0x30fc && c != 0x2212)
      return FALSE;
  }
  code[n] = '\0';

  return plain != NULL;
}

/**
 * mh_slip_code_read:
 * @text: (nullable): what a reader gives or somebody types
 * @out_booking: (out): the booking's id; unchanged on failure
 *
 * Returns: whether @text is such a code and its check digit is right
 */
gboolean
mh_slip_code_read (const char *text,
                   gint64     *out_booking)
{
  char code[sizeof PREFIX + MAX_DIGITS + 1];
  const char *digits = code + strlen (PREFIX);
  gint64 booking;
  gsize n;

  g_return_val_if_fail (out_booking != NULL, FALSE);

  if (text == NULL || !collect (text, code, sizeof code) || !g_str_has_prefix (code, PREFIX))
    return FALSE;

  n = strlen (digits);
  if (n < MIN_DIGITS + 1 || strspn (digits, "0123456789") != n || digits[n - 1] != check_digit (digits, n - 1))
    return FALSE;

  booking = g_ascii_strtoll (digits, NULL, 10) / 10;
  if (booking == 0)
    return FALSE;

  *out_booking = booking;

  return TRUE;
}

/**
 * mh_slip_code_make_pack:
 * @pack: the id of a blackout pack, below 100000
 * @number: of the slip, 1 to 9999
 *
 * Returns: (transfer full): "MHP0000300127", for a QR code or to be typed
 */
char *
mh_slip_code_make_pack (gint64 pack,
                        int    number)
{
  g_autofree char *digits = NULL;

  g_return_val_if_fail (pack > 0 && pack < 100000, NULL);
  g_return_val_if_fail (number > 0 && number < PACK_SLIPS, NULL);

  digits = g_strdup_printf ("%0*" G_GINT64_FORMAT, PACK_DIGITS, pack * PACK_SLIPS + number);

  return g_strdup_printf (PACK_PREFIX "%s%c", digits, check_digit (digits, strlen (digits)));
}

/**
 * mh_slip_code_read_pack:
 * @text: (nullable): what a reader gives or somebody types
 * @out_pack: (out): the pack's id; unchanged on failure
 * @out_number: (out): the slip's number; unchanged on failure
 *
 * Returns: whether @text is such a code and its check digit is right
 */
gboolean
mh_slip_code_read_pack (const char *text,
                        gint64     *out_pack,
                        int        *out_number)
{
  char code[sizeof PACK_PREFIX + MAX_DIGITS + 1];
  const char *digits = code + strlen (PACK_PREFIX);
  gint64 whole;

  g_return_val_if_fail (out_pack != NULL && out_number != NULL, FALSE);

  if (text == NULL || !collect (text, code, sizeof code) || !g_str_has_prefix (code, PACK_PREFIX) ||
      strlen (digits) != PACK_DIGITS + 1 || strspn (digits, "0123456789") != PACK_DIGITS + 1 ||
      digits[PACK_DIGITS] != check_digit (digits, PACK_DIGITS))
    return FALSE;

  whole = g_ascii_strtoll (digits, NULL, 10) / 10;
  if (whole / PACK_SLIPS == 0 || whole % PACK_SLIPS == 0)
    return FALSE;

  *out_pack = whole / PACK_SLIPS;
  *out_number = (int) (whole % PACK_SLIPS);

  return TRUE;
}
