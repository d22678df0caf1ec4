/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-admin"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-act-table.h"
#include "mh-audit.h"
#include "mh-check.h"
#include "mh-config.h"
#include "mh-ctl-people.h"
#include "mh-error.h"
#include "mh-practice.h"
#include "mh-town.h"
#include "mh-undo.h"

#define ACTS_LIMIT 20
#define AUDIT_LIMIT 50

static gboolean
count_residents (const MhDesk *desk,
                 gint64       *out_n,
                 GError      **error)
{
  return mh_db_get_int (desk->db, 0, out_n, error, "SELECT count(*) FROM resident", NULL);
}

/* -1: not said, so the usual number in a practice town; 0: none. */
static gboolean
fill_town (const MhDesk *desk,
           gboolean      practice,
           int           residents,
           int           seed,
           GError      **error)
{
  if (!practice || residents == 0)
    return TRUE;

  return mh_practice_fill (desk, MAX (residents, 0), (guint32) seed, error);
}

static gboolean
run_init (MhCtlCall *call,
          GError   **error)
{
  MhDesk who = { .clock = call->ctl->clock, .random = call->ctl->random, .operator_name = call->ctl->operator_name };
  gboolean practice = FALSE;
  int residents = -1, seed = 1;
  const GOptionEntry entries[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, &practice, N_("A practice town, which talks to this computer only"), NULL },
    { "residents", 0, 0, G_OPTION_ARG_INT, &residents, N_("How many people to make up for the practice town; 0 leaves it empty"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, N_("The same number makes the same people"), N_("N") },
    { NULL },
  };
  gint64 n_residents = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if (residents < -1 || seed < 0 || (residents > 0 && !practice))
    return mh_ctl_fail_usage (error, _("Made-up people are for a practice town: write --practice --residents N."));

  if (!mh_town_create_by (&who, &mh_db_driver_sqlite, call->ctl->dir, practice, error) ||
      !mh_ctl_open (call, &desk, error) ||
      !fill_town (&desk, practice, residents, seed, error) ||
      !count_residents (&desk, &n_residents, error))
    return FALSE;

  mh_ctl_add_text (call, "folder", call->ctl->dir);
  mh_ctl_add_bool (call, "practice", practice);
  mh_ctl_add_int (call, "residents", n_residents);

  return TRUE;
}

static gboolean
run_undo (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (MhUndoResult) result = NULL;
  gint64 act = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 1, error) ||
      (call->n_args > 0 && !mh_ctl_read_id (call->args[0], &act, error)) ||
      !mh_ctl_open (call, &desk, error) || (act == 0 && !mh_undo_find_last (desk.db, &act, error)))
    return FALSE;

  if (act == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is nothing that could be taken back."));
    return FALSE;
  }

  result = mh_undo_run (desk.db, mh_desk_now (&desk), desk.operator_name, act, error);
  if (result == NULL)
    return FALSE;

  call->partly = result->kept->len > 0;
  mh_ctl_add_int (call, "act", result->act);
  mh_ctl_add_int (call, "undo", result->undo);
  mh_ctl_add_int (call, "rows", result->n_rows);

  return mh_ctl_add_names (call, &desk, "kept", result->kept, error);
}

static gboolean
run_acts (MhCtlCall *call,
          GError   **error)
{
  int limit = ACTS_LIMIT;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most; 0 for all"), N_("N") },
    { NULL },
  };
  g_autoptr (GPtrArray) acts = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  acts = mh_act_table_list (desk.db, limit, error);
  if (acts == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "acts");
  for (guint i = 0; i < acts->len; i++) {
    const MhActRow *row = g_ptr_array_index (acts, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "act", row->id);
    mh_ctl_add_int (call, "at", row->at);
    mh_ctl_add_text (call, "operator", row->operator_name);
    mh_ctl_add_text (call, "kind", row->kind);
    mh_ctl_add_bool (call, "undoable", row->undoable);
    mh_ctl_add_some (call, "undoes", row->undoes);
    mh_ctl_add_some (call, "undone-by", row->undone_by);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
verify_log (MhCtlCall    *call,
            const MhDesk *desk,
            GError      **error)
{
  gint64 n_rows = 0, broken = 0;

  if (!mh_audit_verify (desk->db, &n_rows, &broken, error))
    return FALSE;

  call->partly = broken != 0;
  mh_ctl_add_bool (call, "whole", broken == 0);
  mh_ctl_add_int (call, "rows", n_rows);
  mh_ctl_add_some (call, "broken", broken);

  return TRUE;
}

static gboolean
add_entry (MhCtlCall          *call,
           const MhDesk       *desk,
           const MhAuditEntry *entry,
           GError            **error)
{
  g_autoptr (JsonNode) detail = json_from_string (entry->detail, error);

  if (detail == NULL)
    return FALSE;

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "entry", entry->id);
  mh_ctl_add_int (call, "at", entry->at);
  mh_ctl_add_text (call, "operator", entry->operator_name);
  mh_ctl_add_text (call, "kind", entry->kind);
  mh_ctl_add_some (call, "act", entry->act);
  if (!mh_ctl_add_names (call, desk, "people", entry->people, error))
    return FALSE;
  json_builder_set_member_name (call->builder, "detail");
  json_builder_add_value (call->builder, g_steal_pointer (&detail));
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
run_audit (MhCtlCall *call,
           GError   **error)
{
  g_autofree char *person = NULL;
  gboolean verify = FALSE;
  int limit = AUDIT_LIMIT;
  const GOptionEntry entries[] = {
    { "person", 0, 0, MH_CTL_TEXT, &person, N_("Only what is about one person"), N_("REGISTER-NUMBER") },
    { "verify", 0, 0, G_OPTION_ARG_NONE, &verify, N_("Look whether the log was changed afterwards"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most; 0 for all"), N_("N") },
    { NULL },
  };
  g_autoptr (GPtrArray) list = NULL;
  gint64 resident = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;
  if (verify)
    return verify_log (call, &desk, error);
  if (person != NULL && !mh_ctl_find_resident (&desk, person, &resident, error))
    return FALSE;

  list = mh_audit_list (desk.db, resident, limit, error);
  if (list == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "entries");
  for (guint i = 0; i < list->len; i++) {
    if (!add_entry (call, &desk, g_ptr_array_index (list, i), error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_check (MhCtlCall *call,
           GError   **error)
{
  g_autoptr (GPtrArray) findings = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  findings = mh_check_run (&desk, error);
  if (findings == NULL)
    return FALSE;

  call->partly = findings->len > 0;
  mh_ctl_add_bool (call, "whole", findings->len == 0);
  mh_ctl_begin_array (call, "findings");
  for (guint i = 0; i < findings->len; i++)
    json_builder_add_string_value (call->builder, g_ptr_array_index (findings, i));
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_setting (MhCtlCall    *call,
             const MhDesk *desk,
             const char   *key,
             GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *value = mh_config_get (desk, key, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  mh_ctl_add_text (call, "key", key);
  mh_ctl_add_text (call, "value", value);

  return TRUE;
}

static gboolean
run_config_get (MhCtlCall *call,
                GError   **error)
{
  MhDesk desk;

  return mh_ctl_parse (call, NULL, 1, 1, error) && mh_ctl_open (call, &desk, error) &&
         add_setting (call, &desk, call->args[0], error);
}

static gboolean
run_config_set (MhCtlCall *call,
                GError   **error)
{
  MhDesk desk;

  return mh_ctl_parse (call, NULL, 2, 2, error) && mh_ctl_open (call, &desk, error) &&
         mh_config_set (&desk, call->args[0], call->args[1], error) && add_setting (call, &desk, call->args[0], error);
}

static gboolean
run_config_list (MhCtlCall *call,
                 GError   **error)
{
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  mh_ctl_begin_array (call, "settings");
  for (const MhConfigKey *key = mh_config_keys (); key->key != NULL; key++) {
    mh_ctl_begin_object (call, NULL);
    if (!add_setting (call, &desk, key->key, error))
      return FALSE;
    mh_ctl_add_text (call, "default", key->fallback);
    mh_ctl_add_bool (call, "read-only", key->read_only);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

const MhCtlCommand mh_ctl_admin_commands[] = {
  { "init", NULL, N_("Make an empty town, or a practice town"), run_init },
  { "undo", N_("[ACT]"), N_("Take back the last act, or the one that is named"), run_undo },
  { "acts", NULL, N_("List what was done"), run_acts },
  { "audit", NULL, N_("Show the log: who looked at, printed, sent, changed what"), run_audit },
  { "check", NULL, N_("Look whether the data is sound and every rule holds"), run_check },
  { "config get", N_("KEY"), N_("Show a setting"), run_config_get },
  { "config set", N_("KEY VALUE"), N_("Change a setting; an empty value takes it back to its default"), run_config_set },
  { "config list", NULL, N_("List all settings"), run_config_list },
  { NULL },
};
