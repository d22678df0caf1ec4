/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MhWelcomePage:
 *
 * What the first start shows: the practice town, or one's own with its name and telephone.
 *
 * Signals: "practice", "create" (name, phone, operator).
 */
#define MH_TYPE_WELCOME_PAGE (mh_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (MhWelcomePage, mh_welcome_page, MH, WELCOME_PAGE, GtkWidget)

GtkWidget *mh_welcome_page_new (void);

G_END_DECLS
