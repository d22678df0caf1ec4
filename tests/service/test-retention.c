/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-retention.h"

#include <string.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-booking.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define NOW     "2026-10-20 09:00"
#define DAY_MS  ((gint64) 24 * 60 * 60 * 1000)

/* Each stands somewhere else about one person, and nowhere else in the program. */
static const char * const markers[] = {
  "目印氏名", "メジルシカナ", "目印住所", "目印備考", "目印旧姓", "09077770001", "目印代理", "目印後見", "目印券", "目印送付", "目印本文", "目印理由",
  "目印旧券", "0158777777",
};

static void
run (MhTestTown *town,
     const char *sql)
{
  g_autoptr (GError) error = NULL;

  mh_db_exec (town->db, sql, &error);
  g_assert_no_error (error);
}

/* Writes that the fixture has no use case for, as an act like any other. */
static void
act (MhTestTown *town,
     const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) one = mh_act_begin (town->db, mh_desk_now (&town->desk), "佐藤", "resident.edit", MH_UNDO_WHOLE, &error);

  g_assert_no_error (error);
  run (town, sql);
  g_assert_true (mh_act_commit (one, &error));
  g_assert_no_error (error);
}

static void
set (MhTestTown *town,
     const char *kind,
     int         years)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_retention_set (&town->desk, kind, years, &error));
  g_assert_no_error (error);
}

static GPtrArray *
find (MhTestTown *town)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = mh_retention_find (&town->desk, &error);

  g_assert_no_error (error);

  return found;
}

static void
back_up (MhTestTown *town)
{
  g_autoptr (GError) error = NULL;

  mh_audit_note (town->db, mh_desk_now (&town->desk), "佐藤", "backup", "{}", NULL, &error);
  g_assert_no_error (error);
}

static gboolean
delete_all (MhTestTown        *town,
            MhRetentionResult *result,
            GError           **error)
{
  g_autoptr (GPtrArray) found = find (town);
  g_autofree MhRetentionChoice *choices = g_new0 (MhRetentionChoice, found->len);

  for (guint i = 0; i < found->len; i++) {
    const MhRetentionCandidate *one = g_ptr_array_index (found, i);

    choices[i] = (MhRetentionChoice) { one->kind, one->id };
  }

  return mh_retention_delete (&town->desk, choices, found->len, found->len, "令和8年度の廃棄決定", TRUE, result, error);
}

/* Somebody who died, with something in every table that can hold something about people. */
static gint64
add_dead (MhTestTown *town,
          gboolean    with_booking)
{
  gint64 other = mh_test_town_add_resident (town, "0000000002", "別人", "ベツジン", "1950-01-01");
  gint64 id = mh_test_town_add_resident (town, "0000000001", "目印氏名", "メジルシカナ", "1940-01-01");
  g_autofree char *sql = NULL;

  g_assert_cmpint (other, ==, 1);
  g_assert_cmpint (id, ==, 2);
  mh_test_town_add_contact (town, id, "mobile", "09077770001");
  act (town,
       "UPDATE resident SET address = '目印住所', note = '目印備考', other_name = '目印旧姓' WHERE id = 2;"
       "INSERT INTO guardian (resident, name, relation) VALUES (2, '目印後見', '子');"
       "INSERT INTO guardian (resident, person) VALUES (1, 2);"
       "INSERT INTO ticket (resident, number) VALUES (2, '目印券');"
       "INSERT INTO mailing_address (resident, addressee, address) VALUES (2, '目印送付', '目印送付');"
       "INSERT INTO not_duplicate (a, b) VALUES (1, 2);"
       "INSERT INTO consent (resident, channel, answer, day, how, note) VALUES (2, 'sms', 'yes', '2020-01-01', 'phone', '目印備考');"
       "INSERT INTO contact_problem (resident, written, problem, day) VALUES (2, '09077770001?', 'short', '2020-01-01');"
       "INSERT INTO allowed_proxy (resident, name, reason, day) VALUES (2, '目印代理', '目印理由', '2020-01-01')");

  /* Taken away long before, and still what undo would bring back. */
  act (town, "INSERT INTO ticket (resident, number) VALUES (2, '目印旧券'); DELETE FROM ticket WHERE number = '目印旧券'");
  act (town,
       "INSERT INTO contact (id, kind, value) VALUES (99, 'landline', '0158777777');"
       "INSERT INTO contact_link (resident, contact) VALUES (2, 99)");
  act (town, "DELETE FROM contact_link WHERE contact = 99; DELETE FROM contact WHERE id = 99");

  if (with_booking) {
    gint64 programme = mh_test_town_add_programme (town);
    gint64 session = mh_test_town_add_session (town, programme, "2026-10-21", "09:00-10:00/30x2");

    sql = g_strdup_printf ("INSERT INTO booking (programme, resident, slot, via, proxy_name, override_reason, state, made_at) "
                           "VALUES (%" G_GINT64_FORMAT ", 2, %" G_GINT64_FORMAT ", 'phone', '目印代理', '目印理由', 'cancelled', 1)",
                           programme, mh_test_town_find_slot (town, session, "9:00"));
    act (town, sql);
  }

  run (town,
       "INSERT INTO delivery (act, kind, resident, body, state, contact, due_at, state_at) "
       "SELECT 1, 'offer', 2, '目印本文', 'accepted', max (id), 1, 1600000000000 FROM contact;"
       "INSERT INTO attempt (key, provider, endpoint, content_type, body, state, first_at, next_at) "
       "VALUES ('k', 'line', 'x', 'y', CAST ('目印本文 09077770001' AS BLOB), 'accepted', 1, 1);"
       "INSERT INTO attempt_delivery (attempt, position, delivery, contact) SELECT 1, 0, 1, max (id) FROM contact");
  mh_test_town_set_status (town, id, "dead", "2020-03-31");

  return id;
}

static gboolean
holds (const char *bytes,
       gsize       length,
       const char *marker)
{
  gsize n = strlen (marker);

  for (gsize i = 0; i + n <= length; i++) {
    if (memcmp (bytes + i, marker, n) == 0)
      return TRUE;
  }

  return FALSE;
}

static guint
count_markers (MhTestTown *town)
{
  static const char * const suffixes[] = { "", "-wal", "-shm", ".head" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (mh_db_get_path (town->db), suffixes[i], NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (!g_file_get_contents (path, &bytes, &length, NULL))
      continue;

    for (gsize m = 0; m < G_N_ELEMENTS (markers); m++) {
      if (holds (bytes, length, markers[m])) {
        g_test_message ("“%s” stands in %s", markers[m], path);
        n++;
      }
    }
  }

  return n;
}

static void
assert_sound (MhTestTown *town)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = mh_check_run (&town->desk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_nothing_by_itself (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) rules = NULL;

  add_dead (town, TRUE);
  mh_fake_clock_advance (town->clock, 36500 * DAY_MS);
  found = find (town);
  g_assert_cmpuint (found->len, ==, 0);
  rules = mh_retention_list (&town->desk, NULL);
  g_assert_cmpuint (rules->len, ==, 6);
  for (guint i = 0; i < rules->len; i++)
    g_assert_cmpint (((const MhRetentionRule *) g_ptr_array_index (rules, i))->years, ==, -1);
}

typedef struct {
  const char *what;
  const char *status, *date;
  const char *sql;     /* (nullable) what is still going on */
  gboolean    over;
} Case;

static const Case cases[] = {
  { "five years and a day", "dead", "2021-10-19", NULL, TRUE },
  { "five years to the day", "dead", "2021-10-20", NULL, FALSE },
  { "long moved", "moved-out", "2010-01-01", NULL, TRUE },
  { "day not known", "dead", NULL, NULL, FALSE },
  { "lives here", "resident", "2010-01-01", NULL, FALSE },
  { "about to move", "moving-out", "2010-01-01", NULL, FALSE },
  { "a message to be checked", "dead", "2010-01-01",
    "INSERT INTO delivery (act, kind, resident, body, state, due_at, state_at) VALUES (1, 'offer', 1, 'x', 'check', 1, 1)", FALSE },
  { "a protection that runs", "moved-out", "2010-01-01", "INSERT INTO protection (resident, start_date) VALUES (1, '2009-01-01')", FALSE },
  { "a protection that is over", "moved-out", "2010-01-01",
    "INSERT INTO protection (resident, start_date, end_date) VALUES (1, '2009-01-01', '2010-01-01')", TRUE },
};

static void
test_candidate (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GPtrArray) found = NULL;
  gint64 id = mh_test_town_add_resident (town, "0000000001", "佐藤花子", "サトウ", NULL);

  set (town, "people-dead", 5);
  set (town, "people-moved", 5);
  if (!g_str_equal (one->status, "resident"))
    mh_test_town_set_status (town, id, one->status, one->date);
  if (one->sql != NULL)
    act (town, one->sql);

  found = find (town);
  g_assert_cmpuint (found->len, ==, one->over ? 1 : 0);
}

static void
test_bytes_are_gone (gconstpointer data)
{
  gboolean with_booking = GPOINTER_TO_INT (data);
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  MhRetentionResult result;

  add_dead (town, with_booking);
  g_assert_cmpuint (count_markers (town), >=, G_N_ELEMENTS (markers) - (with_booking ? 0 : 1));
  set (town, "people-dead", 5);
  back_up (town);
  g_assert_true (delete_all (town, &result, &error));
  g_assert_no_error (error);
  g_assert_true (result.clean);
  g_assert_cmpint (result.n, ==, 1);
  g_assert_cmpuint (count_markers (town), ==, 0);
  assert_sound (town);

  /* The other one and the numbers of the session stay. */
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident WHERE name = '別人'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM booking"), ==, with_booking ? 1 : 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM act_change WHERE owner = 2 AND inverse IS NOT NULL"), ==, 0);
}

/* No act of before can bring anything back, and the deletion itself cannot be taken back. */
static void
test_undo_brings_nothing_back (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  MhRetentionResult result;
  gint64 last;

  add_dead (town, FALSE);
  set (town, "people-dead", 5);
  back_up (town);
  g_assert_true (delete_all (town, &result, &error));
  last = mh_test_town_count (town, "SELECT max (id) FROM act");
  for (gint64 id = last; id > 0; id--) {
    g_autoptr (MhUndoResult) undone = mh_undo_run (town->db, mh_desk_now (&town->desk), "x", id, NULL);

    g_assert_true (undone == NULL || id != last);
  }
  g_assert_cmpuint (count_markers (town), ==, 0);
}

static void
test_refusals (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  MhRetentionChoice choice = { "people-dead", 2 };
  MhRetentionResult result;
  g_autoptr (GError) error = NULL;

  add_dead (town, FALSE);
  set (town, "people-dead", 5);

  g_assert_false (mh_retention_delete (&town->desk, &choice, 1, 1, "決定", FALSE, &result, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  back_up (town);
  g_assert_false (mh_retention_delete (&town->desk, &choice, 1, 2, "決定", FALSE, &result, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (mh_retention_delete (&town->desk, &choice, 1, 1, "  ", FALSE, &result, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  choice.id = 1;
  g_assert_false (mh_retention_delete (&town->desk, &choice, 1, 1, "決定", FALSE, &result, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  choice.id = 2;
  mh_fake_clock_advance (town->clock, DAY_MS);
  g_assert_false (mh_retention_delete (&town->desk, &choice, 1, 1, "決定", FALSE, &result, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);

  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident"), ==, 2);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM deletion"), ==, 0);
}

static void
test_messages_and_bookings (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  gint64 programme = mh_test_town_add_programme (town);
  gint64 session = mh_test_town_add_session (town, programme, "2026-11-05", "09:00-10:00/30x2");
  gint64 id = mh_test_town_add_resident (town, "0000000001", "佐藤花子", "サトウ", "1950-01-01");
  g_autofree char *sql = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  MhRetentionResult result;

  sql = g_strdup_printf ("INSERT INTO booking (id, programme, resident, slot, via, proxy_name, made_at) VALUES (1, %d, %d, %d, 'phone', '目印代理', 1);"
                         "INSERT INTO seat_hold (slot, number, booking) VALUES (%d, 1, 1);"
                         "INSERT INTO waiting_unit (id, programme, registered_at) VALUES (1, %d, 1);"
                         "INSERT INTO waiting_member (unit, resident) VALUES (1, %d)",
                         (int) programme, (int) id, (int) mh_test_town_find_slot (town, session, "9:00"),
                         (int) mh_test_town_find_slot (town, session, "9:00"), (int) programme, (int) id);
  act (town, sql);
  run (town, "INSERT INTO delivery (act, kind, resident, booking, body, state, due_at, state_at) "
             "VALUES (1, 'offer', 1, 1, '目印本文', 'by-hand-done', 1, 1793000000000)");
  act (town, "INSERT INTO broadcast (id, kind, name, state, rule, text, code, ended_at) VALUES "
             "(5, 'notice', '断水', 'done', '{}', '断水', 'AAAAA', 1793000000000), (6, 'notice', '断水', 'draft', '{}', '断水', 'BBBBB', NULL);"
             "INSERT INTO contact (id, kind, value) VALUES (5, 'mobile', '09020000001'), (6, 'mobile', '09020000002');"
             "INSERT INTO broadcast_number (broadcast, contact, line, reason) VALUES (5, 5, 1, 'not-chosen'), (5, 6, 2, 'not-chosen'), (6, 6, 1, NULL)");
  set (town, "messages", 3);
  set (town, "bookings", 5);
  found = find (town);
  g_assert_cmpuint (found->len, ==, 0);
  g_clear_pointer (&found, g_ptr_array_unref);

  mh_fake_clock_advance (town->clock, 6 * 366 * DAY_MS);
  back_up (town);
  found = find (town);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_true (delete_all (town, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_markers (town), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM booking"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM waiting_unit"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident WHERE name = '佐藤花子'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM delivery"), ==, 1);
  /* A number of a list that belonged to nobody is gone; one that a newer list has as well is not. */
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact WHERE value = '09020000001'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact WHERE value = '09020000002'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM act_change WHERE inverse LIKE '%09020000001%'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM broadcast_number WHERE broadcast = 5"), ==, 0);
  assert_sound (town);
}

/* Two entries of one person: both go, and the other one never comes back into the list. */
static void
test_merged_entries_go_too (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  MhRetentionResult result;

  add_dead (town, TRUE);
  mh_test_town_add_resident (town, "0000000003", "目印氏名", "メジルシカナ", "1940-01-01");
  mh_test_town_set_status (town, 3, "dead", "2020-03-31");
  act (town, "UPDATE resident SET merged_into = 2 WHERE id = 3");
  set (town, "people-dead", 5);
  back_up (town);
  found = find (town);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (delete_all (town, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_markers (town), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident WHERE id = 3"), ==, 0);
  assert_sound (town);
}

/* A number that the daughter has as well stays hers. */
static void
test_shared_number_stays (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 dead = mh_test_town_add_resident (town, "0000000001", "佐藤花子", "サトウ", NULL);
  gint64 daughter = mh_test_town_add_resident (town, "0000000002", "佐藤春子", "サトウ", NULL);
  g_autoptr (GError) error = NULL;
  MhRetentionResult result;

  mh_test_town_add_contact (town, dead, "mobile", "09012345678");
  mh_test_town_add_contact (town, daughter, "mobile", "09012345678");
  mh_test_town_add_contact (town, dead, "landline", "0158290000");
  mh_test_town_set_status (town, dead, "dead", "2020-03-31");
  set (town, "contacts-dead", 1);
  back_up (town);
  g_assert_true (delete_all (town, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact WHERE value = '09012345678'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact_link"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident WHERE name = '佐藤花子'"), ==, 1);
}

static void
test_certificate (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRoster) roster = NULL;
  MhRetentionResult result;

  add_dead (town, FALSE);
  set (town, "people-dead", 5);
  back_up (town);
  g_assert_true (delete_all (town, &result, &error));
  roster = mh_retention_certificate (&town->desk, result.certificate, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mh_roster_get_n_rows (roster), ==, 2);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM deletion WHERE certificate LIKE '%\"0000000001\"%'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM deletion WHERE certificate LIKE '%目印%'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit WHERE kind = 'retention.print'"), ==, 1);
  g_assert_false (mh_db_exec (town->db, "DELETE FROM deletion", &error));
}

/* Who adds a table about people must say what becomes of it here. */
static void
test_every_table_is_known (void)
{
  static const char * const known[] = {
    "allowed_proxy.resident", "audit_person.resident", "blackout_slip.resident", "booking.resident", "broadcast_person.resident",
    "consent.resident", "contact_link.resident",
    "contact_problem.resident", "delivery.resident", "guardian.person", "guardian.resident", "mailing_address.resident", "not_duplicate.a",
    "not_duplicate.b", "past_dose.resident", "plan_decision.resident", "protection.resident", "resident.merged_into", "resident_place.resident",
    "resident_stale.resident", "ticket.resident", "waiting_member.resident", NULL
  };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (town->db, &error,
                                         "SELECT t.name || '.' || c.name FROM sqlite_schema AS t JOIN pragma_table_info (t.name) AS c "
                                         "WHERE t.type = 'table' AND c.name = 'resident' "
                                         "UNION SELECT t.name || '.' || f.\"from\" FROM sqlite_schema AS t "
                                         "JOIN pragma_foreign_key_list (t.name) AS f WHERE t.type = 'table' AND f.\"table\" = 'resident'", NULL);

  g_assert_no_error (error);
  while (mh_rows_next (rows)) {
    g_test_message ("%s", mh_rows_text (rows, 0));
    g_assert_true (g_strv_contains (known, mh_rows_text (rows, 0)));
  }
  g_assert_true (mh_rows_end (rows, &error));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/retention/nothing-is-deleted-by-itself", test_nothing_by_itself);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/retention/candidate/", cases[i].what, NULL);

    g_test_add_data_func (path, &cases[i], test_candidate);
  }
  g_test_add_data_func ("/retention/bytes-are-gone", GINT_TO_POINTER (FALSE), test_bytes_are_gone);
  g_test_add_data_func ("/retention/bytes-are-gone-and-numbers-stay", GINT_TO_POINTER (TRUE), test_bytes_are_gone);
  g_test_add_func ("/retention/undo-brings-nothing-back", test_undo_brings_nothing_back);
  g_test_add_func ("/retention/needs-backup-number-and-reason", test_refusals);
  g_test_add_func ("/retention/messages-and-bookings", test_messages_and_bookings);
  g_test_add_func ("/retention/merged-entries-go-too", test_merged_entries_go_too);
  g_test_add_func ("/retention/shared-number-stays-the-others", test_shared_number_stays);
  g_test_add_func ("/retention/certificate-names-nobody", test_certificate);
  g_test_add_func ("/retention/every-table-about-people-is-known", test_every_table_is_known);

  return g_test_run ();
}
