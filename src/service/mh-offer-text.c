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
    "【{town}】{subject}、{time}（{venue}）に{places}空きが出ました。{next}{swap}ご希望の方は{deadline}までに{phone}へお電話ください。先着順です。",
  [MH_OFFER_TEXT_LOST] =
    "【{town}】{subject}、ご案内した{time}の枠は先に決まりました。キャンセル待ちの順番はそのままです。お問い合わせ {phone}",
  [MH_OFFER_TEXT_EXPIRED] =
    "【{town}】{subject}、{time}の枠はご返事の期限が過ぎたため次の方へご案内しました。キャンセル待ちは続いています。お問い合わせ {phone}",
  [MH_OFFER_TEXT_ACCEPTED] =
    "【{town}】{subject}、{time}（{venue}）でお取りしました。{taken}変更やキャンセルは{phone}へお電話ください。",
  [MH_OFFER_TEXT_PHONE] =
    ("{town}{caller}です。キャンセル待ちのご登録をいただいている{subject}でお電話しました。{time}に{venue}で{places}空きが出ました。"
     "{next}{swap}ご希望でしたらこの電話でお取りします。あとで決められる場合は、{deadline}までに{phone}へお電話ください。"
     "キャンセル待ちのご登録がない方へお電話することはありません。お金や口座番号、暗証番号をうかがうこともありません。"
     "ご心配でしたら、いったん電話を切って{phone}へおかけ直しください。"),
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

/* @words with @date in them; "" without a date. */
static char *
write_next (MhDate      date,
            const char *words)
{
  g_autofree char *day = mh_date_is_set (date) ? mh_date_format (date, MH_DATE_STYLE_MESSAGE) : NULL;
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);

  return day != NULL ? g_strjoin (day, parts[0], parts[1], NULL) : g_strdup ("");
}

/* @text without the parts that this offer has nothing to say about; what else is missing is a mistake. */
static char *
drop_empty (const char         *text,
            const char * const *pairs)
{
  GString *rest = g_string_new (text);

  for (gsize i = 0; pairs[i] != NULL; i += 2) {
    g_autofree char *name = g_strdup_printf ("{%s}", pairs[i]);

    if (*pairs[i + 1] == '\0')
      g_string_replace (rest, name, "", 0);
  }

  return g_string_free (rest, FALSE);
}

/* 「の佐藤」, so that it can be asked back for who called. */
static char *
write_caller (const MhDesk *desk)
{
  return desk->operator_name != NULL && *desk->operator_name != '\0' ? g_strconcat ("の", desk->operator_name, NULL) : g_strdup ("");
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
 * @facts: what it is about; not looked at where the words name nothing of it
 * @error: return location; MH_ERROR_REFUSED when town.name or town.phone is not set
 *
 * Returns: (transfer full): the words
 */
char *
mh_offer_text_write (const MhDesk       *desk,
                     const MhVisit      *visit,
                     MhOfferText         which,
                     const MhOfferFacts *facts,
                     GError            **error)
{
  g_autofree char *town = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *time = mh_visit_format_time (visit);
  g_autofree char *until = format_deadline (facts->deadline);
  g_autofree char *places = write_places (facts->n_persons);
  g_autofree char *offered = write_next (facts->next, "次の回（%sの予定）も一緒にお取りします。");
  g_autofree char *taken = write_next (facts->next, "次の回は%sです。");
  g_autofree char *caller = write_caller (desk);
  g_autofree char *subject = NULL;

  if (!mh_offer_text_read_sender (desk, &town, &phone, error))
    return NULL;

  subject = mh_offer_text_make_subject (visit->programme);

  {
    const char *may_be_empty[] = {
      "next", offered, "taken", taken, "caller", caller,
      "swap", facts->swap ? "お取りする場合、今のご予約は取り消しになります。" : "", NULL
    };
    const char *pairs[] = {
      "town", town, "subject", subject, "time", time, "venue", visit->session->venue, "places", places,
      "deadline", until, "phone", phone, may_be_empty[0], may_be_empty[1], may_be_empty[2], may_be_empty[3],
      may_be_empty[4], may_be_empty[5], may_be_empty[6], may_be_empty[7], NULL
    };
    g_autofree char *text = drop_empty (texts[which], may_be_empty);

    return mh_message_fill (text, pairs, error);
  }
}
