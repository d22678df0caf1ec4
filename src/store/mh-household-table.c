/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-household-table"

#include "mh-household-table.h"

/* Who is protected on :day. */
#define WITH_HIDDEN_PEOPLE \
  "WITH hidden_people AS (SELECT m.resident FROM protection AS m " \
  "WHERE NOT coalesce (m.start_date = date (m.start_date, '+0 days') AND m.start_date > :day, 0) " \
  "AND NOT coalesce (m.end_date = date (m.end_date, '+0 days') AND m.end_date < :day, 0)) "

/**
 * mh_household_table_list:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): the others of the household, or %NULL
 */
GArray *
mh_household_table_list (MhDb    *db,
                         gint64   resident,
                         GError **error)
{
  static const char sql[] =
    "SELECT r.id FROM resident AS me JOIN resident AS r ON r.household_number = me.household_number AND r.id <> me.id "
    "WHERE me.id = :resident AND r.merged_into IS NULL AND r.status IN ('resident', 'moving-out') ORDER BY r.birth IS NULL, r.birth, r.id";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":resident", MH_INT (resident), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&ids) : NULL;
}

/**
 * mh_household_table_list_all:
 * @db: a connection
 * @day: the day on which it is looked whether somebody is protected
 * @by_district: whether households of one district come together
 * @district: (nullable): a name; %NULL: everybody
 * @error: return location
 *
 * Where a protected person lives must not show in where he stands among others.
 *
 * Returns: (transfer full) (element-type MhHouseholdMember): who lives here, or %NULL
 */
GArray *
mh_household_table_list_all (MhDb       *db,
                             MhDate      day,
                             gboolean    by_district,
                             const char *district,
                             GError    **error)
{
  static const char sql[] =
    WITH_HIDDEN_PEOPLE
    ", shown AS (SELECT r.id, r.household_number AS household, r.district, p.place, r.id IN hidden_people AS hidden "
    "  FROM resident AS r LEFT JOIN resident_place AS p ON p.resident = r.id "
    "  WHERE r.merged_into IS NULL AND r.status IN ('resident', 'moving-out')), "
    "keyed AS (SELECT id, hidden, place, CASE WHEN hidden THEN NULL ELSE district END AS district, "
    "    CASE WHEN hidden OR coalesce (household, '') = '' THEN 'p' || id ELSE 'h' || household END AS home FROM shown "
    "  WHERE :district IS NULL OR (NOT hidden AND district = :district)) "
    "SELECT id, hidden, home FROM keyed "
    "ORDER BY hidden, CASE WHEN :by_district THEN min (district) OVER (PARTITION BY home) END, min (place) OVER (PARTITION BY home), home, place";
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (MhHouseholdMember));
  g_autofree char *iso = mh_date_to_iso (day);
  g_autofree char *home = NULL;
  g_autoptr (MhRows) rows = NULL;
  guint group = 0;

  rows = mh_db_query (db, error, sql, ":day", MH_TEXT (iso), ":district", MH_TEXT (district), ":by_district", MH_INT (by_district), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhHouseholdMember member = { .resident = mh_rows_int (rows, 0), .hidden = mh_rows_int (rows, 1) != 0 };

    if (g_strcmp0 (home, mh_rows_text (rows, 2)) != 0) {
      g_free (home);
      home = mh_rows_dup_text (rows, 2);
      group++;
    }

    member.group = group;
    g_array_append_val (members, member);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&members) : NULL;
}

/**
 * mh_household_table_list_districts:
 * @db: a connection
 * @day: the day on which it is looked whether somebody is protected
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): the first districts of all who live here and are not protected, or %NULL
 */
GPtrArray *
mh_household_table_list_districts (MhDb    *db,
                                   MhDate   day,
                                   GError **error)
{
  static const char sql[] =
    WITH_HIDDEN_PEOPLE
    "SELECT DISTINCT district FROM resident WHERE merged_into IS NULL AND status IN ('resident', 'moving-out') "
    "AND coalesce (district, '') <> '' AND id NOT IN hidden_people ORDER BY district";
  g_autoptr (GPtrArray) districts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *iso = mh_date_to_iso (day);
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":day", MH_TEXT (iso), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (districts, mh_rows_dup_text (rows, 0));

  return mh_rows_end (rows, error) ? g_steal_pointer (&districts) : NULL;
}
