/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/* Makes @row take the credential @name (MH_SECRET_LINE_TOKEN or the like) and put it into the keyring of this computer, and nowhere
 * else. What is kept is never shown; the row only says that there is something. Applying an empty row removes it. */
void mh_secret_row_set_up (AdwPasswordEntryRow *row,
                           MhUiContext         *context,
                           const char          *name);

G_END_DECLS
