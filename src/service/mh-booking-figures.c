/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-figures"

#include "mh-booking-figures.h"

#include <glib/gi18n-lib.h>

#include "mh-rows-date.h"
#include "mh-wording.h"

/* A day in Japan, as a number that can be grouped by; the offset has been the same since 1952. */
#define MADE_DAY "(booking.made_at + 32400000) / 86400000"

static const char * const way_nicks[MH_BOOKED_N_WAYS] = { "phone", "counter", "line", "refill", "town", "walk-in" };

/**
 * mh_session_fill_free:
 * @fill: a day with its places
 */
void
mh_session_fill_free (MhSessionFill *fill)
{
  g_free (fill->programme_name);
  g_free (fill->venue);
  g_free (fill->state);
  g_free (fill);
}

static MhSessionFill *
read_fill (MhRows *rows)
{
  MhSessionFill *fill = g_new0 (MhSessionFill, 1);

  fill->session = mh_rows_int (rows, 0);
  fill->programme = mh_rows_int (rows, 1);
  fill->programme_name = mh_rows_dup_text (rows, 2);
  fill->date = mh_rows_date (rows, 3);
  fill->venue = mh_rows_dup_text (rows, 4);
  fill->state = mh_rows_dup_text (rows, 5);
  fill->start_min = mh_rows_is_null (rows, 6) ? -1 : (int) mh_rows_int (rows, 6);
  fill->end_min = mh_rows_is_null (rows, 7) ? -1 : (int) mh_rows_int (rows, 7);
  fill->n_slots = (int) mh_rows_int (rows, 8);
  fill->n_places = (int) mh_rows_int (rows, 9);
  fill->n_booked = (int) mh_rows_int (rows, 10);
  fill->n_held = (int) mh_rows_int (rows, 11);
  fill->n_free = (int) mh_rows_int (rows, 12);
  fill->n_free_phone = (int) mh_rows_int (rows, 13);
  fill->n_blocked = (int) mh_rows_int (rows, 14);

  return fill;
}

/**
 * mh_session_fill_list:
 * @desk: the desk
 * @filter: which days
 * @error: return location
 *
 * One query for all of them, however many there are.
 *
 * Returns: (transfer full) (element-type MhSessionFill): the days with their places now, or %NULL
 */
GPtrArray *
mh_session_fill_list (const MhDesk       *desk,
                      const MhListFilter *filter,
                      GError            **error)
{
  static const char sql[] =
    "SELECT session.id, session.programme, programme.name, session.date, session.venue, session.state, "
    "  min (slot.start_min) FILTER (WHERE seat.slot IS NOT NULL), max (slot.end_min) FILTER (WHERE seat.slot IS NOT NULL), "
    "  count (DISTINCT seat.slot), count (*) FILTER (WHERE seat.share <> 'blocked'), count (h.booking), count (h.round), "
    "  count (*) FILTER (WHERE seat.share <> 'blocked' AND h.slot IS NULL), "
    "  count (*) FILTER (WHERE seat.share = 'phone' AND h.slot IS NULL AND (coalesce (session.phone_until, 0) = 0 OR session.phone_until > :now)), "
    "  count (*) FILTER (WHERE seat.share = 'blocked') "
    "FROM session JOIN programme ON programme.id = session.programme LEFT JOIN slot ON slot.session = session.id "
    "LEFT JOIN seat ON seat.slot = slot.id LEFT JOIN seat_hold AS h ON h.slot = seat.slot AND h.number = seat.number "
    "WHERE (:programme IS NULL OR session.programme = :programme) AND (:session IS NULL OR session.id = :session) "
    "AND (:from IS NULL OR session.date >= :from) AND (:to IS NULL OR session.date <= :to) "
    "GROUP BY session.id ORDER BY session.date, 7, session.venue, session.id";
  g_autofree char *from = mh_date_to_iso (filter->from);
  g_autofree char *to = mh_date_to_iso (filter->to);
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":programme", MH_ID (filter->programme), ":session", MH_ID (filter->session),
                                         ":from", MH_TEXT (from), ":to", MH_TEXT (to), ":now", MH_INT (mh_desk_now (desk)), NULL);
  g_autoptr (GPtrArray) fills = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_session_fill_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (fills, read_fill (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&fills) : NULL;
}

static MhBookedWay
find_way (const char *via)
{
  for (guint i = 0; i < MH_BOOKED_N_WAYS; i++) {
    if (g_str_equal (via, way_nicks[i]))
      return (MhBookedWay) i;
  }

  /* assigned and lottery */
  return MH_BOOKED_BY_TOWN;
}

static gint64
count_days (MhDate date,
            gint64 otherwise)
{
  return mh_date_is_set (date) ? mh_date_to_days (date) : otherwise;
}

/**
 * mh_booked_day_list:
 * @desk: the desk
 * @filter: whose, and from which day to which they were made
 * @error: return location
 *
 * A booking counts for the day on which it was made, in Japan, whatever became of it since; one that was taken back does not.
 *
 * Returns: (transfer full) (element-type MhBookedDay): days with at least one, in order, or %NULL
 */
GArray *
mh_booked_day_list (const MhDesk       *desk,
                    const MhListFilter *filter,
                    GError            **error)
{
  static const char sql[] =
    "SELECT " MADE_DAY " AS day, booking.via, count (*) FROM booking JOIN slot ON slot.id = booking.slot "
                       "WHERE booking.state <> 'undone' AND (:programme IS NULL OR booking.programme = :programme) "
                       "AND (:session IS NULL OR slot.session = :session) AND " MADE_DAY " BETWEEN :from AND :to GROUP BY day, booking.via ORDER BY day";
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":programme", MH_ID (filter->programme), ":session", MH_ID (filter->session),
                                         ":from", MH_INT (count_days (filter->from, 0)), ":to", MH_INT (count_days (filter->to, G_MAXINT)), NULL);
  g_autoptr (GArray) days = g_array_new (FALSE, TRUE, sizeof (MhBookedDay));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhDate date = mh_date_from_days ((int) mh_rows_int (rows, 0));
    MhBookedDay *day = days->len > 0 ? &g_array_index (days, MhBookedDay, days->len - 1) : NULL;

    if (day == NULL || mh_date_compare (day->date, date) != 0) {
      g_array_set_size (days, days->len + 1);
      day = &g_array_index (days, MhBookedDay, days->len - 1);
      day->date = date;
    }
    day->n[find_way (mh_rows_text (rows, 1))] += (guint) mh_rows_int (rows, 2);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&days) : NULL;
}

/* From which day until which, inclusive, a unit stood on the list at the day's end. */
typedef struct {
  int   from;
  int   to;
  guint n_people;
} Stay;

/* When a unit left is told by the act that ended its waiting: the newest one that stands and found it waiting. */
static GArray *
read_stays (const MhDesk *desk,
            gint64        programme,
            GError      **error)
{
  static const char sql[] =
    "SELECT u.registered_at, u.state, (SELECT count (*) FROM waiting_member AS m WHERE m.unit = u.id), "
    "  (SELECT max (act.at) FROM act_change AS c JOIN act ON act.id = c.act WHERE c.tbl = 'waiting_unit' AND c.key = CAST (u.id AS TEXT) "
    "     AND instr (c.inverse, 'state = ''waiting''') > 0 AND act.undone_by IS NULL AND act.undoes IS NULL) "
    "FROM waiting_unit AS u WHERE u.state <> 'undone' AND (:programme IS NULL OR u.programme = :programme)";
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":programme", MH_ID (programme), NULL);
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (Stay));
  int today = mh_date_to_days (mh_desk_today (desk));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 since = mh_rows_int (rows, 0);
    gint64 left = mh_rows_is_null (rows, 3) ? since : mh_rows_int (rows, 3);
    Stay stay = { mh_date_to_days (mh_date_from_ms (since)), today, (guint) mh_rows_int (rows, 2) };

    if (!g_str_equal (mh_rows_text (rows, 1), "waiting"))
      stay.to = mh_date_to_days (mh_date_from_ms (left)) - 1;
    g_array_append_val (stays, stay);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&stays) : NULL;
}

static MhWaitingDay
count_stays (const GArray *stays,
             int           day)
{
  MhWaitingDay count = { mh_date_from_days (day), 0, 0 };

  for (guint i = 0; i < stays->len; i++) {
    const Stay *stay = &g_array_index (stays, Stay, i);

    if (stay->from > day || stay->to < day)
      continue;

    count.n_units++;
    count.n_people += stay->n_people;
  }

  return count;
}

/**
 * mh_waiting_day_list:
 * @desk: the desk
 * @filter: whose list, and from which day to which
 * @error: return location
 *
 * Who was taken off by mistake and put back by an undo has waited all the time.
 *
 * Returns: (transfer full) (element-type MhWaitingDay): how long the list was at the end of each day, until today, or %NULL
 */
GArray *
mh_waiting_day_list (const MhDesk       *desk,
                     const MhListFilter *filter,
                     GError            **error)
{
  g_autoptr (GArray) stays = read_stays (desk, filter->programme, error);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (MhWaitingDay));
  int today = mh_date_to_days (mh_desk_today (desk));
  int first = today + 1;
  int from;
  int to;

  if (stays == NULL)
    return NULL;

  for (guint i = 0; i < stays->len; i++)
    first = MIN (first, g_array_index (stays, Stay, i).from);

  from = MAX (first, (int) count_days (filter->from, first));
  to = MIN (today, (int) count_days (filter->to, today));
  for (int day = from; day <= to; day++) {
    MhWaitingDay count = count_stays (stays, day);

    g_array_append_val (days, count);
  }

  return g_steal_pointer (&days);
}

/**
 * mh_booked_way_nick:
 * @way: how a booking was made
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_booked_way_nick (MhBookedWay way)
{
  g_return_val_if_fail (way < MH_BOOKED_N_WAYS, NULL);

  return way_nicks[way];
}

/**
 * mh_booked_way_label:
 * @way: how a booking was made
 *
 * Returns: (transfer none): the same in words
 */
const char *
mh_booked_way_label (MhBookedWay way)
{
  g_return_val_if_fail (way < MH_BOOKED_N_WAYS, NULL);

  return way == MH_BOOKED_BY_TOWN ? _("Given a time by the town") : mh_wording_booking_via (way_nicks[way]);
}
