/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sim.h"

G_BEGIN_DECLS

/* What may be done to a day, at its reception and on the waiting list, by chance. As all acts of the storm: @out_did is %FALSE where there
 * was nothing to do it with. */
gboolean mh_sim_add_session     (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_edit_day        (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_set_slots       (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_close_day       (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_cancel_day      (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_set_capacity    (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_set_window      (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_set_visit       (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_walk_in         (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_close_reception (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_set_lot         (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_register        (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);
gboolean mh_sim_edit_waiting    (MhSim     *sim,
                                 gboolean  *out_did,
                                 GError   **error);

G_END_DECLS
