/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-day-actions"

#include "mh-appointments-private.h"

#include <glib/gi18n-lib.h>

#include "mh-assign-window.h"
#include "mh-call-off-dialog.h"
#include "mh-coming-day.h"
#include "mh-days-copy.h"
#include "mh-days.h"
#include "mh-deed.h"
#include "mh-draw-window.h"
#include "mh-early-window.h"
#include "mh-error.h"
#include "mh-form-window.h"
#include "mh-places-dialog.h"

/* What a form about one day asks; its rows belong to the form. */
typedef struct {
  MhSession *session;    /* (owned) */
  MhDate     today;
  GtkWidget *rows[4];    /* (unowned) */
} Asked;

/* What the worker gets. */
typedef struct {
  MhSession *session;    /* (owned) */
  char      *text;       /* (owned) slots, or days */
  int        phone;
  gboolean   closed_too;
  char      *problem;    /* (nullable) (owned) what cannot be read */
  GArray    *dates;      /* (nullable) (owned) (element-type MhDate) */
} Wanted;

static void
asked_free (Asked *asked)
{
  mh_session_free (asked->session);
  g_free (asked);
}

static void
wanted_free (Wanted *wanted)
{
  mh_session_free (wanted->session);
  g_free (wanted->text);
  g_free (wanted->problem);
  g_clear_pointer (&wanted->dates, g_array_unref);
  g_free (wanted);
}

static MhSession *
copy_session (const MhSession *session)
{
  MhSession *copy = g_memdup2 (session, sizeof *session);

  copy->venue = g_strdup (session->venue);
  copy->state = g_strdup (session->state);
  copy->mode = g_strdup (session->mode);
  copy->note = g_strdup (session->note);

  return copy;
}

static Asked *
asked_new (MhAppointmentsPlace *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->session = copy_session (self->day->session);
  asked->today = mh_ui_context_today (self->context);

  return asked;
}

static Wanted *
wanted_new (const Asked *asked)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->session = copy_session (asked->session);

  return wanted;
}

static gboolean
check_problem (const Wanted *wanted,
               GError      **error)
{
  if (wanted->problem == NULL)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, wanted->problem);

  return FALSE;
}

/* Note, who comes without a booking, when telephone places open */

static gpointer
collect_edits (MhFormWindow *form,
               gpointer      user_data)
{
  const Asked *asked = user_data;
  Wanted *wanted = wanted_new (asked);
  g_autofree char *cap = mh_form_window_dup_text (asked->rows[1]);
  g_autofree char *until = mh_form_window_dup_text (asked->rows[2]);
  guint64 number;

  g_free (wanted->session->note);
  wanted->session->note = mh_form_window_dup_text (asked->rows[0]);

  if (cap == NULL || *cap == '\0')
    wanted->session->walk_in_cap = -1;
  else if (g_ascii_string_to_unsigned (cap, 10, 0, 10000, &number, NULL))
    wanted->session->walk_in_cap = (int) number;
  else
    wanted->problem = g_strdup (_("Please enter how many may come without a booking as a number, or nothing."));

  if (!mh_coming_moment_read (until != NULL ? until : "", asked->today, &wanted->session->phone_until)) {
    g_free (wanted->problem);
    wanted->problem = g_strdup (_("Please enter day and time, such as 11/1 9:00, or nothing."));
  }

  return wanted;
}

static gpointer
edit_day (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  const Wanted *wanted = input;

  return check_problem (wanted, error) && mh_days_edit (desk, wanted->session, error)
         ? mh_deed_done (0, mh_deed_find_act (desk, "session.edit", "session", wanted->session->id))
         : NULL;
}

static void
edit_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);
  g_autofree char *cap = NULL;
  g_autofree char *until = NULL;
  MhFormWindow *form;
  Asked *asked;

  if (self->day == NULL)
    return;

  asked = asked_new (self);
  cap = asked->session->walk_in_cap >= 0 ? g_strdup_printf ("%d", asked->session->walk_in_cap) : g_strdup ("");
  until = mh_coming_moment_write (asked->session->phone_until);
  form = mh_form_window_new (widget, self->context, _("Note and rules of the day"),
                             _("Places kept for the telephone are for everybody from the time on that you enter."), _("_Save"));
  asked->rows[0] = mh_form_window_add_entry (form, _("Note on the day"), asked->session->note);
  asked->rows[1] = mh_form_window_add_entry (form, _("At most without a booking (empty: any number)"), cap);
  asked->rows[2] = mh_form_window_add_entry (form, _("Telephone places open for everybody (11/1 9:00, empty: never)"), until);
  mh_form_window_open (form, collect_edits, asked, (GDestroyNotify) asked_free, edit_day, (GDestroyNotify) wanted_free,
                       _("The day was changed"));
}

/* Slots */

static gpointer
collect_slots (MhFormWindow *form,
               gpointer      user_data)
{
  const Asked *asked = user_data;
  Wanted *wanted = wanted_new (asked);
  g_autofree char *phone = mh_form_window_dup_text (asked->rows[1]);
  guint64 number = 0;

  wanted->text = mh_form_window_dup_text (asked->rows[0]);
  if (phone != NULL && *phone != '\0' && !g_ascii_string_to_unsigned (phone, 10, 0, 1000, &number, NULL))
    wanted->problem = g_strdup (_("Please enter the places for the telephone as a number."));
  wanted->phone = (int) number;

  return wanted;
}

static gpointer
set_slots (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Wanted *wanted = input;

  return check_problem (wanted, error) && mh_days_set_slots (desk, wanted->session->id, wanted->text, wanted->phone, error)
         ? mh_deed_done (0, mh_deed_find_act (desk, "session.slots", "session", wanted->session->id))
         : NULL;
}

static void
slots_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);
  g_autofree char *text = NULL;
  MhFormWindow *form;
  Asked *asked;

  if (self->day == NULL)
    return;

  asked = asked_new (self);
  text = mh_days_write_slots (self->day->slots);
  form = mh_form_window_new (widget, self->context, _("Times of the day"),
                             _("From, to, minutes of a slot and people of a slot: 9:00-12:00/30x10. One slot of its own: 9:10-9:25x3. "
                               "Separate several by commas. A time where people have places stays."),
                             _("_Save"));
  asked->rows[0] = mh_form_window_add_entry (form, _("Times"), text);
  asked->rows[1] = mh_form_window_add_entry (form, _("Telephone places of new times"), "0");
  mh_form_window_open (form, collect_slots, asked, (GDestroyNotify) asked_free, set_slots, (GDestroyNotify) wanted_free,
                       _("The times were changed"));
}

/* Other dates */

static gpointer
collect_copies (MhFormWindow *form,
                gpointer      user_data)
{
  const Asked *asked = user_data;
  Wanted *wanted = wanted_new (asked);
  g_autofree char *text = mh_form_window_dup_text (asked->rows[0]);
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", ", ", -1);

  wanted->closed_too = mh_form_window_get_check (asked->rows[1]);
  wanted->dates = g_array_new (FALSE, FALSE, sizeof (MhDate));

  for (guint i = 0; parts[i] != NULL; i++) {
    MhDate date;

    if (*parts[i] == '\0')
      continue;

    if (!mh_coming_day_read (parts[i], asked->today, &date)) {
      g_free (wanted->problem);
      wanted->problem = g_strdup_printf (_("“%s” is not a day. Please write the days like this: 11/12, 11/19."), parts[i]);
    } else
      g_array_append_val (wanted->dates, date);
  }

  if (wanted->problem == NULL && wanted->dates->len == 0)
    wanted->problem = g_strdup (_("Please enter the days, such as 11/12, 11/19."));

  return wanted;
}

/* Whoever means a Sunday says so. */
static gboolean
check_closed_days (const MhDesk *desk,
                   const Wanted *wanted,
                   GError      **error)
{
  g_autoptr (GPtrArray) days = mh_days_copy (desk, wanted->session->id, (gpointer) wanted->dates->data, wanted->dates->len,
                                             FALSE, TRUE, error);
  g_autoptr (GString) closed = g_string_new (NULL);

  for (guint i = 0; days != NULL && i < days->len; i++) {
    const MhDayCopy *day = g_ptr_array_index (days, i);
    g_autofree char *date = mh_date_format (day->date, MH_DATE_STYLE_MESSAGE);

    if (day->closed != NULL)
      g_string_append_printf (closed, "%s%s %s", closed->len > 0 ? ", " : "", date, day->closed);
  }

  if (days == NULL || closed->len == 0)
    return days != NULL;

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("Offices are closed on these days: %s. Please leave them out, or tick that they are meant."), closed->str);

  return FALSE;
}

static gpointer
copy_day (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  const Wanted *wanted = input;
  g_autoptr (GPtrArray) days = NULL;

  if (!check_problem (wanted, error) || (!wanted->closed_too && !check_closed_days (desk, wanted, error)))
    return NULL;

  days = mh_days_copy (desk, wanted->session->id, (gpointer) wanted->dates->data, wanted->dates->len, FALSE, FALSE, error);

  return days != NULL
         ? mh_deed_done (((MhDayCopy *) g_ptr_array_index (days, 0))->session,
                         mh_deed_find_act (desk, "session.copy", "session", wanted->session->id))
         : NULL;
}

static void
copied_cb (MhFormWindow        *form,
           gint64               session,
           MhAppointmentsPlace *self)
{
  if (session != 0)
    mh_appointments_go (self, session);
}

static void
copy_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);
  MhFormWindow *form;
  Asked *asked;

  if (self->day == NULL)
    return;

  asked = asked_new (self);
  form = mh_form_window_new (widget, self->context, _("The same day on other dates"),
                             _("Times, places, telephone places and who may book early are copied; bookings are not."), _("_Add the days"));
  asked->rows[0] = mh_form_window_add_entry (form, _("Days (11/12, 11/19)"), NULL);
  asked->rows[1] = mh_form_window_add_check (form, _("Weekends and holidays are meant, too"));
  g_signal_connect_object (form, "done", G_CALLBACK (copied_cb), self, G_CONNECT_DEFAULT);
  mh_form_window_open (form, collect_copies, asked, (GDestroyNotify) asked_free, copy_day, (GDestroyNotify) wanted_free,
                       _("The days were added"));
}

/* Closing and opening again */

static gpointer
close_day (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  gint64 act = 0;

  return mh_days_close (desk, *(gint64 *) input, &act, error) ? mh_deed_done (0, act) : NULL;
}

static gpointer
reopen_day (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  gint64 act = 0;

  return mh_days_reopen (desk, *(gint64 *) input, &act, error) ? mh_deed_done (0, act) : NULL;
}

static void
run_on_day (GtkWidget  *widget,
            MhUiWork    work,
            const char *toast)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_deed_run (widget, self->context, work, g_memdup2 (&self->day->session->id, sizeof (gint64)), g_free, toast, NULL, NULL);
}

static void
close_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  run_on_day (widget, close_day, _("The day is closed: no more bookings are taken"));
}

static void
reopen_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  run_on_day (widget, reopen_day, _("The day takes bookings again"));
}

static void
places_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_places_dialog_open (widget, self->context, self->day);
}

static void
call_off_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_call_off_dialog_open (widget, self->context, self->day);
}

static void
assign_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_assign_window_open (widget, self->context, self->day);
}

static void
draw_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_draw_window_open (widget, self->context, self->day);
}

static void
early_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhAppointmentsPlace *self = MH_APPOINTMENTS_PLACE (widget);

  if (self->day != NULL)
    mh_early_window_open (widget, self->context, self->day);
}

/**
 * mh_appointments_install_day_actions:
 * @klass: of the place
 *
 * Adds what the menu of the day does.
 */
void
mh_appointments_install_day_actions (GtkWidgetClass *klass)
{
  static const struct {
    const char                 *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "day.assign", assign_activated_cb },
    { "day.call-off", call_off_activated_cb },
    { "day.close-day", close_activated_cb },
    { "day.copy-day", copy_activated_cb },
    { "day.draw", draw_activated_cb },
    { "day.early", early_activated_cb },
    { "day.edit-day", edit_activated_cb },
    { "day.edit-slots", slots_activated_cb },
    { "day.places", places_activated_cb },
    { "day.reopen-day", reopen_activated_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, NULL, actions[i].activate);
}
