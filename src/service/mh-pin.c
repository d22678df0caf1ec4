/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-pin"

#include "mh-pin.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "mh-error.h"

#define MIN_DIGITS 4
#define MAX_DIGITS 12

static int low_cost;

static gboolean
start_sodium (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_UNAVAILABLE,
                       _("The PIN cannot be checked on this computer. Please ask whoever looks after it."));

  return FALSE;
}

/**
 * mh_pin_free:
 * @pin: (nullable): a PIN
 *
 * Overwrites it before its memory goes to somebody else.
 */
void
mh_pin_free (char *pin)
{
  if (pin != NULL)
    sodium_memzero (pin, strlen (pin));

  g_free (pin);
}

/**
 * mh_pin_read:
 * @text: as typed, also with full-width digits
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: (transfer full): 4 to 12 digits, to be freed with mh_pin_free(); or %NULL
 */
char *
mh_pin_read (const char *text,
             GError    **error)
{
  char digits[MAX_DIGITS + 1] = { 0 };
  gsize n = 0;
  gboolean fits = TRUE;

  for (const char *p = text; *p != '\0' && fits; p = g_utf8_next_char (p)) {
    int digit = g_unichar_digit_value (g_utf8_get_char (p));

    fits = digit >= 0 && n < MAX_DIGITS;
    if (fits)
      digits[n++] = (char) ('0' + digit);
  }

  if (fits && n >= MIN_DIGITS) {
    char *pin = g_strdup (digits);

    sodium_memzero (digits, sizeof digits);
    return pin;
  }

  sodium_memzero (digits, sizeof digits);
  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("A PIN is %d to %d digits."), MIN_DIGITS, MAX_DIGITS);

  return NULL;
}

/**
 * mh_pin_hash:
 * @pin: digits
 * @error: return location; MH_ERROR_UNAVAILABLE where memory is short
 *
 * Argon2id with a salt of its own, 64 MiB: who has the file tries some PINs a second, not millions. (libsodium's
 * crypto_pwhash_str at its interactive cost.)
 *
 * Returns: (transfer full): what later PINs are checked against, or %NULL
 */
char *
mh_pin_hash (const char *pin,
             GError    **error)
{
  char hash[crypto_pwhash_STRBYTES];
  gboolean low = g_atomic_int_get (&low_cost) != 0;

  if (!start_sodium (error))
    return NULL;

  if (crypto_pwhash_str (hash, pin, strlen (pin),
                         low ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         low ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
    return g_strdup (hash);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_UNAVAILABLE,
                       _("There is too little memory to keep a PIN. Close other programs and try again."));

  return NULL;
}

/**
 * mh_pin_matches:
 * @pin: digits
 * @hash: of mh_pin_hash()
 *
 * Returns: whether @pin is the one; %FALSE when it could not be checked
 */
gboolean
mh_pin_matches (const char *pin,
                const char *hash)
{
  return sodium_init () >= 0 && crypto_pwhash_str_verify (hash, pin, strlen (pin)) == 0;
}

/**
 * mh_pin_use_low_cost:
 *
 * For tests only: hashes that are made from now on cost next to nothing.
 */
void
mh_pin_use_low_cost (void)
{
  g_atomic_int_set (&low_cost, 1);
}
