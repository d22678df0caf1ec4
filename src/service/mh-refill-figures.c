/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-figures"

#include "mh-refill-figures.h"

#include <glib/gi18n-lib.h>

#include "mh-wording.h"

#define MINUTE G_GINT64_CONSTANT (60000)

/* Refills that were not taken back, for the slots that are chosen. */
#define FROM_ROUNDS \
  "FROM refill_round AS r JOIN slot ON slot.id = r.slot JOIN session ON session.id = slot.session " \
  "WHERE r.state <> 'undone' AND (:programme IS NULL OR session.programme = :programme) " \
  "AND (:session IS NULL OR session.id = :session) " \
  "AND (:from IS NULL OR session.date >= :from) AND (:to IS NULL OR session.date <= :to) "

#define TAKEN_PLACES \
  "(SELECT count (*) FROM offer AS o JOIN waiting_member AS m ON m.unit = o.unit WHERE o.round = r.id AND o.state = 'accepted')"

static const char * const channel_nicks[MH_REFILL_N_CHANNELS] = { "line", "sms", "by-hand", "not-sent" };

static const char * const answer_nicks[MH_REFILL_N_ANSWERS] = { "accepted", "declined", "expired", "lost", "open" };

/**
 * mh_refill_channel_nick:
 * @channel: how an offer went out
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_refill_channel_nick (MhRefillChannel channel)
{
  g_return_val_if_fail (channel < MH_REFILL_N_CHANNELS, NULL);

  return channel_nicks[channel];
}

/**
 * mh_refill_channel_label:
 * @channel: how an offer went out
 *
 * Returns: (transfer none): in words
 */
const char *
mh_refill_channel_label (MhRefillChannel channel)
{
  return channel == MH_REFILL_NOT_SENT ? C_ ("channel", "Not sent") : mh_wording_channel (mh_refill_channel_nick (channel));
}

/**
 * mh_refill_answer_nick:
 * @answer: what became of an offer
 *
 * Returns: (transfer none): its stable name, which is the state of the offer
 */
const char *
mh_refill_answer_nick (MhRefillAnswer answer)
{
  g_return_val_if_fail (answer < MH_REFILL_N_ANSWERS, NULL);

  return answer_nicks[answer];
}

static void
reason_free (MhRefillReason *reason)
{
  g_free (reason->reason);
  g_free (reason);
}

/**
 * mh_refill_figures_free:
 * @figures: figures
 */
void
mh_refill_figures_free (MhRefillFigures *figures)
{
  g_clear_pointer (&figures->reasons, g_ptr_array_unref);
  g_free (figures);
}

static MhRows *
query (const MhDesk       *desk,
       const MhListFilter *filter,
       const char         *sql,
       GError            **error)
{
  g_autofree char *from = mh_date_to_iso (filter->from);
  g_autofree char *to = mh_date_to_iso (filter->to);

  return mh_db_query (desk->db, error, sql, ":programme", MH_ID (filter->programme), ":session", MH_ID (filter->session),
                      ":from", MH_TEXT (from), ":to", MH_TEXT (to), NULL);
}

static gboolean
read_rounds (const MhDesk       *desk,
             const MhListFilter *filter,
             MhRefillFigures    *figures,
             GError            **error)
{
  g_autoptr (MhRows) rows = query (desk, filter,
                                   "SELECT r.places, " TAKEN_PLACES ", r.state, r.freed IS NOT NULL, "
                                                                    "  EXISTS (SELECT 1 FROM plan_decision AS d WHERE d.round = r.id) " FROM_ROUNDS, error);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    guint n_places = (guint) mh_rows_int (rows, 0);
    guint n_filled = MIN ((guint) mh_rows_int (rows, 1), n_places);

    figures->n_rounds++;
    figures->n_places += n_places;
    figures->n_filled += n_filled;
    if (mh_rows_int (rows, 3) != 0)
      figures->n_cancelled += n_places;

    if (g_str_equal (mh_rows_text (rows, 2), "open"))
      figures->n_open += n_places - n_filled;
    else
      figures->n_never += n_places - n_filled;

    if (mh_rows_int (rows, 4) == 0)
      figures->n_nobody += n_places - n_filled;
  }

  return mh_rows_end (rows, error);
}

/* By nearest rank. @times is in order. */
static gint64
choose_rank (const GArray *times,
             guint         percent)
{
  guint rank = (times->len * percent + 99) / 100;

  return times->len > 0 ? g_array_index (times, gint64, MAX (rank, 1) - 1) : 0;
}

static gboolean
read_times (const MhDesk       *desk,
            const MhListFilter *filter,
            MhRefillFigures    *figures,
            GError            **error)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = query (desk, filter,
                                   "SELECT max (taken.answered_at - chosen.opened_at, 1) AS ms FROM (SELECT r.id, r.opened_at " FROM_ROUNDS ") AS chosen "
                                                                                                                                            "JOIN offer AS taken ON taken.round = chosen.id AND taken.state = 'accepted' "
                                                                                                                                            "JOIN waiting_member AS m ON m.unit = taken.unit ORDER BY ms", error);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    gint64 ms = mh_rows_int (rows, 0);

    g_array_append_val (times, ms);
  }

  figures->median_ms = choose_rank (times, 50);
  figures->p90_ms = choose_rank (times, 90);
  figures->longest_ms = choose_rank (times, 100);

  return mh_rows_end (rows, error);
}

/* A table of two columns, a nick and a count, into the place of each nick. */
static gboolean
read_counts (MhRows             *rows,
             const char * const *nicks,
             guint               n_nicks,
             guint              *counts,
             GError            **error)
{
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    for (guint i = 0; i < n_nicks; i++) {
      if (g_str_equal (nicks[i], mh_rows_text (rows, 0)))
        counts[i] += (guint) mh_rows_int (rows, 1);
    }
  }

  return mh_rows_end (rows, error);
}

static gboolean
read_offers (const MhDesk       *desk,
             const MhListFilter *filter,
             MhRefillFigures    *figures,
             GError            **error)
{
  static const char by_channel[] =
    "SELECT CASE WHEN d.state IN ('by-hand', 'by-hand-done') THEN 'by-hand' WHEN d.state IN ('held', 'due', 'withdrawn') THEN 'not-sent' "
    "  WHEN contact.kind = 'line' THEN 'line' ELSE 'sms' END, count (*) "
    "FROM (SELECT r.id " FROM_ROUNDS ") AS chosen JOIN offer AS o ON o.round = chosen.id AND o.state <> 'undone' "
                                     "JOIN delivery AS d ON d.offer = o.id AND d.kind = 'offer' LEFT JOIN contact ON contact.id = d.contact GROUP BY 1";
  static const char by_answer[] =
    "SELECT o.state, count (*) FROM (SELECT r.id " FROM_ROUNDS ") AS chosen "
                                                               "JOIN offer AS o ON o.round = chosen.id AND o.state <> 'undone' GROUP BY 1";

  g_autoptr (MhRows) channels = query (desk, filter, by_channel, error);
  g_autoptr (MhRows) answers = NULL;

  if (!read_counts (channels, channel_nicks, MH_REFILL_N_CHANNELS, figures->offers, error))
    return FALSE;

  answers = query (desk, filter, by_answer, error);

  return read_counts (answers, answer_nicks, MH_REFILL_N_ANSWERS, figures->answers, error);
}

static gboolean
read_reasons (const MhDesk       *desk,
              const MhListFilter *filter,
              MhRefillFigures    *figures,
              GError            **error)
{
  g_autoptr (MhRows) rows = query (desk, filter,
                                   "SELECT d.reason, count (*) AS n FROM (SELECT r.id, r.places - " TAKEN_PLACES " AS missing " FROM_ROUNDS
                                   "  AND r.state <> 'open') AS chosen JOIN plan_decision AS d ON d.round = chosen.id "
                                   "  AND d.step = (SELECT max (step) FROM plan_decision WHERE round = chosen.id) "
                                   "WHERE chosen.missing > 0 AND d.reason <> 'chosen' GROUP BY 1 ORDER BY n DESC, 1", error);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhRefillReason *reason = g_new0 (MhRefillReason, 1);

    reason->reason = mh_rows_dup_text (rows, 0);
    reason->n = (guint) mh_rows_int (rows, 1);
    g_ptr_array_add (figures->reasons, reason);
  }

  return mh_rows_end (rows, error);
}

/* Units that were passed over for that reason in a refill that did not come back to them. */
static gboolean
read_no_channel (const MhDesk       *desk,
                 const MhListFilter *filter,
                 MhRefillFigures    *figures,
                 GError            **error)
{
  g_autoptr (MhRows) rows = query (desk, filter,
                                   "SELECT count (DISTINCT d.unit) FROM (SELECT r.id " FROM_ROUNDS ") AS chosen "
                                                                                                   "JOIN plan_decision AS d ON d.round = chosen.id AND d.reason = 'no-channel' "
                                                                                                   "WHERE NOT EXISTS (SELECT 1 FROM offer AS o WHERE o.round = d.round AND o.unit = d.unit AND o.state <> 'undone')",
                                   error);

  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows))
    figures->n_no_channel = (guint) mh_rows_int (rows, 0);

  return mh_rows_end (rows, error);
}

/**
 * mh_refill_figures_read:
 * @desk: the desk
 * @filter: the slots, by programme, session and day
 * @error: return location
 *
 * A place counts as filled when somebody said yes to it, whatever came later: a booking that is cancelled again begins a refill of its own.
 *
 * Returns: (transfer full): the figures
 */
MhRefillFigures *
mh_refill_figures_read (const MhDesk       *desk,
                        const MhListFilter *filter,
                        GError            **error)
{
  g_autoptr (MhRefillFigures) figures = g_new0 (MhRefillFigures, 1);

  figures->reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) reason_free);

  return read_rounds (desk, filter, figures, error) &&
         read_times (desk, filter, figures, error) &&
         read_offers (desk, filter, figures, error) &&
         read_reasons (desk, filter, figures, error) &&
         read_no_channel (desk, filter, figures, error) ? g_steal_pointer (&figures) : NULL;
}

/**
 * mh_refill_write_time:
 * @ms: how long it took; 0: nothing was filled
 *
 * Returns: (transfer full): hours and minutes in words; what is shorter than a minute is one
 */
char *
mh_refill_write_time (gint64 ms)
{
  gint64 minutes = (ms + MINUTE - 1) / MINUTE;

  if (ms <= 0)
    return g_strdup (C_ ("time", "none"));
  if (minutes < 60)
    return g_strdup_printf (_("%lld min"), (long long) minutes);

  return g_strdup_printf (_("%lld h %02lld min"), (long long) (minutes / 60), (long long) (minutes % 60));
}
