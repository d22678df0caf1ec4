/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Doses booked together, and the items of a visit. */

#include "mh-booking-chain.h"
#include "mh-booking-items.h"

#include "mh-check.h"
#include "mh-dose-rule-table.h"
#include "mh-error.h"
#include "mh-item-table.h"
#include "mh-places.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-undo.h"

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      first;      /* Thursday 2026-11-05 */
  gint64      resident;
} Fixture;

static void
write_as_act (Fixture    *fixture,
              const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", "test", MH_UNDO_WHOLE, &error);

  g_assert_no_error (error);
  mh_db_exec (fixture->town->db, sql, &error);
  g_assert_no_error (error);
  g_assert_true (mh_act_commit (act, &error));
}

/* Earliest 19 days, standard 21, told beyond 42. */
static void
set_rule (Fixture *fixture)
{
  MhDoseRule rule = { .dose = 2, .earliest_days = 19, .standard_days = 21, .same_weekday = TRUE, .warn_days = 42 };
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (MhDoseRule));
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", "test", MH_UNDO_WHOLE, &error);

  g_array_append_val (rules, rule);
  g_assert_true (mh_dose_rule_table_replace (fixture->town->db, fixture->programme, rules, &error));
  g_assert_true (mh_act_commit (act, &error));
}

static gint64
add_day (Fixture    *fixture,
         const char *date,
         const char *slots)
{
  return mh_test_town_add_session (fixture->town, fixture->programme, date, slots);
}

static gint64
slot_at (Fixture    *fixture,
         gint64      session,
         const char *time)
{
  return mh_test_town_find_slot (fixture->town, session, time);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  programme->name = g_strdup ("帯状疱疹予防接種");
  programme->doses = 2;
  programme->interval_days = 19;
  fixture->programme = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);
  set_rule (fixture);
  fixture->first = slot_at (fixture, add_day (fixture, "2026-11-05", "09:00-11:00/30x2"), "10:00");
  fixture->resident = mh_test_town_add_resident (fixture->town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
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

static MhBookingRequest
make_request (Fixture *fixture)
{
  return (MhBookingRequest) { .slot = fixture->first, .resident = fixture->resident, .via = "phone", .chain = TRUE };
}

static gint64
book_both (Fixture *fixture,
           gint64  *out_act)
{
  MhBookingRequest request = make_request (fixture);
  g_autoptr (GError) error = NULL;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, out_act, &error);

  g_assert_no_error (error);

  return id;
}

static int
count_active (Fixture *fixture)
{
  return (int) mh_test_town_count (fixture->town, "SELECT count (*) FROM booking JOIN seat_hold ON seat_hold.booking = booking.id "
                                                  "WHERE state = 'active'");
}

static MhBooking *
second_dose (Fixture *fixture)
{
  return mh_booking_table_find_active (fixture->town->db, fixture->programme, fixture->resident, 2, NULL);
}

static void
assert_second_at (Fixture    *fixture,
                  const char *date,
                  int         start_min)
{
  g_autoptr (MhBooking) second = second_dose (fixture);
  g_autofree char *day = second != NULL ? mh_date_to_iso (second->date) : NULL;

  g_assert_cmpstr (day, ==, date);
  g_assert_cmpint (second->start_min, ==, start_min);
}

/* One day after another is made, and each is better than those before it. */
static void
test_where_it_goes (Fixture      *fixture,
                    gconstpointer data)
{
  static const struct {
    const char *date;
    const char *slots;
    const char *expected_date;   /* (nullable): none */
    int         expected_start;
  } cases[] = {
    { "2026-11-23", "10:00-11:00/30x2", NULL, 0 },                           /* 18 days: too soon */
    { "2026-12-18", "10:00-11:00/30x2", NULL, 0 },                           /* 43 days: beyond what the rule tells */
    { "2026-11-24", "10:00-11:00/30x2", "2026-11-24", 600 },                 /* 19 days */
    { "2026-12-17", "08:00-08:30/30x2", "2026-12-17", 480 },                 /* 42 days, rather late than early */
    { "2026-12-03", "08:00-08:30/30x2", "2026-12-03", 480 },
    { "2026-11-26", "13:00-14:00/30x2,10:30-11:00/30x2", "2026-11-26", 630 }, /* the same weekday, the nearest time */
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhBookingRequest request = make_request (fixture);
    g_autoptr (GPtrArray) plan = NULL;

    add_day (fixture, cases[i].date, cases[i].slots);
    plan = mh_booking_preview_make (&fixture->town->desk, &request, &error);
    g_test_message ("%s", cases[i].date);

    if (cases[i].expected_date == NULL) {
      g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
      g_clear_error (&error);
      g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, NULL), ==, 0);
    } else {
      const MhBooking *second;
      g_autofree char *day = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (plan->len, ==, 2);
      second = plan->pdata[1];
      day = mh_date_to_iso (second->date);
      g_assert_cmpstr (day, ==, cases[i].expected_date);
      g_assert_cmpint (second->start_min, ==, cases[i].expected_start);
    }
    g_assert_cmpint (count_active (fixture), ==, 0);
  }
}

static void
test_one_act (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (MhBooking) second = NULL;
  gint64 act = 0, first;

  add_day (fixture, "2026-11-26", "10:00-10:30/30x1");
  first = book_both (fixture, &act);
  second = second_dose (fixture);
  g_assert_cmpint (second->chain, ==, first);
  assert_second_at (fixture, "2026-11-26", 600);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_active (fixture), ==, 0);
  book_both (fixture, NULL);
}

/* Somebody else has the only place of the second day: the first day is refused with it, and says why. */
static void
test_all_or_nothing (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 day = add_day (fixture, "2026-11-26", "10:00-10:30/30x1");
  gint64 other = mh_test_town_add_resident (fixture->town, "1002", "佐藤一郎", "サトウイチロウ", "1950-03-01");
  MhBookingRequest blocking = { .slot = slot_at (fixture, day, "10:00"), .resident = other, .via = "phone" };
  MhBookingRequest request = make_request (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &blocking, NULL, &error), !=, 0);
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "11月24日"));
  g_assert_nonnull (strstr (error->message, "12月17日"));
  g_assert_cmpint (count_active (fixture), ==, 1);
}

static void
test_cancelled_together (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (MhBooking) second = NULL;
  gint64 act = 0, first;

  add_day (fixture, "2026-11-26", "10:00-10:30/30x1");
  first = book_both (fixture, NULL);
  after = mh_booking_list_after (&fixture->town->desk, first, &error);
  g_assert_cmpuint (after->len, ==, 1);

  g_assert_true (mh_booking_cancel (&fixture->town->desk, first, NULL, &act, &error));
  g_assert_cmpint (count_active (fixture), ==, 0);
  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_active (fixture), ==, 2);

  /* The second alone leaves the first. */
  second = second_dose (fixture);
  g_assert_true (mh_booking_cancel (&fixture->town->desk, second->id, NULL, NULL, &error));
  g_assert_cmpint (count_active (fixture), ==, 1);
}

/* The one click frees the first place for the next, and ends the second dose with it. */
static void
test_cancelled_for_the_next (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  gint64 first;

  add_day (fixture, "2026-11-26", "10:00-10:30/30x1");
  first = book_both (fixture, NULL);
  result = mh_refill_cancel (&fixture->town->desk, &first, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_active (fixture), ==, 0);
  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result->act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_active (fixture), ==, 2);
}

static void
test_moved_together (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 later = slot_at (fixture, add_day (fixture, "2026-11-12", "10:00-10:30/30x2"), "10:00");
  gint64 near = slot_at (fixture, add_day (fixture, "2026-11-06", "10:00-10:30/30x2"), "10:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  gint64 act = 0, first;

  add_day (fixture, "2026-11-26", "10:00-10:30/30x2");
  first = book_both (fixture, NULL);

  /* 20 days: far enough, so the second stays. */
  g_assert_true (mh_booking_move (&fixture->town->desk, first, near, NULL, NULL, &error));
  assert_second_at (fixture, "2026-11-26", 600);

  /* 14 days: it must go along, and there is no day yet. */
  g_assert_false (mh_booking_move (&fixture->town->desk, first, later, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  assert_second_at (fixture, "2026-11-26", 600);

  add_day (fixture, "2026-12-03", "10:30-11:00/30x2");
  plan = mh_booking_preview_move (&fixture->town->desk, first, later, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((MhBooking *) plan->pdata[1])->start_min, ==, 630);
  assert_second_at (fixture, "2026-11-26", 600);

  g_assert_true (mh_booking_move (&fixture->town->desk, first, later, NULL, &act, &error));
  assert_second_at (fixture, "2026-12-03", 630);
  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  assert_second_at (fixture, "2026-11-26", 600);
}

static void
test_given_slot (Fixture      *fixture,
                 gconstpointer data)
{
  gint64 soon = slot_at (fixture, add_day (fixture, "2026-11-23", "10:00-10:30/30x2"), "10:00");
  gint64 chosen = slot_at (fixture, add_day (fixture, "2026-12-10", "14:00-14:30/30x2"), "14:00");
  MhBookingRequest request = make_request (fixture);
  g_autoptr (GError) error = NULL;

  add_day (fixture, "2026-11-26", "10:00-10:30/30x2");
  request.n_chain_slots = 1;
  request.chain_slots = &soon;
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  request.chain_slots = &chosen;
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), !=, 0);
  g_assert_no_error (error);
  assert_second_at (fixture, "2026-12-10", 840);
}

/* The slot that is chosen for the second dose belongs to another programme. */
static void
test_given_elsewhere (Fixture      *fixture,
                      gconstpointer data)
{
  MhBookingRequest first = { .resident = fixture->resident, .via = "phone" };
  MhBookingRequest request = make_request (fixture);
  g_autoptr (MhProgramme) other = mh_programme_new ();
  g_autoptr (GError) error = NULL;
  gint64 programme, slot;

  other->name = g_strdup ("日本脳炎予防接種");
  other->doses = 2;
  programme = mh_test_add_programme (&fixture->town->desk, other, &error);
  g_assert_no_error (error);
  first.slot = slot_at (fixture, mh_test_town_add_session (fixture->town, programme, "2026-11-02", "10:00-10:30/30x2"), "10:00");
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &first, NULL, &error), !=, 0);
  g_assert_no_error (error);
  slot = slot_at (fixture, mh_test_town_add_session (fixture->town, programme, "2026-11-26", "10:00-10:30/30x2"), "10:00");

  request.n_chain_slots = 1;
  request.chain_slots = &slot;
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM booking"), ==, 1);
}

/* The other booking is shown with its day, time, venue and who asked for it. */
static void
test_hard_stop (Fixture      *fixture,
                gconstpointer data)
{
  MhBookingRequest request = make_request (fixture);
  g_autoptr (GError) error = NULL;

  request.chain = FALSE;
  request.dose = 1;
  request.proxy_name = "山田一子";
  request.proxy_relation = "子";
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), !=, 0);
  request.override_reason = "家族の希望";
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), ==, 0);

  for (guint i = 0; i < 5; i++) {
    const char *parts[] = { "11月5日", "10:00", "保健センター", "山田一子", "10月20日" };

    g_assert_nonnull (strstr (error->message, parts[i]));
  }
}

static void
test_elsewhere (Fixture      *fixture,
                gconstpointer data)
{
  gint64 programme = mh_test_town_add_programme (fixture->town);
  gint64 session = mh_test_town_add_session (fixture->town, programme, "2026-11-05", "09:45-10:45/15x2");
  MhBookingRequest request = make_request (fixture);
  MhBookingRequest other = { .slot = slot_at (fixture, session, "10:15"), .resident = fixture->resident, .via = "counter" };
  MhBookingRequest before = { .slot = slot_at (fixture, session, "9:45"), .resident = fixture->resident, .via = "counter" };
  g_autoptr (GError) error = NULL;

  request.chain = FALSE;
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), !=, 0);
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &other, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "帯状疱疹予防接種"));
  g_clear_error (&error);
  g_assert_true (mh_booking_check (&fixture->town->desk, &before, &error));
  other.override_reason = "続けて受ける";
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &other, NULL, &error), !=, 0);
  g_assert_no_error (error);
}

static void
add_items (Fixture *fixture)
{
  write_as_act (fixture,
                "INSERT INTO programme_item (id, programme, position, name, standard) SELECT 1, id, 1, '基本', 1 FROM programme; "
                "INSERT INTO programme_item (id, programme, position, name, standard) SELECT 2, id, 2, '胃', 0 FROM programme; "
                "INSERT INTO programme_item (id, programme, position, name, standard, sex) SELECT 3, id, 3, '前立腺', 1, 'male' FROM programme; "
                "INSERT INTO slot_item (slot, item, capacity) SELECT id, 2, 1 FROM slot");
}

static int
count_items (Fixture *fixture,
             gint64   booking,
             int      item)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM booking_item WHERE booking = %d AND item = %d", (int) booking, item);

  return (int) mh_test_town_count (fixture->town, sql);
}

static void
test_items (Fixture      *fixture,
            gconstpointer data)
{
  const gint64 stomach[] = { 1, 2 }, prostate[] = { 3 };
  gint64 other = mh_test_town_add_resident (fixture->town, "1002", "佐藤一郎", "サトウイチロウ", "1950-03-01");
  gint64 third = mh_test_town_add_resident (fixture->town, "1003", "佐藤二郎", "サトウジロウ", "1950-03-01");
  MhBookingRequest request = make_request (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  gint64 booking, plain, act = 0;

  add_items (fixture);
  write_as_act (fixture, "UPDATE resident SET sex = 'female' WHERE id = 1");
  request.chain = FALSE;
  plain = mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_items (fixture, plain, 1), ==, 1);
  g_assert_cmpint (count_items (fixture, plain, 3), ==, 0);

  g_assert_false (mh_booking_change_items (&fixture->town->desk, plain, prostate, 1, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  request.resident = other;
  request.items = stomach;
  request.n_items = 2;
  booking = mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_items (fixture, booking, 2), ==, 1);

  /* There is one place for it. */
  g_assert_false (mh_booking_change_items (&fixture->town->desk, plain, stomach, 2, "理由", NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "胃"));
  g_clear_error (&error);

  g_assert_true (mh_booking_change_items (&fixture->town->desk, booking, NULL, 0, NULL, &act, &error));
  g_assert_true (mh_booking_change_items (&fixture->town->desk, plain, stomach, 2, NULL, NULL, &error));
  g_assert_no_error (error);
  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, NULL);
  g_assert_null (undo);

  request.resident = third;
  request.slot = slot_at (fixture, mh_test_town_count (fixture->town, "SELECT session FROM slot"), "9:00");
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), !=, 0);

  /* A booking takes its items along, or stays. */
  g_assert_false (mh_booking_move (&fixture->town->desk, plain, request.slot, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "胃"));
  g_clear_error (&error);
}

static void
test_choices (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  const MhItemChoice *choice;

  add_items (fixture);
  write_as_act (fixture, "UPDATE resident SET sex = 'female'");
  choices = mh_booking_list_choices (&fixture->town->desk, fixture->first, fixture->resident, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (choices->len, ==, 3);
  choice = choices->pdata[0];
  g_assert_true (choice->chosen);
  choice = choices->pdata[1];
  g_assert_cmpint (choice->n_free, ==, 1);
  g_assert_false (choice->chosen);
  choice = choices->pdata[2];
  g_assert_cmpint (choice->reason, ==, MH_PLAN_SEX);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/service/booking-doses/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("the-second-goes-to-its-day-and-time-or-the-nearest-after", test_where_it_goes);
  ADD ("both-are-one-act-and-one-undo", test_one_act);
  ADD ("without-a-second-there-is-no-first", test_all_or_nothing);
  ADD ("the-second-is-cancelled-with-the-first", test_cancelled_together);
  ADD ("the-second-is-cancelled-by-the-one-click-too", test_cancelled_for_the_next);
  ADD ("the-second-moves-when-it-would-come-too-soon", test_moved_together);
  ADD ("the-second-goes-where-the-nurse-says", test_given_slot);
  ADD ("the-second-does-not-go-to-another-programme", test_given_elsewhere);
  ADD ("a-second-booking-shows-the-first", test_hard_stop);
  ADD ("nobody-is-at-two-places-at-once-without-a-reason", test_elsewhere);
  ADD ("items-are-for-their-people-and-can-be-full", test_items);
  ADD ("items-to-choose-from-say-why-not", test_choices);
#undef ADD

  return g_test_run ();
}
