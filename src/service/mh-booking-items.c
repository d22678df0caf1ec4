/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-items"

#include "mh-booking-items.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-private.h"
#include "mh-error.h"

/**
 * mh_item_choice_free:
 * @choice: a choice
 */
void
mh_item_choice_free (MhItemChoice *choice)
{
  g_free (choice->name);
  g_free (choice);
}

static gboolean
contains (const gint64 *items,
          gsize         n_items,
          gint64        item)
{
  for (gsize i = 0; i < n_items; i++) {
    if (items[i] == item)
      return TRUE;
  }

  return FALSE;
}

static int
count_free (const GPtrArray *rooms,
            gint64           item)
{
  for (guint i = 0; i < rooms->len; i++) {
    const MhSlotItem *room = rooms->pdata[i];

    if (room->item == item)
      return room->capacity < 0 ? -1 : MAX (room->capacity - room->n_booked, 0);
  }

  return -1;
}

static gboolean
refuse_full (const char *name,
             GError    **error)
{
  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("%s is full at this time. Please choose another time, or book without it."), name);

  return FALSE;
}

static gboolean
refuse_person (const char  *name,
               MhPlanReason reason,
               GError     **error)
{
  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("%s: %s"), name, mh_plan_reason_text (reason));

  return FALSE;
}

/* All items of the programme; the standard ones that the person may have are chosen. */
static GPtrArray *
list_choices (const MhDesk  *desk,
              const MhVisit *visit,
              gint64         resident,
              gint64         except,
              GError       **error)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_item_choice_free);
  g_autoptr (MhResident) person = mh_resident_table_get (desk->db, resident, error);
  g_autoptr (GPtrArray) items = person != NULL ? mh_item_table_list (desk->db, visit->programme->id, error) : NULL;
  g_autoptr (GPtrArray) rooms = items != NULL ? mh_item_table_list_slot (desk->db, visit->slot->id, error) : NULL;

  if (rooms == NULL)
    return NULL;

  for (guint i = 0; i < items->len; i++) {
    const MhItem *item = items->pdata[i];
    MhItemChoice *choice = g_new0 (MhItemChoice, 1);

    g_ptr_array_add (choices, choice);
    choice->item = item->id;
    choice->name = g_strdup (item->name);
    choice->standard = item->standard;
    choice->fee = item->fee;
    choice->n_free = count_free (rooms, item->id);
    if (!mh_eligibility_judge_item (desk, item, person, visit->session->date, except, &choice->reason, error))
      return NULL;
    choice->chosen = item->standard && choice->reason == MH_PLAN_CHOSEN;
  }

  return g_steal_pointer (&choices);
}

/**
 * mh_booking_choose_items:
 * @desk: the desk
 * @visit: where to
 * @resident: who
 * @items: (array length=n_items) (nullable): what is wanted; %NULL: each standard item that the person may have
 * @n_items: how many
 * @override: whether the nurse has a reason to give an item to somebody it is not for; a full one stays full
 * @except: the booking whose items these become, which counts neither for its person nor for the room, or 0
 * @out_items: (out): (element-type gint64) what it is for
 * @error: return location; MH_ERROR_REFUSED with a sentence that names the item
 *
 * Returns: whether the items can be booked
 */
gboolean
mh_booking_choose_items (const MhDesk  *desk,
                         const MhVisit *visit,
                         gint64         resident,
                         const gint64  *items,
                         gsize          n_items,
                         gboolean       override,
                         gint64         except,
                         GArray       **out_items,
                         GError       **error)
{
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) choices = list_choices (desk, visit, resident, except, error);
  g_autoptr (GPtrArray) own = NULL;

  if (choices == NULL)
    return FALSE;

  own = mh_item_table_list_booking (desk->db, except, error);
  if (own == NULL)
    return FALSE;

  for (guint i = 0; i < choices->len; i++) {
    const MhItemChoice *choice = choices->pdata[i];
    gboolean had = FALSE;

    if (items != NULL ? !contains (items, n_items, choice->item) : !choice->chosen)
      continue;

    for (guint k = 0; k < own->len; k++)
      had = had || ((MhItem *) own->pdata[k])->id == choice->item;

    if (choice->reason != MH_PLAN_CHOSEN && !override)
      return refuse_person (choice->name, choice->reason, error);

    if (choice->n_free == 0 && !had)
      return refuse_full (choice->name, error);

    g_array_append_val (chosen, choice->item);
  }

  if (items != NULL && chosen->len != n_items) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("One of the items does not belong to this programme. Please choose again."));
    return FALSE;
  }

  *out_items = g_steal_pointer (&chosen);

  return TRUE;
}

/**
 * mh_booking_check_item_room:
 * @desk: the desk
 * @visit: where a booking is to be moved
 * @booking: an active booking of another slot of the programme
 * @error: return location; MH_ERROR_REFUSED with a sentence that names the item
 *
 * Returns: whether there is room for what it is for
 */
gboolean
mh_booking_check_item_room (const MhDesk  *desk,
                            const MhVisit *visit,
                            gint64         booking,
                            GError       **error)
{
  g_autoptr (GPtrArray) items = mh_item_table_list_booking (desk->db, booking, error);
  g_autoptr (GPtrArray) rooms = items != NULL ? mh_item_table_list_slot (desk->db, visit->slot->id, error) : NULL;

  if (rooms == NULL)
    return FALSE;

  for (guint i = 0; i < items->len; i++) {
    const MhItem *item = items->pdata[i];

    if (count_free (rooms, item->id) == 0)
      return refuse_full (item->name, error);
  }

  return TRUE;
}

/**
 * mh_booking_list_choices:
 * @desk: the desk
 * @slot: a slot
 * @resident: who
 * @booking: the active booking whose items are marked as chosen, or 0: those that would be booked without another word
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhItemChoice): all items of the programme, or %NULL
 */
GPtrArray *
mh_booking_list_choices (const MhDesk *desk,
                         gint64        slot,
                         gint64        resident,
                         gint64        booking,
                         GError      **error)
{
  g_autoptr (MhVisit) visit = mh_visit_load (desk, slot, error);
  g_autoptr (GPtrArray) choices = visit != NULL ? list_choices (desk, visit, resident, booking, error) : NULL;
  g_autoptr (GPtrArray) own = NULL;

  if (choices == NULL || booking == 0)
    return g_steal_pointer (&choices);

  own = mh_item_table_list_booking (desk->db, booking, error);
  if (own == NULL)
    return NULL;

  for (guint i = 0; i < choices->len; i++) {
    MhItemChoice *choice = choices->pdata[i];

    choice->chosen = FALSE;
    for (guint k = 0; k < own->len; k++)
      choice->chosen = choice->chosen || ((MhItem *) own->pdata[k])->id == choice->item;
  }

  return g_steal_pointer (&choices);
}

/**
 * mh_booking_change_items:
 * @desk: the desk
 * @booking: an active booking
 * @items: (array length=n_items): what it is for from now on
 * @n_items: how many, 0: none
 * @override_reason: (nullable): why somebody may have an item that is not for them
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED with a sentence that names the item
 *
 * Returns: whether it was changed
 */
gboolean
mh_booking_change_items (const MhDesk *desk,
                         gint64        booking,
                         const gint64 *items,
                         gsize         n_items,
                         const char   *override_reason,
                         gint64       *out_act,
                         GError      **error)
{
  static const gint64 none = 0;
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "booking.items", MH_UNDO_WHOLE, error);
  g_autoptr (MhBooking) row = act != NULL ? mh_booking_table_get (desk->db, booking, error) : NULL;
  g_autoptr (MhVisit) visit = row != NULL ? mh_visit_load (desk, row->slot, error) : NULL;
  g_autoptr (GArray) chosen = NULL;

  if (visit == NULL)
    return FALSE;

  if (!g_str_equal (row->state, "active")) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This booking has already been cancelled."));
    return FALSE;
  }

  if (!mh_booking_choose_items (desk, visit, row->resident, n_items > 0 ? items : &none, n_items,
                                override_reason != NULL && *override_reason != '\0', booking, &chosen, error) ||
      !mh_item_table_set_booking (desk->db, booking, (const gint64 *) (gpointer) chosen->data, chosen->len, error))
    return FALSE;

  mh_act_add_person (act, row->resident);
  mh_act_set_int (act, "booking", booking);
  mh_act_set_int (act, "items", chosen->len);
  mh_act_set_text (act, "override", override_reason);

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}
