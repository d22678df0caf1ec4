/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Times how long it takes to judge an audience of a town of 100,000, beside asking the one at sending time for each person, and how long it
 * takes to read a list of 10,000 telephone numbers. A size may be named: bench-audience 5000 */

#define G_LOG_DOMAIN "bench-audience"

#include <locale.h>
#include <stdlib.h>
#include <time.h>

#include "mh-act.h"
#include "mh-audience.h"
#include "mh-people.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"

#define NOW       "2026-11-22 09:00"
#define N_PEOPLE  100000
#define N_TIMES   7
#define N_SAMPLE  2000
#define N_NUMBERS 10000

/* Six of ten have a mobile, some of them with somebody else; a quarter are LINE friends; trouble for some. */
static const char people_sql[] =
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :n) "
  "INSERT INTO resident (id, register_number, household_number, name, kana, birth, sex, address, district, status, name_fold, kana_fold, sort_key) "
  "SELECT i, printf ('%08d', i), printf ('H%06d', i / 3), printf ('山田　%d子', i), 'ヤマダ　ハナコ', "
  "  date ('1930-01-01', printf ('+%d days', (i * 7919) % 34000)), CASE i % 2 WHEN 0 THEN 'female' ELSE 'male' END, "
  "  printf ('字滝ノ上市街地%d番地', i), printf ('第%d区', i % 24), CASE WHEN i % 50 = 0 THEN 'dead' WHEN i % 40 = 0 THEN 'moved-out' ELSE 'resident' END, "
  "  '', '', x'00' FROM n";
static const char contacts_sql[] =
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :n) "
  "INSERT INTO contact (id, kind, value) SELECT i, CASE WHEN i % 4 = 0 THEN 'line' WHEN i % 10 < 6 THEN 'mobile' ELSE 'landline' END, "
  "  CASE WHEN i % 4 = 0 THEN printf ('U%032x', i) WHEN i % 10 < 6 THEN printf ('090%08d', 10000000 + i) ELSE printf ('0158%06d', i) END FROM n";
static const char * const rest_sql[] = {
  "INSERT INTO contact_link (resident, contact, whose) SELECT id, id, '' FROM contact",
  "INSERT INTO contact_link (resident, contact, whose, rank) SELECT id, id - 1, '夫', 2 FROM contact WHERE id % 2 = 0",
  ("INSERT INTO consent (resident, channel, category, answer, day, how) "
   "  SELECT id, 'line', '', CASE id % 20 WHEN 0 THEN 'no' ELSE 'yes' END, '2026-01-01', 'paper' FROM resident WHERE id % 10 = 0"),
  "INSERT INTO protection (resident, start_date) SELECT id, '2026-01-01' FROM resident WHERE id % 500 = 3",
};

static const struct {
  const char *title;
  const char *json;
} rules[] = {
  { "everybody", "{}" },
  { "from 65 to 74 in the fiscal year", "{\"age\":{\"from\":65,\"to\":74,\"rule\":\"fiscal\"}}" },
  { "women of three districts over LINE",
    "{\"sex\":[\"female\"],\"districts\":[{\"system\":1,\"names\":[\"第4区\",\"第8区\",\"第20区\"]}],\"channels\":[\"line\"]}" },
  { "who may have it and has not", "{\"programme\":{\"id\":1,\"state\":[\"eligible\"]}}" },
};

static double
ms_since (gint64 began)
{
  return (double) (g_get_monotonic_time () - began) / 1000;
}

/* Without what other programs took meanwhile: on a busy computer the rest of the time is theirs. */
static double
get_cpu_ms (void)
{
  return (double) clock () * 1000 / CLOCKS_PER_SEC;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static MhTestTown *
make_town (int n)
{
  g_autoptr (GError) error = NULL;
  MhTestTown *town = mh_test_town_new (NOW);
  g_autoptr (MhAct) act = NULL;

  mh_test_town_add_programme (town);
  act = mh_act_begin (town->db, mh_desk_now (&town->desk), "bench", "test", MH_UNDO_NONE, &error);
  g_assert_no_error (error);
  mh_db_run (town->db, &error, people_sql, ":n", MH_INT (n), NULL);
  g_assert_no_error (error);
  mh_db_run (town->db, &error, contacts_sql, ":n", MH_INT (n), NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rest_sql); i++) {
    mh_db_run (town->db, &error, rest_sql[i], NULL);
    g_assert_no_error (error);
  }
  mh_act_commit (act, &error);
  g_assert_no_error (error);

  return town;
}

/* Milliseconds for one person, asked as when a message leaves. */
static double
time_one_by_one (MhTestTown *town,
                 int         n)
{
  double began = get_cpu_ms ();

  for (int i = 0; i < N_SAMPLE; i++) {
    g_autoptr (GError) error = NULL;
    MhReach reach;
    gint64 contact;
    const char *why;

    mh_people_reach (&town->desk, 1 + (gint64) i * (n - 1) / N_SAMPLE, 0, "", &reach, &contact, &why, &error);
    g_assert_no_error (error);
  }

  return (get_cpu_ms () - began) / N_SAMPLE;
}

static void
bench_rule (MhTestTown *town,
            const char *title,
            const char *json,
            double      one,
            int         n)
{
  static const MhAudienceWay way = { "", "line sms by-hand" };
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (json, NULL);
  double times[N_TIMES], walls[N_TIMES];
  guint n_named = 0;

  for (int i = 0; i < N_TIMES; i++) {
    g_autoptr (GError) error = NULL;
    double cpu = get_cpu_ms ();
    gint64 began = g_get_monotonic_time ();
    g_autoptr (GArray) people = mh_audience_judge (&town->desk, rule, &way, NULL, &error);

    g_assert_no_error (error);
    times[i] = get_cpu_ms () - cpu;
    walls[i] = ms_since (began);
    n_named = people->len;
  }
  qsort (times, N_TIMES, sizeof *times, compare_times);
  qsort (walls, N_TIMES, sizeof *walls, compare_times);
  g_print ("%-38s %6u of %d: CPU median %6.1f ms, wall median %6.1f ms, best %6.1f ms; %.0f times as fast as one by one\n", title, n_named, n,
           times[N_TIMES / 2], walls[N_TIMES / 2], walls[0], one * n / times[N_TIMES / 2]);
}

static void
bench_file (MhTestTown *town)
{
  g_autoptr (GString) text = g_string_new ("氏名,電話番号\r\n");
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "numbers.csv", NULL);
  g_autofree char *cp932 = NULL;
  g_autoptr (MhAudienceFile) file = NULL;
  g_autoptr (GError) error = NULL;
  double cpu;
  gint64 began;
  gsize length;

  for (int i = 1; i <= N_NUMBERS; i++)
    g_string_append_printf (text, "山田　%d子,090-%04d-%04d\r\n", i, 1000 + i / 10000, i % 10000);
  cp932 = g_convert (text->str, (gssize) text->len, "CP932", "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, cp932, (gssize) length, &error);
  g_assert_no_error (error);

  cpu = get_cpu_ms ();
  began = g_get_monotonic_time ();
  file = mh_audience_read_file (&town->desk, path, NULL, &error);
  g_assert_no_error (error);
  g_print ("a list of %u telephone numbers in CP932, %u people found: CPU %.1f ms, wall %.1f ms\n", file->n_rows, file->residents->len,
           get_cpu_ms () - cpu, ms_since (began));
  mh_test_remove_dir (dir);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (MhTestTown) town = NULL;
  int n = argc > 1 ? atoi (argv[1]) : N_PEOPLE;
  double one;

  setlocale (LC_ALL, "");
  town = make_town (n);
  one = time_one_by_one (town, n);
  g_print ("one person as when a message leaves: %.3f ms\n", one);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    bench_rule (town, rules[i].title, rules[i].json, one, n);
  bench_file (town);

  return 0;
}
