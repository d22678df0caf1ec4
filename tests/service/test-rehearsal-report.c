/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <locale.h>
#include <string.h>

#include <gio/gio.h>

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-error.h"
#include "mh-rehearsal-report.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      session;
} Fixture;

/* In an act, as every write. */
static void
write_rows (Fixture    *fixture,
            const char *script)
{
  const MhDesk *desk = &fixture->town->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "test", MH_UNDO_WHOLE, &error);

  g_assert_no_error (error);
  mh_db_exec (desk->db, script, &error);
  g_assert_no_error (error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

/* Six people over 65, one of whom is protected; a child; one who has died. Two days, three weeks apart, with 4 and 3 places. */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-20 08:30");
  fixture->programme = mh_test_town_add_programme (fixture->town);
  fixture->session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x2");
  mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-26", "09:00-10:00/60x3");

  for (int i = 0; i < 6; i++) {
    g_autofree char *number = g_strdup_printf ("%04d", i);
    gint64 id = mh_test_town_add_resident (fixture->town, number, "山田　花子", "ヤマダ　ハナコ", "1950-03-01");

    if (i == 0)
      mh_test_town_protect (fixture->town, id);
  }
  mh_test_town_add_resident (fixture->town, "0006", "山田　太郎", "ヤマダ　タロウ", "2018-03-01");
  mh_test_town_set_status (fixture->town, mh_test_town_add_resident (fixture->town, "0007", "故　人", "コ　ジン", "1940-03-01"), "dead",
                           "2026-01-01");
  write_rows (fixture,
              "UPDATE programme SET min_months = 780, doses = 2, interval_days = 19;"
              "UPDATE resident SET district = '東町' WHERE register_number IN ('0000', '0001', '0002');"
              "UPDATE resident SET district = '西町' WHERE register_number IN ('0003', '0004', '0005');"
              "INSERT INTO dose_rule (programme, dose, earliest_days, standard_days, same_weekday) SELECT id, 2, 19, 21, 1 FROM programme;");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static MhRehearsalReport *
rehearse (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRehearsalInput) input = mh_rehearsal_read (&fixture->town->desk, fixture->programme, &error);
  MhRehearsalChoices choices;
  MhRehearsalReport *report;

  g_assert_no_error (error);
  mh_rehearsal_choices_init (&choices);
  choices.uptake = 100;
  choices.phone_percent = 0;
  report = mh_rehearsal_report_make (input, &choices, NULL, NULL, &error);
  g_assert_no_error (error);

  return report;
}

static const MhRehearsalSentence *
find_sentence (const MhRehearsalReport *report,
               const char              *code)
{
  for (guint i = 0; i < report->sentences->len; i++) {
    const MhRehearsalSentence *sentence = g_ptr_array_index (report->sentences, i);

    if (g_str_equal (sentence->code, code))
      return sentence;
  }

  return NULL;
}

static void
test_list (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (MhRehearsalReport) report = rehearse (fixture);

  /* Four on the first day, two on the second, where one place is left for six second doses. */
  g_assert_cmpuint (report->result->n_people, ==, 7);
  g_assert_cmpuint (report->result->n_fit, ==, 6);
  g_assert_cmpuint (report->result->n_placed, ==, 6);
  g_assert_cmpuint (report->result->n_second_wanted, ==, 6);
  g_assert_cmpuint (report->result->n_second_placed, ==, 1);
  g_assert_cmpuint (report->result->n_second_taken, ==, 2);
  g_assert_nonnull (find_sentence (report, "second-doses-short"));
  g_assert_nonnull (find_sentence (report, "second-doses-taken"));
  g_assert_null (find_sentence (report, "no-day"));
  g_assert_cmpint (((MhRehearsalSentence *) g_ptr_array_index (report->sentences, 0))->weight, ==, MH_REHEARSAL_BAD);
  g_assert_nonnull (report->busy_day);
  g_assert_cmpuint (report->half_hours->len, ==, 2);
  g_assert_cmpuint (g_array_index (report->weeks, MhRehearsalBar, 0).limit, ==, 4);
  g_assert_cmpuint (g_array_index (report->weeks, MhRehearsalBar, 3).limit, ==, 3);
}

/* Who has a first dose, booked here or had elsewhere, comes for the second only. */
static void
test_doses (Fixture      *fixture,
            gconstpointer data)
{
  MhBookingRequest request = { .via = "phone" };
  g_autoptr (MhRehearsalReport) report = NULL;
  g_autoptr (GError) error = NULL;

  request.slot = mh_test_town_find_slot (fixture->town, fixture->session, "9:00");
  request.resident = mh_test_town_count (fixture->town, "SELECT id FROM resident WHERE register_number = '0001'");
  mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);
  write_rows (fixture,
              "INSERT INTO past_dose (programme, resident, dose, date) SELECT 1, id, 1, '2026-10-20' FROM resident WHERE register_number = '0002';"
              "INSERT INTO past_dose (programme, resident, dose, date) SELECT 1, id, 1, '2026-09-20' FROM resident WHERE register_number = '0003';"
              "INSERT INTO past_dose (programme, resident, dose, date) SELECT 1, id, 2, '2026-10-12' FROM resident WHERE register_number = '0003';");

  report = rehearse (fixture);
  g_assert_cmpuint (report->result->n_fit, ==, 5);
  g_assert_cmpuint (report->result->n_wanted, ==, 3);
  g_assert_cmpuint (report->result->n_second_wanted, ==, 5);
}

/* A window for one district: the others have no day, and the protected person's district is told by nobody's count. */
static void
test_districts (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (MhRehearsalReport) report = NULL;

  write_rows (fixture, "INSERT INTO booking_window (session, opens_at, districts) SELECT id, 1, '西町 1区' FROM session;"
                       "UPDATE resident SET district = '西町　１区' WHERE district = '西町';");
  report = rehearse (fixture);

  g_assert_cmpuint (report->result->n_nowhere, ==, 2);
  g_assert_nonnull (strstr (find_sentence (report, "no-day")->text, "2 people"));
  g_assert_nonnull (find_sentence (report, "no-day-protected"));
  g_assert_nonnull (strstr (find_sentence (report, "no-day-district")->text, "東町"));
  g_assert_nonnull (strstr (find_sentence (report, "no-day-district")->text, "2 of 2"));
  g_assert_nonnull (find_sentence (report, "no-day-age"));
}

/* Counted by hand. Six people of 76, one of them protected and of 東町, two of 東町, three of 西町; four places on the 5th, three on the 26th; one
 * dose each. It is October 20, 8:30. */
static void
test_figures (Fixture      *fixture,
              gconstpointer data)
{
  static const struct {
    const char *what;
    const char *sql;
    guint       n_fit;
    guint       n_wanted;
    guint       n_placed;
    guint       n_places;
    guint       n_nowhere;
    guint       n_birth_unknown;
  } rows[] = {
    { "as it is drawn", "SELECT 1", 6, 6, 6, 7, 0, 0 },
    { "a time for booking early that is over", "INSERT INTO booking_window (session, opens_at, closes_at) SELECT id, 1, 2 FROM session",
      5, 0, 0, 7, 5, 0 },
    { "one that opens in time", "INSERT INTO booking_window (session, opens_at) SELECT id, unixepoch (date, '-3 days') * 1000 FROM session",
      6, 6, 6, 7, 0, 0 },
    { "one that opens when the day is over", "INSERT INTO booking_window (session, opens_at) SELECT id, unixepoch (date, '+2 days') * 1000 FROM session",
      5, 0, 0, 7, 5, 0 },
    { "over for all, and open for one district",
      "INSERT INTO booking_window (session, opens_at, closes_at, districts) SELECT id, 1, 2, '' FROM session UNION ALL SELECT id, 1, NULL, '西町' FROM session",
      5, 3, 3, 7, 2, 0 },
    { "open for the other district: the protected person is told by no number",
      "INSERT INTO booking_window (session, opens_at, districts) SELECT id, 1, '西町' FROM session", 5, 3, 3, 7, 2, 0 },
    { "bookings for the first day closed before today", "UPDATE programme SET deadline_days = 20", 6, 6, 3, 3, 0, 0 },
    { "half of the first day has begun", "UPDATE session SET date = '2026-10-20' WHERE id = 1; UPDATE slot SET start_min = 480, end_min = 510 WHERE id = 1",
      6, 6, 5, 5, 0, 0 },
    { "two without a birth date, one of whom it is not for",
      "UPDATE resident SET birth = NULL WHERE register_number IN ('0001', '0002'); UPDATE resident SET sex = 'female';"
      "UPDATE resident SET sex = 'male' WHERE register_number = '0001'; UPDATE programme SET sex = 'female'", 4, 4, 4, 7, 0, 1 },
    { "one has moved away, one has had it", "UPDATE resident SET status = 'moved-out' WHERE register_number = '0003';"
                                            "INSERT INTO past_dose (programme, resident, dose, date) SELECT 1, id, 1, '2026-10-10' FROM resident WHERE register_number = '0004'",
      4, 4, 4, 7, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (MhRehearsalReport) report = NULL;

    if (i > 0) {
      tear_down (fixture, NULL);
      set_up (fixture, NULL);
    }

    g_test_message ("%s", rows[i].what);
    write_rows (fixture, "UPDATE programme SET doses = 1");
    write_rows (fixture, rows[i].sql);
    report = rehearse (fixture);
    g_assert_cmpuint (report->result->n_fit, ==, rows[i].n_fit);
    g_assert_cmpuint (report->result->n_wanted, ==, rows[i].n_wanted);
    g_assert_cmpuint (report->result->n_placed, ==, rows[i].n_placed);
    g_assert_cmpuint (report->result->n_places, ==, rows[i].n_places);
    g_assert_cmpuint (report->result->n_left, ==, rows[i].n_places - rows[i].n_placed);
    g_assert_cmpuint (report->result->n_nowhere, ==, rows[i].n_nowhere);
    g_assert_cmpuint (report->result->n_birth_unknown, ==, rows[i].n_birth_unknown);
    g_assert_cmpuint (report->result->n_hidden, ==, 1);
  }
}

static gboolean
is_told (const MhRehearsalReport *report,
         const char              *district)
{
  gboolean told = FALSE;

  for (guint i = 0; i < report->sentences->len; i++)
    told = told || strstr (((MhRehearsalSentence *) g_ptr_array_index (report->sentences, i))->text, district) != NULL;
  for (guint i = 0; i < report->districts->len; i++)
    told = told || g_str_equal (g_array_index (report->districts, MhRehearsalBar, i).label, district);

  return told;
}

/* Where none but a protected person lives nothing is told of the district, whether the days take her or not; among others she makes no number
 * higher. */
static void
test_own_district (Fixture      *fixture,
                   gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (MhRehearsalReport) report = NULL;

    write_rows (fixture, i == 0
                ? "UPDATE resident SET district = 'ヒミツ一区', district2 = 'ヒミツ二区' WHERE register_number = '0000'"
                : "INSERT INTO booking_window (session, opens_at, districts) SELECT id, 1, '西町' FROM session;");
    report = rehearse (fixture);

    g_assert_false (is_told (report, "ヒミツ"));
    g_assert_true (is_told (report, "東町"));
    g_assert_true (is_told (report, "西町"));
    g_assert_cmpuint (report->districts->len, ==, 2);
    for (guint k = 0; k < report->districts->len; k++)
      g_assert_cmpuint (g_array_index (report->districts, MhRehearsalBar, k).value, <=, 3);
  }
}

static void
test_items (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhRehearsalReport) report = NULL;

  write_rows (fixture,
              "UPDATE programme SET doses = 1;"
              "INSERT INTO programme_item (id, programme, position, name, standard) VALUES (1, 1, 1, '胃カメラ', 1);"
              "INSERT INTO programme_item (id, programme, position, name, standard, min_months) VALUES (2, 1, 2, '百歳のお祝い', 1, 1200);"
              "INSERT INTO slot_item (slot, item, capacity) SELECT id, 1, 1 FROM slot;"
              "INSERT INTO holiday (date, name) VALUES ('2026-11-26', '創立記念日');");
  report = rehearse (fixture);

  g_assert_nonnull (strstr (find_sentence (report, "item-short")->text, "胃カメラ"));
  g_assert_cmpuint (g_array_index (report->result->items, MhRehearsalItemResult, 0).n_placed, ==, 3);
  g_assert_cmpuint (g_array_index (report->result->items, MhRehearsalItemResult, 1).n_wanted, ==, 0);
  g_assert_nonnull (strstr (find_sentence (report, "holiday")->text, "創立記念日"));
}

static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (MhRehearsalInput) input = NULL;
  g_autoptr (GError) error = NULL;
  MhRehearsalChoices choices;
  gint64 empty;

  input = mh_rehearsal_read (&fixture->town->desk, 99, &error);
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  empty = mh_test_town_add_programme (fixture->town);
  input = mh_rehearsal_read (&fixture->town->desk, empty, &error);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_null (input);
  g_clear_error (&error);

  mh_rehearsal_choices_init (&choices);
  g_assert_true (mh_rehearsal_choices_check (&choices, &error));
  choices.tables = 0;
  g_assert_false (mh_rehearsal_choices_check (&choices, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/rehearsal-report/the-list-meets-the-drawn-slots", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/rehearsal-report/who-has-a-dose-comes-for-the-next", Fixture, NULL, set_up, test_doses, tear_down);
  g_test_add ("/rehearsal-report/districts-without-a-day-are-named-but-no-protected-person", Fixture, NULL, set_up, test_districts, tear_down);
  g_test_add ("/rehearsal-report/every-figure-is-as-counted-by-hand", Fixture, NULL, set_up, test_figures, tear_down);
  g_test_add ("/rehearsal-report/a-district-of-a-protected-person-alone-is-not-told", Fixture, NULL, set_up, test_own_district, tear_down);
  g_test_add ("/rehearsal-report/items-and-holidays-are-told", Fixture, NULL, set_up, test_items, tear_down);
  g_test_add ("/rehearsal-report/what-cannot-be-rehearsed-is-said", Fixture, NULL, set_up, test_refusals, tear_down);

  return g_test_run ();
}
