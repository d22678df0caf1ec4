/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-waiting.h"

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-places.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define N_PEOPLE 10

/* A programme with two classes, and people who can be reached over LINE. */
typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      session;
  gint64      slot;      /* 9:00, two places */
  gint64      people[N_PEOPLE];
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");

  programme->name = g_strdup ("新型コロナワクチン");
  programme->doses = 2;
  programme->interval_days = 21;
  programme->parallel = 2;
  g_free (programme->priority_names);
  programme->priority_names = g_strdup ("医療従事者\n高齢者");
  fixture->programme = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);

  fixture->session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x2");
  fixture->slot = mh_test_town_find_slot (fixture->town, fixture->session, "9:00");

  for (guint i = 0; i < N_PEOPLE; i++) {
    g_autofree char *number = g_strdup_printf ("30%02u", i);
    g_autofree char *user = g_strdup_printf ("U%032x", i + 1);

    fixture->people[i] = mh_test_town_add_resident (fixture->town, number, "待田花子", "マチダハナコ", "1950-03-01");
    mh_test_town_add_contact (fixture->town, fixture->people[i], "line", user);
  }
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

/* As somebody may write to the table from outside the use cases under test. */
static void
write_sql (Fixture    *fixture,
           const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "試験", "town.edit", MH_UNDO_WHOLE, &error);

  g_assert_no_error (error);
  g_assert_true (mh_db_run (fixture->town->db, &error, sql, NULL));
  g_assert_no_error (error);
  g_assert_true (mh_act_commit (act, &error));
}

static gint64
try_wait (Fixture         *fixture,
          guint            first,
          guint            n,
          MhWaitingRequest request,
          GError         **error)
{
  gint64 unit;

  request.programme = fixture->programme;
  request.residents = &fixture->people[first];
  request.n_residents = n;
  unit = mh_waiting_register (&fixture->town->desk, &request, NULL, error);
  mh_fake_clock_advance (fixture->town->clock, 1000);

  return unit;
}

static gint64
wait_with (Fixture         *fixture,
           guint            person,
           MhWaitingRequest request)
{
  g_autoptr (GError) error = NULL;
  gint64 unit = try_wait (fixture, person, 1, request, &error);

  g_assert_no_error (error);

  return unit;
}

static gint64
book (Fixture *fixture,
      guint    person,
      gint64   slot)
{
  MhBookingRequest request = { .slot = slot, .resident = fixture->people[person], .via = "phone" };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return id;
}

/* The units as they stand in the list, by the order in which they registered: "2 1 3". */
static char *
describe_list (Fixture *fixture,
               gint64   first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = mh_waiting_table_list (fixture->town->db, fixture->programme, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < units->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "", (int) (((MhWaitingUnit *) units->pdata[i])->id - first + 1));

  return g_string_free (text, FALSE);
}

/* Five units: without class, class 2, class 1, class 2, without class; the fourth and the first have ranks where the case says so. */
static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  static const int classes[] = { 0, 2, 1, 2, 0 };
  static const struct {
    const char *name;
    const char *order;
    const char *ranks;
    const char *expected;
  } cases[] = {
    { "who came first", "registered", NULL, "1 2 3 4 5" },
    { "by class, and in a class who came first", "priority", NULL, "3 2 4 1 5" },
    { "a lottery before it is drawn", "lottery", NULL, "1 2 3 4 5" },
    { "a lottery, and who came after it", "lottery", "UPDATE waiting_unit SET rank = 6 - id WHERE id <= 4", "4 3 2 1 5" },
    { "put first in line, whatever the mode", "registered", "UPDATE waiting_unit SET rank = 1 WHERE id = 4", "4 1 2 3 5" },
    { "put first in line before the first class", "priority", "UPDATE waiting_unit SET rank = 1 WHERE id = 5", "5 3 2 4 1" },
  };
  gint64 first = 0;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    gint64 unit = wait_with (fixture, i, (MhWaitingRequest) { .priority = classes[i] });

    first = first == 0 ? unit : first;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *sql = g_strdup_printf ("UPDATE programme SET wait_order = '%s'", cases[i].order);
    g_autofree char *list = NULL;

    g_test_message ("%s", cases[i].name);
    write_sql (fixture, "UPDATE waiting_unit SET rank = NULL");
    write_sql (fixture, sql);
    if (cases[i].ranks != NULL)
      write_sql (fixture, cases[i].ranks);

    list = describe_list (fixture, first);
    g_assert_cmpstr (list, ==, cases[i].expected);
  }
}

/* The planner asks in the order of the list. */
static void
test_asked_by_class (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  gint64 booking = book (fixture, 9, fixture->slot);
  gint64 second;

  write_sql (fixture, "UPDATE programme SET wait_order = 'priority', parallel = 1");
  wait_with (fixture, 0, (MhWaitingRequest) { 0 });
  second = wait_with (fixture, 1, (MhWaitingRequest) { .priority = 1 });

  result = mh_refill_cancel (&fixture->town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((MhOffer *) result->offers->pdata[0])->unit, ==, second);
}

static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  static const struct {
    const char      *name;
    guint            n;
    MhWaitingRequest request;
    gboolean         taken;
    MhError          code;
  } cases[] = {
    { "six people", 6, { 0 }, TRUE, 0 },
    { "nobody", 0, { 0 }, FALSE, MH_ERROR_INVALID },
    { "seven people", 7, { 0 }, FALSE, MH_ERROR_INVALID },
    { "a class that is not named", 1, { .priority = 3 }, FALSE, MH_ERROR_INVALID },
    { "a class below none", 1, { .priority = -1 }, FALSE, MH_ERROR_INVALID },
    { "the last class", 1, { .priority = 2 }, TRUE, 0 },
    { "a wish that is none", 1, { .wish = "someday" }, FALSE, MH_ERROR_INVALID },
    { "all doses", 1, { .whole_chain = TRUE }, TRUE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 unit = try_wait (fixture, 0, cases[i].n, cases[i].request, &error);

    g_test_message ("%s", cases[i].name);
    g_assert_cmpint (unit != 0, ==, cases[i].taken);
    if (cases[i].taken) {
      g_assert_true (mh_waiting_withdraw (&fixture->town->desk, unit, &error));
      g_assert_no_error (error);
    } else {
      g_assert_error (error, MH_ERROR, (int) cases[i].code);
    }
  }
}

static void
test_same_person_twice (Fixture      *fixture,
                        gconstpointer data)
{
  gint64 residents[] = { fixture->people[0], fixture->people[1], fixture->people[0] };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, residents, 3, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM waiting_unit"), ==, 0);
}

/* No further dose follows the last one. */
static void
test_no_further_dose (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  book (fixture, 0, fixture->slot);
  g_assert_cmpint (try_wait (fixture, 0, 1, (MhWaitingRequest) { .whole_chain = TRUE }, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_edit (Fixture      *fixture,
           gconstpointer data)
{
  gint64 unit = wait_with (fixture, 0, (MhWaitingRequest) { .wish = "am" });
  MhWaitingRequest ways = { .wish = "weekdays=tue;from=9:30", .priority = 2, .swap = TRUE, .whole_chain = TRUE, .note = "娘が送る" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhWaitingUnit) changed = NULL;
  g_autoptr (MhWaitingUnit) back = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 act = 0;

  g_assert_true (mh_waiting_edit (&fixture->town->desk, unit, &ways, &act, &error));
  g_assert_no_error (error);
  changed = mh_waiting_table_get (fixture->town->db, unit, &error);
  g_assert_cmpstr (changed->wish, ==, "weekdays=tue;from=09:30");
  g_assert_cmpint (changed->priority, ==, 2);
  g_assert_true (changed->swap && changed->whole_chain);
  g_assert_cmpstr (changed->note, ==, "娘が送る");

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  back = mh_waiting_table_get (fixture->town->db, unit, &error);
  g_assert_cmpstr (back->wish, ==, "am");
  g_assert_cmpint (back->priority, ==, 0);

  g_assert_true (mh_waiting_withdraw (&fixture->town->desk, unit, &error));
  g_assert_false (mh_waiting_edit (&fixture->town->desk, unit, &ways, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* Else the booking would stay beside an entry that asks for a second place of the same dose. */
static void
test_swap_stays (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 booking = book (fixture, 0, fixture->slot);
  gint64 unit = wait_with (fixture, 0, (MhWaitingRequest) { .swap = TRUE });
  MhWaitingRequest ways = { .wish = "pm" };

  g_assert_false (mh_waiting_edit (&fixture->town->desk, unit, &ways, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  ways.swap = TRUE;
  g_assert_true (mh_waiting_edit (&fixture->town->desk, unit, &ways, NULL, &error));
  g_assert_no_error (error);

  ways.swap = FALSE;
  g_assert_true (mh_booking_cancel (&fixture->town->desk, booking, NULL, NULL, &error));
  g_assert_true (mh_waiting_edit (&fixture->town->desk, unit, &ways, NULL, &error));
  g_assert_no_error (error);
}

/* A refill that could ask two has found one; who joins now is the second. */
static void
test_newcomer (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  gint64 booking = book (fixture, 9, fixture->slot);
  gint64 late;

  wait_with (fixture, 0, (MhWaitingRequest) { 0 });
  late = wait_with (fixture, 1, (MhWaitingRequest) { .wish = "pm" });
  result = mh_refill_cancel (&fixture->town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->offers->len, ==, 1);

  wait_with (fixture, 2, (MhWaitingRequest) { .wish = "venue=体育館" });
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 1);

  /* Now the morning suits, too. */
  g_assert_true (mh_waiting_edit (&fixture->town->desk, late, &(MhWaitingRequest) { .wish = "any" }, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT unit FROM offer WHERE state = 'open' ORDER BY id DESC"), ==, late);

  /* Two are asked, which is as many as may be. */
  wait_with (fixture, 3, (MhWaitingRequest) { 0 });
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 2);
}

/* まんのう町: an own booking made later ends the waiting. */
static void
test_own_booking_ends_it (Fixture      *fixture,
                          gconstpointer data)
{
  gint64 alone = wait_with (fixture, 0, (MhWaitingRequest) { 0 });
  g_autoptr (GError) error = NULL;
  g_autoptr (MhWaitingUnit) row = NULL;

  book (fixture, 0, fixture->slot);
  row = mh_waiting_table_get (fixture->town->db, alone, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row->state, ==, "placed");
}

static int
count_members (Fixture *fixture,
               gint64   unit)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM waiting_member JOIN waiting_unit ON waiting_unit.id = unit "
                                          "WHERE state = 'waiting' AND unit = %" G_GINT64_FORMAT, unit);

  return (int) mh_test_town_count (fixture->town, sql);
}

/* One of a couple is booked: the other waits on alone at the same place in line, and is asked as one who needs one place. */
static void
test_own_booking_parts_couple (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 couple = try_wait (fixture, 0, 2, (MhWaitingRequest) { 0 }, &error);
  g_autoptr (MhRefillResult) result = NULL;
  g_autofree char *also = NULL, *last = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 later = wait_with (fixture, 2, (MhWaitingRequest) { 0 });
  gint64 other = book (fixture, 9, fixture->slot);
  gint64 act = 0;
  MhBookingRequest request = { .slot = mh_test_town_find_slot (fixture->town, fixture->session, "9:30"),
                               .resident = fixture->people[0], .via = "phone" };

  g_assert_no_error (error);
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, &act, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (count_members (fixture, couple), ==, 1);
  also = mh_waiting_dup_parted (&fixture->town->desk, act, &error);
  g_assert_cmpstr (also, ==, "待田花子 is still on the waiting list, at the same place in line.");

  /* Taken back, both wait again. */
  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "試験", act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_members (fixture, couple), ==, 2);
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, &act, &error), >, 0);
  g_assert_no_error (error);

  result = mh_refill_cancel (&fixture->town->desk, &other, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT unit FROM offer WHERE state = 'open' ORDER BY id LIMIT 1"), ==, couple);

  /* The second one is booked, too: nobody is left of the entry, and the offer ends. */
  request.resident = fixture->people[1];
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, &act, &error), >, 0);
  g_assert_no_error (error);
  last = mh_waiting_dup_parted (&fixture->town->desk, act, &error);
  g_assert_no_error (error);
  g_assert_null (last);
  g_assert_cmpint (count_members (fixture, couple), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT unit FROM offer WHERE state = 'open'"), ==, later);
}

/* Who would give up a booking for an earlier place together keeps the entry together. */
static void
test_own_booking_keeps_swap (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 couple = try_wait (fixture, 0, 2, (MhWaitingRequest) { .swap = TRUE }, &error);

  g_assert_no_error (error);
  book (fixture, 0, fixture->slot);
  g_assert_cmpint (count_members (fixture, couple), ==, 2);
}

static void
test_class_names (Fixture      *fixture,
                  gconstpointer data)
{
  static const struct {
    const char *names;
    int         priority;
    const char *name;
  } cases[] = {
    { "医療従事者\n高齢者", 1, "医療従事者" },
    { "医療従事者\n\n 高齢者 \n", 2, "高齢者" },
    { "医療従事者\n高齢者", 3, NULL },
    { "医療従事者\n高齢者", 0, NULL },
    { "", 1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhProgramme programme = { .priority_names = (char *) cases[i].names };
    g_autofree char *name = mh_waiting_name_priority (&programme, cases[i].priority);

    g_assert_cmpstr (name, ==, cases[i].name);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/waiting/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("order/one for every way of ordering", test_order);
  ADD ("order/is the one in which people are asked", test_asked_by_class);
  ADD ("units/up to six, with known classes and wishes", test_refusals);
  ADD ("units/nobody twice", test_same_person_twice);
  ADD ("units/no chain beyond the last dose", test_no_further_dose);
  ADD ("edit/changes the ways and can be taken back", test_edit);
  ADD ("edit/who holds a booking goes on offering it", test_swap_stays);
  ADD ("newcomers/are asked while a refill may ask more", test_newcomer);
  ADD ("own booking/ends the waiting", test_own_booking_ends_it);
  ADD ("own booking/leaves the other of a couple waiting", test_own_booking_parts_couple);
  ADD ("own booking/keeps who gives it up together", test_own_booking_keeps_swap);
  ADD ("classes/are named by the programme", test_class_names);
#undef ADD

  return g_test_run ();
}
