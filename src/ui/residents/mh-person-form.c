/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-form"

#include "mh-person-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-age.h"
#include "mh-date-reading.h"
#include "mh-dialogs.h"
#include "mh-fields.h"
#include "mh-error.h"
#include "mh-keys.h"
#include "mh-people-leaving.h"
#include "mh-text.h"
#include "mh-window.h"
#include "mh-wording.h"

/* The rows that hold one text of the resident each. */
typedef enum {
  ROW_NAME,
  ROW_KANA,
  ROW_BIRTH,         /* from here on: not a text of the resident as it is */
  ROW_RELATION,
  ROW_HOUSEHOLD,
  ROW_POSTAL_CODE,
  ROW_ADDRESS,
  ROW_ADDRESS_EXTRA,
  ROW_DISTRICT,
  ROW_DISTRICT2,
  ROW_DISTRICT3,
  ROW_PHONE,
  ROW_OTHER_PHONE,
  ROW_OTHER_WHOSE,
  ROW_GUARDIAN,
  ROW_NUMBER,
  ROW_STATUS_DATE,
  ROW_NOTE,
  N_ROWS
} Row;

typedef enum { GROUP_PERSON, GROUP_HOME, GROUP_PHONES, GROUP_REGISTER, N_GROUPS } Group;

static const struct {
  const char *title;
  Group       group;
  gssize      offset;   /* of the text in MhResident, -1: none */
} row_infos[N_ROWS] = {
  [ROW_NAME] = { N_("Name"), GROUP_PERSON, G_STRUCT_OFFSET (MhResident, name) },
  [ROW_KANA] = { N_("Kana"), GROUP_PERSON, G_STRUCT_OFFSET (MhResident, kana) },
  [ROW_BIRTH] = { N_("Birth date (s25.3.1, 3250301, 1950-03-01)"), GROUP_PERSON, -1 },
  [ROW_RELATION] = { N_("Relation to the head of the household"), GROUP_HOME, G_STRUCT_OFFSET (MhResident, relation) },
  [ROW_HOUSEHOLD] = { N_("Household number"), GROUP_HOME, G_STRUCT_OFFSET (MhResident, household_number) },
  [ROW_POSTAL_CODE] = { N_("Postal code"), GROUP_HOME, G_STRUCT_OFFSET (MhResident, postal_code) },
  [ROW_ADDRESS] = { N_("Address"), GROUP_HOME, G_STRUCT_OFFSET (MhResident, address) },
  [ROW_ADDRESS_EXTRA] = { N_("Building and room"), GROUP_HOME, G_STRUCT_OFFSET (MhResident, address_extra) },
  [ROW_DISTRICT] = { N_("Neighbourhood"), GROUP_HOME, G_STRUCT_OFFSET (MhResident, district) },
  [ROW_DISTRICT2] = { N_("Administrative district"), GROUP_HOME, G_STRUCT_OFFSET (MhResident, district2) },
  [ROW_DISTRICT3] = { N_("School district"), GROUP_HOME, G_STRUCT_OFFSET (MhResident, district3) },
  [ROW_PHONE] = { N_("Mobile phone or telephone"), GROUP_PHONES, -1 },
  [ROW_OTHER_PHONE] = { N_("A second number"), GROUP_PHONES, -1 },
  [ROW_OTHER_WHOSE] = { N_("Whose is the second number? (empty: the person’s own)"), GROUP_PHONES, -1 },
  [ROW_GUARDIAN] = { N_("Who the guardian is to the child (mother …)"), GROUP_PHONES, -1 },
  [ROW_NUMBER] = { N_("Register number, if there is one"), GROUP_REGISTER, G_STRUCT_OFFSET (MhResident, register_number) },
  [ROW_STATUS_DATE] = { N_("Since when, or from when on (empty: today)"), GROUP_REGISTER, -1 },
  [ROW_NOTE] = { N_("Note"), GROUP_REGISTER, G_STRUCT_OFFSET (MhResident, note) },
};

struct _MhPersonForm
{
  AdwWindow            parent_instance;

  /* Template widgets */
  GtkWidget           *save_button;
  AdwPreferencesGroup *person_group;
  AdwPreferencesGroup *home_group;
  AdwPreferencesGroup *phones_group;
  AdwPreferencesGroup *register_group;
  GtkTextView         *other_names;
  GtkLabel            *problem;

  AdwEntryRow         *rows[N_ROWS];  /* (unowned) */
  AdwComboRow         *sex_row;       /* (unowned) */
  AdwComboRow         *status_row;    /* (unowned) */

  /* Owned */
  MhUiContext         *context;
  MhResident          *before;        /* (nullable) who is corrected, as shown */
  char                *birth_before;  /* (nullable) what stands in the birth row at first */
  char                *since_before;  /* (nullable) likewise, of the status */

  gint64               guardian;      /* of a newborn, else 0 */
};

typedef struct {
  MhResident *resident;
  char       *texts[3];    /* phone, other phone, whose: "" for none */
  gint64      guardian;
  char       *relation;
  gboolean    give_up;
} Input;

typedef struct {
  gint64 id;
  gint64 act;
} Output;

/* In the order of the choices. */
static const char * const sexes[] = { "unknown", "female", "male" };
static const char * const statuses[] = { "resident", "moving-out", "moved-out", "dead", "removed" };

G_DEFINE_FINAL_TYPE (MhPersonForm, mh_person_form, ADW_TYPE_WINDOW)

static void
input_free (Input *input)
{
  mh_resident_free (input->resident);
  for (guint i = 0; i < G_N_ELEMENTS (input->texts); i++)
    g_free (input->texts[i]);
  g_free (input->relation);
  g_free (input);
}

static gpointer
add_person (const MhDesk *desk,
            gpointer      data,
            GError      **error)
{
  const Input *input = data;
  MhNewContact contacts[2] = { 0 };
  MhNewPerson person = { .resident = input->resident, .contacts = contacts, .guardian = input->guardian,
                         .guardian_relation = input->relation };
  Output output;

  for (guint i = 0; i < 2; i++) {
    if (*input->texts[i] == '\0')
      continue;

    contacts[person.n_contacts].value = input->texts[i];
    contacts[person.n_contacts].whose = i == 1 ? input->texts[2] : NULL;
    person.n_contacts++;
  }

  output.id = mh_people_add_new (desk, &person, &output.act, error);

  return output.id != 0 ? g_memdup2 (&output, sizeof output) : NULL;
}

static gpointer
correct_person (const MhDesk *desk,
                gpointer      data,
                GError      **error)
{
  const Input *input = data;
  Output output = { .id = input->resident->id };

  if (!mh_people_edit_leaving (desk, input->resident, input->give_up, &output.act, error))
    return NULL;

  return g_memdup2 (&output, sizeof output);
}

static void
show_problem (MhPersonForm *self,
              const char   *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *text != '\0');
}

/* @row says it as well. */
static void
show_problem_at (MhPersonForm *self,
                 Row           row,
                 const char   *text)
{
  show_problem (self, text);
  mh_fields_set_problem (GTK_WIDGET (self->rows[row]), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[row]));
}

static void
clear_problems (MhPersonForm *self)
{
  show_problem (self, "");
  for (guint i = 0; i < N_ROWS; i++)
    mh_fields_set_problem (GTK_WIDGET (self->rows[i]), NULL);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhPersonForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree Output *output = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (output == NULL) {
    if (g_error_matches (error, MH_ERROR, MH_ERROR_CONFLICT))
      show_problem_at (self, ROW_NUMBER, error->message);
    else
      show_problem (self, error->message);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "person-form.save", TRUE);
    return;
  }

  if (window != NULL) {
    mh_window_show_toast (window, self->before != NULL ? _("The person’s data is corrected") : _("The person is added"), output->act);
    if (self->before == NULL)
      mh_window_go (window, "residents", output->id);
  }

  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
  gtk_window_close (GTK_WINDOW (self));
}

static char *
dup_text (MhPersonForm *self,
          Row           row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->rows[row]))));
}

static char *
dup_other_names (MhPersonForm *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->other_names);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* What the typed date means stands in the title, while it is typed. */
static void
show_date (MhPersonForm *self,
           Row           row)
{
  g_autofree char *text = dup_text (self, row);
  MhDateReading reading = mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, mh_ui_context_today (self->context));
  g_autofree char *title = NULL;

  if (reading.verdict == MH_DATE_READ_OK || reading.verdict == MH_DATE_READ_QUESTION) {
    g_autofree char *date = mh_date_format (reading.date, MH_DATE_STYLE_LONG);
    int years = mh_age_years (reading.date, mh_ui_context_today (self->context));

    if (row == ROW_BIRTH && years >= 0)
      title = g_strdup_printf (_("Birth date: %s (%d), aged %d"), date, reading.date.year, years);
    else if (row == ROW_BIRTH)
      title = g_strdup_printf (_("Birth date: %s"), date);
    else
      title = g_strdup_printf (_("Since or from %s"), date);
  }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[row]), title != NULL ? title : _(row_infos[row].title));
}

static void
changed_cb (GtkEditable  *editable,
            MhPersonForm *self)
{
  g_autofree char *name = dup_text (self, ROW_NAME);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person-form.save", *name != '\0');
  clear_problems (self);
  if (editable == GTK_EDITABLE (self->rows[ROW_BIRTH]))
    show_date (self, ROW_BIRTH);
  else if (editable == GTK_EDITABLE (self->rows[ROW_STATUS_DATE]))
    show_date (self, ROW_STATUS_DATE);
}

/* An empty date is unknown, one that stands there from before is left; a doubtful one is shown once more as it was understood, to be
 * confirmed. */
static gboolean
read_date (MhPersonForm *self,
           Row           row,
           const char   *before,
           MhDate       *out_date)
{
  g_autofree char *text = dup_text (self, row);
  MhDateReading reading;

  *out_date = MH_DATE_NONE;
  if (*text == '\0' || g_strcmp0 (text, before) == 0)
    return TRUE;

  reading = mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, mh_ui_context_today (self->context));
  if (reading.verdict == MH_DATE_READ_OK) {
    *out_date = reading.date;
    return TRUE;
  }

  if (reading.verdict == MH_DATE_READ_QUESTION) {
    g_autofree char *shown = mh_date_to_iso (reading.date);

    gtk_editable_set_text (GTK_EDITABLE (self->rows[row]), shown);
  }

  show_problem_at (self, row, reading.question != NULL ? _(reading.question)
                                                       : _("The date cannot be read. Write it as s25.3.1 or 1950-03-01."));

  return FALSE;
}

static guint
get_choice (AdwComboRow *row,
            guint        n)
{
  return MIN (adw_combo_row_get_selected (row), n - 1);
}

/* What stands in the form; the strings are the resident's. */
static gboolean
read_form (MhPersonForm *self,
           MhResident   *resident)
{
  const char *status = statuses[get_choice (self->status_row, G_N_ELEMENTS (statuses))];
  const char *status_before = self->before != NULL ? self->before->status : "resident";
  g_autofree char *since = dup_text (self, ROW_STATUS_DATE);

  if (!read_date (self, ROW_BIRTH, self->birth_before, &resident->birth) ||
      !read_date (self, ROW_STATUS_DATE, self->since_before, &resident->status_date))
    return FALSE;

  for (guint i = 0; i < N_ROWS; i++) {
    if (row_infos[i].offset >= 0)
      G_STRUCT_MEMBER (char *, resident, row_infos[i].offset) = dup_text (self, i);
  }

  if (*resident->register_number == '\0')
    g_clear_pointer (&resident->register_number, g_free);
  resident->other_name = dup_other_names (self);
  resident->sex = g_strdup (sexes[get_choice (self->sex_row, G_N_ELEMENTS (sexes))]);
  resident->status = g_strdup (status);
  if (!g_str_equal (status, status_before) && (*since == '\0' || g_strcmp0 (since, self->since_before) == 0))
    resident->status_date = mh_ui_context_today (self->context);

  return TRUE;
}

/* Takes @resident. */
static void
save (MhPersonForm *self,
      MhResident   *resident,
      gboolean      give_up)
{
  Input *input = g_new0 (Input, 1);

  input->resident = resident;
  input->texts[0] = dup_text (self, ROW_PHONE);
  input->texts[1] = dup_text (self, ROW_OTHER_PHONE);
  input->texts[2] = dup_text (self, ROW_OTHER_WHOSE);
  input->guardian = self->guardian;
  input->relation = dup_text (self, ROW_GUARDIAN);
  input->give_up = give_up;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person-form.save", FALSE);
  mh_ui_context_run_async (self->context, self->before != NULL ? correct_person : add_person, input,
                           (GDestroyNotify) input_free, g_free, NULL, saved_cb, g_object_ref (self));
}

static gpointer
find_leaving (const MhDesk *desk,
              gpointer      data,
              GError      **error)
{
  return mh_people_leaving_find (desk, *(const gint64 *) data, error);
}

/* The resident is read from the form again: nobody could change it meanwhile, the question is modal. */
static void
leaving_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  MhPersonForm *self = MH_PERSON_FORM (source);
  int choice = mh_dialogs_choose_finish (GTK_WIDGET (self), result);
  g_autoptr (MhResident) resident = g_new0 (MhResident, 1);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person-form.save", TRUE);
  if (choice < 0 || !read_form (self, resident))
    return;

  resident->id = self->before->id;
  save (self, g_steal_pointer (&resident), choice == 0);
}

static char *
describe_leaving (const MhLeaving *leaving)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < leaving->bookings->len; i++) {
    const MhBooking *booking = leaving->bookings->pdata[i];
    g_autofree char *date = mh_date_format (booking->date, MH_DATE_STYLE_WEEKDAY);
    g_autofree char *time = mh_minutes_format (booking->start_min);

    g_string_append_printf (text, _("Booking: %s %s"), date, time);
    g_string_append_c (text, '\n');
  }
  if (leaving->n_waiting > 0) {
    g_string_append_printf (text, ngettext ("Waiting list: %lld entry", "Waiting list: %lld entries", (gulong) leaving->n_waiting),
                            (long long) leaving->n_waiting);
    g_string_append_c (text, '\n');
  }
  if (leaving->n_offers > 0) {
    g_string_append_printf (text, ngettext ("Places on offer: %lld", "Places on offer: %lld", (gulong) leaving->n_offers),
                            (long long) leaving->n_offers);
    g_string_append_c (text, '\n');
  }
  if (leaving->n_messages > 0) {
    g_string_append_printf (text, ngettext ("Messages that have not left: %lld", "Messages that have not left: %lld", (gulong) leaving->n_messages),
                            (long long) leaving->n_messages);
    g_string_append_c (text, '\n');
  }
  g_string_append (text, _("Nothing is sent to somebody who has died or moved away. Shall the bookings and waiting entries end, too?"));

  return g_string_free (text, FALSE);
}

static void
leaving_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MhPersonForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLeaving) leaving = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  const char *actions[] = { _("_End Them and Save"), _("_Keep Them and Save"), NULL };
  g_autofree char *body = NULL;

  if (leaving == NULL) {
    show_problem (self, error->message);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "person-form.save", TRUE);
    return;
  }

  if (leaving->bookings->len == 0 && leaving->n_waiting == 0 && leaving->n_messages == 0) {
    g_autoptr (MhResident) resident = g_new0 (MhResident, 1);

    gtk_widget_action_set_enabled (GTK_WIDGET (self), "person-form.save", TRUE);
    if (read_form (self, resident)) {
      resident->id = self->before->id;
      save (self, g_steal_pointer (&resident), FALSE);
    }
    return;
  }

  body = describe_leaving (leaving);
  mh_dialogs_choose_async (GTK_WIDGET (self), _("This is still open for the person"), body, actions, leaving_chosen_cb, NULL);
}

static void
save_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhPersonForm *self = MH_PERSON_FORM (widget);
  g_autoptr (MhResident) resident = g_new0 (MhResident, 1);

  if (!read_form (self, resident))
    return;

  if (self->before != NULL && g_strcmp0 (resident->status, self->before->status) != 0 && mh_people_is_leaving (resident->status)) {
    gtk_widget_action_set_enabled (widget, "person-form.save", FALSE);
    mh_ui_context_read_async (self->context, find_leaving, g_memdup2 (&self->before->id, sizeof self->before->id), g_free,
                              (GDestroyNotify) mh_leaving_free, NULL, leaving_found_cb, g_object_ref (self));
    return;
  }

  if (self->before != NULL)
    resident->id = self->before->id;
  save (self, g_steal_pointer (&resident), FALSE);
}

static gpointer
read_districts (const MhDesk *desk,
                gpointer      data,
                GError      **error)
{
  return mh_people_district_names (desk, error);
}

static void
districts_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (MhPersonForm) self = user_data;
  g_auto (GStrv) names = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  for (guint i = 0; names != NULL && self->context != NULL && i < MH_PEOPLE_N_DISTRICTS; i++)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[ROW_DISTRICT + i]), names[i]);
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
fill_row (MhPersonForm *self,
          Row           row,
          const char   *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->rows[row]), text != NULL ? text : "");
}

static void
fill_form (MhPersonForm     *self,
           const MhResident *resident)
{
  for (guint i = 0; i < N_ROWS; i++) {
    if (row_infos[i].offset >= 0)
      fill_row (self, i, G_STRUCT_MEMBER (char *, resident, row_infos[i].offset));
  }

  self->birth_before = mh_date_is_set (resident->birth) ? mh_date_format (resident->birth, MH_DATE_STYLE_LONG)
                                                        : g_strdup (resident->birth_text);
  self->since_before = mh_date_is_set (resident->status_date) ? mh_date_format (resident->status_date, MH_DATE_STYLE_LONG) : NULL;
  fill_row (self, ROW_BIRTH, self->birth_before);
  fill_row (self, ROW_STATUS_DATE, self->since_before);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->other_names), resident->other_name != NULL ? resident->other_name : "", -1);
  adw_combo_row_set_selected (self->status_row, find_nick (statuses, G_N_ELEMENTS (statuses), resident->status));
  adw_combo_row_set_selected (self->sex_row, find_nick (sexes, G_N_ELEMENTS (sexes), resident->sex));
}

static AdwComboRow *
add_choice (AdwPreferencesGroup *group,
            const char          *title,
            const char * const  *nicks,
            guint                n,
            const char *(*describe)(const char *))
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (words, describe (nicks[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_preferences_group_add (group, row);

  return ADW_COMBO_ROW (row);
}

/* Digits are typed without an input method. */
static gboolean
is_digits (Row row)
{
  return row == ROW_PHONE || row == ROW_OTHER_PHONE || row == ROW_POSTAL_CODE;
}

/* As it is kept: half-width kana and hiragana become katakana. */
static void
kana_left_cb (GtkEventControllerFocus *controller,
              MhPersonForm            *self)
{
  GtkEditable *row = GTK_EDITABLE (self->rows[ROW_KANA]);
  g_autofree char *kana = mh_text_tidy_kana (gtk_editable_get_text (row));

  if (kana != NULL && strcmp (kana, gtk_editable_get_text (row)) != 0)
    gtk_editable_set_text (row, kana);
}

static void
add_rows (MhPersonForm *self)
{
  GtkEventController *kana_focus = gtk_event_controller_focus_new ();
  AdwPreferencesGroup *groups[N_GROUPS] = { self->person_group, self->home_group, self->phones_group, self->register_group };

  for (guint i = 0; i < N_ROWS; i++) {
    GtkWidget *row = adw_entry_row_new ();

    if (i == ROW_STATUS_DATE)
      self->status_row = add_choice (self->register_group, _("Status"), statuses, G_N_ELEMENTS (statuses), mh_wording_status);

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(row_infos[i].title));
    if (is_digits (i))
      adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_PHONE);
    adw_preferences_group_add (groups[row_infos[i].group], row);
    self->rows[i] = ADW_ENTRY_ROW (row);
    g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);

    if (i == ROW_BIRTH)
      self->sex_row = add_choice (self->person_group, _("Sex"), sexes, G_N_ELEMENTS (sexes), mh_wording_sex);
  }

  gtk_widget_set_visible (GTK_WIDGET (self->rows[ROW_GUARDIAN]), FALSE);
  g_signal_connect_object (kana_focus, "leave", G_CALLBACK (kana_left_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->rows[ROW_KANA]), kana_focus);
  mh_fields_go_on (GTK_WIDGET (self));
}

static void
mh_person_form_dispose (GObject *object)
{
  MhPersonForm *self = MH_PERSON_FORM (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_PERSON_FORM);
  g_clear_object (&self->context);
  g_clear_pointer (&self->before, mh_resident_free);
  g_clear_pointer (&self->birth_before, g_free);
  g_clear_pointer (&self->since_before, g_free);

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
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, person_group);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, home_group);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, phones_group);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, register_group);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, other_names);
  gtk_widget_class_bind_template_child (widget_class, MhPersonForm, problem);
  gtk_widget_class_install_action (widget_class, "person-form.save", NULL, save_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  mh_keys_bind (widget_class, "person-form", NULL);
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
  add_rows (self);
  mh_ui_context_read_async (context, read_districts, NULL, NULL, (GDestroyNotify) g_strfreev, NULL, districts_read_cb,
                            g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[ROW_NAME]));

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
 * mh_person_form_add_newborn:
 * @parent: a widget in the window
 * @context: the open town
 * @child: what the child takes over; copied
 * @mother: the resident who answers for the child
 *
 * Asks for the data of a newborn.
 */
void
mh_person_form_add_newborn (GtkWidget        *parent,
                            MhUiContext      *context,
                            const MhResident *child,
                            gint64            mother)
{
  MhPersonForm *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (child != NULL);
  g_return_if_fail (mother > 0);

  self = make_form (parent, context);
  self->guardian = mother;
  fill_form (self, child);
  fill_row (self, ROW_GUARDIAN, "母");
  gtk_widget_set_visible (GTK_WIDGET (self->rows[ROW_GUARDIAN]), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _("Add a Baby to the Household"));
  gtk_window_present (GTK_WINDOW (self));
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
  gtk_widget_set_visible (GTK_WIDGET (self->phones_group), FALSE);
  gtk_window_set_title (GTK_WINDOW (self), _("Correct the Data"));
  gtk_button_set_label (GTK_BUTTON (self->save_button), _("_Save"));
  adw_preferences_group_set_description (self->person_group, _("The next import of the list may replace what it holds."));
  gtk_window_present (GTK_WINDOW (self));
}
