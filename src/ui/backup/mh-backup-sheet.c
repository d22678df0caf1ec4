/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-sheet"

#include "mh-backup-sheet.h"

#include <glib/gi18n-lib.h>

#include "mh-backup-set.h"
#include "mh-config.h"
#include "mh-dialogs.h"
#include "mh-print.h"
#include "mh-recovery-key.h"
#include "mh-recovery-sheet.h"

/* One sheet on its way to the printer. */
typedef struct {
  GtkWidget   *parent;   /* (owned) */
  MhUiContext *context;  /* (owned) */
  char        *town;     /* (owned) */
  char        *folder;   /* (owned) */
  char        *printed;  /* (owned) */
  MhSealedKey  key;
} Sheet;

typedef struct {
  char *town;
  char *folder;
} Words;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_object_unref (sheet->parent);
  g_object_unref (sheet->context);
  g_free (sheet->town);
  g_free (sheet->folder);
  g_free (sheet->printed);
  mh_sealed_key_clear (&sheet->key);
  g_free (sheet);
}

static void
words_free (Words *words)
{
  g_free (words->town);
  g_free (words->folder);
  g_free (words);
}

static gpointer
read_words (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  Words *words = g_new0 (Words, 1);

  words->folder = mh_backup_set_folder (desk, error);
  if (words->folder == NULL) {
    words_free (words);
    return NULL;
  }
  words->town = mh_config_get (desk, "town.name", NULL);

  return words;
}

static gpointer
note_sheet (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  return GINT_TO_POINTER (mh_backup_note_sheet (desk, error));
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error) == NULL)
    mh_dialogs_show_error (parent, _("It could not be noted that the sheet was printed"), error);
  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
}

static void
page_drawn (cairo_t *cr,
            gpointer user_data)
{
  const Sheet *sheet = user_data;
  const MhRecoverySheet page = { sheet->town, sheet->printed, sheet->folder, &sheet->key };

  mh_recovery_sheet_draw (&page, cr);
}

static void
page_printed (gpointer user_data)
{
  const Sheet *sheet = user_data;

  mh_ui_context_run_async (sheet->context, note_sheet, NULL, NULL, NULL, NULL, noted_cb, g_object_ref (sheet->parent));
}

static void
words_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Sheet *sheet = user_data;
  g_autoptr (GError) error = NULL;
  Words *words = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (words == NULL) {
    mh_dialogs_show_error (sheet->parent, _("The sheet could not be printed"), error);
    sheet_free (sheet);
    return;
  }

  sheet->town = g_steal_pointer (&words->town);
  sheet->folder = g_steal_pointer (&words->folder);
  sheet->printed = mh_date_format (mh_ui_context_today (sheet->context), MH_DATE_STYLE_LONG);
  words_free (words);
  mh_print_page (sheet->parent, _("Machihoken: recovery sheet"), MH_RECOVERY_SHEET_WIDTH, MH_RECOVERY_SHEET_HEIGHT,
                 page_drawn, page_printed, sheet, sheet_free);
}

static void
key_found_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Sheet *sheet = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhSecretText) text = mh_secrets_look_up_finish (MH_SECRETS (source), result, &error);

  if (text != NULL && mh_recovery_key_read (text, &sheet->key, &error)) {
    mh_ui_context_read_async (sheet->context, read_words, NULL, NULL, (GDestroyNotify) words_free, NULL, words_read_cb, sheet);
    return;
  }

  if (error != NULL)
    mh_dialogs_show_error (sheet->parent, _("The sheet could not be printed"), error);
  else
    mh_dialogs_show_text (sheet->parent, _("There is no key yet"),
                          _("The key is made with the first backup. Press “Back Up Now” first."));
  sheet_free (sheet);
}

/**
 * mh_backup_sheet_print:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Looks up the key and shows the print dialog.
 */
void
mh_backup_sheet_print (GtkWidget   *parent,
                       MhUiContext *context)
{
  Sheet *sheet;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  if (mh_ui_context_get_secrets (context) == NULL)
    return;

  sheet = g_new0 (Sheet, 1);
  sheet->parent = g_object_ref (parent);
  sheet->context = g_object_ref (context);
  mh_secrets_look_up_async (mh_ui_context_get_secrets (context), MH_SECRET_BACKUP_KEY, NULL, key_found_cb, sheet);
}
