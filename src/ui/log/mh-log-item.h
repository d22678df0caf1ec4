/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-log.h"

G_BEGIN_DECLS

/* An entry of the log in a list. */
#define MH_TYPE_LOG_ITEM (mh_log_item_get_type ())
G_DECLARE_FINAL_TYPE (MhLogItem, mh_log_item, MH, LOG_ITEM, GObject)

/* @line: (transfer full) */
MhLogItem       *mh_log_item_new      (MhLogLine *line);
const MhLogLine *mh_log_item_get_line (MhLogItem *self);

G_END_DECLS
