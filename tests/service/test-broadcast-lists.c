/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What the window lists about broadcasts: what comes next, and what became of it. */

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-broadcast-print.h"
#include "mh-broadcast-remind.h"
#include "mh-broadcast.h"
#include "mh-checks.h"
#include "mh-error.h"
#include "mh-outbox.h"
#include "mh-test-town.h"

typedef struct {
  MhTestTown *town;
  MhDesk     *desk;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  /* A Tuesday. */
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->desk = &fixture->town->desk;
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static gint64
add_person (Fixture    *fixture,
            guint       n,
            const char *birth,
            const char *kind)
{
  g_autofree char *number = g_strdup_printf ("%04u", n);
  g_autofree char *name = g_strdup_printf ("町田%u", n);
  g_autofree char *account = g_strdup_printf ("U%032x", n + 1);
  gint64 resident = mh_test_town_add_resident (fixture->town, number, name, "マチダ", birth);

  if (kind != NULL)
    mh_test_town_add_contact (fixture->town, resident, kind, account);

  return resident;
}

static gint64
save (Fixture *fixture)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "秋の健診", .rule = (char *) "{}", .category = (char *) "", .text = (char *) "お知らせです。",
    .form = (char *) "text", .channels = (char *) "line sms by-hand",
  };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_broadcast_save (fixture->desk, &draft, &error);

  g_assert_no_error (error);

  return id;
}

static void
hold (Fixture *fixture,
      gint64   id)
{
  MhHoldAnswers answers = { .typed_heads = -1, .reason = "確認済み" };
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_broadcast_hold (fixture->desk, id, &answers, &error));
  g_assert_no_error (error);
}

static void
assert_next (Fixture    *fixture,
             const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = mh_broadcast_reminders_upcoming (fixture->desk, 10, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++) {
    const MhReminderNext *next = g_ptr_array_index (list, i);
    g_autofree char *date = mh_date_to_iso (mh_date_from_ms (next->at));
    g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (next->at));

    g_string_append_printf (text, "%s%s %s %u", i > 0 ? ", " : "", date, time, next->n_people);
  }

  g_assert_cmpstr (text->str, ==, wanted);
}

/* What the window says will be sent next is what then is sent. */
static void
test_next_reminders (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 programme = mh_test_town_add_programme (fixture->town), person = add_person (fixture, 1, "1950-01-01", "line");
  gint64 session = mh_test_town_add_session (fixture->town, programme, "2026-10-26", "09:00-10:00/30x4");
  MhBookingRequest request = { .slot = mh_test_town_find_slot (fixture->town, session, "9:30"), .resident = person, .via = "phone" };
  MhSendRule reminder = { .days_before = 3, .at_min = 600, .text = (char *) "{date}にお待ちしています。", .is_on = TRUE };
  g_autoptr (GError) error = NULL;

  assert_next (fixture, "");
  mh_test_town_add_session (fixture->town, programme, "2026-10-29", "09:00-10:00/30x4");
  g_assert_cmpint (mh_booking_make (fixture->desk, &request, NULL, &error), >, 0);
  reminder.id = mh_broadcast_reminder_add (fixture->desk, &reminder, &error);
  g_assert_no_error (error);
  assert_next (fixture, "2026-10-23 10:00 1, 2026-10-26 10:00 0");

  reminder.days_before = 0;
  reminder.at_min = 540;
  g_assert_true (mh_broadcast_reminder_change (fixture->desk, &reminder, &error));
  assert_next (fixture, "2026-10-26 9:00 1, 2026-10-29 9:00 0");

  reminder.is_on = FALSE;
  g_assert_true (mh_broadcast_reminder_change (fixture->desk, &reminder, &error));
  assert_next (fixture, "");

  reminder.text = (char *) "{shoe}";
  g_assert_false (mh_broadcast_reminder_change (fixture->desk, &reminder, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  reminder.text = (char *) "お待ちしています。";
  reminder.id++;
  g_assert_false (mh_broadcast_reminder_change (fixture->desk, &reminder, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

/* What the run view shows page by page is the whole list, and each state has the people that are counted for it. */
static void
test_results_in_pages (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) counts = NULL;
  g_autoptr (GPtrArray) all = NULL;
  guint n = 0;
  gint64 id;

  for (int i = 1; i <= 7; i++)
    add_person (fixture, i, "1950-01-01", i % 3 == 0 ? NULL : "line");
  id = save (fixture);
  hold (fixture, id);
  all = mh_broadcast_results (fixture->desk, id, &error);
  counts = mh_broadcast_results_count (fixture->desk, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 7);

  for (guint i = 0; i < counts->len; i++) {
    const MhBroadcastCount *count = g_ptr_array_index (counts, i);
    g_autoptr (GPtrArray) page = mh_broadcast_results_page (fixture->desk, id, count->state, 0, -1, &error);

    g_assert_cmpuint (page->len, ==, count->n_people);
    n += page->len;
  }
  g_assert_cmpuint (n, ==, all->len);

  for (guint i = 0; i < all->len; i += 3) {
    g_autoptr (GPtrArray) page = mh_broadcast_results_page (fixture->desk, id, NULL, i, 3, &error);

    g_assert_cmpuint (page->len, ==, MIN (3, all->len - i));
    for (guint k = 0; k < page->len; k++)
      g_assert_cmpint (((MhBroadcastResult *) g_ptr_array_index (page, k))->resident, ==,
                       ((MhBroadcastResult *) g_ptr_array_index (all, i + k))->resident);
  }
}

/* As a restored backup leaves them. */
static void
leave_to_check (Fixture    *fixture,
                const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->desk->db, mh_desk_now (fixture->desk), "test", "test", MH_UNDO_NONE, &error);
  g_autofree char *sql = g_strdup_printf ("UPDATE delivery SET state = 'check', reason = 'restored' WHERE %s", where);

  g_assert_true (mh_db_run (fixture->desk->db, &error, sql, NULL));
  g_assert_true (mh_act_commit (act, &error));
  g_assert_no_error (error);
}

static void
assert_settled (Fixture *fixture,
                GArray  *ids,
                gboolean arrived,
                guint    wanted)
{
  g_autoptr (GError) error = NULL;
  guint n = 99;

  g_assert_true (mh_outbox_resolve_many (fixture->desk, ids, arrived, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, wanted);
}

/* Many that wait to be checked are settled in one act; what has changed since somebody looked is left as it is, and said. */
static void
test_settle_many (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) last = g_array_new (FALSE, FALSE, sizeof (gint64));
  const MhCheckRow *row;
  guint n;
  gint64 id;

  for (int i = 1; i <= 5; i++)
    add_person (fixture, i, "1950-01-01", "line");
  id = save (fixture);
  hold (fixture, id);
  leave_to_check (fixture, "id > (SELECT min (id) FROM delivery)");
  rows = mh_checks_list (fixture->desk, id, &error);
  others = mh_checks_list (fixture->desk, id + 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpuint (others->len, ==, 0);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->name, ==, "町田2");
  g_assert_cmpstr (row->about, ==, "秋の健診");
  g_assert_cmpstr (row->reason, ==, "restored");

  /* One of them was found out about meanwhile. */
  all = mh_checks_list_deliveries (rows);
  g_array_append_val (last, g_array_index (all, gint64, 3));
  assert_settled (fixture, last, FALSE, 1);
  assert_settled (fixture, all, TRUE, 3);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'accepted' AND reason = 'confirmed-by-person'"), ==, 3);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'by-hand' AND reason = 'not-arrived'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'held'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM act WHERE kind = 'delivery.resolve-many'"), ==, 2);

  g_assert_false (mh_outbox_resolve_many (fixture->desk, all, FALSE, &n, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM act WHERE kind = 'delivery.resolve-many'"), ==, 2);
}

/* The report is noted with who stands on it; only some of the rows, only some of the people. */
static void
test_printed_report (Fixture      *fixture,
                     gconstpointer data)
{
  const struct {
    const char *state;
    gint64      n_people;
  } cases[] = { { NULL, 5 }, { "by-hand", 2 }, { "held", 3 }, { "accepted", 0 } };
  gint64 id;

  for (int i = 1; i <= 5; i++)
    add_person (fixture, i, "1950-01-01", i % 2 == 0 ? NULL : "line");
  id = save (fixture);
  hold (fixture, id);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhPages) pages = mh_broadcast_print_results (fixture->desk, id, cases[i].state, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (mh_pages_get_n_pages (pages), ==, 2);
    g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM audit_person WHERE audit = "
                                                        "(SELECT max (id) FROM audit WHERE kind = 'broadcast.print')"), ==, cases[i].n_people);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/broadcast-lists/what-is-sent-next-is-told-before", Fixture, NULL, set_up, test_next_reminders, tear_down);
  g_test_add ("/broadcast-lists/results-are-read-in-pages", Fixture, NULL, set_up, test_results_in_pages, tear_down);

  g_test_add ("/broadcast-lists/many-are-settled-in-one-act", Fixture, NULL, set_up, test_settle_many, tear_down);
  g_test_add ("/broadcast-lists/who-stands-on-a-report-stands-in-the-log", Fixture, NULL, set_up, test_printed_report, tear_down);

  return g_test_run ();
}
