/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading JSON that anybody may have sent: what is missing or of another type is NULL or the default, never a warning. */
JsonObject *mh_json_parse_object (GBytes      *bytes);
const char *mh_json_get_string   (JsonObject  *object,
                                  const char  *name);
gint64      mh_json_get_int      (JsonObject  *object,
                                  const char  *name,
                                  gint64       missing);
gboolean    mh_json_get_boolean  (JsonObject  *object,
                                  const char  *name);
JsonArray  *mh_json_get_array    (JsonObject  *object,
                                  const char  *name);
JsonObject *mh_json_get_object   (JsonObject  *object,
                                  const char  *name);
guint       mh_json_get_length   (JsonArray   *array);
const char *mh_json_item_string  (JsonArray   *array,
                                  guint        index);
JsonObject *mh_json_item_object  (JsonArray   *array,
                                  guint        index);
GBytes     *mh_json_to_bytes     (JsonNode    *root);

G_END_DECLS
