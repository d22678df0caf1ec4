/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-help"

#include "mh-help-paper.h"

#include <locale.h>

#include "mh-error.h"
#include "mh-test-utils.h"

#define ONE_PAGE "; nobody reads this\n# 題\n文です。\n\n## 見出し\n1. 一つめ\n3. 二つめ\n- 箇条\n5. また一つめ\n! 注意\n> other\n"

static void
test_parse (void)
{
  static const struct {
    MhHelpKind  kind;
    const char *text;
    guint       number;
  } wanted[] = {
    { MH_HELP_PARAGRAPH, "文です。", 0 },
    { MH_HELP_HEADING, "見出し", 0 },
    { MH_HELP_STEP, "一つめ", 1 },
    { MH_HELP_STEP, "二つめ", 2 },
    { MH_HELP_ITEM, "箇条", 0 },
    { MH_HELP_STEP, "また一つめ", 1 },
    { MH_HELP_NOTE, "注意", 0 },
    { MH_HELP_LINK, "other", 0 },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhHelpPage) page = mh_help_page_parse ("one", ONE_PAGE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (page->title, ==, "題");
  g_assert_cmpuint (page->blocks->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < page->blocks->len; i++) {
    const MhHelpBlock *block = g_ptr_array_index (page->blocks, i);

    g_assert_cmpint (block->kind, ==, wanted[i].kind);
    g_assert_cmpstr (block->text, ==, wanted[i].text);
    g_assert_cmpuint (block->number, ==, wanted[i].number);
  }
}

static void
test_refused (void)
{
  static const char * const texts[] = { "", "no title", "# only a title", "# \xff\n- not UTF-8" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_help_page_parse ("bad", texts[i], &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }
}

static void
test_search (void)
{
  static const struct {
    const char *words;
    const char *found;   /* (nullable) */
  } cases[] = {
    { "見出し", "見出し" },
    { "ひとつメ", NULL },
    { "めニふタつ", NULL },
    { "題", "" },
    { "", "" },
    { "箇条", "箇条" },
    { "注意　箇条", "" },
    { "注意 そんな", NULL },
    { "other", NULL },
  };
  g_autoptr (MhHelpPage) page = mh_help_page_parse ("one", ONE_PAGE, NULL);
  g_autoptr (MhHelpPage) kana = mh_help_page_parse ("two", "# キー\nバックアップをすぐに\n", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (mh_help_page_search (page, cases[i].words), ==, cases[i].found);
  g_assert_cmpstr (mh_help_page_search (kana, "ばっくあっぷ"), ==, "バックアップをすぐに");
  g_assert_cmpstr (mh_help_page_search (kana, "ﾊﾞｯｸｱｯﾌﾟ"), ==, "バックアップをすぐに");
}

/* What lies in the program: each place has its page, and each page that is led to is there. */
static void
test_pages (void)
{
  static const char * const places[] = { "today", "residents", "appointments", "broadcasts", "reception", "preferences" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pages = mh_help_read (&error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    g_assert_nonnull (mh_help_find (pages, places[i]));

  for (guint i = 0; i < pages->len; i++) {
    const MhHelpPage *page = g_ptr_array_index (pages, i);

    for (guint n = 0; n < page->blocks->len; n++) {
      const MhHelpBlock *block = g_ptr_array_index (page->blocks, n);

      if (block->kind == MH_HELP_LINK)
        g_assert_nonnull (mh_help_find (pages, block->text));
    }
  }
}

/* Each page begins a sheet, and none needs more than two: they are to be read standing. */
static void
test_paper (void)
{
  g_autoptr (GPtrArray) help = mh_help_read (NULL);
  g_autoptr (MhPages) all = mh_help_paper_make_handbook (help, "滝上町", "令和8年10月20日");
  g_autoptr (MhPages) plain = mh_help_paper_make_handbook (help, NULL, NULL);
  guint sheets = 0;

  for (guint i = 0; i < help->len; i++) {
    g_autoptr (MhPages) one = mh_help_paper_make_page (help, g_ptr_array_index (help, i));

    g_assert_cmpuint (mh_pages_get_n_pages (one), <=, 2);
    sheets += mh_pages_get_n_pages (one);
  }
  g_assert_cmpuint (mh_pages_get_n_pages (all), ==, sheets + 2);
  g_assert_cmpuint (mh_pages_get_n_pages (plain), ==, sheets + 2);
}

static char *
read_pdf (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *arguments[] = { program, "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  if (program == NULL)
    return NULL;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);

  return output;
}

/* A page too long for one sheet goes on on the next, the heading with what it heads, and the contents count that. */
static void
test_long (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "handbook.pdf", NULL);
  g_autoptr (GString) text = g_string_new ("# 長い\n");
  g_autoptr (GPtrArray) help = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_help_page_free);
  g_autoptr (MhPages) pages = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  g_auto (GStrv) sheets = NULL;

  for (guint i = 0; i < 90; i++)
    g_string_append_printf (text, "## H%u\nP%u\n", i, i);
  g_ptr_array_add (help, mh_help_page_parse ("long", text->str, NULL));
  g_ptr_array_add (help, mh_help_page_parse ("last", "# 終わり\n文\n> long\n", NULL));
  pages = mh_help_paper_make_handbook (help, "滝上町", NULL);
  mh_pages_write_pdf (pages, path, &error);
  g_assert_no_error (error);

  told = read_pdf (path);
  if (told == NULL) {
    g_test_skip ("pdftotext is not installed");
    return;
  }

  sheets = g_strsplit (told, "\f", -1);
  g_assert_nonnull (g_strstr_len (sheets[0], -1, "滝上町"));
  g_assert_cmpuint (mh_pages_get_n_pages (pages), >, 5);
  for (guint i = 0; i < 90; i++) {
    g_autofree char *heading = g_strdup_printf ("H%u\n", i);
    g_autofree char *below = g_strdup_printf ("P%u\n", i);

    for (guint n = 2; sheets[n] != NULL; n++)
      g_assert_true ((g_strstr_len (sheets[n], -1, heading) != NULL) == (g_strstr_len (sheets[n], -1, below) != NULL));
  }
  {
    g_autofree char *line = g_strdup_printf (" %u\n", mh_pages_get_n_pages (pages) - 2);

    g_assert_nonnull (g_strstr_len (sheets[1], -1, "終わり"));
    g_assert_nonnull (g_strstr_len (sheets[1], -1, line));
  }
  g_assert_nonnull (g_strstr_len (sheets[mh_pages_get_n_pages (pages) - 1], -1, "→ 長い"));
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/help/each-line-is-a-block-by-how-it-begins", test_parse);
  g_test_add_func ("/help/a-page-without-title-or-text-is-refused", test_refused);
  g_test_add_func ("/help/words-are-found-in-any-writing", test_search);
  g_test_add_func ("/help/each-place-has-its-page-and-each-link-leads-to-one", test_pages);
  g_test_add_func ("/help/each-page-begins-a-sheet-of-the-handbook", test_paper);
  g_test_add_func ("/help/a-long-page-goes-on-and-the-contents-count-it", test_long);

  return g_test_run ();
}
