/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-import-rows.h"

G_BEGIN_DECLS

/* What was chosen for one shape of file, to be found again by the headings. */
typedef struct {
  gint64         id;         /* 0: not saved yet */
  char          *name;
  gint64         used_at;    /* ms */
  gboolean       damaged;    /* what is stored cannot be read: only id, name and used_at hold */
  guint          n_columns;
  char         **titles;     /* (array length=n_columns) */
  MhImportField *fields;     /* (array length=n_columns) */
  MhCsvEncoding  encoding;   /* AUTO: found out anew */
  MhEraTable     era_table;
  GHashTable    *sexes;      /* folded code → male, female, unknown */
  guint          serials;    /* as in MhImportOptions */
  char          *area_code;  /* (nullable) */
} MhImportProfile;

void             mh_import_profile_free          (MhImportProfile        *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportProfile, mh_import_profile_free)

/* From what is chosen now. */
MhImportProfile *mh_import_profile_new           (const char             *name,
                                                  const MhImportLayout   *layout,
                                                  MhCsvEncoding           encoding,
                                                  const MhImportOptions  *options);
MhImportProfile *mh_import_profile_copy          (const MhImportProfile  *profile);
/* The profile whose headings are those of @layout, the one used last. %NULL without @error: there is none. %NULL with MH_ERROR_INVALID:
 * there is one, but it is damaged: show the sentence and go on with the guess. */
MhImportProfile *mh_import_profile_find          (const MhDesk           *desk,
                                                  const MhImportLayout   *layout,
                                                  GError                **error);
/* Sets the columns of @layout by their headings, wherever they now stand. Returns: how many headings of the profile were found */
guint            mh_import_profile_fill_layout   (const MhImportProfile  *profile,
                                                  MhImportLayout         *layout);
/* Era table, sex answers, serials and area code (where the profile has one); @options borrows from @profile. */
void             mh_import_profile_fill_options  (const MhImportProfile  *profile,
                                                  MhImportOptions        *options);

/* (element-type MhImportProfile) by name */
GPtrArray       *mh_import_profile_list          (const MhDesk           *desk,
                                                  GError                **error);
/* Writes over the one of the same name. Acts. Returns: the profile's id, or 0 */
gint64           mh_import_profile_save          (const MhDesk           *desk,
                                                  const MhImportProfile  *profile,
                                                  GError                **error);
gboolean         mh_import_profile_rename        (const MhDesk           *desk,
                                                  gint64                  id,
                                                  const char             *name,
                                                  GError                **error);
gboolean         mh_import_profile_delete        (const MhDesk           *desk,
                                                  gint64                  id,
                                                  GError                **error);

G_END_DECLS
