/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-columns"

#include "mh-roster-columns.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-slip-code.h"
#include "mh-wording.h"

static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static char *
get_time (const MhRosterSource *source,
          const MhRosterRow    *row)
{
  return mh_minutes_format (row->start_min);
}

static char *
get_place (const MhRosterSource *source,
           const MhRosterRow    *row)
{
  return row->place > 0 ? g_strdup_printf ("%d", row->place) : g_strdup ("");
}

static char *
get_name (const MhRosterSource *source,
          const MhRosterRow    *row)
{
  return dup_text (row->name);
}

static char *
get_kana (const MhRosterSource *source,
          const MhRosterRow    *row)
{
  return dup_text (row->kana);
}

static char *
get_birth (const MhRosterSource *source,
           const MhRosterRow    *row)
{
  return mh_date_is_set (row->birth) ? mh_date_format (row->birth, MH_DATE_STYLE_LONG) : dup_text (row->birth_text);
}

/* On the day. */
static char *
get_age (const MhRosterSource *source,
         const MhRosterRow    *row)
{
  int years = mh_age_years (row->birth, source->session->date);

  return years >= 0 ? g_strdup_printf (C_("age in a narrow column", "%d"), years) : g_strdup ("");
}

static char *
get_sex (const MhRosterSource *source,
         const MhRosterRow    *row)
{
  return dup_text (mh_wording_sex (row->sex));
}

static char *
get_dose (const MhRosterSource *source,
          const MhRosterRow    *row)
{
  return g_strdup_printf ("%d", row->dose);
}

static char *
get_first_visit (const MhRosterSource *source,
                 const MhRosterRow    *row)
{
  return dup_text (row->first_visit ? C_("in a narrow column", "first") : NULL);
}

static char *
get_items (const MhRosterSource *source,
           const MhRosterRow    *row)
{
  return dup_text (row->items);
}

static char *
get_proxy (const MhRosterSource *source,
           const MhRosterRow    *row)
{
  if (row->proxy_name == NULL || row->proxy_relation == NULL)
    return dup_text (row->proxy_name);

  /* Translators: who booked for the person, and what he is to him */
  return g_strdup_printf (_("%s (%s)"), row->proxy_name, row->proxy_relation);
}

/* Somebody who has died or moved since stands there still: the desk must not call out the name. */
static char *
get_remark (const MhRosterSource *source,
            const MhRosterRow    *row)
{
  return dup_text (g_str_equal (row->status, "resident") ? NULL : mh_wording_status (row->status));
}

static char *
get_register_number (const MhRosterSource *source,
                     const MhRosterRow    *row)
{
  return dup_text (row->register_number);
}

static char *
get_ticket (const MhRosterSource *source,
            const MhRosterRow    *row)
{
  return dup_text (row->ticket);
}

static char *
get_phone (const MhRosterSource *source,
           const MhRosterRow    *row)
{
  return dup_text (row->phone);
}

static char *
get_address (const MhRosterSource *source,
             const MhRosterRow    *row)
{
  return dup_text (row->address);
}

static char *
get_district (const MhRosterSource *source,
              const MhRosterRow    *row)
{
  return dup_text (row->district);
}

static char *
get_household_number (const MhRosterSource *source,
                      const MhRosterRow    *row)
{
  return dup_text (row->household_number);
}

/* What somebody brings along: the ticket's number, or else the register's. */
static char *
get_barcode (const MhRosterSource *source,
             const MhRosterRow    *row)
{
  return dup_text (row->ticket != NULL ? row->ticket : row->register_number);
}

static char *
get_slip_code (const MhRosterSource *source,
               const MhRosterRow    *row)
{
  return mh_slip_code_make (row->booking);
}

#define START  MH_ROSTER_ALIGN_START
#define CENTER MH_ROSTER_ALIGN_CENTER
#define END    MH_ROSTER_ALIGN_END
#define TEXT   MH_ROSTER_CELL_TEXT
#define CHECK  MH_ROSTER_CELL_CHECK

static const MhRosterColumnInfo columns[] = {
  { "came", NC_ ("roster column", "Came"), 0, CENTER, CHECK, FALSE, NULL },
  { "asked", NC_ ("roster column", "Examined"), 0, CENTER, CHECK, FALSE, NULL },
  { "done", NC_ ("roster column", "Done"), 0, CENTER, CHECK, FALSE, NULL },
  { "time", NC_ ("roster column", "Time"), 4, END, TEXT, FALSE, get_time },
  { "place", NC_ ("roster column", "Place"), 3, END, TEXT, FALSE, get_place },
  { "name", NC_ ("roster column", "Name"), 8, START, TEXT, FALSE, get_name },
  { "kana", NC_ ("roster column", "Kana"), 10, START, TEXT, FALSE, get_kana },
  { "birth", NC_ ("roster column", "Birth date"), 10, START, TEXT, FALSE, get_birth },
  { "age", NC_ ("roster column", "Age"), 3, END, TEXT, FALSE, get_age },
  { "sex", NC_ ("roster column", "Sex"), 3, CENTER, TEXT, FALSE, get_sex },
  { "dose", NC_ ("roster column", "Dose"), 2.5, CENTER, TEXT, FALSE, get_dose },
  { "first-visit", NC_ ("roster column", "First visit"), 3.5, CENTER, TEXT, FALSE, get_first_visit },
  { "items", NC_ ("roster column", "Items"), 8, START, TEXT, FALSE, get_items },
  { "proxy", NC_ ("roster column", "Proxy"), 7, START, TEXT, FALSE, get_proxy },
  { "status", NC_ ("roster column", "Note"), 5, START, TEXT, FALSE, get_remark },
  { "register-number", NC_ ("roster column", "Register no."), 7, START, TEXT, FALSE, get_register_number },
  { "ticket", NC_ ("roster column", "Ticket no."), 7, START, TEXT, FALSE, get_ticket },
  { "phone", NC_ ("roster column", "Telephone"), 9.5, START, TEXT, TRUE, get_phone },
  { "address", NC_ ("roster column", "Address"), 15, START, TEXT, TRUE, get_address },
  { "district", NC_ ("roster column", "District"), 6, START, TEXT, TRUE, get_district },
  { "household-number", NC_ ("roster column", "Household no."), 6, START, TEXT, TRUE, get_household_number },
  { "blank", NC_ ("roster column", "To be written"), 8, START, TEXT, FALSE, NULL },
  { "lot-box", NC_ ("roster column", "Lot sticker"), 0, CENTER, MH_ROSTER_CELL_BOX, FALSE, NULL },
  { "barcode", NC_ ("roster column", "Barcode"), 0, CENTER, MH_ROSTER_CELL_BARCODE, FALSE, get_barcode },
  { "qr", NC_ ("roster column", "QR code"), 0, CENTER, MH_ROSTER_CELL_QR, FALSE, get_slip_code },
  { NULL, NULL, 0, START, TEXT, FALSE, NULL },
};

/* As few as will do, by purpose; in big print fewer still. */
static const char * const column_nicks[MH_ROSTER_N_PURPOSES][2] = {
  [MH_ROSTER_RECEPTION] = { "came,asked,done,time,name,kana,birth,age,dose,items,proxy,status", "came,done,time,name,kana,age,dose,status" },
  [MH_ROSTER_DOCTOR] = { "time,name,kana,birth,age,sex,dose,items,blank,status", "time,name,kana,age,dose,items,blank" },
  [MH_ROSTER_CALLS] = { "done,time,name,kana,phone,proxy,blank,status", "done,time,name,kana,phone,blank" },
  [MH_ROSTER_WALK] = { "done,name,kana,age,household-number,address,time,blank", "done,name,age,address,time" },
  [MH_ROSTER_CUSTOM] = { "time,name,kana", "time,name,kana" },
};

/**
 * mh_roster_columns:
 * Returns: (transfer none) (array zero-terminated=1): all columns that a roster may have
 */
const MhRosterColumnInfo *
mh_roster_columns (void)
{
  return columns;
}

/**
 * mh_roster_column_find:
 * @nick: a column's name
 *
 * Returns: (nullable) (transfer none): the column
 */
const MhRosterColumnInfo *
mh_roster_column_find (const char *nick)
{
  for (const MhRosterColumnInfo *column = columns; column->nick != NULL; column++) {
    if (g_str_equal (column->nick, nick))
      return column;
  }

  return NULL;
}

/**
 * mh_roster_column_words:
 * @column: a column
 *
 * Returns: (transfer none): its heading in the user's language
 */
const char *
mh_roster_column_words (const MhRosterColumnInfo *column)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "roster column", column->words);
}

/* A programme of one dose and without items has no use for these. */
static gboolean
is_needed (const MhRosterSource *source,
           const char           *nick)
{
  if (g_str_equal (nick, "dose"))
    return source->programme->doses > 1;

  return !g_str_equal (nick, "items") || source->has_items;
}

static void
add_extra (GPtrArray  *list,
           gboolean    wanted,
           const char *nick)
{
  const MhRosterColumnInfo *column = mh_roster_column_find (nick);

  if (wanted && !g_ptr_array_find (list, column, NULL))
    g_ptr_array_add (list, (gpointer) column);
}

/**
 * mh_roster_columns_of:
 * @source: the rows
 * @settings: how the list is to be
 *
 * Returns: (transfer container) (element-type MhRosterColumnInfo): its columns, in order
 */
GPtrArray *
mh_roster_columns_of (const MhRosterSource   *source,
                      const MhRosterSettings *settings)
{
  GPtrArray *list = g_ptr_array_new ();
  int n_extra = (settings->lot ? 1 : 0) + (settings->barcode ? 1 : 0) + (settings->qr ? 1 : 0);
  /* Stickers and codes take the room of what can be done without. */
  g_auto (GStrv) usual = g_strsplit (column_nicks[settings->purpose][settings->big || n_extra > 1 ? 1 : 0], ",", -1);
  gboolean chosen = settings->purpose == MH_ROSTER_CUSTOM && settings->columns != NULL;

  for (char **nick = chosen ? settings->columns : usual; *nick != NULL; nick++) {
    if (chosen || (is_needed (source, *nick) && (n_extra == 0 || !g_str_equal (*nick, "proxy"))))
      g_ptr_array_add (list, (gpointer) mh_roster_column_find (*nick));
  }

  add_extra (list, settings->lot, "lot-box");
  add_extra (list, settings->barcode, "barcode");
  add_extra (list, settings->qr, "qr");

  return list;
}

/**
 * mh_roster_column_text:
 * @column: a column
 * @source: the rows
 * @row: one of them
 *
 * Of a protected person, what is not to be seen was never read; that there is something is told by 「（非表示）」 and nothing else.
 *
 * Returns: (transfer full): what stands in the cell
 */
char *
mh_roster_column_text (const MhRosterColumnInfo *column,
                       const MhRosterSource     *source,
                       const MhRosterRow        *row)
{
  char *text = column->get != NULL ? column->get (source, row) : g_strdup ("");

  if (column->hidden && row->hidden && *text == '\0') {
    g_free (text);
    return g_strdup (_("(not shown)"));
  }

  return text;
}
