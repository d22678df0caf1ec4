/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives @window the size it had when it was last closed, and remembers its size from now on. */
void mh_window_memory_follow (GtkWindow *window);

G_END_DECLS
