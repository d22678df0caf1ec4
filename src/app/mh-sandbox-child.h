/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MhSandboxChild:
 *
 * machihoken-sandbox as a child process: the LINE and SMS services of the practice town, on this computer only. It ends when this object
 * does, or when this process dies: its standard input closes then.
 */
#define MH_TYPE_SANDBOX_CHILD (mh_sandbox_child_get_type ())
G_DECLARE_FINAL_TYPE (MhSandboxChild, mh_sandbox_child, MH, SANDBOX_CHILD, GObject)

/* @journal: where it writes down what was "sent". */
void            mh_sandbox_child_start_async  (const char           *program,
                                               const char           *journal,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
MhSandboxChild *mh_sandbox_child_start_finish (GAsyncResult         *result,
                                               GError              **error);
/* http://127.0.0.1:PORT */
char           *mh_sandbox_child_dup_address  (MhSandboxChild       *self);

G_END_DECLS
