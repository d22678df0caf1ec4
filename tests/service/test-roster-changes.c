/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <locale.h>
#include <string.h>

#include "mh-audit.h"
#include "mh-booking.h"
#include "mh-error.h"
#include "mh-pages.h"
#include "mh-roster-changes.h"
#include "mh-roster-copies.h"
#include "mh-roster-day.h"
#include "mh-slip-code.h"
#include "mh-slips.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-undo.h"

#define N_PEOPLE 6

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      session;
  gint64      other;              /* a session of another day */
  gint64      residents[N_PEOPLE];
  gint64      bookings[N_PEOPLE];
} Fixture;

static gint64
book (Fixture    *fixture,
      gsize       i,
      gint64      session,
      const char *time)
{
  MhBookingRequest request = { .slot = mh_test_town_find_slot (fixture->town, session, time), .resident = fixture->residents[i], .via = "phone" };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return id;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-11-04 16:30");
  mh_test_town_set (fixture->town, "town.phone", "0158292111");
  mh_test_town_set (fixture->town, "town.area-code", "0158");
  mh_test_town_set (fixture->town, "town.sender", "保健福祉課");
  fixture->programme = mh_test_town_add_programme (fixture->town);
  fixture->session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x6");
  fixture->other = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-12", "09:00-10:00/30x6");
  for (gsize i = 0; i < N_PEOPLE; i++) {
    g_autofree char *number = g_strdup_printf ("000%" G_GSIZE_FORMAT, i);
    g_autofree char *name = g_strdup_printf ("滝上　%" G_GSIZE_FORMAT "郎", i);

    fixture->residents[i] = mh_test_town_add_resident (fixture->town, number, name, "タキノウエ　ロウ", "1950-03-01");
    fixture->bookings[i] = i < 4 ? book (fixture, i, fixture->session, "9:00") : 0;
  }
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static gint64
print (Fixture        *fixture,
       MhRosterPurpose purpose)
{
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (purpose);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) prints = mh_roster_print (&fixture->town->desk, fixture->session, settings, NULL, &error);

  g_assert_no_error (error);

  return ((const MhRosterPrint *) g_ptr_array_index (prints, 0))->print;
}

static void
cancel (Fixture *fixture,
        gsize    i)
{
  g_autoptr (GError) error = NULL;

  mh_booking_cancel (&fixture->town->desk, fixture->bookings[i], NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
move (Fixture    *fixture,
      gsize       i,
      gint64      session,
      const char *time)
{
  g_autoptr (GError) error = NULL;

  mh_booking_move (&fixture->town->desk, fixture->bookings[i], mh_test_town_find_slot (fixture->town, session, time), NULL, NULL, &error);
  g_assert_no_error (error);
}

/* "added 4郎|cancelled 0郎" and so on, by time. */
static char *
describe (const MhRosterChanges *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->changes->len; i++) {
    const MhRosterChange *change = g_ptr_array_index (changes->changes, i);

    g_string_append_printf (text, "%s%s %s%s%s", i > 0 ? "|" : "", mh_roster_change_nick (change->kind),
                            change->name + strlen ("滝上　"), *change->what != '\0' ? " " : "", change->what);
  }

  return g_string_free (text, FALSE);
}

static void
check_changes (Fixture    *fixture,
               gint64      since,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRosterChanges) changes = mh_roster_changes_find (&fixture->town->desk, fixture->session, since, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = describe (changes);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_changes (Fixture      *fixture,
              gconstpointer data)
{
  gint64 first = print (fixture, MH_ROSTER_RECEPTION);
  gint64 second;

  check_changes (fixture, 0, "");
  cancel (fixture, 0);
  check_changes (fixture, 0, "cancelled 0郎");
  move (fixture, 1, fixture->session, "9:30");
  check_changes (fixture, 0, "cancelled 0郎|changed 1郎 9:00 → 9:30");
  move (fixture, 2, fixture->other, "9:00");
  fixture->bookings[4] = book (fixture, 4, fixture->session, "9:30");
  mh_test_town_set_status (fixture->town, fixture->residents[3], "dead", "2026-11-04");
  check_changes (fixture, first, "cancelled 0郎|moved-away 2郎|changed 3郎 Dead|changed 1郎 9:00 → 9:30|added 4郎");

  second = print (fixture, MH_ROSTER_RECEPTION);
  check_changes (fixture, 0, "");
  check_changes (fixture, second, "");
  move (fixture, 2, fixture->session, "9:00");
  check_changes (fixture, second, "added 2郎");
  /* Back in another place of the same time: against the first print that is all. */
  check_changes (fixture, first, "cancelled 0郎|changed 2郎 Place 3 → 1|changed 3郎 Dead|changed 1郎 9:00 → 9:30|added 4郎");
}

static void
test_what_cannot_be_compared (Fixture      *fixture,
                              gconstpointer data)
{
  const MhDesk *desk = &fixture->town->desk;
  g_autoptr (GPtrArray) prints = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_roster_changes_find (desk, fixture->session, 0, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  print (fixture, MH_ROSTER_RECEPTION);
  prints = mh_roster_changes_print (desk, fixture->session, 0, NULL, &error);
  g_assert_no_error (error);
  /* A sheet of changes holds only some; and a copy of this day is nothing for another. */
  g_assert_null (mh_roster_changes_find (desk, fixture->session, ((const MhRosterPrint *) g_ptr_array_index (prints, 0))->print, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (mh_roster_changes_find (desk, fixture->other, 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (mh_roster_changes_find (desk, fixture->session, 99, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

/* Who stands on a list for walking round must not become known by the sheet of its changes. */
static void
test_walk (Fixture      *fixture,
           gconstpointer data)
{
  gint64 walk;

  mh_test_town_protect (fixture->town, fixture->residents[1]);
  walk = print (fixture, MH_ROSTER_WALK);
  check_changes (fixture, walk, "");
}

/* What the PDF says, or NULL where nothing can read it. */
static char *
read_pdf (Fixture    *fixture,
          MhPages    *pages,
          const char *tool,
          const char *option)
{
  g_autofree char *path = g_build_filename (fixture->town->dir, "pages.pdf", NULL);
  g_autofree char *program = g_find_program_in_path (tool);
  const char *argv[] = { program, option, path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  mh_pages_write_pdf (pages, path, &error);
  g_assert_no_error (error);
  if (program == NULL) {
    g_test_skip ("poppler-utils is not installed: what stands in the PDF was not read");
    return NULL;
  }

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static char *
read_roster (Fixture        *fixture,
             const MhRoster *roster)
{
  g_autoptr (MhPages) pages = mh_pages_new ("x");

  mh_pages_add_roster (pages, roster);

  return read_pdf (fixture, pages, "pdftotext", "-layout");
}

static void
test_sheet (Fixture      *fixture,
            gconstpointer data)
{
  const char *recipients[] = { "受付", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRoster) before = NULL;
  g_autoptr (GPtrArray) prints = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *text = NULL;

  print (fixture, MH_ROSTER_RECEPTION);
  before = mh_roster_changes_preview (&fixture->town->desk, fixture->session, 0, &error);
  g_assert_no_error (error);
  cancel (fixture, 0);
  move (fixture, 1, fixture->session, "9:30");
  prints = mh_roster_changes_print (&fixture->town->desk, fixture->session, 0, recipients, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT n_rows FROM roster_print WHERE purpose = 'changes'"), ==, 2);
  nothing = read_roster (fixture, before);
  text = read_roster (fixture, ((const MhRosterPrint *) g_ptr_array_index (prints, 0))->roster);
  if (text == NULL || nothing == NULL)
    return;

  g_test_message ("%s", text);
  g_assert_nonnull (strstr (nothing, "No changes"));
  g_assert_nonnull (strstr (text, "Copy 1 of 1: 受付"));
  g_assert_nonnull (strstr (text, "9:00 → 9:30"));
  g_assert_nonnull (strstr (text, "Cancelled"));
  g_assert_nonnull (strstr (text, "Added 0, gone 1, changed 1"));
  g_assert_nonnull (strstr (text, "For the reception, copy 1, printed 令和8年11月4日(水) 16:30"));
}

static void
test_copies (Fixture      *fixture,
             gconstpointer data)
{
  const MhDesk *desk = &fixture->town->desk;
  gint64 ids[] = { print (fixture, MH_ROSTER_RECEPTION), print (fixture, MH_ROSTER_DOCTOR), print (fixture, MH_ROSTER_RECEPTION) };
  gint64 unknown = 99;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) out = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (MhRoster) list = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  g_autofree char *text = NULL;
  gint64 act;

  g_assert_cmpint (mh_roster_copies_return (desk, &unknown, 1, "returned", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  act = mh_roster_copies_return (desk, ids, 2, "shredded", &error);
  g_assert_no_error (error);

  mh_fake_clock_advance (fixture->town->clock, 2 * 24 * 3600 * G_GINT64_CONSTANT (1000));
  all = mh_roster_copies_list (desk, fixture->session, FALSE, &error);
  out = mh_roster_copies_list (desk, 0, TRUE, &error);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (out->len, ==, 1);
  g_assert_true (mh_roster_copy_is_overdue (desk, g_ptr_array_index (out, 0)));
  g_assert_false (mh_roster_copy_is_overdue (desk, g_ptr_array_index (all, 0)));
  list = mh_roster_copies_draw (desk, 0, FALSE, &error);
  g_assert_no_error (error);
  text = read_roster (fixture, list);

  undone = mh_undo_run (desk->db, mh_desk_now (desk), "試験", act, &error);
  g_assert_no_error (error);
  again = mh_roster_copies_list (desk, 0, TRUE, &error);
  g_assert_cmpuint (again->len, ==, 3);
  if (text == NULL)
    return;

  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "Not back"));
  g_assert_nonnull (strstr (text, "Shredded"));
  g_assert_nonnull (strstr (text, "1 copy is out"));
  g_assert_null (strstr (text, "滝上"));
}

static void
test_day (Fixture      *fixture,
          gconstpointer data)
{
  const MhDesk *desk = &fixture->town->desk;
  MhDate date = { 2026, 11, 5 }, none = { 2026, 11, 6 };
  gint64 second = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "13:00-14:00/30x2");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRosterDay) day = NULL;
  g_autofree char *text = NULL;

  g_assert_null (mh_roster_day_print (desk, none, TRUE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM roster_print"), ==, 0);

  print (fixture, MH_ROSTER_RECEPTION);
  cancel (fixture, 3);
  book (fixture, 5, second, "13:30");
  day = mh_roster_day_print (desk, date, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (day->n_sessions, ==, 2);
  g_assert_cmpuint (day->n_slips, ==, 4);
  /* By time and by kana, and the changes where there was a print before. */
  g_assert_cmpuint (day->prints->len, ==, 5);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT group_concat (it) = 'reception1,reception2,reception3,changes1' FROM "
                                                      "(SELECT purpose || copy AS it FROM roster_print WHERE session = (SELECT min (id) FROM session) ORDER BY id)"),
                   ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM audit WHERE kind = 'slip.print'"), ==, 2);
  text = read_pdf (fixture, day->pages, "pdftotext", "-layout");
  if (text == NULL)
    return;

  g_assert_nonnull (strstr (text, "Copy 2 of 3"));
  g_assert_nonnull (strstr (text, "Copy 3 of 3"));
  g_assert_nonnull (strstr (text, "た row"));
  g_assert_nonnull (strstr (text, "Added 0, gone 1, changed 0"));
  g_assert_nonnull (strstr (text, "保健福祉課 0158-29-2111"));
}

static void
test_slips (Fixture      *fixture,
            gconstpointer data)
{
  const MhDesk *desk = &fixture->town->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhPages) pages = mh_pages_new ("slips");
  g_autofree char *text = NULL;
  MhCards *cards = mh_slips_make (desk, fixture->session, 0, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mh_cards_get_n_cards (cards), ==, 4);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM audit WHERE kind = 'slip.print'"), ==, 0);
  mh_cards_free (cards);

  g_assert_null (mh_slips_make (desk, fixture->other, fixture->bookings[1], FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  cards = mh_slips_make (desk, fixture->session, fixture->bookings[1], FALSE, &error);
  g_assert_no_error (error);
  mh_pages_take_cards (pages, cards);
  text = read_pdf (fixture, pages, "pdftotext", "-layout");
  if (text == NULL)
    return;

  for (gsize i = 0; i < 5; i++)
    g_assert_nonnull (strstr (text, (const char *[]) { "1郎", "令和8年11月5日(木)", "9:00", "保健センター", "0158-29-2111" }[i]));
  g_assert_null (strstr (text, "2郎"));
}

static void
test_labels (Fixture      *fixture,
             gconstpointer data)
{
  static const MhCardsGrid bad[] = {
    { 0, 6, 0, 0, 0, 0, FALSE }, { 7, 6, 0, 0, 0, 0, FALSE }, { 2, 25, 0, 0, 0, 0, FALSE }, { 6, 6, 100, 0, 50, 0, FALSE },
    { 2, 6, -1, 0, 0, 0, FALSE }, { 2, 24, 0, 100, 0, 10, FALSE },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhPages) pages = mh_pages_new ("labels");
  g_autofree char *text = NULL;
  MhCards *cards;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_null (mh_labels_make (&fixture->town->desk, fixture->session, &bad[i], FALSE, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_clear_error (&error);
  }

  cards = mh_labels_make (&fixture->town->desk, fixture->session, NULL, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mh_cards_get_n_pages (cards), ==, 1);
  mh_pages_take_cards (pages, cards);
  text = read_pdf (fixture, pages, "pdftotext", "-layout");
  if (text == NULL)
    return;

  g_assert_nonnull (strstr (text, "9:00, no. 3"));
  g_assert_nonnull (strstr (text, "タキノウエ"));
}

/* Reads what is printed with a real reader. */
static void
test_codes (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *zbarimg = g_find_program_in_path ("zbarimg");
  g_autofree char *pdftoppm = g_find_program_in_path ("pdftoppm");
  g_autofree char *pdf = g_build_filename (fixture->town->dir, "codes.pdf", NULL);
  g_autofree char *picture = g_build_filename (fixture->town->dir, "codes", NULL);
  g_autofree char *png = g_strconcat (picture, ".png", NULL);
  const char *paint[] = { pdftoppm, "-r", "300", "-png", "-singlefile", pdf, picture, NULL };
  const char *scan[] = { zbarimg, "--quiet", png, NULL };
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);
  g_autoptr (MhRoster) roster = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  if (zbarimg == NULL || pdftoppm == NULL) {
    g_test_skip ("zbar-tools or poppler-utils is not installed: the codes were not read");
    return;
  }

  settings->lot = settings->barcode = settings->qr = TRUE;
  settings->blank_rows = 0;
  roster = mh_roster_preview (&fixture->town->desk, fixture->session, settings, &error);
  g_assert_true (mh_roster_write_pdf (roster, pdf, &error));
  g_spawn_sync (NULL, (char **) paint, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) scan, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &found, NULL, NULL, &error);
  g_assert_no_error (error);

  g_test_message ("%s", found);
  for (gsize i = 0; i < 4; i++) {
    g_autofree char *code = mh_slip_code_make (fixture->bookings[i]);
    g_autofree char *qr = g_strdup_printf ("QR-Code:%s\n", code);
    g_autofree char *bar = g_strdup_printf ("CODE-128:000%" G_GSIZE_FORMAT "\n", i);

    g_assert_nonnull (strstr (found, qr));
    g_assert_nonnull (strstr (found, bar));
  }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/roster-changes/each-change-by-name", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/service/roster-changes/what-cannot-be-compared", Fixture, NULL, set_up, test_what_cannot_be_compared, tear_down);
  g_test_add ("/service/roster-changes/a-walk-list-keeps-its-secret", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/service/roster-changes/the-sheet-says-so-when-there-are-none", Fixture, NULL, set_up, test_sheet, tear_down);
  g_test_add ("/service/roster-changes/goto-2019-copies-come-back", Fixture, NULL, set_up, test_copies, tear_down);
  g_test_add ("/service/roster-changes/all-of-a-day-in-one-go", Fixture, NULL, set_up, test_day, tear_down);
  g_test_add ("/service/roster-changes/slips", Fixture, NULL, set_up, test_slips, tear_down);
  g_test_add ("/service/roster-changes/labels", Fixture, NULL, set_up, test_labels, tear_down);
  g_test_add ("/service/roster-changes/codes-are-read-by-a-reader", Fixture, NULL, set_up, test_codes, tear_down);

  return g_test_run ();
}
