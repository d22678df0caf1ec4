/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-audience-from.h"

#include "mh-booking.h"
#include "mh-consent.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-people-leaving.h"
#include "mh-people.h"
#include "mh-practice.h"
#include "mh-reception-after.h"
#include "mh-reception.h"
#include "mh-test-town.h"

#define NOW "2026-10-20 09:00"

static const MhAudienceWay usual_way = { "", "line sms by-hand" };

static GArray *
judge (MhTestTown          *town,
       const char          *json,
       const MhAudienceWay *way)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (json, &error);
  GArray *people;

  g_assert_no_error (error);
  people = mh_audience_judge (&town->desk, rule, way, NULL, &error);
  g_assert_no_error (error);

  return people;
}

static const char *
name_of (MhTestTown *town,
         gint64      resident)
{
  static char name[64];
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (town->db, &error, "SELECT name FROM resident WHERE id = :id", ":id", MH_INT (resident), NULL);

  g_assert_no_error (error);
  g_assert_true (mh_rows_next (rows));
  g_strlcpy (name, mh_rows_text (rows, 0), sizeof name);

  return name;
}

static const char *
reach_letter (MhReach reach)
{
  return reach == MH_REACH_LINE ? "L" : reach == MH_REACH_SMS ? "S" : reach == MH_REACH_BY_HAND ? "H" : "-";
}

/* "花子 L, 太郎 - dead, 次郎 S =花子" */
static char *
tell (MhTestTown *town,
      GArray     *people)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (people, MhAudiencePerson, i);

    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", name_of (town, person->resident), reach_letter (person->reach));
    if (person->why != NULL)
      g_string_append_printf (text, " %s", person->why);
    if (person->with != 0)
      g_string_append_printf (text, " =%s", name_of (town, person->with));
    g_assert_true ((person->contact != 0) == (person->reach == MH_REACH_LINE || person->reach == MH_REACH_SMS));
  }

  return g_string_free (text, FALSE);
}

/* Whatever the audience says of a person the one at sending time says too, and a rule holds for just those who get it. */
static void
assert_agrees (MhTestTown          *town,
               const char          *json,
               const MhAudienceWay *way)
{
  g_autoptr (GArray) people = judge (town, json, way);
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (json, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < people->len; i++) {
    g_autoptr (GError) error = NULL;
    const MhAudiencePerson *person = &g_array_index (people, MhAudiencePerson, i);
    gboolean is_left_out = g_strcmp0 (person->why, "minus") == 0 || g_strcmp0 (person->why, "unclear") == 0 ||
                           g_strcmp0 (person->why, "birth-unknown") == 0;
    gboolean is_gone = g_strcmp0 (person->why, "dead") == 0 || g_strcmp0 (person->why, "moved-out") == 0 ||
                       g_strcmp0 (person->why, "removed") == 0;
    MhReach reach;
    gint64 contact;
    const char *why;
    gboolean holds;

    g_assert_true (g_hash_table_add (seen, (gpointer) &person->resident));
    mh_people_reach_by (&town->desk, person->resident, 0, way->category, way->channels, &reach, &contact, &why, &error);
    g_assert_no_error (error);
    if (!is_left_out) {
      g_assert_cmpint (person->reach, ==, reach);
      g_assert_cmpint (person->contact, ==, contact);
      g_assert_cmpstr (person->why, ==, why);
    }

    mh_audience_still_holds (&town->desk, rule, way, person->resident, &holds, &why, &error);
    g_assert_no_error (error);
    g_assert_cmpint (holds, ==, !is_left_out && !is_gone);
    g_assert_cmpstr (why, ==, holds ? NULL : person->why);
  }
}

/* A town with every kind of trouble: who is dead, moved, protected, what is refused, shared, marked safe, lapsed. */
static MhTestTown *
make_troubled_town (void)
{
  static const char * const channels[] = { "line", "sms", "phone", "letter" };
  static const char * const categories[] = { "", "booking", "vaccination", "other" };
  g_autoptr (GError) error = NULL;
  MhTestTown *town = mh_test_town_new (NOW);
  gint64 n;

  mh_test_town_set (town, "practice", "1");
  mh_practice_fill (&town->desk, 400, 7, &error);
  g_assert_no_error (error);
  n = mh_test_town_count (town, "SELECT max (id) FROM resident");

  for (gint64 id = 1; id <= n; id++) {
    guint32 dice = mh_random_below (town->desk.random, 40);
    g_autoptr (GPtrArray) contacts = mh_contact_table_list (town->db, id, &error);
    MhContact *contact = contacts->len > 0 ? g_ptr_array_index (contacts, mh_random_below (town->desk.random, contacts->len)) : NULL;
    MhConsent consent = {
      .resident = id, .channel = (char *) channels[mh_random_below (town->desk.random, 4)],
      .category = (char *) categories[mh_random_below (town->desk.random, 4)], .answer = dice % 3 == 0,
      .day = mh_desk_today (&town->desk), .how = (char *) "phone",
    };

    if (dice < 20)
      mh_consent_set (&town->desk, &consent, &error);
    g_assert_no_error (error);
    if (dice % 5 == 0 && contact != NULL)
      mh_contacts_set_opt_out (&town->desk, id, contact->link, TRUE, &error);
    g_assert_no_error (error);
    if (dice == 7 || dice == 8)
      mh_test_town_protect (town, id);
    if (dice == 8 && contact != NULL)
      mh_contacts_mark_safe (&town->desk, id, contact->link, "妹の電話", &error);
    g_assert_no_error (error);
    if (dice == 9)
      mh_test_town_set_status (town, id, "moving-out", id % 2 == 0 ? "2026-10-20" : "2026-10-21");
    if (dice == 10)
      mh_test_town_set_status (town, id, id % 2 == 0 ? "moved-out" : "removed", NULL);
  }

  return town;
}

static void
test_agrees (void)
{
  static const char * const rules[] = {
    "{}", "{\"age\":{\"from\":65,\"to\":74}}", "{\"sex\":[\"female\"],\"minus\":[3,4,5]}", "{\"channels\":[\"line\"]}",
    "{\"programme\":{\"id\":1,\"state\":[\"eligible\"]}}", "{\"consent\":\"yes\"}", "{\"districts\":[{\"system\":1,\"names\":[\"中央\"]}]}",
  };
  static const MhAudienceWay ways[] = {
    { "", "line sms by-hand" }, { "vaccination", "line sms by-hand" }, { "booking", "sms line by-hand" }, { "other", "sms by-hand" },
    { "", "line" }, { "", "by-hand" }, { "", "by-hand line" },
  };
  g_autoptr (MhTestTown) town = make_troubled_town ();

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    assert_agrees (town, rules[0], &ways[i]);
  for (guint i = 1; i < G_N_ELEMENTS (rules); i++)
    assert_agrees (town, rules[i], &ways[i % G_N_ELEMENTS (ways)]);

  {
    g_autoptr (GArray) all = judge (town, "{}", &usual_way);

    g_assert_cmpint (all->len, ==, mh_test_town_count (town, "SELECT count (*) FROM resident WHERE merged_into IS NULL"));
  }
}

static gint64
add_person (MhTestTown *town,
            const char *number,
            const char *name,
            const char *birth)
{
  static const char * const kanas[] = { "ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク" };

  return mh_test_town_add_resident (town, number, name, kanas[number[3] - '1'], birth);
}

/* A couple with one mobile, three of a family with one LINE account: one message each, and the one whose own it is speaks. */
static void
test_shared (void)
{
  static const char line[] = "U0123456789abcdef0123456789abcdef";
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 ids[6];
  g_autoptr (GArray) people = NULL;
  g_autofree char *told = NULL;

  ids[0] = add_person (town, "1001", "夫", "1950-03-01");
  ids[1] = add_person (town, "1002", "妻", "1952-03-01");
  ids[2] = add_person (town, "1003", "子", "2015-03-01");
  ids[3] = add_person (town, "1004", "母", "1985-03-01");
  ids[4] = add_person (town, "1005", "姉", "2012-03-01");
  ids[5] = add_person (town, "1006", "保護", "1990-03-01");
  mh_test_town_add_contact (town, ids[0], "mobile", "09012345678");
  mh_test_town_add_contact (town, ids[1], "mobile", "09012345678");
  for (guint i = 2; i < 6; i++) {
    gint64 link = mh_contacts_add (&town->desk, ids[i], "line", line, i == 3 ? "" : "母", &error);

    g_assert_no_error (error);
    if (i == 5) {
      mh_test_town_protect (town, ids[i]);
      mh_contacts_mark_safe (&town->desk, ids[i], link, "本人が希望", &error);
      g_assert_no_error (error);
    }
  }

  people = judge (town, "{}", &usual_way);
  told = tell (town, people);
  g_assert_cmpstr (told, ==, "夫 S, 妻 S =夫, 子 L =母, 母 L, 姉 L =母, 保護 L");
}

/* --- the conditions, one a row ------------------------------------------------------------------------------------- */

/* 赤 was born on the day that is reckoned with, 青 is a man of 66, 黄 a woman of 74 in another district, 緑's birth is not known, 白 died,
 * 黒 is protected and lives in 中央. */
static MhTestTown *
make_small_town (void)
{
  static const struct {
    const char *name;
    const char *birth;
    const char *sex;
    const char *district;
    const char *household;
  } people[] = {
    { "赤", "1961-10-20", "female", "中央", "H1" }, { "青", "1960-04-02", "male", "中央", "H1" },
    { "黄", "1952-10-21", "female", "北", "H2" }, { "緑", NULL, "female", "北", NULL },
    { "白", "1960-01-01", "male", "中央", "H3" }, { "黒", "1960-01-01", "female", "中央", "H4" },
  };
  g_autoptr (GError) error = NULL;
  MhTestTown *town = mh_test_town_new (NOW);

  mh_test_town_add_programme (town);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    g_autofree char *number = g_strdup_printf ("%u", 1001 + i);
    gint64 id = add_person (town, number, people[i].name, people[i].birth);
    MhResident changes = { .id = id, .sex = (char *) people[i].sex, .district = (char *) people[i].district,
                           .household_number = (char *) people[i].household };

    mh_people_edit_leaving (&town->desk, &changes, FALSE, NULL, &error);
    g_assert_no_error (error);
  }
  mh_test_town_set_status (town, 5, "dead", NULL);
  mh_test_town_protect (town, 6);
  mh_test_town_add_contact (town, 1, "line", "U0123456789abcdef0123456789abcdef");
  mh_test_town_add_contact (town, 2, "mobile", "09012345678");
  mh_test_town_add_contact (town, 6, "mobile", "09087654321");

  return town;
}

static const struct {
  const char *about;
  const char *json;
  const char *expected;
} conditions[] = {
  { "everybody", "{}", "赤 L, 青 S, 黄 H no-contact, 緑 H no-contact, 白 - dead, 黒 H protected" },
  { "nobody", "{\"only\":[]}", "" },
  { "the year is complete at the end of the day before the birthday",
    "{\"age\":{\"from\":65,\"to\":65,\"on\":\"2026-10-19\"}}", "赤 L, 緑 - birth-unknown" },
  { "and not a day earlier", "{\"age\":{\"from\":65,\"to\":65,\"on\":\"2026-10-18\"}}", "緑 - birth-unknown" },
  { "from and to are both meant", "{\"age\":{\"from\":66,\"to\":74}}", "青 S, 黄 H no-contact, 緑 - birth-unknown, 白 - dead, 黒 H protected" },
  { "who is reached 66 by the end of the fiscal year", "{\"age\":{\"from\":66,\"to\":66,\"rule\":\"fiscal\"}}",
    "青 S, 緑 - birth-unknown" },
  { "born in", "{\"born\":{\"from\":\"1952-10-21\",\"to\":\"1960-01-01\"}}", "黄 H no-contact, 緑 - birth-unknown, 白 - dead, 黒 H protected" },
  { "women", "{\"sex\":[\"female\"]}", "赤 L, 黄 H no-contact, 緑 H no-contact, 黒 H protected" },
  { "a district leaves the protected to somebody's eyes", "{\"districts\":[{\"system\":1,\"names\":[\"中央\"]}]}",
    "赤 L, 青 S, 白 - dead, 黒 - unclear" },
  { "another district just as well", "{\"districts\":[{\"system\":1,\"names\":[\"北\"]}]}",
    "黄 H no-contact, 緑 H no-contact, 黒 - unclear" },
  { "the same name in another system is no match", "{\"districts\":[{\"system\":2,\"names\":[\"北\"]}]}", "黒 - unclear" },
  { "a household", "{\"households\":[\"H1\",\"H2\"]}", "赤 L, 青 S, 黄 H no-contact, 黒 - unclear" },
  { "conditions hold together", "{\"sex\":[\"female\"],\"districts\":[{\"system\":1,\"names\":[\"中央\"]}]}", "赤 L, 黒 - unclear" },
  { "by LINE", "{\"channels\":[\"line\"]}", "赤 L" },
  { "by nothing or by hand", "{\"channels\":[\"by-hand\",\"none\"]}", "黄 H no-contact, 緑 H no-contact, 白 - dead, 黒 H protected" },
  { "only these, of them", "{\"only\":[1,2,3],\"sex\":[\"female\"]}", "赤 L, 黄 H no-contact" },
  { "beside the rule", "{\"sex\":[\"male\"],\"plus\":[1]}", "赤 L, 青 S, 白 - dead" },
  { "left out in spite of it", "{\"sex\":[\"male\"],\"plus\":[1],\"minus\":[1,2,3]}", "赤 - minus, 青 - minus, 白 - dead" },
  { "the protected one, named by hand", "{\"districts\":[{\"system\":1,\"names\":[\"北\"]}],\"plus\":[6]}",
    "黄 H no-contact, 緑 H no-contact, 黒 H protected" },
  { "who is not there is nobody", "{\"only\":[999]}", "" },
  { "may book and has not", "{\"programme\":{\"id\":1,\"state\":[\"eligible\"]}}",
    "赤 L, 青 S, 黄 H no-contact, 緑 H no-contact, 黒 H protected" },
  { "booked", "{\"programme\":{\"id\":1,\"state\":[\"booked\"]}}", "" },
};

static void
test_conditions (void)
{
  g_autoptr (MhTestTown) town = make_small_town ();

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++) {
    g_autoptr (GArray) people = judge (town, conditions[i].json, &usual_way);
    g_autofree char *told = tell (town, people);

    g_test_message ("%s", conditions[i].about);
    g_assert_cmpstr (told, ==, conditions[i].expected);
    assert_agrees (town, conditions[i].json, &usual_way);
  }
}

/* As mh_age_rule_check() judges each birth, whatever the rule. */
static void
test_ages (void)
{
  static const char * const days[] = { "2026-03-31", "2026-04-01", "2026-04-02", "2028-02-28", "2028-02-29", "2026-10-20" };
  static const char * const rules[] = { "day", "fiscal", "school" };
  static const MhAgeBasis bases[] = { MH_AGE_BASIS_LAW, MH_AGE_BASIS_FISCAL_YEAR, MH_AGE_BASIS_SCHOOL_YEAR };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GPtrArray) births = g_ptr_array_new_with_free_func (g_free);

  for (int year = 2015; year <= 2025; year++) {
    static const char * const ends[] = { "02-28", "03-01", "03-31", "04-01", "04-02", "10-20", "10-21" };

    for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
      g_autofree char *number = g_strdup_printf ("%d%u", year, i);
      char *birth = g_strdup_printf ("%d-%s", year, ends[i]);

      mh_test_town_add_resident (town, number, birth, "ア", birth);
      g_ptr_array_add (births, birth);
    }
  }
  g_assert_nonnull (births->pdata);

  for (guint n = 0; n < G_N_ELEMENTS (days) * G_N_ELEMENTS (rules); n++) {
    const char *on = days[n % G_N_ELEMENTS (days)];
    guint r = n / G_N_ELEMENTS (days);
    g_autofree char *json = g_strdup_printf ("{\"age\":{\"from\":%u,\"to\":%u,\"rule\":\"%s\",\"on\":\"%s\"}}", n % 7, n % 7 + n % 3, rules[r], on);
    MhAgeRule age = { bases[r], (int) (n % 7) * 12, (int) (n % 7 + n % 3 + 1) * 12 };
    g_autoptr (GArray) people = judge (town, json, &usual_way);
    guint found = 0;
    MhDate day;

    g_test_message ("%s", json);
    mh_date_from_iso (on, &day);
    for (guint i = 0; i < births->len; i++) {
      MhDate birth;

      mh_date_from_iso (g_ptr_array_index (births, i), &birth);
      found += mh_age_rule_check (&age, birth, day) == MH_AGE_OK;
    }
    g_assert_cmpuint (people->len, ==, found);
    for (guint i = 0; i < people->len; i++) {
      MhDate birth;

      mh_date_from_iso (name_of (town, g_array_index (people, MhAudiencePerson, i).resident), &birth);
      g_assert_cmpint (mh_age_rule_check (&age, birth, day), ==, MH_AGE_OK);
    }
  }
}

/* The list of the reception and the audience made from it are one. */
static void
assert_as_not_yet (MhTestTown *town,
                   gint64      programme)
{
  g_autoptr (GError) error = NULL;
  gint64 n_unclear;
  g_autoptr (GArray) list = mh_reception_list_not_yet (&town->desk, programme, mh_desk_today (&town->desk), &n_unclear, &error);
  g_autoptr (MhAudienceRule) rule = mh_audience_from_not_yet (&town->desk, programme, &error);
  g_autoptr (GArray) people = mh_audience_judge (&town->desk, rule, &usual_way, NULL, &error);
  guint at = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (people, MhAudiencePerson, i);

    if (g_strcmp0 (person->why, "birth-unknown") == 0)
      continue;

    g_assert_cmpuint (at, <, list->len);
    g_assert_cmpint (person->resident, ==, g_array_index (list, MhNotYet, at++).resident);
  }
  g_assert_cmpuint (at, ==, list->len);
  g_assert_cmpuint (at, >, 0);
}

static void
test_not_yet (void)
{
  g_autoptr (MhTestTown) town = make_troubled_town ();
  gint64 n = mh_test_town_count (town, "SELECT count (*) FROM programme");

  for (gint64 programme = 1; programme <= n; programme++)
    assert_as_not_yet (town, programme);
}

/* Each state of somebody in a programme, and what becomes of it. */
static void
test_states (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = make_small_town ();
  gint64 session = mh_test_town_add_session (town, 1, "2026-10-20", "09:00-10:00/30x10");
  gint64 later = mh_test_town_add_session (town, 1, "2026-11-20", "09:00-10:00/30x10");
  MhBookingRequest request = { .slot = mh_test_town_find_slot (town, session, "9:00"), .resident = 1, .via = "phone" };
  gint64 booking = mh_booking_make (&town->desk, &request, NULL, &error);
  g_autoptr (MhAudienceRule) missed = NULL;
  g_autoptr (MhAudienceRule) eligible = mh_audience_rule_parse ("{\"programme\":{\"id\":1,\"state\":[\"eligible\"]}}", NULL);
  gboolean holds;
  const char *why;

  g_assert_no_error (error);
  for (int i = 0; i < 3; i++) {
    static const char * const expected[3][4] = {
      { "赤 L", "", "", "青 S" }, { "", "赤 L", "赤 L", "赤 L, 青 S" }, { "赤 L", "", "", "青 S" },
    };
    g_autofree char *there = g_strdup_printf ("{\"session\":%" G_GINT64_FORMAT "}", i < 2 ? session : later);
    g_autoptr (GArray) booked = judge (town, "{\"programme\":{\"id\":1,\"state\":[\"booked\"]}}", &usual_way);
    g_autoptr (GArray) absent = judge (town, "{\"programme\":{\"id\":1,\"state\":[\"missed\"]}}", &usual_way);
    g_autoptr (GArray) not_booked = judge (town, "{\"only\":[1,2],\"programme\":{\"id\":1,\"state\":[\"not-booked\"]}}", &usual_way);
    g_autoptr (GArray) of_session = judge (town, there, &usual_way);
    g_autofree char *told_booked = tell (town, booked);
    g_autofree char *told_absent = tell (town, absent);
    g_autofree char *told_not = tell (town, not_booked);
    g_autofree char *told_there = tell (town, of_session);

    g_test_message ("%d", i);
    g_assert_cmpstr (told_booked, ==, expected[i][0]);
    g_assert_cmpstr (told_absent, ==, expected[i][1]);
    g_assert_cmpstr (told_not, ==, expected[i][3]);
    g_assert_cmpstr (told_there, ==, expected[i][0]);

    if (i == 0) {
      mh_audience_still_holds (&town->desk, eligible, &usual_way, 1, &holds, &why, &error);
      g_assert_no_error (error);
      g_assert_false (holds);
      g_assert_cmpstr (why, ==, "not-meant");
      g_assert_true (mh_reception_set (&town->desk, &(MhReceptionChange) { .booking = booking, .state = "no-show" }, NULL, &error));
      g_assert_no_error (error);
      missed = mh_audience_from_no_shows (&town->desk, session, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (missed->only->len, ==, 1);
      mh_audience_still_holds (&town->desk, missed, &usual_way, 1, &holds, &why, &error);
      g_assert_true (holds);
    } else if (i == 1) {
      request.slot = mh_test_town_find_slot (town, later, "9:00");
      mh_booking_make (&town->desk, &request, NULL, &error);
      g_assert_no_error (error);
      mh_audience_still_holds (&town->desk, missed, &usual_way, 1, &holds, &why, &error);
      g_assert_false (holds);
    }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/audience/everybody-is-judged-as-when-a-message-leaves", test_agrees);
  g_test_add_func ("/audience/people-of-one-contact-get-one-message", test_shared);

  g_test_add_func ("/audience/each-condition-means-what-it-says", test_conditions);
  g_test_add_func ("/audience/ages-are-those-of-the-law", test_ages);
  g_test_add_func ("/audience/not-yet-is-the-list-of-the-reception", test_not_yet);
  g_test_add_func ("/audience/states-are-as-things-stand", test_states);

  return g_test_run ();
}
