/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-together"

#include "mh-ctl-together.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-family.h"
#include "mh-booking-items.h"
#include "mh-booking-together.h"
#include "mh-session-table.h"

/* A family at a terminal: whose bookings, read from the call. */
typedef struct {
  MhFamilyMember members[MH_FAMILY_MOST];
  guint          n_members;
} Family;

/* "1001" or "1001@12": in slot 12. */
static gboolean
read_member (const MhDesk   *desk,
             const char     *text,
             MhFamilyMember *member,
             GError        **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "@", 2);

  return (parts[1] == NULL || mh_ctl_read_id (parts[1], &member->slot, error)) &&
         mh_ctl_find_resident (desk, parts[0], &member->resident, error);
}

static void
add_members (MhCtlCall    *call,
             GPtrArray    *people,
             const Family *family,
             GPtrArray    *plan)
{
  guint n = 0;

  mh_ctl_begin_array (call, "members");
  for (guint i = 0; i < family->n_members; i++) {
    const MhPerson *person = people->pdata[i];
    g_autoptr (GPtrArray) own = g_ptr_array_new ();

    do
      g_ptr_array_add (own, plan->pdata[n++]);
    while (n < plan->len && ((MhBooking *) plan->pdata[n])->resident == family->members[i].resident);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", person->resident->register_number);
    mh_ctl_add_text (call, "name", person->resident->name);
    mh_ctl_begin_array (call, "bookings");
    for (guint k = 0; k < own->len; k++) {
      const MhBooking *booking = own->pdata[k];

      mh_ctl_begin_object (call, NULL);
      mh_ctl_add_int (call, "slot", booking->slot);
      mh_ctl_add_int (call, "dose", booking->dose);
      mh_ctl_add_date (call, "date", booking->date);
      mh_ctl_add_minutes (call, "start", booking->start_min);
      mh_ctl_end_object (call);
    }
    mh_ctl_end_array (call);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

/* What was made, in the form of a preview. */
static GPtrArray *
read_made (const MhDesk *desk,
           const GArray *bookings,
           GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_booking_free);

  for (guint i = 0; i < bookings->len; i++) {
    GPtrArray *placed = mh_ctl_list_placed (desk, g_array_index (bookings, gint64, i), error);

    if (placed == NULL)
      return NULL;

    g_ptr_array_extend_and_steal (list, placed);
  }

  return g_steal_pointer (&list);
}

static gboolean
book_family (MhCtlCall             *call,
             const MhDesk          *desk,
             const MhFamilyRequest *request,
             const Family          *family,
             gboolean               preview,
             GError               **error)
{
  g_autoptr (GArray) bookings = NULL;
  g_autoptr (GPtrArray) plan = NULL;
  g_autoptr (GPtrArray) people = NULL;
  gint64 ids[MH_FAMILY_MOST];
  gint64 act = 0;

  if (preview) {
    plan = mh_booking_preview_family (desk, request, error);
  } else {
    bookings = mh_booking_make_family (desk, request, &act, error);
    plan = bookings != NULL ? read_made (desk, bookings, error) : NULL;
  }

  for (guint i = 0; i < family->n_members; i++)
    ids[i] = family->members[i].resident;

  people = plan != NULL ? mh_people_list (desk, ids, family->n_members, error) : NULL;
  if (people == NULL)
    return FALSE;

  mh_ctl_add_some (call, "act", act);
  add_members (call, people, family, plan);

  return mh_ctl_add_waiting_on (call, desk, act, error);
}

static gboolean
run_book_family (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *via = NULL;
  g_autofree char *proxy = NULL;
  g_autofree char *relation = NULL;
  g_autofree char *override = NULL;
  gboolean preview = FALSE;
  Family family = { 0 };
  MhFamilyRequest request = { .members = family.members };
  const GOptionEntry entries[] = {
    { "slot", 0, 0, G_OPTION_ARG_INT64, &request.slot, N_("Where all go if they can"), N_("SLOT") },
    { "chain", 0, 0, G_OPTION_ARG_NONE, &request.chain, N_("The further doses too, or nothing"), NULL },
    { "via", 0, 0, MH_CTL_TEXT, &via, N_("phone, counter or line"), N_("WAY") },
    { "proxy", 0, 0, MH_CTL_TEXT, &proxy, N_("Who books for them"), N_("NAME") },
    { "relation", 0, 0, MH_CTL_TEXT, &relation, N_("What the proxy is to them"), N_("RELATION") },
    { "override", 0, 0, MH_CTL_TEXT, &override, N_("Book although a rule speaks against it, and why"), N_("REASON") },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_("Only say what would be booked"), NULL },
    { NULL },
  };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, MH_FAMILY_MOST, error))
    return FALSE;
  if (request.slot == 0)
    return mh_ctl_fail_usage (error, _("Give the slot with --slot."));
  if (!mh_ctl_check_way (via, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  for (; family.n_members < call->n_args; family.n_members++) {
    if (!read_member (&desk, call->args[family.n_members], &family.members[family.n_members], error))
      return FALSE;
  }

  request.n_members = family.n_members;
  request.via = via != NULL ? via : "phone";
  request.proxy_name = proxy;
  request.proxy_relation = relation;
  request.override_reason = override;

  return book_family (call, &desk, &request, &family, preview, error);
}

static gboolean
run_family_beside (MhCtlCall *call,
                   GError   **error)
{
  gint64 slot = 0, id;
  const GOptionEntry entries[] = {
    { "slot", 0, 0, G_OPTION_ARG_INT64, &slot, N_("In which slot"), N_("SLOT") },
    { NULL },
  };
  g_autoptr (GPtrArray) hints = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (slot == 0)
    return mh_ctl_fail_usage (error, _("Give the slot with --slot."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[0], &id, error))
    return FALSE;

  hints = mh_booking_list_family (&desk, slot, id, error);
  if (hints == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "members");
  for (guint i = 0; i < hints->len; i++) {
    const MhFamilyHint *hint = hints->pdata[i];

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", hint->person->resident->register_number);
    mh_ctl_add_text (call, "name", hint->person->resident->name);
    mh_ctl_add_int (call, "dose", hint->dose);
    mh_ctl_add_text (call, "reason", hint->reason == MH_PLAN_CHOSEN ? NULL : mh_plan_reason_nick (hint->reason));
    mh_ctl_add_text (call, "sentence", hint->reason == MH_PLAN_CHOSEN ? NULL : mh_plan_reason_text (hint->reason));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_choices (MhCtlCall       *call,
             const MhDesk    *desk,
             const MhBooking *booking,
             GError         **error)
{
  g_autoptr (GPtrArray) choices = mh_booking_list_choices (desk, booking->slot, booking->resident, booking->id, error);

  if (choices == NULL)
    return FALSE;

  mh_ctl_add_int (call, "booking", booking->id);
  mh_ctl_begin_array (call, "items");
  for (guint i = 0; i < choices->len; i++) {
    const MhItemChoice *choice = choices->pdata[i];

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "item", choice->item);
    mh_ctl_add_text (call, "name", choice->name);
    mh_ctl_add_bool (call, "booked", choice->chosen);
    mh_ctl_add_text (call, "sentence", choice->reason == MH_PLAN_CHOSEN ? NULL : mh_plan_reason_text (choice->reason));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_items (MhCtlCall *call,
           GError   **error)
{
  g_autofree char *override = NULL;
  g_auto (GStrv) names = NULL;
  gboolean none = FALSE;
  const GOptionEntry entries[] = {
    { "item", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &names, N_("What the visit is for from now on; may be repeated"), N_("NAME") },
    { "none", 0, 0, G_OPTION_ARG_NONE, &none, N_("For none of them"), NULL },
    { "override", 0, 0, MH_CTL_TEXT, &override, N_("Although it is not for the person, and why"), N_("REASON") },
    { NULL },
  };
  g_autoptr (GArray) items = NULL;
  g_autoptr (MhBooking) booking = NULL;
  gint64 id, act = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error))
    return FALSE;
  if (names != NULL && none)
    return mh_ctl_fail_usage (error, _("Write either --item or --none."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  booking = mh_booking_table_get (desk.db, id, error);
  items = booking != NULL ? mh_ctl_read_items (&desk, booking->programme, (const char * const *) names, error) : NULL;
  if (items == NULL)
    return FALSE;

  if ((names != NULL || none) &&
      !mh_booking_change_items (&desk, id, (const gint64 *) (gpointer) items->data, items->len, override, &act, error))
    return FALSE;

  mh_ctl_add_some (call, "act", act);

  return add_choices (call, &desk, booking, error);
}

static void
add_together (MhCtlCall *call,
              GPtrArray *together)
{
  mh_ctl_begin_array (call, "together");
  for (guint i = 0; i < together->len; i++) {
    const MhTogether *one = together->pdata[i];

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "booking", one->booking->id);
    mh_ctl_add_text (call, "why", one->family ? "family" : "dose");
    mh_ctl_add_text (call, "name", one->name);
    mh_ctl_add_int (call, "dose", one->booking->dose);
    mh_ctl_add_date (call, "date", one->booking->date);
    mh_ctl_add_minutes (call, "start", one->booking->start_min);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
run_after (MhCtlCall *call,
           GError   **error)
{
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (GPtrArray) together = NULL;
  gint64 id;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  bookings = mh_ctl_list_placed (&desk, id, error);
  together = bookings != NULL ? mh_booking_list_together (&desk, id, error) : NULL;
  if (together == NULL)
    return FALSE;

  add_together (call, together);
  mh_ctl_begin_array (call, "bookings");
  for (guint i = 0; i < bookings->len; i++) {
    const MhBooking *booking = bookings->pdata[i];

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "booking", booking->id);
    mh_ctl_add_int (call, "slot", booking->slot);
    mh_ctl_add_int (call, "dose", booking->dose);
    mh_ctl_add_date (call, "date", booking->date);
    mh_ctl_add_minutes (call, "start", booking->start_min);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

const MhCtlCommand mh_ctl_together_commands[] = {
  { "book-family", N_("REGISTER-NUMBER[@SLOT]…"), N_("Book several people at once, all or nobody"), run_book_family },
  { "booking family", N_("REGISTER-NUMBER"), N_("Who of the household could be booked beside a person"), run_family_beside },
  { "booking items", N_("BOOKING"), N_("Show or change what a booking is for"), run_items },
  { "booking doses", N_("BOOKING"), N_("A booking, the further doses that end with it, and what was booked together with it"), run_after },
  { NULL },
};
