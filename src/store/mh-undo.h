/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64  act;       /* what was taken back */
  gint64  undo;      /* the act that did it; taking it back does the first one again */
  gint64  n_rows;
  GArray *kept;      /* (element-type gint64) residents whose rows stayed, because they were changed or used since */
} MhUndoResult;

void          mh_undo_result_free (MhUndoResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhUndoResult, mh_undo_result_free)

/* The newest act that can still be taken back, or 0. */
gboolean      mh_undo_find_last   (MhDb         *db,
                                   gint64       *out_act,
                                   GError      **error);
/* The same among what one person did: what others do meanwhile is not hers. */
gboolean      mh_undo_find_last_by (MhDb        *db,
                                   const char   *operator_name,
                                   gint64       *out_act,
                                   GError      **error);
MhUndoResult *mh_undo_run         (MhDb         *db,
                                   gint64        now,
                                   const char   *operator_name,
                                   gint64        act,
                                   GError      **error);

G_END_DECLS
