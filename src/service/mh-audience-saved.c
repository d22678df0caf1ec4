/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-saved"

#include "mh-audience.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-audience-table.h"
#include "mh-error.h"
#include "mh-text.h"

/**
 * mh_audience_save:
 * @desk: the desk
 * @name: what the desk calls it
 * @rule: who is meant
 * @error: return location; MH_ERROR_INVALID for an empty name
 *
 * One act. A name that is taken gets the new rule; drafts that were made from the earlier one keep theirs.
 *
 * Returns: the id, 0 with @error set
 */
gint64
mh_audience_save (const MhDesk         *desk,
                  const char           *name,
                  const MhAudienceRule *rule,
                  GError              **error)
{
  g_autofree char *tidy = mh_text_tidy_name (name);
  g_autofree char *json = mh_audience_rule_print (rule);
  g_autoptr (MhAct) act = NULL;
  gint64 id;

  if (*tidy == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please give the audience a name."));
    return 0;
  }

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "audience.save", MH_UNDO_WHOLE, error);
  id = act != NULL ? mh_audience_table_save (desk->db, tidy, json, error) : 0;
  if (id == 0)
    return 0;

  mh_act_set_int (act, "audience", id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_audience_remove:
 * @desk: the desk
 * @audience: a saved one
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * One act. Broadcasts that were made from it keep their rule.
 *
 * Returns: whether it was removed
 */
gboolean
mh_audience_remove (const MhDesk *desk,
                    gint64        audience,
                    GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "audience.remove", MH_UNDO_WHOLE, error);
  g_autoptr (MhAudience) saved = act != NULL ? mh_audience_table_get (desk->db, audience, error) : NULL;

  if (saved == NULL || !mh_audience_table_delete (desk->db, audience, error))
    return FALSE;

  mh_act_set_int (act, "audience", audience);

  return mh_act_commit (act, error);
}
