/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-lock-page.h"

G_BEGIN_DECLS

/**
 * MhWindowLock:
 *
 * Hides a window's content, its dialogs and whatever comes up meanwhile; nothing of it is shown to screen readers either. What is
 * hidden lives on: work goes on, half-typed input is kept.
 */
#define MH_TYPE_WINDOW_LOCK (mh_window_lock_get_type ())
G_DECLARE_FINAL_TYPE (MhWindowLock, mh_window_lock, MH, WINDOW_LOCK, GObject)

/* @cover: a stack with the pages "desk" (@content), "lock" (@page) and "blank". All belong to @window, which owns the lock. */
MhWindowLock *mh_window_lock_new          (GtkWindow    *window,
                                           GtkStack     *cover,
                                           GtkWidget    *content,
                                           MhLockPage   *page);
/* (nullable): no town is open; the cover goes. */
void          mh_window_lock_set_context  (MhWindowLock *self,
                                           MhUiContext  *context);
/* The town was opened: whoever was there last sits down again, or the names are shown. @name: (nullable). Returns at once. */
void          mh_window_lock_start        (MhWindowLock *self,
                                           const char   *name);
/* Ctrl+L, and somebody else sits down. */
void          mh_window_lock_now          (MhWindowLock *self);
/* F12: a glance from the counter. Again: as before. */
void          mh_window_lock_toggle_blank (MhWindowLock *self);
/* 0: never by itself. */
void          mh_window_lock_set_limit    (MhWindowLock *self,
                                           gint64        ms);

G_END_DECLS
