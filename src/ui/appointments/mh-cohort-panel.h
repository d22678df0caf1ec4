/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-programmes.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhCohortPanel:
 *
 * Beside the rules: the births that fit, how many people, the oldest and the youngest by name, while the rules are being written.
 */
#define MH_TYPE_COHORT_PANEL (mh_cohort_panel_get_type ())
G_DECLARE_FINAL_TYPE (MhCohortPanel, mh_cohort_panel, MH, COHORT_PANEL, AdwBin)

/* Takes @spec; counts a moment later, once for several calls. */
void mh_cohort_panel_show (MhCohortPanel   *self,
                           MhUiContext     *context,
                           MhProgrammeSpec *spec,
                           MhDate           day);

G_END_DECLS
