/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-dispatch-jobs"

#include "mh-dispatch-jobs.h"

#include "mh-box.h"
#include "mh-broadcast.h"
#include "mh-delivery-table.h"
#include "mh-lease-table.h"
#include "mh-refill.h"

/* How long a process keeps the right to send without renewing it. */
#define LEASE_MS 60000

/**
 * mh_dispatch_job_free:
 * @job: a job
 */
void
mh_dispatch_job_free (MhDispatchJob *job)
{
  g_clear_object (&job->clock);
  g_clear_object (&job->random);
  g_free (job->owner);
  g_clear_object (&job->providers.line);
  g_clear_object (&job->providers.sms);
  g_clear_pointer (&job->answers, g_ptr_array_unref);
  g_free (job);
}

static MhDesk
job_desk (MhDispatchJob *job,
          MhDb          *db)
{
  return (MhDesk) { .db = db, .clock = job->clock, .random = job->random, .operator_name = "clock" };
}

/**
 * mh_dispatch_look_free:
 * @look: a look
 */
void
mh_dispatch_look_free (MhDispatchLook *look)
{
  g_clear_pointer (&look->settings, mh_sender_settings_free);
  g_free (look->broadcast_problem);
  g_free (look);
}

/* When something wants to be done: a message, an offer that lapses, a broadcast (at @broadcast, 0 = none). 0 = never. */
static gboolean
find_next_due (const MhDesk *desk,
               gboolean      offers,
               gint64        broadcast,
               gint64       *out_at,
               GError      **error)
{
  if (!mh_delivery_table_next_due (desk->db, offers, out_at, error))
    return FALSE;

  if (broadcast != 0 && (*out_at == 0 || broadcast < *out_at))
    *out_at = broadcast;

  return TRUE;
}

/* What the clock does before anything is sent. @broadcast: when broadcasts want something of it; what they want next is asked only where they have
 * got it, since asking looks at everything that is due. */
static gboolean
run_clock (const MhDesk   *desk,
           MhDispatchLook *look,
           gint64         *broadcast,
           GError        **error)
{
  gboolean wanted = *broadcast != 0 && *broadcast <= mh_desk_now (desk);
  guint n_expired = 0;

  if (!mh_refill_run_clock (desk, &n_expired, error) ||
      (wanted && (!mh_broadcast_tick (desk, &look->changed, error) || !mh_broadcast_next_due (desk, broadcast, error))))
    return FALSE;

  look->changed = look->changed || n_expired > 0;
  look->settings = mh_sender_settings_read (desk, error);

  return look->settings != NULL;
}

/**
 * mh_dispatch_look_for_work:
 * @db: the worker's connection
 * @data: a job
 * @cancellable: (nullable): not looked at
 * @error: return location
 *
 * Looks whether there is anything to do, and only then takes the lease; lets offers lapse and broadcasts go on.
 *
 * Returns: (transfer full): an MhDispatchLook
 */
gpointer
mh_dispatch_look_for_work (MhDb         *db,
                           gpointer      data,
                           GCancellable *cancellable,
                           GError      **error)
{
  MhDispatchJob *job = data;
  MhDesk desk = job_desk (job, db);
  gint64 now = mh_clock_now (job->clock);
  MhDispatchLook *look = g_new0 (MhDispatchLook, 1);
  gint64 due = 0, broadcast = 0;
  gboolean taken = FALSE;

  if ((job->boxes && !mh_box_run_clock (&desk, error)) || !mh_broadcast_next_due (&desk, &broadcast, error) ||
      !find_next_due (&desk, TRUE, broadcast, &due, error)) {
    mh_dispatch_look_free (look);
    return NULL;
  }

  if (due != 0 && due <= now) {
    if (!mh_lease_table_take (db, MH_OUTBOX_LEASE, job->owner, now, now + LEASE_MS, &taken, error) ||
        (taken && !run_clock (&desk, look, &broadcast, error))) {
      mh_dispatch_look_free (look);
      return NULL;
    }
  }

  if (!find_next_due (&desk, FALSE, broadcast, &look->next_due, error)) {
    mh_dispatch_look_free (look);
    return NULL;
  }

  if (look->settings != NULL)
    look->broadcast_problem = mh_broadcast_problem (&desk, NULL);

  return look;
}

/**
 * mh_dispatch_work_free:
 * @work: work
 */
void
mh_dispatch_work_free (MhDispatchWork *work)
{
  g_clear_pointer (&work->works, g_ptr_array_unref);
  g_free (work);
}

/**
 * mh_dispatch_step:
 * @db: the worker's connection
 * @data: a job with answers, and with the providers that are set up where more is wanted
 * @cancellable: (nullable): not looked at
 * @error: return location
 *
 * Freezes what is due and takes what is to be sent, if more is wanted; the answers are written down in any case.
 *
 * Returns: (transfer full): an MhDispatchWork
 */
gpointer
mh_dispatch_step (MhDb         *db,
                  gpointer      data,
                  GCancellable *cancellable,
                  GError      **error)
{
  MhDispatchJob *job = data;
  MhDesk desk = job_desk (job, db);
  MhDispatchWork *work = g_new0 (MhDispatchWork, 1);
  g_autoptr (GError) freeze_error = NULL;
  gboolean takes;

  if (job->takes)
    work->works = mh_outbox_go_on_at_once (&desk, job->answers, &job->providers, job->owner, &work->frozen);
  if (work->works != NULL)
    return work;

  takes = job->takes && mh_outbox_freeze (&desk, &job->providers, job->owner, &work->frozen, &freeze_error);
  work->works = mh_outbox_go_on (&desk, job->answers, takes ? &job->providers : NULL, job->owner, error);
  if (work->works != NULL && freeze_error == NULL)
    return work;

  if (work->works != NULL)
    g_propagate_error (error, g_steal_pointer (&freeze_error));
  mh_dispatch_work_free (work);

  return NULL;
}

/**
 * mh_dispatch_drop_lease:
 * @db: the worker's connection
 * @data: a job
 * @cancellable: (nullable): not looked at
 * @error: return location
 *
 * Returns: %NULL
 */
gpointer
mh_dispatch_drop_lease (MhDb         *db,
                        gpointer      data,
                        GCancellable *cancellable,
                        GError      **error)
{
  MhDispatchJob *job = data;

  mh_lease_table_drop (db, MH_OUTBOX_LEASE, job->owner, error);

  return NULL;
}

/**
 * mh_dispatch_read_settings:
 * @db: the worker's connection
 * @data: a job
 * @cancellable: (nullable): not looked at
 * @error: return location
 *
 * Returns: (transfer full): an MhSenderSettings
 */
gpointer
mh_dispatch_read_settings (MhDb         *db,
                           gpointer      data,
                           GCancellable *cancellable,
                           GError      **error)
{
  MhDesk desk = job_desk (data, db);

  return mh_sender_settings_read (&desk, error);
}
