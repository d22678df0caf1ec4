/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-settle"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-checks.h"
#include "mh-outbox.h"

/* Those that are named, or all of a broadcast that wait to be checked now. */
static GArray *
read_deliveries (MhCtlCall    *call,
                 const MhDesk *desk,
                 gint64        broadcast,
                 GError      **error)
{
  g_autoptr (GArray) deliveries = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;

  if (broadcast != 0) {
    rows = mh_checks_list (desk, broadcast, error);

    return rows != NULL ? mh_checks_list_deliveries (rows) : NULL;
  }

  for (guint i = 0; call->args[i] != NULL; i++) {
    gint64 id;

    if (!mh_ctl_read_id (call->args[i], &id, error))
      return NULL;
    g_array_append_val (deliveries, id);
  }

  return g_steal_pointer (&deliveries);
}

static gboolean
run_settle (MhCtlCall *call,
            GError   **error)
{
  gboolean arrived = FALSE, not_arrived = FALSE;
  gint64 broadcast = 0;
  const GOptionEntry entries[] = {
    { "broadcast", 0, 0, G_OPTION_ARG_INT64, &broadcast, N_("All of this broadcast that wait to be checked"), N_("BROADCAST") },
    { "arrived", 0, 0, G_OPTION_ARG_NONE, &arrived, N_("The people have the messages"), NULL },
    { "not-arrived", 0, 0, G_OPTION_ARG_NONE, &not_arrived, N_("The people do not have them: tell by hand"), NULL },
    { NULL },
  };
  g_autoptr (GArray) deliveries = NULL;
  guint n = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, G_MAXINT, error))
    return FALSE;
  if (arrived == not_arrived)
    return mh_ctl_fail_usage (error, _("Write either --arrived or --not-arrived."));
  if ((broadcast != 0) == (call->args[0] != NULL))
    return mh_ctl_fail_usage (error, _("Write the messages, or --broadcast."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  deliveries = read_deliveries (call, &desk, broadcast, error);
  if (deliveries == NULL || !mh_outbox_resolve_many (&desk, deliveries, arrived, &n, error))
    return FALSE;

  mh_ctl_add_int (call, "messages-settled", n);
  mh_ctl_add_int (call, "messages-changed", deliveries->len - n);

  return TRUE;
}

/* With names, so that somebody can find out. */
static gboolean
run_checks (MhCtlCall *call,
            GError   **error)
{
  gint64 broadcast = 0;
  const GOptionEntry entries[] = {
    { "broadcast", 0, 0, G_OPTION_ARG_INT64, &broadcast, N_("Only those of this broadcast"), N_("BROADCAST") },
    { NULL },
  };
  g_autoptr (GPtrArray) rows = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  rows = mh_checks_list (&desk, broadcast, error);
  if (rows == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "checks");
  for (guint i = 0; i < rows->len; i++) {
    const MhCheckRow *row = g_ptr_array_index (rows, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "delivery", row->delivery);
    mh_ctl_add_text (call, "name", row->name);
    mh_ctl_add_text (call, "kind", row->kind);
    mh_ctl_add_text (call, "about", row->about);
    mh_ctl_add_text (call, "channel", row->channel);
    mh_ctl_add_text (call, "reason", row->reason);
    mh_ctl_add_some (call, "sent-at", row->sent_at);
    mh_ctl_add_some (call, "at", row->at);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

const MhCtlCommand mh_ctl_settle_commands[] = {
  { "checks", NULL, N_("List messages of which somebody has to find out whether they arrived"), run_checks },
  { "checks settle", N_("[DELIVERY …]"), N_("Say of many messages at once whether they arrived"), run_settle },
  { NULL },
};
