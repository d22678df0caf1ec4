/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-questions"

#include "mh-import-questions.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-day-entry.h"

#define VALUE_KEY    "mh-value"
/* More codes or examples would not be read. */
#define MAX_VALUES   12
#define MAX_EXAMPLES 3
#define MAX_WIDTH    760

struct _MhImportQuestions
{
  GtkWidget        parent_instance;

  /* Children, (owned) by the scroller */
  GtkWidget       *scroller;
  GtkWidget       *box;
  MhDayEntry      *day;
  GtkLabel        *day_source;
  GtkLabel        *warning;
  GtkWidget       *asks;         /* a group for each question */
  GtkWidget       *last_time;

  MhImportPeople  *people;       /* (nullable) (owned) */
  MhImportAnswers *answers;      /* (nullable) (unowned) */
  GPtrArray       *controls;     /* (element-type GtkWidget) (unowned) one for each thing to answer: a drop-down or the box of a yes and no */
  MhDate           today;
};

/* In the order of the choices; the first is no answer. */
static const char * const sexes[] = { NULL, "male", "female", "unknown" };
static const char * const sex_words[] = { N_("Please choose"), N_("Male"), N_("Female"), N_("Not known"), NULL };

enum {
  CHANGED,
  DAY_CHANGED,
  ASK_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhImportQuestions, mh_import_questions, GTK_TYPE_WIDGET)

static void
day_changed_cb (MhDayEntry        *entry,
                MhImportQuestions *self)
{
  g_signal_emit (self, signals[DAY_CHANGED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
today_clicked_cb (GtkButton         *button,
                  MhImportQuestions *self)
{
  mh_day_entry_set_day (self->day, self->today);
}

static void
again_clicked_cb (GtkButton         *button,
                  MhImportQuestions *self)
{
  g_signal_emit (self, signals[ASK_AGAIN], 0);
}

static void
sex_chosen_cb (GtkDropDown       *choice,
               GParamSpec        *pspec,
               MhImportQuestions *self)
{
  guint selected = gtk_drop_down_get_selected (choice);
  const char *code = g_object_get_data (G_OBJECT (choice), VALUE_KEY);

  if (selected == 0 || selected >= G_N_ELEMENTS (sexes))
    g_hash_table_remove (self->answers->sexes, code);
  else
    g_hash_table_insert (self->answers->sexes, g_strdup (code), g_strdup (sexes[selected]));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What yes means for a question. */
static void
take_yes_or_no (MhImportQuestions      *self,
                const MhImportQuestion *question,
                gboolean                yes)
{
  if (g_str_equal (question->kind, "serial")) {
    if (yes)
      self->answers->serials |= MH_IMPORT_BIT (question->field);
    else
      self->answers->serials &= ~MH_IMPORT_BIT (question->field);
  } else if (g_str_equal (question->kind, "era-table")) {
    MhEraTable used = self->people->answers->era_table;
    MhEraTable other = used == MH_ERA_TABLE_USUAL ? MH_ERA_TABLE_PENSION : MH_ERA_TABLE_USUAL;

    self->answers->era_table = yes ? other : used;
  }
}

static void
yes_toggled_cb (GtkCheckButton    *button,
                MhImportQuestions *self)
{
  const MhImportQuestion *question = g_object_get_data (G_OBJECT (button), VALUE_KEY);

  if (self->people == NULL)
    return;

  take_yes_or_no (self, question, gtk_check_button_get_active (button));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
no_toggled_cb (GtkCheckButton    *button,
               MhImportQuestions *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
add_text (GtkWidget  *box,
          const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
add_sex_row (MhImportQuestions   *self,
             AdwPreferencesGroup *group,
             const MhImportValue *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkStringList *words = gtk_string_list_new (NULL);
  GtkWidget *choice;
  g_autofree char *title = g_strdup_printf (_("What “%s” means"), value->shown);
  g_autofree char *number = g_strdup_printf (ngettext ("%u person", "%u people", value->count), value->count);

  for (guint i = 0; sex_words[i] != NULL; i++)
    gtk_string_list_append (words, _(sex_words[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  g_object_set_data_full (G_OBJECT (choice), VALUE_KEY, g_strdup (value->written), g_free);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (sex_chosen_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), number);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), choice);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->controls, choice);
}

/* 25321 → 昭和44年4月28日: some of them, so that one sees what yes would mean. */
static char *
join_examples (const MhImportQuestion *question)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < question->values->len && i < MAX_EXAMPLES; i++) {
    const MhImportValue *value = question->values->pdata[i];

    g_string_append_printf (text, "%s%s → %s", i > 0 ? "\n" : "", value->written, value->shown);
  }

  return g_string_free (text, FALSE);
}

static void
add_yes_or_no (MhImportQuestions      *self,
               AdwPreferencesGroup    *group,
               const MhImportQuestion *question)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *yes = gtk_check_button_new_with_mnemonic (_("_Yes, these are dates"));
  GtkWidget *no = gtk_check_button_new_with_mnemonic (_("_No, leave them unknown"));
  g_autofree char *number = g_strdup_printf (ngettext ("%u person", "%u people", question->count), question->count);
  g_autofree char *examples = join_examples (question);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (no), GTK_CHECK_BUTTON (yes));
  g_object_set_data (G_OBJECT (yes), VALUE_KEY, (gpointer) question);
  g_signal_connect_object (yes, "toggled", G_CALLBACK (yes_toggled_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (no, "toggled", G_CALLBACK (no_toggled_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), yes);
  gtk_box_append (GTK_BOX (box), no);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), examples);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), MAX_EXAMPLES);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), number);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->controls, box);
}

static void
add_question (MhImportQuestions      *self,
              const MhImportQuestion *question)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *text = mh_import_question_dup_text (question);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *title = g_markup_escape_text (question->title != NULL ? question->title : "", -1);
  gboolean is_sex = g_str_equal (question->kind, "sex");

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, escaped);
  for (guint i = 0; is_sex && i < question->values->len && i < MAX_VALUES; i++)
    add_sex_row (self, group, question->values->pdata[i]);
  if (!is_sex)
    add_yes_or_no (self, group, question);
  gtk_box_append (GTK_BOX (self->asks), GTK_WIDGET (group));
}

/* The first of the two is yes, the second no. */
static gboolean
is_answered (GtkWidget *control)
{
  GtkWidget *yes;

  if (GTK_IS_DROP_DOWN (control))
    return gtk_drop_down_get_selected (GTK_DROP_DOWN (control)) > 0;

  yes = gtk_widget_get_first_child (control);

  return gtk_check_button_get_active (GTK_CHECK_BUTTON (yes)) ||
         gtk_check_button_get_active (GTK_CHECK_BUTTON (gtk_widget_get_next_sibling (yes)));
}

static GtkWidget *
make_day_box (MhImportQuestions *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *today = gtk_button_new_with_mnemonic (_("_Today"));
  GtkWidget *heading = add_text (box, _("Of what day is this list?"));

  gtk_widget_add_css_class (heading, "heading");
  self->day_source = GTK_LABEL (add_text (box, NULL));

  self->day = MH_DAY_ENTRY (mh_day_entry_new (_("Day of the list"), MH_DATE_NONE));
  gtk_widget_set_hexpand (GTK_WIDGET (self->day), TRUE);
  g_signal_connect_object (self->day, "changed", G_CALLBACK (day_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (today, "clicked", G_CALLBACK (today_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->day));
  gtk_box_append (GTK_BOX (line), today);
  gtk_box_append (GTK_BOX (box), line);

  self->warning = GTK_LABEL (add_text (box, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->warning), "mh-refusal");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), FALSE);

  return box;
}

static GtkWidget *
make_last_time (MhImportQuestions *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Ask Again"));

  self->last_time = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_hexpand (add_text (self->last_time, _("What was answered last time about codes and dates is used again.")), TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (again_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self->last_time), button);

  return self->last_time;
}

static void
mh_import_questions_dispose (GObject *object)
{
  MhImportQuestions *self = MH_IMPORT_QUESTIONS (object);

  g_ptr_array_set_size (self->controls, 0);
  self->answers = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->people, mh_import_people_unref);

  G_OBJECT_CLASS (mh_import_questions_parent_class)->dispose (object);
}

static void
mh_import_questions_finalize (GObject *object)
{
  g_ptr_array_unref (MH_IMPORT_QUESTIONS (object)->controls);

  G_OBJECT_CLASS (mh_import_questions_parent_class)->finalize (object);
}

static gboolean
mh_import_questions_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MH_IMPORT_QUESTIONS (widget)->day));
}

static void
mh_import_questions_class_init (MhImportQuestionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mh_import_questions_dispose;
  object_class->finalize = mh_import_questions_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = mh_import_questions_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DAY_CHANGED] = g_signal_new ("day-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[ASK_AGAIN] = g_signal_new ("ask-again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mh_import_questions_init (MhImportQuestions *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->controls = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_add_css_class (self->box, "mh-questions");
  self->asks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_box_append (GTK_BOX (self->box), make_day_box (self));
  gtk_box_append (GTK_BOX (self->box), make_last_time (self));
  gtk_box_append (GTK_BOX (self->box), self->asks);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * mh_import_questions_clear:
 * @self: the questions
 *
 * Lets go of the file and its questions; the day stays.
 */
void
mh_import_questions_clear (MhImportQuestions *self)
{
  GtkWidget *child;

  g_return_if_fail (MH_IS_IMPORT_QUESTIONS (self));

  g_ptr_array_set_size (self->controls, 0);
  g_clear_pointer (&self->people, mh_import_people_unref);
  self->answers = NULL;
  while ((child = gtk_widget_get_first_child (self->asks)) != NULL)
    gtk_box_remove (GTK_BOX (self->asks), child);
}

/**
 * mh_import_questions_set_people:
 * @self: the questions
 * @people: the rows as they were read with what is known so far
 * @answers: what is known so far; follows what is chosen
 * @from_last_time: whether some answers are those of a profile
 *
 * Asks what the file leaves open.
 */
void
mh_import_questions_set_people (MhImportQuestions *self,
                                MhImportPeople    *people,
                                MhImportAnswers   *answers,
                                gboolean           from_last_time)
{
  g_return_if_fail (MH_IS_IMPORT_QUESTIONS (self));
  g_return_if_fail (people != NULL && answers != NULL);

  mh_import_questions_clear (self);
  self->people = mh_import_people_ref (people);
  self->answers = answers;
  for (guint i = 0; i < people->table->questions->len; i++)
    add_question (self, people->table->questions->pdata[i]);
  gtk_widget_set_visible (self->last_time, from_last_time);
}

/**
 * mh_import_questions_set_day:
 * @self: the questions
 * @day: of what day the list is, or none
 * @today: the last day that is taken
 * @from_file: whether the file says so
 *
 * Proposes a day.
 */
void
mh_import_questions_set_day (MhImportQuestions *self,
                             MhDate             day,
                             MhDate             today,
                             gboolean           from_file)
{
  g_return_if_fail (MH_IS_IMPORT_QUESTIONS (self));

  self->today = today;
  mh_day_entry_set_latest (self->day, today);
  mh_day_entry_set_day (self->day, day);
  gtk_label_set_label (self->day_source, from_file ? _("The file says this day. Correct it if it is another.")
                                         : _("The file does not say. Write the day on which the list was drawn up."));
}

/**
 * mh_import_questions_get_day:
 * @self: the questions
 *
 * Returns: of what day the list is, or none
 */
MhDate
mh_import_questions_get_day (MhImportQuestions *self)
{
  g_return_val_if_fail (MH_IS_IMPORT_QUESTIONS (self), MH_DATE_NONE);

  return mh_day_entry_get_day (self->day);
}

/**
 * mh_import_questions_set_warning:
 * @self: the questions
 * @text: (nullable): what is the matter with the day
 *
 * Shows a warning below the day.
 */
void
mh_import_questions_set_warning (MhImportQuestions *self,
                                 const char        *text)
{
  g_return_if_fail (MH_IS_IMPORT_QUESTIONS (self));

  gtk_label_set_label (self->warning, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), text != NULL && *text != '\0');
}

/**
 * mh_import_questions_is_complete:
 * @self: the questions
 *
 * Returns: whether there is a day, and an answer to everything
 */
gboolean
mh_import_questions_is_complete (MhImportQuestions *self)
{
  g_return_val_if_fail (MH_IS_IMPORT_QUESTIONS (self), FALSE);

  for (guint i = 0; i < self->controls->len; i++) {
    if (!is_answered (self->controls->pdata[i]))
      return FALSE;
  }

  return mh_date_is_set (mh_day_entry_get_day (self->day));
}
