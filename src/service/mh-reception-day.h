/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-lot-table.h"
#include "mh-people.h"
#include "mh-programme-table.h"
#include "mh-reception.h"
#include "mh-session-table.h"
#include "mh-vial.h"

G_BEGIN_DECLS

/* Somebody who is or was to be there. */
typedef struct {
  MhVisitLine *line;
  MhPerson    *person;   /* as a screen may show him */
  int          age;      /* years on the day; -1: not known */
} MhReceptionPerson;

/* How many people have which state. */
typedef struct {
  int n_all;
  int n_expected;
  int n_came;
  int n_stopped;
  int n_done;
  int n_cancelled_day;
  int n_no_show;
  int n_postponed;
  int n_walk_ins;   /* of all these */
} MhReceptionCounts;

/* A day as the reception sees it at this moment. */
typedef struct {
  MhSession        *session;
  MhProgramme      *programme;
  GPtrArray        *people;    /* (element-type MhReceptionPerson) by time and place */
  GPtrArray        *lots;      /* (element-type MhLot) of the programme */
  gint64            lot;       /* in use; 0: nobody has said */
  gboolean          counts_vials;
  MhVialCount       vials;     /* of that lot */
  MhReceptionCounts counts;
} MhReceptionDay;

void            mh_reception_day_free  (MhReceptionDay *day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhReceptionDay, mh_reception_day_free)

/* @lot: the one in use as the desk says, 0: as it was last. */
MhReceptionDay *mh_reception_day_read  (const MhDesk   *desk,
                                        gint64          session,
                                        gint64          lot,
                                        GError        **error);
/* (nullable): the person of @booking. */
MhReceptionPerson *mh_reception_day_find (MhReceptionDay *day,
                                        gint64          booking);
/* 「開いている1本の残り 2回分、このあとの5人で 1本開けます。あと3人で1本」; (transfer full), "" where nothing is counted. */
char           *mh_reception_day_vials (MhReceptionDay *day);
/* 「あと2人で1本」 alone, to be read from afar; (transfer full), "" where nothing is counted or nobody is to come any more. */
char           *mh_reception_day_vial_call (MhReceptionDay *day);

/* One line of the figures of a day: people of one age band and sex. */
typedef struct {
  int from_age;         /* 0, 10, 20 …; -1: not known */
  int n_male;
  int n_female;
  int n_unknown;
  int n_done;           /* of these */
  int n_missed;         /* of these: dropped out on the way */
} MhReceptionBand;

/* (transfer full) (element-type MhReceptionBand) by age, only bands with people. */
GArray         *mh_reception_day_bands (MhReceptionDay *day);

G_END_DECLS
