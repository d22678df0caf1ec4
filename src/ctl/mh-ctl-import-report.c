/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-import"

#include "mh-ctl-import-report.h"

/**
 * mh_ctl_import_add_columns:
 * @call: a call
 * @layout: a layout
 * @csv: its table
 *
 * Says which column holds what.
 */
void
mh_ctl_import_add_columns (MhCtlCall      *call,
                           MhImportLayout *layout,
                           MhCsv          *csv)
{
  mh_ctl_begin_array (call, "columns");
  for (guint i = 0; i < layout->n_columns; i++) {
    g_autofree char *title = mh_import_layout_dup_title (layout, csv, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "column", title);
    mh_ctl_add_text (call, "field", mh_import_field_nick (layout->fields[i]));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

/**
 * mh_ctl_import_add_skipped:
 * @call: a call
 * @skipped: (element-type MhImportSkip): rows
 *
 * Says what was not taken, and why.
 */
void
mh_ctl_import_add_skipped (MhCtlCall *call,
                           GPtrArray *skipped)
{
  call->partly = call->partly || skipped->len > 0;
  mh_ctl_begin_array (call, "skipped");
  for (guint i = 0; i < skipped->len; i++) {
    const MhImportSkip *skip = g_ptr_array_index (skipped, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "line", skip->line);
    mh_ctl_add_text (call, "kind", skip->kind);
    mh_ctl_add_text (call, "reason", skip->reason);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_note_kind (MhCtlCall  *call,
               GPtrArray  *notes,
               const char *kind)
{
  guint count = 0;

  for (guint i = 0; i < notes->len; i++)
    count += g_str_equal (((const MhImportNote *) g_ptr_array_index (notes, i))->kind, kind);
  if (count == 0)
    return;

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_text (call, "kind", kind);
  mh_ctl_add_int (call, "count", count);
  mh_ctl_add_text (call, "sentence", mh_import_note_text (kind));
  mh_ctl_begin_array (call, "lines");
  for (guint i = 0; i < notes->len; i++) {
    const MhImportNote *note = g_ptr_array_index (notes, i);

    if (g_str_equal (note->kind, kind))
      json_builder_add_int_value (call->builder, note->line);
  }
  mh_ctl_end_array (call);
  mh_ctl_end_object (call);
}

static void
add_question (MhCtlCall              *call,
              const MhImportQuestion *question)
{
  g_autofree char *sentence = mh_import_question_dup_text (question);

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_text (call, "kind", question->kind);
  mh_ctl_add_text (call, "field", mh_import_field_nick (question->field));
  mh_ctl_add_text (call, "column", question->title);
  mh_ctl_add_int (call, "count", question->count);
  mh_ctl_add_text (call, "sentence", sentence);
  mh_ctl_begin_array (call, "values");
  for (guint i = 0; i < question->values->len; i++) {
    const MhImportValue *value = g_ptr_array_index (question->values, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "written", value->written);
    mh_ctl_add_text (call, "shown", value->shown);
    mh_ctl_add_int (call, "count", value->count);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
  mh_ctl_end_object (call);
}

static void
add_glyph (MhCtlCall           *call,
           const MhImportGlyph *glyph)
{
  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_text (call, "character", glyph->character);
  mh_ctl_add_bool (call, "private", glyph->is_private);
  mh_ctl_begin_array (call, "lines");
  for (guint i = 0; i < glyph->places->len; i++)
    json_builder_add_int_value (call->builder, ((const MhImportPlace *) g_ptr_array_index (glyph->places, i))->line);
  mh_ctl_end_array (call);
  mh_ctl_end_object (call);
}

/**
 * mh_ctl_import_add_table:
 * @call: a call
 * @table: the people of a file
 *
 * Says what was odd, what is asked, and which rare characters there are.
 */
void
mh_ctl_import_add_table (MhCtlCall           *call,
                         const MhImportTable *table)
{
  mh_ctl_begin_array (call, "notes");
  for (const char * const *kind = mh_import_note_kinds (); *kind != NULL; kind++)
    add_note_kind (call, table->notes, *kind);
  mh_ctl_end_array (call);

  call->partly = call->partly || table->questions->len > 0;
  mh_ctl_begin_array (call, "questions");
  for (guint i = 0; i < table->questions->len; i++)
    add_question (call, g_ptr_array_index (table->questions, i));
  mh_ctl_end_array (call);

  mh_ctl_begin_array (call, "glyphs");
  for (guint i = 0; i < table->glyphs->len; i++)
    add_glyph (call, g_ptr_array_index (table->glyphs, i));
  mh_ctl_end_array (call);
}

static void
add_fields (MhCtlCall            *call,
            const MhImportChange *change)
{
  mh_ctl_begin_array (call, "fields");
  for (guint i = 0; i < MH_IMPORT_N_FIELDS; i++) {
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    if ((change->changed & MH_IMPORT_BIT (i)) == 0)
      continue;

    before = mh_import_change_dup_before (change, (MhImportField) i);
    after = mh_import_change_dup_after (change, (MhImportField) i);
    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "field", mh_import_field_nick ((MhImportField) i));
    mh_ctl_add_text (call, "before", before);
    mh_ctl_add_text (call, "after", after);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_change (MhCtlCall            *call,
            const MhImportChange *change)
{
  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "line", change->row->line);
  mh_ctl_add_text (call, "register-number", change->number);
  mh_ctl_add_text (call, "name", change->row->resident->name);
  mh_ctl_add_text (call, "state", mh_import_state_nick (change->state));
  mh_ctl_add_text (call, "like", change->pair != NULL ? change->pair->register_number : NULL);
  add_fields (call, change);
  mh_ctl_end_object (call);
}

/* Everybody but the unchanged, or only those that wait for a decision. */
static void
add_changes (MhCtlCall          *call,
             const MhImportPlan *plan,
             gboolean            whole)
{
  mh_ctl_begin_array (call, "changes");
  for (guint i = 0; i < plan->changes->len; i++) {
    const MhImportChange *change = g_ptr_array_index (plan->changes, i);
    gboolean waits = change->state == MH_IMPORT_STATE_UNCLEAR || change->state == MH_IMPORT_STATE_PAIR;

    if (change->state != MH_IMPORT_STATE_UNCHANGED && (whole || waits))
      add_change (call, change);
  }
  mh_ctl_end_array (call);
}

/**
 * mh_ctl_import_add_plan:
 * @call: a call
 * @plan: the file beside the list, before it was applied
 * @table: the people of the file
 * @whole: with everybody who is new or changed and who is missing, rather than counts alone
 *
 * Says what the file means for the list.
 */
void
mh_ctl_import_add_plan (MhCtlCall           *call,
                        const MhImportPlan  *plan,
                        const MhImportTable *table,
                        gboolean             whole)
{
  call->partly = call->partly || plan->n_unclear + plan->n_pairs > 0;
  mh_ctl_add_int (call, "rows", table->rows->len + table->skipped->len);
  mh_ctl_add_int (call, "added", plan->n_new);
  mh_ctl_add_int (call, "changed", plan->n_changed);
  mh_ctl_add_int (call, "left", plan->n_left);
  mh_ctl_add_int (call, "unchanged", plan->n_unchanged);
  mh_ctl_add_int (call, "unclear", plan->n_unclear);
  mh_ctl_add_int (call, "pairs", plan->n_pairs);
  mh_ctl_add_int (call, "missing", plan->missing->len);
  mh_ctl_add_int (call, "numbers-restored", plan->n_numbers_restored);

  add_changes (call, plan, whole);

  mh_ctl_begin_array (call, "absent");
  for (guint i = 0; whole && i < plan->missing->len; i++) {
    const MhResident *missing = g_ptr_array_index (plan->missing, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", missing->register_number);
    mh_ctl_add_text (call, "name", missing->name);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}
