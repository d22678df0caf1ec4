/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-import-steps.h"

G_BEGIN_DECLS

/* The report in words: what each line of each kind says, on the screen and in a CSV file. Where a protected person lives, the phone and the
 * household are in none of it. @index is the number of a line of @kind. */

const char *mh_import_kind_title         (MhImportKind           kind);  /* translated, short */
const char *mh_import_kind_explanation   (MhImportKind           kind);  /* translated sentences */
guint       mh_import_lines_count        (const MhImportReport  *report,
                                          MhImportKind           kind);
/* (transfer full): who or what */
char       *mh_import_lines_dup_title    (const MhImportReport  *report,
                                          MhImportKind           kind,
                                          guint                  index);
/* (transfer full): the rest, one or more rows of text; "" for nothing */
char       *mh_import_lines_dup_details  (const MhImportReport  *report,
                                          MhImportKind           kind,
                                          guint                  index);
/* @needle: folded by mh_text_fold(). Names, kana and register numbers are looked through, and what is said about rows. */
gboolean    mh_import_lines_match        (const MhImportReport  *report,
                                          MhImportKind           kind,
                                          guint                  index,
                                          const char            *needle);
/* (nullable): the change behind a line of a kind that has some */
const MhImportChange *mh_import_lines_get_change (const MhImportReport *report,
                                          MhImportKind           kind,
                                          guint                  index);
/* Whether where the person of a change lives must not show. */
gboolean    mh_import_lines_is_hidden    (const MhImportChange  *change);
/* The whole kind as a table with a heading, for Excel. */
gboolean    mh_import_lines_save         (const MhImportReport  *report,
                                          MhImportKind           kind,
                                          const char            *path,
                                          GError               **error);
/* Numbers that cannot be dialled, to be asked for: who, and what stood in the file. */
guint       mh_import_lines_count_phones (const MhImportReport  *report);
gboolean    mh_import_lines_save_phones  (const MhImportReport  *report,
                                          const char            *path,
                                          GError               **error);
/* How many people the import would touch as it is decided now. */
guint       mh_import_lines_count_touched (const MhImportReport *report);

G_END_DECLS
