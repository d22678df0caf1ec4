/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MhIdRow:
 *
 * A row of a list box that knows what it stands for, and what it looked like when it was made: so a list that is read again
 * replaces its rows only where something changed, and keeps selection and keyboard focus.
 */
#define MH_TYPE_ID_ROW (mh_id_row_get_type ())
G_DECLARE_FINAL_TYPE (MhIdRow, mh_id_row, MH, ID_ROW, GtkListBoxRow)

/* @looks: all that it shows, as one text; also its name for screen readers. */
GtkWidget *mh_id_row_new     (gint64      id,
                              const char *looks,
                              GtkWidget  *child);
gint64     mh_id_row_get_id  (MhIdRow    *self);

/* Puts @rows (element-type MhIdRow) in place of those of @box; what was selected and focused stays so, where it is still there. */
void       mh_id_rows_put    (GtkListBox *box,
                              GPtrArray  *rows);
/* 0: none is selected. */
gint64     mh_id_rows_get    (GtkListBox *box);
/* Selects and, with @focus, brings the keyboard there. %FALSE: there is no such row. */
gboolean   mh_id_rows_select (GtkListBox *box,
                              gint64      id,
                              gboolean    focus);

G_END_DECLS
