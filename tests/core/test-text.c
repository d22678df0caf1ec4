/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-text.h"

#include "mh-variants.h"

typedef struct {
  const char *text;
  const char *expected;
} Case;

static void
check (char *(*function)(const char *),
       const Case *cases,
       guint       n_cases)
{
  for (guint i = 0; i < n_cases; i++) {
    g_autofree char *result = function (cases[i].text);
    g_autofree char *again = function (result);

    g_assert_cmpstr (result, ==, cases[i].expected);
    g_assert_cmpstr (again, ==, result);
  }
}

static void
test_fold (void)
{
  static const Case cases[] = {
    { NULL, "" },
    { "", "" },
    { " 　\t\n", "" },
    { "髙橋　𠮷郎", "高橋吉郎" },
    { "高槗 吉郞", "高橋吉郎" },
    { "𣘺本", "橋本" },
    { "山﨑", "山崎" },
    { "山嵜", "山崎" },
    { "渡邊", "渡辺" },
    { "渡邉", "渡辺" },
    { "齋藤", "斎藤" }, { "齊藤", "斎藤" }, { "斉藤", "斎藤" }, { "斎藤", "斎藤" },
    { "濵田", "浜田" }, { "濱田", "浜田" },
    { "德永", "徳永" }, { "栁澤", "柳沢" }, { "靑木", "青木" }, { "廣瀨", "広瀬" }, { "國嶋", "国島" }, { "嶌", "島" },
    { "眞惠", "真恵" }, { "壽櫻", "寿桜" }, { "瀧龍", "滝竜" }, { "㐂一", "喜一" },
    { "\xef\xa8\x99", "神" },                         /* U+FA19 */
    { "葛󠄀城", "葛城" },                             /* with U+E0100 */
    { "たきのうえ", "タキノウエ" }, { "ﾀｷﾉｳｴ", "タキノウエ" }, { "タキノウエ", "タキノウエ" },
    { "ｶﾞｷﾞﾊﾟ", "ガギパ" }, { "か゛", "ガ" }, { "か\xe3\x82\x99", "ガ" },
    { "ゔ", "ヴ" }, { "ゝ", "ヽ" },
    { "～〜", "~~" }, { "－−-‐–—", "------" },
    { "１２３－４５", "123-45" },
    { "Ｎguyễn Thị ĐÀO", "nguyenthidao" },
    { "JOSÉ", "jose" }, { "Ōta", "ota" },
    { "サトウ\xe2\x80\x8b\xef\xbb\xbf", "サトウ" },      /* zero-width space, byte order mark */
    { "\xee\x80\x80田", "\xee\x80\x80田" },          /* U+E000 stays */
    { "崎玉", "崎玉" }, { "埼玉", "埼玉" },
    { "坂", "坂" }, { "阪", "阪" },
    { "シヨウ", "シヨウ" }, { "ショウ", "ショウ" },
    { "a\xff" "b", "a\xef\xbf\xbd" "b" },
  };

  check (mh_text_fold, cases, G_N_ELEMENTS (cases));
}

static void
test_fold_kana (void)
{
  static const Case cases[] = {
    { "みづき", "ミズキ" }, { "ミズキ", "ミズキ" },
    { "ちぢみ", "チジミ" },
    { "しょう", "シヨウ" }, { "ｼｮｳ", "シヨウ" }, { "シヨウ", "シヨウ" },
    { "はっとり", "ハツトリ" },
    { "ローラ", "ロラ" }, { "ロ－ラ", "ロラ" }, { "ロ-ラ", "ロラ" }, { "ﾛｰﾗ", "ロラ" }, { "ロ‐ラ", "ロラ" },
    { "ヱイ", "エイ" }, { "ヰ", "イ" }, { "みを", "ミオ" },
    { "ヵヶヮ", "カケワ" }, { "ァィゥェォャュョッ", "アイウエオヤユヨツ" },
    { "オㇳイネㇷ゚", "オトイネプ" },
    { "サイトウ　タロウ", "サイトウタロウ" },
  };

  check (mh_text_fold_kana, cases, G_N_ELEMENTS (cases));
}

static void
test_tidy_name (void)
{
  static const Case cases[] = {
    { NULL, "" },
    { "  山田 \t 太郎　", "山田　太郎" },
    { "山田　　太郎", "山田　太郎" },
    { "山田\xc2\xa0太郎\r\n", "山田　太郎" },
    { "髙﨑濵𠮷", "髙﨑濵𠮷" },
    { "葛󠄀城", "葛󠄀城" },
    { "\xef\xa8\x99谷", "\xef\xa8\x99谷" },          /* U+FA19: NFC would make it U+795E */
    { "福\xef\xa8\x9b", "福\xef\xa8\x9b" },          /* U+FA1B beside U+798F */
    { "\xee\x80\x80", "\xee\x80\x80" },
    { "か\xe3\x82\x99", "が" },
    { "ﾀﾛｳ", "ﾀﾛｳ" },
    { "\xef\xbb\xbf山田\xe2\x80\x8b太郎", "山田太郎" },
    { "JOHN  SMITH", "JOHN　SMITH" },
    { "Jose\xcc\x81", "José" },
    { "Jose\x1f\xcc\x81", "José" },
  };

  check (mh_text_tidy_name, cases, G_N_ELEMENTS (cases));
}

static void
test_tidy_kana (void)
{
  static const Case cases[] = {
    { NULL, "" },
    { "ｻｲﾄｳ ﾀﾛｳ", "サイトウ　タロウ" },
    { "さいとう　たろう", "サイトウ　タロウ" },
    { "ﾜﾀﾅﾍﾞ", "ワタナベ" },
    { "ロ－ラ", "ローラ" }, { "ﾛｰﾗ", "ローラ" }, { "ろーら", "ローラ" }, { "ロ-ラ", "ローラ" },
    { "ﾐｽﾞｷ゛", "ミズギ" },
    { "ロ\xe2\x80\x8b-ラ", "ローラ" },            /* what nobody sees stands between */
    { "ジョン･スミス", "ジョン・スミス" },
    { "JOHN-1", "JOHN-1" },
    { " ", "" },
  };

  check (mh_text_tidy_kana, cases, G_N_ELEMENTS (cases));
}

static void
test_is_kana (void)
{
  static const struct {
    const char *text;
    gboolean    kana;
  } cases[] = {
    { NULL, FALSE }, { "", FALSE }, { "　", FALSE }, { "ー", FALSE }, { "・", FALSE },
    { "サイトウ　タロウ", TRUE }, { "さいとう", TRUE }, { "ｻｲﾄｳ ﾀﾛｳ", TRUE }, { "ローラ", TRUE }, { "ロ－ラ", TRUE },
    { "ジョン・スミス", TRUE }, { "ヴァン", TRUE },
    { "斎藤", FALSE }, { "サイトウ1", FALSE }, { "John", FALSE }, { "サイトウ（タロウ）", FALSE }, { "\xee\x80\x80", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (mh_text_is_kana (cases[i].text), ==, cases[i].kana);
  }
}

static void
test_private_use (void)
{
  g_assert_false (mh_text_has_private_use (NULL));
  g_assert_false (mh_text_has_private_use ("髙﨑𠮷葛󠄀"));
  g_assert_true (mh_text_has_private_use ("田\xee\x80\x80"));           /* U+E000: bytes F0 40 of CP932 */
  g_assert_true (mh_text_has_private_use ("\xef\xa3\xbf"));             /* U+F8FF */
  g_assert_false (mh_text_has_private_use ("\xef\xa4\x80"));            /* U+F900 */
  g_assert_true (mh_text_has_private_use ("\xf3\xb0\x80\x80"));         /* U+F0000 */
  g_assert_true (mh_text_has_private_use ("\xf4\x80\x80\x80"));         /* U+100000 */
}

static void
test_variants (void)
{
  const char * const *groups = mh_variant_groups ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; groups[i] != NULL; i++) {
    gunichar base = g_utf8_get_char (groups[i]);

    g_test_message ("%s", groups[i]);
    g_assert_cmpint (g_utf8_strlen (groups[i], -1), >=, 2);
    for (const char *at = groups[i]; *at != '\0'; at = g_utf8_next_char (at)) {
      gunichar c = g_utf8_get_char (at);
      g_autofree char *one = g_utf8_substring (at, 0, 1);
      g_autofree char *normalised = g_utf8_normalize (one, -1, G_NORMALIZE_NFKC);

      g_assert_cmpstr (normalised, ==, one);
      g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (c)));
      g_assert_cmpuint (mh_variant_fold (c), ==, base);
    }
  }
}

/* Each text sorts strictly before the next. */
static void
test_sort (void)
{
  static const char * const sorted[] = {
    "", "1", "a", "アイ　ハナ", "あいだ", "ｱｵｷ", "いとう", "カトウ", "ガトウ", "カワイ", "サイトウ　アイ", "ｻｲﾄｳ ﾀﾛｳ", "さかい",
    "タカハシ", "ダテ", "ツジ", "ナカ", "ハヤシ", "ワタナベ", "ヲノ", "ンジ", "亜", "安",
  };
  g_autoptr (GBytes) before = mh_text_sort_key (sorted[0]);

  for (guint i = 1; i < G_N_ELEMENTS (sorted); i++) {
    g_autoptr (GBytes) key = mh_text_sort_key (sorted[i]);

    g_test_message ("%s, %s", sorted[i - 1], sorted[i]);
    g_assert_cmpint (g_bytes_compare (before, key), <, 0);
    g_bytes_unref (before);
    before = g_steal_pointer (&key);
  }
}

static void
test_sort_spaces (void)
{
  g_autoptr (GBytes) wide = mh_text_sort_key ("サトウ　ハナ");
  g_autoptr (GBytes) doubled = mh_text_sort_key (" サトウ　 ハナ ");
  g_autoptr (GBytes) longer = mh_text_sort_key ("サトウダ　アイ");

  g_assert_true (g_bytes_equal (wide, doubled));
  g_assert_cmpint (g_bytes_compare (wide, longer), <, 0);  /* a family stays together */
  g_assert_true (g_str_has_prefix (mh_text_sort_version (), "ja-"));
}

static void
test_lengths (void)
{
  static const struct {
    const char *text;
    gsize       utf16;
    gsize       graphemes;
  } cases[] = {
    { NULL, 0, 0 }, { "", 0, 0 }, { "abc", 3, 3 }, { "予約", 2, 2 }, { "𠮷", 2, 1 }, { "葛󠄀", 3, 1 }, { "😀", 2, 1 },
    { "👨‍👩‍👧", 8, 1 }, { "か\xe3\x82\x99", 2, 1 }, { "🇯🇵", 4, 1 }, { "\r\n", 2, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].text);
    g_assert_cmpuint (mh_text_utf16_length (cases[i].text), ==, cases[i].utf16);
    g_assert_cmpuint (mh_text_graphemes (cases[i].text), ==, cases[i].graphemes);
  }
}

static gpointer
fold_in_thread (gpointer data)
{
  for (guint i = 0; i < 200; i++) {
    g_autofree char *folded = mh_text_fold ("渡邊 𠮷郎");
    g_autoptr (GBytes) key = mh_text_sort_key ("わたなべ");

    g_assert_cmpstr (folded, ==, "渡辺吉郎");
    g_assert_true (g_bytes_equal (key, data));
  }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (GBytes) key = mh_text_sort_key ("わたなべ");
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("fold", fold_in_thread, key);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* Any character, alone or between kana, folds to something that folds to itself. */
static void
test_stable (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c += c < 0x10000 || (c >= 0x1f000 && c < 0x32000) ? 1 : 257) {
    char text[16] = "か";
    int length = 3;
    g_autofree char *once = NULL;
    g_autofree char *twice = NULL;

    if (c >= 0xd800 && c < 0xe000)
      continue;

    length += g_unichar_to_utf8 (c, text + length);
    g_strlcpy (text + length, "か", sizeof text - (gsize) length);
    once = mh_text_fold (text);
    twice = mh_text_fold (once);
    if (g_strcmp0 (once, twice) != 0)
      g_error ("U+%04X folds to %s, then to %s", c, once, twice);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/text/names-that-people-call-the-same-are-found", test_fold);
  g_test_add_func ("/core/text/kana-are-compared-loosely", test_fold_kana);
  g_test_add_func ("/core/text/a-name-keeps-every-character", test_tidy_name);
  g_test_add_func ("/core/text/kana-become-full-width-katakana", test_tidy_kana);
  g_test_add_func ("/core/text/what-is-a-reading", test_is_kana);
  g_test_add_func ("/core/text/private-characters-are-noticed", test_private_use);
  g_test_add_func ("/core/text/variants-form-groups-that-do-not-overlap", test_variants);
  g_test_add_func ("/core/text/kana-sort-in-the-order-of-the-fifty-sounds", test_sort);
  g_test_add_func ("/core/text/spaces-do-not-tear-a-family-apart", test_sort_spaces);
  g_test_add_func ("/core/text/lengths-as-line-counts-them", test_lengths);
  g_test_add_func ("/core/text/several-threads-fold-at-once", test_threads);
  g_test_add_func ("/core/text/folding-twice-changes-nothing", test_stable);

  return g_test_run ();
}
