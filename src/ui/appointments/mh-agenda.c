/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-agenda"

#include "mh-agenda.h"

static void
free_day (MhAgendaDay *day)
{
  mh_session_free (day->session);
  g_free (day);
}

static void
free_programme (MhAgendaProgramme *programme)
{
  mh_programme_free (programme->programme);
  g_ptr_array_unref (programme->days);
  g_free (programme);
}

static gboolean
count_places (MhDb        *db,
              MhAgendaDay *day,
              GError     **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (db, day->session->id, error);

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);

    day->n_places += slot->n_places;
    day->n_booked += slot->n_booked;
    day->n_held += slot->n_held;
    day->n_free += slot->n_free;
  }

  return slots != NULL;
}

static gboolean
read_days (MhDb              *db,
           MhAgendaProgramme *programme,
           GError           **error)
{
  g_autoptr (GPtrArray) sessions = mh_session_table_list (db, programme->programme->id, error);

  if (sessions == NULL)
    return FALSE;

  /* The days take the sessions over one by one. */
  g_ptr_array_set_free_func (sessions, NULL);
  for (guint i = 0; i < sessions->len; i++) {
    MhAgendaDay *day = g_new0 (MhAgendaDay, 1);

    day->session = g_ptr_array_index (sessions, i);
    g_ptr_array_add (programme->days, day);
  }

  for (guint i = 0; i < programme->days->len; i++) {
    if (!count_places (db, g_ptr_array_index (programme->days, i), error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_agenda_read:
 * @desk: the desk
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type MhAgendaProgramme): all programmes with their days; %NULL with @error set
 */
GPtrArray *
mh_agenda_read (const MhDesk *desk,
                GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_programme_table_list (desk->db, error);
  g_autoptr (GPtrArray) programmes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_programme);

  if (rows == NULL)
    return NULL;

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++) {
    MhAgendaProgramme *programme = g_new0 (MhAgendaProgramme, 1);

    programme->programme = g_ptr_array_index (rows, i);
    programme->days = g_ptr_array_new_with_free_func ((GDestroyNotify) free_day);
    g_ptr_array_add (programmes, programme);
  }

  for (guint i = 0; i < programmes->len; i++) {
    if (!read_days (desk->db, g_ptr_array_index (programmes, i), error))
      return NULL;
  }

  return g_steal_pointer (&programmes);
}
