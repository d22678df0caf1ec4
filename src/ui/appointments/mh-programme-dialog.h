/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/* 「事業を追加」 and 「事業の決まり」: the rules of a programme, beside it whom they let come while they are written. @programme 0: a new one. */
void  mh_programme_dialog_open        (GtkWidget       *parent,
                                       MhUiContext     *context,
                                       gint64           programme);

G_END_DECLS
