/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-finder"

#include "mh-person-finder.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-id-row.h"
#include "mh-people.h"
#include "mh-wording.h"

#define MOST_FOUND 40

struct _MhPersonFinder
{
  GtkWidget     parent_instance;

  /* Template widgets */
  GtkEntry     *search;
  GtkStack     *states;
  GtkListBox   *people;
  GtkLabel     *failure;

  MhUiContext  *context;       /* (nullable) (owned) */
  GCancellable *cancellable;   /* (owned) of the search under way */
  GHashTable   *names;         /* (owned) (element-type gint64 utf8) of those shown */
  char         *shown;         /* (owned) the text that those shown were found for */
  gboolean      enter;         /* Enter was pressed before the answer was there */
  gboolean      entered;       /* the keyboard or the pointer was in the list since it was found */
};

static guint found_signal, selected_signal, meant_signal;

G_DEFINE_FINAL_TYPE (MhPersonFinder, mh_person_finder, GTK_TYPE_WIDGET)

static gpointer
find_people (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  g_autoptr (GArray) ids = mh_people_search (desk, input, MOST_FOUND, error);

  if (ids == NULL)
    return NULL;

  return mh_people_list (desk, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

static gpointer
read_person (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  return mh_people_list (desk, input, 1, error);
}

static char *
write_facts (MhUiContext    *context,
             const MhPerson *person,
             MhDate          today)
{
  const MhResident *resident = person->resident;
  gboolean hidden = person->is_protected && !person->revealed;
  g_autofree char *birth = mh_date_is_set (resident->birth)
                           ? mh_date_format (resident->birth, MH_DATE_STYLE_LONG)
                           : g_strdup (resident->birth_text != NULL ? resident->birth_text : _("birth not known"));
  g_autoptr (GString) text = g_string_new (birth);

  if (mh_date_is_set (resident->birth)) {
    g_string_append (text, " ");
    g_string_append_printf (text, _("(%d years)"), mh_age_years (resident->birth, today));
  }

  g_string_append_printf (text, " ・ %s", hidden ? _("(not shown)") : resident->address != NULL ? mh_ui_context_veil (context, resident->address) : _("no address"));
  if (!g_str_equal (resident->status, "resident"))
    g_string_append_printf (text, " ・ %s", mh_wording_status (resident->status));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
make_row (MhUiContext    *context,
          const MhPerson *person,
          MhDate          today)
{
  g_autofree char *facts = write_facts (context, person, today);
  g_autofree char *name = g_strdup_printf ("%s (%s)", person->shown_name, person->resident->kana);
  g_autofree char *looks = g_strdup_printf ("%s %s", name, facts);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_label (name, "mh-name"));
  gtk_box_append (GTK_BOX (box), make_label (facts, "mh-details"));

  return mh_id_row_new (person->resident->id, looks, box);
}

static void
take (MhPersonFinder *self)
{
  gint64 resident = mh_person_finder_get (self);

  if (resident != 0)
    g_signal_emit (self, found_signal, 0, resident, mh_person_finder_get_name (self));
}

/* Enter in the search field, once the list fits the text. */
static void
enter (MhPersonFinder *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->people, 0);

  self->enter = FALSE;
  if (first == NULL)
    return;

  gtk_list_box_select_row (self->people, first);
  if (gtk_list_box_get_row_at_index (self->people, 1) == NULL)
    take (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
show_people (MhPersonFinder *self,
             GPtrArray      *people)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  MhDate today = mh_ui_context_today (self->context);

  g_hash_table_remove_all (self->names);
  for (guint i = 0; i < people->len; i++) {
    const MhPerson *person = g_ptr_array_index (people, i);
    gint64 *id = g_memdup2 (&person->resident->id, sizeof (gint64));

    g_hash_table_insert (self->names, id, g_strdup (person->shown_name));
    g_ptr_array_add (rows, make_row (self->context, person, today));
  }

  mh_id_rows_put (self->people, rows);
  if (mh_id_rows_get (self->people) == 0)
    gtk_list_box_select_row (self->people, gtk_list_box_get_row_at_index (self->people, 0));

  gtk_stack_set_visible_child_name (self->states, people->len > 0 ? "people" : "none");
  if (people->len == 1)
    g_signal_emit (self, meant_signal, 0);
}

static void
person_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhPersonFinder) self = user_data;
  g_autoptr (GPtrArray) people = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);
  GtkListBoxRow *first;

  if (people == NULL || people->len == 0 || self->search == NULL)
    return;

  g_free (self->shown);
  self->shown = g_strdup ("");
  show_people (self, people);
  first = gtk_list_box_get_row_at_index (self->people, 0);
  gtk_list_box_select_row (self->people, first);
  gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhPersonFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->search == NULL)
    return;

  if (people == NULL) {
    gtk_label_set_label (self->failure, error->message);
    gtk_stack_set_visible_child_name (self->states, "failed");
    return;
  }

  g_free (self->shown);
  self->shown = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  show_people (self, people);
  if (self->enter)
    enter (self);
}

static void
search_changed_cb (GtkEditable    *entry,
                   MhPersonFinder *self)
{
  const char *text = gtk_editable_get_text (entry);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->enter = FALSE;
  self->entered = FALSE;

  if (*text == '\0' || self->context == NULL) {
    gtk_stack_set_visible_child_name (self->states, "start");
    g_clear_pointer (&self->shown, g_free);
    return;
  }

  mh_ui_context_read_async (self->context, find_people, g_strdup (text), g_free, (GDestroyNotify) g_ptr_array_unref,
                            self->cancellable, found_cb, g_object_ref (self));
}

static void
search_activated_cb (GtkEntry       *entry,
                     MhPersonFinder *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (*text == '\0')
    return;

  if (g_strcmp0 (text, self->shown) == 0)
    enter (self);
  else
    self->enter = TRUE;
}

static gboolean
search_key_cb (GtkEventControllerKey *controller,
               guint                  key,
               guint                  code,
               GdkModifierType        state,
               MhPersonFinder        *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->people);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
person_selected_cb (GtkListBox     *box,
                    GtkListBoxRow  *row,
                    MhPersonFinder *self)
{
  gint64 resident = row != NULL ? mh_person_finder_get (self) : 0;

  if (resident != 0)
    g_signal_emit (self, selected_signal, 0, resident, mh_person_finder_get_name (self));
}

static void
person_activated_cb (GtkListBox     *box,
                     GtkListBoxRow  *row,
                     MhPersonFinder *self)
{
  take (self);
}

static void
list_entered_cb (GtkEventControllerFocus *controller,
                 MhPersonFinder          *self)
{
  if (self->entered)
    return;

  self->entered = TRUE;
  g_signal_emit (self, meant_signal, 0);
}

static void
mh_person_finder_dispose (GObject *object)
{
  MhPersonFinder *self = MH_PERSON_FINDER (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_PERSON_FINDER);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->search = NULL;
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_person_finder_parent_class)->dispose (object);
}

static void
mh_person_finder_finalize (GObject *object)
{
  MhPersonFinder *self = MH_PERSON_FINDER (object);

  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->names);
  g_free (self->shown);

  G_OBJECT_CLASS (mh_person_finder_parent_class)->finalize (object);
}

static void
mh_person_finder_class_init (MhPersonFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mh_person_finder_dispose;
  object_class->finalize = mh_person_finder_finalize;

  found_signal = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                               NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  selected_signal = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  meant_signal = g_signal_new ("meant", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-person-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, MhPersonFinder, search);
  gtk_widget_class_bind_template_child (widget_class, MhPersonFinder, states);
  gtk_widget_class_bind_template_child (widget_class, MhPersonFinder, people);
  gtk_widget_class_bind_template_child (widget_class, MhPersonFinder, failure);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_selected_cb);
}

static void
mh_person_finder_init (MhPersonFinder *self)
{
  GtkEventController *keys;
  GtkEventController *focus;

  self->cancellable = g_cancellable_new ();
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "enter", G_CALLBACK (list_entered_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->people), focus);
}

/**
 * mh_person_finder_set_context:
 * @self: the finder
 * @context: the open town
 *
 * Gives the finder where to look.
 */
void
mh_person_finder_set_context (MhPersonFinder *self,
                              MhUiContext    *context)
{
  g_return_if_fail (MH_IS_PERSON_FINDER (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
}

/**
 * mh_person_finder_start:
 * @self: the finder
 *
 * Ready for the next person.
 */
void
mh_person_finder_start (MhPersonFinder *self)
{
  g_return_if_fail (MH_IS_PERSON_FINDER (self));

  mh_person_finder_clear (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * mh_person_finder_clear:
 * @self: the finder
 *
 * Empties it, wherever the keyboard is.
 */
void
mh_person_finder_clear (MhPersonFinder *self)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();

  g_return_if_fail (MH_IS_PERSON_FINDER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (GTK_EDITABLE (self->search), self);
  g_hash_table_remove_all (self->names);
  mh_id_rows_put (self->people, nobody);
}

/**
 * mh_person_finder_show_person:
 * @self: the finder
 * @resident: somebody who was chosen before
 *
 * Shows this person only and brings the keyboard there, as soon as it is read. One who is not there any more is not shown.
 */
void
mh_person_finder_show_person (MhPersonFinder *self,
                              gint64          resident)
{
  g_return_if_fail (MH_IS_PERSON_FINDER (self));
  g_return_if_fail (self->context != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  mh_ui_context_read_async (self->context, read_person, g_memdup2 (&resident, sizeof resident), g_free, (GDestroyNotify) g_ptr_array_unref,
                            self->cancellable, person_read_cb, g_object_ref (self));
}

/**
 * mh_person_finder_get:
 * @self: the finder
 *
 * Returns: the selected person, 0 while none is
 */
gint64
mh_person_finder_get (MhPersonFinder *self)
{
  g_return_val_if_fail (MH_IS_PERSON_FINDER (self), 0);

  if (self->shown == NULL)
    return 0;

  return mh_id_rows_get (self->people);
}

/**
 * mh_person_finder_get_meant:
 * @self: the finder
 *
 * Returns: the selected person where that is a choice: the only one, or the list was entered; else 0
 */
gint64
mh_person_finder_get_meant (MhPersonFinder *self)
{
  gint64 resident = mh_person_finder_get (self);

  return resident != 0 && (self->entered || gtk_list_box_get_row_at_index (self->people, 1) == NULL) ? resident : 0;
}

/**
 * mh_person_finder_get_name:
 * @self: the finder
 *
 * Returns: (nullable): the selected person's name
 */
const char *
mh_person_finder_get_name (MhPersonFinder *self)
{
  gint64 resident = mh_person_finder_get (self);

  return g_hash_table_lookup (self->names, &resident);
}
