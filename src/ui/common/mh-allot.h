/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-desk.h"

G_BEGIN_DECLS

/* What the windows share that give places of a programme to many people at once: the days to choose from, names, parts of the window. */

/* Read on a worker. */
typedef struct {
  GArray    *sessions;   /* (element-type gint64) open, today or later, by date */
  GPtrArray *days;       /* (element-type utf8) beside @sessions: date, venue, free places */
  GPtrArray *districts;  /* (element-type utf8) */
  int        doses;      /* of the programme */
  gint64     last_draw;  /* 0: none yet */
} MhAllotChoices;

void            mh_allot_choices_free (MhAllotChoices *choices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAllotChoices, mh_allot_choices_free)

/* An #MhUiWork; @input: (type gint64*) the programme. */
gpointer        mh_allot_read         (const MhDesk   *desk,
                                       gpointer        input,
                                       GError        **error);
/* (nullable): the names one after the other, as this desk shows them. */
char           *mh_allot_write_names  (const MhDesk   *desk,
                                       const gint64   *residents,
                                       gsize           n_residents,
                                       GError        **error);

/* A label that wraps; @css_class: (nullable). */
GtkLabel       *mh_allot_add_label    (GtkBox         *box,
                                       const char     *text,
                                       const char     *css_class);
/* A choice with its words above it, and for a screen reader. */
GtkDropDown    *mh_allot_add_choice   (GtkBox         *box,
                                       const char     *label);
/* @words: (element-type utf8) beneath @first, which is left out when %NULL. */
void            mh_allot_fill_choice  (GtkDropDown    *choice,
                                       const char     *first,
                                       GPtrArray      *words);
/* Puts a bar with a leaving and a doing button, and two columns into @window. Returns: (transfer none): the doing button */
GtkWidget      *mh_allot_build        (AdwWindow      *window,
                                       const char     *leave,
                                       const char     *act,
                                       GtkBox        **out_left,
                                       GtkBox        **out_right);
/* A list of lines that scrolls. */
GtkListBox     *mh_allot_add_list     (GtkBox         *box,
                                       const char     *name);
/* @lines: (element-type utf8) (nullable): %NULL empties it. */
void            mh_allot_fill_list    (GtkListBox     *list,
                                       GPtrArray      *lines);

G_END_DECLS
