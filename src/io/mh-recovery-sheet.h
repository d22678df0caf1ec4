/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <cairo.h>

#include "mh-sealed-file.h"

G_BEGIN_DECLS

/* The page of A4 that lies in the safe: a town's key as letters and as a QR code, and how to get the town back with it. */

#define MH_RECOVERY_SHEET_WIDTH  595.0
#define MH_RECOVERY_SHEET_HEIGHT 842.0

typedef struct {
  const char        *town;     /* "" where it has no name yet */
  const char        *printed;  /* the day as people write it: 令和8年11月22日 */
  const char        *folder;   /* where the backups are */
  const MhSealedKey *key;
} MhRecoverySheet;

/* In points, from the upper left corner of the page. */
void     mh_recovery_sheet_draw     (const MhRecoverySheet  *sheet,
                                     cairo_t                *cr);
gboolean mh_recovery_sheet_save_pdf (const MhRecoverySheet  *sheet,
                                     const char             *path,
                                     GError                **error);

G_END_DECLS
