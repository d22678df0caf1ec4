/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-desk.h"

G_BEGIN_DECLS

/* A data directory: DIR/machihoken.db, mode 0700, and what belongs to it. */

/* Makes the directory and an empty town in it (refused when there is one). @practice marks it for ever: it then talks to
 * loopback only. */
gboolean mh_town_create          (const MhDbDriver *driver,
                                  const char       *dir,
                                  gboolean          practice,
                                  GError          **error);
/* The same at the desk's time and in its operator's name; the connection in @desk is not used. */
gboolean mh_town_create_by       (const MhDesk     *desk,
                                  const MhDbDriver *driver,
                                  const char       *dir,
                                  gboolean          practice,
                                  GError          **error);
/* Opens and brings the schema up to date; MH_ERROR_NOT_FOUND when there is no town in @dir. */
MhDb    *mh_town_open            (const MhDbDriver *driver,
                                  const char       *dir,
                                  GError          **error);
/* The same; where search keys must be made anew, that can be cancelled. */
MhDb    *mh_town_open_cancellable (const MhDbDriver *driver,
                                  const char       *dir,
                                  GCancellable     *cancellable,
                                  GError          **error);
/* By which its credentials and its sealed files are told from another town's. */
char    *mh_town_dup_installation (MhDb             *db,
                                  GError          **error);
char    *mh_town_database_path   (const char       *dir);
/* ~/.local/share/machihoken/town or …/practice. */
char    *mh_town_default_dir     (gboolean          practice);

G_END_DECLS
