/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-export"

#include "mh-export-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-era.h"
#include "mh-planner.h"
#include "mh-reception.h"
#include "mh-wish.h"
#include "mh-wording.h"

#define RESIDENTS  (1u << MH_EXPORT_RESIDENTS)
#define BOOKINGS   (1u << MH_EXPORT_BOOKINGS)
#define ROSTER     (1u << MH_EXPORT_ROSTER)
#define WAITING    (1u << MH_EXPORT_WAITING)
#define OFFERS     (1u << MH_EXPORT_OFFERS)
#define DELIVERIES (1u << MH_EXPORT_DELIVERIES)
#define CALLS      (1u << MH_EXPORT_CALLS)
#define PROBLEMS   (1u << MH_EXPORT_PROBLEMS)
#define RESULTS    (1u << MH_EXPORT_RESULTS)
#define REFILLS    (1u << MH_EXPORT_REFILLS)
#define SEATS      (BOOKINGS | ROSTER)
#define PLACES     (SEATS | OFFERS | DELIVERIES | CALLS)
#define PEOPLE     (RESIDENTS | SEATS | WAITING | OFFERS | DELIVERIES | CALLS | PROBLEMS)

#define NAMES      (1u << MH_EXPORT_FOR_NAMES)
#define LETTERS    (1u << MH_EXPORT_FOR_LETTERS)
#define TO_CALL    (1u << MH_EXPORT_FOR_CALLS)
#define ALL        (1u << MH_EXPORT_FOR_ALL)
#define ALWAYS     (NAMES | LETTERS | TO_CALL | ALL)

#define PRIVATE    MH_EXPORT_COLUMN_PRIVATE
#define NUMBER     MH_EXPORT_COLUMN_NUMBER
#define LETTER     MH_EXPORT_COLUMN_LETTER

static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static char *
dup_date (const MhExportLine *line,
          MhDate              date)
{
  if (!mh_date_is_set (date) || date.month == 0 || date.day == 0)
    return g_strdup ("");

  switch (line->dates) {
  case MH_EXPORT_DATES_DIGITS:
    return g_strdup_printf ("%04d%02d%02d", date.year, date.month, date.day);

  case MH_EXPORT_DATES_ERA:
    for (guint era = MH_N_ERAS; era > 0; era--) {
      if (mh_date_compare (mh_era_get (era - 1)->first, date) <= 0)
        return g_strdup_printf ("%u%02d%02d%02d", era, date.year - mh_era_get (era - 1)->first.year + 1, date.month, date.day);
    }
    return g_strdup ("");

  case MH_EXPORT_DATES_WORDS:
    return mh_date_format (date, MH_DATE_STYLE_LONG);

  case MH_EXPORT_DATES_ISO:
  case MH_EXPORT_N_DATES:
  default:
    return mh_date_to_iso (date);
  }
}

static char *
dup_moment (const MhExportLine *line,
            gint64              at)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  if (at == 0)
    return g_strdup ("");

  date = dup_date (line, mh_date_from_ms (at));
  time = mh_minutes_format (mh_minutes_from_ms (at));

  return g_strdup_printf ("%s %s", date, time);
}

static char *
dup_number (gint64 number)
{
  return number > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : g_strdup ("");
}

/* 0995551 as people write it. */
static char *
dup_postal_code (const char *code)
{
  if (code == NULL || strlen (code) != 7 || strspn (code, "0123456789") != 7)
    return dup_text (code);

  return g_strdup_printf ("%.3s-%s", code, code + 3);
}

static char *
get_position (const MhExportLine *line)
{
  return dup_number (line->position);
}

static char *
get_register_number (const MhExportLine *line)
{
  return dup_text (line->person->resident->register_number);
}

static char *
get_name (const MhExportLine *line)
{
  return dup_text (line->person->resident->name);
}

static char *
get_kana (const MhExportLine *line)
{
  return dup_text (line->person->resident->kana);
}

static char *
get_other_name (const MhExportLine *line)
{
  g_autofree char *names = dup_text (line->person->resident->other_name);

  return g_strdup (g_strdelimit (names, "\n", ' '));
}

static char *
get_birth (const MhExportLine *line)
{
  const MhResident *resident = line->person->resident;

  return mh_date_is_set (resident->birth) ? dup_date (line, resident->birth) : dup_text (resident->birth_text);
}

/* On the day it is about, where there is one. */
static char *
get_age (const MhExportLine *line)
{
  int years = mh_age_years (line->person->resident->birth, mh_date_is_set (line->row->date) ? line->row->date : line->today);

  return years >= 0 ? g_strdup_printf ("%d", years) : g_strdup ("");
}

static char *
get_sex (const MhExportLine *line)
{
  return dup_text (mh_wording_sex (line->person->resident->sex));
}

static char *
get_status (const MhExportLine *line)
{
  return dup_text (mh_wording_status (line->person->resident->status));
}

/* Somebody who has died or moved since stands in the list still: nobody must call out the name. */
static char *
get_remark (const MhExportLine *line)
{
  return g_str_equal (line->person->resident->status, "resident") ? g_strdup ("") : get_status (line);
}

static char *
get_household_number (const MhExportLine *line)
{
  return dup_text (line->person->resident->household_number);
}

static char *
get_relation (const MhExportLine *line)
{
  return dup_text (line->person->resident->relation);
}

static char *
get_addressee (const MhExportLine *line)
{
  return dup_text (line->mailing != NULL ? line->mailing->addressee : line->person->resident->name);
}

static char *
get_letter_postal_code (const MhExportLine *line)
{
  return dup_postal_code (line->mailing != NULL ? line->mailing->postal_code : line->person->resident->postal_code);
}

static char *
get_letter_address (const MhExportLine *line)
{
  return dup_text (line->mailing != NULL ? line->mailing->address : line->person->resident->address);
}

static char *
get_letter_address_extra (const MhExportLine *line)
{
  return dup_text (line->mailing != NULL ? line->mailing->address_extra : line->person->resident->address_extra);
}

static char *
get_postal_code (const MhExportLine *line)
{
  return dup_postal_code (line->person->resident->postal_code);
}

static char *
get_address (const MhExportLine *line)
{
  return dup_text (line->person->resident->address);
}

static char *
get_address_extra (const MhExportLine *line)
{
  return dup_text (line->person->resident->address_extra);
}

static char *
get_district (const MhExportLine *line)
{
  return dup_text (line->person->resident->district);
}

static char *
get_district2 (const MhExportLine *line)
{
  return dup_text (line->person->resident->district2);
}

static char *
get_district3 (const MhExportLine *line)
{
  return dup_text (line->person->resident->district3);
}

static char *
get_phone (const MhExportLine *line)
{
  return dup_text (line->person->phone);
}

static char *
get_note (const MhExportLine *line)
{
  return dup_text (line->person->resident->note);
}

static char *
get_programme (const MhExportLine *line)
{
  return dup_text (line->row->programme);
}

static char *
get_date (const MhExportLine *line)
{
  return dup_date (line, line->row->date);
}

static char *
get_time (const MhExportLine *line)
{
  return line->row->start_min >= 0 ? mh_minutes_format (line->row->start_min) : g_strdup ("");
}

static char *
get_venue (const MhExportLine *line)
{
  return dup_text (line->row->venue);
}

static char *
get_place (const MhExportLine *line)
{
  return dup_number (line->row->place);
}

static char *
get_dose (const MhExportLine *line)
{
  return dup_number (line->row->dose);
}

static char *
get_booking_state (const MhExportLine *line)
{
  const char *state = line->row->state;

  return dup_text (mh_reception_is_state (state) ? mh_wording_visit_state (state) : mh_wording_booking_state (state));
}

static char *
get_state_code (const MhExportLine *line)
{
  return dup_text (line->row->state);
}

static char *
get_offer_state (const MhExportLine *line)
{
  return dup_text (mh_wording_offer_state (line->row->state));
}

static char *
get_delivery_state (const MhExportLine *line)
{
  return dup_text (mh_wording_delivery_state (line->row->state));
}

static char *
get_delivery_kind (const MhExportLine *line)
{
  return dup_text (mh_wording_delivery_kind (line->row->kind));
}

static char *
get_channel (const MhExportLine *line)
{
  return line->row->channel != NULL ? dup_text (mh_wording_channel (line->row->channel)) : g_strdup ("");
}

static char *
get_reason (const MhExportLine *line)
{
  return dup_text (mh_wording_delivery_reason (line->row->reason));
}

static char *
get_via (const MhExportLine *line)
{
  return dup_text (mh_wording_booking_via (line->row->via));
}

static char *
get_proxy (const MhExportLine *line)
{
  return dup_text (line->row->proxy_name);
}

static char *
get_proxy_relation (const MhExportLine *line)
{
  return dup_text (line->row->proxy_relation);
}

static char *
get_wish (const MhExportLine *line)
{
  return mh_wish_describe (line->row->wish);
}

/* Its place in the waiting list at that time. */
static char *
get_list_position (const MhExportLine *line)
{
  return dup_number (line->row->place);
}

static char *
get_asked (const MhExportLine *line)
{
  return dup_text (mh_wording_decision (line->row->reason));
}

static char *
get_plan_reason (const MhExportLine *line)
{
  MhPlanReason reason;

  return dup_text (mh_plan_reason_from_nick (line->row->reason, &reason) ? mh_plan_reason_text (reason) : line->row->reason);
}

static char *
get_unit (const MhExportLine *line)
{
  return dup_number (line->row->unit);
}

static char *
get_at (const MhExportLine *line)
{
  return dup_moment (line, line->row->at);
}

static char *
get_deadline (const MhExportLine *line)
{
  return dup_moment (line, line->row->deadline_at);
}

static char *
get_answered (const MhExportLine *line)
{
  return dup_moment (line, line->row->answered_at);
}

static char *
get_written (const MhExportLine *line)
{
  return dup_text (line->problem->written);
}

static char *
get_problem (const MhExportLine *line)
{
  return dup_text (mh_wording_contact_problem (line->problem->problem));
}

static char *
get_problem_day (const MhExportLine *line)
{
  return dup_date (line, line->problem->day);
}

static char *
get_lot (const MhExportLine *line)
{
  return dup_text (line->row->lot);
}

/* One table for all lists. Nicks are what the log keeps: they never change. */
const MhExportColumn mh_export_columns[] = {
  { "position", NC_ ("list column", "Order"), WAITING | ROSTER, NAMES | TO_CALL | ALL, 0, get_position },
  { "programme", NC_ ("list column", "Programme"), PLACES | WAITING | REFILLS, NAMES | ALL, 0, get_programme },
  { "date", NC_ ("list column", "Date"), PLACES | REFILLS, ALWAYS, NUMBER, get_date },
  { "time", NC_ ("list column", "Time"), PLACES | REFILLS, ALWAYS, NUMBER, get_time },
  { "place", NC_ ("list column", "Place"), SEATS, ALL, 0, get_place },
  { "register-number", NC_ ("list column", "Register no."), PEOPLE | REFILLS, ALWAYS, NUMBER, get_register_number },
  { "name", NC_ ("list column", "Name"), PEOPLE | REFILLS, ALWAYS, 0, get_name },
  { "kana", NC_ ("list column", "Kana"), PEOPLE | REFILLS, NAMES | TO_CALL | ALL, 0, get_kana },
  { "birth", NC_ ("list column", "Birth date"), PEOPLE, NAMES | ALL, NUMBER, get_birth },
  { "age", NC_ ("list column", "Age"), RESIDENTS | SEATS | WAITING, ALL, 0, get_age },
  { "sex", NC_ ("list column", "Sex"), RESIDENTS | SEATS | WAITING, ALL, 0, get_sex },
  { "other-name", NC_ ("list column", "Other names"), RESIDENTS, ALL, PRIVATE, get_other_name },
  { "household-number", NC_ ("list column", "Household no."), RESIDENTS, ALL, PRIVATE | NUMBER, get_household_number },
  { "relation", NC_ ("list column", "Relation to the head of the household"), RESIDENTS, ALL, PRIVATE, get_relation },
  { "letter-name", NC_ ("list column", "Addressee"), RESIDENTS | SEATS | WAITING, LETTERS, PRIVATE | LETTER, get_addressee },
  { "letter-postal-code", NC_ ("list column", "Postal code for letters"), RESIDENTS | SEATS | WAITING, LETTERS, PRIVATE | NUMBER | LETTER,
    get_letter_postal_code },
  { "letter-address", NC_ ("list column", "Address for letters"), RESIDENTS | SEATS | WAITING, LETTERS, PRIVATE | LETTER, get_letter_address },
  { "letter-address-extra", NC_ ("list column", "Building and room for letters"), RESIDENTS | SEATS | WAITING, LETTERS, PRIVATE | LETTER,
    get_letter_address_extra },
  { "postal-code", NC_ ("list column", "Postal code"), RESIDENTS | SEATS | WAITING, ALL, PRIVATE | NUMBER, get_postal_code },
  { "address", NC_ ("list column", "Address"), RESIDENTS | SEATS | WAITING | CALLS, ALL, PRIVATE, get_address },
  { "address-extra", NC_ ("list column", "Building and room"), RESIDENTS | SEATS | WAITING | CALLS, ALL, PRIVATE, get_address_extra },
  { "district", NC_ ("list column", "District"), RESIDENTS | SEATS | WAITING, ALL, PRIVATE, get_district },
  { "district2", NC_ ("list column", "District 2"), RESIDENTS, ALL, PRIVATE, get_district2 },
  { "district3", NC_ ("list column", "District 3"), RESIDENTS, ALL, PRIVATE, get_district3 },
  { "phone", NC_ ("list column", "Telephone"), PEOPLE & ~CALLS, TO_CALL | ALL, PRIVATE | NUMBER, get_phone },
  { "phone", NC_ ("list column", "Telephone"), CALLS, ALWAYS, PRIVATE | NUMBER, get_phone },
  { "list-position", NC_ ("list column", "In the list"), REFILLS, ALWAYS, 0, get_list_position },
  { "dose", NC_ ("list column", "Dose"), SEATS | WAITING | OFFERS, NAMES | ALL, 0, get_dose },
  { "venue", NC_ ("list column", "Venue"), PLACES, ALL, 0, get_venue },
  { "via", NC_ ("list column", "Came in by"), BOOKINGS, ALL, 0, get_via },
  { "proxy", NC_ ("list column", "Proxy"), SEATS, ALL, 0, get_proxy },
  { "proxy-relation", NC_ ("list column", "Proxy is"), SEATS, ALL, 0, get_proxy_relation },
  { "booked-at", NC_ ("list column", "Booked at"), BOOKINGS, ALL, NUMBER, get_at },
  { "wish", NC_ ("list column", "Wish"), WAITING, NAMES | TO_CALL | ALL, NUMBER, get_wish },
  { "unit", NC_ ("list column", "Go together"), WAITING | REFILLS, NAMES | ALL, 0, get_unit },
  { "registered-at", NC_ ("list column", "Waiting since"), WAITING, ALL, NUMBER, get_at },
  { "asked", NC_ ("list column", "Asked"), REFILLS, ALWAYS, 0, get_asked },
  { "why", NC_ ("list column", "Why"), REFILLS, ALWAYS, 0, get_plan_reason },
  { "offer-state", NC_ ("list column", "State"), OFFERS | REFILLS, ALWAYS, 0, get_offer_state },
  { "offered-at", NC_ ("list column", "Asked at"), OFFERS | REFILLS, NAMES | ALL, NUMBER, get_at },
  { "message", NC_ ("list column", "About"), DELIVERIES | CALLS, ALWAYS, 0, get_delivery_kind },
  { "message-state", NC_ ("list column", "State"), DELIVERIES, ALWAYS, 0, get_delivery_state },
  { "channel", NC_ ("list column", "Channel"), DELIVERIES | REFILLS, NAMES | ALL, 0, get_channel },
  { "reason", NC_ ("list column", "Why"), DELIVERIES | CALLS, ALWAYS, 0, get_reason },
  { "since", NC_ ("list column", "Since"), DELIVERIES | CALLS, ALL, NUMBER, get_at },
  { "deadline", NC_ ("list column", "Answer by"), OFFERS | CALLS | REFILLS, ALWAYS, NUMBER, get_deadline },
  { "answered-at", NC_ ("list column", "Answered at"), OFFERS | REFILLS, ALL, NUMBER, get_answered },
  { "written", NC_ ("list column", "Number as written"), PROBLEMS, ALWAYS, PRIVATE | NUMBER, get_written },
  { "problem", NC_ ("list column", "What is wrong"), PROBLEMS, ALWAYS, 0, get_problem },
  { "noted", NC_ ("list column", "Noted on"), PROBLEMS, ALL, NUMBER, get_problem_day },
  { "status", NC_ ("list column", "Status in the register"), RESIDENTS, ALL, 0, get_status },
  { "remark", NC_ ("list column", "Note"), SEATS | WAITING | CALLS, ALWAYS, 0, get_remark },
  { "note", NC_ ("list column", "Note about the person"), RESIDENTS, 0, PRIVATE, get_note },

  /* The ledger's own, in its order. */
  { "register-number", NC_ ("list column", "Register no."), RESULTS, NAMES | ALL, NUMBER, get_register_number },
  { "name", NC_ ("list column", "Name"), RESULTS, ALL, 0, get_name },
  { "programme", NC_ ("list column", "Programme"), RESULTS, NAMES | ALL, 0, get_programme },
  { "dose", NC_ ("list column", "Dose"), RESULTS, NAMES | ALL, 0, get_dose },
  { "date", NC_ ("list column", "Date"), RESULTS, NAMES | ALL, NUMBER, get_date },
  { "venue", NC_ ("list column", "Venue"), RESULTS, ALL, 0, get_venue },
  { "state", NC_ ("list column", "State"), RESULTS, NAMES | ALL, 0, get_booking_state },
  { "state-code", NC_ ("list column", "State code"), RESULTS, NAMES | ALL, 0, get_state_code },
  { "lot", NC_ ("list column", "Lot"), RESULTS, NAMES | ALL, 0, get_lot },
  { NULL }
};
