/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-blackout.h"
#include "mh-roster.h"

G_BEGIN_DECLS

/* The lists of a pack, as they go into its file and on its paper. @people: residents in them are added. */
JsonNode  *mh_blackout_lists_read       (const MhDesk         *desk,
                                         const MhBlackoutPack *pack,
                                         GArray               *people,
                                         GError              **error);
/* (transfer full): drawn from the document. */
MhRoster  *mh_blackout_draw_slots       (JsonObject           *lists);
MhRoster  *mh_blackout_draw_waiting     (JsonObject           *lists);
MhRoster  *mh_blackout_draw_phones      (JsonObject           *lists,
                                         JsonObject           *session);

/* Does what the slip says. @written_at: ms, when it was written; 0: nobody has said so */
gboolean   mh_blackout_apply            (const MhDesk         *desk,
                                         MhAct                *act,
                                         const MhBlackoutPack *pack,
                                         const MhBlackoutSlip *slip,
                                         const char           *override_reason,  /* (nullable) */
                                         gint64                written_at,
                                         GError              **error);

G_END_DECLS
