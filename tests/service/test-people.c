/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-people.h"

#include <string.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-protect.h"
#include "mh-test-town.h"
#include "mh-ticket-table.h"
#include "mh-undo.h"

#define NOW     "2026-10-20 09:00"
#define LINE_ID "U0123456789abcdef0123456789abcdef"

static MhDate
date_of (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  if (iso != NULL)
    g_assert_true (mh_date_from_iso (iso, &date));

  return date;
}

static MhPerson *
look_at (MhTestTown *town,
         gint64      id,
         const char *reason)
{
  g_autoptr (GError) error = NULL;
  MhPerson *person = mh_people_get (&town->desk, id, reason, &error);

  g_assert_no_error (error);

  return person;
}

static char *
find_numbers (MhTestTown *town,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = mh_people_search (&town->desk, text, 0, &error);
  g_autoptr (GPtrArray) people = NULL;
  GString *numbers = g_string_new (NULL);

  g_assert_no_error (error);
  people = mh_people_list (&town->desk, (const gint64 *) (gpointer) ids->data, ids->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++) {
    const MhPerson *person = g_ptr_array_index (people, i);

    g_string_append_printf (numbers, "%s%s", i > 0 ? " " : "", person->resident->register_number);
  }

  return g_string_free (numbers, FALSE);
}

static void
set_address (MhTestTown *town,
             gint64      id)
{
  g_autoptr (GError) error = NULL;
  MhResident changes = { .id = id };

  changes.household_number = (char *) "H1";
  changes.postal_code = (char *) "099-5600";
  changes.address = (char *) "字元町１番地";
  changes.address_extra = (char *) "コーポ北";
  changes.district = (char *) "元町";
  changes.note = (char *) "長女が近所に住む";
  mh_test_edit_person (&town->desk, &changes, &error);
  g_assert_no_error (error);
}

static void
test_search (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 leaving;
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
    { "", "1007 1003 1004 1005 1002 1001 1006" },
    { "  　", "1007 1003 1004 1005 1002 1001 1006" },
    { "サイトウ", "1003 1004" },                        /* both 斎藤 and 齋藤 */
    { "さいとう", "1003 1004" },
    { "ｻｲﾄｳ", "1003 1004" },
    { "斉藤", "1003 1004" },
    { "斎藤", "1003 1004" },                            /* 齋, 斎 and 斉 are taken for one */
    { "高橋", "1005" },
    { "髙橋", "1005" },
    { "ミズキ", "1004" },
    { "ミヅキ", "1004" },
    { "みづき", "1004" },
    { "ハナコ", "1001" },
    { "山田花子", "1001" },
    { "山田　花子", "1001" },
    { "吉", "1006" },                                   /* 𠮷田 by the usual character */
    { "3250301", "1001" },
    { "s25.3.1", "1001" },
    { "Ｓ２５．３．１", "1001" },
    { "昭和25年3月1日", "1001" },
    { "19500301", "1001" },
    { "1950/3/1", "1001" },
    { "1002", "1002" },
    { "１００２", "1002" },
    { "仮-0001", "" },
    { "5678", "1001 " },
    { "090-1234-5678", "1001 " },
    { "67", "" },
    { "-", "" },
    { "ー", "" },
    { "%", "" },
    { "\xff", "" },
  };

  mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  leaving = mh_test_town_add_resident (town, "1002", "山川 一", "ヤマカワ ハジメ", "1961-02-03");
  mh_test_town_add_resident (town, "1003", "斎藤 茂", "サイトウ シゲル", "1940-12-31");
  mh_test_town_add_resident (town, "1004", "齋藤 美月", "サイトウ ミヅキ", "1999-01-01");
  mh_test_town_add_resident (town, "1005", "髙橋 優", "タカハシ ユウ", "1970-07-07");
  mh_test_town_add_resident (town, "1006", "𠮷田 渚", "ヨシダ ナギサ", "1980-08-08");
  mh_test_town_add_resident (town, "1007", "阿部 薫", "アベ カオル", "1990-09-09");
  mh_test_town_set_status (town, leaving, "dead", "2026-10-01");
  mh_test_town_add_contact (town, 1, "mobile", "090-1234-5678");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *numbers = find_numbers (town, cases[i].text);
    g_autofree char *expected = g_strstrip (g_strdup (cases[i].expected));

    g_test_message ("%s", g_utf8_validate (cases[i].text, -1, NULL) ? cases[i].text : "not UTF-8");
    g_assert_cmpstr (numbers, ==, expected);
  }
}

static void
test_search_protected (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 wife = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 husband = mh_test_town_add_resident (town, "1002", "山田一", "ヤマダハジメ", "1949-03-01");
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
    { "5678", "1002" }, { "090-1234-5678", "1002" }, { "ハナコ", "1001" }, { "花子", "1001" }, { "3250301", "1001" }, { "1001", "1001" },
  };

  mh_test_town_add_contact (town, wife, "mobile", "09012345678");
  mh_test_town_add_contact (town, husband, "mobile", "09012345678");
  mh_test_town_protect (town, wife);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *numbers = find_numbers (town, cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (numbers, ==, cases[i].expected);
  }
}

static void
give_ticket (MhTestTown *town,
             gint64      id,
             const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (town->db, mh_desk_now (&town->desk), "test", "test", MH_UNDO_WHOLE, &error);

  g_assert_no_error (error);
  mh_ticket_table_insert (town->db, id, number, NULL, &error);
  g_assert_no_error (error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

/* What is typed, and in which width, finds a person by what stands on her papers. */
static void
test_search_papers (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 wife = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 other = mh_test_town_add_resident (town, "1002", "元町太郎", "モトマチタロウ", "1949-03-01");
  static const struct {
    const char *text;
    const char *expected;
    const char *while_protected;
  } cases[] = {
    { "H1", "1001", "" }, { "Ｈ１", "1001", "" }, { "元町", "1002 1001", "1002" }, { "099-5600", "", "" }, { "字元町", "", "" },
    { "0012345678", "1001", "1001" }, { "００１２３４-５６７８", "1001", "1001" }, { "210156010012345678", "1001", "1001" },
    { "210156020012345678", "", "" }, { "12345678", "", "" },
  };

  set_address (town, wife);
  give_ticket (town, wife, "0012345678");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *numbers = find_numbers (town, cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (numbers, ==, cases[i].expected);
  }

  g_assert_cmpint (other, !=, wife);
  mh_test_town_protect (town, wife);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *numbers = find_numbers (town, cases[i].text);

    g_test_message ("%s, protected", cases[i].text);
    g_assert_cmpstr (numbers, ==, cases[i].while_protected);
  }
}

/* A page and the number of all, for a list that reads as it is looked at. */
static void
test_find_pages (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  static const struct {
    const char *text;
    gint64      offset;
    gint64      limit;
    guint       n;
    gint64      total;
  } cases[] = {
    { "", 0, 2, 2, 3 }, { "", 2, 2, 1, 3 }, { "", 4, 2, 0, 3 }, { "", 1, 0, 2, 3 }, { "やま", 0, 1, 1, 2 }, { "やま", 1, 1, 1, 2 }, { "や", 0, 9, 2, 2 },
    { "川", 0, 1, 1, 2 }, { "川", 1, 1, 1, 2 }, { "ぬ", 0, 1, 0, 0 }, { "\xff", 0, 1, 0, 0 },
  };

  mh_test_town_add_resident (town, "1", "山川", "ヤマカワ", "1950-03-01");
  mh_test_town_add_resident (town, "2", "川田", "カワダ", "1950-03-01");
  mh_test_town_add_resident (town, "3", "山田", "ヤマダ", "1950-03-01");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 total = -1;
    g_autoptr (GArray) ids = mh_people_find (&town->desk, cases[i].text, cases[i].offset, cases[i].limit, &total, &error);

    g_assert_no_error (error);
    g_test_message ("case %u", i);
    g_assert_cmpuint (ids->len, ==, cases[i].n);
    g_assert_cmpint (total, ==, cases[i].total);
  }
}

static void
assert_masked (const MhPerson *person)
{
  g_assert_true (person->is_protected);
  g_assert_false (person->revealed);
  g_assert_null (person->resident->household_number);
  g_assert_null (person->resident->postal_code);
  g_assert_null (person->resident->address);
  g_assert_null (person->resident->address_extra);
  g_assert_null (person->resident->district);
  g_assert_null (person->resident->note);
  g_assert_null (person->phone);
  if (person->contacts != NULL)
    g_assert_cmpuint (person->contacts->len, ==, 0);
  g_assert_cmpstr (person->resident->name, ==, "山田花子");
}

static void
test_mask (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 wife = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 husband = mh_test_town_add_resident (town, "1002", "山田一", "ヤマダハジメ", "1949-03-01");
  const gint64 both[] = { wife, husband };
  g_autoptr (MhPerson) before = NULL;
  g_autoptr (MhPerson) masked = NULL;
  g_autoptr (MhPerson) revealed = NULL;
  g_autoptr (MhPerson) other = NULL;
  g_autoptr (GPtrArray) list = NULL;

  set_address (town, wife);
  set_address (town, husband);
  mh_test_town_add_contact (town, wife, "mobile", "09012345678");
  before = look_at (town, wife, NULL);
  g_assert_false (before->is_protected);
  g_assert_cmpstr (before->resident->address, ==, "字元町１番地");
  g_assert_cmpstr (before->resident->household_number, ==, "H1");
  g_assert_cmpstr (before->resident->district, ==, "元町");
  g_assert_cmpstr (before->resident->postal_code, ==, "0995600");
  g_assert_cmpstr (before->phone, ==, "090-1234-5678");
  g_assert_cmpuint (before->contacts->len, ==, 1);

  mh_test_town_protect (town, wife);
  masked = look_at (town, wife, NULL);
  assert_masked (masked);
  list = mh_people_list (&town->desk, both, G_N_ELEMENTS (both), &error);
  g_assert_no_error (error);
  assert_masked (g_ptr_array_index (list, 0));
  g_assert_cmpstr (((MhPerson *) g_ptr_array_index (list, 1))->resident->address, ==, "字元町１番地");

  revealed = look_at (town, wife, "本人から住所の確認を頼まれた");
  g_assert_true (revealed->is_protected);
  g_assert_true (revealed->revealed);
  g_assert_cmpstr (revealed->resident->address, ==, "字元町１番地");
  g_assert_cmpuint (revealed->contacts->len, ==, 1);
  other = look_at (town, husband, "住所の確認");
  g_assert_false (other->revealed);
  g_assert_false (other->is_protected);
}

static void
test_mask_days (void)
{
  static const struct {
    const char *start;
    const char *end;
    gboolean    is_protected;
  } cases[] = {
    { "2026-10-20", NULL, TRUE },           /* starts today */
    { "2026-10-21", NULL, FALSE },
    { "2026-10-01", "2026-10-20", TRUE },   /* ends today */
    { "2026-10-01", "2026-10-19", FALSE },  /* ended yesterday */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
    g_autoptr (MhPerson) person = NULL;

    mh_protect_begin (&town->desk, id, date_of (cases[i].start), date_of (cases[i].end), NULL, &error);
    g_assert_no_error (error);
    person = look_at (town, id, NULL);
    g_test_message ("%s to %s", cases[i].start, cases[i].end);
    g_assert_cmpint (person->is_protected, ==, cases[i].is_protected);
  }
}

static void
test_looks_are_noted (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  g_autoptr (MhPerson) view = look_at (town, id, NULL);
  g_autoptr (MhPerson) reveal = NULL;
  g_autoptr (MhPerson) nobody = NULL;
  g_autoptr (GPtrArray) log = NULL;
  const MhAuditEntry *entry;

  mh_test_town_protect (town, id);
  reveal = look_at (town, id, "\"本人の依頼\"");
  nobody = mh_people_get (&town->desk, id, "　 ", &error);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  log = mh_audit_list (town->db, id, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (log->len, ==, 4);  /* added, looked at, protected, revealed */
  entry = g_ptr_array_index (log, 0);
  g_assert_cmpstr (entry->kind, ==, "resident.reveal");
  g_assert_nonnull (strstr (entry->detail, "本人の依頼"));
  g_assert_cmpstr (entry->operator_name, ==, "佐藤");
  g_assert_cmpint (g_array_index (entry->people, gint64, 0), ==, id);
  entry = g_ptr_array_index (log, 2);
  g_assert_cmpstr (entry->kind, ==, "resident.view");
}

/* What cannot be noted is not shown. */
static void
test_no_look_without_note (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");

  mh_db_exec (town->db, "PRAGMA query_only = ON", &error);
  g_assert_no_error (error);
  g_assert_null (mh_people_get (&town->desk, id, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_errors_mask (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  MhReach reach = MH_REACH_LINE;
  gint64 contact = 7;
  const char *why;

  mh_test_town_add_contact (town, id, "line", LINE_ID);
  mh_db_exec (town->db, "ALTER TABLE protection RENAME TO gone", &error);
  g_assert_no_error (error);
  g_assert_null (mh_people_get (&town->desk, id, NULL, &error));
  g_clear_error (&error);
  g_assert_null (mh_people_list (&town->desk, &id, 1, &error));
  g_clear_error (&error);
  g_assert_null (mh_people_search (&town->desk, "5678", 0, &error));
  g_clear_error (&error);
  g_assert_false (mh_people_reach (&town->desk, id, 0, "booking", &reach, &contact, &why, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (reach, ==, MH_REACH_NONE);
  g_assert_cmpint (contact, ==, 0);
}

static void
test_add_by_hand (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 first = mh_test_town_add_resident (town, NULL, "  山田 あかり", "ﾔﾏﾀﾞ あかり", "2026-10-20");
  gint64 twin = mh_test_town_add_resident (town, "", "山田 あかり", "ヤマダ アカリ", "2026-10-20");
  g_autoptr (MhPerson) person = look_at (town, first, NULL);
  g_autoptr (MhPerson) other = look_at (town, twin, NULL);
  gint64 found;

  g_assert_cmpstr (person->resident->register_number, ==, "仮-0001");
  g_assert_true (person->resident->provisional);
  g_assert_cmpstr (person->resident->name, ==, "山田　あかり");
  g_assert_cmpstr (person->resident->kana, ==, "ヤマダ　アカリ");
  g_assert_cmpstr (other->resident->register_number, ==, "仮-0002");
  g_assert_true (mh_people_find_number (&town->desk, "仮-0002", &found, &error));
  g_assert_cmpint (found, ==, twin);
  g_assert_false (mh_people_find_number (&town->desk, "0", &found, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_cmpint (found, ==, 0);
}

static void
test_add_refused (void)
{
  static const struct {
    const char *number;
    const char *name;
    const char *kana;
    const char *birth;
    const char *sex;
    const char *status;
    const char *postal_code;
    MhError     code;
  } cases[] = {
    { "1", "", "ヤマダ", "1950-03-01", "male", "resident", NULL, MH_ERROR_INVALID },
    { "1", "　", "ヤマダ", "1950-03-01", "male", "resident", NULL, MH_ERROR_INVALID },
    { "1", "山田", "山田", "1950-03-01", "male", "resident", NULL, MH_ERROR_INVALID },
    { "1", "山田", "Yamada", "1950-03-01", "male", "resident", NULL, MH_ERROR_INVALID },
    { "1", "山田", "ヤマダ", "2026-10-21", "male", "resident", NULL, MH_ERROR_INVALID },
    { "1", "山田", "ヤマダ", "1950-03-01", "m", "resident", NULL, MH_ERROR_INVALID },
    { "1", "山田", "ヤマダ", "1950-03-01", "male", "away", NULL, MH_ERROR_INVALID },
    { "1", "山田", "ヤマダ", "1950-03-01", "male", "resident", "12", MH_ERROR_INVALID },
    { "1001", "山田", "ヤマダ", "1950-03-01", "male", "resident", NULL, MH_ERROR_CONFLICT },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);

  mh_test_town_add_resident (town, "1001", "鈴木", "スズキ", "1950-03-01");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    MhResident resident = { 0 };

    resident.register_number = (char *) cases[i].number;
    resident.name = (char *) cases[i].name;
    resident.kana = (char *) cases[i].kana;
    resident.birth = date_of (cases[i].birth);
    resident.sex = (char *) cases[i].sex;
    resident.status = (char *) cases[i].status;
    resident.postal_code = (char *) cases[i].postal_code;
    g_test_message ("case %u", i);
    g_assert_cmpint (mh_test_add_person (&town->desk, &resident, &error), ==, 0);
    g_assert_error (error, MH_ERROR, (int) cases[i].code);
    g_assert_null (strstr (error->message, "constraint"));  /* a sentence, not the database's last resort */
    g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident"), ==, 1);
  }
}

static void
test_edit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, NULL, "山田花子", "ヤマダハナコ", "1950-03-01");
  g_autoptr (MhPerson) person = NULL;
  MhResident number = { .id = id };
  MhResident clear = { .id = id };
  MhResident taken = { .id = id };
  MhResident nobody = { .id = 99 };

  mh_test_town_add_resident (town, "1002", "鈴木", "スズキ", "1950-03-01");
  set_address (town, id);
  number.register_number = (char *) "1001";
  g_assert_true (mh_test_edit_person (&town->desk, &number, &error));
  clear.address_extra = (char *) "";
  g_assert_true (mh_test_edit_person (&town->desk, &clear, &error));

  person = look_at (town, id, NULL);
  g_assert_cmpstr (person->resident->register_number, ==, "1001");
  g_assert_false (person->resident->provisional);
  g_assert_null (person->resident->address_extra);
  g_assert_cmpstr (person->resident->address, ==, "字元町１番地");
  g_assert_cmpstr (person->resident->name, ==, "山田花子");
  g_assert_cmpint (mh_date_compare (person->resident->birth, date_of ("1950-03-01")), ==, 0);

  taken.register_number = (char *) "1002";
  g_assert_false (mh_test_edit_person (&town->desk, &taken, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  taken.register_number = (char *) "";
  g_assert_false (mh_test_edit_person (&town->desk, &taken, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (mh_test_edit_person (&town->desk, &nobody, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static void
test_contact_values (void)
{
  static const struct {
    const char *kind;
    const char *value;
    const char *stored;  /* NULL: refused */
  } cases[] = {
    { "line", LINE_ID, LINE_ID },
    { "line", " " LINE_ID "\n", LINE_ID },
    { "line", "U0123456789ABCDEF0123456789ABCDEF", NULL },
    { "line", "U0123", NULL },
    { "line", "C0123456789abcdef0123456789abcdef", NULL },
    { "mobile", "０９０−１２３４−５６７８", "09012345678" },
    { "mobile", "0158-00-1234", NULL },
    { "mobile", "020-1234-5678", NULL },
    { "mobile", "1234", NULL },
    { "mobile", NULL, NULL },
    { "landline", "0158-00-1234", "0158001234" },
    { "landline", "29-1234", "0158291234" },
    { "landline", "050-1000-1234", "05010001234" },
    { "landline", "090-1234-5678", NULL },
    { "fax", "0158-00-1234", NULL },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");

  mh_test_town_set (town, "town.area-code", "0158");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 link = mh_contacts_add (&town->desk, id, cases[i].kind, cases[i].value, NULL, &error);

    g_test_message ("%s %s", cases[i].kind, cases[i].value);
    if (cases[i].stored == NULL) {
      g_assert_cmpint (link, ==, 0);
      g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    } else {
      g_autoptr (GPtrArray) contacts = NULL;
      gboolean found = FALSE;

      g_assert_no_error (error);
      contacts = mh_contact_table_list (town->db, id, &error);
      for (guint k = 0; k < contacts->len; k++) {
        const MhContact *contact = g_ptr_array_index (contacts, k);

        found = found || (contact->link == link && g_str_equal (contact->value, cases[i].stored));
      }
      g_assert_true (found);
    }
  }
}

/* A link is changed only through the person whose it is. */
static void
test_contact_owner (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 hers = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 his = mh_test_town_add_resident (town, "1002", "山田一", "ヤマダハジメ", "1949-03-01");
  gint64 link = mh_test_town_add_contact (town, hers, "mobile", "09012345678");
  g_autoptr (GPtrArray) contacts = NULL;

  g_assert_false (mh_contacts_remove (&town->desk, his, link, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (mh_contacts_set_opt_out (&town->desk, his, link, TRUE, &error));
  g_clear_error (&error);
  g_assert_false (mh_contacts_mark_safe (&town->desk, his, link, "確認", &error));
  g_clear_error (&error);
  g_assert_false (mh_contacts_mark_safe (&town->desk, hers, link, " ", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (mh_contacts_add (&town->desk, 99, "mobile", "09012345678", NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (mh_contacts_mark_safe (&town->desk, hers, link, "本人専用", &error));
  contacts = mh_contact_table_list (town->db, hers, &error);
  g_assert_cmpstr (((MhContact *) g_ptr_array_index (contacts, 0))->safe_reason, ==, "本人専用");
  g_assert_cmpint (mh_date_compare (((MhContact *) g_ptr_array_index (contacts, 0))->safe_date, date_of ("2026-10-20")), ==, 0);
  g_assert_true (mh_contacts_remove (&town->desk, hers, link, &error));
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact_link"), ==, 0);
}

static void
test_end_protection (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  g_autoptr (MhPerson) ended = NULL;
  g_autoptr (MhPerson) again = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  gint64 act;

  g_assert_false (mh_protect_begin (&town->desk, id, MH_DATE_NONE, MH_DATE_NONE, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (mh_protect_begin (&town->desk, id, date_of ("2026-10-20"), date_of ("2026-10-19"), NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (mh_protect_end (&town->desk, id, date_of ("2026-10-19"), "申出", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  mh_test_town_protect (town, id);
  g_assert_false (mh_protect_end (&town->desk, id, date_of ("2026-10-19"), "", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (mh_protect_end (&town->desk, id, date_of ("2026-10-19"), "本人の申出", &error));
  g_assert_no_error (error);
  ended = look_at (town, id, NULL);
  g_assert_false (ended->is_protected);

  g_assert_true (mh_undo_find_last (town->db, &act, &error));
  undo = mh_undo_run (town->db, mh_desk_now (&town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  again = look_at (town, id, NULL);
  g_assert_true (again->is_protected);
}

typedef struct {
  const char *about;
  const char *status;         /* (nullable) */
  const char *status_date;    /* (nullable) */
  const char *contacts;       /* l LINE, m mobile, t landline; a capital: opted out; after ! safe; after - refused */
  gboolean    is_protected;
  MhReach     reach;
  const char *why;            /* (nullable) */
} ReachCase;

static const ReachCase reach_cases[] = {
  { "LINE first", NULL, NULL, "tml", FALSE, MH_REACH_LINE, NULL },
  { "SMS", NULL, NULL, "tm", FALSE, MH_REACH_SMS, NULL },
  { "landline only", NULL, NULL, "t", FALSE, MH_REACH_BY_HAND, "landline-only" },
  { "nothing", NULL, NULL, "", FALSE, MH_REACH_BY_HAND, "no-contact" },
  { "opted out of LINE but not of SMS", NULL, NULL, "Lm", FALSE, MH_REACH_SMS, NULL },
  { "opted out of all", NULL, NULL, "LM", FALSE, MH_REACH_BY_HAND, "opted-out" },
  { "opted out, a landline is left", NULL, NULL, "Lt", FALSE, MH_REACH_BY_HAND, "landline-only" },
  { "refused LINE", NULL, NULL, "-lm", FALSE, MH_REACH_SMS, NULL },
  { "refused both", NULL, NULL, "-l-mt", FALSE, MH_REACH_BY_HAND, "refused" },
  { "protected", NULL, NULL, "lmt", TRUE, MH_REACH_BY_HAND, "protected" },
  { "protected with a safe mobile", NULL, NULL, "l!m", TRUE, MH_REACH_SMS, NULL },
  { "protected, opted out of what is safe", NULL, NULL, "l!M", TRUE, MH_REACH_BY_HAND, "protected" },
  { "protected without contact", NULL, NULL, "", TRUE, MH_REACH_BY_HAND, "protected" },
  { "dead", "dead", "2026-10-20", "l", FALSE, MH_REACH_NONE, "dead" },
  { "dead, day unknown", "dead", NULL, "l", FALSE, MH_REACH_NONE, "dead" },
  { "dead and protected", "dead", NULL, "!l", TRUE, MH_REACH_NONE, "dead" },
  { "moved out yesterday", "moved-out", "2026-10-19", "l", FALSE, MH_REACH_NONE, "moved-out" },
  { "moving out tomorrow", "moving-out", "2026-10-21", "l", FALSE, MH_REACH_LINE, NULL },
  { "moving out today", "moving-out", "2026-10-20", "l", FALSE, MH_REACH_NONE, "moved-out" },
  { "removed", "removed", "2026-10-19", "l", FALSE, MH_REACH_NONE, "removed" },
};

static void
refuse (MhTestTown *town,
        gint64      link)
{
  g_autoptr (GError) error = NULL;

  mh_db_run (town->db, &error,
             "INSERT INTO refused_contact (delivery, contact, code) SELECT 1, contact, '400' FROM contact_link WHERE id = :link",
             ":link", MH_INT (link), NULL);
  g_assert_no_error (error);
}

static void
add_contacts (MhTestTown *town,
              gint64      id,
              const char *contacts)
{
  gboolean safe = FALSE, refused = FALSE;

  for (const char *at = contacts; *at != '\0'; at++) {
    g_autoptr (GError) error = NULL;
    char kind = g_ascii_tolower (*at);
    gint64 link;

    if (*at == '!' || *at == '-') {
      safe = *at == '!';
      refused = *at == '-';
      continue;
    }

    link = mh_test_town_add_contact (town, id, kind == 'l' ? "line" : kind == 'm' ? "mobile" : "landline",
                                     kind == 'l' ? LINE_ID : kind == 'm' ? "09012345678" : "0158001234");
    if (kind != *at)
      mh_contacts_set_opt_out (&town->desk, id, link, TRUE, &error);
    if (safe)
      mh_contacts_mark_safe (&town->desk, id, link, "本人専用", &error);
    if (refused)
      refuse (town, link);
    g_assert_no_error (error);
    safe = refused = FALSE;
  }
}

static void
test_reach (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reach_cases); i++) {
    const ReachCase *c = &reach_cases[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
    g_autoptr (MhPerson) person = NULL;
    const char *why = "?";
    gint64 contact = -1;
    MhReach reach;

    g_test_message ("%s", c->about);
    mh_db_exec (town->db, "PRAGMA foreign_keys = OFF", &error);  /* the delivery that was refused is not needed here */
    add_contacts (town, id, c->contacts);
    if (c->status != NULL)
      mh_test_town_set_status (town, id, c->status, c->status_date);
    if (c->is_protected)
      mh_test_town_protect (town, id);

    mh_people_reach (&town->desk, id, 1, "booking", &reach, &contact, &why, &error);
    g_assert_no_error (error);
    g_assert_cmpint (reach, ==, c->reach);
    g_assert_cmpstr (why, ==, c->why);
    g_assert_cmpint (contact != 0, ==, c->reach == MH_REACH_LINE || c->reach == MH_REACH_SMS);
    person = look_at (town, id, NULL);
    if (strchr (c->contacts, '-') == NULL)
      g_assert_cmpint (person->reach, ==, c->reach);
    else
      g_assert_cmpint (person->reach, ==, MH_REACH_LINE);  /* refused for that delivery, not for others */
  }
}

static void
test_day_turns (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 23:59");
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  const char *why;
  gint64 contact;
  MhReach reach;

  mh_test_town_add_contact (town, id, "line", LINE_ID);
  mh_test_town_set_status (town, id, "moving-out", "2026-10-21");
  g_assert_true (mh_people_reach (&town->desk, id, 0, "booking", &reach, &contact, &why, &error));
  g_assert_cmpint (reach, ==, MH_REACH_LINE);
  mh_fake_clock_advance (town->clock, 60 * 1000);
  g_assert_true (mh_people_reach (&town->desk, id, 0, "booking", &reach, &contact, &why, &error));
  g_assert_cmpint (reach, ==, MH_REACH_NONE);
}

static void
test_list_leaves_out_who_is_gone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  const gint64 ids[] = { 5, mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01") };
  g_autoptr (GPtrArray) people = mh_people_list (&town->desk, ids, G_N_ELEMENTS (ids), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (people->len, ==, 1);
  g_assert_null (((MhPerson *) g_ptr_array_index (people, 0))->contacts);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/people/search-reads-what-the-text-means", test_search);
  g_test_add_func ("/service/people/a-protected-person-is-not-found-by-telephone", test_search_protected);
  g_test_add_func ("/service/people/search-finds-by-what-stands-on-papers", test_search_papers);
  g_test_add_func ("/service/people/search-gives-a-page-and-how-many-there-are", test_find_pages);
  g_test_add_func ("/service/people/nothing-tells-where-a-protected-person-is", test_mask);
  g_test_add_func ("/service/people/protection-counts-its-first-and-last-day", test_mask_days);
  g_test_add_func ("/service/people/each-look-is-noted", test_looks_are_noted);
  g_test_add_func ("/service/people/what-cannot-be-noted-is-not-shown", test_no_look_without_note);
  g_test_add_func ("/service/people/an-error-shows-nobody", test_errors_mask);
  g_test_add_func ("/service/people/without-a-number-one-gets-a-provisional-one", test_add_by_hand);
  g_test_add_func ("/service/people/what-cannot-be-is-not-added", test_add_refused);
  g_test_add_func ("/service/people/an-edit-changes-what-it-names", test_edit);
  g_test_add_func ("/service/people/contacts-are-checked-and-made-uniform", test_contact_values);
  g_test_add_func ("/service/people/a-contact-is-changed-through-its-owner", test_contact_owner);
  g_test_add_func ("/service/people/protection-ends-with-a-reason-and-comes-back-with-undo", test_end_protection);
  g_test_add_func ("/service/people/reach-is-judged-from-status-protection-and-contacts", test_reach);
  g_test_add_func ("/service/people/reach-changes-with-the-day", test_day_turns);
  g_test_add_func ("/service/people/a-page-leaves-out-who-is-gone", test_list_leaves_out_who_is_gone);

  return g_test_run ();
}
