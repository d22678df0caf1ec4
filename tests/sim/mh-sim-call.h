/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* What came with a command to one of the processes, and the number it answers with. */
typedef struct {
  gpointer      worker;
  const MhDesk *desk;
  char        **words;    /* without the command itself */
  guint         n_words;
  gint64        answer;
} MhSimCall;

typedef gboolean (*MhSimCallFunc) (MhSimCall  *call,
                                   GError    **error);

typedef struct {
  const char    *name;
  guint          n_words;  /* at least */
  MhSimCallFunc  func;
} MhSimCommand;

/* 0 for a word that is missing. */
gint64 mh_sim_call_number (const MhSimCall *call,
                           guint            i);

/* Days, the reception, and what is booked together; ended by one without a name. */
extern const MhSimCommand mh_sim_call_days[];

G_END_DECLS
