/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-programmes.h"

#include <string.h>

#include "mh-act.h"
#include "mh-booking-items.h"
#include "mh-booking.h"
#include "mh-capacity.h"
#include "mh-check.h"
#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-past-doses.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-programme-effect.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define NOW "2026-10-20 09:00"

typedef struct {
  MhTestTown *town;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new (NOW);
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

static MhDate
read_date (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  g_assert_true (mh_date_from_iso (iso, &date));

  return date;
}

static void
read_spec (MhProgrammeSpec *spec,
           const char      *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  mh_programmes_read_json (spec, node, &error);
  g_assert_no_error (error);
}

static gint64
add_programme (Fixture    *fixture,
               const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programme_spec_new ();
  gint64 id;

  read_spec (spec, json);
  id = mh_programmes_add (&fixture->town->desk, spec, &error);
  g_assert_no_error (error);

  return id;
}

static MhProgrammeSpec *
load (Fixture *fixture,
      gint64   id)
{
  g_autoptr (GError) error = NULL;
  MhProgrammeSpec *spec = mh_programmes_load (&fixture->town->desk, id, &error);

  g_assert_no_error (error);

  return spec;
}

static char *
write_out (Fixture *fixture,
           gint64   id)
{
  g_autoptr (MhProgrammeSpec) spec = load (fixture, id);
  g_autoptr (JsonNode) node = mh_programmes_write_json (spec);

  return json_to_string (node, FALSE);
}

/* @json: what is changed. Returns: the act */
static gint64
edit (Fixture    *fixture,
      gint64      id,
      const char *json,
      GError    **error)
{
  g_autoptr (MhProgrammeSpec) spec = load (fixture, id);
  gint64 act = 0;

  read_spec (spec, json);

  return mh_programmes_edit (&fixture->town->desk, spec, &act, error) ? act : 0;
}

static gint64
add_slot (Fixture    *fixture,
          gint64      programme,
          const char *date)
{
  return mh_test_town_find_slot (fixture->town, mh_test_town_add_session (fixture->town, programme, date, "09:00-09:30/30x20"), "9:00");
}

static gint64
add_person (Fixture    *fixture,
            const char *name,
            const char *birth,
            const char *sex,
            const char *district)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();
  gint64 id;

  resident->register_number = g_strdup_printf ("%lld", (long long) mh_test_town_count (fixture->town, "SELECT 1000 + count (*) FROM resident"));
  resident->name = g_strdup (name);
  g_free (resident->kana);
  resident->kana = g_strdup ("ヤマダ");
  resident->birth = birth != NULL ? read_date (birth) : MH_DATE_NONE;
  g_free (resident->sex);
  resident->sex = g_strdup (sex);
  resident->district2 = g_strdup (district);
  id = mh_test_add_person (&fixture->town->desk, resident, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
book (Fixture *fixture,
      gint64   slot,
      gint64   resident,
      GError **error)
{
  MhBookingRequest request = { .slot = slot, .resident = resident, .via = "phone" };

  return mh_booking_make (&fixture->town->desk, &request, NULL, error);
}

static void
assert_judged (Fixture    *fixture,
               gint64      slot,
               gint64      resident,
               const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhVisit) visit = mh_visit_load (&fixture->town->desk, slot, &error);
  MhPlanPerson person;

  g_assert_no_error (error);
  mh_eligibility_read (&fixture->town->desk, visit, resident, 1, 0, &person, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mh_plan_reason_nick (mh_eligibility_judge (visit, &person)), ==, reason);
}

#define CHECKUP \
  "{\"name\": \"総合健診 令和8年度\", \"public-name\": \"健診 R8\", \"series\": \"特定健診\", \"yearly\": true, \"doses\": 2, " \
  "\"age\": {\"basis\": \"fiscal-year\", \"min-years\": 40}, " \
  "\"dose-rules\": [{\"dose\": 2, \"earliest-days\": 7, \"standard-days\": 14, \"same-weekday\": true, \"warn-days\": 30}], " \
  "\"items\": [{\"name\": \"基本\", \"standard\": true}, {\"name\": \"胃\", \"age\": {\"min-years\": 50}, \"age-parity\": \"even\"}, " \
  "{\"name\": \"乳\", \"sex\": \"female\", \"every-years\": 2}]}"

static void
test_edit (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  gint64 id = add_programme (fixture, CHECKUP);
  g_autofree char *before = write_out (fixture, id);
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  gint64 stomach = mh_test_town_count (fixture->town, "SELECT id FROM programme_item WHERE name = '胃'");
  gint64 act;

  /* One act for all of it. Items that keep their name stay the same ones; two may change names. */
  act = edit (fixture, id, "{\"name\": \"総合健診\", \"sex\": \"female\", \"dose-rules\": [], "
                           "\"items\": [{\"name\": \"胃\"}, {\"name\": \"基本\"}, {\"name\": \"肺\", \"fee\": 0}]}", &error);
  g_assert_no_error (error);
  g_assert_cmpint (act, !=, 0);
  after = write_out (fixture, id);
  g_assert_nonnull (strstr (after, "\"name\":\"総合健診\""));
  g_assert_nonnull (strstr (after, "\"fee\":0"));
  g_assert_null (strstr (after, "乳"));
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT id FROM programme_item WHERE name = '胃'"), ==, stomach);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM dose_rule"), ==, 0);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "test", act, &error);
  g_assert_no_error (error);
  again = write_out (fixture, id);
  g_assert_cmpstr (again, ==, before);
}

static void
test_items_by_id (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = add_programme (fixture, CHECKUP);
  g_autoptr (MhProgrammeSpec) spec = load (fixture, id);
  MhItem *first = g_ptr_array_index (spec->items, 0);
  MhItem *second = g_ptr_array_index (spec->items, 1);
  gint64 kept = first->id;

  g_free (first->name);
  g_free (second->name);
  first->name = g_strdup ("胃");
  second->name = g_strdup ("基本");
  g_assert_true (mh_programmes_edit (&fixture->town->desk, spec, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT id FROM programme_item WHERE name = '胃'"), ==, kept);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  static const struct {
    const char *json;
    const char *named;
  } cases[] = {
    { "{\"age\": {\"min-years\": 65, \"below-years\": 65}}", "age" },
    { "{\"series\": null}", "特定健診" },
    { "{\"doses\": 1}", "dose 2" },
    { "{\"dose-rules\": [{\"dose\": 3, \"earliest-days\": 7}]}", "dose 3" },
    { "{\"dose-rules\": [{\"dose\": 2, \"earliest-days\": 7, \"standard-days\": 6}]}", "dose 2" },
    { "{\"dose-rules\": [{\"dose\": 2, \"earliest-days\": 7, \"warn-days\": 6}]}", "dose 2" },
    { "{\"dose-rules\": [{\"dose\": 2, \"min-years\": 12, \"below-years\": 12, \"earliest-days\": 7}]}", "age" },
    { "{\"dose-rules\": [{\"dose\": 2, \"earliest-days\": 7}, {\"dose\": 2, \"earliest-days\": 8}]}", "two rules" },
    { "{\"items\": [{\"name\": \"胃\"}, {\"name\": \"胃\"}]}", "胃" },
    { "{\"items\": [{\"name\": \"胃\", \"age\": {\"min-years\": 50, \"below-years\": 40}}]}", "age" },
  };
  gint64 id = add_programme (fixture, CHECKUP);
  g_autofree char *before = write_out (fixture, id);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;

    g_test_message ("%s", cases[i].json);
    g_assert_cmpint (edit (fixture, id, cases[i].json, &error), ==, 0);
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, cases[i].named));
    after = write_out (fixture, id);
    g_assert_cmpstr (after, ==, before);
  }
}

/* What somebody is booked for cannot go, nor the dose. */
static void
test_needed (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = NULL;
  gint64 id = add_programme (fixture, CHECKUP);
  gint64 slot = add_slot (fixture, id, "2026-11-05");
  gint64 other = add_slot (fixture, id, "2026-11-25");
  gint64 resident = add_person (fixture, "山田花子", "1960-05-01", "female", NULL);
  gint64 booking = book (fixture, slot, resident, &error);
  gint64 stomach = mh_test_town_count (fixture->town, "SELECT id FROM programme_item WHERE name = '胃'");

  g_assert_no_error (error);
  act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "test", "booking.make", MH_UNDO_WHOLE, &error);
  g_assert_true (mh_item_table_set_booking (fixture->town->db, booking, &stomach, 1, &error));
  g_assert_true (mh_act_commit (act, &error));

  g_assert_cmpint (edit (fixture, id, "{\"items\": [{\"name\": \"基本\"}]}", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "胃"));
  g_clear_error (&error);

  g_assert_cmpint (book (fixture, other, resident, &error), !=, 0);
  g_assert_cmpint (edit (fixture, id, "{\"doses\": 1, \"dose-rules\": []}", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* How many of a slot may have an item beside the places of the slot. */
static void
test_item_places (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gint64 id = add_programme (fixture, CHECKUP);
  gint64 slot = add_slot (fixture, id, "2026-11-05");
  gint64 stomach = mh_test_town_count (fixture->town, "SELECT id FROM programme_item WHERE name = '胃'");
  gint64 bookings[2];

  for (guint i = 0; i < G_N_ELEMENTS (bookings); i++) {
    bookings[i] = book (fixture, slot, add_person (fixture, "山田花子", "1960-05-01", "female", NULL), &error);
    g_assert_no_error (error);
  }

  {
    g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "test", "booking.make", MH_UNDO_WHOLE, &error);

    g_assert_true (mh_item_table_set_capacity (fixture->town->db, slot, stomach, 1, &error));
    g_assert_true (mh_item_table_set_booking (fixture->town->db, bookings[0], &stomach, 1, &error));
    g_assert_false (mh_item_table_set_booking (fixture->town->db, bookings[1], &stomach, 1, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
    g_clear_error (&error);
    g_assert_true (mh_act_commit (act, &error));
  }

  items = mh_item_table_list_slot (fixture->town->db, slot, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpint (((MhSlotItem *) g_ptr_array_index (items, 0))->n_free, ==, 18);
  g_assert_cmpint (((MhSlotItem *) g_ptr_array_index (items, 0))->capacity, ==, -1);
  g_assert_cmpint (((MhSlotItem *) g_ptr_array_index (items, 1))->n_free, ==, 0);
  g_assert_cmpint (((MhSlotItem *) g_ptr_array_index (items, 1))->n_booked, ==, 1);
}

/* Places of a slot and of its items change in one act; never below what is booked. */
static void
test_item_places_with_the_slot (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (MhCapacityItem));
  g_autoptr (MhCapacityResult) result = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  gint64 id = add_programme (fixture, CHECKUP);
  gint64 slot = add_slot (fixture, id, "2026-11-05");
  gint64 stomach = mh_test_town_count (fixture->town, "SELECT id FROM programme_item WHERE name = '胃'");
  gint64 booking = book (fixture, slot, add_person (fixture, "山田花子", "1960-05-01", "female", NULL), &error);
  MhCapacityItem one = { stomach, 0 };
  MhCapacityOrder order = { slot, 30, -1, -1, items };

  g_assert_no_error (error);
  g_assert_true (mh_booking_change_items (&fixture->town->desk, booking, &stomach, 1, NULL, NULL, &error));
  g_assert_no_error (error);

  g_array_append_val (items, one);
  g_assert_null (mh_capacity_set (&fixture->town->desk, &order, 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat"), ==, 20);

  g_array_index (items, MhCapacityItem, 0).places = 3;
  result = mh_capacity_set (&fixture->town->desk, &order, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat"), ==, 30);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT sum (capacity) FROM slot_item"), ==, 3);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "test", result->act, &error);
  g_assert_no_error (error);
  g_assert_nonnull (undo);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat"), ==, 20);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM slot_item"), ==, 0);
}

/* In 令和8年度 (to 2027-03-31): 50 and more, an even age; women each second year. */
static void
test_item_rules (Fixture      *fixture,
                 gconstpointer data)
{
  static const struct {
    const char *item;
    const char *birth;
    const char *sex;
    const char *reason;
  } cases[] = {
    { "基本", "1980-01-01", "unknown", "chosen" },
    { "胃", "1977-04-02", "male", "too-young" },   /* 49 at the end of the year */
    { "胃", "1977-04-01", "male", "chosen" },      /* 50 on its last day */
    { "胃", "1976-04-01", "male", "other-year" },  /* 51 */
    { "胃", NULL, "male", "birth-unknown" },
    { "乳", "1976-04-01", "male", "sex" },
    { "乳", "1976-04-01", "unknown", "sex" },
    { "乳", NULL, "female", "chosen" },
  };
  gint64 id = add_programme (fixture, CHECKUP);
  g_autoptr (MhProgrammeSpec) spec = load (fixture, id);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (guint n = 0; n < spec->items->len; n++) {
      const MhItem *item = g_ptr_array_index (spec->items, n);
      MhDate birth = cases[i].birth != NULL ? read_date (cases[i].birth) : MH_DATE_NONE;
      MhPlanReason reason;

      if (!g_str_equal (item->name, cases[i].item))
        continue;

      g_test_message ("%s, born %s", cases[i].item, cases[i].birth);
      reason = mh_eligibility_judge_item_age (item, birth, cases[i].sex, read_date ("2026-11-05"));
      g_assert_cmpstr (mh_plan_reason_nick (reason), ==, cases[i].reason);
    }
  }
}

/* What is had each second year is not had in the year after, in any programme of the series. */
static void
test_item_years (Fixture      *fixture,
                 gconstpointer data)
{
  static const struct {
    const char *day;
    const char *reason;
  } cases[] = {
    { "2027-03-31", "this-year" },
    { "2027-04-01", "other-year" },
    { "2028-03-31", "other-year" },
    { "2028-04-01", "chosen" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = NULL;
  g_autoptr (MhResident) resident = NULL;
  g_autoptr (MhAct) act = NULL;
  gint64 id = add_programme (fixture, CHECKUP);
  gint64 woman = add_person (fixture, "山田花子", "1960-05-01", "female", NULL);
  gint64 booking = book (fixture, add_slot (fixture, id, "2026-11-05"), woman, &error);
  gint64 breast = mh_test_town_count (fixture->town, "SELECT id FROM programme_item WHERE name = '乳'");
  gint64 next = mh_programmes_copy (&fixture->town->desk, id, NULL, &error);

  g_assert_no_error (error);
  act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "test", "booking.make", MH_UNDO_WHOLE, &error);
  g_assert_true (mh_item_table_set_booking (fixture->town->db, booking, &breast, 1, &error));
  g_assert_true (mh_act_commit (act, &error));

  spec = load (fixture, next);
  resident = mh_resident_table_get (fixture->town->db, woman, &error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhPlanReason reason;

    g_test_message ("%s", cases[i].day);
    g_assert_true (mh_eligibility_judge_item (&fixture->town->desk, g_ptr_array_index (spec->items, 2), resident, read_date (cases[i].day),
                                              0, &reason, &error));
    g_assert_cmpstr (mh_plan_reason_nick (reason), ==, cases[i].reason);
  }
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    const char *next;
  } cases[] = {
    { "インフルエンザ 令和8年度", "インフルエンザ 令和9年度" },
    { "令和９年度　総合健診", "令和１０年度　総合健診" },
    { "健診（令和元年度）", "健診（令和2年度）" },
    { "平成30年度 がん検診", "平成31年度 がん検診" },
    { "2026年度 健診", "2027年度 健診" },
    { "健診 R8", "健診 R9" },
    { "健診 R8.10", "健診 R9.10" },
    { "健診2026年", "健診2027年" },
    { "1歳6か月児健診", NULL },
    { "健診 SR8", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *next = mh_programmes_next_name (cases[i].name);

    g_assert_cmpstr (next, ==, cases[i].next);
  }
}

static void
test_copy (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = add_programme (fixture, CHECKUP);
  gint64 plain = add_programme (fixture, "{\"name\": \"乳児健診\"}");
  gint64 next = mh_programmes_copy (&fixture->town->desk, id, NULL, &error);
  gint64 named = mh_programmes_copy (&fixture->town->desk, id, " 冬の健診 ", &error);
  g_autofree char *before = write_out (fixture, id);
  g_autofree char *after = write_out (fixture, next);
  g_autoptr (MhProgrammeSpec) spec = load (fixture, next);
  g_autoptr (MhProgrammeSpec) other = load (fixture, named);
  g_autoptr (GString) expected = g_string_new (before);

  g_assert_no_error (error);
  g_string_replace (expected, "令和8年度", "令和9年度", 0);
  g_string_replace (expected, "健診 R8", "健診 R9", 0);
  g_assert_cmpstr (after, ==, expected->str);
  g_assert_cmpint (spec->programme->template_of, ==, id);
  g_assert_cmpstr (other->programme->name, ==, "冬の健診");

  g_assert_cmpint (mh_programmes_copy (&fixture->town->desk, plain, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
test_kind (Fixture      *fixture,
           gconstpointer data)
{
  static const struct {
    const char *sex;
    const char *district;
    gboolean    hidden;
    const char *reason;
  } cases[] = {
    { "female", "東", FALSE, "chosen" },
    { "female", "ﾋｶﾞｼ １", FALSE, "chosen" },  /* written in another width */
    { "male", "東", FALSE, "sex" },
    { "unknown", "東", FALSE, "sex" },
    { "female", "西", FALSE, "district" },
    { "female", NULL, FALSE, "district" },
    { "female", "東", TRUE, "chosen" },
    { "female", "西", TRUE, "not-meant" },
    { "male", "東", TRUE, "not-meant" },
  };
  gint64 id = add_programme (fixture, "{\"name\": \"検診\", \"sex\": \"female\", \"districts\": [\"東\", \"ヒガシ 1\"]}");
  gint64 slot = add_slot (fixture, id, "2026-11-05");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 resident = add_person (fixture, "山田花子", "1960-05-01", cases[i].sex, cases[i].district);
    MhBookingRequest request = { .slot = slot, .resident = resident, .via = "counter", .override_reason = "本人の希望" };

    if (cases[i].hidden)
      mh_test_town_protect (fixture->town, resident);
    assert_judged (fixture, slot, resident, cases[i].reason);
    g_assert_true ((book (fixture, slot, resident, &error) != 0) == g_str_equal (cases[i].reason, "chosen"));
    if (error != NULL)
      g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, NULL), !=, 0);
  }
}

/* Once in a fiscal year in the series: what was booked, done or had elsewhere under another name counts, but not what was missed. */
static void
test_year (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 spring = add_programme (fixture, "{\"name\": \"春の健診\", \"series\": \"特定健診\"}");
  gint64 autumn = add_programme (fixture, "{\"name\": \"秋の健診\", \"series\": \"特定健診\", \"yearly\": true}");
  gint64 other = add_programme (fixture, "{\"name\": \"歯科健診\", \"series\": \"歯科\", \"yearly\": true}");
  gint64 this_year = add_slot (fixture, autumn, "2027-03-31");
  gint64 next_year = add_slot (fixture, autumn, "2027-04-01");
  gint64 resident = add_person (fixture, "山田花子", "1960-05-01", "female", NULL);
  gint64 elsewhere = add_person (fixture, "佐藤太郎", "1960-05-01", "male", NULL);
  gint64 booking = book (fixture, add_slot (fixture, spring, "2026-11-05"), resident, &error);

  g_assert_no_error (error);
  assert_judged (fixture, this_year, resident, "this-year");
  assert_judged (fixture, next_year, resident, "chosen");
  assert_judged (fixture, add_slot (fixture, other, "2026-11-06"), resident, "chosen");

  g_assert_true (mh_booking_cancel (&fixture->town->desk, booking, NULL, NULL, &error));
  assert_judged (fixture, this_year, resident, "chosen");

  assert_judged (fixture, this_year, elsewhere, "chosen");
  g_assert_cmpint (mh_past_doses_add (&fixture->town->desk, elsewhere, spring, 1, read_date ("2026-04-01"), NULL, &error), !=, 0);
  assert_judged (fixture, this_year, elsewhere, "this-year");
  assert_judged (fixture, next_year, elsewhere, "chosen");
}

static void
test_past_doses (Fixture      *fixture,
                 gconstpointer data)
{
  static const struct {
    int         dose;
    const char *date;
    const char *named;
  } refused[] = {
    { 3, "2026-10-01", "fewer doses" },
    { 0, "2026-10-01", "fewer doses" },
    { 1, "2026-10-21", "future" },
    { 1, "1960-04-30", "birth" },
    { 2, "2026-10-01", "already" },
  };
  g_autoptr (GError) error = NULL;
  gint64 id = add_programme (fixture, "{\"name\": \"接種\", \"doses\": 2, \"interval-days\": 28}");
  gint64 resident = add_person (fixture, "山田花子", "1960-05-01", "female", NULL);
  gint64 other = add_person (fixture, "佐藤太郎", "1960-05-01", "male", NULL);
  gint64 noted = mh_past_doses_add (&fixture->town->desk, resident, id, 2, read_date ("2026-10-20"), " 母子手帳 ", &error);
  MhDoseDays days;
  int dose;

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_assert_cmpint (mh_past_doses_add (&fixture->town->desk, resident, id, refused[i].dose, read_date (refused[i].date), NULL, &error), ==, 0);
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, refused[i].named));
    g_clear_error (&error);
  }

  g_assert_false (mh_past_doses_remove (&fixture->town->desk, other, noted, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (mh_past_doses_remove (&fixture->town->desk, resident, noted, &error));
  g_assert_false (mh_past_doses_remove (&fixture->town->desk, resident, noted, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (mh_past_doses_add (&fixture->town->desk, resident, id, 1, read_date ("2026-10-20"), NULL, &error), !=, 0);
  g_assert_true (mh_past_doses_next (&fixture->town->desk, resident, id, &dose, &days, &error));
  g_assert_cmpint (dose, ==, 2);
  g_assert_cmpint (mh_date_compare (days.earliest, read_date ("2026-11-17")), ==, 0);
  g_assert_true (mh_past_doses_next (&fixture->town->desk, other, id, &dose, &days, &error));
  g_assert_cmpint (dose, ==, 1);
  g_assert_false (mh_date_is_set (days.earliest));
}

static void
test_cohort (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = load (fixture, add_programme (fixture, CHECKUP));
  g_autoptr (MhCohort) cohort = NULL;
  g_autofree char *range = NULL;
  const MhCohortLine *line;

  add_person (fixture, "四十", "1987-04-01", "female", "東");
  add_person (fixture, "三九", "1987-04-02", "female", "東");
  add_person (fixture, "五十", "1977-04-01", "male", "東");
  add_person (fixture, "百", "1926-05-01", "female", "西");
  add_person (fixture, "不詳", NULL, "female", "東");
  mh_test_town_protect (fixture->town, add_person (fixture, "守子", "1925-05-01", "female", "東"));

  cohort = mh_cohort_make (&fixture->town->desk, spec, read_date ("2026-11-05"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cohort->lines->len, ==, 4);
  line = g_ptr_array_index (cohort->lines, 0);
  g_assert_cmpuint (line->n_people, ==, 4);
  g_assert_cmpstr (line->oldest_name, ==, "守子");  /* a name is no secret */
  g_assert_cmpstr (line->youngest_name, ==, "四十");
  range = mh_cohort_format_range (line->oldest, line->youngest);
  g_assert_nonnull (strstr (range, "昭和62年4月1日"));
  line = g_ptr_array_index (cohort->lines, 2);
  g_assert_cmpstr (line->item, ==, "胃");
  g_assert_cmpuint (line->n_people, ==, 2);         /* 50 and 100 */
  line = g_ptr_array_index (cohort->lines, 3);
  g_assert_cmpuint (line->n_people, ==, 3);

  /* By districts the name would say where she lives. */
  g_clear_pointer (&cohort, mh_cohort_free);
  read_spec (spec, "{\"districts\": [\"東\"]}");
  cohort = mh_cohort_make (&fixture->town->desk, spec, read_date ("2026-11-05"), &error);
  line = g_ptr_array_index (cohort->lines, 0);
  g_assert_cmpuint (line->n_people, ==, 3);
  g_assert_cmpuint (line->n_unnamed, ==, 1);
  g_assert_cmpstr (line->oldest_name, ==, "五十");
}

static guint
count_named (GPtrArray  *rows,
             const char *name,
             const char *reason)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++) {
    const MhEffectRow *row = g_ptr_array_index (rows, i);

    n += g_str_equal (row->name, name) && g_str_equal (mh_plan_reason_nick (row->reason), reason);
  }

  return n;
}

static void
test_effect (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = NULL;
  g_autoptr (MhEffect) effect = NULL;
  gint64 id = add_programme (fixture, "{\"name\": \"検診\", \"age\": {\"min-years\": 60}}");
  gint64 slot = add_slot (fixture, id, "2026-11-05");
  gint64 sixty = add_person (fixture, "六十", "1966-11-06", "female", "東");
  gint64 waits = add_person (fixture, "待人", "1964-01-01", "male", "東");
  gint64 seventy = add_person (fixture, "七十", "1956-01-01", "female", "西");
  gint64 hidden = add_person (fixture, "守子", "1950-01-01", "female", "西");
  MhBookingRequest young = { .slot = slot, .via = "phone", .override_reason = "本人の希望" };
  gint64 acts;

  add_person (fixture, "八十", "1946-01-01", "female", "東");
  young.resident = add_person (fixture, "三十", "1996-01-01", "female", "東");
  mh_test_town_protect (fixture->town, hidden);
  g_assert_cmpint (book (fixture, slot, sixty, &error), !=, 0);
  g_assert_cmpint (book (fixture, slot, seventy, &error), !=, 0);
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &young, NULL, &error), !=, 0);
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, id, &waits, 1, NULL, &error), !=, 0);
  g_assert_no_error (error);
  acts = mh_test_town_count (fixture->town, "SELECT count (*) FROM act");

  /* Older, and not as old as before. */
  spec = load (fixture, id);
  read_spec (spec, "{\"age\": {\"min-years\": 65, \"below-years\": 80}}");
  effect = mh_effect_make (&fixture->town->desk, spec, read_date ("2026-11-05"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (effect->n_before, ==, 5);
  g_assert_cmpuint (effect->n_after, ==, 2);
  g_assert_cmpuint (effect->falls_out->len, ==, 3);
  g_assert_cmpuint (effect->out_by_band[5], ==, 2);
  g_assert_cmpuint (effect->out_by_band[7], ==, 1);
  g_assert_cmpuint (count_named (effect->falls_out, "八十", "too-old"), ==, 1);
  g_assert_cmpuint (effect->bookings->len, ==, 1);   /* not the one that did not fit before */
  g_assert_cmpuint (count_named (effect->bookings, "六十", "too-young"), ==, 1);
  g_assert_cmpuint (effect->waiting->len, ==, 1);
  g_assert_cmpuint (count_named (effect->waiting, "待人", "too-young"), ==, 1);

  /* Younger. */
  g_clear_pointer (&effect, mh_effect_free);
  read_spec (spec, "{\"age\": {\"min-years\": 30}}");
  effect = mh_effect_make (&fixture->town->desk, spec, read_date ("2026-11-05"), &error);
  g_assert_cmpuint (effect->comes_in->len, ==, 1);
  g_assert_cmpuint (effect->in_by_band[4], ==, 1);
  g_assert_cmpuint (count_named (effect->comes_in, "三十", "chosen"), ==, 1);

  /* By districts nobody protected is named. */
  g_clear_pointer (&effect, mh_effect_free);
  read_spec (spec, "{\"age\": {\"min-years\": 60}, \"districts\": [\"東\"]}");
  effect = mh_effect_make (&fixture->town->desk, spec, read_date ("2026-11-05"), &error);
  g_assert_cmpuint (effect->out_by_band[6] + effect->out_by_band[7], ==, 2);
  g_assert_cmpuint (effect->falls_out->len, ==, 1);
  g_assert_cmpuint (effect->n_unnamed, ==, 1);
  g_assert_cmpuint (count_named (effect->bookings, "七十", "district"), ==, 1);

  /* It has only looked. */
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM act"), ==, acts);
}

/* After the deadline the waiting list takes over; a reason lifts it. */
static void
test_deadline (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = add_programme (fixture, "{\"name\": \"検診\", \"deadline-days\": 5}");
  gint64 open = add_slot (fixture, id, "2026-10-25");
  gint64 closed = add_slot (fixture, id, "2026-10-24");
  gint64 resident = add_person (fixture, "山田花子", "1960-05-01", "female", NULL);
  gint64 other = add_person (fixture, "佐藤太郎", "1960-05-01", "male", NULL);
  MhBookingRequest request = { .slot = closed, .resident = other, .via = "phone", .override_reason = "急ぎのため" };

  g_assert_cmpint (book (fixture, closed, resident, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "waiting list takes over"));
  g_clear_error (&error);
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, id, &resident, 1, NULL, &error), !=, 0);
  g_assert_cmpint (book (fixture, open, resident, &error), !=, 0);
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), !=, 0);
  g_assert_no_error (error);
}

static void
add (const char *path,
     void ( *test )(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/programmes/edit/one-act-that-undo-takes-back", test_edit);
  add ("/programmes/edit/an-item-is-known-by-its-id", test_items_by_id);
  add ("/programmes/edit/what-cannot-be-kept-is-told", test_refused);
  add ("/programmes/edit/what-is-booked-stays", test_needed);
  add ("/programmes/items/places-change-with-those-of-the-slot", test_item_places_with_the_slot);
  add ("/programmes/items/places-of-their-own", test_item_places);
  add ("/programmes/items/age-sex-and-parity", test_item_rules);
  add ("/programmes/items/every-other-year", test_item_years);
  g_test_add_func ("/programmes/copy/name-of-the-next-year", test_names);
  add ("/programmes/copy/rules-items-and-doses", test_copy);
  add ("/programmes/rules/sex-and-district", test_kind);
  add ("/programmes/rules/once-in-a-fiscal-year", test_year);
  add ("/programmes/doses-had-elsewhere", test_past_doses);
  add ("/programmes/cohort/range-heads-and-names", test_cohort);
  add ("/programmes/effect/who-comes-in-falls-out-or-no-longer-fits", test_effect);
  add ("/programmes/deadline/then-the-waiting-list", test_deadline);

  return g_test_run ();
}
