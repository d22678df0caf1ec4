/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/* Prints the recovery sheet of the town's key and remembers that it was printed. @parent: any widget in the window. */
void mh_backup_sheet_print (GtkWidget    *parent,
                            MhUiContext  *context);

G_END_DECLS
