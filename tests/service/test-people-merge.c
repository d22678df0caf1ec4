/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-people-merge.h"

#include "mh-booking.h"
#include "mh-contacts.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-people-duplicates.h"
#include "mh-people-family.h"
#include "mh-people-mailing.h"
#include "mh-protection-table.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define NOW "2026-10-20 09:00"

static gboolean
undo (MhTestTown *town,
      gint64      act,
      GError    **error)
{
  g_autoptr (MhUndoResult) result = mh_undo_run (town->db, mh_desk_now (&town->desk), "保健 花子", act, error);

  return result != NULL;
}

static gint64
book (MhTestTown *town,
      gint64      slot,
      gint64      resident)
{
  g_autoptr (GError) error = NULL;
  MhBookingRequest request = { .slot = slot, .resident = resident, .via = "phone" };
  gint64 id = mh_booking_make (&town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return id;
}

static gint64
merge_now (MhTestTown *town,
           gint64      keep,
           gint64      drop,
           guint       take)
{
  g_autoptr (GError) error = NULL;
  MhMerge merge = { .keep = keep, .drop = drop, .take = take };
  gint64 act;

  mh_people_merge (&town->desk, &merge, &act, &error);
  g_assert_no_error (error);

  return act;
}

/* All rows that a merge may touch, as one text. */
static char *
draw_town (MhTestTown *town)
{
  static const char * const queries[] = {
    ("SELECT id || register_number || provisional || name || status || coalesce (status_date, '') || coalesce (merged_into, '') "
     "|| coalesce (address, '') FROM resident ORDER BY id"),
    "SELECT id || '/' || resident || state FROM booking ORDER BY id",
    "SELECT id || '/' || resident || '/' || unit FROM waiting_member ORDER BY id",
    "SELECT id || state FROM waiting_unit ORDER BY id",
    "SELECT id || '/' || resident || '/' || contact || '/' || opted_out FROM contact_link ORDER BY id",
    "SELECT id || '/' || resident || coalesce (end_date, '') FROM protection ORDER BY id",
    "SELECT id || '/' || resident || '/' || coalesce (person, 0) FROM guardian ORDER BY id",
    "SELECT id || '/' || resident || purpose || address FROM mailing_address ORDER BY id",
    "SELECT id || '/' || resident || channel || category || answer FROM consent ORDER BY id",
    "SELECT id || '/' || resident || number FROM ticket ORDER BY id",
    "SELECT slot || '/' || number || '/' || coalesce (booking, 0) FROM seat_hold ORDER BY slot, number",
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhRows) rows = mh_db_query (town->db, &error, queries[i], NULL);

    g_assert_no_error (error);
    while (mh_rows_next (rows))
      g_string_append_printf (text, "%s;", mh_rows_text (rows, 0));
    g_string_append_c (text, '\n');
  }

  return g_string_free (text, FALSE);
}

static void
run (MhTestTown *town,
     const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (town->db, mh_desk_now (&town->desk), "test", "config.set", MH_UNDO_WHOLE, &error);

  mh_db_exec (town->db, sql, &error);
  g_assert_no_error (error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

/* "1+2:kna" by register numbers: k reading, n name, p telephone, a near. */
static char *
find_pairs (MhTestTown *town)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pairs = mh_people_find_duplicates (&town->desk, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < pairs->len; i++) {
    const MhDuplicate *pair = &g_array_index (pairs, MhDuplicate, i);

    g_string_append_printf (text, "%s%lld+%lld:%s%s%s%s", i > 0 ? " " : "", (long long) pair->a, (long long) pair->b,
                            (pair->reasons & MH_DUPLICATE_KANA) != 0 ? "k" : "", (pair->reasons & MH_DUPLICATE_NAME) != 0 ? "n" : "",
                            (pair->reasons & MH_DUPLICATE_PHONE) != 0 ? "p" : "", (pair->reasons & MH_DUPLICATE_NEAR) != 0 ? "a" : "");
  }

  return g_string_free (text, FALSE);
}

static void
test_pairs (void)
{
  static const struct {
    const char *name, *kana, *birth;
    const char *other_name, *other_kana, *other_birth;
    const char *expected;
  } cases[] = {
    { "髙橋 ハル", "タカハシ ハル", "1950-03-01", "高橋 はる", "ﾀｶﾊｼ ﾊﾙ", "1950-03-01", "1+2:kn" },
    { "渡邊 実", "ワタナベ ミノル", "1950-03-01", "渡辺 稔", "ワタナベ ミノル", "1950-03-01", "1+2:k" },
    { "渡邊 実", "ワタナベ ミノル", "1950-03-01", "渡辺 実", "ワタナベ マコト", "1950-03-01", "1+2:n" },
    { "渡邊 実", "ワタナベ ミノル", "1950-03-01", "渡辺 実り", "ワタナベ ミノリ", "1950-03-01", "1+2:a" },
    { "渡邊 実", "", "1950-03-01", "渡辺 実男", "", "1950-03-01", "1+2:a" },
    { "渡邊 実", "ワタナベ ミノル", "1950-03-01", "渡邊 実", "ワタナベ ミノル", "1950-03-02", "" },
    { "渡邊 実", "ワタナベ ミノル", "1950-03-01", "渡邊 健", "ワタナベ タケシ", "1950-03-01", "" },
    { "林 元", "ハヤ", "1950-03-01", "森 央", "ハセ", "1950-03-01", "" },
    { "渡邊 実", "ワタナベ ミノル", NULL, "渡邊 実", "ワタナベ ミノル", NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    g_autofree char *pairs = NULL;

    mh_test_town_add_resident (town, "1", cases[i].name, cases[i].kana, cases[i].birth);
    mh_test_town_add_resident (town, "2", cases[i].other_name, cases[i].other_kana, cases[i].other_birth);
    pairs = find_pairs (town);
    g_assert_cmpstr (pairs, ==, cases[i].expected);
  }
}

static void
test_pairs_by_phone (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *parted = NULL, *back = NULL, *hidden = NULL;
  gint64 a = mh_test_town_add_resident (town, "1", "青森 りんご", "アオモリ リンゴ", "1950-03-01");
  gint64 b = mh_test_town_add_resident (town, "2", "秋田 こまち", "アキタ コマチ", "1950-03-01");
  gint64 act;

  mh_test_town_add_contact (town, a, "mobile", "09012345678");
  mh_test_town_add_contact (town, b, "mobile", "09012345678");
  before = find_pairs (town);
  g_assert_cmpstr (before, ==, "1+2:p");

  g_assert_true (mh_people_part_duplicates (&town->desk, b, a, &error));
  g_assert_no_error (error);
  parted = find_pairs (town);
  g_assert_cmpstr (parted, ==, "");
  mh_undo_find_last (town->db, &act, NULL);
  g_assert_true (undo (town, act, &error));
  back = find_pairs (town);
  g_assert_cmpstr (back, ==, "1+2:p");

  mh_test_town_protect (town, b);
  hidden = find_pairs (town);
  g_assert_cmpstr (hidden, ==, "");
}

static char *
find_number_of (MhTestTown *town,
                gint64      id)
{
  g_autoptr (MhResident) resident = mh_resident_table_get (town->db, id, NULL);

  return g_strdup (resident->register_number);
}

typedef struct {
  MhTestTown *town;
  gint64      keep;
  gint64      drop;
  gint64      other;
  gint64      flu;
  gint64      session;
} Two;

static void
set_up (Two *two)
{
  two->town = mh_test_town_new (NOW);
  two->keep = mh_test_town_add_resident (two->town, "1", "髙橋 ハル", "タカハシ ハル", "1950-03-01");
  two->drop = mh_test_town_add_resident (two->town, NULL, "高橋 はる", "タカハシ ハル", "1950-03-01");
  two->other = mh_test_town_add_resident (two->town, "3", "高橋 健", "タカハシ ケン", "1980-03-01");
  two->flu = mh_test_town_add_programme (two->town);
  two->session = mh_test_town_add_session (two->town, two->flu, "2026-11-10", "09:00-10:00/30x2");
}

static void
test_everything_goes_over (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = NULL;
  g_autofree char *before = NULL, *after = NULL, *again = NULL;
  MhResident changes = { 0 };
  MhMailingAddress mailing = { .purpose = (char *) "", .addressee = (char *) "乙", .address = (char *) "乙方" };
  gint64 checkup, act, number;
  Two two;

  set_up (&two);
  book (two.town, mh_test_town_find_slot (two.town, two.session, "9:30"), two.drop);
  checkup = mh_test_town_add_programme (two.town);
  g_assert_cmpint (mh_test_add_waiting (&two.town->desk, checkup, &two.keep, 1, "any", &error), !=, 0);
  g_assert_cmpint (mh_test_add_waiting (&two.town->desk, checkup, &two.drop, 1, "any", &error), !=, 0);
  mh_test_town_add_contact (two.town, two.keep, "mobile", "09012345678");
  mh_contacts_set_opt_out (&two.town->desk, two.drop, mh_test_town_add_contact (two.town, two.drop, "mobile", "09012345678"), TRUE, &error);
  mh_test_town_add_contact (two.town, two.drop, "landline", "0158291234");
  mh_people_add_guardian (&two.town->desk, two.drop, two.other, NULL, "子", &error);
  mh_people_add_guardian (&two.town->desk, two.keep, two.other, NULL, "長男", &error);
  mh_people_add_guardian (&two.town->desk, two.drop, two.keep, NULL, "?", &error);
  mailing.resident = two.drop;
  mh_people_set_mailing (&two.town->desk, &mailing, &error);
  changes.id = two.drop;
  changes.address = (char *) "字元町９番地";
  mh_test_edit_person (&two.town->desk, &changes, &error);
  run (two.town, "INSERT INTO consent (resident, channel, category, answer, day, how) VALUES (1, 'sms', '', 'yes', '2026-10-01', 'phone'), "
                 "(2, 'sms', '', 'no', '2026-09-01', 'paper'), (2, 'line', '', 'yes', '2026-09-01', 'paper');"
                 "INSERT INTO ticket (resident, number) VALUES (2, '0003843293')");
  g_assert_no_error (error);

  before = draw_town (two.town);
  act = merge_now (two.town, two.keep, two.drop, MH_MERGE_BIT (MH_MERGE_ADDRESS));
  after = draw_town (two.town);
  g_assert_cmpstr (after, ==,
                   "110髙橋　ハルresident字元町９番地;2仮-00011高橋　はるremoved2026-10-201字元町９番地;330高橋　健resident;\n"
                   "1/1active;\n"
                   "1/1/1;2/1/2;\n"
                   "1waiting;2withdrawn;\n"
                   "1/1/1/1;3/1/2/0;\n"
                   "\n"
                   "2/1/3;\n"
                   "1/1乙方;\n"
                   "2/1smsno;3/1lineyes;\n"
                   "1/10003843293;\n"
                   "2/1/1;\n");

  found = mh_people_search (&two.town->desk, "タカハシ", 0, &error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_true (mh_people_find_number (&two.town->desk, "仮-0001", &number, &error));
  g_assert_cmpint (number, ==, two.keep);
  g_assert_false (mh_test_edit_person (&two.town->desk, &changes, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_true (undo (two.town, act, &error));
  g_assert_no_error (error);
  again = draw_town (two.town);
  g_assert_cmpstr (again, ==, before);
  mh_test_town_free (two.town);
}

/* Whichever stays, whatever was chosen: the number of the register goes with the person. Between two of them it is a choice. */
static void
test_the_registers_number_stays (void)
{
  static const struct {
    gboolean    provisional_stays;
    gboolean    other;             /* the third, of the register too, goes over instead */
    guint       take;
    const char *expected;
  } cases[] = {
    { FALSE, FALSE, MH_MERGE_BIT (MH_MERGE_NUMBER), "1" },
    { TRUE, FALSE, 0, "1" },
    { FALSE, TRUE, 0, "1" },
    { FALSE, TRUE, MH_MERGE_BIT (MH_MERGE_NUMBER), "3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *number = NULL, *before = NULL, *after = NULL;
    gint64 stays, goes, act;
    Two two;

    set_up (&two);
    stays = cases[i].provisional_stays ? two.drop : two.keep;
    goes = cases[i].other ? two.other : cases[i].provisional_stays ? two.keep : two.drop;
    before = draw_town (two.town);
    act = merge_now (two.town, stays, goes, cases[i].take);
    number = find_number_of (two.town, stays);
    g_assert_cmpstr (number, ==, cases[i].expected);
    g_assert_true (undo (two.town, act, &error));
    g_assert_no_error (error);
    after = draw_town (two.town);
    g_assert_cmpstr (after, ==, before);
    mh_test_town_free (two.town);
  }
}

static void
test_two_bookings_are_a_choice (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhMergePreview) preview = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gint64 mine, theirs, act;
  MhMerge merge = { 0 };
  Two two;

  set_up (&two);
  mine = book (two.town, mh_test_town_find_slot (two.town, two.session, "9:00"), two.keep);
  theirs = book (two.town, mh_test_town_find_slot (two.town, two.session, "9:30"), two.drop);
  preview = mh_people_merge_preview (&two.town->desk, two.keep, two.drop, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->conflicts->len, ==, 1);
  g_assert_cmpint (((MhMergeConflict *) preview->conflicts->pdata[0])->keep->id, ==, mine);
  g_assert_cmpint (((MhMergeConflict *) preview->conflicts->pdata[0])->drop->id, ==, theirs);

  before = draw_town (two.town);
  merge.keep = two.keep;
  merge.drop = two.drop;
  g_assert_false (mh_people_merge (&two.town->desk, &merge, &act, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  after = draw_town (two.town);
  g_assert_cmpstr (after, ==, before);

  merge.cancel = &mine;
  merge.n_cancel = 1;
  g_assert_true (mh_people_merge (&two.town->desk, &merge, &act, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (two.town, "SELECT id FROM booking WHERE state = 'active' AND resident = 1"), ==, theirs);
  g_assert_cmpint (mh_test_town_count (two.town, "SELECT count (*) FROM seat_hold"), ==, 1);
  g_assert_true (undo (two.town, act, &error));
  g_assert_no_error (error);
  g_clear_pointer (&after, g_free);
  after = draw_town (two.town);
  g_assert_cmpstr (after, ==, before);
  mh_test_town_free (two.town);
}

static gboolean
covers (MhTestTown *town,
        gint64      id)
{
  gboolean is_protected;

  mh_protection_table_covers (town->db, id, mh_desk_today (&town->desk), &is_protected, NULL);

  return is_protected;
}

static void
test_protection_of_either (void)
{
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhMergePreview) preview = NULL;
    g_autofree char *before = NULL, *after = NULL;
    MhResident changes = { .address = (char *) "字秘密" };
    gboolean hidden;
    gint64 act;
    Two two;

    set_up (&two);
    changes.id = i == 0 ? two.drop : two.keep;
    mh_test_edit_person (&two.town->desk, &changes, &error);
    mh_test_town_protect (two.town, changes.id);
    preview = mh_people_merge_preview (&two.town->desk, two.keep, two.drop, &error);
    g_assert_no_error (error);
    g_free (mh_merge_field_dup_text (MH_MERGE_ADDRESS, i == 0 ? preview->drop : preview->keep, &hidden));
    g_assert_true (hidden);
    g_assert_null ((i == 0 ? preview->drop : preview->keep)->resident->address);

    before = draw_town (two.town);
    act = merge_now (two.town, two.keep, two.drop, 0);
    g_assert_true (covers (two.town, two.keep));
    g_assert_true (covers (two.town, two.drop) || i == 1);
    g_assert_true (undo (two.town, act, &error));
    g_assert_no_error (error);
    after = draw_town (two.town);
    g_assert_cmpstr (after, ==, before);
    g_assert_true (covers (two.town, i == 0 ? two.drop : two.keep));
    mh_test_town_free (two.town);
  }
}

static void
test_message_in_flight (void)
{
  static const char * const states[] = { "attempting", "unknown", "held" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhMergePreview) preview = NULL;
    g_autofree char *sql = NULL;
    gboolean in_flight = i < 2;
    MhReach reach;
    gint64 contact;
    const char *why;
    MhMerge merge = { 0 };
    Two two;

    set_up (&two);
    mh_test_town_add_contact (two.town, two.drop, "mobile", "09012345678");
    sql = g_strdup_printf ("INSERT INTO delivery (act, kind, resident, body, state, due_at, state_at) "
                           "VALUES (1, 'booking-cancelled', 2, 'x', '%s', 0, 0)", states[i]);
    mh_db_exec (two.town->db, sql, &error);
    g_assert_no_error (error);

    preview = mh_people_merge_preview (&two.town->desk, two.keep, two.drop, &error);
    g_assert_cmpint (preview->in_flight, ==, in_flight);
    merge.keep = two.keep;
    merge.drop = two.drop;
    g_assert_cmpint (mh_people_merge (&two.town->desk, &merge, NULL, &error), ==, !in_flight);
    if (in_flight) {
      g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
    } else {
      g_autoptr (GPtrArray) messages = mh_delivery_table_list_resident (two.town->db, two.keep, &error);

      /* What waits goes to the person, wherever it was written to. */
      g_assert_cmpuint (messages->len, ==, 1);
      g_assert_true (mh_people_reach (&two.town->desk, two.drop, 0, "", &reach, &contact, &why, &error));
      g_assert_cmpint (reach, ==, MH_REACH_SMS);
    }
    mh_test_town_free (two.town);
  }
}

static void
test_refusals (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;
  MhMerge merge = { 0 };
  Two two;

  set_up (&two);
  merge.keep = merge.drop = two.keep;
  g_assert_false (mh_people_merge (&two.town->desk, &merge, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  merge.drop = 999;
  g_assert_false (mh_people_merge (&two.town->desk, &merge, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  merge_now (two.town, two.keep, two.drop, 0);
  left = find_pairs (two.town);
  g_assert_cmpstr (left, ==, "");
  merge.keep = two.other;
  merge.drop = two.drop;
  g_assert_false (mh_people_merge (&two.town->desk, &merge, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  /* Who went over goes on with the person. */
  merge_now (two.town, two.other, two.keep, 0);
  g_assert_cmpint (mh_test_town_count (two.town, "SELECT count (*) FROM resident WHERE merged_into = 3"), ==, 2);
  mh_test_town_free (two.town);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/people/duplicates/are-found-by-birth-and-name", test_pairs);
  g_test_add_func ("/people/duplicates/are-found-by-phone-and-parted-for-good", test_pairs_by_phone);
  g_test_add_func ("/people/merge/everything-goes-over-and-comes-back", test_everything_goes_over);
  g_test_add_func ("/people/merge/the-number-of-the-register-stays", test_the_registers_number_stays);
  g_test_add_func ("/people/merge/two-bookings-of-one-dose-are-a-choice", test_two_bookings_are_a_choice);
  g_test_add_func ("/people/merge/protection-of-either-protects", test_protection_of_either);
  g_test_add_func ("/people/merge/waits-for-a-message-on-its-way", test_message_in_flight);
  g_test_add_func ("/people/merge/refuses-what-makes-no-sense", test_refusals);

  return g_test_run ();
}
