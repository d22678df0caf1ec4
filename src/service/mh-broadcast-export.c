/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-export"

#include "mh-broadcast.h"

#include "mh-audit.h"
#include "mh-broadcast-number-table.h"
#include "mh-column-words.h"
#include "mh-csv-writer.h"
#include "mh-people.h"
#include "mh-phone.h"
#include "mh-save.h"
#include "mh-wording.h"

static const char * const columns[] = { "register-number", "name", "message-state", "channel", "why", "date", "time", NULL };

static void
write_header (MhCsvWriter *writer)
{
  const char *cells[G_N_ELEMENTS (columns)] = { NULL };

  for (guint i = 0; columns[i] != NULL; i++)
    cells[i] = mh_column_words (columns[i]);

  mh_csv_writer_set_column_kind (writer, 0, MH_CSV_COLUMN_NUMBER_TEXT);
  mh_csv_writer_add_row (writer, cells);
}

static gboolean
write_row (const MhDesk            *desk,
           MhCsvWriter             *writer,
           const MhBroadcastResult *result,
           GError                 **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &result->resident, 1, error);
  const MhPerson *person = people != NULL && people->len > 0 ? g_ptr_array_index (people, 0) : NULL;
  MhDate day = mh_date_from_ms (result->at);
  g_autofree char *date = mh_date_to_iso (day);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (result->at));

  if (people == NULL)
    return FALSE;

  {
    const char *cells[] = {
      person != NULL ? person->resident->register_number : "", person != NULL ? person->shown_name : "",
      mh_wording_delivery_state (result->state), result->channel != NULL ? mh_wording_channel (result->channel) : "",
      mh_wording_delivery_reason (result->reason), date, time, NULL
    };

    mh_csv_writer_add_row (writer, cells);
  }

  return TRUE;
}

/* Numbers that belong to nobody in the register stand where a name would. */
static gboolean
write_numbers (const MhDesk *desk,
               MhCsvWriter  *writer,
               gint64        broadcast,
               GError      **error)
{
  g_autoptr (GPtrArray) numbers = mh_broadcast_number_table_list (desk->db, broadcast, error);

  for (guint i = 0; numbers != NULL && i < numbers->len; i++) {
    const MhBroadcastNumber *number = g_ptr_array_index (numbers, i);
    g_autofree char *shown = mh_phone_format (number->number, NULL);
    g_autofree char *date = mh_date_to_iso (mh_date_from_ms (number->at));
    g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (number->at));
    const char *cells[] = {
      "", shown, mh_wording_delivery_state (number->state), mh_wording_channel ("mobile"),
      mh_wording_delivery_reason (number->reason), date, time, NULL
    };

    mh_csv_writer_add_row (writer, cells);
  }

  return numbers != NULL;
}

static char *
make_detail (gint64 broadcast,
             guint  n)
{
  g_autofree char *list = g_strjoinv ("\",\"", (char **) columns);

  return g_strdup_printf ("{\"broadcast\":%lld,\"count\":%u,\"columns\":[\"%s\"]}", (long long) broadcast, n, list);
}

static gboolean
note (const MhDesk *desk,
      gint64        broadcast,
      GPtrArray    *results,
      GError      **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *detail = make_detail (broadcast, results->len);

  for (guint i = 0; i < results->len; i++)
    g_array_append_val (people, ((const MhBroadcastResult *) g_ptr_array_index (results, i))->resident);

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.export", 0, detail, people, error);
}

/* In the log and under its name, or neither. @prepared: (transfer full) */
static gboolean
finish (const MhDesk *desk,
        gint64        broadcast,
        GPtrArray    *results,
        char         *prepared,
        const char   *path,
        GError      **error)
{
  if (!mh_db_begin (desk->db, error)) {
    mh_save_abandon (prepared);
    return FALSE;
  }

  if (!note (desk, broadcast, results, error)) {
    mh_db_rollback (desk->db);
    mh_save_abandon (prepared);
    return FALSE;
  }

  if (!mh_save_finish (prepared, path, error)) {
    mh_db_rollback (desk->db);
    return FALSE;
  }

  if (!mh_db_commit (desk->db, error))
    return FALSE;

  mh_audit_keep_head (desk->db);

  return TRUE;
}

/**
 * mh_broadcast_export_results:
 * @desk: the desk, not in a transaction
 * @broadcast: a broadcast that was held
 * @path: the file to write or replace
 * @error: return location; MH_ERROR_STORAGE
 *
 * What became of each person, as CSV that Excel opens. The log says who stands in it.
 *
 * Returns: whether the file stands and is noted
 */
gboolean
mh_broadcast_export_results (const MhDesk *desk,
                             gint64        broadcast,
                             const char   *path,
                             GError      **error)
{
  g_autoptr (GPtrArray) results = mh_broadcast_results (desk, broadcast, error);
  g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_UTF8_BOM);
  g_autoptr (GBytes) bytes = NULL;
  char *prepared;

  if (results == NULL)
    return FALSE;

  write_header (writer);
  for (guint i = 0; i < results->len; i++) {
    if (!write_row (desk, writer, g_ptr_array_index (results, i), error))
      return FALSE;
  }

  if (!write_numbers (desk, writer, broadcast, error))
    return FALSE;

  bytes = mh_csv_writer_to_bytes (writer, MH_CSV_MISFIT_STOP, error);
  prepared = bytes != NULL ? mh_save_prepare (path, bytes, error) : NULL;

  return prepared != NULL && finish (desk, broadcast, results, prepared, path, error);
}
