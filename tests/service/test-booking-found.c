/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What random weeks have found of doses booked together and of places beyond the capacity. */

#include "mh-booking-chain.h"
#include "mh-capacity.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-people-merge.h"
#include "mh-programmes.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-undo.h"

typedef struct {
  MhTestTown *town;
  gint64      programme;  /* three doses, a week apart, a fifth more than the places */
  gint64      days[4];    /* a week apart: three slots of two places, and by the rule one more in the last of them */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  static const char * const dates[] = { "2026-11-05", "2026-11-12", "2026-11-19", "2026-11-26" };
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  programme->name = g_strdup ("日本脳炎予防接種");
  programme->doses = 3;
  programme->interval_days = 7;
  programme->overbook_percent = 20;
  fixture->programme = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    fixture->days[i] = mh_test_town_add_session (fixture->town, fixture->programme, dates[i], "09:00-10:30/30x2");
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

static gint64
add_person (Fixture    *fixture,
            const char *number)
{
  return mh_test_town_add_resident (fixture->town, number, "山田花子", "ヤマダハナコ", "2020-02-28");
}

static gint64
book (Fixture    *fixture,
      gint64      resident,
      int         day,
      const char *time,
      gboolean    chain)
{
  MhBookingRequest request = {
    .slot = mh_test_town_find_slot (fixture->town, fixture->days[day], time), .resident = resident, .via = "phone", .chain = chain,
  };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return id;
}

static gint64
cancel (Fixture *fixture,
        gint64   booking)
{
  g_autoptr (GError) error = NULL;
  gint64 act = 0;

  mh_booking_cancel (&fixture->town->desk, booking, NULL, &act, &error);
  g_assert_no_error (error);

  return act;
}

static gboolean
undo (Fixture *fixture,
      gint64   act,
      GError **error)
{
  g_autoptr (MhUndoResult) result = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, error);

  return result != NULL;
}

static gint64
count_active (Fixture *fixture)
{
  return mh_test_town_count (fixture->town, "SELECT count (*) FROM booking WHERE state = 'active'");
}

/* --- places beyond the capacity ------------------------------------------------------------------------------------- */

static gint64
count_extra (Fixture *fixture)
{
  return mh_test_town_count (fixture->town, "SELECT count (*) FROM seat JOIN slot ON slot.id = seat.slot WHERE seat.extra = 1 AND slot.session = 1");
}

/* Returns: the booking that holds the place beyond the capacity */
static gint64
fill_last_slot (Fixture *fixture)
{
  gint64 last = 0;

  for (int i = 0; i < 3; i++) {
    g_autofree char *number = g_strdup_printf ("%d", i);

    last = book (fixture, add_person (fixture, number), 0, "10:00", FALSE);
  }

  return last;
}

static void
refill (Fixture *fixture,
        gint64   booking)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = mh_refill_cancel (&fixture->town->desk, &booking, 1, &error);

  g_assert_no_error (error);
}

static void
set_share (Fixture *fixture,
           int      percent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programmes_load (&fixture->town->desk, fixture->programme, &error);

  g_assert_no_error (error);
  spec->programme->overbook_percent = percent;
  mh_programmes_edit (&fixture->town->desk, spec, NULL, &error);
  g_assert_no_error (error);
}

/* A first slot that grows is due the place that somebody has in the last one already: the day has one, not two. */
static void
test_held_elsewhere (Fixture      *fixture,
                     gconstpointer data)
{
  MhCapacityOrder order = { .slot = mh_test_town_find_slot (fixture->town, fixture->days[0], "9:00"), .places = 5, .phone = -1, .blocked = -1 };
  g_autoptr (MhCapacityResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last = fill_last_slot (fixture);

  g_assert_cmpint (count_extra (fixture), ==, 1);
  result = mh_capacity_set (&fixture->town->desk, &order, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_extra (fixture), ==, 1);

  refill (fixture, last);
  g_assert_cmpint (count_extra (fixture), ==, 1);
}

/* Nobody takes the place of who has cancelled: it is one that there are no more by the rule. */
static void
test_round_gives_back (Fixture      *fixture,
                       gconstpointer data)
{
  gint64 last = fill_last_slot (fixture);

  set_share (fixture, 0);
  g_assert_cmpint (count_extra (fixture), ==, 1);
  refill (fixture, last);
  g_assert_cmpint (count_extra (fixture), ==, 0);
}

/* The share of the programme goes back only with the places that were made by it since. */
static void
test_share_in_use (Fixture      *fixture,
                   gconstpointer data)
{
  MhCapacityOrder order = { .slot = mh_test_town_find_slot (fixture->town, fixture->days[0], "10:00"), .places = 6, .phone = -1, .blocked = -1 };
  g_autoptr (MhCapacityResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 act;

  set_share (fixture, 0);
  set_share (fixture, 10);
  act = mh_test_town_count (fixture->town, "SELECT max (id) FROM act");
  g_assert_cmpint (count_extra (fixture), ==, 0);
  result = mh_capacity_set (&fixture->town->desk, &order, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_extra (fixture), ==, 1);

  g_assert_false (undo (fixture, act, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (undo (fixture, result->act, &error));
  g_assert_true (undo (fixture, act, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_extra (fixture), ==, 0);
}

/* --- doses booked together ------------------------------------------------------------------------------------------ */

/* The later doses were cancelled, then the first: they do not come back without it. */
static void
test_not_without_the_first (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = book (fixture, add_person (fixture, "1"), 0, "9:00", TRUE);
  gint64 later, before;

  after = mh_booking_list_after (&fixture->town->desk, first, &error);
  g_assert_cmpuint (after->len, ==, 2);
  later = cancel (fixture, ((MhBooking *) after->pdata[0])->id);
  before = cancel (fixture, first);
  g_assert_cmpint (count_active (fixture), ==, 0);

  g_assert_false (undo (fixture, later, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (count_active (fixture), ==, 0);

  g_assert_true (undo (fixture, before, &error));
  g_assert_true (undo (fixture, later, &error));
  g_assert_cmpint (count_active (fixture), ==, 3);
}

/* Where the first dose was had meanwhile, or is booked otherwise, the later ones may come back. */
static void
test_first_otherwise (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 resident = add_person (fixture, "1");
  gint64 first = book (fixture, resident, 0, "9:00", TRUE);
  gint64 later;

  after = mh_booking_list_after (&fixture->town->desk, first, &error);
  later = cancel (fixture, ((MhBooking *) after->pdata[0])->id);
  cancel (fixture, first);
  book (fixture, resident, 0, "9:30", FALSE);

  g_assert_true (undo (fixture, later, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_active (fixture), ==, 3);
}

/* Two entries have the first dose, and one of them the others together with it. Returns: the booking of the first dose that stays */
static gint64
merge_two (Fixture *fixture,
           gboolean keeps_whole,
           gint64  *out_act)
{
  gint64 keep = add_person (fixture, "1"), drop = add_person (fixture, "2");
  gint64 mine = book (fixture, keep, 0, "9:00", keeps_whole), theirs = book (fixture, drop, 0, "9:30", !keeps_whole);
  MhMerge merge = { .keep = keep, .drop = drop, .cancel = &theirs, .n_cancel = 1 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (count_active (fixture), ==, 4);
  mh_people_merge (&fixture->town->desk, &merge, out_act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_active (fixture), ==, 3);

  return mine;
}

/* The later doses hang on the first one that stays, whichever of the two that is. */
static void
test_merged (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 act = 0, first = merge_two (fixture, GPOINTER_TO_INT (data), &act);
  gint64 cancelled = cancel (fixture, first);

  g_assert_cmpint (count_active (fixture), ==, 0);
  g_assert_true (undo (fixture, cancelled, &error));
  g_assert_true (undo (fixture, act, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_active (fixture), ==, 4);
}

/* The second dose of the one, booked by itself, takes the place of the other's between the first and the third. */
static void
test_merged_in_the_middle (Fixture      *fixture,
                           gconstpointer data)
{
  gint64 keep = add_person (fixture, "1"), drop = add_person (fixture, "2");
  gint64 mine = book (fixture, keep, 0, "9:00", FALSE), second, first;
  MhMerge merge = { .keep = keep, .drop = drop, .n_cancel = 1 };
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  second = book (fixture, keep, 1, "9:00", FALSE);
  cancel (fixture, mine);
  first = book (fixture, drop, 0, "9:30", TRUE);
  after = mh_booking_list_after (&fixture->town->desk, first, &error);
  merge.cancel = &((MhBooking *) after->pdata[0])->id;
  mh_people_merge (&fixture->town->desk, &merge, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_active (fixture), ==, 3);

  cancel (fixture, second);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT id FROM booking WHERE state = 'active'"), ==, first);
  g_assert_cmpint (count_active (fixture), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add ("/booking-found/" path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)
  ADD ("a-place-beyond-the-capacity-that-is-held-is-not-made-again-elsewhere", 0, test_held_elsewhere);
  ADD ("a-place-that-nobody-takes-follows-the-rule", 0, test_round_gives_back);
  ADD ("a-share-does-not-go-back-without-the-places-made-by-it", 0, test_share_in_use);
  ADD ("later-doses-do-not-come-back-without-the-first", 0, test_not_without_the_first);
  ADD ("later-doses-come-back-where-the-first-is-booked-otherwise", 0, test_first_otherwise);
  ADD ("later-doses-hang-on-the-first-that-was-booked-alone", FALSE, test_merged);
  ADD ("later-doses-hang-on-the-first-that-was-booked-with-them", TRUE, test_merged);
  ADD ("a-second-dose-takes-the-place-of-the-other-entrys", 0, test_merged_in_the_middle);
#undef ADD

  return g_test_run ();
}
