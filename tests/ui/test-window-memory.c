/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <gtk/gtk.h>

#include "mh-ui.h"
#include "mh-window.h"
#include "mh-window-memory.h"

static GtkWindow *
open_window (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, 300, 300);
  mh_window_memory_follow (window);

  return window;
}

static void
assert_size (GtkWindow *window,
             int        expected_width,
             int        expected_height)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_assert_cmpint (width, ==, expected_width);
  g_assert_cmpint (height, ==, expected_height);
}

static void
test_first_start (void)
{
  GtkWindow *window = open_window ();

  assert_size (window, 1240, 720);
  g_assert_false (gtk_window_is_maximized (window));
  gtk_window_destroy (window);
}

static void
test_next_start (void)
{
  GtkWindow *window = open_window ();

  gtk_window_set_default_size (window, 900, 640);
  gtk_window_destroy (window);

  window = open_window ();
  assert_size (window, 900, 640);
  gtk_window_destroy (window);
}

/* Who stood at the counter yesterday stands there today. */
static void
test_counter (void)
{
  MhWindow *window = mh_window_new (NULL);
  gboolean at_counter = TRUE;

  g_object_get (window, "at-counter", &at_counter, NULL);
  g_assert_false (at_counter);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.counter", NULL));
  gtk_window_destroy (GTK_WINDOW (window));

  window = mh_window_new (NULL);
  g_object_get (window, "at-counter", &at_counter, NULL);
  g_assert_true (at_counter);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Its schema is sought where there is none; the window then keeps what it was made with. */
static void
test_settings_missing (void)
{
  if (g_test_subprocess ()) {
    GtkWindow *window = open_window ();

    assert_size (window, 300, 300);
    gtk_window_destroy (window);
    return;
  }

  g_setenv ("GSETTINGS_SCHEMA_DIR", "/nonexistent", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  mh_ui_init ();

  g_test_add_func ("/window-memory/first-start", test_first_start);
  g_test_add_func ("/window-memory/next-start", test_next_start);
  g_test_add_func ("/window-memory/the-counter", test_counter);
  g_test_add_func ("/window-memory/settings-not-installed", test_settings_missing);

  return g_test_run ();
}
