/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-session-dialog"

#include "mh-session-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-coming-day.h"
#include "mh-deed.h"
#include "mh-places.h"
#include "mh-stretch-row.h"

#define MH_TYPE_SESSION_DIALOG (mh_session_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MhSessionDialog, mh_session_dialog, MH, SESSION_DIALOG, AdwWindow)

struct _MhSessionDialog
{
  AdwWindow      parent_instance;

  /* Template widgets */
  AdwComboRow   *programme;
  AdwEntryRow   *date;
  GtkLabel      *date_read;
  AdwEntryRow   *venue;
  GtkBox        *stretches;
  GtkSpinButton *phone;
  GtkLabel      *sum;
  GtkLabel      *refusal;
  GtkWidget     *add_button;

  MhUiContext   *context;     /* (owned) */
  GtkWidget     *parent;      /* (owned) */
  MhSessionAdded added;
  GArray        *programmes;  /* (owned) (element-type gint64) in the order of the list */
  gint64         wanted;      /* programme to choose at first */
};

G_DEFINE_FINAL_TYPE (MhSessionDialog, mh_session_dialog, ADW_TYPE_WINDOW)

typedef struct {
  gint64 programme;
  MhDate date;
  char  *venue;
  char  *slots;
  int    phone;
} Order;

static void
order_free (Order *order)
{
  g_free (order->venue);
  g_free (order->slots);
  g_free (order);
}

static gpointer
add_session (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  Order *order = input;
  gint64 session = mh_places_add_session (desk, order->programme, order->date, order->venue, order->slots, order->phone, error);

  return session != 0 ? mh_deed_done (session, mh_deed_find_act (desk, "session.add", "session", session)) : NULL;
}

static gpointer
list_programmes (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  return mh_programme_table_list (desk->db, error);
}

static void
show_refusal (MhSessionDialog *self,
              const char      *sentence)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
}

static void
programmes_read_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (MhSessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  if (self->refusal == NULL)
    return;

  if (rows == NULL) {
    show_refusal (self, error->message);
    return;
  }

  for (guint i = 0; i < rows->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (rows, i);

    gtk_string_list_append (names, programme->name);
    g_array_append_val (self->programmes, programme->id);
    if (programme->id == self->wanted)
      chosen = i;
  }

  adw_combo_row_set_model (self->programme, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->programme, chosen);
}

static gboolean
read_date (MhSessionDialog *self,
           MhDate          *out_date)
{
  return mh_coming_day_read (gtk_editable_get_text (GTK_EDITABLE (self->date)), mh_ui_context_today (self->context), out_date);
}

static void
date_changed_cb (GtkEditable     *entry,
                 MhSessionDialog *self)
{
  g_autofree char *text = NULL;
  MhDate date;

  if (*gtk_editable_get_text (entry) == '\0')
    text = g_strdup ("");
  else if (!read_date (self, &date))
    text = g_strdup (_("Not a date yet: 11/5, r8.11.5 or 20261105"));
  else if (mh_date_compare (date, mh_ui_context_today (self->context)) < 0) {
    g_autofree char *past = mh_date_format (date, MH_DATE_STYLE_WEEKDAY);

    text = g_strdup_printf (_("%s has passed already"), past);
  } else
    text = mh_date_format (date, MH_DATE_STYLE_WEEKDAY);

  gtk_label_set_label (self->date_read, text);
}

static void
show_sum (MhSessionDialog *self)
{
  g_autofree char *text = NULL;
  int n_slots = 0;
  int n_places = 0;
  int least = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->stretches)); row != NULL; row = gtk_widget_get_next_sibling (row)) {
    int slots = mh_stretch_row_count_slots (MH_STRETCH_ROW (row));
    int places = mh_stretch_row_get_places (MH_STRETCH_ROW (row));

    n_slots += slots;
    n_places += slots * places;
    least = least == 0 ? places : MIN (least, places);
  }

  if (least > 0)
    gtk_spin_button_set_range (self->phone, 0, least);

  if (n_slots == 0)
    text = g_strdup (_("No slot yet: please check the times."));
  else if (gtk_widget_get_first_child (GTK_WIDGET (self->stretches)) == gtk_widget_get_last_child (GTK_WIDGET (self->stretches)))
    text = g_strdup_printf (_("%d slots × %d people = %d people"), n_slots, least, n_places);
  else
    text = g_strdup_printf (_("%d slots, %d people in all"), n_slots, n_places);

  gtk_label_set_label (self->sum, text);
}

static void
stretch_changed_cb (MhStretchRow    *row,
                    MhSessionDialog *self)
{
  show_sum (self);
}

static void
stretch_removed_cb (MhStretchRow    *row,
                    MhSessionDialog *self)
{
  if (gtk_widget_get_next_sibling (GTK_WIDGET (row)) == NULL && gtk_widget_get_prev_sibling (GTK_WIDGET (row)) == NULL)
    return;

  gtk_box_remove (self->stretches, GTK_WIDGET (row));
  show_sum (self);
}

static void
add_stretch (MhSessionDialog *self,
             const char      *from,
             const char      *to)
{
  GtkWidget *row = mh_stretch_row_new (from, to);

  g_signal_connect_object (row, "changed", G_CALLBACK (stretch_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (row, "removed", G_CALLBACK (stretch_removed_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (self->stretches, row);
  show_sum (self);
}

static void
add_stretch_clicked_cb (GtkButton       *button,
                        MhSessionDialog *self)
{
  add_stretch (self, "13:00", "16:00");
}

static char *
write_slots (MhSessionDialog *self)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->stretches)); row != NULL; row = gtk_widget_get_next_sibling (row)) {
    g_autofree char *part = mh_stretch_row_write (MH_STRETCH_ROW (row));

    if (text->len > 0)
      g_string_append_c (text, ',');
    g_string_append (text, part);
  }

  return g_string_free (text, FALSE);
}

static void
added_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhSessionDialog *self = MH_SESSION_DIALOG (widget);

  if (self->refusal == NULL)
    return;

  if (done != NULL) {
    self->added (self->parent, done->id);
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  gtk_widget_set_sensitive (self->add_button, TRUE);
  show_refusal (self, error->message);
}

static void
add_clicked_cb (GtkWidget       *widget,
                MhSessionDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->programme);
  Order *order;
  MhDate date;

  if (!read_date (self, &date) || chosen >= self->programmes->len) {
    show_refusal (self, _("Please enter the day, such as 11/5 or r8.11.5."));
    gtk_widget_grab_focus (GTK_WIDGET (self->date));
    return;
  }

  if (mh_date_compare (date, mh_ui_context_today (self->context)) < 0) {
    show_refusal (self, _("This day has already passed."));
    return;
  }

  order = g_new0 (Order, 1);
  order->programme = g_array_index (self->programmes, gint64, chosen);
  order->date = date;
  order->venue = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->venue)));
  order->slots = write_slots (self);
  order->phone = gtk_spin_button_get_value_as_int (self->phone);

  gtk_widget_set_sensitive (self->add_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, add_session, order, (GDestroyNotify) order_free, _("The day was added"), added_cb, NULL);
}

static void
mh_session_dialog_dispose (GObject *object)
{
  MhSessionDialog *self = MH_SESSION_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_SESSION_DIALOG);
  self->refusal = NULL;
  g_clear_object (&self->context);
  g_clear_object (&self->parent);

  G_OBJECT_CLASS (mh_session_dialog_parent_class)->dispose (object);
}

static void
mh_session_dialog_finalize (GObject *object)
{
  g_array_unref (MH_SESSION_DIALOG (object)->programmes);

  G_OBJECT_CLASS (mh_session_dialog_parent_class)->finalize (object);
}

static void
mh_session_dialog_class_init (MhSessionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_session_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_session_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-session-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MhSessionDialog, programme);
  gtk_widget_class_bind_template_child (widget_class, MhSessionDialog, date);
  gtk_widget_class_bind_template_child (widget_class, MhSessionDialog, date_read);
  gtk_widget_class_bind_template_child (widget_class, MhSessionDialog, venue);
  gtk_widget_class_bind_template_child (widget_class, MhSessionDialog, stretches);
  gtk_widget_class_bind_template_child (widget_class, MhSessionDialog, phone);
  gtk_widget_class_bind_template_child (widget_class, MhSessionDialog, sum);
  gtk_widget_class_bind_template_child (widget_class, MhSessionDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, MhSessionDialog, add_button);
  gtk_widget_class_bind_template_callback (widget_class, date_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_stretch_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_session_dialog_init (MhSessionDialog *self)
{
  self->programmes = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_session_dialog_open:
 * @parent: the place
 * @context: the open town
 * @programme: the one that is chosen at first, or 0
 * @added: called with @parent and the new day
 *
 * Asks for a day and opens it.
 */
void
mh_session_dialog_open (GtkWidget     *parent,
                        MhUiContext   *context,
                        gint64         programme,
                        MhSessionAdded added)
{
  MhSessionDialog *self = g_object_new (MH_TYPE_SESSION_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->parent = g_object_ref (parent);
  self->added = added;
  self->wanted = programme;
  add_stretch (self, "9:00", "12:00");

  mh_ui_context_read_async (context, list_programmes, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                            programmes_read_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->date));
}
