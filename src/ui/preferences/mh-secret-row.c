/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-secret-row"

#include "mh-secret-row.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-window.h"

/* What hangs on a row as long as it lives. */
typedef struct {
  MhUiContext  *context;  /* (owned) */
  MhSecrets    *secrets;  /* (owned) */
  const char   *name;     /* static */
  char         *title;    /* as the window's description gives it */
  GCancellable *cancellable;
} Keeper;

static GQuark keeper_quark;

static void
keeper_free (Keeper *keeper)
{
  g_cancellable_cancel (keeper->cancellable);
  g_object_unref (keeper->cancellable);
  g_object_unref (keeper->secrets);
  g_object_unref (keeper->context);
  g_free (keeper->title);
  g_free (keeper);
}

static Keeper *
get_keeper (AdwPasswordEntryRow *row)
{
  return g_object_get_qdata (G_OBJECT (row), keeper_quark);
}

static void
show_state (AdwPasswordEntryRow *row,
            gboolean             is_kept)
{
  Keeper *keeper = get_keeper (row);
  /* Translators: a credential, and that there is one in the keyring */
  g_autofree char *title = is_kept ? g_strdup_printf (_("%s (kept in the keyring)"), keeper->title)
                                   : g_strdup_printf (_("%s (none yet)"), keeper->title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AdwPasswordEntryRow) row = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhSecretText) value = mh_secrets_look_up_finish (MH_SECRETS (source), result, &error);

  /* Without a keyring the bar at the top says so. */
  if (error == NULL)
    show_state (row, value != NULL);
}

static void
look_up (AdwPasswordEntryRow *row)
{
  Keeper *keeper = get_keeper (row);

  mh_secrets_look_up_async (keeper->secrets, keeper->name, keeper->cancellable, looked_up_cb, g_object_ref (row));
}

static void
tell_kept (AdwPasswordEntryRow *row,
           const char          *text,
           const GError        *error)
{
  MhWindow *window = mh_window_of (GTK_WIDGET (row));
  MhDispatcher *dispatcher = mh_ui_context_get_dispatcher (get_keeper (row)->context);

  if (error != NULL) {
    mh_dialogs_show_error (GTK_WIDGET (row), _("The keyring did not take it"), error);
    return;
  }

  gtk_editable_set_text (GTK_EDITABLE (row), "");
  if (dispatcher != NULL)
    mh_dispatcher_reload (dispatcher);
  if (window != NULL)
    mh_window_show_toast (window, text, 0);
  look_up (row);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AdwPasswordEntryRow) row = user_data;
  g_autoptr (GError) error = NULL;

  mh_secrets_store_finish (MH_SECRETS (source), result, &error);
  tell_kept (row, _("Kept in the keyring of this computer"), error);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AdwPasswordEntryRow) row = user_data;
  g_autoptr (GError) error = NULL;

  mh_secrets_clear_finish (MH_SECRETS (source), result, &error);
  tell_kept (row, _("Removed from the keyring"), error);
}

static void
applied_cb (AdwPasswordEntryRow *row)
{
  Keeper *keeper = get_keeper (row);
  g_autoptr (MhSecretText) value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*value != '\0')
    mh_secrets_store_async (keeper->secrets, keeper->name, value, NULL, stored_cb, g_object_ref (row));
  else
    mh_secrets_clear_async (keeper->secrets, keeper->name, NULL, cleared_cb, g_object_ref (row));
}

/**
 * mh_secret_row_set_up:
 * @row: a row without a text
 * @context: the open town
 * @name: a static name of a credential
 *
 * Connects a row with the keyring. Without a keyring the row takes nothing.
 */
void
mh_secret_row_set_up (AdwPasswordEntryRow *row,
                      MhUiContext         *context,
                      const char          *name)
{
  MhSecrets *secrets;
  Keeper *keeper;

  g_return_if_fail (ADW_IS_PASSWORD_ENTRY_ROW (row));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (name != NULL);

  secrets = mh_ui_context_get_secrets (context);
  gtk_widget_set_sensitive (GTK_WIDGET (row), secrets != NULL);
  if (secrets == NULL)
    return;

  if (keeper_quark == 0)
    keeper_quark = g_quark_from_static_string ("mh-secret-row-keeper");

  keeper = g_new0 (Keeper, 1);
  keeper->context = g_object_ref (context);
  keeper->secrets = g_object_ref (secrets);
  keeper->name = name;
  keeper->title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  keeper->cancellable = g_cancellable_new ();
  g_object_set_qdata_full (G_OBJECT (row), keeper_quark, keeper, (GDestroyNotify) keeper_free);

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect (row, "apply", G_CALLBACK (applied_cb), NULL);
  look_up (row);
}
