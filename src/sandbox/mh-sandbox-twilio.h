/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sandbox-world.h"

G_BEGIN_DECLS

typedef struct _MhSandboxTwilio MhSandboxTwilio;

/* @world: (transfer none), outlives it; what its journal holds has been accepted. */
MhSandboxTwilio *mh_sandbox_twilio_new    (MhWorld           *world);
void             mh_sandbox_twilio_free   (MhSandboxTwilio   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSandboxTwilio, mh_sandbox_twilio_free)

/* Answers @message; %TRUE when the answer is to be lost on the way. */
gboolean         mh_sandbox_twilio_handle (MhSandboxTwilio   *self,
                                           SoupServerMessage *message,
                                           const char        *path);

G_END_DECLS
