/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-csv.h"

G_BEGIN_DECLS

typedef enum {
  MH_IMPORT_FIELD_NONE,
  MH_IMPORT_FIELD_REGISTER_NUMBER,
  MH_IMPORT_FIELD_HOUSEHOLD_NUMBER,
  MH_IMPORT_FIELD_NAME,           /* several columns are joined: 姓, 名 */
  MH_IMPORT_FIELD_KANA,           /* likewise */
  MH_IMPORT_FIELD_BIRTH_DATE,
  MH_IMPORT_FIELD_SEX,
  MH_IMPORT_FIELD_POSTAL_CODE,
  MH_IMPORT_FIELD_ADDRESS,        /* likewise */
  MH_IMPORT_FIELD_ADDRESS_EXTRA,
  MH_IMPORT_FIELD_DISTRICT,
  MH_IMPORT_FIELD_LANDLINE,       /* any telephone number; what it is, is seen from its digits */
  MH_IMPORT_FIELD_MOBILE,         /* likewise */
  MH_IMPORT_FIELD_STATUS,
  MH_IMPORT_FIELD_STATUS_DATE,
  MH_IMPORT_FIELD_PROTECTION,     /* 支援措置: can be set by an import, never ended */
  MH_IMPORT_N_FIELDS
} MhImportField;

const char      *mh_import_field_nick       (MhImportField           field);  /* "register-number", "" for none */
const char      *mh_import_field_text       (MhImportField           field);  /* translated */
gboolean         mh_import_field_from_nick  (const char             *nick,
                                             MhImportField          *out_field);

/* What each column of a file is; may be corrected before reading. */
typedef struct {
  int            header_row;  /* of the MhCsv; -1: the file has no header */
  guint          n_columns;
  MhImportField *fields;      /* (array length=n_columns) */
} MhImportMapping;

MhImportMapping *mh_import_mapping_guess    (MhCsv                  *csv);
MhImportMapping *mh_import_mapping_copy     (const MhImportMapping  *mapping);
void             mh_import_mapping_free     (MhImportMapping        *mapping);
/* Whether a list of residents can be read with @mapping; else a sentence that says why not, and what to choose. */
gboolean         mh_import_mapping_check    (const MhImportMapping  *mapping,
                                             MhCsv                  *csv,
                                             GError                **error);
/* (nullable): the header over @column */
const char      *mh_import_mapping_get_header (const MhImportMapping *mapping,
                                               MhCsv                 *csv,
                                               guint                  column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportMapping, mh_import_mapping_free)

G_END_DECLS
