/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-help"

#include "mh-help.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-help-resources.h"
#include "mh-text.h"

#define FOLDER "/io/github/machihoken/Machihoken/help/ja/"

static void
block_free (MhHelpBlock *block)
{
  g_free (block->text);
  g_free (block);
}

static void
add_block (MhHelpPage *page,
           MhHelpKind  kind,
           const char *text)
{
  const MhHelpBlock *last = page->blocks->len > 0 ? g_ptr_array_index (page->blocks, page->blocks->len - 1) : NULL;
  MhHelpBlock *block = g_new0 (MhHelpBlock, 1);

  block->kind = kind;
  block->text = g_strstrip (g_strdup (text));
  if (kind == MH_HELP_STEP)
    block->number = last != NULL && last->kind == MH_HELP_STEP ? last->number + 1 : 1;
  g_ptr_array_add (page->blocks, block);
}

/* "12. " */
static gboolean
is_step (const char *line)
{
  gsize digits = strspn (line, "0123456789");

  return digits > 0 && g_str_has_prefix (line + digits, ". ");
}

static void
read_line (MhHelpPage *page,
           const char *line)
{
  static const struct {
    const char *mark;
    MhHelpKind  kind;
  } marks[] = {
    { "## ", MH_HELP_HEADING },
    { "- ", MH_HELP_ITEM },
    { "! ", MH_HELP_NOTE },
    { "> ", MH_HELP_LINK },
  };

  if (*line == '\0' || *line == ';')
    return;

  if (page->title == NULL && g_str_has_prefix (line, "# ")) {
    page->title = g_strstrip (g_strdup (line + 2));
    return;
  }

  if (is_step (line)) {
    add_block (page, MH_HELP_STEP, strchr (line, ' '));
    return;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    if (g_str_has_prefix (line, marks[i].mark)) {
      add_block (page, marks[i].kind, line + strlen (marks[i].mark));
      return;
    }
  }

  add_block (page, MH_HELP_PARAGRAPH, line);
}

/**
 * mh_help_page_parse:
 * @id: the name of the page
 * @text: the file
 * @error: MH_ERROR_INVALID for what is not UTF-8, or has no title, or nothing below it
 *
 * Returns: (transfer full): a page
 */
MhHelpPage *
mh_help_page_parse (const char *id,
                    const char *text,
                    GError    **error)
{
  g_autoptr (MhHelpPage) page = g_new0 (MhHelpPage, 1);
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  page->id = g_strdup (id);
  page->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  lines = g_utf8_validate (text, -1, NULL) ? g_strsplit (text, "\n", -1) : g_new0 (char *, 1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (page, g_strchomp (lines[i]));

  if (page->title == NULL || page->blocks->len == 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("The help page “%s” cannot be read."), id);
    return NULL;
  }

  return g_steal_pointer (&page);
}

/**
 * mh_help_page_free:
 * @page: (nullable): a page
 */
void
mh_help_page_free (MhHelpPage *page)
{
  if (page == NULL)
    return;

  g_free (page->id);
  g_free (page->title);
  g_ptr_array_unref (page->blocks);
  g_free (page);
}

static char *
load (const char *id,
      GError    **error)
{
  g_autofree char *path = g_strdup_printf (FOLDER "%s.txt", id);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (mh_help_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static gboolean
add_page (GPtrArray  *pages,
          const char *id,
          GError    **error)
{
  g_autofree char *text = load (id, error);
  MhHelpPage *page = text != NULL ? mh_help_page_parse (id, text, error) : NULL;

  if (page == NULL)
    return FALSE;

  g_ptr_array_add (pages, page);

  return TRUE;
}

/**
 * mh_help_read:
 * @error: MH_ERROR_INVALID for a page that cannot be read
 *
 * Returns: (transfer full) (element-type MhHelpPage): all pages, in the order of the handbook
 */
GPtrArray *
mh_help_read (GError **error)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_help_page_free);
  g_autofree char *contents = load ("contents", error);
  g_auto (GStrv) lines = contents != NULL ? g_strsplit (contents, "\n", -1) : NULL;

  if (lines == NULL)
    return NULL;

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *id = g_strstrip (lines[i]);

    if (*id != '\0' && *id != ';' && !add_page (pages, id, error))
      return NULL;
  }

  return g_steal_pointer (&pages);
}

/**
 * mh_help_find:
 * @pages: (element-type MhHelpPage): what mh_help_read() gave
 * @id: the name of a page
 *
 * Returns: (transfer none) (nullable): the page
 */
const MhHelpPage *
mh_help_find (GPtrArray  *pages,
              const char *id)
{
  g_return_val_if_fail (pages != NULL, NULL);

  for (guint i = 0; i < pages->len; i++) {
    const MhHelpPage *page = g_ptr_array_index (pages, i);

    if (g_strcmp0 (page->id, id) == 0)
      return page;
  }

  return NULL;
}

static gboolean
holds_all (const char         *text,
           const char * const *folded)
{
  g_autofree char *in = mh_text_fold_kana (text);

  for (guint i = 0; folded[i] != NULL; i++) {
    if (strstr (in, folded[i]) == NULL)
      return FALSE;
  }

  return TRUE;
}

static GStrv
fold_words (const char *words)
{
  g_autofree char *narrow = g_utf8_normalize (words, -1, G_NORMALIZE_ALL_COMPOSE);
  g_auto (GStrv) parts = g_strsplit_set (narrow != NULL ? narrow : "", " \t", -1);
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv folded;

  for (guint i = 0; parts[i] != NULL; i++) {
    g_autofree char *word = mh_text_fold_kana (parts[i]);

    if (*word != '\0')
      g_strv_builder_add (builder, word);
  }

  folded = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);

  return folded;
}

/**
 * mh_help_page_search:
 * @page: a page
 * @words: what somebody looks for, in any writing: hiragana, katakana, wide or narrow; several words must all be there
 *
 * Returns: (nullable): the first line that has all of them, "" where the title has them or only the page as a whole; %NULL where they are not in it
 */
const char *
mh_help_page_search (const MhHelpPage *page,
                     const char       *words)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_auto (GStrv) folded = NULL;

  g_return_val_if_fail (page != NULL, NULL);
  g_return_val_if_fail (words != NULL, NULL);

  folded = fold_words (words);
  if (folded[0] == NULL || holds_all (page->title, (const char * const *) folded))
    return "";

  g_string_append (all, page->title);
  for (guint i = 0; i < page->blocks->len; i++) {
    const MhHelpBlock *block = g_ptr_array_index (page->blocks, i);

    if (block->kind == MH_HELP_LINK)
      continue;
    if (holds_all (block->text, (const char * const *) folded))
      return block->text;
    g_string_append_printf (all, "\n%s", block->text);
  }

  return holds_all (all->str, (const char * const *) folded) ? "" : NULL;
}
