/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-today"

#include "mh-today.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-import-day.h"
#include "mh-protect.h"
#include "mh-reception-after.h"
#include "mh-resident-table.h"
#include "mh-session-table.h"
#include "mh-wording.h"

/* How many days ahead a protected person's place is told of, so that there is time to prepare. */
#define SOON_DAYS 7

/* How long ago a day may lie of which something is still to be noted. */
#define PAST_DAYS 60

typedef struct {
  const MhDesk *desk;
  MhToday      *today;
  char         *date;   /* ISO */
  char         *soon;
  char         *past;
} Reading;

static void
line_free (MhTodayLine *line)
{
  g_free (line->name);
  g_free (line->code);
  g_free (line);
}

static void
day_free (MhTodayDay *day)
{
  g_free (day->programme);
  g_free (day->venue);
  g_free (day->state);
  g_free (day);
}

/**
 * mh_today_free:
 * @today: what was read
 */
void
mh_today_free (MhToday *today)
{
  g_ptr_array_unref (today->days);
  g_ptr_array_unref (today->lines);
  g_clear_pointer (&today->backup, mh_backup_status_free);
  g_free (today);
}

/* --- the days ----------------------------------------------------------------------------------------------------- */

static gboolean
count_places (MhDb       *db,
              MhTodayDay *day,
              GError    **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (db, day->session, error);

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);

    if (i == 0)
      day->start_min = slot->start_min;
    day->end_min = MAX (day->end_min, slot->end_min);
    day->n_places += slot->n_places;
    day->n_booked += slot->n_booked;
    day->n_held += slot->n_held;
    day->n_free += slot->n_free;
  }

  return slots != NULL;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const MhTodayDay *one = *(const MhTodayDay * const *) a, *other = *(const MhTodayDay * const *) b;
  int order = mh_date_compare (one->date, other->date);

  return order != 0 ? order : one->start_min - other->start_min;
}

/* Today's and tomorrow's; otherwise those of the next day that has some. */
static gboolean
read_days (Reading *reading,
           GError **error)
{
  MhDb *db = reading->desk->db;
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT s.id, s.date, p.name, s.venue, s.state FROM session AS s JOIN programme AS p ON p.id = s.programme "
                                         "WHERE s.state <> 'cancelled' AND s.date >= :date AND s.date <= max (date (:date, '+1 day'), "
                                         "  (SELECT coalesce (min (date), '') FROM session WHERE state <> 'cancelled' AND date >= :date)) "
                                         "ORDER BY s.date, s.id", ":date", MH_TEXT (reading->date), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhTodayDay *day = g_new0 (MhTodayDay, 1);

    g_ptr_array_add (reading->today->days, day);
    day->session = mh_rows_int (rows, 0);
    mh_date_from_iso (mh_rows_text (rows, 1), &day->date);
    day->programme = mh_rows_dup_text (rows, 2);
    day->venue = mh_rows_dup_text (rows, 3);
    day->state = mh_rows_dup_text (rows, 4);
    day->start_min = -1;
    if (!count_places (db, day, error))
      return FALSE;
  }

  g_ptr_array_sort (reading->today->days, compare_days);

  return mh_rows_end (rows, error);
}

/* --- the lines ---------------------------------------------------------------------------------------------------- */

/* The columns of every query below, in this order. */
enum { NAME, CODE, SESSION, RESIDENT, BROADCAST, DATE, START, N, WAITING, UNTIL };

/* Every query gets the same, whichever of it it looks at. */
#define GIVEN "WITH given (date, soon, past, minute) AS (VALUES (:date, :soon, :past, :minute)) "

static gboolean
add_lines (Reading    *reading,
           MhTodayKind kind,
           const char *sql,
           GError    **error)
{
  g_autofree char *whole = g_strconcat (GIVEN, sql, NULL);
  g_autoptr (MhRows) rows = mh_db_query (reading->desk->db, error, whole,
                                         ":date", MH_TEXT (reading->date), ":soon", MH_TEXT (reading->soon),
                                         ":past", MH_TEXT (reading->past),
                                         ":minute", MH_INT (mh_minutes_from_ms (mh_desk_now (reading->desk))), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhTodayLine *line = g_new0 (MhTodayLine, 1);

    line->kind = kind;
    line->name = mh_rows_dup_text (rows, NAME);
    line->code = mh_rows_dup_text (rows, CODE);
    line->session = mh_rows_int (rows, SESSION);
    line->resident = mh_rows_int (rows, RESIDENT);
    line->broadcast = mh_rows_int (rows, BROADCAST);
    line->date = MH_DATE_NONE;
    if (!mh_rows_is_null (rows, DATE))
      mh_date_from_iso (mh_rows_text (rows, DATE), &line->date);
    line->start_min = mh_rows_is_null (rows, START) ? -1 : (int) mh_rows_int (rows, START);
    line->n = (int) mh_rows_int (rows, N);
    line->n_waiting = (int) mh_rows_int (rows, WAITING);
    line->until = mh_rows_int (rows, UNTIL);
    g_ptr_array_add (reading->today->lines, line);
  }

  return mh_rows_end (rows, error);
}

static const char offers_sql[] =
  "SELECT (SELECT r.name FROM waiting_member AS m JOIN resident AS r ON r.id = m.resident WHERE m.unit = o.unit ORDER BY m.id LIMIT 1), "
  "  NULL, t.session, 0, 0, s.date, t.start_min, (SELECT count (*) FROM waiting_member WHERE unit = o.unit), 0, o.deadline_at "
  "FROM offer AS o JOIN refill_round AS q ON q.id = o.round JOIN slot AS t ON t.id = q.slot JOIN session AS s ON s.id = t.session "
  "WHERE o.state = 'open' AND (s.date > :date OR (s.date = :date AND t.start_min > :minute)) ORDER BY o.deadline_at, o.id";

/* Several messages of one broadcast are one line. */
static const char checks_sql[] =
  "SELECT coalesce (r.name, '') AS name, d.kind, 0, coalesce (d.resident, 0), 0, NULL, NULL, 1, 0, 0 FROM delivery AS d "
  "LEFT JOIN resident AS r ON r.id = d.resident WHERE d.state = 'check' AND d.broadcast IS NULL "
  "UNION ALL SELECT b.name, 'broadcast', 0, 0, b.id, NULL, NULL, count (*), 0, 0 FROM delivery AS d JOIN broadcast AS b ON b.id = d.broadcast "
  "WHERE d.state = 'check' GROUP BY b.id ORDER BY 1";

/* What was not noted stands once for each day, not for each person. */
static const char unnoted_sql[] =
  "SELECT p.name, NULL, s.id, 0, 0, s.date, NULL, count (*), 0, 0 FROM booking AS b JOIN slot AS t ON t.id = b.slot "
  "JOIN session AS s ON s.id = t.session JOIN programme AS p ON p.id = s.programme LEFT JOIN visit AS v ON v.booking = b.id "
  "WHERE b.state = 'active' AND s.state <> 'cancelled' AND s.date < :date AND s.date >= :past AND (v.state IS NULL OR v.state = 'came') "
  "GROUP BY s.id ORDER BY s.date, s.id";

static const char by_hand_sql[] =
  "SELECT coalesce (r.name, '') AS name, d.kind, 0, coalesce (d.resident, 0), 0, NULL, NULL, 1, 0, 0 FROM delivery AS d "
  "LEFT JOIN resident AS r ON r.id = d.resident WHERE d.state = 'by-hand' AND d.broadcast IS NULL AND d.reason IS NOT 'protected' "
  "UNION ALL SELECT b.name, 'broadcast', 0, 0, b.id, NULL, NULL, count (*), 0, 0 FROM delivery AS d JOIN broadcast AS b ON b.id = d.broadcast "
  "WHERE d.state = 'by-hand' GROUP BY b.id ORDER BY 1";

static const char broadcasts_sql[] =
  "SELECT name, state, 0, 0, id, NULL, NULL, coalesce (heads, 0), 0, CASE state WHEN 'held' THEN coalesce (hold_until, 0) ELSE 0 END "
  "FROM broadcast WHERE state IN ('held', 'running', 'paused') ORDER BY id";

static const char fixes_sql[] =
  "SELECT '', NULL, 0, 0, 0, NULL, NULL, count (*), 0, 0 FROM contact_problem WHERE settled = 0 HAVING count (*) > 0";

/* Whoever was ever under a measure; whether one runs is asked of each. */
static const char protected_sql[] =
  "SELECT r.name, NULL, s.id, b.resident, 0, s.date, t.start_min, 1, 0, 0 FROM booking AS b JOIN resident AS r ON r.id = b.resident "
  "JOIN slot AS t ON t.id = b.slot JOIN session AS s ON s.id = t.session "
  "WHERE b.state = 'active' AND s.state <> 'cancelled' AND s.date >= :date AND s.date <= :soon "
  "AND EXISTS (SELECT 1 FROM protection WHERE resident = b.resident) "
  "UNION ALL SELECT r.name, d.kind, 0, d.resident, 0, NULL, NULL, 1, 0, 0 FROM delivery AS d JOIN resident AS r ON r.id = d.resident "
  "WHERE d.state = 'by-hand' AND d.broadcast IS NULL AND d.reason = 'protected' ORDER BY 6, 7, 1";

static gboolean
add_protected (Reading *reading,
               GError **error)
{
  GPtrArray *lines = reading->today->lines;
  guint at = lines->len;

  if (!add_lines (reading, MH_TODAY_PROTECTED, protected_sql, error))
    return FALSE;

  while (at < lines->len) {
    const MhTodayLine *line = g_ptr_array_index (lines, at);
    gboolean covered = TRUE;

    if (line->code == NULL && !mh_protect_covers (reading->desk, line->resident, &covered, error))
      return FALSE;

    if (covered)
      at++;
    else
      g_ptr_array_remove_index (lines, at);
  }

  return TRUE;
}

/* Days to come with free places, of programmes for which somebody waits. */
static gboolean
add_free (Reading *reading,
          GError **error)
{
  GPtrArray *lines = reading->today->lines;
  guint at = lines->len;

  if (!add_lines (reading, MH_TODAY_FREE,
                  "SELECT p.name, NULL, s.id, 0, 0, s.date, NULL, 0, count (w.id), 0 FROM session AS s JOIN programme AS p ON p.id = s.programme "
                  "JOIN waiting_unit AS w ON w.programme = p.id AND w.state = 'waiting' "
                  "WHERE s.state = 'open' AND s.date >= :date GROUP BY s.id ORDER BY s.date, s.id", error))
    return FALSE;

  while (at < lines->len) {
    MhTodayLine *line = g_ptr_array_index (lines, at);
    g_autoptr (GPtrArray) slots = mh_session_table_list_slots (reading->desk->db, line->session, error);

    if (slots == NULL)
      return FALSE;

    for (guint i = 0; i < slots->len; i++) {
      const MhSlot *slot = g_ptr_array_index (slots, i);

      if (mh_ms_from_civil (slot->date, slot->start_min) <= mh_desk_now (reading->desk) || slot->n_free == 0)
        continue;

      line->n += slot->n_free;
      if (line->start_min < 0)
        line->start_min = slot->start_min;
    }

    if (line->n > 0)
      at++;
    else
      g_ptr_array_remove_index (lines, at);
  }

  return TRUE;
}

/* Bookings of further doses without the one before. */
static gboolean
add_loose (Reading *reading,
           GError **error)
{
  g_autoptr (GPtrArray) loose = mh_reception_list_loose (reading->desk, 0, error);

  for (guint i = 0; loose != NULL && i < loose->len; i++) {
    const MhLooseDose *dose = g_ptr_array_index (loose, i);
    g_autoptr (MhResident) resident = mh_resident_table_get (reading->desk->db, dose->resident, error);
    MhTodayLine *line;

    if (resident == NULL)
      return FALSE;

    line = g_new0 (MhTodayLine, 1);
    line->kind = MH_TODAY_LOOSE;
    line->name = g_strdup (resident->name);
    line->code = g_strdup (dose->why);
    line->session = dose->session;
    line->resident = dose->resident;
    line->date = dose->date;
    line->start_min = dose->start_min;
    line->n = 1;
    line->n_waiting = dose->dose;
    g_ptr_array_add (reading->today->lines, line);
  }

  return loose != NULL;
}

static gboolean
read_lines (Reading *reading,
            GError **error)
{
  return add_lines (reading, MH_TODAY_OFFER, offers_sql, error) &&
         add_free (reading, error) &&
         add_lines (reading, MH_TODAY_CHECK, checks_sql, error) &&
         add_protected (reading, error) &&
         add_lines (reading, MH_TODAY_BROADCAST, broadcasts_sql, error) &&
         add_lines (reading, MH_TODAY_BY_HAND, by_hand_sql, error) &&
         add_loose (reading, error) &&
         add_lines (reading, MH_TODAY_UNNOTED, unnoted_sql, error) &&
         add_lines (reading, MH_TODAY_FIX, fixes_sql, error);
}

static gboolean
read_town (Reading *reading,
           GError **error)
{
  MhToday *today = reading->today;
  MhDb *db = reading->desk->db;
  g_autofree char *sending = mh_config_get (reading->desk, "sending", error);

  if (sending == NULL ||
      !mh_db_get_int (db, 0, &today->n_residents, error, "SELECT count (*) FROM resident WHERE merged_into IS NULL", NULL) ||
      !mh_db_get_int (db, 0, &today->n_programmes, error, "SELECT count (*) FROM programme", NULL) ||
      !mh_db_get_int (db, 0, &today->n_sessions, error, "SELECT count (*) FROM session WHERE state <> 'cancelled' AND date >= :date",
                      ":date", MH_TEXT (reading->date), NULL) ||
      !mh_import_get_age (reading->desk, &today->list_as_of, &today->list_days, error))
    return FALSE;

  today->is_sending = g_str_equal (sending, "on");
  today->backup = mh_backup_get_status (reading->desk, error);

  return today->backup != NULL;
}

static char *
iso_after (MhDate date,
           int    days)
{
  return mh_date_to_iso (mh_date_from_days (mh_date_to_days (date) + days));
}

/**
 * mh_today_read:
 * @desk: the desk
 * @error: return location
 *
 * Reads what needs the nurse now, at one moment. Of protected people it holds names and times, never where they live.
 *
 * Returns: (transfer full): what there is
 */
MhToday *
mh_today_read (const MhDesk *desk,
               GError      **error)
{
  g_autoptr (MhToday) today = g_new0 (MhToday, 1);
  g_autofree char *date = NULL;
  g_autofree char *soon = NULL;
  g_autofree char *past = NULL;
  Reading reading = { .desk = desk, .today = today };

  today->date = mh_desk_today (desk);
  today->days = g_ptr_array_new_with_free_func ((GDestroyNotify) day_free);
  today->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  reading.date = date = mh_date_to_iso (today->date);
  reading.soon = soon = iso_after (today->date, SOON_DAYS);
  reading.past = past = iso_after (today->date, -PAST_DAYS);

  if (!read_days (&reading, error) || !read_lines (&reading, error) || !read_town (&reading, error))
    return NULL;

  return g_steal_pointer (&today);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static char *
write_when (const MhTodayLine *line)
{
  g_autofree char *date = mh_date_is_set (line->date) ? mh_date_format (line->date, MH_DATE_STYLE_WEEKDAY) : g_strdup ("");

  return line->start_min < 0 ? g_steal_pointer (&date) : g_strdup_printf ("%s %d:%02d", date, line->start_min / 60, line->start_min % 60);
}

static char *
describe_offer (const MhTodayLine *line,
                const char        *when)
{
  if (line->n > 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s and %2$d more were offered a place: %3$s",
                                         "%1$s and %2$d more were offered places: %3$s", (gulong) line->n - 1),
                            line->name, line->n - 1, when);

  return g_strdup_printf (_("%1$s was offered a place: %2$s"), line->name, when);
}

static char *
describe_free (const MhTodayLine *line,
               const char        *when)
{
  g_autofree char *free = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d free place", "%d free places", (gulong) line->n), line->n);
  g_autofree char *waiting = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d waits", "%d wait", (gulong) line->n_waiting), line->n_waiting);

  return g_strdup_printf ("%s %s ・ %s ・ %s", line->name, when, free, waiting);
}

static const char *
name_of (const MhTodayLine *line)
{
  return *line->name != '\0' ? line->name : _("A number that nobody in the register has");
}

static char *
describe_check (const MhTodayLine *line)
{
  if (line->broadcast != 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Did it arrive? %1$s ・ %2$d person", "Did it arrive? %1$s ・ %2$d people",
                                         (gulong) line->n), line->name, line->n);

  return g_strdup_printf (_("Did it arrive? %1$s ・ %2$s"), name_of (line), mh_wording_delivery_kind (line->code));
}

static char *
describe_by_hand (const MhTodayLine *line)
{
  if (line->broadcast != 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "To be told by telephone or on paper: %1$s ・ %2$d person",
                                         "To be told by telephone or on paper: %1$s ・ %2$d people", (gulong) line->n),
                            line->name, line->n);

  return g_strdup_printf (_("To be told by telephone or in person: %1$s ・ %2$s"), name_of (line), mh_wording_delivery_kind (line->code));
}

static char *
describe_protected (const MhTodayLine *line,
                    const char        *when)
{
  if (line->code != NULL)
    return g_strdup_printf (_("%1$s (support measure) is to be told in person: %2$s"), line->name, mh_wording_delivery_kind (line->code));

  return g_strdup_printf (_("%1$s (support measure) has a place: %2$s"), line->name, when);
}

/**
 * mh_today_describe:
 * @line: a line
 *
 * Returns: (transfer full): the line as a sentence in the language of the program; without the time that is left
 */
char *
mh_today_describe (const MhTodayLine *line)
{
  g_autofree char *when = write_when (line);

  switch (line->kind) {
  case MH_TODAY_OFFER:
    return describe_offer (line, when);

  case MH_TODAY_FREE:
    return describe_free (line, when);

  case MH_TODAY_CHECK:
    return describe_check (line);

  case MH_TODAY_PROTECTED:
    return describe_protected (line, when);

  case MH_TODAY_BROADCAST:
    return g_strdup_printf ("%s ・ %s", line->name, mh_wording_broadcast_state (line->code));

  case MH_TODAY_BY_HAND:
    return describe_by_hand (line);

  case MH_TODAY_LOOSE:
    return g_strdup_printf (_("%1$s has not had dose %2$d; dose %3$d is booked: %4$s"), line->name, line->n_waiting - 1, line->n_waiting, when);

  case MH_TODAY_UNNOTED:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s %2$s: nothing is noted of %3$d person",
                                         "%1$s %2$s: nothing is noted of %3$d people", (gulong) line->n), line->name, when, line->n);

  case MH_TODAY_FIX:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d telephone number is to be put right",
                                         "%d telephone numbers are to be put right", (gulong) line->n), line->n);

  default:
    g_return_val_if_reached (NULL);
  }
}

/**
 * mh_today_kind_code:
 * @kind: a kind of line
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_today_kind_code (MhTodayKind kind)
{
  static const char * const codes[] = { "offer", "free", "check", "protected", "broadcast", "by-hand", "loose", "unnoted", "fix" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (codes), "");

  return codes[kind];
}

/**
 * mh_today_kind_words:
 * @code: a stable name of a kind
 *
 * Returns: (transfer none): the kind in words
 */
const char *
mh_today_kind_words (const char *code)
{
  static const char * const words[] = {
    N_("Place offered"), N_("Free places"), N_("To check"), N_("Support measure"), NC_ ("place", "Broadcasts"), N_("To be told by hand"),
    N_("Dose without the one before"), N_("Nothing noted"), N_("Numbers to put right"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_str_equal (code, mh_today_kind_code (i)))
      return i == MH_TODAY_BROADCAST ? g_dpgettext2 (GETTEXT_PACKAGE, "place", words[i]) : _(words[i]);
  }

  return code;
}
