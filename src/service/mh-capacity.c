/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-capacity"

#include "mh-capacity.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-item-table.h"
#include "mh-seat-table.h"

#define MOST_PLACES 1000

/* The places of one slot while they are changed; what is done in the store is done here, too. */
typedef struct {
  const MhDesk *desk;
  gint64        slot;
  GArray       *seats;  /* (owned) (element-type MhSeat) by number */
  GArray       *moves;  /* (nullable) (element-type MhCapacityMove) */
  int           extra;  /* how many places beyond the capacity it is to have */
} Shape;

static void
shape_clear (Shape *shape)
{
  g_clear_pointer (&shape->seats, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shape, shape_clear)

static MhSeat *
get_seat (Shape *shape,
          guint i)
{
  return &g_array_index (shape->seats, MhSeat, i);
}

static gboolean
is_held (const MhSeat *seat)
{
  return seat->booking != 0 || seat->round != 0;
}

static int
count (Shape      *shape,
       gboolean ( *counts ) (const MhSeat *seat))
{
  int n = 0;

  for (guint i = 0; i < shape->seats->len; i++)
    n += counts (get_seat (shape, i)) ? 1 : 0;

  return n;
}

static gboolean
is_regular (const MhSeat *seat)
{
  return !seat->extra;
}

static gboolean
is_extra (const MhSeat *seat)
{
  return seat->extra;
}

/* Places that were made for somebody at the door do not count among those of the rule. */
static gboolean
is_sold_extra (const MhSeat *seat)
{
  return seat->extra && is_held (seat) && !seat->walk_in;
}

static gboolean
is_place (const MhSeat *seat)
{
  return !seat->extra && !seat->blocked;
}

static gboolean
is_phone (const MhSeat *seat)
{
  return !seat->extra && seat->phone;
}

static gboolean
is_blocked (const MhSeat *seat)
{
  return !seat->extra && seat->blocked;
}

static gboolean
is_taken (const MhSeat *seat)
{
  return !seat->extra && is_held (seat);
}

static int
compare_seats (gconstpointer a,
               gconstpointer b)
{
  return ((const MhSeat *) a)->number - ((const MhSeat *) b)->number;
}

/* With the lowest number that is not in use. */
static gboolean
add_seat (Shape   *shape,
          gboolean extra,
          GError **error)
{
  MhSeat seat = { .number = 1, .extra = extra };

  for (guint i = 0; i < shape->seats->len && get_seat (shape, i)->number == seat.number; i++)
    seat.number++;

  if (!mh_seat_table_insert (shape->desk->db, shape->slot, seat.number, "desk", extra, error))
    return FALSE;

  g_array_append_val (shape->seats, seat);
  g_array_sort (shape->seats, compare_seats);

  return TRUE;
}

static gboolean
set_share (Shape      *shape,
           MhSeat     *seat,
           const char *share,
           GError    **error)
{
  seat->phone = g_str_equal (share, "phone");
  seat->blocked = g_str_equal (share, "blocked");

  return mh_seat_table_set_share (shape->desk->db, shape->slot, seat->number, share, error);
}

/* The first seat from below, or from above, that may be changed into @share: a free one rather than one that is held. */
static MhSeat *
find_seat (Shape      *shape,
           gboolean ( *fits ) (const MhSeat *seat),
           gboolean    from_above,
           gboolean    held_too)
{
  MhSeat *held = NULL;

  for (guint i = 0; i < shape->seats->len; i++) {
    MhSeat *seat = get_seat (shape, from_above ? shape->seats->len - 1 - i : i);

    if (!fits (seat))
      continue;
    if (!is_held (seat))
      return seat;
    if (held == NULL)
      held = seat;
  }

  return held_too ? held : NULL;
}

static gboolean
is_desk (const MhSeat *seat)
{
  return is_place (seat) && !seat->phone;
}

/* Somewhere for who sits on @seat, below it: a free place, or a blocked one that is opened for it. */
static MhSeat *
find_refuge (Shape        *shape,
             const MhSeat *seat,
             GError      **error)
{
  MhSeat *blocked = NULL;

  for (guint i = 0; i < shape->seats->len; i++) {
    MhSeat *other = get_seat (shape, i);

    if (other->number >= seat->number)
      break;
    if (is_place (other) && !is_held (other))
      return other;
    if (is_blocked (other) && blocked == NULL)
      blocked = other;
  }

  return blocked != NULL && set_share (shape, blocked, "desk", error) ? blocked : NULL;
}

static gboolean
note_move (Shape        *shape,
           const MhSeat *from,
           const MhSeat *to,
           GError      **error)
{
  g_autoptr (MhBooking) booking = NULL;
  MhCapacityMove move = { .booking = from->booking, .slot = shape->slot, .from = from->number, .to = to->number };

  if (from->booking == 0 || shape->moves == NULL)
    return TRUE;

  booking = mh_booking_table_get (shape->desk->db, from->booking, error);
  if (booking == NULL)
    return FALSE;

  move.resident = booking->resident;
  g_array_append_val (shape->moves, move);

  return TRUE;
}

/* Takes the highest place away; who sits there gets a number below. */
static gboolean
drop_seat (Shape   *shape,
           GError **error)
{
  guint at = shape->seats->len - 1;
  MhSeat *seat;

  while (get_seat (shape, at)->extra)
    at--;
  seat = get_seat (shape, at);

  if (is_held (seat)) {
    MhSeat *refuge = find_refuge (shape, seat, error);

    if (refuge == NULL || !note_move (shape, seat, refuge, error) ||
        !mh_seat_table_renumber (shape->desk->db, shape->slot, seat->number, refuge->number, error))
      return FALSE;

    refuge->booking = seat->booking;
    refuge->round = seat->round;
  }

  if (!mh_seat_table_delete (shape->desk->db, shape->slot, seat->number, error))
    return FALSE;

  g_array_remove_index (shape->seats, at);

  return TRUE;
}

/* Lets exactly @wanted seats be what @is_so counts, by turning @others into @share and back to the desk's. */
static gboolean
level (Shape      *shape,
       int         wanted,
       const char *share,
       gboolean ( *is_so ) (const MhSeat  *seat),
       gboolean ( *others ) (const MhSeat *seat),
       gboolean    held_too,
       GError    **error)
{
  for (int n = count (shape, is_so); n != wanted; n += n < wanted ? 1 : -1) {
    MhSeat *seat = n < wanted ? find_seat (shape, others, TRUE, held_too) : find_seat (shape, is_so, FALSE, TRUE);

    if (seat == NULL || !set_share (shape, seat, n < wanted ? share : "desk", error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
check_order (Shape   *shape,
             int      places,
             int      phone,
             int      blocked,
             GError **error)
{
  int n_taken = count (shape, is_taken);

  if (places < 0 || blocked < 0 || places + blocked > MOST_PLACES) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("A slot has from 0 to %d places."), MOST_PLACES);
    return FALSE;
  }

  if (phone < 0 || phone > places) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("A slot of %d places cannot keep %d of them for telephone and counter."),
                 places, phone);
    return FALSE;
  }

  if (places < n_taken) {
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("%d places of this slot are booked or on offer, so it cannot have only %d. Please move or cancel bookings first."),
                 n_taken, places);
    return FALSE;
  }

  return TRUE;
}

/* Gives @shape @wanted places beyond the capacity, or those that are held. */
static gboolean
set_extra (Shape   *shape,
           int      wanted,
           GError **error)
{
  int n;

  for (n = count (shape, is_extra); n < wanted; n++) {
    if (!add_seat (shape, TRUE, error))
      return FALSE;
  }

  for (guint i = shape->seats->len; i > 0 && n > wanted; i--) {
    MhSeat *seat = get_seat (shape, i - 1);

    if (!seat->extra || is_held (seat))
      continue;
    if (!mh_seat_table_delete (shape->desk->db, shape->slot, seat->number, error))
      return FALSE;
    n--;
  }

  return TRUE;
}

/**
 * mh_capacity_drop_extra_step:
 * @desk: the desk
 * @slot: a slot that is given up
 * @error: return location
 *
 * Part of an act.
 *
 * Returns: whether the slot has no free place beyond its capacity any more
 */
gboolean
mh_capacity_drop_extra_step (const MhDesk *desk,
                             gint64        slot,
                             GError      **error)
{
  g_auto (Shape) shape = { .desk = desk, .slot = slot };

  shape.seats = mh_seat_table_list (desk->db, slot, error);

  return shape.seats != NULL && set_extra (&shape, 0, error);
}

/* The slots of a day, each with as many places beyond the capacity as is its due when none is held. */
static GArray *
list_shapes (const MhDesk *desk,
             gint64        session,
             int           percent,
             GError      **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (desk->db, session, error);
  g_autoptr (GArray) shapes = g_array_new (FALSE, FALSE, sizeof (Shape));
  int n_places = 0;

  g_array_set_clear_func (shapes, (GDestroyNotify) shape_clear);
  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    Shape shape = { .desk = desk, .slot = ((MhSlot *) g_ptr_array_index (slots, i))->id };
    int before = n_places * percent / 100;

    shape.seats = mh_seat_table_list (desk->db, shape.slot, error);
    if (shape.seats == NULL)
      return NULL;

    n_places += count (&shape, is_place);
    shape.extra = n_places * percent / 100 - before;
    g_array_append_val (shapes, shape);
  }

  return slots != NULL ? g_steal_pointer (&shapes) : NULL;
}

/**
 * mh_capacity_overbook_step:
 * @desk: the desk
 * @session: a day
 * @percent: by how much the programme overbooks, 0 to 20
 * @error: return location
 *
 * Part of an act. What a slot is too small for is carried over to the next of the day: with 10 per cent and slots of 5 places every second one
 * has a place more, and the day as a whole has as many as @percent of all its places, rounded down. What is held beyond that in one slot, since
 * the day looked different when it was given away, is not made once more in another.
 *
 * Returns: whether each slot has as many as that, or those that are held
 */
gboolean
mh_capacity_overbook_step (const MhDesk *desk,
                           gint64        session,
                           int           percent,
                           GError      **error)
{
  g_autoptr (GArray) shapes = list_shapes (desk, session, percent, error);
  int n_over = 0;

  for (guint i = 0; shapes != NULL && i < shapes->len; i++) {
    Shape *shape = &g_array_index (shapes, Shape, i);

    n_over += MAX (0, count (shape, is_sold_extra) - shape->extra);
  }

  for (guint i = 0; shapes != NULL && i < shapes->len; i++) {
    Shape *shape = &g_array_index (shapes, Shape, i);
    int less = CLAMP (shape->extra - count (shape, is_sold_extra), 0, n_over);

    n_over -= less;
    if (!set_extra (shape, shape->extra - less, error))
      return FALSE;
  }

  return shapes != NULL;
}

/* Places beyond the capacity that are free again stay only as far as the rule of the programme makes them. */
static gboolean
level_extra (const MhDesk *desk,
             const MhSlot *slot,
             GError      **error)
{
  g_autoptr (MhProgramme) programme = NULL;

  if (slot->n_extra == 0)
    return TRUE;

  programme = mh_programme_table_get (desk->db, slot->programme, error);

  return programme != NULL && mh_capacity_overbook_step (desk, slot->session, programme->overbook_percent, error);
}

/**
 * mh_capacity_release_step:
 * @desk: the desk
 * @booking: a booking that holds a place
 * @error: return location; MH_ERROR_CONFLICT when it holds none
 *
 * Part of an act. A place that was made for somebody without a booking is no place for anybody else: of those beyond the capacity as many stay
 * as the overbooking rule of the programme makes.
 *
 * Returns: whether its place is free, or gone
 */
gboolean
mh_capacity_release_step (const MhDesk    *desk,
                          const MhBooking *booking,
                          GError         **error)
{
  g_autoptr (MhSlot) slot = mh_session_table_get_slot (desk->db, booking->slot, error);

  return slot != NULL && mh_seat_table_release (desk->db, booking->id, error) && level_extra (desk, slot, error);
}

/**
 * mh_capacity_release_round_step:
 * @desk: the desk
 * @slot: the slot of the round
 * @round: a refill round that ends
 * @error: return location
 *
 * Part of an act. As mh_capacity_release_step().
 *
 * Returns: whether its places are free, or gone
 */
gboolean
mh_capacity_release_round_step (const MhDesk *desk,
                                gint64        slot,
                                gint64        round,
                                GError      **error)
{
  g_autoptr (MhSlot) row = mh_session_table_get_slot (desk->db, slot, error);

  return row != NULL && mh_seat_table_release_round (desk->db, round, error) && level_extra (desk, row, error);
}

/**
 * mh_capacity_overbook_programme:
 * @desk: the desk
 * @programme: a programme as it is from now on
 * @error: return location
 *
 * Part of an act. Days that have passed or were called off stay as they are.
 *
 * Returns: whether every slot of the programme that is still ahead has as many places beyond the capacity as its rule says
 */
gboolean
mh_capacity_overbook_programme (const MhDesk      *desk,
                                const MhProgramme *programme,
                                GError           **error)
{
  g_autoptr (GPtrArray) sessions = mh_session_table_list (desk->db, programme->id, error);

  for (guint i = 0; sessions != NULL && i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);

    if (!g_str_equal (session->state, "cancelled") && mh_date_compare (session->date, mh_desk_today (desk)) >= 0 &&
        !mh_capacity_overbook_step (desk, session->id, programme->overbook_percent, error))
      return FALSE;
  }

  return sessions != NULL;
}

/**
 * mh_capacity_step:
 * @desk: the desk
 * @order: what a slot is to have
 * @moves: (nullable) (element-type MhCapacityMove): who gets another number is added
 * @error: return location; MH_ERROR_INVALID for numbers that do not go together, MH_ERROR_REFUSED for fewer places than are taken
 *
 * Part of an act. Where the capacity goes below what is kept for the telephone, all places are kept for it.
 *
 * Returns: whether the slot has it
 */
gboolean
mh_capacity_step (const MhDesk          *desk,
                  const MhCapacityOrder *order,
                  GArray                *moves,
                  GError               **error)
{
  g_auto (Shape) shape = { .desk = desk, .slot = order->slot, .moves = moves };
  int places, phone, blocked;

  shape.seats = mh_seat_table_list (desk->db, order->slot, error);
  if (shape.seats == NULL)
    return FALSE;

  places = order->places >= 0 ? order->places : count (&shape, is_place);
  phone = order->phone >= 0 ? order->phone : MIN (count (&shape, is_phone), places);
  blocked = order->blocked >= 0 ? order->blocked : count (&shape, is_blocked);

  if (!check_order (&shape, places, phone, blocked, error))
    return FALSE;

  while (count (&shape, is_regular) < places + blocked) {
    if (!add_seat (&shape, FALSE, error))
      return FALSE;
  }

  while (count (&shape, is_regular) > places + blocked) {
    if (!drop_seat (&shape, error))
      return FALSE;
  }

  return level (&shape, blocked, "blocked", is_blocked, is_place, FALSE, error) &&
         level (&shape, phone, "phone", is_phone, is_desk, TRUE, error);
}

static const MhSlotItem *
find_item (GPtrArray *items,
           gint64     id,
           GError   **error)
{
  for (guint i = 0; i < items->len; i++) {
    const MhSlotItem *item = g_ptr_array_index (items, i);

    if (item->item == id)
      return item;
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This item is not one of the programme any more."));

  return NULL;
}

/**
 * mh_capacity_item_step:
 * @desk: the desk
 * @slot: a slot
 * @wanted: an item of its programme, and how many may have it there
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED when more people are booked for it
 *
 * Part of an act.
 *
 * Returns: whether it stands so
 */
gboolean
mh_capacity_item_step (const MhDesk         *desk,
                       gint64                slot,
                       const MhCapacityItem *wanted,
                       GError              **error)
{
  g_autoptr (GPtrArray) items = mh_item_table_list_slot (desk->db, slot, error);
  const MhSlotItem *item = items != NULL ? find_item (items, wanted->item, error) : NULL;

  if (item == NULL)
    return FALSE;

  if (wanted->places >= 0 && wanted->places < item->n_booked) {
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 g_dngettext (GETTEXT_PACKAGE,
                              "%d person is booked for “%s” in this slot, so it cannot have fewer places.",
                              "%d people are booked for “%s” in this slot, so it cannot have fewer places.",
                              (gulong) item->n_booked),
                 item->n_booked, item->name);
    return FALSE;
  }

  return item->capacity == wanted->places || mh_item_table_set_capacity (desk->db, slot, item->item, wanted->places, error);
}

/**
 * mh_capacity_result_free:
 * @result: (nullable): a result
 */
void
mh_capacity_result_free (MhCapacityResult *result)
{
  if (result == NULL)
    return;

  g_clear_pointer (&result->before, g_ptr_array_unref);
  g_clear_pointer (&result->after, g_ptr_array_unref);
  g_clear_pointer (&result->moves, g_array_unref);
  g_free (result);
}

static gboolean
run_order (const MhDesk          *desk,
           const MhCapacityOrder *order,
           MhCapacityResult      *result,
           GError               **error)
{
  g_autoptr (MhSlot) before = mh_session_table_get_slot (desk->db, order->slot, error);
  g_autoptr (MhProgramme) programme = NULL;
  MhSlot *after;

  if (before == NULL)
    return FALSE;

  programme = mh_programme_table_get (desk->db, before->programme, error);
  if (programme == NULL ||
      !mh_capacity_step (desk, order, result->moves, error) ||
      !mh_capacity_overbook_step (desk, before->session, programme->overbook_percent, error))
    return FALSE;

  for (guint i = 0; order->items != NULL && i < order->items->len; i++) {
    if (!mh_capacity_item_step (desk, order->slot, &g_array_index (order->items, MhCapacityItem, i), error))
      return FALSE;
  }

  after = mh_session_table_get_slot (desk->db, order->slot, error);
  if (after == NULL)
    return FALSE;

  g_ptr_array_add (result->before, g_steal_pointer (&before));
  g_ptr_array_add (result->after, after);

  return TRUE;
}

static MhCapacityResult *
run_orders (const MhDesk          *desk,
            MhAct                 *act,
            const MhCapacityOrder *orders,
            gsize                  n_orders,
            GError               **error)
{
  g_autoptr (MhCapacityResult) result = g_new0 (MhCapacityResult, 1);

  result->act = mh_act_get_id (act);
  result->before = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_slot_free);
  result->after = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_slot_free);
  result->moves = g_array_new (FALSE, FALSE, sizeof (MhCapacityMove));

  for (gsize i = 0; i < n_orders; i++) {
    if (!run_order (desk, &orders[i], result, error))
      return NULL;
  }

  for (guint i = 0; i < result->moves->len; i++)
    mh_act_add_person (act, g_array_index (result->moves, MhCapacityMove, i).resident);

  if (n_orders > 0)
    mh_act_set_int (act, "slot", orders[0].slot);
  mh_act_set_int (act, "slots", (gint64) n_orders);
  mh_act_set_int (act, "renumbered", result->moves->len);

  return g_steal_pointer (&result);
}

static MhAct *
begin (const MhDesk *desk,
       GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "slot.capacity", MH_UNDO_WHOLE, error);
}

/**
 * mh_capacity_preview:
 * @desk: the desk
 * @orders: (array length=n_orders): what the slots are to have
 * @n_orders: how many
 * @error: return location; as for mh_capacity_set()
 *
 * Does what mh_capacity_set() does and throws it away: the same judgement, and nothing is written.
 *
 * Returns: (transfer full): who would be affected
 */
MhCapacityResult *
mh_capacity_preview (const MhDesk          *desk,
                     const MhCapacityOrder *orders,
                     gsize                  n_orders,
                     GError               **error)
{
  g_autoptr (MhAct) act = begin (desk, error);

  return act != NULL ? run_orders (desk, act, orders, n_orders, error) : NULL;
}

/**
 * mh_capacity_set:
 * @desk: the desk
 * @orders: (array length=n_orders): what the slots are to have
 * @n_orders: how many
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_REFUSED for fewer places than are taken, MH_ERROR_NOT_FOUND
 *
 * Changes capacity, places kept for the telephone and blocked places while bookings stand; one act, judged against the bookings of that moment.
 *
 * Returns: (transfer full): what was done and who was affected
 */
MhCapacityResult *
mh_capacity_set (const MhDesk          *desk,
                 const MhCapacityOrder *orders,
                 gsize                  n_orders,
                 GError               **error)
{
  g_autoptr (MhAct) act = begin (desk, error);
  g_autoptr (MhCapacityResult) result = NULL;

  if (act == NULL)
    return NULL;

  result = run_orders (desk, act, orders, n_orders, error);

  return result != NULL && mh_act_commit (act, error) ? g_steal_pointer (&result) : NULL;
}
