/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-random.h"

static void
test_uuid (void)
{
  g_autoptr (MhRandom) seeded = mh_random_new_seeded (7);
  g_autoptr (MhRandom) chance = mh_random_new_system ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++) {
    char *uuid = mh_random_uuid (i % 2 == 0 ? seeded : chance);

    g_assert_true (g_uuid_string_is_valid (uuid));
    g_assert_cmpint (uuid[14], ==, '4');
    g_assert_nonnull (strchr ("89ab", uuid[19]));
    g_assert_true (g_hash_table_add (seen, uuid));
  }
}

static void
test_repeats (void)
{
  g_autoptr (MhRandom) one = mh_random_new_seeded (42);
  g_autoptr (MhRandom) two = mh_random_new_seeded (42);
  g_autoptr (MhRandom) other = mh_random_new_seeded (43);
  g_autofree char *first = mh_random_uuid (one);
  g_autofree char *second = mh_random_uuid (two);
  g_autofree char *third = mh_random_uuid (other);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, third);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (mh_random_below (one, 1000), ==, mh_random_below (two, 1000));
}

static void
test_below (void)
{
  static const guint32 limits[] = { 1, 2, 3, 10, 0x80000001, G_MAXUINT32 };
  g_autoptr (MhRandom) chance = mh_random_new_seeded (1);
  guint counts[3] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    for (guint n = 0; n < 1000; n++)
      g_assert_cmpuint (mh_random_below (chance, limits[i]), <, limits[i]);

  for (guint n = 0; n < 30000; n++)
    counts[mh_random_below (chance, 3)]++;
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpuint (counts[i], >, 9500);
    g_assert_cmpuint (counts[i], <, 10500);
  }
}

/* With a limit of three quarters of the range, draws by remainder alone would give the lowest third twice as often. */
static void
test_fair (void)
{
  g_autoptr (MhRandom) chance = mh_random_new_seeded (1);
  guint low = 0;

  for (guint n = 0; n < 30000; n++)
    if (mh_random_below (chance, 0xc0000000) < 0x40000000)
      low++;

  g_assert_cmpuint (low, >, 9500);
  g_assert_cmpuint (low, <, 10500);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/random/identifiers-differ", test_uuid);
  g_test_add_func ("/core/random/a-seed-repeats", test_repeats);
  g_test_add_func ("/core/random/numbers-stay-below-their-limit", test_below);
  g_test_add_func ("/core/random/no-number-is-favoured", test_fair);

  return g_test_run ();
}
