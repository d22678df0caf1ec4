/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* How an act is taken back: all of it or nothing, person by person (what cannot is kept and listed), or not at all. */
typedef enum {
  MH_UNDO_WHOLE,
  MH_UNDO_BY_ROW,
  MH_UNDO_NONE,
} MhUndoPolicy;

/* One service command: a write transaction in which the database records how to take each change back, and which closes with
 * a row in the audit log. Freeing an act that was not committed rolls everything back. */
typedef struct _MhAct MhAct;

MhAct   *mh_act_begin      (MhDb          *db,
                            gint64         now,
                            const char    *operator_name,
                            const char    *kind,   /* "booking.cancel": stable; mh_wording_act_kind() in service names it */
                            MhUndoPolicy   policy,
                            GError       **error);
gint64   mh_act_get_id     (MhAct         *self);
/* Whom the act is about; any number, kept in the audit log. */
void     mh_act_add_person (MhAct         *self,
                            gint64         resident);
/* Details for the log: ids, counts, codes. Never names, numbers or texts of messages. */
void     mh_act_set_int    (MhAct         *self,
                            const char    *member,
                            gint64         value);
void     mh_act_set_text   (MhAct         *self,
                            const char    *member,
                            const char    *value);
/* A part of the act that may be given up alone: what is written from mh_act_try() on is kept or taken back by mh_act_settle(). They nest. */
gboolean mh_act_try        (MhAct         *self,
                            GError       **error);
gboolean mh_act_settle     (MhAct         *self,
                            gboolean       keep,
                            GError       **error);
gboolean mh_act_commit     (MhAct         *self,
                            GError       **error);
void     mh_act_free       (MhAct         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAct, mh_act_free)

G_END_DECLS
