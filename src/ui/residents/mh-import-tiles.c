/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-tiles"

#include "mh-import-tiles.h"

/* A flow box is asked how high it is when it is narrowest: with few a line it would make the window higher than the screen. */
#define MIN_A_LINE 6
#define MAX_A_LINE 12
#define ID_KEY     "mh-tile-id"

struct _MhImportTiles
{
  GtkWidget  parent_instance;

  GtkWidget *box;        /* (owned) child: a flow box, so that large text takes a second line */
  GPtrArray *tiles;      /* (element-type GtkToggleButton) (unowned) */
  gboolean   filling;    /* nobody chose what is active now */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (MhImportTiles, mh_import_tiles, GTK_TYPE_WIDGET)

static guint
get_id (GtkWidget *tile)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (tile), ID_KEY));
}

static void
toggled_cb (GtkToggleButton *tile,
            MhImportTiles   *self)
{
  if (!self->filling && gtk_toggle_button_get_active (tile))
    g_signal_emit (self, chosen_signal, 0, get_id (GTK_WIDGET (tile)));
}

static GtkWidget *
make_content (const char *title,
              const char *count,
              gboolean    calls)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *figure = gtk_label_new (count);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_add_css_class (figure, "mh-figure");
  if (calls)
    gtk_widget_add_css_class (figure, "mh-warning");
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
mh_import_tiles_dispose (GObject *object)
{
  MhImportTiles *self = MH_IMPORT_TILES (object);

  g_ptr_array_set_size (self->tiles, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (mh_import_tiles_parent_class)->dispose (object);
}

static void
mh_import_tiles_finalize (GObject *object)
{
  g_ptr_array_unref (MH_IMPORT_TILES (object)->tiles);

  G_OBJECT_CLASS (mh_import_tiles_parent_class)->finalize (object);
}

static void
mh_import_tiles_class_init (MhImportTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_import_tiles_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_import_tiles_finalize;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mh_import_tiles_init (MhImportTiles *self)
{
  self->tiles = g_ptr_array_new ();
  self->box = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->box), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->box), MIN_A_LINE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), MAX_A_LINE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->box), 4);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->box), 4);
  gtk_widget_add_css_class (self->box, "mh-tiles");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * mh_import_tiles_new:
 *
 * Returns: (transfer floating): a row without tiles
 */
GtkWidget *
mh_import_tiles_new (void)
{
  return g_object_new (MH_TYPE_IMPORT_TILES, NULL);
}

/**
 * mh_import_tiles_clear:
 * @self: a row of tiles
 *
 * Removes all tiles.
 */
void
mh_import_tiles_clear (MhImportTiles *self)
{
  GtkWidget *child;

  g_return_if_fail (MH_IS_IMPORT_TILES (self));

  g_ptr_array_set_size (self->tiles, 0);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->box), child);
}

/**
 * mh_import_tiles_add:
 * @self: a row of tiles
 * @id: what the signal tells
 * @title: what is counted
 * @count: how many
 * @calls: whether the figure is set off
 *
 * Adds a tile at the end.
 */
void
mh_import_tiles_add (MhImportTiles *self,
                     guint          id,
                     const char    *title,
                     guint          count,
                     gboolean       calls)
{
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  GtkWidget *tile, *first, *child;

  g_return_if_fail (MH_IS_IMPORT_TILES (self));
  g_return_if_fail (title != NULL);

  number = g_strdup_printf ("%'u", count);
  name = g_strdup_printf ("%s %u", title, count);
  first = self->tiles->len > 0 ? self->tiles->pdata[0] : NULL;

  tile = gtk_toggle_button_new ();
  gtk_button_set_child (GTK_BUTTON (tile), make_content (title, number, calls));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tile), GTK_TOGGLE_BUTTON (first));
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (tile, "mh-tile");
  if (count == 0)
    gtk_widget_add_css_class (tile, "dim-label");
  g_object_set_data (G_OBJECT (tile), ID_KEY, GUINT_TO_POINTER (id));
  g_signal_connect_object (tile, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_DEFAULT);
  g_ptr_array_add (self->tiles, tile);

  /* The tile itself takes the focus, not what the flow box puts around it. */
  child = gtk_flow_box_child_new ();
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), tile);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (GTK_FLOW_BOX (self->box), child);
}

/**
 * mh_import_tiles_choose:
 * @self: a row of tiles
 * @id: of a tile
 *
 * Chooses a tile without telling.
 */
void
mh_import_tiles_choose (MhImportTiles *self,
                        guint          id)
{
  g_return_if_fail (MH_IS_IMPORT_TILES (self));

  self->filling = TRUE;
  for (guint i = 0; i < self->tiles->len; i++) {
    if (get_id (self->tiles->pdata[i]) == id)
      gtk_toggle_button_set_active (self->tiles->pdata[i], TRUE);
  }
  self->filling = FALSE;
}
