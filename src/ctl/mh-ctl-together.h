/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking-table.h"
#include "mh-ctl.h"

G_BEGIN_DECLS

/* What the commands about bookings share. */
gboolean   mh_ctl_check_way   (const char          *via,
                               GError             **error);
/* @bookings: (element-type MhBooking) a booking and those made or moved with it; @act 0: a preview, whose ids name nothing */
/* "waiting-on": who goes on waiting after @act; nothing where it parted nobody. */
gboolean   mh_ctl_add_waiting_on (MhCtlCall        *call,
                               const MhDesk        *desk,
                               gint64               act,
                               GError             **error);
void       mh_ctl_add_placed  (MhCtlCall           *call,
                               const GPtrArray     *bookings,
                               gint64               act);
/* (element-type MhBooking) a booking and the doses after it. */
GPtrArray *mh_ctl_list_placed (const MhDesk        *desk,
                               gint64               id,
                               GError             **error);
/* (element-type gint64) items by their names. */
GArray    *mh_ctl_read_items  (const MhDesk        *desk,
                               gint64               programme,
                               const char * const  *names,
                               GError             **error);

G_END_DECLS
