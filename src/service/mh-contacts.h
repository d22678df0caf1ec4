/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* @kind line, mobile, landline; @value as typed: checked and normalised. An act. Returns: the link, or 0 */
gint64   mh_contacts_add         (const MhDesk  *desk,
                                  gint64         resident,
                                  const char    *kind,
                                  const char    *value,
                                  const char    *whose,
                                  GError       **error);
gboolean mh_contacts_remove      (const MhDesk  *desk,
                                  gint64         resident,
                                  gint64         link,
                                  GError       **error);
/* "Do not use this number", whatever else was agreed. */
gboolean mh_contacts_set_opt_out (const MhDesk  *desk,
                                  gint64         resident,
                                  gint64         link,
                                  gboolean       opted_out,
                                  GError       **error);
gboolean mh_contacts_mark_safe   (const MhDesk  *desk,
                                  gint64         resident,
                                  gint64         link,
                                  const char    *reason,
                                  GError       **error);

G_END_DECLS
