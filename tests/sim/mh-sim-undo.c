/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-undo"

#include "mh-sim-undo.h"

#include <string.h>

#include "mh-error.h"
#include "mh-sim-acts.h"
#include "mh-undo.h"

#define BETWEEN '\x1f'
#define MOST_SINCE 6

/* What an undo leaves behind on purpose (why somebody was asked or passed over is on record), and what is made of the rest. Deliveries are
 * judged by rules of their own: they go on by the clock. */
static const char * const left_out[] = {
  "act", "act_change", "act_now", "audit", "audit_person", "lease", "delivery", "attempt", "attempt_delivery", "refused_contact",
  "plan_decision", "derived", "resident_place", "resident_words", "resident_stale", NULL
};

/* Rows that are not deleted but marked, since messages and the log name them; what hangs on them stays, too. */
static const struct {
  const char *table;
  const char *where;
} marked[] = {
  { "booking", "state <> 'undone'" },
  { "booking_item", "booking NOT IN (SELECT id FROM booking WHERE state = 'undone')" },
  { "offer", "state <> 'undone'" },
  { "refill_round", "state <> 'undone'" },
  { "waiting_unit", "state <> 'undone'" },
  { "waiting_member", "unit NOT IN (SELECT id FROM waiting_unit WHERE state = 'undone')" },
};

/* --- all that stands in a town -------------------------------------------------------------------------------------- */

static void
must (gboolean ok,
      GError  *error)
{
  if (!ok)
    g_error ("%s", error != NULL ? error->message : "failed");
}

/* A query that gives each row of @table as one text. */
static char *
write_query (MhSim      *sim,
             const char *table)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ''");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (sim->desk.db, &error, "SELECT name FROM pragma_table_info (:name)", ":name", MH_TEXT (table), NULL);

  must (rows != NULL, error);
  while (mh_rows_next (rows))
    g_string_append_printf (sql, " || quote (\"%s\") || ' '", mh_rows_text (rows, 0));
  must (mh_rows_end (rows, &error), error);

  g_string_append_printf (sql, " FROM \"%s\"", table);
  for (gsize i = 0; i < G_N_ELEMENTS (marked); i++) {
    if (g_str_equal (marked[i].table, table))
      g_string_append_printf (sql, " WHERE %s", marked[i].where);
  }

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Table after table, and how each is read: the same in every town. */
static GPtrArray *
list_queries (MhSim *sim)
{
  static GPtrArray *queries;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = NULL;

  if (queries != NULL)
    return queries;

  queries = g_ptr_array_new ();
  rows = mh_db_query (sim->desk.db, &error,
                      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
                      "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'resident_text%'", NULL);
  must (rows != NULL, error);
  while (mh_rows_next (rows)) {
    const char *table = mh_rows_text (rows, 0);

    if (!g_strv_contains (left_out, table)) {
      g_ptr_array_add (queries, g_strdup (table));
      g_ptr_array_add (queries, write_query (sim, table));
    }
  }
  must (mh_rows_end (rows, &error), error);

  return queries;
}

/* (element-type utf8): each row of each table, once */
static GHashTable *
dump (MhSim *sim)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *queries = list_queries (sim);

  for (guint i = 0; i < queries->len; i += 2) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhRows) rows = mh_db_query (sim->desk.db, &error, queries->pdata[i + 1], NULL);

    must (rows != NULL, error);
    while (mh_rows_next (rows))
      g_hash_table_add (all, g_strdup_printf ("%s%c%s", (char *) queries->pdata[i], BETWEEN, mh_rows_text (rows, 0)));
    must (mh_rows_end (rows, &error), error);
  }

  return all;
}

/* (transfer container) (element-type utf8): what is in @all and not in @others, borrowed from @all */
static GHashTable *
without (GHashTable *all,
         GHashTable *others)
{
  GHashTable *rest = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &row, NULL)) {
    if (!g_hash_table_contains (others, row))
      g_hash_table_add (rest, row);
  }

  return rest;
}

/* --- what an undo must leave ---------------------------------------------------------------------------------------- */

static void
tell (MhSim      *sim,
      gint64      act,
      const char *what,
      const char *row)
{
  const char *end = strchr (row, BETWEEN);
  g_autofree char *kind = NULL;
  g_autoptr (MhRows) rows = mh_db_query (sim->desk.db, NULL, "SELECT kind FROM act WHERE id = :act", ":act", MH_INT (act), NULL);

  if (rows != NULL && mh_rows_next (rows))
    kind = mh_rows_dup_text (rows, 0);

  mh_sim_break (sim, "undo-brings-back", g_strdup_printf ("act %lld, %s: %s: %.*s %s", (long long) act, kind, what, (int) (end - row), row, end + 1));
}

/* @gone and @made: what the act had taken away and put there; @old and @now: the town before and after the undo. */
static void
compare (MhSim      *sim,
         gint64      act,
         GHashTable *gone,
         GHashTable *made,
         GHashTable *old,
         GHashTable *now)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, made);
  while (g_hash_table_iter_next (&iter, &row, NULL)) {
    if (!g_hash_table_contains (old, row))
      tell (sim, act, "had changed since", row);
    if (g_hash_table_contains (now, row) && !g_hash_table_contains (gone, row))
      tell (sim, act, "is still there", row);
  }

  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &row, NULL)) {
    if (!g_hash_table_contains (now, row))
      tell (sim, act, "did not come back", row);
  }

  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &row, NULL)) {
    if (!g_hash_table_contains (made, row) && !g_hash_table_contains (now, row))
      tell (sim, act, "is gone with it", row);
  }

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &row, NULL)) {
    if (!g_hash_table_contains (gone, row) && !g_hash_table_contains (old, row))
      tell (sim, act, "is new", row);
  }
}

/* The one act that was done since @before, or 0; what cannot be taken back at all is left alone. */
static gint64
one_act_since (MhSim *sim,
               gint64 before)
{
  gint64 act = 0;

  mh_db_get_int (sim->desk.db, 0, &act, NULL,
                 "SELECT id FROM act WHERE id > :before AND policy <> 'none' AND (SELECT count (*) FROM act WHERE id > :before) = 1",
                 ":before", MH_INT (before), NULL);

  return act;
}

gboolean
mh_sim_undo_whole (MhSim    *sim,
                   gboolean *out_did,
                   GError  **error)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GHashTable) old = NULL;
  g_autoptr (GHashTable) now = NULL;
  g_autoptr (GHashTable) gone = NULL;
  g_autoptr (GHashTable) made = NULL;
  g_autoptr (MhUndoResult) result = NULL;
  gint64 newest = mh_sim_newest_act (sim);
  gint64 act;

  *out_did = FALSE;
  if (sim->in_trouble)
    return TRUE;

  before = dump (sim);
  mh_sim_act (sim);
  act = one_act_since (sim, newest);
  if (act == 0)
    return TRUE;

  after = dump (sim);
  gone = without (before, after);
  made = without (after, before);
  for (guint32 n = mh_sim_below (sim, 2) == 0 ? mh_sim_below (sim, MOST_SINCE) : 0; n > 0; n--)
    mh_sim_act (sim);

  old = dump (sim);
  newest = mh_sim_newest_act (sim);
  result = mh_undo_run (sim->desk.db, mh_desk_now (&sim->desk), sim->desk.operator_name, act, error);
  if (result == NULL)
    return mh_sim_newest_act (sim) == newest && g_error_matches (*error, MH_ERROR, MH_ERROR_REFUSED) ? (g_clear_error (error), TRUE) : FALSE;

  *out_did = TRUE;
  now = dump (sim);
  if (result->kept->len == 0)
    compare (sim, act, gone, made, old, now);

  return TRUE;
}
