/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-paper-phone.h"

#include "mh-call-sheet.h"
#include "mh-consent.h"
#include "mh-contacts.h"
#include "mh-reception-after.h"
#include "mh-test-town.h"

typedef struct {
  MhTestTown *town;
  gint64      resident;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.area-code", "0158");
  fixture->resident = mh_test_town_add_resident (fixture->town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static void
answer (Fixture    *fixture,
        const char *channel,
        const char *category,
        gboolean    yes)
{
  MhConsent consent = {
    .resident = fixture->resident, .channel = (char *) channel, .category = (char *) category, .answer = yes,
    .day = mh_desk_today (&fixture->town->desk), .how = (char *) "phone",
  };
  g_autoptr (GError) error = NULL;

  mh_consent_set (&fixture->town->desk, &consent, &error);
  g_assert_no_error (error);
}

static void
assert_phone (Fixture    *fixture,
              const char *phone,
              const char *why)
{
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  const char *code;

  g_assert_true (mh_paper_phone (&fixture->town->desk, fixture->resident, "booking", &found, &code, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, phone);
  g_assert_cmpstr (code, ==, why);
}

static void
test_numbers (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 mobile;

  assert_phone (fixture, NULL, "no-phone");
  mh_test_town_add_contact (fixture->town, fixture->resident, "line", "U00000000000000000000000000000001");
  assert_phone (fixture, NULL, "no-phone");

  mobile = mh_test_town_add_contact (fixture->town, fixture->resident, "mobile", "09012340001");
  mh_test_town_add_contact (fixture->town, fixture->resident, "landline", "0158292111");
  assert_phone (fixture, "090-1234-0001", NULL);

  mh_contacts_set_opt_out (&fixture->town->desk, fixture->resident, mobile, TRUE, &error);
  g_assert_no_error (error);
  assert_phone (fixture, "0158-29-2111", NULL);
}

static void
test_consent (Fixture      *fixture,
              gconstpointer data)
{
  mh_test_town_add_contact (fixture->town, fixture->resident, "mobile", "09012340001");
  answer (fixture, "phone", "child", FALSE);
  assert_phone (fixture, "090-1234-0001", NULL);
  answer (fixture, "phone", "", FALSE);
  assert_phone (fixture, NULL, "opted-out");
  answer (fixture, "phone", "booking", TRUE);
  assert_phone (fixture, "090-1234-0001", NULL);
}

static void
test_protected (Fixture      *fixture,
                gconstpointer data)
{
  gint64 link = mh_test_town_add_contact (fixture->town, fixture->resident, "mobile", "09012340001");
  g_autoptr (GError) error = NULL;

  mh_test_town_protect (fixture->town, fixture->resident);
  assert_phone (fixture, NULL, "protected");
  mh_contacts_mark_safe (&fixture->town->desk, fixture->resident, link, "本人に確認", &error);
  g_assert_no_error (error);
  assert_phone (fixture, NULL, "protected");
}

/* What the sheet says in PDF, or NULL where nothing can read it. */
static char *
print_sheet (Fixture *fixture,
             gint64   programme)
{
  g_autofree char *path = g_build_filename (fixture->town->dir, "sheet.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *argv[] = { program, "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRoster) sheet = NULL;
  g_autoptr (GArray) people = NULL;
  gint64 n_unclear;
  char *text = NULL;

  people = mh_reception_list_not_yet (&fixture->town->desk, programme, mh_desk_today (&fixture->town->desk), &n_unclear, &error);
  g_assert_no_error (error);
  sheet = mh_call_sheet_make (&fixture->town->desk, "未接種の方", people, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mh_roster_get_n_rows (sheet), ==, people->len);
  mh_roster_write_pdf (sheet, path, &error);
  g_assert_no_error (error);
  if (program == NULL) {
    g_test_skip ("poppler-utils is not installed: what stands in the PDF was not read");
    return NULL;
  }

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* Nobody is left out of the sheet, so that a letter can be written; but no number invites a call that was refused. */
static void
test_call_sheet (Fixture      *fixture,
                 gconstpointer data)
{
  gint64 programme = mh_test_town_add_programme (fixture->town);
  gint64 other = mh_test_town_add_resident (fixture->town, "1002", "佐藤次郎", "サトウジロウ", "1950-03-01");
  gint64 hidden = mh_test_town_add_resident (fixture->town, "1003", "秘密良子", "ヒミツヨシコ", "1950-03-01");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 link;

  mh_test_town_add_contact (fixture->town, fixture->resident, "mobile", "09012340001");
  mh_test_town_add_contact (fixture->town, other, "mobile", "09012340002");
  link = mh_test_town_add_contact (fixture->town, hidden, "mobile", "09012340003");
  mh_test_town_protect (fixture->town, hidden);
  mh_contacts_mark_safe (&fixture->town->desk, hidden, link, "本人に確認", &error);
  g_assert_no_error (error);
  answer (fixture, "phone", "booking", FALSE);

  text = print_sheet (fixture, programme);
  if (text == NULL)
    return;

  g_assert_nonnull (strstr (text, "山田花子"));
  g_assert_nonnull (strstr (text, "Not by telephone"));
  g_assert_null (strstr (text, "0001"));
  g_assert_nonnull (strstr (text, "090-1234-0002"));
  g_assert_nonnull (strstr (text, "秘密良子"));
  g_assert_nonnull (strstr (text, "person's page"));
  g_assert_null (strstr (text, "0003"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/paper-phone/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("numbers/the first that may be used", test_numbers);
  ADD ("consent/who does not want calls is not called", test_consent);
  ADD ("protected/not even a number that is marked safe", test_protected);
  ADD ("call sheet/no number invites a call that was refused", test_call_sheet);
#undef ADD

  return g_test_run ();
}
