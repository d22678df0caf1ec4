/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-programme-dialog"

#include "mh-programme-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-cohort-panel.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-dose-rules-group.h"
#include "mh-effect-window.h"
#include "mh-items-group.h"
#include "mh-programme-form.h"
#include "mh-rule-rows.h"
#include "mh-session-table.h"

#define MH_TYPE_PROGRAMME_DIALOG (mh_programme_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MhProgrammeDialog, mh_programme_dialog, MH, PROGRAMME_DIALOG, AdwWindow)

/* What the dialog begins with. */
typedef struct {
  gint64           programme;  /* 0: a new one */
  MhProgrammeSpec *own;        /* (owned) (nullable): of @programme */
  GPtrArray       *templates;  /* (owned) (element-type MhProgrammeSpec) for a new one */
  MhDate           day;        /* for which people are counted */
} Start;

struct _MhProgrammeDialog
{
  AdwWindow         parent_instance;

  /* Template widgets */
  AdwEntryRow      *name;
  AdwEntryRow      *public_name;
  AdwComboRow      *basis;
  GtkSpinButton    *doses;
  GtkSpinButton    *interval;
  GtkWidget        *interval_row;
  GtkSpinButton    *deadline;
  AdwComboRow      *mode;
  GtkSpinButton    *parallel;
  GtkWidget        *parallel_row;
  GtkSpinButton    *reply;
  GtkSwitch        *by_hand;
  GtkWidget        *form;
  GtkWidget        *template_group;
  AdwComboRow      *template_row;
  GtkWidget        *who;
  GtkWidget        *places;
  GtkWidget        *free;
  MhDoseRulesGroup *dose_rules;
  MhItemsGroup     *items;
  MhCohortPanel    *panel;
  GtkLabel         *refusal;
  GtkWidget        *add_button;

  MhUiContext      *context;   /* (owned) */
  MhProgrammeForm  *rows;      /* (owned) */
  Start            *start;     /* (owned) (nullable) until it is read */
  gint64            programme; /* 0: a new one */
  gint64            template_of;
  gboolean          filling;
};

G_DEFINE_FINAL_TYPE (MhProgrammeDialog, mh_programme_dialog, ADW_TYPE_WINDOW)

/* In the order of the two lists. */
static const MhAgeBasis bases[] = { MH_AGE_BASIS_LAW, MH_AGE_BASIS_FISCAL_YEAR, MH_AGE_BASIS_SCHOOL_YEAR };
static const MhOfferMode modes[] = { MH_OFFER_MODE_FIRST_YES, MH_OFFER_MODE_ONE_AT_A_TIME };

static void
start_free (Start *start)
{
  g_clear_pointer (&start->own, mh_programme_spec_free);
  g_clear_pointer (&start->templates, g_ptr_array_unref);
  g_free (start);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Start, start_free)

/* The next day of the programme, or today. */
static gboolean
find_day (const MhDesk *desk,
          Start        *start,
          GError      **error)
{
  g_autoptr (GPtrArray) sessions = mh_session_table_list (desk->db, start->programme, error);

  start->day = mh_desk_today (desk);
  for (guint i = 0; sessions != NULL && i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);

    if (mh_date_compare (session->date, start->day) >= 0) {
      start->day = session->date;
      break;
    }
  }

  return sessions != NULL;
}

static gboolean
read_templates (const MhDesk *desk,
                Start        *start,
                GError      **error)
{
  g_autoptr (GPtrArray) programmes = mh_programme_table_list (desk->db, error);

  start->day = mh_desk_today (desk);
  for (guint i = 0; programmes != NULL && i < programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (programmes, i);
    MhProgrammeSpec *spec = mh_programmes_load (desk, programme->id, error);

    if (spec == NULL)
      return FALSE;

    g_ptr_array_add (start->templates, spec);
  }

  return programmes != NULL;
}

static gpointer
read_start (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  g_autoptr (Start) start = g_new0 (Start, 1);

  start->programme = *(gint64 *) input;
  start->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_programme_spec_free);
  if (start->programme == 0)
    return read_templates (desk, start, error) ? g_steal_pointer (&start) : NULL;

  start->own = mh_programmes_load (desk, start->programme, error);

  return start->own != NULL && find_day (desk, start, error) ? g_steal_pointer (&start) : NULL;
}

static gpointer
add_programme (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  MhProgrammeSpec *spec = input;
  gint64 programme = mh_programmes_add (desk, spec, error);

  return programme != 0
         ? mh_deed_done (programme, mh_deed_find_act (desk, "programme.add", "programme", programme))
         : NULL;
}

static gpointer
edit_programme (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  gint64 act;

  return mh_programmes_edit (desk, input, &act, error) ? mh_deed_done (0, act) : NULL;
}

typedef struct {
  MhProgrammeSpec *spec;  /* (owned) */
  MhDate           day;
} Question;

static void
question_free (Question *question)
{
  mh_programme_spec_free (question->spec);
  g_free (question);
}

static gpointer
read_effect (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  Question *question = input;

  return mh_programmes_check (question->spec, error) ? mh_effect_make (desk, question->spec, question->day, error) : NULL;
}

static MhProgrammeSpec *
read_spec (MhProgrammeDialog *self)
{
  MhProgrammeSpec *spec = mh_programme_spec_new ();
  MhProgramme *programme = spec->programme;

  g_free (programme->name);
  programme->id = self->programme;
  programme->name = mh_rule_row_dup_text (GTK_WIDGET (self->name));
  programme->public_name = mh_rule_row_dup_text (GTK_WIDGET (self->public_name));
  programme->age.basis = bases[MIN (adw_combo_row_get_selected (self->basis), G_N_ELEMENTS (bases) - 1)];
  programme->doses = gtk_spin_button_get_value_as_int (self->doses);
  programme->interval_days = programme->doses > 1 ? gtk_spin_button_get_value_as_int (self->interval) : 0;
  programme->deadline_days = gtk_spin_button_get_value_as_int (self->deadline);
  programme->offer_mode = modes[MIN (adw_combo_row_get_selected (self->mode), G_N_ELEMENTS (modes) - 1)];
  programme->parallel = gtk_spin_button_get_value_as_int (self->parallel);
  programme->reply_minutes = gtk_spin_button_get_value_as_int (self->reply);
  programme->offer_by_hand = gtk_switch_get_active (self->by_hand);
  programme->template_of = self->template_of;
  mh_programme_form_read (self->rows, programme);

  g_array_unref (spec->dose_rules);
  g_ptr_array_unref (spec->items);
  spec->dose_rules = mh_dose_rules_group_read (self->dose_rules);
  spec->items = mh_items_group_read (self->items);

  return spec;
}

/* Rules are counted while names are still missing; an item without one waits. */
static MhProgrammeSpec *
read_spec_to_count (MhProgrammeDialog *self)
{
  MhProgrammeSpec *spec = read_spec (self);

  if (spec->programme->name == NULL)
    spec->programme->name = g_strdup ("-");

  for (guint i = spec->items->len; i > 0; i--) {
    const MhItem *item = g_ptr_array_index (spec->items, i - 1);

    if (*item->name == '\0')
      g_ptr_array_remove_index (spec->items, i - 1);
  }

  return spec;
}

static void
something_changed_cb (MhProgrammeDialog *self)
{
  gboolean has_more;

  if (self->start == NULL || self->filling)
    return;

  has_more = gtk_spin_button_get_value_as_int (self->doses) > 1;
  gtk_widget_set_sensitive (self->interval_row, has_more);
  gtk_widget_set_sensitive (GTK_WIDGET (self->dose_rules), has_more);
  gtk_widget_set_sensitive (self->parallel_row, adw_combo_row_get_selected (self->mode) == 0);
  mh_cohort_panel_show (self->panel, self->context, read_spec_to_count (self), self->start->day);
}

static guint
find_basis (MhAgeBasis basis)
{
  guint at = 0;

  while (at + 1 < G_N_ELEMENTS (bases) && bases[at] != basis)
    at++;

  return at;
}

static void
fill (MhProgrammeDialog     *self,
      const MhProgrammeSpec *spec,
      const char            *name)
{
  const MhProgramme *programme = spec->programme;

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), name != NULL ? name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->public_name), programme->public_name != NULL ? programme->public_name : "");
  adw_combo_row_set_selected (self->basis, find_basis (programme->age.basis));
  gtk_spin_button_set_value (self->doses, programme->doses);
  gtk_spin_button_set_value (self->interval, programme->interval_days);
  gtk_spin_button_set_value (self->deadline, programme->deadline_days);
  adw_combo_row_set_selected (self->mode, programme->offer_mode == modes[0] ? 0 : 1);
  gtk_spin_button_set_value (self->parallel, programme->parallel);
  gtk_spin_button_set_value (self->reply, programme->reply_minutes);
  gtk_switch_set_active (self->by_hand, programme->offer_by_hand);
  mh_programme_form_set (self->rows, programme);
  mh_dose_rules_group_set (self->dose_rules, spec->dose_rules);
  mh_items_group_set (self->items, spec->items);
  self->filling = FALSE;
  something_changed_cb (self);
}

/* The first of the list is none; then the rules of that year stand in the form, under the name of the next. */
static void
template_chosen_cb (MhProgrammeDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->template_row);
  g_autoptr (MhProgrammeSpec) blank = NULL;
  g_autofree char *name = NULL;
  MhProgrammeSpec *spec;

  if (self->start == NULL || self->filling || chosen > self->start->templates->len)
    return;

  if (chosen == 0) {
    blank = mh_programme_spec_new ();
    self->template_of = 0;
    fill (self, blank, NULL);
    return;
  }

  spec = g_ptr_array_index (self->start->templates, chosen - 1);
  for (guint i = 0; i < spec->items->len; i++)
    ((MhItem *) g_ptr_array_index (spec->items, i))->id = 0;
  self->template_of = spec->programme->id;
  name = mh_programmes_next_name (spec->programme->name);
  fill (self, spec, name);
}

static void
offer_templates (MhProgrammeDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Begin with nothing"));
  for (guint i = 0; i < self->start->templates->len; i++)
    gtk_string_list_append (names, ((MhProgrammeSpec *) g_ptr_array_index (self->start->templates, i))->programme->name);

  self->filling = TRUE;
  adw_combo_row_set_model (self->template_row, G_LIST_MODEL (names));
  self->filling = FALSE;
  gtk_widget_set_visible (self->template_group, self->start->templates->len > 0);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhProgrammeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Start) start = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->refusal == NULL)
    return;

  if (start == NULL) {
    gtk_label_set_label (self->refusal, error->message);
    gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
    return;
  }

  self->start = g_steal_pointer (&start);
  gtk_widget_set_sensitive (self->form, TRUE);
  gtk_widget_set_sensitive (self->add_button, TRUE);

  if (self->programme != 0) {
    self->template_of = self->start->own->programme->template_of;
    fill (self, self->start->own, self->start->own->programme->name);
  } else {
    offer_templates (self);
    something_changed_cb (self);
  }

  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
refuse (MhProgrammeDialog *self,
        const char        *sentence)
{
  gtk_widget_set_sensitive (self->add_button, TRUE);
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
}

static void
done_cb (GtkWidget        *widget,
         const MhDeedDone *done,
         const GError     *error,
         gpointer          user_data)
{
  MhProgrammeDialog *self = MH_PROGRAMME_DIALOG (widget);

  if (self->refusal == NULL)
    return;

  if (done != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else
    refuse (self, error->message);
}

static void
save (MhProgrammeDialog *self)
{
  gtk_widget_set_sensitive (self->add_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, edit_programme, read_spec (self), (GDestroyNotify) mh_programme_spec_free,
               _("The programme was changed."), done_cb, NULL);
}

static void
confirmed_cb (MhEffectWindow    *window,
              MhProgrammeDialog *self)
{
  save (self);
}

static void
effect_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhProgrammeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhEffect) effect = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->refusal == NULL)
    return;

  gtk_widget_set_sensitive (self->add_button, TRUE);
  if (effect == NULL)
    refuse (self, error->message);
  else if (mh_effect_is_empty (effect))
    save (self);
  else
    g_signal_connect_object (mh_effect_window_open (GTK_WIDGET (self), effect), "confirmed", G_CALLBACK (confirmed_cb), self, 0);
}

static void
add_clicked_cb (GtkWidget         *widget,
                MhProgrammeDialog *self)
{
  Question *question;

  gtk_widget_set_sensitive (self->add_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);

  if (self->programme == 0) {
    mh_deed_run (GTK_WIDGET (self), self->context, add_programme, read_spec (self), (GDestroyNotify) mh_programme_spec_free,
                 _("The programme was added. Now add its days."), done_cb, NULL);
    return;
  }

  question = g_new0 (Question, 1);
  question->spec = read_spec (self);
  question->day = self->start->day;
  mh_ui_context_read_async (self->context, read_effect, question, (GDestroyNotify) question_free, (GDestroyNotify) mh_effect_free, NULL,
                            effect_read_cb, g_object_ref (self));
}

static void
mh_programme_dialog_dispose (GObject *object)
{
  MhProgrammeDialog *self = MH_PROGRAMME_DIALOG (object);

  g_clear_pointer (&self->start, start_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_PROGRAMME_DIALOG);
  g_clear_object (&self->context);
  self->refusal = NULL;

  G_OBJECT_CLASS (mh_programme_dialog_parent_class)->dispose (object);
}

static void
mh_programme_dialog_finalize (GObject *object)
{
  MhProgrammeDialog *self = MH_PROGRAMME_DIALOG (object);

  g_clear_pointer (&self->rows, mh_programme_form_free);

  G_OBJECT_CLASS (mh_programme_dialog_parent_class)->finalize (object);
}

static void
mh_programme_dialog_class_init (MhProgrammeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_programme_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_programme_dialog_finalize;

  g_type_ensure (MH_TYPE_COHORT_PANEL);
  g_type_ensure (MH_TYPE_DOSE_RULES_GROUP);
  g_type_ensure (MH_TYPE_ITEMS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-programme-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, name);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, public_name);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, basis);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, doses);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, interval);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, interval_row);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, deadline);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, mode);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, parallel);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, parallel_row);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, reply);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, by_hand);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, form);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, template_group);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, template_row);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, who);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, places);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, free);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, dose_rules);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, items);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, panel);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, add_button);
  gtk_widget_class_bind_template_callback (widget_class, something_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_programme_dialog_init (MhProgrammeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = mh_programme_form_new (ADW_PREFERENCES_GROUP (self->who), ADW_PREFERENCES_GROUP (self->places),
                                      ADW_PREFERENCES_GROUP (self->free), G_CALLBACK (something_changed_cb), self);
}

/**
 * mh_programme_dialog_open:
 * @parent: the place
 * @context: the open town
 * @programme: which one, 0 for a new one
 *
 * Asks for the rules of a programme. A new one is added, from those of another year where wanted; of one that is there, whom the change
 * affects is told before it is saved.
 */
void
mh_programme_dialog_open (GtkWidget   *parent,
                          MhUiContext *context,
                          gint64       programme)
{
  MhProgrammeDialog *self = g_object_new (MH_TYPE_PROGRAMME_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->programme = programme;
  if (programme != 0) {
    gtk_window_set_title (GTK_WINDOW (self), _("Rules of the Programme"));
    gtk_button_set_label (GTK_BUTTON (self->add_button), _("Save"));
  }

  gtk_widget_set_sensitive (self->form, FALSE);
  gtk_widget_set_sensitive (self->add_button, FALSE);
  mh_ui_context_read_async (context, read_start, g_memdup2 (&programme, sizeof programme), g_free, (GDestroyNotify) start_free, NULL,
                            started_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
