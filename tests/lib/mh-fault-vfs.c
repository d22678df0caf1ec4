/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-fault-vfs"

#include "mh-fault-vfs.h"

#include <string.h>

#include <sqlite3.h>

#define SLOW_US 2000

/* What is kept for the town; temporary files lie in memory. */
#define TOWN_FILES (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)

typedef enum {
  OPERATION_OPEN,
  OPERATION_WRITE,
  OPERATION_SYNC,
} Operation;

/* SQLite gives us the room for it and, behind it, for the real one. */
typedef struct {
  sqlite3_file  base;
  gboolean      is_town;
  sqlite3_file *real;
} File;

static struct {
  GMutex        lock;
  MhDiskTrouble trouble;
  guint         after;
  guint         times;
  guint         n_reached;
  guint         n_struck;
  sqlite3_vfs  *real;
} disk;

static sqlite3_file *
to_real (sqlite3_file *file)
{
  return ((File *) file)->real;
}

/* What an operation answers under a trouble: SQLITE_OK where it is not about it. */
static int
find_answer (MhDiskTrouble trouble,
             Operation     operation)
{
  switch (trouble) {
  case MH_DISK_FULL:
    return operation == OPERATION_WRITE ? SQLITE_FULL : SQLITE_OK;
  case MH_DISK_READ_ONLY:
    return operation == OPERATION_OPEN ? SQLITE_READONLY : SQLITE_IOERR_WRITE;
  case MH_DISK_WRITE_FAILS:
    return operation == OPERATION_WRITE ? SQLITE_IOERR_WRITE : SQLITE_OK;
  case MH_DISK_SYNC_FAILS:
    return operation == OPERATION_SYNC ? SQLITE_IOERR_FSYNC : SQLITE_OK;
  case MH_DISK_SOUND:
  case MH_DISK_SLOW:
  case MH_DISK_N_TROUBLES:
  default:
    return SQLITE_OK;
  }
}

/* Counts that @operation is reached; SQLITE_OK when nothing is to go wrong. */
static int
reach (Operation operation)
{
  int answer;
  gboolean slow, strikes;

  g_mutex_lock (&disk.lock);
  answer = find_answer (disk.trouble, operation);
  slow = disk.trouble == MH_DISK_SLOW && operation != OPERATION_OPEN;
  strikes = FALSE;
  if (answer != SQLITE_OK || slow) {
    disk.n_reached++;
    strikes = disk.n_reached > disk.after && (disk.times == 0 || disk.n_reached <= disk.after + disk.times);
    disk.n_struck += strikes;
  }
  g_mutex_unlock (&disk.lock);

  if (strikes && slow)
    g_usleep (SLOW_US);

  return strikes ? answer : SQLITE_OK;
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static int
file_close (sqlite3_file *file)
{
  return to_real (file)->pMethods->xClose (to_real (file));
}

static int
file_read (sqlite3_file *file,
           void         *to,
           int           n,
           sqlite3_int64 at)
{
  return to_real (file)->pMethods->xRead (to_real (file), to, n, at);
}

static int
file_write (sqlite3_file *file,
            const void   *from,
            int           n,
            sqlite3_int64 at)
{
  int answer = ((File *) file)->is_town ? reach (OPERATION_WRITE) : SQLITE_OK;

  /* A disk that fills up has taken the beginning. */
  if (answer == SQLITE_FULL && n > 1)
    to_real (file)->pMethods->xWrite (to_real (file), from, n / 2, at);

  return answer == SQLITE_OK ? to_real (file)->pMethods->xWrite (to_real (file), from, n, at) : answer;
}

static int
file_truncate (sqlite3_file *file,
               sqlite3_int64 size)
{
  return to_real (file)->pMethods->xTruncate (to_real (file), size);
}

static int
file_sync (sqlite3_file *file,
           int           flags)
{
  int answer = ((File *) file)->is_town ? reach (OPERATION_SYNC) : SQLITE_OK;

  return answer == SQLITE_OK ? to_real (file)->pMethods->xSync (to_real (file), flags) : answer;
}

static int
file_size (sqlite3_file  *file,
           sqlite3_int64 *out_size)
{
  return to_real (file)->pMethods->xFileSize (to_real (file), out_size);
}

static int
file_lock (sqlite3_file *file,
           int           level)
{
  return to_real (file)->pMethods->xLock (to_real (file), level);
}

static int
file_unlock (sqlite3_file *file,
             int           level)
{
  return to_real (file)->pMethods->xUnlock (to_real (file), level);
}

static int
file_check_reserved (sqlite3_file *file,
                     int          *out_reserved)
{
  return to_real (file)->pMethods->xCheckReservedLock (to_real (file), out_reserved);
}

static int
file_control (sqlite3_file *file,
              int           what,
              void         *argument)
{
  return to_real (file)->pMethods->xFileControl (to_real (file), what, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return to_real (file)->pMethods->xSectorSize (to_real (file));
}

static int
file_characteristics (sqlite3_file *file)
{
  return to_real (file)->pMethods->xDeviceCharacteristics (to_real (file));
}

static int
file_shm_map (sqlite3_file   *file,
              int             region,
              int             size,
              int             extend,
              void volatile **out_memory)
{
  return to_real (file)->pMethods->xShmMap (to_real (file), region, size, extend, out_memory);
}

static int
file_shm_lock (sqlite3_file *file,
               int           offset,
               int           n,
               int           flags)
{
  return to_real (file)->pMethods->xShmLock (to_real (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  to_real (file)->pMethods->xShmBarrier (to_real (file));
}

static int
file_shm_unmap (sqlite3_file *file,
                int           delete_it)
{
  return to_real (file)->pMethods->xShmUnmap (to_real (file), delete_it);
}

/* Version 2: shared memory, which WAL needs; no mapping of the file, so that each write comes by here. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* --- the disk ----------------------------------------------------------------------------------------------------- */

static int
open_file (sqlite3_vfs  *vfs,
           const char   *path,
           sqlite3_file *file,
           int           flags,
           int          *out_flags)
{
  File *self = (File *) file;
  int answer, opened = 0;

  self->base.pMethods = NULL;
  self->is_town = (flags & TOWN_FILES) != 0;
  self->real = (sqlite3_file *) (self + 1);

  if (self->is_town && (flags & SQLITE_OPEN_READWRITE) != 0 && reach (OPERATION_OPEN) != SQLITE_OK)
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;

  answer = disk.real->xOpen (disk.real, path, self->real, flags, &opened);
  if (self->real->pMethods != NULL)
    self->base.pMethods = &methods;
  if (out_flags != NULL)
    *out_flags = opened;

  return answer;
}

void
mh_fault_vfs_install (void)
{
  static sqlite3_vfs shim;

  if (disk.real != NULL)
    return;

  disk.real = sqlite3_vfs_find (NULL);
  g_assert (disk.real != NULL);

  /* All but the files is the real disk's. */
  shim = *disk.real;
  shim.zName = "fault";
  shim.pNext = NULL;
  shim.szOsFile = (int) sizeof (File) + disk.real->szOsFile;
  shim.xOpen = open_file;
  if (sqlite3_vfs_register (&shim, 1) != SQLITE_OK)
    g_error ("The disk with faults cannot be registered");
}

void
mh_fault_vfs_set (MhDiskTrouble trouble,
                  guint         after,
                  guint         times)
{
  g_mutex_lock (&disk.lock);
  disk.trouble = trouble;
  disk.after = after;
  disk.times = times;
  disk.n_reached = 0;
  disk.n_struck = 0;
  g_mutex_unlock (&disk.lock);
}

guint
mh_fault_vfs_get_n_struck (void)
{
  guint n_struck;

  g_mutex_lock (&disk.lock);
  n_struck = disk.n_struck;
  g_mutex_unlock (&disk.lock);

  return n_struck;
}

gboolean
mh_disk_trouble_from_nick (const char    *nick,
                           MhDiskTrouble *out_trouble)
{
  static const char * const nicks[MH_DISK_N_TROUBLES] = { "sound", "full", "read-only", "write-fails", "sync-fails", "slow" };

  for (guint i = 0; i < MH_DISK_N_TROUBLES; i++) {
    if (strcmp (nicks[i], nick) == 0) {
      *out_trouble = (MhDiskTrouble) i;
      return TRUE;
    }
  }

  return FALSE;
}
