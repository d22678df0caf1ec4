/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-export-window"

#include "mh-export-window.h"

#include <string.h>

#include "mh-test-desk.h"
#include "mh-ui.h"

#define N_PEOPLE 60

/* What the window says and offers, found by its words. */
typedef struct {
  GtkWidget  *window;
  const char *words;
} Look;

static GtkWidget *
find_words (GtkWidget  *widget,
            GType       type,
            const char *words)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_visible (widget))
    return NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)) {
    g_autofree char *text = NULL;

    g_object_get (widget, "label", &text, NULL);
    if (text != NULL && strstr (text, words) != NULL)
      return widget;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_words (child, type, words);

  return found;
}

static gboolean
is_said (gpointer data)
{
  Look *look = data;

  return find_words (look->window, GTK_TYPE_LABEL, look->words) != NULL;
}

static void
wait_for_words (GtkWidget  *window,
                const char *words)
{
  Look look = { window, words };

  g_test_message ("waiting for “%s”", words);
  mh_test_wait (is_said, &look);
}

static gboolean
is_checked (GtkWidget  *window,
            const char *words)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (find_words (window, GTK_TYPE_CHECK_BUTTON, words)));
}

/* The row of choices with this title. */
static AdwComboRow *
find_row (GtkWidget  *widget,
          const char *title)
{
  AdwComboRow *found = NULL;

  if (ADW_IS_COMBO_ROW (widget) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return ADW_COMBO_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);

  return found;
}

static GtkWidget *
open_window (MhTestDesk         *desk,
             GtkWidget          *parent,
             const MhExportList *lists,
             gsize               n_lists)
{
  MhExportRequest request = { .search = "" };
  MhExportWindow *window = mh_export_window_present (parent, desk->context, lists, n_lists, &request);

  return GTK_WIDGET (window);
}

static void
test_choices (void)
{
  static const MhExportList lists[] = { MH_EXPORT_RESIDENTS, MH_EXPORT_RESULTS };
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (N_PEOPLE);
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *window = open_window (desk, parent, lists, G_N_ELEMENTS (lists));

  wait_for_words (window, "60 lines");
  g_assert_true (is_checked (window, "Name"));
  g_assert_false (is_checked (window, "Telephone"));
  g_assert_null (find_words (window, GTK_TYPE_LABEL, "are not in this file"));

  /* What it is for chooses the columns, and whom the file can have. */
  adw_combo_row_set_selected (find_row (window, "What it is for"), 2);
  g_assert_true (is_checked (window, "Telephone"));
  wait_for_words (window, "are not in this file");

  adw_combo_row_set_selected (find_row (window, "Which list"), 1);
  wait_for_words (window, "There is nothing to save");
  g_assert_nonnull (find_words (window, GTK_TYPE_CHECK_BUTTON, "Lot"));

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
  gtk_window_destroy (GTK_WINDOW (parent));
  mh_test_settle ();
}

/* The answer comes when nobody waits for it any more. */
static void
test_closed_early (void)
{
  static const MhExportList list = MH_EXPORT_RESIDENTS;
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (N_PEOPLE);
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *window = open_window (desk, parent, &list, 1);

  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (parent));
  for (guint i = 0; i < 20; i++) {
    g_usleep (10000);
    mh_test_settle ();
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  mh_ui_init ();

  g_test_add_func ("/ui/export-window/what-is-chosen-is-shown", test_choices);
  g_test_add_func ("/ui/export-window/it-may-be-closed-while-it-reads", test_closed_early);

  return g_test_run ();
}
