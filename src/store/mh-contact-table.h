/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64   link;         /* contact_link.id */
  gint64   contact;
  gint64   resident;
  char    *kind;         /* line, mobile, landline */
  char    *value;        /* LINE user id (a secret: never shown), or digits */
  char    *whose;        /* "" the person's own */
  int      rank;
  gboolean opted_out;
  char    *safe_reason;  /* (nullable) why a protected person may be reached by it */
  MhDate   safe_date;
} MhContact;

void       mh_contact_free              (MhContact        *contact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhContact, mh_contact_free)

/* Links @value to @resident, making the contact where it is new; already linked: its link. Inside an act. Returns: the link, or 0 */
gint64     mh_contact_table_link        (MhDb             *db,
                                         gint64            resident,
                                         const char       *kind,
                                         const char       *value,
                                         const char       *whose,
                                         GError          **error);
gboolean   mh_contact_table_unlink      (MhDb             *db,
                                         gint64            link,
                                         GError          **error);
gboolean   mh_contact_table_set_opt_out (MhDb             *db,
                                         gint64            link,
                                         gboolean          opted_out,
                                         GError          **error);
gboolean   mh_contact_table_set_safe    (MhDb             *db,
                                         gint64            link,
                                         const char       *reason,
                                         MhDate            date,
                                         GError          **error);
/* (transfer full): what it is written to a provider as: a LINE user id or digits */
char      *mh_contact_table_dup_value   (MhDb             *db,
                                         gint64            contact,
                                         GError          **error);
/* (element-type MhContact) by rank, LINE before mobile before landline */
GPtrArray *mh_contact_table_list        (MhDb             *db,
                                         gint64            resident,
                                         GError          **error);
/* Whether a provider has refused @contact for good for @delivery. */
gboolean   mh_contact_table_is_refused  (MhDb             *db,
                                         gint64            delivery,
                                         gint64            contact,
                                         gboolean         *out_refused,
                                         GError          **error);

G_END_DECLS
