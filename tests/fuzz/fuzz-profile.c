/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any text as what was remembered of a shape of file: it is read, or it counts as damaged, and nothing else happens. */

#include <stdlib.h>

#include "mh-fuzz.h"
#include "mh-import-profile.h"
#include "mh-test-town.h"

static MhTestTown *town;

/* JSON-GLib loses the first of two documents that stand in one text ("[][]"), which is not what is looked for here. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

static void
remove_town (void)
{
  g_clear_pointer (&town, mh_test_town_free);
}

/* One town for all inputs, in which a profile may be changed past the program. */
static void
make_town (void)
{
  town = mh_test_town_new ("2026-10-20 09:00");
  atexit (remove_town);
  g_assert_true (mh_db_exec (town->db,
                             "PRAGMA synchronous = OFF; DROP TRIGGER import_profile_insert_act; DROP TRIGGER import_profile_update_act;"
                             "INSERT INTO import_profile (name, settings, used_at) VALUES ('a', '{}', 0)", NULL));
}

static void
look_at_profile (const MhImportProfile *profile)
{
  static const char text[] = "number,name,kana\r\n1,a,b\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (MhCsv) csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_UTF8, NULL, NULL);
  g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, mh_desk_today (&town->desk));
  g_autoptr (MhImportProfile) copy = mh_import_profile_copy (profile);
  MhImportOptions options = { .today = mh_desk_today (&town->desk) };

  if (profile->damaged)
    return;

  for (guint i = 0; i < profile->n_columns; i++) {
    g_assert_nonnull (profile->titles[i]);
    g_assert_cmpint (profile->fields[i], <, MH_IMPORT_N_FIELDS);
  }

  g_assert_cmpuint (mh_import_profile_fill_layout (copy, layout), <=, profile->n_columns);
  mh_import_profile_fill_options (copy, &options);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (bytes, -1);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GError) error = NULL;

  if (town == NULL)
    make_town ();

  mh_db_run (town->db, &error, "UPDATE import_profile SET settings = :text", ":text", MH_TEXT (text), NULL);
  g_assert_no_error (error);
  profiles = mh_import_profile_list (&town->desk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 1);
  look_at_profile (g_ptr_array_index (profiles, 0));

  return 0;
}
