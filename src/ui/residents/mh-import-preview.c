/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-preview"

#include "mh-import-preview.h"

#include <glib/gi18n-lib.h>

#define CELL_CHARS     18
#define N_ROWS_ABOVE   5
#define UNUSED_OPACITY 0.6
#define ROW_KEY        "mh-row"

struct _MhImportPreview
{
  GtkWidget      parent_instance;

  GtkWidget     *scroller;   /* (owned) child */
  GtkGrid       *grid;       /* (unowned) in @scroller */
  MhImportFile  *file;       /* (nullable) (owned) */
  GPtrArray     *choices;    /* (element-type GtkDropDown) (unowned) one a column */
  GtkStringList *fields;     /* (owned) what a column may hold, in the order of MhImportField */
  gboolean       filling;    /* while choices follow the layout */
};

enum {
  CHANGED,
  HEADER_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhImportPreview, mh_import_preview, GTK_TYPE_WIDGET)

static void
show_layout (MhImportPreview *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->choices->len; i++) {
    gboolean used = self->file->layout->fields[i] != MH_IMPORT_IGNORE;

    gtk_drop_down_set_selected (self->choices->pdata[i], self->file->layout->fields[i]);
    gtk_widget_set_opacity (self->choices->pdata[i], used ? 1.0 : UNUSED_OPACITY);
  }
  self->filling = FALSE;
}

static void
choice_changed_cb (GtkDropDown     *choice,
                   GParamSpec      *pspec,
                   MhImportPreview *self)
{
  guint column;
  guint field = gtk_drop_down_get_selected (choice);

  if (self->filling || field >= MH_IMPORT_N_FIELDS || !g_ptr_array_find (self->choices, choice, &column))
    return;

  mh_import_layout_set_at (self->file->layout, column, (MhImportField) field);
  show_layout (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
header_toggled_cb (GtkToggleButton *button,
                   MhImportPreview *self)
{
  int row = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), ROW_KEY));

  if (!self->filling && gtk_toggle_button_get_active (button))
    g_signal_emit (self, signals[HEADER_CHOSEN], 0, row);
}

static void
add_choice (MhImportPreview *self,
            guint            column)
{
  g_autofree char *title = mh_import_layout_dup_title (self->file->layout, self->file->csv, column);
  /* Translators: the choice of what a column of a file holds, for screen readers; the column's heading or number */
  g_autofree char *name = g_strdup_printf (_("What the column “%s” holds"), title);
  GtkWidget *choice = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->fields)), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (choice, name);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (choice_changed_cb), self, G_CONNECT_DEFAULT);
  g_ptr_array_add (self->choices, choice);
  gtk_grid_attach (self->grid, choice, (int) column + 1, 0, 1, 1);
}

/* The number of each line chooses it as the header. */
static GtkWidget *
add_header_button (MhImportPreview *self,
                   int              row,
                   const char      *text,
                   const char      *name,
                   int              place,
                   GtkWidget       *group)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (text);

  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), row == self->file->layout->header_row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "mh-count");
  g_object_set_data (G_OBJECT (button), ROW_KEY, GINT_TO_POINTER (row));
  g_signal_connect_object (button, "toggled", G_CALLBACK (header_toggled_cb), self, G_CONNECT_DEFAULT);
  gtk_grid_attach (self->grid, button, 0, place, 1, 1);

  return button;
}

static GtkWidget *
make_cell (MhImportPreview *self,
           guint            row,
           const char      *text)
{
  gboolean hidden = *text != '\0' && mh_import_file_is_hidden (self->file, row);
  gboolean is_title = (int) row < self->file->layout->header_row;
  gboolean is_long = !hidden && g_utf8_strlen (text, -1) > CELL_CHARS;
  GtkWidget *label = gtk_label_new (hidden ? _("(not shown)") : text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (is_long || (is_title && !hidden)) {
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_label_set_width_chars (GTK_LABEL (label), is_title ? -1 : CELL_CHARS);
    gtk_label_set_max_width_chars (GTK_LABEL (label), CELL_CHARS);
    gtk_widget_set_tooltip_text (label, text);
  }
  gtk_widget_add_css_class (label, hidden ? "mh-masked" : "mh-count");
  if ((int) row == self->file->layout->header_row)
    gtk_widget_add_css_class (label, "mh-header-cell");
  else if (is_title)
    gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static void
add_row (MhImportPreview *self,
         guint            row,
         int              place)
{
  guint n_cells = 0;
  const char * const *cells = mh_csv_get_row (self->file->csv, row, &n_cells, NULL);

  for (guint i = 0; i < self->file->layout->n_columns; i++)
    gtk_grid_attach (self->grid, make_cell (self, row, i < n_cells ? cells[i] : ""), (int) i + 1, place, 1, 1);
}

static void
add_rows (MhImportPreview *self)
{
  int header = self->file->layout->header_row;
  guint first = (guint) MAX (header - N_ROWS_ABOVE, 0);
  guint end = MIN (mh_csv_get_n_rows (self->file->csv), (guint) MAX (header, 0) + MH_IMPORT_PREVIEW_ROWS);
  GtkWidget *group;

  self->filling = TRUE;
  group = add_header_button (self, -1, _("None"), _("The file has no header row"), 1, NULL);
  for (guint row = first; row < end; row++) {
    guint line = 0;
    g_autofree char *text = NULL;
    g_autofree char *name = NULL;

    mh_csv_get_row (self->file->csv, row, NULL, &line);
    text = g_strdup_printf ("%u", line);
    name = g_strdup_printf (_("Line %u is the header"), line);
    add_header_button (self, (int) row, text, name, (int) (row - first) + 2, group);
    add_row (self, row, (int) (row - first) + 2);
  }
  self->filling = FALSE;
}

static void
remove_all (MhImportPreview *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->choices, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
mh_import_preview_dispose (GObject *object)
{
  MhImportPreview *self = MH_IMPORT_PREVIEW (object);

  g_ptr_array_set_size (self->choices, 0);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->file, mh_import_file_unref);
  g_clear_object (&self->fields);

  G_OBJECT_CLASS (mh_import_preview_parent_class)->dispose (object);
}

static void
mh_import_preview_finalize (GObject *object)
{
  g_ptr_array_unref (MH_IMPORT_PREVIEW (object)->choices);

  G_OBJECT_CLASS (mh_import_preview_parent_class)->finalize (object);
}

static void
mh_import_preview_class_init (MhImportPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mh_import_preview_dispose;
  object_class->finalize = mh_import_preview_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HEADER_CHOSEN] = g_signal_new ("header-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mh_import_preview_init (MhImportPreview *self)
{
  self->choices = g_ptr_array_new ();
  self->fields = gtk_string_list_new (NULL);
  for (guint i = 0; i < MH_IMPORT_N_FIELDS; i++)
    gtk_string_list_append (self->fields, mh_import_field_label ((MhImportField) i));

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "mh-preview");

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->grid));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * mh_import_preview_set_file:
 * @self: a preview
 * @file: (nullable): what to show; its layout follows the choices
 *
 * Shows a file.
 */
void
mh_import_preview_set_file (MhImportPreview *self,
                            MhImportFile    *file)
{
  g_return_if_fail (MH_IS_IMPORT_PREVIEW (self));

  remove_all (self);
  g_clear_pointer (&self->file, mh_import_file_unref);
  if (file == NULL)
    return;

  self->file = mh_import_file_ref (file);
  gtk_grid_attach (self->grid, gtk_label_new (_("Header")), 0, 0, 1, 1);
  for (guint i = 0; i < file->layout->n_columns; i++)
    add_choice (self, i);
  show_layout (self);
  add_rows (self);
}
