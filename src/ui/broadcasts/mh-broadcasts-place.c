/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcasts-place"

#include "mh-broadcasts-place.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-box-button.h"
#include "mh-broadcast-composer.h"
#include "mh-broadcast-report.h"
#include "mh-broadcast-run-view.h"
#include "mh-broadcast-sheet-view.h"
#include "mh-checks-window.h"
#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-kept-words.h"
#include "mh-place.h"
#include "mh-reminders-window.h"
#include "mh-sms-results-window.h"

#define LIST_WIDTH 264
#define ROW_ID     "mh-broadcast"

struct _MhBroadcastsPlace
{
  GtkWidget             parent_instance;

  GtkWidget            *box;
  GtkListBox           *list;
  GtkStack             *pages;
  AdwStatusPage        *failure;
  MhBroadcastComposer  *composer;
  MhBroadcastSheetView *sheet;
  MhBroadcastRunView   *run;

  GtkWidget            *offer;        /* what was interrupted, with its buttons */
  GtkLabel             *offer_words;

  MhUiContext          *context;      /* (owned) */
  MhBroadcast          *kept;         /* (owned) (nullable) what was interrupted */
  GPtrArray            *broadcasts;   /* (owned) (nullable) (element-type MhBroadcast) */
  gint64                shown;        /* broadcast, 0 = a new draft or nothing */
  gboolean              filling;
};

static void implement_place (MhPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhBroadcastsPlace, mh_broadcasts_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PLACE, implement_place))

static gpointer
read_broadcasts (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  return mh_broadcast_table_list (desk->db, NULL, error);
}

static const MhBroadcast *
find (MhBroadcastsPlace *self,
      gint64             id)
{
  for (guint i = 0; self->broadcasts != NULL && i < self->broadcasts->len; i++) {
    const MhBroadcast *broadcast = g_ptr_array_index (self->broadcasts, i);

    if (broadcast->id == id)
      return broadcast;
  }

  return NULL;
}

/* A draft goes to the composer, everything else to what became of it. */
static void
show (MhBroadcastsPlace *self,
      gint64             id)
{
  const MhBroadcast *broadcast = find (self, id);

  mh_broadcast_composer_put_away (self->composer);
  self->shown = broadcast != NULL ? id : 0;
  if (broadcast == NULL || g_str_equal (broadcast->state, "draft")) {
    mh_broadcast_composer_show (self->composer, broadcast);
    gtk_stack_set_visible_child_name (self->pages, "composer");
  } else {
    mh_broadcast_run_view_show (self->run, id);
    gtk_stack_set_visible_child_name (self->pages, "run");
  }
}

static char *
write_row (const MhBroadcast *broadcast)
{
  const char *state = mh_broadcast_report_state (broadcast->state);
  g_autofree char *people = NULL;

  if (broadcast->heads < 0)
    return g_strdup (state);

  people = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d person", "%d people", (gulong) broadcast->heads), broadcast->heads);

  return g_strdup_printf ("%s ・ %s", state, people);
}

static GtkWidget *
make_row (const MhBroadcast *broadcast)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (broadcast->name);
  g_autofree char *text = write_row (broadcast);
  GtkWidget *details = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "mh-name");
  gtk_label_set_xalign (GTK_LABEL (details), 0);
  gtk_label_set_ellipsize (GTK_LABEL (details), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (details, "mh-details");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), details);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, broadcast->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_object_set_data (G_OBJECT (row), ROW_ID, GSIZE_TO_POINTER ((gsize) broadcast->id));

  return row;
}

static void
fill_list (MhBroadcastsPlace *self)
{
  GtkListBoxRow *row;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < self->broadcasts->len; i++) {
    const MhBroadcast *broadcast = g_ptr_array_index (self->broadcasts, i);
    GtkWidget *made = make_row (broadcast);

    gtk_list_box_append (self->list, made);
    if (broadcast->id == self->shown)
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (made));
  }
  self->filling = FALSE;
}

/* What is in front is left alone while it is written in. */
static void
update_page (MhBroadcastsPlace *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  const MhBroadcast *broadcast = find (self, self->shown);

  if (g_str_equal (page, "loading") || g_str_equal (page, "failed") || (g_str_equal (page, "empty") && self->broadcasts->len > 0))
    gtk_stack_set_visible_child_name (self->pages, self->broadcasts->len > 0 ? "choose" : "empty");
  else if (g_str_equal (page, "run") && (broadcast == NULL || g_str_equal (broadcast->state, "draft")))
    show (self, self->shown);
  else if (g_str_equal (page, "run"))
    mh_broadcast_run_view_refresh (self->run);
}

static void
broadcasts_read_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (MhBroadcastsPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *broadcasts = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL) {
    g_clear_pointer (&broadcasts, g_ptr_array_unref);
    return;
  }

  if (broadcasts == NULL) {
    adw_status_page_set_description (self->failure, error->message);
    gtk_stack_set_visible_child_name (self->pages, "failed");
    return;
  }

  g_clear_pointer (&self->broadcasts, g_ptr_array_unref);
  self->broadcasts = broadcasts;
  fill_list (self);
  update_page (self);
}

static void
refresh (MhPlace *place)
{
  MhBroadcastsPlace *self = MH_BROADCASTS_PLACE (place);

  mh_ui_context_read_async (self->context, read_broadcasts, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, broadcasts_read_cb,
                            g_object_ref (self));
}

/* The list also tells of a row when the keyboard comes back to it after the list was filled anew: what is shown already stays in front, be it
 * as a draft or as the sheet. */
static void
row_selected_cb (MhBroadcastsPlace *self,
                 GtkListBoxRow     *row)
{
  gint64 id = row != NULL ? (gint64) GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), ROW_ID)) : 0;

  if (!self->filling && row != NULL && id != self->shown)
    show (self, id);
}

static void
new_clicked_cb (MhBroadcastsPlace *self)
{
  gtk_list_box_unselect_all (self->list);
  show (self, 0);
}

static void
check_cb (MhBroadcastsPlace *self,
          gint64             broadcast)
{
  self->shown = broadcast;
  mh_broadcast_sheet_view_show (self->sheet, broadcast);
  gtk_stack_set_visible_child_name (self->pages, "sheet");
}

static void
gone_cb (MhBroadcastsPlace *self)
{
  self->shown = 0;
  gtk_stack_set_visible_child_name (self->pages, "choose");
}

/* The list may not know it yet. */
static void
draft_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhBroadcastsPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *broadcasts = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (broadcasts == NULL || self->context == NULL) {
    g_clear_pointer (&broadcasts, g_ptr_array_unref);
    return;
  }

  g_clear_pointer (&self->broadcasts, g_ptr_array_unref);
  self->broadcasts = broadcasts;
  fill_list (self);
  show (self, self->shown);
}

static void
show_anew (MhBroadcastsPlace *self,
           gint64             broadcast)
{
  self->shown = broadcast;
  mh_ui_context_read_async (self->context, read_broadcasts, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, draft_read_cb,
                            g_object_ref (self));
}

static const char *
get_name (MhPlace *place)
{
  return "broadcasts";
}

static const char *
get_title (MhPlace *place)
{
  return C_("place", "Broadcasts");
}

static const char *
get_icon_name (MhPlace *place)
{
  return "mail-send-symbolic";
}

static void
show_item (MhPlace *place,
           gint64   id)
{
  show_anew (MH_BROADCASTS_PLACE (place), id);
}

/* From the sheet back to the draft. */
static gboolean
go_back (MhPlace *place)
{
  MhBroadcastsPlace *self = MH_BROADCASTS_PLACE (place);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->pages), "sheet"))
    return FALSE;

  show_anew (self, self->shown);

  return TRUE;
}

static gboolean
print (MhPlace *place)
{
  MhBroadcastsPlace *self = MH_BROADCASTS_PLACE (place);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "run") == 0 && mh_broadcast_run_view_print (self->run);
}

static void
implement_place (MhPlaceInterface *iface)
{
  iface->get_name = get_name;
  iface->get_title = get_title;
  iface->get_icon_name = get_icon_name;
  iface->refresh = refresh;
  iface->print = print;
  iface->show_item = show_item;
  iface->go_back = go_back;
}

static GtkWidget *
make_status (const char *icon,
             const char *title,
             const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);

  return page;
}

/* --- what was interrupted ----------------------------------------------------------------------------------------- */

static gpointer
read_kept (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  return mh_kept_words_read (desk);
}

static gpointer
drop_kept (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  return GINT_TO_POINTER (mh_kept_words_write (desk, NULL, error));
}

static void
show_offer (MhBroadcastsPlace *self)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->offer, self->kept != NULL);
  if (self->kept == NULL)
    return;

  /* Translators: the name of a broadcast */
  text = g_strdup_printf (_("A broadcast was interrupted: %s"), *self->kept->name != '\0' ? self->kept->name : _("Without a name"));
  gtk_label_set_label (self->offer_words, text);
}

static void
kept_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhBroadcastsPlace) self = user_data;
  MhBroadcast *kept = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (self->context == NULL) {
    g_clear_pointer (&kept, mh_broadcast_free);
    return;
  }

  g_clear_pointer (&self->kept, mh_broadcast_free);
  self->kept = kept;
  show_offer (self);
}

/* Whoever sits down is offered her own. */
static void
look_for_kept (MhBroadcastsPlace *self)
{
  if (self->context != NULL && mh_ui_context_get_operator (self->context) != NULL)
    mh_ui_context_read_async (self->context, read_kept, NULL, NULL, (GDestroyNotify) mh_broadcast_free, NULL, kept_read_cb, g_object_ref (self));
}

static void
resume_clicked_cb (MhBroadcastsPlace *self)
{
  g_autoptr (MhBroadcast) kept = g_steal_pointer (&self->kept);

  show_offer (self);
  if (kept == NULL)
    return;

  mh_broadcast_composer_put_away (self->composer);
  self->shown = kept->id;
  mh_broadcast_composer_resume (self->composer, kept);
  gtk_stack_set_visible_child_name (self->pages, "composer");
}

static void
throw_clicked_cb (MhBroadcastsPlace *self)
{
  g_clear_pointer (&self->kept, mh_broadcast_free);
  show_offer (self);
  mh_ui_context_run_async (self->context, drop_kept, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
reminders_clicked_cb (MhBroadcastsPlace *self)
{
  mh_reminders_window_open (GTK_WIDGET (self), self->context);
}

static void
results_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  MhBroadcastsPlace *self = MH_BROADCASTS_PLACE (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);

  if (file != NULL && g_file_peek_path (file) != NULL && self->context != NULL)
    mh_sms_results_window_open (GTK_WIDGET (self), self->context, g_file_peek_path (file));
}

static void
results_clicked_cb (MhBroadcastsPlace *self)
{
  mh_file_dialogs_open_async (GTK_WIDGET (self), _("Choose the file with the results"), _("CSV files"), "*.csv", results_chosen_cb, NULL);
}

static void
add_side_button (GtkWidget         *box,
                 const char        *words,
                 GCallback          clicked,
                 MhBroadcastsPlace *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
}

/* What belongs to no single broadcast. */
static void
checks_clicked_cb (MhBroadcastsPlace *self)
{
  mh_checks_window_open (GTK_WIDGET (self), self->context, 0);
}

static GtkWidget *
make_side_foot (MhBroadcastsPlace *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "mh-foot");
  add_side_button (box, _("Reminders of _Bookings …"), G_CALLBACK (reminders_clicked_cb), self);
  add_side_button (box, _("Read SMS _Results …"), G_CALLBACK (results_clicked_cb), self);
  add_side_button (box, _("Did They A_rrive? …"), G_CALLBACK (checks_clicked_cb), self);

  return box;
}

static GtkWidget *
make_offer (MhBroadcastsPlace *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "mh-rounds");
  self->offer_words = mh_allot_add_label (GTK_BOX (box), NULL, NULL);
  add_side_button (box, _("_Go On with It"), G_CALLBACK (resume_clicked_cb), self);
  add_side_button (box, _("Throw It Away"), G_CALLBACK (throw_clicked_cb), self);
  gtk_widget_set_visible (box, FALSE);

  return box;
}

static GtkWidget *
make_side (MhBroadcastsPlace *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_New Broadcast"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_margin_start (button, 12);
  gtk_widget_set_margin_end (button, 12);
  gtk_widget_set_margin_top (button, 10);
  gtk_widget_set_margin_bottom (button, 10);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (new_clicked_cb), self);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "mh-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, C_("place", "Broadcasts"), -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (side), button);
  self->offer = make_offer (self);
  gtk_box_append (GTK_BOX (side), self->offer);
  gtk_box_append (GTK_BOX (side), scrolled);
  gtk_box_append (GTK_BOX (side), make_side_foot (self));
  gtk_widget_set_size_request (side, LIST_WIDTH, -1);

  return side;
}

static void
add_pages (MhBroadcastsPlace *self)
{
  GtkWidget *loading = gtk_spinner_new ();
  GtkWidget *failure = make_status ("dialog-warning-symbolic", _("The broadcasts cannot be read"), "");

  gtk_spinner_start (GTK_SPINNER (loading));
  gtk_widget_set_size_request (loading, 32, 32);
  gtk_widget_set_halign (loading, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (loading, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (loading), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The broadcasts are being read"), -1);
  gtk_stack_add_named (self->pages, loading, "loading");
  self->failure = ADW_STATUS_PAGE (failure);
  gtk_stack_add_named (self->pages, failure, "failed");
  gtk_stack_add_named (self->pages,
                       make_status ("mail-send-symbolic", _("Nothing has been sent to a part of the town yet"),
                                    _("Say whom it is for and what it says; before anything leaves, everything is looked over with you.")),
                       "empty");
  gtk_stack_add_named (self->pages,
                       make_status ("mail-send-symbolic", _("Choose a broadcast"),
                                    _("Or begin a new one. Before anything leaves, everything is looked over with you.")), "choose");
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->composer), "composer");
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->sheet), "sheet");
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->run), "run");
}

static void
mh_broadcasts_place_dispose (GObject *object)
{
  MhBroadcastsPlace *self = MH_BROADCASTS_PLACE (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->kept, mh_broadcast_free);
  g_clear_pointer (&self->broadcasts, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (mh_broadcasts_place_parent_class)->dispose (object);
}

static void
checks_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_checks_window_open (widget, MH_BROADCASTS_PLACE (widget)->context, 0);
}

static void
mh_broadcasts_place_class_init (MhBroadcastsPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_broadcasts_place_dispose;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "broadcasts.checks", NULL, checks_activated_cb);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mh_broadcasts_place_init (MhBroadcastsPlace *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_box_append (GTK_BOX (self->box), make_side (self));
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->pages));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * mh_broadcasts_place_new:
 * @context: the open town
 *
 * Returns: (transfer floating): the place
 */
GtkWidget *
mh_broadcasts_place_new (MhUiContext *context)
{
  MhBroadcastsPlace *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_BROADCASTS_PLACE, NULL);
  self->context = g_object_ref (context);
  self->composer = MH_BROADCAST_COMPOSER (mh_broadcast_composer_new (context));
  self->sheet = MH_BROADCAST_SHEET_VIEW (mh_broadcast_sheet_view_new (context));
  self->run = MH_BROADCAST_RUN_VIEW (mh_broadcast_run_view_new (context));
  add_pages (self);
  gtk_box_append (GTK_BOX (gtk_widget_get_first_child (self->box)), mh_box_button_new (context));
  g_signal_connect_swapped (self->composer, "check", G_CALLBACK (check_cb), self);
  g_signal_connect_swapped (self->composer, "tested", G_CALLBACK (show_anew), self);
  g_signal_connect_swapped (self->composer, "gone", G_CALLBACK (gone_cb), self);
  g_signal_connect_swapped (self->sheet, "held", G_CALLBACK (show_anew), self);
  g_signal_connect_swapped (self->sheet, "back", G_CALLBACK (show_anew), self);
  g_signal_connect_swapped (self->run, "draft", G_CALLBACK (show_anew), self);
  g_signal_connect_object (context, "notify::operator", G_CALLBACK (look_for_kept), self, G_CONNECT_SWAPPED);
  look_for_kept (self);
  mh_place_refresh (MH_PLACE (self));

  return GTK_WIDGET (self);
}
