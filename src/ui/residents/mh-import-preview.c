/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-preview"

#include "mh-import-preview.h"

#include <glib/gi18n-lib.h>

#define N_SAMPLE_ROWS 8
#define CELL_CHARS    18

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

static guint changed_signal;

G_DEFINE_FINAL_TYPE (MhImportPreview, mh_import_preview, GTK_TYPE_WIDGET)

static void
show_layout (MhImportPreview *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->choices->len; i++)
    gtk_drop_down_set_selected (self->choices->pdata[i], self->file->layout->fields[i]);
  self->filling = FALSE;
}

/* Most fields stand in one column only; an address may be spread over several. */
static void
set_field (MhImportLayout *layout,
           guint           column,
           MhImportField   field)
{
  for (guint i = 0; field != MH_IMPORT_ADDRESS && field != MH_IMPORT_IGNORE && i < layout->n_columns; i++) {
    if (layout->fields[i] == field)
      layout->fields[i] = MH_IMPORT_IGNORE;
  }

  layout->fields[column] = field;
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

  set_field (self->file->layout, column, (MhImportField) field);
  show_layout (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
add_choice (MhImportPreview *self,
            guint            column)
{
  g_autofree char *title = mh_import_layout_dup_title (self->file->layout, self->file->csv, column);
  /* Translators: the choice of what a column of a file holds, for screen readers; the column's heading or number */
  g_autofree char *name = g_strdup_printf (_("What the column “%s” holds"), title);
  GtkWidget *choice = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->fields)), NULL);
  GtkWidget *label = gtk_label_new (title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (choice, name);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (choice_changed_cb), self, G_CONNECT_DEFAULT);
  g_ptr_array_add (self->choices, choice);
  gtk_grid_attach (self->grid, choice, (int) column, 0, 1, 1);

  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_grid_attach (self->grid, label, (int) column, 1, 1, 1);
}

static void
add_sample_row (MhImportPreview *self,
                guint            row,
                int              place)
{
  guint n_cells = 0;
  const char * const *cells = mh_csv_get_row (self->file->csv, row, &n_cells, NULL);

  for (guint i = 0; i < n_cells && i < self->file->layout->n_columns; i++) {
    GtkWidget *label = gtk_label_new (cells[i]);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
    if (g_utf8_strlen (cells[i], -1) > CELL_CHARS) {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), CELL_CHARS);
      gtk_widget_set_tooltip_text (label, cells[i]);
    }
    gtk_widget_add_css_class (label, "mh-count");
    gtk_grid_attach (self->grid, label, (int) i, place, 1, 1);
  }
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

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
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
  guint first, n_rows;

  g_return_if_fail (MH_IS_IMPORT_PREVIEW (self));

  remove_all (self);
  g_clear_pointer (&self->file, mh_import_file_unref);
  if (file == NULL)
    return;

  self->file = mh_import_file_ref (file);
  for (guint i = 0; i < file->layout->n_columns; i++)
    add_choice (self, i);
  show_layout (self);

  first = (guint) (file->layout->header_row + 1);
  n_rows = mh_csv_get_n_rows (file->csv);
  for (guint i = 0; i < N_SAMPLE_ROWS && first + i < n_rows; i++)
    add_sample_row (self, first + i, (int) i + 2);
}
