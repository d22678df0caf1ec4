/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-item-table"

#include "mh-item-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-programme-table.h"

#define COLUMNS \
  "i.id, i.programme, i.position, i.name, i.age_basis, i.min_months, i.below_months, i.sex, i.age_parity, i.every_years, i.fee, i.standard "

/**
 * mh_item_new:
 *
 * Returns: (transfer full): an item without a name, for everybody each year, by the age reached in the fiscal year
 */
MhItem *
mh_item_new (void)
{
  MhItem *item = g_new0 (MhItem, 1);

  item->age.basis = MH_AGE_BASIS_FISCAL_YEAR;
  item->sex = g_strdup ("any");
  item->age_parity = g_strdup ("any");
  item->every_years = 1;
  item->fee = -1;

  return item;
}

/**
 * mh_item_copy:
 * @item: an item
 *
 * Returns: (transfer full): the same once more
 */
MhItem *
mh_item_copy (const MhItem *item)
{
  MhItem *copy = g_memdup2 (item, sizeof *item);

  copy->name = g_strdup (item->name);
  copy->sex = g_strdup (item->sex);
  copy->age_parity = g_strdup (item->age_parity);

  return copy;
}

/**
 * mh_item_free:
 * @item: (nullable): an item
 */
void
mh_item_free (MhItem *item)
{
  if (item == NULL)
    return;

  g_free (item->name);
  g_free (item->sex);
  g_free (item->age_parity);
  g_free (item);
}

/**
 * mh_slot_item_free:
 * @item: (nullable): an item of a slot
 */
void
mh_slot_item_free (MhSlotItem *item)
{
  if (item == NULL)
    return;

  g_free (item->name);
  g_free (item);
}

static MhItem *
read_item (MhRows *rows)
{
  MhItem *item = g_new0 (MhItem, 1);

  item->id = mh_rows_int (rows, 0);
  item->programme = mh_rows_int (rows, 1);
  item->position = (int) mh_rows_int (rows, 2);
  item->name = mh_rows_dup_text (rows, 3);
  if (!mh_age_basis_from_nick (mh_rows_text (rows, 4), &item->age.basis))
    item->age.basis = MH_AGE_BASIS_FISCAL_YEAR;
  item->age.min_months = (int) mh_rows_int (rows, 5);
  item->age.below_months = (int) mh_rows_int (rows, 6);
  item->sex = mh_rows_dup_text (rows, 7);
  item->age_parity = mh_rows_dup_text (rows, 8);
  item->every_years = (int) mh_rows_int (rows, 9);
  item->fee = mh_rows_is_null (rows, 10) ? -1 : (int) mh_rows_int (rows, 10);
  item->standard = mh_rows_int (rows, 11) != 0;

  return item;
}

static GPtrArray *
read_items (MhRows  *rows,
            GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_item_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (items, read_item (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&items) : NULL;
}

/**
 * mh_item_table_list:
 * @db: a connection
 * @programme: a programme
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhItem): its items in their order, or %NULL
 */
GPtrArray *
mh_item_table_list (MhDb    *db,
                    gint64   programme,
                    GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT " COLUMNS "FROM programme_item AS i WHERE i.programme = :programme "
                                                           "ORDER BY i.position, i.id",
                                         ":programme", MH_INT (programme), NULL);

  return read_items (rows, error);
}

/* The place of the old item that @item is, or -1. */
static int
find_old (GPtrArray    *old,
          const MhItem *item)
{
  for (guint i = 0; i < old->len; i++) {
    const MhItem *other = g_ptr_array_index (old, i);

    if (item->id != 0 ? other->id == item->id : g_str_equal (other->name, item->name))
      return (int) i;
  }

  return -1;
}

static gboolean
is_equal (const MhItem *a,
          const MhItem *b)
{
  return a->position == b->position && g_str_equal (a->name, b->name) && a->age.basis == b->age.basis &&
         a->age.min_months == b->age.min_months && a->age.below_months == b->age.below_months && g_str_equal (a->sex, b->sex) &&
         g_str_equal (a->age_parity, b->age_parity) && a->every_years == b->every_years && a->fee == b->fee &&
         (a->standard != FALSE) == (b->standard != FALSE);
}

/* @item->id 0: a new one. */
static gboolean
write_item (MhDb         *db,
            gint64        programme,
            const MhItem *item,
            gint64        id,
            int           position,
            GError      **error)
{
  static const char insert[] =
    "INSERT INTO programme_item (id, programme, position, name, age_basis, min_months, below_months, sex, age_parity, every_years, fee, "
    "standard) VALUES (:id, :programme, :position, :name, :age_basis, :min_months, :below_months, :sex, :age_parity, :every_years, "
    "nullif (:fee, -1), :standard)";
  static const char update[] =
    "UPDATE programme_item SET position = :position, name = :name, age_basis = :age_basis, min_months = :min_months, "
    "below_months = :below_months, sex = :sex, age_parity = :age_parity, every_years = :every_years, fee = nullif (:fee, -1), "
    "standard = :standard WHERE id = :id AND programme = :programme";

  return mh_db_run (db, error, id == 0 ? insert : update,
                    ":id", MH_ID (id),
                    ":programme", MH_INT (programme),
                    ":position", MH_INT (position),
                    ":name", MH_TEXT (item->name),
                    ":age_basis", MH_TEXT (mh_age_basis_nick (item->age.basis)),
                    ":min_months", MH_INT (item->age.min_months),
                    ":below_months", MH_INT (item->age.below_months),
                    ":sex", MH_TEXT (item->sex),
                    ":age_parity", MH_TEXT (item->age_parity),
                    ":every_years", MH_INT (item->every_years),
                    ":fee", MH_INT (item->fee),
                    ":standard", MH_INT (item->standard != FALSE),
                    NULL);
}

/* Places for it go with it; people who are booked for it keep it where it is. */
static gboolean
remove_item (MhDb         *db,
             const MhItem *item,
             GError      **error)
{
  gint64 n_booked;

  if (!mh_db_get_int (db, 0, &n_booked, error, "SELECT count (*) FROM booking_item WHERE item = :item", ":item", MH_INT (item->id), NULL))
    return FALSE;

  if (n_booked > 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 g_dngettext (GETTEXT_PACKAGE,
                              "%lld person is booked for “%s”, so it cannot be taken out. Please take it off that booking first.",
                              "%lld people are booked for “%s”, so it cannot be taken out. Please take it off their bookings first.",
                              (gulong) n_booked),
                 (long long) n_booked, item->name);
    return FALSE;
  }

  return mh_db_run (db, error, "DELETE FROM slot_item WHERE item = :item", ":item", MH_INT (item->id), NULL) &&
         mh_db_run (db, error, "DELETE FROM programme_item WHERE id = :item", ":item", MH_INT (item->id), NULL);
}

/* A name that goes over from one item to another must be free for a moment. */
static gboolean
clear_name (MhDb         *db,
            const MhItem *item,
            GError      **error)
{
  return mh_db_run (db, error, "UPDATE programme_item SET name = '-' || id WHERE id = :id", ":id", MH_INT (item->id), NULL);
}

/**
 * mh_item_table_replace:
 * @db: a connection inside an act
 * @programme: a programme
 * @items: (element-type MhItem): all its items from now on, in this order
 * @error: return location; MH_ERROR_REFUSED when one that is left out is booked, MH_ERROR_CONFLICT for two of one name
 *
 * Returns: whether they stand as given
 */
gboolean
mh_item_table_replace (MhDb            *db,
                       gint64           programme,
                       const GPtrArray *items,
                       GError         **error)
{
  g_autoptr (GPtrArray) old = mh_item_table_list (db, programme, error);
  g_autofree gint64 *ids = g_new0 (gint64, items->len + 1);
  g_autofree gboolean *stays = NULL;

  if (old == NULL)
    return FALSE;

  stays = g_new0 (gboolean, old->len + 1);
  for (guint i = 0; i < items->len; i++) {
    MhItem *item = g_ptr_array_index (items, i);
    int at = find_old (old, item);

    if (at < 0 || stays[at])
      continue;

    stays[at] = TRUE;
    ids[i] = ((MhItem *) g_ptr_array_index (old, at))->id;
  }

  for (guint i = 0; i < old->len; i++) {
    if (!stays[i] && !remove_item (db, g_ptr_array_index (old, i), error))
      return FALSE;
  }

  for (guint i = 0; i < items->len; i++) {
    const MhItem *item = g_ptr_array_index (items, i);

    for (guint n = 0; n < old->len; n++) {
      const MhItem *other = g_ptr_array_index (old, n);

      if (stays[n] && other->id != ids[i] && g_str_equal (other->name, item->name) && !clear_name (db, other, error))
        return FALSE;
    }
  }

  for (guint i = 0; i < items->len; i++) {
    MhItem wanted = *(MhItem *) g_ptr_array_index (items, i);
    int at;

    wanted.position = (int) i;
    wanted.id = ids[i];
    at = ids[i] != 0 ? find_old (old, &wanted) : -1;
    if (at >= 0 && is_equal (&wanted, g_ptr_array_index (old, at)))
      continue;
    if (!write_item (db, programme, &wanted, ids[i], (int) i, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_item_table_list_slot:
 * @db: a connection
 * @slot: a slot
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhSlotItem): what is free of each item of its programme at this moment, or %NULL
 */
GPtrArray *
mh_item_table_list_slot (MhDb    *db,
                         gint64   slot,
                         GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.name, coalesce (s.capacity, -1), "
    "  (SELECT count (*) FROM seat_hold AS h JOIN booking_item AS x ON x.booking = h.booking AND x.item = i.id WHERE h.slot = slot.id), "
    "  (SELECT count (*) FROM seat WHERE seat.slot = slot.id AND seat.share <> 'blocked' "
    "   AND NOT EXISTS (SELECT 1 FROM seat_hold AS h WHERE h.slot = seat.slot AND h.number = seat.number)) "
    "FROM slot JOIN programme_item AS i ON i.programme = slot.programme LEFT JOIN slot_item AS s ON s.slot = slot.id AND s.item = i.id "
    "WHERE slot.id = :slot ORDER BY i.position, i.id";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":slot", MH_INT (slot), NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_slot_item_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhSlotItem *item = g_new0 (MhSlotItem, 1);
    int n_free = (int) mh_rows_int (rows, 4);

    item->item = mh_rows_int (rows, 0);
    item->name = mh_rows_dup_text (rows, 1);
    item->capacity = (int) mh_rows_int (rows, 2);
    item->n_booked = (int) mh_rows_int (rows, 3);
    item->n_free = item->capacity < 0 ? n_free : CLAMP (item->capacity - item->n_booked, 0, n_free);
    g_ptr_array_add (items, item);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&items) : NULL;
}

/**
 * mh_item_table_set_capacity:
 * @db: a connection inside an act
 * @slot: a slot
 * @item: an item of its programme
 * @capacity: how many may have it there; -1: as many as the slot has places
 * @error: return location
 *
 * Returns: whether it stands so
 */
gboolean
mh_item_table_set_capacity (MhDb    *db,
                            gint64   slot,
                            gint64   item,
                            int      capacity,
                            GError **error)
{
  if (capacity < 0)
    return mh_db_run (db, error, "DELETE FROM slot_item WHERE slot = :slot AND item = :item",
                      ":slot", MH_INT (slot), ":item", MH_INT (item), NULL);

  return mh_db_run (db, error,
                    "INSERT INTO slot_item (slot, item, capacity) VALUES (:slot, :item, :capacity) "
                    "ON CONFLICT (slot, item) DO UPDATE SET capacity = excluded.capacity",
                    ":slot", MH_INT (slot), ":item", MH_INT (item), ":capacity", MH_INT (capacity), NULL);
}

/**
 * mh_item_table_list_booking:
 * @db: a connection
 * @booking: a booking
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhItem): what it is for, in the programme's order, or %NULL
 */
GPtrArray *
mh_item_table_list_booking (MhDb    *db,
                            gint64   booking,
                            GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT " COLUMNS "FROM booking_item AS b JOIN programme_item AS i ON i.id = b.item "
                                                           "WHERE b.booking = :booking ORDER BY i.position, i.id",
                                         ":booking", MH_INT (booking), NULL);

  return read_items (rows, error);
}

/**
 * mh_item_table_set_booking:
 * @db: a connection inside an act
 * @booking: a booking
 * @items: (array length=n_items): what it is for from now on
 * @n_items: how many
 * @error: return location; MH_ERROR_CONFLICT when one of them is full in its slot
 *
 * Returns: whether it stands so
 */
gboolean
mh_item_table_set_booking (MhDb         *db,
                           gint64        booking,
                           const gint64 *items,
                           gsize         n_items,
                           GError      **error)
{
  if (!mh_db_run (db, error, "DELETE FROM booking_item WHERE booking = :booking", ":booking", MH_INT (booking), NULL))
    return FALSE;

  for (gsize i = 0; i < n_items; i++) {
    if (!mh_db_run (db, error, "INSERT INTO booking_item (booking, item) VALUES (:booking, :item)",
                    ":booking", MH_INT (booking), ":item", MH_INT (items[i]), NULL))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_item_table_last_year:
 * @db: a connection
 * @item: an item of a programme
 * @resident: a person
 * @before_year: a fiscal year
 * @except: a booking that does not count, or 0
 * @out_year: (out): the last fiscal year before it in which an item of this name was had or booked, in this programme or one of its series;
 *   0: none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_item_table_last_year (MhDb         *db,
                         const MhItem *item,
                         gint64        resident,
                         int           before_year,
                         gint64        except,
                         int          *out_year,
                         GError      **error)
{
  static const char sql[] =
    "SELECT max (CAST (strftime ('%Y', session.date, '-3 months') AS INTEGER)) FROM booking AS b "
    "JOIN slot ON slot.id = b.slot JOIN session ON session.id = slot.session "
    "JOIN booking_item AS x ON x.booking = b.id JOIN programme_item AS i ON i.id = x.item "
    "JOIN programme AS p ON p.id = b.programme JOIN programme AS mine ON mine.id = :programme "
    "WHERE b.resident = :resident AND b.id <> :except AND i.name = :name AND (p.id = mine.id OR p.series = mine.series) "
    "AND session.date < :day AND (b.state = 'active' "
    "  OR (b.state <> 'undone' AND EXISTS (SELECT 1 FROM visit AS v WHERE v.booking = b.id AND v.state = 'done')))";
  g_autofree char *day = g_strdup_printf ("%04d-04-01", before_year);
  gint64 year;

  if (!mh_db_get_int (db, 0, &year, error, sql,
                      ":programme", MH_INT (item->programme), ":resident", MH_INT (resident), ":except", MH_INT (except),
                      ":name", MH_TEXT (item->name), ":day", MH_TEXT (day), NULL))
    return FALSE;

  *out_year = (int) year;

  return TRUE;
}
