/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-file-mode"

#include "mh-file-mode.h"

#include <errno.h>
#include <fcntl.h>
#ifndef G_OS_WIN32
#include <unistd.h>
#endif

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-error.h"

#define PRIVATE_FILE_MODE 0600
#define PRIVATE_DIR_MODE 0700
#define OTHERS_MASK 0077
#define WIPE_BYTES (1024 * 1024)

#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif
#ifndef O_BINARY
#define O_BINARY 0
#endif

static gboolean
fail_at_path (const char *path,
              int         saved_errno,
              GError    **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, MH_ERROR, MH_ERROR_STORAGE,
               _("“%s” cannot be used (%s). Check that the disk is connected and that you may write to this folder."),
               name, g_strerror (saved_errno));

  return FALSE;
}

static gboolean
hide_from_others (const char *path,
                  GError    **error)
{
#ifndef G_OS_WIN32
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return fail_at_path (path, errno, error);

  if (S_ISREG (info.st_mode) && (info.st_mode & OTHERS_MASK) != 0 && g_chmod (path, PRIVATE_FILE_MODE) != 0)
    return fail_at_path (path, errno, error);
#endif

  return TRUE;
}

#ifndef G_OS_WIN32
/* A rename is on the disk once its folder is. Some file systems cannot say so; then there is nothing to wait for. */
static void
flush_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    return;

  g_fsync (fd);
  g_close (fd, NULL);
}

#endif

/**
 * mh_private_file_prepare:
 * @path: a file
 * @error: return location for an error
 *
 * Creates an empty file that only its owner can read and write, or takes other people's rights away from the one that is
 * there. An existing file is not opened: closing it would let go of the locks that SQLite holds on it in this process.
 *
 * Returns: whether @path is there and private; otherwise MH_ERROR_STORAGE
 */
gboolean
mh_private_file_prepare (const char *path,
                         GError    **error)
{
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_BINARY, PRIVATE_FILE_MODE);
  if (fd >= 0)
    return g_close (fd, NULL) || fail_at_path (path, errno, error);

  if (errno != EEXIST)
    return fail_at_path (path, errno, error);

  return hide_from_others (path, error);
}

/**
 * mh_private_dir_prepare:
 * @path: a folder
 * @error: return location for an error
 *
 * Creates a folder, and those above it, that only its owner can enter. A folder that is there stays as it is: it may be one
 * that people share on purpose.
 *
 * Returns: whether @path is a folder now; otherwise MH_ERROR_STORAGE
 */
gboolean
mh_private_dir_prepare (const char *path,
                        GError    **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (g_mkdir_with_parents (path, PRIVATE_DIR_MODE) != 0)
    return fail_at_path (path, errno, error);

  return TRUE;
}

/**
 * mh_private_file_publish:
 * @temporary: a finished file in the folder of @path
 * @path: the name that it gets; a file of that name is replaced
 * @error: return location for an error
 *
 * Brings @temporary to the disk for good and gives it its name, so that @path is either the old file or the whole new one.
 *
 * Returns: whether it has its name; otherwise MH_ERROR_STORAGE
 */
gboolean
mh_private_file_publish (const char *temporary,
                         const char *path,
                         GError    **error)
{
  int fd, failure = 0;

  g_return_val_if_fail (temporary != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  fd = g_open (temporary, O_RDWR | O_CLOEXEC | O_BINARY, 0);
  if (fd < 0)
    return fail_at_path (temporary, errno, error);

  if (g_fsync (fd) != 0)
    failure = errno;
  g_close (fd, NULL);

  if (failure == 0 && g_rename (temporary, path) != 0)
    failure = errno;
  if (failure != 0)
    return fail_at_path (path, failure, error);

#ifndef G_OS_WIN32
  flush_folder_of (path);
#endif

  return TRUE;
}

static void
write_zeros (GOutputStream *stream,
             goffset        length)
{
  g_autofree guint8 *zeros = g_malloc0 (WIPE_BYTES);

  while (length > 0) {
    gsize part = (gsize) MIN (length, WIPE_BYTES);

    if (!g_output_stream_write_all (stream, zeros, part, NULL, NULL, NULL))
      return;
    length -= (goffset) part;
  }
  g_output_stream_flush (stream, NULL, NULL);
}

/**
 * mh_private_file_wipe:
 * @path: a file that nobody has open
 *
 * Overwrites a copy of the town with zeros and removes it. On a disk that never writes to one place twice (SSD, some file systems) the
 * old bytes may stay until they are needed; only an encrypted disk hides those.
 */
void
mh_private_file_wipe (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileIOStream) stream = NULL;

  g_return_if_fail (path != NULL);

  file = g_file_new_for_path (path);
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  if (info == NULL)
    return;

  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    stream = g_file_open_readwrite (file, NULL, NULL);
  if (stream != NULL) {
    write_zeros (g_io_stream_get_output_stream (G_IO_STREAM (stream)), g_file_info_get_size (info));
    g_io_stream_close (G_IO_STREAM (stream), NULL, NULL);
  }

  g_remove (path);
}
