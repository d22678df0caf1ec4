/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-code.h"

#include <string.h>

static void
test_municipality (void)
{
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
    { "015601", "015601" },       /* 滝上町 */
    { "01560", "015601" },
    { "15601", "015601" },
    { "1560", "015601" },
    { "０１５６０１", "015601" },
    { " 015601 ", "015601" },
    { "011002", "011002" },       /* 札幌市 */
    { "01100", "011002" },
    { "11002", "011002" },
    { "1100", "011002" },
    { "131032", "131032" },       /* 港区 */
    { "13103", "131032" },
    { "473821", "473821" },       /* 与那国町 */
    { "015602", NULL },
    { "000000", NULL },
    { "481009", NULL },
    { "48100", NULL },
    { "00560", NULL },
    { "156", NULL },
    { "0156011", NULL },
    { "01560A", NULL },
    { "-15601", NULL },
    { "", NULL },
    { NULL, NULL },
    { "\xff", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *code = mh_code_municipality (cases[i].text);

    g_test_message ("case %u", i);
    g_assert_cmpstr (code, ==, cases[i].expected);
  }
}

static void
test_ticket_number (void)
{
  static const struct {
    const char *text;
    const char *expected;
    gboolean    restored;
  } cases[] = {
    { "0003843293", "0003843293", FALSE },
    { "3843293", "0003843293", TRUE },
    { "３８４３２９３", "0003843293", TRUE },
    { "1", "0000000001", TRUE },
    { "9999999999", "9999999999", FALSE },
    { "12345678901", NULL, FALSE },
    { "0", NULL, FALSE },
    { "0000000000", NULL, FALSE },
    { "384-3293", NULL, FALSE },
    { "3.84E+06", NULL, FALSE },
    { "", NULL, FALSE },
    { NULL, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean restored = !cases[i].restored;
    g_autofree char *number = mh_code_ticket_number (cases[i].text, &restored);

    g_test_message ("case %u", i);
    g_assert_cmpstr (number, ==, cases[i].expected);
    g_assert_cmpint (restored, ==, cases[i].restored);
  }
}

static void
test_postal (void)
{
  static const struct {
    const char *text;
    const char *expected;
    gboolean    restored;
  } cases[] = {
    { "0995501", "0995501", FALSE },
    { "099-5501", "0995501", FALSE },
    { "〒０９９－５５０１", "0995501", FALSE },
    { "　〒 099ー5501 ", "0995501", FALSE },
    { "995501", "0995501", TRUE },
    { "10001", "0010001", TRUE },       /* 札幌市北区 */
    { "99-5501", NULL, FALSE },
    { "099-55", NULL, FALSE },          /* as before 1998 */
    { "1001", NULL, FALSE },
    { "09955011", NULL, FALSE },
    { "0000000", NULL, FALSE },
    { "099-550A", NULL, FALSE },
    { "-", NULL, FALSE },
    { "", NULL, FALSE },
    { NULL, NULL, FALSE },
    { "\xff", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean restored = !cases[i].restored;
    g_autofree char *code = mh_code_postal (cases[i].text, &restored);

    g_test_message ("case %u", i);
    g_assert_cmpstr (code, ==, cases[i].expected);
    g_assert_cmpint (restored, ==, cases[i].restored);
  }
}

static void
test_individual_number (void)
{
  guint n_valid = 0;

  g_assert_true (mh_code_is_individual_number ("123456789018"));
  g_assert_true (mh_code_is_individual_number ("1234-5678-9018"));
  g_assert_true (mh_code_is_individual_number ("１２３４　５６７８　９０１８"));
  g_assert_false (mh_code_is_individual_number ("123456789017"));
  g_assert_false (mh_code_is_individual_number ("12345678901"));
  g_assert_false (mh_code_is_individual_number ("1234567890180"));
  g_assert_false (mh_code_is_individual_number ("12345678901X"));
  g_assert_false (mh_code_is_individual_number (""));
  g_assert_false (mh_code_is_individual_number (NULL));

  /* One check digit for each number. */
  for (guint i = 0; i < 10000; i++) {
    g_autofree char *number = g_strdup_printf ("9876543%04u%u", i / 10 * 7 % 10000, i % 10);

    if (mh_code_is_individual_number (number))
      n_valid++;
  }
  g_assert_cmpuint (n_valid, ==, 1000);
}

static void
test_rounded (void)
{
  static const struct {
    const char *text;
    gboolean    rounded;
  } cases[] = {
    { "1.2E+17", TRUE }, { "1.20156E+17", TRUE }, { "2e+9", TRUE }, { " １．２Ｅ＋１７ ", TRUE },
    { "1.2E17", FALSE }, { "1.2E+", FALSE }, { "E+17", FALSE }, { "1.2", FALSE }, { "215601000384329300", FALSE },
    { "1.2E+17x", FALSE }, { "", FALSE }, { NULL, FALSE }, { "\xff", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("case %u", i);
    g_assert_cmpint (mh_code_is_rounded (cases[i].text), ==, cases[i].rounded);
  }
}

static void
test_ticket_line (void)
{
  static const char * const read[] = {
    "210156010003843293", "２１０１５６０１０００３８４３２９３", "2 1 015601 0003843293", "A210156010003843293A", "b210156010003843293D\n",
  };
  static const char * const refused[] = {
    "210156020003843293",    /* check digit of the municipality */
    "200156010003843293",    /* dose 0 */
    "21015601000384329", "2101560100038432930", "2.10156E+17", "X210156010003843293X", "AA210156010003843293", "", NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (read); i++) {
    MhTicketLine line = { 0 };

    g_test_message ("%s", read[i]);
    g_assert_true (mh_code_ticket_line (read[i], &line));
    g_assert_cmpint (line.kind, ==, 2);
    g_assert_cmpint (line.dose, ==, 1);
    g_assert_cmpstr (line.municipality, ==, "015601");
    g_assert_cmpstr (line.number, ==, "0003843293");
  }

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    MhTicketLine line = { 7, 7, "", "" };

    g_test_message ("%s", refused[i]);
    g_assert_false (mh_code_ticket_line (refused[i], &line));
    g_assert_cmpint (line.kind, ==, 7);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/code/municipalities-get-their-zero-and-check-digit-back", test_municipality);
  g_test_add_func ("/core/code/ticket-numbers-get-their-zeros-back", test_ticket_number);
  g_test_add_func ("/core/code/postal-codes-get-their-zeros-back", test_postal);
  g_test_add_func ("/core/code/individual-numbers-are-known", test_individual_number);
  g_test_add_func ("/core/code/rounded-numbers-are-known", test_rounded);
  g_test_add_func ("/core/code/a-ticket-is-scanned-or-typed", test_ticket_line);

  return g_test_run ();
}
