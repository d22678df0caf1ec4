/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-facts"

#include "mh-person-facts.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-booking-table.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"
#include "mh-waiting-table.h"
#include "mh-wording.h"

#define MAX_LINES 40

static void
fact_line_free (MhFactLine *line)
{
  g_free (line->title);
  g_free (line->subtitle);
  g_free (line);
}

static GPtrArray *
make_lines (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fact_line_free);
}

/* Takes both texts. */
static void
add_line (GPtrArray *lines,
          char      *title,
          char      *subtitle)
{
  MhFactLine *line = g_new0 (MhFactLine, 1);

  line->title = title;
  line->subtitle = subtitle;
  g_ptr_array_add (lines, line);
}

static char *
format_moment (gint64 ms)
{
  g_autofree char *date = mh_date_format (mh_date_from_ms (ms), MH_DATE_STYLE_WEEKDAY);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (ms));

  return g_strdup_printf ("%s %s", date, time);
}

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

  add_line (lines,
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
  g_autoptr (GPtrArray) lines = make_lines ();

  if (bookings == NULL)
    return NULL;

  for (guint i = 0; i < bookings->len && i < MAX_LINES; i++)
    add_booking (db, lines, bookings->pdata[i]);

  return g_steal_pointer (&lines);
}

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
  add_line (lines, g_strdup (programme->name), n > 1
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
  g_autoptr (GPtrArray) lines = make_lines ();

  if (programmes == NULL)
    return NULL;

  for (guint i = 0; i < programmes->len; i++) {
    if (!add_waiting (db, lines, programmes->pdata[i], id, error))
      return NULL;
  }

  return g_steal_pointer (&lines);
}

static void
add_message (GPtrArray        *lines,
             const MhDelivery *delivery)
{
  g_autofree char *moment = format_moment (delivery->state_at);
  const char *reason = mh_wording_delivery_reason (delivery->reason);
  GString *subtitle = g_string_new (mh_wording_delivery_state (delivery->state));

  if (delivery->contact_kind != NULL)
    g_string_append_printf (subtitle, " ・ %s", mh_wording_channel (delivery->contact_kind));
  if (reason != NULL && *reason != '\0')
    g_string_append_printf (subtitle, " ・ %s", reason);

  add_line (lines, g_strdup_printf ("%s  %s", moment, mh_wording_delivery_kind (delivery->kind)),
            g_string_free (subtitle, FALSE));
}

static GPtrArray *
read_messages (MhDb    *db,
               gint64   id,
               GError **error)
{
  g_autoptr (GPtrArray) deliveries = mh_delivery_table_list_resident (db, id, error);
  g_autoptr (GPtrArray) lines = make_lines ();

  if (deliveries == NULL)
    return NULL;

  for (guint i = 0; i < deliveries->len && i < MAX_LINES; i++)
    add_message (lines, deliveries->pdata[i]);

  return g_steal_pointer (&lines);
}

static GPtrArray *
read_log (MhDb    *db,
          gint64   id,
          GError **error)
{
  g_autoptr (GPtrArray) entries = mh_audit_list (db, id, MAX_LINES, error);
  g_autoptr (GPtrArray) lines = make_lines ();

  if (entries == NULL)
    return NULL;

  for (guint i = 0; i < entries->len; i++) {
    const MhAuditEntry *entry = entries->pdata[i];
    g_autofree char *moment = format_moment (entry->at);

    add_line (lines, g_strdup (mh_wording_act_kind (entry->kind)),
              g_strdup_printf ("%s ・ %s", moment, entry->operator_name));
  }

  return g_steal_pointer (&lines);
}

/* Takes @person. */
static MhPersonFacts *
complete (MhDb     *db,
          MhPerson *person,
          GError  **error)
{
  g_autoptr (MhPersonFacts) facts = g_new0 (MhPersonFacts, 1);
  gint64 id = person->resident->id;

  facts->person = person;
  facts->bookings = read_bookings (db, id, error);
  if (facts->bookings == NULL)
    return NULL;

  facts->waiting = read_waiting (db, id, error);
  if (facts->waiting == NULL)
    return NULL;

  facts->messages = read_messages (db, id, error);
  if (facts->messages == NULL)
    return NULL;

  facts->log = read_log (db, id, error);

  return facts->log != NULL ? g_steal_pointer (&facts) : NULL;
}

/**
 * mh_person_facts_free:
 * @facts: facts
 *
 * Frees them.
 */
void
mh_person_facts_free (MhPersonFacts *facts)
{
  mh_person_free (facts->person);
  g_clear_pointer (&facts->bookings, g_ptr_array_unref);
  g_clear_pointer (&facts->waiting, g_ptr_array_unref);
  g_clear_pointer (&facts->messages, g_ptr_array_unref);
  g_clear_pointer (&facts->log, g_ptr_array_unref);
  g_free (facts);
}

/**
 * mh_person_facts_look:
 * @desk: the desk
 * @id: whose page
 * @reveal_reason: (nullable): why what is hidden of a protected person shall be shown
 * @error: return location for an error
 *
 * Reads a person's page for somebody who opens it, and notes that in the log.
 *
 * Returns: (transfer full): what the page shows, or %NULL
 */
MhPersonFacts *
mh_person_facts_look (const MhDesk *desk,
                      gint64        id,
                      const char   *reveal_reason,
                      GError      **error)
{
  MhPerson *person = mh_people_get (desk, id, reveal_reason, error);

  return person != NULL ? complete (desk->db, person, error) : NULL;
}

/**
 * mh_person_facts_read:
 * @desk: the desk
 * @id: whose page
 * @error: return location for an error
 *
 * Reads the page of a person who is on the screen already. Contacts of a protected person stay out.
 *
 * Returns: (transfer full): what the page shows, or %NULL; MH_ERROR_NOT_FOUND when the person is no longer in the list
 */
MhPersonFacts *
mh_person_facts_read (const MhDesk *desk,
                      gint64        id,
                      GError      **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &id, 1, error);
  MhPerson *person;

  if (people == NULL)
    return NULL;

  if (people->len == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This person is no longer in the list."));
    return NULL;
  }

  g_ptr_array_set_free_func (people, NULL);
  person = people->pdata[0];
  if (!person->is_protected) {
    person->contacts = mh_contact_table_list (desk->db, id, error);
    if (person->contacts == NULL) {
      mh_person_free (person);
      return NULL;
    }
  }

  return complete (desk->db, person, error);
}
