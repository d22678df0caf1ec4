/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-outbox-freeze"

#include "mh-outbox-steps.h"

#include "mh-act.h"
#include "mh-box.h"
#include "mh-broadcast.h"
#include "mh-config.h"
#include "mh-consent.h"
#include "mh-contact-table.h"
#include "mh-delivery-table.h"
#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-lease-table.h"
#include "mh-offer-table.h"
#include "mh-offer-text.h"
#include "mh-people.h"
#include "mh-refill-private.h"
#include "mh-refill-step.h"
#include "mh-round-table.h"
#include "mh-waiting-table.h"

#define SEND_OPERATOR "clock"

/* How many deliveries one transaction judges. */
#define BATCH 1000

/* How many requests are written down ahead of those that leave: what is said to many is judged when it leaves, and can be stopped. */
#define AHEAD 32

/* An offer that leaves so late that this much of the time for an answer would be lost names a new deadline. */
#define LATE_MS 60000

/* How long those of a broadcast wait for whom LINE has no room. */
#define QUOTA_AGAIN_MS 600000

/* How often those that wait for a box are judged meanwhile. */
#define BOX_AGAIN_MS 600000

/* Deliveries that go out as one request: the same words in the same form by the same provider. */
typedef struct {
  MhProvider *provider;    /* borrowed */
  gboolean    is_card;
  char       *body;        /* (owned) */
  GPtrArray  *recipients;  /* (owned) (element-type utf8) */
  GArray     *parts;       /* (owned) (element-type MhAttemptPart) */
} Group;

typedef struct {
  const MhDesk            *desk;
  const MhOutboxProviders *providers;
  MhAct                   *act;
  MhBroadcastJudge        *judge;   /* borrowed */
  GPtrArray               *groups;  /* (owned) (element-type Group) */
  MhOutboxFrozen          *frozen;
  GArray                  *plain;   /* (nullable) (element-type MhAttemptPart) in a group, but not moved yet */
  gint64                   n_line;  /* people who get it over LINE */
  gboolean                 by_box;  /* this computer reaches no provider: messages leave in a box */
  GArray                  *box;     /* (nullable) (element-type MhAttemptPart) the box that is being filled */
  gboolean                 changed;
  gboolean                 offers_are_cards;
  char                    *phone;   /* (owned) (nullable) what stands on a card */
  char                    *web;     /* (owned) (nullable) */
} Freeze;

static void
group_free (Group *group)
{
  g_free (group->body);
  g_ptr_array_unref (group->recipients);
  g_array_unref (group->parts);
  g_free (group);
}

static gboolean
move_delivery (Freeze           *freeze,
               const MhDelivery *delivery,
               const char       *to,
               gint64            contact,
               const char       *reason,
               GError          **error)
{
  freeze->changed = TRUE;

  return mh_delivery_table_move (freeze->desk->db, delivery->id, delivery->state, to, contact, reason,
                                 mh_desk_now (freeze->desk), error);
}

/* A new deadline, and words that name it, for an offer that leaves late: nobody is asked to answer in the past. */
static gboolean
renew_offer (Freeze        *freeze,
             MhDelivery    *delivery,
             const MhOffer *offer,
             const MhVisit *visit,
             GError       **error)
{
  const MhDesk *desk = freeze->desk;
  g_autoptr (MhRound) round = mh_round_table_get (desk->db, offer->round, error);
  g_autoptr (MhWaitingUnit) unit = NULL;
  g_autofree char *body = NULL;
  MhOfferFacts facts;
  MhHours hours;
  gint64 deadline;

  if (round == NULL || !mh_config_get_offer_hours (desk, &hours, error))
    return FALSE;

  unit = mh_waiting_table_get (desk->db, offer->unit, error);
  if (unit == NULL)
    return FALSE;

  deadline = MIN (mh_hours_deadline (&hours, mh_desk_now (desk), round->reply_minutes),
                  mh_ms_from_civil (visit->session->date, visit->slot->start_min));
  if (deadline - offer->deadline_at < LATE_MS)
    return TRUE;

  body = mh_refill_step_read_facts (desk, visit, unit, deadline, &facts, error)
         ? mh_offer_text_write (desk, visit, MH_OFFER_TEXT_OFFER, &facts, error)
         : NULL;

  if (body == NULL ||
      !mh_offer_table_set_deadline (desk->db, offer->id, deadline, error) ||
      !mh_delivery_table_set_body (desk->db, delivery->id, body, error))
    return FALSE;

  g_free (delivery->body);
  delivery->body = g_steal_pointer (&body);

  return TRUE;
}

/* Who may not come any more is not asked: the offer ends and the refill goes on. @out_go: whether all of them may. */
static gboolean
judge_members (Freeze        *freeze,
               MhDelivery    *delivery,
               const MhOffer *offer,
               const MhVisit *visit,
               gboolean      *out_go,
               GError       **error)
{
  const MhDesk *desk = freeze->desk;
  g_autoptr (MhWaitingUnit) unit = mh_waiting_table_get (desk->db, offer->unit, error);
  MhPlanReason reason;

  if (unit == NULL || !mh_refill_step_judge (desk, visit, unit, &reason, error))
    return FALSE;

  *out_go = reason == MH_PLAN_CHOSEN;

  return *out_go ||
         (move_delivery (freeze, delivery, "withdrawn", 0, "not-eligible-now", error) &&
          mh_refill_end_offer (desk, freeze->act, offer, "lost", NULL, error));
}

/* @out_go: whether the offer still stands and its message may go; otherwise the message was withdrawn or put off until the
 * hours for offers. A box may be carried in the evening: an offer leaves in it and waits for its hours there, unless its place is over by then. */
static gboolean
judge_offer (Freeze     *freeze,
             MhDelivery *delivery,
             gboolean   *out_go,
             GError    **error)
{
  const MhDesk *desk = freeze->desk;
  gint64 now = mh_desk_now (desk);
  g_autoptr (MhOffer) offer = mh_offer_table_get (desk->db, delivery->offer, error);
  g_autoptr (MhVisit) visit = offer != NULL ? mh_visit_load (desk, offer->slot, error) : NULL;
  gint64 leaves, starts;
  MhHours hours;

  *out_go = FALSE;

  if (visit == NULL || !mh_config_get_offer_hours (desk, &hours, error))
    return FALSE;

  starts = mh_ms_from_civil (visit->session->date, visit->slot->start_min);
  if (!g_str_equal (offer->state, "open") || starts <= now)
    return move_delivery (freeze, delivery, "withdrawn", 0, "offer-ended", error);

  leaves = mh_hours_next_open (&hours, now);
  if (leaves > now && (!freeze->by_box || leaves >= starts)) {
    freeze->changed = TRUE;
    return mh_delivery_table_set_due (desk->db, delivery->id, leaves, error);
  }

  return judge_members (freeze, delivery, offer, visit, out_go, error) &&
         (!*out_go || renew_offer (freeze, delivery, offer, visit, error));
}

/* What a card shows beside its words, and whether offers are cards. */
static gboolean
read_card (Freeze  *freeze,
           GError **error)
{
  g_autofree char *offers = mh_config_get (freeze->desk, "line.offer-card", error);

  freeze->offers_are_cards = g_strcmp0 (offers, "on") == 0;
  freeze->phone = offers != NULL ? mh_config_get (freeze->desk, "town.phone", error) : NULL;
  freeze->web = freeze->phone != NULL ? mh_config_get (freeze->desk, "town.web", error) : NULL;

  return freeze->web != NULL;
}

/* A channel that carries words only is not asked. */
static gboolean
wants_card (Freeze           *freeze,
            const MhDelivery *delivery,
            MhProvider       *provider,
            gboolean         *out_card,
            GError          **error)
{
  *out_card = freeze->offers_are_cards && g_str_equal (delivery->kind, "offer");
  if (!mh_provider_shows_cards (provider))
    *out_card = FALSE;
  else if (delivery->broadcast != 0)
    return mh_broadcast_judge_form (freeze->judge, delivery->broadcast, out_card, error);

  return TRUE;
}

static MhProvider *
provider_for (Freeze *freeze,
              MhReach reach)
{
  return reach == MH_REACH_LINE ? freeze->providers->line : freeze->providers->sms;
}

/* Whether the group names @contact already: two people who share it each get their own request. */
static gboolean
has_contact (const Group *group,
             gint64       contact)
{
  for (guint i = 0; i < group->parts->len; i++) {
    if (g_array_index (group->parts, MhAttemptPart, i).contact == contact)
      return TRUE;
  }

  return FALSE;
}

static Group *
find_group (Freeze     *freeze,
            MhProvider *provider,
            const char *body,
            gboolean    is_card,
            gint64      contact)
{
  Group *group;

  for (guint i = 0; i < freeze->groups->len; i++) {
    group = g_ptr_array_index (freeze->groups, i);

    if (group->provider == provider && group->is_card == is_card && g_str_equal (group->body, body) &&
        group->parts->len < mh_provider_get_max_recipients (provider) && !has_contact (group, contact))
      return group;
  }

  group = g_new0 (Group, 1);
  group->provider = provider;
  group->is_card = is_card;
  group->body = g_strdup (body);
  group->recipients = g_ptr_array_new_with_free_func (g_free);
  group->parts = g_array_new (FALSE, FALSE, sizeof (MhAttemptPart));
  g_ptr_array_add (freeze->groups, group);

  return group;
}

/* The caller moves it. */
static gboolean
add_value_to_group (Freeze           *freeze,
                    const MhDelivery *delivery,
                    MhProvider       *provider,
                    gint64            contact,
                    const char       *value,
                    GError          **error)
{
  const MhAttemptPart part = { delivery->id, contact };
  gboolean is_card = FALSE;
  Group *group;

  if (!wants_card (freeze, delivery, provider, &is_card, error))
    return FALSE;

  group = find_group (freeze, provider, delivery->body, is_card, contact);
  g_ptr_array_add (group->recipients, g_strdup (value));
  g_array_append_val (group->parts, part);
  if (delivery->resident != 0)
    mh_act_add_person (freeze->act, delivery->resident);

  return TRUE;
}

static gboolean
add_to_group (Freeze           *freeze,
              const MhDelivery *delivery,
              MhProvider       *provider,
              gint64            contact,
              GError          **error)
{
  g_autofree char *value = mh_contact_table_dup_value (freeze->desk->db, contact, error);

  return value != NULL && add_value_to_group (freeze, delivery, provider, contact, value, error) &&
         move_delivery (freeze, delivery, "attempting", contact, NULL, error);
}

/* Whether LINE takes one more; otherwise the delivery stays due and the nurse is told. */
static gboolean
take_quota (Freeze *freeze)
{
  if (freeze->providers->line == NULL || freeze->providers->line_quota < 0)
    return TRUE;

  if (freeze->n_line < freeze->providers->line_quota) {
    freeze->n_line++;
    return TRUE;
  }

  freeze->frozen->quota_short = TRUE;

  return FALSE;
}

/* Many who wait for room must not stand in the way of those who do not need it. */
static gboolean
wait_for_quota (Freeze           *freeze,
                const MhDelivery *delivery,
                GError          **error)
{
  return move_delivery (freeze, delivery, delivery->state, 0, "quota", error) &&
         mh_delivery_table_set_due (freeze->desk->db, delivery->id, mh_desk_now (freeze->desk) + QUOTA_AGAIN_MS, error);
}

static gboolean
find_reach (Freeze           *freeze,
            const MhDelivery *delivery,
            MhReach          *out_reach,
            gint64           *out_contact,
            const char      **out_why,
            GError          **error)
{
  if (delivery->broadcast != 0)
    return mh_broadcast_judge_reach (freeze->judge, delivery, out_reach, out_contact, out_why, error);

  return mh_people_reach (freeze->desk, delivery->resident, delivery->id, mh_consent_category_of (delivery->kind), out_reach, out_contact,
                          out_why, error);
}

/* Into the box that is being filled; without one it waits. */
static gboolean
put_into_box (Freeze           *freeze,
              const MhDelivery *delivery,
              gint64            contact,
              GError          **error)
{
  MhAttemptPart part = { delivery->id, contact };

  if (freeze->box == NULL)
    return move_delivery (freeze, delivery, "due", contact, "box", error) &&
           mh_delivery_table_set_due (freeze->desk->db, delivery->id, mh_desk_now (freeze->desk) + BOX_AGAIN_MS, error);

  g_array_append_val (freeze->box, part);
  if (delivery->resident != 0)
    mh_act_add_person (freeze->act, delivery->resident);

  return move_delivery (freeze, delivery, "exported", contact, NULL, error);
}

/* To nobody of the register: there is the number that it was written to and no other. */
static gboolean
judge_stranger (Freeze           *freeze,
                const MhDelivery *delivery,
                GError          **error)
{
  gboolean is_line = g_strcmp0 (delivery->contact_kind, "line") == 0;
  MhProvider *provider = provider_for (freeze, is_line ? MH_REACH_LINE : MH_REACH_SMS);
  g_autofree char *refused = NULL;
  gboolean go = FALSE;

  if (!mh_delivery_table_find_refusal (freeze->desk->db, delivery->id, delivery->contact, &refused, error))
    return FALSE;

  if (refused != NULL)
    return move_delivery (freeze, delivery, g_str_equal (refused, "text-refused") ? "withdrawn" : "undelivered", delivery->contact,
                          refused, error);

  if (freeze->by_box)
    return put_into_box (freeze, delivery, delivery->contact, error);

  freeze->changed = TRUE;
  if (!mh_box_judge (freeze->desk, delivery, &go, error))
    return FALSE;

  if (!go)
    return TRUE;

  if (provider == NULL)
    return move_delivery (freeze, delivery, "withdrawn", delivery->contact, "channel-off", error);

  if (is_line && !take_quota (freeze))
    return wait_for_quota (freeze, delivery, error);

  return add_to_group (freeze, delivery, provider, delivery->contact, error);
}

/* Status, protection, consent and channel, all at this moment. A channel that is not set up counts as refused for this message.
 * @out_again: whether it is to be judged once more because of that */
static gboolean
judge_person (Freeze           *freeze,
              const MhDelivery *delivery,
              gboolean         *out_again,
              GError          **error)
{
  const char *why = NULL;
  gint64 contact = 0;
  MhReach reach;

  *out_again = FALSE;
  if (delivery->resident == 0)
    return judge_stranger (freeze, delivery, error);

  if (!find_reach (freeze, delivery, &reach, &contact, &why, error))
    return FALSE;

  if (reach == MH_REACH_NONE)
    return move_delivery (freeze, delivery, "withdrawn", 0, why, error);

  if (reach == MH_REACH_BY_HAND)
    return move_delivery (freeze, delivery, "by-hand", 0, why, error);

  if (freeze->by_box)
    return put_into_box (freeze, delivery, contact, error);

  if (reach == MH_REACH_LINE && !take_quota (freeze))
    return delivery->broadcast == 0 || wait_for_quota (freeze, delivery, error);

  if (provider_for (freeze, reach) != NULL)
    return add_to_group (freeze, delivery, provider_for (freeze, reach), contact, error);

  *out_again = TRUE;

  return mh_delivery_table_refuse_contact (freeze->desk->db, delivery->id, contact, "channel-off", error);
}

/* Words, and even the person to whom it goes, may change here. @out_go: whether it may leave */
static gboolean
judge_broadcast (Freeze      *freeze,
                 MhDelivery **delivery,
                 gboolean    *out_go,
                 GError     **error)
{
  gint64 id = (*delivery)->id;

  freeze->changed = TRUE;
  if (!mh_broadcast_judge_delivery (freeze->judge, id, out_go, error))
    return FALSE;

  if (!*out_go)
    return TRUE;

  mh_delivery_free (*delivery);
  *delivery = mh_delivery_table_get (freeze->desk->db, id, error);

  return *delivery != NULL;
}

static gboolean
take_plain (Freeze                 *freeze,
            const MhDelivery       *delivery,
            const MhBroadcastPlain *plain,
            GError                **error)
{
  const MhAttemptPart part = { plain->delivery, plain->contact };

  freeze->changed = TRUE;
  if (plain->reach == MH_REACH_LINE && !take_quota (freeze))
    return wait_for_quota (freeze, delivery, error);

  g_array_append_val (freeze->plain, part);

  return add_value_to_group (freeze, delivery, provider_for (freeze, plain->reach), plain->contact, plain->value, error);
}

/* Before anything else is judged, which may look at them. */
static gboolean
move_plain (Freeze  *freeze,
            GError **error)
{
  gboolean ok = freeze->plain == NULL || freeze->plain->len == 0 ||
                mh_delivery_table_attempt_all (freeze->desk->db, freeze->plain, mh_desk_now (freeze->desk), error);

  if (freeze->plain != NULL)
    g_array_set_size (freeze->plain, 0);

  return ok;
}

/* @delivery: (inout) */
static gboolean
judge_delivery (Freeze      *freeze,
                MhDelivery **delivery,
                GError     **error)
{
  const MhBroadcastPlain *plain = mh_broadcast_judge_find_plain (freeze->judge, (*delivery)->id);
  gboolean go = TRUE, again = TRUE;

  if (plain != NULL && provider_for (freeze, plain->reach) != NULL)
    return take_plain (freeze, *delivery, plain, error);

  if (!move_plain (freeze, error))
    return FALSE;

  if (g_str_equal ((*delivery)->kind, "offer") && !judge_offer (freeze, *delivery, &go, error))
    return FALSE;

  while (go && again) {
    if ((*delivery)->broadcast != 0 && !judge_broadcast (freeze, delivery, &go, error))
      return FALSE;

    if (go && !judge_person (freeze, *delivery, &again, error))
      return FALSE;
  }

  return TRUE;
}

/* The provider will not take these words: another channel or a person has to. */
static gboolean
refuse_group (Freeze      *freeze,
              const Group *group,
              GError     **error)
{
  for (guint i = 0; i < group->parts->len; i++) {
    const MhAttemptPart *part = &g_array_index (group->parts, MhAttemptPart, i);

    if (!mh_delivery_table_refuse_contact (freeze->desk->db, part->delivery, part->contact, "text-refused", error) ||
        !mh_delivery_table_move (freeze->desk->db, part->delivery, "attempting", "due", 0, "text-refused",
                                 mh_desk_now (freeze->desk), error))
      return FALSE;
  }

  return TRUE;
}

static gint64
insert_attempt (Freeze         *freeze,
                const Group    *group,
                const char     *key,
                const MhFrozen *frozen,
                GError        **error)
{
  MhAttempt attempt = {
    .key = (char *) key,
    .provider = (char *) mh_provider_get_name (group->provider),
    .endpoint = frozen->endpoint,
    .content_type = frozen->content_type,
    .body = frozen->body,
    .first_at = mh_desk_now (freeze->desk),
    .next_at = mh_desk_now (freeze->desk),
  };

  return mh_attempt_table_insert (freeze->desk->db, &attempt, error);
}

static MhFrozen *
make_request (Freeze     *freeze,
              Group      *group,
              const char *key,
              GError    **error)
{
  const MhCard card = { freeze->phone, freeze->web };
  const char * const *recipients;

  g_ptr_array_add (group->recipients, NULL);
  recipients = (const char * const *) group->recipients->pdata;

  return group->is_card ? mh_provider_freeze_card (group->provider, recipients, group->body, &card, key, error)
                        : mh_provider_freeze (group->provider, recipients, group->body, key, error);
}

static gboolean
freeze_group (Freeze  *freeze,
              Group   *group,
              GError **error)
{
  g_autoptr (GError) text_error = NULL;
  g_autofree char *key = mh_random_uuid (freeze->desk->random);
  g_autoptr (MhFrozen) frozen = make_request (freeze, group, key, &text_error);
  gint64 attempt;

  if (frozen == NULL)
    return refuse_group (freeze, group, error);

  attempt = insert_attempt (freeze, group, key, frozen, error);
  if (attempt == 0)
    return FALSE;

  if (!mh_attempt_table_add_parts (freeze->desk->db, attempt, group->parts, error))
    return FALSE;

  freeze->frozen->n_requests++;

  return TRUE;
}

/**
 * mh_outbox_may_send:
 * @desk: the desk, inside a write transaction
 * @owner: a process
 * @out_may: (out): whether it holds the lease and sending is on
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_outbox_may_send (const MhDesk *desk,
                    const char   *owner,
                    gboolean     *out_may,
                    GError      **error)
{
  g_autofree char *sending = mh_config_get (desk, "sending", error);

  if (sending == NULL || !mh_lease_table_holds (desk->db, MH_OUTBOX_LEASE, owner, mh_desk_now (desk), out_may, error))
    return FALSE;

  *out_may = *out_may && g_str_equal (sending, "on");

  return TRUE;
}

/* What may leave, at most @limit of each sort: what belongs to a broadcast comes last, for an offer does not wait behind it, and only where
 * there is @room for many more requests. */
static GPtrArray *
list_due (const MhDesk            *desk,
          const MhOutboxProviders *providers,
          guint                    room,
          int                      limit,
          GError                 **error)
{
  static const MhDueSort sorts[] = { MH_DUE_AGAIN, MH_DUE_HELD, MH_DUE_BROADCAST };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_delivery_free);

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++) {
    GPtrArray *due;

    if ((sorts[i] == MH_DUE_AGAIN && providers->goes_on) || (sorts[i] == MH_DUE_BROADCAST && room < AHEAD / 2))
      continue;

    due = mh_delivery_table_list_due (desk->db, sorts[i], mh_desk_now (desk), limit, error);
    if (due == NULL)
      return NULL;

    g_ptr_array_extend_and_steal (all, due);
  }

  return g_steal_pointer (&all);
}

static gboolean
find_room (const MhDesk *desk,
           guint        *out_room,
           GError      **error)
{
  gint64 n_unsent = 0;

  if (!mh_attempt_table_count_unsent (desk->db, mh_desk_now (desk), &n_unsent, error))
    return FALSE;

  *out_room = n_unsent < AHEAD ? AHEAD - (guint) n_unsent : 0;

  return TRUE;
}

/**
 * mh_outbox_has_due:
 * @desk: the desk
 * @providers: what is set up
 * @out_has: (out): whether there is anything to judge: an act is begun only then
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_outbox_has_due (const MhDesk            *desk,
                   const MhOutboxProviders *providers,
                   gboolean                *out_has,
                   GError                 **error)
{
  g_autoptr (GPtrArray) due = NULL;
  guint room;

  if (!find_room (desk, &room, error))
    return FALSE;

  due = list_due (desk, providers, room, 1, error);
  *out_has = due != NULL && due->len > 0;

  return due != NULL;
}

/* Judges together what can be: those from @i on, where they are not yet. @until: (inout) the first that is not judged */
static gboolean
read_ahead (Freeze    *freeze,
            GPtrArray *due,
            guint      i,
            guint      room,
            guint     *until,
            GError   **error)
{
  const MhDelivery *delivery = g_ptr_array_index (due, i);

  if (i < *until || freeze->by_box || delivery->broadcast == 0 || delivery->resident == 0)
    return TRUE;

  return move_plain (freeze, error) &&
         mh_broadcast_judge_read_ahead (freeze->judge, due, i, room - freeze->groups->len, until, error);
}

static gboolean
judge_due (Freeze  *freeze,
           GError **error)
{
  g_autoptr (GPtrArray) due = NULL;
  guint room, until = 0;

  if (!find_room (freeze->desk, &room, error))
    return FALSE;

  due = list_due (freeze->desk, freeze->providers, room, BATCH, error);
  if (due == NULL)
    return FALSE;

  for (guint i = 0; i < due->len; i++) {
    MhDelivery **delivery = (MhDelivery **) &due->pdata[i];

    if (((*delivery)->broadcast != 0 || (*delivery)->resident == 0) && freeze->groups->len >= room)
      break;

    if (!read_ahead (freeze, due, i, room, &until, error) || !judge_delivery (freeze, delivery, error))
      return FALSE;
  }

  if (!move_plain (freeze, error))
    return FALSE;

  for (guint i = 0; i < freeze->groups->len; i++) {
    if (!freeze_group (freeze, g_ptr_array_index (freeze->groups, i), error))
      return FALSE;
  }

  return TRUE;
}

/* Messages wait for the box at any hour: who sends them keeps the hours. */
static gboolean
prepare_box (Freeze  *freeze,
             GError **error)
{
  MhBoxRole role;

  if (!mh_box_get_role (freeze->desk, &role, error))
    return FALSE;

  freeze->by_box = role == MH_BOX_ROLE_REGISTER;
  if (freeze->by_box)
    mh_broadcast_judge_leave_hours (freeze->judge);

  return TRUE;
}

/**
 * mh_outbox_pick_for_box:
 * @desk: the desk, inside @act
 * @act: the act that writes the box
 * @max: how many at the most
 * @out_n_left: (out): how many more could have left
 * @error: return location
 *
 * Judges what is due as when it would be sent, and takes what goes by LINE or SMS: it stands as handed over from now on.
 *
 * Returns: (transfer full) (element-type MhAttemptPart): what leaves in the box
 */
GArray *
mh_outbox_pick_for_box (const MhDesk *desk,
                        MhAct        *act,
                        guint         max,
                        guint        *out_n_left,
                        GError      **error)
{
  g_autoptr (GArray) box = g_array_new (FALSE, FALSE, sizeof (MhAttemptPart));
  g_autoptr (MhBroadcastJudge) judge = mh_broadcast_judge_new (desk);
  const MhOutboxProviders providers = { 0 };
  MhOutboxFrozen frozen = { 0 };
  Freeze freeze = { .desk = desk, .judge = judge, .providers = &providers, .act = act, .frozen = &frozen, .box = box };
  guint before;

  *out_n_left = 0;
  if (!prepare_box (&freeze, error))
    return NULL;

  /* Judging a message of many may make one for somebody who is reached by something else now: another turn takes it. */
  do {
    g_autoptr (GPtrArray) due = mh_delivery_table_list_for_box (desk->db, mh_desk_now (desk), error);

    if (due == NULL)
      return NULL;

    before = box->len;
    for (guint i = 0; i < due->len && box->len < max; i++) {
      if (!judge_delivery (&freeze, (MhDelivery **) &due->pdata[i], error))
        return NULL;
    }
    *out_n_left = box->len == max ? due->len - MIN (due->len, box->len - before) : 0;
  } while (box->len > before && box->len < max);

  return g_steal_pointer (&box);
}

/**
 * mh_outbox_freeze_step:
 * @desk: the desk, inside @act
 * @act: the act "send", see mh_outbox_begin()
 * @providers: what is set up
 * @owner: who holds the lease
 * @out_frozen: (out): what was frozen
 * @out_changed: (out): whether anything was written; else @act need not be committed
 * @error: return location
 *
 * Judges what is due and writes the requests down.
 *
 * Returns: whether it ran; when not, @act must not be committed
 */
gboolean
mh_outbox_freeze_step (const MhDesk            *desk,
                       MhAct                   *act,
                       const MhOutboxProviders *providers,
                       const char              *owner,
                       MhOutboxFrozen          *out_frozen,
                       gboolean                *out_changed,
                       GError                 **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (MhAttemptPart));
  g_autoptr (MhBroadcastJudge) judge = mh_broadcast_judge_new (desk);
  Freeze freeze = {
    .desk = desk, .judge = judge, .providers = providers, .act = act, .groups = groups, .plain = plain, .frozen = out_frozen,
  };
  gboolean may = FALSE, ok;

  *out_frozen = (MhOutboxFrozen) { 0 };
  *out_changed = FALSE;
  if (!mh_outbox_may_send (desk, owner, &may, error))
    return FALSE;

  if (!may)
    return TRUE;

  ok = read_card (&freeze, error) && prepare_box (&freeze, error) && judge_due (&freeze, error);
  g_free (freeze.phone);
  g_free (freeze.web);
  out_frozen->n_line = freeze.n_line;
  mh_act_set_int (act, "requests", out_frozen->n_requests);
  *out_changed = freeze.changed;

  return ok;
}

/**
 * mh_outbox_begin:
 * @desk: the desk
 * @error: return location, as mh_act_begin()
 *
 * Returns: (transfer full): the act in which what is due is judged and frozen
 */
MhAct *
mh_outbox_begin (const MhDesk *desk,
                 GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), SEND_OPERATOR, "send", MH_UNDO_NONE, error);
}

/**
 * mh_outbox_freeze:
 * @desk: the desk
 * @providers: what is set up
 * @owner: who holds the lease
 * @out_frozen: (out): what was frozen
 * @error: return location
 *
 * Judges what is due and writes the requests down, all in one transaction.
 *
 * Returns: whether it ran
 */
gboolean
mh_outbox_freeze (const MhDesk            *desk,
                  const MhOutboxProviders *providers,
                  const char              *owner,
                  MhOutboxFrozen          *out_frozen,
                  GError                 **error)
{
  g_autoptr (MhAct) act = NULL;
  gboolean has = FALSE, changed = FALSE;

  *out_frozen = (MhOutboxFrozen) { 0 };

  if (!mh_outbox_has_due (desk, providers, &has, error))
    return FALSE;

  if (!has)
    return TRUE;

  act = mh_outbox_begin (desk, error);

  return act != NULL && mh_outbox_freeze_step (desk, act, providers, owner, out_frozen, &changed, error) &&
         (!changed || mh_act_commit (act, error));
}
