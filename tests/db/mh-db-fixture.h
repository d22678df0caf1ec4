/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-db.h"

G_BEGIN_DECLS

/* A real file in a folder of its own, and a connection to it. */
typedef struct {
  char *dir;
  char *path;
  MhDb *db;
} MhDbFixture;

void         mh_db_fixture_set_up    (MhDbFixture   *fixture,
                                      gconstpointer  data);
void         mh_db_fixture_tear_down (MhDbFixture   *fixture,
                                      gconstpointer  data);

MhDb        *mh_test_open            (const char    *path);
void         mh_test_exec            (MhDb          *db,
                                      const char    *script);
gint64       mh_test_get_int         (MhDb          *db,
                                      const char    *sql);

/* Runs this test program again as another process: "--child ROLE PATH ARGUMENT". */
void         mh_test_remember_program (const char   *argv0);
GSubprocess *mh_test_start_child     (const char    *role,
                                      const char    *path,
                                      const char    *argument);
/* Waits for a child that has to end well. */
void         mh_test_finish_child    (GSubprocess   *child);

G_END_DECLS
