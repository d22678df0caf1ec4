/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-vial"

#include "mh-vial.h"

static int
divide_up (int number,
           int by)
{
  return (number + by - 1) / by;
}

/**
 * mh_vial_count:
 * @per_vial: doses in a vial
 * @n_given: doses given of the lot today, 0 or more
 * @n_people: people who are there or still to come, 0 or more
 * @out_count: (out): what that makes
 *
 * Returns: whether there is anything to count: one dose a vial leaves nothing over
 */
gboolean
mh_vial_count (int          per_vial,
               int          n_given,
               int          n_people,
               MhVialCount *out_count)
{
  int n_all = n_given + n_people;

  g_return_val_if_fail (n_given >= 0 && n_people >= 0, FALSE);

  *out_count = (MhVialCount) { 0 };
  if (per_vial < 2)
    return FALSE;

  out_count->n_opened = divide_up (n_given, per_vial);
  out_count->n_left = out_count->n_opened * per_vial - n_given;
  out_count->n_to_open = divide_up (n_all, per_vial) - out_count->n_opened;
  out_count->n_to_fill = divide_up (n_all, per_vial) * per_vial - n_all;

  return TRUE;
}
