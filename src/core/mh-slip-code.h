/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands as a QR code on a booking slip: "MHB", the booking's number in eight digits or more, a check digit. It tells nothing about the
 * person. */
char    *mh_slip_code_make (gint64       booking);
/* In any width and case, with blanks and hyphens between. */
gboolean mh_slip_code_read (const char  *text,
                            gint64      *out_booking);
/* The same for a blank slip of a blackout pack: "MHP", the pack's number in five digits, the slip's in four, a check digit. */
char    *mh_slip_code_make_pack (gint64       pack,
                                 int          number);
gboolean mh_slip_code_read_pack (const char  *text,
                                 gint64      *out_pack,
                                 int         *out_number);

G_END_DECLS
