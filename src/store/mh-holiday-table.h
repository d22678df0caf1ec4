/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* A day on which the town's offices are closed. */
typedef struct {
  MhDate  date;
  char   *name;
} MhHoliday;

MhHoliday *mh_holiday_new          (MhDate       date,
                                    const char  *name);
void       mh_holiday_free         (MhHoliday   *holiday);

/* (element-type MhHoliday) by date */
GPtrArray *mh_holiday_table_list   (MhDb        *db,
                                    GError     **error);
/* Writes one, or its new name. */
gboolean   mh_holiday_table_set    (MhDb        *db,
                                    MhDate       date,
                                    const char  *name,
                                    GError     **error);
gboolean   mh_holiday_table_delete (MhDb        *db,
                                    MhDate       date,
                                    GError     **error);
/* Returns: (transfer full) (nullable): its name; %NULL without @error when it is none */
char      *mh_holiday_table_find   (MhDb        *db,
                                    MhDate       date,
                                    GError     **error);
/* The last day of the list, or no date. */
gboolean   mh_holiday_table_last   (MhDb        *db,
                                    MhDate      *out_last,
                                    GError     **error);

G_END_DECLS
