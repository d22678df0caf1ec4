/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-form"

#include "mh-sandbox-form.h"

#include <string.h>

static void
field_free (gpointer data)
{
  MhField *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

static char *
decode (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  char *decoded = g_uri_unescape_string (spaced, NULL);

  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL)) {
    g_free (decoded);
    return g_strdup ("");
  }

  return decoded;
}

/**
 * mh_fields_read:
 * @text: (nullable): a form or a query
 *
 * Returns: (transfer full) (element-type MhField): its fields in order, decoded
 */
GPtrArray *
mh_fields_read (const char *text)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (field_free);
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", -1);

  for (char **pair = pairs; *pair != NULL; pair++) {
    g_auto (GStrv) sides = g_strsplit (*pair, "=", 2);
    MhField *field;

    if (sides[0] == NULL || *sides[0] == '\0')
      continue;

    field = g_new0 (MhField, 1);
    field->name = decode (sides[0]);
    field->value = decode (sides[1] != NULL ? sides[1] : "");
    g_ptr_array_add (fields, field);
  }

  return fields;
}

/**
 * mh_fields_read_body:
 * @message: a request with a form
 *
 * Returns: (transfer full) (element-type MhField): the fields of its body
 */
GPtrArray *
mh_fields_read_body (SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return mh_fields_read (text);
}

/**
 * mh_fields_get:
 * @fields: (element-type MhField): fields
 * @name: a name
 *
 * Returns: (nullable): the first value with that name
 */
const char *
mh_fields_get (GPtrArray  *fields,
               const char *name)
{
  for (guint i = 0; i < fields->len; i++) {
    MhField *field = g_ptr_array_index (fields, i);

    if (strcmp (field->name, name) == 0)
      return field->value;
  }

  return NULL;
}

/**
 * mh_world_wrap:
 * @object: (transfer full): an answer
 *
 * Returns: (transfer full): the node that holds it
 */
JsonNode *
mh_world_wrap (JsonObject *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, object);
  json_object_unref (object);

  return node;
}
