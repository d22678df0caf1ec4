/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Settings of the town; never a secret. Keys and their checks are in service/mh-config.h. */
char      *mh_config_table_get  (MhDb        *db,
                                 const char  *key,
                                 GError     **error);   /* (nullable) */
gboolean   mh_config_table_set  (MhDb        *db,
                                 const char  *key,
                                 const char  *value,    /* %NULL removes */
                                 GError     **error);   /* inside an act */

G_END_DECLS
