/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-test-scan"

#include <string.h>

#include <glib.h>

#include "mh-scan.h"
#include "mh-slip-code.h"

static void
test_slip_round (void)
{
  static const gint64 ids[] = { 1, 9, 42, 421, 99999, 12345678, 99999999, 100000000, 123456789012 };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *code = mh_slip_code_make (ids[i]);
    gint64 booking = 0;

    g_test_message ("%s", code);
    g_assert_true (g_str_has_prefix (code, "MHB"));
    g_assert_cmpuint (strlen (code), >=, 12);
    g_assert_true (mh_slip_code_read (code, &booking));
    g_assert_cmpint (booking, ==, ids[i]);
  }
}

static void
test_slip_damage (void)
{
  g_autofree char *code = mh_slip_code_make (421);

  for (gsize at = 3; code[at] != '\0'; at++) {
    for (char digit = '0'; digit <= '9'; digit++) {
      g_autofree char *wrong = g_strdup (code);
      gint64 booking = 7;

      if (wrong[at] == digit)
        continue;
      wrong[at] = digit;
      g_test_message ("%s", wrong);
      g_assert_false (mh_slip_code_read (wrong, &booking));
      g_assert_cmpint (booking, ==, 7);
    }
  }
}

static void
test_scans (void)
{
  static const struct {
    const char *text;
    MhScanKind  kind;
    const char *ticket;
    const char *words;
    gint64      booking;
  } cases[] = {
    { NULL, MH_SCAN_EMPTY }, { "", MH_SCAN_EMPTY }, { " \n　", MH_SCAN_EMPTY },
    { "MHB000004211", MH_SCAN_SLIP, .booking = 421 },
    { "ｍｈｂ００００ ０４２１１\r\n", MH_SCAN_SLIP, .booking = 421 },
    { "もくこわわわわわうふぬぬ", MH_SCAN_SLIP, .booking = 421 },
    { "MHB00000421", MH_SCAN_BAD_SLIP }, { "MHB000004218", MH_SCAN_BAD_SLIP }, { "MHBxx1", MH_SCAN_BAD_SLIP },
    { "210156010003843293", MH_SCAN_TICKET_LINE, .ticket = "0003843293" },
    { "２１０１５６０１０００３８４３２９３\t", MH_SCAN_TICKET_LINE, .ticket = "0003843293" },
    { "a210156010003843293a", MH_SCAN_TICKET_LINE, .ticket = "0003843293" },
    { "ふぬわぬえおわぬわわわあゆうあふよあ", MH_SCAN_TICKET_LINE, .ticket = "0003843293" },
    { "フヌワヌエオワヌワワワアユウアフヨア", MH_SCAN_TICKET_LINE, .ticket = "0003843293" },
    { "210156020003843293", MH_SCAN_BAD_LINE }, { "2101-5602-0003-8432-93", MH_SCAN_BAD_LINE },
    { "0003843293", MH_SCAN_TICKET, .ticket = "0003843293" },
    { "０００３８４３２９３", MH_SCAN_TICKET, .ticket = "0003843293" },
    { "000-384-3293", MH_SCAN_TICKET, .ticket = "0003843293" },
    { "3250301", MH_SCAN_WORDS, .words = "3250301" }, { "s25.3.1", MH_SCAN_WORDS, .words = "s25.3.1" },
    { " たきのうえ はなこ ", MH_SCAN_WORDS, .words = "たきのうえ　はなこ" },
    { "あおやま", MH_SCAN_WORDS, .words = "あおやま" }, { "うえお", MH_SCAN_WORDS, .words = "うえお" },
    { "MHB", MH_SCAN_WORDS, .words = "MHB" }, { "09012345678", MH_SCAN_WORDS, .words = "09012345678" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (MhScan) scan = { 0 };

    g_test_message ("%s", cases[i].text);
    mh_scan_read (cases[i].text, &scan);
    g_assert_cmpint (scan.kind, ==, cases[i].kind);
    g_assert_cmpstr (scan.ticket, ==, cases[i].ticket != NULL ? cases[i].ticket : "");
    g_assert_cmpstr (scan.words, ==, cases[i].words);
    g_assert_cmpint (scan.booking, ==, cases[i].booking);
    if (scan.kind == MH_SCAN_TICKET_LINE) {
      g_assert_cmpint (scan.line.kind, ==, 2);
      g_assert_cmpint (scan.line.dose, ==, 1);
      g_assert_cmpstr (scan.line.municipality, ==, "015601");
    }
  }
}

/* Never more than a misread, whatever comes. */
static void
test_rubbish (void)
{
  static const char * const rubbish[] = { "\xff\xfe", ("MHB\xff" "000004211"), "]C1210156010003843293", "\x1d", "𠮷", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂" };

  for (guint i = 0; i < G_N_ELEMENTS (rubbish); i++) {
    g_auto (MhScan) scan = { 0 };

    mh_scan_read (rubbish[i], &scan);
    g_assert_cmpint (scan.kind, !=, MH_SCAN_SLIP);
    g_assert_cmpint (scan.kind, !=, MH_SCAN_TICKET_LINE);
  }
}

static void
test_number (void)
{
  static const struct {
    const char *text;
    const char *number;   /* NULL: none */
  } cases[] = {
    { "12345674", "12345674" }, { " 12345674\r\n", "12345674" }, { "１２３４５６７４", "12345674" }, { "3-12", "3-12" }, { "３－１２", "3-12" },
    { "3ー12", "3-12" }, { "ぬふあうえおやう", "12345674" }, { "ヌフアウエオヤウ", "12345674" }, { "", NULL }, { NULL, NULL }, { "山田", NULL },
    { "12a", NULL }, { "－", "-" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *number = mh_scan_dup_number (cases[i].text);

    g_assert_cmpstr (number, ==, cases[i].number);
  }
}

static void
test_figures (void)
{
  static const char * const figures[] = { "MHB000004211", "mhb000004211", "210156010003843293", "0003843293", "3250301", "s25.3.1", "H2-3-1",
                                          "1950/03/01", "090-1234-5678", "5" };
  static const char * const words[] = { "", "satou", "s", "sa1", "satou 2", "watanabe  3", "h", "-1", "2a", "あいかわ" };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_test_message ("%s", figures[i]);
    g_assert_true (mh_scan_is_figures (figures[i]));
  }

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_test_message ("%s", words[i]);
    g_assert_false (mh_scan_is_figures (words[i]));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/scan/a-slip-code-comes-back-as-its-booking", test_slip_round);
  g_test_add_func ("/core/scan/no-single-wrong-digit-is-taken-for-a-slip", test_slip_damage);
  g_test_add_func ("/core/scan/every-way-to-enter-somebody-is-told-apart", test_scans);
  g_test_add_func ("/core/scan/rubbish-is-no-code", test_rubbish);
  g_test_add_func ("/core/scan/keys-that-are-figures-are-told-from-kana-in-the-making", test_figures);
  g_test_add_func ("/core/scan/a-number-is-digits-and-hyphens-whatever-the-keyboard-made-of-them", test_number);

  return g_test_run ();
}
