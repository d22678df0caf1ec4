/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-faults"

#include "mh-sandbox-faults.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-random.h"

#define MAX_DELAY 600000

struct _MhFaults
{
  guint     left[MH_N_FAULTS];  /* how many messages are still to meet each */
  guint     lookups;
  gboolean  quota;
  guint     delay;              /* ms */
  MhRandom *random;             /* (owned) (nullable) */
  guint     permille;
};

/* In the order in which they are used up. */
static const struct {
  const char *name;
  MhFault     fault;
} counted[] = {
  { "500", MH_FAULT_ERROR },
  { "500-after-accept", MH_FAULT_ERROR_AFTER },
  { "cut", MH_FAULT_CUT },
  { "cut-before", MH_FAULT_CUT_BEFORE },
  { "401", MH_FAULT_UNAUTHORIZED },
  { "429-rate", MH_FAULT_RATE },
  { "429-concurrency", MH_FAULT_CONCURRENCY },
};

/* What chance chooses from: faults that pass. */
static const MhFault passing[] = {
  MH_FAULT_ERROR,
  MH_FAULT_ERROR_AFTER,
  MH_FAULT_CUT,
  MH_FAULT_CUT_BEFORE,
  MH_FAULT_RATE,
  MH_FAULT_CONCURRENCY,
};

/**
 * mh_faults_new:
 *
 * Returns: (transfer full): no faults
 */
MhFaults *
mh_faults_new (void)
{
  return g_new0 (MhFaults, 1);
}

/**
 * mh_faults_free:
 * @self: (nullable) (transfer full): faults
 *
 * Frees them.
 */
void
mh_faults_free (MhFaults *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->random);
  g_free (self);
}

static gboolean
read_number (const char *text,
             guint64     max,
             guint      *out_value)
{
  guint64 value;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, max, &value, NULL))
    return FALSE;

  *out_value = (guint) value;

  return TRUE;
}

static gboolean
add_parts (MhFaults *self,
           GStrv     parts)
{
  guint n = g_strv_length (parts);
  guint value, permille;

  if (n == 1 && strcmp (parts[0], "none") == 0) {
    g_clear_object (&self->random);
    memset (self, 0, sizeof *self);
    return TRUE;
  }

  if (n == 1 && strcmp (parts[0], "429-quota") == 0) {
    self->quota = TRUE;
    return TRUE;
  }

  if (n == 2 && strcmp (parts[0], "slow") == 0)
    return read_number (parts[1], MAX_DELAY, &self->delay);

  if (n == 2 && strcmp (parts[0], "500-lookup") == 0)
    return read_number (parts[1], G_MAXUINT, &self->lookups);

  if (n == 3 && strcmp (parts[0], "random") == 0) {
    if (!read_number (parts[1], G_MAXUINT32, &value) || !read_number (parts[2], 1000, &permille))
      return FALSE;

    g_clear_object (&self->random);
    self->random = mh_random_new_seeded (value);
    self->permille = permille;
    return TRUE;
  }

  for (gsize i = 0; n == 2 && i < G_N_ELEMENTS (counted); i++)
    if (strcmp (parts[0], counted[i].name) == 0)
      return read_number (parts[1], G_MAXUINT, &self->left[counted[i].fault]);

  return FALSE;
}

/**
 * mh_faults_add:
 * @self: faults
 * @spec: "500:N", "500-after-accept:N", "cut:N", "cut-before:N", "401:N", "429-rate:N", "429-concurrency:N" for the next N
 *   messages; "429-quota" until "none"; "500-lookup:N" for the next N look-ups; "slow:MS" for every answer;
 *   "random:SEED:PERMILLE" for that share of all messages; "none" ends them all
 * @error: return location: %MH_ERROR_INVALID
 *
 * Returns: whether @spec was understood
 */
gboolean
mh_faults_add (MhFaults   *self,
               const char *spec,
               GError    **error)
{
  g_auto (GStrv) parts = g_strsplit (spec, ":", 4);

  if (add_parts (self, parts))
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” is not a fault that can be ordered."), spec);

  return FALSE;
}

/**
 * mh_faults_take:
 * @self: faults
 *
 * Returns: what goes wrong with the message that has just come in
 */
MhFault
mh_faults_take (MhFaults *self)
{
  if (self->quota)
    return MH_FAULT_QUOTA;

  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    if (self->left[counted[i].fault] > 0) {
      self->left[counted[i].fault]--;
      return counted[i].fault;
    }

  if (self->random != NULL && mh_random_below (self->random, 1000) < self->permille)
    return passing[mh_random_below (self->random, G_N_ELEMENTS (passing))];

  return MH_FAULT_NONE;
}

/**
 * mh_faults_take_lookup:
 * @self: faults
 *
 * Returns: whether the look-up that has just come in fails
 */
gboolean
mh_faults_take_lookup (MhFaults *self)
{
  if (self->lookups == 0)
    return FALSE;

  self->lookups--;

  return TRUE;
}

/**
 * mh_faults_get_delay:
 * @self: faults
 *
 * Returns: how long each answer is kept back, in milliseconds
 */
guint
mh_faults_get_delay (MhFaults *self)
{
  return self->delay;
}
