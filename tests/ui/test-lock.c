/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-lock"

#include "mh-window-lock.h"

#include <adwaita.h>

#include "mh-dialogs.h"
#include "mh-operators.h"
#include "mh-pin.h"
#include "mh-test-desk.h"
#include "mh-ui.h"
#include "mh-window.h"

#define PIN "24680"

typedef struct {
  MhTestDesk *desk;
  MhWindow   *window;
} Room;

static GtkWidget *
find_child (GtkWidget  *widget,
            const char *type)
{
  GtkWidget *found = NULL;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);

  return found;
}

static GtkWidget *
part (Room       *room,
      const char *type)
{
  GtkWidget *found = find_child (GTK_WIDGET (room->window), type);

  g_assert_nonnull (found);

  return found;
}

static gint64
add_operator (MhTestDesk *desk,
              const char *name,
              const char *pin)
{
  g_autoptr (GError) error = NULL;
  gint64 id = mh_operators_add (&desk->town->desk, name, &error);

  g_assert_no_error (error);
  if (pin != NULL)
    g_assert_true (mh_operators_set_pin (&desk->town->desk, id, NULL, pin, &error));

  return id;
}

static void
open_room (Room *room)
{
  room->desk = mh_test_desk_new (5);
  room->window = mh_window_new (NULL);
  mh_window_set_context (room->window, room->desk->context);
  gtk_window_present (GTK_WINDOW (room->window));
  mh_test_settle ();
}

static void
close_room (Room *room)
{
  gtk_window_destroy (GTK_WINDOW (room->window));
  mh_test_settle ();
  mh_test_desk_free (room->desk);
}

static gboolean
is_open (Room *room)
{
  return gtk_widget_get_visible (part (room, "AdwToastOverlay"));
}

static gboolean
is_open_cb (gpointer data)
{
  return is_open (data);
}

static gboolean
is_closed_cb (gpointer data)
{
  return !is_open (data);
}

static gboolean
can_choose_cb (gpointer data)
{
  return gtk_widget_get_sensitive (part (data, "MhLockPage"));
}

static void
lock (Room *room)
{
  gtk_widget_activate_action (GTK_WIDGET (room->window), "win.lock", NULL);
  g_assert_false (is_open (room));
  mh_test_wait (can_choose_cb, room);
}

static void
type_pin (Room       *room,
          const char *pin)
{
  GtkWidget *entry = find_child (part (room, "MhLockPage"), "GtkPasswordEntry");

  gtk_editable_set_text (GTK_EDITABLE (entry), pin);
  g_signal_emit_by_name (entry, "activate");
  mh_test_wait (can_choose_cb, room);
}

static guint
count_windows (void)
{
  GListModel *all = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWidget) one = g_list_model_get_item (all, i);

    n += gtk_widget_get_visible (one) ? 1 : 0;
  }

  return n;
}

static void
test_hides_all_and_gives_it_back (void)
{
  Room room;
  GtkWidget *entry;

  open_room (&room);
  add_operator (room.desk, "保健 花子", PIN);
  entry = part (&room, "GtkSearchEntry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "さと");
  mh_dialogs_show_text (GTK_WIDGET (room.window), "佐藤 花子", "090-1234-5678");
  mh_test_settle ();
  g_assert_cmpuint (count_windows (), ==, 2);

  lock (&room);
  g_assert_cmpuint (count_windows (), ==, 1);
  mh_dialogs_show_text (GTK_WIDGET (room.window), "鈴木 一郎", "the end of something that went on");
  mh_window_show_toast (room.window, "鈴木 一郎", 0);
  mh_test_settle ();
  g_assert_cmpuint (count_windows (), ==, 1);
  g_assert_false (gtk_widget_get_mapped (part (&room, "AdwToastOverlay")));
  g_assert_false (gtk_widget_get_mapped (entry));
  g_assert_true (gtk_widget_get_mapped (part (&room, "MhLockPage")));

  type_pin (&room, "11111");
  g_assert_false (is_open (&room));
  type_pin (&room, PIN);
  mh_test_wait (is_open_cb, &room);
  mh_test_settle ();
  g_assert_cmpuint (count_windows (), ==, 3);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "さと");
  g_assert_cmpint (mh_test_town_count (room.desk->town, "SELECT count (*) FROM audit WHERE kind = 'screen.lock'"), ==, 1);
  close_room (&room);
}

/* Keys of the window do nothing behind the cover. */
static void
test_acts_wait (void)
{
  Room room;
  gint64 links;

  open_room (&room);
  add_operator (room.desk, "保健 花子", PIN);
  links = mh_test_town_count (room.desk->town, "SELECT count (*) FROM contact_link");
  g_assert_cmpint (links, >, 0);
  mh_ui_context_set_operator (room.desk->context, room.desk->town->desk.operator_name);
  lock (&room);
  for (int i = 0; i < 6; i++) {
    gtk_widget_activate_action (GTK_WIDGET (room.window), "win.undo", NULL);
    mh_test_settle ();
  }
  g_assert_cmpint (mh_test_town_count (room.desk->town, "SELECT count (*) FROM contact_link"), ==, links);
  close_room (&room);
}

static void
test_somebody_else_sits_down (void)
{
  Room room;
  GtkWidget *names;

  open_room (&room);
  add_operator (room.desk, "保健 花子", NULL);
  add_operator (room.desk, "応援 次郎", NULL);
  gtk_widget_activate_action (GTK_WIDGET (room.window), "win.operator", NULL);
  mh_test_wait (can_choose_cb, &room);
  names = find_child (part (&room, "MhLockPage"), "GtkListBox");
  g_signal_emit_by_name (names, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (names), 1));
  g_assert_false (is_open (&room));

  gtk_list_box_select_row (GTK_LIST_BOX (names), gtk_list_box_get_row_at_index (GTK_LIST_BOX (names), 1));
  g_signal_emit_by_name (names, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (names), 1));
  mh_test_wait (is_open_cb, &room);
  g_assert_true (is_open (&room));
  g_assert_cmpint (mh_test_town_count (room.desk->town, "SELECT count (*) FROM audit WHERE kind = 'operator.sign-in'"), >=, 1);
  close_room (&room);
}

static void
test_closes_by_itself (void)
{
  Room room;

  open_room (&room);
  add_operator (room.desk, "保健 花子", PIN);
  mh_test_town_set (room.desk->town, "lock.minutes", "0");
  mh_ui_context_emit_changed (room.desk->context);
  mh_test_settle ();
  g_assert_true (is_open (&room));

  mh_window_set_idle_limit (room.window, 1);
  mh_test_wait (is_closed_cb, &room);
  mh_test_wait (can_choose_cb, &room);
  mh_test_settle ();
  g_assert_cmpint (mh_test_town_count (room.desk->town, "SELECT count (*) FROM audit WHERE detail LIKE '%idle%'"), ==, 1);
  close_room (&room);
}

typedef struct {
  const char *what;
  const char *names[3];
  const char *pin;        /* of the first */
  const char *last;
  const char *signed_in;  /* NULL: the names are shown */
} Start;

static const Start starts[] = {
  { "the only one", { "保健 花子" }, NULL, "保健 花子", "保健 花子" },
  { "the only one, on an account that has forgotten", { "保健 花子" }, NULL, NULL, "保健 花子" },
  { "the first start after the names came", { NULL }, NULL, "保健 花子", "保健 花子" },
  { "somebody else's account", { "保健 花子" }, NULL, "応援 次郎", NULL },
  { "two names", { "保健 花子", "応援 次郎" }, NULL, "保健 花子", NULL },
  { "a PIN", { "保健 花子" }, PIN, "保健 花子", NULL },
};

static void
test_start (gconstpointer data)
{
  const Start *start = data;
  Room room = { mh_test_desk_new (1), mh_window_new (NULL) };
  g_autoptr (MhUiContext) context = NULL;

  for (guint i = 0; start->names[i] != NULL; i++)
    add_operator (room.desk, start->names[i], i == 0 ? start->pin : NULL);

  context = mh_ui_context_new (room.desk->store, MH_CLOCK (room.desk->town->clock), room.desk->town->random,
                               room.desk->town->dir, TRUE);
  mh_window_set_context (room.window, context);
  gtk_window_present (GTK_WINDOW (room.window));
  mh_window_start_operator (room.window, start->last);
  g_assert_false (is_open (&room));
  if (start->signed_in != NULL) {
    mh_test_wait (is_open_cb, &room);
    g_assert_nonnull (mh_ui_context_get_operator (context));
    g_assert_true (g_str_has_prefix (mh_ui_context_get_operator (context), "保健"));
  } else {
    mh_test_wait (can_choose_cb, &room);
    mh_test_settle ();
    g_assert_false (is_open (&room));
    g_assert_null (mh_ui_context_get_operator (context));
  }

  gtk_window_destroy (GTK_WINDOW (room.window));
  mh_test_settle ();
  g_clear_object (&context);
  mh_test_desk_free (room.desk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  mh_ui_init ();
  mh_pin_use_low_cost ();

  g_test_add_func ("/lock/it hides everything and gives it back", test_hides_all_and_gives_it_back);
  g_test_add_func ("/lock/acts wait behind it", test_acts_wait);
  g_test_add_func ("/lock/somebody else sits down", test_somebody_else_sits_down);
  g_test_add_func ("/lock/it closes by itself", test_closes_by_itself);
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_autofree char *path = g_strconcat ("/lock/at the start: ", starts[i].what, NULL);

    g_test_add_data_func (path, &starts[i], test_start);
  }

  return g_test_run ();
}
