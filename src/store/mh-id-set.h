/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Begins the FROM of a query that reads rows of several people at once: "… FROM " MH_ID_SET "resident AS r ON r.id = who.value", with
 * mh_id_set_make() as ":ids". One text serves one person and a thousand, so that the two cannot read differently. */
#define MH_ID_SET "json_each (:ids) AS who CROSS JOIN "

/* (transfer full) */
char *mh_id_set_make (const gint64 *ids,
                      gsize         n_ids);

G_END_DECLS
