/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-contact-table.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhContactRow:
 *
 * One contact of a person, with what can be done to it.
 *
 * Signal "changed": something was done; the person's page is to be read again.
 */
#define MH_TYPE_CONTACT_ROW (mh_contact_row_get_type ())
G_DECLARE_FINAL_TYPE (MhContactRow, mh_contact_row, MH, CONTACT_ROW, AdwActionRow)

/* Only for a protected person does "safe" mean anything. */
GtkWidget *mh_contact_row_new (MhUiContext     *context,
                               const MhContact *contact,
                               gboolean         is_protected,
                               gboolean         is_first);

G_END_DECLS
