/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <string.h>

#include "mh-code.h"
#include "mh-date-reading.h"
#include "mh-phone.h"
#include "mh-test-utils.h"
#include "mh-text.h"

typedef void (*CheckRow) (char   **fields,
                          gpointer data);

/* Plain files without quoted commas are enough here: reading CSV is tested where it is done. */
static gboolean
each_row (const char *name,
          const char *encoding,
          guint       n_fields,
          CheckRow    check,
          gpointer    data)
{
  g_autoptr (GBytes) bytes = mh_test_shared_file (name);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (bytes == NULL)
    return FALSE;

  text = g_convert (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), "UTF-8", encoding, NULL, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

    g_test_message ("line %u", i + 1);
    g_assert_cmpuint (g_strv_length (fields), ==, n_fields);
    check (fields, data);
  }

  return TRUE;
}

typedef struct {
  guint people;
  guint by_kind[MH_PHONE_MACHINE + 1];
} People;

static void
check_person (char   **fields,
              gpointer data)
{
  People *people = data;
  MhPhone phone = mh_phone_read (fields[4], NULL);
  MhDateReading birth = mh_date_read (fields[11], MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, (MhDate) { 2026, 10, 20 });
  g_autofree char *postal = mh_code_postal (fields[5], NULL);
  g_autofree char *name = mh_text_tidy_name (fields[1]);
  g_autofree char *kana = mh_text_tidy_kana (fields[2]);
  g_autofree char *folded = mh_text_fold (fields[1]);
  g_autofree char *again = mh_text_fold (folded);

  g_assert_cmpstr (name, ==, fields[1]);
  g_assert_cmpstr (kana, ==, fields[2]);
  g_assert_cmpstr (folded, ==, again);
  g_assert_true (mh_text_is_kana (fields[2]));
  g_assert_cmpint (birth.verdict, ==, MH_DATE_READ_OK);
  g_assert_nonnull (postal);
  if (strlen (fields[4]) != 10)
    g_assert_cmpint (phone.kind, ==, MH_PHONE_INVALID);

  people->people++;
  people->by_kind[phone.kind]++;
}

static void
test_people (void)
{
  People people = { 0 };

  if (!each_row ("data/pseudo_people_5000_kana_landline.csv", "UTF-8", 12, check_person, &people))
    return;

  /* 471 numbers have lost digits; 30 are such as 03-0…, which nobody can have; all others are landlines. */
  g_assert_cmpuint (people.people, ==, 5000);
  g_assert_cmpuint (people.by_kind[MH_PHONE_INVALID], ==, 501);
  g_assert_cmpuint (people.by_kind[MH_PHONE_LANDLINE], ==, 4499);
}

static void
check_holiday (char   **fields,
               gpointer data)
{
  MhDate *before = data;
  MhDateReading reading = mh_date_read (fields[0], MH_DATE_READ_SERIAL, MH_ERA_TABLE_USUAL, MH_DATE_NONE);

  g_assert_cmpint (reading.verdict, ==, MH_DATE_READ_OK);
  g_assert_cmpint (mh_date_compare (*before, reading.date), <, 0);
  *before = reading.date;

  /* 成人の日 has been a Monday since 2000. */
  if (strcmp (fields[1], "成人の日") == 0 && reading.date.year >= 2000)
    g_assert_cmpint (mh_date_weekday (reading.date), ==, 1);
}

static void
test_holidays (void)
{
  MhDate last = MH_DATE_NONE;

  if (each_row ("data/syukujitsu_cp932.csv", "CP932", 2, check_holiday, &last))
    g_assert_cmpint (last.year, >=, 2026);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/real-files/five-thousand-people", test_people);
  g_test_add_func ("/core/real-files/the-holidays-of-seventy-years", test_holidays);

  return g_test_run ();
}
