/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-days-copy"

#include "mh-days-copy.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-booking-window-table.h"
#include "mh-capacity.h"
#include "mh-error.h"
#include "mh-holidays.h"
#include "mh-programme-table.h"
#include "mh-seat-table.h"
#include "mh-session-table.h"

#define MOST_DAYS  100  /* in one act: beyond lies a slip of the finger */
#define MS_PER_DAY G_GINT64_CONSTANT (86400000)

typedef struct {
  const MhDesk *desk;
  MhSession    *from;     /* (owned) */
  GPtrArray    *slots;    /* (owned) (element-type MhSlot) */
  GPtrArray    *windows;  /* (owned) (element-type MhBookingWindow) */
  MhProgramme  *programme;  /* (owned) */
} Pattern;

static void
pattern_clear (Pattern *pattern)
{
  g_clear_pointer (&pattern->from, mh_session_free);
  g_clear_pointer (&pattern->slots, g_ptr_array_unref);
  g_clear_pointer (&pattern->windows, g_ptr_array_unref);
  g_clear_pointer (&pattern->programme, mh_programme_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pattern, pattern_clear)

static void
copy_free (gpointer data)
{
  MhDayCopy *copy = data;

  g_free (copy->closed);
  g_free (copy);
}

static gboolean
read_pattern (Pattern *pattern,
              gint64   session,
              GError **error)
{
  MhDb *db = pattern->desk->db;

  pattern->from = mh_session_table_get (db, session, error);
  if (pattern->from == NULL)
    return FALSE;

  pattern->slots = mh_session_table_list_slots (db, session, error);
  pattern->windows = pattern->slots != NULL ? mh_booking_window_table_list (db, session, error) : NULL;
  pattern->programme = pattern->windows != NULL ? mh_programme_table_get (db, pattern->from->programme, error) : NULL;

  return pattern->programme != NULL;
}

static gboolean
find_existing (Pattern   *pattern,
               MhDayCopy *copy,
               GError   **error)
{
  g_autofree char *iso = mh_date_to_iso (copy->date);

  return mh_db_get_int (pattern->desk->db, 0, &copy->existing, error,
                        "SELECT min (id) FROM session WHERE programme = :programme AND date = :date AND venue = :venue AND state <> 'cancelled'",
                        ":programme", MH_INT (pattern->from->programme), ":date", MH_TEXT (iso),
                        ":venue", MH_TEXT (pattern->from->venue), NULL);
}

/* What makes a day a doubtful one is told, not refused: a Sunday may be meant. */
static MhDayCopy *
look_at_day (Pattern *pattern,
             MhDate   date,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  MhDayCopy *copy = g_new0 (MhDayCopy, 1);

  copy->date = date;
  copy->closed = mh_holidays_describe (pattern->desk, date, &local_error);

  if (local_error == NULL && find_existing (pattern, copy, &local_error))
    return copy;

  g_propagate_error (error, g_steal_pointer (&local_error));
  copy_free (copy);

  return NULL;
}

static gboolean
copy_slot (Pattern      *pattern,
           gint64        session,
           const MhSlot *slot,
           GError      **error)
{
  MhDb *db = pattern->desk->db;
  int places = slot->n_places - slot->n_extra;
  gint64 id = mh_session_table_insert_slot (db, session, slot->start_min, slot->end_min, places - slot->n_phone, slot->n_phone, error);
  MhCapacityOrder order = { id, places, slot->n_phone, slot->n_blocked };

  return id != 0 &&
         mh_capacity_step (pattern->desk, &order, NULL, error) &&
         mh_db_run (db, error, "INSERT INTO slot_item (slot, item, capacity) SELECT :to, item, capacity FROM slot_item WHERE slot = :from",
                    ":to", MH_INT (id), ":from", MH_INT (slot->id), NULL);
}

/* Times for booking early keep their distance from the day. */
static gboolean
copy_window (Pattern               *pattern,
             gint64                 session,
             const MhBookingWindow *window,
             gint64                 shift,
             GError               **error)
{
  MhBookingWindow shifted = *window;

  shifted.session = session;
  shifted.opens_at += shift;
  shifted.closes_at += shifted.closes_at != 0 ? shift : 0;

  return mh_booking_window_table_insert (pattern->desk->db, &shifted, error) != 0;
}

static gboolean
copy_day (Pattern   *pattern,
          MhDayCopy *copy,
          GError   **error)
{
  gint64 shift = (mh_date_to_days (copy->date) - mh_date_to_days (pattern->from->date)) * MS_PER_DAY;
  MhSession session = *pattern->from;

  session.id = mh_session_table_insert (pattern->desk->db, session.programme, copy->date, session.venue, error);
  if (session.id == 0)
    return FALSE;

  session.date = copy->date;
  session.state = (char *) "open";
  session.phone_until += session.phone_until != 0 ? shift : 0;
  if (!mh_session_table_update (pattern->desk->db, &session, error))
    return FALSE;

  for (guint i = 0; i < pattern->slots->len; i++) {
    if (!copy_slot (pattern, session.id, g_ptr_array_index (pattern->slots, i), error))
      return FALSE;
  }

  for (guint i = 0; i < pattern->windows->len; i++) {
    if (!copy_window (pattern, session.id, g_ptr_array_index (pattern->windows, i), shift, error))
      return FALSE;
  }

  copy->session = session.id;

  return mh_capacity_overbook_step (pattern->desk, session.id, pattern->programme->overbook_percent, error);
}

static gboolean
check_days (GPtrArray *copies,
            gboolean   again,
            GError   **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  if (copies->len == 0 || copies->len > MOST_DAYS) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Please choose from 1 to %d days."), MOST_DAYS);
    return FALSE;
  }

  for (guint i = 0; i < copies->len; i++) {
    const MhDayCopy *copy = g_ptr_array_index (copies, i);
    g_autofree char *date = mh_date_format (copy->date, MH_DATE_STYLE_WEEKDAY);

    if (!g_hash_table_add (seen, GINT_TO_POINTER (mh_date_to_days (copy->date)))) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("%s is named twice."), date);
      return FALSE;
    }

    if (copy->existing != 0 && !again) {
      g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("On %s this venue is open for this programme already. Please leave that day out."), date);
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * mh_days_copy:
 * @desk: the desk
 * @session: the day whose pattern is copied
 * @dates: (array length=n_dates): where to
 * @n_dates: 1 to 100
 * @again: whether a second session of the programme at the venue on one day is meant
 * @dry_run: whether only to look at the days
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_REFUSED with the day that has the session already
 *
 * Copies venue, slots with their shares and blocked places, limits of items, times for booking early (as far before the new day as before
 * the old one), mode and note to other days, as one act. Weekends and holidays are told, not refused.
 *
 * Returns: (transfer full) (element-type MhDayCopy): what there is to know of each day, and its new session
 */
GPtrArray *
mh_days_copy (const MhDesk *desk,
              gint64        session,
              const MhDate *dates,
              gsize         n_dates,
              gboolean      again,
              gboolean      dry_run,
              GError      **error)
{
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (copy_free);
  g_auto (Pattern) pattern = { .desk = desk };
  g_autoptr (MhAct) act = NULL;

  if (!dry_run) {
    act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "session.copy", MH_UNDO_WHOLE, error);
    if (act == NULL)
      return NULL;
  }

  if (!read_pattern (&pattern, session, error))
    return NULL;

  for (gsize i = 0; i < n_dates; i++) {
    MhDayCopy *copy = look_at_day (&pattern, dates[i], error);

    if (copy == NULL)
      return NULL;
    g_ptr_array_add (copies, copy);
  }

  if (dry_run)
    return g_steal_pointer (&copies);

  if (!check_days (copies, again, error))
    return NULL;

  for (guint i = 0; i < copies->len; i++) {
    if (!copy_day (&pattern, g_ptr_array_index (copies, i), error))
      return NULL;
  }

  mh_act_set_int (act, "session", session);
  mh_act_set_int (act, "days", copies->len);

  return mh_act_commit (act, error) ? g_steal_pointer (&copies) : NULL;
}
