/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-holidays.h"

#include <string.h>

#include "mh-config.h"
#include "mh-error.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-undo.h"

static MhHolidayChanges *
import (MhTestTown *town,
        const char *first,
        const char *second,
        gboolean    dry_run,
        GError    **error)
{
  g_autoptr (GBytes) one = g_bytes_new_static (first, strlen (first));
  g_autoptr (GBytes) two = second != NULL ? g_bytes_new_static (second, strlen (second)) : NULL;
  GBytes *files[] = { one, two };

  return mh_holidays_import (&town->desk, files, second != NULL ? 2 : 1, dry_run, error);
}

static MhDate
day (const char *iso)
{
  MhDate date;

  g_assert_true (mh_date_from_iso (iso, &date));

  return date;
}

static void
test_replaces_the_list (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhHolidayChanges) first = import (town, "日,名称\r\n2026/11/3,文化の日\r\n2026/11/23,勤労感謝の日\r\n", NULL, FALSE, &error);
  g_autoptr (MhHolidayChanges) look = NULL;
  g_autoptr (MhHolidayChanges) second = NULL;
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (first->added->len, ==, 2);
  g_assert_cmpuint (first->skipped->len, ==, 0);

  look = import (town, "日,名称\r\n2026/11/3,ぶんかの日\r\nこれは何,\r\n", "令和8年12月29日,年末の休み\r\n", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (look->added->len, ==, 1);
  g_assert_cmpuint (look->removed->len, ==, 1);
  g_assert_cmpuint (look->renamed->len, ==, 1);
  g_assert_cmpuint (look->skipped->len, ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM holiday WHERE name = '勤労感謝の日'"), ==, 1);

  second = import (town, "日,名称\r\n2026/11/3,ぶんかの日\r\n", "令和8年12月29日,年末の休み\r\n", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM holiday"), ==, 2);
  name = mh_holidays_describe (&town->desk, day ("2026-12-29"), &error);
  g_assert_cmpstr (name, ==, "年末の休み");

  {
    gint64 act;
    g_autoptr (MhUndoResult) undo = NULL;

    g_assert_true (mh_undo_find_last (town->db, &act, &error));
    undo = mh_undo_run (town->db, mh_desk_now (&town->desk), "佐藤", act, &error);
    g_assert_no_error (error);
    g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM holiday WHERE name IN ('勤労感謝の日', '文化の日')"), ==, 2);
    g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM holiday"), ==, 2);
  }
}

static char *
write_list (MhTestTown *town)
{
  g_autoptr (GPtrArray) list = mh_holiday_table_list (town->db, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++) {
    const MhHoliday *holiday = g_ptr_array_index (list, i);
    g_autofree char *date = mh_date_to_iso (holiday->date);

    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", date, holiday->name);
  }

  return g_string_free (text, FALSE);
}

/* One file after the other into the same list. */
static void
test_a_file_replaces_its_own_years (void)
{
  static const struct {
    const char *file;
    const char *list;     /* then */
    guint       removed;
    guint       n_days;
    const char *last;
  } steps[] = {
    { "2026/11/3,文化の日\r\n2026/11/23,勤労感謝の日\r\n", "2026-11-03 文化の日, 2026-11-23 勤労感謝の日", 0, 2, "2026-11-23" },
    { "2027/1/1,元日\r\n", "2026-11-03 文化の日, 2026-11-23 勤労感謝の日, 2027-01-01 元日", 0, 3, "2027-01-01" },
    { "2026/11/3,文化の日\r\n", "2026-11-03 文化の日, 2027-01-01 元日", 1, 2, "2027-01-01" },
    { "2025/12/31,大みそか\r\n2027/1/4,休み\r\n", "2025-12-31 大みそか, 2026-11-03 文化の日, 2027-01-04 休み", 1, 3, "2027-01-04" },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhHolidayChanges) look = import (town, steps[i].file, NULL, TRUE, &error);
    g_autoptr (MhHolidayChanges) changes = import (town, steps[i].file, NULL, FALSE, &error);
    g_autofree char *list = write_list (town);

    g_assert_no_error (error);
    g_assert_cmpstr (list, ==, steps[i].list);
    g_assert_cmpuint (look->removed->len, ==, steps[i].removed);
    g_assert_cmpuint (changes->removed->len, ==, steps[i].removed);
    g_assert_cmpuint (changes->n_days, ==, steps[i].n_days);
    g_assert_cmpint (mh_date_compare (changes->last, day (steps[i].last)), ==, 0);
    g_assert_cmpuint (changes->years->len, ==, i == 3 ? 2 : 1);
  }
}

static void
test_a_wrong_file_changes_nothing (void)
{
  static const char * const wrong[] = { "氏名,住所\r\n山田,元町\r\n", "2026/11/3\r\n", "x" };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  g_autoptr (MhHolidayChanges) first = import (town, "2026/11/3,文化の日\r\n", NULL, FALSE, NULL);

  g_assert_nonnull (first);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (import (town, wrong[i], NULL, FALSE, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_assert_null (import (town, "2026/11/3,文化の日\r\n", wrong[i], FALSE, NULL));
  }
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM holiday"), ==, 1);
}

/* The list of the fiscal year 2026 has to reach into 2027. */
static void
test_says_how_far_it_reaches (void)
{
  static const struct {
    const char *list;
    gboolean    covered;
  } cases[] = { { "2026/11/23,勤労感謝の日\r\n", FALSE }, { "2027/1/1,元日\r\n", TRUE } };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  g_autoptr (GError) error = NULL;
  MhDate last;
  gboolean covered;

  g_assert_true (mh_holidays_reach (&town->desk, &last, &covered, &error));
  g_assert_false (mh_date_is_set (last));
  g_assert_false (covered);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhHolidayChanges) changes = import (town, cases[i].list, NULL, FALSE, &error);

    g_assert_no_error (error);
    g_assert_true (mh_holidays_reach (&town->desk, &last, &covered, &error));
    g_assert_cmpint (covered, ==, cases[i].covered);
    g_assert_cmpint (mh_date_compare (last, changes->last), ==, 0);
  }
}

static void
test_reads_the_cabinet_offices_file (void)
{
  g_autoptr (GBytes) bytes = mh_test_shared_file ("data/syukujitsu_cp932.csv");
  g_autoptr (MhTestTown) town = NULL;
  g_autoptr (MhHolidayChanges) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;

  if (bytes == NULL)
    return;

  town = mh_test_town_new ("2026-10-20 09:00");
  changes = mh_holidays_import (&town->desk, &bytes, 1, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->skipped->len, ==, 0);
  g_assert_cmpuint (changes->n_days, >, 1000);
  first = mh_holidays_describe (&town->desk, day ("1955-01-01"), &error);
  g_assert_cmpstr (first, ==, "元日");
}

/* Off unless it is wanted, whatever the list says. */
static void
test_offer_hours (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  g_autoptr (MhHolidayChanges) changes = import (town, "2026/11/3,文化の日\r\n", NULL, FALSE, NULL);
  g_autoptr (MhFakeClock) holiday = mh_fake_clock_new_at ("2026-11-03 10:00");
  g_autoptr (MhFakeClock) saturday = mh_fake_clock_new_at ("2026-10-24 10:00");
  g_autoptr (GError) error = NULL;
  MhHours hours;

  g_assert_nonnull (changes);
  g_assert_true (mh_config_get_offer_hours (&town->desk, &hours, &error));
  g_assert_true (mh_hours_contain (&hours, mh_clock_now (MH_CLOCK (holiday))));
  g_assert_true (mh_hours_contain (&hours, mh_clock_now (MH_CLOCK (saturday))));

  g_assert_true (mh_config_set (&town->desk, "offers.working-days", "on", &error));
  g_assert_true (mh_config_get_offer_hours (&town->desk, &hours, &error));
  g_assert_false (mh_hours_contain (&hours, mh_clock_now (MH_CLOCK (holiday))));
  g_assert_false (mh_hours_contain (&hours, mh_clock_now (MH_CLOCK (saturday))));
  g_assert_true (mh_hours_contain (&hours, mh_desk_now (&town->desk)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/holidays/a-file-replaces-the-list", test_replaces_the_list);
  g_test_add_func ("/service/holidays/a-file-replaces-its-own-years-only", test_a_file_replaces_its_own_years);
  g_test_add_func ("/service/holidays/a-wrong-file-changes-nothing", test_a_wrong_file_changes_nothing);
  g_test_add_func ("/service/holidays/says-how-far-the-list-reaches", test_says_how_far_it_reaches);
  g_test_add_func ("/service/holidays/reads-the-file-of-the-cabinet-office", test_reads_the_cabinet_offices_file);
  g_test_add_func ("/service/holidays/offers-keep-working-days-where-that-is-wanted", test_offer_hours);

  return g_test_run ();
}
