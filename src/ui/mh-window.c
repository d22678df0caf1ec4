/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-window"

#include "mh-window.h"
#include "mh-window-private.h"

#include <glib/gi18n-lib.h>

#include "mh-appointments-place.h"
#include "mh-broadcasts-place.h"
#include "mh-config.h"
#include "mh-help-topics.h"
#include "mh-keys.h"
#include "mh-lock-page.h"
#include "mh-preferences-place.h"
#include "mh-reception-place.h"
#include "mh-residents-place.h"
#include "mh-today-place.h"
#include "mh-toasts.h"
#include "mh-window-lock.h"
#include "mh-window-memory.h"

#define PULSE_MS 120

struct _MhWindow
{
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  GtkStack            *cover;
  MhLockPage          *lock_page;
  AdwToastOverlay     *toasts;
  GtkStack            *pages;
  GtkLabel            *progress_label;
  GtkProgressBar      *progress_bar;
  AdwBin              *page_holder;
  GtkWidget           *practice_band;
  GtkWidget           *side;
  AdwWindowTitle      *town_title;
  GtkListBox          *sidebar;
  GtkWidget           *operator_button;
  GtkLabel            *operator_label;
  AdwWindowTitle      *place_title;
  GtkWidget           *problem_bar;
  GtkLabel            *problem_label;
  GtkStack            *places;
  GtkWidget           *counter_button;

  /* Owned */
  MhUiContext         *context;  /* (nullable) */
  MhWindowLock        *lock;
  MhToasts            *said;
  GCancellable        *cancellable;
  guint                pulse;    /* source that moves the bar, 0 = none */
  char                *problem;      /* (nullable) (owned) what somebody else than the dispatcher says */
  gboolean             sending_off;
  gboolean             at_counter;
  gboolean             filled;       /* the system shows it on the whole screen */
};

enum {
  PROP_AT_COUNTER = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MhWindow, mh_window, ADW_TYPE_APPLICATION_WINDOW)

/* In the order of the sidebar. What is not there yet is not shown. */
static GtkWidget *(* const place_makers[]) (MhUiContext *context) = {
  mh_today_place_new,
  mh_residents_place_new,
  mh_appointments_place_new,
  mh_broadcasts_place_new,
  mh_reception_place_new,
  mh_preferences_place_new,
};

/* What the frame of the window shows of the town. */
typedef struct {
  char    *name;
  gboolean sending;
} TownState;

static void
town_state_free (TownState *state)
{
  g_free (state->name);
  g_free (state);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TownState, town_state_free)

static gpointer
read_town_state (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  g_autoptr (TownState) state = g_new0 (TownState, 1);
  g_autofree char *sending = NULL;

  state->name = mh_config_get (desk, "town.name", error);
  if (state->name == NULL)
    return NULL;

  sending = mh_config_get (desk, "sending", error);
  if (sending == NULL)
    return NULL;

  state->sending = g_strcmp0 (sending, "on") == 0;

  return g_steal_pointer (&state);
}

/* What the dispatcher says comes first: it knows more. It says nothing as long as nothing is due. */
static void
show_problem (MhWindow *self)
{
  MhDispatcher *dispatcher = self->context != NULL ? mh_ui_context_get_dispatcher (self->context) : NULL;
  const char *text = dispatcher != NULL ? mh_dispatcher_get_problem (dispatcher) : NULL;

  if (text == NULL && self->sending_off)
    text = _("Sending is switched off. Nothing leaves until you switch it on in Preferences.");
  if (text == NULL)
    text = self->problem;

  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->problem_bar, text != NULL);
}

static void
town_state_read_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (MhWindow) self = user_data;
  g_autoptr (TownState) state = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (state == NULL || self->context != MH_UI_CONTEXT (source))
    return;

  if (*state->name != '\0')
    adw_window_title_set_title (self->town_title, state->name);
  self->sending_off = !state->sending;
  show_problem (self);
}

static void
show_town_state (MhWindow *self)
{
  mh_ui_context_read_async (self->context, read_town_state, NULL, NULL, (GDestroyNotify) town_state_free,
                            self->cancellable, town_state_read_cb, g_object_ref (self));
}

static GtkWidget *
make_sidebar_row (MhPlace *place,
                  guint    number)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *image = gtk_image_new_from_icon_name (mh_place_get_icon_name (place));
  GtkWidget *label = gtk_label_new (mh_place_get_title (place));
  g_autoptr (GVariant) target = g_variant_ref_sink (g_variant_new_int32 ((gint32) number));
  g_autofree char *tooltip = mh_keys_dup_tooltip (mh_place_get_title (place), "win.place", target);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, mh_place_get_title (place), -1);

  return row;
}

static void
remove_places (MhWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->places))) != NULL)
    gtk_stack_remove (self->places, child);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sidebar))) != NULL)
    gtk_list_box_remove (self->sidebar, child);
}

static gboolean
pulse_cb (gpointer user_data)
{
  MhWindow *self = user_data;

  gtk_progress_bar_pulse (self->progress_bar);

  return G_SOURCE_CONTINUE;
}

static void
stop_progress (MhWindow *self)
{
  g_clear_handle_id (&self->pulse, g_source_remove);
}

static void
place_selected_cb (GtkListBox    *box,
                   GtkListBoxRow *row,
                   MhWindow      *self)
{
  MhPlace *place;

  if (row == NULL)
    return;

  place = mh_window_get_nth_place (self, (guint) gtk_list_box_row_get_index (row));
  if (place != NULL)
    gtk_stack_set_visible_child (self->places, GTK_WIDGET (place));
}

/* GTK 4.8 tells screen readers of all pages of a stack. They shall speak of the one that is in front. */
static void
tell_of_front (MhWindow *self)
{
  GtkWidget *front = gtk_stack_get_visible_child (self->places);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->places)); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, child != front, -1);
}

/* A place that comes to the front may be older than the database. */
static void
place_shown_cb (GtkStack   *stack,
                GParamSpec *pspec,
                MhWindow   *self)
{
  MhPlace *place = mh_window_get_front (self);

  if (place == NULL)
    return;

  /* What filled the whole screen was the place before. */
  mh_window_set_whole (self, FALSE);
  tell_of_front (self);
  adw_window_title_set_title (self->place_title, mh_place_get_title (place));
  mh_place_refresh (place);
  mh_keys_tell (GTK_WIDGET (place));
}

static void
context_changed_cb (MhUiContext *context,
                    MhWindow    *self)
{
  MhPlace *place = mh_window_get_front (self);

  show_town_state (self);
  if (place != NULL)
    mh_place_refresh (place);
}

static void
problem_changed_cb (MhDispatcher *dispatcher,
                    GParamSpec   *pspec,
                    MhWindow     *self)
{
  show_problem (self);
}

static void
dispatched_cb (MhDispatcher *dispatcher,
               MhUiContext  *context)
{
  mh_ui_context_emit_changed (context);
}

static void
dispatcher_set_cb (MhUiContext *context,
                   GParamSpec  *pspec,
                   MhWindow    *self)
{
  MhDispatcher *dispatcher = mh_ui_context_get_dispatcher (context);

  if (dispatcher == NULL)
    return;

  g_signal_connect_object (dispatcher, "notify::problem", G_CALLBACK (problem_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (dispatcher, "changed", G_CALLBACK (dispatched_cb), context, G_CONNECT_DEFAULT);
  show_problem (self);
}

static void
operator_set_cb (MhUiContext *context,
                 GParamSpec  *pspec,
                 MhWindow    *self)
{
  mh_window_show_operator (self);
}

/* The system has its own ways out of the whole screen. */
static void
fullscreened_cb (MhWindow   *self,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  gboolean filled = gtk_window_is_fullscreen (GTK_WINDOW (self));

  if (self->side != NULL && self->filled && !filled)
    gtk_widget_set_visible (self->side, TRUE);
  self->filled = filled;
}

static void
set_at_counter (MhWindow *self,
                gboolean  at_counter)
{
  if (self->at_counter == at_counter)
    return;

  self->at_counter = at_counter;
  gtk_widget_set_visible (self->counter_button, at_counter);
  if (self->context != NULL)
    mh_ui_context_set_at_counter (self->context, at_counter);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_COUNTER]);
}

static void
mh_window_get_property (GObject    *object,
                        guint       property,
                        GValue     *value,
                        GParamSpec *pspec)
{
  switch (property) {
  case PROP_AT_COUNTER:
    g_value_set_boolean (value, MH_WINDOW (object)->at_counter);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    break;
  }
}

static void
mh_window_set_property (GObject      *object,
                        guint         property,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  switch (property) {
  case PROP_AT_COUNTER:
    set_at_counter (MH_WINDOW (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    break;
  }
}

static void
mh_window_dispose (GObject *object)
{
  MhWindow *self = MH_WINDOW (object);

  stop_progress (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->lock != NULL)
    g_object_run_dispose (G_OBJECT (self->lock));
  g_clear_object (&self->lock);
  g_clear_object (&self->said);
  g_clear_object (&self->context);
  g_clear_pointer (&self->problem, g_free);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_WINDOW);

  G_OBJECT_CLASS (mh_window_parent_class)->dispose (object);
}

static void
mh_window_class_init (MhWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mh_window_dispose;
  object_class->get_property = mh_window_get_property;
  object_class->set_property = mh_window_set_property;

  /* Whether addresses and telephone numbers are hidden from who stands in front of the desk. */
  properties[PROP_AT_COUNTER] = g_param_spec_boolean ("at-counter", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (MH_TYPE_LOCK_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhWindow, cover);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, lock_page);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, progress_label);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, page_holder);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, practice_band);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, side);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, town_title);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, operator_button);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, operator_label);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, place_title);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, places);
  gtk_widget_class_bind_template_child (widget_class, MhWindow, counter_button);
  gtk_widget_class_bind_template_callback (widget_class, place_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_shown_cb);

  mh_window_install_actions (widget_class);
}

static void
mh_window_init (MhWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->said = mh_toasts_new (self->toasts);
  self->lock = mh_window_lock_new (GTK_WINDOW (self), self->cover, GTK_WIDGET (self->toasts), self->lock_page);
  mh_window_memory_follow (GTK_WINDOW (self));
  mh_help_topics_follow (self);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
}

/**
 * mh_window_new:
 * @application: (nullable): the application; only tests go without
 *
 * Returns: (transfer none): a window without a town
 */
MhWindow *
mh_window_new (GtkApplication *application)
{
  g_return_val_if_fail (application == NULL || GTK_IS_APPLICATION (application), NULL);

  return g_object_new (MH_TYPE_WINDOW, "application", application, NULL);
}

/**
 * mh_window_of:
 * @widget: a widget
 *
 * Returns: (nullable) (transfer none): the window @widget is in; for a dialog's widget the window behind the dialog
 */
MhWindow *
mh_window_of (GtkWidget *widget)
{
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  root = gtk_widget_get_root (widget);
  while (GTK_IS_WINDOW (root) && !MH_IS_WINDOW (root))
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));

  return MH_IS_WINDOW (root) ? MH_WINDOW (root) : NULL;
}

/**
 * mh_window_show_page:
 * @self: the window
 * @page: what to show in place of the places
 *
 * Before there is a town, or when it cannot be opened.
 */
void
mh_window_show_page (MhWindow  *self,
                     GtkWidget *page)
{
  g_return_if_fail (MH_IS_WINDOW (self));
  g_return_if_fail (GTK_IS_WIDGET (page));

  stop_progress (self);
  adw_bin_set_child (self->page_holder, page);
  gtk_stack_set_visible_child_name (self->pages, "page");
}

/**
 * mh_window_show_progress:
 * @self: the window
 * @text: what is being done
 *
 * Fills the window with a sentence and a bar that moves.
 */
void
mh_window_show_progress (MhWindow   *self,
                         const char *text)
{
  g_return_if_fail (MH_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  gtk_label_set_label (self->progress_label, text);
  gtk_stack_set_visible_child_name (self->pages, "progress");
  if (self->pulse == 0)
    self->pulse = g_timeout_add (PULSE_MS, pulse_cb, self);
}

/**
 * mh_window_set_context:
 * @self: the window
 * @context: an open town
 *
 * Makes the places and shows the first.
 */
void
mh_window_set_context (MhWindow    *self,
                       MhUiContext *context)
{
  g_return_if_fail (MH_IS_WINDOW (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  mh_window_close_town (self);
  self->context = g_object_ref (context);
  mh_ui_context_set_at_counter (context, self->at_counter);
  mh_window_lock_set_context (self->lock, context);

  for (guint i = 0; i < G_N_ELEMENTS (place_makers); i++) {
    GtkWidget *widget = place_makers[i] (context);
    MhPlace *place = MH_PLACE (widget);

    gtk_stack_add_named (self->places, widget, mh_place_get_name (place));
    gtk_list_box_append (self->sidebar, make_sidebar_row (place, i));
  }
  tell_of_front (self);

  g_signal_connect_object (context, "changed", G_CALLBACK (context_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (context, "notify::dispatcher", G_CALLBACK (dispatcher_set_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (context, "notify::operator", G_CALLBACK (operator_set_cb), self, G_CONNECT_DEFAULT);
  dispatcher_set_cb (context, NULL, self);
  mh_window_show_operator (self);
  show_town_state (self);

  gtk_widget_set_visible (self->practice_band, mh_ui_context_is_practice (context));
  stop_progress (self);
  adw_bin_set_child (self->page_holder, NULL);
  gtk_stack_set_visible_child_name (self->pages, "desk");
  gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, 0));
  mh_place_focus_search (mh_window_get_nth_place (self, 0));
}

/**
 * mh_window_start_operator:
 * @self: the window, with a town
 * @name: (nullable): who sat there last
 *
 * Somebody sits down: the only one there is, or the names are shown to choose from.
 */
void
mh_window_start_operator (MhWindow   *self,
                          const char *name)
{
  g_return_if_fail (MH_IS_WINDOW (self));

  mh_window_lock_start (self->lock, name);
}

/**
 * mh_window_set_idle_limit:
 * @self: the window
 * @ms: after how long without input it locks; 0: never
 *
 * For tests; a town says it in minutes.
 */
void
mh_window_set_idle_limit (MhWindow *self,
                          gint64    ms)
{
  g_return_if_fail (MH_IS_WINDOW (self));

  mh_window_lock_set_limit (self->lock, ms);
}

/**
 * mh_window_lock_screen:
 * @self: the window
 *
 * Hides everything until somebody says who she is.
 *
 * Covers it at once, as after a pause.
 */
void
mh_window_lock_screen (MhWindow *self)
{
  mh_window_lock_now (self->lock);
}

/**
 * mh_window_get_context:
 * @self: the window
 *
 * Returns: (nullable) (transfer none): the town that is open
 */
MhUiContext *
mh_window_get_context (MhWindow *self)
{
  g_return_val_if_fail (MH_IS_WINDOW (self), NULL);

  return self->context;
}

/**
 * mh_window_close_town:
 * @self: the window
 *
 * Removes the places and forgets the town.
 */
void
mh_window_close_town (MhWindow *self)
{
  g_return_if_fail (MH_IS_WINDOW (self));

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);

  mh_window_set_whole (self, FALSE);
  remove_places (self);
  mh_window_lock_set_context (self->lock, NULL);
  g_clear_object (&self->context);
  self->sending_off = FALSE;
  mh_window_set_problem (self, NULL);
}

/**
 * mh_window_get_place:
 * @self: the window
 * @name: a place's name
 *
 * Returns: (nullable) (transfer none): the place
 */
MhPlace *
mh_window_get_place (MhWindow   *self,
                     const char *name)
{
  g_return_val_if_fail (MH_IS_WINDOW (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return (MhPlace *) gtk_stack_get_child_by_name (self->places, name);
}

/**
 * mh_window_get_nth_place:
 * @self: the window
 * @n: from 0, in the order of the sidebar
 *
 * Returns: (transfer none) (nullable): the place; %NULL where there are fewer
 */
MhPlace *
mh_window_get_nth_place (MhWindow *self,
                         guint     n)
{
  GtkWidget *child;

  child = gtk_widget_get_first_child (GTK_WIDGET (self->places));
  while (child != NULL && n-- > 0)
    child = gtk_widget_get_next_sibling (child);

  return (MhPlace *) child;
}

/**
 * mh_window_get_front:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the place that is shown; %NULL while no town is open
 */
MhPlace *
mh_window_get_front (MhWindow *self)
{
  if (self->context == NULL)
    return NULL;

  return (MhPlace *) gtk_stack_get_visible_child (self->places);
}

/**
 * mh_window_go:
 * @self: the window
 * @name: a place's name; one that is not there is passed over
 * @item: what the place shall show, or 0
 *
 * Brings a place to the front.
 */
void
mh_window_go (MhWindow   *self,
              const char *name,
              gint64      item)
{
  MhPlace *place = mh_window_get_place (self, name);
  GtkListBoxRow *row;
  int n = 0;

  if (place == NULL)
    return;

  while (mh_window_get_nth_place (self, (guint) n) != place)
    n++;
  row = gtk_list_box_get_row_at_index (self->sidebar, n);
  gtk_list_box_select_row (self->sidebar, row);
  if (item > 0)
    mh_place_show_item (place, item);
}

/**
 * mh_window_show_operator:
 * @self: the window
 *
 * Who sits at the PC, at the foot of the sidebar.
 *
 * Shows who sits there, after that has changed.
 */
void
mh_window_show_operator (MhWindow *self)
{
  const char *name = mh_ui_context_get_operator (self->context);
  g_autofree char *text = NULL;

  if (name == NULL || *name == '\0')
    text = g_strdup (_("Your name …"));
  else
    /* Translators: who sits at the PC */
    text = g_strdup_printf (_("At the desk: %s"), name);

  gtk_label_set_label (self->operator_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->operator_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * mh_window_show_toast:
 * @self: the window
 * @text: what was done; not markup
 * @act_to_undo: the act that the button takes back, or 0 for no button
 *
 * Says for some seconds what was done.
 */
void
mh_window_show_toast (MhWindow   *self,
                      const char *text,
                      gint64      act_to_undo)
{
  g_return_if_fail (MH_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  mh_toasts_show (self->said, text, act_to_undo);
}

/**
 * mh_window_is_whole:
 * @self: the window
 *
 * Returns: whether the place in front fills the whole screen
 */
gboolean
mh_window_is_whole (MhWindow *self)
{
  g_return_val_if_fail (MH_IS_WINDOW (self), FALSE);

  return !gtk_widget_get_visible (self->side);
}

/**
 * mh_window_set_whole:
 * @self: the window
 * @whole: whether the place in front shall fill the whole screen
 *
 * Hides the list of places and the bar above, and what else is on the screen. Going to another place ends it; the place in front offers a way
 * back by itself.
 */
void
mh_window_set_whole (MhWindow *self,
                     gboolean  whole)
{
  g_return_if_fail (MH_IS_WINDOW (self));

  if (whole == mh_window_is_whole (self))
    return;

  gtk_widget_set_visible (self->side, !whole);
  if (whole)
    gtk_window_fullscreen (GTK_WINDOW (self));
  else
    gtk_window_unfullscreen (GTK_WINDOW (self));
}

/**
 * mh_window_set_problem:
 * @self: the window
 * @text: (nullable): a sentence, or %NULL when nothing is the matter
 *
 * Shows, calmly and as long as it lasts, why something does not work.
 */
void
mh_window_set_problem (MhWindow   *self,
                       const char *text)
{
  g_return_if_fail (MH_IS_WINDOW (self));

  g_free (self->problem);
  self->problem = g_strdup (text);
  show_problem (self);
}
