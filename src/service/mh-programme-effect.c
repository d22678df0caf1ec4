/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-programme-effect"

#include "mh-programme-effect.h"

#include "mh-booking-table.h"
#include "mh-eligibility.h"
#include "mh-waiting-table.h"

#define MOST_DOSES 9

/* What is compared. */
typedef struct {
  const MhDesk          *desk;
  const MhProgrammeSpec *before;
  const MhProgrammeSpec *after;
  MhEffect              *effect;
} Change;

/**
 * mh_effect_row_free:
 * @row: (nullable): a row
 */
void
mh_effect_row_free (MhEffectRow *row)
{
  if (row == NULL)
    return;

  g_free (row->name);
  g_free (row->item);
  g_free (row);
}

/**
 * mh_effect_free:
 * @effect: (nullable): an effect
 */
void
mh_effect_free (MhEffect *effect)
{
  if (effect == NULL)
    return;

  g_clear_pointer (&effect->comes_in, g_ptr_array_unref);
  g_clear_pointer (&effect->falls_out, g_ptr_array_unref);
  g_clear_pointer (&effect->intervals, g_ptr_array_unref);
  g_clear_pointer (&effect->bookings, g_ptr_array_unref);
  g_clear_pointer (&effect->waiting, g_ptr_array_unref);
  g_free (effect);
}

static MhEffectRow *
add_row (GPtrArray   *rows,
         gint64       resident,
         const char  *name,
         MhDate       birth,
         MhPlanReason reason)
{
  MhEffectRow *row = g_new0 (MhEffectRow, 1);

  row->resident = resident;
  row->name = g_strdup (name);
  row->birth = birth;
  row->reason = reason;
  g_ptr_array_add (rows, row);

  return row;
}

static void
plan_dose (const MhProgrammeSpec *spec,
           int                    dose,
           MhDate                 birth,
           MhDate                 previous,
           MhDoseDays            *out_days)
{
  mh_dose_plan ((const MhDoseRule *) (gpointer) spec->dose_rules->data, spec->dose_rules->len, spec->programme->interval_days,
                dose, birth, previous, out_days);
}

static gboolean
is_same (const MhDoseDays *a,
         const MhDoseDays *b)
{
  return mh_date_compare (a->earliest, b->earliest) == 0 && mh_date_compare (a->standard, b->standard) == 0;
}

/* Whether an interval would be another for somebody born then who had the dose before on the day. */
static gboolean
changes_interval (const Change *change,
                  MhDate        birth)
{
  int doses = MAX (change->before->programme->doses, change->after->programme->doses);

  for (int dose = 2; dose <= doses; dose++) {
    MhDoseDays before, after;

    plan_dose (change->before, dose, birth, change->effect->day, &before);
    plan_dose (change->after, dose, birth, change->effect->day, &after);
    if (!is_same (&before, &after))
      return TRUE;
  }

  return FALSE;
}

/* @days: (array) (length): by dose; the next one of somebody who has had some. */
static void
compare_next_dose (const Change      *change,
                   const MhCohortRow *row,
                   const MhDate      *days)
{
  int dose = 1;
  MhDoseDays before, after;
  MhEffectRow *effect_row;

  while (dose <= MOST_DOSES && mh_date_is_set (days[dose]))
    dose++;

  if (dose == 1 || dose > change->after->programme->doses)
    return;

  plan_dose (change->before, dose, row->birth, days[dose - 1], &before);
  plan_dose (change->after, dose, row->birth, days[dose - 1], &after);
  if (is_same (&before, &after))
    return;

  effect_row = add_row (change->effect->intervals, row->id, row->name, row->birth, MH_PLAN_CHOSEN);
  effect_row->dose = dose;
  effect_row->earliest_before = before.earliest;
  effect_row->earliest_after = after.earliest;
}

static void
compare_row (const Change      *change,
             const MhCohortRow *row,
             const MhDate      *days)
{
  MhEffect *effect = change->effect;
  MhPlanReason before = mh_cohort_judge (change->before, row, effect->day);
  MhPlanReason after = mh_cohort_judge (change->after, row, effect->day);
  gboolean by_district = *change->before->programme->districts != '\0' || *change->after->programme->districts != '\0';
  guint band = mh_age_band_find (row->birth, effect->day);

  effect->n_before += before == MH_PLAN_CHOSEN;
  effect->n_after += after == MH_PLAN_CHOSEN;

  if (after == MH_PLAN_CHOSEN && changes_interval (change, row->birth))
    effect->interval_by_band[band]++;
  if (after == MH_PLAN_CHOSEN && days != NULL && !(row->hidden && by_district))
    compare_next_dose (change, row, days);

  if ((before == MH_PLAN_CHOSEN) == (after == MH_PLAN_CHOSEN))
    return;

  (after == MH_PLAN_CHOSEN ? effect->in_by_band : effect->out_by_band)[band]++;
  if (row->hidden && by_district)
    effect->n_unnamed++;
  else
    add_row (after == MH_PLAN_CHOSEN ? effect->comes_in : effect->falls_out, row->id, row->name, row->birth, after);
}

/* (element-type gint64 MhDate[MOST_DOSES + 2]) */
static GHashTable *
read_doses (const Change *change,
            GError      **error)
{
  g_autoptr (GArray) doses = mh_cohort_table_doses (change->desk->db, change->after->programme->id, error);
  g_autoptr (GHashTable) by_person = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  if (doses == NULL)
    return NULL;

  for (guint i = 0; i < doses->len; i++) {
    const MhDoseDay *day = &g_array_index (doses, MhDoseDay, i);
    MhDate *days = g_hash_table_lookup (by_person, &day->resident);

    if (days == NULL) {
      days = g_new0 (MhDate, MOST_DOSES + 2);
      g_hash_table_insert (by_person, g_memdup2 (&day->resident, sizeof day->resident), days);
    }

    if (day->dose <= MOST_DOSES)
      days[day->dose] = day->date;
  }

  return g_steal_pointer (&by_person);
}

static gboolean
compare_people (const Change *change,
                GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_cohort_table_list (change->desk->db, mh_desk_today (change->desk), error);
  g_autoptr (GHashTable) doses = rows != NULL ? read_doses (change, error) : NULL;

  if (doses == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++) {
    const MhCohortRow *row = g_ptr_array_index (rows, i);

    compare_row (change, row, g_hash_table_lookup (doses, &row->id));
  }

  return TRUE;
}

/* Judges @resident at @visit by both sets of rules. */
static gboolean
judge_both (const Change  *change,
            const MhVisit *visit,
            gint64         resident,
            int            dose,
            gint64         except,
            MhPlanReason  *out_before,
            MhPlanReason  *out_after,
            GError       **error)
{
  MhVisit one = { change->before->programme, visit->session, visit->slot, change->before->dose_rules };
  MhVisit two = { change->after->programme, visit->session, visit->slot, change->after->dose_rules };
  MhPlanPerson person;

  if (!mh_eligibility_read (change->desk, &one, resident, dose, except, &person, error))
    return FALSE;

  *out_before = mh_eligibility_judge (&one, &person);
  if (!mh_eligibility_read (change->desk, &two, resident, dose, except, &person, error))
    return FALSE;

  *out_after = mh_eligibility_judge (&two, &person);

  return TRUE;
}

static const MhItem *
find_item (const MhProgrammeSpec *spec,
           const MhItem          *wanted)
{
  for (guint i = 0; i < spec->items->len; i++) {
    const MhItem *item = g_ptr_array_index (spec->items, i);

    if (item->id != 0 ? item->id == wanted->id : g_str_equal (item->name, wanted->name))
      return item;
  }

  return NULL;
}

static gboolean
compare_booking_items (const Change     *change,
                       const MhBooking  *booking,
                       const MhResident *resident,
                       GError          **error)
{
  g_autoptr (GPtrArray) items = mh_item_table_list_booking (change->desk->db, booking->id, error);

  for (guint i = 0; items != NULL && i < items->len; i++) {
    const MhItem *item = g_ptr_array_index (items, i);
    const MhItem *changed = find_item (change->after, item);
    g_autoptr (MhItem) judged = changed != NULL ? mh_item_copy (changed) : NULL;
    MhPlanReason before;
    MhPlanReason after = MH_PLAN_CHOSEN;
    MhEffectRow *row;

    if (judged == NULL)
      continue;

    judged->programme = booking->programme;
    if (!mh_eligibility_judge_item (change->desk, item, resident, booking->date, booking->id, &before, error) ||
        !mh_eligibility_judge_item (change->desk, judged, resident, booking->date, booking->id, &after, error))
      return FALSE;

    if (before != MH_PLAN_CHOSEN || after == MH_PLAN_CHOSEN)
      continue;

    row = add_row (change->effect->bookings, booking->resident, resident->name, resident->birth, after);
    row->booking = booking->id;
    row->date = booking->date;
    row->start_min = booking->start_min;
    row->item = g_strdup (item->name);
  }

  return items != NULL;
}

static gboolean
compare_booking (const Change *change,
                 gint64        id,
                 GError      **error)
{
  g_autoptr (MhBooking) booking = mh_booking_table_get (change->desk->db, id, error);
  g_autoptr (MhVisit) visit = booking != NULL ? mh_visit_load (change->desk, booking->slot, error) : NULL;
  g_autoptr (MhResident) resident = visit != NULL ? mh_resident_table_get (change->desk->db, booking->resident, error) : NULL;
  MhPlanReason before, after;
  MhEffectRow *row;

  if (resident == NULL ||
      !judge_both (change, visit, booking->resident, booking->dose, id, &before, &after, error))
    return FALSE;

  if (before != MH_PLAN_CHOSEN || after == MH_PLAN_CHOSEN)
    return compare_booking_items (change, booking, resident, error);

  row = add_row (change->effect->bookings, booking->resident, resident->name, resident->birth, after);
  row->booking = id;
  row->date = booking->date;
  row->start_min = booking->start_min;

  return TRUE;
}

static gboolean
compare_bookings (const Change *change,
                  GError      **error)
{
  g_autoptr (GArray) ids = NULL;

  ids = mh_cohort_table_bookings (change->desk->db, change->after->programme->id, mh_desk_today (change->desk), error);
  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++) {
    if (!compare_booking (change, g_array_index (ids, gint64, i), error))
      return FALSE;
  }

  return TRUE;
}

/* Those who wait are judged for the day in question, since their own is not known yet. */
static gboolean
compare_unit (const Change        *change,
              const MhWaitingUnit *unit,
              GError             **error)
{
  MhSession session = { .programme = unit->programme, .date = change->effect->day, .walk_in_cap = -1 };
  MhSlot slot = { .programme = unit->programme, .date = change->effect->day };
  MhVisit visit = { change->after->programme, &session, &slot, change->after->dose_rules };

  for (guint i = 0; i < unit->residents->len; i++) {
    gint64 id = g_array_index (unit->residents, gint64, i);
    g_autoptr (MhResident) resident = mh_resident_table_get (change->desk->db, id, error);
    MhPlanReason before, after;

    if (resident == NULL || !judge_both (change, &visit, id, g_array_index (unit->doses, int, i), 0, &before, &after, error))
      return FALSE;

    if (before == MH_PLAN_CHOSEN && after != MH_PLAN_CHOSEN)
      add_row (change->effect->waiting, id, resident->name, resident->birth, after)->unit = unit->id;
  }

  return TRUE;
}

static gboolean
compare_waiting (const Change *change,
                 GError      **error)
{
  g_autoptr (GPtrArray) units = mh_waiting_table_list (change->desk->db, change->after->programme->id, error);

  for (guint i = 0; units != NULL && i < units->len; i++) {
    if (!compare_unit (change, g_ptr_array_index (units, i), error))
      return FALSE;
  }

  return units != NULL;
}

static GPtrArray *
make_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mh_effect_row_free);
}

/**
 * mh_effect_make:
 * @desk: the desk
 * @spec: a programme as it would be from now on, by its id
 * @day: for which day the rules are read
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Whom a change of rules affects, to be shown before it is saved: 神戸市 shortened an interval for one age, and children of 5 to 11 years
 * got 982 wrong tickets. People are counted by age and told by name; bookings and waiting people are told that fit until now and would
 * no longer.
 *
 * Returns: (transfer full): the effect, or %NULL
 */
MhEffect *
mh_effect_make (const MhDesk          *desk,
                const MhProgrammeSpec *spec,
                MhDate                 day,
                GError               **error)
{
  g_autoptr (MhProgrammeSpec) before = mh_programmes_load (desk, spec->programme->id, error);
  g_autoptr (MhEffect) effect = NULL;
  Change change = { desk, before, spec, NULL };

  if (before == NULL)
    return NULL;

  effect = g_new0 (MhEffect, 1);
  effect->day = day;
  effect->comes_in = make_rows ();
  effect->falls_out = make_rows ();
  effect->intervals = make_rows ();
  effect->bookings = make_rows ();
  effect->waiting = make_rows ();
  change.effect = effect;

  if (!compare_people (&change, error) || !compare_bookings (&change, error) || !compare_waiting (&change, error))
    return NULL;

  return g_steal_pointer (&effect);
}

/**
 * mh_effect_is_empty:
 * @effect: an effect
 *
 * Returns: whether nobody is affected
 */
gboolean
mh_effect_is_empty (const MhEffect *effect)
{
  for (guint i = 0; i < MH_AGE_BANDS; i++) {
    if (effect->in_by_band[i] > 0 || effect->out_by_band[i] > 0 || effect->interval_by_band[i] > 0)
      return FALSE;
  }

  return effect->intervals->len == 0 && effect->bookings->len == 0 && effect->waiting->len == 0;
}
