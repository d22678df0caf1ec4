/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-i18n"

#include "mh-i18n.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/**
 * mh_i18n_init:
 *
 * Takes the language and the customs of the user's session and binds the translations, from the folder that the environment
 * variable MACHIHOKEN_LOCALEDIR names, else from where the program was installed. The first call of every main().
 */
void
mh_i18n_init (void)
{
  const char *dir = g_getenv ("MACHIHOKEN_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, dir != NULL && *dir != '\0' ? dir : MH_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
