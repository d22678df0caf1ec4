/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Doses come several to a vial and keep for some hours only: what is open and what is still to be opened. */
typedef struct {
  int n_opened;   /* vials begun for the doses that were given */
  int n_left;     /* doses left in the vial that is open; 0: none is */
  int n_to_open;  /* vials more, if all the people come */
  int n_to_fill;  /* 「あと2人で1本」: people more, and nothing of the last vial would be left over */
} MhVialCount;

/* Returns: whether there is anything to count: @per_vial is 2 or more */
gboolean mh_vial_count (int          per_vial,
                        int          n_given,
                        int          n_people,
                        MhVialCount *out_count);

G_END_DECLS
