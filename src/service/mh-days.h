/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-session-table.h"

G_BEGIN_DECLS

/* A day (日程・会場) after it was opened. */

/* Changes what @wanted says of the session it names, but for its state: where somebody has a place, date and venue stay. */
gboolean  mh_days_edit        (const MhDesk     *desk,
                               const MhSession  *wanted,
                               GError          **error);
/* The slots of a day are those that @slots names (mh_slot_text_read()); new ones keep @phone places for the telephone. What stays keeps
 * its bookings; a slot where somebody has a place cannot go. */
gboolean  mh_days_set_slots   (const MhDesk     *desk,
                               gint64            session,
                               const char       *slots,
                               int               phone,
                               GError          **error);
/* Slots as mh_slot_text_read() reads them. @slots: (element-type MhSlot) by start */
char     *mh_days_write_slots (GPtrArray        *slots);
/* No more bookings and no more refills; who has a place keeps it. */
gboolean  mh_days_close       (const MhDesk     *desk,
                               gint64            session,
                               gint64           *out_act,  /* (optional) */
                               GError          **error);
gboolean  mh_days_reopen      (const MhDesk     *desk,
                               gint64            session,
                               gint64           *out_act,  /* (optional) */
                               GError          **error);

G_END_DECLS
