/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-contact-table"

#include "mh-contact-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-id-set.h"
#include "mh-rows-date.h"

static MhContact *
read_row (MhRows *rows)
{
  MhContact *contact = g_new0 (MhContact, 1);

  contact->link = mh_rows_int (rows, 0);
  contact->contact = mh_rows_int (rows, 1);
  contact->resident = mh_rows_int (rows, 2);
  contact->kind = mh_rows_dup_text (rows, 3);
  contact->value = mh_rows_dup_text (rows, 4);
  contact->whose = mh_rows_dup_text (rows, 5);
  contact->rank = mh_rows_int (rows, 6);
  contact->opted_out = mh_rows_int (rows, 7) != 0;
  contact->safe_reason = mh_rows_dup_text (rows, 8);
  contact->safe_date = mh_rows_date (rows, 9);
  contact->source = mh_rows_dup_text (rows, 10);
  contact->since = mh_rows_date (rows, 11);
  contact->safe_lapsed = mh_rows_int (rows, 12) != 0;

  return contact;
}

/* After an UPDATE or DELETE of one link. */
static gboolean
check_changed (MhDb    *db,
               GError **error)
{
  if (mh_db_changes (db) > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This contact is no longer there."));

  return FALSE;
}

static gint64
insert_link (MhDb       *db,
             gint64      resident,
             gint64      contact,
             const char *kind,
             const char *whose,
             const char *source,
             MhDate      since,
             GError    **error)
{
  static const char sql[] =
    "INSERT INTO contact_link (resident, contact, whose, source, since, rank) "
    "SELECT :resident, :contact, :whose, :source, :since, 1 + coalesce (max (l.rank), 0) "
    "FROM contact_link AS l JOIN contact AS c ON c.id = l.contact WHERE l.resident = :resident AND c.kind = :kind";
  g_autofree char *iso = mh_date_to_iso (since);

  if (!mh_db_run (db, error, sql,
                  ":resident", MH_INT (resident),
                  ":contact", MH_INT (contact),
                  ":whose", MH_TEXT (whose != NULL ? whose : ""),
                  ":source", MH_TEXT (source),
                  ":since", MH_TEXT (iso),
                  ":kind", MH_TEXT (kind),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_contact_table_take:
 * @db: a connection inside an act
 * @kind: line, mobile or landline
 * @value: a LINE user id or digits, as it is kept
 * @out_new: (out) (optional): whether it was made here
 * @error: return location
 *
 * Finds a contact or makes it, without saying whose it is: that of a number that belongs to nobody in the register.
 *
 * Returns: its id, 0 with @error set
 */
gint64
mh_contact_table_take (MhDb       *db,
                       const char *kind,
                       const char *value,
                       gboolean   *out_new,
                       GError    **error)
{
  g_autofree char *reversed = g_strreverse (g_strdup (g_str_equal (kind, "line") ? "" : value));
  gint64 contact;

  if (!mh_db_run (db, error,
                  "INSERT INTO contact (kind, value, reversed) VALUES (:kind, :value, :reversed) ON CONFLICT (kind, value) DO NOTHING",
                  ":kind", MH_TEXT (kind), ":value", MH_TEXT (value), ":reversed", MH_TEXT (reversed), NULL))
    return 0;

  if (out_new != NULL)
    *out_new = mh_db_changes (db) > 0;
  if (mh_db_changes (db) > 0)
    return mh_db_last_id (db);

  if (!mh_db_get_int (db, 0, &contact, error, "SELECT id FROM contact WHERE kind = :kind AND value = :value",
                      ":kind", MH_TEXT (kind), ":value", MH_TEXT (value), NULL))
    return 0;

  return contact;
}

/**
 * mh_contact_free:
 * @contact: (nullable): a contact
 */
void
mh_contact_free (MhContact *contact)
{
  if (contact == NULL)
    return;

  g_free (contact->kind);
  g_free (contact->value);
  g_free (contact->whose);
  g_free (contact->safe_reason);
  g_free (contact->source);
  g_free (contact);
}

/**
 * mh_contact_table_link:
 * @db: a connection inside an act
 * @resident: whose contact it is
 * @kind: line, mobile or landline
 * @value: normalised: the LINE user id, or digits
 * @whose: (nullable): "" or %NULL for the person's own, else 子, 隣人 …
 * @error: return location
 *
 * Makes the contact where it is new, and the link behind the person's others of its kind. What is linked already stays as it is.
 *
 * Returns: the link, or 0
 */
gint64
mh_contact_table_link (MhDb       *db,
                       gint64      resident,
                       const char *kind,
                       const char *value,
                       const char *whose,
                       GError    **error)
{
  return mh_contact_table_link_noted (db, resident, kind, value, whose, "hand", MH_DATE_NONE, error);
}

/**
 * mh_contact_table_link_noted:
 * @db: a connection inside an act
 * @resident: whose contact it is
 * @kind: line, mobile or landline
 * @value: normalised: the LINE user id, or digits
 * @whose: (nullable): "" or %NULL for the person's own, else 子, 隣人 …
 * @source: hand, import or call
 * @since: the day it was noted; no date: not known
 * @error: return location
 *
 * What is linked already stays as it is.
 *
 * Returns: the link, or 0
 */
gint64
mh_contact_table_link_noted (MhDb       *db,
                             gint64      resident,
                             const char *kind,
                             const char *value,
                             const char *whose,
                             const char *source,
                             MhDate      since,
                             GError    **error)
{
  gboolean is_new = FALSE;
  gint64 contact = mh_contact_table_take (db, kind, value, &is_new, error);
  gint64 link = 0;

  if (contact == 0 ||
      (!is_new && !mh_db_get_int (db, 0, &link, error, "SELECT id FROM contact_link WHERE resident = :resident AND contact = :contact",
                                  ":resident", MH_INT (resident), ":contact", MH_INT (contact), NULL)))
    return 0;

  return link != 0 ? link : insert_link (db, resident, contact, kind, whose, source, since, error);
}

/**
 * mh_contact_table_correct:
 * @db: a connection inside an act
 * @link: a link's id
 * @kind: line, mobile or landline
 * @value: normalised
 * @since: the day of the correction
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_CONFLICT when the person has that contact already
 *
 * The link leads elsewhere from now on; whose it is, its rank and a refusal stay. That the old number was safe says nothing about
 * the new one. Others who share the old number keep it.
 *
 * Returns: whether it was written
 */
gboolean
mh_contact_table_correct (MhDb       *db,
                          gint64      link,
                          const char *kind,
                          const char *value,
                          MhDate      since,
                          GError    **error)
{
  static const char sql[] =
    "UPDATE contact_link SET contact = :contact, source = 'hand', since = :since, safe_reason = NULL, safe_date = NULL WHERE id = :link";
  g_autofree char *iso = mh_date_to_iso (since);
  gint64 contact = mh_contact_table_take (db, kind, value, NULL, error);
  gint64 taken;

  if (contact == 0 ||
      !mh_db_get_int (db, 0, &taken, error,
                      "SELECT 1 FROM contact_link AS l JOIN contact_link AS o ON o.resident = l.resident "
                      "WHERE l.id = :link AND o.contact = :contact",
                      ":link", MH_INT (link), ":contact", MH_INT (contact), NULL))
    return FALSE;

  if (taken != 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("This person has this contact already."));
    return FALSE;
  }

  return mh_db_run (db, error, sql, ":contact", MH_INT (contact), ":since", MH_TEXT (iso), ":link", MH_INT (link), NULL) &&
         check_changed (db, error);
}

/**
 * mh_contact_table_set_rank:
 * @db: a connection inside an act
 * @link: a link's id
 * @rank: 1 is tried first among the person's contacts of one kind
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_contact_table_set_rank (MhDb    *db,
                           gint64   link,
                           int      rank,
                           GError **error)
{
  return mh_db_run (db, error, "UPDATE contact_link SET rank = :rank WHERE id = :link",
                    ":rank", MH_INT (rank), ":link", MH_INT (link), NULL) &&
         check_changed (db, error);
}

/**
 * mh_contact_table_count_others:
 * @db: a connection
 * @contact: a contact's id
 * @resident: who is not counted
 * @day: today
 * @out_n: (out): how many other people have it
 * @error: return location
 *
 * Who is protected on @day is not counted: two people at one number tell that they belong together. Dates that cannot be read
 * protect. Nor are those counted who are merged into somebody else.
 *
 * Returns: whether it could be counted
 */
gboolean
mh_contact_table_count_others (MhDb    *db,
                               gint64   contact,
                               gint64   resident,
                               MhDate   day,
                               gint64  *out_n,
                               GError **error)
{
  static const char sql[] =
    "SELECT count (*) FROM contact_link AS l JOIN resident AS r ON r.id = l.resident "
    "WHERE l.contact = :contact AND l.resident <> :resident AND r.merged_into IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM protection AS p WHERE p.resident = l.resident "
    "AND NOT coalesce (p.start_date = date (p.start_date, '+0 days') AND p.start_date > :day, 0) "
    "AND NOT coalesce (p.end_date = date (p.end_date, '+0 days') AND p.end_date < :day, 0))";
  g_autofree char *iso = mh_date_to_iso (day);

  *out_n = 0;

  return mh_db_get_int (db, 0, out_n, error, sql,
                        ":contact", MH_INT (contact), ":resident", MH_INT (resident), ":day", MH_TEXT (iso), NULL);
}

/**
 * mh_contact_table_may_name:
 * @db: a connection
 * @contact: a contact's id
 * @resident: to whom a message would be written
 * @out_may: (out): whether it may stand in the message who is meant
 * @error: return location
 *
 * Others read what comes by a contact that they have, too. The protected and the dead are counted, for a telephone goes on; who is merged into
 * somebody else is not.
 *
 * Returns: whether it could be judged
 */
gboolean
mh_contact_table_may_name (MhDb     *db,
                           gint64    contact,
                           gint64    resident,
                           gboolean *out_may,
                           GError  **error)
{
  static const char sql[] =
    "WITH other AS (SELECT l.whose FROM contact_link AS l JOIN resident AS r ON r.id = l.resident "
    "WHERE l.contact = :contact AND l.resident <> :resident AND r.merged_into IS NULL) "
    "SELECT NOT EXISTS (SELECT 1 FROM other) OR (NOT EXISTS (SELECT 1 FROM other WHERE whose = '') AND "
    "EXISTS (SELECT 1 FROM contact_link WHERE contact = :contact AND resident = :resident AND whose = ''))";
  gint64 may = 0;

  *out_may = FALSE;
  if (!mh_db_get_int (db, 0, &may, error, sql, ":contact", MH_INT (contact), ":resident", MH_INT (resident), NULL))
    return FALSE;

  *out_may = may != 0;

  return TRUE;
}

/**
 * mh_contact_table_unlink:
 * @db: a connection inside an act
 * @link: a link's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * The contact itself stays: messages that went by it name it.
 *
 * Returns: whether the link is gone
 */
gboolean
mh_contact_table_unlink (MhDb    *db,
                         gint64   link,
                         GError **error)
{
  return mh_db_run (db, error, "DELETE FROM contact_link WHERE id = :link", ":link", MH_INT (link), NULL) &&
         check_changed (db, error);
}

/**
 * mh_contact_table_set_opt_out:
 * @db: a connection inside an act
 * @link: a link's id
 * @opted_out: whether the person wants no notices by it
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_contact_table_set_opt_out (MhDb    *db,
                              gint64   link,
                              gboolean opted_out,
                              GError **error)
{
  return mh_db_run (db, error, "UPDATE contact_link SET opted_out = :opted_out WHERE id = :link",
                    ":opted_out", MH_INT (opted_out != FALSE), ":link", MH_INT (link), NULL) &&
         check_changed (db, error);
}

/**
 * mh_contact_table_set_safe:
 * @db: a connection inside an act
 * @link: a link's id
 * @reason: (nullable): why a protected person may be reached by it; %NULL: no longer
 * @date: when that was found out
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_contact_table_set_safe (MhDb       *db,
                           gint64      link,
                           const char *reason,
                           MhDate      date,
                           GError    **error)
{
  g_autofree char *iso = reason != NULL ? mh_date_to_iso (date) : NULL;

  return mh_db_run (db, error, "UPDATE contact_link SET safe_reason = :reason, safe_date = :date WHERE id = :link",
                    ":reason", MH_TEXT (reason), ":date", MH_TEXT (iso), ":link", MH_INT (link), NULL) &&
         check_changed (db, error);
}

/**
 * mh_contact_table_list:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhContact): LINE, then mobiles, then landlines, each by rank, or %NULL
 */
GPtrArray *
mh_contact_table_list (MhDb    *db,
                       gint64   resident,
                       GError **error)
{
  static const char sql[] =
    "SELECT l.id, c.id, l.resident, c.kind, c.value, l.whose, l.rank, l.opted_out, l.safe_reason, l.safe_date, "
    "l.source, l.since, l.safe_reason IS NOT NULL AND EXISTS (SELECT 1 FROM contact_link AS o "
    "WHERE o.contact = l.contact AND o.resident <> l.resident AND o.since > l.safe_date) "
    "FROM contact_link AS l JOIN contact AS c ON c.id = l.contact WHERE l.resident = :resident "
    "ORDER BY CASE c.kind WHEN 'line' THEN 1 WHEN 'mobile' THEN 2 ELSE 3 END, l.rank, l.id";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":resident", MH_INT (resident), NULL);
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_contact_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (contacts, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&contacts) : NULL;
}

/**
 * mh_contact_table_is_refused:
 * @db: a connection
 * @delivery: a delivery
 * @contact: a contact's id
 * @out_refused: (out): whether a provider has refused @contact for good for @delivery
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_contact_table_is_refused (MhDb     *db,
                             gint64    delivery,
                             gint64    contact,
                             gboolean *out_refused,
                             GError  **error)
{
  gint64 refused;

  *out_refused = TRUE;
  if (!mh_db_get_int (db, 0, &refused, error,
                      "SELECT 1 FROM refused_contact WHERE delivery = :delivery AND contact = :contact",
                      ":delivery", MH_INT (delivery), ":contact", MH_INT (contact), NULL))
    return FALSE;

  *out_refused = refused != 0;

  return TRUE;
}

/**
 * mh_contact_table_find_link:
 * @db: a connection
 * @link: a contact as somebody is linked to it
 * @out_resident: (out): who; 0 when nobody is any more
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_contact_table_find_link (MhDb    *db,
                            gint64   link,
                            gint64  *out_resident,
                            GError **error)
{
  return mh_db_get_int (db, 0, out_resident, error, "SELECT coalesce (max (resident), 0) FROM contact_link WHERE id = :link",
                        ":link", MH_INT (link), NULL);
}

/**
 * mh_contact_table_dup_value:
 * @db: a connection
 * @contact: a contact
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the LINE user id or the digits; only for a provider, never for a screen or a log
 */
char *
mh_contact_table_dup_value (MhDb    *db,
                            gint64   contact,
                            GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT value FROM contact WHERE id = :id", ":id", MH_INT (contact), NULL);

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    return mh_rows_dup_text (rows, 0);

  if (mh_rows_end (rows, error))
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no contact %lld."), (long long) contact);

  return NULL;
}

/**
 * mh_contact_table_read_own:
 * @db: a connection
 * @contacts: contacts, as mh_id_set_make() makes them
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64 utf8): what mh_contact_table_dup_value() returns, of those that are linked to one entry and no other
 */
GHashTable *
mh_contact_table_read_own (MhDb       *db,
                           const char *contacts,
                           GError    **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT c.id, c.value FROM " MH_ID_SET "contact AS c ON c.id = who.value "
                                                                                "WHERE (SELECT count (*) FROM contact_link AS l WHERE l.contact = c.id) = 1",
                                         ":ids", MH_TEXT (contacts), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 contact = mh_rows_int (rows, 0);

    g_hash_table_replace (values, g_memdup2 (&contact, sizeof contact), mh_rows_dup_text (rows, 1));
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&values) : NULL;
}
