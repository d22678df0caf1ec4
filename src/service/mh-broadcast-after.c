/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-after"

#include "mh-broadcast-private.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-number-table.h"
#include "mh-broadcast-text.h"
#include "mh-config-table.h"
#include "mh-config.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-people.h"

/* In Japanese always: it goes to residents. */
#define CORRECTION_BEGINS "先ほどお送りしたお知らせに誤りがありました。おわびして訂正します。\n\n"
#define TEST_LINK "broadcast.test-link"
#define TEST_BEGINS "［送信テスト］"

/* --- a correction ------------------------------------------------------------------------------------------------- */

static char *
write_rule (const GArray *people)
{
  g_autoptr (GString) rule = g_string_new ("{\"only\":[");

  for (guint i = 0; i < people->len; i++)
    g_string_append_printf (rule, "%s%lld", i > 0 ? "," : "", (long long) g_array_index (people, gint64, i));
  g_string_append (rule, "]}");

  return g_strdup (rule->str);
}

/**
 * mh_broadcast_correct:
 * @desk: the desk
 * @broadcast: what said something wrong
 * @error: return location; MH_ERROR_REFUSED while it is under way, and when nobody has it
 *
 * To exactly those who have the message or may have it: what has not left must be stopped first. One act.
 *
 * Returns: the id of the draft, 0 with @error set
 */
gint64
mh_broadcast_correct (const MhDesk *desk,
                      gint64        broadcast,
                      GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) wrong = NULL;
  g_autoptr (GArray) people = NULL;
  g_autofree char *rule = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  MhBroadcast draft;
  gint64 id, n_left = 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.correct", MH_UNDO_WHOLE, error);
  wrong = act != NULL ? mh_broadcast_table_get (desk->db, broadcast, error) : NULL;
  people = wrong != NULL ? mh_broadcast_delivery_table_list_reached (desk->db, broadcast, error) : NULL;
  if (people == NULL)
    return 0;

  if (!g_str_equal (wrong->state, "done") && !g_str_equal (wrong->state, "stopped")) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Please stop the broadcast first, so that it is certain who has it."));
    return 0;
  }

  if (!mh_db_get_int (desk->db, 0, &n_left, error,
                      "SELECT count (*) FROM broadcast_number AS n JOIN delivery AS d ON d.id = n.delivery WHERE n.broadcast = :id "
                      "AND d.state IN ('attempting', 'unknown', 'accepted', 'delivered', 'check', 'exported', 'by-hand-done')",
                      ":id", MH_INT (broadcast), NULL))
    return 0;

  if (people->len == 0 && n_left == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Nobody has this message, so there is nothing to correct."));
    return 0;
  }

  rule = write_rule (people);
  text = g_strconcat (CORRECTION_BEGINS, wrong->text, NULL);
  name = g_strdup_printf (_("Correction of “%s”"), wrong->name);
  draft = (MhBroadcast) {
    .kind = (char *) "correction", .name = name, .rule = rule, .category = wrong->category, .text = text, .form = wrong->form,
    .channels = wrong->channels, .of = wrong->id, .session = wrong->session,
  };
  id = mh_broadcast_insert_step (desk, &draft, "draft", error);
  if (id == 0 || !mh_broadcast_number_table_copy_reached (desk->db, broadcast, id, error))
    return 0;

  mh_act_set_int (act, "broadcast", id);
  mh_act_set_int (act, "of", broadcast);
  mh_act_set_int (act, "heads", people->len);

  return mh_act_commit (act, error) ? id : 0;
}

/* --- once more ---------------------------------------------------------------------------------------------------- */

/* A message that the provider could not deliver is followed by another; one that only waits to be told by hand goes itself. */
static gboolean
retry_one (const MhDesk      *desk,
           MhAct             *act,
           const MhBroadcast *broadcast,
           const MhDelivery  *old,
           guint             *out_n,
           GError           **error)
{
  gint64 now = mh_desk_now (desk), contact, id;
  const char *why = NULL;
  MhDelivery again = *old;
  MhReach reach;

  if (!mh_people_reach_by (desk, old->resident, old->id, broadcast->category, broadcast->channels, &reach, &contact, &why, error))
    return FALSE;

  if (reach != MH_REACH_LINE && reach != MH_REACH_SMS)
    return TRUE;

  (*out_n)++;
  mh_act_add_person (act, old->resident);
  if (!g_str_equal (old->state, "undelivered"))
    return mh_delivery_table_move (desk->db, old->id, old->state, "due", 0, NULL, now, error) &&
           mh_delivery_table_set_due (desk->db, old->id, now, error);

  again.act = mh_act_get_id (act);
  again.state = (char *) "due";
  again.contact = 0;
  again.due_at = again.state_at = now;
  again.reason = NULL;
  id = mh_delivery_table_insert (desk->db, &again, error);

  return id != 0 &&
         mh_broadcast_delivery_table_copy_refused (desk->db, old->id, id, error) &&
         mh_db_run (desk->db, error, "UPDATE broadcast_person SET delivery = :id WHERE delivery = :old",
                    ":id", MH_INT (id), ":old", MH_INT (old->id), NULL);
}

/* What did not reach anybody: not delivered, by hand and not told yet, or kept back since no channel would do. */
static GPtrArray *
list_unreached (const MhDesk *desk,
                gint64        broadcast,
                GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_delivery_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "SELECT DISTINCT d.id FROM delivery AS d JOIN broadcast_person AS p ON p.delivery = d.id WHERE d.broadcast = :broadcast "
                      "AND (d.state IN ('undelivered', 'by-hand') OR (d.state = 'withdrawn' AND "
                      "  d.reason IN ('no-channel', 'channel-not-used', 'no-contact', 'refused', 'landline-only', 'opted-out'))) "
                      "AND NOT " MH_BROADCAST_MAY_HAVE_ARRIVED " ORDER BY d.id",
                      ":broadcast", MH_INT (broadcast), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  if (!mh_rows_end (rows, error))
    return NULL;

  for (guint i = 0; i < ids->len; i++) {
    MhDelivery *delivery = mh_delivery_table_get (desk->db, g_array_index (ids, gint64, i), error);

    if (delivery == NULL)
      return NULL;
    g_ptr_array_add (list, delivery);
  }

  return g_steal_pointer (&list);
}

/**
 * mh_broadcast_retry:
 * @desk: the desk
 * @broadcast: one that is over
 * @out_n: (out): how many messages are due again
 * @error: return location; MH_ERROR_REFUSED while it is under way
 *
 * Those who were not reached, and whom a channel reaches now. What may have arrived is never sent again. One act.
 *
 * Returns: whether they are due
 */
gboolean
mh_broadcast_retry (const MhDesk *desk,
                    gint64        broadcast,
                    guint        *out_n,
                    GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) done = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gboolean ok = TRUE;

  *out_n = 0;
  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.retry", MH_UNDO_NONE, error);
  done = act != NULL ? mh_broadcast_get_in_state (desk, broadcast, "done", error) : NULL;
  list = done != NULL && mh_broadcast_check_not_corrected (desk, broadcast, error) ? list_unreached (desk, broadcast, error) : NULL;

  for (guint i = 0; list != NULL && ok && i < list->len; i++)
    ok = retry_one (desk, act, done, g_ptr_array_index (list, i), out_n, error);

  if (list == NULL || !ok || !mh_broadcast_number_retry_step (desk, act, done, out_n, error))
    return FALSE;

  mh_act_set_int (act, "broadcast", broadcast);
  mh_act_set_int (act, "messages", *out_n);
  if (*out_n > 0) {
    g_free (done->state);
    done->state = g_strdup ("running");
    done->ended_at = 0;
  }

  return mh_broadcast_table_update (desk->db, done, error) && mh_act_commit (act, error);
}

/* --- to oneself --------------------------------------------------------------------------------------------------- */

/* All other contacts of the person are passed over for this message. */
static gboolean
use_only (const MhDesk *desk,
          gint64        delivery,
          GPtrArray    *contacts,
          gint64        contact,
          GError      **error)
{
  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *other = g_ptr_array_index (contacts, i);

    if (other->contact != contact && !mh_delivery_table_refuse_contact (desk->db, delivery, other->contact, "test", error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
find_contact (GPtrArray *contacts,
              gint64     link,
              gint64    *out_contact,
              GError   **error)
{
  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);

    if (contact->link == link && !g_str_equal (contact->kind, "landline")) {
      *out_contact = contact->contact;
      return TRUE;
    }
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("A test goes to a LINE account or a mobile number of the person you chose."));

  return FALSE;
}

/* @test: with its id. */
static gboolean
write_test (const MhDesk      *desk,
            MhAct             *act,
            const MhBroadcast *test,
            gint64             resident,
            gint64             link,
            GError           **error)
{
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (desk->db, resident, error);
  g_autofree char *body = NULL;
  gint64 contact = 0, reached = 0;
  const char *why = NULL;
  MhReach reach;
  MhDelivery delivery = {
    .act = mh_act_get_id (act), .kind = (char *) mh_broadcast_delivery_kind (test), .resident = resident, .state = (char *) "due",
    .due_at = mh_desk_now (desk), .state_at = mh_desk_now (desk), .broadcast = test->id,
  };

  if (contacts == NULL || !find_contact (contacts, link, &contact, error))
    return FALSE;

  body = mh_broadcast_text_write (desk, test, resident, FALSE, error);
  delivery.body = body;
  delivery.id = body != NULL ? mh_delivery_table_insert (desk->db, &delivery, error) : 0;
  if (delivery.id == 0 || !use_only (desk, delivery.id, contacts, contact, error) ||
      !mh_broadcast_table_add_person (desk->db, test->id, resident, NULL, delivery.id, error) ||
      !mh_people_reach_by (desk, resident, delivery.id, "", test->channels, &reach, &reached, &why, error))
    return FALSE;

  mh_act_add_person (act, resident);
  if (reached == contact)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This contact takes no messages now. Please choose another."));

  return FALSE;
}

/* The next test is offered the same contact. */
static gboolean
remember_link (const MhDesk *desk,
               gint64        link,
               GError      **error)
{
  g_autofree char *value = g_strdup_printf ("%lld", (long long) link);

  return mh_config_table_set (desk->db, TEST_LINK, value, error);
}

/**
 * mh_broadcast_test_to:
 * @desk: the desk
 * @out_resident: (out): whose contact the last test went to
 * @out_link: (out): the contact, as the person is linked to it; both 0 when there is none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_broadcast_test_to (const MhDesk *desk,
                      gint64       *out_resident,
                      gint64       *out_link,
                      GError      **error)
{
  g_autofree char *value = mh_config_get (desk, TEST_LINK, error);

  *out_resident = 0;
  *out_link = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
  if (value == NULL || (*out_link != 0 && !mh_contact_table_find_link (desk->db, *out_link, out_resident, error)))
    return FALSE;

  if (*out_resident == 0)
    *out_link = 0;

  return TRUE;
}

/**
 * mh_broadcast_test:
 * @desk: the desk
 * @broadcast: a draft
 * @resident: whose contact it is: somebody who sits at the desk
 * @link: the contact, as the person is linked to it
 * @error: return location; MH_ERROR_INVALID when a field of the text is empty for that person
 *
 * The draft's words to one contact and nobody else, marked as a test, at once and at any hour. One act.
 *
 * Returns: the id of the test's own broadcast, 0 with @error set
 */
gint64
mh_broadcast_test (const MhDesk *desk,
                   gint64        broadcast,
                   gint64        resident,
                   gint64        link,
                   GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) draft = NULL;
  g_autofree char *rule = g_strdup_printf ("{\"only\":[%lld]}", (long long) resident);
  g_autofree char *text = NULL;
  MhBroadcast test;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.test", MH_UNDO_NONE, error);
  draft = act != NULL ? mh_broadcast_get_in_state (desk, broadcast, "draft", error) : NULL;
  if (draft == NULL)
    return 0;

  text = g_strconcat (TEST_BEGINS, draft->text, NULL);
  test = (MhBroadcast) {
    .kind = (char *) "test", .name = draft->name, .rule = rule, .category = (char *) "", .text = text, .form = draft->form,
    .channels = (char *) "line sms", .of = draft->id, .session = draft->session, .heads = 1, .held_at = mh_desk_now (desk),
    .held_by = (char *) desk->operator_name, .hold_until = mh_desk_now (desk), .rest_at = mh_desk_now (desk),
  };
  test.id = mh_broadcast_insert_step (desk, &test, "running", error);
  if (test.id == 0 || !write_test (desk, act, &test, resident, link, error))
    return 0;

  if (!remember_link (desk, link, error))
    return 0;

  mh_act_set_int (act, "broadcast", broadcast);
  mh_act_set_int (act, "test", test.id);

  return mh_act_commit (act, error) ? test.id : 0;
}
