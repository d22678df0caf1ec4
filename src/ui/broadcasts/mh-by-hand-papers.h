/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/* What goes on paper for those whom no channel reaches, through the system's own dialog. */

typedef enum {
  MH_BY_HAND_CALLS,
  MH_BY_HAND_LETTERS,
  MH_BY_HAND_LABELS,
} MhByHandPaper;

typedef struct {
  MhByHandPaper paper;
  gint64        broadcast;
  gboolean      by_district;  /* of calls */
  gboolean      big;
  const char   *sheet;        /* of labels: static */
  guint         start;
} MhByHandOrder;

/* Letters and labels are told about first: how many, and who gets none for what reason. */
void mh_by_hand_papers_print  (GtkWidget           *widget,
                               MhUiContext         *context,
                               const MhByHandOrder *order);
/* 「投函した」: asks which of the papers that are open, and notes it. */
void mh_by_hand_papers_posted (GtkWidget           *widget,
                               MhUiContext         *context,
                               gint64               broadcast);

G_END_DECLS
