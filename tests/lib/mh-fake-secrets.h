/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-secrets.h"

G_BEGIN_DECLS

#define MH_TYPE_FAKE_SECRETS (mh_fake_secrets_get_type ())
G_DECLARE_FINAL_TYPE (MhFakeSecrets, mh_fake_secrets, MH, FAKE_SECRETS, GObject)

/* Credentials in memory. */
MhFakeSecrets *mh_fake_secrets_new             (void);
/* While %FALSE every call fails with MH_ERROR_UNAVAILABLE, as with a locked keyring. */
void           mh_fake_secrets_set_available   (MhFakeSecrets *self,
                                                gboolean       available);
/* How often a value was asked for. */
guint          mh_fake_secrets_get_n_look_ups  (MhFakeSecrets *self);

G_END_DECLS
