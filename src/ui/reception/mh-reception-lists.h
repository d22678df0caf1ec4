/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-reception-place-private.h"

G_BEGIN_DECLS

/* Reads who did not come to the day, or with @not_yet who may have the programme and has neither had nor booked it, tells them, and asks what is to be
 * done: put them on the waiting list, print a sheet for calling, save a file. */
void mh_reception_lists_open (MhReceptionPlace *self,
                              gboolean          not_yet);

G_END_DECLS
