/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db-driver.h"

G_BEGIN_DECLS

typedef enum {
  MH_DB_TRANSACTION_NONE,
  MH_DB_TRANSACTION_READ,
  MH_DB_TRANSACTION_WRITE,
} MhDbTransaction;

/* What the files of this folder share; nobody else includes it. */
struct _MhDb
{
  const MhDbDriver *driver;
  MhDbLink         *link;
  char             *path;         /* (nullable) absolute; %NULL in memory */
  GThread          *owner;        /* (unowned) the only thread that may call */
  int               busy_ms;
  MhDbTransaction   transaction;  /* as the caller sees it */
  guint             n_rows;       /* rows objects not yet freed */
  GHashTable       *idle;         /* (element-type utf8 Prepared) statements nobody runs, by their text */
  GQueue            order;        /* of those in @idle, the last used first */
};

/* Sets @error after @outcome, with the driver's own words where a developer needs them; always %FALSE. */
gboolean mh_db_fail          (MhDb        *db,
                              MhDbOutcome  outcome,
                              GError     **error);
/* Whether statements may run: %FALSE with @error when the database gave up the transaction by itself. */
gboolean mh_db_is_usable     (MhDb        *db,
                              GError     **error);
/* A mistake of the programmer in the use of @sql: a critical and MH_ERROR_INVALID; always %FALSE. */
gboolean mh_db_fail_mistake  (const char  *sql,
                              const char  *what,
                              GError     **error);
void     mh_db_clear_idle    (MhDb        *db);
/* As mh_db_copy_to(), but takes the place of an older file at @path. */
gboolean mh_db_copy_over     (MhDb        *db,
                              const char  *path,
                              GError     **error);

#define mh_db_is_mine(db) ((db) != NULL && (db)->owner == g_thread_self ())

G_END_DECLS
