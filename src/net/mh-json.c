/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-json"

#include "mh-json.h"

#include "mh-json-text.h"

/**
 * mh_json_parse_object:
 * @bytes: (nullable): what was received
 *
 * Returns: (transfer full) (nullable): the object that @bytes are, or %NULL when they are anything else
 */
JsonObject *
mh_json_parse_object (GBytes *bytes)
{
  g_autoptr (JsonNode) root = NULL;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  root = length > 0 ? mh_json_text_read (text, (gssize) length, NULL) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return json_node_dup_object (root);
}

static const char *
read_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

/**
 * mh_json_get_string:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: (transfer none) (nullable): the string
 */
const char *
mh_json_get_string (JsonObject *object,
                    const char *name)
{
  return object != NULL ? read_string (json_object_get_member (object, name)) : NULL;
}

/**
 * mh_json_get_int:
 * @object: (nullable): an object
 * @name: the member's name
 * @missing: what to return when there is no such number
 *
 * Returns: the whole number
 */
gint64
mh_json_get_int (JsonObject *object,
                 const char *name,
                 gint64      missing)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return missing;

  return json_node_get_int (node);
}

/**
 * mh_json_get_boolean:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: whether the member is there and true
 */
gboolean
mh_json_get_boolean (JsonObject *object,
                     const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/**
 * mh_json_get_array:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: (transfer none) (nullable): the array
 */
JsonArray *
mh_json_get_array (JsonObject *object,
                   const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * mh_json_get_object:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: (transfer none) (nullable): the object inside
 */
JsonObject *
mh_json_get_object (JsonObject *object,
                    const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * mh_json_get_length:
 * @array: (nullable): an array
 *
 * Returns: how many elements it has
 */
guint
mh_json_get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * mh_json_item_string:
 * @array: an array
 * @index: below its length
 *
 * Returns: (transfer none) (nullable): the string at @index
 */
const char *
mh_json_item_string (JsonArray *array,
                     guint      index)
{
  return read_string (json_array_get_element (array, index));
}

/**
 * mh_json_item_object:
 * @array: an array
 * @index: below its length
 *
 * Returns: (transfer none) (nullable): the object at @index
 */
JsonObject *
mh_json_item_object (JsonArray *array,
                     guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * mh_json_to_bytes:
 * @root: (transfer full): what to write
 *
 * Returns: (transfer full): compact JSON without a line end; the same @root always gives the same bytes
 */
GBytes *
mh_json_to_bytes (JsonNode *root)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize length;
  char *text;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, &length);
  json_node_unref (root);

  return g_bytes_new_take (text, length);
}
