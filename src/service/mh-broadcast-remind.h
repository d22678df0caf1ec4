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
/* All of it, and whether it is on, by its id. Nobody is reminded by it for a day whose moment has gone by. */
gboolean mh_broadcast_reminder_change (const MhDesk      *desk,
                                       const MhSendRule  *rule,
                                       GError           **error);
gboolean mh_broadcast_reminder_remove (const MhDesk      *desk,
                                       gint64             rule,
                                       GError           **error);

/* A reminder that is still to be made. */
typedef struct {
  gint64  rule;
  gint64  session;
  gint64  at;        /* ms, when it leaves; in the past: at the next look */
  char   *name;      /* what the broadcast will be called: day and venue */
  guint   n_people;  /* who would get it, judged now */
} MhReminderNext;

void       mh_reminder_next_free         (MhReminderNext  *next);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhReminderNext, mh_reminder_next_free)

/* (element-type MhReminderNext) the next @most by time. Reads only. */
GPtrArray *mh_broadcast_reminders_upcoming (const MhDesk  *desk,
                                       guint              most,
                                       GError           **error);

G_END_DECLS
