/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-people-query.h"

#include "mh-booking.h"
#include "mh-people.h"
#include "mh-test-town.h"

typedef struct {
  const char *number;
  const char *name;
  const char *kana;
  const char *birth;     /* (nullable) */
  const char *sex;
  const char *district;  /* (nullable) */
  const char *district2; /* (nullable) */
  const char *household; /* (nullable) */
  const char *phone;     /* (nullable) */
  const char *status;
  gboolean    is_protected;
} Someone;

static const Someone crowd[] = {
  { "1", "青山 一郎", "アオヤマ イチロウ", "1950-03-01", "male", "元町", "東区", "H3", "08012340003", "resident", FALSE },
  { "2", "石井 ふみ", "イシイ フミ", "1961-10-21", "female", "浜町", "西区", "H1", "08012340001", "resident", FALSE },
  { "3", "上田 三郎", "ウエダ サブロウ", "1961-10-22", "male", "元町", NULL, "H3", NULL, "moving-out", FALSE },
  { "4", "江口 しず", "エグチ シズ", NULL, "female", NULL, "東区", NULL, "0158290004", "dead", FALSE },
  { "5", "岡田 ゆき", "オカダ ユキ", "1990-01-01", "female", "元町", "東区", "H0", "08012340000", "resident", TRUE },
  { "6", "加藤 陸", "カトウ リク", "2026-04-01", "unknown", "浜町", NULL, "H2", "08012340002", "moved-out", FALSE },
};

static void
add_someone (MhTestTown    *town,
             const Someone *someone)
{
  g_autoptr (GError) error = NULL;
  gint64 id = mh_test_town_add_resident (town, someone->number, someone->name, someone->kana, someone->birth);
  MhResident changes = { .id = id, .sex = (char *) someone->sex, .district = (char *) someone->district,
                         .district2 = (char *) someone->district2, .household_number = (char *) someone->household };

  g_assert_true (mh_test_edit_person (&town->desk, &changes, &error));
  g_assert_no_error (error);
  if (someone->phone != NULL)
    mh_test_town_add_contact (town, id, g_str_has_prefix (someone->phone, "080") ? "mobile" : "landline", someone->phone);
  if (!g_str_equal (someone->status, "resident"))
    mh_test_town_set_status (town, id, someone->status, NULL);
  if (someone->is_protected)
    mh_test_town_protect (town, id);
}

static void
book (MhTestTown *town,
      gint64      slot,
      gint64      resident)
{
  g_autoptr (GError) error = NULL;
  MhBookingRequest request = { .resident = resident, .slot = slot, .via = "phone" };

  mh_booking_make (&town->desk, &request, NULL, &error);
  g_assert_no_error (error);
}

/* Number 1 comes on the 30th, number 3 on the 25th, number 2 was there yesterday, number 5 waits. */
static MhTestTown *
make_town (void)
{
  MhTestTown *town = mh_test_town_new ("2026-10-18 09:00");
  g_autoptr (GError) error = NULL;
  gint64 programme = mh_test_town_add_programme (town);
  gint64 late = mh_test_town_add_session (town, programme, "2026-10-30", "09:00-10:00/30x5");
  gint64 soon = mh_test_town_add_session (town, programme, "2026-10-25", "09:00-10:00/30x5");
  gint64 past = mh_test_town_add_session (town, programme, "2026-10-19", "09:00-10:00/30x5");
  gint64 waits = 5;

  for (guint i = 0; i < G_N_ELEMENTS (crowd); i++)
    add_someone (town, &crowd[i]);

  book (town, mh_test_town_find_slot (town, late, "9:00"), 1);
  book (town, mh_test_town_find_slot (town, soon, "9:30"), 3);
  book (town, mh_test_town_find_slot (town, past, "9:00"), 2);
  g_assert_cmpint (mh_test_add_waiting (&town->desk, programme, &waits, 1, NULL, &error), !=, 0);
  g_assert_no_error (error);
  mh_fake_clock_advance (town->clock, 2 * G_TIME_SPAN_DAY / 1000);

  return town;
}

static char *
ask (MhTestTown          *town,
     const MhPeopleQuery *query)
{
  g_autoptr (GError) error = NULL;
  gint64 total = -1;
  g_autoptr (GArray) ids = mh_people_ask (&town->desk, query, 0, 0, &total, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpint (total, ==, ids->len);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", g_array_index (ids, gint64, i));

  return g_string_free (text, FALSE);
}

static void
test_filters (void)
{
  g_autoptr (MhTestTown) town = make_town ();
  static const struct {
    const char      *text;
    const char      *district;
    int              age_from;
    int              age_to;
    MhResidentState  state;
    MhResidentBooked booked;
    const char      *expected;
  } cases[] = {
    { "", NULL, -1, -1, 0, 0, "1 2 3 4 5 6" },
    { "", "元町", -1, -1, 0, 0, "1 3" },                    /* 5 is under protection */
    { "", "東区", -1, -1, 0, 0, "1 4" },
    { "", "元", -1, -1, 0, 0, "" },
    { "", NULL, 65, -1, 0, 0, "1 2" },                      /* 65 on the day before the birthday, so 2 but not 3 */
    { "", NULL, -1, 64, 0, 0, "3 5 6" },
    { "", NULL, 0, 0, 0, 0, "6" },
    { "", NULL, 36, 64, 0, 0, "3 5" },
    { "", NULL, 200, -1, 0, 0, "" },
    { "", NULL, -1, -1, MH_RESIDENT_STATE_LIVING, 0, "1 2 3 5" },
    { "", NULL, -1, -1, MH_RESIDENT_STATE_MOVING_OUT, 0, "3" },
    { "", NULL, -1, -1, MH_RESIDENT_STATE_MOVED_OUT, 0, "6" },
    { "", NULL, -1, -1, MH_RESIDENT_STATE_DEAD, 0, "4" },
    { "", NULL, -1, -1, MH_RESIDENT_STATE_REMOVED, 0, "" },
    { "", NULL, -1, -1, MH_RESIDENT_STATE_PROTECTED, 0, "5" },
    { "", "元町", -1, -1, MH_RESIDENT_STATE_PROTECTED, 0, "" },
    { "", NULL, -1, -1, 0, MH_RESIDENT_BOOKED_COMING, "1 3" },
    { "", NULL, -1, -1, 0, MH_RESIDENT_BOOKED_NONE, "2 4 5 6" },
    { "", NULL, -1, -1, 0, MH_RESIDENT_BOOKED_WAITING, "5" },
    { "イシイ", NULL, 60, -1, 0, 0, "2" },
    { "イシイ", NULL, -1, 60, 0, 0, "" },
    { "元町", NULL, -1, -1, MH_RESIDENT_STATE_LIVING, MH_RESIDENT_BOOKED_COMING, "1 3" },
    { "だれもいない", NULL, 1, -1, 0, 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhPeopleQuery) query = mh_people_query_new (cases[i].text);
    g_autofree char *found = NULL;

    query->district = g_strdup (cases[i].district);
    query->age_from = cases[i].age_from;
    query->age_to = cases[i].age_to;
    query->state = cases[i].state;
    query->booked = cases[i].booked;
    g_test_message ("case %u", i);
    found = ask (town, query);
    g_assert_cmpstr (found, ==, cases[i].expected);
  }
}

/* Who has nothing to be sorted by comes last both ways; of a protected person the place in the list tells nothing. */
static void
test_orders (void)
{
  g_autoptr (MhTestTown) town = make_town ();
  static const struct {
    const char    *text;
    MhResidentSort sort;
    const char    *expected;
    const char    *descending;
  } cases[] = {
    { "", MH_RESIDENT_SORT_USUAL, "1 2 3 4 5 6", "6 5 4 3 2 1" },
    { "", MH_RESIDENT_SORT_KANA, "1 2 3 4 5 6", "6 5 4 3 2 1" },
    { "", MH_RESIDENT_SORT_BIRTH, "1 2 3 5 6 4", "6 5 3 2 1 4" },
    { "", MH_RESIDENT_SORT_SEX, "2 4 5 1 3 6", "1 3 2 4 5 6" },
    { "", MH_RESIDENT_SORT_NUMBER, "1 2 3 4 5 6", "6 5 4 3 2 1" },
    { "", MH_RESIDENT_SORT_DISTRICT, "1 3 2 6 4 5", "2 6 1 3 4 5" },
    { "", MH_RESIDENT_SORT_HOUSEHOLD, "2 6 1 3 4 5", "1 3 6 2 4 5" },
    { "", MH_RESIDENT_SORT_PHONE, "4 2 6 1 3 5", "1 6 2 4 3 5" },
    { "", MH_RESIDENT_SORT_NEXT, "3 1 2 4 5 6", "1 3 2 4 5 6" },
    { "", MH_RESIDENT_SORT_STATUS, "1 2 5 3 6 4", "4 6 3 1 2 5" },
    { "1950-03-01", MH_RESIDENT_SORT_BIRTH, "1", "1" },
    { "元町", MH_RESIDENT_SORT_BIRTH, "1 3", "3 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhPeopleQuery) query = mh_people_query_new (cases[i].text);
    g_autofree char *up = NULL;
    g_autofree char *down = NULL;

    query->sort = cases[i].sort;
    g_test_message ("case %u", i);
    up = ask (town, query);
    query->descending = TRUE;
    down = ask (town, query);
    g_assert_cmpstr (up, ==, cases[i].expected);
    g_assert_cmpstr (down, ==, cases[i].descending);
  }
}

static void
test_pages_are_parts_of_the_whole (void)
{
  g_autoptr (MhTestTown) town = make_town ();
  g_autoptr (MhPeopleQuery) query = mh_people_query_new ("");

  query->sort = MH_RESIDENT_SORT_BIRTH;
  for (gint64 offset = 0; offset < 8; offset++) {
    g_autoptr (GError) error = NULL;
    gint64 total;
    g_autoptr (GArray) page = mh_people_ask (&town->desk, query, offset, 2, &total, &error);

    g_assert_no_error (error);
    g_assert_cmpint (total, ==, 6);
    g_assert_cmpuint (page->len, ==, CLAMP (6 - offset, 0, 2));
  }
}

static void
test_words (void)
{
  g_autoptr (MhPeopleQuery) query = mh_people_query_new (NULL);
  g_autoptr (MhPeopleQuery) other = NULL;
  g_autofree char *words = NULL;

  g_assert_null (mh_people_query_dup_filters (query));
  g_assert_false (mh_people_query_is_filtered (query));

  query->district = g_strdup ("元町");
  query->age_from = 65;
  query->booked = MH_RESIDENT_BOOKED_WAITING;
  words = mh_people_query_dup_filters (query);
  g_assert_cmpstr (words, ==, "元町 ・ aged 65 or more ・ Is on a waiting list");

  other = mh_people_query_copy (query);
  g_assert_true (mh_people_query_equal (query, other));
  mh_people_query_clear_filters (other);
  g_assert_false (mh_people_query_equal (query, other));
  g_assert_false (mh_people_query_is_filtered (other));
}

/* The districts that can be chosen must not tell of the only one who lives there. */
static void
test_no_district_of_a_protected_person_alone (void)
{
  g_autoptr (MhTestTown) town = make_town ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) districts = NULL;
  MhResident changes = { .id = 5, .district = (char *) "離れ町" };

  g_assert_true (mh_test_edit_person (&town->desk, &changes, &error));
  districts = mh_resident_browse_districts (town->db, mh_desk_today (&town->desk), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (districts->len, ==, 4);
  for (guint i = 0; i < districts->len; i++)
    g_assert_cmpstr (districts->pdata[i], !=, "離れ町");
}

static void
test_a_page_tells_the_next_booking (void)
{
  static const gint64 ids[] = { 1, 2, 3 };
  g_autoptr (MhTestTown) town = make_town ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = mh_people_list (&town->desk, ids, G_N_ELEMENTS (ids), &error);
  const MhPerson *person;

  g_assert_no_error (error);
  person = people->pdata[0];
  g_assert_cmpint (person->next_date.day, ==, 30);
  g_assert_cmpint (person->next_min, ==, 540);
  person = people->pdata[1];
  g_assert_false (mh_date_is_set (person->next_date));
  person = people->pdata[2];
  g_assert_cmpint (person->next_date.day, ==, 25);
  g_assert_cmpint (person->next_min, ==, 570);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people-query/filters hold together, and tell nothing of protected people", test_filters);
  g_test_add_func ("/people-query/orders", test_orders);
  g_test_add_func ("/people-query/pages are parts of the whole", test_pages_are_parts_of_the_whole);
  g_test_add_func ("/people-query/words", test_words);
  g_test_add_func ("/people-query/no district of a protected person alone", test_no_district_of_a_protected_person_alone);
  g_test_add_func ("/people-query/a page tells the next booking", test_a_page_tells_the_next_booking);

  return g_test_run ();
}
