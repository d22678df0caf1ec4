/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64  id;
  gint64  programme;
  gint64  resident;
  int     dose;
  gint64  slot;
  int     number;           /* the place it holds; 0 when it holds none */
  char   *via;              /* phone, counter, line, refill, assigned, lottery, walk-in */
  char   *proxy_name;
  char   *proxy_relation;
  char   *override_reason;
  char   *state;            /* active, cancelled, missed (see visit), undone */
  gint64  made_at;
  gint64  chain;            /* the first dose that it was booked together with; 0: none */
  char   *note;             /* (nullable) */
  MhDate  date;             /* of its session */
  int     start_min;
  gint64  session;
} MhBooking;

void       mh_booking_free                (MhBooking       *booking);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBooking, mh_booking_free)

gint64     mh_booking_table_insert        (MhDb            *db,
                                           const MhBooking *booking,
                                           GError         **error);
gboolean   mh_booking_table_set_state     (MhDb            *db,
                                           gint64           id,
                                           const char      *state,
                                           GError         **error);
/* Only while it holds no place: a place belongs to its booking's slot. */
gboolean   mh_booking_table_set_slot      (MhDb            *db,
                                           gint64           id,
                                           gint64           slot,
                                           GError         **error);
gboolean   mh_booking_table_set_chain     (MhDb            *db,
                                           gint64           id,
                                           gint64           chain,
                                           GError         **error);
MhBooking *mh_booking_table_get           (MhDb            *db,
                                           gint64           id,
                                           GError         **error);
/* The active booking of a person in a programme; @dose 0: any. %NULL without error when there is none. */
MhBooking *mh_booking_table_find_active   (MhDb            *db,
                                           gint64           programme,
                                           gint64           resident,
                                           int              dose,
                                           GError         **error);
/* An active booking of a person in another programme on that day that overlaps the minutes; @except: one that does not count, or 0.
 * %NULL without error when there is none. */
MhBooking *mh_booking_table_find_overlap  (MhDb            *db,
                                           gint64           resident,
                                           gint64           not_programme,
                                           MhDate           date,
                                           int              start_min,
                                           int              end_min,
                                           gint64           except,
                                           GError         **error);
/* Active ones that were booked together with @first, the first not among them, by dose. */
GPtrArray *mh_booking_table_list_chain    (MhDb            *db,
                                           gint64           first,
                                           GError         **error);
/* Those of a session that hold a place, the missed ones too, by start and place. */
GPtrArray *mh_booking_table_list_session  (MhDb            *db,
                                           gint64           session,
                                           GError         **error);
/* All of a person, newest session first. */
GPtrArray *mh_booking_table_list_resident (MhDb            *db,
                                           gint64           resident,
                                           GError         **error);

G_END_DECLS
