/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* What a search text may mean; read from it by mh_people_find(). Unset parts are %NULL / no date. All given parts are alternatives. */
typedef struct {
  gboolean    everybody;        /* an empty search text: the whole list */
  const char *text;             /* of a reading, the name or another name: its beginning or anything inside */
  const char *district;         /* the whole name of a district, of any system */
  const char *register_number;
  const char *household_number;
  const char *ticket;           /* as mh_ticket_normalise() writes it */
  const char *phone_end;        /* digits */
  MhDate      birth;
  MhDate      day;              /* today: who is protected on it is not found by phone, district, household; unset, as if every measure ran */
} MhResidentSearch;

/* (element-type gint64) ids from @offset on; @limit 0: all. @out_total: (out) (optional): how many there are in all. */
GArray *mh_resident_search (MhDb                   *db,
                            const MhResidentSearch *search,
                            gint64                  offset,
                            gint64                  limit,
                            gint64                 *out_total,
                            GError                **error);

G_END_DECLS
