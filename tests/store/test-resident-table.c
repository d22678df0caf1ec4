/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-resident-table.h"

#include "mh-error.h"
#include "mh-test-store.h"

static MhDate
date_of (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  g_assert_true (mh_date_from_iso (iso, &date));

  return date;
}

static MhResident *
make_resident (const char *number,
               const char *name,
               const char *kana)
{
  MhResident *resident = mh_resident_new ();

  resident->register_number = g_strdup (number);
  resident->name = g_strdup (name);
  g_free (resident->kana);
  resident->kana = g_strdup (kana);

  return resident;
}

/* In an act that is open. */
static gint64
insert (MhTestStore *store,
        const char  *number,
        const char  *name,
        const char  *kana,
        const char  *birth)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = make_resident (number, name, kana);
  gint64 id;

  resident->birth = date_of (birth);
  id = mh_resident_table_insert (store->db, resident, &error);
  g_assert_no_error (error);

  return id;
}

static void
assert_same (const MhResident *a,
             const MhResident *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpstr (a->register_number, ==, b->register_number);
  g_assert_cmpint (a->provisional, ==, b->provisional);
  g_assert_cmpstr (a->household_number, ==, b->household_number);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->kana, ==, b->kana);
  g_assert_cmpint (mh_date_compare (a->birth, b->birth), ==, 0);
  g_assert_cmpstr (a->birth_text, ==, b->birth_text);
  g_assert_cmpstr (a->sex, ==, b->sex);
  g_assert_cmpstr (a->postal_code, ==, b->postal_code);
  g_assert_cmpstr (a->address, ==, b->address);
  g_assert_cmpstr (a->address_extra, ==, b->address_extra);
  g_assert_cmpstr (a->district, ==, b->district);
  g_assert_cmpstr (a->status, ==, b->status);
  g_assert_cmpint (mh_date_compare (a->status_date, b->status_date), ==, 0);
  g_assert_cmpstr (a->note, ==, b->note);
  g_assert_cmpstr (a->district2, ==, b->district2);
  g_assert_cmpstr (a->district3, ==, b->district3);
  g_assert_cmpstr (a->relation, ==, b->relation);
  g_assert_cmpstr (a->other_name, ==, b->other_name);
  g_assert_cmpint (a->merged_into, ==, b->merged_into);
}

static MhResident *
make_full_resident (void)
{
  MhResident *resident = make_resident ("000123", "葛󠄀西 𠮷郎", "カサイ ヨシロウ");

  resident->provisional = TRUE;
  resident->household_number = g_strdup ("H7");
  resident->birth = date_of ("1950-03-01");
  resident->birth_text = g_strdup ("昭和25年3月頃");
  g_free (resident->sex);
  resident->sex = g_strdup ("male");
  resident->postal_code = g_strdup ("0995600");
  resident->address = g_strdup ("字元町１番地");
  resident->address_extra = g_strdup ("コーポ北");
  resident->district = g_strdup ("元町");
  g_free (resident->status);
  resident->status = g_strdup ("moving-out");
  resident->status_date = date_of ("2026-10-21");
  resident->note = g_strdup ("耳が遠い");
  resident->district2 = g_strdup ("滝上小学校区");
  resident->district3 = g_strdup ("第１班");
  resident->relation = g_strdup ("世帯主");
  resident->other_name = g_strdup ("西 𠮷郎\nKasai Yoshiro");

  return resident;
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhResident) resident = make_full_resident ();
  g_autoptr (MhResident) copy = NULL;
  g_autoptr (MhResident) by_id = NULL;
  g_autoptr (MhResident) by_number = NULL;
  g_autoptr (MhResident) sparse = make_resident ("5", "山田", "");
  g_autoptr (MhResident) sparse_read = NULL;
  MhAct *act = mh_test_store_begin (store);

  resident->id = mh_resident_table_insert (store->db, resident, &error);
  g_assert_no_error (error);
  sparse->id = mh_resident_table_insert (store->db, sparse, &error);
  g_assert_no_error (error);
  mh_test_store_commit (act);

  by_id = mh_resident_table_get (store->db, resident->id, &error);
  g_assert_no_error (error);
  assert_same (by_id, resident);
  by_number = mh_resident_table_find (store->db, "000123", &error);
  g_assert_no_error (error);
  assert_same (by_number, resident);
  copy = mh_resident_copy (by_id);
  assert_same (copy, resident);

  sparse_read = mh_resident_table_get (store->db, sparse->id, &error);
  g_assert_no_error (error);
  assert_same (sparse_read, sparse);
  g_assert_false (mh_date_is_set (sparse_read->birth));
}

static void
test_missing (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GError) by_id = NULL;
  g_autoptr (GError) by_number = NULL;
  g_autoptr (GError) by_update = NULL;
  g_autoptr (MhResident) resident = make_resident ("1", "山田", "ヤマダ");
  g_autoptr (MhAct) act = NULL;

  g_assert_null (mh_resident_table_get (store->db, 1, &by_id));
  g_assert_error (by_id, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_null (mh_resident_table_find (store->db, "0123", &by_number));
  g_assert_error (by_number, MH_ERROR, MH_ERROR_NOT_FOUND);

  act = mh_test_store_begin (store);
  resident->id = 77;
  g_assert_false (mh_resident_table_update (store->db, resident, &by_update));
  g_assert_error (by_update, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static void
test_number_is_unique_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhResident) again = make_resident ("0123", "鈴木", "スズキ");
  g_autoptr (MhAct) act = mh_test_store_begin (store);

  insert (store, "0123", "山田", "ヤマダ", "1950-03-01");
  insert (store, "123", "田中", "タナカ", "1950-03-01");
  g_assert_cmpint (mh_resident_table_insert (store->db, again, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
}

static void
test_provisional_numbers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhAct) act = mh_test_store_begin (store);
  static const struct {
    const char *insert;    /* (nullable) */
    const char *expected;  /* the next one then */
  } steps[] = {
    { NULL, "仮-0001" }, { "仮-0001", "仮-0002" }, { "0009", "仮-0002" }, { "仮-0007", "仮-0008" },
    { "仮登録9", "仮-0008" }, { "仮-9999", "仮-10000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autofree char *next = NULL;

    if (steps[i].insert != NULL)
      insert (store, steps[i].insert, "山田", "ヤマダ", "1950-03-01");
    next = mh_resident_table_next_provisional (store->db, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (next, ==, steps[i].expected);
  }
}

static void
insert_crowd (MhTestStore *store)
{
  static const struct {
    const char *number;
    const char *name;
    const char *kana;
    const char *birth;
  } crowd[] = {
    { "1", "山田 花子", "ヤマダ ハナコ", "1950-03-01" },
    { "2", "花田 太郎", "ハナダ タロウ", "1961-04-02" },
    { "3", "青山 一郎", "アオヤマ イチロウ", "1950-03-01" },
    { "4", "渡邉 美月", "ワタナベ ミヅキ", "2001-12-31" },
    { "5", "髙橋 優", "タカハシ ユウ", "1990-01-01" },
    { "6", "高橋 英", "タカハシ エイ", "1990-01-02" },
    { "7", "佐藤 ショウ", "サトウ ショウ", "1980-05-05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (crowd); i++)
    g_assert_cmpint (insert (store, crowd[i].number, crowd[i].name, crowd[i].kana, crowd[i].birth), ==, (gint64) i + 1);
}

static void
test_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GPtrArray) residents = NULL;
  MhAct *act = mh_test_store_begin (store);

  insert_crowd (store);
  mh_test_store_commit (act);
  residents = mh_resident_table_list (store->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (residents->len, ==, 7);
  for (guint i = 0; i < residents->len; i++)
    g_assert_cmpint (((MhResident *) g_ptr_array_index (residents, i))->id, ==, i + 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/resident/is-read-as-it-was-written", test_round_trip);
  g_test_add_func ("/store/resident/who-is-not-there-is-not-found", test_missing);
  g_test_add_func ("/store/resident/a-register-number-is-one-person's-text", test_number_is_unique_text);
  g_test_add_func ("/store/resident/provisional-numbers-go-on-from-the-highest", test_provisional_numbers);
  g_test_add_func ("/store/resident/the-list-is-everybody-by-id", test_list);

  return g_test_run ();
}
