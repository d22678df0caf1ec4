/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ui"

#include "mh-ui.h"

#include "mh-ui-resources.h"

/**
 * mh_ui_init:
 *
 * A static library's resource is not linked in unless something names it.
 */
void
mh_ui_init (void)
{
  mh_ui_register_resource ();
}
