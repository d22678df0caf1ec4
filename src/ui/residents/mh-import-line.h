/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/* Asks for a CSV file of LINE user ids and register numbers and takes it in at once: one act, which the toast offers to take back. Rows that do
 * not fit are shown with their line and a reason. */
void mh_import_line_run (GtkWidget   *parent,
                         MhUiContext *context);

G_END_DECLS
