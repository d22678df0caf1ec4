/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-variants"

#include "mh-variants.h"

#include <string.h>

/*
 * Forms of one character that people write by turns in the same name: the form before the reform of 1946 beside today's, and
 * handwritten forms that the family register keeps. The first of a group is the form that the others become. Not in
 * here: characters that merely sound alike or share a meaning (崎 and 埼, 坂 and 阪, 島 and 洲, 畑 and 畠, 脇 and 脅).
 * 斎 and 斉 differ by the dictionary, but so many 斎藤 are written 斉藤 that a search must find both.
 * Compatibility characters such as U+FA19 are made one by normalisation already.
 */
static const char * const groups[] = {
  "亜亞", "一弌", "壱壹", "栄榮", "衛衞", "円圓", "園薗", "塩鹽", "奥奧", "応應", "横橫", "温溫",
  "仮假", "会會", "回囘", "懐懷", "絵繪", "学學斈", "岳嶽", "覚覺", "楽樂", "勧勸", "巻卷", "寛寬", "歓歡", "観觀", "間閒", "関關",
  "館舘", "巌巖", "顔顏", "雁鴈", "亀龜", "喜㐂", "帰歸", "気氣", "宜冝", "吉𠮷", "旧舊", "挙擧", "峡峽", "強强", "教敎", "郷鄕鄉",
  "橋𣘺槗", "暁曉", "区區", "駆驅", "熙煕熈", "勲勳", "薫薰", "径徑", "恵惠", "渓溪", "経經", "継繼", "軽輕", "鶏鷄", "芸藝", "剣劍劔劒剱釼",
  "県縣", "研硏", "険險", "検檢", "献獻", "顕顯", "験驗", "厳嚴", "呉吳吴", "皐皋", "広廣", "晃晄", "恒恆", "高髙", "黄黃", "号號", "国國囯圀",
  "黒黑", "歳歲", "斎齋斉齊", "済濟", "崎﨑嵜", "桜櫻", "雑雜", "蚕蠶", "参參", "讃讚", "賛贊", "糸絲", "歯齒", "児兒", "実實", "写寫",
  "釈釋", "寿壽", "収收", "秋秌穐龝", "渋澁澀", "獣獸", "縦縱", "粛肅", "処處", "緒緖", "将將", "尚尙", "昇曻", "松枩柗", "渉涉", "焼燒",
  "称稱", "証證", "条條", "乗乘", "浄淨", "場塲", "静靜", "縄繩", "穣穰", "譲讓", "嬢孃", "触觸", "慎愼", "晋晉", "真眞", "尽盡",
  "図圖", "随隨", "数數", "枢樞", "杉杦", "瀬瀨", "世卋", "清淸", "声聲", "青靑", "摂攝", "専專", "浅淺", "船舩", "戦戰", "銭錢",
  "禅禪", "双雙", "壮壯", "荘莊", "桑桒", "曽曾", "総總", "聡聰", "装裝", "増增", "蔵藏", "蘇蘓", "続續", "属屬", "対對", "体體躰", "帯帶", "滝瀧",
  "沢澤", "達逹", "多夛", "単單", "団團", "断斷", "弾彈", "遅遲", "虫蟲", "昼晝", "鋳鑄", "庁廳", "聴聽", "鎮鎭", "鶴靏靍",
  "逓遞", "鉄鐵鐡銕", "哲喆", "点點", "転轉", "伝傳", "土圡𡈽", "島嶋嶌嶹", "党黨", "当當", "灯燈", "稲稻", "闘鬪", "徳德", "独獨", "読讀",
  "栃杤", "弐貳", "年秊", "悩惱", "脳腦", "梅楳", "拝拜", "売賣", "麦麥", "発發", "髪髮", "抜拔", "浜濱濵", "蛮蠻", "彦彥", "姫姬",
  "富冨", "仏佛", "払拂", "並竝", "辺邊邉", "変變", "歩步", "豊豐", "宝寶寳", "峰峯", "暦曆", "歴歷", "本夲", "毎每", "槙槇", "枡桝", "万萬",
  "満滿", "弥彌", "村邨", "黙默", "野埜", "薬藥", "訳譯", "藪薮", "柳栁桺", "予豫", "余餘", "与與", "誉譽", "揺搖", "様樣", "遥遙", "瑶瑤",
  "頼賴", "来來", "乱亂", "覧覽", "竜龍", "両兩", "涼凉", "凛凜", "緑綠", "塁壘", "礼禮", "霊靈", "齢齡", "恋戀", "炉爐",
  "労勞", "郎郞", "楼樓", "録錄", "湾灣", "淵渕渊", "檜桧", "柏栢", "禰祢", "穎頴", "鷗鴎", "鶯鴬", "麴麹", "翠翆", "禱祷", "騨驒", "諫諌",
  "顛顚", "尭堯", "芦蘆", "莱萊", "蒋蔣", "餅餠", "沖冲", "兎兔", "函凾", "啓啟", "壺壷", "厩廐廏", "峨峩", "戸戶户", "携攜", "昂昻",
  "悦悅", "往徃", "協恊", "為爲", "産產", "畳疊", "禄祿", "穂穗", "駅驛", "鉱鑛", "医醫", "蛍螢", "艶艷", "虚虛", "価價",
  NULL
};

/* Letters that decomposing leaves whole. */
static const char * const letters[] = {
  "dđĐð", "oøØ", "lłŁ", "iı", "hħ", "tŧ",
  NULL
};

/* 0: stands for itself. All bases lie in the first plane. */
static gunichar2 first_plane[0x10000];
static GHashTable *others;  /* gunichar → gunichar; never freed */

static void
add_groups (const char * const *list)
{
  for (guint i = 0; list[i] != NULL; i++) {
    gunichar base = g_utf8_get_char (list[i]);

    for (const char *at = g_utf8_next_char (list[i]); *at != '\0'; at = g_utf8_next_char (at)) {
      gunichar variant = g_utf8_get_char (at);

      if (variant < G_N_ELEMENTS (first_plane))
        first_plane[variant] = (gunichar2) base;
      else
        g_hash_table_insert (others, GUINT_TO_POINTER (variant), GUINT_TO_POINTER (base));
    }
  }
}

static void
fill_once (void)
{
  static gsize filled;

  if (!g_once_init_enter (&filled))
    return;

  others = g_hash_table_new (NULL, NULL);
  add_groups (groups);
  add_groups (letters);
  g_once_init_leave (&filled, 1);
}

/**
 * mh_variant_groups:
 *
 * Returns: (transfer none) (array zero-terminated=1): each group of characters as one text, the usual form first
 */
const char * const *
mh_variant_groups (void)
{
  return groups;
}

/**
 * mh_variant_fold:
 * @c: a character, normalised
 *
 * Returns: the usual form of @c in names, or @c
 */
gunichar
mh_variant_fold (gunichar c)
{
  gpointer base;

  if (c < 0x80)
    return c;

  fill_once ();
  if (c < G_N_ELEMENTS (first_plane))
    return first_plane[c] != 0 ? first_plane[c] : c;

  base = g_hash_table_lookup (others, GUINT_TO_POINTER (c));

  return base != NULL ? GPOINTER_TO_UINT (base) : c;
}
