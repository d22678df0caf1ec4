/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-random.h"

G_BEGIN_DECLS

/* A lottery that anybody can draw again. Each number gets the SHA-256 (hexadecimal, lower case) of the ASCII text "SEED:NUMBER", the number
 * in decimal without leading zeros; whose is the smallest goes first. With a pocket tool:
 *   for n in 11 12 13; do echo "$(printf %s "$seed:$n" | sha256sum | cut -c1-64) $n"; done | sort */

/* Hexadecimal digits in a seed. */
#define MH_LOTTERY_SEED_LENGTH 64
/* The fewest that one made elsewhere may have. */
#define MH_LOTTERY_LEAST_SEED 32

/* Returns: (transfer full): a new seed */
char     *mh_lottery_make_seed (MhRandom     *random);
/* Whether @seed is one: hexadecimal digits in lower case, 32 or more. */
gboolean  mh_lottery_is_seed   (const char   *seed);
/* Returns: (transfer full) (array length=n_numbers): @numbers in the drawn order. Pure. */
gint64   *mh_lottery_draw      (const char   *seed,
                                const gint64 *numbers,
                                gsize         n_numbers);

G_END_DECLS
