/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-instance"

#include "mh-instance.h"

#include <gio/gio.h>

#include "mh-town.h"

#define SHORT_HASH 16

/**
 * mh_instance_dup_id:
 * @dir: a data directory
 *
 * The town that is used without any option has the program's own name, so that the desktop knows its window; any other has the
 * folder's hash behind it.
 *
 * Returns: (transfer full): an application id
 */
char *
mh_instance_dup_id (const char *dir)
{
  g_autofree char *usual = NULL;
  g_autofree char *full = NULL;
  g_autofree char *hash = NULL;

  g_return_val_if_fail (dir != NULL, NULL);

  usual = mh_town_default_dir (FALSE);
  full = g_canonicalize_filename (dir, NULL);
  if (g_strcmp0 (usual, full) == 0)
    return g_strdup (MH_APPLICATION_ID);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, full, -1);

  return g_strdup_printf ("%s.In%.*s", MH_APPLICATION_ID, SHORT_HASH, hash);
}

/**
 * mh_instance_dup_program:
 * @name: a program of this project, such as "machihoken-sandbox"
 *
 * Returns: (transfer full) (type filename): its path
 */
char *
mh_instance_dup_program (const char *name)
{
  const char *dir = g_getenv ("MACHIHOKEN_BINDIR");

  g_return_val_if_fail (name != NULL, NULL);

  return g_build_filename (dir != NULL && *dir != '\0' ? dir : MH_BINDIR, name, NULL);
}

/**
 * mh_instance_start_practice:
 * @error: return location for an error
 *
 * The practice town has its own process and its own window, so that nothing of the real town can be mistaken for it. When its
 * window is open already, it is raised.
 *
 * Returns: whether it was started
 */
gboolean
mh_instance_start_practice (GError **error)
{
  g_autofree char *program = mh_instance_dup_program ("machihoken");
  g_autoptr (GSubprocess) process = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, error, program, "--practice", NULL);

  return process != NULL;
}
