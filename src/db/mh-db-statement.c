/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-db"

#include "mh-db-private.h"

#include <string.h>

#include "mh-error.h"

/* More texts than a day's work runs; only searches that compose their text could reach it. */
#define MAX_IDLE 1024

/* A statement and the text by which it is found again. */
typedef struct {
  char          *sql;
  MhDbStatement *statement;
  guint          n_parameters;
  gboolean      *bound;         /* (array length=n_parameters) */
  GList          in_order;      /* its place in MhDb.order while idle */
} Prepared;

struct _MhRows
{
  MhDb     *db;
  Prepared *prepared;  /* (owned) */
  gboolean  has_row;
  gboolean  is_done;
  GError   *error;     /* (nullable) (owned) */
};

static void
prepared_free (MhDb     *db,
               Prepared *prepared)
{
  db->driver->finalize (prepared->statement);
  g_free (prepared->bound);
  g_free (prepared->sql);
  g_free (prepared);
}

static Prepared *
prepare_new (MhDb       *db,
             const char *sql,
             GError    **error)
{
  Prepared *prepared;
  MhDbStatement *statement = NULL;
  MhDbOutcome outcome = db->driver->prepare (db->link, sql, &statement);

  if (outcome != MH_DB_DONE) {
    mh_db_fail (db, outcome, error);
    return NULL;
  }

  prepared = g_new0 (Prepared, 1);
  prepared->sql = g_strdup (sql);
  prepared->statement = statement;
  prepared->n_parameters = db->driver->n_parameters (statement);
  prepared->bound = g_new0 (gboolean, prepared->n_parameters);
  prepared->in_order.data = prepared;

  return prepared;
}

/* A statement that is running is not in the cache, so the same text can run inside its own loop. */
static Prepared *
take_prepared (MhDb       *db,
               const char *sql,
               GError    **error)
{
  Prepared *prepared = g_hash_table_lookup (db->idle, sql);

  if (prepared == NULL)
    return prepare_new (db, sql, error);

  g_hash_table_remove (db->idle, sql);
  g_queue_unlink (&db->order, &prepared->in_order);

  return prepared;
}

static void
give_back (MhDb     *db,
           Prepared *prepared)
{
  db->driver->reset (prepared->statement);
  if (prepared->n_parameters > 0)
    memset (prepared->bound, 0, prepared->n_parameters * sizeof *prepared->bound);

  if (g_hash_table_contains (db->idle, prepared->sql)) {
    prepared_free (db, prepared);
    return;
  }

  g_hash_table_insert (db->idle, prepared->sql, prepared);
  g_queue_push_head_link (&db->order, &prepared->in_order);

  if (db->order.length > MAX_IDLE) {
    Prepared *oldest = db->order.tail->data;

    g_hash_table_remove (db->idle, oldest->sql);
    g_queue_unlink (&db->order, &oldest->in_order);
    prepared_free (db, oldest);
  }
}

/**
 * mh_db_clear_idle:
 * @db: a connection
 *
 * Forgets all prepared statements that do not run, before the connection is closed or its schema changes.
 */
void
mh_db_clear_idle (MhDb *db)
{
  GList *link;

  g_hash_table_remove_all (db->idle);
  while ((link = g_queue_pop_head_link (&db->order)) != NULL)
    prepared_free (db, link->data);
}

/* Takes the value of one pair from @args, whatever becomes of it. */
static MhDbOutcome
bind_next (MhDb          *db,
           MhDbStatement *statement,
           int            parameter,
           MhArgType      type,
           va_list       *args)
{
  const MhDbDriver *driver = db->driver;
  gint64 number;
  const char *text;
  GBytes *blob;

  switch (type) {
  case MH_ARG_INT:
    return driver->bind_int (statement, parameter, va_arg (*args, gint64));
  case MH_ARG_ID:
    number = va_arg (*args, gint64);
    return number != 0 ? driver->bind_int (statement, parameter, number) : driver->bind_null (statement, parameter);
  case MH_ARG_TEXT:
    text = va_arg (*args, const char *);
    return text != NULL ? driver->bind_text (statement, parameter, text) : driver->bind_null (statement, parameter);
  case MH_ARG_BLOB:
    blob = va_arg (*args, GBytes *);
    return blob != NULL ? driver->bind_blob (statement, parameter, blob) : driver->bind_null (statement, parameter);
  default:
    return MH_DB_MISTAKE;
  }
}

static gboolean
bind_arguments (MhDb     *db,
                Prepared *prepared,
                va_list  *args,
                GError  **error)
{
  const char *name;

  while ((name = va_arg (*args, const char *)) != NULL) {
    int parameter = db->driver->parameter (prepared->statement, name);
    int type = va_arg (*args, int);
    MhDbOutcome outcome;

    if (parameter == 0 || prepared->bound[parameter - 1])
      return mh_db_fail_mistake (prepared->sql, "A value for an unknown parameter, or the second for one", error);
    if (type < MH_ARG_INT || type > MH_ARG_BLOB)
      return mh_db_fail_mistake (prepared->sql, "A value without its type", error);

    outcome = bind_next (db, prepared->statement, parameter, type, args);
    if (outcome != MH_DB_DONE)
      return mh_db_fail (db, outcome, error);

    prepared->bound[parameter - 1] = TRUE;
  }

  for (guint i = 0; i < prepared->n_parameters; i++) {
    if (!prepared->bound[i])
      return mh_db_fail_mistake (prepared->sql, "A parameter has no value", error);
  }

  return TRUE;
}

static MhRows *
start (MhDb       *db,
       const char *sql,
       va_list    *args,
       GError    **error)
{
  Prepared *prepared;
  MhRows *rows;

  if (!mh_db_is_usable (db, error))
    return NULL;

  prepared = take_prepared (db, sql, error);
  if (prepared == NULL)
    return NULL;

  if (!bind_arguments (db, prepared, args, error)) {
    give_back (db, prepared);
    return NULL;
  }

  if (db->transaction == MH_DB_TRANSACTION_READ && !db->driver->is_read_only (prepared->statement)) {
    mh_db_fail_mistake (sql, "A write in a transaction for reading", error);
    give_back (db, prepared);
    return NULL;
  }

  rows = g_new0 (MhRows, 1);
  rows->db = db;
  rows->prepared = prepared;
  db->n_rows++;

  return rows;
}

/**
 * mh_db_run:
 * @db: a connection
 * @error: return location for an error
 * @sql: one statement without result columns
 * @...: its arguments, ended by %NULL
 *
 * Every parameter of @sql must be given exactly once; anything else is a mistake of the programmer.
 *
 * Returns: whether it ran: MH_ERROR_CONFLICT, MH_ERROR_BUSY, MH_ERROR_STORAGE or MH_ERROR_INVALID otherwise
 */
gboolean
mh_db_run (MhDb       *db,
           GError    **error,
           const char *sql,
           ...)
{
  g_autoptr (MhRows) rows = NULL;
  va_list args;

  g_return_val_if_fail (mh_db_is_mine (db), FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);

  va_start (args, sql);
  rows = start (db, sql, &args, error);
  va_end (args);

  if (rows == NULL)
    return FALSE;

  if (db->driver->n_columns (rows->prepared->statement) > 0)
    return mh_db_fail_mistake (sql, "This statement returns rows", error);

  mh_rows_next (rows);

  return mh_rows_end (rows, error);
}

/**
 * mh_db_get_int:
 * @db: a connection
 * @fallback: the value when there is no row, or NULL in it
 * @out_value: (out): the value
 * @error: return location for an error
 * @sql: one query
 * @...: its arguments, ended by %NULL
 *
 * Reads one number: the first column of the first row.
 *
 * Returns: whether @out_value is set
 */
gboolean
mh_db_get_int (MhDb       *db,
               gint64      fallback,
               gint64     *out_value,
               GError    **error,
               const char *sql,
               ...)
{
  g_autoptr (MhRows) rows = NULL;
  gint64 value = fallback;
  va_list args;

  g_return_val_if_fail (mh_db_is_mine (db), FALSE);
  g_return_val_if_fail (out_value != NULL, FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);

  va_start (args, sql);
  rows = start (db, sql, &args, error);
  va_end (args);

  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows) && !mh_rows_is_null (rows, 0))
    value = mh_rows_int (rows, 0);

  /* A write with RETURNING is committed, or not, by its last step. */
  while (rows->has_row && !db->driver->is_read_only (rows->prepared->statement))
    mh_rows_next (rows);

  if (!mh_rows_end (rows, error))
    return FALSE;

  *out_value = value;

  return TRUE;
}

/**
 * mh_db_query:
 * @db: a connection
 * @error: return location for an error
 * @sql: one query
 * @...: its arguments, ended by %NULL
 *
 * Starts a query. The first row comes with mh_rows_next(). The same text may be queried again while these rows are open. Rows of
 * a write with RETURNING are read to their end: only then is it known to have worked.
 *
 * Returns: (transfer full): rows, or %NULL
 */
MhRows *
mh_db_query (MhDb       *db,
             GError    **error,
             const char *sql,
             ...)
{
  MhRows *rows;
  va_list args;

  g_return_val_if_fail (mh_db_is_mine (db), NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  va_start (args, sql);
  rows = start (db, sql, &args, error);
  va_end (args);

  return rows;
}

/**
 * mh_rows_next:
 * @rows: rows
 *
 * Moves to the next row. What mh_rows_text() returned before is no longer valid.
 *
 * Returns: whether there is one
 */
gboolean
mh_rows_next (MhRows *rows)
{
  MhDb *db;
  MhDbOutcome outcome;

  g_return_val_if_fail (rows != NULL && mh_db_is_mine (rows->db), FALSE);

  db = rows->db;
  rows->has_row = FALSE;
  if (rows->is_done)
    return FALSE;

  if (mh_db_is_usable (db, &rows->error)) {
    outcome = db->driver->step (rows->prepared->statement);
    rows->has_row = outcome == MH_DB_ROW;
    if (rows->has_row)
      return TRUE;
    if (outcome != MH_DB_DONE)
      mh_db_fail (db, outcome, &rows->error);
  }

  /* At once, not when the caller frees the rows: a run statement holds on to the state that it reads. */
  rows->is_done = TRUE;
  db->driver->reset (rows->prepared->statement);

  return FALSE;
}

/**
 * mh_rows_end:
 * @rows: rows after the loop
 * @error: return location for an error
 *
 * Returns: whether nothing went wrong so far; after the loop: whether it saw all rows
 */
gboolean
mh_rows_end (MhRows  *rows,
             GError **error)
{
  g_return_val_if_fail (rows != NULL, FALSE);

  if (rows->error == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (rows->error));

  return FALSE;
}

/**
 * mh_rows_free:
 * @rows: (nullable) (transfer full): rows, read to their end or not
 */
void
mh_rows_free (MhRows *rows)
{
  if (rows == NULL)
    return;

  g_return_if_fail (mh_db_is_mine (rows->db));

  rows->db->n_rows--;
  give_back (rows->db, rows->prepared);
  g_clear_error (&rows->error);
  g_free (rows);
}

static gboolean
has_column (MhRows *rows,
            int     column)
{
  return rows != NULL && mh_db_is_mine (rows->db) && rows->has_row &&
         column >= 0 && column < rows->db->driver->n_columns (rows->prepared->statement);
}

/**
 * mh_rows_int:
 * @rows: rows that stand on a row
 * @column: from 0
 *
 * Returns: the number, 0 for NULL
 */
gint64
mh_rows_int (MhRows *rows,
             int     column)
{
  g_return_val_if_fail (has_column (rows, column), 0);

  return rows->db->driver->column_int (rows->prepared->statement, column);
}

/**
 * mh_rows_text:
 * @rows: rows that stand on a row
 * @column: from 0
 *
 * Returns: (nullable): the text, borrowed until the next mh_rows_next() or mh_rows_free(); %NULL for NULL
 */
const char *
mh_rows_text (MhRows *rows,
              int     column)
{
  g_return_val_if_fail (has_column (rows, column), NULL);

  return rows->db->driver->column_text (rows->prepared->statement, column);
}

/**
 * mh_rows_dup_text:
 * @rows: rows that stand on a row
 * @column: from 0
 *
 * Returns: (nullable) (transfer full): the text; %NULL for NULL
 */
char *
mh_rows_dup_text (MhRows *rows,
                  int     column)
{
  return g_strdup (mh_rows_text (rows, column));
}

/**
 * mh_rows_dup_blob:
 * @rows: rows that stand on a row
 * @column: from 0
 *
 * Returns: (nullable) (transfer full): the bytes; %NULL for NULL
 */
GBytes *
mh_rows_dup_blob (MhRows *rows,
                  int     column)
{
  g_return_val_if_fail (has_column (rows, column), NULL);

  return rows->db->driver->column_dup_blob (rows->prepared->statement, column);
}

/**
 * mh_rows_is_null:
 * @rows: rows that stand on a row
 * @column: from 0
 *
 * Returns: whether there is NULL
 */
gboolean
mh_rows_is_null (MhRows *rows,
                 int     column)
{
  g_return_val_if_fail (has_column (rows, column), TRUE);

  return rows->db->driver->column_is_null (rows->prepared->statement, column);
}
