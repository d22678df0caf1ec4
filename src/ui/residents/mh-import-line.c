/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-line"

#include "mh-import-line.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-import-contacts.h"
#include "mh-window.h"

/* More would not be read on a screen; the file is there to look into. */
#define MAX_SHOWN 12

static gpointer
import_contacts (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  g_autoptr (MhCsv) csv = mh_csv_new_from_path (input, MH_CSV_ENCODING_AUTO, NULL, error);

  return csv != NULL ? mh_import_contacts (desk, csv, NULL, error) : NULL;
}

static void
show_skipped (GtkWidget *widget,
              GPtrArray *skipped)
{
  g_autofree char *heading = g_strdup_printf (ngettext ("%u row was left out", "%u rows were left out", skipped->len),
                                              skipped->len);
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < skipped->len && i < MAX_SHOWN; i++) {
    const MhImportSkip *skip = skipped->pdata[i];

    g_string_append_printf (body, _("Line %u: %s"), skip->line, skip->reason);
    g_string_append_c (body, '\n');
  }
  if (skipped->len > MAX_SHOWN)
    g_string_append (body, "…");

  mh_dialogs_show_text (widget, heading, body->str);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhImportContactsResult) done = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (widget);
  g_autofree char *text = NULL;

  if (done == NULL) {
    mh_dialogs_show_error (widget, _("No LINE accounts were imported"), error);
    return;
  }

  text = g_strdup_printf (ngettext ("%u LINE account is added, %u was there already",
                                    "%u LINE accounts are added, %u were there already", done->n_added),
                          done->n_added, done->n_unchanged);
  if (window != NULL)
    mh_window_show_toast (window, text, done->act);
  if (done->skipped->len > 0)
    show_skipped (widget, done->skipped);
  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhUiContext) context = user_data;
  GtkWidget *widget = GTK_WIDGET (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (widget, result);
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    mh_ui_context_run_async (context, import_contacts, path, g_free, (GDestroyNotify) mh_import_contacts_result_free, NULL,
                             imported_cb, g_object_ref (widget));
}

/**
 * mh_import_line_run:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Imports LINE accounts.
 */
void
mh_import_line_run (GtkWidget   *parent,
                    MhUiContext *context)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  mh_file_dialogs_open_async (parent, _("Which list of LINE accounts?"), _("CSV files"), "*.csv", file_chosen_cb,
                              g_object_ref (context));
}
