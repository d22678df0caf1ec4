/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhTestWindow:
 *
 * The words of a draft to one contact of somebody who sits at the desk. The contact is remembered, so that the next test takes one key.
 *
 * Signal "sent" (gint64 broadcast): the test's own broadcast; the window is about to close.
 */
#define MH_TYPE_TEST_WINDOW (mh_test_window_get_type ())
G_DECLARE_FINAL_TYPE (MhTestWindow, mh_test_window, MH, TEST_WINDOW, AdwWindow)

/* @broadcast: a draft. Shows itself. */
MhTestWindow *mh_test_window_open (GtkWidget   *parent,
                                   MhUiContext *context,
                                   gint64       broadcast);

G_END_DECLS
