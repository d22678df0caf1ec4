/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-papers"

#include "mh-sim-papers.h"

#include <glib/gstdio.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-backup-set.h"
#include "mh-blackout.h"
#include "mh-call-sheet.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-export.h"
#include "mh-fake-secrets.h"
#include "mh-log.h"
#include "mh-loss-report.h"
#include "mh-operators.h"
#include "mh-reception-after.h"
#include "mh-refill-figures.h"
#include "mh-retention.h"
#include "mh-roster-copies.h"
#include "mh-roster-day.h"
#include "mh-roster-maker.h"
#include "mh-slips.h"

#define N_SLIPS 12
#define MOST_PACKS 4
#define MOST_OPERATORS 3

/* A file that is written over each time. */
static char *
paper_path (MhSim      *sim,
            const char *name)
{
  return g_build_filename (sim->dir, name, NULL);
}

/* --- rosters -------------------------------------------------------------------------------------------------------- */

static gboolean
print_roster (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  static const char * const takers[] = { "看護師", NULL };
  gint64 session = mh_sim_any_session (sim);
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new ((MhRosterPurpose) mh_sim_below (sim, MH_ROSTER_WALK + 1));
  g_autoptr (GPtrArray) prints = NULL;
  g_autoptr (MhRosterDay) day = NULL;

  *out_did = session != 0;
  if (!*out_did)
    return TRUE;

  if (mh_sim_below (sim, 4) > 0)
    prints = mh_roster_print (&sim->desk, session, settings, mh_sim_below (sim, 2) == 0 ? takers : NULL, error);
  else
    day = mh_roster_day_print (&sim->desk, mh_sim_in_days (sim, (int) mh_sim_below (sim, 4)), mh_sim_below (sim, 2) == 0, error);

  return prints != NULL || day != NULL;
}

static gboolean
return_roster (MhSim    *sim,
               gboolean *out_did,
               GError  **error)
{
  static const char * const ways[] = { "returned", "shredded", NULL };
  gint64 print = mh_sim_pick (sim, "SELECT id FROM roster_print WHERE id >= :from * (SELECT max (id) + 1 FROM roster_print) / 1000 LIMIT 1");

  *out_did = print != 0;

  return !*out_did || mh_roster_copies_return (&sim->desk, &print, 1, ways[mh_sim_below (sim, 3)], error) != 0;
}

static gboolean
keep_layout (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  static const char * const names[] = { "受付", "会場用" };
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);
  guint32 name = mh_sim_below (sim, 2);

  *out_did = TRUE;
  switch (mh_sim_below (sim, 4)) {
  case 0:
    return mh_roster_layout_delete (&sim->desk, names[name], error);

  case 1:
    return mh_roster_layout_rename (&sim->desk, names[name], names[1 - name], error);

  default:
    return mh_roster_layout_save (&sim->desk, names[name], settings, error);
  }
}

static gboolean
print_slips (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  gint64 session = mh_sim_any_session (sim);
  g_autoptr (MhCards) cards = NULL;

  *out_did = session != 0;
  if (*out_did)
    cards = mh_sim_below (sim, 2) == 0
            ? mh_slips_make (&sim->desk, session, 0, FALSE, error)
            : mh_labels_make (&sim->desk, session, NULL, FALSE, error);

  return !*out_did || cards != NULL;
}

static gboolean
print_calls (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  g_autoptr (GArray) people = NULL;
  g_autoptr (MhRoster) sheet = NULL;
  gint64 n_unclear;

  *out_did = TRUE;
  people = mh_reception_list_not_yet (&sim->desk, 1 + mh_sim_below (sim, MH_SIM_N_PROGRAMMES), mh_sim_in_days (sim, 3), &n_unclear, error);
  if (people == NULL)
    return FALSE;

  if (people->len > 10)
    g_array_set_size (people, 10);
  sheet = mh_call_sheet_make (&sim->desk, "電話をかける人", people, error);

  return sheet != NULL;
}

static gboolean
print_record (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  MhListFilter filter = { .session = mh_sim_any_session (sim) };
  g_autoptr (MhRoster) roster = NULL;

  *out_did = filter.session != 0;
  if (*out_did)
    roster = mh_refill_record_print (&sim->desk, &filter, error);

  return !*out_did || roster != NULL;
}

/* --- files and lost papers ------------------------------------------------------------------------------------------ */

static gboolean
save_list (MhSim    *sim,
           gboolean *out_did,
           GError  **error)
{
  MhExportRequest request = {
    .list = mh_sim_below (sim, 3) == 0 ? MH_EXPORT_RESULTS : (MhExportList) mh_sim_below (sim, MH_EXPORT_N_LISTS),
    .since_last = mh_sim_below (sim, 2) == 0,
    .purpose = MH_EXPORT_FOR_ALL,
  };
  g_autofree char *path = paper_path (sim, "list.csv");
  MhExport *list;
  gboolean saved;

  *out_did = TRUE;
  list = mh_export_make (&sim->desk, &request, error);
  if (list == NULL)
    return FALSE;

  saved = mh_export_save (&sim->desk, list, path, MH_CSV_FORMAT_UTF8_BOM, MH_CSV_MISFIT_GETA, error);
  mh_export_free (list);

  return saved;
}

static gboolean
save_log (MhSim    *sim,
          gboolean *out_did,
          GError  **error)
{
  MhAuditFilter filter = { .from = mh_desk_now (&sim->desk) - G_GINT64_CONSTANT (3600) * 1000 };
  g_autofree char *path = paper_path (sim, "log.csv");

  *out_did = TRUE;

  return mh_log_export (&sim->desk, &filter, path, error) >= 0;
}

static gboolean
report_loss (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  g_autoptr (GPtrArray) items = mh_loss_list (&sim->desk, 10, error);
  g_autoptr (MhRoster) paper = NULL;
  g_autofree char *path = paper_path (sim, "loss.csv");
  MhLossReport *report;
  gboolean done;

  *out_did = items != NULL && items->len > 0;
  if (!*out_did)
    return items != NULL;

  report = mh_loss_report_make (&sim->desk, ((MhLossItem *) items->pdata[mh_sim_below (sim, items->len)])->entry, error);
  if (report == NULL)
    return FALSE;

  if (mh_sim_below (sim, 2) == 0) {
    done = mh_loss_report_save (&sim->desk, report, path, error);
  } else {
    paper = mh_loss_report_print (&sim->desk, report, error);
    done = paper != NULL;
  }
  mh_loss_report_unref (report);

  return done;
}

/* --- who sits there ------------------------------------------------------------------------------------------------- */

static gboolean
change_operator (MhSim   *sim,
                 gint64   id,
                 GError **error)
{
  g_autofree char *name = g_strdup_printf ("保健師 %u", mh_sim_below (sim, 6));

  switch (mh_sim_below (sim, 5)) {
  case 0:
    return mh_operators_rename (&sim->desk, id, name, error);

  case 1:
    return mh_operators_set_active (&sim->desk, id, mh_sim_below (sim, 4) > 0, error);

  case 2:
    return mh_operators_set_pin (&sim->desk, id, mh_sim_below (sim, 3) > 0 ? "1234" : NULL, mh_sim_below (sim, 2) == 0 ? "1234" : NULL, error);

  case 3:
    return mh_operators_clear_pin (&sim->desk, id, 0, NULL, error);

  default:
    return mh_operators_note_lock (&sim->desk, mh_sim_below (sim, 2) == 0 ? "key" : "idle", error);
  }
}

static gboolean
sit_down (MhSim    *sim,
          gboolean *out_did,
          GError  **error)
{
  g_autoptr (GPtrArray) operators = mh_operators_list (&sim->desk, error);
  g_autofree char *name = g_strdup_printf ("保健師 %u", mh_sim_below (sim, 6));
  g_autofree char *who = NULL;
  gint64 id;

  *out_did = operators != NULL;
  if (!*out_did)
    return FALSE;

  if (operators->len < MOST_OPERATORS && mh_sim_below (sim, 2) == 0)
    return mh_operators_add (&sim->desk, name, error) != 0;

  *out_did = operators->len > 0;
  if (!*out_did)
    return TRUE;

  id = ((MhOperator *) operators->pdata[mh_sim_below (sim, operators->len)])->id;
  if (mh_sim_below (sim, 2) == 0)
    return change_operator (sim, id, error);

  who = mh_operators_sign_in (&sim->desk, id, mh_sim_below (sim, 2) == 0 ? "1234" : "9999", error);

  return who != NULL;
}

/* --- deleting for good ---------------------------------------------------------------------------------------------- */

static gboolean
set_retention (MhSim    *sim,
               gboolean *out_did,
               GError  **error)
{
  static const char * const kinds[] = { "people-dead", "people-moved", "contacts-dead", "contacts-moved", "messages", "bookings" };
  guint32 kind = mh_sim_below (sim, 12);
  int years = mh_sim_below (sim, 6) == 0 ? -1 : (int) mh_sim_below (sim, 3) / 2;

  *out_did = TRUE;

  return mh_retention_set (&sim->desk, kinds[kind < G_N_ELEMENTS (kinds) ? kind : kind % 4], years, error);
}

/* The night's backup, without which nothing is deleted. */
static gboolean
note_backup (MhSim   *sim,
             GError **error)
{
  g_autofree char *now = g_strdup_printf ("%lld", (long long) mh_desk_now (&sim->desk));
  g_autoptr (MhAct) act = mh_act_begin (sim->desk.db, mh_desk_now (&sim->desk), "clock", "backup", MH_UNDO_NONE, error);

  return act != NULL && mh_config_table_set (sim->desk.db, "backup.last", now, error) && mh_act_commit (act, error);
}

static gboolean
delete_data (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  g_autoptr (GPtrArray) found = mh_retention_find (&sim->desk, error);
  const MhRetentionCandidate *candidate;
  g_autoptr (MhRoster) certificate = NULL;
  MhRetentionChoice choice;
  MhRetentionResult result;

  *out_did = found != NULL && found->len > 0;
  if (!*out_did)
    return found != NULL;

  if (mh_sim_below (sim, 2) == 0)
    return note_backup (sim, error);

  candidate = found->pdata[mh_sim_below (sim, found->len)];
  choice = (MhRetentionChoice) { candidate->kind, candidate->id };
  if (!mh_retention_delete (&sim->desk, &choice, 1, 1, "保存期間満了", FALSE, &result, error))
    return FALSE;

  if (sim->in_trouble)
    return TRUE;

  certificate = mh_retention_certificate (&sim->desk, result.certificate, mh_sim_below (sim, 3) == 0, error);

  return certificate != NULL;
}

/* --- days without power --------------------------------------------------------------------------------------------- */

static char
letter (MhSim *sim)
{
  return "ACDEFHJKLMNPRTUVWXY"[mh_sim_below (sim, 19)];
}

/* A pack whose paper was drawn before anybody looked: most of what takes long about one is left out. */
static gboolean
note_pack (MhSim   *sim,
           MhDate   from,
           MhDate   to,
           GError **error)
{
  char code[] = { letter (sim), letter (sim), letter (sim), letter (sim), '\0' };
  MhBlackoutPack pack = {
    .code = code,
    .made_at = mh_desk_now (&sim->desk),
    .operator_name = (char *) sim->desk.operator_name,
    .from = from,
    .to = to,
    .n_slips = N_SLIPS,
  };
  g_autoptr (MhAct) act = mh_act_begin (sim->desk.db, pack.made_at, pack.operator_name, "blackout.make", MH_UNDO_NONE, error);

  if (act == NULL)
    return FALSE;

  pack.last_act = mh_act_get_id (act);

  return mh_blackout_table_insert (sim->desk.db, &pack, error) != 0 && mh_act_commit (act, error);
}

static gboolean
make_pack (MhSim    *sim,
           gboolean *out_did,
           GError  **error)
{
  g_autoptr (MhFakeSecrets) secrets = mh_fake_secrets_new ();
  g_autoptr (MhBlackoutMade) made = NULL;
  MhBlackoutRequest request = { .n_slips = N_SLIPS, .folder = sim->dir };
  gint64 n = mh_sim_pick (sim, "SELECT count (*) FROM blackout_pack WHERE settled_at IS NULL AND :from >= 0");

  *out_did = n < MOST_PACKS;
  if (!*out_did)
    return TRUE;

  if (!mh_blackout_find_dates (&sim->desk, &request.from, &request.to, error))
    return FALSE;

  if (mh_sim_below (sim, 12) > 0)
    return note_pack (sim, request.from, request.to, error);

  made = mh_blackout_make (&sim->desk, MH_SECRETS (secrets), &request, error);
  if (made != NULL) {
    g_remove (made->file);
    g_remove (made->paper);
  }

  return made != NULL;
}

/* What somebody may have written by candlelight, right or wrong. */
static gboolean
enter_slip (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  static const char * const whats[] = { "book", "book", "cancel", "move", "came", "done", "stopped", "no-show", "walk-in", "wait", "unused" };
  gint64 pack = mh_sim_pick (sim, "SELECT max (id) FROM blackout_pack WHERE settled_at IS NULL AND :from >= 0");
  const char *what = whats[mh_sim_below (sim, G_N_ELEMENTS (whats))];
  gboolean places = g_strv_contains ((const char *[]) { "book", "move", "walk-in", NULL }, what);
  g_autofree char *slip = NULL;
  MhBlackoutEntry entry = { .what = what };
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (MhRows) rows = NULL;

  *out_did = pack != 0;
  if (!*out_did)
    return TRUE;

  rows = mh_db_query (sim->desk.db, error, "SELECT code FROM blackout_pack WHERE id = :pack", ":pack", MH_INT (pack), NULL);
  if (rows == NULL || !mh_rows_next (rows))
    return FALSE;

  slip = g_strdup_printf ("%s-%u", mh_rows_text (rows, 0), 1 + mh_sim_below (sim, N_SLIPS));
  g_clear_pointer (&rows, mh_rows_free);
  entry.slip = slip;
  entry.resident = mh_sim_below (sim, 8) == 0 ? 0 : mh_sim_any_resident (sim);
  entry.slot = places ? mh_sim_any_slot (sim) : 0;
  entry.programme = 1 + mh_sim_below (sim, MH_SIM_N_PROGRAMMES);
  entry.note = mh_sim_below (sim, 4) == 0 ? "発熱" : NULL;
  results = mh_blackout_enter_all (&sim->desk, &entry, 1, mh_sim_below (sim, 6) == 0, error);

  return results != NULL;
}

static gboolean
settle_pack (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  gint64 pack = mh_sim_pick (sim, "SELECT pack FROM blackout_slip WHERE state = 'open' "
                                  "AND id >= :from * (SELECT max (id) + 1 FROM blackout_slip) / 1000 LIMIT 1");
  g_autoptr (MhBlackoutStatus) status = NULL;
  g_autoptr (MhBlackoutResult) again = NULL;
  MhBlackoutChange change = { 0 };
  int number;

  if (pack == 0)
    pack = mh_sim_pick (sim, "SELECT max (id) FROM blackout_pack WHERE settled_at IS NULL AND :from >= 0");
  *out_did = pack != 0;
  if (!*out_did)
    return TRUE;

  status = mh_blackout_get_status (&sim->desk, pack, error);
  if (status == NULL)
    return FALSE;

  if (status->open->len == 0)
    return mh_blackout_settle (&sim->desk, pack, mh_sim_below (sim, 4) > 0, error);

  number = ((MhBlackoutResult *) status->open->pdata[mh_sim_below (sim, status->open->len)])->slip->number;
  if (mh_sim_below (sim, 2) == 0)
    return mh_blackout_leave (&sim->desk, pack, number, "電話で確認", error);

  change.slot = mh_sim_below (sim, 2) == 0 ? mh_sim_any_slot (sim) : 0;
  change.wait = mh_sim_below (sim, 3) == 0;
  change.override_reason = mh_sim_below (sim, 2) == 0 ? "窓口で確認" : NULL;
  again = mh_blackout_try_again (&sim->desk, pack, number, &change, error);

  return again != NULL;
}

/* --- backups -------------------------------------------------------------------------------------------------------- */

/* Where copies go: a folder that is there, or one that cannot be; and a second one is soon put right that could not be written to. */
static gboolean
set_folder (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  gboolean again = mh_sim_pick (sim, "SELECT count (*) FROM config WHERE key = 'backup.second-problem' AND value <> '' AND :from >= 0") != 0;
  const char *key = !again && mh_sim_below (sim, 3) == 0 ? "backup.folder" : "backup.second";
  gboolean sound = again || mh_sim_below (sim, 2) == 0;
  g_autofree char *folder = sound ? paper_path (sim, key) : g_build_filename (sim->path, "no-folder", NULL);
  g_autoptr (MhAct) act = mh_act_begin (sim->desk.db, mh_desk_now (&sim->desk), sim->desk.operator_name, "config.set", MH_UNDO_NONE, error);

  *out_did = TRUE;
  if (sound)
    g_mkdir_with_parents (folder, 0700);

  return act != NULL && mh_config_table_set (sim->desk.db, key, folder, error) && mh_act_commit (act, error);
}

static void
remove_backup (MhSim        *sim,
               MhBackupFile *file)
{
  g_autofree char *second = paper_path (sim, "backup.second");
  g_autofree char *name = g_path_get_basename (file->path);
  g_autofree char *copy = g_build_filename (second, name, NULL);

  g_remove (file->path);
  g_remove (copy);
  mh_backup_file_free (file);
}

static gboolean
make_backup (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  g_autoptr (MhFakeSecrets) secrets = mh_fake_secrets_new ();
  g_autoptr (MhBackupDrill) drill = NULL;
  MhBackupFile *file;
  MhSealedKey key;

  *out_did = !sim->in_trouble;
  if (!*out_did)
    return TRUE;

  if (!mh_backup_set_ensure_key (&sim->desk, MH_SECRETS (secrets), &key, error))
    return FALSE;

  file = mh_backup_set_make (&sim->desk, &mh_db_driver_sqlite, MH_SECRETS (secrets), FALSE, NULL, error);
  if (file == NULL)
    return FALSE;

  drill = mh_backup_run_drill (&sim->desk, &mh_db_driver_sqlite, file->path, &key, NULL, error);
  remove_backup (sim, file);

  return drill != NULL && mh_backup_note_sheet (&sim->desk, error);
}

const MhSimDeed mh_sim_papers_deeds[] = {
  { "roster", 15, print_roster },
  { "roster back", 8, return_roster },
  { "layout", 10, keep_layout },
  { "slips", 4, print_slips },
  { "calls", 4, print_calls },
  { "record", 4, print_record },
  { "list", 8, save_list },
  { "log", 4, save_log },
  { "loss", 4, report_loss },
  { "operator", 60, sit_down },
  { "retention", 25, set_retention },
  { "delete", 40, delete_data },
  { "pack", 8, make_pack },
  { "slip", 60, enter_slip },
  { "settle", 15, settle_pack },
  { "backup folder", 25, set_folder },
  { "backup", 6, make_backup },
  { NULL }
};
