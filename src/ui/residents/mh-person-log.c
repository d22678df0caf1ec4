/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-log"

#include "mh-person-log.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-moment.h"
#include "mh-wording.h"

#define MAX_LINES 40

struct _MhPersonLog
{
  MhPersonSection parent_instance;
};

G_DEFINE_FINAL_TYPE (MhPersonLog, mh_person_log, MH_TYPE_PERSON_SECTION)

static GPtrArray *
read_log (MhDb    *db,
          gint64 id,
          GError **error)
{
  g_autoptr (GPtrArray) entries = mh_audit_list (db, id, MAX_LINES, error);
  g_autoptr (GPtrArray) lines = mh_person_lines_new ();

  if (entries == NULL)
    return NULL;

  for (guint i = 0; i < entries->len; i++) {
    const MhAuditEntry *entry = entries->pdata[i];
    g_autofree char *moment = mh_moment_format (entry->at, MH_DATE_STYLE_WEEKDAY);

    /* Who looked has a section of its own. */
    if (g_str_equal (entry->kind, "resident.view"))
      continue;

    mh_person_lines_add (lines, g_strdup (mh_wording_act_kind (entry->kind)),
                         g_strdup_printf ("%s ・ %s", moment, entry->operator_name));
  }

  return g_steal_pointer (&lines);
}

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  return read_log (desk->db, person->resident->id, error);
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  mh_person_section_add_lines (section, data, _("Nothing"));
}

static void
mh_person_log_class_init (MhPersonLogClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) g_ptr_array_unref;
  section_class->show = show_section;
}

static void
mh_person_log_init (MhPersonLog *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Log: what was done"));
}
