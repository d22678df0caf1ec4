/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-agenda.h"

G_BEGIN_DECLS

/**
 * MhSessionList:
 *
 * The programmes with their days: date, venue, how full. Days to come first, days gone by last. Its buttons are the actions
 * "day.add-programme" and "day.add-session".
 *
 * Signal "chosen" (gint64 session): another day is selected.
 */
#define MH_TYPE_SESSION_LIST (mh_session_list_get_type ())
G_DECLARE_FINAL_TYPE (MhSessionList, mh_session_list, MH, SESSION_LIST, GtkWidget)

/* @agenda: (element-type MhAgendaProgramme) */
void   mh_session_list_show          (MhSessionList *self,
                                      const MhAgenda *agenda,
                                      MhDate         today);
/* 0: none. */
gint64 mh_session_list_get           (MhSessionList *self);
void   mh_session_list_choose        (MhSessionList *self,
                                      gint64         session,
                                      gboolean       focus);

G_END_DECLS
