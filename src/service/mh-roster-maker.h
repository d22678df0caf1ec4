/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-roster-settings.h"
#include "mh-roster.h"

G_BEGIN_DECLS

/* One numbered copy. */
typedef struct {
  gint64    print;      /* see mh-roster-copies.h */
  gint64    session;
  char     *purpose;
  int       copy;
  char     *recipient;  /* (nullable) */
  MhRoster *roster;
} MhRosterPrint;

void              mh_roster_print_free     (MhRosterPrint          *print);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRosterPrint, mh_roster_print_free)

/* The list of a session as @settings have it: who holds a place at this moment, each as he stands in the register now; the dead and moved
 * are marked. What tells where a protected person lives or how to reach him never stands in it, whatever is asked for, nor does he in a
 * list for walking round. A preview takes no number and notes nothing. MH_ERROR_NOT_FOUND for an unknown session. */
MhRoster         *mh_roster_preview        (const MhDesk           *desk,
                                            gint64                  session,
                                            const MhRosterSettings *settings,
                                            GError                **error);
/* (element-type MhRosterPrint) One copy for each of @recipients (%NULL or empty: one for nobody in particular), numbered one after the
 * other and noted with the people in it and what stood there. */
GPtrArray        *mh_roster_print          (const MhDesk           *desk,
                                            gint64                  session,
                                            const MhRosterSettings *settings,
                                            const char * const     *recipients,
                                            GError                **error);
/* As the programme's roster was printed the last time, or as a reception roster usually is. */
MhRosterSettings *mh_roster_last_settings  (const MhDesk           *desk,
                                            gint64                  session,
                                            GError                **error);

G_END_DECLS
