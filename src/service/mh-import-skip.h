/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A row of a file that was not taken, and why. */
typedef struct {
  guint       line;
  const char *kind;       /* static and stable: "title", "total", "empty", "short", "shifted", "extra-cell" … */
  char       *reason;     /* translated sentence */
} MhImportSkip;

/* (element-type MhImportSkip) */
GPtrArray *mh_import_skips_new (void);
void       mh_import_skips_add (GPtrArray   *skips,
                                guint        line,
                                const char  *kind,
                                char        *reason);  /* (transfer full) */

G_END_DECLS
