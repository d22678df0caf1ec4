/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-resident-search.h"

#include "mh-contact-table.h"
#include "mh-protection-table.h"
#include "mh-resident-table.h"
#include "mh-test-store.h"
#include "mh-ticket-table.h"

#define TODAY { 2026, 10, 20 }

static MhDate
date_of (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  g_assert_true (mh_date_from_iso (iso, &date));

  return date;
}

static void
insert (MhTestStore *store,
        gint64       expected_id,
        const char  *number,
        const char  *name,
        const char  *kana,
        const char  *birth,
        const char  *other_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();

  resident->register_number = g_strdup (number);
  resident->name = g_strdup (name);
  g_free (resident->kana);
  resident->kana = g_strdup (kana);
  resident->birth = date_of (birth);
  resident->other_name = g_strdup (other_name);
  g_assert_cmpint (mh_resident_table_insert (store->db, resident, &error), ==, expected_id);
  g_assert_no_error (error);
}

static void
insert_crowd (MhTestStore *store)
{
  static const struct {
    const char *number;
    const char *name;
    const char *kana;
    const char *birth;
    const char *other_name;
  } crowd[] = {
    { "1", "山田 花子", "ヤマダ ハナコ", "1950-03-01", "旧姓　小野寺花子" },
    { "2", "花田 太郎", "ハナダ タロウ", "1961-04-02", NULL },
    { "3", "青山 一郎", "アオヤマ イチロウ", "1950-03-01", NULL },
    { "4", "渡邉 美月", "ワタナベ ミヅキ", "2001-12-31", NULL },
    { "5", "髙橋 優", "タカハシ ユウ", "1990-01-01", NULL },
    { "6", "高橋 英", "タカハシ エイ", "1990-01-02", NULL },
    { "7", "佐藤 ショウ", "サトウ ショウ", "1980-05-05", "NGUYEN VAN SHO\nグエン・ヴァン・ショー" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (crowd); i++)
    insert (store, i + 1, crowd[i].number, crowd[i].name, crowd[i].kana, crowd[i].birth, crowd[i].other_name);
}

static void
set_column (MhTestStore *store,
            gint64       id,
            const char  *column,
            const char  *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *script = g_strdup_printf ("UPDATE resident SET %s = %s WHERE id = %" G_GINT64_FORMAT, column, value, id);

  mh_db_exec (store->db, script, &error);
  g_assert_no_error (error);
}

static void
link_phone (MhTestStore *store,
            gint64       resident,
            const char  *kind,
            const char  *value)
{
  g_autoptr (GError) error = NULL;

  mh_contact_table_link (store->db, resident, kind, value, "", &error);
  g_assert_no_error (error);
}

static void
protect (MhTestStore *store,
         gint64       resident,
         const char  *start,
         const char  *end)
{
  g_autoptr (GError) error = NULL;

  mh_protection_table_insert (store->db, resident, date_of (start), end != NULL ? date_of (end) : MH_DATE_NONE, "hand", NULL, &error);
  g_assert_no_error (error);
}

static void
append_hits (MhTestStore            *store,
             const MhResidentSearch *search,
             gint64                  offset,
             gint64                  limit,
             gint64                  expected_total,
             GString                *text)
{
  g_autoptr (GError) error = NULL;
  gint64 total = -1;
  g_autoptr (GArray) ids = mh_resident_search (store->db, search, offset, limit, &total, &error);

  g_assert_no_error (error);
  if (expected_total >= 0)
    g_assert_cmpint (total, ==, expected_total);
  else
    g_assert_cmpint (total, ==, ids->len);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, text->len > 0 ? " " : "", g_array_index (ids, gint64, i));
}

/* "5 6" for the ids found: all at once, and the same by pages of any size. */
static char *
describe_hits (MhTestStore            *store,
               const MhResidentSearch *search)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) ids = NULL;
  guint n;

  append_hits (store, search, 0, 0, -1, text);
  ids = g_strsplit (text->str, " ", -1);
  n = text->len > 0 ? g_strv_length (ids) : 0;

  for (guint size = 1; size <= n + 1; size++) {
    g_autoptr (GString) pages = g_string_new (NULL);

    for (guint offset = 0; offset <= n; offset += size)
      append_hits (store, search, offset, size, n, pages);
    g_assert_cmpstr (pages->str, ==, text->str);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct {
  MhResidentSearch search;
  const char      *expected;
} Case;

static void
assert_found (MhTestStore *store,
              const Case  *cases,
              guint        n_cases)
{
  for (guint i = 0; i < n_cases; i++) {
    g_autofree char *hits = describe_hits (store, &cases[i].search);

    g_test_message ("case %u: %s", i, cases[i].search.text);
    g_assert_cmpstr (hits, ==, cases[i].expected);
  }
}

static void
test_names (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  const Case cases[] = {
    { { .everybody = TRUE }, "3 7 6 5 2 1 4" },
    { { .text = "ハナ" }, "2 1" },           /* the beginning before the inside */
    { { .text = "ヤマ" }, "1 3" },
    { { .text = "ハ" }, "2" },               /* one kana: the beginning only */
    { { .text = "ヤマダハナコ" }, "1" },
    { { .text = "やまだ　はなこ" }, "1" },
    { { .text = "ヤマハナ" }, "" },
    { { .text = "ダハ" }, "1" },
    { { .text = "コヤ" }, "" },              /* from the end of one text into the beginning of the next */
    { { .text = "ミズキ" }, "4" },
    { { .text = "ミヅキ" }, "4" },
    { { .text = "タカハシ" }, "6 5" },
    { { .text = "シヨウ" }, "7" },           /* small kana written large */
    { { .text = "シォウ" }, "" },
    { { .text = "サトー" }, "7" },           /* long marks */
    { { .text = "サートウ" }, "7" },
    { { .text = "ヌ" }, "" },
    { { .text = "高橋" }, "6 5" },
    { { .text = "髙橋" }, "6 5" },
    { { .text = "渡辺" }, "4" },
    { { .text = "花" }, "2 1" },             /* one character: anywhere, the beginning before the inside */
    { { .text = "郎" }, "3 2" },
    { { .text = "太郎" }, "2" },
    { { .text = "小野寺" }, "1" },           /* another name */
    { { .text = "旧姓" }, "1" },
    { { .text = "nguyen" }, "7" },
    { { .text = "Van Sho" }, "7" },
    { { .text = "グエンヴァン" }, "7" },
    { { .text = "%" }, "" },
    { { .text = "\"" }, "" },
    { { .text = "␂" }, "" },
    { { .text = NULL }, "" },
  };

  insert_crowd (store);
  mh_test_store_commit (act);
  assert_found (store, cases, G_N_ELEMENTS (cases));
}

static void
test_numbers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  const Case cases[] = {
    { { .register_number = "4" }, "4" },
    { { .register_number = "04" }, "" },
    { { .birth = { 1950, 3, 1 } }, "3 1" },
    { { .household_number = "H7" }, "2 4" },
    { { .ticket = "0012345678" }, "6" },
    { { .ticket = "12345678" }, "" },
    { { .birth = { 1950, 3, 1 }, .text = "タカハシ", .register_number = "1" }, "3 1 6 5" },
    { { .text = "ヤマ", .register_number = "3" }, "3 1" },  /* nobody twice: who is meant by the number comes first */
    { { .register_number = NULL }, "" },
  };

  insert_crowd (store);
  set_column (store, 2, "household_number", "'H7'");
  set_column (store, 4, "household_number", "'H7'");
  mh_ticket_table_insert (store->db, 6, "0012345678", "", &error);
  g_assert_no_error (error);
  mh_test_store_commit (act);
  assert_found (store, cases, G_N_ELEMENTS (cases));
}

static void
test_districts (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  const Case cases[] = {
    { { .district = "第1区" }, "7 1" },
    { { .district = "第１区" }, "7 1" },
    { { .district = "第1" }, "" },                        /* the whole name: 第1区 and 第10区 are two */
    { { .district = "滝の原" }, "7" },
    { { .district = "第3班" }, "6" },
    { { .text = "花田", .district = "花田" }, "2 4" },     /* names before districts */
    { { .text = "花", .district = "花" }, "2 1" },
  };

  insert_crowd (store);
  set_column (store, 1, "district", "'第１区'");
  set_column (store, 7, "district", "'第1区'");
  set_column (store, 7, "district2", "'滝の原'");
  set_column (store, 6, "district3", "'第3班'");
  set_column (store, 5, "district", "'第10区'");
  set_column (store, 4, "district2", "'花田'");
  set_column (store, 2, "district2", "'花田'");
  mh_test_store_commit (act);
  assert_found (store, cases, G_N_ELEMENTS (cases));
}

static void
test_phones (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  const Case cases[] = {
    { { .phone_end = "5678", .day = TODAY }, "3 1" },
    { { .phone_end = "09000005678", .day = TODAY }, "3 1" },
    { { .phone_end = "678", .day = TODAY }, "3 1" },
    { { .phone_end = "567", .day = TODAY }, "" },         /* only the end */
    { { .phone_end = "1111", .day = TODAY }, "7" },
    { { .phone_end = "1119", .day = TODAY }, "2" },
    { { .phone_end = "90005678", .day = TODAY }, "" },
    { { .phone_end = "abc5678", .day = TODAY }, "" },
  };

  insert_crowd (store);
  link_phone (store, 1, "mobile", "09000005678");
  link_phone (store, 3, "mobile", "09000005678");
  link_phone (store, 7, "landline", "0158001111");
  link_phone (store, 2, "landline", "0158001119");
  link_phone (store, 4, "line", "U00000000000000000000000000005678");
  mh_test_store_commit (act);
  assert_found (store, cases, G_N_ELEMENTS (cases));
}

/* By where they live and how they are reached, the protected are neither found nor counted; by who they are, they are. */
static void
test_protected (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  static const struct {
    MhDate   day;
    gboolean shown;
  } days[] = {
    { { 2026, 9, 30 }, TRUE }, { { 2026, 10, 1 }, FALSE }, { TODAY, FALSE }, { { 2026, 10, 31 }, FALSE }, { { 2026, 11, 1 }, TRUE },
    { MH_DATE_NONE, FALSE },
  };

  insert_crowd (store);
  for (gint64 id = 5; id <= 7; id++) {
    set_column (store, id, "district", "'元町'");
    set_column (store, id, "household_number", "'H7'");
    link_phone (store, id, "landline", "0158002222");
  }
  mh_ticket_table_insert (store->db, 5, "0012345678", "", &error);
  g_assert_no_error (error);
  protect (store, 5, "2026-10-01", "2026-10-31");
  protect (store, 6, "2026-01-01", NULL);                         /* all the time */
  mh_test_store_commit (act);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    const char *expected = days[i].shown ? "7 5" : "7";
    const Case cases[] = {
      { { .district = "元町", .day = days[i].day }, expected },
      { { .household_number = "H7", .day = days[i].day }, expected },
      { { .phone_end = "2222", .day = days[i].day }, expected },
      { { .text = "タカハシ", .district = "元町", .household_number = "元町", .day = days[i].day }, "6 5 7" },
      { { .text = "高橋", .day = days[i].day }, "6 5" },
      { { .register_number = "5", .phone_end = "2222", .day = days[i].day }, "7 5" },
      { { .birth = { 1990, 1, 1 }, .day = days[i].day }, "5" },
      { { .ticket = "0012345678", .day = days[i].day }, "5" },
    };

    g_test_message ("day %u", i);
    assert_found (store, cases, G_N_ELEMENTS (cases));
  }
}

/* What cannot be read protects. */
static void
test_unreadable_protection (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  const MhResidentSearch by_district = { .district = "元町", .day = TODAY };
  const Case cases[] = {
    { by_district, "" },
    { { .text = "ヤマダ" }, "1" },
  };

  insert_crowd (store);
  set_column (store, 1, "district", "'元町'");
  mh_db_exec (store->db, "INSERT INTO protection (resident, start_date, end_date) VALUES (1, '来月', '2026-02-30')", &error);
  g_assert_no_error (error);
  mh_test_store_commit (act);
  assert_found (store, cases, G_N_ELEMENTS (cases));

  mh_db_exec (store->db, "ALTER TABLE protection RENAME TO gone", &error);
  g_assert_no_error (error);
  g_assert_null (mh_resident_search (store->db, &by_district, 0, 0, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_merged (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  MhAct *act = mh_test_store_begin (store);
  const Case cases[] = {
    { { .everybody = TRUE }, "3 7 6 2 1 4" },
    { { .text = "タカハシ" }, "6" },
    { { .birth = { 1990, 1, 1 } }, "" },
    { { .district = "元町" }, "" },
    { { .register_number = "5" }, "6" },      /* the number leads to whom everything went over */
  };
  const Case undone[] = {
    { { .text = "タカハシ" }, "6 5" },
    { { .district = "元町" }, "5" },
  };

  insert_crowd (store);
  set_column (store, 5, "district", "'元町'");
  mh_test_store_commit (act);
  act = mh_test_store_begin (store);
  set_column (store, 5, "merged_into", "6");
  mh_test_store_commit (act);
  assert_found (store, cases, G_N_ELEMENTS (cases));

  mh_test_store_undo (store);
  assert_found (store, undone, G_N_ELEMENTS (undone));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/resident-search/by-names-finds-beginnings-first-in-japanese-order", test_names);
  g_test_add_func ("/store/resident-search/by-a-number-or-date-finds-exactly-those", test_numbers);
  g_test_add_func ("/store/resident-search/by-district-finds-the-whole-name-of-any", test_districts);
  g_test_add_func ("/store/resident-search/by-telephone-finds-the-end", test_phones);
  g_test_add_func ("/store/resident-search/the-protected-are-not-found-by-where-they-live", test_protected);
  g_test_add_func ("/store/resident-search/a-protection-that-cannot-be-read-protects", test_unreadable_protection);
  g_test_add_func ("/store/resident-search/a-duplicate-is-not-found-but-leads-on", test_merged);

  return g_test_run ();
}
