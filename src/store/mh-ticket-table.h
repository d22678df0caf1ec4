/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* A number on a paper that somebody holds: 接種券番号, 受診券番号. */
typedef struct {
  gint64 id;
  gint64 resident;
  char  *number;
  char  *label;      /* what it is the number of; "" where that is not told */
} MhTicket;

void       mh_ticket_free         (MhTicket    *ticket);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhTicket, mh_ticket_free)

/* As it is stored and looked for: letters and digits in their plain forms, without spaces and hyphens. */
char      *mh_ticket_normalise    (const char  *text);

gint64     mh_ticket_table_insert (MhDb        *db,
                                   gint64       resident,
                                   const char  *number,
                                   const char  *label,
                                   GError     **error);
gboolean   mh_ticket_table_delete (MhDb        *db,
                                   gint64       id,
                                   GError     **error);
/* Whose the number is; 0: nobody's. */
gboolean   mh_ticket_table_find   (MhDb        *db,
                                   const char  *number,
                                   gint64      *out_resident,
                                   GError     **error);
GPtrArray *mh_ticket_table_list   (MhDb        *db,
                                   gint64       resident,
                                   GError     **error);

G_END_DECLS
