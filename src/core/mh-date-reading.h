/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

/* Which digit stands for which era in 3250301: 1明2大3昭4平5令, or the pension tables' 1明3大5昭7平9令. */
typedef enum {
  MH_ERA_TABLE_USUAL,
  MH_ERA_TABLE_PENSION,
} MhEraTable;

typedef enum {
  MH_DATE_READ_OK,        /* one date, no doubt */
  MH_DATE_READ_QUESTION,  /* @date is the likely one; @question says what to ask (H31.5.1 shown as R1.5.1) */
  MH_DATE_READ_PARTIAL,   /* 昭和10年 月日不詳: what is known is in @date (month or day 0) */
  MH_DATE_READ_UNKNOWN,   /* 不詳, empty */
  MH_DATE_READ_INVALID,   /* not a date; @question says why */
} MhDateVerdict;

typedef enum {
  MH_DATE_READ_DEFAULT = 0,
  MH_DATE_READ_SERIAL  = 1 << 0,  /* the column is known to hold dates: 18323 is an Excel serial number */
} MhDateReadFlags;

typedef struct {
  MhDateVerdict verdict;
  MhDate        date;
  const char   *question;  /* (nullable) untranslated msgid, static: pass through gettext */
} MhDateReading;

MhDateReading mh_date_read (const char      *text,
                            MhDateReadFlags  flags,
                            MhEraTable       table,
                            MhDate           today);

G_END_DECLS
