/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-bookings"

#include "mh-person-bookings.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-table.h"
#include "mh-booking-together.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"
#include "mh-wording.h"

#define MAX_LINES 40

struct _MhPersonBookings
{
  MhPersonSection parent_instance;
};

G_DEFINE_FINAL_TYPE (MhPersonBookings, mh_person_bookings, MH_TYPE_PERSON_SECTION)

/* 「帯状疱疹予防接種 ・ 2回目」 */
static char *
write_programme (MhDb            *db,
                 const MhBooking *booking)
{
  g_autoptr (MhProgramme) programme = mh_programme_table_get (db, booking->programme, NULL);
  g_autofree char *dose = programme != NULL && programme->doses > 1 ? g_strdup_printf (_(" ・ dose %d"), booking->dose) : g_strdup ("");

  return g_strdup_printf ("%s%s", programme != NULL ? programme->name : "", dose);
}

/* Only while it stands. */
static char *
write_together (const MhDesk    *desk,
                const MhBooking *booking)
{
  g_autoptr (GPtrArray) together = NULL;
  g_autofree char *words = NULL;

  if (!g_str_equal (booking->state, "active"))
    return g_strdup ("");

  together = mh_booking_list_together (desk, booking->id, NULL);
  words = together != NULL ? mh_booking_write_together (together) : NULL;

  return words != NULL ? g_strdup_printf (_(" ・ booked together: %s"), words) : g_strdup ("");
}

static void
add_booking (const MhDesk    *desk,
             GPtrArray       *lines,
             const MhBooking *booking)
{
  g_autoptr (MhSession) session = mh_session_table_get (desk->db, booking->session, NULL);
  g_autofree char *programme = write_programme (desk->db, booking);
  g_autofree char *together = write_together (desk, booking);
  g_autofree char *date = mh_date_format (booking->date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *time = mh_minutes_format (booking->start_min);

  mh_person_lines_add (lines,
                       g_strdup_printf ("%s %s  %s", date, time, session != NULL ? session->venue : ""),
                       g_strdup_printf ("%s ・ %s ・ %s%s", programme, mh_wording_booking_state (booking->state),
                                        mh_wording_booking_via (booking->via), together));
}

static GPtrArray *
read_bookings (const MhDesk *desk,
               gint64        id,
               GError      **error)
{
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_resident (desk->db, id, error);
  g_autoptr (GPtrArray) lines = mh_person_lines_new ();

  if (bookings == NULL)
    return NULL;

  for (guint i = 0; i < bookings->len && i < MAX_LINES; i++)
    add_booking (desk, lines, bookings->pdata[i]);

  return g_steal_pointer (&lines);
}

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  return read_bookings (desk, person->resident->id, error);
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
