/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-blackout-table"

#include "mh-blackout-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_PACK "SELECT id, code, made_at, operator, from_date, to_date, last_act, n_slips, settled_at FROM blackout_pack "
#define SELECT_SLIP "SELECT id, pack, number, what, resident, slot, programme, lot, proxy_name, note, state, reason, entered_at FROM blackout_slip "

/**
 * mh_blackout_pack_free:
 * @pack: a pack
 */
void
mh_blackout_pack_free (MhBlackoutPack *pack)
{
  g_free (pack->code);
  g_free (pack->operator_name);
  g_free (pack);
}

/**
 * mh_blackout_slip_free:
 * @slip: a slip
 */
void
mh_blackout_slip_free (MhBlackoutSlip *slip)
{
  g_free (slip->what);
  g_free (slip->lot);
  g_free (slip->proxy_name);
  g_free (slip->note);
  g_free (slip->state);
  g_free (slip->reason);
  g_free (slip);
}

static MhBlackoutPack *
read_pack (MhRows *rows)
{
  MhBlackoutPack *pack = g_new0 (MhBlackoutPack, 1);

  pack->id = mh_rows_int (rows, 0);
  pack->code = mh_rows_dup_text (rows, 1);
  pack->made_at = mh_rows_int (rows, 2);
  pack->operator_name = mh_rows_dup_text (rows, 3);
  mh_date_from_iso (mh_rows_text (rows, 4), &pack->from);
  mh_date_from_iso (mh_rows_text (rows, 5), &pack->to);
  pack->last_act = mh_rows_int (rows, 6);
  pack->n_slips = (int) mh_rows_int (rows, 7);
  pack->settled_at = mh_rows_int (rows, 8);

  return pack;
}

static MhBlackoutSlip *
read_slip (MhRows *rows)
{
  MhBlackoutSlip *slip = g_new0 (MhBlackoutSlip, 1);

  slip->id = mh_rows_int (rows, 0);
  slip->pack = mh_rows_int (rows, 1);
  slip->number = (int) mh_rows_int (rows, 2);
  slip->what = mh_rows_dup_text (rows, 3);
  slip->resident = mh_rows_int (rows, 4);
  slip->slot = mh_rows_int (rows, 5);
  slip->programme = mh_rows_int (rows, 6);
  slip->lot = mh_rows_dup_text (rows, 7);
  slip->proxy_name = mh_rows_dup_text (rows, 8);
  slip->note = mh_rows_dup_text (rows, 9);
  slip->state = mh_rows_dup_text (rows, 10);
  slip->reason = mh_rows_dup_text (rows, 11);
  slip->entered_at = mh_rows_int (rows, 12);

  return slip;
}

/* @rows: (nullable) (transfer full) */
static MhBlackoutPack *
read_one_pack (MhRows  *rows,
               GError **error)
{
  g_autoptr (MhRows) owned = rows;
  g_autoptr (MhBlackoutPack) pack = NULL;

  if (owned == NULL)
    return NULL;

  if (mh_rows_next (owned))
    pack = read_pack (owned);
  if (!mh_rows_end (owned, error))
    return NULL;

  if (pack == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND,
                         _("There is no blackout pack with this code. It stands at the top of each of its pages."));

  return g_steal_pointer (&pack);
}

/**
 * mh_blackout_table_insert:
 * @db: a database, in an act
 * @pack: what is made; its id does not count
 * @error: return location
 *
 * Returns: its id, or 0
 */
gint64
mh_blackout_table_insert (MhDb                 *db,
                          const MhBlackoutPack *pack,
                          GError              **error)
{
  g_autofree char *from = mh_date_to_iso (pack->from);
  g_autofree char *to = mh_date_to_iso (pack->to);

  return mh_db_run (db, error,
                    "INSERT INTO blackout_pack (code, made_at, operator, from_date, to_date, last_act, n_slips) "
                    "VALUES (:code, :made, :operator, :from, :to, :act, :slips)",
                    ":code", MH_TEXT (pack->code), ":made", MH_INT (pack->made_at), ":operator", MH_TEXT (pack->operator_name),
                    ":from", MH_TEXT (from), ":to", MH_TEXT (to), ":act", MH_INT (pack->last_act),
                    ":slips", MH_INT (pack->n_slips), NULL) ? mh_db_last_id (db) : 0;
}

/**
 * mh_blackout_table_settle:
 * @db: a database, in an act
 * @pack: which
 * @now: ms
 * @error: return location
 *
 * Returns: whether it is settled now
 */
gboolean
mh_blackout_table_settle (MhDb    *db,
                          gint64   pack,
                          gint64   now,
                          GError **error)
{
  return mh_db_run (db, error, "UPDATE blackout_pack SET settled_at = :now WHERE id = :pack",
                    ":now", MH_INT (now), ":pack", MH_INT (pack), NULL) &&
         mh_db_run (db, error,
                    "UPDATE blackout_slip SET note = NULL, proxy_name = NULL WHERE pack = :pack AND (note IS NOT NULL OR proxy_name IS NOT NULL)",
                    ":pack", MH_INT (pack), NULL);
}

/**
 * mh_blackout_table_get:
 * @db: a database
 * @id: a pack
 * @error: MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the pack
 */
MhBlackoutPack *
mh_blackout_table_get (MhDb    *db,
                       gint64   id,
                       GError **error)
{
  return read_one_pack (mh_db_query (db, error, SELECT_PACK "WHERE id = :id", ":id", MH_INT (id), NULL), error);
}

/**
 * mh_blackout_table_find:
 * @db: a database
 * @code: as it stands on the paper
 * @error: MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the pack
 */
MhBlackoutPack *
mh_blackout_table_find (MhDb       *db,
                        const char *code,
                        GError    **error)
{
  return read_one_pack (mh_db_query (db, error, SELECT_PACK "WHERE code = :code", ":code", MH_TEXT (code), NULL), error);
}

/**
 * mh_blackout_table_list:
 * @db: a database
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBlackoutPack): all, the newest first
 */
GPtrArray *
mh_blackout_table_list (MhDb    *db,
                        GError **error)
{
  g_autoptr (GPtrArray) packs = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_blackout_pack_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_PACK "ORDER BY id DESC", NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (packs, read_pack (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&packs) : NULL;
}

/**
 * mh_blackout_table_insert_slip:
 * @db: a database, in an act
 * @slip: what was written; its id does not count
 * @error: MH_ERROR_CONFLICT where the number was entered already
 *
 * Returns: its id, or 0
 */
gint64
mh_blackout_table_insert_slip (MhDb                 *db,
                               const MhBlackoutSlip *slip,
                               GError              **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO blackout_slip (pack, number, what, resident, slot, programme, lot, proxy_name, note, state, reason, entered_at) "
                    "VALUES (:pack, :number, :what, :resident, :slot, :programme, :lot, :proxy, :note, :state, :reason, :at)",
                    ":pack", MH_INT (slip->pack), ":number", MH_INT (slip->number), ":what", MH_TEXT (slip->what),
                    ":resident", MH_ID (slip->resident), ":slot", MH_ID (slip->slot), ":programme", MH_ID (slip->programme),
                    ":lot", MH_TEXT (slip->lot), ":proxy", MH_TEXT (slip->proxy_name), ":note", MH_TEXT (slip->note),
                    ":state", MH_TEXT (slip->state), ":reason", MH_TEXT (slip->reason), ":at", MH_INT (slip->entered_at),
                    NULL) ? mh_db_last_id (db) : 0;
}

/**
 * mh_blackout_table_update_slip:
 * @db: a database, in an act
 * @slip: as it is now, by its id
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_blackout_table_update_slip (MhDb                 *db,
                               const MhBlackoutSlip *slip,
                               GError              **error)
{
  return mh_db_run (db, error,
                    "UPDATE blackout_slip SET what = :what, resident = :resident, slot = :slot, programme = :programme, lot = :lot, "
                    "proxy_name = :proxy, note = :note, state = :state, reason = :reason WHERE id = :id",
                    ":what", MH_TEXT (slip->what), ":resident", MH_ID (slip->resident), ":slot", MH_ID (slip->slot),
                    ":programme", MH_ID (slip->programme), ":lot", MH_TEXT (slip->lot), ":proxy", MH_TEXT (slip->proxy_name),
                    ":note", MH_TEXT (slip->note), ":state", MH_TEXT (slip->state), ":reason", MH_TEXT (slip->reason),
                    ":id", MH_INT (slip->id), NULL);
}

/**
 * mh_blackout_table_find_slip:
 * @db: a database
 * @pack: a pack
 * @number: of the slip
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was entered under this number; %NULL without @error where nothing was
 */
MhBlackoutSlip *
mh_blackout_table_find_slip (MhDb    *db,
                             gint64   pack,
                             int      number,
                             GError **error)
{
  g_autoptr (MhBlackoutSlip) slip = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_SLIP "WHERE pack = :pack AND number = :number",
                                         ":pack", MH_INT (pack), ":number", MH_INT (number), NULL);

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    slip = read_slip (rows);

  return mh_rows_end (rows, error) ? g_steal_pointer (&slip) : NULL;
}

/**
 * mh_blackout_table_list_slips:
 * @db: a database
 * @pack: a pack
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBlackoutSlip): what was entered, by number
 */
GPtrArray *
mh_blackout_table_list_slips (MhDb    *db,
                              gint64   pack,
                              GError **error)
{
  g_autoptr (GPtrArray) slips = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_blackout_slip_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_SLIP "WHERE pack = :pack ORDER BY number", ":pack", MH_INT (pack), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (slips, read_slip (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&slips) : NULL;
}
