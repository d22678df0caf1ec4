/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-help.h"
#include "mh-pages.h"

G_BEGIN_DECLS

/* The help on paper. Each page of the help begins a sheet of A4. */

/* All of it, with a cover, contents and page numbers. @town: (nullable): what stands on the cover; @date: (nullable): the same, as it is read */
MhPages *mh_help_paper_make_handbook (GPtrArray        *pages,
                                      const char       *town,
                                      const char       *date);
MhPages *mh_help_paper_make_page     (GPtrArray        *pages,
                                      const MhHelpPage *page);

G_END_DECLS
