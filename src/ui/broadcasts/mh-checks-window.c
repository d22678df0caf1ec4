/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-checks-window"

#include "mh-checks-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-checks.h"
#include "mh-date.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-moment.h"
#include "mh-outbox.h"
#include "mh-window.h"
#include "mh-wording.h"

#define WIDTH 900
#define HEIGHT 620
#define MOST_NAMES 8

struct _MhChecksWindow
{
  AdwWindow       parent_instance;

  GtkLabel       *counts;             /* (unowned), so the following ones */
  GtkLabel       *message;
  GtkCheckButton *all;
  GtkWidget      *arrived_button;
  GtkWidget      *not_arrived_button;
  GtkStringList  *lines;

  MhUiContext    *context;            /* (owned) (nullable) once closed */
  GPtrArray      *rows;               /* (owned) (nullable) (element-type MhCheckRow) as in the list */
  GHashTable     *chosen;             /* (owned) messages that are marked: pointers to gint64 */
  gint64          broadcast;          /* 0: all */
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (MhChecksWindow, mh_checks_window, ADW_TYPE_WINDOW)

/* What was marked when somebody said so. */
typedef struct {
  GArray  *deliveries;  /* (owned) (element-type gint64) */
  gboolean arrived;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_array_unref (answer->deliveries);
  g_free (answer);
}

/* --- what is marked ------------------------------------------------------------------------------------------------ */

static const MhCheckRow *
get_row (MhChecksWindow *self,
         guint           position)
{
  return self->rows != NULL && position < self->rows->len ? g_ptr_array_index (self->rows, position) : NULL;
}

static gboolean
is_chosen (MhChecksWindow   *self,
           const MhCheckRow *row)
{
  return row != NULL && g_hash_table_contains (self->chosen, &row->delivery);
}

static void
choose (MhChecksWindow   *self,
        const MhCheckRow *row,
        gboolean          chosen)
{
  if (chosen)
    g_hash_table_add (self->chosen, g_memdup2 (&row->delivery, sizeof row->delivery));
  else
    g_hash_table_remove (self->chosen, &row->delivery);
}

static void
show_chosen (MhChecksWindow *self)
{
  guint n_rows = self->rows != NULL ? self->rows->len : 0;
  guint n = g_hash_table_size (self->chosen);
  g_autofree char *words = n_rows == 0 ? g_strdup (_("Nothing waits to be checked"))
                           : g_strdup_printf (_("%u to be checked, %u marked"), n_rows, n);

  gtk_label_set_label (self->counts, words);
  gtk_widget_set_sensitive (self->arrived_button, n > 0);
  gtk_widget_set_sensitive (self->not_arrived_button, n > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->all), n_rows > 0);
  self->filling = TRUE;
  gtk_check_button_set_active (self->all, n > 0 && n == n_rows);
  gtk_check_button_set_inconsistent (self->all, n > 0 && n < n_rows);
  self->filling = FALSE;
}

/* --- the list ------------------------------------------------------------------------------------------------------ */

/* Where nobody in the register has it, it is a number. */
static const char *
get_name (MhChecksWindow   *self,
          const MhCheckRow *row)
{
  return row->resident != 0 ? row->name : mh_ui_context_veil (self->context, row->name);
}

static char *
write_line (MhChecksWindow   *self,
            const MhCheckRow *row)
{
  g_autoptr (GString) line = g_string_new (get_name (self, row));
  g_autofree char *sent = row->sent_at != 0 ? mh_moment_format (row->sent_at, MH_DATE_STYLE_WEEKDAY) : NULL;

  if (self->broadcast == 0)
    g_string_append_printf (line, " ・ %s", row->about != NULL ? row->about : mh_wording_delivery_kind (row->kind));
  if (row->channel != NULL)
    g_string_append_printf (line, " ・ %s", mh_wording_channel (row->channel));
  /* Translators: date and time */
  if (sent != NULL) {
    g_autofree char *words = g_strdup_printf (_("sent %s"), sent);

    g_string_append_printf (line, " ・ %s", words);
  }
  if (row->reason != NULL)
    g_string_append_printf (line, " ・ %s", mh_wording_delivery_reason (row->reason));

  return g_strdup (line->str);
}

/* Marks of what has gone meanwhile go with it. */
static void
keep_chosen (MhChecksWindow *self)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < self->rows->len; i++)
    g_hash_table_add (there, &((MhCheckRow *) g_ptr_array_index (self->rows, i))->delivery);

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    if (!g_hash_table_contains (there, key))
      g_hash_table_iter_remove (&iter);
  }
}

static void
show_rows (MhChecksWindow *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (lines, write_line (self, g_ptr_array_index (self->rows, i)));
  g_ptr_array_add (lines, NULL);
  gtk_string_list_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), (const char * const *) lines->pdata);
  show_chosen (self);
}

static gpointer
read_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const gint64 *broadcast = input;

  return mh_checks_list (desk, *broadcast, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhChecksWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (rows == NULL) {
    gtk_label_set_label (self->message, error->message);
    return;
  }

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  keep_chosen (self);
  show_rows (self);
}

static void
read_again (MhChecksWindow *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_work, g_memdup2 (&self->broadcast, sizeof self->broadcast), g_free,
                              (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, g_object_ref (self));
}

static void
mark_toggled_cb (GtkCheckButton *mark,
                 GtkListItem    *item)
{
  MhChecksWindow *self = MH_CHECKS_WINDOW (gtk_widget_get_root (GTK_WIDGET (mark)));
  const MhCheckRow *row = self != NULL && !self->filling ? get_row (self, gtk_list_item_get_position (item)) : NULL;

  if (row == NULL)
    return;

  choose (self, row, gtk_check_button_get_active (mark));
  show_chosen (self);
}

static void
row_set_up_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *mark = gtk_check_button_new_with_label ("");

  gtk_widget_set_size_request (mark, -1, 36);
  g_signal_connect (mark, "toggled", G_CALLBACK (mark_toggled_cb), item);
  gtk_list_item_set_child (item, mark);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
row_bound_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              MhChecksWindow           *self)
{
  GtkCheckButton *mark = GTK_CHECK_BUTTON (gtk_list_item_get_child (item));

  self->filling = TRUE;
  gtk_check_button_set_label (mark, gtk_string_object_get_string (gtk_list_item_get_item (item)));
  gtk_check_button_set_active (mark, is_chosen (self, get_row (self, gtk_list_item_get_position (item))));
  self->filling = FALSE;
}

static void
all_toggled_cb (MhChecksWindow *self)
{
  if (self->filling || self->rows == NULL)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    choose (self, g_ptr_array_index (self->rows, i), gtk_check_button_get_active (self->all));
  show_rows (self);
}

/* --- said ---------------------------------------------------------------------------------------------------------- */

static gpointer
settle_work (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const Answer *answer = input;
  guint n;

  return mh_outbox_resolve_many (desk, answer->deliveries, answer->arrived, &n, error) ? mh_deed_done ((gint64) n, 0) : NULL;
}

static void
settled_cb (GtkWidget        *widget,
            const MhDeedDone *done,
            const GError     *error,
            gpointer          user_data)
{
  MhChecksWindow *self = MH_CHECKS_WINDOW (widget);
  g_autofree char *words = NULL;

  if (self->context == NULL)
    return;

  if (done != NULL)
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u message is settled.", "%u messages are settled.", (gulong) done->id), (guint) done->id);
  gtk_label_set_label (self->message, words != NULL ? words : error->message);
  read_again (self);
}

static void
agreed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  MhChecksWindow *self = MH_CHECKS_WINDOW (source);
  Answer *answer = user_data;

  if (mh_dialogs_ask_finish (GTK_WIDGET (source), result) && self->context != NULL)
    mh_deed_run (GTK_WIDGET (self), self->context, settle_work, answer, answer_free, NULL, settled_cb, NULL);
  else
    answer_free (answer);
}

/* Numbers and names, since nothing takes it back. */
static char *
write_question (MhChecksWindow *self,
                gboolean        arrived)
{
  GString *words = g_string_new (arrived ? _("They count as received, and nothing more is sent.") : _("They are to be told by telephone or on paper."));
  guint n = 0;

  g_string_append_printf (words, " %s\n", _("This cannot be taken back."));
  for (guint i = 0; i < self->rows->len; i++) {
    const MhCheckRow *row = g_ptr_array_index (self->rows, i);

    if (is_chosen (self, row) && n++ < MOST_NAMES)
      g_string_append_printf (words, "\n%s", get_name (self, row));
  }
  if (n > MOST_NAMES)
    g_string_append_printf (words, _("\nand %u more"), n - MOST_NAMES);

  return g_string_free (words, FALSE);
}

static void
ask (MhChecksWindow *self,
     gboolean        arrived)
{
  guint n = g_hash_table_size (self->chosen);
  g_autofree char *question = NULL;
  g_autofree char *heading = NULL;
  Answer *answer;

  if (self->rows == NULL || n == 0)
    return;

  answer = g_new0 (Answer, 1);
  answer->deliveries = g_array_new (FALSE, FALSE, sizeof (gint64));
  answer->arrived = arrived;
  for (guint i = 0; i < self->rows->len; i++) {
    const MhCheckRow *row = g_ptr_array_index (self->rows, i);

    if (is_chosen (self, row))
      g_array_append_val (answer->deliveries, row->delivery);
  }

  question = write_question (self, arrived);
  heading = g_strdup_printf (arrived ? g_dngettext (GETTEXT_PACKAGE, "%u message has arrived?", "%u messages have arrived?", n)
                             : g_dngettext (GETTEXT_PACKAGE, "%u message has not arrived?", "%u messages have not arrived?", n), n);
  mh_dialogs_ask_async (GTK_WIDGET (self), heading, question, _("_Note It"), FALSE, agreed_cb, answer);
}

static void
arrived_clicked_cb (MhChecksWindow *self)
{
  ask (self, TRUE);
}

static void
not_arrived_clicked_cb (MhChecksWindow *self)
{
  ask (self, FALSE);
}

/* --- making it ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_list (MhChecksWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  self->lines = gtk_string_list_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (row_set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bound_cb), self);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (self->lines))), factory);
  gtk_widget_add_css_class (list, "mh-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Messages to be checked"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);

  return scrolled;
}

static GtkWidget *
make_foot (MhChecksWindow *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->arrived_button = gtk_button_new_with_mnemonic (_("They Have _Arrived"));
  self->not_arrived_button = gtk_button_new_with_mnemonic (_("They Have _Not Arrived"));
  g_signal_connect_swapped (self->arrived_button, "clicked", G_CALLBACK (arrived_clicked_cb), self);
  g_signal_connect_swapped (self->not_arrived_button, "clicked", G_CALLBACK (not_arrived_clicked_cb), self);
  gtk_box_append (GTK_BOX (foot), self->arrived_button);
  gtk_box_append (GTK_BOX (foot), self->not_arrived_button);

  return foot;
}

static GtkWidget *
make_head (void)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *leave = gtk_button_new_with_label (_("Close"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (head), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), leave);

  return head;
}

static void
mh_checks_window_dispose (GObject *object)
{
  MhChecksWindow *self = MH_CHECKS_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_checks_window_parent_class)->dispose (object);
}

static void
mh_checks_window_finalize (GObject *object)
{
  MhChecksWindow *self = MH_CHECKS_WINDOW (object);

  g_hash_table_unref (self->chosen);

  G_OBJECT_CLASS (mh_checks_window_parent_class)->finalize (object);
}

static void
mh_checks_window_class_init (MhChecksWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_checks_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_checks_window_finalize;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_checks_window_init (MhChecksWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkBox *body = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));

  self->chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_window_set_title (GTK_WINDOW (self), _("Did They Arrive?"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_set_margin_start (GTK_WIDGET (body), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (body), 18);
  gtk_widget_set_margin_top (GTK_WIDGET (body), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (body), 12);
  gtk_widget_set_vexpand (GTK_WIDGET (body), TRUE);
  mh_allot_add_label (body, _("The program cannot find out whether these messages arrived, and sends none of them a second time by itself. Look at the page of "
                              "the service, or ask by telephone; then mark them and say what you found out."), NULL);
  self->counts = mh_allot_add_label (body, _("One moment …"), "mh-count");
  self->all = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_("Mark a_ll of them")));
  g_signal_connect_swapped (self->all, "toggled", G_CALLBACK (all_toggled_cb), self);
  gtk_box_append (body, GTK_WIDGET (self->all));
  gtk_box_append (body, make_list (self));
  self->message = mh_allot_add_label (body, "", NULL);
  gtk_box_append (body, make_foot (self));
  gtk_box_append (GTK_BOX (content), make_head ());
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (body));
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_widget_set_sensitive (self->arrived_button, FALSE);
  gtk_widget_set_sensitive (self->not_arrived_button, FALSE);
}

/**
 * mh_checks_window_open:
 * @parent: a widget of the window over which it comes
 * @context: the open town
 * @broadcast: only the messages of a broadcast, 0: all there are
 *
 * Shows what somebody has to find out.
 */
void
mh_checks_window_open (GtkWidget   *parent,
                       MhUiContext *context,
                       gint64       broadcast)
{
  MhChecksWindow *self;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self = g_object_new (MH_TYPE_CHECKS_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->broadcast = broadcast;
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
