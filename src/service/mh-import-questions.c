/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-rows"

#include "mh-import-reading.h"

#include <glib/gi18n-lib.h>

#include "mh-glyphs.h"

/* Enough to judge by. */
#define MOST_EXAMPLES 5

static void
value_free (MhImportValue *value)
{
  g_free (value->written);
  g_free (value->shown);
  g_free (value);
}

/**
 * mh_import_question_free:
 * @question: a question
 */
void
mh_import_question_free (MhImportQuestion *question)
{
  g_free (question->title);
  g_ptr_array_unref (question->values);
  g_free (question);
}

static MhImportQuestion *
get_question (MhImportReading *reading,
              const char      *kind,
              MhImportField    field)
{
  MhImportQuestion *question;

  for (guint i = 0; i < reading->table->questions->len; i++) {
    question = g_ptr_array_index (reading->table->questions, i);

    if (g_str_equal (question->kind, kind) && question->field == field)
      return question;
  }

  question = g_new0 (MhImportQuestion, 1);
  question->kind = kind;
  question->field = field;
  question->title = mh_import_layout_dup_title ((MhImportLayout *) reading->layout, reading->csv, reading->first[field]);
  question->values = g_ptr_array_new_with_free_func ((GDestroyNotify) value_free);
  g_ptr_array_add (reading->table->questions, question);

  return question;
}

/**
 * mh_import_ask:
 * @reading: a reading
 * @kind: static and stable
 * @field: what the column holds
 * @written: what stands there
 * @shown: (nullable): what it would be; %NULL: as it is written
 * @count: how many rows
 */
void
mh_import_ask (MhImportReading *reading,
               const char      *kind,
               MhImportField    field,
               const char      *written,
               const char      *shown,
               guint            count)
{
  MhImportQuestion *question = get_question (reading, kind, field);
  MhImportValue *value;

  question->count += count;
  if (!g_str_equal (kind, "sex") && question->values->len >= MOST_EXAMPLES)
    return;

  value = g_new0 (MhImportValue, 1);
  value->written = g_strdup (written);
  value->shown = g_strdup (shown != NULL ? shown : written);
  value->count = count;
  g_ptr_array_add (question->values, value);
}

/**
 * mh_import_question_dup_text:
 * @question: a question about a file
 *
 * Returns: (transfer full): the question, translated
 */
char *
mh_import_question_dup_text (const MhImportQuestion *question)
{
  if (g_str_equal (question->kind, "sex"))
    return g_strdup_printf (ngettext ("In the column “%s”, the sex cannot be told in %u row. Which code means what?",
                                      "In the column “%s”, the sex cannot be told in %u rows. Which code means what?", question->count),
                            question->title, question->count);

  if (g_str_equal (question->kind, "serial"))
    return g_strdup_printf (ngettext ("In the column “%s”, Excel has turned %u date into a number. May it be turned back?",
                                      "In the column “%s”, Excel has turned %u dates into numbers. May they be turned back?", question->count),
                            question->title, question->count);

  return g_strdup_printf (ngettext ("In the column “%s”, %u date fits only the other table of era digits. Is that table the right one for this file?",
                                    "In the column “%s”, %u dates fit only the other table of era digits. Is that table the right one for this file?",
                                    question->count), question->title, question->count);
}

static void
place_free (MhImportPlace *place)
{
  g_free (place);
}

/**
 * mh_import_glyph_free:
 * @glyph: a rare character
 */
void
mh_import_glyph_free (MhImportGlyph *glyph)
{
  g_free (glyph->character);
  g_ptr_array_unref (glyph->places);
  g_free (glyph);
}

static void
note_glyph (MhImportReading   *reading,
            const MhImportRow *row,
            MhImportField      field,
            const char        *at,
            const char        *next)
{
  g_autofree char *character = g_strndup (at, (gsize) (next - at));
  MhImportGlyph *glyph = g_hash_table_lookup (reading->glyphs, character);
  MhImportPlace *place;

  if (glyph == NULL) {
    glyph = g_new0 (MhImportGlyph, 1);
    glyph->is_private = next == g_utf8_next_char (at);
    glyph->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
    glyph->character = g_steal_pointer (&character);
    g_hash_table_insert (reading->glyphs, glyph->character, glyph);
    g_ptr_array_add (reading->table->glyphs, glyph);
  }

  place = g_new0 (MhImportPlace, 1);
  place->line = row->line;
  place->field = field;
  place->number = row->resident->register_number;
  place->name = row->resident->name;
  g_ptr_array_add (glyph->places, place);
}

/* Whether there can be anything rare in it: all of it begins with a byte of 0xee or more (U+E000 and on), which is seldom. */
static gboolean
may_be_rare (const char *text)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++) {
    if (*p == 0xee || *p >= 0xf3 || (*p == 0xef && (p[1] <= 0xa3 || p[1] == 0xb8)) || (*p == 0xe1 && p[1] == 0xa0))
      return TRUE;
  }

  return FALSE;
}

/* Returns: whether a character of the town's own stands in it. */
static gboolean
find_in_text (MhImportReading   *reading,
              const MhImportRow *row,
              MhImportField      field,
              const char        *text)
{
  gboolean found = FALSE;

  if (text == NULL || !may_be_rare (text))
    return FALSE;

  for (const char *at = text, *next; *at != '\0'; at = next) {
    if (!mh_glyph_is_rare (at, &next))
      continue;

    note_glyph (reading, row, field, at, next);
    found = found || next == g_utf8_next_char (at);
  }

  return found;
}

/**
 * mh_import_find_glyphs:
 * @reading: a reading
 * @row: a person of the file
 *
 * Lists the rare characters of every text, and notes those that only the town has.
 */
void
mh_import_find_glyphs (MhImportReading   *reading,
                       const MhImportRow *row)
{
  const MhResident *resident = row->resident;
  const struct {
    MhImportField field;
    const char   *text;
  } texts[] = {
    { MH_IMPORT_NAME, resident->name },
    { MH_IMPORT_OTHER_NAME, resident->other_name },
    { MH_IMPORT_RELATION, resident->relation },
    { MH_IMPORT_ADDRESS, resident->address },
    { MH_IMPORT_ADDRESS_EXTRA, resident->address_extra },
    { MH_IMPORT_DISTRICT, resident->district },
    { MH_IMPORT_DISTRICT2, resident->district2 },
    { MH_IMPORT_DISTRICT3, resident->district3 },
  };
  const char *noted = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (find_in_text (reading, row, texts[i].field, texts[i].text) && noted == NULL)
      noted = texts[i].text;
  }

  if (noted != NULL)
    mh_import_reading_note (reading, "private-use", resident->name);
}
