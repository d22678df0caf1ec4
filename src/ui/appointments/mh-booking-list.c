/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-list"

#include "mh-booking-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-id-row.h"
#include "mh-seat-strip.h"
#include "mh-slot-board.h"
#include "mh-wording.h"

struct _MhBookingList
{
  GtkWidget      parent_instance;

  /* Template widgets */
  GtkLabel      *heading;
  GtkLabel      *counts;
  GtkStack      *states;
  AdwStatusPage *empty;
  GtkListBox    *bookings;
  GtkWidget     *bar;
  GtkLabel      *chosen;
  GtkWidget     *items_button;
  GtkWidget     *move_button;
  GtkWidget     *cancel_button;
};

G_DEFINE_FINAL_TYPE (MhBookingList, mh_booking_list, GTK_TYPE_WIDGET)

static char *
write_proxy (const MhBooking *booking)
{
  if (booking->proxy_name == NULL || *booking->proxy_name == '\0')
    return g_strdup ("");

  if (booking->proxy_relation == NULL || *booking->proxy_relation == '\0')
    return g_strdup_printf (_(" ・ by proxy %s"), booking->proxy_name);

  /* Translators: the name of who booked for somebody else, and what relation that is */
  return g_strdup_printf (_(" ・ by proxy %s (%s)"), booking->proxy_name, booking->proxy_relation);
}

static char *
write_facts (const MhDayBooking *row,
             const MhDay        *day)
{
  g_autofree char *age = row->age >= 0 ? g_strdup_printf (_("%d years"), row->age) : g_strdup (_("age not known"));
  g_autofree char *dose = day->programme->doses > 1 ? g_strdup_printf (_(" ・ dose %d"), row->booking->dose) : g_strdup ("");
  g_autofree char *proxy = write_proxy (row->booking);
  g_autofree char *gone = row->gone ? g_strdup_printf (" ・ %s", row->status) : g_strdup ("");

  return g_strdup_printf ("%s ・ %s ・ %s%s%s%s", row->kana, age, mh_wording_booking_via (row->booking->via), dose, proxy, gone);
}

static GtkWidget *
make_next_button (const MhDayBooking *row)
{
  GtkWidget *button = gtk_button_new_with_label (_("Cancel and ask the next"));
  g_autofree char *name = g_strdup_printf (_("Cancel the booking of %s and ask the next"), row->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "mh-next-button");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", row->booking->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "day.refill");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

/* The one click, and beside it the same with a choice of how they are asked. */
static GtkWidget *
make_next_buttons (const MhDayBooking *row)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *ways = gtk_button_new_from_icon_name ("pan-down-symbolic");
  g_autofree char *name = g_strdup_printf (_("Cancel the booking of %s and choose how others are asked"), row->name);

  gtk_widget_set_valign (ways, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (ways), "x", row->booking->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (ways), "day.refill-ways");
  gtk_widget_set_tooltip_text (ways, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (ways), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (pair, "linked");
  gtk_box_append (GTK_BOX (pair), make_next_button (row));
  gtk_box_append (GTK_BOX (pair), ways);

  return pair;
}

static GtkWidget *
make_text (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_widget_set_tooltip_text (label, text);

  return label;
}

/* What is read to the end before somebody is moved or called. */
static void
add_whole (GtkWidget  *texts,
           const char *text)
{
  GtkWidget *label;

  if (*text == '\0')
    return;

  label = make_text (text, "mh-details");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (texts), label);
}

static GtkWidget *
make_row (const MhDayBooking *row,
          const MhDay        *day)
{
  g_autofree char *number = g_strdup_printf ("%d", row->booking->number);
  g_autofree char *facts = write_facts (row, day);
  g_autofree char *together = row->together != NULL ? g_strdup_printf (_("Booked together: %s"), row->together) : g_strdup ("");
  g_autofree char *note = row->booking->note != NULL ? g_strdup_printf (_("Note: %s"), row->booking->note) : g_strdup ("");
  g_autofree char *looks = g_strdup_printf ("%s %s %s %s %s", number, row->name, facts, together, note);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *number_label = gtk_label_new (number);

  gtk_label_set_width_chars (GTK_LABEL (number_label), 2);
  gtk_widget_add_css_class (number_label, "mh-place-number");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), make_text (row->name, "mh-name"));
  gtk_box_append (GTK_BOX (texts), make_text (facts, row->gone ? "mh-warning" : "mh-details"));
  add_whole (texts, together);
  add_whole (texts, note);
  gtk_box_append (GTK_BOX (box), number_label);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), make_next_buttons (row));

  return mh_id_row_new (row->booking->id, looks, box);
}

/* The two other things that can be done with the chosen booking stand below the list, and name the person. */
static void
aim_bar (MhBookingList *self)
{
  gint64 booking = mh_id_rows_get (self->bookings);

  gtk_widget_set_visible (self->bar, booking != 0);
  if (booking == 0)
    return;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->items_button), "x", booking);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->move_button), "x", booking);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->cancel_button), "x", booking);
}

static void
name_chosen (MhBookingList *self,
             const MhDay   *day)
{
  gint64 booking = mh_id_rows_get (self->bookings);

  for (guint i = 0; i < day->bookings->len; i++) {
    const MhDayBooking *row = g_ptr_array_index (day->bookings, i);

    if (row->booking->id == booking)
      gtk_label_set_label (self->chosen, row->name);
  }
}

static void
booking_selected_cb (GtkListBox    *box,
                     GtkListBoxRow *row,
                     MhBookingList *self)
{
  GtkWidget *texts;

  if (row == NULL)
    return;

  aim_bar (self);
  texts = gtk_widget_get_next_sibling (gtk_widget_get_first_child (gtk_list_box_row_get_child (row)));
  if (texts != NULL)
    gtk_label_set_label (self->chosen, gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (texts))));
}

static void
mh_booking_list_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), MH_TYPE_BOOKING_LIST);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mh_booking_list_parent_class)->dispose (object);
}

static void
mh_booking_list_class_init (MhBookingListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_booking_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-booking-list.ui");
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, heading);
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, counts);
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, states);
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, empty);
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, bookings);
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, bar);
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, chosen);
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, items_button);
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, move_button);
  gtk_widget_class_bind_template_child (widget_class, MhBookingList, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, booking_selected_cb);
}

static void
mh_booking_list_init (MhBookingList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_heading (MhBookingList *self,
              const MhSlot  *slot)
{
  g_autofree char *time = slot != NULL ? mh_slot_board_write_time (slot) : g_strdup ("");
  g_autofree char *counts = slot != NULL ? mh_seat_strip_write (slot) : g_strdup ("");

  gtk_label_set_label (self->heading, time);
  gtk_label_set_label (self->counts, counts);
}

/**
 * mh_booking_list_show:
 * @self: the list
 * @day: the day; not kept
 * @slot: one of its slots, or 0
 *
 * Shows who is booked into a slot.
 */
void
mh_booking_list_show (MhBookingList *self,
                      const MhDay   *day,
                      gint64         slot)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  g_return_if_fail (MH_IS_BOOKING_LIST (self));
  g_return_if_fail (day != NULL);

  for (guint i = 0; i < day->bookings->len; i++) {
    const MhDayBooking *row = g_ptr_array_index (day->bookings, i);

    if (row->booking->slot == slot)
      g_ptr_array_add (rows, make_row (row, day));
  }

  show_heading (self, mh_day_find_slot (day, slot));
  gtk_widget_set_visible (self->items_button, day->items->len > 0 && ((GPtrArray *) day->items->pdata[0])->len > 0);
  gtk_stack_set_visible_child_name (self->states, rows->len > 0 ? "rows" : "empty");
  mh_id_rows_put (self->bookings, rows);
  if (mh_id_rows_get (self->bookings) == 0)
    gtk_list_box_select_row (self->bookings, gtk_list_box_get_row_at_index (self->bookings, 0));
  aim_bar (self);
  name_chosen (self, day);
}

/**
 * mh_booking_list_focus:
 * @self: the list
 *
 * Brings the keyboard to the chosen booking, or the first.
 */
void
mh_booking_list_focus (MhBookingList *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (MH_IS_BOOKING_LIST (self));

  row = gtk_list_box_get_selected_row (self->bookings);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->bookings, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
