/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Times what a nurse waits for at her desk: the plan of a long waiting list, a notice until it is on the wire, and a roster of 500 and 5,000
 * rows, beside LibreOffice making a PDF of a formatted sheet with the same rows. Figures are of this computer; the ratios can be compared. With the
 * argument "plan" the plan alone: `valgrind --tool=callgrind --toggle-collect=mh_refill_preview bench-places plan` counts what no busy computer changes. */

#define G_LOG_DOMAIN "bench-places"

#include <locale.h>
#include <stdlib.h>

#include <glib/gstdio.h>

#include "mh-booking.h"
#include "mh-contacts.h"
#include "mh-dispatcher.h"
#include "mh-fake-secrets.h"
#include "mh-mock-service.h"
#include "mh-outbox.h"
#include "mh-planner.h"
#include "mh-refill.h"
#include "mh-roster.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-waiting.h"

#define NOW "2026-10-20 09:00"
#define N_UNITS 200
#define N_TIMES 50
#define N_NOTICES 20

static double
ms_since (gint64 began)
{
  return (double) (g_get_monotonic_time () - began) / 1000;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static void
print_times (const char *what,
             double     *times,
             gsize       n)
{
  qsort (times, n, sizeof *times, compare_times);
  g_print ("%-46s median %8.3f ms, worst %8.3f ms\n", what, times[n / 2], times[n - 1]);
}

/* --- the plan ------------------------------------------------------------------------------------------------------ */

static void
bench_pure_plan (void)
{
  MhPlanPerson persons[N_UNITS] = { 0 };
  MhPlanUnit units[N_UNITS] = { 0 };
  MhPlanRules rules = { .n_places = 1, .mode = MH_OFFER_MODE_FIRST_YES, .parallel = 5, .by_hand = TRUE };
  double times[N_TIMES];

  mh_date_from_iso ("2026-10-30", &rules.session_date);
  for (int i = 0; i < N_UNITS; i++) {
    persons[i].resident = i + 1;
    mh_date_from_iso ("1950-03-01", &persons[i].birth);
    persons[i].dead = i < N_UNITS / 2;
    persons[i].reach = MH_REACH_LINE;
    units[i] = (MhPlanUnit) { .id = i + 1, .order = N_UNITS - i, .persons = &persons[i], .n_persons = 1, .wish_fits = TRUE };
  }

  for (int i = 0; i < N_TIMES; i++) {
    gint64 began = g_get_monotonic_time ();

    g_free (mh_plan (&rules, units, N_UNITS));
    times[i] = ms_since (began);
  }
  print_times ("plan of 200 units, the rules alone", times, N_TIMES);
}

typedef struct {
  MhTestTown *town;
  gint64      slot;
  gint64      bookings[N_NOTICES];
} Desk;

static gint64
add_person (Desk *desk,
            int   number)
{
  g_autofree char *register_number = g_strdup_printf ("%d", number);
  g_autofree char *line = g_strdup_printf ("U%032x", number);
  gint64 resident = mh_test_town_add_resident (desk->town, register_number, "町田花子", "マチダハナコ", "1950-03-01");

  mh_test_town_add_contact (desk->town, resident, "line", line);

  return resident;
}

static void
fill (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 programme, session;

  desk->town = mh_test_town_new (NOW);
  mh_test_town_set (desk->town, "town.name", "滝上町");
  mh_test_town_set (desk->town, "town.phone", "0158-00-2111");
  mh_test_town_set (desk->town, "hold.seconds", "0");
  programme = mh_test_town_add_programme (desk->town);
  session = mh_test_town_add_session (desk->town, programme, "2026-10-30", "09:00-09:30/30x20");
  desk->slot = mh_test_town_find_slot (desk->town, session, "9:00");

  for (int i = 0; i < N_NOTICES; i++) {
    MhBookingRequest request = { .slot = desk->slot, .resident = add_person (desk, i + 1), .via = "phone" };

    desk->bookings[i] = mh_booking_make (&desk->town->desk, &request, NULL, &error);
    g_assert_no_error (error);
  }

  for (int i = 0; i < N_UNITS; i++) {
    gint64 resident = add_person (desk, 100 + i);

    mh_test_add_waiting (&desk->town->desk, programme, &resident, 1, "any", &error);
    g_assert_no_error (error);
  }
}

static void
bench_plan (Desk *desk)
{
  double times[N_TIMES];

  for (int i = 0; i < N_TIMES; i++) {
    g_autoptr (GError) error = NULL;
    gint64 began = g_get_monotonic_time ();
    g_autoptr (MhRefillResult) result = mh_refill_preview (&desk->town->desk, desk->bookings, 1, NULL, &error);

    g_assert_no_error (error);
    g_assert_nonnull (result);
    times[i] = ms_since (began);
  }
  print_times ("the same as the window asks, people read anew", times, N_TIMES);
}

/* --- a notice ------------------------------------------------------------------------------------------------------- */

static void
answer (MhMockService *service)
{
  mh_mock_service_add (service, MH_MOCK_ANSWER, 200, "{}", NULL, NULL);
}

/* From the return of the act to the moment at which LINE has read the request. */
static void
bench_notice (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhMockService) service = mh_mock_service_new (NULL);
  g_autoptr (MhFakeSecrets) secrets = mh_fake_secrets_new ();
  g_autoptr (MhStore) store = mh_store_new (&mh_db_driver_sqlite, mh_db_get_path (desk->town->db), &error);
  g_autoptr (MhDispatcher) dispatcher = NULL;
  double times[N_NOTICES];

  g_assert_no_error (error);
  answer (service);
  mh_test_town_set (desk->town, "line.endpoint", mh_mock_service_get_base (service));
  mh_secrets_store (MH_SECRETS (secrets), MH_SECRET_LINE_TOKEN, "token", NULL, NULL);
  dispatcher = mh_dispatcher_new (store, desk->town->desk.clock, desk->town->desk.random, MH_SECRETS (secrets));

  for (int i = 0; i < N_NOTICES; i++) {
    g_autoptr (MhRefillResult) refill = mh_refill_cancel (&desk->town->desk, &desk->bookings[i], 1, &error);
    g_autoptr (GAsyncResult) result = NULL;
    gint64 began = g_get_monotonic_time ();
    guint n_sent = 0;

    g_assert_no_error (error);
    g_assert_cmpuint (refill->deliveries->len, >, 0);
    mh_mock_service_forget (service);
    answer (service);
    mh_dispatcher_run_async (dispatcher, FALSE, NULL, mh_test_take_result_cb, &result);
    while (result == NULL &&
           (mh_mock_service_get_n_seen (service) == 0 || g_str_equal (mh_mock_service_get_method (service, -1), "GET")))
      g_main_context_iteration (NULL, TRUE);
    times[i] = ms_since (began);
    mh_dispatcher_run_finish (dispatcher, mh_test_await (&result), &n_sent, &error);
    g_assert_no_error (error);
    if (n_sent == 0)
      g_error ("Nothing was sent: %s", mh_dispatcher_get_problem (dispatcher));
  }

  print_times ("release until the request is on the wire", times, N_NOTICES);
  g_clear_object (&dispatcher);
  mh_store_close (store);
}

/* --- rosters -------------------------------------------------------------------------------------------------------- */

static const char * const titles[] = { "時間", "氏名", "カナ", "生年月日", "年齢", "代理" };

static void
make_cells (int    i,
            char **cells)
{
  static const char * const names[] = { "佐藤　花子", "髙橋　太郎", "渡邉　美津子", "山﨑　健一郎", "齋藤　さくら" };
  static const char * const kana[] = { "サトウ　ハナコ", "タカハシ　タロウ", "ワタナベ　ミツコ", "ヤマザキ　ケンイチロウ", "サイトウ　サクラ" };

  cells[0] = g_strdup_printf ("%d:%02d", 9 + i / 60 % 8, i % 60);
  cells[1] = g_strdup (names[i % 5]);
  cells[2] = g_strdup (kana[i % 5]);
  cells[3] = g_strdup_printf ("昭和%d年%d月%d日", 10 + i % 50, 1 + i % 12, 1 + i % 28);
  cells[4] = g_strdup_printf ("%d", 37 + i % 50);
  cells[5] = g_strdup (i % 9 == 0 ? "長女" : "");
}

static double
write_ours (const char *path,
            int         n_rows)
{
  static const double widths[] = { 4, 9, 12, 10, 3, 5 };
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  g_autoptr (MhRoster) roster = mh_roster_new ("インフルエンザ 受付名簿");

  mh_roster_add_subtitle (roster, "令和8年10月30日　保健センター");
  mh_roster_add_check_column (roster, "受付");
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    mh_roster_add_column (roster, titles[i], widths[i], MH_ROSTER_ALIGN_START);

  for (int i = 0; i < n_rows; i++) {
    g_auto (GStrv) cells = g_new0 (char *, G_N_ELEMENTS (titles) + 2);

    cells[0] = g_strdup ("");
    make_cells (i, cells + 1);
    mh_roster_add_row (roster, (const char * const *) cells);
  }

  mh_roster_write_pdf (roster, path, &error);
  g_assert_no_error (error);

  return ms_since (began);
}

static void
add_sheet_row (GString    *text,
               char      **cells,
               const char *style)
{
  g_string_append (text, "<table:table-row table:style-name=\"row\">");
  for (gsize i = 0; i < G_N_ELEMENTS (titles) + 1; i++)
    g_string_append_printf (text, "<table:table-cell table:style-name=\"%s\" office:value-type=\"string\"><text:p>%s</text:p></table:table-cell>",
                            style, cells[i]);
  g_string_append (text, "</table:table-row>\n");
}

/* A sheet as an office would set it: borders, a bold heading that comes again on each page, widths. */
static void
write_sheet (const char *path,
             int         n_rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
    "office:version=\"1.2\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:automatic-styles>"
    "<style:style style:name=\"col\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"26mm\"/></style:style>"
    "<style:style style:name=\"row\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"8mm\"/></style:style>"
    "<style:style style:name=\"cell\" style:family=\"table-cell\"><style:table-cell-properties fo:border=\"0.5pt solid #000000\" "
    "style:vertical-align=\"middle\"/><style:text-properties fo:font-size=\"11pt\" style:font-size-asian=\"11pt\"/></style:style>"
    "<style:style style:name=\"head\" style:family=\"table-cell\"><style:table-cell-properties fo:border=\"1pt solid #000000\" "
    "fo:background-color=\"#dddddd\"/><style:text-properties fo:font-weight=\"bold\" style:font-weight-asian=\"bold\"/></style:style>"
    "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"受付名簿\">"
    "<table:table-column table:style-name=\"col\" table:number-columns-repeated=\"7\"/><table:table-header-rows>\n");
  char *heads[] = { (char *) "受付", (char *) titles[0], (char *) titles[1], (char *) titles[2], (char *) titles[3], (char *) titles[4],
                    (char *) titles[5] };

  add_sheet_row (text, heads, "head");
  g_string_append (text, "</table:table-header-rows>\n");
  for (int i = 0; i < n_rows; i++) {
    g_auto (GStrv) cells = g_new0 (char *, G_N_ELEMENTS (titles) + 2);

    cells[0] = g_strdup ("□");
    make_cells (i, cells + 1);
    add_sheet_row (text, cells, "cell");
  }
  g_string_append (text, "</table:table></office:spreadsheet></office:body></office:document>\n");
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
}

static double
convert_sheet (const char *dir,
               const char *sheet)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/profile", dir);
  const char *argv[] = { "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", dir, sheet, NULL };
  gint64 began = g_get_monotonic_time ();
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("soffice ended with %d", status);

  return ms_since (began);
}

static void
bench_roster (int n_rows)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *pdf = g_build_filename (dir, "roster.pdf", NULL);
  g_autofree char *sheet = g_build_filename (dir, "sheet.fods", NULL);
  g_autofree char *soffice = g_find_program_in_path ("soffice");
  double ours, best = G_MAXDOUBLE;

  write_ours (pdf, n_rows);  /* fonts are found for the first time */
  for (int i = 0; i < 3; i++) {
    ours = write_ours (pdf, n_rows);
    best = MIN (best, ours);
  }
  g_print ("roster of %d rows as PDF: %.0f ms\n", n_rows, best);

  if (soffice == NULL) {
    g_print ("  LibreOffice is not here: nothing to compare with\n");
  } else {
    double theirs = G_MAXDOUBLE;

    write_sheet (sheet, n_rows);
    convert_sheet (dir, sheet);  /* makes its profile */
    for (int i = 0; i < 3; i++)
      theirs = MIN (theirs, convert_sheet (dir, sheet));
    g_print ("  LibreOffice, the same rows as a formatted sheet: %.0f ms; %.1f times as long\n", theirs, theirs / best);
  }

  mh_test_remove_dir (dir);
}

int
main (int    argc,
      char **argv)
{
  Desk desk = { 0 };

  setlocale (LC_ALL, "");
  bench_pure_plan ();
  fill (&desk);
  bench_plan (&desk);
  if (argc > 1 && g_str_equal (argv[1], "plan")) {
    mh_test_town_free (desk.town);
    return 0;
  }
  bench_notice (&desk);
  mh_test_town_free (desk.town);
  bench_roster (500);
  bench_roster (5000);

  return 0;
}
