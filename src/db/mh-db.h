/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MhDb:
 *
 * One connection to a database, behind a driver. It belongs to one thread. Statements are kept prepared by their text, so
 * pass string constants. Errors are MH_ERROR: BUSY when the busy timeout ran out, STORAGE for a full, read-only or broken
 * disk, CONFLICT for a violated key or check, TOO_NEW, INVALID for a mistake in the statement.
 */
typedef struct _MhDb MhDb;
typedef struct _MhRows MhRows;
typedef struct _MhDbDriver MhDbDriver;  /* see mh-db-driver.h */

extern const MhDbDriver mh_db_driver_sqlite;

MhDb       *mh_db_open         (const MhDbDriver *driver,
                                const char       *path,
                                GError          **error);
void        mh_db_close        (MhDb             *db);
/* Hands the connection over to the calling thread, while nothing runs on it. */
void        mh_db_adopt_thread (MhDb             *db);
/* How long to wait for other writers; 5000 at first. */
void        mh_db_set_busy_timeout (MhDb         *db,
                                    int           milliseconds);
/* How many MiB of pages it may keep in memory; 2 at first. More for the time of one large write, which else reads its own pages again. */
void        mh_db_set_cache    (MhDb             *db,
                                int               mebibytes);
/* From now on no statement can change the file through this connection. */
gboolean    mh_db_forbid_writes (MhDb            *db,
                                 GError         **error);
/* %NULL in memory. */
const char *mh_db_get_path     (MhDb             *db);

/* Arguments of statements: pairs of a parameter's name and one of these, ended by NULL.
 *   mh_db_run (db, error, "UPDATE slot SET note = :note WHERE id = :id", ":id", MH_INT (id), ":note", MH_TEXT (note), NULL)
 * MH_TEXT (NULL) and MH_BLOB (NULL) bind NULL. MH_ID binds NULL for 0. */
typedef enum {
  MH_ARG_INT = 1,
  MH_ARG_ID,
  MH_ARG_TEXT,
  MH_ARG_BLOB,
} MhArgType;

#define MH_INT(value)  (int) MH_ARG_INT, (gint64) (value)
#define MH_ID(value)   (int) MH_ARG_ID, (gint64) (value)
#define MH_TEXT(value) (int) MH_ARG_TEXT, (const char *) (value)
#define MH_BLOB(value) (int) MH_ARG_BLOB, (GBytes *) (value)

/* Runs a script of one or more statements without arguments (migrations, PRAGMA). */
gboolean    mh_db_exec         (MhDb             *db,
                                const char       *script,
                                GError          **error);
/* Runs one statement that returns no rows. */
gboolean    mh_db_run          (MhDb             *db,
                                GError          **error,
                                const char       *sql,
                                ...) G_GNUC_NULL_TERMINATED;
/* Rows changed by the last mh_db_run(), and the last inserted id. */
gint64      mh_db_changes      (MhDb             *db);
gint64      mh_db_last_id      (MhDb             *db);
/* One integer from the first column of the first row; @fallback when there is no row or NULL in it. */
gboolean    mh_db_get_int      (MhDb             *db,
                                gint64            fallback,
                                gint64           *out_value,
                                GError          **error,
                                const char       *sql,
                                ...) G_GNUC_NULL_TERMINATED;
/* Rows of a query; free with mh_rows_free(), which also gives the statement back. */
MhRows     *mh_db_query        (MhDb             *db,
                                GError          **error,
                                const char       *sql,
                                ...) G_GNUC_NULL_TERMINATED;

/* %TRUE while there is a row. At the end and on error %FALSE; an error stays set for mh_rows_end(). */
gboolean    mh_rows_next       (MhRows           *rows);
/* After the loop: whether it ended without an error; frees nothing. */
gboolean    mh_rows_end        (MhRows           *rows,
                                GError          **error);
void        mh_rows_free       (MhRows           *rows);
gint64      mh_rows_int        (MhRows           *rows,
                                int               column);
/* Borrowed until the next step; %NULL for NULL. */
const char *mh_rows_text       (MhRows           *rows,
                                int               column);
char       *mh_rows_dup_text   (MhRows           *rows,
                                int               column);
GBytes     *mh_rows_dup_blob   (MhRows           *rows,
                                int               column);
gboolean    mh_rows_is_null    (MhRows           *rows,
                                int               column);

/* BEGIN IMMEDIATE for writes; reads inside one mh_db_begin_read() see one state. */
gboolean    mh_db_begin        (MhDb             *db,
                                GError          **error);
gboolean    mh_db_begin_read   (MhDb             *db,
                                GError          **error);
/* When it fails, everything is rolled back already. */
gboolean    mh_db_commit       (MhDb             *db,
                                GError          **error);
void        mh_db_rollback     (MhDb             *db);
gboolean    mh_db_in_transaction (MhDb           *db);

/* A consistent copy into a new file, mode 0600 (VACUUM INTO). Not inside a transaction; an existing file is a CONFLICT. */
gboolean    mh_db_copy_to      (MhDb             *db,
                                const char       *path,
                                GError          **error);
/* The last committed state, in memory and of the calling thread: for what is tried and thrown away. Nothing waits for it, nor it for others. */
MhDb       *mh_db_copy_to_memory (MhDb           *db,
                                  GError        **error);
/* Whether the file itself is sound and every foreign key holds. */
gboolean    mh_db_check        (MhDb             *db,
                                GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhDb, mh_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRows, mh_rows_free)

/* Step n brings the schema from version n to n + 1, in one transaction. Refuses a newer file with MH_ERROR_TOO_NEW. When steps
 * must run on a file that is not empty, first copies it beside itself as "NAME.before-vN". */
gboolean    mh_db_migrate      (MhDb               *db,
                                const char * const *steps,
                                GError            **error);
int         mh_db_get_version  (MhDb               *db,
                                GError            **error);

G_END_DECLS
