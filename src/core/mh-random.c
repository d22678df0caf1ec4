/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-random"

#include "mh-random.h"

struct _MhRandom
{
  GObject  parent_instance;

  GMutex   lock;    /* a GRand knows no threads */
  GRand   *rand;    /* (owned) */
  gboolean seeded;
};

G_DEFINE_FINAL_TYPE (MhRandom, mh_random, G_TYPE_OBJECT)

static void
mh_random_finalize (GObject *object)
{
  MhRandom *self = MH_RANDOM (object);

  g_clear_pointer (&self->rand, g_rand_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (mh_random_parent_class)->finalize (object);
}

static void
mh_random_class_init (MhRandomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_random_finalize;
}

static void
mh_random_init (MhRandom *self)
{
  g_mutex_init (&self->lock);
}

/**
 * mh_random_new_system:
 *
 * Returns: (transfer full): chance that nobody can repeat; good for identifiers and draws, not for secrets
 */
MhRandom *
mh_random_new_system (void)
{
  MhRandom *self = g_object_new (MH_TYPE_RANDOM, NULL);

  self->rand = g_rand_new ();

  return self;
}

/**
 * mh_random_new_seeded:
 * @seed: any number
 *
 * Returns: (transfer full): chance that gives the same answers each time it is made with @seed
 */
MhRandom *
mh_random_new_seeded (guint32 seed)
{
  MhRandom *self = g_object_new (MH_TYPE_RANDOM, NULL);

  self->rand = g_rand_new_with_seed (seed);
  self->seeded = TRUE;

  return self;
}

/**
 * mh_random_uuid:
 * @self: chance
 *
 * Any thread may ask.
 *
 * Returns: (transfer full): a version 4 UUID (RFC 4122) in lower case, 36 characters
 */
char *
mh_random_uuid (MhRandom *self)
{
  g_autoptr (GMutexLocker) locker = NULL;
  guint32 words[4];

  g_return_val_if_fail (MH_IS_RANDOM (self), NULL);

  if (!self->seeded)
    return g_uuid_string_random ();

  locker = g_mutex_locker_new (&self->lock);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = g_rand_int (self->rand);

  words[1] = (words[1] & 0xffff0fff) | 0x00004000;  /* version 4 */
  words[2] = (words[2] & 0x3fffffff) | 0x80000000;  /* variant of the RFC */

  return g_strdup_printf ("%08x-%04x-%04x-%04x-%04x%08x", words[0], words[1] >> 16, words[1] & 0xffff,
                          words[2] >> 16, words[2] & 0xffff, words[3]);
}

/**
 * mh_random_below:
 * @self: chance
 * @limit: 1 or more
 *
 * Any thread may ask. Every number is equally likely: draws that would favour the small ones are made again.
 *
 * Returns: a number from 0 to @limit - 1
 */
guint32
mh_random_below (MhRandom *self,
                 guint32   limit)
{
  g_autoptr (GMutexLocker) locker = NULL;
  guint32 unfair;
  guint32 drawn;

  g_return_val_if_fail (MH_IS_RANDOM (self), 0);
  g_return_val_if_fail (limit > 0, 0);

  locker = g_mutex_locker_new (&self->lock);
  unfair = (G_MAXUINT32 - limit + 1) % limit;
  do
    drawn = g_rand_int (self->rand);
  while (drawn < unfair);

  return drawn % limit;
}
