/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MhStretchRow:
 *
 * A stretch of a day that is cut into slots of one length: from, to, minutes of a slot, places of a slot.
 *
 * Signals: "changed"; "removed": its button says that it is not wanted.
 */
#define MH_TYPE_STRETCH_ROW (mh_stretch_row_get_type ())
G_DECLARE_FINAL_TYPE (MhStretchRow, mh_stretch_row, MH, STRETCH_ROW, GtkWidget)

GtkWidget *mh_stretch_row_new         (const char   *from,
                                       const char   *to);
/* 0: it cannot be cut into whole slots. */
int        mh_stretch_row_count_slots (MhStretchRow *self);
int        mh_stretch_row_get_places  (MhStretchRow *self);
/* "9:00-12:00/30x10" */
char      *mh_stretch_row_write       (MhStretchRow *self);

G_END_DECLS
