/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include "mh-people-tickets.h"

#include <glib/gi18n-lib.h>

#include "mh-code.h"
#include "mh-error.h"
#include "mh-person-act.h"
#include "mh-protection-table.h"
#include "mh-resident-table.h"
#include "mh-text.h"

/* As an import reads it: the line of eighteen digits, or ten digits with their lost zeros. */
static char *
read_number (const char *text,
             GError    **error)
{
  MhTicketLine line;
  char *number;

  if (mh_code_ticket_line (text, &line))
    return g_strdup (line.number);

  number = mh_code_ticket_number (text, NULL);
  if (number == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("A ticket has a number of up to ten digits, or a line of eighteen. Please look at the ticket once more."));

  return number;
}

/* Whose number it is may be told, but not of a protected person. */
static gboolean
check_free (const MhDesk *desk,
            gint64        resident,
            const char   *number,
            const char   *label,
            GError      **error)
{
  g_autoptr (MhResident) holder = NULL;
  gboolean is_protected = TRUE;
  gint64 id = 0;

  if (!mh_db_get_int (desk->db, 0, &id, error, "SELECT resident FROM ticket WHERE number = :number AND label = :label",
                      ":number", MH_TEXT (number), ":label", MH_TEXT (label), NULL))
    return FALSE;
  if (id == 0)
    return TRUE;

  if (id == resident) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("This ticket is noted for the person already."));
    return FALSE;
  }

  if (!mh_protection_table_covers (desk->db, id, mh_desk_today (desk), &is_protected, error))
    return FALSE;

  holder = is_protected ? NULL : mh_resident_table_get (desk->db, id, error);
  if (is_protected)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT,
                         _("This number is noted for somebody else. Please look at the ticket once more."));
  else if (holder != NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_CONFLICT,
                 _("This number is noted for %s. Please look at the ticket once more; if it is right, remove it there first."), holder->name);

  return FALSE;
}

/**
 * mh_people_add_ticket:
 * @desk: the desk
 * @resident: a person
 * @number: as it stands on the ticket, or its whole line of eighteen digits
 * @label: (nullable): what it is the number of; the same number may be on papers of two kinds
 * @error: return location; MH_ERROR_INVALID, or MH_ERROR_CONFLICT when it is somebody's, who is not named under protection
 *
 * Returns: the ticket, or 0
 */
gint64
mh_people_add_ticket (const MhDesk *desk,
                      gint64        resident,
                      const char   *number,
                      const char   *label,
                      GError      **error)
{
  g_autofree char *digits = read_number (number, error);
  g_autofree char *tidy = mh_text_tidy_name (label != NULL ? label : "");
  g_autoptr (MhAct) act = NULL;
  gint64 ticket;

  if (digits == NULL)
    return 0;

  act = mh_person_act_begin (desk, "ticket.add", MH_UNDO_WHOLE, resident, error);
  if (act == NULL || !check_free (desk, resident, digits, tidy, error))
    return 0;

  ticket = mh_ticket_table_insert (desk->db, resident, digits, tidy, error);
  if (ticket == 0)
    return 0;

  mh_act_set_int (act, "ticket", ticket);

  return mh_act_commit (act, error) ? ticket : 0;
}

/**
 * mh_people_remove_ticket:
 * @desk: the desk
 * @resident: a person
 * @ticket: a ticket of the person
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it is gone
 */
gboolean
mh_people_remove_ticket (const MhDesk *desk,
                         gint64        resident,
                         gint64        ticket,
                         GError      **error)
{
  g_autoptr (MhAct) act = mh_person_act_begin (desk, "ticket.remove", MH_UNDO_WHOLE, resident, error);
  gint64 owner = 0;

  if (act == NULL ||
      !mh_db_get_int (desk->db, 0, &owner, error, "SELECT resident FROM ticket WHERE id = :id", ":id", MH_INT (ticket), NULL))
    return FALSE;

  if (owner != resident) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This ticket is no longer there."));
    return FALSE;
  }

  mh_act_set_int (act, "ticket", ticket);

  return mh_ticket_table_delete (desk->db, ticket, error) && mh_act_commit (act, error);
}
