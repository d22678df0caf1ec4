/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-cards.h"
#include "mh-desk.h"
#include "mh-pages.h"
#include "mh-roster-settings.h"

G_BEGIN_DECLS

/* What goes on paper for a day. */
typedef enum {
  MH_PAPER_ROSTER,
  MH_PAPER_CHANGES,  /* 前回の印刷からの変更 */
  MH_PAPER_SLIPS,    /* 予約票 */
  MH_PAPER_LABELS,   /* 名札ラベル */
  MH_PAPER_DAY,      /* everything of the day, in one go */
} MhPaperKind;

typedef struct {
  MhPaperKind       kind;
  gint64            session;
  MhDate            date;
  MhRosterSettings *settings;    /* (owned) of MH_PAPER_ROSTER */
  char            **recipients;  /* (nullable) (owned) one copy each */
  MhCardsGrid       grid;        /* of MH_PAPER_LABELS */
  gboolean          slips;       /* of MH_PAPER_DAY */
  char             *path;        /* (nullable) (owned) where a PDF goes */
} MhPaperOrder;

typedef struct {
  MhPages *pages;
  guint    n_rows;
} MhPaper;

MhPaperOrder *mh_paper_order_copy (const MhPaperOrder *order);
void          mh_paper_order_free (MhPaperOrder       *order);
void          mh_paper_free       (MhPaper            *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhPaper, mh_paper_free)

/* In any thread. @preview: nothing is numbered or noted; of a whole day only this session's part is shown. */
MhPaper      *mh_paper_make       (const MhDesk       *desk,
                                   const MhPaperOrder *order,
                                   gboolean            preview,
                                   GError            **error);

G_END_DECLS
