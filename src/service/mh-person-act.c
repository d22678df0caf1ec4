/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-act"

#include "mh-person-act.h"

#include "mh-error.h"
#include "mh-resident-table.h"
#include "mh-text.h"

/**
 * mh_person_act_begin:
 * @desk: the desk
 * @kind: of the act
 * @policy: how it is taken back
 * @resident: whom it is about, or 0 when that is not known yet
 * @error: return location; MH_ERROR_NOT_FOUND when nobody has that id
 *
 * Returns: (transfer full): the act, with the person in it, or %NULL
 */
MhAct *
mh_person_act_begin (const MhDesk *desk,
                     const char   *kind,
                     MhUndoPolicy  policy,
                     gint64        resident,
                     GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, policy, error);

  if (act == NULL)
    return NULL;

  if (resident != 0) {
    g_autoptr (MhResident) found = mh_resident_table_get (desk->db, resident, error);

    if (found == NULL)
      return NULL;

    mh_act_add_person (act, resident);
  }

  return g_steal_pointer (&act);
}

/**
 * mh_person_act_reason:
 * @reason: (nullable): what was written down
 * @message: what to say when that is nothing
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: (transfer full): @reason without superfluous blanks, or %NULL
 */
char *
mh_person_act_reason (const char *reason,
                      const char *message,
                      GError    **error)
{
  g_autofree char *tidy = mh_text_tidy_name (reason != NULL ? reason : "");

  if (*tidy != '\0')
    return g_steal_pointer (&tidy);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, message);

  return NULL;
}
