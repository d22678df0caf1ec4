/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-blackout-lists"

#include "mh-blackout-private.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-booking-table.h"
#include "mh-config.h"
#include "mh-paper-phone.h"
#include "mh-programme-table.h"
#include "mh-protect.h"
#include "mh-resident-table.h"
#include "mh-session-table.h"
#include "mh-waiting-table.h"
#include "mh-wish.h"
#include "mh-wording.h"

typedef struct {
  const MhDesk *desk;
  JsonBuilder  *builder;
  GArray       *people;
} Writer;

static void
set_text (Writer     *writer,
          const char *member,
          const char *value)
{
  json_builder_set_member_name (writer->builder, member);
  if (value != NULL)
    json_builder_add_string_value (writer->builder, value);
  else
    json_builder_add_null_value (writer->builder);
}

static void
set_int (Writer     *writer,
         const char *member,
         gint64      value)
{
  json_builder_set_member_name (writer->builder, member);
  json_builder_add_int_value (writer->builder, value);
}

static void
set_date (Writer     *writer,
          const char *member,
          MhDate      value)
{
  g_autofree char *iso = mh_date_to_iso (value);

  set_text (writer, member, iso);
}

static void
begin_array (Writer     *writer,
             const char *member)
{
  json_builder_set_member_name (writer->builder, member);
  json_builder_begin_array (writer->builder);
}

/* By which number somebody may be called, as on every sheet; the dead and moved by none. */
static gboolean
choose_phone (Writer           *writer,
              const MhResident *resident,
              char            **out_phone,
              GError          **error)
{
  const char *why;

  *out_phone = NULL;

  return g_str_equal (resident->status, "dead") || g_str_equal (resident->status, "removed") ||
         mh_paper_phone (writer->desk, resident->id, "booking", out_phone, &why, error);
}

/* Name, kana and telephone; the dead and moved are marked, as on a roster. */
static MhResident *
write_person (Writer  *writer,
              gint64   id,
              GError **error)
{
  g_autoptr (MhResident) resident = mh_resident_table_get (writer->desk->db, id, error);
  g_autofree char *phone = NULL;

  if (resident == NULL || !choose_phone (writer, resident, &phone, error))
    return NULL;

  set_text (writer, "register-number", resident->register_number);
  set_text (writer, "name", resident->name);
  set_text (writer, "kana", resident->kana);
  set_text (writer, "phone", phone);
  set_text (writer, "note", g_str_equal (resident->status, "resident") ? "" : mh_wording_status (resident->status));
  g_array_append_val (writer->people, id);

  return g_steal_pointer (&resident);
}

static gboolean
write_booking (Writer          *writer,
               const MhSession *session,
               const MhBooking *booking,
               GError         **error)
{
  g_autoptr (MhResident) resident = NULL;
  g_autofree char *start = mh_minutes_format (booking->start_min);
  int age;

  json_builder_begin_object (writer->builder);
  set_int (writer, "booking", booking->id);
  set_int (writer, "slot", booking->slot);
  set_text (writer, "start", start);
  set_int (writer, "dose", booking->dose);
  resident = write_person (writer, booking->resident, error);
  if (resident == NULL)
    return FALSE;

  age = mh_age_years (resident->birth, session->date);
  if (mh_date_is_set (resident->birth))
    set_date (writer, "birth", resident->birth);
  else
    set_text (writer, "birth", resident->birth_text);
  json_builder_set_member_name (writer->builder, "age");
  if (age >= 0)
    json_builder_add_int_value (writer->builder, age);
  else
    json_builder_add_null_value (writer->builder);
  json_builder_end_object (writer->builder);

  return TRUE;
}

static gboolean
write_slots (Writer  *writer,
             gint64   session,
             GError **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (writer->desk->db, session, error);

  if (slots == NULL)
    return FALSE;

  begin_array (writer, "slots");
  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);
    g_autofree char *start = mh_minutes_format (slot->start_min);
    g_autofree char *end = mh_minutes_format (slot->end_min);

    json_builder_begin_object (writer->builder);
    set_int (writer, "slot", slot->id);
    set_text (writer, "start", start);
    set_text (writer, "end", end);
    set_int (writer, "booked", slot->n_booked);
    set_int (writer, "free", slot->n_free);
    json_builder_end_object (writer->builder);
  }
  json_builder_end_array (writer->builder);

  return TRUE;
}

static gboolean
write_session (Writer          *writer,
               const MhSession *session,
               const char      *programme,
               GError         **error)
{
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_session (writer->desk->db, session->id, error);

  if (bookings == NULL)
    return FALSE;

  json_builder_begin_object (writer->builder);
  set_int (writer, "session", session->id);
  set_int (writer, "programme", session->programme);
  set_text (writer, "name", programme);
  set_date (writer, "date", session->date);
  set_text (writer, "venue", session->venue);
  if (!write_slots (writer, session->id, error))
    return FALSE;

  begin_array (writer, "people");
  for (guint i = 0; i < bookings->len; i++) {
    if (!write_booking (writer, session, g_ptr_array_index (bookings, i), error))
      return FALSE;
  }
  json_builder_end_array (writer->builder);
  json_builder_end_object (writer->builder);

  return TRUE;
}

static gboolean
write_unit (Writer              *writer,
            const MhProgramme   *programme,
            const MhWaitingUnit *unit,
            guint                position,
            GError             **error)
{
  g_autofree char *wish = mh_wish_describe (unit->wish);

  json_builder_begin_object (writer->builder);
  set_int (writer, "programme", programme->id);
  set_text (writer, "programme-name", programme->name);
  set_int (writer, "position", position);
  set_text (writer, "wish", wish);
  begin_array (writer, "people");
  for (guint i = 0; i < unit->residents->len; i++) {
    g_autoptr (MhResident) resident = NULL;

    json_builder_begin_object (writer->builder);
    resident = write_person (writer, g_array_index (unit->residents, gint64, i), error);
    if (resident == NULL)
      return FALSE;
    json_builder_end_object (writer->builder);
  }
  json_builder_end_array (writer->builder);
  json_builder_end_object (writer->builder);

  return TRUE;
}

static gboolean
write_waiting (Writer    *writer,
               GPtrArray *programmes,
               GError   **error)
{
  begin_array (writer, "waiting");
  for (guint i = 0; i < programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (programmes, i);
    g_autoptr (GPtrArray) units = mh_waiting_table_list (writer->desk->db, programme->id, error);

    if (units == NULL)
      return FALSE;

    for (guint k = 0; k < units->len; k++) {
      if (!write_unit (writer, programme, g_ptr_array_index (units, k), k + 1, error))
        return FALSE;
    }
  }
  json_builder_end_array (writer->builder);

  return TRUE;
}

static const MhProgramme *
find_programme (GPtrArray *programmes,
                gint64     id)
{
  for (guint i = 0; i < programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (programmes, i);

    if (programme->id == id)
      return programme;
  }

  return NULL;
}

static gboolean
write_sessions (Writer               *writer,
                const MhBlackoutPack *pack,
                GPtrArray            *programmes,
                GError              **error)
{
  g_autoptr (GPtrArray) sessions = mh_session_table_list (writer->desk->db, 0, error);

  if (sessions == NULL)
    return FALSE;

  begin_array (writer, "sessions");
  for (guint i = 0; i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);
    const MhProgramme *programme = find_programme (programmes, session->programme);

    if (g_str_equal (session->state, "cancelled") || mh_date_compare (session->date, pack->from) < 0 ||
        mh_date_compare (session->date, pack->to) > 0)
      continue;

    if (programme == NULL) {
      programme = mh_programme_table_get (writer->desk->db, session->programme, error);
      if (programme == NULL)
        return FALSE;
      g_ptr_array_add (programmes, (gpointer) programme);
    }

    if (!write_session (writer, session, programme->name, error))
      return FALSE;
  }
  json_builder_end_array (writer->builder);

  return TRUE;
}

static void
write_head (Writer               *writer,
            const MhBlackoutPack *pack)
{
  g_autofree char *town = mh_config_get (writer->desk, "town.name", NULL);

  set_text (writer, "format", "machihoken-blackout");
  set_int (writer, "version", 1);
  set_text (writer, "code", pack->code);
  set_int (writer, "pack", pack->id);
  set_text (writer, "town", town != NULL ? town : "");
  set_int (writer, "made-at", pack->made_at);
  set_text (writer, "operator", pack->operator_name);
  set_date (writer, "from", pack->from);
  set_date (writer, "to", pack->to);
  set_int (writer, "slips", pack->n_slips);
}

/**
 * mh_blackout_lists_read:
 * @desk: the desk, in a transaction
 * @pack: which days
 * @people: (element-type gint64): everybody in the lists is added
 * @error: return location
 *
 * A protected person stands in the lists with his name only.
 *
 * Returns: (transfer full): the document of the pack
 */
JsonNode *
mh_blackout_lists_read (const MhDesk         *desk,
                        const MhBlackoutPack *pack,
                        GArray               *people,
                        GError              **error)
{
  g_autoptr (GPtrArray) programmes = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_programme_free);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  Writer writer = { desk, builder, people };

  json_builder_begin_object (builder);
  write_head (&writer, pack);
  if (!write_sessions (&writer, pack, programmes, error) || !write_waiting (&writer, programmes, error))
    return NULL;
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static const char *
get_text (JsonObject *object,
          const char *member)
{
  return json_object_get_string_member_with_default (object, member, "");
}

static const char *
get_phone (JsonObject *person)
{
  return json_object_get_null_member (person, "phone") ? _("Ask the nurse") : get_text (person, "phone");
}

static MhRoster *
begin_roster (JsonObject *lists,
              const char *title)
{
  g_autofree char *heading = g_strdup_printf (_("Blackout pack %s: %s"), get_text (lists, "code"), title);
  gint64 made_at = json_object_get_int_member (lists, "made-at");
  g_autofree char *day = mh_date_format (mh_date_from_ms (made_at), MH_DATE_STYLE_LONG);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (made_at));
  g_autofree char *printed = g_strdup_printf (_("Printed %s %s, %s"), day, time, get_text (lists, "operator"));
  MhRoster *roster = mh_roster_new (heading);

  mh_roster_set_printed_at (roster, printed);

  return roster;
}

static char *
describe_session (JsonObject *session)
{
  g_autofree char *day = NULL;
  MhDate date = MH_DATE_NONE;

  mh_date_from_iso (get_text (session, "date"), &date);
  day = mh_date_format (date, MH_DATE_STYLE_WEEKDAY);

  return g_strdup_printf (_("%s, %s, %s"), day, get_text (session, "venue"), get_text (session, "name"));
}

/**
 * mh_blackout_draw_slots:
 * @lists: a pack's document
 *
 * Returns: (transfer full): which places were free when the pack was made, with room to strike them off
 */
MhRoster *
mh_blackout_draw_slots (JsonObject *lists)
{
  MhRoster *roster = begin_roster (lists, _("Free places"));
  JsonArray *sessions = json_object_get_array_member (lists, "sessions");

  mh_roster_set_numbered (roster, FALSE);
  mh_roster_set_end (roster, "");
  mh_roster_add_column (roster, _("Time"), 6, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_("places of a slot", "Booked"), 3, MH_ROSTER_ALIGN_END);
  mh_roster_add_column (roster, C_("places of a slot", "Free"), 3, MH_ROSTER_ALIGN_END);
  mh_roster_add_column (roster, _("Given away meanwhile: numbers of the slips"), 22, MH_ROSTER_ALIGN_START);

  for (guint i = 0; i < json_array_get_length (sessions); i++) {
    JsonObject *session = json_array_get_object_element (sessions, i);
    JsonArray *slots = json_object_get_array_member (session, "slots");
    g_autofree char *heading = describe_session (session);

    mh_roster_add_heading (roster, heading);
    for (guint k = 0; k < json_array_get_length (slots); k++) {
      JsonObject *slot = json_array_get_object_element (slots, k);
      g_autofree char *time = g_strdup_printf (C_("from to", "%s–%s"), get_text (slot, "start"), get_text (slot, "end"));
      g_autofree char *booked = g_strdup_printf ("%lld", (long long) json_object_get_int_member (slot, "booked"));
      g_autofree char *n_free = g_strdup_printf ("%lld", (long long) json_object_get_int_member (slot, "free"));
      const char *cells[] = { time, booked, n_free, "", NULL };

      mh_roster_add_row (roster, cells);
    }
  }

  return roster;
}

/**
 * mh_blackout_draw_waiting:
 * @lists: a pack's document
 *
 * Returns: (transfer full): the waiting list in its order, with the numbers that may be called
 */
MhRoster *
mh_blackout_draw_waiting (JsonObject *lists)
{
  MhRoster *roster = begin_roster (lists, _("Waiting list"));
  JsonArray *units = json_object_get_array_member (lists, "waiting");
  const char *last = "";

  mh_roster_set_numbered (roster, FALSE);
  mh_roster_add_check_column (roster, _("Called"));
  mh_roster_add_column (roster, _("Order"), 3, MH_ROSTER_ALIGN_END);
  mh_roster_set_name_column (roster, mh_roster_add_column (roster, _("Name"), 8, MH_ROSTER_ALIGN_START));
  mh_roster_add_column (roster, _("Kana"), 10, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Telephone"), 9, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Wish"), 8, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Note"), 6, MH_ROSTER_ALIGN_START);

  for (guint i = 0; i < json_array_get_length (units); i++) {
    JsonObject *unit = json_array_get_object_element (units, i);
    JsonArray *people = json_object_get_array_member (unit, "people");
    g_autofree char *position = g_strdup_printf ("%lld", (long long) json_object_get_int_member (unit, "position"));

    if (!g_str_equal (last, get_text (unit, "programme-name"))) {
      last = get_text (unit, "programme-name");
      mh_roster_add_heading (roster, last);
    }

    for (guint k = 0; k < json_array_get_length (people); k++) {
      JsonObject *person = json_array_get_object_element (people, k);
      const char *cells[] = {
        "", position, get_text (person, "name"), get_text (person, "kana"), get_phone (person), get_text (unit, "wish"),
        get_text (person, "note"), NULL
      };

      mh_roster_add_row (roster, cells);
    }
  }

  return roster;
}

/**
 * mh_blackout_draw_phones:
 * @lists: a pack's document
 * @session: one of its days
 *
 * Returns: (transfer full): whom to call when the day is called off, by time
 */
MhRoster *
mh_blackout_draw_phones (JsonObject *lists,
                         JsonObject *session)
{
  MhRoster *roster = begin_roster (lists, _("Telephone list of a day"));
  JsonArray *people = json_object_get_array_member (session, "people");
  g_autofree char *subtitle = describe_session (session);

  mh_roster_add_subtitle (roster, subtitle);
  mh_roster_add_check_column (roster, _("Called"));
  mh_roster_add_column (roster, _("Time"), 3.5, MH_ROSTER_ALIGN_END);
  mh_roster_set_name_column (roster, mh_roster_add_column (roster, _("Name"), 8, MH_ROSTER_ALIGN_START));
  mh_roster_add_column (roster, _("Kana"), 10, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Telephone"), 9, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Note"), 8, MH_ROSTER_ALIGN_START);

  for (guint i = 0; i < json_array_get_length (people); i++) {
    JsonObject *person = json_array_get_object_element (people, i);
    const char *cells[] = {
      "", get_text (person, "start"), get_text (person, "name"), get_text (person, "kana"), get_phone (person), get_text (person, "note"), NULL
    };

    mh_roster_add_row (roster, cells);
  }

  return roster;
}
