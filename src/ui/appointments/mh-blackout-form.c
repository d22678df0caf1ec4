/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-blackout-form"

#include "mh-blackout-form.h"

#include <glib/gi18n-lib.h>

#include "mh-day-entry.h"
#include "mh-person-finder.h"

#define COLUMNS        3
#define FINDER_HEIGHT  130

/* What a slip of one kind asks for. */
enum {
  ASK_PERSON = 1 << 0,
  ASK_SLOT = 1 << 1,
  ASK_PROGRAMME = 1 << 2,
  ASK_LOT = 1 << 3,
  ASK_WRITTEN = 1 << 4,
};

/* In the order of the boxes on the paper. */
static const struct {
  const char *what;
  const char *word;
  int         asks;
} whats[] = {
  { "book", NC_ ("slip", "New booking"), ASK_PERSON | ASK_SLOT | ASK_WRITTEN },
  { "cancel", NC_ ("slip", "Cancelled"), ASK_PERSON | ASK_SLOT },
  { "move", NC_ ("slip", "Moved"), ASK_PERSON | ASK_SLOT | ASK_WRITTEN },
  { "came", NC_ ("slip", "Came"), ASK_PERSON },
  { "done", NC_ ("slip", "Done"), ASK_PERSON | ASK_LOT },
  { "stopped", NC_ ("slip", "Stopped"), ASK_PERSON },
  { "no-show", NC_ ("slip", "Did not come"), ASK_PERSON },
  { "walk-in", NC_ ("slip", "Without a booking"), ASK_PERSON | ASK_SLOT },
  { "wait", NC_ ("slip", "Waiting list"), ASK_PERSON | ASK_PROGRAMME },
  { "unused", NC_ ("slip", "Blank or crossed out"), 0 },
};

struct _MhBlackoutForm
{
  AdwBin          parent_instance;

  /* Unowned */
  GtkEditable    *number;
  GtkCheckButton *ticks[G_N_ELEMENTS (whats)];
  GtkWidget      *person_box;
  MhPersonFinder *finder;
  GtkLabel       *person_label;
  GtkWidget      *slot_box;
  GtkDropDown    *slot;
  GtkWidget      *programme_box;
  GtkDropDown    *programme;
  GtkWidget      *lot_box;
  GtkEditable    *lot;
  GtkWidget      *written_box;
  MhDayEntry     *written_day;
  GtkEditable    *written_time;
  GtkEditable    *note;
  GtkWidget      *enter;
  GtkLabel       *said;

  /* Owned */
  MhUiContext    *context;
  char           *code;        /* (nullable) of the pack */
  GPtrArray      *slots;       /* (nullable) (element-type MhBlackoutChoice) */
  GPtrArray      *programmes;  /* (nullable) (element-type MhBlackoutChoice) */
  gint64          resident;    /* 0: not found yet */
  int             correcting;  /* the number of a slip that does not fit, 0: a new one is entered */
};

G_DEFINE_FINAL_TYPE (MhBlackoutForm, mh_blackout_form, ADW_TYPE_BIN)

/* The texts that an entry borrows. */
typedef struct {
  MhBlackoutEntry entry;
  char           *slip;
  char           *lot;   /* (nullable) */
  char           *note;  /* (nullable) */
  gboolean        other;  /* another person may stand on it than was entered */
} Order;

static void
order_free (Order *order)
{
  g_free (order->slip);
  g_free (order->lot);
  g_free (order->note);
  g_free (order);
}

/**
 * mh_blackout_choice_free:
 * @choice: a time or a programme
 */
void
mh_blackout_choice_free (MhBlackoutChoice *choice)
{
  g_free (choice->words);
  g_free (choice);
}

/**
 * mh_blackout_form_word:
 * @what: see mh_blackout_is_what()
 *
 * Returns: (transfer none): what stands at its box on the paper
 */
const char *
mh_blackout_form_word (const char *what)
{
  for (gsize i = 0; i < G_N_ELEMENTS (whats); i++) {
    if (g_strcmp0 (whats[i].what, what) == 0)
      return g_dpgettext2 (NULL, "slip", whats[i].word);
  }

  return what;
}

/* A slip that did not fit and is entered once more is tried with the time that is given now, and with the person where it is corrected. */
static gpointer
enter_slip (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Order *order = input;
  const MhBlackoutChange change = {
    .resident = order->entry.resident, .slot = order->entry.slot, .written_at = order->entry.written_at,
  };
  g_autoptr (MhBlackoutResult) result = mh_blackout_enter (desk, &order->entry, error);

  if (result == NULL)
    return NULL;

  if (!result->again || !g_str_equal (result->slip->state, "open") || !g_str_equal (result->slip->what, order->entry.what) ||
      (!order->other && result->slip->resident != order->entry.resident))
    return g_steal_pointer (&result);

  return mh_blackout_try_again (desk, result->slip->pack, result->slip->number, &change, error);
}

static gsize
get_what (MhBlackoutForm *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (whats); i++) {
    if (gtk_check_button_get_active (self->ticks[i]))
      return i;
  }

  return 0;
}

static gint64
get_choice (GtkDropDown     *drop_down,
            const GPtrArray *choices)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (choices == NULL || selected == 0 || selected > choices->len)
    return 0;

  return ((const MhBlackoutChoice *) g_ptr_array_index (choices, selected - 1))->id;
}

static char *
dup_text (GtkEditable *editable)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (editable)));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static void
say (MhBlackoutForm *self,
     const char     *words,
     gboolean        refused)
{
  if (refused)
    gtk_widget_add_css_class (GTK_WIDGET (self->said), "mh-refusal");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->said), "mh-refusal");
  gtk_label_set_label (self->said, words);
}

static void
set_person (MhBlackoutForm *self,
            gint64          resident,
            const char     *name)
{
  g_autofree char *words = resident != 0 ? g_strdup_printf (_("On the slip: %s"), name) : NULL;

  self->resident = resident;
  gtk_label_set_label (self->person_label, words != NULL ? words : _("Nobody is chosen yet"));
}

static void
start_anew (MhBlackoutForm *self)
{
  set_person (self, 0, NULL);
  mh_person_finder_start (self->finder);
  gtk_drop_down_set_selected (self->slot, 0);
  gtk_drop_down_set_selected (self->programme, 0);
  gtk_editable_set_text (self->note, "");
  /* The day is mostly the same on the next slip. */
  gtk_editable_set_text (self->written_time, "");
  gtk_editable_set_text (self->number, "");
  self->correcting = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self->number));
}

static void
show_result (MhBlackoutForm         *self,
             const MhBlackoutResult *result)
{
  const char *word = mh_blackout_form_word (result->slip->what);
  gboolean open = g_str_equal (result->slip->state, "open");
  g_autofree char *words = NULL;

  if (result->again)
    words = g_strdup_printf (_("Slip %d was entered before: %s, %s. Nothing was changed."), result->slip->number, word,
                             result->name != NULL ? result->name : _("nobody"));
  else if (open)
    words = g_strdup_printf (_("Slip %d does not fit and is kept below: %s"), result->slip->number,
                             result->slip->reason != NULL ? result->slip->reason : "");
  else
    words = g_strdup_printf (_("Slip %d is entered: %s, %s."), result->slip->number, word, result->name != NULL ? result->name : _("nobody"));
  say (self, words, result->again || open);
  if (!result->again)
    start_anew (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->number));
}

static void
entered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhBlackoutForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBlackoutResult) entered = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  gtk_widget_set_sensitive (self->enter, TRUE);
  if (entered == NULL) {
    say (self, error->message, TRUE);
    return;
  }

  show_result (self, entered);
  mh_ui_context_emit_changed (self->context);
}

/* %FALSE: something stands there that is no day or no time. Without a time nothing is said. */
static gboolean
read_written (MhBlackoutForm *self,
              gint64         *out_ms)
{
  g_autofree char *time = dup_text (self->written_time);
  MhDate day = mh_day_entry_get_day (self->written_day);
  int minutes;

  *out_ms = 0;
  if (time == NULL)
    return mh_day_entry_is_good (self->written_day);

  if (!mh_date_is_set (day) || !mh_minutes_read (time, &minutes))
    return FALSE;

  *out_ms = mh_ms_from_civil (day, minutes);

  return TRUE;
}

/* Whether the number is still that of the slip that is being corrected. */
static gboolean
is_correcting (MhBlackoutForm *self,
               const char     *typed)
{
  return self->correcting != 0 && g_ascii_strtoll (typed, NULL, 10) == self->correcting;
}

static void
enter_now (MhBlackoutForm *self)
{
  gsize what = get_what (self);
  g_autofree char *typed = dup_text (self->number);
  gint64 written_at = 0;
  Order *order;

  if (typed == NULL || !gtk_widget_get_sensitive (self->enter)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->number));
    return;
  }

  if ((whats[what].asks & ASK_WRITTEN) != 0 && !read_written (self, &written_at)) {
    say (self, _("The day and the time when the slip was written cannot be read. Please type them like r8.11.5 and 10:15, or leave both empty."), TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->written_time));
    return;
  }

  order = g_new0 (Order, 1);
  order->other = is_correcting (self, typed);
  /* Only the number is typed, or a reader gives the whole code. */
  order->slip = g_ascii_isdigit (*typed) && self->code != NULL ? g_strdup_printf ("%s-%s", self->code, typed) : g_steal_pointer (&typed);
  order->lot = (whats[what].asks & ASK_LOT) != 0 ? dup_text (self->lot) : NULL;
  order->note = dup_text (self->note);
  order->entry = (MhBlackoutEntry) {
    .slip = order->slip,
    .what = whats[what].what,
    .resident = (whats[what].asks & ASK_PERSON) != 0 ? self->resident : 0,
    .slot = (whats[what].asks & ASK_SLOT) != 0 ? get_choice (self->slot, self->slots) : 0,
    .programme = (whats[what].asks & ASK_PROGRAMME) != 0 ? get_choice (self->programme, self->programmes) : 0,
    .lot = order->lot,
    .note = order->note,
    .written_at = written_at,
  };

  gtk_widget_set_sensitive (self->enter, FALSE);
  mh_ui_context_run_async (self->context, enter_slip, order, (GDestroyNotify) order_free, (GDestroyNotify) mh_blackout_result_free, NULL,
                           entered_cb, g_object_ref (self));
}

/* From the person on, to the first of the others that is asked. */
static void
focus_after_person (MhBlackoutForm *self)
{
  int asks = whats[get_what (self)].asks;

  if ((asks & ASK_SLOT) != 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->slot));
  else if ((asks & ASK_PROGRAMME) != 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->programme));
  else if ((asks & ASK_LOT) != 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->lot));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

static void
number_activated_cb (GtkWidget      *widget,
                     MhBlackoutForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->ticks[get_what (self)]));
}

static gboolean
tick_key_pressed_cb (GtkEventControllerKey *keys,
                     guint                  key,
                     guint                  code,
                     GdkModifierType        state,
                     MhBlackoutForm        *self)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;

  if ((whats[get_what (self)].asks & ASK_PERSON) != 0)
    mh_person_finder_start (self->finder);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->note));

  return GDK_EVENT_STOP;
}

static void
found_cb (MhPersonFinder *finder,
          gint64          resident,
          const char     *name,
          MhBlackoutForm *self)
{
  set_person (self, resident, name);
  focus_after_person (self);
}

static void
lot_activated_cb (GtkWidget      *widget,
                  MhBlackoutForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

static void
enter_wanted_cb (GtkWidget      *widget,
                 MhBlackoutForm *self)
{
  enter_now (self);
}

static void
show_asked (MhBlackoutForm *self)
{
  int asks = whats[get_what (self)].asks;

  gtk_widget_set_visible (self->person_box, (asks & ASK_PERSON) != 0);
  gtk_widget_set_visible (self->slot_box, (asks & ASK_SLOT) != 0);
  gtk_widget_set_visible (self->programme_box, (asks & ASK_PROGRAMME) != 0);
  gtk_widget_set_visible (self->lot_box, (asks & ASK_LOT) != 0);
  gtk_widget_set_visible (self->written_box, (asks & ASK_WRITTEN) != 0);
}

static void
ticked_cb (GtkWidget      *widget,
           MhBlackoutForm *self)
{
  show_asked (self);
}

static GtkWidget *
add_part (GtkWidget  *box,
          const char *title,
          GtkWidget  *control)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (part), label);
  gtk_box_append (GTK_BOX (part), control);
  gtk_box_append (GTK_BOX (box), part);

  return part;
}

static GtkWidget *
make_ticks (MhBlackoutForm *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (whats); i++) {
    GtkWidget *tick = gtk_check_button_new_with_label (mh_blackout_form_word (whats[i].what));

    self->ticks[i] = GTK_CHECK_BUTTON (tick);
    if (i > 0)
      gtk_check_button_set_group (self->ticks[i], self->ticks[0]);
    gtk_widget_set_size_request (tick, -1, 32);
    g_signal_connect_object (tick, "toggled", G_CALLBACK (ticked_cb), self, G_CONNECT_DEFAULT);
    gtk_grid_attach (GTK_GRID (grid), tick, (int) i % COLUMNS, (int) i / COLUMNS, 1, 1);
  }
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (tick_key_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (grid, keys);

  return grid;
}

static GtkEditable *
make_entry (MhBlackoutForm *self,
            GCallback       activated)
{
  GtkWidget *entry = gtk_entry_new ();

  g_signal_connect_object (entry, "activate", activated, self, G_CONNECT_DEFAULT);

  return GTK_EDITABLE (entry);
}

/* A day and a time side by side. */
static void
add_written (MhBlackoutForm *self,
             GtkWidget      *box)
{
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->written_day = MH_DAY_ENTRY (mh_day_entry_new (_("Day on which the slip was written"), MH_DATE_NONE));
  self->written_time = make_entry (self, G_CALLBACK (lot_activated_cb));
  gtk_widget_set_valign (GTK_WIDGET (self->written_time), GTK_ALIGN_START);
  gtk_editable_set_width_chars (self->written_time, 8);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->written_time), _("10:15"));
  gtk_box_append (GTK_BOX (both), GTK_WIDGET (self->written_day));
  gtk_box_append (GTK_BOX (both), GTK_WIDGET (self->written_time));
  self->written_box = add_part (box, _("When the slip was written (only where the day of the booking is over)"), both);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->written_time), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Time at which the slip was written"), -1);
}

static void
fill (MhBlackoutForm *self,
      GtkWidget      *box)
{
  self->number = make_entry (self, G_CALLBACK (number_activated_cb));
  add_part (box, _("Number of the slip (the digits are enough)"), GTK_WIDGET (self->number));
  add_part (box, _("What is ticked"), make_ticks (self));

  self->finder = g_object_new (MH_TYPE_PERSON_FINDER, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->finder), -1, FINDER_HEIGHT);
  self->person_box = add_part (box, _("Who stands on the slip (nobody is found: write it into the note)"), GTK_WIDGET (self->finder));
  self->person_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->person_label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->person_label), "heading");
  gtk_box_append (GTK_BOX (self->person_box), GTK_WIDGET (self->person_label));
  g_signal_connect_object (self->finder, "found", G_CALLBACK (found_cb), self, G_CONNECT_DEFAULT);

  self->slot = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->slot_box = add_part (box, _("Day and time"), GTK_WIDGET (self->slot));
  self->programme = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->programme_box = add_part (box, _("Waiting for what"), GTK_WIDGET (self->programme));
  self->lot = make_entry (self, G_CALLBACK (lot_activated_cb));
  self->lot_box = add_part (box, _("Lot"), GTK_WIDGET (self->lot));
  add_written (self, box);
  self->note = make_entry (self, G_CALLBACK (enter_wanted_cb));
  add_part (box, _("Note (why stopped, or a name that is not found)"), GTK_WIDGET (self->note));

  self->enter = gtk_button_new_with_mnemonic (_("_Enter the Slip"));
  gtk_widget_add_css_class (self->enter, "suggested-action");
  gtk_widget_set_halign (self->enter, GTK_ALIGN_START);
  g_signal_connect_object (self->enter, "clicked", G_CALLBACK (enter_wanted_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), self->enter);
  self->said = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->said, TRUE);
  gtk_label_set_xalign (self->said, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->said));
}

static void
mh_blackout_form_dispose (GObject *object)
{
  MhBlackoutForm *self = MH_BLACKOUT_FORM (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->programmes, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_blackout_form_parent_class)->dispose (object);
}

static void
mh_blackout_form_class_init (MhBlackoutFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_blackout_form_dispose;
}

static void
mh_blackout_form_init (MhBlackoutForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  adw_bin_set_child (ADW_BIN (self), box);
  fill (self, box);
  set_person (self, 0, NULL);
  gtk_check_button_set_active (self->ticks[0], TRUE);
}

/* What was chosen stays chosen. */
static void
put_choices (GtkDropDown     *drop_down,
             gint64           chosen,
             const GPtrArray *choices,
             const char      *none)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (words, none);
  for (guint i = 0; i < choices->len; i++) {
    const MhBlackoutChoice *choice = g_ptr_array_index (choices, i);

    gtk_string_list_append (words, choice->words);
    if (choice->id == chosen)
      selected = i + 1;
  }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (drop_down, selected);
}

/**
 * mh_blackout_form_set_pack:
 * @self: the form
 * @pack: the pack whose slips are entered
 * @slots: (element-type MhBlackoutChoice): the times that can be chosen
 * @programmes: (element-type MhBlackoutChoice): what somebody can wait for
 * @next: the first number that is missing, 0 for none: it is offered where nothing was typed
 */
void
mh_blackout_form_set_pack (MhBlackoutForm       *self,
                           const MhBlackoutPack *pack,
                           GPtrArray            *slots,
                           GPtrArray            *programmes,
                           int                   next)
{
  gint64 slot;
  gint64 programme;

  g_return_if_fail (MH_IS_BLACKOUT_FORM (self));
  g_return_if_fail (pack != NULL && slots != NULL && programmes != NULL);

  slot = get_choice (self->slot, self->slots);
  programme = get_choice (self->programme, self->programmes);
  g_free (self->code);
  self->code = g_strdup (pack->code);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  self->slots = g_ptr_array_ref (slots);
  g_clear_pointer (&self->programmes, g_ptr_array_unref);
  self->programmes = g_ptr_array_ref (programmes);
  put_choices (self->slot, slot, slots, _("Not on the slip"));
  put_choices (self->programme, programme, programmes, _("Not on the slip"));

  if (next != 0 && *gtk_editable_get_text (self->number) == '\0') {
    g_autofree char *digits = g_strdup_printf ("%d", next);

    gtk_editable_set_text (self->number, digits);
    gtk_editable_select_region (self->number, 0, -1);
  }
}

static void
choose (GtkDropDown     *drop_down,
        gint64           id,
        const GPtrArray *choices)
{
  guint selected = 0;

  for (guint i = 0; choices != NULL && i < choices->len; i++) {
    if (((const MhBlackoutChoice *) choices->pdata[i])->id == id)
      selected = i + 1;
  }
  gtk_drop_down_set_selected (drop_down, selected);
}

/**
 * mh_blackout_form_correct:
 * @self: the form
 * @slip: a slip that does not fit
 * @name: (nullable): who stands on it
 *
 * Puts it into the form as it was entered. Entered again under its number, what was changed counts, the person too.
 */
void
mh_blackout_form_correct (MhBlackoutForm       *self,
                          const MhBlackoutSlip *slip,
                          const char           *name)
{
  g_autofree char *number = NULL;

  g_return_if_fail (MH_IS_BLACKOUT_FORM (self));
  g_return_if_fail (slip != NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (whats); i++) {
    if (g_str_equal (whats[i].what, slip->what))
      gtk_check_button_set_active (self->ticks[i], TRUE);
  }

  number = g_strdup_printf ("%d", slip->number);
  gtk_editable_set_text (self->number, number);
  gtk_editable_set_text (self->lot, slip->lot != NULL ? slip->lot : "");
  gtk_editable_set_text (self->note, slip->note != NULL ? slip->note : "");
  choose (self->slot, slip->slot, self->slots);
  choose (self->programme, slip->programme, self->programmes);
  set_person (self, slip->resident, name);
  self->correcting = slip->number;
  say (self, _("What is other on the slip can be changed here; then enter it."), FALSE);
  mh_person_finder_start (self->finder);
}

/**
 * mh_blackout_form_new:
 * @context: the open town
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
mh_blackout_form_new (MhUiContext *context)
{
  MhBlackoutForm *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_BLACKOUT_FORM, NULL);
  self->context = g_object_ref (context);
  mh_person_finder_set_context (self->finder, context);

  return GTK_WIDGET (self);
}
