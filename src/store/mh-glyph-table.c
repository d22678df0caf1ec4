/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-glyph-table"

#include "mh-glyph-table.h"

/**
 * mh_glyph_table_load:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 utf8): what is shown instead of which character, or %NULL
 */
GHashTable *
mh_glyph_table_load (MhDb    *db,
                     GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT character, shown FROM glyph", NULL);
  g_autoptr (GHashTable) glyphs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_hash_table_insert (glyphs, mh_rows_dup_text (rows, 0), mh_rows_dup_text (rows, 1));

  return mh_rows_end (rows, error) ? g_steal_pointer (&glyphs) : NULL;
}

/**
 * mh_glyph_table_set:
 * @db: a connection inside an act
 * @character: a character, with its variation selector if any
 * @shown: (nullable): what is shown instead; %NULL shows the character itself again
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_glyph_table_set (MhDb       *db,
                    const char *character,
                    const char *shown,
                    GError    **error)
{
  if (shown == NULL)
    return mh_db_run (db, error, "DELETE FROM glyph WHERE character = :character", ":character", MH_TEXT (character), NULL);

  return mh_db_run (db, error,
                    "INSERT INTO glyph (character, shown) VALUES (:character, :shown) "
                    "ON CONFLICT (character) DO UPDATE SET shown = excluded.shown",
                    ":character", MH_TEXT (character), ":shown", MH_TEXT (shown), NULL);
}
