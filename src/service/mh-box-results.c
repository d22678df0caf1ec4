/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-results"

#include "mh-box-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-config.h"
#include "mh-error.h"
#include "mh-received-table.h"
#include "mh-save.h"

/* What the other computer is to make of a delivery here. @reason: (nullable) */
static const char *
tell_state (const char *state,
            const char *reason)
{
  if (g_str_equal (state, "accepted") || g_str_equal (state, "delivered") || g_str_equal (state, "undelivered") || g_str_equal (state, "check"))
    return state;

  if (g_str_equal (state, "by-hand") || g_str_equal (state, "by-hand-done"))
    return "by-hand";

  if (!g_str_equal (state, "withdrawn"))
    return "waiting";

  if (g_strcmp0 (reason, "stopped") == 0)
    return "stopped";

  return g_strcmp0 (reason, "box-expired") == 0 ? "expired" : "undelivered";
}

static gboolean
add_box (const MhDesk        *desk,
         const MhReceivedBox *box,
         MhBoxContent        *content,
         GError             **error)
{
  g_autoptr (GPtrArray) rows = mh_received_table_list_rows (desk->db, box->id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MhReceivedRow *row = g_ptr_array_index (rows, i);
    MhBoxRow *told = mh_box_content_add (content);

    told->ref = g_strdup (row->ref);
    told->state = g_strdup (tell_state (row->state, row->reason));
    told->code = g_str_equal (told->state, "waiting") ? NULL : g_strdup (row->reason);
    told->at = row->state_at;
  }

  return rows != NULL && mh_received_table_set_back (desk->db, box->id, mh_desk_now (desk), error);
}

/* The newest boxes first, as many as a file takes. */
static gboolean
add_boxes (const MhDesk *desk,
           MhBoxContent *content,
           GError      **error)
{
  g_autoptr (GPtrArray) boxes = mh_received_table_list (desk->db, 0, error);

  for (guint i = 0; boxes != NULL && i < boxes->len; i++) {
    const MhReceivedBox *box = g_ptr_array_index (boxes, i);

    if (content->rows->len + box->n_rows > MH_BOX_MAX_TOLD)
      break;

    if (!add_box (desk, box, content, error))
      return FALSE;
  }

  return boxes != NULL;
}

/* The act and the file: both or neither. */
static gboolean
save (MhAct      *act,
      GBytes     *bytes,
      const char *path,
      GError    **error)
{
  char *prepared = mh_save_prepare (path, bytes, error);

  if (prepared == NULL || !mh_save_finish (prepared, path, error))
    return FALSE;

  if (mh_act_commit (act, error))
    return TRUE;

  g_unlink (path);

  return FALSE;
}

/**
 * mh_box_write_results:
 * @desk: the desk, not in a transaction
 * @secrets: the town's credentials
 * @path: where the file goes
 * @out_n: (out): of how many messages it tells
 * @error: return location; MH_ERROR_REFUSED where no box was read, or this computer does not send, or is not paired
 *
 * What stands of each message at this moment, also of those that were told of before: so a file that was lost costs nothing. No number and no
 * words stand in it. One act.
 *
 * Returns: whether it was written
 */
gboolean
mh_box_write_results (const MhDesk *desk,
                      MhSecrets    *secrets,
                      const char   *path,
                      guint        *out_n,
                      GError      **error)
{
  g_auto (MhSealedKey) key = { { 0 } };
  g_autoptr (MhBoxContent) content = mh_box_content_new (MH_BOX_WAY_BACK);
  g_autofree char *installation = mh_config_get (desk, "installation", NULL);
  g_autoptr (MhAct) act = NULL;
  g_autoptr (GBytes) bytes = NULL;

  *out_n = 0;
  if (!mh_box_check_role (desk, MH_BOX_ROLE_SENDER, error) || !mh_box_find_key (desk, secrets, MH_BOX_WAY_BACK, &key, error))
    return FALSE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "box.results", MH_UNDO_NONE, error);
  if (act == NULL || !add_boxes (desk, content, error))
    return FALSE;

  if (content->rows->len == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("No box was read on this computer yet, so there are no results."));
    return FALSE;
  }

  content->ref = mh_random_uuid (desk->random);
  content->made_at = mh_desk_now (desk);
  content->practice = mh_config_is_practice (desk);
  bytes = mh_box_file_seal (content, &key, installation, error);
  if (bytes == NULL)
    return FALSE;

  *out_n = content->rows->len;
  mh_act_set_int (act, "rows", content->rows->len);

  return save (act, bytes, path, error);
}
