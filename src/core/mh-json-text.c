/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-json-text"

#include "mh-json-text.h"

#include <string.h>

/* The parser calls itself for each bracket: it must not be led too deep. */
#define DEEPEST 64

/* Where a text stands while its brackets are counted. */
typedef struct {
  gboolean in_text;   /* between two quotation marks */
  int      depth;
  gboolean is_over;   /* the first bracket has been closed */
} Place;

/* Neither a comment nor anything behind the end, which the parser would take for another document and forget the first. */
static gboolean
step (Place *place,
      char   c)
{
  if (place->is_over)
    return strchr (" \t\r\n", c) != NULL;

  if (c == '"')
    place->in_text = !place->in_text;

  if (place->in_text)
    return TRUE;

  if (c == '[' || c == '{')
    return ++place->depth <= DEEPEST;

  if (c == ']' || c == '}')
    place->is_over = --place->depth <= 0;

  if (place->depth == 0 && !place->is_over)
    return strchr (" \t\r\n", c) != NULL;

  return strchr ("/#'", c) == NULL;
}

static gboolean
is_one_document (const char *text,
                 gsize       length)
{
  Place place = { FALSE, 0, FALSE };

  for (gsize i = 0; i < length; i++) {
    if (place.in_text && text[i] == '\\' && i + 1 < length)
      i++;
    else if (!step (&place, text[i]))
      return FALSE;
  }

  return place.is_over;
}

static gboolean is_legible (JsonNode *node);

static gboolean
is_legible_object (JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member)) {
    if (!g_utf8_validate (name, -1, NULL) || !is_legible (member))
      return FALSE;
  }

  return TRUE;
}

/* Half of a surrogate pair, written as an escape, comes out of the parser as no UTF-8. */
static gboolean
is_legible (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return is_legible_object (json_node_get_object (node));

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++) {
      if (!is_legible (json_array_get_element (array, i)))
        return FALSE;
    }
  }

  return !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
         g_utf8_validate (json_node_get_string (node), -1, NULL);
}

/**
 * mh_json_text_read:
 * @text: what came from outside, any bytes
 * @length: its bytes, -1 when it ends with a NUL
 * @error: return location; JSON_PARSER_ERROR in the parser's words, which are for developers: say it in your own
 *
 * An object or an array, as RFC 8259 has it. json-glib takes more, and that is refused: a second document behind the first (of the two it would
 * keep the last, and leak the first), comments, brackets without end, halves of surrogate pairs and whatever is no UTF-8.
 *
 * Returns: (transfer full): the root, or %NULL
 */
JsonNode *
mh_json_text_read (const char *text,
                   gssize      length,
                   GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  JsonNode *root;

  if (!g_utf8_validate (text, (gssize) size, NULL) || !is_one_document (text, size)) {
    g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "This is not one JSON document");
    return NULL;
  }

  if (!json_parser_load_from_data (parser, text, (gssize) size, error))
    return NULL;

  root = json_parser_get_root (parser);
  if (root != NULL && is_legible (root))
    return json_parser_steal_root (parser);

  g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, "A text of this JSON is not UTF-8");

  return NULL;
}
