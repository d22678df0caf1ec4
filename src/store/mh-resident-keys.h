/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-db.h"

G_BEGIN_DECLS

/* What is made from a resident's names, kept beside them for comparing and sorting, and never taken back by undo: the folds and the sort key in
 * the row itself; the place in the list and the words of the index in tables of their own. Triggers note whose have become stale. */
typedef struct {
  char   *name_fold;
  char   *kana_fold;
  GBytes *sort_key;
} MhResidentKeys;

void     mh_resident_keys_make   (const char     *name,
                                  const char     *kana,
                                  MhResidentKeys *out_keys);
void     mh_resident_keys_clear  (MhResidentKeys *keys);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MhResidentKeys, mh_resident_keys_clear)

/* Makes those anew that have become stale; each act ends with it. */
gboolean mh_resident_keys_settle (MhDb           *db,
                                  GError        **error);
/* Makes all anew where another version of the rules made them. Not in a transaction. */
gboolean mh_resident_keys_renew  (MhDb           *db,
                                  GCancellable   *cancellable,
                                  GError        **error);

G_END_DECLS
