/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"

G_BEGIN_DECLS

/* A database file with the desk's schema, for tests of single tables. Whatever cannot be made fails the test. */
typedef struct {
  char *dir;
  MhDb *db;
} MhTestStore;

/* Writes a town in which nothing is yet; it is made once a process, since under the sanitizers the schema's steps take longer than most
 * tests. */
void         mh_test_store_write_empty (const char *path);

MhTestStore *mh_test_store_new    (void);
void         mh_test_store_free   (MhTestStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhTestStore, mh_test_store_free)

/* Tables are written to only inside an act. */
MhAct       *mh_test_store_begin  (MhTestStore *store);
void         mh_test_store_commit (MhAct       *act);  /* (transfer full) */
/* Takes back the last act. */
void         mh_test_store_undo   (MhTestStore *store);

G_END_DECLS
