/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-appointments-place"

#include "mh-appointments-private.h"

#include <glib/gi18n-lib.h>

#include "mh-agenda.h"
#include "mh-round-view.h"

static void implement_place (MhPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhAppointmentsPlace, mh_appointments_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PLACE, implement_place))

static void
show_failure (MhAppointmentsPlace *self,
              const GError        *error)
{
  adw_status_page_set_description (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->pages, "failed");
}

/* Without a day to show: what to do next. */
static void
show_empty (MhAppointmentsPlace *self,
            gboolean             has_programme)
{
  adw_status_page_set_title (self->empty, has_programme ? _("There is no day yet") : _("There is no programme yet"));
  adw_status_page_set_description (self->empty,
                                   has_programme
                                   ? _("Add a day with its venue and time slots; then you can book.")
                                   : _("A programme is what people come for, such as an influenza vaccination. Add one first, then its days."));
  gtk_button_set_label (GTK_BUTTON (self->empty_button), has_programme ? _("Add a day") : _("Add a Programme"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button), has_programme ? "day.add-session" : "day.add-programme");
  gtk_stack_set_visible_child_name (self->pages, "empty");
}

static gpointer
read_agenda_work (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  return mh_agenda_read (desk, error);
}

static gpointer
read_day_work (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  return mh_day_read (desk, *(gint64 *) input, error);
}

static gpointer
read_round_work (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  return mh_round_view_read (desk, *(gint64 *) input, error);
}

static void
round_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhAppointmentsPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRoundView) view = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (view == NULL) {
    show_failure (self, error);
    return;
  }

  if (view->round->id != self->round)
    return;

  mh_refill_panel_show (self->refill, view, mh_ui_context_get_clock (self->context));

  /* Taken back: there is nothing to look at any more. */
  if (g_str_equal (view->round->state, "undone")) {
    mh_appointments_show_side (self, "bookings");
    return;
  }

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->side), "refill") == 0)
    return;

  mh_appointments_show_side (self, "refill");
  mh_refill_panel_focus (self->refill);
}

static void
read_round (MhAppointmentsPlace *self)
{
  if (self->round != 0)
    mh_ui_context_read_async (self->context, read_round_work, g_memdup2 (&self->round, sizeof (gint64)), g_free,
                              (GDestroyNotify) mh_round_view_free, self->cancellable, round_read_cb, g_object_ref (self));
}

static void
show_slot (MhAppointmentsPlace *self)
{
  gint64 slot = mh_slot_board_get (self->board);

  mh_booking_list_show (self->bookings, self->day, slot);
  mh_booking_finder_set_slot (self->finder, mh_day_find_slot (self->day, slot));
}

static GtkWidget *
make_round_button (const MhDayRound *round)
{
  g_autofree char *time = mh_minutes_format (round->start_min);
  g_autofree char *label = g_strdup_printf (ngettext ("%s: %u answer awaited", "%s: %u answers awaited", round->n_open),
                                            time, round->n_open);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", round->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "day.show-round");

  return button;
}

static void
show_rounds (MhAppointmentsPlace *self)
{
  GtkWidget *child = gtk_widget_get_next_sibling (gtk_widget_get_first_child (GTK_WIDGET (self->rounds)));

  while (child != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    gtk_box_remove (self->rounds, child);
    child = next;
  }

  for (guint i = 0; i < self->day->rounds->len; i++)
    gtk_box_append (self->rounds, make_round_button (g_ptr_array_index (self->day->rounds, i)));

  gtk_widget_set_visible (GTK_WIDGET (self->rounds), self->day->rounds->len > 0);
}

static void
show_day (MhAppointmentsPlace *self)
{
  g_autofree char *date = mh_date_format (self->day->session->date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *venue = g_strdup_printf ("%s ・ %s%s%s", self->day->session->venue, self->day->programme->name,
                                            self->day->n_early > 0 ? " ・ " : "",
                                            self->day->n_early > 0 ? _("not open to everybody at any time") : "");
  g_autofree char *waiting = g_strdup_printf (_("Waiting list (%u)"), self->day->waiting->len);

  gtk_label_set_label (self->day_title, date);
  gtk_label_set_label (self->day_venue, venue);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->day_venue), venue);
  gtk_stack_page_set_title (self->waiting_page, waiting);

  mh_slot_board_show (self->board, self->day, mh_ui_context_get_clock (self->context));
  if (self->wanted != 0)
    mh_slot_board_choose (self->board, self->wanted, FALSE);
  self->wanted = 0;
  show_slot (self);
  show_rounds (self);
  mh_waiting_list_show (self->waiting, self->day);
  gtk_stack_set_visible_child_name (self->pages, "day");
}

static void
day_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MhAppointmentsPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDay) day = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (day == NULL) {
    show_failure (self, error);
    return;
  }

  g_clear_pointer (&self->day, mh_day_free);
  self->day = g_steal_pointer (&day);
  show_day (self);
}

static void
read_day (MhAppointmentsPlace *self)
{
  g_cancellable_cancel (self->day_reading);
  g_clear_object (&self->day_reading);
  self->day_reading = g_cancellable_new ();

  mh_ui_context_read_async (self->context, read_day_work, g_memdup2 (&self->session, sizeof (gint64)), g_free,
                            (GDestroyNotify) mh_day_free, self->day_reading, day_read_cb, g_object_ref (self));
}

static void
agenda_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhAppointmentsPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAgenda) agenda = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  gint64 before = self->session;

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (agenda == NULL) {
    show_failure (self, error);
    return;
  }

  gtk_widget_set_visible (GTK_WIDGET (self->month), agenda->programmes->len > 0);
  mh_month_strip_show (self->month, agenda, mh_ui_context_today (self->context));
  mh_session_list_show (self->sessions, agenda, mh_ui_context_today (self->context));
  if (before != 0)
    mh_session_list_choose (self->sessions, before, FALSE);

  self->session = mh_session_list_get (self->sessions);
  if (self->session != 0)
    read_day (self);
  else
    show_empty (self, agenda->programmes->len > 0);
  mh_month_strip_choose (self->month, self->session);
}

static void
session_chosen_cb (MhSessionList       *list,
                   gint64               session,
                   MhAppointmentsPlace *self)
{
  if (session == 0 || session == self->session)
    return;

  self->session = session;
  mh_month_strip_choose (self->month, session);
  mh_appointments_show_side (self, "bookings");
  read_day (self);
}

/* The list of days follows, and tells of it. */
static void
month_chosen_cb (MhMonthStrip        *strip,
                 gint64               session,
                 MhAppointmentsPlace *self)
{
  mh_session_list_choose (self->sessions, session, FALSE);
}

static void
slot_chosen_cb (MhSlotBoard         *board,
                gint64               slot,
                MhAppointmentsPlace *self)
{
  if (self->day == NULL)
    return;

  show_slot (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->side), "refill") == 0)
    mh_appointments_show_side (self, "bookings");
}

static void
slot_entered_cb (MhSlotBoard         *board,
                 gint64               slot,
                 MhAppointmentsPlace *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "day.book", NULL);
}

static void
booked_cb (MhBookingFinder     *finder,
           gint64               booking,
           MhAppointmentsPlace *self)
{
  read_day (self);
}

static void
finder_closed_cb (MhBookingFinder     *finder,
                  MhAppointmentsPlace *self)
{
  mh_appointments_show_side (self, "bookings");
  mh_slot_board_choose (self->board, mh_slot_board_get (self->board), TRUE);
}

/* A draft is about another day, or another time of this one. */
static void
finder_resumed_cb (MhBookingFinder     *finder,
                   gint64               session,
                   gint64               slot,
                   MhAppointmentsPlace *self)
{
  if (session == self->session) {
    mh_slot_board_choose (self->board, slot, FALSE);
    return;
  }

  self->session = session;
  self->wanted = slot;
  mh_session_list_choose (self->sessions, session, FALSE);
  mh_month_strip_choose (self->month, session);
  read_day (self);
}

/* To the next time that has a free place. */
static void
finder_stepped_cb (MhBookingFinder     *finder,
                   int                  step,
                   MhAppointmentsPlace *self)
{
  gint64 chosen = mh_slot_board_get (self->board);
  int at = -1;

  for (guint i = 0; self->day != NULL && i < self->day->slots->len; i++) {
    if (((const MhSlot *) self->day->slots->pdata[i])->id == chosen)
      at = (int) i;
  }

  for (int i = at + step; at >= 0 && i >= 0 && i < (int) self->day->slots->len; i += step) {
    const MhSlot *slot = self->day->slots->pdata[i];

    if (slot->n_free > 0) {
      mh_slot_board_choose (self->board, slot->id, FALSE);
      return;
    }
  }
}

/* The dispatcher tells of itself when a message leaves; an offer's time may pass without. */
static void
refill_over_cb (MhRefillPanel       *panel,
                MhAppointmentsPlace *self)
{
  read_round (self);
}

static const char *
get_name (MhPlace *place)
{
  return "appointments";
}

static const char *
get_title (MhPlace *place)
{
  return _("Appointments");
}

static const char *
get_icon_name (MhPlace *place)
{
  return "x-office-calendar-symbolic";
}

static void
refresh (MhPlace *place)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (place);

  mh_ui_context_read_async (self->context, read_agenda_work, NULL, NULL, (GDestroyNotify) mh_agenda_unref,
                            self->cancellable, agenda_read_cb, g_object_ref (self));
  read_round (self);
}

static gboolean
focus_search (MhPlace *place)
{
  return gtk_widget_activate_action (GTK_WIDGET (place), "day.book", NULL);
}

static gboolean
print (MhPlace *place)
{
  return MH_APPOINTMENTS_PLACE (place)->day != NULL && gtk_widget_activate_action (GTK_WIDGET (place), "day.roster", NULL);
}

static void
show_item (MhPlace *place,
           gint64   id)
{
  mh_appointments_go (MH_APPOINTMENTS_PLACE (place), id);
}

static gboolean
go_back (MhPlace *place)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (place);

  if (self->day == NULL)
    return FALSE;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "waiting") == 0) {
    gtk_stack_set_visible_child_name (self->views, "board");
    return TRUE;
  }

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->side), "bookings") == 0)
    return FALSE;

  finder_closed_cb (self->finder, self);

  return TRUE;
}

static void
implement_place (MhPlaceInterface *iface)
{
  iface->get_name = get_name;
  iface->get_title = get_title;
  iface->get_icon_name = get_icon_name;
  iface->refresh = refresh;
  iface->focus_search = focus_search;
  iface->print = print;
  iface->show_item = show_item;
  iface->go_back = go_back;
}

static void
mh_appointments_place_dispose (GObject *object)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->day_reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_APPOINTMENTS_PLACE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_appointments_place_parent_class)->dispose (object);
}

static void
mh_appointments_place_finalize (GObject *object)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->day_reading);
  g_clear_pointer (&self->day, mh_day_free);

  G_OBJECT_CLASS (mh_appointments_place_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-appointments-place.ui");
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, month);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, sessions);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, pages);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, empty);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, empty_button);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, failure);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, day_title);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, day_venue);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, views);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, waiting_page);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, rounds);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, board);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, side);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, bookings);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, finder);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, refill);
  gtk_widget_class_bind_template_child (widget_class, MhAppointmentsPlace, waiting);
  gtk_widget_class_bind_template_callback (widget_class, month_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, session_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, slot_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, slot_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, booked_cb);
  gtk_widget_class_bind_template_callback (widget_class, finder_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, finder_resumed_cb);
  gtk_widget_class_bind_template_callback (widget_class, finder_stepped_cb);
  gtk_widget_class_bind_template_callback (widget_class, refill_over_cb);
}

static void
mh_appointments_place_class_init (MhAppointmentsPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mh_appointments_place_dispose;
  object_class->finalize = mh_appointments_place_finalize;

  g_type_ensure (MH_TYPE_MONTH_STRIP);
  g_type_ensure (MH_TYPE_SESSION_LIST);
  g_type_ensure (MH_TYPE_SLOT_BOARD);
  g_type_ensure (MH_TYPE_BOOKING_LIST);
  g_type_ensure (MH_TYPE_BOOKING_FINDER);
  g_type_ensure (MH_TYPE_REFILL_PANEL);
  g_type_ensure (MH_TYPE_WAITING_LIST);
  bind_template (GTK_WIDGET_CLASS (klass));
  mh_appointments_install_actions (GTK_WIDGET_CLASS (klass));
  mh_appointments_install_day_actions (GTK_WIDGET_CLASS (klass));
}

static void
mh_appointments_place_init (MhAppointmentsPlace *self)
{
  self->cancellable = g_cancellable_new ();
  self->day_reading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_appointments_show_side:
 * @self: the place
 * @side: "bookings", "finder" or "refill"
 *
 * Shows one of the three things that may stand beside the board.
 */
void
mh_appointments_show_side (MhAppointmentsPlace *self,
                           const char          *side)
{
  if (!g_str_equal (side, "refill"))
    self->round = 0;

  gtk_stack_set_visible_child_name (self->views, "board");
  gtk_stack_set_visible_child_name (self->side, side);
}

/**
 * mh_appointments_show_round:
 * @self: the place
 * @round: a refill
 *
 * Reads a refill; it is shown once it is there.
 */
void
mh_appointments_show_round (MhAppointmentsPlace *self,
                            gint64               round)
{
  self->round = round;
  read_round (self);
}

/**
 * mh_appointments_go:
 * @self: the place
 * @session: a day
 *
 * Reads everything again and shows @session once it is there.
 */
void
mh_appointments_go (MhAppointmentsPlace *self,
                    gint64               session)
{
  self->session = session;
  mh_appointments_show_side (self, "bookings");
  refresh (MH_PLACE (self));
}

/**
 * mh_appointments_place_new:
 * @context: the open town
 *
 * Returns: (transfer floating): the place 「予約」
 */
GtkWidget *
mh_appointments_place_new (MhUiContext *context)
{
  MhAppointmentsPlace *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_APPOINTMENTS_PLACE, NULL);
  self->context = g_object_ref (context);
  mh_booking_finder_set_context (self->finder, context);
  refresh (MH_PLACE (self));

  return GTK_WIDGET (self);
}
