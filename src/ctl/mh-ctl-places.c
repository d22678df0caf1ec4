/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-places"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-places.h"

static void
add_session (MhCtlCall       *call,
             const MhSession *session)
{
  mh_ctl_add_int (call, "session", session->id);
  mh_ctl_add_int (call, "programme", session->programme);
  mh_ctl_add_date (call, "date", session->date);
  mh_ctl_add_text (call, "venue", session->venue);
  mh_ctl_add_text (call, "state", session->state);
  mh_ctl_add_text (call, "mode", session->mode);
  mh_ctl_add_some (call, "phone-until-at", session->phone_until);
  if (session->walk_in_cap >= 0)
    mh_ctl_add_int (call, "walk-in-cap", session->walk_in_cap);
  else
    mh_ctl_add_text (call, "walk-in-cap", NULL);
  mh_ctl_add_text (call, "note", session->note);
}

static gboolean
add_slots (MhCtlCall       *call,
           const MhDesk    *desk,
           const MhSession *session,
           GError         **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (desk->db, session->id, error);

  if (slots == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "slots");
  for (guint i = 0; i < slots->len; i++) {
    MhSlot *slot = g_ptr_array_index (slots, i);

    mh_slot_open_phone (slot, session, mh_desk_now (desk));
    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "slot", slot->id);
    mh_ctl_add_minutes (call, "start", slot->start_min);
    mh_ctl_add_minutes (call, "end", slot->end_min);
    mh_ctl_add_int (call, "places", slot->n_places);
    mh_ctl_add_int (call, "booked", slot->n_booked);
    mh_ctl_add_int (call, "held", slot->n_held);
    mh_ctl_add_int (call, "free", slot->n_free);
    mh_ctl_add_int (call, "free-phone", slot->n_free_phone);
    mh_ctl_add_int (call, "blocked", slot->n_blocked);
    mh_ctl_add_int (call, "phone", slot->n_phone);
    mh_ctl_add_int (call, "extra", slot->n_extra);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/**
 * mh_ctl_add_day:
 * @call: a call
 * @desk: the desk
 * @session: a session
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether the session with its slots stands in the document
 */
gboolean
mh_ctl_add_day (MhCtlCall    *call,
                const MhDesk *desk,
                gint64        session,
                GError      **error)
{
  g_autoptr (MhSession) found = mh_session_table_get (desk->db, session, error);

  if (found == NULL)
    return FALSE;

  add_session (call, found);

  return add_slots (call, desk, found, error);
}

static gboolean
run_session_add (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *date_text = NULL;
  g_autofree char *venue = NULL;
  g_autofree char *slots = NULL;
  gint64 programme = 0;
  int phone = 0;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Of which programme"), N_("PROGRAMME") },
    { "date", 0, 0, MH_CTL_TEXT, &date_text, N_("On which day"), N_("DATE") },
    { "venue", 0, 0, MH_CTL_TEXT, &venue, N_("Where"), N_("VENUE") },
    { "slots", 0, 0, MH_CTL_TEXT, &slots, N_("Times, minutes and places: 09:00-12:00/30x10"), N_("SLOTS") },
    { "phone", 0, 0, G_OPTION_ARG_INT, &phone, N_("Places of each slot kept for telephone and counter"), N_("N") },
    { NULL },
  };
  MhDesk desk;
  MhDate date;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if (programme == 0 || date_text == NULL || venue == NULL || slots == NULL)
    return mh_ctl_fail_usage (error, _("Give --programme, --date, --venue and --slots."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_read_date (&desk, date_text, &date, error))
    return FALSE;

  id = mh_places_add_session (&desk, programme, date, venue, slots, phone, error);

  return id != 0 && mh_ctl_add_day (call, &desk, id, error);
}

static gboolean
run_session_list (MhCtlCall *call,
                  GError   **error)
{
  gint64 programme = 0;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Of one programme only"), N_("PROGRAMME") },
    { NULL },
  };
  g_autoptr (GPtrArray) sessions = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  sessions = mh_session_table_list (desk.db, programme, error);
  if (sessions == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "sessions");
  for (guint i = 0; i < sessions->len; i++) {
    mh_ctl_begin_object (call, NULL);
    add_session (call, g_ptr_array_index (sessions, i));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_slots (MhCtlCall *call,
           GError   **error)
{
  MhDesk desk;
  gint64 id;

  return mh_ctl_parse (call, NULL, 1, 1, error) && mh_ctl_read_id (call->args[0], &id, error) &&
         mh_ctl_open (call, &desk, error) && mh_ctl_add_day (call, &desk, id, error);
}

const MhCtlCommand mh_ctl_places_commands[] = {
  { "session add", NULL, N_("Add a day at a venue with its slots"), run_session_add },
  { "session list", NULL, N_("List the days"), run_session_list },
  { "slots", N_("SESSION"), N_("Show the slots of a day with their places"), run_slots },
  { NULL },
};
