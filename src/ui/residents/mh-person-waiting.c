/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-waiting"

#include "mh-person-waiting.h"

#include <glib/gi18n-lib.h>

#include "mh-programme-table.h"
#include "mh-waiting-table.h"
#include "mh-wording.h"

struct _MhPersonWaiting
{
  MhPersonSection parent_instance;
};

G_DEFINE_FINAL_TYPE (MhPersonWaiting, mh_person_waiting, MH_TYPE_PERSON_SECTION)

static gboolean
add_waiting (MhDb              *db,
             GPtrArray         *lines,
             const MhProgramme *programme,
             gint64             id,
             GError           **error)
{
  g_autoptr (MhWaitingUnit) unit = NULL;
  gint64 unit_id = 0;
  guint n;

  if (!mh_waiting_table_find (db, programme->id, id, &unit_id, error))
    return FALSE;

  if (unit_id == 0)
    return TRUE;

  unit = mh_waiting_table_get (db, unit_id, error);
  if (unit == NULL)
    return FALSE;

  n = unit->residents->len;
  mh_person_lines_add (lines, g_strdup (programme->name), n > 1
            ? g_strdup_printf (ngettext ("Waiting, %u person", "Waiting, %u people together", n), n)
            : g_strdup (mh_wording_waiting_state (unit->state)));

  return TRUE;
}

static GPtrArray *
read_waiting (MhDb    *db,
              gint64   id,
              GError **error)
{
  g_autoptr (GPtrArray) programmes = mh_programme_table_list (db, error);
  g_autoptr (GPtrArray) lines = mh_person_lines_new ();

  if (programmes == NULL)
    return NULL;

  for (guint i = 0; i < programmes->len; i++) {
    if (!add_waiting (db, lines, programmes->pdata[i], id, error))
      return NULL;
  }

  return g_steal_pointer (&lines);
}

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  return read_waiting (desk->db, person->resident->id, error);
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  mh_person_section_add_lines (section, data, _("Does not wait for a place"));
}

static void
mh_person_waiting_class_init (MhPersonWaitingClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) g_ptr_array_unref;
  section_class->show = show_section;
}

static void
mh_person_waiting_init (MhPersonWaiting *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Waiting list"));
}
