/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GAsyncReadyCallback whose user data is a GAsyncResult ** to fill, and the wait for it. */
void          mh_test_take_result_cb (GObject       *source,
                                      GAsyncResult  *result,
                                      gpointer       user_data);
GAsyncResult *mh_test_await          (GAsyncResult **result);

/* A new directory below the system's temporary one; mh_test_remove_dir() removes it with all that is in it. */
char         *mh_test_make_dir       (void);
void          mh_test_remove_dir     (const char    *path);

/* A file of ../shared as bytes, or %NULL after g_test_skip() with a plain message. */
GBytes       *mh_test_shared_file    (const char    *relative);

G_END_DECLS
