/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-clock.h"
#include "mh-round-view.h"

G_BEGIN_DECLS

/* A row of the refill panel: one offer, the messages about it, how long it stands, what to say on the telephone, and the answers. A
 * #MhIdRow; @over is connected to its countdown's "over". */
GtkWidget *mh_offer_row_new (const MhOfferView *offer,
                             MhClock           *clock,
                             GCallback          over,
                             gpointer           user_data);

G_END_DECLS
