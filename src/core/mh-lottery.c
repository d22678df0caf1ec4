/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-lottery"

#include "mh-lottery.h"

#include <string.h>

typedef struct {
  char  *hash;   /* (owned) */
  gint64 number;
} Ticket;

static void
clear_ticket (Ticket *ticket)
{
  g_free (ticket->hash);
}

static int
compare_tickets (gconstpointer a,
                 gconstpointer b)
{
  const Ticket *one = a;
  const Ticket *two = b;
  int order = strcmp (one->hash, two->hash);

  return order != 0 ? order : (one->number > two->number) - (one->number < two->number);
}

/**
 * mh_lottery_make_seed:
 * @random: chance
 *
 * Returns: (transfer full): %MH_LOTTERY_SEED_LENGTH hexadecimal digits in lower case
 */
char *
mh_lottery_make_seed (MhRandom *random)
{
  GString *seed = g_string_sized_new (MH_LOTTERY_SEED_LENGTH);

  while (seed->len < MH_LOTTERY_SEED_LENGTH)
    g_string_append_printf (seed, "%04x", mh_random_below (random, 0x10000));

  return g_string_free (seed, FALSE);
}

/**
 * mh_lottery_is_seed:
 * @seed: a text
 *
 * Returns: whether a lottery can be drawn by it
 */
gboolean
mh_lottery_is_seed (const char *seed)
{
  g_return_val_if_fail (seed != NULL, FALSE);

  return strlen (seed) >= MH_LOTTERY_LEAST_SEED && seed[strspn (seed, "0123456789abcdef")] == '\0';
}

/**
 * mh_lottery_draw:
 * @seed: a seed, see mh_lottery_make_seed()
 * @numbers: (array length=n_numbers): of those who take part, each once; their order does not matter
 * @n_numbers: how many
 *
 * Draws by sorting the hashes of seed and number, so that the seed alone decides and anybody who knows it comes to the same order.
 *
 * Returns: (transfer full) (array length=n_numbers): the numbers, the first drawn first
 */
gint64 *
mh_lottery_draw (const char   *seed,
                 const gint64 *numbers,
                 gsize         n_numbers)
{
  g_autoptr (GArray) tickets = g_array_sized_new (FALSE, FALSE, sizeof (Ticket), n_numbers);
  gint64 *drawn = g_new0 (gint64, n_numbers + 1);

  g_array_set_clear_func (tickets, (GDestroyNotify) clear_ticket);

  for (gsize i = 0; i < n_numbers; i++) {
    g_autofree char *text = g_strdup_printf ("%s:%" G_GINT64_FORMAT, seed, numbers[i]);
    Ticket ticket = { g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1), numbers[i] };

    g_array_append_val (tickets, ticket);
  }

  g_array_sort (tickets, compare_tickets);

  for (gsize i = 0; i < n_numbers; i++)
    drawn[i] = g_array_index (tickets, Ticket, i).number;

  return drawn;
}
