/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-export"

#include "mh-export-private.h"

#include <glib/gi18n-lib.h>

#include "mh-consent-table.h"
#include "mh-consent.h"
#include "mh-error.h"

/**
 * mh_export_free:
 * @self: (nullable): a list
 */
void
mh_export_free (MhExport *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->header);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->apart);
  g_array_unref (self->waiting);
  g_hash_table_unref (self->left_out);
  g_clear_pointer (&self->glyphs, g_hash_table_unref);
  g_free (self);
}

static MhExport *
export_new (const MhDesk          *desk,
            const MhExportRequest *request)
{
  MhExport *self = g_new0 (MhExport, 1);

  self->list = request->list;
  self->dates = request->dates;
  self->filter = request->filter;
  self->since_last = request->since_last;
  self->today = mh_desk_today (desk);
  self->columns = g_ptr_array_new ();
  self->header = g_ptr_array_new ();
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_export_person_free);
  self->apart = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_export_person_free);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->left_out = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return self;
}

static MhExportPerson *
make_person (const MhResident *resident)
{
  return mh_export_person_new (resident->id, resident->register_number, resident->name);
}

static gboolean
choose_columns (MhExport              *self,
                const MhExportRequest *request,
                GError               **error)
{
  g_autoptr (GPtrArray) all = mh_export_list_columns (request->list);
  guint n_wanted = request->columns != NULL ? g_strv_length ((char **) request->columns) : 0;

  for (guint i = 0; i < all->len; i++) {
    const MhExportColumn *column = g_ptr_array_index (all, i);

    if (request->columns != NULL ? !g_strv_contains (request->columns, column->nick)
                                 : !mh_export_column_is_for (column, request->list, request->purpose))
      continue;

    g_ptr_array_add (self->columns, (gpointer) column);
    g_ptr_array_add (self->header, (gpointer) mh_export_column_label (column));
  }
  g_ptr_array_add (self->header, NULL);

  if (self->columns->len > 0 && (request->columns == NULL || self->columns->len == n_wanted))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       n_wanted == 0 ? _("Please choose at least one column.")
                                     : _("This list does not have one of the columns. Please choose from those it has."));

  return FALSE;
}

static MhExportColumnFlags
find_flags (MhExport *self)
{
  MhExportColumnFlags flags = 0;

  for (guint i = 0; i < self->columns->len; i++)
    flags |= ((const MhExportColumn *) g_ptr_array_index (self->columns, i))->flags;

  return flags;
}

static gboolean
has_column (MhExport   *self,
            const char *nick)
{
  for (guint i = 0; i < self->columns->len; i++) {
    if (g_str_equal (((const MhExportColumn *) g_ptr_array_index (self->columns, i))->nick, nick))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_filled (MhExport           *self,
           const MhExportLine *line)
{
  for (guint i = 0; i < self->columns->len; i++) {
    const MhExportColumn *column = g_ptr_array_index (self->columns, i);

    if ((column->flags & MH_EXPORT_COLUMN_PRIVATE) && !g_str_equal (column->nick, "letter-name")) {
      g_autofree char *text = column->get (line);

      if (*text != '\0')
        return TRUE;
    }
  }

  return FALSE;
}

/* Whether the person has said that nothing of the kind shall come. */
static gboolean
has_refused (const MhDesk *desk,
             MhExport     *self,
             gint64        resident,
             gboolean     *out_refused,
             GError      **error)
{
  gboolean letters = (find_flags (self) & MH_EXPORT_COLUMN_LETTER) != 0;
  gboolean calls = has_column (self, "phone");
  g_autoptr (GPtrArray) answers = NULL;

  *out_refused = TRUE;
  if (!letters && !calls) {
    *out_refused = FALSE;
    return TRUE;
  }

  answers = mh_consent_table_list (desk->db, resident, error);
  if (answers == NULL)
    return FALSE;

  *out_refused = (!letters || !mh_consent_allows (answers, "letter", "")) && (!calls || !mh_consent_allows (answers, "phone", ""));

  return TRUE;
}

/*
 * A list of residents with addresses or numbers is there to reach people. Whom it cannot or must not reach is left out, and only one sum for all of
 * these reasons is told: the dead, those who have left, who has no address or number, who does not want it, and the protected, whom nothing tells apart
 * there. A list of something else, such as bookings, keeps everybody, with what is hidden marked.
 */
static gboolean
is_left_out (const MhDesk       *desk,
             MhExport           *self,
             const MhExportLine *line,
             gboolean           *out,
             GError            **error)
{
  const MhPerson *person = line->person;

  *out = FALSE;
  if (person->resident->merged_into != 0) {
    *out = TRUE;
    return TRUE;
  }

  if (self->list != MH_EXPORT_RESIDENTS || !(find_flags (self) & MH_EXPORT_COLUMN_PRIVATE))
    return TRUE;

  if (person->is_protected || (person->reach == MH_REACH_NONE && !has_column (self, "status")) || !is_filled (self, line)) {
    *out = TRUE;
    return TRUE;
  }

  return has_refused (desk, self, person->resident->id, out, error);
}

static char *
make_cell (const MhExportColumn *column,
           const MhExportLine   *line)
{
  if ((column->flags & MH_EXPORT_COLUMN_PRIVATE) && line->person->is_protected)
    return g_strdup (_("(not shown)"));

  return column->get (line);
}

static void
append_row (MhExport           *self,
            const MhExportLine *line)
{
  char **cells = g_new0 (char *, self->columns->len + 1);

  for (guint i = 0; i < self->columns->len; i++)
    cells[i] = make_cell (g_ptr_array_index (self->columns, i), line);

  g_ptr_array_add (self->rows, cells);
  g_ptr_array_add (self->people, make_person (line->person->resident));
}

/* The ledger knows no provisional numbers: these people are told apart, and come into the next file once they have one. */
static void
set_apart (MhExport           *self,
           const MhExportLine *line)
{
  g_ptr_array_add (self->apart, make_person (line->person->resident));
  g_array_append_val (self->waiting, line->row->booking);
}

static gboolean
add_line (const MhDesk *desk,
          MhExport     *self,
          MhExportLine *line,
          GError      **error)
{
  g_autoptr (MhListMailing) mailing = NULL;
  gint64 id = line->person->resident->id;
  gboolean left_out;

  if ((find_flags (self) & MH_EXPORT_COLUMN_LETTER) && !mh_list_table_mailing (desk->db, id, &mailing, error))
    return FALSE;

  line->mailing = mailing;
  line->dates = self->dates;
  line->today = self->today;
  line->position = self->rows->len + 1;
  if (!is_left_out (desk, self, line, &left_out, error))
    return FALSE;

  if (left_out)
    g_hash_table_add (self->left_out, g_memdup2 (&id, sizeof id));
  else if (self->list == MH_EXPORT_RESULTS && line->person->resident->provisional)
    set_apart (self, line);
  else
    append_row (self, line);

  line->mailing = NULL;

  return TRUE;
}

static gboolean
add_residents (const MhDesk          *desk,
               MhExport              *self,
               const MhExportRequest *request,
               GError               **error)
{
  g_autoptr (GArray) found = NULL;
  g_autoptr (GPtrArray) people = NULL;

  if (request->people == NULL) {
    found = request->query != NULL ? mh_people_ask (desk, request->query, 0, 0, NULL, error)
                                   : mh_people_search (desk, request->search != NULL ? request->search : "", 0, error);
    if (found == NULL)
      return FALSE;
  }

  people = found != NULL ? mh_people_list (desk, (const gint64 *) (void *) found->data, found->len, error)
                         : mh_people_list (desk, request->people, request->n_people, error);

  for (guint i = 0; people != NULL && i < people->len; i++) {
    MhPerson *person = g_ptr_array_index (people, i);
    g_autoptr (MhListRow) row = mh_list_row_new (person->resident->id);
    MhExportLine line = { .person = person, .row = row };

    if (!add_line (desk, self, &line, error))
      return FALSE;
  }

  return people != NULL;
}

static gboolean
add_row_line (const MhDesk           *desk,
              MhExport               *self,
              const MhListRow        *row,
              const MhContactProblem *problem,
              GError                **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &row->resident, 1, error);
  MhExportLine line = { .row = row, .problem = problem };

  if (people == NULL)
    return FALSE;

  if (people->len == 0)
    return TRUE;

  line.person = g_ptr_array_index (people, 0);

  return add_line (desk, self, &line, error);
}

static gboolean
add_problems (const MhDesk *desk,
              MhExport     *self,
              GError      **error)
{
  g_autoptr (GPtrArray) problems = mh_contact_problem_table_list (desk->db, 0, error);

  for (guint i = 0; problems != NULL && i < problems->len; i++) {
    const MhContactProblem *problem = g_ptr_array_index (problems, i);
    g_autoptr (MhListRow) row = mh_list_row_new (problem->resident);

    if (!add_row_line (desk, self, row, problem, error))
      return FALSE;
  }

  return problems != NULL;
}

/* Nothing has become of what is still to come. */
static GPtrArray *
list_results (const MhDesk          *desk,
              MhExport              *self,
              const MhExportRequest *request,
              GError               **error)
{
  MhExportRequest past = *request;
  MhExportLast last;
  GPtrArray *rows = NULL;

  if (!mh_date_is_set (past.filter.to) || mh_date_compare (past.filter.to, self->today) > 0)
    past.filter.to = self->today;
  self->filter = past.filter;

  if (mh_export_last_read (desk->db, request->filter.programme, &last, error) &&
      mh_list_table_last_act (desk->db, &self->last_act, error))
    rows = mh_export_list_results (desk, &past, &last, error);

  mh_export_last_clear (&last);

  return rows;
}

static GPtrArray *
list_rows (const MhDesk          *desk,
           MhExport              *self,
           const MhExportRequest *request,
           GError               **error)
{
  const MhListFilter *filter = &request->filter;

  switch (request->list) {
  case MH_EXPORT_BOOKINGS:
  case MH_EXPORT_ROSTER:
    return mh_list_table_bookings (desk->db, filter, error);

  case MH_EXPORT_WAITING:
    return mh_list_table_waiting (desk->db, filter, error);

  case MH_EXPORT_OFFERS:
    return mh_list_table_offers (desk->db, filter, error);

  case MH_EXPORT_DELIVERIES:
    return mh_list_table_deliveries (desk->db, filter, FALSE, error);

  case MH_EXPORT_CALLS:
    return mh_list_table_deliveries (desk->db, filter, TRUE, error);

  case MH_EXPORT_REFILLS:
    return mh_list_table_refills (desk->db, filter, error);

  case MH_EXPORT_RESULTS:
    return list_results (desk, self, request, error);

  case MH_EXPORT_RESIDENTS:
  case MH_EXPORT_PROBLEMS:
  case MH_EXPORT_N_LISTS:
  default:
    g_return_val_if_reached (NULL);
  }
}

static gboolean
add_lines (const MhDesk          *desk,
           MhExport              *self,
           const MhExportRequest *request,
           GError               **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (request->list == MH_EXPORT_RESIDENTS)
    return add_residents (desk, self, request, error);

  if (request->list == MH_EXPORT_PROBLEMS)
    return add_problems (desk, self, error);

  rows = list_rows (desk, self, request, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    if (!add_row_line (desk, self, g_ptr_array_index (rows, i), NULL, error))
      return FALSE;
  }

  return rows != NULL;
}

/**
 * mh_export_make:
 * @desk: the desk, not in a transaction
 * @request: which list, of what, in which columns
 * @error: return location; MH_ERROR_INVALID when the list has none of the columns
 *
 * Reads only. Status and protection are those of this moment, so a list that is to be saved is made anew first. Of protected people,
 * what tells where they live or how to reach them stands as hidden; a list of residents that is there to reach people leaves them out
 * among others.
 *
 * Returns: (transfer full): the list, or %NULL
 */
MhExport *
mh_export_make (const MhDesk          *desk,
                const MhExportRequest *request,
                GError               **error)
{
  g_autoptr (MhExport) self = NULL;
  gboolean made;

  g_return_val_if_fail (request->list < MH_EXPORT_N_LISTS, NULL);

  self = export_new (desk, request);
  if (!choose_columns (self, request, error) || !mh_db_begin_read (desk->db, error))
    return NULL;

  self->glyphs = mh_list_table_glyphs (desk->db, error);
  made = self->glyphs != NULL && add_lines (desk, self, request, error);
  mh_db_rollback (desk->db);

  return made ? g_steal_pointer (&self) : NULL;
}

/**
 * mh_export_get_n_rows:
 * @self: a list
 *
 * Returns: how many lines it has below the headings
 */
guint
mh_export_get_n_rows (MhExport *self)
{
  return self->rows->len;
}

/**
 * mh_export_get_header:
 * @self: a list
 *
 * Returns: (transfer none) (array zero-terminated=1): the headings
 */
const char * const *
mh_export_get_header (MhExport *self)
{
  return (const char * const *) self->header->pdata;
}

/**
 * mh_export_get_row:
 * @self: a list
 * @row: from 0
 *
 * Returns: (transfer none) (array zero-terminated=1): the cells of a line
 */
const char * const *
mh_export_get_row (MhExport *self,
                   guint     row)
{
  g_return_val_if_fail (row < self->rows->len, NULL);

  return g_ptr_array_index (self->rows, row);
}

/**
 * mh_export_get_n_left_out:
 * @self: a list
 *
 * Returns: how many people are not in the file, for whatever reason
 */
guint
mh_export_get_n_left_out (MhExport *self)
{
  return g_hash_table_size (self->left_out);
}

/**
 * mh_export_get_apart:
 * @self: a list of results
 *
 * Returns: (transfer none) (element-type MhExportPerson): who has a provisional number and so is not in the file
 */
GPtrArray *
mh_export_get_apart (MhExport *self)
{
  return self->apart;
}

/**
 * mh_export_dup_file_name:
 * @self: a list
 *
 * Returns: (transfer full): a name for the file
 */
char *
mh_export_dup_file_name (MhExport *self)
{
  g_autofree char *day = mh_date_to_iso (self->today);

  return g_strdup_printf ("%s %s.csv", mh_export_list_label (self->list), day);
}
