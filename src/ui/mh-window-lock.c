/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-window-lock"

#include "mh-window-lock.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-operators.h"

#define TICK_MS   2000
#define MINUTE_MS 60000

struct _MhWindowLock
{
  GObject      parent_instance;

  /* Unowned: they live as long as the window, which owns this */
  GtkWindow   *window;
  GtkStack    *cover;
  GtkWidget   *content;
  MhLockPage  *page;

  /* Owned */
  MhUiContext *context;    /* (nullable) */
  GListModel  *toplevels;
  GPtrArray   *hidden;     /* (element-type GtkWidget): windows that come back with the content */
  GtkWidget   *focus;      /* (nullable) weak: where somebody was typing */

  gint64       limit;      /* ms without input, 0 = never */
  gint64       last_input; /* us, monotonic */
  gint64       last_time;  /* us, real: a PC that slept has waited, too */
  guint        tick;       /* source, 0 = none */
  gboolean     locked;
  gboolean     blank;
};

/* What the window can do only while somebody sits there. */
static const char * const actions[] = {
  "win.undo", "win.undo-act", "win.refresh", "win.search", "win.print", "win.back", "win.place", "win.operator", "win.lock", "win.log", "win.loss",
  "win.retention", "win.rehearsal", "win.blackout", "win.counter", "win.phones", "win.guide", "win.help", "win.keys", "win.undo-key",
};

/* Who sits down when the town opens. */
typedef struct {
  char    *name;   /* (nullable): signed in */
  gboolean nobody; /* there is no name yet: it is asked for */
} Start;

G_DEFINE_FINAL_TYPE (MhWindowLock, mh_window_lock, G_TYPE_OBJECT)

static void
start_free (Start *start)
{
  g_free (start->name);
  g_free (start);
}

/* The only name, without a PIN, unless somebody else was here last; or the first name of all. */
static char *
seat_starter (const MhDesk *desk,
              GPtrArray    *list,
              const char   *name,
              GError      **error)
{
  const MhOperator *only = NULL;
  guint n_active = 0;
  gint64 last = 0;

  for (guint i = 0; i < list->len; i++) {
    const MhOperator *one = g_ptr_array_index (list, i);

    if (one->active) {
      n_active++;
      only = one;
    }
  }

  if (n_active == 0)
    return name != NULL ? mh_operators_join (desk, name, error) : NULL;

  if (n_active > 1 || only->has_pin || (name != NULL && !mh_operators_find (desk, name, &last, error)) ||
      (name != NULL && last != only->id))
    return NULL;

  return mh_operators_sign_in (desk, only->id, NULL, error);
}

static gpointer
choose_starter (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  g_autoptr (GPtrArray) list = mh_operators_list (desk, error);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *name = NULL;
  Start *start;

  if (list == NULL)
    return NULL;

  name = seat_starter (desk, list, input, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  start = g_new0 (Start, 1);
  start->nobody = list->len == 0 && name == NULL;
  start->name = g_steal_pointer (&name);

  return start;
}

static gpointer
read_limit (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  return mh_config_get (desk, "lock.minutes", error);
}

static gpointer
note_lock (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  mh_operators_note_lock (desk, input, error);

  return NULL;
}

static gboolean
is_covered (MhWindowLock *self)
{
  return self->locked || self->blank;
}

static void
hide_window (MhWindowLock *self,
             GtkWidget    *window)
{
  g_ptr_array_add (self->hidden, g_object_ref (window));
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_set_visible (window, FALSE);
}

/* The last first: a dialog over a dialog. */
static void
hide_windows (MhWindowLock *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->toplevels); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (self->toplevels, i);

    if (window != GTK_WIDGET (self->window) && gtk_widget_get_visible (window))
      hide_window (self, window);
  }
}

/* One that was closed meanwhile has left the list of windows. */
static gboolean
is_there (MhWindowLock *self,
          gpointer      window)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->toplevels); i++) {
    g_autoptr (GObject) one = g_list_model_get_item (self->toplevels, i);

    if ((gpointer) one == window)
      return TRUE;
  }

  return FALSE;
}

static void
show_windows (MhWindowLock *self)
{
  g_autoptr (GPtrArray) hidden = g_steal_pointer (&self->hidden);

  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < hidden->len; i++) {
    if (is_there (self, g_ptr_array_index (hidden, i)))
      gtk_window_present (GTK_WINDOW (g_ptr_array_index (hidden, i)));
  }
}

/* The window goes while others are hidden: they go with it. */
static void
drop_windows (MhWindowLock *self)
{
  for (guint i = 0; i < self->hidden->len; i++) {
    if (is_there (self, g_ptr_array_index (self->hidden, i)))
      gtk_window_destroy (GTK_WINDOW (g_ptr_array_index (self->hidden, i)));
  }
  g_clear_pointer (&self->hidden, g_ptr_array_unref);
}

/* An entry must lose the focus before it goes, or it would not know. */
static void
keep_focus (MhWindowLock *self,
            gboolean      covered)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  if (covered && focus != NULL && gtk_widget_is_ancestor (focus, self->content))
    g_set_weak_pointer (&self->focus, focus);
  gtk_window_set_focus (self->window, NULL);
}

static void
give_focus_back (MhWindowLock *self)
{
  if (self->focus != NULL && gtk_widget_get_mapped (self->focus))
    gtk_widget_grab_focus (self->focus);
  g_clear_weak_pointer (&self->focus);
}

/* The page behind is not only covered but gone: screen readers walk through what is merely behind. */
static void
update_cover (MhWindowLock *self)
{
  gboolean covered = is_covered (self);
  const char *page = self->locked ? "lock" : self->blank ? "blank" : "desk";

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self->window), actions[i], !covered);

  if (covered)
    hide_windows (self);
  keep_focus (self, covered);
  gtk_widget_set_visible (self->content, !covered);
  gtk_stack_set_visible_child_name (self->cover, page);
  if (!covered) {
    give_focus_back (self);
    show_windows (self);
  }
}

static void
touch (MhWindowLock *self)
{
  self->last_input = g_get_monotonic_time ();
  self->last_time = g_get_real_time ();
}

static void
lock (MhWindowLock *self,
      const char   *title,
      const char   *how)
{
  if (self->context == NULL || self->locked)
    return;

  self->locked = TRUE;
  self->blank = FALSE;
  update_cover (self);
  mh_lock_page_begin (self->page, self->context, title);
  if (how != NULL)
    mh_ui_context_run_async (self->context, note_lock, (gpointer) how, NULL, NULL, NULL, NULL, NULL);
}

static void
unlock (MhWindowLock *self)
{
  mh_lock_page_end (self->page);
  self->locked = FALSE;
  touch (self);
  update_cover (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  MhWindowLock *self = user_data;
  gint64 waited = MAX (g_get_monotonic_time () - self->last_input, g_get_real_time () - self->last_time) / 1000;

  if (self->limit > 0 && !self->locked && waited >= self->limit)
    lock (self, _("The screen was hidden because nobody did anything here"), "idle");

  return G_SOURCE_CONTINUE;
}

static void
opened_cb (MhLockPage   *page,
           const char   *name,
           MhWindowLock *self)
{
  if (self->context == NULL)
    return;

  mh_ui_context_set_operator (self->context, name);
  unlock (self);
}

/* In the capture phase, so that it sees what any widget of any window gets. */
static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          MhWindowLock             *self)
{
  GdkModifierType state = gdk_event_get_modifier_state (event);
  guint key;

  touch (self);
  if (gdk_event_get_event_type (event) != GDK_KEY_PRESS || self->context == NULL)
    return GDK_EVENT_PROPAGATE;

  key = gdk_key_event_get_keyval (event);
  if (key == GDK_KEY_F12) {
    mh_window_lock_toggle_blank (self);
    return GDK_EVENT_STOP;
  }

  if ((state & GDK_CONTROL_MASK) != 0 && (state & (GDK_SHIFT_MASK | GDK_ALT_MASK)) == 0 &&
      (key == GDK_KEY_l || key == GDK_KEY_L)) {
    mh_window_lock_now (self);
    return GDK_EVENT_STOP;
  }

  return GDK_EVENT_PROPAGATE;
}

/* What comes up while nobody may look waits as well: the end of some work, told with a name. */
static void
visible_cb (GtkWidget    *window,
            GParamSpec   *pspec,
            MhWindowLock *self)
{
  if (is_covered (self) && window != GTK_WIDGET (self->window) && gtk_widget_get_visible (window))
    hide_window (self, window);
}

static void
watch_window (MhWindowLock *self,
              GtkWidget    *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (window, controller);
  g_signal_connect_object (window, "notify::visible", G_CALLBACK (visible_cb), self, G_CONNECT_DEFAULT);
  visible_cb (window, NULL, self);
}

static void
windows_changed_cb (GListModel   *toplevels,
                    guint         position,
                    guint         removed,
                    guint         added,
                    MhWindowLock *self)
{
  for (guint i = 0; i < added; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, position + i);

    watch_window (self, window);
  }
}

static void
limit_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhWindowLock) self = user_data;
  g_autofree char *minutes = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (minutes != NULL && self->context == MH_UI_CONTEXT (source))
    self->limit = g_ascii_strtoll (minutes, NULL, 10) * MINUTE_MS;
}

static void
changed_cb (MhUiContext  *context,
            MhWindowLock *self)
{
  mh_ui_context_read_async (context, read_limit, NULL, NULL, g_free, NULL, limit_read_cb, g_object_ref (self));
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhWindowLock) self = user_data;
  Start *start = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (self->context != MH_UI_CONTEXT (source)) {
    g_clear_pointer (&start, start_free);
    return;
  }

  /* Whatever went wrong, the page with the names says it. */
  if (start != NULL && start->name != NULL)
    opened_cb (self->page, start->name, self);
  else if (start != NULL && start->nobody)
    unlock (self);
  else
    mh_lock_page_begin (self->page, self->context, _("Good day"));

  if (start != NULL && start->nobody)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.operator", NULL);
  g_clear_pointer (&start, start_free);
}

static void
mh_window_lock_dispose (GObject *object)
{
  MhWindowLock *self = MH_WINDOW_LOCK (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  self->locked = FALSE;
  self->blank = FALSE;
  g_clear_weak_pointer (&self->focus);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  if (self->toplevels != NULL)
    drop_windows (self);
  g_clear_object (&self->toplevels);

  G_OBJECT_CLASS (mh_window_lock_parent_class)->dispose (object);
}

static void
mh_window_lock_class_init (MhWindowLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_window_lock_dispose;
}

static void
mh_window_lock_init (MhWindowLock *self)
{
  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  self->toplevels = g_object_ref (gtk_window_get_toplevels ());
  touch (self);
}

/**
 * mh_window_lock_new:
 * @window: the window
 * @cover: its outermost stack, with the pages "desk", "lock" and "blank"
 * @content: what is on "desk"
 * @page: what is on "lock"
 *
 * Returns: (transfer full): a lock that is open and never closes by itself until a town says after how long
 */
MhWindowLock *
mh_window_lock_new (GtkWindow  *window,
                    GtkStack   *cover,
                    GtkWidget  *content,
                    MhLockPage *page)
{
  MhWindowLock *self = g_object_new (MH_TYPE_WINDOW_LOCK, NULL);

  self->window = window;
  self->cover = cover;
  self->content = content;
  self->page = page;
  g_signal_connect_object (page, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->toplevels, "items-changed", G_CALLBACK (windows_changed_cb), self, G_CONNECT_DEFAULT);
  windows_changed_cb (self->toplevels, 0, 0, g_list_model_get_n_items (self->toplevels), self);
  self->tick = g_timeout_add (TICK_MS, tick_cb, self);

  return self;
}

/**
 * mh_window_lock_set_context:
 * @self: a lock
 * @context: (nullable): the town that is open now
 *
 * Takes the cover away; after how long it comes back is the town's to say (lock.minutes).
 */
void
mh_window_lock_set_context (MhWindowLock *self,
                            MhUiContext  *context)
{
  g_return_if_fail (MH_IS_WINDOW_LOCK (self));

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_set_object (&self->context, context);
  self->blank = FALSE;
  self->limit = 0;
  unlock (self);
  if (context == NULL)
    return;

  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);
  changed_cb (context, self);
}

/**
 * mh_window_lock_start:
 * @self: a lock with a town
 * @name: (nullable): who was there last
 *
 * The only one in the list, without a PIN, sits down by herself; otherwise the names are shown. Where there is no name yet, it is asked for.
 */
void
mh_window_lock_start (MhWindowLock *self,
                      const char   *name)
{
  g_return_if_fail (MH_IS_WINDOW_LOCK (self));
  g_return_if_fail (self->context != NULL);

  self->locked = TRUE;
  update_cover (self);
  mh_ui_context_run_async (self->context, choose_starter, g_strdup (name), g_free, (GDestroyNotify) start_free, NULL,
                           started_cb, g_object_ref (self));
}

/**
 * mh_window_lock_now:
 * @self: a lock
 *
 * Hides everything until somebody says who she is.
 */
void
mh_window_lock_now (MhWindowLock *self)
{
  g_return_if_fail (MH_IS_WINDOW_LOCK (self));

  lock (self, _("The screen is locked"), "key");
}

/**
 * mh_window_lock_toggle_blank:
 * @self: a lock
 *
 * Hides everything from a glance, without asking who comes back. Does nothing while the screen is locked.
 */
void
mh_window_lock_toggle_blank (MhWindowLock *self)
{
  g_return_if_fail (MH_IS_WINDOW_LOCK (self));

  if (self->locked)
    return;

  self->blank = !self->blank;
  update_cover (self);
}

/**
 * mh_window_lock_set_limit:
 * @self: a lock
 * @ms: after how long without input it closes by itself; looked at every two seconds; 0: never
 *
 * For tests; a town says it by lock.minutes.
 */
void
mh_window_lock_set_limit (MhWindowLock *self,
                          gint64        ms)
{
  g_return_if_fail (MH_IS_WINDOW_LOCK (self));

  self->limit = ms;
}
