/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-day-notice"

#include "mh-day-notice.h"

#include "mh-config.h"
#include "mh-consent.h"
#include "mh-delivery-table.h"
#include "mh-message.h"
#include "mh-offer-text.h"
#include "mh-people.h"

#define MS_PER_HOUR G_GINT64_CONSTANT (3600000)

/* So long before somebody leaves the house he is told, whatever the hour. */
#define HOURS_ON_THE_WAY 3

static const char * const nicks[] = {
  [MH_DAY_MOVE] = "move",
  [MH_DAY_FIRST_IN_LINE] = "first-in-line",
  [MH_DAY_CANCEL] = "cancel",
};

/* In Japanese always: they go to residents. */
static const char * const texts[] = {
  [MH_DAY_MOVE] =
    "【{town}】{subject}、{time}（{venue}）は中止になり、{new-time}（{new-venue}）に変更しました。ご都合が悪い場合は{phone}へお電話ください。",
  [MH_DAY_FIRST_IN_LINE] =
    "【{town}】{subject}、{time}（{venue}）は中止になりました。ほかの日に空きが出しだい、先にご案内します。お問い合わせ {phone}",
  [MH_DAY_CANCEL] =
    "【{town}】{subject}、{time}（{venue}）は中止になりました。お手数ですが、ご希望の日を{phone}へお電話ください。",
};

/**
 * mh_day_fate_nick:
 * @fate: what becomes of a booking
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_day_fate_nick (MhDayFate fate)
{
  return nicks[fate];
}

/**
 * mh_day_fate_from_nick:
 * @nick: a stable name
 * @out_fate: (out): what it means
 *
 * Returns: whether there is one of that name
 */
gboolean
mh_day_fate_from_nick (const char *nick,
                       MhDayFate  *out_fate)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_str_equal (nicks[i], nick)) {
      *out_fate = (MhDayFate) i;
      return TRUE;
    }
  }

  return FALSE;
}

static char *
write_later (GPtrArray *later)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; later != NULL && i < later->len; i++) {
    const MhBooking *booking = g_ptr_array_index (later, i);
    g_autofree char *date = mh_date_format (booking->date, MH_DATE_STYLE_MESSAGE);
    g_autofree char *time = mh_minutes_format (booking->start_min);

    g_string_append_printf (text, "%s%s %s", i == 0 ? "" : "、", date, time);
  }

  if (text->len > 0) {
    g_string_prepend (text, "あわせて、");
    g_string_append (text, "のご予約も取り消しました。");
  }

  return g_string_free (text, FALSE);
}

static char *
write_body (const MhDesk  *desk,
            const MhVisit *from,
            const MhVisit *to,
            MhDayFate      fate,
            GPtrArray     *later,
            GError       **error)
{
  g_autofree char *town = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *subject = mh_offer_text_make_subject (from->programme);
  g_autofree char *time = mh_visit_format_time (from);
  g_autofree char *new_time = to != NULL ? mh_visit_format_time (to) : NULL;
  g_autofree char *more = write_later (later);
  g_autofree char *body = NULL;

  if (!mh_offer_text_read_sender (desk, &town, &phone, error))
    return NULL;

  {
    const char *pairs[] = {
      "town", town, "subject", subject, "time", time, "venue", from->session->venue, "phone", phone,
      "new-time", to != NULL ? new_time : "", "new-venue", to != NULL ? to->session->venue : "", NULL
    };

    body = mh_message_fill (texts[fate], pairs, error);
  }

  if (body == NULL)
    return NULL;

  return g_strconcat (body, *more != '\0' && !g_str_has_suffix (body, "。") ? "。" : "", more, NULL);
}

/* After the hold for undo and inside the hours for messages; at any hour when the person would be on the way before they open. */
static gboolean
compute_due (const MhDesk  *desk,
             const MhVisit *from,
             gint64        *out_due,
             GError       **error)
{
  g_autofree char *hold = mh_config_get (desk, "hold.seconds", NULL);
  gint64 soonest = mh_desk_now (desk) + g_ascii_strtoll (hold, NULL, 10) * 1000;
  gint64 start = mh_ms_from_civil (from->session->date, from->slot->start_min);
  MhHours hours;

  if (!mh_config_get_offer_hours (desk, &hours, error))
    return FALSE;

  *out_due = mh_hours_next_open (&hours, soonest);
  if (*out_due > start - HOURS_ON_THE_WAY * MS_PER_HOUR)
    *out_due = soonest;

  return TRUE;
}

/**
 * mh_day_notice_write:
 * @desk: the desk
 * @act: the act this is part of
 * @booking: whose
 * @from: the place that is gone
 * @to: (nullable): the new one
 * @fate: what became of the booking
 * @later: (nullable) (element-type MhBooking): further bookings of the person that went with it
 * @out_reach: (out): how the person is told
 * @error: return location; MH_ERROR_REFUSED when the town's name or telephone number is not set
 *
 * Returns: whether the message was written
 */
gboolean
mh_day_notice_write (const MhDesk    *desk,
                     MhAct           *act,
                     const MhBooking *booking,
                     const MhVisit   *from,
                     const MhVisit   *to,
                     MhDayFate        fate,
                     GPtrArray       *later,
                     MhReach         *out_reach,
                     GError         **error)
{
  g_autofree char *body = write_body (desk, from, to, fate, later, error);
  const char *why = NULL;
  gint64 contact;
  MhDelivery delivery = {
    .act = mh_act_get_id (act),
    .kind = (char *) (fate == MH_DAY_MOVE ? "session-moved" : "session-cancelled"),
    .resident = booking->resident,
    .booking = booking->id,
    .body = body,
    .state_at = mh_desk_now (desk),
  };
  gboolean automatic;

  if (body == NULL ||
      !compute_due (desk, from, &delivery.due_at, error) ||
      !mh_people_reach (desk, booking->resident, 0, mh_consent_category_of (delivery.kind), out_reach, &contact, &why, error))
    return FALSE;

  automatic = *out_reach == MH_REACH_LINE || *out_reach == MH_REACH_SMS;
  delivery.state = (char *) (automatic ? "held" : "by-hand");
  delivery.reason = (char *) (automatic ? NULL : why);

  return mh_delivery_table_insert (desk->db, &delivery, error) != 0;
}
