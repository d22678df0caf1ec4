/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-mailing-table.h"
#include "mh-people.h"

G_BEGIN_DECLS

/* "" (every letter) and the categories of notices, ended by %NULL; mh_wording_category() names them. */
extern const char * const mh_mailing_purposes[];

/* Instead of what the person has for the same purpose; an act. */
gboolean mh_people_set_mailing     (const MhDesk            *desk,
                                    const MhMailingAddress  *mailing,
                                    GError                 **error);
gboolean mh_people_remove_mailing  (const MhDesk            *desk,
                                    gint64                   resident,
                                    const char              *purpose,
                                    GError                 **error);
/* To whom and where a letter of @purpose to @resident goes today. @out_mailing: (out) (nullable): %NULL when no letter may go; then
 * @out_why: (out) (nullable): static code "dead", "moved-out", "removed", "protected", "opted-out", "no-address". Never from the household. */
gboolean mh_people_mailing_address (const MhDesk            *desk,
                                    gint64                   resident,
                                    const char              *purpose,
                                    MhMailingAddress       **out_mailing,
                                    const char             **out_why,
                                    GError                 **error);

G_END_DECLS
