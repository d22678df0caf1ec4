/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-headers"

#include "mh-import-headers.h"

#include <string.h>

#include "mh-text.h"

/* Headers as towns' systems write them; of one field those first that say it most clearly. */
static const struct {
  MhImportField field;
  const char   *headers;  /* parted by blanks */
} spellings[] = {
  { MH_IMPORT_REGISTER_NUMBER,
    "宛名番号 宛名コード 宛名CD 宛名No 住民番号 住民コード 住民CD 個人コード 個人CD 個人No 住民No 識別番号 住登番号 宛番 整理番号 管理番号" },
  { MH_IMPORT_HOUSEHOLD_NUMBER, "世帯番号 世帯コード 世帯CD 世帯No 世帯識別番号 世帯" },
  { MH_IMPORT_NAME,
    "氏名 漢字氏名 氏名漢字 名前 お名前 宛名氏名 宛名 本人氏名 氏名表示 表示氏名 対象者氏名 受診者氏名 住民氏名 対象者名 name 姓名" },
  { MH_IMPORT_KANA,
    "氏名カナ カナ氏名 氏名フリガナ フリガナ ふりがな 氏名ふりがな 氏名カタカナ カナ カナ名 ヨミガナ よみがな 読み仮名 氏名かな かな氏名 宛名カナ "
    "名前カナ カナ名前 かな kana" },
  { MH_IMPORT_BIRTH_DATE,
    "生年月日 生年月日西暦 西暦生年月日 誕生日 生年月日和暦 和暦生年月日 生年月日元号 生年月日表示 生年月 birthday birthdate dateofbirth dob" },
  { MH_IMPORT_SEX, "性別 性別名 性別名称 性別表示 男女 男女別 性別コード 性別区分 性別CD sex gender" },
  { MH_IMPORT_POSTAL_CODE, "郵便番号 〒 郵便 住所郵便番号 現住所郵便番号 〒番号 zip zipcode postalcode" },
  { MH_IMPORT_ADDRESS,
    "住所 現住所 住所1 住所2 住所3 住所4 住所01 住所02 住所表示 住所地 居住地 現住所表示 都道府県 都道府県名 市区町村 市区町村名 市区郡町村名 町字 "
    "町字名 大字 大字町名 字 番地 番地号 番地号表記 地番 add1 add2 address" },
  { MH_IMPORT_ADDRESS_EXTRA, "方書 方書き 住所方書 現住所方書 方書名 方書表示 建物名 建物 住所建物名 マンション名 アパート名" },
  { MH_IMPORT_DISTRICT,
    "行政区 行政区名 地区 地区名 自治会 自治会名 町内会 町内会名 学区 小学校区 中学校区 学区名 班 班名 組 隣組 地区班 行政区班 保健推進員地区 "
    "担当地区 地区1 地区2 地区3 行政区コード 地区コード" },
  { MH_IMPORT_LANDLINE,
    "電話番号 電話 固定電話 固定電話番号 自宅電話 自宅電話番号 電話番号自宅 連絡先電話番号 電話番号1 電話1 電話番号2 電話2 連絡先 連絡先1 連絡先2 "
    "tel tel1 tel2 phone" },
  { MH_IMPORT_MOBILE,
    "携帯電話 携帯 携帯番号 携帯電話番号 電話番号携帯 携帯電話1 携帯電話2 スマホ スマートフォン 緊急連絡先携帯 mobile" },
  { MH_IMPORT_STATUS,
    "住民状態 住民区分 状態 住民状態名 住民状態区分 現存区分 資格状態 異動事由 異動区分 異動事由名 最終異動事由 消除事由" },
  { MH_IMPORT_STATUS_DATE, "異動日 異動年月日 最終異動日 最終異動年月日 状態日 消除日 消除年月日 消除の異動日" },
  { MH_IMPORT_RELATION, "続柄 続柄名 続柄表記 続柄1 世帯主との続柄 続柄名称 続き柄" },
  { MH_IMPORT_OTHER_NAME,
    "旧氏 旧姓 通称 通称名 ローマ字 ローマ字氏名 氏名ローマ字 英字氏名 氏名英字 外国人氏名 氏名外国人ローマ字 氏名外国人漢字 アルファベット氏名 旧氏名 "
    "併記名" },
  { MH_IMPORT_DISTRICT2, "第2地区 行政区2 自治会2" },
  { MH_IMPORT_DISTRICT3, "第3地区 行政区3 自治会3" },
  { MH_IMPORT_TICKET, "接種券番号 受診券番号 券番号 接種券No 受診券No 券No 受診券 接種券 クーポン番号 クーポン券番号 受診券整理番号" },
  { MH_IMPORT_PROTECTION,
    "支援措置 支援措置区分 支援措置対象 支援措置対象者 支援措置有無 支援措置フラグ DV DV区分 DVフラグ DV支援 DV支援措置 DV等支援措置 DV等支援対象 支援対象 "
    "支援対象者 発行制限 発行抑止 閲覧制限 住所非表示" },
  { MH_IMPORT_PROTECTION_START,
    "支援措置開始日 支援措置開始年月日 支援開始日 支援開始年月日 DV開始日 支援措置開始 支援期間開始日 支援期間開始" },
  { MH_IMPORT_PROTECTION_END,
    "支援措置終了日 支援措置終了年月日 支援終了日 支援終了年月日 DV終了日 支援措置終了 支援措置期限 支援期限 支援期間終了日 支援期間終了 支援措置満了日" },
};

typedef struct {
  MhImportField field;
  guint         rank;
} Meaning;

/**
 * mh_import_header_fold:
 * @text: a cell of the header
 *
 * Returns: (transfer full): letters and digits of @text in one form
 */
char *
mh_import_header_fold (const char *text)
{
  g_autofree char *folded = mh_text_fold (text);
  GString *bare = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isalnum (c) || c == 0x3012 || c == 0x30FC)
      g_string_append_unichar (bare, c);
  }

  return g_string_free (bare, FALSE);
}

static GHashTable *
make_meanings (void)
{
  GHashTable *meanings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++) {
    g_auto (GStrv) headers = g_strsplit (spellings[i].headers, " ", -1);

    for (guint k = 0; headers[k] != NULL; k++) {
      char *folded = mh_import_header_fold (headers[k]);
      Meaning *meaning = g_new0 (Meaning, 1);

      meaning->field = spellings[i].field;
      meaning->rank = k;

      /* ふりがな and フリガナ are one when folded; the first counts. */
      if (g_hash_table_contains (meanings, folded)) {
        g_free (folded);
        g_free (meaning);
      } else {
        g_hash_table_insert (meanings, folded, meaning);
      }
    }
  }

  return meanings;
}

static GHashTable *
get_meanings (void)
{
  static gsize made;

  if (g_once_init_enter (&made))
    g_once_init_leave (&made, (gsize) make_meanings ());

  return (GHashTable *) made;
}

/**
 * mh_import_header_field:
 * @text: a cell of the header
 * @out_rank: (out) (optional): 0 for the clearest spelling of the field
 *
 * Returns: what the column holds, or %MH_IMPORT_IGNORE
 */
MhImportField
mh_import_header_field (const char *text,
                        guint      *out_rank)
{
  g_autofree char *folded = mh_import_header_fold (text);
  const Meaning *meaning = g_hash_table_lookup (get_meanings (), folded);

  if (out_rank != NULL)
    *out_rank = meaning != NULL ? meaning->rank : G_MAXUINT;

  return meaning != NULL ? meaning->field : MH_IMPORT_IGNORE;
}

/**
 * mh_import_header_is_individual_number:
 * @text: a cell of the header
 * @out_surely: (out): whether nothing but the numbers can be meant; 個人番号カード交付日 only mentions them
 *
 * Individual Numbers (個人番号) may be kept only where the law names the purpose (番号法 第19条, 第20条); a list of appointments is none.
 *
 * Returns: whether the header speaks of Individual Numbers
 */
gboolean
mh_import_header_is_individual_number (const char *text,
                                       gboolean   *out_surely)
{
  g_autofree char *folded = mh_import_header_fold (text);
  g_autofree char *mine = mh_import_header_fold ("マイナンバー");

  *out_surely = g_str_has_suffix (folded, "個人番号") || g_str_has_suffix (folded, mine) || g_str_equal (folded, "mynumber");

  return *out_surely || strstr (folded, "個人番号") != NULL || strstr (folded, mine) != NULL;
}

/**
 * mh_import_header_is_of_another:
 * @text: a cell of the header
 *
 * Returns: whether the column must not be guessed by what stands in it
 */
gboolean
mh_import_header_is_of_another (const char *text)
{
  static const char * const words[] = {
    "世帯主", "保護者", "後見", "代理", "父", "母", "配偶者", "続柄", "緊急", "転入", "転出", "転居", "届", "登録", "交付", "接種", "受診", "前回", "次回", "死亡",
    "異動", "更新", "作成", "終了", "開始", "有効", "住定", "となった", "FAX", "ファックス",
  };
  g_autofree char *folded = mh_import_header_fold (text);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *word = mh_import_header_fold (words[i]);

    if (strstr (folded, word) != NULL)
      return TRUE;
  }

  return FALSE;
}
