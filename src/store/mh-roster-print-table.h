/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* A numbered copy of a list on paper. */
typedef struct {
  gint64  id;
  gint64  session;
  char   *purpose;        /* reception, doctor, calls, walk, custom, changes */
  int     copy;           /* from 1, in its session and purpose */
  gint64  printed_at;     /* ms */
  char   *operator_name;
  char   *order;          /* nicks, joined by commas */
  gint64  n_rows;
  char   *recipient;      /* (nullable) who took it along */
  char   *settings;       /* JSON object */
  gint64  returned_at;    /* ms; 0: it is still out */
  char   *returned_by;    /* (nullable) who noted it */
  char   *how;            /* (nullable) returned, shredded */
  char   *programme;      /* its name */
  MhDate  date;           /* of the session */
  char   *venue;
} MhRosterCopy;

/* What stood on a copy of one booking. */
typedef struct {
  gint64  booking;
  int     start_min;
  int     place;
  char   *detail;         /* what else is compared; no name */
} MhRosterCopyRow;

void          mh_roster_copy_free             (MhRosterCopy          *copy);
void          mh_roster_copy_row_free         (MhRosterCopyRow       *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRosterCopy, mh_roster_copy_free)

/* The next number of a purpose; inside the transaction that then takes it. */
gboolean      mh_roster_print_table_next      (MhDb                  *db,
                                               gint64                 session,
                                               const char            *purpose,
                                               int                   *out_copy,
                                               GError               **error);
/* id, how it came back, programme, date and venue are not looked at. */
gint64        mh_roster_print_table_insert    (MhDb                  *db,
                                               const MhRosterCopy    *copy,
                                               GError               **error);
gboolean      mh_roster_print_table_add_row   (MhDb                  *db,
                                               gint64                 print,
                                               const MhRosterCopyRow *row,
                                               GError               **error);
MhRosterCopy *mh_roster_print_table_get       (MhDb                  *db,
                                               gint64                 id,
                                               GError               **error);
/* (element-type MhRosterCopy) by day and number; @session 0: of all; @out: only those that have not come back */
GPtrArray    *mh_roster_print_table_list      (MhDb                  *db,
                                               gint64                 session,
                                               gboolean               out,
                                               GError               **error);
/* (element-type MhRosterCopyRow) by time */
GPtrArray    *mh_roster_print_table_rows      (MhDb                  *db,
                                               gint64                 print,
                                               GError               **error);
/* Inside an act. @how: returned, shredded, or %NULL: it is out after all */
gboolean      mh_roster_print_table_set_back  (MhDb                  *db,
                                               gint64                 id,
                                               const char            *how,
                                               const char            *operator_name,
                                               gint64                 at,
                                               GError               **error);
/* (nullable) (transfer full): the settings of the programme's last print, "changes" left out; %NULL without error when there is none */
char         *mh_roster_print_table_last_settings (MhDb              *db,
                                               gint64                 programme,
                                               GError               **error);

G_END_DECLS
