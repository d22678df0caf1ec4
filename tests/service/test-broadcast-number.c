/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Numbers of a list that belong to nobody in the register: by choice only, as strangers, and never past what somebody of the register has said. */

#include "mh-broadcast-number.h"

#include <string.h>

#include "mh-broadcast.h"
#include "mh-check.h"
#include "mh-contact-table.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-karaden.h"
#include "mh-lease-table.h"
#include "mh-outbox-steps.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define OWNER "test"

typedef struct {
  MhTestTown *town;
  MhDesk     *desk;
  MhHttp     *http;  /* (owned) */
  MhProvider *sms;   /* (owned) makes requests and sends none */
  char       *path;  /* (owned) the list */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhHttpOptions options = { .loopback_only = TRUE, .timeout = 1 };
  g_autoptr (GError) error = NULL;

  /* A Tuesday. */
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->desk = &fixture->town->desk;
  fixture->http = mh_http_new (&options, &error);
  g_assert_no_error (error);
  fixture->sms = MH_PROVIDER (mh_karaden_new (fixture->http, "http://127.0.0.1:9/api/0f3c2a1e-1111-4222-8333-444455556666", "t", 1, &error));
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->town->dir, "list.csv", NULL);
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
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
  g_free (fixture->path);
  g_object_unref (fixture->sms);
  g_object_unref (fixture->http);
  mh_test_town_free (fixture->town);
}

/* --- what the tests are made of ----------------------------------------------------------------------------------- */

static gint64
save (Fixture    *fixture,
      const char *rule,
      const char *text)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "断水", .rule = (char *) rule, .category = (char *) "", .text = (char *) text,
    .form = (char *) "text", .channels = (char *) "line sms by-hand",
  };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_broadcast_save (fixture->desk, &draft, &error);

  g_assert_no_error (error);

  return id;
}

static MhBroadcastNumbers
read_list (Fixture    *fixture,
           gint64      id,
           const char *lines)
{
  g_autofree char *text = g_strconcat ("電話番号\n", lines, NULL);
  MhBroadcastNumbers numbers;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  mh_broadcast_numbers_read (fixture->desk, id, fixture->path, &numbers, &error);
  g_assert_no_error (error);

  return numbers;
}

static gboolean
hold (Fixture *fixture,
      gint64   id,
      guint    n_numbers,
      GError **error)
{
  MhHoldAnswers answers = { .typed_heads = -1, .reason = "確認済み", .typed_numbers = n_numbers };

  return mh_broadcast_hold (fixture->desk, id, &answers, error);
}

/* Returns: how many requests were written down */
static guint
freeze (Fixture *fixture,
        gint64   ms)
{
  MhOutboxProviders providers = { NULL, fixture->sms, -1 };
  MhOutboxFrozen frozen;
  g_autoptr (GError) error = NULL;
  gboolean changed, taken;
  gint64 now;

  mh_fake_clock_advance (fixture->town->clock, ms);
  now = mh_desk_now (fixture->desk);
  mh_broadcast_tick (fixture->desk, &changed, &error);
  g_assert_no_error (error);
  g_assert_true (mh_lease_table_take (fixture->desk->db, MH_OUTBOX_LEASE, OWNER, now, now + MINUTE, &taken, &error));
  mh_outbox_freeze (fixture->desk, &providers, OWNER, &frozen, &error);
  g_assert_no_error (error);

  return frozen.n_requests;
}

static char *
dup_state (Fixture    *fixture,
           gint64      id,
           const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) numbers = mh_broadcast_number_table_list (fixture->desk->db, id, &error);
  char *found = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < numbers->len; i++) {
    const MhBroadcastNumber *one = g_ptr_array_index (numbers, i);

    if (g_str_equal (one->number, number)) {
      g_assert_null (found);
      found = one->reason != NULL ? g_strconcat (one->state, " ", one->reason, NULL) : g_strdup (one->state);
    }
  }

  return found;
}

static void
assert_state (Fixture    *fixture,
              gint64      id,
              const char *number,
              const char *expected)
{
  g_autofree char *state = dup_state (fixture, id, number);

  g_assert_cmpstr (state, ==, expected);
}

static void
settle (Fixture    *fixture,
        const char *state)
{
  g_autoptr (GError) error = NULL;

  mh_db_begin (fixture->desk->db, &error);
  mh_db_run (fixture->desk->db, &error, "UPDATE delivery SET state = :state WHERE state = 'attempting'", ":state", MH_TEXT (state), NULL);
  mh_db_run (fixture->desk->db, &error, "UPDATE attempt SET state = 'accepted'", NULL);
  mh_db_commit (fixture->desk->db, &error);
  g_assert_no_error (error);
}

/* --- the tests ---------------------------------------------------------------------------------------------------- */

static void
test_choice (Fixture      *fixture,
             gconstpointer data)
{
  gint64 resident = mh_test_town_add_resident (fixture->town, "0001", "町田一", "マチダ", "1950-03-01");
  gint64 id, other;
  MhBroadcastNumbers numbers;
  g_autoptr (MhBroadcastSheet) sheet = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) error = NULL;

  mh_test_town_add_contact (fixture->town, resident, "mobile", "09010000001");
  id = save (fixture, "{}", "断水します。");
  numbers = read_list (fixture, id, "090-1000-0001\n090-2000-0001\n090-2000-0002\n０９０２００００００２\n0158-29-1111\nなし1\n");
  g_assert_cmpuint (numbers.n_known, ==, 1);
  g_assert_cmpuint (numbers.n_taken, ==, 2);
  g_assert_cmpuint (numbers.n_not_mobile, ==, 2);

  sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheet->n_heads, ==, 1);
  g_assert_cmpuint (sheet->n_numbers, ==, 2);
  g_assert_true (sheet->numbers_fit);

  g_assert_false (hold (fixture, id, 3, &wrong));
  g_assert_error (wrong, MH_ERROR, MH_ERROR_REFUSED);
  hold (fixture, id, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (freeze (fixture, MINUTE), ==, 3);
  assert_state (fixture, id, "09020000001", "attempting");

  other = save (fixture, "{}", "給水車が来ます。");
  read_list (fixture, other, "09020000001\n");
  hold (fixture, other, 0, &error);
  g_assert_no_error (error);
  assert_state (fixture, other, "09020000001", "left-out not-chosen");
}

/* Words that need a person go to persons only. */
static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  static const struct {
    const char *text;
    gboolean    fits;
  } cases[] = {
    { "{name}様、断水します。", FALSE },
    { "{kana}様、断水します。", FALSE },
    { "{time}から断水します。", FALSE },
    { "{town}の{section}断水します。{phone} {code}", FALSE },
    { "{town}です。断水します。{phone} {code}", TRUE },
  };
  gint64 resident = mh_test_town_add_resident (fixture->town, "0001", "町田一", "マチダ", "1950-03-01");

  mh_test_town_add_contact (fixture->town, resident, "mobile", "09010000001");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 id = save (fixture, "{}", cases[i].text);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhBroadcastSheet) sheet = NULL;

    g_test_message ("%s", cases[i].text);
    read_list (fixture, id, "09020000001\n");
    sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (sheet->numbers_fit, ==, cases[i].fits);
    if (!cases[i].fits)
      g_assert_false (hold (fixture, id, 1, &error));
  }
}

/* Whoever came to the number in the meantime and must not get it: nothing goes, and the reason never tells which of them it is. */
static void
test_owner (Fixture      *fixture,
            gconstpointer data)
{
  static const char * const cases[] = { "protected", "opted-out", "dead", "nothing" };

  mh_test_town_set (fixture->town, "broadcast.same-days", "0");
  mh_test_town_set (fixture->town, "broadcast.daily-cap", "99");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean before = FALSE;

    do {
      g_autofree char *register_number = g_strdup_printf ("%04d", (int) i * 2 + before);
      g_autofree char *value = g_strdup_printf ("0902000000%d", (int) i * 2 + before);
      gint64 id = save (fixture, "{\"only\":[]}", "断水します。"), resident, link;
      gboolean may = g_str_equal (cases[i], "nothing");
      g_autoptr (GError) error = NULL;

      g_test_message ("%s, %s the hold", cases[i], before ? "before" : "after");
      read_list (fixture, id, value);
      if (!before)
        hold (fixture, id, 1, &error);
      g_assert_no_error (error);

      resident = mh_test_town_add_resident (fixture->town, register_number, "町田一", "マチダ", "1950-03-01");
      link = mh_test_town_add_contact (fixture->town, resident, "mobile", value);
      if (g_str_equal (cases[i], "protected"))
        mh_test_town_protect (fixture->town, resident);
      else if (g_str_equal (cases[i], "opted-out"))
        g_assert_true (mh_contacts_set_opt_out (fixture->desk, resident, link, TRUE, NULL));
      else if (g_str_equal (cases[i], "dead"))
        mh_test_town_set_status (fixture->town, resident, "dead", "2026-10-01");

      if (before) {
        g_autoptr (MhBroadcastSheet) sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);

        g_assert_cmpuint (sheet->n_numbers, ==, may ? 1 : 0);
        g_assert_cmpuint (sheet->n_numbers_out, ==, may ? 0 : 1);
        g_assert_true (mh_broadcast_discard (fixture->desk, id, NULL));
      } else {
        g_assert_cmpuint (freeze (fixture, MINUTE), ==, may ? 1 : 0);
        assert_state (fixture, id, value, may ? "attempting" : "withdrawn number-withheld");
        settle (fixture, "accepted");
      }
      before = !before;
    } while (before);
  }
}

/* 舟形町 2026: by number as well as by person. */
static void
test_cap (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (MhBroadcastSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  mh_test_town_set (fixture->town, "broadcast.daily-cap", "2");
  for (guint i = 0; i < 3; i++) {
    id = save (fixture, "{\"only\":[]}", "断水します。");
    read_list (fixture, id, "09020000001\n");
    g_clear_pointer (&sheet, mh_broadcast_sheet_free);
    sheet = mh_broadcast_check (fixture->desk, id, NULL, &error);
    g_assert_no_error (error);
    hold (fixture, id, 1, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (freeze (fixture, MINUTE), ==, i < 2 ? 1 : 0);
    settle (fixture, "accepted");
  }

  g_assert_cmpstr (((MhFinding *) g_ptr_array_index (sheet->findings, 0))->code, ==, "same-text");
  assert_state (fixture, id, "09020000001", "due");
  /* The next morning. */
  g_assert_cmpuint (freeze (fixture, 24 * 60 * MINUTE), ==, 1);
}

/* Stopped, gone on with, undone and corrected like everybody else's. */
static void
test_ways (Fixture      *fixture,
           gconstpointer data)
{
  gint64 id, correction;
  guint n_left = 0;
  g_autoptr (GError) error = NULL;

  id = save (fixture, "{\"only\":[]}", "断水します。");
  read_list (fixture, id, "09020000001\n09020000002\n");
  hold (fixture, id, 2, &error);
  g_assert_no_error (error);
  g_assert_true (mh_broadcast_go (fixture->desk, id, NULL));
  g_assert_cmpuint (freeze (fixture, 0), ==, 2);
  g_assert_true (mh_broadcast_stop (fixture->desk, id, &n_left, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_left, ==, 0);
  assert_state (fixture, id, "09020000002", "withdrawn stopped");

  id = save (fixture, "{\"only\":[]}", "断水します。");
  read_list (fixture, id, "09020000001\n09020000002\n");
  hold (fixture, id, 2, &error);
  g_assert_cmpuint (freeze (fixture, MINUTE), ==, 2);
  settle (fixture, "accepted");
  freeze (fixture, 2 * MINUTE);
  correction = mh_broadcast_correct (fixture->desk, id, &error);
  g_assert_no_error (error);
  assert_state (fixture, correction, "09020000001", "draft");
  assert_state (fixture, correction, "09020000002", "draft");
}

/* The number came to somebody who gets the broadcast anyway, after the list was read: one message, not two. */
static void
test_owner_in_audience (Fixture      *fixture,
                        gconstpointer data)
{
  gint64 id = save (fixture, "{}", "断水します。"), resident;
  g_autoptr (GError) error = NULL;

  read_list (fixture, id, "09020000001");
  resident = mh_test_town_add_resident (fixture->town, "0001", "町田一", "マチダ", "1950-03-01");
  mh_test_town_add_contact (fixture->town, resident, "mobile", "09020000001");
  hold (fixture, id, 1, &error);
  g_assert_no_error (error);

  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM broadcast_number WHERE reason = 'number-withheld'"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/broadcast-number/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("strangers-get-it-only-when-their-number-is-typed", test_choice);
  ADD ("words-that-need-a-person-go-to-no-stranger", test_words);
  ADD ("a-number-that-has-come-to-somebody-is-hers", test_owner);
  ADD ("who-gets-it-anyway-gets-it-once", test_owner_in_audience);
  ADD ("the-daily-cap-and-the-same-text-count-by-number", test_cap);
  ADD ("stop-and-correction-include-strangers", test_ways);
#undef ADD

  return g_test_run ();
}
