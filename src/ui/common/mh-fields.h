/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What fields of forms have in common: an entry or an AdwEntryRow each. */

/* Says at the field itself, to the eye and to screen readers, what is wrong with it; %NULL: nothing. */
void mh_fields_set_problem (GtkWidget  *field,
                            const char *text);
/* In every entry row of @form, Enter goes on to the next field. */
void mh_fields_go_on       (GtkWidget  *form);

G_END_DECLS
