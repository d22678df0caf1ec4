/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-desk.h"
#include "mh-programme-table.h"
#include "mh-waiting-table.h"

G_BEGIN_DECLS

/* They get places together or not at all. */
#define MH_WAITING_MOST_PERSONS 6

/* Who waits for what, and how. */
typedef struct {
  gint64        programme;
  const gint64 *residents;
  gsize         n_residents;  /* 1 to MH_WAITING_MOST_PERSONS */
  const char   *wish;         /* (nullable) see mh-wish.h */
  int           priority;     /* class of the programme: 1 the first, 0 none of them */
  gboolean      swap;         /* waits although an own later booking is there, which is given up for the place */
  gboolean      whole_chain;  /* wants all further doses with the place */
  const char   *note;         /* (nullable) */
} MhWaitingRequest;

/* Puts people on the waiting list, and lets open refills ask them. One act. Returns: the unit, or 0 */
gint64   mh_waiting_register (const MhDesk            *desk,
                              const MhWaitingRequest  *request,
                              gint64                  *out_act,
                              GError                 **error);
/* The same inside @act, which may be about more. */
gint64   mh_waiting_register_step (const MhDesk       *desk,
                              MhAct                   *act,
                              const MhWaitingRequest  *request,
                              GError                 **error);
/* Changes wish, class, swap, chain and note of a unit that waits; who waits for what is not looked at. Its turn stays. One act. */
gboolean mh_waiting_edit     (const MhDesk            *desk,
                              gint64                   unit,
                              const MhWaitingRequest  *request,
                              gint64                  *out_act,
                              GError                 **error);
gboolean mh_waiting_withdraw (const MhDesk            *desk,
                              gint64                   unit,
                              GError                 **error);
/* Inside @act: @resident no longer waits with @unit, whose other people go on at its place in the list. */
gboolean mh_waiting_part_step (const MhDesk           *desk,
                              MhAct                   *act,
                              const MhWaitingUnit     *unit,
                              gint64                   resident,
                              GError                 **error);
/* Returns: (transfer full) (nullable): who goes on waiting after @act, in a sentence; %NULL when it parted nobody from the others */
char    *mh_waiting_dup_parted (const MhDesk          *desk,
                              gint64                   act,
                              GError                 **error);
/* Returns: (transfer full): what the programme calls a class; %NULL for none of them */
char    *mh_waiting_name_priority (const MhProgramme  *programme,
                              int                      priority);

G_END_DECLS
