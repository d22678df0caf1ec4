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
  gboolean safe_lapsed;  /* somebody else was linked to it after it was marked safe: not safe until it is marked again */
  char    *source;       /* hand, import, call */
  MhDate   since;        /* when it was noted; no date: not known */
  gint64   n_others;     /* how many others have it, the protected not counted; only from mh_people_get() */
} MhContact;

void       mh_contact_free              (MhContact        *contact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhContact, mh_contact_free)

gint64     mh_contact_table_take        (MhDb             *db,
                                         const char       *kind,
                                         const char       *value,
                                         gboolean         *out_new,
                                         GError          **error);
/* Links @value to @resident, making the contact where it is new; already linked: its link. Inside an act. Returns: the link, or 0 */
gint64     mh_contact_table_link        (MhDb             *db,
                                         gint64            resident,
                                         const char       *kind,
                                         const char       *value,
                                         const char       *whose,
                                         GError          **error);
/* As mh_contact_table_link(), with where it comes from (hand, import, call) and the day. */
gint64     mh_contact_table_link_noted  (MhDb             *db,
                                         gint64            resident,
                                         const char       *kind,
                                         const char       *value,
                                         const char       *whose,
                                         const char       *source,
                                         MhDate            since,
                                         GError          **error);
/* The link leads to another number from @since on; not safe any more. MH_ERROR_CONFLICT when the person has that number already. */
gboolean   mh_contact_table_correct     (MhDb             *db,
                                         gint64            link,
                                         const char       *kind,
                                         const char       *value,
                                         MhDate            since,
                                         GError          **error);
gboolean   mh_contact_table_set_rank    (MhDb             *db,
                                         gint64            link,
                                         int               rank,
                                         GError          **error);
/* How many others have @contact, but for those who are protected on @day. */
gboolean   mh_contact_table_count_others (MhDb            *db,
                                         gint64            contact,
                                         gint64            resident,
                                         MhDate            day,
                                         gint64           *out_n,
                                         GError          **error);
/* Whether a message by @contact may name @resident: nobody else has it, or it is his own and the others have it as somebody else's. */
gboolean   mh_contact_table_may_name    (MhDb             *db,
                                         gint64            contact,
                                         gint64            resident,
                                         gboolean         *out_may,
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
/* Whose link it is; 0: there is none any more. */
gboolean   mh_contact_table_find_link   (MhDb             *db,
                                         gint64            link,
                                         gint64           *out_resident,
                                         GError          **error);
/* (transfer full): what it is written to a provider as: a LINE user id or digits */
char      *mh_contact_table_dup_value   (MhDb             *db,
                                         gint64            contact,
                                         GError          **error);
/* The same for several, of those that one person alone has (element-type gint64 utf8). @contacts as mh_id_set_make() makes them. */
GHashTable *mh_contact_table_read_own   (MhDb             *db,
                                         const char       *contacts,
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
