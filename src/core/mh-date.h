/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MhDate:
 *
 * A civil date in the Gregorian calendar, 1868-01-25 (start of 明治) to 2199-12-31. All zero is "no date".
 */
typedef struct {
  gint16 year;
  guint8 month;
  guint8 day;
} MhDate;

typedef enum {
  MH_DATE_STYLE_LONG,     /* 令和6年7月12日, 令和元年5月1日 */
  MH_DATE_STYLE_WEEKDAY,  /* 令和6年7月12日(金) */
  MH_DATE_STYLE_SHORT,    /* R6.7.12 */
  MH_DATE_STYLE_MESSAGE,  /* 7月12日(金): for SMS and LINE texts */
} MhDateStyle;

#define MH_DATE_NONE ((MhDate) { 0, 0, 0 })

gboolean mh_date_is_set     (MhDate       date);
gboolean mh_date_make       (int          year,
                             int          month,
                             int          day,
                             MhDate      *out_date);
int      mh_date_compare    (MhDate       a,
                             MhDate       b);
int      mh_date_to_days    (MhDate       date);  /* days since 1970-01-01 */
MhDate   mh_date_from_days  (int          days);
MhDate   mh_date_add_days   (MhDate       date,
                             int          days);
MhDate   mh_date_add_months (MhDate       date,   /* a day that does not exist becomes the month's last */
                             int          months);
int      mh_date_weekday    (MhDate       date);  /* 0 Sunday … 6 Saturday */
gboolean mh_date_from_iso   (const char  *text,   /* exactly YYYY-MM-DD */
                             MhDate      *out_date);
char    *mh_date_to_iso     (MhDate       date);  /* %NULL for no date */
char    *mh_date_format     (MhDate       date,
                             MhDateStyle  style);

/* Asia/Tokyo is UTC+9 without summer time since 1952; slots are civil time there. Minutes count from 0:00. */
MhDate   mh_date_from_ms    (gint64       ms);
int      mh_minutes_from_ms (gint64       ms);
gint64   mh_ms_from_civil   (MhDate       date,
                             int          minutes);
gboolean mh_minutes_read    (const char  *text,   /* 9:00, 09:00, 0900, ９時３０分 */
                             int         *out_minutes);
char    *mh_minutes_format  (int          minutes);  /* "9:00" */

G_END_DECLS
