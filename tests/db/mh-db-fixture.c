/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-db-fixture"

#include "mh-db-fixture.h"

#include "mh-test-utils.h"

static const char *program;

void
mh_db_fixture_set_up (MhDbFixture  *fixture,
                      gconstpointer data)
{
  fixture->dir = mh_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "town.db", NULL);
  fixture->db = mh_test_open (fixture->path);
}

void
mh_db_fixture_tear_down (MhDbFixture  *fixture,
                         gconstpointer data)
{
  g_clear_pointer (&fixture->db, mh_db_close);
  mh_test_remove_dir (fixture->dir);
  g_clear_pointer (&fixture->path, g_free);
  g_clear_pointer (&fixture->dir, g_free);
}

MhDb *
mh_test_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  MhDb *db = mh_db_open (&mh_db_driver_sqlite, path, &error);

  g_assert_no_error (error);

  return db;
}

void
mh_test_exec (MhDb       *db,
              const char *script)
{
  g_autoptr (GError) error = NULL;

  mh_db_exec (db, script, &error);
  g_assert_no_error (error);
}

gint64
mh_test_get_int (MhDb       *db,
                 const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  mh_db_get_int (db, -1, &value, &error, sql, NULL);
  g_assert_no_error (error);

  return value;
}

void
mh_test_remember_program (const char *argv0)
{
  program = argv0;
}

GSubprocess *
mh_test_start_child (const char *role,
                     const char *path,
                     const char *argument)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                         program, "--child", role, path, argument, NULL);

  g_assert_no_error (error);

  return child;
}

void
mh_test_finish_child (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
}
