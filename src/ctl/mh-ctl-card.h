/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast.h"
#include "mh-ctl.h"

G_BEGIN_DECLS

/* Asks LINE whether it would take the messages of @sheet and adds what it says to the findings. */
gboolean mh_ctl_ask_line      (MhCtlCall        *call,
                               MhBroadcastSheet *sheet,
                               GError          **error);

/* How @text looks as a card over LINE, as the member "line-card" of the open object. */
gboolean mh_ctl_add_line_card (MhCtlCall    *call,
                               const MhDesk *desk,
                               const char   *text,
                               GError      **error);

G_END_DECLS
