/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-by-hand"

#include "mh-by-hand.h"

#include "mh-audience.h"
#include "mh-broadcast-delivery-table.h"
#include "mh-delivery-table.h"
#include "mh-duplicate-table.h"
#include "mh-outgoing-table.h"
#include "mh-people.h"
#include "mh-save.h"

typedef struct {
  const MhDesk      *desk;
  MhAct             *act;        /* (nullable) */
  const MhBroadcast *broadcast;
  MhAudienceRule    *rule;       /* (owned) */
  guint              n_withdrawn;
} Judge;

/**
 * mh_by_hand_free:
 * @one: a message to be told by hand
 */
void
mh_by_hand_free (MhByHand *one)
{
  g_clear_pointer (&one->people, g_array_unref);
  g_free (one);
}

/* (element-type gint64) in Japanese order of those to whom they are */
static GArray *
list_open (const MhDesk *desk,
           gint64        broadcast,
           GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "SELECT d.id FROM delivery AS d LEFT JOIN resident_place AS place ON place.resident = d.resident "
                      "WHERE d.broadcast = :broadcast AND d.state = 'by-hand' ORDER BY place.place IS NULL, place.place, d.id",
                      ":broadcast", MH_INT (broadcast), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&ids) : NULL;
}

/* Whether @row, as the broadcast named her, still is to be told. A test and a correction go to whom they were meant for at first. */
static gboolean
judge_person (Judge       *judge,
              gint64       row,
              gint64      *out_resident,
              const char **out_why,
              GError     **error)
{
  const MhBroadcast *broadcast = judge->broadcast;
  MhAudienceWay way = { broadcast->category, broadcast->channels };
  gboolean fixed = g_str_equal (broadcast->kind, "test") || g_str_equal (broadcast->kind, "correction");
  gboolean holds = TRUE;
  gint64 contact;
  MhReach reach;

  *out_why = NULL;
  if (!mh_duplicate_table_follow (judge->desk->db, row, out_resident, error) ||
      (!fixed && !mh_audience_still_holds (judge->desk, judge->rule, &way, *out_resident, &holds, out_why, error)))
    return FALSE;

  if (!holds)
    return TRUE;

  if (!mh_people_reach_by (judge->desk, *out_resident, 0, broadcast->category, "by-hand", &reach, &contact, out_why, error))
    return FALSE;

  if (reach != MH_REACH_NONE)
    *out_why = NULL;

  return TRUE;
}

static gboolean
leave_out (Judge      *judge,
           gint64      row,
           const char *why,
           GError    **error)
{
  return judge->act == NULL ||
         mh_broadcast_delivery_table_set_person (judge->desk->db, judge->broadcast->id, row, why, 0, error);
}

static gboolean
withdraw (Judge      *judge,
          gint64      delivery,
          gint64      resident,
          const char *why,
          GError    **error)
{
  judge->n_withdrawn++;
  if (judge->act == NULL)
    return TRUE;

  mh_act_add_person (judge->act, resident);

  return mh_delivery_table_move (judge->desk->db, delivery, "by-hand", "withdrawn", 0, why, mh_desk_now (judge->desk), error);
}

/* Whom the message speaks for, the one to whom it is first. */
static GArray *
list_rows (Judge            *judge,
           const MhDelivery *delivery,
           GError          **error)
{
  g_autoptr (GArray) people = mh_broadcast_delivery_table_list_people (judge->desk->db, delivery->id, error);
  GArray *rows;

  if (people == NULL)
    return NULL;

  rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (rows, delivery->resident);
  for (guint i = 0; i < people->len; i++) {
    if (g_array_index (people, gint64, i) != delivery->resident)
      g_array_append_val (rows, g_array_index (people, gint64, i));
  }

  return rows;
}

static gboolean
judge_delivery (Judge            *judge,
                const MhDelivery *delivery,
                GPtrArray        *list,
                GError          **error)
{
  g_autoptr (GArray) rows = list_rows (judge, delivery, error);
  MhByHand *one = g_new0 (MhByHand, 1);
  const char *first_why = NULL;
  gboolean ok = rows != NULL;

  one->delivery = delivery->id;
  one->people = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; ok && i < rows->len; i++) {
    gint64 row = g_array_index (rows, gint64, i), resident;
    const char *why;

    ok = judge_person (judge, row, &resident, &why, error);
    if (ok && why == NULL)
      g_array_append_val (one->people, resident);
    else if (ok && i == 0)
      first_why = why;
    else if (ok)
      ok = leave_out (judge, row, why, error);
  }

  if (!ok || one->people->len == 0) {
    mh_by_hand_free (one);
    return ok && withdraw (judge, delivery->id, delivery->resident, first_why, error);
  }

  one->resident = g_array_index (one->people, gint64, 0);
  g_ptr_array_add (list, one);

  return first_why == NULL || leave_out (judge, delivery->resident, first_why, error);
}

static gboolean
add_delivery (Judge     *judge,
              gint64     id,
              GPtrArray *list,
              GError   **error)
{
  g_autoptr (MhDelivery) delivery = mh_delivery_table_get (judge->desk->db, id, error);
  MhByHand *one;

  if (delivery == NULL)
    return FALSE;

  if (delivery->resident != 0)
    return judge_delivery (judge, delivery, list, error);

  one = g_new0 (MhByHand, 1);
  one->delivery = id;
  one->contact = delivery->contact;
  one->people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (list, one);

  return TRUE;
}

/**
 * mh_by_hand_list:
 * @desk: the desk
 * @act: (nullable): the act in which it goes on paper; %NULL only looks
 * @broadcast: a broadcast that was held
 * @out_n_withdrawn: (out): how many messages are not to be told any more
 * @error: return location
 *
 * Status counts when it goes on paper, not when it was listed.
 *
 * Returns: (transfer full) (element-type MhByHand): whom to tell by hand, in Japanese order
 */
GPtrArray *
mh_by_hand_list (const MhDesk      *desk,
                 MhAct             *act,
                 const MhBroadcast *broadcast,
                 guint             *out_n_withdrawn,
                 GError           **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_by_hand_free);
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (broadcast->rule, error);
  g_autoptr (GArray) ids = rule != NULL ? list_open (desk, broadcast->id, error) : NULL;
  Judge judge = { desk, act, broadcast, rule, 0 };

  if (ids == NULL)
    return NULL;

  for (guint i = 0; i < ids->len; i++) {
    if (!add_delivery (&judge, g_array_index (ids, gint64, i), list, error))
      return NULL;
  }

  *out_n_withdrawn = judge.n_withdrawn;

  return g_steal_pointer (&list);
}

/**
 * mh_by_hand_finish:
 * @act: the act in which the paper is made
 * @pages: the paper
 * @path: (nullable): where a PDF goes; %NULL: the caller prints
 * @error: return location; MH_ERROR_STORAGE
 *
 * The bytes stand on the disk before the act is committed, and take their name after it: a program that is killed in between leaves numbers
 * without paper, which are simply not used, and never paper whose numbers nobody knows.
 *
 * Returns: whether both stand
 */
gboolean
mh_by_hand_finish (MhAct      *act,
                   MhPages    *pages,
                   const char *path,
                   GError    **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *prepared;

  if (path == NULL)
    return mh_act_commit (act, error);

  bytes = mh_pages_make_pdf (pages, error);
  prepared = bytes != NULL ? mh_save_prepare (path, bytes, error) : NULL;
  if (prepared == NULL)
    return FALSE;

  if (mh_act_commit (act, error))
    return mh_save_finish (prepared, path, error);

  mh_save_abandon (prepared);

  return FALSE;
}

/**
 * mh_by_hand_set_back:
 * @desk: the desk
 * @sheet: a call sheet, letters or labels
 * @back: whether the paper has come back or was shredded; %FALSE: it is out after all
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * One act.
 *
 * Returns: the act, 0 with @error set
 */
gint64
mh_by_hand_set_back (const MhDesk *desk,
                     gint64        sheet,
                     gboolean      back,
                     GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "paper.back", MH_UNDO_WHOLE, error);
  g_autoptr (MhOutgoingSheet) known = act != NULL ? mh_outgoing_table_get_sheet (desk->db, sheet, error) : NULL;
  gint64 id;

  if (known == NULL || !mh_outgoing_table_set_back (desk->db, sheet, back ? mh_desk_now (desk) : 0, error))
    return 0;

  id = mh_act_get_id (act);
  mh_act_set_int (act, "sheet", sheet);
  mh_act_set_text (act, "how", back ? "back" : "out");

  return mh_act_commit (act, error) ? id : 0;
}
