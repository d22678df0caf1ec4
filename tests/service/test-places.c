/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-places.h"

#include <string.h>

#include "mh-error.h"
#include "mh-programmes.h"
#include "mh-test-town.h"

#define NOW "2026-10-20 09:00"

static const MhDate day = { 2026, 11, 5 };

static MhProgramme *
read_json (const char *json,
           GError    **error)
{
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &parse_error);
  g_autoptr (MhProgrammeSpec) spec = mh_programme_spec_new ();

  g_assert_no_error (parse_error);
  g_assert_nonnull (node);

  return mh_programmes_read_json (spec, node, error) ? g_steal_pointer (&spec->programme) : NULL;
}

static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgramme) programme = read_json ("{\"name\": \" 健診 \"}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (programme->name, ==, "健診");
  g_assert_null (programme->public_name);
  g_assert_cmpint (programme->age.basis, ==, MH_AGE_BASIS_LAW);
  g_assert_cmpint (programme->age.min_months, ==, 0);
  g_assert_cmpint (programme->age.below_months, ==, 0);
  g_assert_cmpint (programme->doses, ==, 1);
  g_assert_cmpint (programme->interval_days, ==, 0);
  g_assert_cmpint (programme->deadline_days, ==, 0);
  g_assert_cmpint (programme->offer_mode, ==, MH_OFFER_MODE_FIRST_YES);
  g_assert_cmpint (programme->parallel, ==, 5);
  g_assert_cmpint (programme->reply_minutes, ==, 60);
  g_assert_true (programme->offer_by_hand);
}

/* Every member at once, read, written and read back. */
static void
test_whole (void)
{
  static const char json[] =
    "{\"name\":\"帯状疱疹\",\"public-name\":\"予防接種\",\"age\":{\"basis\":\"fiscal-year\",\"min-years\":65,\"below-months\":1201},"
    "\"sex\":\"female\",\"districts\":[\"第1\",\"第2\"],\"series\":\"帯状疱疹\",\"yearly\":true,\"offer-mode\":\"one-at-a-time\","
    "\"offer-by-hand\":false,\"wait-order\":\"priority\",\"priority-names\":[\"医療\",\"介護\"],\"doses\":2,\"interval-days\":60,"
    "\"deadline-days\":5,\"parallel\":3,\"reply-minutes\":30,\"overbook-percent\":5,\"doses-per-vial\":6,"
    "\"dose-rules\":[{\"dose\":2,\"min-years\":12,\"below-months\":241,\"earliest-days\":19,\"standard-days\":21,\"same-weekday\":true,"
    "\"warn-days\":42}],\"items\":[{\"name\":\"胃\",\"age\":{\"basis\":\"law\",\"min-years\":50},\"sex\":\"male\",\"age-parity\":\"odd\","
    "\"every-years\":2,\"fee\":500,\"standard\":true},{\"name\":\"肺\",\"age\":{\"basis\":\"fiscal-year\"},\"sex\":\"any\","
    "\"age-parity\":\"any\",\"every-years\":1,\"fee\":null,\"standard\":false}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programme_spec_new ();
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  g_autoptr (JsonNode) written = NULL;
  g_autofree char *text = NULL;
  const MhProgramme *programme = spec->programme;
  const MhDoseRule *rule;
  const MhItem *item;

  g_assert_no_error (error);
  g_assert_true (mh_programmes_read_json (spec, node, &error));
  g_assert_no_error (error);
  g_assert_cmpint (programme->age.min_months, ==, 780);
  g_assert_cmpint (programme->age.below_months, ==, 1201);
  g_assert_cmpstr (programme->districts, ==, "第1\n第2");
  g_assert_cmpstr (programme->priority_names, ==, "医療\n介護");
  g_assert_true (programme->yearly);
  g_assert_cmpint (programme->doses_per_vial, ==, 6);
  rule = &g_array_index (spec->dose_rules, MhDoseRule, 0);
  g_assert_cmpint (rule->min_months, ==, 144);
  g_assert_cmpint (rule->below_months, ==, 241);
  g_assert_cmpint (rule->earliest_days, ==, 19);
  item = g_ptr_array_index (spec->items, 1);
  g_assert_cmpint (item->fee, ==, -1);
  g_assert_cmpint (item->age.basis, ==, MH_AGE_BASIS_FISCAL_YEAR);

  written = mh_programmes_write_json (spec);
  text = json_to_string (written, FALSE);
  g_assert_cmpstr (text, ==, json);
}

/* What is not given stays; a list that is given is the whole list. */
static void
test_part (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programme_spec_new ();
  g_autoptr (JsonNode) whole = json_from_string (
    "{\"name\": \"健診\", \"public-name\": \"健診\", \"series\": \"健診\", \"doses\": 3, \"age\": {\"basis\": \"fiscal-year\", "
    "\"min-years\": 40, \"below-years\": 75}, \"districts\": [\"東\"], \"dose-rules\": [{\"dose\": 2, \"earliest-days\": 7}, "
    "{\"dose\": 3, \"earliest-days\": 9, \"standard-days\": 10}]}", NULL);
  g_autoptr (JsonNode) part = json_from_string ("{\"public-name\": null, \"age\": {\"min-years\": 30}, \"districts\": [], "
                                                "\"dose-rules\": [{\"dose\": 2, \"earliest-days\": 8}]}", NULL);

  g_assert_true (mh_programmes_read_json (spec, whole, &error));
  g_assert_cmpint (g_array_index (spec->dose_rules, MhDoseRule, 0).standard_days, ==, 7);
  g_assert_true (mh_programmes_read_json (spec, part, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (spec->programme->name, ==, "健診");
  g_assert_cmpstr (spec->programme->series, ==, "健診");
  g_assert_null (spec->programme->public_name);
  g_assert_cmpint (spec->programme->doses, ==, 3);
  g_assert_cmpint (spec->programme->age.basis, ==, MH_AGE_BASIS_FISCAL_YEAR);
  g_assert_cmpint (spec->programme->age.min_months, ==, 360);
  g_assert_cmpint (spec->programme->age.below_months, ==, 0);
  g_assert_cmpstr (spec->programme->districts, ==, "");
  g_assert_cmpuint (spec->dose_rules->len, ==, 1);
  g_assert_cmpint (g_array_index (spec->dose_rules, MhDoseRule, 0).earliest_days, ==, 8);
}

static void
test_refused (void)
{
  static const struct {
    const char *json;
    const char *named;  /* stands in the sentence */
  } cases[] = {
    { "[]", "object" },
    { "{}", "name" },
    { "{\"name\": \"\"}", "name" },
    { "{\"name\": 5}", "name" },
    { "{\"name\": \"x\", \"public-name\": \" \"}", "public-name" },
    { "{\"name\": \"x\", \"dose\": 2}", "dose" },
    { "{\"name\": \"x\", \"doses\": 0}", "doses" },
    { "{\"name\": \"x\", \"doses\": 10}", "doses" },
    { "{\"name\": \"x\", \"doses\": 1.5}", "doses" },
    { "{\"name\": \"x\", \"doses\": \"2\"}", "doses" },
    { "{\"name\": \"x\", \"doses\": null}", "doses" },
    { "{\"name\": \"x\", \"interval-days\": -1}", "interval-days" },
    { "{\"name\": \"x\", \"deadline-days\": 366}", "deadline-days" },
    { "{\"name\": \"x\", \"parallel\": 501}", "parallel" },
    { "{\"name\": \"x\", \"reply-minutes\": 9000000000}", "reply-minutes" },
    { "{\"name\": \"x\", \"offer-mode\": \"both\"}", "offer-mode" },
    { "{\"name\": \"x\", \"offer-by-hand\": 1}", "offer-by-hand" },
    { "{\"name\": \"x\", \"age\": 65}", "age" },
    { "{\"name\": \"x\", \"age\": {\"from\": 65}}", "from" },
    { "{\"name\": \"x\", \"age\": {\"basis\": \"year\"}}", "basis" },
    { "{\"name\": \"x\", \"age\": {\"min-years\": 151}}", "min-years" },
    { "{\"name\": \"x\", \"age\": {\"min-years\": 65, \"min-months\": 780}}", "min-months" },
    { "{\"name\": \"x\", \"age\": {\"below-years\": 65, \"below-months\": 780}}", "below-years" },
    { "{\"name\": \"x\", \"sex\": \"woman\"}", "sex" },
    { "{\"name\": \"x\", \"districts\": \"東\"}", "districts" },
    { "{\"name\": \"x\", \"districts\": [\"東\", \"\"]}", "districts" },
    { "{\"name\": \"x\", \"districts\": [\"東\\n西\"]}", "districts" },
    { "{\"name\": \"x\", \"series\": \"\"}", "series" },
    { "{\"name\": \"x\", \"yearly\": 1}", "yearly" },
    { "{\"name\": \"x\", \"overbook-percent\": 21}", "overbook-percent" },
    { "{\"name\": \"x\", \"doses-per-vial\": 51}", "doses-per-vial" },
    { "{\"name\": \"x\", \"wait-order\": \"first\"}", "wait-order" },
    { "{\"name\": \"x\", \"priority-names\": [5]}", "priority-names" },
    { "{\"name\": \"x\", \"dose-rules\": {}}", "dose-rules" },
    { "{\"name\": \"x\", \"dose-rules\": [5]}", "dose-rules" },
    { "{\"name\": \"x\", \"dose-rules\": [{\"dose\": 2}]}", "earliest-days" },
    { "{\"name\": \"x\", \"dose-rules\": [{\"dose\": 1, \"earliest-days\": 7}]}", "dose" },
    { "{\"name\": \"x\", \"dose-rules\": [{\"dose\": 2, \"earliest\": 7}]}", "earliest" },
    { "{\"name\": \"x\", \"dose-rules\": [{\"dose\": 2, \"earliest-days\": 7, \"same-weekday\": 0}]}", "same-weekday" },
    { "{\"name\": \"x\", \"dose-rules\": [{\"dose\": 2, \"earliest-days\": 7, \"warn-days\": 3651}]}", "warn-days" },
    { "{\"name\": \"x\", \"items\": [\"胃\"]}", "items" },
    { "{\"name\": \"x\", \"items\": [{}]}", "name" },
    { "{\"name\": \"x\", \"items\": [{\"name\": \"胃\", \"age-parity\": \"even years\"}]}", "age-parity" },
    { "{\"name\": \"x\", \"items\": [{\"name\": \"胃\", \"every-years\": 0}]}", "every-years" },
    { "{\"name\": \"x\", \"items\": [{\"name\": \"胃\", \"fee\": -1}]}", "fee" },
    { "{\"name\": \"x\", \"items\": [{\"name\": \"胃\", \"age\": {\"from\": 5}}]}", "from" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].json);
    g_assert_null (read_json (cases[i].json, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, cases[i].named));
  }
}

/* The published schema names what the program knows, with the same limits. */
static void
test_schema (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("MH_SOURCE_ROOT"), "data", "schema", "programme.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *properties;
  g_autoptr (GList) members = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  properties = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "properties");
  members = json_object_get_members (properties);
  g_assert_cmpuint (g_list_length (members), ==, 20);

  for (GList *l = members; l != NULL; l = l->next) {
    JsonObject *property = json_object_get_object_member (properties, l->data);
    g_autofree char *most = NULL;
    g_autofree char *beyond = NULL;
    g_autoptr (MhProgramme) programme = NULL;
    g_autoptr (GError) beyond_error = NULL;

    if (!json_object_has_member (property, "maximum"))
      continue;

    most = g_strdup_printf ("{\"name\": \"x\", \"%s\": %d}", (char *) l->data, (int) json_object_get_int_member (property, "maximum"));
    programme = read_json (most, &error);
    g_assert_no_error (error);
    beyond = g_strdup_printf ("{\"name\": \"x\", \"%s\": %d}", (char *) l->data,
                              (int) json_object_get_int_member (property, "maximum") + 1);
    g_assert_null (read_json (beyond, &beyond_error));
  }
}

static void
test_add_programme (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (MhProgramme) programme = mh_programme_new ();

  g_assert_cmpint (mh_test_add_programme (&town->desk, programme, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  programme->name = g_strdup ("健診");
  programme->age = (MhAgeRule) { MH_AGE_BASIS_LAW, 780, 780 };
  g_assert_cmpint (mh_test_add_programme (&town->desk, programme, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  programme->age.below_months = 792;
  g_assert_cmpint (mh_test_add_programme (&town->desk, programme, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit WHERE kind = 'programme.add'"), ==, 1);
}

/* "9:00+30x10/2": start, length, places of which for the telephone. */
static char *
describe_slots (MhTestTown *town,
                gint64      session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (town->db, session, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);
    g_autofree char *start = mh_minutes_format (slot->start_min);

    g_string_append_printf (text, "%s%s+%dx%d/%d", i > 0 ? " " : "", start, slot->end_min - slot->start_min, slot->n_places,
                            slot->n_free_phone);
  }

  return g_string_free (text, FALSE);
}

static void
test_slots (void)
{
  static const struct {
    const char *text;
    int         phone;
    const char *expected;
  } cases[] = {
    { "09:00-10:00/30x10", 0, "9:00+30x10/0 9:30+30x10/0" },
    { "9:00-10:00/30x10", 2, "9:00+30x10/2 9:30+30x10/2" },
    { "9:00-10:00/60x6", 6, "9:00+60x6/6" },
    { "13:00-13:40/20x2, 9:00-9:15/15x1", 0, "9:00+15x1/0 13:00+20x2/0 13:20+20x2/0" },
    { "9:00-10:00/60x1,10:00-11:00/60x1", 0, "9:00+60x1/0 10:00+60x1/0" },
    { "９：００〜１０：００／３０×５", 0, "9:00+30x5/0 9:30+30x5/0" },
    { "９時～１０時/60x5、10時-11時/60X3", 0, "9:00+60x5/0 10:00+60x3/0" },
    { "0900-1000/30*5", 0, "9:00+30x5/0 9:30+30x5/0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    gint64 programme = mh_test_town_add_programme (town);
    gint64 session = mh_places_add_session (&town->desk, programme, day, " 保健センター ", cases[i].text, cases[i].phone, &error);
    g_autofree char *slots = NULL;

    g_test_message ("%s", cases[i].text);
    g_assert_no_error (error);
    slots = describe_slots (town, session);
    g_assert_cmpstr (slots, ==, cases[i].expected);
  }
}

static void
test_slots_refused (void)
{
  static const struct {
    const char *text;
    int         phone;
    const char *named;
  } cases[] = {
    { "", 0, "" },
    { " ", 0, "" },
    { ",", 0, "" },
    { "9:00-10:00", 0, "9:00-10:00" },
    { "9:00-10:00/30", 0, "9:00-10:00/30" },
    { "9:00/30x10", 0, "9:00/30x10" },
    { "9:00-10:00/0x10", 0, "" },
    { "9:00-10:00/30x0", 0, "" },
    { "9:00-10:00/30x-1", 0, "" },
    { "9:00-10:00/30x1001", 0, "" },
    { "9:00-25:00/30x10", 0, "" },
    { "10:00-9:00/30x10", 0, "10:00-9:00" },
    { "9:00-9:00/30x10", 0, "9:00-9:00" },
    { "9:00-10:00/25x10", 0, "25" },
    { "9:00-10:00/90x10", 0, "90" },
    { "9:00-10:00/30x10,9:30-11:00/30x5", 0, "9:30" },
    { "9:00-10:00/30x10,9:00-10:00/30x10", 0, "9:00" },
    { "9:00-12:00/30x10,10:00-10:30/30x5", 0, "10:00" },
    { "9:00-10:00/30x10", 11, "11" },
    { "9:00-10:00/30x10", -1, "-1" },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 programme = mh_test_town_add_programme (town);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (mh_places_add_session (&town->desk, programme, day, "保健センター", cases[i].text, cases[i].phone, &error), ==, 0);
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, cases[i].named));
  }

  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM session"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM slot"), ==, 0);
}

static void
test_session_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 programme = mh_test_town_add_programme (town);

  g_assert_cmpint (mh_places_add_session (&town->desk, programme, MH_DATE_NONE, "x", "9:00-10:00/30x1", 0, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (mh_places_add_session (&town->desk, programme, day, "　", "9:00-10:00/30x1", 0, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (mh_places_add_session (&town->desk, 99, day, "x", "9:00-10:00/30x1", 0, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/places/a-programme-needs-only-a-name", test_defaults);
  g_test_add_func ("/service/places/a-whole-programme-leads-to-json-and-back", test_whole);
  g_test_add_func ("/places/programme/what-is-not-given-stays", test_part);
  g_test_add_func ("/service/places/what-is-wrong-in-a-programme-is-named", test_refused);
  g_test_add_func ("/service/places/the-published-schema-says-what-the-program-does", test_schema);
  g_test_add_func ("/service/places/a-programme-that-fits-nobody-is-not-added", test_add_programme);
  g_test_add_func ("/service/places/slots-are-read-as-people-write-them", test_slots);
  g_test_add_func ("/service/places/slots-that-overlap-or-leave-a-rest-are-refused", test_slots_refused);
  g_test_add_func ("/service/places/a-day-needs-date-venue-and-programme", test_session_refused);

  return g_test_run ();
}
