/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-pages.h"

G_BEGIN_DECLS

/* The first page of a call sheet: what to say, and what to tick afterwards. */
typedef struct _MhCallPaper MhCallPaper;

/* @printed: when and by whom, in words; @script: the words, whose lines stay; @code: what a resident may ask for */
MhCallPaper *mh_call_paper_new   (const char   *title,
                                  const char   *printed,
                                  const char   *caller,
                                  const char   *script,
                                  const char   *code);
void         mh_call_paper_free  (gpointer      paper);
/* @self: (transfer full) */
void         mh_call_paper_put   (MhCallPaper  *self,
                                  MhPages      *pages);

G_END_DECLS
