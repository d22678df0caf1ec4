/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-agenda"

#include "mh-agenda.h"

#include "mh-holiday-table.h"

static void
free_programme (MhAgendaProgramme *programme)
{
  mh_programme_free (programme->programme);
  g_ptr_array_unref (programme->days);
  g_free (programme);
}

static void
clear_agenda (gpointer data)
{
  MhAgenda *agenda = data;

  g_clear_pointer (&agenda->programmes, g_ptr_array_unref);
  g_clear_pointer (&agenda->days, g_ptr_array_unref);
  g_clear_pointer (&agenda->holidays, g_ptr_array_unref);
}

/**
 * mh_agenda_ref:
 * @agenda: an agenda
 *
 * Returns: (transfer full): the same, held once more
 */
MhAgenda *
mh_agenda_ref (MhAgenda *agenda)
{
  return g_atomic_rc_box_acquire (agenda);
}

/**
 * mh_agenda_unref:
 * @agenda: an agenda
 *
 * Lets go of it.
 */
void
mh_agenda_unref (MhAgenda *agenda)
{
  g_atomic_rc_box_release_full (agenda, clear_agenda);
}

static gboolean
read_programmes (const MhDesk *desk,
                 MhAgenda     *agenda,
                 GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_programme_table_list (desk->db, error);

  if (rows == NULL)
    return FALSE;

  /* The agenda takes the programmes over one by one. */
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++) {
    MhAgendaProgramme *programme = g_new0 (MhAgendaProgramme, 1);

    programme->programme = g_ptr_array_index (rows, i);
    programme->days = g_ptr_array_new ();
    for (guint k = 0; k < agenda->days->len; k++) {
      MhSessionFill *day = g_ptr_array_index (agenda->days, k);

      if (day->programme == programme->programme->id)
        g_ptr_array_add (programme->days, day);
    }
    g_ptr_array_add (agenda->programmes, programme);
  }

  return TRUE;
}

/**
 * mh_agenda_read:
 * @desk: the desk
 * @error: return location for an error
 *
 * Returns: (transfer full): all programmes with their days, and the holidays; %NULL with @error set
 */
MhAgenda *
mh_agenda_read (const MhDesk *desk,
                GError      **error)
{
  const MhListFilter all = { 0 };
  g_autoptr (MhAgenda) agenda = g_atomic_rc_box_new0 (MhAgenda);

  agenda->programmes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_programme);
  agenda->days = mh_session_fill_list (desk, &all, error);
  if (agenda->days == NULL || !read_programmes (desk, agenda, error))
    return NULL;

  agenda->holidays = mh_holiday_table_list (desk->db, error);

  return agenda->holidays != NULL ? g_steal_pointer (&agenda) : NULL;
}

/**
 * mh_agenda_find:
 * @agenda: an agenda
 * @session: a day at a venue
 *
 * Returns: (nullable) (transfer none): it, where it is there
 */
const MhSessionFill *
mh_agenda_find (const MhAgenda *agenda,
                gint64          session)
{
  for (guint i = 0; i < agenda->days->len; i++) {
    const MhSessionFill *day = g_ptr_array_index (agenda->days, i);

    if (day->session == session)
      return day;
  }

  return NULL;
}
