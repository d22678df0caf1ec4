/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-undo"

#include "mh-undo.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-error.h"

/* A change of the act whose row a later act has changed again. Acts that were taken back, and those that took them back,
 * cancel each other out. */
#define CHANGED_SINCE \
  "SELECT count (*) FROM act_change AS mine " \
  "JOIN act_change AS theirs ON theirs.tbl = mine.tbl AND theirs.key = mine.key AND theirs.act > mine.act " \
  "JOIN act ON act.id = theirs.act " \
  "WHERE mine.act = :act AND mine.inverse IS NOT NULL AND act.undone_by IS NULL AND act.undoes IS NULL "

/* What the carrier was not certain of, and nobody has found out. */
#define MAY_HAVE_ARRIVED \
  "EXISTS (SELECT 1 FROM attempt_delivery JOIN attempt ON attempt.id = attempt_delivery.attempt AND attempt.state = 'check' " \
  "  WHERE attempt_delivery.delivery = delivery.id)"

#define RESTORED_SINCE "SELECT 1 FROM act WHERE act.id > :act AND act.kind = 'restore'"

typedef struct {
  char  *policy;   /* (owned) */
  gint64 undoes;
  gint64 undone_by;
  gint64 n_deliveries;
  gint64 n_left;    /* deliveries that have left the house */
  gint64 n_changes;
  gint64 n_final;   /* changes that must not be taken back: a protection that began */
} ActState;

static void
act_state_clear (ActState *state)
{
  g_free (state->policy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ActState, act_state_clear)

/**
 * mh_undo_result_free:
 * @result: a result
 */
void
mh_undo_result_free (MhUndoResult *result)
{
  g_clear_pointer (&result->kept, g_array_unref);
  g_free (result);
}

static gboolean
read_state (MhDb     *db,
            gint64    act,
            ActState *state,
            GError  **error)
{
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT policy, undoes, undone_by, "
                      "  (SELECT count (*) FROM delivery WHERE delivery.act = act.id), "
                      "  (SELECT count (*) FROM delivery WHERE delivery.act = act.id "
                      "     AND state NOT IN ('held', 'due', 'withdrawn', 'by-hand')), "
                      "  (SELECT count (*) FROM act_change WHERE act_change.act = act.id), "
                      "  (SELECT count (*) FROM act_change WHERE act_change.act = act.id AND inverse IS NULL AND tbl <> 'contact') "
                      "FROM act WHERE id = :act",
                      ":act", MH_INT (act), NULL);
  if (rows == NULL)
    return FALSE;

  if (!mh_rows_next (rows)) {
    if (mh_rows_end (rows, error))
      g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no operation %lld."), (long long) act);
    return FALSE;
  }

  state->policy = mh_rows_dup_text (rows, 0);
  state->undoes = mh_rows_int (rows, 1);
  state->undone_by = mh_rows_int (rows, 2);
  state->n_deliveries = mh_rows_int (rows, 3);
  state->n_left = mh_rows_int (rows, 4);
  state->n_changes = mh_rows_int (rows, 5);
  state->n_final = mh_rows_int (rows, 6);

  return TRUE;
}

static gboolean
check_state (const ActState *state,
             GError        **error)
{
  if (state->undone_by != 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This has already been undone."));
    return FALSE;
  }

  /* Nothing is said to be undone that stays; and what an undo brought back goes again as a whole or not at all. */
  if (g_str_equal (state->policy, "none") || (state->n_final > 0 && (state->undoes != 0 || state->n_final == state->n_changes))) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This cannot be undone."));
    return FALSE;
  }

  if (state->n_left > 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("This can no longer be undone: %d messages have already gone out. Please telephone the people concerned."),
                 (int) state->n_left);
    return FALSE;
  }

  return TRUE;
}

/* The inverses of an act, or of the part of it that is about one person (@owner not 0), newest first. */
static GPtrArray *
list_inverses (MhDb    *db,
               gint64   act,
               gint64   owner,
               GError **error)
{
  g_autoptr (GPtrArray) inverses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT inverse FROM act_change "
                      "WHERE act = :act AND inverse IS NOT NULL AND (:owner IS NULL OR owner = :owner) "
                      "ORDER BY id DESC",
                      ":act", MH_INT (act), ":owner", MH_ID (owner), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (inverses, mh_rows_dup_text (rows, 0));

  return mh_rows_end (rows, error) ? g_steal_pointer (&inverses) : NULL;
}

static gboolean
run_inverses (MhDb    *db,
              gint64   act,
              gint64   owner,
              gint64  *out_n,
              GError **error)
{
  g_autoptr (GPtrArray) inverses = list_inverses (db, act, owner, error);

  if (inverses == NULL)
    return FALSE;

  for (guint i = 0; i < inverses->len; i++) {
    if (!mh_db_exec (db, g_ptr_array_index (inverses, i), error))
      return FALSE;
  }

  *out_n += inverses->len;

  return TRUE;
}

static gboolean
refuse_changed (GError **error)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("This can no longer be undone: what it changed has been changed again since. Please undo the later operations first."));

  return FALSE;
}

static gboolean
take_back_whole (MhDb         *db,
                 gint64        act,
                 MhUndoResult *result,
                 GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 n_changed = 0;

  if (!mh_db_get_int (db, 0, &n_changed, error, CHANGED_SINCE, ":act", MH_INT (act), NULL))
    return FALSE;

  if (n_changed == 0 && run_inverses (db, act, 0, &result->n_rows, &local_error))
    return TRUE;

  if (local_error != NULL && !g_error_matches (local_error, MH_ERROR, MH_ERROR_CONFLICT)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  return refuse_changed (error);
}

/* Takes back what the act did to one person, or leaves it and says so in @out_kept. */
static gboolean
take_back_person (MhDb         *db,
                  gint64        act,
                  gint64        owner,
                  MhUndoResult *result,
                  GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 n_changed = 0;

  if (!mh_db_get_int (db, 0, &n_changed, error, CHANGED_SINCE "AND mine.owner = :owner",
                      ":act", MH_INT (act), ":owner", MH_INT (owner), NULL) ||
      !mh_db_exec (db, "SAVEPOINT person", error))
    return FALSE;

  if (n_changed == 0 && run_inverses (db, act, owner, &result->n_rows, &local_error))
    return mh_db_exec (db, "RELEASE person", error);

  if (local_error != NULL && !g_error_matches (local_error, MH_ERROR, MH_ERROR_CONFLICT)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  g_array_append_val (result->kept, owner);

  return mh_db_exec (db, "ROLLBACK TO person", error) && mh_db_exec (db, "RELEASE person", error);
}

static gboolean
take_back_by_row (MhDb         *db,
                  gint64        act,
                  MhUndoResult *result,
                  GError      **error)
{
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT owner FROM act_change WHERE act = :act AND owner IS NOT NULL "
                      "GROUP BY owner ORDER BY max (id) DESC",
                      ":act", MH_INT (act), NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    gint64 owner = mh_rows_int (rows, 0);

    g_array_append_val (owners, owner);
  }

  if (!mh_rows_end (rows, error))
    return FALSE;

  for (guint i = 0; i < owners->len; i++) {
    if (!take_back_person (db, act, g_array_index (owners, gint64, i), result, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
withdraw_deliveries (MhDb    *db,
                     gint64   act,
                     gint64   now,
                     GError **error)
{
  return mh_db_run (db, error,
                    "UPDATE delivery SET state = 'withdrawn', reason = 'undone', state_at = :now "
                    "WHERE act = :act AND state IN ('held', 'due', 'by-hand')",
                    ":now", MH_INT (now), ":act", MH_INT (act), NULL);
}

/* An offer that is open again is told again: its words, which ended with it unsent, go out after all, judged anew when they leave. Where a
 * backup was put back after the act, or the carrier was not certain, nobody knows whether they went out: a person looks. */
static gboolean
revive_deliveries (MhDb         *db,
                   gint64        act,
                   gint64        now,
                   MhUndoResult *result,
                   gboolean     *out_revived,
                   GError      **error)
{
  *out_revived = FALSE;

  if (result->n_rows == 0)
    return TRUE;

  if (!mh_db_run (db, error,
                  "UPDATE delivery SET state_at = :now, "
                  "  state = CASE WHEN EXISTS (" RESTORED_SINCE ") OR " MAY_HAVE_ARRIVED " THEN 'check' ELSE 'held' END, "
                                                                                         "  reason = CASE WHEN EXISTS (" RESTORED_SINCE ") THEN 'restored' WHEN " MAY_HAVE_ARRIVED " THEN 'unknown' END "
                                                                                                                                                                                   "WHERE kind = 'offer' AND state = 'withdrawn' AND reason = 'offer-ended' "
                                                                                                                                                                                   "  AND offer IN (SELECT offer.id FROM act_change JOIN offer ON offer.id = act_change.key "
                                                                                                                                                                                   "                WHERE act_change.act = :act AND act_change.tbl = 'offer' AND offer.state = 'open')",
                  ":now", MH_INT (now), ":act", MH_INT (act), NULL))
    return FALSE;

  *out_revived = mh_db_changes (db) > 0;

  return TRUE;
}

#define IS_OVER "EXISTS (SELECT 1 FROM broadcast AS b WHERE b.id = delivery.broadcast AND b.state IN ('stopped', 'withdrawn'))"

#define REOPEN \
  "UPDATE delivery SET state_at = :now, " \
  "  state = CASE WHEN " IS_OVER " THEN 'withdrawn' ELSE 'by-hand' END, " \
                                 "  reason = CASE WHEN " IS_OVER " THEN 'stopped' ELSE reason END " \
                                                                 "WHERE state = 'by-hand-done' AND id = :id " \
                                                                 "AND NOT EXISTS (SELECT 1 FROM outgoing_row AS told WHERE told.delivery = delivery.id AND told.result IN ('spoke', 'posted'))"

/* (element-type gint64) messages that were told by hand by what the act noted: a call without an answer tells nobody, whoever is told elsewise. */
static GArray *
list_told_by_hand (MhDb    *db,
                   gint64   act,
                   GError **error)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT DISTINCT r.delivery FROM act_change AS c JOIN outgoing_row AS r "
                                         "   ON r.file = CAST (substr (c.key, 1, instr (c.key, '/') - 1) AS INTEGER) "
                                         "  AND r.position = CAST (substr (c.key, instr (c.key, '/') + 1) AS INTEGER) "
                                         "WHERE c.act = :act AND c.tbl = 'outgoing_row' AND r.result IN ('spoke', 'posted')",
                                         ":act", MH_INT (act), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 delivery = mh_rows_int (rows, 0);

    g_array_append_val (told, delivery);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&told) : NULL;
}

/* Who was told by hand only in what is taken back waits to be told again, unless the broadcast was stopped since. @told: of
 * list_told_by_hand(), before it was taken back */
static gboolean
reopen_by_hand (MhDb         *db,
                const GArray *told,
                gint64        now,
                gboolean     *out_reopened,
                GError      **error)
{
  *out_reopened = FALSE;
  for (guint i = 0; i < told->len; i++) {
    if (!mh_db_run (db, error, REOPEN, ":now", MH_INT (now), ":id", MH_INT (g_array_index (told, gint64, i)), NULL))
      return FALSE;
    *out_reopened = *out_reopened || mh_db_changes (db) > 0;
  }

  return TRUE;
}

/* Open rounds whose offers, or whom they ask, the act has changed and that now ask nobody, so that a place is kept for nobody, or more people than they may,
 * or a couple for one place: somebody else has been asked or has answered since. Where a person had one more asked, a person knows. */
#define ROUNDS_THAT_DO_NOT_FIT \
  "SELECT count (*) FROM " \
  "  (SELECT mode, parallel, " \
  "     (SELECT count (*) FROM seat_hold WHERE seat_hold.round = refill_round.id) AS n_places, " \
  "     (SELECT count (*) FROM offer WHERE offer.round = refill_round.id AND offer.state = 'open') AS n_offers, " \
  "     (SELECT count (*) FROM offer JOIN waiting_member ON waiting_member.unit = offer.unit " \
  "        WHERE offer.round = refill_round.id AND offer.state = 'open') AS n_people, " \
  "     (SELECT max (n) FROM (SELECT count (*) AS n FROM offer JOIN waiting_member ON waiting_member.unit = offer.unit " \
  "        WHERE offer.round = refill_round.id AND offer.state = 'open' GROUP BY offer.id)) AS n_most, " \
  "     (SELECT count (DISTINCT asking.id) FROM act AS asking JOIN act_change ON act_change.act = asking.id AND act_change.tbl = 'offer' " \
  "        JOIN offer ON offer.id = act_change.key " \
  "        WHERE asking.kind = 'refill.ask-next' AND offer.round = refill_round.id) AS n_asked " \
  "   FROM refill_round WHERE state = 'open' AND id IN " \
  "     (SELECT offer.round FROM act_change JOIN offer ON offer.id = act_change.key " \
  "      WHERE act_change.act = :act AND act_change.tbl = 'offer' " \
  "      UNION SELECT offer.round FROM act_change JOIN waiting_member ON waiting_member.id = act_change.key " \
  "        JOIN offer ON offer.unit = waiting_member.unit AND offer.state = 'open' " \
  "      WHERE act_change.act = :act AND act_change.tbl = 'waiting_member')) " \
  "WHERE n_offers = 0 OR n_most > n_places OR (mode = 'one-at-a-time' AND n_people > n_places AND n_asked = 0) " \
  "  OR (mode = 'first-yes' AND n_offers > parallel + n_asked)"

/* Rows that were changed back may not contradict what other acts have built on them since. */
static gboolean
check_offers (MhDb    *db,
              gint64   act,
              GError **error)
{
  gint64 n_stranded = 0, n_rounds = 0;

  if (!mh_db_get_int (db, 0, &n_stranded, error,
                      "SELECT count (*) FROM offer JOIN waiting_unit ON waiting_unit.id = offer.unit "
                      "  JOIN refill_round ON refill_round.id = offer.round "
                      "WHERE offer.state = 'open' AND (waiting_unit.state <> 'waiting' OR refill_round.state <> 'open')",
                      NULL) ||
      !mh_db_get_int (db, 0, &n_rounds, error, ROUNDS_THAT_DO_NOT_FIT, ":act", MH_INT (act), NULL))
    return FALSE;

  if (n_stranded == 0 && n_rounds == 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("This can no longer be undone: a free place is on offer because of it. Please end that offer first."));

  return FALSE;
}

/* Items of which a slot that the act has changed now has more who hold a place than places: somebody else has taken the last since. */
#define ITEMS_THAT_DO_NOT_FIT \
  "SELECT count (*) FROM slot_item WHERE slot IN " \
  "  (SELECT booking.slot FROM act_change JOIN booking ON booking.id = act_change.key " \
  "     WHERE act_change.act = :act AND act_change.tbl IN ('booking', 'booking_item', 'visit') " \
  "   UNION SELECT cast (key AS INTEGER) FROM act_change WHERE act = :act AND tbl = 'slot_item') " \
  "AND capacity < (SELECT count (*) FROM seat_hold JOIN booking_item ON booking_item.booking = seat_hold.booking " \
  "                WHERE booking_item.item = slot_item.item AND seat_hold.slot = slot_item.slot)"

static gboolean
check_items (MhDb    *db,
             gint64   act,
             GError **error)
{
  gint64 n_items = 0;

  if (!mh_db_get_int (db, 0, &n_items, error, ITEMS_THAT_DO_NOT_FIT, ":act", MH_INT (act), NULL))
    return FALSE;

  return n_items == 0 || refuse_changed (error);
}

/* Doses that stand again though one before them, which was booked together with them, was cancelled since, and is neither had nor booked
 * otherwise: who cancels a dose cancels those after it. */
#define DOSES_LEFT_BEHIND \
  "SELECT count (*) FROM act_change JOIN booking ON booking.id = act_change.key AND booking.state = 'active' AND booking.chain IS NOT NULL " \
  "  JOIN booking AS first ON (first.id = booking.chain OR first.chain = booking.chain) AND first.dose < booking.dose AND first.state = 'cancelled' " \
  "WHERE act_change.act = :act AND act_change.tbl = 'booking' " \
  "  AND EXISTS (SELECT 1 FROM act_change AS theirs WHERE theirs.tbl = 'booking' AND theirs.key = cast (first.id AS TEXT) AND theirs.act > :act) " \
  "  AND NOT EXISTS (SELECT 1 FROM booking AS other WHERE other.programme = first.programme AND other.resident = first.resident " \
  "                  AND other.dose = first.dose AND other.state IN ('active', 'missed')) " \
  "  AND NOT EXISTS (SELECT 1 FROM past_dose WHERE programme = first.programme AND resident = first.resident AND dose = first.dose)"

static gboolean
check_doses (MhDb    *db,
             gint64   act,
             GError **error)
{
  gint64 n_doses = 0;

  if (!mh_db_get_int (db, 0, &n_doses, error, DOSES_LEFT_BEHIND, ":act", MH_INT (act), NULL))
    return FALSE;

  if (n_doses == 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("This can no longer be undone: the dose before it, which was booked together with it, has been cancelled since. "
                         "Please undo that first, or book anew."));

  return FALSE;
}

/* Places beyond the capacity that others have made since, by a share that the act had given the programme: days that are over keep theirs. */
#define EXTRA_BEYOND_SHARE \
  "SELECT count (*) FROM (SELECT programme.overbook_percent AS share, session.id AS day, " \
  "    (SELECT count (*) FROM seat AS place JOIN slot AS t ON t.id = place.slot WHERE t.session = session.id AND place.extra = 0) AS n_places " \
  "  FROM act_change JOIN programme ON programme.id = act_change.key JOIN slot ON slot.programme = programme.id " \
  "  JOIN session ON session.id = slot.session AND session.state <> 'cancelled' AND session.date >= date (:now / 1000, 'unixepoch', '+9 hours') " \
  "  JOIN seat ON seat.slot = slot.id AND seat.extra = 1 " \
  "  WHERE act_change.act = :act AND act_change.tbl = 'programme' " \
  "    AND NOT EXISTS (SELECT 1 FROM seat_hold WHERE seat_hold.slot = seat.slot AND seat_hold.number = seat.number) " \
  "    AND EXISTS (SELECT 1 FROM act_change AS made WHERE made.tbl = 'seat' AND made.key = seat.slot || '/' || seat.number AND made.act > :act)) " \
  "GROUP BY day HAVING count (*) > share * n_places / 100"

static gboolean
check_share (MhDb    *db,
             gint64   act,
             gint64   now,
             GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, EXTRA_BEYOND_SHARE, ":act", MH_INT (act), ":now", MH_INT (now), NULL);

  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows))
    return refuse_changed (error);

  return mh_rows_end (rows, error);
}

/* Who came on a booking, or had there what he came for, keeps it; nor does he come again on one that has ended since. */
static gboolean
check_visits (MhDb    *db,
              gint64   act,
              GError **error)
{
  gint64 n_visits = 0;

  if (!mh_db_get_int (db, 0, &n_visits, error,
                      "SELECT count (*) FROM act_change JOIN booking ON booking.id = act_change.key AND booking.state <> 'active' "
                      "  JOIN visit ON visit.booking = booking.id AND visit.state IN ('came', 'done') "
                      "WHERE act_change.act = :act AND act_change.tbl IN ('booking', 'visit')",
                      ":act", MH_INT (act), NULL))
    return FALSE;

  return n_visits == 0 || refuse_changed (error);
}

static gboolean
link_acts (MhDb           *db,
           const ActState *state,
           gint64          act,
           gint64          undo,
           GError        **error)
{
  return mh_db_run (db, error, "UPDATE act SET undone_by = :undo WHERE id = :act",
                    ":undo", MH_INT (undo), ":act", MH_INT (act), NULL) &&
         mh_db_run (db, error, "UPDATE act SET undoes = :act WHERE id = :undo",
                    ":act", MH_INT (act), ":undo", MH_INT (undo), NULL) &&
         mh_db_run (db, error, "UPDATE act SET undone_by = NULL WHERE id = :first",
                    ":first", MH_INT (state->undoes), NULL);
}

static gboolean
name_people (MhDb    *db,
             MhAct   *undo,
             gint64   act,
             GError **error)
{
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT resident FROM audit_person JOIN audit ON audit.id = audit_person.audit WHERE audit.act = :act",
                      ":act", MH_INT (act), NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows))
    mh_act_add_person (undo, mh_rows_int (rows, 0));

  return mh_rows_end (rows, error);
}

/**
 * mh_undo_find_last:
 * @db: a connection
 * @out_act: (out): the newest act that changed something and may be taken back, 0 when there is none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_undo_find_last (MhDb    *db,
                   gint64  *out_act,
                   GError **error)
{
  return mh_db_get_int (db, 0, out_act, error,
                        "SELECT coalesce (max (id), 0) FROM act "
                        "WHERE policy <> 'none' AND undone_by IS NULL AND undoes IS NULL "
                        "  AND EXISTS (SELECT 1 FROM act_change WHERE act_change.act = act.id AND inverse IS NOT NULL)", NULL);
}

/**
 * mh_undo_find_last_by:
 * @db: a connection
 * @operator_name: who did it
 * @out_act: (out): the newest act of hers that changed something and may be taken back, 0 when there is none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_undo_find_last_by (MhDb       *db,
                      const char *operator_name,
                      gint64     *out_act,
                      GError    **error)
{
  return mh_db_get_int (db, 0, out_act, error,
                        "SELECT coalesce (max (id), 0) FROM act "
                        "WHERE operator = :operator AND policy <> 'none' AND undone_by IS NULL AND undoes IS NULL "
                        "  AND EXISTS (SELECT 1 FROM act_change WHERE act_change.act = act.id AND inverse IS NOT NULL)",
                        ":operator", MH_TEXT (operator_name), NULL);
}

/**
 * mh_undo_run:
 * @db: a connection that is not in a transaction
 * @now: ms since 1970 UTC
 * @operator_name: who takes it back
 * @act: the act to take back; one that took another back may be taken back too
 * @error: return location; MH_ERROR_REFUSED when the condition no longer holds: a message has left, or a row was changed since
 *
 * Takes an act back, in an act of its own. Its messages that are still here are withdrawn. Protection of a person is never
 * lifted. An act of many people's rows (an import) keeps and lists those that were changed or used since.
 *
 * Returns: (transfer full): what was done
 */
MhUndoResult *
mh_undo_run (MhDb       *db,
             gint64      now,
             const char *operator_name,
             gint64      act,
             GError    **error)
{
  g_autoptr (MhUndoResult) result = g_new0 (MhUndoResult, 1);
  g_auto (ActState) state = { 0 };
  g_autoptr (MhAct) undo = NULL;
  g_autoptr (GArray) told = NULL;
  gboolean by_row, revived, reopened;

  result->act = act;
  result->kept = g_array_new (FALSE, FALSE, sizeof (gint64));

  undo = mh_act_begin (db, now, operator_name, "undo", MH_UNDO_WHOLE, error);
  if (undo == NULL || !read_state (db, act, &state, error) || !check_state (&state, error))
    return NULL;

  told = list_told_by_hand (db, act, error);
  if (told == NULL)
    return NULL;

  by_row = g_str_equal (state.policy, "by-row");
  result->undo = mh_act_get_id (undo);
  mh_act_set_int (undo, "undoes", act);

  if (!(by_row ? take_back_by_row (db, act, result, error) : take_back_whole (db, act, result, error)) ||
      !check_offers (db, act, error) ||
      !check_items (db, act, error) ||
      !check_visits (db, act, error) ||
      !check_doses (db, act, error) ||
      !check_share (db, act, now, error) ||
      !withdraw_deliveries (db, act, now, error) ||
      !revive_deliveries (db, act, now, result, &revived, error) ||
      !reopen_by_hand (db, told, now, &reopened, error) ||
      !link_acts (db, &state, act, result->undo, error) ||
      !name_people (db, undo, act, error))
    return NULL;

  /* Messages that were withdrawn or are on their way again do not follow, nor rows that were kept: such an undo is final. */
  if ((state.n_deliveries > 0 || revived || reopened || result->kept->len > 0) &&
      !mh_db_run (db, error, "UPDATE act SET policy = 'none' WHERE id = :undo", ":undo", MH_INT (result->undo), NULL))
    return NULL;

  mh_act_set_int (undo, "kept", result->kept->len);

  return mh_act_commit (undo, error) ? g_steal_pointer (&result) : NULL;
}
