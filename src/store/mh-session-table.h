/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64  id;
  gint64  programme;
  MhDate  date;
  char   *venue;
  char   *state;        /* open, closed, cancelled */
  char   *mode;         /* booking, assigned, lottery */
  gint64  phone_until;  /* ms: from then on places kept for the telephone are for all; 0: always kept */
  int     walk_in_cap;  /* -1: no limit */
  char   *note;         /* (nullable) */
} MhSession;

/* A slot with what is derived from its seats at this moment. */
typedef struct {
  gint64 id;
  gint64 session;
  gint64 programme;
  MhDate date;          /* of the session */
  int    start_min;
  int    end_min;
  int    n_places;      /* seats that are not blocked */
  int    n_booked;
  int    n_held;        /* by refill rounds */
  int    n_free;        /* neither, and not blocked */
  int    n_free_phone;  /* of those, kept for telephone and counter */
  int    n_blocked;
  int    n_phone;       /* kept for telephone and counter, free or not */
  int    n_extra;       /* of n_places, beyond the capacity: overbooked by rule, or for somebody who came without a booking */
  int    n_free_extra;  /* of those, free */
} MhSlot;

void       mh_session_free              (MhSession   *session);
void       mh_slot_free                 (MhSlot      *slot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSession, mh_session_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSlot, mh_slot_free)

/* Once the time of phone_until has come, n_free_phone is 0. */
void       mh_slot_open_phone           (MhSlot          *slot,
                                         const MhSession *session,
                                         gint64           now);

gint64     mh_session_table_insert      (MhDb        *db,
                                         gint64       programme,
                                         MhDate       date,
                                         const char  *venue,
                                         GError     **error);
MhSession *mh_session_table_get         (MhDb        *db,
                                         gint64       id,
                                         GError     **error);
GPtrArray *mh_session_table_list        (MhDb        *db,
                                         gint64       programme,  /* 0: all; by date, venue */
                                         GError     **error);
/* All but its programme. */
gboolean   mh_session_table_update      (MhDb            *db,
                                         const MhSession *session,
                                         GError         **error);
gint64     mh_session_table_insert_slot (MhDb        *db,
                                         gint64       session,
                                         int          start_min,
                                         int          end_min,
                                         int          n_desk,
                                         int          n_phone,
                                         GError     **error);
/* Also one without places; 0 when there is none, -1 with @error set. */
gint64     mh_session_table_find_slot   (MhDb        *db,
                                         gint64       session,
                                         int          start_min,
                                         GError     **error);
/* Only one that nothing else names, without places. */
gboolean   mh_session_table_delete_slot (MhDb        *db,
                                         gint64       slot,
                                         GError     **error);
gboolean   mh_session_table_set_slot_end (MhDb       *db,
                                         gint64       slot,
                                         int          end_min,
                                         GError     **error);
/* Whether a booking, in whatever state, or a refill names the slot. */
gboolean   mh_session_table_is_slot_named (MhDb      *db,
                                         gint64       slot,
                                         gboolean    *out_named,
                                         GError     **error);
MhSlot    *mh_session_table_get_slot    (MhDb        *db,
                                         gint64       slot,
                                         GError     **error);
GPtrArray *mh_session_table_list_slots  (MhDb        *db,
                                         gint64       session,    /* by start */
                                         GError     **error);

G_END_DECLS
