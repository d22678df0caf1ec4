/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The seam for how an operating system asks a program to end. */
void mh_sandbox_quit_on_signals (GMainLoop *loop);
void mh_sandbox_quit_with_stdin (GMainLoop *loop);

G_END_DECLS
