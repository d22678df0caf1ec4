/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What is wrong with a file, a cell or what somebody types, and the sentence that says what to do about it. The sentences are held to
 * their words: whoever changes one looks at its neighbours, and at the Japanese, which the last test does. */

#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

#include "mh-contacts.h"
#include "mh-date-reading.h"
#include "mh-error.h"
#include "mh-import-rows.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-protect.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"

#define EXCEL   "This is an Excel or ZIP file, not a CSV file. Open it in Excel, choose “Save As”, pick CSV, and choose the new file here."
#define PDF     "This is a PDF file. Ask for the same list as a CSV file and choose that one here."
#define PICTURE "This is a picture. Ask for the same list as a CSV file and choose that one here."
#define PACKED  "This is a packed file. Unpack it first, then choose the CSV file from it here."
#define PAGE \
  "This is a web page, even if its name ends in .xls or .csv. Open it in Excel, choose “Save As”, pick CSV, and choose the new file here."
#define EMPTY   "The file is empty. Write the list out again and choose the new file."
#define NO_TEXT "This file holds no text. Choose a CSV file."
#define NOBODY  "There is nobody in this file, only a heading. Please have the list given out again, and choose the new file."
#define NO_LIST \
  "This does not look like a resident list: no columns with names and with birth dates or kana were found. " \
  "Please check that it is the right file, or say which columns they are."
#define NO_NUMBER "No column with register numbers was found. Please choose the column whose number stays the same for a person."
#define INDIVIDUAL \
  "Column 4 (個人番号) of this file holds Individual Numbers (My Number). They must not be kept here, so nothing was read. Please have " \
  "the list given out again without that column, or delete the column in Excel and save the file as CSV."
#define TOO_LARGE "The file is larger than 200 MB, too large for a list of residents. Check that it is the right file."
#define FOLDER    "This is a folder. Open it and choose the CSV file inside."
#define GONE \
  "The file is not there. If it is on a USB stick or a shared folder, check that it is connected, and choose the file again."
#define LOCKED \
  "The file may not be read. Perhaps it is open in Excel: close it there and try again. Otherwise copy it to your own folder first."

#define HEAD    "宛名番号,氏名,フリガナ,生年月日,性別,郵便番号,電話番号,異動事由\r\n"
#define GOOD    "0001,山田　花子,ヤマダ　ハナコ,S25.3.1,女,0995551,0158-29-0001,\r\n"

static const MhDate today = { 2026, 10, 20 };

/* Everything that is said, for the last test. */
static GHashTable *said;

static void
assert_said (const char *sentence,
             const char *expected)
{
  g_assert_cmpstr (sentence, ==, expected);
  g_hash_table_add (said, g_strdup (expected));
}

static void
test_files (void)
{
  static const struct {
    const char *what;
    const char *bytes;
    gsize       length;
    const char *sentence;
  } cases[] = {
    { "a workbook", "PK\x03\x04\x14\0", 6, EXCEL },
    { "a workbook of old", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", 10, EXCEL },
    { "a PDF", "%PDF-1.7\n", 9, PDF },
    { "a photograph", "\xff\xd8\xff\xe0\0\x10", 6, PICTURE },
    { "a picture of the screen", "\x89PNG\r\n\x1a\n", 8, PICTURE },
    { "a packed file", "\x1f\x8b\x08\0", 4, PACKED },
    { "another packed file", "7z\xbc\xaf\x27\x1c", 6, PACKED },
    { "a web page", "<!DOCTYPE html><html><body>", 27, PAGE },
    { "a table of a web page", "\xef\xbb\xbf \r\n<TABLE border=1><tr>", 27, PAGE },
    { "a workbook in XML", "<?xml version=\"1.0\"?>", 21, PAGE },
    { "nothing", "", 0, EMPTY },
    { "a mark of UTF-8 and nothing", "\xef\xbb\xbf", 3, EMPTY },
    { "line ends", "\r\n\r\n", 4, NOBODY },
    { "zeros", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16, NO_TEXT },
    { "a heading", HEAD, sizeof HEAD - 1, NOBODY },
    { "a letter", "拝啓\r\n秋冷の候\r\n", sizeof "拝啓\r\n秋冷の候\r\n" - 1, NO_LIST },
    { "a list without numbers", "氏名,フリガナ\r\n山田　花子,ヤマダ　ハナコ\r\n", sizeof "氏名,フリガナ\r\n山田　花子,ヤマダ　ハナコ\r\n" - 1, NO_NUMBER },
    { "Individual Numbers", "宛名番号,氏名,フリガナ,個人番号\r\n1,山田　花子,ヤマダ　ハナコ,123456789018\r\n",
      sizeof "宛名番号,氏名,フリガナ,個人番号\r\n1,山田　花子,ヤマダ　ハナコ,123456789018\r\n" - 1, INDIVIDUAL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].length);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhCsv) csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, &error);

    g_test_message ("%s", cases[i].what);
    if (csv != NULL) {
      g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, today);

      g_assert_false (mh_import_layout_check (layout, csv, &error));
    }
    g_assert_nonnull (error);
    assert_said (error->message, cases[i].sentence);
  }
}

static void
assert_path (const char *path,
             const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_csv_new_from_path (path, MH_CSV_ENCODING_AUTO, NULL, &error));
  assert_said (error->message, sentence);
}

static void
test_paths (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *gone = g_build_filename (dir, "gone.csv", NULL);
  g_autofree char *locked = g_build_filename (dir, "locked.csv", NULL);
  g_autofree char *large = g_build_filename (dir, "large.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (large);
  g_autoptr (GFileIOStream) stream = g_file_create_readwrite (file, G_FILE_CREATE_PRIVATE, NULL, NULL);
  g_autofree char *contents = NULL;

  assert_path (gone, GONE);
  assert_path (dir, FOLDER);

  /* A hole takes no room on the disk. */
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024, NULL, NULL));
  assert_path (large, TOO_LARGE);

  g_assert_true (g_file_set_contents (locked, HEAD, -1, NULL));
  g_assert_cmpint (g_chmod (locked, 0), ==, 0);
  if (g_file_get_contents (locked, &contents, NULL, NULL))
    g_test_message ("Whoever runs this may read every file: a locked one was not tried.");
  else
    assert_path (locked, LOCKED);

  mh_test_remove_dir (dir);
}

static MhImportTable *
read_list (const char *row)
{
  g_autofree char *text = g_strconcat (HEAD, GOOD, row, "\r\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (MhCsv) csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, &error);
  g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, today);
  MhImportOptions options = { .era_table = MH_ERA_TABLE_USUAL, .today = today };
  MhImportTable *table = mh_import_read (csv, layout, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return table;
}

/* One bad cell, and what is said of it; the good row above always goes in. */
static void
test_cells (void)
{
  static const struct {
    const char *row;
    const char *note;   /* (nullable) the row goes in with it */
    const char *skip;   /* (nullable) the row stays out */
  } cases[] = {
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.2.30,男,0995551,0158-29-0002,", "The birth date cannot be read. It was kept as it is written.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,昨日,男,0995551,0158-29-0002,", "The birth date cannot be read. It was kept as it is written.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,3251301,男,0995551,0158-29-0002,", "The birth date cannot be read. It was kept as it is written.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,昭和100年1月1日,男,0995551,0158-29-0002,", "The birth date is unusual. Please check it.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,R20.1.1,男,0995551,0158-29-0002,", "The birth date is unusual. Please check it.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,H31.5.1,男,0995551,0158-29-0002,", "The birth date is unusual. Please check it.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,昭和10年 月日不詳,男,0995551,0158-29-0002,", "Only a part of the birth date is known.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,不詳,男,0995551,0158-29-0002,", "Only a part of the birth date is known.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,18323,男,0995551,0158-29-0002,", "Excel has turned the date into a number. It was not taken as a date.", NULL },
    { "0002,佐藤　次郎,佐藤次郎,S25.3.1,男,0995551,0158-29-0002,", "The kana are not kana and were left out.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,X,0995551,0158-29-0002,", "The sex cannot be told from what is written.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,995551,0158-29-0002,", "The postal code had lost its leading 0.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,滝上,0158-29-0002,", "The postal code is not one.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,29-0002,", "The telephone number is not a whole number. Please ask for it.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,息子に聞く,", "The telephone number is not a whole number. Please ask for it.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,02012345678,", "The telephone number is not a whole number. Please ask for it.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,9012345678,", "The telephone number had lost its leading 0.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,9.01E+09,", "This number was rounded by the spreadsheet and has lost digits. It was left out. Please have the list given out again with this column as text.", NULL },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,0158-29-0002,引越", "The status is not known here and was left as it is; somebody new counts as “resident”.", NULL },
    { "1.2E+17,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,0158-29-0002,", NULL, "The register number was rounded by the spreadsheet and has lost digits. Please have the list given out again with this column as text." },
    { "0001,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,0158-29-0002,", NULL, "The register number stands in line 2 already." },
    { ",佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,0158-29-0002,", NULL, "There is no register number in this row." },
    { "0002,,サトウ　ジロウ,S25.3.1,男,0995551,0158-29-0002,", NULL, "There is no name in this row." },
    { "0002", NULL, "This row is too short: register number and name are not both in it." },
    { "合計,1人", NULL, "A title or total row, not a person." },
    { "以下余白", NULL, "A title or total row, not a person." },
    { "0002,S25.3.1,サトウ　ジロウ,男,0995551,0158-29-0002,,", NULL, "The columns of this row look shifted: a number or date stands where a name should be, or the other way round." },
    { "0002,佐藤　次郎,サトウ　ジロウ,S25.3.1,男,0995551,0158-29-0002,,,余り", NULL, "This row has more cells than there are columns: there seems to be a comma inside the address, and everything behind it is shifted. Please correct this row in the file, or have the list given out with quotation marks." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhImportTable) table = read_list (cases[i].row);

    g_test_message ("%s", cases[i].row);
    g_assert_cmpuint (table->rows->len, ==, cases[i].skip != NULL ? 1 : 2);
    g_assert_cmpuint (table->skipped->len, ==, cases[i].skip != NULL);
    g_assert_cmpuint (table->notes->len, ==, cases[i].note != NULL);
    if (cases[i].note != NULL)
      assert_said (mh_import_note_text (((MhImportNote *) g_ptr_array_index (table->notes, 0))->kind), cases[i].note);
    if (cases[i].skip != NULL)
      assert_said (((MhImportSkip *) g_ptr_array_index (table->skipped, 0))->reason, cases[i].skip);
  }
}

static void
test_dates (void)
{
  static const struct {
    const char *text;
    const char *sentence;
  } cases[] = {
    { "25.3.1", "The era is missing. Which one is meant?" },
    { "250301", "The era is missing. Which one is meant?" },
    { "H31.5.1", "On this day the era had another name. Please check the date." },
    { "S64.1.8", "On this day the era had another name. Please check the date." },
    { "R20.1.1", "This date lies in the future. Please check it." },
    { "5250301", "The first digit seems to be from another table of eras. Please check the date." },
    { "S25.2.30", "There is no such day in the calendar." },
    { "3251301", "There is no such day in the calendar." },
    { "18323", "This looks like a date that Excel has turned into a number. Please say that the column holds dates." },
    { "昨日", "This cannot be read as a date. Please write it like S25.3.1 or 1950/3/1." },
    { "S25.3.1.4", "This cannot be read as a date. Please write it like S25.3.1 or 1950/3/1." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhDateReading reading = mh_date_read (cases[i].text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, today);

    g_test_message ("%s", cases[i].text);
    assert_said (reading.question, cases[i].sentence);
  }
}

static void
test_people (void)
{
  static const struct {
    const char *name;
    const char *kana;
    const char *birth;
    const char *postal_code;
    const char *number;
    const char *sentence;
  } cases[] = {
    { "", "ヤマダ", "1950-03-01", NULL, "2", "Please enter a name." },
    { "　", "ヤマダ", "1950-03-01", NULL, "2", "Please enter a name." },
    { "山田", "山田", "1950-03-01", NULL, "2", "Please enter the reading of the name in kana only." },
    { "山田", "ヤマダ", "2026-10-21", NULL, "2", "The date of birth lies in the future. Please check it." },
    { "山田", "ヤマダ", "1950-03-01", "099-555", "2", "A postal code has seven digits. Please check it." },
    { "山田", "ヤマダ", "1950-03-01", NULL, "1", "Somebody in the resident list has this register number already." },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");

  mh_test_town_add_resident (town, "1", "佐藤", "サトウ", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhResident) resident = mh_resident_new ();
    g_autoptr (GError) error = NULL;

    resident->register_number = g_strdup (cases[i].number);
    resident->name = g_strdup (cases[i].name);
    g_free (resident->kana);
    resident->kana = g_strdup (cases[i].kana);
    resident->postal_code = g_strdup (cases[i].postal_code);
    mh_date_from_iso (cases[i].birth, &resident->birth);
    g_assert_cmpint (mh_test_add_person (&town->desk, resident, &error), ==, 0);
    assert_said (error->message, cases[i].sentence);
  }
}

static void
test_contacts (void)
{
  static const struct {
    const char *kind;
    const char *value;
    const char *sentence;
  } cases[] = {
    { "mobile", "090-1234-567", "This is not a telephone number. Please check its digits; a local number needs the area code in the settings." },
    { "landline", "29-0001", "This is not a telephone number. Please check its digits; a local number needs the area code in the settings." },
    { "mobile", "0158-29-0001", "This number cannot take an SMS. Please enter it as a landline." },
    { "landline", "090-1234-5678", "This is a mobile number. Please enter it as a mobile phone." },
    { "mobile", "020-1234-5678", "This number belongs to a machine, not to a person. Please ask for another number." },
    { "line", "hanako", "This is not a LINE user ID: it is a U followed by 32 digits and letters from a to f." },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  gint64 person = mh_test_town_add_resident (town, "1", "佐藤", "サトウ", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (mh_contacts_add (&town->desk, person, cases[i].kind, cases[i].value, NULL, &error), ==, 0);
    assert_said (error->message, cases[i].sentence);
  }
}

static void
test_places (void)
{
  static const struct {
    const char *slots;
    const char *sentence;
  } cases[] = {
    { "", "Please enter the time slots." },
    { "9時から", "“9時から” cannot be read. Please write from, to, minutes of a slot and places of a slot like this: 09:00-12:00/30x10, or a single slot like this: 9:10-9:25x3." },
    { "12:00-9:00/30x10", "In “12:00-9:00/30x10” the end is not after the beginning." },
    { "9:00-10:00/25x10", "In “9:00-10:00/25x10” the time cannot be divided into slots of 25 minutes: 10 minutes would be left over." },
    { "9:00-10:00/30x2, 9:30-11:00/30x2", "From 9:30 to 10:00 there are two slots at the same time." },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  gint64 programme = mh_test_town_add_programme (town);
  MhDate day = { 2026, 11, 5 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (mh_places_add_session (&town->desk, programme, day, "保健センター", cases[i].slots, 0, &error), ==, 0);
    g_assert_cmpstr (error->message, ==, cases[i].sentence);
  }
}

static void
test_protection (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  gint64 person = mh_test_town_add_resident (town, "1", "佐藤", "サトウ", NULL);
  MhDate day = { 2026, 10, 1 };
  const struct {
    MhDate      start;
    MhDate      end;
    const char *sentence;
  } cases[] = {
    { MH_DATE_NONE, MH_DATE_NONE, "Please enter the first day of the protection." },
    { today, day, "The protection would end before it begins. Please check the two days." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (mh_protect_begin (&town->desk, person, cases[i].start, cases[i].end, NULL, &error));
    assert_said (error->message, cases[i].sentence);
  }
}

/* The catalogue's Japanese by the English. Sentences stand on one line each there. */
static GHashTable *
read_catalogue (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("MH_SOURCE_ROOT"), "po", "ja.po", NULL);
  GHashTable *catalogue = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++) {
    if (g_str_has_prefix (lines[i], "msgid \"") && g_str_has_prefix (lines[i + 1], "msgstr \"")) {
      g_autofree char *english = g_strndup (lines[i] + 7, strlen (lines[i]) - 8);
      g_autofree char *japanese = g_strndup (lines[i + 1] + 8, strlen (lines[i + 1]) - 9);

      g_hash_table_insert (catalogue, g_strcompress (english), g_strcompress (japanese));
    }
  }

  return catalogue;
}

/* Words that a nurse without training in computers does not use, and dialects of machines. */
static void
assert_plain (const char *japanese)
{
  static const char * const jargon[] = {
    "エンコード", "文字コード", "デリミタ", "フォーマット", "パース", "バイト", "不正な", "無効な", "データベース", "DB", "NULL", "UTF", "エラー", "例外"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (jargon); i++) {
    if (g_strrstr (japanese, jargon[i]) != NULL && g_strrstr (japanese, "CSV UTF-8") == NULL)
      g_error ("“%s” is no word for a nurse: %s", jargon[i], japanese);
  }

  g_assert_true (g_str_has_suffix (japanese, "。") || g_str_has_suffix (japanese, "か？") || g_str_has_suffix (japanese, "）"));
}

static void
test_japanese (void)
{
  g_autoptr (GHashTable) catalogue = read_catalogue ();
  GHashTableIter iter;
  gpointer sentence;

  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &sentence, NULL)) {
    const char *japanese = g_hash_table_lookup (catalogue, sentence);

    /* Sentences with values in them are looked after by the check of the translations. */
    if (japanese == NULL && strpbrk (sentence, "0123456789") != NULL)
      continue;

    g_test_message ("%s", (const char *) sentence);
    g_assert_nonnull (japanese);
    assert_plain (japanese);
  }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_test_add_func ("/bad-input/files-that-are-no-list", test_files);
  g_test_add_func ("/bad-input/files-that-do-not-open", test_paths);
  g_test_add_func ("/bad-input/cells-and-rows", test_cells);
  g_test_add_func ("/bad-input/dates-that-are-typed", test_dates);
  g_test_add_func ("/bad-input/people-who-are-typed", test_people);
  g_test_add_func ("/bad-input/contacts-that-are-typed", test_contacts);
  g_test_add_func ("/bad-input/times-that-are-typed", test_places);
  g_test_add_func ("/bad-input/protection-that-is-typed", test_protection);
  g_test_add_func ("/bad-input/what-was-said-is-plain-japanese", test_japanese);

  result = g_test_run ();
  g_hash_table_unref (said);

  return result;
}
