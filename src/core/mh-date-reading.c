/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-date-reading"

#include "mh-date-reading.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-era.h"

/* Excel counts days from 1899-12-30 (for dates after its wrong 1900-02-29). Five digits are 1927-05-18 to 2064-04-08. */
#define SERIAL_EPOCH (-25569)
#define SERIAL_FIRST 10000
#define SERIAL_LAST  60000

static const char ask_era[] = N_("The era is missing. Which one is meant?");
static const char ask_other_era[] = N_("On this day the era had another name. Please check the date.");
static const char ask_future[] = N_("This date lies in the future. Please check it.");
static const char ask_table[] = N_("The first digit seems to be from another table of eras. Please check the date.");
static const char say_no_such_day[] = N_("There is no such day in the calendar.");
static const char say_serial[] = N_("This looks like a date that Excel has turned into a number. Please say that the column holds dates.");
static const char say_not_a_date[] = N_("This cannot be read as a date. Please write it like S25.3.1 or 1950/3/1.");

/* What is written, before anybody asks whether there is such a day. */
typedef enum {
  KIND_NOTHING,   /* not a date */
  KIND_UNKNOWN,   /* a way to say that it is not known */
  KIND_WESTERN,
  KIND_ERA,
  KIND_ERA_DIGIT, /* 3250301 */
  KIND_NO_ERA,    /* 25.3.1 */
  KIND_SERIAL,    /* 18323 */
} Kind;

typedef struct {
  Kind kind;
  int  era;    /* %MH_ERA_MEIJI …, or the digit */
  int  year;   /* of the era or western; the number of a serial */
  int  month;  /* 0: unknown */
  int  day;
} Parts;

static MhDateReading
make_reading (MhDateVerdict verdict,
              MhDate        date,
              const char   *question)
{
  return (MhDateReading) { verdict, date, question };
}

/* --- making one way of writing of many --- */

static int
kanji_digit (gunichar c)
{
  static const gunichar digits[][4] = {
    { 0x3007, 0x96f6, 0x25cb, 0x25ef },  /* 〇 零 ○ ◯ */
    { 0x4e00, 0x58f1 }, { 0x4e8c, 0x5f10 }, { 0x4e09, 0x53c2 }, { 0x56db }, { 0x4e94 }, { 0x516d }, { 0x4e03 }, { 0x516b }, { 0x4e5d },
  };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    for (guint n = 0; n < 4; n++)
      if (c == digits[i][n] && c != 0)
        return (int) i;

  return -1;
}

static int
kanji_unit (gunichar c)
{
  switch (c) {
  case 0x5341:  /* 十 */
  case 0x62fe:  /* 拾 */
    return 10;

  case 0x767e:  /* 百 */
    return 100;

  case 0x5343:  /* 千 */
    return 1000;

  default:
    return 0;
  }
}

/* A run of kanji numerals, by place (一九五〇) or with units (二十五), in digits. */
static const char *
append_kanji_number (GString    *out,
                     const char *at)
{
  g_autoptr (GString) places = g_string_new (NULL);
  gboolean has_units = FALSE;
  int sum = 0;
  int digit = -1;

  for (; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    int unit = kanji_unit (c);

    if (unit > 0) {
      has_units = TRUE;
      sum = MIN (sum + (digit < 0 ? 1 : digit) * unit, 99999999);
      digit = -1;
    } else if (kanji_digit (c) >= 0) {
      digit = kanji_digit (c);
      g_string_append_printf (places, "%d", digit);
    } else {
      break;
    }
  }

  if (has_units)
    g_string_append_printf (out, "%d", sum + MAX (digit, 0));
  else
    g_string_append (out, places->str);

  return at;
}

static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30fc || c == 0x2500;
}

static const char *
skip_spaces (const char *at)
{
  while (g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);

  return at;
}

static gboolean
starts_number (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return g_ascii_isdigit (*at) || kanji_digit (c) >= 0 || kanji_unit (c) > 0;
}

/* Narrow, in capitals, without white space (between two numbers it becomes a point), one kind of hyphen, digits for kanji. */
static char *
simplify (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *at = skip_spaces (text);

  while (*at != '\0') {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_isspace (c)) {
      at = skip_spaces (at);
      if (out->len > 0 && g_ascii_isdigit (out->str[out->len - 1]) && starts_number (at))
        g_string_append_c (out, '.');
      continue;
    }
    if (kanji_digit (c) >= 0 || kanji_unit (c) > 0) {
      at = append_kanji_number (out, at);
      continue;
    }

    if (c == 0x5143)  /* 元 */
      g_string_append_c (out, '1');
    else if (is_hyphen (c))
      g_string_append_c (out, '-');
    else if (c == 0x30fb || c == 0x3001 || c == ',')
      g_string_append_c (out, '.');
    else
      g_string_append_unichar (out, c < 0x80 ? (gunichar) g_ascii_toupper ((char) c) : c);
    at = g_utf8_next_char (at);
  }

  return g_string_free (out, FALSE);
}

/* Midnight, as spreadsheets write it behind a date. */
static void
drop_midnight (char *text)
{
  static const char * const midnights[] = { " 0:00:00", " 00:00:00", "T00:00:00", " 0:00", " 00:00" };

  for (guint i = 0; i < G_N_ELEMENTS (midnights); i++) {
    if (g_str_has_suffix (text, midnights[i])) {
      text[strlen (text) - strlen (midnights[i])] = '\0';
      return;
    }
  }
}

static gboolean
drop_suffix (char       *text,
             const char *suffix)
{
  if (!g_str_has_suffix (text, suffix))
    return FALSE;

  text[strlen (text) - strlen (suffix)] = '\0';

  return TRUE;
}

/* (金) and 生 say nothing about the date. */
static void
drop_remarks (char *text)
{
  static const char weekdays[][4] = { "日", "月", "火", "水", "木", "金", "土" };

  if (!drop_suffix (text, "生まれ"))
    drop_suffix (text, "生");

  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++) {
    char remark[16];

    g_snprintf (remark, sizeof remark, "(%s)", weekdays[i]);
    if (drop_suffix (text, remark))
      return;
  }
}

/* --- taking the parts --- */

static gboolean
take (const char **at,
      const char  *word)
{
  if (!g_str_has_prefix (*at, word))
    return FALSE;

  *at += strlen (word);

  return TRUE;
}

/* One to eight digits; their number is returned, 0 if there are none or more. */
static int
take_number (const char **at,
             int         *out_value)
{
  int n = (int) strspn (*at, "0123456789");

  if (n < 1 || n > 8)
    return 0;

  *out_value = 0;
  for (int i = 0; i < n; i++)
    *out_value = *out_value * 10 + ((*at)[i] - '0');
  *at += n;

  return n;
}

static gboolean
take_separator (const char **at,
                const char  *unit)
{
  return take (at, unit) || take (at, ".") || take (at, "/") || take (at, "-");
}

/* What may stand where the rest of a date is not known. */
static gboolean
is_unknown_rest (const char *rest)
{
  static const char * const rests[] = {
    "", "頃", "ころ", "不詳", "月日不詳", "(月日不詳)", "月不詳日不詳", "不詳月不詳日", "以下不詳", "(以下不詳)",
    "日不詳", "(日不詳)", "不詳日", "(不詳)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    if (strcmp (rest, rests[i]) == 0)
      return TRUE;

  return FALSE;
}

/* From behind the year to the end. FALSE if it is neither month and day nor a way to leave them out. */
static gboolean
take_month_and_day (const char *at,
                    Parts      *parts)
{
  gboolean has_unit = g_str_has_prefix (at, "年");
  int n;

  parts->month = parts->day = 0;
  if (*at == '\0')
    return TRUE;
  if (!take_separator (&at, "年"))
    return FALSE;
  if (is_unknown_rest (at))
    return has_unit || *at != '\0';

  n = take_number (&at, &parts->month);
  if (n < 1 || n > 2)
    return FALSE;
  if (*at == '\0')
    return TRUE;

  has_unit = g_str_has_prefix (at, "月");
  if (!take_separator (&at, "月"))
    return FALSE;
  if (is_unknown_rest (at))
    return has_unit || *at != '\0';

  n = take_number (&at, &parts->day);
  take (&at, "日");

  return n >= 1 && n <= 2 && *at == '\0';
}

static void
split_compact (int    number,
               Parts *parts)
{
  parts->day = number % 100;
  parts->month = number / 100 % 100;
  parts->year = number / 10000;
}

static gboolean
take_era (const char **at,
          Parts       *parts)
{
  for (int i = 0; i < MH_N_ERAS; i++) {
    const MhEra *era = mh_era_get ((guint) i);
    char letter[2] = { era->letter, '\0' };

    if (take (at, era->name) || take (at, era->initial) || take (at, letter)) {
      parts->era = i;
      take (at, ".");
      return TRUE;
    }
  }

  return FALSE;
}

static void
parse_era (const char *at,
           Parts      *parts)
{
  int n = take_number (&at, &parts->year);

  parts->kind = KIND_ERA;
  if (n == 6 && *at == '\0')
    split_compact (parts->year, parts);
  else if (n < 1 || n > 3 || !take_month_and_day (at, parts))
    parts->kind = KIND_NOTHING;
}

/* Digits without any mark. */
static void
parse_bare_number (int    number,
                   int    n_digits,
                   Parts *parts)
{
  parts->year = number;

  switch (n_digits) {
  case 5:
    parts->kind = KIND_SERIAL;
    return;

  case 6:
    parts->kind = KIND_NO_ERA;
    split_compact (number, parts);
    return;

  case 7:
    parts->kind = KIND_ERA_DIGIT;
    parts->era = number / 1000000;
    split_compact (number % 1000000, parts);
    return;

  case 8:
    parts->kind = KIND_WESTERN;
    split_compact (number, parts);
    return;

  default:
    return;
  }
}

/* 3.25.03.01: @at stands behind the 3. */
static gboolean
parse_spaced_era_digit (const char *at,
                        int         digit,
                        Parts      *parts)
{
  Parts inner = { KIND_ERA_DIGIT, digit };
  int n;

  if (!take (&at, ".") && !take (&at, "/") && !take (&at, "-"))
    return FALSE;

  n = take_number (&at, &inner.year);
  if (n < 1 || n > 2 || *at == '\0' || !take_month_and_day (at, &inner) || inner.day == 0)
    return FALSE;

  *parts = inner;

  return TRUE;
}

static void
parse (const char *text,
       Parts      *parts)
{
  const char *at = text;
  gboolean western = take (&at, "西暦");
  int number = 0;
  int n;

  if (!western && take_era (&at, parts)) {
    parse_era (at, parts);
    return;
  }

  n = take_number (&at, &number);
  if (n == 0)
    return;
  if (*at == '\0') {
    parse_bare_number (number, n, parts);
    return;
  }
  if (n == 1 && parse_spaced_era_digit (at, number, parts))
    return;

  parts->year = number;
  if (!take_month_and_day (at, parts))
    return;

  if (n == 4)
    parts->kind = KIND_WESTERN;
  else if (n <= 2 && parts->month > 0 && parts->day > 0)
    parts->kind = KIND_NO_ERA;
}

static gboolean
says_unknown (const char *text)
{
  static const char * const words[] = {
    "", "不詳", "不明", "年月日不詳", "生年月日不詳", "年月日不明", "生年月日不明", "未詳", "未入力", "-", "--", "---", "*", "?",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i]) == 0)
      return TRUE;

  return text[strspn (text, "0./-")] == '\0';
}

static void
replace_all (char      **text,
             const char *from,
             const char *to)
{
  GString *string = g_string_new (*text);

  g_string_replace (string, from, to, 0);
  g_free (*text);
  *text = g_string_free (string, FALSE);
}

static Parts
read_parts (const char *text)
{
  Parts parts = { KIND_NOTHING };
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_autofree char *simple = NULL;

  if (plain == NULL)
    return parts;

  drop_midnight (g_strchomp (plain));
  simple = simplify (plain);
  drop_remarks (simple);
  replace_all (&simple, "不明", "不詳");

  if (says_unknown (simple))
    parts.kind = KIND_UNKNOWN;
  else
    parse (simple, &parts);

  return parts;
}

/* --- judging --- */

/* Whether there is such a day; of one that is known in part, whether there is such a month. */
static gboolean
exists (int year,
        int month,
        int day)
{
  if (day != 0)
    return mh_date_make (year, month, day, NULL);

  return year >= 1868 && year <= 2199 && month >= 0 && month <= 12;
}

/* @era: the era that is written, or -1 */
static MhDateReading
judge (int    era,
       int    year,
       int    month,
       int    day,
       MhDate today)
{
  MhDate date = { (gint16) CLAMP (year, 0, 9999), (guint8) month, (guint8) day };
  MhDate first = { date.year, (guint8) MAX (month, 1), (guint8) MAX (day, 1) };
  MhDate last = { date.year, (guint8) (month > 0 ? month : 12), (guint8) (day > 0 ? day : 31) };

  if (!exists (year, month, day))
    return make_reading (MH_DATE_READ_INVALID, MH_DATE_NONE, say_no_such_day);

  if (mh_date_is_set (today) && mh_date_compare (first, today) > 0)
    return make_reading (MH_DATE_READ_QUESTION, date, ask_future);

  if (era >= 0 && (mh_date_compare (last, mh_era_get ((guint) era)->first) < 0 ||
                   (era + 1 < MH_N_ERAS && mh_date_compare (first, mh_era_get ((guint) era + 1)->first) >= 0)))
    return make_reading (MH_DATE_READ_QUESTION, date, ask_other_era);

  return make_reading (day != 0 ? MH_DATE_READ_OK : MH_DATE_READ_PARTIAL, date, NULL);
}

static MhDateReading
judge_era (const Parts *parts,
           int          era,
           MhDate       today)
{
  if (parts->year == 0 && parts->month == 0 && parts->day == 0)
    return make_reading (MH_DATE_READ_UNKNOWN, MH_DATE_NONE, NULL);
  if (era < 0 || parts->year == 0)
    return make_reading (MH_DATE_READ_INVALID, MH_DATE_NONE, say_no_such_day);

  return judge (era, mh_era_get ((guint) era)->first.year + parts->year - 1, parts->month, parts->day, today);
}

/* The era that @digit stands for, or -1. */
static int
era_of_digit (MhEraTable table,
              int        digit)
{
  static const char digits[][MH_N_ERAS + 1] = {
    [MH_ERA_TABLE_USUAL] = "12345",
    [MH_ERA_TABLE_PENSION] = "13579",
  };
  const char *found = strchr (digits[table], '0' + digit);

  return found != NULL ? (int) (found - digits[table]) : -1;
}

/* Where the table that was named leads to no day in the past of that era, the other may: 5250301 is no day of 令和. */
static MhDateReading
judge_era_digit (const Parts *parts,
                 MhEraTable   table,
                 MhDate       today)
{
  MhEraTable other = table == MH_ERA_TABLE_USUAL ? MH_ERA_TABLE_PENSION : MH_ERA_TABLE_USUAL;
  MhDateReading reading = judge_era (parts, era_of_digit (table, parts->era), today);
  MhDateReading other_reading;

  if (reading.verdict != MH_DATE_READ_INVALID && reading.verdict != MH_DATE_READ_QUESTION)
    return reading;

  other_reading = judge_era (parts, era_of_digit (other, parts->era), today);
  if (other_reading.verdict != MH_DATE_READ_OK)
    return reading;

  return make_reading (MH_DATE_READ_QUESTION, other_reading.date, ask_table);
}

/* Whether month and day could be those of some date; 二月三十日 could not. */
static MhDateReading
judge_without_era (const Parts *parts)
{
  if (parts->day == 0 || !mh_date_make (2000, parts->month, parts->day, NULL))
    return make_reading (MH_DATE_READ_INVALID, MH_DATE_NONE, say_no_such_day);

  return make_reading (MH_DATE_READ_QUESTION, MH_DATE_NONE, ask_era);
}

static MhDateReading
judge_serial (int             number,
              MhDateReadFlags flags,
              MhDate          today)
{
  MhDate date;

  if (number < SERIAL_FIRST || number > SERIAL_LAST)
    return make_reading (MH_DATE_READ_INVALID, MH_DATE_NONE, say_not_a_date);
  if ((flags & MH_DATE_READ_SERIAL) == 0)
    return make_reading (MH_DATE_READ_INVALID, MH_DATE_NONE, say_serial);

  date = mh_date_from_days (number + SERIAL_EPOCH);

  return judge (-1, date.year, date.month, date.day, today);
}

/**
 * mh_date_read:
 * @text: (nullable): a date as a file or a person gives it
 * @flags: what is known about where it stands
 * @table: what the digit before a seven-digit date stands for
 * @today: a later date is a question; %MH_DATE_NONE where dates to come are as good as others
 *
 * Reads western and Japanese dates in any width, with era names, letters or digits, with kanji numerals, with or without separators,
 * and Excel's day numbers of five digits where @flags allow them. Parts that are not known are 0 in the date.
 *
 * A Japanese date beyond the end of its era (forms that were printed before the change) is taken for what it says and asked about: 昭和64年1月8日
 * is 平成元年1月8日. A date without an era is never guessed.
 *
 * Returns: the verdict, the date as far as it is known, and what to ask or say about it
 */
MhDateReading
mh_date_read (const char     *text,
              MhDateReadFlags flags,
              MhEraTable      table,
              MhDate          today)
{
  Parts parts;

  if (text == NULL)
    return make_reading (MH_DATE_READ_UNKNOWN, MH_DATE_NONE, NULL);

  parts = read_parts (text);
  switch (parts.kind) {
  case KIND_UNKNOWN:
    return make_reading (MH_DATE_READ_UNKNOWN, MH_DATE_NONE, NULL);

  case KIND_WESTERN:
    return judge (-1, parts.year, parts.month, parts.day, today);

  case KIND_ERA:
    return judge_era (&parts, parts.era, today);

  case KIND_ERA_DIGIT:
    return judge_era_digit (&parts, table, today);

  case KIND_NO_ERA:
    return judge_without_era (&parts);

  case KIND_SERIAL:
    return judge_serial (parts.year, flags, today);

  case KIND_NOTHING:
  default:
    return make_reading (MH_DATE_READ_INVALID, MH_DATE_NONE, say_not_a_date);
  }
}
