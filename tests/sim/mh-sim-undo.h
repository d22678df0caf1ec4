/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sim.h"

G_BEGIN_DECLS

/* Does something by chance, lets some other things happen, takes the first back, and compares every row of every table: what an undo leaves
 * is what stood there before its act, and what happened meanwhile. Where that cannot be, the undo has to refuse. */
gboolean mh_sim_undo_whole (MhSim     *sim,
                            gboolean  *out_did,
                            GError   **error);

G_END_DECLS
