/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audiences-window"

#include "mh-audiences-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-audience-table.h"
#include "mh-audience.h"
#include "mh-broadcast-outlook.h"
#include "mh-deed.h"
#include "mh-window.h"

struct _MhAudiencesWindow
{
  AdwWindow     parent_instance;

  GtkListBox   *list;          /* (unowned) */
  GtkLabel     *none;          /* (unowned) */
  GtkLabel     *name;          /* (unowned) */
  GtkLabel     *words;         /* (unowned) */
  GtkLabel     *counts;        /* (unowned) */
  GtkWidget    *remove_button; /* (unowned) */
  GtkWidget    *use_button;    /* (unowned) */

  MhUiContext  *context;       /* (owned) (nullable) once closed */
  GCancellable *looking;       /* (owned) (nullable) of the audience that is wanted */
  GPtrArray    *audiences;     /* (owned) (nullable) (element-type MhAudience) */
  gint64        shown;         /* 0: none */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (MhAudiencesWindow, mh_audiences_window, ADW_TYPE_WINDOW)

/* A look that is under way. */
typedef struct {
  MhAudiencesWindow *self;     /* (owned) */
  GCancellable      *looking;  /* (owned) */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->looking);
  g_object_unref (look->self);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static gpointer
read_audiences (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  return mh_audience_table_list (desk->db, error);
}

static gpointer
remove_audience (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  gint64 audience = *(const gint64 *) input;

  return mh_audience_remove (desk, audience, error) ? mh_deed_done (0, mh_deed_find_act (desk, "audience.remove", "audience", audience)) : NULL;
}

static const MhAudience *
find (MhAudiencesWindow *self,
      gint64             id)
{
  for (guint i = 0; self->audiences != NULL && i < self->audiences->len; i++) {
    const MhAudience *audience = g_ptr_array_index (self->audiences, i);

    if (audience->id == id)
      return audience;
  }

  return NULL;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  MhBroadcastOutlook *outlook = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhAudiencesWindow *self = look->self;

  if (!g_cancellable_is_cancelled (look->looking) && self->context != NULL) {
    g_autofree char *counts = outlook != NULL ? mh_broadcast_outlook_write_counts (outlook) : g_strdup (error->message);

    gtk_label_set_label (self->words, outlook != NULL ? outlook->rule : "");
    gtk_label_set_label (self->counts, counts);
  }

  g_clear_pointer (&outlook, mh_broadcast_outlook_free);
}

/* Judged at this moment: the rule is kept, not the people. */
static void
show_audience (MhAudiencesWindow *self,
               const MhAudience  *audience)
{
  MhBroadcast *draft = g_new0 (MhBroadcast, 1);
  Look *look = g_new0 (Look, 1);

  self->shown = audience->id;
  gtk_label_set_label (self->name, audience->name);
  gtk_label_set_label (self->words, "");
  gtk_label_set_label (self->counts, _("The people are being counted …"));
  gtk_widget_set_sensitive (self->use_button, TRUE);
  gtk_widget_set_visible (self->remove_button, TRUE);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  look->self = g_object_ref (self);
  look->looking = g_object_ref (self->looking);
  draft->rule = g_strdup (audience->rule);
  draft->category = g_strdup ("");
  draft->channels = g_strdup ("line sms by-hand");
  draft->text = g_strdup ("");
  draft->form = g_strdup ("text");
  mh_ui_context_read_async (self->context, mh_broadcast_outlook_read, draft, (GDestroyNotify) mh_broadcast_free,
                            (GDestroyNotify) mh_broadcast_outlook_free, self->looking, looked_cb, look);
}

static void
show_nothing (MhAudiencesWindow *self)
{
  self->shown = 0;
  gtk_label_set_label (self->name, "");
  gtk_label_set_label (self->words, "");
  gtk_label_set_label (self->counts, "");
  gtk_widget_set_sensitive (self->use_button, FALSE);
  gtk_widget_set_visible (self->remove_button, FALSE);
}

static void
fill_list (MhAudiencesWindow *self)
{
  gint64 wanted = self->shown;
  GtkListBoxRow *row, *selected = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < self->audiences->len; i++) {
    const MhAudience *audience = g_ptr_array_index (self->audiences, i);
    GtkWidget *label = gtk_label_new (audience->name);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_list_box_append (self->list, label);
    if (audience->id == wanted || i == 0)
      selected = gtk_list_box_get_row_at_index (self->list, (int) i);
  }

  gtk_widget_set_visible (GTK_WIDGET (self->none), self->audiences->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->audiences->len > 0);
  if (selected != NULL)
    gtk_list_box_select_row (self->list, selected);
  else
    show_nothing (self);
}

static void
audiences_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (MhAudiencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *audiences = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL || audiences == NULL) {
    if (self->context != NULL)
      gtk_label_set_label (self->counts, error->message);
    g_clear_pointer (&audiences, g_ptr_array_unref);
    return;
  }

  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  self->audiences = audiences;
  fill_list (self);
}

static void
read_again (MhAudiencesWindow *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_audiences, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, audiences_read_cb,
                              g_object_ref (self));
}

static void
row_selected_cb (MhAudiencesWindow *self,
                 GtkListBoxRow     *row)
{
  if (row != NULL)
    show_audience (self, g_ptr_array_index (self->audiences, (guint) gtk_list_box_row_get_index (row)));
}

static void
remove_clicked_cb (MhAudiencesWindow *self)
{
  gint64 audience = self->shown;

  if (audience == 0)
    return;

  mh_deed_run (GTK_WIDGET (self), self->context, remove_audience, g_memdup2 (&audience, sizeof audience), g_free,
               _("The saved audience is removed"), NULL, NULL);
}

static void
use_clicked_cb (MhAudiencesWindow *self)
{
  const MhAudience *audience = find (self, self->shown);
  g_autoptr (MhAudienceRule) rule = audience != NULL ? mh_audience_rule_parse (audience->rule, NULL) : NULL;

  if (rule == NULL)
    return;

  g_signal_emit (self, chosen_signal, 0, audience->id, rule);
  gtk_window_close (GTK_WINDOW (self));
}

static void
mh_audiences_window_dispose (GObject *object)
{
  MhAudiencesWindow *self = MH_AUDIENCES_WINDOW (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->context);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_audiences_window_parent_class)->dispose (object);
}

static void
mh_audiences_window_class_init (MhAudiencesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_audiences_window_dispose;

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_INT64, G_TYPE_POINTER);

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_audiences_window_init (MhAudiencesWindow *self)
{
  GtkBox *left, *right;

  gtk_window_set_title (GTK_WINDOW (self), _("Saved audiences"));
  self->use_button = mh_allot_build (ADW_WINDOW (self), _("Close"), _("Use This Audience"), &left, &right);
  g_signal_connect_swapped (self->use_button, "clicked", G_CALLBACK (use_clicked_cb), self);
  self->none = mh_allot_add_label (left, _("No audience has been saved yet. Choose the conditions in a broadcast, then save them under a name."), NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "mh-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Saved audiences"), -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  gtk_box_append (left, GTK_WIDGET (self->list));

  self->name = mh_allot_add_label (right, NULL, "title-2");
  mh_allot_add_label (right, _("Whom it means"), "heading");
  self->words = mh_allot_add_label (right, NULL, NULL);
  mh_allot_add_label (right, _("Today, that is"), "heading");
  self->counts = mh_allot_add_label (right, NULL, "mh-count");
  mh_allot_add_label (right, _("The conditions are kept, not the people: whoever fits on the day gets the message."), "mh-details");
  self->remove_button = gtk_button_new_with_mnemonic (_("_Remove It"));
  gtk_widget_set_halign (self->remove_button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_append (right, self->remove_button);
  show_nothing (self);
}

/**
 * mh_audiences_window_open:
 * @parent: a widget in the window
 * @context: the open town
 * @audience: which one is chosen at first, 0: the first
 *
 * Returns: (transfer none): the window, which shows itself
 */
MhAudiencesWindow *
mh_audiences_window_open (GtkWidget   *parent,
                          MhUiContext *context,
                          gint64       audience)
{
  MhAudiencesWindow *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_AUDIENCES_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->shown = audience;
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
