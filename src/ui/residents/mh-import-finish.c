/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-finish"

#include "mh-import-finish.h"

#include <glib/gi18n-lib.h>

#include "mh-glyphs.h"
#include "mh-import-day.h"
#include "mh-people.h"
#include "mh-undo.h"

/* More names would not be read. */
#define MAX_KEPT 12

typedef struct {
  MhImportReport *report;
  MhDate          as_of;
  char           *profile_name;  /* (nullable) */
  MhImportMeter  *meter;
  GCancellable   *cancellable;
} ApplyOrder;

typedef struct {
  MhImportPeople *people;
  char           *name;
} RememberOrder;

static void
apply_order_free (ApplyOrder *order)
{
  mh_import_report_unref (order->report);
  g_free (order->profile_name);
  g_clear_object (&order->cancellable);
  g_free (order);
}

static void
remember_order_free (RememberOrder *order)
{
  mh_import_people_unref (order->people);
  g_free (order->name);
  g_free (order);
}

static void
note_progress (guint    done,
               guint    total,
               gpointer user_data)
{
  MhImportMeter *meter = user_data;

  g_atomic_int_set (&meter->total, (int) total);
  g_atomic_int_set (&meter->done, (int) done);
}

/* What was chosen for this shape of file. The town's area code is not part of it unless a profile had brought it. */
static gboolean
save_profile (const MhDesk         *desk,
              const MhImportPeople *people,
              const char           *name,
              GError              **error)
{
  const MhImportFile *file = people->file;
  MhImportOptions options = {
    .era_table = people->answers->era_table,
    .sexes = people->answers->sexes,
    .serials = people->answers->serials,
    .area_code = file->profile != NULL ? file->profile->area_code : NULL,
    .today = mh_desk_today (desk),
  };
  g_autoptr (MhImportProfile) profile = mh_import_profile_new (name, file->layout, file->encoding, &options);

  return mh_import_profile_save (desk, profile, error) != 0;
}

static gboolean
save_glyphs (const MhDesk *desk,
             GHashTable   *glyphs,
             GError      **error)
{
  GHashTableIter iter;
  gpointer character, shown;

  g_hash_table_iter_init (&iter, glyphs);
  while (g_hash_table_iter_next (&iter, &character, &shown)) {
    if (!mh_glyphs_set (desk, character, shown, error))
      return FALSE;
  }

  return TRUE;
}

/* The glyphs and the profile come after it: a failure there must not cost the import. */
static gpointer
apply_report (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  ApplyOrder *order = input;
  g_autoptr (MhImportDone) done = g_new0 (MhImportDone, 1);

  done->act = mh_import_apply (desk, order->report->people->table, order->report->decisions, order->as_of,
                               note_progress, order->meter, order->cancellable, error);
  if (done->act == 0)
    return NULL;

  if (save_glyphs (desk, order->report->glyphs, &done->beside) && order->profile_name != NULL)
    save_profile (desk, order->report->people, order->profile_name, &done->beside);

  return g_steal_pointer (&done);
}

static GPtrArray *
name_kept (const MhDesk *desk,
           const GArray *ids,
           GError      **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) people = NULL;

  if (ids == NULL || ids->len == 0)
    return g_steal_pointer (&names);

  people = mh_people_list (desk, (const gint64 *) (gpointer) ids->data, MIN (ids->len, MAX_KEPT), error);
  if (people == NULL)
    return NULL;

  for (guint i = 0; i < people->len; i++) {
    const MhResident *resident = ((MhPerson *) people->pdata[i])->resident;

    g_ptr_array_add (names, g_strdup_printf (_("%s (%s)"), resident->name, resident->register_number));
  }

  return g_steal_pointer (&names);
}

static gpointer
take_back (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const gint64 *act = input;
  g_autoptr (MhImportUndone) undone = g_new0 (MhImportUndone, 1);
  g_autoptr (MhUndoResult) result = mh_undo_run (desk->db, mh_desk_now (desk), desk->operator_name, *act, error);

  if (result == NULL)
    return NULL;

  undone->n_kept = result->kept != NULL ? result->kept->len : 0;
  undone->kept = name_kept (desk, result->kept, error);

  return undone->kept != NULL ? g_steal_pointer (&undone) : NULL;
}

static gpointer
remember (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  const RememberOrder *order = input;

  return GINT_TO_POINTER (save_profile (desk, order->people, order->name, error));
}

static gpointer
warn_of_day (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const MhDate *as_of = input;
  g_autoptr (GError) problem = NULL;
  char *sentence = mh_import_dup_as_of_warning (desk, *as_of, &problem);

  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }

  return sentence != NULL ? sentence : g_strdup ("");
}

/**
 * mh_import_done_free:
 * @done: (transfer full): what was written
 */
void
mh_import_done_free (MhImportDone *done)
{
  g_clear_error (&done->beside);
  g_free (done);
}

/**
 * mh_import_undone_free:
 * @undone: (transfer full): what was taken back
 */
void
mh_import_undone_free (MhImportUndone *undone)
{
  g_clear_pointer (&undone->kept, g_ptr_array_unref);
  g_free (undone);
}

/**
 * mh_import_apply_report_async:
 * @context: the open town
 * @report: what the user has looked through and decided
 * @as_of: of what day the list is, or none
 * @profile_name: (nullable): under what name the shape of the file is remembered
 * @meter: how far it has come
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Writes what differs, all or nothing; then what is shown for rare characters, and the profile.
 */
void
mh_import_apply_report_async (MhUiContext        *context,
                              MhImportReport     *report,
                              MhDate              as_of,
                              const char         *profile_name,
                              MhImportMeter      *meter,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  ApplyOrder *order;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (report != NULL && meter != NULL);

  order = g_new0 (ApplyOrder, 1);
  order->report = mh_import_report_ref (report);
  order->as_of = as_of;
  order->profile_name = g_strdup (profile_name);
  order->meter = meter;
  g_set_object (&order->cancellable, cancellable);
  mh_ui_context_run_async (context, apply_report, order, (GDestroyNotify) apply_order_free,
                           (GDestroyNotify) mh_import_done_free, cancellable, callback, user_data);
}

/**
 * mh_import_take_back_async:
 * @context: the open town
 * @act: the import
 * @callback: called with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Takes an import back, person by person.
 */
void
mh_import_take_back_async (MhUiContext        *context,
                           gint64              act,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  mh_ui_context_run_async (context, take_back, g_memdup2 (&act, sizeof act), g_free, (GDestroyNotify) mh_import_undone_free,
                           NULL, callback, user_data);
}

/**
 * mh_import_remember_async:
 * @context: the open town
 * @people: a file as it was read
 * @name: a name for its shape
 * @callback: called with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Remembers what was chosen for files of this shape.
 */
void
mh_import_remember_async (MhUiContext        *context,
                          MhImportPeople     *people,
                          const char         *name,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  RememberOrder *order;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (people != NULL && name != NULL);

  order = g_new0 (RememberOrder, 1);
  order->people = mh_import_people_ref (people);
  order->name = g_strdup (name);
  mh_ui_context_run_async (context, remember, order, (GDestroyNotify) remember_order_free, NULL, NULL, callback, user_data);
}

/**
 * mh_import_warn_of_day_async:
 * @context: the open town
 * @as_of: of what day a file is
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Finds whether a file is older than the list here.
 */
void
mh_import_warn_of_day_async (MhUiContext        *context,
                             MhDate              as_of,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  mh_ui_context_read_async (context, warn_of_day, g_memdup2 (&as_of, sizeof as_of), g_free, g_free, cancellable, callback,
                            user_data);
}
