/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-blackout-window"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "mh-blackout-window.h"
#include "mh-blackout.h"
#include "mh-day-entry.h"
#include "mh-fake-clock.h"
#include "mh-fake-secrets.h"
#include "mh-test-desk.h"
#include "mh-ui.h"
#include "mh-window.h"

typedef struct {
  MhTestDesk       *desk;
  MhWindow         *window;
  MhBlackoutWindow *shown;
  char             *folder;
  gint64            slot;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (MhFakeSecrets) secrets = mh_fake_secrets_new ();
  g_autoptr (GError) error = NULL;
  gint64 programme;
  gint64 session;

  fixture->desk = mh_test_desk_new (5);
  mh_test_town_set (fixture->desk->town, "installation", "3f0c5a0e");
  programme = mh_test_town_add_programme (fixture->desk->town);
  session = mh_test_town_add_session (fixture->desk->town, programme, "2026-10-21", "09:00-10:00/30x2");
  fixture->slot = mh_test_town_find_slot (fixture->desk->town, session, "9:00");
  mh_ui_context_set_secrets (fixture->desk->context, MH_SECRETS (secrets));
  fixture->folder = g_dir_make_tmp ("mh-blackout-XXXXXX", &error);
  g_assert_no_error (error);

  fixture->window = mh_window_new (NULL);
  mh_window_set_context (fixture->window, fixture->desk->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->shown = MH_BLACKOUT_WINDOW (mh_blackout_window_new (GTK_WIDGET (fixture->window), fixture->desk->context));
  gtk_window_present (GTK_WINDOW (fixture->shown));
  mh_test_settle ();
}

/* The files of the folder that end in @suffix; they are deleted where @deleted. */
static guint
count_files (const Fixture *fixture,
             const char    *suffix,
             gboolean       deleted)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    if (!g_str_has_suffix (name, suffix))
      continue;
    n++;
    if (deleted)
      g_remove (path);
  }

  return n;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->shown));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  mh_test_settle ();
  count_files (fixture, "", TRUE);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  mh_test_desk_free (fixture->desk);
}

/* (nullable): the label whose words hold @words, and that is on the screen. */
static GtkWidget *
find_label (GtkWidget  *widget,
            const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), words) != NULL)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_label (child, words);

    if (found != NULL)
      return found;
  }

  return NULL;
}

typedef struct {
  Fixture    *fixture;
  const char *words;
} Sought;

static gboolean
is_said (gpointer data)
{
  const Sought *sought = data;

  return find_label (GTK_WIDGET (sought->fixture->shown), sought->words) != NULL;
}

static void
wait_for (Fixture    *fixture,
          const char *words)
{
  Sought sought = { fixture, words };

  mh_test_wait (is_said, &sought);
}

static void
make (Fixture *fixture)
{
  wait_for (fixture, "No pack is open");
  gtk_widget_activate_action (GTK_WIDGET (fixture->shown), "blackout.make", NULL);
  mh_test_settle ();
  /* Without a folder there is nothing to press. */
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, "SELECT count (*) FROM blackout_pack"), ==, 0);

  mh_blackout_window_set_folder (fixture->shown, fixture->folder);
  gtk_widget_activate_action (GTK_WIDGET (fixture->shown), "blackout.make", NULL);
  wait_for (fixture, "was made: lists of 1 days, 0 people");
  wait_for (fixture, "0 of 32 slips are entered, 0 of them do not fit");
}

static void
test_make (Fixture      *fixture,
           gconstpointer data)
{
  make (fixture);
  g_assert_cmpuint (count_files (fixture, MH_BLACKOUT_SUFFIX, FALSE), ==, 1);
  g_assert_cmpuint (count_files (fixture, ".pdf", FALSE), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, "SELECT count (*) FROM blackout_pack WHERE from_date = '2026-10-21'"), ==, 1);
}

/* What the keyboard would do: the digits, the box that is ticked, the last Enter. */
static void
test_slips (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhBlackoutResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packs = NULL;
  g_autofree char *slip = NULL;
  GtkWidget *button;

  make (fixture);
  button = gtk_widget_get_ancestor (find_label (GTK_WIDGET (fixture->shown), "Enter the Slip"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  /* Nobody and no time: kept, with the reason. */
  wait_for (fixture, "Slip 1 does not fit and is kept below");
  wait_for (fixture, "1 of 32 slips are entered, 1 of them do not fit");
  wait_for (fixture, "31 numbers are missing: 2, 3");

  gtk_widget_activate_action (gtk_widget_get_ancestor (button, ADW_TYPE_BIN), "blackout-slips.do", "(ii)", 0, 1);
  wait_for (fixture, "Slip 1 still does not fit");

  packs = mh_blackout_table_list (fixture->desk->town->db, &error);
  g_assert_no_error (error);
  slip = g_strdup_printf ("%s-2", ((const MhBlackoutPack *) g_ptr_array_index (packs, 0))->code);
  result = mh_blackout_enter (&fixture->desk->town->desk, &(MhBlackoutEntry) { .slip = slip, .what = "book", .resident = 1, .slot = fixture->slot },
                              &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result->slip->state, ==, "done");
  mh_ui_context_emit_changed (fixture->desk->context);
  wait_for (fixture, "2 of 32 slips are entered, 1 of them do not fit");
}

static GtkWidget *
find_type (GtkWidget  *widget,
           const char *type)
{
  GtkWidget *found = g_str_equal (G_OBJECT_TYPE_NAME (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);

  return found;
}

/* The day of the slip is over by now, and somebody else stands on it than was entered. */
static void
test_correct (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhBlackoutResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packs = NULL;
  g_autofree char *slip = NULL;
  GtkWidget *form;
  GtkWidget *button;

  make (fixture);
  packs = mh_blackout_table_list (fixture->desk->town->db, &error);
  g_assert_no_error (error);
  slip = g_strdup_printf ("%s-1", ((const MhBlackoutPack *) g_ptr_array_index (packs, 0))->code);
  mh_fake_clock_advance (fixture->desk->town->clock, (gint64) 2 * 24 * 60 * 60 * 1000);
  result = mh_blackout_enter (&fixture->desk->town->desk, &(MhBlackoutEntry) { .slip = slip, .what = "book", .resident = 1, .slot = fixture->slot },
                              &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result->slip->state, ==, "open");
  mh_ui_context_emit_changed (fixture->desk->context);
  wait_for (fixture, "Please enter when the slip was written");

  button = gtk_widget_get_ancestor (find_label (GTK_WIDGET (fixture->shown), "Enter the Slip"), GTK_TYPE_BUTTON);
  form = gtk_widget_get_ancestor (button, ADW_TYPE_BIN);
  gtk_widget_activate_action (form, "blackout-slips.do", "(ii)", 5, 1);
  wait_for (fixture, "can be changed here");
  mh_day_entry_set_day (MH_DAY_ENTRY (find_type (form, "MhDayEntry")), mh_date_from_ms (mh_clock_now (MH_CLOCK (fixture->desk->town->clock)) - (gint64) 24 * 60 * 60 * 1000));
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (find_type (form, "MhDayEntry"))), "at ten");
  g_signal_emit_by_name (button, "clicked");
  wait_for (fixture, "cannot be read");

  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (find_type (form, "MhDayEntry"))), "8:40");
  g_signal_emit_by_name (find_type (form, "MhPersonFinder"), "found", (gint64) 2, "鈴木 一郎");
  g_signal_emit_by_name (button, "clicked");
  wait_for (fixture, "Slip 1 is entered");
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, "SELECT resident FROM booking WHERE made_at = unixepoch ('2026-10-20 23:40') * 1000"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  mh_ui_init ();

  g_test_add ("/blackout-window/a-pack-is-made-in-the-chosen-folder", Fixture, NULL, set_up, test_make, tear_down);
  g_test_add ("/blackout-window/an-open-slip-gets-another-person-and-its-time", Fixture, NULL, set_up, test_correct, tear_down);
  g_test_add ("/blackout-window/a-slip-that-does-not-fit-is-kept-with-its-sentence", Fixture, NULL, set_up, test_slips, tear_down);

  return g_test_run ();
}
