/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-bookings"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-chain.h"
#include "mh-ctl-together.h"
#include "mh-error.h"
#include "mh-item-table.h"
#include "mh-session-table.h"
#include "mh-ctl-people.h"
#include "mh-ctl-refill.h"
#include "mh-waiting.h"

#define MAX_BOOKINGS 500

static void
add_place (MhCtlCall       *call,
           const MhBooking *booking,
           gboolean         preview)
{
  mh_ctl_add_some (call, "booking", preview ? 0 : booking->id);
  mh_ctl_add_int (call, "slot", booking->slot);
  mh_ctl_add_some (call, "place", booking->number);
  mh_ctl_add_int (call, "dose", booking->dose);
  mh_ctl_add_date (call, "date", booking->date);
  mh_ctl_add_minutes (call, "start", booking->start_min);
}

/**
 * mh_ctl_check_way:
 * @via: (nullable): how a booking comes in
 * @error: return location
 *
 * Returns: whether somebody can ask for a place that way; %NULL: by telephone
 */
gboolean
mh_ctl_check_way (const char *via,
                  GError    **error)
{
  if (via == NULL || g_strv_contains ((const char *[]) { "phone", "counter", "line", NULL }, via))
    return TRUE;

  return mh_ctl_fail_usage (error, _("The way is one of phone, counter and line."));
}

/**
 * mh_ctl_add_placed:
 * @call: the call
 * @bookings: (element-type MhBooking): a booking and those that were or would be made or moved with it
 * @act: the act, 0 for a preview
 *
 * Adds what became of it, "further" the doses after the first.
 */
void
mh_ctl_add_placed (MhCtlCall       *call,
                   const GPtrArray *bookings,
                   gint64           act)
{
  mh_ctl_add_some (call, "act", act);
  add_place (call, bookings->pdata[0], act == 0);

  mh_ctl_begin_array (call, "further");
  for (guint i = 1; i < bookings->len; i++) {
    mh_ctl_begin_object (call, NULL);
    add_place (call, bookings->pdata[i], act == 0);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

/**
 * mh_ctl_add_waiting_on:
 * @call: the call
 * @desk: the desk
 * @act: an act that was committed
 * @error: return location
 *
 * Says who goes on waiting where @act has taken one out of those who wait together, as mh_waiting_dup_parted() does.
 *
 * Returns: whether it could be read
 */
gboolean
mh_ctl_add_waiting_on (MhCtlCall    *call,
                       const MhDesk *desk,
                       gint64        act,
                       GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = mh_waiting_dup_parted (desk, act, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (text != NULL)
    mh_ctl_add_text (call, "waiting-on", text);

  return TRUE;
}

/**
 * mh_ctl_list_placed:
 * @desk: the desk
 * @id: a booking
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBooking): it and the doses after it that were booked together with it
 */
GPtrArray *
mh_ctl_list_placed (const MhDesk *desk,
                    gint64        id,
                    GError      **error)
{
  g_autoptr (GPtrArray) after = mh_booking_list_after (desk, id, error);
  MhBooking *booking = after != NULL ? mh_booking_table_get (desk->db, id, error) : NULL;

  if (booking == NULL)
    return NULL;

  g_ptr_array_insert (after, 0, booking);

  return g_steal_pointer (&after);
}

static gboolean
add_made (MhCtlCall    *call,
          const MhDesk *desk,
          gint64        id,
          gint64        act,
          GError      **error)
{
  g_autoptr (GPtrArray) bookings = mh_ctl_list_placed (desk, id, error);

  if (bookings == NULL)
    return FALSE;

  mh_ctl_add_placed (call, bookings, act);

  return mh_ctl_add_waiting_on (call, desk, act, error);
}

/**
 * mh_ctl_read_items:
 * @desk: the desk
 * @programme: whose items
 * @names: (array zero-terminated=1) (nullable): as the programme calls them
 * @error: return location; MH_ERROR_NOT_FOUND with the name that is none
 *
 * Returns: (transfer full) (element-type gint64): their ids, or %NULL
 */
GArray *
mh_ctl_read_items (const MhDesk       *desk,
                   gint64              programme,
                   const char * const *names,
                   GError            **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) items = mh_item_table_list (desk->db, programme, error);

  if (items == NULL)
    return NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    guint found = 0;

    while (found < items->len && !g_str_equal (((MhItem *) items->pdata[found])->name, names[i]))
      found++;

    if (found == items->len) {
      g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no item “%s” in this programme."), names[i]);
      return NULL;
    }

    g_array_append_val (ids, ((MhItem *) items->pdata[found])->id);
  }

  return g_steal_pointer (&ids);
}

/* Chosen items and slots of further doses, as the call names them. */
static gboolean
read_choices (const MhDesk     *desk,
              char            **names,
              gboolean          no_items,
              char            **next,
              MhBookingRequest *request,
              GArray          **out_items,
              GArray           *slots,
              GError          **error)
{
  static const gint64 none = 0;
  g_autoptr (MhSlot) slot = mh_session_table_get_slot (desk->db, request->slot, error);

  *out_items = slot != NULL ? mh_ctl_read_items (desk, slot->programme, (const char * const *) names, error) : NULL;
  if (*out_items == NULL)
    return FALSE;

  for (guint i = 0; next != NULL && next[i] != NULL; i++) {
    gint64 id;

    if (!mh_ctl_read_id (next[i], &id, error))
      return FALSE;
    g_array_append_val (slots, id);
  }

  request->chain_slots = (const gint64 *) (gpointer) slots->data;
  request->n_chain_slots = slots->len;
  request->n_items = (*out_items)->len;
  if (no_items || request->n_items > 0)
    request->items = request->n_items > 0 ? (const gint64 *) (gpointer) (*out_items)->data : &none;

  return TRUE;
}

static gboolean
make_or_preview (MhCtlCall              *call,
                 const MhDesk           *desk,
                 const MhBookingRequest *request,
                 gboolean                preview,
                 GError                **error)
{
  g_autoptr (GPtrArray) plan = NULL;
  gint64 act = 0, id;

  if (!preview) {
    id = mh_booking_make (desk, request, &act, error);
    return id != 0 && add_made (call, desk, id, act, error);
  }

  plan = mh_booking_preview_make (desk, request, error);
  if (plan == NULL)
    return FALSE;

  mh_ctl_add_placed (call, plan, 0);

  return TRUE;
}

static gboolean
run_book (MhCtlCall *call,
          GError   **error)
{
  g_autofree char *resident = NULL;
  g_autofree char *via = NULL;
  g_autofree char *proxy = NULL;
  g_autofree char *relation = NULL;
  g_autofree char *override = NULL;
  g_autofree char *note = NULL;
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) next = NULL;
  g_autoptr (GArray) items = NULL;
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean preview = FALSE, no_items = FALSE;
  MhBookingRequest request = { 0 };
  const GOptionEntry entries[] = {
    { "slot", 0, 0, G_OPTION_ARG_INT64, &request.slot, N_("In which slot"), N_("SLOT") },
    { "resident", 0, 0, MH_CTL_TEXT, &resident, N_("For whom"), N_("REGISTER-NUMBER") },
    { "dose", 0, 0, G_OPTION_ARG_INT, &request.dose, N_("Which dose; the next one without this"), N_("N") },
    { "chain", 0, 0, G_OPTION_ARG_NONE, &request.chain, N_("The further doses too, or nothing"), NULL },
    { "next-slot", 0, 0, G_OPTION_ARG_STRING_ARRAY, &next, N_("With --chain: where the next dose goes; may be repeated"), N_("SLOT") },
    { "item", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &names, N_("An item of the visit; may be repeated"), N_("NAME") },
    { "no-items", 0, 0, G_OPTION_ARG_NONE, &no_items, N_("Not even the standard items"), NULL },
    { "via", 0, 0, MH_CTL_TEXT, &via, N_("phone, counter or line"), N_("WAY") },
    { "proxy", 0, 0, MH_CTL_TEXT, &proxy, N_("Who books for the person"), N_("NAME") },
    { "relation", 0, 0, MH_CTL_TEXT, &relation, N_("What the proxy is to the person"), N_("RELATION") },
    { "note", 0, 0, MH_CTL_TEXT, &note, N_("A note for the day"), N_("TEXT") },
    { "override", 0, 0, MH_CTL_TEXT, &override, N_("Book although a rule speaks against it, and why"), N_("REASON") },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_("Only say what would be booked"), NULL },
    { NULL },
  };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if (request.slot == 0 || resident == NULL)
    return mh_ctl_fail_usage (error, _("Give --slot and --resident."));
  if (next != NULL && !request.chain)
    return mh_ctl_fail_usage (error, _("Write --next-slot together with --chain."));
  if (!mh_ctl_check_way (via, error) ||
      !mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, resident, &request.resident, error) ||
      !read_choices (&desk, names, no_items, next, &request, &items, slots, error))
    return FALSE;

  request.via = via != NULL ? via : "phone";
  request.proxy_name = proxy;
  request.proxy_relation = relation;
  request.override_reason = override;
  request.note = note;

  return make_or_preview (call, &desk, &request, preview, error);
}

static gboolean
add_booking (MhCtlCall       *call,
             const MhDesk    *desk,
             const MhBooking *booking,
             GError         **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &booking->resident, 1, error);
  const MhPerson *person;

  if (people == NULL)
    return FALSE;

  person = people->len > 0 ? g_ptr_array_index (people, 0) : NULL;
  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "booking", booking->id);
  mh_ctl_add_date (call, "date", booking->date);
  mh_ctl_add_minutes (call, "start", booking->start_min);
  mh_ctl_add_some (call, "place", booking->number);
  mh_ctl_add_text (call, "register-number", person != NULL ? person->resident->register_number : NULL);
  mh_ctl_add_text (call, "name", person != NULL ? person->resident->name : NULL);
  mh_ctl_add_int (call, "dose", booking->dose);
  mh_ctl_add_text (call, "state", booking->state);
  mh_ctl_add_text (call, "via", booking->via);
  mh_ctl_add_text (call, "proxy", booking->proxy_name);
  mh_ctl_add_text (call, "relation", booking->proxy_relation);
  mh_ctl_add_text (call, "override", booking->override_reason);
  mh_ctl_add_int (call, "session", booking->session);
  mh_ctl_add_int (call, "slot", booking->slot);
  mh_ctl_add_int (call, "programme", booking->programme);
  mh_ctl_add_int (call, "made-at", booking->made_at);
  mh_ctl_end_object (call);

  return TRUE;
}

static GPtrArray *
list_bookings (MhCtlCall    *call,
               const MhDesk *desk,
               const char   *resident,
               GError      **error)
{
  gint64 id;

  if (resident == NULL)
    return mh_ctl_read_id (call->args[0], &id, error) ? mh_booking_table_list_session (desk->db, id, error) : NULL;

  return mh_ctl_find_resident (desk, resident, &id, error) ? mh_booking_table_list_resident (desk->db, id, error) : NULL;
}

static gboolean
run_bookings (MhCtlCall *call,
              GError   **error)
{
  g_autofree char *resident = NULL;
  const GOptionEntry entries[] = {
    { "resident", 0, 0, MH_CTL_TEXT, &resident, N_("All bookings of one person"), N_("REGISTER-NUMBER") },
    { NULL },
  };
  g_autoptr (GPtrArray) bookings = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 1, error))
    return FALSE;
  if ((resident != NULL) + (call->n_args > 0) != 1)
    return mh_ctl_fail_usage (error, _("Name either a session or, with --resident, a person."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  bookings = list_bookings (call, &desk, resident, error);
  if (bookings == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "bookings");
  for (guint i = 0; i < bookings->len; i++) {
    if (!add_booking (call, &desk, g_ptr_array_index (bookings, i), error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_move (MhCtlCall *call,
          GError   **error)
{
  g_autofree char *override = NULL;
  gint64 slot = 0, act = 0, id;
  gboolean preview = FALSE;
  const GOptionEntry entries[] = {
    { "slot", 0, 0, G_OPTION_ARG_INT64, &slot, N_("To which slot"), N_("SLOT") },
    { "override", 0, 0, MH_CTL_TEXT, &override, N_("Book although a rule speaks against it, and why"), N_("REASON") },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_("Only say what would be moved"), NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) plan = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error))
    return FALSE;
  if (slot == 0)
    return mh_ctl_fail_usage (error, _("Give the new slot with --slot."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  if (!preview)
    return mh_booking_move (&desk, id, slot, override, &act, error) && add_made (call, &desk, id, act, error);

  plan = mh_booking_preview_move (&desk, id, slot, override, error);
  if (plan == NULL)
    return FALSE;

  mh_ctl_add_placed (call, plan, 0);

  return TRUE;
}

static GArray *
read_ids (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < call->n_args; i++) {
    gint64 id;

    if (!mh_ctl_read_id (call->args[i], &id, error))
      return NULL;

    g_array_append_val (ids, id);
  }

  return g_steal_pointer (&ids);
}

/* Each booking is an act of its own: what one refuses does not keep the others. */
static gboolean
cancel_only (MhCtlCall             *call,
             const MhDesk          *desk,
             const GArray          *bookings,
             const MhBookingCaller *caller,
             GError               **error)
{
  gint64 n_freed = 0;

  mh_ctl_begin_array (call, "cancelled");
  for (guint i = 0; i < bookings->len; i++) {
    gint64 booking = g_array_index (bookings, gint64, i);
    g_autoptr (GError) local_error = NULL;
    gint64 act = 0;

    if (!mh_booking_cancel (desk, booking, caller, &act, &local_error)) {
      if (bookings->len == 1) {
        g_propagate_error (error, g_steal_pointer (&local_error));
        return FALSE;
      }
      call->partly = TRUE;
    }

    n_freed += local_error == NULL;
    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "booking", booking);
    mh_ctl_add_some (call, "act", act);
    mh_ctl_add_text (call, "error", local_error != NULL ? local_error->message : NULL);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
  mh_ctl_add_int (call, "freed", n_freed);

  return TRUE;
}

static gboolean
run_cancel (MhCtlCall *call,
            GError   **error)
{
  g_autofree char *proxy = NULL;
  g_autofree char *override = NULL;
  g_autofree char *mode = NULL;
  gboolean refill = FALSE, preview = FALSE;
  MhRefillWays ways = { 0 };
  const GOptionEntry entries[] = {
    { "proxy", 0, 0, MH_CTL_TEXT, &proxy, N_("Who cancels for the person"), N_("NAME") },
    { "override", 0, 0, MH_CTL_TEXT, &override, N_("Cancel for a proxy who is not registered, and why"), N_("REASON") },
    { "refill", 0, 0, G_OPTION_ARG_NONE, &refill, N_("Offer the place to the next on the waiting list"), NULL },
    { "mode", 0, 0, MH_CTL_TEXT, &mode, N_("With --refill: ask in this way, first-yes or one-at-a-time"), N_("MODE") },
    { "parallel", 0, 0, G_OPTION_ARG_INT, &ways.parallel, N_("With --refill: how many are asked at once"), N_("NUMBER") },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &ways.reply_minutes, N_("With --refill: how long an answer may take"), N_("MINUTES") },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_("With --refill: only say what would be done"), NULL },
    { NULL },
  };
  g_autoptr (GArray) bookings = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  MhBookingCaller caller = { NULL };
  const gint64 *ids;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, MAX_BOOKINGS, error))
    return FALSE;
  if (preview && !refill)
    return mh_ctl_fail_usage (error, _("Write --preview together with --refill."));

  bookings = read_ids (call, error);
  if (bookings == NULL || !mh_ctl_open (call, &desk, error))
    return FALSE;

  caller.proxy_name = proxy;
  caller.override_reason = override;
  ways.mode = mode;
  if (!refill)
    return cancel_only (call, &desk, bookings, &caller, error);

  ids = (const gint64 *) (void *) bookings->data;
  result = preview ? mh_refill_preview (&desk, ids, bookings->len, &ways, error)
                   : mh_refill_cancel_for (&desk, ids, bookings->len, &caller, &ways, error);

  return result != NULL && mh_ctl_add_refill (call, &desk, result, preview, error);
}

const MhCtlCommand mh_ctl_bookings_commands[] = {
  { "book", NULL, N_("Book a place for a person"), run_book },
  { "bookings", N_("[SESSION]"), N_("List the bookings of a day or of a person"), run_bookings },
  { "move", N_("BOOKING"), N_("Move a booking to another slot"), run_move },
  { "cancel", N_("BOOKING…"), N_("Cancel, and with --refill offer the place to the next"), run_cancel },
  { NULL },
};
