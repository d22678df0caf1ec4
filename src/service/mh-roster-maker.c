/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-maker"

#include "mh-roster-maker.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-roster-columns.h"
#include "mh-roster-print-table.h"
#include "mh-roster-maker-private.h"

/**
 * mh_roster_print_free:
 * @print: a copy
 */
void
mh_roster_print_free (MhRosterPrint *print)
{
  g_clear_pointer (&print->roster, mh_roster_free);
  g_free (print->purpose);
  g_free (print->recipient);
  g_free (print);
}

static guint
add_column (MhRoster                 *roster,
            const MhRosterColumnInfo *column)
{
  const char *words = mh_roster_column_words (column);

  switch (column->cell) {
  case MH_ROSTER_CELL_CHECK:
    return mh_roster_add_check_column (roster, words);
  case MH_ROSTER_CELL_BOX:
    return mh_roster_add_box_column (roster, words);
  case MH_ROSTER_CELL_BARCODE:
    return mh_roster_add_barcode_column (roster, words);
  case MH_ROSTER_CELL_QR:
    return mh_roster_add_qr_column (roster, words);
  case MH_ROSTER_CELL_TEXT:
  default:
    return mh_roster_add_column (roster, words, column->width, column->align);
  }
}

static void
add_row (MhRoster             *roster,
         const MhRosterSource *source,
         GPtrArray            *columns,
         const MhRosterRow    *row)
{
  g_auto (GStrv) cells = g_new0 (char *, columns->len + 1);

  for (guint i = 0; i < columns->len; i++)
    cells[i] = mh_roster_column_text (g_ptr_array_index (columns, i), source, row);

  mh_roster_add_row (roster, (const char * const *) cells);
}

static void
add_rows (MhRoster               *roster,
          const MhRosterSource   *source,
          const MhRosterSettings *settings,
          GPtrArray              *columns)
{
  g_autofree char *last = NULL;

  for (guint i = 0; i < source->rows->len; i++) {
    const MhRosterRow *row = g_ptr_array_index (source->rows, i);
    const char *mark = NULL;
    g_autofree char *heading = mh_roster_row_heading (row, settings->orders[0], &mark);

    if (heading != NULL && g_strcmp0 (heading, last) != 0) {
      if (mark != NULL)
        mh_roster_add_index (roster, heading, mark);
      else
        mh_roster_add_heading (roster, heading);
      g_free (last);
      last = g_strdup (heading);
    }

    add_row (roster, source, columns, row);
  }
}

/**
 * mh_roster_printed_words:
 * @desk: the desk
 *
 * Returns: (transfer full): when and by whom
 */
char *
mh_roster_printed_words (const MhDesk *desk)
{
  gint64 now = mh_desk_now (desk);
  g_autofree char *day = mh_date_format (mh_date_from_ms (now), MH_DATE_STYLE_LONG);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (now));

  /* Translators: day, time, operator */
  return g_strdup_printf (_("Printed %s %s, %s"), day, time, desk->operator_name);
}

/**
 * mh_roster_begin:
 * @desk: the desk
 * @source: the rows
 * @title: what the list is called
 * @with_count: whether the head says how many people stand in it
 *
 * Returns: (transfer full): a list with a head, without columns and rows
 */
MhRoster *
mh_roster_begin (const MhDesk         *desk,
                 const MhRosterSource *source,
                 const char           *title,
                 gboolean              with_count)
{
  g_autofree char *day = mh_date_format (source->session->date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *printed = mh_roster_printed_words (desk);
  g_autofree char *subtitle = NULL;
  MhRoster *roster = mh_roster_new (title);

  if (with_count)
    /* Translators: day, venue, number of people */
    subtitle = g_strdup_printf (_("%s, %s, %u people"), day, source->session->venue, source->rows->len);
  else
    /* Translators: day, venue */
    subtitle = g_strdup_printf (_("%s, %s"), day, source->session->venue);
  mh_roster_add_subtitle (roster, subtitle);
  mh_roster_set_printed_at (roster, printed);

  return roster;
}

static char *
make_title (const MhRosterSource   *source,
            const MhRosterSettings *settings)
{
  const char *purpose;

  if (settings->purpose == MH_ROSTER_RECEPTION)
    return g_strdup_printf (_("Reception roster: %s"), source->programme->name);

  purpose = settings->purpose == MH_ROSTER_CUSTOM ? NULL : mh_roster_purpose_words (mh_roster_purpose_nick (settings->purpose));
  if (purpose == NULL)
    return g_strdup_printf (_("List: %s"), source->programme->name);

  /* Translators: the programme, what the list is for */
  return g_strdup_printf (_("List: %s (%s)"), source->programme->name, purpose);
}

static MhRoster *
draw (const MhDesk           *desk,
      const MhRosterSource   *source,
      const MhRosterSettings *settings,
      const MhRosterPrint    *print,  /* (nullable): only to be looked at */
      int                     copies)
{
  g_autoptr (GPtrArray) columns = mh_roster_columns_of (source, settings);
  g_autofree char *title = make_title (source, settings);
  g_autoptr (GString) order = g_string_new (NULL);
  MhRoster *roster = mh_roster_begin (desk, source, title, settings->purpose != MH_ROSTER_WALK);

  for (guint i = 0; i < settings->n_orders; i++)
    g_string_append_printf (order, "%s%s", i > 0 ? " › " : "", mh_roster_order_words (settings->orders[i]));
  mh_roster_set_order (roster, order->str);
  mh_roster_set_big (roster, settings->big);
  mh_roster_set_blank_rows (roster, settings->blank_rows);
  if (print != NULL) {
    mh_roster_set_copy (roster, (guint) print->copy, (guint) copies);
    if (print->recipient != NULL)
      mh_roster_set_recipient (roster, print->recipient);
  }
  if (settings->purpose == MH_ROSTER_WALK)
    mh_roster_add_subtitle (roster, _("Who has moved, whose address is not known or who cannot be visited does not stand here."));

  for (guint i = 0; i < columns->len; i++) {
    const MhRosterColumnInfo *column = g_ptr_array_index (columns, i);
    guint added = add_column (roster, column);

    if (g_str_equal (column->nick, "name"))
      mh_roster_set_name_column (roster, added);
  }
  add_rows (roster, source, settings, columns);

  return roster;
}

/**
 * mh_roster_row_detail:
 * @row: a row
 *
 * Returns: (transfer full): codes only, no name
 */
char *
mh_roster_row_detail (const MhRosterRow *row)
{
  return g_strdup_printf ("%d %s", row->dose, row->status);
}

static gboolean
note_rows (const MhDesk         *desk,
           const MhRosterSource *source,
           gint64                print,
           GError              **error)
{
  for (guint i = 0; i < source->rows->len; i++) {
    const MhRosterRow *row = g_ptr_array_index (source->rows, i);
    g_autofree char *detail = mh_roster_row_detail (row);
    const MhRosterCopyRow noted = { row->booking, row->start_min, row->place, detail };

    if (!mh_roster_print_table_add_row (desk->db, print, &noted, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_roster_note_print:
 * @desk: the desk, in a write transaction, so that two prints never get one number
 * @source: who stands on it
 * @print: purpose and recipient; the number and the id are filled in
 * @order: nicks
 * @settings: a JSON object
 * @columns: nicks as JSON strings joined by commas: what stands on the paper, in case it is lost
 * @error: return location
 *
 * Returns: whether it was noted
 */
gboolean
mh_roster_note_print (const MhDesk         *desk,
                      const MhRosterSource *source,
                      MhRosterPrint        *print,
                      const char           *order,
                      const char           *settings,
                      const char           *columns,
                      GError              **error)
{
  g_autoptr (GArray) people = mh_roster_source_people (source);
  g_autofree char *detail = NULL;
  MhRosterCopy copy = { 0 };

  print->session = source->session->id;
  if (!mh_roster_print_table_next (desk->db, print->session, print->purpose, &print->copy, error))
    return FALSE;

  copy.session = print->session;
  copy.purpose = print->purpose;
  copy.copy = print->copy;
  copy.printed_at = mh_desk_now (desk);
  copy.operator_name = (char *) desk->operator_name;
  copy.order = (char *) order;
  copy.n_rows = source->rows->len;
  copy.recipient = print->recipient;
  copy.settings = (char *) settings;
  print->print = mh_roster_print_table_insert (desk->db, &copy, error);
  if (print->print == 0 || !note_rows (desk, source, print->print, error))
    return FALSE;

  detail = g_strdup_printf ("{\"session\":%" G_GINT64_FORMAT ",\"purpose\":\"%s\",\"copy\":%d,\"rows\":%u,\"columns\":[%s]}",
                            print->session, print->purpose, print->copy, source->rows->len, columns);

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "roster.print", 0, detail, people, error);
}

/* What the paper tells: boxes and empty columns tell nothing, a heading may tell what no column does. */
static char *
list_columns (const MhRosterSource   *source,
              const MhRosterSettings *settings)
{
  g_autoptr (GPtrArray) columns = mh_roster_columns_of (source, settings);
  GString *list = g_string_new (NULL);
  MhRosterOrder first = settings->orders[0];
  const char *heading = first == MH_ROSTER_ORDER_DISTRICT ? "district" : first == MH_ROSTER_ORDER_FIRST ? "first-visit" : NULL;

  for (guint i = 0; i < columns->len; i++) {
    const MhRosterColumnInfo *column = g_ptr_array_index (columns, i);

    if (column->get == NULL)
      continue;
    g_string_append_printf (list, "%s\"%s\"", list->len > 0 ? "," : "", column->nick);
    if (g_strcmp0 (heading, column->nick) == 0)
      heading = NULL;
  }
  if (heading != NULL)
    g_string_append_printf (list, ",\"%s\"", heading);

  return g_string_free (list, FALSE);
}

/**
 * mh_roster_print_source:
 * @desk: the desk, in a write transaction
 * @source: a session; its rows are filtered and sorted
 * @settings: how the list is to be
 * @recipients: (nullable): who takes the copies
 * @prints: (element-type MhRosterPrint): takes the copies
 * @error: return location
 *
 * Returns: whether all copies were noted
 */
gboolean
mh_roster_print_source (const MhDesk           *desk,
                        MhRosterSource         *source,
                        const MhRosterSettings *settings,
                        const char * const     *recipients,
                        GPtrArray              *prints,
                        GError                **error)
{
  g_autofree char *order = mh_roster_settings_list_orders (settings);
  g_autofree char *json = mh_roster_settings_to_json (settings);
  g_autofree char *columns = NULL;
  guint n = recipients != NULL ? g_strv_length ((char **) recipients) : 0;
  guint first = prints->len;

  mh_roster_source_filter (source, settings->purpose);
  mh_roster_source_sort (source, settings);
  columns = list_columns (source, settings);
  for (guint i = 0; i < MAX (n, 1); i++) {
    MhRosterPrint *print = g_new0 (MhRosterPrint, 1);

    g_ptr_array_add (prints, print);
    print->purpose = g_strdup (mh_roster_purpose_nick (settings->purpose));
    print->recipient = i < n && recipients[i][0] != '\0' ? g_strdup (recipients[i]) : NULL;
    if (!mh_roster_note_print (desk, source, print, order, json, columns, error))
      return FALSE;
  }

  /* How many there are is known only now. */
  for (guint i = first; i < prints->len; i++) {
    MhRosterPrint *print = g_ptr_array_index (prints, i);
    const MhRosterPrint *last = g_ptr_array_index (prints, prints->len - 1);

    print->roster = draw (desk, source, settings, print, last->copy);
  }

  return TRUE;
}

/**
 * mh_roster_preview:
 * @desk: the desk, not in a transaction
 * @session: a day at a venue
 * @settings: how the list is to be
 * @error: return location
 *
 * Returns: (transfer full): the list as it would be printed now, without a number; %NULL with MH_ERROR_NOT_FOUND for an unknown session
 */
MhRoster *
mh_roster_preview (const MhDesk           *desk,
                   gint64                  session,
                   const MhRosterSettings *settings,
                   GError                **error)
{
  g_autoptr (MhRosterSource) source = NULL;

  g_return_val_if_fail (desk != NULL && settings != NULL, NULL);

  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  source = mh_roster_source_read (desk, session, error);
  mh_db_rollback (desk->db);
  if (source == NULL)
    return NULL;

  mh_roster_source_filter (source, settings->purpose);
  mh_roster_source_sort (source, settings);

  return draw (desk, source, settings, NULL, 0);
}

/**
 * mh_roster_print:
 * @desk: the desk, not in a transaction
 * @session: a day at a venue
 * @settings: how the list is to be
 * @recipients: (nullable): who takes the copies
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhRosterPrint): the copies; %NULL with MH_ERROR_NOT_FOUND for an unknown session
 */
GPtrArray *
mh_roster_print (const MhDesk           *desk,
                 gint64                  session,
                 const MhRosterSettings *settings,
                 const char * const     *recipients,
                 GError                **error)
{
  g_autoptr (GPtrArray) prints = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_roster_print_free);
  g_autoptr (MhRosterSource) source = NULL;

  g_return_val_if_fail (desk != NULL && settings != NULL, NULL);

  if (!mh_db_begin (desk->db, error))
    return NULL;

  source = mh_roster_source_read (desk, session, error);
  if (source != NULL && mh_roster_print_source (desk, source, settings, recipients, prints, error) && mh_db_commit (desk->db, error)) {
    mh_audit_keep_head (desk->db);
    return g_steal_pointer (&prints);
  }

  mh_db_rollback (desk->db);

  return NULL;
}

/**
 * mh_roster_last_settings:
 * @desk: the desk
 * @session: a day at a venue
 * @error: return location
 *
 * Returns: (transfer full): how the last roster of its programme was printed, or the usual settings
 */
MhRosterSettings *
mh_roster_last_settings (const MhDesk *desk,
                         gint64        session,
                         GError      **error)
{
  g_autoptr (MhSession) row = mh_session_table_get (desk->db, session, error);
  g_autoptr (GError) local = NULL;
  g_autofree char *json = NULL;
  MhRosterSettings *settings = NULL;

  if (row == NULL)
    return NULL;

  json = mh_roster_print_table_last_settings (desk->db, row->programme, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }

  if (json != NULL)
    settings = mh_roster_settings_from_json (json, NULL);

  return settings != NULL ? settings : mh_roster_settings_new (MH_ROSTER_RECEPTION);
}
