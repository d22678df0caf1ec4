/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"
#include "mh-dose.h"

G_BEGIN_DECLS

/* (element-type MhDoseRule) of a programme, by dose and age. */
GArray  *mh_dose_rule_table_list    (MhDb          *db,
                                     gint64         programme,
                                     GError       **error);
/* Inside an act: these instead of what was there; nothing is written where they are the same. */
gboolean mh_dose_rule_table_replace (MhDb          *db,
                                     gint64         programme,
                                     const GArray  *rules,
                                     GError       **error);

G_END_DECLS
