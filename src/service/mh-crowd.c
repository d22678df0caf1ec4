/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-crowd"

#include "mh-crowd.h"

#include "mh-id-set.h"

struct _MhCrowd
{
  const MhVisit *visit;
  MhKnown       *known;   /* (owned) */
  GArray        *taken;   /* (owned) (element-type MhTakenDose) of the programme, by resident */
  GArray        *series;  /* (nullable) (owned) (element-type MhSeriesDose) where it is had once in a fiscal year */
};

/* What was had or booked in this fiscal year under another name, at another venue, elsewhere. */
static gboolean
read_series (MhCrowd      *self,
             const MhDesk *desk,
             const char   *ids,
             GError      **error)
{
  const MhProgramme *programme = self->visit->programme;
  int year = mh_fiscal_year (self->visit->session->date);

  if (!programme->yearly || programme->series == NULL)
    return TRUE;

  self->series = mh_past_dose_table_list_series (desk->db, programme->id, programme->series, ids,
                                                 (MhDate) { (gint16) year, 4, 1 }, (MhDate) { (gint16) (year + 1), 3, 31 }, error);

  return self->series != NULL;
}

/**
 * mh_crowd_read:
 * @desk: the desk
 * @visit: where to; stays with the caller as long as the crowd
 * @residents: (array length=n_residents): who, in any order
 * @n_residents: how many
 * @with_reach: whether contacts and consent are wanted, too
 * @error: return location
 *
 * Status, birth, doses and bookings are read at this moment, never taken from a list made earlier (品川区 2023: 498 papers by the state at
 * the move into the town). The caller keeps one state of the database for the length of the call.
 *
 * Returns: (transfer full): what the rules look at, or %NULL
 */
MhCrowd *
mh_crowd_read (const MhDesk  *desk,
               const MhVisit *visit,
               const gint64  *residents,
               gsize          n_residents,
               gboolean       with_reach,
               GError       **error)
{
  g_autoptr (MhCrowd) self = g_new0 (MhCrowd, 1);
  g_autofree char *ids = NULL;

  self->visit = visit;
  self->known = mh_known_read (desk, residents, n_residents, with_reach, error);
  if (self->known == NULL)
    return NULL;

  ids = mh_known_make_ids (self->known);
  self->taken = mh_past_dose_table_list_taken (desk->db, visit->programme->id, ids, error);

  return self->taken != NULL && read_series (self, desk, ids, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * mh_crowd_free:
 * @self: (nullable): a crowd
 */
void
mh_crowd_free (MhCrowd *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->known, mh_known_free);
  g_clear_pointer (&self->taken, g_array_unref);
  g_clear_pointer (&self->series, g_array_unref);
  g_free (self);
}

/**
 * mh_crowd_get_known:
 * @self: a crowd
 *
 * Returns: (transfer none): what is known of its people beside doses
 */
MhKnown *
mh_crowd_get_known (MhCrowd *self)
{
  return self->known;
}

/* The index of the first dose of @resident, or of where it would be. */
static guint
find_taken (const MhCrowd *self,
            gint64         resident)
{
  guint low = 0, high = self->taken->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->taken, MhTakenDose, middle).resident < resident)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

/**
 * mh_crowd_find_booked:
 * @self: a crowd
 * @resident: one of it
 * @dose: 1 or more
 *
 * Returns: (transfer none) (nullable): the active booking of that dose, of which the database allows one
 */
const MhTakenDose *
mh_crowd_find_booked (const MhCrowd *self,
                      gint64         resident,
                      int            dose)
{
  for (guint i = find_taken (self, resident); i < self->taken->len; i++) {
    const MhTakenDose *taken = &g_array_index (self->taken, MhTakenDose, i);

    if (taken->resident != resident)
      break;

    if (taken->dose == dose && taken->is_active)
      return taken;
  }

  return NULL;
}

/* The day of the dose before is the latest on which it was had, noted as had elsewhere, or is booked. */
static void
tell_doses (const MhCrowd *self,
            int            dose,
            gint64         except,
            MhPlanPerson  *person)
{
  const MhTakenDose *same = mh_crowd_find_booked (self, person->resident, dose);
  MhDate previous = MH_DATE_NONE;
  MhDoseDays days;

  for (guint i = find_taken (self, person->resident); i < self->taken->len; i++) {
    const MhTakenDose *taken = &g_array_index (self->taken, MhTakenDose, i);

    if (taken->resident != person->resident)
      break;

    person->done |= taken->dose == dose && taken->is_had;
    if (dose > 1 && taken->dose == dose - 1 && (!mh_date_is_set (previous) || mh_date_compare (taken->date, previous) > 0))
      previous = taken->date;
  }

  person->booked = same != NULL && same->booking != except && !person->done;
  person->no_earlier = dose > 1 && !mh_date_is_set (previous);
  mh_eligibility_dose_days (self->visit, dose, person->birth, previous, &days);
  person->earliest = days.earliest;
  person->standard = days.standard;
  person->warn_after = days.warn_after;
}

static gboolean
had_in_series (const MhCrowd *self,
               gint64         resident,
               gint64         except)
{
  for (guint i = 0; self->series != NULL && i < self->series->len; i++) {
    const MhSeriesDose *dose = &g_array_index (self->series, MhSeriesDose, i);

    if (dose->resident == resident && (dose->booking == 0 || dose->booking != except))
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_crowd_tell:
 * @self: a crowd
 * @resident: one of it
 * @dose: 1 or more
 * @except: a booking that does not count, or 0
 * @out_person: (out): what the rules look at; reach is %MH_REACH_BY_HAND and windows are not looked at
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether the person is there
 */
gboolean
mh_crowd_tell (const MhCrowd *self,
               gint64         resident,
               int            dose,
               gint64         except,
               MhPlanPerson  *out_person,
               GError       **error)
{
  const MhKnownPerson *person = mh_known_find (self->known, resident, error);
  const MhProgramme *programme = self->visit->programme;

  if (person == NULL)
    return FALSE;

  *out_person = (MhPlanPerson) {
    .resident = resident,
    .birth = person->birth,
    .dead = g_str_equal (person->status, "dead"),
    .moved_out = mh_eligibility_has_left (person->status, person->status_date, self->visit->session->date),
    .other_sex = mh_eligibility_is_other_sex (programme->sex, person->sex),
    .other_district = mh_eligibility_is_other_district (programme->districts, person->districts[0], person->districts[1],
                                                        person->districts[2]),
    .hidden = person->is_protected,
    .had_this_year = had_in_series (self, resident, except),
    .reach = MH_REACH_BY_HAND,
  };
  tell_doses (self, dose, except, out_person);

  return TRUE;
}
