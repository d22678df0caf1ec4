/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-planner"

#include "mh-planner.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
  const char *nick;
  const char *text;
} reasons[MH_PLAN_N_REASONS] = {
  [MH_PLAN_CHOSEN] = { "chosen", N_("The free place is offered to them.") },
  [MH_PLAN_DEAD] = { "dead", N_("This person has died.") },
  [MH_PLAN_MOVED_OUT] = { "moved-out", N_("This person will have left the town by that day.") },
  [MH_PLAN_ALREADY_BOOKED] = { "already-booked", N_("This person already holds a booking.") },
  [MH_PLAN_ALREADY_DONE] = { "already-done", N_("This person has already had it.") },
  [MH_PLAN_THIS_YEAR] = { "this-year", N_("This is had once in a fiscal year, and this person has had or booked it.") },
  [MH_PLAN_BIRTH_UNKNOWN] = { "birth-unknown", N_("The date of birth is not known. Please check the age.") },
  [MH_PLAN_TOO_YOUNG] = { "too-young", N_("This person is too young on that day.") },
  [MH_PLAN_TOO_OLD] = { "too-old", N_("This person is too old on that day.") },
  [MH_PLAN_SEX] = { "sex", N_("This is for the other sex, or the sex of this person is not known.") },
  [MH_PLAN_DISTRICT] = { "district", N_("This is for people of other districts.") },
  [MH_PLAN_NOT_MEANT] = { "not-meant", N_("The rules do not mean it for this person. Please look yourself.") },
  [MH_PLAN_OTHER_YEAR] = { "other-year", N_("It is not this person’s turn in this fiscal year.") },
  [MH_PLAN_NO_EARLIER_DOSE] = { "no-earlier-dose", N_("The earlier dose is neither booked nor noted as had. Please book it first.") },
  [MH_PLAN_INTERVAL] = { "interval", N_("That day is too soon after the last time.") },
  [MH_PLAN_NOT_OPEN_YET] = { "not-open-yet", N_("Booking is not open for this person yet.") },
  [MH_PLAN_HAS_OFFER] = { "has-offer", N_("Another free place is on offer to them already.") },
  [MH_PLAN_ALREADY_ANSWERED] = { "already-answered", N_("This free place has already been offered to them once.") },
  [MH_PLAN_WISH] = { "wish", N_("The day or the time does not suit them.") },
  [MH_PLAN_TOO_FEW_PLACES] = { "too-few-places", N_("There are not enough free places for all of them together.") },
  [MH_PLAN_NO_LATER_DOSE] = { "no-later-dose", N_("There is no free place for a further dose.") },
  [MH_PLAN_NO_CHANNEL] = { "no-channel", N_("They cannot be reached in any way that this programme uses.") },
  [MH_PLAN_AFTER_CHOSEN] = { "after-chosen", N_("Others who come earlier in the list are asked first.") },
};

/* What is left to give away while the list is walked. */
typedef struct {
  guint units;   /* how many more may be asked */
  guint places;  /* how many each of them may take */
} Remaining;

/* For whom the programme is, beside age. Of a protected person the district must not be told, nor be what remains when sex is not named. */
static MhPlanReason
judge_kind (const MhPlanPerson *person)
{
  if (!person->other_sex && !person->other_district)
    return MH_PLAN_CHOSEN;
  if (person->hidden)
    return MH_PLAN_NOT_MEANT;

  return person->other_sex ? MH_PLAN_SEX : MH_PLAN_DISTRICT;
}

static MhPlanReason
judge_past (const MhPlanPerson *person)
{
  if (person->dead)
    return MH_PLAN_DEAD;
  if (person->moved_out)
    return MH_PLAN_MOVED_OUT;
  if (person->booked)
    return MH_PLAN_ALREADY_BOOKED;
  if (person->done)
    return MH_PLAN_ALREADY_DONE;

  return person->had_this_year ? MH_PLAN_THIS_YEAR : MH_PLAN_CHOSEN;
}

static MhPlanReason
judge_day (const MhPlanRules  *rules,
           const MhPlanPerson *person)
{
  if (person->no_earlier)
    return MH_PLAN_NO_EARLIER_DOSE;
  if (mh_date_is_set (person->earliest) && mh_date_compare (rules->session_date, person->earliest) < 0)
    return MH_PLAN_INTERVAL;

  return person->not_open_yet ? MH_PLAN_NOT_OPEN_YET : MH_PLAN_CHOSEN;
}

static MhPlanReason
judge_person (const MhPlanRules  *rules,
              const MhPlanPerson *person)
{
  MhPlanReason reason = judge_past (person);

  if (reason != MH_PLAN_CHOSEN)
    return reason;

  switch (mh_age_rule_check (&rules->age, person->birth, rules->session_date)) {
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

  reason = judge_kind (person);

  return reason != MH_PLAN_CHOSEN ? reason : judge_day (rules, person);
}

/* What speaks against one of the persons; of several reasons the first of the enumeration. */
static MhPlanReason
judge_persons (const MhPlanRules *rules,
               const MhPlanUnit  *unit,
               gint64            *out_resident)
{
  MhPlanReason first = MH_PLAN_CHOSEN;

  *out_resident = 0;
  for (guint i = 0; i < unit->n_persons; i++) {
    MhPlanReason reason = judge_person (rules, &unit->persons[i]);

    if (reason != MH_PLAN_CHOSEN && (first == MH_PLAN_CHOSEN || reason < first)) {
      first = reason;
      *out_resident = unit->persons[i].resident;
    }
  }

  return first;
}

/* One contact speaks for all who go together. */
static gboolean
is_reachable (const MhPlanRules *rules,
              const MhPlanUnit  *unit)
{
  MhReach least = rules->by_hand ? MH_REACH_BY_HAND : MH_REACH_SMS;

  for (guint i = 0; i < unit->n_persons; i++)
    if (unit->persons[i].reach >= least)
      return TRUE;

  return FALSE;
}

/* Whoever wants all doses or none is not helped by the first. */
static MhPlanReason
judge_later (const MhPlanUnit *unit,
             gint64           *out_resident)
{
  for (guint i = 0; i < unit->n_persons; i++) {
    if (unit->persons[i].no_later) {
      *out_resident = unit->persons[i].resident;
      return MH_PLAN_NO_LATER_DOSE;
    }
  }

  return MH_PLAN_CHOSEN;
}

static MhPlanReason
judge_unit (const MhPlanRules *rules,
            const MhPlanUnit  *unit,
            const Remaining   *remaining,
            gint64            *out_resident)
{
  MhPlanReason reason = judge_persons (rules, unit, out_resident);
  gboolean is_over = remaining->units == 0 || remaining->places == 0;

  if (reason != MH_PLAN_CHOSEN)
    return reason;
  if (unit->has_open_offer)
    return MH_PLAN_HAS_OFFER;
  if (unit->answered)
    return MH_PLAN_ALREADY_ANSWERED;
  if (!unit->wish_fits)
    return MH_PLAN_WISH;
  if (unit->n_persons > rules->n_places || (!is_over && unit->n_persons > remaining->places))
    return MH_PLAN_TOO_FEW_PLACES;
  if (judge_later (unit, out_resident) != MH_PLAN_CHOSEN)
    return MH_PLAN_NO_LATER_DOSE;
  if (!is_reachable (rules, unit))
    return MH_PLAN_NO_CHANNEL;

  return is_over ? MH_PLAN_AFTER_CHOSEN : MH_PLAN_CHOSEN;
}

static int
compare_units (gconstpointer a,
               gconstpointer b)
{
  const MhPlanUnit *one = *(const MhPlanUnit * const *) a;
  const MhPlanUnit *two = *(const MhPlanUnit * const *) b;

  if (one->order != two->order)
    return one->order < two->order ? -1 : 1;

  return one->id < two->id ? -1 : one->id > two->id;
}

static const MhPlanUnit **
sort_units (const MhPlanUnit *units,
            guint             n_units)
{
  const MhPlanUnit **sorted = g_new (const MhPlanUnit *, n_units);

  for (guint i = 0; i < n_units; i++)
    sorted[i] = &units[i];
  qsort (sorted, n_units, sizeof *sorted, compare_units);

  return sorted;
}

/**
 * mh_plan:
 * @rules: the day, the free places and how the programme fills them; the places are those that nobody is being asked about
 * @units: (array length=n_units): who waits
 * @n_units: how many units wait
 *
 * Says who is asked next and why each of the others is not. Every person is judged for the day of the session: a place that was freed for
 * a grown-up is not passed to a child by its turn.
 *
 * %MH_OFFER_MODE_FIRST_YES asks the first units of the list, as many as the rules allow, each of which could take the places alone:
 * the first yes wins. %MH_OFFER_MODE_ONE_AT_A_TIME offers each place to one unit only; with several places it goes on down the list
 * until they are used up, so a unit for which the rest is too small is passed over.
 *
 * Returns: (transfer full) (array length=n_units) (nullable): a decision for every unit in list order; %NULL for no units
 */
MhPlanDecision *
mh_plan (const MhPlanRules *rules,
         const MhPlanUnit  *units,
         guint              n_units)
{
  g_autofree const MhPlanUnit **sorted = NULL;
  MhPlanDecision *decisions;
  Remaining remaining;

  g_return_val_if_fail (rules != NULL && mh_date_is_set (rules->session_date), NULL);
  g_return_val_if_fail (units != NULL || n_units == 0, NULL);

  if (n_units == 0)
    return NULL;

  sorted = sort_units (units, n_units);
  decisions = g_new0 (MhPlanDecision, n_units);
  remaining.units = rules->mode == MH_OFFER_MODE_FIRST_YES ? MAX (rules->parallel, 1) : n_units;
  remaining.places = rules->n_places;

  for (guint i = 0; i < n_units; i++) {
    decisions[i].unit = sorted[i]->id;
    decisions[i].reason = judge_unit (rules, sorted[i], &remaining, &decisions[i].resident);
    if (decisions[i].reason != MH_PLAN_CHOSEN)
      continue;

    remaining.units--;
    if (rules->mode == MH_OFFER_MODE_ONE_AT_A_TIME)
      remaining.places -= sorted[i]->n_persons;
  }

  return decisions;
}

/**
 * mh_plan_reason_nick:
 * @reason: a reason
 *
 * Returns: (transfer none): its name for stored data and JSON, such as "too-few-places"; never changes
 */
const char *
mh_plan_reason_nick (MhPlanReason reason)
{
  g_return_val_if_fail (reason < MH_PLAN_N_REASONS, NULL);

  return reasons[reason].nick;
}

/**
 * mh_plan_reason_text:
 * @reason: a reason
 *
 * Returns: (transfer none): one translated sentence about the unit, or about the person where the decision names one
 */
const char *
mh_plan_reason_text (MhPlanReason reason)
{
  g_return_val_if_fail (reason < MH_PLAN_N_REASONS, NULL);

  return _(reasons[reason].text);
}

/**
 * mh_plan_reason_from_nick:
 * @nick: (nullable): a name as mh_plan_reason_nick() gives it
 * @out_reason: (out): the reason; unchanged on failure
 *
 * Returns: whether there is such a reason
 */
gboolean
mh_plan_reason_from_nick (const char   *nick,
                          MhPlanReason *out_reason)
{
  g_return_val_if_fail (out_reason != NULL, FALSE);

  for (guint i = 0; nick != NULL && i < MH_PLAN_N_REASONS; i++) {
    if (strcmp (reasons[i].nick, nick) == 0) {
      *out_reason = (MhPlanReason) i;
      return TRUE;
    }
  }

  return FALSE;
}
