/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The resource with the templates and the style sheet, and the types that templates name. The first call of whoever makes a window. */
void mh_ui_init (void);

G_END_DECLS
