/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-rehearsal-fits"

#include "mh-rehearsal-private.h"

static MhFit
make_fit (const MhRehearsalGroup *group,
          int                     parity,
          MhDate                  on)
{
  MhFit fit = {
    .oldest = group->age.min_months <= 0 && group->age.below_months <= 0 ? MH_BIRTH_NONE : MH_BIRTH_NONE + 1,
    .youngest = G_MAXINT,
    .sex = group->sex,
    .districts = group->districts,
    .basis = group->age.basis,
    .parity = parity,
    .on = on,
  };
  MhDate oldest;
  MhDate youngest;

  mh_age_rule_birth_range (&group->age, on, &oldest, &youngest);
  if (mh_date_is_set (oldest))
    fit.oldest = mh_date_to_days (oldest);
  if (mh_date_is_set (youngest))
    fit.youngest = mh_date_to_days (youngest);

  return fit;
}

static gboolean
has_parity (const MhFit             *fit,
            const MhRehearsalPerson *person)
{
  int years;

  if (fit->parity == 0)
    return TRUE;

  years = fit->basis == MH_AGE_BASIS_LAW ? mh_age_years (person->birth, fit->on) : mh_age_fiscal (person->birth, fit->on);

  return years >= 0 && years % 2 == (fit->parity == 1 ? 1 : 0);
}

static gboolean
fits_who (const MhFit             *fit,
          const MhRehearsalPerson *person)
{
  return (fit->sex == 0 || fit->sex == person->sex) &&
         (fit->districts == NULL || fit->districts[person->district] != 0);
}

static gboolean
fits (const MhFit             *fit,
      const MhRehearsalPerson *person,
      int                      birth)
{
  return birth >= fit->oldest && birth <= fit->youngest && fits_who (fit, person) && has_parity (fit, person);
}

/* Both ends of a rule only go forward in time, so the first day on which somebody is old enough tells. Parity may want a later one. */
static gboolean
fits_some (const GArray            *by_day,
           const MhRehearsalPerson *person,
           int                      birth)
{
  guint low = 0;
  guint high = by_day->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (by_day, MhFit, middle).youngest >= birth)
      high = middle;
    else
      low = middle + 1;
  }

  for (guint i = low; i < by_day->len && g_array_index (by_day, MhFit, i).oldest <= birth; i++) {
    const MhFit *fit = &g_array_index (by_day, MhFit, i);

    if (!fits_who (fit, person))
      return FALSE;
    if (has_parity (fit, person))
      return TRUE;
  }

  return FALSE;
}

static GArray *
make_ever (const MhRehearsalTown  *town,
           const MhRehearsalGroup *group,
           int                     parity)
{
  GArray *by_day = g_array_new (FALSE, FALSE, sizeof (MhFit));

  for (MhDate day = town->today; mh_date_compare (day, town->until) <= 0; day = mh_date_add_days (day, 1)) {
    MhFit fit = make_fit (group, parity, day);

    g_array_append_val (by_day, fit);
  }

  return by_day;
}

static void
make_day (MhFits *self,
          guint   index)
{
  const MhRehearsalTown *town = self->town;
  const MhRehearsalDay *day = &town->days[index];
  MhFitDay *fit = &self->days[index];

  fit->whole = make_fit (&town->group, 0, day->date);
  fit->has_windows = day->has_windows;
  fit->n_windows = day->n_windows;
  fit->opens = day->opens;
  fit->closes = day->closes;
  fit->windows = g_new0 (MhFit, day->n_windows);
  for (guint i = 0; i < day->n_windows; i++)
    fit->windows[i] = make_fit (&day->windows[i], 0, day->date);

  fit->items = g_new0 (MhFit, town->n_items);
  for (guint i = 0; i < town->n_items; i++)
    fit->items[i] = make_fit (&town->items[i].group, town->items[i].parity, day->date);

  while (fit->first_slot < town->n_slots && town->slots[fit->first_slot].day < index)
    fit->first_slot++;
  fit->end_slot = fit->first_slot;
  while (fit->end_slot < town->n_slots && town->slots[fit->end_slot].day == index)
    fit->end_slot++;
}

/**
 * mh_fits_new:
 * @town: must outlive it
 *
 * Returns: (transfer full): its rules, ready to be asked for many people
 */
MhFits *
mh_fits_new (const MhRehearsalTown *town)
{
  MhFits *self = g_new0 (MhFits, 1);

  self->town = town;
  self->days = g_new0 (MhFitDay, town->n_days);
  self->births = g_new (int, town->n_people);
  self->ever = make_ever (town, &town->group, 0);
  self->ever_items = g_new0 (GArray *, town->n_items);

  for (guint i = 0; i < town->n_days; i++)
    make_day (self, i);
  for (guint i = 0; i < town->n_people; i++)
    self->births[i] = mh_date_is_set (town->people[i].birth) ? mh_date_to_days (town->people[i].birth) : MH_BIRTH_NONE;
  for (guint i = 0; i < town->n_items; i++)
    self->ever_items[i] = make_ever (town, &town->items[i].group, town->items[i].parity);

  return self;
}

/**
 * mh_fits_free:
 * @self: rules
 */
void
mh_fits_free (MhFits *self)
{
  for (guint i = 0; i < self->town->n_days; i++) {
    g_free (self->days[i].windows);
    g_free (self->days[i].items);
  }
  for (guint i = 0; i < self->town->n_items; i++)
    g_array_unref (self->ever_items[i]);

  g_free (self->ever_items);
  g_array_unref (self->ever);
  g_free (self->days);
  g_free (self->births);
  g_free (self);
}

/**
 * mh_fits_day:
 * @self: rules
 * @person: index
 * @day: index
 * @with_windows: whether he would have to book himself
 *
 * Returns: whether the day takes him
 */
gboolean
mh_fits_day (const MhFits *self,
             guint         person,
             guint         day,
             gboolean      with_windows)
{
  const MhRehearsalPerson *who = &self->town->people[person];
  const MhFitDay *fit = &self->days[day];

  if (!fits (&fit->whole, who, self->births[person]))
    return FALSE;

  if (!with_windows || !fit->has_windows)
    return TRUE;

  for (guint i = 0; i < fit->n_windows; i++) {
    if (fits (&fit->windows[i], who, self->births[person]))
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_fits_day_at:
 * @self: rules
 * @person: index
 * @day: index
 * @moment: ms since 1970 UTC
 *
 * Returns: whether the person may book the day by himself at @moment
 */
gboolean
mh_fits_day_at (const MhFits *self,
                guint         person,
                guint         day,
                gint64        moment)
{
  const MhRehearsalPerson *who = &self->town->people[person];
  const MhFitDay *fit = &self->days[day];

  if (!mh_fits_day (self, person, day, FALSE))
    return FALSE;

  for (guint i = 0; i < fit->n_windows; i++) {
    if (fit->opens != NULL && fit->opens[i] > moment)
      continue;
    if (fit->closes != NULL && fit->closes[i] != 0 && fit->closes[i] <= moment)
      continue;
    if (fits (&fit->windows[i], who, self->births[person]))
      return TRUE;
  }

  return !fit->has_windows;
}

/**
 * mh_fits_any_day:
 * @self: rules
 * @person: index
 *
 * Returns: whether any day that is held takes him
 */
gboolean
mh_fits_any_day (const MhFits *self,
                 guint         person)
{
  for (guint i = 0; i < self->town->n_days; i++) {
    if (mh_fits_day (self, person, i, TRUE))
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_fits_but_for_age:
 * @self: rules
 * @person: index
 *
 * Returns: whether sex and district do not speak against it
 */
gboolean
mh_fits_but_for_age (const MhFits *self,
                     guint         person)
{
  const MhRehearsalGroup *group = &self->town->group;
  const MhRehearsalPerson *who = &self->town->people[person];

  return (group->sex == 0 || group->sex == who->sex) && (group->districts == NULL || group->districts[who->district] != 0);
}

/**
 * mh_fits_item:
 * @self: rules
 * @person: index
 * @day: index
 * @item: index
 *
 * Returns: whether he may have the item on the day
 */
gboolean
mh_fits_item (const MhFits *self,
              guint         person,
              guint         day,
              guint         item)
{
  return fits (&self->days[day].items[item], &self->town->people[person], self->births[person]);
}

/**
 * mh_fits_ever:
 * @self: rules
 * @person: index
 *
 * Returns: whether the programme is for him on some day
 */
gboolean
mh_fits_ever (const MhFits *self,
              guint         person)
{
  return fits_some (self->ever, &self->town->people[person], self->births[person]);
}

/**
 * mh_fits_item_ever:
 * @self: rules
 * @person: index
 * @item: index
 *
 * Returns: whether the item is for him on some day
 */
gboolean
mh_fits_item_ever (const MhFits *self,
                   guint         person,
                   guint         item)
{
  return fits_some (self->ever_items[item], &self->town->people[person], self->births[person]);
}

static int
measure_ages (const MhRehearsalDose *rule)
{
  return rule->below_months > 0 ? rule->below_months - rule->min_months : G_MAXINT - rule->min_months;
}

/**
 * mh_fits_next_dose:
 * @self: rules
 * @person: index
 * @dose: 2 or more
 * @last: day of the one before
 * @out_earliest: (out): days since 1970
 * @out_standard: (out): likewise
 *
 * Of the rules whose age fits on the usual day the narrowest speaks.
 */
void
mh_fits_next_dose (const MhFits *self,
                   guint         person,
                   int           dose,
                   MhDate        last,
                   int          *out_earliest,
                   int          *out_standard)
{
  const MhRehearsalDose *best = NULL;
  int day = mh_date_to_days (last);

  for (guint i = 0; i < self->town->n_chain; i++) {
    const MhRehearsalDose *rule = &self->town->chain[i];
    MhAgeRule ages = { MH_AGE_BASIS_LAW, rule->min_months, rule->below_months };
    MhDate then = mh_date_add_days (last, rule->standard_days);

    if (rule->dose == dose && mh_age_rule_check (&ages, self->town->people[person].birth, then) == MH_AGE_OK &&
        (best == NULL || measure_ages (rule) < measure_ages (best)))
      best = rule;
  }

  *out_earliest = day + (best != NULL ? best->earliest_days : self->town->interval_days);
  *out_standard = day + (best != NULL ? best->standard_days : self->town->interval_days);
  if (best != NULL && best->same_weekday)
    *out_standard += (7 - best->standard_days % 7) % 7;
}

/**
 * mh_fits_slot_day:
 * @self: rules
 * @slot: index
 *
 * Returns: days since 1970
 */
int
mh_fits_slot_day (const MhFits *self,
                  guint         slot)
{
  return mh_date_to_days (self->town->days[self->town->slots[slot].day].date);
}

/**
 * mh_fits_first_slot:
 * @self: rules
 * @day: days since 1970
 *
 * Returns: index of the first slot on @day or later; the number of slots where there is none
 */
guint
mh_fits_first_slot (const MhFits *self,
                    int           day)
{
  guint low = 0;
  guint high = self->town->n_slots;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (mh_fits_slot_day (self, middle) >= day)
      high = middle;
    else
      low = middle + 1;
  }

  return low;
}
