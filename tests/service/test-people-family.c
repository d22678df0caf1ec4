/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-people-family.h"

#include <string.h>

#include "mh-booking.h"
#include "mh-consent.h"
#include "mh-error.h"
#include "mh-people-leaving.h"
#include "mh-people-mailing.h"
#include "mh-people-tickets.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define NOW "2026-10-20 09:00"

static void
undo_last (MhTestTown *town)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) result = NULL;
  gint64 act;

  mh_undo_find_last (town->db, &act, &error);
  g_assert_no_error (error);
  result = mh_undo_run (town->db, mh_desk_now (&town->desk), "保健 花子", act, &error);
  g_assert_no_error (error);
}

static void
edit (MhTestTown *town,
      MhResident *changes)
{
  g_autoptr (GError) error = NULL;

  mh_test_edit_person (&town->desk, changes, &error);
  g_assert_no_error (error);
}

static gint64
add_at_home (MhTestTown *town,
             const char *number,
             const char *name,
             const char *birth)
{
  gint64 id = mh_test_town_add_resident (town, number, name, "", birth);
  MhResident changes = { .id = id, .household_number = (char *) "H1", .address = (char *) "字元町１番地", .district = (char *) "元町",
                         .district2 = (char *) "第一", .postal_code = (char *) "099-5600" };

  edit (town, &changes);

  return id;
}

/* Names of the household, in the order of the list. */
static char *
list_household (MhTestTown *town,
                gint64      id,
                gboolean    revealed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = mh_people_household (&town->desk, id, revealed, &error);
  GString *names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++) {
    const MhPerson *person = people->pdata[i];

    g_string_append_printf (names, "%s%s", i > 0 ? "," : "", person->resident->name);
  }

  return g_string_free (names, FALSE);
}

static char *
list_bonds (GPtrArray *bonds)
{
  g_autoptr (GPtrArray) owned = bonds;
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < bonds->len; i++) {
    const MhBond *bond = bonds->pdata[i];

    g_string_append_printf (names, "%s%s:%s", i > 0 ? "," : "", bond->relation, bond->name);
  }

  return g_string_free (names, FALSE);
}

#define assert_household(town, id, revealed, expected) \
  G_STMT_START { \
    g_autofree char *names = list_household (town, id, revealed); \
    g_assert_cmpstr (names, ==, expected); \
  } G_STMT_END

#define assert_bonds(bonds, expected) \
  G_STMT_START { \
    g_autofree char *names = list_bonds (bonds); \
    g_assert_cmpstr (names, ==, expected); \
  } G_STMT_END

static void
test_household (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 mother = add_at_home (town, "1", "山田　花子", "1990-01-01");
  gint64 child = add_at_home (town, "2", "山田　一郎", "2020-01-01");
  gint64 gone = add_at_home (town, "3", "山田　次郎", "1950-01-01");
  gint64 alone = mh_test_town_add_resident (town, "4", "青森　りんご", "", "1950-01-01");

  mh_test_town_set_status (town, gone, "dead", "2026-10-01");
  assert_household (town, mother, FALSE, "山田　一郎");
  assert_household (town, child, FALSE, "山田　花子");
  assert_household (town, alone, FALSE, "");

  mh_test_town_protect (town, mother);
  assert_household (town, child, FALSE, "");
  assert_household (town, mother, FALSE, "");
  assert_household (town, mother, TRUE, "山田　一郎");
}

static void
test_guardians (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  gint64 mother = add_at_home (town, "1", "山田　花子", "1990-01-01");
  gint64 child = add_at_home (town, "2", "山田　一郎", "2020-01-01");
  gint64 bond = mh_people_add_guardian (&town->desk, child, mother, NULL, "母", &error);

  g_assert_no_error (error);
  g_assert_cmpint (mh_people_add_guardian (&town->desk, child, 0, "鈴木　太郎", "後見人", &error), !=, 0);
  g_assert_no_error (error);
  assert_bonds (mh_people_guardians (&town->desk, child, FALSE, &error), "母:山田　花子,後見人:鈴木　太郎");
  assert_bonds (mh_people_wards (&town->desk, mother, FALSE, &error), "母:山田　一郎");

  g_assert_cmpint (mh_people_add_guardian (&town->desk, child, mother, NULL, "母", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (mh_people_add_guardian (&town->desk, child, child, NULL, "", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (mh_people_add_guardian (&town->desk, child, 0, "　", "", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (mh_people_remove_guardian (&town->desk, 9999, bond, &error));
  g_clear_error (&error);

  g_assert_true (mh_people_remove_guardian (&town->desk, mother, bond, &error));
  g_assert_no_error (error);
  assert_bonds (mh_people_guardians (&town->desk, child, FALSE, &error), "後見人:鈴木　太郎");
  undo_last (town);
  assert_bonds (mh_people_guardians (&town->desk, child, FALSE, &error), "母:山田　花子,後見人:鈴木　太郎");

  mh_test_town_protect (town, mother);
  assert_bonds (mh_people_guardians (&town->desk, child, FALSE, &error), "後見人:鈴木　太郎");
  assert_bonds (mh_people_wards (&town->desk, mother, FALSE, &error), "");
  assert_bonds (mh_people_wards (&town->desk, mother, TRUE, &error), "母:山田　一郎");
  g_assert_no_error (error);
}

static void
test_adding_is_one_act (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();
  MhNewContact contacts[] = { { NULL, "090-1234-5678", "" }, { NULL, "0158-29-1234", "夫" } };
  MhNewPerson person = { .resident = resident, .contacts = contacts, .n_contacts = 2 };
  gint64 id, act;

  resident->name = g_strdup ("旅　人");
  resident->other_name = g_strdup (" 旅野　人 \n\nTABI NO HITO\n");
  id = mh_people_add_new (&town->desk, &person, &act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact_link"), ==, 2);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact WHERE kind = 'mobile'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident WHERE other_name = '旅野　人' || char (10) || 'TABI NO HITO' "
                                             "AND register_number = '仮-0001'"), ==, 1);
  undo_last (town);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM contact_link"), ==, 0);

  contacts[1].value = "123";
  id = mh_people_add_new (&town->desk, &person, &act, &error);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_cmpint (id, ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident"), ==, 0);
}

static void
test_newborn (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  gint64 mother = add_at_home (town, "1", "山田　花子", "1990-01-01");
  g_autoptr (MhResident) child = mh_people_newborn_template (&town->desk, mother, &error);
  g_autoptr (MhResident) none = NULL;
  MhNewPerson person = { .resident = child, .guardian = mother, .guardian_relation = "母" };
  gint64 id;

  g_assert_no_error (error);
  child->name = g_strdup ("山田　新");
  child->birth = (MhDate) { 2026, 10, 19 };
  id = mh_people_add_new (&town->desk, &person, NULL, &error);
  g_assert_no_error (error);
  assert_household (town, id, FALSE, "山田　花子");
  assert_bonds (mh_people_guardians (&town->desk, id, FALSE, &error), "母:山田　花子");
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident WHERE name = '山田　新' AND address = '字元町１番地' AND "
                                             "district2 = '第一' AND postal_code = '0995600' AND relation = '子' AND provisional"), ==, 1);
  undo_last (town);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM guardian"), ==, 0);

  mh_test_town_protect (town, mother);
  none = mh_people_newborn_template (&town->desk, mother, &error);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (mh_people_add_new (&town->desk, &person, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* "宛名/address", or why not. */
static char *
find_address (MhTestTown *town,
              gint64      id,
              const char *purpose)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhMailingAddress) mailing = NULL;
  const char *why;

  mh_people_mailing_address (&town->desk, id, purpose, &mailing, &why, &error);
  g_assert_no_error (error);

  return mailing != NULL ? g_strdup_printf ("%s/%s", mailing->addressee, mailing->address) : g_strdup (why);
}

#define assert_address(town, id, purpose, expected) \
  G_STMT_START { \
    g_autofree char *found = find_address (town, id, purpose); \
    g_assert_cmpstr (found, ==, expected); \
  } G_STMT_END

static void
set_mailing (MhTestTown *town,
             gint64      id,
             const char *purpose,
             const char *address)
{
  g_autoptr (GError) error = NULL;
  MhMailingAddress mailing = { .resident = id, .purpose = (char *) purpose, .addressee = (char *) "成年後見人　乙",
                               .postal_code = (char *) "099 5601", .address = (char *) address };

  mh_people_set_mailing (&town->desk, &mailing, &error);
  g_assert_no_error (error);
}

static void
test_mailing (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  gint64 id = add_at_home (town, "1", "山田　花子", "1930-01-01");
  gint64 homeless = mh_test_town_add_resident (town, "2", "青森　りんご", "", "1950-01-01");
  MhMailingAddress empty = { .resident = id, .purpose = (char *) "", .addressee = (char *) "", .address = (char *) "x" };
  MhMailingAddress odd = { .resident = id, .purpose = (char *) "tax", .addressee = (char *) "x", .address = (char *) "x" };

  assert_address (town, id, "checkup", "山田　花子/字元町１番地");
  assert_address (town, homeless, "checkup", "no-address");
  set_mailing (town, id, "", "後見人方");
  set_mailing (town, id, "checkup", "施設方");
  assert_address (town, id, "checkup", "成年後見人　乙/施設方");
  assert_address (town, id, "child", "成年後見人　乙/後見人方");
  set_mailing (town, id, "checkup", "新施設方");
  assert_address (town, id, "checkup", "成年後見人　乙/新施設方");
  undo_last (town);
  assert_address (town, id, "checkup", "成年後見人　乙/施設方");

  g_assert_true (mh_people_remove_mailing (&town->desk, id, "checkup", &error));
  g_assert_no_error (error);
  assert_address (town, id, "checkup", "成年後見人　乙/後見人方");
  g_assert_false (mh_people_remove_mailing (&town->desk, id, "checkup", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (mh_people_set_mailing (&town->desk, &empty, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (mh_people_set_mailing (&town->desk, &odd, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  mh_test_town_set_status (town, id, "moving-out", "2026-10-21");
  assert_address (town, id, "", "成年後見人　乙/後見人方");
  mh_test_town_set_status (town, id, "moving-out", "2026-10-20");
  assert_address (town, id, "", "moved-out");
  mh_test_town_set_status (town, id, "resident", NULL);
  mh_test_town_protect (town, id);
  assert_address (town, id, "", "protected");
}

static void
test_status_text (void)
{
  static const struct {
    const char *status;
    MhDate      date;
    const char *expected;
  } cases[] = {
    { "resident", { 0 }, "Resident" },
    { "resident", { 2025, 4, 1 }, "Resident since 令和7年4月1日" },
    { "moving-out", { 2026, 12, 1 }, "Moves away on 12月1日(火)" },
    { "moving-out", { 2026, 10, 20 }, "Moved away on 10月20日(火)" },
    { "moving-out", { 0 }, "About to move away" },
    { "dead", { 2026, 10, 1 }, "Died on 10月1日(木)" },
    { "removed", { 2025, 1, 1 }, "Removed from the register on 令和7年1月1日" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhResident resident = { .status = (char *) cases[i].status, .status_date = cases[i].date };
    g_autofree char *text = mh_people_dup_status_text (&resident, (MhDate) { 2026, 10, 20 });

    g_assert_cmpstr (text, ==, cases[i].expected);
  }
}

static void
book (MhTestTown *town,
      gint64      slot,
      gint64      resident)
{
  g_autoptr (GError) error = NULL;
  MhBookingRequest request = { .slot = slot, .resident = resident, .via = "phone" };

  mh_booking_make (&town->desk, &request, NULL, &error);
  g_assert_no_error (error);
}

static void
test_leaving (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLeaving) leaving = NULL;
  gint64 man = mh_test_town_add_resident (town, "1", "山田　一郎", "", "1940-01-01");
  gint64 wife = mh_test_town_add_resident (town, "2", "山田　花子", "", "1942-01-01");
  gint64 flu = mh_test_town_add_programme (town);
  gint64 checkup = mh_test_town_add_programme (town);
  gint64 session = mh_test_town_add_session (town, flu, "2026-11-10", "09:00-10:00/30x2");
  gint64 couple[] = { man, wife };
  MhResident changes = { .id = man, .status = (char *) "dead", .status_date = { 2026, 10, 19 } };

  book (town, mh_test_town_find_slot (town, session, "9:30"), man);
  g_assert_cmpint (mh_test_add_waiting (&town->desk, checkup, couple, 2, "any", &error), !=, 0);
  g_assert_no_error (error);

  leaving = mh_people_leaving_find (&town->desk, man, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (leaving->bookings->len, ==, 1);
  g_assert_cmpint (leaving->n_waiting, ==, 1);
  g_assert_cmpint (leaving->n_offers, ==, 0);

  g_assert_true (mh_people_edit_leaving (&town->desk, &changes, FALSE, NULL, &error));
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 1);
  undo_last (town);

  g_assert_true (mh_people_edit_leaving (&town->desk, &changes, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM seat_hold"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM waiting_unit WHERE state = 'waiting'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT resident FROM waiting_member"), ==, wife);
  undo_last (town);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM seat_hold"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM waiting_member"), ==, 2);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM resident WHERE status = 'resident'"), ==, 2);
}

/* What the person has said about letters, and what is asked for. */
static const struct {
  const char *said;       /* "category=yes category=no", in any order; * is every category */
  const char *purpose;
  const char *expected;
} consents[] = {
  { "", "checkup", "山田　花子/字元町１番地" },
  { "*=no", "checkup", "opted-out" },
  { "*=no", "", "opted-out" },
  { "checkup=no", "checkup", "opted-out" },
  { "checkup=no", "vaccination", "山田　花子/字元町１番地" },
  { "checkup=no", "", "山田　花子/字元町１番地" },
  { "*=no checkup=yes", "checkup", "山田　花子/字元町１番地" },
  { "*=no checkup=yes", "child", "opted-out" },
  { "*=yes booking=no", "booking", "opted-out" },
};

static void
say (MhTestTown *town,
     gint64      id,
     const char *channel,
     const char *said)
{
  g_auto (GStrv) parts = g_strsplit (said, " ", -1);

  for (guint i = 0; parts[i] != NULL && *parts[i] != '\0'; i++) {
    g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);
    g_autoptr (GError) error = NULL;
    MhConsent consent = { .resident = id, .channel = (char *) channel, .category = g_str_equal (pair[0], "*") ? (char *) "" : pair[0],
                          .answer = g_str_equal (pair[1], "yes"), .day = mh_desk_today (&town->desk), .how = (char *) "phone" };

    mh_consent_set (&town->desk, &consent, &error);
    g_assert_no_error (error);
  }
}

static void
test_mailing_consent (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (consents); i++) {
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    gint64 id = add_at_home (town, "1", "山田　花子", "1930-01-01");

    g_test_message ("%s: %s", consents[i].said, consents[i].purpose);
    say (town, id, "letter", consents[i].said);
    say (town, id, "phone", "*=no");
    assert_address (town, id, consents[i].purpose, consents[i].expected);
  }
}

/* A refusal of letters is no reason to say less of why nobody may write at all. */
static const struct {
  const char *status;
  const char *expected;
} absences[] = {
  { "resident", "opted-out" },
  { "moving-out", "moved-out" },
  { "moved-out", "moved-out" },
  { "dead", "dead" },
  { "removed", "removed" },
};

static void
test_mailing_absent (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *merged = NULL;
  gint64 id = add_at_home (town, "1", "山田　花子", "1930-01-01");
  gint64 other = add_at_home (town, "2", "山田　花子", "1930-01-01");

  say (town, id, "letter", "*=no");
  set_mailing (town, id, "", "後見人方");
  for (gsize i = 0; i < G_N_ELEMENTS (absences); i++) {
    mh_test_town_set_status (town, id, absences[i].status, g_str_equal (absences[i].status, "resident") ? NULL : "2026-10-20");
    assert_address (town, id, "checkup", absences[i].expected);
  }

  assert_address (town, other, "checkup", "山田　花子/字元町１番地");
  merged = g_strdup_printf ("BEGIN; UPDATE act_now SET act = 1; UPDATE resident SET merged_into = %" G_GINT64_FORMAT " WHERE id = %" G_GINT64_FORMAT
                            "; UPDATE act_now SET act = NULL; COMMIT", id, other);
  mh_db_exec (town->db, merged, &error);
  g_assert_no_error (error);
  assert_address (town, other, "checkup", "removed");
}

static void
test_tickets (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 one = add_at_home (town, "1", "山田　花子", "1930-01-01");
  gint64 other = add_at_home (town, "2", "青森　りんご", "1950-01-01");
  gint64 hidden = add_at_home (town, "3", "影山　さくら", "1960-01-01");
  const struct {
    gint64      resident;
    const char *number;
    const char *label;
    int         code;      /* -1: taken */
    const char *words;     /* in the sentence */
  } cases[] = {
    { one, " １２３ ", "接種券", -1, NULL },
    { one, "123", "接種券", MH_ERROR_CONFLICT, "already" },
    { other, "0000000123", "接種券", MH_ERROR_CONFLICT, "山田　花子" },
    { other, "123", "受診券", -1, NULL },
    { hidden, "777", NULL, -1, NULL },
    { other, "777", "", MH_ERROR_CONFLICT, "somebody else" },
    { other, "", "", MH_ERROR_INVALID, "ticket" },
    { other, "0", "", MH_ERROR_INVALID, "ticket" },
    { other, "12345678901", "", MH_ERROR_INVALID, "ticket" },
    { other, "1.2E+9", "", MH_ERROR_INVALID, "ticket" },
    { 99, "5", "", MH_ERROR_NOT_FOUND, "" },
  };

  mh_test_town_protect (town, hidden);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 ticket = mh_people_add_ticket (&town->desk, cases[i].resident, cases[i].number, cases[i].label, &error);

    g_test_message ("%s %s: %s", cases[i].number, cases[i].label, error != NULL ? error->message : "taken");
    g_assert_cmpint (ticket == 0, ==, cases[i].code != -1);
    if (ticket != 0)
      continue;

    g_assert_error (error, MH_ERROR, cases[i].code);
    g_assert_nonnull (strstr (error->message, cases[i].words));
    g_assert_null (strstr (error->message, "影山"));
  }

  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM ticket"), ==, 3);
}

static void
test_ticket_removed (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GError) error = NULL;
  gint64 one = add_at_home (town, "1", "山田　花子", "1930-01-01");
  gint64 other = add_at_home (town, "2", "青森　りんご", "1950-01-01");
  gint64 ticket = mh_people_add_ticket (&town->desk, one, "123", NULL, &error);

  g_assert_no_error (error);
  g_assert_false (mh_people_remove_ticket (&town->desk, other, ticket, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (mh_people_remove_ticket (&town->desk, one, ticket, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM ticket"), ==, 0);
  undo_last (town);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM ticket WHERE number = '0000000123'"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/people/household/nobody-protected-is-named", test_household);
  g_test_add_func ("/people/guardian/is-shown-on-both-pages-unless-protected", test_guardians);
  g_test_add_func ("/people/add/person-and-contacts-are-one-act", test_adding_is_one_act);
  g_test_add_func ("/people/newborn/takes-over-from-the-mother-unless-protected", test_newborn);
  g_test_add_func ("/people/mailing/the-address-of-the-purpose-comes-first", test_mailing);
  g_test_add_func ("/people/tickets/a-number-is-noted-once-and-names-nobody-protected", test_tickets);
  g_test_add_func ("/people/tickets/only-the-holder-loses-one-and-undo-brings-it-back", test_ticket_removed);
  g_test_add_func ("/people/mailing/no-letter-to-who-wants-none-of-the-kind", test_mailing_consent);
  g_test_add_func ("/people/mailing/no-letter-to-who-is-not-there-any-more", test_mailing_absent);
  g_test_add_func ("/people/status/is-told-in-words-with-its-day", test_status_text);
  g_test_add_func ("/people/leaving/gives-up-what-is-ahead-and-undo-brings-it-back", test_leaving);

  return g_test_run ();
}
