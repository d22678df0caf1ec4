/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-form"

#include "mh-person-form.h"

#include <glib/gi18n-lib.h>

#include "mh-contacts.h"
#include "mh-date-reading.h"
#include "mh-people.h"
#include "mh-phone.h"
#include "mh-window.h"
#include "mh-wording.h"

struct _MhPersonForm
{
  AdwWindow            parent_instance;

  /* Template widgets */
  GtkWidget           *save_button;
  AdwPreferencesGroup *group;
  AdwEntryRow         *name_row;
  AdwEntryRow         *kana_row;
  AdwEntryRow         *birth_row;
  AdwComboRow         *sex_row;
  AdwEntryRow         *phone_row;
  AdwEntryRow         *address_row;
  AdwEntryRow         *district_row;
  AdwEntryRow         *number_row;
  AdwComboRow         *status_row;
  AdwEntryRow         *note_row;
  GtkLabel            *problem;

  /* Owned */
  MhUiContext         *context;
  MhResident          *before;       /* (nullable) who is corrected, as shown */
  char                *birth_before; /* (nullable) what stands in the birth row at first */
};

typedef struct {
  MhResident *resident;
  char       *phone;     /* "" for none */
} Input;

typedef struct {
  gint64  id;
  gint64  act;
  GError *phone_error;   /* (nullable): the person is added, the telephone is not */
} Output;

/* In the order of the choices. */
static const char * const sexes[] = { "unknown", "female", "male" };
static const char * const statuses[] = { "resident", "moving-out", "moved-out", "dead", "removed" };

G_DEFINE_FINAL_TYPE (MhPersonForm, mh_person_form, ADW_TYPE_WINDOW)

static void
input_free (Input *input)
{
  mh_resident_free (input->resident);
  g_free (input->phone);
  g_free (input);
}

static void
output_free (Output *output)
{
  g_clear_error (&output->phone_error);
  g_free (output);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Output, output_free)

static gpointer
add_person (const MhDesk *desk,
            gpointer      data,
            GError      **error)
{
  const Input *input = data;
  g_autoptr (Output) output = g_new0 (Output, 1);

  output->id = mh_people_add (desk, input->resident, error);
  if (output->id == 0)
    return NULL;

  output->act = mh_ui_find_act_about (desk, output->id);
  if (*input->phone != '\0') {
    MhPhone phone = mh_phone_read (input->phone, NULL);

    mh_contacts_add (desk, output->id, phone.kind == MH_PHONE_MOBILE ? "mobile" : "landline", input->phone, "",
                     &output->phone_error);
    /* Two acts now: undoing only the first would fail. */
    output->act = 0;
  }

  return g_steal_pointer (&output);
}

static gpointer
correct_person (const MhDesk *desk,
                gpointer      data,
                GError      **error)
{
  const Input *input = data;
  g_autoptr (Output) output = g_new0 (Output, 1);

  if (!mh_people_edit (desk, input->resident, error))
    return NULL;

  output->id = input->resident->id;
  output->act = mh_ui_find_act_about (desk, output->id);

  return g_steal_pointer (&output);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhPersonForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Output) output = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));
  const char *text = self->before != NULL ? _("The person’s data is corrected") : _("The person is added");

  if (output == NULL) {
    gtk_label_set_label (self->problem, error->message);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "person-form.save", TRUE);
    return;
  }

  if (window != NULL) {
    mh_window_show_toast (window, output->phone_error != NULL ? output->phone_error->message : text, output->act);
    if (self->before == NULL)
      mh_window_go (window, "residents", output->id);
  }

  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
  gtk_window_close (GTK_WINDOW (self));
}

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
changed_cb (GtkEditable  *row,
            MhPersonForm *self)
{
  g_autofree char *name = dup_text (self->name_row);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person-form.save", *name != '\0');
  gtk_label_set_label (self->problem, "");
}

/* An empty date is unknown; a doubtful one is shown once more as it was understood, to be confirmed. */
static gboolean
read_birth (MhPersonForm *self,
            MhResident   *resident)
{
  g_autofree char *text = dup_text (self->birth_row);
  g_autofree char *shown = NULL;
  MhDateReading reading;

  if (*text == '\0' || g_strcmp0 (text, self->birth_before) == 0)
    return TRUE;

  reading = mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, mh_ui_context_today (self->context));
  if (reading.verdict == MH_DATE_READ_OK) {
    resident->birth = reading.date;
    return TRUE;
  }

  shown = reading.verdict == MH_DATE_READ_QUESTION ? mh_date_to_iso (reading.date) : NULL;
  if (shown != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->birth_row), shown);
  gtk_label_set_label (self->problem, reading.question != NULL ? _(reading.question)
                                      : _("The birth date cannot be read. Write it as s25.3.1 or 1950-03-01."));
  gtk_widget_grab_focus (GTK_WIDGET (self->birth_row));

  return FALSE;
}

/* What stands in the form; the strings are the resident's. */
static gboolean
read_form (MhPersonForm *self,
           MhResident   *resident)
{
  guint sex = MIN (adw_combo_row_get_selected (self->sex_row), G_N_ELEMENTS (sexes) - 1);
  g_autofree char *number = dup_text (self->number_row);

  if (!read_birth (self, resident))
    return FALSE;

  resident->name = dup_text (self->name_row);
  resident->kana = dup_text (self->kana_row);
  resident->sex = g_strdup (sexes[sex]);
  resident->address = dup_text (self->address_row);
  resident->district = dup_text (self->district_row);
  resident->note = dup_text (self->note_row);
  if (*number != '\0')
    resident->register_number = g_steal_pointer (&number);

  return TRUE;
}

/* A status that changes does so today. */
static void
read_status (MhPersonForm *self,
             MhResident   *resident)
{
  guint status = MIN (adw_combo_row_get_selected (self->status_row), G_N_ELEMENTS (statuses) - 1);

  if (g_strcmp0 (self->before->status, statuses[status]) == 0)
    return;

  resident->status = g_strdup (statuses[status]);
  resident->status_date = mh_ui_context_today (self->context);
}

static void
save_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhPersonForm *self = MH_PERSON_FORM (widget);
  g_autoptr (MhResident) resident = g_new0 (MhResident, 1);
  Input *input;

  if (!read_form (self, resident))
    return;

  if (self->before != NULL) {
    resident->id = self->before->id;
    read_status (self, resident);
  } else {
    resident->status = g_strdup ("resident");
  }

  input = g_new0 (Input, 1);
  input->resident = g_steal_pointer (&resident);
  input->phone = dup_text (self->phone_row);
  gtk_widget_action_set_enabled (widget, "person-form.save", FALSE);
  mh_ui_context_run_async (self->context, self->before != NULL ? correct_person : add_person, input,
                           (GDestroyNotify) input_free, (GDestroyNotify) output_free, NULL, saved_cb,
                           g_object_ref (self));
}

static void
fill_row (AdwEntryRow *row,
          const char  *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static guint
find_nick (const char * const *nicks,
           guint               n,
           const char         *wanted)
{
  for (guint i = 0; i < n; i++) {
    if (g_strcmp0 (nicks[i], wanted) == 0)
      return i;
  }

  return 0;
}

static void
fill_form (MhPersonForm     *self,
           const MhResident *resident)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    gtk_string_list_append (words, mh_wording_status (statuses[i]));
  adw_combo_row_set_model (self->status_row, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->status_row, find_nick (statuses, G_N_ELEMENTS (statuses), resident->status));
  adw_combo_row_set_selected (self->sex_row, find_nick (sexes, G_N_ELEMENTS (sexes), resident->sex));

  self->birth_before = mh_date_is_set (resident->birth) ? mh_date_format (resident->birth, MH_DATE_STYLE_LONG)
                                                        : g_strdup (resident->birth_text);
  fill_row (self->name_row, resident->name);
  fill_row (self->kana_row, resident->kana);
  fill_row (self->birth_row, self->birth_before);
  fill_row (self->address_row, resident->address);
  fill_row (self->district_row, resident->district);
  fill_row (self->number_row, resident->register_number);
  fill_row (self->note_row, resident->note);
  gtk_widget_set_visible (GTK_WIDGET (self->status_row), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->phone_row), FALSE);
}

static void
mh_person_form_dispose (GObject *object)
{
  MhPersonForm *self = MH_PERSON_FORM (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_PERSON_FORM);
  g_clear_object (&self->context);
  g_clear_pointer (&self->before, mh_resident_free);
  g_clear_pointer (&self->birth_before, g_free);

  G_OBJECT_CLASS (mh_person_form_parent_class)->dispose (object);
}

static void
mh_person_form_class_init (MhPersonFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_person_form_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/machihoken/Machihoken/ui/mh-person-form.ui");
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, save_button);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, group);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, kana_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, birth_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, sex_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, phone_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, district_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, number_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, status_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, note_row);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "person-form.save", NULL, save_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_person_form_init (MhPersonForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person-form.save", FALSE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
}

static MhPersonForm *
make_form (GtkWidget   *parent,
           MhUiContext *context)
{
  MhPersonForm *self = g_object_new (MH_TYPE_PERSON_FORM, "transient-for", mh_window_of (parent), NULL);

  self->context = g_object_ref (context);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));

  return self;
}

/**
 * mh_person_form_add:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Asks for a person's data and adds him or her.
 */
void
mh_person_form_add (GtkWidget   *parent,
                    MhUiContext *context)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  gtk_window_present (GTK_WINDOW (make_form (parent, context)));
}

/**
 * mh_person_form_correct:
 * @parent: a widget in the window
 * @context: the open town
 * @resident: the person as shown; copied
 *
 * Shows a person's data for correction.
 */
void
mh_person_form_correct (GtkWidget        *parent,
                        MhUiContext      *context,
                        const MhResident *resident)
{
  MhPersonForm *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (resident != NULL);

  self = make_form (parent, context);
  self->before = mh_resident_copy (resident);
  fill_form (self, resident);
  gtk_window_set_title (GTK_WINDOW (self), _("Correct the Data"));
  gtk_button_set_label (GTK_BUTTON (self->save_button), _("_Save"));
  adw_preferences_group_set_description (self->group, _("The next import of the list may replace what it holds."));
  gtk_window_present (GTK_WINDOW (self));
}
