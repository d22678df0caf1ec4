/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-import-profile.h"

#include <string.h>

#include "mh-act.h"
#include "mh-error.h"
#include "mh-glyphs.h"
#include "mh-import-profile-table.h"
#include "mh-test-town.h"

static const MhDate today = { 2026, 11, 22 };

static MhImportLayout *
guess (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (MhCsv) csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_UTF8, NULL, NULL);

  g_assert_nonnull (csv);

  return mh_import_layout_guess (csv, today);
}

#define DATA "\n1,山田,ヤマダ,x,y\n"

static gint64
save (MhTestTown *town,
      const char *name)
{
  g_autoptr (GHashTable) sexes = g_hash_table_new (g_str_hash, g_str_equal);
  MhImportOptions options = { .era_table = MH_ERA_TABLE_PENSION, .area_code = "0158", .sexes = sexes,
                              .serials = MH_IMPORT_BIT (MH_IMPORT_BIRTH_DATE) };
  g_autoptr (MhImportLayout) layout = guess ("番号,なまえ,よみ,住所,," DATA);
  g_autoptr (MhImportProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_hash_table_insert (sexes, (char *) "0", (char *) "male");
  mh_import_layout_set_at (layout, 0, MH_IMPORT_REGISTER_NUMBER);
  mh_import_layout_set_at (layout, 1, MH_IMPORT_NAME);
  mh_import_layout_set_at (layout, 2, MH_IMPORT_KANA);
  profile = mh_import_profile_new (name, layout, MH_CSV_ENCODING_CP932, &options);
  id = mh_import_profile_save (&town->desk, profile, &error);
  g_assert_no_error (error);

  return id;
}

static void
test_found_by_headings (void)
{
  static const struct {
    const char *header;
    gboolean    found;
    guint       name_column;
  } cases[] = {
    { "番号,なまえ,よみ,住所,,", TRUE, 1 },
    { "よみ,住所,,,番号,なまえ", TRUE, 5 },
    { "番号,なまえ,よみ,住所,,,備考", TRUE, 1 },
    { "番　号,なまえ,よみ,住所,,", TRUE, 1 },
    { "番号,氏名,よみ,住所,,", FALSE, 0 },
    { "番号,なまえ,よみ", FALSE, 0 },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-11-22 09:00");

  save (town, "住民係");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (cases[i].header, DATA, NULL);
    g_autoptr (MhImportLayout) layout = guess (text);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhImportProfile) profile = mh_import_profile_find (&town->desk, layout, &error);

    g_test_message ("%s", cases[i].header);
    g_assert_no_error (error);
    g_assert_cmpint (profile != NULL, ==, cases[i].found);
    if (profile == NULL)
      continue;

    g_assert_cmpuint (mh_import_profile_fill_layout (profile, layout), >=, 5);
    g_assert_cmpint (layout->fields[cases[i].name_column], ==, MH_IMPORT_NAME);
  }
}

static void
test_remembers_everything (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-11-22 09:00");
  g_autoptr (MhImportLayout) layout = guess ("番号,なまえ,よみ,住所,," DATA);
  g_autoptr (MhImportProfile) profile = NULL;
  g_autoptr (MhImportProfile) copy = NULL;
  MhImportOptions options = { .area_code = "011" };

  save (town, " 住民係 ");
  profile = mh_import_profile_find (&town->desk, layout, NULL);
  g_assert_nonnull (profile);
  copy = mh_import_profile_copy (profile);
  g_assert_cmpstr (copy->name, ==, "住民係");
  g_assert_cmpint (copy->encoding, ==, MH_CSV_ENCODING_CP932);

  mh_import_profile_fill_options (copy, &options);
  g_assert_cmpint (options.era_table, ==, MH_ERA_TABLE_PENSION);
  g_assert_cmpstr (options.area_code, ==, "0158");
  g_assert_cmpuint (options.serials, ==, MH_IMPORT_BIT (MH_IMPORT_BIRTH_DATE));
  g_assert_cmpstr (g_hash_table_lookup (options.sexes, "0"), ==, "male");
}

static void
test_without_headings (void)
{
  static const char file[] = "0001,山田,ヤマダ　ハナコ,S25.3.1\n0002,山田,ヤマダ　タロウ,S22.4.1\n";
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-11-22 09:00");
  g_autoptr (MhImportLayout) layout = guess (file);
  g_autoptr (MhImportLayout) again = guess (file);
  g_autoptr (MhImportLayout) other = guess ("0001,山田,ヤマダ　ハナコ,S25.3.1,1\n0002,山田,ヤマダ　タロウ,S22.4.1,2\n");
  MhImportOptions options = { 0 };
  g_autoptr (MhImportProfile) profile = NULL;
  g_autoptr (MhImportProfile) found = NULL;
  g_autoptr (MhImportProfile) none = NULL;

  mh_import_layout_set_at (layout, 0, MH_IMPORT_REGISTER_NUMBER);
  mh_import_layout_set_at (layout, 1, MH_IMPORT_NAME);
  profile = mh_import_profile_new ("見出しなし", layout, MH_CSV_ENCODING_AUTO, &options);
  g_assert_cmpint (mh_import_profile_save (&town->desk, profile, NULL), !=, 0);

  found = mh_import_profile_find (&town->desk, again, NULL);
  g_assert_nonnull (found);
  mh_import_profile_fill_layout (found, again);
  g_assert_cmpint (again->fields[1], ==, MH_IMPORT_NAME);

  none = mh_import_profile_find (&town->desk, other, NULL);
  g_assert_null (none);
}

static void
test_managed (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-11-22 09:00");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = save (town, "い");
  gint64 second = save (town, "あ");

  g_assert_cmpint (save (town, "い"), ==, first);
  profiles = mh_import_profile_list (&town->desk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 2);
  g_assert_cmpstr (((MhImportProfile *) g_ptr_array_index (profiles, 0))->name, ==, "あ");

  g_assert_false (mh_import_profile_rename (&town->desk, first, "あ", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (mh_import_profile_rename (&town->desk, first, "  ", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (mh_import_profile_rename (&town->desk, first, "う", &error));

  g_assert_true (mh_import_profile_delete (&town->desk, second, &error));
  g_assert_false (mh_import_profile_delete (&town->desk, second, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM import_profile WHERE name = 'う'"), ==, 1);
}

/* Whatever stands there, a file can still be imported. */
static void
test_damaged (void)
{
  static const char * const damaged[] = {
    "", "{", "[]", "{}", "{\"columns\": [{\"title\": \"番号 なまえ よみ 住所\"}]}",
    "{\"columns\": [{\"title\": \"番号\", \"field\": \"colour\"}], \"なまえ\": \"よみ 住所\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++) {
    g_autoptr (MhTestTown) town = mh_test_town_new ("2026-11-22 09:00");
    g_autoptr (MhImportLayout) layout = guess ("番号,なまえ,よみ,住所,," DATA);
    g_autoptr (MhAct) act = mh_act_begin (town->db, 1, "佐藤", "import-profile.save", MH_UNDO_WHOLE, NULL);
    g_autoptr (MhImportProfile) profile = NULL;
    g_autoptr (GPtrArray) profiles = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (mh_import_profile_table_put (town->db, "住民係", damaged[i], 1, NULL), !=, 0);
    g_assert_true (mh_act_commit (act, NULL));

    profile = mh_import_profile_find (&town->desk, layout, &error);
    g_assert_null (profile);
    if (strstr (damaged[i], "よみ") != NULL)
      g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);

    profiles = mh_import_profile_list (&town->desk, NULL);
    g_assert_true (((MhImportProfile *) g_ptr_array_index (profiles, 0))->damaged);
  }
}

/* --- characters ---------------------------------------------------------------------------------------------------- */

static void
test_glyphs (void)
{
  static const struct {
    const char *text;
    const char *shown;
  } cases[] = {
    { "渡\xee\x80\x80子", "渡邊子" },
    { "葛\xf3\xa0\x84\x80西", "葛西" },
    { "葛\xf3\xa0\x84\x81西", "葛\xf3\xa0\x84\x81西" },
    { "辻\xf3\xa0\x84\x80", "辶十" },
    { "辻", "辶十" },
    { "山田", "山田" },
    { "", "" },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-11-22 09:00");
  g_autoptr (MhGlyphs) none = mh_glyphs_load (&town->desk, NULL);
  g_autoptr (MhGlyphs) glyphs = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_glyphs_set (&town->desk, "\xee\x80\x80", "邊", &error));
  g_assert_true (mh_glyphs_set (&town->desk, "葛\xf3\xa0\x84\x80", "葛", &error));
  g_assert_true (mh_glyphs_set (&town->desk, "辻", "辶十", &error));
  g_assert_false (mh_glyphs_set (&town->desk, "二字", "X", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);

  glyphs = mh_glyphs_load (&town->desk, NULL);
  list = mh_glyphs_list (glyphs);
  g_assert_cmpuint (list->len, ==, 3);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shown = mh_glyph_apply (glyphs, cases[i].text);
    g_autofree char *bare = mh_glyph_apply (none, cases[i].text);
    g_autofree char *same = mh_glyph_apply (NULL, cases[i].text);

    g_assert_cmpstr (shown, ==, cases[i].shown);
    g_assert_cmpstr (bare, ==, cases[i].text);
    g_assert_cmpstr (same, ==, cases[i].text);
  }
  g_assert_null (mh_glyph_apply (glyphs, NULL));

  g_assert_true (mh_glyphs_set (&town->desk, "辻", "", NULL));
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM glyph"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add_func ("/import-profile/" path, func)
  ADD ("found again by the headings", test_found_by_headings);
  ADD ("remembers what was answered", test_remembers_everything);
  ADD ("a file without headings is known by its width", test_without_headings);
  ADD ("listed, renamed and deleted", test_managed);
  ADD ("a damaged one is said and not used", test_damaged);
#undef ADD
  g_test_add_func ("/glyphs/shown as the nurse wants", test_glyphs);

  return g_test_run ();
}
