/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What went wrong elsewhere and was in the newspapers, each as a table of who may come and why not. */

#include "mh-booking.h"

#include <string.h>

#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-past-doses.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-programme-effect.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-waiting.h"

static MhDate
read_date (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  g_assert_true (mh_date_from_iso (iso, &date));

  return date;
}

static void
read_spec (MhProgrammeSpec *spec,
           const char      *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  mh_programmes_read_json (spec, node, &error);
  g_assert_no_error (error);
}

static gint64
add_programme (MhTestTown *town,
               const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programme_spec_new ();
  gint64 id;

  read_spec (spec, json);
  id = mh_programmes_add (&town->desk, spec, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
add_slot (MhTestTown *town,
          gint64      programme,
          const char *date)
{
  return mh_test_town_find_slot (town, mh_test_town_add_session (town, programme, date, "09:00-09:30/30x20"), "9:00");
}

/* Returns: (transfer full): what speaks against @resident's dose on the day of @slot: its nick */
static char *
judge (MhTestTown *town,
       gint64      slot,
       gint64      resident,
       int         dose)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhVisit) visit = mh_visit_load (&town->desk, slot, &error);
  MhPlanPerson person;

  g_assert_no_error (error);
  mh_eligibility_read (&town->desk, visit, resident, dose, 0, &person, &error);
  g_assert_no_error (error);

  return g_strdup (mh_plan_reason_nick (mh_eligibility_judge (visit, &person)));
}

static void
assert_judged (MhTestTown *town,
               gint64      slot,
               gint64      resident,
               int         dose,
               const char *reason)
{
  g_autofree char *judged = judge (town, slot, resident, dose);

  g_assert_cmpstr (judged, ==, reason);
}

static gint64
book (MhTestTown *town,
      gint64      slot,
      gint64      resident,
      int         dose,
      GError    **error)
{
  MhBookingRequest request = { .slot = slot, .resident = resident, .dose = dose, .via = "phone" };

  return mh_booking_make (&town->desk, &request, NULL, error);
}

static void
note_dose (MhTestTown *town,
           gint64      programme,
           gint64      resident,
           int         dose,
           const char *date)
{
  g_autoptr (GError) error = NULL;

  mh_past_doses_add (&town->desk, resident, programme, dose, read_date (date), "母子手帳", &error);
  g_assert_no_error (error);
}

/* A place that came free at the venue went to a child below twelve, because nobody looked at the age again (2021). */
static void
test_nagasaki (void)
{
  static const struct {
    const char *birth;
    const char *reason;
  } cases[] = {
    { "2009-08-03", "too-young" },  /* twelve from the day before the birthday, the 2nd */
    { "2009-08-02", "chosen" },
    { "1980-01-01", "after-chosen" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new ("2021-07-20 09:00");
  gint64 programme = add_programme (town, "{\"name\": \"接種\", \"age\": {\"min-years\": 12}, \"parallel\": 1}");
  gint64 session = mh_test_town_add_session (town, programme, "2021-08-01", "09:00-09:30/30x1");
  gint64 booked = mh_test_town_add_resident (town, "1", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 booking = book (town, mh_test_town_find_slot (town, session, "9:00"), booked, 1, &error);
  g_autoptr (MhRefillResult) result = NULL;

  g_assert_no_error (error);
  mh_test_town_set (town, "town.name", "滝上町");
  mh_test_town_set (town, "town.phone", "0158-29-1111");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *number = g_strdup_printf ("10%u", i);
    gint64 resident = mh_test_town_add_resident (town, number, "待子", "マツコ", cases[i].birth);

    mh_test_add_waiting (&town->desk, programme, &resident, 1, NULL, &error);
    g_assert_no_error (error);
  }

  result = mh_refill_cancel (&town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->decisions->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const MhDecision *decision = g_ptr_array_index (result->decisions, i);

    g_assert_cmpstr (decision->reason, ==, cases[i].reason);
  }
}

#define BOOSTER \
  "{\"name\": \"追加接種\", \"age\": {\"min-years\": 5}, \"doses\": 3, \"interval-days\": 19, " \
  "\"dose-rules\": [{\"dose\": 3, \"min-years\": 5, \"below-years\": 12, \"earliest-days\": 150}, " \
  "{\"dose\": 3, \"min-years\": 12, \"earliest-days\": %d}]}"

static char *
write_booster (int days)
{
  return g_strdup_printf (BOOSTER, days);
}

/* Five months became three for people of twelve and more. The children of 5 to 11 years got 982 tickets by it (2022). */
static void
test_kobe (void)
{
  static const struct {
    const char *birth;
    const char *date;
    const char *reason;
  } cases[] = {
    { "2013-03-01", "2022-09-01", "interval" },
    { "2013-03-01", "2022-10-28", "interval" },
    { "2013-03-01", "2022-10-29", "chosen" },
    { "1980-03-01", "2022-08-29", "interval" },
    { "1980-03-01", "2022-08-30", "chosen" },
    { "2010-09-02", "2022-09-01", "interval" },  /* on this one day of both ages: the narrower rule */
    { "2010-09-02", "2022-09-02", "chosen" },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2022-08-01 09:00");
  g_autofree char *json = write_booster (90);
  gint64 programme = add_programme (town, json);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *number = g_strdup_printf ("10%u", i);
    gint64 resident = mh_test_town_add_resident (town, number, "神戸", "コウベ", cases[i].birth);

    g_test_message ("born %s, on %s", cases[i].birth, cases[i].date);
    note_dose (town, programme, resident, 1, "2022-05-01");
    note_dose (town, programme, resident, 2, "2022-06-01");
    assert_judged (town, add_slot (town, programme, cases[i].date), resident, 3, cases[i].reason);
  }
}

/* Before it is saved the change says how many of each age it affects: a rule that forgets the age limit shows the children at once. */
static void
test_kobe_is_seen_before (void)
{
  static const struct {
    const char *json;
    guint       n_children;
    guint       n_grown_up;
  } cases[] = {
    { "{\"dose-rules\": [{\"dose\": 3, \"min-years\": 5, \"below-years\": 12, \"earliest-days\": 150}, "
      "{\"dose\": 3, \"min-years\": 12, \"earliest-days\": 90}]}", 0, 2 },
    { "{\"dose-rules\": [{\"dose\": 3, \"earliest-days\": 90}]}", 3, 2 },
    { "{\"dose-rules\": [{\"dose\": 3, \"min-years\": 5, \"below-years\": 12, \"earliest-days\": 90}, "
      "{\"dose\": 3, \"min-years\": 12, \"earliest-days\": 150}]}", 3, 0 },
    { "{}", 0, 0 },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2022-08-01 09:00");
  g_autofree char *json = write_booster (150);
  gint64 programme = add_programme (town, json);

  for (guint i = 0; i < 5; i++) {
    g_autofree char *number = g_strdup_printf ("10%u", i);
    gint64 resident = mh_test_town_add_resident (town, number, i < 3 ? "子" : "大人", "コウベ", i < 3 ? "2014-03-01" : "1980-03-01");

    note_dose (town, programme, resident, 1, "2022-05-01");
    if (i != 0)
      note_dose (town, programme, resident, 2, "2022-06-01");
  }

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhProgrammeSpec) spec = mh_programmes_load (&town->desk, programme, &error);
    g_autoptr (MhEffect) effect = NULL;
    guint n_names = cases[i].n_grown_up + (cases[i].n_children > 0 ? cases[i].n_children - 1 : 0);

    g_test_message ("%s", cases[i].json);
    read_spec (spec, cases[i].json);
    effect = mh_effect_make (&town->desk, spec, read_date ("2022-09-01"), &error);
    g_assert_no_error (error);
    g_assert_cmpuint (effect->interval_by_band[2], ==, cases[i].n_children);
    g_assert_cmpuint (effect->interval_by_band[5], ==, cases[i].n_grown_up);
    g_assert_cmpuint (effect->intervals->len, ==, n_names);
    g_assert_true (mh_effect_is_empty (effect) == (n_names == 0));
  }
}

/* Intervals that were not kept: 長岡市 (2022, 124 tickets before three months), 小千谷市 (chickenpox after four weeks instead of three
 * months), 米原市 (second doses that had no place at their time), and what it says of the vaccine of Pfizer. */
static void
test_intervals (void)
{
  static const struct {
    const char *town;
    const char *json;
    const char *birth;
    const char *first;
    const char *second;
    const char *reason;
  } cases[] = {
    { "長岡市", "{\"name\": \"接種\", \"doses\": 2, \"dose-rules\": [{\"dose\": 2, \"earliest-days\": 90}]}",
      "1980-03-01", "2022-03-01", "2022-05-29", "interval" },
    { "長岡市", "{\"name\": \"接種\", \"doses\": 2, \"dose-rules\": [{\"dose\": 2, \"earliest-days\": 90}]}",
      "1980-03-01", "2022-03-01", "2022-05-30", "chosen" },
    { "小千谷市", "{\"name\": \"水痘\", \"doses\": 2, \"age\": {\"min-years\": 1, \"below-years\": 3}, "
              "\"dose-rules\": [{\"dose\": 2, \"earliest-days\": 90, \"standard-days\": 180}]}",
      "2021-03-01", "2022-03-15", "2022-05-13", "interval" },
    { "小千谷市", "{\"name\": \"水痘\", \"doses\": 2, \"age\": {\"min-years\": 1, \"below-years\": 3}, "
              "\"dose-rules\": [{\"dose\": 2, \"earliest-days\": 90, \"standard-days\": 180}]}",
      "2021-03-01", "2022-02-12", "2022-05-13", "chosen" },
    { "米原市", "{\"name\": \"接種\", \"doses\": 2, \"dose-rules\": [{\"dose\": 2, \"earliest-days\": 19, \"standard-days\": 21, "
             "\"same-weekday\": true}]}", "1950-03-01", "2022-04-28", "2022-05-16", "interval" },
    { "米原市", "{\"name\": \"接種\", \"doses\": 2, \"dose-rules\": [{\"dose\": 2, \"earliest-days\": 19, \"standard-days\": 21, "
             "\"same-weekday\": true}]}", "1950-03-01", "2022-04-28", "2022-05-17", "chosen" },
    { "without a rule the programme's interval", "{\"name\": \"接種\", \"doses\": 2, \"interval-days\": 13}",
      "1950-03-01", "2022-04-28", "2022-05-10", "interval" },
    { "and from the day on", "{\"name\": \"接種\", \"doses\": 2, \"interval-days\": 13}",
      "1950-03-01", "2022-04-28", "2022-05-11", "chosen" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhTestTown) town = mh_test_town_new ("2022-05-02 09:00");
    gint64 programme = add_programme (town, cases[i].json);
    gint64 resident = mh_test_town_add_resident (town, "1", "山田花子", "ヤマダハナコ", cases[i].birth);

    g_test_message ("%s: %s, then %s", cases[i].town, cases[i].first, cases[i].second);
    note_dose (town, programme, resident, 1, cases[i].first);
    assert_judged (town, add_slot (town, programme, cases[i].second), resident, 2, cases[i].reason);
  }
}

/* The second dose of Pfizer: first on Thursday 2021-06-03, at the earliest on Tuesday the 22nd, as a rule on Thursday the 24th. */
static void
test_pfizer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new ("2021-06-10 09:00");
  gint64 programme = add_programme (town, "{\"name\": \"接種\", \"doses\": 2, \"dose-rules\": [{\"dose\": 2, \"earliest-days\": 19, "
                                          "\"standard-days\": 21, \"same-weekday\": true, \"warn-days\": 42}]}");
  gint64 resident = mh_test_town_add_resident (town, "1", "山田花子", "ヤマダハナコ", "1950-03-01");
  MhDoseDays days;
  int dose;

  note_dose (town, programme, resident, 1, "2021-06-03");
  assert_judged (town, add_slot (town, programme, "2021-06-21"), resident, 2, "interval");
  assert_judged (town, add_slot (town, programme, "2021-06-22"), resident, 2, "chosen");
  g_assert_true (mh_past_doses_next (&town->desk, resident, programme, &dose, &days, &error));
  g_assert_cmpint (dose, ==, 2);
  g_assert_cmpint (mh_date_compare (days.earliest, read_date ("2021-06-22")), ==, 0);
  g_assert_cmpint (mh_date_compare (days.standard, read_date ("2021-06-24")), ==, 0);
  g_assert_cmpint (mh_date_compare (days.warn_after, read_date ("2021-07-15")), ==, 0);
}

/* About 6,000 people booked places of the second dose for their first (2021). */
static void
test_mito (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new ("2021-06-01 09:00");
  gint64 programme = add_programme (town, "{\"name\": \"接種\", \"doses\": 2, \"interval-days\": 19}");
  gint64 first = add_slot (town, programme, "2021-06-10");
  gint64 second = add_slot (town, programme, "2021-07-01");
  gint64 resident = mh_test_town_add_resident (town, "1", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 elsewhere = mh_test_town_add_resident (town, "2", "佐藤太郎", "サトウタロウ", "1950-03-01");

  assert_judged (town, second, resident, 2, "no-earlier-dose");
  g_assert_cmpint (book (town, second, resident, 2, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_cmpint (book (town, first, resident, 0, &error), !=, 0);
  g_assert_cmpint (book (town, second, resident, 0, &error), !=, 0);
  g_assert_no_error (error);

  /* Who had the first elsewhere is not sent to have it again. */
  note_dose (town, programme, elsewhere, 1, "2021-05-20");
  g_assert_cmpint (book (town, first, elsewhere, 0, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT dose FROM booking WHERE resident = 2"), ==, 2);
}

/* Two relatives booked the same grandmother, who got a third dose (2021). */
static void
test_shimonoseki (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new ("2021-06-01 09:00");
  gint64 programme = add_programme (town, "{\"name\": \"接種\", \"doses\": 2, \"interval-days\": 19}");
  gint64 slot = add_slot (town, programme, "2021-07-01");
  gint64 booked = mh_test_town_add_resident (town, "1", "山田花子", "ヤマダハナコ", "1935-03-01");
  gint64 had = mh_test_town_add_resident (town, "2", "佐藤トメ", "サトウトメ", "1935-03-01");

  g_assert_cmpint (book (town, slot, booked, 1, &error), !=, 0);
  assert_judged (town, add_slot (town, programme, "2021-07-02"), booked, 1, "already-booked");

  note_dose (town, programme, had, 1, "2021-05-01");
  note_dose (town, programme, had, 2, "2021-05-22");
  assert_judged (town, slot, had, 1, "already-done");
  assert_judged (town, slot, had, 2, "already-done");
  g_assert_cmpint (book (town, slot, had, 0, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (mh_test_add_waiting (&town->desk, programme, &had, 1, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* In the second extraction the limit of age was forgotten: 204 tickets for children below twelve, one of them a month old (2021). */
static void
test_minato (void)
{
  static const struct {
    const char *json;
    guint       n_people;
    const char *youngest;
    const char *range;
    guint       n_babies;
  } cases[] = {
    { "{\"name\": \"接種\", \"age\": {\"min-years\": 12}}", 2, "中一", "2009-06-21", 0 },
    { "{\"name\": \"接種\"}", 4, "港赤子", NULL, 1 },
  };
  static const struct {
    const char *name;
    const char *birth;
  } people[] = { { "港老", "1931-01-01" }, { "港赤子", "2021-05-20" }, { "小一", "2014-05-20" }, { "中一", "2009-06-21" } };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2021-06-20 09:00");

  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    g_autofree char *number = g_strdup_printf ("10%u", i);

    mh_test_town_add_resident (town, number, people[i].name, "ミナト", people[i].birth);
  }

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhProgrammeSpec) spec = mh_programme_spec_new ();
    g_autoptr (MhCohort) cohort = NULL;
    g_autofree char *youngest = NULL;
    const MhCohortLine *line;

    read_spec (spec, cases[i].json);
    cohort = mh_cohort_make (&town->desk, spec, read_date ("2021-06-20"), &error);
    g_assert_no_error (error);
    line = g_ptr_array_index (cohort->lines, 0);
    youngest = mh_date_to_iso (line->youngest);
    g_assert_cmpuint (line->n_people, ==, cases[i].n_people);
    g_assert_cmpstr (line->youngest_name, ==, cases[i].youngest);
    g_assert_cmpstr (line->oldest_name, ==, "港老");
    g_assert_cmpstr (youngest, ==, cases[i].range);
    g_assert_cmpuint (line->n_by_band[0], ==, cases[i].n_babies);
  }
}

/* 越谷市 (2022, 5,087 tickets to the dead and moved by a wrong base date), 品川区 (2023, 498 by the state at the move into the town):
 * the state is that of the moment, for the day of the visit. */
static void
test_status (void)
{
  static const struct {
    const char *status;
    const char *date;
    const char *reason;
  } cases[] = {
    { "dead", "2022-05-01", "dead" },
    { "moved-out", "2022-05-01", "moved-out" },
    { "removed", NULL, "moved-out" },
    { "moving-out", "2022-06-01", "moved-out" },   /* on the day itself */
    { "moving-out", "2022-06-02", "chosen" },
    { NULL, NULL, "chosen" },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2022-05-10 09:00");
  gint64 programme = add_programme (town, "{\"name\": \"接種\"}");
  gint64 slot = add_slot (town, programme, "2022-06-01");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programmes_load (&town->desk, programme, &error);
  g_autoptr (MhCohort) cohort = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *number = g_strdup_printf ("10%u", i);
    gint64 resident = mh_test_town_add_resident (town, number, "越谷", "コシガヤ", "1950-03-01");

    assert_judged (town, slot, resident, 1, "chosen");
    if (cases[i].status != NULL)
      mh_test_town_set_status (town, resident, cases[i].status, cases[i].date);
    assert_judged (town, slot, resident, 1, cases[i].reason);
  }

  cohort = mh_cohort_make (&town->desk, spec, read_date ("2022-06-01"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((MhCohortLine *) g_ptr_array_index (cohort->lines, 0))->n_people, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/published-mistakes/nagasaki/age-is-judged-again-for-a-place-that-came-free", test_nagasaki);
  g_test_add_func ("/published-mistakes/kobe/an-interval-of-one-age-is-not-that-of-another", test_kobe);
  g_test_add_func ("/published-mistakes/kobe/whom-a-change-affects-is-seen-before-it-is-saved", test_kobe_is_seen_before);
  g_test_add_func ("/published-mistakes/nagaoka-ojiya-maibara/intervals", test_intervals);
  g_test_add_func ("/published-mistakes/pfizer/earliest-and-standard-day", test_pfizer);
  g_test_add_func ("/published-mistakes/mito/a-second-dose-needs-a-first", test_mito);
  g_test_add_func ("/published-mistakes/shimonoseki/no-third-dose", test_shimonoseki);
  g_test_add_func ("/published-mistakes/minato/range-and-youngest-are-seen", test_minato);
  g_test_add_func ("/published-mistakes/koshigaya-shinagawa/the-state-is-that-of-the-moment", test_status);

  return g_test_run ();
}
