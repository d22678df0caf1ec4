/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-call-off-dialog"

#include "mh-call-off-dialog.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-day-cancel.h"
#include "mh-deed.h"
#include "mh-people.h"
#include "mh-wording.h"

struct _MhCallOffDialog
{
  AdwWindow    parent_instance;

  GtkDropDown *target;      /* (unowned) */
  GtkWidget   *first;       /* (unowned) check */
  GtkLabel    *summary;     /* (unowned) */
  GtkLabel    *refusal;     /* (unowned) */
  GtkListBox  *rows;        /* (unowned) */
  GtkWidget   *do_button;   /* (unowned) */

  MhUiContext *context;     /* (owned) (nullable) once closed */
  gint64       session;
  GArray      *targets;     /* (owned) (element-type gint64) beside the list; the first is 0, nobody is moved */
  GArray      *shown;       /* (owned) (element-type gint64) the bookings of the rows */
  GHashTable  *choices;     /* (owned) gint64 booking → MhDayFate + 1, of those who are treated otherwise */
  guint        reading;     /* number of the look that is wanted */
};

G_DEFINE_FINAL_TYPE (MhCallOffDialog, mh_call_off_dialog, ADW_TYPE_WINDOW)

/* What the looks that are under way were asked, and the answer. */
typedef struct {
  MhCallOffDialog *self;     /* (owned) */
  guint            number;
} Look;

typedef struct {
  char      *summary;  /* (owned) */
  GPtrArray *lines;    /* (owned) (element-type utf8) */
  GArray    *bookings; /* (owned) (element-type gint64) beside @lines */
  GPtrArray *names;    /* (owned) (element-type utf8) beside @lines */
} Outlook;

typedef struct {
  GArray    *ids;      /* (owned) (element-type gint64) */
  GPtrArray *names;    /* (owned) (element-type utf8) ended by NULL */
} Targets;

static void
look_free (Look *look)
{
  g_object_unref (look->self);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
outlook_free (Outlook *outlook)
{
  g_free (outlook->summary);
  g_ptr_array_unref (outlook->lines);
  g_array_unref (outlook->bookings);
  g_ptr_array_unref (outlook->names);
  g_free (outlook);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outlook, outlook_free)

static void
targets_free (Targets *targets)
{
  g_array_unref (targets->ids);
  g_ptr_array_unref (targets->names);
  g_free (targets);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Targets, targets_free)

static gboolean
add_target (const MhDesk    *desk,
            const MhSession *session,
            Targets         *targets,
            GError         **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (desk->db, session->id, error);
  g_autofree char *date = mh_date_format (session->date, MH_DATE_STYLE_WEEKDAY);
  int n_free = 0;

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    n_free += ((MhSlot *) g_ptr_array_index (slots, i))->n_free;

  g_array_append_val (targets->ids, session->id);
  g_ptr_array_add (targets->names, g_strdup_printf (_("%s, %s (%d free)"), date, session->venue, n_free));

  return slots != NULL;
}

/* @input: two ids, the day's and its programme's */
static gpointer
find_targets (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  const gint64 *ids = input;
  g_autoptr (GPtrArray) sessions = mh_session_table_list (desk->db, ids[1], error);
  g_autoptr (Targets) targets = g_new0 (Targets, 1);
  gint64 nobody = 0;

  targets->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  targets->names = g_ptr_array_new_with_free_func (g_free);
  g_array_append_val (targets->ids, nobody);
  g_ptr_array_add (targets->names, g_strdup (_("Nobody is moved")));

  for (guint i = 0; sessions != NULL && i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);

    if (session->id != ids[0] && g_str_equal (session->state, "open") && mh_date_compare (session->date, mh_desk_today (desk)) >= 0 &&
        !add_target (desk, session, targets, error))
      return NULL;
  }

  g_ptr_array_add (targets->names, NULL);

  return sessions != NULL ? g_steal_pointer (&targets) : NULL;
}

static const char *
name_reach (MhReach reach)
{
  static const char * const codes[] = {
    [MH_REACH_NONE] = "none", [MH_REACH_BY_HAND] = "by-hand", [MH_REACH_SMS] = "sms", [MH_REACH_LINE] = "line",
  };

  return mh_wording_channel (codes[reach]);
}

/* Time and name. */
static char *
write_name (const MhDesk         *desk,
            const MhDayCancelRow *row,
            GError              **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &row->resident, 1, error);
  g_autofree char *time = mh_minutes_format (row->start_min);

  if (people == NULL)
    return NULL;

  return g_strdup_printf ("%s %s", time, people->len > 0 ? ((MhPerson *) g_ptr_array_index (people, 0))->resident->name : "");
}

/* One line a person: time, name, what becomes of the booking, why, how he is told. */
static char *
write_line (const char           *name,
            const MhDayCancelRow *row)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s → %s", name, mh_wording_day_fate (mh_day_fate_nick (row->fate)));
  if (row->to_slot != 0) {
    g_autofree char *to = mh_minutes_format (row->to_start);

    g_string_append_printf (line, " %s", to);
  }
  g_string_append_printf (line, " ・ %s", name_reach (row->reach));
  if (row->n_later > 0)
    g_string_append_printf (line, g_dngettext (GETTEXT_PACKAGE, " ・ %u further booking goes with it", " ・ %u further bookings go with it", row->n_later),
                            row->n_later);
  if (row->why != NULL)
    g_string_append_printf (line, "\n%s", row->why);

  return g_string_free (line, FALSE);
}

static gpointer
look_ahead (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  g_autoptr (MhDayCancelResult) result = mh_day_cancel_preview (desk, input, error);
  g_autoptr (Outlook) outlook = NULL;

  if (result == NULL)
    return NULL;

  outlook = g_new0 (Outlook, 1);
  outlook->lines = g_ptr_array_new_with_free_func (g_free);
  outlook->names = g_ptr_array_new_with_free_func (g_free);
  outlook->bookings = g_array_new (FALSE, FALSE, sizeof (gint64));
  outlook->summary = g_strdup_printf (_("%u people are moved, %u come first on the waiting list, %u are cancelled. %u of them have to be told by hand."),
                                      result->n_moved, result->n_first, result->n_cancelled, result->n_by_hand);
  for (guint i = 0; i < result->rows->len; i++) {
    const MhDayCancelRow *row = g_ptr_array_index (result->rows, i);
    char *name = write_name (desk, row, error);

    if (name == NULL)
      return NULL;
    g_ptr_array_add (outlook->names, name);
    g_ptr_array_add (outlook->lines, write_line (name, row));
    g_array_append_val (outlook->bookings, row->booking);
  }

  return g_steal_pointer (&outlook);
}

static gpointer
call_off (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  g_autoptr (MhDayCancelResult) result = mh_day_cancel (desk, input, error);

  return result != NULL ? mh_deed_done (0, result->act) : NULL;
}

static void
order_free (MhDayCancelOrder *order)
{
  g_array_unref (order->choices);
  g_free (order);
}

static GArray *
list_choices (MhCallOffDialog *self)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (MhDayChoice));
  GHashTableIter iter;
  gpointer booking;
  gpointer fate;

  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, &booking, &fate)) {
    MhDayChoice choice = { *(gint64 *) booking, (MhDayFate) (GPOINTER_TO_INT (fate) - 1) };

    g_array_append_val (choices, choice);
  }

  return choices;
}

static MhDayCancelOrder *
make_order (MhCallOffDialog *self)
{
  MhDayCancelOrder *order = g_new0 (MhDayCancelOrder, 1);
  guint chosen = gtk_drop_down_get_selected (self->target);

  order->session = self->session;
  order->to_session = chosen < self->targets->len ? g_array_index (self->targets, gint64, chosen) : 0;
  order->otherwise = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->first)) ? MH_DAY_FIRST_IN_LINE : MH_DAY_CANCEL;
  order->fate = order->to_session != 0 ? MH_DAY_MOVE : order->otherwise;
  order->choices = list_choices (self);

  return order;
}

static void
show_refusal (MhCallOffDialog *self,
              const char      *sentence)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
}

static void look (MhCallOffDialog *self);

static void
fate_chosen_cb (GObject         *choice,
                GParamSpec      *pspec,
                MhCallOffDialog *self)
{
  const gint64 *booking = g_object_get_data (choice, "booking");
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (choice));

  if (chosen == 0)
    g_hash_table_remove (self->choices, booking);
  else
    g_hash_table_insert (self->choices, g_memdup2 (booking, sizeof *booking), GUINT_TO_POINTER (chosen));
  look (self);
}

/* What becomes of this one: like everybody, or a fate of her own, in the order of MhDayFate. */
static GtkWidget *
make_choice (MhCallOffDialog *self,
             gint64           booking,
             const char      *name)
{
  const char *words[] = {
    _("Like everybody"), mh_wording_day_fate ("move"), mh_wording_day_fate ("first-in-line"), mh_wording_day_fate ("cancel"), NULL,
  };
  GtkWidget *choice = gtk_drop_down_new_from_strings (words);
  g_autofree char *label = g_strdup_printf (_("What becomes of %s"), name);

  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (choice), "booking", g_memdup2 (&booking, sizeof booking), g_free);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), GPOINTER_TO_UINT (g_hash_table_lookup (self->choices, &booking)));
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (fate_chosen_cb), self, G_CONNECT_DEFAULT);

  return choice;
}

static void
add_row (MhCallOffDialog *self,
         const Outlook   *outlook,
         guint            i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (g_ptr_array_index (outlook->lines, i));
  gint64 booking = g_array_index (outlook->bookings, gint64, i);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 10);
  gtk_widget_set_margin_end (box, 10);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), make_choice (self, booking, g_ptr_array_index (outlook->names, i)));
  gtk_list_box_append (self->rows, box);
  g_array_append_val (self->shown, booking);
}

static gboolean
shows_same_people (MhCallOffDialog *self,
                   const Outlook   *outlook)
{
  return outlook->bookings->len > 0 && outlook->bookings->len == self->shown->len &&
         memcmp (outlook->bookings->data, self->shown->data, sizeof (gint64) * self->shown->len) == 0;
}

/* As long as the people are the same, only the words change, so that the keyboard stays where it is. */
static void
show_rows (MhCallOffDialog *self,
           const Outlook   *outlook)
{
  GtkListBoxRow *row;

  if (outlook != NULL && shows_same_people (self, outlook)) {
    for (guint i = 0; i < outlook->lines->len; i++) {
      GtkWidget *box = gtk_list_box_row_get_child (gtk_list_box_get_row_at_index (self->rows, (int) i));

      gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), g_ptr_array_index (outlook->lines, i));
    }
    return;
  }

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  g_array_set_size (self->shown, 0);

  for (guint i = 0; outlook != NULL && i < outlook->lines->len; i++)
    add_row (self, outlook, i);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outlook) outlook = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhCallOffDialog *self = look->self;

  if (self->context == NULL || look->number != self->reading)
    return;

  gtk_widget_set_sensitive (self->do_button, outlook != NULL);
  gtk_label_set_label (self->summary, outlook != NULL ? outlook->summary : "");
  show_refusal (self, outlook != NULL ? "" : error->message);
  show_rows (self, outlook);
}

static void
look (MhCallOffDialog *self)
{
  Look *asked = g_new0 (Look, 1);

  asked->self = g_object_ref (self);
  asked->number = ++self->reading;
  gtk_widget_set_sensitive (self->do_button, FALSE);
  gtk_label_set_label (self->summary, _("One moment …"));
  mh_ui_context_run_async (self->context, look_ahead, make_order (self), (GDestroyNotify) order_free, (GDestroyNotify) outlook_free, NULL, looked_cb, asked);
}

static void
choice_changed_cb (GObject         *object,
                   GParamSpec      *pspec,
                   MhCallOffDialog *self)
{
  look (self);
}

static void
targets_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MhCallOffDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Targets) targets = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autoptr (GtkStringList) names = NULL;

  if (self->context == NULL)
    return;

  if (targets == NULL) {
    show_refusal (self, error->message);
    return;
  }

  g_array_append_vals (self->targets, targets->ids->data, targets->ids->len);
  names = gtk_string_list_new ((const char * const *) targets->names->pdata);
  gtk_drop_down_set_model (self->target, G_LIST_MODEL (names));
  g_signal_connect_object (self->target, "notify::selected", G_CALLBACK (choice_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->first, "notify::active", G_CALLBACK (choice_changed_cb), self, G_CONNECT_DEFAULT);
  look (self);
}

static void
called_off_cb (GtkWidget        *widget,
               const MhDeedDone *done,
               const GError     *error,
               gpointer          user_data)
{
  MhCallOffDialog *self = MH_CALL_OFF_DIALOG (widget);

  if (self->context == NULL)
    return;

  if (done != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  gtk_widget_set_sensitive (self->do_button, TRUE);
  show_refusal (self, error->message);
}

static void
do_clicked_cb (GtkButton       *button,
               MhCallOffDialog *self)
{
  gtk_widget_set_sensitive (self->do_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, call_off, make_order (self), (GDestroyNotify) order_free,
               _("The day is called off; everybody is told"), called_off_cb, NULL);
}

static GtkWidget *
make_head (MhCallOffDialog *self)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *leave = gtk_button_new_with_label (_("Close without doing it"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (head), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), leave);
  self->do_button = gtk_button_new_with_label (_("Call the day off"));
  gtk_widget_add_css_class (self->do_button, "destructive-action");
  gtk_widget_set_sensitive (self->do_button, FALSE);
  g_signal_connect_object (self->do_button, "clicked", G_CALLBACK (do_clicked_cb), self, G_CONNECT_DEFAULT);
  adw_header_bar_pack_end (ADW_HEADER_BAR (head), self->do_button);

  return head;
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static GtkWidget *
make_list (MhCallOffDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What becomes of whom"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->rows));
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static void
mh_call_off_dialog_dispose (GObject *object)
{
  g_clear_object (&MH_CALL_OFF_DIALOG (object)->context);

  G_OBJECT_CLASS (mh_call_off_dialog_parent_class)->dispose (object);
}

static void
mh_call_off_dialog_finalize (GObject *object)
{
  MhCallOffDialog *self = MH_CALL_OFF_DIALOG (object);

  g_array_unref (self->targets);
  g_array_unref (self->shown);
  g_hash_table_unref (self->choices);

  G_OBJECT_CLASS (mh_call_off_dialog_parent_class)->finalize (object);
}

static void
mh_call_off_dialog_class_init (MhCallOffDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_call_off_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_call_off_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_call_off_dialog_init (MhCallOffDialog *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->targets = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->choices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_window_set_title (GTK_WINDOW (self), _("Call a day off"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 860, 640);

  gtk_widget_set_margin_start (body, 18);
  gtk_widget_set_margin_end (body, 18);
  gtk_widget_set_margin_top (body, 12);
  gtk_widget_set_margin_bottom (body, 12);
  add_label (body, _("Everybody is told in one go, by the channel that reaches the person. Until the messages leave, it can be taken back whole."),
             "dim-label");
  add_label (body, _("Move people to"), "heading");
  self->target = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->target), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Move people to"), -1);
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (self->target));
  self->first = gtk_check_button_new_with_label (_("Put first on the waiting list who is not moved"));
  gtk_box_append (GTK_BOX (body), self->first);
  self->summary = add_label (body, "", "heading");
  self->refusal = add_label (body, "", "error");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  gtk_box_append (GTK_BOX (body), make_list (self));
  gtk_widget_set_vexpand (body, TRUE);

  gtk_box_append (GTK_BOX (content), make_head (self));
  gtk_box_append (GTK_BOX (content), body);
  adw_window_set_content (ADW_WINDOW (self), content);
}

/**
 * mh_call_off_dialog_open:
 * @parent: the place
 * @context: the open town
 * @day: the day; not kept
 *
 * Shows what would become of whom, and calls the day off when that is wanted.
 */
void
mh_call_off_dialog_open (GtkWidget   *parent,
                         MhUiContext *context,
                         const MhDay *day)
{
  MhCallOffDialog *self = g_object_new (MH_TYPE_CALL_OFF_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  gint64 ids[] = { day->session->id, day->programme->id };

  self->context = g_object_ref (context);
  self->session = day->session->id;
  mh_ui_context_read_async (context, find_targets, g_memdup2 (ids, sizeof ids), g_free, (GDestroyNotify) targets_free, NULL,
                            targets_found_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->target));
}
