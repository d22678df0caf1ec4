/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-wish"

#include "mh-wish.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define NOON (12 * 60)

/**
 * mh_wish_normalize:
 * @wish: (nullable): what was given
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: (transfer full): the form that is stored
 */
char *
mh_wish_normalize (const char *wish,
                   GError    **error)
{
  g_auto (GStrv) dates = NULL;

  if (wish == NULL || *wish == '\0')
    return g_strdup ("any");

  if (g_str_equal (wish, "any") || g_str_equal (wish, "am") || g_str_equal (wish, "pm"))
    return g_strdup (wish);

  dates = g_strsplit (wish, ",", -1);

  for (gsize i = 0; dates[i] != NULL; i++) {
    MhDate date;

    g_strstrip (dates[i]);

    if (!mh_date_from_iso (dates[i], &date)) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                   _("“%s” is not a wish. Please give any, am, pm, or days such as 2026-11-05,2026-11-06."), wish);
      return NULL;
    }
  }

  return g_strjoinv (",", dates);
}

/**
 * mh_wish_fits:
 * @wish: a stored wish
 * @date: the day of a place
 * @start_min: its start, minutes from 0:00
 *
 * Returns: whether the unit can come then
 */
gboolean
mh_wish_fits (const char *wish,
              MhDate      date,
              int         start_min)
{
  g_autofree char *day = NULL;
  g_auto (GStrv) dates = NULL;

  if (g_str_equal (wish, "any"))
    return TRUE;

  if (g_str_equal (wish, "am"))
    return start_min < NOON;

  if (g_str_equal (wish, "pm"))
    return start_min >= NOON;

  day = mh_date_to_iso (date);
  dates = g_strsplit (wish, ",", -1);

  return g_strv_contains ((const char * const *) dates, day);
}
