/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* A column that holds YYYY-MM-DD; no date where it holds NULL or anything else. */
MhDate mh_rows_date (MhRows *rows,
                     int     column);

G_END_DECLS
