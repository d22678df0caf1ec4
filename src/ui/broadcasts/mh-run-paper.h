/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/* Results of a broadcast that leave the screen. @state: (nullable) static; only who stands there */
void mh_run_paper_print (GtkWidget    *widget,
                         MhUiContext  *context,
                         gint64        broadcast,
                         const char   *state);
/* The list as a CSV file, where the nurse says. */
void mh_run_paper_save  (GtkWidget    *widget,
                         MhUiContext  *context,
                         gint64        broadcast);

G_END_DECLS
