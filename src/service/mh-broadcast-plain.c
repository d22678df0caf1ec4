/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-plain"

#include "mh-broadcast-judge-private.h"

#include <stdlib.h>

#include "mh-broadcast-text.h"
#include "mh-contact-table.h"
#include "mh-error.h"
#include "mh-id-set.h"

/* Judges at once what most messages of a broadcast are: one person, one contact that is hers alone, nothing of her that has to be looked at twice. It
 * never says more than mh_broadcast_judge_delivery() would, and writes nothing: whatever is not plain is judged there, by itself. */

static void
plain_free (MhBroadcastPlain *plain)
{
  g_free (plain->value);
  g_free (plain);
}

static int
compare_singles (gconstpointer a,
                 gconstpointer b)
{
  const MhBroadcastSingle *one = a;
  const MhBroadcastSingle *two = b;

  return one->resident < two->resident ? -1 : one->resident > two->resident;
}

/* Messages of the broadcast of the first, to people: as many as there may be requests where each has its own. */
static guint
find_end (const MhBroadcast *broadcast,
          GPtrArray         *due,
          guint              from,
          guint              room)
{
  gboolean own = mh_broadcast_text_has_fields (broadcast) || !mh_broadcast_uses (broadcast, "line");
  guint most = own ? MIN (room, due->len - from) : due->len - from;
  guint n = 0;

  while (n < most) {
    const MhDelivery *delivery = g_ptr_array_index (due, from + n);

    if (delivery->broadcast != broadcast->id || delivery->resident == 0)
      break;

    n++;
  }

  return from + n;
}

/* Whether messages of it may leave at all at this moment; where not, each is judged by itself, and put off or withdrawn. */
static gboolean
may_leave (MhBroadcastJudge       *self,
           const MhBroadcastEntry *entry)
{
  gint64 now = mh_desk_now (self->desk);

  return g_str_equal (entry->broadcast->state, "running") && !g_str_equal (entry->broadcast->kind, "test") &&
         (entry->starts == 0 || entry->starts > now) && !self->any_hour && self->channels == NULL &&
         mh_broadcast_judge_find_hour (self, entry) <= now;
}

static GArray *
list_singles (MhBroadcastJudge *self,
              GPtrArray        *due,
              guint             from,
              guint             until,
              GError          **error)
{
  gint64 midnight = mh_ms_from_civil (mh_desk_today (self->desk), 0);
  g_autofree gint64 *ids = g_new (gint64, until - from + 1);
  g_autofree char *set = NULL;

  for (guint i = from; i < until; i++)
    ids[i - from] = ((const MhDelivery *) g_ptr_array_index (due, i))->id;

  set = mh_id_set_make (ids, until - from);

  return mh_broadcast_delivery_table_list_single (self->desk->db, set, midnight, error);
}

/* What the rule and the reach of each say now. By id of the person. */
static GArray *
judge_reaches (MhBroadcastJudge       *self,
               const MhBroadcastEntry *entry,
               GArray                 *singles,
               GError                **error)
{
  gboolean fixed = g_str_equal (entry->broadcast->kind, "correction");
  g_autoptr (MhAudienceRule) anybody = mh_audience_rule_new ();
  MhAudienceWay way = { entry->broadcast->category, entry->broadcast->channels };
  g_autofree gint64 *ids = g_new (gint64, singles->len + 1);

  for (guint i = 0; i < singles->len; i++)
    ids[i] = g_array_index (singles, MhBroadcastSingle, i).resident;

  return mh_audience_judge_some (self->desk, fixed ? anybody : entry->rule, &way, ids, singles->len, error);
}

/* Those whom the broadcast still means and whom a provider reaches, with their contacts. */
static GPtrArray *
list_reached (MhBroadcastJudge       *self,
              const MhBroadcastEntry *entry,
              GArray                 *singles,
              GError                **error)
{
  gboolean fixed = g_str_equal (entry->broadcast->kind, "correction");
  g_autoptr (GPtrArray) reached = g_ptr_array_new_with_free_func ((GDestroyNotify) plain_free);
  g_autoptr (GArray) people = judge_reaches (self, entry, singles, error);
  guint n = 0;

  if (people == NULL)
    return NULL;

  g_array_sort (singles, compare_singles);
  for (guint i = 0; i < singles->len; i++) {
    const MhBroadcastSingle *single = &g_array_index (singles, MhBroadcastSingle, i);
    const MhAudiencePerson *person;
    MhBroadcastPlain *plain;

    while (n < people->len && g_array_index (people, MhAudiencePerson, n).resident < single->resident)
      n++;

    person = n < people->len ? &g_array_index (people, MhAudiencePerson, n) : NULL;
    if (person == NULL || person->resident != single->resident || person->contact == 0 ||
        (person->reach != MH_REACH_LINE && person->reach != MH_REACH_SMS) ||
        (!fixed && single->n_others >= self->settings.daily_cap))
      continue;

    plain = g_new0 (MhBroadcastPlain, 1);
    *plain = (MhBroadcastPlain) { single->delivery, single->resident, person->reach, person->contact, NULL };
    g_ptr_array_add (reached, plain);
  }

  return g_steal_pointer (&reached);
}

/* Leaves out whose contact others have, too. */
static gboolean
read_contacts (MhBroadcastJudge *self,
               GPtrArray        *reached,
               GError          **error)
{
  g_autofree gint64 *ids = g_new (gint64, reached->len + 1);
  g_autofree char *set = NULL;
  g_autoptr (GHashTable) values = NULL;

  for (guint i = 0; i < reached->len; i++)
    ids[i] = ((const MhBroadcastPlain *) g_ptr_array_index (reached, i))->contact;

  set = mh_id_set_make (ids, reached->len);
  values = mh_contact_table_read_own (self->desk->db, set, error);
  if (values == NULL)
    return FALSE;

  for (guint i = reached->len; i > 0; i--) {
    MhBroadcastPlain *plain = g_ptr_array_index (reached, i - 1);

    plain->value = g_strdup (g_hash_table_lookup (values, &plain->contact));
    if (plain->value == NULL)
      g_ptr_array_remove_index_fast (reached, i - 1);
  }

  return TRUE;
}

/* @out_same: whether what the person reads now is @body */
static gboolean
compare_words (MhBroadcastJudge       *self,
               const MhBroadcastEntry *entry,
               gint64                  resident,
               const char             *body,
               gboolean               *out_same,
               GError                **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->said != entry->broadcast->id || mh_broadcast_text_has_fields (entry->broadcast)) {
    g_autofree char *words = mh_broadcast_text_write (self->desk, entry->broadcast, resident, FALSE, &local_error);

    mh_broadcast_judge_keep_words (self, entry, words);
    if (words == NULL && !g_error_matches (local_error, MH_ERROR, MH_ERROR_INVALID)) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  }

  *out_same = self->said == entry->broadcast->id && g_strcmp0 (self->words, body) == 0;

  return TRUE;
}

/* Takes what is plain out of @reached. */
static gboolean
keep_plain (MhBroadcastJudge       *self,
            const MhBroadcastEntry *entry,
            GPtrArray              *reached,
            GPtrArray              *due,
            guint                   from,
            guint                   until,
            GError                **error)
{
  g_autoptr (GHashTable) deliveries = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = from; i < until; i++) {
    MhDelivery *delivery = g_ptr_array_index (due, i);

    g_hash_table_insert (deliveries, &delivery->id, delivery);
  }

  while (reached->len > 0) {
    MhBroadcastPlain *plain = g_ptr_array_steal_index_fast (reached, reached->len - 1);
    const MhDelivery *delivery = g_hash_table_lookup (deliveries, &plain->delivery);
    gboolean same = FALSE;

    if (!compare_words (self, entry, plain->resident, delivery->body, &same, error)) {
      plain_free (plain);
      return FALSE;
    }

    if (same)
      g_hash_table_replace (self->plain, &plain->delivery, plain);
    else
      plain_free (plain);
  }

  return TRUE;
}

/**
 * mh_broadcast_judge_read_ahead:
 * @self: a judge
 * @due: (element-type MhDelivery): what is due
 * @from: the index of one that belongs to a broadcast and goes to a person
 * @room: how many requests may be made
 * @out_until: (out): the index of the first one that was not looked at, behind @from
 * @error: return location
 *
 * Judges those of the same broadcast that follow each other, all by the same few queries, inside the act that sends them. What this act has written
 * before and will write changes nothing of it: who may get anything else today than this one message is counted as if it had left.
 *
 * Returns: whether they could be judged; when not, nothing may go
 */
gboolean
mh_broadcast_judge_read_ahead (MhBroadcastJudge *self,
                               GPtrArray        *due,
                               guint             from,
                               guint             room,
                               guint            *out_until,
                               GError          **error)
{
  const MhDelivery *first = g_ptr_array_index (due, from);
  MhBroadcastEntry *entry = mh_broadcast_judge_find_entry (self, first->broadcast, error);
  g_autoptr (GArray) singles = NULL;
  g_autoptr (GPtrArray) reached = NULL;

  if (entry == NULL)
    return FALSE;

  if (self->plain == NULL)
    self->plain = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) plain_free);

  *out_until = MAX (find_end (entry->broadcast, due, from, room), from + 1);
  if (!may_leave (self, entry))
    return TRUE;

  singles = list_singles (self, due, from, *out_until, error);
  if (singles == NULL)
    return FALSE;
  if (singles->len == 0)
    return TRUE;

  reached = list_reached (self, entry, singles, error);

  return reached != NULL && read_contacts (self, reached, error) && keep_plain (self, entry, reached, due, from, *out_until, error);
}

/**
 * mh_broadcast_judge_find_plain:
 * @self: a judge
 * @delivery: a delivery
 *
 * Returns: (transfer none) (nullable): how it leaves, where mh_broadcast_judge_read_ahead() found it plain
 */
const MhBroadcastPlain *
mh_broadcast_judge_find_plain (MhBroadcastJudge *self,
                               gint64            delivery)
{
  return self->plain != NULL ? g_hash_table_lookup (self->plain, &delivery) : NULL;
}
