/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-fake-clock"

#include "mh-fake-clock.h"

#include <stdio.h>

#include "mh-date.h"

struct _MhFakeClock
{
  GObject parent_instance;

  gint64  now;
  gint64  step;  /* ms, at each look */
};

static gint64
get_now (MhClock *clock)
{
  MhFakeClock *self = MH_FAKE_CLOCK (clock);

  self->now += self->step;

  return self->now;
}

static void
implement_clock (MhClockInterface *iface)
{
  iface->now = get_now;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MhFakeClock, mh_fake_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_CLOCK, implement_clock))

static void
mh_fake_clock_class_init (MhFakeClockClass *klass)
{
}

static void
mh_fake_clock_init (MhFakeClock *self)
{
}

MhFakeClock *
mh_fake_clock_new (gint64 ms)
{
  MhFakeClock *self = g_object_new (MH_TYPE_FAKE_CLOCK, NULL);

  self->now = ms;

  return self;
}

MhFakeClock *
mh_fake_clock_new_at (const char *civil)
{
  int year, month, day, hour, minute;
  MhDate date;

  if (sscanf (civil, "%d-%d-%d %d:%d", &year, &month, &day, &hour, &minute) != 5 ||
      !mh_date_make (year, month, day, &date))
    g_error ("Not a time: %s", civil);

  return mh_fake_clock_new (mh_ms_from_civil (date, hour * 60 + minute));
}

void
mh_fake_clock_advance (MhFakeClock *self,
                       gint64       ms)
{
  self->now += ms;
}

void
mh_fake_clock_set (MhFakeClock *self,
                   gint64       ms)
{
  self->now = ms;
}

void
mh_fake_clock_run (MhFakeClock *self,
                   gint64       step_ms)
{
  self->step = step_ms;
}
