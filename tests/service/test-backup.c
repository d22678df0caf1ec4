/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-backup-key.h"
#include "mh-backup-set.h"
#include "mh-backup.h"
#include "mh-check.h"
#include "mh-config-table.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-fake-clock.h"
#include "mh-fake-secrets.h"
#include "mh-fault-driver.h"
#include "mh-recovery-key.h"
#include "mh-schema.h"
#include "mh-test-store.h"
#include "mh-test-utils.h"
#include "mh-town.h"

typedef struct {
  char        *dir;
  char        *backup;
  MhFakeClock *clock;
  MhSecrets   *secrets;
  MhSealedKey  key;
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
  g_autofree char *path = NULL;

  fixture->dir = mh_test_make_dir ();
  fixture->backup = g_build_filename (fixture->dir, "backup.mhbackup", NULL);
  fixture->secrets = MH_SECRETS (mh_fake_secrets_new ());
  fixture->clock = mh_fake_clock_new_at ("2026-10-20 09:00");
  fixture->desk.clock = MH_CLOCK (fixture->clock);
  fixture->desk.random = mh_random_new_seeded (1);
  fixture->desk.operator_name = "保健 花子";

  /* The schema takes long to apply; the town is made in what has it. */
  path = g_build_filename (fixture->dir, "machihoken.db", NULL);
  mh_test_store_write_empty (path);
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
  g_assert_finalize_object (fixture->secrets);
  g_assert_finalize_object (fixture->clock);
  mh_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->backup);
}

static void
set_time (Fixture    *fixture,
          const char *civil)
{
  g_autoptr (MhFakeClock) then = mh_fake_clock_new_at (civil);

  mh_fake_clock_set (fixture->clock, mh_clock_now (MH_CLOCK (then)));
}

static void
make_backup (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  mh_backup_key_ensure (fixture->secrets, &fixture->key, &error);
  g_assert_no_error (error);
  mh_backup_write (&fixture->desk, &mh_db_driver_sqlite, fixture->backup, &fixture->key, mh_desk_now (&fixture->desk), NULL, &error);
  g_assert_no_error (error);
}

/* What the program made before backups were sealed. */
static void
make_plain_backup (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) copy = NULL;

  mh_db_copy_to (fixture->desk.db, fixture->backup, &error);
  g_assert_no_error (error);
  copy = mh_db_open (&mh_db_driver_sqlite, fixture->backup, &error);
  mh_db_exec (copy, "PRAGMA journal_mode = DELETE", &error);
  g_assert_no_error (error);
}

static MhRestoreResult *
restore (Fixture    *fixture,
         const char *dir,
         GError    **error)
{
  MhSealedKey key;

  return mh_backup_key_find (fixture->secrets, NULL, fixture->backup, &key, error)
         ? mh_backup_restore (&fixture->desk, &mh_db_driver_sqlite, fixture->backup, dir, &key, NULL, error) : NULL;
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
    g_assert_null (strstr (name, ".drill"));
  }
}

static void
test_backup (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  GStatBuf info;

  make_backup (fixture);
  assert_no_litter (fixture);
  g_assert_cmpint (g_stat (fixture->backup, &info), ==, 0);
#ifndef G_OS_WIN32
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
#endif

  g_assert_true (g_file_get_contents (fixture->backup, &contents, &length, NULL));
  g_assert_null (g_strstr_len (contents, (gssize) length, "滝上町"));
  g_assert_null (g_strstr_len (contents, (gssize) length, "SQLite"));

  g_assert_false (mh_backup_write (&fixture->desk, &mh_db_driver_sqlite, fixture->backup, &fixture->key, mh_desk_now (&fixture->desk), NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
}

static void
test_restore (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  g_autoptr (MhRestoreResult) second = NULL;
  g_autoptr (MhBackupStatus) status = NULL;
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
  status = mh_backup_get_status (&fixture->desk, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status->last, ==, mh_desk_now (&fixture->desk));
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
insert_people (Fixture *fixture)
{
  static const char script[] =
    "BEGIN; UPDATE act_now SET act = 1;"
    "INSERT INTO resident (id, register_number, name, name_fold, kana_fold, sort_key) VALUES (1, '1', 'x', 'x', 'x', x'00');"
    "INSERT INTO contact (id, kind, value) VALUES (1, 'mobile', '09012345678');"
    "UPDATE act_now SET act = NULL; COMMIT";
  g_autoptr (GError) error = NULL;

  mh_db_exec (fixture->desk.db, script, &error);
  g_assert_no_error (error);
}

static void
insert_deliveries (Fixture *fixture)
{
  static const char script[] =
    "BEGIN;"
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

  insert_people (fixture);
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

static void
spoil_key (Fixture *fixture)
{
  MhSealedKey other;

  mh_sealed_key_make (&other);
  g_assert_true (mh_backup_key_keep (fixture->secrets, &other, NULL));
}

static void
spoil_town (Fixture *fixture)
{
  run_on_backup (fixture, "BEGIN; UPDATE act_now SET act = 1; UPDATE config SET value = 'elsewhere' WHERE key = 'installation';"
                          "UPDATE act_now SET act = NULL; COMMIT");
}

typedef struct {
  const char *name;
  void (*spoil)(Fixture *fixture);
  int         code;
  gboolean    plain;
} Refusal;

static const Refusal refusals[] = {
  { "a file that is not there", spoil_nothing, MH_ERROR_NOT_FOUND },
  { "a file that is no database", spoil_text, -1, TRUE },
  { "a damaged file", spoil_middle, -1, TRUE },
  { "half a file", spoil_half, -1, TRUE },
  { "a file whose rows point nowhere", spoil_links, -1, TRUE },
  { "a newer file", spoil_newer, MH_ERROR_TOO_NEW, TRUE },
  { "a practice town", spoil_kind, MH_ERROR_REFUSED, TRUE },
  { "a sealed file that was damaged", spoil_middle, MH_ERROR_STORAGE },
  { "half a sealed file", spoil_half, MH_ERROR_STORAGE },
  { "a sealed file without its key", spoil_key, MH_ERROR_REFUSED },
  { "the backup of another town", spoil_town, MH_ERROR_REFUSED, TRUE },
};

static void
test_refusal (Fixture      *fixture,
              gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (GError) error = NULL;

  insert_people (fixture);
  if (refusal->plain)
    make_plain_backup (fixture);
  else
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

/* Those that towns have from before. */
static void
test_old_backup (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;

  make_plain_backup (fixture);
  g_assert_true (mh_config_set (&fixture->desk, "town.name", "別の町", NULL));
  close_town (fixture);
  result = restore (fixture, fixture->dir, &error);
  g_assert_no_error (error);
  open_town (fixture);
  assert_setting (fixture, "town.name", "滝上町");
}

/* The day after the PC was stolen: no keyring, a sheet of paper, and a town that was just made to have a window at all. */
static void
test_new_computer (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "new", NULL);
  g_autoptr (MhSecrets) empty = MH_SECRETS (mh_fake_secrets_new ());
  g_autoptr (MhSecretText) sheet = NULL;
  g_autofree char *typo = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  MhSealedKey key;

  insert_people (fixture);
  make_backup (fixture);
  sheet = mh_recovery_key_write (&fixture->key);
  typo = g_strdup (sheet);
  typo[7] = typo[7] == 'A' ? 'C' : 'A';

  g_assert_true (mh_town_create_by (&fixture->desk, &mh_db_driver_sqlite, dir, FALSE, NULL));
  g_assert_false (mh_backup_key_find (empty, NULL, fixture->backup, &key, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "recovery key"));
  g_clear_error (&error);
  g_assert_false (mh_backup_key_find (empty, typo, fixture->backup, &key, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (mh_backup_key_find (empty, sheet, fixture->backup, &key, &error));
  result = mh_backup_restore (&fixture->desk, &mh_db_driver_sqlite, fixture->backup, dir, &key, NULL, &error);
  g_assert_no_error (error);

  close_town (fixture);
  fixture->desk.db = mh_town_open (&mh_db_driver_sqlite, dir, &error);
  g_assert_no_error (error);
  assert_setting (fixture, "town.name", "滝上町");
}

static gint64
count (Fixture    *fixture,
       const char *sql)
{
  gint64 n = -1;

  g_assert_true (mh_db_get_int (fixture->desk.db, -1, &n, NULL, sql, NULL));

  return n;
}

static void
test_drill (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBackupDrill) drill = NULL;
  gint64 acts;

  make_backup (fixture);
  insert_people (fixture);
  set_time (fixture, "2026-10-21 09:00");
  g_assert_true (mh_config_set (&fixture->desk, "town.name", "別の町", NULL));
  acts = count (fixture, "SELECT count(*) FROM act");

  drill = mh_backup_run_drill (&fixture->desk, &mh_db_driver_sqlite, fixture->backup, &fixture->key, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drill->findings->len, ==, 0);
  g_assert_cmpint (drill->backup.n[MH_BACKUP_RESIDENTS], ==, 0);
  g_assert_cmpint (drill->live.n[MH_BACKUP_RESIDENTS], ==, 1);
  g_assert_cmpint (drill->live.newest_at - drill->made_at, ==, 24 * 3600 * 1000);
  g_assert_cmpint (drill->backup.newest_at, <=, drill->made_at);

  assert_no_litter (fixture);
  assert_setting (fixture, "town.name", "別の町");
  assert_setting (fixture, "sending", "on");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM act"), ==, acts);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM audit WHERE kind = 'backup.drill'"), ==, 1);
}

/* What a rule of the town forbids is found in the drill, not on the day. */
static void
test_drill_findings (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBackupDrill) drill = NULL;

  make_plain_backup (fixture);
  run_on_backup (fixture, "DROP TRIGGER audit_no_update; UPDATE audit SET kind = 'changed' WHERE id = 1");
  drill = mh_backup_run_drill (&fixture->desk, &mh_db_driver_sqlite, fixture->backup, &fixture->key, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drill->findings->len, ==, 1);
}

static MhBackupFile *
make_next (Fixture *fixture,
           gboolean only_if_due,
           GError **error)
{
  return mh_backup_set_make (&fixture->desk, &mh_db_driver_sqlite, fixture->secrets, only_if_due, NULL, error);
}

static guint
count_set (Fixture    *fixture,
           const char *folder)
{
  g_autoptr (GPtrArray) files = mh_backup_set_list (&fixture->desk, folder, NULL);

  return files->len;
}

static void
test_schedule (Fixture      *fixture,
               gconstpointer data)
{
  static const struct {
    const char *at;
    gboolean    made;
  } steps[] = {
    { "2026-10-20 09:01", FALSE },  /* made today */
    { "2026-10-20 20:59", FALSE },
    { "2026-10-20 21:00", TRUE },
    { "2026-10-20 23:00", FALSE },
    { "2026-10-21 20:00", FALSE },
    { "2026-10-24 08:30", TRUE },   /* three nights were missed: one is made up */
    { "2026-10-24 08:31", FALSE },
    { "2026-10-24 21:05", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhBackupFile) file = NULL;

    set_time (fixture, steps[i].at);
    file = make_next (fixture, TRUE, &error);
    g_assert_no_error (error);
    g_test_message ("%s", steps[i].at);
    g_assert_true ((file != NULL) == steps[i].made);
  }

  g_assert_true (mh_config_set (&fixture->desk, "backup.auto", "off", NULL));
  set_time (fixture, "2026-10-30 12:00");
  g_assert_null (make_next (fixture, TRUE, NULL));
}

static void
test_generations (void)
{
  static const struct {
    const char *made;  /* newest first */
    const char *rules;
    const char *stay;
  } cases[] = {
    { "2026-11-22 21:00", "1,0,0", "1" },
    { "2026-11-22 21:00|2026-11-22 12:00|2026-11-21 21:00", "1,0,0", "100" },
    { "2026-11-22 21:00|2026-11-22 12:00|2026-11-21 21:00", "2,0,0", "101" },
    /* Sunday the 22nd and Monday the 16th are one week. */
    { "2026-11-22 21:00|2026-11-16 21:00|2026-11-15 21:00|2026-11-08 21:00", "1,2,0", "1010" },
    { "2026-11-22 21:00|2026-11-01 21:00|2026-10-31 21:00|2026-10-01 21:00|2026-01-05 21:00", "1,0,3", "10101" },
    /* Nothing goes because of a holiday. */
    { "2026-11-22 21:00|2026-08-01 21:00|2026-07-31 21:00", "3,0,0", "111" },
    { "2026-12-31 21:00|2026-01-01 21:00|2025-12-31 21:00", "1,1,3", "111" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) made = g_strsplit (cases[i].made, "|", -1);
    gsize n = g_strv_length (made);
    gint64 times[8];
    gboolean keep[8];
    MhBackupKeep rules;

    for (gsize k = 0; k < n; k++) {
      g_autoptr (MhFakeClock) clock = mh_fake_clock_new_at (made[k]);

      times[k] = mh_clock_now (MH_CLOCK (clock));
    }
    g_assert_true (mh_backup_keep_read (cases[i].rules, &rules));
    mh_backup_choose (times, n, &rules, keep);
    for (gsize k = 0; k < n; k++) {
      g_test_message ("%s of %s by %s", made[k], cases[i].made, cases[i].rules);
      g_assert_cmpint (keep[k], ==, cases[i].stay[k] == '1');
    }
  }
}

/* Six weeks with files of other people in between. */
static void
test_prune (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *folder = mh_backup_set_folder (&fixture->desk, NULL);
  g_autofree char *foreign = g_build_filename (folder, "machihoken-00000000-20200101-210000.mhbackup", NULL);
  g_autofree char *renamed = g_build_filename (folder, "大事.mhbackup", NULL);
  g_autofree char *misnamed = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (mh_config_set (&fixture->desk, "backup.keep", "2,3,3", NULL));
  for (int night = 0; night < 14; night++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhBackupFile) file = NULL;

    mh_fake_clock_advance (fixture->clock, 3 * 24 * 3600 * 1000);
    file = make_next (fixture, FALSE, &error);
    g_assert_no_error (error);

    if (night == 0) {
      g_assert_true (g_file_get_contents (file->path, &contents, &length, NULL));
      misnamed = g_strconcat (file->path, "のコピー.mhbackup", NULL);
      g_assert_true (g_file_set_contents (foreign, "not ours", -1, NULL));
      g_assert_true (g_file_set_contents (renamed, contents, (gssize) length, NULL));
      g_assert_true (g_file_set_contents (misnamed, contents, (gssize) length, NULL));
    }
  }

  /* Tuesday 12-01 and 11-28; the week before ends with 11-22; October's last is 10-29. */
  g_assert_cmpuint (count_set (fixture, folder), ==, 4);
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (renamed, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (misnamed, G_FILE_TEST_EXISTS));
}

/* A large town, or a slow disk: the name and the label told two different seconds, and a good backup was taken for none. */
static void
test_takes_its_time (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *folder = mh_backup_set_folder (&fixture->desk, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBackupFile) file = NULL;

  mh_fake_clock_run (fixture->clock, 1500);
  file = make_next (fixture, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_set (fixture, folder), ==, 1);
}

static void
test_second (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *stick = g_build_filename (fixture->dir, "stick", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBackupFile) first = NULL;
  g_autoptr (MhBackupFile) second = NULL;
  g_autoptr (MhBackupFile) third = NULL;
  g_autoptr (MhBackupStatus) without = NULL;
  g_autoptr (MhBackupStatus) with = NULL;

  g_assert_false (mh_config_set (&fixture->desk, "backup.second", stick, NULL));
  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  g_assert_true (mh_config_set (&fixture->desk, "backup.second", stick, NULL));
  first = make_next (fixture, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_set (fixture, stick), ==, 1);

  /* The stick is drawn out: there is a backup all the same, and it is said. */
  mh_test_remove_dir (stick);
  mh_fake_clock_advance (fixture->clock, 60000);
  second = make_next (fixture, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (stick, G_FILE_TEST_EXISTS));
  without = mh_backup_get_status (&fixture->desk, NULL);
  g_assert_nonnull (strstr (without->second_problem, "USB"));
  g_assert_null (without->problem);

  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  mh_fake_clock_advance (fixture->clock, 60000);
  third = make_next (fixture, FALSE, &error);
  g_assert_no_error (error);
  with = mh_backup_get_status (&fixture->desk, NULL);
  g_assert_null (with->second_problem);
  g_assert_cmpuint (count_set (fixture, stick), ==, 1);
  mh_test_remove_dir (stick);
}

static void
test_failures (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *gone = g_build_filename (fixture->dir, "gone", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBackupStatus) locked = NULL;
  g_autoptr (MhBackupStatus) missing = NULL;
  g_autoptr (MhBackupStatus) good = NULL;
  g_autoptr (MhBackupFile) file = NULL;

  mh_fake_secrets_set_available (MH_FAKE_SECRETS (fixture->secrets), FALSE);
  g_assert_null (make_next (fixture, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_UNAVAILABLE);
  locked = mh_backup_get_status (&fixture->desk, NULL);
  g_assert_cmpstr (locked->problem, ==, error->message);
  g_clear_error (&error);
  mh_fake_secrets_set_available (MH_FAKE_SECRETS (fixture->secrets), TRUE);

  g_assert_cmpint (g_mkdir (gone, 0700), ==, 0);
  g_assert_true (mh_config_set (&fixture->desk, "backup.folder", gone, NULL));
  mh_test_remove_dir (gone);
  set_time (fixture, "2026-10-23 09:00");
  g_assert_null (make_next (fixture, TRUE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  missing = mh_backup_get_status (&fixture->desk, NULL);
  g_assert_nonnull (strstr (missing->problem, "gone"));
  g_assert_true (missing->late);
  g_assert_cmpuint (missing->n_late_days, ==, 3);
  g_clear_error (&error);

  g_assert_true (mh_config_set (&fixture->desk, "backup.folder", "", NULL));
  file = make_next (fixture, TRUE, &error);
  g_assert_no_error (error);
  good = mh_backup_get_status (&fixture->desk, NULL);
  g_assert_null (good->problem);
  g_assert_false (good->late);
  g_assert_true (good->sheet_wanted);
  g_assert_true (mh_backup_note_sheet (&fixture->desk, &error));
  g_clear_pointer (&good, mh_backup_status_free);
  good = mh_backup_get_status (&fixture->desk, NULL);
  g_assert_false (good->sheet_wanted);
}

/* The copy beside the town finds no room: no backup, no rubbish, a sentence, and no older backup goes. */
static void
test_full (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (MhFaultDriver) faults = mh_fault_driver_new ();
  g_autofree char *folder = mh_backup_set_folder (&fixture->desk, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBackupFile) first = NULL;

  g_assert_true (mh_config_set (&fixture->desk, "backup.keep", "1,0,0", NULL));
  close_town (fixture);
  fixture->desk.db = mh_town_open (mh_fault_driver_get_driver (faults), fixture->dir, &error);
  g_assert_no_error (error);
  first = make_next (fixture, FALSE, &error);
  g_assert_no_error (error);

  mh_fake_clock_advance (fixture->clock, 24 * 3600 * 1000);
  mh_fault_driver_arm (faults, MH_FAULT_AT_COPY, MH_FAULT_FULL, 1, 1);
  g_assert_null (make_next (fixture, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  mh_fault_driver_disarm (faults);
  assert_no_litter (fixture);
  g_assert_cmpuint (count_set (fixture, folder), ==, 1);
  close_town (fixture);
}

static void
test_one_at_a_time (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  mh_db_exec (fixture->desk.db, "INSERT INTO lease (name, owner, expires_at) VALUES ('backup', 'another', 99999999999999)", &error);
  g_assert_no_error (error);
  g_assert_null (make_next (fixture, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_BUSY);
}

static void
stop_cb (guint64  done,
         guint64  total,
         gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_stopped (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBackupStatus) status = NULL;
  MhSealedWatch watch = { cancellable, stop_cb, cancellable };

  g_assert_null (mh_backup_set_make (&fixture->desk, &mh_db_driver_sqlite, fixture->secrets, FALSE, &watch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_no_litter (fixture);
  status = mh_backup_get_status (&fixture->desk, NULL);
  g_assert_null (status->problem);
  g_assert_cmpint (status->last, ==, 0);
}

static void
test_key_is_kept (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  MhSealedKey first, second;

  g_assert_false (mh_backup_key_look_up (fixture->secrets, &first, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (mh_backup_key_ensure (fixture->secrets, &first, &error));
  g_assert_true (mh_backup_key_ensure (fixture->secrets, &second, &error));
  g_assert_cmpmem (first.bytes, sizeof first.bytes, second.bytes, sizeof second.bytes);
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
  g_test_add ("/service/restore/takes-backups-from-before-they-were-sealed", Fixture, NULL, set_up, test_old_backup, tear_down);
  g_test_add ("/service/restore/needs-only-the-sheet-on-a-new-computer", Fixture, NULL, set_up, test_new_computer, tear_down);
  g_test_add ("/service/backup/drill/compares-and-changes-nothing", Fixture, NULL, set_up, test_drill, tear_down);
  g_test_add ("/service/backup/drill/finds-a-broken-rule", Fixture, NULL, set_up, test_drill_findings, tear_down);
  g_test_add ("/service/backup/is-due-once-a-day-and-made-up-when-missed", Fixture, NULL, set_up, test_schedule, tear_down);
  g_test_add_func ("/service/backup/keeps-days-weeks-and-months", test_generations);
  g_test_add ("/service/backup/removes-only-what-it-made", Fixture, NULL, set_up, test_prune, tear_down);
  g_test_add ("/service/backup/may-take-its-time", Fixture, NULL, set_up, test_takes_its_time, tear_down);
  g_test_add ("/service/backup/goes-to-a-second-place", Fixture, NULL, set_up, test_second, tear_down);
  g_test_add ("/service/backup/says-why-there-is-none", Fixture, NULL, set_up, test_failures, tear_down);
  g_test_add ("/service/backup/on-a-full-disk-leaves-the-older-ones", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add ("/service/backup/is-made-by-one-process-at-a-time", Fixture, NULL, set_up, test_one_at_a_time, tear_down);
  g_test_add ("/service/backup/can-be-stopped", Fixture, NULL, set_up, test_stopped, tear_down);
  g_test_add ("/service/backup/makes-its-key-once", Fixture, NULL, set_up, test_key_is_kept, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *path = g_strconcat ("/service/restore/refuses/", refusals[i].name, NULL);

    g_test_add (path, Fixture, &refusals[i], set_up, test_refusal, tear_down);
  }

  return g_test_run ();
}
