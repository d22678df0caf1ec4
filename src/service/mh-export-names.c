/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-export"

#include "mh-export-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *nick;
  const char *label;
} Name;

static const Name list_names[MH_EXPORT_N_LISTS] = {
  [MH_EXPORT_RESIDENTS] = { "residents", NC_ ("list", "Residents") },
  [MH_EXPORT_BOOKINGS] = { "bookings", NC_ ("list", "Bookings") },
  [MH_EXPORT_ROSTER] = { "roster", NC_ ("list", "Reception roster") },
  [MH_EXPORT_WAITING] = { "waiting", NC_ ("list", "Waiting list") },
  [MH_EXPORT_OFFERS] = { "offers", NC_ ("list", "Offers of free places") },
  [MH_EXPORT_DELIVERIES] = { "deliveries", NC_ ("list", "Messages") },
  [MH_EXPORT_CALLS] = { "calls", NC_ ("list", "People to call") },
  [MH_EXPORT_PROBLEMS] = { "problems", NC_ ("list", "Numbers to be put right") },
  [MH_EXPORT_RESULTS] = { "results", NC_ ("list", "Results for the ledger") },
  [MH_EXPORT_REFILLS] = { "refills", NC_ ("list", "Record of places that came free") },
};

static const Name purpose_names[MH_EXPORT_N_PURPOSES] = {
  [MH_EXPORT_FOR_NAMES] = { "names", NC_ ("list purpose", "To look through (fewest columns)") },
  [MH_EXPORT_FOR_LETTERS] = { "letters", NC_ ("list purpose", "To write letters") },
  [MH_EXPORT_FOR_CALLS] = { "calls", NC_ ("list purpose", "To call people") },
  [MH_EXPORT_FOR_ALL] = { "all", NC_ ("list purpose", "All columns") },
};

static const char * const dates_nicks[MH_EXPORT_N_DATES] = { "iso", "digits", "era", "words" };

static int
find_name (const Name *names,
           int         n_names,
           const char *nick)
{
  for (int i = 0; i < n_names; i++) {
    if (g_strcmp0 (names[i].nick, nick) == 0)
      return i;
  }

  return -1;
}

/**
 * mh_export_list_nick:
 * @list: a list
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_export_list_nick (MhExportList list)
{
  g_return_val_if_fail (list < MH_EXPORT_N_LISTS, NULL);

  return list_names[list].nick;
}

/**
 * mh_export_list_label:
 * @list: a list
 *
 * Returns: (transfer none): what the nurse calls it
 */
const char *
mh_export_list_label (MhExportList list)
{
  g_return_val_if_fail (list < MH_EXPORT_N_LISTS, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "list", list_names[list].label);
}

/**
 * mh_export_list_from_nick:
 * @nick: a stable name
 * @out_list: (out): which list
 *
 * Returns: whether there is one
 */
gboolean
mh_export_list_from_nick (const char   *nick,
                          MhExportList *out_list)
{
  int i = find_name (list_names, MH_EXPORT_N_LISTS, nick);

  if (i >= 0)
    *out_list = (MhExportList) i;

  return i >= 0;
}

/**
 * mh_export_purpose_nick:
 * @purpose: what a file is for
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_export_purpose_nick (MhExportPurpose purpose)
{
  g_return_val_if_fail (purpose < MH_EXPORT_N_PURPOSES, NULL);

  return purpose_names[purpose].nick;
}

/**
 * mh_export_purpose_label:
 * @purpose: what a file is for
 *
 * Returns: (transfer none): in words
 */
const char *
mh_export_purpose_label (MhExportPurpose purpose)
{
  g_return_val_if_fail (purpose < MH_EXPORT_N_PURPOSES, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "list purpose", purpose_names[purpose].label);
}

/**
 * mh_export_purpose_from_nick:
 * @nick: a stable name
 * @out_purpose: (out): which purpose
 *
 * Returns: whether there is one
 */
gboolean
mh_export_purpose_from_nick (const char      *nick,
                             MhExportPurpose *out_purpose)
{
  int i = find_name (purpose_names, MH_EXPORT_N_PURPOSES, nick);

  if (i >= 0)
    *out_purpose = (MhExportPurpose) i;

  return i >= 0;
}

/**
 * mh_export_dates_from_nick:
 * @nick: a stable name
 * @out_dates: (out): how days are written
 *
 * Returns: whether there is such a way
 */
gboolean
mh_export_dates_from_nick (const char    *nick,
                           MhExportDates *out_dates)
{
  for (int i = 0; i < MH_EXPORT_N_DATES; i++) {
    if (g_strcmp0 (dates_nicks[i], nick) == 0) {
      *out_dates = (MhExportDates) i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * mh_export_list_columns:
 * @list: a list
 *
 * Returns: (transfer container) (element-type MhExportColumn): what may be chosen, in the order of the file
 */
GPtrArray *
mh_export_list_columns (MhExportList list)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (const MhExportColumn *column = mh_export_columns; column->nick != NULL; column++) {
    if (column->lists & (1u << list))
      g_ptr_array_add (columns, (gpointer) column);
  }

  return columns;
}

/**
 * mh_export_column_nick:
 * @column: a column
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_export_column_nick (const MhExportColumn *column)
{
  return column->nick;
}

/**
 * mh_export_column_label:
 * @column: a column
 *
 * Returns: (transfer none): what stands above it
 */
const char *
mh_export_column_label (const MhExportColumn *column)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "list column", column->label);
}

/**
 * mh_export_column_is_for:
 * @column: a column
 * @list: a list that may have it
 * @purpose: what the file is for
 *
 * Returns: whether it is chosen to begin with
 */
gboolean
mh_export_column_is_for (const MhExportColumn *column,
                         MhExportList          list,
                         MhExportPurpose       purpose)
{
  return (column->lists & (1u << list)) != 0 && (column->purposes & (1u << purpose)) != 0;
}

/**
 * mh_export_list_has_purpose:
 * @list: a list
 * @purpose: what a file may be for
 *
 * Returns: whether @purpose chooses a column that the fewest are not
 */
gboolean
mh_export_list_has_purpose (MhExportList    list,
                            MhExportPurpose purpose)
{
  for (const MhExportColumn *column = mh_export_columns; column->nick != NULL; column++) {
    if (mh_export_column_is_for (column, list, purpose) &&
        (purpose == MH_EXPORT_FOR_NAMES || !mh_export_column_is_for (column, list, MH_EXPORT_FOR_NAMES)))
      return TRUE;
  }

  return FALSE;
}
