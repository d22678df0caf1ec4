/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-after"

#include "mh-reception-after.h"

#include "mh-act.h"
#include "mh-dose-rule-table.h"
#include "mh-eligibility.h"
#include "mh-past-dose-table.h"
#include "mh-programme-table.h"
#include "mh-protect.h"
#include "mh-reception-day.h"
#include "mh-rows-date.h"
#include "mh-waiting-table.h"

/* What somebody has had or booked of a programme. */
typedef struct {
  guint    had;       /* bit of each dose */
  MhDate   last;      /* of those */
  gboolean booked;
  gboolean unclear;   /* the day of a booking has passed, and nothing is noted */
  gboolean missed;
} Doses;

typedef struct {
  const MhDesk *desk;
  MhProgramme  *programme;   /* (owned) */
  GArray       *dose_rules;  /* (owned) */
  GHashTable   *doses;       /* (owned) resident → Doses */
  MhDate        on;
} NotYetSearch;

static void
search_clear (NotYetSearch *search)
{
  g_clear_pointer (&search->programme, mh_programme_free);
  g_clear_pointer (&search->dose_rules, g_array_unref);
  g_clear_pointer (&search->doses, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NotYetSearch, search_clear)

static Doses *
get_doses (NotYetSearch *search,
           gint64 resident)
{
  Doses *doses = g_hash_table_lookup (search->doses, &resident);

  if (doses == NULL) {
    doses = g_new0 (Doses, 1);
    g_hash_table_insert (search->doses, g_memdup2 (&resident, sizeof resident), doses);
  }

  return doses;
}

static void
note_had (Doses *doses,
          int    dose,
          MhDate date)
{
  doses->had |= 1u << dose;
  if (!mh_date_is_set (doses->last) || mh_date_compare (date, doses->last) > 0)
    doses->last = date;
}

static gboolean
read_bookings (NotYetSearch *search,
               GError      **error)
{
  MhDate today = mh_desk_today (search->desk);
  g_autoptr (MhRows) rows = mh_db_query (search->desk->db, error,
                                         "SELECT b.resident, b.dose, b.state, coalesce (visit.state, ''), session.date FROM booking AS b "
                                         "JOIN slot ON slot.id = b.slot JOIN session ON session.id = slot.session "
                                         "LEFT JOIN visit ON visit.booking = b.id "
                                         "WHERE b.programme = :programme AND b.state IN ('active', 'missed')",
                                         ":programme", MH_INT (search->programme->id), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    Doses *doses = get_doses (search, mh_rows_int (rows, 0));
    MhDate date = mh_rows_date (rows, 4);

    if (g_str_equal (mh_rows_text (rows, 2), "missed"))
      doses->missed = TRUE;
    else if (g_str_equal (mh_rows_text (rows, 3), "done"))
      note_had (doses, (int) mh_rows_int (rows, 1), date);
    else if (mh_date_compare (date, today) < 0)
      doses->unclear = TRUE;
    else
      doses->booked = TRUE;
  }

  return mh_rows_end (rows, error);
}

static gboolean
read_past_doses (NotYetSearch *search,
                 GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (search->desk->db, error, "SELECT resident, dose, date FROM past_dose WHERE programme = :programme",
                                         ":programme", MH_INT (search->programme->id), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows))
    note_had (get_doses (search, mh_rows_int (rows, 0)), (int) mh_rows_int (rows, 1), mh_rows_date (rows, 2));

  return mh_rows_end (rows, error);
}

/* A person's columns of the query in list_people(). */
static gboolean
is_meant (NotYetSearch *search,
          MhRows       *rows)
{
  const MhProgramme *programme = search->programme;

  return !mh_eligibility_has_left (mh_rows_text (rows, 3), mh_rows_date (rows, 4), search->on) &&
         mh_age_rule_check (&programme->age, mh_rows_date (rows, 1), search->on) == MH_AGE_OK &&
         !mh_eligibility_is_other_sex (programme->sex, mh_rows_text (rows, 2)) &&
         !mh_eligibility_is_other_district (programme->districts, mh_rows_text (rows, 5), mh_rows_text (rows, 6), mh_rows_text (rows, 7));
}

/* The dose that is next, 0 when there is none or it is too early for it. */
static int
find_next (NotYetSearch *search,
           const Doses  *doses,
           MhDate        birth)
{
  MhDoseDays days;
  int dose = 1;

  while (dose <= search->programme->doses && (doses->had & (1u << dose)))
    dose++;

  if (dose > search->programme->doses)
    return 0;
  if (dose == 1)
    return 1;

  mh_dose_days ((const MhDoseRule *) (gpointer) search->dose_rules->data, search->dose_rules->len, search->programme->interval_days,
                dose, birth, doses->last, search->on, &days);

  return mh_date_is_set (days.earliest) && mh_date_compare (search->on, days.earliest) < 0 ? 0 : dose;
}

/* Who is protected must not stand in a list that tells the district by whom it names. */
static gboolean
is_told_by_district (NotYetSearch *search,
                     gint64        resident,
                     gboolean     *out_told,
                     GError      **error)
{
  *out_told = FALSE;

  return *search->programme->districts == '\0' || mh_protect_covers (search->desk, resident, out_told, error);
}

static GArray *
list_people (NotYetSearch *search,
             gint64       *out_n_unclear,
             GError      **error)
{
  static const Doses none = { 0 };
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (MhNotYet));
  g_autoptr (MhRows) rows = mh_db_query (search->desk->db, error,
                                         "SELECT r.id, r.birth, r.sex, r.status, r.status_date, r.district, r.district2, r.district3 "
                                         "FROM resident AS r JOIN resident_place AS p ON p.resident = r.id "
                                         "WHERE r.status NOT IN ('dead', 'removed') AND r.merged_into IS NULL ORDER BY p.place", NULL);

  *out_n_unclear = 0;
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);
    const Doses *doses = g_hash_table_lookup (search->doses, &id);
    MhNotYet one = { .resident = id };
    gboolean hidden;

    doses = doses != NULL ? doses : &none;
    if (doses->booked || !is_meant (search, rows))
      continue;

    one.dose = find_next (search, doses, mh_rows_date (rows, 1));
    if (one.dose == 0)
      continue;

    if (!is_told_by_district (search, id, &hidden, error))
      return NULL;

    if (doses->unclear || hidden) {
      (*out_n_unclear)++;
      continue;
    }

    one.why = doses->missed ? "missed" : one.dose > 1 ? "next-dose" : "never";
    g_array_append_val (people, one);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&people) : NULL;
}

/* Who had it this year under another name of the series has it. */
static gboolean
drop_had_this_year (NotYetSearch *search,
                    GArray       *people,
                    GError      **error)
{
  gint16 year = (gint16) mh_fiscal_year (search->on);

  if (!search->programme->yearly || search->programme->series == NULL)
    return TRUE;

  for (guint i = people->len; i > 0; i--) {
    gboolean had = FALSE;

    if (!mh_past_dose_table_in_series (search->desk->db, search->programme->id, search->programme->series,
                                       g_array_index (people, MhNotYet, i - 1).resident, (MhDate) { year, 4, 1 },
                                       (MhDate) { (gint16) (year + 1), 3, 31 }, 0, &had, error))
      return FALSE;

    if (had)
      g_array_remove_index (people, i - 1);
  }

  return TRUE;
}

/**
 * mh_reception_list_not_yet:
 * @desk: the desk
 * @programme: a programme
 * @on: the day by which ages are reckoned, today as a rule
 * @out_n_unclear: (out): how many are left out because nothing is noted of a booking whose day has passed
 * @error: return location
 *
 * Status, age and doses are judged at this moment. Protected people are among them: who lists them shows nothing of where they live, and nothing goes
 * to them by itself.
 *
 * Returns: (transfer full) (element-type MhNotYet): in Japanese order, or %NULL
 */
GArray *
mh_reception_list_not_yet (const MhDesk *desk,
                           gint64        programme,
                           MhDate        on,
                           gint64       *out_n_unclear,
                           GError      **error)
{
  g_auto (NotYetSearch) search = { .desk = desk, .on = on };
  g_autoptr (GArray) people = NULL;

  search.programme = mh_programme_table_get (desk->db, programme, error);
  search.dose_rules = search.programme != NULL ? mh_dose_rule_table_list (desk->db, programme, error) : NULL;
  search.doses = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  if (search.dose_rules == NULL || !read_bookings (&search, error) || !read_past_doses (&search, error))
    return NULL;

  people = list_people (&search, out_n_unclear, error);

  return people != NULL && drop_had_this_year (&search, people, error) ? g_steal_pointer (&people) : NULL;
}

static gboolean
is_booked (const MhDesk *desk,
           gint64        programme,
           gint64        resident,
           int           dose,
           gboolean     *out_booked,
           GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBooking) booking = mh_booking_table_find_active (desk->db, programme, resident, dose, &local_error);

  *out_booked = booking != NULL;
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return booking != NULL || local_error == NULL;
}

/**
 * mh_reception_list_no_shows:
 * @desk: the desk
 * @session: a session's id
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhNotYet): by time and place; or %NULL
 */
GArray *
mh_reception_list_no_shows (const MhDesk *desk,
                            gint64        session,
                            GError      **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (MhNotYet));
  g_autoptr (MhReceptionDay) day = mh_reception_day_read (desk, session, 0, error);

  if (day == NULL)
    return NULL;

  for (guint i = 0; i < day->people->len; i++) {
    const MhReceptionPerson *person = g_ptr_array_index (day->people, i);
    MhNotYet one = { .resident = person->line->resident, .dose = person->line->dose, .why = "missed" };
    gboolean booked;

    if (!g_str_equal (person->line->booking_state, "missed"))
      continue;

    if (!is_booked (desk, day->programme->id, one.resident, one.dose, &booked, error))
      return NULL;

    if (!booked)
      g_array_append_val (people, one);
  }

  return g_steal_pointer (&people);
}

/**
 * mh_reception_list_loose:
 * @desk: the desk
 * @programme: a programme, 0: all
 * @error: return location
 *
 * Whose first dose was missed, stopped or given up keeps the booking of the second until somebody decides: it may be had later, or the first one
 * elsewhere meanwhile.
 *
 * Returns: (transfer full) (element-type MhLooseDose): such bookings from today on, by day and time; %NULL with @error set
 */
GPtrArray *
mh_reception_list_loose (const MhDesk *desk,
                         gint64        programme,
                         GError      **error)
{
  return mh_past_dose_table_list_loose (desk->db, programme, mh_desk_today (desk), error);
}

/* Whether @one may wait: is there, holds no booking of it, and does not wait already. */
static gboolean
may_wait (const MhDesk   *desk,
          gint64          programme,
          const MhNotYet *one,
          gboolean       *out_may,
          GError        **error)
{
  g_autoptr (MhResident) resident = mh_resident_table_get (desk->db, one->resident, error);
  gint64 unit = 0;
  gboolean booked;

  if (resident == NULL || !is_booked (desk, programme, one->resident, one->dose, &booked, error) ||
      !mh_waiting_table_find (desk->db, programme, one->resident, &unit, error))
    return FALSE;

  *out_may = !booked && unit == 0 && resident->merged_into == 0 && !g_str_equal (resident->status, "dead") &&
             !mh_eligibility_has_left (resident->status, resident->status_date, mh_desk_today (desk));

  return TRUE;
}

static gboolean
insert_unit (const MhDesk   *desk,
             MhAct          *act,
             gint64          programme,
             const MhNotYet *one,
             GError        **error)
{
  g_autoptr (MhWaitingUnit) unit = g_new0 (MhWaitingUnit, 1);

  unit->programme = programme;
  unit->registered_at = mh_desk_now (desk);
  unit->wish = g_strdup ("any");
  unit->residents = g_array_new (FALSE, FALSE, sizeof (gint64));
  unit->doses = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (unit->residents, one->resident);
  g_array_append_val (unit->doses, one->dose);
  mh_act_add_person (act, one->resident);

  return mh_waiting_table_insert (desk->db, unit, error) != 0;
}

/**
 * mh_reception_let_wait:
 * @desk: the desk
 * @programme: for what
 * @people: (element-type MhNotYet): who
 * @out_n: (out): how many were put on the list
 * @out_act: (out) (optional): the act, for undo; 0 when nobody was
 * @error: return location
 *
 * They come behind those who wait already, in the order given.
 *
 * Returns: whether it was written
 */
gboolean
mh_reception_let_wait (const MhDesk *desk,
                       gint64        programme,
                       const GArray *people,
                       gint64       *out_n,
                       gint64       *out_act,
                       GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "visit.to-waiting", MH_UNDO_WHOLE, error);
  g_autoptr (MhProgramme) what = act != NULL ? mh_programme_table_get (desk->db, programme, error) : NULL;

  *out_n = 0;
  if (what == NULL)
    return FALSE;

  for (guint i = 0; i < people->len; i++) {
    const MhNotYet *one = &g_array_index (people, MhNotYet, i);
    gboolean may;

    if (!may_wait (desk, programme, one, &may, error) || (may && !insert_unit (desk, act, programme, one, error)))
      return FALSE;

    *out_n += may;
  }

  mh_act_set_int (act, "programme", programme);
  mh_act_set_int (act, "people", *out_n);
  if (out_act != NULL)
    *out_act = *out_n > 0 ? mh_act_get_id (act) : 0;

  return mh_act_commit (act, error);
}
