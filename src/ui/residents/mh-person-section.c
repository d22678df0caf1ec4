/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-section"

#include "mh-person-section.h"

#include "mh-dialogs.h"
#include "mh-window.h"

typedef struct {
  MhUiContext *context;  /* (owned) */
  GtkWidget   *buttons;  /* (unowned) (nullable) */
  GPtrArray   *rows;     /* (element-type GtkWidget) (unowned) */
  gint64       id;       /* whom it shows, 0 = nobody */
} MhPersonSectionPrivate;

typedef struct {
  MhPersonSection *self;    /* (owned) */
  const char      *done;    /* translated */
  const char      *failed;  /* translated */
} Run;

static guint changed_signal;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MhPersonSection, mh_person_section, ADW_TYPE_PREFERENCES_GROUP)

static MhPersonSectionPrivate *
get_private (MhPersonSection *self)
{
  return mh_person_section_get_instance_private (self);
}

static void
person_line_free (MhPersonLine *line)
{
  g_free (line->title);
  g_free (line->subtitle);
  g_free (line);
}

static void
mh_person_section_dispose (GObject *object)
{
  MhPersonSectionPrivate * private = get_private (MH_PERSON_SECTION (object));

  g_ptr_array_set_size (private->rows, 0);
  g_clear_object (&private->context);

  G_OBJECT_CLASS (mh_person_section_parent_class)->dispose (object);
}

static void
mh_person_section_finalize (GObject *object)
{
  g_ptr_array_unref (get_private (MH_PERSON_SECTION (object))->rows);

  G_OBJECT_CLASS (mh_person_section_parent_class)->finalize (object);
}

static void
mh_person_section_class_init (MhPersonSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_person_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_person_section_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_person_section_init (MhPersonSection *self)
{
  get_private (self)->rows = g_ptr_array_new ();
}

/**
 * mh_person_section_set_context:
 * @self: a section
 * @context: the open town
 *
 * Done once, by the page.
 */
void
mh_person_section_set_context (MhPersonSection *self,
                               MhUiContext     *context)
{
  g_return_if_fail (MH_IS_PERSON_SECTION (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&get_private (self)->context, context);
}

/**
 * mh_person_section_get_context:
 * @self: a section of a page
 *
 * Returns: (transfer none): the open town
 */
MhUiContext *
mh_person_section_get_context (MhPersonSection *self)
{
  g_return_val_if_fail (MH_IS_PERSON_SECTION (self), NULL);

  return get_private (self)->context;
}

/**
 * mh_person_section_get_id:
 * @self: a section
 *
 * Returns: the resident that it shows, 0 for nobody
 */
gint64
mh_person_section_get_id (MhPersonSection *self)
{
  g_return_val_if_fail (MH_IS_PERSON_SECTION (self), 0);

  return get_private (self)->id;
}

/**
 * mh_person_section_show:
 * @self: a section
 * @person: whom it shall show; borrowed for this call
 * @data: (nullable): what its class read; borrowed for this call
 *
 * Replaces its rows.
 */
void
mh_person_section_show (MhPersonSection *self,
                        const MhPerson  *person,
                        gpointer         data)
{
  g_return_if_fail (MH_IS_PERSON_SECTION (self));
  g_return_if_fail (person != NULL);

  mh_person_section_clear (self);
  get_private (self)->id = person->resident->id;
  MH_PERSON_SECTION_GET_CLASS (self)->show (self, person, data);
}

/**
 * mh_person_section_clear:
 * @self: a section
 *
 * Forgets whom it showed.
 */
void
mh_person_section_clear (MhPersonSection *self)
{
  MhPersonSectionPrivate * private;

  g_return_if_fail (MH_IS_PERSON_SECTION (self));

  private = get_private (self);
  for (guint i = 0; i < private->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), private->rows->pdata[i]);

  g_ptr_array_set_size (private->rows, 0);
  private->id = 0;
  mh_person_section_set_note (self, NULL);
}

/**
 * mh_person_section_forget:
 * @self: a section
 *
 * Shows nobody any more.
 */
void
mh_person_section_forget (MhPersonSection *self)
{
  g_return_if_fail (MH_IS_PERSON_SECTION (self));

  mh_person_section_clear (self);
  if (MH_PERSON_SECTION_GET_CLASS (self)->forget != NULL)
    MH_PERSON_SECTION_GET_CLASS (self)->forget (self);
}

/**
 * mh_person_section_add_row:
 * @self: a section
 * @row: (transfer floating): a row
 *
 * Adds it below the others.
 */
void
mh_person_section_add_row (MhPersonSection *self,
                           GtkWidget       *row)
{
  g_return_if_fail (MH_IS_PERSON_SECTION (self));
  g_return_if_fail (GTK_IS_WIDGET (row));

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (get_private (self)->rows, row);
}

/**
 * mh_person_section_add_text:
 * @self: a section
 * @title: a text, no markup
 * @subtitle: (nullable): a smaller text, no markup
 *
 * Returns: (transfer none): the #AdwActionRow that was added
 */
GtkWidget *
mh_person_section_add_text (MhPersonSection *self,
                            const char      *title,
                            const char      *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  mh_person_section_add_row (self, row);

  return row;
}

/**
 * mh_person_section_set_note:
 * @self: a section
 * @note: (nullable): a sentence
 *
 * Shows it below the heading.
 */
void
mh_person_section_set_note (MhPersonSection *self,
                            const char      *note)
{
  g_autofree char *escaped = note != NULL ? g_markup_escape_text (note, -1) : NULL;

  g_return_if_fail (MH_IS_PERSON_SECTION (self));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), escaped);
}

/**
 * mh_person_section_add_button:
 * @self: a section
 * @label: the words on it, with a mnemonic
 * @action: the name of a widget action
 * @tooltip: a sentence
 *
 * Returns: (transfer none): a button beside the heading
 */
GtkWidget *
mh_person_section_add_button (MhPersonSection *self,
                              const char      *label,
                              const char      *action,
                              const char      *tooltip)
{
  MhPersonSectionPrivate * private;
  GtkWidget *button;

  g_return_val_if_fail (MH_IS_PERSON_SECTION (self), NULL);

  private = get_private (self);
  if (private->buttons == NULL) {
    private->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), private->buttons);
  }

  button = gtk_button_new_with_mnemonic (label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (private->buttons), button);

  return button;
}

/**
 * mh_person_section_emit_changed:
 * @self: a section
 *
 * The section's act has changed the person.
 */
void
mh_person_section_emit_changed (MhPersonSection *self)
{
  g_return_if_fail (MH_IS_PERSON_SECTION (self));

  g_signal_emit (self, changed_signal, 0);
}

static void
run_free (Run *run)
{
  g_object_unref (run->self);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
act_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (run->self));

  if (act == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (run->self), run->failed, error);
    return;
  }

  if (window != NULL)
    mh_window_show_toast (window, run->done, *act);
  mh_person_section_emit_changed (run->self);
}

/**
 * mh_person_section_run:
 * @self: a section
 * @work: an act; returns its id as a newly allocated gint64
 * @input: (transfer full): for @work
 * @free_input: frees @input
 * @done: (transfer none): translated: what to say afterwards
 * @failed: (transfer none): translated: what could not be done
 *
 * Runs an act of the section.
 */
void
mh_person_section_run (MhPersonSection *self,
                       MhUiWork         work,
                       gpointer         input,
                       GDestroyNotify   free_input,
                       const char      *done,
                       const char      *failed)
{
  Run *run;

  g_return_if_fail (MH_IS_PERSON_SECTION (self));

  run = g_new0 (Run, 1);
  run->self = g_object_ref (self);
  run->done = done;
  run->failed = failed;
  mh_ui_context_run_async (get_private (self)->context, work, input, free_input, g_free, NULL, act_done_cb, run);
}

/**
 * mh_person_dup_act:
 * @desk: the desk
 * @resident: whom the act was about
 *
 * Returns: (transfer full): the newest act about @resident, a gint64
 */
gpointer
mh_person_dup_act (const MhDesk *desk,
                   gint64        resident)
{
  gint64 act = mh_ui_find_act_about (desk, resident);

  return g_memdup2 (&act, sizeof act);
}

/**
 * mh_person_is_hidden:
 * @person: a person
 *
 * Returns: whether the person is under protection and not revealed
 */
gboolean
mh_person_is_hidden (const MhPerson *person)
{
  return person->is_protected && !person->revealed;
}

/**
 * mh_person_lines_new:
 *
 * Returns: (transfer full) (element-type MhPersonLine): no lines yet
 */
GPtrArray *
mh_person_lines_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) person_line_free);
}

/**
 * mh_person_lines_add:
 * @lines: (element-type MhPersonLine): lines
 * @title: (transfer full): a text
 * @subtitle: (transfer full) (nullable): a smaller text
 *
 * Adds a line.
 */
void
mh_person_lines_add (GPtrArray *lines,
                     char      *title,
                     char      *subtitle)
{
  MhPersonLine *line = g_new0 (MhPersonLine, 1);

  line->title = title;
  line->subtitle = subtitle;
  g_ptr_array_add (lines, line);
}

/**
 * mh_person_section_add_lines:
 * @self: a section
 * @lines: (element-type MhPersonLine): what stands in its rows
 * @when_empty: what stands there when there are none
 *
 * Adds a row for each line.
 */
void
mh_person_section_add_lines (MhPersonSection *self,
                             GPtrArray       *lines,
                             const char      *when_empty)
{
  for (guint i = 0; i < lines->len; i++) {
    const MhPersonLine *line = lines->pdata[i];

    mh_person_section_add_text (self, line->title, line->subtitle);
  }

  if (lines->len == 0)
    mh_person_section_set_note (self, when_empty);
}
