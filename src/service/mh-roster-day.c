/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-day"

#include "mh-roster-day.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-error.h"
#include "mh-roster-maker-private.h"
#include "mh-slips-private.h"

/**
 * mh_roster_day_free:
 * @day: what was printed
 */
void
mh_roster_day_free (MhRosterDay *day)
{
  g_clear_pointer (&day->prints, g_ptr_array_unref);
  g_clear_pointer (&day->pages, mh_pages_free);
  g_free (day);
}

/* (element-type gint64) those that take place, by programme and venue */
static GArray *
list_sessions (const MhDesk *desk,
               MhDate        date,
               GError      **error)
{
  g_autoptr (GArray) sessions = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *iso = mh_date_to_iso (date);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error, "SELECT id FROM session WHERE date = :date AND state <> 'cancelled' ORDER BY programme, venue, id",
                      ":date", MH_TEXT (iso), NULL);
  while (rows != NULL && mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (sessions, id);
  }
  if (rows == NULL || !mh_rows_end (rows, error))
    return NULL;

  if (sessions->len > 0)
    return g_steal_pointer (&sessions);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("Nothing takes place on this day, so there is nothing to print."));

  return NULL;
}

static gboolean
print_roster (const MhDesk           *desk,
              gint64                  session,
              const MhRosterSettings *last,
              MhRosterOrder           order,
              GPtrArray              *prints,
              GError                **error)
{
  g_autoptr (MhRosterSettings) settings = last->purpose == MH_ROSTER_RECEPTION ? mh_roster_settings_copy (last) :
                                          mh_roster_settings_new (MH_ROSTER_RECEPTION);
  g_autoptr (MhRosterSource) source = mh_roster_source_read (desk, session, error);

  settings->orders[0] = order;
  settings->n_orders = 1;

  return source != NULL && mh_roster_print_source (desk, source, settings, NULL, prints, error);
}

static gboolean
was_printed (const MhDesk *desk,
             gint64        session,
             gint64       *out_print,
             GError      **error)
{
  return mh_db_get_int (desk->db, 0, out_print, error, "SELECT max (id) FROM roster_print WHERE session = :session AND purpose = 'reception'",
                        ":session", MH_INT (session), NULL);
}

static gboolean
add_slips (const MhDesk *desk,
           MhRosterDay  *day,
           gint64        session,
           GError      **error)
{
  g_autoptr (MhRosterSource) source = mh_roster_source_read (desk, session, error);
  MhCards *cards = source != NULL ? mh_slips_make_in (desk, source, FALSE, error) : NULL;

  if (cards == NULL)
    return FALSE;

  if (source->rows->len == 0) {
    mh_cards_free (cards);
    return TRUE;
  }

  day->n_slips += source->rows->len;
  mh_pages_take_cards (day->pages, cards);

  return TRUE;
}

static gboolean
print_session (const MhDesk *desk,
               MhRosterDay  *day,
               gint64        session,
               gboolean      slips,
               GError      **error)
{
  g_autoptr (MhRosterSettings) last = mh_roster_last_settings (desk, session, error);
  guint first = day->prints->len;
  gint64 before = 0;

  if (last == NULL || !was_printed (desk, session, &before, error) ||
      !print_roster (desk, session, last, MH_ROSTER_ORDER_TIME, day->prints, error) ||
      !print_roster (desk, session, last, MH_ROSTER_ORDER_KANA, day->prints, error))
    return FALSE;

  /* The two lie on the desk together. */
  for (guint i = first; i < day->prints->len; i++) {
    const MhRosterPrint *print = g_ptr_array_index (day->prints, i);

    mh_roster_set_copy (print->roster, (guint) print->copy, (guint) ((const MhRosterPrint *) g_ptr_array_index (day->prints, first + 1))->copy);
  }

  /* Against the copy that lay on the desk before this one. */
  if (before != 0 && !mh_roster_changes_print_in (desk, session, before, NULL, day->prints, error))
    return FALSE;

  for (guint i = first; i < day->prints->len; i++)
    mh_pages_take_roster (day->pages, g_steal_pointer (&((MhRosterPrint *) g_ptr_array_index (day->prints, i))->roster));

  return !slips || add_slips (desk, day, session, error);
}

/**
 * mh_roster_day_print:
 * @desk: the desk, not in a transaction
 * @date: a day
 * @slips: whether booking slips are printed, too
 * @error: return location; MH_ERROR_NOT_FOUND when nothing takes place
 *
 * Returns: (transfer full): the pages in the order in which they are used, and the numbers they took; or %NULL
 */
MhRosterDay *
mh_roster_day_print (const MhDesk *desk,
                     MhDate        date,
                     gboolean      slips,
                     GError      **error)
{
  g_autoptr (MhRosterDay) day = g_new0 (MhRosterDay, 1);
  g_autofree char *words = mh_date_format (date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *title = g_strdup_printf (_("Papers for %s"), words);
  g_autoptr (GArray) sessions = NULL;
  gboolean done;

  day->date = date;
  day->prints = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_roster_print_free);
  day->pages = mh_pages_new (title);
  if (!mh_db_begin (desk->db, error))
    return NULL;

  sessions = list_sessions (desk, date, error);
  done = sessions != NULL;
  for (guint i = 0; done && i < sessions->len; i++)
    done = print_session (desk, day, g_array_index (sessions, gint64, i), slips, error);

  if (!done || !mh_db_commit (desk->db, error)) {
    if (!done)
      mh_db_rollback (desk->db);
    return NULL;
  }

  mh_audit_keep_head (desk->db);
  day->n_sessions = sessions->len;

  return g_steal_pointer (&day);
}
