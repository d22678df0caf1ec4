/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-eligibility"

#include "mh-eligibility.h"

#include "mh-booking-table.h"
#include "mh-crowd.h"
#include "mh-dose-rule-table.h"
#include "mh-past-dose-table.h"
#include "mh-text.h"

/**
 * mh_visit_free:
 * @visit: a visit
 */
void
mh_visit_free (MhVisit *visit)
{
  g_clear_pointer (&visit->programme, mh_programme_free);
  g_clear_pointer (&visit->session, mh_session_free);
  g_clear_pointer (&visit->slot, mh_slot_free);
  g_clear_pointer (&visit->dose_rules, g_array_unref);
  g_free (visit);
}

/**
 * mh_visit_load:
 * @desk: the desk
 * @slot: a slot
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the slot with its session and programme
 */
MhVisit *
mh_visit_load (const MhDesk *desk,
               gint64        slot,
               GError      **error)
{
  g_autoptr (MhVisit) visit = g_new0 (MhVisit, 1);

  visit->slot = mh_session_table_get_slot (desk->db, slot, error);
  if (visit->slot == NULL)
    return NULL;

  visit->session = mh_session_table_get (desk->db, visit->slot->session, error);
  if (visit->session == NULL)
    return NULL;

  mh_slot_open_phone (visit->slot, visit->session, mh_desk_now (desk));
  visit->programme = mh_programme_table_get (desk->db, visit->slot->programme, error);
  if (visit->programme == NULL)
    return NULL;

  visit->dose_rules = mh_dose_rule_table_list (desk->db, visit->programme->id, error);
  if (visit->dose_rules == NULL)
    return NULL;

  return g_steal_pointer (&visit);
}

/**
 * mh_visit_format_time:
 * @visit: a visit
 *
 * Returns: (transfer full): date and time as they stand in messages
 */
char *
mh_visit_format_time (const MhVisit *visit)
{
  g_autofree char *date = mh_date_format (visit->session->date, MH_DATE_STYLE_MESSAGE);
  g_autofree char *time = mh_minutes_format (visit->slot->start_min);

  return g_strdup_printf ("%s %s", date, time);
}

/**
 * mh_eligibility_has_left:
 * @status: of a resident
 * @status_date: since or from when, or none
 * @day: a day
 *
 * Returns: whether the person is no longer the town's on @day. A move that is announced for a later day does not count yet.
 */
gboolean
mh_eligibility_has_left (const char *status,
                         MhDate      status_date,
                         MhDate      day)
{
  if (g_str_equal (status, "removed"))
    return TRUE;

  if (g_str_equal (status, "moved-out"))
    return !mh_date_is_set (status_date) || mh_date_compare (status_date, day) <= 0;

  return g_str_equal (status, "moving-out") && mh_date_is_set (status_date) && mh_date_compare (status_date, day) <= 0;
}

/**
 * mh_eligibility_is_other_sex:
 * @sex: whom a rule is for: any, male, female
 * @of_person: male, female, unknown
 *
 * Returns: whether the rule leaves the person out; somebody whose sex is not known, too
 */
gboolean
mh_eligibility_is_other_sex (const char *sex,
                             const char *of_person)
{
  return !g_str_equal (sex, "any") && g_strcmp0 (sex, of_person) != 0;
}

/**
 * mh_eligibility_is_other_district:
 * @districts: names, one a line; "" for all
 * @district: (nullable): of the person
 * @district2: (nullable): of the second system of districts
 * @district3: (nullable): of the third
 *
 * Returns: whether the person is of none of the districts
 */
gboolean
mh_eligibility_is_other_district (const char *districts,
                                  const char *district,
                                  const char *district2,
                                  const char *district3)
{
  const char * const of_person[] = { district, district2, district3 };
  g_auto (GStrv) names = NULL;

  if (*districts == '\0')
    return FALSE;

  names = g_strsplit (districts, "\n", -1);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *name = mh_text_fold (names[i]);

    for (guint n = 0; n < G_N_ELEMENTS (of_person); n++) {
      g_autofree char *own = of_person[n] != NULL ? mh_text_fold (of_person[n]) : NULL;

      if (own != NULL && *name != '\0' && g_str_equal (own, name))
        return FALSE;
    }
  }

  return TRUE;
}

/**
 * mh_eligibility_dose_days:
 * @visit: where to
 * @dose: 2 or more
 * @birth: of the person, or none
 * @previous: when the dose before was had or is to be had
 * @out_days: (out): from when on, when at best, and until when
 *
 * By the programme's rule for the age on the day of @visit.
 */
void
mh_eligibility_dose_days (const MhVisit *visit,
                          int            dose,
                          MhDate         birth,
                          MhDate         previous,
                          MhDoseDays    *out_days)
{
  mh_dose_days ((const MhDoseRule *) (gpointer) visit->dose_rules->data, visit->dose_rules->len, visit->programme->interval_days,
                dose, birth, previous, visit->session->date, out_days);
}

/**
 * mh_eligibility_read:
 * @desk: the desk
 * @visit: where to
 * @resident: who
 * @dose: 1 or more
 * @except: a booking that does not count, or 0
 * @out_person: (out): what the rules look at
 * @error: return location
 *
 * One person as mh_crowd_tell() tells several.
 *
 * Returns: whether the person could be read
 */
gboolean
mh_eligibility_read (const MhDesk  *desk,
                     const MhVisit *visit,
                     gint64         resident,
                     int            dose,
                     gint64         except,
                     MhPlanPerson  *out_person,
                     GError       **error)
{
  g_autoptr (MhCrowd) crowd = mh_crowd_read (desk, visit, &resident, 1, FALSE, error);

  return crowd != NULL && mh_crowd_tell (crowd, resident, dose, except, out_person, error);
}

/**
 * mh_eligibility_judge:
 * @visit: where to
 * @person: who
 *
 * Asks the refill planner itself, so that a booking and a refill never judge a person differently.
 *
 * Returns: %MH_PLAN_CHOSEN or what speaks against
 */
MhPlanReason
mh_eligibility_judge (const MhVisit      *visit,
                      const MhPlanPerson *person)
{
  MhPlanPerson persons[] = { *person };
  MhPlanUnit unit = { .id = 1, .persons = persons, .n_persons = 1, .wish_fits = TRUE };
  MhPlanRules rules = {
    .session_date = visit->session->date,
    .n_places = 1,
    .age = visit->programme->age,
    .mode = MH_OFFER_MODE_FIRST_YES,
    .parallel = 1,
    .by_hand = TRUE,
  };
  g_autofree MhPlanDecision *decision = mh_plan (&rules, &unit, 1);

  return decision->reason;
}

/**
 * mh_eligibility_next_dose:
 * @desk: the desk
 * @programme: a programme
 * @resident: who
 * @out_dose: (out): 1 … doses + 1; the first that was neither had nor booked
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_eligibility_next_dose (const MhDesk      *desk,
                          const MhProgramme *programme,
                          gint64             resident,
                          int               *out_dose,
                          GError           **error)
{
  for (*out_dose = 1; *out_dose <= programme->doses; (*out_dose)++) {
    g_autoptr (GError) local_error = NULL;
    g_autoptr (MhBooking) booking = NULL;
    gboolean is_had;

    booking = mh_booking_table_find_active (desk->db, programme->id, resident, *out_dose, &local_error);

    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

    if (!mh_past_dose_table_is_had (desk->db, programme->id, resident, *out_dose, &is_had, error))
      return FALSE;

    if (booking == NULL && !is_had)
      return TRUE;
  }

  return TRUE;
}

/* The years of age as the rule reckons them; -1 where the birth is not known. */
static int
reckon_years (const MhAgeRule *rule,
              MhDate           birth,
              MhDate           day)
{
  return rule->basis == MH_AGE_BASIS_LAW ? mh_age_years (birth, day) : mh_age_fiscal (birth, day);
}

/**
 * mh_eligibility_judge_item_age:
 * @item: an item of a visit
 * @birth: of the person, or none
 * @sex: of the person
 * @day: the day of the visit
 *
 * Returns: why the person may not have it by age and sex, or %MH_PLAN_CHOSEN
 */
MhPlanReason
mh_eligibility_judge_item_age (const MhItem *item,
                               MhDate        birth,
                               const char   *sex,
                               MhDate        day)
{
  int years = reckon_years (&item->age, birth, day);

  switch (mh_age_rule_check (&item->age, birth, day)) {
  case MH_AGE_UNKNOWN:
    return MH_PLAN_BIRTH_UNKNOWN;

  case MH_AGE_TOO_YOUNG:
    return MH_PLAN_TOO_YOUNG;

  case MH_AGE_TOO_OLD:
    return MH_PLAN_TOO_OLD;

  case MH_AGE_OK:
  default:
    break;
  }

  if (mh_eligibility_is_other_sex (item->sex, sex))
    return MH_PLAN_SEX;
  if (g_str_equal (item->age_parity, "any"))
    return MH_PLAN_CHOSEN;
  if (years < 0)
    return MH_PLAN_BIRTH_UNKNOWN;

  return (years % 2 == 1) == g_str_equal (item->age_parity, "odd") ? MH_PLAN_CHOSEN : MH_PLAN_OTHER_YEAR;
}

/**
 * mh_eligibility_judge_item:
 * @desk: the desk
 * @item: an item of a visit
 * @resident: who
 * @day: the day of the visit
 * @except: a booking that does not count, or 0
 * @out_reason: (out): why the person may not have it, or %MH_PLAN_CHOSEN
 * @error: return location
 *
 * An item that is had each second year is not had in the fiscal year after the one in which it was had or is booked.
 *
 * Returns: whether it could be judged
 */
gboolean
mh_eligibility_judge_item (const MhDesk     *desk,
                           const MhItem     *item,
                           const MhResident *resident,
                           MhDate            day,
                           gint64            except,
                           MhPlanReason     *out_reason,
                           GError          **error)
{
  int year = mh_fiscal_year (day);
  int last;

  *out_reason = mh_eligibility_judge_item_age (item, resident->birth, resident->sex, day);
  if (*out_reason != MH_PLAN_CHOSEN)
    return TRUE;

  if (!mh_item_table_last_year (desk->db, item, resident->id, year + 1, except, &last, error))
    return FALSE;

  if (last == year)
    *out_reason = MH_PLAN_THIS_YEAR;
  else if (last > 0 && last > year - item->every_years)
    *out_reason = MH_PLAN_OTHER_YEAR;

  return TRUE;
}
