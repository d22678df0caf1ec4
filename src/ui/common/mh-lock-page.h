/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhLockPage:
 *
 * Lies over everything while nobody sits at the desk: the names to choose from, a PIN where one has one.
 *
 * Signal "opened" (name): somebody sat down; it stands in the log already.
 */
#define MH_TYPE_LOCK_PAGE (mh_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (MhLockPage, mh_lock_page, MH, LOCK_PAGE, GtkWidget)

GtkWidget *mh_lock_page_new    (void);
/* Reads the names anew and empties what was typed. @title: why the page is there */
void       mh_lock_page_begin  (MhLockPage  *self,
                                MhUiContext *context,
                                const char  *title);
/* Forgets the town. */
void       mh_lock_page_end    (MhLockPage  *self);

G_END_DECLS
