/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-guardian-window"

#include "mh-guardian-window.h"

#include <glib/gi18n-lib.h>

#include "mh-fields.h"
#include "mh-keys.h"
#include "mh-people-family.h"
#include "mh-person-finder.h"
#include "mh-window.h"

struct _MhGuardianWindow
{
  AdwWindow       parent_instance;

  /* Template widgets */
  GtkWidget      *add_button;
  MhPersonFinder *finder;
  GtkLabel       *chosen;
  AdwEntryRow    *name_row;
  AdwEntryRow    *relation_row;
  GtkLabel       *problem;

  MhUiContext    *context;    /* (owned) */
  gint64          resident;
  gint64          person;     /* of the list, 0: nobody yet */
};

typedef struct {
  gint64 resident;
  gint64 person;
  char  *name;
  char  *relation;
} Input;

static guint added_signal;

G_DEFINE_FINAL_TYPE (MhGuardianWindow, mh_guardian_window, ADW_TYPE_WINDOW)

static void
input_free (Input *input)
{
  g_free (input->name);
  g_free (input->relation);
  g_free (input);
}

static gpointer
add_guardian (const MhDesk *desk,
              gpointer      data,
              GError      **error)
{
  const Input *input = data;
  gint64 act;

  if (mh_people_add_guardian (desk, input->resident, input->person, input->name, input->relation, error) == 0)
    return NULL;

  act = mh_ui_find_act_about (desk, input->resident);

  return g_memdup2 (&act, sizeof act);
}

static void
show_problem (MhGuardianWindow *self,
              const char       *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *text != '\0');
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhGuardianWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (act == NULL) {
    show_problem (self, error->message);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "guardian.add", TRUE);
    return;
  }

  if (window != NULL)
    mh_window_show_toast (window, _("The guardian is added"), *act);
  g_signal_emit (self, added_signal, 0);
  gtk_window_close (GTK_WINDOW (self));
}

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
show_choice (MhGuardianWindow *self,
             const char       *name)
{
  g_autofree char *typed = dup_text (self->name_row);
  g_autofree char *text = self->person != 0 ? g_strdup_printf (_("Chosen: %s"), name) : g_strdup ("");

  gtk_label_set_label (self->chosen, text);
  gtk_widget_set_visible (GTK_WIDGET (self->chosen), self->person != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "guardian.add", self->person != 0 || *typed != '\0');
  show_problem (self, "");
}

static void
found_cb (MhPersonFinder   *finder,
          gint64            person,
          const char       *name,
          MhGuardianWindow *self)
{
  self->person = person;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), "");
  self->person = person;
  show_choice (self, name);
  gtk_widget_grab_focus (GTK_WIDGET (self->relation_row));
}

static void
name_changed_cb (GtkEditable      *editable,
                 MhGuardianWindow *self)
{
  self->person = 0;
  show_choice (self, NULL);
}

static void
add_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhGuardianWindow *self = MH_GUARDIAN_WINDOW (widget);
  Input *input = g_new0 (Input, 1);

  input->resident = self->resident;
  input->person = self->person;
  input->name = dup_text (self->name_row);
  input->relation = dup_text (self->relation_row);
  gtk_widget_action_set_enabled (widget, "guardian.add", FALSE);
  mh_ui_context_run_async (self->context, add_guardian, input, (GDestroyNotify) input_free, g_free, NULL, added_cb,
                           g_object_ref (self));
}

static void
mh_guardian_window_dispose (GObject *object)
{
  MhGuardianWindow *self = MH_GUARDIAN_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_GUARDIAN_WINDOW);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_guardian_window_parent_class)->dispose (object);
}

static void
mh_guardian_window_class_init (MhGuardianWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_guardian_window_dispose;
  added_signal = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MH_TYPE_PERSON_FINDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-guardian-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhGuardianWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, MhGuardianWindow, finder);
  gtk_widget_class_bind_template_child (widget_class, MhGuardianWindow, chosen);
  gtk_widget_class_bind_template_child (widget_class, MhGuardianWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, MhGuardianWindow, relation_row);
  gtk_widget_class_bind_template_child (widget_class, MhGuardianWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_install_action (widget_class, "guardian.add", NULL, add_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  mh_keys_bind (widget_class, "guardian", NULL);
}

static void
mh_guardian_window_init (MhGuardianWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mh_fields_go_on (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "guardian.add", FALSE);
}

/**
 * mh_guardian_window_new:
 * @parent: a widget in the window
 * @context: the open town
 * @resident: for whom a guardian is added
 *
 * Returns: (transfer none): a window to present
 */
GtkWidget *
mh_guardian_window_new (GtkWidget   *parent,
                        MhUiContext *context,
                        gint64       resident)
{
  MhGuardianWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (resident > 0, NULL);

  self = g_object_new (MH_TYPE_GUARDIAN_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->resident = resident;
  mh_person_finder_set_context (self->finder, context);
  mh_person_finder_start (self->finder);

  return GTK_WIDGET (self);
}
