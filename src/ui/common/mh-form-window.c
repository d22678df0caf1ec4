/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-form-window"

#include "mh-form-window.h"

#include <glib/gi18n-lib.h>

#include "mh-deed.h"
#include "mh-window.h"

struct _MhFormWindow
{
  AdwWindow            parent_instance;

  AdwPreferencesGroup *group;           /* (unowned) */
  GtkLabel            *problem;         /* (unowned) */
  GtkWidget           *first;           /* (nullable) (unowned) what the keyboard begins with */

  MhUiContext         *context;         /* (owned) */
  MhFormCollect        collect;
  gpointer             user_data;       /* (owned) */
  GDestroyNotify       free_user_data;  /* (nullable) */
  MhUiWork             work;
  GDestroyNotify       free_input;      /* (nullable) */
  char                *toast;           /* (nullable) (owned) */
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (MhFormWindow, mh_form_window, ADW_TYPE_WINDOW)

static void
deed_done_cb (GtkWidget        *widget,
              const MhDeedDone *done,
              const GError     *error,
              gpointer          user_data)
{
  MhFormWindow *self = MH_FORM_WINDOW (widget);

  gtk_widget_action_set_enabled (widget, "form.submit", TRUE);
  if (done == NULL) {
    gtk_label_set_label (self->problem, error->message);
    gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
    return;
  }

  g_signal_emit (self, done_signal, 0, done->id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
submit_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhFormWindow *self = MH_FORM_WINDOW (widget);

  gtk_widget_action_set_enabled (widget, "form.submit", FALSE);
  mh_deed_run (widget, self->context, self->work, self->collect (self, self->user_data), self->free_input, self->toast, deed_done_cb, NULL);
}

static GtkWidget *
make_button (const char *label,
             const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

/* Both buttons stand in the head, as in every window of the program that asks. */
static GtkWidget *
make_head (MhFormWindow *self,
           const char   *action)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *submit = make_button (action, "form.submit");

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), make_button (_("_Cancel"), "window.close"));
  gtk_widget_add_css_class (submit, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (head), submit);
  gtk_window_set_default_widget (GTK_WINDOW (self), submit);

  return head;
}

static GtkWidget *
make_body (MhFormWindow *self,
           const char   *note)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *below = adw_preferences_group_new ();

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_description (self->group, note);
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (below), GTK_WIDGET (self->problem));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (below));
  gtk_widget_set_vexpand (page, TRUE);

  return page;
}

static void
add_row (MhFormWindow *self,
         GtkWidget    *row)
{
  adw_preferences_group_add (self->group, row);
  if (self->first == NULL)
    self->first = row;
}

static void
mh_form_window_finalize (GObject *object)
{
  MhFormWindow *self = MH_FORM_WINDOW (object);

  g_clear_object (&self->context);
  if (self->free_user_data != NULL)
    self->free_user_data (self->user_data);
  g_free (self->toast);

  G_OBJECT_CLASS (mh_form_window_parent_class)->finalize (object);
}

static void
mh_form_window_class_init (MhFormWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mh_form_window_finalize;

  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                              NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "form.submit", NULL, submit_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_form_window_init (MhFormWindow *self)
{
}

/**
 * mh_form_window_new:
 * @parent: a widget in the window
 * @context: the open town
 * @title: of the window
 * @note: (nullable): a sentence above the questions
 * @action: the words on the button, with a mnemonic
 *
 * Returns: (transfer none): a window to ask in
 */
MhFormWindow *
mh_form_window_new (GtkWidget   *parent,
                    MhUiContext *context,
                    const char  *title,
                    const char  *note,
                    const char  *action)
{
  MhFormWindow *self;
  GtkWidget *box;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_FORM_WINDOW, "title", title, "modal", TRUE, "destroy-with-parent", TRUE, "default-width", 520,
                       "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), make_head (self, action));
  gtk_box_append (GTK_BOX (box), make_body (self, note));
  adw_window_set_content (ADW_WINDOW (self), box);

  return self;
}

/**
 * mh_form_window_add_entry:
 * @self: a form
 * @label: the question
 * @text: (nullable): what stands there at first
 *
 * Returns: (transfer none): the row, for mh_form_window_dup_text()
 */
GtkWidget *
mh_form_window_add_entry (MhFormWindow *self,
                          const char   *label,
                          const char   *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  add_row (self, row);

  return row;
}

/**
 * mh_form_window_add_choice:
 * @self: a form
 * @label: the question
 * @words: (array zero-terminated=1): the answers
 * @chosen: which of them at first
 *
 * Returns: (transfer none): the row, for mh_form_window_get_choice()
 */
GtkWidget *
mh_form_window_add_choice (MhFormWindow       *self,
                           const char         *label,
                           const char * const *words,
                           guint               chosen)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), chosen);
  add_row (self, row);

  return row;
}

/**
 * mh_form_window_add_check:
 * @self: a form
 * @label: what is confirmed
 *
 * Returns: (transfer none): the box, for mh_form_window_get_check()
 */
GtkWidget *
mh_form_window_add_check (MhFormWindow *self,
                          const char   *label)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  add_row (self, row);

  return check;
}

/**
 * mh_form_window_dup_text:
 * @entry: of mh_form_window_add_entry()
 *
 * Returns: (transfer full): what was typed, without blanks around it
 */
char *
mh_form_window_dup_text (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

/**
 * mh_form_window_get_choice:
 * @choice: of mh_form_window_add_choice()
 *
 * Returns: which answer was chosen
 */
guint
mh_form_window_get_choice (GtkWidget *choice)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (choice));
}

/**
 * mh_form_window_get_check:
 * @check: of mh_form_window_add_check()
 *
 * Returns: whether it was confirmed
 */
gboolean
mh_form_window_get_check (GtkWidget *check)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (check));
}

/**
 * mh_form_window_open:
 * @self: a form with its questions
 * @collect: reads the answers
 * @user_data: for @collect
 * @free_user_data: (nullable): frees @user_data with the window
 * @work: does it, on the thread that writes; returns an MhDeedDone
 * @free_input: (nullable): frees what @collect returned
 * @toast: (nullable): what to say when it is done
 *
 * Shows the window; the keyboard is in the first question.
 */
void
mh_form_window_open (MhFormWindow  *self,
                     MhFormCollect  collect,
                     gpointer       user_data,
                     GDestroyNotify free_user_data,
                     MhUiWork       work,
                     GDestroyNotify free_input,
                     const char    *toast)
{
  g_return_if_fail (MH_IS_FORM_WINDOW (self));

  self->collect = collect;
  self->user_data = user_data;
  self->free_user_data = free_user_data;
  self->work = work;
  self->free_input = free_input;
  self->toast = g_strdup (toast);
  gtk_window_present (GTK_WINDOW (self));
  if (self->first != NULL)
    gtk_widget_grab_focus (self->first);
}
