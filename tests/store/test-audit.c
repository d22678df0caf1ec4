/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-audit.h"

#include "mh-error.h"
#include "mh-test-store.h"

static void
set_up (MhTestStore **store,
        gconstpointer data)
{
  *store = mh_test_store_new ();

  for (int i = 1; i <= 5; i++) {
    g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GError) error = NULL;
    gint64 odd = i % 2;

    g_array_append_val (people, odd);
    mh_audit_note ((*store)->db, i, "佐藤", "resident.view", "{}", people, &error);
    g_assert_no_error (error);
  }
}

static void
tear_down (MhTestStore **store,
           gconstpointer data)
{
  mh_test_store_free (*store);
}

static gint64
find_broken (MhTestStore *store)
{
  g_autoptr (GError) error = NULL;
  gint64 rows = 0;
  gint64 broken = 0;

  g_assert_true (mh_audit_verify (store->db, &rows, &broken, &error));
  g_assert_no_error (error);

  return broken;
}

/* As somebody with a database tool would. */
static void
tamper (MhTestStore *store,
        const char  *script)
{
  g_autoptr (GError) error = NULL;

  mh_db_exec (store->db, "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; PRAGMA foreign_keys = OFF", &error);
  mh_db_exec (store->db, script, &error);
  g_assert_no_error (error);
}

static void
test_chain_is_whole (MhTestStore **store,
                     gconstpointer data)
{
  g_assert_cmpint (find_broken (*store), ==, 0);
}

static void
test_append_only (MhTestStore **store,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mh_db_exec ((*store)->db, "UPDATE audit SET operator = '鈴木' WHERE id = 2", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (mh_db_exec ((*store)->db, "DELETE FROM audit WHERE id = 2", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
}

static void
test_tampering_shows (MhTestStore **store,
                      gconstpointer data)
{
  tamper (*store, data);
  g_assert_cmpint (find_broken (*store), !=, 0);
}

static void
test_lists_by_person (MhTestStore **store,
                      gconstpointer data)
{
  g_autoptr (GPtrArray) all = mh_audit_list ((*store)->db, 0, 0, NULL);
  g_autoptr (GPtrArray) one = mh_audit_list ((*store)->db, 1, 0, NULL);
  g_autoptr (GPtrArray) newest = mh_audit_list ((*store)->db, 1, 1, NULL);

  g_assert_cmpuint (all->len, ==, 5);
  g_assert_cmpuint (one->len, ==, 3);
  g_assert_cmpuint (newest->len, ==, 1);
  g_assert_cmpint (((MhAuditEntry *) g_ptr_array_index (newest, 0))->at, ==, 5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add (path, MhTestStore *, data, set_up, func, tear_down)
  ADD ("/audit/chain-is-whole", NULL, test_chain_is_whole);
  ADD ("/audit/append-only", NULL, test_append_only);
  ADD ("/audit/tampering/operator", "UPDATE audit SET operator = '鈴木' WHERE id = 3", test_tampering_shows);
  ADD ("/audit/tampering/people", "UPDATE audit SET people = '[]' WHERE id = 3", test_tampering_shows);
  ADD ("/audit/tampering/row-removed", "DELETE FROM audit WHERE id = 3", test_tampering_shows);
  ADD ("/audit/tampering/first-removed", "DELETE FROM audit WHERE id = 1", test_tampering_shows);
  ADD ("/audit/lists-by-person", NULL, test_lists_by_person);
#undef ADD

  return g_test_run ();
}
