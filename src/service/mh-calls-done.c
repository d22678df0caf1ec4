/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-calls"

#include "mh-calls-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-consent-table.h"
#include "mh-contact-problem-table.h"
#include "mh-contact-table.h"
#include "mh-delivery-table.h"
#include "mh-duplicate-table.h"
#include "mh-error.h"
#include "mh-outgoing-ref.h"
#include "mh-outgoing-table.h"
#include "mh-people.h"
#include "mh-scan.h"
#include "mh-wording.h"

/* The row that a number means, and what is known of it. */
typedef struct {
  MhOutgoingRow   *row;
  MhOutgoingSheet *sheet;
  MhDelivery      *delivery;
  gint64           resident;   /* as the register has her now, 0 = none */
  char            *name;
} Found;

static void
found_free (Found *found)
{
  g_clear_pointer (&found->row, mh_outgoing_row_free);
  g_clear_pointer (&found->sheet, mh_outgoing_sheet_free);
  g_clear_pointer (&found->delivery, mh_delivery_free);
  g_free (found->name);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

/**
 * mh_call_done_free:
 * @done: what was noted
 */
void
mh_call_done_free (MhCallDone *done)
{
  g_free (done->name);
  g_free (done);
}

/* --- from a number to its row -------------------------------------------------------------------------------------- */

static gboolean
fail_unknown (GError **error)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("No call sheet has this number. Please look at the sheet once more."));

  return FALSE;
}

static gboolean
fail_misread (GError **error)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("The number was not read whole. Please let the reader read it again, or type the number of the row."));

  return FALSE;
}

/* The newest sheet of @broadcast, 0 = none. */
static gboolean
find_newest (const MhDesk *desk,
             gint64        broadcast,
             gint64       *out_sheet,
             GError      **error)
{
  return mh_db_get_int (desk->db, 0, out_sheet, error,
                        "SELECT coalesce (max (r.file), 0) FROM outgoing_row AS r JOIN outgoing_file AS f ON f.id = r.file "
                        "JOIN delivery AS d ON d.id = r.delivery WHERE f.kind = 'call-sheet' AND d.broadcast = :broadcast",
                        ":broadcast", MH_INT (broadcast), NULL);
}

/* "3-12", or "12" on @sheet. */
static gboolean
find_short (const MhDesk *desk,
            const char   *digits,
            gint64        broadcast,
            gint64        sheet,
            Found        *found,
            GError      **error)
{
  const char *hyphen = strchr (digits, '-');
  gint64 position = g_ascii_strtoll (hyphen != NULL ? hyphen + 1 : digits, NULL, 10);
  g_autoptr (GError) local_error = NULL;

  if (strlen (digits) > 12 || (hyphen != NULL && (hyphen == digits || strchr (hyphen + 1, '-') != NULL)))
    return fail_misread (error);

  if (hyphen != NULL)
    sheet = g_ascii_strtoll (digits, NULL, 10);
  else if (sheet == 0 && broadcast != 0 && !find_newest (desk, broadcast, &sheet, error))
    return FALSE;

  if (sheet <= 0 || position <= 0 || position > G_MAXINT)
    return fail_unknown (error);

  found->row = mh_outgoing_table_find_place (desk->db, sheet, (int) position, &local_error);
  if (local_error == NULL)
    return found->row != NULL || fail_unknown (error);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
find_row (const MhDesk *desk,
          const char   *number,
          gint64        broadcast,
          gint64        sheet,
          Found        *found,
          GError      **error)
{
  g_autofree char *digits = mh_scan_dup_number (number);
  g_autoptr (GError) local_error = NULL;

  if (digits == NULL)
    return fail_misread (error);

  if (strlen (digits) != MH_OUTGOING_REF_DIGITS || strchr (digits, '-') != NULL)
    return find_short (desk, digits, broadcast, sheet, found, error);

  if (!mh_outgoing_ref_is_good (digits))
    return fail_misread (error);

  found->row = mh_outgoing_table_find_ref (desk->db, digits, &local_error);
  if (local_error == NULL)
    return found->row != NULL || fail_unknown (error);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* It has to be of a call sheet, and of the broadcast at hand. */
static gboolean
check_sheet (const MhDesk *desk,
             const Found  *found,
             gint64        broadcast,
             GError      **error)
{
  g_autoptr (MhBroadcast) other = NULL;

  if (!g_str_equal (found->sheet->kind, MH_CALLS_KIND)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This number stands on a letter or in a file, not on a call sheet."));
    return FALSE;
  }

  if (broadcast == 0 || found->sheet->broadcast == broadcast)
    return TRUE;

  other = mh_broadcast_table_get (desk->db, found->sheet->broadcast, error);
  if (other != NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("This number is of call sheet no. %lld of another broadcast: “%s”. Nothing was noted."),
                 (long long) found->sheet->id, other->name);

  return FALSE;
}

static gboolean
read_person (const MhDesk *desk,
             Found        *found,
             GError      **error)
{
  g_autoptr (GPtrArray) people = NULL;

  if (found->delivery->resident == 0) {
    found->name = g_strdup (_("(a number of the list)"));
    return TRUE;
  }

  if (!mh_duplicate_table_follow (desk->db, found->delivery->resident, &found->resident, error))
    return FALSE;

  people = mh_people_list (desk, &found->resident, 1, error);
  if (people == NULL)
    return FALSE;

  found->name = g_strdup (people->len > 0 ? ((const MhPerson *) g_ptr_array_index (people, 0))->shown_name : "");

  return TRUE;
}

static Found *
find (const MhDesk *desk,
      const char   *number,
      gint64        broadcast,
      gint64        sheet,
      GError      **error)
{
  g_autoptr (Found) found = g_new0 (Found, 1);

  if (!find_row (desk, number, broadcast, sheet, found, error))
    return NULL;

  found->sheet = mh_outgoing_table_get_sheet (desk->db, found->row->file, error);
  if (found->sheet == NULL || !check_sheet (desk, found, broadcast, error))
    return NULL;

  found->delivery = mh_delivery_table_get (desk->db, found->row->delivery, error);

  return found->delivery != NULL && read_person (desk, found, error) ? g_steal_pointer (&found) : NULL;
}

/* --- whether it may be noted -------------------------------------------------------------------------------------- */

/* What was entered twice is told, so that nobody believes it was somebody else's. */
static gboolean
check_open (const Found *found,
            const char  *outcome,
            GError     **error)
{
  guint tries;
  const char *before = mh_calls_read_result (found->row->result, &tries);

  if (before != NULL && !g_str_equal (before, "absent") && (g_str_equal (before, "spoke") || g_str_equal (before, outcome))) {
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("“%s” is noted for %s already. To change it, take that back first."),
                 mh_wording_call_outcome (before), found->name);
    return FALSE;
  }

  if (g_str_equal (found->delivery->state, "by-hand"))
    return TRUE;

  if (g_str_equal (found->delivery->state, "by-hand-done"))
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("%s has been told already, by another sheet or a letter."), found->name);
  else
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("%s needs no call any more: %s."), found->name,
                 found->delivery->reason != NULL ? mh_wording_delivery_reason (found->delivery->reason)
                 : mh_wording_delivery_state (found->delivery->state));

  return FALSE;
}

/* Whether the person wants no calls at all is asked, never concluded. */
static gboolean
check_answer (const Found         *found,
              const MhCallOutcome *outcome,
              GError             **error)
{
  if (!g_strv_contains (mh_calls_outcomes (), outcome->outcome)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” is no outcome of a call. Write spoke, absent, call-back, wrong-number or refused."),
                 outcome->outcome);
    return FALSE;
  }

  if (!g_str_equal (outcome->outcome, "refused") || outcome->no_more >= 0 || found->resident == 0)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_ASK, _("Does %s want no calls from the town from now on, or not this one only?"), found->name);

  return FALSE;
}

/* --- what follows from it ----------------------------------------------------------------------------------------- */

static gboolean
withdraw_consent (const MhDesk *desk,
                  gint64        resident,
                  GError      **error)
{
  const MhConsent consent = {
    .resident = resident, .channel = (char *) "phone", .category = (char *) "", .answer = FALSE, .day = mh_desk_today (desk),
    .how = (char *) "phone",
  };

  return mh_consent_table_set (desk->db, &consent, error);
}

/* Nothing goes there any more, by whatever channel, until somebody has put it right. */
static gboolean
mark_wrong (const MhDesk *desk,
            gint64        resident,
            gint64        contact,
            GError      **error)
{
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (desk->db, resident, error);

  if (contacts == NULL)
    return FALSE;

  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *one = g_ptr_array_index (contacts, i);

    if (one->contact != contact || g_str_equal (one->kind, "line"))
      continue;

    return mh_contact_table_set_opt_out (desk->db, one->link, TRUE, error) &&
           mh_contact_problem_table_add (desk->db, resident, one->value, "wrong-number", "call", mh_desk_today (desk), NULL, error);
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("The number that was called is not with this person any more."));

  return FALSE;
}

static gboolean
check_wrong (const Found *found,
             gint64       contact,
             GError     **error)
{
  if (contact != 0 && found->resident != 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("No number stands on the sheet for this person, so none can be wrong."));

  return FALSE;
}

static gboolean
follow (const MhDesk        *desk,
        const Found         *found,
        const MhCallOutcome *outcome,
        GError             **error)
{
  gint64 contact = outcome->contact != 0 ? outcome->contact : found->row->contact;

  if (g_str_equal (outcome->outcome, "spoke"))
    return mh_delivery_table_move (desk->db, found->delivery->id, "by-hand", "by-hand-done", found->delivery->contact,
                                   found->delivery->reason, mh_desk_now (desk), error);

  if (g_str_equal (outcome->outcome, "wrong-number"))
    return check_wrong (found, contact, error) && mark_wrong (desk, found->resident, contact, error);

  if (g_str_equal (outcome->outcome, "refused") && outcome->no_more > 0 && found->resident != 0)
    return withdraw_consent (desk, found->resident, error);

  return TRUE;
}

static gboolean
note (const MhDesk        *desk,
      MhAct               *act,
      const Found         *found,
      const MhCallOutcome *outcome,
      MhCallDone          *done,
      GError             **error)
{
  g_autofree char *result = NULL;
  guint tries;

  mh_calls_read_result (found->row->result, &tries);
  result = g_str_equal (outcome->outcome, "absent") ? g_strdup_printf ("absent %u", tries + 1) : g_strdup (outcome->outcome);
  done->n_rows++;
  if (found->resident != 0)
    mh_act_add_person (act, found->resident);

  return mh_outgoing_table_note_result (desk->db, found->row->file, found->row->position, result, error) &&
         follow (desk, found, outcome, error);
}

/* The others whom the same call would have reached. Only what the call itself has shown is noted of them. */
static gboolean
note_others (const MhDesk        *desk,
             MhAct               *act,
             const Found         *found,
             const MhCallOutcome *outcome,
             MhCallDone          *done,
             GError             **error)
{
  g_autoptr (GPtrArray) rows = mh_outgoing_table_list_rows (desk->db, found->row->file, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MhOutgoingRow *row = g_ptr_array_index (rows, i);
    g_autofree char *number = g_strdup_printf ("%lld-%d", (long long) row->file, row->position);
    g_autoptr (Found) other = NULL;

    if (row->position == found->row->position || row->contact == 0 || row->contact != found->row->contact)
      continue;

    other = find (desk, number, 0, 0, error);
    if (other == NULL)
      return FALSE;

    if (check_open (other, outcome->outcome, NULL) && !note (desk, act, other, outcome, done, error))
      return FALSE;
  }

  return rows != NULL;
}

static gboolean
count_tries (const MhDesk *desk,
             const Found  *found,
             MhCallDone   *done,
             GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, "SELECT result FROM outgoing_row WHERE delivery = :delivery",
                                         ":delivery", MH_INT (found->delivery->id), NULL);
  MhCallCounts counts;
  gint64 newest = 0;

  while (rows != NULL && mh_rows_next (rows)) {
    guint tries;

    mh_calls_read_result (mh_rows_text (rows, 0), &tries);
    done->tries += tries;
  }

  if (rows == NULL || !mh_rows_end (rows, error) || !mh_calls_count (desk, found->sheet->broadcast, &counts, error) ||
      !find_newest (desk, found->sheet->broadcast, &newest, error))
    return FALSE;

  done->n_open = counts.n_open;
  done->older = newest > found->sheet->id;

  return TRUE;
}

/**
 * mh_calls_done:
 * @desk: the desk
 * @outcome: which call, and what came of it
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_INVALID for what was not read whole, MH_ERROR_REFUSED for what was entered already, is
 *   of another broadcast or needs no call any more, MH_ERROR_ASK for a refusal without an answer
 *
 * Who was spoken to has been told. Nobody there, call back: stays open. A wrong number is not used any more, by any channel, and stands among those
 * to put right. A refusal is kept with the call, and with the person where she wants no calls at all. One act; taking it back
 * makes it open again.
 *
 * Returns: (transfer full): what was noted, or %NULL
 */
MhCallDone *
mh_calls_done (const MhDesk        *desk,
               const MhCallOutcome *outcome,
               GError             **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "calls.done", MH_UNDO_WHOLE, error);
  g_autoptr (Found) found = act != NULL ? find (desk, outcome->number, outcome->broadcast, outcome->sheet, error) : NULL;
  g_autoptr (MhCallDone) done = g_new0 (MhCallDone, 1);

  if (found == NULL || !check_answer (found, outcome, error) || !check_open (found, outcome->outcome, error) ||
      !note (desk, act, found, outcome, done, error) ||
      (outcome->same_phone && !note_others (desk, act, found, outcome, done, error)) ||
      !count_tries (desk, found, done, error))
    return NULL;

  done->act = mh_act_get_id (act);
  done->broadcast = found->sheet->broadcast;
  done->sheet = found->sheet->id;
  done->position = found->row->position;
  done->name = g_strdup (found->name);
  mh_act_set_int (act, "broadcast", done->broadcast);
  mh_act_set_int (act, "sheet", done->sheet);
  mh_act_set_int (act, "row", done->position);
  mh_act_set_text (act, "outcome", outcome->outcome);
  mh_act_set_int (act, "rows", done->n_rows);

  return mh_act_commit (act, error) ? g_steal_pointer (&done) : NULL;
}

/**
 * mh_calls_find:
 * @desk: the desk
 * @number: what a reader or the keyboard gave
 * @broadcast: the one at hand, 0 = any
 * @sheet: for the number of a row, 0 = the newest of @broadcast
 * @error: return location; as mh_calls_done()
 *
 * Whom a number means, before anything is noted.
 *
 * Returns: (transfer full): the call, with what is noted of it; no telephones
 */
MhCall *
mh_calls_find (const MhDesk *desk,
               const char   *number,
               gint64        broadcast,
               gint64        sheet,
               GError      **error)
{
  g_autoptr (Found) found = NULL;
  MhCall *call;

  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  found = find (desk, number, broadcast, sheet, error);
  mh_db_rollback (desk->db);
  if (found == NULL)
    return NULL;

  call = g_new0 (MhCall, 1);
  call->delivery = found->delivery->id;
  call->resident = found->resident;
  call->name = g_strdup (found->name);
  call->last = g_strdup (mh_calls_read_result (found->row->result, &call->tries));
  call->sheet = found->sheet->id;
  call->position = found->row->position;
  call->ref = g_strdup (found->row->ref);

  return call;
}
