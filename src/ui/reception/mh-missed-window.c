/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-missed-window"

#include "mh-missed-window.h"

#include <glib/gi18n-lib.h>

#include "mh-deed.h"
#include "mh-reception-after.h"
#include "mh-reception-day.h"
#include "mh-reception-lists.h"
#include "mh-waiting-table.h"
#include "mh-wording.h"

#define WIDTH 820
#define HEIGHT 560

struct _MhMissedWindow
{
  AdwWindow    parent_instance;

  GtkLabel    *note;       /* (unowned) */
  GtkListBox  *list;       /* (unowned) */
  GtkWidget   *ways;       /* (unowned) what is done with all of them */

  MhUiContext *context;    /* (owned) (nullable) once closed */
  gint64       session;
  gint64       programme;
  char        *title;      /* (owned) (nullable) of a sheet */
  GArray      *people;     /* (owned) (nullable) (element-type MhNotYet) */
};

G_DEFINE_FINAL_TYPE (MhMissedWindow, mh_missed_window, ADW_TYPE_WINDOW)

/* One row, ready to be shown. */
typedef struct {
  MhNotYet one;
  char    *name;
  char    *words;
  char    *phone;   /* (nullable) none */
  gboolean closed;  /* how the person is reached is not for this list */
  gboolean waits;
} Row;

typedef struct {
  gint64     programme;
  char      *title;     /* (owned) */
  GArray    *people;    /* (owned) (element-type MhNotYet) */
  GPtrArray *rows;      /* (owned) (element-type Row) beside them */
} Missed;

/* Who is to wait for a place. */
typedef struct {
  gint64  programme;
  GArray *people;       /* (owned) (element-type MhNotYet) */
} Offering;

static void
row_free (Row *row)
{
  g_free (row->name);
  g_free (row->words);
  g_free (row->phone);
  g_free (row);
}

static void
missed_free (Missed *missed)
{
  g_free (missed->title);
  g_clear_pointer (&missed->people, g_array_unref);
  g_clear_pointer (&missed->rows, g_ptr_array_unref);
  g_free (missed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Missed, missed_free)

static void
offering_free (Offering *offering)
{
  g_array_unref (offering->people);
  g_free (offering);
}

/* What happened last on that day to @resident. */
static const MhReceptionPerson *
find_person (MhReceptionDay *day,
             gint64          resident)
{
  for (guint i = 0; i < day->people->len; i++) {
    const MhReceptionPerson *person = g_ptr_array_index (day->people, i);

    if (person->line->resident == resident && g_str_equal (person->line->booking_state, "missed"))
      return person;
  }

  return NULL;
}

/* 「無断 ・ 予約 10:00 ・ カトウ ハナコ ・ 発熱」 */
static char *
write_words (const MhReceptionPerson *person)
{
  const MhVisitRow *visit = person->line->visit;
  g_autofree char *time = mh_minutes_format (person->line->start_min);

  return g_strdup_printf (_("%s ・ booked for %s ・ %s%s%s"), mh_wording_visit_state (visit->state), time, person->person->resident->kana,
                          visit->reason != NULL ? " ・ " : "", visit->reason != NULL ? visit->reason : "");
}

static gboolean
add_row (const MhDesk   *desk,
         Missed         *missed,
         MhReceptionDay *day,
         const MhNotYet *one,
         GError        **error)
{
  const MhReceptionPerson *person = find_person (day, one->resident);
  gint64 unit = 0;
  Row *row;

  if (!mh_waiting_table_find (desk->db, missed->programme, one->resident, &unit, error))
    return FALSE;

  g_return_val_if_fail (person != NULL, FALSE);
  row = g_new0 (Row, 1);
  row->one = *one;
  row->name = g_strdup (person->person->shown_name);
  row->words = write_words (person);
  row->closed = person->person->is_protected;
  row->phone = row->closed ? NULL : g_strdup (person->person->phone);
  row->waits = unit != 0;
  g_ptr_array_add (missed->rows, row);

  return TRUE;
}

static gpointer
read_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  gint64 session = *(gint64 *) input;
  g_autoptr (MhReceptionDay) day = mh_reception_day_read (desk, session, 0, error);
  g_autoptr (Missed) missed = g_new0 (Missed, 1);
  g_autofree char *date = NULL;

  if (day == NULL)
    return NULL;

  date = mh_date_format (day->session->date, MH_DATE_STYLE_WEEKDAY);
  missed->programme = day->programme->id;
  missed->title = g_strdup_printf (_("Did not come on %s"), date);
  missed->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  missed->people = mh_reception_list_no_shows (desk, session, error);
  if (missed->people == NULL)
    return NULL;

  for (guint i = 0; i < missed->people->len; i++) {
    if (!add_row (desk, missed, day, &g_array_index (missed->people, MhNotYet, i), error))
      return NULL;
  }

  return g_steal_pointer (&missed);
}

static gpointer
offer_work (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Offering *offering = input;
  gint64 n = 0, act = 0;

  return mh_reception_let_wait (desk, offering->programme, offering->people, &n, &act, error) ? mh_deed_done (n, act) : NULL;
}

/* @one: (nullable): all of them */
static void
offer (MhMissedWindow *self,
       const MhNotYet *one)
{
  Offering *offering = g_new0 (Offering, 1);

  offering->programme = self->programme;
  offering->people = one != NULL ? g_array_new (FALSE, FALSE, sizeof (MhNotYet)) : g_array_ref (self->people);
  if (one != NULL)
    g_array_append_vals (offering->people, one, 1);
  mh_deed_run (GTK_WIDGET (self), self->context, offer_work, offering, (GDestroyNotify) offering_free,
               _("They are on the waiting list; who was there already stays where he was"), NULL, NULL);
}

static void
offer_clicked_cb (GtkButton      *button,
                  MhMissedWindow *self)
{
  offer (self, &((const Row *) g_object_get_data (G_OBJECT (button), "row"))->one);
}

static void
offer_all_clicked_cb (GtkButton      *button,
                      MhMissedWindow *self)
{
  offer (self, NULL);
}

static void
print_clicked_cb (GtkButton      *button,
                  MhMissedWindow *self)
{
  mh_reception_lists_print (GTK_WIDGET (self), self->context, self->title, self->people);
}

static void
save_clicked_cb (GtkButton      *button,
                 MhMissedWindow *self)
{
  mh_reception_lists_save (GTK_WIDGET (self), self->context, self->people);
}

static GtkWidget *
make_offer_button (MhMissedWindow *self,
                   const Row      *row)
{
  GtkWidget *button = gtk_button_new_with_label (row->waits ? _("Waits for a place") : _("Offer again"));
  g_autofree char *plain = g_strdup_printf ("%s: %s", gtk_button_get_label (GTK_BUTTON (button)), row->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !row->waits);
  gtk_widget_set_tooltip_text (button, _("Puts the person on the waiting list: the next place that is free is offered"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  g_object_set_data (G_OBJECT (button), "row", (gpointer) row);
  g_signal_connect_object (button, "clicked", G_CALLBACK (offer_clicked_cb), self, G_CONNECT_DEFAULT);

  return button;
}

/* Takes @row. */
static GtkWidget *
make_row (MhMissedWindow *self,
          Row            *row)
{
  GtkWidget *widget = adw_action_row_new ();
  const char *phone = row->closed ? _("Please look at the person's page.") : row->phone;
  g_autofree char *words = g_strdup_printf (_("%s\nTelephone: %s"), row->words,
                                            phone == NULL ? _("No number") : row->closed ? phone : mh_ui_context_veil (self->context, phone));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 3);
  g_object_set_data_full (G_OBJECT (widget), "row", row, (GDestroyNotify) row_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), make_offer_button (self, row));

  return widget;
}

static void
show_missed (MhMissedWindow *self,
             Missed         *missed)
{
  GtkListBoxRow *old;
  gboolean any = missed->rows->len > 0, open = FALSE;

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));

  self->programme = missed->programme;
  g_free (self->title);
  self->title = g_steal_pointer (&missed->title);
  g_clear_pointer (&self->people, g_array_unref);
  self->people = g_steal_pointer (&missed->people);

  g_ptr_array_set_free_func (missed->rows, NULL);
  for (guint i = 0; i < missed->rows->len; i++) {
    open = open || !((const Row *) g_ptr_array_index (missed->rows, i))->waits;
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (missed->rows, i)));
  }

  gtk_widget_set_visible (GTK_WIDGET (self->list), any);
  gtk_widget_set_visible (self->ways, any);
  gtk_widget_set_sensitive (gtk_widget_get_last_child (self->ways), open);
  gtk_label_set_label (self->note, any
                       ? _("These people did not get what they were booked for and have no other booking meanwhile. Please call them; who still wants it is "
                           "offered the next free place.")
                       : _("Nobody: there is nothing to do."));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhMissedWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Missed) missed = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (missed != NULL)
    show_missed (self, missed);
  else
    gtk_label_set_label (self->note, error->message);
}

static void
read_again (MhMissedWindow *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_work, g_memdup2 (&self->session, sizeof self->session), g_free, (GDestroyNotify) missed_free,
                              NULL, read_cb, g_object_ref (self));
}

static void
mh_missed_window_dispose (GObject *object)
{
  g_clear_object (&MH_MISSED_WINDOW (object)->context);

  G_OBJECT_CLASS (mh_missed_window_parent_class)->dispose (object);
}

static void
mh_missed_window_finalize (GObject *object)
{
  MhMissedWindow *self = MH_MISSED_WINDOW (object);

  g_free (self->title);
  g_clear_pointer (&self->people, g_array_unref);

  G_OBJECT_CLASS (mh_missed_window_parent_class)->finalize (object);
}

static void
mh_missed_window_class_init (MhMissedWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_missed_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_missed_window_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
add_way (MhMissedWindow *self,
         const char     *label,
         GCallback       callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "mh-big-button");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self->ways), button);
}

static GtkWidget *
make_inside (MhMissedWindow *self)
{
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->note = GTK_LABEL (gtk_label_new (_("One moment …")));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0);
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->note));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Who Did Not Come"), -1);
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->list));

  gtk_widget_set_margin_start (inside, 18);
  gtk_widget_set_margin_end (inside, 18);
  gtk_widget_set_margin_top (inside, 12);
  gtk_widget_set_margin_bottom (inside, 18);

  return inside;
}

static void
mh_missed_window_init (MhMissedWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_window_set_title (GTK_WINDOW (self), _("Who Did Not Come"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (self), "mh-reception");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_inside (self));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);

  self->ways = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->ways, "mh-foot");
  gtk_widget_set_halign (self->ways, GTK_ALIGN_FILL);
  gtk_widget_set_visible (self->ways, FALSE);
  add_way (self, _("_Print a Sheet for Calling"), G_CALLBACK (print_clicked_cb));
  add_way (self, _("_Save as a File …"), G_CALLBACK (save_clicked_cb));
  add_way (self, _("Put on the _Waiting List"), G_CALLBACK (offer_all_clicked_cb));
  gtk_box_append (GTK_BOX (box), self->ways);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_missed_window_open:
 * @parent: the place
 * @context: the open town
 * @session: the day
 *
 * Shows who did not come, with the telephone of each who may be called.
 */
void
mh_missed_window_open (GtkWidget   *parent,
                       MhUiContext *context,
                       gint64       session)
{
  MhMissedWindow *self = g_object_new (MH_TYPE_MISSED_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->session = session;
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
