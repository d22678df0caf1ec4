/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-draw.h"

#include "mh-booking.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-lottery.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      session;    /* two slots of two places */
  gint64      people[6];
  gint64      units[5];   /* the first is a couple */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-29-1111");
  fixture->programme = mh_test_town_add_programme (fixture->town);
  fixture->session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x2");

  for (guint i = 0; i < G_N_ELEMENTS (fixture->people); i++) {
    g_autofree char *number = g_strdup_printf ("%u", 1001 + i);

    fixture->people[i] = mh_test_town_add_resident (fixture->town, number, "山田花子", "ヤマダハナコ", "1950-03-01");
  }

  fixture->units[0] = mh_test_add_waiting (&fixture->town->desk, fixture->programme, fixture->people, 2, NULL, &error);
  for (guint i = 1; i < G_N_ELEMENTS (fixture->units); i++)
    fixture->units[i] = mh_test_add_waiting (&fixture->town->desk, fixture->programme, &fixture->people[i + 1], 1, NULL, &error);
  g_assert_no_error (error);
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

static MhDrawResult
draw (Fixture *fixture,
      gint64   session,
      gboolean tell)
{
  MhDrawOrder order = { .programme = fixture->programme, .session = session, .tell = tell };
  MhDrawResult result;
  g_autoptr (GError) error = NULL;

  mh_draw_run (&fixture->town->desk, &order, &result, &error);
  g_assert_no_error (error);

  return result;
}

static int
count (Fixture    *fixture,
       const char *sql)
{
  return (int) mh_test_town_count (fixture->town, sql);
}

static void
test_places (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  MhDrawStakes stakes;
  MhDrawResult result;
  guint n_placed = 0, n_people = 0;

  g_assert_true (mh_draw_look (&fixture->town->desk, fixture->programme, fixture->session, &stakes, &error));
  g_assert_cmpuint (stakes.n_units, ==, 5);
  g_assert_cmpuint (stakes.n_people, ==, 6);
  g_assert_cmpint (stakes.n_places, ==, 4);

  result = draw (fixture, fixture->session, TRUE);
  g_assert_cmpuint (result.n_placed + result.n_waiting, ==, 5);
  g_assert_cmpuint (result.n_people, >=, 3);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE via = 'lottery' AND state = 'active'"), ==, result.n_people);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'lottery-won'"), ==, result.n_people);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'lottery-lost'"), ==, 6 - result.n_people);

  /* In the drawn order each unit that still fits has its places; who has none keeps its rank. */
  units = mh_draw_table_list_units (fixture->town->db, result.draw, &error);
  for (guint i = 0; i < units->len; i++) {
    const MhDrawUnit *unit = units->pdata[i];
    g_autoptr (MhWaitingUnit) row = mh_waiting_table_get (fixture->town->db, unit->unit, &error);
    gboolean placed = g_str_equal (unit->result, "placed");

    g_assert_cmpint (unit->rank, ==, i + 1);
    g_assert_cmpstr (row->state, ==, placed ? "placed" : "waiting");
    if (!placed)
      g_assert_cmpint (row->rank, ==, unit->rank);
    n_placed += placed;
    n_people += placed ? row->residents->len : 0;
    if (!placed)
      g_assert_cmpstr (unit->result, ==, "too-few-places");
  }
  g_assert_cmpuint (n_placed, ==, result.n_placed);
  g_assert_cmpuint (n_people, ==, result.n_people);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result.act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM seat_hold"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM waiting_unit WHERE state = 'waiting' AND rank IS NULL"), ==, 5);
}

static void
test_order_only (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) units = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;
  MhDrawResult result = draw (fixture, 0, FALSE);

  g_assert_cmpuint (result.n_waiting, ==, 5);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery"), ==, 0);
  units = mh_draw_table_list_units (fixture->town->db, result.draw, &error);
  waiting = mh_waiting_table_list (fixture->town->db, fixture->programme, &error);
  for (guint i = 0; i < 5; i++) {
    g_assert_cmpint (((MhDrawUnit *) units->pdata[i])->unit, ==, ((MhWaitingUnit *) waiting->pdata[i])->id);
    g_assert_cmpstr (((MhDrawUnit *) units->pdata[i])->result, ==, "ranked");
  }
}

static void
write_as_act (Fixture    *fixture,
              const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", "test", MH_UNDO_WHOLE, &error);

  mh_db_exec (fixture->town->db, sql, &error);
  g_assert_no_error (error);
  g_assert_true (mh_act_commit (act, &error));
}

static void
test_verify (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDraw) row = NULL;
  MhDrawVerdict verdict;
  MhDrawResult result = draw (fixture, fixture->session, FALSE);

  row = mh_draw_table_get (fixture->town->db, result.draw, &error);
  g_assert_cmpuint (strlen (row->seed), ==, MH_LOTTERY_SEED_LENGTH);
  g_assert_true (mh_draw_verify (&fixture->town->desk, result.draw, &verdict, &error));
  g_assert_true (verdict.same);

  /* Somebody puts his friend first. */
  write_as_act (fixture, "UPDATE draw_unit SET rank = 99 WHERE rank = 1; UPDATE draw_unit SET rank = 1 WHERE rank = 2; "
                         "UPDATE draw_unit SET rank = 2 WHERE rank = 99");
  g_assert_true (mh_draw_verify (&fixture->town->desk, result.draw, &verdict, &error));
  g_assert_false (verdict.same);
  g_assert_cmpint (verdict.rank, ==, 1);
  write_as_act (fixture, "UPDATE draw_unit SET rank = 99 WHERE rank = 1; UPDATE draw_unit SET rank = 1 WHERE rank = 2; "
                         "UPDATE draw_unit SET rank = 2 WHERE rank = 99");

  /* Or takes another seed. */
  write_as_act (fixture, "UPDATE draw SET seed = '00112233445566778899aabbccddeeff'");
  g_assert_true (mh_draw_verify (&fixture->town->desk, result.draw, &verdict, &error));
  g_assert_false (verdict.same);
  g_assert_false (mh_draw_verify (&fixture->town->desk, 4711, &verdict, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

/* Each is judged at the moment of the draw; wishes are kept. */
static void
test_judged (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = NULL;
  MhDrawResult result;

  mh_test_town_set_status (fixture->town, fixture->people[2], "dead", "2026-10-01");
  write_as_act (fixture, "UPDATE waiting_unit SET wish = '2026-12-24' WHERE id = (SELECT max (id) FROM waiting_unit)");
  result = draw (fixture, fixture->session, FALSE);
  units = mh_draw_table_list_units (fixture->town->db, result.draw, &error);

  for (guint i = 0; i < units->len; i++) {
    const MhDrawUnit *unit = units->pdata[i];

    if (unit->unit == fixture->units[1])
      g_assert_cmpstr (unit->result, ==, "dead");
    else if (unit->unit == fixture->units[4])
      g_assert_cmpstr (unit->result, ==, "wish");
    else
      g_assert_cmpstr (unit->result, ==, "placed");
  }
}

/* Whoever was put first in line by a day that was called off has his place before any lot is drawn. */
static void
test_first_in_line (Fixture      *fixture,
                    gconstpointer data)
{
  static const char placed_sql[] = "SELECT count (*) FROM draw_unit WHERE result = 'placed' AND unit = (SELECT max (id) FROM waiting_unit)";
  g_autoptr (GError) error = NULL;
  MhDrawVerdict verdict;

  /* Three places are blocked: one is left, and whatever the lots say it is his, ten times in a row. */
  write_as_act (fixture, "UPDATE seat SET share = 'blocked' WHERE NOT (slot = (SELECT min (slot) FROM seat) AND number = 1);"
                         "UPDATE waiting_unit SET rank = -1000000 WHERE id = (SELECT max (id) FROM waiting_unit)");

  for (guint i = 0; i < 10; i++) {
    g_autoptr (MhUndoResult) undo = NULL;
    MhDrawResult result = draw (fixture, fixture->session, FALSE);

    g_assert_cmpuint (result.n_placed, ==, 1);
    g_assert_cmpint (count (fixture, placed_sql), ==, 1);
    g_assert_true (mh_draw_verify (&fixture->town->desk, result.draw, &verdict, &error));
    g_assert_true (verdict.same);
    undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result.act, &error);
    g_assert_no_error (error);
  }
}

static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  gint64 other = mh_test_town_add_programme (fixture->town);
  MhDrawOrder order = { .programme = other, .session = fixture->session };
  MhDrawResult result;
  g_autoptr (GError) error = NULL;

  g_assert_false (mh_draw_run (&fixture->town->desk, &order, &result, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  order.session = 0;
  g_assert_false (mh_draw_run (&fixture->town->desk, &order, &result, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  order = (MhDrawOrder) { .programme = fixture->programme, .session = fixture->session };
  write_as_act (fixture, "UPDATE session SET state = 'closed'");
  g_assert_false (mh_draw_run (&fixture->town->desk, &order, &result, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM draw"), ==, 0);
}

/* A seed that was made where everybody could see it: the same people in the same order, and the log knows. */
static void
test_seed (Fixture      *fixture,
           gconstpointer data)
{
  static const char * const none[] = { "", "1234", "00112233445566778899AABBCCDDEEFF", "さいころの目は三つとも六でしたので抽選の種はこれにします" };
  MhDrawOrder order = { .programme = fixture->programme, .session = fixture->session, .seed = "00112233445566778899aabbccddeeff" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  MhDrawResult result;

  g_assert_true (mh_draw_run (&fixture->town->desk, &order, &result, &error));
  g_assert_no_error (error);
  first = mh_draw_table_list_units (fixture->town->db, result.draw, &error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM audit WHERE kind = 'lottery.draw' AND detail LIKE '%\"seed-given\":1%'"), ==, 1);
  mh_undo_result_free (mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result.act, &error));
  g_assert_no_error (error);

  g_assert_true (mh_draw_run (&fixture->town->desk, &order, &result, &error));
  second = mh_draw_table_list_units (fixture->town->db, result.draw, &error);
  g_assert_cmpuint (first->len, >, 2);
  for (guint i = 0; i < first->len; i++)
    g_assert_cmpint (((MhDrawUnit *) first->pdata[i])->unit, ==, ((MhDrawUnit *) second->pdata[i])->unit);

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++) {
    order.seed = none[i];
    g_assert_false (mh_draw_run (&fixture->town->desk, &order, &result, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_clear_error (&error);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/service/draw/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("places-go-in-the-drawn-order-and-losers-keep-their-rank", test_places);
  ADD ("the-order-alone-can-be-drawn", test_order_only);
  ADD ("a-draw-can-be-drawn-again-and-a-forged-one-is-seen", test_verify);
  ADD ("each-is-judged-when-it-is-drawn", test_judged);
  ADD ("who-was-put-first-in-line-comes-before-the-drawn", test_first_in_line);
  ADD ("nobody-draws-where-there-is-nothing-to-draw", test_refusals);
  ADD ("a-seed-made-in-public-gives-the-same-order-and-is-noted", test_seed);
#undef ADD

  return g_test_run ();
}
