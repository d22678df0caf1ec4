/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-mailing-table"

#include "mh-mailing-table.h"

/**
 * mh_mailing_address_free:
 * @mailing: (nullable): an address for letters
 */
void
mh_mailing_address_free (MhMailingAddress *mailing)
{
  if (mailing == NULL)
    return;

  g_free (mailing->purpose);
  g_free (mailing->addressee);
  g_free (mailing->postal_code);
  g_free (mailing->address);
  g_free (mailing->address_extra);
  g_free (mailing->reason);
  g_free (mailing);
}

/**
 * mh_mailing_address_copy:
 * @mailing: an address for letters
 *
 * Returns: (transfer full): the same
 */
MhMailingAddress *
mh_mailing_address_copy (const MhMailingAddress *mailing)
{
  MhMailingAddress *copy = g_memdup2 (mailing, sizeof *mailing);

  copy->purpose = g_strdup (mailing->purpose);
  copy->addressee = g_strdup (mailing->addressee);
  copy->postal_code = g_strdup (mailing->postal_code);
  copy->address = g_strdup (mailing->address);
  copy->address_extra = g_strdup (mailing->address_extra);
  copy->reason = g_strdup (mailing->reason);

  return copy;
}

/**
 * mh_mailing_table_put:
 * @db: a connection inside an act
 * @mailing: an address for letters; its id does not matter
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_mailing_table_put (MhDb                   *db,
                      const MhMailingAddress *mailing,
                      GError                **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO mailing_address (resident, purpose, addressee, postal_code, address, address_extra, reason) "
                    "VALUES (:resident, :purpose, :addressee, :postal_code, :address, :address_extra, :reason) "
                    "ON CONFLICT (resident, purpose) DO UPDATE SET addressee = excluded.addressee, postal_code = excluded.postal_code, "
                    "address = excluded.address, address_extra = excluded.address_extra, reason = excluded.reason",
                    ":resident", MH_INT (mailing->resident),
                    ":purpose", MH_TEXT (mailing->purpose),
                    ":addressee", MH_TEXT (mailing->addressee),
                    ":postal_code", MH_TEXT (mailing->postal_code),
                    ":address", MH_TEXT (mailing->address),
                    ":address_extra", MH_TEXT (mailing->address_extra),
                    ":reason", MH_TEXT (mailing->reason),
                    NULL);
}

/**
 * mh_mailing_table_delete:
 * @db: a connection inside an act
 * @resident: a person
 * @purpose: "" or a category of notices
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_mailing_table_delete (MhDb       *db,
                         gint64      resident,
                         const char *purpose,
                         GError    **error)
{
  return mh_db_run (db, error, "DELETE FROM mailing_address WHERE resident = :resident AND purpose = :purpose",
                    ":resident", MH_INT (resident), ":purpose", MH_TEXT (purpose), NULL);
}

/**
 * mh_mailing_table_list:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhMailingAddress): where letters to the person go, or %NULL
 */
GPtrArray *
mh_mailing_table_list (MhDb    *db,
                       gint64   resident,
                       GError **error)
{
  g_autoptr (GPtrArray) mailings = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_mailing_address_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT id, resident, purpose, addressee, postal_code, address, address_extra, reason FROM mailing_address "
                      "WHERE resident = :resident ORDER BY purpose",
                      ":resident", MH_INT (resident), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhMailingAddress *mailing = g_new0 (MhMailingAddress, 1);

    mailing->id = mh_rows_int (rows, 0);
    mailing->resident = mh_rows_int (rows, 1);
    mailing->purpose = mh_rows_dup_text (rows, 2);
    mailing->addressee = mh_rows_dup_text (rows, 3);
    mailing->postal_code = mh_rows_dup_text (rows, 4);
    mailing->address = mh_rows_dup_text (rows, 5);
    mailing->address_extra = mh_rows_dup_text (rows, 6);
    mailing->reason = mh_rows_dup_text (rows, 7);
    g_ptr_array_add (mailings, mailing);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&mailings) : NULL;
}

/**
 * mh_mailing_table_move:
 * @db: a connection inside an act
 * @from: a duplicate
 * @to: the person who stays
 * @from_wins: whose address stays where both have one for the same purpose
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_mailing_table_move (MhDb    *db,
                       gint64   from,
                       gint64   to,
                       gboolean from_wins,
                       GError **error)
{
  return mh_db_run (db, error,
                    "DELETE FROM mailing_address WHERE resident = :loser "
                    "AND purpose IN (SELECT purpose FROM mailing_address WHERE resident = :winner)",
                    ":loser", MH_INT (from_wins ? to : from), ":winner", MH_INT (from_wins ? from : to), NULL) &&
         mh_db_run (db, error, "UPDATE mailing_address SET resident = :to WHERE resident = :from",
                    ":from", MH_INT (from), ":to", MH_INT (to), NULL);
}
