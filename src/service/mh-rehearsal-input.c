/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-rehearsal-input"

#include "mh-rehearsal-input.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-window-table.h"
#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-session-table.h"

#define DISTRICT_COLUMNS 3

typedef struct {
  const MhDesk     *desk;
  MhRehearsalInput *input;
  GHashTable       *district_numbers;  /* "a\nb\nc" to number */
  GHashTable       *households;        /* number of the town's to ours */
} Reader;

static char
read_sex (const char *nick)
{
  return g_str_equal (nick, "male") ? 'm' : g_str_equal (nick, "female") ? 'f' : 0;
}

static MhDate
read_date (MhRows *rows,
           int     column)
{
  const char *text = mh_rows_text (rows, column);
  MhDate date = MH_DATE_NONE;

  if (text != NULL && !mh_date_from_iso (text, &date))
    return MH_DATE_NONE;

  return date;
}

/* Each set of three districts has a number of its own: a rule may name one of any of the town's systems. */
static guint
read_district (Reader *reader,
               MhRows *rows,
               int     column)
{
  GPtrArray *districts = reader->input->districts;
  char *names[DISTRICT_COLUMNS + 1] = { NULL };
  g_autofree char *key = NULL;
  gpointer number;

  for (int i = 0; i < DISTRICT_COLUMNS; i++)
    names[i] = (char *) (mh_rows_text (rows, column + i) != NULL ? mh_rows_text (rows, column + i) : "");

  key = g_strjoinv ("\n", names);
  if (g_str_equal (key, "\n\n"))
    return 0;

  number = g_hash_table_lookup (reader->district_numbers, key);
  if (number == NULL) {
    g_ptr_array_add (districts, g_strdupv (names));
    number = GUINT_TO_POINTER (districts->len - 1);
    g_hash_table_insert (reader->district_numbers, g_steal_pointer (&key), number);
  }

  return GPOINTER_TO_UINT (number);
}

static gint64
read_household (Reader     *reader,
                const char *number)
{
  gpointer found;

  if (number == NULL || *number == '\0')
    return 0;

  found = g_hash_table_lookup (reader->households, number);
  if (found == NULL) {
    found = GUINT_TO_POINTER (g_hash_table_size (reader->households) + 1);
    g_hash_table_insert (reader->households, g_strdup (number), found);
  }

  return GPOINTER_TO_UINT (found);
}

/* Who lives here on @day, with the doses that are booked or had, one row a dose; protections are looked at as mh_protection_table_covers(). */
static const char sql_people[] =
  "SELECT r.id, r.birth, r.sex, r.household_number, r.district, r.district2, r.district3, "
  "  EXISTS (SELECT 1 FROM protection AS p WHERE p.resident = r.id "
  "    AND NOT coalesce (p.start_date = date (p.start_date, '+0 days') AND p.start_date > :day, 0) "
  "    AND NOT coalesce (p.end_date = date (p.end_date, '+0 days') AND p.end_date < :day, 0)), d.dose, d.date "
  "FROM resident AS r LEFT JOIN ("
  "  SELECT b.resident AS resident, b.dose AS dose, s.date AS date FROM booking AS b "
  "    JOIN slot ON slot.id = b.slot JOIN session AS s ON s.id = slot.session "
  "    WHERE b.programme = :programme AND b.state = 'active' "
  "  UNION ALL SELECT resident, dose, date FROM past_dose WHERE programme = :programme) AS d ON d.resident = r.id "
  "WHERE r.merged_into IS NULL AND (r.status = 'resident' "
  "  OR (r.status = 'moving-out' AND (r.status_date IS NULL OR r.status_date > :day))) "
  "ORDER BY r.id, d.dose";

static gboolean
read_people (Reader  *reader,
             GError **error)
{
  MhRehearsalInput *input = reader->input;
  g_autofree char *day = mh_date_to_iso (input->town.today);
  g_autoptr (MhRows) rows = mh_db_query (reader->desk->db, error, sql_people,
                                         ":programme", MH_INT (input->programme->id), ":day", MH_TEXT (day), NULL);
  gint64 last = 0;

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhRehearsalPerson *person;

    if (mh_rows_int (rows, 0) != last) {
      MhRehearsalPerson fresh = {
        .birth = read_date (rows, 1),
        .sex = read_sex (mh_rows_text (rows, 2)),
        .household = read_household (reader, mh_rows_text (rows, 3)),
        .district = read_district (reader, rows, 4),
        .hidden = mh_rows_int (rows, 7) != 0,
        .dose = 1,
      };

      g_array_append_val (input->people, fresh);
      last = mh_rows_int (rows, 0);
    }

    person = &g_array_index (input->people, MhRehearsalPerson, input->people->len - 1);
    if (!mh_rows_is_null (rows, 8) && mh_rows_int (rows, 8) == person->dose) {
      person->dose++;
      person->last = read_date (rows, 9);
    }
  }

  return mh_rows_end (rows, error);
}

/* @names: one a line. Returns: (nullable) a flag a district; NULL for all */
static const guint8 *
make_flags (Reader     *reader,
            const char *names)
{
  GPtrArray *districts = reader->input->districts;
  guint8 *flags;

  if (*names == '\0')
    return NULL;

  flags = g_new0 (guint8, districts->len);
  g_ptr_array_add (reader->input->owned, flags);
  for (guint i = 1; i < districts->len; i++) {
    const char * const *parts = g_ptr_array_index (districts, i);

    flags[i] = !mh_eligibility_is_other_district (names, parts[0], parts[1], parts[2]);
  }

  return flags;
}

static MhRehearsalGroup
make_group (Reader     *reader,
            MhAgeRule   age,
            const char *sex,
            const char *districts)
{
  return (MhRehearsalGroup) { age, read_sex (sex), make_flags (reader, districts) };
}

static gboolean
read_chain (Reader  *reader,
            GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (reader->desk->db, error,
                                         "SELECT dose, min_months, below_months, earliest_days, standard_days, same_weekday FROM dose_rule "
                                         "WHERE programme = :programme ORDER BY dose, min_months",
                                         ":programme", MH_INT (reader->input->programme->id), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhRehearsalDose rule = {
      (int) mh_rows_int (rows, 0), (int) mh_rows_int (rows, 1), (int) mh_rows_int (rows, 2),
      (int) mh_rows_int (rows, 3), (int) mh_rows_int (rows, 4), mh_rows_int (rows, 5) != 0,
    };

    g_array_append_val (reader->input->chain, rule);
  }

  return mh_rows_end (rows, error);
}

static gboolean
read_items (Reader  *reader,
            GArray  *ids,
            GError **error)
{
  static const char * const parities[] = { "any", "odd", "even", NULL };
  g_autoptr (MhRows) rows = mh_db_query (reader->desk->db, error,
                                         "SELECT id, name, age_basis, min_months, below_months, sex, age_parity FROM programme_item "
                                         "WHERE programme = :programme AND standard = 1 ORDER BY position, id",
                                         ":programme", MH_INT (reader->input->programme->id), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);
    MhRehearsalItem item = { 0 };
    MhAgeRule age = { MH_AGE_BASIS_FISCAL_YEAR, (int) mh_rows_int (rows, 3), (int) mh_rows_int (rows, 4) };

    mh_age_basis_from_nick (mh_rows_text (rows, 2), &age.basis);
    item.group = make_group (reader, age, mh_rows_text (rows, 5), "");
    while (parities[item.parity + 1] != NULL && !g_str_equal (parities[item.parity], mh_rows_text (rows, 6)))
      item.parity++;

    g_array_append_val (ids, id);
    g_array_append_val (reader->input->items, item);
    g_ptr_array_add (reader->input->item_names, mh_rows_dup_text (rows, 1));
  }

  return mh_rows_end (rows, error);
}

/* Whether anybody can still book in it, before the day's bookings close. */
static gboolean
is_of_use (const Reader          *reader,
           const MhBookingWindow *window,
           MhDate                 last)
{
  gint64 now = mh_desk_now (reader->desk);
  gint64 end = mh_ms_from_civil (mh_date_add_days (last, 1), 0);

  return (window->closes_at == 0 || window->closes_at > now) && window->opens_at < end;
}

/* The last day on which the programme lets people book for @date. */
static MhDate
find_deadline (const Reader *reader,
               MhDate        date)
{
  return mh_date_add_days (date, -reader->input->programme->deadline_days);
}

static gboolean
read_windows (Reader         *reader,
              gint64          session,
              MhRehearsalDay *day,
              GError        **error)
{
  g_autoptr (GPtrArray) windows = mh_booking_window_table_list (reader->desk->db, session, error);
  MhRehearsalGroup *groups;
  gint64 *opens, *closes;

  if (windows == NULL)
    return FALSE;
  if (windows->len == 0)
    return TRUE;

  groups = g_new0 (MhRehearsalGroup, windows->len);
  opens = g_new0 (gint64, windows->len);
  closes = g_new0 (gint64, windows->len);
  g_ptr_array_add (reader->input->owned, groups);
  g_ptr_array_add (reader->input->owned, opens);
  g_ptr_array_add (reader->input->owned, closes);
  day->windows = groups;
  day->opens = opens;
  day->closes = closes;
  day->has_windows = TRUE;
  for (guint i = 0; i < windows->len; i++) {
    const MhBookingWindow *window = g_ptr_array_index (windows, i);
    MhAgeRule age = { reader->input->programme->age.basis, window->min_months, window->below_months };

    if (!is_of_use (reader, window, find_deadline (reader, day->date)))
      continue;

    groups[day->n_windows] = make_group (reader, age, window->sex, window->districts);
    opens[day->n_windows] = window->opens_at;
    closes[day->n_windows++] = window->closes_at;
  }

  return TRUE;
}

static gboolean
read_item_places (Reader       *reader,
                  gint64        slot,
                  const GArray *ids,
                  const int   **out_places,
                  GError      **error)
{
  int *places = g_new (int, MAX (ids->len, 1));

  g_ptr_array_add (reader->input->owned, places);
  *out_places = places;
  for (guint i = 0; i < ids->len; i++) {
    gint64 left;

    if (!mh_db_get_int (reader->desk->db, -1, &left, error,
                        "SELECT max (0, capacity - (SELECT count (*) FROM seat_hold AS h JOIN booking_item AS i ON i.booking = h.booking "
                        "WHERE i.item = slot_item.item AND h.slot = slot_item.slot)) "
                        "FROM slot_item WHERE slot = :slot AND item = :item",
                        ":slot", MH_INT (slot), ":item", MH_INT (g_array_index (ids, gint64, i)), NULL))
      return FALSE;

    places[i] = (int) left;
  }

  return TRUE;
}

/* What has begun, and what closed before today, can be booked by nobody. */
static gboolean
is_bookable (const Reader *reader,
             MhDate        date,
             const MhSlot *slot)
{
  return mh_date_compare (reader->input->town.today, find_deadline (reader, date)) <= 0 &&
         mh_ms_from_civil (date, slot->start_min) > mh_desk_now (reader->desk);
}

static gboolean
read_slots (Reader       *reader,
            gint64        session,
            MhDate        date,
            const GArray *ids,
            GError      **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (reader->desk->db, session, error);

  if (slots == NULL)
    return FALSE;

  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *from = g_ptr_array_index (slots, i);
    MhRehearsalSlot slot = {
      .day = reader->input->days->len - 1,
      .start_min = from->start_min,
      .end_min = from->end_min,
      .n_free = is_bookable (reader, date, from) ? from->n_free : 0,
      .n_phone = is_bookable (reader, date, from) ? from->n_free_phone : 0,
      .n_booked = from->n_booked,
    };

    if (ids->len > 0 && !read_item_places (reader, from->id, ids, &slot.items, error))
      return FALSE;
    g_array_append_val (reader->input->slots, slot);
  }

  return TRUE;
}

static gboolean
read_holiday (Reader  *reader,
              MhDate   date,
              GError **error)
{
  g_autofree char *iso = mh_date_to_iso (date);
  g_autoptr (MhRows) rows = mh_db_query (reader->desk->db, error, "SELECT name FROM holiday WHERE date = :date",
                                         ":date", MH_TEXT (iso), NULL);

  if (rows == NULL)
    return FALSE;

  g_ptr_array_add (reader->input->holidays, mh_rows_next (rows) ? mh_rows_dup_text (rows, 0) : NULL);

  return mh_rows_end (rows, error);
}

/* In time for the day itself. */
static gboolean
opens_phone_places (const MhSession *session)
{
  return session->phone_until != 0 && mh_date_compare (mh_date_from_ms (session->phone_until), session->date) <= 0;
}

static gboolean
read_days (Reader  *reader,
           GArray  *ids,
           GError **error)
{
  MhRehearsalInput *input = reader->input;
  g_autoptr (GPtrArray) sessions = mh_session_table_list (reader->desk->db, input->programme->id, error);

  if (sessions == NULL)
    return FALSE;

  for (guint i = 0; i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);
    MhRehearsalDay day = { .id = session->id, .date = session->date, .phone_opens = opens_phone_places (session) };

    if (!g_str_equal (session->state, "open") || mh_date_compare (session->date, input->town.today) < 0)
      continue;

    if (!read_windows (reader, session->id, &day, error) || !read_holiday (reader, session->date, error))
      return FALSE;

    day.holiday = g_ptr_array_index (input->holidays, input->holidays->len - 1) != NULL;
    g_array_append_val (input->days, day);
    g_ptr_array_add (input->venues, g_strdup (session->venue));
    if (!read_slots (reader, session->id, session->date, ids, error))
      return FALSE;
  }

  return TRUE;
}

/* Everybody who fits on a day until the fiscal year of the last session ends should find one. */
static void
finish_town (MhRehearsalInput *input)
{
  MhRehearsalTown *town = &input->town;
  MhDate last = input->days->len > 0 ? g_array_index (input->days, MhRehearsalDay, input->days->len - 1).date : town->today;

  mh_date_make (mh_fiscal_year (last) + 1, 3, 31, &town->until);
  town->doses = input->programme->doses;
  town->interval_days = input->programme->interval_days;
  town->chain = (gconstpointer) input->chain->data;
  town->n_chain = input->chain->len;
  town->items = (gconstpointer) input->items->data;
  town->n_items = input->items->len;
  town->people = (gconstpointer) input->people->data;
  town->n_people = input->people->len;
  town->days = (gconstpointer) input->days->data;
  town->n_days = input->days->len;
  town->slots = (gconstpointer) input->slots->data;
  town->n_slots = input->slots->len;
  town->n_districts = input->districts->len - 1;
}

static gboolean
read_all (Reader  *reader,
          gint64   programme,
          GError **error)
{
  MhRehearsalInput *input = reader->input;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  input->programme = mh_programme_table_get (reader->desk->db, programme, error);
  if (input->programme == NULL || !read_people (reader, error))
    return FALSE;

  input->town.group = make_group (reader, input->programme->age, input->programme->sex, input->programme->districts);
  if (!read_chain (reader, error) || !read_items (reader, ids, error) || !read_days (reader, ids, error))
    return FALSE;

  if (input->slots->len == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("There is no open day with slots ahead. Please add the days first, then rehearse them."));
    return FALSE;
  }

  finish_town (input);

  return TRUE;
}

static MhRehearsalInput *
make_input (void)
{
  MhRehearsalInput *input = g_new0 (MhRehearsalInput, 1);

  g_atomic_ref_count_init (&input->ref_count);
  input->people = g_array_new (FALSE, FALSE, sizeof (MhRehearsalPerson));
  input->days = g_array_new (FALSE, FALSE, sizeof (MhRehearsalDay));
  input->slots = g_array_new (FALSE, FALSE, sizeof (MhRehearsalSlot));
  input->chain = g_array_new (FALSE, FALSE, sizeof (MhRehearsalDose));
  input->items = g_array_new (FALSE, FALSE, sizeof (MhRehearsalItem));
  input->item_names = g_ptr_array_new_with_free_func (g_free);
  input->venues = g_ptr_array_new_with_free_func (g_free);
  input->holidays = g_ptr_array_new_with_free_func (g_free);
  input->districts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  input->owned = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (input->districts, g_new0 (char *, 1));

  return input;
}

/**
 * mh_rehearsal_read:
 * @desk: the desk, not in a transaction
 * @programme: which
 * @error: MH_ERROR_NOT_FOUND; MH_ERROR_REFUSED where it has no day ahead
 *
 * Returns: (transfer full): everybody and all open days of the programme from today on, as they are at this moment
 */
MhRehearsalInput *
mh_rehearsal_read (const MhDesk *desk,
                   gint64        programme,
                   GError      **error)
{
  g_autoptr (GHashTable) district_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) households = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MhRehearsalInput) input = make_input ();
  Reader reader = { desk, input, district_numbers, households };
  gboolean done;

  g_return_val_if_fail (desk != NULL, NULL);

  input->town.now = mh_desk_now (desk);
  input->town.today = mh_desk_today (desk);
  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  done = read_all (&reader, programme, error);
  mh_db_rollback (desk->db);

  return done ? g_steal_pointer (&input) : NULL;
}

/**
 * mh_rehearsal_input_ref:
 * @input: an input
 *
 * Returns: (transfer full): @input
 */
MhRehearsalInput *
mh_rehearsal_input_ref (MhRehearsalInput *input)
{
  g_atomic_ref_count_inc (&input->ref_count);

  return input;
}

/**
 * mh_rehearsal_input_unref:
 * @input: (transfer full): an input
 */
void
mh_rehearsal_input_unref (MhRehearsalInput *input)
{
  if (!g_atomic_ref_count_dec (&input->ref_count))
    return;

  g_clear_pointer (&input->programme, mh_programme_free);
  g_array_unref (input->people);
  g_array_unref (input->days);
  g_array_unref (input->slots);
  g_array_unref (input->chain);
  g_array_unref (input->items);
  g_ptr_array_unref (input->item_names);
  g_ptr_array_unref (input->venues);
  g_ptr_array_unref (input->holidays);
  g_ptr_array_unref (input->districts);
  g_ptr_array_unref (input->owned);
  g_free (input);
}
