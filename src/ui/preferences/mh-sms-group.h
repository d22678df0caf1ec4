/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhSmsGroup:
 *
 * In the preferences: by which service SMS leave, and what the services beside Karaden need.
 */
#define MH_TYPE_SMS_GROUP (mh_sms_group_get_type ())
G_DECLARE_FINAL_TYPE (MhSmsGroup, mh_sms_group, MH, SMS_GROUP, AdwPreferencesGroup)

/* @karaden: what is shown while Karaden is the service. Reads the settings, too. */
void mh_sms_group_set_context (MhSmsGroup  *self,
                               MhUiContext *context,
                               GtkWidget   *karaden);

G_END_DECLS
