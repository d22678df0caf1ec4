/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Binds the program's translations; the first call of every main(). MACHIHOKEN_LOCALEDIR may name where they are. */
void mh_i18n_init (void);

G_END_DECLS
