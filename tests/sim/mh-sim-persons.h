/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sim.h"

G_BEGIN_DECLS

/* What may be done to a person's page, and the lists that come as files; ended by one without a name. */
extern const MhSimDeed mh_sim_persons_deeds[];

G_END_DECLS
