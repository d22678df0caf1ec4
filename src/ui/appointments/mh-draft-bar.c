/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-draft-bar"

#include "mh-draft-bar.h"

#include <glib/gi18n-lib.h>

/* After the last key. */
#define KEEP_AFTER_MS 400
/* How many are offered at once; the others come up when these are gone. */
#define MOST_SHOWN 3

struct _MhDraftBar
{
  GtkWidget      parent_instance;

  GtkWidget     *rows;           /* (unowned) */

  MhUiContext   *context;        /* (nullable) (owned) */
  MhDraftCollect collect;
  gpointer       user_data;
  GPtrArray     *hints;          /* (nullable) (owned) (element-type MhDraftHint) those offered */
  char          *operator_name;  /* (nullable) (owned) who sits here */
  gint64         id;             /* of what is being entered, 0 = nothing yet */
  guint          keeping;        /* source, 0 = none */
};

enum {
  SIGNAL_RESUMED,
  SIGNAL_SOMEBODY_ELSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhDraftBar, mh_draft_bar, GTK_TYPE_WIDGET)

static gpointer
keep_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  return GINT_TO_POINTER (mh_drafts_keep (desk, input, error));
}

static gpointer
drop_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  return GINT_TO_POINTER (mh_drafts_drop (desk, *(const gint64 *) input, error));
}

static gpointer
list_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  return mh_drafts_list (desk, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  if (error != NULL)
    g_message ("A draft of a booking could not be written: %s", error->message);
}

static void
drop (MhDraftBar *self,
      gint64      id)
{
  mh_ui_context_run_async (self->context, drop_work, g_memdup2 (&id, sizeof id), g_free, NULL, NULL, written_cb, NULL);
}

/* On the thread that writes, so that one after another is kept in the order of what happened. */
static void
keep_now (MhDraftBar *self)
{
  MhDraft *draft;

  g_clear_handle_id (&self->keeping, g_source_remove);
  if (self->id == 0 || self->context == NULL)
    return;

  draft = self->collect (self->user_data);
  if (draft == NULL) {
    drop (self, self->id);
    return;
  }

  draft->id = self->id;
  mh_ui_context_run_async (self->context, keep_work, draft, (GDestroyNotify) mh_draft_free, NULL, NULL, written_cb, NULL);
}

static gboolean
moment_passed_cb (gpointer user_data)
{
  MhDraftBar *self = user_data;

  self->keeping = 0;
  keep_now (self);

  return G_SOURCE_REMOVE;
}

static void read_again (MhDraftBar *self);

static MhDraftHint *
find_hint (MhDraftBar *self,
           gint64      id)
{
  for (guint i = 0; self->hints != NULL && i < self->hints->len; i++) {
    MhDraftHint *hint = self->hints->pdata[i];

    if (hint->draft->id == id)
      return hint;
  }

  return NULL;
}

static void
resume_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhDraftBar *self = MH_DRAFT_BAR (widget);
  MhDraftHint *hint = find_hint (self, g_variant_get_int64 (parameter));

  if (hint == NULL)
    return;

  if (self->keeping != 0)
    keep_now (self);
  self->id = hint->draft->id;
  g_signal_emit (self, signals[SIGNAL_RESUMED], 0, hint);
  read_again (self);
}

static void
throw_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhDraftBar *self = MH_DRAFT_BAR (widget);

  drop (self, g_variant_get_int64 (parameter));
  read_again (self);
}

static void
add_button (GtkWidget         *row,
            const char        *words,
            const char        *action,
            const MhDraftHint *hint)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);
  g_autofree char *plain = g_strdup_printf (_("%s: %s"), words, hint->words);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", hint->draft->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), button);
}

static GtkWidget *
make_row (const MhDraftHint *hint)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (hint->words);

  gtk_widget_set_size_request (row, -1, 32);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  add_button (row, _("_Go On with It"), "draft.resume", hint);
  add_button (row, _("Throw It Away"), "draft.throw", hint);

  return row;
}

/* What is in the fields is not offered as well. */
static void
show_rows (MhDraftBar *self)
{
  GtkWidget *child = gtk_widget_get_next_sibling (gtk_widget_get_first_child (self->rows));
  guint n = 0;

  while (child != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    gtk_box_remove (GTK_BOX (self->rows), child);
    child = next;
  }

  for (guint i = 0; self->hints != NULL && i < self->hints->len && n < MOST_SHOWN; i++) {
    const MhDraftHint *hint = self->hints->pdata[i];

    if (hint->draft->id == self->id)
      continue;

    gtk_box_append (GTK_BOX (self->rows), make_row (hint));
    n++;
  }

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhDraftBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hints = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->rows == NULL)
    return;

  if (hints == NULL) {
    g_message ("Drafts of bookings could not be read: %s", error->message);
    return;
  }

  g_clear_pointer (&self->hints, g_ptr_array_unref);
  self->hints = g_steal_pointer (&hints);
  show_rows (self);
}

static void
read_again (MhDraftBar *self)
{
  mh_ui_context_run_async (self->context, list_work, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, listed_cb, g_object_ref (self));
}

/* What the one before had in hand was kept for her when the screen was covered; here it goes. */
static void
operator_set_cb (MhUiContext *context,
                 GParamSpec  *pspec,
                 MhDraftBar  *self)
{
  const char *name = mh_ui_context_get_operator (context);
  gboolean other = name != NULL && self->operator_name != NULL && !g_str_equal (name, self->operator_name);

  if (name == NULL)
    return;

  g_free (self->operator_name);
  self->operator_name = g_strdup (name);
  if (!other)
    return;

  g_clear_handle_id (&self->keeping, g_source_remove);
  self->id = 0;
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  show_rows (self);
  g_signal_emit (self, signals[SIGNAL_SOMEBODY_ELSE], 0);
  g_clear_handle_id (&self->keeping, g_source_remove);
  self->id = 0;
  read_again (self);
}

/* Out of sight: another place, the cover, the end of the program. */
static void
out_of_sight_cb (GtkWidget  *parent,
                 MhDraftBar *self)
{
  if (self->keeping != 0)
    keep_now (self);
}

static void
mh_draft_bar_dispose (GObject *object)
{
  MhDraftBar *self = MH_DRAFT_BAR (object);

  g_clear_handle_id (&self->keeping, g_source_remove);
  g_clear_pointer (&self->rows, gtk_widget_unparent);
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  g_clear_pointer (&self->operator_name, g_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_draft_bar_parent_class)->dispose (object);
}

static void
mh_draft_bar_class_init (MhDraftBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_draft_bar_dispose;

  signals[SIGNAL_RESUMED] = g_signal_new ("resumed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_SOMEBODY_ELSE] = g_signal_new ("somebody-else", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "draft.resume", "x", resume_activated_cb);
  gtk_widget_class_install_action (widget_class, "draft.throw", "x", throw_activated_cb);
}

static void
mh_draft_bar_init (MhDraftBar *self)
{
  GtkWidget *title = gtk_label_new (_("A booking was interrupted"));

  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (self->rows, "mh-rounds");
  gtk_box_append (GTK_BOX (self->rows), title);
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * mh_draft_bar_set_up:
 * @self: the bar, in the widget that is filled in
 * @context: the open town
 * @collect: tells what is entered
 * @user_data: for @collect
 *
 * Gives the bar what it works with, once.
 */
void
mh_draft_bar_set_up (MhDraftBar    *self,
                     MhUiContext   *context,
                     MhDraftCollect collect,
                     gpointer       user_data)
{
  GtkWidget *parent;

  g_return_if_fail (MH_IS_DRAFT_BAR (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->collect = collect;
  self->user_data = user_data;
  self->operator_name = g_strdup (mh_ui_context_get_operator (context));
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  /* The bar itself is mostly not to be seen. */
  g_signal_connect_object (parent, "unmap", G_CALLBACK (out_of_sight_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (context, "notify::operator", G_CALLBACK (operator_set_cb), self, G_CONNECT_DEFAULT);
}

/**
 * mh_draft_bar_touch:
 * @self: the bar
 *
 * Keeps what is entered in a moment.
 */
void
mh_draft_bar_touch (MhDraftBar *self)
{
  g_return_if_fail (MH_IS_DRAFT_BAR (self));

  if (self->context == NULL)
    return;

  if (self->id == 0)
    self->id = g_get_real_time ();

  g_clear_handle_id (&self->keeping, g_source_remove);
  self->keeping = g_timeout_add (KEEP_AFTER_MS, moment_passed_cb, self);
}

/**
 * mh_draft_bar_settle:
 * @self: the bar
 *
 * It is booked, or it was refused and said so: what is entered need not be kept. What changes from now on is kept again.
 */
void
mh_draft_bar_settle (MhDraftBar *self)
{
  g_return_if_fail (MH_IS_DRAFT_BAR (self));

  g_clear_handle_id (&self->keeping, g_source_remove);
  if (self->id != 0)
    drop (self, self->id);
  self->id = 0;
}

/**
 * mh_draft_bar_put_aside:
 * @self: the bar
 *
 * Somebody else is on the telephone now. Those that wait are offered.
 */
void
mh_draft_bar_put_aside (MhDraftBar *self)
{
  g_return_if_fail (MH_IS_DRAFT_BAR (self));

  if (self->context == NULL)
    return;

  if (self->keeping != 0)
    keep_now (self);
  self->id = 0;
  read_again (self);
}
