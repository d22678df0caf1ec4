/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sim.h"

G_BEGIN_DECLS

/* What is booked, moved and drawn together, and the rules of programmes; ended by one without a name. */
extern const MhSimDeed mh_sim_together_deeds[];

G_END_DECLS
