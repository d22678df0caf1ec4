/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-db-sqlite"

#include "mh-db-driver.h"

#include <sqlite3.h>

#define RETRY_INTERVAL_US 10000
#define LOOK_AGAIN_MS 2

static const char settings[] =
  "PRAGMA trusted_schema = OFF;"
  "PRAGMA foreign_keys = ON;"
  "PRAGMA recursive_triggers = ON;"
  "PRAGMA temp_store = MEMORY;";

/* A connection is sqlite3, a statement sqlite3_stmt; the names of the seam only hide that. */
static sqlite3 *
to_sqlite (MhDbLink *link)
{
  return (sqlite3 *) link;
}

static sqlite3_stmt *
to_stmt (MhDbStatement *statement)
{
  return (sqlite3_stmt *) statement;
}

static MhDbOutcome
to_outcome (int code)
{
  switch (code & 0xff) {
  case SQLITE_OK:
  case SQLITE_DONE:
    return MH_DB_DONE;
  case SQLITE_ROW:
    return MH_DB_ROW;
  case SQLITE_BUSY:
  case SQLITE_PROTOCOL:
  case SQLITE_SCHEMA:
    return MH_DB_BUSY;
  case SQLITE_CONSTRAINT:
    return MH_DB_CONSTRAINT;
  case SQLITE_FULL:
    return MH_DB_FULL;
  case SQLITE_IOERR:
    return MH_DB_IO;
  case SQLITE_READONLY:
    return MH_DB_READ_ONLY;
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
    return MH_DB_CANNOT_OPEN;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return MH_DB_CORRUPT;
  case SQLITE_NOMEM:
    return MH_DB_NO_MEMORY;
  default:
    return MH_DB_MISTAKE;
  }
}

/* Runs @sql to its first row and hands the row to the caller; *@out_stmt is to be finalized, also after a failure. */
static int
step_once (sqlite3       *db,
           const char    *sql,
           sqlite3_stmt **out_stmt)
{
  int code = sqlite3_prepare_v2 (db, sql, -1, out_stmt, NULL);

  return code == SQLITE_OK ? sqlite3_step (*out_stmt) : code;
}

static MhDbOutcome
read_int (sqlite3    *db,
          const char *sql,
          int        *out_value)
{
  sqlite3_stmt *stmt = NULL;
  int code = step_once (db, sql, &stmt);

  if (code == SQLITE_ROW)
    *out_value = sqlite3_column_int (stmt, 0);
  sqlite3_finalize (stmt);

  return code == SQLITE_ROW ? MH_DB_DONE : to_outcome (code);
}

/* SQLite does not wait here for others that open the same new file, so this waits itself. */
static int
switch_to_wal (sqlite3 *db,
               int      busy_ms)
{
  gint64 deadline = g_get_monotonic_time () + busy_ms * (gint64) 1000;

  for (;;) {
    sqlite3_stmt *stmt = NULL;
    int code = step_once (db, "PRAGMA journal_mode = WAL", &stmt);
    gboolean is_wal = code == SQLITE_ROW &&
                      g_strcmp0 ((const char *) sqlite3_column_text (stmt, 0), "wal") == 0;

    sqlite3_finalize (stmt);
    if (is_wal)
      return SQLITE_OK;
    if (code == SQLITE_ROW)
      return SQLITE_CANTOPEN;  /* the folder cannot hold the shared memory that WAL needs */
    if ((code & 0xff) != SQLITE_BUSY || g_get_monotonic_time () >= deadline)
      return code;

    g_usleep (RETRY_INTERVAL_US);
  }
}

/* Looks again every other millisecond: SQLite's own patience looks ever more seldom, up to ten times a second, and so lets who has waited
 * longest go last (https://www.sqlite.org/c3ref/busy_handler.html). */
static int
wait_a_little (void *busy_ms,
               int   n_before)
{
  if (n_before >= GPOINTER_TO_INT (busy_ms) / LOOK_AGAIN_MS)
    return 0;

  g_usleep (LOOK_AGAIN_MS * 1000);

  return 1;
}

static MhDbOutcome
configure (sqlite3 *db,
           int      busy_ms,
           gboolean in_file)
{
  int foreign_keys = 0;
  int code;

  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_handler (db, wait_a_little, GINT_TO_POINTER (busy_ms));
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  code = sqlite3_exec (db, settings, NULL, NULL, NULL);
  if (code == SQLITE_OK && in_file)
    code = switch_to_wal (db, busy_ms);
  if (code == SQLITE_OK && in_file)
    code = sqlite3_exec (db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    return to_outcome (code);

  /* A SQLite built without them would take the PRAGMA and enforce nothing. */
  if (read_int (db, "PRAGMA foreign_keys", &foreign_keys) != MH_DB_DONE || foreign_keys != 1)
    return MH_DB_CANNOT_OPEN;

  return MH_DB_DONE;
}

static MhDbOutcome
open_file (const MhDbDriver *self,
           const char       *path,
           int               busy_ms,
           MhDbLink        **out_link)
{
  sqlite3 *db = NULL;
  int code = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  *out_link = (MhDbLink *) db;
  if (db == NULL)
    return MH_DB_NO_MEMORY;
  if (code != SQLITE_OK)
    return to_outcome (code);

  return configure (db, busy_ms, TRUE);
}

static void
close_link (MhDbLink *link)
{
  sqlite3_close_v2 (to_sqlite (link));
}

static void
set_busy_timeout (MhDbLink *link,
                  int       busy_ms)
{
  sqlite3_busy_handler (to_sqlite (link), wait_a_little, GINT_TO_POINTER (busy_ms));
}

static const char *
get_message (MhDbLink *link)
{
  return sqlite3_errmsg (to_sqlite (link));
}

static MhDbOutcome
exec_script (MhDbLink   *link,
             const char *script)
{
  return to_outcome (sqlite3_exec (to_sqlite (link), script, NULL, NULL, NULL));
}

static MhDbOutcome
forbid_writes (MhDbLink *link)
{
  return exec_script (link, "PRAGMA query_only = ON");
}

static MhDbOutcome
begin (MhDbLink *link,
       gboolean  for_writing)
{
  int first;

  if (for_writing)
    return exec_script (link, "BEGIN IMMEDIATE");

  /* A deferred transaction sees one state from its first read on; the caller means from now on. */
  if (sqlite3_exec (to_sqlite (link), "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    return to_outcome (sqlite3_extended_errcode (to_sqlite (link)));

  return read_int (to_sqlite (link), "SELECT count(*) FROM sqlite_schema", &first);
}

static MhDbOutcome
commit (MhDbLink *link)
{
  return exec_script (link, "COMMIT");
}

static MhDbOutcome
rollback (MhDbLink *link)
{
  return exec_script (link, "ROLLBACK");
}

static gboolean
in_transaction (MhDbLink *link)
{
  return !sqlite3_get_autocommit (to_sqlite (link));
}

static gint64
get_changes (MhDbLink *link)
{
  return sqlite3_changes64 (to_sqlite (link));
}

static gint64
get_last_id (MhDbLink *link)
{
  return sqlite3_last_insert_rowid (to_sqlite (link));
}

static MhDbOutcome
get_version (MhDbLink *link,
             int      *out_version)
{
  return read_int (to_sqlite (link), "PRAGMA user_version", out_version);
}

static MhDbOutcome
set_version (MhDbLink *link,
             int       version)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);

  return exec_script (link, sql);
}

static MhDbOutcome
enforce_keys (MhDbLink *link,
              gboolean  enforce)
{
  return exec_script (link, enforce ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

static MhDbOutcome
keys_hold (MhDbLink *link,
           gboolean *out_hold)
{
  int n_broken = 0;
  MhDbOutcome outcome = read_int (to_sqlite (link), "SELECT count(*) FROM pragma_foreign_key_check", &n_broken);

  *out_hold = n_broken == 0;

  return outcome;
}

static MhDbOutcome
is_empty (MhDbLink *link,
          gboolean *out_empty)
{
  int n_objects = 0;
  MhDbOutcome outcome = read_int (to_sqlite (link), "SELECT count(*) FROM sqlite_schema", &n_objects);

  *out_empty = n_objects == 0;

  return outcome;
}

static MhDbOutcome
copy_to (MhDbLink   *link,
         const char *path)
{
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2 (to_sqlite (link), "VACUUM INTO :path", -1, &stmt, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_bind_text (stmt, 1, path, -1, SQLITE_STATIC);
  if (code == SQLITE_OK)
    code = sqlite3_step (stmt);
  sqlite3_finalize (stmt);

  return to_outcome (code);
}

static int
copy_pages (sqlite3 *from,
            sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int code;

  if (backup == NULL)
    return sqlite3_extended_errcode (to);

  code = sqlite3_backup_step (backup, -1);
  sqlite3_backup_finish (backup);

  return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* The copy names WAL in its header, which a database in memory does not have. */
static MhDbOutcome
copy_to_memory (const MhDbDriver *self,
                MhDbLink         *link,
                MhDbLink        **out_link)
{
  sqlite3 *db = NULL;
  int code = sqlite3_open_v2 (":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

  *out_link = (MhDbLink *) db;
  if (db == NULL)
    return MH_DB_NO_MEMORY;
  if (code == SQLITE_OK)
    code = copy_pages (to_sqlite (link), db);
  if (code != SQLITE_OK)
    return to_outcome (code);

  return configure (db, 0, FALSE);
}

static MhDbOutcome
check (MhDbLink *link,
       char    **out_problem)
{
  sqlite3_stmt *stmt = NULL;
  int code = step_once (to_sqlite (link), "PRAGMA integrity_check(1)", &stmt);

  *out_problem = NULL;
  if (code == SQLITE_ROW && g_strcmp0 ((const char *) sqlite3_column_text (stmt, 0), "ok") != 0)
    *out_problem = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  if (*out_problem != NULL)
    return MH_DB_DONE;
  if (code != SQLITE_ROW)
    return to_outcome (code);

  stmt = NULL;
  code = step_once (to_sqlite (link), "PRAGMA foreign_key_check", &stmt);
  if (code == SQLITE_ROW)
    *out_problem = g_strdup_printf ("%s row %" G_GINT64_FORMAT " points to a missing row of %s",
                                    (const char *) sqlite3_column_text (stmt, 0),
                                    (gint64) sqlite3_column_int64 (stmt, 1),
                                    (const char *) sqlite3_column_text (stmt, 2));
  sqlite3_finalize (stmt);

  return code == SQLITE_ROW ? MH_DB_DONE : to_outcome (code);
}

static MhDbOutcome
prepare (MhDbLink       *link,
         const char     *sql,
         MhDbStatement **out_statement)
{
  sqlite3_stmt *stmt = NULL;
  const char *tail = NULL;
  int code = sqlite3_prepare_v3 (to_sqlite (link), sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, &tail);

  while (code == SQLITE_OK && tail != NULL && (g_ascii_isspace (*tail) || *tail == ';'))
    tail++;

  if (code == SQLITE_OK && (stmt == NULL || *tail != '\0')) {
    sqlite3_finalize (stmt);
    return MH_DB_MISTAKE;
  }

  *out_statement = (MhDbStatement *) stmt;

  return to_outcome (code);
}

static void
finalize (MhDbStatement *statement)
{
  sqlite3_finalize (to_stmt (statement));
}

static gboolean
is_read_only (MhDbStatement *statement)
{
  return sqlite3_stmt_readonly (to_stmt (statement)) != 0;
}

static int
count_columns (MhDbStatement *statement)
{
  return sqlite3_column_count (to_stmt (statement));
}

static int
count_parameters (MhDbStatement *statement)
{
  return sqlite3_bind_parameter_count (to_stmt (statement));
}

static int
find_parameter (MhDbStatement *statement,
                const char    *name)
{
  return sqlite3_bind_parameter_index (to_stmt (statement), name);
}

static MhDbOutcome
bind_null (MhDbStatement *statement,
           int            parameter)
{
  return to_outcome (sqlite3_bind_null (to_stmt (statement), parameter));
}

static MhDbOutcome
bind_int (MhDbStatement *statement,
          int            parameter,
          gint64         value)
{
  return to_outcome (sqlite3_bind_int64 (to_stmt (statement), parameter, value));
}

static MhDbOutcome
bind_text (MhDbStatement *statement,
           int            parameter,
           const char    *value)
{
  return to_outcome (sqlite3_bind_text (to_stmt (statement), parameter, value, -1, SQLITE_TRANSIENT));
}

static MhDbOutcome
bind_blob (MhDbStatement *statement,
           int            parameter,
           GBytes        *value)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (value, &size);

  /* No bytes are an empty blob, not NULL. */
  if (size == 0)
    return to_outcome (sqlite3_bind_zeroblob (to_stmt (statement), parameter, 0));

  return to_outcome (sqlite3_bind_blob64 (to_stmt (statement), parameter, data, size, SQLITE_TRANSIENT));
}

static MhDbOutcome
step (MhDbStatement *statement)
{
  return to_outcome (sqlite3_step (to_stmt (statement)));
}

static void
reset (MhDbStatement *statement)
{
  sqlite3_reset (to_stmt (statement));
  sqlite3_clear_bindings (to_stmt (statement));
}

static gboolean
column_is_null (MhDbStatement *statement,
                int            column)
{
  return sqlite3_column_type (to_stmt (statement), column) == SQLITE_NULL;
}

static gint64
column_int (MhDbStatement *statement,
            int            column)
{
  return sqlite3_column_int64 (to_stmt (statement), column);
}

static const char *
column_text (MhDbStatement *statement,
             int            column)
{
  return (const char *) sqlite3_column_text (to_stmt (statement), column);
}

static GBytes *
column_dup_blob (MhDbStatement *statement,
                 int            column)
{
  gconstpointer data;

  if (column_is_null (statement, column))
    return NULL;

  /* The length is only right after the value was asked for. */
  data = sqlite3_column_blob (to_stmt (statement), column);

  return g_bytes_new (data, sqlite3_column_bytes (to_stmt (statement), column));
}

/* The embedded database: WAL, synchronous=FULL, foreign keys on (https://www.sqlite.org/pragma.html). */
const MhDbDriver mh_db_driver_sqlite = {
  .name = "sqlite",
  .open = open_file,
  .close = close_link,
  .set_busy_timeout = set_busy_timeout,
  .forbid_writes = forbid_writes,
  .message = get_message,
  .exec = exec_script,
  .begin = begin,
  .commit = commit,
  .rollback = rollback,
  .in_transaction = in_transaction,
  .changes = get_changes,
  .last_id = get_last_id,
  .get_version = get_version,
  .set_version = set_version,
  .enforce_keys = enforce_keys,
  .keys_hold = keys_hold,
  .is_empty = is_empty,
  .copy = copy_to,
  .copy_to_memory = copy_to_memory,
  .check = check,
  .prepare = prepare,
  .finalize = finalize,
  .is_read_only = is_read_only,
  .n_columns = count_columns,
  .n_parameters = count_parameters,
  .parameter = find_parameter,
  .bind_null = bind_null,
  .bind_int = bind_int,
  .bind_text = bind_text,
  .bind_blob = bind_blob,
  .step = step,
  .reset = reset,
  .column_is_null = column_is_null,
  .column_int = column_int,
  .column_text = column_text,
  .column_dup_blob = column_dup_blob,
};
