/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-resident-keys.h"

#include "mh-random.h"
#include "mh-resident-search.h"
#include "mh-resident-table.h"
#include "mh-test-store.h"

#define SEED 7

static gint64
count (MhTestStore *store,
       const char  *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  mh_db_get_int (store->db, 0, &n, &error, sql, NULL);
  g_assert_no_error (error);

  return n;
}

static void
run (MhTestStore *store,
     const char  *script)
{
  g_autoptr (GError) error = NULL;

  mh_db_exec (store->db, script, &error);
  g_assert_no_error (error);
}

/* In an act that is open. */
static gint64
insert (MhTestStore *store,
        const char  *kana)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();
  gint64 id;

  resident->register_number = g_uuid_string_random ();
  resident->name = g_strdup ("山田");
  g_free (resident->kana);
  resident->kana = g_strdup (kana);
  id = mh_resident_table_insert (store->db, resident, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
add (MhTestStore *store,
     const char  *kana)
{
  MhAct *act = mh_test_store_begin (store);
  gint64 id = insert (store, kana);

  mh_test_store_commit (act);

  return id;
}

static void
rename_to (MhTestStore *store,
           gint64       id,
           const char  *kana)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_table_get (store->db, id, &error);

  g_assert_no_error (error);
  g_free (resident->kana);
  resident->kana = g_strdup (kana);
  mh_resident_table_update (store->db, resident, &error);
  g_assert_no_error (error);
}

static gint64
count_found (MhTestStore *store,
             const char  *text)
{
  g_autoptr (GError) error = NULL;
  const MhResidentSearch search = { .text = text };
  gint64 total;
  g_autoptr (GArray) ids = mh_resident_search (store->db, &search, 0, 1, &total, &error);

  g_assert_no_error (error);

  return total;
}

/* Everybody has one place, in the order of the sort keys; the index holds exactly the words; nothing is left to do. */
static void
assert_sound (MhTestStore *store)
{
  g_assert_cmpint (count (store, "SELECT count(*) FROM resident_stale"), ==, 0);
  g_assert_cmpint (count (store, "SELECT count(*) FROM resident WHERE merged_into IS NULL"), ==,
                   count (store, "SELECT count(*) FROM resident_place JOIN resident ON resident.id = resident_place.resident "
                                 "WHERE merged_into IS NULL"));
  g_assert_cmpint (count (store, "SELECT count(*) FROM resident_place"), ==,
                   count (store, "SELECT count(*) FROM resident_place JOIN resident_words USING (place)"));
  g_assert_cmpint (count (store, "SELECT count(*) FROM resident_words"), ==, count (store, "SELECT count(*) FROM resident_place"));
  g_assert_cmpint (count (store, "WITH listed AS (SELECT row_number () OVER (ORDER BY p.place) AS at, "
                                 "  row_number () OVER (ORDER BY r.sort_key, r.id) AS expected "
                                 "  FROM resident_place AS p JOIN resident AS r ON r.id = p.resident) "
                                 "SELECT count(*) FROM listed WHERE at <> expected"), ==, 0);
  run (store, "INSERT INTO resident_text (resident_text, rank) VALUES ('integrity-check', 1)");
}

static char *
draw_kana (MhRandom *chance)
{
  static const char * const kana[] = { "ア", "イ", "カ", "ガ", "サ", "ッ", "ツ", "ヅ", "ナ", "ハ", "パ", "マ", "ャ", "ヤ", "ー", "ン" };
  GString *text = g_string_new ("ヤ");

  for (guint i = 0; i < 3; i++)
    g_string_append (text, kana[mh_random_below (chance, G_N_ELEMENTS (kana))]);

  return g_string_free (text, FALSE);
}

static void
change_at_random (MhTestStore *store,
                  MhRandom    *chance,
                  guint        n)
{
  MhAct *act = mh_test_store_begin (store);

  for (guint i = 0; i < n; i++) {
    g_autofree char *kana = draw_kana (chance);
    gint64 id = count (store, "SELECT id FROM resident ORDER BY random() LIMIT 1");

    switch (mh_random_below (chance, 3)) {
    case 0:
      if (id != 0)
        rename_to (store, id, kana);
      break;

    default:
      insert (store, kana);
      break;
    }
  }

  mh_test_store_commit (act);
}

/* One by one, some, very many at once, taken back and done again: always as if made in one go. */
static void
test_any_changes (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhRandom) chance = mh_random_new_seeded (SEED);
  static const guint sizes[] = { 1, 1, 1, 40, 1, 5, 1, 3, 8, 1, 60, 2, 1, 10, 12, 14, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_test_message ("step %u", i);
    change_at_random (store, chance, sizes[i]);
    assert_sound (store);
    if (i % 3 != 0)
      continue;

    mh_test_store_undo (store);
    assert_sound (store);
  }
}

/* Each newcomer between the one before and a neighbour: no room lasts for ever. */
static void
test_no_room (void)
{
  static const struct {
    const char *begin;
    gboolean    backwards;
  } cases[] = {
    { "ナ", FALSE },
    { "ナ", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhTestStore) store = mh_test_store_new ();
    gint64 first, last;

    add (store, "ア");
    add (store, "ヤ");
    for (guint n = 0; n < 60; n++) {
      g_autofree char *kana = g_strdup_printf ("%s%02u", cases[i].begin, cases[i].backwards ? 99 - n : n);

      add (store, kana);
    }

    assert_sound (store);
    first = count (store, "SELECT min (place) FROM resident_place");
    last = count (store, "SELECT max (place) FROM resident_place");
    g_assert_cmpint (last - first, >, 60);
    g_assert_cmpint (count_found (store, "ナ"), ==, 60);
  }
}

static void
test_rename_and_undo (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  gint64 id = add (store, "ヤマダ");
  MhAct *act = mh_test_store_begin (store);

  rename_to (store, id, "スズキ");
  mh_test_store_commit (act);
  g_assert_cmpint (count_found (store, "ヤマ"), ==, 0);
  g_assert_cmpint (count_found (store, "スズ"), ==, 1);
  assert_sound (store);

  mh_test_store_undo (store);
  g_assert_cmpint (count_found (store, "ヤマ"), ==, 1);
  g_assert_cmpint (count_found (store, "スズ"), ==, 0);
  assert_sound (store);
}

/* Only what concerns the list makes work. */
static void
test_other_columns (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  gint64 id = add (store, "ヤマダ");
  g_autoptr (MhAct) act = mh_test_store_begin (store);
  static const struct {
    const char *change;
    gint64      expected;
  } cases[] = {
    { "address = '元町'", 0 }, { "status = 'dead'", 0 }, { "note = ''", 0 }, { "name = name", 0 }, { "district = NULL", 0 },
    { "district = '元町'", 1 }, { "district2 = '元町'", 1 }, { "district3 = '元町'", 1 }, { "other_name = 'A'", 1 }, { "name = '川田'", 1 },
    { "kana = 'カワダ'", 1 }, { "name_fold = 'x'", 0 }, { "name = name, name_fold = 'y'", 1 }, { "name = name, kana_fold = 'y'", 1 },
    { "name = name, sort_key = x'00'", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *script = g_strdup_printf ("DELETE FROM resident_stale; UPDATE resident SET %s WHERE id = %" G_GINT64_FORMAT,
                                               cases[i].change, id);

    g_test_message ("%s", cases[i].change);
    run (store, script);
    g_assert_cmpint (count (store, "SELECT count(*) FROM resident_stale"), ==, cases[i].expected);
  }
}

/* As another version of the rules would have left them: the wrong words, the wrong order. */
static void
garble (MhTestStore *store)
{
  run (store,
       "UPDATE resident SET name_fold = 'x', kana_fold = 'x', sort_key = x'00' WHERE id % 2 = 0;"
       "DELETE FROM resident_place WHERE resident = 1;"
       "UPDATE resident_place SET place = -place;"
       "UPDATE resident_words SET words = 'x';"
       "INSERT INTO resident_text (resident_text) VALUES ('rebuild')");
}

static void
assert_renewed (MhTestStore *store)
{
  assert_sound (store);
  g_assert_cmpint (count (store, "SELECT count(*) FROM resident WHERE kana_fold = 'x' OR name_fold = 'x' OR sort_key = x'00'"), ==, 0);
  g_assert_cmpint (count_found (store, "ヤマ"), ==, 2);
  g_assert_cmpint (count_found (store, "アベ"), ==, 1);
}

static void
fill (MhTestStore *store)
{
  add (store, "ヤマダ");
  add (store, "ヤマカワ");
  add (store, "サトウ");
  add (store, "アベ");
}

static void
test_another_version (void)
{
  static const char * const versions[] = {
    "DELETE FROM derived", "UPDATE derived SET version = 'ja-1.0-1-1'", "UPDATE derived SET version = version || '0'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhTestStore) store = mh_test_store_new ();
    gint64 n_changes;

    fill (store);
    g_assert_true (mh_resident_keys_renew (store->db, NULL, &error));
    g_assert_no_error (error);
    garble (store);
    run (store, versions[i]);
    n_changes = count (store, "SELECT count(*) FROM act_change");
    g_assert_true (mh_resident_keys_renew (store->db, NULL, &error));
    g_assert_no_error (error);
    assert_renewed (store);
    g_assert_cmpint (count (store, "SELECT count(*) FROM act_change"), ==, n_changes);  /* no act, nothing to undo */

    /* Once is enough. */
    run (store, "UPDATE resident SET kana_fold = 'x'");
    g_assert_true (mh_resident_keys_renew (store->db, NULL, &error));
    g_assert_cmpint (count (store, "SELECT count(*) FROM resident WHERE kana_fold = 'x'"), ==, 4);
  }
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fill (store);
  garble (store);
  g_cancellable_cancel (cancellable);
  g_assert_false (mh_resident_keys_renew (store->db, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (mh_db_in_transaction (store->db));
  g_assert_cmpint (count (store, "SELECT count(*) FROM derived"), ==, 0);
  g_assert_cmpint (count (store, "SELECT count(*) FROM resident WHERE kana_fold = 'x'"), ==, 2);

  g_assert_true (mh_resident_keys_renew (store->db, NULL, &error));
  g_assert_no_error (error);
  assert_renewed (store);
}

/* The inverse of a change carries the keys of its day. */
static void
test_undo_brings_old_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act;

  fill (store);
  run (store, "UPDATE resident SET name_fold = 'x', kana_fold = 'x', sort_key = x'00'");
  act = mh_test_store_begin (store);
  rename_to (store, 3, "ワタナベ");
  mh_test_store_commit (act);
  act = mh_test_store_begin (store);
  run (store, "UPDATE resident SET name = name, kana = kana, address = '元町' WHERE id = 4");  /* a change that is none of the names */
  mh_test_store_commit (act);
  g_assert_true (mh_resident_keys_renew (store->db, NULL, &error));
  g_assert_no_error (error);
  assert_renewed (store);

  mh_test_store_undo (store);
  assert_renewed (store);
  mh_test_store_undo (store);
  assert_renewed (store);
  g_assert_cmpint (count_found (store, "サト"), ==, 1);
  g_assert_cmpint (count_found (store, "ワタ"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/resident-keys/after-any-changes-are-as-if-made-in-one-go", test_any_changes);
  g_test_add_func ("/store/resident-keys/newcomers-find-room-where-there-is-none", test_no_room);
  g_test_add_func ("/store/resident-keys/follow-a-rename-and-its-undo", test_rename_and_undo);
  g_test_add_func ("/store/resident-keys/are-left-alone-by-other-changes", test_other_columns);
  g_test_add_func ("/store/resident-keys/of-another-version-are-made-anew", test_another_version);
  g_test_add_func ("/store/resident-keys/that-are-cancelled-stay-as-they-were", test_cancelled);
  g_test_add_func ("/store/resident-keys/brought-back-by-undo-are-made-anew", test_undo_brings_old_keys);

  return g_test_run ();
}
