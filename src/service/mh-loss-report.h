/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-roster.h"

G_BEGIN_DECLS

/* After a paper or a file was lost: who stood on it, with what, and whether that may have to be reported. */

/* Something that was printed, saved or copied away. */
typedef struct {
  gint64    entry;          /* of the log */
  gint64    at;
  char     *operator_name;
  char     *kind;           /* roster.print, list.export … */
  char     *what;           /* in words */
  guint     n_people;
  gboolean  whole_town;     /* a backup */
  gboolean  encrypted;
} MhLossItem;

/* What the law's rule may say; a hint, not advice. */
typedef enum {
  MH_LOSS_HINT_ENCRYPTED,  /* protected by strong encryption */
  MH_LOSS_HINT_SENSITIVE,  /* may be due for one person already */
  MH_LOSS_HINT_MANY,       /* more than 100 people */
  MH_LOSS_HINT_FEW,
} MhLossHint;

typedef struct {
  gint64  id;
  char   *register_number;
  char   *name;
  char   *kana;
  char   *status;          /* "" for one who was deleted since */
} MhLossPerson;

typedef struct {
  MhLossItem *item;
  GPtrArray  *columns;      /* (element-type utf8) nicks; empty when the log does not say */
  GPtrArray  *people;       /* (element-type MhLossPerson) */
  guint       n_protected;  /* on the day of the report */
  gboolean    sensitive;
  MhLossHint  hint;

  gatomicrefcount ref_count;
} MhLossReport;

void          mh_loss_item_free     (MhLossItem    *item);
MhLossReport *mh_loss_report_ref    (MhLossReport  *report);
void          mh_loss_report_unref  (MhLossReport  *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhLossReport, mh_loss_report_unref)

/* Newest first. (element-type MhLossItem) @limit 0: all */
GPtrArray    *mh_loss_list          (const MhDesk        *desk,
                                     int                  limit,
                                     GError             **error);
/* Noted, with everybody in it. */
MhLossReport *mh_loss_report_make   (const MhDesk        *desk,
                                     gint64               entry,
                                     GError             **error);
const char   *mh_loss_hint_words    (MhLossHint           hint);
/* Where the rule stands. */
const char   *mh_loss_hint_source   (void);
char         *mh_loss_dup_columns   (const MhLossReport  *report);
/* For paper. */
MhRoster     *mh_loss_report_draw   (const MhDesk        *desk,
                                     const MhLossReport  *report);
/* The same, noted: it goes on paper. */
MhRoster     *mh_loss_report_print  (const MhDesk        *desk,
                                     const MhLossReport  *report,
                                     GError             **error);
/* @path ending in .pdf or .csv; noted. */
gboolean      mh_loss_report_save   (const MhDesk        *desk,
                                     const MhLossReport  *report,
                                     const char          *path,
                                     GError             **error);

G_END_DECLS
