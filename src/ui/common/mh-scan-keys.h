/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets what a reader types through to @entry although an input method was left on: digits go in as they stand on the keys, and at Enter a code, a
 * number or a birth date counts as it was pressed, not as it was composed. Kana are composed as ever. */
void     mh_scan_keys_attach  (GtkEntry *entry);
/* Whether the input method is putting something together in @entry; then arrows and Enter are meant for it. */
gboolean mh_scan_keys_compose (GtkEntry *entry);

G_END_DECLS
