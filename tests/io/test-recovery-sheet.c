/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-recovery-sheet"

#include "mh-recovery-sheet.h"

#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

#include "mh-error.h"
#include "mh-recovery-key.h"
#include "mh-test-utils.h"

static MhSealedKey
make_key (void)
{
  MhSealedKey key;

  for (guint i = 0; i < sizeof key.bytes; i++)
    key.bytes[i] = (guint8) (i * 11);

  return key;
}

static char *
read_pdf (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *arguments[] = { program, "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  if (program == NULL)
    return NULL;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);

  return output;
}

static void
test_sheet (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "sheet.pdf", NULL);
  g_autoptr (GError) error = NULL;
  MhSealedKey key = make_key ();
  const MhRecoverySheet sheet = { "滝上町", "令和8年11月22日", "/media/usb/バックアップ", &key };
  g_autofree char *words = mh_recovery_key_write (&key);
  g_auto (GStrv) groups = g_strsplit (words, " ", -1);
  g_autofree char *text = NULL;
  GStatBuf info;

  mh_recovery_sheet_save_pdf (&sheet, path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
#ifndef G_OS_WIN32
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
#endif

  text = read_pdf (path);
  if (text == NULL) {
    g_test_skip ("poppler-utils is not here to read the PDF");
  } else {
    g_assert_nonnull (strstr (text, "滝上町"));
    g_assert_nonnull (strstr (text, "令和8年11月22日"));
    for (guint i = 0; groups[i] != NULL; i++)
      g_assert_nonnull (strstr (text, groups[i]));
    /* One page, and nothing of it cut. */
    g_assert_true (strchr (text, '\f') == text + strlen (text) - 1);
    g_assert_nonnull (strstr (text, "neither the office"));
  }
  mh_test_remove_dir (dir);
}

static void
test_failure (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "nowhere", "sheet.pdf", NULL);
  g_autoptr (GError) error = NULL;
  MhSealedKey key = make_key ();
  const MhRecoverySheet sheet = { "", "令和8年11月22日", "/media/usb", &key };

  g_assert_false (mh_recovery_sheet_save_pdf (&sheet, path, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  mh_test_remove_dir (dir);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/io/recovery-sheet/holds-the-key-and-the-steps-on-one-page", test_sheet);
  g_test_add_func ("/io/recovery-sheet/says-when-it-cannot-be-saved", test_failure);

  return g_test_run ();
}
