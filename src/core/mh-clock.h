/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MH_TYPE_CLOCK (mh_clock_get_type ())
G_DECLARE_INTERFACE (MhClock, mh_clock, MH, CLOCK, GObject)

/* The seam for time. Times are milliseconds since 1970-01-01 UTC everywhere in the program. */
struct _MhClockInterface
{
  GTypeInterface parent_iface;

  gint64 (*now) (MhClock *self);
};

gint64   mh_clock_now        (MhClock    *self);

/* The computer's clock. */
MhClock *mh_clock_new_system (void);

/* Reads @path at each call: an integer, milliseconds since the epoch, as text; several processes then share one
 * artificial time. Only used by builds with -Dtesting=true. */
MhClock *mh_clock_new_file   (const char *path);

G_END_DECLS
