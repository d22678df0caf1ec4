/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-judge"

#include "mh-broadcast-judge-private.h"

#include "mh-broadcast-text.h"
#include "mh-delivery-table.h"
#include "mh-duplicate-table.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-protection-table.h"
#include "mh-session-table.h"

#define MS_PER_DAY G_GINT64_CONSTANT (86400000)

/* One of those whom a message speaks for, as judged now. */
typedef struct {
  gint64      row;       /* as the broadcast named the person */
  gint64      resident;  /* behind it */
  MhReach     reach;
  gint64      contact;
  const char *why;
  gboolean    has_it;    /* by another message of the broadcast: two entries became one since, and the other one was told */
  char       *words;     /* (nullable) (owned) as they are true now; %NULL where a field is empty */
} Sharer;

static void
entry_free (MhBroadcastEntry *entry)
{
  g_clear_pointer (&entry->broadcast, mh_broadcast_free);
  g_clear_pointer (&entry->rule, mh_audience_rule_free);
  g_free (entry);
}

/**
 * mh_broadcast_judge_new:
 * @desk: the desk, which outlives it
 *
 * Returns: (transfer full): for the deliveries of one transaction
 */
MhBroadcastJudge *
mh_broadcast_judge_new (const MhDesk *desk)
{
  MhBroadcastJudge *self = g_new0 (MhBroadcastJudge, 1);

  self->desk = desk;
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) entry_free);

  return self;
}

/**
 * mh_broadcast_judge_free:
 * @self: a judge
 */
void
mh_broadcast_judge_free (MhBroadcastJudge *self)
{
  g_hash_table_unref (self->entries);
  g_clear_pointer (&self->plain, g_hash_table_unref);
  g_free (self->words);
  g_free (self);
}

/**
 * mh_broadcast_judge_leave_hours:
 * @self: a judge
 *
 * From now on messages may go at any hour: for a box, whose reader keeps the hours.
 */
void
mh_broadcast_judge_leave_hours (MhBroadcastJudge *self)
{
  self->any_hour = TRUE;
}

static gboolean
read_start (MhBroadcastJudge *self,
            MhBroadcastEntry *entry,
            GError          **error)
{
  gint64 session = entry->broadcast->session, first = 0;
  g_autoptr (MhSession) day = NULL;

  if (session == 0)
    return TRUE;

  day = mh_session_table_get (self->desk->db, session, error);
  if (day == NULL ||
      !mh_db_get_int (self->desk->db, 0, &first, error, "SELECT coalesce (max (start_min), 0) FROM slot WHERE session = :session",
                      ":session", MH_INT (session), NULL))
    return FALSE;

  entry->starts = mh_ms_from_civil (day->date, (int) first);

  return TRUE;
}

/**
 * mh_broadcast_judge_find_entry:
 * @self: a judge
 * @broadcast: a broadcast
 * @error: return location
 *
 * Returns: (transfer none): what is read once for all of its messages, or %NULL
 */
MhBroadcastEntry *
mh_broadcast_judge_find_entry (MhBroadcastJudge *self,
                               gint64            broadcast,
                               GError          **error)
{
  MhBroadcastEntry *entry = g_hash_table_lookup (self->entries, &broadcast);

  if (entry != NULL)
    return entry;

  if (!self->has_read && !mh_broadcast_settings_read (self->desk, &self->settings, error))
    return NULL;

  self->has_read = TRUE;
  entry = g_new0 (MhBroadcastEntry, 1);
  entry->broadcast = mh_broadcast_table_get (self->desk->db, broadcast, error);
  entry->rule = entry->broadcast != NULL ? mh_audience_rule_parse (entry->broadcast->rule, error) : NULL;
  if (entry->rule == NULL || !read_start (self, entry, error)) {
    entry_free (entry);
    return NULL;
  }

  g_hash_table_insert (self->entries, g_memdup2 (&broadcast, sizeof broadcast), entry);

  return entry;
}

static gboolean
withdraw (MhBroadcastJudge *self,
          const MhDelivery *delivery,
          const char       *why,
          GError          **error)
{
  return mh_delivery_table_move (self->desk->db, delivery->id, delivery->state, "withdrawn", 0, why, mh_desk_now (self->desk), error);
}

/* --- who is still meant ------------------------------------------------------------------------------------------- */

/* A test goes to who was chosen, and a correction to whom the wrong words went; everybody else has still to be of the rule. */
static gboolean
judge_rule (MhBroadcastJudge       *self,
            const MhBroadcastEntry *entry,
            Sharer                 *sharer,
            gboolean               *out_holds,
            GError                **error)
{
  MhAudienceWay way = { entry->broadcast->category, entry->broadcast->channels };

  *out_holds = TRUE;
  if (g_str_equal (entry->broadcast->kind, "test") || g_str_equal (entry->broadcast->kind, "correction"))
    return TRUE;

  return mh_audience_still_holds (self->desk, entry->rule, &way, sharer->resident, out_holds, &sharer->why, error);
}

static const char *
find_channels (MhBroadcastJudge       *self,
               const MhBroadcastEntry *entry)
{
  return self->channels != NULL ? self->channels : entry->broadcast->channels;
}

static gboolean
judge_sharer (MhBroadcastJudge       *self,
              const MhBroadcastEntry *entry,
              gint64                  delivery,
              Sharer                 *sharer,
              GError                **error)
{
  gboolean meant = FALSE;

  sharer->reach = MH_REACH_NONE;
  if (!mh_duplicate_table_follow (self->desk->db, sharer->row, &sharer->resident, error) ||
      !judge_rule (self, entry, sharer, &meant, error))
    return FALSE;

  return !meant ||
         mh_people_reach_by (self->desk, sharer->resident, delivery, entry->broadcast->category, find_channels (self, entry),
                             &sharer->reach, &sharer->contact, &sharer->why, error);
}

/* Who has it by another message reads it no second time here, and does not keep it from the others either. */
static gboolean
judge_had (MhBroadcastJudge *self,
           const MhDelivery *delivery,
           Sharer           *sharer,
           GError          **error)
{
  gint64 other = 0;

  if (sharer->reach == MH_REACH_NONE)
    return TRUE;

  if (!mh_broadcast_delivery_table_find_said (self->desk->db, delivery, sharer->resident, 0, NULL, &other, error))
    return FALSE;

  if (other == 0)
    return TRUE;

  sharer->has_it = TRUE;
  sharer->reach = MH_REACH_NONE;
  sharer->why = "said-already";

  return mh_broadcast_delivery_table_set_person (self->desk->db, delivery->broadcast, sharer->row, NULL, other, error);
}

static void
sharer_clear (Sharer *sharer)
{
  g_free (sharer->words);
}

static GArray *
judge_sharers (MhBroadcastJudge       *self,
               const MhBroadcastEntry *entry,
               const MhDelivery       *delivery,
               GError                **error)
{
  g_autoptr (GArray) people = mh_broadcast_delivery_table_list_people (self->desk->db, delivery->id, error);
  g_autoptr (GArray) sharers = g_array_new (FALSE, TRUE, sizeof (Sharer));

  g_array_set_clear_func (sharers, (GDestroyNotify) sharer_clear);
  for (guint i = 0; people != NULL && i < people->len; i++) {
    Sharer sharer = { .row = g_array_index (people, gint64, i) };

    /* Of a single one it is asked when the contact is known, too. */
    if (!judge_sharer (self, entry, delivery->id, &sharer, error) ||
        (people->len > 1 && !judge_had (self, delivery, &sharer, error)))
      return NULL;

    /* Whom it was written to comes first. */
    if (sharer.row == delivery->resident)
      g_array_prepend_val (sharers, sharer);
    else
      g_array_append_val (sharers, sharer);
  }

  return people != NULL ? g_steal_pointer (&sharers) : NULL;
}

/* Whether the words that were written for another one are hers, too. */
static gboolean
find_same_words (MhBroadcastJudge       *self,
                 const MhBroadcastEntry *entry,
                 gint64                  resident,
                 gboolean               *out_same,
                 GError                **error)
{
  *out_same = FALSE;

  return self->said != entry->broadcast->id || mh_broadcast_text_is_same (self->desk, entry->broadcast, resident, out_same, error);
}

/**
 * mh_broadcast_judge_keep_words:
 * @self: a judge
 * @entry: of a broadcast
 * @words: (nullable): what one person of it reads
 *
 * Remembers them for those who read the same.
 */
void
mh_broadcast_judge_keep_words (MhBroadcastJudge       *self,
                               const MhBroadcastEntry *entry,
                               const char             *words)
{
  g_free (self->words);
  self->words = g_strdup (words);
  self->said = words != NULL ? entry->broadcast->id : 0;
}

/* A message with a hole never leaves. */
static gboolean
write_words (MhBroadcastJudge       *self,
             const MhBroadcastEntry *entry,
             Sharer                 *sharer,
             gboolean                several,
             GError                **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean shared = several, same = FALSE;

  g_clear_pointer (&sharer->words, g_free);
  if (!find_same_words (self, entry, sharer->resident, &same, error))
    return FALSE;

  if (same) {
    sharer->words = g_strdup (self->words);
    return TRUE;
  }

  if (!shared && !mh_broadcast_text_is_shared (self->desk, sharer->contact, sharer->resident, &shared, error))
    return FALSE;

  sharer->words = mh_broadcast_text_write (self->desk, entry->broadcast, sharer->resident, shared, &local_error);
  mh_broadcast_judge_keep_words (self, entry, sharer->words);
  if (sharer->words != NULL || g_error_matches (local_error, MH_ERROR, MH_ERROR_INVALID))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* Who is reached by something else than the others, or is to read something else, has a message of his own from now on. */
static gboolean
split (MhBroadcastJudge       *self,
       const MhBroadcastEntry *entry,
       const MhDelivery       *delivery,
       const Sharer           *sharer,
       GError                **error)
{
  MhDelivery own = {
    .act = delivery->act,
    .kind = delivery->kind,
    .resident = sharer->row,
    .body = delivery->body,
    .state = delivery->state,
    .due_at = mh_desk_now (self->desk),
    .state_at = mh_desk_now (self->desk),
    .reason = delivery->reason,
    .broadcast = delivery->broadcast,
  };
  gint64 id = mh_delivery_table_insert (self->desk->db, &own, error);

  return id != 0 &&
         mh_broadcast_delivery_table_copy_refused (self->desk->db, delivery->id, id, error) &&
         mh_broadcast_delivery_table_set_person (self->desk->db, entry->broadcast->id, sharer->row, NULL, id, error);
}

static Sharer *
find_speaker (GArray *sharers)
{
  for (guint i = 0; i < sharers->len; i++) {
    Sharer *sharer = &g_array_index (sharers, Sharer, i);

    if (sharer->reach != MH_REACH_NONE)
      return sharer;
  }

  return NULL;
}

static gboolean
goes_along (const Sharer *speaker,
            const Sharer *sharer)
{
  if (sharer->resident == speaker->resident)
    return TRUE;

  return speaker->contact != 0 && sharer->contact == speaker->contact && g_strcmp0 (sharer->words, speaker->words) == 0;
}

/* The words for each of those who may share one message. */
static gboolean
write_all (MhBroadcastJudge       *self,
           const MhBroadcastEntry *entry,
           GArray                 *sharers,
           const Sharer           *speaker,
           GError                **error)
{
  guint n = 0;

  for (guint i = 0; i < sharers->len; i++) {
    const Sharer *sharer = &g_array_index (sharers, Sharer, i);

    n += sharer->reach != MH_REACH_NONE && sharer->contact == speaker->contact && sharer->contact != 0 &&
         (sharer == speaker || sharer->resident != speaker->resident) ? 1 : 0;
  }

  for (guint i = 0; i < sharers->len; i++) {
    Sharer *sharer = &g_array_index (sharers, Sharer, i);

    if (sharer->reach != MH_REACH_NONE && !write_words (self, entry, sharer, n > 1 && sharer->contact == speaker->contact, error))
      return FALSE;
  }

  return TRUE;
}

/* Leaves the message to those who are reached by one contact with the same words. @out_speaker: (nullable): to whom it goes; %NULL when nobody
 * is meant any more and it was withdrawn */
static gboolean
settle_sharers (MhBroadcastJudge       *self,
                const MhBroadcastEntry *entry,
                const MhDelivery       *delivery,
                GArray                 *sharers,
                const Sharer          **out_speaker,
                GError                **error)
{
  const Sharer *speaker = *out_speaker = find_speaker (sharers);
  gboolean ok;

  if (speaker == NULL)
    return withdraw (self, delivery, sharers->len > 0 ? g_array_index (sharers, Sharer, 0).why : "not-meant", error);

  ok = write_all (self, entry, sharers, speaker, error);
  if (ok && speaker->row != delivery->resident)
    ok = mh_broadcast_delivery_table_set_resident (self->desk->db, delivery->id, speaker->row, error);

  for (guint i = 0; ok && i < sharers->len; i++) {
    const Sharer *sharer = &g_array_index (sharers, Sharer, i);

    if (sharer->has_it)
      continue;

    if (sharer->reach == MH_REACH_NONE)
      ok = mh_broadcast_delivery_table_set_person (self->desk->db, entry->broadcast->id, sharer->row, sharer->why, 0, error);
    else if (!goes_along (speaker, sharer))
      ok = split (self, entry, delivery, sharer, error);
  }

  return ok;
}

/* --- when it may go ----------------------------------------------------------------------------------------------- */

/* 舟形町 2026: 1,000 people got 40 messages each at 01:12. Where one of those who read it has had as many as the town allows, it waits for the next
 * day. @out_go: (inout) */
static gboolean
judge_cap (MhBroadcastJudge       *self,
           const MhBroadcastEntry *entry,
           const MhDelivery       *delivery,
           const Sharer           *speaker,
           GArray                 *sharers,
           gboolean               *out_go,
           GError                **error)
{
  MhDate today = mh_desk_today (self->desk);
  gint64 midnight = mh_ms_from_civil (today, 0);

  if (g_str_equal (entry->broadcast->kind, "correction"))
    return TRUE;

  for (guint i = 0; i < sharers->len; i++) {
    const Sharer *sharer = &g_array_index (sharers, Sharer, i);
    gint64 n = 0;

    if (sharer->reach == MH_REACH_NONE || !goes_along (speaker, sharer))
      continue;

    if (!mh_broadcast_delivery_table_count_day (self->desk->db, sharer->resident, midnight, &n, error))
      return FALSE;

    *out_go = *out_go && n < self->settings.daily_cap;
  }

  return *out_go ||
         mh_delivery_table_set_due (self->desk->db, delivery->id, mh_hours_next_open (&self->settings.hours, midnight + MS_PER_DAY), error);
}

/**
 * mh_broadcast_judge_find_hour:
 * @self: a judge
 * @entry: of a broadcast
 *
 * Returns: when its messages may leave, ms since 1970 UTC; not after now where they may now
 */
gint64
mh_broadcast_judge_find_hour (MhBroadcastJudge       *self,
                              const MhBroadcastEntry *entry)
{
  gint64 wanted = MAX (mh_desk_now (self->desk), entry->broadcast->send_at);

  return entry->broadcast->any_hour ? wanted : mh_hours_next_open (&self->settings.hours, wanted);
}

/* Outside the hours all of the broadcast waits, unless somebody has given a reason why it cannot. @out_go: (inout) */
static gboolean
judge_hours (MhBroadcastJudge       *self,
             const MhBroadcastEntry *entry,
             gboolean               *out_go,
             GError                **error)
{
  gint64 at = mh_broadcast_judge_find_hour (self, entry);

  *out_go = at <= mh_desk_now (self->desk);

  return *out_go || mh_broadcast_delivery_table_postpone (self->desk->db, entry->broadcast->id, at, error);
}

/* Where a field is empty now, a person tells it, or nobody. @out_go: (inout) */
static gboolean
set_words (MhBroadcastJudge       *self,
           const MhBroadcastEntry *entry,
           const MhDelivery       *delivery,
           const Sharer           *speaker,
           gboolean               *out_go,
           GError                **error)
{
  gboolean by_hand = mh_broadcast_uses (entry->broadcast, "by-hand");

  if (g_strcmp0 (speaker->words, delivery->body) == 0)
    return TRUE;

  if (speaker->words != NULL)
    return mh_delivery_table_set_body (self->desk->db, delivery->id, speaker->words, error);

  *out_go = FALSE;

  return mh_delivery_table_move (self->desk->db, delivery->id, delivery->state, by_hand ? "by-hand" : "withdrawn", 0, "empty-field",
                                 mh_desk_now (self->desk), error);
}

/* Two entries may have become one person since the hold, and a contact another one's: it is not said a second time. Whether a protected person has
 * a contact together with somebody must not show. @out_go: (inout) */
static gboolean
judge_said (MhBroadcastJudge       *self,
            const MhBroadcastEntry *entry,
            const MhDelivery       *delivery,
            const Sharer           *speaker,
            GArray                 *sharers,
            gboolean               *out_go,
            GError                **error)
{
  gboolean covered = TRUE;
  gint64 other = 0;

  if (!mh_protection_table_covers (self->desk->db, speaker->resident, mh_desk_today (self->desk), &covered, error) ||
      !mh_broadcast_delivery_table_find_said (self->desk->db, delivery, speaker->resident, covered ? 0 : speaker->contact, speaker->words,
                                              &other, error))
    return FALSE;

  if (other == 0)
    return TRUE;

  *out_go = FALSE;
  for (guint i = 0; i < sharers->len; i++) {
    const Sharer *sharer = &g_array_index (sharers, Sharer, i);

    if (sharer->reach != MH_REACH_NONE && goes_along (speaker, sharer) &&
        !mh_broadcast_delivery_table_set_person (self->desk->db, entry->broadcast->id, sharer->row, NULL, other, error))
      return FALSE;
  }

  return withdraw (self, delivery, "said-already", error);
}

static gboolean
judge_people (MhBroadcastJudge       *self,
              const MhBroadcastEntry *entry,
              const MhDelivery       *delivery,
              gboolean               *out_go,
              GError                **error)
{
  g_autoptr (GArray) sharers = judge_sharers (self, entry, delivery, error);
  const Sharer *speaker = NULL;

  if (sharers == NULL || !settle_sharers (self, entry, delivery, sharers, &speaker, error))
    return FALSE;

  *out_go = speaker != NULL;
  if (speaker != NULL) {
    self->judged = delivery->id;
    self->reach = speaker->reach;
    self->contact = speaker->contact;
    self->why = speaker->why;
  }

  return !*out_go ||
         (judge_said (self, entry, delivery, speaker, sharers, out_go, error) &&
          (!*out_go || judge_cap (self, entry, delivery, speaker, sharers, out_go, error)) &&
          (!*out_go || set_words (self, entry, delivery, speaker, out_go, error)));
}

/**
 * mh_broadcast_judge_delivery:
 * @self: a judge
 * @delivery: a delivery of a broadcast that is due
 * @out_go: (out): whether it may leave now; otherwise it was withdrawn, put off or given to a person here
 * @error: return location
 *
 * Asked inside the act that would send it. Those for whom it speaks are each judged anew: who is not meant any more is left out, who is reached
 * by something else gets a message of his own, and the words are filled again.
 *
 * Returns: whether it could be judged; when not, nothing may go
 */
gboolean
mh_broadcast_judge_delivery (MhBroadcastJudge *self,
                             gint64            delivery,
                             gboolean         *out_go,
                             GError          **error)
{
  g_autoptr (MhDelivery) due = mh_delivery_table_get (self->desk->db, delivery, error);
  MhBroadcastEntry *entry = due != NULL ? mh_broadcast_judge_find_entry (self, due->broadcast, error) : NULL;

  *out_go = FALSE;
  self->judged = 0;
  if (entry == NULL)
    return FALSE;

  if (!g_str_equal (entry->broadcast->state, "running") || !g_str_equal (due->state, "due"))
    return TRUE;

  if (entry->starts != 0 && entry->starts <= mh_desk_now (self->desk))
    return withdraw (self, due, "too-late", error);

  *out_go = TRUE;
  if (g_str_equal (entry->broadcast->kind, "test"))
    return TRUE;

  if (!self->any_hour && !judge_hours (self, entry, out_go, error))
    return FALSE;
  if (!*out_go)
    return TRUE;

  return due->resident != 0 ? judge_people (self, entry, due, out_go, error)
                            : mh_broadcast_number_judge_delivery (self->desk, entry->broadcast, &self->settings, due, out_go, error);
}

/**
 * mh_broadcast_judge_form:
 * @self: a judge
 * @broadcast: a broadcast
 * @out_card: (out): whether its messages are cards where the channel shows them
 * @error: return location
 *
 * Returns: whether the broadcast could be read
 */
gboolean
mh_broadcast_judge_form (MhBroadcastJudge *self,
                         gint64            broadcast,
                         gboolean         *out_card,
                         GError          **error)
{
  MhBroadcastEntry *entry = mh_broadcast_judge_find_entry (self, broadcast, error);

  *out_card = entry != NULL && g_str_equal (entry->broadcast->form, "card");

  return entry != NULL;
}

/**
 * mh_broadcast_judge_file:
 * @self: a judge
 * @delivery: a delivery of a broadcast that is due or to be told by hand
 * @out_go: (out): whether it may leave in a file, as an SMS
 * @out_contact: (out): to which contact
 * @error: return location
 *
 * As mh_broadcast_judge_delivery(), for a person who uploads the file: she knows what time it is. What somebody was to tell by hand goes by SMS
 * where the broadcast may go by SMS at all.
 *
 * Returns: whether it could be judged; when not, nothing may go
 */
gboolean
mh_broadcast_judge_file (MhBroadcastJudge *self,
                         gint64            delivery,
                         gboolean         *out_go,
                         gint64           *out_contact,
                         GError          **error)
{
  g_autoptr (MhDelivery) message = mh_delivery_table_get (self->desk->db, delivery, error);
  MhBroadcastEntry *entry = message != NULL ? mh_broadcast_judge_find_entry (self, message->broadcast, error) : NULL;
  gboolean by_hand = message != NULL && g_str_equal (message->state, "by-hand");
  const char *why = NULL;
  MhReach reach;

  *out_go = FALSE;
  if (entry == NULL)
    return FALSE;

  if (!mh_broadcast_uses (entry->broadcast, "sms") || (entry->starts != 0 && entry->starts <= mh_desk_now (self->desk)))
    return TRUE;

  if (message->resident == 0) {
    *out_contact = message->contact;
    return mh_broadcast_number_judge_delivery (self->desk, entry->broadcast, &self->settings, message, out_go, error);
  }

  *out_go = TRUE;
  self->channels = by_hand ? "sms by-hand" : NULL;
  if (!judge_people (self, entry, message, out_go, error)) {
    *out_go = FALSE;
    return FALSE;
  }

  if (!*out_go)
    return TRUE;

  self->judged = 0;
  g_clear_pointer (&message, mh_delivery_free);
  message = mh_delivery_table_get (self->desk->db, delivery, error);
  if (message == NULL ||
      !mh_people_reach_by (self->desk, message->resident, delivery, entry->broadcast->category, find_channels (self, entry), &reach, out_contact,
                           &why, error))
    return FALSE;

  *out_go = reach == MH_REACH_SMS;

  return TRUE;
}

/**
 * mh_broadcast_judge_reach:
 * @self: a judge
 * @delivery: a delivery of a broadcast
 * @out_reach: (out): by what it goes now
 * @out_contact: (out): by which contact
 * @out_why: (out) (nullable): why by hand or not at all
 * @error: return location
 *
 * As mh_people_reach(), by the category and within the channels of the broadcast. What was judged just before holds: nothing else can write
 * meanwhile.
 *
 * Returns: whether it could be judged; when not, nothing may go
 */
gboolean
mh_broadcast_judge_reach (MhBroadcastJudge *self,
                          const MhDelivery *delivery,
                          MhReach          *out_reach,
                          gint64           *out_contact,
                          const char      **out_why,
                          GError          **error)
{
  MhBroadcastEntry *entry = mh_broadcast_judge_find_entry (self, delivery->broadcast, error);

  if (entry != NULL && self->judged == delivery->id) {
    *out_reach = self->reach;
    *out_contact = self->contact;
    *out_why = self->why;
    return TRUE;
  }

  return entry != NULL &&
         mh_people_reach_by (self->desk, delivery->resident, delivery->id, entry->broadcast->category, entry->broadcast->channels,
                             out_reach, out_contact, out_why, error);
}
