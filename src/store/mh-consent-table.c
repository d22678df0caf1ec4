/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-consent-table"

#include "mh-consent-table.h"

#include "mh-rows-date.h"

static MhConsent *
read_row (MhRows *rows)
{
  MhConsent *consent = g_new0 (MhConsent, 1);

  consent->id = mh_rows_int (rows, 0);
  consent->resident = mh_rows_int (rows, 1);
  consent->channel = mh_rows_dup_text (rows, 2);
  consent->category = mh_rows_dup_text (rows, 3);
  consent->answer = g_strcmp0 (mh_rows_text (rows, 4), "yes") == 0;
  consent->day = mh_rows_date (rows, 5);
  consent->how = mh_rows_dup_text (rows, 6);
  consent->note = mh_rows_dup_text (rows, 7);

  return consent;
}

/**
 * mh_consent_free:
 * @consent: (nullable): an answer
 */
void
mh_consent_free (MhConsent *consent)
{
  if (consent == NULL)
    return;

  g_free (consent->channel);
  g_free (consent->category);
  g_free (consent->how);
  g_free (consent->note);
  g_free (consent);
}

/**
 * mh_consent_table_set:
 * @db: a connection inside an act
 * @consent: the answer; its id does not matter
 * @error: return location
 *
 * Takes the place of the earlier answer for the same person, channel and category.
 *
 * Returns: whether it was written
 */
gboolean
mh_consent_table_set (MhDb            *db,
                      const MhConsent *consent,
                      GError         **error)
{
  g_autofree char *iso = mh_date_to_iso (consent->day);

  return mh_db_run (db, error,
                    "INSERT INTO consent (resident, channel, category, answer, day, how, note) "
                    "VALUES (:resident, :channel, :category, :answer, :day, :how, :note) "
                    "ON CONFLICT (resident, channel, category) DO UPDATE "
                    "SET answer = excluded.answer, day = excluded.day, how = excluded.how, note = excluded.note",
                    ":resident", MH_INT (consent->resident),
                    ":channel", MH_TEXT (consent->channel),
                    ":category", MH_TEXT (consent->category),
                    ":answer", MH_TEXT (consent->answer ? "yes" : "no"),
                    ":day", MH_TEXT (iso),
                    ":how", MH_TEXT (consent->how),
                    ":note", MH_TEXT (consent->note),
                    NULL);
}

/**
 * mh_consent_table_remove:
 * @db: a connection inside an act
 * @resident: a person
 * @channel: line, sms, phone, letter
 * @category: "" or a category
 * @out_removed: (out) (optional): whether there was an answer
 * @error: return location
 *
 * Returns: whether it could be written
 */
gboolean
mh_consent_table_remove (MhDb       *db,
                         gint64      resident,
                         const char *channel,
                         const char *category,
                         gboolean   *out_removed,
                         GError    **error)
{
  if (!mh_db_run (db, error, "DELETE FROM consent WHERE resident = :resident AND channel = :channel AND category = :category",
                  ":resident", MH_INT (resident), ":channel", MH_TEXT (channel), ":category", MH_TEXT (category), NULL))
    return FALSE;

  if (out_removed != NULL)
    *out_removed = mh_db_changes (db) > 0;

  return TRUE;
}

/**
 * mh_consent_table_list:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhConsent): what the person has said, by channel, the wider category first, or %NULL
 */
GPtrArray *
mh_consent_table_list (MhDb    *db,
                       gint64   resident,
                       GError **error)
{
  static const char sql[] =
    "SELECT id, resident, channel, category, answer, day, how, note FROM consent WHERE resident = :resident "
    "ORDER BY CASE channel WHEN 'line' THEN 1 WHEN 'sms' THEN 2 WHEN 'phone' THEN 3 ELSE 4 END, category";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":resident", MH_INT (resident), NULL);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_consent_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (answers, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&answers) : NULL;
}
