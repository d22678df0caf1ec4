/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* One person as stored. Texts may be %NULL where unknown, but not register_number, name, kana ("") and the nicks. */
typedef struct {
  gint64   id;
  char    *register_number;
  gboolean provisional;
  char    *household_number;
  char    *name;
  char    *kana;
  MhDate   birth;
  char    *birth_text;     /* as written, where it is not one certain date */
  char    *sex;            /* male, female, unknown */
  char    *postal_code;
  char    *address;
  char    *address_extra;
  char    *district;       /* of the first district system; the town names them */
  char    *district2;
  char    *district3;
  char    *relation;       /* to the head of the household (続柄), as the town writes it */
  char    *other_name;     /* 旧氏, 通称, letters of a foreign name: one a line */
  char    *status;         /* resident, moving-out, moved-out, dead, removed */
  MhDate   status_date;
  char    *note;
  gint64   merged_into;    /* 0, or the person that this duplicate went over to */
} MhResident;

MhResident *mh_resident_new            (void);
MhResident *mh_resident_copy           (const MhResident *resident);
void        mh_resident_free           (MhResident       *resident);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhResident, mh_resident_free)

/* Inside an act; search keys are made from name and kana. */
gint64      mh_resident_table_insert   (MhDb             *db,
                                        const MhResident *resident,
                                        GError          **error);
gboolean    mh_resident_table_update   (MhDb             *db,
                                        const MhResident *resident,
                                        GError          **error);
/* %NULL with MH_ERROR_NOT_FOUND when nobody has the id or number. */
MhResident *mh_resident_table_get      (MhDb             *db,
                                        gint64            id,
                                        GError          **error);
MhResident *mh_resident_table_find     (MhDb             *db,
                                        const char       *register_number,
                                        GError          **error);
/* The first free number for somebody who has none yet: "仮-0001". */
char       *mh_resident_table_next_provisional (MhDb     *db,
                                        GError          **error);
/* All, by id, for the import's comparison. (element-type MhResident) */
GPtrArray  *mh_resident_table_list     (MhDb             *db,
                                        GError          **error);

G_END_DECLS
