/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-programme-cohort"

#include "mh-programme-cohort.h"

#include <glib/gi18n-lib.h>

#include "mh-eligibility.h"

static const struct {
  int         below_years;
  const char *text;
} bands[MH_AGE_BANDS] = {
  { 1, N_("Under 1 year") },
  { 5, N_("1 to 4 years") },
  { 12, N_("5 to 11 years") },
  { 18, N_("12 to 17 years") },
  { 40, N_("18 to 39 years") },
  { 65, N_("40 to 64 years") },
  { 75, N_("65 to 74 years") },
  { G_MAXINT, N_("75 years and older") },
  { 0, N_("Birth date not known") },
};

/**
 * mh_age_band_find:
 * @birth: date of birth, or none
 * @on: a day
 *
 * Returns: among which ages somebody is counted; less than %MH_AGE_BANDS
 */
guint
mh_age_band_find (MhDate birth,
                  MhDate on)
{
  int years = mh_age_years (birth, on);
  guint band = 0;

  if (!mh_date_is_set (birth))
    return MH_AGE_BANDS - 1;

  while (years >= bands[band].below_years)
    band++;

  return band;
}

/**
 * mh_age_band_text:
 * @band: less than %MH_AGE_BANDS
 *
 * Returns: (transfer none): the ages in words
 */
const char *
mh_age_band_text (guint band)
{
  g_return_val_if_fail (band < MH_AGE_BANDS, NULL);

  return _(bands[band].text);
}

/**
 * mh_cohort_format_range:
 * @oldest: the earliest birth that fits, or none
 * @youngest: the latest, or none
 *
 * Returns: (transfer full): in words, by the Japanese eras
 */
char *
mh_cohort_format_range (MhDate oldest,
                        MhDate youngest)
{
  g_autofree char *from = mh_date_is_set (oldest) ? mh_date_format (oldest, MH_DATE_STYLE_LONG) : NULL;
  g_autofree char *to = mh_date_is_set (youngest) ? mh_date_format (youngest, MH_DATE_STYLE_LONG) : NULL;

  if (from != NULL && to != NULL)
    return g_strdup_printf (_("Born from %s to %s"), from, to);
  if (from != NULL)
    return g_strdup_printf (_("Born on %s or later"), from);
  if (to != NULL)
    return g_strdup_printf (_("Born on %s or earlier"), to);

  return g_strdup (_("Whatever the age"));
}

/**
 * mh_cohort_line_free:
 * @line: (nullable): a line
 */
void
mh_cohort_line_free (MhCohortLine *line)
{
  if (line == NULL)
    return;

  g_free (line->item);
  g_free (line->oldest_name);
  g_free (line->youngest_name);
  g_free (line);
}

/**
 * mh_cohort_free:
 * @cohort: (nullable): a cohort
 */
void
mh_cohort_free (MhCohort *cohort)
{
  if (cohort == NULL)
    return;

  g_clear_pointer (&cohort->lines, g_ptr_array_unref);
  g_free (cohort);
}

/**
 * mh_cohort_judge:
 * @spec: a programme with its rules
 * @row: somebody
 * @day: a day
 *
 * Returns: why the person may not come then, or %MH_PLAN_CHOSEN; of a protected person neither sex nor district is told
 */
MhPlanReason
mh_cohort_judge (const MhProgrammeSpec *spec,
                 const MhCohortRow     *row,
                 MhDate                 day)
{
  const MhProgramme *programme = spec->programme;
  gboolean is_other_sex = mh_eligibility_is_other_sex (programme->sex, row->sex);

  if (mh_eligibility_has_left (row->status, row->status_date, day))
    return MH_PLAN_MOVED_OUT;

  switch (mh_age_rule_check (&programme->age, row->birth, day)) {
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

  if (!is_other_sex &&
      !mh_eligibility_is_other_district (programme->districts, row->districts[0], row->districts[1], row->districts[2]))
    return MH_PLAN_CHOSEN;
  if (row->hidden)
    return MH_PLAN_NOT_MEANT;

  return is_other_sex ? MH_PLAN_SEX : MH_PLAN_DISTRICT;
}

static MhCohortLine *
add_line (MhCohort        *cohort,
          const char      *item,
          const MhAgeRule *rule)
{
  MhCohortLine *line = g_new0 (MhCohortLine, 1);

  line->item = g_strdup (item);
  mh_age_rule_birth_range (rule, cohort->day, &line->oldest, &line->youngest);
  g_ptr_array_add (cohort->lines, line);

  return line;
}

/* Rows come the oldest first, those without a birth date last. */
static void
count_row (MhCohortLine      *line,
           const MhCohortRow *row,
           MhDate             day,
           gboolean           is_named)
{
  line->n_people++;
  line->n_by_band[mh_age_band_find (row->birth, day)]++;

  if (!is_named) {
    line->n_unnamed++;
    return;
  }

  if (!mh_date_is_set (row->birth))
    return;

  if (line->oldest_name == NULL) {
    line->oldest_name = g_strdup (row->name);
    line->oldest_birth = row->birth;
  }

  g_free (line->youngest_name);
  line->youngest_name = g_strdup (row->name);
  line->youngest_birth = row->birth;
}

/**
 * mh_cohort_make:
 * @desk: the desk
 * @spec: a programme with its rules, kept or not
 * @day: for which day the rules are read
 * @error: return location
 *
 * What a nurse checks rules by before anybody is invited: with a limit of age forgotten, the youngest by name is a child of one month
 * (港区 2021). A name is never told where being on the list tells the district of somebody protected.
 *
 * Returns: (transfer full): whom the rules let come, or %NULL
 */
MhCohort *
mh_cohort_make (const MhDesk          *desk,
                const MhProgrammeSpec *spec,
                MhDate                 day,
                GError               **error)
{
  g_autoptr (MhCohort) cohort = g_new0 (MhCohort, 1);
  g_autoptr (GPtrArray) rows = mh_cohort_table_list (desk->db, mh_desk_today (desk), error);

  if (rows == NULL)
    return NULL;

  cohort->day = day;
  cohort->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_cohort_line_free);
  add_line (cohort, NULL, &spec->programme->age);
  for (guint i = 0; i < spec->items->len; i++) {
    const MhItem *item = g_ptr_array_index (spec->items, i);

    add_line (cohort, item->name, &item->age);
  }

  for (guint i = 0; i < rows->len; i++) {
    const MhCohortRow *row = g_ptr_array_index (rows, i);
    gboolean is_named = !row->hidden || *spec->programme->districts == '\0';

    if (mh_cohort_judge (spec, row, day) != MH_PLAN_CHOSEN)
      continue;

    count_row (g_ptr_array_index (cohort->lines, 0), row, day, is_named);
    for (guint n = 0; n < spec->items->len; n++) {
      if (mh_eligibility_judge_item_age (g_ptr_array_index (spec->items, n), row->birth, row->sex, day) == MH_PLAN_CHOSEN)
        count_row (g_ptr_array_index (cohort->lines, n + 1), row, day, is_named);
    }
  }

  return g_steal_pointer (&cohort);
}
