/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-pin-dialog"

#include "mh-pin-dialog.h"

#include <glib/gi18n-lib.h>

#include "mh-operators.h"
#include "mh-pin.h"

#define WIDTH 440

struct _MhPinDialog
{
  AdwWindow    parent_instance;

  GtkWidget   *old_row;   /* (unowned) */
  GtkWidget   *new_row;   /* (unowned) */
  GtkWidget   *again_row; /* (unowned) */
  GtkLabel    *message;   /* (unowned) */
  GtkWidget   *keep;      /* (unowned) */
  GtkWidget   *remove;    /* (unowned) */

  /* Owned */
  MhUiContext *context;
  gint64       id;
  gboolean     has_pin;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhPinDialog, mh_pin_dialog, ADW_TYPE_WINDOW)

typedef struct {
  gint64 id;
  char  *old_pin;  /* (nullable) */
  char  *pin;      /* (nullable): %NULL takes it away */
} Request;

static void
request_free (Request *request)
{
  mh_pin_free (request->old_pin);
  mh_pin_free (request->pin);
  g_free (request);
}

static gpointer
set_pin (const MhDesk *desk,
         gpointer      input,
         GError      **error)
{
  const Request *request = input;

  return mh_operators_set_pin (desk, request->id, request->old_pin, request->pin, error) ? g_strdup ("") : NULL;
}

static void
show_message (MhPinDialog *self,
              const char  *text)
{
  gtk_label_set_label (self->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message), *text != '\0');
}

static void
set_usable (MhPinDialog *self,
            gboolean     usable)
{
  gtk_widget_set_sensitive (self->keep, usable);
  gtk_widget_set_sensitive (self->remove, usable);
}

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (MhPinDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (done == NULL) {
    set_usable (self, TRUE);
    show_message (self, error->message);
    return;
  }

  g_signal_emit (self, signals[CHANGED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
start (MhPinDialog *self,
       const char  *pin)
{
  Request *request = g_new0 (Request, 1);

  request->id = self->id;
  request->pin = g_strdup (pin);
  if (self->has_pin)
    request->old_pin = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->old_row)));

  show_message (self, "");
  set_usable (self, FALSE);
  mh_ui_context_run_async (self->context, set_pin, request, (GDestroyNotify) request_free, g_free, NULL, set_cb,
                           g_object_ref (self));
}

static void
keep_cb (MhPinDialog *self)
{
  const char *pin = gtk_editable_get_text (GTK_EDITABLE (self->new_row));

  if (g_str_equal (pin, gtk_editable_get_text (GTK_EDITABLE (self->again_row))))
    start (self, pin);
  else
    show_message (self, _("The two new PINs are not the same. Please type them again."));
}

static void
remove_cb (MhPinDialog *self)
{
  start (self, NULL);
}

static GtkWidget *
add_entry (MhPinDialog *self,
           GtkWidget   *list,
           const char  *title)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (keep_cb), self);
  gtk_list_box_append (GTK_LIST_BOX (list), row);

  return row;
}

static GtkWidget *
make_buttons (MhPinDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->remove = gtk_button_new_with_mnemonic (_("_Take the PIN Away"));
  self->keep = gtk_button_new_with_mnemonic (_("_Set the PIN"));
  gtk_widget_add_css_class (self->keep, "suggested-action");
  gtk_widget_set_visible (self->remove, self->has_pin);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_destroy), self);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  g_signal_connect_swapped (self->keep, "clicked", G_CALLBACK (keep_cb), self);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_box_append (GTK_BOX (box), self->remove);
  gtk_box_append (GTK_BOX (box), self->keep);

  return box;
}

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);

  return label;
}

static void
fill (MhPinDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->old_row = add_entry (self, list, _("Present PIN"));
  self->new_row = add_entry (self, list, _("New PIN (4 to 12 digits)"));
  self->again_row = add_entry (self, list, _("New PIN once more"));
  gtk_widget_set_visible (self->old_row, self->has_pin);
  self->message = GTK_LABEL (make_text (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);

  gtk_box_append (GTK_BOX (box), make_text (_("Whoever sits down under this name is asked for the PIN.")));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_box_append (GTK_BOX (page), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (page), box);
  adw_window_set_content (ADW_WINDOW (self), page);
}

static void
mh_pin_dialog_dispose (GObject *object)
{
  g_clear_object (&MH_PIN_DIALOG (object)->context);

  G_OBJECT_CLASS (mh_pin_dialog_parent_class)->dispose (object);
}

static void
mh_pin_dialog_class_init (MhPinDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_pin_dialog_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_pin_dialog_init (MhPinDialog *self)
{
}

/**
 * mh_pin_dialog_new:
 * @parent: a widget in the window
 * @context: the open town
 * @id: of an operator
 * @has_pin: whether she has one now, which is asked for
 *
 * Returns: (transfer none): a window, not shown yet
 */
GtkWidget *
mh_pin_dialog_new (GtkWidget   *parent,
                   MhUiContext *context,
                   gint64       id,
                   gboolean     has_pin)
{
  MhPinDialog *self = g_object_new (MH_TYPE_PIN_DIALOG,
                                    "transient-for", gtk_widget_get_root (parent), "modal", TRUE, "title", _("PIN"),
                                    "default-width", WIDTH, "destroy-with-parent", TRUE, NULL);

  self->context = g_object_ref (context);
  self->id = id;
  self->has_pin = has_pin;
  fill (self);

  return GTK_WIDGET (self);
}
