/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-programme"

#include "mh-audience-private.h"

#include "mh-dose-rule-table.h"
#include "mh-programme-cohort.h"
#include "mh-rows-date.h"

/* What somebody has had, booked, missed of the programme: a bit a dose. */
typedef struct {
  guint    had;
  guint    missed;
  guint    cancelled;
  MhDate   last;       /* of those had */
  gboolean booked;
  gboolean waits;
  gboolean this_year;  /* under another name of the series */
} Doses;

typedef struct {
  MhAudienceTown  *town;
  MhProgrammeSpec *spec;       /* (owned) */
  Doses           *doses;      /* (owned) (array) one a person of the town */
  GHashTable      *districts;  /* (owned) text → whether it is one of the programme's */
  const char      *ids;        /* (nullable) of whom; %NULL: of everybody */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->spec, mh_programme_spec_free);
  g_clear_pointer (&reading->doses, g_free);
  g_clear_pointer (&reading->districts, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static Doses *
find_doses (Reading *reading,
            gint64 resident)
{
  MhAudienceCandidate *person = mh_audience_town_find (reading->town, resident);

  return person != NULL ? &reading->doses[person - (MhAudienceCandidate *) (gpointer) reading->town->people->data] : NULL;
}

static void
note_had (Doses *doses,
          guint  bit,
          MhDate date)
{
  doses->had |= bit;
  if (!mh_date_is_set (doses->last) || mh_date_compare (date, doses->last) > 0)
    doses->last = date;
}

static void
note_booking (Doses  *doses,
              MhRows *rows)
{
  const char *state = mh_rows_text (rows, 2);
  guint bit = 1u << mh_rows_int (rows, 1);

  if (mh_rows_int (rows, 3) != 0)
    note_had (doses, bit, mh_rows_date (rows, 4));
  else if (g_str_equal (state, "active"))
    doses->booked = TRUE;
  else if (g_str_equal (state, "missed"))
    doses->missed |= bit;
  else
    doses->cancelled |= bit;
}

static gboolean
read_bookings (Reading *reading,
               GError **error)
{
  static const char sql[] =
    "SELECT b.resident, b.dose, b.state, EXISTS (SELECT 1 FROM visit AS v WHERE v.booking = b.id AND v.state = 'done'), session.date "
    "FROM booking AS b JOIN slot ON slot.id = b.slot JOIN session ON session.id = slot.session "
    "WHERE b.programme = :programme AND b.state <> 'undone' AND " MH_AUDIENCE_AMONG ("b.resident");
  g_autoptr (MhRows) rows = mh_db_query (reading->town->desk->db, error, sql, ":programme", MH_INT (reading->spec->programme->id),
                                         ":ids", MH_TEXT (reading->ids), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    Doses *doses = find_doses (reading, mh_rows_int (rows, 0));

    if (doses != NULL)
      note_booking (doses, rows);
  }

  return mh_rows_end (rows, error);
}

static gboolean
read_past_doses (Reading *reading,
                 GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (reading->town->desk->db, error,
                                         "SELECT resident, dose, date FROM past_dose WHERE programme = :programme "
                                         "AND " MH_AUDIENCE_AMONG ("resident"), ":programme", MH_INT (reading->spec->programme->id),
                                         ":ids", MH_TEXT (reading->ids), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    Doses *doses = find_doses (reading, mh_rows_int (rows, 0));

    if (doses != NULL)
      note_had (doses, 1u << mh_rows_int (rows, 1), mh_rows_date (rows, 2));
  }

  return mh_rows_end (rows, error);
}

static gboolean
read_waiting (Reading *reading,
              GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (reading->town->desk->db, error,
                                         "SELECT m.resident FROM waiting_unit AS u JOIN waiting_member AS m ON m.unit = u.id "
                                         "WHERE u.programme = :programme AND u.state = 'waiting' AND " MH_AUDIENCE_AMONG ("m.resident"),
                                         ":programme", MH_INT (reading->spec->programme->id), ":ids", MH_TEXT (reading->ids), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    Doses *doses = find_doses (reading, mh_rows_int (rows, 0));

    if (doses != NULL)
      doses->waits = TRUE;
  }

  return mh_rows_end (rows, error);
}

/* As mh_past_dose_table_in_series() asks for one person. */
static gboolean
read_series (Reading *reading,
             GError **error)
{
  static const char sql[] =
    "SELECT b.resident FROM programme AS p JOIN booking AS b ON b.programme = p.id JOIN slot ON slot.id = b.slot "
    "  JOIN session ON session.id = slot.session WHERE p.series = :series AND p.id <> :programme AND " MH_AUDIENCE_AMONG ("b.resident")
    "  AND session.date BETWEEN :from AND :to AND (b.state = 'active' OR (b.state <> 'undone' "
    "    AND EXISTS (SELECT 1 FROM visit AS v WHERE v.booking = b.id AND v.state = 'done'))) "
    "UNION ALL SELECT d.resident FROM programme AS p JOIN past_dose AS d ON d.programme = p.id "
    "WHERE p.series = :series AND p.id <> :programme AND " MH_AUDIENCE_AMONG ("d.resident") "AND d.date BETWEEN :from AND :to";
  const MhProgramme *programme = reading->spec->programme;
  gint16 year = (gint16) mh_fiscal_year (reading->town->today);
  g_autofree char *from = mh_date_to_iso ((MhDate) { year, 4, 1 });
  g_autofree char *to = mh_date_to_iso ((MhDate) { (gint16) (year + 1), 3, 31 });
  g_autoptr (MhRows) rows = NULL;

  if (!programme->yearly || programme->series == NULL)
    return TRUE;

  rows = mh_db_query (reading->town->desk->db, error, sql, ":series", MH_TEXT (programme->series), ":programme", MH_INT (programme->id),
                      ":ids", MH_TEXT (reading->ids), ":from", MH_TEXT (from), ":to", MH_TEXT (to), NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    Doses *doses = find_doses (reading, mh_rows_int (rows, 0));

    if (doses != NULL)
      doses->this_year = TRUE;
  }

  return mh_rows_end (rows, error);
}

/* The first dose that was not had, 0 when there is none. */
static int
find_next (const Reading *reading,
           const Doses   *doses)
{
  int dose = 1;

  while (dose <= reading->spec->programme->doses && (doses->had & (1u << dose)))
    dose++;

  return dose <= reading->spec->programme->doses ? dose : 0;
}

static gboolean
is_too_soon (const Reading             *reading,
             const MhAudienceCandidate *person,
             const Doses               *doses,
             int                        dose)
{
  const GArray *rules = reading->spec->dose_rules;
  MhDate today = reading->town->today;
  MhDoseDays days;

  if (dose == 1)
    return FALSE;

  mh_dose_days ((const MhDoseRule *) (gpointer) rules->data, rules->len, reading->spec->programme->interval_days, dose, person->birth,
                doses->last, today, &days);

  return mh_date_is_set (days.earliest) && mh_date_compare (today, days.earliest) < 0;
}

/* A town has few names of districts and many people: each name is looked at once. */
static gboolean
is_of_districts (Reading                   *reading,
                 const MhAudienceCandidate *person)
{
  const char *districts = reading->spec->programme->districts;

  if (*districts == '\0')
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (person->districts); i++) {
    gpointer verdict = NULL;

    if (person->districts[i] == NULL)
      continue;

    if (!g_hash_table_lookup_extended (reading->districts, person->districts[i], NULL, &verdict)) {
      verdict = GINT_TO_POINTER (!mh_eligibility_is_other_district (districts, person->districts[i], NULL, NULL));
      g_hash_table_insert (reading->districts, (gpointer) person->districts[i], verdict);
    }
    if (verdict != NULL)
      return TRUE;
  }

  return FALSE;
}

/* By status, age, sex and interval, and at last by district. */
static void
judge_eligible (Reading             *reading,
                MhAudienceCandidate *person,
                const Doses         *doses,
                int                  dose)
{
  MhProgramme anywhere = *reading->spec->programme;
  MhProgrammeSpec spec = *reading->spec;
  MhCohortRow row = {
    .birth = person->birth, .sex = (char *) person->sex, .status = (char *) person->status, .status_date = person->status_date,
  };
  MhPlanReason reason;

  anywhere.districts = (char *) "";
  spec.programme = &anywhere;
  if (doses->this_year || is_too_soon (reading, person, doses, dose) || g_str_equal (person->status, "dead"))
    return;

  reason = mh_cohort_judge (&spec, &row, reading->town->today);
  if (reason != MH_PLAN_CHOSEN && reason != MH_PLAN_BIRTH_UNKNOWN)
    return;

  person->by_district = person->is_protected && *reading->spec->programme->districts != '\0';
  if (!person->by_district && !is_of_districts (reading, person))
    return;

  person->unknown_age = reason == MH_PLAN_BIRTH_UNKNOWN &&
                        !mh_eligibility_is_other_sex (reading->spec->programme->sex, person->sex);
  if (reason == MH_PLAN_CHOSEN || person->unknown_age)
    person->states |= MH_AUDIENCE_ELIGIBLE;
}

static void
judge_states (Reading             *reading,
              MhAudienceCandidate *person,
              const Doses         *doses)
{
  int next = find_next (reading, doses);

  if (doses->waits)
    person->states |= MH_AUDIENCE_WAITING;
  if (doses->booked)
    person->states |= MH_AUDIENCE_BOOKED;
  if (next == 0)
    person->states |= MH_AUDIENCE_DONE;
  if (doses->booked || next == 0)
    return;

  person->states |= MH_AUDIENCE_NOT_BOOKED;
  if (doses->missed & ~doses->had)
    person->states |= MH_AUDIENCE_MISSED;
  if (doses->cancelled & ~doses->had)
    person->states |= MH_AUDIENCE_CANCELLED;

  judge_eligible (reading, person, doses, next);
}

/**
 * mh_audience_programme_read:
 * @town: what was read of the people
 * @rule: a rule with a programme
 * @ids: (nullable): people as mh_id_set_make() makes them; %NULL for everybody
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Who is eligible is who stands in mh_reception_list_not_yet() today. Missed and cancelled say how things stand: who has booked or had it
 * since is neither.
 *
 * Returns: whether it could be read
 */
gboolean
mh_audience_programme_read (MhAudienceTown       *town,
                            const MhAudienceRule *rule,
                            const char           *ids,
                            GError              **error)
{
  g_auto (Reading) reading = { .town = town, .ids = ids };

  reading.spec = mh_programmes_load (town->desk, rule->programme, error);
  if (reading.spec == NULL)
    return FALSE;

  reading.doses = g_new0 (Doses, town->people->len + 1);
  reading.districts = g_hash_table_new (NULL, NULL);
  if (!read_bookings (&reading, error) || !read_past_doses (&reading, error) || !read_waiting (&reading, error) ||
      !read_series (&reading, error))
    return FALSE;

  for (guint i = 0; i < town->people->len; i++)
    judge_states (&reading, &g_array_index (town->people, MhAudienceCandidate, i), &reading.doses[i]);

  return TRUE;
}
