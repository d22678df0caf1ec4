/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "machihoken"

#include <glib/gi18n.h>

#include "mh-application.h"
#include "mh-i18n.h"
#include "mh-town.h"

typedef struct {
  gboolean practice;
  gboolean version;
  char    *dir;         /* (nullable) (owned) */
#ifdef MH_TESTING
  char    *clock_file;  /* (nullable) (owned) */
#endif
} Options;

static gboolean
read_options (int     *argc,
              char  ***argv,
              Options *options,
              GError **error)
{
  const GOptionEntry entries[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, &options->practice, N_("Open the practice town"), NULL },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->dir, N_("Keep the town’s data in this folder"), N_("DIR") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_("Show the version"), NULL },
#ifdef MH_TESTING
    { "clock", 0, 0, G_OPTION_ARG_FILENAME, &options->clock_file, N_("Take the time from this file"), N_("FILE") },
#endif
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return g_option_context_parse (context, argc, argv, error);
}

static MhClock *
make_clock (const Options *options)
{
#ifdef MH_TESTING
  if (options->clock_file != NULL)
    return mh_clock_new_file (options->clock_file);
#endif

  return mh_clock_new_system ();
}

static int
run (Options *options)
{
  g_autoptr (MhClock) clock = make_clock (options);
  g_autofree char *dir = NULL;
  g_autoptr (MhApplication) application = NULL;

  if (options->dir != NULL)
    dir = g_canonicalize_filename (options->dir, NULL);
  else
    dir = mh_town_default_dir (options->practice);

  application = mh_application_new (dir, options->practice, clock);

  return g_application_run (G_APPLICATION (application), 0, NULL);
}

int
main (int    argc,
      char **argv)
{
  Options options = { 0 };
  g_autoptr (GError) error = NULL;
  int status = 0;

  /* What is told on the way must not stand between the answers. */
  g_log_writer_default_set_use_stderr (TRUE);
  mh_i18n_init ();

  if (!read_options (&argc, &argv, &options, &error)) {
    g_printerr ("%s\n", error->message);
    status = 2;
  } else if (options.version) {
    g_print ("machihoken %s\n", MH_VERSION);
  } else {
    status = run (&options);
  }

  g_free (options.dir);
#ifdef MH_TESTING
  g_free (options.clock_file);
#endif

  return status;
}
