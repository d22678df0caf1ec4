/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-protect"

#include "mh-protect.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-person-act.h"
#include "mh-protection-table.h"

/**
 * mh_protect_begin:
 * @desk: the desk
 * @resident: a person under a support measure (支援措置)
 * @start: its first day
 * @end: its last day, inclusive; no date: until it is ended
 * @note: (nullable): for the nurse
 * @error: return location; MH_ERROR_INVALID
 *
 * Not taken back by undo: only mh_protect_end() ends it, with a reason.
 *
 * Returns: whether it was written
 */
gboolean
mh_protect_begin (const MhDesk *desk,
                  gint64        resident,
                  MhDate        start,
                  MhDate        end,
                  const char   *note,
                  GError      **error)
{
  g_autoptr (MhAct) act = NULL;

  if (!mh_date_is_set (start)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the first day of the protection."));
    return FALSE;
  }

  if (mh_date_is_set (end) && mh_date_compare (end, start) < 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The protection would end before it begins. Please check the two days."));
    return FALSE;
  }

  act = mh_person_act_begin (desk, "protection.add", MH_UNDO_NONE, resident, error);

  return act != NULL &&
         mh_protection_table_insert (desk->db, resident, start, end, "hand", note, error) != 0 &&
         mh_act_commit (act, error);
}

/**
 * mh_protect_end:
 * @desk: the desk
 * @resident: a protected person
 * @end: the last day, inclusive
 * @reason: why it ends; kept in the log
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_REFUSED when no measure would end by it
 *
 * Returns: whether it was written
 */
gboolean
mh_protect_end (const MhDesk *desk,
                gint64        resident,
                MhDate        end,
                const char   *reason,
                GError      **error)
{
  g_autofree char *tidy = NULL;
  g_autoptr (MhAct) act = NULL;

  if (!mh_date_is_set (end)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the last day of the protection."));
    return FALSE;
  }

  tidy = mh_person_act_reason (reason, _("Please write down why the protection ends."), error);
  if (tidy == NULL)
    return FALSE;

  act = mh_person_act_begin (desk, "protection.end", MH_UNDO_WHOLE, resident, error);
  if (act == NULL)
    return FALSE;

  mh_act_set_text (act, "reason", tidy);
  if (!mh_protection_table_end (desk->db, resident, end, error))
    return FALSE;

  if (mh_db_changes (desk->db) == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("No protection of this person would end on that day."));
    return FALSE;
  }

  return mh_act_commit (act, error);
}
