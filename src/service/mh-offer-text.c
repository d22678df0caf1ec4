/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-offer-text"

#include "mh-offer-text.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-error.h"
#include "mh-message.h"

static const char * const texts[] = {
  [MH_OFFER_TEXT_OFFER] =
    "【{town}】{subject}、{time}（{venue}）に{places}空きが出ました。ご希望の方は{deadline}までに{phone}へお電話ください。先着順です。",
  [MH_OFFER_TEXT_LOST] =
    "【{town}】{subject}、ご案内した{time}の枠は先に決まりました。キャンセル待ちの順番はそのままです。お問い合わせ {phone}",
  [MH_OFFER_TEXT_EXPIRED] =
    "【{town}】{subject}、{time}の枠はご返事の期限が過ぎたため次の方へご案内しました。キャンセル待ちは続いています。お問い合わせ {phone}",
  [MH_OFFER_TEXT_ACCEPTED] =
    "【{town}】{subject}、{time}（{venue}）でお取りしました。変更やキャンセルは{phone}へお電話ください。",
  [MH_OFFER_TEXT_PHONE] =
    ("{town}です。{subject}でお電話しました。{time}に{venue}で{places}空きが出ました。ご希望でしたらこの電話でお取りします。"
     "あとで決められる場合は、{deadline}までに{phone}へお電話ください。"),
};

/* 「10月20日(火) 10:30」 */
static char *
format_deadline (gint64 deadline)
{
  g_autofree char *date = mh_date_format (mh_date_from_ms (deadline), MH_DATE_STYLE_MESSAGE);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (deadline));

  return g_strdup_printf ("%s %s", date, time);
}

static char *
write_places (guint n_persons)
{
  return n_persons == 1 ? g_strdup ("1人分の") : g_strdup_printf ("%u人分の", n_persons);
}

/**
 * mh_offer_text_read_sender:
 * @desk: the desk
 * @out_town: (out): the town and its section
 * @out_phone: (out): whom to call
 * @error: return location; MH_ERROR_REFUSED with a sentence that says where to enter them
 *
 * Returns: whether both are set
 */
gboolean
mh_offer_text_read_sender (const MhDesk *desk,
                           char        **out_town,
                           char        **out_phone,
                           GError      **error)
{
  g_autofree char *name = mh_config_get (desk, "town.name", NULL);
  g_autofree char *sender = mh_config_get (desk, "town.sender", NULL);
  g_autofree char *phone = mh_config_get (desk, "town.phone", NULL);

  if (name == NULL || *name == '\0' || phone == NULL || *phone == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("Please enter the town's name and telephone number in Preferences first: every message names them."));
    return FALSE;
  }

  *out_town = g_strconcat (name, sender != NULL ? sender : "", NULL);
  *out_phone = g_steal_pointer (&phone);

  return TRUE;
}

/**
 * mh_offer_text_make_subject:
 * @programme: a programme
 *
 * Returns: (transfer full): what a message is about; the programme is named only where it has a public name
 */
char *
mh_offer_text_make_subject (const MhProgramme *programme)
{
  return programme->public_name != NULL ? g_strdup_printf ("%sのご予約の件", programme->public_name) : g_strdup ("ご予約の件");
}

/**
 * mh_offer_text_write:
 * @desk: the desk
 * @visit: the freed place
 * @which: which words
 * @n_persons: how many places go together, 1 or more
 * @deadline: ms since 1970 UTC until when an answer counts; not looked at where the words name none
 * @error: return location; MH_ERROR_REFUSED when town.name or town.phone is not set
 *
 * Returns: (transfer full): the words
 */
char *
mh_offer_text_write (const MhDesk  *desk,
                     const MhVisit *visit,
                     MhOfferText    which,
                     guint          n_persons,
                     gint64         deadline,
                     GError       **error)
{
  g_autofree char *town = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *time = mh_visit_format_time (visit);
  g_autofree char *until = format_deadline (deadline);
  g_autofree char *places = write_places (n_persons);
  g_autofree char *subject = NULL;

  if (!mh_offer_text_read_sender (desk, &town, &phone, error))
    return NULL;

  subject = mh_offer_text_make_subject (visit->programme);

  {
    const char *pairs[] = {
      "town", town, "subject", subject, "time", time, "venue", visit->session->venue, "places", places,
      "deadline", until, "phone", phone, NULL
    };

    return mh_message_fill (texts[which], pairs, error);
  }
}
