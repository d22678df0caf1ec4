/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Two towns, each as on a computer of its own: the one with the register writes a box, the other one sends it. */

#include "mh-box.h"

#include <locale.h>
#include <string.h>

#include "mh-check.h"
#include "mh-config-table.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-fake-secrets.h"
#include "mh-karaden.h"
#include "mh-lease-table.h"
#include "mh-line.h"
#include "mh-outbox-steps.h"
#include "mh-outbox.h"
#include "mh-test-town.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define DAY (86400 * SECOND)
#define OWNER "test"
#define LINE_ID "U0123456789abcdef0123456789abcdef"

typedef struct {
  MhTestTown *town;
  MhSecrets  *secrets;
  char       *card;
} Computer;

typedef struct {
  Computer          reg;       /* the one with the register */
  Computer          snd;       /* the one that sends */
  char             *box;
  char             *results;
  MhOutboxProviders providers;
} Fixture;

static void
set_up_computer (Computer   *computer,
                 const char *role,
                 const char *installation)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *digits = NULL;

  computer->town = mh_test_town_new ("2026-10-20 10:00");
  computer->secrets = MH_SECRETS (mh_fake_secrets_new ());
  computer->card = g_build_filename (computer->town->dir, "card.txt", NULL);
  mh_test_town_set (computer->town, "installation", installation);
  mh_test_town_set (computer->town, "practice", "0");
  g_assert_true (mh_config_set (&computer->town->desk, "box.role", role, &error));
  digits = mh_box_write_key (&computer->town->desk, computer->secrets, FALSE, computer->card, &error);
  g_assert_no_error (error);
}

static void
tear_down_computer (Computer *computer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&computer->town->desk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < broken->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (broken, i));
  g_assert_cmpuint (broken->len, ==, 0);
  g_clear_object (&computer->secrets);
  g_clear_pointer (&computer->card, g_free);
  mh_test_town_free (computer->town);
}

static void
pair (Computer *computer,
      Computer *other)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *digits = mh_box_write_key (&other->town->desk, other->secrets, FALSE, NULL, &error);
  MhBoxCard card;

  g_assert_true (mh_box_read_card (&computer->town->desk, other->card, &card, &error));
  g_assert_no_error (error);
  g_assert_true (mh_box_pair (&computer->town->desk, &card, digits, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  const MhHttpOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhHttp) http = NULL;

  set_up_computer (&fixture->reg, "register", "11111111-aaaa-4bbb-8ccc-222222222222");
  set_up_computer (&fixture->snd, "sender", "33333333-aaaa-4bbb-8ccc-444444444444");
  pair (&fixture->reg, &fixture->snd);
  pair (&fixture->snd, &fixture->reg);
  fixture->box = g_build_filename (fixture->reg.town->dir, "box.txt", NULL);
  fixture->results = g_build_filename (fixture->snd.town->dir, "results.txt", NULL);

  http = mh_http_new (&options, &error);
  g_assert_no_error (error);
  fixture->providers.line = MH_PROVIDER (mh_line_new (http, "http://127.0.0.1:9", "token", NULL, NULL, &error));
  g_assert_no_error (error);
  fixture->providers.sms = MH_PROVIDER (mh_karaden_new (http, "http://127.0.0.1:9/api/x", "token", 1, &error));
  g_assert_no_error (error);
  fixture->providers.line_quota = -1;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->providers.line);
  g_clear_object (&fixture->providers.sms);
  tear_down_computer (&fixture->reg);
  tear_down_computer (&fixture->snd);
  g_free (fixture->box);
  g_free (fixture->results);
}

/* Both clocks. */
static void
advance (Fixture *fixture,
         gint64   ms)
{
  mh_fake_clock_advance (fixture->reg.town->clock, ms);
  mh_fake_clock_advance (fixture->snd.town->clock, ms);
}

static gint64
add_person (Fixture    *fixture,
            const char *number,
            const char *kind,
            const char *value)
{
  gint64 resident = mh_test_town_add_resident (fixture->reg.town, number, "滝上花子", "タキノウエハナコ", "1950-03-01");

  mh_test_town_add_contact (fixture->reg.town, resident, kind, value);

  return resident;
}

static gint64
add_message (Fixture    *fixture,
             gint64      resident,
             const char *body)
{
  const MhDesk *desk = &fixture->reg.town->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), "test", "test", MH_UNDO_NONE, &error);
  MhDelivery delivery = { .act = mh_act_get_id (act), .kind = (char *) "booking-cancelled", .resident = resident, .body = (char *) body,
                          .state = (char *) "held", .due_at = mh_desk_now (desk), .state_at = mh_desk_now (desk) };
  gint64 id = mh_delivery_table_insert (desk->db, &delivery, &error);

  g_assert_no_error (error);
  g_assert_true (mh_act_commit (act, &error));

  return id;
}

/* @n people with a mobile phone, and a message for each. */
static void
add_many (Fixture *fixture,
          guint    n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *number = g_strdup_printf ("%04u", i + 1);
    g_autofree char *phone = g_strdup_printf ("0901234%04u", i);
    g_autofree char *body = g_strdup_printf ("お知らせ %u", i);

    add_message (fixture, add_person (fixture, number, "mobile", phone), body);
  }
}

static gint64
count (const Computer *computer,
       const char     *state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM delivery WHERE state = '%s'", state);

  return mh_test_town_count (computer->town, sql);
}

static gint64
count_because (const Computer *computer,
               const char     *state,
               const char     *reason)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM delivery WHERE state = '%s' AND reason = '%s'", state, reason);

  return mh_test_town_count (computer->town, sql);
}

static MhBoxMade *
write_box (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MhBoxMade *made = mh_box_write (&fixture->reg.town->desk, fixture->reg.secrets, fixture->box, &error);

  g_assert_no_error (error);

  return made;
}

static gint64
send_box (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 id = mh_box_send (&fixture->snd.town->desk, fixture->snd.secrets, fixture->box, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

static void
assert_not_sent (Fixture *fixture,
                 int      code)
{
  g_autoptr (GError) error = NULL;
  gint64 n = mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM delivery");

  g_assert_cmpint (mh_box_send (&fixture->snd.town->desk, fixture->snd.secrets, fixture->box, &error), ==, 0);
  g_assert_error (error, MH_ERROR, code);
  g_assert_cmpint (mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM delivery"), ==, n);
}

static void
freeze (Fixture  *fixture,
        Computer *computer)
{
  const MhDesk *desk = &computer->town->desk;
  gint64 now = mh_desk_now (desk);
  g_autoptr (GError) error = NULL;
  MhOutboxFrozen frozen;
  gboolean taken = FALSE;

  g_assert_true (mh_lease_table_take (desk->db, MH_OUTBOX_LEASE, OWNER, now, now + 60 * SECOND, &taken, &error));
  g_assert_true (taken);
  g_assert_true (mh_outbox_freeze (desk, &fixture->providers, OWNER, &frozen, &error));
  g_assert_no_error (error);
}

/* What the dispatcher does on the computer that sends, with a provider that says @outcome. Returns: how many requests left */
static guint
send_due (Fixture      *fixture,
          MhSendOutcome outcome)
{
  const MhDesk *desk = &fixture->snd.town->desk;
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_answer_free);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (;;) {
    g_autoptr (GPtrArray) works = NULL;
    g_autoptr (GPtrArray) none = NULL;

    none = mh_outbox_go_on (desk, answers, NULL, OWNER, &error);
    g_ptr_array_set_size (answers, 0);
    freeze (fixture, &fixture->snd);
    works = mh_outbox_go_on (desk, answers, &fixture->providers, OWNER, &error);
    g_assert_no_error (error);
    if (works->len == 0)
      break;

    for (guint i = 0; i < works->len; i++) {
      const MhOutboxWork *work = g_ptr_array_index (works, i);
      MhOutboxAnswer *answer = g_new0 (MhOutboxAnswer, 1);

      g_assert_cmpint (work->action, ==, MH_OUTBOX_SEND);
      answer->action = MH_OUTBOX_SEND;
      answer->attempt = work->attempt->id;
      answer->result = g_new0 (MhSendResult, 1);
      answer->result->outcome = outcome;
      answer->result->code = g_strdup (outcome == MH_SEND_ACCEPTED ? NULL : "rejected");
      g_ptr_array_add (answers, answer);
      n++;
    }
  }

  return n;
}

static guint
write_results (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (mh_box_write_results (&fixture->snd.town->desk, fixture->snd.secrets, fixture->results, &n, &error));
  g_assert_no_error (error);

  return n;
}

static MhBoxTold
read_results (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MhBoxTold told;

  g_assert_true (mh_box_read_results (&fixture->reg.town->desk, fixture->reg.secrets, fixture->results, &told, &error));
  g_assert_no_error (error);

  return told;
}

static MhBoxTold
bring_results (Fixture *fixture)
{
  write_results (fixture);

  return read_results (fixture);
}

/* --- the pairing -------------------------------------------------------------------------------------------------- */

static void
test_pair_refuses (Fixture      *fixture,
                   gconstpointer data)
{
  const MhDesk *desk = &fixture->reg.town->desk;
  g_autoptr (GError) error = NULL;
  MhBoxCard card;

  g_assert_true (mh_box_read_card (desk, fixture->snd.card, &card, NULL));
  g_assert_false (mh_box_pair (desk, &card, "0000 0000 0000 0000 0000 0000", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  /* Its own card, one of a practice town, no card at all. */
  g_assert_false (mh_box_read_card (desk, fixture->reg.card, &card, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  mh_test_town_set (fixture->reg.town, "practice", "1");
  g_assert_false (mh_box_read_card (desk, fixture->snd.card, &card, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  mh_test_town_set (fixture->reg.town, "practice", "0");

  g_assert_false (mh_box_read_card (desk, fixture->reg.town->dir, &card, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static void
test_pair_typed (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *digits = mh_box_write_key (&fixture->snd.town->desk, fixture->snd.secrets, FALSE, NULL, NULL);
  g_auto (GStrv) groups = g_strsplit (digits, " ", -1);
  g_autofree char *typed = g_strjoinv ("－", groups);
  g_autoptr (MhBoxPairing) pairing = NULL;
  MhBoxCard card;

  g_assert_true (mh_box_read_card (&fixture->reg.town->desk, fixture->snd.card, &card, NULL));
  g_assert_true (mh_box_pair (&fixture->reg.town->desk, &card, typed, NULL));
  pairing = mh_box_get_pairing (&fixture->reg.town->desk, NULL);
  g_assert_true (pairing->paired);
  g_assert_cmpstr (pairing->peer, ==, digits);

  /* Who has changed sides is not paired any more. */
  g_assert_true (mh_config_set (&fixture->reg.town->desk, "box.role", "sender", NULL));
  g_clear_pointer (&pairing, mh_box_pairing_free);
  pairing = mh_box_get_pairing (&fixture->reg.town->desk, NULL);
  g_assert_false (pairing->paired);
}

/* --- there and back ----------------------------------------------------------------------------------------------- */

static void
test_round (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (MhBoxLook) look = NULL;
  g_autofree char *text = NULL;
  MhBoxWaiting waiting;
  MhBoxTold told;

  add_message (fixture, add_person (fixture, "0000123", "line", LINE_ID), "LINEのお知らせ");
  add_message (fixture, add_person (fixture, "0000124", "mobile", "09012345678"), "SMSのお知らせ");
  add_message (fixture, add_person (fixture, "0000125", "landline", "0158290000"), "電話のお知らせ");

  freeze (fixture, &fixture->reg);
  g_assert_cmpint (count_because (&fixture->reg, "due", "box"), ==, 2);
  g_assert_cmpint (count (&fixture->reg, "by-hand"), ==, 1);
  g_assert_true (mh_box_count_waiting (&fixture->reg.town->desk, &waiting, NULL));
  g_assert_cmpuint (waiting.n_line, ==, 1);
  g_assert_cmpuint (waiting.n_sms, ==, 1);

  made = write_box (fixture);
  g_assert_cmpuint (made->n_line + made->n_sms, ==, 2);
  g_assert_cmpint (count (&fixture->reg, "exported"), ==, 2);
  g_assert_true (g_file_get_contents (fixture->box, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "machihoken-box 1\n"));

  look = mh_box_look (&fixture->snd.town->desk, fixture->snd.secrets, fixture->box, NULL);
  g_assert_cmpuint (look->n_line, ==, 1);
  g_assert_cmpuint (look->n_sms, ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM delivery"), ==, 0);

  send_box (fixture);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 0);
  advance (fixture, 60 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 2);
  g_assert_cmpint (mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM resident"), ==, 0);

  told = bring_results (fixture);
  g_assert_cmpuint (told.n_accepted, ==, 2);
  g_assert_cmpint (count (&fixture->reg, "accepted"), ==, 2);
  told = read_results (fixture);
  g_assert_cmpuint (told.n_same, ==, 2);
}

/* Whatever of a person is in the register, the box has but the number and the words. */
static void
test_bare (Fixture      *fixture,
           gconstpointer data)
{
  g_auto (MhSealedKey) key = { { 0 } };
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (MhBoxContent) content = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *text = NULL;
  gsize length;

  add_message (fixture, add_person (fixture, "0000777", "mobile", "09012345678"), "お知らせ");
  made = write_box (fixture);
  g_assert_true (g_file_get_contents (fixture->box, &text, &length, NULL));
  bytes = g_bytes_new (text, length);
  g_assert_true (mh_box_find_key (&fixture->snd.town->desk, fixture->snd.secrets, MH_BOX_WAY_OUT, &key, NULL));
  content = mh_box_file_open (bytes, &key, MH_BOX_WAY_OUT, NULL);
  plain = mh_box_content_write (content);
  g_assert_nonnull (strstr (plain, "09012345678"));
  g_assert_null (strstr (plain, "花子"));
  g_assert_null (strstr (plain, "ハナコ"));
  g_assert_null (strstr (plain, "0000777"));
  g_assert_null (strstr (plain, "1950"));
  g_assert_null (strstr (text, "0901"));
}

/* Nobody protected, who has refused, or who has died stands in a box, whatever stood there when the message was written. */
static void
test_judged (Fixture      *fixture,
             gconstpointer data)
{
  gint64 hidden = add_person (fixture, "0001", "mobile", "09077077077");
  gint64 dead = add_person (fixture, "0002", "mobile", "09012345670");
  g_autoptr (MhBoxMade) made = NULL;

  add_message (fixture, hidden, "x");
  add_message (fixture, dead, "x");
  add_message (fixture, add_person (fixture, "0003", "mobile", "09012345671"), "x");
  freeze (fixture, &fixture->reg);
  g_assert_cmpint (count_because (&fixture->reg, "due", "box"), ==, 3);

  mh_test_town_protect (fixture->reg.town, hidden);
  mh_test_town_set_status (fixture->reg.town, dead, "dead", "2026-10-19");
  made = write_box (fixture);
  g_assert_cmpuint (made->n_sms, ==, 1);
  g_assert_cmpint (count (&fixture->reg, "exported"), ==, 1);
  g_assert_cmpint (count_because (&fixture->reg, "by-hand", "protected"), ==, 1);
  g_assert_cmpint (count_because (&fixture->reg, "withdrawn", "dead"), ==, 1);
}

static void
test_nothing_waits (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_box_write (&fixture->reg.town->desk, fixture->reg.secrets, fixture->box, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_false (g_file_test (fixture->box, G_FILE_TEST_EXISTS));
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

static void
test_once (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (MhBoxMade) again = NULL;
  g_autoptr (GError) error = NULL;

  add_many (fixture, 2);
  made = write_box (fixture);
  send_box (fixture);
  assert_not_sent (fixture, MH_ERROR_REFUSED);

  /* Written once more it is another file, and still the same box. */
  again = mh_box_write_again (&fixture->reg.town->desk, fixture->reg.secrets, made->file, fixture->box, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->sha256, !=, made->sha256);
  assert_not_sent (fixture, MH_ERROR_REFUSED);

  /* Nothing of it is left to be written once all was told. */
  advance (fixture, 60 * SECOND);
  send_due (fixture, MH_SEND_ACCEPTED);
  bring_results (fixture);
  g_assert_null (mh_box_write_again (&fixture->reg.town->desk, fixture->reg.secrets, made->file, fixture->box, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_lost_box (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (MhBoxMade) again = NULL;
  g_autoptr (GError) error = NULL;

  add_many (fixture, 3);
  made = write_box (fixture);
  again = mh_box_write_again (&fixture->reg.town->desk, fixture->reg.secrets, made->file, fixture->box, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_sms, ==, 3);
  send_box (fixture);
  advance (fixture, 60 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 3);
  g_assert_cmpuint (bring_results (fixture).n_accepted, ==, 3);
}

static void
test_stranger (Fixture      *fixture,
               gconstpointer data)
{
  Computer other = { NULL };
  g_autoptr (MhBoxMade) made = NULL;

  g_autofree char *digits = NULL;

  add_many (fixture, 1);
  made = write_box (fixture);
  set_up_computer (&other, "register", "55555555-aaaa-4bbb-8ccc-666666666666");
  pair (&fixture->snd, &other);
  assert_not_sent (fixture, MH_ERROR_REFUSED);
  tear_down_computer (&other);

  /* Of the right computer, and by a key that it has no more. */
  pair (&fixture->snd, &fixture->reg);
  digits = mh_box_write_key (&fixture->snd.town->desk, fixture->snd.secrets, TRUE, NULL, NULL);
  assert_not_sent (fixture, MH_ERROR_REFUSED);
}

static void
test_damaged (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  g_autofree char *text = NULL;

  add_many (fixture, 1);
  made = write_box (fixture);
  g_assert_true (g_file_get_contents (fixture->box, &text, NULL, NULL));
  text[strlen (text) / 2] ^= 1;
  g_assert_true (g_file_set_contents (fixture->box, text, -1, NULL));
  assert_not_sent (fixture, MH_ERROR_STORAGE);
  g_assert_true (g_file_set_contents (fixture->box, text, (gssize) strlen (text) / 2, NULL));
  assert_not_sent (fixture, MH_ERROR_STORAGE);
  g_assert_true (g_file_set_contents (fixture->box, "氏名,電話\n", -1, NULL));
  assert_not_sent (fixture, MH_ERROR_INVALID);
}

static void
test_dates (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (GError) error = NULL;

  add_many (fixture, 1);
  made = write_box (fixture);

  /* Its clock is a day behind the other one's, then more than a week ahead. */
  mh_fake_clock_advance (fixture->snd.town->clock, -DAY);
  assert_not_sent (fixture, MH_ERROR_REFUSED);
  mh_fake_clock_advance (fixture->snd.town->clock, 9 * DAY);
  assert_not_sent (fixture, MH_ERROR_REFUSED);
  mh_fake_clock_advance (fixture->snd.town->clock, -8 * DAY);
  send_box (fixture);
}

/* What was read after the backup was made is not known any more. */
static void
test_restored (Fixture      *fixture,
               gconstpointer data)
{
  const MhDesk *desk = &fixture->snd.town->desk;
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (MhBoxMade) next = NULL;
  g_autoptr (MhAct) act = NULL;

  add_many (fixture, 1);
  made = write_box (fixture);
  advance (fixture, 3600 * SECOND);
  act = mh_act_begin (desk->db, mh_desk_now (desk), "test", "restore", MH_UNDO_NONE, NULL);
  g_assert_true (mh_act_commit (act, NULL));
  assert_not_sent (fixture, MH_ERROR_REFUSED);

  advance (fixture, 3600 * SECOND);
  add_message (fixture, add_person (fixture, "0099", "mobile", "08011112222"), "x");
  next = write_box (fixture);
  send_box (fixture);
}

static void
test_roles (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBoxMade) made = NULL;
  guint n;

  add_many (fixture, 1);
  made = write_box (fixture);
  g_assert_cmpint (mh_box_send (&fixture->reg.town->desk, fixture->reg.secrets, fixture->box, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (mh_box_write (&fixture->snd.town->desk, fixture->snd.secrets, fixture->box, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (mh_box_write_results (&fixture->reg.town->desk, fixture->reg.secrets, fixture->results, &n, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  /* The keyring is locked: nothing is written, and nothing has left. */
  add_message (fixture, add_person (fixture, "0099", "mobile", "08011112222"), "x");
  mh_fake_secrets_set_available (MH_FAKE_SECRETS (fixture->reg.secrets), FALSE);
  g_assert_null (mh_box_write (&fixture->reg.town->desk, fixture->reg.secrets, fixture->box, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_UNAVAILABLE);
  g_assert_cmpint (count (&fixture->reg, "exported"), ==, 1);
}

/* --- what became of them ------------------------------------------------------------------------------------------ */

static void
test_next_way (Fixture      *fixture,
               gconstpointer data)
{
  gint64 resident = add_person (fixture, "0001", "line", LINE_ID);
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (MhBoxMade) next = NULL;
  MhBoxTold told;

  mh_test_town_add_contact (fixture->reg.town, resident, "mobile", "09012345678");
  add_message (fixture, resident, "x");
  made = write_box (fixture);
  g_assert_cmpuint (made->n_line, ==, 1);
  send_box (fixture);
  advance (fixture, 60 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_REJECTED), ==, 1);
  told = bring_results (fixture);
  g_assert_cmpuint (told.n_next, ==, 1);
  g_assert_cmpint (count (&fixture->reg, "due"), ==, 1);

  next = write_box (fixture);
  g_assert_cmpuint (next->n_sms, ==, 1);
  g_assert_cmpuint (next->n_line, ==, 0);

  /* What is told of the first one again is of an earlier way. */
  told = bring_results (fixture);
  g_assert_cmpuint (told.n_same, ==, 1);
  g_assert_cmpint (count (&fixture->reg, "exported"), ==, 1);

  send_box (fixture);
  advance (fixture, 60 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_REJECTED), ==, 1);
  told = bring_results (fixture);
  g_assert_cmpuint (told.n_next, ==, 1);
  freeze (fixture, &fixture->reg);
  g_assert_cmpint (count (&fixture->reg, "by-hand"), ==, 1);
}

static void
test_part_by_part (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  g_autofree char *early = NULL;
  g_autofree char *late = NULL;
  MhBoxTold told;

  add_many (fixture, 7);
  made = write_box (fixture);
  send_box (fixture);
  told = bring_results (fixture);
  g_assert_cmpuint (told.n_waiting, ==, 7);
  g_assert_cmpint (count (&fixture->reg, "exported"), ==, 7);

  /* The first few, then the others. */
  advance (fixture, 60 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 5);
  write_results (fixture);
  g_assert_true (g_file_get_contents (fixture->results, &early, NULL, NULL));
  advance (fixture, 60 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 2);
  write_results (fixture);
  g_assert_true (g_file_get_contents (fixture->results, &late, NULL, NULL));

  told = read_results (fixture);
  g_assert_cmpuint (told.n_accepted, ==, 7);
  g_assert_true (g_file_set_contents (fixture->results, early, -1, NULL));
  told = read_results (fixture);
  g_assert_cmpuint (told.n_same, ==, 5);
  g_assert_cmpuint (told.n_waiting, ==, 2);
  g_assert_cmpint (count (&fixture->reg, "accepted"), ==, 7);

  /* A carrier has told more of one of them since, and one is to be looked at. */
  advance (fixture, 60 * SECOND);
  mh_db_run (fixture->snd.town->db, NULL, "UPDATE delivery SET state = 'delivered', state_at = :now WHERE id = 1",
             ":now", MH_INT (mh_desk_now (&fixture->snd.town->desk)), NULL);
  told = bring_results (fixture);
  g_assert_cmpuint (told.n_delivered, ==, 1);
  g_assert_true (g_file_set_contents (fixture->results, late, -1, NULL));
  told = read_results (fixture);
  g_assert_cmpuint (told.n_older, ==, 1);
  g_assert_cmpint (count (&fixture->reg, "delivered"), ==, 1);
}

static void
test_unknown (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  MhBoxTold told;

  add_many (fixture, 2);
  made = write_box (fixture);
  send_box (fixture);
  advance (fixture, 60 * SECOND);
  send_due (fixture, MH_SEND_ACCEPTED);
  write_results (fixture);
  mh_test_town_count (fixture->reg.town, "SELECT 1");
  {
    const MhDesk *desk = &fixture->reg.town->desk;
    g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), "test", "test", MH_UNDO_NONE, NULL);

    g_assert_true (mh_db_run (desk->db, NULL, "UPDATE outgoing_row SET ref = '00000000-1' WHERE position = 2", NULL));
    g_assert_true (mh_db_run (desk->db, NULL, "UPDATE delivery SET state = 'by-hand-done', reason = 'x' WHERE id = 1", NULL));
    g_assert_true (mh_act_commit (act, NULL));
  }
  told = read_results (fixture);
  g_assert_cmpuint (told.n_unknown, ==, 1);
  g_assert_cmpuint (told.n_older, ==, 1);
  g_assert_cmpint (count (&fixture->reg, "by-hand-done"), ==, 1);
}

static void
test_check (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  MhBoxTold told;
  gint64 id;

  add_many (fixture, 1);
  made = write_box (fixture);
  send_box (fixture);
  advance (fixture, 60 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_UNKNOWN), ==, 1);
  told = bring_results (fixture);
  g_assert_cmpuint (told.n_waiting, ==, 1);

  /* Nobody finds out; then somebody does. */
  mh_db_run (fixture->snd.town->db, NULL, "UPDATE attempt SET state = 'check'", NULL);
  mh_db_run (fixture->snd.town->db, NULL, "UPDATE delivery SET state = 'check', reason = 'unknown', state_at = :now",
             ":now", MH_INT (mh_desk_now (&fixture->snd.town->desk)), NULL);
  told = bring_results (fixture);
  g_assert_cmpuint (told.n_check, ==, 1);
  g_assert_cmpint (count (&fixture->reg, "check"), ==, 1);

  advance (fixture, 60 * SECOND);
  id = mh_test_town_count (fixture->snd.town, "SELECT id FROM delivery");
  g_assert_true (mh_outbox_resolve (&fixture->snd.town->desk, id, FALSE, NULL));
  told = bring_results (fixture);
  g_assert_cmpuint (told.n_by_hand, ==, 1);
  g_assert_cmpint (count (&fixture->reg, "by-hand"), ==, 1);
}

static void
test_too_late (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  MhBoxTold told;

  add_many (fixture, 1);
  made = write_box (fixture);
  send_box (fixture);
  advance (fixture, 8 * DAY);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 0);
  g_assert_cmpint (count_because (&fixture->snd, "withdrawn", "box-expired"), ==, 1);
  told = bring_results (fixture);
  g_assert_cmpuint (told.n_next, ==, 1);

  /* Judged again, by the same number. */
  freeze (fixture, &fixture->reg);
  g_assert_cmpint (count_because (&fixture->reg, "due", "box"), ==, 1);
}

/* --- the desk of the computer that sends -------------------------------------------------------------------------- */

static void
test_stopped (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (GError) error = NULL;
  MhBoxTold told;
  gint64 box;
  guint n = 0;

  add_many (fixture, 7);
  made = write_box (fixture);
  box = send_box (fixture);
  advance (fixture, 60 * SECOND);
  freeze (fixture, &fixture->snd);
  g_assert_cmpint (count (&fixture->snd, "attempting"), ==, 5);

  /* Written down, but not on the wire: that does not leave either. */
  g_assert_true (mh_box_stop (&fixture->snd.town->desk, box, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 7);
  advance (fixture, 600 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 0);
  g_assert_false (mh_box_stop (&fixture->snd.town->desk, box, &n, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);

  told = bring_results (fixture);
  g_assert_cmpuint (told.n_by_hand, ==, 7);
  g_assert_cmpint (count_because (&fixture->reg, "by-hand", "stopped"), ==, 7);
}

static void
test_bad_start (Fixture      *fixture,
                gconstpointer data)
{
  const MhDesk *desk = &fixture->snd.town->desk;
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (GPtrArray) boxes = NULL;
  gint64 box;

  add_many (fixture, 9);
  made = write_box (fixture);
  box = send_box (fixture);
  g_assert_false (mh_box_go_on (desk, box, NULL));
  advance (fixture, 60 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_REJECTED), ==, 5);
  advance (fixture, 60 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 0);
  advance (fixture, 3600 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 0);

  boxes = mh_box_list_received (desk, 0, NULL);
  g_assert_true (((MhBoxState *) g_ptr_array_index (boxes, 0))->stands);
  g_assert_cmpuint (((MhBoxState *) g_ptr_array_index (boxes, 0))->n_waiting, ==, 4);
  g_assert_true (mh_box_go_on (desk, box, NULL));
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 4);
}

static void
test_hours (Fixture      *fixture,
            gconstpointer data)
{
  const MhDesk *desk = &fixture->snd.town->desk;
  g_autoptr (MhBoxMade) made = NULL;

  add_many (fixture, 3);
  made = write_box (fixture);
  send_box (fixture);

  /* As if one had come of a broadcast and one were an offer; 22:00, then 8:00 the next day, then 8:30. */
  mh_db_run (desk->db, NULL, "UPDATE delivery SET kind = 'box-broadcast' WHERE id = 1", NULL);
  mh_db_run (desk->db, NULL, "UPDATE delivery SET kind = 'box-offer' WHERE id = 2", NULL);
  advance (fixture, 12 * 3600 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 1);
  advance (fixture, 10 * 3600 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 1);
  advance (fixture, 1800 * SECOND);
  g_assert_cmpuint (send_due (fixture, MH_SEND_ACCEPTED), ==, 1);
}

static void
test_erased (Fixture      *fixture,
             gconstpointer data)
{
  const MhDesk *desk = &fixture->snd.town->desk;
  g_autoptr (MhBoxMade) made = NULL;
  g_autoptr (GError) error = NULL;

  add_many (fixture, 2);
  made = write_box (fixture);
  send_box (fixture);
  advance (fixture, 60 * SECOND);
  send_due (fixture, MH_SEND_ACCEPTED);

  /* Not before it was told, and not before its time. */
  advance (fixture, 60 * DAY);
  g_assert_true (mh_box_run_clock (desk, &error));
  g_assert_cmpint (mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM contact WHERE value LIKE '0901234%'"), ==, 2);
  write_results (fixture);
  advance (fixture, 29 * DAY);
  g_assert_true (mh_box_run_clock (desk, &error));
  g_assert_cmpint (mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM contact WHERE value LIKE '0901234%'"), ==, 2);

  advance (fixture, 2 * DAY);
  g_assert_true (mh_box_run_clock (desk, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM contact WHERE value LIKE '0901234%'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM delivery WHERE body LIKE '%お知らせ%'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM attempt WHERE length (body) > 0"), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->snd.town, "SELECT count (*) FROM act_change WHERE inverse LIKE '%0901234%'"), ==, 0);

  /* What became of them is known still, and the box as well. */
  g_assert_cmpuint (write_results (fixture), ==, 2);
  assert_not_sent (fixture, MH_ERROR_REFUSED);
}

static void
test_silent (Fixture      *fixture,
             gconstpointer data)
{
  const MhDesk *desk = &fixture->reg.town->desk;
  g_autoptr (MhBoxMade) made = NULL;

  add_many (fixture, 2);
  made = write_box (fixture);
  advance (fixture, 13 * DAY);
  g_assert_true (mh_box_run_clock (desk, NULL));
  g_assert_cmpint (count (&fixture->reg, "exported"), ==, 2);
  advance (fixture, 2 * DAY);
  g_assert_true (mh_box_run_clock (desk, NULL));
  g_assert_cmpint (count_because (&fixture->reg, "check", "box-silent"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/box/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("pair/other-digits-or-a-computer-that-does-not-fit-are-refused", test_pair_refuses);
  ADD ("pair/digits-may-be-typed-in-any-form", test_pair_typed);
  ADD ("round/messages-go-there-and-what-became-of-them-comes-back", test_round);
  ADD ("round/a-box-holds-nobodys-name-nor-number-in-the-register", test_bare);
  ADD ("round/everybody-is-judged-when-the-box-is-written", test_judged);
  ADD ("round/without-a-message-there-is-no-box", test_nothing_waits);
  ADD ("refuse/a-box-is-read-once", test_once);
  ADD ("refuse/a-lost-box-may-be-written-again", test_lost_box);
  ADD ("refuse/a-box-of-another-computer", test_stranger);
  ADD ("refuse/a-box-that-was-changed-or-cut", test_damaged);
  ADD ("refuse/a-box-that-is-too-old-or-of-tomorrow", test_dates);
  ADD ("refuse/a-box-older-than-a-restored-backup", test_restored);
  ADD ("refuse/each-computer-does-its-own-part", test_roles);
  ADD ("results/what-was-not-delivered-goes-the-next-way", test_next_way);
  ADD ("results/may-come-part-by-part-and-in-any-order", test_part_by_part);
  ADD ("results/of-nothing-known-or-settled-by-hand-change-nothing", test_unknown);
  ADD ("results/what-is-to-be-checked-there-is-to-be-checked-here", test_check);
  ADD ("results/what-was-too-late-is-judged-again", test_too_late);
  ADD ("sender/a-stop-is-a-stop", test_stopped);
  ADD ("sender/the-others-wait-after-a-bad-start", test_bad_start);
  ADD ("sender/messages-keep-the-hours-there", test_hours);
  ADD ("sender/numbers-and-words-are-erased", test_erased);
  ADD ("register/silence-goes-to-a-person", test_silent);
#undef ADD

  return g_test_run ();
}
