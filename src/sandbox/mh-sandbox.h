/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-clock.h"

G_BEGIN_DECLS

typedef struct {
  guint16             port;     /* 0: any free one */
  const char         *journal;  /* (nullable) file of accepted messages; %NULL: in memory */
  const char         *state;    /* (nullable) file of who is blocked and unknown */
  const char * const *faults;   /* (nullable) see mh_faults_add() */
  const char         *token;    /* (nullable) the only token that is taken */
  const char         *tenant;   /* (nullable) the only tenant of the SMS side */
  const char         *account;  /* (nullable) the LINE account's name */
  gint64              quota;    /* LINE messages a month; negative: none */
  guint               rate;     /* LINE messages a second and kind; 0: LINE's own limits */
} MhSandboxOptions;

#define MH_TYPE_SANDBOX (mh_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (MhSandbox, mh_sandbox, MH, SANDBOX, GObject)

/* LINE and the SMS service on loopback, in the caller's main context. */
MhSandbox *mh_sandbox_new      (const MhSandboxOptions  *options,
                                MhClock                 *clock,
                                GError                 **error);
guint16    mh_sandbox_get_port (MhSandbox               *self);

G_END_DECLS
