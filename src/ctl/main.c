/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "machihokenctl"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "mh-ctl-batch.h"
#include "mh-ctl-output.h"
#include "mh-ctl.h"
#include "mh-i18n.h"
#include "mh-town.h"

typedef struct {
  char    *dir;
  char    *operator_name;
  char    *clock_path;
  gboolean json;
  gboolean help;
  gboolean version;
} Globals;

static void
globals_clear (Globals *globals)
{
  g_free (globals->dir);
  g_free (globals->operator_name);
  g_free (globals->clock_path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Globals, globals_clear)

static void
ctl_clear (MhCtl *ctl)
{
  mh_ctl_close (ctl);
  g_free (ctl->dir);
  g_free (ctl->operator_name);
  g_clear_object (&ctl->clock);
  g_clear_object (&ctl->random);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MhCtl, ctl_clear)

static GOptionContext *
make_context (Globals *globals)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, MH_CTL_TEXT, &globals->dir, N_("The town's folder"), N_("FOLDER") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &globals->json, N_("Answer with one JSON document"), NULL },
    { "operator", 0, 0, MH_CTL_TEXT, &globals->operator_name, N_("Who sits at the PC"), N_("NAME") },
#ifdef MH_TESTING
    { "clock", 0, 0, MH_CTL_TEXT, &globals->clock_path, N_("A file with an artificial time"), N_("FILE") },
#endif
    { "help", 'h', 0, G_OPTION_ARG_NONE, &globals->help, N_("List all commands"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &globals->version, N_("Show the version"), NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (_("COMMAND …"));

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return context;
}

static int
print_help (GOptionContext *context)
{
  g_autofree char *options = g_option_context_get_help (context, FALSE, NULL);
  g_autofree char *commands = mh_ctl_list_commands ();

  fputs (options, stdout);
  printf ("%s\n%s", _("Commands:"), commands);
  printf ("  batch\n      %s\n", _("Read commands from standard input, one a line, and answer each with one line of JSON"));

  return MH_CTL_EXIT_DONE;
}

static void
make_ctl (MhCtl         *ctl,
          const Globals *globals)
{
  ctl->dir = globals->dir != NULL ? g_strdup (globals->dir) : mh_town_default_dir (FALSE);
  ctl->operator_name = g_strdup (globals->operator_name != NULL ? globals->operator_name : mh_ctl_default_operator ());
  ctl->clock = globals->clock_path != NULL ? mh_clock_new_file (globals->clock_path) : mh_clock_new_system ();
  ctl->random = mh_random_new_system ();
}

static int
run_one (MhCtl              *ctl,
         const char * const *words,
         gboolean            json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) document = NULL;
  gboolean partly;

  document = mh_ctl_run (ctl, words, &partly, &error);
  if (document == NULL) {
    mh_ctl_print_error (error);
    return mh_ctl_exit_status (error);
  }

  if (json)
    mh_ctl_print_json (document);
  else
    mh_ctl_print_text (words[0], document);

  return partly ? MH_CTL_EXIT_PARTLY : MH_CTL_EXIT_DONE;
}

static int
run_all (char **words)
{
  g_auto (Globals) globals = { 0 };
  g_autoptr (GOptionContext) context = make_context (&globals);
  g_auto (MhCtl) ctl = { 0 };
  g_auto (GStrv) rest = g_strdupv (words);
  g_autoptr (GError) error = NULL;

  if (!g_option_context_parse_strv (context, &rest, &error)) {
    mh_ctl_print_error (error);
    return MH_CTL_EXIT_USAGE;
  }

  if (globals.version) {
    printf ("machihokenctl %s\n", MH_VERSION);
    return MH_CTL_EXIT_DONE;
  }
  if (globals.help || rest[1] == NULL)
    return globals.help ? print_help (context) : (print_help (context), MH_CTL_EXIT_USAGE);

  make_ctl (&ctl, &globals);

  return g_str_equal (rest[1], "batch") ? mh_ctl_run_batch (&ctl, stdin, stdout) :
         run_one (&ctl, (const char * const *) rest + 1, globals.json);
}

int
main (int   argc,
      char *argv[])
{
  g_auto (GStrv) words = NULL;

  /* What is told on the way must not stand between the answers. */
  g_log_writer_default_set_use_stderr (TRUE);
  mh_i18n_init ();
  g_set_prgname ("machihokenctl");

#ifdef G_OS_WIN32
  words = g_win32_get_command_line ();
#else
  words = g_strdupv (argv);
#endif

  return run_all (words);
}
