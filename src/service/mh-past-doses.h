/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-dose.h"
#include "mh-past-dose-table.h"

G_BEGIN_DECLS

/* Doses that somebody had elsewhere or before. Acts. */
gint64     mh_past_doses_add      (const MhDesk  *desk,
                                   gint64         resident,
                                   gint64         programme,
                                   int            dose,
                                   MhDate         date,
                                   const char    *source,    /* (nullable) 母子手帳 … */
                                   GError       **error);
gboolean   mh_past_doses_remove   (const MhDesk  *desk,
                                   gint64         resident,
                                   gint64         id,
                                   GError       **error);
/* When @resident may have the next dose of @programme: beyond the last (*out_dose) when there is none, no days for the first. */
gboolean   mh_past_doses_next     (const MhDesk  *desk,
                                   gint64         resident,
                                   gint64         programme,
                                   int           *out_dose,
                                   MhDoseDays    *out_days,
                                   GError       **error);

G_END_DECLS
