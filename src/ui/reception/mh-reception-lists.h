/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-reception-after.h"
#include "mh-reception-place-private.h"

G_BEGIN_DECLS

/* Reads who may have the programme and has neither had nor booked it, tells them, and asks what is to be done: put them on the waiting list, print a
 * sheet for calling, save a file. */
void mh_reception_lists_open  (MhReceptionPlace *self);
/* @people: (element-type MhNotYet) on a sheet for calling. */
void mh_reception_lists_print (GtkWidget        *parent,
                               MhUiContext      *context,
                               const char       *title,
                               GArray           *people);
void mh_reception_lists_save  (GtkWidget        *parent,
                               MhUiContext      *context,
                               GArray           *people);

G_END_DECLS
