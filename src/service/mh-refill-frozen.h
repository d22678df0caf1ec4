/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* After a restore open offers stand still: none lapses and none is answered until the nurse has looked at them. Then they go on with the
 * time that they had left when the backup was made. */

/* 0: they do not stand still. */
gboolean mh_refill_frozen_since     (const MhDesk  *desk,
                                     gint64        *out_since,
                                     GError       **error);
/* MH_ERROR_REFUSED with a sentence that says what to do. */
gboolean mh_refill_check_not_frozen (const MhDesk  *desk,
                                     GError       **error);
/* Lets them go on: one act. */
gboolean mh_refill_release          (const MhDesk  *desk,
                                     guint         *out_n_offers,  /* (optional) */
                                     gint64        *out_act,       /* (optional) */
                                     GError       **error);

G_END_DECLS
