/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-fix-window"

#include "mh-fix-window.h"

#include <glib/gi18n-lib.h>

#include "mh-contacts.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-window.h"
#include "mh-wording.h"

struct _MhFixWindow
{
  AdwWindow            parent_instance;

  GtkStack            *states;   /* (unowned) */
  AdwPreferencesGroup *group;    /* (unowned) */
  AdwStatusPage       *failure;  /* (unowned) */

  MhUiContext         *context;  /* (owned) */
  GPtrArray           *rows;     /* (owned) (element-type GtkWidget) (unowned elements) */
  gint64               busy;     /* the problem under way, 0 = none */
};

typedef struct {
  gint64 problem;
  char  *number;  /* (nullable): strike it out */
} Change;

G_DEFINE_FINAL_TYPE (MhFixWindow, mh_fix_window, ADW_TYPE_WINDOW)

static void read_fixes (MhFixWindow *self);

static void
change_free (Change *change)
{
  g_free (change->number);
  g_free (change);
}

static gpointer
apply_change (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  const Change *change = input;
  g_autoptr (MhContactProblem) problem = mh_contact_problem_table_get (desk->db, change->problem, error);
  gboolean done;

  if (problem == NULL)
    return NULL;

  done = change->number != NULL ? mh_contacts_fix (desk, change->problem, change->number, NULL, error) != 0
                                : mh_contacts_dismiss_fix (desk, change->problem, error);

  return done ? mh_deed_done (0, mh_ui_find_act_about (desk, problem->resident)) : NULL;
}

static void
changed_cb (GtkWidget        *widget,
            const MhDeedDone *done,
            const GError     *error,
            gpointer          user_data)
{
  MhFixWindow *self = MH_FIX_WINDOW (widget);

  self->busy = 0;
  if (done == NULL)
    mh_dialogs_show_error (widget, _("The number was not put right"), error);
  else
    read_fixes (self);
}

static void
start_change (MhFixWindow *self,
              gint64       problem,
              char        *number,
              const char  *toast)
{
  Change *change;

  if (self->busy != 0) {
    g_free (number);
    return;
  }

  change = g_new0 (Change, 1);
  change->problem = self->busy = problem;
  change->number = number;
  mh_deed_run (GTK_WIDGET (self), self->context, apply_change, change, (GDestroyNotify) change_free, toast, changed_cb, NULL);
}

static gint64
get_problem (gpointer widget)
{
  return *(const gint64 *) g_object_get_data (G_OBJECT (widget), "problem");
}

/* Enter, or the button with the hook. */
static void
number_applied_cb (GtkWidget   *row,
                   MhFixWindow *self)
{
  g_autofree char *number = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*number != '\0')
    start_change (self, get_problem (row), g_steal_pointer (&number), _("The number is put right"));
}

static void
save_clicked_cb (GtkWidget   *button,
                 MhFixWindow *self)
{
  number_applied_cb (g_object_get_data (G_OBJECT (button), "row"), self);
}

static void
dismiss_clicked_cb (GtkWidget   *button,
                    MhFixWindow *self)
{
  start_change (self, get_problem (button), NULL, _("The number is struck out"));
}

static GtkWidget *
add_button (MhFixWindow *self,
            GtkWidget   *row,
            const char  *label,
            const char  *title,
            GCallback    clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf (_("%s: %s"), label, title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_DEFAULT);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);

  return button;
}

static void
add_fix (MhFixWindow        *self,
         const MhContactFix *fix)
{
  GtkWidget *row = adw_entry_row_new ();
  /* Translators: name, reading, what was written in place of a telephone number */
  g_autofree char *title = g_strdup_printf (_("%s (%s): “%s”"), fix->name, fix->kana,
                                            fix->problem->written != NULL ? fix->problem->written : _("not shown"));
  GtkWidget *save, *dismiss;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_tooltip_text (row, mh_wording_contact_problem (fix->problem->problem));
  g_object_set_data_full (G_OBJECT (row), "problem", g_memdup2 (&fix->problem->id, sizeof (gint64)), g_free);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (number_applied_cb), self, G_CONNECT_DEFAULT);
  save = add_button (self, row, _("Save"), title, G_CALLBACK (save_clicked_cb));
  g_object_set_data (G_OBJECT (save), "row", row);
  dismiss = add_button (self, row, _("Strike Out"), title, G_CALLBACK (dismiss_clicked_cb));
  g_object_set_data_full (G_OBJECT (dismiss), "problem", g_memdup2 (&fix->problem->id, sizeof (gint64)), g_free);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static gpointer
list_fixes (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  return mh_contacts_list_fixes (desk, error);
}

static void
fixes_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhFixWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fixes = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->rows == NULL)
    return;

  if (fixes == NULL) {
    g_autofree char *escaped = g_markup_escape_text (error->message, -1);

    adw_status_page_set_description (self->failure, escaped);
    gtk_stack_set_visible_child_name (self->states, "failed");
    return;
  }

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < fixes->len; i++)
    add_fix (self, g_ptr_array_index (fixes, i));

  gtk_stack_set_visible_child_name (self->states, fixes->len > 0 ? "list" : "none");
  if (fixes->len > 0)
    gtk_widget_grab_focus (self->rows->pdata[0]);
}

static void
read_fixes (MhFixWindow *self)
{
  mh_ui_context_read_async (self->context, list_fixes, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, fixes_read_cb,
                            g_object_ref (self));
}

static GtkWidget *
make_status (const char *icon,
             const char *title,
             const char *description)
{
  return g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", icon, "title", title, "description", description, NULL);
}

static void
mh_fix_window_dispose (GObject *object)
{
  MhFixWindow *self = MH_FIX_WINDOW (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_fix_window_parent_class)->dispose (object);
}

static void
mh_fix_window_class_init (MhFixWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_fix_window_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_fix_window_init (MhFixWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();

  self->rows = g_ptr_array_new ();
  self->states = GTK_STACK (gtk_stack_new ());
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_description (self->group, _("These were written where a telephone number belongs, and cannot be called. Ask for the right number, type it and press Enter; strike out what is none."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  gtk_stack_add_named (self->states, make_status (NULL, _("Reading …"), NULL), "loading");
  gtk_stack_add_named (self->states, page, "list");
  gtk_stack_add_named (self->states, make_status ("emblem-ok-symbolic", _("Every number can be used"), _("Numbers that cannot be read when a list is imported are collected here.")), "none");
  self->failure = ADW_STATUS_PAGE (make_status ("dialog-error-symbolic", _("The list could not be read"), NULL));
  gtk_stack_add_named (self->states, GTK_WIDGET (self->failure), "failed");
  gtk_widget_set_vexpand (GTK_WIDGET (self->states), TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->states));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_fix_window_open:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Shows the numbers to put right.
 */
void
mh_fix_window_open (GtkWidget   *parent,
                    MhUiContext *context)
{
  MhFixWindow *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self = g_object_new (MH_TYPE_FIX_WINDOW, "title", _("Telephone numbers to put right"), "modal", TRUE, "destroy-with-parent", TRUE,
                       "default-width", 720, "default-height", 560, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  read_fixes (self);
  gtk_window_present (GTK_WINDOW (self));
}
