/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-day"

#include "mh-import-day.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-config-table.h"
#include "mh-date-reading.h"

/* A list is not older than that; a number that says so is something else. */
#define OLDEST_YEARS 3

static gboolean
is_date_character (gunichar c)
{
  return (c >= '0' && c <= '9') || c == '.' || c == '/' || c == '-' || c == 0x5e74 || c == 0x6708 || c == 0x65e5 || c == 0x5143;  /* 年月日元 */
}

/* Whether it is a day on which a list can have been written out. */
static gboolean
is_likely (MhDate date,
           MhDate today)
{
  return mh_date_is_set (date) && mh_date_compare (date, mh_date_add_months (today, -12 * OLDEST_YEARS)) > 0 &&
         mh_date_compare (date, mh_date_add_months (today, 12)) < 0;
}

/* The era that stands right before @at, so that 令和8年… is read with it. */
static const char *
step_back_to_era (const char *start,
                  const char *at)
{
  static const char * const eras[] = { "令和", "平成", "令", "平", "R", "r", "H", "h" };

  for (gsize i = 0; i < G_N_ELEMENTS (eras); i++) {
    gsize length = strlen (eras[i]);

    if ((gsize) (at - start) >= length && strncmp (at - length, eras[i], length) == 0)
      return at - length;
  }

  return at;
}

static MhDate
read_run (const char *start,
          gsize       length,
          MhDate      today)
{
  g_autofree char *run = g_strndup (start, length);
  MhDateReading reading = mh_date_read (run, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, MH_DATE_NONE);

  /* R081101 and 5081101: digits alone without a century are left to the user. */
  return reading.verdict == MH_DATE_READ_OK && is_likely (reading.date, today) ? reading.date : MH_DATE_NONE;
}

/* The last date in @text: titles and file names end with it more often than they begin. */
static MhDate
find_date (const char *text,
           MhDate      today)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  const char *at = plain != NULL ? plain : "";
  MhDate found = MH_DATE_NONE;

  while (*at != '\0') {
    const char *end = at;
    const char *start;
    MhDate date;

    if (!g_ascii_isdigit (*at) && g_utf8_get_char (at) != 0x5143) {
      at = g_utf8_next_char (at);
      continue;
    }

    while (*end != '\0' && is_date_character (g_utf8_get_char (end)))
      end = g_utf8_next_char (end);
    while (end > at && (end[-1] == '.' || end[-1] == '-' || end[-1] == '/'))
      end--;

    start = step_back_to_era (plain, at);
    date = read_run (start, (gsize) (end - start), today);
    if (mh_date_is_set (date))
      found = date;
    at = end > at ? end : g_utf8_next_char (at);
  }

  return found;
}

/* 現在 or 基準 says it; a title row may hold the day of printing as well. */
static MhDate
find_in_titles (MhCsv                *csv,
                const MhImportLayout *layout,
                MhDate                today)
{
  MhDate found = MH_DATE_NONE;

  for (int row = 0; row < layout->header_row; row++) {
    guint n_cells;
    const char * const *cells = mh_csv_get_row (csv, (guint) row, &n_cells, NULL);

    for (guint i = 0; i < n_cells; i++) {
      MhDate date = find_date (cells[i], today);

      if (mh_date_is_set (date) && (strstr (cells[i], "現在") != NULL || strstr (cells[i], "基準") != NULL))
        return date;
      if (mh_date_is_set (date))
        found = date;
    }
  }

  return found;
}

/**
 * mh_import_guess_as_of:
 * @csv: a table
 * @layout: its layout; the rows above the header are its titles
 * @path: (nullable): its file name in GLib's encoding
 * @today: today
 *
 * Of what day a list is (基準日): by a title such as 令和8年11月1日現在, else by a date in the file's name such as 20261101. To be shown and
 * corrected, not to be believed.
 *
 * Returns: the day, or none
 */
MhDate
mh_import_guess_as_of (MhCsv                *csv,
                       const MhImportLayout *layout,
                       const char           *path,
                       MhDate                today)
{
  MhDate found = find_in_titles (csv, layout, today);
  g_autofree char *name = NULL;

  if (mh_date_is_set (found) || path == NULL)
    return found;

  name = g_filename_display_basename (path);

  return find_date (name, today);
}

/**
 * mh_import_get_age:
 * @desk: the desk
 * @out_as_of: (out) (optional): of what day the list is, or none
 * @out_days: (out) (optional): how many days ago that is; -1 when it is not known
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_import_get_age (const MhDesk *desk,
                   MhDate       *out_as_of,
                   int          *out_days,
                   GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *day = mh_config_table_get (desk->db, "residents.as-of", &local_error);
  MhDate as_of = MH_DATE_NONE;
  gboolean known = day != NULL && mh_date_from_iso (day, &as_of);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (out_as_of != NULL)
    *out_as_of = as_of;
  if (out_days != NULL)
    *out_days = known ? MAX (0, mh_date_to_days (mh_desk_today (desk)) - mh_date_to_days (as_of)) : -1;

  return TRUE;
}

/**
 * mh_import_dup_as_of_warning:
 * @desk: the desk
 * @as_of: of what day a file is, or none
 * @error: return location
 *
 * A list that was seven weeks old has sent letters to 138 people who had died or moved; so the day is looked at before anything is taken over.
 *
 * Returns: (transfer full) (nullable): a sentence when the file is older than the list that is here, of a day to come, or more than
 *   %MH_IMPORT_OLD_DAYS days old; %NULL when all is well
 */
char *
mh_import_dup_as_of_warning (const MhDesk *desk,
                             MhDate        as_of,
                             GError      **error)
{
  MhDate today = mh_desk_today (desk);
  MhDate here;
  g_autofree char *text = NULL;
  g_autofree char *here_text = NULL;

  if (!mh_date_is_set (as_of) || !mh_import_get_age (desk, &here, NULL, error))
    return NULL;

  text = mh_date_format (as_of, MH_DATE_STYLE_LONG);
  if (mh_date_compare (as_of, today) > 0)
    return g_strdup_printf (_("%s is still to come. Please check of what day this list is."), text);

  if (mh_date_is_set (here) && mh_date_compare (as_of, here) < 0) {
    here_text = mh_date_format (here, MH_DATE_STYLE_LONG);
    return g_strdup_printf (_("This file is of %1$s, but the list here is of %2$s, which is newer. Older addresses and names would come back. "
                              "Please check whether it is the right file."), text, here_text);
  }

  if (mh_date_to_days (today) - mh_date_to_days (as_of) > MH_IMPORT_OLD_DAYS)
    return g_strdup_printf (_("This file is of %1$s, %2$d days ago. People may have died or moved since. A newer list is better."), text,
                            mh_date_to_days (today) - mh_date_to_days (as_of));

  return NULL;
}
