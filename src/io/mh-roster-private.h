/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-roster.h"

G_BEGIN_DECLS

typedef enum {
  MH_ROSTER_COLUMN_TEXT,
  MH_ROSTER_COLUMN_CHECK,
  MH_ROSTER_COLUMN_BOX,
  MH_ROSTER_COLUMN_BARCODE,
  MH_ROSTER_COLUMN_QR,
} MhRosterColumnKind;

typedef struct {
  char              *title;
  double             width;   /* in full-width characters; 0 for what is not text */
  MhRosterAlign      align;
  MhRosterColumnKind kind;
  gboolean           lines;   /* line ends in its cells stay */
} MhRosterColumn;

/* One line of the list: a heading, or the cells of a row. */
typedef struct {
  char  *heading;  /* (nullable) */
  char  *mark;     /* (nullable): of a heading, big in the margin */
  char **cells;    /* (nullable): one a column, none missing */
  guint  number;   /* of a row, from 1 */
} MhRosterEntry;

struct _MhRoster
{
  char      *title;
  GPtrArray *subtitles;   /* char * */
  guint      copy_number; /* 0: none */
  guint      copies;
  char      *recipient;   /* (nullable) */
  char      *printed_at;  /* (nullable) */
  char      *order;       /* (nullable) */
  char      *footer;      /* (nullable) */
  char      *end;         /* (nullable): instead of the count */
  gboolean   big;
  gboolean   cut_line;
  guint      n_blank_rows;
  gboolean   numbered;
  guint      name_column;
  GArray    *columns;     /* MhRosterColumn */
  GArray    *entries;     /* MhRosterEntry */
  guint      n_rows;
};

G_END_DECLS
