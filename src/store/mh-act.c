/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-act"

#include "mh-act.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-audit.h"
#include "mh-error.h"
#include "mh-resident-keys.h"

struct _MhAct
{
  MhDb       *db;             /* (not nullable); NULL once the act has ended */
  gint64      id;
  gint64      at;
  char       *operator_name;  /* (owned) */
  char       *kind;           /* (owned) */
  JsonObject *detail;         /* (owned) */
  GArray     *people;         /* (owned) (element-type gint64) */
  GHashTable *named;          /* (owned) (element-type gint64): those in @people */
  GArray     *tries;          /* (owned) (element-type guint): how many @people there were when each began */
};

static const char *
policy_nick (MhUndoPolicy policy)
{
  switch (policy) {
  case MH_UNDO_WHOLE:
    return "whole";

  case MH_UNDO_BY_ROW:
    return "by-row";

  case MH_UNDO_NONE:
    return "none";
  }

  g_return_val_if_reached ("none");
}

static gboolean
insert_act (MhAct       *self,
            MhUndoPolicy policy,
            GError     **error)
{
  if (!mh_db_run (self->db, error,
                  "INSERT INTO act (at, operator, kind, policy) VALUES (:at, :operator, :kind, :policy)",
                  ":at", MH_INT (self->at),
                  ":operator", MH_TEXT (self->operator_name),
                  ":kind", MH_TEXT (self->kind),
                  ":policy", MH_TEXT (policy_nick (policy)),
                  NULL))
    return FALSE;

  self->id = mh_db_last_id (self->db);

  return mh_db_run (self->db, error, "UPDATE act_now SET act = :act", ":act", MH_INT (self->id), NULL);
}

/**
 * mh_act_begin:
 * @db: a connection that is not in a transaction
 * @now: ms since 1970 UTC
 * @operator_name: who sits at the PC, not empty
 * @kind: a stable name such as "booking.cancel"
 * @policy: how the act may be taken back
 * @error: return location; MH_ERROR_BUSY when another process writes for too long
 *
 * Starts a write transaction in which the database writes down the inverse of each change.
 *
 * Returns: (transfer full): the act; freeing it without mh_act_commit() takes everything back
 */
MhAct *
mh_act_begin (MhDb        *db,
              gint64       now,
              const char  *operator_name,
              const char  *kind,
              MhUndoPolicy policy,
              GError     **error)
{
  g_autoptr (MhAct) self = NULL;

  g_return_val_if_fail (db != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  if (operator_name == NULL || *operator_name == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please say who is at the desk first."));
    return NULL;
  }

  if (!mh_db_begin (db, error))
    return NULL;

  self = g_new0 (MhAct, 1);
  self->db = db;
  self->at = now;
  self->operator_name = g_strdup (operator_name);
  self->kind = g_strdup (kind);
  self->detail = json_object_new ();
  self->people = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->tries = g_array_new (FALSE, FALSE, sizeof (guint));
  self->named = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!insert_act (self, policy, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * mh_act_get_id:
 * @self: an act
 *
 * Returns: its id, for undo and for rows that name the act
 */
gint64
mh_act_get_id (MhAct *self)
{
  return self->id;
}

/**
 * mh_act_add_person:
 * @self: an act
 * @resident: whom it is about; naming somebody twice is one mention
 */
void
mh_act_add_person (MhAct *self,
                   gint64 resident)
{
  if (g_hash_table_add (self->named, g_memdup2 (&resident, sizeof resident)))
    g_array_append_val (self->people, resident);
}

/**
 * mh_act_set_int:
 * @self: an act
 * @member: the detail's name
 * @value: an id or a count
 */
void
mh_act_set_int (MhAct      *self,
                const char *member,
                gint64      value)
{
  json_object_set_int_member (self->detail, member, value);
}

/**
 * mh_act_set_text:
 * @self: an act
 * @member: the detail's name
 * @value: (nullable): a code or a reason given by the operator; never a name, a number or the text of a message
 */
void
mh_act_set_text (MhAct      *self,
                 const char *member,
                 const char *value)
{
  if (value != NULL)
    json_object_set_string_member (self->detail, member, value);
}

/**
 * mh_act_try:
 * @self: an act
 * @error: return location
 *
 * Begins a part of the act that can be given up without giving up the rest.
 *
 * Returns: whether it has begun
 */
gboolean
mh_act_try (MhAct   *self,
            GError **error)
{
  g_return_val_if_fail (self->db != NULL, FALSE);

  if (!mh_db_exec (self->db, "SAVEPOINT attempt", error))
    return FALSE;

  g_array_append_val (self->tries, self->people->len);

  return TRUE;
}

/**
 * mh_act_settle:
 * @self: an act in which a part was begun by mh_act_try()
 * @keep: whether what the part has written stays
 * @error: return location
 *
 * Ends the part that was begun last. Given up, it leaves nothing, and those who were named in it are no longer named.
 *
 * Returns: whether it has ended so; if not, the act must not be committed
 */
gboolean
mh_act_settle (MhAct   *self,
               gboolean keep,
               GError **error)
{
  guint n_people;

  g_return_val_if_fail (self->db != NULL && self->tries->len > 0, FALSE);

  n_people = g_array_index (self->tries, guint, self->tries->len - 1);
  g_array_set_size (self->tries, self->tries->len - 1);

  if (keep)
    return mh_db_exec (self->db, "RELEASE attempt", error);

  while (self->people->len > n_people) {
    g_hash_table_remove (self->named, &g_array_index (self->people, gint64, self->people->len - 1));
    g_array_set_size (self->people, self->people->len - 1);
  }

  return mh_db_exec (self->db, "ROLLBACK TO attempt", error) && mh_db_exec (self->db, "RELEASE attempt", error);
}

static char *
write_detail (MhAct *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, self->detail);

  return json_to_string (node, FALSE);
}

/**
 * mh_act_commit:
 * @self: an act
 * @error: return location
 *
 * Makes stale search keys anew, writes the audit row and makes everything durable.
 *
 * Returns: whether it is; otherwise nothing has changed
 */
gboolean
mh_act_commit (MhAct   *self,
               GError **error)
{
  g_autofree char *detail = NULL;

  g_return_val_if_fail (self->db != NULL, FALSE);

  detail = write_detail (self);

  if (!mh_resident_keys_settle (self->db, error) ||
      !mh_db_run (self->db, error, "UPDATE act SET detail = :detail WHERE id = :id",
                  ":detail", MH_TEXT (detail), ":id", MH_INT (self->id), NULL) ||
      !mh_audit_append (self->db, self->at, self->operator_name, self->kind, self->id, detail, self->people, error) ||
      !mh_db_run (self->db, error, "UPDATE act_now SET act = NULL", NULL) ||
      !mh_db_commit (self->db, error))
    return FALSE;

  mh_audit_keep_head (self->db);
  self->db = NULL;

  return TRUE;
}

/**
 * mh_act_free:
 * @self: an act
 *
 * Ends an act; one that was not committed leaves no trace.
 */
void
mh_act_free (MhAct *self)
{
  if (self->db != NULL)
    mh_db_rollback (self->db);

  g_free (self->operator_name);
  g_free (self->kind);
  json_object_unref (self->detail);
  g_array_unref (self->people);
  g_array_unref (self->tries);
  g_hash_table_unref (self->named);
  g_free (self);
}
