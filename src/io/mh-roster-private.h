/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-roster.h"

G_BEGIN_DECLS

typedef struct {
  char         *title;
  double        width;   /* in full-width characters; 0 for a check column */
  MhRosterAlign align;
  gboolean      check;
} MhRosterColumn;

/* One line of the list: a heading, or the cells of a row. */
typedef struct {
  char  *heading;  /* (nullable) */
  char **cells;    /* (nullable): one a column, none missing */
  guint  number;   /* of a row, from 1 */
} MhRosterEntry;

struct _MhRoster
{
  char      *title;
  GPtrArray *subtitles;   /* char * */
  guint      copy_number; /* 0: none */
  guint      copies;
  char      *printed_at;  /* (nullable) */
  char      *order;       /* (nullable) */
  char      *footer;      /* (nullable) */
  guint      n_blank_rows;
  gboolean   numbered;
  guint      name_column;
  GArray    *columns;     /* MhRosterColumn */
  GArray    *entries;     /* MhRosterEntry */
  guint      n_rows;
};

G_END_DECLS
