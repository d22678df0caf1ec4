/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Where letters of one purpose go instead of the address (送付先). */
typedef struct {
  gint64 id;
  gint64 resident;
  char  *purpose;        /* "" every letter, else a category of notices */
  char  *addressee;
  char  *postal_code;    /* (nullable) seven digits */
  char  *address;
  char  *address_extra;  /* (nullable) */
  char  *reason;         /* (nullable) */
} MhMailingAddress;

void              mh_mailing_address_free  (MhMailingAddress       *mailing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhMailingAddress, mh_mailing_address_free)
MhMailingAddress *mh_mailing_address_copy  (const MhMailingAddress *mailing);

/* Inside an act: in place of what the person has for the same purpose. */
gboolean          mh_mailing_table_put     (MhDb                   *db,
                                            const MhMailingAddress *mailing,
                                            GError                **error);
/* Inside an act; mh_db_changes() tells whether it was there. */
gboolean          mh_mailing_table_delete  (MhDb                   *db,
                                            gint64                  resident,
                                            const char             *purpose,
                                            GError                **error);
/* (element-type MhMailingAddress) by purpose */
GPtrArray        *mh_mailing_table_list    (MhDb                   *db,
                                            gint64                  resident,
                                            GError                **error);
/* Inside an act. Where both have one for a purpose, @from_wins says whose stays. */
gboolean          mh_mailing_table_move    (MhDb                   *db,
                                            gint64                  from,
                                            gint64                  to,
                                            gboolean                from_wins,
                                            GError                **error);

G_END_DECLS
