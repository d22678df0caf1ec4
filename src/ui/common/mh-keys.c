/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-keys"

#include "mh-keys.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define LIST_WIDTH  560
#define LIST_HEIGHT 660

/* In the order of the list. */
static const MhKey keys[] = {
  { NULL, NULL, NULL, NULL, N_("Everywhere"), NULL },
  { "window", "win.help", NULL, "F1", N_("Help about where you are"), NULL },
  { "window", "win.keys", NULL, "<Control>question", N_("This list"), NULL },
  { "window", "win.search", NULL, "F3", N_("Search"), NULL },
  { "window", "win.refresh", NULL, "F5", N_("Read again"), NULL },
  { "window", "win.print", NULL, "F8", N_("Print"), NULL },
  { "window", "win.undo-key", NULL, "<Control>z", N_("Take the last act back"), NULL },
  { "everywhere", "win.undo", NULL, "<Control>z", NULL, NULL },
  { "window", "win.back", NULL, "<Alt>Left", N_("Back to the list"), NULL },
  { "window", "win.back", NULL, "Escape", NULL, NULL },
  { "window", "win.counter", NULL, "<Control>h", N_("At the counter: hide addresses and telephone numbers, and show them again"), NULL },
  { "window", "win.phones", NULL, "<Control>t", N_("What residents get on their telephones, and their answers (practice town)"), NULL },
  { "everywhere", NULL, NULL, "F12", N_("Hide the screen from a glance, and show it again"), NULL },
  { "everywhere", NULL, NULL, "<Control>l", N_("Lock the screen; somebody else sits down"), NULL },
  { "app", "app.quit", NULL, "<Control>q", N_("End the program"), NULL },

  { NULL, NULL, NULL, NULL, N_("Moving about"), NULL },
  { "window", "win.place", "0", "<Control>1", N_("Go to a place on the left"), "<Control>6" },
  { "window", "win.place", "0", "<Control>KP_1", NULL, NULL },
  { "window", "win.place", "1", "<Control>2", NULL, NULL },
  { "window", "win.place", "1", "<Control>KP_2", NULL, NULL },
  { "window", "win.place", "2", "<Control>3", NULL, NULL },
  { "window", "win.place", "2", "<Control>KP_3", NULL, NULL },
  { "window", "win.place", "3", "<Control>4", NULL, NULL },
  { "window", "win.place", "3", "<Control>KP_4", NULL, NULL },
  { "window", "win.place", "4", "<Control>5", NULL, NULL },
  { "window", "win.place", "4", "<Control>KP_5", NULL, NULL },
  { "window", "win.place", "5", "<Control>6", NULL, NULL },
  { "window", "win.place", "5", "<Control>KP_6", NULL, NULL },
  { "moving", NULL, NULL, "Return", N_("Open what is chosen"), NULL },
  { "moving", NULL, NULL, "Down", N_("From the search to the list"), NULL },
  { "moving", NULL, NULL, "Tab", N_("To the next field or button"), NULL },
  { "moving", NULL, NULL, "F10", N_("Open the menu"), NULL },
  { "moving", NULL, NULL, "Escape", N_("Close a window in front"), NULL },

  { NULL, NULL, NULL, NULL, N_("Residents"), NULL },
  { "residents", "residents.add", NULL, "<Control>n", N_("Add a person"), NULL },
  { "residents", "residents.import", NULL, "<Control>i", N_("Import the resident list"), NULL },
  { "residents", "residents.export", NULL, "<Control>e", N_("Save the list as a file"), NULL },
  { "residents", "residents.filter", NULL, "<Control>f", N_("Filter the list"), NULL },
  { "residents", "residents.columns", NULL, "<Control><Shift>f", N_("Columns and order of the list"), NULL },
  { "person", NULL, "1", "<Alt>1", N_("Page of a person: to a part of it"), "<Alt>7" },
  { "person", NULL, "2", "<Alt>2", NULL, NULL },
  { "person", NULL, "3", "<Alt>3", NULL, NULL },
  { "person", NULL, "4", "<Alt>4", NULL, NULL },
  { "person", NULL, "5", "<Alt>5", NULL, NULL },
  { "person", NULL, "6", "<Alt>6", NULL, NULL },
  { "person", NULL, "7", "<Alt>7", NULL, NULL },
  { "note", "note.save", NULL, "<Control>Return", N_("Note about a person: save"), NULL },

  { NULL, NULL, NULL, NULL, N_("Appointments"), NULL },
  { "day", "day.book", NULL, "F2", N_("Book somebody into the slot"), NULL },
  { "day", "day.export", NULL, "<Control>e", N_("Save the bookings as a file"), NULL },
  { "day", "day.month", NULL, "F6", N_("Show the month"), NULL },
  { "day", "day.turn-month", "-1", "<Alt>Page_Up", N_("The month before, the month after"), NULL },
  { "day", "day.turn-month", "1", "<Alt>Page_Down", NULL, NULL },
  { "booking", NULL, "-1", "<Alt>Up", N_("While booking: another time"), NULL },
  { "booking", NULL, "1", "<Alt>Down", NULL, NULL },
  { "booking", "booking.number", NULL, "F4", N_("While booking: write down a telephone number"), NULL },

  { NULL, NULL, NULL, NULL, N_("Reception"), NULL },
  { "reception", "reception.walk-in", NULL, "F2", N_("Take in without a booking"), NULL },
  { "reception", "reception.set", "'came'", "F4", N_("Reception: came"), NULL },
  { "reception", "reception.set", "'done'", "F6", N_("Reception: done"), NULL },
  { "reception", "reception.set", "'stopped'", "F7", N_("Reception: stopped by the doctor"), NULL },
  { "reception", "reception.set", "'cancelled-day'", "F9", N_("Reception: cancelled on the day"), NULL },
  { "reception", "reception.set", "'no-show'", "<Shift>F9", N_("Reception: did not come"), NULL },
  { "reception", "reception.set", "'postponed'", "<Shift>F7", N_("Reception: put off"), NULL },
  { "reception", "reception.set", "'expected'", "<Shift>F4", N_("Reception: back to not yet"), NULL },
  { "reception", "reception.whole", NULL, "F11", N_("Reception: the whole screen"), NULL },

  { NULL, NULL, NULL, NULL, N_("In windows of their own"), NULL },
  { "help", "help.search", NULL, "F3", N_("Help: search"), NULL },
  { "help", "help.print", NULL, "F8", N_("Help: print the page"), NULL },
  { "help", "help.contents", NULL, "<Alt>Left", N_("Help: back to the contents"), NULL },
  { "import", "import.search", NULL, "F3", N_("Import: search"), NULL },
  { "import", "import.back", NULL, "<Alt>Left", N_("Import: back to the step before"), NULL },
  { "import", "import.cancel", NULL, "Escape", N_("Import: leave it"), NULL },
  { "person-form", "person-form.save", NULL, "<Control>Return", N_("Data of a person: save"), NULL },
  { "guardian", "guardian.add", NULL, "<Control>Return", N_("Guardian: add"), NULL },
  { "by-hand", NULL, NULL, "F8", N_("By telephone and letter: print the call sheet"), NULL },
  { "by-hand", NULL, "uint32 0", "<Control>1", N_("By telephone and letter: what came of the call"), "<Control>5" },
  { "by-hand", NULL, "uint32 1", "<Control>2", NULL, NULL },
  { "by-hand", NULL, "uint32 2", "<Control>3", NULL, NULL },
  { "by-hand", NULL, "uint32 3", "<Control>4", NULL, NULL },
  { "by-hand", NULL, "uint32 4", "<Control>5", NULL, NULL },
  { "loss", "loss.print", NULL, "F8", N_("Lost paper: print the report"), NULL },
  { "loss", "loss.back", NULL, "<Alt>Left", N_("Lost paper: back to the list"), NULL },
  { "retention", "retention.back", NULL, "<Alt>Left", N_("Retention: back to the rules"), NULL },
  { "rehearsal", "rehearsal.run", NULL, "F5", N_("Rehearsal: run it"), NULL },
};

/* A row without an owner is the heading of a group. */
static gboolean
is_heading (const MhKey *key)
{
  return key->owner == NULL;
}

/**
 * mh_keys_get_all:
 * @out_n: (out): how many
 *
 * Returns: (array length=out_n) (transfer none): the table; a row without an owner is a heading
 */
const MhKey *
mh_keys_get_all (guint *out_n)
{
  *out_n = G_N_ELEMENTS (keys);

  return keys;
}

static GVariant *
parse_target (const char *target)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = target != NULL ? g_variant_parse (NULL, target, NULL, NULL, &error) : NULL;

  g_assert_no_error (error);

  return value;
}

static void
bind_key (GtkWidgetClass *klass,
          const MhKey    *key,
          GtkShortcutFunc func)
{
  g_autoptr (GVariant) target = parse_target (key->target);
  g_autoptr (GtkShortcut) shortcut = NULL;
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (key->accel);
  GtkShortcutAction *action = key->action != NULL ? gtk_named_action_new (key->action) : gtk_callback_action_new (func, NULL, NULL);

  g_return_if_fail (trigger != NULL);

  shortcut = gtk_shortcut_new (trigger, action);
  gtk_shortcut_set_arguments (shortcut, target);
  gtk_widget_class_add_shortcut (klass, shortcut);
}

/**
 * mh_keys_bind:
 * @klass: of a window, a place or a part of one
 * @owner: whose keys
 * @func: (nullable): what rows without an action call, with their target
 *
 * Adds the keys to the class; its actions are installed already or come later. A key works where the focused widget has no use for it: Ctrl+Z in an
 * entry takes back typing.
 */
void
mh_keys_bind (GtkWidgetClass *klass,
              const char     *owner,
              GtkShortcutFunc func)
{
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (g_strcmp0 (keys[i].owner, owner) != 0)
      continue;

    g_return_if_fail (keys[i].action != NULL || func != NULL);
    bind_key (klass, &keys[i], func);
    n++;
  }

  g_return_if_fail (n > 0);
}

/**
 * mh_keys_bind_app:
 * @application: the application
 *
 * Gives its actions their keys.
 */
void
mh_keys_bind_app (GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *accels[] = { keys[i].accel, NULL };

    if (g_strcmp0 (keys[i].owner, "app") == 0)
      gtk_application_set_accels_for_action (application, keys[i].action, accels);
  }
}

/**
 * mh_keys_write_accel:
 * @accel: "<Alt>Left"
 *
 * Returns: (transfer full): as it stands on a keyboard: "Alt+←"
 */
char *
mh_keys_write_accel (const char *accel)
{
  static const struct {
    guint       keyval;
    const char *sign;
  } signs[] = {
    { GDK_KEY_Left, "←" }, { GDK_KEY_Up, "↑" }, { GDK_KEY_Down, "↓" }, { GDK_KEY_Return, "Enter" },
    { GDK_KEY_Page_Up, "PageUp" }, { GDK_KEY_Page_Down, "PageDown" },
  };
  g_autofree char *modifier = NULL;
  GdkModifierType modifiers;
  guint keyval;

  g_return_val_if_fail (gtk_accelerator_parse (accel, &keyval, &modifiers), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++) {
    if (signs[i].keyval != keyval)
      continue;

    modifier = gtk_accelerator_get_label (GDK_KEY_a, modifiers);

    return g_strdup_printf ("%.*s%s", (int) strlen (modifier) - 1, modifier, signs[i].sign);
  }

  return gtk_accelerator_get_label (keyval, modifiers);
}

static gboolean
is_for (const MhKey *key,
        const char  *action,
        GVariant    *target)
{
  g_autoptr (GVariant) wanted = NULL;

  if (g_strcmp0 (key->action, action) != 0)
    return FALSE;

  wanted = parse_target (key->target);
  if (wanted == NULL || target == NULL)
    return wanted == target;

  return g_variant_equal (wanted, target);
}

/**
 * mh_keys_dup_label:
 * @action: an action's full name
 * @target: (nullable): its target
 *
 * Returns: (transfer full) (nullable): its first key as people write it, such as "Ctrl+N"; %NULL where it has none
 */
char *
mh_keys_dup_label (const char *action,
                   GVariant   *target)
{
  g_return_val_if_fail (action != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (is_for (&keys[i], action, target))
      return mh_keys_write_accel (keys[i].accel);
  }

  return NULL;
}

/**
 * mh_keys_dup_tooltip:
 * @text: what it does
 * @action: an action's full name
 * @target: (nullable): its target
 *
 * Returns: (transfer full): @text, and behind it the key of @action where there is one
 */
char *
mh_keys_dup_tooltip (const char *text,
                     const char *action,
                     GVariant   *target)
{
  g_autofree char *label = mh_keys_dup_label (action, target);

  g_return_val_if_fail (text != NULL, NULL);

  /* Translators: what a button does, and its key. */
  return label != NULL ? g_strdup_printf (_("%s (%s)"), text, label) : g_strdup (text);
}

/* What the button says where it has no tooltip: its own words, as one reads them. */
static char *
dup_words (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
  g_auto (GStrv) parts = NULL;

  if (tooltip != NULL)
    return g_strdup (tooltip);
  if (label == NULL)
    return NULL;

  if (!gtk_button_get_use_underline (GTK_BUTTON (widget)))
    return g_strdup (label);

  parts = g_strsplit (label, "_", -1);

  return g_strjoinv ("", parts);
}

static void
tell_one (GtkWidget  *widget,
          const char *action)
{
  GVariant *target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget));
  g_autofree char *label = mh_keys_dup_label (action, target);
  g_autofree char *words = label != NULL ? dup_words (widget) : NULL;
  g_autofree char *text = NULL;

  /* Some say it on the button itself. */
  if (words == NULL || strstr (words, label) != NULL)
    return;

  text = mh_keys_dup_tooltip (words, action, target);
  gtk_widget_set_tooltip_text (widget, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, label, -1);
}

/**
 * mh_keys_tell:
 * @root: a widget
 *
 * Has the tooltip of each button below @root whose action has a key end in that key, so that the key is learnt in passing.
 */
void
mh_keys_tell (GtkWidget *root)
{
  const char *action = GTK_IS_ACTIONABLE (root) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (root)) : NULL;

  g_return_if_fail (GTK_IS_WIDGET (root));

  if (action != NULL && !GTK_IS_LIST_BOX_ROW (root))
    tell_one (root, action);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    mh_keys_tell (child);
}

/* All keys of a row and of those below it that have no title; those of the number pad go without saying. */
static char *
write_accels (gsize n)
{
  g_autofree char *first = mh_keys_write_accel (keys[n].accel);
  g_autofree char *last = keys[n].last != NULL ? mh_keys_write_accel (keys[n].last) : NULL;
  GString *text = g_string_new (first);

  if (last != NULL)
    g_string_append_printf (text, " … %s", last);

  for (gsize i = n + 1; last == NULL && i < G_N_ELEMENTS (keys) && keys[i].title == NULL; i++) {
    g_autofree char *other = mh_keys_write_accel (keys[i].accel);

    if (!g_str_equal (other, first))
      g_string_append_printf (text, " / %s", other);
  }

  return g_string_free (text, FALSE);
}

static GtkWidget *
make_row (gsize n)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_(keys[n].title));
  g_autofree char *accels = write_accels (n);
  GtkWidget *label = gtk_label_new (accels);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "mh-name");
  gtk_widget_add_css_class (row, "mh-key-row");
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), label);

  return row;
}

static GtkWidget *
make_rows (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    GtkWidget *heading;

    if (!is_heading (&keys[i])) {
      if (keys[i].title != NULL)
        gtk_box_append (GTK_BOX (box), make_row (i));
      continue;
    }

    heading = gtk_label_new (_(keys[i].title));
    gtk_label_set_xalign (GTK_LABEL (heading), 0);
    gtk_widget_add_css_class (heading, "heading");
    gtk_widget_set_margin_top (heading, 14);
    gtk_box_append (GTK_BOX (box), heading);
  }

  return box;
}

/**
 * mh_keys_make_window:
 * @parent: (nullable): the window in front
 *
 * Returns: (transfer none): the list of all keys, not on the screen yet; it does not keep the others waiting
 */
GtkWindow *
mh_keys_make_window (GtkWindow *parent)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *escape = gtk_shortcut_controller_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_rows ());
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), scrolled);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_set_title (window, _("Keys"));
  gtk_window_set_default_size (window, LIST_WIDTH, LIST_HEIGHT);
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (escape),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), escape);

  return window;
}
