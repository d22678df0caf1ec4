/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-outbox-work"

#include "mh-outbox-steps.h"

#include "mh-delivery-table.h"
#include "mh-error.h"

/* How many requests of a provider are under way at the most: few, so that a stop is a stop. */
#define MOST 16

/* And to how many people they go, where one request is for many: a stop comes too late for these. */
#define MOST_PEOPLE 1000

/* Longer than any request can take: until then its own answer is waited for. */
#define IN_FLIGHT_MS 120000

/* A provider may know of a message only some time after it took it. */
#define LOOK_UP_AFTER_MS 60000

/* What has not been cleared up after this goes to a person. LINE forgets a key after 24 h. */
#define GIVE_UP_MS (G_GINT64_CONSTANT (23) * 3600 * 1000)

/**
 * mh_outbox_answer_free:
 * @answer: an answer
 */
void
mh_outbox_answer_free (MhOutboxAnswer *answer)
{
  g_clear_pointer (&answer->result, mh_send_result_free);
  g_free (answer->provider_id);
  g_clear_pointer (&answer->status, mh_status_free);
  g_free (answer);
}

/**
 * mh_outbox_work_free:
 * @work: a piece of work
 */
void
mh_outbox_work_free (MhOutboxWork *work)
{
  g_clear_pointer (&work->attempt, mh_attempt_free);
  g_free (work);
}

/* 2 s, 4 s, 8 s … at most 10 minutes. */
static gint64
backoff (int tries)
{
  return MIN (G_GINT64_CONSTANT (1000) << CLAMP (tries, 1, 10), 600000);
}

static gboolean
move_parts (const MhDesk *desk,
            gint64        attempt,
            const char   *to,
            gboolean      keep_contact,
            const char   *reason,
            GError      **error)
{
  return mh_delivery_table_move_parts (desk->db, attempt, to, keep_contact, reason, mh_desk_now (desk), error);
}

/* Back to "due" as if never attempted: they are judged anew and go under a new key. Only for what was certainly not accepted. */
static gboolean
thaw (const MhDesk *desk,
      gint64        attempt,
      const char   *code,
      gint64        due_at,
      GError      **error)
{
  g_autoptr (GArray) parts = mh_attempt_table_list_parts (desk->db, attempt, error);

  if (parts == NULL ||
      !mh_attempt_table_finish (desk->db, attempt, "rejected", code, NULL, NULL, error) ||
      !move_parts (desk, attempt, "due", FALSE, code, error))
    return FALSE;

  for (guint i = 0; i < parts->len; i++) {
    if (!mh_delivery_table_set_due (desk->db, g_array_index (parts, MhAttemptPart, i).delivery, due_at, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
hand_to_person (const MhDesk *desk,
                gint64        attempt,
                const char   *code,
                GError      **error)
{
  return mh_attempt_table_finish (desk->db, attempt, "check", code, NULL, NULL, error) &&
         move_parts (desk, attempt, "check", TRUE, code, error);
}

/**
 * mh_outbox_take_back_unsent:
 * @desk: the desk, inside a write transaction
 * @attempt: an open attempt that was never sent
 * @code: a stable code: why
 * @error: return location; MH_ERROR_CONFLICT when one of its deliveries does not wait for it
 *
 * Its bytes do not leave any more; its deliveries are due again as if it had not been written.
 *
 * Returns: whether it is taken back
 */
gboolean
mh_outbox_take_back_unsent (const MhDesk *desk,
                            gint64        attempt,
                            const char   *code,
                            GError      **error)
{
  gint64 now = mh_desk_now (desk);
  g_autoptr (GArray) parts = mh_attempt_table_list_parts (desk->db, attempt, error);

  if (parts == NULL || !mh_attempt_table_finish (desk->db, attempt, "rejected", code, NULL, NULL, error))
    return FALSE;

  for (guint i = 0; i < parts->len; i++) {
    gint64 delivery = g_array_index (parts, MhAttemptPart, i).delivery;

    if (!mh_delivery_table_move (desk->db, delivery, "attempting", "due", 0, code, now, error) ||
        !mh_delivery_table_set_due (desk->db, delivery, now, error))
      return FALSE;
  }

  return TRUE;
}

/* What was stopped is not pushed once more to find out whether it is there. */
static gboolean
is_stopped (const MhDesk    *desk,
            const MhAttempt *attempt,
            gboolean        *out_stopped,
            GError         **error)
{
  gint64 n = 0;

  if (!mh_db_get_int (desk->db, 0, &n, error,
                      "SELECT count (*) FROM attempt_delivery AS p JOIN delivery AS d ON d.id = p.delivery "
                      "JOIN broadcast AS b ON b.id = d.broadcast AND b.state IN ('stopped', 'withdrawn') WHERE p.attempt = :attempt",
                      ":attempt", MH_INT (attempt->id), NULL))
    return FALSE;

  *out_stopped = n > 0;

  return TRUE;
}

/* An attempt whose outcome is not known: the same key inside the provider's window, else a look-up, else a person. */
static gboolean
decide_unknown (const MhDesk    *desk,
                MhProvider      *provider,
                const MhAttempt *attempt,
                gboolean        *out_do,
                MhOutboxAction  *out_action,
                GError         **error)
{
  gint64 now = mh_desk_now (desk);
  gint64 age = now - attempt->first_at;
  gboolean stopped = FALSE;

  *out_do = FALSE;

  if (!is_stopped (desk, attempt, &stopped, error))
    return FALSE;

  if (age >= GIVE_UP_MS || age < 0)
    return hand_to_person (desk, attempt->id, "unknown-too-long", error);

  if (!move_parts (desk, attempt->id, "unknown", TRUE, "unknown", error))
    return FALSE;

  if (!stopped && age < mh_provider_get_key_window (provider)) {
    *out_do = TRUE;
    *out_action = MH_OUTBOX_SEND;
    return mh_attempt_table_mark_sent (desk->db, attempt->id, now, now + IN_FLIGHT_MS, error);
  }

  if (!mh_provider_can_look_up (provider))
    return hand_to_person (desk, attempt->id, "unknown", error);

  if (now - attempt->sent_at < LOOK_UP_AFTER_MS)
    return mh_attempt_table_retry_at (desk->db, attempt->id, attempt->sent_at + LOOK_UP_AFTER_MS, attempt->code, error);

  *out_do = TRUE;
  *out_action = MH_OUTBOX_LOOK_UP;

  return mh_attempt_table_retry_at (desk->db, attempt->id, now + IN_FLIGHT_MS, attempt->code, error);
}

/* One that was frozen but never left: sent if fresh, else judged anew, for what it says may no longer be so. */
static gboolean
decide_unsent (const MhDesk    *desk,
               const MhAttempt *attempt,
               gboolean        *out_do,
               MhOutboxAction  *out_action,
               GError         **error)
{
  gint64 now = mh_desk_now (desk);

  *out_do = now - attempt->first_at < IN_FLIGHT_MS && now >= attempt->first_at;
  *out_action = MH_OUTBOX_SEND;

  return *out_do
         ? mh_attempt_table_mark_sent (desk->db, attempt->id, now, now + IN_FLIGHT_MS, error)
         : thaw (desk, attempt->id, "stale", now, error);
}

/* The service of @attempt is not set up, or the town has chosen another since. What never left goes by that one. */
static gboolean
wait_for_provider (const MhDesk            *desk,
                   const MhOutboxProviders *providers,
                   const MhAttempt         *attempt,
                   GError                 **error)
{
  gint64 now = mh_desk_now (desk);
  gboolean is_line = g_str_equal (attempt->provider, "line");

  if (attempt->sent_at == 0 && !is_line && providers->sms != NULL)
    return thaw (desk, attempt->id, "channel-off", now, error);

  if (attempt->sent_at != 0 && now - attempt->first_at >= GIVE_UP_MS)
    return hand_to_person (desk, attempt->id, "unknown-too-long", error);

  return mh_attempt_table_retry_at (desk->db, attempt->id, now + backoff (10), "channel-off", error);
}

static gboolean
decide (const MhDesk            *desk,
        const MhOutboxProviders *providers,
        const MhAttempt         *attempt,
        gboolean                *out_do,
        MhOutboxAction          *out_action,
        GError                 **error)
{
  MhProvider *provider = mh_outbox_find_provider (providers, attempt->provider);

  *out_do = FALSE;

  if (provider == NULL)
    return wait_for_provider (desk, providers, attempt, error);

  return attempt->sent_at == 0
         ? decide_unsent (desk, attempt, out_do, out_action, error)
         : decide_unknown (desk, provider, attempt, out_do, out_action, error);
}

/* How many more may be taken: of a slow provider no more than leave within a second, or a stop would be one after many seconds. */
static int
get_room (MhProvider *provider,
          guint       under_way)
{
  guint most = provider != NULL ? MIN (MOST, MAX (mh_provider_get_rate (provider), 1)) : 0;

  return (int) (most - MIN (most, under_way));
}

/* As many of @due, from the first, as go to few enough people together with those under way; one may always go. */
static void
keep_few_people (GPtrArray *due,
                 guint      under_way)
{
  guint n_people = under_way;

  for (guint i = 0; i < due->len; i++) {
    n_people += ((const MhAttempt *) g_ptr_array_index (due, i))->n_parts;
    if (n_people > MOST_PEOPLE && (i > 0 || under_way > 0)) {
      g_ptr_array_set_size (due, (int) i);
      return;
    }
  }
}

/* Of each provider as many as may leave, and those whose provider is not there. */
static GPtrArray *
list_due (const MhDesk            *desk,
          const MhOutboxProviders *providers,
          GError                 **error)
{
  const struct {
    const char *name;
    int         room;
    guint       n_people;
  } both[] = {
    { providers->line != NULL ? mh_provider_get_name (providers->line) : NULL, get_room (providers->line, providers->line_under_way),
      providers->line_people },
    { providers->sms != NULL ? mh_provider_get_name (providers->sms) : NULL, get_room (providers->sms, providers->sms_under_way),
      providers->sms_under_way },
  };
  gint64 now = mh_desk_now (desk);
  g_autoptr (GPtrArray) all = mh_attempt_table_list_due_by_others (desk->db, both[0].name, both[1].name, now, MOST, error);

  for (gsize i = 0; all != NULL && i < G_N_ELEMENTS (both); i++) {
    g_autoptr (GPtrArray) due = NULL;

    if (both[i].room == 0)
      continue;

    due = mh_attempt_table_list_due (desk->db, both[i].name, now, both[i].room, error);
    if (due == NULL)
      return NULL;

    keep_few_people (due, both[i].n_people);
    g_ptr_array_extend_and_steal (all, g_steal_pointer (&due));
  }

  return g_steal_pointer (&all);
}

static GPtrArray *
take_work (const MhDesk            *desk,
           const MhOutboxProviders *providers,
           const char              *owner,
           GError                 **error)
{
  g_autoptr (GPtrArray) works = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_work_free);
  g_autoptr (GPtrArray) due = NULL;
  gboolean may = FALSE, may_ask = !providers->goes_on && providers->line_under_way + providers->sms_under_way == 0;

  if (!mh_outbox_may_send (desk, owner, &may, error))
    return NULL;

  if (!may)
    return g_steal_pointer (&works);

  due = list_due (desk, providers, error);

  while (due != NULL && due->len > 0) {
    g_autoptr (MhAttempt) attempt = g_ptr_array_steal_index (due, 0);
    MhOutboxAction action = MH_OUTBOX_SEND;
    gboolean go = FALSE;

    if (!decide (desk, providers, attempt, &go, &action, error))
      return NULL;

    if (go) {
      MhOutboxWork *work = g_new0 (MhOutboxWork, 1);

      work->action = action;
      work->attempt = g_steal_pointer (&attempt);
      g_ptr_array_add (works, work);
    }
  }

  /* Questions wait until nothing is to be sent. */
  if (due == NULL || (works->len == 0 && may_ask && !mh_outbox_take_polls (desk, providers, works, error)))
    return NULL;

  return g_steal_pointer (&works);
}

/* Refuses the contacts at @bad, or all with %NULL, and lets every delivery find its next way. */
static gboolean
refuse_recipients (const MhDesk       *desk,
                   gint64              attempt,
                   const MhSendResult *result,
                   GError            **error)
{
  g_autoptr (GArray) parts = mh_attempt_table_list_parts (desk->db, attempt, error);

  if (parts == NULL)
    return FALSE;

  for (guint i = 0; i < parts->len; i++) {
    const MhAttemptPart *part = &g_array_index (parts, MhAttemptPart, i);
    gboolean bad = result->outcome == MH_SEND_REJECTED;

    for (guint k = 0; result->bad != NULL && k < result->bad->len; k++)
      bad = bad || g_array_index (result->bad, guint, k) == i;

    if (bad && !mh_delivery_table_refuse_contact (desk->db, part->delivery, part->contact,
                                                  result->code != NULL ? result->code : "rejected", error))
      return FALSE;
  }

  return thaw (desk, attempt, result->code, mh_desk_now (desk), error);
}

/* Certainly not accepted this time; but one that was unknown before may have been accepted then, and keeps its key. Where the provider is
 * away for long, each try is a new attempt: those before count. When everything stands still it is not the message that has to wait. */
static gboolean
try_later (const MhDesk       *desk,
           const MhAttempt    *attempt,
           const MhSendResult *result,
           GError            **error)
{
  gint64 now = mh_desk_now (desk);
  int n_before = 0;

  if (attempt->tries > 1)
    return mh_attempt_table_retry_at (desk->db, attempt->id, now + backoff (attempt->tries), result->code, error);

  if (result->outcome != MH_SEND_STOP &&
      !mh_attempt_table_count_code (desk->db, attempt->id, result->code, &n_before, error))
    return FALSE;

  return thaw (desk, attempt->id, result->code, now + backoff (n_before + 1), error);
}

static gboolean
record (const MhDesk       *desk,
        gint64              id,
        const MhSendResult *result,
        gboolean            tells,
        GError            **error)
{
  g_autoptr (MhAttempt) attempt = mh_attempt_table_get (desk->db, id, error);

  if (attempt == NULL)
    return FALSE;

  /* Another process may have cleared it up while this answer was under way. */
  if (!g_str_equal (attempt->state, "open"))
    return TRUE;

  switch (result->outcome) {
  case MH_SEND_ACCEPTED:
    return mh_attempt_table_finish (desk->db, id, "accepted", result->code, result->provider_id, result->request_id, error) &&
           move_parts (desk, id, "accepted", TRUE, NULL, error) &&
           mh_outbox_begin_polls (desk, id, tells, error);

  case MH_SEND_REJECTED:
  case MH_SEND_RECIPIENTS:
    return refuse_recipients (desk, id, result, error);

  case MH_SEND_RETRY_LATER:
  case MH_SEND_STOP:
    return try_later (desk, attempt, result, error);

  case MH_SEND_UNKNOWN:
    return mh_attempt_table_retry_at (desk->db, id, mh_desk_now (desk) + backoff (attempt->tries), result->code, error) &&
           move_parts (desk, id, "unknown", TRUE, result->code, error);
  }

  g_return_val_if_reached (FALSE);
}

/* Runs @ok's work, done inside a transaction that mh_db_begin() opened, to its end. */
static gboolean
finish_transaction (const MhDesk *desk,
                    gboolean      ok,
                    GError      **error)
{
  if (ok && mh_db_commit (desk->db, error))
    return TRUE;

  mh_db_rollback (desk->db);

  return FALSE;
}

static gboolean
record_look_up (const MhDesk *desk,
                gint64        id,
                MhLookup      answer,
                const char   *provider_id,
                gboolean      tells,
                GError      **error)
{
  g_autoptr (MhAttempt) attempt = mh_attempt_table_get (desk->db, id, error);
  gboolean taken = FALSE;

  if (attempt == NULL)
    return FALSE;

  if (!g_str_equal (attempt->state, "open"))
    return TRUE;

  /* Where a message is known by its words only, one that was found may be another attempt's. */
  if (!mh_attempt_table_is_taken (desk->db, attempt, provider_id, &taken, error))
    return FALSE;

  if (taken)
    return hand_to_person (desk, id, "unknown", error);

  switch (answer) {
  case MH_LOOKUP_FOUND:
    return mh_attempt_table_finish (desk->db, id, "accepted", "looked-up", provider_id, NULL, error) &&
           move_parts (desk, id, "accepted", TRUE, NULL, error) &&
           mh_outbox_begin_polls (desk, id, tells, error);

  case MH_LOOKUP_NOT_FOUND:
    return thaw (desk, id, "not-found", mh_desk_now (desk), error);

  case MH_LOOKUP_UNSURE:
    return mh_attempt_table_retry_at (desk->db, id, mh_desk_now (desk) + LOOK_UP_AFTER_MS, "look-up-unsure", error);
  }

  g_return_val_if_reached (FALSE);
}

static gboolean
record_answer (const MhDesk         *desk,
               const MhOutboxAnswer *answer,
               GError              **error)
{
  switch (answer->action) {
  case MH_OUTBOX_SEND:
    return record (desk, answer->attempt, answer->result, answer->tells, error);

  case MH_OUTBOX_LOOK_UP:
    return record_look_up (desk, answer->attempt, answer->look_up, answer->provider_id, answer->tells, error);

  case MH_OUTBOX_ASK:
    return mh_outbox_record_status_step (desk, answer->attempt, answer->status, error);
  }

  g_return_val_if_reached (FALSE);
}

static gboolean
record_answers (const MhDesk *desk,
                GPtrArray    *answers,
                GError      **error)
{
  for (guint i = 0; i < answers->len; i++) {
    if (!record_answer (desk, g_ptr_array_index (answers, i), error))
      return FALSE;
  }

  return TRUE;
}

static GPtrArray *
go_on (const MhDesk            *desk,
       GPtrArray               *answers,
       const MhOutboxProviders *providers,
       const char              *owner,
       GError                 **error)
{
  g_autoptr (GPtrArray) works = NULL;

  if (!mh_db_begin (desk->db, error))
    return NULL;

  if (record_answers (desk, answers, error))
    works = providers != NULL ? take_work (desk, providers, owner, error) : g_ptr_array_new ();

  return finish_transaction (desk, works != NULL, error) ? g_steal_pointer (&works) : NULL;
}

/**
 * mh_outbox_go_on:
 * @desk: the desk
 * @answers: (element-type MhOutboxAnswer): what became of what was taken before
 * @providers: (nullable): what is set up; %NULL: nothing is taken
 * @owner: who holds the lease
 * @error: return location
 *
 * Writes down the answers and takes what is next, durably and at once: one wait for the disk instead of many. Where that fails each answer is
 * written by itself, so that none is lost for another's sake.
 *
 * Returns: (transfer full) (element-type MhOutboxWork): the work, each marked as sent before this returns; empty without the lease or with sending
 *   switched off; %NULL on error
 */
GPtrArray *
mh_outbox_go_on (const MhDesk            *desk,
                 GPtrArray               *answers,
                 const MhOutboxProviders *providers,
                 const char              *owner,
                 GError                 **error)
{
  GPtrArray *works = go_on (desk, answers, providers, owner, error);

  for (guint i = 0; works == NULL && i < answers->len; i++) {
    g_autoptr (GError) again = NULL;

    if (mh_db_begin (desk->db, &again))
      finish_transaction (desk, record_answer (desk, g_ptr_array_index (answers, i), &again), &again);
  }

  return works;
}

/**
 * mh_outbox_go_on_at_once:
 * @desk: the desk
 * @answers: (element-type MhOutboxAnswer): what became of what was taken before
 * @providers: what is set up
 * @owner: who holds the lease
 * @out_frozen: (out): what was frozen
 *
 * As mh_outbox_freeze() and mh_outbox_go_on() after it, in one transaction: one wait for the disk instead of two. Where that is not possible, or
 * nothing is to be frozen, nothing has happened, and these two say why.
 *
 * Returns: (transfer full) (nullable) (element-type MhOutboxWork): the work, each marked as sent before this returns
 */
GPtrArray *
mh_outbox_go_on_at_once (const MhDesk            *desk,
                         GPtrArray               *answers,
                         const MhOutboxProviders *providers,
                         const char              *owner,
                         MhOutboxFrozen          *out_frozen)
{
  g_autoptr (GPtrArray) works = NULL;
  g_autoptr (MhAct) act = NULL;
  gboolean has = FALSE, changed = FALSE;

  *out_frozen = (MhOutboxFrozen) { 0 };
  if (!mh_outbox_has_due (desk, providers, &has, NULL) || !has)
    return NULL;

  act = mh_outbox_begin (desk, NULL);
  if (act != NULL && record_answers (desk, answers, NULL) &&
      mh_outbox_freeze_step (desk, act, providers, owner, out_frozen, &changed, NULL) && changed)
    works = take_work (desk, providers, owner, NULL);

  if (works != NULL && mh_act_commit (act, NULL))
    return g_steal_pointer (&works);

  *out_frozen = (MhOutboxFrozen) { 0 };

  return NULL;
}
