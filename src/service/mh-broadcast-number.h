/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast-number-table.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* Telephone numbers of a list that belong to nobody in the register. They stand with a draft, are counted on its sheet, and get the message only
 * when their number is typed at the hold: as strangers, in words that name nobody. */

typedef struct {
  guint n_rows;       /* of the file that were looked at */
  guint n_known;      /* people of the register, for whom the audience is there */
  guint n_taken;      /* mobile numbers that stand with the draft now */
  guint n_not_mobile; /* fixed lines and what is no number */
} MhBroadcastNumbers;

/* Those of the CSV file @path in place of the ones before. An act. MH_ERROR_REFUSED when it is no draft any more. */
gboolean mh_broadcast_numbers_read  (const MhDesk       *desk,
                                     gint64              broadcast,
                                     const char         *path,
                                     MhBroadcastNumbers *out_numbers,
                                     GError            **error);
/* None of them any more. An act. */
gboolean mh_broadcast_numbers_clear (const MhDesk       *desk,
                                     gint64              broadcast,
                                     GError            **error);

G_END_DECLS
