/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-blackout-make"

#include "mh-blackout-private.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-backup-set.h"
#include "mh-blackout-paper.h"
#include "mh-error.h"
#include "mh-roster-maker.h"
#include "mh-save.h"
#include "mh-session-table.h"
#include "mh-town.h"

#define DAYS 3
#define CODE_LETTERS 4
/* None looks like another, or like a digit. */
#define ALPHABET "ACDEFHJKLMNPRTUVWXY"
#define FORMAT "machihoken-blackout"
#define VERSION 1

/* Both files, written beside their names until the act is through. */
typedef struct {
  char *file;      /* (owned) */
  char *paper;     /* (owned) */
  char *new_file;  /* (nullable) (owned) of mh_save_prepare() */
  char *new_paper; /* (nullable) (owned) */
} Files;

static void
files_clear (Files *files)
{
  g_clear_pointer (&files->new_file, mh_save_abandon);
  g_clear_pointer (&files->new_paper, mh_save_abandon);
  g_free (files->file);
  g_free (files->paper);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Files, files_clear)

/**
 * mh_blackout_made_free:
 * @made: a pack that was made
 */
void
mh_blackout_made_free (MhBlackoutMade *made)
{
  g_clear_pointer (&made->pack, mh_blackout_pack_free);
  g_free (made->file);
  g_free (made->paper);
  g_free (made);
}

/**
 * mh_blackout_find_dates:
 * @desk: the desk
 * @out_from: (out): the first of them
 * @out_to: (out): the last
 * @error: MH_ERROR_NOT_FOUND where nothing is held from today on
 *
 * Returns: whether there are any
 */
gboolean
mh_blackout_find_dates (const MhDesk *desk,
                        MhDate       *out_from,
                        MhDate       *out_to,
                        GError      **error)
{
  g_autoptr (GPtrArray) sessions = mh_session_table_list (desk->db, 0, error);
  MhDate last = MH_DATE_NONE;
  int n = 0;

  if (sessions == NULL)
    return FALSE;

  for (guint i = 0; i < sessions->len && n <= DAYS; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);

    if (g_str_equal (session->state, "cancelled") || mh_date_compare (session->date, mh_desk_today (desk)) < 0 ||
        mh_date_compare (session->date, last) == 0)
      continue;

    if (++n > DAYS)
      break;
    if (n == 1)
      *out_from = session->date;
    last = session->date;
    *out_to = last;
  }

  if (n > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no day ahead. Please choose the days for the pack."));

  return FALSE;
}

static gboolean
check_request (const MhBlackoutRequest *request,
               GError                 **error)
{
  if (!mh_date_is_set (request->from) || !mh_date_is_set (request->to) || mh_date_compare (request->from, request->to) > 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please give the first day and the last day of the pack, in this order."));
    return FALSE;
  }

  if (request->n_slips < 0 || request->n_slips > MH_BLACKOUT_MOST_SLIPS) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("A pack has up to %d blank slips."), MH_BLACKOUT_MOST_SLIPS);
    return FALSE;
  }

  if (request->folder != NULL && g_file_test (request->folder, G_FILE_TEST_IS_DIR))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please choose a folder for the files of the pack."));

  return FALSE;
}

/* A code that no pack has yet. */
static gboolean
make_code (const MhDesk *desk,
           char         *code,
           GError      **error)
{
  gint64 taken;

  do {
    for (int i = 0; i < CODE_LETTERS; i++)
      code[i] = ALPHABET[mh_random_below (desk->random, strlen (ALPHABET))];
    code[CODE_LETTERS] = '\0';

    if (!mh_db_get_int (desk->db, 0, &taken, error, "SELECT 1 FROM blackout_pack WHERE code = :code", ":code", MH_TEXT (code), NULL))
      return FALSE;
  } while (taken != 0);

  return TRUE;
}

static GBytes *
seal (const MhDesk      *desk,
      JsonNode          *lists,
      const MhSealedKey *key,
      GError           **error)
{
  g_autofree char *town = mh_town_dup_installation (desk->db, error);
  g_autofree char *text = NULL;
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (GOutputStream) sealed = NULL;
  gsize length;

  if (town == NULL)
    return NULL;

  text = json_to_string (lists, FALSE);
  length = strlen (text);
  plain = g_memory_input_stream_new_from_data (text, (gssize) length, NULL);
  sealed = g_memory_output_stream_new_resizable ();
  if (!mh_sealed_file_write (plain, length, sealed, key, town, mh_desk_now (desk), NULL, error) ||
      !g_output_stream_close (sealed, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (sealed));
}

/* The rosters take their own numbers and are noted each by itself. */
static GPtrArray *
make_rosters (const MhDesk            *desk,
              const MhBlackoutRequest *request,
              GError                 **error)
{
  static const MhRosterOrder orders[] = { MH_ROSTER_ORDER_TIME, MH_ROSTER_ORDER_KANA };
  g_autoptr (GPtrArray) rosters = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_roster_free);
  g_autoptr (GPtrArray) sessions = mh_session_table_list (desk->db, 0, error);

  if (sessions == NULL)
    return NULL;

  for (guint i = 0; i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);

    if (g_str_equal (session->state, "cancelled") || mh_date_compare (session->date, request->from) < 0 ||
        mh_date_compare (session->date, request->to) > 0)
      continue;

    for (gsize k = 0; k < G_N_ELEMENTS (orders); k++) {
      g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);
      g_autoptr (GPtrArray) prints = NULL;

      settings->orders[0] = orders[k];
      prints = mh_roster_print (desk, session->id, settings, NULL, error);
      if (prints == NULL)
        return NULL;
      g_ptr_array_add (rosters, g_steal_pointer (&((MhRosterPrint *) g_ptr_array_index (prints, 0))->roster));
    }
  }

  if (rosters->len > 0)
    return g_steal_pointer (&rosters);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Nothing is held on these days. Please choose other days for the pack."));

  return NULL;
}

static GBytes *
draw_paper (const MhBlackoutPack *pack,
            JsonObject           *lists,
            GPtrArray            *rosters,
            GError              **error)
{
  JsonArray *sessions = json_object_get_array_member (lists, "sessions");
  g_autofree char *from = mh_date_format (pack->from, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *to = mh_date_format (pack->to, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *days = g_strdup_printf (_("For %s to %s"), from, to);
  g_autofree char *day = mh_date_format (mh_date_from_ms (pack->made_at), MH_DATE_STYLE_LONG);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (pack->made_at));
  g_autofree char *printed = g_strdup_printf (_("Printed %s %s, %s"), day, time, pack->operator_name);
  MhBlackoutPaper paper = { pack->code, pack->id, pack->n_slips, days, printed, rosters };

  g_ptr_array_add (rosters, mh_blackout_draw_slots (lists));
  if (json_array_get_length (json_object_get_array_member (lists, "waiting")) > 0)
    g_ptr_array_add (rosters, mh_blackout_draw_waiting (lists));
  for (guint i = 0; i < json_array_get_length (sessions); i++)
    g_ptr_array_add (rosters, mh_blackout_draw_phones (lists, json_array_get_object_element (sessions, i)));

  return mh_blackout_paper_draw (&paper, error);
}

static char *
make_path (const MhBlackoutRequest *request,
           const char              *code,
           const char              *suffix)
{
  g_autofree char *day = mh_date_to_iso (request->from);
  g_autofree char *name = g_strdup_printf ("blackout-%s-%s%s", code, day, suffix);

  return g_build_filename (request->folder, name, NULL);
}

/* The paper and the file, each with everybody in it: the report of a lost one is made of that. */
static gboolean
note_leaving (const MhDesk         *desk,
              const MhBlackoutPack *pack,
              GArray               *people,
              GError              **error)
{
  static const char columns[] = "\"time\",\"dose\",\"name\",\"kana\",\"birth\",\"age\",\"phone\",\"wish\",\"status\"";
  g_autofree char *print = g_strdup_printf ("{\"pack\":%" G_GINT64_FORMAT ",\"copy\":1,\"rows\":%u,\"slips\":%d,\"columns\":[%s]}",
                                            pack->id, people->len, pack->n_slips, columns);
  g_autofree char *file = g_strdup_printf ("{\"pack\":%" G_GINT64_FORMAT ",\"rows\":%u,\"encrypted\":true,\"columns\":[%s]}",
                                           pack->id, people->len, columns);

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "blackout.print", 0, print, people, error) &&
         mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "blackout.export", 0, file, people, error);
}

static gboolean
write_files (const MhDesk            *desk,
             const MhBlackoutRequest *request,
             const MhBlackoutPack    *pack,
             JsonNode                *lists,
             GPtrArray               *rosters,
             const MhSealedKey       *key,
             Files                   *files,
             GError                 **error)
{
  g_autoptr (GBytes) sealed = seal (desk, lists, key, error);
  g_autoptr (GBytes) pdf = sealed != NULL ? draw_paper (pack, json_node_get_object (lists), rosters, error) : NULL;

  if (pdf == NULL)
    return FALSE;

  files->file = make_path (request, pack->code, MH_BLACKOUT_SUFFIX);
  files->paper = make_path (request, pack->code, ".pdf");
  files->new_file = mh_save_prepare (files->file, sealed, error);
  if (files->new_file == NULL)
    return FALSE;

  files->new_paper = mh_save_prepare (files->paper, pdf, error);

  return files->new_paper != NULL;
}

static MhBlackoutPack *
insert_pack (const MhDesk            *desk,
             MhAct                   *act,
             const MhBlackoutRequest *request,
             GError                 **error)
{
  char code[CODE_LETTERS + 1];
  gint64 id;

  if (!make_code (desk, code, error))
    return NULL;

  id = mh_blackout_table_insert (desk->db, &(MhBlackoutPack) {
    .code = code,
    .made_at = mh_desk_now (desk),
    .operator_name = (char *) desk->operator_name,
    .from = request->from,
    .to = request->to,
    .last_act = mh_act_get_id (act),
    .n_slips = request->n_slips,
  }, error);

  return id != 0 ? mh_blackout_table_get (desk->db, id, error) : NULL;
}

static void
count_all (MhBlackoutMade *made,
           JsonObject     *lists)
{
  JsonArray *sessions = json_object_get_array_member (lists, "sessions");

  made->n_sessions = json_array_get_length (sessions);
  made->n_waiting = json_array_get_length (json_object_get_array_member (lists, "waiting"));
  for (guint i = 0; i < made->n_sessions; i++)
    made->n_people += json_array_get_length (json_object_get_array_member (json_array_get_object_element (sessions, i), "people"));
}

/* Paper that has left cannot be taken back. */
static MhBlackoutMade *
make_in_act (const MhDesk            *desk,
             const MhBlackoutRequest *request,
             GPtrArray               *rosters,
             const MhSealedKey       *key,
             GError                 **error)
{
  g_auto (Files) files = { NULL };
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhBlackoutMade) made = g_new0 (MhBlackoutMade, 1);
  g_autoptr (JsonNode) lists = NULL;
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "blackout.make", MH_UNDO_NONE, error);

  if (act == NULL)
    return NULL;

  made->pack = insert_pack (desk, act, request, error);
  lists = made->pack != NULL ? mh_blackout_lists_read (desk, made->pack, people, error) : NULL;
  if (lists == NULL ||
      !write_files (desk, request, made->pack, lists, rosters, key, &files, error) ||
      !note_leaving (desk, made->pack, people, error))
    return NULL;

  mh_act_set_int (act, "pack", made->pack->id);
  mh_act_set_int (act, "slips", made->pack->n_slips);
  if (!mh_act_commit (act, error) ||
      !mh_save_finish (g_steal_pointer (&files.new_file), files.file, error) ||
      !mh_save_finish (g_steal_pointer (&files.new_paper), files.paper, error))
    return NULL;

  count_all (made, json_node_get_object (lists));
  made->file = g_steal_pointer (&files.file);
  made->paper = g_steal_pointer (&files.paper);

  return g_steal_pointer (&made);
}

/**
 * mh_blackout_make:
 * @desk: the desk, not in a transaction
 * @secrets: the town's credentials
 * @request: days, slips and folder
 * @error: MH_ERROR_INVALID, MH_ERROR_REFUSED where nothing is held, MH_ERROR_STORAGE, or as of the keyring
 *
 * Returns: (transfer full): the pack, with the names of its two files
 */
MhBlackoutMade *
mh_blackout_make (const MhDesk            *desk,
                  MhSecrets               *secrets,
                  const MhBlackoutRequest *request,
                  GError                 **error)
{
  g_auto (MhSealedKey) key = { { 0 } };
  g_autofree char *town = NULL;
  g_autoptr (GPtrArray) rosters = NULL;

  g_return_val_if_fail (desk != NULL && request != NULL, NULL);
  g_return_val_if_fail (MH_IS_SECRETS (secrets), NULL);

  town = check_request (request, error) ? mh_town_dup_installation (desk->db, error) : NULL;
  if (town == NULL || !mh_backup_set_ensure_key (desk, secrets, &key, error))
    return NULL;

  rosters = make_rosters (desk, request, error);

  return rosters != NULL ? make_in_act (desk, request, rosters, &key, error) : NULL;
}

static gboolean
is_pack (JsonNode *node)
{
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  object = json_node_get_object (node);

  return g_str_equal (json_object_get_string_member_with_default (object, "format", ""), FORMAT) &&
         json_object_get_int_member_with_default (object, "version", 0) == VERSION;
}

/**
 * mh_blackout_open:
 * @path: a sealed file
 * @key: of the town it was made in
 * @error: MH_ERROR_INVALID for another kind of file, else as of mh_sealed_file_read()
 *
 * Asks nothing of a town: any PC with the program and the recovery sheet can do it.
 *
 * Returns: (transfer full): the lists
 */
JsonNode *
mh_blackout_open (const char        *path,
                  const MhSealedKey *key,
                  GError           **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) sealed = g_file_read (file, NULL, error);
  g_autoptr (GOutputStream) plain = g_memory_output_stream_new_resizable ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (plain);

  if (sealed == NULL || !mh_sealed_file_read (G_INPUT_STREAM (sealed), plain, key, NULL, error))
    return NULL;

  if (json_parser_load_from_data (parser, g_memory_output_stream_get_data (memory), (gssize) g_memory_output_stream_get_data_size (memory), NULL) &&
      is_pack (json_parser_get_root (parser)))
    return json_parser_steal_root (parser);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("This file is not a blackout pack, or was made by a newer version of the program."));

  return NULL;
}
