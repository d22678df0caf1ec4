/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-loss-report"

#include "mh-loss-report.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-audit.h"
#include "mh-column-words.h"
#include "mh-csv-writer.h"
#include "mh-error.h"
#include "mh-moment.h"
#include "mh-protection-table.h"
#include "mh-wording.h"

/* More people than this make a report due whatever the data is. */
#define MANY_PEOPLE 100

static void
person_free (MhLossPerson *person)
{
  g_free (person->register_number);
  g_free (person->name);
  g_free (person->kana);
  g_free (person->status);
  g_free (person);
}

/**
 * mh_loss_item_free:
 * @item: an item
 */
void
mh_loss_item_free (MhLossItem *item)
{
  g_free (item->operator_name);
  g_free (item->kind);
  g_free (item->what);
  g_free (item);
}

/**
 * mh_loss_report_ref:
 * @report: a report, which never changes
 *
 * Returns: (transfer full): @report
 */
MhLossReport *
mh_loss_report_ref (MhLossReport *report)
{
  g_atomic_ref_count_inc (&report->ref_count);

  return report;
}

/**
 * mh_loss_report_unref:
 * @report: (transfer full): a report
 */
void
mh_loss_report_unref (MhLossReport *report)
{
  if (!g_atomic_ref_count_dec (&report->ref_count))
    return;

  g_clear_pointer (&report->item, mh_loss_item_free);
  g_clear_pointer (&report->columns, g_ptr_array_unref);
  g_clear_pointer (&report->people, g_ptr_array_unref);
  g_free (report);
}

/* (nullable) (transfer full): the details, where they can be read */
static JsonNode *
read_detail (const MhAuditEntry *entry)
{
  g_autoptr (JsonNode) root = json_from_string (entry->detail, NULL);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? g_steal_pointer (&root) : NULL;
}

static gboolean
is_true (JsonObject *detail,
         const char *member)
{
  JsonNode *node = json_object_get_member (detail, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

/* "受付名簿 インフルエンザ 令和8年11月5日": what the nurse remembers of it. */
static char *
describe (const MhDesk       *desk,
          const MhAuditEntry *entry,
          JsonObject         *detail)
{
  const char *kind = mh_wording_act_kind (entry->kind);
  gint64 session = detail != NULL ? json_object_get_int_member_with_default (detail, "session", 0) : 0;
  g_autoptr (MhRows) rows = NULL;
  MhDate date = MH_DATE_NONE;
  g_autofree char *day = NULL;

  if (session == 0)
    return g_strdup (kind);

  rows = mh_db_query (desk->db, NULL, "SELECT p.name, e.date, e.venue FROM session AS e JOIN programme AS p ON p.id = e.programme "
                                      "WHERE e.id = :id", ":id", MH_INT (session), NULL);
  if (rows == NULL || !mh_rows_next (rows))
    return g_strdup (kind);

  mh_date_from_iso (mh_rows_text (rows, 1), &date);
  day = mh_date_format (date, MH_DATE_STYLE_WEEKDAY);

  /* Translators: what was done, programme, day, venue */
  return g_strdup_printf (_("%s: %s, %s, %s"), kind, mh_rows_text (rows, 0), day, mh_rows_text (rows, 2));
}

static MhLossItem *
make_item (const MhDesk       *desk,
           const MhAuditEntry *entry)
{
  g_autoptr (JsonNode) root = read_detail (entry);
  JsonObject *detail = root != NULL ? json_node_get_object (root) : NULL;
  MhLossItem *item = g_new0 (MhLossItem, 1);

  item->entry = entry->id;
  item->at = entry->at;
  item->operator_name = g_strdup (mh_wording_operator (entry->operator_name));
  item->kind = g_strdup (entry->kind);
  item->what = describe (desk, entry, detail);
  item->n_people = entry->people->len;
  item->whole_town = g_str_equal (entry->kind, "backup");
  item->encrypted = detail != NULL && (is_true (detail, "encrypted") || is_true (detail, "sealed"));

  return item;
}

static gboolean
is_carrier (const char *kind)
{
  return g_str_has_suffix (kind, ".print") || g_str_has_suffix (kind, ".export") || g_str_equal (kind, "backup");
}

static int
compare_newest (gconstpointer a,
                gconstpointer b)
{
  gint64 first = (*(MhLossItem * const *) a)->entry, second = (*(MhLossItem * const *) b)->entry;

  return first > second ? -1 : first < second;
}

/**
 * mh_loss_list:
 * @desk: the desk
 * @limit: how many of each sort at most, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhLossItem): what was printed, saved or copied away, newest first; or %NULL
 */
GPtrArray *
mh_loss_list (const MhDesk *desk,
              int           limit,
              GError      **error)
{
  const MhAuditFilter filters[] = {
    { .kind_end = ".print", .limit = limit }, { .kind_end = ".export", .limit = limit }, { .kind = "backup", .limit = limit },
  };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_loss_item_free);

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++) {
    g_autoptr (GPtrArray) entries = mh_audit_query (desk->db, &filters[i], error);

    if (entries == NULL)
      return NULL;

    for (guint n = 0; n < entries->len; n++)
      g_ptr_array_add (items, make_item (desk, g_ptr_array_index (entries, n)));
  }

  g_ptr_array_sort (items, compare_newest);

  return g_steal_pointer (&items);
}

static gboolean
add_person (const MhDesk *desk,
            MhLossReport *report,
            gint64        id,
            GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, "SELECT register_number, name, kana, status FROM resident WHERE id = :id",
                                         ":id", MH_INT (id), NULL);
  MhLossPerson *person;
  gboolean covered = FALSE, there;

  if (rows == NULL)
    return FALSE;

  there = mh_rows_next (rows);
  person = g_new0 (MhLossPerson, 1);
  g_ptr_array_add (report->people, person);
  person->id = id;
  person->register_number = there ? mh_rows_dup_text (rows, 0) : g_strdup ("");
  person->name = there ? mh_rows_dup_text (rows, 1) : g_strdup (_("somebody deleted"));
  person->kana = there ? mh_rows_dup_text (rows, 2) : g_strdup ("");
  person->status = there ? mh_rows_dup_text (rows, 3) : g_strdup ("");
  if (!mh_rows_end (rows, error) || !mh_protection_table_covers (desk->db, id, mh_desk_today (desk), &covered, error))
    return FALSE;

  report->n_protected += covered ? 1 : 0;

  return TRUE;
}

/* A backup holds everybody; who was there on that day is not known any more, who is there now is near enough. */
static gboolean
add_people (const MhDesk       *desk,
            MhLossReport       *report,
            const MhAuditEntry *entry,
            GError            **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = NULL;

  if (!report->item->whole_town) {
    g_array_append_vals (ids, entry->people->data, entry->people->len);
  } else {
    rows = mh_db_query (desk->db, error, "SELECT id FROM resident ORDER BY sort_key, id", NULL);
    while (rows != NULL && mh_rows_next (rows)) {
      gint64 id = mh_rows_int (rows, 0);

      g_array_append_val (ids, id);
    }
    if (rows == NULL || !mh_rows_end (rows, error))
      return FALSE;
  }

  for (guint i = 0; i < ids->len; i++) {
    if (!add_person (desk, report, g_array_index (ids, gint64, i), error))
      return FALSE;
  }
  report->item->n_people = ids->len;

  return TRUE;
}

/* What the log does not say may have been anything. */
static void
read_columns (MhLossReport       *report,
              const MhAuditEntry *entry)
{
  g_autoptr (JsonNode) root = read_detail (entry);
  JsonNode *node = root != NULL ? json_object_get_member (json_node_get_object (root), "columns") : NULL;
  JsonArray *columns = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  report->sensitive = columns == NULL;
  for (guint i = 0; columns != NULL && i < json_array_get_length (columns); i++) {
    const char *nick = json_array_get_string_element (columns, i);

    g_ptr_array_add (report->columns, g_strdup (nick));
    report->sensitive = report->sensitive || mh_column_is_sensitive (nick);
  }
}

static MhLossHint
choose_hint (const MhLossReport *report)
{
  if (report->item->encrypted)
    return MH_LOSS_HINT_ENCRYPTED;
  if (report->sensitive && report->people->len > 0)
    return MH_LOSS_HINT_SENSITIVE;

  return report->people->len > MANY_PEOPLE ? MH_LOSS_HINT_MANY : MH_LOSS_HINT_FEW;
}

static gboolean
note_report (const MhDesk       *desk,
             const char         *kind,
             const MhLossReport *report,
             GError            **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *detail = g_strdup_printf ("{\"entry\":%" G_GINT64_FORMAT ",\"count\":%u,"
                                                                            "\"columns\":[\"register-number\",\"name\",\"kana\",\"status\"]}",
                                             report->item->entry, report->people->len);

  for (guint i = 0; i < report->people->len; i++)
    g_array_append_val (people, ((const MhLossPerson *) g_ptr_array_index (report->people, i))->id);

  return mh_audit_note (desk->db, mh_desk_now (desk), desk->operator_name, kind, detail, people, error);
}

/**
 * mh_loss_report_make:
 * @desk: the desk, not in a transaction
 * @entry: of the log: a print, an export or a backup
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_INVALID for an entry of another sort
 *
 * Who stood on what was lost and in which columns, each as he stands in the register now. Making the report is itself noted, before it
 * is shown.
 *
 * Returns: (transfer full): the report, or %NULL
 */
MhLossReport *
mh_loss_report_make (const MhDesk *desk,
                     gint64        entry,
                     GError      **error)
{
  g_autoptr (MhAuditEntry) row = mh_audit_get (desk->db, entry, error);
  g_autoptr (MhLossReport) report = NULL;

  if (row == NULL)
    return NULL;

  if (!is_carrier (row->kind)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("Entry %lld is neither a print nor a file. Choose one from the list."), (long long) entry);
    return NULL;
  }

  report = g_new0 (MhLossReport, 1);
  g_atomic_ref_count_init (&report->ref_count);
  report->item = make_item (desk, row);
  report->columns = g_ptr_array_new_with_free_func (g_free);
  report->people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  read_columns (report, row);
  if (!add_people (desk, report, row, error))
    return NULL;

  report->hint = choose_hint (report);

  return note_report (desk, "loss.report", report, error) ? g_steal_pointer (&report) : NULL;
}

/**
 * mh_loss_hint_words:
 * @hint: of a report
 *
 * Returns: (transfer none): whether a report to the commission may be due, and what to do next
 */
const char *
mh_loss_hint_words (MhLossHint hint)
{
  switch (hint) {
  case MH_LOSS_HINT_ENCRYPTED:
    return _("The file was encrypted. A report to the Personal Information Protection Commission may not be needed, if nobody else "
             "has the key. Tell whoever is responsible for data protection all the same.");
  case MH_LOSS_HINT_SENSITIVE:
    return _("It may hold sensitive data such as facts about health. Then a report to the Personal Information Protection Commission is due "
             "even for one person: a first one within about 3 to 5 days, the full one within 30 days. Tell whoever is responsible for data "
             "protection today.");
  case MH_LOSS_HINT_MANY:
    return _("More than 100 people stand on it. A report to the Personal Information Protection Commission may be due: a first one within "
             "about 3 to 5 days, the full one within 30 days. Tell whoever is responsible for data protection today.");
  case MH_LOSS_HINT_FEW:
    return _("No sensitive column and no more than 100 people: the law may ask for no report. The town may have a stricter rule of its own, "
             "and theft or misuse counts otherwise. Tell whoever is responsible for data protection.");
  }

  g_return_val_if_reached ("");
}

/**
 * mh_loss_hint_source:
 *
 * Returns: (transfer none): where the rule that the hint follows stands
 */
const char *
mh_loss_hint_source (void)
{
  return _("Source: Act on the Protection of Personal Information, article 68, and its enforcement rules, article 43. This is a hint, not "
           "legal advice.");
}

/**
 * mh_loss_dup_columns:
 * @report: a report
 *
 * Returns: (transfer full): the columns in words, or that the log does not say
 */
char *
mh_loss_dup_columns (const MhLossReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->columns->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", mh_column_words (g_ptr_array_index (report->columns, i)));
  if (report->item->whole_town)
    g_string_append (text, _("everything that the program holds"));
  else if (text->len == 0)
    g_string_append (text, _("The log does not say which columns. Suppose all of them."));

  return g_string_free (text, FALSE);
}

static void
add_subtitle (MhRoster *roster,
              char     *text)
{
  mh_roster_add_subtitle (roster, text);
  g_free (text);
}

/* Kept as a sheet of paper, the end of the log shows later whether it is still the same. */
static void
add_log_end (const MhDesk *desk,
             MhRoster     *roster)
{
  g_autofree char *hash = NULL;
  gint64 id;

  if (mh_audit_get_end (desk->db, &id, &hash, NULL) && id > 0)
    add_subtitle (roster, g_strdup_printf (_("End of the log: no. %lld, %.16s"), (long long) id, hash));
}

/**
 * mh_loss_report_draw:
 * @desk: the desk
 * @report: a report
 *
 * Returns: (transfer full): the report for paper
 */
MhRoster *
mh_loss_report_draw (const MhDesk       *desk,
                     const MhLossReport *report)
{
  MhRoster *roster = mh_roster_new (_("Report of a lost paper or file"));
  g_autofree char *made = mh_moment_format (report->item->at, MH_DATE_STYLE_LONG);
  g_autofree char *now = mh_moment_format (mh_desk_now (desk), MH_DATE_STYLE_LONG);
  g_autofree char *columns = mh_loss_dup_columns (report);
  g_autofree char *printed = g_strdup_printf (_("Report made %s, %s"), now, desk->operator_name);

  mh_roster_add_subtitle (roster, report->item->what);
  add_subtitle (roster, g_strdup_printf (_("Made %s by %s, entry no. %lld of the log"), made, report->item->operator_name,
                                         (long long) report->item->entry));
  add_subtitle (roster, g_strdup_printf (_("What stood on it: %s"), columns));
  add_subtitle (roster, g_strdup_printf (ngettext ("%u person", "%u people", report->people->len), report->people->len));
  mh_roster_add_subtitle (roster, mh_loss_hint_words (report->hint));
  mh_roster_add_subtitle (roster, mh_loss_hint_source ());
  add_log_end (desk, roster);
  mh_roster_set_printed_at (roster, printed);
  mh_roster_add_column (roster, C_("list column", "Register no."), 7, MH_ROSTER_ALIGN_START);
  mh_roster_set_name_column (roster, mh_roster_add_column (roster, C_("list column", "Name"), 10, MH_ROSTER_ALIGN_START));
  mh_roster_add_column (roster, C_("list column", "Kana"), 12, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_("list column", "Status in the register"), 6, MH_ROSTER_ALIGN_START);
  for (guint i = 0; i < report->people->len; i++) {
    const MhLossPerson *person = g_ptr_array_index (report->people, i);

    mh_roster_add_row (roster, (const char *[]) { person->register_number, person->name, person->kana,
                                                  mh_wording_status (person->status), NULL });
  }

  return roster;
}

/**
 * mh_loss_report_print:
 * @desk: the desk, not in a transaction
 * @report: a report
 * @error: return location
 *
 * Returns: (transfer full): the report, which goes on paper and stands in the log; or %NULL
 */
MhRoster *
mh_loss_report_print (const MhDesk       *desk,
                      const MhLossReport *report,
                      GError            **error)
{
  return note_report (desk, "loss.print", report, error) ? mh_loss_report_draw (desk, report) : NULL;
}

static gboolean
save_csv (const MhLossReport *report,
          const char         *path,
          GError            **error)
{
  g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_UTF8_BOM);

  mh_csv_writer_set_column_kind (writer, 0, MH_CSV_COLUMN_NUMBER_TEXT);
  mh_csv_writer_add_row (writer, (const char *[]) { C_("list column", "Register no."), C_("list column", "Name"),
                                                    C_("list column", "Kana"), C_("list column", "Status in the register"), NULL });
  for (guint i = 0; i < report->people->len; i++) {
    const MhLossPerson *person = g_ptr_array_index (report->people, i);

    mh_csv_writer_add_row (writer, (const char *[]) { person->register_number, person->name, person->kana,
                                                      mh_wording_status (person->status), NULL });
  }

  return mh_csv_writer_save (writer, path, MH_CSV_MISFIT_GETA, error);
}

/**
 * mh_loss_report_save:
 * @desk: the desk, not in a transaction
 * @report: a report
 * @path: ending in .pdf or .csv
 * @error: return location; MH_ERROR_INVALID for another ending, MH_ERROR_STORAGE
 *
 * Noted before it is written: the report itself names people.
 *
 * Returns: whether the file is there
 */
gboolean
mh_loss_report_save (const MhDesk       *desk,
                     const MhLossReport *report,
                     const char         *path,
                     GError            **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  gboolean pdf = g_str_has_suffix (lower, ".pdf");
  g_autoptr (MhRoster) roster = NULL;

  if (!pdf && !g_str_has_suffix (lower, ".csv")) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Give the file a name that ends in .pdf or .csv."));
    return FALSE;
  }

  if (!note_report (desk, "loss.export", report, error))
    return FALSE;

  if (!pdf)
    return save_csv (report, path, error);

  roster = mh_loss_report_draw (desk, report);

  return mh_roster_write_pdf (roster, path, error);
}
