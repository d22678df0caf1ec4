/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Words that are said again and again. */
typedef struct {
  gint64  id;
  char   *name;
  char   *category;  /* of consent, "" of none */
  char   *text;      /* with fields, see mh-broadcast-text.h */
  char   *easy;      /* (nullable) the same in plain Japanese */
} MhTemplate;

void        mh_template_free         (MhTemplate        *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhTemplate, mh_template_free)

/* Inside an act. Returns: the id, or 0 */
gint64      mh_template_table_insert (MhDb              *db,
                                      const MhTemplate  *template,
                                      GError           **error);
gboolean    mh_template_table_update (MhDb              *db,
                                      const MhTemplate  *template,
                                      GError           **error);
/* Broadcasts that were made from it keep their own words and lose only its name. */
gboolean    mh_template_table_delete (MhDb              *db,
                                      gint64             id,
                                      GError           **error);
MhTemplate *mh_template_table_get    (MhDb              *db,
                                      gint64             id,
                                      GError           **error);
/* %NULL without error when none has the name. */
MhTemplate *mh_template_table_find   (MhDb              *db,
                                      const char        *name,
                                      GError           **error);
/* (element-type MhTemplate) by name */
GPtrArray  *mh_template_table_list   (MhDb              *db,
                                      GError           **error);

G_END_DECLS
