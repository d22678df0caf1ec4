/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-checks"

#include "mh-checks.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-delivery-table.h"
#include "mh-people.h"
#include "mh-phone.h"

/**
 * mh_check_row_free:
 * @row: a message to be checked
 */
void
mh_check_row_free (MhCheckRow *row)
{
  g_free (row->name);
  g_free (row->kind);
  g_free (row->about);
  g_free (row->channel);
  g_free (row->reason);
  g_free (row);
}

/* As this desk shows them; nothing else of a person is told. */
static char *
write_names (const MhDesk *desk,
             GArray       *residents,
             GError      **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, (const gint64 *) (gpointer) residents->data, residents->len, error);
  g_autoptr (GString) names = NULL;

  if (people == NULL)
    return NULL;

  names = g_string_new (NULL);
  for (guint i = 0; i < people->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "、" : "", ((const MhPerson *) g_ptr_array_index (people, i))->shown_name);

  return g_strdup (names->str);
}

/* The number of nobody stands there already. */
static gboolean
fill_name (const MhDesk *desk,
           MhCheckRow   *row,
           GError      **error)
{
  g_autoptr (GArray) residents = NULL;

  if (row->resident == 0)
    return TRUE;

  residents = mh_broadcast_delivery_table_list_people (desk->db, row->delivery, error);
  if (residents == NULL)
    return FALSE;

  if (residents->len == 0)
    g_array_append_val (residents, row->resident);
  g_free (row->name);
  row->name = write_names (desk, residents, error);

  return row->name != NULL;
}

static char *
write_number (const char *digits)
{
  return digits != NULL ? mh_phone_format (digits, NULL) : g_strdup (_("A number that nobody in the register has"));
}

/**
 * mh_checks_list:
 * @desk: the desk
 * @broadcast: only those of a broadcast, 0: all there are
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhCheckRow): the messages that stand at 要確認, those that went first first
 */
GPtrArray *
mh_checks_list (const MhDesk *desk,
                gint64        broadcast,
                GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_check_row_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "SELECT d.id, coalesce (d.resident, 0), d.kind, b.name, c.kind, d.reason, d.state_at, "
                      "  (SELECT max (a.sent_at) FROM attempt_delivery AS p JOIN attempt AS a ON a.id = p.attempt WHERE p.delivery = d.id), "
                      "  CASE WHEN d.resident IS NULL THEN c.value END "
                      "FROM delivery AS d LEFT JOIN broadcast AS b ON b.id = d.broadcast LEFT JOIN contact AS c ON c.id = d.contact "
                      "WHERE d.state = 'check' AND (:broadcast = 0 OR d.broadcast = :broadcast) ORDER BY d.id", ":broadcast", MH_INT (broadcast), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhCheckRow *row = g_new0 (MhCheckRow, 1);

    row->delivery = mh_rows_int (rows, 0);
    row->resident = mh_rows_int (rows, 1);
    row->kind = mh_rows_dup_text (rows, 2);
    row->about = mh_rows_dup_text (rows, 3);
    row->channel = mh_rows_dup_text (rows, 4);
    row->reason = mh_rows_dup_text (rows, 5);
    row->at = mh_rows_int (rows, 6);
    row->sent_at = mh_rows_int (rows, 7);
    row->name = write_number (mh_rows_text (rows, 8));
    g_ptr_array_add (list, row);
  }

  if (!mh_rows_end (rows, error))
    return NULL;

  for (guint i = 0; i < list->len; i++) {
    if (!fill_name (desk, g_ptr_array_index (list, i), error))
      return NULL;
  }

  return g_steal_pointer (&list);
}

/**
 * mh_checks_list_deliveries:
 * @rows: (element-type MhCheckRow): messages to be checked
 *
 * Returns: (transfer full) (element-type gint64): the ids of the messages
 */
GArray *
mh_checks_list_deliveries (GPtrArray *rows)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (rows != NULL, ids);

  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (ids, ((const MhCheckRow *) g_ptr_array_index (rows, i))->delivery);

  return ids;
}
