/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-other"

#include "mh-booking-private.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-wording.h"

/* Who asked for it, as it is said on the telephone. */
static char *
describe_asker (const MhBooking *booking)
{
  if (booking->proxy_name == NULL || *booking->proxy_name == '\0')
    return g_strdup (_("the person"));

  if (booking->proxy_relation == NULL || *booking->proxy_relation == '\0')
    return g_strdup (booking->proxy_name);

  return g_strdup_printf (_("%s (%s)"), booking->proxy_name, booking->proxy_relation);
}

/* 「11月5日(木) 9:00 保健センター（電話・申込み 山田一子（子）・10月20日(火)）」 */
static char *
describe (const MhDesk    *desk,
          const MhBooking *booking)
{
  g_autoptr (MhSession) session = mh_session_table_get (desk->db, booking->session, NULL);
  g_autofree char *date = mh_date_format (booking->date, MH_DATE_STYLE_MESSAGE);
  g_autofree char *time = mh_minutes_format (booking->start_min);
  g_autofree char *asker = describe_asker (booking);
  g_autofree char *made = mh_date_format (mh_date_from_ms (booking->made_at), MH_DATE_STYLE_MESSAGE);

  return g_strdup_printf (_("%s %s, %s (%s, asked for by %s on %s)"), date, time, session != NULL ? session->venue : "",
                          mh_wording_booking_via (booking->via), asker, made);
}

/**
 * mh_booking_refuse_second:
 * @desk: the desk
 * @programme: a programme
 * @resident: who has a booking there
 * @dose: for which dose
 * @error: return location
 *
 * No reason lifts this: two relatives booked the same grandmother twice, and she got a third dose (domain: 下関市).
 *
 * Returns: %FALSE
 */
gboolean
mh_booking_refuse_second (const MhDesk *desk,
                          gint64        programme,
                          gint64        resident,
                          int           dose,
                          GError      **error)
{
  g_autoptr (MhBooking) other = mh_booking_table_find_active (desk->db, programme, resident, dose, NULL);
  g_autofree char *words = other != NULL ? describe (desk, other) : NULL;

  if (other == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, mh_plan_reason_text (MH_PLAN_ALREADY_BOOKED));
  else
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("This person already has a booking: %s. Please move or cancel that one."), words);

  return FALSE;
}

/**
 * mh_booking_check_overlap:
 * @desk: the desk
 * @visit: where to
 * @resident: who
 * @except: a booking that is being moved, or 0
 * @error: return location; MH_ERROR_REFUSED with a sentence that shows the other one
 *
 * Returns: whether the person is nowhere else at that time
 */
gboolean
mh_booking_check_overlap (const MhDesk  *desk,
                          const MhVisit *visit,
                          gint64         resident,
                          gint64         except,
                          GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBooking) other = NULL;
  g_autoptr (MhProgramme) programme = NULL;
  g_autofree char *words = NULL;

  other = mh_booking_table_find_overlap (desk->db, resident, visit->programme->id, visit->session->date, visit->slot->start_min,
                                         visit->slot->end_min, except, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (other == NULL)
    return TRUE;

  programme = mh_programme_table_get (desk->db, other->programme, error);
  if (programme == NULL)
    return FALSE;

  words = describe (desk, other);
  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("At this time the person has another booking, for %s: %s. If both can be done, please give a reason."),
               programme->name, words);

  return FALSE;
}
