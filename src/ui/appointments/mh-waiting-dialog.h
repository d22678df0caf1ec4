/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-programme-table.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* 「キャンセル待ちに入れる」: one person, or two who go together, and when they can come. */
void mh_waiting_dialog_open (GtkWidget         *parent,
                             MhUiContext       *context,
                             const MhProgramme *programme);

G_END_DECLS
