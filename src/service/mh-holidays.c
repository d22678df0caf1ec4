/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-holidays"

#include "mh-holidays.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-age.h"
#include "mh-csv.h"
#include "mh-date-reading.h"
#include "mh-error.h"
#include "mh-text.h"

/* From before today on, so that a deadline that began some days ago is counted the same. */
#define DAYS_BEFORE 60

/* Days to come are read like days gone by. */
#define DAYS_AHEAD 3650

/**
 * mh_holiday_changes_free:
 * @changes: (nullable): what a list changes
 */
void
mh_holiday_changes_free (MhHolidayChanges *changes)
{
  if (changes == NULL)
    return;

  g_clear_pointer (&changes->added, g_ptr_array_unref);
  g_clear_pointer (&changes->removed, g_ptr_array_unref);
  g_clear_pointer (&changes->renamed, g_ptr_array_unref);
  g_clear_pointer (&changes->skipped, g_ptr_array_unref);
  g_clear_pointer (&changes->years, g_array_unref);
  g_free (changes);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  return mh_date_compare ((*(MhHoliday **) a)->date, (*(MhHoliday **) b)->date);
}

/* Reads the lines of one file into @days, by the number of the day. A heading has no date in its first cell. */
static gboolean
read_file (GBytes     *bytes,
           MhDate      until,
           GHashTable *days,
           GPtrArray  *skipped,
           GError    **error)
{
  g_autoptr (MhCsv) csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, error);
  gboolean any = FALSE;

  if (csv == NULL)
    return FALSE;

  for (guint i = 0; i < mh_csv_get_n_rows (csv); i++) {
    guint n_cells, line;
    const char * const *cells = mh_csv_get_row (csv, i, &n_cells, &line);
    MhDateReading reading = mh_date_read (cells[0] != NULL ? cells[0] : "", MH_DATE_READ_SERIAL, MH_ERA_TABLE_USUAL, until);
    g_autofree char *name = n_cells > 1 ? mh_text_tidy_name (cells[1]) : g_strdup ("");

    if (reading.verdict == MH_DATE_READ_OK && *name != '\0') {
      g_hash_table_replace (days, GINT_TO_POINTER (mh_date_to_days (reading.date)), mh_holiday_new (reading.date, name));
      any = TRUE;
    } else if (i > 0) {
      g_ptr_array_add (skipped, g_strdup_printf (_("Line %u has no date with a name and was left out."), line));
    }
  }

  if (!any)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("The file holds no holidays. Please choose the file of the Cabinet Office (syukujitsu.csv), or one with a date and a "
                           "name in each line."));

  return any;
}

static GPtrArray *
read_files (GBytes   **files,
            gsize      n_files,
            MhDate     until,
            GPtrArray *skipped,
            GError   **error)
{
  g_autoptr (GHashTable) days = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) mh_holiday_free);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_holiday_free);
  GHashTableIter iter;
  gpointer holiday;

  for (gsize i = 0; i < n_files; i++) {
    if (!read_file (files[i], until, days, skipped, error))
      return NULL;
  }

  g_hash_table_iter_init (&iter, days);
  while (g_hash_table_iter_next (&iter, NULL, &holiday)) {
    g_ptr_array_add (list, holiday);
    g_hash_table_iter_steal (&iter);
  }

  g_ptr_array_sort (list, compare_days);

  return g_steal_pointer (&list);
}

static void
add_copy (GPtrArray       *list,
          const MhHoliday *holiday)
{
  g_ptr_array_add (list, mh_holiday_new (holiday->date, holiday->name));
}

/* @list is by date. */
static void
collect_years (GPtrArray *list,
               GArray    *years)
{
  for (guint i = 0; i < list->len; i++) {
    int year = ((MhHoliday *) g_ptr_array_index (list, i))->date.year;

    if (years->len == 0 || g_array_index (years, int, years->len - 1) != year)
      g_array_append_val (years, year);
  }
}

static gboolean
is_of_years (const MhHoliday *holiday,
             GArray          *years)
{
  for (guint i = 0; i < years->len; i++) {
    if (g_array_index (years, int, i) == holiday->date.year)
      return TRUE;
  }

  return FALSE;
}

/* Days of other years are neither removed nor counted as new. */
static void
take_other_years_out (GPtrArray        *old,
                      MhHolidayChanges *changes)
{
  for (guint i = old->len; i > 0; i--) {
    const MhHoliday *holiday = g_ptr_array_index (old, i - 1);

    if (is_of_years (holiday, changes->years))
      continue;

    changes->n_days++;
    if (mh_date_compare (holiday->date, changes->last) > 0)
      changes->last = holiday->date;
    g_ptr_array_remove_index (old, i - 1);
  }
}

/* Both lists are by date. */
static void
compare_lists (GPtrArray        *old,
               GPtrArray        *wanted,
               MhHolidayChanges *changes)
{
  guint o = 0, w = 0;

  while (o < old->len || w < wanted->len) {
    const MhHoliday *before = o < old->len ? g_ptr_array_index (old, o) : NULL;
    const MhHoliday *after = w < wanted->len ? g_ptr_array_index (wanted, w) : NULL;
    int order = before == NULL ? 1 : after == NULL ? -1 : mh_date_compare (before->date, after->date);

    if (order < 0)
      add_copy (changes->removed, before);
    else if (order > 0)
      add_copy (changes->added, after);
    else if (!g_str_equal (before->name, after->name))
      add_copy (changes->renamed, after);

    o += order <= 0 ? 1 : 0;
    w += order >= 0 ? 1 : 0;
  }
}

static gboolean
write_changes (const MhDesk           *desk,
               const MhHolidayChanges *changes,
               GError                **error)
{
  GPtrArray *written[] = { changes->added, changes->renamed };

  for (guint i = 0; i < changes->removed->len; i++) {
    if (!mh_holiday_table_delete (desk->db, ((MhHoliday *) g_ptr_array_index (changes->removed, i))->date, error))
      return FALSE;
  }

  for (gsize k = 0; k < G_N_ELEMENTS (written); k++) {
    for (guint i = 0; i < written[k]->len; i++) {
      const MhHoliday *holiday = g_ptr_array_index (written[k], i);

      if (!mh_holiday_table_set (desk->db, holiday->date, holiday->name, error))
        return FALSE;
    }
  }

  return TRUE;
}

static MhHolidayChanges *
make_changes (void)
{
  MhHolidayChanges *changes = g_new0 (MhHolidayChanges, 1);

  changes->added = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_holiday_free);
  changes->removed = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_holiday_free);
  changes->renamed = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_holiday_free);
  changes->skipped = g_ptr_array_new_with_free_func (g_free);
  changes->years = g_array_new (FALSE, FALSE, sizeof (int));

  return changes;
}

/**
 * mh_holidays_import:
 * @desk: the desk
 * @files: (array length=n_files): CSV files with a date and a name in each line, in any encoding that lists come in
 * @n_files: how many; the Cabinet Office's and the town's own together
 * @dry_run: whether to say only what would change
 * @error: return location; MH_ERROR_INVALID for a file without holidays, and then nothing changes
 *
 * Replaces the days of those years that the files have days of, as one act; other years stay as they are. The Cabinet Office publishes its list each February until the end of the next year (syukujitsu.csv,
 * 「国民の祝日・休日月日,国民の祝日・休日名称」, CP932, 1955/1/1).
 *
 * Returns: (transfer full): what changes
 */
MhHolidayChanges *
mh_holidays_import (const MhDesk *desk,
                    GBytes      **files,
                    gsize         n_files,
                    gboolean      dry_run,
                    GError      **error)
{
  g_autoptr (MhHolidayChanges) changes = make_changes ();
  g_autoptr (GPtrArray) wanted = read_files (files, n_files, mh_date_add_days (mh_desk_today (desk), DAYS_AHEAD), changes->skipped, error);
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (MhAct) act = NULL;

  if (wanted == NULL)
    return NULL;

  if (!dry_run) {
    act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "holiday.import", MH_UNDO_WHOLE, error);
    if (act == NULL)
      return NULL;
  }

  old = mh_holiday_table_list (desk->db, error);
  if (old == NULL)
    return NULL;

  changes->n_days = wanted->len;
  changes->last = ((MhHoliday *) g_ptr_array_index (wanted, wanted->len - 1))->date;
  collect_years (wanted, changes->years);
  take_other_years_out (old, changes);
  compare_lists (old, wanted, changes);

  if (act != NULL) {
    mh_act_set_int (act, "days", changes->n_days);
    mh_act_set_int (act, "added", changes->added->len);
    mh_act_set_int (act, "removed", changes->removed->len);
    if (!write_changes (desk, changes, error) || !mh_act_commit (act, error))
      return NULL;
  }

  return g_steal_pointer (&changes);
}

/**
 * mh_holidays_reach:
 * @desk: the desk
 * @out_last: (out): the last day of the list, no date when it is empty
 * @out_covered: (out): whether it reaches into the calendar year in which the present fiscal year ends
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_holidays_reach (const MhDesk *desk,
                   MhDate       *out_last,
                   gboolean     *out_covered,
                   GError      **error)
{
  if (!mh_holiday_table_last (desk->db, out_last, error))
    return FALSE;

  *out_covered = mh_date_is_set (*out_last) && out_last->year > mh_fiscal_year (mh_desk_today (desk));

  return TRUE;
}

/**
 * mh_holidays_describe:
 * @desk: the desk
 * @date: a day
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the holiday's name or the day of the weekend; %NULL for a working day, or with @error set
 */
char *
mh_holidays_describe (const MhDesk *desk,
                      MhDate        date,
                      GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  char *name = mh_holiday_table_find (desk->db, date, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  if (name != NULL)
    return name;

  switch (mh_date_weekday (date)) {
  case 0:
    return g_strdup (_("Sunday"));
  case 6:
    return g_strdup (_("Saturday"));
  default:
    return NULL;
  }
}

/**
 * mh_holidays_close_hours:
 * @desk: the desk
 * @hours: (inout): hours in which only working days count
 * @error: return location
 *
 * Without a list of holidays only Saturdays and Sundays are closed.
 *
 * Returns: whether the list could be read
 */
gboolean
mh_holidays_close_hours (const MhDesk *desk,
                         MhHours      *hours,
                         GError      **error)
{
  g_autoptr (GPtrArray) holidays = mh_holiday_table_list (desk->db, error);

  if (holidays == NULL)
    return FALSE;

  mh_hours_count_working_days (hours, mh_date_add_days (mh_desk_today (desk), -DAYS_BEFORE));
  for (guint i = 0; i < holidays->len; i++)
    mh_hours_close_day (hours, ((MhHoliday *) g_ptr_array_index (holidays, i))->date);

  return TRUE;
}
