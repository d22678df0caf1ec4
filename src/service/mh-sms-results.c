/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sms-results"

#include "mh-sms-csv.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-csv.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-outgoing-table.h"
#include "mh-phone.h"

#define FILE_KIND "sms-csv"

/* What services call it; the town adds the words of its own. */
static const char * const delivered_words[] = { "送達", "送達済", "着信", "着信済", "配信済", "到達", "delivered", "received", NULL };
static const char * const undelivered_words[] = {
  "未達", "不達", "圏外", "失敗", "配信失敗", "送信失敗", "エラー", "undelivered", "failed", "error", NULL
};

/**
 * mh_sms_results_free:
 * @results: what came back
 */
void
mh_sms_results_free (MhSmsResults *results)
{
  g_clear_pointer (&results->unknown, g_array_unref);
  g_free (results);
}

static gboolean
is_one_of (const char * const *words,
           const char         *text)
{
  for (gsize i = 0; words != NULL && words[i] != NULL; i++) {
    if (g_ascii_strcasecmp (words[i], text) == 0)
      return TRUE;
  }

  return FALSE;
}

/* What the town has said comes first. */
static const char *
read_result (const MhSmsResultsLayout *layout,
             const char               *text)
{
  if (is_one_of (layout->delivered, text))
    return "delivered";

  if (is_one_of (layout->undelivered, text))
    return "undelivered";

  if (is_one_of (delivered_words, text))
    return "delivered";

  return is_one_of (undelivered_words, text) ? "undelivered" : "check";
}

static char *
dup_cell (const char * const *cells,
          guint               n_cells,
          int                 column)
{
  return column > 0 && (guint) column <= n_cells ? g_strstrip (g_strdup (cells[column - 1])) : g_strdup ("");
}

static gboolean
find_row (const MhDesk   *desk,
          const char     *ref,
          const char     *phone,
          MhOutgoingRow **out_row,
          GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  MhPhone number = mh_phone_read (phone, NULL);

  *out_row = NULL;

  if (*ref != '\0')
    *out_row = mh_outgoing_table_find_ref (desk->db, ref, &local_error);
  if (*out_row == NULL && local_error == NULL && *ref == '\0' && number.kind == MH_PHONE_MOBILE)
    *out_row = mh_outgoing_table_find_phone (desk->db, FILE_KIND, number.digits, &local_error);

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* A result that was read before changes nothing; one that says more than "check" takes its place. What somebody has settled meanwhile stays. */
static gboolean
apply (const MhDesk        *desk,
       MhAct               *act,
       const MhOutgoingRow *row,
       const char          *result,
       MhSmsResults        *results,
       GError             **error)
{
  g_autoptr (MhDelivery) delivery = NULL;
  gint64 now = mh_desk_now (desk);
  gboolean delivered = g_str_equal (result, "delivered");
  gboolean undelivered = g_str_equal (result, "undelivered");

  if (g_strcmp0 (row->result, result) == 0) {
    results->n_same++;
    return TRUE;
  }

  delivery = mh_delivery_table_get (desk->db, row->delivery, error);
  if (delivery == NULL)
    return FALSE;

  if (!g_str_equal (delivery->state, "exported") && !g_str_equal (delivery->state, "check")) {
    results->n_same++;
    return TRUE;
  }

  mh_act_add_person (act, delivery->resident);
  results->n_delivered += delivered;
  results->n_undelivered += undelivered;
  results->n_check += !delivered && !undelivered;

  return mh_outgoing_table_set_result (desk->db, row, result, now, error) &&
         mh_delivery_table_move (desk->db, delivery->id, delivery->state, delivered ? "delivered" : undelivered ? "by-hand" : "check",
                                 undelivered ? 0 : delivery->contact, delivered ? NULL : undelivered ? "undelivered" : "unknown", now, error);
}

static gboolean
read_line (const MhDesk             *desk,
           MhAct                    *act,
           MhCsv                    *csv,
           guint                     number,
           const MhSmsResultsLayout *layout,
           MhSmsResults             *results,
           GError                  **error)
{
  guint n_cells = 0;
  guint line = 0;
  const char * const *cells = mh_csv_get_row (csv, number, &n_cells, &line);
  g_autofree char *ref = dup_cell (cells, n_cells, layout->ref_column);
  g_autofree char *phone = dup_cell (cells, n_cells, layout->phone_column);
  g_autofree char *result = dup_cell (cells, n_cells, layout->result_column);
  g_autoptr (MhOutgoingRow) row = NULL;

  if (!find_row (desk, ref, phone, &row, error))
    return FALSE;

  if (row == NULL) {
    g_array_append_val (results->unknown, line);
    return TRUE;
  }

  results->n_rows++;

  return apply (desk, act, row, read_result (layout, result), results, error);
}

/**
 * mh_sms_results_read:
 * @desk: the desk
 * @path: the file that the service gave back
 * @layout: where what stands in it
 * @error: return location; MH_ERROR_INVALID
 *
 * Notes what became of messages that left in a file, found by their own number or by the telephone (then the newest message that went there).
 * The same file may be read again. What was not delivered is to be told by hand; what is said in words that are not known is to be checked.
 *
 * Returns: (transfer full) (nullable): what came back
 */
MhSmsResults *
mh_sms_results_read (const MhDesk             *desk,
                     const char               *path,
                     const MhSmsResultsLayout *layout,
                     GError                  **error)
{
  g_autoptr (MhCsv) csv = NULL;
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhSmsResults) results = g_new0 (MhSmsResults, 1);

  if ((layout->ref_column <= 0 && layout->phone_column <= 0) || layout->result_column <= 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("Say in which column the result stands, and in which the number of the message or the telephone."));
    return NULL;
  }

  csv = mh_csv_new_from_path (path, MH_CSV_ENCODING_AUTO, NULL, error);
  act = csv != NULL ? mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "sms-csv.results", MH_UNDO_NONE, error) : NULL;
  if (act == NULL)
    return NULL;

  results->unknown = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < mh_csv_get_n_rows (csv); i++) {
    if (!read_line (desk, act, csv, i, layout, results, error))
      return NULL;
  }

  mh_act_set_int (act, "delivered", results->n_delivered);
  mh_act_set_int (act, "undelivered", results->n_undelivered);
  mh_act_set_int (act, "check", results->n_check);
  mh_act_set_int (act, "unknown", results->unknown->len);

  return mh_act_commit (act, error) ? g_steal_pointer (&results) : NULL;
}
