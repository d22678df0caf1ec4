/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-roster-layout.h"
#include "mh-roster-private.h"
#include "mh-roster-text.h"

G_BEGIN_DECLS

/* Between mh-roster-layout.c, which cuts the pages, and mh-roster-draw.c, which draws them. Lengths are points. */

#define MH_ROSTER_MARGIN        36.0
#define MH_ROSTER_PADDING       4.0
#define MH_ROSTER_FOOTER_HEIGHT 26.0

typedef enum {
  MH_ROSTER_BLOCK_COLUMN_TITLES,
  MH_ROSTER_BLOCK_HEADING,
  MH_ROSTER_BLOCK_HEADING_AGAIN,  /* on the page after */
  MH_ROSTER_BLOCK_ROW,
  MH_ROSTER_BLOCK_BLANK_HEADING,
  MH_ROSTER_BLOCK_BLANK_ROW,
  MH_ROSTER_BLOCK_COUNT,
  MH_ROSTER_BLOCK_NOTE_TITLE,
  MH_ROSTER_BLOCK_NOTE,
  MH_ROSTER_BLOCK_CUT_LINE,
} MhRosterBlockKind;

typedef struct {
  MhRosterBlockKind kind;
  guint             index;  /* of the entry or the note */
  guint             page;
  double            y;
  double            height;
} MhRosterBlock;

typedef enum {
  MH_ROSTER_STYLE_BODY,
  MH_ROSTER_STYLE_HEADING,
  MH_ROSTER_STYLE_COLUMN,
  MH_ROSTER_STYLE_NUMBER,
  MH_ROSTER_STYLE_COUNT,
  MH_ROSTER_STYLE_NOTE,
  MH_ROSTER_STYLE_NOTE_TITLE,
  MH_ROSTER_STYLE_TITLE,
  MH_ROSTER_STYLE_TITLE_AGAIN,
  MH_ROSTER_STYLE_COPY,
  MH_ROSTER_STYLE_END_NOTE,
  MH_ROSTER_STYLE_FOOTER,
  MH_ROSTER_STYLE_MIDDLE_NOTE,
  MH_ROSTER_STYLE_MARK,
  MH_ROSTER_N_STYLES,
} MhRosterStyle;

struct _MhRosterLayout
{
  const MhRoster   *roster;
  MhRosterText     *text;         /* (owned) */
  MhRosterTextStyle styles[MH_ROSTER_N_STYLES];
  double            row_height;   /* of a row of one line */
  double            least_height; /* of a row of this roster */
  double            page_width;
  double            page_height;
  double            number_width; /* 0: rows have no numbers */
  double           *widths;       /* (owned) (array): of the columns */
  GArray           *blocks;       /* (owned): MhRosterBlock, in order */
  GArray           *first_blocks; /* (owned): guint, the first of each page */
  GPtrArray        *notes;        /* (owned): char *, rows that cannot be printed whole */
  guint             n_pages;

  /* While cutting */
  double            y;
  guint             heading;      /* the entry that stands over the next row, +1; 0 none */
};

const MhRosterColumn *mh_roster_layout_get_column        (MhRosterLayout *self,
                                                          guint           i);
const MhRosterEntry  *mh_roster_layout_get_entry         (MhRosterLayout *self,
                                                          guint           i);
double                mh_roster_layout_get_content_width (MhRosterLayout *self);
/* The head of a page: draws it, or with @cr %NULL only measures. Returns: where the table starts */
double                mh_roster_layout_place_head        (MhRosterLayout *self,
                                                          cairo_t        *cr,
                                                          guint           page);

G_END_DECLS
