/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-send-rule-table.h"

G_BEGIN_DECLS

/* Rules by which the clock reminds those who are booked. mh_send_rule_table_list() lists them. Acts. */
gint64   mh_broadcast_reminder_add    (const MhDesk      *desk,
                                       const MhSendRule  *rule,
                                       GError           **error);
gboolean mh_broadcast_reminder_remove (const MhDesk      *desk,
                                       gint64             rule,
                                       GError           **error);

G_END_DECLS
