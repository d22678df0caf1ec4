/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Wrong audiences that towns have had to publish, each with what keeps it from happening here. */

#include "mh-audience-from.h"

#include <string.h>

#include "mh-error.h"
#include "mh-past-doses.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"

#define NOW "2026-10-20 09:00"

static const MhAudienceWay way = { "", "line sms by-hand" };

typedef struct {
  MhTestTown     *town;
  gint64          old;     /* 66 years, a mobile */
  gint64          other;   /* 70 years, a mobile */
  gint64          baby;    /* one month */
  MhAudienceRule *rule;
} Case;

static void
set_rule (Case       *c,
          const char *json)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&c->rule, mh_audience_rule_free);
  c->rule = mh_audience_rule_parse (json, &error);
  g_assert_no_error (error);
}

/* What is decided about @resident: "gets it", "not named", or why she is left out. */
static const char *
judge_one (Case  *c,
           gint64 resident)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) people = mh_audience_judge (&c->town->desk, c->rule, &way, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (people, MhAudiencePerson, i);

    if (person->resident == resident)
      return person->reach == MH_REACH_NONE ? person->why : "gets it";
  }

  return "not named";
}

static void
assert_no_longer (Case       *c,
                  gint64      resident,
                  const char *expected)
{
  g_autoptr (GError) error = NULL;
  gboolean holds;
  const char *why;

  g_assert_true (mh_audience_still_holds (&c->town->desk, c->rule, &way, resident, &holds, &why, &error));
  g_assert_false (holds);
  g_assert_cmpstr (why, ==, expected);
}

/* 5,087 tickets to the dead and moved: the base date was of the wrong year. Here the day of the age says nothing about who is there, and the
 * births that it means are told. */
static void
base_date_of_the_wrong_year (Case *c)
{
  g_autofree char *told = NULL;

  set_rule (c, "{\"age\":{\"from\":60,\"on\":\"2021-03-31\"}}");
  mh_test_town_set_status (c->town, c->old, "dead", "2022-01-01");
  mh_test_town_set_status (c->town, c->other, "moved-out", "2022-01-01");
  g_assert_cmpstr (judge_one (c, c->old), ==, "dead");
  g_assert_cmpstr (judge_one (c, c->other), ==, "moved-out");
  told = mh_audience_describe (&c->town->desk, c->rule, NULL);
  g_assert_nonnull (strstr (told, "令和3年3月31日"));
}

/* 138 people by a list that was seven weeks old. A list names people; whether they are there is asked when it is used. */
static void
list_of_seven_weeks_ago (Case *c)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (list, c->old);
  c->rule = mh_audience_from_people (list);
  g_assert_cmpstr (judge_one (c, c->old), ==, "gets it");
  mh_test_town_set_status (c->town, c->old, "moved-out", "2026-10-19");
  g_assert_cmpstr (judge_one (c, c->old), ==, "moved-out");
}

/* 498 papers by the state at the move into the town. */
static void
state_of_an_earlier_day (Case *c)
{
  set_rule (c, "{\"age\":{\"from\":65}}");
  g_assert_cmpstr (judge_one (c, c->old), ==, "gets it");
  mh_test_town_set_status (c->town, c->old, "dead", "2026-10-20");
  assert_no_longer (c, c->old, "dead");
}

/* 204 children under twelve, one of them a month old: the second extraction had no age. A saved rule has it each time; without one, the
 * youngest stands there by name. */
static void
age_missing_the_second_time (Case *c)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) people = NULL;
  g_autoptr (MhAudienceFigures) figures = NULL;

  set_rule (c, "{\"age\":{\"from\":12}}");
  g_assert_cmpint (mh_audience_save (&c->town->desk, "接種券", c->rule, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpstr (judge_one (c, c->baby), ==, "not named");

  set_rule (c, "{}");
  people = mh_audience_judge (&c->town->desk, c->rule, &way, NULL, &error);
  figures = mh_audience_figures_make (&c->town->desk, people, &error);
  g_assert_cmpint (figures->youngest, ==, c->baby);
  g_assert_cmpuint (figures->n_by_band[0], ==, 1);
}

/* Twelve cities invited women who had been vaccinated: the old records were gone. What was had elsewhere is noted, and counts. */
static void
invited_although_vaccinated (Case *c)
{
  g_autoptr (GError) error = NULL;

  set_rule (c, "{\"programme\":{\"id\":1,\"state\":[\"eligible\",\"not-booked\"]}}");
  g_assert_cmpstr (judge_one (c, c->old), ==, "gets it");
  g_assert_cmpint (mh_past_doses_add (&c->town->desk, c->old, 1, 1, (MhDate) { 2015, 5, 1 }, "母子手帳", &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpstr (judge_one (c, c->old), ==, "not named");
  assert_no_longer (c, c->old, "not-meant");
}

/* A form of a protected person went to the head of the household. Nobody is named by household or district who is protected. */
static void
told_by_the_household (Case *c)
{
  set_rule (c, "{\"households\":[\"H0001\"]}");
  mh_test_town_protect (c->town, c->old);
  g_assert_cmpstr (judge_one (c, c->old), ==, "unclear");
  assert_no_longer (c, c->old, "unclear");
}

/* Numbers and names stood a row apart. Only the number names somebody: the name beside it is not looked at. */
static void
columns_a_row_apart (Case *c)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "list.csv", NULL);
  g_autoptr (MhAudienceFile) file = NULL;

  g_file_set_contents (path, "氏名,電話\n別の人,090-1111-1111\n古い人,\n", -1, &error);
  g_assert_no_error (error);
  file = mh_audience_read_file (&c->town->desk, path, NULL, &error);
  mh_test_remove_dir (dir);
  g_assert_no_error (error);
  g_assert_cmpuint (file->residents->len, ==, 1);
  g_assert_cmpint (g_array_index (file->residents, gint64, 0), ==, c->old);
  g_assert_cmpuint (file->unmatched->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (file->unmatched, 0), ==, "3: ");
}

/* A number was put right on paper only. Of a protected person no telephone number names anybody. */
static void
number_of_a_protected_person (Case *c)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "list.csv", NULL);
  g_autoptr (MhAudienceFile) file = NULL;

  mh_test_town_protect (c->town, c->old);
  g_file_set_contents (path, "09011111111\n09022222222\n", -1, &error);
  g_assert_no_error (error);
  file = mh_audience_read_file (&c->town->desk, path, NULL, &error);
  mh_test_remove_dir (dir);
  g_assert_no_error (error);
  g_assert_cmpuint (file->residents->len, ==, 1);
  g_assert_cmpint (g_array_index (file->residents, gint64, 0), ==, c->other);
  g_assert_cmpstr (g_ptr_array_index (file->unmatched, 0), ==, "1: 09011111111");
}

static const struct {
  const char *path;
  void        (*run)(Case *c);
} incidents[] = {
  { "/audience-mistakes/koshigaya-2022-base-date-of-the-wrong-year", base_date_of_the_wrong_year },
  { "/audience-mistakes/maizuru-2017-list-of-seven-weeks-ago", list_of_seven_weeks_ago },
  { "/audience-mistakes/shinagawa-2023-state-of-an-earlier-day", state_of_an_earlier_day },
  { "/audience-mistakes/minato-2021-age-missing-the-second-time", age_missing_the_second_time },
  { "/audience-mistakes/hpv-invited-although-vaccinated", invited_although_vaccinated },
  { "/audience-mistakes/tokushima-told-by-the-household", told_by_the_household },
  { "/audience-mistakes/kishiwada-2022-columns-a-row-apart", columns_a_row_apart },
  { "/audience-mistakes/nakatan-2022-number-of-somebody-protected", number_of_a_protected_person },
};

static void
test_incident (gconstpointer data)
{
  const guint *number = data;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  Case c = { .town = town };

  mh_test_town_add_programme (town);
  c.old = mh_test_town_add_resident (town, "1001", "古い人", "フルイヒト", "1960-03-01");
  c.other = mh_test_town_add_resident (town, "1002", "別の人", "ベツノヒト", "1956-03-01");
  c.baby = mh_test_town_add_resident (town, "1003", "赤ちゃん", "アカチャン", "2026-09-20");
  mh_test_town_add_contact (town, c.old, "mobile", "09011111111");
  mh_test_town_add_contact (town, c.other, "mobile", "09022222222");
  incidents[*number].run (&c);
  mh_audience_rule_free (c.rule);
}

int
main (int   argc,
      char *argv[])
{
  static guint numbers[G_N_ELEMENTS (incidents)];

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (incidents); i++) {
    numbers[i] = i;
    g_test_add_data_func (incidents[i].path, &numbers[i], test_incident);
  }

  return g_test_run ();
}
