/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-places"

#include "mh-places.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-capacity.h"
#include "mh-error.h"
#include "mh-programmes.h"
#include "mh-slot-text.h"
#include "mh-text.h"

static gboolean
check_phone (GArray  *spans,
             int      phone,
             GError **error)
{
  for (guint i = 0; i < spans->len; i++) {
    const MhSlotSpan *span = &g_array_index (spans, MhSlotSpan, i);

    if (phone < 0 || phone > span->places) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                   _("A slot of %d places cannot keep %d of them for telephone and counter."), span->places, phone);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
insert_slots (const MhDesk      *desk,
              const MhProgramme *programme,
              gint64             session,
              GArray            *spans,
              int                phone,
              GError           **error)
{
  for (guint i = 0; i < spans->len; i++) {
    const MhSlotSpan *span = &g_array_index (spans, MhSlotSpan, i);
    gint64 slot = mh_session_table_insert_slot (desk->db, session, span->start, span->end, span->places - phone, phone, error);

    if (slot == 0)
      return FALSE;
  }

  return mh_capacity_overbook_step (desk, session, programme->overbook_percent, error);
}

/**
 * mh_places_add_session:
 * @desk: the desk
 * @programme: a programme's id
 * @date: the day
 * @venue: the place
 * @slots: as mh_slot_text_read() reads them, "09:00-12:00/30x10"
 * @phone: how many of each slot's places are kept for telephone and counter
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_NOT_FOUND
 *
 * Opens a day (日程・会場) with its slots and places in one act. Slots that overlap are refused, and a stretch that its slots do not
 * fill, since a place too few or too many would only be seen at the door. Where the programme overbooks, places beyond the capacity come with it.
 *
 * Returns: the session, or 0
 */
gint64
mh_places_add_session (const MhDesk *desk,
                       gint64        programme,
                       MhDate        date,
                       const char   *venue,
                       const char   *slots,
                       int           phone,
                       GError      **error)
{
  g_autofree char *tidy_venue = mh_text_tidy_name (venue != NULL ? venue : "");
  g_autoptr (MhProgramme) found = NULL;
  g_autoptr (GArray) spans = NULL;
  g_autoptr (MhAct) act = NULL;
  gint64 session;

  if (!mh_date_is_set (date) || *tidy_venue == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the day and the venue."));
    return 0;
  }

  spans = mh_slot_text_read (slots, error);
  if (spans == NULL || !check_phone (spans, phone, error))
    return 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "session.add", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return 0;

  found = mh_programme_table_get (desk->db, programme, error);
  if (found == NULL)
    return 0;

  session = mh_session_table_insert (desk->db, programme, date, tidy_venue, error);
  if (session == 0 || !insert_slots (desk, found, session, spans, phone, error))
    return 0;

  mh_act_set_int (act, "session", session);

  return mh_act_commit (act, error) ? session : 0;
}
