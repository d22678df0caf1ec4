/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-number"

#include "mh-broadcast-number.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-broadcast-private.h"
#include "mh-broadcast-text.h"
#include "mh-contact-table.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-phone.h"

#define MS_PER_DAY G_GINT64_CONSTANT (86400000)

/* --- a list ------------------------------------------------------------------------------------------------------- */

/* @entry: "12: 090-0000-0000", as mh_audience_read_file() writes down what it does not know. */
static gboolean
take_number (const MhDesk       *desk,
             gint64              broadcast,
             const char         *entry,
             MhBroadcastNumbers *numbers,
             GError            **error)
{
  char *end = NULL;
  guint line = (guint) g_ascii_strtoull (entry, &end, 10);
  MhPhone phone = mh_phone_read (*end == ':' ? end + 1 : end, NULL);
  gint64 contact;

  if (phone.kind != MH_PHONE_MOBILE) {
    numbers->n_not_mobile++;
    return TRUE;
  }

  numbers->n_taken++;
  contact = mh_contact_table_take (desk->db, "mobile", phone.digits, NULL, error);

  return contact != 0 && mh_broadcast_number_table_add (desk->db, broadcast, contact, line, error);
}

/* A number that stands there twice gets one message. */
static gboolean
count_taken (const MhDesk       *desk,
             gint64              broadcast,
             MhBroadcastNumbers *numbers,
             GError            **error)
{
  gint64 n = 0;

  if (!mh_db_get_int (desk->db, 0, &n, error, "SELECT count (*) FROM broadcast_number WHERE broadcast = :broadcast",
                      ":broadcast", MH_INT (broadcast), NULL))
    return FALSE;

  numbers->n_taken = (guint) n;

  return TRUE;
}

/**
 * mh_broadcast_numbers_read:
 * @desk: the desk
 * @broadcast: a draft
 * @path: a CSV file with a column of telephone numbers
 * @out_numbers: (out): what stood there
 * @error: return location; MH_ERROR_INVALID for a file without numbers, MH_ERROR_REFUSED when the draft has been let out
 *
 * One act; the log has only how many there are.
 *
 * Returns: whether the numbers that belong to nobody stand with the draft
 */
gboolean
mh_broadcast_numbers_read (const MhDesk       *desk,
                           gint64              broadcast,
                           const char         *path,
                           MhBroadcastNumbers *out_numbers,
                           GError            **error)
{
  g_autoptr (MhAudienceFile) file = mh_audience_read_file (desk, path, NULL, error);
  g_autoptr (MhBroadcast) draft = NULL;
  g_autoptr (MhAct) act = NULL;

  *out_numbers = (MhBroadcastNumbers) { 0 };
  if (file == NULL)
    return FALSE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.numbers", MH_UNDO_WHOLE, error);
  draft = act != NULL ? mh_broadcast_get_in_state (desk, broadcast, "draft", error) : NULL;
  if (draft == NULL || !mh_broadcast_number_table_clear (desk->db, broadcast, error))
    return FALSE;

  out_numbers->n_rows = file->n_rows;
  out_numbers->n_known = file->residents->len;
  for (guint i = 0; i < file->unmatched->len; i++) {
    if (!take_number (desk, broadcast, g_ptr_array_index (file->unmatched, i), out_numbers, error))
      return FALSE;
  }

  if (!count_taken (desk, broadcast, out_numbers, error))
    return FALSE;

  mh_act_set_int (act, "broadcast", broadcast);
  mh_act_set_int (act, "count", out_numbers->n_taken);

  return mh_act_commit (act, error);
}

/**
 * mh_broadcast_numbers_clear:
 * @desk: the desk
 * @broadcast: a draft
 * @error: return location; MH_ERROR_REFUSED when it has been let out
 *
 * One act.
 *
 * Returns: whether no such number stands with the draft
 */
gboolean
mh_broadcast_numbers_clear (const MhDesk *desk,
                            gint64        broadcast,
                            GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.numbers", MH_UNDO_WHOLE, error);
  g_autoptr (MhBroadcast) draft = act != NULL ? mh_broadcast_get_in_state (desk, broadcast, "draft", error) : NULL;

  if (draft == NULL || !mh_broadcast_number_table_clear (desk->db, broadcast, error))
    return FALSE;

  mh_act_set_int (act, "broadcast", broadcast);
  mh_act_set_int (act, "count", 0);

  return mh_act_commit (act, error);
}

/* --- who may get it ----------------------------------------------------------------------------------------------- */

/* Whose number it is in the meantime. */
static GArray *
list_owners (const MhDesk *desk,
             gint64        contact,
             GError      **error)
{
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, "SELECT resident FROM contact_link WHERE contact = :contact ORDER BY resident",
                                         ":contact", MH_INT (contact), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 owner = mh_rows_int (rows, 0);

    g_array_append_val (owners, owner);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&owners) : NULL;
}

/* Who is in the audience has a message of his own, perhaps by this very number. */
static gboolean
is_in_audience (const MhDesk      *desk,
                const MhBroadcast *broadcast,
                gint64             resident,
                gboolean          *out_in,
                GError           **error)
{
  gint64 found = 0;

  if (!mh_db_get_int (desk->db, 0, &found, error,
                      "SELECT 1 FROM broadcast_person WHERE broadcast = :broadcast AND resident = :resident AND reason IS NULL",
                      ":broadcast", MH_INT (broadcast->id), ":resident", MH_INT (resident), NULL))
    return FALSE;

  *out_in = found != 0;

  return TRUE;
}

/**
 * mh_broadcast_number_judge:
 * @desk: the desk
 * @broadcast: a broadcast
 * @contact: one of its numbers
 * @out_why: (out) (nullable): static code when it gets nothing
 * @error: return location
 *
 * A number that is somebody's in the register is one of a stranger only where that person would be written to by it. For all others it is
 * withheld, and the reason is the same whether somebody is protected, dead, or does not want messages: a number tells nothing of a protected person.
 *
 * Returns: whether it could be judged; when not, nothing may go
 */
gboolean
mh_broadcast_number_judge (const MhDesk      *desk,
                           const MhBroadcast *broadcast,
                           gint64             contact,
                           const char       **out_why,
                           GError           **error)
{
  g_autoptr (GArray) owners = list_owners (desk, contact, error);

  *out_why = mh_broadcast_uses (broadcast, "sms") ? NULL : "channel-not-used";
  if (owners == NULL)
    return FALSE;

  for (guint i = 0; i < owners->len && *out_why == NULL; i++) {
    gint64 by = 0;
    const char *why;
    gboolean has_own;
    MhReach reach;

    if (!mh_people_reach_by (desk, g_array_index (owners, gint64, i), 0, broadcast->category, "sms", &reach, &by, &why, error) ||
        !is_in_audience (desk, broadcast, g_array_index (owners, gint64, i), &has_own, error))
      return FALSE;

    if (has_own || reach != MH_REACH_SMS || by != contact)
      *out_why = "number-withheld";
  }

  return TRUE;
}

static gboolean
judge_all (const MhDesk      *desk,
           const MhBroadcast *broadcast,
           GPtrArray         *numbers,
           guint             *out_n,
           GError           **error)
{
  *out_n = 0;
  for (guint i = 0; i < numbers->len; i++) {
    MhBroadcastNumber *number = g_ptr_array_index (numbers, i);
    const char *why = NULL;

    if (!mh_broadcast_number_judge (desk, broadcast, number->contact, &why, error))
      return FALSE;

    g_free (number->reason);
    number->reason = g_strdup (why);
    *out_n += why == NULL ? 1 : 0;
  }

  return TRUE;
}

static void
tell_text (const MhDesk      *desk,
           const MhBroadcast *broadcast,
           MhBroadcastSheet  *sheet)
{
  g_autoptr (GError) refusal = NULL;
  g_autofree char *body = mh_broadcast_text_write_to_number (desk, broadcast, &refusal);

  sheet->numbers_fit = body != NULL;
  if (body == NULL)
    mh_broadcast_sheet_add (sheet, MH_FINDING_TELLS, "numbers-named",
                            g_strdup (_("The text names something of each person, so it cannot go to numbers that belong to nobody in the "
                                        "register. Please write it without that if they shall get it.")), NULL);
}

/**
 * mh_broadcast_number_find:
 * @desk: the desk
 * @broadcast: what is to be said
 * @settings: what the town has set
 * @sheet: (inout): gets how many there are and what is to be known of them
 * @error: return location
 *
 * Returns: whether it could be looked at
 */
gboolean
mh_broadcast_number_find (const MhDesk              *desk,
                          const MhBroadcast         *broadcast,
                          const MhBroadcastSettings *settings,
                          MhBroadcastSheet          *sheet,
                          GError                   **error)
{
  g_autoptr (GPtrArray) numbers = mh_broadcast_number_table_list (desk->db, broadcast->id, error);
  gint64 n_same = 0;
  guint n;

  if (numbers == NULL || !judge_all (desk, broadcast, numbers, &sheet->n_numbers, error))
    return FALSE;

  sheet->n_numbers_out = numbers->len - sheet->n_numbers;
  n = sheet->n_numbers;
  if (numbers->len == 0)
    return TRUE;

  mh_broadcast_sheet_add (sheet, MH_FINDING_TELLS, "numbers",
                          g_strdup_printf (ngettext ("%u telephone number of the list belongs to nobody in the register. It gets the message only if "
                                                     "you type how many such numbers there are.",
                                                     "%u telephone numbers of the list belong to nobody in the register. They get the message only if "
                                                     "you type how many they are.", n), n), NULL);
  if (sheet->n_numbers_out > 0)
    mh_broadcast_sheet_add (sheet, MH_FINDING_TELLS, "number-withheld",
                            g_strdup_printf (ngettext ("%u number of the list gets nothing in any case.",
                                                       "%u numbers of the list get nothing in any case.", sheet->n_numbers_out),
                                             sheet->n_numbers_out), NULL);
  tell_text (desk, broadcast, sheet);

  if (settings->same_days == 0)
    return TRUE;
  if (!mh_broadcast_number_table_count_same (desk->db, broadcast->id, broadcast->text,
                                             mh_desk_now (desk) - settings->same_days * MS_PER_DAY, &n_same, error))
    return FALSE;

  if (n_same > 0)
    mh_broadcast_sheet_add (sheet, MH_FINDING_ASKS, "same-text",
                            g_strdup_printf (ngettext ("%lld number of the list has had the same text within the last %u days.",
                                                       "%lld numbers of the list have had the same text within the last %u days.", (gulong) n_same),
                                             (long long) n_same, settings->same_days), NULL);

  return TRUE;
}

/* --- the hold ----------------------------------------------------------------------------------------------------- */

static gboolean
check_typed (const MhBroadcastSheet *sheet,
             guint                   typed,
             GError                **error)
{
  if (typed == 0)
    return TRUE;

  if (!sheet->numbers_fit) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("The text names something of each person, so it cannot go to numbers that belong to nobody in the register. Please write "
                           "it without that if they shall get it."));
    return FALSE;
  }

  if (typed == sheet->n_numbers)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("You typed %u, but %u numbers belong to nobody in the register. Please look at the sheet once more."), typed, sheet->n_numbers);

  return FALSE;
}

static gboolean
write_delivery (const MhDesk      *desk,
                MhAct             *act,
                const MhBroadcast *broadcast,
                MhBroadcastNumber *number,
                const char        *body,
                GError           **error)
{
  MhDelivery delivery = {
    .act = mh_act_get_id (act),
    .kind = (char *) mh_broadcast_delivery_kind (broadcast),
    .contact = number->contact,
    .body = (char *) body,
    .state = (char *) "held",
    .due_at = broadcast->rest_at,
    .state_at = mh_desk_now (desk),
    .broadcast = broadcast->id,
  };
  gint64 id = mh_delivery_table_insert (desk->db, &delivery, error);

  return id != 0 && mh_broadcast_number_table_set (desk->db, broadcast->id, number->contact, NULL, id, error);
}

/**
 * mh_broadcast_number_hold_step:
 * @desk: the desk
 * @act: the act this is part of
 * @broadcast: what is said, with its times
 * @sheet: the sheet
 * @typed: how many numbers were typed; 0: they are left out
 * @error: return location; MH_ERROR_REFUSED when there are not so many
 *
 * Returns: whether the messages to numbers that belong to nobody were written
 */
gboolean
mh_broadcast_number_hold_step (const MhDesk           *desk,
                               MhAct                  *act,
                               const MhBroadcast      *broadcast,
                               const MhBroadcastSheet *sheet,
                               guint                   typed,
                               GError                **error)
{
  g_autoptr (GPtrArray) numbers = mh_broadcast_number_table_list (desk->db, broadcast->id, error);
  g_autofree char *body = NULL;
  guint n = 0;

  if (numbers == NULL || !check_typed (sheet, typed, error) || !judge_all (desk, broadcast, numbers, &n, error))
    return FALSE;

  if (typed > 0) {
    body = mh_broadcast_text_write_to_number (desk, broadcast, error);
    if (body == NULL)
      return FALSE;
    mh_act_set_int (act, "numbers", n);
  }

  for (guint i = 0; i < numbers->len; i++) {
    MhBroadcastNumber *number = g_ptr_array_index (numbers, i);
    const char *why = number->reason != NULL ? number->reason : typed == 0 ? "not-chosen" : NULL;

    if (why != NULL ? !mh_broadcast_number_table_set (desk->db, broadcast->id, number->contact, why, 0, error)
                    : !write_delivery (desk, act, broadcast, number, body, error))
      return FALSE;
  }

  return TRUE;
}

/* --- when it leaves ----------------------------------------------------------------------------------------------- */

/**
 * mh_broadcast_number_judge_delivery:
 * @desk: the desk, inside the act that would send it
 * @broadcast: its broadcast
 * @settings: what the town has set
 * @delivery: a delivery to a number that belongs to nobody
 * @out_go: (out): whether it may leave; otherwise it was withdrawn or put off here
 * @error: return location
 *
 * Whose number it is now, how many it has had today, and the words, all at this moment.
 *
 * Returns: whether it could be judged; when not, nothing may go
 */
gboolean
mh_broadcast_number_judge_delivery (const MhDesk              *desk,
                                    const MhBroadcast         *broadcast,
                                    const MhBroadcastSettings *settings,
                                    const MhDelivery          *delivery,
                                    gboolean                  *out_go,
                                    GError                   **error)
{
  gint64 now = mh_desk_now (desk), midnight = mh_ms_from_civil (mh_desk_today (desk), 0), n = 0;
  const char *why = NULL;
  g_autofree char *body = NULL;

  *out_go = FALSE;
  if (!mh_broadcast_number_judge (desk, broadcast, delivery->contact, &why, error) ||
      !mh_broadcast_number_table_count_day (desk->db, delivery->contact, midnight, &n, error))
    return FALSE;

  body = why == NULL ? mh_broadcast_text_write_to_number (desk, broadcast, NULL) : NULL;
  if (body == NULL)
    return mh_delivery_table_move (desk->db, delivery->id, delivery->state, "withdrawn", delivery->contact, why != NULL ? why : "empty-field", now,
                                   error);

  if (n >= settings->daily_cap && !g_str_equal (broadcast->kind, "correction"))
    return mh_delivery_table_set_due (desk->db, delivery->id, mh_hours_next_open (&settings->hours, midnight + MS_PER_DAY), error);

  *out_go = TRUE;

  return mh_delivery_table_set_body (desk->db, delivery->id, body, error);
}

/**
 * mh_broadcast_number_retry_step:
 * @desk: the desk
 * @act: the act this is part of
 * @broadcast: one that is over
 * @out_n: (inout): grows by how many are due again
 * @error: return location
 *
 * A number that the provider itself refused stays as it is: there is no other way to it.
 *
 * Returns: whether those that were not reached and may be are due again
 */
gboolean
mh_broadcast_number_retry_step (const MhDesk      *desk,
                                MhAct             *act,
                                const MhBroadcast *broadcast,
                                guint             *out_n,
                                GError           **error)
{
  g_autoptr (GPtrArray) numbers = mh_broadcast_number_table_list (desk->db, broadcast->id, error);
  gint64 now = mh_desk_now (desk);

  for (guint i = 0; numbers != NULL && i < numbers->len; i++) {
    const MhBroadcastNumber *number = g_ptr_array_index (numbers, i);
    const char *why = NULL;

    if (!g_str_equal (number->state, "withdrawn") || g_strcmp0 (number->reason, "channel-off") != 0)
      continue;

    if (!mh_broadcast_number_judge (desk, broadcast, number->contact, &why, error))
      return FALSE;
    if (why != NULL)
      continue;

    (*out_n)++;
    if (!mh_delivery_table_move (desk->db, number->delivery, "withdrawn", "due", number->contact, NULL, now, error) ||
        !mh_delivery_table_set_due (desk->db, number->delivery, now, error))
      return FALSE;
  }

  return numbers != NULL;
}
