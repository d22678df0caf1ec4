/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-session-table.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* 「受付名簿」: the pages as they will be on paper, by time or by kana; saved as a PDF or printed. Only what is saved or printed takes a
 * copy number and stands in the log. */
void mh_roster_preview_open (GtkWidget       *parent,
                             MhUiContext     *context,
                             const MhSession *session);

G_END_DECLS
