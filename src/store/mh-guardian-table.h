/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Who answers for somebody: a resident, or a name alone. */
typedef struct {
  gint64 id;
  gint64 resident;   /* for whom */
  gint64 person;     /* the resident who does, 0: a name alone */
  char  *name;       /* (nullable) where there is no person */
  char  *relation;   /* 母, 後見人 …, "" where unknown */
} MhGuardian;

void       mh_guardian_free              (MhGuardian       *guardian);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhGuardian, mh_guardian_free)

/* Inside an act. Returns: the new id, or 0 */
gint64     mh_guardian_table_insert      (MhDb             *db,
                                          const MhGuardian *guardian,
                                          GError          **error);
gboolean   mh_guardian_table_delete      (MhDb             *db,
                                          gint64            id,
                                          GError          **error);
/* (element-type MhGuardian) those of @resident, as they were added */
GPtrArray *mh_guardian_table_list        (MhDb             *db,
                                          gint64            resident,
                                          GError          **error);
/* (element-type MhGuardian) those in which @person is the guardian */
GPtrArray *mh_guardian_table_list_wards  (MhDb             *db,
                                          gint64            person,
                                          GError          **error);
/* Inside an act: all that names @from names @to; what would name a person twice, or as his own guardian, is dropped. */
gboolean   mh_guardian_table_move        (MhDb             *db,
                                          gint64            from,
                                          gint64            to,
                                          GError          **error);

G_END_DECLS
