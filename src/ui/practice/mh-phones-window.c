/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-phones-window"

#include "mh-phones-window.h"

#include <glib/gi18n-lib.h>

#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-moment.h"
#include "mh-phones.h"
#include "mh-refill-forms.h"
#include "mh-refill.h"
#include "mh-wording.h"

#define WIDTH        760
#define HEIGHT       640
#define LIST_WIDTH   260
#define MAX_MESSAGES 400
#define BUBBLE_CHARS 24

struct _MhPhonesWindow
{
  AdwWindow    parent_instance;

  GtkStack    *pages;      /* (unowned) */
  GtkListBox  *list;       /* (unowned) */
  GtkLabel    *owner;      /* (unowned) */
  GtkBox      *bubbles;    /* (unowned) */
  GtkWidget   *scrolled;   /* (unowned) */
  GtkWidget   *answers;    /* (unowned) */
  GtkWidget   *yes;        /* (unowned) */

  /* Owned */
  MhUiContext *context;
  GPtrArray   *phones;     /* (nullable) (element-type MhSeenPhone) */
  gint64       shown;      /* contact of the telephone that is looked at, 0 = none */
};

G_DEFINE_FINAL_TYPE (MhPhonesWindow, mh_phones_window, ADW_TYPE_WINDOW)

static gpointer
read_phones (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  return mh_phones_list (desk, MAX_MESSAGES, error);
}

static gpointer
decline (const MhDesk *desk,
         gpointer      input,
         GError      **error)
{
  gint64 act = 0;

  return mh_refill_decline (desk, *(gint64 *) input, &act, error) ? mh_deed_done (0, act) : NULL;
}

static const char *
name_owner (const MhSeenPhone *phone)
{
  return *phone->owner != '\0' ? phone->owner : _("Nobody of the list of residents");
}

static MhSeenPhone *
find_phone (MhPhonesWindow *self)
{
  for (guint i = 0; self->phones != NULL && i < self->phones->len; i++) {
    MhSeenPhone *phone = g_ptr_array_index (self->phones, i);

    if (phone->contact == self->shown)
      return phone;
  }

  return NULL;
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
add_bubble (MhPhonesWindow       *self,
            const MhSeenPhone    *phone,
            const MhPhoneMessage *message)
{
  GtkWidget *bubble = make_label (message->body, "mh-bubble");
  g_autofree char *moment = mh_moment_format (message->at, MH_DATE_STYLE_MESSAGE);
  /* What the resident said, or why nothing can be said any more. */
  const char *answer = message->state != NULL && !g_str_equal (message->state, "open") ? mh_wording_offer_state (message->state) : NULL;

  gtk_label_set_selectable (GTK_LABEL (bubble), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (bubble), BUBBLE_CHARS);
  gtk_widget_set_halign (bubble, GTK_ALIGN_START);
  if (!phone->is_line)
    gtk_widget_add_css_class (bubble, "mh-bubble-sms");
  gtk_box_append (self->bubbles, make_label (moment, "mh-details"));
  gtk_box_append (self->bubbles, bubble);
  if (answer != NULL) {
    GtkWidget *said = make_label (answer, "mh-answer");

    gtk_widget_set_halign (said, GTK_ALIGN_END);
    gtk_box_append (self->bubbles, said);
  }
}

/* The newest message is at the end, as on a telephone. */
static gboolean
scroll_cb (gpointer user_data)
{
  MhPhonesWindow *self = user_data;
  GtkAdjustment *adjustment;

  if (self->context == NULL)
    return G_SOURCE_REMOVE;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));

  return G_SOURCE_REMOVE;
}

static void
show_phone (MhPhonesWindow *self)
{
  const MhSeenPhone *phone = find_phone (self);
  GtkWidget *child;
  g_autofree char *title = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->bubbles))) != NULL)
    gtk_box_remove (self->bubbles, child);

  gtk_widget_set_visible (self->answers, phone != NULL && phone->question != 0);
  if (phone == NULL) {
    gtk_label_set_label (self->owner, "");
    return;
  }

  /* Translators: whose telephone, LINE or SMS */
  title = g_strdup_printf (_("%s (%s)"), name_owner (phone), phone->is_line ? "LINE" : "SMS");
  gtk_label_set_label (self->owner, title);
  for (guint i = 0; i < phone->messages->len; i++)
    add_bubble (self, phone, g_ptr_array_index (phone->messages, i));
  g_idle_add_full (G_PRIORITY_LOW, scroll_cb, g_object_ref (self), g_object_unref);
}

static GtkWidget *
make_row (const MhSeenPhone *phone)
{
  const MhPhoneMessage *last = g_ptr_array_index (phone->messages, phone->messages->len - 1);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = make_label (name_owner (phone), "mh-name");
  g_autofree char *moment = mh_moment_format (last->at, MH_DATE_STYLE_MESSAGE);
  g_autofree char *details = g_strdup_printf ("%s  %s%s%s", phone->is_line ? "LINE" : "SMS", moment,
                                              phone->question != 0 ? " ・ " : "", phone->question != 0 ? _("waits for an answer") : "");
  g_autofree char *spoken = g_strdup_printf ("%s %s", name_owner (phone), details);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), make_label (details, "mh-details"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return row;
}

static void
row_selected_cb (GtkListBox     *list,
                 GtkListBoxRow  *row,
                 MhPhonesWindow *self)
{
  const MhSeenPhone *phone;

  if (row == NULL || self->phones == NULL)
    return;

  phone = g_ptr_array_index (self->phones, (guint) gtk_list_box_row_get_index (row));
  self->shown = phone->contact;
  show_phone (self);
}

static void
show_list (MhPhonesWindow *self)
{
  GtkListBoxRow *chosen = NULL;
  GtkWidget *child;

  g_signal_handlers_block_by_func (self->list, row_selected_cb, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->phones->len; i++) {
    const MhSeenPhone *phone = g_ptr_array_index (self->phones, i);
    GtkWidget *row = make_row (phone);

    gtk_list_box_append (self->list, row);
    if (phone->contact == self->shown || chosen == NULL)
      chosen = GTK_LIST_BOX_ROW (row);
  }
  g_signal_handlers_unblock_by_func (self->list, row_selected_cb, self);
  gtk_stack_set_visible_child_name (self->pages, self->phones->len > 0 ? "phones" : "none");
  gtk_list_box_select_row (self->list, chosen);
  if (chosen == NULL)
    show_phone (self);
}

static void
phones_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhPhonesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) phones = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (phones == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The telephones cannot be shown"), error);
    return;
  }

  g_clear_pointer (&self->phones, g_ptr_array_unref);
  self->phones = g_steal_pointer (&phones);
  show_list (self);
}

static void
read_again (MhUiContext    *context,
            MhPhonesWindow *self)
{
  mh_ui_context_read_async (context, read_phones, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, phones_read_cb,
                            g_object_ref (self));
}

static void
yes_clicked_cb (MhPhonesWindow *self)
{
  const MhSeenPhone *phone = find_phone (self);

  if (phone != NULL && phone->question != 0)
    mh_refill_forms_accept (GTK_WIDGET (self), self->context, phone->question);
}

static void
no_clicked_cb (MhPhonesWindow *self)
{
  const MhSeenPhone *phone = find_phone (self);

  if (phone != NULL && phone->question != 0)
    mh_deed_run (GTK_WIDGET (self), self->context, decline, g_memdup2 (&phone->question, sizeof phone->question), g_free,
                 _("The person does not want it; the next is asked"), NULL, NULL);
}

static GtkWidget *
make_answers (MhPhonesWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *no = gtk_button_new_with_mnemonic (_("_No, Not This Time"));

  self->yes = gtk_button_new_with_mnemonic (_("_Yes, Please"));
  gtk_widget_add_css_class (self->yes, "suggested-action");
  gtk_widget_set_hexpand (self->yes, TRUE);
  gtk_widget_set_hexpand (no, TRUE);
  gtk_widget_set_tooltip_text (self->yes, _("Answers for this person, as if she had telephoned"));
  gtk_widget_set_tooltip_text (no, _("Answers for this person, as if she had telephoned"));
  g_signal_connect_swapped (self->yes, "clicked", G_CALLBACK (yes_clicked_cb), self);
  g_signal_connect_swapped (no, "clicked", G_CALLBACK (no_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), self->yes);
  gtk_box_append (GTK_BOX (box), no);
  gtk_widget_set_visible (box, FALSE);

  return box;
}

static GtkWidget *
make_phone (MhPhonesWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *owner = make_label ("", "heading");

  self->owner = GTK_LABEL (owner);
  self->bubbles = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->bubbles));
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  self->answers = make_answers (self);
  gtk_widget_add_css_class (box, "mh-phone");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), owner);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_box_append (GTK_BOX (box), self->answers);

  return box;
}

static GtkWidget *
make_list (MhPhonesWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Telephones"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_DEFAULT);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (scrolled, LIST_WIDTH, -1);

  return scrolled;
}

static void
mh_phones_window_dispose (GObject *object)
{
  MhPhonesWindow *self = MH_PHONES_WINDOW (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  g_clear_pointer (&self->phones, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_phones_window_parent_class)->dispose (object);
}

static void
mh_phones_window_class_init (MhPhonesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_phones_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_phones_window_init (MhPhonesWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *none = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "dialog-information-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _("No telephone has got a message yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (none), _("Cancel a booking and offer its place, or send a broadcast. What residents get shows here."));
  gtk_box_append (GTK_BOX (halves), make_list (self));
  gtk_box_append (GTK_BOX (halves), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (halves), make_phone (self));
  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_stack_add_named (self->pages, halves, "phones");
  gtk_stack_add_named (self->pages, none, "none");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pages));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_phones_window_new:
 * @parent: a widget in the window
 * @context: the open town, one for practice
 *
 * Returns: (transfer none): the window, which reads itself and follows the town
 */
GtkWidget *
mh_phones_window_new (GtkWidget   *parent,
                      MhUiContext *context)
{
  MhPhonesWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (mh_ui_context_is_practice (context), NULL);

  self = g_object_new (MH_TYPE_PHONES_WINDOW, "transient-for", gtk_widget_get_root (parent), "destroy-with-parent", TRUE,
                       "title", _("Residents’ telephones"), "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_DEFAULT);
  read_again (context, self);

  return GTK_WIDGET (self);
}
