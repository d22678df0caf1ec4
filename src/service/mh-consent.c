/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-consent"

#include "mh-consent.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-person-act.h"
#include "mh-text.h"

static const char * const channels[] = { "line", "sms", "phone", "letter", NULL };
static const char * const categories[] = { "", "booking", "vaccination", "checkup", "child", "other", NULL };
static const char * const ways[] = { "phone", "counter", "paper", "line", "import", "other", NULL };

static gboolean
check_codes (const char *channel,
             const char *category,
             GError    **error)
{
  if (channel != NULL && g_strv_contains (channels, channel) && category != NULL && g_strv_contains (categories, category))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("The channel is one of line, sms, phone, letter; the category is empty or one of booking, vaccination, checkup, "
                         "child, other."));

  return FALSE;
}

static gboolean
check_answer (const MhDesk    *desk,
              const MhConsent *consent,
              GError         **error)
{
  if (!check_codes (consent->channel, consent->category, error))
    return FALSE;

  if (consent->how == NULL || !g_strv_contains (ways, consent->how)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("How it was told is one of phone, counter, paper, line, import, other."));
    return FALSE;
  }

  if (!mh_date_is_set (consent->day) || mh_date_compare (consent->day, mh_desk_today (desk)) > 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the day on which it was told, today at the latest."));
    return FALSE;
  }

  return TRUE;
}

static void
describe (MhAct      *act,
          const char *channel,
          const char *category)
{
  mh_act_set_text (act, "channel", channel);
  mh_act_set_text (act, "category", category);
}

/**
 * mh_consent_channels:
 *
 * Returns: (array zero-terminated=1): the channels that somebody may agree to or refuse
 */
const char * const *
mh_consent_channels (void)
{
  return channels;
}

/**
 * mh_consent_categories:
 *
 * Returns: (array zero-terminated=1): "" for every notice, then the kinds of notices
 */
const char * const *
mh_consent_categories (void)
{
  return categories;
}

/**
 * mh_consent_ways:
 *
 * Returns: (array zero-terminated=1): how an answer may have been told
 */
const char * const *
mh_consent_ways (void)
{
  return ways;
}

/**
 * mh_consent_category_of:
 * @kind: of a delivery
 *
 * Returns: (transfer none): "booking" for what is told about places and bookings, "" for what belongs to no category
 */
const char *
mh_consent_category_of (const char *kind)
{
  static const char * const prefixes[] = { "offer", "booking", "session", "assigned", "lottery" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++) {
    if (g_str_has_prefix (kind, prefixes[i]))
      return "booking";
  }

  return "";
}

/* What the person has said that counts for @category, or %NULL. */
static const MhConsent *
find_answer (GPtrArray  *answers,
             const char *channel,
             const char *category)
{
  const MhConsent *wide = NULL;

  for (guint i = 0; i < answers->len; i++) {
    const MhConsent *answer = g_ptr_array_index (answers, i);

    if (!g_str_equal (answer->channel, channel))
      continue;

    if (g_str_equal (answer->category, category))
      return answer;

    if (*answer->category == '\0')
      wide = answer;
  }

  return wide;
}

/**
 * mh_consent_allows:
 * @answers: (element-type MhConsent): all that the person has said
 * @channel: line, sms, phone or letter
 * @category: of the notice, "" for one of no category
 *
 * The answer for @category counts; where there is none, the one for every category. Who has said neither has not refused. A number
 * or account that is not to be used (contact_link.opted_out) stays so whatever this says.
 *
 * Returns: whether the person may be told by @channel
 */
gboolean
mh_consent_allows (GPtrArray  *answers,
                   const char *channel,
                   const char *category)
{
  const MhConsent *answer = find_answer (answers, channel, category);

  return answer == NULL || answer->answer;
}

/**
 * mh_consent_agrees:
 * @answers: (element-type MhConsent): all that the person has said
 * @channel: line, sms, phone or letter
 * @category: of the notice, "" for one of no category
 *
 * As mh_consent_allows(), but silence is no yes.
 *
 * Returns: whether the person has said that she wants to be told by @channel
 */
gboolean
mh_consent_agrees (GPtrArray  *answers,
                   const char *channel,
                   const char *category)
{
  const MhConsent *answer = find_answer (answers, channel, category);

  return answer != NULL && answer->answer;
}

/**
 * mh_consent_set:
 * @desk: the desk
 * @consent: what the person has said
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * Takes the place of what the person said before about the same channel and category; the log keeps both.
 *
 * Returns: whether it was written
 */
gboolean
mh_consent_set (const MhDesk    *desk,
                const MhConsent *consent,
                GError         **error)
{
  g_autofree char *note = mh_text_tidy_name (consent->note != NULL ? consent->note : "");
  g_autoptr (MhAct) act = NULL;
  MhConsent tidy = *consent;

  if (!check_answer (desk, consent, error))
    return FALSE;

  act = mh_person_act_begin (desk, "consent.set", MH_UNDO_WHOLE, consent->resident, error);
  if (act == NULL)
    return FALSE;

  tidy.note = *note != '\0' ? note : NULL;
  describe (act, consent->channel, consent->category);
  mh_act_set_text (act, "answer", consent->answer ? "yes" : "no");
  mh_act_set_text (act, "how", consent->how);

  return mh_consent_table_set (desk->db, &tidy, error) && mh_act_commit (act, error);
}

/**
 * mh_consent_forget:
 * @desk: the desk
 * @resident: a person
 * @channel: line, sms, phone, letter
 * @category: "" or a category
 * @error: return location; MH_ERROR_NOT_FOUND when nothing was said
 *
 * For an answer that was entered by mistake: as if it had not been asked.
 *
 * Returns: whether it is gone
 */
gboolean
mh_consent_forget (const MhDesk *desk,
                   gint64        resident,
                   const char   *channel,
                   const char   *category,
                   GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  gboolean removed;

  if (!check_codes (channel, category, error))
    return FALSE;

  act = mh_person_act_begin (desk, "consent.forget", MH_UNDO_WHOLE, resident, error);
  if (act == NULL)
    return FALSE;

  describe (act, channel, category);
  if (!mh_consent_table_remove (desk->db, resident, channel, category, &removed, error))
    return FALSE;

  if (!removed) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("No answer is noted for that."));
    return FALSE;
  }

  return mh_act_commit (act, error);
}
