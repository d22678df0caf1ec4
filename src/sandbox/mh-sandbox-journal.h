/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The list of accepted messages, one JSON object a line, in a file that outlives the process. */
typedef struct _MhJournal MhJournal;

MhJournal *mh_journal_new     (const char  *path,
                               GError     **error);
void       mh_journal_free    (MhJournal   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhJournal, mh_journal_free)

gboolean   mh_journal_append  (MhJournal   *self,
                               JsonObject  *entry,
                               GError     **error);
/* (transfer none) (element-type JsonObject), oldest first */
GPtrArray *mh_journal_entries (MhJournal   *self);

G_END_DECLS
