/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-allowed-proxy-table"

#include "mh-allowed-proxy-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-rows-date.h"

static MhAllowedProxy *
read_row (MhRows *rows)
{
  MhAllowedProxy *proxy = g_new0 (MhAllowedProxy, 1);

  proxy->id = mh_rows_int (rows, 0);
  proxy->resident = mh_rows_int (rows, 1);
  proxy->name = mh_rows_dup_text (rows, 2);
  proxy->relation = mh_rows_dup_text (rows, 3);
  proxy->reason = mh_rows_dup_text (rows, 4);
  proxy->day = mh_rows_date (rows, 5);

  return proxy;
}

/**
 * mh_allowed_proxy_free:
 * @proxy: (nullable): a proxy
 */
void
mh_allowed_proxy_free (MhAllowedProxy *proxy)
{
  if (proxy == NULL)
    return;

  g_free (proxy->name);
  g_free (proxy->relation);
  g_free (proxy->reason);
  g_free (proxy);
}

/**
 * mh_allowed_proxy_table_insert:
 * @db: a connection inside an act
 * @proxy: who may act for whom, and why; its id does not matter
 * @error: return location
 *
 * Returns: the new id, or 0
 */
gint64
mh_allowed_proxy_table_insert (MhDb                 *db,
                               const MhAllowedProxy *proxy,
                               GError              **error)
{
  g_autofree char *iso = mh_date_to_iso (proxy->day);

  if (!mh_db_run (db, error,
                  "INSERT INTO allowed_proxy (resident, name, relation, reason, day) "
                  "VALUES (:resident, :name, :relation, :reason, :day)",
                  ":resident", MH_INT (proxy->resident),
                  ":name", MH_TEXT (proxy->name),
                  ":relation", MH_TEXT (proxy->relation != NULL ? proxy->relation : ""),
                  ":reason", MH_TEXT (proxy->reason),
                  ":day", MH_TEXT (iso),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_allowed_proxy_table_remove:
 * @db: a connection inside an act
 * @resident: a person
 * @id: one of the person's proxies
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether the proxy is gone
 */
gboolean
mh_allowed_proxy_table_remove (MhDb    *db,
                               gint64   resident,
                               gint64   id,
                               GError **error)
{
  if (!mh_db_run (db, error, "DELETE FROM allowed_proxy WHERE id = :id AND resident = :resident",
                  ":id", MH_INT (id), ":resident", MH_INT (resident), NULL))
    return FALSE;

  if (mh_db_changes (db) > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This proxy is no longer there."));

  return FALSE;
}

/**
 * mh_allowed_proxy_table_list:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhAllowedProxy): in the order in which they were allowed, or %NULL
 */
GPtrArray *
mh_allowed_proxy_table_list (MhDb    *db,
                             gint64   resident,
                             GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT id, resident, name, relation, reason, day FROM allowed_proxy "
                                         "WHERE resident = :resident ORDER BY id",
                                         ":resident", MH_INT (resident), NULL);
  g_autoptr (GPtrArray) proxies = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_allowed_proxy_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (proxies, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&proxies) : NULL;
}
