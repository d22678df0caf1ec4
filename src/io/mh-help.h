/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The help: short pages in Japanese, from data/help/ja, which lie in the program itself. The window shows them, and they make the handbook.
 *
 * A page is a UTF-8 file; each line is a block of its own, told by how it begins:
 *
 *   ; …      for the next engineer, passed over
 *   # …      the title, once, above all else
 *   ## …     a heading
 *   1. …     a step, numbered anew after anything that is not a step
 *   - …      one of several
 *   ! …      mind this
 *   > id     leads to another page
 *   …        a paragraph
 *
 * An empty line is passed over. contents.txt has the ids in the order of the handbook. */

typedef enum {
  MH_HELP_PARAGRAPH,
  MH_HELP_HEADING,
  MH_HELP_STEP,
  MH_HELP_ITEM,
  MH_HELP_NOTE,
  MH_HELP_LINK,
} MhHelpKind;

typedef struct {
  MhHelpKind kind;
  char      *text;     /* of a link: the id of the page */
  guint      number;   /* of a step, from 1; else 0 */
} MhHelpBlock;

typedef struct {
  char      *id;
  char      *title;
  GPtrArray *blocks;   /* MhHelpBlock */
} MhHelpPage;

MhHelpPage       *mh_help_page_parse (const char   *id,
                                      const char   *text,
                                      GError      **error);
void              mh_help_page_free  (MhHelpPage   *page);
/* MhHelpPage, in the order of the handbook */
GPtrArray        *mh_help_read       (GError      **error);
/* (nullable) */
const MhHelpPage *mh_help_find       (GPtrArray    *pages,
                                      const char   *id);
/* (nullable): the line of a page in which all of @words stand; "" where they stand in the title or in several lines */
const char       *mh_help_page_search (const MhHelpPage *page,
                                       const char       *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhHelpPage, mh_help_page_free)

G_END_DECLS
