/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/* One thing that the nurse does: off the main thread, told with a toast that takes it back, and everything is read again. */

typedef struct {
  gint64 id;    /* what was made, 0 = nothing new */
  gint64 act;   /* what undo takes back, 0 = it cannot */
} MhDeedDone;

/* @done is %NULL when it failed; then @error holds a sentence. */
typedef void (*MhDeedCallback) (GtkWidget        *widget,
                                const MhDeedDone *done,
                                const GError     *error,
                                gpointer          user_data);

/* For the end of the work function. */
MhDeedDone *mh_deed_done     (gint64          id,
                              gint64          act);
/* The act of kind @kind whose log entry holds @id as @member, for use cases that do not give their act back; 0 when it is not found. */
gint64      mh_deed_find_act (const MhDesk   *desk,
                              const char     *kind,
                              const char     *member,
                              gint64          id);

/* @work returns an #MhDeedDone. @toast: (nullable): what to say when it is done. @callback: (nullable): without one, a failure is
 * shown in a dialog. */
void        mh_deed_run      (GtkWidget      *widget,
                              MhUiContext    *context,
                              MhUiWork        work,
                              gpointer        input,
                              GDestroyNotify  free_input,
                              const char     *toast,
                              MhDeedCallback  callback,
                              gpointer        user_data);

G_END_DECLS
