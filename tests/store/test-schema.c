/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-schema.h"

#include "mh-error.h"
#include "mh-test-store.h"
#include "mh-test-utils.h"

/* Name and statement of every object, as the database keeps them. */
static char *
dump_schema (MhDb *db)
{
  GString *dump = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, &error, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name", NULL);

  g_assert_no_error (error);
  while (mh_rows_next (rows))
    g_string_append_printf (dump, "%s;\n", mh_rows_text (rows, 0));
  g_assert_true (mh_rows_end (rows, &error));

  return g_string_free (dump, FALSE);
}

static char *
fixture_path (void)
{
  g_autofree char *name = g_strdup_printf ("v%d.sql", mh_schema_get_newest ());

  return g_test_build_filename (G_TEST_DIST, "store", "schema", name, NULL);
}

/* A released step never changes. With MH_WRITE_SCHEMA set the dump of a new version is written for the first time. */
static void
test_dump (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autofree char *dump = dump_schema (store->db);
  g_autofree char *path = fixture_path ();
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("MH_WRITE_SCHEMA") != NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    g_file_set_contents (path, dump, -1, &error);

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_twice_is_nothing (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_schema_apply (store->db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_db_get_version (store->db, &error), ==, mh_schema_get_newest ());
}

static void
test_newer_is_refused (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", mh_schema_get_newest () + 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_db_exec (store->db, pragma, &error));
  g_assert_false (mh_schema_apply (store->db, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_TOO_NEW);
}

/* A town of the first version, with a number in it, becomes what a new town is. */
static void
test_first_version_is_brought_up (void)
{
  g_autofree char *step = g_build_filename (g_getenv ("MH_SOURCE_ROOT"), "src", "store", "sql", "0001-initial.sql", NULL);
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "old.db", NULL);
  g_autoptr (MhTestStore) fresh = mh_test_store_new ();
  g_autofree char *expected = dump_schema (fresh->db);
  g_autofree char *script = NULL;
  g_autofree char *dump = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  gint64 n_turned = 0;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (step, &script, NULL, &error));
  g_assert_true (mh_db_migrate (db, (const char *[]) { script, NULL }, &error));
  g_assert_true (mh_db_exec (db,
                             "INSERT INTO act (id, at, operator, kind, policy) VALUES (1, 0, 'o', 'k', 'whole');"
                             "UPDATE act_now SET act = 1;"
                             "INSERT INTO contact (kind, value) VALUES ('mobile', '09012345678'), ('line', 'Uab');"
                             "UPDATE act_now SET act = NULL", &error));
  g_assert_true (mh_schema_apply (db, &error));
  g_assert_no_error (error);
  g_assert_true (mh_db_get_int (db, 0, &n_turned, &error,
                                "SELECT count (*) FROM contact WHERE reversed = CASE kind WHEN 'line' THEN '' ELSE '87654321090' END", NULL));
  g_assert_cmpint (n_turned, ==, 2);
  dump = dump_schema (db);
  g_assert_cmpstr (dump, ==, expected);
  g_clear_pointer (&db, mh_db_close);
  mh_test_remove_dir (dir);
}

/* What the database itself refuses, whatever the program does. */
static void
test_database_refuses (void)
{
  static const struct {
    const char *what;
    const char *sql;
  } cases[] = {
    { "a second holder of a place", "INSERT INTO seat_hold (slot, number, booking) VALUES (1, 1, 2)" },
    { "a place that is not there", "INSERT INTO seat_hold (slot, number, booking) VALUES (1, 9, 2)" },
    { "a blocked place", "INSERT INTO seat_hold (slot, number, booking) VALUES (1, 3, 2)" },
    { "two places for one booking", "INSERT INTO seat_hold (slot, number, booking) VALUES (1, 2, 1)" },
    { "a second active booking", "INSERT INTO booking (programme, resident, dose, slot, via, made_at) VALUES (1, 1, 1, 2, 'phone', 0)" },
    { "another slot's place", "INSERT INTO seat_hold (slot, number, booking) VALUES (2, 1, 2)" },
    { "a cancelled booking's place", "UPDATE booking SET state = 'cancelled' WHERE id = 2; "
                                     "INSERT INTO seat_hold (slot, number, booking) VALUES (1, 2, 2)" },
    { "blocking a taken place", "UPDATE seat SET share = 'blocked' WHERE slot = 1 AND number = 1" },
    { "removing a taken place", "DELETE FROM seat WHERE slot = 1 AND number = 1" },
    { "a booking and a round in one place", "UPDATE seat_hold SET round = 1 WHERE slot = 1 AND number = 1" },
  };
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GError) error = NULL;
  MhAct *setting = mh_test_store_begin (store);

  g_assert_true (mh_db_exec (store->db,
                             "INSERT INTO resident (register_number, name, name_fold, kana_fold, sort_key) "
                             "  VALUES ('1', '一', '', '', x''), ('2', '二', '', '', x'');"
                             "INSERT INTO programme (name) VALUES ('P');"
                             "INSERT INTO session (programme, date, venue) VALUES (1, '2026-11-05', 'V');"
                             "INSERT INTO slot (session, programme, start_min, end_min) VALUES (1, 1, 540, 570), (1, 1, 570, 600);"
                             "INSERT INTO seat (slot, number, share) VALUES (1, 1, 'desk'), (1, 2, 'desk'), (1, 3, 'blocked'), (2, 1, 'desk');"
                             "INSERT INTO booking (programme, resident, dose, slot, via, made_at) "
                             "  VALUES (1, 1, 1, 1, 'phone', 0), (1, 2, 1, 1, 'phone', 0);"
                             "INSERT INTO seat_hold (slot, number, booking) VALUES (1, 1, 1)", &error));
  g_assert_no_error (error);
  mh_test_store_commit (setting);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhAct) act = mh_test_store_begin (store);

    g_test_message ("%s", cases[i].what);
    g_assert_false (mh_db_exec (store->db, cases[i].sql, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
    g_clear_error (&error);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schema/dump-is-as-released", test_dump);
  g_test_add_func ("/schema/twice-is-nothing", test_twice_is_nothing);
  g_test_add_func ("/schema/newer-is-refused", test_newer_is_refused);
  g_test_add_func ("/schema/first-version-is-brought-up", test_first_version_is_brought_up);
  g_test_add_func ("/schema/database-refuses", test_database_refuses);

  return g_test_run ();
}
