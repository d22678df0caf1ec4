/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-roster"

#include "mh-roster.h"

#include <string.h>

#include <glib/gstdio.h>

#include "mh-blackout-paper.h"
#include "mh-error.h"
#include "mh-roster-layout.h"
#include "mh-test-utils.h"

#define ROW(...) ((const char * const[]) { __VA_ARGS__, NULL })
#define GAIJI    "\xee\x80\x80"
#define KUZU     "葛\xf3\xa0\x84\x80"

static MhRoster *
make_roster (void)
{
  MhRoster *roster = mh_roster_new ("インフルエンザ予防接種 受付名簿");

  mh_roster_add_subtitle (roster, "令和8年10月20日(火) 保健福祉センター");
  mh_roster_set_copy (roster, 1, 3);
  mh_roster_set_printed_at (roster, "印刷 令和8年10月19日 16:30");
  mh_roster_set_order (roster, "時間順");
  mh_roster_add_column (roster, "時間", 3, MH_ROSTER_ALIGN_END);
  mh_roster_set_name_column (roster, mh_roster_add_column (roster, "氏名", 9, MH_ROSTER_ALIGN_START));
  mh_roster_add_column (roster, "カナ", 9, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, "年齢", 3, MH_ROSTER_ALIGN_END);
  mh_roster_add_check_column (roster, "受付");
  mh_roster_add_check_column (roster, "予診");
  mh_roster_add_check_column (roster, "済");

  return roster;
}

static void
add_people (MhRoster *roster,
            guint     n_people)
{
  for (guint i = 0; i < n_people; i++) {
    g_autofree char *time = g_strdup_printf ("%u:%02u", 9 + i / 24 % 8, i % 24 / 12 * 30);
    g_autofree char *name = g_strdup_printf ("滝上 太郎%u号", i + 1);
    g_autofree char *age = g_strdup_printf ("%u", 65 + i % 30);

    if (i % 12 == 0)
      mh_roster_add_heading (roster, time);
    mh_roster_add_row (roster, ROW (time, name, "タキノウエ タロウ", age, "", "", ""));
  }
}

/* What a tool of poppler-utils says of a PDF; %NULL after a skip when the tool is not here. */
static char *
ask_tool (const char *tool,
          const char *path)
{
  g_autofree char *program = g_find_program_in_path (tool);
  g_autoptr (GError) error = NULL;
  const char *arguments[] = { program, path, g_str_equal (tool, "pdftotext") ? "-" : NULL, NULL };
  char *output;
  int status;

  if (program == NULL) {
    g_test_skip ("poppler-utils is not here to read the PDF");
    return NULL;
  }

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));

  return output;
}

static guint
count_pages (const char *text)
{
  guint n = 0;

  for (const char *p = strchr (text, '\f'); p != NULL; p = strchr (p + 1, '\f'))
    n++;

  return n;
}

static void
test_sizes (void)
{
  static const guint sizes[] = { 0, 1, 500, 5000 };
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "roster.pdf", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (MhRoster) roster = make_roster ();
    g_autoptr (MhRosterLayout) layout = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    g_autofree char *last = g_strdup_printf ("太郎%u号", sizes[i]);
    gint64 start = g_get_monotonic_time ();

    add_people (roster, sizes[i]);
    mh_roster_set_blank_rows (roster, 5);
    g_assert_true (mh_roster_write_pdf (roster, path, &error));
    g_assert_no_error (error);
    g_test_message ("%u rows: %d ms", sizes[i], (int) ((g_get_monotonic_time () - start) / 1000));

    text = ask_tool ("pdftotext", path);
    if (text == NULL)
      break;

    layout = mh_roster_layout_new (roster);
    g_assert_cmpuint (count_pages (text), ==, mh_roster_layout_get_n_pages (layout));
    if (sizes[i] > 0)
      g_assert_nonnull (strstr (text, last));
    else
      g_assert_nonnull (strstr (text, "Nobody is on this list"));
  }

  mh_test_remove_dir (dir);
}

static void
test_what_each_page_says (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "roster.pdf", NULL);
  g_autoptr (MhRoster) roster = make_roster ();
  g_autofree char *text = NULL;
  g_auto (GStrv) pages = NULL;
  guint n_pages;

  add_people (roster, 100);
  mh_roster_set_blank_rows (roster, 3);
  g_assert_true (mh_roster_write_pdf (roster, path, NULL));
  text = ask_tool ("pdftotext", path);
  mh_test_remove_dir (dir);
  if (text == NULL)
    return;

  pages = g_strsplit (text, "\f", -1);
  n_pages = count_pages (text);
  g_assert_cmpuint (n_pages, >, 2);
  for (guint i = 0; i < n_pages; i++) {
    g_autofree char *number = g_strdup_printf ("Page %u of %u", i + 1, n_pages);

    g_assert_nonnull (strstr (pages[i], number));
    g_assert_nonnull (strstr (pages[i], "インフルエンザ予防接種 受付名簿"));
    g_assert_nonnull (strstr (pages[i], "Copy 1 of 3"));
    g_assert_nonnull (strstr (pages[i], "handle with care"));
    g_assert_nonnull (strstr (pages[i], "16:30"));
    g_assert_nonnull (strstr (pages[i], "氏名"));
  }
  g_assert_nonnull (strstr (pages[1], "(continued)"));
  g_assert_nonnull (strstr (pages[n_pages - 1], "Walk-ins"));
  g_assert_nonnull (strstr (pages[n_pages - 1], "100 people in all"));
}

static void
test_fonts_are_embedded (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "roster.pdf", NULL);
  g_autoptr (MhRoster) roster = make_roster ();
  g_autofree char *fonts = NULL;
  g_autofree char *info = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_fonts = 0;

  mh_roster_add_row (roster, ROW ("9:00", "髙﨑 𠮷" KUZU, "タカサキ", "70", "", "", ""));
  g_assert_true (mh_roster_write_pdf (roster, path, NULL));
  fonts = ask_tool ("pdffonts", path);
  info = ask_tool ("pdfinfo", path);
  mh_test_remove_dir (dir);
  if (fonts == NULL || info == NULL)
    return;

  /* Columns from the right: object, generation, unicode map, subset, embedded. */
  lines = g_strsplit (fonts, "\n", -1);
  for (guint i = 2; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    g_assert_nonnull (strstr (lines[i], " yes yes yes "));
    n_fonts++;
  }
  g_assert_cmpuint (n_fonts, >, 0);
  g_assert_nonnull (strstr (info, "インフルエンザ予防接種 受付名簿"));
}

static void
test_rare_characters (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "roster.pdf", NULL);
  g_autoptr (MhRoster) roster = make_roster ();
  g_autoptr (MhRosterLayout) layout = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  mh_roster_add_heading (roster, "9:00");
  mh_roster_add_row (roster, ROW ("9:00", "髙﨑 𠮷" KUZU, "タカサキ キチ", "70", "", "", ""));
  mh_roster_add_row (roster, ROW ("9:00", "山" GAIJI "田 次郎", "ヤマダ ジロウ", "71", "", "", ""));
  mh_roster_add_row (roster, ROW ("9:00", "壊\xef\xbf\xbdれ", "コワ", "72", "", "", ""));

  layout = mh_roster_layout_new (roster);
  lines = mh_roster_layout_dup_unprintable (layout);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpstr (lines[0], ==, "No. 2  山" GAIJI "田 次郎: U+E000");
  g_assert_cmpstr (lines[1], ==, "No. 3  壊\xef\xbf\xbdれ: U+FFFD");

  g_assert_true (mh_roster_write_pdf (roster, path, NULL));
  text = ask_tool ("pdftotext", path);
  mh_test_remove_dir (dir);
  if (text == NULL)
    return;

  g_assert_nonnull (strstr (text, "髙﨑 𠮷葛"));
  g_assert_nonnull (strstr (text, "山〓田 次郎"));
  g_assert_nonnull (strstr (text, "No. 2 山〓田 次郎: U+E000"));
}

static void
test_list_of_unprintable_goes_on (void)
{
  g_autoptr (MhRoster) roster = make_roster ();
  g_autoptr (MhRosterLayout) layout = NULL;
  g_auto (GStrv) lines = NULL;

  for (int i = 0; i < 200; i++)
    mh_roster_add_row (roster, ROW ("9:00", GAIJI, "", "", "", "", ""));

  layout = mh_roster_layout_new (roster);
  lines = mh_roster_layout_dup_unprintable (layout);
  g_assert_cmpuint (g_strv_length (lines), ==, 200);
  g_assert_cmpuint (mh_roster_layout_get_n_pages (layout), >, 9);
}

static void
test_landscape_when_columns_need_it (void)
{
  g_autoptr (MhRoster) narrow = make_roster ();
  g_autoptr (MhRoster) wide = make_roster ();
  g_autoptr (MhRosterLayout) portrait = NULL;
  g_autoptr (MhRosterLayout) landscape = NULL;
  double width, height;

  mh_roster_add_column (wide, "住所", 20, MH_ROSTER_ALIGN_START);
  portrait = mh_roster_layout_new (narrow);
  landscape = mh_roster_layout_new (wide);

  mh_roster_layout_get_page_size (portrait, &width, &height);
  g_assert_cmpfloat (height, >, width);
  mh_roster_layout_get_page_size (landscape, &width, &height);
  g_assert_cmpfloat (width, >, height);
}

/* Ink outside a cell: draws a long text alone in the middle column and looks at the neighbours' pixels. */
static void
test_long_texts_stay_in_their_cell (void)
{
  g_autoptr (MhRoster) roster = mh_roster_new ("x");
  g_autoptr (MhRosterLayout) layout = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 596, 842);
  cairo_t *cr = cairo_create (surface);
  const guint8 *pixels;
  guint ink_inside = 0;
  int stride;

  for (int i = 0; i < 100; i++)
    g_string_append (text, "寿限無寿限無");
  mh_roster_set_numbered (roster, FALSE);
  for (int i = 0; i < 3; i++)
    mh_roster_add_column (roster, "", 10, MH_ROSTER_ALIGN_START);
  mh_roster_add_row (roster, ROW ("", text->str, ""));

  layout = mh_roster_layout_new (roster);
  g_assert_cmpuint (mh_roster_layout_get_n_pages (layout), ==, 1);
  mh_roster_layout_draw_page (layout, cr, 0);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);

  /* The row stands between y = 95 and 140; columns end at 36, 210, 385 and 559. */
  for (int y = 102; y < 130; y++) {
    for (int x = 38; x < 558; x++) {
      gboolean neighbour = (x > 40 && x < 208) || (x > 388 && x < 556);

      g_assert_false (neighbour && pixels[y * stride + x] > 0);
      ink_inside += !neighbour && pixels[y * stride + x] > 128;
    }
  }
  g_assert_cmpuint (ink_inside, >, 500);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_odd_input (void)
{
  g_autoptr (MhRoster) roster = make_roster ();
  g_autoptr (MhRoster) bare = mh_roster_new ("");
  g_autoptr (MhRosterLayout) layout = NULL;
  g_autoptr (MhRosterLayout) bare_layout = NULL;

  mh_roster_add_heading (roster, "見出しだけ");
  mh_roster_add_heading (roster, "");
  mh_roster_add_row (roster, ROW ("9:00"));
  mh_roster_add_row (roster, ROW ("9:00", "二\n行\tに", "\xff\xfe", "", "x"));
  mh_roster_add_heading (roster, "終わりの見出し");
  layout = mh_roster_layout_new (roster);
  g_assert_cmpuint (mh_roster_layout_get_n_pages (layout), ==, 1);
  g_assert_cmpuint (mh_roster_get_n_rows (roster), ==, 2);

  mh_roster_add_row (bare, ROW ("nothing"));
  bare_layout = mh_roster_layout_new (bare);
  g_assert_cmpuint (mh_roster_layout_get_n_pages (bare_layout), ==, 1);
}

static void
test_saving (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "roster.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "none", "roster.pdf", NULL);
  g_autoptr (MhRoster) roster = make_roster ();
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (mh_roster_write_pdf (roster, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  g_assert_false (mh_roster_write_pdf (roster, nowhere, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);

  mh_test_remove_dir (dir);
}

/* What to do, lists that lie and stand, slips: one file in that order. */
static void
test_blackout_paper (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "pack.pdf", NULL);
  g_autoptr (GPtrArray) rosters = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_roster_free);
  MhBlackoutPaper paper = { "KXRT", 7, MH_BLACKOUT_SLIPS_ON_PAGE + 1, "For 11/5", "Printed 10/20", rosters };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) pages = NULL;

  g_ptr_array_add (rosters, make_roster ());
  add_people (g_ptr_array_index (rosters, 0), 3);
  pdf = mh_blackout_paper_draw (&paper, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL));

  text = ask_tool ("pdftotext", path);
  if (text != NULL) {
    pages = g_strsplit (text, "\f", -1);
    g_assert_cmpuint (count_pages (text), ==, 4);
    g_assert_nonnull (strstr (pages[0], "When the computer cannot be used"));
    g_assert_nonnull (strstr (pages[1], "滝上 太郎3号"));
    g_assert_nonnull (strstr (pages[2], "KXRT-8"));
    g_assert_null (strstr (pages[2], "KXRT-9"));
    g_assert_nonnull (strstr (pages[3], "KXRT-9"));
  }

  mh_test_remove_dir (dir);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/roster/none-one-500-and-5000-rows", test_sizes);
  g_test_add_func ("/roster/what-each-page-says", test_what_each_page_says);
  g_test_add_func ("/roster/fonts-are-embedded", test_fonts_are_embedded);
  g_test_add_func ("/roster/rare-characters", test_rare_characters);
  g_test_add_func ("/roster/list-of-unprintable-goes-on", test_list_of_unprintable_goes_on);
  g_test_add_func ("/roster/landscape-when-columns-need-it", test_landscape_when_columns_need_it);
  g_test_add_func ("/roster/long-texts-stay-in-their-cell", test_long_texts_stay_in_their_cell);
  g_test_add_func ("/roster/odd-input", test_odd_input);
  g_test_add_func ("/roster/saving", test_saving);
  g_test_add_func ("/roster/paper-of-a-blackout-pack", test_blackout_paper);

  return g_test_run ();
}
