/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-run-view"

#include "mh-broadcast-run-view.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-broadcast-report.h"
#include "mh-by-hand-window.h"
#include "mh-checks-window.h"
#include "mh-countdown.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-run-paper.h"
#include "mh-sms-file-window.h"
#include "mh-window.h"

struct _MhBroadcastRunView
{
  AdwBin             parent_instance;

  GtkLabel          *title;
  GtkLabel          *state;
  MhCountdown       *countdown;
  GtkProgressBar    *progress;
  GtkLabel          *counts;
  GtkLabel          *words;
  GtkWidget         *filter;
  GtkLabel          *part;          /* which part of the list is shown */
  GtkWidget         *before_button;
  GtkWidget         *after_button;
  GtkStringList     *lines;
  GtkWidget         *stop_button;
  GtkWidget         *go_button;
  GtkWidget         *resume_button;
  GtkWidget         *correct_button;
  GtkWidget         *retry_button;
  GtkWidget         *by_hand_button;
  GtkWidget         *check_button;
  GtkWidget         *copy_button;
  GtkWidget         *file_button;

  MhUiContext       *context;    /* (owned) */
  MhBroadcastReport *report;     /* (owned) (nullable) */
  gint64             broadcast;
  const char        *wanted;     /* (nullable) static: only those of this state */
  guint              page;
  gboolean           filling;
  gboolean           reading;    /* an answer is under way … */
  gboolean           again;      /* … and something has changed since it was asked for */
};

enum {
  SIGNAL_DRAFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhBroadcastRunView, mh_broadcast_run_view, ADW_TYPE_BIN)

/* What the buttons do, on the worker; each is one act of the broadcast. */

static gpointer
finish (const MhDesk *desk,
        const char   *kind,
        gint64        broadcast,
        gboolean      done)
{
  return done ? mh_deed_done (0, mh_deed_find_act (desk, kind, "broadcast", broadcast)) : NULL;
}

static gpointer
stop (const MhDesk *desk,
      gpointer      input,
      GError      **error)
{
  const gint64 *broadcast = input;
  guint left;

  return mh_broadcast_stop (desk, *broadcast, &left, error) ? mh_deed_done ((gint64) left, 0) : NULL;
}

static gpointer
go (const MhDesk *desk,
    gpointer      input,
    GError      **error)
{
  const gint64 *broadcast = input;

  return mh_broadcast_go (desk, *broadcast, error) ? mh_deed_done (0, 0) : NULL;
}

static gpointer
resume (const MhDesk *desk,
        gpointer      input,
        GError      **error)
{
  const gint64 *broadcast = input;

  return finish (desk, "broadcast.resume", *broadcast, mh_broadcast_resume (desk, *broadcast, error));
}

static gpointer
correct (const MhDesk *desk,
         gpointer      input,
         GError      **error)
{
  const gint64 *broadcast = input;
  gint64 draft = mh_broadcast_correct (desk, *broadcast, error);

  return draft != 0 ? mh_deed_done (draft, mh_deed_find_act (desk, "broadcast.save", "broadcast", draft)) : NULL;
}

static gpointer
retry (const MhDesk *desk,
       gpointer      input,
       GError      **error)
{
  const gint64 *broadcast = input;
  guint n;

  return finish (desk, "broadcast.retry", *broadcast, mh_broadcast_retry (desk, *broadcast, &n, error));
}

/* The same again as a draft, to be looked over anew. */
static gpointer
copy (const MhDesk *desk,
      gpointer      input,
      GError      **error)
{
  const gint64 *broadcast = input;
  g_autoptr (MhBroadcast) row = mh_broadcast_table_get (desk->db, *broadcast, error);
  MhBroadcast fresh;
  gint64 draft;

  if (row == NULL)
    return NULL;

  fresh = *row;
  fresh.id = 0;
  fresh.send_at = 0;
  fresh.reason = NULL;
  draft = mh_broadcast_save (desk, &fresh, error);

  return draft != 0 ? mh_deed_done (draft, mh_deed_find_act (desk, "broadcast.save", "broadcast", draft)) : NULL;
}

static void
run (MhBroadcastRunView *self,
     MhUiWork            work,
     const char         *toast,
     MhDeedCallback      callback)
{
  mh_deed_run (GTK_WIDGET (self), self->context, work, g_memdup2 (&self->broadcast, sizeof self->broadcast), g_free, toast, callback, NULL);
}

/* It is said, with the number, who has it already. */
static void
stopped_cb (GtkWidget        *widget,
            const MhDeedDone *done,
            const GError     *error,
            gpointer          user_data)
{
  MhWindow *window = mh_window_of (widget);
  g_autofree char *text = NULL;

  if (done == NULL) {
    mh_dialogs_show_error (widget, _("It was not stopped"), error);
    mh_ui_context_emit_changed (MH_BROADCAST_RUN_VIEW (widget)->context);
    return;
  }

  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Stopped. %d message had left; the list tells whose.",
                                       "Stopped. %d messages had left; the list tells whose.", (gulong) done->id), (int) done->id);
  if (window != NULL)
    mh_window_show_toast (window, text, 0);
}

static void
copied_cb (GtkWidget        *widget,
           const MhDeedDone *done,
           const GError     *error,
           gpointer          user_data)
{
  if (done == NULL)
    mh_dialogs_show_error (widget, _("The draft was not saved"), error);
  else
    g_signal_emit (widget, signals[SIGNAL_DRAFT], 0, done->id);
}

static void
corrected_cb (GtkWidget        *widget,
              const MhDeedDone *done,
              const GError     *error,
              gpointer          user_data)
{
  if (done == NULL)
    mh_dialogs_show_error (widget, _("The correction was not begun"), error);
  else
    g_signal_emit (widget, signals[SIGNAL_DRAFT], 0, done->id);
}

static void
stop_clicked_cb (MhBroadcastRunView *self)
{
  run (self, stop, NULL, stopped_cb);
}

static void
go_clicked_cb (MhBroadcastRunView *self)
{
  run (self, go, _("It is sent now"), NULL);
}

static void
resume_clicked_cb (MhBroadcastRunView *self)
{
  run (self, resume, _("It goes on"), NULL);
}

static void
correct_clicked_cb (MhBroadcastRunView *self)
{
  run (self, correct, NULL, corrected_cb);
}

static void
copy_clicked_cb (MhBroadcastRunView *self)
{
  run (self, copy, NULL, copied_cb);
}

static void
retry_clicked_cb (MhBroadcastRunView *self)
{
  run (self, retry, _("It is tried again"), NULL);
}

static void
by_hand_clicked_cb (MhBroadcastRunView *self)
{
  mh_by_hand_window_open (GTK_WIDGET (self), self->context, self->broadcast);
}

static void
check_clicked_cb (MhBroadcastRunView *self)
{
  mh_checks_window_open (GTK_WIDGET (self), self->context, self->broadcast);
}

static void
file_clicked_cb (MhBroadcastRunView *self)
{
  mh_sms_file_window_open (GTK_WIDGET (self), self->context, self->broadcast);
}

static void
list_clicked_cb (MhBroadcastRunView *self)
{
  mh_run_paper_save (GTK_WIDGET (self), self->context, self->broadcast);
}

static void
print_clicked_cb (MhBroadcastRunView *self)
{
  mh_broadcast_run_view_print (self);
}

static gboolean
is_in (const MhBroadcast  *broadcast,
       const char * const *states)
{
  return g_strv_contains (states, broadcast->state);
}

static void
show_buttons (MhBroadcastRunView *self)
{
  const MhBroadcast *broadcast = self->report->broadcast;
  const char * const alive[] = { "held", "running", "paused", NULL };
  const char * const waiting[] = { "held", NULL };
  const char * const standing[] = { "paused", "stopped", NULL };
  const char * const left[] = { "running", "paused", "stopped", "done", NULL };
  const char * const over[] = { "stopped", "done", NULL };
  const char * const ended[] = { "stopped", "done", "withdrawn", NULL };

  gtk_widget_set_visible (self->stop_button, is_in (broadcast, alive));
  gtk_widget_set_visible (self->go_button, is_in (broadcast, waiting));
  gtk_widget_set_visible (self->resume_button, is_in (broadcast, standing));
  gtk_widget_set_visible (self->correct_button, is_in (broadcast, left));
  gtk_widget_set_visible (self->retry_button, is_in (broadcast, over));
  gtk_widget_set_visible (self->by_hand_button, is_in (broadcast, left));
  gtk_widget_set_visible (self->check_button, self->report->n_check > 0);
  gtk_widget_set_visible (self->file_button, is_in (broadcast, left));
  gtk_widget_set_visible (self->copy_button, is_in (broadcast, ended));
}

/* What has not changed is left alone, so that the list stands still under the eyes. */
static void
show_lines (MhBroadcastRunView *self)
{
  GPtrArray *lines = self->report->lines;
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  for (guint i = 0; i < MIN (lines->len, n_shown); i++) {
    const char * const line[] = { g_ptr_array_index (lines, i), NULL };

    if (!g_str_equal (gtk_string_list_get_string (self->lines, i), line[0]))
      gtk_string_list_splice (self->lines, i, 1, line);
  }

  for (guint i = n_shown; i < lines->len; i++)
    gtk_string_list_append (self->lines, g_ptr_array_index (lines, i));
  if (n_shown > lines->len)
    gtk_string_list_splice (self->lines, lines->len, n_shown - lines->len, NULL);
}

static void
show_part (MhBroadcastRunView *self)
{
  guint first = self->page * MH_REPORT_PAGE;
  guint last = first + self->report->lines->len;
  g_autofree char *text = NULL;

  if (self->report->lines->len > 0)
    text = g_strdup_printf (_("%u to %u of %u people"), first + 1, last, self->report->n_listed);
  gtk_label_set_label (self->part, text != NULL ? text : _("Nobody"));
  gtk_widget_set_sensitive (self->before_button, self->page > 0);
  gtk_widget_set_sensitive (self->after_button, last < self->report->n_listed);
}

static void
show_filter (MhBroadcastRunView *self)
{
  const MhBroadcastReport *report = self->report;
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (words, _("All people"));
  for (guint i = 0; i < report->counts->len; i++) {
    gtk_string_list_append (words, g_ptr_array_index (report->counts, i));
    if (g_strcmp0 (self->wanted, g_ptr_array_index (report->states, i)) == 0)
      selected = i + 1;
  }

  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->filter), G_LIST_MODEL (words));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->filter), selected);
  self->filling = FALSE;
}

static char *
write_counts (const MhBroadcastReport *report)
{
  g_autofree char *counts = NULL;

  g_ptr_array_add (report->counts, NULL);
  counts = g_strjoinv (" ・ ", (char **) report->counts->pdata);
  g_ptr_array_set_size (report->counts, (int) report->counts->len - 1);

  return report->n_numbers > 0 ? g_strdup_printf (_("%s (of which numbers of nobody: %u)"), counts, report->n_numbers) : g_steal_pointer (&counts);
}

static char *
write_state (const MhBroadcastReport *report)
{
  const char *state = report->n_restored > 0 && g_str_equal (report->broadcast->state, "paused")
                      ? _("Stands still: a backup was put back. Please find out first who has it")
                      : mh_broadcast_report_state (report->broadcast->state);

  return report->broadcast->any_hour ? g_strdup_printf ("%s ・ %s", state, _("Leaves outside the hours for broadcasts, too")) : g_strdup (state);
}

static void
show_report (MhBroadcastRunView *self)
{
  const MhBroadcastReport *report = self->report;
  gboolean held = g_str_equal (report->broadcast->state, "held");
  g_autofree char *counts = write_counts (report);
  g_autofree char *state = write_state (report);

  gtk_label_set_label (self->title, report->broadcast->name);
  gtk_label_set_label (self->state, state);
  mh_countdown_set (self->countdown, mh_ui_context_get_clock (self->context), held ? report->broadcast->hold_until : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->countdown), held);
  gtk_progress_bar_set_fraction (self->progress, report->n_people > 0 ? (double) report->n_ended / report->n_people : 0);
  gtk_label_set_label (self->counts, counts);
  gtk_label_set_label (self->words, report->broadcast->text);
  show_buttons (self);
  show_filter (self);
  show_part (self);
  show_lines (self);
}

static void read_again (MhBroadcastRunView *self);

static void
report_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhBroadcastRunView) self = user_data;
  g_autoptr (GError) error = NULL;
  MhBroadcastReport *report = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  self->reading = FALSE;
  if (self->context == NULL || self->again) {
    g_clear_pointer (&report, mh_broadcast_report_free);
    if (self->context != NULL)
      read_again (self);
    return;
  }

  if (report == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The broadcast cannot be read"), error);
    return;
  }

  g_clear_pointer (&self->report, mh_broadcast_report_free);
  self->report = report;
  show_report (self);
}

/* One reading at a time: a town in which much changes asks once more when the answer is there, not a hundred times meanwhile. */
static void
read_again (MhBroadcastRunView *self)
{
  const char *shown = "0";
  const char *veil = mh_ui_context_veil (self->context, shown);
  MhReportWish wish = { self->broadcast, self->wanted, self->page, veil != shown ? veil : NULL };

  self->again = self->reading;
  if (self->reading)
    return;

  self->reading = TRUE;
  mh_ui_context_read_async (self->context, mh_broadcast_report_read, g_memdup2 (&wish, sizeof wish), g_free,
                            (GDestroyNotify) mh_broadcast_report_free, NULL, report_read_cb, g_object_ref (self));
}

static void
filter_chosen_cb (MhBroadcastRunView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->filter));

  if (self->filling || self->report == NULL)
    return;

  self->wanted = selected > 0 && selected <= self->report->states->len ? g_ptr_array_index (self->report->states, selected - 1) : NULL;
  self->page = 0;
  read_again (self);
}

static void
before_clicked_cb (MhBroadcastRunView *self)
{
  self->page -= self->page > 0 ? 1 : 0;
  read_again (self);
}

static void
after_clicked_cb (MhBroadcastRunView *self)
{
  self->page++;
  read_again (self);
}

static GtkWidget *
add_button (GtkWidget          *box,
            const char         *words,
            const char         *css_class,
            GCallback           clicked,
            MhBroadcastRunView *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static void
line_set_up_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (label, -1, 32);
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
line_bound_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_list (MhBroadcastRunView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  self->lines = gtk_string_list_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (line_set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (line_bound_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (self->lines))), factory);
  gtk_widget_add_css_class (list, "mh-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What became of it for each person"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);

  return scrolled;
}

/* Which people the list shows. */
static GtkWidget *
make_pager (MhBroadcastRunView *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->filter = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which people are shown"), -1);
  g_signal_connect_swapped (self->filter, "notify::selected", G_CALLBACK (filter_chosen_cb), self);
  gtk_box_append (GTK_BOX (row), self->filter);
  self->part = mh_allot_add_label (GTK_BOX (row), NULL, "mh-details");
  gtk_label_set_wrap (self->part, FALSE);
  gtk_label_set_ellipsize (self->part, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->part), TRUE);
  self->before_button = add_button (row, _("The _100 Before"), NULL, G_CALLBACK (before_clicked_cb), self);
  self->after_button = add_button (row, _("The Ne_xt 100"), NULL, G_CALLBACK (after_clicked_cb), self);

  return row;
}

/* How many stand where, and all that takes the results out of the window. */
static GtkWidget *
make_counts (MhBroadcastRunView *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->counts = mh_allot_add_label (GTK_BOX (row), NULL, "mh-count");
  gtk_widget_set_hexpand (GTK_WIDGET (self->counts), TRUE);
  self->file_button = add_button (row, _("File for an S_MS Service …"), NULL, G_CALLBACK (file_clicked_cb), self);
  add_button (row, _("Save the _List …"), NULL, G_CALLBACK (list_clicked_cb), self);
  add_button (row, _("_Print … (F8)"), NULL, G_CALLBACK (print_clicked_cb), self);
  for (GtkWidget *child = gtk_widget_get_next_sibling (GTK_WIDGET (self->counts)); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_valign (child, GTK_ALIGN_CENTER);

  return row;
}

static GtkWidget *
make_head (MhBroadcastRunView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->title = mh_allot_add_label (GTK_BOX (texts), NULL, "title-2");
  self->state = mh_allot_add_label (GTK_BOX (texts), NULL, "mh-name");
  self->countdown = MH_COUNTDOWN (mh_countdown_new (_("It is sent in %s"), _("It is sent now")));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->countdown));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (head), texts);
  self->copy_button = add_button (head, _("Make a New _Draft of It"), NULL, G_CALLBACK (copy_clicked_cb), self);
  self->go_button = add_button (head, _("Send _Now"), NULL, G_CALLBACK (go_clicked_cb), self);
  self->resume_button = add_button (head, _("_Go On"), NULL, G_CALLBACK (resume_clicked_cb), self);
  self->stop_button = add_button (head, _("_Stop Sending"), "destructive-action", G_CALLBACK (stop_clicked_cb), self);

  for (GtkWidget *child = gtk_widget_get_next_sibling (texts); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_valign (child, GTK_ALIGN_START);

  return head;
}

static GtkWidget *
make_foot (MhBroadcastRunView *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (foot, "mh-foot");
  self->correct_button = add_button (foot, _("_Correct It to Those Who Have It …"), NULL, G_CALLBACK (correct_clicked_cb), self);
  self->retry_button = add_button (foot, _("_Try Again with Those Not Reached"), NULL, G_CALLBACK (retry_clicked_cb), self);
  self->check_button = add_button (foot, _("Did They A_rrive? …"), NULL, G_CALLBACK (check_clicked_cb), self);
  self->by_hand_button = add_button (foot, _("By Telephone and _Letter …"), NULL, G_CALLBACK (by_hand_clicked_cb), self);

  return foot;
}

static void
mh_broadcast_run_view_dispose (GObject *object)
{
  MhBroadcastRunView *self = MH_BROADCAST_RUN_VIEW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->report, mh_broadcast_report_free);

  G_OBJECT_CLASS (mh_broadcast_run_view_parent_class)->dispose (object);
}

static void
mh_broadcast_run_view_class_init (MhBroadcastRunViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_broadcast_run_view_dispose;

  signals[SIGNAL_DRAFT] = g_signal_new ("draft", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

/* Never are all of them there at once; together they would make the window wider than a screen. */
static void
hide_buttons (MhBroadcastRunView *self)
{
  GtkWidget * const buttons[] = {
    self->stop_button, self->go_button, self->resume_button, self->correct_button, self->retry_button, self->copy_button, self->file_button,
    self->by_hand_button, self->check_button,
  };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_widget_set_visible (buttons[i], FALSE);
}

static void
mh_broadcast_run_view_init (MhBroadcastRunView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_widget_add_css_class (page, "mh-page");
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (page), make_head (self));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("How many have their result"), -1);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (page), make_counts (self));
  self->words = mh_allot_add_label (GTK_BOX (page), NULL, "mh-bubble");
  gtk_label_set_lines (self->words, 4);
  gtk_label_set_ellipsize (self->words, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (page), make_pager (self));
  gtk_box_append (GTK_BOX (page), make_list (self));
  gtk_box_append (GTK_BOX (box), page);
  gtk_box_append (GTK_BOX (box), make_foot (self));
  hide_buttons (self);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * mh_broadcast_run_view_new:
 * @context: the open town
 *
 * Returns: (transfer floating): a view without a broadcast
 */
GtkWidget *
mh_broadcast_run_view_new (MhUiContext *context)
{
  MhBroadcastRunView *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_BROADCAST_RUN_VIEW, NULL);
  self->context = g_object_ref (context);

  return GTK_WIDGET (self);
}

/**
 * mh_broadcast_run_view_show:
 * @self: the view
 * @broadcast: one that was let out
 */
void
mh_broadcast_run_view_show (MhBroadcastRunView *self,
                            gint64              broadcast)
{
  g_return_if_fail (MH_IS_BROADCAST_RUN_VIEW (self));

  if (broadcast != self->broadcast) {
    self->wanted = NULL;
    self->page = 0;
  }
  self->broadcast = broadcast;
  mh_broadcast_run_view_refresh (self);
}

/**
 * mh_broadcast_run_view_refresh:
 * @self: the view
 *
 * Reads again what is shown.
 */
void
mh_broadcast_run_view_refresh (MhBroadcastRunView *self)
{
  g_return_if_fail (MH_IS_BROADCAST_RUN_VIEW (self));

  if (self->broadcast != 0)
    read_again (self);
}

/**
 * mh_broadcast_run_view_print:
 * @self: the view
 *
 * Prints the results, with the rows of those who are listed.
 *
 * Returns: whether there is something to print
 */
gboolean
mh_broadcast_run_view_print (MhBroadcastRunView *self)
{
  g_return_val_if_fail (MH_IS_BROADCAST_RUN_VIEW (self), FALSE);

  if (self->report == NULL)
    return FALSE;

  mh_run_paper_print (GTK_WIDGET (self), self->context, self->broadcast, self->wanted);

  return TRUE;
}
