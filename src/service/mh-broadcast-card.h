/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-line-card.h"

G_BEGIN_DECLS

/* The parts of a card with what the town has set: whom it calls and which page it opens. MH_ERROR_INVALID when no card can be made of @text. */
MhLineCard *mh_broadcast_card_split (const MhDesk *desk,
                                     const char   *text,
                                     GError      **error);

G_END_DECLS
