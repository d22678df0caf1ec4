/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-blackout-slips"

#include "mh-blackout-slips.h"

#include <glib/gi18n-lib.h>

#include "mh-blackout-form.h"
#include "mh-dialogs.h"
#include "mh-programme-table.h"
#include "mh-resident-table.h"
#include "mh-session-table.h"
#include "mh-slot-board.h"

#define MAX_MISSING 40  /* shown by number; of more only how many */

/* What one of the buttons does. */
typedef enum {
  DEED_AGAIN,
  DEED_REASON,
  DEED_WAIT,
  DEED_LEAVE,
  DEED_SETTLE,
  DEED_CORRECT,
} Deed;

/* What is shown of a pack. */
typedef struct {
  MhBlackoutStatus *status;      /* (nullable) (owned): no pack is open */
  GPtrArray        *slips;       /* (element-type MhBlackoutSlip) (owned) (nullable) */
  GPtrArray        *names;       /* (element-type utf8) (owned): of those on @slips, "" nobody */
  GPtrArray        *slots;       /* (element-type MhBlackoutChoice) (owned) */
  GPtrArray        *programmes;  /* (element-type MhBlackoutChoice) (owned) */
} View;

typedef struct {
  Deed     deed;
  gint64   pack;
  int      number;
  char    *reason;     /* (nullable) (owned) */
  gboolean rest_unused;
} Order;

struct _MhBlackoutSlips
{
  AdwBin          parent_instance;

  /* Unowned */
  GtkStack       *pages;
  AdwStatusPage  *none;
  GtkLabel       *heading;
  GtkLabel       *missing;
  MhBlackoutForm *form;
  GtkLabel       *said;
  GtkBox         *rows;

  /* Owned */
  MhUiContext    *context;
  gint64          pack;       /* 0: none */
  View           *view;       /* (nullable) that is shown */
  guint           n_missing;
  gulong          changed;
};

G_DEFINE_FINAL_TYPE (MhBlackoutSlips, mh_blackout_slips, ADW_TYPE_BIN)

static void
view_free (View *view)
{
  g_clear_pointer (&view->status, mh_blackout_status_free);
  g_clear_pointer (&view->slips, g_ptr_array_unref);
  g_clear_pointer (&view->names, g_ptr_array_unref);
  g_clear_pointer (&view->slots, g_ptr_array_unref);
  g_clear_pointer (&view->programmes, g_ptr_array_unref);
  g_free (view);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (View, view_free)

static void
order_free (Order *order)
{
  g_free (order->reason);
  g_free (order);
}

static void
add_choice (GPtrArray *choices,
            gint64     id,
            char      *words)  /* (transfer full) */
{
  MhBlackoutChoice *choice = g_new0 (MhBlackoutChoice, 1);

  choice->id = id;
  choice->words = words;
  g_ptr_array_add (choices, choice);
}

static const char *
find_name (const GPtrArray *programmes,
           gint64           id)
{
  for (guint i = 0; i < programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (programmes, i);

    if (programme->id == id)
      return programme->name;
  }

  return "";
}

/* The times from the first day of the pack on. */
static gboolean
read_choices (const MhDesk *desk,
              View         *view,
              GError      **error)
{
  g_autoptr (GPtrArray) programmes = mh_programme_table_list (desk->db, error);
  g_autoptr (GPtrArray) sessions = programmes != NULL ? mh_session_table_list (desk->db, 0, error) : NULL;

  if (sessions == NULL)
    return FALSE;

  for (guint i = 0; i < programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (programmes, i);

    add_choice (view->programmes, programme->id, g_strdup (programme->name));
  }

  for (guint i = 0; i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);
    g_autofree char *date = mh_date_format (session->date, MH_DATE_STYLE_WEEKDAY);
    g_autoptr (GPtrArray) slots = NULL;

    if (mh_date_compare (session->date, view->status->pack->from) < 0 || g_str_equal (session->state, "cancelled"))
      continue;

    slots = mh_session_table_list_slots (desk->db, session->id, error);
    if (slots == NULL)
      return FALSE;

    for (guint j = 0; j < slots->len; j++) {
      const MhSlot *slot = g_ptr_array_index (slots, j);
      g_autofree char *time = mh_slot_board_write_time (slot);

      add_choice (view->slots, slot->id,
                  g_strdup_printf ("%s %s ・ %s ・ %s", date, time, session->venue, find_name (programmes, session->programme)));
    }
  }

  return TRUE;
}

static gboolean
read_names (const MhDesk *desk,
            View         *view,
            GError      **error)
{
  for (guint i = 0; i < view->slips->len; i++) {
    const MhBlackoutSlip *slip = g_ptr_array_index (view->slips, i);
    g_autoptr (MhResident) resident = slip->resident != 0 ? mh_resident_table_get (desk->db, slip->resident, error) : NULL;

    if (slip->resident != 0 && resident == NULL)
      return FALSE;

    g_ptr_array_add (view->names, g_strdup (resident != NULL ? resident->name : ""));
  }

  return TRUE;
}

static gpointer
read_view (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  g_autoptr (GPtrArray) packs = mh_blackout_table_list (desk->db, error);
  g_autoptr (View) view = g_new0 (View, 1);
  gint64 pack = 0;

  if (packs == NULL)
    return NULL;

  for (guint i = 0; i < packs->len && pack == 0; i++) {
    const MhBlackoutPack *one = g_ptr_array_index (packs, i);

    if (one->settled_at == 0)
      pack = one->id;
  }
  if (pack == 0)
    return g_steal_pointer (&view);

  view->names = g_ptr_array_new_with_free_func (g_free);
  view->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_blackout_choice_free);
  view->programmes = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_blackout_choice_free);
  view->status = mh_blackout_get_status (desk, pack, error);
  view->slips = view->status != NULL ? mh_blackout_table_list_slips (desk->db, pack, error) : NULL;
  if (view->slips == NULL || !read_names (desk, view, error) || !read_choices (desk, view, error))
    return NULL;

  return g_steal_pointer (&view);
}

/* Returns: (nullable): what to say, "" nothing */
static gpointer
do_deed (const MhDesk *desk,
         gpointer      input,
         GError      **error)
{
  const Order *order = input;
  const MhBlackoutChange change = { .wait = order->deed == DEED_WAIT, .override_reason = order->reason };
  g_autoptr (MhBlackoutResult) result = NULL;

  if (order->deed == DEED_SETTLE)
    return mh_blackout_settle (desk, order->pack, order->rest_unused, error) ? g_strdup ("") : NULL;
  if (order->deed == DEED_LEAVE)
    return mh_blackout_leave (desk, order->pack, order->number, order->reason, error) ? g_strdup ("") : NULL;

  result = mh_blackout_try_again (desk, order->pack, order->number, &change, error);
  if (result == NULL)
    return NULL;

  return g_str_equal (result->slip->state, "open")
         ? g_strdup_printf (_("Slip %d still does not fit: %s"), order->number, result->slip->reason != NULL ? result->slip->reason : "")
         : g_strdup_printf (_("Slip %d is entered now."), order->number);
}

static void
deed_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhBlackoutSlips) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  gtk_label_set_label (self->said, words != NULL ? words : error->message);
  if (words != NULL)
    mh_ui_context_emit_changed (self->context);
}

static void
run (MhBlackoutSlips *self,
     Order           *order)  /* (transfer full) */
{
  mh_ui_context_run_async (self->context, do_deed, order, (GDestroyNotify) order_free, g_free, NULL, deed_done_cb, g_object_ref (self));
}

static Order *
make_order (MhBlackoutSlips *self,
            Deed             deed,
            int              number)
{
  Order *order = g_new0 (Order, 1);

  order->deed = deed;
  order->pack = self->pack;
  order->number = number;

  return order;
}

/* A deed that waits for its reason. */
typedef struct {
  MhBlackoutSlips *self;   /* (owned) */
  Order           *order;  /* (owned) */
} Asked;

static void
reason_given_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Asked *asked = user_data;
  g_autofree char *reason = mh_dialogs_text_finish (GTK_WIDGET (source), result);

  if (reason != NULL && asked->self->context != NULL) {
    asked->order->reason = g_steal_pointer (&reason);
    run (asked->self, g_steal_pointer (&asked->order));
  }

  g_clear_pointer (&asked->order, order_free);
  g_object_unref (asked->self);
  g_free (asked);
}

static void
correct (MhBlackoutSlips *self,
         int              number)
{
  for (guint i = 0; self->view != NULL && self->view->slips != NULL && i < self->view->slips->len; i++) {
    const MhBlackoutSlip *slip = g_ptr_array_index (self->view->slips, i);

    if (slip->number == number)
      mh_blackout_form_correct (self->form, slip, g_ptr_array_index (self->view->names, i));
  }
}

static void
do_activated_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MhBlackoutSlips *self = MH_BLACKOUT_SLIPS (widget);
  Asked *asked;
  Order *order;
  int deed;
  int number;

  g_variant_get (parameter, "(ii)", &deed, &number);
  if (deed == DEED_CORRECT) {
    correct (self, number);
    return;
  }

  order = make_order (self, (Deed) deed, number);
  if (deed == DEED_AGAIN || deed == DEED_WAIT) {
    run (self, order);
    return;
  }

  asked = g_new0 (Asked, 1);
  asked->self = g_object_ref (self);
  asked->order = order;
  if (deed == DEED_LEAVE)
    mh_dialogs_text_async (widget, _("Leave this slip as it is?"), _("Nothing of it is written into the program. Please write down why."), _("Reason"),
                           _("_Leave It"), reason_given_cb, asked);
  else
    mh_dialogs_text_async (widget, _("Enter this slip although it does not fit?"), _("Please write down why it may be although a rule speaks against it."),
                           _("Reason"), _("_Try Again"), reason_given_cb, asked);
}

static void
blank_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  MhBlackoutSlips *self = MH_BLACKOUT_SLIPS (source);
  Order *order;

  if (!mh_dialogs_ask_finish (GTK_WIDGET (source), result) || self->context == NULL)
    return;

  order = make_order (self, DEED_SETTLE, 0);
  order->rest_unused = TRUE;
  run (self, order);
}

static void
settle_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhBlackoutSlips *self = MH_BLACKOUT_SLIPS (widget);

  if (self->pack == 0)
    return;

  if (self->n_missing == 0)
    run (self, make_order (self, DEED_SETTLE, 0));
  else
    mh_dialogs_ask_async (widget, _("Are all the missing slips blank?"), _("Please look for them before you answer: what stands on a slip that is lost is lost."),
                          _("_They Are Blank"), FALSE, blank_answered_cb, NULL);
}

static void
add_row_button (GtkWidget  *box,
                const char *words,
                Deed        deed,
                int         number)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);
  g_autofree char *plain = g_strdup_printf (_("%s: slip %d"), words, number);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "blackout-slips.do");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ii)", (int) deed, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static const char *
write_state (const MhBlackoutSlip *slip)
{
  if (g_str_equal (slip->state, "open"))
    return C_ ("slip", "does not fit");
  if (g_str_equal (slip->state, "left"))
    return C_ ("slip", "left as it is");

  return C_ ("slip", "entered");
}

static GtkWidget *
make_row (const MhBlackoutSlip *slip,
          const char           *name)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *title = g_strdup_printf ("%d ・ %s%s%s ・ %s", slip->number, mh_blackout_form_word (slip->what), *name != '\0' ? " ・ " : "",
                                            name, write_state (slip));
  GtkWidget *buttons;

  gtk_widget_set_size_request (row, -1, 32);
  gtk_widget_set_valign (add_label (row, title, g_str_equal (slip->state, "open") ? "heading" : NULL), GTK_ALIGN_CENTER);
  if (!g_str_equal (slip->state, "open"))
    return row;

  add_label (row, slip->reason != NULL ? slip->reason : "", "mh-refusal");
  if (slip->note != NULL)
    add_label (row, slip->note, "dim-label");
  buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  add_row_button (buttons, _("Again"), DEED_AGAIN, slip->number);
  add_row_button (buttons, _("Correct It Above"), DEED_CORRECT, slip->number);
  add_row_button (buttons, _("Give a Reason …"), DEED_REASON, slip->number);
  if (g_str_equal (slip->what, "book"))
    add_row_button (buttons, _("On the Waiting List"), DEED_WAIT, slip->number);
  add_row_button (buttons, _("Leave As It Is …"), DEED_LEAVE, slip->number);
  gtk_box_append (GTK_BOX (row), buttons);

  return row;
}

/* Those that do not fit stand first. */
static void
show_rows (MhBlackoutSlips *self,
           const View      *view)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);

  for (int pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < view->slips->len; i++) {
      const MhBlackoutSlip *slip = g_ptr_array_index (view->slips, i);

      if (g_str_equal (slip->state, "open") == (pass == 0))
        gtk_box_append (self->rows, make_row (slip, g_ptr_array_index (view->names, i)));
    }
  }

  if (view->slips->len == 0)
    add_label (GTK_WIDGET (self->rows), _("No slip is entered yet."), "dim-label");
}

static char *
write_missing (const GArray *missing)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  if (missing->len == 0)
    return g_strdup (_("No number is missing."));

  for (guint i = 0; i < missing->len && i < MAX_MISSING; i++)
    g_string_append_printf (numbers, "%s%d", i > 0 ? ", " : "", g_array_index (missing, int, i));
  if (missing->len > MAX_MISSING)
    g_string_append (numbers, " …");

  return g_strdup_printf (_("%u numbers are missing: %s"), missing->len, numbers->str);
}

static void
show_view (MhBlackoutSlips *self,
           const View      *view)
{
  const MhBlackoutStatus *status = view->status;
  g_autofree char *heading = NULL;
  g_autofree char *missing = NULL;

  self->pack = status != NULL ? status->pack->id : 0;
  if (status == NULL) {
    adw_status_page_set_title (self->none, _("No pack is open"));
    adw_status_page_set_description (self->none,
                                     _("Once a pack is made, its slips are entered here when there is power again. Make one on the left before you need it."));
    gtk_stack_set_visible_child_name (self->pages, "none");
    return;
  }

  self->n_missing = status->missing->len;
  heading = g_strdup_printf (_("Pack %s: %u of %d slips are entered, %u of them do not fit"), status->pack->code, view->slips->len,
                             status->pack->n_slips, status->open->len);
  missing = write_missing (status->missing);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->missing, missing);
  mh_blackout_form_set_pack (self->form, status->pack, view->slots, view->programmes,
                             status->missing->len > 0 ? g_array_index (status->missing, int, 0) : 0);
  show_rows (self, view);
  gtk_stack_set_visible_child_name (self->pages, "pack");
}

static void
view_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhBlackoutSlips) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (View) view = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (view != NULL) {
    show_view (self, view);
    g_clear_pointer (&self->view, view_free);
    self->view = g_steal_pointer (&view);
    return;
  }

  adw_status_page_set_title (self->none, _("The slips cannot be read"));
  adw_status_page_set_description (self->none, error->message);
  gtk_stack_set_visible_child_name (self->pages, "none");
}

static void
changed_cb (MhUiContext     *context,
            MhBlackoutSlips *self)
{
  mh_ui_context_read_async (self->context, read_view, NULL, NULL, (GDestroyNotify) view_free, NULL, view_read_cb, g_object_ref (self));
}

static GtkWidget *
make_pack_page (MhBlackoutSlips *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *settle = gtk_button_new_with_mnemonic (_("_Everything Is Entered"));

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  self->heading = GTK_LABEL (add_label (box, "", "heading"));
  self->form = MH_BLACKOUT_FORM (mh_blackout_form_new (self->context));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  self->missing = GTK_LABEL (add_label (box, "", NULL));
  self->said = GTK_LABEL (add_label (box, "", NULL));
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rows));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (settle), "blackout-slips.settle");
  gtk_widget_set_halign (settle, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), settle);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);

  return scrolled;
}

static void
mh_blackout_slips_dispose (GObject *object)
{
  MhBlackoutSlips *self = MH_BLACKOUT_SLIPS (object);

  if (self->context != NULL)
    g_clear_signal_handler (&self->changed, self->context);
  g_clear_object (&self->context);
  g_clear_pointer (&self->view, view_free);

  G_OBJECT_CLASS (mh_blackout_slips_parent_class)->dispose (object);
}

static void
mh_blackout_slips_class_init (MhBlackoutSlipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_blackout_slips_dispose;
  gtk_widget_class_install_action (widget_class, "blackout-slips.do", "(ii)", do_activated_cb);
  gtk_widget_class_install_action (widget_class, "blackout-slips.settle", NULL, settle_activated_cb);
}

static void
mh_blackout_slips_init (MhBlackoutSlips *self)
{
  self->pages = GTK_STACK (gtk_stack_new ());
  self->none = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pages));
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->none), "none");
}

/**
 * mh_blackout_slips_new:
 * @context: the open town
 *
 * Returns: (transfer floating): the newest pack that is not settled, read anew whenever something changes
 */
GtkWidget *
mh_blackout_slips_new (MhUiContext *context)
{
  MhBlackoutSlips *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_BLACKOUT_SLIPS, NULL);
  self->context = g_object_ref (context);
  gtk_stack_add_named (self->pages, make_pack_page (self), "pack");
  self->changed = g_signal_connect (context, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (context, self);

  return GTK_WIDGET (self);
}
