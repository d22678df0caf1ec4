/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-town-opener"

#include "mh-town-opener.h"

#include "mh-config.h"
#include "mh-practice.h"
#include "mh-town.h"
#include "mh-user-settings.h"

/* As many as a town of the size this program is for. */
#define PRACTICE_RESIDENTS 2500
#define PRACTICE_SEED      1

typedef struct {
  char      *dir;
  MhNewTown *town;   /* (nullable): %NULL only opens */
  MhClock   *clock;  /* (nullable) */
  MhRandom  *chance; /* (nullable) */
} Order;

static void
order_free (Order *order)
{
  g_free (order->dir);
  g_clear_pointer (&order->town, mh_new_town_free);
  g_clear_object (&order->clock);
  g_clear_object (&order->chance);
  g_free (order);
}

static gboolean
set_if_given (const MhDesk *desk,
              const char   *key,
              const char   *value,
              GError      **error)
{
  return value == NULL || *value == '\0' || mh_config_set (desk, key, value, error);
}

static gboolean
furnish (const MhDesk    *desk,
         const MhNewTown *town,
         GError         **error)
{
  if (town->practice)
    return mh_practice_fill (desk, PRACTICE_RESIDENTS, PRACTICE_SEED, error);

  return set_if_given (desk, "town.name", town->name, error) && set_if_given (desk, "town.phone", town->phone, error);
}

static gboolean
create_town (Order   *order,
             GError **error)
{
  const MhNewTown *town = order->town;
  const char *operator_name = town->operator_name != NULL ? town->operator_name : g_get_real_name ();
  MhDesk desk = { .clock = order->clock, .random = order->chance, .operator_name = operator_name };
  g_autoptr (MhDb) db = NULL;

  if (!mh_town_create_by (&desk, &mh_db_driver_sqlite, order->dir, town->practice, error))
    return FALSE;

  db = mh_town_open (&mh_db_driver_sqlite, order->dir, error);
  desk.db = db;

  return db != NULL && furnish (&desk, town, error);
}

/* Opening once by hand brings schema and search keys up to date before the store's two connections come. */
static gboolean
read_what_it_is (const char   *dir,
                 MhOpenTown   *town,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_autoptr (MhDb) db = mh_town_open_cancellable (&mh_db_driver_sqlite, dir, cancellable, error);
  MhDesk desk = { .db = db };

  if (db == NULL)
    return FALSE;

  town->practice = mh_config_is_practice (&desk);
  town->installation = mh_config_get (&desk, "installation", error);

  return town->installation != NULL;
}

static MhOpenTown *
open_town (const char   *dir,
           GCancellable *cancellable,
           GError      **error)
{
  g_autofree char *path = mh_town_database_path (dir);
  g_autoptr (MhOpenTown) town = g_new0 (MhOpenTown, 1);

  if (!read_what_it_is (dir, town, cancellable, error))
    return NULL;

  town->store = mh_store_new (&mh_db_driver_sqlite, path, error);
  if (town->store == NULL)
    return NULL;

  town->operator_name = mh_user_settings_load_operator ();

  return g_steal_pointer (&town);
}

static void
work_on_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Order *order = data;
  MhOpenTown *town = NULL;
  GError *error = NULL;

  if (order->town == NULL || create_town (order, &error))
    town = open_town (order->dir, cancellable, &error);

  if (town != NULL)
    g_task_return_pointer (task, town, (GDestroyNotify) mh_open_town_free);
  else
    g_task_return_error (task, error);
}

static void
start_order (Order              *order,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mh_town_opener_finish);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, work_on_thread);
}

/**
 * mh_open_town_free:
 * @town: a town
 *
 * Frees it; whoever wants the store to live on has a reference of his own.
 */
void
mh_open_town_free (MhOpenTown *town)
{
  g_clear_object (&town->store);
  g_free (town->installation);
  g_free (town->operator_name);
  g_free (town);
}

/**
 * mh_new_town_free:
 * @town: what was to be made
 *
 * Frees it.
 */
void
mh_new_town_free (MhNewTown *town)
{
  g_free (town->name);
  g_free (town->phone);
  g_free (town->operator_name);
  g_free (town);
}

/**
 * mh_town_opener_open_async:
 * @dir: a data directory
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_town_opener_finish()
 * @user_data: data for @callback
 *
 * Opens the town in @dir, bringing its schema up to date.
 */
void
mh_town_opener_open_async (const char         *dir,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  Order *order;

  g_return_if_fail (dir != NULL);

  order = g_new0 (Order, 1);
  order->dir = g_strdup (dir);
  start_order (order, cancellable, callback, user_data);
}

/**
 * mh_town_opener_create_async:
 * @dir: a data directory without a town
 * @town: (transfer full): what to make
 * @clock: the time
 * @chance: chance
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_town_opener_finish()
 * @user_data: data for @callback
 *
 * Makes a town and opens it.
 */
void
mh_town_opener_create_async (const char         *dir,
                             MhNewTown          *town,
                             MhClock            *clock,
                             MhRandom           *chance,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Order *order;

  g_return_if_fail (dir != NULL);
  g_return_if_fail (town != NULL);

  order = g_new0 (Order, 1);
  order->dir = g_strdup (dir);
  order->town = town;
  order->clock = g_object_ref (clock);
  order->chance = g_object_ref (chance);
  start_order (order, cancellable, callback, user_data);
}

/**
 * mh_town_opener_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the open town; %NULL with MH_ERROR_NOT_FOUND where there is none, or another error
 */
MhOpenTown *
mh_town_opener_finish (GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_town_opener_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
