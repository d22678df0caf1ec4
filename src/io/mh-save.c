/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-save"

#include "mh-save.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-error.h"

/**
 * mh_save_bytes:
 * @path: where to, in GLib's file name encoding; a file that is there is replaced
 * @bytes: what to write
 * @error: %MH_ERROR_STORAGE; then what was there before is still there
 *
 * Writes a file beside the old one, readable by its owner only, and lets it take the old one's place when it is
 * complete on the disk. On systems without file modes the folder's rights hold.
 *
 * Returns: whether the file stands
 */
gboolean
mh_save_bytes (const char *path,
               GBytes     *bytes,
               GError    **error)
{
  g_autoptr (GError) cause = NULL;
  gconstpointer data;
  gsize length;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);

  data = g_bytes_get_data (bytes, &length);
  if (g_file_set_contents_full (path, data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &cause))
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_STORAGE, _("The file could not be saved: %s"), cause->message);

  return FALSE;
}

/**
 * mh_save_prepare:
 * @path: where the file is to stand
 * @bytes: what to write
 * @error: %MH_ERROR_STORAGE
 *
 * Returns: (transfer full) (nullable): where the bytes are now, in the folder of @path and readable by their owner only
 */
char *
mh_save_prepare (const char *path,
                 GBytes     *bytes,
                 GError    **error)
{
  g_autofree char *prepared = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  prepared = g_strdup_printf ("%s.%08x.part", path, g_random_int ());

  return mh_save_bytes (prepared, bytes, error) ? g_steal_pointer (&prepared) : NULL;
}

/**
 * mh_save_finish:
 * @prepared: (transfer full): of mh_save_prepare()
 * @path: where the file is to stand
 * @error: %MH_ERROR_STORAGE; then what was there before is still there
 *
 * Returns: whether the file stands
 */
gboolean
mh_save_finish (char       *prepared,
                const char *path,
                GError    **error)
{
  if (g_rename (prepared, path) == 0) {
    g_free (prepared);
    return TRUE;
  }

  /* On Windows nobody can replace a file that a program has open. */
  g_set_error (error, MH_ERROR, MH_ERROR_STORAGE,
               _("The file could not be saved: %s. If another program has it open, close it there and save again."), g_strerror (errno));
  mh_save_abandon (prepared);

  return FALSE;
}

/**
 * mh_save_abandon:
 * @prepared: (transfer full): of mh_save_prepare()
 */
void
mh_save_abandon (char *prepared)
{
  g_unlink (prepared);
  g_free (prepared);
}
