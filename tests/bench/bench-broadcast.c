/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Times what a nurse waits for at her desk with a broadcast to many: the check, the hold, the stop, going on, trying again, the results. A size may
 * be named: bench-broadcast 1000 */

#define G_LOG_DOMAIN "bench-broadcast"

#include <locale.h>
#include <stdlib.h>
#include <time.h>

#include "mh-act.h"
#include "mh-broadcast.h"
#include "mh-test-town.h"

#define NOW      "2026-11-24 10:00"
#define N_PEOPLE 10000

/* A third share a contact with another one; some have none and are telephoned. */
static const char people_sql[] =
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :n) "
  "INSERT INTO resident (id, register_number, name, kana, birth, sex, address, district, status, name_fold, kana_fold, sort_key) "
  "SELECT i, printf ('%08d', i), printf ('山田　%d子', i), 'ヤマダ　ハナコ', date ('1930-01-01', printf ('+%d days', (i * 7919) % 34000)), "
  "  CASE i % 2 WHEN 0 THEN 'female' ELSE 'male' END, printf ('字滝ノ上市街地%d番地', i), '1区', 'resident', '', '', x'00' FROM n";
static const char * const contacts_sql[] = {
  ("INSERT INTO contact (id, kind, value) SELECT id, CASE WHEN id % 4 = 0 THEN 'line' ELSE 'mobile' END, "
   "  CASE WHEN id % 4 = 0 THEN printf ('U%032x', id) ELSE printf ('090%08d', 10000000 + id) END FROM resident WHERE id % 10 <> 0"),
  "INSERT INTO contact_link (resident, contact, whose) SELECT id, id, '' FROM contact",
  "INSERT INTO contact_link (resident, contact, whose, rank) SELECT id, id - 1, '夫', 2 FROM resident WHERE id % 3 = 2 AND id % 10 <> 1 AND id > 1",
};

/* Every tenth was not reached, which is what a broadcast of many looks like a day later. */
static const char after_sql[] =
  "UPDATE delivery SET state = CASE WHEN id % 10 = 0 THEN 'undelivered' ELSE 'accepted' END, reason = CASE WHEN id % 10 = 0 THEN 'undelivered' END, "
  "  contact = (SELECT contact FROM contact_link WHERE resident = delivery.resident) WHERE broadcast IS NOT NULL AND state IN ('held', 'due')";

typedef struct {
  double wall;
  double cpu;
} Watch;

static Watch
start (void)
{
  return (Watch) { (double) g_get_monotonic_time () / 1000, (double) clock () * 1000 / CLOCKS_PER_SEC };
}

static void
tell (const char *what,
      Watch       watch)
{
  Watch now = start ();

  g_print ("%-44s %8.0f ms  CPU %8.0f ms\n", what, now.wall - watch.wall, now.cpu - watch.cpu);
}

static MhTestTown *
make_town (int n)
{
  MhTestTown *town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (town->db, mh_desk_now (&town->desk), "bench", "test", MH_UNDO_NONE, &error);

  g_assert_no_error (error);
  mh_db_run (town->db, &error, people_sql, ":n", MH_INT (n), NULL);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (contacts_sql); i++) {
    mh_db_run (town->db, &error, contacts_sql[i], NULL);
    g_assert_no_error (error);
  }
  mh_act_commit (act, &error);
  g_assert_no_error (error);
  mh_test_town_set (town, "town.name", "滝上町");
  mh_test_town_set (town, "town.phone", "0158-00-2111");

  return town;
}

static gint64
save (MhTestTown *town,
      const char *text)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "断水", .rule = (char *) "{}", .category = (char *) "", .text = (char *) text,
    .form = (char *) "text", .channels = (char *) "line sms by-hand",
  };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_broadcast_save (&town->desk, &draft, &error);

  g_assert_no_error (error);

  return id;
}

static void
hold (MhTestTown *town,
      gint64      id)
{
  Watch watch = start ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBroadcastSheet) sheet = mh_broadcast_check (&town->desk, id, NULL, &error);

  g_assert_no_error (error);
  tell ("the check", watch);
  watch = start ();
  mh_broadcast_hold (&town->desk, id, &(MhHoldAnswers) { (int) sheet->n_heads, "訓練", NULL }, &error);
  g_assert_no_error (error);
  tell ("the hold", watch);
}

static void
tick (MhTestTown *town,
      const char *what)
{
  Watch watch = start ();
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  mh_broadcast_tick (&town->desk, &changed, &error);
  g_assert_no_error (error);
  tell (what, watch);
}

static void
bench_stop (MhTestTown *town,
            gint64      id)
{
  g_autoptr (GError) error = NULL;
  guint n_left = 0;
  Watch watch;

  /* One has left, or there would be nothing to go on with. */
  mh_db_run (town->db, &error, "UPDATE delivery SET state = 'accepted' WHERE id = (SELECT min (id) FROM delivery WHERE state = 'due')", NULL);
  g_assert_no_error (error);
  watch = start ();
  mh_broadcast_stop (&town->desk, id, &n_left, &error);
  g_assert_no_error (error);
  tell ("the stop", watch);
  watch = start ();
  mh_broadcast_resume (&town->desk, id, &error);
  g_assert_no_error (error);
  tell ("going on after it", watch);
}

static void
bench_after (MhTestTown *town,
             gint64      id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;
  guint n = 0;
  Watch watch;

  mh_db_run (town->db, &error, after_sql, NULL);
  g_assert_no_error (error);
  tick (town, "the end");
  watch = start ();
  results = mh_broadcast_results (&town->desk, id, &error);
  g_assert_no_error (error);
  tell ("the results, all of them", watch);
  watch = start ();
  mh_broadcast_retry (&town->desk, id, &n, &error);
  g_assert_no_error (error);
  tell ("trying those again who were not reached", watch);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const texts[] = { "明日の断水は中止になりました。", "{氏名}様　明日の断水は中止になりました。" };
  int n = argc > 1 ? atoi (argv[1]) : N_PEOPLE;

  setlocale (LC_ALL, "");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (MhTestTown) town = make_town (n);
    g_autoptr (GError) error = NULL;
    gint64 id = save (town, texts[i]);

    g_print ("%d people, %s\n", n, i == 0 ? "one text" : "each her own text");
    hold (town, id);
    mh_broadcast_go (&town->desk, id, &error);
    g_assert_no_error (error);
    bench_stop (town, id);
    mh_fake_clock_advance (town->clock, 120000);
    tick (town, "a pass of the clock");
    bench_after (town, id);
  }

  return 0;
}
