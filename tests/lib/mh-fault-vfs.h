/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that has trouble, below SQLite: what a connection does with it is SQLite's own work, not a test's. */
typedef enum {
  MH_DISK_SOUND,
  MH_DISK_FULL,         /* a write finds no room */
  MH_DISK_READ_ONLY,    /* mounted anew read-only after an error: what is open cannot be written, what is opened may only be read */
  MH_DISK_WRITE_FAILS,  /* a cable, a stick that was pulled out */
  MH_DISK_SYNC_FAILS,   /* written, and nobody knows whether it stays */
  MH_DISK_SLOW,         /* each write and sync takes some milliseconds */
  MH_DISK_N_TROUBLES
} MhDiskTrouble;

/* Registers it, sound, as the default of all connections that this process opens from now on. */
void          mh_fault_vfs_install      (void);
/* The operations after the next @after that @trouble is about, @times of them; 0 @times: until it is set anew. Any thread. */
void          mh_fault_vfs_set          (MhDiskTrouble  trouble,
                                         guint          after,
                                         guint          times);
/* How often it has struck since it was set. */
guint         mh_fault_vfs_get_n_struck (void);
/* "sound", "full", "read-only", "write-fails", "sync-fails", "slow". */
gboolean      mh_disk_trouble_from_nick (const char    *nick,
                                         MhDiskTrouble *out_trouble);

G_END_DECLS
