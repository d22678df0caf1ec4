/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-practice"

#include "mh-booking-table.h"
#include "mh-practice-private.h"
#include "mh-programme-table.h"
#include "mh-seat-table.h"
#include "mh-session-table.h"
#include "mh-waiting-table.h"

#define LEAST_AGE 65
#define PLACES 10
#define PHONE_PLACES 2
#define SLOT_MINUTES 30
#define FIRST_REIWA 2019
#define FULL_SLOT 2
#define N_ALONE 16
#define N_PAIRS 4
#define MINUTE G_GINT64_CONSTANT (60000)
#define DAY (24 * 60 * MINUTE)

/* A day on which people come, and how many of 100 places are given away. */
typedef struct {
  int         days_ahead;
  const char *venue;
  int         from;
  int         to;
  guint       percent;
} Day;

static const Day days[] = {
  { 14, "保健センター", 540, 720, 85 },
  { 16, "町民体育館", 780, 960, 45 },
  { 21, "保健センター", 540, 720, 12 },
};

/* Who is wanted on the waiting list. */
typedef gboolean (*PersonFunc) (MhPracticeTown         *town,
                                const MhPracticePerson *person);

static gboolean
is_old_enough (MhPracticeTown         *town,
               const MhPracticePerson *person)
{
  MhAgeRule rule = { MH_AGE_BASIS_FISCAL_YEAR, LEAST_AGE * 12, 0 };

  return !person->is_taken && mh_age_rule_check (&rule, person->resident->birth, town->today) == MH_AGE_OK;
}

static gboolean
is_plain (MhPracticeTown         *town,
          const MhPracticePerson *person)
{
  return is_old_enough (town, person) && mh_practice_is_here (person) && !person->is_protected && !person->opted_out;
}

static gboolean
has_line (MhPracticeTown         *town,
          const MhPracticePerson *person)
{
  return is_plain (town, person) && person->has_line;
}

static gboolean
has_only_mobile (MhPracticeTown         *town,
                 const MhPracticePerson *person)
{
  return is_plain (town, person) && person->has_mobile && !person->has_line;
}

static gboolean
has_only_landline (MhPracticeTown         *town,
                   const MhPracticePerson *person)
{
  return is_plain (town, person) && person->has_landline && !person->has_mobile && !person->has_line;
}

static gboolean
has_opted_out (MhPracticeTown         *town,
               const MhPracticePerson *person)
{
  return is_old_enough (town, person) && mh_practice_is_here (person) && !person->is_protected && person->opted_out;
}

static gboolean
is_protected (MhPracticeTown         *town,
              const MhPracticePerson *person)
{
  return is_old_enough (town, person) && person->is_protected && !person->has_safe;
}

static gboolean
is_dead (MhPracticeTown         *town,
         const MhPracticePerson *person)
{
  return is_old_enough (town, person) && g_str_equal (person->resident->status, "dead");
}

static gboolean
has_moved (MhPracticeTown         *town,
           const MhPracticePerson *person)
{
  return is_old_enough (town, person) && g_str_equal (person->resident->status, "moved-out");
}

static gboolean
is_leaving (MhPracticeTown         *town,
            const MhPracticePerson *person)
{
  return is_old_enough (town, person) && g_str_equal (person->resident->status, "moving-out");
}

static gboolean
has_nothing (MhPracticeTown         *town,
             const MhPracticePerson *person)
{
  return is_plain (town, person) && !person->has_line && !person->has_mobile && !person->has_landline;
}

/* In the order of the list, with what they wish. */
static const struct {
  PersonFunc  fits;
  const char *wish;
} waiting_alone[N_ALONE] = {
  { is_dead, "any" }, { has_only_landline, "any" }, { has_line, "any" }, { is_protected, "any" }, { has_moved, "any" },
  { has_line, "pm" }, { has_only_mobile, "any" }, { has_line, "any" }, { has_only_landline, "am" }, { has_opted_out, "any" },
  { has_line, "any" }, { is_leaving, "any" }, { has_only_mobile, "am" }, { has_line, "any" }, { has_nothing, "any" },
  { has_line, "any" },
};

/* From somewhere in the town on, so that not only the first households wait and come. */
static guint
draw_fitting (MhPracticeTown *town,
              PersonFunc      fits)
{
  guint start = mh_random_below (town->random, town->people->len);

  for (guint i = 0; i < town->people->len; i++) {
    guint place = (start + i) % town->people->len;

    if (fits (town, g_ptr_array_index (town->people, place)))
      return place;
  }

  return MH_NOBODY;
}

/* Both are old enough, here, and have nothing yet. */
static guint
draw_couple (MhPracticeTown *town)
{
  guint start = mh_random_below (town->random, town->people->len);

  for (guint i = 0; i < town->people->len; i++) {
    guint place = (start + i) % town->people->len;
    const MhPracticePerson *person = g_ptr_array_index (town->people, place);

    if (person->partner != MH_NOBODY && is_plain (town, person) &&
        is_plain (town, g_ptr_array_index (town->people, person->partner)))
      return place;
  }

  return MH_NOBODY;
}

static gboolean
add_unit (MhPracticeTown *town,
          gint64          programme,
          const guint    *places,
          guint           n,
          const char     *wish,
          gint64          registered_at,
          GError        **error)
{
  g_autoptr (GArray) residents = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) doses = g_array_new (FALSE, FALSE, sizeof (int));
  MhWaitingUnit unit = { 0 };
  int dose = 1;

  for (guint i = 0; i < n; i++) {
    MhPracticePerson *person = g_ptr_array_index (town->people, places[i]);

    person->is_taken = TRUE;
    g_array_append_val (residents, person->resident->id);
    g_array_append_val (doses, dose);
  }

  unit.programme = programme;
  unit.registered_at = registered_at;
  unit.wish = (char *) wish;
  unit.residents = residents;
  unit.doses = doses;

  return mh_waiting_table_insert (town->desk->db, &unit, error) != 0;
}

/* Registered one after the other on the days before today; after every third person a couple. */
static gboolean
make_waiting_list (MhPracticeTown *town,
                   gint64          programme,
                   GError        **error)
{
  gint64 at = mh_ms_from_civil (mh_date_add_days (town->today, -(N_ALONE + N_PAIRS)), 9 * 60);
  guint n_pairs = 0;

  for (guint i = 0; i < N_ALONE; i++) {
    guint place = draw_fitting (town, waiting_alone[i].fits);

    at += DAY + (gint64) mh_random_below (town->random, 60) * MINUTE;
    if (place != MH_NOBODY && !add_unit (town, programme, &place, 1, waiting_alone[i].wish, at, error))
      return FALSE;

    if (i % 3 == 0 && n_pairs < N_PAIRS) {
      guint couple[2] = { draw_couple (town), MH_NOBODY };

      n_pairs++;
      if (couple[0] == MH_NOBODY)
        continue;

      couple[1] = ((MhPracticePerson *) g_ptr_array_index (town->people, couple[0]))->partner;
      if (!add_unit (town, programme, couple, G_N_ELEMENTS (couple), "any", at + 5 * MINUTE, error))
        return FALSE;
    }
  }

  return TRUE;
}

static gboolean
book_person (MhPracticeTown   *town,
             gint64            programme,
             gint64            slot,
             MhPracticePerson *person,
             GError          **error)
{
  MhDb *db = town->desk->db;
  gint64 days_ago = 1 + mh_random_below (town->random, 13);
  gboolean has_proxy = mh_practice_age (town, person) >= 85 && mh_practice_chance (town, 40);
  g_autofree char *proxy_name = NULL;
  MhBooking booking = { 0 };
  gint64 id;

  if (has_proxy) {
    g_auto (GStrv) names = g_strsplit (person->resident->name, "　", 2);

    proxy_name = g_strdup_printf ("%s　%s", names[0], mh_practice_chance (town, 50) ? "恵子" : "幸一");
  }

  booking.programme = programme;
  booking.resident = person->resident->id;
  booking.dose = 1;
  booking.slot = slot;
  booking.via = (char *) (mh_practice_chance (town, 70) ? "phone" : "counter");
  booking.proxy_name = proxy_name;
  booking.proxy_relation = (char *) (has_proxy ? "子" : NULL);
  booking.made_at = mh_ms_from_civil (town->today, 9 * 60) - days_ago * DAY +
                    (gint64) mh_random_below (town->random, 8 * 60) * MINUTE;
  person->is_taken = TRUE;
  id = mh_booking_table_insert (db, &booking, error);

  return id != 0 && mh_seat_table_take (db, slot, id, booking.via, error) != 0;
}

/* A couple comes together where there is room for two. */
static gboolean
fill_slot (MhPracticeTown *town,
           gint64          programme,
           gint64          slot,
           guint           n,
           GError        **error)
{
  guint done = 0;

  while (done < n) {
    guint place = draw_fitting (town, is_plain);
    MhPracticePerson *person;
    MhPracticePerson *partner;

    if (place == MH_NOBODY)
      return TRUE;

    person = g_ptr_array_index (town->people, place);
    if (!book_person (town, programme, slot, person, error))
      return FALSE;
    done++;

    if (person->partner == MH_NOBODY || done == n)
      continue;

    partner = g_ptr_array_index (town->people, person->partner);
    if (!is_plain (town, partner))
      continue;

    if (!book_person (town, programme, slot, partner, error))
      return FALSE;
    done++;
  }

  return TRUE;
}

static guint
draw_taken (MhPracticeTown *town,
            const Day      *day,
            int             number)
{
  guint taken = PLACES * day->percent / 100 + mh_random_below (town->random, 3);

  if (day == &days[0] && number == FULL_SLOT)
    return PLACES;

  return MIN (PLACES - 1, taken);
}

static gboolean
make_day (MhPracticeTown *town,
          gint64          programme,
          const Day      *day,
          GError        **error)
{
  MhDb *db = town->desk->db;
  MhDate date = mh_date_add_days (town->today, day->days_ahead);
  int weekday = mh_date_weekday (date);
  gint64 session;
  int number = 0;

  if (weekday == 0 || weekday == 6)
    date = mh_date_add_days (date, weekday == 0 ? 1 : 2);

  session = mh_session_table_insert (db, programme, date, day->venue, error);
  if (session == 0)
    return FALSE;

  for (int start = day->from; start < day->to; start += SLOT_MINUTES, number++) {
    gint64 slot = mh_session_table_insert_slot (db, session, start, start + SLOT_MINUTES, PLACES - PHONE_PLACES, PHONE_PLACES, error);

    if (slot == 0 || !fill_slot (town, programme, slot, draw_taken (town, day, number), error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_practice_make_places:
 * @town: a practice town with its people, inside the act that fills it
 * @error: return location
 *
 * Fills a programme that is in full swing: days ahead, bookings, and a waiting list with every kind of person on it.
 *
 * A programme with its days, bookings and a waiting list.
 *
 * Returns: whether they were written
 */
gboolean
mh_practice_make_places (MhPracticeTown *town,
                         GError        **error)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  gint64 id;

  programme->name = g_strdup_printf ("インフルエンザ予防接種 令和%d年度", mh_fiscal_year (town->today) - FIRST_REIWA + 1);
  programme->age = (MhAgeRule) { MH_AGE_BASIS_FISCAL_YEAR, LEAST_AGE * 12, 0 };
  id = mh_programme_table_insert (town->desk->db, programme, error);
  if (id == 0 || !make_waiting_list (town, id, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    if (!make_day (town, id, &days[i], error))
      return FALSE;
  }

  return TRUE;
}
