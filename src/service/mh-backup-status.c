/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-status"

#include "mh-backup-set.h"

#include "mh-config.h"
#include "mh-refill-frozen.h"

#define MAX_KEPT 999
#define MS_PER_DAY G_GINT64_CONSTANT (86400000)

/**
 * mh_backup_keep_read:
 * @text: "7,4,12": days, weeks, months
 * @out_keep: (out): the numbers, each up to 999; one day at least
 *
 * Returns: whether it can be read
 */
gboolean
mh_backup_keep_read (const char   *text,
                     MhBackupKeep *out_keep)
{
  g_auto (GStrv) parts = NULL;
  guint64 numbers[3];

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out_keep != NULL, FALSE);

  parts = g_strsplit (text, ",", -1);
  if (g_strv_length (parts) != G_N_ELEMENTS (numbers))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (!g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, i == 0 ? 1 : 0, MAX_KEPT, &numbers[i], NULL))
      return FALSE;
  }

  *out_keep = (MhBackupKeep) { (int) numbers[0], (int) numbers[1], (int) numbers[2] };

  return TRUE;
}

/* Days since 1970, weeks that begin on Monday, months. */
typedef enum {
  BY_DAY,
  BY_WEEK,
  BY_MONTH,
} Period;

static int
number_of (Period period,
           gint64 ms)
{
  MhDate date = mh_date_from_ms (ms);
  g_autofree char *iso = NULL;

  switch (period) {
  case BY_WEEK:
    /* 1970-01-01 was a Thursday. */
    return (mh_date_to_days (date) + 3) / 7;
  case BY_MONTH:
    iso = mh_date_to_iso (date);
    return (int) (g_ascii_strtoll (iso, NULL, 10) * 12 + g_ascii_strtoll (iso + 5, NULL, 10));
  case BY_DAY:
  default:
    return mh_date_to_days (date);
  }
}

/* The newest of each of the @wanted latest periods in which there is one. */
static void
choose_period (const gint64 *times,
               gsize         n,
               Period        period,
               int           wanted,
               gboolean     *keep)
{
  int last = G_MININT;

  for (gsize i = 0; i < n && wanted > 0; i++) {
    int number = number_of (period, times[i]);

    if (number == last)
      continue;

    keep[i] = TRUE;
    last = number;
    wanted--;
  }
}

/**
 * mh_backup_choose:
 * @times: (array length=n): ms since 1970 UTC, newest first
 * @n: how many
 * @rules: how many of each kind stay
 * @keep: (out caller-allocates) (array length=n): whether each stays
 *
 * A backup stays that is the newest of one of the latest days, weeks (from Monday) or months in which one was made, in the calendar of
 * Japan. So a holiday without backups makes none go, and the newest of all always stays.
 */
void
mh_backup_choose (const gint64       *times,
                  gsize               n,
                  const MhBackupKeep *rules,
                  gboolean           *keep)
{
  g_return_if_fail (times != NULL || n == 0);
  g_return_if_fail (rules != NULL);
  g_return_if_fail (keep != NULL || n == 0);

  for (gsize i = 0; i < n; i++)
    keep[i] = i == 0;

  choose_period (times, n, BY_DAY, rules->days, keep);
  choose_period (times, n, BY_WEEK, rules->weeks, keep);
  choose_period (times, n, BY_MONTH, rules->months, keep);
}

/**
 * mh_backup_status_free:
 * @status: a status
 */
void
mh_backup_status_free (MhBackupStatus *status)
{
  g_free (status->folder);
  g_free (status->problem);
  g_free (status->second_problem);
  g_free (status);
}

static char *
take_text (const MhDesk *desk,
           const char   *key,
           GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = mh_config_get (desk, key, &local_error);

  if (local_error == NULL)
    return g_steal_pointer (&text);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

static gboolean
take_number (const MhDesk *desk,
             const char   *key,
             gint64       *out_number,
             GError      **error)
{
  g_autofree char *text = take_text (desk, key, error);

  if (text != NULL)
    *out_number = g_ascii_strtoll (text, NULL, 10);

  return text != NULL;
}

static gboolean
take_problem (const MhDesk *desk,
              const char   *key,
              char        **out_problem,
              GError      **error)
{
  g_autofree char *text = take_text (desk, key, error);

  if (text == NULL)
    return FALSE;
  if (*text != '\0')
    *out_problem = g_steal_pointer (&text);

  return TRUE;
}

/* The first time of the day @minutes that lies after @ms. */
static gint64
next_time_of_day (gint64 ms,
                  int    minutes)
{
  MhDate date = mh_date_from_ms (ms);
  gint64 at = mh_ms_from_civil (date, minutes);

  return at > ms ? at : mh_ms_from_civil (mh_date_add_days (date, 1), minutes);
}

/* A town that was made today owes nothing yet: the first is due at the next time of the day. */
static gboolean
read_due (const MhDesk   *desk,
          MhBackupStatus *status,
          GError        **error)
{
  g_autofree char *automatic = take_text (desk, "backup.auto", error);
  g_autofree char *time = automatic != NULL ? take_text (desk, "backup.time", error) : NULL;
  gint64 since = status->last, warn_days = 0, late;
  int minutes;

  if (time == NULL || !take_number (desk, "backup.warn-days", &warn_days, error))
    return FALSE;
  if (since == 0 && !mh_db_get_int (desk->db, 0, &since, error, "SELECT min(at) FROM audit", NULL))
    return FALSE;

  if (g_str_equal (automatic, "on") && !mh_config_is_practice (desk) && mh_minutes_read (time, &minutes))
    status->due = next_time_of_day (since, minutes);

  late = mh_desk_now (desk) - since;
  status->n_late_days = since != 0 && late > 0 ? (guint) (late / MS_PER_DAY) : 0;
  status->late = !mh_config_is_practice (desk) && status->n_late_days >= warn_days;

  return TRUE;
}

/**
 * mh_backup_get_status:
 * @desk: the desk
 * @error: return location for an error
 *
 * Returns: (transfer full): how it stands with the town's backups. In a practice town none is made by itself and none is missed
 */
MhBackupStatus *
mh_backup_get_status (const MhDesk *desk,
                      GError      **error)
{
  g_autoptr (MhBackupStatus) status = g_new0 (MhBackupStatus, 1);
  gint64 printed = 0;

  g_return_val_if_fail (desk != NULL, NULL);

  status->folder = mh_backup_set_folder (desk, error);
  if (status->folder == NULL ||
      !take_number (desk, "backup.last", &status->last, error) ||
      !take_number (desk, "backup.sheet", &printed, error) ||
      !take_problem (desk, "backup.problem", &status->problem, error) ||
      !take_problem (desk, "backup.second-problem", &status->second_problem, error) ||
      !mh_refill_frozen_since (desk, &status->frozen_since, error) ||
      !read_due (desk, status, error))
    return NULL;

  status->sheet_wanted = status->last != 0 && printed == 0;

  return g_steal_pointer (&status);
}
