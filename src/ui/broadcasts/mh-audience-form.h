/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-audience-rule.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhAudienceForm:
 *
 * Whom a broadcast is for: a saved audience to begin with, conditions that all hold, and people added or left out by hand.
 *
 * Signal "changed": the rule is another one.
 */
#define MH_TYPE_AUDIENCE_FORM (mh_audience_form_get_type ())
G_DECLARE_FINAL_TYPE (MhAudienceForm, mh_audience_form, MH, AUDIENCE_FORM, AdwBin)

GtkWidget      *mh_audience_form_new         (void);
/* Reads the saved audiences, districts and programmes that can be chosen. */
void            mh_audience_form_set_context (MhAudienceForm       *self,
                                              MhUiContext          *context);
/* @words: (nullable) what the rule comes to, written by whoever has judged it. */
void            mh_audience_form_show_words  (MhAudienceForm       *self,
                                              const char           *words);
void            mh_audience_form_set_rule    (MhAudienceForm       *self,
                                              const MhAudienceRule *rule,
                                              gint64                audience);
/* Returns: (transfer full): as it stands */
MhAudienceRule *mh_audience_form_dup_rule    (MhAudienceForm       *self);
/* The saved audience that was taken, 0 = none. */
gint64          mh_audience_form_get_audience (MhAudienceForm      *self);

G_END_DECLS
