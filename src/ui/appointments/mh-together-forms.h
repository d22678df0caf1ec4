/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking-together.h"
#include "mh-form-window.h"

G_BEGIN_DECLS

/* What a booking that is to be cancelled takes with it, and who may be cancelled in the same go. @together: (element-type MhTogether), not
 * empty; @refill: the next are asked. Returns: (transfer none): the window, whose "done" tells the round or 0 */
MhFormWindow *mh_together_forms_cancel (GtkWidget       *parent,
                                        MhUiContext     *context,
                                        const MhBooking *booking,
                                        GPtrArray       *together,
                                        gboolean         refill);
/* What the visit of a booking is for, to be changed. */
void          mh_together_forms_items  (GtkWidget       *parent,
                                        MhUiContext     *context,
                                        gint64           booking);

G_END_DECLS
