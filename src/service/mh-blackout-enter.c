/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-blackout-enter"

#include "mh-blackout-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-error.h"
#include "mh-person-act.h"
#include "mh-programme-table.h"
#include "mh-resident-table.h"
#include "mh-session-table.h"
#include "mh-slip-code.h"

#define MAX_CODE 24

/**
 * mh_blackout_result_free:
 * @result: what became of a slip
 */
void
mh_blackout_result_free (MhBlackoutResult *result)
{
  g_clear_pointer (&result->slip, mh_blackout_slip_free);
  g_free (result->name);
  g_free (result);
}

static MhBlackoutResult *
make_result (const MhDesk   *desk,
             MhBlackoutSlip *slip,  /* (transfer full) */
             GError        **error)
{
  g_autoptr (MhBlackoutResult) result = g_new0 (MhBlackoutResult, 1);
  g_autoptr (MhResident) resident = NULL;

  result->slip = slip;
  if (slip->resident != 0) {
    resident = mh_resident_table_get (desk->db, slip->resident, error);
    if (resident == NULL)
      return NULL;
    result->name = g_strdup (resident->name);
  }

  return g_steal_pointer (&result);
}

/* "KXQ7-12" in any width and case: letters, then the number. */
static char *
split_name (const char *text,
            int        *out_number)
{
  g_autofree char *plain = g_utf8_normalize (text != NULL ? text : "", -1, G_NORMALIZE_NFKC);
  g_autoptr (GString) letters = g_string_new (NULL);
  gint64 number = 0;
  gboolean in_number = FALSE;

  for (const char *at = plain; at != NULL && *at != '\0' && strlen (plain) < MAX_CODE; at++) {
    if (g_ascii_isalpha (*at) && !in_number) {
      g_string_append_c (letters, g_ascii_toupper (*at));
    } else if (g_ascii_isdigit (*at)) {
      in_number = TRUE;
      number = number * 10 + (*at - '0');
    } else if (*at != '-' && *at != ' ') {
      return NULL;
    }
  }

  if (letters->len == 0 || number < 1 || number > MH_BLACKOUT_MOST_SLIPS)
    return NULL;

  *out_number = (int) number;

  return g_string_free (g_steal_pointer (&letters), FALSE);
}

/**
 * mh_blackout_read_slip:
 * @desk: the desk
 * @text: as typed or read from the slip
 * @out_number: (out): of the slip
 * @error: MH_ERROR_INVALID, MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): its pack
 */
MhBlackoutPack *
mh_blackout_read_slip (const MhDesk *desk,
                       const char   *text,
                       int          *out_number,
                       GError      **error)
{
  g_autoptr (MhBlackoutPack) pack = NULL;
  g_autofree char *code = NULL;
  gint64 id;

  if (mh_slip_code_read_pack (text, &id, out_number)) {
    pack = mh_blackout_table_get (desk->db, id, error);
  } else {
    code = split_name (text, out_number);
    if (code != NULL)
      pack = mh_blackout_table_find (desk->db, code, error);
    else
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                           _("This is not the number of a slip. It stands at its top: four letters and a number, such as KXRT-12."));
  }

  if (pack == NULL)
    return NULL;

  if (*out_number <= pack->n_slips)
    return g_steal_pointer (&pack);

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Pack %s has slips 1 to %d only. Please look at the number again."), pack->code, pack->n_slips);

  return NULL;
}

/* Whether what the entry names is there at all. */
static gboolean
check_entry (const MhDesk          *desk,
             const MhBlackoutEntry *entry,
             GError               **error)
{
  g_autoptr (MhResident) resident = NULL;
  g_autoptr (MhSlot) slot = NULL;
  g_autoptr (MhProgramme) programme = NULL;

  if (entry->what == NULL || !mh_blackout_is_what (entry->what)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("On a slip stands one of book, cancel, move, came, done, stopped, no-show, walk-in, wait and unused."));
    return FALSE;
  }

  if (entry->resident != 0 && (resident = mh_resident_table_get (desk->db, entry->resident, error)) == NULL)
    return FALSE;
  if (entry->slot != 0 && (slot = mh_session_table_get_slot (desk->db, entry->slot, error)) == NULL)
    return FALSE;

  return entry->programme == 0 || (programme = mh_programme_table_get (desk->db, entry->programme, error)) != NULL;
}

/* What was booked there while the paper was out. */
static void
append_newcomers (const MhDesk         *desk,
                  const MhBlackoutPack *pack,
                  MhBlackoutSlip       *slip)
{
  g_autofree char *sentence = NULL;
  g_autofree char *whole = NULL;
  gint64 n = 0;

  if (slip->slot == 0 || (!g_str_equal (slip->what, "book") && !g_str_equal (slip->what, "move")) ||
      !mh_db_get_int (desk->db, 0, &n, NULL,
                      "SELECT count (*) FROM booking WHERE slot = :slot AND state = 'active' AND (made_at > :made "
                      "OR id IN (SELECT CAST (key AS INTEGER) FROM act_change WHERE tbl = 'booking' AND act > :act))",
                      ":slot", MH_INT (slip->slot), ":made", MH_INT (pack->made_at), ":act", MH_INT (pack->last_act), NULL) || n == 0)
    return;

  sentence = g_strdup_printf (_("Since the pack was printed, %lld bookings were made or moved to this time."), (long long) n);
  whole = g_strdup_printf ("%s%s", slip->reason, sentence);
  g_free (slip->reason);
  slip->reason = g_steal_pointer (&whole);
}

static gboolean
is_conflict (const GError *error)
{
  return g_error_matches (error, MH_ERROR, MH_ERROR_REFUSED) || g_error_matches (error, MH_ERROR, MH_ERROR_CONFLICT) ||
         g_error_matches (error, MH_ERROR, MH_ERROR_INVALID) || g_error_matches (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

/* Does what the slip says, or notes in it why that cannot be; half of it never stays. */
static gboolean
judge_slip (const MhDesk         *desk,
            MhAct                *act,
            const MhBlackoutPack *pack,
            MhBlackoutSlip       *slip,
            const char           *override_reason,
            gint64                written_at,
            GError              **error)
{
  g_autoptr (GError) local_error = NULL;

  g_clear_pointer (&slip->reason, g_free);
  g_free (slip->state);
  slip->state = g_strdup ("done");

  if (!mh_db_exec (desk->db, "SAVEPOINT blackout_slip", error))
    return FALSE;

  if (mh_blackout_apply (desk, act, pack, slip, override_reason, written_at, &local_error))
    return mh_db_exec (desk->db, "RELEASE blackout_slip", error);

  if (!is_conflict (local_error)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (!mh_db_exec (desk->db, "ROLLBACK TO blackout_slip; RELEASE blackout_slip", error))
    return FALSE;

  g_free (slip->state);
  slip->state = g_strdup ("open");
  slip->reason = g_strdup (local_error->message);
  append_newcomers (desk, pack, slip);

  return TRUE;
}

static MhBlackoutSlip *
copy_entry (const MhDesk          *desk,
            const MhBlackoutEntry *entry,
            const MhBlackoutPack  *pack,
            int                    number)
{
  MhBlackoutSlip *slip = g_new0 (MhBlackoutSlip, 1);

  slip->pack = pack->id;
  slip->number = number;
  slip->what = g_strdup (entry->what);
  slip->resident = entry->resident;
  slip->slot = entry->slot;
  slip->programme = entry->programme;
  slip->lot = g_strdup (entry->lot);
  slip->proxy_name = g_strdup (entry->proxy_name);
  slip->note = g_strdup (entry->note);
  slip->entered_at = mh_desk_now (desk);

  return slip;
}

static gboolean
check_not_settled (const MhBlackoutPack *pack,
                   GError              **error)
{
  if (pack->settled_at == 0)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("Pack %s is settled already. Please take that back first, in the log or with “Undo”, and then enter the slip."), pack->code);

  return FALSE;
}

static MhBlackoutResult *
enter_in_act (const MhDesk          *desk,
              MhAct                 *act,
              const MhBlackoutEntry *entry,
              GError               **error)
{
  int number = 0;
  g_autoptr (MhBlackoutPack) pack = mh_blackout_read_slip (desk, entry->slip, &number, error);
  g_autoptr (MhBlackoutSlip) slip = NULL;
  g_autoptr (GError) local_error = NULL;
  MhBlackoutResult *result;

  if (pack == NULL || !check_not_settled (pack, error) || !check_entry (desk, entry, error))
    return NULL;

  slip = mh_blackout_table_find_slip (desk->db, pack->id, number, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  if (slip != NULL) {
    result = make_result (desk, g_steal_pointer (&slip), error);
    if (result != NULL)
      result->again = TRUE;
    return result;
  }

  slip = copy_entry (desk, entry, pack, number);
  if (!judge_slip (desk, act, pack, slip, NULL, entry->written_at, error))
    return NULL;

  slip->id = mh_blackout_table_insert_slip (desk->db, slip, error);
  if (slip->id == 0)
    return NULL;

  if (slip->resident != 0)
    mh_act_add_person (act, slip->resident);
  mh_act_set_int (act, "pack", pack->id);
  mh_act_set_int (act, "slip", number);
  mh_act_set_text (act, "what", slip->what);
  mh_act_set_text (act, "state", slip->state);
  result = make_result (desk, g_steal_pointer (&slip), error);
  if (result != NULL)
    result->act = mh_act_get_id (act);

  return result;
}

static MhAct *
begin (const MhDesk *desk,
       const char   *kind,
       GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, MH_UNDO_WHOLE, error);
}

/**
 * mh_blackout_enter:
 * @desk: the desk, not in a transaction
 * @entry: a slip as typed
 * @error: MH_ERROR_INVALID, MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED for a settled pack
 *
 * Returns: (transfer full): what became of it; again for a number that was entered before
 */
MhBlackoutResult *
mh_blackout_enter (const MhDesk          *desk,
                   const MhBlackoutEntry *entry,
                   GError               **error)
{
  g_autoptr (MhAct) act = begin (desk, "blackout.enter", error);
  g_autoptr (MhBlackoutResult) result = act != NULL ? enter_in_act (desk, act, entry, error) : NULL;

  if (result == NULL)
    return NULL;

  /* Nothing has changed then, and the act goes. */
  if (!result->again && !mh_act_commit (act, error))
    return NULL;

  return g_steal_pointer (&result);
}

static GPtrArray *
try_all (const MhDesk          *desk,
         const MhBlackoutEntry *entries,
         gsize                  n_entries,
         GError               **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_blackout_result_free);
  g_autoptr (MhAct) act = begin (desk, "blackout.enter", error);

  if (act == NULL)
    return NULL;

  for (gsize i = 0; i < n_entries; i++) {
    MhBlackoutResult *result = enter_in_act (desk, act, &entries[i], error);

    if (result == NULL)
      return NULL;
    result->act = 0;
    g_ptr_array_add (results, result);
  }

  return g_steal_pointer (&results);
}

/**
 * mh_blackout_enter_all:
 * @desk: the desk, not in a transaction
 * @entries: (array length=n_entries): slips as typed
 * @n_entries: how many
 * @dry_run: whether nothing is to be kept
 * @error: as of mh_blackout_enter(), of the first that is no entry; those before it are kept
 *
 * Returns: (transfer full) (element-type MhBlackoutResult): what became of each
 */
GPtrArray *
mh_blackout_enter_all (const MhDesk          *desk,
                       const MhBlackoutEntry *entries,
                       gsize                  n_entries,
                       gboolean               dry_run,
                       GError               **error)
{
  g_autoptr (GPtrArray) results = NULL;

  if (dry_run)
    return try_all (desk, entries, n_entries, error);

  results = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_blackout_result_free);
  for (gsize i = 0; i < n_entries; i++) {
    MhBlackoutResult *result = mh_blackout_enter (desk, &entries[i], error);

    if (result == NULL)
      return NULL;
    g_ptr_array_add (results, result);
  }

  return g_steal_pointer (&results);
}

/* A slip that was entered and does not fit yet. */
static MhBlackoutSlip *
load_open (const MhDesk *desk,
           gint64        pack,
           int           number,
           GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBlackoutSlip) slip = mh_blackout_table_find_slip (desk->db, pack, number, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (slip == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This slip was not entered yet."));
  else if (!g_str_equal (slip->state, "open"))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This slip is finished already."));
  else
    return g_steal_pointer (&slip);

  return NULL;
}

static gboolean
change_slip (const MhDesk           *desk,
             MhBlackoutSlip         *slip,
             const MhBlackoutChange *change,
             GError                **error)
{
  g_autoptr (MhSlot) where = NULL;
  g_autoptr (MhResident) resident = NULL;

  if (change->slot != 0)
    slip->slot = change->slot;
  if (change->resident != 0)
    slip->resident = change->resident;

  if (slip->resident != 0 && (resident = mh_resident_table_get (desk->db, slip->resident, error)) == NULL)
    return FALSE;

  if (slip->slot != 0 && (where = mh_session_table_get_slot (desk->db, slip->slot, error)) == NULL)
    return FALSE;

  if (change->wait) {
    g_free (slip->what);
    slip->what = g_strdup ("wait");
    if (where != NULL)
      slip->programme = where->programme;
  }

  return TRUE;
}

/**
 * mh_blackout_try_again:
 * @desk: the desk, not in a transaction
 * @pack: a pack
 * @number: of a slip that did not fit
 * @change: what is other than it was entered
 * @error: MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED for a slip that is finished
 *
 * Returns: (transfer full): what became of it
 */
MhBlackoutResult *
mh_blackout_try_again (const MhDesk           *desk,
                       gint64                  pack,
                       int                     number,
                       const MhBlackoutChange *change,
                       GError                **error)
{
  g_autoptr (MhAct) act = begin (desk, "blackout.enter", error);
  g_autoptr (MhBlackoutPack) of = act != NULL ? mh_blackout_table_get (desk->db, pack, error) : NULL;
  g_autoptr (MhBlackoutSlip) slip = of != NULL ? load_open (desk, pack, number, error) : NULL;
  g_autoptr (MhBlackoutResult) result = NULL;

  if (slip == NULL || !change_slip (desk, slip, change, error) ||
      !judge_slip (desk, act, of, slip, change->override_reason, change->written_at, error) ||
      !mh_blackout_table_update_slip (desk->db, slip, error))
    return NULL;

  if (slip->resident != 0)
    mh_act_add_person (act, slip->resident);
  mh_act_set_int (act, "pack", pack);
  mh_act_set_int (act, "slip", number);
  mh_act_set_text (act, "what", slip->what);
  mh_act_set_text (act, "state", slip->state);
  if (change->override_reason != NULL)
    mh_act_set_text (act, "override", change->override_reason);

  result = make_result (desk, g_steal_pointer (&slip), error);
  if (result == NULL)
    return NULL;

  result->act = mh_act_get_id (act);

  return mh_act_commit (act, error) ? g_steal_pointer (&result) : NULL;
}

/**
 * mh_blackout_leave:
 * @desk: the desk, not in a transaction
 * @pack: a pack
 * @number: of a slip that did not fit
 * @reason: why it is given up; must be given
 * @error: MH_ERROR_INVALID without a reason
 *
 * Returns: whether it is given up now
 */
gboolean
mh_blackout_leave (const MhDesk *desk,
                   gint64        pack,
                   int           number,
                   const char   *reason,
                   GError      **error)
{
  g_autofree char *given = mh_person_act_reason (reason, _("Please write down why this slip is given up."), error);
  g_autoptr (MhAct) act = given != NULL ? begin (desk, "blackout.leave", error) : NULL;
  g_autoptr (MhBlackoutSlip) slip = act != NULL ? load_open (desk, pack, number, error) : NULL;

  if (slip == NULL)
    return FALSE;

  g_free (slip->state);
  slip->state = g_strdup ("left");
  g_free (slip->reason);
  slip->reason = g_steal_pointer (&given);
  if (!mh_blackout_table_update_slip (desk->db, slip, error))
    return FALSE;

  if (slip->resident != 0)
    mh_act_add_person (act, slip->resident);
  mh_act_set_int (act, "pack", pack);
  mh_act_set_int (act, "slip", number);

  return mh_act_commit (act, error);
}

/**
 * mh_blackout_status_free:
 * @status: how far a pack is
 */
void
mh_blackout_status_free (MhBlackoutStatus *status)
{
  g_clear_pointer (&status->pack, mh_blackout_pack_free);
  g_clear_pointer (&status->open, g_ptr_array_unref);
  g_clear_pointer (&status->missing, g_array_unref);
  g_free (status);
}

static gboolean
count_slips (const MhDesk     *desk,
             MhBlackoutStatus *status,
             GPtrArray        *slips,
             GError          **error)
{
  int expected = 1;

  for (guint i = 0; i <= slips->len; i++) {
    MhBlackoutSlip *slip = i < slips->len ? g_ptr_array_index (slips, i) : NULL;
    int until = slip != NULL ? slip->number : status->pack->n_slips + 1;
    MhBlackoutResult *result;

    for (; expected < until; expected++)
      g_array_append_val (status->missing, expected);
    expected = until + 1;

    if (slip == NULL)
      break;

    status->n_done += g_str_equal (slip->state, "done") ? 1 : 0;
    status->n_left += g_str_equal (slip->state, "left") ? 1 : 0;
    if (!g_str_equal (slip->state, "open"))
      continue;

    slips->pdata[i] = NULL;
    result = make_result (desk, slip, error);
    if (result == NULL)
      return FALSE;
    g_ptr_array_add (status->open, result);
  }

  return TRUE;
}

static void
free_some_slip (gpointer slip)
{
  if (slip != NULL)
    mh_blackout_slip_free (slip);
}

/**
 * mh_blackout_get_status:
 * @desk: the desk
 * @pack: a pack
 * @error: MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): what is entered, what does not fit, and which numbers are missing
 */
MhBlackoutStatus *
mh_blackout_get_status (const MhDesk *desk,
                        gint64        pack,
                        GError      **error)
{
  g_autoptr (MhBlackoutStatus) status = g_new0 (MhBlackoutStatus, 1);
  g_autoptr (GPtrArray) slips = NULL;

  status->open = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_blackout_result_free);
  status->missing = g_array_new (FALSE, FALSE, sizeof (int));
  status->pack = mh_blackout_table_get (desk->db, pack, error);
  slips = status->pack != NULL ? mh_blackout_table_list_slips (desk->db, pack, error) : NULL;
  if (slips == NULL)
    return NULL;

  g_ptr_array_set_free_func (slips, free_some_slip);

  return count_slips (desk, status, slips, error) ? g_steal_pointer (&status) : NULL;
}

static gboolean
fill_rest (const MhDesk           *desk,
           const MhBlackoutStatus *status,
           GError                **error)
{
  for (guint i = 0; i < status->missing->len; i++) {
    const MhBlackoutSlip slip = {
      .pack = status->pack->id,
      .number = g_array_index (status->missing, int, i),
      .what = (char *) "unused",
      .state = (char *) "done",
      .entered_at = mh_desk_now (desk),
    };

    if (mh_blackout_table_insert_slip (desk->db, &slip, error) == 0)
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_blackout_settle:
 * @desk: the desk, not in a transaction
 * @pack: a pack
 * @rest_unused: whether the numbers that are missing are known to be blank
 * @error: MH_ERROR_REFUSED while a slip is open or missing
 *
 * What the slips said in words is forgotten with it.
 *
 * Returns: whether the pack is settled
 */
gboolean
mh_blackout_settle (const MhDesk *desk,
                    gint64        pack,
                    gboolean      rest_unused,
                    GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "blackout.settle", error);
  g_autoptr (MhBlackoutStatus) status = act != NULL ? mh_blackout_get_status (desk, pack, error) : NULL;

  if (status == NULL || !check_not_settled (status->pack, error))
    return FALSE;

  if (status->open->len > 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("%u slips do not fit yet. Please decide about each of them first."), status->open->len);
    return FALSE;
  }

  if (status->missing->len > 0 && !rest_unused) {
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("%u slips are missing, the first is number %d. Please look for them, or say that the others are blank."),
                 status->missing->len, g_array_index (status->missing, int, 0));
    return FALSE;
  }

  if (!fill_rest (desk, status, error) || !mh_blackout_table_settle (desk->db, pack, mh_desk_now (desk), error))
    return FALSE;

  mh_act_set_int (act, "pack", pack);
  mh_act_set_int (act, "blank", status->missing->len);

  return mh_act_commit (act, error);
}
