/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-slot-board"

#include "mh-slot-board.h"

#include <glib/gi18n-lib.h>

#include "mh-countdown.h"
#include "mh-id-row.h"
#include "mh-seat-strip.h"

struct _MhSlotBoard
{
  GtkWidget   parent_instance;

  /* Template widgets */
  GtkStack   *states;
  GtkListBox *slots;

  gint64      told;     /* the slot that "chosen" told of last */
  gboolean    filling;  /* rows are being replaced */
};

enum {
  SIGNAL_CHOSEN,
  SIGNAL_ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhSlotBoard, mh_slot_board, GTK_TYPE_WIDGET)

/* What is left of those items that have fewer places than the slot; "" where none has. */
static char *
write_items (const GPtrArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++) {
    const MhSlotItem *item = g_ptr_array_index (items, i);

    if (item->capacity < 0)
      continue;

    g_string_append (text, text->len > 0 ? " ・ " : "");
    /* Translators: an item of a check-up, and how many more people can have it in this slot */
    g_string_append_printf (text, item->n_free > 0 ? _("%s: %d free") : _("%s: full"), item->name, item->n_free);
  }

  return g_string_free (text, FALSE);
}

/* When the first answer about a place of the slot is due; 0: none is on offer. */
static gint64
find_until (const MhDay  *day,
            const MhSlot *slot)
{
  gint64 until = 0;

  for (guint i = 0; i < day->rounds->len; i++) {
    const MhDayRound *round = g_ptr_array_index (day->rounds, i);

    if (round->slot == slot->id && round->until > 0)
      until = until == 0 ? round->until : MIN (until, round->until);
  }

  return until;
}

static void
add_countdown (GtkWidget *places,
               MhClock   *clock,
               gint64     until)
{
  GtkWidget *countdown = mh_countdown_new (_("On offer for %s more"), _("The time to answer is over."));

  mh_countdown_set (MH_COUNTDOWN (countdown), clock, until);
  gtk_box_append (GTK_BOX (places), countdown);
}

static char *
write_until (gint64 until)
{
  g_autofree char *time = until > 0 ? mh_minutes_format (mh_minutes_from_ms (until)) : NULL;

  return time != NULL ? g_strdup_printf (_("on offer until %s"), time) : g_strdup ("");
}

static GtkWidget *
make_row (const MhSlot    *slot,
          const GPtrArray *slot_items,
          MhClock         *clock,
          gint64           until)
{
  g_autofree char *offered = write_until (until);
  g_autofree char *time = mh_slot_board_write_time (slot);
  g_autofree char *counts = mh_seat_strip_write (slot);
  g_autofree char *items = write_items (slot_items);
  g_autofree char *looks = g_strdup_printf ("%s %s %s%s%s", time, counts, items, *offered != '\0' ? " " : "", offered);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *places = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *time_label = gtk_label_new (time);
  GtkWidget *counts_label = gtk_label_new (counts);
  GtkWidget *strip = mh_seat_strip_new (slot);

  gtk_label_set_xalign (GTK_LABEL (time_label), 0);
  gtk_label_set_width_chars (GTK_LABEL (time_label), 11);
  gtk_widget_add_css_class (time_label, "mh-slot-time");
  gtk_widget_add_css_class (time_label, "mh-count");

  gtk_label_set_xalign (GTK_LABEL (counts_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (counts_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (counts_label, "mh-count");
  gtk_widget_add_css_class (counts_label, slot->n_held > 0 || slot->n_free > 0 ? "mh-room" : "dim-label");

  gtk_widget_set_hexpand (places, TRUE);
  gtk_widget_set_valign (places, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (places), strip);
  gtk_box_append (GTK_BOX (places), counts_label);
  if (until > 0)
    add_countdown (places, clock, until);
  if (*items != '\0') {
    GtkWidget *items_label = gtk_label_new (items);

    gtk_label_set_xalign (GTK_LABEL (items_label), 0);
    gtk_label_set_wrap (GTK_LABEL (items_label), TRUE);
    gtk_widget_add_css_class (items_label, "mh-count");
    gtk_box_append (GTK_BOX (places), items_label);
  }
  gtk_box_append (GTK_BOX (box), time_label);
  gtk_box_append (GTK_BOX (box), places);

  return mh_id_row_new (slot->id, looks, box);
}

static void
tell_choice (MhSlotBoard *self)
{
  gint64 slot = self->filling ? 0 : mh_slot_board_get (self);

  if (self->filling || slot == self->told)
    return;

  self->told = slot;
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, slot);
}

static void
slot_selected_cb (GtkListBox    *box,
                  GtkListBoxRow *row,
                  MhSlotBoard   *self)
{
  tell_choice (self);
}

static void
slot_activated_cb (GtkListBox    *box,
                   GtkListBoxRow *row,
                   MhSlotBoard   *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTERED], 0, mh_id_row_get_id (MH_ID_ROW (row)));
}

static void
mh_slot_board_dispose (GObject *object)
{
  GtkWidget *child;

  /* Rows that go are no choice. */
  MH_SLOT_BOARD (object)->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MH_TYPE_SLOT_BOARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mh_slot_board_parent_class)->dispose (object);
}

static void
mh_slot_board_class_init (MhSlotBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_slot_board_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_ENTERED] = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-slot-board.ui");
  gtk_widget_class_bind_template_child (widget_class, MhSlotBoard, states);
  gtk_widget_class_bind_template_child (widget_class, MhSlotBoard, slots);
  gtk_widget_class_bind_template_callback (widget_class, slot_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, slot_activated_cb);
}

static void
mh_slot_board_init (MhSlotBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_slot_board_show:
 * @self: the board
 * @day: the day; not kept
 * @clock: the time, by which offers run out
 *
 * Shows the slots of a day. The one that was chosen stays chosen; on another day the first one is.
 */
void
mh_slot_board_show (MhSlotBoard *self,
                    const MhDay *day,
                    MhClock     *clock)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  g_return_if_fail (MH_IS_SLOT_BOARD (self));
  g_return_if_fail (day != NULL);

  for (guint i = 0; i < day->slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (day->slots, i);

    g_ptr_array_add (rows, make_row (slot, g_ptr_array_index (day->items, i), clock, find_until (day, slot)));
  }

  self->filling = TRUE;
  mh_id_rows_put (self->slots, rows);
  gtk_stack_set_visible_child_name (self->states, day->slots->len > 0 ? "slots" : "empty");

  if (mh_slot_board_get (self) == 0)
    gtk_list_box_select_row (self->slots, gtk_list_box_get_row_at_index (self->slots, 0));

  self->filling = FALSE;
  tell_choice (self);
}

/**
 * mh_slot_board_get:
 * @self: the board
 *
 * Returns: the chosen slot, 0 when there is none
 */
gint64
mh_slot_board_get (MhSlotBoard *self)
{
  g_return_val_if_fail (MH_IS_SLOT_BOARD (self), 0);

  return mh_id_rows_get (self->slots);
}

/**
 * mh_slot_board_choose:
 * @self: the board
 * @slot: a slot of the day
 * @focus: whether the keyboard goes there, too
 *
 * Chooses a slot, where it is there.
 */
void
mh_slot_board_choose (MhSlotBoard *self,
                      gint64       slot,
                      gboolean     focus)
{
  g_return_if_fail (MH_IS_SLOT_BOARD (self));

  mh_id_rows_select (self->slots, slot, focus);
}

/**
 * mh_slot_board_write_time:
 * @slot: a slot
 *
 * Returns: (transfer full): from when to when
 */
char *
mh_slot_board_write_time (const MhSlot *slot)
{
  g_autofree char *from = mh_minutes_format (slot->start_min);
  g_autofree char *to = mh_minutes_format (slot->end_min);

  return g_strdup_printf ("%s～%s", from, to);
}
