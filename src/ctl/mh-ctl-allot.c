/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-allot"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-assign.h"
#include "mh-draw.h"
#include "mh-people.h"
#include "mh-waiting-table.h"
#include "mh-wording.h"

#define MAX_DAYS 60

static void
add_person (MhCtlCall      *call,
            const MhPerson *person)
{
  mh_ctl_add_text (call, "register-number", person->resident->register_number);
  mh_ctl_add_text (call, "name", person->resident->name);
}

static gboolean
add_left (MhCtlCall            *call,
          const MhDesk         *desk,
          const MhAssignResult *result,
          GError              **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) people = NULL;

  for (guint i = 0; i < result->left->len; i++)
    g_array_append_val (ids, ((MhAssignLeft *) result->left->pdata[i])->resident);

  people = mh_people_list (desk, (const gint64 *) (gpointer) ids->data, ids->len, error);
  if (people == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "left-over");
  for (guint i = 0; i < people->len; i++) {
    mh_ctl_begin_object (call, NULL);
    add_person (call, people->pdata[i]);
    mh_ctl_add_text (call, "sentence", ((MhAssignLeft *) result->left->pdata[i])->why);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_assigned (MhCtlCall            *call,
              const MhDesk         *desk,
              const MhAssignResult *result,
              GError              **error)
{
  mh_ctl_add_some (call, "act", result->act);
  mh_ctl_add_int (call, "assigned", result->n_assigned);
  mh_ctl_add_int (call, "settled", result->n_settled);
  mh_ctl_add_int (call, "by-hand", result->n_by_hand);
  mh_ctl_add_int (call, "hidden", result->n_hidden);
  mh_ctl_add_some (call, "held-until", result->held_until);

  mh_ctl_begin_array (call, "slots");
  for (guint i = 0; i < result->slots->len; i++) {
    const MhAssignSlot *slot = &g_array_index (result->slots, MhAssignSlot, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "slot", slot->slot);
    mh_ctl_add_date (call, "date", slot->date);
    mh_ctl_add_minutes (call, "start", slot->start_min);
    mh_ctl_add_int (call, "assigned", slot->n_assigned);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return add_left (call, desk, result, error);
}

static gboolean
run_assign (MhCtlCall *call,
            GError   **error)
{
  g_autofree char *district = NULL;
  gboolean dry_run = FALSE;
  MhAssignOrder order = { 0 };
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &order.programme, N_("For which programme"), N_("PROGRAMME") },
    { "by-district", 0, 0, G_OPTION_ARG_NONE, &order.by_district, N_("One district after the other"), NULL },
    { "district", 0, 0, MH_CTL_TEXT, &district, N_("Only those of a district"), N_("DISTRICT") },
    { "chain", 0, 0, G_OPTION_ARG_NONE, &order.chain, N_("The further doses too, or nothing"), NULL },
    { "tell", 0, 0, G_OPTION_ARG_NONE, &order.tell, N_("Send a message to each"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say who would go when"), NULL },
    { NULL },
  };
  g_autoptr (MhAssignResult) result = NULL;
  gint64 sessions[MAX_DAYS];
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, MAX_DAYS, error))
    return FALSE;
  if (order.programme == 0)
    return mh_ctl_fail_usage (error, _("Give the programme with --programme."));

  for (; order.n_sessions < call->n_args; order.n_sessions++) {
    if (!mh_ctl_read_id (call->args[order.n_sessions], &sessions[order.n_sessions], error))
      return FALSE;
  }

  order.sessions = sessions;
  order.district = district;
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  result = dry_run ? mh_assign_preview (&desk, &order, error) : mh_assign_run (&desk, &order, error);

  return result != NULL && add_assigned (call, &desk, result, error);
}

static gboolean
run_draw (MhCtlCall *call,
          GError   **error)
{
  g_autofree char *seed = NULL;
  gboolean dry_run = FALSE;
  MhDrawOrder order = { 0 };
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &order.programme, N_("Among those who wait for it"), N_("PROGRAMME") },
    { "session", 0, 0, G_OPTION_ARG_INT64, &order.session, N_("The day whose places are given; without it only the order is drawn"),
      N_("SESSION") },
    { "tell", 0, 0, G_OPTION_ARG_NONE, &order.tell, N_("Tell everybody what came of it"), NULL },
    { "seed", 0, 0, MH_CTL_TEXT, &seed, N_("Made where everybody could see it, 32 or more of 0-9 and a-f; drawn by the program without this"), N_("SEED") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Draw nothing; only say who would take part"), NULL },
    { NULL },
  };
  MhDrawStakes stakes;
  MhDrawResult result = { 0 };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if (order.programme == 0)
    return mh_ctl_fail_usage (error, _("Give the programme with --programme."));
  order.seed = seed;
  if (!mh_ctl_open (call, &desk, error) || !mh_draw_look (&desk, order.programme, order.session, &stakes, error) ||
      (!dry_run && !mh_draw_run (&desk, &order, &result, error)))
    return FALSE;

  mh_ctl_add_some (call, "act", result.act);
  mh_ctl_add_some (call, "draw", result.draw);
  mh_ctl_add_int (call, "units", stakes.n_units);
  mh_ctl_add_int (call, "people", stakes.n_people);
  mh_ctl_add_int (call, "first-in-line", stakes.n_first);
  mh_ctl_add_int (call, "places", stakes.n_places);
  mh_ctl_add_int (call, "placed", result.n_placed);
  mh_ctl_add_int (call, "waiting", result.n_waiting);
  mh_ctl_add_some (call, "held-until", result.held_until);

  return TRUE;
}

static gboolean
add_draw (MhCtlCall    *call,
          const MhDesk *desk,
          const MhDraw *draw,
          GError      **error)
{
  g_autoptr (GPtrArray) units = mh_draw_table_list_units (desk->db, draw->id, error);

  if (units == NULL)
    return FALSE;

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "draw", draw->id);
  mh_ctl_add_int (call, "programme", draw->programme);
  mh_ctl_add_some (call, "session", draw->session);
  mh_ctl_add_text (call, "seed", draw->seed);
  mh_ctl_add_int (call, "drawn-at", draw->drawn_at);
  mh_ctl_add_text (call, "operator", draw->operator_name);
  mh_ctl_begin_array (call, "units");
  for (guint i = 0; i < units->len; i++) {
    const MhDrawUnit *unit = units->pdata[i];
    g_autoptr (MhWaitingUnit) waiting = mh_waiting_table_get (desk->db, unit->unit, error);

    if (waiting == NULL)
      return FALSE;

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "rank", unit->rank);
    mh_ctl_add_int (call, "unit", unit->unit);
    mh_ctl_add_bool (call, "first-in-line", mh_waiting_unit_is_first (waiting));
    mh_ctl_add_text (call, "result", unit->result);
    mh_ctl_add_text (call, "sentence", mh_wording_draw_result (unit->result));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
run_show (MhCtlCall *call,
          GError   **error)
{
  gint64 programme = 0;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Only those of a programme"), N_("PROGRAMME") },
    { NULL },
  };
  g_autoptr (GPtrArray) draws = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  draws = mh_draw_table_list (desk.db, programme, error);
  if (draws == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "draws");
  for (guint i = 0; i < draws->len; i++) {
    if (!add_draw (call, &desk, draws->pdata[i], error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_verify (MhCtlCall *call,
            GError   **error)
{
  MhDrawVerdict verdict;
  gint64 draw;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &draw, error) ||
      !mh_ctl_open (call, &desk, error) || !mh_draw_verify (&desk, draw, &verdict, error))
    return FALSE;

  mh_ctl_add_int (call, "draw", draw);
  mh_ctl_add_bool (call, "whole", verdict.same);
  mh_ctl_add_some (call, "rank", verdict.rank);
  mh_ctl_add_some (call, "recorded", verdict.recorded);
  mh_ctl_add_some (call, "drawn", verdict.drawn);
  call->partly = !verdict.same;

  return TRUE;
}

const MhCtlCommand mh_ctl_allot_commands[] = {
  { "assign", N_("SESSION…"), N_("Give everybody for whom a programme is meant a time on these days"), run_assign },
  { "lottery draw", NULL, N_("Draw among those who wait"), run_draw },
  { "lottery show", NULL, N_("The lotteries with their seeds and results"), run_show },
  { "lottery verify", N_("DRAW"), N_("Draw again from the recorded seed and compare"), run_verify },
  { NULL },
};
