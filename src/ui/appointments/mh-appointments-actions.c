/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-appointments-actions"

#include "mh-appointments-private.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-table.h"
#include "mh-booking.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-export-window.h"
#include "mh-figures-window.h"
#include "mh-form-window.h"
#include "mh-keys.h"
#include "mh-move-dialog.h"
#include "mh-programme-dialog.h"
#include "mh-protect.h"
#include "mh-refill-forms.h"
#include "mh-refill.h"
#include "mh-roster-preview.h"
#include "mh-session-dialog.h"
#include "mh-together-forms.h"
#include "mh-waiting-dialog.h"
#include "mh-waiting.h"

/* A booking that is to be cancelled. */
typedef struct {
  GtkWidget *place;       /* (owned) */
  gint64     booking;
  gboolean   refill;
  char      *caller;      /* (nullable) (owned) */
  char      *reason;      /* (nullable) (owned) */
  GtkWidget *caller_row;  /* (nullable) (unowned) while the form asks */
  GtkWidget *reason_row;
} Cancelling;

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

  return mh_booking_cancel (desk, *(gint64 *) input, NULL, &act, error) ? mh_deed_done (0, act) : NULL;
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
cancelling_free (Cancelling *cancelling)
{
  g_free (cancelling->caller);
  g_free (cancelling->reason);
  g_clear_object (&cancelling->place);
  g_free (cancelling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cancelling, cancelling_free)

static Cancelling *
cancelling_new (GtkWidget *place,
                gint64 booking,
                gboolean refill)
{
  Cancelling *cancelling = g_new0 (Cancelling, 1);

  cancelling->place = g_object_ref (place);
  cancelling->booking = booking;
  cancelling->refill = refill;

  return cancelling;
}

static gpointer
collect_caller (MhFormWindow *form,
                gpointer      user_data)
{
  const Cancelling *asked = user_data;
  Cancelling *answer = cancelling_new (asked->place, asked->booking, asked->refill);

  answer->caller = mh_form_window_dup_text (asked->caller_row);
  answer->reason = mh_form_window_dup_text (asked->reason_row);

  return answer;
}

static gpointer
cancel_for_caller (const MhDesk *desk,
                   gpointer      input,
                   GError      **error)
{
  Cancelling *cancelling = input;
  MhBookingCaller caller = { .proxy_name = cancelling->caller, .override_reason = cancelling->reason };
  g_autoptr (MhRefillResult) result = NULL;
  gint64 act = 0;

  if (!cancelling->refill)
    return mh_booking_cancel (desk, cancelling->booking, &caller, &act, error) ? mh_deed_done (0, act) : NULL;

  result = mh_refill_cancel_for (desk, &cancelling->booking, 1, &caller, NULL, error);

  return result != NULL ? mh_deed_done (result->round, result->act) : NULL;
}

static const char *
get_cancel_toast (gboolean refill)
{
  return refill ? _("Cancelled; the next are asked") : _("Cancelled; the place is free");
}

static void
caller_cancelled_cb (MhFormWindow        *form,
                     gint64               round,
                     MhAppointmentsPlace *self)
{
  if (round != 0)
    mh_appointments_show_round (self, round);
}

/* Takes @asked. Of a protected person the desk must know who calls, the household too. */
static void
ask_who_calls (Cancelling *asked,
               GPtrArray  *together)
{
  const char *rule = _("This person's bookings are cancelled by the person or by a proxy who is registered. Tell others nothing, not even "
                       "whether there is a booking.");
  g_autofree char *words = mh_booking_write_together (together);
  g_autofree char *note = words != NULL ? g_strdup_printf (_("%s\nBooked together; what comes after it is cancelled with it: %s"), rule, words)
                                        : g_strdup (rule);
  MhFormWindow *form = mh_form_window_new (asked->place, MH_APPOINTMENTS_PLACE (asked->place)->context, _("Who cancels?"), note,
                                           _("_Cancel the booking"));

  asked->caller_row = mh_form_window_add_entry (form, _("Who calls (empty: the person)"), NULL);
  asked->reason_row = mh_form_window_add_entry (form, _("Reason, where the proxy is not registered"), NULL);
  g_signal_connect_object (form, "done", G_CALLBACK (caller_cancelled_cb), asked->place, G_CONNECT_DEFAULT);
  mh_form_window_open (form, collect_caller, asked, (GDestroyNotify) cancelling_free, cancel_for_caller, (GDestroyNotify) cancelling_free,
                       get_cancel_toast (asked->refill));
}

/* What is looked at before anything is cancelled. */
typedef struct {
  MhBooking *booking;
  GPtrArray *together;      /* (element-type MhTogether) */
  gboolean   is_protected;
} Look;

static void
look_free (Look *look)
{
  g_clear_pointer (&look->booking, mh_booking_free);
  g_clear_pointer (&look->together, g_ptr_array_unref);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static gpointer
look_before_cancelling (const MhDesk *desk,
                        gpointer      input,
                        GError      **error)
{
  g_autoptr (Look) look = g_new0 (Look, 1);

  look->booking = mh_booking_table_get (desk->db, *(const gint64 *) input, error);
  look->together = look->booking != NULL ? mh_booking_list_together (desk, look->booking->id, error) : NULL;

  return look->together != NULL && mh_protect_covers (desk, look->booking->resident, &look->is_protected, error) ? g_steal_pointer (&look) : NULL;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Cancelling) cancelling = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Look) look = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autoptr (GVariant) booking = g_variant_ref_sink (g_variant_new_int64 (cancelling->booking));

  if (look == NULL)
    mh_dialogs_show_error (cancelling->place, _("The booking was not cancelled"), error);
  else if (look->is_protected)
    ask_who_calls (g_steal_pointer (&cancelling), look->together);
  else if (look->together->len > 0)
    g_signal_connect_object (mh_together_forms_cancel (cancelling->place, MH_UI_CONTEXT (source), look->booking, look->together, cancelling->refill),
                             "done", G_CALLBACK (caller_cancelled_cb), cancelling->place, G_CONNECT_DEFAULT);
  else if (cancelling->refill)
    run_on (cancelling->place, booking, cancel_and_refill, get_cancel_toast (TRUE), refilled_cb);
  else
    run_on (cancelling->place, booking, cancel_only, get_cancel_toast (FALSE), NULL);
}

static void
start_cancelling (GtkWidget *widget,
                  gint64     booking,
                  gboolean   refill)
{
  mh_ui_context_read_async (MH_APPOINTMENTS_PLACE (widget)->context, look_before_cancelling, g_memdup2 (&booking, sizeof booking), g_free,
                            (GDestroyNotify) look_free, NULL, looked_cb, cancelling_new (widget, booking, refill));
}

static void
refill_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  start_cancelling (widget, g_variant_get_int64 (parameter), TRUE);
}

static void
cancel_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  start_cancelling (widget, g_variant_get_int64 (parameter), FALSE);
}

static void
items_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  mh_together_forms_items (widget, MH_APPOINTMENTS_PLACE (widget)->context, g_variant_get_int64 (parameter));
}

static void
accept_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_refill_forms_accept (widget, MH_APPOINTMENTS_PLACE (widget)->context, g_variant_get_int64 (parameter));
}

static void
ask_next_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  mh_refill_forms_ask_next (widget, MH_APPOINTMENTS_PLACE (widget)->context, g_variant_get_int64 (parameter));
}

static void
edit_waiting_activated_cb (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_refill_forms_edit_waiting (widget, self->context, self->day, g_variant_get_int64 (parameter));
}

static void
offer_free_activated_cb (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_refill_forms_offer_free (widget, self->context, self->day);
}

static void
refill_figures_activated_cb (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_figures_window_open (widget, self->context, self->day, "free-places");
}

static void
figures_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_figures_window_open (widget, self->context, self->day, "fill");
}

static void
refill_ways_activated_cb (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);
  MhFormWindow *form = NULL;

  if (self->day != NULL)
    form = mh_refill_forms_cancel (widget, self->context, self->day, g_variant_get_int64 (parameter));
  if (form != NULL)
    g_signal_connect_object (form, "done", G_CALLBACK (caller_cancelled_cb), self, G_CONNECT_DEFAULT);
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
  static const MhExportList lists[] = { MH_EXPORT_WAITING, MH_EXPORT_OFFERS, MH_EXPORT_REFILLS };

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
month_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  mh_month_strip_focus (MH_APPOINTMENTS_PLACE (widget)->month);
}

static void
turn_month_activated_cb (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  mh_month_strip_turn (MH_APPOINTMENTS_PLACE (widget)->month, g_variant_get_int32 (parameter));
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
  mh_programme_dialog_open (widget, MH_APPOINTMENTS_PLACE (widget)->context, 0);
}

static void
edit_programme_activated_cb (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_programme_dialog_open (widget, self->context, self->day->programme->id);
}

/**
 * mh_appointments_install_actions:
 * @klass: of the place
 *
 * Adds the actions of the place with their keys: F2 for the one that the telephone asks for, F6 into the strip of the month.
 */
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
    { "day.ask-next", "x", ask_next_activated_cb },
    { "day.book", NULL, book_activated_cb },
    { "day.bookings", NULL, bookings_activated_cb },
    { "day.cancel", "x", cancel_activated_cb },
    { "day.close-round", "x", close_round_activated_cb },
    { "day.decline", "x", decline_activated_cb },
    { "day.edit-programme", NULL, edit_programme_activated_cb },
    { "day.edit-waiting", "x", edit_waiting_activated_cb },
    { "day.export", NULL, export_activated_cb },
    { "day.export-waiting", NULL, export_waiting_activated_cb },
    { "day.figures", NULL, figures_activated_cb },
    { "day.items", "x", items_activated_cb },
    { "day.month", NULL, month_activated_cb },
    { "day.move", "x", move_activated_cb },
    { "day.offer-free", NULL, offer_free_activated_cb },
    { "day.refill", "x", refill_activated_cb },
    { "day.refill-figures", NULL, refill_figures_activated_cb },
    { "day.refill-ways", "x", refill_ways_activated_cb },
    { "day.roster", NULL, roster_activated_cb },
    { "day.show-round", "x", show_round_activated_cb },
    { "day.turn-month", "i", turn_month_activated_cb },
    { "day.withdraw", "x", withdraw_activated_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].type, actions[i].activate);

  mh_keys_bind (klass, "day", NULL);
}
