/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-rehearsal.h"

#include <string.h>

#define MAX_DAYS 8
#define MAX_SLOTS 8
#define NONE -1

static const MhDate today = { 2026, 10, 1 };

/* A slot: days from the first day, hour of start and end, places, places for callers. */
typedef struct {
  int day;
  int start;
  int end;
  int n_free;
  int n_phone;
} Slot;

/* @expected: numbers that have been published or that can be counted on a sheet of paper; NONE: not looked at. */
typedef struct {
  const char *name;
  guint       n_people;
  int         doses;
  int         phone_percent;
  int         phone_lines;
  int         call_seconds;
  int         web_per_minute;
  Slot        slots[MAX_SLOTS];
  int         placed;
  int         second_wanted;
  int         second_short;
  int         second_taken;
  int         callers_placed;
  int         minutes;
} Case;

static const Case cases[] = {
  {
    "everybody-finds-a-place", 100, 1, 0, 1, 180, 60,
    { { 0, 9, 10, 60, 0 }, { 0, 10, 11, 60, 0 } },
    100, 0, 0, 0, 0, NONE,
  },
  {
    /* Opened with only 70 % of the places that second doses need. */
    "maibara-has-seventy-percent-of-the-second-doses", 1000, 2, 0, 1, 180, 60,
    { { 0, 9, 17, 1000, 0 }, { 21, 9, 17, 700, 0 } },
    1000, 1000, 300, 0, 0, NONE,
  },
  {
    /* Those who came for the first dose took the places of the second. */
    "mito-books-first-doses-on-the-days-of-the-second", 200, 2, 0, 1, 180, 60,
    { { 0, 9, 17, 100, 0 }, { 21, 9, 17, 100, 0 } },
    200, 200, 200, 100, 0, NONE,
  },
  {
    /* 1,260 places gone in 20 minutes, 15 people by telephone. */
    "harima-is-full-in-twenty-minutes-with-fifteen-callers", 3000, 1, 20, 3, 235, 63,
    { { 0, 9, 17, 1260, 0 } },
    1260, 0, 0, 0, 15, 20,
  },
  {
    "places-kept-for-callers-wait-for-them", 3000, 1, 20, 3, 235, 63,
    { { 0, 9, 17, 1260, 300 } },
    1260, 0, 0, 0, 300, NONE,
  },
};

typedef struct {
  MhRehearsalTown    town;
  MhRehearsalPerson *people;
  MhRehearsalDay     days[MAX_DAYS];
  MhRehearsalSlot    slots[MAX_SLOTS];
  MhRehearsalChoices choices;
} Fixture;

/* Old enough, each a day younger than the one before; two to a house. */
static void
set_up (Fixture *fixture,
        guint    n_people)
{
  static const MhRehearsalDose chain[] = { { 2, 0, 0, 19, 21, TRUE } };

  memset (fixture, 0, sizeof *fixture);
  fixture->people = g_new0 (MhRehearsalPerson, n_people);
  for (guint i = 0; i < n_people; i++) {
    fixture->people[i].birth = mh_date_add_days ((MhDate) { 1940, 4, 2 }, (int) (i % 9000));
    fixture->people[i].household = 1 + i / 2;
    fixture->people[i].sex = i % 2 == 0 ? 'm' : 'f';
    fixture->people[i].dose = 1;
  }

  fixture->town = (MhRehearsalTown) {
    .group = { { MH_AGE_BASIS_LAW, 12 * 12, 0 }, 0, NULL },
    .doses = 1,
    .chain = chain,
    .n_chain = G_N_ELEMENTS (chain),
    .people = fixture->people,
    .n_people = n_people,
    .days = fixture->days,
    .slots = fixture->slots,
    .today = today,
    .until = { 2027, 3, 31 },
  };
  fixture->choices = (MhRehearsalChoices) {
    .uptake = 100,
    .order = MH_REHEARSAL_ELDEST,
    .seed = 7,
    .phone_lines = 1,
    .call_seconds = 180,
    .web_per_minute = 60,
    .desk_seconds = 90,
    .tables = 1,
    .stay_minutes = 30,
  };
}

static void
add_slot (Fixture    *fixture,
          const Slot *slot)
{
  MhDate date = mh_date_add_days ((MhDate) { 2026, 11, 5 }, slot->day);

  if (fixture->town.n_days == 0 || mh_date_compare (fixture->days[fixture->town.n_days - 1].date, date) != 0)
    fixture->days[fixture->town.n_days++] = (MhRehearsalDay) { .id = fixture->town.n_days + 1, .date = date };

  fixture->slots[fixture->town.n_slots++] = (MhRehearsalSlot) {
    .day = fixture->town.n_days - 1,
    .start_min = slot->start * 60,
    .end_min = slot->end * 60,
    .n_free = slot->n_free,
    .n_phone = slot->n_phone,
  };
}

static void
tear_down (Fixture *fixture)
{
  g_free (fixture->people);
}

static void
check (int         expected,
       int         found,
       const char *what)
{
  if (expected == NONE || expected == found)
    return;

  g_test_message ("%s: %d, not %d", what, found, expected);
  g_test_fail ();
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (MhRehearsalResult) result = NULL;
  Fixture fixture;

  set_up (&fixture, row->n_people);
  fixture.town.doses = row->doses;
  fixture.choices.phone_percent = row->phone_percent;
  fixture.choices.phone_lines = row->phone_lines;
  fixture.choices.call_seconds = row->call_seconds;
  fixture.choices.web_per_minute = row->web_per_minute;
  for (guint i = 0; i < MAX_SLOTS && row->slots[i].end > 0; i++)
    add_slot (&fixture, &row->slots[i]);

  result = mh_rehearsal_run (&fixture.town, &fixture.choices, NULL, NULL);

  check (row->placed, (int) result->n_placed, "placed");
  check (row->second_wanted, (int) result->n_second_wanted, "second doses");
  check (row->second_short, (int) (result->n_second_wanted - result->n_second_placed), "second doses short");
  check (row->second_taken, (int) result->n_second_taken, "taken by first doses");
  check (row->callers_placed, (int) result->n_callers_placed, "callers with a place");
  check (row->minutes, result->minutes_until_gone, "minutes");
  tear_down (&fixture);
}

/* 田原市: a hundred an hour, and one table that takes a minute and a half for each. */
static void
test_tahara (void)
{
  static const struct {
    int   tables;
    guint n_capacity;
    guint longest_queue;
    int   longest_wait;
    guint n_rows;
  } rows[] = {
    { 1, 20, 60, 90, 5 },   /* the last of 100 comes in the 60th minute and waits for 99 others, a minute and a half each */
    { 2, 40, 20, 15, 3 },
    { 3, 60, 0, 0, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    static const Slot slot = { 0, 9, 10, 100, 0 };
    g_autoptr (MhRehearsalResult) result = NULL;
    guint longest_queue = 0;
    int longest_wait = 0;
    guint n_served = 0;
    Fixture fixture;

    set_up (&fixture, 100);
    add_slot (&fixture, &slot);
    fixture.choices.tables = rows[i].tables;
    result = mh_rehearsal_run (&fixture.town, &fixture.choices, NULL, NULL);

    for (guint k = 0; k < result->desk->len; k++) {
      const MhRehearsalHalfHour *half_hour = &g_array_index (result->desk, MhRehearsalHalfHour, k);

      longest_queue = MAX (longest_queue, half_hour->longest_queue);
      longest_wait = MAX (longest_wait, half_hour->longest_wait);
      n_served += half_hour->n_served;
      g_assert_cmpuint (half_hour->n_capacity, ==, rows[i].n_capacity);
    }
    g_assert_cmpuint (longest_queue, ==, rows[i].longest_queue);
    g_assert_cmpint (longest_wait, ==, rows[i].longest_wait);
    g_assert_cmpuint (n_served, ==, 100);
    g_assert_cmpuint (result->desk->len, ==, rows[i].n_rows);
    tear_down (&fixture);
  }
}

/* Ages that no day takes: twelve only after the last day, and past the limit before the first. */
static void
test_nowhere (void)
{
  static const Slot slot = { 0, 9, 10, 10, 0 };
  static const guint8 hills[] = { 0, 0, 1 };
  static const MhRehearsalGroup hill_window = { { MH_AGE_BASIS_LAW, 0, 0 }, 0, hills };
  static const struct {
    const char *what;
    MhDate      birth;
    guint       district;
    guint       n_fit;
    guint       n_nowhere;
  } rows[] = {
    { "twelve on the day", { 2014, 11, 6 }, 2, 1, 0 },
    { "twelve in the week after it", { 2014, 11, 12 }, 2, 1, 1 },
    { "twelve next summer", { 2015, 8, 1 }, 2, 0, 0 },
    { "fifteen in the week before it", { 2011, 11, 1 }, 2, 1, 1 },
    { "of another district", { 2013, 1, 1 }, 1, 1, 1 },
    { "of no district", { 2013, 1, 1 }, 0, 1, 1 },
    { "birth unknown", { 0, 0, 0 }, 2, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (MhRehearsalResult) result = NULL;
    Fixture fixture;

    g_test_message ("%s", rows[i].what);
    set_up (&fixture, 1);
    add_slot (&fixture, &slot);
    fixture.town.group.age.below_months = 15 * 12;
    fixture.town.n_districts = 2;
    fixture.days[0].windows = &hill_window;
    fixture.days[0].n_windows = 1;
    fixture.days[0].has_windows = TRUE;
    fixture.people[0].birth = rows[i].birth;
    fixture.people[0].district = rows[i].district;
    result = mh_rehearsal_run (&fixture.town, &fixture.choices, NULL, NULL);

    g_assert_cmpuint (result->n_fit, ==, rows[i].n_fit);
    g_assert_cmpuint (result->n_nowhere, ==, rows[i].n_nowhere);
    g_assert_cmpuint (result->n_placed, ==, rows[i].n_fit - rows[i].n_nowhere);
    g_assert_cmpuint (g_array_index (result->districts, MhRehearsalBand, rows[i].district).n_nowhere, ==, rows[i].n_nowhere);
    g_assert_cmpuint (result->n_birth_unknown, ==, rows[i].birth.year == 0 ? 1 : 0);
    tear_down (&fixture);
  }
}

/* People of the hills may book at once, those of the valley from next week on; before that the places are theirs, however old they are. */
static void
test_early_windows (void)
{
  static const Slot slot = { 0, 9, 10, 10, 0 };
  static const guint8 hills[] = { 0, 0, 1 };
  static const guint8 valley[] = { 0, 1, 0 };
  static const MhRehearsalGroup windows[] = { { { MH_AGE_BASIS_LAW, 0, 0 }, 0, hills }, { { MH_AGE_BASIS_LAW, 0, 0 }, 0, valley } };
  static const struct {
    const char *what;
    gint64      opens[2];
    gint64      closes[2];
    guint       hills;
    guint       valley;
  } rows[] = {
    { "both open", { 0, 0 }, { 0, 0 }, 2, 8 },
    { "the hills first", { 0, 2000 }, { 0, 0 }, 8, 2 },
    { "the hills close before the others come", { 0, 2000 }, { 1500, 0 }, 8, 2 },
    { "the hills later", { 2000, 1500 }, { 0, 0 }, 2, 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (MhRehearsalResult) result = NULL;
    Fixture fixture;

    g_test_message ("%s", rows[i].what);
    set_up (&fixture, 16);
    add_slot (&fixture, &slot);
    fixture.town.now = 1000;
    fixture.town.n_districts = 2;
    fixture.days[0].windows = windows;
    fixture.days[0].n_windows = 2;
    fixture.days[0].has_windows = TRUE;
    fixture.days[0].opens = rows[i].opens;
    fixture.days[0].closes = rows[i].closes;
    for (guint p = 0; p < 16; p++)
      fixture.people[p].district = p < 8 ? 1 : 2;  /* the eldest live in the valley */
    result = mh_rehearsal_run (&fixture.town, &fixture.choices, NULL, NULL);

    g_assert_cmpuint (result->n_wanted, ==, 16);
    g_assert_cmpuint (result->n_placed, ==, 10);
    g_assert_cmpuint (g_array_index (result->districts, MhRehearsalBand, 2).n_placed, ==, rows[i].hills);
    g_assert_cmpuint (g_array_index (result->districts, MhRehearsalBand, 1).n_placed, ==, rows[i].valley);
    g_assert_cmpuint (g_array_index (result->districts, MhRehearsalBand, 1).n_wanted, ==, 8);
    tear_down (&fixture);
  }
}

/* Women of even age may have the item; ten places for it on one of two days. */
static void
test_items (void)
{
  static const Slot slots[] = { { 0, 9, 10, 100, 0 }, { 1, 9, 10, 100, 0 } };
  static const int places[] = { 10 };
  static const int no_places[] = { 0 };
  static const MhRehearsalItem item = { { { MH_AGE_BASIS_FISCAL_YEAR, 40 * 12, 0 }, 'f', NULL }, 2 };
  g_autoptr (MhRehearsalResult) result = NULL;
  const MhRehearsalItemResult *found;
  Fixture fixture;

  set_up (&fixture, 100);
  for (guint i = 0; i < 100; i++)
    fixture.people[i].birth = (MhDate) { (gint16) (1960 + i / 2 % 2), 6, 1 };
  add_slot (&fixture, &slots[0]);
  add_slot (&fixture, &slots[1]);
  fixture.slots[0].items = places;
  fixture.slots[1].items = no_places;
  fixture.town.items = &item;
  fixture.town.n_items = 1;
  result = mh_rehearsal_run (&fixture.town, &fixture.choices, NULL, NULL);

  found = &g_array_index (result->items, MhRehearsalItemResult, 0);
  g_assert_cmpuint (result->n_placed, ==, 100);
  g_assert_cmpuint (found->n_may, ==, 25);
  g_assert_cmpuint (found->n_wanted, ==, 25);
  g_assert_cmpuint (found->n_placed, ==, 10);
  tear_down (&fixture);
}

static char *
describe (const MhRehearsalResult *result)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%u %u %u %u %u %d", result->n_wanted, result->n_placed, result->n_second_placed, result->n_callers,
                   result->n_callers_placed, result->minutes_until_gone);
  for (guint i = 0; i < result->bands->len; i++) {
    const MhRehearsalBand *band = &g_array_index (result->bands, MhRehearsalBand, i);

    g_string_append_printf (text, " %d:%u/%u/%u", band->key, band->n_people, band->n_wanted, band->n_placed);
  }

  return g_string_free (text, FALSE);
}

static char *
run_seed (MhRehearsalOrder order,
          guint32          seed)
{
  static const Slot slots[] = { { 0, 9, 12, 120, 20 }, { 1, 9, 12, 80, 0 }, { 21, 9, 12, 150, 0 } };
  g_autoptr (MhRehearsalResult) result = NULL;
  char *text;
  Fixture fixture;

  set_up (&fixture, 800);
  for (gsize i = 0; i < G_N_ELEMENTS (slots); i++)
    add_slot (&fixture, &slots[i]);
  fixture.town.doses = 2;
  fixture.choices.order = order;
  fixture.choices.seed = seed;
  fixture.choices.uptake = 60;
  fixture.choices.phone_percent = 40;
  result = mh_rehearsal_run (&fixture.town, &fixture.choices, NULL, NULL);
  text = describe (result);
  tear_down (&fixture);

  return text;
}

static void
test_seed (void)
{
  static const MhRehearsalOrder orders[] = { MH_REHEARSAL_ELDEST, MH_REHEARSAL_RANDOM, MH_REHEARSAL_HOUSEHOLDS };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autofree char *once = run_seed (orders[i], 20261105);
    g_autofree char *again = run_seed (orders[i], 20261105);
    g_autofree char *other = run_seed (orders[i], 4);

    g_test_message ("%s", once);
    g_assert_cmpstr (once, ==, again);
    g_assert_cmpstr (once, !=, other);
    g_assert_true (g_str_has_prefix (once, "480 "));
  }
}

/* Couples beside each other: ten couples, places for five couples in each hour. */
static void
test_households (void)
{
  static const Slot slots[] = { { 0, 9, 10, 11, 0 }, { 0, 10, 11, 10, 0 } };
  g_autoptr (MhRehearsalResult) result = NULL;
  Fixture fixture;

  set_up (&fixture, 20);
  add_slot (&fixture, &slots[0]);
  add_slot (&fixture, &slots[1]);
  fixture.choices.order = MH_REHEARSAL_HOUSEHOLDS;
  result = mh_rehearsal_run (&fixture.town, &fixture.choices, NULL, NULL);

  g_assert_cmpuint (result->n_placed, ==, 20);
  g_assert_cmpuint (result->n_left, ==, 1);
  g_assert_cmpuint (g_array_index (result->desk, MhRehearsalHalfHour, 0).n_arrive +
                    g_array_index (result->desk, MhRehearsalHalfHour, 1).n_arrive, ==, 10);
  tear_down (&fixture);
}

/* With all doses booked at once nobody has a first one without the second. */
static void
test_together (void)
{
  static const Slot slots[] = { { 0, 9, 17, 100, 0 }, { 21, 9, 17, 100, 0 } };
  g_autoptr (MhRehearsalResult) result = NULL;
  Fixture fixture;

  set_up (&fixture, 200);
  add_slot (&fixture, &slots[0]);
  add_slot (&fixture, &slots[1]);
  fixture.town.doses = 2;
  fixture.choices.together = TRUE;
  result = mh_rehearsal_run (&fixture.town, &fixture.choices, NULL, NULL);

  g_assert_cmpuint (result->n_placed, ==, 100);
  g_assert_cmpuint (result->n_second_wanted, ==, 100);
  g_assert_cmpuint (result->n_second_placed, ==, 100);
  g_assert_cmpuint (g_array_index (result->weeks, MhRehearsalWeek, 3).n_second_placed, ==, 100);
  tear_down (&fixture);
}

static gboolean
stop_cb (double   done,
         gpointer user_data)
{
  int *n_calls = user_data;

  g_assert_cmpfloat (done, >, 0);
  g_assert_cmpfloat (done, <=, 1);
  (*n_calls)++;

  return FALSE;
}

static void
test_stop (void)
{
  static const Slot slot = { 0, 9, 17, 100, 0 };
  g_autoptr (MhRehearsalResult) result = NULL;
  int n_calls = 0;
  Fixture fixture;

  set_up (&fixture, 5000);
  add_slot (&fixture, &slot);
  result = mh_rehearsal_run (&fixture.town, &fixture.choices, stop_cb, &n_calls);

  g_assert_null (result);
  g_assert_cmpint (n_calls, ==, 1);
  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/rehearsal/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/rehearsal/tahara-fails-at-the-reception-table", test_tahara);
  g_test_add_func ("/rehearsal/ages-and-districts-that-no-day-takes-are-counted", test_nowhere);
  g_test_add_func ("/rehearsal/who-may-book-early-comes-first", test_early_windows);
  g_test_add_func ("/rehearsal/an-item-has-its-own-people-and-places", test_items);
  g_test_add_func ("/rehearsal/the-same-seed-gives-the-same-result", test_seed);
  g_test_add_func ("/rehearsal/households-come-together", test_households);
  g_test_add_func ("/rehearsal/doses-booked-together-leave-nobody-half-done", test_together);
  g_test_add_func ("/rehearsal/it-can-be-stopped", test_stop);

  return g_test_run ();
}
