/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-consent.h"

#include <string.h>

#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define NOW "2026-10-20 09:00"
#define LINE_ID "U0123456789abcdef0123456789abcdef"

static gboolean
set_answer (MhTestTown *town,
            gint64      resident,
            const char *channel,
            const char *category,
            gboolean    answer,
            GError    **error)
{
  MhConsent consent = {
    .resident = resident, .channel = (char *) channel, .category = (char *) category, .answer = answer,
    .day = mh_desk_today (&town->desk), .how = (char *) "phone",
  };

  return mh_consent_set (&town->desk, &consent, error);
}

/* "line:booking-" refuses, "sms:+" agrees to all. */
static void
set_answers (MhTestTown *town,
             gint64      resident,
             const char *answers)
{
  g_auto (GStrv) list = g_strsplit (answers, " ", -1);

  for (guint i = 0; list[i] != NULL && *list[i] != '\0'; i++) {
    g_autoptr (GError) error = NULL;
    char *category = strchr (list[i], ':');
    gsize length = strlen (list[i]);
    gboolean answer = list[i][length - 1] == '+';

    list[i][length - 1] = '\0';
    *category++ = '\0';
    set_answer (town, resident, list[i], category, answer, &error);
    g_assert_no_error (error);
  }
}

typedef struct {
  const char *about;
  const char *contacts;   /* l LINE, m mobile, t landline; a capital: this one is not to be used */
  const char *answers;
  const char *category;
  MhReach     reach;
  const char *why;        /* (nullable) */
} Case;

static const Case cases[] = {
  { "nothing said", "lm", "", "booking", MH_REACH_LINE, NULL },
  { "refused LINE but not SMS", "lm", "line:-", "booking", MH_REACH_SMS, NULL },
  { "refused LINE for bookings", "lm", "line:booking-", "booking", MH_REACH_SMS, NULL },
  { "refused LINE for vaccinations only", "lm", "line:vaccination-", "booking", MH_REACH_LINE, NULL },
  { "the narrower yes wins over the wider no", "lm", "line:- line:booking+", "booking", MH_REACH_LINE, NULL },
  { "the narrower no wins over the wider yes", "lm", "line:+ line:booking-", "booking", MH_REACH_SMS, NULL },
  { "the wider no holds for the other categories", "lm", "line:- line:booking+", "child", MH_REACH_SMS, NULL },
  { "a notice of no category asks the wider answer", "lm", "line:booking-", "", MH_REACH_LINE, NULL },
  { "a notice of no category and a wider no", "lm", "line:-", "", MH_REACH_SMS, NULL },
  { "everything refused", "lm", "line:- sms:-", "booking", MH_REACH_BY_HAND, "opted-out" },
  { "SMS refused, a landline is left", "mt", "sms:-", "booking", MH_REACH_BY_HAND, "landline-only" },
  { "calls refused, too", "mt", "sms:- phone:-", "booking", MH_REACH_BY_HAND, "opted-out" },
  { "refusing calls does not refuse SMS", "m", "phone:-", "booking", MH_REACH_SMS, NULL },
  { "a yes does not bring back a number that is not to be used", "M", "sms:+ sms:booking+", "booking", MH_REACH_BY_HAND, "opted-out" },
};

static void
add_contacts (MhTestTown *town,
              gint64      id,
              const char *contacts)
{
  for (const char *at = contacts; *at != '\0'; at++) {
    g_autoptr (GError) error = NULL;
    char kind = g_ascii_tolower (*at);
    gint64 link = mh_test_town_add_contact (town, id, kind == 'l' ? "line" : kind == 'm' ? "mobile" : "landline",
                                            kind == 'l' ? LINE_ID : kind == 'm' ? "09012345678" : "0158001234");

    if (kind != *at)
      mh_contacts_set_opt_out (&town->desk, id, link, TRUE, &error);
    g_assert_no_error (error);
  }
}

static void
test_reach (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *c = &cases[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
    gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
    const char *why = "?";
    gint64 contact;
    MhReach reach;

    g_test_message ("%s", c->about);
    add_contacts (town, id, c->contacts);
    set_answers (town, id, c->answers);
    mh_people_reach (&town->desk, id, 0, c->category, &reach, &contact, &why, &error);
    g_assert_no_error (error);
    g_assert_cmpint (reach, ==, c->reach);
    g_assert_cmpstr (why, ==, c->why);
  }
}

/* A couple with one mobile, three of a family with one LINE account: what one refuses the others still get. */
static void
test_shared (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 ids[3];
  const char *why;
  gint64 contact;
  MhReach reach;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *number = g_strdup_printf ("100%u", i);

    ids[i] = mh_test_town_add_resident (town, number, "山田花子", "ヤマダハナコ", "1950-03-01");
    mh_test_town_add_contact (town, ids[i], "line", LINE_ID);
  }

  set_answers (town, ids[1], "line:-");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    mh_people_reach (&town->desk, ids[i], 0, "booking", &reach, &contact, &why, &error);
    g_assert_no_error (error);
    g_assert_cmpint (reach, ==, i == 1 ? MH_REACH_BY_HAND : MH_REACH_LINE);
  }
}

static void
test_latest_counts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (MhUndoResult) result = NULL;
  gint64 act;

  set_answers (town, id, "sms:+ sms:-");
  answers = mh_consent_table_list (town->db, id, &error);
  g_assert_cmpuint (answers->len, ==, 1);
  g_assert_false (((MhConsent *) g_ptr_array_index (answers, 0))->answer);
  g_assert_false (mh_consent_allows (answers, "sms", "booking"));

  act = mh_test_town_count (town, "SELECT max (id) FROM act");
  result = mh_undo_run (town->db, mh_desk_now (&town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  back = mh_consent_table_list (town->db, id, &error);
  g_assert_true (mh_consent_allows (back, "sms", "booking"));

  g_assert_true (mh_consent_forget (&town->desk, id, "sms", "", &error));
  g_assert_false (mh_consent_forget (&town->desk, id, "sms", "", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static void
test_refused_input (void)
{
  static const struct {
    const char *channel;
    const char *category;
    const char *how;
    const char *day;
  } bad[] = {
    { "fax", "", "phone", "2026-10-20" },
    { NULL, "", "phone", "2026-10-20" },
    { "sms", "news", "phone", "2026-10-20" },
    { "sms", "", "guess", "2026-10-20" },
    { "sms", "", "phone", "2026-10-21" },   /* tomorrow */
    { "sms", "", "phone", NULL },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    MhConsent consent = {
      .resident = id, .channel = (char *) bad[i].channel, .category = (char *) bad[i].category, .how = (char *) bad[i].how,
    };

    if (bad[i].day != NULL)
      g_assert_true (mh_date_from_iso (bad[i].day, &consent.day));
    g_assert_false (mh_consent_set (&town->desk, &consent, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }

  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM consent"), ==, 0);
}

static void
test_categories (void)
{
  static const struct {
    const char *kind;
    const char *category;
  } kinds[] = {
    { "offer", "booking" }, { "offer-lost", "booking" }, { "offer-expired", "booking" }, { "offer-accepted", "booking" },
    { "booking-cancelled", "booking" }, { "broadcast", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpstr (mh_consent_category_of (kinds[i].kind), ==, kinds[i].category);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/consent/what-is-refused-by-channel-and-category-is-passed-over", test_reach);
  g_test_add_func ("/service/consent/what-one-refuses-the-others-of-an-account-still-get", test_shared);
  g_test_add_func ("/service/consent/the-latest-answer-counts-and-comes-back-with-undo", test_latest_counts);
  g_test_add_func ("/service/consent/unknown-codes-and-days-to-come-are-refused", test_refused_input);
  g_test_add_func ("/service/consent/messages-about-places-are-of-the-category-booking", test_categories);

  return g_test_run ();
}
