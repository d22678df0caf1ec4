/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The seam for "one window a town": GApplication does it over the session bus, by name. Where there is no such bus, as on Windows, another
 * file does it by a lock in the data directory. */

/* The name under which the window of the town in @dir is known: a second start with the same one raises the first window. */
char *mh_instance_dup_id      (const char *dir);
/* Starts the program once more, for the practice town, beside this one. */
gboolean mh_instance_start_practice (GError **error);
/* Where the programs of this project are; MACHIHOKEN_BINDIR may name another folder. */
char *mh_instance_dup_program (const char *name);

G_END_DECLS
