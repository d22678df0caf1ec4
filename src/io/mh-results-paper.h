/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-pages.h"

G_BEGIN_DECLS

/* The first page of a report: what was said, by whom it was let out, and how many stand where, as bars beside their numbers. Texts are copied. */
typedef struct _MhResultsPaper MhResultsPaper;

/* @printed: when and by whom, in words */
MhResultsPaper *mh_results_paper_new       (const char      *title,
                                            const char      *printed);
void            mh_results_paper_free      (gpointer         paper);
void            mh_results_paper_add_fact  (MhResultsPaper  *self,
                                            const char      *label,
                                            const char      *value);
void            mh_results_paper_add_count (MhResultsPaper  *self,
                                            const char      *label,
                                            guint            n);
/* What was said; another call adds another box under its own heading. */
void            mh_results_paper_add_words (MhResultsPaper  *self,
                                            const char      *heading,
                                            const char      *words);
/* @self: (transfer full) */
void            mh_results_paper_put       (MhResultsPaper  *self,
                                            MhPages         *pages);

G_END_DECLS
