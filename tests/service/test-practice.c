/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-practice.h"

#include "mh-check.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-session-table.h"
#include "mh-test-town.h"
#include "mh-text.h"

#define NOW "2026-10-20 09:00"
#define SEED 7

/* Filled once for the tests that only look at it. */
static MhTestTown *usual_town;

static MhTestTown *
make_town (int     n,
           guint32 seed)
{
  g_autoptr (GError) error = NULL;
  MhTestTown *town = mh_test_town_new (NOW);

  mh_test_town_set (town, "practice", "1");
  mh_practice_fill (&town->desk, n, seed, &error);
  g_assert_no_error (error);

  return town;
}

static MhTestTown *
get_usual_town (void)
{
  if (usual_town == NULL)
    usual_town = make_town (0, SEED);

  return usual_town;
}

static char *
describe (MhTestTown *town,
          const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (town->db, &error, sql, NULL);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  while (mh_rows_next (rows))
    g_string_append_printf (text, "%s\n", mh_rows_text (rows, 0));
  g_assert_true (mh_rows_end (rows, &error));

  return g_string_free (text, FALSE);
}

static void
assert_between (MhTestTown *town,
                const char *sql,
                gint64      least,
                gint64      most)
{
  gint64 n = mh_test_town_count (town, sql);

  g_test_message ("%" G_GINT64_FORMAT ": %s", n, sql);
  g_assert_cmpint (n, >=, least);
  g_assert_cmpint (n, <=, most);
}

static void
test_people (void)
{
  static const struct {
    const char *sql;
    gint64      least;
    gint64      most;
  } cases[] = {
    { "SELECT count (*) FROM resident", 2400, 2405 },
    { "SELECT count (DISTINCT household_number) FROM resident", 1000, 1500 },
    { "SELECT max (n) FROM (SELECT count (*) AS n FROM resident GROUP BY household_number)", 4, 5 },
    { "SELECT count (*) FROM (SELECT 1 FROM resident GROUP BY household_number, name HAVING count (*) > 1)", 0, 0 },
    { "SELECT count (*) FROM resident WHERE birth < '1961-10-20'", 900, 1500 },
    { "SELECT count (*) FROM resident WHERE birth > '2008-10-20'", 150, 500 },
    { "SELECT count (*) FROM resident WHERE birth > '2026-10-20'", 0, 0 },
    { "SELECT count (*) FROM resident WHERE status = 'dead'", 15, 15 },
    { "SELECT count (*) FROM resident WHERE status = 'moved-out'", 10, 10 },
    { "SELECT count (*) FROM resident WHERE status = 'moving-out' AND status_date = '2026-10-21'", 5, 5 },
    { "SELECT count (*) FROM resident WHERE birth IS NULL AND birth_text LIKE '昭和%'", 4, 4 },
    { "SELECT count (*) FROM protection WHERE start_date <= '2026-10-20' AND (end_date IS NULL OR end_date >= '2026-10-20')", 8, 8 },
    { "SELECT count (*) FROM protection WHERE end_date = '2026-10-20'", 1, 1 },
    { "SELECT count (*) FROM protection WHERE end_date = '2026-10-19'", 1, 1 },
    { "SELECT count (*) FROM protection WHERE start_date = '2026-10-21'", 1, 1 },
    { "SELECT count (*) FROM contact_link WHERE safe_reason IS NOT NULL", 1, 1 },
    { "SELECT count (DISTINCT resident) FROM contact_link JOIN contact ON contact.id = contact WHERE kind = 'line'", 480, 760 },
    { "SELECT max (n) FROM (SELECT count (*) AS n FROM contact_link JOIN contact AS c ON c.id = contact "
      "WHERE c.kind = 'line' GROUP BY c.id)", 3, 5 },
    { "SELECT count (*) FROM contact_link WHERE whose IN ('夫', '妻')", 20, 300 },
    { "SELECT count (*) FROM contact_link WHERE opted_out", 40, 150 },
    { "SELECT count (*) FROM resident AS r WHERE NOT EXISTS (SELECT 1 FROM contact_link AS l JOIN contact AS c ON c.id = l.contact "
      "WHERE l.resident = r.id AND c.kind <> 'landline') AND EXISTS (SELECT 1 FROM contact_link AS l WHERE l.resident = r.id)",
      200, 700 },
    { "SELECT count (*) FROM contact WHERE kind = 'mobile' AND value NOT GLOB '0900[0-9][0-9][0-9][0-9][0-9][0-9][0-9]'", 0, 0 },
    { "SELECT count (*) FROM contact WHERE kind = 'landline' AND value NOT GLOB '015800[0-9][0-9][0-9][0-9]'", 0, 0 },
    { "SELECT count (*) FROM contact WHERE kind = 'line' AND length (value) <> 33", 0, 0 },
    { "SELECT count (*) FROM resident WHERE postal_code NOT LIKE '000%'", 0, 0 },
    { "SELECT count (*) FROM act WHERE kind = 'practice.fill'", 1, 1 },
    { "SELECT count (*) FROM act", 2, 2 },
  };
  g_autoptr (GError) error = NULL;
  MhTestTown *town = get_usual_town ();
  g_autoptr (GPtrArray) broken = mh_check_run (&town->desk, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (broken->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_between (town, cases[i].sql, cases[i].least, cases[i].most);
}

static void
assert_rare_are_found (MhTestTown *town)
{
  static const char * const rare[] = { "髙", "﨑", "𠮷", "葛\U000e0100", "\ue000" };

  for (guint i = 0; i < G_N_ELEMENTS (rare); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GArray) ids = NULL;
    gint64 n;

    g_assert_true (mh_db_get_int (town->db, 0, &n, &error, "SELECT count (*) FROM resident WHERE instr (name, :part)",
                                  ":part", MH_TEXT (rare[i]), NULL));
    g_assert_cmpint (n, >, 0);
    ids = mh_people_search (&town->desk, rare[i], 0, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (ids->len, >, 0);
  }
}

static void
test_names (void)
{
  g_autoptr (GError) error = NULL;
  MhTestTown *town = get_usual_town ();
  g_autoptr (GPtrArray) people = mh_resident_table_list (town->db, &error);
  g_autoptr (GHashTable) surnames = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++) {
    const MhResident *resident = g_ptr_array_index (people, i);
    g_autofree char *tidy = mh_text_tidy_name (resident->name);
    g_auto (GStrv) parts = g_strsplit (resident->name, "　", -1);

    g_assert_cmpuint (g_strv_length (parts), ==, 2);
    g_assert_cmpstr (tidy, ==, resident->name);
    g_assert_true (mh_text_is_kana (resident->kana));
    g_hash_table_add (surnames, g_strdup (parts[0]));
    g_hash_table_add (given, g_strdup (parts[1]));
  }

  g_assert_cmpuint (g_hash_table_size (surnames), >, 120);
  g_assert_cmpuint (g_hash_table_size (given), >, 150);
  assert_rare_are_found (town);
}

static void
test_places (void)
{
  g_autoptr (GError) error = NULL;
  MhTestTown *town = get_usual_town ();
  g_autoptr (GPtrArray) sessions = mh_session_table_list (town->db, 0, &error);
  const MhSession *first;
  g_autoptr (GPtrArray) slots = NULL;
  guint n_full = 0;
  int n_free = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 3);
  first = g_ptr_array_index (sessions, 0);
  g_assert_cmpint (mh_date_compare (first->date, (MhDate) { 2026, 11, 3 }), ==, 0);
  assert_between (town, "SELECT count (DISTINCT venue) FROM session", 2, 2);

  slots = mh_session_table_list_slots (town->db, first->id, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);

    g_assert_cmpint (slot->end_min - slot->start_min, ==, 30);
    n_full += slot->n_free == 0;
    n_free += slot->n_free;
  }
  g_assert_cmpuint (n_full, ==, 1);
  g_assert_cmpint (n_free, >, 0);
  g_assert_cmpint (n_free, <, 15);

  assert_between (town, "SELECT count (*) FROM booking", 80, 140);
  assert_between (town, "SELECT count (*) FROM booking AS b JOIN resident AS r ON r.id = b.resident "
                        "WHERE r.birth > '1962-04-01' OR r.birth IS NULL OR r.status <> 'resident'", 0, 0);
  assert_between (town, "SELECT count (*) FROM booking WHERE proxy_name IS NOT NULL", 1, 40);
  assert_between (town, "SELECT count (*) FROM programme WHERE name = 'インフルエンザ予防接種 令和8年度' AND public_name IS NULL "
                        "AND age_basis = 'fiscal-year' AND min_months = 780", 1, 1);
}

static void
test_waiting_list (void)
{
  g_autoptr (GError) error = NULL;
  MhTestTown *town = get_usual_town ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (MhRows) rows = NULL;
  static const char * const expected[] = { "LINE", "SMS", "landline-only", "no-contact", "protected", "dead", "moved-out" };

  assert_between (town, "SELECT count (*) FROM waiting_unit", 17, 20);
  assert_between (town, "SELECT count (*) FROM (SELECT unit FROM waiting_member GROUP BY unit HAVING count (*) = 2)", 3, 4);
  assert_between (town, "SELECT count (DISTINCT wish) FROM waiting_unit", 3, 3);
  assert_between (town, "SELECT count (*) FROM waiting_unit WHERE registered_at > 1792454400000", 0, 0);
  assert_between (town, "SELECT count (*) FROM waiting_member WHERE resident IN (SELECT resident FROM booking)", 0, 0);
  assert_between (town, "SELECT count (*) FROM waiting_unit AS a JOIN waiting_unit AS b ON a.id < b.id "
                        "WHERE a.registered_at >= b.registered_at", 0, 0);

  assert_between (town, "SELECT count (*) FROM waiting_member JOIN contact_link USING (resident) WHERE opted_out", 1, 10);
  assert_between (town, "SELECT count (*) FROM waiting_member AS m JOIN resident AS r ON r.id = m.resident WHERE status = 'moving-out'", 1, 1);

  rows = mh_db_query (town->db, &error, "SELECT resident FROM waiting_member", NULL);
  g_assert_no_error (error);
  while (mh_rows_next (rows)) {
    gint64 contact;
    MhReach reach;
    const char *why;

    g_assert_true (mh_people_reach (&town->desk, mh_rows_int (rows, 0), 0, "booking", &reach, &contact, &why, &error));
    g_hash_table_add (seen, (gpointer) (reach == MH_REACH_LINE ? "LINE" : reach == MH_REACH_SMS ? "SMS" : why));
  }

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_test_message ("%s", expected[i]);
    g_assert_true (g_hash_table_contains (seen, expected[i]));
  }
}

static void
test_same_seed (void)
{
  static const char * const queries[] = {
    "SELECT register_number || name || coalesce (birth, '') || status || address FROM resident ORDER BY id",
    "SELECT resident || kind || value || whose || rank || opted_out FROM contact_link JOIN contact ON contact.id = contact "
    "ORDER BY contact_link.id",
    "SELECT slot || '/' || number || '/' || booking FROM seat_hold ORDER BY slot, number",
    "SELECT unit || '/' || resident || '/' || registered_at FROM waiting_member AS m JOIN waiting_unit AS u ON u.id = m.unit "
    "ORDER BY m.id",
  };
  g_autoptr (MhTestTown) one = make_town (300, SEED);
  g_autoptr (MhTestTown) same = make_town (300, SEED);
  g_autoptr (MhTestTown) other = make_town (300, SEED + 1);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autofree char *of_one = describe (one, queries[i]);
    g_autofree char *of_same = describe (same, queries[i]);
    g_autofree char *of_other = describe (other, queries[i]);

    g_assert_cmpstr (of_one, ==, of_same);
    g_assert_cmpstr (of_one, !=, of_other);
  }
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);

  g_assert_false (mh_practice_fill (&town->desk, 200, SEED, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  mh_test_town_set (town, "practice", "0");
  g_assert_false (mh_practice_fill (&town->desk, 200, SEED, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  mh_test_town_set (town, "practice", "1");
  g_assert_false (mh_practice_fill (&town->desk, 5, SEED, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  g_assert_false (mh_practice_fill (&town->desk, 200, SEED, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident"), ==, 1);
}

/* Whatever the seed, and however few the people. */
static void
test_many_seeds (void)
{
  for (guint32 seed = 0; seed < 6; seed++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    int n = 20 + 40 * (int) seed;

    mh_test_town_set (town, "practice", "1");
    g_test_message ("seed %u", seed);
    g_assert_true (mh_practice_fill (&town->desk, n, seed, &error));
    g_assert_no_error (error);
    assert_between (town, "SELECT count (*) FROM resident", n, n + 4);
  }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/practice/people-are-like-those-of-a-small-town", test_people);
  g_test_add_func ("/service/practice/names-have-their-kana-and-rare-ones-are-found", test_names);
  g_test_add_func ("/service/practice/days-are-nearly-full", test_places);
  g_test_add_func ("/service/practice/every-kind-of-person-waits", test_waiting_list);
  g_test_add_func ("/service/practice/the-same-seed-gives-the-same-town", test_same_seed);
  g_test_add_func ("/service/practice/real-towns-and-full-ones-are-refused", test_refused);
  g_test_add_func ("/service/practice/few-people-are-enough", test_many_seeds);

  result = g_test_run ();
  g_clear_pointer (&usual_town, mh_test_town_free);

  return result;
}
