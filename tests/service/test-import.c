/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-import.h"

#include <string.h>

#include "mh-booking.h"
#include "mh-check.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-import-contacts.h"
#include "mh-people.h"
#include "mh-protection-table.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-undo.h"

typedef struct {
  MhTestTown *town;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&fixture->town->desk, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (broken->len, ==, 0);
  mh_test_town_free (fixture->town);
}

static MhCsv *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  MhCsv *csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, &error);

  g_assert_no_error (error);

  return csv;
}

static MhImportTable *
read_csv (Fixture    *fixture,
          MhCsv      *csv,
          const char *register_column,
          GError    **error)
{
  MhImportOptions options = { MH_ERA_TABLE_USUAL, "0158", mh_desk_today (&fixture->town->desk) };
  g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, options.today);

  if (register_column != NULL && !mh_import_layout_set (layout, csv, register_column, MH_IMPORT_REGISTER_NUMBER, error))
    return NULL;

  return mh_import_read (csv, layout, &options, NULL, NULL, NULL, error);
}

static MhImportTable *
read_text (Fixture    *fixture,
           const char *text)
{
  g_autoptr (MhCsv) csv = parse (text);
  g_autoptr (GError) error = NULL;
  MhImportTable *table = read_csv (fixture, csv, NULL, &error);

  g_assert_no_error (error);

  return table;
}

static gint64
apply (Fixture       *fixture,
       MhImportTable *table)
{
  g_autoptr (GError) error = NULL;
  gint64 act = mh_import_apply (&fixture->town->desk, table, NULL, MH_DATE_NONE, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return act;
}

static void
apply_text (Fixture    *fixture,
            const char *text)
{
  g_autoptr (MhImportTable) table = read_text (fixture, text);

  apply (fixture, table);
}

static MhImportPlan *
compare_text (Fixture        *fixture,
              const char     *text,
              MhImportTable **out_table)
{
  g_autoptr (GError) error = NULL;
  MhImportPlan *plan;

  *out_table = read_text (fixture, text);
  plan = mh_import_compare (&fixture->town->desk, *out_table, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return plan;
}

static guint
count_notes (const MhImportTable *table,
             const char          *kind)
{
  guint n = 0;

  for (guint i = 0; i < table->notes->len; i++)
    n += g_str_equal (((MhImportNote *) g_ptr_array_index (table->notes, i))->kind, kind);

  return n;
}

#define HEADER "宛名番号,世帯番号,氏名,カナ氏名,生年月日,性別,郵便番号,住所,,方書,行政区,電話番号,住民状態\n"

static const char town_list[] =
  "滝上町 住民一覧（令和8年10月1日現在）\n"
  HEADER
  "0001,100,山田　花子,ﾔﾏﾀﾞ ﾊﾅｺ,3250301,女,995501,滝上町字滝ノ上,１２３,○○荘,元町,0901234567,住民\n"
  "0002,100,山田　太郎,やまだ たろう,昭和22年4月1日,男,099-5501,滝上町字滝ノ上,123,,元町,158-29-2111,住民\n"
  "0003,,髙橋　𠮷男,タカハシ ヨシオ,S10.00.00,1,,,,,,292111,転出予定\n"
  "0004,,渡邊　\xee\x80\x80子,ワタナベ,H31.5.1,9,,,,,,0158-29,不在\n"
  "0001,,山田　花子,ヤマダ ハナコ,S25.3.1,女,,,,,,,\n"
  ",,番号なし,バンゴウナシ,S25.3.1,女,,,,,,,\n"
  "0158292111,,0158-29-2111,,,,,,,,,,\n"
  "1.2E+17,,丸め　番号,マルメ,S25.3.1,女,,,,,,,\n"
  "合計,4,,,,,,,,,,,\n";

static void
test_reads_a_town_list (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (MhImportTable) table = read_text (fixture, town_list);
  const MhImportRow *first, *third;

  g_assert_cmpuint (table->rows->len, ==, 4);
  first = g_ptr_array_index (table->rows, 0);
  g_assert_cmpuint (first->line, ==, 3);
  g_assert_cmpstr (first->resident->register_number, ==, "0001");
  g_assert_cmpstr (first->resident->kana, ==, "ヤマダ　ハナコ");
  g_assert_cmpint (first->resident->birth.year, ==, 1950);
  g_assert_cmpstr (first->resident->postal_code, ==, "0995501");
  g_assert_cmpstr (first->resident->address, ==, "滝上町字滝ノ上１２３");
  g_assert_cmpstr (first->resident->district, ==, "元町");
  g_assert_cmpstr (first->resident->sex, ==, "female");

  third = g_ptr_array_index (table->rows, 2);
  g_assert_cmpstr (third->resident->birth_text, ==, "S10.00.00");
  g_assert_cmpstr (third->resident->status, ==, "moving-out");
  g_assert_cmpstr (((MhImportPhone *) g_ptr_array_index (third->phones, 0))->digits, ==, "0158292111");

  g_assert_cmpuint (count_notes (table, "postal-zero-restored"), ==, 1);
  g_assert_cmpuint (count_notes (table, "phone-zero-restored"), ==, 1);
  g_assert_cmpuint (count_notes (table, "phone-area-added"), ==, 1);
  g_assert_cmpuint (count_notes (table, "birth-partial"), ==, 1);
  g_assert_cmpuint (count_notes (table, "birth-question"), ==, 1);
  g_assert_cmpuint (count_notes (table, "sex-unknown"), ==, 1);
  g_assert_cmpuint (count_notes (table, "status-unknown"), ==, 1);
  g_assert_cmpuint (count_notes (table, "private-use"), ==, 1);
}

/* Every line of the file is a person or stands here with its reason. */
static void
test_drops_nothing_in_silence (Fixture      *fixture,
                               gconstpointer data)
{
  static const guint lines[] = { 1, 7, 8, 9, 10, 11 };
  g_autoptr (MhImportTable) table = read_text (fixture, town_list);

  g_assert_cmpuint (table->skipped->len, ==, G_N_ELEMENTS (lines));
  for (guint i = 0; i < table->skipped->len; i++) {
    const MhImportSkip *skip = g_ptr_array_index (table->skipped, i);

    g_test_message ("%u: %s", skip->line, skip->reason);
    g_assert_cmpuint (skip->line, ==, lines[i]);
  }
  g_assert_nonnull (strstr (((MhImportSkip *) g_ptr_array_index (table->skipped, 1))->reason, "3"));
}

static void
test_compares_and_applies (Fixture      *fixture,
                           gconstpointer data)
{
  static const char second[] =
    HEADER
    "0001,100,山田　花子,ヤマダ ハナコ,3250301,女,0995501,滝上町字滝ノ上,123,○○荘,旭町,09012345678,住民\n"
    "0002,100,山田　太郎,ヤマダ タロウ,昭和22年4月1日,男,0995501,滝上町字滝ノ上,123,,元町,0158-29-2111,住民\n"
    "0009,,新田　一郎,ニッタ イチロウ,R1.5.1,男,,,,,,,住民\n";
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (MhImportPlan) plan = NULL;

  apply_text (fixture, town_list);
  plan = compare_text (fixture, second, &table);

  g_assert_cmpuint (plan->n_new, ==, 1);
  g_assert_cmpuint (plan->n_changed, ==, 1);
  g_assert_cmpuint (plan->n_unchanged, ==, 1);
  g_assert_cmpuint (plan->missing->len, ==, 2);

  /* Missing from the file is not moved away. */
  apply (fixture, table);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident"), ==, 5);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE status = 'moving-out'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE district = '旭町'"), ==, 1);
}

static void
test_empty_cells_take_nothing (Fixture      *fixture,
                               gconstpointer data)
{
  static const char second[] = HEADER "0001,,山田　花子,,,,,,,,,,\n";
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (MhImportPlan) plan = NULL;

  apply_text (fixture, town_list);
  plan = compare_text (fixture, second, &table);
  g_assert_cmpuint (plan->n_unchanged, ==, 1);
}

/* Somebody who died is not written to because a list says nothing of it, or something that is not known here. */
static void
test_unsaid_status_brings_nobody_back (Fixture      *fixture,
                                       gconstpointer data)
{
  static const char * const statuses[] = { "", "不在" };
  gint64 id = 0;

  apply_text (fixture, town_list);
  g_assert_true (mh_people_find_number (&fixture->town->desk, "0001", &id, NULL));
  mh_test_town_set_status (fixture->town, id, "dead", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autofree char *text = g_strconcat (HEADER "0001,100,山田　花江,ヤマダ ハナエ,,,,,,,,,", statuses[i], "\n", NULL);

    apply_text (fixture, text);
    g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE status = 'dead'"), ==, 1);
  }

  apply_text (fixture, HEADER "0001,100,山田　花江,ヤマダ ハナエ,,,,,,,,,住民\n");
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE status = 'dead'"), ==, 0);
}

static void
test_unreadable_birth_takes_nothing (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (MhImportPlan) plan = NULL;

  apply_text (fixture, town_list);
  plan = compare_text (fixture, HEADER "0001,,山田　花子,,S25.2.30,,,,,,,,\n", &table);

  g_assert_cmpuint (count_notes (table, "birth-invalid"), ==, 1);
  g_assert_cmpuint (plan->n_unchanged, ==, 1);
}

/* A spreadsheet has opened the file and dropped the zeros: nobody is taken for somebody else, or in twice. */
static void
test_lost_zeros_of_register_numbers (Fixture      *fixture,
                                     gconstpointer data)
{
  static const char second[] =
    HEADER
    "1,100,山田　花子,,,,,,,,旭町,,\n"
    "2,100,山田　太郎,,,,,,,,,,\n"
    "77,,新田　一郎,ニッタ イチロウ,R1.5.1,男,,,,,,,住民\n"
    "12345,,長田　二郎,ナガタ ジロウ,R1.5.1,男,,,,,,,住民\n";
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (MhImportPlan) plan = NULL;

  apply_text (fixture, town_list);
  plan = compare_text (fixture, second, &table);
  g_assert_cmpuint (plan->n_changed, ==, 1);
  g_assert_cmpuint (plan->n_unchanged, ==, 1);
  g_assert_cmpuint (plan->n_new, ==, 2);
  g_assert_cmpuint (plan->n_numbers_restored, ==, 3);
  g_assert_cmpuint (plan->missing->len, ==, 2);

  apply (fixture, table);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident"), ==, 6);
  g_assert_cmpint (mh_test_town_count (fixture->town,
                                       "SELECT count (*) FROM resident WHERE register_number IN ('0077', '12345')"), ==, 2);
  g_assert_cmpint (mh_test_town_count (fixture->town,
                                       "SELECT count (*) FROM resident WHERE register_number = '0001' AND district = '旭町'"), ==, 1);
}

/* Numbers of differing lengths have lost nothing. */
static void
test_numbers_without_zeros_stay (Fixture      *fixture,
                                 gconstpointer data)
{
  static const char first[] = HEADER "1001,,山田　花子,ヤマダ ハナコ,3250301,,,,,,,,\n";
  static const char second[] = HEADER "77,,新田　一郎,ニッタ イチロウ,R1.5.1,男,,,,,,,住民\n";
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (MhImportPlan) plan = NULL;

  apply_text (fixture, first);
  plan = compare_text (fixture, second, &table);
  g_assert_cmpuint (plan->n_new, ==, 1);
  g_assert_cmpuint (plan->n_numbers_restored, ==, 0);
  apply (fixture, table);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE register_number = '77'"), ==, 1);
}

/* Both spellings in one file: the whole one is meant, the short one is somebody else, whatever the order. */
static void
test_short_number_beside_the_whole_one (Fixture      *fixture,
                                        gconstpointer data)
{
  static const char second[] =
    HEADER
    "1,,新田　一郎,ニッタ イチロウ,R1.5.1,男,,,,,,,\n"
    "0001,100,山田　花子,,,,,,,,,,\n";
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (MhImportPlan) plan = NULL;

  apply_text (fixture, town_list);
  plan = compare_text (fixture, second, &table);
  g_assert_cmpuint (plan->n_new, ==, 1);
  g_assert_cmpuint (plan->n_unchanged, ==, 1);
  apply (fixture, table);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE name = '山田　花子'"), ==, 1);
}

static void
test_undo_keeps_used (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (MhImportTable) table = read_text (fixture, town_list);
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (GError) error = NULL;
  MhBookingRequest request = { .via = "phone" };
  gint64 act = apply (fixture, table);
  gint64 programme = mh_test_town_add_programme (fixture->town);
  gint64 session = mh_test_town_add_session (fixture->town, programme, "2026-11-05", "09:00-09:30/30x1");

  g_assert_true (mh_people_find_number (&fixture->town->desk, "0002", &request.resident, NULL));
  request.slot = mh_test_town_find_slot (fixture->town, session, "9:00");
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), >, 0);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undo->kept->len, ==, 1);
  g_assert_cmpint (g_array_index (undo->kept, gint64, 0), ==, request.resident);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM contact_link"), ==, 1);
}

static void
test_never_touches_protection (Fixture      *fixture,
                               gconstpointer data)
{
  gint64 id = 0;
  gboolean covers = FALSE;

  apply_text (fixture, town_list);
  g_assert_true (mh_people_find_number (&fixture->town->desk, "0001", &id, NULL));
  mh_test_town_protect (fixture->town, id);
  apply_text (fixture, HEADER "0001,100,山田　花江,ヤマダ ハナエ,3250301,女,,,,,,,住民\n");

  g_assert_true (mh_protection_table_covers (fixture->town->db, id, mh_desk_today (&fixture->town->desk), &covers, NULL));
  g_assert_true (covers);
}

static void
test_cancelled_is_nothing (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (MhImportTable) table = read_text (fixture, town_list);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (mh_import_apply (&fixture->town->desk, table, NULL, MH_DATE_NONE, NULL, NULL, cancellable, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident"), ==, 0);
}

static void
test_refuses (Fixture      *fixture,
              gconstpointer data)
{
  static const struct {
    const char *what;
    const char *text;
  } cases[] = {
    { "no names", "宛名番号,生年月日\n1,S25.3.1\n" },
    { "neither birth nor kana", "宛名番号,氏名,住所\n1,山田,滝上町\n" },
    { "no register number", "氏名,生年月日\n山田,S25.3.1\n" },
    { "a column of Individual Numbers", "宛名番号,氏名,生年月日,個人番号\n1,山田,S25.3.1,\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhCsv) csv = parse (cases[i].text);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].what);
    g_assert_null (read_csv (fixture, csv, NULL, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  }
}

static void
test_guesses_by_contents (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (MhCsv) csv = parse ("コード,なまえ欄,よみ欄,うまれ,れんらく\n"
                                 "1,山田花子,ヤマダハナコ,1950/3/1,09012345678\n2,山田太郎,ヤマダタロウ,1947/4/1,09012345679\n");
  g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, mh_desk_today (&fixture->town->desk));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (layout->fields[2], ==, MH_IMPORT_KANA);
  g_assert_cmpint (layout->fields[3], ==, MH_IMPORT_BIRTH_DATE);
  g_assert_cmpint (layout->fields[4], ==, MH_IMPORT_MOBILE);

  g_assert_true (mh_import_layout_set (layout, csv, "コード", MH_IMPORT_REGISTER_NUMBER, &error));
  g_assert_true (mh_import_layout_set (layout, csv, "2", MH_IMPORT_NAME, &error));
  g_assert_false (mh_import_layout_set (layout, csv, "ない列", MH_IMPORT_NAME, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
test_contacts (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (MhCsv) csv = parse ("LINEユーザーID,宛名番号\n"
                                 "U0123456789abcdef0123456789abcdef,0001\n"
                                 "U0123456789abcdef0123456789abcdef,0002\n"
                                 "X123,0003\n"
                                 "U1123456789abcdef0123456789abcdef,9999\n");
  g_autoptr (MhImportContactsResult) result = NULL;
  g_autoptr (MhImportContactsResult) again = NULL;
  g_autoptr (GError) error = NULL;

  apply_text (fixture, town_list);
  result = mh_import_contacts (&fixture->town->desk, csv, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_rows, ==, 4);
  g_assert_cmpuint (result->n_added, ==, 2);
  g_assert_cmpuint (result->skipped->len, ==, 2);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM contact WHERE kind = 'line'"), ==, 1);

  again = mh_import_contacts (&fixture->town->desk, csv, NULL, &error);
  g_assert_cmpuint (again->n_unchanged, ==, 2);
  g_assert_cmpint (again->act, ==, 0);
}

static void
test_contacts_of_every_kind (Fixture      *fixture,
                             gconstpointer data)
{
  static const struct {
    const char *what;
    const char *text;
    guint       n_added;
    guint       n_problems;
    guint       n_skipped;
    const char *sql;
    gint64      n;
  } cases[] = {
    { "a column of each kind", "宛名番号,携帯電話,電話番号,LINE ID,誰の\n0001,090-1234-5678,29-2111,U0123456789abcdef0123456789abcdef,長女\n", 3, 0, 0,
      "SELECT count (*) FROM contact_link WHERE whose = '長女' AND source = 'import' AND since = '2026-10-20'", 3 },
    { "kind and value", "宛名番号,種別,番号,誰の\n0001,携帯,09012345678,本人\n0001,LINE,U0123456789abcdef0123456789abcdef,\n0002,電話,0158292222,長男\n", 3, 0, 0,
      "SELECT count (*) FROM contact_link WHERE whose = '長男'", 1 },
    { "lost zeros", "宛名番号,携帯\n1,9012345678\n2,9012345679\n", 2, 0, 0, "SELECT count (*) FROM contact WHERE value LIKE '0901234567_'", 2 },
    { "a bad number", "宛名番号,携帯,電話番号\n0001,090-1234,0158292333\n0002,9.01E+09,\n", 1, 2, 0,
      "SELECT count (*) FROM contact_problem WHERE problem IN ('invalid', 'rounded') AND written IN ('090-1234', '9.01E+09')", 2 },
    { "words for no number", "宛名番号,携帯,電話番号\n0001,なし,0158292333\n0002,不明,000-0000-0000\n", 1, 0, 1,
      "SELECT count (*) FROM contact_link", 1 },
    { "a column of little but such words", "宛名番号,控\n0001,09012345678\n0002,無し\n", 1, 0, 1, "SELECT count (*) FROM contact_link", 1 },
    { "rows of nothing", "宛名番号,携帯\n9999,09012345678\n0001,\n1.2E+9,09012345678\n0002,09012345679\n", 1, 0, 3,
      "SELECT count (*) FROM contact WHERE value = '09012345679'", 1 },
    { "no header", "0001,09012345678\n0002,09012345679\n", 2, 0, 0, "SELECT count (*) FROM contact WHERE kind = 'mobile'", 2 },
  };

  apply_text (fixture, HEADER
              "0001,100,山田　花子,ヤマダ ハナコ,3250301,女,,,,,,,\n"
              "0002,100,山田　太郎,ヤマダ タロウ,3220401,男,,,,,,,\n");
  mh_test_town_set (fixture->town, "town.area-code", "0158");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhCsv) csv = parse (cases[i].text);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhUndoResult) undo = NULL;
    g_autoptr (MhImportContactsResult) result = mh_import_contacts (&fixture->town->desk, csv, NULL, &error);

    g_test_message ("%s", cases[i].what);
    g_assert_no_error (error);
    g_assert_cmpuint (result->n_added, ==, cases[i].n_added);
    g_assert_cmpuint (result->n_problems, ==, cases[i].n_problems);
    g_assert_cmpuint (result->skipped->len, ==, cases[i].n_skipped);
    g_assert_cmpint (mh_test_town_count (fixture->town, cases[i].sql), ==, cases[i].n);

    undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result->act, &error);
    g_assert_no_error (error);
    g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM contact_link"), ==, 0);
    g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM contact_problem"), ==, 0);
  }
}

static void
test_no_number (Fixture      *fixture,
                gconstpointer data)
{
  static const char * const words[] = { "なし", "無し", "無", "ナシ", "-", "ー", "不明", "0000000000", "000-0000-0000" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *text = g_strdup_printf (HEADER "0001,100,山田　花子,ヤマダ ハナコ,3250301,女,,,,,,%s,\n", words[i]);
    g_autoptr (MhImportTable) table = read_text (fixture, text);
    const MhImportRow *row = g_ptr_array_index (table->rows, 0);

    g_test_message ("%s", words[i]);
    g_assert_null (row->phones);
    g_assert_null (row->bad_phones);
    g_assert_cmpuint (count_notes (table, "phone-invalid"), ==, 0);
  }
}

static guint
count_fixes (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fixes = mh_contacts_list_fixes (&fixture->town->desk, &error);

  g_assert_no_error (error);

  return fixes->len;
}

static void
test_settled_numbers (Fixture      *fixture,
                      gconstpointer data)
{
  static const char list[] = HEADER
                             "0001,100,山田　花子,ヤマダ ハナコ,3250301,女,,,,,,29-21,\n"
                             "0002,100,山田　太郎,ヤマダ タロウ,3220401,男,,,,,,090-12,\n";
  g_autoptr (GPtrArray) fixes = NULL;
  g_autoptr (MhImportContactsResult) result = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhCsv) csv = parse ("宛名番号,携帯\n0001,29-21\n0002,090-12\n");
  gint64 act;

  apply_text (fixture, list);
  fixes = mh_contacts_list_fixes (&fixture->town->desk, &error);
  g_assert_cmpuint (fixes->len, ==, 2);
  mh_contacts_fix (&fixture->town->desk, ((MhContactFix *) fixes->pdata[0])->problem->id, "090-1234-5678", "", &error);
  mh_contacts_dismiss_fix (&fixture->town->desk, ((MhContactFix *) fixes->pdata[1])->problem->id, &error);
  g_assert_no_error (error);
  mh_undo_find_last (fixture->town->db, &act, &error);
  g_assert_cmpuint (count_fixes (fixture), ==, 0);

  /* Not by a list of residents, nor by one of contacts. */
  apply_text (fixture, list);
  g_assert_cmpuint (count_fixes (fixture), ==, 0);
  result = mh_import_contacts (&fixture->town->desk, csv, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_problems, ==, 0);
  g_assert_cmpuint (count_fixes (fixture), ==, 0);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_fixes (fixture), ==, 1);
}

/* --- files that nobody here wrote --------------------------------------------------------------------------------- */

static GBytes *
encode (GBytes     *bytes,
        const char *charset)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  char *encoded = g_convert (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), charset, "UTF-8", NULL, &length, &error);

  g_assert_no_error (error);

  return g_bytes_new_take (encoded, length);
}

static void
test_five_thousand (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GBytes) bytes = mh_test_shared_file ("data/pseudo_people_5000_kana_landline.csv");
  g_autoptr (GBytes) encoded = NULL;
  g_autoptr (MhCsv) csv = NULL;
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (MhImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    return;

  encoded = encode (bytes, data);
  csv = mh_csv_new_from_bytes (encoded, MH_CSV_ENCODING_AUTO, NULL, &error);
  g_assert_no_error (error);

  g_assert_null (read_csv (fixture, csv, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  table = read_csv (fixture, csv, "連番", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->rows->len, ==, 5000);
  g_assert_cmpuint (table->skipped->len, ==, 0);
  apply (fixture, table);

  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM resident WHERE birth IS NOT NULL AND kana <> ''"), ==, 5000);
  g_assert_cmpint (mh_test_town_count (fixture->town,
                                       "SELECT count (*) FROM resident WHERE register_number = '2' "
                                       "AND address = '長野県伊那市坂下1-3　坂下ステージ302'"), ==, 1);
  plan = mh_import_compare (&fixture->town->desk, table, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->n_unchanged, ==, 5000);
}

static void
test_nursery_is_refused (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GBytes) bytes = mh_test_shared_file ("data/koriyama_nursery_cp932.csv");
  g_autoptr (MhCsv) csv = NULL;
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    return;

  csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (read_csv (fixture, csv, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_test_message ("%s", error->message);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add ("/import/" path, Fixture, data, set_up, func, tear_down)
  ADD ("reads-a-town-list", NULL, test_reads_a_town_list);
  ADD ("drops-nothing-in-silence", NULL, test_drops_nothing_in_silence);
  ADD ("compares-and-applies", NULL, test_compares_and_applies);
  ADD ("empty-cells-take-nothing", NULL, test_empty_cells_take_nothing);
  ADD ("unsaid-status-brings-nobody-back", NULL, test_unsaid_status_brings_nobody_back);
  ADD ("unreadable-birth-takes-nothing", NULL, test_unreadable_birth_takes_nothing);
  ADD ("lost-zeros-of-register-numbers", NULL, test_lost_zeros_of_register_numbers);
  ADD ("numbers-without-zeros-stay", NULL, test_numbers_without_zeros_stay);
  ADD ("short-number-beside-the-whole-one", NULL, test_short_number_beside_the_whole_one);
  ADD ("undo-keeps-who-was-booked", NULL, test_undo_keeps_used);
  ADD ("never-touches-protection", NULL, test_never_touches_protection);
  ADD ("cancelled-is-nothing", NULL, test_cancelled_is_nothing);
  ADD ("refuses-what-is-no-resident-list", NULL, test_refuses);
  ADD ("guesses-by-contents", NULL, test_guesses_by_contents);
  ADD ("contacts", NULL, test_contacts);
  ADD ("numbers-that-were-settled-do-not-come-back", NULL, test_settled_numbers);
  ADD ("words-for-no-number", NULL, test_no_number);
  ADD ("contacts-of-every-kind", NULL, test_contacts_of_every_kind);
  ADD ("real/5000-utf-8", "UTF-8", test_five_thousand);
  ADD ("real/5000-cp932", "CP932", test_five_thousand);
  ADD ("real/5000-utf-16", "UTF-16", test_five_thousand);
  ADD ("real/nursery-list-is-refused", NULL, test_nursery_is_refused);
#undef ADD

  return g_test_run ();
}
