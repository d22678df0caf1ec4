/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-csv.h"
#include "mh-date.h"

G_BEGIN_DECLS

/* What a column of a resident list holds. */
typedef enum {
  MH_IMPORT_IGNORE,
  MH_IMPORT_REGISTER_NUMBER,
  MH_IMPORT_HOUSEHOLD_NUMBER,
  MH_IMPORT_NAME,
  MH_IMPORT_KANA,
  MH_IMPORT_BIRTH_DATE,
  MH_IMPORT_SEX,
  MH_IMPORT_POSTAL_CODE,
  MH_IMPORT_ADDRESS,        /* several columns in a row are joined */
  MH_IMPORT_ADDRESS_EXTRA,
  MH_IMPORT_DISTRICT,
  MH_IMPORT_LANDLINE,       /* a number is filed by what it is, whatever the column is called */
  MH_IMPORT_MOBILE,
  MH_IMPORT_STATUS,
  MH_IMPORT_STATUS_DATE,    /* since when the status holds */
  MH_IMPORT_RELATION,
  MH_IMPORT_OTHER_NAME,     /* 旧氏, 通称, letters: several columns, each a line */
  MH_IMPORT_DISTRICT2,
  MH_IMPORT_DISTRICT3,
  MH_IMPORT_TICKET,
  MH_IMPORT_PROTECTION,     /* can only set a protection, never end one */
  MH_IMPORT_PROTECTION_START,
  MH_IMPORT_PROTECTION_END,
  MH_IMPORT_N_FIELDS
} MhImportField;

#define MH_IMPORT_BIT(field) (1u << (field))

const char   *mh_import_field_nick      (MhImportField   field);  /* "register-number": stable */
const char   *mh_import_field_label     (MhImportField   field);  /* translated */
gboolean      mh_import_field_from_nick (const char     *nick,
                                         MhImportField  *out_field);
/* Whether several columns may hold it. */
gboolean      mh_import_field_repeats   (MhImportField   field);

/* Which row is the header and what stands in each column. */
typedef struct {
  int            header_row;   /* index into the table of the header's last row, -1 = there is none */
  guint          n_columns;
  MhImportField *fields;       /* (array length=n_columns) */
  char         **titles;       /* (array length=n_columns) the header's text, "" where there is none; ended by %NULL */
} MhImportLayout;

void            mh_import_layout_free  (MhImportLayout  *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportLayout, mh_import_layout_free)

/* A guess from headers and contents, to be looked at and corrected. */
MhImportLayout *mh_import_layout_guess (MhCsv           *csv,
                                        MhDate           today);
/* The same where the user has said which row the header is; -1: there is none. */
MhImportLayout *mh_import_layout_guess_below (MhCsv     *csv,
                                        int              header_row,
                                        MhDate           today);
/* @column: a header's text, or a number from 1. Other columns of a field that stands once are let go. */
gboolean        mh_import_layout_set   (MhImportLayout  *layout,
                                        MhCsv           *csv,
                                        const char      *column,
                                        MhImportField    field,
                                        GError         **error);
/* The same by its place, from 0. */
void            mh_import_layout_set_at (MhImportLayout *layout,
                                        guint            column,
                                        MhImportField    field);
/* Whether this can be a resident list: register number, name, and birth date or kana; and no Individual Numbers in it. */
gboolean        mh_import_layout_check (MhImportLayout  *layout,
                                        MhCsv           *csv,
                                        GError         **error);
/* The last part of that alone: to be asked first, before anything of the file is shown. When it fails, let go of the table at once. */
gboolean        mh_import_layout_check_individual_numbers (MhImportLayout *layout,
                                        MhCsv           *csv,
                                        GError         **error);
/* (transfer full): the header's text of a column, or its number */
char           *mh_import_layout_dup_title (MhImportLayout *layout,
                                        MhCsv           *csv,
                                        guint            column);

G_END_DECLS
