/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-era"

#include "mh-era.h"

/* The first day of an era is a day of that era: 昭和64年1月7日 was followed by 平成元年1月8日. */
static const MhEra eras[MH_N_ERAS] = {
  [MH_ERA_MEIJI] = { "明治", "明", 'M', { 1868, 1, 25 } },
  [MH_ERA_TAISHO] = { "大正", "大", 'T', { 1912, 7, 30 } },
  [MH_ERA_SHOWA] = { "昭和", "昭", 'S', { 1926, 12, 25 } },
  [MH_ERA_HEISEI] = { "平成", "平", 'H', { 1989, 1, 8 } },
  [MH_ERA_REIWA] = { "令和", "令", 'R', { 2019, 5, 1 } },
};

/**
 * mh_era_get:
 * @number: %MH_ERA_MEIJI to %MH_ERA_REIWA
 *
 * Returns: (transfer none): that era
 */
const MhEra *
mh_era_get (guint number)
{
  g_return_val_if_fail (number < MH_N_ERAS, NULL);

  return &eras[number];
}

/**
 * mh_era_of:
 * @date: a whole date
 *
 * Returns: (transfer none): the era that @date lies in
 */
const MhEra *
mh_era_of (MhDate date)
{
  guint i = MH_N_ERAS - 1;

  while (i > 0 && mh_date_compare (date, eras[i].first) < 0)
    i--;

  return &eras[i];
}
