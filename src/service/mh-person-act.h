/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* An act about one person, who must be there (MH_ERROR_NOT_FOUND); @resident 0: not known yet. */
MhAct *mh_person_act_begin  (const MhDesk *desk,
                             const char   *kind,
                             MhUndoPolicy  policy,
                             gint64        resident,
                             GError      **error);
/* @reason tidied; without any, MH_ERROR_INVALID with @message. */
char  *mh_person_act_reason (const char   *reason,
                             const char   *message,
                             GError      **error);

G_END_DECLS
