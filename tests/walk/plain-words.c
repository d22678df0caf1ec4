/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Puts documents of the terminal's program into the lines that people read: a line of input is a command, a tab and its document, the output
 * a JSON array of texts. */

#include <stdio.h>

#include "mh-ctl-output.h"
#include "mh-i18n.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (fileno (stdin));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) texts = NULL;
  g_autofree char *line = NULL;
  g_autofree char *output = NULL;

  mh_i18n_init ();
  json_builder_begin_array (builder);
  while (g_io_channel_read_line (input, &line, NULL, NULL, NULL) == G_IO_STATUS_NORMAL) {
    g_auto (GStrv) parts = g_strsplit (g_strchomp (line), "\t", 2);
    g_autoptr (JsonNode) document = json_from_string (parts[1], NULL);
    g_autofree char *text = mh_ctl_document_to_text (parts[0], document);

    json_builder_add_string_value (builder, text);
    g_clear_pointer (&line, g_free);
  }
  json_builder_end_array (builder);

  texts = json_builder_get_root (builder);
  output = json_to_string (texts, FALSE);
  puts (output);

  return 0;
}
