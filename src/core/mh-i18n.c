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
 *
 * Names of people are Japanese in every language of the session, so fontconfig is told to prefer Japanese letters: in C.UTF-8 it
 * would take the first font that has the characters, be it a Chinese or an ornamental one. Who has set FC_LANG keeps it.
 */
void
mh_i18n_init (void)
{
  const char *dir = g_getenv ("MACHIHOKEN_LOCALEDIR");

  g_setenv ("FC_LANG", "ja", FALSE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, dir != NULL && *dir != '\0' ? dir : MH_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
