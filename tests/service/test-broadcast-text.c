/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-broadcast-text.h"

#include <string.h>

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-config.h"
#include "mh-contact-table.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-test-town.h"

#define NOW  "2026-11-02 09:00"
#define HEAD "【滝上町】"
#define FOOT "\n確認番号 R0H1Y お問い合わせ 0158-29-2111"

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      session;
  gint64      person;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhTestTown *town = mh_test_town_new (NOW);

  fixture->town = town;
  mh_test_town_set (town, "town.name", "滝上町");
  mh_test_town_set (town, "town.sender", "保健福祉課");
  mh_test_town_set (town, "town.phone", "0158-29-2111");
  fixture->programme = mh_test_town_add_programme (town);
  fixture->session = mh_test_town_add_session (town, fixture->programme, "2026-11-05", "09:00-10:00/30x2");
  fixture->person = mh_test_town_add_resident (town, "1001", "滝上　花子", "タキノウエ　ハナコ", "1950-03-01");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static gint64
book (Fixture    *fixture,
      gint64      person,
      gint64      session,
      const char *time)
{
  g_autoptr (GError) error = NULL;
  MhBookingRequest request = { .resident = person, .slot = mh_test_town_find_slot (fixture->town, session, time), .via = "phone" };
  gint64 booking = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return booking;
}

static void
name_programme (Fixture    *fixture,
                const char *public_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "test", "programme.edit", MH_UNDO_WHOLE, &error);
  g_autoptr (MhProgramme) programme = mh_programme_table_get (fixture->town->db, fixture->programme, &error);

  g_assert_no_error (error);
  g_free (programme->public_name);
  programme->public_name = g_strdup (public_name);
  mh_programme_table_update (fixture->town->db, programme, &error);
  g_assert_no_error (error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

static char *
write_for (Fixture           *fixture,
           const MhBroadcast *broadcast,
           gboolean           shared,
           GError           **error)
{
  MhBroadcast whole = *broadcast;

  if (whole.kind == NULL)
    whole.kind = (char *) "notice";
  if (whole.code == NULL)
    whole.code = (char *) "R0H1Y";

  return mh_broadcast_text_write (&fixture->town->desk, &whole, fixture->person, shared, error);
}

static void
assert_written (Fixture           *fixture,
                const MhBroadcast *broadcast,
                gboolean           shared,
                const char        *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = write_for (fixture, broadcast, shared, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_frame (Fixture      *fixture,
            gconstpointer data)
{
  static const struct {
    const char *text;
    const char *words;
  } cases[] = {
    { "断水します。", HEAD "断水します。" FOOT },
    { "断水します。\n\n", HEAD "断水します。" FOOT },
    { "【滝上町】断水します。", "【滝上町】断水します。" FOOT },
    { "【滝上町保健福祉課】断水します。", "【滝上町保健福祉課】断水します。" FOOT },
    { "【{town}{section}】断水します。", "【滝上町保健福祉課】断水します。" FOOT },
    { "滝上町です。断水します。", "滝上町です。断水します。" FOOT },
    { "断水します。{phone}へ。", HEAD "断水します。0158-29-2111へ。\n確認番号 R0H1Y" },
    { "断水します。０１５８（２９）２１１１へ。", HEAD "断水します。０１５８（２９）２１１１へ。\n確認番号 R0H1Y" },
    { "断水します（{code}）。", HEAD "断水します（R0H1Y）。\nお問い合わせ 0158-29-2111" },
    { "{氏名}様、{課}です。", HEAD "滝上　花子様、保健福祉課です。" FOOT },
    { "｛姓｝様（{カナ}）", HEAD "滝上様（タキノウエ　ハナコ）" FOOT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].text);
    assert_written (fixture, &(MhBroadcast) { .text = (char *) cases[i].text }, FALSE, cases[i].words);
  }

  assert_written (fixture, &(MhBroadcast) { .text = (char *) "断水します。", .easy = (char *) "みずが でません。{family}さん\n" }, FALSE,
                  HEAD "断水します。\n\n〈やさしい日本語〉\nみずが でません。滝上さん" FOOT);
  assert_written (fixture, &(MhBroadcast) { .text = (char *) "断水します。", .easy = (char *) " 　\n" }, FALSE, HEAD "断水します。" FOOT);
  assert_written (fixture, &(MhBroadcast) { .text = (char *) "断水します。", .code = (char *) "" }, FALSE, HEAD "断水します。\nお問い合わせ 0158-29-2111");
}

/* 大阪府 心斎橋 2022, 岸和田保健所 2022: lists of addresses and of names had slipped by a row. */
static void
test_own_record (Fixture      *fixture,
                 gconstpointer data)
{
  gint64 other = mh_test_town_add_resident (fixture->town, "1002", "佐藤　太郎", "サトウ　タロウ", "1950-03-01");
  MhBroadcast reminder = { .text = (char *) "{name}様、{date} {time}、{venue}です。", .session = fixture->session };

  book (fixture, other, fixture->session, "9:00");
  book (fixture, fixture->person, fixture->session, "9:30");
  assert_written (fixture, &reminder, FALSE, HEAD "滝上　花子様、11月5日(木) 9:30、保健センターです。" FOOT);
  fixture->person = other;
  assert_written (fixture, &reminder, FALSE, HEAD "佐藤　太郎様、11月5日(木) 9:00、保健センターです。" FOOT);
}

static void
test_bookings (Fixture      *fixture,
               gconstpointer data)
{
  gint64 later = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-12", "13:00-14:00/30x2");
  g_autofree char *rule = g_strdup_printf ("{\"programme\":{\"id\":%lld,\"state\":[\"booked\"]}}", (long long) fixture->programme);
  g_autofree char *day_rule = g_strdup_printf ("{\"session\":%lld}", (long long) later);
  MhBroadcast by_rule = { .text = (char *) "{date} {time}", .rule = rule };
  g_autoptr (GError) error = NULL;
  gint64 booking;

  g_assert_null (write_for (fixture, &by_rule, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "{date}"));
  g_clear_error (&error);

  booking = book (fixture, fixture->person, later, "13:30");
  assert_written (fixture, &by_rule, FALSE, HEAD "11月12日(木) 13:30" FOOT);
  assert_written (fixture, &(MhBroadcast) { .text = (char *) "{date} {time}", .rule = day_rule }, FALSE, HEAD "11月12日(木) 13:30" FOOT);

  /* A session can be told of without a booking, a time cannot. */
  assert_written (fixture, &(MhBroadcast) { .text = (char *) "{date} {venue}", .session = fixture->session }, FALSE, HEAD "11月5日(木) 保健センター" FOOT);
  g_assert_null (write_for (fixture, &(MhBroadcast) { .text = (char *) "{time}", .session = fixture->session }, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "{time}"));
  g_clear_error (&error);

  /* A booking that fell is spoken of only where the day was called off. */
  mh_booking_cancel (&fixture->town->desk, booking, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (write_for (fixture, &(MhBroadcast) { .text = (char *) "{time}", .session = later }, FALSE, &error));
  g_clear_error (&error);
  assert_written (fixture, &(MhBroadcast) { .text = (char *) "{time}は中止", .session = later, .kind = (char *) "day-cancelled" }, FALSE, HEAD "13:30は中止" FOOT);
}

static void
test_programme (Fixture      *fixture,
                gconstpointer data)
{
  MhBroadcast about = { .text = (char *) "{programme}のお知らせ", .session = fixture->session };

  assert_written (fixture, &about, FALSE, HEAD "ご予約の件のお知らせ" FOOT);
  name_programme (fixture, "秋の予防接種");
  assert_written (fixture, &about, FALSE, HEAD "秋の予防接種のお知らせ" FOOT);
}

static void
test_shared (Fixture      *fixture,
             gconstpointer data)
{
  static const struct {
    const char *text;
    const char *words;
  } cases[] = {
    { "{name}様、お知らせです。", HEAD "ご家族の皆さま、お知らせです。" FOOT },
    { "{ 氏名 } さん、お知らせです。", HEAD "ご家族の皆さま、お知らせです。" FOOT },
    { "｛family｝さま", HEAD "ご家族の皆さま" FOOT },
    { "{kana}さん", HEAD "ごかぞくのみなさま" FOOT },
    { "{name}へ", HEAD "ご家族の皆さまへ" FOOT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].text);
    assert_written (fixture, &(MhBroadcast) { .text = (char *) cases[i].text }, TRUE, cases[i].words);
  }

  assert_written (fixture, &(MhBroadcast) { .text = (char *) "はい", .easy = (char *) "{name}さん" }, TRUE, HEAD "はい\n\n〈やさしい日本語〉\nご家族の皆さま" FOOT);
}

/* A couple at one number, a mother at her child's, a child whose number the mother has as 子. */
static void
test_whose (Fixture      *fixture,
            gconstpointer data)
{
  static const struct {
    const char *own;     /* whose it is as the person has it; NULL: not at all */
    const char *others;
    gboolean    shared;
  } cases[] = {
    { "", NULL, FALSE },
    { "子", NULL, FALSE },
    { "", "", TRUE },
    { "", "母", FALSE },
    { "子", "", TRUE },
    { "隣人", "隣人", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value = g_strdup_printf ("0901234%04u", (guint) i);
    g_autofree char *number = g_strdup_printf ("20%02u", (guint) i);
    gint64 other = mh_test_town_add_resident (fixture->town, number, "滝上　一郎", "タキノウエ　イチロウ", "1980-03-01");
    g_autoptr (GError) error = NULL;
    g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, 1, "test", "contact.add", MH_UNDO_WHOLE, &error);
    gboolean shared = FALSE;
    gint64 contact;

    mh_contact_table_link (fixture->town->db, fixture->person, "mobile", value, cases[i].own, &error);
    if (cases[i].others != NULL)
      mh_contact_table_link (fixture->town->db, other, "mobile", value, cases[i].others, &error);
    mh_act_commit (act, &error);
    g_assert_no_error (error);
    contact = mh_test_town_count (fixture->town, "SELECT max (id) FROM contact");

    mh_broadcast_text_is_shared (&fixture->town->desk, contact, fixture->person, &shared, &error);
    g_assert_no_error (error);
    g_test_message ("%u", (guint) i);
    g_assert_cmpint (shared, ==, cases[i].shared);
    mh_broadcast_text_is_shared (&fixture->town->desk, 0, fixture->person, &shared, &error);
    g_assert_no_error (error);
    g_assert_false (shared);
  }
}

static void
live_at (Fixture    *fixture,
         const char *district,
         const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) changes = mh_resident_new ();

  changes->id = fixture->person;
  changes->district = g_strdup (district);
  changes->address = g_strdup (address);
  mh_test_edit_person (&fixture->town->desk, changes, &error);
  g_assert_no_error (error);
}

static void
test_protected (Fixture      *fixture,
                gconstpointer data)
{
  static const struct {
    const char *text;
    gboolean    refused;
  } cases[] = {
    { "滝上町の皆さまへ。", FALSE },
    { "濁川地区の皆さまへ。", TRUE },
    { "ﾆｺﾞﾘｶﾜ地区と滝上市街", FALSE },
    { "滝上町字濁川中央12番地の方へ。", TRUE },
    { "濁　川の皆さまへ。", TRUE },
  };

  live_at (fixture, "濁川", "滝上町字濁川中央12番地");
  mh_test_town_protect (fixture->town, fixture->person);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *words = write_for (fixture, &(MhBroadcast) { .text = (char *) cases[i].text }, FALSE, &error);

    g_test_message ("%s", cases[i].text);
    if (!cases[i].refused) {
      g_assert_no_error (error);
      continue;
    }
    g_assert_null (words);
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_assert_null (strstr (error->message, "濁川"));
  }
}

static void
test_holes (Fixture      *fixture,
            gconstpointer data)
{
  static const char * const wrong[] = { "{naem}様", "{name", "}", "{住所}", "{}", NULL };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; wrong[i] != NULL; i++) {
    g_assert_false (mh_broadcast_text_validate (wrong[i], &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_clear_error (&error);
    g_assert_null (write_for (fixture, &(MhBroadcast) { .text = (char *) wrong[i] }, FALSE, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_clear_error (&error);
  }

  for (gsize i = 0; mh_broadcast_text_fields ()[i] != NULL; i++) {
    const char *field = mh_broadcast_text_fields ()[i];
    g_autofree char *text = g_strdup_printf ("{%s}｛%s｝", field, mh_broadcast_text_field_label (field));

    g_assert_true (mh_broadcast_text_validate (text, &error));
    g_assert_no_error (error);
  }
  g_assert_null (mh_broadcast_text_field_label ("address"));

  mh_test_town_set (fixture->town, "town.phone", "");
  g_assert_null (write_for (fixture, &(MhBroadcast) { .text = (char *) "はい" }, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
set_key (Fixture    *fixture,
         const char *key,
         const char *value,
         gboolean    taken)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s %s", key, value);
  g_assert_cmpint (mh_config_set (&fixture->town->desk, key, value, &error), ==, taken);
  if (!taken)
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
test_measure (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  MhTextMeasure measure;

  for (guint i = 0; i < 71; i++)
    g_string_append (text, "予");

  mh_broadcast_text_measure (&fixture->town->desk, text->str, &measure, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (measure.line_units, ==, 71);
  g_assert_cmpint (measure.sms_parts, ==, 2);
  g_assert_cmpfloat (measure.sms_yen, ==, 0);
  g_assert_true (measure.sms_fits && measure.line_fits);
  g_assert_null (measure.refused);
  mh_text_measure_clear (&measure);

  set_key (fixture, "sms.first", "71", FALSE);
  set_key (fixture, "sms.first", "0", FALSE);
  set_key (fixture, "sms.step", "70", TRUE);
  set_key (fixture, "sms.limit", "69", FALSE);
  set_key (fixture, "sms.limit", "70", TRUE);
  set_key (fixture, "sms.yen", "-1", FALSE);
  set_key (fixture, "sms.yen", "3,3", FALSE);
  set_key (fixture, "sms.yen", "1e1", FALSE);
  set_key (fixture, "sms.yen", "101", FALSE);
  set_key (fixture, "sms.yen", "3.3", TRUE);
  g_string_append (text, "①髙①");
  mh_broadcast_text_measure (&fixture->town->desk, text->str, &measure, &error);
  g_assert_no_error (error);
  g_assert_cmpint (measure.sms_parts, ==, 2);
  g_assert_cmpfloat_with_epsilon (measure.sms_yen, 6.6, 0.0001);
  g_assert_false (measure.sms_fits);
  g_assert_cmpstr (measure.refused, ==, "①髙");
  mh_text_measure_clear (&measure);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 2501; i++)
    g_string_append (text, "😀");
  mh_broadcast_text_measure (&fixture->town->desk, text->str, &measure, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (measure.line_units, ==, 5002);
  g_assert_false (measure.line_fits);
  mh_text_measure_clear (&measure);
}

/* The problems, "programme other-host". */
static char *
check_words (Fixture    *fixture,
             const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = mh_broadcast_text_check (&fixture->town->desk, text, &error);
  GString *nicks = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (nicks, "%s%s", i > 0 ? " " : "", mh_words_problem_nick (((MhWordsFinding *) g_ptr_array_index (findings, i))->problem));

  return g_string_free (nicks, FALSE);
}

static void
test_check (Fixture      *fixture,
            gconstpointer data)
{
  static const struct {
    const char *public_name;
    const char *web;
    const char *text;
    const char *nicks;
  } cases[] = {
    { NULL, "", "インフルエンザ 予防接種のお知らせ", "programme" },
    { NULL, "", "お知らせ", "" },
    { "季節のインフルエンザ予防接種", "", "季節のインフルエンザ予防接種、インフルエンザ予防接種", "" },
    { "秋の予防接種", "", "秋の予防接種（インフルエンザ予防接種）", "programme" },
    { NULL, "", "https://www.town.other.lg.jp/", "" },
    { NULL, "www.town.takinoue.hokkaido.jp", "https://www.town.takinoue.hokkaido.jp/kenko", "" },
    { NULL, "town.takinoue.hokkaido.jp", "https://www.town.takinoue.hokkaido.jp/kenko", "" },
    { NULL, "www.town.takinoue.hokkaido.jp", "https://www.town.other.lg.jp/", "other-host" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *nicks = NULL;

    g_test_message ("%s", cases[i].text);
    name_programme (fixture, cases[i].public_name);
    set_key (fixture, "town.web", cases[i].web, TRUE);
    nicks = check_words (fixture, cases[i].text);
    g_assert_cmpstr (nicks, ==, cases[i].nicks);
  }

  set_key (fixture, "town.web", "https://WWW.town.example.lg.jp/kenko/", TRUE);
  {
    g_autofree char *web = mh_config_get (&fixture->town->desk, "town.web", NULL);

    g_assert_cmpstr (web, ==, "www.town.example.lg.jp");
  }
  set_key (fixture, "town.web", "滝上町", FALSE);

  mh_test_town_set (fixture->town, "town.phone", "");
  {
    g_autofree char *nicks = check_words (fixture, "お知らせ");

    g_assert_cmpstr (nicks, ==, "no-phone");
  }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/service/broadcast-text/the-sender-stands-first-and-whom-to-call-last", test_frame);
  ADD ("/service/broadcast-text/osaka-2022-toride-2021-names-and-times-come-from-the-person-s-own-record", test_own_record);
  ADD ("/service/broadcast-text/a-booking-is-told-only-to-who-has-it", test_bookings);
  ADD ("/service/broadcast-text/only-a-public-name-of-a-programme-is-told", test_programme);
  ADD ("/service/broadcast-text/nobody-is-named-where-others-read-along", test_shared);
  ADD ("/service/broadcast-text/whose-a-number-is-decides-who-is-named", test_whose);
  ADD ("/service/broadcast-text/nothing-tells-where-a-protected-person-lives", test_protected);
  ADD ("/service/broadcast-text/a-message-with-a-hole-never-leaves", test_holes);
  ADD ("/service/broadcast-text/length-and-cost-follow-the-contract", test_measure);
  ADD ("/service/broadcast-text/the-check-knows-the-town-s-names-and-pages", test_check);

  return g_test_run ();
}
