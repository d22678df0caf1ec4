/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-steps"

#include "mh-import-steps.h"

#include "mh-config.h"

typedef struct {
  char         *path;
  MhCsvEncoding encoding;
  MhDate        today;
} ReadOrder;

typedef struct {
  MhImportFile *file;
  MhEraTable    era_table;
  GCancellable *cancellable;
} ReportOrder;

typedef struct {
  MhImportReport *report;
  MhDate          as_of;
  MhImportMeter  *meter;
  GCancellable   *cancellable;
} ApplyOrder;

static void
clear_file (MhImportFile *file)
{
  g_clear_object (&file->csv);
  g_clear_pointer (&file->layout, mh_import_layout_free);
}

static void
clear_report (MhImportReport *report)
{
  g_clear_pointer (&report->plan, mh_import_plan_free);
  g_clear_pointer (&report->table, mh_import_table_free);
  g_clear_pointer (&report->file, mh_import_file_unref);
}

static void
read_order_free (ReadOrder *order)
{
  g_free (order->path);
  g_free (order);
}

static void
report_order_free (ReportOrder *order)
{
  mh_import_file_unref (order->file);
  g_clear_object (&order->cancellable);
  g_free (order);
}

static void
apply_order_free (ApplyOrder *order)
{
  mh_import_report_unref (order->report);
  g_clear_object (&order->cancellable);
  g_free (order);
}

static void
read_on_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const ReadOrder *order = data;
  MhImportFile *file;
  GError *error = NULL;
  MhCsv *csv = mh_csv_new_from_path (order->path, order->encoding, cancellable, &error);

  if (csv == NULL) {
    g_task_return_error (task, error);
    return;
  }

  file = g_atomic_rc_box_new0 (MhImportFile);
  file->csv = csv;
  file->layout = mh_import_layout_guess (csv, order->today);
  g_task_return_pointer (task, file, (GDestroyNotify) mh_import_file_unref);
}

static gpointer
make_report (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  ReportOrder *order = input;
  g_autofree char *area_code = mh_config_get (desk, "town.area-code", error);
  MhImportOptions options = { .era_table = order->era_table, .area_code = area_code, .today = mh_desk_today (desk) };
  g_autoptr (MhImportReport) report = NULL;

  if (area_code == NULL)
    return NULL;

  report = g_atomic_rc_box_new0 (MhImportReport);
  report->file = mh_import_file_ref (order->file);
  report->table = mh_import_read (order->file->csv, order->file->layout, &options, NULL, NULL, order->cancellable, error);
  if (report->table == NULL)
    return NULL;

  report->plan = mh_import_compare (desk, report->table, NULL, NULL, order->cancellable, error);

  return report->plan != NULL ? g_steal_pointer (&report) : NULL;
}

static void
note_progress (guint    done,
               guint    total,
               gpointer user_data)
{
  MhImportMeter *meter = user_data;

  g_atomic_int_set (&meter->total, (int) total);
  g_atomic_int_set (&meter->done, (int) done);
}

static gpointer
apply_report (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  ApplyOrder *order = input;
  gint64 act = mh_import_apply (desk, order->report->table, NULL, order->as_of, note_progress, order->meter, order->cancellable,
                                error);

  return act != 0 ? g_memdup2 (&act, sizeof act) : NULL;
}

/**
 * mh_import_file_ref:
 * @file: a file
 *
 * Returns: @file, with one more reference
 */
MhImportFile *
mh_import_file_ref (MhImportFile *file)
{
  return g_atomic_rc_box_acquire (file);
}

/**
 * mh_import_file_unref:
 * @file: (transfer full): a file
 *
 * Gives a reference back.
 */
void
mh_import_file_unref (MhImportFile *file)
{
  g_atomic_rc_box_release_full (file, (GDestroyNotify) clear_file);
}

/**
 * mh_import_report_ref:
 * @report: a report
 *
 * Returns: @report, with one more reference
 */
MhImportReport *
mh_import_report_ref (MhImportReport *report)
{
  return g_atomic_rc_box_acquire (report);
}

/**
 * mh_import_report_unref:
 * @report: (transfer full): a report
 *
 * Gives a reference back.
 */
void
mh_import_report_unref (MhImportReport *report)
{
  g_atomic_rc_box_release_full (report, (GDestroyNotify) clear_report);
}

/**
 * mh_import_read_file_async:
 * @path: a CSV file
 * @encoding: how it is written, or MH_CSV_ENCODING_AUTO
 * @today: for judging what is a date
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_import_read_file_finish()
 * @user_data: data for @callback
 *
 * Decodes a file and guesses its columns.
 */
void
mh_import_read_file_async (const char         *path,
                           MhCsvEncoding       encoding,
                           MhDate              today,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  ReadOrder *order;

  g_return_if_fail (path != NULL);

  order = g_new0 (ReadOrder, 1);
  order->path = g_strdup (path);
  order->encoding = encoding;
  order->today = today;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_import_read_file_async);
  g_task_set_task_data (task, order, (GDestroyNotify) read_order_free);
  g_task_run_in_thread (task, read_on_thread);
}

/**
 * mh_import_read_file_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the file, or %NULL
 */
MhImportFile *
mh_import_read_file_finish (GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_import_read_file_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * mh_import_make_report_async:
 * @context: the open town
 * @file: a file; its layout must not be changed until the callback
 * @era_table: which digit stands for which era
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Reads the people of the file and lays them beside the list. Nothing is changed.
 */
void
mh_import_make_report_async (MhUiContext        *context,
                             MhImportFile       *file,
                             MhEraTable          era_table,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  ReportOrder *order;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (file != NULL);

  order = g_new0 (ReportOrder, 1);
  order->file = mh_import_file_ref (file);
  order->era_table = era_table;
  order->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  mh_ui_context_read_async (context, make_report, order, (GDestroyNotify) report_order_free,
                            (GDestroyNotify) mh_import_report_unref, cancellable, callback, user_data);
}

/**
 * mh_import_apply_report_async:
 * @context: the open town
 * @report: what the user has looked through
 * @as_of: of what day the list is, or none
 * @meter: how far it has come; must live until the callback
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Writes what differs, all or nothing.
 */
void
mh_import_apply_report_async (MhUiContext        *context,
                              MhImportReport     *report,
                              MhDate              as_of,
                              MhImportMeter      *meter,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  ApplyOrder *order;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (report != NULL);
  g_return_if_fail (meter != NULL);

  order = g_new0 (ApplyOrder, 1);
  order->report = mh_import_report_ref (report);
  order->as_of = as_of;
  order->meter = meter;
  order->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  mh_ui_context_run_async (context, apply_report, order, (GDestroyNotify) apply_order_free, g_free, cancellable, callback,
                           user_data);
}
