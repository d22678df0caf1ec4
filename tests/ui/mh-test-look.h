/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-test-desk.h"

G_BEGIN_DECLS

/* Looking at a window and pressing its buttons. What comes from a worker is waited for: as long as it may still come. */

/* A label with @text in it that can be seen. */
gboolean   mh_test_comes_to_show  (GtkWidget   *widget,
                                   const char  *text);
gboolean   mh_test_shows          (GtkWidget   *widget,
                                   const char  *text);
/* A button that can be pressed and seen, whose label is @text. */
gboolean   mh_test_press          (GtkWidget   *widget,
                                   const char  *text);
/* The window whose class is @type; (nullable) */
GtkWidget *mh_test_await_window   (const char  *type);
gboolean   mh_test_closes         (const char  *type);
/* The @nth thing of class @type below @widget, from 0, that can be seen; waits for it. (nullable) */
GtkWidget *mh_test_await_child    (GtkWidget   *widget,
                                   const char  *type,
                                   guint        nth);
gboolean   mh_test_comes_to_count (MhTestDesk  *desk,
                                   const char  *sql,
                                   gint64       n);

G_END_DECLS
