/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-day.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* 「時間を変える」: the slots of the programme that have room; Enter moves @booking there. What speaks against it is a sentence in place,
 * with a field for the reason where one lifts it. @parent: the place. */
void mh_move_dialog_open (GtkWidget   *parent,
                          MhUiContext *context,
                          const MhDay *day,
                          gint64       booking);

G_END_DECLS
