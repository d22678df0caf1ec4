/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-add-contact-window"

#include "mh-add-contact-window.h"

#include <glib/gi18n-lib.h>

#include "mh-contacts.h"
#include "mh-fields.h"
#include "mh-people.h"
#include "mh-window.h"

struct _MhAddContactWindow
{
  AdwWindow    parent_instance;

  /* Template widgets */
  GtkWidget   *add_button;
  AdwComboRow *kind_row;
  AdwEntryRow *value_row;
  AdwEntryRow *whose_row;
  GtkLabel    *problem;

  MhUiContext *context;  /* (owned) */
  gint64       resident;
};

typedef struct {
  gint64      resident;
  const char *kind;
  char       *value;
  char       *whose;
} Input;

/* In the order of the choices. */
static const char * const kinds[] = { "mobile", "landline", "line" };

static guint added_signal;

G_DEFINE_FINAL_TYPE (MhAddContactWindow, mh_add_contact_window, ADW_TYPE_WINDOW)

static void
input_free (Input *input)
{
  g_free (input->value);
  g_free (input->whose);
  g_free (input);
}

static gpointer
add_contact (const MhDesk *desk,
             gpointer      data,
             GError      **error)
{
  const Input *input = data;
  gint64 act;

  if (mh_contacts_add (desk, input->resident, input->kind, input->value, input->whose, error) == 0)
    return NULL;

  act = mh_ui_find_act_about (desk, input->resident);

  return g_memdup2 (&act, sizeof act);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhAddContactWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (act == NULL) {
    gtk_label_set_label (self->problem, error->message);
    mh_fields_set_problem (GTK_WIDGET (self->value_row), error->message);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "add-contact.add", TRUE);
    return;
  }

  if (window != NULL)
    mh_window_show_toast (window, _("The contact is added"), *act);
  g_signal_emit (self, added_signal, 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
value_changed_cb (GtkEditable        *row,
                  MhAddContactWindow *self)
{
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "add-contact.add", *value != '\0');
  gtk_label_set_label (self->problem, "");
  mh_fields_set_problem (GTK_WIDGET (self->value_row), NULL);
}

static void
add_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhAddContactWindow *self = MH_ADD_CONTACT_WINDOW (widget);
  guint kind = MIN (adw_combo_row_get_selected (self->kind_row), G_N_ELEMENTS (kinds) - 1);
  Input *input = g_new0 (Input, 1);

  input->resident = self->resident;
  input->kind = kinds[kind];
  input->value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->value_row))));
  input->whose = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->whose_row))));

  gtk_widget_action_set_enabled (widget, "add-contact.add", FALSE);
  mh_ui_context_run_async (self->context, add_contact, input, (GDestroyNotify) input_free, g_free, NULL, added_cb,
                           g_object_ref (self));
}

static void
mh_add_contact_window_dispose (GObject *object)
{
  MhAddContactWindow *self = MH_ADD_CONTACT_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_ADD_CONTACT_WINDOW);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_add_contact_window_parent_class)->dispose (object);
}

static void
mh_add_contact_window_class_init (MhAddContactWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_add_contact_window_dispose;

  added_signal = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                               NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/machihoken/Machihoken/ui/mh-add-contact-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhAddContactWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, MhAddContactWindow, kind_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddContactWindow, value_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddContactWindow, whose_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddContactWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_install_action (widget_class, "add-contact.add", NULL, add_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_add_contact_window_init (MhAddContactWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mh_fields_go_on (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "add-contact.add", FALSE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->add_button);
}

/**
 * mh_add_contact_window_new:
 * @parent: a widget in the window
 * @context: the open town
 * @resident: whose contact it will be
 *
 * Returns: (transfer none): a window to present
 */
MhAddContactWindow *
mh_add_contact_window_new (GtkWidget   *parent,
                           MhUiContext *context,
                           gint64       resident)
{
  MhAddContactWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (resident > 0, NULL);

  self = g_object_new (MH_TYPE_ADD_CONTACT_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->resident = resident;
  gtk_widget_grab_focus (GTK_WIDGET (self->value_row));

  return self;
}
