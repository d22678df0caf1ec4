/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-template-table.h"

G_BEGIN_DECLS

/* Saved words for broadcasts. Acts. */

/* @template->id 0: a new one, or the one that has the name; else that one is changed. MH_ERROR_INVALID for an empty name or text, fields that
 * are unknown and categories that are none; MH_ERROR_CONFLICT when another one has the name. Returns: its id, or 0 */
gint64     mh_templates_save      (const MhDesk      *desk,
                                   const MhTemplate  *template,
                                   GError           **error);
/* Broadcasts that were made from it keep their words. */
gboolean   mh_templates_remove    (const MhDesk      *desk,
                                   gint64             template,
                                   GError           **error);
/* (element-type MhTemplate) by name */
GPtrArray *mh_templates_list      (const MhDesk      *desk,
                                   GError           **error);
/* What most towns need first; inside an act. */
gboolean   mh_templates_add_usual (const MhDesk      *desk,
                                   GError           **error);

G_END_DECLS
