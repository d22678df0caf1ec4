/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-guardian-table.h"
#include "mh-people.h"

G_BEGIN_DECLS

/* Somebody who answers for a person, or for whom a person answers. */
typedef struct {
  gint64 id;         /* of the bond, for mh_people_remove_guardian() */
  gint64 resident;   /* the other one, 0: a name alone */
  char  *name;
  char  *relation;   /* of the guardian to the ward; "" where unknown */
} MhBond;

void        mh_bond_free               (MhBond           *bond);

/* (element-type MhPerson) the others of the household, the oldest first. A protected person is in nobody's list, and has none herself unless
 * @revealed: her page was opened with a reason. */
GPtrArray  *mh_people_household        (const MhDesk     *desk,
                                        gint64            resident,
                                        gboolean          revealed,
                                        GError          **error);
/* (element-type MhBond) who answers for @resident, and for whom she answers; the same rules. */
GPtrArray  *mh_people_guardians        (const MhDesk     *desk,
                                        gint64            resident,
                                        gboolean          revealed,
                                        GError          **error);
GPtrArray  *mh_people_wards            (const MhDesk     *desk,
                                        gint64            resident,
                                        gboolean          revealed,
                                        GError          **error);
/* @person: a resident, or 0 with @name. An act. Returns: the bond, or 0 */
gint64      mh_people_add_guardian     (const MhDesk     *desk,
                                        gint64            resident,
                                        gint64            person,
                                        const char       *name,
                                        const char       *relation,
                                        GError          **error);
gboolean    mh_people_remove_guardian  (const MhDesk     *desk,
                                        gint64            resident,
                                        gint64            bond,
                                        GError          **error);
/* What a newborn takes over from @parent: household, address, postal code, districts. Refused for a protected person. */
MhResident *mh_people_newborn_template (const MhDesk     *desk,
                                        gint64            parent,
                                        GError          **error);

G_END_DECLS
