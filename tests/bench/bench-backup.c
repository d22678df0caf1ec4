/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Times a backup, a drill and a restore of a made-up town. The size may be named: bench-backup 5000 */

#define G_LOG_DOMAIN "bench-backup"

#include <locale.h>

#include <glib/gstdio.h>

#include "mh-backup.h"
#include "mh-practice.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"

#define NOW       "2026-11-22 09:00"
#define SEED      4
#define RESIDENTS 100000

static gint64
start (void)
{
  return g_get_monotonic_time ();
}

static void
stop (const char *what,
      gint64      since)
{
  g_print ("%-32s %8.2f s\n", what, (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC);
}

static double
megabytes (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (double) info.st_size / 1e6 : 0;
}

static void
run (int residents)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *backup = g_build_filename (dir, "backup", NULL);
  g_autofree char *target = g_build_filename (dir, "restored", NULL);
  g_autoptr (MhRestoreResult) result = NULL;
  g_autoptr (MhBackupDrill) drill = NULL;
  g_autoptr (GError) error = NULL;
  MhSealedKey key;
  gint64 since;

  mh_test_town_set (town, "practice", "1");
  mh_test_town_set (town, "installation", "bench");
  g_assert_true (mh_practice_fill (&town->desk, residents, SEED, &error));
  g_assert_no_error (error);
  mh_sealed_key_make (&key);

  since = start ();
  mh_backup_write (&town->desk, &mh_db_driver_sqlite, backup, &key, mh_desk_now (&town->desk), NULL, &error);
  stop ("backup, with reading back", since);
  g_assert_no_error (error);

  since = start ();
  drill = mh_backup_run_drill (&town->desk, &mh_db_driver_sqlite, backup, &key, NULL, &error);
  stop ("drill, with every rule", since);
  g_assert_no_error (error);

  since = start ();
  result = mh_backup_restore (&town->desk, &mh_db_driver_sqlite, backup, target, &key, NULL, &error);
  stop ("restore", since);
  g_assert_no_error (error);

  g_print ("%lld residents, %lld messages, sealed file of %.1f MB\n", (long long) drill->backup.n[MH_BACKUP_RESIDENTS],
           (long long) drill->backup.n[MH_BACKUP_MESSAGES], megabytes (backup));
  mh_test_remove_dir (dir);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  run (argc > 1 ? (int) g_ascii_strtoll (argv[1], NULL, 10) : RESIDENTS);

  return 0;
}
