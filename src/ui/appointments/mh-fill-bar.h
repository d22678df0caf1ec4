/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MhFillBar:
 *
 * How full something is, as a small bar: booked, on offer, free; told apart without colour, too. What stands beside it says the same.
 */
#define MH_TYPE_FILL_BAR (mh_fill_bar_get_type ())
G_DECLARE_FINAL_TYPE (MhFillBar, mh_fill_bar, MH, FILL_BAR, GtkWidget)

GtkWidget *mh_fill_bar_new (void);
/* Without any places nothing is drawn. @is_closed: crossed out. */
void       mh_fill_bar_set (MhFillBar *self,
                            int        n_booked,
                            int        n_held,
                            int        n_free,
                            gboolean   is_closed);

G_END_DECLS
