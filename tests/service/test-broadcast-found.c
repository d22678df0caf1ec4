/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What random weeks have found of broadcasts. Nothing leaves: what a provider would answer is recorded as its answer. */

#include <string.h>

#include "mh-backup.h"
#include "mh-broadcast.h"
#include "mh-check.h"
#include "mh-consent.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-karaden.h"
#include "mh-lease-table.h"
#include "mh-line.h"
#include "mh-outbox-steps.h"
#include "mh-outbox.h"
#include "mh-people-merge.h"
#include "mh-sms-csv.h"
#include "mh-test-town.h"
#include "mh-town.h"

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)
#define OWNER "test"
#define WORDS "お知らせです。"

typedef struct {
  MhTestTown *town;
  MhDesk     *desk;
  MhHttp     *http;
  MhLine     *line;
  MhKaraden  *sms;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhHttpOptions options = { .loopback_only = TRUE };

  /* A Tuesday. */
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->desk = &fixture->town->desk;
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  fixture->http = mh_http_new (&options, NULL);
  fixture->line = mh_line_new (fixture->http, "http://127.0.0.1:9", "token", NULL, NULL, NULL);
  fixture->sms = mh_karaden_new (fixture->http, "http://127.0.0.1:9", "token", 1, NULL);
  g_assert_nonnull (fixture->line);
  g_assert_nonnull (fixture->sms);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (fixture->desk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < broken->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (broken, i));
  g_assert_cmpuint (broken->len, ==, 0);
  g_object_unref (fixture->sms);
  g_object_unref (fixture->line);
  g_object_unref (fixture->http);
  mh_test_town_free (fixture->town);
}

/* --- what the tests are made of ------------------------------------------------------------------------------------ */

static gint64
add_person (Fixture    *fixture,
            guint       n,
            const char *kind)
{
  g_autofree char *number = g_strdup_printf ("%04u", n);
  g_autofree char *birth = g_strdup_printf ("19%02u-03-01", 40 + n);
  g_autofree char *value = g_strcmp0 (kind, "line") == 0 ? g_strdup_printf ("U%032x", n) : g_strdup_printf ("0901000%04u", n);
  gint64 resident = mh_test_town_add_resident (fixture->town, number, "町田花子", "マチダハナコ", birth);

  if (kind != NULL)
    mh_test_town_add_contact (fixture->town, resident, kind, value);

  return resident;
}

static gint64
let_out_by (Fixture    *fixture,
            const char *category,
            const char *channels,
            const char *text)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "秋の健診", .rule = (char *) "{}", .category = (char *) category, .text = (char *) text,
    .form = (char *) "text", .channels = (char *) channels,
  };
  MhHoldAnswers answers = { .typed_heads = -1, .reason = "確認済み" };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_broadcast_save (fixture->desk, &draft, &error);

  g_assert_no_error (error);
  mh_broadcast_hold (fixture->desk, id, &answers, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
let_out (Fixture    *fixture,
         const char *category,
         const char *text)
{
  return let_out_by (fixture, category, "line sms by-hand", text);
}

static void
tick (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  g_assert_true (mh_broadcast_tick (fixture->desk, &changed, &error));
  g_assert_no_error (error);
}

/* What would go over the wire now. (element-type MhOutboxWork) */
static GPtrArray *
take_work (Fixture *fixture)
{
  MhOutboxProviders providers = { MH_PROVIDER (fixture->line), MH_PROVIDER (fixture->sms), -1 };
  MhOutboxFrozen frozen;
  gint64 now = mh_desk_now (fixture->desk);
  gboolean taken = FALSE;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *works;

  g_assert_true (mh_lease_table_take (fixture->desk->db, MH_OUTBOX_LEASE, OWNER, now, now + MINUTE, &taken, &error));
  g_assert_true (mh_outbox_freeze (fixture->desk, &providers, OWNER, &frozen, &error));
  works = mh_outbox_go_on (fixture->desk, none, &providers, OWNER, &error);
  g_assert_no_error (error);

  return works;
}

static guint
send_all (Fixture      *fixture,
          MhSendOutcome outcome)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_answer_free);
  g_autoptr (GPtrArray) works = take_work (fixture);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < works->len; i++) {
    MhOutboxAnswer *answer = g_new0 (MhOutboxAnswer, 1);

    answer->attempt = ((MhOutboxWork *) works->pdata[i])->attempt->id;
    answer->result = mh_send_result_new (outcome, outcome == MH_SEND_ACCEPTED ? NULL : "timeout", NULL);
    g_ptr_array_add (answers, answer);
  }
  none = mh_outbox_go_on (fixture->desk, answers, NULL, OWNER, &error);
  g_assert_no_error (error);

  return works->len;
}

static void
start (Fixture *fixture)
{
  mh_fake_clock_advance (fixture->town->clock, MINUTE);
  tick (fixture);
}

/* The carrier tells of the only attempt what became of it. */
static void
tell (Fixture *fixture,
      MhTold   told)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_answer_free);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  MhOutboxAnswer *answer = g_new0 (MhOutboxAnswer, 1);

  answer->action = MH_OUTBOX_ASK;
  answer->attempt = mh_test_town_count (fixture->town, "SELECT max (id) FROM attempt");
  answer->status = mh_status_new (told, "undelivered");
  g_ptr_array_add (answers, answer);
  none = mh_outbox_go_on (fixture->desk, answers, NULL, OWNER, &error);
  g_assert_no_error (error);
}

static void
assert_broadcast (Fixture    *fixture,
                  gint64      id,
                  const char *state)
{
  g_autoptr (MhBroadcast) broadcast = mh_broadcast_table_get (fixture->desk->db, id, NULL);

  g_assert_cmpstr (broadcast->state, ==, state);
}

static void
assert_count (Fixture    *fixture,
              const char *where,
              gint64      n)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM delivery WHERE %s", where);

  g_assert_cmpint (mh_test_town_count (fixture->town, sql), ==, n);
}

static gboolean
write_file (Fixture *fixture,
            gint64   broadcast)
{
  MhSmsCsvLayout layout = { .columns = "generic", .format = MH_CSV_FORMAT_UTF8, .policy = MH_CSV_MISFIT_GETA };
  g_autofree char *path = g_build_filename (fixture->town->dir, "sms.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhSmsCsvMade) made = mh_sms_csv_write (fixture->desk, broadcast, path, &layout, &error);

  if (made == NULL)
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);

  return made != NULL;
}

/* --- a stop --------------------------------------------------------------------------------------------------------- */

/* A request that got no answer is not pushed once more, which might be the first that arrives. */
static void
test_stop_unknown (Fixture      *fixture,
                   gconstpointer data)
{
  gint64 id;
  guint left = 0;

  add_person (fixture, 1, "line");
  id = let_out (fixture, "", WORDS);
  start (fixture);
  g_assert_cmpuint (send_all (fixture, MH_SEND_UNKNOWN), ==, 1);
  g_assert_true (mh_broadcast_stop (fixture->desk, id, &left, NULL));
  g_assert_cmpuint (left, ==, 1);
  mh_fake_clock_advance (fixture->town->clock, 3 * MINUTE);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 0);
  assert_count (fixture, "state = 'check'", 1);
}

/* Nor is anybody asked to tell it by telephone who turns out not to have it. */
static void
test_stop_by_hand (Fixture      *fixture,
                   gconstpointer data)
{
  gint64 id;
  guint left = 0;
  g_autoptr (GError) error = NULL;

  add_person (fixture, 1, "line");
  id = let_out (fixture, "", WORDS);
  start (fixture);
  send_all (fixture, MH_SEND_UNKNOWN);
  g_assert_true (mh_broadcast_stop (fixture->desk, id, &left, NULL));
  mh_fake_clock_advance (fixture->town->clock, 3 * MINUTE);
  send_all (fixture, MH_SEND_ACCEPTED);
  mh_outbox_resolve (fixture->desk, mh_test_town_count (fixture->town, "SELECT id FROM delivery"), FALSE, &error);
  g_assert_no_error (error);
  tick (fixture);
  assert_count (fixture, "state = 'withdrawn' AND reason = 'stopped'", 1);

  /* And whoever lets it go on after all reaches that person. */
  g_assert_true (mh_broadcast_resume (fixture->desk, id, &error));
  assert_count (fixture, "state = 'due'", 1);
}

/* --- once ----------------------------------------------------------------------------------------------------------- */

static void
test_merged (Fixture      *fixture,
             gconstpointer data)
{
  MhMerge merge = { .keep = add_person (fixture, 1, "line"), .drop = add_person (fixture, 2, "mobile") };
  g_autoptr (GError) error = NULL;

  let_out (fixture, "", "{name}さんへの" WORDS);
  mh_people_merge (fixture->desk, &merge, NULL, &error);
  g_assert_no_error (error);
  start (fixture);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 1);
  assert_count (fixture, "state = 'accepted'", 1);
  assert_count (fixture, "state = 'withdrawn' AND reason = 'said-already'", 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (DISTINCT delivery) FROM broadcast_person"), ==, 1);
}

/* Returns: the message that speaks for the person in the only broadcast */
static gint64
speaks_for (Fixture *fixture,
            gint64   resident)
{
  g_autofree char *sql = g_strdup_printf ("SELECT delivery FROM broadcast_person WHERE resident = %lld", (long long) resident);

  return mh_test_town_count (fixture->town, sql);
}

/* Two share a telephone and with it a message. One of them turns out to be somebody who was told just before: the other is told all the same, and
 * that one not again. @data: the one to whom it was written */
static void
test_half_told (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 told = add_person (fixture, 1, "mobile"), two[2];
  MhMerge merge = { .keep = told };
  gint64 merged;

  for (guint i = 2; i <= 5; i++)
    add_person (fixture, i, "line");
  for (guint i = 0; i < 2; i++) {
    two[i] = add_person (fixture, 6 + i, NULL);
    mh_test_town_add_contact (fixture->town, two[i], "mobile", "09011110000");
  }
  let_out (fixture, "", WORDS);
  start (fixture);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 2);
  assert_count (fixture, "state = 'accepted'", 5);

  merged = merge.drop = two[GPOINTER_TO_INT (data)];
  mh_people_merge (fixture->desk, &merge, NULL, &error);
  g_assert_no_error (error);
  mh_contacts_set_opt_out (fixture->desk, told, mh_test_town_count (fixture->town, "SELECT min (id) FROM contact_link"), TRUE, &error);
  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, 10 * MINUTE);
  tick (fixture);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 1);

  assert_count (fixture, "state = 'accepted'", 6);
  g_assert_cmpint (speaks_for (fixture, merged), ==, speaks_for (fixture, told));
  g_assert_cmpint (speaks_for (fixture, two[1 - GPOINTER_TO_INT (data)]), !=, speaks_for (fixture, told));
}

static void
test_shared_since (Fixture      *fixture,
                   gconstpointer data)
{
  gint64 second;

  add_person (fixture, 1, "line");
  second = add_person (fixture, 2, "mobile");
  let_out (fixture, "", WORDS);
  mh_test_town_add_contact (fixture->town, second, "line", "U00000000000000000000000000000001");
  start (fixture);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 1);
  assert_count (fixture, "state = 'accepted'", 1);
}

/* The contact belongs to somebody who was not meant, but is now one with somebody who was, and shares it with a third. */
static void
test_merged_into_shared (Fixture      *fixture,
                         gconstpointer data)
{
  MhMerge merge = { .drop = add_person (fixture, 1, NULL), .keep = add_person (fixture, 2, NULL) };
  gint64 third = add_person (fixture, 3, NULL);
  g_autofree char *rule = g_strdup_printf ("{\"only\":[%lld,%lld]}", (long long) merge.drop, (long long) third);
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "秋の健診", .rule = rule, .category = (char *) "", .text = (char *) WORDS,
    .form = (char *) "text", .channels = (char *) "sms by-hand",
  };
  MhHoldAnswers answers = { .typed_heads = -1, .reason = "確認済み" };
  g_autoptr (GError) error = NULL;
  gint64 id;

  mh_test_town_add_contact (fixture->town, merge.keep, "mobile", "09011110000");
  mh_test_town_add_contact (fixture->town, merge.drop, "mobile", "09022220000");
  mh_test_town_add_contact (fixture->town, third, "mobile", "09011110000");
  id = mh_broadcast_save (fixture->desk, &draft, &error);
  g_assert_no_error (error);
  mh_broadcast_hold (fixture->desk, id, &answers, &error);
  g_assert_no_error (error);
  mh_people_merge (fixture->desk, &merge, NULL, &error);
  g_assert_no_error (error);
  mh_contacts_set_opt_out (fixture->desk, merge.keep,
                           mh_test_town_count (fixture->town, "SELECT l.id FROM contact_link AS l JOIN contact AS c ON c.id = l.contact AND c.value = '09022220000'"),
                           TRUE, &error);
  g_assert_no_error (error);
  start (fixture);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 1);
  assert_count (fixture, "state = 'accepted'", 1);
  assert_count (fixture, "state = 'withdrawn' AND reason = 'said-already'", 1);
}

/* What may have arrived is not sent again, neither by the program nor in a file. */
static void
test_doubtful (Fixture      *fixture,
               gconstpointer data)
{
  gint64 id;
  guint n = 0, left = 0;
  g_autoptr (GError) error = NULL;

  add_person (fixture, 1, "mobile");
  id = let_out (fixture, "", WORDS);
  start (fixture);
  send_all (fixture, MH_SEND_ACCEPTED);
  tick (fixture);
  tell (fixture, MH_TOLD_DOUBTFUL);
  assert_count (fixture, "state = 'by-hand'", 1);
  g_assert_true (mh_broadcast_retry (fixture->desk, id, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (write_file (fixture, id));

  /* Who may have the wrong words gets the right ones. */
  g_assert_cmpint (mh_broadcast_correct (fixture->desk, id, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_false (mh_broadcast_stop (fixture->desk, id, &left, NULL));
}

/* Whoever reads along has had it all. */
static void
test_cap_shared (Fixture      *fixture,
                 gconstpointer data)
{
  gint64 first, second;

  mh_test_town_set (fixture->town, "broadcast.daily-cap", "1");
  mh_test_town_set (fixture->town, "broadcast.same-days", "0");
  first = add_person (fixture, 1, NULL);
  second = add_person (fixture, 2, "line");
  let_out_by (fixture, "", "line", WORDS);
  start (fixture);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 1);
  tick (fixture);

  mh_test_town_add_contact (fixture->town, first, "mobile", "09011110000");
  mh_test_town_add_contact (fixture->town, second, "mobile", "09011110000");
  let_out_by (fixture, "", "sms", WORDS);
  start (fixture);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 0);
  assert_count (fixture, "state = 'due'", 1);
}

/* --- the end -------------------------------------------------------------------------------------------------------- */

/* The carrier says so after the end: it goes its next way, and nobody waits for ever. */
static void
test_came_back (Fixture      *fixture,
                gconstpointer data)
{
  gint64 id;

  add_person (fixture, 1, "mobile");
  id = let_out (fixture, "", WORDS);
  start (fixture);
  send_all (fixture, MH_SEND_ACCEPTED);
  tick (fixture);
  assert_broadcast (fixture, id, "done");
  tell (fixture, MH_TOLD_FAILED);
  tick (fixture);
  assert_broadcast (fixture, id, "running");
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 0);
  assert_count (fixture, "state = 'by-hand' AND reason = 'refused'", 1);
  tick (fixture);
  assert_broadcast (fixture, id, "done");
}

/* Wrong words go to nobody else once somebody has begun to put them right. */
static void
test_corrected (Fixture      *fixture,
                gconstpointer data)
{
  gint64 id, hand;
  guint n = 0;
  g_autoptr (GError) error = NULL;

  add_person (fixture, 1, "line");
  hand = add_person (fixture, 2, NULL);
  id = let_out (fixture, "", WORDS);
  start (fixture);
  send_all (fixture, MH_SEND_ACCEPTED);
  tick (fixture);
  g_assert_cmpint (mh_broadcast_correct (fixture->desk, id, &error), !=, 0);
  mh_test_town_add_contact (fixture->town, hand, "mobile", "09011110000");

  g_assert_false (mh_broadcast_retry (fixture->desk, id, &n, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_false (write_file (fixture, id));
}

/* A draft that was no correction for a while, or whose people somebody has changed, leaves nobody out who has the wrong words. */
static void
test_corrects_all (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBroadcast) correction = NULL;
  MhHoldAnswers answers = { .typed_heads = -1, .reason = "確認済み" };
  gint64 id, first;

  first = add_person (fixture, 1, "line");
  add_person (fixture, 2, "line");
  id = let_out (fixture, "", WORDS);
  start (fixture);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 1);
  tick (fixture);
  id = mh_broadcast_correct (fixture->desk, id, &error);
  g_assert_no_error (error);
  correction = mh_broadcast_table_get (fixture->desk->db, id, &error);
  g_free (correction->rule);
  g_free (correction->text);
  correction->rule = g_strdup_printf ("{\"only\":[%lld]}", (long long) first);
  correction->text = g_strdup ("正しくは、明日です。");
  g_assert_cmpint (mh_broadcast_save (fixture->desk, correction, &error), ==, id);

  g_assert_false (mh_broadcast_hold (fixture->desk, id, &answers, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* What a backup knows of the town as it is now takes its place. */
static void
restore (Fixture *fixture)
{
  g_autofree char *copy = g_build_filename (fixture->town->dir, "copy", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  MhSealedKey key = { { 0 } };

  mh_test_town_set (fixture->town, "installation", "1");
  mh_test_town_set (fixture->town, "practice", "0");
  g_assert_true (mh_db_copy_to (fixture->desk->db, copy, &error));
  g_clear_pointer (&fixture->town->db, mh_db_close);
  fixture->desk->db = NULL;
  result = mh_backup_restore (fixture->desk, &mh_db_driver_sqlite, copy, fixture->town->dir, &key, NULL, &error);
  g_assert_no_error (error);
  fixture->desk->db = fixture->town->db = mh_town_open (&mh_db_driver_sqlite, fixture->town->dir, &error);
  g_assert_no_error (error);
}

/* What was under way when the backup was made does not read as finished while nobody knows who has it. */
static void
test_restored (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  add_person (fixture, 1, "line");
  id = let_out (fixture, "", WORDS);
  restore (fixture);

  start (fixture);
  assert_broadcast (fixture, id, "paused");
  problem = mh_broadcast_problem (fixture->desk, &error);
  g_assert_nonnull (strstr (problem, "backup"));
  g_assert_true (mh_broadcast_resume (fixture->desk, id, &error));
  tick (fixture);
  assert_broadcast (fixture, id, "running");
  mh_outbox_resolve (fixture->desk, mh_test_town_count (fixture->town, "SELECT id FROM delivery"), TRUE, &error);
  g_assert_no_error (error);
  tick (fixture);
  assert_broadcast (fixture, id, "done");
}

/* Nor does a test whose message came back after its end and was about to leave by its next way: but nobody has to let that go on. */
static void
test_restored_test (Fixture      *fixture,
                    gconstpointer data)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "秋の健診", .rule = (char *) "{}", .category = (char *) "", .text = (char *) WORDS,
    .form = (char *) "text", .channels = (char *) "line sms",
  };
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  gint64 resident = add_person (fixture, 1, "mobile");
  gint64 id = mh_broadcast_save (fixture->desk, &draft, &error);

  g_assert_no_error (error);
  id = mh_broadcast_test (fixture->desk, id, resident, mh_test_town_count (fixture->town, "SELECT id FROM contact_link"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (send_all (fixture, MH_SEND_ACCEPTED), ==, 1);
  tick (fixture);
  assert_broadcast (fixture, id, "done");
  tell (fixture, MH_TOLD_FAILED);
  assert_count (fixture, "state = 'due'", 1);
  restore (fixture);

  assert_broadcast (fixture, id, "running");
  problem = mh_broadcast_problem (fixture->desk, &error);
  g_assert_null (problem);
  mh_outbox_resolve (fixture->desk, mh_test_town_count (fixture->town, "SELECT id FROM delivery"), TRUE, &error);
  g_assert_no_error (error);
  tick (fixture);
  assert_broadcast (fixture, id, "done");
}

/* --- files of SMS --------------------------------------------------------------------------------------------------- */

/* In a file, too, it is judged when it leaves. */
static void
test_file_judged (Fixture      *fixture,
                  gconstpointer data)
{
  gint64 dies = add_person (fixture, 1, "mobile"), stays = add_person (fixture, 2, "mobile");
  MhConsent consent = { .category = (char *) "vaccination", .channel = (char *) "sms", .how = (char *) "phone" };
  g_autoptr (GError) error = NULL;
  gint64 id;

  consent.resident = add_person (fixture, 3, "mobile");
  consent.day = mh_desk_today (fixture->desk);
  id = let_out (fixture, "vaccination", WORDS);
  g_assert_false (write_file (fixture, id));
  start (fixture);
  mh_test_town_set_status (fixture->town, dies, "dead", "2026-10-20");
  g_assert_true (mh_consent_set (fixture->desk, &consent, &error));
  g_assert_no_error (error);

  g_assert_true (write_file (fixture, id));
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM outgoing_row"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT resident FROM delivery WHERE state = 'exported'"), ==, stays);
}

static void
test_file_cap (Fixture      *fixture,
               gconstpointer data)
{
  gint64 id;

  mh_test_town_set (fixture->town, "broadcast.daily-cap", "1");
  mh_test_town_set (fixture->town, "broadcast.same-days", "0");
  add_person (fixture, 1, "mobile");
  id = let_out (fixture, "", WORDS);
  start (fixture);
  g_assert_true (write_file (fixture, id));
  id = let_out (fixture, "", WORDS);
  start (fixture);
  g_assert_false (write_file (fixture, id));
  assert_count (fixture, "state = 'exported'", 1);
}

/* A result that names the telephone only could be that of either. */
static void
test_same_phone (Fixture      *fixture,
                 gconstpointer data)
{
  MhSmsResultsLayout layout = { .phone_column = 1, .result_column = 2 };
  g_autofree char *path = g_build_filename (fixture->town->dir, "results.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhSmsResults) results = NULL;

  mh_test_town_set (fixture->town, "broadcast.same-days", "0");
  add_person (fixture, 1, "mobile");
  for (guint i = 0; i < 2; i++) {
    gint64 id = let_out (fixture, "", WORDS);

    start (fixture);
    g_assert_true (write_file (fixture, id));
  }

  g_assert_true (g_file_set_contents (path, "09010000001,送達\n", -1, &error));
  results = mh_sms_results_read (fixture->desk, path, &layout, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->unknown->len, ==, 1);
  assert_count (fixture, "state = 'exported'", 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/broadcast-found/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("what-got-no-answer-is-not-pushed-again-after-a-stop", test_stop_unknown);
  ADD ("nobody-tells-by-hand-what-was-stopped", test_stop_by_hand);
  ADD ("two-entries-that-became-one-are-told-once", test_merged);
  g_test_add ("/broadcast-found/who-shares-a-message-with-one-who-has-it-is-told", Fixture, GINT_TO_POINTER (0), set_up, test_half_told, tear_down);
  g_test_add ("/broadcast-found/who-has-it-is-not-told-with-one-who-shares-it", Fixture, GINT_TO_POINTER (1), set_up, test_half_told, tear_down);
  ADD ("a-contact-that-became-a-shared-one-is-told-once", test_shared_since);
  ADD ("a-contact-that-a-merge-made-a-shared-one-is-told-once", test_merged_into_shared);
  ADD ("what-may-have-arrived-is-not-sent-again", test_doubtful);
  ADD ("the-limit-of-a-day-holds-for-all-who-read-it", test_cap_shared);
  ADD ("what-comes-back-after-the-end-goes-its-next-way", test_came_back);
  ADD ("wrong-words-go-to-nobody-else", test_corrected);
  ADD ("a-correction-leaves-nobody-out-who-has-it", test_corrects_all);
  ADD ("after-a-restore-it-is-not-finished", test_restored);
  ADD ("after-a-restore-a-test-is-not-finished-either", test_restored_test);
  ADD ("who-stands-in-a-file-is-judged-anew", test_file_judged);
  ADD ("the-limit-of-a-day-holds-for-files", test_file_cap);
  ADD ("a-telephone-that-had-two-messages-tells-of-neither", test_same_phone);
#undef ADD

  return g_test_run ();
}
