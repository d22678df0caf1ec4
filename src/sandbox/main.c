/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "machihoken-sandbox"

#include <glib/gi18n.h>
#include <stdio.h>

#include "mh-i18n.h"
#include "mh-sandbox-quit.h"
#include "mh-sandbox.h"

#ifdef __SANITIZE_ADDRESS__
const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

/* What libsoup's server leaves behind is known by the functions at the far end of the stack. */
const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

const char *
__lsan_default_suppressions (void)
{
  return "leak:soup_server_listen_local\nleak:g_socket_accept\n";
}

#endif

typedef struct {
  int      port;
  gint64   quota;
  int      rate;
  char    *journal;
  char    *state;
  char    *token;
  char    *tenant;
  char    *account;
  char    *clock;
  GStrv    faults;
  gboolean exit_with_stdin;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->journal);
  g_free (arguments->state);
  g_free (arguments->token);
  g_free (arguments->tenant);
  g_free (arguments->account);
  g_free (arguments->clock);
  g_strfreev (arguments->faults);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
read_arguments (Arguments *arguments,
                int       *argc,
                char    ***argv)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &arguments->port, N_("Port on this computer; 0 chooses one and prints it"), "N" },
    { "journal", 0, 0, G_OPTION_ARG_FILENAME, &arguments->journal, N_("File that lists the accepted messages"), N_("FILE") },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &arguments->state, N_("File that keeps who is blocked"), N_("FILE") },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->faults,
      N_("What goes wrong: 500:N, 500-after-accept:N, cut:N, cut-before:N, 401:N, slow:MS, 429-rate:N, 429-quota, "
         "429-concurrency:N, 500-lookup:N, random:SEED:PERMILLE"), N_("FAULT") },
    { "quota", 0, 0, G_OPTION_ARG_INT64, &arguments->quota, N_("LINE messages a month"), "N" },
    { "rate", 0, 0, G_OPTION_ARG_INT, &arguments->rate, N_("LINE messages a second"), "N" },
    { "token", 0, 0, G_OPTION_ARG_STRING, &arguments->token, N_("The only access token that is taken"), N_("TOKEN") },
    { "tenant", 0, 0, G_OPTION_ARG_STRING, &arguments->tenant, N_("The only tenant ID that is taken"), "ID" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &arguments->account, N_("Name of the LINE account"), N_("NAME") },
    { "exit-with-stdin", 0, 0, G_OPTION_ARG_NONE, &arguments->exit_with_stdin,
      N_("End when standard input ends"), NULL },
#ifdef MH_TESTING
    { "clock", 0, 0, G_OPTION_ARG_FILENAME, &arguments->clock, N_("File that says what time it is"), N_("FILE") },
#endif
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("— LINE and SMS on this computer, for practice"));
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    g_printerr ("%s\n", error->message);
    return FALSE;
  }

  if (*argc > 1 || arguments->port < 0 || arguments->port > 65535 || arguments->rate < 0) {
    g_printerr (_("The arguments cannot be understood. See %s.\n"), "machihoken-sandbox --help");
    return FALSE;
  }

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_auto (Arguments) arguments = { .quota = -1 };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (MhSandbox) sandbox = NULL;
  g_autoptr (MhClock) clock = NULL;
  g_autoptr (GError) error = NULL;
  MhSandboxOptions options;

  /* What is told on the way must not stand between the answers. */
  g_log_writer_default_set_use_stderr (TRUE);
  mh_i18n_init ();
  if (!read_arguments (&arguments, &argc, &argv))
    return 2;

  clock = arguments.clock != NULL ? mh_clock_new_file (arguments.clock) : mh_clock_new_system ();
  options = (MhSandboxOptions) {
    .port = (guint16) arguments.port,
    .journal = arguments.journal,
    .state = arguments.state,
    .faults = (const char * const *) arguments.faults,
    .token = arguments.token,
    .tenant = arguments.tenant,
    .account = arguments.account,
    .quota = arguments.quota,
    .rate = (guint) arguments.rate,
  };

  sandbox = mh_sandbox_new (&options, clock, &error);
  if (sandbox == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  mh_sandbox_quit_on_signals (loop);
  if (arguments.exit_with_stdin)
    mh_sandbox_quit_with_stdin (loop);

  printf ("{\"port\":%u}\n", mh_sandbox_get_port (sandbox));
  fflush (stdout);

  g_main_loop_run (loop);

  return 0;
}
