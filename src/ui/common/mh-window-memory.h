/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): what this PC remembers of how the window looks; %NULL where that is not installed. */
GSettings *mh_window_memory_open   (void);
/* Gives @window the size it had when it was last closed, and remembers its size from now on. */
void       mh_window_memory_follow (GtkWindow *window);

G_END_DECLS
