/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-changes"

#include "mh-roster-changes.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-error.h"
#include "mh-glyphs.h"
#include "mh-roster-print-table.h"
#include "mh-roster-maker-private.h"
#include "mh-wording.h"

#define CHANGES "changes"

static const struct {
  const char *nick;
  const char *words;
} kinds[] = {
  [MH_ROSTER_ADDED] = { "added", NC_ ("roster change", "Added") },
  [MH_ROSTER_CANCELLED] = { "cancelled", NC_ ("roster change", "Cancelled") },
  [MH_ROSTER_MOVED_AWAY] = { "moved-away", NC_ ("roster change", "Moved to another day") },
  [MH_ROSTER_CHANGED] = { "changed", NC_ ("roster change", "Changed") },
};

/**
 * mh_roster_change_nick:
 * @kind: a kind of change
 *
 * Returns: its stable name, for JSON
 */
const char *
mh_roster_change_nick (MhRosterChangeKind kind)
{
  return kinds[kind].nick;
}

/**
 * mh_roster_change_words:
 * @kind: a kind of change
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
mh_roster_change_words (MhRosterChangeKind kind)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "roster change", kinds[kind].words);
}

static void
change_free (MhRosterChange *change)
{
  g_free (change->name);
  g_free (change->kana);
  g_free (change->what);
  g_free (change);
}

/**
 * mh_roster_changes_free:
 * @changes: changes
 */
void
mh_roster_changes_free (MhRosterChanges *changes)
{
  g_clear_pointer (&changes->changes, g_ptr_array_unref);
  g_free (changes->since_purpose);
  g_free (changes);
}

static void
add_step (GString    *what,
          const char *then,
          const char *now)
{
  /* Translators: what it was, what it is now */
  g_string_append_printf (what, _("%s → %s"), then, now);
  g_string_append (what, "  ");
}

static void
add_time (GString *what,
          int      then,
          int      now)
{
  g_autofree char *then_words = mh_minutes_format (then);
  g_autofree char *now_words = mh_minutes_format (now);

  if (then != now)
    add_step (what, then_words, now_words);
}

static void
add_number (GString    *what,
            const char *format,  /* translated */
            int         then,
            int         now)
{
  g_autofree char *then_words = g_strdup_printf ("%d", then);
  g_autofree char *now_words = g_strdup_printf ("%d", now);
  g_autofree char *step = NULL;

  if (then == now)
    return;

  step = g_strdup_printf (_("%s → %s"), then_words, now_words);
  g_string_append_printf (what, "%s %s  ", format, step);
}

/* "" when all is as it was. A place is told only where the time stays: another time has another place anyway. */
static char *
compare (const MhRosterCopyRow *then,
         const MhRosterRow     *now)
{
  g_autoptr (GString) what = g_string_new (NULL);
  int dose = now->dose;
  char status[32] = "";

  if (sscanf (then->detail, "%d %31s", &dose, status) < 2)
    g_strlcpy (status, now->status, sizeof status);

  add_time (what, then->start_min, now->start_min);
  if (then->start_min == now->start_min && then->place != 0 && now->place != 0)
    add_number (what, C_("roster column", "Place"), then->place, now->place);
  add_number (what, C_("roster column", "Dose"), dose, now->dose);
  if (!g_str_equal (status, now->status))
    g_string_append (what, mh_wording_status (now->status));

  return g_strdup (g_strchomp (what->str));
}

static MhRosterChange *
add_change (MhRosterChanges   *changes,
            MhRosterChangeKind kind,
            gint64             booking,
            int                start_min)
{
  MhRosterChange *change = g_new0 (MhRosterChange, 1);

  change->kind = kind;
  change->booking = booking;
  change->start_min = start_min;
  g_ptr_array_add (changes->changes, change);

  return change;
}

static void
compare_now (MhRosterChanges      *changes,
             const MhRosterSource *source,
             GHashTable           *then)
{
  for (guint i = 0; i < source->rows->len; i++) {
    const MhRosterRow *row = g_ptr_array_index (source->rows, i);
    const MhRosterCopyRow *old = g_hash_table_lookup (then, &row->booking);
    g_autofree char *what = old != NULL ? compare (old, row) : g_strdup ("");
    MhRosterChange *change;

    if (old != NULL && *what == '\0')
      continue;

    change = add_change (changes, old != NULL ? MH_ROSTER_CHANGED : MH_ROSTER_ADDED, row->booking, row->start_min);
    change->resident = row->resident;
    change->name = g_strdup (row->name);
    change->kana = g_strdup (row->kana);
    change->what = g_steal_pointer (&what);
  }
}

/* Somebody who stood there and does not any more. */
static gboolean
add_gone (const MhDesk          *desk,
          const MhGlyphs        *glyphs,
          MhRosterChanges       *changes,
          const MhRosterCopyRow *row,
          GError               **error)
{
  g_autoptr (MhRows) rows = NULL;
  MhRosterChange *change;

  rows = mh_db_query (desk->db, error,
                      "SELECT r.id, r.name, r.kana, b.state = 'active' AND s.session <> :session FROM booking AS b "
                      "JOIN resident AS r ON r.id = b.resident JOIN slot AS s ON s.id = b.slot WHERE b.id = :booking",
                      ":session", MH_INT (changes->session), ":booking", MH_INT (row->booking), NULL);
  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows)) {
    change = add_change (changes, mh_rows_int (rows, 3) != 0 ? MH_ROSTER_MOVED_AWAY : MH_ROSTER_CANCELLED, row->booking, row->start_min);
    change->resident = mh_rows_int (rows, 0);
    change->name = mh_glyph_apply (glyphs, mh_rows_text (rows, 1));
    change->kana = mh_rows_dup_text (rows, 2);
    change->what = g_strdup ("");
  }

  return mh_rows_end (rows, error);
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const MhRosterChange *first = *(MhRosterChange * const *) a;
  const MhRosterChange *second = *(MhRosterChange * const *) b;

  if (first->start_min != second->start_min)
    return first->start_min - second->start_min;

  return (first->booking > second->booking) - (first->booking < second->booking);
}

static MhRosterCopy *
find_copy (const MhDesk *desk,
           gint64        session,
           gint64        since,
           GError      **error)
{
  g_autoptr (MhRosterCopy) copy = NULL;

  if (since == 0 &&
      !mh_db_get_int (desk->db, 0, &since, error, "SELECT max (id) FROM roster_print WHERE session = :session AND purpose <> :changes",
                      ":session", MH_INT (session), ":changes", MH_TEXT (CHANGES), NULL))
    return NULL;

  copy = since != 0 ? mh_roster_print_table_get (desk->db, since, error) : NULL;
  if (copy != NULL && copy->session == session && !g_str_equal (copy->purpose, CHANGES))
    return g_steal_pointer (&copy);

  if (since == 0)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND,
                         _("No roster of this day has been printed yet, so there is nothing to compare with. Print the roster first."));
  else if (copy != NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Choose a printed roster of the same day to compare with."));

  return NULL;
}

static gboolean
find_changes (const MhDesk         *desk,
              const MhRosterSource *source,
              MhRosterChanges      *changes,
              GError              **error)
{
  g_autoptr (GHashTable) then = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) now = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) rows = mh_roster_print_table_rows (desk->db, changes->since, error);
  g_autoptr (MhGlyphs) glyphs = rows != NULL ? mh_glyphs_load (desk, error) : NULL;

  if (glyphs == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++) {
    MhRosterCopyRow *row = g_ptr_array_index (rows, i);

    g_hash_table_insert (then, &row->booking, row);
  }
  for (guint i = 0; i < source->rows->len; i++)
    g_hash_table_add (now, &((MhRosterRow *) g_ptr_array_index (source->rows, i))->booking);

  compare_now (changes, source, then);
  for (guint i = 0; i < rows->len; i++) {
    MhRosterCopyRow *row = g_ptr_array_index (rows, i);

    if (!g_hash_table_contains (now, &row->booking) && !add_gone (desk, glyphs, changes, row, error))
      return FALSE;
  }
  g_ptr_array_sort (changes->changes, compare_changes);

  return TRUE;
}

/* In a transaction. @out_source: those who stand there now, of those whom a list of that purpose may have */
static MhRosterChanges *
read_changes (const MhDesk    *desk,
              gint64           session,
              gint64           since,
              MhRosterSource **out_source,
              GError         **error)
{
  g_autoptr (MhRosterSource) source = mh_roster_source_read (desk, session, error);
  g_autoptr (MhRosterCopy) copy = source != NULL ? find_copy (desk, session, since, error) : NULL;
  g_autoptr (MhRosterChanges) changes = NULL;
  MhRosterPurpose purpose;

  if (copy == NULL)
    return NULL;

  if (mh_roster_purpose_from_nick (copy->purpose, &purpose))
    mh_roster_source_filter (source, purpose);
  changes = g_new0 (MhRosterChanges, 1);
  changes->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  changes->session = session;
  changes->since = copy->id;
  changes->since_purpose = g_strdup (copy->purpose);
  changes->since_copy = copy->copy;
  changes->since_at = copy->printed_at;
  if (!find_changes (desk, source, changes, error))
    return NULL;

  *out_source = g_steal_pointer (&source);

  return g_steal_pointer (&changes);
}

static char *
count_words (const MhRosterChanges *changes)
{
  guint n[G_N_ELEMENTS (kinds)] = { 0 };

  for (guint i = 0; i < changes->changes->len; i++)
    n[((const MhRosterChange *) g_ptr_array_index (changes->changes, i))->kind]++;

  if (changes->changes->len == 0)
    return g_strdup (_("No changes"));

  return g_strdup_printf (_("Added %u, gone %u, changed %u"), n[MH_ROSTER_ADDED], n[MH_ROSTER_CANCELLED] + n[MH_ROSTER_MOVED_AWAY],
                          n[MH_ROSTER_CHANGED]);
}

static MhRoster *
draw (const MhDesk          *desk,
      const MhRosterSource  *source,
      const MhRosterChanges *changes)
{
  g_autofree char *title = g_strdup_printf (_("Changes since the last print: %s"), source->programme->name);
  g_autofree char *day = mh_date_format (mh_date_from_ms (changes->since_at), MH_DATE_STYLE_WEEKDAY);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (changes->since_at));
  /* Translators: what the print was for, its number, day, time */
  g_autofree char *since = g_strdup_printf (_("Compared with: %s, copy %d, printed %s %s"), mh_roster_purpose_words (changes->since_purpose),
                                            changes->since_copy, day, time);
  g_autofree char *end = count_words (changes);
  MhRoster *roster = mh_roster_begin (desk, source, title, FALSE);

  mh_roster_add_subtitle (roster, since);
  mh_roster_set_cut_line (roster, TRUE);
  mh_roster_set_end (roster, end);
  mh_roster_add_column (roster, C_("list column", "Change"), 6, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_("roster column", "Time"), 3.5, MH_ROSTER_ALIGN_END);
  mh_roster_set_name_column (roster, mh_roster_add_column (roster, C_("roster column", "Name"), 8, MH_ROSTER_ALIGN_START));
  mh_roster_add_column (roster, C_("roster column", "Kana"), 9, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_("list column", "What"), 9, MH_ROSTER_ALIGN_START);
  for (guint i = 0; i < changes->changes->len; i++) {
    const MhRosterChange *change = g_ptr_array_index (changes->changes, i);
    g_autofree char *start = mh_minutes_format (change->start_min);

    mh_roster_add_row (roster, (const char *[]) { mh_roster_change_words (change->kind), start, change->name, change->kana, change->what,
                                                  NULL });
  }

  return roster;
}

/**
 * mh_roster_changes_find:
 * @desk: the desk, not in a transaction
 * @session: a day at a venue
 * @since: a copy, or 0 for the newest that is a whole list
 * @error: return location; MH_ERROR_NOT_FOUND when there is none
 *
 * Returns: (transfer full): what has changed since, or %NULL
 */
MhRosterChanges *
mh_roster_changes_find (const MhDesk *desk,
                        gint64        session,
                        gint64        since,
                        GError      **error)
{
  g_autoptr (MhRosterSource) source = NULL;
  MhRosterChanges *changes;

  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  changes = read_changes (desk, session, since, &source, error);
  mh_db_rollback (desk->db);

  return changes;
}

/**
 * mh_roster_changes_preview:
 * @desk: the desk, not in a transaction
 * @session: a day at a venue
 * @since: a copy, or 0
 * @error: as mh_roster_changes_find()
 *
 * Returns: (transfer full): the sheet, without a number; or %NULL
 */
MhRoster *
mh_roster_changes_preview (const MhDesk *desk,
                           gint64        session,
                           gint64        since,
                           GError      **error)
{
  g_autoptr (MhRosterSource) source = NULL;
  g_autoptr (MhRosterChanges) changes = NULL;

  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  changes = read_changes (desk, session, since, &source, error);
  mh_db_rollback (desk->db);

  return changes != NULL ? draw (desk, source, changes) : NULL;
}

/* Who stands on the sheet is not who stands on the roster: the log names the former. */
static MhRosterSource *
make_noted (MhRosterSource        *source,
            const MhRosterChanges *changes)
{
  MhRosterSource *noted = g_new0 (MhRosterSource, 1);

  noted->session = g_steal_pointer (&source->session);
  noted->programme = g_steal_pointer (&source->programme);
  noted->rows = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < changes->changes->len; i++) {
    const MhRosterChange *change = g_ptr_array_index (changes->changes, i);
    MhRosterRow *row = g_new0 (MhRosterRow, 1);

    row->booking = change->booking;
    row->resident = change->resident;
    row->start_min = change->start_min;
    row->status = (char *) "";
    g_ptr_array_add (noted->rows, row);
  }

  return noted;
}

/**
 * mh_roster_changes_print_in:
 * @desk: the desk, in a write transaction
 * @session: a day at a venue
 * @since: a copy, or 0
 * @recipients: (nullable): who takes the copies
 * @prints: (element-type MhRosterPrint): takes the copies
 * @error: as mh_roster_changes_find()
 *
 * Returns: whether all copies were noted
 */
gboolean
mh_roster_changes_print_in (const MhDesk       *desk,
                            gint64              session,
                            gint64              since,
                            const char * const *recipients,
                            GPtrArray          *prints,
                            GError            **error)
{
  g_autoptr (MhRosterSource) source = NULL;
  g_autoptr (MhRosterSource) noted = NULL;
  g_autoptr (MhRosterChanges) changes = read_changes (desk, session, since, &source, error);
  guint n = recipients != NULL ? g_strv_length ((char **) recipients) : 0;
  guint first = prints->len;

  if (changes == NULL)
    return FALSE;

  for (guint i = 0; i < MAX (n, 1); i++) {
    MhRosterPrint *print = g_new0 (MhRosterPrint, 1);

    g_ptr_array_add (prints, print);
    print->purpose = g_strdup (CHANGES);
    print->recipient = i < n && recipients[i][0] != '\0' ? g_strdup (recipients[i]) : NULL;
    print->roster = draw (desk, source, changes);
  }

  noted = make_noted (source, changes);
  for (guint i = first; i < prints->len; i++) {
    MhRosterPrint *print = g_ptr_array_index (prints, i);

    if (!mh_roster_note_print (desk, noted, print, "time", "{}", "\"time\",\"name\",\"kana\",\"dose\",\"status\"", error))
      return FALSE;
  }
  for (guint i = first; i < prints->len; i++) {
    MhRosterPrint *print = g_ptr_array_index (prints, i);

    mh_roster_set_copy (print->roster, (guint) print->copy, (guint) ((const MhRosterPrint *) g_ptr_array_index (prints, prints->len - 1))->copy);
    if (print->recipient != NULL)
      mh_roster_set_recipient (print->roster, print->recipient);
  }

  return TRUE;
}

/**
 * mh_roster_changes_print:
 * @desk: the desk, not in a transaction
 * @session: a day at a venue
 * @since: a copy, or 0
 * @recipients: (nullable): who takes the copies
 * @error: as mh_roster_changes_find()
 *
 * Returns: (transfer full) (element-type MhRosterPrint): the copies, or %NULL
 */
GPtrArray *
mh_roster_changes_print (const MhDesk       *desk,
                         gint64              session,
                         gint64              since,
                         const char * const *recipients,
                         GError            **error)
{
  g_autoptr (GPtrArray) prints = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_roster_print_free);

  if (!mh_db_begin (desk->db, error))
    return NULL;

  if (mh_roster_changes_print_in (desk, session, since, recipients, prints, error) && mh_db_commit (desk->db, error)) {
    mh_audit_keep_head (desk->db);
    return g_steal_pointer (&prints);
  }

  mh_db_rollback (desk->db);

  return NULL;
}
