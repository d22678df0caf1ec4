/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-programme-table.h"
#include "mh-roster-settings.h"
#include "mh-session-table.h"

G_BEGIN_DECLS

/* A booking with the person as he stands in the register now. Of a protected person, what tells where he lives or how to reach him is not
 * even read: such members are %NULL, and stay so whatever column is asked for. Names and addresses stand in the characters that this town
 * shows. */
typedef struct {
  gint64    booking;
  gint64    resident;
  int       start_min;
  int       place;            /* 0: none */
  int       dose;
  char     *proxy_name;       /* (nullable) */
  char     *proxy_relation;   /* (nullable) */
  char     *register_number;
  char     *household_number; /* (nullable) */
  char     *name;
  char     *kana;             /* "" unknown */
  MhDate    birth;
  char     *birth_text;       /* (nullable) */
  char     *sex;
  char     *address;          /* (nullable) with the building */
  char     *district;         /* (nullable) */
  char     *status;
  char     *ticket;           /* (nullable) */
  char     *phone;            /* (nullable) as people write it */
  char     *items;            /* (nullable) */
  gboolean  first_visit;      /* nothing was had before, here or elsewhere */
  gboolean  hidden;           /* protected: see above */
  GBytes   *kana_key;
  GBytes   *district_key;     /* (nullable) */
} MhRosterRow;

/* A session with everybody who holds a place in it. */
typedef struct {
  MhSession   *session;
  MhProgramme *programme;
  GPtrArray   *rows;          /* (element-type MhRosterRow) */
  gboolean     has_items;
} MhRosterSource;

/* In a transaction of the caller, so that it is one state. MH_ERROR_NOT_FOUND for an unknown session. */
MhRosterSource *mh_roster_source_read    (const MhDesk           *desk,
                                          gint64                  session,
                                          GError                **error);
void            mh_roster_source_free    (MhRosterSource         *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRosterSource, mh_roster_source_free)
/* Leaves out who does not belong on a list of this purpose. */
void            mh_roster_source_filter  (MhRosterSource         *source,
                                          MhRosterPurpose         purpose);
void            mh_roster_source_sort    (MhRosterSource         *source,
                                          const MhRosterSettings *settings);
/* (nullable) (transfer full): the heading over a row when they stand in @order; @out_mark: (out) (nullable): a letter for the margin */
char           *mh_roster_row_heading    (const MhRosterRow      *row,
                                          MhRosterOrder           order,
                                          const char            **out_mark);
/* The rows' residents, for the log. (element-type gint64) */
GArray         *mh_roster_source_people  (const MhRosterSource   *source);

G_END_DECLS
