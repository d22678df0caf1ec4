/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-message.h"

#include "mh-error.h"

static const char * const pairs[] = {
  "name", "山田　太郎", "date", "7月12日(金)", "trap", "{name}", "blank", " 　", "empty", "", "氏名", "佐藤　花子", NULL,
};

static void
test_fill (void)
{
  static const struct {
    const char *text;
    const char *expected;  /* NULL: refused */
  } cases[] = {
    { "", "" },
    { "お知らせ", "お知らせ" },
    { "{name}様、{date}です。", "山田　太郎様、7月12日(金)です。" },
    { "{name}{name}", "山田　太郎山田　太郎" },
    { "{ name }様", "山田　太郎様" },
    { "｛name｝様", "山田　太郎様" },
    { "｛氏名}様", "佐藤　花子様" },
    { "{trap}", "{name}" },
    { "100%d %s", "100%d %s" },
    { "{unknown}", NULL },
    { "{Name}", NULL },
    { "{}", NULL },
    { "{empty}", NULL },
    { "{blank}", NULL },
    { "{name", NULL },
    { "name}", NULL },
    { "{na{name}me}", NULL },
    { "様｝", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *filled = mh_message_fill (cases[i].text, pairs, &error);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (filled, ==, cases[i].expected);
    if (cases[i].expected == NULL)
      g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    else
      g_assert_no_error (error);
  }
}

static void
test_fill_without_pairs (void)
{
  static const char * const torn[] = { "name", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = mh_message_fill ("お知らせ", NULL, NULL);

  g_assert_cmpstr (plain, ==, "お知らせ");
  g_assert_null (mh_message_fill ("{name}", NULL, NULL));
  g_assert_null (mh_message_fill ("{name}", torn, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
test_parts (void)
{
  /* the carriers' table */
  static const struct {
    int length;
    int parts;
  } cases[] = {
    { 0, 0 }, { 1, 1 }, { 70, 1 }, { 71, 2 }, { 134, 2 }, { 135, 3 }, { 201, 3 }, { 202, 4 }, { 268, 4 }, { 269, 5 }, { 335, 5 },
    { 336, 6 }, { 402, 6 }, { 403, 7 }, { 469, 7 }, { 470, 8 }, { 536, 8 }, { 537, 9 }, { 603, 9 }, { 604, 10 }, { 660, 10 },
    { 670, 10 }, { 671, 11 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    for (int n = 0; n < cases[i].length; n++)
      g_string_append (text, "予");
    g_test_message ("%d", cases[i].length);
    g_assert_cmpint (mh_sms_parts (&mh_sms_rule_default, text->str), ==, cases[i].parts);

    /* An emoji counts twice. */
    if (cases[i].length >= 2) {
      g_string_truncate (text, text->len - 6);
      g_string_append (text, "😀");
      g_assert_cmpint (mh_sms_parts (&mh_sms_rule_default, text->str), ==, cases[i].parts);
    }
  }

  g_assert_cmpint (mh_sms_parts (&mh_sms_rule_default, NULL), ==, 0);
  g_assert_cmpint (mh_sms_parts (&(MhSmsRule) { 70, 70, 660, 0 }, "予約"), ==, 1);
}

static void
test_refused (void)
{
  static const struct {
    const char *text;
    const char *found;
  } cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "健診のご予約の件\n7月12日(金) 9:00～ 0158-29-2111", NULL },
    { "〜～－−ー、。「」々〇ヴ", NULL },
    { "ｶﾀｶﾅ", NULL },
    { "https://www.town.example.lg.jp/a?b=1&c=%20~", NULL },
    { "第①回", "①" },
    { "㈱町", "㈱" },
    { "髙橋様", "髙" },
    { "山﨑様", "﨑" },
    { "𠮷田様", "𠮷" },
    { "葛󠄀城", "\xf3\xa0\x84\x80" },
    { "お大事に😀", "😀" },
    { "\xee\x80\x80", "\xee\x80\x80" },
    { "José", "é" },
    { "a\tb", "\t" },
    { "a\r\n", "\r" },
    { "ⅣⅤ", "Ⅳ" },
    { "♥", "♥" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *found = mh_sms_find_refused (cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (found, ==, cases[i].found);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/message/a-message-with-a-hole-never-leaves", test_fill);
  g_test_add_func ("/core/message/without-values-no-field-is-filled", test_fill_without_pairs);
  g_test_add_func ("/core/message/sms-are-cut-as-the-carriers-cut-them", test_parts);
  g_test_add_func ("/core/message/characters-that-sms-spoil-are-found", test_refused);

  return g_test_run ();
}
