/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-resident-browse.h"

G_BEGIN_DECLS

/* Which people a list shows, and in which order. All conditions hold together with what was typed. */
typedef struct {
  char            *text;         /* (owned) as typed; "" for everybody */
  char            *district;     /* (owned) (nullable) of any system; nobody who is protected is in it */
  int              age_from;     /* whole years, both sides included; MH_PEOPLE_ANY_AGE: no limit */
  int              age_to;
  MhResidentState  state;
  MhResidentBooked booked;
  MhResidentSort   sort;
  gboolean         descending;
} MhPeopleQuery;

#define MH_PEOPLE_ANY_AGE    (-1)
#define MH_PEOPLE_OLDEST_AGE 150

MhPeopleQuery *mh_people_query_new             (const char          *text);
MhPeopleQuery *mh_people_query_copy            (const MhPeopleQuery *query);
void           mh_people_query_free            (MhPeopleQuery       *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhPeopleQuery, mh_people_query_free)
gboolean       mh_people_query_equal           (const MhPeopleQuery *a,
                                                const MhPeopleQuery *b);
/* Whether anything but the text leaves people out. */
gboolean       mh_people_query_is_filtered     (const MhPeopleQuery *query);
void           mh_people_query_clear_filters   (MhPeopleQuery       *query);
/* "65歳以上", %NULL without a limit. */
char          *mh_people_query_dup_age         (const MhPeopleQuery *query);
/* "元町 ・ 65歳以上 ・ 予約あり": the filters in words, %NULL where there are none. */
char          *mh_people_query_dup_filters     (const MhPeopleQuery *query);

/* (element-type gint64) ids from @offset on; @limit 0: all. @out_total: (out) (optional): how many there are. */
GArray        *mh_people_ask                   (const MhDesk        *desk,
                                                const MhPeopleQuery *query,
                                                gint64               offset,
                                                gint64               limit,
                                                gint64              *out_total,
                                                GError             **error);

/* Translated, not to be freed. */
const char    *mh_people_state_label           (MhResidentState      state);
const char    *mh_people_booked_label          (MhResidentBooked     booked);
/* Stable names for the terminal and for what is remembered. */
const char    *mh_people_sort_nick             (MhResidentSort       sort);
gboolean       mh_people_sort_from_nick        (const char          *nick,
                                                MhResidentSort      *out_sort);
gboolean       mh_people_state_from_nick       (const char          *nick,
                                                MhResidentState     *out_state);
gboolean       mh_people_booked_from_nick      (const char          *nick,
                                                MhResidentBooked    *out_booked);

G_END_DECLS
