/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

typedef void (*MhSessionAdded) (GtkWidget *parent,
                                gint64     session);

/* 「日程を追加」: programme, date, venue and stretches of time that are cut into slots, with the sum while typing. @programme: the one that
 * is chosen at first, or 0. */
void mh_session_dialog_open (GtkWidget      *parent,
                             MhUiContext    *context,
                             gint64          programme,
                             MhSessionAdded  added);

G_END_DECLS
