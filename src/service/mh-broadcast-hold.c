/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-hold"

#include "mh-broadcast-private.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-text.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-operators.h"

/* Up to so many people the countdown is the shortest, and from so many on the longest. */
#define SMALL 100
#define LARGE 1000

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

static gboolean
check_heads (const MhBroadcastSheet *sheet,
             const MhHoldAnswers    *answers,
             GError                **error)
{
  if (!sheet->wants_heads || answers->typed_heads == (int) sheet->n_heads)
    return TRUE;

  if (answers->typed_heads < 0)
    return refuse (error, _("Please count on the sheet how many people get it, and type the number."));

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("You typed %d, but %u people would get it. Please look at the sheet once more."), answers->typed_heads, sheet->n_heads);

  return FALSE;
}

static gboolean
check_second (const MhDesk           *desk,
              const MhBroadcastSheet *sheet,
              const MhHoldAnswers    *answers,
              GError                **error)
{
  g_autoptr (GPtrArray) operators = NULL;

  if (!sheet->wants_second)
    return TRUE;

  operators = answers->second_by != NULL ? mh_operators_list (desk, error) : NULL;
  if (answers->second_by != NULL && operators == NULL)
    return FALSE;

  for (guint i = 0; operators != NULL && i < operators->len; i++) {
    const MhOperator *other = g_ptr_array_index (operators, i);

    if (other->active && other->has_pin && g_str_equal (other->name, answers->second_by) && !g_str_equal (other->name, desk->operator_name))
      return TRUE;
  }

  return refuse (error, _("A second person has to look at this and enter her PIN."));
}

/* A reason is wanted for what the sheet asks. */
static gboolean
check_reason (const MhBroadcastSheet *sheet,
              const MhHoldAnswers    *answers,
              GError                **error)
{
  if (answers->any_hour && (answers->reason == NULL || *answers->reason == '\0')) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_ASK,
                         _("It would leave outside the hours for broadcasts. Please give the reason why it cannot wait."));
    return FALSE;
  }

  for (guint i = 0; i < sheet->findings->len; i++) {
    const MhFinding *finding = g_ptr_array_index (sheet->findings, i);

    if (finding->weight == MH_FINDING_ASKS && (answers->reason == NULL || *answers->reason == '\0')) {
      g_set_error (error, MH_ERROR, MH_ERROR_ASK, _("%s Please give the reason why it may go all the same."), finding->sentence);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
check_answers (const MhDesk           *desk,
               const MhBroadcastSheet *sheet,
               const MhHoldAnswers    *answers,
               GError                **error)
{
  if (!sheet->may_hold)
    return refuse (error, ((MhFinding *) g_ptr_array_index (sheet->findings, 0))->sentence);

  if (sheet->n_heads == 0 && answers->typed_numbers == 0)
    return refuse (error, _("Nobody would get this but numbers that belong to nobody in the register. Please type how many they are, or do not send it."));

  return check_heads (sheet, answers, error) && check_second (desk, sheet, answers, error) && check_reason (sheet, answers, error);
}

/* The more people, the longer it can be taken back. */
static gint64
countdown (const MhBroadcastSettings *settings,
           guint                      n_heads)
{
  gint64 longer = MAX (settings->hold_max - settings->hold_min, 0);

  return settings->hold_min + longer * (CLAMP (n_heads, SMALL, LARGE) - SMALL) / (LARGE - SMALL);
}

typedef struct {
  const MhDesk          *desk;
  const MhBroadcast     *broadcast;
  const MhBroadcastPlan *plan;
  gint64                 act;
  GHashTable            *deliveries;  /* (owned) (element-type gint64 gint64): by resident */
  guint                  n_automatic;
} Writing;

static gboolean
write_delivery (Writing                *writing,
                const MhAudiencePerson *person,
                GError                **error)
{
  gint64 resident = person->resident;
  gboolean automatic = person->reach != MH_REACH_BY_HAND;
  MhDelivery delivery = {
    .act = writing->act,
    .kind = (char *) mh_broadcast_delivery_kind (writing->broadcast),
    .resident = resident,
    .body = g_hash_table_lookup (writing->plan->bodies, &resident),
    .state = (char *) (automatic ? "held" : "by-hand"),
    .state_at = mh_desk_now (writing->desk),
    .reason = (char *) (automatic ? NULL : person->why != NULL ? person->why : "no-contact"),
    .broadcast = writing->broadcast->id,
  };
  gint64 id;

  g_return_val_if_fail (delivery.body != NULL, FALSE);

  if (automatic)
    writing->n_automatic++;
  delivery.due_at = writing->n_automatic <= MH_BROADCAST_N_FIRST ? writing->broadcast->hold_until : writing->broadcast->rest_at;

  id = mh_delivery_table_insert (writing->desk->db, &delivery, error);
  if (id != 0)
    g_hash_table_insert (writing->deliveries, g_memdup2 (&resident, sizeof resident), g_memdup2 (&id, sizeof id));

  return id != 0;
}

static gboolean
write_person (Writing                *writing,
              const MhAudiencePerson *person,
              GError                **error)
{
  gint64 speaks = person->with != 0 ? person->with : person->resident;
  const gint64 *delivery = g_hash_table_lookup (writing->deliveries, &speaks);
  gboolean left_out = person->reach == MH_REACH_NONE;

  return mh_broadcast_table_add_person (writing->desk->db, writing->broadcast->id, person->resident,
                                        left_out ? person->why : NULL, left_out || delivery == NULL ? 0 : *delivery, error);
}

/**
 * mh_broadcast_write_step:
 * @desk: the desk
 * @act: the act this is part of
 * @broadcast: what is said, with its times
 * @plan: to whom in which words
 * @error: return location
 *
 * One message a contact, and a row for everybody whom the rule named, those too whom it leaves out.
 *
 * Returns: whether all was written
 */
gboolean
mh_broadcast_write_step (const MhDesk          *desk,
                         MhAct                 *act,
                         const MhBroadcast     *broadcast,
                         const MhBroadcastPlan *plan,
                         GError               **error)
{
  g_autoptr (GHashTable) deliveries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Writing writing = { desk, broadcast, plan, mh_act_get_id (act), deliveries, 0 };
  GArray *people = plan->sheet->people;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (people, MhAudiencePerson, i);

    ok = person->reach == MH_REACH_NONE || person->with != 0 || write_delivery (&writing, person, error);
  }

  for (guint i = 0; ok && i < people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (people, MhAudiencePerson, i);

    if (person->reach != MH_REACH_NONE)
      mh_act_add_person (act, person->resident);
    ok = write_person (&writing, person, error);
  }

  mh_act_set_int (act, "broadcast", broadcast->id);
  mh_act_set_int (act, "heads", plan->sheet->n_heads);
  mh_act_set_int (act, "messages", g_hash_table_size (deliveries));
  mh_act_set_int (act, "left-out", plan->sheet->n_left_out);

  return ok;
}

static void
replace_text (char      **field,
              const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
fill_held (const MhDesk              *desk,
           const MhBroadcastSettings *settings,
           const MhHoldAnswers       *answers,
           const MhBroadcastSheet    *sheet,
           MhBroadcast               *broadcast)
{
  gint64 now = mh_desk_now (desk);
  gint64 soonest = MAX (now + countdown (settings, sheet->n_heads), broadcast->send_at);

  broadcast->any_hour = answers->any_hour;

  replace_text (&broadcast->state, "held");
  replace_text (&broadcast->held_by, desk->operator_name);
  replace_text (&broadcast->second_by, sheet->wants_second ? answers->second_by : NULL);
  replace_text (&broadcast->reason, answers->reason != NULL && *answers->reason != '\0' ? answers->reason : NULL);
  broadcast->heads = (int) sheet->n_heads;
  broadcast->held_at = now;
  broadcast->hold_until = answers->any_hour ? soonest : mh_hours_next_open (&settings->hours, soonest);
  broadcast->rest_at = broadcast->hold_until + settings->slow_start;
}

/* What stood against it and was let go all the same, by codes; the reason as it was given. */
static void
note_answers (MhAct                  *act,
              const MhBroadcast      *broadcast,
              const MhBroadcastSheet *sheet)
{
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; i < sheet->findings->len; i++) {
    const MhFinding *finding = g_ptr_array_index (sheet->findings, i);

    if (finding->weight == MH_FINDING_ASKS)
      g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", finding->code);
  }

  if (broadcast->any_hour)
    mh_act_set_int (act, "any-hour", 1);
  if (codes->len > 0)
    mh_act_set_text (act, "asked", codes->str);
  if (codes->len > 0 || broadcast->any_hour)
    mh_act_set_text (act, "reason", broadcast->reason);
  mh_act_set_text (act, "second", broadcast->second_by);
  if (sheet->wants_heads)
    mh_act_set_text (act, "counted", broadcast->second_by != NULL ? "two" : "alone");
}

/**
 * mh_broadcast_hold:
 * @desk: the desk
 * @broadcast: a draft
 * @answers: what the nurse answered to the sheet
 * @error: return location; MH_ERROR_REFUSED with a sentence when something stops it or the number typed is another; MH_ERROR_ASK when a reason is
 *   wanted
 *
 * Judges everybody anew, writes the messages and begins the countdown. One act: while nothing has left, mh_undo_run() takes it back and the
 * draft is a draft again.
 *
 * Returns: whether it is held
 */
gboolean
mh_broadcast_hold (const MhDesk        *desk,
                   gint64               broadcast,
                   const MhHoldAnswers *answers,
                   GError             **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) draft = NULL;
  g_autoptr (MhBroadcastPlan) plan = NULL;
  MhBroadcastSettings settings;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.hold", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return FALSE;

  draft = mh_broadcast_get_in_state (desk, broadcast, "draft", error);
  if (draft == NULL || !mh_broadcast_settings_read (desk, &settings, error))
    return FALSE;

  plan = mh_broadcast_plan_make (desk, draft, NULL, error);
  if (plan == NULL || !check_answers (desk, plan->sheet, answers, error))
    return FALSE;

  fill_held (desk, &settings, answers, plan->sheet, draft);
  note_answers (act, draft, plan->sheet);

  return mh_broadcast_table_update (desk->db, draft, error) &&
         mh_broadcast_write_step (desk, act, draft, plan, error) &&
         mh_broadcast_number_hold_step (desk, act, draft, plan->sheet, answers->typed_numbers, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_broadcast_start_step:
 * @desk: the desk, inside an act
 * @broadcast: (inout): one that is held, or made by the clock
 * @settings: what the town has set
 * @error: return location
 *
 * The first few are due now; the others wait for what becomes of these.
 *
 * Returns: whether it runs
 */
gboolean
mh_broadcast_start_step (const MhDesk              *desk,
                         MhBroadcast               *broadcast,
                         const MhBroadcastSettings *settings,
                         GError                   **error)
{
  gint64 now = mh_desk_now (desk);

  replace_text (&broadcast->state, "running");
  broadcast->hold_until = now;
  broadcast->rest_at = now + settings->slow_start;

  return mh_broadcast_table_update (desk->db, broadcast, error) &&
         mh_broadcast_delivery_table_release (desk->db, broadcast->id, MH_BROADCAST_N_FIRST, now, error);
}

/**
 * mh_broadcast_go:
 * @desk: the desk
 * @broadcast: one that is held
 * @error: return location; MH_ERROR_REFUSED when it is not
 *
 * Ends the countdown. The slow start stays, and the hours in which messages may leave.
 *
 * Returns: whether it runs
 */
gboolean
mh_broadcast_go (const MhDesk *desk,
                 gint64        broadcast,
                 GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) held = NULL;
  MhBroadcastSettings settings;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.go", MH_UNDO_NONE, error);
  if (act == NULL)
    return FALSE;

  held = mh_broadcast_get_in_state (desk, broadcast, "held", error);
  if (held == NULL || !mh_broadcast_settings_read (desk, &settings, error) || !mh_broadcast_start_step (desk, held, &settings, error))
    return FALSE;

  mh_act_set_int (act, "broadcast", broadcast);

  return mh_act_commit (act, error);
}
