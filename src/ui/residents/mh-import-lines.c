/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-lines"

#include "mh-import-lines.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-csv-writer.h"
#include "mh-text.h"
#include "mh-wording.h"

/* More people of one character would not be read. */
#define MAX_PEOPLE_OF_GLYPH 6

/* What of a person says where he lives, or with whom, or how he is called up. */
#define PLACE_FIELDS (MH_IMPORT_BIT (MH_IMPORT_HOUSEHOLD_NUMBER) | MH_IMPORT_BIT (MH_IMPORT_POSTAL_CODE) | \
                      MH_IMPORT_BIT (MH_IMPORT_ADDRESS) | MH_IMPORT_BIT (MH_IMPORT_ADDRESS_EXTRA) | \
                      MH_IMPORT_BIT (MH_IMPORT_DISTRICT) | MH_IMPORT_BIT (MH_IMPORT_DISTRICT2) | \
                      MH_IMPORT_BIT (MH_IMPORT_DISTRICT3) | MH_IMPORT_BIT (MH_IMPORT_LANDLINE) | \
                      MH_IMPORT_BIT (MH_IMPORT_MOBILE) | MH_IMPORT_BIT (MH_IMPORT_RELATION))

static const char * const titles[MH_IMPORT_N_KINDS] = {
  N_("New"),
  N_("Changed"),
  N_("Moved out"),
  N_("Died"),
  N_("Not in the file"),
  N_("Same person?"),
  N_("Unclear"),
  N_("Left-out rows"),
  N_("To look at"),
  N_("Rare characters"),
  N_("Put right"),
  N_("Unchanged"),
};

static const char * const explanations[MH_IMPORT_N_KINDS] = {
  N_("They are added to the list."),
  N_("Of these people the named facts change."),
  N_("The file says that they have moved away. From that day nothing is sent to them any more."),
  N_("The file says that they have died. From that day nothing is sent to them any more."),
  N_("They are in your list but not in the file. Nothing happens to them unless you choose something here. Look first whether the file holds everybody."),
  N_("You entered these people by hand, and the file has somebody who looks like them. Decide for each whether it is the same person; until then the row waits."),
  N_("The number belongs to somebody who is called otherwise in your list. These rows stay out unless you mark them as right."),
  N_("These rows stay out; all others go in. The line is the one of the file."),
  N_("These rows go in, but something in them should be looked at."),
  N_("Characters that may be missing on screens. They are kept as they are; you can write what is to be shown instead."),
  N_("The program has put these right by itself, such as zeros that a spreadsheet had dropped. There is nothing to do."),
  N_("Nothing happens to them."),
};

static const MhImportChange *
get_change (const MhImportReport *report,
            MhImportKind          kind,
            guint                 index)
{
  const GArray *places = report->changes[kind];

  return index < places->len ? report->plan->changes->pdata[g_array_index (places, guint, index)] : NULL;
}

/* Rows and changes are in file order, one for one. */
static const MhImportChange *
find_change_of_line (const MhImportReport *report,
                     guint                 line)
{
  const GPtrArray *changes = report->plan->changes;
  guint low = 0, high = changes->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;
    const MhImportChange *change = changes->pdata[middle];

    if (change->row->line == line)
      return change;
    if (change->row->line < line)
      low = middle + 1;
    else
      high = middle;
  }

  return NULL;
}

static char *
name_person (const MhResident *resident,
             const char       *number)
{
  /* Translators: a person's name, kana and register number */
  return g_strdup_printf (_("%s  %s  (%s)"), resident->name, resident->kana, number);
}

static char *
describe_birth (const MhResident *resident)
{
  g_autofree char *birth = mh_date_is_set (resident->birth) ? mh_date_format (resident->birth, MH_DATE_STYLE_LONG) : NULL;
  const char *text = birth != NULL ? birth : resident->birth_text != NULL ? resident->birth_text : _("birth date unknown");

  return g_strdup_printf ("%s  %s", text, mh_wording_sex (resident->sex));
}

static char *
describe_new (const MhImportChange *change)
{
  const MhResident *resident = change->row->resident;
  g_autofree char *birth = describe_birth (resident);

  if (mh_import_lines_is_hidden (change))
    return g_strdup_printf ("%s  %s", birth, _("(not shown)"));

  return g_strdup_printf ("%s  %s %s", birth, resident->address != NULL ? resident->address : "",
                          resident->address_extra != NULL ? resident->address_extra : "");
}

static void
append_field (GString              *text,
              const MhImportChange *change,
              MhImportField         field)
{
  gboolean hidden = mh_import_lines_is_hidden (change) && (PLACE_FIELDS & MH_IMPORT_BIT (field)) != 0;
  g_autofree char *before = hidden ? g_strdup (_("(not shown)")) : mh_import_change_dup_before (change, field);
  g_autofree char *after = hidden ? g_strdup (_("(not shown)")) : mh_import_change_dup_after (change, field);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  /* Translators: one fact of a person: its name, how it is, how it would be */
  g_string_append_printf (text, _("%s: %s → %s"), mh_import_field_label (field),
                          before != NULL && *before != '\0' ? before : _("(nothing)"),
                          after != NULL && *after != '\0' ? after : _("(nothing)"));
}

static char *
describe_fields (const MhImportChange *change)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MH_IMPORT_N_FIELDS; i++) {
    if ((change->changed & MH_IMPORT_BIT (i)) != 0)
      append_field (text, change, (MhImportField) i);
  }

  return g_string_free (text, FALSE);
}

/* Who the number belongs to in the list, and who stands in the file. */
static char *
describe_unclear (const MhImportChange *change)
{
  g_autofree char *old_birth = change->before != NULL ? describe_birth (change->before) : g_strdup ("");
  g_autofree char *new_birth = describe_birth (change->row->resident);

  return g_strdup_printf (_("In your list: %s  %s  %s\nIn the file, line %u: %s  %s  %s"),
                          change->before != NULL ? change->before->name : "", change->before != NULL ? change->before->kana : "",
                          old_birth, change->row->line, change->row->resident->name, change->row->resident->kana, new_birth);
}

/* The note behind a line, or %NULL: among what was put right, register numbers come after the notes. */
static const MhImportNote *
get_note (const MhImportReport *report,
          MhImportKind          kind,
          guint                 index)
{
  const GArray *places = kind == MH_IMPORT_KIND_NOTES ? report->notes : kind == MH_IMPORT_KIND_REPAIRED ? report->repairs : NULL;

  return places != NULL && index < places->len ? report->people->table->notes->pdata[g_array_index (places, guint, index)] : NULL;
}

static const MhImportChange *
get_repaired (const MhImportReport *report,
              guint                 index)
{
  return report->plan->changes->pdata[g_array_index (report->changes[MH_IMPORT_KIND_REPAIRED], guint, index - report->repairs->len)];
}

static char *
describe_note (const MhImportReport *report,
               const MhImportNote   *note)
{
  const MhImportChange *change = find_change_of_line (report, note->line);
  gboolean hidden = change == NULL || mh_import_lines_is_hidden (change);
  const char *text = hidden ? _("(not shown)") : note->text;

  if (note->text == NULL || *note->text == '\0')
    return g_strdup (mh_import_note_text (note->kind));

  return g_strdup_printf (_("%s (%s)"), mh_import_note_text (note->kind), text);
}

static char *
title_note (const MhImportReport *report,
            const MhImportNote   *note)
{
  const MhImportChange *change = find_change_of_line (report, note->line);

  if (change == NULL)
    return g_strdup_printf (_("Line %u"), note->line);

  return g_strdup_printf (_("Line %u: %s (%s)"), note->line, change->row->resident->name, change->number);
}

static char *
describe_repaired (const MhImportChange *change)
{
  return g_strdup_printf (_("The register number had lost zeros in front; they were put back: %s → %s"),
                          change->row->resident->register_number, change->number);
}

static char *
describe_glyph (const MhImportGlyph *glyph)
{
  GString *text = g_string_new (NULL);
  guint n = MIN (glyph->places->len, MAX_PEOPLE_OF_GLYPH);

  for (guint i = 0; i < n; i++) {
    const MhImportPlace *place = glyph->places->pdata[i];

    g_string_append_printf (text, "%s%s (%s)", i > 0 ? "、" : "", place->name, place->number);
  }
  if (n < glyph->places->len)
    g_string_append (text, " …");

  return g_string_free (text, FALSE);
}

static char *
title_glyph (const MhImportGlyph *glyph)
{
  guint n = glyph->places->len;
  g_autofree char *code = g_strdup_printf ("U+%04X", g_utf8_get_char (glyph->character));

  if (glyph->is_private)
    return g_strdup_printf (ngettext ("A character that the town made (%s), %u place", "A character that the town made (%s), %u places", n),
                            code, n);

  return g_strdup_printf (ngettext ("A special form of a character (%s), %u place", "A special form of a character (%s), %u places", n),
                          code, n);
}

/**
 * mh_import_kind_title:
 * @kind: a kind
 *
 * Returns: its short name
 */
const char *
mh_import_kind_title (MhImportKind kind)
{
  g_return_val_if_fail ((guint) kind < MH_IMPORT_N_KINDS, "");

  return _(titles[kind]);
}

/**
 * mh_import_kind_explanation:
 * @kind: a kind
 *
 * Returns: what happens to its lines
 */
const char *
mh_import_kind_explanation (MhImportKind kind)
{
  g_return_val_if_fail ((guint) kind < MH_IMPORT_N_KINDS, "");

  return _(explanations[kind]);
}

/**
 * mh_import_lines_is_hidden:
 * @change: a change
 *
 * Returns: whether the person is protected, by the list or by the file
 */
gboolean
mh_import_lines_is_hidden (const MhImportChange *change)
{
  g_return_val_if_fail (change != NULL, TRUE);

  return change->hidden || change->row->protection.is_set;
}

/**
 * mh_import_lines_count:
 * @report: a report
 * @kind: a kind
 *
 * Returns: how many lines it has
 */
guint
mh_import_lines_count (const MhImportReport *report,
                       MhImportKind          kind)
{
  g_return_val_if_fail (report != NULL, 0);
  g_return_val_if_fail ((guint) kind < MH_IMPORT_N_KINDS, 0);

  if (kind == MH_IMPORT_KIND_MISSING)
    return report->plan->missing->len;
  if (kind == MH_IMPORT_KIND_SKIPPED)
    return report->people->table->skipped->len;
  if (kind == MH_IMPORT_KIND_NOTES)
    return report->notes->len;
  if (kind == MH_IMPORT_KIND_REPAIRED)
    return report->repairs->len + report->changes[kind]->len;
  if (kind == MH_IMPORT_KIND_GLYPHS)
    return report->people->table->glyphs->len;

  return report->changes[kind]->len;
}

/**
 * mh_import_lines_get_change:
 * @report: a report
 * @kind: a kind
 * @index: a line of it
 *
 * Returns: (nullable): the change, where the kind is about changes
 */
const MhImportChange *
mh_import_lines_get_change (const MhImportReport *report,
                            MhImportKind          kind,
                            guint                 index)
{
  g_return_val_if_fail (report != NULL, NULL);
  g_return_val_if_fail ((guint) kind < MH_IMPORT_N_KINDS, NULL);

  return kind != MH_IMPORT_KIND_REPAIRED ? get_change (report, kind, index) : NULL;
}

/**
 * mh_import_lines_dup_title:
 * @report: a report
 * @kind: a kind
 * @index: a line of it
 *
 * Returns: (transfer full): who or what it is about
 */
char *
mh_import_lines_dup_title (const MhImportReport *report,
                           MhImportKind          kind,
                           guint                 index)
{
  const MhImportChange *change;

  g_return_val_if_fail (report != NULL, NULL);
  g_return_val_if_fail (index < mh_import_lines_count (report, kind), NULL);

  if (kind == MH_IMPORT_KIND_MISSING) {
    const MhResident *resident = report->plan->missing->pdata[index];

    return name_person (resident, resident->register_number);
  }
  if (kind == MH_IMPORT_KIND_SKIPPED)
    return g_strdup_printf (_("Line %u"), ((MhImportSkip *) report->people->table->skipped->pdata[index])->line);
  if (get_note (report, kind, index) != NULL)
    return title_note (report, get_note (report, kind, index));
  if (kind == MH_IMPORT_KIND_GLYPHS)
    return title_glyph (report->people->table->glyphs->pdata[index]);

  change = kind == MH_IMPORT_KIND_REPAIRED ? get_repaired (report, index) : get_change (report, kind, index);

  return name_person (change->row->resident, change->number);
}

/**
 * mh_import_lines_dup_details:
 * @report: a report
 * @kind: a kind
 * @index: a line of it
 *
 * Returns: (transfer full): what would change, or why; rows are divided by line feeds
 */
char *
mh_import_lines_dup_details (const MhImportReport *report,
                             MhImportKind          kind,
                             guint                 index)
{
  g_return_val_if_fail (report != NULL, NULL);
  g_return_val_if_fail (index < mh_import_lines_count (report, kind), NULL);

  if (kind == MH_IMPORT_KIND_MISSING)
    return describe_birth (report->plan->missing->pdata[index]);
  if (kind == MH_IMPORT_KIND_SKIPPED)
    return g_strdup (((MhImportSkip *) report->people->table->skipped->pdata[index])->reason);
  if (get_note (report, kind, index) != NULL)
    return describe_note (report, get_note (report, kind, index));
  if (kind == MH_IMPORT_KIND_REPAIRED)
    return describe_repaired (get_repaired (report, index));
  if (kind == MH_IMPORT_KIND_GLYPHS)
    return describe_glyph (report->people->table->glyphs->pdata[index]);
  if (kind == MH_IMPORT_KIND_UNCHANGED)
    return g_strdup ("");
  if (kind == MH_IMPORT_KIND_UNCLEAR)
    return describe_unclear (get_change (report, kind, index));
  if (kind == MH_IMPORT_KIND_NEW || kind == MH_IMPORT_KIND_PAIRS)
    return describe_new (get_change (report, kind, index));

  return describe_fields (get_change (report, kind, index));
}

/**
 * mh_import_lines_match:
 * @report: a report
 * @kind: a kind
 * @index: a line of it
 * @needle: what is looked for, folded
 *
 * Addresses and telephones are never looked through: they would give a protected person away.
 *
 * Returns: whether the line fits
 */
gboolean
mh_import_lines_match (const MhImportReport *report,
                       MhImportKind          kind,
                       guint                 index,
                       const char           *needle)
{
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;
  g_autofree char *text = NULL;
  g_autofree char *fold = NULL;

  g_return_val_if_fail (report != NULL && needle != NULL, FALSE);

  if (kind == MH_IMPORT_KIND_MISSING)
    return strstr (report->missing_folds->pdata[index], needle) != NULL;
  if (mh_import_lines_get_change (report, kind, index) != NULL)
    return strstr (report->folds->pdata[g_array_index (report->changes[kind], guint, index)], needle) != NULL;

  title = mh_import_lines_dup_title (report, kind, index);
  details = mh_import_lines_dup_details (report, kind, index);
  text = g_strconcat (title, details, NULL);
  fold = mh_text_fold (text);

  return strstr (fold, needle) != NULL;
}

static void
add_change_row (MhCsvWriter          *writer,
                const MhImportReport *report,
                MhImportKind          kind,
                guint                 index)
{
  const MhImportChange *change = get_change (report, kind, index);
  const MhResident *resident = change != NULL ? change->row->resident : report->plan->missing->pdata[index];
  g_autofree char *details = mh_import_lines_dup_details (report, kind, index);
  g_autofree char *birth = mh_date_to_iso (resident->birth);
  const char *cells[] = {
    change != NULL ? change->number : resident->register_number, resident->name, resident->kana, birth != NULL ? birth : "",
    details, NULL
  };

  mh_csv_writer_add_row (writer, cells);
}

static void
add_text_row (MhCsvWriter          *writer,
              const MhImportReport *report,
              MhImportKind          kind,
              guint                 index)
{
  g_autofree char *title = mh_import_lines_dup_title (report, kind, index);
  g_autofree char *details = mh_import_lines_dup_details (report, kind, index);
  const char *cells[] = { title, details, NULL };

  mh_csv_writer_add_row (writer, cells);
}

/**
 * mh_import_lines_save:
 * @report: a report
 * @kind: a kind
 * @path: where to; a file that is there is replaced
 * @error: return location
 *
 * Writes all lines of a kind for Excel.
 *
 * Returns: whether it worked
 */
gboolean
mh_import_lines_save (const MhImportReport *report,
                      MhImportKind          kind,
                      const char           *path,
                      GError              **error)
{
  g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_UTF8_BOM);
  const char *people[] = { _("Register number"), _("Name"), _("Kana"), _("Birth date"), _("What it is about"), NULL };
  const char *texts[] = { _("Line"), _("What it is about"), NULL };
  gboolean is_text = kind == MH_IMPORT_KIND_SKIPPED || kind == MH_IMPORT_KIND_NOTES || kind == MH_IMPORT_KIND_GLYPHS ||
                     kind == MH_IMPORT_KIND_REPAIRED;
  guint n;

  g_return_val_if_fail (report != NULL && path != NULL, FALSE);

  mh_csv_writer_add_row (writer, is_text ? texts : people);
  n = mh_import_lines_count (report, kind);
  for (guint i = 0; i < n; i++) {
    if (is_text)
      add_text_row (writer, report, kind, i);
    else
      add_change_row (writer, report, kind, i);
  }

  return mh_csv_writer_save (writer, path, MH_CSV_MISFIT_GETA, error);
}

static guint
count_bad_phones (const MhImportChange *change)
{
  return change->row->bad_phones != NULL ? change->row->bad_phones->len : 0;
}

/**
 * mh_import_lines_count_phones:
 * @report: a report
 *
 * Returns: how many telephone numbers of the file cannot be dialled
 */
guint
mh_import_lines_count_phones (const MhImportReport *report)
{
  guint n = 0;

  g_return_val_if_fail (report != NULL, 0);

  for (guint i = 0; i < report->plan->changes->len; i++)
    n += count_bad_phones (report->plan->changes->pdata[i]);

  return n;
}

/**
 * mh_import_lines_save_phones:
 * @report: a report
 * @path: where to; a file that is there is replaced
 * @error: return location
 *
 * Writes whom to ask for a telephone number, for Excel. Of protected people the number does not show.
 *
 * Returns: whether it worked
 */
gboolean
mh_import_lines_save_phones (const MhImportReport *report,
                             const char           *path,
                             GError              **error)
{
  g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_UTF8_BOM);
  const char *heading[] = { _("Register number"), _("Name"), _("Kana"), _("As written in the file"), _("Line"), NULL };

  g_return_val_if_fail (report != NULL && path != NULL, FALSE);

  mh_csv_writer_add_row (writer, heading);
  for (guint i = 0; i < report->plan->changes->len; i++) {
    const MhImportChange *change = report->plan->changes->pdata[i];
    g_autofree char *line = g_strdup_printf ("%u", change->row->line);

    for (guint k = 0; k < count_bad_phones (change); k++) {
      const char *written = mh_import_lines_is_hidden (change) ? _("(not shown)") : change->row->bad_phones->pdata[k];
      const char *cells[] = { change->number, change->row->resident->name, change->row->resident->kana, written, line, NULL };

      mh_csv_writer_add_row (writer, cells);
    }
  }

  return mh_csv_writer_save (writer, path, MH_CSV_MISFIT_GETA, error);
}

/**
 * mh_import_lines_count_touched:
 * @report: a report
 *
 * Returns: how many people change as it is decided now
 */
guint
mh_import_lines_count_touched (const MhImportReport *report)
{
  guint n;

  g_return_val_if_fail (report != NULL, 0);

  n = report->plan->n_new + report->plan->n_changed + report->plan->n_left;
  for (guint i = 0; i < report->changes[MH_IMPORT_KIND_PAIRS]->len; i++)
    n += mh_import_decisions_get_pair (report->decisions, get_change (report, MH_IMPORT_KIND_PAIRS, i)->row->line) !=
         MH_IMPORT_PAIR_UNDECIDED;
  for (guint i = 0; i < report->changes[MH_IMPORT_KIND_UNCLEAR]->len; i++)
    n += mh_import_decisions_get_accepted (report->decisions, get_change (report, MH_IMPORT_KIND_UNCLEAR, i)->row->line);
  for (guint i = 0; i < report->plan->missing->len; i++) {
    const MhResident *resident = report->plan->missing->pdata[i];
    MhDate date;

    n += mh_import_decisions_get_missing (report->decisions, resident->register_number, &date) != NULL;
  }

  return n;
}
