/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-figures"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-figures.h"

static gboolean
add_fills (MhCtlCall          *call,
           const MhDesk       *desk,
           const MhListFilter *filter,
           GError            **error)
{
  g_autoptr (GPtrArray) fills = mh_session_fill_list (desk, filter, error);

  if (fills == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "days");
  for (guint i = 0; i < fills->len; i++) {
    const MhSessionFill *fill = g_ptr_array_index (fills, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "session", fill->session);
    mh_ctl_add_text (call, "programme", fill->programme_name);
    mh_ctl_add_date (call, "date", fill->date);
    mh_ctl_add_text (call, "venue", fill->venue);
    mh_ctl_add_text (call, "state", fill->state);
    mh_ctl_add_int (call, "slots", fill->n_slots);
    mh_ctl_add_int (call, "places", fill->n_places);
    mh_ctl_add_int (call, "booked", fill->n_booked);
    mh_ctl_add_int (call, "held", fill->n_held);
    mh_ctl_add_int (call, "free", fill->n_free);
    mh_ctl_add_int (call, "free-phone", fill->n_free_phone);
    mh_ctl_add_int (call, "blocked", fill->n_blocked);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_booked (MhCtlCall          *call,
            const MhDesk       *desk,
            const MhListFilter *filter,
            GError            **error)
{
  g_autoptr (GArray) days = mh_booked_day_list (desk, filter, error);

  if (days == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "booked");
  for (guint i = 0; i < days->len; i++) {
    const MhBookedDay *day = &g_array_index (days, MhBookedDay, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_date (call, "date", day->date);
    for (guint way = 0; way < MH_BOOKED_N_WAYS; way++)
      mh_ctl_add_int (call, mh_booked_way_nick ((MhBookedWay) way), day->n[way]);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_waiting (MhCtlCall          *call,
             const MhDesk       *desk,
             const MhListFilter *filter,
             GError            **error)
{
  g_autoptr (GArray) days = mh_waiting_day_list (desk, filter, error);

  if (days == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "waiting");
  for (guint i = 0; i < days->len; i++) {
    const MhWaitingDay *day = &g_array_index (days, MhWaitingDay, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_date (call, "date", day->date);
    mh_ctl_add_int (call, "units", day->n_units);
    mh_ctl_add_int (call, "people", day->n_people);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_figures (MhCtlCall *call,
             GError   **error)
{
  gint64 programme = 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Of one programme only"), N_("PROGRAMME") },
    { "from", 0, 0, MH_CTL_TEXT, &from, N_("Only from this day on"), N_("DATE") },
    { "to", 0, 0, MH_CTL_TEXT, &to, N_("Only until this day"), N_("DATE") },
    { NULL },
  };
  MhListFilter filter = { 0 };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error) ||
      (from != NULL && !mh_ctl_read_date (&desk, from, &filter.from, error)) ||
      (to != NULL && !mh_ctl_read_date (&desk, to, &filter.to, error)))
    return FALSE;

  filter.programme = programme;

  return add_fills (call, &desk, &filter, error) &&
         add_booked (call, &desk, &filter, error) &&
         add_waiting (call, &desk, &filter, error);
}

const MhCtlCommand mh_ctl_figures_commands[] = {
  { "figures", NULL, N_("How full the days are, by which way bookings came in, how long the waiting list was"), run_figures },
  { NULL },
};
