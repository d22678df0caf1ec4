/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-booking-family.h"
#include "mh-booking-together.h"

#include "mh-error.h"
#include "mh-places.h"
#include "mh-test-town.h"
#include "mh-undo.h"

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      session;
  gint64      ten;        /* the slot at 10:00 */
  gint64      people[4];  /* father, mother, child, and a neighbour */
} Fixture;

static gint64
add_person (Fixture    *fixture,
            const char *number,
            const char *name,
            const char *birth,
            const char *household)
{
  gint64 id = mh_test_town_add_resident (fixture->town, number, name, "", birth);
  MhResident changes = { .id = id, .household_number = (char *) household };
  g_autoptr (GError) error = NULL;

  mh_test_edit_person (&fixture->town->desk, &changes, &error);
  g_assert_no_error (error);

  return id;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  programme->name = g_strdup ("成人健診");
  programme->age.min_months = 20 * 12;
  fixture->programme = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);
  fixture->session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:30-11:00/30x2");
  fixture->ten = mh_test_town_find_slot (fixture->town, fixture->session, "10:00");
  fixture->people[0] = add_person (fixture, "1001", "山田太郎", "1970-03-01", "H1");
  fixture->people[1] = add_person (fixture, "1002", "山田花子", "1972-03-01", "H1");
  fixture->people[2] = add_person (fixture, "1003", "山田一子", "2015-03-01", "H1");
  fixture->people[3] = add_person (fixture, "1004", "佐藤茂", "1970-03-01", "H2");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static int
count_places (Fixture *fixture)
{
  return (int) mh_test_town_count (fixture->town, "SELECT count (*) FROM seat_hold");
}

static void
test_side_by_side (Fixture      *fixture,
                   gconstpointer data)
{
  MhFamilyMember members[] = { { .resident = fixture->people[0] }, { .resident = fixture->people[1] }, { .resident = fixture->people[3] } };
  MhFamilyRequest request = { .slot = fixture->ten, .members = members, .n_members = 3, .via = "phone" };
  const int starts[] = { 600, 600, 570 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan = mh_booking_preview_family (&fixture->town->desk, &request, &error);
  g_autoptr (GArray) bookings = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  gint64 act = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (plan->len, ==, 3);
  g_assert_cmpint (count_places (fixture), ==, 0);

  bookings = mh_booking_make_family (&fixture->town->desk, &request, &act, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (MhBooking) booking = mh_booking_table_get (fixture->town->db, g_array_index (bookings, gint64, i), NULL);

    g_assert_cmpint (((MhBooking *) plan->pdata[i])->start_min, ==, starts[i]);
    g_assert_cmpint (booking->start_min, ==, starts[i]);
    g_assert_cmpint (booking->resident, ==, members[i].resident);
  }

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_places (fixture), ==, 0);
}

/* Each is judged alone, and the sentence says whom it is about. */
static void
test_all_or_nothing (Fixture      *fixture,
                     gconstpointer data)
{
  MhFamilyMember members[] = { { .resident = fixture->people[0] }, { .resident = fixture->people[2] } };
  MhFamilyRequest request = { .slot = fixture->ten, .members = members, .n_members = 2, .via = "phone" };
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_booking_make_family (&fixture->town->desk, &request, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_true (g_str_has_prefix (error->message, "山田一子"));
  g_assert_cmpint (count_places (fixture), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM booking"), ==, 0);
}

static void
test_given_slots (Fixture      *fixture,
                  gconstpointer data)
{
  MhFamilyMember members[] = {
    { .resident = fixture->people[0], .slot = mh_test_town_find_slot (fixture->town, fixture->session, "10:30") },
    { .resident = fixture->people[0] },
    { .resident = fixture->people[1] },
  };
  MhFamilyRequest request = { .slot = fixture->ten, .members = members, .n_members = 2, .via = "phone" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan = NULL;

  g_assert_null (mh_booking_preview_family (&fixture->town->desk, &request, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  members[1] = members[2];
  plan = mh_booking_preview_family (&fixture->town->desk, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((MhBooking *) plan->pdata[0])->start_min, ==, 630);
  g_assert_cmpint (((MhBooking *) plan->pdata[1])->start_min, ==, 600);
  request.n_members = 0;
  g_assert_null (mh_booking_preview_family (&fixture->town->desk, &request, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
assert_hints (Fixture    *fixture,
              guint       who,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hints = mh_booking_list_family (&fixture->town->desk, fixture->ten, fixture->people[who], &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < hints->len; i++) {
    const MhFamilyHint *hint = hints->pdata[i];

    g_string_append_printf (text, "%s:%s ", hint->person->resident->name,
                            hint->reason == MH_PLAN_CHOSEN ? "yes" : mh_plan_reason_nick (hint->reason));
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_hints (Fixture      *fixture,
            gconstpointer data)
{
  MhFamilyMember mother = { .resident = fixture->people[1] };
  MhFamilyRequest request = { .slot = fixture->ten, .members = &mother, .n_members = 1, .via = "phone" };
  g_autoptr (GArray) bookings = NULL;

  assert_hints (fixture, 0, "山田花子:yes 山田一子:too-young ");
  assert_hints (fixture, 3, "");
  bookings = mh_booking_make_family (&fixture->town->desk, &request, NULL, NULL);
  assert_hints (fixture, 0, "山田花子:already-booked 山田一子:too-young ");

  /* She is in nobody's household, and has none. */
  mh_test_town_protect (fixture->town, fixture->people[1]);
  assert_hints (fixture, 0, "山田一子:too-young ");
  assert_hints (fixture, 1, "");
}

static void
assert_together (Fixture    *fixture,
                 gint64      booking,
                 const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) together = mh_booking_list_together (&fixture->town->desk, booking, &error);
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  words = mh_booking_write_together (together);
  g_assert_cmpstr (words, ==, expected);
}

/* Who was booked in one act belongs together, as long as it stands, and never through a protected person. */
static void
test_together (Fixture      *fixture,
               gconstpointer data)
{
  MhFamilyMember members[] = { { .resident = fixture->people[0] }, { .resident = fixture->people[1] } };
  MhFamilyRequest request = { .slot = fixture->ten, .members = members, .n_members = 2, .via = "phone" };
  MhBookingRequest alone = { .slot = mh_test_town_find_slot (fixture->town, fixture->session, "10:30"), .resident = fixture->people[3], .via = "phone" };
  g_autoptr (GArray) bookings = mh_booking_make_family (&fixture->town->desk, &request, NULL, NULL);
  gint64 third = mh_booking_make (&fixture->town->desk, &alone, NULL, NULL);
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 *ids = (const gint64 *) (gpointer) bookings->data;
  gint64 act = 0;

  assert_together (fixture, ids[0], "山田花子 on 11月5日(木) 10:00");
  assert_together (fixture, ids[1], "山田太郎 on 11月5日(木) 10:00");
  assert_together (fixture, third, NULL);
  g_assert_true (mh_booking_move (&fixture->town->desk, ids[1], alone.slot, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_together (fixture, ids[0], "山田花子 on 11月5日(木) 10:30");

  g_assert_true (mh_booking_cancel_together (&fixture->town->desk, ids, 2, &act, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_places (fixture), ==, 1);
  assert_together (fixture, ids[0], NULL);
  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_places (fixture), ==, 3);

  mh_test_town_protect (fixture->town, fixture->people[1]);
  assert_together (fixture, ids[0], NULL);
  assert_together (fixture, ids[1], NULL);
}

/* One that cannot be cancelled keeps all of them. */
static void
test_cancelled_whole (Fixture      *fixture,
                      gconstpointer data)
{
  MhFamilyMember members[] = { { .resident = fixture->people[0] }, { .resident = fixture->people[1] } };
  MhFamilyRequest request = { .slot = fixture->ten, .members = members, .n_members = 2, .via = "phone" };
  g_autoptr (GArray) bookings = mh_booking_make_family (&fixture->town->desk, &request, NULL, NULL);
  const gint64 *ids = (const gint64 *) (gpointer) bookings->data;
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_booking_cancel (&fixture->town->desk, ids[1], NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (mh_booking_cancel_together (&fixture->town->desk, ids, 2, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (count_places (fixture), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/service/booking-family/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("they-go-side-by-side-or-into-the-nearest-slot", test_side_by_side);
  ADD ("all-of-them-or-nobody", test_all_or_nothing);
  ADD ("who-has-a-slot-of-his-own-goes-there", test_given_slots);
  ADD ("the-household-is-suggested-but-never-through-a-protected-person", test_hints);
  ADD ("who-was-booked-in-one-act-belongs-together", test_together);
  ADD ("what-goes-together-is-cancelled-whole", test_cancelled_whole);
#undef ADD

  return g_test_run ();
}
