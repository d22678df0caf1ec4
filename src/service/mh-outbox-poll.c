/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-outbox-poll"

#include "mh-outbox-steps.h"

#include "mh-delivery-table.h"
#include "mh-offer-table.h"

/* How many questions are taken at once. */
#define BATCH 16

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)
#define DAY    (G_GINT64_CONSTANT (24) * 60 * MINUTE)

/* A carrier keeps a message for a telephone that is switched off for three days at the most. */
#define GIVE_UP_MS (3 * DAY)

/* What is told later than that is too late for another message by itself: what it says may no longer be so. */
#define FRESH_MS (6 * 60 * MINUTE)

/**
 * mh_outbox_find_provider:
 * @providers: what is set up
 * @name: of a provider, as stored with an attempt
 *
 * Returns: (transfer none) (nullable): the provider, or %NULL when it is not set up
 */
MhProvider *
mh_outbox_find_provider (const MhOutboxProviders *providers,
                         const char              *name)
{
  MhProvider *all[] = { providers->line, providers->sms };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    if (all[i] != NULL && g_str_equal (mh_provider_get_name (all[i]), name))
      return all[i];
  }

  return NULL;
}

/* 1, 5 and 30 minutes, 3 hours, then once a day. */
static gint64
wait_after (int polls)
{
  static const gint64 waits[] = { MINUTE, 5 * MINUTE, 30 * MINUTE, 180 * MINUTE };

  return polls < (int) G_N_ELEMENTS (waits) ? waits[polls] : DAY;
}

/**
 * mh_outbox_begin_polls:
 * @desk: the desk, in the transaction that writes that @attempt was accepted
 * @attempt: an accepted attempt
 * @tells: whether its provider tells later what became of the message
 * @error: return location
 *
 * Returns: whether it is written when the provider is asked first
 */
gboolean
mh_outbox_begin_polls (const MhDesk *desk,
                       gint64        attempt,
                       gboolean      tells,
                       GError      **error)
{
  return !tells || mh_attempt_table_poll_at (desk->db, attempt, mh_desk_now (desk) + wait_after (0), FALSE, error);
}

/**
 * mh_outbox_take_polls:
 * @desk: the desk, in a write transaction
 * @providers: what is set up
 * @works: (element-type MhOutboxWork): the questions of this moment are added to it
 * @error: return location
 *
 * When the next question comes is written before this one leaves, so one that is never answered is asked again, and after three days no more.
 *
 * Returns: whether they could be taken
 */
gboolean
mh_outbox_take_polls (const MhDesk            *desk,
                      const MhOutboxProviders *providers,
                      GPtrArray               *works,
                      GError                 **error)
{
  gint64 now = mh_desk_now (desk);
  g_autoptr (GPtrArray) due = mh_attempt_table_list_polls (desk->db, now, BATCH, error);

  while (due != NULL && due->len > 0) {
    g_autoptr (MhAttempt) attempt = g_ptr_array_steal_index (due, 0);
    MhProvider *provider = mh_outbox_find_provider (providers, attempt->provider);
    gint64 age = now - attempt->sent_at;
    gboolean is_last = age >= GIVE_UP_MS || age < 0;
    gboolean ask = provider != NULL && mh_provider_can_tell (provider);

    if (!mh_attempt_table_poll_at (desk->db, attempt->id, is_last ? 0 : now + wait_after (attempt->polls + 1), ask, error))
      return FALSE;

    if (ask) {
      MhOutboxWork *work = g_new0 (MhOutboxWork, 1);

      work->action = MH_OUTBOX_ASK;
      work->attempt = g_steal_pointer (&attempt);
      g_ptr_array_add (works, work);
    }
  }

  return due != NULL;
}

static gboolean
is_offer_over (const MhDesk     *desk,
               const MhDelivery *delivery,
               gboolean         *out_over,
               GError          **error)
{
  g_autoptr (MhOffer) offer = NULL;

  *out_over = FALSE;

  if (!g_str_equal (delivery->kind, "offer"))
    return TRUE;

  offer = mh_offer_table_get (desk->db, delivery->offer, error);
  *out_over = offer != NULL && !g_str_equal (offer->state, "open");

  return offer != NULL;
}

/* After a restore nothing older leaves by itself. */
static gboolean
was_restored (const MhDesk     *desk,
              const MhDelivery *delivery,
              gboolean         *out_restored,
              GError          **error)
{
  gint64 n = 0;

  if (!mh_db_get_int (desk->db, 0, &n, error, "SELECT count (*) FROM act WHERE kind = 'restore' AND id > :act",
                      ":act", MH_INT (delivery->act), NULL))
    return FALSE;

  *out_restored = n > 0;

  return TRUE;
}

/* Certainly nobody has it: the next way, which is judged anew. */
static gboolean
try_next_way (const MhDesk     *desk,
              const MhAttempt  *attempt,
              const MhDelivery *delivery,
              const char       *code,
              GError          **error)
{
  gint64 now = mh_desk_now (desk);

  return mh_attempt_table_revoke (desk->db, attempt->id, "rejected", code, error) &&
         mh_delivery_table_refuse_contact (desk->db, delivery->id, delivery->contact, code, error) &&
         mh_delivery_table_move (desk->db, delivery->id, "accepted", "due", 0, code, now, error) &&
         mh_delivery_table_set_due (desk->db, delivery->id, now, error);
}

static gboolean
record_undelivered (const MhDesk     *desk,
                    const MhAttempt  *attempt,
                    const MhDelivery *delivery,
                    const MhStatus   *status,
                    GError          **error)
{
  const char *code = status->code != NULL ? status->code : "undelivered";
  gint64 now = mh_desk_now (desk);
  gboolean over = FALSE;
  gboolean restored = FALSE;

  if (!is_offer_over (desk, delivery, &over, error) || !was_restored (desk, delivery, &restored, error))
    return FALSE;

  if (over)
    return mh_delivery_table_move (desk->db, delivery->id, "accepted", "undelivered", delivery->contact, code, now, error);

  if (status->told == MH_TOLD_FAILED && !restored && now - attempt->sent_at < FRESH_MS)
    return try_next_way (desk, attempt, delivery, code, error);

  return mh_attempt_table_revoke (desk->db, attempt->id, status->told == MH_TOLD_FAILED ? "rejected" : "check", code, error) &&
         mh_delivery_table_move (desk->db, delivery->id, "accepted", "by-hand", 0, code, now, error);
}

static gboolean
record_part (const MhDesk    *desk,
             const MhAttempt *attempt,
             gint64           id,
             const MhStatus  *status,
             GError         **error)
{
  g_autoptr (MhDelivery) delivery = mh_delivery_table_get (desk->db, id, error);

  if (delivery == NULL)
    return FALSE;

  /* Somebody may have settled it meanwhile. */
  if (!g_str_equal (delivery->state, "accepted"))
    return TRUE;

  if (status->told == MH_TOLD_DELIVERED)
    return mh_delivery_table_move (desk->db, id, "accepted", "delivered", delivery->contact, NULL, mh_desk_now (desk), error);

  return record_undelivered (desk, attempt, delivery, status, error);
}

static gboolean
record_status (const MhDesk   *desk,
               gint64          id,
               const MhStatus *status,
               GError        **error)
{
  g_autoptr (MhAttempt) attempt = mh_attempt_table_get (desk->db, id, error);
  g_autoptr (GArray) parts = NULL;

  if (attempt == NULL)
    return FALSE;

  if (!g_str_equal (attempt->state, "accepted"))
    return TRUE;

  parts = mh_attempt_table_list_parts (desk->db, id, error);
  for (guint i = 0; parts != NULL && i < parts->len; i++) {
    if (!record_part (desk, attempt, g_array_index (parts, MhAttemptPart, i).delivery, status, error))
      return FALSE;
  }

  return parts != NULL && mh_attempt_table_poll_at (desk->db, id, 0, FALSE, error);
}

/**
 * mh_outbox_record_status_step:
 * @desk: the desk, in a write transaction
 * @attempt: what was asked for
 * @status: (nullable): what the provider told; %NULL when it could not be asked
 * @error: return location
 *
 * accepted → delivered, or on to the next way where certainly nobody has it, or by hand where that is not certain: a second SMS never
 * follows one that may have arrived. Who is told nothing yet is asked for again.
 *
 * Returns: whether the answer is written
 */
gboolean
mh_outbox_record_status_step (const MhDesk   *desk,
                              gint64          attempt,
                              const MhStatus *status,
                              GError        **error)
{
  return status == NULL || status->told == MH_TOLD_NOTHING || record_status (desk, attempt, status, error);
}
