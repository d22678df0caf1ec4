/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-rows"

#include "mh-roster-rows.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-table.h"
#include "mh-config.h"
#include "mh-glyphs.h"
#include "mh-known.h"
#include "mh-phone.h"
#include "mh-protection-table.h"
#include "mh-text.h"

#define FIRST_KATAKANA 0x30A1

static void
row_free (MhRosterRow *row)
{
  g_free (row->proxy_name);
  g_free (row->proxy_relation);
  g_free (row->register_number);
  g_free (row->household_number);
  g_free (row->name);
  g_free (row->kana);
  g_free (row->birth_text);
  g_free (row->sex);
  g_free (row->address);
  g_free (row->district);
  g_free (row->status);
  g_free (row->ticket);
  g_free (row->phone);
  g_free (row->items);
  g_clear_pointer (&row->kana_key, g_bytes_unref);
  g_clear_pointer (&row->district_key, g_bytes_unref);
  g_free (row);
}

/**
 * mh_roster_source_free:
 * @source: a session with its rows
 */
void
mh_roster_source_free (MhRosterSource *source)
{
  g_clear_pointer (&source->rows, g_ptr_array_unref);
  g_clear_pointer (&source->programme, mh_programme_free);
  g_clear_pointer (&source->session, mh_session_free);
  g_free (source);
}

/* Who of a session is protected today or will be on its day: neither may go wrong. (element-type gint64) keys of a set */
static GHashTable *
read_hidden (const MhDesk    *desk,
             const MhSession *session,
             GError         **error)
{
  g_autoptr (GHashTable) hidden = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "SELECT DISTINCT p.resident FROM protection AS p JOIN booking AS b ON b.resident = p.resident "
                      "JOIN slot AS s ON s.id = b.slot WHERE s.session = :session",
                      ":session", MH_INT (session->id), NULL);
  while (rows != NULL && mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }
  if (rows == NULL || !mh_rows_end (rows, error))
    return NULL;

  for (guint i = 0; i < ids->len; i++) {
    const gint64 *id = &g_array_index (ids, gint64, i);
    gboolean today = TRUE, then = TRUE;

    if (!mh_protection_table_covers (desk->db, *id, mh_desk_today (desk), &today, error) ||
        !mh_protection_table_covers (desk->db, *id, session->date, &then, error))
      return NULL;
    if (today || then)
      g_hash_table_add (hidden, g_memdup2 (id, sizeof *id));
  }

  return g_steal_pointer (&hidden);
}

/* Of each who of a session does not want to be called about bookings. */
static MhKnown *
read_known (const MhDesk *desk,
            gint64        session,
            GError      **error)
{
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_session (desk->db, session, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (bookings == NULL)
    return NULL;

  for (guint i = 0; i < bookings->len; i++)
    g_array_append_val (ids, ((MhBooking *) g_ptr_array_index (bookings, i))->resident);

  return mh_known_read (desk, (const gint64 *) (gpointer) ids->data, ids->len, TRUE, error);
}

/* The first number of each that may be called, of protected people none: not even one that was marked safe, which is for messages. Who has a number
 * and does not want to be called has a word in its place: the desk must not take it for a number that is missing, and look for another. A number
 * that is not to be used is passed over. (element-type gint64 utf8) */
static GHashTable *
read_phones (const MhDesk *desk,
             gint64        session,
             GHashTable   *hidden,
             GError      **error)
{
  g_autoptr (GHashTable) phones = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autofree char *area_code = mh_config_get (desk, "town.area-code", error);
  g_autoptr (MhKnown) known = area_code != NULL ? read_known (desk, session, error) : NULL;
  g_autoptr (MhRows) rows = NULL;

  if (known == NULL)
    return NULL;

  rows = mh_db_query (desk->db, error,
                      "SELECT l.resident, c.value, l.opted_out FROM contact_link AS l JOIN contact AS c ON c.id = l.contact AND c.kind <> 'line' "
                      "WHERE l.resident IN (SELECT b.resident FROM booking AS b JOIN slot AS s ON s.id = b.slot WHERE s.session = :session) "
                      "ORDER BY l.resident, l.opted_out, CASE c.kind WHEN 'mobile' THEN 1 ELSE 2 END, l.rank, l.id",
                      ":session", MH_INT (session), NULL);
  while (rows != NULL && mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    gboolean may_call = mh_rows_int (rows, 2) == 0 && mh_known_allows (known, id, "phone", "booking");

    if (!g_hash_table_contains (phones, &id) && !g_hash_table_contains (hidden, &id))
      g_hash_table_insert (phones, g_memdup2 (&id, sizeof id),
                           may_call ? mh_phone_format (mh_rows_text (rows, 1), area_code) : g_strdup (C_("roster", "Not by telephone")));
  }

  return rows != NULL && mh_rows_end (rows, error) ? g_steal_pointer (&phones) : NULL;
}

static char *
dup_address (MhRows         *rows,
             const MhGlyphs *glyphs,
             int             column)
{
  const char *address = mh_rows_text (rows, column);
  const char *extra = mh_rows_text (rows, column + 1);
  g_autofree char *whole = NULL;

  if (address == NULL)
    return NULL;

  whole = extra != NULL ? g_strdup_printf ("%s　%s", address, extra) : g_strdup (address);

  return mh_glyph_apply (glyphs, whole);
}

static void
read_where (MhRosterRow    *row,
            MhRows         *rows,
            const MhGlyphs *glyphs,
            GHashTable     *phones)
{
  if (row->hidden)
    return;

  row->phone = g_strdup (g_hash_table_lookup (phones, &row->resident));
  row->household_number = mh_rows_dup_text (rows, 8);
  row->address = dup_address (rows, glyphs, 14);
  row->district = mh_glyph_apply (glyphs, mh_rows_text (rows, 16));
  row->district_key = row->district != NULL ? mh_text_sort_key (row->district) : NULL;
}

static MhRosterRow *
read_row (MhRows         *rows,
          const MhGlyphs *glyphs,
          GHashTable     *hidden,
          GHashTable     *phones)
{
  MhRosterRow *row = g_new0 (MhRosterRow, 1);

  row->booking = mh_rows_int (rows, 0);
  row->resident = mh_rows_int (rows, 1);
  row->start_min = (int) mh_rows_int (rows, 2);
  row->place = (int) mh_rows_int (rows, 3);
  row->dose = (int) mh_rows_int (rows, 4);
  row->proxy_name = mh_glyph_apply (glyphs, mh_rows_text (rows, 5));
  row->proxy_relation = mh_rows_dup_text (rows, 6);
  row->register_number = mh_rows_dup_text (rows, 7);
  row->name = mh_glyph_apply (glyphs, mh_rows_text (rows, 9));
  row->kana = mh_rows_dup_text (rows, 10);
  mh_date_from_iso (mh_rows_text (rows, 11) != NULL ? mh_rows_text (rows, 11) : "", &row->birth);
  row->birth_text = mh_rows_dup_text (rows, 12);
  row->sex = mh_rows_dup_text (rows, 13);
  row->status = mh_rows_dup_text (rows, 17);
  row->kana_key = mh_rows_dup_blob (rows, 18);
  row->ticket = mh_rows_dup_text (rows, 19);
  row->items = mh_rows_dup_text (rows, 20);
  row->first_visit = mh_rows_int (rows, 21) != 0;
  row->hidden = g_hash_table_contains (hidden, &row->resident);
  read_where (row, rows, glyphs, phones);

  return row;
}

static gboolean
read_rows (const MhDesk   *desk,
           MhRosterSource *source,
           GError        **error)
{
  static const char sql[] =
    "SELECT b.id, b.resident, s.start_min, h.number, b.dose, b.proxy_name, b.proxy_relation, r.register_number, r.household_number, r.name, "
    "  r.kana, r.birth, r.birth_text, r.sex, r.address, r.address_extra, r.district, r.status, r.sort_key, "
    "  (SELECT t.number FROM ticket AS t WHERE t.resident = r.id ORDER BY t.label = :programme DESC, t.label = '' DESC, t.id DESC LIMIT 1), "
    "  (SELECT group_concat (i.name, '・') FROM (SELECT i.name FROM booking_item AS k JOIN programme_item AS i ON i.id = k.item "
    "     WHERE k.booking = b.id ORDER BY i.position) AS i), "
    "  b.dose = 1 AND NOT EXISTS (SELECT 1 FROM past_dose AS d WHERE d.resident = b.resident AND d.programme = p.id) "
    "    AND NOT EXISTS (SELECT 1 FROM booking AS o JOIN visit AS v ON v.booking = o.id AND v.state = 'done' "
    "      JOIN programme AS q ON q.id = o.programme WHERE o.resident = b.resident AND o.id <> b.id "
    "      AND (q.id = p.id OR q.series = p.series)) "
    "FROM booking AS b JOIN slot AS s ON s.id = b.slot JOIN programme AS p ON p.id = b.programme "
    "JOIN resident AS r ON r.id = b.resident LEFT JOIN seat_hold AS h ON h.booking = b.id "
    "WHERE s.session = :session AND b.state = 'active' ORDER BY s.start_min, h.number, b.id";
  g_autoptr (GHashTable) hidden = read_hidden (desk, source->session, error);
  g_autoptr (GHashTable) phones = hidden != NULL ? read_phones (desk, source->session->id, hidden, error) : NULL;
  g_autoptr (MhGlyphs) glyphs = phones != NULL ? mh_glyphs_load (desk, error) : NULL;
  g_autoptr (MhRows) rows = NULL;

  if (glyphs == NULL)
    return FALSE;

  rows = mh_db_query (desk->db, error, sql, ":session", MH_INT (source->session->id), ":programme", MH_TEXT (source->programme->name), NULL);
  while (rows != NULL && mh_rows_next (rows)) {
    MhRosterRow *row = read_row (rows, glyphs, hidden, phones);

    g_ptr_array_add (source->rows, row);
    source->has_items = source->has_items || row->items != NULL;
  }

  return rows != NULL && mh_rows_end (rows, error);
}

/**
 * mh_roster_source_read:
 * @desk: the desk, in a transaction
 * @session: a day
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Everybody who holds a place at this moment, by time and place.
 *
 * Returns: (transfer full): the rows, or %NULL
 */
MhRosterSource *
mh_roster_source_read (const MhDesk *desk,
                       gint64        session,
                       GError      **error)
{
  g_autoptr (MhRosterSource) source = g_new0 (MhRosterSource, 1);

  source->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  source->session = mh_session_table_get (desk->db, session, error);
  if (source->session == NULL)
    return NULL;

  source->programme = mh_programme_table_get (desk->db, source->session->programme, error);
  if (source->programme == NULL || !read_rows (desk, source, error))
    return NULL;

  return g_steal_pointer (&source);
}

/* Nobody is sent to somebody who is protected, has died or moved, or whose address is not known. That those are left out together keeps
 * the list from telling which of it was the reason. */
static gboolean
can_be_walked_to (const MhRosterRow *row)
{
  return !row->hidden && row->address != NULL &&
         (g_str_equal (row->status, "resident") || g_str_equal (row->status, "moving-out"));
}

/**
 * mh_roster_source_filter:
 * @source: the rows
 * @purpose: what the list is for
 */
void
mh_roster_source_filter (MhRosterSource *source,
                         MhRosterPurpose purpose)
{
  if (purpose != MH_ROSTER_WALK)
    return;

  for (guint i = source->rows->len; i > 0; i--) {
    if (!can_be_walked_to (g_ptr_array_index (source->rows, i - 1)))
      g_ptr_array_remove_index (source->rows, i - 1);
  }
}

/* Orders. Who has no such thing, or one that must not be seen, comes last. */

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_texts (const char *a,
               const char *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);

  return strcmp (a, b);
}

static int
compare_keys (GBytes *a,
              GBytes *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);

  return g_bytes_compare (a, b);
}

/* Those whose reading is not known come last. */
static int
compare_kana (const MhRosterRow *a,
              const MhRosterRow *b)
{
  gboolean unread_a = *a->kana == '\0', unread_b = *b->kana == '\0';

  return unread_a != unread_b ? (int) unread_a - (int) unread_b : compare_keys (a->kana_key, b->kana_key);
}

static int
compare_by (const MhRosterRow *a,
            const MhRosterRow *b,
            MhRosterOrder      order)
{
  switch (order) {
  case MH_ROSTER_ORDER_KANA:
    return compare_kana (a, b);
  case MH_ROSTER_ORDER_HOUSEHOLD:
    return compare_texts (a->household_number, b->household_number);
  case MH_ROSTER_ORDER_DISTRICT:
    return compare_keys (a->district_key, b->district_key);
  case MH_ROSTER_ORDER_NUMBER:
    return compare_texts (a->register_number, b->register_number);
  case MH_ROSTER_ORDER_FIRST:
    return (int) b->first_visit - (int) a->first_visit;
  case MH_ROSTER_ORDER_TIME:
  case MH_ROSTER_N_ORDERS:
  default:
    return compare_numbers (a->start_min, b->start_min);
  }
}

/* What the settings do not decide goes by time, place and kana, so that one list is always the same. */
static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const MhRosterRow *row_a = *(const MhRosterRow * const *) a;
  const MhRosterRow *row_b = *(const MhRosterRow * const *) b;
  const MhRosterSettings *settings = user_data;
  int order = 0;

  for (guint i = 0; order == 0 && i < settings->n_orders; i++)
    order = compare_by (row_a, row_b, settings->orders[i]);
  if (order == 0)
    order = compare_numbers (row_a->start_min, row_b->start_min);
  if (order == 0)
    order = compare_numbers (row_a->place, row_b->place);
  if (order == 0)
    order = compare_kana (row_a, row_b);

  return order != 0 ? order : compare_numbers (row_a->booking, row_b->booking);
}

/**
 * mh_roster_source_sort:
 * @source: the people of a list
 * @settings: in which order
 *
 * Sorts them; what the order does not tell apart goes by time, place and kana.
 */
void
mh_roster_source_sort (MhRosterSource         *source,
                       const MhRosterSettings *settings)
{
  g_ptr_array_sort_with_data (source->rows, compare_rows, (gpointer) settings);
}

/* The row of the kana table that a reading belongs to, as its first sign. */
static const char *
find_kana_row (const char *kana)
{
  static const struct {
    gunichar    last;
    const char *sign;
  } kana_rows[] = {
    { 0x30AA, "あ" }, { 0x30B4, "か" }, { 0x30BE, "さ" }, { 0x30C9, "た" }, { 0x30CE, "な" },
    { 0x30DD, "は" }, { 0x30E2, "ま" }, { 0x30E8, "や" }, { 0x30ED, "ら" }, { 0x30F3, "わ" }, { 0x30F4, "あ" },
  };
  g_autofree char *folded = mh_text_fold_kana (kana);
  gunichar first = g_utf8_get_char (folded);

  if (first < FIRST_KATAKANA)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kana_rows); i++) {
    if (first <= kana_rows[i].last)
      return kana_rows[i].sign;
  }

  return NULL;
}

/**
 * mh_roster_row_heading:
 * @row: a row
 * @order: the first order of the list
 * @out_mark: (out) (nullable): the kana that stands in the margin, static
 *
 * Returns: (transfer full) (nullable): what stands over @row and its like; %NULL when such a list has no headings
 */
char *
mh_roster_row_heading (const MhRosterRow *row,
                       MhRosterOrder      order,
                       const char       **out_mark)
{
  *out_mark = NULL;
  switch (order) {
  case MH_ROSTER_ORDER_TIME:
    return mh_minutes_format (row->start_min);
  case MH_ROSTER_ORDER_KANA:
    *out_mark = find_kana_row (row->kana);
    /* Translators: a row of the kana table, such as あ行 */
    return *out_mark != NULL ? g_strdup_printf (_("%s row"), *out_mark) : g_strdup (_("Others"));
  case MH_ROSTER_ORDER_DISTRICT:
    return g_strdup (row->district != NULL ? row->district : _("Others"));
  case MH_ROSTER_ORDER_FIRST:
    return g_strdup (row->first_visit ? _("First visit") : _("Been here before"));
  case MH_ROSTER_ORDER_HOUSEHOLD:
  case MH_ROSTER_ORDER_NUMBER:
  case MH_ROSTER_N_ORDERS:
  default:
    return NULL;
  }
}

/**
 * mh_roster_source_people:
 * @source: the rows
 *
 * Returns: (transfer full) (element-type gint64): whom they are about
 */
GArray *
mh_roster_source_people (const MhRosterSource *source)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < source->rows->len; i++)
    g_array_append_val (people, ((const MhRosterRow *) g_ptr_array_index (source->rows, i))->resident);

  return people;
}
