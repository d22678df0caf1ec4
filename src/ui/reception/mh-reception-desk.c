/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-desk"

#include "mh-reception-place-private.h"

#include <glib/gi18n-lib.h>

#include "mh-window.h"

/* Whom to look at. */
typedef struct {
  gint64 booking;
  gint64 lot;
} Look;

/* How many have one state. */

static GtkWidget *
make_tally (const char *what,
            int         number)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = g_strdup_printf ("%d", number);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "mh-tally");
  gtk_widget_add_css_class (label, "mh-count");
  gtk_box_append (GTK_BOX (box), gtk_label_new (what));
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

/**
 * mh_reception_show_counts:
 * @self: the place, with a day
 *
 * Shows how many people have which state.
 */
void
mh_reception_show_counts (MhReceptionPlace *self)
{
  const MhReceptionCounts *counts = &self->view->day->counts;
  const struct {
    const char *what;
    int         number;
  } tallies[] = {
    { C_("tally", "All"), counts->n_all },
    { C_("tally", "Not yet"), counts->n_expected },
    { C_("tally", "Came"), counts->n_came },
    { C_("tally", "Done"), counts->n_done },
    { C_("tally", "Stopped"), counts->n_stopped },
    { C_("tally", "Cancelled"), counts->n_cancelled_day },
    { C_("tally", "Did not come"), counts->n_no_show },
    { C_("tally", "Put off"), counts->n_postponed },
  };
  g_autofree char *text = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->counts)) != NULL)
    gtk_box_remove (GTK_BOX (self->counts), child);
  for (gsize i = 0; i < G_N_ELEMENTS (tallies); i++)
    gtk_box_append (GTK_BOX (self->counts), make_tally (tallies[i].what, tallies[i].number));

  text = g_strdup_printf (_("%d people: not yet %d ・ came %d ・ done %d ・ stopped %d ・ cancelled %d ・ did not come %d ・ put off %d"),
                          counts->n_all, counts->n_expected, counts->n_came, counts->n_done, counts->n_stopped,
                          counts->n_cancelled_day, counts->n_no_show, counts->n_postponed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->counts), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Who is chosen. */

static gpointer
look_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Look *look = input;

  return mh_reception_judge (desk, look->booking, look->lot, error);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhReceptionPlace) self = user_data;
  g_autoptr (GPtrArray) reds = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  if (reds == NULL || self->context == NULL)
    return;

  for (guint i = 0; i < reds->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((MhReceptionRed *) g_ptr_array_index (reds, i))->sentence);
  gtk_label_set_label (self->red, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->red), text->str);
}

/**
 * mh_reception_show_chosen:
 * @self: the place
 *
 * Says who is chosen, and in red what speaks against the needle before anything is noted.
 */
void
mh_reception_show_chosen (MhReceptionPlace *self)
{
  MhReceptionPerson *person = mh_reception_get_chosen (self);
  g_autofree char *facts = person != NULL ? mh_reception_row_dup_facts (self->view->day, person) : g_strdup ("");
  const char *state = person != NULL ? person->line->visit->state : "";
  Look look = { 0 };

  gtk_label_set_label (self->chosen, person != NULL ? person->person->shown_name : "");
  gtk_label_set_label (self->chosen_facts, facts);
  gtk_label_set_label (self->red, "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->red), NULL);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (person == NULL || (*state != '\0' && !g_str_equal (state, "came")))
    return;

  look.booking = person->line->booking;
  look.lot = self->view->day->lot;
  self->looking = g_cancellable_new ();
  mh_ui_context_read_async (self->context, look_work, g_memdup2 (&look, sizeof look), g_free, (GDestroyNotify) g_ptr_array_unref,
                            self->looking, looked_cb, g_object_ref (self));
}

/* The field that is always ready. */

static gboolean
is_writing (GtkWidget *focus)
{
  return focus != NULL && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL);
}

static gboolean
is_own_key (guint key)
{
  return key == GDK_KEY_F2 || key == GDK_KEY_F4 || key == GDK_KEY_F6 || key == GDK_KEY_F7 || key == GDK_KEY_F9 || key == GDK_KEY_F11;
}

static gboolean
pass_on (MhReceptionPlace      *self,
         GtkEventControllerKey *controller)
{
  mh_reception_focus_scan (self);

  return gtk_event_controller_key_forward (controller, GTK_WIDGET (self->scan)) ||
         gtk_event_controller_key_forward (controller, GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->scan))));
}

/* A reader types wherever the keyboard is: on the list, on a button, in the sidebar. */
static gboolean
reader_pressed_cb (GtkEventControllerKey *controller,
                   guint                  key,
                   guint                  code,
                   GdkModifierType        state,
                   MhReceptionPlace      *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->root));
  gunichar sign = gdk_keyval_to_unicode (key);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  /* An input method that is asked first may keep it. */
  if (key == GDK_KEY_Escape && mh_reception_leave_whole (self))
    return GDK_EVENT_STOP;

  if (is_writing (focus))
    return GDK_EVENT_PROPAGATE;

  /* Before the day is there the keyboard may be anywhere. */
  if (is_own_key (key) && (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    return gtk_event_controller_key_forward (controller, GTK_WIDGET (self));

  if (self->view == NULL || self->view->day == NULL || sign <= ' ' || sign == 0x7f)
    return GDK_EVENT_PROPAGATE;

  return pass_on (self, controller);
}

static void
show_way_back (MhReceptionPlace *self)
{
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  gtk_button_set_label (GTK_BUTTON (self->whole), window != NULL && mh_window_is_whole (window) ? _("Leave the whole screen (Esc)")
                                                                                               : _("Whole screen (F11)"));
}

/**
 * mh_reception_watch_keys:
 * @self: the place, which has come to be seen
 *
 * What is typed beside any other field of the window goes to the field for the reader.
 */
void
mh_reception_watch_keys (MhReceptionPlace *self)
{
  mh_reception_leave_keys (self);
  self->root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  self->reader = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->reader, GTK_PHASE_CAPTURE);
  g_signal_connect (self->reader, "key-pressed", G_CALLBACK (reader_pressed_cb), self);
  gtk_widget_add_controller (self->root, self->reader);

  /* The system has its own ways out of the whole screen. */
  g_signal_connect_object (self->root, "notify::fullscreened", G_CALLBACK (show_way_back), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  show_way_back (self);
}

/**
 * mh_reception_leave_keys:
 * @self: the place, which is not seen any more
 *
 * Leaves the keys of the window alone.
 */
void
mh_reception_leave_keys (MhReceptionPlace *self)
{
  if (self->reader != NULL) {
    gtk_widget_remove_controller (self->root, self->reader);
    g_signal_handlers_disconnect_by_data (self->root, self);
  }
  self->reader = NULL;
  self->root = NULL;
}

/* The whole screen. */

static void
whole_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (widget);
  MhWindow *window = mh_window_of (widget);

  if (window == NULL)
    return;

  mh_window_set_whole (window, !mh_window_is_whole (window));
  show_way_back (self);
  mh_reception_focus_scan (self);
}

/**
 * mh_reception_leave_whole:
 * @self: the place
 *
 * Shows the rest of the window again.
 *
 * Returns: whether the place did fill the screen
 */
gboolean
mh_reception_leave_whole (MhReceptionPlace *self)
{
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (window == NULL || !mh_window_is_whole (window))
    return FALSE;

  mh_window_set_whole (window, FALSE);
  show_way_back (self);
  mh_reception_focus_scan (self);

  return TRUE;
}

/**
 * mh_reception_install_desk:
 * @klass: of the place
 *
 * Adds the action that fills the screen.
 */
void
mh_reception_install_desk (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "reception.whole", NULL, whole_activated_cb);
}
