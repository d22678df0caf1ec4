/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-windows"

#include "mh-windows.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-error.h"

/* The age counts as the programme counts it, on the day of the session. */
static gboolean
fits (const MhBookingWindow *window,
      const MhVisit         *visit,
      const MhKnownPerson   *person)
{
  MhAgeRule age = { visit->programme->age.basis, window->min_months, window->below_months };

  if (!g_str_equal (window->sex, "any") && g_strcmp0 (window->sex, person->sex) != 0)
    return FALSE;

  if ((age.min_months != 0 || age.below_months != 0) &&
      mh_age_rule_check (&age, person->birth, visit->session->date) != MH_AGE_OK)
    return FALSE;

  return !mh_eligibility_is_other_district (window->districts, person->districts[0], person->districts[1], person->districts[2]);
}

static gboolean
check_window (const MhBookingWindow *window,
              GError               **error)
{
  if (window->opens_at <= 0 || (window->closes_at != 0 && window->closes_at <= window->opens_at)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter from when these people may book, and an end after it or none."));
    return FALSE;
  }

  if (window->min_months < 0 || window->below_months < 0 ||
      (window->below_months != 0 && window->below_months <= window->min_months)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("Nobody can be of that age: the upper limit is not above the lower one."));
    return FALSE;
  }

  if (window->sex != NULL && !g_strv_contains ((const char *[]) { "any", "male", "female", NULL }, window->sex)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be one of these: %s."), "sex", "any, male, female");
    return FALSE;
  }

  return TRUE;
}

/**
 * mh_windows_add:
 * @desk: the desk
 * @window: who may book from when; its id does not matter
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_NOT_FOUND
 *
 * The first window of a session ends that everybody may book at any time: whoever fits none has to wait for one that lets everybody in.
 *
 * Returns: the new id, or 0
 */
gint64
mh_windows_add (const MhDesk          *desk,
                const MhBookingWindow *window,
                GError               **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhSession) session = NULL;
  gint64 id;

  if (!check_window (window, error))
    return 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "window.add", MH_UNDO_WHOLE, error);
  session = act != NULL ? mh_session_table_get (desk->db, window->session, error) : NULL;
  if (session == NULL)
    return 0;

  id = mh_booking_window_table_insert (desk->db, window, error);
  if (id == 0)
    return 0;

  mh_act_set_int (act, "session", window->session);
  mh_act_set_int (act, "window", id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_windows_remove:
 * @desk: the desk
 * @window: a window's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it is gone; without the last one everybody may book at any time
 */
gboolean
mh_windows_remove (const MhDesk *desk,
                   gint64        window,
                   GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "window.remove", MH_UNDO_WHOLE, error);
  g_autoptr (MhBookingWindow) old = NULL;

  if (act == NULL)
    return FALSE;

  old = mh_booking_window_table_get (desk->db, window, error);
  if (old == NULL || !mh_booking_window_table_delete (desk->db, window, error))
    return FALSE;

  mh_act_set_int (act, "session", old->session);
  mh_act_set_int (act, "window", window);

  return mh_act_commit (act, error);
}

/**
 * mh_windows_judge:
 * @windows: (element-type MhBookingWindow): of the session of @visit
 * @visit: where to
 * @person: who
 * @now: ms since 1970 UTC
 * @out_opens_at: (out) (optional): ms since 1970 UTC when the next window opens that the person fits; 0 when none will
 *
 * Returns: whether the person may book there at @now
 */
gboolean
mh_windows_judge (GPtrArray           *windows,
                  const MhVisit       *visit,
                  const MhKnownPerson *person,
                  gint64               now,
                  gint64              *out_opens_at)
{
  gboolean is_open = windows->len == 0;
  gint64 opens_at = 0;

  for (guint i = 0; i < windows->len; i++) {
    const MhBookingWindow *window = g_ptr_array_index (windows, i);

    if (!fits (window, visit, person))
      continue;

    if (window->opens_at > now && opens_at == 0)
      opens_at = window->opens_at;
    else if (window->opens_at <= now && (window->closes_at == 0 || now < window->closes_at))
      is_open = TRUE;
  }

  if (out_opens_at != NULL)
    *out_opens_at = opens_at;

  return is_open;
}

/**
 * mh_windows_look:
 * @desk: the desk
 * @visit: where to
 * @resident: who
 * @out_open: (out): whether the person may book there at this moment
 * @out_opens_at: (out) (optional): as mh_windows_judge() tells it
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_windows_look (const MhDesk  *desk,
                 const MhVisit *visit,
                 gint64         resident,
                 gboolean      *out_open,
                 gint64        *out_opens_at,
                 GError       **error)
{
  g_autoptr (GPtrArray) windows = mh_booking_window_table_list (desk->db, visit->session->id, error);
  g_autoptr (MhKnown) known = windows != NULL ? mh_known_read (desk, &resident, 1, FALSE, error) : NULL;
  const MhKnownPerson *person = known != NULL ? mh_known_find (known, resident, error) : NULL;

  if (person == NULL)
    return FALSE;

  *out_open = mh_windows_judge (windows, visit, person, mh_desk_now (desk), out_opens_at);

  return TRUE;
}

/**
 * mh_windows_check:
 * @desk: the desk
 * @visit: where to
 * @resident: who
 * @override: whether the nurse has given a reason to book all the same
 * @error: return location; MH_ERROR_REFUSED with a sentence that says from when
 *
 * Returns: whether the person may book there at this moment
 */
gboolean
mh_windows_check (const MhDesk  *desk,
                  const MhVisit *visit,
                  gint64         resident,
                  gboolean       override,
                  GError       **error)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;
  gint64 opens_at = 0;
  gboolean open;

  if (!mh_windows_look (desk, visit, resident, &open, &opens_at, error))
    return FALSE;

  if (open || override)
    return TRUE;

  if (opens_at == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("Booking is not open for this person on this day. Please choose another day, or give a reason to book all the same."));
    return FALSE;
  }

  date = mh_date_format (mh_date_from_ms (opens_at), MH_DATE_STYLE_MESSAGE);
  time = mh_minutes_format (mh_minutes_from_ms (opens_at));
  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("This person may book from %s %s on. Please wait until then, or give a reason to book all the same."), date, time);

  return FALSE;
}
