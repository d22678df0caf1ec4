/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-export"

#include "mh-export-private.h"

#include <json-glib/json-glib.h>

#include "mh-audit.h"

/* What the log says of the last list of results of a programme that told all that was new. */
static const char last_sql[] =
  "SELECT detail FROM audit WHERE kind = 'results.export' AND json_extract (detail, '$.\"through-act\"') IS NOT NULL "
  "AND coalesce (json_extract (detail, '$.programme'), 0) = :programme ORDER BY id DESC LIMIT 1";

static void
read_waiting (JsonObject *detail,
              GArray     *waiting)
{
  JsonArray *array = json_object_has_member (detail, "waiting") ? json_object_get_array_member (detail, "waiting") : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    gint64 booking = json_array_get_int_element (array, i);

    g_array_append_val (waiting, booking);
  }
}

static void
read_detail (const char   *text,
             MhExportLast *last)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *detail;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  detail = json_node_get_object (node);
  last->act = json_object_get_int_member (detail, "through-act");
  mh_date_from_iso (json_object_get_string_member_with_default (detail, "to", ""), &last->to);
  read_waiting (detail, last->waiting);
}

/**
 * mh_export_last_clear:
 * @last: what was told
 *
 * Cleared by mh_export_last_clear().
 *
 * Frees what it holds.
 */
void
mh_export_last_clear (MhExportLast *last)
{
  g_clear_pointer (&last->waiting, g_array_unref);
}

/**
 * mh_export_last_read:
 * @db: a connection
 * @programme: a programme, or 0
 * @last: (out caller-allocates): what the last list of results told; free with mh_export_last_clear()
 * @error: return location
 *
 * Whether it could be looked up; @last is empty where there was no list before.
 *
 * Returns: whether the notes could be read
 */
gboolean
mh_export_last_read (MhDb         *db,
                     gint64        programme,
                     MhExportLast *last,
                     GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, last_sql, ":programme", MH_INT (programme), NULL);

  *last = (MhExportLast) { .waiting = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows))
    read_detail (mh_rows_text (rows, 0), last);

  return mh_rows_end (rows, error);
}

static gboolean
holds (GPtrArray *list,
       gint64     booking)
{
  for (guint i = 0; i < list->len; i++) {
    if (((MhListRow *) g_ptr_array_index (list, i))->booking == booking)
      return TRUE;
  }

  return FALSE;
}

static gboolean
waits (const MhExportLast *last,
       gint64              booking)
{
  for (guint i = 0; i < last->waiting->len; i++) {
    if (g_array_index (last->waiting, gint64, i) == booking)
      return TRUE;
  }

  return FALSE;
}

/* Who had no number of the register at the last list is asked about again, whatever has changed since. */
static gboolean
add_waiting (MhDb               *db,
             GPtrArray          *list,
             const MhExportLast *last,
             const MhListFilter *filter,
             GError            **error)
{
  g_autoptr (GPtrArray) all = NULL;

  if (last->waiting->len == 0)
    return TRUE;

  all = mh_list_table_results (db, filter, error);
  for (guint i = 0; all != NULL && i < all->len; i++) {
    gint64 booking = ((MhListRow *) g_ptr_array_index (all, i))->booking;

    if (waits (last, booking) && !holds (list, booking))
      g_ptr_array_add (list, g_steal_pointer (&g_ptr_array_index (all, i)));
  }

  return all != NULL;
}

/**
 * mh_export_list_results:
 * @desk: the desk
 * @request: which results
 * @last: of mh_export_last_read()
 * @error: return location
 *
 * What became of the bookings of @request, or what is new of it.
 *
 * Goes on from what the last list told where @request wants it, with those whom that one had to leave waiting.
 *
 * Returns: (transfer full) (element-type MhListRow): the results, or %NULL
 */
GPtrArray *
mh_export_list_results (const MhDesk          *desk,
                        const MhExportRequest *request,
                        const MhExportLast    *last,
                        GError               **error)
{
  g_autoptr (GPtrArray) list = NULL;

  if (!request->since_last || last->act == 0)
    return mh_list_table_results (desk->db, &request->filter, error);

  list = mh_list_table_results_since (desk->db, &request->filter, last->to, last->act, error);

  return list != NULL && add_waiting (desk->db, list, last, &request->filter, error) ? g_steal_pointer (&list) : NULL;
}
