/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-audience.h"

#include "mh-consent.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-practice.h"
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/audience/everybody-is-judged-as-when-a-message-leaves", test_agrees);
  g_test_add_func ("/audience/people-of-one-contact-get-one-message", test_shared);

  return g_test_run ();
}
