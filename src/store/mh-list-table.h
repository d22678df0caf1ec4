/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* A line of a list that leaves the program: a person and what stands beside him there. What a list does not have is %NULL, 0, no date;
 * a start that is not known is -1. */
typedef struct {
  gint64  resident;
  gint64  booking;
  char   *programme;       /* its name */
  MhDate  date;            /* of the session */
  char   *venue;
  int     start_min;
  int     place;
  int     dose;
  char   *state;           /* of what the list is of */
  char   *kind;            /* of a message: offer … */
  char   *channel;         /* line, mobile, landline */
  char   *reason;
  char   *via;
  char   *proxy_name;
  char   *proxy_relation;
  char   *wish;
  gint64  unit;            /* those of one unit go together */
  gint64  round;           /* of a refill */
  gint64  at;              /* ms: made, registered, opened, since when */
  gint64  deadline_at;     /* ms */
  gint64  answered_at;     /* ms */
  char   *lot;             /* (nullable) number of what was given */
} MhListRow;

/* What is chosen; 0 and no date: all. Both dates inclusive, of the session. */
typedef struct {
  gint64 programme;
  gint64 session;
  MhDate from;
  MhDate to;
} MhListFilter;

MhListRow *mh_list_row_new              (gint64               resident);
void       mh_list_row_free             (MhListRow           *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhListRow, mh_list_row_free)

/* All: (element-type MhListRow). Active ones, by day, venue, time and place. */
GPtrArray *mh_list_table_bookings       (MhDb                *db,
                                         const MhListFilter  *filter,
                                         GError             **error);
/* Who waits, in order; only the programme is looked at. */
GPtrArray *mh_list_table_waiting        (MhDb                *db,
                                         const MhListFilter  *filter,
                                         GError             **error);
/* Each person of each offer, the latest first. */
GPtrArray *mh_list_table_offers         (MhDb                *db,
                                         const MhListFilter  *filter,
                                         GError             **error);
/* Each person of each decision of each refill that says something new, oldest first: @place is the unit's place in the list at that time, @reason
 * that of the plan, @state the offer's, @channel line, mobile or by-hand. */
GPtrArray *mh_list_table_refills        (MhDb                *db,
                                         const MhListFilter  *filter,
                                         GError             **error);
/* Messages, the latest first; @by_hand: only those that somebody has to tell, oldest first. */
GPtrArray *mh_list_table_deliveries     (MhDb                *db,
                                         const MhListFilter  *filter,
                                         gboolean             by_hand,
                                         GError             **error);
/* What became of bookings, the cancelled ones too, by day, venue and time: of the sessions chosen. */
GPtrArray *mh_list_table_results        (MhDb                *db,
                                         const MhListFilter  *filter,
                                         GError             **error);
/* The same, but only what is new since another list of these: sessions after @last_to, and bookings that an act after @last_act has
 * changed; those taken back too, where the other list had them. @last_act 0: there was none. */
GPtrArray *mh_list_table_results_since  (MhDb                *db,
                                         const MhListFilter  *filter,
                                         MhDate               last_to,
                                         gint64               last_act,
                                         GError             **error);
/* Where every letter to a person goes instead of the address. */
typedef struct {
  char *addressee;
  char *postal_code;
  char *address;
  char *address_extra;
} MhListMailing;

void           mh_list_mailing_free     (MhListMailing       *mailing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhListMailing, mh_list_mailing_free)
/* @out_mailing: (out) (nullable): %NULL where letters go to the address */
gboolean       mh_list_table_mailing    (MhDb                *db,
                                         gint64               resident,
                                         MhListMailing      **out_mailing,
                                         GError             **error);
/* The newest act. */
gboolean   mh_list_table_last_act       (MhDb                *db,
                                         gint64              *out_act,
                                         GError             **error);
/* How the town shows rare characters: character → text. (element-type utf8 utf8) */
GHashTable *mh_list_table_glyphs        (MhDb                *db,
                                         GError             **error);

G_END_DECLS
