/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-test-utils"

#include "mh-test-utils.h"

#include <glib/gstdio.h>

void
mh_test_take_result_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GAsyncResult **out_result = user_data;

  g_assert_null (*out_result);
  *out_result = g_object_ref (result);
}

/* Meson's timeout ends a test whose result never comes. */
GAsyncResult *
mh_test_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

char *
mh_test_make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("machihoken-test-XXXXXX", &error);

  g_assert_no_error (error);

  return path;
}

void
mh_test_remove_dir (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      mh_test_remove_dir (child);
    else
      g_remove (child);
  }

  g_rmdir (path);
}

GBytes *
mh_test_shared_file (const char *relative)
{
  const char *shared = g_getenv ("MH_SHARED_DIR");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "/nonexistent", relative, NULL);
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL)) {
    g_autofree char *message = g_strdup_printf ("%s is not here: nothing to compare with", relative);

    g_test_skip (message);
    return NULL;
  }

  return g_bytes_new_take (contents, length);
}
