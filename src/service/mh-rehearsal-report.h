/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-rehearsal.h"

G_BEGIN_DECLS

/* The rehearsal of a programme (開始前リハーサル): read from the town, run anywhere, told in words. */

/* Everything a rehearsal needs, copied; any thread may have it. */
typedef struct _MhRehearsalInput MhRehearsalInput;

MhRehearsalInput *mh_rehearsal_read              (const MhDesk           *desk,
                                                  gint64                  programme,
                                                  GError                **error);
MhRehearsalInput *mh_rehearsal_input_ref         (MhRehearsalInput       *input);
void              mh_rehearsal_input_unref       (MhRehearsalInput       *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRehearsalInput, mh_rehearsal_input_unref)

/* What is assumed where nothing else was said: 60 of 100 come, the eldest first, one telephone, one table with a minute and a half. */
void              mh_rehearsal_choices_init      (MhRehearsalChoices     *choices);
gboolean          mh_rehearsal_choices_check     (const MhRehearsalChoices *choices,
                                                  GError                **error);
const char       *mh_rehearsal_order_nick        (MhRehearsalOrder        order);
gboolean          mh_rehearsal_order_from_nick   (const char             *nick,
                                                  MhRehearsalOrder       *out_order);

typedef enum {
  MH_REHEARSAL_BAD,    /* somebody would be turned away */
  MH_REHEARSAL_WARN,
  MH_REHEARSAL_GOOD,
} MhRehearsalWeight;

typedef struct {
  MhRehearsalWeight weight;
  const char       *code;   /* stable, static: second-doses-short, desk-overflow … */
  char             *text;
} MhRehearsalSentence;

/* Numbers for a chart: columns with a name, each of two values and a limit. */
typedef struct {
  char *label;
  guint value;
  guint more;      /* stands on @value: 0 where there is nothing of it */
  guint limit;
} MhRehearsalBar;

typedef struct {
  MhRehearsalChoices  choices;
  MhRehearsalResult  *result;
  char               *programme;   /* its name */
  GPtrArray          *sentences;   /* (element-type MhRehearsalSentence) the worst first */
  char               *busy_day;    /* (nullable) the day on which the table is worst, in words */
  GArray             *half_hours;  /* (element-type MhRehearsalBar) of that day: people against what the tables can do */
  GArray             *weeks;       /* (element-type MhRehearsalBar) first and further doses against places */
  GArray             *districts;   /* (element-type MhRehearsalBar) only those with somebody: who wants, 0, who found a place */
} MhRehearsalReport;

/* Returns: %NULL with G_IO_ERROR_CANCELLED when @progress stopped it */
MhRehearsalReport *mh_rehearsal_report_make      (MhRehearsalInput         *input,
                                                  const MhRehearsalChoices *choices,
                                                  MhRehearsalProgress       progress,
                                                  gpointer                  user_data,
                                                  GError                  **error);
void               mh_rehearsal_report_free      (MhRehearsalReport        *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRehearsalReport, mh_rehearsal_report_free)

G_END_DECLS
