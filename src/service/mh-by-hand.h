/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-broadcast-table.h"
#include "mh-desk.h"
#include "mh-pages.h"

G_BEGIN_DECLS

/* Those of a broadcast whom no channel reaches: what call sheets, letters and labels begin with. */
typedef struct {
  gint64  delivery;
  gint64  resident;  /* to whom it is, as the register has her now; 0: nobody of the register */
  gint64  contact;   /* of a number that nobody in the register has, else 0 */
  GArray *people;    /* (owned) (element-type gint64) all for whom it speaks, @resident first; empty for a number */
} MhByHand;

void       mh_by_hand_free        (MhByHand           *one);

/* Whom @broadcast leaves to be told by hand, judged at this moment, in Japanese order. Inside @act, who is not meant any more (dead, moved, not
 * of the audience) is withdrawn with the reason; without, such people are passed over. @out_n_withdrawn: (out): how many
 * (element-type MhByHand) */
GPtrArray *mh_by_hand_list        (const MhDesk       *desk,
                                   MhAct              *act,
                                   const MhBroadcast  *broadcast,
                                   guint              *out_n_withdrawn,
                                   GError            **error);

/* Commits @act; with @path the PDF stands there afterwards. What keeps it from being written is found before. */
gboolean   mh_by_hand_finish      (MhAct              *act,
                                   MhPages            *pages,
                                   const char         *path,
                                   GError            **error);

/* Paper that is out. An act. @back: it has come back or was shredded. Returns: the act, or 0 */
gint64     mh_by_hand_set_back    (const MhDesk       *desk,
                                   gint64              sheet,
                                   gboolean            back,
                                   GError            **error);

G_END_DECLS
