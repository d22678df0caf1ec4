/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-protect.h"

#include <string.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-booking.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-test-town.h"

#define NOW "2026-11-30 23:59"
#define MINUTE 60000

static MhDate
date_of (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  g_assert_true (iso == NULL || mh_date_from_iso (iso, &date));

  return date;
}

static MhPerson *
look_at (MhTestTown *town,
         gint64      id,
         const char *reason)
{
  g_autoptr (GError) error = NULL;
  MhPerson *person = mh_people_get (&town->desk, id, reason, &error);

  g_assert_no_error (error);

  return person;
}

/* What no screen could read as a day protects. */
static void
add_raw (MhTestTown *town,
         gint64      id,
         const char *start,
         const char *end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (town->db, 1, "佐藤", "test", MH_UNDO_NONE, &error);

  mh_db_run (town->db, &error, "INSERT INTO protection (resident, start_date, end_date) VALUES (:id, :start, :end)",
             ":id", MH_INT (id), ":start", MH_TEXT (start), ":end", MH_TEXT (end), NULL);
  g_assert_no_error (error);
  g_assert_true (mh_act_commit (act, &error));
}

static void
test_bounds (void)
{
  static const struct {
    const char *start;
    const char *end;
    gboolean    before;   /* 2026-11-30 23:59 */
    gboolean    after;    /* 2026-12-01 00:00 */
    const char *coming;   /* (nullable) at 23:59 */
  } cases[] = {
    { "2026-12-01", NULL, FALSE, TRUE, "2026-12-01" },
    { "2026-11-30", "2026-11-30", TRUE, FALSE, NULL },
    { "2026-11-01", "2026-12-01", TRUE, TRUE, NULL },
    { "2026-11-01", "2026-11-29", FALSE, FALSE, NULL },
    { "2026-12-02", NULL, FALSE, FALSE, "2026-12-02" },
    { "2026-12-01", "2026-11-29", FALSE, FALSE, NULL },   /* called off before it began */
    { "未定", NULL, TRUE, TRUE, NULL },
    { "2026-02-30", NULL, TRUE, TRUE, NULL },
    { "2026-11-01", "そのうち", TRUE, TRUE, NULL },
    { "", "", TRUE, TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
    g_autoptr (MhPerson) before = NULL;
    g_autoptr (MhPerson) after = NULL;

    g_test_message ("%s to %s", cases[i].start, cases[i].end);
    add_raw (town, id, cases[i].start, cases[i].end);
    before = look_at (town, id, NULL);
    g_assert_cmpint (before->is_protected, ==, cases[i].before);
    g_assert_cmpint (mh_date_compare (before->protected_from, date_of (cases[i].coming)), ==, 0);
    mh_fake_clock_advance (town->clock, MINUTE);
    after = look_at (town, id, NULL);
    g_assert_cmpint (after->is_protected, ==, cases[i].after);
  }
}

static void
test_end_one (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 other = mh_test_town_add_resident (town, "1002", "山田太郎", "ヤマダタロウ", "1950-03-01");
  g_autoptr (GPtrArray) measures = NULL;
  g_autoptr (MhPerson) still = NULL;
  g_autoptr (MhPerson) free_again = NULL;
  const MhProtection *later, *earlier;

  g_assert_true (mh_protect_begin (&town->desk, id, date_of ("2026-01-01"), MH_DATE_NONE, "一つ目", &error));
  g_assert_true (mh_protect_begin (&town->desk, id, date_of ("2026-06-01"), date_of ("2027-05-31"), "二つ目", &error));
  measures = mh_protection_table_list (town->db, id, &error);
  later = g_ptr_array_index (measures, 0);
  earlier = g_ptr_array_index (measures, 1);
  g_assert_cmpstr (later->note, ==, "二つ目");

  g_assert_false (mh_protect_end_one (&town->desk, id, earlier->id, date_of ("2026-11-29"), "  ", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (mh_protect_end_one (&town->desk, other, earlier->id, date_of ("2026-11-29"), "申出", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (mh_protect_end_one (&town->desk, id, earlier->id, date_of ("2026-11-29"), "申出", &error));
  still = look_at (town, id, NULL);
  g_assert_true (still->is_protected);
  g_assert_null (((MhProtection *) g_ptr_array_index (still->protections, 0))->note);
  g_assert_true (mh_protect_end_one (&town->desk, id, later->id, date_of ("2026-11-29"), "申出", &error));
  free_again = look_at (town, id, NULL);
  g_assert_false (free_again->is_protected);
}

static void
test_safe_lapses (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 wife = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 husband = mh_test_town_add_resident (town, "1002", "山田太郎", "ヤマダタロウ", "1950-03-01");
  gint64 link = mh_test_town_add_contact (town, wife, "mobile", "09012345678");
  const MhReach expected[] = { MH_REACH_BY_HAND, MH_REACH_SMS, MH_REACH_BY_HAND, MH_REACH_SMS };

  mh_test_town_protect (town, wife);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    const char *why;
    gint64 contact;
    MhReach reach;

    if (i == 2)
      mh_test_town_add_contact (town, husband, "mobile", "09012345678");
    else if (i > 0)
      g_assert_true (mh_contacts_mark_safe (&town->desk, wife, link, "本人に確かめた", &error));

    mh_people_reach (&town->desk, wife, 0, "booking", &reach, &contact, &why, &error);
    g_assert_no_error (error);
    g_test_message ("step %u", i);
    g_assert_cmpint (reach, ==, expected[i]);
    mh_fake_clock_advance (town->clock, 24 * 60 * (gint64) MINUTE);
  }
}

static void
test_reveal_names_its_fields (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  MhResident changes = { .id = id, .address = (char *) "字元町１番地", .note = (char *) "ひみつ" };
  g_autoptr (MhPerson) person = NULL;
  g_autoptr (GPtrArray) log = NULL;
  const MhAuditEntry *entry;

  g_assert_true (mh_test_edit_person (&town->desk, &changes, &error));
  mh_test_town_add_contact (town, id, "mobile", "09012345678");
  mh_test_town_protect (town, id);
  person = look_at (town, id, "本人の依頼");
  log = mh_audit_list (town->db, id, 1, &error);
  entry = g_ptr_array_index (log, 0);
  g_assert_cmpstr (entry->kind, ==, "resident.reveal");
  g_assert_nonnull (strstr (entry->detail, "\"fields\":[\"address\",\"note\",\"contacts\"]"));
  g_assert_null (strstr (entry->detail, "元町"));
}

static void
test_proxies (void)
{
  static const struct {
    gboolean    is_protected;
    const char *proxy;      /* (nullable) */
    const char *reason;     /* (nullable) */
    gboolean    allowed;
    gboolean    overridden;
  } cases[] = {
    { FALSE, "山田太郎", NULL, TRUE, FALSE },
    { TRUE, NULL, NULL, TRUE, FALSE },
    { TRUE, " 　", NULL, TRUE, FALSE },
    { TRUE, "山田太郎", NULL, FALSE, FALSE },       /* of the household */
    { TRUE, "山田太郎", "  ", FALSE, FALSE },
    { TRUE, "山田太郎", "支援員と確認した", TRUE, TRUE },
    { TRUE, "髙橋 さくら", NULL, TRUE, FALSE },
    { TRUE, "高橋さくら", NULL, TRUE, FALSE },      /* as one hears it */
    { TRUE, "高橋さくら子", NULL, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
    gint64 session = mh_test_town_add_session (town, mh_test_town_add_programme (town), "2026-12-20", "09:00-10:00/30x5");
    MhBookingRequest request = {
      .slot = mh_test_town_find_slot (town, session, "9:00"), .resident = id, .via = "phone", .proxy_name = cases[i].proxy,
      .override_reason = cases[i].reason,
    };
    g_autoptr (GPtrArray) log = NULL;
    gint64 booking;

    g_assert_cmpint (mh_protect_allow_proxy (&town->desk, id, "髙橋　さくら", "支援員", "本人の申出", &error), !=, 0);
    if (cases[i].is_protected)
      mh_test_town_protect (town, id);

    g_test_message ("%s", cases[i].proxy);
    booking = mh_booking_make (&town->desk, &request, NULL, &error);
    if (cases[i].allowed)
      g_assert_no_error (error);
    else
      g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
    g_assert_cmpint (booking != 0, ==, cases[i].allowed);
    g_clear_error (&error);

    log = mh_audit_list (town->db, id, 1, &error);
    g_assert_cmpint (strstr (((MhAuditEntry *) g_ptr_array_index (log, 0))->detail, "proxy-override") != NULL, ==, cases[i].overridden);
  }
}

static void
test_forbid_proxy (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 other = mh_test_town_add_resident (town, "1002", "山田太郎", "ヤマダタロウ", "1950-03-01");
  gint64 proxy = mh_protect_allow_proxy (&town->desk, id, "高橋さくら", NULL, "本人の申出", &error);

  mh_test_town_protect (town, id);
  g_assert_true (mh_protect_check_proxy (&town->desk, id, "高橋さくら", NULL, NULL, &error));
  g_assert_false (mh_protect_forbid_proxy (&town->desk, other, proxy, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (mh_protect_forbid_proxy (&town->desk, id, proxy, &error));
  g_assert_false (mh_protect_check_proxy (&town->desk, id, "高橋さくら", NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (mh_protect_allow_proxy (&town->desk, id, " ", NULL, "本人の申出", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (mh_protect_allow_proxy (&town->desk, id, "高橋", NULL, " ", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

/* Who cannot be judged is protected. */
static void
test_fails_closed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  gboolean covered = FALSE;

  mh_db_exec (town->db, "ALTER TABLE protection RENAME TO gone", &error);
  g_assert_no_error (error);
  g_assert_false (mh_protect_covers (&town->desk, id, &covered, &error));
  g_assert_true (covered);
  g_clear_error (&error);
  g_assert_false (mh_protect_check_proxy (&town->desk, id, "山田太郎", "理由", NULL, &error));
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/protect/a-measure-runs-from-midnight-to-midnight-and-for-ever-when-unreadable", test_bounds);
  g_test_add_func ("/service/protect/ending-one-measure-leaves-the-others", test_end_one);
  g_test_add_func ("/service/protect/a-safe-number-is-safe-until-somebody-else-has-it", test_safe_lapses);
  g_test_add_func ("/service/protect/the-log-says-which-fields-were-shown", test_reveal_names_its_fields);
  g_test_add_func ("/service/protect/only-allowed-proxies-book-unless-there-is-a-reason", test_proxies);
  g_test_add_func ("/service/protect/a-proxy-can-be-taken-off-the-list", test_forbid_proxy);
  g_test_add_func ("/service/protect/what-cannot-be-looked-up-is-protected", test_fails_closed);

  return g_test_run ();
}
