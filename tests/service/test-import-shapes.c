/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-import-rows.h"

#include <string.h>

#include "mh-error.h"
#include "mh-import-day.h"
#include "mh-test-town.h"

static const MhDate today = { 2026, 11, 22 };

static MhCsv *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  MhCsv *csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_UTF8, NULL, &error);

  g_assert_no_error (error);

  return csv;
}

static MhImportOptions
plain_options (void)
{
  return (MhImportOptions) { .era_table = MH_ERA_TABLE_USUAL, .area_code = "0158", .today = today };
}

static MhImportTable *
read_with (const char            *text,
           const MhImportOptions *options,
           GError               **error)
{
  g_autoptr (MhCsv) csv = parse (text);
  g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, today);

  return mh_import_read (csv, layout, options, NULL, NULL, NULL, error);
}

static MhImportTable *
read_text (const char *text)
{
  MhImportOptions options = plain_options ();
  g_autoptr (GError) error = NULL;
  MhImportTable *table = read_with (text, &options, &error);

  g_assert_no_error (error);

  return table;
}

static const MhImportRow *
get_row (const MhImportTable *table,
         guint                index)
{
  g_assert_cmpuint (index, <, table->rows->len);

  return g_ptr_array_index (table->rows, index);
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

static const MhImportQuestion *
find_question (const MhImportTable *table,
               const char          *kind)
{
  for (guint i = 0; i < table->questions->len; i++) {
    const MhImportQuestion *question = g_ptr_array_index (table->questions, i);

    if (g_str_equal (question->kind, kind))
      return question;
  }

  return NULL;
}

/* --- columns ------------------------------------------------------------------------------------------------------- */

static void
test_headers (void)
{
  static const struct {
    const char *header;
    const char *fields;
  } cases[] = {
    { "宛名番号,世帯番号,氏名,カナ,生年月日", "register-number household-number name kana birth-date" },
    { "住民番号,世帯コード,名前,フリガナ,誕生日", "register-number household-number name kana birth-date" },
    { "整理番号,氏名_漢字,氏名カナ,生年月日（和暦）,性別コード", "register-number name kana birth-date sex" },
    { "個人コード,漢字氏名,ｶﾅ氏名,生年月日(西暦),性 別", "register-number name kana birth-date sex" },
    { "宛名番号,氏名,〒,現住所,方書", "register-number name postal-code address address-extra" },
    { "宛名番号,氏名,郵便番号,住所１,住所２", "register-number name postal-code address address" },
    { "宛名番号,氏名,住所,,,", "register-number name address address address address" },
    { "宛名番号,氏名,行政区,学区,班,自治会", "register-number name district district2 district3 ignore" },
    { "宛名番号,氏名,続柄,旧氏,通称,ローマ字", "register-number name relation other-name other-name other-name" },
    { "宛名番号,氏名,異動事由,住民状態,異動日", "register-number name ignore status status-date" },
    { "宛名番号,氏名,性別コード,性別", "register-number name ignore sex" },
    { "宛名番号,氏名,生年月日（和暦）,生年月日", "register-number name ignore birth-date" },
    { "宛名番号,氏名,電話番号,携帯電話,FAX番号", "register-number name landline mobile ignore" },
    { "宛名番号,氏名,接種券番号,支援措置,支援措置開始日,支援措置終了日",
      "register-number name ticket protection protection-start protection-end" },
    { "宛名番号,氏名,受診券番号,ＤＶ", "register-number name ticket protection" },
    { "整理番号,宛名番号,氏名", "ignore register-number name" },
    { "宛名番号,氏名,世帯主氏名,世帯主カナ", "register-number name ignore ignore" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("%s\n1,山田　花子,1,2,3,4\n", cases[i].header);
    g_autoptr (MhCsv) csv = parse (text);
    g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, today);
    g_auto (GStrv) fields = g_strsplit (cases[i].fields, " ", -1);

    g_test_message ("%s", cases[i].header);
    g_assert_cmpint (layout->header_row, ==, 0);
    for (guint k = 0; fields[k] != NULL; k++)
      g_assert_cmpstr (mh_import_field_nick (layout->fields[k]), ==, fields[k]);
  }
}

static void
test_header_place (void)
{
  static const struct {
    const char *what;
    const char *text;
    int         row;
    const char *fields;
  } cases[] = {
    { "below two titles", "住民一覧表,,\n令和8年11月1日現在,,\n宛名番号,氏名,生年月日\n1,山田,S25.3.1\n", 2, "register-number name birth-date" },
    { "merged cells over two rows", "宛名,氏名,,住所,,連絡先\n番号,漢字,カナ,郵便番号,現住所,電話\n1,山田,ヤマダ,0995601,滝上町,1\n", 1,
      "register-number name kana postal-code address landline" },
    { "no header", "0001,ヤマダ　ハナコ,S25.3.1\n0002,ヤマダ　タロウ,S22.4.1\n", -1, "ignore kana birth-date" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhCsv) csv = parse (cases[i].text);
    g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, today);
    g_auto (GStrv) fields = g_strsplit (cases[i].fields, " ", -1);

    g_test_message ("%s", cases[i].what);
    g_assert_cmpint (layout->header_row, ==, cases[i].row);
    for (guint k = 0; fields[k] != NULL; k++)
      g_assert_cmpstr (mh_import_field_nick (layout->fields[k]), ==, fields[k]);
  }
}

static void
test_header_said (void)
{
  g_autoptr (MhCsv) csv = parse ("なにか,べつ\n番号,なまえ\n1,山田\n");
  g_autoptr (MhImportLayout) layout = mh_import_layout_guess_below (csv, 1, today);

  g_assert_cmpint (layout->header_row, ==, 1);
  g_assert_cmpstr (layout->titles[1], ==, "なまえ");
  mh_import_layout_set_at (layout, 0, MH_IMPORT_NAME);
  mh_import_layout_set_at (layout, 1, MH_IMPORT_NAME);
  g_assert_cmpint (layout->fields[0], ==, MH_IMPORT_IGNORE);
}

static void
test_individual_numbers (void)
{
  /* Made up, with their check digits. */
  static const struct {
    const char *text;
    gboolean    refused;
  } cases[] = {
    { "宛名番号,氏名,カナ,個人番号\n1,山田,ヤマダ,\n", TRUE },
    { "宛名番号,氏名,カナ,マイナンバー\n1,山田,ヤマダ,\n", TRUE },
    { "宛名番号,氏名,カナ,世帯主個人番号\n1,山田,ヤマダ,\n", TRUE },
    { "宛名番号,氏名,カナ,個人番号カード交付\n1,山田,ヤマダ,済\n", FALSE },
    { "宛名番号,氏名,カナ,備考\n1,山田,ヤマダ,123456789018\n2,山本,ヤマモト,123456789018\n3,山川,ヤマカワ,123456789018\n", TRUE },
    { "123456789018,山田,ヤマダ\n123456789018,山本,ヤマモト\n123456789018,山川,ヤマカワ\n", TRUE },
    { "宛名番号,氏名,カナ,備考\n1,山田,ヤマダ,123456789012\n2,山本,ヤマモト,123456789013\n3,山川,ヤマカワ,123456789014\n", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhCsv) csv = parse (cases[i].text);
    g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, today);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (mh_import_layout_check_individual_numbers (layout, csv, &error), ==, !cases[i].refused);
    if (cases[i].refused) {
      g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
      g_assert_null (strstr (error->message, "123456789018"));
    }
  }
}

/* --- rows ---------------------------------------------------------------------------------------------------------- */

#define HEADER "宛名番号,氏名,カナ,生年月日,性別,郵便番号,住所,電話番号\n"
#define GOOD "0001,山田　花子,ヤマダ　ハナコ,S25.3.1,女,0995601,滝上町1,0158292111\n"

static void
test_skips (void)
{
  static const struct {
    const char *row;
    const char *kind;  /* NULL: taken */
  } cases[] = {
    { "0002,山本,ヤマモト,S25.3.1,女,0995601,滝上町1,0158292111", NULL },
    { "0002,計良　花子,ケラ,S25.3.1,女,0995601,滝上町1,0158292111", NULL },
    { "合計,,,,,,,", "total" },
    { "計,2人,,,,,,", "total" },
    { ",,,,,,,12人", "total" },
    { ",以下余白,,,,,,", "total" },
    { ",　,,,,,,", "empty" },
    { "0002", "short" },
    { "0002,山本,ヤマモト,S25.3.1,女,0995601,滝上町1,2,0158292111", "extra-cell" },
    { "0002,0158292111,ヤマモト,S25.3.1,女,0995601,滝上町1,", "shifted" },
    { "0002,昭和25年3月1日,ヤマモト,,女,0995601,滝上町1,", "shifted" },
    { "0002,12345,ヤマモト,,女,0995601,滝上町1,", "shifted" },
    { "山本,ヤマモト,S25.3.1,女,0995601,滝上町1,0158292111,", "shifted" },
    { "0002,山本,S25.3.1,女,0995601,滝上町1,0158292111,", "shifted" },
    { "0002,山本,山本,ヤマモト,S25.3.1,女,0995601,", "shifted" },
    { ",山本,ヤマモト,S25.3.1,女,0995601,滝上町1,0158292111", "no-number" },
    { "0002,,ヤマモト,S25.3.1,女,0995601,滝上町1,0158292111", "no-name" },
    { "0001,山本,ヤマモト,S25.3.1,女,0995601,滝上町1,0158292111", "twice" },
    { "1.2E+17,山本,ヤマモト,S25.3.1,女,0995601,滝上町1,0158292111", "rounded" },
    { "1.23457E+17,山本,ヤマモト,S25.3.1,女,0995601,滝上町1,0158292111", "rounded" },
    { "123456789012345678901,山本,ヤマモト,S25.3.1,女,0995601,滝上町1,0158292111", "long-number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (HEADER GOOD, cases[i].row, "\n", NULL);
    g_autoptr (MhImportTable) table = read_text (text);

    g_test_message ("%s", cases[i].row);
    g_assert_cmpuint (table->skipped->len, ==, cases[i].kind != NULL);
    g_assert_cmpuint (table->rows->len, ==, cases[i].kind != NULL ? 1 : 2);
    if (cases[i].kind != NULL) {
      const MhImportSkip *skip = g_ptr_array_index (table->skipped, 0);

      g_assert_cmpstr (skip->kind, ==, cases[i].kind);
      g_assert_cmpuint (skip->line, ==, 3);
      g_assert_cmpstr (skip->reason, !=, "");
    }
  }
}

static void
test_shifted_file (void)
{
  g_autoptr (GString) text = g_string_new (HEADER GOOD);
  MhImportOptions options = plain_options ();
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 2; i < 10; i++)
    g_string_append_printf (text, "%04d,0158-29-%04d,ヤマダ,S25.3.1,女,0995601,滝上町,\n", i, i);

  table = read_with (text->str, &options, &error);
  g_assert_null (table);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_trailing_commas (void)
{
  g_autoptr (MhImportTable) table = read_text ("宛名番号,氏名,カナ\n1,山田,ヤマダ,\n2,山本,ヤマモト,\n3,山川,ヤマカワ,,\n");

  g_assert_cmpuint (table->rows->len, ==, 2);
  g_assert_cmpuint (table->skipped->len, ==, 1);
}

static void
test_new_fields (void)
{
  g_autoptr (MhImportTable) table =
    read_text ("宛名番号,氏名,カナ,続柄,旧氏,通称,行政区,学区,班,券番号,住民状態,異動日\n"
               "1,山田　花子,ヤマダ,妻,鈴木　花子,山田　花子,元町,滝上小,３班,3843293,転出,R8.11.1\n"
               "2,山田　太郎,ヤマダ,世帯主,,,元町,,,210156010003843294,住民,昨日\n"
               "3,山田　次郎,ヤマダ,子,,,元町,,,3.84E+09,,R8.11.1\n"
               "4,山田　三郎,ヤマダ,子,,,元町,,,A-12,,\n");
  const MhImportRow *row = get_row (table, 0);

  g_assert_cmpstr (row->resident->relation, ==, "妻");
  g_assert_cmpstr (row->resident->other_name, ==, "鈴木　花子");
  g_assert_cmpstr (row->resident->district, ==, "元町");
  g_assert_cmpstr (row->resident->district2, ==, "滝上小");
  g_assert_cmpstr (row->resident->district3, ==, "３班");
  g_assert_cmpstr (row->ticket, ==, "0003843293");
  g_assert_cmpstr (row->resident->status, ==, "moved-out");
  g_assert_cmpint (row->resident->status_date.month, ==, 11);

  g_assert_cmpstr (get_row (table, 1)->ticket, ==, "0003843294");
  g_assert_false (mh_date_is_set (get_row (table, 1)->resident->status_date));
  g_assert_null (get_row (table, 2)->ticket);
  g_assert_false (mh_date_is_set (get_row (table, 2)->resident->status_date));
  g_assert_null (get_row (table, 3)->ticket);

  g_assert_cmpuint (count_notes (table, "ticket-zero-restored"), ==, 1);
  g_assert_cmpuint (count_notes (table, "rounded"), ==, 1);
  g_assert_cmpuint (count_notes (table, "ticket-invalid"), ==, 1);
  g_assert_cmpuint (count_notes (table, "status-date-invalid"), ==, 1);
}

static void
test_protection (void)
{
  static const struct {
    const char *cells;
    gboolean    is_set;
    const char *start;
    const char *end;
    const char *note;
  } cases[] = {
    { "1,R8.4.1,R9.3.31", TRUE, "2026-04-01", "2027-03-31", NULL },
    { "○,,", TRUE, NULL, NULL, NULL },
    { "ＤＶ,,", TRUE, NULL, NULL, NULL },
    { "支援措置　有,,", TRUE, NULL, NULL, "protection-unclear" },
    { "？,,", TRUE, NULL, NULL, "protection-unclear" },
    { "9,,", TRUE, NULL, NULL, "protection-unclear" },
    { ",,", FALSE, NULL, NULL, NULL },
    { "0,R8.4.1,R9.3.31", FALSE, NULL, NULL, NULL },
    { "無,,", FALSE, NULL, NULL, NULL },
    { "なし,,", FALSE, NULL, NULL, NULL },
    { "非該当,,", FALSE, NULL, NULL, NULL },
    { "有,R7.4.1,R8.3.31", TRUE, "2025-04-01", NULL, "protection-over" },
    { "有,いつか,R9.3.31", TRUE, NULL, "2027-03-31", "protection-date-invalid" },
    { "有,R9.4.1,R9.3.31", TRUE, "2027-04-01", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat ("宛名番号,氏名,カナ,支援措置,支援措置開始日,支援措置終了日\n1,山田,ヤマダ,", cases[i].cells, "\n", NULL);
    g_autoptr (MhImportTable) table = read_text (text);
    const MhImportProtection *protection = &get_row (table, 0)->protection;
    g_autofree char *start = mh_date_to_iso (protection->start);
    g_autofree char *end = mh_date_to_iso (protection->end);

    g_test_message ("%s", cases[i].cells);
    g_assert_cmpint (protection->is_set, ==, cases[i].is_set);
    g_assert_cmpstr (start, ==, cases[i].start);
    g_assert_cmpstr (end, ==, cases[i].end);
    g_assert_cmpuint (table->notes->len, ==, cases[i].note != NULL);
    if (cases[i].note != NULL)
      g_assert_cmpuint (count_notes (table, cases[i].note), ==, 1);
  }
}

/* --- questions ----------------------------------------------------------------------------------------------------- */

static MhImportTable *
read_sexes (const char *codes,
            GHashTable *answers)
{
  g_autoptr (GString) text = g_string_new ("宛名番号,氏名,カナ,性別\n");
  g_auto (GStrv) each = g_strsplit (codes, " ", -1);
  MhImportOptions options = plain_options ();
  g_autoptr (GError) error = NULL;
  MhImportTable *table;

  options.sexes = answers;
  for (guint i = 0; each[i] != NULL; i++)
    g_string_append_printf (text, "%u,山田,ヤマダ,%s\n", i + 1, each[i]);

  table = read_with (text->str, &options, &error);
  g_assert_no_error (error);

  return table;
}

static void
test_sex_codes (void)
{
  static const struct {
    const char *codes;
    const char *sexes;   /* m, f, u */
    const char *asked;   /* codes in the order of the question */
  } cases[] = {
    { "男 女", "mf", "" },
    { "1 2 ２", "mff", "" },
    { "M F m", "mfm", "" },
    { "男性 女性", "mf", "" },
    { "1 2 9", "mfu", "" },
    { "0 1 2", "umf", "" },
    { "0 1 1", "uuu", "1 0" },
    { "3 4 4", "uuu", "4 3" },
    { "男 女 甲", "mfu", "甲" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhImportTable) table = read_sexes (cases[i].codes, NULL);
    const MhImportQuestion *question = find_question (table, "sex");
    g_autoptr (GString) asked = g_string_new (NULL);

    g_test_message ("%s", cases[i].codes);
    for (guint k = 0; k < table->rows->len; k++)
      g_assert_cmpint (get_row (table, k)->resident->sex[0], ==, cases[i].sexes[k]);

    for (guint k = 0; question != NULL && k < question->values->len; k++)
      g_string_append_printf (asked, "%s%s", k > 0 ? " " : "", ((MhImportValue *) g_ptr_array_index (question->values, k))->written);
    g_assert_cmpstr (asked->str, ==, cases[i].asked);
  }
}

static void
test_sex_answers (void)
{
  g_autoptr (GHashTable) answers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (MhImportTable) table = NULL;

  g_hash_table_insert (answers, (char *) "0", (char *) "male");
  g_hash_table_insert (answers, (char *) "1", (char *) "female");
  table = read_sexes ("0 1 ０", answers);

  g_assert_null (find_question (table, "sex"));
  g_assert_cmpstr (get_row (table, 0)->resident->sex, ==, "male");
  g_assert_cmpstr (get_row (table, 1)->resident->sex, ==, "female");
  g_assert_cmpstr (get_row (table, 2)->resident->sex, ==, "male");
}

static MhImportTable *
read_birth (const char *birth,
            MhEraTable  era_table,
            guint       serials)
{
  g_autofree char *text = g_strdup_printf ("宛名番号,氏名,生年月日\n1,山田,%s\n2,山本,S30.1.1\n", birth);
  MhImportOptions options = plain_options ();
  g_autoptr (GError) error = NULL;
  MhImportTable *table;

  options.era_table = era_table;
  options.serials = serials;
  table = read_with (text, &options, &error);
  g_assert_no_error (error);

  return table;
}

static void
test_dates (void)
{
  static const struct {
    const char *birth;
    MhEraTable  era_table;
    gboolean    serials;
    const char *iso;
    const char *text;
    const char *asked;
    const char *note;
  } cases[] = {
    { "3250301", MH_ERA_TABLE_USUAL, FALSE, "1950-03-01", NULL, NULL, NULL },
    { "5250301", MH_ERA_TABLE_PENSION, FALSE, "1950-03-01", NULL, NULL, NULL },
    { "5250301", MH_ERA_TABLE_USUAL, FALSE, "1950-03-01", "5250301", "era-table", "birth-question" },
    { "18323", MH_ERA_TABLE_USUAL, FALSE, NULL, "18323", "serial", "serial-open" },
    { "18323", MH_ERA_TABLE_USUAL, TRUE, "1950-03-01", NULL, NULL, "serial-converted" },
    { "昭和10年 月日不詳", MH_ERA_TABLE_USUAL, FALSE, NULL, "昭和10年 月日不詳", NULL, "birth-partial" },
    { "不詳", MH_ERA_TABLE_USUAL, FALSE, NULL, "不詳", NULL, "birth-partial" },
    { "S25.2.30", MH_ERA_TABLE_USUAL, FALSE, NULL, "S25.2.30", NULL, "birth-invalid" },
    { "H31.5.1", MH_ERA_TABLE_USUAL, FALSE, "2019-05-01", "H31.5.1", NULL, "birth-question" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhImportTable) table =
      read_birth (cases[i].birth, cases[i].era_table, cases[i].serials ? MH_IMPORT_BIT (MH_IMPORT_BIRTH_DATE) : 0);
    const MhResident *resident = get_row (table, 0)->resident;
    g_autofree char *iso = mh_date_to_iso (resident->birth);

    g_test_message ("%s", cases[i].birth);
    g_assert_cmpstr (iso, ==, cases[i].iso);
    g_assert_cmpstr (resident->birth_text, ==, cases[i].text);
    g_assert_cmpuint (table->questions->len, ==, cases[i].asked != NULL);
    if (cases[i].asked != NULL) {
      const MhImportQuestion *question = find_question (table, cases[i].asked);
      g_autofree char *words = mh_import_question_dup_text (question);

      g_assert_cmpuint (question->count, ==, 1);
      g_assert_cmpint (question->field, ==, MH_IMPORT_BIRTH_DATE);
      g_assert_nonnull (strstr (words, "生年月日"));
      g_assert_nonnull (strstr (((MhImportValue *) g_ptr_array_index (question->values, 0))->shown, "昭和25年3月1日"));
    }
    if (cases[i].note != NULL)
      g_assert_cmpuint (count_notes (table, cases[i].note), ==, 1);
  }
}

/* --- characters ---------------------------------------------------------------------------------------------------- */

static void
test_rare_characters (void)
{
  g_autoptr (MhImportTable) table =
    read_text ("宛名番号,氏名,カナ,住所,方書\n"
               "1,渡邊　\xee\x80\x80子,ワタナベ,滝上町\xee\x80\x80,\n"
               "2,葛\xf3\xa0\x84\x80西,カサイ,滝上町１２ｱ,\n"
               "3,髙橋　𠮷男,タカハシ,神居,～－\n");
  const MhImportGlyph *gaiji, *variant;

  g_assert_cmpuint (table->glyphs->len, ==, 2);
  variant = g_ptr_array_index (table->glyphs, 0);
  gaiji = g_ptr_array_index (table->glyphs, 1);

  g_assert_cmpstr (variant->character, ==, "葛\xf3\xa0\x84\x80");
  g_assert_false (variant->is_private);
  g_assert_cmpuint (variant->places->len, ==, 1);

  g_assert_cmpstr (gaiji->character, ==, "\xee\x80\x80");
  g_assert_true (gaiji->is_private);
  g_assert_cmpuint (gaiji->places->len, ==, 2);
  g_assert_cmpint (((MhImportPlace *) g_ptr_array_index (gaiji->places, 1))->field, ==, MH_IMPORT_ADDRESS);
  g_assert_cmpstr (((MhImportPlace *) g_ptr_array_index (gaiji->places, 1))->number, ==, "1");

  g_assert_cmpuint (count_notes (table, "private-use"), ==, 1);
  g_assert_cmpstr (get_row (table, 1)->resident->name, ==, "葛\xf3\xa0\x84\x80西");
}

/* --- the day of the list ------------------------------------------------------------------------------------------- */

static void
test_as_of (void)
{
  static const struct {
    const char *title;
    const char *path;
    const char *iso;
  } cases[] = {
    { "令和8年11月1日現在", "list.csv", "2026-11-01" },
    { "住民一覧（令和８年１１月１日　現在）", "list.csv", "2026-11-01" },
    { "住民一覧 2026/11/01", "20260401.csv", "2026-11-01" },
    { "作成日 令和8年11月20日,令和8年11月1日現在", "list.csv", "2026-11-01" },
    { "住民一覧", "lists/juumin_20261101.csv", "2026-11-01" },
    { "住民一覧", "住民一覧R8.11.1.csv", "2026-11-01" },
    { "住民一覧", "住民一覧（令和8年11月1日）.csv", "2026-11-01" },
    { "住民一覧", "list-2026-11-01.csv", "2026-11-01" },
    { "住民一覧", "list12345678.csv", NULL },
    { "住民一覧", "19500301.csv", NULL },
    { "住民一覧", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("%s\n宛名番号,氏名,カナ\n1,山田,ヤマダ\n", cases[i].title);
    g_autoptr (MhCsv) csv = parse (text);
    g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, today);
    g_autofree char *iso = mh_date_to_iso (mh_import_guess_as_of (csv, layout, cases[i].path, today));

    g_test_message ("%s %s", cases[i].title, cases[i].path);
    g_assert_cmpstr (iso, ==, cases[i].iso);
  }
}

static void
test_as_of_warning (void)
{
  static const struct {
    MhDate      day;
    const char *words;  /* NULL: no warning */
  } cases[] = {
    { { 2026, 11, 20 }, NULL },
    { { 2026, 11, 10 }, NULL },
    { { 2026, 11, 9 }, "newer" },
    { { 2026, 11, 23 }, "still to come" },
    { { 0, 0, 0 }, NULL },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-11-22 09:00");
  MhDate as_of;
  int days = 0;

  g_assert_true (mh_import_get_age (&town->desk, &as_of, &days, NULL));
  g_assert_cmpint (days, ==, -1);
  {
    g_autofree char *old = mh_import_dup_as_of_warning (&town->desk, (MhDate) { 2026, 10, 1 }, NULL);

    g_assert_nonnull (strstr (old, "52 days"));
  }

  mh_test_town_set (town, "residents.as-of", "2026-11-10");
  g_assert_true (mh_import_get_age (&town->desk, &as_of, &days, NULL));
  g_assert_cmpint (days, ==, 12);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *warning = mh_import_dup_as_of_warning (&town->desk, cases[i].day, NULL);

    g_assert_true ((warning != NULL) == (cases[i].words != NULL));
    if (cases[i].words != NULL)
      g_assert_nonnull (strstr (warning, cases[i].words));
  }
}

/* --- progress ------------------------------------------------------------------------------------------------------ */

static void
count_progress (guint    done,
                guint    total,
                gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (done, >=, *last);
  g_assert_cmpuint (done, <=, total);
  *last = done;
}

static void
test_progress (void)
{
  g_autoptr (GString) text = g_string_new ("宛名番号,氏名,カナ\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  MhImportOptions options = plain_options ();
  g_autoptr (MhCsv) csv = NULL;
  g_autoptr (MhImportLayout) layout = NULL;
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (MhImportTable) none = NULL;
  g_autoptr (GError) error = NULL;
  guint done = 0;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (text, "%d,山田,ヤマダ\n", i);
  csv = parse (text->str);
  layout = mh_import_layout_guess (csv, today);

  table = mh_import_read (csv, layout, &options, count_progress, &done, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, mh_csv_get_n_rows (csv));

  g_cancellable_cancel (cancellable);
  none = mh_import_read (csv, layout, &options, NULL, NULL, cancellable, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add_func ("/import-shapes/" path, func)
  ADD ("columns are known by the usual headings", test_headers);
  ADD ("the header is found wherever it stands", test_header_place);
  ADD ("the header is where the user says", test_header_said);
  ADD ("individual numbers are refused", test_individual_numbers);
  ADD ("what is no person is listed with its reason", test_skips);
  ADD ("a shifted file is refused", test_shifted_file);
  ADD ("a comma at the end of every row is none inside the address", test_trailing_commas);
  ADD ("relation, names, districts, tickets and status are read", test_new_fields);
  ADD ("protection is set and never cleared", test_protection);
  ADD ("sex codes are read or asked", test_sex_codes);
  ADD ("answers about sex codes hold for the file", test_sex_answers);
  ADD ("dates are read, kept as text or asked", test_dates);
  ADD ("rare characters are kept and listed", test_rare_characters);
  ADD ("the day of the list is guessed", test_as_of);
  ADD ("an older list is warned of", test_as_of_warning);
  ADD ("progress is told and cancelling heard", test_progress);
#undef ADD

  return g_test_run ();
}
