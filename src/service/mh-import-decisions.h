/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

/* What only a person can decide about a file. Lines are those of the file. */
typedef struct _MhImportDecisions MhImportDecisions;

typedef enum {
  MH_IMPORT_PAIR_UNDECIDED,   /* the row waits */
  MH_IMPORT_PAIR_SAME,        /* the provisional person gets the register number and the file's data */
  MH_IMPORT_PAIR_DIFFERENT,   /* somebody else: the row is a new person */
} MhImportPairAnswer;

MhImportDecisions *mh_import_decisions_new             (void);
void               mh_import_decisions_free            (MhImportDecisions        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportDecisions, mh_import_decisions_free)

void               mh_import_decisions_set_pair        (MhImportDecisions        *self,
                                                        guint                     line,
                                                        MhImportPairAnswer        answer);
MhImportPairAnswer mh_import_decisions_get_pair        (const MhImportDecisions  *self,
                                                        guint                     line);
/* Whether an unclear row is right all the same. */
void               mh_import_decisions_set_accepted    (MhImportDecisions        *self,
                                                        guint                     line,
                                                        gboolean                  accepted);
gboolean           mh_import_decisions_get_accepted    (const MhImportDecisions  *self,
                                                        guint                     line);
/* @register_number: of somebody who is not in the file, or %NULL for all of them; @status: moved-out, dead or removed, %NULL: nothing */
gboolean           mh_import_decisions_set_missing     (MhImportDecisions        *self,
                                                        const char               *register_number,
                                                        const char               *status,
                                                        MhDate                    date,
                                                        GError                  **error);
/* %NULL: nothing is to be done */
const char        *mh_import_decisions_get_missing     (const MhImportDecisions  *self,
                                                        const char               *register_number,
                                                        MhDate                   *out_date);
/* {"pairs": {"LINE": "same"}, "accept": [LINE], "missing": {"NUMBER": {"status": "moved-out", "date": "2026-11-01"}}, "all-missing": {…}} */
MhImportDecisions *mh_import_decisions_new_from_json   (const char               *text,
                                                        GError                  **error);

G_END_DECLS
