/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-tiles"

#include "mh-import-tiles.h"

#define TILE_CHARS 7
#define ID_KEY     "mh-tile-id"

struct _MhImportTiles
{
  GtkWidget  parent_instance;

  GtkWidget *scroller;   /* (owned) child */
  GtkWidget *box;        /* (unowned) in @scroller */
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
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (label), TILE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TILE_CHARS);
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
mh_import_tiles_dispose (GObject *object)
{
  g_clear_pointer (&MH_IMPORT_TILES (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (mh_import_tiles_parent_class)->dispose (object);
}

static void
mh_import_tiles_class_init (MhImportTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_import_tiles_dispose;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mh_import_tiles_init (MhImportTiles *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->box, "mh-tiles");

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
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

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
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
  GtkWidget *tile, *first;

  g_return_if_fail (MH_IS_IMPORT_TILES (self));
  g_return_if_fail (title != NULL);

  number = g_strdup_printf ("%'u", count);
  name = g_strdup_printf ("%s %u", title, count);
  first = gtk_widget_get_first_child (self->box);

  tile = gtk_toggle_button_new ();
  gtk_button_set_child (GTK_BUTTON (tile), make_content (title, number, calls));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tile), GTK_TOGGLE_BUTTON (first));
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (tile, "mh-tile");
  if (count == 0)
    gtk_widget_add_css_class (tile, "dim-label");
  g_object_set_data (G_OBJECT (tile), ID_KEY, GUINT_TO_POINTER (id));
  g_signal_connect_object (tile, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_set_hexpand (tile, TRUE);
  gtk_box_append (GTK_BOX (self->box), tile);
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
  for (GtkWidget *tile = gtk_widget_get_first_child (self->box); tile != NULL; tile = gtk_widget_get_next_sibling (tile)) {
    if (get_id (tile) == id)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile), TRUE);
  }
  self->filling = FALSE;
}
