/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What goes wrong with the next message. */
typedef enum {
  MH_FAULT_NONE,
  MH_FAULT_ERROR,         /* 500, not accepted */
  MH_FAULT_ERROR_AFTER,   /* accepted, then 500 */
  MH_FAULT_CUT,           /* accepted, then no answer */
  MH_FAULT_CUT_BEFORE,    /* neither accepted nor answered */
  MH_FAULT_UNAUTHORIZED,  /* 401 */
  MH_FAULT_RATE,          /* 429 */
  MH_FAULT_CONCURRENCY,   /* 429, LINE's third kind */
  MH_FAULT_QUOTA,         /* 429, LINE's monthly limit */
  MH_N_FAULTS
} MhFault;

typedef struct _MhFaults MhFaults;

MhFaults *mh_faults_new         (void);
void      mh_faults_free        (MhFaults    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhFaults, mh_faults_free)

gboolean  mh_faults_add         (MhFaults    *self,
                                 const char  *spec,
                                 GError     **error);
MhFault   mh_faults_take        (MhFaults    *self);
gboolean  mh_faults_take_lookup (MhFaults    *self);
guint     mh_faults_get_delay   (MhFaults    *self);

G_END_DECLS
