/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast.h"

G_BEGIN_DECLS

#define MH_LOOKED_SAMPLES 3

/* A second checker's sheet with its names and words, ready to be shown. */
typedef struct {
  MhBroadcast      *broadcast;                   /* (owned) */
  MhBroadcastSheet *sheet;                       /* (owned) */
  char             *rule;                        /* (owned) whom it is for, a line a condition */
  char             *youngest;                    /* (nullable) (owned) name and age */
  char             *oldest;                      /* (nullable) (owned) */
  char             *names[MH_LOOKED_SAMPLES];    /* (nullable) (owned) */
  char             *samples[MH_LOOKED_SAMPLES];  /* (nullable) (owned) whole messages */
  GPtrArray        *findings;                    /* (owned) (element-type utf8) sentences, with the first names */
  GPtrArray        *left_out;                    /* (owned) (element-type utf8) a line a person, with the reason */
  GPtrArray        *seconds;                     /* (owned) (element-type MhOperator) who else could look, with a PIN */
} MhLooked;

/* On a reader: an #MhUiWork; @input: (type gint64*) the broadcast. */
gpointer mh_looked_read (const MhDesk  *desk,
                         gpointer       input,
                         GError       **error);
/* @finding: (transfer full): takes its place among the others. */
void     mh_looked_take (MhLooked      *looked,
                         MhFinding     *finding);
void     mh_looked_free (MhLooked      *looked);

G_END_DECLS
