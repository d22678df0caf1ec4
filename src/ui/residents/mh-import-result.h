/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-import-finish.h"

G_BEGIN_DECLS

/**
 * MhImportResult:
 *
 * What an import did, with the button that takes it back, the lists to work through and a name under which the shape of the file is
 * remembered.
 */
#define MH_TYPE_IMPORT_RESULT (mh_import_result_get_type ())
G_DECLARE_FINAL_TYPE (MhImportResult, mh_import_result, MH, IMPORT_RESULT, GtkWidget)

/* @act: what can be taken back; @touched: how many people changed; @day: of the list; @remembered (nullable): the name of the profile that
 * was noted already. */
void   mh_import_result_show    (MhImportResult *self,
                                 MhUiContext    *context,
                                 MhImportReport *report,
                                 gint64          act,
                                 guint           touched,
                                 MhDate          day,
                                 const char     *remembered);
/* What is there and can be taken back; 0 once it was. */
gint64 mh_import_result_get_act (MhImportResult *self);

G_END_DECLS
