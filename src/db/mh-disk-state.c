/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-disk-state"

#include "mh-disk-state.h"

#include <string.h>

#ifdef __linux__

/* Deep enough for a logical volume on a RAID on an encrypted partition, and an end for a circle. */
#define MAX_DEPTH 8

/* proc(5): mount points are escaped as octal: "\040" is a space. */
static char *
unescape (const char *text)
{
  return g_strcompress (text);
}

static gboolean
lies_below (const char *path,
            const char *mount)
{
  gsize length = strlen (mount);

  if (g_str_equal (mount, "/"))
    return TRUE;

  return strncmp (path, mount, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* proc(5), mountinfo: "36 35 98:0 /root /mount options - type source options". The last of the longest mount points is the one seen. */
static void
find_device (const char *mounts,
             const char *path,
             char      **out_device,
             char      **out_type)
{
  g_auto (GStrv) lines = g_strsplit (mounts, "\n", -1);
  gsize best = 0;

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], " ", -1);
    g_autofree char *mount = NULL;
    guint dash;

    if (g_strv_length (fields) < 7)
      continue;

    mount = unescape (fields[4]);
    if (!lies_below (path, mount) || strlen (mount) < best)
      continue;

    for (dash = 6; fields[dash] != NULL && !g_str_equal (fields[dash], "-"); dash++)
      ;
    best = strlen (mount);
    g_free (*out_device);
    g_free (*out_type);
    *out_device = g_strdup (fields[2]);
    *out_type = g_strdup (fields[dash] != NULL ? fields[dash + 1] : NULL);
  }
}

/* A device is encrypted when it is a crypt target, or when all those that it lies on are. */
static MhDiskState
look_at_device (const char *device_dir,
                int         depth)
{
  g_autofree char *uuid_path = g_build_filename (device_dir, "dm", "uuid", NULL);
  g_autofree char *slaves_path = g_build_filename (device_dir, "slaves", NULL);
  g_autofree char *uuid = NULL;
  g_autoptr (GDir) slaves = NULL;
  MhDiskState state = MH_DISK_UNKNOWN;
  const char *name;

  if (!g_file_test (device_dir, G_FILE_TEST_IS_DIR) || depth > MAX_DEPTH)
    return MH_DISK_UNKNOWN;

  if (g_file_get_contents (uuid_path, &uuid, NULL, NULL) && g_str_has_prefix (uuid, "CRYPT-"))
    return MH_DISK_ENCRYPTED;

  slaves = g_dir_open (slaves_path, 0, NULL);
  while (slaves != NULL && (name = g_dir_read_name (slaves)) != NULL) {
    g_autofree char *slave = g_build_filename (slaves_path, name, NULL);
    MhDiskState below = look_at_device (slave, depth + 1);

    if (below != MH_DISK_ENCRYPTED)
      return below;
    state = below;
  }

  /* Nothing below: the disk itself. */
  return state == MH_DISK_ENCRYPTED ? state : MH_DISK_PLAIN;
}

/* A memory file system, a network drive, an encrypted folder: no block device that could be looked at. */
static MhDiskState
look_at_mount (const char *root,
               const char *device,
               const char *type)
{
  g_autofree char *dir = NULL;

  if (type != NULL && (g_str_equal (type, "ecryptfs") || strstr (type, "gocryptfs") != NULL || strstr (type, "encfs") != NULL))
    return MH_DISK_ENCRYPTED;

  dir = g_build_filename (root, "sys", "dev", "block", device, NULL);

  return look_at_device (dir, 0);
}

/**
 * mh_disk_state_of:
 * @folder: an absolute path to a folder
 * @root: (nullable): what stands for "/"
 *
 * Looks under which mount @folder lies, and follows that mount's device down to the disks it lies on. Only encryption that the kernel
 * does is seen: a disk that encrypts itself (OPAL) looks like any other, so MH_DISK_PLAIN means "not by this system".
 *
 * Returns: what can be told
 */
MhDiskState
mh_disk_state_of (const char *folder,
                  const char *root)
{
  g_autofree char *path = NULL;
  g_autofree char *mounts_path = NULL;
  g_autofree char *mounts = NULL;
  g_autofree char *device = NULL;
  g_autofree char *type = NULL;

  g_return_val_if_fail (folder != NULL && g_path_is_absolute (folder), MH_DISK_UNKNOWN);

  if (root == NULL)
    root = "/";
  path = g_canonicalize_filename (folder, NULL);
  mounts_path = g_build_filename (root, "proc", "self", "mountinfo", NULL);
  if (!g_file_get_contents (mounts_path, &mounts, NULL, NULL))
    return MH_DISK_UNKNOWN;

  find_device (mounts, path, &device, &type);

  return device != NULL ? look_at_mount (root, device, type) : MH_DISK_UNKNOWN;
}

#else

/**
 * mh_disk_state_of:
 * @folder: an absolute path to a folder
 * @root: (nullable): what stands for "/"
 *
 * Looks under which mount @folder lies, and follows that mount's device down to the disks it lies on. Only encryption that the kernel
 * does is seen: a disk that encrypts itself (OPAL) looks like any other, so MH_DISK_PLAIN means "not by this system".
 *
 * Returns: what can be told
 */
MhDiskState
mh_disk_state_of (const char *folder,
                  const char *root)
{
  g_return_val_if_fail (folder != NULL, MH_DISK_UNKNOWN);

  return MH_DISK_UNKNOWN;
}

#endif
