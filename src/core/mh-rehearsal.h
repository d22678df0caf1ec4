/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-age.h"

G_BEGIN_DECLS

/* A rehearsal before the opening (開始前リハーサル): everybody who may come books into the slots as they are drawn, by made-up but
 * repeatable chance. A pure function over copied values. */

typedef enum {
  MH_REHEARSAL_ELDEST,      /* the eldest book first */
  MH_REHEARSAL_RANDOM,
  MH_REHEARSAL_HOUSEHOLDS,  /* those of one household book together, the household of the eldest first */
} MhRehearsalOrder;

typedef struct {
  MhDate birth;
  gint64 household;  /* 0: alone */
  guint  district;   /* 0: none known */
  char   sex;        /* m, f; 0: not known */
  int    dose;       /* the next one: 1, or more where earlier ones are booked or had */
  MhDate last;       /* the day of the one before; none for the first */
  guint8 hidden;     /* protected: counted under no district, and not among those whom no day takes */
} MhRehearsalPerson;

/* Who a rule is for. */
typedef struct {
  MhAgeRule     age;
  char          sex;        /* m, f; 0: both */
  const guint8 *districts;  /* (nullable) one flag a district, by its number; NULL: all */
} MhRehearsalGroup;

/* Part of the visit, for its own people. */
typedef struct {
  MhRehearsalGroup group;
  int              parity;  /* of the age: 1 odd, 2 even, 0 both */
} MhRehearsalItem;

typedef struct {
  int      dose;           /* 2 or more */
  int      min_months;
  int      below_months;   /* 0: no limit */
  int      earliest_days;
  int      standard_days;
  gboolean same_weekday;
} MhRehearsalDose;

typedef struct {
  gint64                  id;         /* of the session */
  MhDate                  date;
  gboolean                holiday;
  gboolean                has_windows; /* only they may book whom one of @windows takes; else everybody */
  const MhRehearsalGroup *windows;    /* those in which anybody can book yet; none: it is too late for all of them */
  guint                   n_windows;
  const gint64           *opens;      /* (nullable) beside @windows: ms since 1970 UTC; NULL: all are open from the start */
  const gint64           *closes;     /* (nullable) beside @windows: ms, 0: it does not close */
  gboolean                phone_opens; /* places kept for the telephone become everybody's later on */
} MhRehearsalDay;

typedef struct {
  guint      day;          /* index of MhRehearsalDay */
  int        start_min;
  int        end_min;
  int        n_free;
  int        n_phone;      /* of those, kept for telephone and counter */
  int        n_booked;     /* already; they come, too */
  const int *items;        /* (nullable) free places of each item, -1: as many as the slot has */
} MhRehearsalSlot;

typedef struct {
  MhRehearsalGroup         group;
  int                      doses;
  const MhRehearsalDose   *chain;    /* without a row that fits: @interval_days */
  guint                    n_chain;
  int                      interval_days;
  const MhRehearsalItem   *items;
  guint                    n_items;
  const MhRehearsalPerson *people;
  guint                    n_people;
  const MhRehearsalDay    *days;     /* by date */
  guint                    n_days;
  const MhRehearsalSlot   *slots;    /* by day and start */
  guint                    n_slots;
  guint                    n_districts;  /* numbers of districts are 1 … n_districts */
  gint64                   now;      /* ms since 1970 UTC: windows that opened before are open from the start */
  MhDate                   today;    /* who fits on any day from today … */
  MhDate                   until;    /* … to this one should find a place */
} MhRehearsalTown;

typedef struct {
  int              uptake;          /* percent of those who may come */
  MhRehearsalOrder order;
  guint32          seed;
  gboolean         together;        /* all doses are booked at once, or none */
  int              phone_percent;   /* who telephone; the others book on their own */
  int              phone_lines;
  int              call_seconds;
  int              web_per_minute;  /* bookings of all others */
  int              desk_seconds;    /* a person at the reception table */
  int              tables;
  int              stay_minutes;    /* from the table to the door */
} MhRehearsalChoices;

/* People of one age band, or one district. */
typedef struct {
  int   key;         /* first year of the band; number of the district */
  guint n_people;    /* who fit on some day */
  guint n_wanted;
  guint n_placed;
  guint n_nowhere;   /* no day takes them */
} MhRehearsalBand;

typedef struct {
  guint n_may;       /* fit on some day that is held */
  guint n_wanted;
  guint n_placed;
  guint n_nowhere;   /* fit on some day, none of which is held */
} MhRehearsalItemResult;

/* Half an hour of a day at the reception table. */
typedef struct {
  guint day;
  int   start_min;
  guint n_arrive;
  guint n_served;
  guint n_capacity;    /* whom the tables can serve */
  guint longest_queue; /* people */
  int   longest_wait;  /* minutes, of those who arrive in it */
  guint n_present;     /* most people in the venue at once */
} MhRehearsalHalfHour;

typedef struct {
  MhDate monday;
  guint  n_places;         /* free before the opening */
  guint  n_first;          /* of them, taken by first doses */
  guint  n_second_wanted;  /* further doses due in this week */
  guint  n_second_placed;
} MhRehearsalWeek;

typedef struct {
  guint   n_people;          /* of the list */
  guint   n_fit;             /* on some day until the end */
  guint   n_birth_unknown;   /* for whom it would be but for the age, which is not known */
  guint   n_nowhere;         /* fit, but no day takes them; without protected people, whose district the number would tell */
  guint   n_hidden;          /* protected people of the list */
  guint   n_wanted;          /* want a first dose (or only one) */
  guint   n_placed;
  guint   n_places;          /* free before the opening */
  guint   n_left;            /* free after it */
  guint   n_second_wanted;   /* further doses */
  guint   n_second_placed;
  guint   n_second_taken;    /* of the missing ones, places on their days that first doses took (水戸市) */
  guint   n_callers;
  guint   n_callers_placed;
  guint   n_phone_places;
  guint   n_phone_unused;    /* kept for callers while others found nothing */
  int     minutes_until_gone;  /* of the opening at which the last place went; -1: places are left */
  GArray *bands;      /* (element-type MhRehearsalBand) */
  GArray *districts;  /* (element-type MhRehearsalBand) */
  GArray *items;      /* (element-type MhRehearsalItemResult) */
  GArray *desk;       /* (element-type MhRehearsalHalfHour) by day and time */
  GArray *weeks;      /* (element-type MhRehearsalWeek) */
} MhRehearsalResult;

/* @done from 0 to 1. Returns: whether to go on */
typedef gboolean (*MhRehearsalProgress) (double   done,
                                         gpointer user_data);

/* Returns: %NULL only when @progress stopped it */
MhRehearsalResult *mh_rehearsal_run         (const MhRehearsalTown    *town,
                                             const MhRehearsalChoices *choices,
                                             MhRehearsalProgress       progress,
                                             gpointer                  user_data);
void               mh_rehearsal_result_free (MhRehearsalResult        *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRehearsalResult, mh_rehearsal_result_free)

/* People at the reception tables: @arrivals: how many come in each slot, spread evenly over it. Appends the half-hours of @day. */
void               mh_rehearsal_run_desk    (const MhRehearsalTown    *town,
                                             const MhRehearsalChoices *choices,
                                             guint                     day,
                                             const guint              *arrivals,
                                             GArray                   *desk);

/* From which age each band starts, ended by -1. */
const int         *mh_rehearsal_band_starts (void);

G_END_DECLS
