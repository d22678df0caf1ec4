/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-bookings"

#include "mh-person-bookings.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-table.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"
#include "mh-wording.h"

#define MAX_LINES 40

struct _MhPersonBookings
{
  MhPersonSection parent_instance;
};

G_DEFINE_FINAL_TYPE (MhPersonBookings, mh_person_bookings, MH_TYPE_PERSON_SECTION)

static char *
dup_programme_name (MhDb  *db,
                    gint64 id)
{
  g_autoptr (MhProgramme) programme = mh_programme_table_get (db, id, NULL);

  return g_strdup (programme != NULL ? programme->name : "");
}

static void
add_booking (MhDb            *db,
             GPtrArray       *lines,
             const MhBooking *booking)
{
  g_autoptr (MhSession) session = mh_session_table_get (db, booking->session, NULL);
  g_autofree char *programme = dup_programme_name (db, booking->programme);
  g_autofree char *date = mh_date_format (booking->date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *time = mh_minutes_format (booking->start_min);

  mh_person_lines_add (lines,
                       g_strdup_printf ("%s %s  %s", date, time, session != NULL ? session->venue : ""),
                       g_strdup_printf ("%s ・ %s ・ %s", programme, mh_wording_booking_state (booking->state),
                                        mh_wording_booking_via (booking->via)));
}

static GPtrArray *
read_bookings (MhDb    *db,
               gint64   id,
               GError **error)
{
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_resident (db, id, error);
  g_autoptr (GPtrArray) lines = mh_person_lines_new ();

  if (bookings == NULL)
    return NULL;

  for (guint i = 0; i < bookings->len && i < MAX_LINES; i++)
    add_booking (db, lines, bookings->pdata[i]);

  return g_steal_pointer (&lines);
}

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  return read_bookings (desk->db, person->resident->id, error);
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  mh_person_section_add_lines (section, data, _("None"));
}

static void
mh_person_bookings_class_init (MhPersonBookingsClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) g_ptr_array_unref;
  section_class->show = show_section;
}

static void
mh_person_bookings_init (MhPersonBookings *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Bookings"));
}
