/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-test-desk"

#include "mh-test-desk.h"

#include "mh-town.h"

#define SETTLE_MS 60

static void
add_people (MhTestTown *town,
            guint       n)
{
  static const char * const names[] = { "佐藤 花子", "鈴木 一郎", "髙橋 ハル", "渡邊 実" };
  static const char * const kana[] = { "サトウ ハナコ", "スズキ イチロウ", "タカハシ ハル", "ワタナベ ミノル" };

  for (guint i = 1; i <= n; i++) {
    g_autofree char *number = g_strdup_printf ("%010u", i);
    g_autofree char *birth = g_strdup_printf ("%u-%02u-%02u", 1930 + i % 90, 1 + i % 12, 1 + i % 28);
    gint64 id = mh_test_town_add_resident (town, number, names[i % G_N_ELEMENTS (names)], kana[i % G_N_ELEMENTS (kana)],
                                           birth);

    if (i % 3 == 0) {
      g_autofree char *phone = g_strdup_printf ("090%08u", 12340000 + i);

      mh_test_town_add_contact (town, id, "mobile", phone);
    }
    if (i % 50 == 0)
      mh_test_town_protect (town, id);
  }
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

MhTestDesk *
mh_test_desk_new (guint n_people)
{
  MhTestDesk *desk = g_new0 (MhTestDesk, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  desk->town = mh_test_town_new ("2026-10-20 09:00");
  /* Some hundred acts would wait for the disk as often. */
  mh_db_exec (desk->town->db, "PRAGMA synchronous = OFF", &error);
  g_assert_no_error (error);
  add_people (desk->town, n_people);

  path = mh_town_database_path (desk->town->dir);
  desk->store = mh_store_new (&mh_db_driver_sqlite, path, &error);
  g_assert_no_error (error);

  desk->context = mh_ui_context_new (desk->store, MH_CLOCK (desk->town->clock), desk->town->random, desk->town->dir, TRUE);
  mh_ui_context_set_operator (desk->context, "保健 花子");

  return desk;
}

void
mh_test_desk_free (MhTestDesk *desk)
{
  mh_store_close (desk->store);
  mh_test_settle ();
  g_assert_finalize_object (desk->context);
  g_assert_finalize_object (desk->store);
  mh_test_town_free (desk->town);
  g_free (desk);
}

void
mh_test_wait (MhTestCondition condition,
              gpointer        data)
{
  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
}

void
mh_test_settle (void)
{
  gboolean is_up = FALSE;

  g_timeout_add (SETTLE_MS, time_is_up_cb, &is_up);
  while (!is_up)
    g_main_context_iteration (NULL, TRUE);
}
