/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "mh-backup.h"
#include "mh-check.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-fake-clock.h"
#include "mh-schema.h"
#include "mh-test-utils.h"
#include "mh-town.h"

typedef struct {
  char        *dir;
  char        *backup;
  MhFakeClock *clock;
  MhDesk       desk;
} Fixture;

static void
open_town (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->desk.db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error);
  g_assert_no_error (error);
}

static void
close_town (Fixture *fixture)
{
  g_clear_pointer (&fixture->desk.db, mh_db_close);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = mh_test_make_dir ();
  fixture->backup = g_build_filename (fixture->dir, "backup.db", NULL);
  fixture->clock = mh_fake_clock_new_at ("2026-10-20 09:00");
  fixture->desk.clock = MH_CLOCK (fixture->clock);
  fixture->desk.random = mh_random_new_seeded (1);
  fixture->desk.operator_name = "保健 花子";

  mh_town_create_by (&fixture->desk, &mh_db_driver_sqlite, fixture->dir, FALSE, &error);
  g_assert_no_error (error);
  open_town (fixture);
  g_assert_true (mh_config_set (&fixture->desk, "town.name", "滝上町", NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  close_town (fixture);
  g_clear_object (&fixture->desk.random);
  g_assert_finalize_object (fixture->clock);
  mh_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->backup);
}

static void
make_backup (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  mh_backup_write (&fixture->desk, &mh_db_driver_sqlite, fixture->backup, &error);
  g_assert_no_error (error);
}

static MhRestoreResult *
restore (Fixture    *fixture,
         const char *dir,
         GError    **error)
{
  return mh_backup_restore (&fixture->desk, &mh_db_driver_sqlite, fixture->backup, dir, error);
}

static void
assert_setting (Fixture    *fixture,
                const char *key,
                const char *expected)
{
  g_autofree char *value = mh_config_get (&fixture->desk, key, NULL);

  g_assert_cmpstr (value, ==, expected);
}

/* Nothing but the town, the backup and what is meant to be kept. */
static void
assert_no_litter (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_test_message ("%s", name);
    g_assert_null (strstr (name, "restoring"));
    g_assert_null (strstr (name, "backing-up"));
    g_assert_null (strstr (name, ".part"));
  }
}

static void
test_backup (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) copy = NULL;
  GStatBuf info;

  make_backup (fixture);
  assert_no_litter (fixture);
  g_assert_cmpint (g_stat (fixture->backup, &info), ==, 0);
#ifndef G_OS_WIN32
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
#endif

  g_assert_false (mh_backup_write (&fixture->desk, &mh_db_driver_sqlite, fixture->backup, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
}

static void
test_restore (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  g_autoptr (MhRestoreResult) second = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  make_backup (fixture);
  g_assert_true (mh_config_set (&fixture->desk, "town.name", "別の町", NULL));
  close_town (fixture);

  result = restore (fixture, fixture->dir, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (result->kept_as, ".before-restore-1"));
  g_assert_true (g_file_test (result->kept_as, G_FILE_TEST_EXISTS));
  assert_no_litter (fixture);

  open_town (fixture);
  assert_setting (fixture, "town.name", "滝上町");
  assert_setting (fixture, "sending", "off");
  findings = mh_check_run (&fixture->desk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  close_town (fixture);

  /* The copy that was kept is itself a backup. */
  g_free (fixture->backup);
  fixture->backup = g_strdup (result->kept_as);
  second = restore (fixture, fixture->dir, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (second->kept_as, ".before-restore-2"));
  open_town (fixture);
  assert_setting (fixture, "town.name", "別の町");
}

static void
test_empty_dir (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "new", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  g_autoptr (MhDb) db = NULL;

  make_backup (fixture);
  result = restore (fixture, dir, &error);
  g_assert_no_error (error);
  g_assert_null (result->kept_as);

  db = mh_town_open (&mh_db_driver_sqlite, dir, &error);
  g_assert_no_error (error);
}

static void
insert_deliveries (Fixture *fixture)
{
  static const char script[] =
    "BEGIN; UPDATE act_now SET act = 1;"
    "INSERT INTO resident (id, register_number, name, name_fold, kana_fold, sort_key) VALUES (1, '1', 'x', 'x', 'x', x'00');"
    "INSERT INTO contact (id, kind, value) VALUES (1, 'mobile', '09012345678');"
    "UPDATE act_now SET act = NULL;"
    "INSERT INTO delivery (id, act, kind, resident, body, state, due_at, state_at) VALUES "
    "(1, 1, 'offer', 1, 'x', 'held', 1, 1), (2, 1, 'offer', 1, 'x', 'due', 1, 1),"
    "(3, 1, 'offer', 1, 'x', 'attempting', 1, 1), (4, 1, 'offer', 1, 'x', 'unknown', 1, 1),"
    "(5, 1, 'offer', 1, 'x', 'accepted', 1, 1), (6, 1, 'offer', 1, 'x', 'by-hand', 1, 1),"
    "(7, 1, 'offer', 1, 'x', 'withdrawn', 1, 1);"
    "INSERT INTO attempt (id, key, provider, endpoint, content_type, body, first_at, next_at) VALUES "
    "(1, 'k', 'karaden', '/', 'text/plain', x'00', 1, 1);"
    "INSERT INTO lease (name, owner, expires_at) VALUES ('dispatcher', 'x', 99999999999999);"
    "COMMIT";
  g_autoptr (GError) error = NULL;

  mh_db_exec (fixture->desk.db, script, &error);
  g_assert_no_error (error);
}

/* Sent once: what had not left for certain when the backup was made may have arrived since. */
static void
test_messages (Fixture      *fixture,
               gconstpointer data)
{
  static const char * const expected[] = { "check", "check", "check", "check", "accepted", "by-hand", "withdrawn" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  g_autoptr (MhRows) rows = NULL;
  gint64 n = -1;

  insert_deliveries (fixture);
  make_backup (fixture);
  close_town (fixture);

  result = restore (fixture, fixture->dir, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_to_check, ==, 4);

  open_town (fixture);
  rows = mh_db_query (fixture->desk.db, NULL, "SELECT state, reason FROM delivery ORDER BY id", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_assert_true (mh_rows_next (rows));
    g_assert_cmpstr (mh_rows_text (rows, 0), ==, expected[i]);
    g_assert_cmpstr (mh_rows_text (rows, 1), ==, g_str_equal (expected[i], "check") ? "restored" : NULL);
  }
  g_clear_pointer (&rows, mh_rows_free);

  g_assert_true (mh_db_get_int (fixture->desk.db, -1, &n, NULL, "SELECT count(*) FROM attempt WHERE state = 'open'", NULL));
  g_assert_cmpint (n, ==, 0);
  g_assert_true (mh_db_get_int (fixture->desk.db, -1, &n, NULL, "SELECT count(*) FROM lease", NULL));
  g_assert_cmpint (n, ==, 0);
}

static void
spoil_nothing (Fixture *fixture)
{
  g_assert_cmpint (g_remove (fixture->backup), ==, 0);
}

static void
spoil_text (Fixture *fixture)
{
  g_assert_true (g_file_set_contents (fixture->backup, "宛名番号,氏名\n", -1, NULL));
}

static void
spoil_middle (Fixture *fixture)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->backup, &contents, &length, NULL));
  memset (contents + 4096, 0xa5, length - 8192);
  g_assert_true (g_file_set_contents (fixture->backup, contents, (gssize) length, NULL));
}

static void
spoil_half (Fixture *fixture)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->backup, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (fixture->backup, contents, (gssize) (length / 2), NULL));
}

static void
run_on_backup (Fixture    *fixture,
               const char *script)
{
  g_autoptr (MhDb) db = mh_db_open (&mh_db_driver_sqlite, fixture->backup, NULL);
  g_autoptr (GError) error = NULL;

  mh_db_exec (db, script, &error);
  g_assert_no_error (error);
  mh_db_exec (db, "PRAGMA journal_mode = DELETE", &error);
  g_assert_no_error (error);
}

static void
spoil_newer (Fixture *fixture)
{
  g_autofree char *script = g_strdup_printf ("PRAGMA user_version = %d", mh_schema_get_newest () + 1);

  run_on_backup (fixture, script);
}

static void
spoil_kind (Fixture *fixture)
{
  run_on_backup (fixture, "BEGIN; UPDATE act_now SET act = 1; UPDATE config SET value = '1' WHERE key = 'practice';"
                          "UPDATE act_now SET act = NULL; COMMIT");
}

/* Opens and reads well: only the check finds it. */
static void
spoil_links (Fixture *fixture)
{
  run_on_backup (fixture, "PRAGMA foreign_keys = OFF; BEGIN; UPDATE act_now SET act = 1;"
                          "INSERT INTO contact_link (resident, contact) VALUES (98, 99);"
                          "UPDATE act_now SET act = NULL; COMMIT");
}

typedef struct {
  const char *name;
  void (*spoil)(Fixture *fixture);
  int         code;
} Refusal;

static const Refusal refusals[] = {
  { "a file that is not there", spoil_nothing, MH_ERROR_NOT_FOUND },
  { "a file that is no database", spoil_text, -1 },
  { "a damaged file", spoil_middle, -1 },
  { "half a file", spoil_half, -1 },
  { "a file whose rows point nowhere", spoil_links, -1 },
  { "a newer file", spoil_newer, MH_ERROR_TOO_NEW },
  { "a practice town", spoil_kind, MH_ERROR_REFUSED },
};

static void
test_refusal (Fixture      *fixture,
              gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (GError) error = NULL;

  make_backup (fixture);
  g_assert_true (mh_config_set (&fixture->desk, "town.name", "別の町", NULL));
  close_town (fixture);
  refusal->spoil (fixture);

  g_assert_null (restore (fixture, fixture->dir, &error));
  g_assert_true (error != NULL && error->domain == MH_ERROR);
  g_test_message ("%s", error->message);
  if (refusal->code >= 0)
    g_assert_error (error, MH_ERROR, refusal->code);

  assert_no_litter (fixture);
  open_town (fixture);
  assert_setting (fixture, "town.name", "別の町");
  assert_setting (fixture, "sending", "on");
}

static void
test_busy (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_backup (fixture);
  g_assert_null (restore (fixture, fixture->dir, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_BUSY);
  assert_no_litter (fixture);
  assert_setting (fixture, "town.name", "滝上町");
}

/* The day a backup is needed. */
static void
test_broken_town (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *path = mh_town_database_path (fixture->dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  g_autofree char *kept = NULL;

  make_backup (fixture);
  close_town (fixture);
  g_assert_true (g_file_set_contents (path, "nothing but rubbish", -1, NULL));

  result = restore (fixture, fixture->dir, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (result->kept_as, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "nothing but rubbish");

  open_town (fixture);
  assert_setting (fixture, "town.name", "滝上町");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/backup/is-private-and-replaces-nothing", Fixture, NULL, set_up, test_backup, tear_down);
  g_test_add ("/service/restore/brings-the-town-back-and-keeps-the-other", Fixture, NULL, set_up, test_restore, tear_down);
  g_test_add ("/service/restore/works-on-a-new-computer", Fixture, NULL, set_up, test_empty_dir, tear_down);
  g_test_add ("/service/restore/sends-nothing-that-may-have-been-sent", Fixture, NULL, set_up, test_messages, tear_down);
  g_test_add ("/service/restore/waits-until-nobody-has-the-town-open", Fixture, NULL, set_up, test_busy, tear_down);
  g_test_add ("/service/restore/takes-the-place-of-a-broken-town", Fixture, NULL, set_up, test_broken_town, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *path = g_strconcat ("/service/restore/refuses/", refusals[i].name, NULL);

    g_test_add (path, Fixture, &refusals[i], set_up, test_refusal, tear_down);
  }

  return g_test_run ();
}
