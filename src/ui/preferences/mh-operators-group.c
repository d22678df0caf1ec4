/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-operators-group"

#include "mh-operators-group.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-operators.h"
#include "mh-pin-dialog.h"
#include "mh-window.h"

struct _MhOperatorsGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned */
  MhUiContext        *context;  /* (nullable) */
  GPtrArray          *rows;     /* (element-type GtkWidget) unowned: the rows of people */
};

G_DEFINE_FINAL_TYPE (MhOperatorsGroup, mh_operators_group, ADW_TYPE_PREFERENCES_GROUP)

/* What goes to the worker, and what is asked before. */
typedef struct {
  MhOperatorsGroup *self;    /* (owned) */
  gint64            id;
  char             *name;    /* (nullable) */
  gboolean          active;
  const char       *done;    /* translated: what to say afterwards */
} Change;

static void
change_free (Change *change)
{
  g_clear_object (&change->self);
  g_free (change->name);
  g_free (change);
}

static Change *
make_change (MhOperatorsGroup *self,
             gint64            id,
             const char       *done)
{
  Change *change = g_new0 (Change, 1);

  change->self = g_object_ref (self);
  change->id = id;
  change->done = done;

  return change;
}

static gpointer
read_operators (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  return mh_operators_list (desk, error);
}

static gpointer
add_operator (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  const Change *change = input;

  return mh_operators_add (desk, change->name, error) != 0 ? g_strdup (change->done) : NULL;
}

static gpointer
rename_operator (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  const Change *change = input;

  return mh_operators_rename (desk, change->id, change->name, error) ? g_strdup (change->done) : NULL;
}

static gpointer
set_active (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Change *change = input;

  return mh_operators_set_active (desk, change->id, change->active, error) ? g_strdup (change->done) : NULL;
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhOperatorsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (done == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The names were not changed"), error);
  else if (window != NULL)
    mh_window_show_toast (window, done, 0);

  mh_operators_group_refresh (self);
}

static void
start_change (Change  *change,
              MhUiWork work)
{
  MhUiContext *context = change->self->context;
  MhOperatorsGroup *self = g_object_ref (change->self);

  g_clear_object (&change->self);
  mh_ui_context_run_async (context, work, change, (GDestroyNotify) change_free, g_free, NULL, changed_cb, self);
}

static void
new_name_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Change *change = user_data;

  change->name = mh_dialogs_text_finish (GTK_WIDGET (source), result);
  if (change->name != NULL)
    start_change (change, change->id != 0 ? rename_operator : add_operator);
  else
    change_free (change);
}

static void
add_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  mh_dialogs_text_async (widget, _("Who else sits at this PC?"), _("The name stands in the log beside what she does."), _("Name"), _("_Add"),
                         new_name_cb, make_change (MH_OPERATORS_GROUP (widget), 0, _("The name is in the list")));
}

static void
rename_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_dialogs_text_async (widget, _("What is the right name?"), _("What was done before stands in the log under the old name."), _("Name"),
                         _("_Correct"), new_name_cb,
                         make_change (MH_OPERATORS_GROUP (widget), g_variant_get_int64 (parameter), _("The name is corrected")));
}

static void
active_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  Change *change = make_change (MH_OPERATORS_GROUP (widget), 0, _("The names are changed"));

  g_variant_get (parameter, "(xb)", &change->id, &change->active);
  start_change (change, set_active);
}

static void
pin_changed_cb (MhOperatorsGroup *self)
{
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (window != NULL)
    mh_window_show_toast (window, _("The PIN is changed"), 0);
  mh_operators_group_refresh (self);
}

static void
pin_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhOperatorsGroup *self = MH_OPERATORS_GROUP (widget);
  gboolean has_pin;
  gint64 id;
  GtkWidget *dialog;

  g_variant_get (parameter, "(xb)", &id, &has_pin);
  dialog = mh_pin_dialog_new (widget, self->context, id, has_pin);
  g_signal_connect_object (dialog, "changed", G_CALLBACK (pin_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_button (GtkWidget  *row,
            const char *label,
            const char *action,
            GVariant   *target,
            const char *whose)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", whose, label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_row (MhOperatorsGroup *self,
         const MhOperator *one)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), one->name);
  if (one->active) {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), one->has_pin ? _("with PIN") : _("without PIN"));
    add_button (row, _("PIN …"), "operators.pin", g_variant_new ("(xb)", one->id, one->has_pin), one->name);
    add_button (row, _("Correct …"), "operators.rename", g_variant_new_int64 (one->id), one->name);
    add_button (row, _("Offer No More"), "operators.active", g_variant_new ("(xb)", one->id, FALSE), one->name);
  } else {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("not offered any more; stands in the log"));
    add_button (row, _("Offer Again"), "operators.active", g_variant_new ("(xb)", one->id, TRUE), one->name);
  }

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* A PIN protects nothing as long as somebody may sit down without one. */
static void
describe (MhOperatorsGroup *self,
          GPtrArray        *list)
{
  guint with = 0, without = 0;

  for (guint i = 0; i < list->len; i++) {
    const MhOperator *one = g_ptr_array_index (list, i);

    if (one->active)
      *(one->has_pin ? &with : &without) += 1;
  }

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         with > 0 && without > 0 ?
                                         _("As long as somebody has no PIN, everybody can open the screen under that name. Give everybody a PIN.") :
                                         _("The names stand in the log beside what is done. Ctrl+L locks the screen, F12 hides it from a glance."));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhOperatorsGroup) self = user_data;
  g_autoptr (GPtrArray) list = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (list == NULL || self->context != MH_UI_CONTEXT (source))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < list->len; i++)
    add_row (self, g_ptr_array_index (list, i));
  describe (self, list);
}

static void
mh_operators_group_dispose (GObject *object)
{
  MhOperatorsGroup *self = MH_OPERATORS_GROUP (object);

  g_clear_object (&self->context);
  g_ptr_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (mh_operators_group_parent_class)->dispose (object);
}

static void
mh_operators_group_finalize (GObject *object)
{
  g_ptr_array_unref (MH_OPERATORS_GROUP (object)->rows);

  G_OBJECT_CLASS (mh_operators_group_parent_class)->finalize (object);
}

static void
mh_operators_group_class_init (MhOperatorsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_operators_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_operators_group_finalize;
  gtk_widget_class_install_action (widget_class, "operators.add", NULL, add_activated_cb);
  gtk_widget_class_install_action (widget_class, "operators.rename", "x", rename_activated_cb);
  gtk_widget_class_install_action (widget_class, "operators.active", "(xb)", active_activated_cb);
  gtk_widget_class_install_action (widget_class, "operators.pin", "(xb)", pin_activated_cb);
}

static void
mh_operators_group_init (MhOperatorsGroup *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Add a Name …"));

  self->rows = g_ptr_array_new ();
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "operators.add");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Who sits at this PC"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

/**
 * mh_operators_group_set_context:
 * @self: the group
 * @context: the open town
 *
 * Names the town whose people are shown.
 */
void
mh_operators_group_set_context (MhOperatorsGroup *self,
                                MhUiContext      *context)
{
  g_return_if_fail (MH_IS_OPERATORS_GROUP (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
}

/**
 * mh_operators_group_refresh:
 * @self: the group
 *
 * Reads the names again.
 */
void
mh_operators_group_refresh (MhOperatorsGroup *self)
{
  g_return_if_fail (MH_IS_OPERATORS_GROUP (self));

  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_operators, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                              read_cb, g_object_ref (self));
}
