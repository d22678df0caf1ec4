/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-places-dialog"

#include "mh-places-dialog.h"

#include <glib/gi18n-lib.h>

#include "mh-capacity.h"
#include "mh-deed.h"
#include "mh-people.h"
#include "mh-slot-board.h"

#define MOST_PLACES 1000
#define WIDTH_WITH_ITEMS 1300

/* The numbers of one slot. */
typedef struct {
  gint64         slot;
  GtkSpinButton *spins[3];  /* (unowned) places, of these for the telephone, blocked */
  GArray        *items;     /* (owned) (element-type Item) */
} Line;

/* How many may have one item of the programme. */
typedef struct {
  gint64         item;
  GtkSpinButton *spin;      /* (unowned) -1: as many as the slot has places */
} Item;

struct _MhPlacesDialog
{
  AdwWindow    parent_instance;

  GtkGrid     *grid;         /* (unowned) */
  GtkLabel    *affected;     /* (unowned) */
  GtkLabel    *refusal;      /* (unowned) */
  GtkWidget   *save_button;  /* (unowned) */

  MhUiContext *context;      /* (owned) (nullable) once closed */
  GArray      *lines;        /* (owned) (element-type Line) */
  guint        reading;      /* number of the look that is wanted */
};

G_DEFINE_FINAL_TYPE (MhPlacesDialog, mh_places_dialog, ADW_TYPE_WINDOW)

typedef struct {
  MhPlacesDialog *self;   /* (owned) */
  guint           number;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->self);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
clear_line (gpointer data)
{
  g_array_unref (((Line *) data)->items);
}

static void
clear_order (gpointer data)
{
  g_array_unref (((MhCapacityOrder *) data)->items);
}

static char *
write_move (const MhDesk         *desk,
            const MhCapacityMove *move,
            GError              **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &move->resident, 1, error);

  if (people == NULL)
    return NULL;

  return g_strdup_printf (_("%s: place %d becomes %d"), people->len > 0 ? ((MhPerson *) g_ptr_array_index (people, 0))->resident->name : "",
                          move->from, move->to);
}

/* What the numbers would do to people, as a text; @input: (element-type MhCapacityOrder) */
static gpointer
look_ahead (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  GArray *orders = input;
  g_autoptr (MhCapacityResult) result = mh_capacity_preview (desk, (gpointer) orders->data, orders->len, error);
  g_autoptr (GString) text = NULL;

  if (result == NULL)
    return NULL;

  text = g_string_new (result->moves->len == 0 ? _("Nobody’s place number changes.") : _("These people get another place number:"));
  for (guint i = 0; i < result->moves->len; i++) {
    g_autofree char *line = write_move (desk, &g_array_index (result->moves, MhCapacityMove, i), error);

    if (line == NULL)
      return NULL;
    g_string_append_printf (text, "\n%s", line);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gpointer
set_places (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  GArray *orders = input;
  g_autoptr (MhCapacityResult) result = mh_capacity_set (desk, (gpointer) orders->data, orders->len, error);

  return result != NULL ? mh_deed_done (0, result->act) : NULL;
}

static GArray *
make_orders (MhPlacesDialog *self)
{
  GArray *orders = g_array_new (FALSE, FALSE, sizeof (MhCapacityOrder));

  g_array_set_clear_func (orders, clear_order);
  for (guint i = 0; i < self->lines->len; i++) {
    const Line *line = &g_array_index (self->lines, Line, i);
    MhCapacityOrder order = {
      line->slot,
      gtk_spin_button_get_value_as_int (line->spins[0]),
      gtk_spin_button_get_value_as_int (line->spins[1]),
      gtk_spin_button_get_value_as_int (line->spins[2]),
      g_array_new (FALSE, FALSE, sizeof (MhCapacityItem)),
    };

    for (guint k = 0; k < line->items->len; k++) {
      const Item *item = &g_array_index (line->items, Item, k);
      MhCapacityItem wanted = { item->item, gtk_spin_button_get_value_as_int (item->spin) };

      g_array_append_val (order.items, wanted);
    }

    g_array_append_val (orders, order);
  }

  return orders;
}

static void
show_refusal (MhPlacesDialog *self,
              const char     *sentence)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhPlacesDialog *self = look->self;

  if (self->context == NULL || look->number != self->reading)
    return;

  gtk_widget_set_sensitive (self->save_button, text != NULL);
  gtk_label_set_label (self->affected, text != NULL ? text : "");
  show_refusal (self, text != NULL ? "" : error->message);
}

static void
look (MhPlacesDialog *self)
{
  Look *asked = g_new0 (Look, 1);

  asked->self = g_object_ref (self);
  asked->number = ++self->reading;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  mh_ui_context_run_async (self->context, look_ahead, make_orders (self), (GDestroyNotify) g_array_unref, g_free, NULL, looked_cb, asked);
}

static void
number_changed_cb (GtkSpinButton  *spin,
                   MhPlacesDialog *self)
{
  look (self);
}

static void
saved_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhPlacesDialog *self = MH_PLACES_DIALOG (widget);

  if (self->context == NULL)
    return;

  if (done != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  gtk_widget_set_sensitive (self->save_button, TRUE);
  show_refusal (self, error->message);
}

static void
save_clicked_cb (GtkButton      *button,
                 MhPlacesDialog *self)
{
  gtk_widget_set_sensitive (self->save_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, set_places, make_orders (self), (GDestroyNotify) g_array_unref,
               _("The places were changed"), saved_cb, NULL);
}

static GtkWidget *
make_spin (MhPlacesDialog *self,
           const char     *time,
           const char     *what,
           int             least,
           int             value)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, MOST_PLACES, 1);
  g_autofree char *name = g_strdup_printf ("%s %s", time, what);

  gtk_widget_set_valign (spin, GTK_ALIGN_START);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (number_changed_cb), self, G_CONNECT_DEFAULT);

  return spin;
}

/* -1 in words: the item has as many places as the slot. */
static gboolean
item_output_cb (GtkSpinButton *spin,
                gpointer       user_data)
{
  if (gtk_spin_button_get_value_as_int (spin) >= 0)
    return FALSE;

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (spin)), C_("places of an item", "as the slot")))
    gtk_editable_set_text (GTK_EDITABLE (spin), C_("places of an item", "as the slot"));

  return TRUE;
}

static int
item_input_cb (GtkSpinButton *spin,
               double        *out_value,
               gpointer       user_data)
{
  g_autofree char *text = g_strstrip (g_utf8_normalize (gtk_editable_get_text (GTK_EDITABLE (spin)), -1, G_NORMALIZE_NFKC));
  gint64 number = -1;

  if (*text != '\0' && !g_str_equal (text, C_("places of an item", "as the slot")) &&
      !g_ascii_string_to_signed (text, 10, -1, MOST_PLACES, &number, NULL))
    return GTK_INPUT_ERROR;

  *out_value = (double) number;

  return TRUE;
}

static void
attach_text (GtkGrid    *grid,
             const char *text,
             int         column,
             int         row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static void
add_item (MhPlacesDialog   *self,
          Line             *line,
          const char       *time,
          const MhSlotItem *slot_item,
          int               row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *spin = make_spin (self, time, slot_item->name, -1, slot_item->capacity);
  g_autofree char *booked = g_strdup_printf (_("%d booked"), slot_item->n_booked);
  GtkWidget *label = gtk_label_new (booked);
  Item item = { slot_item->item, GTK_SPIN_BUTTON (spin) };

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  g_signal_connect (spin, "output", G_CALLBACK (item_output_cb), NULL);
  g_signal_connect (spin, "input", G_CALLBACK (item_input_cb), NULL);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  gtk_box_append (GTK_BOX (box), spin);
  gtk_box_append (GTK_BOX (box), label);
  gtk_grid_attach (self->grid, box, 5 + (int) line->items->len, row, 1, 1);
  g_array_append_val (line->items, item);
}

static void
add_slot (MhPlacesDialog  *self,
          const MhSlot    *slot,
          const GPtrArray *items)
{
  const char *words[3] = { _("Places"), _("For the telephone"), _("Blocked") };
  const int values[3] = { slot->n_places - slot->n_extra, slot->n_phone, slot->n_blocked };
  g_autofree char *time = mh_slot_board_write_time (slot);
  g_autofree char *booked = g_strdup_printf (_("%d booked or on offer"), slot->n_booked + slot->n_held);
  int row = (int) self->lines->len + 1;
  Line line = { .slot = slot->id, .items = g_array_new (FALSE, FALSE, sizeof (Item)) };

  attach_text (self->grid, time, 0, row);
  attach_text (self->grid, booked, 1, row);
  for (int i = 0; i < 3; i++) {
    GtkWidget *spin = make_spin (self, time, words[i], 0, values[i]);

    line.spins[i] = GTK_SPIN_BUTTON (spin);
    gtk_grid_attach (self->grid, spin, 2 + i, row, 1, 1);
  }

  for (guint i = 0; i < items->len; i++)
    add_item (self, &line, time, g_ptr_array_index (items, i), row);

  g_array_append_val (self->lines, line);
}

static GtkWidget *
make_head (MhPlacesDialog *self)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *leave = gtk_button_new_with_label (_("Close without doing it"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (head), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), leave);
  self->save_button = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_add_css_class (self->save_button, "suggested-action");
  gtk_widget_set_sensitive (self->save_button, FALSE);
  g_signal_connect_object (self->save_button, "clicked", G_CALLBACK (save_clicked_cb), self, G_CONNECT_DEFAULT);
  adw_header_bar_pack_end (ADW_HEADER_BAR (head), self->save_button);

  return head;
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static GtkWidget *
make_body (MhPlacesDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  self->refusal = add_label (box, "error");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  self->affected = add_label (box, NULL);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_grid_set_column_spacing (self->grid, 14);
  attach_text (self->grid, _("Places"), 2, 0);
  attach_text (self->grid, _("For the telephone"), 3, 0);
  attach_text (self->grid, _("Blocked"), 4, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static void
mh_places_dialog_dispose (GObject *object)
{
  g_clear_object (&MH_PLACES_DIALOG (object)->context);

  G_OBJECT_CLASS (mh_places_dialog_parent_class)->dispose (object);
}

static void
mh_places_dialog_finalize (GObject *object)
{
  g_array_unref (MH_PLACES_DIALOG (object)->lines);

  G_OBJECT_CLASS (mh_places_dialog_parent_class)->finalize (object);
}

static void
mh_places_dialog_class_init (MhPlacesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_places_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_places_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_places_dialog_init (MhPlacesDialog *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
  gtk_window_set_title (GTK_WINDOW (self), _("Places of the day"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 760, 560);
  gtk_box_append (GTK_BOX (content), make_head (self));
  gtk_box_append (GTK_BOX (content), make_body (self));
  adw_window_set_content (ADW_WINDOW (self), content);
}

/**
 * mh_places_dialog_open:
 * @parent: the place
 * @context: the open town
 * @day: the day; not kept
 *
 * Asks for the places of each slot and changes them.
 */
void
mh_places_dialog_open (GtkWidget   *parent,
                       MhUiContext *context,
                       const MhDay *day)
{
  MhPlacesDialog *self = g_object_new (MH_TYPE_PLACES_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  const GPtrArray *first = day->items->len > 0 ? g_ptr_array_index (day->items, 0) : NULL;

  self->context = g_object_ref (context);
  for (guint i = 0; first != NULL && i < first->len; i++)
    attach_text (self->grid, ((MhSlotItem *) g_ptr_array_index (first, i))->name, 5 + (int) i, 0);
  if (first != NULL && first->len > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), WIDTH_WITH_ITEMS, 560);
  for (guint i = 0; i < day->slots->len; i++)
    add_slot (self, g_ptr_array_index (day->slots, i), g_ptr_array_index (day->items, i));
  look (self);
  gtk_window_present (GTK_WINDOW (self));
}
