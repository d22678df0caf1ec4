/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhCandidatesPage:
 *
 * The yearly list: everything that is over is chosen until it is taken out by hand; approval is the number, typed.
 *
 * Signal "deleted" (text): what was done, in words.
 */
#define MH_TYPE_CANDIDATES_PAGE (mh_candidates_page_get_type ())
G_DECLARE_FINAL_TYPE (MhCandidatesPage, mh_candidates_page, MH, CANDIDATES_PAGE, AdwBin)

/* Reads the list itself. */
GtkWidget *mh_candidates_page_new (MhUiContext *context);

G_END_DECLS
