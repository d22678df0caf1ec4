/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the disk under a folder is encrypted as a whole. The only place that knows how a system tells: Linux by its device mapper;
 * elsewhere it is not known. */
typedef enum {
  MH_DISK_UNKNOWN,
  MH_DISK_PLAIN,
  MH_DISK_ENCRYPTED,
} MhDiskState;

/* @root: (nullable): a folder that stands for "/" in tests. Reads some small files; call it off the main thread. */
MhDiskState mh_disk_state_of (const char *folder,
                              const char *root);

G_END_DECLS
