/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-move-dialog"

#include "mh-move-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-booking-chain.h"
#include "mh-booking-together.h"
#include "mh-deed.h"
#include "mh-id-row.h"
#include "mh-seat-strip.h"
#include "mh-session-table.h"
#include "mh-slot-board.h"

/* After the last arrow key. */
#define LOOK_AFTER_MS 150

#define MH_TYPE_MOVE_DIALOG (mh_move_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MhMoveDialog, mh_move_dialog, MH, MOVE_DIALOG, AdwWindow)

struct _MhMoveDialog
{
  AdwWindow    parent_instance;

  /* Template widgets */
  GtkLabel    *heading;
  GtkStack    *states;
  GtkListBox  *slots;
  GtkLabel    *along;
  GtkLabel    *refusal;
  GtkEditable *reason;
  GtkWidget   *move_button;

  MhUiContext *context;   /* (owned) */
  gint64       booking;
  gint64       programme;
  gint64       from;      /* the slot it is in */
  char        *name;      /* (owned) */
  gboolean     alone;     /* nothing was booked together with it */
  guint        looking;   /* source, 0 = none */
};

G_DEFINE_FINAL_TYPE (MhMoveDialog, mh_move_dialog, ADW_TYPE_WINDOW)

/* A slot with room, and where it is. */
typedef struct {
  MhSlot *slot;
  char   *venue;
} Room;

typedef struct {
  gint64 booking;
  gint64 slot;
  char  *reason;   /* (nullable) */
} Order;

static void
room_free (Room *room)
{
  mh_slot_free (room->slot);
  g_free (room->venue);
  g_free (room);
}

static void
order_free (Order *order)
{
  g_free (order->reason);
  g_free (order);
}

static gboolean
add_rooms (const MhDesk    *desk,
           const MhSession *session,
           GPtrArray       *rooms,
           GError         **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (desk->db, session->id, error);

  if (slots == NULL)
    return FALSE;

  g_ptr_array_set_free_func (slots, NULL);
  for (guint i = 0; i < slots->len; i++) {
    MhSlot *slot = g_ptr_array_index (slots, i);
    Room *room;

    if (slot->n_free == 0) {
      mh_slot_free (slot);
      continue;
    }

    room = g_new0 (Room, 1);
    room->slot = slot;
    room->venue = g_strdup (session->venue);
    g_ptr_array_add (rooms, room);
  }

  return TRUE;
}

static gpointer
find_rooms (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  g_autoptr (GPtrArray) sessions = mh_session_table_list (desk->db, *(gint64 *) input, error);
  g_autoptr (GPtrArray) rooms = g_ptr_array_new_with_free_func ((GDestroyNotify) room_free);
  MhDate today = mh_desk_today (desk);

  for (guint i = 0; sessions != NULL && i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);

    if (mh_date_compare (session->date, today) < 0 || !g_str_equal (session->state, "open"))
      continue;

    if (!add_rooms (desk, session, rooms, error))
      return NULL;
  }

  return sessions != NULL ? g_steal_pointer (&rooms) : NULL;
}

static gpointer
move_booking (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  Order *order = input;
  gint64 act = 0;

  return mh_booking_move (desk, order->booking, order->slot, order->reason, &act, error) ? mh_deed_done (0, act) : NULL;
}

static const MhBooking *
find_before (GPtrArray *together,
             gint64     booking)
{
  for (guint i = 0; i < together->len; i++) {
    const MhTogether *one = together->pdata[i];

    if (one->booking->id == booking)
      return one->booking;
  }

  return NULL;
}

static void
tell_dose (GString         *words,
           const MhBooking *before,
           const MhBooking *after)
{
  g_autofree char *date = mh_date_format (after->date, MH_DATE_STYLE_MESSAGE);
  g_autofree char *time = mh_minutes_format (after->start_min);
  g_autofree char *old_date = mh_date_format (before->date, MH_DATE_STYLE_MESSAGE);
  g_autofree char *old_time = mh_minutes_format (before->start_min);

  if (words->len > 0)
    g_string_append_c (words, '\n');

  if (before->slot == after->slot)
    g_string_append_printf (words, _("Dose %d stays on %s %s."), after->dose, date, time);
  else
    g_string_append_printf (words, _("Dose %d moves along, from %s %s to %s %s."), after->dose, old_date, old_time, date, time);
}

static void
tell_family (GString   *words,
             GPtrArray *together)
{
  g_autoptr (GString) family = g_string_new (NULL);

  for (guint i = 0; i < together->len; i++) {
    const MhTogether *one = together->pdata[i];

    if (one->family)
      g_string_append_printf (family, "%s%s", family->len > 0 ? " ・ " : "", one->words);
  }

  if (family->len > 0)
    g_string_append_printf (words, _("%sBooked together and staying where they are: %s"), words->len > 0 ? "\n" : "", family->str);
}

/* What would become of all that goes together; "" where it stands alone. The move itself is done and thrown away. */
static gpointer
look_along (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Order *order = input;
  g_autoptr (GPtrArray) together = mh_booking_list_together (desk, order->booking, error);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) plan = NULL;

  if (together == NULL)
    return NULL;

  if (together->len == 0)
    return g_string_free (g_steal_pointer (&words), FALSE);

  plan = mh_booking_preview_move (desk, order->booking, order->slot, NULL, &local_error);
  if (plan == NULL)
    g_string_append (words, local_error->message);

  for (guint i = 1; plan != NULL && i < plan->len; i++) {
    const MhBooking *after = plan->pdata[i];
    const MhBooking *before = find_before (together, after->id);

    if (before != NULL)
      tell_dose (words, before, after);
  }
  tell_family (words, together);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static GtkWidget *
make_row (const Room *room)
{
  g_autofree char *date = mh_date_format (room->slot->date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *time = mh_slot_board_write_time (room->slot);
  g_autofree char *counts = mh_seat_strip_write (room->slot);
  g_autofree char *looks = g_strdup_printf ("%s %s ・ %s ・ %s", date, time, room->venue, counts);
  GtkWidget *label = gtk_label_new (looks);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "mh-count");

  return mh_id_row_new (room->slot->id, looks, label);
}

static void
along_looked_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhMoveDialog) self = user_data;
  g_autofree char *words = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (self->slots == NULL || words == NULL)
    return;

  self->alone = *words == '\0';
  gtk_label_set_label (self->along, words);
  gtk_widget_set_visible (GTK_WIDGET (self->along), *words != '\0');
}

static gboolean
moment_passed_cb (gpointer user_data)
{
  MhMoveDialog *self = user_data;
  gint64 slot = mh_id_rows_get (self->slots);
  Order *order;

  self->looking = 0;
  if (slot == 0)
    return G_SOURCE_REMOVE;

  order = g_new0 (Order, 1);
  order->booking = self->booking;
  order->slot = slot;
  mh_ui_context_run_async (self->context, look_along, order, (GDestroyNotify) order_free, g_free, NULL, along_looked_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* Before it is done, she sees what else it moves; once the arrow keys rest. */
static void
slot_selected_cb (GtkListBox    *box,
                  GtkListBoxRow *row,
                  MhMoveDialog  *self)
{
  g_clear_handle_id (&self->looking, g_source_remove);
  if (row != NULL && !self->alone)
    self->looking = g_timeout_add (LOOK_AFTER_MS, moment_passed_cb, self);
}

static void
rooms_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhMoveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rooms = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkListBoxRow *first;

  if (self->slots == NULL)
    return;

  if (rooms == NULL) {
    gtk_label_set_label (self->refusal, error->message);
    return;
  }

  for (guint i = 0; i < rooms->len; i++) {
    const Room *room = g_ptr_array_index (rooms, i);

    if (room->slot->id != self->from)
      g_ptr_array_add (rows, make_row (room));
  }

  mh_id_rows_put (self->slots, rows);
  gtk_stack_set_visible_child_name (self->states, rows->len > 0 ? "slots" : "none");
  gtk_widget_set_sensitive (self->move_button, rows->len > 0);

  first = gtk_list_box_get_row_at_index (self->slots, 0);
  if (first == NULL)
    return;

  gtk_list_box_select_row (self->slots, first);
  gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
moved_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhMoveDialog *self = MH_MOVE_DIALOG (widget);

  if (self->slots == NULL)
    return;

  if (done != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  gtk_widget_set_sensitive (self->move_button, TRUE);
  gtk_label_set_label (self->refusal, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), TRUE);
}

static void
move_to_chosen (MhMoveDialog *self)
{
  Order *order;
  g_autofree char *reason = NULL;
  g_autofree char *toast = NULL;
  gint64 slot = mh_id_rows_get (self->slots);

  if (slot == 0)
    return;

  reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  toast = g_strdup_printf (_("The time of %s was changed"), self->name);
  order = g_new0 (Order, 1);
  order->booking = self->booking;
  order->slot = slot;
  order->reason = *reason != '\0' ? g_strdup (reason) : NULL;

  gtk_widget_set_sensitive (self->move_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, move_booking, order, (GDestroyNotify) order_free, toast, moved_cb, NULL);
}

static void
slot_activated_cb (GtkListBox    *box,
                   GtkListBoxRow *row,
                   MhMoveDialog  *self)
{
  move_to_chosen (self);
}

static void
move_clicked_cb (GtkWidget    *widget,
                 MhMoveDialog *self)
{
  move_to_chosen (self);
}

static void
mh_move_dialog_dispose (GObject *object)
{
  MhMoveDialog *self = MH_MOVE_DIALOG (object);

  g_clear_handle_id (&self->looking, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_MOVE_DIALOG);
  self->slots = NULL;
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_move_dialog_parent_class)->dispose (object);
}

static void
mh_move_dialog_finalize (GObject *object)
{
  g_free (MH_MOVE_DIALOG (object)->name);

  G_OBJECT_CLASS (mh_move_dialog_parent_class)->finalize (object);
}

static void
mh_move_dialog_class_init (MhMoveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_move_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_move_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-move-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MhMoveDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, MhMoveDialog, states);
  gtk_widget_class_bind_template_child (widget_class, MhMoveDialog, slots);
  gtk_widget_class_bind_template_child (widget_class, MhMoveDialog, along);
  gtk_widget_class_bind_template_child (widget_class, MhMoveDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, MhMoveDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, MhMoveDialog, move_button);
  gtk_widget_class_bind_template_callback (widget_class, slot_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, slot_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_move_dialog_init (MhMoveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const MhDayBooking *
find_booking (const MhDay *day,
              gint64       booking)
{
  for (guint i = 0; i < day->bookings->len; i++) {
    const MhDayBooking *row = g_ptr_array_index (day->bookings, i);

    if (row->booking->id == booking)
      return row;
  }

  return NULL;
}

/**
 * mh_move_dialog_open:
 * @parent: the place
 * @context: the open town
 * @day: the day that the booking is on; not kept
 * @booking: an active booking of it
 *
 * Asks for another time and moves the booking there.
 */
void
mh_move_dialog_open (GtkWidget   *parent,
                     MhUiContext *context,
                     const MhDay *day,
                     gint64       booking)
{
  const MhDayBooking *row = find_booking (day, booking);
  g_autofree char *time = NULL;
  g_autofree char *heading = NULL;
  MhMoveDialog *self;

  if (row == NULL)
    return;

  self = g_object_new (MH_TYPE_MOVE_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  self->context = g_object_ref (context);
  self->booking = booking;
  self->programme = day->programme->id;
  self->from = row->booking->slot;
  self->name = g_strdup (row->name);

  time = mh_minutes_format (row->booking->start_min);
  heading = g_strdup_printf (_("%s, now at %s. Choose the new time."), row->name, time);
  gtk_label_set_label (self->heading, heading);

  mh_ui_context_read_async (context, find_rooms, g_memdup2 (&self->programme, sizeof (gint64)), g_free,
                            (GDestroyNotify) g_ptr_array_unref, NULL, rooms_found_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
