/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-places"

#include "mh-places.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-act.h"
#include "mh-error.h"
#include "mh-text.h"

#define MOST_PLACES      1000  /* in one slot: beyond lies a slip of the finger */
#define MINUTES_OF_A_DAY 1440

/* A stretch of a day that is cut into slots of one length. */
typedef struct {
  int start;
  int end;
  int minutes;
  int places;
} Window;

/* What hands type instead of the plain signs, after NFKC. */
static char *
fold_signs (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *folded = g_string_new (NULL);

  for (const char *at = plain; at != NULL && *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == 0x301c || c == '~' || c == 0x2212 || c == 0x2013)  /* 〜 − – */
      g_string_append_c (folded, '-');
    else if (c == 0x00d7 || c == 'X' || c == '*')  /* × */
      g_string_append_c (folded, 'x');
    else if (c == 0x3001)  /* 、 */
      g_string_append_c (folded, ',');
    else if (!g_unichar_isspace (c))
      g_string_append_unichar (folded, c);
  }

  return g_string_free (folded, FALSE);
}

static gboolean
read_count (const char *text,
            int         most,
            int        *out_count)
{
  guint64 count;

  if (!g_ascii_string_to_unsigned (text, 10, 1, most, &count, NULL))
    return FALSE;

  *out_count = count;

  return TRUE;
}

/* "9:00-12:00/30x10" */
static gboolean
split_window (const char *text,
              Window     *window)
{
  g_auto (GStrv) sides = g_strsplit (text, "/", -1);
  g_auto (GStrv) times = NULL;
  g_auto (GStrv) counts = NULL;

  if (g_strv_length (sides) != 2)
    return FALSE;

  times = g_strsplit (sides[0], "-", -1);
  counts = g_strsplit (sides[1], "x", -1);
  if (g_strv_length (times) != 2 || g_strv_length (counts) != 2)
    return FALSE;

  return mh_minutes_read (times[0], &window->start) &&
         mh_minutes_read (times[1], &window->end) &&
         read_count (counts[0], MINUTES_OF_A_DAY, &window->minutes) &&
         read_count (counts[1], MOST_PLACES, &window->places);
}

static gboolean
read_window (const char *text,
             Window     *window,
             GError    **error)
{
  if (!split_window (text, window)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("“%s” cannot be read. Please write from, to, minutes of a slot and places of a slot like this: 09:00-12:00/30x10."),
                 text);
    return FALSE;
  }

  if (window->end <= window->start) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("In “%s” the end is not after the beginning."), text);
    return FALSE;
  }

  if ((window->end - window->start) % window->minutes != 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("In “%s” the time cannot be divided into slots of %d minutes: %d minutes would be left over."),
                 text, window->minutes, (window->end - window->start) % window->minutes);
    return FALSE;
  }

  return TRUE;
}

static gboolean
check_overlap (GArray       *windows,
               const Window *window,
               GError      **error)
{
  for (guint i = 0; i < windows->len; i++) {
    const Window *other = &g_array_index (windows, Window, i);

    if (window->start < other->end && other->start < window->end) {
      g_autofree char *from = mh_minutes_format (MAX (window->start, other->start));
      g_autofree char *to = mh_minutes_format (MIN (window->end, other->end));

      g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("From %s to %s there are two slots at the same time."), from, to);
      return FALSE;
    }
  }

  return TRUE;
}

/* Returns: (element-type Window) */
static GArray *
read_windows (const char *text,
              GError    **error)
{
  g_autofree char *folded = fold_signs (text != NULL ? text : "");
  g_auto (GStrv) parts = g_strsplit (folded, ",", -1);
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (Window));

  if (*folded == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the time slots."));
    return NULL;
  }

  for (guint i = 0; parts[i] != NULL; i++) {
    Window window;

    if (!read_window (parts[i], &window, error) || !check_overlap (windows, &window, error))
      return NULL;

    g_array_append_val (windows, window);
  }

  return g_steal_pointer (&windows);
}

static gboolean
check_phone (GArray  *windows,
             int      phone,
             GError **error)
{
  for (guint i = 0; i < windows->len; i++) {
    const Window *window = &g_array_index (windows, Window, i);

    if (phone < 0 || phone > window->places) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                   _("A slot of %d places cannot keep %d of them for telephone and counter."), window->places, phone);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
insert_slots (MhDb    *db,
              gint64   session,
              GArray  *windows,
              int      phone,
              GError **error)
{
  for (guint i = 0; i < windows->len; i++) {
    const Window *window = &g_array_index (windows, Window, i);

    for (int start = window->start; start < window->end; start += window->minutes) {
      if (mh_session_table_insert_slot (db, session, start, start + window->minutes, window->places - phone, phone, error) == 0)
        return FALSE;
    }
  }

  return TRUE;
}

static gboolean
check_programme (const MhProgramme *programme,
                 GError           **error)
{
  if (programme->name == NULL || *programme->name == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter a name for the programme."));
    return FALSE;
  }

  if (programme->age.below_months != 0 && programme->age.below_months <= programme->age.min_months) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("Nobody can be of that age: the upper limit is not above the lower one."));
    return FALSE;
  }

  return TRUE;
}

/**
 * mh_places_add_programme:
 * @desk: the desk
 * @programme: the programme; its id does not matter
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * Returns: the new id, or 0
 */
gint64
mh_places_add_programme (const MhDesk      *desk,
                         const MhProgramme *programme,
                         GError           **error)
{
  g_autoptr (MhAct) act = NULL;
  gint64 id;

  if (!check_programme (programme, error))
    return 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "programme.add", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return 0;

  id = mh_programme_table_insert (desk->db, programme, error);
  if (id == 0)
    return 0;

  mh_act_set_int (act, "programme", id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_places_add_session:
 * @desk: the desk
 * @programme: a programme's id
 * @date: the day
 * @venue: the place
 * @slots: from, to, minutes of a slot and places of a slot, "09:00-12:00/30x10"; several separated by commas
 * @phone: how many of each slot's places are kept for telephone and counter
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_NOT_FOUND
 *
 * Opens a day (日程・会場) with its slots and places in one act. Slots that overlap are refused, and a stretch that its slots do not
 * fill, since a place too few or too many would only be seen at the door.
 *
 * Returns: the session, or 0
 */
gint64
mh_places_add_session (const MhDesk *desk,
                       gint64        programme,
                       MhDate        date,
                       const char   *venue,
                       const char   *slots,
                       int           phone,
                       GError      **error)
{
  g_autofree char *tidy_venue = mh_text_tidy_name (venue != NULL ? venue : "");
  g_autoptr (MhProgramme) found = NULL;
  g_autoptr (GArray) windows = NULL;
  g_autoptr (MhAct) act = NULL;
  gint64 session;

  if (!mh_date_is_set (date) || *tidy_venue == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the day and the venue."));
    return 0;
  }

  windows = read_windows (slots, error);
  if (windows == NULL || !check_phone (windows, phone, error))
    return 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "session.add", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return 0;

  found = mh_programme_table_get (desk->db, programme, error);
  if (found == NULL)
    return 0;

  session = mh_session_table_insert (desk->db, programme, date, tidy_venue, error);
  if (session == 0 || !insert_slots (desk->db, session, windows, phone, error))
    return 0;

  mh_act_set_int (act, "session", session);

  return mh_act_commit (act, error) ? session : 0;
}
