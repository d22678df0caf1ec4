/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast-table.h"
#include "mh-letters.h"

G_BEGIN_DECLS

/* Somebody who is to get one. */
typedef struct {
  gint64 resident;
  gint64 delivery;  /* 0 = none */
} MhLetterPerson;

/* Judges @people (element-type MhLetterPerson) and puts households together. @broadcast: (nullable) without, there are no words. */
gboolean mh_letters_plan (const MhDesk       *desk,
                          const MhBroadcast  *broadcast,
                          const char         *category,
                          const GArray       *people,
                          gboolean            one_each,
                          MhLetterRun        *run,
                          GError            **error);
void     mh_letters_leave_out (MhLetterRun   *run,
                          gint64              resident,
                          const char         *name,
                          const char         *why);

G_END_DECLS
