/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-resident-words.h"

static void
test_words (void)
{
  static const char * const none[3] = { NULL };
  static const struct {
    const char *kana;
    const char *name;
    const char *other;
    const char *districts[3];
    const char *expected;
  } cases[] = {
    { "アベ", "", NULL, { NULL }, "␂ア アベ ベ␃" },
    { "", "林 一", NULL, { NULL }, "␂林 林一 一␃ 林 一" },
    { "イ", "伊", "李\nLi", { NULL }, "␂イ イ␃ ␂伊 伊␃ ␂李 李␃ ␂l li i␃ 伊 李" },
    { "キョー", "", NULL, { NULL }, "␂キ キヨ ヨ␃" },              /* small kana large, the long mark gone */
    { "ミヅ", "", NULL, { NULL }, "␂ミ ミズ ズ␃" },
    { "", "髙", NULL, { NULL }, "␂高 高␃ 高" },
    { "ジ・O'N", "", NULL, { NULL }, "␂ジ ジo on n␃" },
    { "", "", NULL, { "元町", NULL, "第１区" }, "␞元町 ␞第1区" },
    { "ア", "", "\n\n", { " ", "", "-" }, "␂ア ア␃" },
    { "", "", NULL, { NULL }, "" },
  };
  g_autofree char *nothing = mh_resident_words_make ("-", "、", NULL, none);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = mh_resident_words_make (cases[i].kana, cases[i].name, cases[i].other, cases[i].districts);

    g_assert_cmpstr (words, ==, cases[i].expected);
  }

  g_assert_nonnull (nothing);
}

static void
test_questions (void)
{
  static const struct {
    const char *text;
    const char *begin;
    const char *inside;
    const char *district;
  } cases[] = {
    { "ヤマ", "\"␂ヤ ヤマ\"", "\"ヤマ\"", "\"␞ヤマ\"" },
    { "ﾔﾏﾀﾞ", "\"␂ヤ ヤマ マダ\"", "\"ヤマ マダ\"", "\"␞ヤマダ\"" },
    { "山", "\"␂山\"", "\"山\"", "\"␞山\"" },
    { "や", "\"␂ヤ\"", NULL, "\"␞ヤ\"" },
    { "k", "\"␂k\"", NULL, "\"␞k\"" },
    { "\"OR\" *", "\"␂o or\"", "\"or\"", "\"␞or\"" },  /* nothing of the index's own language comes through */
    { "ー", NULL, NULL, NULL },
    { "", NULL, NULL, NULL },
    { NULL, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *begin = mh_resident_words_begin (cases[i].text);
    g_autofree char *inside = mh_resident_words_inside (cases[i].text);
    g_autofree char *district = mh_resident_words_district (cases[i].text);

    g_assert_cmpstr (begin, ==, cases[i].begin);
    g_assert_cmpstr (inside, ==, cases[i].inside);
    g_assert_cmpstr (district, ==, cases[i].district);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/resident-words/are-a-character-and-its-neighbour", test_words);
  g_test_add_func ("/resident-words/a-question-is-a-row-of-words", test_questions);

  return g_test_run ();
}
