/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-ticket-table.h"

G_BEGIN_DECLS

/* Numbers on papers that the person holds (接種券番号, 受診券番号); acts. */
gint64   mh_people_add_ticket    (const MhDesk  *desk,
                                  gint64         resident,
                                  const char    *number,
                                  const char    *label,
                                  GError       **error);
gboolean mh_people_remove_ticket (const MhDesk  *desk,
                                  gint64         resident,
                                  gint64         ticket,
                                  GError       **error);

G_END_DECLS
