/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-messages"

#include "mh-person-messages.h"

#include <glib/gi18n-lib.h>

#include "mh-delivery-table.h"
#include "mh-moment.h"
#include "mh-wording.h"

#define MAX_LINES 40

struct _MhPersonMessages
{
  MhPersonSection parent_instance;
};

G_DEFINE_FINAL_TYPE (MhPersonMessages, mh_person_messages, MH_TYPE_PERSON_SECTION)

static void
add_message (GPtrArray        *lines,
             const MhDelivery *delivery)
{
  g_autofree char *moment = mh_moment_format (delivery->state_at, MH_DATE_STYLE_WEEKDAY);
  const char *reason = mh_wording_delivery_reason (delivery->reason);
  GString *subtitle = g_string_new (mh_wording_delivery_state (delivery->state));

  if (delivery->contact_kind != NULL)
    g_string_append_printf (subtitle, " ・ %s", mh_wording_channel (delivery->contact_kind));
  if (reason != NULL && *reason != '\0')
    g_string_append_printf (subtitle, " ・ %s", reason);

  mh_person_lines_add (lines, g_strdup_printf ("%s  %s", moment, mh_wording_delivery_kind (delivery->kind)),
                       g_string_free (subtitle, FALSE));
}

static GPtrArray *
read_messages (MhDb    *db,
               gint64   id,
               GError **error)
{
  g_autoptr (GPtrArray) deliveries = mh_delivery_table_list_resident (db, id, error);
  g_autoptr (GPtrArray) lines = mh_person_lines_new ();

  if (deliveries == NULL)
    return NULL;

  for (guint i = 0; i < deliveries->len && i < MAX_LINES; i++)
    add_message (lines, deliveries->pdata[i]);

  return g_steal_pointer (&lines);
}

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  return read_messages (desk->db, person->resident->id, error);
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  mh_person_section_add_lines (section, data, _("Nothing was sent"));
}

static void
mh_person_messages_class_init (MhPersonMessagesClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) g_ptr_array_unref;
  section_class->show = show_section;
}

static void
mh_person_messages_init (MhPersonMessages *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Messages"));
}
