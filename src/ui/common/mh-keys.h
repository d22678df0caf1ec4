/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every key of the application, in one table. What is bound, what the list of keys shows and what stands in tooltips comes from there; a check
 * finds a key that is bound past it. Only Escape, which closes each window, is left to the windows. */

typedef struct {
  const char *owner;    /* whose keys they are: see mh_keys_bind(); "everywhere" are handled by the lock and by GTK */
  const char *action;   /* (nullable): "win.search"; without one the owner's function is called */
  const char *target;   /* (nullable): as GVariant text */
  const char *accel;    /* "<Control>n" */
  const char *title;    /* (nullable): msgid of what it does; %NULL: another key, or another target, of the row above */
  const char *last;     /* (nullable): the list shows "from @accel to this" instead of each row below that has no title */
} MhKey;

/* (array length=n) */
const MhKey *mh_keys_get_all       (guint               *out_n);
/* @func: (nullable): for rows without an action; called with the target */
void         mh_keys_bind          (GtkWidgetClass      *klass,
                                    const char          *owner,
                                    GtkShortcutFunc      func);
void         mh_keys_bind_app      (GtkApplication      *application);
/* (transfer full): "Alt+←" for "<Alt>Left" */
char        *mh_keys_write_accel   (const char          *accel);
/* (transfer full) (nullable): "Ctrl+N", %NULL where the action has no key */
char        *mh_keys_dup_label     (const char          *action,
                                    GVariant            *target);
/* (transfer full): "Search (F3)" */
char        *mh_keys_dup_tooltip   (const char          *text,
                                    const char          *action,
                                    GVariant            *target);
/* Has the tooltips of all buttons below @root end in their keys; may be called again. */
void         mh_keys_tell          (GtkWidget           *root);
/* (transfer none): the list of all keys, not on the screen yet. @parent: (nullable) */
GtkWindow   *mh_keys_make_window   (GtkWindow           *parent);

G_END_DECLS
