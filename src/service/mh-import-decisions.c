/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import"

#include "mh-import-decisions.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-error.h"
#include "mh-json-text.h"

typedef struct {
  char  *status;
  MhDate date;
} Leaving;

struct _MhImportDecisions
{
  GHashTable *pairs;      /* (owned) line → MhImportPairAnswer */
  GHashTable *accepted;   /* (owned) set of lines */
  GHashTable *missing;    /* (owned) register number → Leaving; NULL for somebody who is to stay */
  Leaving    *all;        /* (owned) (nullable): of everybody who is missing and not named */
};

static void
leaving_free (Leaving *leaving)
{
  if (leaving != NULL)
    g_free (leaving->status);
  g_free (leaving);
}

/**
 * mh_import_decisions_new:
 *
 * Returns: (transfer full): nothing decided
 */
MhImportDecisions *
mh_import_decisions_new (void)
{
  MhImportDecisions *self = g_new0 (MhImportDecisions, 1);

  self->pairs = g_hash_table_new (NULL, NULL);
  self->accepted = g_hash_table_new (NULL, NULL);
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) leaving_free);

  return self;
}

/**
 * mh_import_decisions_free:
 * @self: decisions
 */
void
mh_import_decisions_free (MhImportDecisions *self)
{
  g_hash_table_unref (self->pairs);
  g_hash_table_unref (self->accepted);
  g_hash_table_unref (self->missing);
  leaving_free (self->all);
  g_free (self);
}

/**
 * mh_import_decisions_set_pair:
 * @self: decisions
 * @line: of a row that looks like a provisional person
 * @answer: whether it is
 */
void
mh_import_decisions_set_pair (MhImportDecisions *self,
                              guint              line,
                              MhImportPairAnswer answer)
{
  g_hash_table_insert (self->pairs, GUINT_TO_POINTER (line), GINT_TO_POINTER (answer));
}

/**
 * mh_import_decisions_get_pair:
 * @self: (nullable): decisions
 * @line: a row
 *
 * Returns: what was decided
 */
MhImportPairAnswer
mh_import_decisions_get_pair (const MhImportDecisions *self,
                              guint                    line)
{
  return self != NULL ? (MhImportPairAnswer) GPOINTER_TO_INT (g_hash_table_lookup (self->pairs, GUINT_TO_POINTER (line)))
                      : MH_IMPORT_PAIR_UNDECIDED;
}

/**
 * mh_import_decisions_set_accepted:
 * @self: decisions
 * @line: of an unclear row
 * @accepted: whether it is right all the same
 */
void
mh_import_decisions_set_accepted (MhImportDecisions *self,
                                  guint              line,
                                  gboolean           accepted)
{
  if (accepted)
    g_hash_table_add (self->accepted, GUINT_TO_POINTER (line));
  else
    g_hash_table_remove (self->accepted, GUINT_TO_POINTER (line));
}

/**
 * mh_import_decisions_get_accepted:
 * @self: (nullable): decisions
 * @line: an unclear row
 *
 * Returns: whether it is to be written
 */
gboolean
mh_import_decisions_get_accepted (const MhImportDecisions *self,
                                  guint                    line)
{
  return self != NULL && g_hash_table_contains (self->accepted, GUINT_TO_POINTER (line));
}

static gboolean
check_status (const char *status,
              GError    **error)
{
  static const char * const known[] = { "moved-out", "dead", "removed", NULL };

  if (status == NULL || g_strv_contains (known, status))
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” is not a status of somebody who left. It is one of moved-out, dead and removed."),
               status);

  return FALSE;
}

/**
 * mh_import_decisions_set_missing:
 * @self: decisions
 * @register_number: (nullable): of somebody who is not in the file; %NULL for all who are not and are not named
 * @status: (nullable): moved-out, dead or removed; %NULL: nothing happens to them
 * @date: since when, or none
 * @error: return location; MH_ERROR_INVALID for another status
 *
 * Returns: whether it was noted
 */
gboolean
mh_import_decisions_set_missing (MhImportDecisions *self,
                                 const char        *register_number,
                                 const char        *status,
                                 MhDate             date,
                                 GError           **error)
{
  Leaving *leaving = NULL;

  if (!check_status (status, error))
    return FALSE;

  if (status != NULL) {
    leaving = g_new0 (Leaving, 1);
    leaving->status = g_strdup (status);
    leaving->date = date;
  }

  if (register_number != NULL) {
    g_hash_table_insert (self->missing, g_strdup (register_number), leaving);
  } else {
    leaving_free (self->all);
    self->all = leaving;
  }

  return TRUE;
}

/**
 * mh_import_decisions_get_missing:
 * @self: (nullable): decisions
 * @register_number: of somebody who is not in the file
 * @out_date: (out): since when, or none
 *
 * Returns: (nullable): the status to take, %NULL: nothing is to be done
 */
const char *
mh_import_decisions_get_missing (const MhImportDecisions *self,
                                 const char              *register_number,
                                 MhDate                  *out_date)
{
  gpointer found = NULL;
  const Leaving *leaving;

  *out_date = MH_DATE_NONE;
  if (self == NULL)
    return NULL;

  leaving = g_hash_table_lookup_extended (self->missing, register_number, NULL, &found) ? found : self->all;
  if (leaving == NULL)
    return NULL;

  *out_date = leaving->date;

  return leaving->status;
}

static gboolean
fail_json (const char *what,
           GError    **error)
{
  g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
               _("The decisions cannot be used (%s). They are a JSON file: {\"pairs\": {\"LINE\": \"same\"}, \"accept\": [LINE], "
                 "\"missing\": {\"NUMBER\": {\"status\": \"moved-out\", \"date\": \"2026-11-01\"}}, \"all-missing\": {…}}."), what);

  return FALSE;
}

/* (nullable): a text member; "" where it is something else */
static const char *
get_text (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

static gboolean
read_leaving (MhImportDecisions *self,
              const char        *register_number,
              JsonNode          *node,
              GError           **error)
{
  MhDate date = MH_DATE_NONE;
  const char *status, *day;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_json (register_number != NULL ? register_number : "all-missing", error);

  status = get_text (json_node_get_object (node), "status");
  day = get_text (json_node_get_object (node), "date");
  if (day != NULL && !mh_date_from_iso (day, &date))
    return fail_json ("date", error);

  return mh_import_decisions_set_missing (self, register_number, status, date, error);
}

static gboolean
read_pairs (MhImportDecisions *self,
            JsonNode          *node,
            GError           **error)
{
  g_autoptr (GList) lines = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_json ("pairs", error);

  lines = json_object_get_members (json_node_get_object (node));
  for (GList *l = lines; l != NULL; l = l->next) {
    const char *answer = get_text (json_node_get_object (node), l->data);
    gboolean same = g_strcmp0 (answer, "same") == 0;
    guint64 line;

    if (!g_ascii_string_to_unsigned (l->data, 10, 1, G_MAXUINT, &line, NULL) || (!same && g_strcmp0 (answer, "different") != 0))
      return fail_json ("pairs", error);

    mh_import_decisions_set_pair (self, (guint) line, same ? MH_IMPORT_PAIR_SAME : MH_IMPORT_PAIR_DIFFERENT);
  }

  return TRUE;
}

static gboolean
read_accepted (MhImportDecisions *self,
               JsonNode          *node,
               GError           **error)
{
  JsonArray *lines = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (lines == NULL)
    return fail_json ("accept", error);

  for (guint i = 0; i < json_array_get_length (lines); i++) {
    JsonNode *line = json_array_get_element (lines, i);

    if (!JSON_NODE_HOLDS_VALUE (line) || json_node_get_value_type (line) != G_TYPE_INT64 || json_node_get_int (line) < 1)
      return fail_json ("accept", error);

    mh_import_decisions_set_accepted (self, (guint) json_node_get_int (line), TRUE);
  }

  return TRUE;
}

static gboolean
read_missing (MhImportDecisions *self,
              JsonNode          *node,
              GError           **error)
{
  g_autoptr (GList) numbers = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_json ("missing", error);

  numbers = json_object_get_members (json_node_get_object (node));
  for (GList *l = numbers; l != NULL; l = l->next) {
    if (!read_leaving (self, l->data, json_object_get_member (json_node_get_object (node), l->data), error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_member (MhImportDecisions *self,
             const char        *member,
             JsonNode          *node,
             GError           **error)
{
  if (g_str_equal (member, "pairs"))
    return read_pairs (self, node, error);
  if (g_str_equal (member, "accept"))
    return read_accepted (self, node, error);
  if (g_str_equal (member, "missing"))
    return read_missing (self, node, error);
  if (g_str_equal (member, "all-missing"))
    return read_leaving (self, NULL, node, error);

  return fail_json (member, error);
}

/**
 * mh_import_decisions_new_from_json:
 * @text: a JSON object; data/schema/import-decisions.json says what may stand in it
 * @error: return location; MH_ERROR_INVALID with what is wrong
 *
 * Returns: (transfer full): the decisions, or %NULL
 */
MhImportDecisions *
mh_import_decisions_new_from_json (const char *text,
                                   GError    **error)
{
  g_autoptr (MhImportDecisions) self = mh_import_decisions_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) root = mh_json_text_read (text, -1, &local_error);
  g_autoptr (GList) members = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    fail_json (local_error != NULL ? local_error->message : "JSON", error);
    return NULL;
  }

  members = json_object_get_members (json_node_get_object (root));
  for (GList *l = members; l != NULL; l = l->next) {
    if (!read_member (self, l->data, json_object_get_member (json_node_get_object (root), l->data), error))
      return NULL;
  }

  return g_steal_pointer (&self);
}
