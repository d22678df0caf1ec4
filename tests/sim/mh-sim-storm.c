/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-storm"

/* The long form of the simulation: one process lives through town after town, thousands of steps a second, with a disk that fills up, a file
 * that somebody else holds, a clock that jumps and goes back, programs that die between two steps and backups that are put back. The same
 * services as everywhere, the rules of rules.sql, and a wire in memory. What depends on the instant of a kill is for sim.py.
 *
 *     mh-sim-storm RULES [--steps N] [--minutes N] [--seed N] [--town-steps N] [--check-every N] [--dir DIR] [--must-break RULE]
 *                  [--restores N] [--keep FILE] [--wording FILE]
 */

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "mh-sim-acts.h"
#include "mh-sim-days.h"
#include "mh-sim-rules.h"

#define MEMORY_DISK "/dev/shm"
#define N_RESIDENTS 48
#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define REPORT_EVERY 100000
#define LONG_FORM 100000

/* For one connection, whose statements live for a town: many small pieces of memory, and nobody who wants to know how many. */
#define LOOKASIDE_SIZE 1200
#define LOOKASIDE_PIECES 400

static char *dir_option;
static char *must_break;
static char *keep_option;
static char *wording_option;
static gint64 n_steps = 20000;
static gint64 n_minutes;
static gint64 seed_option;
static gint64 town_steps = 1500;
static gint64 check_every = 40;
static gint64 n_restores = 1;

static GOptionEntry entries[] = {
  { "steps", 0, 0, G_OPTION_ARG_INT64, &n_steps, "How many", "N" },
  { "minutes", 0, 0, G_OPTION_ARG_INT64, &n_minutes, "End after so many minutes", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed_option, "Of the first town; 0: by chance", "N" },
  { "town-steps", 0, 0, G_OPTION_ARG_INT64, &town_steps, "Steps a town", "N" },
  { "check-every", 0, 0, G_OPTION_ARG_INT64, &check_every, "Steps between two looks at the rules", "N" },
  { "dir", 0, 0, G_OPTION_ARG_FILENAME, &dir_option, "Where the towns lie; in memory is fastest", "DIR" },
  { "must-break", 0, 0, G_OPTION_ARG_STRING, &must_break, "Not to break one of these is the failure", "RULE,RULE" },
  { "restores", 0, 0, G_OPTION_ARG_INT64, &n_restores, "How many in 1000 steps", "N" },
  { "wording", 0, 0, G_OPTION_ARG_FILENAME, &wording_option, "mh-wording.c: tells which acts were never done; in 100000 steps each must be", "FILE" },
  { "keep", 0, 0, G_OPTION_ARG_FILENAME, &keep_option, "A copy of the town in which a rule was broken", "FILE" },
  { NULL }
};

/* What the storm is made of besides the acts of a desk. */
typedef struct {
  MhSim      *sim;
  MhSimRules *rules;
  const char *rule;         /* (nullable): that was broken */
  char       *what;
  gint64      since;        /* the newest act at the last look */
  gint64      calm_at;      /* step in which the disk is sound again; 0: it is */
  gint64      step;         /* of this town */
  char       *backup;       /* (nullable) path */
} Storm;

static void
take_look (Storm *storm)
{
  MhSim *sim = storm->sim;

  if (storm->rule != NULL)
    return;

  storm->rule = mh_sim_rules_check (storm->rules, sim->desk.db, mh_desk_now (&sim->desk), sim->forward, storm->since, &storm->what);
  if (storm->rule == NULL)
    storm->rule = mh_sim_wire_check (sim->wire, sim->desk.db, &storm->what);
  mh_db_get_int (sim->desk.db, 0, &storm->since, NULL, "SELECT max (id) FROM act", NULL);
}

/* --- what happens to a desk ---------------------------------------------------------------------------------------- */

static void
tick (Storm *storm)
{
  MhSim *sim = storm->sim;
  guint32 kind = mh_sim_below (sim, 100);
  gint64 ms = 1 + mh_sim_below (sim, 30 * SECOND);
  gint64 hour;

  if (kind >= 60)
    ms = mh_sim_below (sim, 20 * MINUTE);
  if (kind >= 90)
    ms = mh_sim_below (sim, 3 * HOUR);
  if (kind >= 98)
    ms = mh_sim_below (sim, 30 * HOUR);

  hour = (mh_desk_now (&sim->desk) + 9 * HOUR) % DAY / HOUR;
  if ((hour < 7 || hour >= 20) && mh_sim_below (sim, 100) < 40)
    ms += (hour >= 20 ? 31 - hour : 7 - hour) * HOUR;
  mh_fake_clock_advance (sim->clock, ms);
}

/* The clock is put right: seconds by NTP, hours by a hand that set the wrong zone. */
static void
set_back (Storm *storm)
{
  static const gint64 most[] = { 10 * SECOND, 30 * MINUTE, 9 * HOUR, DAY };

  if (storm->step < town_steps / 2)
    return;

  mh_fake_clock_advance (storm->sim->clock, -(gint64) mh_sim_below (storm->sim, (guint32) most[mh_sim_below (storm->sim, 4)]));
  storm->sim->forward = FALSE;
}

static void
trouble_disk (Storm *storm)
{
  static const MhDiskTrouble troubles[] = { MH_DISK_FULL, MH_DISK_READ_ONLY, MH_DISK_WRITE_FAILS, MH_DISK_SYNC_FAILS };
  MhSim *sim = storm->sim;

  mh_fault_vfs_set (troubles[mh_sim_below (sim, G_N_ELEMENTS (troubles))], mh_sim_below (sim, 40), mh_sim_below (sim, 3));
  sim->in_trouble = TRUE;
  storm->calm_at = storm->step + 2 + mh_sim_below (sim, 8);
}

static void
calm_disk (Storm *storm)
{
  mh_fault_vfs_set (MH_DISK_SOUND, 0, 0);
  storm->sim->in_trouble = storm->sim->other != NULL;
  storm->calm_at = 0;
}

/* Another program holds the file for longer than anybody waits. It has no need to know what is in it. */
static void
lock_file (Storm *storm)
{
  MhSim *sim = storm->sim;

  if (sim->in_trouble)
    return;

  if (sqlite3_open_v2 (sim->path, &sim->other, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_exec (sim->other, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (sim->other));

  sim->in_trouble = TRUE;
  for (int i = 0; i < 3; i++)
    mh_sim_act (sim);
  sqlite3_exec (sim->other, "ROLLBACK", NULL, NULL, NULL);
  g_clear_pointer (&sim->other, sqlite3_close);
  sim->in_trouble = FALSE;
}

/* The file alone stays; another process goes on with it. */
static void
die (Storm *storm)
{
  mh_sim_die (storm->sim);
}

static void
back_up (Storm *storm)
{
  MhSim *sim = storm->sim;
  g_autoptr (GError) error = NULL;

  if (sim->in_trouble)
    return;

  g_remove (storm->backup);
  if (!mh_db_copy_to (sim->desk.db, storm->backup, &error))
    g_error ("%s", error->message);
}

static void
restore (Storm *storm)
{
  MhSim *sim = storm->sim;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  MhSealedKey key = { { 0 } };
  g_autofree char *dir = g_path_get_dirname (sim->path);

  if (!g_file_test (storm->backup, G_FILE_TEST_EXISTS))
    return;

  /* What is broken now would be gone with the town. */
  take_look (storm);
  calm_disk (storm);
  mh_sim_close (sim);
  result = mh_backup_restore (&sim->desk, &mh_db_driver_sqlite, storm->backup, dir, &key, NULL, &error);
  if (result == NULL)
    g_error ("%s", error->message);

  g_remove (result->kept_as);
  g_remove (storm->backup);
  mh_sim_open (sim);
  mh_sim_wire_restored (sim->wire, sim->desk.db);
  storm->since = result->act - 1;
  take_look (storm);
}

static const struct {
  const char *name;
  guint       weight;  /* of 1000 */
  void        (*func)   (Storm *storm);
} happenings[] = {
  { "tick", 90, tick },
  { "set back", 2, set_back },
  { "disk in trouble", 6, trouble_disk },
  { "locked file", 3, lock_file },
  { "die", 3, die },
};

static void
take_step (Storm *storm)
{
  guint32 roll = mh_sim_below (storm->sim, 1000);

  storm->step++;
  if (storm->calm_at != 0 && storm->step >= storm->calm_at)
    calm_disk (storm);

  for (gsize i = 0; i < G_N_ELEMENTS (happenings); i++) {
    if (roll < happenings[i].weight) {
      mh_sim_count (storm->sim, happenings[i].name, "");
      happenings[i].func (storm);
      return;
    }
    roll -= happenings[i].weight;
  }

  if (roll < 2 * (guint32) n_restores) {
    mh_sim_count (storm->sim, roll % 2 == 0 ? "back up" : "restore", "");
    (roll % 2 == 0 ? back_up : restore)(storm);
    return;
  }

  mh_sim_act (storm->sim);
  if (storm->rule == NULL && storm->sim->rule != NULL) {
    storm->rule = storm->sim->rule;
    storm->what = g_strdup (storm->sim->what);
  }
}

/* --- towns --------------------------------------------------------------------------------------------------------- */

/* Steps of one town, until it is over or a rule is broken. Returns: how many. */
static gint64
live (Storm *storm,
      gint64 seed,
      gint64 most)
{
  MhSim *sim = storm->sim;

  storm->step = 0;
  storm->since = 0;
  mh_sim_begin_town (sim, seed);
  for (int i = 0; i < MH_SIM_DAYS_AHEAD; i++)
    mh_sim_run (sim, "session", mh_sim_add_session);
  while (storm->step < most && storm->rule == NULL && sim->fault == NULL) {
    take_step (storm);
    if (storm->step % check_every == 0)
      take_look (storm);
  }

  calm_disk (storm);
  if (sim->fault == NULL)
    take_look (storm);
  if (keep_option != NULL && (storm->rule != NULL || sim->fault != NULL))
    mh_db_copy_to (sim->desk.db, keep_option, NULL);
  mh_sim_end_town (sim);
  g_remove (storm->backup);

  return storm->step;
}

static void
report (Storm *storm,
        gint64 done,
        gint64 began)
{
  double seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;

  printf ("# %" G_GINT64_FORMAT " steps in %.0f s, %.0f a second\n", done, seconds, (double) done / MAX (seconds, 0.001));
  fflush (stdout);
}

static gboolean
storm_on (Storm *storm)
{
  gint64 began = g_get_monotonic_time ();
  gint64 seed = seed_option != 0 ? seed_option : (gint64) g_random_int_range (1, G_MAXINT32 / 2);
  gint64 done = 0;
  gint64 told = 0;
  gboolean complete;

  printf ("# --seed %" G_GINT64_FORMAT " --town-steps %" G_GINT64_FORMAT " --check-every %" G_GINT64_FORMAT "\n",
          seed, town_steps, check_every);
  fflush (stdout);
  while (done < n_steps && storm->rule == NULL && storm->sim->fault == NULL &&
         (n_minutes == 0 || g_get_monotonic_time () - began < n_minutes * 60 * G_USEC_PER_SEC)) {
    done += live (storm, seed++, MIN (town_steps, n_steps - done));
    if (done - told >= REPORT_EVERY) {
      report (storm, done, began);
      told = done;
    }
  }

  complete = mh_sim_report (storm->sim, wording_option);
  report (storm, done, began);
  if (storm->rule != NULL || storm->sim->fault != NULL)
    printf ("# --seed %" G_GINT64_FORMAT ", step %" G_GINT64_FORMAT " of the town: %s: %s\n", seed - 1, storm->step,
            storm->rule != NULL ? storm->rule : "no-fault-inside", storm->rule != NULL ? storm->what : storm->sim->fault);

  if (!complete && done >= LONG_FORM)
    printf ("# in so many steps each kind of act ought to have been done\n");
  fflush (stdout);

  return storm->rule == NULL && storm->sim->fault == NULL && (complete || done < LONG_FORM);
}

static gboolean
is_one_of (const char *rule,
           const char *rules)
{
  g_auto (GStrv) names = g_strsplit (rules, ",", -1);

  return rule != NULL && g_strv_contains ((const char * const *) names, rule);
}

/* A disk in memory, where there is one. */
static const char *
find_dir (void)
{
  if (dir_option != NULL)
    return dir_option;

  return g_file_test (MEMORY_DISK, G_FILE_TEST_IS_DIR) ? MEMORY_DISK : g_get_tmp_dir ();
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("RULES");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhSimRules) rules = NULL;
  g_autofree char *dir = NULL;
  g_autofree char *backup = NULL;
  Storm storm = { 0 };
  gboolean sound;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2) {
    g_printerr ("%s\n", error != NULL ? error->message : "RULES is missing");
    return 2;
  }

  dir = g_build_filename (find_dir (), "machihoken-storm-XXXXXX", NULL);
  if (g_mkdtemp (dir) == NULL)
    g_error ("%s cannot be made", dir);

  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config (SQLITE_CONFIG_LOOKASIDE, LOOKASIDE_SIZE, LOOKASIDE_PIECES);
  rules = mh_sim_rules_load (argv[1]);
  backup = g_build_filename (dir, "backup", NULL);
  storm.rules = rules;
  storm.backup = backup;
  storm.sim = mh_sim_new (dir, N_RESIDENTS);
  sound = storm_on (&storm);
  mh_sim_free (storm.sim);
  mh_test_remove_dir (dir);
  if (must_break != NULL)
    sound = is_one_of (storm.rule, must_break);
  g_free (storm.what);

  return sound ? 0 : 1;
}
