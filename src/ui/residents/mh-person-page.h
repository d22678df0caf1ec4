/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPersonPage:
 *
 * All about one resident: facts, contacts, bookings, waiting list, messages, and who looked. Opening it is noted in the log.
 *
 * Signal "left": back to the list was asked for.
 */
#define MH_TYPE_PERSON_PAGE (mh_person_page_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonPage, mh_person_page, MH, PERSON_PAGE, GtkWidget)

GtkWidget *mh_person_page_new     (MhUiContext  *context);
void       mh_person_page_show    (MhPersonPage *self,
                                   gint64        id);
void       mh_person_page_refresh (MhPersonPage *self);
/* Forgets the person, also what was revealed. */
void       mh_person_page_clear   (MhPersonPage *self);

G_END_DECLS
