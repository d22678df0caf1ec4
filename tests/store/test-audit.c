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

/* What nobody could see in the chain alone: every row that is left fits. */
static void
test_cut_end_shows (MhTestStore **store,
                    gconstpointer data)
{
  MhAuditVerdict verdict;
  g_autoptr (GError) error = NULL;

  tamper (*store, data);
  g_assert_true (mh_audit_check ((*store)->db, &verdict, &error));
  g_assert_no_error (error);
  g_assert_true (verdict.cut);
  g_assert_true (verdict.head_seen);
  g_assert_cmpint (verdict.broken, ==, verdict.n_rows + 1);
}

static char *
head_path (MhTestStore *store)
{
  return g_strconcat (mh_db_get_path (store->db), ".head", NULL);
}

/* As after a process that was killed between its commit and the head, or in the middle of writing it. */
static void
test_head_may_lag (MhTestStore **store,
                   gconstpointer data)
{
  g_autofree char *path = head_path (*store);
  g_autofree char *old = NULL;
  g_autoptr (GError) error = NULL;
  MhAuditVerdict verdict;

  g_file_get_contents (path, &old, NULL, &error);
  g_assert_no_error (error);
  mh_audit_note ((*store)->db, 6, "佐藤", "resident.view", "{}", NULL, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, data != NULL ? data : old, -1, &error);
  g_assert_no_error (error);

  g_assert_true (mh_audit_check ((*store)->db, &verdict, &error));
  g_assert_cmpint (verdict.broken, ==, 0);
  g_assert_cmpint (verdict.n_rows, ==, 6);
  g_assert_cmpint (verdict.head_seen, ==, data == NULL);
}

static void
test_written_anew (MhTestStore **store,
                   gconstpointer data)
{
  g_autofree char *path = head_path (*store);
  g_autofree char *head = NULL;
  g_autoptr (GError) error = NULL;

  /* Another log of the same length, sound in itself. */
  g_file_get_contents (path, &head, NULL, &error);
  g_assert_no_error (error);
  tamper (*store, "DELETE FROM audit_person; DELETE FROM audit");
  for (int i = 1; i <= 5; i++)
    mh_audit_note ((*store)->db, i, "鈴木", "resident.view", "{}", NULL, &error);
  g_assert_cmpint (find_broken (*store), ==, 0);
  g_file_set_contents (path, head, -1, &error);
  g_assert_cmpint (find_broken (*store), ==, 5);

  mh_audit_forget_head (mh_db_get_path ((*store)->db));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (find_broken (*store), ==, 0);
}

static void
test_filters (MhTestStore **store,
              gconstpointer data)
{
  static const struct {
    const char   *what;
    MhAuditFilter filter;
    guint         n;
    gint64        newest;
  } cases[] = {
    { "everything", { 0 }, 7, 7 },
    { "from a time on", { .from = 4 }, 4, 7 },
    { "until a time, exclusive", { .until = 4 }, 3, 3 },
    { "one operator", { .operator_name = "鈴木" }, 2, 7 },
    { "one kind", { .kind = "roster.print" }, 1, 7 },
    { "kinds that end alike", { .kind_end = ".print" }, 1, 7 },
    { "one person", { .resident = 1 }, 3, 5 },
    { "reading on", { .before = 3 }, 2, 2 },
    { "a page", { .limit = 2 }, 2, 7 },
  };
  g_autoptr (GError) error = NULL;

  mh_audit_note ((*store)->db, 6, "鈴木", "backup", "{}", NULL, &error);
  mh_audit_note ((*store)->db, 7, "鈴木", "roster.print", "{}", NULL, &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) entries = mh_audit_query ((*store)->db, &cases[i].filter, &error);

    g_assert_no_error (error);
    g_test_message ("%s", cases[i].what);
    g_assert_cmpuint (entries->len, ==, cases[i].n);
    g_assert_cmpint (((MhAuditEntry *) g_ptr_array_index (entries, 0))->id, ==, cases[i].newest);
  }
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
  ADD ("/audit/tampering/last-cut-off", "DELETE FROM audit_person WHERE audit = 5; DELETE FROM audit WHERE id = 5", test_cut_end_shows);
  ADD ("/audit/tampering/emptied", "DELETE FROM audit_person; DELETE FROM audit", test_cut_end_shows);
  ADD ("/audit/tampering/written-anew", NULL, test_written_anew);
  ADD ("/audit/head/may-lag-behind", NULL, test_head_may_lag);
  ADD ("/audit/head/half-written-is-none", "3 ab", test_head_may_lag);
  ADD ("/audit/head/empty-is-none", "", test_head_may_lag);
  ADD ("/audit/filters", NULL, test_filters);
  ADD ("/audit/lists-by-person", NULL, test_lists_by_person);
#undef ADD

  return g_test_run ();
}
