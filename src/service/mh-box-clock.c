/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-clock"

#include "mh-box-private.h"

#include "mh-config.h"
#include "mh-retention-private.h"

#define CLOCK "clock"

/* What a message says once its words are gone: the column may not be empty. */
#define NO_WORDS "'-'"

#define UNFINISHED "('held', 'due', 'attempting', 'unknown', 'check')"

/* Read and told of long ago, all of it is over, and something of it is still to be seen. */
#define TO_ERASE \
  "FROM received_box AS b WHERE b.back_at <= :until AND b.read_at <= :until " \
  "AND NOT EXISTS (SELECT 1 FROM received_row AS r JOIN delivery AS d ON d.id = r.delivery WHERE r.box = b.id AND d.state IN " UNFINISHED ") " \
                                                                                                                                          "AND EXISTS (SELECT 1 FROM received_row AS r JOIN delivery AS d ON d.id = r.delivery WHERE r.box = b.id AND d.body <> " NO_WORDS ")"

/* Left in a box, and nothing was heard of it for a week after it could have been sent at the latest. A row's end stands in its ref, in seconds
 * behind eight digits and a hyphen. */
#define SILENT \
  "FROM outgoing_row AS r JOIN outgoing_file AS f ON f.id = r.file AND f.kind = '" MH_BOX_FILE_KIND "' " \
                                                                                                    "JOIN delivery AS d ON d.id = r.delivery AND d.state = 'exported' " \
                                                                                                    "WHERE CAST (substr (r.ref, 10) AS INTEGER) * 1000 <= :until " \
                                                                                                    "AND NOT EXISTS (SELECT 1 FROM outgoing_row WHERE delivery = r.delivery AND file > r.file)"

/* Each takes :box. */
static const char * const erase_steps[] = {
  "UPDATE attempt SET body = x'' WHERE length (body) > 0 AND id IN "
  "(SELECT p.attempt FROM attempt_delivery AS p JOIN received_row AS r ON r.delivery = p.delivery WHERE r.box = :box)",
  "UPDATE delivery SET body = " NO_WORDS " WHERE id IN (SELECT delivery FROM received_row WHERE box = :box)",
  /* A number that a person, another box or a list still needs stays. */
  "UPDATE contact SET value = 'deleted-' || id, reversed = '' WHERE value <> 'deleted-' || id AND id IN "
  "(SELECT d.contact FROM received_row AS r JOIN delivery AS d ON d.id = r.delivery WHERE r.box = :box) "
  "AND NOT EXISTS (SELECT 1 FROM contact_link WHERE contact = contact.id) "
  "AND NOT EXISTS (SELECT 1 FROM broadcast_number WHERE contact = contact.id) "
  "AND NOT EXISTS (SELECT 1 FROM delivery WHERE contact = contact.id AND body <> " NO_WORDS ")",
  NULL
};

static gboolean
list_ids (const MhDesk *desk,
          const char   *sql,
          gint64        until,
          GArray      **out_ids,
          GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":until", MH_INT (until), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  *out_ids = g_steal_pointer (&ids);

  return mh_rows_end (rows, error);
}

/* What is erased is gone for undo as well. */
static gboolean
erase (const MhDesk *desk,
       const GArray *boxes,
       GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), CLOCK, "box.erase", MH_UNDO_NONE, error);

  if (act == NULL)
    return FALSE;

  for (guint i = 0; i < boxes->len; i++) {
    for (gsize k = 0; erase_steps[k] != NULL; k++) {
      if (!mh_db_run (desk->db, error, erase_steps[k], ":box", MH_INT (g_array_index (boxes, gint64, i)), NULL))
        return FALSE;
    }
  }

  mh_act_set_int (act, "boxes", boxes->len);

  return mh_retention_forget_inverses (desk, mh_act_get_id (act), error) && mh_act_commit (act, error);
}

static gboolean
hand_to_person (const MhDesk *desk,
                const GArray *deliveries,
                GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), CLOCK, "box.silent", MH_UNDO_NONE, error);

  if (act == NULL)
    return FALSE;

  for (guint i = 0; i < deliveries->len; i++) {
    g_autoptr (MhDelivery) delivery = mh_delivery_table_get (desk->db, g_array_index (deliveries, gint64, i), error);

    if (delivery == NULL ||
        !mh_delivery_table_move (desk->db, delivery->id, "exported", "check", delivery->contact, "box-silent", mh_desk_now (desk), error))
      return FALSE;

    if (delivery->resident != 0)
      mh_act_add_person (act, delivery->resident);
  }

  mh_act_set_int (act, "messages", deliveries->len);

  return mh_act_commit (act, error);
}

/**
 * mh_box_run_clock:
 * @desk: the desk, not in a transaction
 * @error: return location
 *
 * On the computer that sends: words and numbers of a box are erased so many days (box.erase-days) after it was read and told of; which messages
 * it had and what became of them stays, without anybody's data, so that it is never taken again. On the one with the register: what left in a box
 * of which nothing was heard for a week after its end goes to a person.
 *
 * Returns: whether it ran
 */
gboolean
mh_box_run_clock (const MhDesk *desk,
                  GError      **error)
{
  gint64 now = mh_desk_now (desk);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *days = mh_config_get (desk, "box.erase-days", &local_error);
  g_autoptr (GArray) boxes = NULL;
  g_autoptr (GArray) silent = NULL;
  gboolean clean = FALSE;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (!list_ids (desk, "SELECT b.id " TO_ERASE, now - g_ascii_strtoll (days, NULL, 10) * MH_BOX_MS_PER_DAY, &boxes, error) ||
      !list_ids (desk, "SELECT d.id " SILENT, now - MH_BOX_DAYS * MH_BOX_MS_PER_DAY, &silent, error))
    return FALSE;

  if (boxes->len > 0 && !erase (desk, boxes, error))
    return FALSE;

  /* Where somebody else reads just now, the bytes go with the next box. */
  if (boxes->len > 0)
    mh_retention_wipe (desk, &clean, NULL);

  return silent->len == 0 || hand_to_person (desk, silent, error);
}
