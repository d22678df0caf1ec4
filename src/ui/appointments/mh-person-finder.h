/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPersonFinder:
 *
 * Finds a person while somebody is on the telephone: a search field and those it fits, with what tells them apart. Enter takes the
 * only one; where there are several it goes to the list, so that nobody is taken unseen.
 *
 * Signals: "found" (gint64 resident, string name): Enter or a double click on a person; "selected" (gint64 resident, string name): the
 * list stands on another one; "meant": somebody was chosen on purpose, see mh_person_finder_get_meant().
 */
#define MH_TYPE_PERSON_FINDER (mh_person_finder_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonFinder, mh_person_finder, MH, PERSON_FINDER, GtkWidget)

void        mh_person_finder_set_context (MhPersonFinder *self,
                                          MhUiContext    *context);
/* Empties it and brings the keyboard to the search field. */
void        mh_person_finder_start       (MhPersonFinder *self);
void        mh_person_finder_clear       (MhPersonFinder *self);
/* Shows this person only, with the keyboard there. */
void        mh_person_finder_show_person (MhPersonFinder *self,
                                          gint64          resident);
/* The selected person, 0: none. */
gint64      mh_person_finder_get         (MhPersonFinder *self);
/* The selected one, if it is the only one or somebody went to the list; 0: the list only stands on its first one. */
gint64      mh_person_finder_get_meant   (MhPersonFinder *self);
/* (nullable) his name */
const char *mh_person_finder_get_name    (MhPersonFinder *self);

G_END_DECLS
