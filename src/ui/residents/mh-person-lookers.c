/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-lookers"

#include "mh-person-lookers.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-log-window.h"
#include "mh-moment.h"
#include "mh-wording.h"

#define MAX_LINES   12
#define MAX_ENTRIES 400

struct _MhPersonLookers
{
  MhPersonSection parent_instance;
};

G_DEFINE_FINAL_TYPE (MhPersonLookers, mh_person_lookers, MH_TYPE_PERSON_SECTION)

static gboolean
is_look (const char *kind)
{
  return g_str_equal (kind, "resident.view") || g_str_equal (kind, "resident.reveal") || g_str_has_suffix (kind, ".print") ||
         g_str_has_suffix (kind, ".export");
}

static void
add_line (GPtrArray          *lines,
          const MhAuditEntry *last,
          guint               times)
{
  g_autofree char *moment = mh_moment_format (last->at, MH_DATE_STYLE_WEEKDAY);
  const char *who = mh_wording_operator (last->operator_name);
  char *title = times > 1 ? g_strdup_printf (ngettext ("%s, %u time", "%s, %u times", times), who, times) : g_strdup (who);

  mh_person_lines_add (lines, title, g_strdup_printf ("%s ・ %s", moment, mh_wording_act_kind (last->kind)));
}

/* What one did again and again on one day is one line. */
static gboolean
is_same (const MhAuditEntry *a,
         const MhAuditEntry *b)
{
  return g_str_equal (a->kind, b->kind) && g_str_equal (a->operator_name, b->operator_name) &&
         mh_date_compare (mh_date_from_ms (a->at), mh_date_from_ms (b->at)) == 0;
}

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  g_autoptr (GPtrArray) entries = mh_audit_list (desk->db, person->resident->id, MAX_ENTRIES, error);
  g_autoptr (GPtrArray) lines = mh_person_lines_new ();
  const MhAuditEntry *last = NULL;
  guint times = 0;

  if (entries == NULL)
    return NULL;

  for (guint i = 0; i < entries->len && lines->len < MAX_LINES; i++) {
    const MhAuditEntry *entry = g_ptr_array_index (entries, i);

    if (!is_look (entry->kind))
      continue;

    if (last != NULL && !is_same (last, entry)) {
      add_line (lines, last, times);
      times = 0;
    }
    if (times == 0)
      last = entry;
    times++;
  }

  if (times > 0 && lines->len < MAX_LINES)
    add_line (lines, last, times);

  return g_steal_pointer (&lines);
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  mh_person_section_add_lines (section, data, _("Nobody yet"));
}

static void
all_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhPersonSection *section = MH_PERSON_SECTION (widget);

  gtk_window_present (GTK_WINDOW (mh_log_window_new (widget, mh_person_section_get_context (section),
                                                     mh_person_section_get_id (section))));
}

static void
mh_person_lookers_class_init (MhPersonLookersClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) g_ptr_array_unref;
  section_class->show = show_section;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "lookers.all", NULL, all_activated_cb);
}

static void
mh_person_lookers_init (MhPersonLookers *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Who has seen this person"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Whole Log …"), "lookers.all", _("Everything that was done about this person"));
}
