/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-appointments-actions"

#include "mh-appointments-private.h"

#include <glib/gi18n-lib.h>

#include "mh-booking.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-export-window.h"
#include "mh-move-dialog.h"
#include "mh-programme-dialog.h"
#include "mh-refill.h"
#include "mh-roster-preview.h"
#include "mh-session-dialog.h"
#include "mh-waiting-dialog.h"
#include "mh-waiting.h"

static gpointer
cancel_and_refill (const MhDesk *desk,
                   gpointer      input,
                   GError      **error)
{
  g_autoptr (MhRefillResult) result = mh_refill_cancel (desk, input, 1, error);

  return result != NULL ? mh_deed_done (result->round, result->act) : NULL;
}

static gpointer
cancel_only (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  gint64 act = 0;

  return mh_booking_cancel (desk, *(gint64 *) input, &act, error) ? mh_deed_done (0, act) : NULL;
}

static gpointer
accept_offer (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  gint64 act = 0;

  return mh_refill_accept (desk, *(gint64 *) input, &act, error) ? mh_deed_done (0, act) : NULL;
}

static gpointer
decline_offer (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  gint64 act = 0;

  return mh_refill_decline (desk, *(gint64 *) input, &act, error) ? mh_deed_done (0, act) : NULL;
}

static gpointer
close_round (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  gint64 act = 0;

  return mh_refill_close (desk, *(gint64 *) input, &act, error) ? mh_deed_done (0, act) : NULL;
}

static gpointer
withdraw_unit (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  gint64 unit = *(gint64 *) input;

  return mh_waiting_withdraw (desk, unit, error)
         ? mh_deed_done (0, mh_deed_find_act (desk, "waiting.withdraw", "unit", unit))
         : NULL;
}

static void
run_on (GtkWidget     *widget,
        GVariant      *parameter,
        MhUiWork       work,
        const char    *toast,
        MhDeedCallback callback)
{
  gint64 id = g_variant_get_int64 (parameter);

  mh_deed_run (widget, MH_APPOINTMENTS_PLACE (widget)->context, work, g_memdup2 (&id, sizeof id), g_free, toast, callback, NULL);
}

static void
refilled_cb (GtkWidget        *widget,
             const MhDeedDone *done,
             const GError     *error,
             gpointer          user_data)
{
  if (done != NULL)
    mh_appointments_show_round (MH_APPOINTMENTS_PLACE (widget), done->id);
  else
    mh_dialogs_show_error (widget, _("The booking was not cancelled"), error);
}

static void
refill_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  run_on (widget, parameter, cancel_and_refill, _("Cancelled; the next are asked"), refilled_cb);
}

static void
cancel_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  run_on (widget, parameter, cancel_only, _("Cancelled; the place is free"), NULL);
}

static void
accept_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  run_on (widget, parameter, accept_offer, _("Booked; the others are told that the place is taken"), NULL);
}

static void
decline_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  run_on (widget, parameter, decline_offer, _("Declined; the next is asked"), NULL);
}

static void
close_round_activated_cb (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  run_on (widget, parameter, close_round, _("The offers have ended; the place is free"), NULL);
}

static void
withdraw_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  run_on (widget, parameter, withdraw_unit, _("Taken off the waiting list"), NULL);
}

static void
show_round_activated_cb (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  mh_appointments_show_round (MH_APPOINTMENTS_PLACE (widget), g_variant_get_int64 (parameter));
}

static void
bookings_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  mh_appointments_show_side (self, "bookings");
  mh_booking_list_focus (self->bookings);
}

static void
book_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day == NULL)
    return;

  mh_appointments_show_side (self, "finder");
  mh_booking_finder_start (self->finder);
}

static void
move_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_move_dialog_open (widget, self->context, self->day, g_variant_get_int64 (parameter));
}

static void
roster_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_roster_preview_open (widget, self->context, self->day->session);
}

static void
export_list (MhAppointmentsPlace *self,
             const MhExportList  *lists,
             gsize                n_lists)
{
  MhExportRequest request = { 0 };

  if (self->day == NULL)
    return;

  request.filter.programme = self->day->programme->id;
  request.filter.session = self->day->session->id;
  mh_export_window_present (GTK_WIDGET (self), self->context, lists, n_lists, &request);
}

static void
export_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  static const MhExportList lists[] = { MH_EXPORT_ROSTER, MH_EXPORT_BOOKINGS, MH_EXPORT_DELIVERIES, MH_EXPORT_CALLS, MH_EXPORT_RESULTS };

  export_list (MH_APPOINTMENTS_PLACE (widget), lists, G_N_ELEMENTS (lists));
}

static void
export_waiting_activated_cb (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  static const MhExportList lists[] = { MH_EXPORT_WAITING, MH_EXPORT_OFFERS };

  export_list (MH_APPOINTMENTS_PLACE (widget), lists, G_N_ELEMENTS (lists));
}

static void
add_waiting_activated_cb (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_waiting_dialog_open (widget, self->context, self->day->programme);
}

static void
session_added_cb (GtkWidget *widget,
                  gint64     session)
{
  mh_appointments_go (MH_APPOINTMENTS_PLACE (widget), session);
}

static void
add_session_activated_cb (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  mh_session_dialog_open (widget, self->context, self->day != NULL ? self->day->programme->id : 0, session_added_cb);
}

static void
add_programme_activated_cb (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  mh_programme_dialog_open (widget, MH_APPOINTMENTS_PLACE (widget)->context);
}

/* Adds the actions of the place, and F2 for the one that the telephone asks for. */
void
mh_appointments_install_actions (GtkWidgetClass *klass)
{
  static const struct {
    const char                 *name;
    const char                 *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "day.accept", "x", accept_activated_cb },
    { "day.add-programme", NULL, add_programme_activated_cb },
    { "day.add-session", NULL, add_session_activated_cb },
    { "day.add-waiting", NULL, add_waiting_activated_cb },
    { "day.book", NULL, book_activated_cb },
    { "day.bookings", NULL, bookings_activated_cb },
    { "day.cancel", "x", cancel_activated_cb },
    { "day.close-round", "x", close_round_activated_cb },
    { "day.decline", "x", decline_activated_cb },
    { "day.export", NULL, export_activated_cb },
    { "day.export-waiting", NULL, export_waiting_activated_cb },
    { "day.move", "x", move_activated_cb },
    { "day.refill", "x", refill_activated_cb },
    { "day.roster", NULL, roster_activated_cb },
    { "day.show-round", "x", show_round_activated_cb },
    { "day.withdraw", "x", withdraw_activated_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].type, actions[i].activate);

  gtk_widget_class_add_binding_action (klass, GDK_KEY_e, GDK_CONTROL_MASK, "day.export", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F2, 0, "day.book", NULL);
}
