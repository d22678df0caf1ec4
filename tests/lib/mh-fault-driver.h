/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db-driver.h"

G_BEGIN_DECLS

/* Where a fault strikes. Counting starts with mh_fault_driver_arm(). */
typedef enum {
  MH_FAULT_AT_BEGIN,      /* instead of the n-th beginning of a transaction that writes */
  MH_FAULT_AT_WRITE,      /* instead of the n-th statement that writes, each statement of a script by itself */
  MH_FAULT_AT_COMMIT,     /* instead of the n-th commit; what it would have written is rolled back */
  MH_FAULT_AFTER_COMMIT,  /* after the n-th commit has reached the disk */
  MH_FAULT_AT_COPY,       /* after the n-th copy was written, before it has its name */
  MH_FAULT_N_POINTS
} MhFaultPoint;

typedef enum {
  MH_FAULT_FULL,
  MH_FAULT_IO,
  MH_FAULT_BUSY,
  MH_FAULT_KILL,  /* the process ends at once, as in a power cut */
} MhFault;

/* The SQLite driver with a switch that makes it fail. Use it with connections of one thread at a time. */
typedef struct _MhFaultDriver MhFaultDriver;

MhFaultDriver    *mh_fault_driver_new        (void);
void              mh_fault_driver_free       (MhFaultDriver *self);
const MhDbDriver *mh_fault_driver_get_driver (MhFaultDriver *self);

/* The @nth time from now on (1 is the next) that @point is reached, and the @times - 1 after it; 0 @times is for ever. */
void              mh_fault_driver_arm        (MhFaultDriver *self,
                                              MhFaultPoint   point,
                                              MhFault        fault,
                                              guint          nth,
                                              guint          times);
void              mh_fault_driver_disarm     (MhFaultDriver *self);
/* How often @point was reached since the driver was made or armed: how many faults a test has to try. */
guint             mh_fault_driver_get_count  (MhFaultDriver *self,
                                              MhFaultPoint   point);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhFaultDriver, mh_fault_driver_free)

G_END_DECLS
