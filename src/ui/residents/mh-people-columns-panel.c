/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people-columns-panel"

#include "mh-people-columns-panel.h"

#include <glib/gi18n-lib.h>

#define LIST_HEIGHT 320

struct _MhPeopleColumnsPanel
{
  GtkBox           parent_instance;

  MhPeopleColumns *columns;    /* (owned) */
  GtkWidget       *list;       /* (unowned) a grid, made anew when the columns move */
  GtkWidget       *scroller;   /* (unowned) */
  GtkDropDown     *sorted;     /* (unowned) */
  GtkCheckButton  *descending; /* (unowned) */
  GArray          *choices;    /* (owned) (element-type int) position of each choice of @sorted */
  gboolean         is_filling;
};

G_DEFINE_FINAL_TYPE (MhPeopleColumnsPanel, mh_people_columns_panel, GTK_TYPE_BOX)

static void fill_list (MhPeopleColumnsPanel *self);

static guint
get_position (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "position"));
}

static void
shown_toggled_cb (GtkCheckButton       *button,
                  MhPeopleColumnsPanel *self)
{
  mh_people_columns_show (self->columns, get_position (GTK_WIDGET (button)), gtk_check_button_get_active (button));
}

/* Goes on from the button of the same column in its new place. */
static void
move (MhPeopleColumnsPanel *self,
      guint                 from,
      guint                 to,
      int                   column)
{
  GtkWidget *button;

  mh_people_columns_swap (self->columns, MIN (from, to));
  fill_list (self);
  button = gtk_grid_get_child_at (GTK_GRID (self->list), column, (int) to);
  if (!gtk_widget_get_sensitive (button))
    button = gtk_grid_get_child_at (GTK_GRID (self->list), 3 - column, (int) to);
  gtk_widget_grab_focus (button);
}

static void
up_clicked_cb (GtkButton            *button,
               MhPeopleColumnsPanel *self)
{
  guint position = get_position (GTK_WIDGET (button));

  move (self, position, position - 1, 1);
}

static void
down_clicked_cb (GtkButton            *button,
                 MhPeopleColumnsPanel *self)
{
  guint position = get_position (GTK_WIDGET (button));

  move (self, position, position + 1, 2);
}

static void
add_move_button (MhPeopleColumnsPanel *self,
                 guint                 position,
                 gboolean              up)
{
  const char *title = mh_people_columns_get_title (self->columns, position);
  GtkWidget *button = gtk_button_new_with_label (up ? _("Up") : _("Down"));
  g_autofree char *name = g_strdup_printf (up ? _("Move “%s” up") : _("Move “%s” down"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (button, up ? position > 0 : position + 1 < mh_people_columns_get_n (self->columns));
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));
  g_signal_connect_object (button, "clicked", G_CALLBACK (up ? up_clicked_cb : down_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_grid_attach (GTK_GRID (self->list), button, up ? 1 : 2, (int) position, 1, 1);
}

static void
fill_list (MhPeopleColumnsPanel *self)
{
  self->list = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->list), 2);
  gtk_grid_set_column_spacing (GTK_GRID (self->list), 6);
  for (guint i = 0; i < mh_people_columns_get_n (self->columns); i++) {
    GtkWidget *check = gtk_check_button_new_with_label (mh_people_columns_get_title (self->columns, i));

    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), mh_people_columns_is_shown (self->columns, i));
    gtk_widget_set_sensitive (check, !mh_people_columns_is_fixed (self->columns, i));
    gtk_widget_set_hexpand (check, TRUE);
    gtk_widget_set_size_request (check, -1, 34);
    g_object_set_data (G_OBJECT (check), "position", GUINT_TO_POINTER (i));
    g_signal_connect_object (check, "toggled", G_CALLBACK (shown_toggled_cb), self, G_CONNECT_DEFAULT);
    gtk_grid_attach (GTK_GRID (self->list), check, 0, (int) i, 1, 1);
    add_move_button (self, i, TRUE);
    add_move_button (self, i, FALSE);
  }

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
}

static void
show_sort (MhPeopleColumnsPanel *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  int sorted = mh_people_columns_get_sorted (self->columns);
  guint chosen = 0;
  int none = -1;

  self->is_filling = TRUE;
  g_array_set_size (self->choices, 0);
  g_array_append_val (self->choices, none);
  gtk_string_list_append (words, _("As they are found (kana)"));
  for (int i = 0; i < (int) mh_people_columns_get_n (self->columns); i++) {
    if (!mh_people_columns_can_sort (self->columns, (guint) i))
      continue;

    if (i == sorted)
      chosen = self->choices->len;
    g_array_append_val (self->choices, i);
    gtk_string_list_append (words, mh_people_columns_get_title (self->columns, (guint) i));
  }
  gtk_drop_down_set_model (self->sorted, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->sorted, chosen);
  gtk_check_button_set_active (self->descending, mh_people_columns_is_descending (self->columns));
  gtk_widget_set_sensitive (GTK_WIDGET (self->descending), sorted >= 0);
  self->is_filling = FALSE;
}

static void
sort_chosen_cb (MhPeopleColumnsPanel *self)
{
  guint chosen = gtk_drop_down_get_selected (self->sorted);

  if (!self->is_filling && chosen < self->choices->len)
    mh_people_columns_sort (self->columns, g_array_index (self->choices, int, chosen), gtk_check_button_get_active (self->descending));
}

static void
reset_clicked_cb (MhPeopleColumnsPanel *self)
{
  mh_people_columns_reset (self->columns);
  fill_list (self);
}

static void
mh_people_columns_panel_dispose (GObject *object)
{
  MhPeopleColumnsPanel *self = MH_PEOPLE_COLUMNS_PANEL (object);

  g_clear_object (&self->columns);
  g_clear_pointer (&self->choices, g_array_unref);

  G_OBJECT_CLASS (mh_people_columns_panel_parent_class)->dispose (object);
}

static void
mh_people_columns_panel_class_init (MhPeopleColumnsPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_people_columns_panel_dispose;
}

static void
add_heading (MhPeopleColumnsPanel *self,
             const char           *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (self), label);
}

static void
mh_people_columns_panel_init (MhPeopleColumnsPanel *self)
{
  GtkWidget *reset = gtk_button_new_with_mnemonic (_("As on the _First Day"));

  self->choices = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);

  add_heading (self, _("Sort by"));
  self->sorted = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sorted), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Sort by"), -1);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->sorted));
  self->descending = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_("The other way round")));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->descending));

  add_heading (self, _("Columns"));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), LIST_HEIGHT);
  gtk_box_append (GTK_BOX (self), self->scroller);

  g_signal_connect_swapped (reset, "clicked", G_CALLBACK (reset_clicked_cb), self);
  gtk_box_append (GTK_BOX (self), reset);
}

/**
 * mh_people_columns_panel_new:
 * @columns: the columns of a list
 *
 * Returns: (transfer floating): a panel
 */
GtkWidget *
mh_people_columns_panel_new (MhPeopleColumns *columns)
{
  MhPeopleColumnsPanel *self;

  g_return_val_if_fail (MH_IS_PEOPLE_COLUMNS (columns), NULL);

  self = g_object_new (MH_TYPE_PEOPLE_COLUMNS_PANEL, NULL);
  self->columns = g_object_ref (columns);
  fill_list (self);
  show_sort (self);
  g_signal_connect_swapped (self->sorted, "notify::selected", G_CALLBACK (sort_chosen_cb), self);
  g_signal_connect_swapped (self->descending, "toggled", G_CALLBACK (sort_chosen_cb), self);
  g_signal_connect_object (columns, "sorted", G_CALLBACK (show_sort), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (columns, "arranged", G_CALLBACK (show_sort), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
