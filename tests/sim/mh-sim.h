/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <sqlite3.h>

#include "mh-backup.h"
#include "mh-desk.h"
#include "mh-fake-clock.h"
#include "mh-fault-vfs.h"
#include "mh-sim-wire.h"
#include "mh-test-utils.h"

#define MH_SIM_N_PROGRAMMES 3
#define MH_SIM_DAYS_AHEAD 9

G_BEGIN_DECLS

/* A desk in a town, and by chance what may be done there. */
typedef struct {
  char        *dir;
  char        *path;         /* of the town's file */
  char        *template;     /* a town in which nothing has happened yet */
  MhDesk       desk;
  MhFakeClock *clock;
  GRand       *chance;
  MhSimWire   *wire;
  sqlite3     *other;        /* (nullable) somebody who holds the file */
  char        *owner;        /* of the lease */
  gboolean     in_trouble;   /* refusals of the disk and of the lock are in order */
  gboolean     forward;      /* the clock has never been set back */
  gboolean     no_sms;       /* no SMS service is set up: they leave in files */
  char        *fault;        /* (nullable) what the program must not have said or done */
  const char  *rule;         /* (nullable) of the simulation itself, that was broken */
  char        *what;         /* (nullable) by what */
  GHashTable  *counts;       /* (element-type utf8 gint64) "book done" */
  GHashTable  *kinds;        /* (element-type utf8 gint64) of the acts in all towns */
} MhSim;

MhSim   *mh_sim_new        (const char *dir,
                            guint       n_residents);
void     mh_sim_free       (MhSim      *sim);
/* A fresh town; with the same seed the same happens. */
void     mh_sim_begin_town (MhSim      *sim,
                            gint64      seed);
void     mh_sim_end_town   (MhSim      *sim);
void     mh_sim_open       (MhSim      *sim);
void     mh_sim_close      (MhSim      *sim);
/* The program ends without a word, and another one goes on. */
void     mh_sim_die        (MhSim      *sim);
guint32  mh_sim_below      (MhSim      *sim,
                            guint32     limit);
/* The first column of the first row of @sql from :from on, by chance; 0 for none. */
gint64   mh_sim_pick       (MhSim      *sim,
                            const char *sql);
void     mh_sim_count      (MhSim      *sim,
                            const char *what,
                            const char *outcome);
/* What the program must not have said or done; takes @what, only the first stands. */
void     mh_sim_set_fault  (MhSim      *sim,
                            char       *what);

/* A rule of the simulation itself was broken; takes @what, only the first stands. */
void     mh_sim_break      (MhSim      *sim,
                            const char *rule,
                            char       *what);

/* Something that may be done; @out_did is %FALSE where there was nothing to do it with. */
typedef gboolean (*MhSimAct) (MhSim    *sim,
                              gboolean *out_did,
                              GError  **error);
typedef struct {
  const char *name;
  guint       weight;   /* beside those of the others */
  MhSimAct    func;
} MhSimDeed;

/* Does it, counts it, and looks at what it says when it refuses. */
void     mh_sim_run        (MhSim      *sim,
                            const char *name,
                            MhSimAct    func);

gint64   mh_sim_newest_act (MhSim      *sim);

/* By chance, from all that would do; 0 for none. */
gint64   mh_sim_any_resident (MhSim    *sim);
gint64   mh_sim_any_session (MhSim     *sim);
gint64   mh_sim_any_slot   (MhSim      *sim);
gint64   mh_sim_any_booking (MhSim     *sim);
MhDate   mh_sim_in_days    (MhSim      *sim,
                            int         days);

/* @wording: (nullable): mh-wording.c, to tell which kinds of acts were never done. Returns: whether all were */
gboolean mh_sim_report     (MhSim      *sim,
                            const char *wording);

G_END_DECLS
