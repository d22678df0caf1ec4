/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-window.h"

G_BEGIN_DECLS

/* From now on, until the window or the town closes: the bar at the top says when there was no good backup for some days, and after the
 * first one the recovery sheet is asked for, once. */
void mh_backup_watch_start (MhWindow     *window,
                            MhUiContext  *context);
void mh_backup_watch_stop  (MhWindow     *window);

G_END_DECLS
