/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-window.h"

G_BEGIN_DECLS

/* What src/ui/mh-window.c and mh-window-actions.c share. */

/* F-keys, Ctrl+Z, Ctrl+1 … and the actions behind them. */
void mh_window_install_actions (GtkWidgetClass *klass);
/* The places in the order of the sidebar. (nullable): there are fewer */
MhPlace *mh_window_get_nth_place (MhWindow *self,
                                  guint     n);
MhPlace *mh_window_get_front     (MhWindow *self);
void     mh_window_show_operator (MhWindow *self);
void     mh_window_lock_screen   (MhWindow *self);

G_END_DECLS
