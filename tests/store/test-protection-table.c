/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-protection-table.h"

#include "mh-resident-table.h"
#include "mh-test-store.h"
#include "mh-test-utils.h"

static MhDate
date_of (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  if (iso != NULL)
    g_assert_true (mh_date_from_iso (iso, &date));

  return date;
}

/* In an act that is open. */
static gint64
insert_resident (MhTestStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();
  gint64 id;

  resident->register_number = g_strdup ("1");
  resident->name = g_strdup ("山田");
  id = mh_resident_table_insert (store->db, resident, &error);
  g_assert_no_error (error);

  return id;
}

/* Dates as text, so that ones can stand there that no program wrote. */
static void
insert_measure (MhTestStore *store,
                gint64       resident,
                const char  *start,
                const char  *end)
{
  g_autoptr (GError) error = NULL;

  mh_db_run (store->db, &error, "INSERT INTO protection (resident, start_date, end_date) VALUES (:resident, :start, :end)",
             ":resident", MH_INT (resident), ":start", MH_TEXT (start), ":end", MH_TEXT (end), NULL);
  g_assert_no_error (error);
}

static gboolean
covers (MhTestStore *store,
        gint64       resident,
        const char  *day)
{
  g_autoptr (GError) error = NULL;
  gboolean result = FALSE;

  mh_protection_table_covers (store->db, resident, date_of (day), &result, &error);
  g_assert_no_error (error);

  return result;
}

static void
test_days (void)
{
  static const struct {
    const char *start;
    const char *end;
    const char *day;
    gboolean    covered;
  } cases[] = {
    { "2026-10-20", "2026-10-31", "2026-10-19", FALSE },
    { "2026-10-20", "2026-10-31", "2026-10-20", TRUE },   /* starts today */
    { "2026-10-20", "2026-10-31", "2026-10-25", TRUE },
    { "2026-10-20", "2026-10-31", "2026-10-31", TRUE },   /* ends today */
    { "2026-10-20", "2026-10-31", "2026-11-01", FALSE },  /* ended yesterday */
    { "2026-10-20", NULL, "2026-10-19", FALSE },
    { "2026-10-20", NULL, "2099-12-31", TRUE },
    { "2026-10-20", "2026-10-31", NULL, TRUE },           /* no day to ask for */
    { "2026-10-20", "不明", "2030-01-01", TRUE },          /* what cannot be read runs */
    { "2026-10-20", "", "2030-01-01", TRUE },
    { "2026-10-20", "2020-13-99", "2030-01-01", TRUE },
    { "2026-10-20", "2026-02-30", "2030-01-01", TRUE },
    { "不明", "2026-10-31", "2026-10-01", TRUE },
    { "不明", "2026-10-31", "2026-11-01", FALSE },
    { "9999", NULL, "2026-10-20", TRUE },
    { "now", "now", "2026-10-20", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhTestStore) store = mh_test_store_new ();
    MhAct *act = mh_test_store_begin (store);
    gint64 resident = insert_resident (store);

    insert_measure (store, resident, cases[i].start, cases[i].end);
    mh_test_store_commit (act);
    g_test_message ("%s to %s on %s", cases[i].start, cases[i].end, cases[i].day);
    g_assert_cmpint (covers (store, resident, cases[i].day), ==, cases[i].covered);
    g_assert_false (covers (store, resident + 1, cases[i].day));
  }
}

/* 目黒区 2025: a measure that ended must not end the one that began after it. */
static void
test_several (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  gint64 resident = insert_resident (store);

  insert_measure (store, resident, "2025-01-01", "2025-12-31");
  insert_measure (store, resident, "2026-06-01", NULL);
  mh_test_store_commit (act);
  g_assert_true (covers (store, resident, "2025-06-01"));
  g_assert_false (covers (store, resident, "2026-03-01"));
  g_assert_true (covers (store, resident, "2026-10-20"));
}

static void
test_end (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  gint64 resident = insert_resident (store);

  insert_measure (store, resident, "2026-01-01", NULL);
  insert_measure (store, resident, "2026-02-01", "不明");
  insert_measure (store, resident, "2026-03-01", "2027-03-01");
  insert_measure (store, resident, "2026-04-01", "2026-05-01");  /* ended before */
  insert_measure (store, resident, "2026-12-01", NULL);          /* begins later */
  mh_test_store_commit (act);

  act = mh_test_store_begin (store);
  g_assert_true (mh_protection_table_end (store->db, resident, date_of ("2026-10-20"), &error));
  g_assert_cmpint (mh_db_changes (store->db), ==, 3);
  mh_test_store_commit (act);
  g_assert_true (covers (store, resident, "2026-10-20"));
  g_assert_false (covers (store, resident, "2026-10-21"));
  g_assert_true (covers (store, resident, "2026-12-01"));
}

static void
test_insert (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  gint64 resident = insert_resident (store);

  g_assert_cmpint (mh_protection_table_insert (store->db, resident, date_of ("2026-10-20"), date_of ("2026-10-21"), "import", "x",
                                               &error), !=, 0);
  g_assert_no_error (error);
  mh_test_store_commit (act);
  g_assert_false (covers (store, resident, "2026-10-19"));
  g_assert_true (covers (store, resident, "2026-10-20"));
  g_assert_true (covers (store, resident, "2026-10-21"));
  g_assert_false (covers (store, resident, "2026-10-22"));
}

/* The rest of the act that set it is taken back; the person stays protected. */
static void
test_undo_keeps (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhResident) resident = NULL;
  MhAct *act = mh_test_store_begin (store);
  gint64 id = insert_resident (store);

  mh_test_store_commit (act);
  act = mh_test_store_begin (store);
  insert_measure (store, id, "2026-10-01", NULL);
  g_assert_true (mh_db_run (store->db, &error, "UPDATE resident SET note = 'x' WHERE id = :id", ":id", MH_INT (id), NULL));
  mh_test_store_commit (act);
  mh_test_store_undo (store);

  resident = mh_resident_table_get (store->db, id, &error);
  g_assert_no_error (error);
  g_assert_null (resident->note);
  g_assert_true (covers (store, id, "2026-10-20"));
}

static void
test_fails_closed (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "empty.db", NULL);
  MhDb *db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  gboolean covered = FALSE;

  g_assert_no_error (error);
  g_assert_false (mh_protection_table_covers (db, 1, date_of ("2026-10-20"), &covered, &error));
  g_assert_nonnull (error);
  g_assert_true (covered);
  mh_db_close (db);
  mh_test_remove_dir (dir);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/protection/first-and-last-day-count-and-the-unreadable-runs", test_days);
  g_test_add_func ("/store/protection/an-old-measure-does-not-end-a-new-one", test_several);
  g_test_add_func ("/store/protection/ending-ends-what-runs-and-only-that", test_end);
  g_test_add_func ("/store/protection/is-kept-with-its-days", test_insert);
  g_test_add_func ("/store/protection/undo-does-not-lift-it", test_undo_keeps);
  g_test_add_func ("/store/protection/an-error-means-protected", test_fails_closed);

  return g_test_run ();
}
