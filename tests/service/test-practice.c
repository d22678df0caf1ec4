/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-practice.h"

#include "mh-check.h"
#include "mh-error.h"
#include "mh-test-town.h"

static MhTestTown *
fill (int     n,
      guint32 seed)
{
  MhTestTown *town = mh_test_town_new ("2026-10-20 09:00");
  g_autoptr (GError) error = NULL;

  mh_practice_fill (&town->desk, n, seed, &error);
  g_assert_no_error (error);

  return town;
}

/* There is some of everything that needs care. */
static void
test_has_everything (void)
{
  static const struct {
    const char *what;
    const char *sql;
    gint64      least;
  } cases[] = {
    { "people", "SELECT count (*) FROM resident", 2400 },
    { "old people", "SELECT count (*) FROM resident WHERE birth < '1961-04-02'", 600 },
    { "children", "SELECT count (*) FROM resident WHERE birth > '2011-01-01'", 100 },
    { "households of three and more", "SELECT count (*) FROM (SELECT 1 FROM resident GROUP BY household_number HAVING count (*) > 2)", 50 },
    { "a telephone shared by several", "SELECT count (*) FROM (SELECT 1 FROM contact_link AS l JOIN contact AS c ON c.id = l.contact "
                                       "WHERE c.kind = 'mobile' GROUP BY c.id HAVING count (*) > 1)", 20 },
    { "a LINE account for a family", "SELECT count (*) FROM (SELECT 1 FROM contact_link AS l JOIN contact AS c ON c.id = l.contact "
                                     "WHERE c.kind = 'line' GROUP BY c.id HAVING count (*) > 2)", 5 },
    { "opted out", "SELECT count (*) FROM contact_link WHERE opted_out", 10 },
    { "protected", "SELECT count (DISTINCT resident) FROM protection", 5 },
    { "dead", "SELECT count (*) FROM resident WHERE status = 'dead'", 5 },
    { "moved out", "SELECT count (*) FROM resident WHERE status = 'moved-out'", 5 },
    { "moving out tomorrow", "SELECT count (*) FROM resident WHERE status = 'moving-out' AND status_date = '2026-10-21'", 1 },
    { "partial births", "SELECT count (*) FROM resident WHERE birth IS NULL", 1 },
    { "rare characters", "SELECT count (*) FROM resident WHERE name GLOB '*𠮷*' OR name GLOB '*髙*' OR name GLOB '*﨑*'", 3 },
    { "bookings", "SELECT count (*) FROM booking WHERE state = 'active'", 40 },
    { "a full slot", "SELECT count (*) FROM slot WHERE NOT EXISTS (SELECT 1 FROM seat LEFT JOIN seat_hold USING (slot, number) "
                     "WHERE seat.slot = slot.id AND seat_hold.slot IS NULL)", 1 },
    { "waiting units", "SELECT count (*) FROM waiting_unit WHERE state = 'waiting'", 20 },
    { "waiting couples", "SELECT count (*) FROM (SELECT 1 FROM waiting_member GROUP BY unit HAVING count (*) = 2)", 2 },
  };
  g_autoptr (MhTestTown) town = fill (0, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&town->desk, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (broken->len, ==, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].what);
    g_assert_cmpint (mh_test_town_count (town, cases[i].sql), >=, cases[i].least);
  }
}

static void
test_same_seed_same_town (void)
{
  static const char sql[] = "SELECT sum (id * unicode (substr (name, -1)) * (1 + ifnull (unicode (substr (address, -1)), 0))) FROM resident";
  g_autoptr (MhTestTown) one = fill (100, 7);
  g_autoptr (MhTestTown) same = fill (100, 7);
  g_autoptr (MhTestTown) other = fill (100, 8);

  g_assert_cmpint (mh_test_town_count (one, sql), ==, mh_test_town_count (same, sql));
  g_assert_cmpint (mh_test_town_count (one, sql), !=, mh_test_town_count (other, sql));
}

static void
test_only_empty_towns (void)
{
  g_autoptr (MhTestTown) town = fill (20, 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (mh_practice_fill (&town->desk, 20, 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* Nobody's telephone: 090-0 and 0158-00 are given to no one. */
static void
test_numbers_of_nobody (void)
{
  g_autoptr (MhTestTown) town = fill (300, 3);

  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact WHERE kind = 'mobile' AND value NOT GLOB '0900[0-9][0-9][0-9][0-9][0-9][0-9][0-9]'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact WHERE kind = 'landline' AND value NOT GLOB '015800[0-9][0-9][0-9][0-9]'"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/has-everything", test_has_everything);
  g_test_add_func ("/practice/same-seed-same-town", test_same_seed_same_town);
  g_test_add_func ("/practice/only-empty-towns", test_only_empty_towns);
  g_test_add_func ("/practice/numbers-of-nobody", test_numbers_of_nobody);

  return g_test_run ();
}
