/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-places.h"

#include <string.h>

#include "mh-error.h"
#include "mh-test-town.h"

#define NOW "2026-10-20 09:00"

static const MhDate day = { 2026, 11, 5 };

static MhProgramme *
read_json (const char *json,
           GError    **error)
{
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &parse_error);

  g_assert_no_error (parse_error);

  return mh_places_read_programme (node, error);
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

static void
test_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgramme) programme = read_json (
    "{\"name\": \"帯状疱疹\", \"public-name\": \"予防接種\", \"age\": {\"basis\": \"fiscal-year\", \"min-years\": 65, "
    "\"below-months\": 1201}, \"doses\": 2, \"interval-days\": 60, \"deadline-days\": 5, \"offer-mode\": \"one-at-a-time\", "
    "\"parallel\": 3, \"reply-minutes\": 30, \"offer-by-hand\": false}", &error);
  g_autoptr (JsonNode) written = NULL;
  g_autoptr (MhProgramme) back = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (programme->public_name, ==, "予防接種");
  g_assert_cmpint (programme->age.basis, ==, MH_AGE_BASIS_FISCAL_YEAR);
  g_assert_cmpint (programme->age.min_months, ==, 780);
  g_assert_cmpint (programme->age.below_months, ==, 1201);
  g_assert_cmpint (programme->doses, ==, 2);
  g_assert_cmpint (programme->interval_days, ==, 60);
  g_assert_cmpint (programme->deadline_days, ==, 5);
  g_assert_cmpint (programme->offer_mode, ==, MH_OFFER_MODE_ONE_AT_A_TIME);
  g_assert_cmpint (programme->parallel, ==, 3);
  g_assert_cmpint (programme->reply_minutes, ==, 30);
  g_assert_false (programme->offer_by_hand);

  written = mh_places_write_programme (programme);
  back = mh_places_read_programme (written, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->name, ==, programme->name);
  g_assert_cmpstr (back->public_name, ==, programme->public_name);
  g_assert_cmpmem (&back->age, sizeof back->age, &programme->age, sizeof programme->age);
  g_assert_cmpint (back->doses, ==, programme->doses);
  g_assert_cmpint (back->interval_days, ==, programme->interval_days);
  g_assert_cmpint (back->deadline_days, ==, programme->deadline_days);
  g_assert_cmpint (back->offer_mode, ==, programme->offer_mode);
  g_assert_cmpint (back->parallel, ==, programme->parallel);
  g_assert_cmpint (back->reply_minutes, ==, programme->reply_minutes);
  g_assert_cmpint (back->offer_by_hand, ==, programme->offer_by_hand);
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
  g_assert_cmpuint (g_list_length (members), ==, 10);

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

  g_assert_cmpint (mh_places_add_programme (&town->desk, programme, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  programme->name = g_strdup ("健診");
  programme->age = (MhAgeRule) { MH_AGE_BASIS_LAW, 780, 780 };
  g_assert_cmpint (mh_places_add_programme (&town->desk, programme, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  programme->age.below_months = 792;
  g_assert_cmpint (mh_places_add_programme (&town->desk, programme, &error), !=, 0);
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
  g_test_add_func ("/service/places/what-is-wrong-in-a-programme-is-named", test_refused);
  g_test_add_func ("/service/places/the-published-schema-says-what-the-program-does", test_schema);
  g_test_add_func ("/service/places/a-programme-that-fits-nobody-is-not-added", test_add_programme);
  g_test_add_func ("/service/places/slots-are-read-as-people-write-them", test_slots);
  g_test_add_func ("/service/places/slots-that-overlap-or-leave-a-rest-are-refused", test_slots_refused);
  g_test_add_func ("/service/places/a-day-needs-date-venue-and-programme", test_session_refused);

  return g_test_run ();
}
