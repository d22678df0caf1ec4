/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-broadcast-table.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBroadcastComposer:
 *
 * Who, what, how and when of a draft in one look, with what it comes to: people by channel and the words as the first of them reads them.
 *
 * Signal "check" (gint64 id): the draft is saved and wants the second checker.
 * Signal "tested" (gint64 id): the broadcast of a test that is on its way.
 * Signal "gone": the draft was thrown away.
 */
#define MH_TYPE_BROADCAST_COMPOSER (mh_broadcast_composer_get_type ())
G_DECLARE_FINAL_TYPE (MhBroadcastComposer, mh_broadcast_composer, MH, BROADCAST_COMPOSER, AdwBin)

GtkWidget *mh_broadcast_composer_new  (MhUiContext         *context);
/* @draft: (nullable): %NULL begins a new one */
void       mh_broadcast_composer_show (MhBroadcastComposer *self,
                                       const MhBroadcast   *draft);
/* Another one is about to be shown: what was written and not saved becomes a draft. */
void       mh_broadcast_composer_put_away (MhBroadcastComposer *self);
/* Goes on with what was written and not saved, see mh-kept-words.h. */
void       mh_broadcast_composer_resume   (MhBroadcastComposer *self,
                                           const MhBroadcast   *kept);

G_END_DECLS
