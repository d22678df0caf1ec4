/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-words-check.h"

#include <string.h>

#define CALL "\nお問い合わせ 0158-29-2111"

typedef struct {
  const char *text;
  const char *nicks;  /* in the order of the text */
  const char *found;  /* (nullable) the words of the first finding */
} Case;

/* "result birth" */
static char *
join_nicks (GPtrArray *findings)
{
  GString *nicks = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++) {
    const MhWordsFinding *finding = g_ptr_array_index (findings, i);

    g_string_append_printf (nicks, "%s%s", i == 0 ? "" : " ", mh_words_problem_nick (finding->problem));
  }

  return g_string_free (nicks, FALSE);
}

static void
check_cases (const Case *cases,
             gsize       n_cases)
{
  static const char * const inner[] = { "要フォロー健診", "ハイリスク訪問", NULL };

  for (gsize i = 0; i < n_cases; i++) {
    g_autoptr (GPtrArray) findings = mh_words_check (cases[i].text, inner);
    g_autofree char *nicks = join_nicks (findings);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (nicks, ==, cases[i].nicks);
    if (cases[i].found != NULL)
      g_assert_cmpstr (((MhWordsFinding *) g_ptr_array_index (findings, 0))->found, ==, cases[i].found);

    for (guint f = 0; f < findings->len; f++) {
      const MhWordsFinding *finding = g_ptr_array_index (findings, f);

      g_assert_cmpint (strncmp (cases[i].text + finding->offset, finding->found, strlen (finding->found)), ==, 0);
      g_assert_cmpstr (mh_words_describe (finding->problem), !=, "");
    }
  }
}

/* What a town sends all year round. */
static const Case ordinary[] = {
  { "【滝上町】インフルエンザ予防接種のご予約の件、11月5日(木) 10:00（保健福祉センター）でお取りしました。変更は0158-29-2111へ。", "", NULL },
  { "【滝上町】ご予約の件、明日11月5日(木) 10:00です。会場は文化センターです。体温計は会場にあります。" CALL, "", NULL },
  { "【滝上町】11月5日(木)の集団接種は大雪のため中止します。予約した方には改めてお電話します。" CALL, "", NULL },
  { "【滝上町】12月1日の健康相談は、会場を役場2階会議室（滝上町字滝ノ上市街地4条通2丁目1番地）に変更します。" CALL, "", NULL },
  { "【滝上町】胃がん・肺がん・大腸がん検診の予約を受け付けています。40歳以上の方が対象です。" CALL, "", NULL },
  { "乳がん検診・子宮頸がん検診のご案内。対象は20歳以上の偶数年齢の方です。結果は約1か月後に郵送でお知らせします。" CALL, "", NULL },
  { "【滝上町】特定健診の結果説明会を10月20日に開きます。健診を受けた方はどなたでもおいでください。" CALL, "", NULL },
  { "【滝上町】本日13時から17時まで、市街地で断水します。水質に異常はありません。ご迷惑をおかけします。" CALL, "", NULL },
  { "【滝上町】断水は復旧しました。水がにごる場合はしばらく流してからお使いください。水質検査の結果は町のホームページでお知らせします。" CALL, "", NULL },
  { "37.5℃以上の熱がある方、体調のすぐれない方は接種を受けられません。お電話で変更してください。" CALL, "", NULL },
  { "体温37.5度以上の方はご来場をお控えください。" CALL, "", NULL },
  { "今年の最高気温は36.5℃でした。熱中症にご注意ください。こまめに水分をとりましょう。" CALL, "", NULL },
  { "昭和31年4月2日から昭和32年4月1日生まれの方へ、肺炎球菌ワクチンのご案内です。" CALL, "", NULL },
  { "対象：平成28年4月2日～平成29年4月1日生まれのお子さん。" CALL, "", NULL },
  { "平成30年4月2日以降に生まれたお子さんが対象です。" CALL, "", NULL },
  { "接種券と本人確認書類をお持ちください。接種券番号がわからない方は窓口へ。" CALL, "", NULL },
  { "接種済証をなくした方には、接種済み証を再発行します。" CALL, "", NULL },
  { "接種後、体に異常がありましたら、すぐに医師へご相談ください。" CALL, "", NULL },
  { "異常があった場合はご連絡ください。" CALL, "", NULL },
  { "認知症サポーター養成講座のお知らせ。認知症の方とご家族のつどいもあります。" CALL, "", NULL },
  { "糖尿病予防教室を開きます。血圧測定10時から、体重測定11時から。" CALL, "", NULL },
  { "血圧測定会 9:00〜12:00、どなたでも。" CALL, "", NULL },
  { "高血圧を防ぐ減塩の料理教室です。参加費500円、定員20名。" CALL, "", NULL },
  { "糖尿病、心臓病などで治療中の方は、主治医にご相談のうえ予約してください。" CALL, "", NULL },
  { "新型コロナワクチン、3回目の接種のご予約を始めます。" CALL, "", NULL },
  { "2回目の受付は終了しました。" CALL, "", NULL },
  { "粗大ごみは1個30kgまで、長さ180cmまでです。" CALL, "", NULL },
  { "お米5kgを引き換えます。受付は9時から、整理番号順です。" CALL, "", NULL },
  { "インフルエンザが流行しています。手洗いとマスクで予防しましょう。" CALL, "", NULL },
  { "【滝上町】避難所を開設しました。滝上小学校体育館です。ご自宅が安全な方は外へ出ないでください。" CALL, "", NULL },
  { "ご住所・お名前を0158-29-2111までお知らせください。", "", NULL },
  { "お子さんの連絡先が変わったときはお知らせください。" CALL, "", NULL },
  { "健診を受けるため、重要事項をご確認ください。必要検査の一覧をお渡しします。" CALL, "", NULL },
  { "健診 断水のお知らせは別々にお送りします。" CALL, "", NULL },
  { "くわしくは https://www.town.takinoue.hokkaido.jp.lg.jp/kenko/2026/202611050001.html をご覧ください。" CALL, "", NULL },
  { "くわしくはhttps://www.town.takinoue.lg.jp/kenko/をご覧ください。" CALL, "", NULL },
  { "くわしくは（https://www.town.takinoue.lg.jp）。" CALL, "", NULL },
  { "メールは hoken@town.takinoue.lg.jp へ。" CALL, "", NULL },
  { "大丈夫、がんばっていきましょう。にんげんドックの話です。" CALL, "", NULL },
  { "滝上町の1時間雨量が50mm/hを超えました。川に近づかないでください。" CALL, "", NULL },
  { "放送設備に異常が見つかったため、修理します。" CALL, "", NULL },
  { "乳幼児健診は母子健康手帳をお持ちください。身長・体重をはかります。" CALL, "", NULL },
  { "町民税の納期限は12月25日です。納付書の番号をご用意ください。" CALL, "", NULL },
  { "二〇〇〇年四月生まれの方。" CALL, "", NULL },
  { "受付 9:00 0158-29-2111", "", NULL },
  { "For English: https://www.town.takinoue.lg.jp thank you" CALL, "", NULL },
  { "【滝上町】電話 29-2111（保健福祉課）まで。", "", NULL },
  { "ご不明な点は{phone}へ。", "", NULL },
  { "ご不明な点は｛電話｝へ。", "", NULL },
  { "お問い合わせ ０１５８（２９）２１１１", "", NULL },
};

static void
test_ordinary (void)
{
  check_cases (ordinary, G_N_ELEMENTS (ordinary));
}

static const Case forbidden[] = {
  { "検査の結果、陽性でした。" CALL, "result", "陽性" },
  { "ＰＣＲ検査は陰性です。" CALL, "result", "陰性" },
  { "大腸がん検診の結果は要精密検査です。" CALL, "result", "要精密検査" },
  { "先日の検診で要精検となりました。" CALL, "result", "要精検" },
  { "精密検査を受けてください。" CALL, "result", "精密検査を受けて" },
  { "胸部レントゲンに異常所見が見られました。" CALL, "result", "異常所見が見られ" },
  { "検診の結果、異常ありませんでした。" CALL, "result", "異常あり" },
  { "総合判定はＣ判定です。" CALL, "result", NULL },
  { "判定：C　医療機関を受診してください。" CALL, "result", "判定：C" },
  { "血糖値が高めでした。" CALL, "result", "血糖値が高めで" },
  { "あなたは特定保健指導の対象です。" CALL, "result", "特定保健指導の対象" },
  { "あなたは糖尿病と診断されました。" CALL, "diagnosis", NULL },
  { "糖尿病の方へ、教室のご案内です。" CALL, "diagnosis", "糖尿病の方へ" },
  { "がんの疑いがあります。" CALL, "diagnosis", "がんの疑いが" },
  { "ｶﾞﾝが見つかりました。" CALL, "diagnosis", "ｶﾞﾝが見つか" },
  { "ﾊﾟｰｷﾝｿﾝ病でした。" CALL, "diagnosis", "ﾊﾟｰｷﾝｿﾝ病でした" },
  { "新型コロナウイルスに感染しました。" CALL, "diagnosis", "コロナウイルスに感染しまし" },
  { "あなたは濃厚接触者です。" CALL, "diagnosis", "濃厚接触者です" },
  { "血圧が158/96mmHgでした。" CALL, "measurement", NULL },
  { "上は１５８ｍｍＨｇです。" CALL, "measurement", "１５８ｍｍＨｇ" },
  { "血糖 １２６ ｍｇ／ｄＬ" CALL, "measurement", NULL },
  { "１２６㎎/㎗" CALL, "measurement", "１２６㎎/㎗" },
  { "血 圧 １ ３ ５でした。" CALL, "measurement", NULL },
  { "血　圧：135/85" CALL, "measurement", "血　圧：135/85" },
  { "HbA1cは6.8でした。" CALL, "measurement", "HbA1cは6.8" },
  { "けつあつではなく血圧値１４０、体重は68.5kgでした。" CALL, "measurement measurement", "血圧値１４０" },
  { "今朝の体温は38.2℃でした。" CALL, "measurement", NULL },
  { "38.2 ℃ありました。" CALL, "measurement", "38.2 ℃" },
  { "２回目接種済です。" CALL, "dose", "２回目接種済" },
  { "二回目の接種を受けました、ありがとうございます。" CALL, "dose", NULL },
  { "2回目がまだの方に。" CALL, "dose", "2回目がまだ" },
  { "未接種の方へ" CALL, "dose", "未接種" },
  { "前回の接種日は令和7年10月3日です。" CALL, "dose", NULL },
  { "生年月日：昭和25年3月1日" CALL, "birth", "生年月日：昭和25年3月1日" },
  { "Ｓ２５．３．１生の滝上様" CALL, "birth", "Ｓ２５．３．１生" },
  { "1950年3月1日生まれの山田様" CALL, "birth", "1950年3月1日生まれ" },
  { "接種券番号 0003843293" CALL, "number", "接種券番号 0003843293" },
  { "宛名番号は1000234です。" CALL, "number", NULL },
  { "1234 5678 9012" CALL, "number", "1234 5678 9012" },
  { "１２３４５６７８９０１２を窓口で。" CALL, "number", "１２３４５６７８９０１２" },
  { "患者ID：A-12345" CALL, "number", NULL },
  { "ご住所：滝上町字滝ノ上市街地4条通2丁目1番地" CALL, "address", NULL },
  { "転居先は旭町3-5です。" CALL, "address", "転居先は旭町3-5" },
  { "山田様の連絡先をお伝えします。" CALL, "address", "様の連絡先" },
  { "要フォロー健診のご案内" CALL, "programme", "要フォロー健診" },
  { "ﾊｲﾘｽｸ 訪問の日が近づきました。" CALL, "programme", "ﾊｲﾘｽｸ 訪問" },
  { "申込みは https://bit.ly/3abCdEf から。" CALL, "short-url", "https://bit.ly/3abCdEf" },
  { "申込みは bit.ly/3abCdEf から。" CALL, "short-url url-form", "bit.ly/3abCdEf" },
  { "https://www.tinyurl.com/takinoue" CALL, "short-url", NULL },
  { "http://www.town.takinoue.lg.jp/kenko" CALL, "url-form", "http://www.town.takinoue.lg.jp/kenko" },
  { "www.town.takinoue.lg.jp をご覧ください" CALL, "url-form", "www.town.takinoue.lg.jp" },
  { "https://192.168.10.5/kenko" CALL, "url-form", NULL },
  { "https://滝上町.jp/" CALL, "url-form", NULL },
  { "https://www.滝上.jp/" CALL, "url-form", NULL },
  { "https://www.tоwn.takinoue.lg.jp/" CALL, "url-form", NULL },
  { "https://www.town.takinoue.lg.jpо/" CALL, "url-form", NULL },
  { "https://xn--abc.jp/" CALL, "url-form", NULL },
  { "ｈｔｔｐｓ：／／www.town.takinoue.lg.jp/" CALL, "url-form", NULL },
  { "https://town.lg.jp@bait.example/" CALL, "url-form", NULL },
  { "https://" CALL, "url-form", "https://" },
  { "https://yoyaku.example.com/takinoue" CALL, "other-host", "https://yoyaku.example.com/takinoue" },
  { "https://www.town.takinoue.lg.jp.example.com/" CALL, "other-host", NULL },
  { "正しくは「○○」です。" CALL, "placeholder", "○○" },
  { "◯月◯日、〇〇センターで断水します。" CALL, "placeholder placeholder", "◯月◯日" },
  { "ご予約の件、11月5日(木) 10:00です。", "no-phone", "" },
  { "ご予約の件、2026-11-05 10:00です。", "no-phone", "" },
};

static void
test_forbidden (void)
{
  check_cases (forbidden, G_N_ELEMENTS (forbidden));
}

/* 岸和田保健所 2022: the number of another patient stood in 24 messages. */
static void
test_kishiwada (void)
{
  static const Case cases[] = {
    { "新型コロナウイルス感染症の陽性者の方へ。健康観察のためのＩＤ：0012345をお使いください。" CALL, "result number", "陽性" },
    { "あなたのID:0012345" CALL, "number", "ID:0012345" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

/* Letters and messages went to people with another one's name and what he had. */
static void
test_osaka (void)
{
  static const Case cases[] = {
    { "検査結果：陽性　病名：新型コロナウイルス感染症" CALL, "result diagnosis", "陽性" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

/* Women who had been vaccinated were told that they had not. */
static void
test_invited_again (void)
{
  static const Case cases[] = {
    { "HPVワクチンの接種の記録がありません。お早めにご予約ください。" CALL, "dose", "接種の記録がありません" },
    { "HPVワクチンをまだ接種されていません。" CALL, "dose", "まだ接種されていません" },
    { "HPVワクチン キャッチアップ接種のご案内です。まだ接種していない方はご予約ください。" CALL, "", NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

/* Messages that looked like those of a town after mass sending: residents learnt to distrust such links. */
static void
test_bait (void)
{
  static const Case cases[] = {
    { "【滝上町】給付金の手続きはこちら http://is.gd/abc", "short-url url-form no-phone", NULL },
    { "【滝上町】未払いがあります https://takinoue-town.top/pay" CALL, "other-host", NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_odd_bytes (void)
{
  static const char * const texts[] = { "", "\n", "\xff\xfe", "血\xe5", "\xef\xbe\x9e", "https://\n", "　", "www.", "\xf3\xa0\x84\x80陽\xf3\xa0\x84\x80性" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GPtrArray) findings = mh_words_check (texts[i], NULL);

    g_assert_cmpuint (findings->len, >, 0);
  }

  {
    g_autoptr (GPtrArray) findings = mh_words_check (NULL, NULL);

    g_assert_cmpuint (findings->len, ==, 1);
  }
}

/* Whatever is thrown at it, each finding is a piece of the text. */
static void
test_pieces (void)
{
  static const char * const pieces[] = {
    "陽性", "ﾖｳ", "ガ", "ﾞ", " ", "　", "\n", "１", "3", "8.2", "℃", "㎜Hg", "血", "圧", "https://", "http://", "bit.ly/", "www.", "。", "○", "月",
    "1950年3月1日", "生", "\xf3\xa0\x84\x80", "\xe2\x80\x8b", "😀", "@", ".", "jp", "/", "0158", "-", "29", "2111", "ご住所", "要", "精検", "様の連絡先",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 2000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (GPtrArray) findings = NULL;

    for (int n = g_rand_int_range (rand, 1, 14); n > 0; n--)
      g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

    findings = mh_words_check (text->str, NULL);
    for (guint f = 0; f < findings->len; f++) {
      const MhWordsFinding *finding = g_ptr_array_index (findings, f);

      g_assert_cmpuint (finding->offset + strlen (finding->found), <=, text->len);
      g_assert_cmpint (strncmp (text->str + finding->offset, finding->found, strlen (finding->found)), ==, 0);
      g_assert_true (g_utf8_validate (finding->found, -1, NULL));
      g_assert_true (*finding->found != '\0' || finding->problem == MH_WORDS_NO_PHONE);
    }
  }
}

static void
test_nicks (void)
{
  g_autoptr (GHashTable) nicks = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < MH_WORDS_N_PROBLEMS; i++)
    g_assert_true (g_hash_table_add (nicks, (gpointer) mh_words_problem_nick (i)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/words-check/ordinary-notices-raise-no-alarm", test_ordinary);
  g_test_add_func ("/core/words-check/health-facts-and-bait-are-found-however-they-are-written", test_forbidden);
  g_test_add_func ("/core/words-check/kishiwada-2022-the-id-of-another-patient-in-24-sms", test_kishiwada);
  g_test_add_func ("/core/words-check/osaka-2022-another-person-s-name-with-a-result", test_osaka);
  g_test_add_func ("/core/words-check/hpv-invitations-told-vaccinated-women-that-they-were-not", test_invited_again);
  g_test_add_func ("/core/words-check/bait-that-looks-like-the-town", test_bait);
  g_test_add_func ("/core/words-check/odd-bytes-do-no-harm", test_odd_bytes);
  g_test_add_func ("/core/words-check/each-finding-is-a-piece-of-the-text", test_pieces);
  g_test_add_func ("/core/words-check/each-problem-has-a-name-of-its-own", test_nicks);

  return g_test_run ();
}
