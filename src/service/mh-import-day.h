/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-import-columns.h"

G_BEGIN_DECLS

/* From how many days on the age of the resident list is to be shown as a warning. */
#define MH_IMPORT_OLD_DAYS 35

/* Of what day a file is (基準日), by its title rows (令和8年11月1日現在) or its name (20261101): none when it does not say. */
MhDate   mh_import_guess_as_of (MhCsv                *csv,
                                const MhImportLayout *layout,
                                const char           *path,
                                MhDate                today);
/* (nullable) (transfer full): a sentence when @as_of is older than the list here, in the future, or long ago */
char    *mh_import_dup_as_of_warning (const MhDesk   *desk,
                                MhDate                as_of,
                                GError              **error);
/* Days since the list's day. -1: no list was imported yet, or without its day. */
gboolean mh_import_get_age     (const MhDesk         *desk,
                                MhDate               *out_as_of,
                                int                  *out_days,
                                GError              **error);

G_END_DECLS
