/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

/* The day that the tests of the reception begin with; each of them includes it once. */

#include <string.h>

#include "mh-booking.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-places.h"
#include "mh-reception-day.h"
#include "mh-test-town.h"
#include "mh-undo.h"

/* Today is Thursday 2026-11-05, 9:10. */
typedef struct {
  MhTestTown *town;
  gint64      programme;  /* 65 and older, two doses, 19 days between, 6 doses a vial */
  gint64      before;     /* 2026-10-20 */
  gint64      today;      /* 9:00 and 9:30, two places each */
  gint64      after;      /* 2026-11-26 */
  gint64      resident;
  gint64      booking;    /* of today, 9:00 */
} Fixture;

static void
set_time (Fixture    *fixture,
          const char *civil)
{
  g_autoptr (MhFakeClock) at = mh_fake_clock_new_at (civil);

  mh_fake_clock_set (fixture->town->clock, mh_clock_now (MH_CLOCK (at)));
}

static gint64
add_programme (Fixture *fixture)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  programme->name = g_strdup ("帯状疱疹予防接種");
  programme->age.min_months = 65 * 12;
  programme->doses = 2;
  programme->interval_days = 19;
  programme->doses_per_vial = 6;
  id = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
try_to_book (Fixture    *fixture,
             gint64      session,
             const char *time,
             gint64      resident,
             int         dose,
             GError    **error)
{
  MhBookingRequest request = {
    .slot = mh_test_town_find_slot (fixture->town, session, time),
    .resident = resident,
    .dose = dose,
    .via = "phone",
    .override_reason = "試験",
  };

  return mh_booking_make (&fixture->town->desk, &request, NULL, error);
}

static gint64
book (Fixture    *fixture,
      gint64      session,
      const char *time,
      gint64      resident,
      int         dose)
{
  g_autoptr (GError) error = NULL;
  gint64 id = try_to_book (fixture, session, time, resident, dose, &error);

  g_assert_no_error (error);

  return id;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-10 09:00");
  fixture->programme = add_programme (fixture);
  fixture->before = mh_test_town_add_session (fixture->town, fixture->programme, "2026-10-20", "09:00-10:00/30x4");
  fixture->today = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x2");
  fixture->after = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-26", "09:00-10:00/30x4");
  fixture->resident = mh_test_town_add_resident (fixture->town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  fixture->booking = book (fixture, fixture->today, "9:00", fixture->resident, 1);
  set_time (fixture, "2026-11-05 09:10");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&fixture->town->desk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < broken->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (broken, i));
  g_assert_cmpuint (broken->len, ==, 0);
  mh_test_town_free (fixture->town);
}

static gboolean
try_to_set (Fixture    *fixture,
            gint64      booking,
            const char *state,
            gint64      lot,
            const char *override,
            gint64     *out_act,
            GError    **error)
{
  MhReceptionChange change = {
    .booking = booking, .state = state, .lot = lot, .override_reason = override,
    .reason = g_str_equal (state, "stopped") ? "発熱のため" : NULL,
  };

  return mh_reception_set (&fixture->town->desk, &change, out_act, error);
}

static gint64
set_state (Fixture    *fixture,
           gint64      booking,
           const char *state)
{
  g_autoptr (GError) error = NULL;
  gint64 act = 0;

  try_to_set (fixture, booking, state, 0, NULL, &act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (act, >, 0);

  return act;
}

static void
undo (Fixture *fixture,
      gint64   act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) result = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static MhReceptionDay *
read_day (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MhReceptionDay *day = mh_reception_day_read (&fixture->town->desk, fixture->today, 0, &error);

  g_assert_no_error (error);

  return day;
}

static void
assert_state (Fixture    *fixture,
              gint64      booking,
              const char *visit_state,
              const char *booking_state,
              gboolean    holds_place)
{
  g_autoptr (MhReceptionDay) day = read_day (fixture);
  MhReceptionPerson *person = mh_reception_day_find (day, booking);

  g_assert_nonnull (person);
  g_assert_cmpstr (person->line->visit->state, ==, visit_state);
  g_assert_cmpstr (person->line->booking_state, ==, booking_state);
  g_assert_cmpint (person->line->place != 0, ==, holds_place);
}
