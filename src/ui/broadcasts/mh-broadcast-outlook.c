/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-outlook"

#include "mh-broadcast-outlook.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-audience.h"
#include "mh-broadcast-card.h"
#include "mh-broadcast-number-table.h"
#include "mh-message-code.h"
#include "mh-session-table.h"

/* Messages by channel: one that speaks for several people counts once. */
static void
count_people (MhBroadcastOutlook *outlook,
              GArray             *people,
              gint64             *out_first)
{
  for (guint i = 0; i < people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (people, MhAudiencePerson, i);

    if (person->reach != MH_REACH_NONE && *out_first == 0)
      *out_first = person->resident;
    if (person->with != 0)
      continue;

    switch (person->reach) {
    case MH_REACH_LINE:
      outlook->n_line++;
      break;
    case MH_REACH_SMS:
      outlook->n_sms++;
      break;
    case MH_REACH_BY_HAND:
      outlook->n_by_hand++;
      break;
    case MH_REACH_NONE:
    default:
      outlook->n_left_out++;
      break;
    }
  }
}

/* A telephone shows 【滝上町】 as the card's title; the words below are the same as in an SMS. */
static gboolean
write_buttons (const MhDesk       *desk,
               MhBroadcastOutlook *outlook,
               GError            **error)
{
  g_autoptr (MhLineCard) card = mh_broadcast_card_split (desk, outlook->sample, error);
  g_autoptr (GString) labels = NULL;

  if (card == NULL)
    return FALSE;

  labels = g_string_new (NULL);
  for (guint i = 0; i < card->n_buttons; i++)
    g_string_append_printf (labels, "%s[%s]", i > 0 ? " " : "", card->buttons[i].label);

  outlook->buttons = labels->len > 0 ? g_strdup_printf (_("Over LINE as a card, with these buttons: %s"), labels->str)
                                     : g_strdup (_("Over LINE as a card."));

  return TRUE;
}

static gboolean
write_sample (const MhDesk       *desk,
              const MhBroadcast  *draft,
              gint64              resident,
              MhBroadcastOutlook *outlook,
              GError            **error)
{
  g_autoptr (GError) local_error = NULL;

  outlook->sample_name = mh_allot_write_names (desk, &resident, 1, error);
  if (outlook->sample_name == NULL)
    return FALSE;

  outlook->sample = mh_broadcast_text_write (desk, draft, resident, FALSE, &local_error);
  if (outlook->sample == NULL) {
    outlook->refusal = g_strdup (local_error->message);
    return TRUE;
  }

  if (g_str_equal (draft->form, "card") && !write_buttons (desk, outlook, &local_error))
    outlook->refusal = g_strdup (local_error->message);

  return mh_broadcast_text_measure (desk, outlook->sample, &outlook->measure, error);
}

/**
 * mh_broadcast_outlook_read:
 * @desk: the desk
 * @input: (type MhBroadcast): a draft, saved or not
 * @error: return location
 *
 * Returns: (transfer full) (type MhBroadcastOutlook): what it comes to
 */
gpointer
mh_broadcast_outlook_read (const MhDesk *desk,
                           gpointer      input,
                           GError      **error)
{
  const MhBroadcast *draft = input;
  const MhAudienceWay way = { .category = draft->category, .channels = draft->channels };
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (draft->rule, error);
  g_autoptr (GArray) people = rule != NULL ? mh_audience_judge (desk, rule, &way, NULL, error) : NULL;
  g_autofree char *words = people != NULL ? mh_audience_describe (desk, rule, error) : NULL;
  g_autoptr (GPtrArray) numbers = words != NULL ? mh_broadcast_number_table_list (desk->db, draft->id, error) : NULL;
  MhBroadcastOutlook *outlook;
  gint64 first = 0;

  if (numbers == NULL)
    return NULL;

  outlook = g_new0 (MhBroadcastOutlook, 1);
  outlook->rule = g_steal_pointer (&words);
  outlook->n_numbers = numbers->len;
  count_people (outlook, people, &first);
  if (first == 0 || *draft->text == '\0' || write_sample (desk, draft, first, outlook, error))
    return outlook;

  mh_broadcast_outlook_free (outlook);

  return NULL;
}

/* The next day on which somebody is booked; 0: none. */
static gboolean
find_booked_day (const MhDesk *desk,
                 gint64       *out_session,
                 GError      **error)
{
  g_autoptr (GPtrArray) sessions = mh_session_table_list (desk->db, 0, error);
  MhDate today = mh_desk_today (desk);

  *out_session = 0;
  for (guint i = 0; sessions != NULL && *out_session == 0 && i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);
    g_autoptr (GPtrArray) slots = NULL;

    if (mh_date_compare (session->date, today) < 0 || g_str_equal (session->state, "cancelled"))
      continue;

    slots = mh_session_table_list_slots (desk->db, session->id, error);
    if (slots == NULL)
      return FALSE;

    for (guint k = 0; k < slots->len && *out_session == 0; k++) {
      if (((const MhSlot *) g_ptr_array_index (slots, k))->n_booked > 0)
        *out_session = session->id;
    }
  }

  return sessions != NULL;
}

/**
 * mh_broadcast_outlook_read_words:
 * @desk: the desk
 * @input: (type MhBroadcast): words; whom they are for is not looked at
 * @error: return location
 *
 * Returns: (transfer full) (type MhBroadcastOutlook): how they read for somebody who is booked next, or for the first of the register
 */
gpointer
mh_broadcast_outlook_read_words (const MhDesk *desk,
                                 gpointer      input,
                                 GError      **error)
{
  MhBroadcast draft = *(const MhBroadcast *) input;
  g_autofree char *rule = NULL;
  gint64 session;

  if (!find_booked_day (desk, &session, error))
    return NULL;

  rule = session != 0 ? g_strdup_printf ("{\"session\":%lld}", (long long) session) : g_strdup ("{}");
  draft.kind = (char *) "notice";
  draft.rule = rule;
  draft.session = session;
  draft.category = (char *) "";
  draft.form = (char *) "text";
  draft.channels = (char *) "line sms by-hand";
  draft.code = (char *) MH_MESSAGE_CODE_SAMPLE;

  return mh_broadcast_outlook_read (desk, &draft, error);
}

/**
 * mh_broadcast_outlook_free:
 * @outlook: what a draft comes to
 */
void
mh_broadcast_outlook_free (MhBroadcastOutlook *outlook)
{
  g_free (outlook->rule);
  g_free (outlook->sample_name);
  g_free (outlook->sample);
  g_free (outlook->buttons);
  g_free (outlook->refusal);
  mh_text_measure_clear (&outlook->measure);
  g_free (outlook);
}

/**
 * mh_broadcast_outlook_write_counts:
 * @outlook: what a draft comes to
 *
 * Returns: (transfer full): messages by channel, and people left out
 */
char *
mh_broadcast_outlook_write_counts (const MhBroadcastOutlook *outlook)
{
  g_autofree char *counts = g_strdup_printf (_("LINE %u ・ SMS %u ・ by hand %u ・ left out %u"), outlook->n_line, outlook->n_sms, outlook->n_by_hand,
                                             outlook->n_left_out);

  return outlook->n_numbers > 0 ? g_strdup_printf (_("%s ・ numbers of nobody, only by choice %u"), counts, outlook->n_numbers) : g_steal_pointer (&counts);
}

/**
 * mh_broadcast_outlook_write_line_measure:
 * @outlook: what a draft comes to
 *
 * Returns: (transfer full) (nullable): how long the words are for LINE
 */
char *
mh_broadcast_outlook_write_line_measure (const MhBroadcastOutlook *outlook)
{
  if (outlook->sample == NULL)
    return NULL;

  if (!outlook->measure.line_fits)
    return g_strdup_printf (_("%u characters: too long for LINE. Please shorten it."), outlook->measure.line_units);

  return g_strdup_printf (_("%u characters. In LINE: one message."), outlook->measure.line_units);
}

/**
 * mh_broadcast_outlook_write_measure:
 * @outlook: what a draft comes to
 *
 * What a part costs is told where the settings know it.
 *
 * Returns: (transfer full) (nullable): how many parts the words are as an SMS, and what they cost
 */
char *
mh_broadcast_outlook_write_measure (const MhBroadcastOutlook *outlook)
{
  const MhTextMeasure *measure = &outlook->measure;

  if (outlook->sample == NULL)
    return NULL;

  if (!measure->sms_fits)
    return g_strdup_printf (_("%u characters: too long for an SMS of your contract. Please shorten it."), measure->sms_units);
  if (measure->sms_yen > 0)
    return g_strdup_printf (_("%u characters. As an SMS: %d parts, about %.1f yen."), measure->sms_units, measure->sms_parts, measure->sms_yen);

  return g_strdup_printf (_("%u characters. As an SMS: %d parts. What a part costs can be entered in the preferences."), measure->sms_units,
                          measure->sms_parts);
}
