/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any text as a date: what is read is a date that there is, and is read the same again as it is shown. */

#include "mh-date-reading.h"
#include "mh-fuzz.h"

static const MhDate today = { 2026, 10, 20 };

static void
read_again (MhDate date)
{
  g_autofree char *iso = mh_date_to_iso (date);
  g_autofree char *wareki = mh_date_format (date, MH_DATE_STYLE_LONG);
  MhDateReading again = mh_date_read (iso, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, today);
  MhDateReading in_words = mh_date_read (wareki, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, today);

  g_assert_cmpint (mh_date_compare (again.date, date), ==, 0);
  g_assert_cmpint (mh_date_compare (in_words.date, date), ==, 0);
}

static void
look_at_reading (MhDateReading reading)
{
  MhDate same;

  switch (reading.verdict) {
  case MH_DATE_READ_OK:
    g_assert_true (mh_date_make (reading.date.year, reading.date.month, reading.date.day, &same));
    read_again (reading.date);
    break;

  case MH_DATE_READ_QUESTION:
    /* Where the era is not told, there is no likely date. */
    g_assert_nonnull (reading.question);
    g_assert_true (!mh_date_is_set (reading.date) ||
                   mh_date_make (reading.date.year, reading.date.month, reading.date.day, &same));
    break;

  case MH_DATE_READ_PARTIAL:
    g_assert_false (mh_date_is_set (reading.date) && reading.date.month > 0 && reading.date.day > 0);
    break;

  case MH_DATE_READ_INVALID:
    g_assert_nonnull (reading.question);
    break;

  case MH_DATE_READ_UNKNOWN:
  default:
    break;
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = NULL;

  if (size == 0)
    return 0;

  text = g_utf8_make_valid ((const char *) data + 1, (gssize) size - 1);
  look_at_reading (mh_date_read (text, data[0] & 1 ? MH_DATE_READ_SERIAL : MH_DATE_READ_DEFAULT,
                                 data[0] & 2 ? MH_ERA_TABLE_PENSION : MH_ERA_TABLE_USUAL, today));

  return 0;
}
