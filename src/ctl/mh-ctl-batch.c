/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-batch"

#include "mh-ctl-batch.h"

#include <string.h>

#include "mh-ctl-output.h"
#include "mh-error.h"

#define CHUNK 4096

/* What another program may decide by; the sentence is for people. */
static const char *
name_error (const GError *error)
{
  static const char * const names[] = {
    [MH_ERROR_REFUSED] = "refused",
    [MH_ERROR_INVALID] = "invalid",
    [MH_ERROR_NOT_FOUND] = "not-found",
    [MH_ERROR_CONFLICT] = "conflict",
    [MH_ERROR_BUSY] = "busy",
    [MH_ERROR_STORAGE] = "storage",
    [MH_ERROR_TOO_NEW] = "too-new",
    [MH_ERROR_UNAVAILABLE] = "unavailable",
    [MH_ERROR_ASK] = "ask",
  };

  if (error->domain == MH_ERROR && error->code >= 0 && error->code < (int) G_N_ELEMENTS (names))
    return names[error->code];

  return error->domain == G_OPTION_ERROR || error->domain == G_SHELL_ERROR ? "usage" : "failed";
}

/* Without its end; FALSE at the end of the input. */
static gboolean
read_line (FILE    *input,
           GString *line)
{
  char chunk[CHUNK];

  g_string_truncate (line, 0);
  while (fgets (chunk, sizeof chunk, input) != NULL) {
    g_string_append (line, chunk);
    if (line->str[line->len - 1] == '\n') {
      g_string_truncate (line, line->len - 1);
      return TRUE;
    }
  }

  return line->len > 0;
}

static JsonNode *
make_answer (MhCtl      *ctl,
             const char *line)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) document = NULL;
  g_auto (GStrv) words = NULL;
  gboolean partly = FALSE;

  if (g_shell_parse_argv (line, NULL, &words, &error))
    document = mh_ctl_run (ctl, (const char * const *) words, &partly, &error);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "exit");
  if (document != NULL) {
    json_builder_add_int_value (builder, partly ? MH_CTL_EXIT_PARTLY : MH_CTL_EXIT_DONE);
    json_builder_set_member_name (builder, "document");
    json_builder_add_value (builder, g_steal_pointer (&document));
  } else {
    g_autofree char *sentence = mh_ctl_error_line (error);

    json_builder_add_int_value (builder, mh_ctl_exit_status (error));
    json_builder_set_member_name (builder, "code");
    json_builder_add_string_value (builder, name_error (error));
    json_builder_set_member_name (builder, "error");
    json_builder_add_string_value (builder, sentence);
  }
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/**
 * mh_ctl_run_batch:
 * @ctl: the process; its town stays open from one command to the next
 * @input: commands, one a line
 * @output: takes the answers, each flushed before the next command is read
 *
 * Returns: how the program ends: well, at the end of @input
 */
int
mh_ctl_run_batch (MhCtl *ctl,
                  FILE  *input,
                  FILE  *output)
{
  g_autoptr (GString) line = g_string_new (NULL);

  ctl->in_batch = TRUE;
  while (read_line (input, line)) {
    g_autoptr (JsonNode) answer = NULL;
    g_autofree char *text = NULL;

    g_strstrip (line->str);
    if (line->str[0] == '\0' || line->str[0] == '#')
      continue;

    answer = make_answer (ctl, line->str);
    text = json_to_string (answer, FALSE);
    fprintf (output, "%s\n", text);
    fflush (output);
  }

  return MH_CTL_EXIT_DONE;
}
