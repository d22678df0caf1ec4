/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-planner.h"

#include <string.h>

#define MAX_UNITS   8
#define MAX_PERSONS 4

/*
 * A waiting unit. Of @persons each word is one: L, S, H or - (reached by LINE, SMS, by hand, not at all), then letters for what
 * is the matter: d dead, m moved, b booked, o has had it, f had it in this fiscal year, u birth unknown, y too young, k too old, s other
 * sex, t other district, p protected, e no earlier dose, i interval, n booking not open, l no later dose. Of @flags: o open offer,
 * a answered, w the wish does not fit. A resident's number is that of the unit and his place in it: 12 is the second of 1.
 */
typedef struct {
  int         id;
  int         order;
  const char *persons;
  const char *flags;
} Row;

typedef struct {
  const char *name;
  MhOfferMode mode;
  guint       n_places;
  guint       parallel;
  gboolean    by_hand;
  Row         rows[MAX_UNITS];
  const char *expected;
} Case;

static const MhDate session_date = { 2026, 10, 20 };

/* 65 or more and less than 100 on the day. */
static const MhAgeRule age_rule = { MH_AGE_BASIS_LAW, 780, 1200 };

static void
read_person (MhPlanPerson *person,
             gint64        resident,
             const char   *letters)
{
  *person = (MhPlanPerson) {
    .resident = resident,
    .birth = { 1950, 3, 1 },
    .dead = strchr (letters, 'd') != NULL,
    .moved_out = strchr (letters, 'm') != NULL,
    .booked = strchr (letters, 'b') != NULL,
    .done = strchr (letters, 'o') != NULL,
    .had_this_year = strchr (letters, 'f') != NULL,
    .other_sex = strchr (letters, 's') != NULL,
    .other_district = strchr (letters, 't') != NULL,
    .hidden = strchr (letters, 'p') != NULL,
    .no_earlier = strchr (letters, 'e') != NULL,
    .not_open_yet = strchr (letters, 'n') != NULL,
    .no_later = strchr (letters, 'l') != NULL,
    .reach = *letters == 'L' ? MH_REACH_LINE : *letters == 'S' ? MH_REACH_SMS : *letters == 'H' ? MH_REACH_BY_HAND
                                                                                                : MH_REACH_NONE,
  };

  if (strchr (letters, 'u') != NULL)
    person->birth = MH_DATE_NONE;
  if (strchr (letters, 'y') != NULL)
    person->birth = (MhDate) { 1961, 10, 22 };
  if (strchr (letters, 'k') != NULL)
    person->birth = (MhDate) { 1926, 10, 20 };
  if (strchr (letters, 'i') != NULL)
    person->earliest = (MhDate) { 2026, 10, 21 };
}

static char *
describe (const MhPlanDecision *decisions,
          guint                 n_units)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_units; i++) {
    g_string_append_printf (text, "%s%d %s", i > 0 ? ", " : "", (int) decisions[i].unit,
                            mh_plan_reason_nick (decisions[i].reason));
    if (decisions[i].resident != 0)
      g_string_append_printf (text, "/%d", (int) decisions[i].resident);
  }

  return g_string_free (text, FALSE);
}

static void
check (const Case *cases,
       guint       n_cases)
{
  for (guint i = 0; i < n_cases; i++) {
    MhPlanRules rules = {
      session_date, cases[i].n_places, age_rule, cases[i].mode, cases[i].parallel, cases[i].by_hand,
    };
    MhPlanPerson persons[MAX_UNITS][MAX_PERSONS];
    MhPlanUnit units[MAX_UNITS];
    g_autofree MhPlanDecision *decisions = NULL;
    g_autofree char *described = NULL;
    guint n_units = 0;

    for (const Row *row = cases[i].rows; row->persons != NULL; row++, n_units++) {
      g_auto (GStrv) words = g_strsplit (row->persons, " ", -1);
      const char *flags = row->flags != NULL ? row->flags : "";
      MhPlanUnit *unit = &units[n_units];

      *unit = (MhPlanUnit) {
        row->id, row->order, persons[n_units], g_strv_length (words),
        strchr (flags, 'o') != NULL, strchr (flags, 'a') != NULL, strchr (flags, 'w') == NULL,
      };
      for (guint n = 0; words[n] != NULL; n++)
        read_person (&persons[n_units][n], row->id * 10 + n + 1, words[n]);
    }

    decisions = mh_plan (&rules, units, n_units);
    described = describe (decisions, n_units);
    g_test_message ("%s", cases[i].name);
    g_assert_cmpstr (described, ==, cases[i].expected);
  }
}

static void
test_order (void)
{
  static const Case cases[] = {
    { "nobody waits", MH_OFFER_MODE_FIRST_YES, 1, 3, FALSE, { { 0 } }, "" },
    { "the list's order, not the array's", MH_OFFER_MODE_ONE_AT_A_TIME, 1, 1, FALSE,
      { { 1, 30, "L" }, { 2, 10, "L" }, { 3, 20, "S" } }, "2 chosen, 3 after-chosen, 1 after-chosen" },
    { "ties by number", MH_OFFER_MODE_ONE_AT_A_TIME, 1, 1, FALSE,
      { { 3, 10, "L" }, { 1, 10, "L" }, { 2, 10, "L" } }, "1 chosen, 2 after-chosen, 3 after-chosen" },
    { "three are asked", MH_OFFER_MODE_FIRST_YES, 1, 3, FALSE,
      { { 1, 1, "L" }, { 2, 2, "S" }, { 3, 3, "L" }, { 4, 4, "L" } }, "1 chosen, 2 chosen, 3 chosen, 4 after-chosen" },
    { "asking none makes no sense", MH_OFFER_MODE_FIRST_YES, 1, 0, FALSE,
      { { 1, 1, "L" }, { 2, 2, "L" } }, "1 chosen, 2 after-chosen" },
    { "parallel does not matter one at a time", MH_OFFER_MODE_ONE_AT_A_TIME, 1, 5, FALSE,
      { { 1, 1, "L" }, { 2, 2, "L" } }, "1 chosen, 2 after-chosen" },
    { "no place", MH_OFFER_MODE_FIRST_YES, 0, 3, FALSE, { { 1, 1, "L" } }, "1 too-few-places" },
    { "no place, one at a time", MH_OFFER_MODE_ONE_AT_A_TIME, 0, 1, FALSE, { { 1, 1, "L" } }, "1 too-few-places" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_together (void)
{
  static const Case cases[] = {
    { "a couple, one place", MH_OFFER_MODE_ONE_AT_A_TIME, 1, 1, FALSE,
      { { 1, 1, "L L" }, { 2, 2, "L" } }, "1 too-few-places, 2 chosen" },
    { "a couple, two places", MH_OFFER_MODE_ONE_AT_A_TIME, 2, 1, FALSE,
      { { 1, 1, "L L" }, { 2, 2, "L" } }, "1 chosen, 2 after-chosen" },
    { "two places for two people", MH_OFFER_MODE_ONE_AT_A_TIME, 2, 1, FALSE,
      { { 1, 1, "L" }, { 2, 2, "S" }, { 3, 3, "L" } }, "1 chosen, 2 chosen, 3 after-chosen" },
    { "the rest is too small for a couple", MH_OFFER_MODE_ONE_AT_A_TIME, 2, 1, FALSE,
      { { 1, 1, "L" }, { 2, 2, "L L" }, { 3, 3, "L" }, { 4, 4, "L L" } },
      "1 chosen, 2 too-few-places, 3 chosen, 4 after-chosen" },
    { "a family of three, two places", MH_OFFER_MODE_ONE_AT_A_TIME, 2, 1, FALSE,
      { { 1, 1, "L" }, { 2, 2, "L" }, { 3, 3, "L L L" } }, "1 chosen, 2 chosen, 3 too-few-places" },
    { "a couple competes with singles", MH_OFFER_MODE_FIRST_YES, 2, 3, FALSE,
      { { 1, 1, "L" }, { 2, 2, "L L" }, { 3, 3, "L" }, { 4, 4, "L" } }, "1 chosen, 2 chosen, 3 chosen, 4 after-chosen" },
    { "a couple does not fit one place and is not asked", MH_OFFER_MODE_FIRST_YES, 1, 2, FALSE,
      { { 1, 1, "L L" }, { 2, 2, "L" }, { 3, 3, "L" }, { 4, 4, "L L" } },
      "1 too-few-places, 2 chosen, 3 chosen, 4 too-few-places" },
    { "one of two is dead", MH_OFFER_MODE_ONE_AT_A_TIME, 2, 1, FALSE,
      { { 1, 1, "L Ld" } }, "1 dead/12" },
    { "the weightier reason of two", MH_OFFER_MODE_ONE_AT_A_TIME, 2, 1, FALSE,
      { { 1, 1, "Li Lm" }, { 2, 2, "Lm Li" }, { 3, 3, "Ly Ly" } }, "1 moved-out/12, 2 moved-out/21, 3 too-young/31" },
    { "one contact speaks for both", MH_OFFER_MODE_ONE_AT_A_TIME, 2, 1, FALSE,
      { { 1, 1, "- S" } }, "1 chosen" },
    { "about the person before about the room", MH_OFFER_MODE_ONE_AT_A_TIME, 1, 1, FALSE,
      { { 1, 1, "L Ld" } }, "1 dead/12" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_reasons (void)
{
  static const Case cases[] = {
    { "each reason passes over", MH_OFFER_MODE_FIRST_YES, 1, 1, FALSE,
      { { 1, 1, "Ld" }, { 2, 2, "Lm" }, { 3, 3, "Lb" }, { 4, 4, "Lo" }, { 5, 5, "Lu" }, { 6, 6, "Ly" }, { 7, 7, "L" } },
      "1 dead/11, 2 moved-out/21, 3 already-booked/31, 4 already-done/41, 5 birth-unknown/51, 6 too-young/61, 7 chosen" },
    { "and each of these", MH_OFFER_MODE_FIRST_YES, 1, 1, FALSE,
      { { 1, 1, "Lk" }, { 2, 2, "Li" }, { 3, 3, "L", "o" }, { 4, 4, "L", "a" }, { 5, 5, "L", "w" }, { 6, 6, "-" }, { 7, 7, "S" } },
      "1 too-old/11, 2 interval/21, 3 has-offer, 4 already-answered, 5 wish, 6 no-channel, 7 chosen" },
    { "and each of the kind of person", MH_OFFER_MODE_FIRST_YES, 1, 1, FALSE,
      { { 1, 1, "Lf" }, { 2, 2, "Ls" }, { 3, 3, "Lt" }, { 4, 4, "Le" }, { 5, 5, "Ln" }, { 6, 6, "L" } },
      "1 this-year/11, 2 sex/21, 3 district/31, 4 no-earlier-dose/41, 5 not-open-yet/51, 6 chosen" },
    { "a district is not told of who is protected, nor what is not one", MH_OFFER_MODE_FIRST_YES, 1, 1, FALSE,
      { { 1, 1, "Ltp" }, { 2, 2, "Lsp" }, { 3, 3, "Lstp" }, { 4, 4, "Lyp" }, { 5, 5, "Lp" } },
      "1 not-meant/11, 2 not-meant/21, 3 not-meant/31, 4 too-young/41, 5 chosen" },
    { "the first of these", MH_OFFER_MODE_FIRST_YES, 1, 1, FALSE,
      { { 1, 1, "-ofu" }, { 2, 2, "-fust" }, { 3, 3, "-yst" }, { 4, 4, "-stein" }, { 5, 5, "-tein" }, { 6, 6, "-ein" }, { 7, 7, "-in" } },
      "1 already-done/11, 2 this-year/21, 3 too-young/31, 4 sex/41, 5 district/51, 6 no-earlier-dose/61, 7 interval/71" },
    { "the first of several", MH_OFFER_MODE_FIRST_YES, 1, 1, FALSE,
      { { 1, 1, "-dmboui", "oaw" }, { 2, 2, "-mboui", "oaw" }, { 3, 3, "-boui", "oaw" }, { 4, 4, "-oui", "oaw" },
        { 5, 5, "-ui", "oaw" }, { 6, 6, "-yi", "oaw" }, { 7, 7, "-ki", "oaw" } },
      "1 dead/11, 2 moved-out/21, 3 already-booked/31, 4 already-done/41, 5 birth-unknown/51, 6 too-young/61, 7 too-old/71" },
    { "and of several others", MH_OFFER_MODE_FIRST_YES, 1, 1, FALSE,
      { { 1, 1, "-i -", "oaw" }, { 2, 2, "- -", "oaw" }, { 3, 3, "- -", "aw" }, { 4, 4, "- -", "w" }, { 5, 5, "- -" }, { 6, 6, "-" } },
      "1 interval/11, 2 has-offer, 3 already-answered, 4 wish, 5 too-few-places, 6 no-channel" },
    { "no place for a further dose, of one or of the other", MH_OFFER_MODE_FIRST_YES, 2, 1, FALSE,
      { { 1, 1, "Ll" }, { 2, 2, "L Ll" }, { 3, 3, "Ll -" }, { 4, 4, "L -" } },
      "1 no-later-dose/11, 2 no-later-dose/22, 3 no-later-dose/31, 4 chosen" },
    { "the room before the further dose, the further dose before the channel", MH_OFFER_MODE_FIRST_YES, 1, 1, FALSE,
      { { 1, 1, "Ll", "w" }, { 2, 2, "Ll L" }, { 3, 3, "-l" }, { 4, 4, "Lil" }, { 5, 5, "L" }, { 6, 6, "Ll" }, { 7, 7, "L" } },
      "1 wish, 2 too-few-places, 3 no-later-dose/31, 4 interval/41, 5 chosen, 6 no-later-dose/61, 7 after-chosen" },
    { "only the nurse reaches them", MH_OFFER_MODE_FIRST_YES, 1, 1, FALSE,
      { { 1, 1, "H" }, { 2, 2, "S" } }, "1 no-channel, 2 chosen" },
    { "and she does", MH_OFFER_MODE_FIRST_YES, 1, 1, TRUE,
      { { 1, 1, "H" }, { 2, 2, "S" } }, "1 chosen, 2 after-chosen" },
    { "nobody can", MH_OFFER_MODE_FIRST_YES, 1, 1, TRUE, { { 1, 1, "-" } }, "1 no-channel" },
    { "reasons are given behind the chosen too", MH_OFFER_MODE_ONE_AT_A_TIME, 1, 1, FALSE,
      { { 1, 1, "L" }, { 2, 2, "Ld" }, { 3, 3, "L L" }, { 4, 4, "-" }, { 5, 5, "L" } },
      "1 chosen, 2 dead/21, 3 too-few-places, 4 no-channel, 5 after-chosen" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_interval (void)
{
  MhPlanPerson person = { .resident = 1, .birth = { 1950, 3, 1 }, .reach = MH_REACH_LINE };
  MhPlanUnit unit = { 1, 1, &person, 1, FALSE, FALSE, TRUE };
  MhPlanRules rules = { { 2021, 6, 21 }, 1, { MH_AGE_BASIS_LAW, 0, 0 }, MH_OFFER_MODE_ONE_AT_A_TIME, 1, FALSE };

  person.earliest = mh_date_add_days ((MhDate) { 2021, 6, 3 }, 19);
  for (guint day = 20; day <= 24; day++) {
    g_autofree MhPlanDecision *decisions = NULL;

    rules.session_date.day = (guint8) day;
    decisions = mh_plan (&rules, &unit, 1);
    g_assert_cmpint (decisions[0].reason, ==, day < 22 ? MH_PLAN_INTERVAL : MH_PLAN_CHOSEN);
  }
}

/* 長崎市 2021: a place that was freed at the venue went to a child below twelve, because the age was not looked at again. */
static void
test_nagasaki (void)
{
  MhPlanPerson child = { .resident = 1, .birth = { 2009, 8, 3 }, .reach = MH_REACH_LINE };
  MhPlanPerson parent = { .resident = 2, .birth = { 1980, 1, 1 }, .reach = MH_REACH_LINE };
  MhPlanUnit units[] = {
    { 1, 1, &child, 1, FALSE, FALSE, TRUE },
    { 2, 2, &parent, 1, FALSE, FALSE, TRUE },
  };
  MhPlanRules rules = { { 2021, 8, 1 }, 1, { MH_AGE_BASIS_LAW, 144, 0 }, MH_OFFER_MODE_ONE_AT_A_TIME, 1, FALSE };
  g_autofree MhPlanDecision *early = mh_plan (&rules, units, G_N_ELEMENTS (units));
  g_autofree MhPlanDecision *late = NULL;

  g_assert_cmpint (early[0].reason, ==, MH_PLAN_TOO_YOUNG);
  g_assert_cmpint (early[0].resident, ==, 1);
  g_assert_cmpint (early[1].reason, ==, MH_PLAN_CHOSEN);

  /* It is the day of the session that counts: by the law the child is twelve on the day before the birthday. */
  rules.session_date.day = 2;
  late = mh_plan (&rules, units, G_N_ELEMENTS (units));
  g_assert_cmpint (late[0].reason, ==, MH_PLAN_CHOSEN);
  g_assert_cmpint (late[1].reason, ==, MH_PLAN_AFTER_CHOSEN);
}

static void
make_waiting (GRand        *rand,
              MhPlanUnit   *units,
              MhPlanPerson *persons,
              guint         n_units)
{
  for (guint i = 0; i < n_units; i++) {
    units[i] = (MhPlanUnit) {
      i + 1, g_rand_int_range (rand, 0, 10), &persons[i * MAX_PERSONS], (guint) g_rand_int_range (rand, 1, MAX_PERSONS),
      g_rand_int_range (rand, 0, 8) == 0, g_rand_int_range (rand, 0, 8) == 0, g_rand_int_range (rand, 0, 8) != 0,
    };
    for (guint n = 0; n < units[i].n_persons; n++)
      units[i].persons[n] = (MhPlanPerson) {
        .resident = i * MAX_PERSONS + n + 1,
        .birth = { 1950, 1, 1 },
        .dead = g_rand_int_range (rand, 0, 12) == 0,
        .booked = g_rand_int_range (rand, 0, 12) == 0,
        .reach = (MhReach) g_rand_int_range (rand, 0, 4),
      };
  }
}

static void
assert_plan_holds (const MhPlanRules    *rules,
                   const MhPlanUnit     *units,
                   const MhPlanDecision *decisions,
                   guint                 n_units)
{
  guint n_chosen = 0;
  guint n_taken = 0;
  gboolean seen[32] = { FALSE };

  for (guint i = 0; i < n_units; i++) {
    const MhPlanUnit *unit = &units[decisions[i].unit - 1];

    g_assert_false (seen[decisions[i].unit - 1]);
    seen[decisions[i].unit - 1] = TRUE;
    if (i > 0)
      g_assert_cmpint (units[decisions[i - 1].unit - 1].order, <=, unit->order);

    /* Nobody is asked ahead of somebody who was left only because others were asked. */
    if (decisions[i].reason == MH_PLAN_AFTER_CHOSEN)
      for (guint later = i; later < n_units; later++)
        g_assert_cmpint (decisions[later].reason, !=, MH_PLAN_CHOSEN);

    if (decisions[i].reason != MH_PLAN_CHOSEN)
      continue;

    n_chosen++;
    n_taken += unit->n_persons;
    g_assert_cmpuint (unit->n_persons, <=, rules->n_places);
    g_assert_true (!unit->has_open_offer && !unit->answered && unit->wish_fits);
    for (guint n = 0; n < unit->n_persons; n++)
      g_assert_true (!unit->persons[n].dead && !unit->persons[n].booked);
  }

  if (rules->mode == MH_OFFER_MODE_ONE_AT_A_TIME)
    g_assert_cmpuint (n_taken, <=, rules->n_places);
  else
    g_assert_cmpuint (n_chosen, <=, rules->parallel);
}

static void
test_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2021);

  for (guint round = 0; round < 5000; round++) {
    MhPlanPerson persons[16 * MAX_PERSONS];
    MhPlanUnit units[16];
    guint n_units = (guint) g_rand_int_range (rand, 1, 16);
    MhPlanRules rules = {
      session_date, (guint) g_rand_int_range (rand, 0, 5), age_rule, (MhOfferMode) (round % 2),
      (guint) g_rand_int_range (rand, 1, 5), round % 3 == 0,
    };
    g_autofree MhPlanDecision *decisions = NULL;

    make_waiting (rand, units, persons, n_units);
    decisions = mh_plan (&rules, units, n_units);
    assert_plan_holds (&rules, units, decisions, n_units);
  }
}

static void
test_names (void)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < MH_PLAN_N_REASONS; i++) {
    MhPlanReason reason = MH_PLAN_N_REASONS;

    g_assert_true (mh_plan_reason_from_nick (mh_plan_reason_nick ((MhPlanReason) i), &reason));
    g_assert_cmpuint (reason, ==, i);
    g_assert_true (g_hash_table_add (texts, (gpointer) mh_plan_reason_text ((MhPlanReason) i)));
    g_assert_true (g_str_has_suffix (mh_plan_reason_text ((MhPlanReason) i), "."));
  }

  g_assert_false (mh_plan_reason_from_nick ("too-few", &(MhPlanReason) { 0 }));
  g_assert_false (mh_plan_reason_from_nick (NULL, &(MhPlanReason) { 0 }));
  g_assert_cmpstr (mh_plan_reason_nick (MH_PLAN_TOO_FEW_PLACES), ==, "too-few-places");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/planner/the-first-in-the-list-is-asked-first", test_order);
  g_test_add_func ("/core/planner/who-goes-together-goes-together-or-not-at-all", test_together);
  g_test_add_func ("/core/planner/nobody-is-passed-over-without-a-reason", test_reasons);
  g_test_add_func ("/core/planner/the-interval-is-kept", test_interval);
  g_test_add_func ("/core/planner/nagasaki-age-is-looked-at-again", test_nagasaki);
  g_test_add_func ("/core/planner/any-plan-keeps-the-rules", test_any);
  g_test_add_func ("/core/planner/reasons-have-names-and-sentences", test_names);

  return g_test_run ();
}
