/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-age.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* 「事業を追加」: the rules of a programme, with the birth dates that its age rule means while typing. */
void  mh_programme_dialog_open        (GtkWidget       *parent,
                                       MhUiContext     *context);
/* 「昭和36年4月1日以前に生まれた人」; @on: the day for which the rule is read. */
char *mh_programme_dialog_write_range (const MhAgeRule *rule,
                                       MhDate           on);

G_END_DECLS
