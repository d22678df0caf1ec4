/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A request's form or query: several values for a name are allowed. */
typedef struct {
  char *name;   /* (owned) */
  char *value;  /* (owned) */
} MhField;

/* (element-type MhField) */
GPtrArray  *mh_fields_read      (const char        *text);
GPtrArray  *mh_fields_read_body (SoupServerMessage *message);
const char *mh_fields_get       (GPtrArray         *fields,
                                 const char        *name);
/* Takes @object. */
JsonNode   *mh_world_wrap       (JsonObject        *object);

G_END_DECLS
