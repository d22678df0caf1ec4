/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <locale.h>
#include <string.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-booking.h"
#include "mh-consent-table.h"
#include "mh-csv.h"
#include "mh-error.h"
#include "mh-export.h"
#include "mh-people.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define HIDDEN "(not shown)"

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      session;
  gint64      plain;      /* 0001, has an address and a number */
  gint64 protected;       /* 0002, the same, and a measure runs */
  gint64      dead;       /* 0003, with an address */
  gint64      bare;       /* 0004, has neither */
  char       *path;
} Fixture;

static gint64
add_person (Fixture    *fixture,
            const char *number,
            const char *name,
            const char *kana,
            gboolean    with_address)
{
  g_autoptr (MhResident) resident = mh_resident_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  resident->register_number = g_strdup (number);
  resident->name = g_strdup (name);
  g_free (resident->kana);
  resident->kana = g_strdup (kana);
  mh_date_from_iso ("1950-03-01", &resident->birth);
  if (with_address) {
    resident->postal_code = g_strdup ("0995551");
    resident->address = g_strdup_printf ("滝上町字%s番地", number);
    resident->address_extra = g_strdup ("コーポ１号");
    resident->district = g_strdup ("元町");
    resident->household_number = g_strdup_printf ("9%s", number);
    resident->note = g_strdup ("犬がいる");
  }
  id = mh_test_add_person (&fixture->town->desk, resident, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
book (Fixture    *fixture,
      gint64      resident,
      const char *time)
{
  MhBookingRequest request = {
    .slot = mh_test_town_find_slot (fixture->town, fixture->session, time),
    .resident = resident,
    .via = "phone",
  };
  g_autoptr (GError) error = NULL;
  gint64 booking = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return booking;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-20 08:30");
  mh_test_town_set (fixture->town, "town.area-code", "0158");
  fixture->programme = mh_test_town_add_programme (fixture->town);
  fixture->session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x3");
  fixture->plain = add_person (fixture, "0001", "阿部　二郎", "アベ　ジロウ", TRUE);
  fixture->protected = add_person (fixture, "0002", "加藤　花子", "カトウ　ハナコ", TRUE);
  fixture->dead = add_person (fixture, "0003", "佐藤　三郎", "サトウ　サブロウ", TRUE);
  fixture->bare = add_person (fixture, "0004", "渡邉　四郎", "ワタナベ　シロウ", FALSE);
  mh_test_town_add_contact (fixture->town, fixture->plain, "landline", "0158290001");
  mh_test_town_add_contact (fixture->town, fixture->protected, "landline", "0158290002");
  mh_test_town_protect (fixture->town, fixture->protected);
  mh_test_town_set_status (fixture->town, fixture->dead, "dead", "2026-10-01");
  fixture->path = g_build_filename (fixture->town->dir, "list.csv", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_free (fixture->path);
  mh_test_town_free (fixture->town);
}

static MhExport *
make (Fixture               *fixture,
      const MhExportRequest *request)
{
  g_autoptr (GError) error = NULL;
  MhExport *list = mh_export_make (&fixture->town->desk, request, &error);

  g_assert_no_error (error);
  g_assert_nonnull (list);

  return list;
}

static void
save (Fixture  *fixture,
      MhExport *list)
{
  g_autoptr (GError) error = NULL;

  mh_export_save (&fixture->town->desk, list, fixture->path, MH_CSV_FORMAT_UTF8_BOM, MH_CSV_MISFIT_STOP, &error);
  g_assert_no_error (error);
}

/* The list as lines. */
static char *
to_text (MhExport *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < mh_export_get_n_rows (list); i++) {
    g_autofree char *line = g_strjoinv ("|", (char **) mh_export_get_row (list, i));

    g_string_append_printf (text, "%s\n", line);
  }

  return g_string_free (text, FALSE);
}

static void
assert_list (Fixture               *fixture,
             const MhExportRequest *request,
             const char            *expected,
             guint                  n_left_out)
{
  g_autoptr (MhExport) list = make (fixture, request);
  g_autofree char *text = to_text (list);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (mh_export_get_n_left_out (list), ==, n_left_out);
}

static void
write_row (Fixture    *fixture,
           const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "test", "resident.edit", MH_UNDO_WHOLE, &error);

  mh_db_exec (fixture->town->db, sql, &error);
  g_assert_no_error (error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

static void
test_columns (Fixture      *fixture,
              gconstpointer data)
{
  static const char * const chosen[] = { "phone", "register-number", "age", "status", NULL };

  assert_list (fixture, &(MhExportRequest) { .list = MH_EXPORT_RESIDENTS },
               "0001|阿部　二郎|アベ　ジロウ|1950-03-01\n0002|加藤　花子|カトウ　ハナコ|1950-03-01\n"
               "0003|佐藤　三郎|サトウ　サブロウ|1950-03-01\n0004|渡邉　四郎|ワタナベ　シロウ|1950-03-01\n", 0);
  assert_list (fixture, &(MhExportRequest) { .list = MH_EXPORT_RESIDENTS, .search = "アベ", .dates = MH_EXPORT_DATES_WORDS },
               "0001|阿部　二郎|アベ　ジロウ|昭和25年3月1日\n", 0);
  assert_list (fixture, &(MhExportRequest) {
    .list = MH_EXPORT_RESIDENTS, .people = (gint64[]) { fixture->bare, fixture->plain }, .n_people = 2,
    .columns = (const char * const[]) { "name", NULL }
  }, "渡邉　四郎\n阿部　二郎\n", 0);
  assert_list (fixture, &(MhExportRequest) { .list = MH_EXPORT_RESIDENTS, .columns = chosen }, "0001|76|0158-29-0001|Resident\n", 3);
}

static void
test_bad_columns (Fixture      *fixture,
                  gconstpointer data)
{
  static const char * const none[] = { NULL };
  static const char * const unknown[] = { "name", "lot", NULL };
  const char * const *cases[] = { none, unknown };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhExportRequest request = { .list = MH_EXPORT_RESIDENTS, .columns = cases[i] };
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_export_make (&fixture->town->desk, &request, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }
}

/* Who is protected cannot be told from a list that is there to reach people: the sum is of everybody it does not have. */
static void
test_protected_left_out (Fixture      *fixture,
                         gconstpointer data)
{
  assert_list (fixture, &(MhExportRequest) { .list = MH_EXPORT_RESIDENTS, .purpose = MH_EXPORT_FOR_LETTERS },
               "0001|阿部　二郎|阿部　二郎|099-5551|滝上町字0001番地|コーポ１号\n", 3);
  assert_list (fixture, &(MhExportRequest) { .list = MH_EXPORT_RESIDENTS, .purpose = MH_EXPORT_FOR_CALLS },
               "0001|阿部　二郎|アベ　ジロウ|0158-29-0001\n", 3);
}

/* In every list that keeps everybody, nothing that tells where a protected person is gets out, whatever is chosen. */
static void
test_protected_hidden (Fixture      *fixture,
                       gconstpointer data)
{
  static const char * const secrets[] = { "0002番地", "099-5551", "0995551", "29-0002", "290002", "コーポ", "元町", "90002", "犬がいる", "090-X" };
  gint64 only = fixture->protected;
  g_autoptr (GError) error = NULL;
  gboolean hidden = FALSE;

  book (fixture, only, "9:00");
  mh_test_add_waiting (&fixture->town->desk, mh_test_town_add_programme (fixture->town), &only, 1, "any", &error);
  g_assert_no_error (error);
  write_row (fixture,
             "INSERT INTO contact_problem (resident, written, problem, day) VALUES (2, '090-X', 'invalid', '2026-10-20');"
             "INSERT INTO mailing_address (resident, addressee, address) VALUES (2, '母', '滝上町字0002番地')");

  for (int i = 0; i < MH_EXPORT_N_LISTS; i++) {
    g_autoptr (GPtrArray) columns = mh_export_list_columns (i);
    g_autoptr (GPtrArray) nicks = g_ptr_array_new ();
    g_autoptr (MhExport) list = NULL;
    g_autofree char *text = NULL;

    for (guint k = 0; k < columns->len; k++)
      g_ptr_array_add (nicks, (gpointer) mh_export_column_nick (g_ptr_array_index (columns, k)));
    g_ptr_array_add (nicks, NULL);

    list = make (fixture, &(MhExportRequest) { .list = i, .people = &only, .n_people = 1, .columns = (const char * const *) nicks->pdata });
    text = to_text (list);
    g_test_message ("%s: %s", mh_export_list_nick (i), text);
    for (gsize k = 0; k < G_N_ELEMENTS (secrets); k++)
      g_assert_null (strstr (text, secrets[k]));
    hidden = hidden || strstr (text, HIDDEN) != NULL;
  }

  g_assert_true (hidden);
}

static void
test_letters (Fixture      *fixture,
              gconstpointer data)
{
  MhExportRequest request = { .list = MH_EXPORT_RESIDENTS, .purpose = MH_EXPORT_FOR_LETTERS, .people = &fixture->plain, .n_people = 1 };

  write_row (fixture,
             "INSERT INTO mailing_address (resident, addressee, postal_code, address) VALUES (1, '阿部　良子', '0600001', '札幌市一番地')");
  assert_list (fixture, &request, "0001|阿部　二郎|阿部　良子|060-0001|札幌市一番地|\n", 0);

  write_row (fixture, "INSERT INTO consent (resident, channel, answer, day, how) VALUES (1, 'letter', 'no', '2026-10-01', 'phone')");
  assert_list (fixture, &request, "", 1);
}

static void
test_bookings (Fixture      *fixture,
               gconstpointer data)
{
  MhExportRequest request = { .list = MH_EXPORT_ROSTER, .filter = { .session = fixture->session }, .purpose = MH_EXPORT_FOR_CALLS };
  gint64 cancelled;

  book (fixture, fixture->protected, "9:30");
  book (fixture, fixture->plain, "9:00");
  cancelled = book (fixture, fixture->bare, "9:00");
  g_assert_true (mh_booking_cancel (&fixture->town->desk, cancelled, NULL, NULL, NULL));

  assert_list (fixture, &request,
               "1|2026-11-05|9:00|0001|阿部　二郎|アベ　ジロウ|0158-29-0001|\n"
               "2|2026-11-05|9:30|0002|加藤　花子|カトウ　ハナコ|" HIDDEN "|\n", 0);

  request.filter = (MhListFilter) { .from = { 2026, 11, 6 } };
  assert_list (fixture, &request, "", 0);
  request.filter = (MhListFilter) { .programme = fixture->programme, .to = { 2026, 11, 5 } };
  request.list = MH_EXPORT_BOOKINGS;
  request.columns = (const char * const[]) { "name", NULL };
  assert_list (fixture, &request, "阿部　二郎\n加藤　花子\n", 0);
}

static void
test_misfits (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhExport) list = NULL;
  g_autoptr (GPtrArray) misfits = NULL;
  g_autoptr (GError) error = NULL;
  const MhExportPerson *person;

  add_person (fixture, "0005", "𠮷田　𠮷男", "ヨシダ　ヨシオ", FALSE);
  add_person (fixture, "0006", "\xf0\xa9\xb8\xbd沢　六", "サバサワ　ロク", FALSE);
  add_person (fixture, "0007", "葛\xf3\xa0\x84\x80西　七", "カサイ　ナナ", FALSE);
  write_row (fixture, "INSERT INTO glyph (character, shown) VALUES (char (0x29e3d), '鯖')");
  list = make (fixture, &(MhExportRequest) { .list = MH_EXPORT_RESIDENTS });

  misfits = mh_export_list_misfits (list, MH_CSV_FORMAT_UTF8_BOM);
  g_assert_cmpuint (misfits->len, ==, 0);
  g_clear_pointer (&misfits, g_ptr_array_unref);

  misfits = mh_export_list_misfits (list, MH_CSV_FORMAT_CP932);
  g_assert_cmpuint (misfits->len, ==, 3);
  person = g_ptr_array_index (misfits, 0);
  g_assert_cmpstr (person->characters, ==, "葛\xf3\xa0\x84\x80");
  g_assert_cmpstr (person->usual, ==, "葛");
  person = g_ptr_array_index (misfits, 1);
  g_assert_cmpstr (person->register_number, ==, "0006");
  g_assert_cmpstr (person->usual, ==, "鯖");
  person = g_ptr_array_index (misfits, 2);
  g_assert_cmpstr (person->name, ==, "𠮷田　𠮷男");
  g_assert_cmpstr (person->characters, ==, "𠮷");
  g_assert_cmpstr (person->usual, ==, "吉");

  g_assert_false (mh_export_save (&fixture->town->desk, list, fixture->path, MH_CSV_FORMAT_CP932, MH_CSV_MISFIT_STOP, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM audit WHERE kind = 'list.export'"), ==, 0);
}

static void
test_file (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (MhExport) list = NULL;
  g_autoptr (MhCsv) csv = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  add_person (fixture, "0005", "=HYPERLINK(\"http://x\",\"a\")", "ア", FALSE);
  list = make (fixture, &(MhExportRequest) { .list = MH_EXPORT_RESIDENTS, .search = "0005" });
  name = mh_export_dup_file_name (list);
  g_assert_cmpstr (name, ==, "Residents 2026-10-20.csv");
  save (fixture, list);
  csv = mh_csv_new_from_path (fixture->path, MH_CSV_ENCODING_AUTO, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (mh_csv_get_had_bom (csv));
  g_assert_cmpstr (mh_csv_get_row (csv, 0, NULL, NULL)[0], ==, "Register no.");
  g_assert_cmpstr (mh_csv_get_row (csv, 1, NULL, NULL)[0], ==, "0005");
  g_assert_cmpstr (mh_csv_get_row (csv, 1, NULL, NULL)[1], ==, "'=HYPERLINK(\"http://x\",\"a\")");
}

static void
test_log (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (MhExport) list = make (fixture, &(MhExportRequest) { .list = MH_EXPORT_RESIDENTS, .purpose = MH_EXPORT_FOR_CALLS });
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GError) error = NULL;
  const MhAuditEntry *entry;

  save (fixture, list);
  entries = mh_audit_list (fixture->town->db, fixture->plain, 1, &error);
  g_assert_no_error (error);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->kind, ==, "list.export");
  g_assert_cmpstr (entry->detail, ==,
                   "{\"list\":\"residents\",\"columns\":[\"register-number\",\"name\",\"kana\",\"phone\"],\"format\":\"utf-8-bom\",\"count\":1}");
  g_assert_cmpuint (entry->people->len, ==, 1);

  /* Who is not in the file has not left. */
  others = mh_audit_list (fixture->town->db, fixture->protected, 1, &error);
  g_assert_cmpstr (((MhAuditEntry *) g_ptr_array_index (others, 0))->kind, !=, "list.export");
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->town->dir, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_both_or_neither (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (MhExport) list = make (fixture, &(MhExportRequest) { .list = MH_EXPORT_RESIDENTS });
  g_autofree char *folder = g_build_filename (fixture->town->dir, "folder", NULL);
  g_autoptr (GError) error = NULL;
  guint before;

  /* The name is a folder's: the bytes can be written beside it, but cannot take its place. */
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  before = count_files (fixture);
  g_assert_false (mh_export_save (&fixture->town->desk, list, folder, MH_CSV_FORMAT_UTF8_BOM, MH_CSV_MISFIT_STOP, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_false (mh_db_in_transaction (fixture->town->db));
  g_assert_cmpuint (count_files (fixture), ==, before);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM audit WHERE kind = 'list.export'"), ==, 0);

  /* What cannot be noted does not leave. */
  mh_db_forbid_writes (fixture->town->db, &error);
  g_assert_no_error (error);
  g_assert_false (mh_export_save (&fixture->town->desk, list, fixture->path, MH_CSV_FORMAT_UTF8_BOM, MH_CSV_MISFIT_STOP, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (fixture), ==, before);
}

/* In November. */
static void
set_time (Fixture *fixture,
          int      day,
          int      hour)
{
  MhDate date = { 2026, 11, (guint8) day };

  mh_fake_clock_set (fixture->town->clock, mh_ms_from_civil (date, hour * 60));
}

static void
assert_results (Fixture    *fixture,
                gboolean    since_last,
                const char *expected)
{
  MhExportRequest request = {
    .list = MH_EXPORT_RESULTS, .filter = { .programme = fixture->programme }, .since_last = since_last, .dates = MH_EXPORT_DATES_DIGITS,
    .columns = (const char * const[]) { "register-number", "dose", "date", "state-code", "lot", NULL },
  };
  g_autoptr (MhExport) list = make (fixture, &request);
  g_autofree char *text = to_text (list);

  g_assert_cmpstr (text, ==, expected);
  save (fixture, list);
}

static void
test_results (Fixture      *fixture,
              gconstpointer data)
{
  gint64 booking = book (fixture, fixture->plain, "9:00");
  gint64 act = 0;
  g_autoptr (GError) error = NULL;

  book (fixture, fixture->protected, "9:30");
  assert_results (fixture, FALSE, "");

  set_time (fixture, 5, 18);
  assert_results (fixture, FALSE, "0001|1|20261105|active|\n0002|1|20261105|active|\n");
  assert_results (fixture, TRUE, "0001|1|20261105|active|\n0002|1|20261105|active|\n");
  assert_results (fixture, TRUE, "");

  /* A file of everything leaves alone what the next one goes on from. */
  g_assert_true (mh_booking_cancel (&fixture->town->desk, booking, NULL, &act, &error));
  assert_results (fixture, FALSE, "0001|1|20261105|cancelled|\n0002|1|20261105|active|\n");
  assert_results (fixture, TRUE, "0001|1|20261105|cancelled|\n");
  assert_results (fixture, TRUE, "");
}

/* What the ledger was told and is no longer so is told, too. */
static void
test_results_undone (Fixture      *fixture,
                     gconstpointer data)
{
  MhBookingRequest request = { .slot = mh_test_town_find_slot (fixture->town, fixture->session, "9:00"), .resident = fixture->plain, .via = "phone" };
  gint64 act = 0;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, &act, &error), !=, 0);
  set_time (fixture, 6, 9);
  assert_results (fixture, TRUE, "0001|1|20261105|active|\n");
  write_row (fixture, "DELETE FROM seat_hold; UPDATE booking SET state = 'undone'");
  assert_results (fixture, FALSE, "");
  assert_results (fixture, TRUE, "0001|1|20261105|undone|\n");
  assert_results (fixture, TRUE, "");
}

static void
test_results_apart (Fixture      *fixture,
                    gconstpointer data)
{
  gint64 newborn = add_person (fixture, NULL, "新生　児", "シンセイ　ジ", FALSE);
  MhExportRequest request = { .list = MH_EXPORT_RESULTS, .filter = { .programme = fixture->programme }, .since_last = TRUE };
  MhResident changes = { .id = newborn, .register_number = (char *) "0099" };
  g_autoptr (MhExport) list = NULL;
  g_autoptr (GError) error = NULL;

  book (fixture, newborn, "9:00");
  set_time (fixture, 6, 9);
  list = make (fixture, &request);
  g_assert_cmpuint (mh_export_get_n_rows (list), ==, 0);
  g_assert_cmpuint (mh_export_get_apart (list)->len, ==, 1);
  g_assert_cmpstr (((MhExportPerson *) g_ptr_array_index (mh_export_get_apart (list), 0))->name, ==, "新生　児");
  save (fixture, list);
  assert_results (fixture, TRUE, "");

  mh_test_edit_person (&fixture->town->desk, &changes, &error);
  g_assert_no_error (error);
  assert_results (fixture, TRUE, "0099|1|20261105|active|\n");
  assert_results (fixture, TRUE, "");
}

static void
test_dates (Fixture      *fixture,
            gconstpointer data)
{
  static const struct {
    MhExportDates dates;
    const char   *birth;
    const char   *expected;
  } cases[] = {
    { MH_EXPORT_DATES_ISO, "1950-03-01", "1950-03-01\n" },
    { MH_EXPORT_DATES_DIGITS, "1950-03-01", "19500301\n" },
    { MH_EXPORT_DATES_ERA, "1950-03-01", "3250301\n" },
    { MH_EXPORT_DATES_ERA, "2019-05-01", "5010501\n" },
    { MH_EXPORT_DATES_ERA, "2019-04-30", "4310430\n" },
    { MH_EXPORT_DATES_ERA, "1926-12-25", "3011225\n" },
    { MH_EXPORT_DATES_ERA, "1926-12-24", "2151224\n" },
    { MH_EXPORT_DATES_ERA, "1912-07-29", "1450729\n" },
    { MH_EXPORT_DATES_WORDS, "2019-05-01", "令和元年5月1日\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhResident changes = { .id = fixture->plain };
    MhExportRequest request = {
      .list = MH_EXPORT_RESIDENTS, .people = &fixture->plain, .n_people = 1, .dates = cases[i].dates,
      .columns = (const char * const[]) { "birth", NULL },
    };
    g_autoptr (GError) error = NULL;

    mh_date_from_iso (cases[i].birth, &changes.birth);
    mh_test_edit_person (&fixture->town->desk, &changes, &error);
    g_assert_no_error (error);
    assert_list (fixture, &request, cases[i].expected, 0);
  }
}

static void
test_names (void)
{
  for (int i = 0; i < MH_EXPORT_N_LISTS; i++) {
    g_autoptr (GPtrArray) columns = mh_export_list_columns (i);
    g_autoptr (GHashTable) nicks = g_hash_table_new (g_str_hash, g_str_equal);
    MhExportList list = MH_EXPORT_N_LISTS;
    guint n_names = 0;

    g_assert_true (mh_export_list_from_nick (mh_export_list_nick (i), &list));
    g_assert_cmpint (list, ==, i);
    for (guint k = 0; k < columns->len; k++) {
      g_assert_true (g_hash_table_add (nicks, (gpointer) mh_export_column_nick (g_ptr_array_index (columns, k))));
      n_names += mh_export_column_is_for (g_ptr_array_index (columns, k), i, MH_EXPORT_FOR_NAMES);
    }
    g_assert_cmpuint (n_names, >, 0);
    g_assert_cmpuint (n_names, <, columns->len);
    g_assert_true (mh_export_list_has_purpose (i, MH_EXPORT_FOR_NAMES));
  }

  g_assert_true (mh_export_list_has_purpose (MH_EXPORT_RESIDENTS, MH_EXPORT_FOR_LETTERS));
  g_assert_false (mh_export_list_has_purpose (MH_EXPORT_RESULTS, MH_EXPORT_FOR_LETTERS));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add ("/service/export/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("the-fewest-columns-unless-others-are-chosen", test_columns);
  ADD ("columns-that-a-list-does-not-have-are-refused", test_bad_columns);
  ADD ("lists-to-reach-people-leave-the-protected-out-among-others", test_protected_left_out);
  ADD ("nothing-tells-where-a-protected-person-is", test_protected_hidden);
  ADD ("letters-go-where-the-person-wants-them", test_letters);
  ADD ("bookings-of-a-day-a-venue-a-programme", test_bookings);
  ADD ("characters-that-do-not-fit-are-listed-with-their-people", test_misfits);
  ADD ("a-spreadsheet-opens-the-file-and-runs-nothing", test_file);
  ADD ("the-log-says-who-left-in-which-columns", test_log);
  ADD ("the-file-and-its-note-stand-together-or-not-at-all", test_both_or_neither);
  ADD ("the-ledger-is-told-once-and-told-of-changes", test_results);
  ADD ("the-ledger-is-told-of-what-was-taken-back", test_results_undone);
  ADD ("who-has-no-number-yet-is-told-to-the-ledger-later", test_results_apart);
  ADD ("days-in-the-form-that-the-ledger-reads", test_dates);
#undef ADD
  g_test_add_func ("/service/export/names-are-stable-and-single", test_names);

  return g_test_run ();
}
