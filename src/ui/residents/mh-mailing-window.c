/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-mailing-window"

#include "mh-mailing-window.h"

#include <glib/gi18n-lib.h>

#include "mh-fields.h"
#include "mh-people-mailing.h"
#include "mh-window.h"
#include "mh-wording.h"

struct _MhMailingWindow
{
  AdwWindow    parent_instance;

  /* Template widgets */
  GtkWidget   *add_button;
  AdwComboRow *purpose_row;
  AdwEntryRow *addressee_row;
  AdwEntryRow *postal_code_row;
  AdwEntryRow *address_row;
  AdwEntryRow *address_extra_row;
  AdwEntryRow *reason_row;
  GtkLabel    *problem;

  MhUiContext *context;    /* (owned) */
  gint64       resident;
};

static guint saved_signal;

G_DEFINE_FINAL_TYPE (MhMailingWindow, mh_mailing_window, ADW_TYPE_WINDOW)

static gpointer
set_mailing (const MhDesk *desk,
             gpointer      data,
             GError      **error)
{
  const MhMailingAddress *mailing = data;
  gint64 act;

  if (!mh_people_set_mailing (desk, mailing, error))
    return NULL;

  act = mh_ui_find_act_about (desk, mailing->resident);

  return g_memdup2 (&act, sizeof act);
}

static void
show_problem (MhMailingWindow *self,
              const char      *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *text != '\0');
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhMailingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (act == NULL) {
    show_problem (self, error->message);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "mailing-window.save", TRUE);
    return;
  }

  if (window != NULL)
    mh_window_show_toast (window, _("The mailing address is saved"), *act);
  g_signal_emit (self, saved_signal, 0);
  gtk_window_close (GTK_WINDOW (self));
}

static char *
dup_text (AdwEntryRow *row)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
save_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhMailingWindow *self = MH_MAILING_WINDOW (widget);
  MhMailingAddress *mailing = g_new0 (MhMailingAddress, 1);
  guint purpose = MIN (adw_combo_row_get_selected (self->purpose_row), g_strv_length ((char **) mh_mailing_purposes) - 1);

  mailing->resident = self->resident;
  mailing->purpose = g_strdup (mh_mailing_purposes[purpose]);
  mailing->addressee = dup_text (self->addressee_row);
  mailing->postal_code = dup_text (self->postal_code_row);
  mailing->address = dup_text (self->address_row);
  mailing->address_extra = dup_text (self->address_extra_row);
  mailing->reason = dup_text (self->reason_row);
  show_problem (self, "");
  gtk_widget_action_set_enabled (widget, "mailing-window.save", FALSE);
  mh_ui_context_run_async (self->context, set_mailing, mailing, (GDestroyNotify) mh_mailing_address_free, g_free, NULL, saved_cb,
                           g_object_ref (self));
}

static void
add_purposes (MhMailingWindow *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; mh_mailing_purposes[i] != NULL; i++)
    gtk_string_list_append (words, *mh_mailing_purposes[i] != '\0' ? mh_wording_category (mh_mailing_purposes[i]) : _("Every letter"));
  adw_combo_row_set_model (self->purpose_row, G_LIST_MODEL (words));
}

static void
fill_row (AdwEntryRow *row,
          const char  *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

/* Another purpose would be another address: it stays as it is. */
static void
fill_window (MhMailingWindow        *self,
             const MhMailingAddress *before)
{
  for (guint i = 0; mh_mailing_purposes[i] != NULL; i++) {
    if (g_str_equal (mh_mailing_purposes[i], before->purpose))
      adw_combo_row_set_selected (self->purpose_row, i);
  }

  gtk_widget_set_sensitive (GTK_WIDGET (self->purpose_row), FALSE);
  fill_row (self->addressee_row, before->addressee);
  fill_row (self->postal_code_row, before->postal_code);
  fill_row (self->address_row, before->address);
  fill_row (self->address_extra_row, before->address_extra);
  fill_row (self->reason_row, before->reason);
}

static void
mh_mailing_window_dispose (GObject *object)
{
  MhMailingWindow *self = MH_MAILING_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_MAILING_WINDOW);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_mailing_window_parent_class)->dispose (object);
}

static void
mh_mailing_window_class_init (MhMailingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_mailing_window_dispose;
  saved_signal = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-mailing-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhMailingWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, MhMailingWindow, purpose_row);
  gtk_widget_class_bind_template_child (widget_class, MhMailingWindow, addressee_row);
  gtk_widget_class_bind_template_child (widget_class, MhMailingWindow, postal_code_row);
  gtk_widget_class_bind_template_child (widget_class, MhMailingWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, MhMailingWindow, address_extra_row);
  gtk_widget_class_bind_template_child (widget_class, MhMailingWindow, reason_row);
  gtk_widget_class_bind_template_child (widget_class, MhMailingWindow, problem);
  gtk_widget_class_install_action (widget_class, "mailing-window.save", NULL, save_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_mailing_window_init (MhMailingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mh_fields_go_on (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->add_button);
  add_purposes (self);
}

/**
 * mh_mailing_window_new:
 * @parent: a widget in the window
 * @context: the open town
 * @resident: whose letters
 * @before: (nullable): the address that is changed
 *
 * Returns: (transfer none): a window to present
 */
GtkWidget *
mh_mailing_window_new (GtkWidget              *parent,
                       MhUiContext            *context,
                       gint64                  resident,
                       const MhMailingAddress *before)
{
  MhMailingWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (resident > 0, NULL);

  self = g_object_new (MH_TYPE_MAILING_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->resident = resident;
  if (before != NULL)
    fill_window (self, before);
  gtk_widget_grab_focus (GTK_WIDGET (self->addressee_row));

  return GTK_WIDGET (self);
}
