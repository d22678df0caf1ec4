/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-schema"

#include "mh-schema.h"

#include <gio/gio.h>

#include "mh-store-resources.h"

#define PREFIX "/io/github/machihoken/Machihoken/store/sql/"

/* Step n brings the schema from version n to n + 1. Released steps are never changed. */
static const char * const step_names[] = {
  "0001-initial.sql",
  "0002-people.sql",
  "0003-places.sql",
  "0004-broadcasts.sql",
  "0005-strangers.sql",
};

/**
 * mh_schema_get_newest:
 *
 * Returns: the schema version that this program writes, 1 or more
 */
int
mh_schema_get_newest (void)
{
  return G_N_ELEMENTS (step_names);
}

/**
 * mh_schema_apply:
 * @db: a connection
 * @error: return location; MH_ERROR_TOO_NEW when a newer program wrote the file
 *
 * Brings the desk's schema to the newest version; a file that held data is copied beside itself before.
 *
 * Returns: whether the schema is the newest
 */
gboolean
mh_schema_apply (MhDb    *db,
                 GError **error)
{
  g_autoptr (GPtrArray) scripts = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (step_names); i++) {
    g_autofree char *path = g_strconcat (PREFIX, step_names[i], NULL);
    g_autoptr (GBytes) bytes = g_resource_lookup_data (mh_store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    gsize length;
    const char *data;

    if (bytes == NULL)
      return FALSE;

    data = g_bytes_get_data (bytes, &length);
    g_ptr_array_add (scripts, g_strndup (data, length));
  }

  g_ptr_array_add (scripts, NULL);

  return mh_db_migrate (db, (const char * const *) scripts->pdata, error);
}
