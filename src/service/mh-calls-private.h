/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-broadcast-table.h"
#include "mh-calls.h"

G_BEGIN_DECLS

#define MH_CALLS_KIND "call-sheet"

/* As mh_calls_list(), in a transaction; inside @act, who is not meant any more is withdrawn. */
GPtrArray  *mh_calls_list_in      (const MhDesk       *desk,
                                   MhAct              *act,
                                   const MhBroadcast  *broadcast,
                                   MhCallsOrder        order,
                                   guint              *out_n_withdrawn,
                                   GError            **error);
/* The outcome in a row's result, static, %NULL for none; @out_tries: (out): how often it was 不在. */
const char *mh_calls_read_result  (const char         *result,
                                   guint              *out_tries);

G_END_DECLS
