/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-log-item"

#include "mh-log-item.h"

struct _MhLogItem
{
  GObject    parent_instance;

  MhLogLine *line;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (MhLogItem, mh_log_item, G_TYPE_OBJECT)

static void
mh_log_item_finalize (GObject *object)
{
  mh_log_line_free (MH_LOG_ITEM (object)->line);

  G_OBJECT_CLASS (mh_log_item_parent_class)->finalize (object);
}

static void
mh_log_item_class_init (MhLogItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_log_item_finalize;
}

static void
mh_log_item_init (MhLogItem *self)
{
}

/**
 * mh_log_item_new:
 * @line: (transfer full): an entry
 *
 * Returns: (transfer full): it, for a list model
 */
MhLogItem *
mh_log_item_new (MhLogLine *line)
{
  MhLogItem *self = g_object_new (MH_TYPE_LOG_ITEM, NULL);

  self->line = line;

  return self;
}

/**
 * mh_log_item_get_line:
 * @self: an item
 *
 * Returns: (transfer none): the entry
 */
const MhLogLine *
mh_log_item_get_line (MhLogItem *self)
{
  g_return_val_if_fail (MH_IS_LOG_ITEM (self), NULL);

  return self->line;
}
