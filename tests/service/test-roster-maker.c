/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <locale.h>
#include <string.h>

#include "mh-audit.h"
#include "mh-booking.h"
#include "mh-consent.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-glyphs.h"
#include "mh-people.h"
#include "mh-roster-columns.h"
#include "mh-roster-copies.h"
#include "mh-roster-maker.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"

#define GAIJI "\xee\x80\x80"
#define KUZU  "葛\xf3\xa0\x84\x80"

/* The protected person. */
#define PROTECTED 3

typedef struct {
  MhTestTown *town;
  gint64      session;
  gint64      residents[6];
} Fixture;

static const struct {
  const char *number;
  const char *name;
  const char *kana;
  const char *birth;
  const char *household;
  const char *address;
  const char *district;
  const char *phone;
  const char *time;
  const char *proxy;
} people[] = {
  { "0001", "渡邉　一郎", "ワタナベ　イチロウ", "1940-01-02", "H2", "元町1番地", "元町", "0158290001", "9:00", NULL },
  { "0002", "阿部　二郎", "アベ　ジロウ", "1950-03-01", "H1", "旭町2番地", "旭町", "0158290002", "9:30", "阿部　良子" },
  { "0003", "佐藤　三郎", "", NULL, "H3", NULL, NULL, NULL, "9:30", NULL },
  { "0004", "加藤　花子", "カトウ　ハナコ", "1955-12-31", "H1", "ヒミツ4番地", "ヒミツ区", "0158290004", "9:00", NULL },
  { "0005", "髙﨑　𠮷" KUZU, "タカサキ　キチ", "1960-05-05", "H2", "元町5番地", "元町", "09011110005", "9:00", NULL },
  { "0006", "山" GAIJI "田　次郎", "ヤマダ　ジロウ", "1961-06-06", "H6", "旭町6番地", "旭町", "0158290006", "9:00", NULL },
};

static gint64
add_person (Fixture *fixture,
            gsize    i)
{
  g_autoptr (MhResident) resident = mh_resident_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  resident->register_number = g_strdup (people[i].number);
  resident->name = g_strdup (people[i].name);
  g_free (resident->kana);
  resident->kana = g_strdup (people[i].kana);
  resident->household_number = g_strdup (people[i].household);
  resident->address = g_strdup (people[i].address);
  resident->district = g_strdup (people[i].district);
  if (people[i].birth != NULL)
    mh_date_from_iso (people[i].birth, &resident->birth);
  id = mh_test_add_person (&fixture->town->desk, resident, &error);
  g_assert_no_error (error);
  if (people[i].phone != NULL)
    mh_test_town_add_contact (fixture->town, id, g_str_has_prefix (people[i].phone, "090") ? "mobile" : "landline", people[i].phone);

  return id;
}

static void
book (Fixture *fixture,
      gsize    i)
{
  MhBookingRequest request = {
    .slot = mh_test_town_find_slot (fixture->town, fixture->session, people[i].time),
    .resident = fixture->residents[i],
    .via = "phone",
    .proxy_name = people[i].proxy,
    .proxy_relation = people[i].proxy != NULL ? "娘" : NULL,
  };
  g_autoptr (GError) error = NULL;

  mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  gint64 programme;

  fixture->town = mh_test_town_new ("2026-10-20 08:30");
  mh_test_town_set (fixture->town, "town.area-code", "0158");
  programme = mh_test_town_add_programme (fixture->town);
  fixture->session = mh_test_town_add_session (fixture->town, programme, "2026-11-05", "09:00-10:00/30x4");
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    fixture->residents[i] = add_person (fixture, i);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    book (fixture, i);
  mh_test_town_protect (fixture->town, fixture->residents[PROTECTED]);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

/* What the PDF says, or NULL where nothing can read it. */
static char *
read_pdf (Fixture        *fixture,
          const MhRoster *roster)
{
  g_autofree char *path = g_build_filename (fixture->town->dir, "roster.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *argv[] = { program, "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int status;

  mh_roster_write_pdf (roster, path, &error);
  g_assert_no_error (error);
  if (program == NULL) {
    g_test_skip ("pdftotext is not installed: what stands in the PDF was not read");
    return NULL;
  }

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  return text;
}

static char *
preview (Fixture                *fixture,
         const MhRosterSettings *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRoster) roster = mh_roster_preview (&fixture->town->desk, fixture->session, settings, &error);

  g_assert_no_error (error);

  return read_pdf (fixture, roster);
}

static MhRosterSettings *
make_settings (MhRosterPurpose purpose,
               const char     *orders,
               const char     *columns)
{
  MhRosterSettings *settings = mh_roster_settings_new (purpose);
  g_autoptr (GError) error = NULL;

  if (orders != NULL)
    mh_roster_settings_set_orders (settings, orders, &error);
  g_assert_no_error (error);
  if (columns != NULL)
    mh_roster_settings_set_columns (settings, columns, &error);
  g_assert_no_error (error);

  return settings;
}

static const char *
find (const char *text,
      const char *words)
{
  const char *found = strstr (text, words);

  g_test_message ("looking for “%s” in\n%s", words, text);
  g_assert_nonnull (found);

  return found;
}

static void
find_none (const char *text,
           const char *words)
{
  g_test_message ("no “%s” may be in\n%s", words, text);
  g_assert_null (strstr (text, words));
}

static void
test_print (Fixture      *fixture,
            gconstpointer data)
{
  const char *recipients[] = { "受付", "会場責任者", NULL };
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_RECEPTION, "kana,time", NULL);
  g_autoptr (MhRosterSettings) doctor = make_settings (MH_ROSTER_DOCTOR, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = mh_roster_print (&fixture->town->desk, fixture->session, settings, recipients, NULL);
  g_autoptr (GPtrArray) second = mh_roster_print (&fixture->town->desk, fixture->session, settings, NULL, NULL);
  g_autoptr (GPtrArray) third = mh_roster_print (&fixture->town->desk, fixture->session, doctor, NULL, &error);
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *text = NULL;
  const MhAuditEntry *entry;

  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpint (((const MhRosterPrint *) g_ptr_array_index (first, 1))->copy, ==, 2);
  g_assert_cmpint (((const MhRosterPrint *) g_ptr_array_index (second, 0))->copy, ==, 3);
  /* Copies are numbered in each purpose. */
  g_assert_cmpint (((const MhRosterPrint *) g_ptr_array_index (third, 0))->copy, ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT n_rows FROM roster_print WHERE sort_order = 'kana,time'"), ==, 6);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM roster_print_row"), ==, 24);

  entries = mh_audit_list (fixture->town->db, fixture->residents[PROTECTED], 1, &error);
  g_assert_no_error (error);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->kind, ==, "roster.print");
  g_assert_cmpuint (entry->people->len, ==, 6);
  g_assert_nonnull (strstr (entry->detail, "\"purpose\":\"doctor\",\"copy\":1,"));
  g_assert_nonnull (strstr (entry->detail, "\"columns\":[\"time\",\"name\",\"kana\",\"birth\",\"age\",\"sex\",\"status\"]"));

  text = read_pdf (fixture, ((const MhRosterPrint *) g_ptr_array_index (first, 1))->roster);
  if (text != NULL)
    find (text, "Copy 2 of 2: 会場責任者");
}

static void
test_preview (Fixture      *fixture,
              gconstpointer data)
{
  gint64 before = mh_test_town_count (fixture->town, "SELECT count(*) FROM audit");
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_RECEPTION, NULL, NULL);
  g_autofree char *text = preview (fixture, settings);

  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM roster_print"), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM audit"), ==, before);
}

/* The reception calls out names: with the protected person's among them, but nothing that tells where anybody lives. */
static void
test_contents (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_RECEPTION, NULL, NULL);
  g_autofree char *text = NULL;

  mh_test_town_set_status (fixture->town, fixture->residents[0], "dead", "2026-10-19");
  text = preview (fixture, settings);
  if (text == NULL)
    return;

  for (gsize i = 0; i < 4; i++)
    find (text, (const char *[]) { "渡邉", "昭和15年1月2日", "Dead", "娘" }[i]);
  find (text, "加藤");
  find (text, "髙﨑");
  find (text, "𠮷葛");
  find (text, "山〓田");
  find (text, "U+E000");
  find (text, "6 people in all");
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++) {
    if (people[i].address != NULL)
      find_none (text, people[i].address);
    find_none (text, people[i].household);
  }
  find_none (text, "29-000");
  find_none (text, "元町");
}

/* What the town's fonts lack is shown as the town has said. */
static void
test_glyphs (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_RECEPTION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  mh_glyphs_set (&fixture->town->desk, GAIJI, "嵜", &error);
  g_assert_no_error (error);
  text = preview (fixture, settings);
  if (text == NULL)
    return;

  find (text, "山嵜田");
  find_none (text, "〓");
}

static void
test_protection (Fixture      *fixture,
                 gconstpointer data)
{
  static const struct {
    MhRosterPurpose purpose;
    const char     *orders;
    const char     *columns;
    gboolean        shown;   /* the person stands there */
    gboolean        masked;  /* and something of her is masked */
  } cases[] = {
    { MH_ROSTER_RECEPTION, "time", NULL, TRUE, FALSE },
    { MH_ROSTER_RECEPTION, "household", NULL, TRUE, FALSE },
    { MH_ROSTER_RECEPTION, "district,kana", NULL, TRUE, FALSE },
    { MH_ROSTER_DOCTOR, "number", NULL, TRUE, FALSE },
    { MH_ROSTER_CALLS, "kana", NULL, TRUE, TRUE },
    { MH_ROSTER_WALK, NULL, NULL, FALSE, FALSE },
    { MH_ROSTER_WALK, "time", NULL, FALSE, FALSE },
    { MH_ROSTER_CUSTOM, "first", "name,address,phone,district,household-number", TRUE, TRUE },
    { MH_ROSTER_CUSTOM, "district,household", "name,address", TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhRosterSettings) settings = make_settings (cases[i].purpose, cases[i].orders, cases[i].columns);
    g_autofree char *text = NULL;

    settings->big = i % 2 != 0;
    settings->qr = TRUE;
    text = preview (fixture, settings);
    if (text == NULL)
      return;

    g_test_message ("case %d", (int) i);
    g_assert_cmpint (strstr (text, "加藤") != NULL, ==, cases[i].shown);
    g_assert_cmpint (strstr (text, "(not") != NULL, ==, cases[i].masked);
    find_none (text, "ヒミツ");
    find_none (text, "29-0004");
  }
}

/* What is safe for a message is not safe on a paper that may be lost. */
static void
test_safe_phone (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_CALLS, NULL, NULL);
  gint64 link = mh_test_town_add_contact (fixture->town, fixture->residents[PROTECTED], "mobile", "09044440004");
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  mh_contacts_mark_safe (&fixture->town->desk, fixture->residents[PROTECTED], link, "本人から電話で", &error);
  g_assert_no_error (error);
  after = preview (fixture, settings);
  if (after == NULL)
    return;

  find_none (after, "4444");
  find_none (after, "29-0004");
  find (after, "(not");
}

/* Who does not want to be called has a word where the number would be; a number that is not to be used gives way to the next. */
static void
test_phone_consent (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_CALLS, NULL, NULL);
  MhConsent refusal = { .resident = fixture->residents[0], .channel = (char *) "phone", .category = (char *) "", .answer = FALSE,
                        .day = { 2026, 10, 1 }, .how = (char *) "counter" };
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (fixture->town->db, fixture->residents[1], NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  mh_consent_set (&fixture->town->desk, &refusal, &error);
  g_assert_no_error (error);
  mh_contacts_set_opt_out (&fixture->town->desk, fixture->residents[1], ((MhContact *) contacts->pdata[0])->link, TRUE, &error);
  g_assert_no_error (error);
  mh_test_town_add_contact (fixture->town, fixture->residents[1], "landline", "0158290012");

  after = preview (fixture, settings);
  if (after == NULL)
    return;

  find_none (after, "29-0001");
  find (after, "Not by telephone");
  find_none (after, "29-0002");
  find (after, "29-0012");
  find (after, "29-0006");
}

static void
test_walk (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_WALK, NULL, NULL);
  g_autofree char *text = NULL;

  mh_test_town_set_status (fixture->town, fixture->residents[5], "moved-out", "2026-10-01");
  text = preview (fixture, settings);
  if (text == NULL)
    return;

  /* By district, and there by household: 元町 has both of H2. */
  g_assert_true (find (text, "元町1番地") < find (text, "元町5番地"));
  find (text, "旭町2番地");
  find_none (text, "旭町6番地");
  find_none (text, "三郎");
  find (text, "3 people in all");
  find_none (text, "6 people");
}

/* The names of a column as they come down the page: their places in the text. */
static void
check_sequence (const char *text,
                const char *sequence)
{
  g_auto (GStrv) words = g_strsplit (sequence, " ", -1);
  const char *last = text;

  for (char **word = words; *word != NULL; word++) {
    const char *at = strstr (text, *word);

    g_test_message ("%s in\n%s", *word, text);
    g_assert_nonnull (at);
    g_assert_true (at > last);
    last = at;
  }
}

static void
test_orders (Fixture      *fixture,
             gconstpointer data)
{
  static const struct {
    const char *orders;
    const char *sequence;
  } cases[] = {
    { "time", "9:00 渡邉 加藤 髙﨑 次郎 9:30 阿部 三郎" },
    { "time,kana", "加藤 髙﨑 次郎 渡邉 阿部 三郎" },
    { "kana", "あ 阿部 か 加藤 た 髙﨑 や 次郎 わ 渡邉 Others 三郎" },
    { "number", "渡邉 阿部 三郎 加藤 髙﨑 次郎" },
    /* The protected person of H1 does not stand with her household. */
    { "household,kana", "阿部 髙﨑 渡邉 三郎 次郎 加藤" },
    { "household,time", "阿部 渡邉 髙﨑 三郎 次郎 加藤" },
    { "first,number", "First 阿部 三郎 加藤 髙﨑 次郎 Been 渡邉" },
    { "district,kana", "旭町 阿部 次郎 元町 髙﨑 渡邉 Others 加藤 三郎" },
  };
  g_autofree char *statement = g_strdup_printf ("INSERT INTO past_dose (programme, resident, dose, date) SELECT programme, %" G_GINT64_FORMAT
                                                ", 1, '2025-11-01' FROM session", fixture->residents[0]);
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, 1, "試験", "test", MH_UNDO_WHOLE, &error);

    g_assert_nonnull (act);
    g_assert_true (mh_db_run (fixture->town->db, &error, statement, NULL));
    g_assert_true (mh_act_commit (act, &error));
  }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_CUSTOM, cases[i].orders, "name");
    g_autofree char *text = preview (fixture, settings);

    if (text == NULL)
      return;

    g_test_message ("%s", cases[i].orders);
    check_sequence (strchr (text, '\n'), cases[i].sequence);
  }
}

static void
test_odd_settings (void)
{
  static const char * const bad_orders[] = { "", "age", "time,", "time,kana,number,first" };
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);
  g_autoptr (MhRosterSettings) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad_orders); i++) {
    g_assert_false (mh_roster_settings_set_orders (settings, bad_orders[i], &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_clear_error (&error);
  }
  g_assert_false (mh_roster_settings_set_columns (settings, "name,password", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpuint (settings->n_orders, ==, 1);

  g_assert_true (mh_roster_settings_set_orders (settings, "first, household,kana", NULL));
  g_assert_true (mh_roster_settings_set_columns (settings, "name,qr,lot-box", NULL));
  settings->big = settings->lot = TRUE;
  settings->blank_rows = 7;
  json = mh_roster_settings_to_json (settings);
  read = mh_roster_settings_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->purpose, ==, MH_ROSTER_CUSTOM);
  g_assert_cmpuint (read->n_orders, ==, 3);
  g_assert_cmpint (read->orders[1], ==, MH_ROSTER_ORDER_HOUSEHOLD);
  g_assert_cmpstr (read->columns[2], ==, "lot-box");
  g_assert_true (read->big && read->lot && !read->qr && !read->barcode);
  g_assert_cmpuint (read->blank_rows, ==, 7);

  g_assert_null (mh_roster_settings_from_json ("[1]", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

/* What a later version or a hand has written there is no reason not to print. */
static void
test_strange_settings (void)
{
  g_autoptr (MhRosterSettings) settings =
    mh_roster_settings_from_json ("{\"purpose\":\"choir\",\"order\":[1],\"columns\":7,\"big\":\"yes\",\"blank-rows\":-4}", NULL);

  g_assert_nonnull (settings);
  g_assert_cmpint (settings->purpose, ==, MH_ROSTER_RECEPTION);
  g_assert_cmpuint (settings->n_orders, ==, 1);
  g_assert_cmpuint (settings->blank_rows, ==, 0);
}

static void
test_last_settings (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_DOCTOR, "kana", NULL);
  g_autoptr (MhRosterSettings) before = mh_roster_last_settings (&fixture->town->desk, fixture->session, NULL);
  g_autoptr (MhRosterSettings) after = NULL;
  g_autoptr (GPtrArray) prints = NULL;

  settings->big = TRUE;
  prints = mh_roster_print (&fixture->town->desk, fixture->session, settings, NULL, NULL);
  g_assert_nonnull (prints);
  after = mh_roster_last_settings (&fixture->town->desk, fixture->session, NULL);
  g_assert_cmpint (before->purpose, ==, MH_ROSTER_RECEPTION);
  g_assert_cmpint (after->purpose, ==, MH_ROSTER_DOCTOR);
  g_assert_cmpint (after->orders[0], ==, MH_ROSTER_ORDER_KANA);
  g_assert_true (after->big);
}

static void
test_layouts (Fixture      *fixture,
              gconstpointer data)
{
  const MhDesk *desk = &fixture->town->desk;
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_RECEPTION, "kana,time", NULL);
  g_autoptr (MhRosterSettings) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (mh_roster_layout_save (desk, " ", settings, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (mh_roster_layout_save (desk, "受付の名簿", settings, &error));
  settings->big = TRUE;
  g_assert_true (mh_roster_layout_save (desk, "受付の名簿", settings, &error));
  g_assert_true (mh_roster_layout_save (desk, "別の名簿", settings, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM roster_layout"), ==, 2);

  g_assert_false (mh_roster_layout_rename (desk, "別の名簿", "受付の名簿", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (mh_roster_layout_rename (desk, "別の名簿", "大きな名簿", &error));
  g_assert_true (mh_roster_layout_delete (desk, "受付の名簿", &error));
  g_assert_no_error (error);
  loaded = mh_roster_layout_load (desk, "大きな名簿", &error);
  g_assert_no_error (error);
  g_assert_true (loaded->big);
  g_assert_cmpuint (loaded->n_orders, ==, 2);
  g_assert_null (mh_roster_layout_load (desk, "受付の名簿", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhRosterSettings) settings = make_settings (MH_ROSTER_RECEPTION, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_roster_print (&fixture->town->desk, 99, settings, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (mh_roster_preview (&fixture->town->desk, 99, settings, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_false (mh_db_in_transaction (fixture->town->db));
}

/* Every column can be printed. */
static void
test_all_columns (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GString) nicks = g_string_new (NULL);
  g_autoptr (MhRosterSettings) settings = NULL;
  g_autofree char *text = NULL;

  for (const MhRosterColumnInfo *column = mh_roster_columns (); column->nick != NULL; column++)
    g_string_append_printf (nicks, "%s%s", nicks->len > 0 ? "," : "", column->nick);
  settings = make_settings (MH_ROSTER_CUSTOM, NULL, nicks->str);
  text = preview (fixture, settings);
  if (text != NULL)
    find_none (text, "ヒミツ");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/roster-maker/a-print-is-numbered-and-noted", Fixture, NULL, set_up, test_print, tear_down);
  g_test_add ("/service/roster-maker/a-preview-leaves-no-trace", Fixture, NULL, set_up, test_preview, tear_down);
  g_test_add ("/service/roster-maker/it-says-what-the-desk-needs", Fixture, NULL, set_up, test_contents, tear_down);
  g_test_add ("/service/roster-maker/rare-characters-are-shown-as-the-town-says", Fixture, NULL, set_up, test_glyphs, tear_down);
  g_test_add ("/service/roster-maker/no-list-tells-where-a-protected-person-is", Fixture, NULL, set_up, test_protection, tear_down);
  g_test_add ("/service/roster-maker/who-does-not-want-to-be-called-has-no-number", Fixture, NULL, set_up, test_phone_consent, tear_down);
  g_test_add ("/service/roster-maker/not-even-a-safe-number-goes-on-paper", Fixture, NULL, set_up, test_safe_phone, tear_down);
  g_test_add ("/service/roster-maker/nobody-walks-to-who-cannot-be-visited", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/service/roster-maker/orders-and-orders-in-orders", Fixture, NULL, set_up, test_orders, tear_down);
  g_test_add_func ("/service/roster-maker/settings-go-into-json-and-back", test_odd_settings);
  g_test_add_func ("/service/roster-maker/strange-settings-print-as-usual", test_strange_settings);
  g_test_add ("/service/roster-maker/the-last-print-is-remembered", Fixture, NULL, set_up, test_last_settings, tear_down);
  g_test_add ("/service/roster-maker/layouts-are-saved-renamed-and-deleted", Fixture, NULL, set_up, test_layouts, tear_down);
  g_test_add ("/service/roster-maker/every-column-can-be-printed", Fixture, NULL, set_up, test_all_columns, tear_down);
  g_test_add ("/service/roster-maker/an-unknown-session-is-not-found", Fixture, NULL, set_up, test_empty, tear_down);

  return g_test_run ();
}
