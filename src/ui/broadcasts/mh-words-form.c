/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-words-form"

#include "mh-words-form.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-broadcast-text.h"
#include "mh-deed.h"
#include "mh-form-window.h"
#include "mh-templates-window.h"
#include "mh-templates.h"

#define TEXT_HEIGHT 132
#define EASY_HEIGHT 84

struct _MhWordsForm
{
  AdwBin       parent_instance;

  GtkDropDown *saved;
  GtkWidget   *saved_box;   /* the choice of saved words and what can be done with them */
  GtkTextView *text;
  GtkTextView *easy;
  GtkTextView *last;        /* where somebody wrote last, so where a field goes */

  MhUiContext *context;     /* (owned) (nullable) */
  GPtrArray   *templates;   /* (owned) (nullable) (element-type MhTemplate) */
  gint64       template;
  gboolean     filling;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_TAKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhWordsForm, mh_words_form, ADW_TYPE_BIN)

/* What each field is filled with, in the order of mh_broadcast_text_fields(). */
static const struct {
  const char *field;
  const char *meaning;
} meanings[] = {
  { "name", N_("The person's name") },
  { "kana", N_("The reading of the name") },
  { "family", N_("The family name; “your family” where a telephone is shared") },
  { "date", N_("The day of the booking, or of the day that the message is about") },
  { "time", N_("The time of the person's booking") },
  { "venue", N_("Where the booking or the day is") },
  { "programme", N_("The name of the programme that residents may see") },
  { "town", N_("The town's name, as in the preferences") },
  { "section", N_("The section, as in the preferences") },
  { "phone", N_("The telephone number for questions, as in the preferences") },
  { "code", N_("A code by which the town can say that the message is its own") },
};

static gpointer
read_templates (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  return mh_templates_list (desk, error);
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

static gboolean
has_words (GListModel    *model,
           GtkStringList *words)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (words));

  if (model == NULL || g_list_model_get_n_items (model) != n)
    return FALSE;

  for (guint i = 0; i < n; i++) {
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), gtk_string_list_get_string (words, i)))
      return FALSE;
  }

  return TRUE;
}

/* The same names stay: the list may be open while one is chosen from it. */
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
  if (!has_words (gtk_drop_down_get_model (self->saved), names))
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

  if (templates == NULL || self->context == NULL) {
    g_clear_pointer (&templates, g_ptr_array_unref);
    return;
  }

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
    g_signal_emit (self, signals[SIGNAL_TAKEN], 0);
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

static const char *
find_meaning (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++) {
    if (g_str_equal (meanings[i].field, field))
      return _(meanings[i].meaning);
  }

  return "";
}

/* Where the cursor stands, in the words that were written last. */
static void
field_clicked_cb (GtkButton   *button,
                  MhWordsForm *self)
{
  g_autofree char *text = g_strdup_printf ("{%s}", gtk_button_get_label (button));

  gtk_text_buffer_delete_selection (gtk_text_view_get_buffer (self->last), TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (self->last), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->last));
}

/* A button a field: it writes itself where the cursor stands. */
static GtkWidget *
make_fields (MhWordsForm *self)
{
  const char * const *fields = mh_broadcast_text_fields ();
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What is filled in for each person"), -1);
  for (guint i = 0; fields[i] != NULL; i++) {
    GtkWidget *button = gtk_button_new_with_label (mh_broadcast_text_field_label (fields[i]));
    const char *meaning = find_meaning (fields[i]);

    gtk_widget_set_tooltip_text (button, meaning);
    gtk_widget_add_css_class (button, "mh-field");
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, meaning, -1);
    g_signal_connect (button, "clicked", G_CALLBACK (field_clicked_cb), self);
    gtk_flow_box_append (GTK_FLOW_BOX (box), button);
  }

  return box;
}

/* --- saving ------------------------------------------------------------------------------------------------------- */

/* The form's question, and where the answer stands. */
typedef struct {
  MhWordsForm *self;   /* (owned) */
  GtkWidget   *entry;  /* (unowned) */
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_free (question);
}

static const MhTemplate *
get_chosen (MhWordsForm *self)
{
  for (guint i = 0; self->templates != NULL && i < self->templates->len; i++) {
    const MhTemplate *template = g_ptr_array_index (self->templates, i);

    if (template->id == self->template)
      return template;
  }

  return NULL;
}

static gpointer
save_words (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  gint64 id = mh_templates_save (desk, input, error);

  return id != 0 ? mh_deed_done (id, mh_deed_find_act (desk, "template.save", "template", id)) : NULL;
}

static gpointer
collect_words (MhFormWindow *form,
               gpointer      user_data)
{
  const Question *question = user_data;
  const MhTemplate *before = get_chosen (question->self);
  MhTemplate *template = g_new0 (MhTemplate, 1);

  template->name = mh_form_window_dup_text (question->entry);
  template->category = g_strdup (before != NULL ? before->category : "");
  template->text = dup_text (question->self->text);
  template->easy = dup_text (question->self->easy);

  return template;
}

static void
saved_cb (MhWordsForm *self,
          gint64       template)
{
  self->template = template;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Words that were taken and changed are offered their own name. */
static void
save_clicked_cb (MhWordsForm *self)
{
  const MhTemplate *before = get_chosen (self);
  Question *question = g_new0 (Question, 1);
  MhFormWindow *form;

  form = mh_form_window_new (GTK_WIDGET (self), self->context, _("Save the words"),
                             _("They can be taken for other broadcasts. A name that is taken already gets these words."), _("_Save"));
  question->self = g_object_ref (self);
  question->entry = mh_form_window_add_entry (form, _("Name of these words"), before != NULL ? before->name : NULL);
  g_signal_connect_object (form, "done", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  mh_form_window_open (form, collect_words, question, (GDestroyNotify) question_free, save_words, (GDestroyNotify) mh_template_free,
                       _("The words are saved"));
}

static void
edit_clicked_cb (MhWordsForm *self)
{
  mh_templates_window_open (GTK_WIDGET (self), self->context, self->template);
}

static void
add_button (GtkWidget   *box,
            const char  *words,
            GCallback    clicked,
            MhWordsForm *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_saved (MhWordsForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *saved = gtk_drop_down_new (NULL, NULL);

  self->saved = GTK_DROP_DOWN (saved);
  gtk_accessible_update_property (GTK_ACCESSIBLE (saved), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Saved words"), -1);
  g_signal_connect_swapped (saved, "notify::selected", G_CALLBACK (saved_chosen_cb), self);
  gtk_box_append (GTK_BOX (box), saved);
  add_button (buttons, _("Save _These Words …"), G_CALLBACK (save_clicked_cb), self);
  add_button (buttons, _("Change Saved Wor_ds …"), G_CALLBACK (edit_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), buttons);

  return box;
}

static void
mh_words_form_dispose (GObject *object)
{
  MhWordsForm *self = MH_WORDS_FORM (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->templates, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_words_form_parent_class)->dispose (object);
}

static void
mh_words_form_class_init (MhWordsFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_words_form_dispose;

  signals[SIGNAL_TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
view_entered_cb (GtkEventController *focus,
                 MhWordsForm        *self)
{
  self->last = GTK_TEXT_VIEW (gtk_event_controller_get_widget (focus));
}

static void
watch_focus (MhWordsForm *self,
             GtkTextView *view)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "enter", G_CALLBACK (view_entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), focus);
}

static void
mh_words_form_init (MhWordsForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *text, *easy;

  self->filling = TRUE;
  self->saved_box = make_saved (self);
  text = make_view (self, _("Words"), TEXT_HEIGHT, &self->text);
  easy = make_view (self, _("The same in plain Japanese"), EASY_HEIGHT, &self->easy);
  self->last = self->text;
  watch_focus (self, self->text);
  watch_focus (self, self->easy);

  gtk_box_append (GTK_BOX (box), make_title (_("What is _said"), GTK_WIDGET (self->text)));
  gtk_box_append (GTK_BOX (box), self->saved_box);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), make_fields (self));
  gtk_box_append (GTK_BOX (box), make_title (_("The same in _plain Japanese (may be empty)"), GTK_WIDGET (self->easy)));
  gtk_box_append (GTK_BOX (box), easy);
  adw_bin_set_child (ADW_BIN (self), box);
  self->filling = FALSE;
  gtk_widget_set_visible (self->saved_box, FALSE);
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

static void
read_again (MhWordsForm *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_templates, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, templates_read_cb,
                              g_object_ref (self));
}

/**
 * mh_words_form_set_context:
 * @self: the form
 * @context: the open town
 *
 * From now on saved words can be taken, and these can be saved.
 */
void
mh_words_form_set_context (MhWordsForm *self,
                           MhUiContext *context)
{
  g_return_if_fail (MH_IS_WORDS_FORM (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
  gtk_widget_set_visible (self->saved_box, TRUE);
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
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

/**
 * mh_words_form_get_category:
 * @self: the form
 *
 * Returns: (nullable): the category of the saved words that were taken; %NULL: they have none, or none were taken
 */
const char *
mh_words_form_get_category (MhWordsForm *self)
{
  const MhTemplate *template;

  g_return_val_if_fail (MH_IS_WORDS_FORM (self), NULL);

  template = get_chosen (self);

  return template != NULL && *template->category != '\0' ? template->category : NULL;
}

/**
 * mh_words_form_get_name:
 * @self: the form
 *
 * Returns: (nullable): what the saved words that were taken are called; %NULL: none were taken
 */
const char *
mh_words_form_get_name (MhWordsForm *self)
{
  const MhTemplate *template;

  g_return_val_if_fail (MH_IS_WORDS_FORM (self), NULL);

  template = get_chosen (self);

  return template != NULL ? template->name : NULL;
}
