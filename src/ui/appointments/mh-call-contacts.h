/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhCallContacts:
 *
 * While the person is on the telephone: how she is reached, and a button to take a number and her consent without leaving the booking.
 */
#define MH_TYPE_CALL_CONTACTS (mh_call_contacts_get_type ())
G_DECLARE_FINAL_TYPE (MhCallContacts, mh_call_contacts, MH, CALL_CONTACTS, GtkWidget)

void mh_call_contacts_set_context (MhCallContacts *self,
                                   MhUiContext    *context);
/* @resident 0: nobody */
void mh_call_contacts_show        (MhCallContacts *self,
                                   gint64          resident,
                                   const char     *name);
/* Asks for a number, if there is a person. */
void mh_call_contacts_ask         (MhCallContacts *self);

G_END_DECLS
