/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-waiting"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-ctl-people.h"
#include "mh-refill-figures.h"
#include "mh-waiting.h"
#include "mh-wish.h"

/* Register numbers separated by commas, added to @residents. */
static gboolean
find_others (const MhDesk *desk,
             const char   *with,
             GArray       *residents,
             GError      **error)
{
  g_auto (GStrv) numbers = g_strsplit (with != NULL ? with : "", ",", -1);

  for (guint i = 0; numbers[i] != NULL; i++) {
    gint64 resident;

    if (*g_strstrip (numbers[i]) == '\0')
      continue;

    if (!mh_ctl_find_resident (desk, numbers[i], &resident, error))
      return FALSE;

    g_array_append_val (residents, resident);
  }

  return TRUE;
}

static gboolean
run_wait_add (MhCtlCall *call,
              GError   **error)
{
  g_autofree char *resident = NULL;
  g_autofree char *with = NULL;
  g_autofree char *wish = NULL;
  g_autofree char *note = NULL;
  MhWaitingRequest request = { 0 };
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &request.programme, N_("For which programme"), N_("PROGRAMME") },
    { "resident", 0, 0, MH_CTL_TEXT, &resident, N_("Who waits"), N_("REGISTER-NUMBER") },
    { "with", 0, 0, MH_CTL_TEXT, &with, N_("Who comes along, together or not at all; several with commas"), N_("REGISTER-NUMBERS") },
    { "wish", 0, 0, MH_CTL_TEXT, &wish, N_("any, am, pm, dates, weekdays=tue,thu, venue=NAME, from=9:30, until=15:00; with semicolons between"), N_("WISH") },
    { "priority", 0, 0, G_OPTION_ARG_INT, &request.priority, N_("The class in the programme, 1 the first"), N_("NUMBER") },
    { "swap", 0, 0, G_OPTION_ARG_NONE, &request.swap, N_("Waits although there is an own later booking, which is given up for the place"), NULL },
    { "whole-chain", 0, 0, G_OPTION_ARG_NONE, &request.whole_chain, N_("All further doses together with the place"), NULL },
    { "note", 0, 0, MH_CTL_TEXT, &note, N_("A note"), N_("TEXT") },
    { NULL },
  };
  g_autoptr (GArray) residents = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 unit, act = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if (request.programme == 0 || resident == NULL)
    return mh_ctl_fail_usage (error, _("Give --programme and --resident."));
  if (!mh_ctl_open (call, &desk, error) || !find_others (&desk, resident, residents, error) || !find_others (&desk, with, residents, error))
    return FALSE;

  request.residents = (const gint64 *) (gpointer) residents->data;
  request.n_residents = residents->len;
  request.wish = wish;
  request.note = note;
  unit = mh_waiting_register (&desk, &request, &act, error);
  if (unit == 0)
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "unit", unit);

  return TRUE;
}

/* "yes" or "no" over what is there. */
static gboolean
read_choice (const char *text,
             gboolean   *value,
             GError    **error)
{
  if (text == NULL)
    return TRUE;

  *value = g_str_equal (text, "yes");

  return *value || g_str_equal (text, "no") || mh_ctl_fail_usage (error, _("Answer with yes or no."));
}

/* What was not given stays as it is. */
static gboolean
run_wait_edit (MhCtlCall *call,
               GError   **error)
{
  g_autofree char *wish = NULL;
  g_autofree char *note = NULL;
  g_autofree char *swap = NULL;
  g_autofree char *chain = NULL;
  int priority = -1;
  const GOptionEntry entries[] = {
    { "wish", 0, 0, MH_CTL_TEXT, &wish, N_("When and where the unit can come; see wait add"), N_("WISH") },
    { "priority", 0, 0, G_OPTION_ARG_INT, &priority, N_("The class in the programme, 1 the first, 0 none"), N_("NUMBER") },
    { "swap", 0, 0, MH_CTL_TEXT, &swap, N_("Whether an own later booking is given up"), N_("YES_OR_NO") },
    { "whole-chain", 0, 0, MH_CTL_TEXT, &chain, N_("Whether all further doses come with the place"), N_("YES_OR_NO") },
    { "note", 0, 0, MH_CTL_TEXT, &note, N_("A note; empty for none"), N_("TEXT") },
    { NULL },
  };
  g_autoptr (MhWaitingUnit) row = NULL;
  MhWaitingRequest request = { 0 };
  gint64 unit, act = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &unit, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  row = mh_waiting_table_get (desk.db, unit, error);
  if (row == NULL)
    return FALSE;

  request.wish = wish != NULL ? wish : row->wish;
  request.priority = priority >= 0 ? priority : row->priority;
  request.swap = row->swap;
  request.whole_chain = row->whole_chain;
  request.note = note != NULL ? note : row->note;
  if (!read_choice (swap, &request.swap, error) || !read_choice (chain, &request.whole_chain, error) ||
      !mh_waiting_edit (&desk, unit, &request, &act, error))
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "unit", unit);

  return TRUE;
}

static gboolean
run_wait_withdraw (MhCtlCall *call,
                   GError   **error)
{
  MhDesk desk;
  gint64 unit;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &unit, error) ||
      !mh_ctl_open (call, &desk, error) || !mh_waiting_withdraw (&desk, unit, error))
    return FALSE;

  mh_ctl_add_int (call, "unit", unit);
  mh_ctl_add_text (call, "state", "withdrawn");

  return TRUE;
}

static gboolean
add_unit (MhCtlCall           *call,
          const MhDesk        *desk,
          const MhProgramme   *programme,
          const MhWaitingUnit *unit,
          guint                position,
          GError             **error)
{
  g_autofree char *words = mh_wish_describe (unit->wish);
  g_autofree char *priority = mh_waiting_name_priority (programme, unit->priority);

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "position", position);
  mh_ctl_add_int (call, "unit", unit->id);
  if (!mh_ctl_add_names (call, desk, "people", unit->residents, error))
    return FALSE;
  mh_ctl_add_text (call, "wish", unit->wish);
  mh_ctl_add_text (call, "wish-words", words);
  mh_ctl_add_int (call, "priority", unit->priority);
  mh_ctl_add_text (call, "priority-name", priority);
  mh_ctl_add_some (call, "rank", MAX (unit->rank, 0));
  mh_ctl_add_bool (call, "first-in-line", mh_waiting_unit_is_first (unit));
  mh_ctl_add_bool (call, "swap", unit->swap);
  mh_ctl_add_bool (call, "whole-chain", unit->whole_chain);
  mh_ctl_add_text (call, "note", unit->note);
  mh_ctl_add_text (call, "state", unit->state);
  mh_ctl_add_int (call, "registered-at", unit->registered_at);
  mh_ctl_add_int (call, "programme", unit->programme);
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
add_units (MhCtlCall         *call,
           const MhDesk      *desk,
           const MhProgramme *programme,
           GError           **error)
{
  g_autoptr (GPtrArray) units = mh_waiting_table_list (desk->db, programme->id, error);

  for (guint i = 0; units != NULL && i < units->len; i++) {
    if (!add_unit (call, desk, programme, g_ptr_array_index (units, i), i + 1, error))
      return FALSE;
  }

  return units != NULL;
}

static gboolean
run_wait_list (MhCtlCall *call,
               GError   **error)
{
  gint64 programme = 0;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Of one programme only"), N_("PROGRAMME") },
    { NULL },
  };
  g_autoptr (GPtrArray) programmes = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  programmes = mh_programme_table_list (desk.db, error);
  if (programmes == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "units");
  for (guint i = 0; i < programmes->len; i++) {
    const MhProgramme *row = g_ptr_array_index (programmes, i);

    if ((programme == 0 || programme == row->id) && !add_units (call, &desk, row, error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/* The slots that figures and record are about. */
typedef struct {
  gint64 programme;
  gint64 session;
  char  *from;  /* (owned) */
  char  *to;    /* (owned) */
  char  *print; /* (owned) */
} Choice;

static void
choice_clear (Choice *choice)
{
  g_free (choice->from);
  g_free (choice->to);
  g_free (choice->print);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

static gboolean
read_choice_of_slots (MhCtlCall    *call,
                      gboolean      may_print,
                      Choice       *choice,
                      MhDesk       *desk,
                      MhListFilter *filter,
                      GError      **error)
{
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &choice->programme, N_("Of one programme only"), N_("PROGRAMME") },
    { "session", 0, 0, G_OPTION_ARG_INT64, &choice->session, N_("Of one day only"), N_("SESSION") },
    { "from", 0, 0, MH_CTL_TEXT, &choice->from, N_("Only from this day on"), N_("DATE") },
    { "to", 0, 0, MH_CTL_TEXT, &choice->to, N_("Only until this day"), N_("DATE") },
    { may_print ? "pdf" : NULL, 0, 0, MH_CTL_TEXT, &choice->print, N_("Write it as a PDF as well"), N_("FILE") },
    { NULL },
  };

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, desk, error) ||
      (choice->from != NULL && !mh_ctl_read_date (desk, choice->from, &filter->from, error)) ||
      (choice->to != NULL && !mh_ctl_read_date (desk, choice->to, &filter->to, error)))
    return FALSE;

  filter->programme = choice->programme;
  filter->session = choice->session;

  return TRUE;
}

static void
add_counts (MhCtlCall             *call,
            const MhRefillFigures *figures)
{
  mh_ctl_begin_object (call, "offers");
  for (guint i = 0; i < MH_REFILL_N_CHANNELS; i++)
    mh_ctl_add_int (call, mh_refill_channel_nick ((MhRefillChannel) i), figures->offers[i]);
  mh_ctl_end_object (call);

  mh_ctl_begin_object (call, "answers");
  for (guint i = 0; i < MH_REFILL_N_ANSWERS; i++)
    mh_ctl_add_int (call, mh_refill_answer_nick ((MhRefillAnswer) i), figures->answers[i]);
  mh_ctl_end_object (call);

  mh_ctl_begin_array (call, "reasons");
  for (guint i = 0; i < figures->reasons->len; i++) {
    const MhRefillReason *reason = g_ptr_array_index (figures->reasons, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "decision", reason->reason);
    mh_ctl_add_int (call, "units", reason->n);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
run_figures (MhCtlCall *call,
             GError   **error)
{
  g_auto (Choice) choice = { 0 };
  g_autoptr (MhRefillFigures) figures = NULL;
  MhListFilter filter = { 0 };
  MhDesk desk;

  if (!read_choice_of_slots (call, FALSE, &choice, &desk, &filter, error))
    return FALSE;

  figures = mh_refill_figures_read (&desk, &filter, error);
  if (figures == NULL)
    return FALSE;

  mh_ctl_add_int (call, "rounds", figures->n_rounds);
  mh_ctl_add_int (call, "places", figures->n_places);
  mh_ctl_add_int (call, "cancelled", figures->n_cancelled);
  mh_ctl_add_int (call, "filled", figures->n_filled);
  mh_ctl_add_int (call, "never-filled", figures->n_never);
  mh_ctl_add_int (call, "nobody-waited", figures->n_nobody);
  mh_ctl_add_int (call, "still-offered", figures->n_open);
  mh_ctl_add_some (call, "median-ms", figures->median_ms);
  mh_ctl_add_some (call, "p90-ms", figures->p90_ms);
  mh_ctl_add_some (call, "longest-ms", figures->longest_ms);
  mh_ctl_add_int (call, "no-channel", figures->n_no_channel);
  add_counts (call, figures);

  return TRUE;
}

static gboolean
add_record_row (MhCtlCall       *call,
                const MhDesk    *desk,
                const MhListRow *row,
                GError         **error)
{
  g_autoptr (GArray) resident = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (resident, row->resident);
  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "round", row->round);
  mh_ctl_add_date (call, "date", row->date);
  mh_ctl_add_minutes (call, "start", row->start_min);
  mh_ctl_add_int (call, "position", row->place);
  mh_ctl_add_int (call, "unit", row->unit);
  if (!mh_ctl_add_names (call, desk, "people", resident, error))
    return FALSE;
  mh_ctl_add_text (call, "decision", row->reason);
  mh_ctl_add_some (call, "at", row->at);
  mh_ctl_add_text (call, "channel", row->channel);
  mh_ctl_add_text (call, "state", row->state);
  mh_ctl_add_some (call, "deadline-at", row->deadline_at);
  mh_ctl_add_some (call, "answered-at", row->answered_at);
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
run_record (MhCtlCall *call,
            GError   **error)
{
  g_auto (Choice) choice = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  MhListFilter filter = { 0 };
  MhDesk desk;

  if (!read_choice_of_slots (call, TRUE, &choice, &desk, &filter, error))
    return FALSE;

  rows = mh_refill_record_list (&desk, &filter, error);
  if (rows == NULL)
    return FALSE;

  if (choice.print != NULL) {
    g_autoptr (MhRoster) roster = mh_refill_record_print (&desk, &filter, error);

    if (roster == NULL || !mh_roster_write_pdf (roster, choice.print, error))
      return FALSE;
  }

  mh_ctl_begin_array (call, "record");
  for (guint i = 0; i < rows->len; i++) {
    if (!add_record_row (call, &desk, g_ptr_array_index (rows, i), error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

const MhCtlCommand mh_ctl_waiting_commands[] = {
  { "wait add", NULL, N_("Put one person, or up to six together, on the waiting list"), run_wait_add },
  { "wait edit", N_("UNIT"), N_("Change how an entry waits"), run_wait_edit },
  { "wait withdraw", N_("UNIT"), N_("Take an entry off the waiting list"), run_wait_withdraw },
  { "wait list", NULL, N_("Show the waiting list"), run_wait_list },
  { "refill figures", NULL, N_("How many places came free, were filled or never were, and how long it took"), run_figures },
  { "refill record", NULL, N_("Who was offered which place when, and who was passed over why"), run_record },
  { NULL },
};
