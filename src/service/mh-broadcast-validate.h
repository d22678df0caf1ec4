/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast.h"
#include "mh-dispatcher.h"

G_BEGIN_DECLS

/* LINE is asked, before a broadcast is held, whether it would take the messages of @sheet. Sends nothing. */
void       mh_broadcast_validate_async  (MhDispatcher           *dispatcher,
                                         const MhBroadcastSheet *sheet,
                                         GCancellable           *cancellable,
                                         GAsyncReadyCallback     callback,
                                         gpointer                user_data);
/* Returns: (transfer full) (nullable): what belongs on the sheet. It stops the broadcast where LINE refuses, and is only told where LINE did not
 * answer; %NULL when LINE takes the words, or is not set up, or nothing goes over it. */
MhFinding *mh_broadcast_validate_finish (MhDispatcher           *dispatcher,
                                         GAsyncResult           *result);

G_END_DECLS
