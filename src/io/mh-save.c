/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-save"

#include "mh-save.h"

#include <glib/gi18n-lib.h>

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
