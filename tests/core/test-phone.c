/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-phone.h"

#include <string.h>

static const struct {
  const char *text;
  const char *area_code;
  MhPhoneKind kind;
  MhPhoneNote notes;
  const char *digits;
} reads[] = {
  /* mobile */
  { "090-1234-5678", NULL, MH_PHONE_MOBILE, 0, "09012345678" },
  { "09012345678", NULL, MH_PHONE_MOBILE, 0, "09012345678" },
  { "０８０－１２３４－５６７８", NULL, MH_PHONE_MOBILE, 0, "08012345678" },
  { "070 1234 5678", NULL, MH_PHONE_MOBILE, 0, "07012345678" },
  { "060-1234-5678", NULL, MH_PHONE_MOBILE, 0, "06012345678" },
  { "060-9999-9999", NULL, MH_PHONE_MOBILE, 0, "06099999999" },
  { "(090)1234.5678", NULL, MH_PHONE_MOBILE, 0, "09012345678" },
  { "090ー1234ー5678", NULL, MH_PHONE_MOBILE, 0, "09012345678" },
  { "090‐1234−5678", NULL, MH_PHONE_MOBILE, 0, "09012345678" },
  { "\xe2\x80\xaa" "09012345678\xe2\x80\xac", NULL, MH_PHONE_MOBILE, 0, "09012345678" },
  { "+81 90-1234-5678", NULL, MH_PHONE_MOBILE, 0, "09012345678" },
  { "＋８１（０）９０１２３４５６７８", NULL, MH_PHONE_MOBILE, 0, "09012345678" },
  { "9012345678", "0158", MH_PHONE_MOBILE, MH_PHONE_NOTE_ZERO_RESTORED, "09012345678" },
  { "6012345678", NULL, MH_PHONE_MOBILE, MH_PHONE_NOTE_ZERO_RESTORED, "06012345678" },
  { "9012345678.0", NULL, MH_PHONE_MOBILE, MH_PHONE_NOTE_ZERO_RESTORED, "09012345678" },
  /* landline */
  { "0158-29-2111", NULL, MH_PHONE_LANDLINE, 0, "0158292111" },
  { "158292111", NULL, MH_PHONE_LANDLINE, MH_PHONE_NOTE_ZERO_RESTORED, "0158292111" },
  { "29-2111", "0158", MH_PHONE_LANDLINE, MH_PHONE_NOTE_AREA_ADDED, "0158292111" },
  { "29‐2111", "０１５８", MH_PHONE_LANDLINE, MH_PHONE_NOTE_AREA_ADDED, "0158292111" },
  { "211-2111", "011", MH_PHONE_LANDLINE, MH_PHONE_NOTE_AREA_ADDED, "0112112111" },
  { "3123-4567", "03", MH_PHONE_LANDLINE, MH_PHONE_NOTE_AREA_ADDED, "0331234567" },
  { "2-2111", "01558", MH_PHONE_LANDLINE, MH_PHONE_NOTE_AREA_ADDED, "0155822111" },
  { "+81-158-29-2111", NULL, MH_PHONE_LANDLINE, 0, "0158292111" },
  { "0120-123-456", NULL, MH_PHONE_LANDLINE, 0, "0120123456" },
  { "0800-123-4567", NULL, MH_PHONE_LANDLINE, 0, "08001234567" },
  /* others */
  { "050-1234-5678", NULL, MH_PHONE_IP, 0, "05012345678" },
  { "020-1234-5678", NULL, MH_PHONE_MACHINE, 0, "02012345678" },
  { "02001234567890", NULL, MH_PHONE_MACHINE, 0, "02001234567890" },
  { "07001234567890", NULL, MH_PHONE_MACHINE, 0, "07001234567890" },
  /* none */
  { NULL, NULL, MH_PHONE_INVALID, 0, "" },
  { "", "0158", MH_PHONE_INVALID, 0, "" },
  { "－", "0158", MH_PHONE_INVALID, 0, "" },
  { "なし", "0158", MH_PHONE_INVALID, 0, "" },
  { "29-2111", NULL, MH_PHONE_INVALID, 0, "" },
  { "29-2111", "1580", MH_PHONE_INVALID, 0, "" },      /* not an area code */
  { "29-211", "0158", MH_PHONE_INVALID, 0, "" },
  { "19-2111", "0158", MH_PHONE_INVALID, 0, "" },
  { "129-2111", "0158", MH_PHONE_INVALID, 0, "" },
  { "29-2111", "011", MH_PHONE_INVALID, 0, "" },
  { "090-1234-567", NULL, MH_PHONE_INVALID, 0, "" },
  { "090-1234-56789", NULL, MH_PHONE_INVALID, 0, "" },
  { "090-0234-5678", NULL, MH_PHONE_INVALID, 0, "" },
  { "060-0234-5678", NULL, MH_PHONE_INVALID, 0, "" },
  { "080-1234-5678(娘)", NULL, MH_PHONE_INVALID, 0, "" },
  { "080-1234-5678 090-1234-5678", NULL, MH_PHONE_INVALID, 0, "" },
  { "010-1-202-555-0100", NULL, MH_PHONE_INVALID, 0, "" },
  { "+1 202 555 0100", NULL, MH_PHONE_INVALID, 0, "" },
  { "+81", NULL, MH_PHONE_INVALID, 0, "" },
  { "+", NULL, MH_PHONE_INVALID, 0, "" },
  { "090+12345678", NULL, MH_PHONE_INVALID, 0, "" },
  { "0000000000", NULL, MH_PHONE_INVALID, 0, "" },
  { "000-0000-0000", NULL, MH_PHONE_INVALID, 0, "" },
  { "9.01235E+09", NULL, MH_PHONE_INVALID, 0, "" },
  { "090123456780901234567809012345678", NULL, MH_PHONE_INVALID, 0, "" },
  { "1", "0158", MH_PHONE_INVALID, 0, "" },
  { "119", "0158", MH_PHONE_INVALID, 0, "" },
  { "090-1234-567\xff", NULL, MH_PHONE_INVALID, 0, "" },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++) {
    MhPhone phone = mh_phone_read (reads[i].text, reads[i].area_code);

    g_test_message ("case %u", i);
    g_assert_cmpint (phone.kind, ==, reads[i].kind);
    g_assert_cmpint (phone.notes, ==, reads[i].notes);
    g_assert_cmpstr (phone.digits, ==, reads[i].digits);
  }
}

/* What was read once is read again as the same, also when it is written for people. */
static void
test_stable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++) {
    g_autofree char *shown = mh_phone_format (reads[i].digits, "0158");
    MhPhone again = mh_phone_read (shown, "0158");

    g_assert_cmpint (again.kind, ==, reads[i].kind);
    g_assert_cmpint (again.notes, ==, 0);
    g_assert_cmpstr (again.digits, ==, reads[i].digits);
  }
}

static void
test_format (void)
{
  static const struct {
    const char *digits;
    const char *area_code;
    const char *expected;
  } cases[] = {
    { "09012345678", "0158", "090-1234-5678" },
    { "05012345678", NULL, "050-1234-5678" },
    { "09000001234", NULL, "090-0000-1234" },
    { "0158292111", "0158", "0158-29-2111" },
    { "0158292111", "0158-", "0158-29-2111" },
    { "0112112111", "011", "011-211-2111" },
    { "0331234567", "03", "03-3123-4567" },
    { "0155822111", "01558", "01558-2-2111" },
    { "0158292111", "0157", "0158292111" },
    { "0158292111", NULL, "0158292111" },
    { "0120123456", "0158", "0120-123-456" },
    { "08001234567", NULL, "0800-123-4567" },
    { "02012345678", NULL, "02012345678" },
    { "123", "0158", "123" },
    { "", NULL, "" },
    { NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shown = mh_phone_format (cases[i].digits, cases[i].area_code);

    g_assert_cmpstr (shown, ==, cases[i].expected);
  }
}

static void
test_says_none (void)
{
  static const struct {
    const char *text;
    gboolean    expected;
  } cases[] = {
    { "なし", TRUE }, { "無し", TRUE }, { "無", TRUE }, { "ナシ", TRUE }, { "ﾅｼ", TRUE }, { "（なし）", TRUE }, { " な し ", TRUE },
    { "電話なし", TRUE }, { "不明", TRUE }, { "-", TRUE }, { "ー", TRUE }, { "－－－", TRUE }, { "—", TRUE }, { "0", TRUE },
    { "0000000000", TRUE }, { "000-0000-0000", TRUE }, { "０００", TRUE }, { "　", TRUE }, { "", TRUE }, { NULL, TRUE },
    { "0158-29-2111", FALSE }, { "090-0000-0000", FALSE }, { "1", FALSE }, { "なし0", FALSE }, { "0なし", FALSE }, { "携帯なし 29-2111", FALSE },
    { "なし？", FALSE }, { "父", FALSE }, { "00x", FALSE }, { "\xff", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("case %u", i);
    g_assert_cmpint (mh_phone_says_none (cases[i].text), ==, cases[i].expected);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/phone/numbers-as-files-give-them", test_read);
  g_test_add_func ("/core/phone/what-was-read-is-read-again", test_stable);
  g_test_add_func ("/core/phone/words-that-say-there-is-none", test_says_none);
  g_test_add_func ("/core/phone/numbers-for-people-to-read", test_format);

  return g_test_run ();
}
