/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sim.h"

G_BEGIN_DECLS

/* What is said to many, from the draft to the results; ended by one without a name. */
extern const MhSimDeed mh_sim_broadcasts_deeds[];

/* What the clock does with broadcasts. */
gboolean mh_sim_broadcasts_tick (MhSim   *sim,
                                 GError **error);
/* Judges for itself who is named by requests above @attempt and files above @file: nobody may be whom nothing goes to. */
void     mh_sim_broadcasts_look (MhSim   *sim,
                                 gint64   attempt,
                                 gint64   file);

G_END_DECLS
