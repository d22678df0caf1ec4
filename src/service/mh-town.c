/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-town"

#include "mh-town.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-file-mode.h"
#include "mh-resident-keys.h"
#include "mh-schema.h"

#define FOLDER_NAME "machihoken"
#define DATABASE_NAME "machihoken.db"
#define KEY_PRACTICE "practice"
#define KEY_INSTALLATION "installation"

/* A town is there once it has its name for the keyring: a start that was cut short leaves a file without one. */
static gboolean
read_installation (MhDb     *db,
                   gboolean *out_there,
                   GError  **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *installation = mh_config_table_get (db, KEY_INSTALLATION, &local_error);

  *out_there = installation != NULL;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
refuse_second_town (const char *dir,
                    GError    **error)
{
  g_autofree char *name = g_filename_display_name (dir);

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("There is already a town in “%s”. Nothing was changed. Choose another folder for a new one."), name);

  return FALSE;
}

/* Of several starts at once, the first that gets the write transaction makes the town. */
static gboolean
write_first_act (const MhDesk *desk,
                 const char   *dir,
                 gboolean      practice,
                 GError      **error)
{
  g_autofree char *installation = mh_random_uuid (desk->random);
  g_autoptr (MhAct) act = NULL;
  gboolean is_there;

  act = mh_act_begin (desk->db, mh_clock_now (desk->clock), desk->operator_name, "town.init", MH_UNDO_NONE, error);
  if (act == NULL || !read_installation (desk->db, &is_there, error))
    return FALSE;

  if (is_there)
    return refuse_second_town (dir, error);

  mh_act_set_int (act, "practice", practice);

  return mh_config_table_set (desk->db, KEY_PRACTICE, practice ? "1" : "0", error) &&
         mh_config_table_set (desk->db, KEY_INSTALLATION, installation, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_town_create_by:
 * @desk: whose clock, chance and operator the town's first entry in the log names; its connection is not used
 * @driver: the database's driver
 * @dir: the data directory; made where it is not there, for its owner's eyes only
 * @practice: whether it is a practice town, for ever
 * @error: return location for an error
 *
 * Makes an empty town. Several processes may try at once: exactly one succeeds.
 *
 * Returns: whether it was made; MH_ERROR_REFUSED when there is a town in @dir already
 */
gboolean
mh_town_create_by (const MhDesk     *desk,
                   const MhDbDriver *driver,
                   const char       *dir,
                   gboolean          practice,
                   GError          **error)
{
  g_autofree char *path = NULL;
  g_autoptr (MhDb) db = NULL;
  MhDesk own_desk;

  g_return_val_if_fail (desk != NULL, FALSE);
  g_return_val_if_fail (driver != NULL, FALSE);
  g_return_val_if_fail (dir != NULL, FALSE);

  if (!mh_private_dir_prepare (dir, error))
    return FALSE;

  path = mh_town_database_path (dir);
  db = mh_db_open (driver, path, error);
  if (db == NULL || !mh_schema_apply (db, error))
    return FALSE;

  own_desk = *desk;
  own_desk.db = db;

  return write_first_act (&own_desk, dir, practice, error);
}

/**
 * mh_town_create:
 * @driver: the database's driver
 * @dir: the data directory
 * @practice: whether it is a practice town, for ever
 * @error: return location for an error
 *
 * As mh_town_create_by(), now, by the user of this computer.
 *
 * Returns: whether it was made; MH_ERROR_REFUSED when there is a town in @dir already
 */
gboolean
mh_town_create (const MhDbDriver *driver,
                const char       *dir,
                gboolean          practice,
                GError          **error)
{
  g_autoptr (MhClock) clock = mh_clock_new_system ();
  g_autoptr (MhRandom) chance = mh_random_new_system ();
  MhDesk desk = { .clock = clock, .random = chance, .operator_name = g_get_real_name () };

  return mh_town_create_by (&desk, driver, dir, practice, error);
}

/**
 * mh_town_open:
 * @driver: the database's driver
 * @dir: the data directory
 * @error: return location for an error
 *
 * As mh_town_open_cancellable(), to the end.
 *
 * Returns: (transfer full): the connection, or %NULL
 */
MhDb *
mh_town_open (const MhDbDriver *driver,
              const char       *dir,
              GError          **error)
{
  return mh_town_open_cancellable (driver, dir, NULL, error);
}

/**
 * mh_town_open_cancellable:
 * @driver: the database's driver
 * @dir: the data directory
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens the town in @dir, brings its schema up to date, and makes search keys anew that another version of the rules has made: that
 * can take seconds, and is taken back whole when @cancellable is cancelled. Any number of processes may open it at once.
 *
 * Returns: (transfer full): the connection, or %NULL with MH_ERROR_NOT_FOUND when there is no town, MH_ERROR_TOO_NEW when a newer
 *   version of the program has written it, G_IO_ERROR_CANCELLED
 */
MhDb *
mh_town_open_cancellable (const MhDbDriver *driver,
                          const char       *dir,
                          GCancellable     *cancellable,
                          GError          **error)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (MhDb) db = NULL;
  gboolean is_there = FALSE;

  g_return_val_if_fail (driver != NULL, NULL);
  g_return_val_if_fail (dir != NULL, NULL);

  path = mh_town_database_path (dir);
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    db = mh_db_open (driver, path, error);
    if (db == NULL || !mh_schema_apply (db, error) || !read_installation (db, &is_there, error))
      return NULL;
  }

  if (is_there)
    return mh_resident_keys_renew (db, cancellable, error) ? g_steal_pointer (&db) : NULL;

  name = g_filename_display_name (dir);
  g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND,
               _("There is no town in “%s” yet. Make one first, or choose the folder where it is."), name);

  return NULL;
}

/**
 * mh_town_dup_installation:
 * @db: a connection to a town
 * @error: return location for an error
 *
 * Returns: (transfer full): the name by which the town's credentials and sealed files are told from another town's; %NULL with
 *   MH_ERROR_NOT_FOUND where it was never given one
 */
char *
mh_town_dup_installation (MhDb    *db,
                          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *installation = mh_config_table_get (db, KEY_INSTALLATION, &local_error);

  if (installation != NULL && *installation != '\0')
    return g_steal_pointer (&installation);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND,
                         _("This town has never been set up to the end, so its files cannot be encrypted. Please restore the latest backup, or make the town anew."));

  return NULL;
}

/**
 * mh_town_database_path:
 * @dir: a data directory
 *
 * Returns: (transfer full): where its database is
 */
char *
mh_town_database_path (const char *dir)
{
  g_return_val_if_fail (dir != NULL, NULL);

  return g_build_filename (dir, DATABASE_NAME, NULL);
}

/**
 * mh_town_default_dir:
 * @practice: whether the practice town's is meant
 *
 * Returns: (transfer full): where this user's town is kept unless another folder is named
 */
char *
mh_town_default_dir (gboolean practice)
{
  return g_build_filename (g_get_user_data_dir (), FOLDER_NAME, practice ? "practice" : "town", NULL);
}
