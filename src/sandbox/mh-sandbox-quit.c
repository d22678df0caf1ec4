/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-quit"

#include "mh-sandbox-quit.h"

#ifdef G_OS_UNIX
#include <glib-unix.h>
#include <signal.h>
#endif
#include <stdio.h>

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

/**
 * mh_sandbox_quit_on_signals:
 * @loop: a loop of the default context
 *
 * Ends @loop when the system asks the program to end; the process then closes its files as it should.
 */
void
mh_sandbox_quit_on_signals (GMainLoop *loop)
{
#ifdef G_OS_UNIX
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
#endif
}

/* Reading a pipe without a thread differs between systems; waiting for its end does not. */
static gpointer
wait_for_end (gpointer data)
{
  while (fgetc (stdin) != EOF) {
  }

  g_main_context_invoke (NULL, quit_cb, data);
  g_main_loop_unref (data);

  return NULL;
}

/**
 * mh_sandbox_quit_with_stdin:
 * @loop: a loop of the default context
 *
 * Ends @loop when standard input ends, which it does when the parent process is gone, however it went.
 */
void
mh_sandbox_quit_with_stdin (GMainLoop *loop)
{
  g_thread_unref (g_thread_new ("stdin", wait_for_end, g_main_loop_ref (loop)));
}
