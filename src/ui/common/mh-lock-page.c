/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-lock-page"

#include "mh-lock-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-operators.h"
#include "mh-pin.h"

struct _MhLockPage
{
  GtkWidget     parent_instance;

  /* Template widgets */
  GtkLabel     *title_label;
  GtkListBox   *names;
  GtkWidget    *pin_box;
  GtkWidget    *pin_entry;
  GtkLabel     *message_label;
  GtkWidget    *open_button;
  GtkWidget    *add_expander;
  GtkWidget    *name_entry;
  GtkWidget    *forgotten_expander;
  GtkWidget    *helper_box;
  GtkDropDown  *helper_drop;
  GtkWidget    *helper_entry;

  /* Owned */
  MhUiContext  *context;      /* (nullable) */
  GCancellable *cancellable;  /* (nullable) */
  GPtrArray    *operators;    /* (nullable) (element-type MhOperator): the active ones */
  GPtrArray    *helpers;      /* (nullable) (element-type MhOperator) borrowed from @operators: those with a PIN */
};

enum {
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhLockPage, mh_lock_page, GTK_TYPE_WIDGET)

/* What goes to the worker. */
typedef struct {
  gint64 id;
  gint64 by;
  char  *pin;   /* (nullable) */
  char  *name;  /* (nullable) */
} Request;

static void
request_free (Request *request)
{
  mh_pin_free (request->pin);
  g_free (request->name);
  g_free (request);
}

static gpointer
read_operators (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  g_autoptr (GPtrArray) list = mh_operators_list (desk, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--) {
    if (!((const MhOperator *) list->pdata[i - 1])->active)
      g_ptr_array_remove_index (list, i - 1);
  }

  return g_steal_pointer (&list);
}

static gpointer
sign_in (const MhDesk *desk,
         gpointer      input,
         GError      **error)
{
  const Request *request = input;

  return mh_operators_sign_in (desk, request->id, request->pin, error);
}

static gpointer
join (const MhDesk *desk,
      gpointer      input,
      GError      **error)
{
  return mh_operators_join (desk, ((const Request *) input)->name, error);
}

static gpointer
clear_pin (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Request *request = input;
  MhDesk own = *desk;

  own.operator_name = request->name;

  return mh_operators_clear_pin (&own, request->id, request->by, request->pin, error) ? g_strdup (request->name) : NULL;
}

static const MhOperator *
get_chosen (MhLockPage *self)
{
  GtkListBoxRow *row = self->operators != NULL ? gtk_list_box_get_selected_row (self->names) : NULL;
  guint n = row != NULL ? (guint) gtk_list_box_row_get_index (row) : G_MAXUINT;

  return row != NULL && n < self->operators->len ? g_ptr_array_index (self->operators, n) : NULL;
}

static void
show_message (MhLockPage *self,
              const char *text)
{
  gtk_label_set_label (self->message_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), text != NULL);
}

static void
empty_entries (MhLockPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->pin_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->helper_entry), "");
}

static void
focus_chosen (MhLockPage *self)
{
  const MhOperator *chosen = get_chosen (self);

  if (chosen == NULL) {
    gtk_expander_set_expanded (GTK_EXPANDER (self->add_expander), TRUE);
    gtk_widget_grab_focus (self->name_entry);
  } else if (chosen->has_pin) {
    gtk_widget_grab_focus (self->pin_entry);
  } else {
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->names)));
  }
}

static void
show_helpers (MhLockPage       *self,
              const MhOperator *chosen)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_clear_pointer (&self->helpers, g_ptr_array_unref);
  self->helpers = g_ptr_array_new ();
  for (guint i = 0; i < self->operators->len; i++) {
    MhOperator *one = g_ptr_array_index (self->operators, i);

    if (one->has_pin && one->id != chosen->id) {
      g_ptr_array_add (self->helpers, one);
      gtk_string_list_append (list, one->name);
    }
  }

  gtk_drop_down_set_model (self->helper_drop, G_LIST_MODEL (list));
  gtk_widget_set_visible (self->helper_box, self->helpers->len > 0);
}

static void
name_selected_cb (GtkListBox    *box,
                  GtkListBoxRow *row,
                  MhLockPage    *self)
{
  const MhOperator *chosen = get_chosen (self);

  if (self->operators == NULL)
    return;

  show_message (self, NULL);
  empty_entries (self);
  gtk_widget_set_visible (self->pin_box, chosen != NULL && chosen->has_pin);
  gtk_widget_set_visible (self->forgotten_expander, chosen != NULL && chosen->has_pin);
  gtk_widget_set_sensitive (self->open_button, chosen != NULL);
  if (chosen != NULL && chosen->has_pin)
    show_helpers (self, chosen);
}

static GtkWidget *
make_row (const MhOperator *one)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), one->name);
  if (one->has_pin)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (_("with PIN")));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

/* Whoever can write a new name into the list needs no PIN: so nobody can where one is asked for. */
static void
show_operators (MhLockPage *self)
{
  const char *present = mh_ui_context_get_operator (self->context);
  GtkWidget *child;
  gboolean has_pin = FALSE;
  int chosen = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->names))) != NULL)
    gtk_list_box_remove (self->names, child);

  for (guint i = 0; i < self->operators->len; i++) {
    const MhOperator *one = g_ptr_array_index (self->operators, i);

    gtk_list_box_append (self->names, make_row (one));
    has_pin = has_pin || one->has_pin;
    if (g_strcmp0 (one->name, present) == 0)
      chosen = (int) i;
  }

  gtk_widget_set_visible (GTK_WIDGET (self->names), self->operators->len > 0);
  gtk_widget_set_visible (self->open_button, self->operators->len > 0);
  gtk_widget_set_visible (self->add_expander, !has_pin);
  gtk_list_box_select_row (self->names, gtk_list_box_get_row_at_index (self->names, chosen));
  focus_chosen (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhLockPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context != MH_UI_CONTEXT (source))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (list == NULL) {
    show_message (self, error->message);
    return;
  }

  g_clear_pointer (&self->operators, g_ptr_array_unref);
  self->operators = g_steal_pointer (&list);
  show_operators (self);
}

static void
read_names (MhLockPage *self)
{
  mh_ui_context_read_async (self->context, read_operators, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                            self->cancellable, read_cb, g_object_ref (self));
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhLockPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context != MH_UI_CONTEXT (source))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  empty_entries (self);
  if (name == NULL) {
    show_message (self, error->message);
    focus_chosen (self);
    return;
  }

  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), "");
  g_signal_emit (self, signals[OPENED], 0, name);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhLockPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context != MH_UI_CONTEXT (source))
    return;

  empty_entries (self);
  if (name != NULL) {
    gtk_expander_set_expanded (GTK_EXPANDER (self->forgotten_expander), FALSE);
    read_names (self);
  } else {
    gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
    show_message (self, error->message);
  }
}

/* An entry must lose the focus before it cannot be used, or its cursor goes on blinking. */
static void
close_for_now (MhLockPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
}

/* While the PIN is checked nothing else can be asked for. */
static void
start_work (MhLockPage         *self,
            MhUiWork            work,
            Request            *request,
            GAsyncReadyCallback callback)
{
  show_message (self, NULL);
  close_for_now (self);
  mh_ui_context_run_async (self->context, work, request, (GDestroyNotify) request_free, g_free, NULL,
                           callback, g_object_ref (self));
}

static void
open_cb (MhLockPage *self)
{
  const MhOperator *chosen = get_chosen (self);
  Request *request;

  if (chosen == NULL || self->context == NULL)
    return;

  request = g_new0 (Request, 1);
  request->id = chosen->id;
  if (chosen->has_pin)
    request->pin = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->pin_entry)));
  start_work (self, sign_in, request, signed_in_cb);
}

static void
name_activated_cb (GtkListBox    *box,
                   GtkListBoxRow *row,
                   MhLockPage    *self)
{
  const MhOperator *chosen = get_chosen (self);

  if (chosen != NULL && chosen->has_pin)
    gtk_widget_grab_focus (self->pin_entry);
  else
    open_cb (self);
}

static void
add_cb (MhLockPage *self)
{
  Request *request;

  if (self->context == NULL)
    return;

  request = g_new0 (Request, 1);
  request->name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));
  start_work (self, join, request, signed_in_cb);
}

static void
clear_cb (MhLockPage *self)
{
  const MhOperator *chosen = get_chosen (self);
  guint n = gtk_drop_down_get_selected (self->helper_drop);
  const MhOperator *helper;
  Request *request;

  if (chosen == NULL || self->context == NULL || n >= self->helpers->len)
    return;

  helper = g_ptr_array_index (self->helpers, n);
  request = g_new0 (Request, 1);
  request->id = chosen->id;
  request->by = helper->id;
  request->name = g_strdup (helper->name);
  request->pin = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->helper_entry)));
  start_work (self, clear_pin, request, cleared_cb);
}

static void
mh_lock_page_dispose (GObject *object)
{
  MhLockPage *self = MH_LOCK_PAGE (object);
  GtkWidget *child;

  mh_lock_page_end (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_LOCK_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mh_lock_page_parent_class)->dispose (object);
}

static void
mh_lock_page_class_init (MhLockPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mh_lock_page_dispose;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, names);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, pin_box);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, pin_entry);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, message_label);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, add_expander);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, name_entry);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, forgotten_expander);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, helper_box);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, helper_drop);
  gtk_widget_class_bind_template_child (widget_class, MhLockPage, helper_entry);
  gtk_widget_class_bind_template_callback (widget_class, name_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
mh_lock_page_init (MhLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_lock_page_new:
 *
 * Returns: (transfer floating): a page without a town
 */
GtkWidget *
mh_lock_page_new (void)
{
  return g_object_new (MH_TYPE_LOCK_PAGE, NULL);
}

/**
 * mh_lock_page_begin:
 * @self: the page
 * @context: the town
 * @title: why the page is there
 *
 * Reads the names anew. Nothing that was typed on it before is kept.
 */
void
mh_lock_page_begin (MhLockPage  *self,
                    MhUiContext *context,
                    const char  *title)
{
  g_return_if_fail (MH_IS_LOCK_PAGE (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  mh_lock_page_end (self);
  self->context = g_object_ref (context);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_label (self->title_label, title);
  gtk_expander_set_expanded (GTK_EXPANDER (self->forgotten_expander), FALSE);
  close_for_now (self);
  read_names (self);
}

/**
 * mh_lock_page_end:
 * @self: the page
 *
 * Forgets the town, the names and what was typed.
 */
void
mh_lock_page_end (MhLockPage *self)
{
  g_return_if_fail (MH_IS_LOCK_PAGE (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  if (self->pin_entry != NULL) {
    show_message (self, NULL);
    empty_entries (self);
  }
  g_clear_pointer (&self->helpers, g_ptr_array_unref);
  g_clear_pointer (&self->operators, g_ptr_array_unref);
}
