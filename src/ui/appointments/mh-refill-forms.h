/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-day.h"
#include "mh-form-window.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* What is asked and told about the waiting list and free places. @parent: any widget in the window */

/* Enters a yes. Where an own booking would go with it, that is asked first. */
void mh_refill_forms_accept       (GtkWidget   *parent,
                                   MhUiContext *context,
                                   gint64       offer);
/* Cancels a booking of @day and asks the next in other ways than the programme's, which are chosen to begin with. */
MhFormWindow *mh_refill_forms_cancel (GtkWidget   *parent,
                                      MhUiContext *context,
                                      const MhDay *day,
                                      gint64       booking);
/* Asks one more for the places of an open refill. */
void mh_refill_forms_ask_next     (GtkWidget   *parent,
                                   MhUiContext *context,
                                   gint64       round);
/* When and where a unit can come, its class and ways. */
void mh_refill_forms_edit_waiting (GtkWidget   *parent,
                                   MhUiContext *context,
                                   const MhDay *day,
                                   gint64       unit);
/* Places of a slot of @day that are simply free. */
void mh_refill_forms_offer_free   (GtkWidget   *parent,
                                   MhUiContext *context,
                                   const MhDay *day);

G_END_DECLS
