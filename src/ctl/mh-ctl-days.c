/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-days"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-capacity.h"
#include "mh-ctl-people.h"
#include "mh-day-cancel.h"
#include "mh-days-copy.h"
#include "mh-days.h"
#include "mh-error.h"
#include "mh-people.h"

/**
 * mh_ctl_read_moment:
 * @desk: the desk
 * @text: "2026-10-20 09:00", or only the day for 0:00
 * @out_ms: (out): ms since 1970 UTC
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: whether it is a moment
 */
gboolean
mh_ctl_read_moment (const MhDesk *desk,
                    const char   *text,
                    gint64       *out_ms,
                    GError      **error)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 2);
  int minutes = 0;
  MhDate date;

  if (!mh_ctl_read_date (desk, parts[0] != NULL ? parts[0] : "", &date, error))
    return FALSE;

  if (parts[0] != NULL && parts[1] != NULL && !mh_minutes_read (parts[1], &minutes))
    return mh_ctl_fail_usage (error, _("Give a day and a time like this: \"2026-10-20 09:00\"."));

  *out_ms = mh_ms_from_civil (date, minutes);

  return TRUE;
}

/* As typed; %NULL where nothing was. */
typedef struct {
  char *date;         /* (owned) */
  char *venue;        /* (owned) */
  char *note;         /* (owned) */
  char *mode;         /* (owned) */
  char *walk_in_cap;  /* (owned) */
  char *phone_until;  /* (owned) */
  char *slots;        /* (owned) */
  int   phone;
} Edits;

static void
edits_clear (Edits *edits)
{
  g_free (edits->date);
  g_free (edits->venue);
  g_free (edits->note);
  g_free (edits->mode);
  g_free (edits->walk_in_cap);
  g_free (edits->phone_until);
  g_free (edits->slots);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edits, edits_clear)

static gboolean
read_cap (const char *text,
          int        *out_cap,
          GError    **error)
{
  guint64 cap;

  if (g_str_equal (text, "none")) {
    *out_cap = -1;
    return TRUE;
  }

  if (!g_ascii_string_to_unsigned (text, 10, 0, 10000, &cap, NULL))
    return mh_ctl_fail_usage (error, _("Give a number of people or the word none."));

  *out_cap = (int) cap;

  return TRUE;
}

static void
replace_text (char      **text,
              const char *wanted)
{
  if (wanted == NULL)
    return;

  g_free (*text);
  *text = g_strdup (wanted);
}

static gboolean
edit_session (const MhDesk *desk,
              gint64        id,
              const Edits  *edits,
              GError      **error)
{
  g_autoptr (MhSession) session = mh_session_table_get (desk->db, id, error);

  if (session == NULL)
    return FALSE;

  replace_text (&session->venue, edits->venue);
  replace_text (&session->note, edits->note);
  replace_text (&session->mode, edits->mode);

  if (edits->date != NULL && !mh_ctl_read_date (desk, edits->date, &session->date, error))
    return FALSE;
  if (edits->walk_in_cap != NULL && !read_cap (edits->walk_in_cap, &session->walk_in_cap, error))
    return FALSE;
  if (edits->phone_until != NULL && g_str_equal (edits->phone_until, "none"))
    session->phone_until = 0;
  else if (edits->phone_until != NULL && !mh_ctl_read_moment (desk, edits->phone_until, &session->phone_until, error))
    return FALSE;

  return mh_days_edit (desk, session, error);
}

static gboolean
run_session_edit (MhCtlCall *call,
                  GError   **error)
{
  g_auto (Edits) edits = { 0 };
  const GOptionEntry entries[] = {
    { "date", 0, 0, MH_CTL_TEXT, &edits.date, N_("On which day"), N_("DATE") },
    { "venue", 0, 0, MH_CTL_TEXT, &edits.venue, N_("Where"), N_("VENUE") },
    { "note", 0, 0, MH_CTL_TEXT, &edits.note, N_("A note on the day"), N_("TEXT") },
    { "mode", 0, 0, MH_CTL_TEXT, &edits.mode, N_("booking, assigned or lottery"), N_("MODE") },
    { "walk-in-cap", 0, 0, MH_CTL_TEXT, &edits.walk_in_cap, N_("How many may come without a booking, or none"), N_("N") },
    { "phone-until", 0, 0, MH_CTL_TEXT, &edits.phone_until, N_("From when telephone places are for everybody, or none"), N_("TIME") },
    { "slots", 0, 0, MH_CTL_TEXT, &edits.slots, N_("Times, minutes and places: 09:00-12:00/30x10"), N_("SLOTS") },
    { "phone", 0, 0, G_OPTION_ARG_INT, &edits.phone, N_("Places of each new slot kept for telephone and counter"), N_("N") },
    { NULL },
  };
  MhDesk desk;
  gint64 id;

  return mh_ctl_parse (call, entries, 1, 1, error) && mh_ctl_read_id (call->args[0], &id, error) &&
         mh_ctl_open (call, &desk, error) &&
         edit_session (&desk, id, &edits, error) &&
         (edits.slots == NULL || mh_days_set_slots (&desk, id, edits.slots, edits.phone, error)) &&
         mh_ctl_add_day (call, &desk, id, error);
}

static gboolean
run_state (MhCtlCall *call,
           gboolean   open,
           GError   **error)
{
  g_autoptr (MhSession) session = NULL;
  MhDesk desk;
  gint64 id, act;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error) ||
      !(open ? mh_days_reopen (&desk, id, &act, error) : mh_days_close (&desk, id, &act, error)))
    return FALSE;

  session = mh_session_table_get (desk.db, id, error);
  if (session == NULL)
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "session", id);
  mh_ctl_add_text (call, "state", session->state);

  return TRUE;
}

static gboolean
run_session_close (MhCtlCall *call,
                   GError   **error)
{
  return run_state (call, FALSE, error);
}

static gboolean
run_session_reopen (MhCtlCall *call,
                    GError   **error)
{
  return run_state (call, TRUE, error);
}

static gboolean
read_dates (MhCtlCall    *call,
            const MhDesk *desk,
            GArray       *dates,
            GError      **error)
{
  for (guint i = 1; i < call->n_args; i++) {
    MhDate date;

    if (!mh_ctl_read_date (desk, call->args[i], &date, error))
      return FALSE;
    g_array_append_val (dates, date);
  }

  return TRUE;
}

static gboolean
run_session_copy (MhCtlCall *call,
                  GError   **error)
{
  gboolean again = FALSE, dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "again", 0, 0, G_OPTION_ARG_NONE, &again, N_("Also where the venue is open that day already"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only look, change nothing"), NULL },
    { NULL },
  };
  g_autoptr (GArray) dates = g_array_new (FALSE, FALSE, sizeof (MhDate));
  g_autoptr (GPtrArray) copies = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 2, G_MAXUINT, error) || !mh_ctl_read_id (call->args[0], &id, error) ||
      !mh_ctl_open (call, &desk, error) || !read_dates (call, &desk, dates, error))
    return FALSE;

  copies = mh_days_copy (&desk, id, (gpointer) dates->data, dates->len, again, dry_run, error);
  if (copies == NULL)
    return FALSE;

  mh_ctl_add_int (call, "session", id);
  mh_ctl_begin_array (call, "new-days");
  for (guint i = 0; i < copies->len; i++) {
    const MhDayCopy *copy = g_ptr_array_index (copies, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_date (call, "date", copy->date);
    mh_ctl_add_text (call, "closed", copy->closed);
    mh_ctl_add_some (call, "existing", copy->existing);
    mh_ctl_add_some (call, "session", copy->session);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/* Number and name, masked where the person is protected. */
static gboolean
add_name (MhCtlCall    *call,
          const MhDesk *desk,
          gint64        resident,
          GError      **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &resident, 1, error);
  const MhPerson *person;

  if (people == NULL)
    return FALSE;

  person = people->len > 0 ? g_ptr_array_index (people, 0) : NULL;
  mh_ctl_add_text (call, "register-number", person != NULL ? person->resident->register_number : NULL);
  mh_ctl_add_text (call, "name", person != NULL ? person->resident->name : NULL);

  return TRUE;
}

static gboolean
add_cancel_row (MhCtlCall            *call,
                const MhDesk         *desk,
                const MhDayCancelRow *row,
                GError              **error)
{
  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "booking", row->booking);
  mh_ctl_add_minutes (call, "start", row->start_min);
  if (!add_name (call, desk, row->resident, error))
    return FALSE;
  mh_ctl_add_text (call, "fate", mh_day_fate_nick (row->fate));
  mh_ctl_add_some (call, "to-slot", row->to_slot);
  if (row->to_slot != 0)
    mh_ctl_add_minutes (call, "to-start", row->to_start);
  else
    mh_ctl_add_text (call, "to-start", NULL);
  mh_ctl_add_text (call, "why", row->why);
  mh_ctl_add_int (call, "later", row->n_later);
  mh_ctl_add_text (call, "reach", mh_ctl_name_reach (row->reach));
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
add_cancelled (MhCtlCall               *call,
               const MhDesk            *desk,
               const MhDayCancelResult *result,
               gboolean                 dry_run,
               GError                 **error)
{
  mh_ctl_add_some (call, "act", dry_run ? 0 : result->act);
  mh_ctl_add_some (call, "held-until", dry_run ? 0 : result->held_until);
  mh_ctl_add_int (call, "moved", result->n_moved);
  mh_ctl_add_int (call, "first-in-line", result->n_first);
  mh_ctl_add_int (call, "cancelled", result->n_cancelled);
  mh_ctl_add_int (call, "by-hand", result->n_by_hand);
  mh_ctl_add_int (call, "rounds-ended", result->n_rounds);
  mh_ctl_add_int (call, "left", result->n_kept);
  mh_ctl_begin_array (call, "bookings");
  for (guint i = 0; i < result->rows->len; i++) {
    if (!add_cancel_row (call, desk, g_ptr_array_index (result->rows, i), error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/* "12=first-in-line" */
static gboolean
read_choices (char   **texts,
              GArray  *choices,
              GError **error)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++) {
    g_auto (GStrv) sides = g_strsplit (texts[i], "=", 2);
    MhDayChoice choice;

    if (g_strv_length (sides) != 2 || !mh_ctl_read_id (sides[0], &choice.booking, NULL) ||
        !mh_day_fate_from_nick (sides[1], &choice.fate))
      return mh_ctl_fail_usage (error, _("Give a booking and what becomes of it: 12=move, 12=first-in-line or 12=cancel."));

    g_array_append_val (choices, choice);
  }

  return TRUE;
}

static gboolean
run_session_cancel (MhCtlCall *call,
                    GError   **error)
{
  gboolean first = FALSE, dry_run = FALSE;
  g_auto (GStrv) texts = NULL;
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (MhDayChoice));
  MhDayCancelOrder order = { .choices = choices };
  const GOptionEntry entries[] = {
    { "move-to", 0, 0, G_OPTION_ARG_INT64, &order.to_session, N_("Move everybody to this day"), N_("SESSION") },
    { "first-in-line", 0, 0, G_OPTION_ARG_NONE, &first, N_("Put first on the waiting list who is not moved"), NULL },
    { "choice", 0, 0, G_OPTION_ARG_STRING_ARRAY, &texts, N_("Treat one booking otherwise; can be given again"), N_("BOOKING=FATE") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only look, change nothing"), NULL },
    { NULL },
  };
  g_autoptr (MhDayCancelResult) result = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &order.session, error) ||
      !read_choices (texts, choices, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  order.otherwise = first ? MH_DAY_FIRST_IN_LINE : MH_DAY_CANCEL;
  order.fate = order.to_session != 0 ? MH_DAY_MOVE : order.otherwise;
  result = dry_run ? mh_day_cancel_preview (&desk, &order, error) : mh_day_cancel (&desk, &order, error);
  if (result == NULL)
    return FALSE;

  mh_ctl_add_int (call, "session", order.session);

  return add_cancelled (call, &desk, result, dry_run, error);
}

static gboolean
add_capacity (MhCtlCall              *call,
              const MhDesk           *desk,
              const MhCapacityResult *result,
              gboolean                dry_run,
              GError                **error)
{
  const MhSlot *slot = g_ptr_array_index (result->after, 0);

  mh_ctl_add_some (call, "act", dry_run ? 0 : result->act);
  mh_ctl_add_int (call, "slot", slot->id);
  mh_ctl_add_int (call, "places", slot->n_places);
  mh_ctl_add_int (call, "phone", slot->n_phone);
  mh_ctl_add_int (call, "blocked", slot->n_blocked);
  mh_ctl_add_int (call, "extra", slot->n_extra);
  mh_ctl_add_int (call, "booked", slot->n_booked);
  mh_ctl_begin_array (call, "renumbered");
  for (guint i = 0; i < result->moves->len; i++) {
    const MhCapacityMove *move = &g_array_index (result->moves, MhCapacityMove, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "booking", move->booking);
    if (!add_name (call, desk, move->resident, error))
      return FALSE;
    mh_ctl_add_int (call, "place-before", move->from);
    mh_ctl_add_int (call, "place", move->to);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

typedef enum {
  CHANGE_CAPACITY,
  CHANGE_PHONE,
  CHANGE_BLOCK,
  CHANGE_UNBLOCK,
} Change;

static MhCapacityOrder
make_order (const MhSlot *slot,
            Change        change,
            int           n)
{
  int places = slot->n_places - slot->n_extra;

  switch (change) {
  case CHANGE_CAPACITY:
    return (MhCapacityOrder) { slot->id, n, -1, -1 };

  case CHANGE_PHONE:
    return (MhCapacityOrder) { slot->id, -1, n, -1 };

  case CHANGE_BLOCK:
    return (MhCapacityOrder) { slot->id, MAX (places - n, 0), -1, slot->n_blocked + n };

  case CHANGE_UNBLOCK:
    n = MIN (n, slot->n_blocked);
    return (MhCapacityOrder) { slot->id, places + n, -1, slot->n_blocked - n };
  }

  g_return_val_if_reached (((MhCapacityOrder) { slot->id, -1, -1, -1 }));
}

static gboolean
run_change (MhCtlCall *call,
            Change     change,
            GError   **error)
{
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only look, change nothing"), NULL },
    { NULL },
  };
  g_autoptr (MhSlot) slot = NULL;
  g_autoptr (MhCapacityResult) result = NULL;
  MhCapacityOrder order;
  MhDesk desk;
  gint64 id;
  guint64 n;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !mh_ctl_read_id (call->args[0], &id, error))
    return FALSE;
  if (!g_ascii_string_to_unsigned (call->args[1], 10, 0, 1000, &n, NULL))
    return mh_ctl_fail_usage (error, _("Give a number of places from 0 to 1000."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  slot = mh_session_table_get_slot (desk.db, id, error);
  if (slot == NULL)
    return FALSE;

  order = make_order (slot, change, (int) n);
  result = dry_run ? mh_capacity_preview (&desk, &order, 1, error) : mh_capacity_set (&desk, &order, 1, error);

  return result != NULL && add_capacity (call, &desk, result, dry_run, error);
}

static gboolean
run_slot_capacity (MhCtlCall *call,
                   GError   **error)
{
  return run_change (call, CHANGE_CAPACITY, error);
}

static gboolean
run_slot_phone (MhCtlCall *call,
                GError   **error)
{
  return run_change (call, CHANGE_PHONE, error);
}

static gboolean
run_slot_block (MhCtlCall *call,
                GError   **error)
{
  return run_change (call, CHANGE_BLOCK, error);
}

static gboolean
run_slot_unblock (MhCtlCall *call,
                  GError   **error)
{
  return run_change (call, CHANGE_UNBLOCK, error);
}

const MhCtlCommand mh_ctl_days_commands[] = {
  { "session edit", N_("SESSION"), N_("Change a day, or its slots where nobody is touched"), run_session_edit },
  { "session copy", N_("SESSION DATE…"), N_("Open the same day again on other dates"), run_session_copy },
  { "session close", N_("SESSION"), N_("Take no more bookings for a day"), run_session_close },
  { "session reopen", N_("SESSION"), N_("Take bookings for a closed day again"), run_session_reopen },
  { "session cancel", N_("SESSION"), N_("Call a day off and tell everybody"), run_session_cancel },
  { "slot capacity", N_("SLOT N"), N_("Change how many places a slot has"), run_slot_capacity },
  { "slot phone", N_("SLOT N"), N_("Change how many places of a slot are kept for the telephone"), run_slot_phone },
  { "slot block", N_("SLOT N"), N_("Block free places of a slot"), run_slot_block },
  { "slot unblock", N_("SLOT N"), N_("Give blocked places of a slot free again"), run_slot_unblock },
  { NULL },
};
