/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* Of a row of protection: whether it runs on :day. Asks for what ends the measure, not for what lets it run: so whatever cannot be compared
 * leaves it running. The modifier makes date() put 2026-02-30 right, which then is not what stands there. */
#define MH_PROTECTION_RUNS \
  "NOT coalesce (start_date = date (start_date, '+0 days') AND start_date > :day, 0) " \
  "AND NOT coalesce (end_date = date (end_date, '+0 days') AND end_date < :day, 0) "

/* One measure as it stands. */
typedef struct {
  gint64  id;
  MhDate  start;   /* no date: it cannot be read, and runs */
  MhDate  end;     /* inclusive; no date: open, or it cannot be read */
  char   *source;  /* hand, import */
  char   *note;    /* (nullable) */
} MhProtection;

void     mh_protection_free         (MhProtection *protection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhProtection, mh_protection_free)

gint64   mh_protection_table_insert (MhDb        *db,
                                     gint64       resident,
                                     MhDate       start,
                                     MhDate       end,     /* none: open */
                                     const char  *source,  /* hand, import */
                                     const char  *note,
                                     GError     **error);
/* Ends every running measure of @resident on @end (inclusive). Only a person's own decision may do this. */
gboolean mh_protection_table_end    (MhDb        *db,
                                     gint64       resident,
                                     MhDate       end,
                                     GError     **error);
/* Ends that one measure on @end; one that has not begun yet then never begins. */
gboolean mh_protection_table_end_one (MhDb       *db,
                                     gint64       resident,
                                     gint64       id,
                                     MhDate       end,
                                     GError     **error);
/* (element-type MhProtection) the latest start first, whether they run or not */
GPtrArray *mh_protection_table_list (MhDb        *db,
                                     gint64       resident,
                                     GError     **error);
/* Whether a measure runs on @day, both days inclusive. Fails closed: on error *out is %TRUE. */
gboolean mh_protection_table_covers (MhDb        *db,
                                     gint64       resident,
                                     MhDate       day,
                                     gboolean    *out,
                                     GError     **error);

G_END_DECLS
