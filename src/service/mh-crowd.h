/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-eligibility.h"
#include "mh-known.h"
#include "mh-past-dose-table.h"

G_BEGIN_DECLS

/* Several people beside one visit: what mh_eligibility_read() tells of each, read for all of them by a few queries. */
typedef struct _MhCrowd MhCrowd;

MhCrowd           *mh_crowd_read        (const MhDesk   *desk,
                                         const MhVisit  *visit,
                                         const gint64   *residents,
                                         gsize           n_residents,
                                         gboolean        with_reach,
                                         GError        **error);
void               mh_crowd_free        (MhCrowd        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCrowd, mh_crowd_free)
MhKnown           *mh_crowd_get_known   (MhCrowd        *self);
/* The active booking of @dose, or %NULL. */
const MhTakenDose *mh_crowd_find_booked (const MhCrowd  *self,
                                         gint64          resident,
                                         int             dose);
gboolean           mh_crowd_tell        (const MhCrowd  *self,
                                         gint64          resident,
                                         int             dose,
                                         gint64          except,
                                         MhPlanPerson   *out_person,
                                         GError        **error);

G_END_DECLS
