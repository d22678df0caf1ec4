/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-import.h"

#include <string.h>

#include "mh-act.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-protection-table.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define HEADER "宛名番号,氏名,カナ,生年月日,性別,住所,行政区,電話番号,住民状態,異動日,支援措置,券番号\n"

static const char list[] =
  HEADER
  "0001,山田　花子,ヤマダ　ハナコ,S25.3.1,女,滝上町1,元町,0158292111,住民,,,0000000001\n"
  "0002,山田　太郎,ヤマダ　タロウ,S22.4.1,男,滝上町1,元町,,住民,,,\n"
  "0003,髙橋　良男,タカハシ　ヨシオ,S10.1.2,男,滝上町2,旭町,,住民,,,\n"
  "0004,佐藤　ハル,サトウ　ハル,T10.1.2,女,滝上町3,旭町,,住民,,,\n";

typedef struct {
  MhTestTown    *town;
  MhImportTable *table;
  MhImportPlan  *plan;
} Fixture;

static MhImportTable *
read_text (Fixture    *fixture,
           const char *text)
{
  MhImportOptions options = { .area_code = "0158", .today = mh_desk_today (&fixture->town->desk) };
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (MhCsv) csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_UTF8, NULL, &error);
  g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, options.today);
  MhImportTable *table = mh_import_read (csv, layout, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return table;
}

static void
clear (Fixture *fixture)
{
  g_clear_pointer (&fixture->plan, mh_import_plan_free);
  g_clear_pointer (&fixture->table, mh_import_table_free);
}

static MhImportPlan *
compare (Fixture    *fixture,
         const char *text)
{
  g_autoptr (GError) error = NULL;

  clear (fixture);
  fixture->table = read_text (fixture, text);
  fixture->plan = mh_import_compare (&fixture->town->desk, fixture->table, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return fixture->plan;
}

static gint64
apply (Fixture                 *fixture,
       const char              *text,
       const MhImportDecisions *decisions)
{
  g_autoptr (MhImportTable) table = read_text (fixture, text);
  g_autoptr (GError) error = NULL;
  gint64 act = mh_import_apply (&fixture->town->desk, table, decisions, MH_DATE_NONE, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return act;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-11-22 09:00");
  apply (fixture, list, NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&fixture->town->desk, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (broken->len, ==, 0);
  clear (fixture);
  mh_test_town_free (fixture->town);
}

static gint64
find_number (Fixture    *fixture,
             const char *number)
{
  gint64 id = 0;

  g_assert_true (mh_people_find_number (&fixture->town->desk, number, &id, NULL));

  return id;
}

static gint64
add_provisional (Fixture    *fixture,
                 const char *number,
                 const char *name,
                 const char *kana,
                 MhDate      birth)
{
  g_autoptr (MhResident) person = mh_resident_new ();
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", "resident.add", MH_UNDO_WHOLE, NULL);
  g_autoptr (GError) error = NULL;
  gint64 id;

  person->register_number = g_strdup (number);
  person->provisional = TRUE;
  person->name = g_strdup (name);
  g_free (person->kana);
  person->kana = g_strdup (kana);
  person->birth = birth;
  person->note = g_strdup ("窓口で登録");
  id = mh_resident_table_insert (fixture->town->db, person, &error);
  g_assert_no_error (error);
  g_assert_true (mh_act_commit (act, &error));

  return id;
}

/* --- states -------------------------------------------------------------------------------------------------------- */

static void
test_states (Fixture      *fixture,
             gconstpointer data)
{
  static const struct {
    const char   *row;
    MhImportState state;
    guint         changed;
  } cases[] = {
    { "0001,山田　花子,ヤマダ　ハナコ,S25.3.1,女,滝上町1,元町,0158292111,住民,,,1", MH_IMPORT_STATE_UNCHANGED, 0 },
    { "0001,山田　花子,,,,,,,,,,", MH_IMPORT_STATE_UNCHANGED, 0 },
    { "0001,山本　花子,,,,滝上町9,,,,,,", MH_IMPORT_STATE_CHANGED, MH_IMPORT_BIT (MH_IMPORT_NAME) | MH_IMPORT_BIT (MH_IMPORT_ADDRESS) },
    { "0001,山田　花子,,,,,,09012345678,,,,", MH_IMPORT_STATE_CHANGED, MH_IMPORT_BIT (MH_IMPORT_LANDLINE) },
    { "0001,山田　花子,,,,,,123,,,,", MH_IMPORT_STATE_CHANGED, MH_IMPORT_BIT (MH_IMPORT_LANDLINE) },
    { "0001,山田　花子,,,,,,,,,有,", MH_IMPORT_STATE_CHANGED, MH_IMPORT_BIT (MH_IMPORT_PROTECTION) },
    { "0002,山田　太郎,,,,,,,,,,77", MH_IMPORT_STATE_CHANGED, MH_IMPORT_BIT (MH_IMPORT_TICKET) },
    { "0002,山田　太郎,,,,,,,,,,1", MH_IMPORT_STATE_UNCHANGED, 0 },
    { "0001,山田　花子,,,,,,,死亡,R8.11.3,,", MH_IMPORT_STATE_LEFT, MH_IMPORT_BIT (MH_IMPORT_STATUS) | MH_IMPORT_BIT (MH_IMPORT_STATUS_DATE) },
    { "0001,山田　花子,,,,,,,転出,,,", MH_IMPORT_STATE_LEFT, MH_IMPORT_BIT (MH_IMPORT_STATUS) },
    { "0001,山田　花子,,,,,,,転出予定,R8.12.1,,", MH_IMPORT_STATE_CHANGED, MH_IMPORT_BIT (MH_IMPORT_STATUS) | MH_IMPORT_BIT (MH_IMPORT_STATUS_DATE) },
    { "0009,新田　一郎,ニッタ　イチロウ,R1.5.1,男,,,,,,,", MH_IMPORT_STATE_NEW, 0 },
    { "0001,髙橋　良男,タカハシ　ヨシオ,S10.1.2,,,,,,,,", MH_IMPORT_STATE_UNCLEAR,
      MH_IMPORT_BIT (MH_IMPORT_NAME) | MH_IMPORT_BIT (MH_IMPORT_KANA) | MH_IMPORT_BIT (MH_IMPORT_BIRTH_DATE) },
    { "0001,髙橋　花子,タカハシ　ハナコ,S25.3.1,,,,,,,,", MH_IMPORT_STATE_CHANGED, MH_IMPORT_BIT (MH_IMPORT_NAME) | MH_IMPORT_BIT (MH_IMPORT_KANA) },
    { "0001,山田　花子,ヤマダ　ハナコ,S26.3.1,,,,,,,,", MH_IMPORT_STATE_CHANGED, MH_IMPORT_BIT (MH_IMPORT_BIRTH_DATE) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (HEADER, cases[i].row, "\n", NULL);
    const MhImportPlan *plan = compare (fixture, text);
    const MhImportChange *change = g_ptr_array_index (plan->changes, 0);

    g_test_message ("%s", cases[i].row);
    g_test_message ("changed: %x", change->changed);
    g_assert_cmpstr (mh_import_state_nick (change->state), ==, mh_import_state_nick (cases[i].state));
    g_assert_cmphex (change->changed, ==, cases[i].changed);
    g_assert_cmpuint (plan->n_new + plan->n_changed + plan->n_left + plan->n_unchanged + plan->n_unclear + plan->n_pairs, ==, 1);
  }
}

static void
test_before_and_after (Fixture      *fixture,
                       gconstpointer data)
{
  static const struct {
    MhImportField field;
    const char   *before;
    const char   *after;
  } cases[] = {
    { MH_IMPORT_NAME, "山田　花子", "山本　花子" },
    { MH_IMPORT_BIRTH_DATE, "昭和25年3月1日", "昭和26年3月1日" },
    { MH_IMPORT_ADDRESS, "滝上町1", "滝上町9" },
    { MH_IMPORT_DISTRICT, "元町", "旭町" },
    { MH_IMPORT_LANDLINE, "", "09012345678" },
    { MH_IMPORT_TICKET, "", "0000000055" },
    { MH_IMPORT_STATUS_DATE, "", "令和8年11月3日" },
  };
  static const char text[] = HEADER "0001,山本　花子,,S26.3.1,,滝上町9,旭町,09012345678,転出,R8.11.3,,55\n";
  const MhImportChange *change = g_ptr_array_index (compare (fixture, text)->changes, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *before = mh_import_change_dup_before (change, cases[i].field);
    g_autofree char *after = mh_import_change_dup_after (change, cases[i].field);

    g_assert_cmpstr (before, ==, cases[i].before);
    g_assert_cmpstr (after, ==, cases[i].after);
  }
}

/* Where a protected person lives shows on no screen, this one neither. */
static void
test_protected_are_hidden (Fixture      *fixture,
                           gconstpointer data)
{
  static const MhImportField hidden[] = {
    MH_IMPORT_ADDRESS, MH_IMPORT_ADDRESS_EXTRA, MH_IMPORT_POSTAL_CODE, MH_IMPORT_DISTRICT, MH_IMPORT_DISTRICT2, MH_IMPORT_DISTRICT3,
    MH_IMPORT_LANDLINE, MH_IMPORT_MOBILE, MH_IMPORT_HOUSEHOLD_NUMBER,
  };
  static const char text[] = HEADER
                             "0001,山田　花子,,,,滝上町9,旭町,09012345678,,,,\n"
                             "0002,山田　太郎,,,,滝上町9,旭町,09012345678,,,有,\n"
                             "0003,髙橋　良男,,,,滝上町9,旭町,09012345678,,,,\n";
  const MhImportPlan *plan;

  mh_test_town_protect (fixture->town, find_number (fixture, "0001"));
  plan = compare (fixture, text);

  for (guint person = 0; person < 3; person++) {
    const MhImportChange *change = g_ptr_array_index (plan->changes, person);

    g_assert_cmpint (change->hidden, ==, person < 2);
    g_assert_cmpint (g_hash_table_contains (plan->hidden_lines, GUINT_TO_POINTER (person + 2)), ==, person < 2);
    for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++) {
      g_autofree char *before = mh_import_change_dup_before (change, hidden[i]);
      g_autofree char *after = mh_import_change_dup_after (change, hidden[i]);

      g_assert_cmpint (g_str_equal (after, "(not shown)"), ==, person < 2);
      g_assert_cmpint (g_str_equal (before, "(not shown)"), ==, person < 2);
    }
  }
}

static void
test_writes_new_fields (Fixture      *fixture,
                        gconstpointer data)
{
  static const char text[] =
    "宛名番号,氏名,カナ,続柄,旧氏,行政区,学区,班,券番号,電話番号,住民状態,異動日\n"
    "0001,山田　花子,,妻,鈴木　花子,元町,滝上小,３班,55,123,転出,R8.11.3\n"
    "0009,新田　一郎,ニッタ,,,,滝上小,,0000000055,9.01E+10,,\n";

  apply (fixture, text, NULL);
  g_assert_cmpint (mh_test_town_count (fixture->town,
                                       "SELECT count (*) FROM resident WHERE register_number = '0001' AND relation = '妻' AND other_name = '鈴木　花子' "
                                       "AND district2 = '滝上小' AND district3 = '３班' AND status = 'moved-out' AND status_date = '2026-11-03'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM ticket WHERE number = '0000000055'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM contact_problem WHERE problem = 'invalid' AND written = '123'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM contact_problem WHERE problem = 'rounded'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM contact_link WHERE source = 'import' AND since = '2026-11-22'"), ==, 1);

  g_assert_cmpuint (compare (fixture, text)->n_unchanged, ==, 2);
}

/* --- protection ---------------------------------------------------------------------------------------------------- */

static void
test_protection (Fixture      *fixture,
                 gconstpointer data)
{
  static const char with[] = HEADER "0001,山田　花子,,,,,,,,,有,\n0009,新田　一郎,ニッタ,R1.5.1,,,,,,,有,\n";
  static const char without[] = HEADER "0001,山田　花子,,,,,,,,,無,\n";
  MhDate today = mh_desk_today (&fixture->town->desk);
  gboolean covers = FALSE;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (GError) error = NULL;
  gint64 act = apply (fixture, with, NULL);

  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM protection WHERE source = 'import'"), ==, 2);
  g_assert_cmpuint (compare (fixture, with)->n_unchanged, ==, 2);
  apply (fixture, with, NULL);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM protection"), ==, 2);

  apply (fixture, without, NULL);
  apply (fixture, "宛名番号,氏名,カナ\n0001,山田　花子,ヤマダ　ハナコ\n", NULL);
  g_assert_true (mh_protection_table_covers (fixture->town->db, find_number (fixture, "0001"), today, &covers, NULL));
  g_assert_true (covers);

  /* Taking the import back takes no protection away. */
  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM protection"), ==, 2);
}

/* A measure that ends sooner than the file says leaves a gap. */
static void
test_protection_is_lengthened (Fixture      *fixture,
                               gconstpointer data)
{
  gint64 id = find_number (fixture, "0001");
  MhDate today = mh_desk_today (&fixture->town->desk);
  gboolean covers = FALSE;

  {
    g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", "protection.add", MH_UNDO_WHOLE, NULL);

    g_assert_cmpint (mh_protection_table_insert (fixture->town->db, id, mh_date_add_days (today, -10), mh_date_add_days (today, 10), "hand", NULL,
                                                 NULL), !=, 0);
    g_assert_true (mh_act_commit (act, NULL));
  }

  apply (fixture, HEADER "0001,山田　花子,,,,,,,,,有,\n", NULL);
  g_assert_true (mh_protection_table_covers (fixture->town->db, id, mh_date_add_days (today, 300), &covers, NULL));
  g_assert_true (covers);
}

/* --- decisions ----------------------------------------------------------------------------------------------------- */

static void
test_missing (Fixture      *fixture,
              gconstpointer data)
{
  static const char text[] = HEADER "0001,山田　花子,,,,,,,,,,\n";
  g_autoptr (MhImportDecisions) decisions = mh_import_decisions_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (compare (fixture, text)->missing->len, ==, 3);
  apply (fixture, text, NULL);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE status <> 'resident'"), ==, 0);

  g_assert_false (mh_import_decisions_set_missing (decisions, NULL, "gone", MH_DATE_NONE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_true (mh_import_decisions_set_missing (decisions, NULL, "moved-out", (MhDate) { 2026, 11, 1 }, NULL));
  g_assert_true (mh_import_decisions_set_missing (decisions, "0003", "dead", (MhDate) { 2026, 11, 2 }, NULL));
  g_assert_true (mh_import_decisions_set_missing (decisions, "0004", NULL, MH_DATE_NONE, NULL));
  g_assert_true (mh_import_decisions_set_missing (decisions, "0001", "dead", MH_DATE_NONE, NULL));  /* who is in the file stays */

  apply (fixture, text, decisions);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE register_number = '0002' "
                                                      "AND status = 'moved-out' AND status_date = '2026-11-01'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE register_number = '0003' "
                                                      "AND status = 'dead' AND status_date = '2026-11-02'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE status = 'resident'"), ==, 2);
}

static void
test_pairs (Fixture      *fixture,
            gconstpointer data)
{
  static const struct {
    const char *row;
    gboolean    is_pair;
  } cases[] = {
    { "0010,赤井　実,アカイ　ミノル,R8.10.1,男,滝上町5,,,,,,", TRUE },
    { "0010,赤井　みのる,ｱｶｲ ﾐﾉﾙ,R8.10.1,男,滝上町5,,,,,,", TRUE },
    { "0010,赤井　実,ベツ　ノカナ,R8.10.1,男,滝上町5,,,,,,", TRUE },
    { "0010,赤井　実,アカイ　ミノル,R8.10.2,男,滝上町5,,,,,,", FALSE },
    { "0010,青井　誠,アオイ　マコト,R8.10.1,男,滝上町5,,,,,,", FALSE },
    { "0010,赤井　実,アカイ　ミノル,,男,滝上町5,,,,,,", FALSE },
  };

  add_provisional (fixture, "仮-0001", "赤井　実", "アカイ　ミノル", (MhDate) { 2026, 10, 1 });

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (HEADER, cases[i].row, "\n", NULL);
    const MhImportPlan *plan = compare (fixture, text);

    g_test_message ("%s", cases[i].row);
    g_assert_cmpuint (plan->n_pairs, ==, cases[i].is_pair);
    g_assert_cmpuint (plan->n_new, ==, !cases[i].is_pair);
  }
}

static void
test_pair_decisions (Fixture      *fixture,
                     gconstpointer data)
{
  static const char text[] = HEADER "0010,赤井　実,アカイ　ミノル,R8.10.1,男,滝上町5,,09012345678,,,,\n";
  g_autoptr (MhImportDecisions) decisions = mh_import_decisions_new ();
  gint64 id = add_provisional (fixture, "仮-0001", "赤井　実", "アカイ　ミノル", (MhDate) { 2026, 10, 1 });
  gint64 act;

  apply (fixture, text, NULL);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident"), ==, 5);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE provisional = 1"), ==, 1);

  mh_import_decisions_set_pair (decisions, 2, MH_IMPORT_PAIR_SAME);
  act = apply (fixture, text, decisions);
  g_assert_cmpint (find_number (fixture, "0010"), ==, id);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE provisional = 0 AND address = '滝上町5' "
                                                      "AND note = '窓口で登録'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM contact_link"), ==, 2);

  {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhUndoResult) undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);

    g_assert_no_error (error);
    g_assert_cmpint (find_number (fixture, "仮-0001"), ==, id);
  }

  mh_import_decisions_set_pair (decisions, 2, MH_IMPORT_PAIR_DIFFERENT);
  apply (fixture, text, decisions);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident"), ==, 6);
  g_assert_cmpint (find_number (fixture, "0010"), !=, id);
}

static void
test_pair_taken_twice (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (MhImportDecisions) decisions = mh_import_decisions_new ();
  g_autoptr (MhImportTable) table =
    read_text (fixture, HEADER "0010,赤井　実,アカイ　ミノル,R8.10.1,男,,,,,,,\n0011,赤井　稔,アカイ　ミノル,R8.10.1,男,,,,,,,\n");
  g_autoptr (GError) error = NULL;

  add_provisional (fixture, "仮-0001", "赤井　実", "アカイ　ミノル", (MhDate) { 2026, 10, 1 });
  mh_import_decisions_set_pair (decisions, 2, MH_IMPORT_PAIR_SAME);
  mh_import_decisions_set_pair (decisions, 3, MH_IMPORT_PAIR_SAME);

  g_assert_cmpint (mh_import_apply (&fixture->town->desk, table, decisions, MH_DATE_NONE, NULL, NULL, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE provisional = 1"), ==, 1);
}

static void
test_unclear (Fixture      *fixture,
              gconstpointer data)
{
  static const char text[] = HEADER "0001,髙橋　良男,タカハシ　ヨシオ,S10.1.2,,,,,,,有,\n";
  g_autoptr (MhImportDecisions) decisions = mh_import_decisions_new ();

  apply (fixture, text, NULL);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE register_number = '0001' AND name = '山田　花子'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM protection"), ==, 1);

  mh_import_decisions_set_accepted (decisions, 2, TRUE);
  apply (fixture, text, decisions);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE register_number = '0001' AND name = '髙橋　良男'"), ==, 1);
}

/* As when somebody sorted one column and not the others. */
static void
test_moved_column (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GString) first = g_string_new (HEADER);
  g_autoptr (GString) second = g_string_new (HEADER);
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 100; i < 130; i++) {
    g_string_append_printf (first, "0%d,名前%c,カナ,S25.3.%d,,,,,,,,\n", i, 'a' + i % 26, 1 + i % 28);
    g_string_append_printf (second, "0%d,名前%c,カン,S25.3.%d,,,,,,,,\n", i, 'a' + (i + 1) % 26, 1 + (i + 1) % 28);
  }
  apply (fixture, first->str, NULL);
  table = read_text (fixture, second->str);

  g_assert_cmpint (mh_import_apply (&fixture->town->desk, table, NULL, MH_DATE_NONE, NULL, NULL, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
stop_half_way (guint    done,
               guint    total,
               gpointer user_data)
{
  if (done * 2 >= total)
    g_cancellable_cancel (user_data);
}

static void
note_progress (guint    done,
               guint    total,
               gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (done, <=, total);
  *last = done;
}

/* Stopped in the middle of comparing or writing, nothing has happened. */
static void
test_stopped_half_way (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (MhImportPlan) plan = NULL;
  g_autoptr (MhImportPlan) none = NULL;
  g_autoptr (GError) error = NULL;
  guint done = 0;

  for (int i = 0; i < 600; i++)
    g_string_append_printf (text, "1%04d,名前,カナ,S25.3.1,,,,,,,,\n", i);
  table = read_text (fixture, text->str);

  plan = mh_import_compare (&fixture->town->desk, table, note_progress, &done, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done, >, 0);

  none = mh_import_compare (&fixture->town->desk, table, stop_half_way, cancellable, cancellable, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_cancellable_reset (cancellable);
  g_assert_cmpint (mh_import_apply (&fixture->town->desk, table, NULL, MH_DATE_NONE, stop_half_way, cancellable, cancellable, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident"), ==, 4);
}

static void
test_decisions_as_json (void)
{
  static const struct {
    const char *text;
    gboolean    good;
  } cases[] = {
    { "{}", TRUE },
    { "{\"pairs\": {\"2\": \"same\", \"3\": \"different\"}, \"accept\": [7], \"missing\": {\"0001\": {\"status\": \"dead\", \"date\": \"2026-11-01\"}, "
      "\"0002\": {\"status\": null}}, \"all-missing\": {\"status\": \"moved-out\"}}", TRUE },
    { "", FALSE },
    { "[]", FALSE },
    { "{\"pears\": {}}", FALSE },
    { "{\"pairs\": []}", FALSE },
    { "{\"pairs\": {\"x\": \"same\"}}", FALSE },
    { "{\"pairs\": {\"2\": \"maybe\"}}", FALSE },
    { "{\"pairs\": {\"2\": 1}}", FALSE },
    { "{\"accept\": [\"7\"]}", FALSE },
    { "{\"accept\": 7}", FALSE },
    { "{\"missing\": {\"0001\": \"dead\"}}", FALSE },
    { "{\"missing\": {\"0001\": {\"status\": \"asleep\"}}}", FALSE },
    { "{\"all-missing\": {\"status\": \"dead\", \"date\": \"R8.11.1\"}}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhImportDecisions) decisions = mh_import_decisions_new_from_json (cases[i].text, &error);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (decisions != NULL, ==, cases[i].good);
    if (!cases[i].good)
      g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }

  {
    g_autoptr (MhImportDecisions) decisions = mh_import_decisions_new_from_json (cases[1].text, NULL);
    MhDate date;

    g_assert_cmpint (mh_import_decisions_get_pair (decisions, 2), ==, MH_IMPORT_PAIR_SAME);
    g_assert_cmpint (mh_import_decisions_get_pair (decisions, 3), ==, MH_IMPORT_PAIR_DIFFERENT);
    g_assert_cmpint (mh_import_decisions_get_pair (decisions, 4), ==, MH_IMPORT_PAIR_UNDECIDED);
    g_assert_true (mh_import_decisions_get_accepted (decisions, 7));
    g_assert_cmpstr (mh_import_decisions_get_missing (decisions, "0001", &date), ==, "dead");
    g_assert_cmpint (date.month, ==, 11);
    g_assert_null (mh_import_decisions_get_missing (decisions, "0002", &date));
    g_assert_cmpstr (mh_import_decisions_get_missing (decisions, "0003", &date), ==, "moved-out");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/import-plan/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("each row is in one state", test_states);
  ADD ("a change shows what was and what would be", test_before_and_after);
  ADD ("where protected people live is hidden", test_protected_are_hidden);
  ADD ("everything the file says is written once", test_writes_new_fields);
  ADD ("protection is added and outlives files and undo", test_protection);
  ADD ("protection is lengthened", test_protection_is_lengthened);
  ADD ("who is missing stays unless it is decided", test_missing);
  ADD ("a row that looks like a provisional person is a pair", test_pairs);
  ADD ("a pair waits for its decision", test_pair_decisions);
  ADD ("one provisional person is not two", test_pair_taken_twice);
  ADD ("an unclear row waits for its decision", test_unclear);
  ADD ("a column moved by a row is refused", test_moved_column);
  ADD ("stopped half way nothing has happened", test_stopped_half_way);
#undef ADD
  g_test_add_func ("/import-plan/decisions are read from a file", test_decisions_as_json);

  return g_test_run ();
}
