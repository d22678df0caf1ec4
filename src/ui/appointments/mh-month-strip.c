/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-month-strip"

#include "mh-month-strip.h"

#include <glib/gi18n-lib.h>

#include "mh-fill-bar.h"
#include "mh-month.h"

/* A day of the strip; there are always 31, those that the month lacks are hidden. */
typedef struct {
  GtkWidget *button;   /* (unowned) */
  GtkLabel  *sign;     /* (unowned) */
  GtkLabel  *number;   /* (unowned) */
  MhFillBar *bar;      /* (unowned) */
  GtkLabel  *places;   /* (unowned) */
} Cell;

struct _MhMonthStrip
{
  GtkWidget  parent_instance;

  GtkLabel  *name;     /* (unowned) */
  GtkLabel  *sum;      /* (unowned) */
  Cell       cells[MH_MONTH_MOST_DAYS];

  MhAgenda  *agenda;   /* (owned) (nullable) before the first is shown */
  GPtrArray *days;     /* (owned) (nullable) (element-type MhMonthDay) of the month that is shown */
  MhDate     today;
  MhDate     at;       /* the day that the keyboard is on; its month is shown */
  gint64     session;  /* that is chosen, 0 = none */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (MhMonthStrip, mh_month_strip, GTK_TYPE_WIDGET)

static const MhMonthDay *
get_day (MhMonthStrip *self,
         MhDate date)
{
  return g_ptr_array_index (self->days, date.day - 1);
}

/* A class where @on. */
static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_day (MhMonthStrip     *self,
          const MhMonthDay *day)
{
  Cell *cell = &self->cells[day->date.day - 1];
  g_autofree char *number = g_strdup_printf ("%d", day->date.day);
  g_autofree char *words = mh_month_write_day (day);
  g_autofree char *each = mh_month_write_each (day);
  g_autofree char *places = mh_month_write_short (day);
  g_autofree char *tooltip = *each != '\0' ? g_strdup_printf ("%s\n%s", words, each) : g_strdup (words);
  int weekday = mh_date_weekday (day->date);

  gtk_label_set_label (cell->sign, mh_month_get_sign (day));
  gtk_label_set_label (cell->number, number);
  gtk_label_set_label (cell->places, places);
  mh_fill_bar_set (cell->bar, day->n_booked, day->n_held, day->n_free, day->is_closed);
  gtk_widget_set_tooltip_text (cell->button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, each, -1);
  set_class (GTK_WIDGET (cell->sign), "error", weekday == 0 || day->holiday != NULL);
  set_class (GTK_WIDGET (cell->sign), "accent", weekday == 6 && day->holiday == NULL);
  set_class (cell->button, "mh-today", mh_date_compare (day->date, self->today) == 0);
  set_class (cell->button, "mh-idle", day->sessions->len == 0);
}

/* Only one day is reached by Tab: from there the arrows go on. */
static void
mark_days (MhMonthStrip *self)
{
  const MhSessionFill *chosen = mh_agenda_find (self->agenda, self->session);

  for (guint i = 0; i < MH_MONTH_MOST_DAYS; i++) {
    Cell *cell = &self->cells[i];
    const MhMonthDay *day = i < self->days->len ? g_ptr_array_index (self->days, i) : NULL;

    gtk_widget_set_visible (cell->button, day != NULL);
    gtk_widget_set_focusable (cell->button, day != NULL && mh_date_compare (day->date, self->at) == 0);
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (cell->button),
                                  day != NULL && chosen != NULL && mh_date_compare (day->date, chosen->date) == 0);
  }
}

static void
show_month (MhMonthStrip *self)
{
  g_autofree char *name = mh_month_write_name (self->at);
  g_autofree char *sum = NULL;

  g_clear_pointer (&self->days, g_ptr_array_unref);
  self->days = mh_month_list (self->agenda, self->at);
  sum = mh_month_write_sum (self->days);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->sum, sum);
  for (guint i = 0; i < self->days->len; i++)
    show_day (self, g_ptr_array_index (self->days, i));
  mark_days (self);
}

static void
go_to (MhMonthStrip *self,
       MhDate        date)
{
  gboolean same = self->at.year == date.year && self->at.month == date.month;

  self->at = date;
  if (same && self->days != NULL)
    mark_days (self);
  else
    show_month (self);
}

static gboolean
holds_focus (MhMonthStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < MH_MONTH_MOST_DAYS; i++) {
    if (self->cells[i].button == focus)
      return TRUE;
  }

  return FALSE;
}

static void
choose_session (MhMonthStrip        *self,
                const MhSessionFill *session)
{
  if (session->session == self->session)
    return;

  self->session = session->session;
  mark_days (self);
  g_signal_emit (self, chosen_signal, 0, session->session);
}

/* The first session of a day. Of the day that is chosen already the next one, where @on. */
static void
choose_day (MhMonthStrip *self,
            MhDate        date,
            int           on)
{
  const MhMonthDay *day;
  int n;
  int next = 0;

  go_to (self, date);
  day = get_day (self, date);
  n = (int) day->sessions->len;
  if (n == 0)
    return;

  for (int i = 0; i < n; i++) {
    if (((const MhSessionFill *) g_ptr_array_index (day->sessions, i))->session == self->session)
      next = (i + on + n) % n;
  }
  choose_session (self, g_ptr_array_index (day->sessions, next));
}

static void
day_clicked_cb (GtkButton    *button,
                MhMonthStrip *self)
{
  for (guint i = 0; self->agenda != NULL && i < self->days->len; i++) {
    if (self->cells[i].button != GTK_WIDGET (button))
      continue;

    choose_day (self, ((const MhMonthDay *) g_ptr_array_index (self->days, i))->date, 1);
    mark_days (self);
    gtk_widget_grab_focus (GTK_WIDGET (button));
    return;
  }
}

/* First or last day of the month that has a session. */
static MhDate
find_end (MhMonthStrip *self,
          int           step)
{
  MhDate edge = { self->at.year, self->at.month, 1 };

  edge = mh_date_add_days (step > 0 ? edge : mh_date_add_months (edge, 1), -1);
  edge = step > 0 ? mh_month_step (self->agenda, edge, 1) : mh_month_step (self->agenda, mh_date_add_days (edge, 1), -1);

  return edge.year == self->at.year && edge.month == self->at.month ? edge : MH_DATE_NONE;
}

static MhDate
find_target (MhMonthStrip   *self,
             guint           key,
             GdkModifierType state)
{
  gboolean each = (state & GDK_CONTROL_MASK) != 0;

  switch (key) {
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    return each ? mh_date_add_days (self->at, -1) : mh_month_step (self->agenda, self->at, -1);
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    return each ? mh_date_add_days (self->at, 1) : mh_month_step (self->agenda, self->at, 1);
  case GDK_KEY_Home:
  case GDK_KEY_KP_Home:
    return find_end (self, 1);
  case GDK_KEY_End:
  case GDK_KEY_KP_End:
    return find_end (self, -1);
  default:
    return MH_DATE_NONE;
  }
}

static gboolean
handle_key (MhMonthStrip   *self,
            guint           key,
            GdkModifierType state)
{
  MhDate target = find_target (self, key, state);

  if (mh_date_is_set (target)) {
    choose_day (self, target, 0);
    return TRUE;
  }

  switch (key) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    choose_day (self, self->at, -1);
    return TRUE;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    choose_day (self, self->at, 1);
    return TRUE;
  case GDK_KEY_Page_Up:
  case GDK_KEY_KP_Page_Up:
    mh_month_strip_turn (self, -1);
    return TRUE;
  case GDK_KEY_Page_Down:
  case GDK_KEY_KP_Page_Down:
    mh_month_strip_turn (self, 1);
    return TRUE;
  case GDK_KEY_Left:
  case GDK_KEY_Right:
  case GDK_KEY_KP_Left:
  case GDK_KEY_KP_Right:
    /* The end of what there is; the keyboard stays. */
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                MhMonthStrip          *self)
{
  if (self->agenda == NULL || (state & (GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 || !holds_focus (self) || !handle_key (self, key, state))
    return GDK_EVENT_PROPAGATE;

  mh_month_strip_focus (self);

  return GDK_EVENT_STOP;
}

static void
before_clicked_cb (GtkButton    *button,
                   MhMonthStrip *self)
{
  mh_month_strip_turn (self, -1);
}

static void
after_clicked_cb (GtkButton    *button,
                  MhMonthStrip *self)
{
  mh_month_strip_turn (self, 1);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
add_cell (MhMonthStrip *self,
          GtkWidget    *box,
          Cell         *cell)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  cell->button = gtk_toggle_button_new ();
  cell->sign = add_label (column, "mh-month-sign");
  cell->number = add_label (column, "mh-month-number");
  cell->bar = MH_FILL_BAR (mh_fill_bar_new ());
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (cell->bar));
  cell->places = add_label (column, "mh-month-places");
  gtk_button_set_child (GTK_BUTTON (cell->button), column);
  gtk_widget_add_css_class (cell->button, "flat");
  gtk_widget_add_css_class (cell->button, "mh-month-day");
  gtk_widget_set_focus_on_click (cell->button, FALSE);
  g_signal_connect_object (cell->button, "clicked", G_CALLBACK (day_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), cell->button);
}

static void
add_turn (MhMonthStrip *self,
          GtkWidget    *box,
          const char   *label,
          const char   *tooltip,
          GCallback     clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "mh-month-turn");
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), button);
}

static void
mh_month_strip_dispose (GObject *object)
{
  MhMonthStrip *self = MH_MONTH_STRIP (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  g_clear_pointer (&self->agenda, mh_agenda_unref);

  G_OBJECT_CLASS (mh_month_strip_parent_class)->dispose (object);
}

static void
mh_month_strip_class_init (MhMonthStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_month_strip_dispose;

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "monthstrip");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
mh_month_strip_init (MhMonthStrip *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *turns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *days = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->name = add_label (head, "heading");
  gtk_label_set_xalign (self->name, 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), _("All days of the month with what is free (F6 brings the keyboard here)"));
  self->sum = add_label (head, "mh-details");
  gtk_label_set_xalign (self->sum, 0);
  add_turn (self, turns, _("Before"), _("The month before (Alt+Page Up)"), G_CALLBACK (before_clicked_cb));
  add_turn (self, turns, _("After"), _("The month after (Alt+Page Down)"), G_CALLBACK (after_clicked_cb));
  gtk_box_append (GTK_BOX (head), turns);
  gtk_widget_set_size_request (head, 136, -1);
  gtk_widget_set_parent (head, GTK_WIDGET (self));

  gtk_box_set_homogeneous (GTK_BOX (days), TRUE);
  gtk_widget_set_hexpand (days, TRUE);
  gtk_widget_set_parent (days, GTK_WIDGET (self));
  for (guint i = 0; i < MH_MONTH_MOST_DAYS; i++)
    add_cell (self, days, &self->cells[i]);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Days of the month"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Left and right: days with a programme. Ctrl with left and right: each day. Up and down: what there is on the day. "
                                    "Page Up and Page Down: other months."), -1);
}

/**
 * mh_month_strip_show:
 * @self: the strip
 * @agenda: what there is
 * @today: the day that is marked as today
 *
 * Shows new numbers; the month stays.
 */
void
mh_month_strip_show (MhMonthStrip *self,
                     MhAgenda     *agenda,
                     MhDate        today)
{
  g_return_if_fail (MH_IS_MONTH_STRIP (self));
  g_return_if_fail (agenda != NULL);

  g_clear_pointer (&self->days, g_ptr_array_unref);
  g_clear_pointer (&self->agenda, mh_agenda_unref);
  self->agenda = mh_agenda_ref (agenda);
  self->today = today;
  if (!mh_date_is_set (self->at))
    self->at = today;
  show_month (self);
}

/**
 * mh_month_strip_choose:
 * @self: the strip
 * @session: a day at a venue, 0 for none
 *
 * Marks its day.
 */
void
mh_month_strip_choose (MhMonthStrip *self,
                       gint64        session)
{
  const MhSessionFill *day;

  g_return_if_fail (MH_IS_MONTH_STRIP (self));

  if (self->agenda == NULL || session == self->session)
    return;

  self->session = session;
  day = mh_agenda_find (self->agenda, session);
  go_to (self, day != NULL ? day->date : self->at);
}

/**
 * mh_month_strip_turn:
 * @self: the strip
 * @months: how many to go on; below 0 back
 *
 * Shows another month; what is chosen stays chosen.
 */
void
mh_month_strip_turn (MhMonthStrip *self,
                     int           months)
{
  const MhSessionFill *chosen;
  MhDate date;

  g_return_if_fail (MH_IS_MONTH_STRIP (self));

  if (self->agenda == NULL)
    return;

  date = mh_date_add_months (self->at, months);
  chosen = mh_agenda_find (self->agenda, self->session);
  if (chosen != NULL && chosen->date.year == date.year && chosen->date.month == date.month)
    date = chosen->date;
  if (mh_date_is_set (date))
    go_to (self, date);
}

/**
 * mh_month_strip_focus:
 * @self: the strip
 *
 * Brings the keyboard to the day where it was last.
 */
void
mh_month_strip_focus (MhMonthStrip *self)
{
  g_return_if_fail (MH_IS_MONTH_STRIP (self));

  if (mh_date_is_set (self->at))
    gtk_widget_grab_focus (self->cells[self->at.day - 1].button);
}
