/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <json-glib/json-glib.h>

/* JSON that came from outside: a file, another computer, a server. */

JsonNode *mh_json_text_read (const char *text,
                             gssize      length,
                             GError    **error);
