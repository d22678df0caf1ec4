/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-cards.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* Millimetres to points. */
#define MH_SLIPS_MM(mm) ((mm) * 72.0 / 25.4)

/* 予約票: name, programme, day, time, venue, number, a QR code for the reception, what to bring, the town's telephone number; never an
 * address. @booking 0: all of the session, by time. A preview is not noted. MH_ERROR_NOT_FOUND. */
MhCards           *mh_slips_make        (const MhDesk       *desk,
                                         gint64              session,
                                         gint64              booking,
                                         gboolean            preview,
                                         GError            **error);
/* Twelve labels of 86.4 × 42.3 mm, as most shops have them. */
const MhCardsGrid *mh_labels_usual_grid (void);
/* Name labels for the reception: name, kana, time, number. @grid: (nullable) the usual one; MH_ERROR_INVALID when labels would be too small. */
MhCards           *mh_labels_make       (const MhDesk       *desk,
                                         gint64              session,
                                         const MhCardsGrid  *grid,
                                         gboolean            preview,
                                         GError            **error);

G_END_DECLS
