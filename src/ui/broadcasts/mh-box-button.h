/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/* Opens the window of two computers; to be seen only where this one is one of two. */
GtkWidget *mh_box_button_new (MhUiContext *context);

G_END_DECLS
