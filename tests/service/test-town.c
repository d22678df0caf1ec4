/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <glib/gstdio.h>
#include <locale.h>

#include "mh-audit.h"
#include "mh-blackout.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-fake-clock.h"
#include "mh-fake-secrets.h"
#include "mh-schema.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-town.h"

#define N_THREADS 6

typedef struct {
  char *parent;
  char *dir;  /* not there yet */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->parent = mh_test_make_dir ();
  fixture->dir = g_build_filename (fixture->parent, "a", "town", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_remove_dir (fixture->parent);
  g_free (fixture->parent);
  g_free (fixture->dir);
}

static char *
get_value (MhDb       *db,
           const char *key)
{
  g_autoptr (GError) error = NULL;
  MhDesk desk = { .db = db };
  char *value = mh_config_get (&desk, key, &error);

  g_assert_no_error (error);

  return value;
}

static void
test_new (Fixture      *fixture,
          gconstpointer data)
{
  gboolean practice = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = NULL;
  g_autofree char *practice_value = NULL;
  g_autofree char *installation = NULL;
  MhDesk desk = { 0 };

  mh_town_create (&mh_db_driver_sqlite, fixture->dir, practice, &error);
  g_assert_no_error (error);

  db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error);
  g_assert_no_error (error);
  g_assert_nonnull (db);

  practice_value = get_value (db, "practice");
  installation = get_value (db, "installation");
  g_assert_cmpstr (practice_value, ==, practice ? "1" : "0");
  g_assert_true (g_uuid_string_is_valid (installation));

  desk.db = db;
  g_assert_cmpint (mh_config_is_practice (&desk), ==, practice);
}

static void
test_private (Fixture      *fixture,
              gconstpointer data)
{
#ifdef G_OS_WIN32
  g_test_skip ("this system keeps files private by the folder they lie in");
#else
  g_autofree char *path = mh_town_database_path (fixture->dir);
  GStatBuf info;

  g_assert_true (mh_town_create (&mh_db_driver_sqlite, fixture->dir, TRUE, NULL));

  g_assert_cmpint (g_stat (fixture->dir, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
#endif
}

static void
test_first_entry (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (MhFakeClock) clock = mh_fake_clock_new_at ("2026-10-20 09:00");
  g_autoptr (MhRandom) chance = mh_random_new_seeded (1);
  MhDesk desk = { .clock = MH_CLOCK (clock), .random = chance, .operator_name = "保健 花子" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  MhAuditEntry *entry;

  mh_town_create_by (&desk, &mh_db_driver_sqlite, fixture->dir, FALSE, &error);
  g_assert_no_error (error);

  db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error);
  g_assert_no_error (error);
  entries = mh_audit_list (db, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);

  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->kind, ==, "town.init");
  g_assert_cmpstr (entry->operator_name, ==, "保健 花子");
  g_assert_cmpint (entry->at, ==, mh_clock_now (MH_CLOCK (clock)));
}

static void
test_second (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (mh_town_create (&mh_db_driver_sqlite, fixture->dir, FALSE, NULL));
  db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, NULL);
  before = get_value (db, "installation");

  g_assert_false (mh_town_create (&mh_db_driver_sqlite, fixture->dir, TRUE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);

  after = get_value (db, "installation");
  g_assert_cmpstr (before, ==, after);
}

static void
test_absent (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (fixture->dir, G_FILE_TEST_EXISTS));
}

/* A start that ended between the schema and the first act. */
static void
test_half_made (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = mh_town_database_path (fixture->dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->dir, 0700), ==, 0);
  db = mh_db_open (&mh_db_driver_sqlite, path, NULL);
  g_assert_true (mh_schema_apply (db, NULL));

  g_assert_null (mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);

  g_assert_true (mh_town_create (&mh_db_driver_sqlite, fixture->dir, FALSE, NULL));
}

static void
test_newer (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *script = g_strdup_printf ("PRAGMA user_version = %d", mh_schema_get_newest () + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = NULL;

  g_assert_true (mh_town_create (&mh_db_driver_sqlite, fixture->dir, FALSE, NULL));
  db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, NULL);
  g_assert_true (mh_db_exec (db, script, NULL));
  g_clear_pointer (&db, mh_db_close);

  g_assert_null (mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_TOO_NEW);
}

static gpointer
create_in_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (mh_town_create (&mh_db_driver_sqlite, data, FALSE, &error))
    return GINT_TO_POINTER (1);

  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);

  return GINT_TO_POINTER (0);
}

static gpointer
open_in_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = mh_town_open (&mh_db_driver_sqlite, data, &error);

  g_assert_no_error (error);

  return GINT_TO_POINTER (db != NULL);
}

static int
run_threads (GThreadFunc func,
             gpointer    data)
{
  GThread *threads[N_THREADS];
  int sum = 0;

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("start", func, data);
  for (int i = 0; i < N_THREADS; i++)
    sum += GPOINTER_TO_INT (g_thread_join (threads[i]));

  return sum;
}

static void
test_at_once (Fixture      *fixture,
              gconstpointer data)
{
  g_assert_cmpint (run_threads (create_in_thread, fixture->dir), ==, 1);
  g_assert_cmpint (run_threads (open_in_thread, fixture->dir), ==, N_THREADS);
}

/* A town of the first version has no places and words yet; another program may have made them otherwise. */
static void
test_keys (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MhDb) db = NULL;
  gint64 n = 0;
  static const char garbled[] =
    "INSERT INTO act (id, at, operator, kind, policy) VALUES (9, 0, 'o', 'k', 'none');"
    "UPDATE act_now SET act = 9;"
    "INSERT INTO resident (register_number, name, kana, name_fold, kana_fold, sort_key) VALUES ('1', '山田', 'ヤマダ', 'x', 'x', x'00');"
    "UPDATE act_now SET act = NULL;"
    "UPDATE derived SET version = 'other'";

  mh_town_create (&mh_db_driver_sqlite, fixture->dir, FALSE, &error);
  g_assert_no_error (error);
  db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error);
  g_assert_no_error (error);
  g_assert_true (mh_db_exec (db, garbled, &error));
  g_clear_pointer (&db, mh_db_close);

  g_cancellable_cancel (cancellable);
  g_assert_null (mh_town_open_cancellable (&mh_db_driver_sqlite, fixture->dir, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error);
  g_assert_no_error (error);
  mh_db_get_int (db, 0, &n, &error,
                 "SELECT count(*) FROM resident JOIN resident_place ON resident = id JOIN resident_text ON resident_text.rowid = place "
                 "WHERE kana_fold = 'ヤマダ' AND name_fold = '山田' AND resident_text MATCH '\"␂ヤ ヤマ\"'", NULL);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 1);
}

/* A file that was never made a town is refused with a sentence before anything is printed or noted. */
static void
test_unfinished (Fixture      *fixture,
                 gconstpointer data)
{
  MhTestTown *town = mh_test_town_new ("2026-10-20 09:00");
  g_autoptr (MhFakeSecrets) secrets = mh_fake_secrets_new ();
  MhBlackoutRequest request = { .from = { 2026, 10, 21 }, .to = { 2026, 10, 23 }, .n_slips = 3, .folder = town->dir };
  g_autoptr (MhBlackoutMade) made = NULL;
  gint64 n_before;
  g_autoptr (GError) error = NULL;

  mh_test_town_add_session (town, mh_test_town_add_programme (town), "2026-10-22", "09:00-10:00/30x2");
  n_before = mh_test_town_count (town, "SELECT count (*) FROM audit");
  made = mh_blackout_make (&town->desk, MH_SECRETS (secrets), &request, &error);
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_null (made);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit"), ==, n_before);
  g_clear_error (&error);

  mh_test_town_set (town, "installation", "0dd52b1c-5d07-4a9a-9e6f-0123456789ab");
  made = mh_blackout_make (&town->desk, MH_SECRETS (secrets), &request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (made);
  mh_test_town_free (town);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/town/a-new-town-is-real", Fixture, GINT_TO_POINTER (FALSE), set_up, test_new, tear_down);
  g_test_add ("/service/town/a-practice-town-is-marked", Fixture, GINT_TO_POINTER (TRUE), set_up, test_new, tear_down);
  g_test_add ("/service/town/only-its-owner-can-read-it", Fixture, NULL, set_up, test_private, tear_down);
  g_test_add ("/service/town/the-log-begins-with-who-made-it", Fixture, NULL, set_up, test_first_entry, tear_down);
  g_test_add ("/service/town/a-second-one-is-refused", Fixture, NULL, set_up, test_second, tear_down);
  g_test_add ("/service/town/opening-makes-nothing", Fixture, NULL, set_up, test_absent, tear_down);
  g_test_add ("/service/town/a-start-cut-short-can-be-finished", Fixture, NULL, set_up, test_half_made, tear_down);
  g_test_add ("/service/town/a-newer-file-is-refused", Fixture, NULL, set_up, test_newer, tear_down);
  g_test_add ("/service/town/keys-of-another-version-are-made-anew", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/service/town/what-was-never-finished-is-not-sealed", Fixture, NULL, set_up, test_unfinished, tear_down);
  g_test_add ("/service/town/of-many-starts-at-once-one-makes-it", Fixture, NULL, set_up, test_at_once, tear_down);

  return g_test_run ();
}
