/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-retention-delete"

#include "mh-retention-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-deletion-table.h"
#include "mh-drafts.h"
#include "mh-kept-words.h"
#include "mh-error.h"
#include "mh-retention-table.h"
#include "mh-text.h"

#define DAY_MS ((gint64) 24 * 60 * 60 * 1000)

static gboolean
check_order (gsize       n_choices,
             gint64      typed,
             const char *reason,
             GError    **error)
{
  if (n_choices == 0)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Nothing is chosen. Choose what is to be deleted."));
  else if (typed != (gint64) n_choices)
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("The number does not fit: %lld are chosen. Look at the list again."), (long long) n_choices);
  else if (*reason == '\0')
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please write down by which decision it is deleted."));
  else
    return TRUE;

  return FALSE;
}

/* It cannot be taken back, so a copy of the day must be there. */
static gboolean
check_backup (const MhDesk *desk,
              GError      **error)
{
  gint64 last;

  if (!mh_db_get_int (desk->db, 0, &last, error, "SELECT max (at) FROM audit WHERE kind = 'backup'", NULL))
    return FALSE;
  if (last > mh_desk_now (desk) - DAY_MS)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("Deleting cannot be taken back. Make a backup first, and delete within a day after it."));

  return FALSE;
}

/* All are judged before the first is touched: what is no longer over, or was taken up again, stops everything. */
static GPtrArray *
judge (const MhDesk            *desk,
       const MhRetentionChoice *choices,
       gsize                    n_choices,
       GError                 **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_retention_candidate_free);

  for (gsize i = 0; i < n_choices; i++) {
    if (!mh_retention_find_kind (desk, choices[i].kind, choices[i].id, found, error))
      return NULL;

    if (choices[i].id == 0 || found->len != i + 1) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT,
                           _("Something on the list has changed since. Nothing was deleted. Make the list again."));
      return NULL;
    }
  }

  return g_steal_pointer (&found);
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

/* Of one kind: its rule, how many, and whose numbers. */
static gboolean
write_kind (const MhDesk *desk,
            JsonBuilder  *builder,
            GPtrArray    *found,
            const char   *kind,
            gboolean      numbers,
            GError      **error)
{
  gint64 n = 0, pieces = 0;
  int years;

  if (!mh_retention_table_get (desk->db, kind, &years, error))
    return FALSE;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, kind);
  json_builder_set_member_name (builder, "numbers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++) {
    const MhRetentionCandidate *one = g_ptr_array_index (found, i);

    if (!g_str_equal (one->kind, kind))
      continue;

    n++;
    pieces += one->n;
    if (numbers && one->number != NULL)
      json_builder_add_string_value (builder, one->number);
  }
  json_builder_end_array (builder);
  add_int (builder, "years", years);
  add_int (builder, "count", n);
  add_int (builder, "pieces", pieces);
  json_builder_end_object (builder);

  return TRUE;
}

static char *
write_certificate (const MhDesk *desk,
                   GPtrArray    *found,
                   gboolean      numbers,
                   GError      **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kinds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++) {
    const MhRetentionCandidate *one = g_ptr_array_index (found, i);

    if (g_hash_table_add (written, (gpointer) one->kind) && !write_kind (desk, builder, found, one->kind, numbers, error))
      return NULL;
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static gboolean
delete_all (const MhDesk      *desk,
            MhAct             *act,
            GPtrArray         *found,
            const char        *reason,
            gboolean           numbers,
            MhRetentionResult *result,
            GError           **error)
{
  g_autofree char *certificate = write_certificate (desk, found, numbers, error);

  if (certificate == NULL)
    return FALSE;

  for (guint i = 0; i < found->len; i++) {
    const MhRetentionCandidate *one = g_ptr_array_index (found, i);

    if (!mh_retention_delete_one (desk, one, error))
      return FALSE;
    if (one->number != NULL)
      mh_act_add_person (act, one->id);
  }

  result->n = found->len;
  result->certificate = mh_deletion_table_insert (desk->db, mh_desk_now (desk), desk->operator_name, reason, certificate, error);
  mh_act_set_int (act, "certificate", result->certificate);
  mh_act_set_int (act, "deleted", result->n);

  return result->certificate != 0 && mh_retention_forget_inverses (desk, mh_act_get_id (act), error) && mh_act_commit (act, error);
}

/* Copies that were kept when the schema changed or a backup was put back. */
static guint
count_copies (const MhDesk *desk)
{
  g_autofree char *folder = g_path_get_dirname (mh_db_get_path (desk->db));
  g_autofree char *name = g_path_get_basename (mh_db_get_path (desk->db));
  g_autofree char *prefix = g_strconcat (name, ".before-", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *child;
  guint n = 0;

  while (dir != NULL && (child = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (child, prefix) ? 1 : 0;

  return n;
}

/**
 * mh_retention_wipe:
 * @desk: the desk, not in a transaction
 * @out_clean: (out): whether nothing of what was deleted is left in the file and its log; %FALSE while somebody else is reading
 * @error: return location
 *
 * SQLite leaves deleted rows where they were until something else is written there, and the index of words keeps words that no row has.
 * So the index is made anew, the file is written anew from what is left, and its log is emptied.
 *
 * Returns: whether it could be tried
 */
gboolean
mh_retention_wipe (const MhDesk *desk,
                   gboolean     *out_clean,
                   GError      **error)
{
  gint64 busy = 1;

  *out_clean = FALSE;
  if (!mh_db_exec (desk->db, "INSERT INTO resident_text (resident_text) VALUES ('rebuild')", error) ||
      !mh_db_exec (desk->db, "VACUUM", error) ||
      !mh_db_get_int (desk->db, 1, &busy, error, "PRAGMA wal_checkpoint (TRUNCATE)", NULL))
    return FALSE;

  *out_clean = busy == 0;

  return TRUE;
}

/**
 * mh_retention_delete:
 * @desk: the desk, not in a transaction
 * @choices: (array length=n_choices): of mh_retention_find(), without the exceptions
 * @n_choices: how many
 * @typed: how many, typed by hand: the approval
 * @reason: by which decision, without names
 * @numbers: whether the certificate names the register numbers of people
 * @out_result: (out): what was done
 * @error: return location; MH_ERROR_INVALID for another number or no reason, MH_ERROR_REFUSED without a backup of the last day,
 *   MH_ERROR_CONFLICT when something on the list is not over any more; then nothing is deleted
 *
 * Deletes for good, in one act that cannot be taken back, and writes down a certificate. Older acts cannot bring back what was deleted
 * either. Copies of the town elsewhere are not touched; @out_result says how many lie beside it.
 *
 * Returns: whether it is deleted
 */
gboolean
mh_retention_delete (const MhDesk            *desk,
                     const MhRetentionChoice *choices,
                     gsize                    n_choices,
                     gint64                   typed,
                     const char              *reason,
                     gboolean                 numbers,
                     MhRetentionResult       *out_result,
                     GError                 **error)
{
  g_autofree char *tidy = mh_text_tidy_name (reason);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) wipe_error = NULL;
  g_autoptr (MhAct) act = NULL;

  *out_result = (MhRetentionResult) { 0 };
  if (!check_order (n_choices, typed, tidy, error) || !check_backup (desk, error) ||
      !mh_db_exec (desk->db, "PRAGMA secure_delete = ON", error))
    return FALSE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "retention.delete", MH_UNDO_NONE, error);
  found = act != NULL ? judge (desk, choices, n_choices, error) : NULL;
  if (found == NULL || !delete_all (desk, act, found, tidy, numbers, out_result, error))
    return FALSE;

  mh_drafts_tidy (desk);
  mh_kept_words_forget (mh_db_get_path (desk->db));
  out_result->n_copies = count_copies (desk);
  if (!mh_retention_wipe (desk, &out_result->clean, &wipe_error))
    g_message ("What was deleted could not be overwritten at once: %s", wipe_error->message);

  return TRUE;
}

static void
add_kind_row (MhRoster   *roster,
              JsonObject *kind)
{
  const char *nick = json_object_get_string_member (kind, "kind");
  JsonArray *numbers = json_object_get_array_member (kind, "numbers");
  g_autofree char *rule = g_strdup_printf (_("for %d years"), (int) json_object_get_int_member (kind, "years"));
  g_autofree char *count = g_strdup_printf ("%d", (int) json_object_get_int_member (kind, "count"));
  g_autofree char *pieces = g_strdup_printf ("%d", (int) json_object_get_int_member (kind, "pieces"));
  const char *cells[] = { mh_retention_kind_words (nick), rule, count, pieces, "", NULL };

  mh_roster_add_row (roster, cells);
  for (guint i = 0; i < json_array_get_length (numbers); i++)
    mh_roster_add_row (roster, (const char *[]) { "", "", "", "", json_array_get_string_element (numbers, i), NULL });
}

static MhRoster *
draw_certificate (const MhDeletionRow *row,
                  JsonObject          *certificate)
{
  JsonArray *kinds = json_object_get_array_member (certificate, "kinds");
  g_autofree char *day = mh_date_format (mh_date_from_ms (row->at), MH_DATE_STYLE_LONG);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (row->at));
  g_autofree char *number = g_strdup_printf (_("Certificate no. %lld"), (long long) row->id);
  g_autofree char *when = g_strdup_printf (_("Deleted for good: %s %s, by %s"), day, time, row->operator_name);
  g_autofree char *why = g_strdup_printf (_("Decision: %s"), row->reason);
  MhRoster *roster = mh_roster_new (_("Certificate of deletion"));

  mh_roster_add_subtitle (roster, number);
  mh_roster_add_subtitle (roster, when);
  mh_roster_add_subtitle (roster, why);
  mh_roster_set_footer (roster, _("No names stand on this sheet. Backups made before that day hold the data until they are deleted, too."));
  mh_roster_set_numbered (roster, FALSE);
  mh_roster_add_column (roster, _("What"), 22, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Kept for"), 4, MH_ROSTER_ALIGN_END);
  mh_roster_add_column (roster, _("Entries"), 4, MH_ROSTER_ALIGN_END);
  mh_roster_add_column (roster, _("Pieces"), 4, MH_ROSTER_ALIGN_END);
  mh_roster_add_column (roster, C_("list column", "Register no."), 8, MH_ROSTER_ALIGN_START);
  for (guint i = 0; i < json_array_get_length (kinds); i++)
    add_kind_row (roster, json_array_get_object_element (kinds, i));

  return roster;
}

/**
 * mh_retention_certificate:
 * @desk: the desk
 * @id: the number of a certificate
 * @preview: whether it is only looked at
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): what kinds, how many, by which rule, when and by whom, for paper; or %NULL
 */
MhRoster *
mh_retention_certificate (const MhDesk *desk,
                          gint64        id,
                          gboolean      preview,
                          GError      **error)
{
  g_autoptr (MhDeletionRow) row = mh_deletion_table_get (desk->db, id, error);
  g_autoptr (JsonNode) root = row != NULL ? json_from_string (row->certificate, error) : NULL;
  g_autofree char *detail = g_strdup_printf ("{\"certificate\":%" G_GINT64_FORMAT ",\"columns\":[\"register-number\"]}", id);

  if (root == NULL ||
      (!preview && !mh_audit_note (desk->db, mh_desk_now (desk), desk->operator_name, "retention.print", detail, NULL, error)))
    return NULL;

  return draw_certificate (row, json_node_get_object (root));
}
