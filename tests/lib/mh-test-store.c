/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-test-store"

#include "mh-test-store.h"

#include "mh-schema.h"
#include "mh-test-utils.h"
#include "mh-undo.h"

#define NOW G_GINT64_CONSTANT (1792454400000)  /* 2026-10-20 09:00 in Asia/Tokyo */

void
mh_test_store_write_empty (const char *path)
{
  static char *empty = NULL;
  static gsize length;
  g_autoptr (GError) error = NULL;

  if (empty == NULL) {
    MhDb *db = mh_db_open (&mh_db_driver_sqlite, path, &error);

    g_assert_no_error (error);
    mh_schema_apply (db, &error);
    g_assert_no_error (error);
    mh_db_close (db);
    g_file_get_contents (path, &empty, &length, &error);
    g_assert_no_error (error);
    return;
  }

  g_file_set_contents (path, empty, (gssize) length, &error);
  g_assert_no_error (error);
}

MhTestStore *
mh_test_store_new (void)
{
  MhTestStore *store = g_new0 (MhTestStore, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  store->dir = mh_test_make_dir ();
  path = g_build_filename (store->dir, "machihoken.db", NULL);
  mh_test_store_write_empty (path);
  store->db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  g_assert_no_error (error);

  return store;
}

void
mh_test_store_free (MhTestStore *store)
{
  mh_db_close (store->db);
  mh_test_remove_dir (store->dir);
  g_free (store->dir);
  g_free (store);
}

MhAct *
mh_test_store_begin (MhTestStore *store)
{
  g_autoptr (GError) error = NULL;
  MhAct *act = mh_act_begin (store->db, NOW, "佐藤", "test", MH_UNDO_WHOLE, &error);

  g_assert_no_error (error);

  return act;
}

void
mh_test_store_commit (MhAct *act)
{
  g_autoptr (GError) error = NULL;

  mh_act_commit (act, &error);
  g_assert_no_error (error);
  mh_act_free (act);
}

void
mh_test_store_undo (MhTestStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) result = NULL;
  gint64 act;

  mh_undo_find_last (store->db, &act, &error);
  g_assert_no_error (error);
  result = mh_undo_run (store->db, NOW, "佐藤", act, &error);
  g_assert_no_error (error);
}
