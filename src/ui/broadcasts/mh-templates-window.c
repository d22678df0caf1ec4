/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-templates-window"

#include "mh-templates-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-consent.h"
#include "mh-deed.h"
#include "mh-message-preview.h"
#include "mh-rule-rows.h"
#include "mh-templates.h"
#include "mh-window.h"
#include "mh-wording.h"
#include "mh-words-form.h"

/* How long the typing has to rest before the preview is written again. */
#define REST_MS 350

struct _MhTemplatesWindow
{
  AdwWindow         parent_instance;

  GtkListBox       *list;           /* (unowned) */
  GtkWidget        *name;           /* (unowned) */
  GtkWidget        *category;       /* (unowned) */
  MhWordsForm      *words;          /* (unowned) */
  MhMessagePreview *preview;        /* (unowned) */
  GtkLabel         *refusal;        /* (unowned) */
  GtkWidget        *remove_button;  /* (unowned) */
  GtkWidget        *save_button;    /* (unowned) */

  MhUiContext      *context;        /* (owned) (nullable) once closed */
  GCancellable     *looking;        /* (owned) (nullable) of the preview that is wanted */
  GPtrArray        *templates;      /* (owned) (nullable) (element-type MhTemplate) */
  gint64            shown;          /* 0: a new one */
  guint             rest;           /* source, 0 = none */
  gboolean          filling;
  gboolean          unsaved;
};

G_DEFINE_FINAL_TYPE (MhTemplatesWindow, mh_templates_window, ADW_TYPE_WINDOW)

/* A preview that is under way. */
typedef struct {
  MhTemplatesWindow *self;     /* (owned) */
  GCancellable      *looking;  /* (owned) */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->looking);
  g_object_unref (look->self);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static gpointer
read_templates (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  return mh_templates_list (desk, error);
}

static gpointer
save_template (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  gint64 id = mh_templates_save (desk, input, error);

  return id != 0 ? mh_deed_done (id, mh_deed_find_act (desk, "template.save", "template", id)) : NULL;
}

static gpointer
remove_template (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  gint64 id = *(const gint64 *) input;

  return mh_templates_remove (desk, id, error) ? mh_deed_done (0, mh_deed_find_act (desk, "template.remove", "template", id)) : NULL;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  MhBroadcastOutlook *outlook = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhTemplatesWindow *self = look->self;

  if (!g_cancellable_is_cancelled (look->looking) && self->context != NULL) {
    const char *refusal = outlook == NULL ? error->message : outlook->refusal;

    mh_message_preview_show (self->preview, outlook);
    gtk_label_set_label (self->refusal, refusal != NULL ? refusal : "");
  }

  g_clear_pointer (&outlook, mh_broadcast_outlook_free);
}

/* As somebody would read it who is booked next. */
static gboolean
rested_cb (gpointer user_data)
{
  MhTemplatesWindow *self = user_data;
  MhBroadcast *draft = g_new0 (MhBroadcast, 1);
  Look *look = g_new0 (Look, 1);

  self->rest = 0;
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  look->self = g_object_ref (self);
  look->looking = g_object_ref (self->looking);
  draft->text = mh_words_form_dup_text (self->words);
  draft->easy = mh_words_form_dup_easy (self->words);
  mh_ui_context_read_async (self->context, mh_broadcast_outlook_read_words, draft, (GDestroyNotify) mh_broadcast_free,
                            (GDestroyNotify) mh_broadcast_outlook_free, self->looking, looked_cb, look);

  return G_SOURCE_REMOVE;
}

static void
look_again (MhTemplatesWindow *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
}

static void
changed_cb (MhTemplatesWindow *self)
{
  if (self->filling)
    return;

  self->unsaved = TRUE;
  look_again (self);
}

/* @template: (nullable): %NULL for a new one */
static void
show_template (MhTemplatesWindow *self,
               const MhTemplate  *template)
{
  self->filling = TRUE;
  self->shown = template != NULL ? template->id : 0;
  gtk_editable_set_text (GTK_EDITABLE (self->name), template != NULL ? template->name : "");
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->category), mh_rule_row_find (mh_consent_categories (), template != NULL ? template->category : ""));
  mh_words_form_set (self->words, 0, template != NULL ? template->text : "", template != NULL ? template->easy : NULL);
  gtk_label_set_label (self->refusal, "");
  gtk_widget_set_visible (self->remove_button, template != NULL);
  self->filling = FALSE;
  self->unsaved = FALSE;
  look_again (self);
}

static void
fill_list (MhTemplatesWindow *self)
{
  GtkListBoxRow *row, *selected = NULL;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < self->templates->len; i++) {
    const MhTemplate *template = g_ptr_array_index (self->templates, i);
    GtkWidget *label = gtk_label_new (template->name);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_list_box_append (self->list, label);
    if (template->id == self->shown)
      selected = gtk_list_box_get_row_at_index (self->list, (int) i);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->templates->len > 0);
  if (selected != NULL)
    gtk_list_box_select_row (self->list, selected);
  self->filling = FALSE;

  /* What is being written stays; what was removed does not. */
  if (selected == NULL && self->shown != 0)
    show_template (self, NULL);
  else if (selected != NULL && !self->unsaved)
    show_template (self, g_ptr_array_index (self->templates, (guint) gtk_list_box_row_get_index (selected)));
}

static void
templates_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (MhTemplatesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *templates = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL || templates == NULL) {
    if (self->context != NULL)
      gtk_label_set_label (self->refusal, error->message);
    g_clear_pointer (&templates, g_ptr_array_unref);
    return;
  }

  if (self->templates == NULL && self->shown == 0 && templates->len > 0)
    self->shown = ((const MhTemplate *) g_ptr_array_index (templates, 0))->id;
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = templates;
  fill_list (self);
}

static void
read_again (MhTemplatesWindow *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_templates, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, templates_read_cb,
                              g_object_ref (self));
}

static void
row_selected_cb (MhTemplatesWindow *self,
                 GtkListBoxRow     *row)
{
  if (!self->filling && row != NULL)
    show_template (self, g_ptr_array_index (self->templates, (guint) gtk_list_box_row_get_index (row)));
}

static void
new_clicked_cb (MhTemplatesWindow *self)
{
  self->filling = TRUE;
  gtk_list_box_unselect_all (self->list);
  self->filling = FALSE;
  show_template (self, NULL);
  gtk_widget_grab_focus (self->name);
}

static void
saved_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhTemplatesWindow *self = MH_TEMPLATES_WINDOW (widget);

  if (self->context == NULL)
    return;

  gtk_label_set_label (self->refusal, done == NULL ? error->message : "");
  if (done == NULL)
    return;

  self->shown = done->id;
  self->unsaved = FALSE;
  gtk_widget_set_visible (self->remove_button, TRUE);
}

static void
save_clicked_cb (MhTemplatesWindow *self)
{
  MhTemplate *template = g_new0 (MhTemplate, 1);

  template->id = self->shown;
  template->name = mh_rule_row_dup_text (self->name);
  template->category = g_strdup (mh_consent_categories ()[adw_combo_row_get_selected (ADW_COMBO_ROW (self->category))]);
  template->text = mh_words_form_dup_text (self->words);
  template->easy = mh_words_form_dup_easy (self->words);
  mh_deed_run (GTK_WIDGET (self), self->context, save_template, template, (GDestroyNotify) mh_template_free, _("The words are saved"), saved_cb, NULL);
}

static void
remove_clicked_cb (MhTemplatesWindow *self)
{
  self->unsaved = FALSE;
  mh_deed_run (GTK_WIDGET (self), self->context, remove_template, g_memdup2 (&self->shown, sizeof self->shown), g_free,
               _("The saved words are removed"), NULL, NULL);
}

static GtkWidget *
make_rows (MhTemplatesWindow *self)
{
  const char * const *categories = mh_consent_categories ();
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GCallback changed = G_CALLBACK (changed_cb);

  for (guint i = 0; categories[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) mh_wording_category (categories[i]));
  g_ptr_array_add (words, NULL);

  self->name = mh_rule_row_text (_("Name of these words"), changed, self);
  self->category = mh_rule_row_choice (_("Category of the notice"), (const char * const *) words->pdata, changed, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->category);

  return group;
}

static void
fill_left (MhTemplatesWindow *self,
           GtkBox            *left)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_New Words"));

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (new_clicked_cb), self);
  gtk_box_append (left, button);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "mh-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Saved words"), -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  gtk_box_append (left, GTK_WIDGET (self->list));
}

static void
fill_right (MhTemplatesWindow *self,
            GtkBox            *right)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_box_append (GTK_BOX (box), make_rows (self));
  self->words = MH_WORDS_FORM (mh_words_form_new ());
  g_signal_connect_swapped (self->words, "changed", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  self->refusal = mh_allot_add_label (GTK_BOX (box), NULL, "error");
  self->preview = MH_MESSAGE_PREVIEW (mh_message_preview_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->preview));
  self->remove_button = gtk_button_new_with_mnemonic (_("_Remove These Words"));
  gtk_widget_set_halign (self->remove_button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), self->remove_button);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (right, scrolled);
}

static void
mh_templates_window_dispose (GObject *object)
{
  MhTemplatesWindow *self = MH_TEMPLATES_WINDOW (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->context);
  g_clear_pointer (&self->templates, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_templates_window_parent_class)->dispose (object);
}

static void
mh_templates_window_class_init (MhTemplatesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_templates_window_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_templates_window_init (MhTemplatesWindow *self)
{
  GtkBox *left, *right;

  self->filling = TRUE;
  gtk_window_set_title (GTK_WINDOW (self), _("Saved words"));
  self->save_button = mh_allot_build (ADW_WINDOW (self), _("Close"), _("Save"), &left, &right);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  g_signal_connect_swapped (self->save_button, "clicked", G_CALLBACK (save_clicked_cb), self);
  fill_left (self, left);
  fill_right (self, right);
  self->filling = FALSE;
}

/**
 * mh_templates_window_open:
 * @parent: a widget in the window
 * @context: the open town
 * @template: which words are chosen at first, 0: the first
 *
 * Shows the saved words.
 */
void
mh_templates_window_open (GtkWidget   *parent,
                          MhUiContext *context,
                          gint64       template)
{
  MhTemplatesWindow *self;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self = g_object_new (MH_TYPE_TEMPLATES_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->shown = template;
  gtk_widget_set_visible (self->remove_button, template != 0);
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
