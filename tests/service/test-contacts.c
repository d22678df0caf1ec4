/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-contacts.h"

#include <string.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-consent-table.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-protect.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define NOW "2026-10-20 09:00"

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

static gint64
add_woman (MhTestTown *town,
           const char *number)
{
  return mh_test_town_add_resident (town, number, "山田花子", "ヤマダハナコ", "1950-03-01");
}

static void
assert_values (MhTestTown *town,
               gint64      id,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (town->db, id, &error);
  g_autoptr (GString) values = g_string_new (NULL);

  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);

    g_string_append_printf (values, "%s%s/%s", i > 0 ? " " : "", contact->value, contact->source);
  }
  g_assert_cmpstr (values->str, ==, expected);
}

static void
undo_last (MhTestTown *town)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) result = mh_undo_run (town->db, mh_desk_now (&town->desk), "佐藤",
                                                 mh_test_town_count (town, "SELECT max (id) FROM act"), &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static void
test_correct (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 wife = add_woman (town, "1001");
  gint64 husband = add_woman (town, "1002");
  gint64 link = mh_test_town_add_contact (town, wife, "mobile", "090-1234-5678");
  gint64 line = mh_test_town_add_contact (town, wife, "line", "U0123456789abcdef0123456789abcdef");
  g_autoptr (GPtrArray) log = NULL;
  const MhAuditEntry *entry;

  mh_test_town_add_contact (town, husband, "mobile", "09012345678");
  g_assert_true (mh_contacts_mark_safe (&town->desk, wife, link, "本人専用", &error));
  g_assert_true (mh_contacts_correct (&town->desk, wife, link, "080-1234-5678", &error));
  g_assert_no_error (error);
  assert_values (town, wife, "U0123456789abcdef0123456789abcdef/hand 08012345678/hand");
  assert_values (town, husband, "09012345678/hand");
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact_link WHERE safe_reason IS NOT NULL"), ==, 0);

  log = mh_audit_list (town->db, wife, 1, &error);
  entry = g_ptr_array_index (log, 0);
  g_assert_cmpstr (entry->kind, ==, "contact.correct");
  g_assert_null (strstr (entry->detail, "1234"));

  g_assert_false (mh_contacts_correct (&town->desk, wife, link, "080-1234-5678", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (mh_contacts_correct (&town->desk, wife, link, "080-1234", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (mh_contacts_correct (&town->desk, wife, line, "080-1234-5679", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (mh_contacts_correct (&town->desk, husband, link, "080-1234-5679", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);

  undo_last (town);
  assert_values (town, wife, "U0123456789abcdef0123456789abcdef/hand 09012345678/hand");
}

static void
test_first (void)
{
  static const char * const numbers[] = { "09000000001", "09000000002", "09000000003" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = add_woman (town, "1001");
  gint64 links[3];

  for (guint i = 0; i < 3; i++) {
    g_autofree char *sql = NULL;
    g_autoptr (MhAct) act = mh_act_begin (town->db, 1, "佐藤", "test", MH_UNDO_WHOLE, &error);

    links[i] = mh_contact_table_link_noted (town->db, id, "mobile", numbers[i], "", "hand", MH_DATE_NONE, &error);
    g_assert_true (mh_act_commit (act, &error));
  }

  assert_values (town, id, "09000000001/hand 09000000002/hand 09000000003/hand");
  g_assert_true (mh_contacts_put_first (&town->desk, id, links[2], &error));
  assert_values (town, id, "09000000003/hand 09000000001/hand 09000000002/hand");
  g_assert_true (mh_contacts_put_first (&town->desk, id, links[1], &error));
  assert_values (town, id, "09000000002/hand 09000000003/hand 09000000001/hand");
  g_assert_cmpint (mh_test_town_count (town, "SELECT group_concat (rank, '') FROM (SELECT rank FROM contact_link ORDER BY rank)"), ==, 123);
  undo_last (town);
  assert_values (town, id, "09000000003/hand 09000000001/hand 09000000002/hand");
}

static void
test_others (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  gint64 ids[4];
  g_autoptr (MhPerson) before = NULL;
  g_autoptr (MhPerson) after = NULL;
  g_autoptr (MhPerson) hidden = NULL;
  MhDate tomorrow = mh_date_add_days (mh_desk_today (&town->desk), 1);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *number = g_strdup_printf ("100%u", i);

    ids[i] = add_woman (town, number);
    mh_test_town_add_contact (town, ids[i], "mobile", "09012345678");
  }

  g_assert_true (mh_protect_begin (&town->desk, ids[2], tomorrow, MH_DATE_NONE, NULL, &error));
  before = look_at (town, ids[0], NULL);
  g_assert_cmpint (((MhContact *) g_ptr_array_index (before->contacts, 0))->n_others, ==, 3);

  mh_test_town_protect (town, ids[1]);
  after = look_at (town, ids[0], NULL);
  g_assert_cmpint (((MhContact *) g_ptr_array_index (after->contacts, 0))->n_others, ==, 2);
  hidden = look_at (town, ids[1], "確認");
  g_assert_cmpint (((MhContact *) g_ptr_array_index (hidden->contacts, 0))->n_others, ==, 3);
}

static void
test_call (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = add_woman (town, "1001");
  MhContactCall call = { .resident = id, .number = "090 1234 5678", .whose = " 長女 ", .sms = "yes", .line = "no" };
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (MhPerson) person = NULL;

  g_assert_cmpint (mh_contacts_take_call (&town->desk, &call, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact_link"), ==, 0);

  call.read_back = TRUE;
  g_assert_cmpint (mh_contacts_take_call (&town->desk, &call, &error), !=, 0);
  g_assert_no_error (error);
  person = look_at (town, id, NULL);
  g_assert_cmpint (person->reach, ==, MH_REACH_SMS);
  g_assert_cmpstr (((MhContact *) g_ptr_array_index (person->contacts, 0))->whose, ==, "長女");
  g_assert_cmpstr (((MhContact *) g_ptr_array_index (person->contacts, 0))->source, ==, "call");
  g_assert_cmpint (mh_date_compare (((MhContact *) g_ptr_array_index (person->contacts, 0))->since, mh_desk_today (&town->desk)), ==, 0);
  answers = mh_consent_table_list (town->db, id, &error);
  g_assert_cmpuint (answers->len, ==, 2);

  undo_last (town);
  g_assert_cmpint (mh_test_town_count (town, "SELECT (SELECT count (*) FROM contact_link) + (SELECT count (*) FROM consent)"), ==, 0);
}

static void
test_differ (void)
{
  static const struct {
    const char *imported;
    const char *by_hand;
    gboolean    differ;
  } cases[] = {
    { "09012345678", NULL, FALSE },
    { NULL, "09012345678", FALSE },
    { "09012345678", "08012345678", TRUE },
    { "0158001234", "08012345678", FALSE },   /* a landline in the file, a mobile by hand */
    { "0158001234", "0158001235", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    gint64 id = add_woman (town, "1001");
    g_autoptr (MhPerson) person = NULL;

    if (cases[i].imported != NULL) {
      g_autoptr (MhAct) act = mh_act_begin (town->db, 1, "佐藤", "test", MH_UNDO_WHOLE, &error);

      mh_contact_table_link_noted (town->db, id, cases[i].imported[2] == '0' ? "mobile" : "landline", cases[i].imported, "", "import",
                                   MH_DATE_NONE, &error);
      g_assert_true (mh_act_commit (act, &error));
    }
    if (cases[i].by_hand != NULL)
      mh_test_town_add_contact (town, id, cases[i].by_hand[2] == '0' ? "mobile" : "landline", cases[i].by_hand);

    person = look_at (town, id, NULL);
    g_assert_cmpint (person->numbers_differ, ==, cases[i].differ);
  }
}

static void
add_problem (MhTestTown *town,
             gint64      id,
             const char *written)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (town->db, 1, "佐藤", "test", MH_UNDO_WHOLE, &error);

  g_assert_true (mh_contact_problem_table_add (town->db, id, written, "phone-invalid", "import", mh_desk_today (&town->desk), NULL, &error));
  g_assert_true (mh_act_commit (act, &error));
}

static void
test_fixes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 first = mh_test_town_add_resident (town, "1001", "阿部", "アベ", "1950-03-01");
  gint64 second = mh_test_town_add_resident (town, "1002", "渡辺", "ワタナベ", "1950-03-01");
  gint64 dead = mh_test_town_add_resident (town, "1003", "鈴木", "スズキ", "1950-03-01");
  g_autoptr (GPtrArray) fixes = NULL;
  g_autoptr (GPtrArray) left = NULL;
  const MhContactFix *fix;

  add_problem (town, second, "090-12");
  add_problem (town, first, "なし");
  add_problem (town, first, "なし");
  add_problem (town, dead, "1");
  mh_test_town_set_status (town, dead, "dead", NULL);
  mh_test_town_protect (town, second);

  fixes = mh_contacts_list_fixes (&town->desk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixes->len, ==, 2);
  fix = g_ptr_array_index (fixes, 0);
  g_assert_cmpstr (fix->name, ==, "阿部");
  g_assert_cmpstr (fix->problem->written, ==, "なし");
  g_assert_true (mh_contacts_dismiss_fix (&town->desk, fix->problem->id, &error));
  g_assert_false (mh_contacts_dismiss_fix (&town->desk, fix->problem->id, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  fix = g_ptr_array_index (fixes, 1);
  g_assert_true (fix->is_protected);
  g_assert_null (fix->problem->written);
  g_assert_cmpint (mh_contacts_fix (&town->desk, fix->problem->id, "090-12", "", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (mh_contacts_fix (&town->desk, fix->problem->id, "090-1234-5678", "", &error), !=, 0);
  assert_values (town, second, "09012345678/hand");
  left = mh_contacts_list_fixes (&town->desk, &error);
  g_assert_cmpuint (left->len, ==, 0);
  undo_last (town);
  assert_values (town, second, "");
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact_problem WHERE settled = 0"), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/contacts/a-corrected-number-is-one-persons-and-no-longer-safe", test_correct);
  g_test_add_func ("/service/contacts/what-is-put-first-leaves-the-others-in-order", test_first);
  g_test_add_func ("/service/contacts/others-at-a-number-are-counted-without-the-protected", test_others);
  g_test_add_func ("/service/contacts/a-number-and-consent-are-taken-in-one-call-once-read-back", test_call);
  g_test_add_func ("/service/contacts/a-file-that-contradicts-the-hand-is-noticed", test_differ);
  g_test_add_func ("/service/contacts/unusable-numbers-wait-on-a-list-until-put-right", test_fixes);

  return g_test_run ();
}
