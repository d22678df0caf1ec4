/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-roster-paper.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

#define MH_TYPE_ROSTER_OPTIONS (mh_roster_options_get_type ())
G_DECLARE_FINAL_TYPE (MhRosterOptions, mh_roster_options, MH, ROSTER_OPTIONS, GtkBox)

/* What to print of a day and how; signal "changed". Layouts are saved, renamed and deleted from here. */
void          mh_roster_options_open       (MhRosterOptions        *self,
                                            MhUiContext            *context,
                                            gint64                  session,
                                            MhDate                  date);
/* (transfer full) */
MhPaperOrder *mh_roster_options_make_order (MhRosterOptions        *self);

G_END_DECLS
