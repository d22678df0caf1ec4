/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* What is known beside the residents themselves, loaded at once: a comparison of a hundred thousand rows does not ask for each. */
typedef struct _MhImportKnown MhImportKnown;

MhImportKnown *mh_import_known_load           (MhDb                 *db,
                                               MhDate                day,
                                               GError              **error);
void           mh_import_known_free           (MhImportKnown        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportKnown, mh_import_known_free)

/* Whether the number, in digits, is one of the person's, or was noted as one that cannot be used. */
gboolean       mh_import_known_has_phone      (const MhImportKnown  *self,
                                               gint64                resident,
                                               const char           *digits);
gboolean       mh_import_known_has_problem    (const MhImportKnown  *self,
                                               gint64                resident,
                                               const char           *written);
/* 0: nobody's */
gint64         mh_import_known_ticket_owner   (const MhImportKnown  *self,
                                               const char           *number);
/* Whether a measure runs on the day that was given to the load. */
gboolean       mh_import_known_is_protected   (const MhImportKnown  *self,
                                               gint64                resident);
/* Whether measures run from @start (or that day) to @end, none: for good. */
gboolean       mh_import_known_covers         (const MhImportKnown  *self,
                                               gint64                resident,
                                               MhDate                start,
                                               MhDate                end);

G_END_DECLS
