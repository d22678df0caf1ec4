/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-today"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-today.h"

static void
add_days (MhCtlCall     *call,
          const MhToday *today)
{
  mh_ctl_begin_array (call, "days");
  for (guint i = 0; i < today->days->len; i++) {
    const MhTodayDay *day = g_ptr_array_index (today->days, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "session", day->session);
    mh_ctl_add_date (call, "date", day->date);
    mh_ctl_add_text (call, "programme", day->programme);
    mh_ctl_add_text (call, "venue", day->venue);
    mh_ctl_add_text (call, "state", day->state);
    mh_ctl_add_int (call, "places", day->n_places);
    mh_ctl_add_int (call, "booked", day->n_booked);
    mh_ctl_add_int (call, "held", day->n_held);
    mh_ctl_add_int (call, "free", day->n_free);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_lines (MhCtlCall     *call,
           const MhToday *today)
{
  mh_ctl_begin_array (call, "lines");
  for (guint i = 0; i < today->lines->len; i++) {
    const MhTodayLine *line = g_ptr_array_index (today->lines, i);
    g_autofree char *text = mh_today_describe (line);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "kind", mh_today_kind_code (line->kind));
    mh_ctl_add_text (call, "text", text);
    mh_ctl_add_some (call, "session", line->session);
    mh_ctl_add_some (call, "broadcast", line->broadcast);
    mh_ctl_add_int (call, "count", line->n);
    mh_ctl_add_int (call, "waiting", line->n_waiting);
    mh_ctl_add_some (call, "until-at", line->until);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
run_today (MhCtlCall *call,
           GError   **error)
{
  g_autoptr (MhToday) today = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  today = mh_today_read (&desk, error);
  if (today == NULL)
    return FALSE;

  mh_ctl_add_date (call, "date", today->date);
  add_days (call, today);
  add_lines (call, today);
  mh_ctl_add_int (call, "residents", today->n_residents);
  mh_ctl_add_date (call, "list-as-of", today->list_as_of);
  mh_ctl_add_int (call, "list-days", today->list_days);
  mh_ctl_add_some (call, "last-backup-at", today->backup->last);
  mh_ctl_add_bool (call, "backup-late", today->backup->late);
  mh_ctl_add_bool (call, "sending", today->is_sending);

  return TRUE;
}

const MhCtlCommand mh_ctl_today_commands[] = {
  { "today", NULL, N_("Show what needs somebody now"), run_today },
  { NULL },
};
