/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-add-person-window"

#include "mh-add-person-window.h"

#include <glib/gi18n-lib.h>

#include "mh-date-reading.h"
#include "mh-people.h"
#include "mh-phone.h"
#include "mh-window.h"

struct _MhAddPersonWindow
{
  AdwWindow    parent_instance;

  /* Template widgets */
  GtkWidget   *add_button;
  AdwEntryRow *name_row;
  AdwEntryRow *kana_row;
  AdwEntryRow *birth_row;
  AdwComboRow *sex_row;
  AdwEntryRow *phone_row;
  AdwEntryRow *address_row;
  AdwEntryRow *district_row;
  AdwEntryRow *number_row;
  GtkLabel    *problem;

  MhUiContext *context;  /* (owned) */
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

G_DEFINE_FINAL_TYPE (MhAddPersonWindow, mh_add_person_window, ADW_TYPE_WINDOW)

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

    mh_people_add_contact (desk, output->id, phone.kind == MH_PHONE_MOBILE ? "mobile" : "landline", input->phone, "",
                           &output->phone_error);
    /* Two acts now: undoing only the first would fail. */
    output->act = 0;
  }

  return g_steal_pointer (&output);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhAddPersonWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Output) output = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (output == NULL) {
    gtk_label_set_label (self->problem, error->message);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "add-person.add", TRUE);
    return;
  }

  if (window != NULL) {
    mh_window_show_toast (window, output->phone_error != NULL ? output->phone_error->message : _("The person is added"),
                          output->act);
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
changed_cb (GtkEditable       *row,
            MhAddPersonWindow *self)
{
  g_autofree char *name = dup_text (self->name_row);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "add-person.add", *name != '\0');
  gtk_label_set_label (self->problem, "");
}

/* An empty date is unknown; a doubtful one is shown once more as it was understood, to be confirmed. */
static gboolean
read_birth (MhAddPersonWindow *self,
            MhResident        *resident)
{
  g_autofree char *text = dup_text (self->birth_row);
  g_autofree char *shown = NULL;
  MhDateReading reading;

  if (*text == '\0')
    return TRUE;

  reading = mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, mh_ui_context_today (self->context));
  if (reading.verdict == MH_DATE_READ_OK) {
    resident->birth = reading.date;
    return TRUE;
  }

  gtk_label_set_label (self->problem, reading.question != NULL ? _(reading.question)
                                      : _("The birth date cannot be read. Write it as s25.3.1 or 1950-03-01."));
  if (reading.verdict == MH_DATE_READ_QUESTION && mh_date_is_set (reading.date)) {
    shown = mh_date_to_iso (reading.date);
    gtk_editable_set_text (GTK_EDITABLE (self->birth_row), shown);
    gtk_label_set_label (self->problem, reading.question != NULL ? _(reading.question) : "");
  }
  gtk_widget_grab_focus (GTK_WIDGET (self->birth_row));

  return FALSE;
}

static void
add_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhAddPersonWindow *self = MH_ADD_PERSON_WINDOW (widget);
  g_autoptr (MhResident) resident = mh_resident_new ();
  guint sex = MIN (adw_combo_row_get_selected (self->sex_row), G_N_ELEMENTS (sexes) - 1);
  g_autofree char *number = dup_text (self->number_row);
  Input *input;

  if (!read_birth (self, resident))
    return;

  g_free (resident->name);
  resident->name = dup_text (self->name_row);
  g_free (resident->kana);
  resident->kana = dup_text (self->kana_row);
  g_free (resident->sex);
  resident->sex = g_strdup (sexes[sex]);
  resident->address = dup_text (self->address_row);
  resident->district = dup_text (self->district_row);
  g_free (resident->register_number);
  resident->register_number = *number != '\0' ? g_steal_pointer (&number) : NULL;

  input = g_new0 (Input, 1);
  input->resident = g_steal_pointer (&resident);
  input->phone = dup_text (self->phone_row);

  gtk_widget_action_set_enabled (widget, "add-person.add", FALSE);
  mh_ui_context_run_async (self->context, add_person, input, (GDestroyNotify) input_free, (GDestroyNotify) output_free,
                           NULL, added_cb, g_object_ref (self));
}

static void
mh_add_person_window_dispose (GObject *object)
{
  MhAddPersonWindow *self = MH_ADD_PERSON_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_ADD_PERSON_WINDOW);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_add_person_window_parent_class)->dispose (object);
}

static void
mh_add_person_window_class_init (MhAddPersonWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_add_person_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/machihoken/Machihoken/ui/mh-add-person-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, kana_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, birth_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, sex_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, phone_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, district_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, number_row);
  gtk_widget_class_bind_template_child (widget_class, MhAddPersonWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "add-person.add", NULL, add_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_add_person_window_init (MhAddPersonWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "add-person.add", FALSE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->add_button);
}

/**
 * mh_add_person_window_present:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Asks for a person's data and adds him or her.
 */
void
mh_add_person_window_present (GtkWidget   *parent,
                              MhUiContext *context)
{
  MhAddPersonWindow *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self = g_object_new (MH_TYPE_ADD_PERSON_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  gtk_window_present (GTK_WINDOW (self));
}
