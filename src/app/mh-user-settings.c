/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-user-settings"

#include "mh-user-settings.h"

#define DIR_MODE  0700
#define FILE_NAME "user.ini"
#define GROUP     "user"
#define KEY_NAME  "name"

static char *
make_path (const char *file)
{
  return g_build_filename (g_get_user_config_dir (), "machihoken", file, NULL);
}

/**
 * mh_user_settings_load_operator:
 *
 * Returns: (nullable) (transfer full): the name that was given last, or %NULL when none was or it cannot be read
 */
char *
mh_user_settings_load_operator (void)
{
  g_autofree char *path = make_path (FILE_NAME);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;

  return g_key_file_get_string (file, GROUP, KEY_NAME, NULL);
}

/**
 * mh_user_settings_save_operator:
 * @name: who sits at the PC
 * @error: return location for an error
 *
 * Returns: whether it will be known at the next start
 */
gboolean
mh_user_settings_save_operator (const char *name,
                                GError    **error)
{
  g_autofree char *dir = make_path (NULL);
  g_autofree char *path = make_path (FILE_NAME);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_return_val_if_fail (name != NULL, FALSE);

  /* A failure shows when the file is written. */
  g_mkdir_with_parents (dir, DIR_MODE);
  g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS, NULL);
  g_key_file_set_string (file, GROUP, KEY_NAME, name);

  return g_key_file_save_to_file (file, path, error);
}
