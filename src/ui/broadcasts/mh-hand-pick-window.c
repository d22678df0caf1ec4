/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-hand-pick-window"

#include "mh-hand-pick-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-date.h"
#include "mh-people.h"
#include "mh-person-finder.h"
#include "mh-window.h"

/* So many are shown by name; the number of all stands above them. */
#define MOST_SHOWN 200

/* The lists of a rule. */
typedef enum {
  LIST_ONLY,
  LIST_PLUS,
  LIST_MINUS,
  N_LISTS
} List;

struct _MhHandPickWindow
{
  AdwWindow       parent_instance;

  MhPersonFinder *finder;           /* (unowned) */
  GtkLabel       *titles[N_LISTS];  /* (unowned) */
  GtkListBox     *lists[N_LISTS];   /* (unowned) */

  MhUiContext    *context;          /* (owned) (nullable) once closed */
  MhAudienceRule *rule;             /* (owned) */
  guint           reading;          /* number of the reading that is wanted */
};

static guint picked_signal;

G_DEFINE_FINAL_TYPE (MhHandPickWindow, mh_hand_pick_window, ADW_TYPE_WINDOW)

/* The first people of each list, and how to tell them apart. */
typedef struct {
  GArray    *ids[N_LISTS];    /* (owned) (element-type gint64) */
  GPtrArray *words[N_LISTS];  /* (owned) (nullable) (element-type utf8) beside @ids, after the reading */
} Names;

typedef struct {
  MhHandPickWindow *self;     /* (owned) */
  guint             number;
} Reading;

/* A person in a list, and where. */
typedef struct {
  MhHandPickWindow *self;
  List              list;
  gint64            resident;
} Place;

static void
names_free (Names *names)
{
  for (guint i = 0; i < N_LISTS; i++) {
    g_array_unref (names->ids[i]);
    g_clear_pointer (&names->words[i], g_ptr_array_unref);
  }
  g_free (names);
}

static GArray *
get_list (const MhAudienceRule *rule,
          List                  list)
{
  return list == LIST_ONLY ? rule->only : list == LIST_PLUS ? rule->plus : rule->minus;
}

static char *
write_person (const MhPerson *person)
{
  const MhResident *resident = person->resident;
  g_autofree char *birth = mh_date_is_set (resident->birth) ? mh_date_format (resident->birth, MH_DATE_STYLE_LONG) : g_strdup (_("birth not known"));

  return g_strdup_printf ("%s ・ %s", person->shown_name, birth);
}

/* On a reader. */
static gpointer
read_names (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Names *asked = input;
  Names *names = g_new0 (Names, 1);

  for (guint i = 0; i < N_LISTS; i++) {
    names->ids[i] = g_array_copy (asked->ids[i]);
    names->words[i] = g_ptr_array_new_with_free_func (g_free);
  }

  for (guint i = 0; i < N_LISTS; i++) {
    g_autoptr (GPtrArray) people = mh_people_list (desk, (const gint64 *) (gpointer) names->ids[i]->data, names->ids[i]->len, error);

    if (people == NULL) {
      names_free (names);
      return NULL;
    }

    for (guint k = 0; k < people->len; k++)
      g_ptr_array_add (names->words[i], write_person (g_ptr_array_index (people, k)));
  }

  return names;
}

static void read_again (MhHandPickWindow *self);

static void
remove_clicked_cb (GtkWidget *button,
                   Place     *place)
{
  GArray *people = get_list (place->self->rule, place->list);

  for (guint i = people->len; i > 0; i--) {
    if (g_array_index (people, gint64, i - 1) == place->resident)
      g_array_remove_index (people, i - 1);
  }

  read_again (place->self);
}

static GtkWidget *
make_row (MhHandPickWindow *self,
          List              list,
          gint64            resident,
          const char       *words)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *button = gtk_button_new_with_label (_("Remove"));
  GtkLabel *label = mh_allot_add_label (GTK_BOX (row), words, NULL);
  g_autofree char *name = g_strdup_printf (_("%s: %s"), _("Remove"), words);
  Place *place = g_new0 (Place, 1);

  *place = (Place) { self, list, resident };
  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  gtk_widget_set_margin_start (row, 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", G_CALLBACK (remove_clicked_cb), place, (GClosureNotify) (GCallback) g_free, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (row), button);

  return row;
}

static char *
write_title (List  list,
             guint n)
{
  switch (list) {
  case LIST_ONLY:
    return g_strdup_printf (_("Only these people (%u)"), n);
  case LIST_PLUS:
    return g_strdup_printf (_("Added to the others (%u)"), n);
  case LIST_MINUS:
  case N_LISTS:
  default:
    return g_strdup_printf (_("Left out (%u)"), n);
  }
}

static void
show_list (MhHandPickWindow *self,
           List              list,
           const Names      *names)
{
  GArray *people = get_list (self->rule, list);
  guint n = people != NULL ? people->len : 0;
  g_autofree char *title = write_title (list, n);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->lists[list], 0)) != NULL)
    gtk_list_box_remove (self->lists[list], GTK_WIDGET (row));
  for (guint i = 0; i < names->words[list]->len; i++)
    gtk_list_box_append (self->lists[list], make_row (self, list, g_array_index (names->ids[list], gint64, i),
                                                      g_ptr_array_index (names->words[list], i)));
  if (n > names->words[list]->len) {
    g_autofree char *more = g_strdup_printf (_("and %u more"), n - names->words[list]->len);
    GtkWidget *label = gtk_label_new (more);

    gtk_widget_set_margin_top (label, 8);
    gtk_widget_set_margin_bottom (label, 8);
    gtk_list_box_append (self->lists[list], label);
  }

  gtk_label_set_label (self->titles[list], title);
  gtk_widget_set_visible (GTK_WIDGET (self->titles[list]), list != LIST_ONLY || people != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->lists[list]), n > 0);
}

static void
names_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr (MhHandPickWindow) self = reading->self;
  Names *names = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (names != NULL && self->context != NULL && reading->number == self->reading) {
    for (List list = 0; list < N_LISTS; list++)
      show_list (self, list, names);
  }

  g_clear_pointer (&names, names_free);
  g_free (reading);
}

static void
read_again (MhHandPickWindow *self)
{
  Names *asked = g_new0 (Names, 1);
  Reading *reading = g_new0 (Reading, 1);

  for (List list = 0; list < N_LISTS; list++) {
    GArray *people = get_list (self->rule, list);

    asked->ids[list] = g_array_new (FALSE, FALSE, sizeof (gint64));
    if (people != NULL)
      g_array_append_vals (asked->ids[list], people->data, MIN (people->len, MOST_SHOWN));
  }

  reading->self = g_object_ref (self);
  reading->number = ++self->reading;
  mh_ui_context_read_async (self->context, read_names, asked, (GDestroyNotify) names_free, (GDestroyNotify) names_free, NULL, names_read_cb, reading);
}

static void
take_out (GArray *people,
          gint64  resident)
{
  for (guint i = people != NULL ? people->len : 0; i > 0; i--) {
    if (g_array_index (people, gint64, i - 1) == resident)
      g_array_remove_index (people, i - 1);
  }
}

/* Whoever is added is not left out any more, and the other way round. */
static void
put_in (MhHandPickWindow *self,
        List              list,
        gint64            resident)
{
  if (resident == 0)
    return;

  take_out (self->rule->plus, resident);
  take_out (self->rule->minus, resident);
  g_array_append_val (get_list (self->rule, list), resident);
  mh_person_finder_start (self->finder);
  read_again (self);
}

static void
add_clicked_cb (MhHandPickWindow *self)
{
  put_in (self, LIST_PLUS, mh_person_finder_get_meant (self->finder));
}

static void
leave_out_clicked_cb (MhHandPickWindow *self)
{
  put_in (self, LIST_MINUS, mh_person_finder_get_meant (self->finder));
}

static void
found_cb (MhHandPickWindow *self,
          gint64            resident)
{
  put_in (self, LIST_PLUS, resident);
}

static void
take_clicked_cb (MhHandPickWindow *self)
{
  g_signal_emit (self, picked_signal, 0, self->rule);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_button (GtkBox           *box,
            const char       *words,
            GCallback         clicked,
            MhHandPickWindow *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (box, button);
}

static void
add_list (MhHandPickWindow *self,
          List              list,
          const char       *name,
          GtkBox           *box)
{
  self->titles[list] = mh_allot_add_label (box, NULL, "heading");
  self->lists[list] = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->lists[list], GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->lists[list]), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lists[list]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (box, GTK_WIDGET (self->lists[list]));
}

static void
mh_hand_pick_window_dispose (GObject *object)
{
  MhHandPickWindow *self = MH_HAND_PICK_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->rule, mh_audience_rule_free);

  G_OBJECT_CLASS (mh_hand_pick_window_parent_class)->dispose (object);
}

static void
mh_hand_pick_window_class_init (MhHandPickWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_hand_pick_window_dispose;

  picked_signal = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_hand_pick_window_init (MhHandPickWindow *self)
{
  const char * const names[] = { _("Only these people"), _("Added to the others"), _("Left out by hand") };
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkBox *left, *right;
  GtkWidget *take;

  gtk_window_set_title (GTK_WINDOW (self), _("People chosen by hand"));
  take = mh_allot_build (ADW_WINDOW (self), _("Cancel"), _("Take Over"), &left, &right);
  gtk_widget_set_sensitive (take, TRUE);
  g_signal_connect_swapped (take, "clicked", G_CALLBACK (take_clicked_cb), self);

  mh_allot_add_label (left, _("Find somebody, then add her or leave her out. Enter adds the one who is found."), NULL);
  self->finder = g_object_new (MH_TYPE_PERSON_FINDER, NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (self->finder), TRUE);
  g_signal_connect_swapped (self->finder, "found", G_CALLBACK (found_cb), self);
  gtk_box_append (left, GTK_WIDGET (self->finder));
  add_button (GTK_BOX (buttons), _("_Add"), G_CALLBACK (add_clicked_cb), self);
  add_button (GTK_BOX (buttons), _("_Leave Out"), G_CALLBACK (leave_out_clicked_cb), self);
  gtk_box_append (left, buttons);

  for (List list = 0; list < N_LISTS; list++)
    add_list (self, list, names[list], box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (box));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (right, scrolled);
}

/**
 * mh_hand_pick_window_open:
 * @parent: a widget in the window
 * @context: the open town
 * @rule: whose people are shown
 *
 * Returns: (transfer none): the window, which shows itself
 */
MhHandPickWindow *
mh_hand_pick_window_open (GtkWidget            *parent,
                          MhUiContext          *context,
                          const MhAudienceRule *rule)
{
  g_autofree char *json = NULL;
  MhHandPickWindow *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (rule != NULL, NULL);

  json = mh_audience_rule_print (rule);
  self = g_object_new (MH_TYPE_HAND_PICK_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->rule = mh_audience_rule_parse (json, NULL);
  mh_person_finder_set_context (self->finder, context);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
  mh_person_finder_start (self->finder);

  return self;
}
