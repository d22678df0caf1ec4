/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sim.h"

G_BEGIN_DECLS

/* What goes on paper and into files, who sits at the desk, and the blackout packs; ended by one without a name. */
extern const MhSimDeed mh_sim_papers_deeds[];

G_END_DECLS
