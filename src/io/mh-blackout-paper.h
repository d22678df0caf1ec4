/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-roster.h"

G_BEGIN_DECLS

/* The paper of a blackout pack: what to do, lists, and blank slips with numbers. One PDF of A4 pages. */
typedef struct {
  const char *code;      /* of the pack */
  gint64      pack;      /* its id, for the codes that a reader reads */
  int         n_slips;
  const char *days;      /* in words */
  const char *printed;   /* when and by whom, in words */
  GPtrArray  *rosters;   /* (element-type MhRoster) */
} MhBlackoutPaper;

#define MH_BLACKOUT_SLIPS_ON_PAGE 8

/* Returns: (transfer full): a PDF */
GBytes *mh_blackout_paper_draw (const MhBlackoutPaper  *paper,
                                GError                **error);

G_END_DECLS
