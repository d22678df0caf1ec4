/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-blackout"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-blackout.h"
#include "mh-error.h"
#include "mh-people.h"

#define DEFAULT_SLIPS 32

/* The texts that entries borrow. */
typedef struct {
  GArray    *entries;  /* (element-type MhBlackoutEntry) (owned) */
  GPtrArray *texts;    /* (element-type utf8) (owned) */
} Batch;

static void
batch_clear (Batch *batch)
{
  g_clear_pointer (&batch->entries, g_array_unref);
  g_clear_pointer (&batch->texts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static void
add_pack (MhCtlCall            *call,
          const MhBlackoutPack *pack)
{
  mh_ctl_add_text (call, "code", pack->code);
  mh_ctl_add_date (call, "from", pack->from);
  mh_ctl_add_date (call, "to", pack->to);
  mh_ctl_add_int (call, "slips", pack->n_slips);
  mh_ctl_add_int (call, "made-at", pack->made_at);
  mh_ctl_add_some (call, "settled-at", pack->settled_at);
}

static gboolean
run_make (MhCtlCall *call,
          GError   **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  MhBlackoutRequest request = { .n_slips = DEFAULT_SLIPS };
  const GOptionEntry entries[] = {
    { "from", 0, 0, MH_CTL_TEXT, &from, N_("First day; without it the next three days that are held"), N_("DATE") },
    { "to", 0, 0, MH_CTL_TEXT, &to, N_("Last day"), N_("DATE") },
    { "slips", 0, 0, G_OPTION_ARG_INT, &request.n_slips, N_("Blank slips"), N_("N") },
    { NULL },
  };
  g_autoptr (MhSecrets) secrets = NULL;
  g_autoptr (MhBlackoutMade) made = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if ((from == NULL) != (to == NULL))
    return mh_ctl_fail_usage (error, _("Give --from and --to together, or neither."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  if (from == NULL) {
    if (!mh_blackout_find_dates (&desk, &request.from, &request.to, error))
      return FALSE;
  } else if (!mh_ctl_read_date (&desk, from, &request.from, error) || !mh_ctl_read_date (&desk, to, &request.to, error)) {
    return FALSE;
  }

  request.folder = call->args[0];
  secrets = mh_ctl_open_secrets (&desk, error);
  made = secrets != NULL ? mh_blackout_make (&desk, secrets, &request, error) : NULL;
  if (made == NULL)
    return FALSE;

  add_pack (call, made->pack);
  mh_ctl_add_text (call, "file", made->file);
  mh_ctl_add_text (call, "paper", made->paper);
  mh_ctl_add_int (call, "sessions", made->n_sessions);
  mh_ctl_add_int (call, "people", made->n_people);
  mh_ctl_add_int (call, "waiting", made->n_waiting);

  return TRUE;
}

static gboolean
run_open (MhCtlCall *call,
          GError   **error)
{
  gboolean typed = FALSE;
  const GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_NONE, &typed, N_("Read the recovery key from standard input"), NULL },
    { NULL },
  };
  g_auto (MhSealedKey) key = { { 0 } };
  g_autoptr (JsonNode) lists = NULL;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_find_key (call, call->args[0], typed, &key, error))
    return FALSE;

  lists = mh_blackout_open (call->args[0], &key, error);
  if (lists == NULL)
    return FALSE;

  json_builder_set_member_name (call->builder, "pack");
  json_builder_add_value (call->builder, g_steal_pointer (&lists));

  return TRUE;
}

static void
add_result (MhCtlCall              *call,
            const MhBlackoutPack   *pack,
            const MhBlackoutResult *result)
{
  const MhBlackoutSlip *slip = result->slip;
  g_autofree char *name = pack != NULL ? g_strdup_printf ("%s-%d", pack->code, slip->number) : NULL;

  mh_ctl_add_text (call, "slip", name);
  mh_ctl_add_text (call, "what", slip->what);
  mh_ctl_add_text (call, "state", slip->state);
  mh_ctl_add_bool (call, "again", result->again);
  mh_ctl_add_text (call, "name", result->name);
  mh_ctl_add_some (call, "slot", slip->slot);
  mh_ctl_add_some (call, "programme", slip->programme);
  mh_ctl_add_text (call, "reason", slip->reason);
  mh_ctl_add_text (call, "note", slip->note);
  mh_ctl_add_some (call, "act", result->act);

  if (result->again || g_str_equal (slip->state, "open"))
    call->partly = TRUE;
}

static gboolean
add_results (MhCtlCall       *call,
             const MhDesk    *desk,
             const GPtrArray *results,
             GError         **error)
{
  mh_ctl_begin_array (call, "entries");
  for (guint i = 0; i < results->len; i++) {
    const MhBlackoutResult *result = g_ptr_array_index (results, i);
    g_autoptr (MhBlackoutPack) pack = mh_blackout_table_get (desk->db, result->slip->pack, error);

    if (pack == NULL)
      return FALSE;

    mh_ctl_begin_object (call, NULL);
    add_result (call, pack, result);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static const char *
keep_text (Batch      *batch,
           JsonObject *object,
           const char *member)
{
  const char *text = json_object_get_string_member_with_default (object, member, NULL);

  if (text == NULL)
    return NULL;

  g_ptr_array_add (batch->texts, g_strdup (text));

  return g_ptr_array_index (batch->texts, batch->texts->len - 1);
}

/* "2026-11-05 10:15" in Japan, as on the slip. */
static gboolean
read_moment (const char *text,
             gint64     *out_ms,
             GError    **error)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", 2);
  MhDate date;
  int minutes;

  *out_ms = 0;
  if (text == NULL)
    return TRUE;

  if (parts[0] == NULL || parts[1] == NULL || !mh_date_from_iso (parts[0], &date) || !mh_minutes_read (parts[1], &minutes)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The time when a slip was written looks like this: 2026-11-05 10:15."));
    return FALSE;
  }

  *out_ms = mh_ms_from_civil (date, minutes);

  return TRUE;
}

/* A register number that nobody has is no mistake of the file: the slip is kept, and the number with it. */
static gboolean
read_entry (const MhDesk *desk,
            Batch        *batch,
            JsonObject   *object,
            GError      **error)
{
  MhBlackoutEntry entry = {
    .slip = keep_text (batch, object, "slip"),
    .what = keep_text (batch, object, "what"),
    .slot = json_object_get_int_member_with_default (object, "slot", 0),
    .programme = json_object_get_int_member_with_default (object, "programme", 0),
    .lot = keep_text (batch, object, "lot"),
    .proxy_name = keep_text (batch, object, "proxy"),
    .note = keep_text (batch, object, "note"),
  };
  const char *number = keep_text (batch, object, "resident");
  const char *written = json_object_get_string_member_with_default (object, "written", NULL);
  g_autoptr (GError) local_error = NULL;

  if (!read_moment (written, &entry.written_at, error))
    return FALSE;

  if (number != NULL && !mh_people_find_number (desk, number, &entry.resident, &local_error)) {
    if (!g_error_matches (local_error, MH_ERROR, MH_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    entry.resident = 0;
    if (entry.note == NULL)
      entry.note = number;
  }

  g_array_append_val (batch->entries, entry);

  return TRUE;
}

static gboolean
read_batch (const MhDesk *desk,
            const char   *path,
            Batch        *batch,
            GError      **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;
  JsonArray *entries;

  if (!json_parser_load_from_file (parser, path, &local_error)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("The file cannot be read as JSON (%s)."), local_error->message);
    return FALSE;
  }

  root = json_parser_get_root (parser);
  entries = root != NULL && JSON_NODE_HOLDS_OBJECT (root) && json_object_has_member (json_node_get_object (root), "entries") &&
            JSON_NODE_HOLDS_ARRAY (json_object_get_member (json_node_get_object (root), "entries"))
          ? json_object_get_array_member (json_node_get_object (root), "entries") : NULL;
  if (entries == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The file must hold an object with a list “entries”."));
    return FALSE;
  }

  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonNode *element = json_array_get_element (entries, i);

    if (!JSON_NODE_HOLDS_OBJECT (element)) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Entry %u of the file is not an object."), i + 1);
      return FALSE;
    }
    if (!read_entry (desk, batch, json_node_get_object (element), error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
run_enter (MhCtlCall *call,
           GError   **error)
{
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only tell what would become of each slip"), NULL },
    { NULL },
  };
  g_auto (Batch) batch = { NULL };
  g_autoptr (GPtrArray) results = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  batch.entries = g_array_new (FALSE, FALSE, sizeof (MhBlackoutEntry));
  batch.texts = g_ptr_array_new_with_free_func (g_free);
  if (!read_batch (&desk, call->args[0], &batch, error))
    return FALSE;

  results = mh_blackout_enter_all (&desk, (gconstpointer) batch.entries->data, batch.entries->len, dry_run, error);
  if (results == NULL)
    return FALSE;

  mh_ctl_add_bool (call, "dry-run", dry_run);

  return add_results (call, &desk, results, error);
}

static gboolean
add_status (MhCtlCall    *call,
            const MhDesk *desk,
            gint64        pack,
            GError      **error)
{
  g_autoptr (MhBlackoutStatus) status = mh_blackout_get_status (desk, pack, error);

  if (status == NULL)
    return FALSE;

  mh_ctl_begin_object (call, NULL);
  add_pack (call, status->pack);
  mh_ctl_add_int (call, "done", status->n_done);
  mh_ctl_add_int (call, "left", status->n_left);
  mh_ctl_begin_array (call, "open");
  for (guint i = 0; i < status->open->len; i++) {
    mh_ctl_begin_object (call, NULL);
    add_result (call, status->pack, g_ptr_array_index (status->open, i));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
  mh_ctl_begin_array (call, "missing");
  for (guint i = 0; i < status->missing->len; i++)
    json_builder_add_int_value (call->builder, g_array_index (status->missing, int, i));
  mh_ctl_end_array (call);
  mh_ctl_end_object (call);

  if (status->pack->settled_at == 0)
    call->partly = TRUE;

  return TRUE;
}

static gboolean
run_status (MhCtlCall *call,
            GError   **error)
{
  g_autoptr (MhBlackoutPack) pack = NULL;
  g_autoptr (GPtrArray) packs = NULL;
  gboolean done = TRUE;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  if (call->n_args == 1)
    pack = mh_blackout_table_find (desk.db, call->args[0], error);
  else
    packs = mh_blackout_table_list (desk.db, error);
  if (pack == NULL && packs == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "packs");
  if (pack != NULL)
    done = add_status (call, &desk, pack->id, error);
  for (guint i = 0; packs != NULL && i < packs->len && done; i++)
    done = add_status (call, &desk, ((MhBlackoutPack *) g_ptr_array_index (packs, i))->id, error);
  mh_ctl_end_array (call);

  return done;
}

static gboolean
run_again (MhCtlCall *call,
           GError   **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *resident = NULL;
  g_autofree char *written = NULL;
  MhBlackoutChange change = { 0 };
  const GOptionEntry entries[] = {
    { "resident", 0, 0, MH_CTL_TEXT, &resident, N_("Another person"), N_("REGISTER-NUMBER") },
    { "slot", 0, 0, G_OPTION_ARG_INT64, &change.slot, N_("Another time"), N_("SLOT") },
    { "wait", 0, 0, G_OPTION_ARG_NONE, &change.wait, N_("On the waiting list instead"), NULL },
    { "written", 0, 0, MH_CTL_TEXT, &written, N_("When it was written, for a day that has passed since"), N_("YYYY-MM-DD HH:MM") },
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("Why it may be although a rule speaks against it"), N_("TEXT") },
    { NULL },
  };
  g_autoptr (MhBlackoutPack) pack = NULL;
  g_autoptr (MhBlackoutResult) result = NULL;
  MhDesk desk;
  int number;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  change.override_reason = reason;
  if (!read_moment (written, &change.written_at, error) ||
      (resident != NULL && !mh_people_find_number (&desk, resident, &change.resident, error)))
    return FALSE;

  pack = mh_blackout_read_slip (&desk, call->args[0], &number, error);
  result = pack != NULL ? mh_blackout_try_again (&desk, pack->id, number, &change, error) : NULL;
  if (result == NULL)
    return FALSE;

  add_result (call, pack, result);

  return TRUE;
}

static gboolean
run_leave (MhCtlCall *call,
           GError   **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("Why it is given up"), N_("TEXT") },
    { NULL },
  };
  g_autoptr (MhBlackoutPack) pack = NULL;
  MhDesk desk;
  int number;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  pack = mh_blackout_read_slip (&desk, call->args[0], &number, error);
  if (pack == NULL || !mh_blackout_leave (&desk, pack->id, number, reason, error))
    return FALSE;

  mh_ctl_add_text (call, "code", pack->code);
  mh_ctl_add_int (call, "number", number);

  return TRUE;
}

static gboolean
run_settle (MhCtlCall *call,
            GError   **error)
{
  gboolean rest_unused = FALSE;
  const GOptionEntry entries[] = {
    { "rest-unused", 0, 0, G_OPTION_ARG_NONE, &rest_unused, N_("All slips that are missing are blank"), NULL },
    { NULL },
  };
  g_autoptr (MhBlackoutPack) pack = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  pack = mh_blackout_table_find (desk.db, call->args[0], error);
  if (pack == NULL || !mh_blackout_settle (&desk, pack->id, rest_unused, error))
    return FALSE;

  mh_ctl_add_text (call, "code", pack->code);
  mh_ctl_add_bool (call, "settled", TRUE);

  return TRUE;
}

const MhCtlCommand mh_ctl_blackout_commands[] = {
  { "blackout make", N_("FOLDER"), N_("Make paper and an encrypted file for days without power"), run_make },
  { "blackout open", N_("FILE"), N_("Show the lists in the encrypted file of a blackout pack, on any computer"), run_open },
  { "blackout enter", N_("FILE.json"), N_("Enter what was written on the slips of a blackout pack"), run_enter },
  { "blackout again", N_("SLIP"), N_("Try a slip again that did not fit"), run_again },
  { "blackout leave", N_("SLIP"), N_("Give up a slip that does not fit"), run_leave },
  { "blackout status", N_("[PACK]"), N_("Tell which slips are entered, do not fit, or are missing"), run_status },
  { "blackout settle", N_("PACK"), N_("Finish a blackout pack: everything written on it is entered"), run_settle },
  { NULL },
};
