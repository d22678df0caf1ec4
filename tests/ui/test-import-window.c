/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-import-window"

#include "mh-import-window.h"

#include <string.h>

#include "mh-import-columns.h"
#include "mh-import-list.h"
#include "mh-import-tiles.h"
#include "mh-test-desk.h"
#include "mh-test-utils.h"
#include "mh-ui.h"
#include "mh-window.h"

typedef struct {
  MhTestDesk     *desk;
  MhWindow       *window;
  MhImportWindow *import;  /* (nullable): weak */
} Fixture;

typedef struct {
  GtkWidget  *window;
  const char *page;
} AtPage;

typedef gboolean (*Fits) (GtkWidget  *widget,
                          const char *wanted);

static GtkWidget *
find (GtkWidget  *widget,
      Fits        fits,
      const char *wanted)
{
  GtkWidget *found = NULL;

  if (fits (widget, wanted))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, fits, wanted);

  return found;
}

static gboolean
is_of_type (GtkWidget  *widget,
            const char *type)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type);
}

static gboolean
is_of_type_and_seen (GtkWidget  *widget,
                     const char *type)
{
  return gtk_widget_get_mapped (widget) && g_str_equal (G_OBJECT_TYPE_NAME (widget), type);
}

static gboolean
is_seen_with_text (GtkWidget  *widget,
                   const char *text)
{
  return gtk_widget_get_mapped (widget) && GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
is_with_text (GtkWidget  *widget,
              const char *text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
is_button_with_text (GtkWidget  *widget,
                     const char *text)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && find (widget, is_seen_with_text, text) != NULL;
}

static GtkWidget *
find_seen (Fixture    *fixture,
           const char *type)
{
  GtkWidget *found = find (GTK_WIDGET (fixture->import), is_of_type_and_seen, type);

  g_assert_nonnull (found);

  return found;
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return find (GTK_WIDGET (fixture->import), is_seen_with_text, text) != NULL;
}

static gboolean
is_at_page (gpointer data)
{
  AtPage *wanted = data;
  GtkWidget *stack = find (wanted->window, is_of_type, "GtkStack");

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), wanted->page) == 0;
}

typedef struct {
  Fixture    *fixture;
  const char *text;
} Awaited;

static gboolean
is_text_there (gpointer data)
{
  Awaited *wanted = data;

  return shows (wanted->fixture, wanted->text);
}

static void
wait_for_text (Fixture    *fixture,
               const char *text)
{
  Awaited wanted = { fixture, text };

  mh_test_wait (is_text_there, &wanted);
}

static void
wait_for_page (Fixture    *fixture,
               const char *page)
{
  AtPage wanted = { GTK_WIDGET (fixture->import), page };

  mh_test_wait (is_at_page, &wanted);
  mh_test_settle ();
}

static void
act (Fixture    *fixture,
     const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->import), action, NULL);
}

/* @text is written as CP932, as office systems do. */
static void
load (Fixture    *fixture,
      const char *name,
      const char *text)
{
  g_autofree char *path = g_build_filename (fixture->desk->town->dir, name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  bytes = g_convert (text, -1, "CP932", "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  mh_import_window_load (fixture->import, path);
}

static void
set_up (Fixture      *fixture,
        gconstpointer n_people)
{
  fixture->desk = mh_test_desk_new (GPOINTER_TO_UINT (n_people));
  fixture->window = mh_window_new (NULL);
  mh_window_set_context (fixture->window, fixture->desk->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->import = mh_import_window_new (GTK_WIDGET (fixture->window), fixture->desk->context);
  g_object_add_weak_pointer (G_OBJECT (fixture->import), (gpointer *) &fixture->import);
  gtk_window_present (GTK_WINDOW (fixture->import));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer n_people)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  mh_test_settle ();
  while (fixture->import != NULL)
    g_main_context_iteration (NULL, TRUE);
  mh_test_desk_free (fixture->desk);
}

static gint64
count (Fixture    *fixture,
       const char *sql)
{
  return mh_test_town_count (fixture->desk->town, sql);
}

/* Goes on to the questions and answers that of the day. */
static void
say_day (Fixture    *fixture,
         const char *day)
{
  act (fixture, "import.next");
  wait_for_page (fixture, "questions");
  gtk_editable_set_text (GTK_EDITABLE (find_seen (fixture, "GtkEntry")), day);
  mh_test_settle ();
}

static void
compare (Fixture *fixture)
{
  act (fixture, "import.compare");
  wait_for_page (fixture, "report");
}

/* The tile of a kind, in English: the tests run without a translation. */
static void
choose_kind (Fixture    *fixture,
             const char *title)
{
  GtkWidget *tiles = find_seen (fixture, "MhImportTiles");
  GtkWidget *tile = find (tiles, is_button_with_text, title);

  g_assert_nonnull (tile);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile), TRUE);
  mh_test_settle ();
}

static void
press (Fixture    *fixture,
       const char *text)
{
  GtkWidget *button = find (GTK_WIDGET (fixture->import), is_button_with_text, text);

  g_assert_nonnull (button);
  gtk_widget_activate (button);
  mh_test_settle ();
}

static const char good_list[] =
  "宛名番号,氏名,フリガナ,生年月日,性別\r\n"
  "0000000001,鈴木 一郎,スズキ イチロウ,S6.2.2,男\r\n"
  "0000000002,髙橋 ハル,タカハシ ハル,S7.3.3,女\r\n"
  "0000009001,青森 りんご,アオモリ リンゴ,S25.3.1,女\r\n"
  "0000009002,秋田 こまち,アキタ コマチ,S30.12.24,女\r\n"
  ",名無し 番号,ナナシ バンゴウ,S30.12.24,女\r\n";

static void
test_nothing_is_written_before_the_last_step (Fixture      *fixture,
                                              gconstpointer n_people)
{
  load (fixture, "list.csv", good_list);
  wait_for_page (fixture, "columns");
  say_day (fixture, "r8.10.1");
  compare (fixture);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident"), ==, 4);
  g_assert_true (shows (fixture, "青森"));

  act (fixture, "import.apply");
  wait_for_page (fixture, "done");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident"), ==, 6);

  press (fixture, "Undo");
  wait_for_text (fixture, "Everybody is as before the import.");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident"), ==, 4);
}

static void
test_the_day_is_asked_for (Fixture      *fixture,
                           gconstpointer n_people)
{
  load (fixture, "list.csv", good_list);
  wait_for_page (fixture, "columns");
  act (fixture, "import.next");
  wait_for_page (fixture, "questions");

  /* Without a day the button does nothing; nor with one that is still to come. */
  act (fixture, "import.compare");
  mh_test_settle ();
  wait_for_page (fixture, "questions");
  say_day (fixture, "2026-10-21");
  g_assert_true (shows (fixture, "This day is still to come."));
  act (fixture, "import.compare");
  mh_test_settle ();
  wait_for_page (fixture, "questions");

  say_day (fixture, "令和8年10月1日");
  compare (fixture);
  act (fixture, "import.apply");
  wait_for_page (fixture, "done");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM config WHERE key = 'residents.as-of' AND value = '2026-10-01'"), ==, 1);
}

static void
test_who_is_not_in_the_file_stays_unless_chosen (Fixture      *fixture,
                                                 gconstpointer n_people)
{
  load (fixture, "list.csv", good_list);
  wait_for_page (fixture, "columns");
  say_day (fixture, "r8.10.1");
  compare (fixture);

  /* The third and fourth are missing; the first line shown is the third. */
  choose_kind (fixture, "Not in the file");
  g_assert_true (shows (fixture, "0000000003"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (find_seen (fixture, "MhImportReportRow"), is_of_type, "GtkDropDown")), 1);
  mh_test_settle ();
  act (fixture, "import.apply");
  wait_for_page (fixture, "done");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident WHERE register_number = '0000000003' AND status = 'moved-out' "
                                   "AND status_date = '2026-10-01'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident WHERE register_number = '0000000004' AND status = 'resident'"), ==, 1);
}

static void
test_sexes_in_figures_are_asked_once (Fixture      *fixture,
                                      gconstpointer n_people)
{
  static const char list[] =
    "宛名番号,氏名,フリガナ,生年月日,性別\r\n"
    "0000009001,青森 りんご,アオモリ リンゴ,S25.3.1,1\r\n"
    "0000009002,秋田 こまち,アキタ コマチ,S30.12.24,1\r\n"
    "0000009003,岩手 太郎,イワテ タロウ,S30.12.25,0\r\n";
  GtkWidget *questions, *choice;

  load (fixture, "list.csv", list);
  wait_for_page (fixture, "columns");
  say_day (fixture, "r8.10.1");
  act (fixture, "import.compare");
  mh_test_settle ();
  wait_for_page (fixture, "questions");

  /* 1 is the more frequent and comes first. */
  questions = find_seen (fixture, "MhImportQuestions");
  choice = find (questions, is_of_type, "GtkDropDown");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 2);
  choice = find (gtk_widget_get_next_sibling (gtk_widget_get_ancestor (choice, ADW_TYPE_ACTION_ROW)), is_of_type, "GtkDropDown");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  mh_test_settle ();
  compare (fixture);
  act (fixture, "import.apply");
  wait_for_page (fixture, "done");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident WHERE register_number > '0000009' AND sex = 'female'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident WHERE register_number > '0000009' AND sex = 'male'"), ==, 1);

  /* Remembered, the answers are not asked for again. */
  press (fixture, "Remember");
  wait_for_text (fixture, "remembered as");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM import_profile"), ==, 1);
  load (fixture, "next.csv", list);
  wait_for_page (fixture, "columns");
  g_assert_true (shows (fixture, "The same shape of file as last time"));
  say_day (fixture, "r8.10.2");
  compare (fixture);
}

static void
test_a_protected_person_shows_nowhere (Fixture      *fixture,
                                       gconstpointer n_people)
{
  static const char list[] =
    "宛名番号,氏名,フリガナ,生年月日,性別,住所,電話番号\r\n"
    "0000000050,髙橋 ハル,タカハシ ハル,1980-03-23,女,秘密町1番地,7733\r\n"
    "0000009001,青森 りんご,アオモリ リンゴ,S25.3.1,女,公開町1番地,0158292222\r\n";
  static const char * const kinds[] = { "Changed", "To look at", "New" };

  /* The fiftieth is protected. */
  load (fixture, "list.csv", list);
  wait_for_page (fixture, "columns");
  g_assert_true (shows (fixture, "公開町"));
  g_assert_false (shows (fixture, "秘密町"));
  g_assert_false (shows (fixture, "7733"));
  say_day (fixture, "r8.10.1");
  compare (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    choose_kind (fixture, kinds[i]);
    g_assert_false (shows (fixture, "秘密町"));
    g_assert_false (shows (fixture, "7733 "));
    g_assert_false (shows (fixture, "(7733)"));
  }
}

static void
test_the_header_is_where_one_says (Fixture      *fixture,
                                   gconstpointer n_people)
{
  GtkWidget *preview, *button;

  load (fixture, "list.csv", good_list);
  wait_for_page (fixture, "columns");
  preview = find_seen (fixture, "MhImportPreview");
  button = find (preview, is_button_with_text, "None");
  g_assert_nonnull (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  wait_for_page (fixture, "columns");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find (preview, is_button_with_text, "None"))));
}

static void
test_a_file_that_is_no_list_goes_no_further (Fixture      *fixture,
                                             gconstpointer n_people)
{
  load (fixture, "menu.csv", "曜日,献立\n月,カレー\n火,うどん\n");
  wait_for_page (fixture, "columns");

  /* The button does nothing. */
  act (fixture, "import.next");
  mh_test_settle ();
  wait_for_page (fixture, "columns");
}

/* Each dialog that tells of a failure, closed. */
static guint
close_dialogs (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

    if (ADW_IS_MESSAGE_DIALOG (window)) {
      gtk_window_destroy (window);
      n++;
    }
  }
  mh_test_settle ();

  return n;
}

static gboolean
has_dialog (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      return TRUE;
  }

  return FALSE;
}

static void
test_individual_numbers_are_never_shown (Fixture      *fixture,
                                         gconstpointer n_people)
{
  load (fixture, "numbers.csv", "宛名番号,氏名,フリガナ,生年月日,個人番号\r\n"
                                "0000009001,青森 りんご,アオモリ リンゴ,S25.3.1,123456789018\r\n");
  mh_test_wait (has_dialog, NULL);
  g_assert_cmpuint (close_dialogs (), ==, 1);
  wait_for_page (fixture, "choose");
  g_assert_null (find (GTK_WIDGET (fixture->import), is_with_text, "123456789018"));
}

static void
test_a_file_that_is_no_text_is_refused_with_a_sentence (Fixture      *fixture,
                                                        gconstpointer n_people)
{
  g_autofree char *path = g_build_filename (fixture->desk->town->dir, "list.xlsx", NULL);

  g_assert_true (g_file_set_contents (path, "PK\003\004\000\000\000\000", 8, NULL));
  mh_import_window_load (fixture->import, path);
  mh_test_wait (has_dialog, NULL);
  g_assert_cmpuint (close_dialogs (), ==, 1);
  wait_for_page (fixture, "choose");
}

/* @n people, each with a number and a name of its own. */
static void
load_many (Fixture *fixture,
           guint    n)
{
  g_autoptr (GString) text = g_string_new ("宛名番号,氏名,フリガナ,生年月日,性別\r\n");

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "%010u,青森 %u,アオモリ リンゴ,S25.3.%u,女\r\n", 5000000 + i, i, 1 + i % 31);
  load (fixture, "many.csv", text->str);
}

static void
test_nothing_has_happened_when_it_is_cancelled (Fixture      *fixture,
                                                gconstpointer n_people)
{
  load_many (fixture, 3000);
  wait_for_page (fixture, "columns");
  say_day (fixture, "r8.10.1");
  compare (fixture);
  act (fixture, "import.apply");
  act (fixture, "import.cancel");
  wait_for_page (fixture, "report");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM config WHERE key = 'residents.as-of'"), ==, 0);

  /* It can be had all the same. */
  act (fixture, "import.apply");
  wait_for_page (fixture, "done");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident"), ==, 3001);
}

static void
test_a_real_file_goes_through (Fixture      *fixture,
                               gconstpointer n_people)
{
  g_autoptr (GBytes) bytes = mh_test_shared_file ("data/pseudo_people_5000_kana_landline.csv");
  g_autofree char *path = g_build_filename (fixture->desk->town->dir, "people.csv", NULL);

  if (bytes == NULL)
    return;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  mh_import_window_load (fixture->import, path);
  wait_for_page (fixture, "columns");
  g_assert_true (shows (fixture, "白川真実"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (find_seen (fixture, "MhImportPreview"), is_of_type, "GtkDropDown")),
                              MH_IMPORT_REGISTER_NUMBER);
  mh_test_settle ();
  say_day (fixture, "r8.10.1");
  compare (fixture);
  g_assert_true (shows (fixture, "5,000") || shows (fixture, "5000"));
  act (fixture, "import.apply");
  wait_for_page (fixture, "done");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM resident WHERE NOT provisional"), >=, 5000);
}

static gboolean
is_even (guint       index,
         const char *needle,
         gpointer    user_data)
{
  return index % 2 == 0;
}

static void
test_a_long_list_makes_no_line_unasked (void)
{
  g_autoptr (MhImportList) list = mh_import_list_new (is_even, NULL);
  g_autoptr (MhImportEntry) entry = NULL;

  mh_import_list_set_size (list, 100000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 100000);
  mh_import_list_search (list, "さとう");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 50000);
  entry = g_list_model_get_item (G_LIST_MODEL (list), 2);
  g_assert_cmpuint (mh_import_entry_get_index (entry), ==, 4);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 50000));
  mh_import_list_search (list, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 100000);
}

static void
add (const char *path,
     guint n_people,
     void ( *test ) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (n_people), set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  mh_ui_init ();

  add ("/import-window/nothing is written before the last step", 4, test_nothing_is_written_before_the_last_step);
  add ("/import-window/the day is asked for", 1, test_the_day_is_asked_for);
  add ("/import-window/who is not in the file stays unless chosen", 4, test_who_is_not_in_the_file_stays_unless_chosen);
  add ("/import-window/sexes in figures are asked once", 1, test_sexes_in_figures_are_asked_once);
  add ("/import-window/a protected person shows nowhere", 50, test_a_protected_person_shows_nowhere);
  add ("/import-window/the header is where one says", 1, test_the_header_is_where_one_says);
  add ("/import-window/a file that is no list goes no further", 1, test_a_file_that_is_no_list_goes_no_further);
  add ("/import-window/individual numbers are never shown", 1, test_individual_numbers_are_never_shown);
  add ("/import-window/a file that is no text is refused with a sentence", 1,
       test_a_file_that_is_no_text_is_refused_with_a_sentence);
  add ("/import-window/nothing has happened when it is cancelled", 1, test_nothing_has_happened_when_it_is_cancelled);
  add ("/import-window/a real file goes through", 1, test_a_real_file_goes_through);
  g_test_add_func ("/import-window/a long list makes no line unasked", test_a_long_list_makes_no_line_unasked);

  return g_test_run ();
}
