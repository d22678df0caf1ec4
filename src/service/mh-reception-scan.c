/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-scan"

#include "mh-reception-scan.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-table.h"
#include "mh-config.h"
#include "mh-duplicate-table.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-scan.h"
#include "mh-session-table.h"
#include "mh-ticket-table.h"

/* More than that is no answer to a search at a desk. */
#define MAX_PEOPLE 500

/* What is being looked for, and where. */
typedef struct {
  const MhDesk    *desk;
  const gint64    *sessions;
  gsize            n_sessions;
  MhReceptionScan *scan;
} Search;

/**
 * mh_reception_scan_free:
 * @scan: (nullable): what was found
 */
void
mh_reception_scan_free (MhReceptionScan *scan)
{
  if (scan == NULL)
    return;

  g_free (scan->sentence);
  g_clear_pointer (&scan->bookings, g_array_unref);
  g_clear_pointer (&scan->residents, g_array_unref);
  g_free (scan);
}

static void
tell (Search     *search,
      const char *code,
      char       *sentence)
{
  search->scan->code = code;
  g_free (search->scan->sentence);
  search->scan->sentence = sentence;
}

static gboolean
is_here (Search *search,
         gint64  session)
{
  for (gsize i = 0; i < search->n_sessions; i++) {
    if (search->sessions[i] == session)
      return TRUE;
  }

  return FALSE;
}

/* 「11月26日(木) 9:30 保健センター」 */
static char *
format_place (Search          *search,
              const MhBooking *booking)
{
  g_autoptr (MhSession) session = mh_session_table_get (search->desk->db, booking->session, NULL);
  g_autofree char *date = mh_date_format (booking->date, MH_DATE_STYLE_MESSAGE);
  g_autofree char *time = mh_minutes_format (booking->start_min);

  return g_strdup_printf ("%s %s %s", date, time, session != NULL ? session->venue : "");
}

static void
tell_elsewhere (Search          *search,
                const MhBooking *booking)
{
  g_autofree char *place = format_place (search, booking);

  tell (search, "elsewhere",
        g_strdup_printf (_("Not booked here today. The booking is for: %s. To take the person in today, please enter a walk-in."), place));
}

/* Every programme that has a session here. */
static gboolean
is_programme_here (Search   *search,
                   gint64    programme,
                   gboolean *out_is,
                   GError  **error)
{
  *out_is = FALSE;
  for (gsize i = 0; i < search->n_sessions && !*out_is; i++) {
    g_autoptr (MhSession) session = mh_session_table_get (search->desk->db, search->sessions[i], error);

    if (session == NULL)
      return FALSE;

    *out_is = session->programme == programme;
  }

  return TRUE;
}

/* Adds what @resident has booked here. @out_other: (out) (optional): the next booking of the same programme on another day, 0: none. */
static gboolean
add_bookings (Search  *search,
              gint64   resident,
              gint64  *out_other,
              GError **error)
{
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_resident (search->desk->db, resident, error);
  MhDate today = mh_desk_today (search->desk);

  if (bookings == NULL)
    return FALSE;

  for (guint i = 0; i < bookings->len; i++) {
    const MhBooking *booking = g_ptr_array_index (bookings, i);
    gboolean counts = g_str_equal (booking->state, "active") || g_str_equal (booking->state, "missed");
    gboolean same;

    if (counts && is_here (search, booking->session)) {
      g_array_append_val (search->scan->bookings, booking->id);
      continue;
    }

    if (out_other == NULL || !g_str_equal (booking->state, "active") || mh_date_compare (booking->date, today) < 0)
      continue;
    if (!is_programme_here (search, booking->programme, &same, error))
      return FALSE;

    /* The newest comes first, so the last that fits is the next. */
    if (same)
      *out_other = booking->id;
  }

  return TRUE;
}

static gboolean
look_at_person (Search  *search,
                gint64   resident,
                GError **error)
{
  g_autoptr (MhBooking) booking = NULL;
  gint64 other = 0;

  if (!add_bookings (search, resident, &other, error))
    return FALSE;

  if (search->scan->bookings->len > 0) {
    tell (search, search->scan->bookings->len == 1 ? "found" : "several", g_strdup (""));
    return TRUE;
  }

  g_array_append_val (search->scan->residents, resident);
  if (other == 0) {
    tell (search, "not-booked", g_strdup (_("This person has no booking for this programme. To take the person in, please enter a walk-in.")));
    return TRUE;
  }

  booking = mh_booking_table_get (search->desk->db, other, error);
  if (booking == NULL)
    return FALSE;

  tell_elsewhere (search, booking);

  return TRUE;
}

static gboolean
look_at_slip (Search  *search,
              gint64   id,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBooking) booking = mh_booking_table_get (search->desk->db, id, &local_error);

  if (g_error_matches (local_error, MH_ERROR, MH_ERROR_NOT_FOUND) || (booking != NULL && g_str_equal (booking->state, "undone"))) {
    tell (search, "unknown", g_strdup (_("No booking belongs to this slip. Please search by name in kana.")));
    return TRUE;
  }

  if (booking == NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (g_str_equal (booking->state, "cancelled")) {
    g_array_append_val (search->scan->residents, booking->resident);
    tell (search, "cancelled", g_strdup (_("The booking of this slip was cancelled. To take the person in, please enter a walk-in.")));
  } else if (is_here (search, booking->session)) {
    g_array_append_val (search->scan->bookings, booking->id);
    tell (search, "found", g_strdup (""));
  } else {
    g_array_append_val (search->scan->residents, booking->resident);
    tell_elsewhere (search, booking);
  }

  return TRUE;
}

/* Narrows several bookings of one person to that of the ticket's dose; a single one of another dose is told. */
static gboolean
compare_dose (Search  *search,
              int      dose,
              GError **error)
{
  GArray *bookings = search->scan->bookings;
  int other = 0;

  for (guint i = 0; i < bookings->len; i++) {
    g_autoptr (MhBooking) booking = mh_booking_table_get (search->desk->db, g_array_index (bookings, gint64, i), error);

    if (booking == NULL)
      return FALSE;

    if (booking->dose == dose) {
      gint64 id = booking->id;

      g_array_set_size (bookings, 0);
      g_array_append_val (bookings, id);
      tell (search, "found", g_strdup (""));
      return TRUE;
    }
    other = booking->dose;
  }

  if (bookings->len > 0)
    tell (search, "wrong-dose",
          g_strdup_printf (_("The ticket is for dose %d, the booking for dose %d. Please look at the ticket and what was had before."),
                           dose, other));

  return TRUE;
}

static gboolean
look_at_ticket (Search     *search,
                const char *number,
                gboolean   *out_known,
                GError    **error)
{
  gint64 resident = 0;

  *out_known = FALSE;
  if (!mh_ticket_table_find (search->desk->db, number, &resident, error))
    return FALSE;

  if (resident == 0)
    return TRUE;

  *out_known = TRUE;

  return mh_duplicate_table_follow (search->desk->db, resident, &resident, error) && look_at_person (search, resident, error);
}

static gboolean
look_at_line (Search             *search,
              const MhTicketLine *line,
              GError            **error)
{
  g_autofree char *code = mh_config_get (search->desk, "town.code", error);
  gboolean known;

  if (code == NULL)
    return FALSE;

  if (*code != '\0' && !g_str_equal (code, line->municipality)) {
    tell (search, "wrong-town",
          g_strdup_printf (_("This ticket is of another municipality (%s). Please ask where the person is registered."), line->municipality));
    return TRUE;
  }

  if (!look_at_ticket (search, line->number, &known, error))
    return FALSE;

  if (known)
    return compare_dose (search, line->dose, error);

  tell (search, "unknown", g_strdup (_("Nobody in the list has this ticket. Please search by name in kana.")));

  return TRUE;
}

static gboolean
look_at_words (Search     *search,
               const char *words,
               GError    **error)
{
  g_autoptr (GArray) ids = mh_people_search (search->desk, words, MAX_PEOPLE, error);

  if (ids == NULL)
    return FALSE;

  if (ids->len == 1)
    return look_at_person (search, g_array_index (ids, gint64, 0), error);

  for (guint i = 0; i < ids->len; i++) {
    if (!add_bookings (search, g_array_index (ids, gint64, i), NULL, error))
      return FALSE;
  }

  if (search->scan->bookings->len > 0) {
    tell (search, search->scan->bookings->len == 1 ? "found" : "several", g_strdup (""));
  } else if (ids->len > 0) {
    g_array_append_vals (search->scan->residents, ids->data, ids->len);
    tell (search, "choose", g_strdup_printf (_("%d people fit, and none of them is booked here. Please add the birth date or the first name."),
                                             (int) ids->len));
  } else {
    tell (search, "unknown",
          g_strdup (_("Nobody fits. Please look at the spelling; somebody who is not in the list is added as a walk-in.")));
  }

  return TRUE;
}

static gboolean
look (Search       *search,
      const MhScan *read,
      GError      **error)
{
  gboolean known;

  switch (read->kind) {
  case MH_SCAN_SLIP:
    return look_at_slip (search, read->booking, error);

  case MH_SCAN_TICKET_LINE:
    return look_at_line (search, &read->line, error);

  case MH_SCAN_TICKET:
    return look_at_ticket (search, read->ticket, &known, error) && (known || look_at_words (search, read->ticket, error));

  case MH_SCAN_WORDS:
    return look_at_words (search, read->words, error);

  case MH_SCAN_BAD_SLIP:
  case MH_SCAN_BAD_LINE:
    tell (search, "misread", g_strdup (_("The code was not read whole. Please scan once more, or search by name in kana.")));
    return TRUE;

  case MH_SCAN_EMPTY:
  default:
    tell (search, "empty", g_strdup (""));
    return TRUE;
  }
}

/* Tells at which of the sessions the first booking that was found is. */
static gboolean
find_session (Search  *search,
              GError **error)
{
  g_autoptr (MhBooking) booking = NULL;

  if (search->scan->bookings->len == 0)
    return TRUE;

  booking = mh_booking_table_get (search->desk->db, g_array_index (search->scan->bookings, gint64, 0), error);
  if (booking == NULL)
    return FALSE;

  search->scan->session = booking->session;

  return TRUE;
}

/**
 * mh_reception_scan:
 * @desk: the desk
 * @sessions: (array length=n_sessions): those at which people are received
 * @n_sessions: how many
 * @text: what a reader or the keyboard gave
 * @error: return location
 *
 * Returns: (transfer full): whom it means, or %NULL
 */
MhReceptionScan *
mh_reception_scan (const MhDesk *desk,
                   const gint64 *sessions,
                   gsize         n_sessions,
                   const char   *text,
                   GError      **error)
{
  g_autoptr (MhReceptionScan) scan = g_new0 (MhReceptionScan, 1);
  Search search = { desk, sessions, n_sessions, scan };
  g_auto (MhScan) read = { 0 };

  scan->bookings = g_array_new (FALSE, FALSE, sizeof (gint64));
  scan->residents = g_array_new (FALSE, FALSE, sizeof (gint64));
  mh_scan_read (text, &read);

  return look (&search, &read, error) && find_session (&search, error) ? g_steal_pointer (&scan) : NULL;
}
