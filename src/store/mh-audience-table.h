/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Who is meant, under a name that the nurse gave: the rule is kept, not the people. */
typedef struct {
  gint64  id;
  char   *name;
  char   *rule;  /* JSON, see mh-audience-rule.h */
} MhAudience;

void        mh_audience_free         (MhAudience  *audience);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAudience, mh_audience_free)

/* Inside an act: a new one, or the one of that name with another rule. Returns: its id, or 0 */
gint64      mh_audience_table_save   (MhDb        *db,
                                      const char  *name,
                                      const char  *rule,
                                      GError     **error);
/* Inside an act. Broadcasts that were made from it keep their own rule and name it no more. */
gboolean    mh_audience_table_delete (MhDb        *db,
                                      gint64       id,
                                      GError     **error);
/* MH_ERROR_NOT_FOUND */
MhAudience *mh_audience_table_get    (MhDb        *db,
                                      gint64       id,
                                      GError     **error);
MhAudience *mh_audience_table_find   (MhDb        *db,
                                      const char  *name,
                                      GError     **error);
/* (element-type MhAudience) by name */
GPtrArray  *mh_audience_table_list   (MhDb        *db,
                                      GError     **error);

G_END_DECLS
