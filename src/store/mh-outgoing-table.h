/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* A file or a sheet of paper in which deliveries left. */
typedef struct {
  const char *kind;     /* sms-csv, box, call-sheet, letters, labels */
  gint64      made_at;  /* ms */
  const char *made_by;
  const char *name;     /* without its folder */
  const char *sha256;   /* (nullable) hex */
  guint       n_rows;
} MhOutgoingFile;

typedef struct {
  gint64  file;
  int     position;     /* from 1 */
  char   *ref;
  gint64  delivery;
  gint64  contact;      /* 0 = none */
  char   *result;       /* (nullable) */
} MhOutgoingRow;

void           mh_outgoing_row_free          (MhOutgoingRow         *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhOutgoingRow, mh_outgoing_row_free)

gint64         mh_outgoing_table_insert      (MhDb                  *db,
                                              const MhOutgoingFile  *file,
                                              GError               **error);
gboolean       mh_outgoing_table_add_row     (MhDb                  *db,
                                              const MhOutgoingRow   *row,
                                              GError               **error);
/* %NULL without @error where there is none. */
MhOutgoingRow *mh_outgoing_table_find_ref    (MhDb                  *db,
                                              const char            *ref,
                                              GError               **error);
/* The newest row of a file of @kind that went to the telephone @digits; %NULL without @error where there is none, and where a result could be
 * that of another message to it within the same week. */
MhOutgoingRow *mh_outgoing_table_find_phone  (MhDb                  *db,
                                              const char            *kind,
                                              const char            *digits,
                                              GError               **error);
/* The newest row in which @delivery left; %NULL without @error where it never did. */
MhOutgoingRow *mh_outgoing_table_find_delivery (MhDb                *db,
                                              gint64                 delivery,
                                              GError               **error);
gboolean       mh_outgoing_table_set_result  (MhDb                  *db,
                                              const MhOutgoingRow   *row,
                                              const char            *result,
                                              gint64                 at,
                                              GError               **error);

/* Only the row's own, so that each result can be taken back by itself. @result: (nullable) */
gboolean       mh_outgoing_table_note_result (MhDb                  *db,
                                              gint64                 file,
                                              int                    position,
                                              const char            *result,
                                              GError               **error);
/* %NULL without @error where there is none. */
MhOutgoingRow *mh_outgoing_table_find_place  (MhDb                  *db,
                                              gint64                 file,
                                              int                    position,
                                              GError               **error);
/* (element-type MhOutgoingRow) by position */
GPtrArray     *mh_outgoing_table_list_rows   (MhDb                  *db,
                                              gint64                 file,
                                              GError               **error);

/* What stands of a file or sheet beside its rows. */
typedef struct {
  gint64  id;
  char   *kind;
  gint64  made_at;     /* ms */
  char   *made_by;
  char   *name;
  guint   n_rows;
  guint   n_open;      /* rows whose message is still to be told by hand */
  gint64  broadcast;   /* 0 = none */
  gint64  back_at;     /* ms, 0 = not yet */
} MhOutgoingSheet;

void             mh_outgoing_sheet_free        (MhOutgoingSheet  *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhOutgoingSheet, mh_outgoing_sheet_free)

/* (element-type MhOutgoingSheet) @broadcast 0: of all; @kind (nullable): all on paper. Newest first. */
GPtrArray       *mh_outgoing_table_list_sheets (MhDb             *db,
                                                gint64            broadcast,
                                                const char       *kind,
                                                GError          **error);
/* MH_ERROR_NOT_FOUND where there is none. */
MhOutgoingSheet *mh_outgoing_table_get_sheet   (MhDb             *db,
                                                gint64            file,
                                                GError          **error);
/* When the paper came back; 0: it is out. */
gboolean         mh_outgoing_table_set_back    (MhDb             *db,
                                                gint64            file,
                                                gint64            at,
                                                GError          **error);

G_END_DECLS
