/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* What a driver's connection and statement are is the driver's own affair. */
typedef struct _MhDbLink MhDbLink;
typedef struct _MhDbStatement MhDbStatement;

/**
 * MhDbOutcome:
 * @MH_DB_DONE: it worked; for a step: there are no more rows
 * @MH_DB_ROW: there is a row
 * @MH_DB_BUSY: another connection holds the lock, and the busy timeout ran out
 * @MH_DB_CONSTRAINT: a key, a check or a trigger said no; the transaction goes on without the statement
 * @MH_DB_FULL: no room on the disk
 * @MH_DB_IO: the disk did not read or write
 * @MH_DB_READ_ONLY: the file or the connection may not be written
 * @MH_DB_CANNOT_OPEN: the file or its folder cannot be opened
 * @MH_DB_CORRUPT: what is in the file is damaged, or not a database
 * @MH_DB_NO_MEMORY: the computer's memory is used up
 * @MH_DB_MISTAKE: the statement or the call is wrong
 */
typedef enum {
  MH_DB_DONE,
  MH_DB_ROW,
  MH_DB_BUSY,
  MH_DB_CONSTRAINT,
  MH_DB_FULL,
  MH_DB_IO,
  MH_DB_READ_ONLY,
  MH_DB_CANNOT_OPEN,
  MH_DB_CORRUPT,
  MH_DB_NO_MEMORY,
  MH_DB_MISTAKE,
} MhDbOutcome;

/**
 * MhDbDriver:
 *
 * What a database must be able to do. Everything above (argument lists, the statement cache, errors, transactions,
 * migrations) is the same for every driver. A driver is called from one thread at a time for one connection.
 */
struct _MhDbDriver
{
  const char *name;

  /* Opens or creates the database at the absolute @path, with foreign keys enforced. @out_link is set unless memory
   * ran out, for message(), and must be closed after a failure too. */
  MhDbOutcome    (*open)             (const MhDbDriver *self,
                                      const char       *path,
                                      int               busy_ms,
                                      MhDbLink        **out_link);
  void           (*close)            (MhDbLink         *link);
  void           (*set_busy_timeout) (MhDbLink         *link,
                                      int               busy_ms);
  MhDbOutcome    (*forbid_writes)    (MhDbLink         *link);
  /* About the last failure, in the database's own words; borrowed until the next call. */
  const char    *(*message)          (MhDbLink         *link);

  MhDbOutcome    (*exec)             (MhDbLink         *link,
                                      const char       *script);
  MhDbOutcome    (*begin)            (MhDbLink         *link,
                                      gboolean          for_writing);
  MhDbOutcome    (*commit)           (MhDbLink         *link);
  MhDbOutcome    (*rollback)         (MhDbLink         *link);
  /* Whether a transaction is open in fact: a database may end one by itself when the disk fails. */
  gboolean       (*in_transaction)   (MhDbLink         *link);
  gint64         (*changes)          (MhDbLink         *link);
  gint64         (*last_id)          (MhDbLink         *link);

  /* The schema's version, 0 in a new file; setting it is part of the open transaction. */
  MhDbOutcome    (*get_version)      (MhDbLink         *link,
                                      int              *out_version);
  MhDbOutcome    (*set_version)      (MhDbLink         *link,
                                      int               version);
  /* Outside a transaction: whether foreign keys are enforced. A step of the schema that makes a table anew lets them rest. */
  MhDbOutcome    (*enforce_keys)     (MhDbLink         *link,
                                      gboolean          enforce);
  /* Whether every foreign key leads somewhere. */
  MhDbOutcome    (*keys_hold)        (MhDbLink         *link,
                                      gboolean         *out_hold);
  MhDbOutcome    (*is_empty)         (MhDbLink         *link,
                                      gboolean         *out_empty);
  /* Copies the last committed state into the empty file @path. */
  MhDbOutcome    (*copy)             (MhDbLink         *link,
                                      const char       *path);
  /* Copies the last committed state into memory; @out_link as of open(), and it may be written to. */
  MhDbOutcome    (*copy_to_memory)   (const MhDbDriver *self,
                                      MhDbLink         *link,
                                      MhDbLink        **out_link);
  /* @out_problem: the first thing found wrong, for developers, or %NULL when all is sound. */
  MhDbOutcome    (*check)            (MhDbLink         *link,
                                      char            **out_problem);

  /* Exactly one statement; more text behind it is a mistake. */
  MhDbOutcome    (*prepare)          (MhDbLink         *link,
                                      const char       *sql,
                                      MhDbStatement   **out_statement);
  void           (*finalize)         (MhDbStatement    *statement);
  gboolean       (*is_read_only)     (MhDbStatement    *statement);
  int            (*n_columns)        (MhDbStatement    *statement);
  int            (*n_parameters)     (MhDbStatement    *statement);
  /* From 1; 0 for an unknown name. */
  int            (*parameter)        (MhDbStatement    *statement,
                                      const char       *name);
  MhDbOutcome    (*bind_null)        (MhDbStatement    *statement,
                                      int               parameter);
  MhDbOutcome    (*bind_int)         (MhDbStatement    *statement,
                                      int               parameter,
                                      gint64            value);
  MhDbOutcome    (*bind_text)        (MhDbStatement    *statement,
                                      int               parameter,
                                      const char       *value);
  MhDbOutcome    (*bind_blob)        (MhDbStatement    *statement,
                                      int               parameter,
                                      GBytes           *value);
  MhDbOutcome    (*step)             (MhDbStatement    *statement);
  /* Ends the run and forgets the bound values. */
  void           (*reset)            (MhDbStatement    *statement);

  gboolean       (*column_is_null)   (MhDbStatement    *statement,
                                      int               column);
  gint64         (*column_int)       (MhDbStatement    *statement,
                                      int               column);
  const char    *(*column_text)      (MhDbStatement    *statement,
                                      int               column);
  GBytes        *(*column_dup_blob)  (MhDbStatement    *statement,
                                      int               column);
};

G_END_DECLS
