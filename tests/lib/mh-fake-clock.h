/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-clock.h"

G_BEGIN_DECLS

#define MH_TYPE_FAKE_CLOCK (mh_fake_clock_get_type ())
G_DECLARE_FINAL_TYPE (MhFakeClock, mh_fake_clock, MH, FAKE_CLOCK, GObject)

/* A clock that stands still until it is moved. */
MhFakeClock *mh_fake_clock_new     (gint64       ms);
/* "2026-10-20 09:00" in Asia/Tokyo. */
MhFakeClock *mh_fake_clock_new_at  (const char  *civil);
void         mh_fake_clock_advance (MhFakeClock *self,
                                    gint64       ms);
void         mh_fake_clock_set     (MhFakeClock *self,
                                    gint64       ms);
/* From now on it goes on by so much each time somebody looks: work takes time. */
void         mh_fake_clock_run     (MhFakeClock *self,
                                    gint64       step_ms);

G_END_DECLS
