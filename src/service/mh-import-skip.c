/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import"

#include "mh-import-skip.h"

static void
skip_free (MhImportSkip *skip)
{
  g_free (skip->reason);
  g_free (skip);
}

/**
 * mh_import_skips_new:
 *
 * Returns: (transfer full) (element-type MhImportSkip): an empty list
 */
GPtrArray *
mh_import_skips_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) skip_free);
}

/**
 * mh_import_skips_add:
 * @skips: (element-type MhImportSkip): a list
 * @line: of the file, from 1
 * @kind: static and stable
 * @reason: (transfer full): a translated sentence
 */
void
mh_import_skips_add (GPtrArray  *skips,
                     guint       line,
                     const char *kind,
                     char       *reason)
{
  MhImportSkip *skip = g_new0 (MhImportSkip, 1);

  skip->line = line;
  skip->kind = kind;
  skip->reason = reason;
  g_ptr_array_add (skips, skip);
}
