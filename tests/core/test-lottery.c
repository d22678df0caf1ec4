/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-lottery.h"

#include <string.h>

#define SEED "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* These orders were made with sha256sum and sort, not with this program; what was drawn once must come out so for ever. */
static void
test_vectors (void)
{
  static const struct {
    const char *seed;
    gint64      numbers[10];
    gint64      drawn[10];
    gsize       n;
  } cases[] = {
    { SEED, { 11, 12, 13, 14, 15, 7 }, { 12, 15, 7, 13, 11, 14 }, 6 },
    { SEED, { 7, 15, 14, 13, 12, 11 }, { 12, 15, 7, 13, 11, 14 }, 6 },
    { "ffffffffffffffffffffffffffffffff", { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, { 4, 1, 6, 9, 2, 8, 3, 10, 7, 5 }, 10 },
    { SEED, { 0 }, { 0 }, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree gint64 *drawn = mh_lottery_draw (cases[i].seed, cases[i].numbers, cases[i].n);

    for (gsize k = 0; k < cases[i].n; k++)
      g_assert_cmpint (drawn[k], ==, cases[i].drawn[k]);
  }
}

static void
test_seed (void)
{
  g_autoptr (MhRandom) random = mh_random_new_system ();
  g_autofree char *one = mh_lottery_make_seed (random);
  g_autofree char *two = mh_lottery_make_seed (random);

  g_assert_cmpuint (strlen (one), ==, MH_LOTTERY_SEED_LENGTH);
  g_assert_cmpstr (one, !=, two);
  g_assert_true (mh_lottery_is_seed (one));
  g_assert_false (mh_lottery_is_seed ("00112233"));
  g_assert_false (mh_lottery_is_seed ("00112233445566778899AABBCCDDEEFF"));
  g_assert_false (mh_lottery_is_seed ("00112233445566778899aabbccddeef "));
}

/* Each of four is first about as often as the others. */
static void
test_fair (void)
{
  g_autoptr (MhRandom) random = mh_random_new_seeded (7);
  const gint64 numbers[] = { 1, 2, 3, 4 };
  guint n_first[5] = { 0 };

  for (guint i = 0; i < 4000; i++) {
    g_autofree char *seed = mh_lottery_make_seed (random);
    g_autofree gint64 *drawn = mh_lottery_draw (seed, numbers, G_N_ELEMENTS (numbers));

    n_first[drawn[0]]++;
  }

  for (guint i = 1; i < G_N_ELEMENTS (n_first); i++) {
    g_assert_cmpuint (n_first[i], >, 850);
    g_assert_cmpuint (n_first[i], <, 1150);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/lottery/the-order-is-the-one-that-anybody-can-reckon", test_vectors);
  g_test_add_func ("/core/lottery/a-seed-is-long-and-new-each-time", test_seed);
  g_test_add_func ("/core/lottery/nobody-is-favoured", test_fair);

  return g_test_run ();
}
