/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-help"

#include <string.h>

#include <adwaita.h>

#include "mh-help-topics.h"
#include "mh-help-window.h"
#include "mh-help.h"
#include "mh-keys.h"
#include "mh-loss-window.h"
#include "mh-test-desk.h"
#include "mh-ui.h"
#include "mh-window.h"

/* What a list of shortcuts has, as a set of accelerators. */
static void
add_shortcuts (GHashTable *set,
               GListModel *shortcuts)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++) {
    g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
    GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

    if (GTK_IS_KEYVAL_TRIGGER (trigger))
      g_hash_table_add (set, gtk_accelerator_name (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)),
                                                   gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger))));
  }
}

static GHashTable *
read_shortcuts (GtkWidget *widget)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_SHORTCUT_CONTROLLER (controller))
      add_shortcuts (set, G_LIST_MODEL (controller));
  }

  return set;
}

static char *
normalize (const char *accel)
{
  GdkModifierType modifiers;
  guint keyval;

  g_assert_true (gtk_accelerator_parse (accel, &keyval, &modifiers));

  return gtk_accelerator_name (keyval, modifiers);
}

/* Every key of a place or window in the table works there; the actions are there, too, or the key would do nothing. */
static void
check_owner (GtkWidget  *widget,
             const char *owner)
{
  g_autoptr (GHashTable) set = read_shortcuts (widget);
  guint n;
  const MhKey *keys = mh_keys_get_all (&n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *accel = g_strcmp0 (keys[i].owner, owner) == 0 ? normalize (keys[i].accel) : NULL;

    if (accel == NULL)
      continue;

    g_test_message ("%s: %s", owner, accel);
    g_assert_true (g_hash_table_contains (set, accel));
  }
}

static void
test_keys_are_bound (void)
{
  static const struct {
    const char *place;
    const char *owner;
  } places[] = {
    { "residents", "residents" }, { "appointments", "day" }, { "reception", "reception" },
  };
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (3);
  MhWindow *window = mh_window_new (NULL);

  mh_window_set_context (window, desk->context);
  check_owner (GTK_WIDGET (window), "window");
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    check_owner (GTK_WIDGET (mh_window_get_place (window, places[i].place)), places[i].owner);

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

static void
collect_rows (GtkWidget *widget,
              GPtrArray *rows)
{
  if (gtk_widget_has_css_class (widget, "mh-key-row"))
    g_ptr_array_add (rows, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

/* The row that says what the key does; nobody may be told of two keys in the same words. */
static const char *
find_accels (GPtrArray  *rows,
             const char *title)
{
  const char *found = NULL;

  for (guint i = 0; i < rows->len; i++) {
    if (!g_str_equal (gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (rows->pdata[i]))), title))
      continue;

    g_assert_null (found);
    found = gtk_label_get_label (GTK_LABEL (gtk_widget_get_last_child (rows->pdata[i])));
  }

  return found;
}

/* Each row of the table stands in the list of keys, and each row of the list in the table. */
static void
test_list_is_complete (void)
{
  GtkWindow *window = mh_keys_make_window (NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  const MhKey *head = NULL;
  guint n, n_titles = 0;
  const MhKey *keys = mh_keys_get_all (&n);

  gtk_window_present (window);
  mh_test_settle ();
  collect_rows (GTK_WIDGET (window), rows);
  for (guint i = 0; i < n; i++) {
    g_autofree char *label = NULL;
    const char *accels;

    if (keys[i].owner == NULL)
      continue;

    n_titles += keys[i].title != NULL;
    head = keys[i].title != NULL ? &keys[i] : head;
    g_test_message ("%s: %s", keys[i].owner, keys[i].accel);
    accels = find_accels (rows, head->title);
    g_assert_nonnull (accels);
    label = mh_keys_write_accel (keys[i].accel);
    /* Of a stretch, the first and the last. */
    if (head->last == NULL || head == &keys[i] || g_str_equal (head->last, keys[i].accel))
      g_assert_nonnull (strstr (accels, label));
  }
  g_assert_cmpuint (rows->len, ==, n_titles);

  gtk_window_destroy (window);
  mh_test_settle ();
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *action)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, action);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
test_tooltips_tell_keys (void)
{
  static const struct {
    const char *action;
    const char *end;
  } cases[] = {
    { "win.undo", "(Ctrl+Z)" }, { "residents.add", "(Ctrl+N)" }, { "residents.import", "(Ctrl+I)" }, { "residents.export", "(Ctrl+E)" },
  };
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (3);
  MhWindow *window = mh_window_new (NULL);

  gtk_window_present (GTK_WINDOW (window));
  mh_window_set_context (window, desk->context);
  mh_window_go (window, "residents", 0);
  mh_test_settle ();
  mh_keys_tell (GTK_WIDGET (window));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    GtkWidget *button = find_button (GTK_WIDGET (window), cases[i].action);
    g_autofree char *twice = g_strconcat (cases[i].end, " ", cases[i].end, NULL);
    const char *tooltip;

    g_assert_nonnull (button);
    tooltip = gtk_widget_get_tooltip_text (button);
    g_test_message ("%s", tooltip);
    g_assert_true (g_str_has_suffix (tooltip, cases[i].end));
    g_assert_false (g_str_has_suffix (tooltip, twice));
  }

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

static MhHelpWindow *
find_help (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GObject) window = g_list_model_get_item (toplevels, i);

    if (MH_IS_HELP_WINDOW (window))
      return MH_HELP_WINDOW (window);
  }

  return NULL;
}

static void
test_help_is_about_what_is_in_front (void)
{
  static const char * const places[] = { "today", "residents", "appointments", "broadcasts", "reception", "preferences" };
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (3);
  g_autoptr (GPtrArray) pages = mh_help_read (NULL);
  MhWindow *window = mh_window_new (NULL);
  GtkWidget *loss;

  g_assert_nonnull (mh_help_find (pages, mh_help_topics_find (GTK_WINDOW (window))));
  gtk_window_present (GTK_WINDOW (window));
  mh_window_set_context (window, desk->context);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    mh_window_go (window, places[i], 0);
    gtk_widget_activate_action (GTK_WIDGET (window), "win.help", NULL);
    mh_test_settle ();
    g_assert_cmpstr (mh_help_window_get_page (find_help ()), ==, places[i]);
  }

  loss = mh_loss_window_new (GTK_WIDGET (window), desk->context);
  gtk_window_present (GTK_WINDOW (loss));
  g_assert_cmpstr (mh_help_topics_find (GTK_WINDOW (loss)), ==, "protection");
  /* The page leads back to the contents and on to others. */
  gtk_widget_activate_action (GTK_WIDGET (find_help ()), "help.contents", NULL);
  g_assert_null (mh_help_window_get_page (find_help ()));
  gtk_widget_activate_action (GTK_WIDGET (find_help ()), "help.show", "s", "cancel");
  g_assert_cmpstr (mh_help_window_get_page (find_help ()), ==, "cancel");
  mh_test_settle ();

  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
  g_assert_null (find_help ());
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LANGUAGE", "C", TRUE);
  g_test_init (&argc, &argv, NULL);
  mh_ui_init ();
  adw_init ();

  g_test_add_func ("/help/every key of a place is bound there", test_keys_are_bound);
  g_test_add_func ("/help/the list of keys has every key and no other", test_list_is_complete);
  g_test_add_func ("/help/tooltips tell the keys of their buttons", test_tooltips_tell_keys);
  g_test_add_func ("/help/it is about what is in front", test_help_is_about_what_is_in_front);

  return g_test_run ();
}
