/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* 練習: what to try in the practice town, one step after the other. The log tells what was done, so nothing has to be ticked off by hand. */
typedef enum {
  MH_GUIDE_REFILL,
  MH_GUIDE_BROADCAST,
  MH_GUIDE_RECEPTION,
  MH_GUIDE_N_COURSES
} MhGuideCourse;

const char *mh_guide_get_title (MhGuideCourse course);
guint       mh_guide_get_length (MhGuideCourse course);
const char *mh_guide_get_step (MhGuideCourse course,
                               guint         step);
/* Where the log ends now: where a course begins. -1 with @error */
gint64      mh_guide_begin (const MhDesk *desk,
                            GError      **error);
/* How many steps were done since @begun, in their order; -1 with @error. */
int         mh_guide_count_done (const MhDesk *desk,
                                 MhGuideCourse course,
                                 gint64        begun,
                                 GError      **error);

G_END_DECLS
