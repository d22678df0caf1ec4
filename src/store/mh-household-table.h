/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* (element-type gint64) who lives with @resident, the oldest first: of the same household number, living here, not merged into somebody.
 * Without a number nobody. */
GArray *mh_household_table_list (MhDb    *db,
                                 gint64   resident,
                                 GError **error);

/* Somebody who lives here, beside those he lives with. */
typedef struct {
  gint64   resident;
  guint    group;     /* one household has one number; a protected person is a group of his own */
  gboolean hidden;    /* protected on the day */
} MhHouseholdMember;

/* (element-type MhHouseholdMember) everybody who lives here, households together, in Japanese order of the first of each; @by_district: by
 * the first district before that. @district: (nullable): only those of it. Protected people come last, one by one, and are in no district. */
GArray *mh_household_table_list_all (MhDb        *db,
                                     MhDate       day,
                                     gboolean     by_district,
                                     const char  *district,
                                     GError     **error);
/* (element-type utf8) sorted; where only protected people live is left out. */
GPtrArray *mh_household_table_list_districts (MhDb    *db,
                                              MhDate   day,
                                              GError **error);

G_END_DECLS
