/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-day"

#include "mh-reception-day.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"

static void
person_free (MhReceptionPerson *person)
{
  g_clear_pointer (&person->line, mh_visit_line_free);
  g_clear_pointer (&person->person, mh_person_free);
  g_free (person);
}

/**
 * mh_reception_day_free:
 * @day: (nullable): a day
 */
void
mh_reception_day_free (MhReceptionDay *day)
{
  if (day == NULL)
    return;

  g_clear_pointer (&day->session, mh_session_free);
  g_clear_pointer (&day->programme, mh_programme_free);
  g_clear_pointer (&day->people, g_ptr_array_unref);
  g_clear_pointer (&day->lots, g_ptr_array_unref);
  g_free (day);
}

static void
count_person (MhReceptionCounts *counts,
              const MhVisitLine *line)
{
  const struct {
    const char *state;
    int        *n;
  } fields[] = {
    { "", &counts->n_expected },
    { "came", &counts->n_came },
    { "stopped", &counts->n_stopped },
    { "done", &counts->n_done },
    { "cancelled-day", &counts->n_cancelled_day },
    { "no-show", &counts->n_no_show },
    { "postponed", &counts->n_postponed },
  };

  counts->n_all++;
  counts->n_walk_ins += g_str_equal (line->via, "walk-in");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    if (g_str_equal (line->visit->state, fields[i].state))
      (*fields[i].n)++;
  }
}

static gboolean
read_people (const MhDesk   *desk,
             MhReceptionDay *day,
             GError        **error)
{
  g_autoptr (GPtrArray) lines = mh_visit_table_list_session (desk->db, day->session->id, error);
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (lines == NULL)
    return FALSE;

  for (guint i = 0; i < lines->len; i++)
    g_array_append_val (ids, ((MhVisitLine *) g_ptr_array_index (lines, i))->resident);

  people = mh_people_list (desk, (const gint64 *) (void *) ids->data, ids->len, error);
  if (people == NULL)
    return FALSE;

  /* The day takes both over, one by one; of somebody who is there twice only ids tell which is whose. */
  g_return_val_if_fail (people->len == lines->len, FALSE);
  g_ptr_array_set_free_func (lines, NULL);
  g_ptr_array_set_free_func (people, NULL);
  for (guint i = 0; i < lines->len; i++) {
    MhReceptionPerson *person = g_new0 (MhReceptionPerson, 1);

    person->line = g_ptr_array_index (lines, i);
    person->person = g_ptr_array_index (people, i);
    person->age = mh_age_years (person->person->resident->birth, day->session->date);
    g_ptr_array_add (day->people, person);
    count_person (&day->counts, person->line);
  }

  return TRUE;
}

static const MhLot *
find_lot (MhReceptionDay *day)
{
  for (guint i = 0; i < day->lots->len; i++) {
    const MhLot *lot = g_ptr_array_index (day->lots, i);

    if (lot->id == day->lot)
      return lot;
  }

  return NULL;
}

static gboolean
count_vials (const MhDesk   *desk,
             MhReceptionDay *day,
             GError        **error)
{
  const MhLot *lot = find_lot (day);
  int per_vial = lot != NULL && lot->doses_per_vial > 0 ? lot->doses_per_vial : day->programme->doses_per_vial;
  gint64 n_given = day->counts.n_done;

  if (lot != NULL && !mh_lot_table_count_done (desk->db, lot->id, day->session->id, &n_given, error))
    return FALSE;

  day->counts_vials = mh_vial_count (per_vial, (int) n_given, day->counts.n_came + day->counts.n_expected, &day->vials);

  return TRUE;
}

/**
 * mh_reception_day_read:
 * @desk: the desk
 * @session: a session's id
 * @lot: the lot that the desk has chosen, 0: the one given last, or the only one
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the day at this moment, or %NULL
 */
MhReceptionDay *
mh_reception_day_read (const MhDesk *desk,
                       gint64        session,
                       gint64        lot,
                       GError      **error)
{
  g_autoptr (MhReceptionDay) day = g_new0 (MhReceptionDay, 1);

  day->people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  day->session = mh_session_table_get (desk->db, session, error);
  day->programme = day->session != NULL ? mh_programme_table_get (desk->db, day->session->programme, error) : NULL;
  day->lots = day->programme != NULL ? mh_lot_table_list (desk->db, day->programme->id, error) : NULL;
  day->lot = lot;

  if (day->lots == NULL ||
      (lot == 0 && !mh_lot_table_find_current (desk->db, day->programme->id, &day->lot, error)) ||
      !read_people (desk, day, error) ||
      !count_vials (desk, day, error))
    return NULL;

  return g_steal_pointer (&day);
}

/**
 * mh_reception_day_find:
 * @day: a day
 * @booking: a booking's id
 *
 * Returns: (transfer none) (nullable): who is there by it
 */
MhReceptionPerson *
mh_reception_day_find (MhReceptionDay *day,
                       gint64          booking)
{
  for (guint i = 0; i < day->people->len; i++) {
    MhReceptionPerson *person = g_ptr_array_index (day->people, i);

    if (person->line->booking == booking)
      return person;
  }

  return NULL;
}

/**
 * mh_reception_day_vials:
 * @day: a day
 *
 * Returns: (transfer full): what is open, what is still to be opened and how many people would use it up; "" where vials are not counted
 */
char *
mh_reception_day_vials (MhReceptionDay *day)
{
  const MhVialCount *vials = &day->vials;
  int n_people = day->counts.n_came + day->counts.n_expected;
  g_autofree char *open = NULL;
  g_autofree char *more = NULL;

  if (!day->counts_vials)
    return g_strdup ("");

  open = vials->n_left > 0 ? g_strdup_printf (_("Vials opened: %d, with %d doses left in the last."), vials->n_opened, vials->n_left)
                           : g_strdup_printf (_("Vials opened: %d, all used up."), vials->n_opened);
  if (n_people == 0)
    return g_steal_pointer (&open);

  more = vials->n_to_fill > 0
         ? g_strdup_printf (_("For the %d people to come: %d more vials; %d more people would make the last one full."),
                            n_people, vials->n_to_open, vials->n_to_fill)
         : g_strdup_printf (_("For the %d people to come: %d more vials, and nothing is left over."), n_people, vials->n_to_open);

  return g_strdup_printf ("%s %s", open, more);
}

/**
 * mh_reception_day_vial_call:
 * @day: a day
 *
 * Returns: (transfer full): how many people more would use the last vial up; "" where vials are not counted or nobody is to come any more
 */
char *
mh_reception_day_vial_call (MhReceptionDay *day)
{
  if (!day->counts_vials || day->counts.n_came + day->counts.n_expected == 0)
    return g_strdup ("");

  if (day->vials.n_to_fill == 0)
    return g_strdup (_("No dose left over"));

  return g_strdup_printf (ngettext ("%d person more fills a vial", "%d people more fill a vial", (gulong) day->vials.n_to_fill),
                          day->vials.n_to_fill);
}

static int
compare_bands (gconstpointer a,
               gconstpointer b)
{
  return ((const MhReceptionBand *) a)->from_age - ((const MhReceptionBand *) b)->from_age;
}

static MhReceptionBand *
find_band (GArray *bands,
           int     from_age)
{
  MhReceptionBand band = { .from_age = from_age };

  for (guint i = 0; i < bands->len; i++) {
    MhReceptionBand *found = &g_array_index (bands, MhReceptionBand, i);

    if (found->from_age == from_age)
      return found;
  }

  g_array_append_val (bands, band);

  return &g_array_index (bands, MhReceptionBand, bands->len - 1);
}

/**
 * mh_reception_day_bands:
 * @day: a day
 *
 * Returns: (transfer full) (element-type MhReceptionBand): who was there by tens of years, by age
 */
GArray *
mh_reception_day_bands (MhReceptionDay *day)
{
  GArray *bands = g_array_new (FALSE, FALSE, sizeof (MhReceptionBand));

  for (guint i = 0; i < day->people->len; i++) {
    const MhReceptionPerson *person = g_ptr_array_index (day->people, i);
    MhReceptionBand *band = find_band (bands, person->age < 0 ? -1 : person->age / 10 * 10);
    const char *sex = person->person->resident->sex;

    if (g_strcmp0 (sex, "male") == 0)
      band->n_male++;
    else if (g_strcmp0 (sex, "female") == 0)
      band->n_female++;
    else
      band->n_unknown++;
    band->n_done += g_str_equal (person->line->visit->state, "done");
    band->n_missed += mh_reception_is_missed (person->line->visit->state);
  }
  g_array_sort (bands, compare_bands);

  return bands;
}
