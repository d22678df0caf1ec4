/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-fault-driver"

#include "mh-fault-driver.h"

#include <signal.h>

#include <sqlite3.h>

struct _MhFaultDriver
{
  MhDbDriver   driver;  /* first, so that open() finds the rest */
  gboolean     is_armed;
  MhFaultPoint point;
  MhFault      fault;
  guint        nth;
  guint        times;
  guint        counts[MH_FAULT_N_POINTS];
};

typedef struct {
  MhFaultDriver *fault_driver;
  MhDbLink      *real;
  const char    *message;  /* (nullable) of a fault, until the next call */
} FaultLink;

typedef struct {
  FaultLink     *link;
  MhDbStatement *real;
  gboolean       has_started;
} FaultStatement;

static const MhDbDriver *
real_driver (void)
{
  return &mh_db_driver_sqlite;
}

static FaultLink *
to_link (MhDbLink *link)
{
  return (FaultLink *) link;
}

static FaultStatement *
to_statement (MhDbStatement *statement)
{
  return (FaultStatement *) statement;
}

static MhDbOutcome
make_fault (FaultLink *link,
            MhFault    fault)
{
  link->message = "a fault made by a test";

  switch (fault) {
  case MH_FAULT_FULL:
    return MH_DB_FULL;
  case MH_FAULT_IO:
    return MH_DB_IO;
  case MH_FAULT_BUSY:
    return MH_DB_BUSY;
  case MH_FAULT_KILL:
  default:
    raise (SIGKILL);
    g_return_val_if_reached (MH_DB_IO);
  }
}

/* Counts that @point is reached; MH_DB_DONE when nothing is to go wrong. */
static MhDbOutcome
reach (FaultLink   *link,
       MhFaultPoint point)
{
  MhFaultDriver *self = link->fault_driver;
  guint count = ++self->counts[point];

  link->message = NULL;
  if (!self->is_armed || point != self->point || count < self->nth)
    return MH_DB_DONE;
  if (self->times > 0 && count >= self->nth + self->times)
    return MH_DB_DONE;

  return make_fault (link, self->fault);
}

static MhDbOutcome
open_file (const MhDbDriver *driver,
           const char       *path,
           int               busy_ms,
           MhDbLink        **out_link)
{
  FaultLink *link = g_new0 (FaultLink, 1);

  link->fault_driver = (MhFaultDriver *) driver;
  *out_link = (MhDbLink *) link;

  return real_driver ()->open (real_driver (), path, busy_ms, &link->real);
}

static void
close_link (MhDbLink *link)
{
  if (to_link (link)->real != NULL)
    real_driver ()->close (to_link (link)->real);
  g_free (link);
}

static void
set_busy_timeout (MhDbLink *link,
                  int       busy_ms)
{
  real_driver ()->set_busy_timeout (to_link (link)->real, busy_ms);
}

static MhDbOutcome
forbid_writes (MhDbLink *link)
{
  return real_driver ()->forbid_writes (to_link (link)->real);
}

static const char *
get_message (MhDbLink *link)
{
  if (to_link (link)->message != NULL)
    return to_link (link)->message;

  return real_driver ()->message (to_link (link)->real);
}

/* A script in pieces, so that a fault can strike between two of its statements. */
static MhDbOutcome
exec_script (MhDbLink   *link,
             const char *script)
{
  g_autoptr (GString) piece = g_string_new (NULL);

  for (const char *at = script; *at != '\0'; at++) {
    MhDbOutcome outcome;

    g_string_append_c (piece, *at);
    if (at[1] != '\0' && (*at != ';' || !sqlite3_complete (piece->str)))
      continue;

    outcome = reach (to_link (link), MH_FAULT_AT_WRITE);
    if (outcome == MH_DB_DONE)
      outcome = real_driver ()->exec (to_link (link)->real, piece->str);
    if (outcome != MH_DB_DONE)
      return outcome;

    g_string_truncate (piece, 0);
  }

  return MH_DB_DONE;
}

static MhDbOutcome
begin (MhDbLink *link,
       gboolean  for_writing)
{
  MhDbOutcome outcome = for_writing ? reach (to_link (link), MH_FAULT_AT_BEGIN) : MH_DB_DONE;

  return outcome == MH_DB_DONE ? real_driver ()->begin (to_link (link)->real, for_writing) : outcome;
}

static MhDbOutcome
commit (MhDbLink *link)
{
  MhDbOutcome outcome = reach (to_link (link), MH_FAULT_AT_COMMIT);

  if (outcome == MH_DB_DONE)
    outcome = real_driver ()->commit (to_link (link)->real);
  if (outcome == MH_DB_DONE)
    outcome = reach (to_link (link), MH_FAULT_AFTER_COMMIT);

  return outcome;
}

static MhDbOutcome
rollback (MhDbLink *link)
{
  return real_driver ()->rollback (to_link (link)->real);
}

static gboolean
in_transaction (MhDbLink *link)
{
  return real_driver ()->in_transaction (to_link (link)->real);
}

static gint64
get_changes (MhDbLink *link)
{
  return real_driver ()->changes (to_link (link)->real);
}

static gint64
get_last_id (MhDbLink *link)
{
  return real_driver ()->last_id (to_link (link)->real);
}

static MhDbOutcome
get_version (MhDbLink *link,
             int      *out_version)
{
  return real_driver ()->get_version (to_link (link)->real, out_version);
}

static MhDbOutcome
set_version (MhDbLink *link,
             int       version)
{
  MhDbOutcome outcome = reach (to_link (link), MH_FAULT_AT_WRITE);

  return outcome == MH_DB_DONE ? real_driver ()->set_version (to_link (link)->real, version) : outcome;
}

static MhDbOutcome
enforce_keys (MhDbLink *link,
              gboolean  enforce)
{
  return real_driver ()->enforce_keys (to_link (link)->real, enforce);
}

static MhDbOutcome
keys_hold (MhDbLink *link,
           gboolean *out_hold)
{
  return real_driver ()->keys_hold (to_link (link)->real, out_hold);
}

static MhDbOutcome
is_empty (MhDbLink *link,
          gboolean *out_empty)
{
  return real_driver ()->is_empty (to_link (link)->real, out_empty);
}

static MhDbOutcome
copy_to (MhDbLink   *link,
         const char *path)
{
  MhDbOutcome outcome = real_driver ()->copy (to_link (link)->real, path);

  return outcome == MH_DB_DONE ? reach (to_link (link), MH_FAULT_AT_COPY) : outcome;
}

static MhDbOutcome
copy_to_memory (const MhDbDriver *driver,
                MhDbLink         *from,
                MhDbLink        **out_link)
{
  FaultLink *link = g_new0 (FaultLink, 1);

  link->fault_driver = (MhFaultDriver *) driver;
  *out_link = (MhDbLink *) link;

  return real_driver ()->copy_to_memory (real_driver (), to_link (from)->real, &link->real);
}

static MhDbOutcome
check (MhDbLink *link,
       char    **out_problem)
{
  return real_driver ()->check (to_link (link)->real, out_problem);
}

static MhDbOutcome
prepare (MhDbLink       *link,
         const char     *sql,
         MhDbStatement **out_statement)
{
  FaultStatement *statement;
  MhDbStatement *real = NULL;
  MhDbOutcome outcome = real_driver ()->prepare (to_link (link)->real, sql, &real);

  to_link (link)->message = NULL;
  if (outcome != MH_DB_DONE)
    return outcome;

  statement = g_new0 (FaultStatement, 1);
  statement->link = to_link (link);
  statement->real = real;
  *out_statement = (MhDbStatement *) statement;

  return MH_DB_DONE;
}

static void
finalize (MhDbStatement *statement)
{
  real_driver ()->finalize (to_statement (statement)->real);
  g_free (statement);
}

static gboolean
is_read_only (MhDbStatement *statement)
{
  return real_driver ()->is_read_only (to_statement (statement)->real);
}

static int
count_columns (MhDbStatement *statement)
{
  return real_driver ()->n_columns (to_statement (statement)->real);
}

static int
count_parameters (MhDbStatement *statement)
{
  return real_driver ()->n_parameters (to_statement (statement)->real);
}

static int
find_parameter (MhDbStatement *statement,
                const char    *name)
{
  return real_driver ()->parameter (to_statement (statement)->real, name);
}

static MhDbOutcome
bind_null (MhDbStatement *statement,
           int            parameter)
{
  return real_driver ()->bind_null (to_statement (statement)->real, parameter);
}

static MhDbOutcome
bind_int (MhDbStatement *statement,
          int            parameter,
          gint64         value)
{
  return real_driver ()->bind_int (to_statement (statement)->real, parameter, value);
}

static MhDbOutcome
bind_text (MhDbStatement *statement,
           int            parameter,
           const char    *value)
{
  return real_driver ()->bind_text (to_statement (statement)->real, parameter, value);
}

static MhDbOutcome
bind_blob (MhDbStatement *statement,
           int            parameter,
           GBytes        *value)
{
  return real_driver ()->bind_blob (to_statement (statement)->real, parameter, value);
}

static MhDbOutcome
step (MhDbStatement *statement)
{
  FaultStatement *self = to_statement (statement);
  MhDbOutcome outcome = MH_DB_DONE;

  self->link->message = NULL;
  if (!self->has_started && !is_read_only (statement))
    outcome = reach (self->link, MH_FAULT_AT_WRITE);
  self->has_started = TRUE;

  return outcome == MH_DB_DONE ? real_driver ()->step (self->real) : outcome;
}

static void
reset (MhDbStatement *statement)
{
  to_statement (statement)->has_started = FALSE;
  real_driver ()->reset (to_statement (statement)->real);
}

static gboolean
column_is_null (MhDbStatement *statement,
                int            column)
{
  return real_driver ()->column_is_null (to_statement (statement)->real, column);
}

static gint64
column_int (MhDbStatement *statement,
            int            column)
{
  return real_driver ()->column_int (to_statement (statement)->real, column);
}

static const char *
column_text (MhDbStatement *statement,
             int            column)
{
  return real_driver ()->column_text (to_statement (statement)->real, column);
}

static GBytes *
column_dup_blob (MhDbStatement *statement,
                 int            column)
{
  return real_driver ()->column_dup_blob (to_statement (statement)->real, column);
}

static const MhDbDriver fault_driver = {
  .name = "sqlite with faults",
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

MhFaultDriver *
mh_fault_driver_new (void)
{
  MhFaultDriver *self = g_new0 (MhFaultDriver, 1);

  self->driver = fault_driver;

  return self;
}

/* After all its connections are closed. */
void
mh_fault_driver_free (MhFaultDriver *self)
{
  g_free (self);
}

const MhDbDriver *
mh_fault_driver_get_driver (MhFaultDriver *self)
{
  return &self->driver;
}

void
mh_fault_driver_arm (MhFaultDriver *self,
                     MhFaultPoint   point,
                     MhFault        fault,
                     guint          nth,
                     guint          times)
{
  g_return_if_fail (nth > 0);

  self->is_armed = TRUE;
  self->point = point;
  self->fault = fault;
  self->nth = nth;
  self->times = times;
  for (guint i = 0; i < MH_FAULT_N_POINTS; i++)
    self->counts[i] = 0;
}

void
mh_fault_driver_disarm (MhFaultDriver *self)
{
  self->is_armed = FALSE;
}

guint
mh_fault_driver_get_count (MhFaultDriver *self,
                           MhFaultPoint   point)
{
  return self->counts[point];
}
