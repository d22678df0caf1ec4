/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-drafts.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhDraftBar:
 *
 * Keeps what is being entered as a draft, a moment after each change and whenever it goes out of sight, and offers those that were
 * interrupted: to go on with, or to throw away.
 *
 * Signals: "resumed" (pointer MhDraft): it is to be shown again; what was being entered before has been put aside. "somebody-else": another
 * person sits at the desk now, so what is entered must go from the screen.
 */
#define MH_TYPE_DRAFT_BAR (mh_draft_bar_get_type ())
G_DECLARE_FINAL_TYPE (MhDraftBar, mh_draft_bar, MH, DRAFT_BAR, GtkWidget)

/* Returns: (transfer full) (nullable): what is entered, without an id; %NULL: nothing that is worth keeping */
typedef MhDraft *(*MhDraftCollect) (gpointer user_data);

void mh_draft_bar_set_up    (MhDraftBar     *self,
                             MhUiContext    *context,
                             MhDraftCollect  collect,
                             gpointer        user_data);
/* Something was entered. */
void mh_draft_bar_touch     (MhDraftBar     *self);
/* What is entered has been dealt with: nothing of it is kept. */
void mh_draft_bar_settle    (MhDraftBar     *self);
/* What is entered waits from now on beside the others, and something new begins. */
void mh_draft_bar_put_aside (MhDraftBar     *self);

G_END_DECLS
