/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-worker"

/* One process on the town's database, as the window or the terminal would be: it reads a command a line and answers with a line of JSON.
 * Whoever simulates a town may end it with SIGKILL at any moment. */

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "mh-act.h"
#include "mh-backup.h"
#include "mh-booking.h"
#include "mh-check.h"
#include "mh-config-table.h"
#include "mh-contacts.h"
#include "mh-dispatcher.h"
#include "mh-error.h"
#include "mh-fake-secrets.h"
#include "mh-fault-vfs.h"
#include "mh-outbox.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-protect.h"
#include "mh-refill-frozen.h"
#include "mh-refill.h"
#include "mh-roster-maker.h"
#include "mh-schema.h"
#include "mh-sim-call.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define LONGEST_LINE 1000

typedef struct {
  MhDesk         desk;
  MhStore       *store;
  MhFakeSecrets *secrets;
  MhDispatcher  *dispatcher;
} Worker;

/* %NULL for a word that is missing or "-". */
static const char *
text (const MhSimCall *call,
      guint            i)
{
  return i < call->n_words && strcmp (call->words[i], "-") != 0 ? call->words[i] : NULL;
}

static MhDate
date (const MhSimCall *call,
      guint            i)
{
  MhDate date = MH_DATE_NONE;

  if (text (call, i) != NULL && !mh_date_from_iso (text (call, i), &date))
    g_error ("Not a date: %s", text (call, i));

  return date;
}

/* --- the town ----------------------------------------------------------------------------------------------------- */

/* config KEY VALUE: unchecked, for the providers stand on loopback */
static gboolean
set_config (MhSimCall *call,
            GError   **error)
{
  const MhDesk *desk = call->desk;
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "config.set", MH_UNDO_NONE, error);

  return act != NULL &&
         mh_config_table_set (desk->db, call->words[0], call->words[1], error) &&
         mh_act_commit (act, error);
}

/* resident NUMBER BIRTH */
static gboolean
add_resident (MhSimCall *call,
              GError   **error)
{
  g_autoptr (MhResident) resident = mh_resident_new ();

  resident->register_number = g_strdup (call->words[0]);
  resident->name = g_strdup ("町田花子");
  resident->birth = date (call, 1);
  call->answer = mh_test_add_person (call->desk, resident, error);

  return call->answer != 0;
}

/* contact RESIDENT KIND VALUE */
static gboolean
add_contact (MhSimCall *call,
             GError   **error)
{
  call->answer = mh_contacts_add (call->desk, mh_sim_call_number (call, 0), call->words[1], call->words[2], NULL, error);

  return call->answer != 0;
}

/* status RESIDENT STATUS DATE */
static gboolean
set_status (MhSimCall *call,
            GError   **error)
{
  MhResident changes = { 0 };

  changes.id = mh_sim_call_number (call, 0);
  changes.status = call->words[1];
  changes.status_date = date (call, 2);

  return mh_test_edit_person (call->desk, &changes, error);
}

/* opt-out RESIDENT LINK 0|1 */
static gboolean
set_opt_out (MhSimCall *call,
             GError   **error)
{
  return mh_contacts_set_opt_out (call->desk, mh_sim_call_number (call, 0), mh_sim_call_number (call, 1), mh_sim_call_number (call, 2) != 0, error);
}

/* mark-safe RESIDENT LINK REASON */
static gboolean
mark_safe (MhSimCall *call,
           GError   **error)
{
  return mh_contacts_mark_safe (call->desk, mh_sim_call_number (call, 0), mh_sim_call_number (call, 1), text (call, 2), error);
}

/* protect RESIDENT START */
static gboolean
protect (MhSimCall *call,
         GError   **error)
{
  return mh_protect_begin (call->desk, mh_sim_call_number (call, 0), date (call, 1), MH_DATE_NONE, NULL, error);
}

/* end-protection RESIDENT END */
static gboolean
end_protection (MhSimCall *call,
                GError   **error)
{
  return mh_protect_end (call->desk, mh_sim_call_number (call, 0), date (call, 1), "町内へ転居", error);
}

/* programme NAME MODE PARALLEL REPLY-MINUTES DOSES INTERVAL-DAYS */
static gboolean
add_programme (MhSimCall *call,
               GError   **error)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();

  g_free (programme->name);
  programme->name = g_strdup (call->words[0]);
  programme->parallel = (int) mh_sim_call_number (call, 2);
  programme->reply_minutes = (int) mh_sim_call_number (call, 3);
  programme->doses = (int) mh_sim_call_number (call, 4);
  programme->interval_days = (int) mh_sim_call_number (call, 5);
  if (!mh_offer_mode_from_nick (call->words[1], &programme->offer_mode))
    g_error ("Not a way of offering: %s", call->words[1]);

  call->answer = mh_test_add_programme (call->desk, programme, error);

  return call->answer != 0;
}

/* session PROGRAMME DATE SLOTS PHONE */
static gboolean
add_session (MhSimCall *call,
             GError   **error)
{
  call->answer = mh_places_add_session (call->desk, mh_sim_call_number (call, 0), date (call, 1), "保健センター", call->words[2],
                                        (int) mh_sim_call_number (call, 3), error);

  return call->answer != 0;
}

/* --- the desk ----------------------------------------------------------------------------------------------------- */

/* book SLOT RESIDENT DOSE VIA */
static gboolean
book (MhSimCall *call,
      GError   **error)
{
  MhBookingRequest request = {
    .slot = mh_sim_call_number (call, 0),
    .resident = mh_sim_call_number (call, 1),
    .dose = (int) mh_sim_call_number (call, 2),
    .via = call->words[3],
  };

  call->answer = mh_booking_make (call->desk, &request, NULL, error);

  return call->answer != 0;
}

/* move BOOKING SLOT */
static gboolean
move (MhSimCall *call,
      GError   **error)
{
  return mh_booking_move (call->desk, mh_sim_call_number (call, 0), mh_sim_call_number (call, 1), NULL, &call->answer, error);
}

/* cancel BOOKING */
static gboolean
cancel (MhSimCall *call,
        GError   **error)
{
  return mh_booking_cancel (call->desk, mh_sim_call_number (call, 0), NULL, &call->answer, error);
}

/* refill-cancel BOOKING… */
static gboolean
refill_cancel (MhSimCall *call,
               GError   **error)
{
  g_autoptr (GArray) bookings = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRefillResult) result = NULL;

  for (guint i = 0; i < call->n_words; i++) {
    gint64 booking = mh_sim_call_number (call, i);

    g_array_append_val (bookings, booking);
  }

  result = mh_refill_cancel (call->desk, (const gint64 *) (gpointer) bookings->data, bookings->len, error);
  call->answer = result != NULL ? result->act : 0;

  return result != NULL;
}

/* refill-preview BOOKING */
static gboolean
refill_preview (MhSimCall *call,
                GError   **error)
{
  gint64 booking = mh_sim_call_number (call, 0);
  g_autoptr (MhRefillResult) result = mh_refill_preview (call->desk, &booking, 1, NULL, error);

  return result != NULL;
}

/* accept OFFER */
static gboolean
accept_offer (MhSimCall *call,
              GError   **error)
{
  return mh_refill_accept (call->desk, mh_sim_call_number (call, 0), &call->answer, error);
}

/* decline OFFER */
static gboolean
decline (MhSimCall *call,
         GError   **error)
{
  return mh_refill_decline (call->desk, mh_sim_call_number (call, 0), &call->answer, error);
}

/* close ROUND */
static gboolean
close_round (MhSimCall *call,
             GError   **error)
{
  return mh_refill_close (call->desk, mh_sim_call_number (call, 0), &call->answer, error);
}

/* wait PROGRAMME WISH RESIDENT… */
static gboolean
wait_for_place (MhSimCall *call,
                GError   **error)
{
  gint64 residents[2] = { mh_sim_call_number (call, 2), mh_sim_call_number (call, 3) };

  call->answer = mh_test_add_waiting (call->desk, mh_sim_call_number (call, 0), residents, call->n_words - 2, call->words[1], error);

  return call->answer != 0;
}

/* withdraw UNIT */
static gboolean
withdraw (MhSimCall *call,
          GError   **error)
{
  return mh_waiting_withdraw (call->desk, mh_sim_call_number (call, 0), error);
}

/* undo [ACT]: the last one without a number */
static gboolean
undo (MhSimCall *call,
      GError   **error)
{
  const MhDesk *desk = call->desk;
  g_autoptr (MhUndoResult) result = NULL;
  gint64 act = mh_sim_call_number (call, 0);

  if (act == 0 && !mh_undo_find_last (desk->db, &act, error))
    return FALSE;

  result = mh_undo_run (desk->db, mh_desk_now (desk), desk->operator_name, act, error);
  call->answer = result != NULL ? result->undo : 0;

  return result != NULL;
}

/* roster SESSION PATH */
static gboolean
print_roster (MhSimCall *call,
              GError   **error)
{
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);
  g_autoptr (GPtrArray) prints = mh_roster_print (call->desk, mh_sim_call_number (call, 0), settings, NULL, error);

  return prints != NULL && mh_roster_write_pdf (((const MhRosterPrint *) g_ptr_array_index (prints, 0))->roster, call->words[1], error);
}

/* release: offers go on after a restore */
static gboolean
release (MhSimCall *call,
         GError   **error)
{
  return mh_refill_release (call->desk, NULL, &call->answer, error);
}

/* --- the machine below -------------------------------------------------------------------------------------------- */

/* disk TROUBLE AFTER TIMES: see mh_fault_vfs_set() */
static gboolean
trouble_disk (MhSimCall *call,
              GError   **error)
{
  MhDiskTrouble trouble;

  if (!mh_disk_trouble_from_nick (call->words[0], &trouble))
    g_error ("Not a trouble: %s", call->words[0]);

  mh_fault_vfs_set (trouble, (guint) mh_sim_call_number (call, 1), (guint) mh_sim_call_number (call, 2));

  return TRUE;
}

/* keyring 0|1: whether it answers */
static gboolean
set_keyring (MhSimCall *call,
             GError   **error)
{
  mh_fake_secrets_set_available (((Worker *) call->worker)->secrets, mh_sim_call_number (call, 0) != 0);
  mh_dispatcher_reload (((Worker *) call->worker)->dispatcher);

  return TRUE;
}

/* patience MS: how long this desk waits for others that write */
static gboolean
set_patience (MhSimCall *call,
              GError   **error)
{
  mh_db_set_busy_timeout (call->desk->db, (int) mh_sim_call_number (call, 0));

  return TRUE;
}

/* copy PATH: a backup, not sealed */
static gboolean
copy_town (MhSimCall *call,
           GError   **error)
{
  return mh_db_copy_to (call->desk->db, call->words[0], error);
}

/* --- the way out -------------------------------------------------------------------------------------------------- */

/* send: one pass of the dispatcher */
static gboolean
send_due (MhSimCall *call,
          GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_sent = 0;

  mh_dispatcher_run_async (((Worker *) call->worker)->dispatcher, FALSE, NULL, mh_test_take_result_cb, &result);

  if (!mh_dispatcher_run_finish (((Worker *) call->worker)->dispatcher, mh_test_await (&result), &n_sent, error))
    return FALSE;

  call->answer = n_sent;

  return TRUE;
}

/* reload: the pause after a refusal of everything is over */
static gboolean
reload (MhSimCall *call,
        GError   **error)
{
  mh_dispatcher_reload (((Worker *) call->worker)->dispatcher);

  return TRUE;
}

/* sending 0|1 */
static gboolean
set_sending (MhSimCall *call,
             GError   **error)
{
  return mh_outbox_set_sending (call->desk, mh_sim_call_number (call, 0) != 0, error);
}

/* resolve DELIVERY 0|1 */
static gboolean
resolve (MhSimCall *call,
         GError   **error)
{
  return mh_outbox_resolve (call->desk, mh_sim_call_number (call, 0), mh_sim_call_number (call, 1) != 0, error);
}

/* by-hand-done DELIVERY */
static gboolean
note_by_hand (MhSimCall *call,
              GError   **error)
{
  return mh_outbox_done_by_hand (call->desk, mh_sim_call_number (call, 0), error);
}

/* check: what mh_check_run() has to say is an error here */
static gboolean
check (MhSimCall *call,
       GError   **error)
{
  g_autoptr (GPtrArray) findings = mh_check_run (call->desk, error);

  if (findings == NULL)
    return FALSE;

  if (findings->len == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_ptr_array_index (findings, 0));

  return FALSE;
}

/* --- commands and answers ----------------------------------------------------------------------------------------- */

static const MhSimCommand commands[] = {
  { "accept", 1, accept_offer },
  { "book", 4, book },
  { "by-hand-done", 1, note_by_hand },
  { "cancel", 1, cancel },
  { "check", 0, check },
  { "close", 1, close_round },
  { "config", 2, set_config },
  { "contact", 3, add_contact },
  { "copy", 1, copy_town },
  { "decline", 1, decline },
  { "disk", 3, trouble_disk },
  { "end-protection", 2, end_protection },
  { "keyring", 1, set_keyring },
  { "mark-safe", 3, mark_safe },
  { "move", 2, move },
  { "opt-out", 3, set_opt_out },
  { "patience", 1, set_patience },
  { "programme", 6, add_programme },
  { "protect", 2, protect },
  { "refill-cancel", 1, refill_cancel },
  { "refill-preview", 1, refill_preview },
  { "reload", 0, reload },
  { "release", 0, release },
  { "resident", 2, add_resident },
  { "resolve", 2, resolve },
  { "roster", 2, print_roster },
  { "send", 0, send_due },
  { "sending", 1, set_sending },
  { "session", 4, add_session },
  { "status", 3, set_status },
  { "undo", 0, undo },
  { "wait", 3, wait_for_place },
  { "withdraw", 1, withdraw },
};

static gboolean
run_command (MhSimCall  *call,
             const char *name,
             GError    **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_str_equal (commands[i].name, name) && call->n_words >= commands[i].n_words)
      return commands[i].func (call, error);
  }

  for (const MhSimCommand *command = mh_sim_call_days; command->name != NULL; command++) {
    if (g_str_equal (command->name, name) && call->n_words >= command->n_words)
      return command->func (call, error);
  }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No such command: %s", name);

  return FALSE;
}

/* A code of MH_ERROR, by which the simulation tells a refusal from a fault; -1 for errors of other origin. */
static void
answer (Worker          *worker,
        const MhSimCall *call,
        const GError    *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;
  const char *problem = mh_dispatcher_get_problem (worker->dispatcher);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, error == NULL);
  json_builder_set_member_name (builder, "answer");
  json_builder_add_int_value (builder, call->answer);
  if (error != NULL) {
    json_builder_set_member_name (builder, "code");
    json_builder_add_int_value (builder, error->domain == MH_ERROR ? error->code : -1);
    json_builder_set_member_name (builder, "message");
    json_builder_add_string_value (builder, error->message);
  }
  if (problem != NULL) {
    json_builder_set_member_name (builder, "problem");
    json_builder_add_string_value (builder, problem);
  }
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);
  printf ("%s\n", line);
  fflush (stdout);
}

static void
run_line (Worker *worker,
          char   *line)
{
  g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", -1);
  MhSimCall call = { .worker = worker, .desk = &worker->desk, .words = words + 1 };
  g_autoptr (GError) error = NULL;

  if (words[0] == NULL)
    return;

  call.n_words = g_strv_length (words) - 1;
  run_command (&call, words[0], &error);
  answer (worker, &call, error);
}

static void
worker_clear (Worker *worker)
{
  g_clear_object (&worker->dispatcher);
  if (worker->store != NULL)
    mh_store_close (worker->store);
  g_clear_object (&worker->store);
  g_clear_object (&worker->secrets);
  g_clear_pointer (&worker->desk.db, mh_db_close);
  g_clear_object (&worker->desk.clock);
  g_clear_object (&worker->desk.random);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Worker, worker_clear)

static gboolean
open_town (Worker     *worker,
           const char *path,
           const char *clock,
           GError    **error)
{
  g_autofree char *dir = g_path_get_dirname (path);

  worker->desk.clock = mh_clock_new_file (clock);
  worker->desk.random = mh_random_new_system ();
  worker->desk.operator_name = "佐藤";
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !mh_town_create_by (&worker->desk, &mh_db_driver_sqlite, dir, FALSE, error))
    return FALSE;

  worker->desk.db = mh_db_open (&mh_db_driver_sqlite, path, error);
  if (worker->desk.db == NULL || !mh_schema_apply (worker->desk.db, error))
    return FALSE;

  worker->store = mh_store_new (&mh_db_driver_sqlite, path, error);
  if (worker->store == NULL)
    return FALSE;

  worker->secrets = mh_fake_secrets_new ();
  mh_secrets_store (MH_SECRETS (worker->secrets), MH_SECRET_LINE_TOKEN, "token", NULL, NULL);
  mh_secrets_store (MH_SECRETS (worker->secrets), MH_SECRET_KARADEN_TOKEN, "token", NULL, NULL);
  worker->dispatcher = mh_dispatcher_new (worker->store, worker->desk.clock, worker->desk.random, MH_SECRETS (worker->secrets));

  return TRUE;
}

/* Puts a backup in place of the town, which nobody has open. */
static int
restore (const char *dir,
         const char *clock_path,
         const char *backup)
{
  g_autoptr (MhClock) clock = mh_clock_new_file (clock_path);
  g_autoptr (MhRandom) random = mh_random_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  MhDesk desk = { NULL, clock, random, "佐藤" };
  MhSealedKey key = { { 0 } };

  result = mh_backup_restore (&desk, &mh_db_driver_sqlite, backup, dir, &key, NULL, &error);
  if (result == NULL)
    g_printerr ("%s\n", error->message);

  return result != NULL ? 0 : 1;
}

int
main (int    argc,
      char **argv)
{
  g_auto (Worker) worker = { 0 };
  g_autoptr (GError) error = NULL;
  char line[LONGEST_LINE];

  if (argc == 5 && g_str_equal (argv[1], "--restore"))
    return restore (argv[2], argv[3], argv[4]);

  if (argc != 3) {
    g_printerr ("mh-sim-worker DATABASE CLOCK | --restore DIRECTORY CLOCK BACKUP\n");
    return 2;
  }

  mh_fault_vfs_install ();

  if (!open_town (&worker, argv[1], argv[2], &error)) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  printf ("{\"ok\":true}\n");
  fflush (stdout);
  while (fgets (line, sizeof line, stdin) != NULL)
    run_line (&worker, line);

  return 0;
}
