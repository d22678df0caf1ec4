/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-clock"

#include "mh-clock.h"

G_DEFINE_INTERFACE (MhClock, mh_clock, G_TYPE_OBJECT)

#define MH_TYPE_SYSTEM_CLOCK (mh_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (MhSystemClock, mh_system_clock, MH, SYSTEM_CLOCK, GObject)

struct _MhSystemClock
{
  GObject parent_instance;
};

#define MH_TYPE_FILE_CLOCK (mh_file_clock_get_type ())
G_DECLARE_FINAL_TYPE (MhFileClock, mh_file_clock, MH, FILE_CLOCK, GObject)

struct _MhFileClock
{
  GObject parent_instance;

  char   *path;  /* (owned) */
  GMutex  lock;
  gint64  last;  /* what was read last, under the lock */
};

static gint64
read_computer (MhClock *clock)
{
  return g_get_real_time () / 1000;
}

/* A file that is just being written may be empty for an instant: the time that was read before stands. */
static gint64
read_file (MhClock *clock)
{
  MhFileClock *self = MH_FILE_CLOCK (clock);
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *contents = NULL;
  gint64 ms;

  if (!g_file_get_contents (self->path, &contents, NULL, NULL)) {
    g_warning ("The file with the artificial time cannot be read");
    return self->last;
  }

  g_strstrip (contents);
  if (g_ascii_string_to_signed (contents, 10, G_MININT64, G_MAXINT64, &ms, NULL))
    self->last = ms;
  else if (*contents != '\0')
    g_warning ("The file with the artificial time does not hold a number");

  return self->last;
}

static void
implement_system_clock (MhClockInterface *iface)
{
  iface->now = read_computer;
}

static void
implement_file_clock (MhClockInterface *iface)
{
  iface->now = read_file;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MhSystemClock, mh_system_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_CLOCK, implement_system_clock))
G_DEFINE_FINAL_TYPE_WITH_CODE (MhFileClock, mh_file_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_CLOCK, implement_file_clock))

static void
mh_file_clock_finalize (GObject *object)
{
  MhFileClock *self = MH_FILE_CLOCK (object);

  g_free (self->path);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (mh_file_clock_parent_class)->finalize (object);
}

static void
mh_clock_default_init (MhClockInterface *iface)
{
}

static void
mh_system_clock_class_init (MhSystemClockClass *klass)
{
}

static void
mh_system_clock_init (MhSystemClock *self)
{
}

static void
mh_file_clock_class_init (MhFileClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_file_clock_finalize;
}

static void
mh_file_clock_init (MhFileClock *self)
{
  g_mutex_init (&self->lock);
}

/**
 * mh_clock_now:
 * @self: a clock
 *
 * Any thread may ask.
 *
 * Returns: milliseconds since 1970-01-01 00:00 UTC
 */
gint64
mh_clock_now (MhClock *self)
{
  g_return_val_if_fail (MH_IS_CLOCK (self), 0);

  return MH_CLOCK_GET_IFACE (self)->now (self);
}

/**
 * mh_clock_new_system:
 *
 * Returns: (transfer full): the computer's clock
 */
MhClock *
mh_clock_new_system (void)
{
  return g_object_new (MH_TYPE_SYSTEM_CLOCK, NULL);
}

/**
 * mh_clock_new_file:
 * @path: a file that holds milliseconds since the epoch as text
 *
 * Whoever moves the time should replace the file as a whole (g_file_set_contents()), so that nobody reads half a number.
 *
 * Returns: (transfer full): a clock that reads @path at each call
 */
MhClock *
mh_clock_new_file (const char *path)
{
  MhFileClock *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (MH_TYPE_FILE_CLOCK, NULL);
  self->path = g_strdup (path);

  return MH_CLOCK (self);
}
