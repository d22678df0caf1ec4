/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-place-notice"

#include "mh-place-notice.h"

#include "mh-booking-chain.h"
#include "mh-delivery-table.h"
#include "mh-eligibility.h"
#include "mh-message.h"
#include "mh-offer-text.h"
#include "mh-refill-step.h"

static const struct {
  const char *kind;
  const char *text;
} notices[] = {
  [MH_PLACE_NOTICE_ASSIGNED] = {
    "assigned", "【{town}】{subject}、{time}（{venue}）にお越しください。ご都合が悪い場合は日時を変更できます。{phone}へお電話ください。"
  },
  [MH_PLACE_NOTICE_WON] = {
    "lottery-won", "【{town}】{subject}、抽選の結果、{time}（{venue}）でお取りしました。変更やキャンセルは{phone}へお電話ください。"
  },
  [MH_PLACE_NOTICE_LOST] = {
    "lottery-lost", "【{town}】{subject}、抽選の結果、今回はお取りできませんでした。キャンセル待ちは続いています。お問い合わせ {phone}"
  },
};

/* 「次回は11月26日(木) 10:00です。」 */
static char *
write_next (const MhDesk *desk,
            gint64        booking,
            GError      **error)
{
  g_autoptr (GPtrArray) after = mh_booking_list_after (desk, booking, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (after == NULL)
    return NULL;

  for (guint i = 0; i < after->len; i++) {
    const MhBooking *later = after->pdata[i];
    g_autofree char *date = mh_date_format (later->date, MH_DATE_STYLE_MESSAGE);
    g_autofree char *time = mh_minutes_format (later->start_min);

    g_string_append_printf (text, "%s%s %s", i == 0 ? "次回は" : "、", date, time);
  }

  if (after->len > 0)
    g_string_append (text, "です。");

  return g_strdup (text->str);
}

static char *
write_body (const MhDesk      *desk,
            MhPlaceNotice      which,
            const MhProgramme *programme,
            gint64             booking,
            GError           **error)
{
  g_autoptr (MhBooking) row = booking != 0 ? mh_booking_table_get (desk->db, booking, error) : NULL;
  g_autoptr (MhVisit) visit = row != NULL ? mh_visit_load (desk, row->slot, error) : NULL;
  g_autofree char *subject = mh_offer_text_make_subject (programme);
  g_autofree char *time = visit != NULL ? mh_visit_format_time (visit) : g_strdup ("-");
  g_autofree char *next = NULL;
  g_autofree char *body = NULL;
  g_autofree char *town = NULL;
  g_autofree char *phone = NULL;

  if (booking != 0 && visit == NULL)
    return NULL;

  next = booking != 0 ? write_next (desk, booking, error) : g_strdup ("");
  if (next == NULL || !mh_offer_text_read_sender (desk, &town, &phone, error))
    return NULL;

  {
    const char *pairs[] = {
      "town", town, "subject", subject, "time", time, "venue", visit != NULL ? visit->session->venue : "-", "phone", phone, NULL
    };

    body = mh_message_fill (notices[which].text, pairs, error);
  }

  return body != NULL ? g_strconcat (body, next, NULL) : NULL;
}

/**
 * mh_place_notice_write:
 * @desk: the desk
 * @act: the act this is part of
 * @which: what is told
 * @programme: about what
 * @resident: whom
 * @booking: the place that was given, 0 where none was
 * @out_reach: (out) (optional): how the person is told
 * @error: return location; MH_ERROR_REFUSED when the town's name or telephone number is not set
 *
 * Writes the message, by the channel that reaches the person or on the by-hand list; to a protected person nothing goes by itself.
 *
 * Returns: whether it was written
 */
gboolean
mh_place_notice_write (const MhDesk      *desk,
                       MhAct             *act,
                       MhPlaceNotice      which,
                       const MhProgramme *programme,
                       gint64             resident,
                       gint64             booking,
                       MhReach           *out_reach,
                       GError           **error)
{
  g_autofree char *body = write_body (desk, which, programme, booking, error);
  const char *why = NULL;
  gint64 contact = 0;
  MhReach reach;
  MhDelivery delivery = {
    .act = mh_act_get_id (act),
    .kind = (char *) notices[which].kind,
    .resident = resident,
    .booking = booking,
    .body = body,
    .state_at = mh_desk_now (desk),
  };

  if (body == NULL ||
      !mh_refill_step_due (desk, &delivery.due_at, error) ||
      !mh_people_reach (desk, resident, 0, "booking", &reach, &contact, &why, error))
    return FALSE;

  delivery.state = (char *) (reach == MH_REACH_LINE || reach == MH_REACH_SMS ? "held" : "by-hand");
  delivery.reason = (char *) (reach == MH_REACH_LINE || reach == MH_REACH_SMS ? NULL : why);
  mh_act_add_person (act, resident);

  if (out_reach != NULL)
    *out_reach = reach;

  return mh_delivery_table_insert (desk->db, &delivery, error) != 0;
}
