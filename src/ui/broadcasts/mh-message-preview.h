/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-broadcast-outlook.h"

G_BEGIN_DECLS

/**
 * MhMessagePreview:
 *
 * A message as the first person of the audience gets it: in LINE or as an SMS, with its length and what it costs.
 */
#define MH_TYPE_MESSAGE_PREVIEW (mh_message_preview_get_type ())
G_DECLARE_FINAL_TYPE (MhMessagePreview, mh_message_preview, MH, MESSAGE_PREVIEW, AdwBin)

GtkWidget *mh_message_preview_new  (void);
/* @outlook: (nullable): %NULL shows nothing */
void       mh_message_preview_show (MhMessagePreview         *self,
                                    const MhBroadcastOutlook *outlook);

G_END_DECLS
