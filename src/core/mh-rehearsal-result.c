/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-rehearsal-result"

#include "mh-rehearsal-private.h"

static const int band_starts[] = { 0, 1, 5, 12, 18, 40, 65, 75, 85, -1 };

/**
 * mh_rehearsal_result_new:
 * @town: what is rehearsed
 *
 * Returns: (transfer full): nobody yet, in each band, district and item
 */
MhRehearsalResult *
mh_rehearsal_result_new (const MhRehearsalTown *town)
{
  MhRehearsalResult *result = g_new0 (MhRehearsalResult, 1);

  result->bands = g_array_new (FALSE, TRUE, sizeof (MhRehearsalBand));
  result->districts = g_array_new (FALSE, TRUE, sizeof (MhRehearsalBand));
  result->items = g_array_new (FALSE, TRUE, sizeof (MhRehearsalItemResult));
  result->desk = g_array_new (FALSE, TRUE, sizeof (MhRehearsalHalfHour));
  result->weeks = g_array_new (FALSE, TRUE, sizeof (MhRehearsalWeek));
  result->minutes_until_gone = -1;

  g_array_set_size (result->items, town->n_items);
  g_array_set_size (result->bands, G_N_ELEMENTS (band_starts) - 1);
  for (guint i = 0; i < result->bands->len; i++)
    g_array_index (result->bands, MhRehearsalBand, i).key = band_starts[i];
  g_array_set_size (result->districts, town->n_districts + 1);
  for (guint i = 0; i < result->districts->len; i++)
    g_array_index (result->districts, MhRehearsalBand, i).key = (int) i;

  return result;
}

/**
 * mh_rehearsal_band_starts:
 *
 * Returns: (array zero-terminated): first year of each age band, the last followed by -1
 */
const int *
mh_rehearsal_band_starts (void)
{
  return band_starts;
}

/**
 * mh_rehearsal_result_free:
 * @result: a result
 */
void
mh_rehearsal_result_free (MhRehearsalResult *result)
{
  g_array_unref (result->bands);
  g_array_unref (result->districts);
  g_array_unref (result->items);
  g_array_unref (result->desk);
  g_array_unref (result->weeks);
  g_free (result);
}
