/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-id-row"

#include "mh-id-row.h"

#include <glib/gi18n-lib.h>

struct _MhIdRow
{
  GtkListBoxRow parent_instance;

  gint64        id;
  char         *looks;
};

G_DEFINE_FINAL_TYPE (MhIdRow, mh_id_row, GTK_TYPE_LIST_BOX_ROW)

static void
mh_id_row_finalize (GObject *object)
{
  MhIdRow *self = MH_ID_ROW (object);

  g_free (self->looks);

  G_OBJECT_CLASS (mh_id_row_parent_class)->finalize (object);
}

static void
mh_id_row_class_init (MhIdRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_id_row_finalize;
}

static void
mh_id_row_init (MhIdRow *self)
{
}

/**
 * mh_id_row_new:
 * @id: what it stands for; 0 for a row that cannot be chosen
 * @looks: all that it shows
 * @child: what it shows it with
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
mh_id_row_new (gint64      id,
               const char *looks,
               GtkWidget  *child)
{
  MhIdRow *self;

  g_return_val_if_fail (looks != NULL, NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (child), NULL);

  self = g_object_new (MH_TYPE_ID_ROW, "child", child, "selectable", id != 0, "activatable", id != 0, NULL);
  self->id = id;
  self->looks = g_strdup (looks);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, looks, -1);

  return GTK_WIDGET (self);
}

/**
 * mh_id_row_get_id:
 * @self: a row
 *
 * Returns: what it stands for
 */
gint64
mh_id_row_get_id (MhIdRow *self)
{
  g_return_val_if_fail (MH_IS_ID_ROW (self), 0);

  return self->id;
}

static gboolean
looks_alike (GtkListBox *box,
             GPtrArray  *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    MhIdRow *new_row = MH_ID_ROW (rows->pdata[i]);
    GtkListBoxRow *old_row = gtk_list_box_get_row_at_index (box, (int) i);

    if (old_row == NULL || MH_ID_ROW (old_row)->id != new_row->id || !g_str_equal (MH_ID_ROW (old_row)->looks, new_row->looks))
      return FALSE;
  }

  return gtk_list_box_get_row_at_index (box, (int) rows->len) == NULL;
}

static GtkListBoxRow *
find_row (GtkListBox *box,
          gint64      id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (box, i)) != NULL; i++) {
    if (MH_ID_ROW (row)->id == id)
      return row;
  }

  return NULL;
}

static gboolean
holds_focus (GtkListBox *box)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (box));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (box));
}

static void
remove_rows (GtkListBox *box)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (box, 0)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
}

/* What a screen reader says beside a row's name: its place among those that can be chosen. */
static void
tell_positions (GPtrArray *rows)
{
  guint n = 0;
  guint at = 0;

  for (guint i = 0; i < rows->len; i++)
    n += MH_ID_ROW (rows->pdata[i])->id != 0 ? 1 : 0;

  for (guint i = 0; i < rows->len; i++) {
    g_autofree char *position = NULL;

    if (MH_ID_ROW (rows->pdata[i])->id == 0)
      continue;

    /* Translators: a row's place in its list, then how many rows there are */
    position = g_strdup_printf (C_ ("position", "%1$u of %2$u"), ++at, n);
    gtk_accessible_update_property (GTK_ACCESSIBLE (rows->pdata[i]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, position, -1);
  }
}

/**
 * mh_id_rows_put:
 * @box: a list box of such rows
 * @rows: (element-type MhIdRow): the rows it shall have
 *
 * Does nothing where all looks as before.
 */
void
mh_id_rows_put (GtkListBox *box,
                GPtrArray  *rows)
{
  gint64 selected = mh_id_rows_get (box);
  gboolean focus = holds_focus (box);

  for (guint i = 0; i < rows->len; i++)
    g_object_ref_sink (rows->pdata[i]);

  if (!looks_alike (box, rows)) {
    remove_rows (box);
    tell_positions (rows);
    for (guint i = 0; i < rows->len; i++)
      gtk_list_box_append (box, rows->pdata[i]);

    if (selected != 0)
      mh_id_rows_select (box, selected, focus);
  }

  for (guint i = 0; i < rows->len; i++)
    g_object_unref (rows->pdata[i]);
}

/**
 * mh_id_rows_get:
 * @box: a list box of such rows
 *
 * Returns: what the selected row stands for, or 0
 */
gint64
mh_id_rows_get (GtkListBox *box)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (box);

  return row != NULL ? MH_ID_ROW (row)->id : 0;
}

/**
 * mh_id_rows_select:
 * @box: a list box of such rows
 * @id: what to select
 * @focus: whether the keyboard goes there, too
 *
 * Returns: whether there is such a row
 */
gboolean
mh_id_rows_select (GtkListBox *box,
                   gint64      id,
                   gboolean    focus)
{
  GtkListBoxRow *row = find_row (box, id);

  if (row == NULL)
    return FALSE;

  gtk_list_box_select_row (box, row);
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (row));

  return TRUE;
}
