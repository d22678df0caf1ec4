/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-lease-table"

#include "mh-lease-table.h"

/**
 * mh_lease_table_take:
 * @db: a connection
 * @name: what for
 * @owner: a name of this process's own
 * @now: ms since 1970 UTC
 * @until: when the lease ends unless it is renewed
 * @out_taken: (out): whether @owner holds it
 * @error: return location
 *
 * Takes a lease that is free, has ended or is @owner's own. One statement, so that of two processes exactly one gets it.
 *
 * Returns: whether it could be tried
 */
gboolean
mh_lease_table_take (MhDb       *db,
                     const char *name,
                     const char *owner,
                     gint64      now,
                     gint64      until,
                     gboolean   *out_taken,
                     GError    **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO lease (name, owner, expires_at) VALUES (:name, :owner, :until) "
                  "ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at "
                  "WHERE lease.owner = excluded.owner OR lease.expires_at <= :now",
                  ":name", MH_TEXT (name), ":owner", MH_TEXT (owner), ":until", MH_INT (until), ":now", MH_INT (now), NULL))
    return FALSE;

  *out_taken = mh_db_changes (db) == 1;

  return TRUE;
}

/**
 * mh_lease_table_holds:
 * @db: a connection inside a write transaction
 * @name: what for
 * @owner: this process
 * @now: ms since 1970 UTC
 * @out_holds: (out): whether the lease is @owner's and runs
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_lease_table_holds (MhDb       *db,
                      const char *name,
                      const char *owner,
                      gint64      now,
                      gboolean   *out_holds,
                      GError    **error)
{
  gint64 n = 0;

  if (!mh_db_get_int (db, 0, &n, error,
                      "SELECT count (*) FROM lease WHERE name = :name AND owner = :owner AND expires_at > :now",
                      ":name", MH_TEXT (name), ":owner", MH_TEXT (owner), ":now", MH_INT (now), NULL))
    return FALSE;

  *out_holds = n == 1;

  return TRUE;
}

/**
 * mh_lease_table_drop:
 * @db: a connection
 * @name: what for
 * @owner: this process; another's lease is left alone
 * @error: return location
 *
 * Returns: whether it could be written
 */
gboolean
mh_lease_table_drop (MhDb       *db,
                     const char *name,
                     const char *owner,
                     GError    **error)
{
  return mh_db_run (db, error, "DELETE FROM lease WHERE name = :name AND owner = :owner",
                    ":name", MH_TEXT (name), ":owner", MH_TEXT (owner), NULL);
}
