/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-id-set"

#include "mh-id-set.h"

/**
 * mh_id_set_make:
 * @ids: (array length=n_ids): of rows; each once, or its rows come as often
 * @n_ids: how many, 0 too
 *
 * Returns: (transfer full): the value of ":ids" in a query with %MH_ID_SET
 */
char *
mh_id_set_make (const gint64 *ids,
                gsize         n_ids)
{
  GString *text = g_string_new ("[");

  for (gsize i = 0; i < n_ids; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
  g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}
