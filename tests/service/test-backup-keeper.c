/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-backup-keeper"

#include "mh-backup-keeper.h"

#include "mh-error.h"
#include "mh-fake-secrets.h"
#include "mh-test-store.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-town.h"

typedef struct {
  char           *dir;
  MhFakeClock    *clock;
  MhRandom       *random;
  MhFakeSecrets  *secrets;
  MhBackupKeeper *keeper;
  guint           n_changed;
} Fixture;

static void
changed_cb (MhBackupKeeper *keeper,
            Fixture        *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  MhDesk desk = { .operator_name = "保健 花子" };

  fixture->dir = mh_test_make_dir ();
  fixture->clock = mh_fake_clock_new_at ("2026-10-20 09:00");
  fixture->random = mh_random_new_seeded (1);
  fixture->secrets = mh_fake_secrets_new ();
  desk.clock = MH_CLOCK (fixture->clock);
  desk.random = fixture->random;
  /* The schema takes long to apply; the town is made in what has it. */
  path = g_build_filename (fixture->dir, "machihoken.db", NULL);
  mh_test_store_write_empty (path);
  mh_town_create_by (&desk, &mh_db_driver_sqlite, fixture->dir, FALSE, &error);
  g_assert_no_error (error);
  fixture->keeper = mh_backup_keeper_new (fixture->dir, MH_CLOCK (fixture->clock), fixture->random, MH_SECRETS (fixture->secrets));
  g_signal_connect (fixture->keeper, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_backup_keeper_stop (fixture->keeper);
  g_assert_false (mh_backup_keeper_is_busy (fixture->keeper));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->keeper);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->random);
  g_clear_object (&fixture->secrets);
  mh_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static gpointer
make_one (const MhDesk        *desk,
          MhSecrets           *secrets,
          const MhSealedWatch *watch,
          gpointer             input,
          GError             **error)
{
  return mh_backup_set_make (desk, &mh_db_driver_sqlite, secrets, FALSE, watch, error);
}

/* Works until it is called off. */
static gpointer
wait_for_end (const MhDesk        *desk,
              MhSecrets           *secrets,
              const MhSealedWatch *watch,
              gpointer             input,
              GError             **error)
{
  watch->progress (1, 2, watch->user_data);
  while (!g_cancellable_set_error_if_cancelled (watch->cancellable, error))
    g_usleep (1000);

  return NULL;
}

static void
ask (Fixture       *fixture,
     MhBackupWork   work,
     GAsyncResult **result)
{
  mh_backup_keeper_run_async (fixture->keeper, "保健 花子", work, NULL, NULL, (GDestroyNotify) mh_backup_file_free,
                              mh_test_take_result_cb, result);
}

static void
test_work (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBackupFile) file = NULL;

  ask (fixture, make_one, &result);
  g_assert_true (mh_backup_keeper_is_busy (fixture->keeper));
  file = mh_backup_keeper_run_finish (fixture->keeper, mh_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (file->path, G_FILE_TEST_EXISTS));
  g_assert_false (mh_backup_keeper_is_busy (fixture->keeper));
  g_assert_cmpfloat (mh_backup_keeper_get_progress (fixture->keeper), ==, 1.0);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

static void
test_one_at_a_time (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) busy = NULL;
  g_autoptr (GError) stopped = NULL;

  ask (fixture, wait_for_end, &first);
  ask (fixture, make_one, &second);
  g_assert_null (mh_backup_keeper_run_finish (fixture->keeper, mh_test_await (&second), &busy));
  g_assert_error (busy, MH_ERROR, MH_ERROR_BUSY);

  mh_backup_keeper_cancel (fixture->keeper);
  g_assert_null (mh_backup_keeper_run_finish (fixture->keeper, mh_test_await (&first), &stopped));
  g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Before a restore nothing may be open on the town. */
static void
test_stop (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;

  mh_backup_keeper_start (fixture->keeper);
  ask (fixture, wait_for_end, &result);
  mh_backup_keeper_stop (fixture->keeper);
  g_assert_false (mh_backup_keeper_is_busy (fixture->keeper));
  g_clear_object (&result);
  mh_test_await (&result);

  ask (fixture, make_one, &late);
  g_assert_null (mh_backup_keeper_run_finish (fixture->keeper, mh_test_await (&late), &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_BUSY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/backup-keeper/works-on-a-thread-of-its-own", Fixture, NULL, set_up, test_work, tear_down);
  g_test_add ("/service/backup-keeper/does-one-thing-at-a-time", Fixture, NULL, set_up, test_one_at_a_time, tear_down);
  g_test_add ("/service/backup-keeper/has-nothing-open-once-stopped", Fixture, NULL, set_up, test_stop, tear_down);

  return g_test_run ();
}
