/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-phones.h"

#include <string.h>

#include "mh-booking.h"
#include "mh-refill.h"
#include "mh-test-town.h"

/* Two people share a telephone, one of them waits; another waits with LINE. A day to come has one place, which is taken. */
typedef struct {
  MhTestTown *town;
  gint64      booking;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhBookingRequest request = { .via = "phone" };
  g_autoptr (GError) error = NULL;
  gint64 programme, session, first, second, third;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  programme = mh_test_town_add_programme (fixture->town);
  request.resident = mh_test_town_add_resident (fixture->town, "1001", "予約太郎", "ヨヤクタロウ", "1945-01-01");
  first = mh_test_town_add_resident (fixture->town, "2001", "待田花子", "マチダハナコ", "1950-03-01");
  second = mh_test_town_add_resident (fixture->town, "2002", "待田一郎", "マチダイチロウ", "1948-03-01");
  third = mh_test_town_add_resident (fixture->town, "2003", "線田良子", "センダヨシコ", "1948-05-01");
  mh_test_town_add_contact (fixture->town, first, "mobile", "09012345678");
  mh_test_town_add_contact (fixture->town, second, "mobile", "09012345678");
  mh_test_town_add_contact (fixture->town, third, "line", "U0123456789abcdef0123456789abcdef");
  session = mh_test_town_add_session (fixture->town, programme, "2026-10-25", "09:00-09:30/30x1");
  request.slot = mh_test_town_find_slot (fixture->town, session, "9:00");
  fixture->booking = mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);
  mh_test_add_waiting (&fixture->town->desk, programme, &first, 1, NULL, &error);
  g_assert_no_error (error);
  mh_test_add_waiting (&fixture->town->desk, programme, &third, 1, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

/* As when the services have taken them. */
static void
arrive (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  mh_db_run (fixture->town->desk.db, &error,
             "UPDATE delivery SET state = 'accepted', state_at = state_at + id, "
             "contact = (SELECT contact FROM contact_link WHERE resident = delivery.resident) WHERE state IN ('held', 'due')", NULL);
  g_assert_no_error (error);
}

static GPtrArray *
look (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *phones = mh_phones_list (&fixture->town->desk, 100, &error);

  g_assert_no_error (error);

  return phones;
}

static const MhSeenPhone *
find_mobile (GPtrArray *phones)
{
  for (guint i = 0; i < phones->len; i++) {
    const MhSeenPhone *phone = g_ptr_array_index (phones, i);

    if (!phone->is_line)
      return phone;
  }

  g_assert_not_reached ();
}

/* Names all who have the telephone; what is held is not there yet; the newest question is the one to answer. */
static void
test_asks_and_answers (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_autoptr (GPtrArray) held = look (fixture);
  g_autoptr (GPtrArray) asked = NULL;
  g_autoptr (GPtrArray) answered = NULL;
  const MhSeenPhone *phone;
  const MhPhoneMessage *message;

  g_assert_no_error (error);
  g_assert_cmpuint (held->len, ==, 0);

  arrive (fixture);
  asked = look (fixture);
  g_assert_cmpuint (asked->len, ==, result->deliveries->len);
  phone = find_mobile (asked);
  g_assert_cmpstr (phone->owner, ==, "待田花子, 待田一郎");
  g_assert_cmpuint (phone->messages->len, ==, 1);
  message = g_ptr_array_index (phone->messages, 0);
  g_assert_nonnull (strstr (message->body, "空きが出ました"));
  g_assert_cmpstr (message->state, ==, "open");
  g_assert_cmpint (phone->question, ==, message->offer);

  g_assert_true (mh_refill_accept (&fixture->town->desk, phone->question, NULL, &error));
  arrive (fixture);
  answered = look (fixture);
  phone = find_mobile (answered);
  g_assert_cmpuint (phone->messages->len, ==, 2);
  g_assert_cmpstr (((const MhPhoneMessage *) g_ptr_array_index (phone->messages, 0))->state, ==, "accepted");
  g_assert_null (((const MhPhoneMessage *) g_ptr_array_index (phone->messages, 1))->state);
  g_assert_cmpint (phone->question, ==, 0);
}

/* Too late is too late on the telephone, too, even before the clock has looked. */
static void
test_too_late (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_autoptr (GPtrArray) phones = NULL;

  g_assert_no_error (error);
  arrive (fixture);
  mh_fake_clock_advance (fixture->town->clock, G_GINT64_CONSTANT (4) * 86400000);
  phones = look (fixture);
  g_assert_cmpuint (phones->len, >, 0);
  for (guint i = 0; i < phones->len; i++)
    g_assert_cmpint (((const MhSeenPhone *) g_ptr_array_index (phones, i))->question, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/phones/what-came-can-be-answered-once", Fixture, NULL, set_up, test_asks_and_answers, tear_down);
  g_test_add ("/phones/nothing-is-answered-after-its-time", Fixture, NULL, set_up, test_too_late, tear_down);

  return g_test_run ();
}
