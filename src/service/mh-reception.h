/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-booking-table.h"
#include "mh-desk.h"
#include "mh-eligibility.h"
#include "mh-lot-table.h"
#include "mh-visit-table.h"

G_BEGIN_DECLS

/* The reception (受付): what becomes of a booking on its day. Names of states are those of the table visit; "" or "expected": nobody has come yet. */

/* One thing that must stop somebody before the needle. */
typedef struct {
  const char *code;      /* static and stable: dead, moved-out, wrong-day, done-today, had-dose, no-earlier-dose, interval, age, lot-expired … */
  char       *sentence;  /* translated, for the nurse */
} MhReceptionRed;

void       mh_reception_red_free     (MhReceptionRed          *red);

/* Whether @state is a name of a state, "expected" too. */
gboolean   mh_reception_is_state     (const char              *state);
/* Whether somebody with that state did not get what the booking was for. */
gboolean   mh_reception_is_missed    (const char              *state);

/* (element-type MhReceptionRed): what speaks against @booking being carried out now with @lot (0: not asked), judged from what is in the town's
 * file at this moment; empty: nothing. */
GPtrArray *mh_reception_judge        (const MhDesk            *desk,
                                      gint64                   booking,
                                      gint64                   lot,
                                      GError                 **error);
/* The same for somebody who has no booking there: @dose 0: the next. */
GPtrArray *mh_reception_judge_walk_in (const MhDesk           *desk,
                                      gint64                   session,
                                      gint64                   resident,
                                      int                      dose,
                                      GError                 **error);

typedef struct {
  gint64      booking;
  const char *state;            /* came, stopped, done, cancelled-day, no-show, postponed, expected */
  int         card;             /* the number card; 0: as it is */
  gint64      lot;              /* done: of which lot */
  const char *reason;           /* (nullable) stopped: why, as the doctor says */
  const char *override_reason;  /* (nullable) came, done: why it goes on although something is red */
} MhReceptionChange;

/* Notes a state; one act. MH_ERROR_REFUSED with all red sentences where there are any and no reason to go on. */
gboolean   mh_reception_set          (const MhDesk            *desk,
                                      const MhReceptionChange *change,
                                      gint64                  *out_act,
                                      GError                 **error);
/* The same inside @act, which may be about more. */
gboolean   mh_reception_set_step     (const MhDesk            *desk,
                                      MhAct                   *act,
                                      const MhReceptionChange *change,
                                      GError                 **error);

typedef struct {
  gint64      session;
  gint64      resident;
  int         dose;             /* 0: the next */
  int         card;             /* 0: none */
  const char *reason;           /* why the person comes without a booking; must be given */
  const char *override_reason;  /* (nullable) */
  gboolean    instead;          /* a booking of another day for the same dose is cancelled */
} MhReceptionWalkIn;

/* Somebody without a booking has come: a free place of the slot that runs, else one more. One act. Returns: the booking, or 0 */
gint64     mh_reception_walk_in      (const MhDesk            *desk,
                                      const MhReceptionWalkIn *walk_in,
                                      gint64                  *out_act,
                                      GError                 **error);
/* The same inside @act, which may be about more. */
gint64     mh_reception_walk_in_step (const MhDesk            *desk,
                                      MhAct                   *act,
                                      const MhReceptionWalkIn *walk_in,
                                      GError                 **error);

/* Lots. Acts. */
gint64     mh_reception_add_lot      (const MhDesk            *desk,
                                      const MhLot             *lot,
                                      GError                 **error);
gboolean   mh_reception_offer_lot    (const MhDesk            *desk,
                                      gint64                   lot,
                                      gboolean                 offered,
                                      GError                 **error);

/* Everybody of @session of whom nothing is noted did not come; one act. @out_n: (out) (optional): how many */
gboolean   mh_reception_close        (const MhDesk            *desk,
                                      gint64                   session,
                                      gint64                  *out_n,
                                      gint64                  *out_act,
                                      GError                 **error);

G_END_DECLS
