/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-kept-words"

#include "mh-kept-words.h"

#include <json-glib/json-glib.h>

#include "mh-file-mode.h"

#define SUFFIX ".words"
#define DAY_MS ((gint64) 24 * 60 * 60 * 1000)

/* Which members of a broadcast are kept. */
static const struct {
  const char *member;
  gsize       offset;
  gboolean    is_number;
} members[] = {
  { "id", G_STRUCT_OFFSET (MhBroadcast, id), TRUE },
  { "of", G_STRUCT_OFFSET (MhBroadcast, of), TRUE },
  { "session", G_STRUCT_OFFSET (MhBroadcast, session), TRUE },
  { "audience", G_STRUCT_OFFSET (MhBroadcast, audience), TRUE },
  { "template", G_STRUCT_OFFSET (MhBroadcast, template), TRUE },
  { "send-at", G_STRUCT_OFFSET (MhBroadcast, send_at), TRUE },
  { "kind", G_STRUCT_OFFSET (MhBroadcast, kind), FALSE },
  { "name", G_STRUCT_OFFSET (MhBroadcast, name), FALSE },
  { "rule", G_STRUCT_OFFSET (MhBroadcast, rule), FALSE },
  { "category", G_STRUCT_OFFSET (MhBroadcast, category), FALSE },
  { "text", G_STRUCT_OFFSET (MhBroadcast, text), FALSE },
  { "easy", G_STRUCT_OFFSET (MhBroadcast, easy), FALSE },
  { "form", G_STRUCT_OFFSET (MhBroadcast, form), FALSE },
  { "channels", G_STRUCT_OFFSET (MhBroadcast, channels), FALSE },
};

static char *
make_path (const char *database)
{
  return g_strconcat (database, SUFFIX, NULL);
}

/* (transfer full): by operator; empty where there is no file or it cannot be read: it is worth nothing but the minutes it saves */
static JsonObject *
read_all (const MhDesk *desk)
{
  g_autofree char *path = make_path (mh_db_get_path (desk->db));
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL))
    root = json_from_string (text, NULL);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : json_object_new ();
}

static gboolean
write_all (const MhDesk *desk,
           JsonObject   *all,
           GError      **error)
{
  g_autofree char *path = make_path (mh_db_get_path (desk->db));
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), all);
  g_autofree char *text = NULL;

  if (json_object_get_size (all) == 0) {
    mh_private_file_wipe (path);
    return TRUE;
  }

  text = json_to_string (root, FALSE);

  return mh_private_file_prepare (path, error) &&
         g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static JsonObject *
write_draft (const MhDesk      *desk,
             const MhBroadcast *draft)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "at", mh_desk_now (desk));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    if (members[i].is_number)
      json_object_set_int_member (object, members[i].member, G_STRUCT_MEMBER (gint64, draft, members[i].offset));
    else if (G_STRUCT_MEMBER (char *, draft, members[i].offset) != NULL)
      json_object_set_string_member (object, members[i].member, G_STRUCT_MEMBER (char *, draft, members[i].offset));
  }

  return object;
}

static char *
or_else (char       *text,
         const char *otherwise)
{
  return text != NULL ? text : g_strdup (otherwise);
}

static MhBroadcast *
read_draft (JsonObject *object)
{
  MhBroadcast *draft = g_new0 (MhBroadcast, 1);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    if (members[i].is_number)
      G_STRUCT_MEMBER (gint64, draft, members[i].offset) = json_object_get_int_member_with_default (object, members[i].member, 0);
    else
      G_STRUCT_MEMBER (char *, draft, members[i].offset) =
        g_strdup (json_object_get_string_member_with_default (object, members[i].member, NULL));
  }

  draft->heads = -1;
  draft->state = g_strdup ("draft");
  draft->code = g_strdup ("");
  draft->kind = or_else (draft->kind, "notice");
  draft->name = or_else (draft->name, "");
  draft->rule = or_else (draft->rule, "{}");
  draft->category = or_else (draft->category, "");
  draft->text = or_else (draft->text, "");
  draft->form = or_else (draft->form, "text");
  draft->channels = or_else (draft->channels, "line sms by-hand");

  return draft;
}

/* What it belonged to may be gone: then it is a new one. */
static gboolean
is_draft (const MhDesk *desk,
          gint64        id)
{
  gint64 n = 0;

  return mh_db_get_int (desk->db, 0, &n, NULL, "SELECT count (*) FROM broadcast WHERE id = :id AND state = 'draft'", ":id", MH_INT (id), NULL) &&
         n == 1;
}

/**
 * mh_kept_words_write:
 * @desk: the desk
 * @draft: (nullable): what was written so far; %NULL: it was saved, or given up
 * @error: return location; MH_ERROR_STORAGE
 *
 * Keeps it for who sits there.
 *
 * Returns: whether it is kept, or gone
 */
gboolean
mh_kept_words_write (const MhDesk      *desk,
                     const MhBroadcast *draft,
                     GError           **error)
{
  g_autoptr (JsonObject) all = read_all (desk);

  if (draft == NULL && !json_object_has_member (all, desk->operator_name))
    return TRUE;

  if (draft != NULL)
    json_object_set_object_member (all, desk->operator_name, write_draft (desk, draft));
  else
    json_object_remove_member (all, desk->operator_name);

  return write_all (desk, all, error);
}

/**
 * mh_kept_words_read:
 * @desk: the desk
 *
 * Returns: (transfer full) (nullable): what who sits there was writing
 */
MhBroadcast *
mh_kept_words_read (const MhDesk *desk)
{
  g_autoptr (JsonObject) all = read_all (desk);
  JsonNode *node = json_object_get_member (all, desk->operator_name);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  MhBroadcast *draft;

  if (object == NULL || json_object_get_int_member_with_default (object, "at", 0) < mh_desk_now (desk) - MH_KEPT_WORDS_DAYS * DAY_MS)
    return NULL;

  draft = read_draft (object);
  if (draft->id != 0 && !is_draft (desk, draft->id))
    draft->id = 0;

  return draft;
}

/**
 * mh_kept_words_forget:
 * @database: the path of a town
 *
 * Throws away what anybody was writing: the people it may name are not there any more, or are others.
 */
void
mh_kept_words_forget (const char *database)
{
  g_autofree char *path = make_path (database);

  mh_private_file_wipe (path);
}
