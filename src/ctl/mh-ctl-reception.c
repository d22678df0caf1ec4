/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-reception"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-call-sheet.h"
#include "mh-ctl-together.h"
#include "mh-error.h"
#include "mh-export.h"
#include "mh-reception-after.h"
#include "mh-reception-day.h"
#include "mh-reception-scan.h"

static const char *
find_lot_number (MhReceptionDay *day,
                 gint64          id)
{
  for (guint i = 0; i < day->lots->len; i++) {
    const MhLot *lot = g_ptr_array_index (day->lots, i);

    if (lot->id == id)
      return lot->number;
  }

  return NULL;
}

static const char *
get_state (const MhVisitRow *visit)
{
  return *visit->state != '\0' ? visit->state : "expected";
}

static void
add_person (MhCtlCall               *call,
            MhReceptionDay          *day,
            const MhReceptionPerson *person)
{
  const MhVisitLine *line = person->line;

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "booking", line->booking);
  mh_ctl_add_minutes (call, "start", line->start_min);
  mh_ctl_add_some (call, "place", line->place);
  mh_ctl_add_text (call, "register-number", person->person->resident->register_number);
  mh_ctl_add_text (call, "name", person->person->resident->name);
  mh_ctl_add_text (call, "kana", person->person->resident->kana);
  mh_ctl_add_some (call, "age", person->age < 0 ? 0 : person->age);
  mh_ctl_add_int (call, "dose", line->dose);
  mh_ctl_add_text (call, "items", line->items);
  mh_ctl_add_text (call, "via", line->via);
  mh_ctl_add_text (call, "visit", get_state (line->visit));
  mh_ctl_add_some (call, "card", line->visit->card);
  mh_ctl_add_some (call, "came-at", line->visit->came_at);
  mh_ctl_add_some (call, "state-at", line->visit->state_at);
  mh_ctl_add_text (call, "reason", line->visit->reason);
  mh_ctl_add_text (call, "lot", find_lot_number (day, line->visit->lot));
  mh_ctl_end_object (call);
}

static void
add_counts (MhCtlCall               *call,
            const MhReceptionCounts *counts)
{
  mh_ctl_begin_object (call, "counts");
  mh_ctl_add_int (call, "people", counts->n_all);
  mh_ctl_add_int (call, "expected", counts->n_expected);
  mh_ctl_add_int (call, "came", counts->n_came);
  mh_ctl_add_int (call, "carried-out", counts->n_done);
  mh_ctl_add_int (call, "stopped", counts->n_stopped);
  mh_ctl_add_int (call, "cancelled-day", counts->n_cancelled_day);
  mh_ctl_add_int (call, "no-show", counts->n_no_show);
  mh_ctl_add_int (call, "postponed", counts->n_postponed);
  mh_ctl_add_int (call, "walk-ins", counts->n_walk_ins);
  mh_ctl_end_object (call);
}

static void
add_bands (MhCtlCall      *call,
           MhReceptionDay *day)
{
  g_autoptr (GArray) bands = mh_reception_day_bands (day);

  mh_ctl_begin_array (call, "ages");
  for (guint i = 0; i < bands->len; i++) {
    const MhReceptionBand *band = &g_array_index (bands, MhReceptionBand, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "from-age", band->from_age);
    mh_ctl_add_int (call, "male", band->n_male);
    mh_ctl_add_int (call, "female", band->n_female);
    mh_ctl_add_int (call, "unknown", band->n_unknown);
    mh_ctl_add_int (call, "carried-out", band->n_done);
    mh_ctl_add_int (call, "missed", band->n_missed);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
run_show (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (MhReceptionDay) day = NULL;
  g_autofree char *vials = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  day = mh_reception_day_read (&desk, id, 0, error);
  if (day == NULL)
    return FALSE;

  vials = mh_reception_day_vials (day);
  mh_ctl_add_int (call, "session", id);
  mh_ctl_add_int (call, "programme", day->programme->id);
  mh_ctl_add_date (call, "date", day->session->date);
  mh_ctl_add_text (call, "venue", day->session->venue);
  mh_ctl_add_text (call, "lot", find_lot_number (day, day->lot));
  mh_ctl_add_text (call, "vials", *vials != '\0' ? vials : NULL);
  add_counts (call, &day->counts);
  add_bands (call, day);
  mh_ctl_begin_array (call, "visits");
  for (guint i = 0; i < day->people->len; i++)
    add_person (call, day, g_ptr_array_index (day->people, i));
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_scan (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (MhReceptionScan) scan = NULL;
  g_autoptr (GPtrArray) people = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  scan = mh_reception_scan (&desk, &id, 1, call->args[1], error);
  people = scan != NULL ? mh_people_list (&desk, (const gint64 *) (void *) scan->residents->data, scan->residents->len, error) : NULL;
  if (people == NULL)
    return FALSE;

  mh_ctl_add_text (call, "found", scan->code);
  mh_ctl_add_text (call, "sentence", *scan->sentence != '\0' ? scan->sentence : NULL);
  mh_ctl_begin_array (call, "bookings");
  for (guint i = 0; i < scan->bookings->len; i++)
    json_builder_add_int_value (call->builder, g_array_index (scan->bookings, gint64, i));
  mh_ctl_end_array (call);
  mh_ctl_begin_array (call, "people");
  for (guint i = 0; i < people->len; i++) {
    const MhPerson *person = g_ptr_array_index (people, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", person->resident->register_number);
    mh_ctl_add_text (call, "name", person->resident->name);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static void
add_reds (MhCtlCall *call,
          GPtrArray *reds)
{
  mh_ctl_begin_array (call, "red");
  for (guint i = 0; i < reds->len; i++) {
    const MhReceptionRed *red = g_ptr_array_index (reds, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "reason", red->code);
    mh_ctl_add_text (call, "sentence", red->sentence);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
run_check (MhCtlCall *call,
           GError   **error)
{
  gint64 lot = 0, id;
  const GOptionEntry entries[] = {
    { "lot", 0, 0, G_OPTION_ARG_INT64, &lot, N_("Of which lot the dose is"), N_("LOT") },
    { NULL },
  };
  g_autoptr (GPtrArray) reds = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  reds = mh_reception_judge (&desk, id, lot, error);
  if (reds == NULL)
    return FALSE;

  call->partly = reds->len > 0;
  mh_ctl_add_int (call, "booking", id);
  add_reds (call, reds);

  return TRUE;
}

static gboolean
run_set (MhCtlCall *call,
         GError   **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *override = NULL;
  MhReceptionChange change = { 0 };
  const GOptionEntry entries[] = {
    { "lot", 0, 0, G_OPTION_ARG_INT64, &change.lot, N_("Of which lot the dose is"), N_("LOT") },
    { "card", 0, 0, G_OPTION_ARG_INT, &change.card, N_("The number card handed out"), N_("N") },
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("stopped: why, as the doctor says"), N_("REASON") },
    { "override", 0, 0, MH_CTL_TEXT, &override, N_("Go on although something is red, and why"), N_("REASON") },
    { NULL },
  };
  gint64 act = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !mh_ctl_read_id (call->args[0], &change.booking, error))
    return FALSE;
  if (!mh_reception_is_state (call->args[1]))
    return mh_ctl_fail_usage (error, _("The state is one of expected, came, stopped, done, cancelled-day, no-show and postponed."));

  change.state = call->args[1];
  change.reason = reason;
  change.override_reason = override;
  if (!mh_ctl_open (call, &desk, error) || !mh_reception_set (&desk, &change, &act, error))
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "booking", change.booking);
  mh_ctl_add_text (call, "visit", change.state);

  return mh_ctl_add_waiting_on (call, &desk, act, error);
}

static gboolean
run_walk_in (MhCtlCall *call,
             GError   **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *override = NULL;
  MhReceptionWalkIn walk_in = { 0 };
  const GOptionEntry entries[] = {
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("Why the person comes without a booking"), N_("REASON") },
    { "dose", 0, 0, G_OPTION_ARG_INT, &walk_in.dose, N_("Which dose; the next one without this"), N_("N") },
    { "card", 0, 0, G_OPTION_ARG_INT, &walk_in.card, N_("The number card handed out"), N_("N") },
    { "instead", 0, 0, G_OPTION_ARG_NONE, &walk_in.instead, N_("Cancel the person's booking of another day"), NULL },
    { "override", 0, 0, MH_CTL_TEXT, &override, N_("Go on although something is red, and why"), N_("REASON") },
    { NULL },
  };
  gint64 act = 0, id;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !mh_ctl_read_id (call->args[0], &walk_in.session, error) ||
      !mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[1], &walk_in.resident, error))
    return FALSE;

  walk_in.reason = reason;
  walk_in.override_reason = override;
  id = mh_reception_walk_in (&desk, &walk_in, &act, error);
  if (id == 0)
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "booking", id);

  return mh_ctl_add_waiting_on (call, &desk, act, error);
}

static gboolean
run_close (MhCtlCall *call,
           GError   **error)
{
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say who would be noted as not having come"), NULL },
    { NULL },
  };
  g_autoptr (MhReceptionDay) day = NULL;
  gint64 id, n = 0, act = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  day = mh_reception_day_read (&desk, id, 0, error);
  if (day == NULL || (!dry_run && !mh_reception_close (&desk, id, &n, &act, error)))
    return FALSE;

  mh_ctl_add_int (call, "session", id);
  mh_ctl_add_some (call, "act", act);
  mh_ctl_add_int (call, "count", dry_run ? day->counts.n_expected : n);
  mh_ctl_add_int (call, "still-here", day->counts.n_came);
  mh_ctl_begin_array (call, "visits");
  for (guint i = 0; i < day->people->len; i++) {
    const MhReceptionPerson *person = g_ptr_array_index (day->people, i);

    if (*person->line->visit->state == '\0')
      add_person (call, day, person);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_lot_add (MhCtlCall *call,
             GError   **error)
{
  g_autofree char *maker = NULL;
  g_autofree char *expires = NULL;
  MhLot lot = { 0 };
  const GOptionEntry entries[] = {
    { "maker", 0, 0, MH_CTL_TEXT, &maker, N_("Who makes it"), N_("NAME") },
    { "expires", 0, 0, MH_CTL_TEXT, &expires, N_("The last day on which it may be used"), N_("DATE") },
    { "doses", 0, 0, G_OPTION_ARG_INT, &lot.doses_per_vial, N_("How many doses a vial holds; as the programme says without this"), N_("N") },
    { NULL },
  };
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !mh_ctl_read_id (call->args[0], &lot.programme, error) ||
      !mh_ctl_open (call, &desk, error) || (expires != NULL && !mh_ctl_read_date (&desk, expires, &lot.expires, error)))
    return FALSE;

  lot.number = call->args[1];
  lot.maker = maker;
  id = mh_reception_add_lot (&desk, &lot, error);
  if (id == 0)
    return FALSE;

  mh_ctl_add_int (call, "id", id);

  return TRUE;
}

static gboolean
run_lot_list (MhCtlCall *call,
              GError   **error)
{
  g_autoptr (GPtrArray) lots = NULL;
  gint64 programme, current = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &programme, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_lot_table_find_current (desk.db, programme, &current, error))
    return FALSE;

  lots = mh_lot_table_list (desk.db, programme, error);
  if (lots == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "lots");
  for (guint i = 0; i < lots->len; i++) {
    const MhLot *lot = g_ptr_array_index (lots, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "id", lot->id);
    mh_ctl_add_text (call, "lot", lot->number);
    mh_ctl_add_text (call, "maker", *lot->maker != '\0' ? lot->maker : NULL);
    mh_ctl_add_date (call, "expires", lot->expires);
    mh_ctl_add_some (call, "doses-per-vial", lot->doses_per_vial);
    mh_ctl_add_bool (call, "in-use", lot->active);
    mh_ctl_add_bool (call, "current", lot->id == current);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
offer_lot (MhCtlCall *call,
           gboolean   offered,
           GError   **error)
{
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_reception_offer_lot (&desk, id, offered, error))
    return FALSE;

  mh_ctl_add_int (call, "id", id);
  mh_ctl_add_bool (call, "in-use", offered);

  return TRUE;
}

static gboolean
run_lot_retire (MhCtlCall *call,
                GError   **error)
{
  return offer_lot (call, FALSE, error);
}

static gboolean
run_lot_offer (MhCtlCall *call,
               GError   **error)
{
  return offer_lot (call, TRUE, error);
}

/* What is done with a list of people beside showing it. */
typedef struct {
  gboolean to_waiting;
  char    *output;
  char    *print;
  char    *purpose;
} Wishes;

static void
wishes_clear (Wishes *wishes)
{
  g_free (wishes->output);
  g_free (wishes->print);
  g_free (wishes->purpose);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wishes, wishes_clear)

static gboolean
add_people (MhCtlCall    *call,
            const MhDesk *desk,
            const GArray *list,
            GArray       *ids,
            GError      **error)
{
  g_autoptr (GPtrArray) people = NULL;

  for (guint i = 0; i < list->len; i++)
    g_array_append_val (ids, g_array_index (list, MhNotYet, i).resident);

  people = mh_people_list (desk, (const gint64 *) (void *) ids->data, ids->len, error);
  if (people == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "people");
  for (guint i = 0; i < people->len; i++) {
    const MhPerson *person = g_ptr_array_index (people, i);
    const MhNotYet *one = &g_array_index (list, MhNotYet, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", person->resident->register_number);
    mh_ctl_add_text (call, "name", person->resident->name);
    mh_ctl_add_text (call, "kana", person->resident->kana);
    mh_ctl_add_int (call, "dose", one->dose);
    mh_ctl_add_text (call, "why", one->why);
    mh_ctl_add_text (call, "reach", person->reach == MH_REACH_LINE ? "line" : person->reach == MH_REACH_SMS ? "sms"
                     : person->reach == MH_REACH_BY_HAND ? "by-hand" : "none");
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
save_list (const MhDesk *desk,
           const GArray *ids,
           const Wishes *wishes,
           GError      **error)
{
  MhExportRequest request = {
    .list = MH_EXPORT_RESIDENTS,
    .people = (const gint64 *) (void *) ids->data,
    .n_people = ids->len,
    .purpose = MH_EXPORT_FOR_NAMES,
  };
  g_autoptr (MhExport) list = NULL;

  if (wishes->purpose != NULL && !mh_export_purpose_from_nick (wishes->purpose, &request.purpose))
    return mh_ctl_fail_usage (error, _("The purpose is one of names, letters, calls and all."));

  list = mh_export_make (desk, &request, error);

  return list != NULL && mh_export_save (desk, list, wishes->output, MH_CSV_FORMAT_UTF8_BOM, MH_CSV_MISFIT_STOP, error);
}

static gboolean
print_list (const MhDesk *desk,
            const char   *title,
            const GArray *list,
            const char   *path,
            GError      **error)
{
  g_autoptr (MhRoster) sheet = mh_call_sheet_make (desk, title, list, error);

  return sheet != NULL && mh_roster_write_pdf (sheet, path, error);
}

/* Shows @list and does what is wished with it. */
static gboolean
use_list (MhCtlCall    *call,
          const MhDesk *desk,
          gint64        programme,
          const char   *title,
          const GArray *list,
          const Wishes *wishes,
          GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 n = 0, act = 0;

  if (!add_people (call, desk, list, ids, error) ||
      (wishes->output != NULL && !save_list (desk, ids, wishes, error)) ||
      (wishes->print != NULL && !print_list (desk, title, list, wishes->print, error)) ||
      (wishes->to_waiting && !mh_reception_let_wait (desk, programme, list, &n, &act, error)))
    return FALSE;

  mh_ctl_add_int (call, "programme", programme);
  mh_ctl_add_int (call, "waiting", n);
  mh_ctl_add_some (call, "act", act);
  mh_ctl_add_text (call, "output", wishes->output);
  mh_ctl_add_text (call, "print", wishes->print);

  return TRUE;
}

#define LIST_ENTRIES(wishes) \
  { "to-waiting", 0, 0, G_OPTION_ARG_NONE, &(wishes).to_waiting, N_("Put them on the waiting list"), NULL }, \
  { "output", 0, 0, MH_CTL_TEXT, &(wishes).output, N_("Save them as a CSV file"), N_("FILE.csv") }, \
  { "for", 0, 0, MH_CTL_TEXT, &(wishes).purpose, N_("names, letters, calls or all: which columns"), N_("PURPOSE") }, \
  { "print", 0, 0, MH_CTL_TEXT, &(wishes).print, N_("Print a sheet for calling them into a PDF"), N_("FILE.pdf") }

static gboolean
run_no_shows (MhCtlCall *call,
              GError   **error)
{
  g_auto (Wishes) wishes = { 0 };
  const GOptionEntry entries[] = { LIST_ENTRIES (wishes), { NULL } };
  g_autoptr (GArray) list = NULL;
  g_autoptr (MhSession) session = NULL;
  g_autofree char *day = NULL;
  g_autofree char *title = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  session = mh_session_table_get (desk.db, id, error);
  list = session != NULL ? mh_reception_list_no_shows (&desk, id, error) : NULL;
  if (list == NULL)
    return FALSE;

  day = mh_date_format (session->date, MH_DATE_STYLE_WEEKDAY);
  title = g_strdup_printf (_("Did not come on %s"), day);
  mh_ctl_add_int (call, "session", id);

  return use_list (call, &desk, session->programme, title, list, &wishes, error);
}

static gboolean
run_not_yet (MhCtlCall *call,
             GError   **error)
{
  g_auto (Wishes) wishes = { 0 };
  const GOptionEntry entries[] = { LIST_ENTRIES (wishes), { NULL } };
  g_autoptr (GArray) list = NULL;
  g_autoptr (MhProgramme) programme = NULL;
  g_autofree char *title = NULL;
  gint64 id, n_unclear = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  programme = mh_programme_table_get (desk.db, id, error);
  list = programme != NULL ? mh_reception_list_not_yet (&desk, id, mh_desk_today (&desk), &n_unclear, error) : NULL;
  if (list == NULL)
    return FALSE;

  title = g_strdup_printf (_("Not yet: %s"), programme->name);
  call->partly = n_unclear > 0;
  mh_ctl_add_int (call, "unclear", n_unclear);

  return use_list (call, &desk, id, title, list, &wishes, error);
}

static gboolean
add_loose (MhCtlCall         *call,
           const MhDesk      *desk,
           const MhLooseDose *dose,
           GError           **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &dose->resident, 1, error);

  if (people == NULL)
    return FALSE;

  for (guint i = 0; i < people->len; i++) {
    const MhPerson *person = g_ptr_array_index (people, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "booking", dose->booking);
    mh_ctl_add_int (call, "programme", dose->programme);
    mh_ctl_add_int (call, "session", dose->session);
    mh_ctl_add_date (call, "date", dose->date);
    mh_ctl_add_minutes (call, "start", dose->start_min);
    mh_ctl_add_text (call, "register-number", person->resident->register_number);
    mh_ctl_add_text (call, "name", person->resident->name);
    mh_ctl_add_text (call, "kana", person->resident->kana);
    mh_ctl_add_int (call, "dose", dose->dose);
    mh_ctl_add_text (call, "why", *dose->why != '\0' ? dose->why : "none");
    mh_ctl_end_object (call);
  }

  return TRUE;
}

static gboolean
run_loose (MhCtlCall *call,
           GError   **error)
{
  gint64 programme = 0;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Of this programme only"), N_("PROGRAMME") },
    { NULL },
  };
  g_autoptr (GPtrArray) list = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  list = mh_reception_list_loose (&desk, programme, error);
  if (list == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "bookings");
  for (guint i = 0; i < list->len; i++) {
    if (!add_loose (call, &desk, g_ptr_array_index (list, i), error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

const MhCtlCommand mh_ctl_reception_commands[] = {
  { "reception show", N_("SESSION"), N_("Who is, was or is to be there, with counts and open vials"), run_show },
  { "reception scan", N_("SESSION CODE"), N_("Whom a slip, a ticket, kana or a birth date means"), run_scan },
  { "reception check", N_("BOOKING"), N_("Say what speaks against it today"), run_check },
  { "reception set", N_("BOOKING STATE"), N_("Note what became of a booking"), run_set },
  { "reception walk-in", N_("SESSION REGISTER-NUMBER"), N_("Take in somebody who came without a booking"), run_walk_in },
  { "reception close", N_("SESSION"), N_("Note everybody of whom nothing is noted as not having come"), run_close },
  { "lot add", N_("PROGRAMME NUMBER"), N_("Add a lot of what a programme gives"), run_lot_add },
  { "lot list", N_("PROGRAMME"), N_("List the lots of a programme"), run_lot_list },
  { "lot retire", N_("LOT"), N_("Do not offer a lot any more"), run_lot_retire },
  { "lot offer", N_("LOT"), N_("Offer a lot again"), run_lot_offer },
  { "no-shows", N_("SESSION"), N_("List who did not get what he came for"), run_no_shows },
  { "loose-doses", NULL, N_("List bookings of further doses whose dose before was not had"), run_loose },
  { "not-yet", N_("PROGRAMME"), N_("List who may have it and has neither had nor booked it"), run_not_yet },
  { NULL },
};
