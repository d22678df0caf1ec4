/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-window.h"

G_BEGIN_DECLS

/* The id of the page about what somebody looks at: @front, the window in front, or the place behind it. */
const char *mh_help_topics_find   (GtkWindow *front);
/* Has F1 open that page in every window there is and will be. */
void        mh_help_topics_follow (MhWindow  *window);

G_END_DECLS
