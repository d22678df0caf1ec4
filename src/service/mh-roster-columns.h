/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-roster-rows.h"
#include "mh-roster.h"

G_BEGIN_DECLS

typedef enum {
  MH_ROSTER_CELL_TEXT,
  MH_ROSTER_CELL_CHECK,
  MH_ROSTER_CELL_BOX,
  MH_ROSTER_CELL_BARCODE,
  MH_ROSTER_CELL_QR,
} MhRosterCell;

/* A column that a roster can have. A new one is a row of the table in mh-roster-columns.c. */
typedef struct {
  const char   *nick;     /* in layouts and in the log: never changed */
  const char   *words;    /* msgid: see mh_roster_column_words() */
  double        width;    /* in full-width characters */
  MhRosterAlign align;
  MhRosterCell  cell;
  gboolean      hidden;   /* tells where a person lives or how to reach him: 「（非表示）」 where that is protected */
  char       *(*get) (const MhRosterSource *source,
                      const MhRosterRow    *row);  /* (nullable): nothing is printed in it */
} MhRosterColumnInfo;

/* All, ended by one without a nick. */
const MhRosterColumnInfo *mh_roster_columns      (void);
const MhRosterColumnInfo *mh_roster_column_find  (const char               *nick);  /* (nullable) */
const char               *mh_roster_column_words (const MhRosterColumnInfo *column);
/* (transfer container) (element-type MhRosterColumnInfo): those of a list with @settings */
GPtrArray                *mh_roster_columns_of   (const MhRosterSource     *source,
                                                  const MhRosterSettings   *settings);
/* (transfer full): the text of a cell, masked where it must be */
char                     *mh_roster_column_text  (const MhRosterColumnInfo *column,
                                                  const MhRosterSource     *source,
                                                  const MhRosterRow        *row);

G_END_DECLS
