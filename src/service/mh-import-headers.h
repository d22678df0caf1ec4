/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-import-columns.h"

G_BEGIN_DECLS

/* A header without brackets and blanks, in one form: 氏名（カナ） is 氏名カナ. */
char         *mh_import_header_fold                 (const char *text);
/* What a column under this header holds, by the spellings that towns' systems use. @out_rank: (nullable): lower where the header says it more
 * clearly, so that of 性別 and 性別コード the first is taken. */
MhImportField mh_import_header_field                (const char *text,
                                                     guint      *out_rank);
/* 個人番号, マイナンバー. @out_surely: whether it can be nothing else. */
gboolean      mh_import_header_is_individual_number (const char *text,
                                                     gboolean   *out_surely);
/* Whether the header says that the column is about something or somebody else, whatever stands in it: 世帯主カナ, 届出日. */
gboolean      mh_import_header_is_of_another        (const char *text);

G_END_DECLS
