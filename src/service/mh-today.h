/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-backup-set.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* What needs the nurse now (今日), read at one moment. Changes nothing. */

typedef enum {
  MH_TODAY_OFFER,      /* somebody was asked and may still answer */
  MH_TODAY_FREE,       /* places are free while people wait for them */
  MH_TODAY_CHECK,      /* of messages it is not known whether they arrived */
  MH_TODAY_PROTECTED,  /* a protected person has a place soon, or is to be told something by hand */
  MH_TODAY_BROADCAST,  /* one that counts down, runs or stands still */
  MH_TODAY_BY_HAND,    /* people to be told by telephone, letter or in person */
  MH_TODAY_LOOSE,      /* a further dose is booked, and the one before was not had */
  MH_TODAY_UNNOTED,    /* a day gone by on which nothing is noted of people who had a place */
  MH_TODAY_FIX,        /* telephone numbers to be put right */
} MhTodayKind;

typedef struct {
  MhTodayKind kind;
  char       *name;       /* of the programme, the person or the broadcast; "" for MH_TODAY_FIX */
  char       *code;       /* (nullable) stable: state of a broadcast, kind of a message */
  gint64      session;    /* 0 = none; where the line leads, as the next two */
  gint64      resident;
  gint64      broadcast;
  MhDate      date;       /* of the place or day, where there is one */
  int         start_min;  /* -1: none */
  int         n;          /* free places, people, messages, numbers; people asked together */
  int         n_waiting;  /* units that wait, of MH_TODAY_FREE; the dose that is booked, of MH_TODAY_LOOSE */
  gint64      until;      /* ms: an answer or a countdown ends; 0: none */
} MhTodayLine;

/* One of today's or tomorrow's sessions; where there are none, those of the next day that has some. */
typedef struct {
  gint64 session;
  MhDate date;
  char  *programme;
  char  *venue;
  char  *state;       /* open, closed */
  int    start_min;   /* of the first slot, -1: none */
  int    end_min;     /* of the last */
  int    n_places;
  int    n_booked;
  int    n_held;
  int    n_free;
} MhTodayDay;

typedef struct {
  MhDate          date;
  GPtrArray      *days;          /* (element-type MhTodayDay) by date and time */
  GPtrArray      *lines;         /* (element-type MhTodayLine) by kind, the most urgent first */
  gint64          n_residents;
  gint64          n_programmes;
  gint64          n_sessions;    /* to come */
  MhDate          list_as_of;    /* of the resident list, or none */
  int             list_days;     /* how old it is; -1: not known */
  MhBackupStatus *backup;
  gboolean        is_sending;
} MhToday;

void     mh_today_free (MhToday      *today);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhToday, mh_today_free)

MhToday *mh_today_read (const MhDesk *desk,
                        GError      **error);

/* What a line says, in two parts: what it is about, and what there is to do. (transfer full) */
char    *mh_today_describe (const MhTodayLine *line);
/* Stable name of a kind, for the terminal: "offer" … */
const char *mh_today_kind_code (MhTodayKind kind);
/* The same in words; what is no such name stays as it is. */
const char *mh_today_kind_words (const char *code);

G_END_DECLS
