/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-log"

#include "mh-log.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-column-words.h"
#include "mh-csv-writer.h"
#include "mh-error.h"
#include "mh-hours.h"
#include "mh-wording.h"

#define MAX_NAMES 3

/* What is said about people. A kind that is not here is told by its name, with the people behind it. */
static const struct {
  const char *kind;
  const char *sentence;
} sentences[] = {
  { "resident.view", N_("Looked at the page of %s.") },
  { "resident.reveal", N_("Looked at the protected data of %s.") },
  { "resident.add", N_("Added %s to the list.") },
  { "resident.edit", N_("Changed the data of %s.") },
  { "contact.add", N_("Added a contact of %s.") },
  { "contact.remove", N_("Removed a contact of %s.") },
  { "contact.opt-out", N_("Noted whether %s wants messages.") },
  { "contact.safe", N_("Marked a contact of %s as safe.") },
  { "protection.add", N_("Began the protection of %s.") },
  { "protection.end", N_("Ended the protection of %s.") },
  { "booking.make", N_("Booked %s.") },
  { "booking.move", N_("Moved the booking of %s.") },
  { "booking.cancel", N_("Cancelled the booking of %s.") },
  { "waiting.add", N_("Put %s on the waiting list.") },
  { "waiting.edit", N_("Changed how %s waits on the waiting list.") },
  { "waiting.withdraw", N_("Took %s off the waiting list.") },
  { "refill.cancel", N_("Cancelled a booking and offered the place to the next: %s.") },
  { "refill.accept", N_("Noted that the offer was accepted by %s.") },
  { "refill.decline", N_("Noted that the offer was declined by %s.") },
  { "refill.expire", N_("The offer ran out for %s.") },
  { "send", N_("Messages left for %s.") },
  { "delivery.by-hand", N_("Told %s by hand.") },
  { "delivery.resolve", N_("Settled the message to %s.") },
  { "delivery.resolve-many", N_("Settled messages to %s.") },
  { "refill-record.print", N_("Printed the record of places that came free with %s.") },
  { "calls.print", N_("Made a call sheet with %s.") },
  { "calls.done", N_("Entered what came of the call to %s.") },
  { "letters.posted", N_("Posted letters to %s.") },
  { "letter.print", N_("Printed letters to %s.") },
  { "address-label.print", N_("Printed address labels of %s.") },
  { "call-sheet.print", N_("Printed a call sheet with %s.") },
  { "roster.print", N_("Printed a roster with %s.") },
  { "slip.print", N_("Printed booking slips of %s.") },
  { "label.print", N_("Printed name labels of %s.") },
  { "broadcast.export", N_("Saved the results of a broadcast with %s.") },
  { "broadcast.print", N_("Printed the results of a broadcast with %s.") },
  { "list.export", N_("Saved a list with %s.") },
  { "results.export", N_("Saved results of %s.") },
  { "sms-csv.write", N_("Handed over in a file the messages to %s.") },
  { "sms-csv.export", N_("Saved a file of SMS with %s.") },
  { "sms-csv.results", N_("Noted from a file what became of the messages to %s.") },
  { "import.residents", N_("Imported the resident list: %s.") },
  { "import.contacts", N_("Imported the contact list: %s.") },
  { "loss.report", N_("Reported as lost what holds %s.") },
  { "retention.delete", N_("Deleted data for good: %s.") },
};

/* What of the details is said, and how. */
static const struct {
  const char *member;
  const char *words;
} members[] = {
  { "key", N_("setting: %s") },
  { "reason", N_("reason: %s") },
  { "rows", N_("rows: %s") },
  { "count", N_("rows: %s") },
  { "added", N_("added: %s") },
  { "changed", N_("changed: %s") },
  { "copy", N_("print no. %s") },
  { "session", N_("session no. %s") },
  { "programme", N_("programme no. %s") },
  { "to-check", N_("to be checked: %s") },
  { "entry", N_("entry no. %s") },
  { "deleted", N_("deleted: %s") },
};

/**
 * mh_log_line_free:
 * @line: a line
 */
void
mh_log_line_free (MhLogLine *line)
{
  g_free (line->operator_name);
  g_free (line->kind);
  g_free (line->text);
  g_free (line->more);
  g_clear_pointer (&line->people, g_array_unref);
  g_free (line);
}

static char *
fill_in (const char *sentence,
         const char *value)
{
  GString *text = g_string_new (sentence);

  g_string_replace (text, "%s", value, 1);

  return g_string_free (text, FALSE);
}

/* (nullable) (transfer full): the name; "" for somebody who is not there any more. */
static char *
dup_name (const MhDesk *desk,
          gint64        resident,
          GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, "SELECT name FROM resident WHERE id = :id", ":id", MH_INT (resident), NULL);
  char *name;

  if (rows == NULL)
    return NULL;

  name = mh_rows_next (rows) ? mh_rows_dup_text (rows, 0) : g_strdup (_("somebody deleted"));
  if (!mh_rows_end (rows, error))
    g_clear_pointer (&name, g_free);

  return name;
}

/**
 * mh_log_dup_people:
 * @desk: the desk
 * @people: (element-type gint64): residents
 * @error: return location
 *
 * Returns: (transfer full): the first names and how many more; "" for nobody; or %NULL
 */
char *
mh_log_dup_people (const MhDesk *desk,
                   GArray       *people,
                   GError      **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint more = people->len > MAX_NAMES ? people->len - MAX_NAMES : 0;

  for (guint i = 0; i < MIN (people->len, MAX_NAMES); i++) {
    g_autofree char *name = dup_name (desk, g_array_index (people, gint64, i), error);

    if (name == NULL)
      return NULL;

    /* Translators: between names */
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", name);
  }

  if (more > 0)
    return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", more), text->str, more);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
make_text (const char *kind,
           const char *people)
{
  if (*people == '\0')
    return g_strdup (mh_wording_act_kind (kind));

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++) {
    if (g_str_equal (sentences[i].kind, kind))
      return fill_in (_(sentences[i].sentence), people);
  }

  /* Translators: what was done, with whom */
  return g_strdup_printf (_("%s: %s"), mh_wording_act_kind (kind), people);
}

static char *
dup_value (JsonObject *detail,
           const char *member)
{
  JsonNode *node = json_object_get_member (detail, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));

  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

static void
add_part (GString *more,
          char    *part)
{
  if (part != NULL)
    g_string_append_printf (more, "%s%s", more->len > 0 ? _("; ") : "", part);

  g_free (part);
}

static char *
list_columns (JsonObject *detail)
{
  JsonNode *node = json_object_get_member (detail, "columns");
  JsonArray *columns = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (columns == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (columns); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", mh_column_words (json_array_get_string_element (columns, i)));

  return fill_in (_("columns: %s"), text->str);
}

static char *
make_more (const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *detail = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  GString *more = g_string_new (NULL);

  for (gsize i = 0; detail != NULL && i < G_N_ELEMENTS (members); i++) {
    g_autofree char *value = dup_value (detail, members[i].member);

    if (value != NULL)
      add_part (more, fill_in (_(members[i].words), value));
  }

  if (detail != NULL) {
    g_autofree char *how = dup_value (detail, "how");

    add_part (more, list_columns (detail));
    if (g_strcmp0 (how, "idle") == 0)
      add_part (more, g_strdup (_("nobody did anything")));
  }

  return g_string_free (more, FALSE);
}

static MhLogLine *
make_line (const MhDesk       *desk,
           const MhAuditEntry *entry,
           GError            **error)
{
  g_autofree char *people = mh_log_dup_people (desk, entry->people, error);
  MhLogLine *line;

  if (people == NULL)
    return NULL;

  line = g_new0 (MhLogLine, 1);
  line->id = entry->id;
  line->at = entry->at;
  line->operator_name = g_strdup (mh_wording_operator (entry->operator_name));
  line->kind = g_strdup (entry->kind);
  line->text = make_text (entry->kind, people);
  line->more = make_more (entry->detail);
  line->people = g_array_ref (entry->people);

  return line;
}

/**
 * mh_log_read:
 * @desk: the desk
 * @filter: which entries; with a limit and the last id seen, a page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhLogLine): what was done, newest first, with the names of today; or %NULL
 */
GPtrArray *
mh_log_read (const MhDesk        *desk,
             const MhAuditFilter *filter,
             GError             **error)
{
  g_autoptr (GPtrArray) entries = mh_audit_query (desk->db, filter, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_log_line_free);

  if (entries == NULL)
    return NULL;

  for (guint i = 0; i < entries->len; i++) {
    MhLogLine *line = make_line (desk, g_ptr_array_index (entries, i), error);

    if (line == NULL)
      return NULL;

    g_ptr_array_add (lines, line);
  }

  return g_steal_pointer (&lines);
}

static GPtrArray *
read_texts (MhRows  *query,
            GError **error)
{
  g_autoptr (MhRows) rows = query;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (texts, mh_rows_dup_text (rows, 0));

  return mh_rows_end (rows, error) ? g_steal_pointer (&texts) : NULL;
}

/**
 * mh_log_list_kinds:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): the kinds that the log holds; mh_wording_act_kind() names them
 */
GPtrArray *
mh_log_list_kinds (const MhDesk *desk,
                   GError      **error)
{
  return read_texts (mh_db_query (desk->db, error, "SELECT DISTINCT kind FROM audit ORDER BY kind", NULL), error);
}

/**
 * mh_log_list_operators:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): the names that the log holds; mh_wording_operator() tells what is no person
 */
GPtrArray *
mh_log_list_operators (const MhDesk *desk,
                       GError      **error)
{
  return read_texts (mh_db_query (desk->db, error, "SELECT DISTINCT operator FROM audit ORDER BY operator", NULL), error);
}

/**
 * mh_log_describe:
 * @verdict: of mh_audit_check()
 *
 * Returns: (transfer full): whether the log is as it was written, for somebody who knows nothing of chains
 */
char *
mh_log_describe (const MhAuditVerdict *verdict)
{
  if (verdict->cut)
    return g_strdup_printf (_("The newest entries are missing: from no. %lld on. Somebody has cut them off, or an old file was put in this "
                              "place. Please tell whoever is responsible for data protection."), (long long) verdict->broken);

  if (verdict->broken != 0)
    return g_strdup_printf (_("The log was changed afterwards: from no. %lld on it does not fit. Please tell whoever is responsible for data "
                              "protection."), (long long) verdict->broken);

  if (!verdict->head_seen)
    return g_strdup_printf (_("All %lld entries fit together. Whether newer ones were cut off cannot be said this time."),
                            (long long) verdict->n_rows);

  return g_strdup_printf (_("The log is whole: all %lld entries are as they were written."), (long long) verdict->n_rows);
}

static void
write_line (MhCsvWriter     *writer,
            const MhLogLine *line)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, line->id);
  g_autofree char *date = mh_date_to_iso (mh_date_from_ms (line->at));
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (line->at));
  const char *cells[] = { id, date, time, line->operator_name, mh_wording_act_kind (line->kind), line->text, line->more, NULL };

  mh_csv_writer_add_row (writer, cells);
}

/* Whose names stand in the file. */
static GArray *
collect_named (GPtrArray *lines)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *named = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < lines->len; i++) {
    GArray *people = ((const MhLogLine *) g_ptr_array_index (lines, i))->people;

    for (guint n = 0; n < MIN (people->len, MAX_NAMES); n++) {
      gint64 *id = &g_array_index (people, gint64, n);

      if (g_hash_table_add (known, id))
        g_array_append_val (named, *id);
    }
  }

  return named;
}

/* The last row names the end of the log: kept on paper or elsewhere, it shows later whether the log is still the same. */
static gboolean
write_end (const MhDesk *desk,
           MhCsvWriter  *writer,
           GError      **error)
{
  g_autofree char *hash = NULL;
  g_autofree char *number = NULL;
  gint64 id;

  if (!mh_audit_get_end (desk->db, &id, &hash, error))
    return FALSE;

  number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  mh_csv_writer_add_row (writer, (const char *[]) { number, "", "", "", _("End of the log"), hash, "", NULL });

  return TRUE;
}

/**
 * mh_log_export:
 * @desk: the desk, not in a transaction
 * @filter: which entries
 * @path: the file to write or replace
 * @error: return location; MH_ERROR_STORAGE
 *
 * Writes the entries as CSV, in UTF-8 as Excel reads it. The export stands in the log before the file is written, with those who are named
 * in it.
 *
 * Returns: how many entries the file has, or -1
 */
gint64
mh_log_export (const MhDesk        *desk,
               const MhAuditFilter *filter,
               const char          *path,
               GError             **error)
{
  g_autoptr (GPtrArray) lines = mh_log_read (desk, filter, error);
  g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_UTF8_BOM);
  g_autoptr (GArray) named = NULL;
  g_autofree char *detail = NULL;

  if (lines == NULL)
    return -1;

  mh_csv_writer_add_row (writer, (const char *[]) { _("No."), _("Date"), _("Time"), _("At the desk"), _("Kind"), _("What was done"),
                                                    _("Details"), NULL });
  for (guint i = 0; i < lines->len; i++)
    write_line (writer, g_ptr_array_index (lines, i));

  named = collect_named (lines);
  detail = g_strdup_printf ("{\"format\":\"csv\",\"columns\":[\"date\",\"time\",\"operator\",\"act\",\"people\"],\"rows\":%u}", lines->len);
  if (!write_end (desk, writer, error) ||
      !mh_audit_note (desk->db, mh_desk_now (desk), desk->operator_name, "log.export", detail, named, error) ||
      !mh_csv_writer_save (writer, path, MH_CSV_MISFIT_GETA, error))
    return -1;

  return lines->len;
}
