/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-i18n.h"

#include <glib/gi18n-lib.h>

static void
test_folder (void)
{
  g_setenv ("MACHIHOKEN_LOCALEDIR", "/somewhere/else", TRUE);
  mh_i18n_init ();
  g_assert_cmpstr (bindtextdomain (GETTEXT_PACKAGE, NULL), ==, "/somewhere/else");
  g_assert_cmpstr (bind_textdomain_codeset (GETTEXT_PACKAGE, NULL), ==, "UTF-8");
  g_assert_cmpstr (textdomain (NULL), ==, GETTEXT_PACKAGE);

  g_setenv ("MACHIHOKEN_LOCALEDIR", "", TRUE);
  mh_i18n_init ();
  g_assert_cmpstr (bindtextdomain (GETTEXT_PACKAGE, NULL), ==, MH_LOCALEDIR);
}

static void
test_letters (void)
{
  g_unsetenv ("FC_LANG");
  mh_i18n_init ();
  g_assert_cmpstr (g_getenv ("FC_LANG"), ==, "ja");

  g_setenv ("FC_LANG", "en", TRUE);
  mh_i18n_init ();
  g_assert_cmpstr (g_getenv ("FC_LANG"), ==, "en");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/i18n/translations-come-from-the-named-folder", test_folder);
  g_test_add_func ("/core/i18n/letters-are-japanese-unless-said-otherwise", test_letters);

  return g_test_run ();
}
