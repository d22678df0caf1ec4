/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-outgoing-ref"

#include "mh-outgoing-ref.h"

#include "mh-outgoing-table.h"

/* What the digits that are checked add up to; each second one from the right counts twice. */
static guint
add_up (const char *digits)
{
  guint sum = 0;

  for (guint i = 0; i + 1 < MH_OUTGOING_REF_DIGITS; i++) {
    guint digit = (guint) (digits[i] - '0');
    guint doubled = (MH_OUTGOING_REF_DIGITS - i) % 2 == 0 ? digit * 2 : digit;

    sum += doubled > 9 ? doubled - 9 : doubled;
  }

  return sum;
}

static char
check_digit (const char *digits)
{
  return (char) ('0' + (10 - add_up (digits) % 10) % 10);
}

/**
 * mh_outgoing_ref_make:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full): eight digits that no row of a file or sheet has, or %NULL
 */
char *
mh_outgoing_ref_make (const MhDesk *desk,
                      GError      **error)
{
  for (;;) {
    char digits[MH_OUTGOING_REF_DIGITS + 1] = { 0 };
    g_autoptr (GError) local_error = NULL;
    g_autoptr (MhOutgoingRow) taken = NULL;

    for (guint i = 0; i + 1 < MH_OUTGOING_REF_DIGITS; i++)
      digits[i] = (char) ('0' + mh_random_below (desk->random, 10));
    digits[MH_OUTGOING_REF_DIGITS - 1] = check_digit (digits);

    taken = mh_outgoing_table_find_ref (desk->db, digits, &local_error);
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

    if (taken == NULL)
      return g_strdup (digits);
  }
}

/**
 * mh_outgoing_ref_is_good:
 * @text: what was read or typed
 *
 * Returns: whether it is eight digits of which the last fits the others
 */
gboolean
mh_outgoing_ref_is_good (const char *text)
{
  for (guint i = 0; i < MH_OUTGOING_REF_DIGITS; i++) {
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  }

  return text[MH_OUTGOING_REF_DIGITS] == '\0' && text[MH_OUTGOING_REF_DIGITS - 1] == check_digit (text);
}
