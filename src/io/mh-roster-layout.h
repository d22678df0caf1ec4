/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <cairo.h>

#include "mh-roster.h"

G_BEGIN_DECLS

/* A roster cut into A4 pages. One thread at a time may use it; the roster must outlive it and not change. */
typedef struct _MhRosterLayout MhRosterLayout;

MhRosterLayout *mh_roster_layout_new             (const MhRoster *roster);
void            mh_roster_layout_free            (MhRosterLayout *self);
guint           mh_roster_layout_get_n_pages     (MhRosterLayout *self);
/* In points, 1/72 inch. */
void            mh_roster_layout_get_page_size   (MhRosterLayout *self,
                                                  double         *out_width,
                                                  double         *out_height);
void            mh_roster_layout_draw_page       (MhRosterLayout *self,
                                                  cairo_t        *cr,
                                                  guint           page);
/* Rows that hold a character no font has, one line each: number, name, characters. Empty when all can be printed. */
char          **mh_roster_layout_dup_unprintable (MhRosterLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRosterLayout, mh_roster_layout_free)

G_END_DECLS
