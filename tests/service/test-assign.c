/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-assign.h"

#include "mh-booking.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-test-town.h"
#include "mh-undo.h"

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      sessions[2];  /* 9:00 and 9:30 of two places, then 9:00 of two */
  gint64      people[7];
} Fixture;

static const struct {
  const char *name;
  const char *kana;
  const char *birth;
  const char *household;
  const char *district;
} people[] = {
  { "青木一", "アオキハジメ", "1950-03-01", "H1", "上町" },
  { "和田三郎", "ワダサブロウ", "1950-03-01", "H2", "下町" },
  { "和田二子", "ワダフタコ", "1950-03-01", "H2", "下町" },
  { "加藤花", "カトウハナ", "1950-03-01", "H3", "上町" },
  { "加藤若", "カトウワカ", "2010-03-01", "H3", "上町" },   /* it is not meant for her */
  { "田中茂", "タナカシゲル", "1950-03-01", "H4", "下町" },
  { "鈴木正", "スズキタダシ", "1950-03-01", "H1", "上町" },  /* lives with 青木, and is protected in one of the tests */
};

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-29-1111");
  programme->name = g_strdup ("高齢者インフルエンザ");
  programme->age.min_months = 65 * 12;
  fixture->programme = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);
  fixture->sessions[0] = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x2");
  fixture->sessions[1] = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-06", "09:00-09:30/30x2");

  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    g_autofree char *number = g_strdup_printf ("%u", 1001 + i);
    MhResident changes = { .household_number = (char *) people[i].household, .district = (char *) people[i].district };

    fixture->people[i] = changes.id = mh_test_town_add_resident (fixture->town, number, people[i].name, people[i].kana, people[i].birth);
    mh_test_edit_person (&fixture->town->desk, &changes, &error);
    g_assert_no_error (error);
  }
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&fixture->town->desk, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (broken->len, ==, 0);
  mh_test_town_free (fixture->town);
}

static MhAssignOrder
make_order (Fixture *fixture,
            gsize    n_sessions)
{
  return (MhAssignOrder) { .programme = fixture->programme, .sessions = fixture->sessions, .n_sessions = n_sessions };
}

/* "9:00" of whom, by register number; "-" for nobody. */
static char *
tell_times (Fixture *fixture)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    g_autoptr (MhBooking) booking = mh_booking_table_find_active (fixture->town->db, fixture->programme, fixture->people[i], 1, NULL);
    g_autofree char *time = booking != NULL ? mh_minutes_format (booking->start_min) : g_strdup ("-");

    g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", booking != NULL && booking->session == fixture->sessions[1] ? "+" : "", time);
  }

  return g_strdup (text->str);
}

static void
test_households_together (Fixture      *fixture,
                          gconstpointer data)
{
  MhAssignOrder order = make_order (fixture, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAssignResult) plan = NULL;
  g_autoptr (MhAssignResult) result = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autofree char *times = NULL;

  plan = mh_assign_preview (&fixture->town->desk, &order, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->n_assigned, ==, 6);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM booking"), ==, 0);

  result = mh_assign_run (&fixture->town->desk, &order, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_assigned, ==, 6);
  g_assert_cmpuint (result->left->len, ==, 0);
  g_assert_cmpuint (result->slots->len, ==, 3);
  g_assert_cmpuint (g_array_index (result->slots, MhAssignSlot, 1).n_assigned, ==, 2);

  /* 青木 and 鈴木, then 加藤 and 田中, then 和田 and 和田. */
  times = tell_times (fixture);
  g_assert_cmpstr (times, ==, "9:00 +9:00 +9:00 9:30 - 9:30 9:00");
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery"), ==, 0);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result->act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat_hold"), ==, 0);
}

/* Whoever looks ahead keeps nobody waiting: on a connection that cannot write, while another one writes. */
static void
test_preview_only_reads (Fixture      *fixture,
                         gconstpointer data)
{
  MhAssignOrder order = make_order (fixture, 2);
  MhDesk desk = fixture->town->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) reader = mh_db_open (&mh_db_driver_sqlite, mh_db_get_path (fixture->town->db), &error);
  g_autoptr (MhAssignResult) plan = NULL;

  g_assert_no_error (error);
  g_assert_true (mh_db_forbid_writes (reader, &error));
  desk.db = reader;
  g_assert_true (mh_db_begin (fixture->town->db, &error));
  plan = mh_assign_preview (&desk, &order, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->n_assigned, ==, 6);
  mh_db_rollback (fixture->town->db);
}

static void
test_by_district (Fixture      *fixture,
                  gconstpointer data)
{
  MhAssignOrder order = make_order (fixture, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAssignResult) result = NULL;
  g_autofree char *times = NULL;

  for (guint i = 1; i < 3; i++) {
    MhResident changes = { .id = fixture->people[i], .district = (char *) "上町" };

    mh_test_edit_person (&fixture->town->desk, &changes, &error);
  }
  order.by_district = TRUE;
  result = mh_assign_run (&fixture->town->desk, &order, &error);
  g_assert_no_error (error);

  /* 上町: 青木 and 鈴木, 加藤, and one 和田, since no time has room for both; 下町 has nothing left. */
  times = tell_times (fixture);
  g_assert_cmpstr (times, ==, "9:00 9:30 - 9:30 - - 9:00");
  g_assert_cmpuint (result->left->len, ==, 2);
}

/* Two days' places for six people are too few by two; who has a place keeps it. */
static void
test_left_over (Fixture      *fixture,
                gconstpointer data)
{
  MhAssignOrder order = make_order (fixture, 1);
  MhBookingRequest booked = { .slot = mh_test_town_find_slot (fixture->town, fixture->sessions[0], "9:00"), .resident = fixture->people[5],
                              .via = "phone" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAssignResult) result = NULL;
  g_autofree char *times = NULL;

  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &booked, NULL, &error), !=, 0);
  result = mh_assign_run (&fixture->town->desk, &order, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_assigned, ==, 3);
  g_assert_cmpuint (result->n_settled, ==, 1);
  g_assert_cmpuint (result->left->len, ==, 2);
  g_assert_cmpint (((MhAssignLeft *) result->left->pdata[0])->resident, ==, fixture->people[1]);
  g_assert_nonnull (((MhAssignLeft *) result->left->pdata[0])->why);

  /* 青木 and 鈴木 need two places, which 9:30 has; 加藤 goes beside 田中. */
  times = tell_times (fixture);
  g_assert_cmpstr (times, ==, "9:30 - - 9:00 - 9:00 9:30");
}

static void
test_protected (Fixture      *fixture,
                gconstpointer data)
{
  MhAssignOrder order = make_order (fixture, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAssignResult) result = NULL;
  g_autofree char *times = NULL;

  mh_test_town_protect (fixture->town, fixture->people[6]);
  mh_test_town_add_contact (fixture->town, fixture->people[6], "mobile", "090-1234-5678");
  mh_test_town_add_contact (fixture->town, fixture->people[0], "mobile", "090-1234-5679");

  order.district = "上町";
  order.tell = TRUE;
  result = mh_assign_preview (&fixture->town->desk, &order, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_assigned, ==, 2);
  g_assert_cmpuint (result->n_hidden, ==, 1);
  g_assert_cmpuint (result->left->len, ==, 0);
  g_clear_pointer (&result, mh_assign_result_free);

  /* Last and alone, and told by hand. */
  order.district = NULL;
  result = mh_assign_run (&fixture->town->desk, &order, &error);
  g_assert_no_error (error);
  times = tell_times (fixture);
  g_assert_cmpstr (times, ==, "9:00 +9:00 +9:00 9:00 - 9:30 9:30");
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE kind = 'assigned'"), ==, 6);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT resident FROM delivery WHERE state = 'held'"), ==, fixture->people[0]);
  g_assert_cmpuint (result->n_by_hand, ==, 5);
}

static void
test_changed_later (Fixture      *fixture,
                    gconstpointer data)
{
  MhAssignOrder order = make_order (fixture, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAssignResult) result = mh_assign_run (&fixture->town->desk, &order, &error);
  g_autoptr (MhBooking) booking = mh_booking_table_find_active (fixture->town->db, fixture->programme, fixture->people[0], 1, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (booking->via, ==, "assigned");
  g_assert_true (mh_booking_move (&fixture->town->desk, booking->id, mh_test_town_find_slot (fixture->town, fixture->sessions[1], "9:00"), NULL,
                                  NULL, &error));
  g_assert_no_error (error);
}

static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  MhAssignOrder order = make_order (fixture, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_assign_preview (&fixture->town->desk, &order, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  order = make_order (fixture, 1);
  order.programme = mh_test_town_add_programme (fixture->town);
  g_assert_null (mh_assign_run (&fixture->town->desk, &order, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  order = make_order (fixture, 1);
  order.district = "よその町";
  g_assert_null (mh_assign_run (&fixture->town->desk, &order, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/service/assign/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("households-come-together-in-japanese-order", test_households_together);
  ADD ("a-look-ahead-only-reads", test_preview_only_reads);
  ADD ("districts-come-one-after-the-other", test_by_district);
  ADD ("who-gets-no-time-is-named-with-the-reason", test_left_over);
  ADD ("a-protected-person-stands-last-and-alone-and-is-told-by-hand", test_protected);
  ADD ("a-time-that-was-given-can-be-changed", test_changed_later);
  ADD ("nobody-is-given-a-time-without-a-day", test_refusals);
#undef ADD

  return g_test_run ();
}
