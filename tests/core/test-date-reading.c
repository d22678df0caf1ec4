/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-date-reading.h"

typedef struct {
  const char   *text;
  MhDateVerdict verdict;
  int           year, month, day;
} Case;

static const MhDate today = { 2026, 10, 20 };

static void
check (const Case     *cases,
       guint           n_cases,
       MhDateReadFlags flags,
       MhEraTable      table)
{
  for (guint i = 0; i < n_cases; i++) {
    MhDateReading reading = mh_date_read (cases[i].text, flags, table, today);
    g_autofree char *escaped = cases[i].text != NULL && g_utf8_validate (cases[i].text, -1, NULL)
                                 ? g_strdup (cases[i].text) : g_strdup ("(bytes)");

    g_test_message ("%u: %s → %d-%d-%d, %s", i, escaped, reading.date.year, reading.date.month, reading.date.day,
                    reading.question != NULL ? reading.question : "no question");
    g_assert_cmpint (reading.verdict, ==, cases[i].verdict);
    g_assert_cmpint (reading.date.year, ==, cases[i].year);
    g_assert_cmpint (reading.date.month, ==, cases[i].month);
    g_assert_cmpint (reading.date.day, ==, cases[i].day);
    g_assert_cmpint (reading.question != NULL, ==,
                     reading.verdict == MH_DATE_READ_QUESTION || reading.verdict == MH_DATE_READ_INVALID);
  }
}

static void
test_one_day (void)
{
  static const char * const texts[] = {
    "S25.3.1", "s25/3/1", "Ｓ２５．０３．０１", "昭25.3.1", "昭和25年3月1日", "昭和２５年３月１日", "昭和二十五年三月一日", "3250301",
    "3.25.03.01", "3-25-03-01", "19500301", "1950/3/1", "1950-03-01", "1950年3月1日", "18323",
    "S250301", "昭和250301", "S25-03-01", "S.25.3.1", "S25. 3. 1", "昭和 25年 3月 1日", "昭和　２５　年　３　月　１　日", "昭２５・３・１",
    "昭和25年3月1日生", "昭和25年3月1日生まれ", "昭和25年3月1日(水)", "昭和二五年三月一日", "昭和弐拾五年参月壱日", "一九五〇年三月一日",
    "千九百五十年三月一日", "西暦1950年3月1日", "1950.3.1", "1950 3 1", "1950,3,1", " 1950/3/1 ", "1950/03/01 0:00:00", "1950/3/1 0:00",
    "1950-03-01T00:00:00", "１９５０年３月１日", "３２５０３０１", "3/25/3/1", "3 25 03 01", "3ー25ー03ー01", "1950‐03‐01", "昭和25年3月1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    const Case one = { texts[i], MH_DATE_READ_OK, 1950, 3, 1 };

    check (&one, 1, MH_DATE_READ_SERIAL, MH_ERA_TABLE_USUAL);
  }
}

static void
test_eras (void)
{
  static const Case cases[] = {
    /* the last and first days */
    { "M45.7.29", MH_DATE_READ_OK, 1912, 7, 29 },
    { "T1.7.30", MH_DATE_READ_OK, 1912, 7, 30 },
    { "T15.12.24", MH_DATE_READ_OK, 1926, 12, 24 },
    { "S1.12.25", MH_DATE_READ_OK, 1926, 12, 25 },
    { "昭和元年12月31日", MH_DATE_READ_OK, 1926, 12, 31 },
    { "S64.1.7", MH_DATE_READ_OK, 1989, 1, 7 },
    { "H1.1.8", MH_DATE_READ_OK, 1989, 1, 8 },
    { "H31.4.30", MH_DATE_READ_OK, 2019, 4, 30 },
    { "R1.5.1", MH_DATE_READ_OK, 2019, 5, 1 },
    { "R元.5.1", MH_DATE_READ_OK, 2019, 5, 1 },
    { "令和元年五月一日", MH_DATE_READ_OK, 2019, 5, 1 },
    { "㋿6年7月12日", MH_DATE_READ_OK, 2024, 7, 12 },
    { "R06-07-12", MH_DATE_READ_OK, 2024, 7, 12 },
    { "明治元年1月25日", MH_DATE_READ_OK, 1868, 1, 25 },
    { "明治元年1月24日", MH_DATE_READ_INVALID, 0, 0, 0 },
    /* beyond them */
    { "H31.5.1", MH_DATE_READ_QUESTION, 2019, 5, 1 },
    { "S64.1.8", MH_DATE_READ_QUESTION, 1989, 1, 8 },
    { "昭和70年3月1日", MH_DATE_READ_QUESTION, 1995, 3, 1 },
    { "T15.12.26", MH_DATE_READ_QUESTION, 1926, 12, 26 },
    { "R1.4.30", MH_DATE_READ_QUESTION, 2019, 4, 30 },
    { "H1.1.7", MH_DATE_READ_QUESTION, 1989, 1, 7 },
    { "昭和100年", MH_DATE_READ_QUESTION, 2025, 0, 0 },
    { "昭和100年3月1日", MH_DATE_READ_QUESTION, 2025, 3, 1 },
    { "昭和64年2月", MH_DATE_READ_QUESTION, 1989, 2, 0 },
    { "S64.1", MH_DATE_READ_PARTIAL, 1989, 1, 0 },
    { "昭和65年", MH_DATE_READ_QUESTION, 1990, 0, 0 },
    { "S999.1.1", MH_DATE_READ_INVALID, 0, 0, 0 },
  };

  check (cases, G_N_ELEMENTS (cases), MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL);
}

static void
test_future (void)
{
  static const Case cases[] = {
    { "2026-10-20", MH_DATE_READ_OK, 2026, 10, 20 },
    { "2026-10-21", MH_DATE_READ_QUESTION, 2026, 10, 21 },
    { "R8.10.21", MH_DATE_READ_QUESTION, 2026, 10, 21 },
    { "2026年11月", MH_DATE_READ_QUESTION, 2026, 11, 0 },
    { "2026年10月", MH_DATE_READ_PARTIAL, 2026, 10, 0 },
    { "2026年", MH_DATE_READ_PARTIAL, 2026, 0, 0 },
    { "2027年", MH_DATE_READ_QUESTION, 2027, 0, 0 },
    { "50000", MH_DATE_READ_QUESTION, 2036, 11, 21 },
  };

  check (cases, G_N_ELEMENTS (cases), MH_DATE_READ_SERIAL, MH_ERA_TABLE_USUAL);
  g_assert_cmpint (mh_date_read ("R20.1.1", 0, 0, MH_DATE_NONE).verdict, ==, MH_DATE_READ_OK);
}

static void
test_digits (void)
{
  static const Case usual[] = {
    { "1450729", MH_DATE_READ_OK, 1912, 7, 29 },
    { "2150301", MH_DATE_READ_OK, 1926, 3, 1 },
    { "3550301", MH_DATE_READ_OK, 1980, 3, 1 },
    { "4250301", MH_DATE_READ_OK, 2013, 3, 1 },
    { "5060712", MH_DATE_READ_OK, 2024, 7, 12 },
    { "5250301", MH_DATE_READ_QUESTION, 1950, 3, 1 },
    { "5-25-03-01", MH_DATE_READ_QUESTION, 1950, 3, 1 },
    { "7250301", MH_DATE_READ_QUESTION, 2013, 3, 1 },
    { "9060712", MH_DATE_READ_QUESTION, 2024, 7, 12 },
    { "3640108", MH_DATE_READ_QUESTION, 1989, 1, 8 },
    { "3640107", MH_DATE_READ_OK, 1989, 1, 7 },
    { "6250301", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "3251301", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "3250230", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "3000101", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "3100000", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "3100300", MH_DATE_READ_PARTIAL, 1935, 3, 0 },
  };
  static const Case pension[] = {
    { "1450729", MH_DATE_READ_OK, 1912, 7, 29 },
    { "3150301", MH_DATE_READ_OK, 1926, 3, 1 },
    { "5250301", MH_DATE_READ_OK, 1950, 3, 1 },
    { "7250301", MH_DATE_READ_OK, 2013, 3, 1 },
    { "9060712", MH_DATE_READ_OK, 2024, 7, 12 },
    { "3250301", MH_DATE_READ_QUESTION, 1950, 3, 1 },
    { "4250301", MH_DATE_READ_QUESTION, 2013, 3, 1 },
  };

  check (usual, G_N_ELEMENTS (usual), MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL);
  check (pension, G_N_ELEMENTS (pension), MH_DATE_READ_DEFAULT, MH_ERA_TABLE_PENSION);
}

static void
test_without_era (void)
{
  static const Case cases[] = {
    { "250301", MH_DATE_READ_QUESTION, 0, 0, 0 },
    { "25.3.1", MH_DATE_READ_QUESTION, 0, 0, 0 },
    { "25/03/01", MH_DATE_READ_QUESTION, 0, 0, 0 },
    { "25年3月1日", MH_DATE_READ_QUESTION, 0, 0, 0 },
    { "5.3.1", MH_DATE_READ_QUESTION, 0, 0, 0 },
    { "28.2.29", MH_DATE_READ_QUESTION, 0, 0, 0 },
    { "251301", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "25.2.30", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "25.3", MH_DATE_READ_INVALID, 0, 0, 0 },
  };

  check (cases, G_N_ELEMENTS (cases), MH_DATE_READ_SERIAL, MH_ERA_TABLE_USUAL);
}

static void
test_parts (void)
{
  static const Case cases[] = {
    { "昭和10年 月日不詳", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "昭和10年（月日不詳）", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "昭和10年月日不明", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "昭和十年不詳", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "昭和10年頃", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "昭和10年", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "S10", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "S10.00.00", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "S10.3.0", MH_DATE_READ_PARTIAL, 1935, 3, 0 },
    { "昭和10年3月 日不詳", MH_DATE_READ_PARTIAL, 1935, 3, 0 },
    { "昭和10年3月", MH_DATE_READ_PARTIAL, 1935, 3, 0 },
    { "1935年", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "1935/03/00", MH_DATE_READ_PARTIAL, 1935, 3, 0 },
    { "19350000", MH_DATE_READ_PARTIAL, 1935, 0, 0 },
    { "昭和元年", MH_DATE_READ_PARTIAL, 1926, 0, 0 },
    { "昭和64年", MH_DATE_READ_PARTIAL, 1989, 0, 0 },
    { "S10.0.5", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "昭和10年13月", MH_DATE_READ_INVALID, 0, 0, 0 },
    { NULL, MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "　 ", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "不詳", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "不明", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "生年月日不詳", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "－", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "00000000", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "0000/00/00", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "S00.00.00", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
    { "3000000", MH_DATE_READ_UNKNOWN, 0, 0, 0 },
  };

  check (cases, G_N_ELEMENTS (cases), MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL);
}

static void
test_serials (void)
{
  static const Case typed[] = {
    { "42644", MH_DATE_READ_OK, 2016, 10, 1 },
    { "25321", MH_DATE_READ_OK, 1969, 4, 28 },
    { "20000", MH_DATE_READ_OK, 1954, 10, 3 },
    { "10000", MH_DATE_READ_OK, 1927, 5, 18 },
    { "60000", MH_DATE_READ_QUESTION, 2064, 4, 8 },
    { "60001", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "9999", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "09999", MH_DATE_READ_INVALID, 0, 0, 0 },
  };
  static const Case untyped[] = {
    { "18323", MH_DATE_READ_INVALID, 0, 0, 0 },
    { "42644", MH_DATE_READ_INVALID, 0, 0, 0 },
  };

  check (typed, G_N_ELEMENTS (typed), MH_DATE_READ_SERIAL, MH_ERA_TABLE_USUAL);
  check (untyped, G_N_ELEMENTS (untyped), MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL);
}

static void
test_invalid (void)
{
  static const char * const texts[] = {
    "S25.2.30", "S25.2.29", "S0.1.1", "昭和0年1月1日", "平成31年2月30日", "1950/2/29", "1900-02-29", "1867-12-31", "2200/1/1", "1950/13/1", "1950/1/32",
    "3/1/1950", "1950", "1950/3/1/1", "S25.3.1.1", "S50301", "S2503", "S", "昭和", "昭和年月日", "X25.3.1", "今日", "昭和25年3月1日と2日",
    "1950--03--01", "1950/", "S25.", "S25.3.", "25年", "123456789", "19500301123456", "195003011", "-1950/3/1", "1950/300/1", "S1000.1.1", "1950/3/1x",
    "1.2E+17", "昭和十百千年", "\xff", "1950/3/1\xff", "十十十十十十",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    const Case one = { texts[i], MH_DATE_READ_INVALID, 0, 0, 0 };

    check (&one, 1, MH_DATE_READ_SERIAL, MH_ERA_TABLE_USUAL);
  }
}

/* However a day is written, it is read as that day. */
static void
test_round (void)
{
  int last = mh_date_to_days (today);

  for (int day = mh_date_to_days ((MhDate) { 1868, 1, 25 }); day <= last; day += 7) {
    MhDate date = mh_date_from_days (day);
    g_autofree char *iso = mh_date_to_iso (date);

    for (MhDateStyle style = MH_DATE_STYLE_LONG; style <= MH_DATE_STYLE_SHORT; style++) {
      g_autofree char *text = mh_date_format (date, style);
      MhDateReading reading = mh_date_read (text, 0, MH_ERA_TABLE_USUAL, today);

      g_assert_cmpint (reading.verdict, ==, MH_DATE_READ_OK);
      g_assert_cmpint (mh_date_compare (reading.date, date), ==, 0);
    }
    g_assert_cmpint (mh_date_compare (mh_date_read (iso, 0, 0, today).date, date), ==, 0);
  }
}

/* Whatever is thrown at it, it answers, and a whole date exists. */
static void
test_noise (void)
{
  static const char * const pieces[] = {
    "昭和", "S", "令", "元", "年", "月", "日", "不詳", "二十", "五", "0", "1", "25", "3", "1950", ".", "/", "-", " ", "(金)", "０", "ー", "生",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < 50000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    int n = g_rand_int_range (rand, 0, 9);
    MhDateReading reading;

    while (n-- > 0)
      g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

    reading = mh_date_read (text->str, i % 2 != 0 ? MH_DATE_READ_SERIAL : 0, i % 3 == 0, today);
    if (reading.verdict == MH_DATE_READ_OK || (reading.date.day != 0 && reading.verdict == MH_DATE_READ_QUESTION))
      g_assert_true (mh_date_make (reading.date.year, reading.date.month, reading.date.day, NULL));
    if (reading.verdict == MH_DATE_READ_PARTIAL)
      g_assert_true (reading.date.year != 0 && reading.date.day == 0);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/date-reading/one-day-in-every-way-of-writing", test_one_day);
  g_test_add_func ("/core/date-reading/beyond-an-era-is-a-question", test_eras);
  g_test_add_func ("/core/date-reading/the-future-is-a-question", test_future);
  g_test_add_func ("/core/date-reading/era-digits-of-two-tables", test_digits);
  g_test_add_func ("/core/date-reading/an-era-is-never-guessed", test_without_era);
  g_test_add_func ("/core/date-reading/parts-that-are-not-known", test_parts);
  g_test_add_func ("/core/date-reading/serials-only-in-columns-of-dates", test_serials);
  g_test_add_func ("/core/date-reading/what-is-no-date", test_invalid);
  g_test_add_func ("/core/date-reading/what-is-written-is-read", test_round);
  g_test_add_func ("/core/date-reading/noise-is-answered", test_noise);

  return g_test_run ();
}
