/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How the program ends. */
enum {
  MH_CTL_EXIT_DONE = 0,
  MH_CTL_EXIT_REFUSED = 1,
  MH_CTL_EXIT_USAGE = 2,
  MH_CTL_EXIT_PARTLY = 3,
};

int         mh_ctl_exit_status      (const GError *error);
/* One plain line on standard error. */
void        mh_ctl_print_error      (const GError *error);
char       *mh_ctl_error_line       (const GError *error);
void        mh_ctl_print_json       (JsonNode     *document);
/* Lines for people, from the same document. */
void        mh_ctl_print_text       (const char   *command,
                                     JsonNode     *document);
char       *mh_ctl_document_to_text (const char   *command,
                                     JsonNode     *document);
/* The full name of the user of this computer, or else the short one. */
const char *mh_ctl_default_operator (void);

G_END_DECLS
