/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sim.h"

G_BEGIN_DECLS

/* Something that somebody might do now. */
void mh_sim_act (MhSim *sim);

G_END_DECLS
