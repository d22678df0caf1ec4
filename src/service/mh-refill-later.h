/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-eligibility.h"
#include "mh-waiting-table.h"

G_BEGIN_DECLS

/* The free places of a programme after a day, copied once for many questions. */
typedef struct _MhLaterPlaces MhLaterPlaces;

MhLaterPlaces *mh_later_places_read    (const MhDesk        *desk,
                                        const MhVisit       *visit,
                                        GError             **error);
void           mh_later_places_free    (MhLaterPlaces       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhLaterPlaces, mh_later_places_free)

/* Begins with a unit: all places are free again. */
void           mh_later_places_start   (MhLaterPlaces       *self);
/* Whether somebody born on @birth who has @dose at @visit finds a place for each dose after it by the rules; what is found is taken until
 * mh_later_places_start(). */
gboolean       mh_later_places_take    (MhLaterPlaces       *self,
                                        const MhVisit       *visit,
                                        MhDate               birth,
                                        int                  dose);
/* On which day the dose after @dose would be, as bookings of doses together choose it; no date where none is free. */
MhDate         mh_later_places_suggest (const MhLaterPlaces *self,
                                        const MhVisit       *visit,
                                        MhDate               birth,
                                        int                  dose);

G_END_DECLS
