/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-person"

#include "mh-person-page.h"

#include <adwaita.h>
#include <string.h>

#include "mh-contacts.h"
#include "mh-duplicates-window.h"
#include "mh-guardian-window.h"
#include "mh-mailing-window.h"
#include "mh-merge-window.h"
#include "mh-people-family.h"
#include "mh-people-mailing.h"
#include "mh-people-tickets.h"
#include "mh-test-desk.h"
#include "mh-test-look.h"
#include "mh-test-town.h"
#include "mh-ui.h"
#include "mh-window.h"

#define N_PEOPLE 60

/* Whether a text stands anywhere in @widget. */
static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  const char *own = NULL;

  if (GTK_IS_LABEL (widget))
    own = gtk_label_get_text (GTK_LABEL (widget));
  if (own != NULL && strstr (own, text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (shows (child, text))
      return TRUE;
  }

  return FALSE;
}

static GtkWidget *
find_child (GtkWidget  *widget,
            const char *type)
{
  GtkWidget *found = NULL;

  if (strcmp (G_OBJECT_TYPE_NAME (widget), type) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);

  return found;
}

typedef struct {
  GtkWidget  *widget;
  const char *text;
} Showing;

static gboolean
is_shown (gpointer data)
{
  Showing *showing = data;

  return shows (showing->widget, showing->text);
}

static void
wait_for (GtkWidget  *widget,
          const char *text)
{
  Showing showing = { widget, text };

  mh_test_wait (is_shown, &showing);
}

static void
put_into_household (MhTestTown *town,
                    gint64      id)
{
  g_autoptr (GError) error = NULL;
  MhResident changes = { .id = id, .household_number = (char *) "H-0042", .relation = (char *) "子", .district2 = (char *) "第三行政区" };

  mh_test_edit_person (&town->desk, &changes, &error);
  g_assert_no_error (error);
}

/* 佐藤, 鈴木, 髙橋 … by turns: 1 is 鈴木, 2 is 髙橋, 50 is 髙橋 and protected. */
static void
fill_town (MhTestTown *town)
{
  g_autoptr (GError) error = NULL;
  MhMailingAddress mailing = { .resident = 1, .purpose = (char *) "checkup", .addressee = (char *) "施設長", .address = (char *) "字施設１" };

  put_into_household (town, 1);
  put_into_household (town, 2);
  put_into_household (town, 50);
  mh_people_add_guardian (&town->desk, 2, 1, NULL, "父", &error);
  g_assert_no_error (error);
  mh_people_set_mailing (&town->desk, &mailing, &error);
  g_assert_no_error (error);
}

static void
test_sections (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (N_PEOPLE);
  MhWindow *window = mh_window_new (NULL);
  GtkWidget *page;

  fill_town (desk->town);
  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_window_go (window, "residents", 1);
  page = find_child (GTK_WIDGET (window), "MhPersonPage");
  wait_for (page, "髙橋");
  g_assert_true (shows (page, "字施設１"));
  g_assert_true (shows (page, "第三行政区"));
  g_assert_false (shows (find_child (page, "MhPersonHousehold"), "佐藤"));

  /* The protected one shows nothing, and is in nobody's list. */
  mh_window_go (window, "residents", 50);
  wait_for (page, "Not shown, because the person is under protection.");
  g_assert_false (shows (page, "H-0042"));
  g_assert_false (shows (page, "第三行政区"));
  g_assert_false (shows (find_child (page, "MhPersonHousehold"), "鈴木"));

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

/* Nothing of where she lives and how she is called is on the screen, in no place. */
static void
test_counter (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (N_PEOPLE);
  g_autoptr (GError) error = NULL;
  MhResident home = { .id = 1, .address = (char *) "字元町１２－３" };
  MhWindow *window = mh_window_new (NULL);
  GtkWidget *page;

  mh_test_edit_person (&desk->town->desk, &home, &error);
  g_assert_no_error (error);
  mh_contacts_add (&desk->town->desk, 1, "mobile", "080-2222-3333", "", &error);
  g_assert_no_error (error);
  fill_town (desk->town);
  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_window_go (window, "residents", 1);
  page = find_child (GTK_WIDGET (window), "MhPersonPage");
  wait_for (page, "字元町１２－３");
  wait_for (page, "080-2222-3333");
  wait_for (page, "字施設１");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.counter", NULL));
  wait_for (page, "(hidden at the counter)");
  mh_test_settle ();
  g_assert_false (shows (page, "字元町"));
  g_assert_false (shows (page, "080-2222-3333"));
  g_assert_false (shows (page, "字施設１"));

  g_assert_cmpstr (mh_ui_context_veil (desk->context, "字元町"), ==, "(hidden at the counter)");
  g_assert_cmpstr (mh_ui_context_veil (desk->context, ""), ==, "");
  g_assert_null (mh_ui_context_veil (desk->context, NULL));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.counter", NULL));
  wait_for (page, "字元町１２－３");
  wait_for (page, "080-2222-3333");

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

static gboolean
has_no_ticket (gpointer data)
{
  return mh_test_town_count (data, "SELECT count (*) FROM ticket WHERE resident = 1") == 0;
}

static void
test_tickets (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (N_PEOPLE);
  g_autoptr (GError) error = NULL;
  MhWindow *window = mh_window_new (NULL);
  gint64 ticket = mh_people_add_ticket (&desk->town->desk, 1, "1234", "接種券", &error);
  GtkWidget *page;

  g_assert_no_error (error);
  mh_people_add_ticket (&desk->town->desk, 50, "777", NULL, &error);
  g_assert_no_error (error);
  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_window_go (window, "residents", 1);
  page = find_child (GTK_WIDGET (window), "MhPersonPage");
  wait_for (page, "0000001234");
  g_assert_true (shows (page, "接種券"));

  gtk_widget_activate_action (find_child (page, "MhPersonTickets"), "ticket.remove", "x", ticket);
  mh_test_wait (has_no_ticket, desk->town);

  mh_window_go (window, "residents", 50);
  wait_for (page, "Not shown, because the person is under protection.");
  g_assert_false (shows (page, "0000000777"));

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

static gboolean
is_merged (gpointer data)
{
  return mh_test_town_count (data, "SELECT count (*) FROM resident WHERE merged_into IS NOT NULL") == 1;
}

static void
test_windows (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (3);
  MhWindow *window = mh_window_new (NULL);
  GtkWidget *duplicates, *merge;
  gint64 first = mh_test_town_add_resident (desk->town, "7001", "青森　りんご", "アオモリ　リンゴ", "1950-03-01");
  gint64 second = mh_test_town_add_resident (desk->town, NULL, "青森　林檎", "アオモリ　リンゴ", "1950-03-01");

  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (mh_guardian_window_new (GTK_WIDGET (window), desk->context, 1)));
  gtk_window_present (GTK_WINDOW (mh_mailing_window_new (GTK_WIDGET (window), desk->context, 1, NULL)));

  duplicates = mh_duplicates_window_new (GTK_WIDGET (window), desk->context);
  gtk_window_present (GTK_WINDOW (duplicates));
  wait_for (duplicates, "same reading");
  g_assert_true (shows (duplicates, "林檎"));

  /* The one of the register stays, whichever way round they are given. */
  merge = mh_merge_window_new (GTK_WIDGET (window), desk->context, second, first);
  gtk_window_present (GTK_WINDOW (merge));
  wait_for (merge, "This entry stays");
  gtk_widget_activate_action (merge, "merge.merge", NULL);
  mh_test_wait (is_merged, desk->town);
  g_assert_cmpint (mh_test_town_count (desk->town, "SELECT merged_into FROM resident WHERE merged_into IS NOT NULL"), ==, first);
  mh_test_settle ();

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

static GtkTextBuffer *
find_note (GtkWidget *page)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_child (find_child (page, "MhPersonNote"), "GtkTextView")));
}

static char *
dup_buffer (GtkTextBuffer *buffer)
{
  char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);

  return text;
}

static void
type_first (GtkTextBuffer *buffer,
            const char    *text)
{
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, text, -1);
}

/* Whoever goes on without a thought for the button loses nothing; nothing of it stays for the next one. */
static void
test_a_note_is_kept (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (N_PEOPLE);
  MhWindow *window = mh_window_new (NULL);
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  GtkWidget *page;

  fill_town (desk->town);
  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_window_go (window, "residents", 1);
  page = find_child (GTK_WIDGET (window), "MhPersonPage");
  wait_for (page, "字施設１");
  type_first (find_note (page), "耳が遠い");
  gtk_widget_activate_action (find_child (page, "MhPersonNote"), "note.save", NULL);
  g_assert_true (mh_test_comes_to_count (desk, "SELECT count(*) FROM resident WHERE id = 1 AND note = '耳が遠い'", 1));

  type_first (find_note (page), "左の");
  mh_window_go (window, "residents", 50);
  after = dup_buffer (find_note (page));
  g_assert_cmpstr (after, ==, "");
  g_assert_true (mh_test_comes_to_count (desk, "SELECT count(*) FROM resident WHERE id = 1 AND note = '左の耳が遠い'", 1));
  wait_for (page, "Not shown, because the person is under protection.");
  g_assert_false (gtk_widget_is_visible (find_child (page, "GtkTextView")));

  mh_window_go (window, "residents", 1);
  wait_for (page, "字施設１");
  again = dup_buffer (find_note (page));
  g_assert_cmpstr (again, ==, "左の耳が遠い");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  mh_ui_init ();
  g_test_add_func ("/person-page/sections-show-the-family-and-hide-the-protected", test_sections);
  g_test_add_func ("/person-page/at-the-counter-neither-address-nor-telephone-is-shown", test_counter);
  g_test_add_func ("/person-page/a-note-is-kept-when-one-goes-on-and-stays-with-its-person", test_a_note_is_kept);
  g_test_add_func ("/person-page/tickets-are-listed-and-removed-and-hidden-with-the-rest", test_tickets);
  g_test_add_func ("/person-page/windows-are-made-and-two-entries-become-one", test_windows);

  return g_test_run ();
}
