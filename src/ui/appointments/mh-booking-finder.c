/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-finder"

#include "mh-booking-finder.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-extras.h"
#include "mh-booking-family.h"
#include "mh-call-contacts.h"
#include "mh-deed.h"
#include "mh-draft-bar.h"
#include "mh-error.h"
#include "mh-keys.h"
#include "mh-person-finder.h"
#include "mh-programme-table.h"
#include "mh-slot-board.h"

struct _MhBookingFinder
{
  GtkWidget        parent_instance;

  /* Template widgets */
  GtkLabel        *heading;
  MhDraftBar      *drafts;
  MhPersonFinder  *finder;
  MhCallContacts  *call;
  MhBookingExtras *extras;
  GtkDropDown     *via;
  GtkEditable     *proxy_name;
  GtkEditable     *proxy_relation;
  GtkEditable     *note;
  GtkLabel        *refusal;
  GtkWidget       *move;
  GtkWidget       *override_box;
  GtkEditable     *reason;

  MhUiContext     *context;  /* (nullable) (owned) */
  gint64           slot;     /* 0 = none */
  gint64           other;    /* the booking that stands in the way, 0 = none */
  gint64           refused;  /* the person whom the sentence is about, 0 = none */
  char            *name;     /* (nullable) (owned) of the one who is being booked */
  gboolean         busy;
  gboolean         filling;  /* the fields change, and nobody types */
};

enum {
  SIGNAL_BOOKED,
  SIGNAL_CLOSED,
  SIGNAL_RESUMED,
  SIGNAL_STEPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const gint64 no_item = 0;

static const char * const ways[] = { "phone", "counter" };

/* A request that owns its texts. */
typedef struct {
  MhBookingRequest request;
  char            *proxy_name;
  char            *proxy_relation;
  char            *reason;
  char            *note;
  GArray          *items;     /* (nullable) (element-type gint64) */
  GArray          *family;    /* (element-type gint64) who is booked with him */
} Order;

G_DEFINE_FINAL_TYPE (MhBookingFinder, mh_booking_finder, GTK_TYPE_WIDGET)

static void
order_free (Order *order)
{
  g_free (order->proxy_name);
  g_free (order->proxy_relation);
  g_free (order->reason);
  g_free (order->note);
  g_clear_pointer (&order->items, g_array_unref);
  g_clear_pointer (&order->family, g_array_unref);
  g_free (order);
}

/* (nullable): %NULL for an empty field */
static char *
dup_entered (GtkEditable *entry)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static MhDeedDone *
make_family (const MhDesk *desk,
             Order        *order,
             GError      **error)
{
  MhFamilyMember members[MH_FAMILY_MOST] = { { .resident = order->request.resident } };
  MhFamilyRequest request = {
    .slot = order->request.slot,
    .members = members,
    .n_members = 1,
    .via = order->request.via,
    .proxy_name = order->proxy_name,
    .proxy_relation = order->proxy_relation,
    .override_reason = order->reason,
    .note = order->note,
    .chain = order->request.chain,
  };
  g_autoptr (GArray) bookings = NULL;
  gint64 act = 0;

  members[0].items = order->request.items;
  members[0].n_items = order->request.n_items;
  for (guint i = 0; i < order->family->len && request.n_members < MH_FAMILY_MOST; i++)
    members[request.n_members++].resident = g_array_index (order->family, gint64, i);

  bookings = mh_booking_make_family (desk, &request, &act, error);

  return bookings != NULL ? mh_deed_done (g_array_index (bookings, gint64, 0), act) : NULL;
}

static gpointer
make_booking (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  Order *order = input;
  gint64 act = 0;
  gint64 booking;

  if (order->family->len > 0)
    return make_family (desk, order, error);

  booking = mh_booking_make (desk, &order->request, &act, error);

  return booking != 0 ? mh_deed_done (booking, act) : NULL;
}

/* The booking of the person that a refusal is about, at another time. */
static gpointer
find_other (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  Order *order = input;
  g_autoptr (MhSlot) slot = mh_session_table_get_slot (desk->db, order->request.slot, error);
  g_autoptr (MhProgramme) programme = slot != NULL ? mh_programme_table_get (desk->db, slot->programme, error) : NULL;
  g_autoptr (MhBooking) other = NULL;

  if (programme != NULL)
    other = mh_booking_table_find_active (desk->db, programme->id, order->request.resident, programme->doses, error);

  return other != NULL && other->slot != slot->id ? g_memdup2 (&other->id, sizeof other->id) : NULL;
}

static gpointer
move_other (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const gint64 *booking_and_slot = input;
  gint64 act = 0;

  return mh_booking_move (desk, booking_and_slot[0], booking_and_slot[1], NULL, &act, error) ? mh_deed_done (booking_and_slot[0], act) : NULL;
}

static gpointer
check_booking (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  Order *order = input;

  return GINT_TO_POINTER (mh_booking_check (desk, &order->request, error));
}

static const char *
get_way (MhBookingFinder *self)
{
  return ways[MIN (gtk_drop_down_get_selected (self->via), G_N_ELEMENTS (ways) - 1)];
}

static Order *
make_order (MhBookingFinder *self,
            gint64           resident,
            const char      *reason)
{
  Order *order = g_new0 (Order, 1);

  order->proxy_name = dup_entered (self->proxy_name);
  order->proxy_relation = dup_entered (self->proxy_relation);
  order->reason = g_strdup (reason);
  order->note = dup_entered (self->note);
  order->request.slot = self->slot;
  order->request.resident = resident;
  order->request.via = get_way (self);
  order->request.proxy_name = order->proxy_name;
  order->request.proxy_relation = order->proxy_relation;
  order->request.override_reason = order->reason;
  order->request.note = order->note;
  order->request.chain = mh_booking_extras_get_chain (self->extras, resident);
  order->family = mh_booking_extras_dup_family (self->extras, resident);
  order->items = mh_booking_extras_dup_items (self->extras, resident);
  if (order->items != NULL) {
    order->request.items = order->items->len > 0 ? (const gint64 *) (gpointer) order->items->data : &no_item;
    order->request.n_items = order->items->len;
  }

  return order;
}

static void
show_refusal (MhBookingFinder *self,
              const char      *sentence,
              gboolean         can_override)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
  gtk_widget_set_visible (self->override_box, can_override);
  gtk_widget_set_visible (self->move, FALSE);
}

static void
clear_fields (MhBookingFinder *self)
{
  self->filling = TRUE;
  self->refused = 0;
  show_refusal (self, "", FALSE);
  gtk_editable_set_text (self->proxy_name, "");
  gtk_editable_set_text (self->proxy_relation, "");
  gtk_editable_set_text (self->note, "");
  gtk_editable_set_text (self->reason, "");
  mh_booking_extras_prefer (self->extras, 0, FALSE, NULL, NULL);
  if (self->context != NULL)
    mh_booking_extras_show (self->extras, self->context, self->slot, 0);
  self->filling = FALSE;
}

/* Booked: nothing of it is kept, and those that were interrupted are offered again. */
static void
begin_next (MhBookingFinder *self)
{
  mh_draft_bar_settle (self->drafts);
  clear_fields (self);
  self->filling = TRUE;
  mh_person_finder_start (self->finder);
  self->filling = FALSE;
  mh_draft_bar_put_aside (self->drafts);
}

/* (nullable): somebody only looked for, and nothing written, is nothing to go on with */
static MhDraft *
collect_draft (gpointer user_data)
{
  MhBookingFinder *self = user_data;
  g_autoptr (MhDraft) draft = g_new0 (MhDraft, 1);
  gint64 selected = mh_person_finder_get (self->finder);

  draft->proxy_name = dup_entered (self->proxy_name);
  draft->proxy_relation = dup_entered (self->proxy_relation);
  draft->note = dup_entered (self->note);
  draft->resident = mh_person_finder_get_meant (self->finder);
  if (draft->proxy_name != NULL || draft->proxy_relation != NULL || draft->note != NULL)
    draft->resident = selected;
  else if (draft->resident == 0)
    return NULL;

  draft->slot = self->slot;
  draft->via = g_strdup (get_way (self));
  draft->chain = mh_booking_extras_get_chain (self->extras, selected);
  if (mh_booking_extras_is_touched (self->extras)) {
    draft->items = mh_booking_extras_dup_items (self->extras, selected);
    draft->family = mh_booking_extras_dup_family (self->extras, selected);
  }

  return g_steal_pointer (&draft);
}

static void
entered_cb (GtkWidget       *widget,
            MhBookingFinder *self)
{
  if (!self->filling)
    mh_draft_bar_touch (self->drafts);
}

static void
way_chosen_cb (GtkDropDown     *drop_down,
               GParamSpec      *pspec,
               MhBookingFinder *self)
{
  if (!self->filling)
    mh_draft_bar_touch (self->drafts);
}

/* All of it stands in its fields again, and the place goes to its day. */
static void
resumed_cb (MhDraftBar        *bar,
            const MhDraftHint *hint,
            MhBookingFinder   *self)
{
  const MhDraft *draft = hint->draft;

  clear_fields (self);
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->via, g_strcmp0 (draft->via, ways[1]) == 0 ? 1 : 0);
  gtk_editable_set_text (self->proxy_name, draft->proxy_name != NULL ? draft->proxy_name : "");
  gtk_editable_set_text (self->proxy_relation, draft->proxy_relation != NULL ? draft->proxy_relation : "");
  gtk_editable_set_text (self->note, draft->note != NULL ? draft->note : "");
  mh_booking_extras_prefer (self->extras, draft->resident, draft->chain, draft->items, draft->family);
  if (draft->resident != 0)
    mh_person_finder_show_person (self->finder, draft->resident);
  else
    mh_person_finder_start (self->finder);
  self->filling = FALSE;

  if (hint->session != 0)
    g_signal_emit (self, signals[SIGNAL_RESUMED], 0, hint->session, draft->slot);
}

/* Who sat here before had it in hand. */
static void
somebody_else_cb (MhDraftBar      *bar,
                  MhBookingFinder *self)
{
  clear_fields (self);
  self->filling = TRUE;
  mh_person_finder_clear (self->finder);
  mh_call_contacts_show (self->call, 0, NULL);
  self->filling = FALSE;
}

static gboolean
step_time (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  g_signal_emit (widget, signals[SIGNAL_STEPPED], 0, g_variant_get_int32 (arguments));

  return TRUE;
}

/* Whether a reason would lift what speaks against it: the same question once more, as if there were one. */
static void
override_checked_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (MhBookingFinder) self = user_data;
  g_autoptr (GError) error = NULL;

  if (mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error) == NULL || self->refusal == NULL || self->refused == 0)
    return;

  gtk_widget_set_visible (self->override_box, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
other_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhBookingFinder) self = user_data;
  g_autofree gint64 *other = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (other == NULL || self->refusal == NULL || self->refused == 0)
    return;

  self->other = *other;
  gtk_widget_set_visible (self->move, TRUE);
}

static void
moved_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhBookingFinder *self = MH_BOOKING_FINDER (widget);

  self->busy = FALSE;
  if (self->refusal == NULL)
    return;

  if (done == NULL) {
    show_refusal (self, error->message, FALSE);
    return;
  }

  begin_next (self);
  g_signal_emit (self, signals[SIGNAL_BOOKED], 0, done->id);
}

static void
move_clicked_cb (GtkButton       *button,
                 MhBookingFinder *self)
{
  gint64 booking_and_slot[] = { self->other, self->slot };

  if (self->busy || self->slot == 0)
    return;

  self->busy = TRUE;
  mh_deed_run (GTK_WIDGET (self), self->context, move_other, g_memdup2 (booking_and_slot, sizeof booking_and_slot), g_free, _("Moved"),
               moved_cb, NULL);
}

static void
booked_cb (GtkWidget        *widget,
           const MhDeedDone *done,
           const GError     *error,
           gpointer          user_data)
{
  MhBookingFinder *self = MH_BOOKING_FINDER (widget);

  self->busy = FALSE;
  if (self->refusal == NULL)
    return;

  if (done != NULL) {
    begin_next (self);
    g_signal_emit (self, signals[SIGNAL_BOOKED], 0, done->id);
    return;
  }

  /* She has told the caller; what is changed now begins anew. */
  mh_draft_bar_settle (self->drafts);
  show_refusal (self, error->message, FALSE);
  if (!g_error_matches (error, MH_ERROR, MH_ERROR_REFUSED))
    return;

  mh_ui_context_read_async (self->context, check_booking, make_order (self, self->refused, "-"), (GDestroyNotify) order_free, NULL, NULL,
                            override_checked_cb, g_object_ref (self));
  mh_ui_context_read_async (self->context, find_other, make_order (self, self->refused, NULL), (GDestroyNotify) order_free, g_free, NULL,
                            other_found_cb, g_object_ref (self));
}

static void
book (MhBookingFinder *self,
      gint64           resident,
      const char      *name,
      const char      *reason)
{
  g_autofree char *toast = NULL;

  if (self->busy || resident == 0)
    return;

  if (self->slot == 0) {
    show_refusal (self, _("Please choose a time slot first."), FALSE);
    return;
  }

  toast = g_strdup_printf (_("Booked: %s, %s"), name, gtk_label_get_label (self->heading));
  self->busy = TRUE;
  self->refused = resident;
  if (name != self->name) {
    g_free (self->name);
    self->name = g_strdup (name);
  }

  mh_deed_run (GTK_WIDGET (self), self->context, make_booking, make_order (self, resident, reason), (GDestroyNotify) order_free,
               toast, booked_cb, NULL);
}

static void
found_cb (MhPersonFinder  *finder,
          gint64           resident,
          const char      *name,
          MhBookingFinder *self)
{
  book (self, resident, name, NULL);
}

/* Whoever is chosen, and who has just been booked, stays in the strip: the telephone is still in the hand. */
static void
person_selected_cb (MhPersonFinder  *finder,
                    gint64           resident,
                    const char      *name,
                    MhBookingFinder *self)
{
  mh_call_contacts_show (self->call, resident, name);
  mh_booking_extras_show (self->extras, self->context, self->slot, resident);
}

static void
number_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_call_contacts_ask (MH_BOOKING_FINDER (widget)->call);
}

static void
book_clicked_cb (GtkButton       *button,
                 MhBookingFinder *self)
{
  gint64 resident = mh_person_finder_get (self->finder);

  if (resident == 0)
    show_refusal (self, _("Please choose a person first."), FALSE);
  else
    book (self, resident, mh_person_finder_get_name (self->finder), NULL);
}

static void
override_cb (GtkWidget       *widget,
             MhBookingFinder *self)
{
  g_autofree char *reason = dup_entered (self->reason);

  if (reason != NULL)
    book (self, self->refused, self->name, reason);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
close_clicked_cb (GtkButton       *button,
                  MhBookingFinder *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
mh_booking_finder_dispose (GObject *object)
{
  MhBookingFinder *self = MH_BOOKING_FINDER (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_BOOKING_FINDER);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->refusal = NULL;
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_booking_finder_parent_class)->dispose (object);
}

static void
mh_booking_finder_finalize (GObject *object)
{
  MhBookingFinder *self = MH_BOOKING_FINDER (object);

  g_free (self->name);

  G_OBJECT_CLASS (mh_booking_finder_parent_class)->finalize (object);
}

static void
mh_booking_finder_class_init (MhBookingFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mh_booking_finder_dispose;
  object_class->finalize = mh_booking_finder_finalize;

  signals[SIGNAL_BOOKED] = g_signal_new ("booked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RESUMED] = g_signal_new ("resumed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[SIGNAL_STEPPED] = g_signal_new ("stepped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (MH_TYPE_BOOKING_EXTRAS);
  g_type_ensure (MH_TYPE_CALL_CONTACTS);
  g_type_ensure (MH_TYPE_DRAFT_BAR);
  g_type_ensure (MH_TYPE_PERSON_FINDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-booking-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, heading);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, drafts);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, finder);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, call);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, extras);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, move);
  gtk_widget_class_bind_template_callback (widget_class, move_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_selected_cb);
  gtk_widget_class_install_action (widget_class, "booking.number", NULL, number_activated_cb);
  mh_keys_bind (widget_class, "booking", step_time);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, via);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, proxy_name);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, proxy_relation);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, note);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, refusal);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, override_box);
  gtk_widget_class_bind_template_child (widget_class, MhBookingFinder, reason);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, book_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, override_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, resumed_cb);
  gtk_widget_class_bind_template_callback (widget_class, somebody_else_cb);
}

static void
mh_booking_finder_init (MhBookingFinder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_booking_finder_set_context:
 * @self: the finder
 * @context: the open town
 *
 * Gives the finder where to look and to book.
 */
void
mh_booking_finder_set_context (MhBookingFinder *self,
                               MhUiContext     *context)
{
  g_return_if_fail (MH_IS_BOOKING_FINDER (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
  mh_person_finder_set_context (self->finder, context);
  mh_call_contacts_set_context (self->call, context);
  mh_draft_bar_set_up (self->drafts, context, collect_draft, self);
}

/**
 * mh_booking_finder_set_slot:
 * @self: the finder
 * @slot: (nullable): where to book; not kept
 *
 * What was said about another slot is forgotten.
 */
void
mh_booking_finder_set_slot (MhBookingFinder *self,
                            const MhSlot    *slot)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;
  g_autofree char *when = NULL;

  g_return_if_fail (MH_IS_BOOKING_FINDER (self));

  if (slot != NULL && slot->id == self->slot)
    return;

  self->slot = slot != NULL ? slot->id : 0;
  self->refused = 0;
  show_refusal (self, "", FALSE);
  if (slot != NULL) {
    date = mh_date_format (slot->date, MH_DATE_STYLE_MESSAGE);
    time = mh_slot_board_write_time (slot);
    when = g_strdup_printf ("%s %s", date, time);
  }

  /* Out of sight it only follows the board. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    entered_cb (GTK_WIDGET (self), self);
  gtk_label_set_label (self->heading, when != NULL ? when : _("No time slot is chosen"));
  if (self->context != NULL)
    mh_booking_extras_show (self->extras, self->context, self->slot, mh_person_finder_get (self->finder));
}

/**
 * mh_booking_finder_start:
 * @self: the finder
 *
 * Ready for somebody: empty, with the keyboard in the search field. What was being entered is offered, to go on with later.
 */
void
mh_booking_finder_start (MhBookingFinder *self)
{
  g_return_if_fail (MH_IS_BOOKING_FINDER (self));

  mh_draft_bar_put_aside (self->drafts);
  clear_fields (self);
  self->filling = TRUE;
  mh_person_finder_start (self->finder);
  self->filling = FALSE;
}
