/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-resident-keys"

#include "mh-resident-keys.h"

#include "mh-resident-words.h"
#include "mh-text.h"

/* Twenty newcomers, each between the one before and the next, fit between two neighbours before all places are given out anew. */
#define ROOM       (G_GINT64_CONSTANT (1) << 20)
#define FIRST      (G_GINT64_CONSTANT (1) << 48)
/* Where more than every so many people changed, all places are given out anew: in order, that is quicker. */
#define MANY_OF    8
#define DERIVED    "resident-keys"

#define WORD_COLUMNS "r.kana, r.name, r.other_name, r.district, r.district2, r.district3"

/* Somebody who is to get a place. */
typedef struct {
  gint64  id;
  GBytes *sort_key;
} Newcomer;

static void
clear_newcomer (gpointer newcomer)
{
  g_bytes_unref (((Newcomer *) newcomer)->sort_key);
}

/* Takes @rows. */
static GArray *
read_ids (MhRows  *rows,
          GError **error)
{
  g_autoptr (MhRows) owned = rows;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
is_as_stored (MhRows               *row,
              const MhResidentKeys *keys)
{
  g_autoptr (GBytes) sort_key = mh_rows_dup_blob (row, 4);

  return g_strcmp0 (mh_rows_text (row, 2), keys->name_fold) == 0 && g_strcmp0 (mh_rows_text (row, 3), keys->kana_fold) == 0 &&
         sort_key != NULL && g_bytes_equal (sort_key, keys->sort_key);
}

/* Writes folds and sort key of one person where they are others than those stored. Who is not there has none. */
static gboolean
refresh_row (MhDb    *db,
             gint64   id,
             GError **error)
{
  g_auto (MhResidentKeys) keys = { 0 };
  g_autoptr (MhRows) row = NULL;
  gboolean is_there, is_same = TRUE;

  row = mh_db_query (db, error, "SELECT name, kana, name_fold, kana_fold, sort_key FROM resident WHERE id = :id", ":id", MH_INT (id), NULL);
  if (row == NULL)
    return FALSE;

  is_there = mh_rows_next (row);
  if (is_there) {
    mh_resident_keys_make (mh_rows_text (row, 0), mh_rows_text (row, 1), &keys);
    is_same = is_as_stored (row, &keys);
  } else if (!mh_rows_end (row, error)) {
    return FALSE;
  }
  g_clear_pointer (&row, mh_rows_free);

  return is_same ||
         mh_db_run (db, error, "UPDATE resident SET name_fold = :name, kana_fold = :kana, sort_key = :sort_key WHERE id = :id",
                    ":name", MH_TEXT (keys.name_fold), ":kana", MH_TEXT (keys.kana_fold), ":sort_key", MH_BLOB (keys.sort_key),
                    ":id", MH_INT (id), NULL);
}

static gboolean
refresh_rows (MhDb         *db,
              GArray       *ids,
              GCancellable *cancellable,
              GError      **error)
{
  for (guint i = 0; i < ids->len; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !refresh_row (db, g_array_index (ids, gint64, i), error))
      return FALSE;
  }

  return TRUE;
}

/* Of the row whose columns from @first on are WORD_COLUMNS. */
static char *
make_words (MhRows *row,
            int     first)
{
  const char *districts[] = { mh_rows_text (row, first + 3), mh_rows_text (row, first + 4), mh_rows_text (row, first + 5) };

  return mh_resident_words_make (mh_rows_text (row, first), mh_rows_text (row, first + 1), mh_rows_text (row, first + 2), districts);
}

static gboolean
give_place (MhDb       *db,
            gint64      place,
            gint64      id,
            const char *words,
            GError    **error)
{
  return mh_db_run (db, error, "INSERT INTO resident_place (place, resident) VALUES (:place, :id)",
                    ":place", MH_INT (place), ":id", MH_INT (id), NULL) &&
         mh_db_run (db, error, "INSERT INTO resident_words (place, words) VALUES (:place, :words)",
                    ":place", MH_INT (place), ":words", MH_TEXT (words), NULL);
}

/* Everybody in the order of the sort keys, with as much room between two as at first. */
static gboolean
arrange_all (MhDb         *db,
             GCancellable *cancellable,
             GError      **error)
{
  static const char sql[] = "SELECT r.id, " WORD_COLUMNS " FROM resident AS r WHERE r.merged_into IS NULL ORDER BY r.sort_key, r.id";
  g_autoptr (MhRows) rows = NULL;
  gint64 place = FIRST;

  if (!mh_db_run (db, error, "DELETE FROM resident_place", NULL) || !mh_db_run (db, error, "DELETE FROM resident_words", NULL))
    return FALSE;

  rows = mh_db_query (db, error, sql, NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    g_autofree char *words = make_words (rows, 1);

    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !give_place (db, place, mh_rows_int (rows, 0), words, error))
      return FALSE;
    place += ROOM;
  }

  return mh_rows_end (rows, error) &&
         mh_db_run (db, error, "INSERT INTO resident_text (resident_text) VALUES ('rebuild')", NULL) &&
         mh_db_run (db, error, "INSERT INTO resident_text (resident_text) VALUES ('optimize')", NULL);
}

static gboolean
take_place (MhDb    *db,
            gint64   id,
            GError **error)
{
  gint64 place;

  if (!mh_db_get_int (db, 0, &place, error, "SELECT place FROM resident_place WHERE resident = :id", ":id", MH_INT (id), NULL))
    return FALSE;

  if (place == 0)
    return TRUE;

  return mh_db_run (db, error,
                    "INSERT INTO resident_text (resident_text, rowid, words) "
                    "SELECT 'delete', place, words FROM resident_words WHERE place = :place", ":place", MH_INT (place), NULL) &&
         mh_db_run (db, error, "DELETE FROM resident_words WHERE place = :place", ":place", MH_INT (place), NULL) &&
         mh_db_run (db, error, "DELETE FROM resident_place WHERE place = :place", ":place", MH_INT (place), NULL);
}

static GArray *
list_newcomers (MhDb    *db,
                GError **error)
{
  static const char sql[] =
    "SELECT r.id, r.sort_key FROM resident_stale AS s CROSS JOIN resident AS r ON r.id = s.resident "
    "WHERE r.merged_into IS NULL ORDER BY r.sort_key, r.id";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, NULL);
  g_autoptr (GArray) newcomers = g_array_new (FALSE, FALSE, sizeof (Newcomer));

  if (rows == NULL)
    return NULL;

  g_array_set_clear_func (newcomers, clear_newcomer);
  while (mh_rows_next (rows)) {
    Newcomer newcomer = { mh_rows_int (rows, 0), mh_rows_dup_blob (rows, 1) };

    g_array_append_val (newcomers, newcomer);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&newcomers) : NULL;
}

/* Finds the places between which @newcomer belongs; where there is nobody before or behind, room is made up. @out_next: who comes
 * behind, with the sort key %NULL where nobody does; to be cleared. */
static gboolean
find_room (MhDb           *db,
           const Newcomer *newcomer,
           gint64          n,
           gint64         *out_before,
           gint64         *out_behind,
           Newcomer       *out_next,
           GError        **error)
{
  g_autoptr (MhRows) row = NULL;
  gint64 before;

  if (!mh_db_get_int (db, 0, &before, error,
                      "SELECT p.place FROM resident AS r CROSS JOIN resident_place AS p ON p.resident = r.id "
                      "WHERE (r.sort_key, r.id) < (:sort_key, :id) ORDER BY r.sort_key DESC, r.id DESC LIMIT 1",
                      ":sort_key", MH_BLOB (newcomer->sort_key), ":id", MH_INT (newcomer->id), NULL))
    return FALSE;

  row = mh_db_query (db, error,
                     "SELECT p.place, r.id, r.sort_key FROM resident_place AS p CROSS JOIN resident AS r ON r.id = p.resident "
                     "WHERE p.place > :before ORDER BY p.place LIMIT 1", ":before", MH_INT (before), NULL);
  if (row == NULL)
    return FALSE;

  if (mh_rows_next (row)) {
    *out_behind = mh_rows_int (row, 0);
    out_next->id = mh_rows_int (row, 1);
    out_next->sort_key = mh_rows_dup_blob (row, 2);
    *out_before = before != 0 ? before : *out_behind - (n + 1) * ROOM;
  } else {
    *out_before = before != 0 ? before : FIRST - ROOM;
    *out_behind = *out_before + (n + 1) * ROOM;
  }

  return mh_rows_end (row, error);
}

/* How many of @newcomers from @first on come before @next, at least one. */
static guint
count_before (GArray         *newcomers,
              guint           first,
              const Newcomer *next)
{
  guint n = 1;

  for (; first + n < newcomers->len; n++) {
    const Newcomer *newcomer = &g_array_index (newcomers, Newcomer, first + n);
    int order = next->sort_key != NULL ? g_bytes_compare (newcomer->sort_key, next->sort_key) : -1;

    if (order > 0 || (order == 0 && newcomer->id > next->id))
      break;
  }

  return n;
}

static gboolean
settle_in (MhDb    *db,
           gint64   id,
           gint64   place,
           GError **error)
{
  g_autoptr (MhRows) row = NULL;
  g_autofree char *words = NULL;

  row = mh_db_query (db, error, "SELECT " WORD_COLUMNS " FROM resident AS r WHERE r.id = :id", ":id", MH_INT (id), NULL);
  if (row == NULL)
    return FALSE;

  if (mh_rows_next (row))
    words = make_words (row, 0);
  if (!mh_rows_end (row, error))
    return FALSE;

  return give_place (db, place, id, words, error) &&
         mh_db_run (db, error, "INSERT INTO resident_text (rowid, words) VALUES (:place, :words)",
                    ":place", MH_INT (place), ":words", MH_TEXT (words), NULL);
}

/* Gives each newcomer a place between his neighbours; sets @out_is_full where there was no room for one. */
static gboolean
arrange_newcomers (MhDb     *db,
                   gboolean *out_is_full,
                   GError  **error)
{
  g_autoptr (GArray) newcomers = list_newcomers (db, error);
  guint i = 0;

  *out_is_full = FALSE;
  if (newcomers == NULL)
    return FALSE;

  while (i < newcomers->len) {
    gint64 before, behind;
    Newcomer next = { 0 };
    gint64 n;

    if (!find_room (db, &g_array_index (newcomers, Newcomer, i), newcomers->len, &before, &behind, &next, error))
      return FALSE;

    n = count_before (newcomers, i, &next);
    g_clear_pointer (&next.sort_key, g_bytes_unref);
    *out_is_full = behind - before <= n;
    if (*out_is_full)
      return TRUE;

    for (gint64 j = 1; j <= n; j++, i++) {
      if (!settle_in (db, g_array_index (newcomers, Newcomer, i).id, before + (behind - before) * j / (n + 1), error))
        return FALSE;
    }
  }

  return TRUE;
}

static gboolean
arrange_stale (MhDb    *db,
               GArray  *stale,
               GError **error)
{
  gboolean is_full = TRUE;
  gint64 n_placed;

  if (!mh_db_get_int (db, 0, &n_placed, error, "SELECT count(*) FROM resident_place", NULL))
    return FALSE;

  if (stale->len <= n_placed / MANY_OF) {
    for (guint i = 0; i < stale->len; i++) {
      if (!take_place (db, g_array_index (stale, gint64, i), error))
        return FALSE;
    }
    if (!arrange_newcomers (db, &is_full, error))
      return FALSE;
  }

  return !is_full || arrange_all (db, NULL, error);
}

static char *
write_version (void)
{
  return g_strdup_printf ("%s-%d", mh_text_sort_version (), MH_RESIDENT_WORDS_VERSION);
}

static gboolean
is_current (MhDb       *db,
            const char *version,
            gboolean   *out_is_current,
            GError    **error)
{
  gint64 found;

  if (!mh_db_get_int (db, 0, &found, error, "SELECT 1 FROM derived WHERE name = :name AND version = :version",
                      ":name", MH_TEXT (DERIVED), ":version", MH_TEXT (version), NULL))
    return FALSE;

  *out_is_current = found != 0;

  return TRUE;
}

/* With the write lock held: another process may have done the same while this one waited for it. */
static gboolean
renew_all (MhDb         *db,
           const char   *version,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GArray) ids = NULL;
  gboolean done = FALSE;

  if (!is_current (db, version, &done, error) || done)
    return done;

  ids = read_ids (mh_db_query (db, error, "SELECT id FROM resident", NULL), error);

  return ids != NULL &&
         refresh_rows (db, ids, cancellable, error) &&
         arrange_all (db, cancellable, error) &&
         mh_db_run (db, error, "DELETE FROM resident_stale", NULL) &&
         mh_db_run (db, error, "INSERT INTO derived (name, version) VALUES (:name, :version) "
                               "ON CONFLICT (name) DO UPDATE SET version = excluded.version",
                    ":name", MH_TEXT (DERIVED), ":version", MH_TEXT (version), NULL);
}

/**
 * mh_resident_keys_make:
 * @name: a name
 * @kana: its reading, "" where unknown
 * @out_keys: (out caller-allocates): what it is compared and sorted by; the place in the list comes from @kana, or from @name where there is none
 */
void
mh_resident_keys_make (const char     *name,
                       const char     *kana,
                       MhResidentKeys *out_keys)
{
  out_keys->name_fold = mh_text_fold (name);
  out_keys->kana_fold = mh_text_fold_kana (kana);
  out_keys->sort_key = mh_text_sort_key (*kana != '\0' ? kana : name);
}

/**
 * mh_resident_keys_clear:
 * @keys: keys; each may be %NULL
 */
void
mh_resident_keys_clear (MhResidentKeys *keys)
{
  g_clear_pointer (&keys->name_fold, g_free);
  g_clear_pointer (&keys->kana_fold, g_free);
  g_clear_pointer (&keys->sort_key, g_bytes_unref);
}

/**
 * mh_resident_keys_settle:
 * @db: a connection in a write transaction
 * @error: return location
 *
 * Makes keys, places and words anew of those people whose names, districts or keys have changed since: whatever changed them, also an
 * undo. A person who was merged into another gets no place.
 *
 * Returns: whether everything is right again; when not, the transaction must not be committed
 */
gboolean
mh_resident_keys_settle (MhDb    *db,
                         GError **error)
{
  g_autoptr (GArray) stale = read_ids (mh_db_query (db, error, "SELECT resident FROM resident_stale", NULL), error);

  if (stale == NULL)
    return FALSE;

  return stale->len == 0 ||
         (refresh_rows (db, stale, NULL, error) && arrange_stale (db, stale, error) && mh_db_run (db, error, "DELETE FROM resident_stale", NULL));
}

/**
 * mh_resident_keys_renew:
 * @db: a connection that is not in a transaction
 * @cancellable: (nullable): a cancellable; when it is cancelled, everything is as before
 * @error: return location; G_IO_ERROR_CANCELLED
 *
 * Makes keys, places and words of everybody anew, where another collator, table of variants or rule of words has made those stored. In one
 * transaction, which is no act: nothing that anybody wrote changes. Takes some seconds for 100,000 people, else next to no time.
 *
 * Returns: whether they are this program's
 */
gboolean
mh_resident_keys_renew (MhDb         *db,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autofree char *version = write_version ();
  gboolean done;

  if (!is_current (db, version, &done, error))
    return FALSE;

  if (done)
    return TRUE;

  if (!mh_db_begin (db, error))
    return FALSE;

  if (renew_all (db, version, cancellable, error))
    return mh_db_commit (db, error);

  mh_db_rollback (db);

  return FALSE;
}
