/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-reception-after.h"
#include "mh-reception-fixture.h"
#include "mh-today.h"

static const MhLooseDose *
find_only (GPtrArray *list,
           gint64     booking)
{
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((MhLooseDose *) list->pdata[0])->booking, ==, booking);

  return list->pdata[0];
}

static GPtrArray *
list_loose (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = mh_reception_list_loose (&fixture->town->desk, fixture->programme, &error);

  g_assert_no_error (error);

  return list;
}

/* Whether the place of today names such a booking. */
static gboolean
is_told (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhToday) today = mh_today_read (&fixture->town->desk, &error);
  gboolean told = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < today->lines->len; i++) {
    const MhTodayLine *line = g_ptr_array_index (today->lines, i);
    g_autofree char *words = mh_today_describe (line);

    if (line->kind != MH_TODAY_LOOSE)
      continue;

    g_assert_cmpstr (mh_today_kind_code (line->kind), ==, "loose");
    g_assert_cmpint (line->session, ==, fixture->after);
    g_assert_cmpint (line->resident, ==, fixture->resident);
    g_assert_nonnull (strstr (words, "山田花子"));
    told = TRUE;
  }

  return told;
}

static gboolean
is_red (Fixture    *fixture,
        gint64      booking,
        const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reds = mh_reception_judge (&fixture->town->desk, booking, 0, &error);
  gboolean found = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < reds->len; i++)
    found |= g_str_equal (((MhReceptionRed *) reds->pdata[i])->code, code);

  return found;
}

/* Whatever became of the first visit: the second booking does not stay as if nothing had happened. */
static void
test_missed (Fixture      *fixture,
             gconstpointer data)
{
  static const char * const states[] = { "no-show", "stopped", "cancelled-day", "postponed" };
  gint64 second = book (fixture, fixture->after, "9:00", fixture->resident, 2);
  g_autoptr (GPtrArray) before = list_loose (fixture);

  g_assert_cmpuint (before->len, ==, 0);
  g_assert_false (is_told (fixture));

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    gint64 act = set_state (fixture, fixture->booking, states[i]);
    g_autoptr (GPtrArray) list = list_loose (fixture);
    const MhLooseDose *loose = find_only (list, second);

    g_assert_cmpstr (loose->why, ==, states[i]);
    g_assert_cmpint (loose->dose, ==, 2);
    g_assert_cmpint (loose->session, ==, fixture->after);
    g_assert_true (is_told (fixture));
    g_assert_true (is_red (fixture, second, "no-earlier-dose"));

    undo (fixture, act);
    assert_state (fixture, fixture->booking, "", "active", TRUE);
  }

  set_state (fixture, fixture->booking, "done");
  g_assert_false (is_told (fixture));
}

/* Having it elsewhere, or booking it again for an earlier day, settles it; cancelling the second booking, too. */
static void
test_settled (Fixture      *fixture,
              gconstpointer data)
{
  gint64 second = book (fixture, fixture->after, "9:00", fixture->resident, 2);
  gint64 near = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-06", "09:00-10:00x4");
  gint64 far = mh_test_town_add_session (fixture->town, fixture->programme, "2026-12-10", "09:00-10:00x4");
  g_autoptr (GPtrArray) late = NULL;
  g_autoptr (GError) error = NULL;
  gint64 again;

  set_state (fixture, fixture->booking, "no-show");
  again = book (fixture, near, "9:00", fixture->resident, 1);
  g_assert_false (is_told (fixture));

  g_assert_true (mh_booking_cancel (&fixture->town->desk, again, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (is_told (fixture));

  /* A first dose after the second is none. */
  book (fixture, far, "9:00", fixture->resident, 1);
  late = list_loose (fixture);
  find_only (late, second);

  g_assert_true (mh_booking_cancel (&fixture->town->desk, second, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (is_told (fixture));
}

/* At the table a dose that was only booked was not had: on the day of the second nobody can say what became of the first. */
static void
test_nothing_noted_is_red (Fixture      *fixture,
                           gconstpointer data)
{
  gint64 second = book (fixture, fixture->after, "9:00", fixture->resident, 2);

  set_state (fixture, fixture->booking, "came");
  set_time (fixture, "2026-11-26 09:00");
  g_assert_true (is_red (fixture, second, "no-earlier-dose"));

  set_time (fixture, "2026-11-05 11:00");
  set_state (fixture, fixture->booking, "done");
  set_time (fixture, "2026-11-26 09:00");
  g_assert_false (is_red (fixture, second, "no-earlier-dose"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/service/reception-loose/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-second-dose-without-its-first-stands-on-a-list", test_missed);
  ADD ("it-is-settled-by-a-first-dose-or-without-the-second", test_settled);
  ADD ("a-first-dose-of-which-nothing-is-noted-was-not-had", test_nothing_noted_is_red);
#undef ADD

  return g_test_run ();
}
