/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-undo.h"

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-protection-table.h"
#include "mh-resident-table.h"
#include "mh-test-store.h"

#define NOW G_GINT64_CONSTANT (1760918400000)

static void
set_up (MhTestStore **store,
        gconstpointer data)
{
  *store = mh_test_store_new ();
}

static void
tear_down (MhTestStore **store,
           gconstpointer data)
{
  mh_test_store_free (*store);
}

static MhAct *
begin (MhTestStore *store,
       MhUndoPolicy policy)
{
  g_autoptr (GError) error = NULL;
  MhAct *act = mh_act_begin (store->db, NOW, "佐藤", "test", policy, &error);

  g_assert_no_error (error);

  return act;
}

static gint64
commit (MhAct *act)
{
  g_autoptr (GError) error = NULL;
  gint64 id = mh_act_get_id (act);

  g_assert_true (mh_act_commit (act, &error));
  g_assert_no_error (error);
  mh_act_free (act);

  return id;
}

static gint64
set_config (MhTestStore *store,
            const char  *key,
            const char  *value)
{
  MhAct *act = begin (store, MH_UNDO_WHOLE);

  g_assert_true (mh_config_table_set (store->db, key, value, NULL));

  return commit (act);
}

static void
assert_config (MhTestStore *store,
               const char  *key,
               const char  *expected)
{
  g_autofree char *value = mh_config_table_get (store->db, key, NULL);

  g_assert_cmpstr (value, ==, expected);
}

static gint64
undo (MhTestStore *store,
      gint64       act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) result = mh_undo_run (store->db, NOW, "佐藤", act, &error);

  g_assert_no_error (error);

  return result->undo;
}

static void
assert_refused (MhTestStore *store,
                gint64       act)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_undo_run (store->db, NOW, "佐藤", act, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static gint64
insert_resident (MhTestStore *store,
                 const char  *number,
                 const char  *name)
{
  g_autoptr (MhResident) resident = mh_resident_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_free (resident->register_number);
  g_free (resident->name);
  resident->register_number = g_strdup (number);
  resident->name = g_strdup (name);
  id = mh_resident_table_insert (store->db, resident, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
count (MhTestStore *store,
       const char  *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  mh_db_get_int (store->db, 0, &n, &error, sql, NULL);
  g_assert_no_error (error);

  return n;
}

static void
test_writes_need_an_act (MhTestStore **store,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mh_config_table_set ((*store)->db, "town.name", "滝上町", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
}

static void
test_needs_an_operator (MhTestStore **store,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_act_begin ((*store)->db, NOW, "", "test", MH_UNDO_WHOLE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
test_uncommitted_leaves_no_trace (MhTestStore **store,
                                  gconstpointer data)
{
  MhAct *act = begin (*store, MH_UNDO_WHOLE);

  g_assert_true (mh_config_table_set ((*store)->db, "town.name", "滝上町", NULL));
  mh_act_free (act);

  assert_config (*store, "town.name", NULL);
  g_assert_cmpint (count (*store, "SELECT count (*) FROM act"), ==, 0);
  g_assert_cmpint (count (*store, "SELECT count (*) FROM audit"), ==, 0);
}

static void
test_insert_update_delete (MhTestStore **store,
                           gconstpointer data)
{
  gint64 first = set_config (*store, "town.name", "滝上町'; DROP TABLE act; --");
  gint64 second = set_config (*store, "town.name", "滝上");
  gint64 third = set_config (*store, "town.name", NULL);

  undo (*store, third);
  assert_config (*store, "town.name", "滝上");
  undo (*store, second);
  assert_config (*store, "town.name", "滝上町'; DROP TABLE act; --");
  undo (*store, first);
  assert_config (*store, "town.name", NULL);
}

static void
test_refused_when_changed_since (MhTestStore **store,
                                 gconstpointer data)
{
  gint64 first = set_config (*store, "town.name", "一");
  gint64 second = set_config (*store, "town.name", "二");

  assert_refused (*store, first);
  assert_config (*store, "town.name", "二");

  undo (*store, second);
  undo (*store, first);
  assert_config (*store, "town.name", NULL);
}

static void
test_twice_is_refused_and_redo (MhTestStore **store,
                                gconstpointer data)
{
  gint64 act = set_config (*store, "town.name", "滝上町");
  gint64 back = undo (*store, act);

  assert_refused (*store, act);
  undo (*store, back);
  assert_config (*store, "town.name", "滝上町");
  undo (*store, act);
  assert_config (*store, "town.name", NULL);
}

static void
test_finds_last (MhTestStore **store,
                 gconstpointer data)
{
  gint64 first = set_config (*store, "a", "1");
  gint64 second = set_config (*store, "b", "1");
  gint64 last = 0;

  g_assert_true (mh_undo_find_last ((*store)->db, &last, NULL));
  g_assert_cmpint (last, ==, second);
  undo (*store, second);
  g_assert_true (mh_undo_find_last ((*store)->db, &last, NULL));
  g_assert_cmpint (last, ==, first);
}

/* What somebody else, or the clock, does meanwhile is not what she means. */
static void
test_finds_last_of_one (MhTestStore **store,
                        gconstpointer data)
{
  gint64 mine = set_config (*store, "a", "1");
  MhAct *act = mh_act_begin ((*store)->db, NOW, "鈴木", "test", MH_UNDO_WHOLE, NULL);
  gint64 hers;
  gint64 last = 0;

  g_assert_nonnull (act);
  g_assert_true (mh_config_table_set ((*store)->db, "b", "1", NULL));
  hers = commit (act);

  g_assert_true (mh_undo_find_last_by ((*store)->db, "佐藤", &last, NULL));
  g_assert_cmpint (last, ==, mine);
  g_assert_true (mh_undo_find_last_by ((*store)->db, "鈴木", &last, NULL));
  g_assert_cmpint (last, ==, hers);
  g_assert_true (mh_undo_find_last_by ((*store)->db, "高橋", &last, NULL));
  g_assert_cmpint (last, ==, 0);
}

/* An import that changed nothing is not what the nurse means by "the last thing I did". */
static void
test_finds_last_that_changed (MhTestStore **store,
                              gconstpointer data)
{
  gint64 act = set_config (*store, "a", "1");
  gint64 last = 0;

  commit (begin (*store, MH_UNDO_BY_ROW));
  g_assert_true (mh_undo_find_last ((*store)->db, &last, NULL));
  g_assert_cmpint (last, ==, act);
}

static void
test_none_is_refused (MhTestStore **store,
                      gconstpointer data)
{
  MhAct *act = begin (*store, MH_UNDO_NONE);

  g_assert_true (mh_config_table_set ((*store)->db, "town.name", "滝上町", NULL));
  assert_refused (*store, commit (act));
}

/* An import: who was changed since stays and is named, the others go. */
static void
test_by_row_keeps_changed (MhTestStore **store,
                           gconstpointer data)
{
  g_autoptr (MhUndoResult) result = NULL;
  g_autoptr (MhResident) edited = NULL;
  g_autoptr (GError) error = NULL;
  gint64 ids[3];
  gint64 import;
  MhAct *act = begin (*store, MH_UNDO_BY_ROW);

  ids[0] = insert_resident (*store, "1", "一郎");
  ids[1] = insert_resident (*store, "2", "二郎");
  ids[2] = insert_resident (*store, "3", "三郎");
  import = commit (act);

  edited = mh_resident_table_get ((*store)->db, ids[1], NULL);
  g_free (edited->note);
  edited->note = g_strdup ("電話は午前");
  act = begin (*store, MH_UNDO_WHOLE);
  g_assert_true (mh_resident_table_update ((*store)->db, edited, NULL));
  commit (act);

  result = mh_undo_run ((*store)->db, NOW, "佐藤", import, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->kept->len, ==, 1);
  g_assert_cmpint (g_array_index (result->kept, gint64, 0), ==, ids[1]);
  g_assert_cmpint (count (*store, "SELECT count (*) FROM resident"), ==, 1);
}

/* 目黒区: an old state never wins over a protection. */
static void
test_never_lifts_protection (MhTestStore **store,
                             gconstpointer data)
{
  g_autoptr (MhUndoResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id, import;
  MhDate day = { 2026, 4, 1 };
  MhAct *act = begin (*store, MH_UNDO_BY_ROW);

  id = insert_resident (*store, "1", "一郎");
  mh_protection_table_insert ((*store)->db, id, day, MH_DATE_NONE, "import", NULL, &error);
  g_assert_no_error (error);
  import = commit (act);

  result = mh_undo_run ((*store)->db, NOW, "佐藤", import, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (result->kept, gint64, 0), ==, id);
  g_assert_cmpint (count (*store, "SELECT count (*) FROM protection WHERE end_date IS NULL"), ==, 1);
}

static void
test_may_restore_protection (MhTestStore **store,
                             gconstpointer data)
{
  gint64 id, ended;
  MhAct *act = begin (*store, MH_UNDO_WHOLE);

  id = insert_resident (*store, "1", "一郎");
  mh_protection_table_insert ((*store)->db, id, (MhDate) { 2026, 4, 1 }, MH_DATE_NONE, "hand", NULL, NULL);
  commit (act);

  act = begin (*store, MH_UNDO_WHOLE);
  mh_protection_table_end ((*store)->db, id, (MhDate) { 2026, 9, 30 }, NULL);
  ended = commit (act);
  g_assert_cmpint (count (*store, "SELECT count (*) FROM protection WHERE end_date IS NULL"), ==, 0);

  undo (*store, ended);
  g_assert_cmpint (count (*store, "SELECT count (*) FROM protection WHERE end_date IS NULL"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, MhTestStore *, NULL, set_up, func, tear_down)
  ADD ("/act/writes-need-one", test_writes_need_an_act);
  ADD ("/act/needs-an-operator", test_needs_an_operator);
  ADD ("/act/uncommitted-leaves-no-trace", test_uncommitted_leaves_no_trace);
  ADD ("/undo/insert-update-delete", test_insert_update_delete);
  ADD ("/undo/refused-when-changed-since", test_refused_when_changed_since);
  ADD ("/undo/twice-and-redo", test_twice_is_refused_and_redo);
  ADD ("/undo/finds-the-last", test_finds_last);
  ADD ("/undo/finds-the-last-of-one-person", test_finds_last_of_one);
  ADD ("/undo/finds-the-last-that-changed-something", test_finds_last_that_changed);
  ADD ("/undo/policy-none", test_none_is_refused);
  ADD ("/undo/by-row/keeps-what-changed", test_by_row_keeps_changed);
  ADD ("/undo/by-row/never-lifts-protection-目黒区", test_never_lifts_protection);
  ADD ("/undo/may-restore-protection", test_may_restore_protection);
#undef ADD

  return g_test_run ();
}
