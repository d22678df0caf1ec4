/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-past-dose-table"

#include "mh-past-dose-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-id-set.h"
#include "mh-rows-date.h"

/* A booking that leads to the dose or has led to it; who missed it may have it again. */
#define HAD_OR_BOOKED \
  "(b.state = 'active' OR (b.state <> 'undone' AND EXISTS (SELECT 1 FROM visit AS v WHERE v.booking = b.id AND v.state = 'done'))) "

#define COLUMNS "id, programme, resident, dose, date, source "

/**
 * mh_past_dose_free:
 * @dose: (nullable): a dose
 */
void
mh_past_dose_free (MhPastDose *dose)
{
  if (dose == NULL)
    return;

  g_free (dose->source);
  g_free (dose);
}

static GPtrArray *
read_doses (MhRows  *rows,
            GError **error)
{
  g_autoptr (GPtrArray) doses = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_past_dose_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhPastDose *dose = g_new0 (MhPastDose, 1);

    dose->id = mh_rows_int (rows, 0);
    dose->programme = mh_rows_int (rows, 1);
    dose->resident = mh_rows_int (rows, 2);
    dose->dose = (int) mh_rows_int (rows, 3);
    dose->date = mh_rows_date (rows, 4);
    dose->source = mh_rows_dup_text (rows, 5);
    g_ptr_array_add (doses, dose);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&doses) : NULL;
}

/**
 * mh_past_dose_table_insert:
 * @db: a connection inside an act
 * @dose: what to note; its id does not matter
 * @error: return location; MH_ERROR_CONFLICT when that dose is noted already
 *
 * Returns: the new id, or 0
 */
gint64
mh_past_dose_table_insert (MhDb             *db,
                           const MhPastDose *dose,
                           GError          **error)
{
  g_autofree char *date = mh_date_to_iso (dose->date);

  if (!mh_db_run (db, error,
                  "INSERT INTO past_dose (programme, resident, dose, date, source) VALUES (:programme, :resident, :dose, :date, :source)",
                  ":programme", MH_INT (dose->programme),
                  ":resident", MH_INT (dose->resident),
                  ":dose", MH_INT (dose->dose),
                  ":date", MH_TEXT (date),
                  ":source", MH_TEXT (dose->source != NULL ? dose->source : ""),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_past_dose_table_delete:
 * @db: a connection inside an act
 * @id: a noted dose
 * @error: return location
 *
 * Returns: whether it is gone
 */
gboolean
mh_past_dose_table_delete (MhDb    *db,
                           gint64   id,
                           GError **error)
{
  return mh_db_run (db, error, "DELETE FROM past_dose WHERE id = :id", ":id", MH_INT (id), NULL);
}

/**
 * mh_past_dose_table_get:
 * @db: a connection
 * @id: a noted dose
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the dose, or %NULL
 */
MhPastDose *
mh_past_dose_table_get (MhDb    *db,
                        gint64   id,
                        GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT " COLUMNS "FROM past_dose WHERE id = :id", ":id", MH_INT (id), NULL);
  g_autoptr (GPtrArray) doses = read_doses (rows, error);

  if (doses == NULL)
    return NULL;

  if (doses->len == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This dose is no longer noted."));
    return NULL;
  }

  return g_ptr_array_steal_index (doses, 0);
}

/**
 * mh_past_dose_table_list:
 * @db: a connection
 * @resident: a person
 * @programme: a programme, 0: all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhPastDose): what is noted, by programme and dose, or %NULL
 */
GPtrArray *
mh_past_dose_table_list (MhDb    *db,
                         gint64   resident,
                         gint64   programme,
                         GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT " COLUMNS "FROM past_dose WHERE resident = :resident "
                                                           "AND (:programme IS NULL OR programme = :programme) ORDER BY programme, dose",
                                         ":resident", MH_INT (resident), ":programme", MH_ID (programme), NULL);

  return read_doses (rows, error);
}

/**
 * mh_past_dose_table_list_taken:
 * @db: a connection
 * @programme: a programme
 * @ids: of mh_id_set_make(): people
 * @error: return location
 *
 * A booking that was missed, cancelled or taken back and at which nothing was had is not among them.
 *
 * Returns: (transfer full) (element-type MhTakenDose): what they had or hold of @programme, by resident, or %NULL
 */
GArray *
mh_past_dose_table_list_taken (MhDb       *db,
                               gint64      programme,
                               const char *ids,
                               GError    **error)
{
  static const char sql[] =
    "SELECT b.resident, b.dose, b.id, b.state = 'active', EXISTS (SELECT 1 FROM visit AS v WHERE v.booking = b.id AND v.state = 'done'), "
    "session.date, slot.start_min "
    "FROM " MH_ID_SET "booking AS b ON b.resident = who.value JOIN slot ON slot.id = b.slot JOIN session ON session.id = slot.session "
                      "WHERE b.programme = :programme AND " HAD_OR_BOOKED
    "UNION ALL SELECT d.resident, d.dose, 0, 0, 1, d.date, 0 FROM " MH_ID_SET "past_dose AS d ON d.resident = who.value "
                                                                              "WHERE d.programme = :programme ORDER BY 1";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":ids", MH_TEXT (ids), ":programme", MH_INT (programme), NULL);
  g_autoptr (GArray) doses = g_array_new (FALSE, FALSE, sizeof (MhTakenDose));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhTakenDose dose = {
      .resident = mh_rows_int (rows, 0),
      .dose = (int) mh_rows_int (rows, 1),
      .booking = mh_rows_int (rows, 2),
      .is_active = mh_rows_int (rows, 3) != 0,
      .is_had = mh_rows_int (rows, 4) != 0,
      .date = mh_rows_date (rows, 5),
      .start_min = (int) mh_rows_int (rows, 6),
    };

    g_array_append_val (doses, dose);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&doses) : NULL;
}

/**
 * mh_past_dose_table_list_series:
 * @db: a connection
 * @programme: the programme that is asked about; its own bookings do not count
 * @series: what the others have in common with it
 * @ids: of mh_id_set_make(): people
 * @from: the first day
 * @to: the last day
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhSeriesDose): what they had or hold of other programmes of the series then, or %NULL
 */
GArray *
mh_past_dose_table_list_series (MhDb       *db,
                                gint64      programme,
                                const char *series,
                                const char *ids,
                                MhDate      from,
                                MhDate      to,
                                GError    **error)
{
  static const char sql[] =
    "SELECT b.resident, b.id FROM " MH_ID_SET "booking AS b ON b.resident = who.value JOIN slot ON slot.id = b.slot "
                                              "JOIN session ON session.id = slot.session JOIN programme AS p ON p.id = b.programme "
                                              "WHERE p.id <> :programme AND p.series = :series AND session.date BETWEEN :from AND :to AND " HAD_OR_BOOKED
    "UNION ALL SELECT d.resident, 0 FROM " MH_ID_SET "past_dose AS d ON d.resident = who.value JOIN programme AS p ON p.id = d.programme "
                                                     "WHERE p.id <> :programme AND p.series = :series AND d.date BETWEEN :from AND :to";
  g_autofree char *first = mh_date_to_iso (from);
  g_autofree char *last = mh_date_to_iso (to);
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql,
                                         ":ids", MH_TEXT (ids), ":programme", MH_INT (programme), ":series", MH_TEXT (series),
                                         ":from", MH_TEXT (first), ":to", MH_TEXT (last), NULL);
  g_autoptr (GArray) doses = g_array_new (FALSE, FALSE, sizeof (MhSeriesDose));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhSeriesDose dose = { mh_rows_int (rows, 0), mh_rows_int (rows, 1) };

    g_array_append_val (doses, dose);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&doses) : NULL;
}

/**
 * mh_loose_dose_free:
 * @dose: (nullable): a booking
 */
void
mh_loose_dose_free (MhLooseDose *dose)
{
  if (dose == NULL)
    return;

  g_free (dose->why);
  g_free (dose);
}

/**
 * mh_past_dose_table_list_loose:
 * @db: a connection
 * @programme: a programme, 0: all
 * @from: the first day that is looked at
 * @error: return location
 *
 * A dose before that is booked for a day of which nothing is noted yet counts as one that will be had.
 *
 * Returns: (transfer full) (element-type MhLooseDose): bookings of further doses, the one before which was neither had nor is booked for
 *   an earlier time, by day and time; %NULL with @error set
 */
GPtrArray *
mh_past_dose_table_list_loose (MhDb    *db,
                               gint64   programme,
                               MhDate   from,
                               GError **error)
{
  static const char sql[] =
    "WITH later AS (SELECT c.id, c.resident, c.programme, c.dose, session.id AS session, session.date, slot.start_min "
    "  FROM booking AS c JOIN slot ON slot.id = c.slot JOIN session ON session.id = slot.session "
    "  WHERE c.state = 'active' AND c.dose > 1 AND session.date >= :from AND (:programme IS NULL OR c.programme = :programme)) "
    "SELECT later.id, later.resident, later.programme, later.session, later.dose, later.date, later.start_min, "
    "  (SELECT v.state FROM booking AS m JOIN visit AS v ON v.booking = m.id WHERE m.programme = later.programme "
    "     AND m.resident = later.resident AND m.dose = later.dose - 1 AND m.state = 'missed' ORDER BY v.state_at DESC, m.id DESC LIMIT 1) "
    "FROM later WHERE NOT EXISTS (SELECT 1 FROM past_dose AS d WHERE d.programme = later.programme AND d.resident = later.resident "
    "    AND d.dose = later.dose - 1) "
    "  AND NOT EXISTS (SELECT 1 FROM booking AS b JOIN slot AS t ON t.id = b.slot JOIN session AS s ON s.id = t.session "
    "    WHERE b.programme = later.programme AND b.resident = later.resident AND b.dose = later.dose - 1 AND s.date < later.date "
    "    AND " HAD_OR_BOOKED ") "
                             "ORDER BY later.date, later.start_min, later.id";
  g_autofree char *day = mh_date_to_iso (from);
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":programme", MH_ID (programme), ":from", MH_TEXT (day), NULL);
  g_autoptr (GPtrArray) doses = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_loose_dose_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhLooseDose *dose = g_new0 (MhLooseDose, 1);

    g_ptr_array_add (doses, dose);
    dose->booking = mh_rows_int (rows, 0);
    dose->resident = mh_rows_int (rows, 1);
    dose->programme = mh_rows_int (rows, 2);
    dose->session = mh_rows_int (rows, 3);
    dose->dose = (int) mh_rows_int (rows, 4);
    dose->date = mh_rows_date (rows, 5);
    dose->start_min = (int) mh_rows_int (rows, 6);
    dose->why = mh_rows_is_null (rows, 7) ? g_strdup ("") : mh_rows_dup_text (rows, 7);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&doses) : NULL;
}

/**
 * mh_past_dose_table_is_had:
 * @db: a connection
 * @programme: a programme
 * @resident: a person
 * @dose: 1 or more
 * @out_had: (out): whether a visit with it was done, or it is noted as had elsewhere
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_past_dose_table_is_had (MhDb     *db,
                           gint64    programme,
                           gint64    resident,
                           int       dose,
                           gboolean *out_had,
                           GError  **error)
{
  g_autofree char *ids = mh_id_set_make (&resident, 1);
  g_autoptr (GArray) doses = mh_past_dose_table_list_taken (db, programme, ids, error);

  *out_had = FALSE;
  for (guint i = 0; doses != NULL && i < doses->len; i++) {
    const MhTakenDose *taken = &g_array_index (doses, MhTakenDose, i);

    *out_had |= taken->dose == dose && taken->is_had;
  }

  return doses != NULL;
}

/**
 * mh_past_dose_table_last_day:
 * @db: a connection
 * @programme: a programme
 * @resident: a person
 * @dose: 1 or more
 * @out_day: (out): the latest day on which it was had or is booked, or none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_past_dose_table_last_day (MhDb    *db,
                             gint64   programme,
                             gint64   resident,
                             int      dose,
                             MhDate  *out_day,
                             GError **error)
{
  g_autofree char *ids = mh_id_set_make (&resident, 1);
  g_autoptr (GArray) doses = mh_past_dose_table_list_taken (db, programme, ids, error);

  *out_day = MH_DATE_NONE;
  for (guint i = 0; doses != NULL && i < doses->len; i++) {
    const MhTakenDose *taken = &g_array_index (doses, MhTakenDose, i);

    if (taken->dose == dose && (!mh_date_is_set (*out_day) || mh_date_compare (taken->date, *out_day) > 0))
      *out_day = taken->date;
  }

  return doses != NULL;
}

/**
 * mh_past_dose_table_in_series:
 * @db: a connection
 * @programme: the programme that is asked about; its own bookings do not count
 * @series: what the others have in common with it
 * @resident: a person
 * @from: the first day
 * @to: the last day
 * @except: a booking that does not count, or 0
 * @out_had: (out): whether another programme of the series was had or is booked then
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_past_dose_table_in_series (MhDb       *db,
                              gint64      programme,
                              const char *series,
                              gint64      resident,
                              MhDate      from,
                              MhDate      to,
                              gint64      except,
                              gboolean   *out_had,
                              GError    **error)
{
  g_autofree char *ids = mh_id_set_make (&resident, 1);
  g_autoptr (GArray) doses = mh_past_dose_table_list_series (db, programme, series, ids, from, to, error);

  *out_had = FALSE;
  for (guint i = 0; doses != NULL && i < doses->len; i++) {
    const MhSeriesDose *dose = &g_array_index (doses, MhSeriesDose, i);

    *out_had |= dose->booking == 0 || dose->booking != except;
  }

  return doses != NULL;
}
