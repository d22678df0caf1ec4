/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast-table.h"
#include "mh-broadcast-text.h"

G_BEGIN_DECLS

/* What a draft comes to at this moment, while it is being written. */
typedef struct {
  guint          n_line;
  guint          n_sms;
  guint          n_by_hand;
  guint          n_left_out;
  guint          n_numbers;    /* of nobody in the register, which get it only by choice */
  char          *rule;         /* (owned) who is meant, in words, a line a condition */
  char          *sample_name;  /* (nullable) (owned) whose words are shown */
  char          *sample;       /* (nullable) (owned) */
  char          *buttons;      /* (nullable) (owned) what can be pressed below the words, for a card */
  char          *refusal;      /* (nullable) (owned) why there are no words to show */
  MhTextMeasure  measure;
} MhBroadcastOutlook;

/* On a reader: an #MhUiWork with an #MhBroadcast as its input. */
gpointer mh_broadcast_outlook_read (const MhDesk       *desk,
                                    gpointer            input,
                                    GError            **error);
/* The same for words that belong to no broadcast yet: as somebody reads them who is booked next, so that every field can be filled; @input
 * has the words only. */
gpointer mh_broadcast_outlook_read_words (const MhDesk *desk,
                                    gpointer            input,
                                    GError            **error);
void     mh_broadcast_outlook_free (MhBroadcastOutlook *outlook);
/* (transfer full): "LINE 120 messages, SMS 80, by hand 12, left out 8" */
char    *mh_broadcast_outlook_write_counts (const MhBroadcastOutlook *outlook);
/* (transfer full) (nullable): how long the words are as an SMS and in LINE; %NULL without words */
char    *mh_broadcast_outlook_write_measure (const MhBroadcastOutlook *outlook);
char    *mh_broadcast_outlook_write_line_measure (const MhBroadcastOutlook *outlook);

G_END_DECLS
