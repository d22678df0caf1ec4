/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-judge"

#include "mh-reception-private.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-item-table.h"
#include "mh-past-dose-table.h"

/**
 * mh_reception_red_free:
 * @red: (nullable): what is red
 */
void
mh_reception_red_free (MhReceptionRed *red)
{
  if (red == NULL)
    return;

  g_free (red->sentence);
  g_free (red);
}

static void
add_red (GPtrArray  *reds,
         const char *code,
         char       *sentence)
{
  MhReceptionRed *red = g_new0 (MhReceptionRed, 1);

  red->code = code;
  red->sentence = sentence;
  g_ptr_array_add (reds, red);
}

/* Two dates in one sentence: what was, and from when on it may be. */
static char *
format_dates (const char *format,
              MhDate      first,
              MhDate      second)
{
  g_autofree char *one = mh_date_format (first, MH_DATE_STYLE_MESSAGE);
  g_autofree char *two = mh_date_format (second, MH_DATE_STYLE_MESSAGE);
  GString *sentence = g_string_new (format);

  g_string_replace (sentence, "%1$s", one, 0);
  g_string_replace (sentence, "%2$s", two, 0);

  return g_string_free (sentence, FALSE);
}

static void
judge_day (const MhDesk  *desk,
           const MhVisit *visit,
           GPtrArray     *reds)
{
  MhDate today = mh_desk_today (desk);

  if (mh_date_compare (visit->session->date, today) != 0)
    add_red (reds, "wrong-day", format_dates (_("This booking is for %1$s; today is %2$s."), visit->session->date, today));

  if (g_str_equal (visit->session->state, "cancelled"))
    add_red (reds, "day-cancelled", g_strdup (_("This day has been called off.")));
}

static gboolean
judge_done (const MhDesk  *desk,
            const MhVisit *visit,
            gint64         resident,
            int            dose,
            gint64         except,
            GPtrArray     *reds,
            GError       **error)
{
  gint64 done_today = 0;
  MhDate had;

  if (!mh_visit_table_find_done_on (desk->db, visit->programme->id, resident, visit->session->date, except, &done_today, error) ||
      !mh_visit_table_find_dose (desk->db, visit->programme->id, resident, dose, except, &had, error))
    return FALSE;

  if (done_today != 0)
    add_red (reds, "done-today", g_strdup (_("This person has already had it on this day.")));
  else if (mh_date_is_set (had))
    add_red (reds, "had-dose", format_dates (_("This person already had this dose on %1$s."), had, had));

  return TRUE;
}

static gboolean
judge_order (const MhDesk       *desk,
             const MhVisit      *visit,
             const MhPlanPerson *person,
             int                 dose,
             GPtrArray          *reds,
             GError            **error)
{
  MhDate had = MH_DATE_NONE;
  gboolean is_had;

  if (dose > visit->programme->doses)
    add_red (reds, "too-many-doses", g_strdup (_("This programme has fewer doses.")));

  if (dose == 1)
    return TRUE;

  if (!mh_visit_table_find_dose (desk->db, visit->programme->id, person->resident, dose - 1, 0, &had, error) ||
      !mh_past_dose_table_is_had (desk->db, visit->programme->id, person->resident, dose - 1, &is_had, error))
    return FALSE;

  /* A dose that was booked and of which nothing is noted was not had for certain. */
  if (!is_had)
    add_red (reds, "no-earlier-dose", g_strdup_printf (_("That the person had dose %d is not noted."), dose - 1));

  if (mh_date_is_set (person->earliest) && mh_date_compare (visit->session->date, person->earliest) < 0)
    add_red (reds, "interval",
             mh_date_is_set (had)
             ? format_dates (_("Too soon: the dose before was on %1$s, the next may be given from %2$s on."), had, person->earliest)
             : format_dates (_("Too soon after the dose before: it may be given from %1$s on."), person->earliest, person->earliest));

  return TRUE;
}

/* Age and whatever other rules of the programme there are, by the judgement of bookings and refills; what is told otherwise is passed over. */
static void
judge_rules (const MhVisit      *visit,
             const MhPlanPerson *person,
             GPtrArray          *reds)
{
  MhPlanPerson bare = *person;
  MhPlanReason reason;
  MhPlanReason last = MH_PLAN_CHOSEN;

  bare.dead = bare.moved_out = bare.booked = bare.done = bare.no_earlier = bare.not_open_yet = FALSE;
  bare.earliest = MH_DATE_NONE;

  while ((reason = mh_eligibility_judge (visit, &bare)) != MH_PLAN_CHOSEN && reason != last) {
    add_red (reds, mh_plan_reason_nick (reason), g_strdup (mh_plan_reason_text (reason)));
    last = reason;
    if (reason == MH_PLAN_THIS_YEAR)
      bare.had_this_year = FALSE;
    else if (reason == MH_PLAN_SEX || reason == MH_PLAN_NOT_MEANT)
      bare.other_sex = bare.other_district = FALSE;
    else if (reason == MH_PLAN_DISTRICT)
      bare.other_district = FALSE;
    else
      return;
  }
}

/* Each of several things of a visit has its own people (基本, 胃, 肺 …). */
static gboolean
judge_items (const MhDesk  *desk,
             const MhVisit *visit,
             gint64         resident,
             gint64         booking,
             GPtrArray     *reds,
             GError       **error)
{
  g_autoptr (GPtrArray) items = booking != 0 ? mh_item_table_list_booking (desk->db, booking, error) : g_ptr_array_new ();
  g_autoptr (MhResident) person = items != NULL ? mh_resident_table_get (desk->db, resident, error) : NULL;

  if (person == NULL)
    return FALSE;

  for (guint i = 0; i < items->len; i++) {
    const MhItem *item = g_ptr_array_index (items, i);
    MhPlanReason reason;

    if (!mh_eligibility_judge_item (desk, item, person, visit->session->date, booking, &reason, error))
      return FALSE;

    if (reason != MH_PLAN_CHOSEN)
      add_red (reds, "item", g_strdup_printf (_("%s: %s"), item->name, mh_plan_reason_text (reason)));
  }

  return TRUE;
}

static gboolean
judge_lot (const MhDesk  *desk,
           const MhVisit *visit,
           gint64         id,
           GPtrArray     *reds,
           GError       **error)
{
  g_autoptr (MhLot) lot = NULL;

  if (id == 0)
    return TRUE;

  lot = mh_lot_table_get (desk->db, id, error);
  if (lot == NULL)
    return FALSE;

  if (lot->programme != visit->programme->id)
    add_red (reds, "lot-other-programme", g_strdup (_("This lot belongs to another programme.")));
  else if (!lot->active)
    add_red (reds, "lot-retired", g_strdup (_("This lot is not in use any more.")));

  if (mh_date_is_set (lot->expires) && mh_date_compare (lot->expires, visit->session->date) < 0)
    add_red (reds, "lot-expired", format_dates (_("The lot may be used until %1$s only."), lot->expires, lot->expires));

  return TRUE;
}

/**
 * mh_reception_judge_person:
 * @desk: the desk
 * @visit: the slot that the person came to
 * @resident: who
 * @dose: 1 or more
 * @except: a booking that does not count, or 0
 * @lot: what is given, or 0
 * @error: return location
 *
 * 長崎市: a place that came free was given to a child because nobody looked at the age again.
 *
 * Returns: (transfer full) (element-type MhReceptionRed): what speaks against it at this moment, empty: nothing; %NULL with
 *   @error set
 */
GPtrArray *
mh_reception_judge_person (const MhDesk  *desk,
                           const MhVisit *visit,
                           gint64         resident,
                           int            dose,
                           gint64         except,
                           gint64         lot,
                           GError       **error)
{
  g_autoptr (GPtrArray) reds = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_reception_red_free);
  MhPlanPerson person;

  if (!mh_eligibility_read (desk, visit, resident, dose, except, &person, error))
    return NULL;

  if (person.dead)
    add_red (reds, "dead", g_strdup (_("By the register this person has died. Please make sure who this is.")));
  if (person.moved_out)
    add_red (reds, "moved-out", g_strdup (_("By the register this person has left the town. Please make sure who this is.")));

  judge_day (desk, visit, reds);
  if (!judge_done (desk, visit, resident, dose, except, reds, error) ||
      !judge_order (desk, visit, &person, dose, reds, error))
    return NULL;

  judge_rules (visit, &person, reds);
  if (!judge_items (desk, visit, resident, except, reds, error) ||
      !judge_lot (desk, visit, lot, reds, error))
    return NULL;

  return g_steal_pointer (&reds);
}

/* All sentences, one a line. */
static char *
join_sentences (GPtrArray *reds)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < reds->len; i++) {
    const MhReceptionRed *red = g_ptr_array_index (reds, i);

    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", red->sentence);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * mh_reception_check_red:
 * @act: the act that goes on or does not
 * @reds: (element-type MhReceptionRed): what speaks against it
 * @override_reason: (nullable): why it is done all the same; noted with the codes
 * @error: return location; MH_ERROR_REFUSED with the sentences
 *
 * Returns: whether the act may go on
 */
gboolean
mh_reception_check_red (MhAct      *act,
                        GPtrArray  *reds,
                        const char *override_reason,
                        GError    **error)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  g_autofree char *sentences = NULL;

  if (reds->len == 0)
    return TRUE;

  if (override_reason == NULL || *override_reason == '\0') {
    sentences = join_sentences (reds);
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentences);
    return FALSE;
  }

  for (guint i = 0; i < reds->len; i++) {
    const MhReceptionRed *red = g_ptr_array_index (reds, i);

    g_string_append_printf (codes, "%s%s", i > 0 ? "," : "", red->code);
  }
  mh_act_set_text (act, "red", codes->str);
  mh_act_set_text (act, "override", override_reason);

  return TRUE;
}

/**
 * mh_reception_judge:
 * @desk: the desk
 * @booking: a booking in any state
 * @lot: a lot that is to be given, or 0
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (element-type MhReceptionRed): what speaks against it; empty: nothing. %NULL with @error set
 */
GPtrArray *
mh_reception_judge (const MhDesk *desk,
                    gint64        booking,
                    gint64        lot,
                    GError      **error)
{
  g_autoptr (MhBooking) found = mh_booking_table_get (desk->db, booking, error);
  g_autoptr (MhVisit) visit = found != NULL ? mh_visit_load (desk, found->slot, error) : NULL;

  if (visit == NULL)
    return NULL;

  return mh_reception_judge_person (desk, visit, found->resident, found->dose, found->id, lot, error);
}
