/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-words-form"

#include "mh-words-form.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-broadcast-text.h"
#include "mh-template-table.h"

#define TEXT_HEIGHT 132
#define EASY_HEIGHT 84

struct _MhWordsForm
{
  AdwBin       parent_instance;

  GtkDropDown *saved;
  GtkTextView *text;
  GtkTextView *easy;

  GPtrArray   *templates;   /* (owned) (nullable) (element-type MhTemplate) */
  gint64       template;
  gboolean     filling;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhWordsForm, mh_words_form, ADW_TYPE_BIN)

static gpointer
read_templates (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  return mh_template_table_list (desk->db, error);
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);

  return g_strstrip (text);
}

static void
fill_saved (MhWordsForm *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("Written here"));
  for (guint i = 0; self->templates != NULL && i < self->templates->len; i++) {
    const MhTemplate *template = g_ptr_array_index (self->templates, i);

    gtk_string_list_append (names, template->name);
    if (template->id == self->template)
      selected = i + 1;
  }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->saved, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->saved, selected);
  self->filling = FALSE;
}

static void
templates_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (MhWordsForm) self = user_data;
  GPtrArray *templates = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (templates == NULL)
    return;

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = templates;
  fill_saved (self);
}

static void
text_changed_cb (MhWordsForm *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Other saved words take the place of what stood there. */
static void
saved_chosen_cb (MhWordsForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->saved);
  const MhTemplate *template;

  if (self->filling || self->templates == NULL)
    return;

  if (selected == 0 || selected > self->templates->len) {
    self->template = 0;
  } else {
    template = g_ptr_array_index (self->templates, selected - 1);
    mh_words_form_set (self, template->id, template->text, template->easy);
  }

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkWidget *
make_title (const char *text,
            GtkWidget  *of)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), of);
  gtk_widget_add_css_class (label, "heading");

  return label;
}

static GtkWidget *
make_view (MhWordsForm  *self,
           const char   *name,
           int           height,
           GtkTextView **out_view)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 10);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (text_changed_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, -1, height);
  gtk_widget_add_css_class (scrolled, "mh-text");
  *out_view = GTK_TEXT_VIEW (view);

  return scrolled;
}

/* Which fields there are, as they are typed. */
static GtkWidget *
make_fields_label (void)
{
  g_autofree char *fields = g_strjoinv ("} {", (char **) mh_broadcast_text_fields ());
  g_autofree char *text = g_strdup_printf (_("Filled in for each person: {%s}"), fields);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static void
mh_words_form_dispose (GObject *object)
{
  g_clear_pointer (&MH_WORDS_FORM (object)->templates, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_words_form_parent_class)->dispose (object);
}

static void
mh_words_form_class_init (MhWordsFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_words_form_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_words_form_init (MhWordsForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *saved = gtk_drop_down_new (NULL, NULL);
  GtkWidget *text, *easy;

  self->saved = GTK_DROP_DOWN (saved);
  self->filling = TRUE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (saved), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Saved words"), -1);
  g_signal_connect_swapped (saved, "notify::selected", G_CALLBACK (saved_chosen_cb), self);
  text = make_view (self, _("Words"), TEXT_HEIGHT, &self->text);
  easy = make_view (self, _("The same in plain Japanese"), EASY_HEIGHT, &self->easy);

  gtk_box_append (GTK_BOX (box), make_title (_("What is _said"), GTK_WIDGET (self->text)));
  gtk_box_append (GTK_BOX (box), saved);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), make_fields_label ());
  gtk_box_append (GTK_BOX (box), make_title (_("The same in _plain Japanese (may be empty)"), GTK_WIDGET (self->easy)));
  gtk_box_append (GTK_BOX (box), easy);
  adw_bin_set_child (ADW_BIN (self), box);
  self->filling = FALSE;
  fill_saved (self);
}

/**
 * mh_words_form_new:
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
mh_words_form_new (void)
{
  return g_object_new (MH_TYPE_WORDS_FORM, NULL);
}

/**
 * mh_words_form_set_context:
 * @self: the form
 * @context: the open town
 *
 * Reads the saved words.
 */
void
mh_words_form_set_context (MhWordsForm *self,
                           MhUiContext *context)
{
  g_return_if_fail (MH_IS_WORDS_FORM (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  mh_ui_context_read_async (context, read_templates, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, templates_read_cb,
                            g_object_ref (self));
}

/**
 * mh_words_form_set:
 * @self: the form
 * @template: the saved words they were taken from, 0 = none
 * @text: the words
 * @easy: (nullable): the same in plain Japanese
 */
void
mh_words_form_set (MhWordsForm *self,
                   gint64       template,
                   const char  *text,
                   const char  *easy)
{
  g_return_if_fail (MH_IS_WORDS_FORM (self));

  self->filling = TRUE;
  self->template = template;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->easy), easy != NULL ? easy : "", -1);
  self->filling = FALSE;
  fill_saved (self);
}

/**
 * mh_words_form_dup_text:
 * @self: the form
 *
 * Returns: (transfer full): the words, without white space around them
 */
char *
mh_words_form_dup_text (MhWordsForm *self)
{
  g_return_val_if_fail (MH_IS_WORDS_FORM (self), NULL);

  return dup_text (self->text);
}

/**
 * mh_words_form_dup_easy:
 * @self: the form
 *
 * Returns: (transfer full) (nullable): the same in plain Japanese
 */
char *
mh_words_form_dup_easy (MhWordsForm *self)
{
  g_autofree char *easy = NULL;

  g_return_val_if_fail (MH_IS_WORDS_FORM (self), NULL);

  easy = dup_text (self->easy);

  return *easy != '\0' ? g_steal_pointer (&easy) : NULL;
}

/**
 * mh_words_form_get_template:
 * @self: the form
 *
 * Returns: the saved words that were taken, 0 = none
 */
gint64
mh_words_form_get_template (MhWordsForm *self)
{
  g_return_val_if_fail (MH_IS_WORDS_FORM (self), 0);

  return self->template;
}
