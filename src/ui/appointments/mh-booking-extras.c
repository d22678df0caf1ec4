/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-extras"

#include "mh-booking-extras.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-family.h"
#include "mh-booking-items.h"
#include "mh-eligibility.h"

/* What is read about one person and one slot. */
typedef struct {
  gint64     slot;
  gint64     resident;
  int        n_more;    /* doses after the one that is booked */
  GPtrArray *items;     /* (owned) (element-type MhItemChoice) */
  GPtrArray *family;    /* (owned) (element-type MhFamilyHint) */
} Look;

struct _MhBookingExtras
{
  GtkWidget       parent_instance;

  GtkWidget      *box;        /* a flow of boxes to tick */
  GtkCheckButton *chain;      /* (nullable) (unowned) */
  GPtrArray      *items;      /* (owned) (element-type GtkCheckButton), each with its "mh-id" */
  GPtrArray      *family;     /* (owned) likewise */

  gint64          slot;       /* what was asked about last */
  gint64          resident;
  gint64          shown;      /* whom the boxes are about, 0 = none yet */

  /* What was ticked by hand, for when the boxes are made anew at another time */
  gint64          ticked_for; /* whose it is, 0 = nothing was ticked */
  gboolean        ticked_chain;
  GArray         *ticked_items;   /* (nullable) (owned) %NULL: the standard ones */
  GArray         *ticked_family;  /* (nullable) (owned) */
  gboolean        filling;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (MhBookingExtras, mh_booking_extras, GTK_TYPE_WIDGET)

static void
look_free (Look *look)
{
  g_clear_pointer (&look->items, g_ptr_array_unref);
  g_clear_pointer (&look->family, g_ptr_array_unref);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static gpointer
read_look (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Look *asked = input;
  g_autoptr (Look) look = g_new0 (Look, 1);
  g_autoptr (MhVisit) visit = mh_visit_load (desk, asked->slot, error);
  int dose;

  if (visit == NULL || !mh_eligibility_next_dose (desk, visit->programme, asked->resident, &dose, error))
    return NULL;

  look->slot = asked->slot;
  look->resident = asked->resident;
  look->n_more = MAX (visit->programme->doses - dose, 0);
  look->items = mh_booking_list_choices (desk, asked->slot, asked->resident, 0, error);
  look->family = look->items != NULL ? mh_booking_list_family (desk, asked->slot, asked->resident, error) : NULL;

  return look->family != NULL ? g_steal_pointer (&look) : NULL;
}

static gboolean
contains (const GArray *ids,
          gint64        id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  }

  return FALSE;
}

static GArray *
dup_ticked (GPtrArray *boxes)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < boxes->len; i++) {
    if (gtk_check_button_get_active (boxes->pdata[i]))
      g_array_append_vals (ids, g_object_get_data (boxes->pdata[i], "mh-id"), 1);
  }

  return ids;
}

static void
forget_ticks (MhBookingExtras *self)
{
  self->ticked_for = 0;
  self->ticked_chain = FALSE;
  g_clear_pointer (&self->ticked_items, g_array_unref);
  g_clear_pointer (&self->ticked_family, g_array_unref);
}

static void
ticked_cb (GtkCheckButton  *check,
           MhBookingExtras *self)
{
  if (self->filling)
    return;

  forget_ticks (self);
  self->ticked_for = self->shown;
  self->ticked_chain = self->chain != NULL && gtk_check_button_get_active (self->chain);
  self->ticked_items = dup_ticked (self->items);
  self->ticked_family = dup_ticked (self->family);
  g_signal_emit (self, changed_signal, 0);
}

static GtkWidget *
add_box (MhBookingExtras *self,
         const char      *label,
         gint64           id,
         gboolean         active,
         gboolean         possible,
         const char      *hint)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  gtk_widget_set_sensitive (check, possible);
  gtk_widget_set_tooltip_text (check, hint);
  g_object_set_data_full (G_OBJECT (check), "mh-id", g_memdup2 (&id, sizeof id), g_free);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->box), check, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE);
  g_signal_connect_object (check, "toggled", G_CALLBACK (ticked_cb), self, G_CONNECT_DEFAULT);

  return check;
}

static void
clear_boxes (MhBookingExtras *self)
{
  GtkWidget *child;

  self->shown = 0;
  self->chain = NULL;
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->family, 0);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->box), child);
  gtk_widget_set_visible (self->box, FALSE);
}

static void
show_item (MhBookingExtras    *self,
           const MhItemChoice *item)
{
  gboolean full = item->n_free == 0;
  g_autofree char *label = full ? g_strdup_printf (_("%s (full)"), item->name) : g_strdup (item->name);
  const char *why = item->reason != MH_PLAN_CHOSEN ? mh_plan_reason_text (item->reason) : NULL;

  /* A standard item that is full stays ticked, so that nobody is booked without it unseen. */
  g_ptr_array_add (self->items, add_box (self, label, item->item, item->chosen, why == NULL && (!full || item->chosen), why));
}

static void
show_member (MhBookingExtras    *self,
             const MhFamilyHint *hint)
{
  g_autofree char *label = NULL;

  if (hint->reason != MH_PLAN_CHOSEN)
    return;

  label = g_strdup_printf (_("Also %s"), hint->person->shown_name);
  g_ptr_array_add (self->family, add_box (self, label, hint->person->resident->id, FALSE, TRUE, _("Lives in the same household")));
}

/* The boxes that can be ticked at this time, as they were by hand. */
static void
tick_boxes (GPtrArray    *boxes,
            const GArray *ids)
{
  for (guint i = 0; ids != NULL && i < boxes->len; i++) {
    if (gtk_widget_get_sensitive (boxes->pdata[i]))
      gtk_check_button_set_active (boxes->pdata[i], contains (ids, *(const gint64 *) g_object_get_data (boxes->pdata[i], "mh-id")));
  }
}

static void
tick_again (MhBookingExtras *self)
{
  if (self->ticked_for != self->shown)
    return;

  self->filling = TRUE;
  if (self->chain != NULL)
    gtk_check_button_set_active (self->chain, self->ticked_chain);
  tick_boxes (self->items, self->ticked_items);
  tick_boxes (self->family, self->ticked_family);
  self->filling = FALSE;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhBookingExtras) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Look) look = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (look == NULL || self->box == NULL || look->slot != self->slot || look->resident != self->resident)
    return;

  clear_boxes (self);
  self->shown = look->resident;
  if (look->n_more > 0)
    self->chain = GTK_CHECK_BUTTON (add_box (self, look->n_more == 1 ? _("Book the next dose too") : _("Book all further doses too"), 0, FALSE,
                                             TRUE, _("On the day that the interval recommends, at the same time where there is room")));

  for (guint i = 0; i < look->items->len; i++)
    show_item (self, look->items->pdata[i]);
  for (guint i = 0; i < look->family->len; i++)
    show_member (self, look->family->pdata[i]);
  tick_again (self);

  gtk_widget_set_visible (self->box, gtk_widget_get_first_child (self->box) != NULL);
}

static void
mh_booking_extras_dispose (GObject *object)
{
  MhBookingExtras *self = MH_BOOKING_EXTRAS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->family, 0);

  G_OBJECT_CLASS (mh_booking_extras_parent_class)->dispose (object);
}

static void
mh_booking_extras_finalize (GObject *object)
{
  MhBookingExtras *self = MH_BOOKING_EXTRAS (object);

  forget_ticks (self);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->family);

  G_OBJECT_CLASS (mh_booking_extras_parent_class)->finalize (object);
}

static void
mh_booking_extras_class_init (MhBookingExtrasClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_booking_extras_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_booking_extras_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_booking_extras_init (MhBookingExtras *self)
{
  self->items = g_ptr_array_new ();
  self->family = g_ptr_array_new ();
  self->box = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Booked together"), -1);
  gtk_widget_set_visible (self->box, FALSE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * mh_booking_extras_show:
 * @self: the widget
 * @context: the open town
 * @slot: where somebody is to be booked, 0: nowhere
 * @resident: who, 0: nobody
 *
 * Shows what can be booked along with him, as soon as it is read. What was ticked by hand stays so while it is about the same person.
 */
void
mh_booking_extras_show (MhBookingExtras *self,
                        MhUiContext     *context,
                        gint64           slot,
                        gint64           resident)
{
  Look *asked;

  g_return_if_fail (MH_IS_BOOKING_EXTRAS (self));

  clear_boxes (self);
  self->slot = slot;
  self->resident = resident;
  if (resident != 0 && resident != self->ticked_for)
    forget_ticks (self);
  if (slot == 0 || resident == 0)
    return;

  asked = g_new0 (Look, 1);
  asked->slot = slot;
  asked->resident = resident;
  mh_ui_context_read_async (context, read_look, asked, (GDestroyNotify) look_free, (GDestroyNotify) look_free, NULL, looked_cb,
                            g_object_ref (self));
}

/**
 * mh_booking_extras_prefer:
 * @self: the widget
 * @resident: who is about to be shown
 * @chain: whether the further doses are wanted
 * @items: (nullable) (element-type gint64): the items; %NULL: the standard ones
 * @family: (nullable) (element-type gint64): who goes along
 *
 * As if that had been ticked by hand: it is, once his boxes are there.
 */
void
mh_booking_extras_prefer (MhBookingExtras *self,
                          gint64           resident,
                          gboolean         chain,
                          const GArray    *items,
                          const GArray    *family)
{
  g_return_if_fail (MH_IS_BOOKING_EXTRAS (self));

  forget_ticks (self);
  self->ticked_for = resident;
  self->ticked_chain = chain;
  self->ticked_items = items != NULL ? g_array_copy ((GArray *) items) : NULL;
  self->ticked_family = family != NULL ? g_array_copy ((GArray *) family) : NULL;
}

/**
 * mh_booking_extras_is_touched:
 * @self: the widget
 *
 * Returns: whether something was ticked by hand; otherwise what is ticked is what the programme says
 */
gboolean
mh_booking_extras_is_touched (MhBookingExtras *self)
{
  g_return_val_if_fail (MH_IS_BOOKING_EXTRAS (self), FALSE);

  return self->ticked_for != 0 && self->ticked_for == self->shown;
}

/**
 * mh_booking_extras_get_chain:
 * @self: the widget
 * @resident: who is booked
 *
 * Returns: whether the further doses are booked too
 */
gboolean
mh_booking_extras_get_chain (MhBookingExtras *self,
                             gint64           resident)
{
  g_return_val_if_fail (MH_IS_BOOKING_EXTRAS (self), FALSE);

  return self->shown == resident && self->chain != NULL && gtk_check_button_get_active (self->chain);
}

/**
 * mh_booking_extras_dup_items:
 * @self: the widget
 * @resident: who is booked
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the ticked items; %NULL: the standard ones count
 */
GArray *
mh_booking_extras_dup_items (MhBookingExtras *self,
                             gint64           resident)
{
  g_return_val_if_fail (MH_IS_BOOKING_EXTRAS (self), NULL);

  return self->shown == resident && self->items->len > 0 ? dup_ticked (self->items) : NULL;
}

/**
 * mh_booking_extras_dup_family:
 * @self: the widget
 * @resident: who is booked
 *
 * Returns: (transfer full) (element-type gint64): who is booked with him
 */
GArray *
mh_booking_extras_dup_family (MhBookingExtras *self,
                              gint64           resident)
{
  g_return_val_if_fail (MH_IS_BOOKING_EXTRAS (self), NULL);

  return self->shown == resident ? dup_ticked (self->family) : g_array_new (FALSE, FALSE, sizeof (gint64));
}
