/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* The queries of rules.sql: what must hold in every state of a town's data. */
typedef struct _MhSimRules MhSimRules;

/* What cannot be read ends the program. */
MhSimRules *mh_sim_rules_load  (const char *path);
void        mh_sim_rules_free  (MhSimRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSimRules, mh_sim_rules_free)

/* @since: the newest act at the last look, for rules about what acts did. Returns: (transfer none) (nullable): the first rule that does not
 * hold; what broke it in @out_what, to be freed. */
const char *mh_sim_rules_check (MhSimRules *rules,
                                MhDb       *db,
                                gint64      now,
                                gboolean    forward,
                                gint64      since,
                                char      **out_what);

G_END_DECLS
