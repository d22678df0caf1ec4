/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ticket-table"

#include "mh-ticket-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

/**
 * mh_ticket_free:
 * @ticket: (nullable): a ticket
 */
void
mh_ticket_free (MhTicket *ticket)
{
  if (ticket == NULL)
    return;

  g_free (ticket->number);
  g_free (ticket->label);
  g_free (ticket);
}

/**
 * mh_ticket_normalise:
 * @text: (nullable): a number as a file, a scanner or a person writes it
 *
 * Returns: (transfer full): its letters, large, and digits; "" where there are none
 */
char *
mh_ticket_normalise (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text != NULL ? text : "", -1, G_NORMALIZE_NFKC);
  GString *number = g_string_new (NULL);

  for (const char *at = plain; at != NULL && *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_isalnum (c))
      g_string_append_unichar (number, g_unichar_toupper (c));
  }

  return g_string_free (number, FALSE);
}

/**
 * mh_ticket_table_insert:
 * @db: a connection inside an act
 * @resident: whose it is
 * @number: the number, as written
 * @label: (nullable): what it is the number of
 * @error: return location; MH_ERROR_CONFLICT when somebody has it already; MH_ERROR_INVALID for one without letters and digits
 *
 * Returns: the new id, or 0
 */
gint64
mh_ticket_table_insert (MhDb       *db,
                        gint64      resident,
                        const char *number,
                        const char *label,
                        GError    **error)
{
  g_autofree char *normal = mh_ticket_normalise (number);

  if (*normal == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please write the number that stands on the ticket."));
    return 0;
  }

  if (!mh_db_run (db, error, "INSERT INTO ticket (resident, number, label) VALUES (:resident, :number, :label)",
                  ":resident", MH_INT (resident), ":number", MH_TEXT (normal), ":label", MH_TEXT (label != NULL ? label : ""), NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_ticket_table_delete:
 * @db: a connection inside an act
 * @id: a ticket's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it is gone
 */
gboolean
mh_ticket_table_delete (MhDb    *db,
                        gint64   id,
                        GError **error)
{
  if (!mh_db_run (db, error, "DELETE FROM ticket WHERE id = :id", ":id", MH_INT (id), NULL))
    return FALSE;

  if (mh_db_changes (db) > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This ticket is no longer there."));

  return FALSE;
}

/**
 * mh_ticket_table_find:
 * @db: a connection
 * @number: the number, as written
 * @out_resident: (out): whose it is, 0 where nobody has it
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_ticket_table_find (MhDb       *db,
                      const char *number,
                      gint64     *out_resident,
                      GError    **error)
{
  g_autofree char *normal = mh_ticket_normalise (number);

  return mh_db_get_int (db, 0, out_resident, error, "SELECT resident FROM ticket WHERE number = :number LIMIT 1",
                        ":number", MH_TEXT (normal), NULL);
}

/**
 * mh_ticket_table_list:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhTicket): the person's tickets, the oldest first, or %NULL
 */
GPtrArray *
mh_ticket_table_list (MhDb    *db,
                      gint64   resident,
                      GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, resident, number, label FROM ticket WHERE resident = :resident ORDER BY id",
                                         ":resident", MH_INT (resident), NULL);
  g_autoptr (GPtrArray) tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_ticket_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhTicket *ticket = g_new0 (MhTicket, 1);

    ticket->id = mh_rows_int (rows, 0);
    ticket->resident = mh_rows_int (rows, 1);
    ticket->number = mh_rows_dup_text (rows, 2);
    ticket->label = mh_rows_dup_text (rows, 3);
    g_ptr_array_add (tickets, ticket);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&tickets) : NULL;
}
