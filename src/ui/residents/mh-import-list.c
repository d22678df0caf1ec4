/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-list"

#include "mh-import-list.h"

#include "mh-text.h"

struct _MhImportEntry
{
  GObject parent_instance;

  guint   index;
};

G_DEFINE_FINAL_TYPE (MhImportEntry, mh_import_entry, G_TYPE_OBJECT)

struct _MhImportList
{
  GObject           parent_instance;

  MhImportListMatch match;        /* (nullable) */
  gpointer          user_data;
  guint             n_all;
  char             *needle;       /* (owned) "" shows all */
  GArray           *shown;        /* (element-type guint) used while there is a needle */
};

static void implement_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhImportList, mh_import_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static gboolean
shows_all (MhImportList *self)
{
  return *self->needle == '\0' || self->match == NULL;
}

static void
find_shown (MhImportList *self)
{
  g_array_set_size (self->shown, 0);

  for (guint i = 0; !shows_all (self) && i < self->n_all; i++) {
    if (self->match (i, self->needle, self->user_data))
      g_array_append_val (self->shown, i);
  }
}

static guint
count_shown (MhImportList *self)
{
  return shows_all (self) ? self->n_all : self->shown->len;
}

static GType
get_item_type (GListModel *model)
{
  return MH_TYPE_IMPORT_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return count_shown (MH_IMPORT_LIST (model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  MhImportList *self = MH_IMPORT_LIST (model);
  MhImportEntry *entry;

  if (position >= count_shown (self))
    return NULL;

  entry = g_object_new (MH_TYPE_IMPORT_ENTRY, NULL);
  entry->index = shows_all (self) ? position : g_array_index (self->shown, guint, position);

  return entry;
}

static void
implement_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
mh_import_entry_class_init (MhImportEntryClass *klass)
{
}

static void
mh_import_entry_init (MhImportEntry *self)
{
}

static void
mh_import_list_finalize (GObject *object)
{
  MhImportList *self = MH_IMPORT_LIST (object);

  g_free (self->needle);
  g_array_unref (self->shown);

  G_OBJECT_CLASS (mh_import_list_parent_class)->finalize (object);
}

static void
mh_import_list_class_init (MhImportListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_import_list_finalize;
}

static void
mh_import_list_init (MhImportList *self)
{
  self->needle = g_strdup ("");
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* A list view reads every row when all are replaced at once, so they go first and come then. */
static void
replace_shown (MhImportList *self,
               guint         n_before)
{
  guint n_now;

  find_shown (self);
  n_now = count_shown (self);
  if (n_before > 0) {
    guint n_all = self->n_all;
    g_autoptr (GArray) shown = g_steal_pointer (&self->shown);

    self->n_all = 0;
    self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);

    g_array_unref (self->shown);
    self->n_all = n_all;
    self->shown = g_steal_pointer (&shown);
  }
  if (n_now > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n_now);
}

/**
 * mh_import_entry_get_index:
 * @self: a line
 *
 * Returns: its number among all lines
 */
guint
mh_import_entry_get_index (MhImportEntry *self)
{
  g_return_val_if_fail (MH_IS_IMPORT_ENTRY (self), 0);

  return self->index;
}

/**
 * mh_import_list_new:
 * @match: (nullable): whether a line fits a search
 * @user_data: data for @match
 *
 * Returns: (transfer full): an empty list
 */
MhImportList *
mh_import_list_new (MhImportListMatch match,
                    gpointer          user_data)
{
  MhImportList *self = g_object_new (MH_TYPE_IMPORT_LIST, NULL);

  self->match = match;
  self->user_data = user_data;

  return self;
}

/**
 * mh_import_list_set_size:
 * @self: a list
 * @n: how many lines there are now
 *
 * Begins anew with other lines; the search stays.
 */
void
mh_import_list_set_size (MhImportList *self,
                         guint         n)
{
  guint n_before;

  g_return_if_fail (MH_IS_IMPORT_LIST (self));

  n_before = count_shown (self);
  self->n_all = n;
  replace_shown (self, n_before);
}

/**
 * mh_import_list_search:
 * @self: a list
 * @text: what is looked for, or "" for everything
 *
 * Shows only what fits.
 */
void
mh_import_list_search (MhImportList *self,
                       const char   *text)
{
  g_autofree char *needle = NULL;
  guint n_before;

  g_return_if_fail (MH_IS_IMPORT_LIST (self));
  g_return_if_fail (text != NULL);

  needle = mh_text_fold (text);
  if (g_str_equal (needle, self->needle))
    return;

  n_before = count_shown (self);
  g_free (self->needle);
  self->needle = g_steal_pointer (&needle);
  replace_shown (self, n_before);
}

/**
 * mh_import_list_get_size:
 * @self: a list
 *
 * Returns: how many lines there are, shown or not
 */
guint
mh_import_list_get_size (MhImportList *self)
{
  g_return_val_if_fail (MH_IS_IMPORT_LIST (self), 0);

  return self->n_all;
}

/**
 * mh_import_list_touch_all:
 * @self: a list
 *
 * Has every line that is looked at drawn again.
 */
void
mh_import_list_touch_all (MhImportList *self)
{
  g_return_if_fail (MH_IS_IMPORT_LIST (self));

  replace_shown (self, count_shown (self));
}
