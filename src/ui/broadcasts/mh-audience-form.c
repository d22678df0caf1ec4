/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-form"

#include "mh-audience-form.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-audience-file-window.h"
#include "mh-audience-table.h"
#include "mh-audience.h"
#include "mh-audiences-window.h"
#include "mh-deed.h"
#include "mh-file-dialogs.h"
#include "mh-form-window.h"
#include "mh-hand-pick-window.h"
#include "mh-programme-table.h"
#include "mh-rule-rows.h"

#define OLDEST 130
#define NO_LIMIT 0

/* Something that can be chosen by its name. */
typedef struct {
  gint64 id;
  char  *name;
  char  *rule;   /* (nullable) of a saved audience */
} Choice;

/* What the form offers. */
typedef struct {
  GPtrArray *audiences;   /* (element-type Choice) */
  GPtrArray *programmes;  /* (element-type Choice) */
} Choices;

struct _MhAudienceForm
{
  AdwBin          parent_instance;

  GtkWidget      *saved;
  GtkSpinButton  *from;
  GtkSpinButton  *to;
  GtkWidget      *age_rule;
  GtkWidget      *sex;
  GtkWidget      *districts;
  GtkWidget      *programme;
  GtkWidget      *state;
  GtkSwitch      *consented;
  GtkWidget      *by_hand;
  GtkWidget      *forget_button;
  GtkLabel       *words;

  MhUiContext    *context;   /* (owned) (nullable) */
  Choices        *choices;   /* (owned) (nullable) */
  MhAudienceRule *rule;      /* (owned) with what the form has no row for */
  gint64          audience;
  gboolean        filling;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhAudienceForm, mh_audience_form, ADW_TYPE_BIN)

static const char * const sexes[] = { NULL, "female", "male" };

/* In the order of the words; 0: whatever the state. */
static const guint states[] = {
  0, MH_AUDIENCE_ELIGIBLE, MH_AUDIENCE_NOT_BOOKED, MH_AUDIENCE_BOOKED, MH_AUDIENCE_DONE, MH_AUDIENCE_MISSED, MH_AUDIENCE_CANCELLED,
  MH_AUDIENCE_WAITING,
};

static void
choice_free (Choice *choice)
{
  g_free (choice->name);
  g_free (choice->rule);
  g_free (choice);
}

static void
choices_free (Choices *choices)
{
  g_ptr_array_unref (choices->audiences);
  g_ptr_array_unref (choices->programmes);
  g_free (choices);
}

static void
add_choice (GPtrArray  *choices,
            gint64      id,
            const char *name,
            const char *rule)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->id = id;
  choice->name = g_strdup (name);
  choice->rule = g_strdup (rule);
  g_ptr_array_add (choices, choice);
}

/* On a reader. */
static gpointer
read_choices (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  g_autoptr (GPtrArray) audiences = mh_audience_table_list (desk->db, error);
  g_autoptr (GPtrArray) programmes = audiences != NULL ? mh_programme_table_list (desk->db, error) : NULL;
  Choices *choices;

  if (programmes == NULL)
    return NULL;

  choices = g_new0 (Choices, 1);
  choices->audiences = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
  choices->programmes = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);

  for (guint i = 0; i < audiences->len; i++) {
    const MhAudience *audience = g_ptr_array_index (audiences, i);

    add_choice (choices->audiences, audience->id, audience->name, audience->rule);
  }

  for (guint i = 0; i < programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (programmes, i);

    add_choice (choices->programmes, programme->id, programme->name, NULL);
  }

  return choices;
}

/* Fills a row with @first and the names, and chooses what is @chosen. */
static void
fill_row (GtkWidget  *row,
          const char *first,
          GPtrArray  *choices,
          gint64      chosen)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (words, first);
  for (guint i = 0; i < choices->len; i++) {
    const Choice *choice = g_ptr_array_index (choices, i);

    gtk_string_list_append (words, choice->name);
    if (choice->id == chosen)
      selected = i + 1;
  }

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
}

static const Choice *
get_choice (GtkWidget *row,
            GPtrArray *choices)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  return choices != NULL && selected > 0 && selected <= choices->len ? g_ptr_array_index (choices, selected - 1) : NULL;
}

static guint
find_state (guint wanted)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    if (states[i] == wanted)
      return i;
  }

  return 0;
}

/* Names of the first district system; those of the others stay as they are. */
static char *
dup_district_names (const MhAudienceRule *rule)
{
  for (guint i = 0; i < rule->districts->len; i++) {
    const MhAudienceDistricts *districts = g_ptr_array_index (rule->districts, i);

    if (districts->system == 1)
      return g_strjoinv ("\n", districts->names);
  }

  return g_strdup ("");
}

static void
set_district_names (MhAudienceRule *rule,
                    const char     *names)
{
  MhAudienceDistricts *districts;

  for (guint i = rule->districts->len; i > 0; i--) {
    if (((MhAudienceDistricts *) g_ptr_array_index (rule->districts, i - 1))->system == 1)
      g_ptr_array_remove_index (rule->districts, i - 1);
  }

  if (*names == '\0')
    return;

  districts = g_new0 (MhAudienceDistricts, 1);
  districts->system = 1;
  districts->names = g_strsplit (names, "\n", -1);
  g_ptr_array_add (rule->districts, districts);
}

static void
show_by_hand (MhAudienceForm *self)
{
  g_autofree char *text = NULL;

  if (self->rule->only != NULL)
    text = g_strdup_printf (_("Only %u people of a list; %u added, %u left out"), self->rule->only->len, self->rule->plus->len,
                            self->rule->minus->len);
  else
    text = g_strdup_printf (_("%u people added, %u left out"), self->rule->plus->len, self->rule->minus->len);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->by_hand), text);
  gtk_widget_set_visible (self->forget_button, self->rule->only != NULL || self->rule->plus->len + self->rule->minus->len > 0);
}

static void
show_rule (MhAudienceForm *self)
{
  const MhAudienceRule *rule = self->rule;
  g_autofree char *names = dup_district_names (rule);

  self->filling = TRUE;
  gtk_spin_button_set_value (self->from, rule->has_age ? rule->age_from : 0);
  gtk_spin_button_set_value (self->to, rule->has_age ? rule->age_to : OLDEST);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->age_rule), rule->age_rule);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->sex), rule->sex == NULL ? 0 : g_str_equal (rule->sex, "female") ? 1 : 2);
  mh_rule_row_set_names (self->districts, names);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->state), find_state (rule->states));
  gtk_switch_set_active (self->consented, rule->consented);
  if (self->choices != NULL) {
    fill_row (self->saved, _("None, conditions below"), self->choices->audiences, self->audience);
    fill_row (self->programme, _("Whatever the programme"), self->choices->programmes, rule->programme);
  }
  show_by_hand (self);
  self->filling = FALSE;
}

static void
read_rows (MhAudienceForm *self)
{
  MhAudienceRule *rule = self->rule;
  const Choice *programme = get_choice (self->programme, self->choices != NULL ? self->choices->programmes : NULL);
  guint sex = adw_combo_row_get_selected (ADW_COMBO_ROW (self->sex));
  g_autofree char *names = mh_rule_row_dup_names (self->districts);

  rule->age_from = gtk_spin_button_get_value_as_int (self->from);
  rule->age_to = gtk_spin_button_get_value_as_int (self->to);
  rule->age_rule = adw_combo_row_get_selected (ADW_COMBO_ROW (self->age_rule));
  rule->has_age = rule->age_from > 0 || rule->age_to < OLDEST;
  g_free (rule->sex);
  rule->sex = g_strdup (sexes[MIN (sex, G_N_ELEMENTS (sexes) - 1)]);
  set_district_names (rule, names);
  rule->programme = programme != NULL ? programme->id : 0;
  rule->states = programme != NULL ? states[MIN (adw_combo_row_get_selected (ADW_COMBO_ROW (self->state)), G_N_ELEMENTS (states) - 1)] : 0;
  rule->consented = gtk_switch_get_active (self->consented);
  gtk_widget_set_sensitive (self->state, programme != NULL);
}

static void
row_changed_cb (MhAudienceForm *self)
{
  if (self->filling)
    return;

  read_rows (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Another saved audience: its rule takes the place of what stood there. */
static void
saved_changed_cb (MhAudienceForm *self)
{
  const Choice *choice = get_choice (self->saved, self->choices != NULL ? self->choices->audiences : NULL);
  g_autoptr (MhAudienceRule) rule = NULL;

  if (self->filling)
    return;

  self->audience = choice != NULL ? choice->id : 0;
  rule = choice != NULL ? mh_audience_rule_parse (choice->rule, NULL) : NULL;
  if (rule != NULL)
    mh_audience_form_set_rule (self, rule, choice->id);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
are_same (GPtrArray *before,
          GPtrArray *now)
{
  if (before->len != now->len)
    return FALSE;

  for (guint i = 0; i < now->len; i++) {
    const Choice *one = g_ptr_array_index (before, i);
    const Choice *other = g_ptr_array_index (now, i);

    if (one->id != other->id || !g_str_equal (one->name, other->name) || g_strcmp0 (one->rule, other->rule) != 0)
      return FALSE;
  }

  return TRUE;
}

static void
choices_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhAudienceForm) self = user_data;
  Choices *choices = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (choices == NULL || self->context == NULL) {
    g_clear_pointer (&choices, choices_free);
    return;
  }

  if (self->choices != NULL && are_same (self->choices->audiences, choices->audiences) &&
      are_same (self->choices->programmes, choices->programmes)) {
    choices_free (choices);
    return;
  }

  g_clear_pointer (&self->choices, choices_free);
  self->choices = choices;
  show_rule (self);
}

static void
read_again (MhAudienceForm *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_choices, NULL, NULL, (GDestroyNotify) choices_free, NULL, choices_read_cb, g_object_ref (self));
}

/* --- saved ones --------------------------------------------------------------------------------------------------- */

/* What is kept under a name. */
typedef struct {
  char           *name;  /* (owned) */
  MhAudienceRule *rule;  /* (owned) */
} Saving;

/* The form's question, and where the answer stands. */
typedef struct {
  MhAudienceForm *self;   /* (owned) */
  GtkWidget      *entry;  /* (unowned) */
} Question;

static void
saving_free (Saving *saving)
{
  g_free (saving->name);
  mh_audience_rule_free (saving->rule);
  g_free (saving);
}

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_free (question);
}

static gpointer
save_audience (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Saving *saving = input;
  gint64 id = mh_audience_save (desk, saving->name, saving->rule, error);

  return id != 0 ? mh_deed_done (id, mh_deed_find_act (desk, "audience.save", "audience", id)) : NULL;
}

static gpointer
collect_saving (MhFormWindow *form,
                gpointer      user_data)
{
  const Question *question = user_data;
  Saving *saving = g_new0 (Saving, 1);

  saving->name = mh_form_window_dup_text (question->entry);
  saving->rule = mh_audience_form_dup_rule (question->self);

  return saving;
}

static void
saved_cb (MhAudienceForm *self,
          gint64          audience)
{
  self->audience = audience;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* One that was taken and changed is offered its own name. */
static void
save_clicked_cb (MhAudienceForm *self)
{
  const Choice *choice = get_choice (self->saved, self->choices != NULL ? self->choices->audiences : NULL);
  Question *question = g_new0 (Question, 1);
  MhFormWindow *form;

  form = mh_form_window_new (GTK_WIDGET (self), self->context, _("Save the audience"),
                             _("The conditions are kept, not the people. A name that is taken already gets these conditions."), _("_Save"));
  question->self = g_object_ref (self);
  question->entry = mh_form_window_add_entry (form, _("Name of the audience"), choice != NULL ? choice->name : NULL);
  g_signal_connect_object (form, "done", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  mh_form_window_open (form, collect_saving, question, (GDestroyNotify) question_free, save_audience, (GDestroyNotify) saving_free,
                       _("The audience is saved"));
}

static void
audience_chosen_cb (MhAudienceForm       *self,
                    gint64                audience,
                    const MhAudienceRule *rule)
{
  mh_audience_form_set_rule (self, rule, audience);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
saved_clicked_cb (MhAudienceForm *self)
{
  MhAudiencesWindow *window = mh_audiences_window_open (GTK_WIDGET (self), self->context, self->audience);

  g_signal_connect_object (window, "chosen", G_CALLBACK (audience_chosen_cb), self, G_CONNECT_SWAPPED);
}

/* --- people by hand ----------------------------------------------------------------------------------------------- */

static void
picked_cb (MhAudienceForm       *self,
           const MhAudienceRule *rule)
{
  mh_audience_form_set_rule (self, rule, self->audience);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
pick_clicked_cb (MhAudienceForm *self)
{
  MhHandPickWindow *window = mh_hand_pick_window_open (GTK_WIDGET (self), self->context, self->rule);

  g_signal_connect_object (window, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
contains (const GArray *people,
          gint64        resident)
{
  for (guint i = 0; i < people->len; i++) {
    if (g_array_index (people, gint64, i) == resident)
      return TRUE;
  }

  return FALSE;
}

static void
file_taken_cb (MhAudienceForm *self,
               GArray         *residents,
               gboolean        only)
{
  if (only) {
    g_clear_pointer (&self->rule->only, g_array_unref);
    self->rule->only = g_array_copy (residents);
  } else {
    for (guint i = 0; i < residents->len; i++) {
      if (!contains (self->rule->plus, g_array_index (residents, gint64, i)))
        g_array_append_val (self->rule->plus, g_array_index (residents, gint64, i));
    }
  }

  show_rule (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhAudienceForm *self = MH_AUDIENCE_FORM (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  MhAudienceFileWindow *window;

  if (file == NULL || g_file_peek_path (file) == NULL || self->context == NULL)
    return;

  window = mh_audience_file_window_open (GTK_WIDGET (self), self->context, g_file_peek_path (file));
  g_signal_connect_object (window, "taken", G_CALLBACK (file_taken_cb), self, G_CONNECT_SWAPPED);
}

static void
file_clicked_cb (MhAudienceForm *self)
{
  mh_file_dialogs_open_async (GTK_WIDGET (self), _("A list of register or telephone numbers"), _("CSV files"), "*.csv", file_chosen_cb, NULL);
}

static void
forget_clicked_cb (MhAudienceForm *self)
{
  g_clear_pointer (&self->rule->only, g_array_unref);
  g_array_set_size (self->rule->plus, 0);
  g_array_set_size (self->rule->minus, 0);
  show_rule (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_button (GtkWidget      *box,
            const char     *words,
            GCallback       clicked,
            MhAudienceForm *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
}

/* What can be done with audiences as a whole; narrow windows take two lines. */
static GtkWidget *
make_saved_buttons (MhAudienceForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  add_button (box, _("Save under a _Name …"), G_CALLBACK (save_clicked_cb), self);
  add_button (box, _("Sa_ved Audiences …"), G_CALLBACK (saved_clicked_cb), self);
  gtk_widget_set_margin_top (box, 8);

  return box;
}

static GtkWidget *
make_hand_buttons (MhAudienceForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  add_button (box, _("Choose _People …"), G_CALLBACK (pick_clicked_cb), self);
  add_button (box, _("From a _File …"), G_CALLBACK (file_clicked_cb), self);
  gtk_widget_set_margin_top (box, 8);

  return box;
}

/* --- the rows ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_age_group (MhAudienceForm *self)
{
  const char * const rules[] = { _("On the day"), _("Within the fiscal year"), _("By school year"), NULL };
  const char * const sex_words[] = { _("Everybody"), _("Women"), _("Men"), NULL };
  GtkWidget *group = adw_preferences_group_new ();
  GCallback changed = G_CALLBACK (row_changed_cb);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Who it is for"));
  self->saved = mh_rule_row_choice (_("Saved audience"), (const char * const[]) { NULL }, G_CALLBACK (saved_changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->saved);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), mh_rule_row_number (_("From what age"), NULL, 0, OLDEST, changed, self, &self->from));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), mh_rule_row_number (_("To what age"), NULL, 0, OLDEST, changed, self, &self->to));
  self->age_rule = mh_rule_row_choice (_("How the age is counted"), rules, changed, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->age_rule);
  self->sex = mh_rule_row_choice (_("Sex"), sex_words, changed, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->sex);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_saved_buttons (self));
  self->districts = mh_rule_row_text (_("Districts, separated by commas (empty: all)"), changed, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->districts);

  return group;
}

static GtkWidget *
make_programme_group (MhAudienceForm *self)
{
  const char * const words[] = {
    _("Whatever the state"), _("May book and has not"), _("Has no booking"), _("Is booked"), _("Is done"), _("Did not come"), _("Has cancelled"),
    _("Is waiting"), NULL
  };
  GtkWidget *group = adw_preferences_group_new ();
  GCallback changed = G_CALLBACK (row_changed_cb);

  self->programme = mh_rule_row_choice (_("Programme"), (const char * const[]) { NULL }, changed, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->programme);
  self->state = mh_rule_row_choice (_("State in that programme"), words, changed, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->state);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             mh_rule_row_switch (_("Only who has said yes"), _("To this category of notices"), changed, self, &self->consented));
  self->by_hand = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->by_hand), _("By hand"));
  self->forget_button = gtk_button_new_with_label (_("Nobody by Hand"));
  gtk_widget_set_valign (self->forget_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->forget_button, "clicked", G_CALLBACK (forget_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->by_hand), self->forget_button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->by_hand);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_hand_buttons (self));

  return group;
}

static void
mh_audience_form_dispose (GObject *object)
{
  MhAudienceForm *self = MH_AUDIENCE_FORM (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->choices, choices_free);
  g_clear_pointer (&self->rule, mh_audience_rule_free);

  G_OBJECT_CLASS (mh_audience_form_parent_class)->dispose (object);
}

static void
mh_audience_form_class_init (MhAudienceFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_audience_form_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_audience_form_init (MhAudienceForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->rule = mh_audience_rule_new ();
  self->filling = TRUE;
  gtk_box_append (GTK_BOX (box), make_age_group (self));
  gtk_box_append (GTK_BOX (box), make_programme_group (self));
  mh_allot_add_label (GTK_BOX (box), _("In words"), "heading");
  self->words = mh_allot_add_label (GTK_BOX (box), NULL, "mh-details");
  adw_bin_set_child (ADW_BIN (self), box);
  show_rule (self);
}

/**
 * mh_audience_form_new:
 *
 * Returns: (transfer floating): a form for everybody
 */
GtkWidget *
mh_audience_form_new (void)
{
  return g_object_new (MH_TYPE_AUDIENCE_FORM, NULL);
}

/**
 * mh_audience_form_set_context:
 * @self: the form
 * @context: the open town
 *
 * Reads what can be chosen.
 */
void
mh_audience_form_set_context (MhAudienceForm *self,
                              MhUiContext    *context)
{
  g_return_if_fail (MH_IS_AUDIENCE_FORM (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
}

/**
 * mh_audience_form_show_words:
 * @self: the form
 * @words: (nullable): the rule in words, a line a condition
 */
void
mh_audience_form_show_words (MhAudienceForm *self,
                             const char     *words)
{
  g_return_if_fail (MH_IS_AUDIENCE_FORM (self));

  gtk_label_set_label (self->words, words != NULL ? words : "");
}

/**
 * mh_audience_form_set_rule:
 * @self: the form
 * @rule: what to show
 * @audience: the saved audience it was taken from, 0 = none
 */
void
mh_audience_form_set_rule (MhAudienceForm       *self,
                           const MhAudienceRule *rule,
                           gint64                audience)
{
  g_autofree char *json = NULL;

  g_return_if_fail (MH_IS_AUDIENCE_FORM (self));
  g_return_if_fail (rule != NULL);

  json = mh_audience_rule_print (rule);
  g_clear_pointer (&self->rule, mh_audience_rule_free);
  self->rule = mh_audience_rule_parse (json, NULL);
  self->audience = audience;
  show_rule (self);
}

/**
 * mh_audience_form_dup_rule:
 * @self: the form
 *
 * Returns: (transfer full): the rule as it stands
 */
MhAudienceRule *
mh_audience_form_dup_rule (MhAudienceForm *self)
{
  g_autofree char *json = NULL;

  g_return_val_if_fail (MH_IS_AUDIENCE_FORM (self), NULL);

  json = mh_audience_rule_print (self->rule);

  return mh_audience_rule_parse (json, NULL);
}

/**
 * mh_audience_form_get_audience:
 * @self: the form
 *
 * Returns: the saved audience that was taken, 0 = none
 */
gint64
mh_audience_form_get_audience (MhAudienceForm *self)
{
  g_return_val_if_fail (MH_IS_AUDIENCE_FORM (self), 0);

  return self->audience;
}
