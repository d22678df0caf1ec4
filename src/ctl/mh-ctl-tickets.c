/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-tickets"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-people.h"
#include "mh-people-tickets.h"

static gboolean
run_ticket_list (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reveal", 0, 0, MH_CTL_TEXT, &reason, N_("Show what is protected, and why"), N_("REASON") },
    { NULL },
  };
  g_autoptr (GPtrArray) tickets = NULL;
  g_autoptr (MhPerson) person = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_open_resident (call, entries, 1, &desk, &id, error))
    return FALSE;

  person = mh_people_get (&desk, id, reason, error);
  tickets = person != NULL ? mh_ticket_table_list (desk.db, id, error) : NULL;
  if (tickets == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "tickets");
  for (guint i = 0; i < tickets->len && (!person->is_protected || person->revealed); i++) {
    const MhTicket *ticket = g_ptr_array_index (tickets, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "ticket", ticket->id);
    mh_ctl_add_text (call, "number", ticket->number);
    mh_ctl_add_text (call, "label", *ticket->label != '\0' ? ticket->label : NULL);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_ticket_add (MhCtlCall *call,
                GError   **error)
{
  g_autofree char *label = NULL;
  const GOptionEntry entries[] = {
    { "label", 0, 0, MH_CTL_TEXT, &label, N_("What it is the number of"), N_("TEXT") },
    { NULL },
  };
  MhDesk desk;
  gint64 id, ticket;

  if (!mh_ctl_open_resident (call, entries, 2, &desk, &id, error))
    return FALSE;

  ticket = mh_people_add_ticket (&desk, id, call->args[1], label, error);
  if (ticket == 0)
    return FALSE;

  mh_ctl_add_int (call, "ticket", ticket);

  return TRUE;
}

static gboolean
run_ticket_remove (MhCtlCall *call,
                   GError   **error)
{
  MhDesk desk;
  gint64 id, ticket;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !mh_ctl_read_id (call->args[1], &ticket, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_ctl_find_resident (&desk, call->args[0], &id, error) || !mh_people_remove_ticket (&desk, id, ticket, error))
    return FALSE;

  mh_ctl_add_int (call, "ticket", ticket);

  return TRUE;
}

const MhCtlCommand mh_ctl_tickets_commands[] = {
  { "ticket list", N_("REGISTER-NUMBER"), N_("List the tickets that a person holds; noted in the log"), run_ticket_list },
  { "ticket add", N_("REGISTER-NUMBER NUMBER"), N_("Note the number of a ticket that a person holds"), run_ticket_add },
  { "ticket remove", N_("REGISTER-NUMBER TICKET"), N_("Take a ticket away from a person"), run_ticket_remove },
  { NULL },
};
