/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-window-actions"

#include "mh-window-private.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-blackout-window.h"
#include "mh-dialogs.h"
#include "mh-guide-window.h"
#include "mh-help-topics.h"
#include "mh-help-window.h"
#include "mh-keys.h"
#include "mh-log-window.h"
#include "mh-loss-window.h"
#include "mh-rehearsal-window.h"
#include "mh-operators.h"
#include "mh-phones-window.h"
#include "mh-retention-window.h"
#include "mh-undo.h"
#include "mh-wording.h"

/* How far back in the log the name of what was taken back is looked for. */
#define LOG_DEPTH 400

typedef struct {
  gint64 act;            /* 0: the newest that can be taken back */
} UndoInput;

typedef struct {
  MhUndoResult *result;  /* (nullable) (owned): %NULL when there was nothing */
  char         *kind;    /* (nullable) (owned) of the act that was taken back */
} UndoOutput;

static void
undo_output_free (UndoOutput *output)
{
  g_clear_pointer (&output->result, mh_undo_result_free);
  g_free (output->kind);
  g_free (output);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UndoOutput, undo_output_free)

/* The log holds what kind of act it was; without it the toast goes without a name. */
static char *
find_kind (MhDb   *db,
           gint64 act)
{
  g_autoptr (GPtrArray) entries = mh_audit_list (db, 0, LOG_DEPTH, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const MhAuditEntry *entry = entries->pdata[i];

    if (entry->act == act)
      return g_strdup (entry->kind);
  }

  return NULL;
}

static gpointer
take_back (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  gint64 act = ((UndoInput *) input)->act;
  g_autoptr (UndoOutput) output = g_new0 (UndoOutput, 1);

  if (act == 0 && !mh_undo_find_last_by (desk->db, desk->operator_name, &act, error))
    return NULL;

  if (act == 0)
    return g_steal_pointer (&output);

  output->result = mh_undo_run (desk->db, mh_desk_now (desk), desk->operator_name, act, error);
  if (output->result == NULL)
    return NULL;

  output->kind = find_kind (desk->db, act);

  return g_steal_pointer (&output);
}

static char *
describe_undo (const UndoOutput *output)
{
  const char *name = output->kind != NULL ? mh_wording_act_kind (output->kind) : _("the last act");
  guint n_kept = output->result->kept != NULL ? output->result->kept->len : 0;

  if (n_kept > 0)
    return g_strdup_printf (ngettext ("Taken back: %s. %u person was changed since and stays as it is.",
                                      "Taken back: %s. %u people were changed since and stay as they are.", n_kept),
                            name, n_kept);

  return g_strdup_printf (_("Taken back: %s"), name);
}

static void
taken_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UndoOutput) output = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autofree char *text = NULL;

  if (output == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("This cannot be taken back"), error);
    return;
  }

  if (output->result == NULL) {
    mh_window_show_toast (self, _("There is nothing to take back"), 0);
    return;
  }

  text = describe_undo (output);
  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
  mh_window_show_toast (self, text, output->result->undo);
}

static void
start_undo (MhWindow *self,
            gint64    act)
{
  MhUiContext *context = mh_window_get_context (self);
  UndoInput *input;

  if (context == NULL)
    return;

  input = g_new0 (UndoInput, 1);
  input->act = act;
  mh_ui_context_run_async (context, take_back, input, g_free, (GDestroyNotify) undo_output_free, NULL,
                           taken_back_cb, g_object_ref (self));
}

static void
undo_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  start_undo (MH_WINDOW (widget), 0);
}

/* The key in a field is about what was typed there; an entry passes it on once it has nothing to take back, and then the nurse still means the field. */
static gboolean
is_typing (MhWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (GTK_IS_TEXT (focus))
    return *gtk_editable_get_text (GTK_EDITABLE (focus)) != '\0';

  return GTK_IS_TEXT_VIEW (focus) && gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus))) > 0;
}

static void
undo_key_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  MhWindow *self = MH_WINDOW (widget);

  if (is_typing (self))
    mh_window_show_toast (self, _("In a field this key takes back what you typed there. To take the last act back, press “Undo” above."), 0);
  else
    gtk_widget_activate_action (widget, "win.undo", NULL);
}

static void
undo_act_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  start_undo (MH_WINDOW (widget), g_variant_get_int64 (parameter));
}

static void
refresh_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhPlace *place = mh_window_get_front (MH_WINDOW (widget));

  if (place != NULL)
    mh_place_refresh (place);
}

/* From a place without a search the key goes to the people. */
static void
search_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhWindow *self = MH_WINDOW (widget);
  MhPlace *place = mh_window_get_front (self);

  if (place == NULL || mh_place_focus_search (place))
    return;

  mh_window_go (self, "residents", 0);
  mh_place_focus_search (mh_window_get_front (self));
}

static void
print_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhPlace *place = mh_window_get_front (MH_WINDOW (widget));

  if (place != NULL && !mh_place_print (place))
    mh_window_show_toast (MH_WINDOW (widget), _("There is nothing to print here"), 0);
}

static void
back_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhPlace *place = mh_window_get_front (MH_WINDOW (widget));

  if (place != NULL)
    mh_place_go_back (place);
}

static void
place_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhWindow *self = MH_WINDOW (widget);
  MhPlace *place;

  if (mh_window_get_front (self) == NULL)
    return;

  place = mh_window_get_nth_place (self, (guint) g_variant_get_int32 (parameter));
  if (place == NULL)
    return;

  /* Who goes there by keys goes on by keys. */
  mh_window_go (self, mh_place_get_name (place), 0);
  if (gtk_widget_get_focus_child (GTK_WIDGET (place)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (place), GTK_DIR_TAB_FORWARD);
}

static void
help_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  mh_help_window_open (widget, mh_help_topics_find (GTK_WINDOW (widget)));
}

static void
keys_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  gtk_window_present (mh_keys_make_window (GTK_WINDOW (widget)));
}

static void
about_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  mh_dialogs_show_about (widget);
}

static gpointer
add_operator (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  return mh_operators_join (desk, input, error);
}

static void
operator_added_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (MhWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (name != NULL)
    mh_ui_context_set_operator (MH_UI_CONTEXT (source), name);
  else
    mh_dialogs_show_error (GTK_WIDGET (self), _("The name was not kept"), error);
}

static void
operator_given_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (MhWindow) self = MH_WINDOW (g_object_ref (source));
  g_autofree char *name = mh_dialogs_text_finish (GTK_WIDGET (self), result);
  MhUiContext *context = mh_window_get_context (self);

  if (name != NULL && context != NULL)
    mh_ui_context_run_async (context, add_operator, g_steal_pointer (&name), g_free, g_free, NULL, operator_added_cb,
                             g_object_ref (self));
}

static void
operator_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  MhUiContext *context = mh_window_get_context (MH_WINDOW (widget));

  if (context == NULL)
    return;

  if (mh_ui_context_get_operator (context) != NULL) {
    mh_window_lock_screen (MH_WINDOW (widget));
    return;
  }

  mh_dialogs_text_async (widget, _("Who sits at this PC?"), _("Your name stands in the log beside what you do."),
                         _("Your name"), _("_Remember"), operator_given_cb, NULL);
}

static void
lock_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  mh_window_lock_screen (MH_WINDOW (widget));
}

static void
log_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhUiContext *context = mh_window_get_context (MH_WINDOW (widget));

  if (context != NULL)
    gtk_window_present (GTK_WINDOW (mh_log_window_new (widget, context, 0)));
}

static void
loss_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhUiContext *context = mh_window_get_context (MH_WINDOW (widget));

  if (context != NULL)
    gtk_window_present (GTK_WINDOW (mh_loss_window_new (widget, context)));
}

static void
blackout_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  MhUiContext *context = mh_window_get_context (MH_WINDOW (widget));

  if (context != NULL)
    gtk_window_present (GTK_WINDOW (mh_blackout_window_new (widget, context)));
}

static void
rehearsal_activated_cb (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  MhUiContext *context = mh_window_get_context (MH_WINDOW (widget));

  if (context != NULL)
    gtk_window_present (GTK_WINDOW (mh_rehearsal_window_new (widget, context)));
}

static void
retention_activated_cb (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  MhUiContext *context = mh_window_get_context (MH_WINDOW (widget));

  if (context != NULL)
    gtk_window_present (GTK_WINDOW (mh_retention_window_new (widget, context)));
}

static void
phones_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhUiContext *context = mh_window_get_context (MH_WINDOW (widget));

  if (context != NULL && mh_ui_context_is_practice (context))
    gtk_window_present (GTK_WINDOW (mh_phones_window_new (widget, context)));
}

static void
guide_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhUiContext *context = mh_window_get_context (MH_WINDOW (widget));

  if (context != NULL && mh_ui_context_is_practice (context))
    gtk_window_present (GTK_WINDOW (mh_guide_window_new (widget, context)));
}

/**
 * mh_window_install_actions:
 * @klass: of the window
 *
 * Adds the actions and keys of the window to its class. The keys work where the focused widget has no use for them: Ctrl+Z in an entry takes
 * back typing.
 */
void
mh_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_activated_cb);
  gtk_widget_class_install_action (klass, "win.undo-key", NULL, undo_key_activated_cb);
  gtk_widget_class_install_action (klass, "win.undo-act", "x", undo_act_activated_cb);
  gtk_widget_class_install_action (klass, "win.refresh", NULL, refresh_activated_cb);
  gtk_widget_class_install_action (klass, "win.search", NULL, search_activated_cb);
  gtk_widget_class_install_action (klass, "win.print", NULL, print_activated_cb);
  gtk_widget_class_install_action (klass, "win.back", NULL, back_activated_cb);
  gtk_widget_class_install_action (klass, "win.place", "i", place_activated_cb);
  gtk_widget_class_install_action (klass, "win.help", NULL, help_activated_cb);
  gtk_widget_class_install_action (klass, "win.keys", NULL, keys_activated_cb);
  gtk_widget_class_install_action (klass, "win.about", NULL, about_activated_cb);
  gtk_widget_class_install_action (klass, "win.operator", NULL, operator_activated_cb);
  gtk_widget_class_install_action (klass, "win.lock", NULL, lock_activated_cb);
  gtk_widget_class_install_action (klass, "win.blackout", NULL, blackout_activated_cb);
  gtk_widget_class_install_action (klass, "win.log", NULL, log_activated_cb);
  gtk_widget_class_install_action (klass, "win.loss", NULL, loss_activated_cb);
  gtk_widget_class_install_action (klass, "win.guide", NULL, guide_activated_cb);
  gtk_widget_class_install_action (klass, "win.phones", NULL, phones_activated_cb);
  gtk_widget_class_install_action (klass, "win.rehearsal", NULL, rehearsal_activated_cb);
  gtk_widget_class_install_action (klass, "win.retention", NULL, retention_activated_cb);

  gtk_widget_class_install_property_action (klass, "win.counter", "at-counter");

  mh_keys_bind (klass, "window", NULL);
}
