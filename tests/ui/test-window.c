/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-window"

#include "mh-window.h"

#include <string.h>

#include "mh-add-contact-window.h"
#include "mh-person-form.h"
#include "mh-person-page.h"
#include "mh-preferences-place.h"
#include "mh-reception-place.h"
#include "mh-residents-place.h"
#include "mh-test-desk.h"
#include "mh-ui.h"
#include "mh-welcome-page.h"

#define N_PEOPLE 120

/* A look at what a template does: warnings are fatal, so a wrong id, property or child ends the test. */
static void
show_in_window (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  mh_test_settle ();
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_child (GtkWidget  *widget,
            const char *type)
{
  GtkWidget *found = NULL;

  if (strcmp (G_OBJECT_TYPE_NAME (widget), type) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);

  return found;
}

static void
test_welcome_page_is_made (void)
{
  show_in_window (mh_welcome_page_new ());
}

static void
test_places_are_made (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (3);

  show_in_window (mh_residents_place_new (desk->context));
  show_in_window (mh_person_page_new (desk->context));
  show_in_window (mh_preferences_place_new (desk->context));
  show_in_window (mh_reception_place_new (desk->context));
}

static void
test_forms_are_made (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (1);
  MhWindow *window = mh_window_new (NULL);
  MhAddContactWindow *form;
  g_autoptr (MhResident) resident = NULL;

  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_person_form_add (GTK_WIDGET (window), desk->context);
  resident = mh_resident_table_get (desk->town->db, 1, NULL);
  mh_person_form_correct (GTK_WIDGET (window), desk->context, resident);
  form = mh_add_contact_window_new (GTK_WIDGET (window), desk->context, 1);
  gtk_window_present (GTK_WINDOW (form));
  mh_test_settle ();

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

static void
test_window_shows_what_is_there (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (N_PEOPLE);
  MhWindow *window = mh_window_new (NULL);

  g_assert_null (mh_window_get_context (window));
  mh_window_show_progress (window, "…");
  gtk_window_present (GTK_WINDOW (window));
  mh_window_set_context (window, desk->context);
  mh_test_settle ();
  g_assert_nonnull (mh_window_get_place (window, "residents"));
  g_assert_null (mh_window_get_place (window, "nowhere"));

  mh_window_go (window, "residents", 50);
  mh_window_show_toast (window, "<b>A & B</b>", 7);
  mh_window_set_problem (window, "The keyring is locked.");
  mh_test_settle ();

  g_assert_true (mh_place_go_back (mh_window_get_place (window, "residents")));
  g_assert_false (mh_place_go_back (mh_window_get_place (window, "residents")));

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

/* Closes the toast that came last, at once: an activated button clicks only a quarter of a second later. */
static void
close_toast (GtkWidget *toasts)
{
  g_signal_emit_by_name (gtk_widget_get_last_child (gtk_widget_get_last_child (toasts)), "clicked");
}

/* Whether a label that can be seen holds @text. */
static gboolean
shows_text (GtkWidget  *widget,
            const char *text)
{
  gboolean found = FALSE;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;

  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  if (GTK_IS_INSCRIPTION (widget) && gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL &&
      strstr (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = shows_text (child, text);

  return found;
}

/* One that is closed while the one before it still goes: libadwaita 1.2 ended the program, since it put the first one off itself. */
static void
test_toasts_come_and_go_quickly (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (1);
  MhWindow *window = mh_window_new (NULL);
  GtkWidget *overlay;

  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_test_settle ();
  overlay = find_child (GTK_WIDGET (window), "AdwToastOverlay");

  mh_window_show_toast (window, "the first", 0);
  mh_window_show_toast (window, "the second", 0);
  mh_test_settle ();
  mh_window_show_toast (window, "the third", 3);
  close_toast (overlay);
  g_assert_true (shows_text (overlay, "the first"));
  mh_window_show_toast (window, "the fourth", 4);
  mh_window_show_toast (window, "the fifth", 5);
  g_assert_true (shows_text (overlay, "the fifth"));
  close_toast (overlay);
  close_toast (overlay);
  g_assert_true (shows_text (overlay, "the second"));
  mh_test_settle ();

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

/* Answers the dialog that asks for a line. */
static void
answer_dialog (const char *text)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (!ADW_IS_MESSAGE_DIALOG (window))
      continue;

    gtk_editable_set_text (GTK_EDITABLE (find_child (window, "GtkEntry")), text);
    adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), "yes");
    gtk_window_destroy (GTK_WINDOW (window));
    break;
  }

  mh_test_settle ();
  mh_test_settle ();
}

static void
test_a_protected_person_is_shown_for_a_reason_only (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (150);
  MhWindow *window = mh_window_new (NULL);
  MhPlace *place;
  GtkWidget *page;

  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_test_settle ();

  /* The 150th has a mobile phone and is protected. */
  mh_window_go (window, "residents", 150);
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (shows_text (GTK_WIDGET (window), "0000000150"));
  g_assert_false (shows_text (GTK_WIDGET (window), "090-1234-0150"));

  page = find_child (GTK_WIDGET (window), "MhPersonPage");
  gtk_widget_activate_action (page, "person.reveal", NULL);
  mh_test_settle ();
  answer_dialog ("ご本人からの電話");
  g_assert_true (shows_text (GTK_WIDGET (window), "090-1234-0150"));
  g_assert_cmpint (mh_test_town_count (desk->town, "SELECT count (*) FROM audit WHERE kind = 'resident.reveal'"), ==, 1);

  /* Back and here again it is hidden. */
  place = mh_window_get_place (window, "residents");
  mh_place_go_back (place);
  mh_window_go (window, "residents", 150);
  mh_test_settle ();
  mh_test_settle ();
  g_assert_false (shows_text (GTK_WIDGET (window), "090-1234-0150"));

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

static void
test_protection_hides_at_once (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (3);
  MhWindow *window = mh_window_new (NULL);

  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_window_go (window, "residents", 3);
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (shows_text (GTK_WIDGET (window), "090-1234-0003"));

  gtk_widget_activate_action (find_child (GTK_WIDGET (window), "MhPersonPage"), "person.protect", NULL);
  mh_test_settle ();
  answer_dialog ("市からの通知");
  g_assert_false (shows_text (GTK_WIDGET (window), "090-1234-0003"));

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

/* The dialog that is open, heading, text and all. */
static gboolean
dialog_shows (const char *text)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && !found; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    found = ADW_IS_MESSAGE_DIALOG (window) && shows_text (window, text);
  }

  return found;
}

static void
test_ending_tells_how_many_measures (void)
{
  static const char running[] = "SELECT count (*) FROM protection WHERE resident = 3 AND end_date IS NULL";
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (3);
  MhWindow *window = mh_window_new (NULL);
  GtkWidget *page;

  mh_test_town_protect (desk->town, 3);
  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_window_go (window, "residents", 3);
  mh_test_settle ();
  mh_test_settle ();
  page = find_child (GTK_WIDGET (window), "MhPersonPage");

  gtk_widget_activate_action (page, "person.protect", NULL);
  mh_test_settle ();
  g_assert_true (dialog_shows ("End the protection today?"));
  answer_dialog ("市からの通知");
  g_assert_cmpint (mh_test_town_count (desk->town, running), ==, 0);

  mh_test_town_protect (desk->town, 3);
  mh_test_town_protect (desk->town, 3);
  mh_ui_context_emit_changed (desk->context);
  mh_test_settle ();
  mh_test_settle ();
  gtk_widget_activate_action (page, "person.protect", NULL);
  mh_test_settle ();
  g_assert_true (dialog_shows ("End all 2 protections today?"));
  g_assert_true (dialog_shows ("To end only one of them"));
  answer_dialog ("市からの通知");
  g_assert_cmpint (mh_test_town_count (desk->town, running), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

static void
test_search_follows_typing (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (N_PEOPLE);
  MhWindow *window = mh_window_new (NULL);
  GtkWidget *entry, *table;
  GListModel *rows;

  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_test_settle ();

  entry = find_child (GTK_WIDGET (window), "GtkSearchEntry");
  table = find_child (GTK_WIDGET (window), "GtkColumnView");
  rows = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, N_PEOPLE);

  gtk_editable_set_text (GTK_EDITABLE (entry), "さとう");
  mh_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, N_PEOPLE / 4);

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  mh_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, N_PEOPLE);

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

static void
test_an_act_is_taken_back (void)
{
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (5);
  MhWindow *window = mh_window_new (NULL);

  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  mh_test_settle ();
  g_assert_cmpint (mh_test_town_count (desk->town, "SELECT count (*) FROM contact_link"), ==, 1);

  /* Somebody else gave the third person a telephone: that is not hers to take back by a key. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  mh_test_settle ();
  g_assert_cmpint (mh_test_town_count (desk->town, "SELECT count (*) FROM contact_link"), ==, 1);

  mh_ui_context_set_operator (desk->context, desk->town->desk.operator_name);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  mh_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  mh_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  mh_test_settle ();
  g_assert_cmpint (mh_test_town_count (desk->town, "SELECT count (*) FROM contact_link"), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  mh_ui_init ();

  g_test_add_func ("/window/the welcome page is made", test_welcome_page_is_made);
  g_test_add_func ("/window/places are made", test_places_are_made);
  g_test_add_func ("/window/forms are made", test_forms_are_made);
  g_test_add_func ("/window/it shows what is there", test_window_shows_what_is_there);
  g_test_add_func ("/window/toasts come and go quickly", test_toasts_come_and_go_quickly);
  g_test_add_func ("/window/a search follows typing", test_search_follows_typing);
  g_test_add_func ("/window/a protected person is shown for a reason only",
                   test_a_protected_person_is_shown_for_a_reason_only);
  g_test_add_func ("/window/protection hides at once", test_protection_hides_at_once);
  g_test_add_func ("/window/ending protection tells how many measures end", test_ending_tells_how_many_measures);
  g_test_add_func ("/window/an act is taken back", test_an_act_is_taken_back);

  return g_test_run ();
}
