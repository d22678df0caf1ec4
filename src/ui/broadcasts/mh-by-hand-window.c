/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-by-hand-window"

#include "mh-by-hand-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-by-hand-papers.h"
#include "mh-calls.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-keys.h"
#include "mh-papers-window.h"
#include "mh-undo.h"
#include "mh-wording.h"

#define WIDTH 1000
#define HEIGHT 640
#define N_OUTCOMES 5
#define WRONG 3
#define REFUSED 4

struct _MhByHandWindow
{
  AdwWindow       parent_instance;

  GtkEntry       *scan;                  /* (unowned), so the following ones */
  GtkLabel       *who;
  GtkLabel       *message;
  GtkLabel       *left;
  GtkLabel       *counts;
  GtkWidget      *outcomes[N_OUTCOMES];
  GtkWidget      *undo_button;
  GtkCheckButton *same_phone;
  GtkCheckButton *by_district;
  GtkCheckButton *big;
  GtkDropDown    *labels;
  GtkSpinButton  *start;
  GtkStringList  *lines;

  MhUiContext    *context;               /* (owned) (nullable) once closed */
  GPtrArray      *calls;                 /* (owned) (nullable) (element-type MhCall) as in the list */
  char           *current;               /* (owned) (nullable) the number that was read */
  GPtrArray      *phones;                /* (owned) (nullable) (element-type MhCallPhone) of whom was read */
  gint64          broadcast;
  gint64          last_act;              /* what is taken back, 0 = nothing */
};

G_DEFINE_FINAL_TYPE (MhByHandWindow, mh_by_hand_window, ADW_TYPE_WINDOW)

/* All that is shown at once. */
typedef struct {
  GPtrArray   *calls;   /* (owned) */
  MhCallCounts counts;
} Reading;

typedef struct {
  char    *number;      /* (owned) */
  gint64   broadcast;
  guint    outcome;
  gint64   contact;     /* which of several numbers was wrong, 0: the first */
  gboolean same_phone;
  int      no_more;
} Entered;

static void read_again (MhByHandWindow *self);

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->calls, g_ptr_array_unref);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCall, mh_call_free)

static void
entered_free (Entered *entered)
{
  g_free (entered->number);
  g_free (entered);
}

static Entered *
entered_new (MhByHandWindow *self,
             const char     *number)
{
  Entered *entered = g_new0 (Entered, 1);

  entered->number = g_strdup (number);
  entered->broadcast = self->broadcast;
  entered->same_phone = gtk_check_button_get_active (self->same_phone);
  entered->no_more = -1;

  return entered;
}

/* --- on the worker ------------------------------------------------------------------------------------------------- */

static gpointer
read_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const gint64 *broadcast = input;
  g_autoptr (Reading) reading = g_new0 (Reading, 1);

  reading->calls = mh_calls_list (desk, *broadcast, MH_CALLS_BY_KANA, error);

  return reading->calls != NULL && mh_calls_count (desk, *broadcast, &reading->counts, error) ? g_steal_pointer (&reading) : NULL;
}

static gpointer
find_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Entered *entered = input;

  return mh_calls_find (desk, entered->number, entered->broadcast, 0, error);
}

static gpointer
enter_work (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Entered *entered = input;
  const MhCallOutcome outcome = {
    .number = entered->number, .broadcast = entered->broadcast, .outcome = mh_calls_outcomes ()[entered->outcome],
    .contact = entered->contact, .same_phone = entered->same_phone, .no_more = entered->no_more,
  };
  g_autoptr (MhCallDone) done = mh_calls_done (desk, &outcome, error);

  return done != NULL ? mh_deed_done (done->sheet, done->act) : NULL;
}

static gpointer
undo_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const gint64 *act = input;
  g_autoptr (MhUndoResult) result = mh_undo_run (desk->db, mh_desk_now (desk), desk->operator_name, *act, error);

  return result != NULL ? mh_deed_done (0, 0) : NULL;
}

/* --- what is shown ------------------------------------------------------------------------------------------------- */

static void
tell (MhByHandWindow *self,
      const char     *words,
      gboolean        bad)
{
  gtk_label_set_label (self->message, words);
  if (bad)
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "error");
}

/* Nobody is meant: the next number is waited for. */
static void
let_go (MhByHandWindow *self)
{
  g_clear_pointer (&self->current, g_free);
  g_clear_pointer (&self->phones, g_ptr_array_unref);
  gtk_label_set_label (self->who, _("Read the barcode of a row, or type its number and press Enter."));
  for (guint i = 0; i < N_OUTCOMES; i++)
    gtk_widget_set_sensitive (self->outcomes[i], FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->scan), "");
  gtk_entry_grab_focus_without_selecting (self->scan);
}

static char *
describe_state (const MhCall *call)
{
  if (call->last == NULL)
    return g_strdup ("");

  if (call->tries > 0 && g_str_equal (call->last, "absent"))
    return g_strdup_printf (_("Not there: %u"), call->tries);

  return g_strdup (mh_wording_call_outcome (call->last));
}

static const char *
tell_why (const MhCall *call)
{
  if (call->is_protected)
    return _("Please look at the person's page.");

  return g_strcmp0 (call->why, "refused-call") == 0 ? _("Did not want the call")
         : g_strcmp0 (call->why, "opted-out") == 0 ? _("No calls wanted") : _("No number");
}

static char *
describe_call (MhUiContext  *context,
               const MhCall *call)
{
  g_autofree char *number = call->sheet != 0 ? g_strdup_printf ("%lld-%d", (long long) call->sheet, call->position) : g_strdup ("－");
  g_autofree char *state = describe_state (call);
  const char *phone = call->phones->len > 0 ? mh_ui_context_veil (context, ((const MhCallPhone *) g_ptr_array_index (call->phones, 0))->text)
                                             : tell_why (call);

  return g_strjoin ("　", number, call->name, call->kana, phone, state, NULL);
}

static void
show_list (MhByHandWindow *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->calls->len; i++)
    g_ptr_array_add (lines, describe_call (self->context, g_ptr_array_index (self->calls, i)));
  g_ptr_array_add (lines, NULL);
  gtk_string_list_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), (const char * const *) lines->pdata);
}

static void
show_counts (MhByHandWindow     *self,
             const MhCallCounts *counts)
{
  const struct {
    const char *outcome;
    guint       n;
  } parts[] = {
    { "spoke", counts->n_spoke }, { "absent", counts->n_absent }, { "call-back", counts->n_call_back }, { "wrong-number", counts->n_wrong },
    { "refused", counts->n_refused }, { "posted", counts->n_posted },
  };
  g_autoptr (GString) words = g_string_new (NULL);

  g_autofree char *left = counts->n_open > 0
                          ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person is left to be told", "%u people are left to be told", counts->n_open),
                                             counts->n_open)
                          : g_strdup (_("Nobody is left to be told by hand"));

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (parts[i].n > 0)
      g_string_append_printf (words, "%s%s %u", words->len > 0 ? " ・ " : "", mh_wording_call_outcome (parts[i].outcome), parts[i].n);
  }
  gtk_label_set_label (self->left, left);
  gtk_label_set_label (self->counts, words->str);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhByHandWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (reading == NULL) {
    tell (self, error->message, TRUE);
    return;
  }

  g_clear_pointer (&self->calls, g_ptr_array_unref);
  self->calls = g_steal_pointer (&reading->calls);
  show_counts (self, &reading->counts);
  show_list (self);
}

static void
read_again (MhByHandWindow *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_work, g_memdup2 (&self->broadcast, sizeof self->broadcast), g_free, (GDestroyNotify) reading_free,
                              NULL, read_cb, g_object_ref (self));
}

/* --- a number was read --------------------------------------------------------------------------------------------- */

/* Those that may be called, as the list has them; %NULL for none. */
static GPtrArray *
find_phones (MhByHandWindow *self,
             gint64          delivery)
{
  for (guint i = 0; self->calls != NULL && i < self->calls->len; i++) {
    const MhCall *call = g_ptr_array_index (self->calls, i);

    if (call->delivery == delivery)
      return g_ptr_array_ref (call->phones);
  }

  return NULL;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhByHandWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhCall) call = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autofree char *state = NULL;
  g_autofree char *words = NULL;

  if (self->context == NULL)
    return;

  let_go (self);
  if (call == NULL) {
    tell (self, error->message, TRUE);
    return;
  }

  state = describe_state (call);
  words = g_strdup_printf (_("No. %lld-%d: %s"), (long long) call->sheet, call->position, call->name);
  gtk_label_set_label (self->who, words);
  tell (self, state, FALSE);
  self->current = g_strdup_printf ("%lld-%d", (long long) call->sheet, call->position);
  self->phones = find_phones (self, call->delivery);
  for (guint i = 0; i < N_OUTCOMES; i++)
    gtk_widget_set_sensitive (self->outcomes[i], TRUE);
}

static void
look_up (MhByHandWindow *self,
         const char     *number)
{
  if (*number != '\0')
    mh_ui_context_read_async (self->context, find_work, entered_new (self, number), (GDestroyNotify) entered_free, (GDestroyNotify) mh_call_free, NULL,
                              found_cb, g_object_ref (self));
}

static void
scan_activated_cb (MhByHandWindow *self)
{
  look_up (self, gtk_editable_get_text (GTK_EDITABLE (self->scan)));
}

static void
row_activated_cb (MhByHandWindow *self,
                  guint           position)
{
  const MhCall *call = self->calls != NULL && position < self->calls->len ? g_ptr_array_index (self->calls, position) : NULL;

  if (call == NULL)
    return;

  if (call->ref != NULL)
    look_up (self, call->ref);
  else
    tell (self, _("Please print the call sheet first: the outcome is noted by its number."), TRUE);
}

/* --- what came of it ----------------------------------------------------------------------------------------------- */

static void
entered_cb (GtkWidget        *widget,
            const MhDeedDone *done,
            const GError     *error,
            gpointer          user_data)
{
  MhByHandWindow *self = MH_BY_HAND_WINDOW (widget);

  if (self->context == NULL)
    return;

  let_go (self);
  if (done == NULL) {
    tell (self, error->message, TRUE);
    return;
  }

  self->last_act = done->act;
  gtk_widget_set_sensitive (self->undo_button, TRUE);
  tell (self, _("Noted. The next one, please."), FALSE);
  read_again (self);
}

static void
enter (MhByHandWindow *self,
       guint           outcome,
       gint64          contact,
       int             no_more)
{
  Entered *entered = entered_new (self, self->current);

  entered->outcome = outcome;
  entered->contact = contact;
  entered->no_more = no_more;
  mh_deed_run (GTK_WIDGET (self), self->context, enter_work, entered, (GDestroyNotify) entered_free, NULL, entered_cb, NULL);
}

static void
refusal_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  MhByHandWindow *self = MH_BY_HAND_WINDOW (source);
  int chosen = mh_dialogs_choose_finish (GTK_WIDGET (source), result);

  if (chosen >= 0 && self->current != NULL && self->context != NULL)
    enter (self, REFUSED, 0, chosen);
}

static void
wrong_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  MhByHandWindow *self = MH_BY_HAND_WINDOW (source);
  g_autoptr (GPtrArray) phones = user_data;
  int chosen = mh_dialogs_choose_finish (GTK_WIDGET (source), result);

  if (chosen >= 0 && (guint) chosen < phones->len && self->current != NULL && self->context != NULL)
    enter (self, WRONG, ((const MhCallPhone *) g_ptr_array_index (phones, chosen))->contact, -1);
}

/* The others may be right: they are called still. */
static void
ask_which_was_wrong (MhByHandWindow *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->phones->len; i++)
    g_ptr_array_add (words, g_strdup_printf ("%u: %s", i + 1, mh_ui_context_veil (self->context, ((const MhCallPhone *) g_ptr_array_index (self->phones, i))->text)));
  g_ptr_array_add (words, NULL);
  mh_dialogs_choose_async (GTK_WIDGET (self), _("Which number was wrong?"), gtk_label_get_label (self->who), (const char * const *) words->pdata,
                           wrong_chosen_cb, g_ptr_array_ref (self->phones));
}

static void
choose_outcome (MhByHandWindow *self,
                guint           outcome)
{
  const char * const answers[] = { _("_Only This Call"), _("_No Calls from Now On"), NULL };

  if (self->current == NULL)
    return;

  if (outcome == REFUSED)
    mh_dialogs_choose_async (GTK_WIDGET (self), _("What was refused?"), gtk_label_get_label (self->who), answers, refusal_chosen_cb, NULL);
  else if (outcome == WRONG && self->phones != NULL && self->phones->len > 1)
    ask_which_was_wrong (self);
  else
    enter (self, outcome, 0, -1);
}

static void
outcome_clicked_cb (GtkButton      *button,
                    MhByHandWindow *self)
{
  for (guint i = 0; i < N_OUTCOMES; i++) {
    if (self->outcomes[i] == GTK_WIDGET (button))
      choose_outcome (self, i);
  }
}

static void
undone_cb (GtkWidget        *widget,
           const MhDeedDone *done,
           const GError     *error,
           gpointer          user_data)
{
  MhByHandWindow *self = MH_BY_HAND_WINDOW (widget);

  if (self->context == NULL)
    return;

  let_go (self);
  tell (self, done != NULL ? _("Taken back.") : error->message, done == NULL);
  read_again (self);
}

static void
undo_clicked_cb (MhByHandWindow *self)
{
  gtk_widget_set_sensitive (self->undo_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, undo_work, g_memdup2 (&self->last_act, sizeof self->last_act), g_free, NULL, undone_cb, NULL);
}

/* --- paper --------------------------------------------------------------------------------------------------------- */

static void
print_paper (MhByHandWindow *self,
             MhByHandPaper   paper)
{
  static const char * const sheets[] = { "12", "21", "21-margin", "24" };
  const MhByHandOrder order = {
    .paper = paper, .broadcast = self->broadcast, .by_district = gtk_check_button_get_active (self->by_district),
    .big = gtk_check_button_get_active (self->big), .sheet = sheets[MIN (gtk_drop_down_get_selected (self->labels), G_N_ELEMENTS (sheets) - 1)],
    .start = (guint) gtk_spin_button_get_value_as_int (self->start),
  };

  mh_by_hand_papers_print (GTK_WIDGET (self), self->context, &order);
}

static void
calls_clicked_cb (MhByHandWindow *self)
{
  print_paper (self, MH_BY_HAND_CALLS);
}

static void
letters_clicked_cb (MhByHandWindow *self)
{
  print_paper (self, MH_BY_HAND_LETTERS);
}

static void
labels_clicked_cb (MhByHandWindow *self)
{
  print_paper (self, MH_BY_HAND_LABELS);
}

static void
posted_clicked_cb (MhByHandWindow *self)
{
  mh_by_hand_papers_posted (GTK_WIDGET (self), self->context, self->broadcast);
}

static void
papers_clicked_cb (MhByHandWindow *self)
{
  mh_papers_window_open (GTK_WIDGET (self), self->context, self->broadcast);
}

/* @target: the number of an outcome; without one the call sheet is printed. */
static gboolean
key_pressed_cb (GtkWidget *widget,
                GVariant  *target,
                gpointer   user_data)
{
  if (target != NULL)
    choose_outcome (MH_BY_HAND_WINDOW (widget), g_variant_get_uint32 (target));
  else
    calls_clicked_cb (MH_BY_HAND_WINDOW (widget));

  return TRUE;
}

/* --- making it ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_button (MhByHandWindow *self,
            GtkBox         *box,
            const char     *words,
            GCallback       clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);

  return button;
}

static GtkCheckButton *
add_check (GtkBox     *box,
           const char *words)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (words);

  gtk_box_append (box, check);

  return GTK_CHECK_BUTTON (check);
}

static GtkWidget *
make_scan (MhByHandWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->scan = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->scan, _("Barcode or number of the row"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scan), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Barcode or number of the row"), -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->scan), 260, 40);
  g_signal_connect_object (self->scan, "activate", G_CALLBACK (scan_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scan));
  self->who = mh_allot_add_label (GTK_BOX (box), "", "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (self->who), TRUE);

  return box;
}

static GtkWidget *
make_outcomes (MhByHandWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  for (guint i = 0; i < N_OUTCOMES; i++) {
    g_autofree char *words = g_strdup_printf ("%s (Ctrl+%u)", mh_wording_call_outcome (mh_calls_outcomes ()[i]), i + 1);

    self->outcomes[i] = gtk_button_new_with_label (words);
    g_signal_connect_object (self->outcomes[i], "clicked", G_CALLBACK (outcome_clicked_cb), self, G_CONNECT_DEFAULT);
    gtk_box_append (GTK_BOX (box), self->outcomes[i]);
  }
  self->same_phone = add_check (GTK_BOX (box), _("_Also for the others with the same telephone"));
  self->undo_button = add_button (self, GTK_BOX (box), _("_Take Back"), G_CALLBACK (undo_clicked_cb));
  gtk_widget_set_sensitive (self->undo_button, FALSE);

  return box;
}

static void
line_set_up_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (label, -1, 32);
  gtk_list_item_set_child (item, label);
}

static void
line_bound_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_list (MhByHandWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  self->lines = gtk_string_list_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (line_set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (line_bound_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (self->lines))), factory);
  gtk_widget_add_css_class (list, "mh-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Who is left to be told"), -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);

  return scrolled;
}

static GtkWidget *
make_foot (MhByHandWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *calls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *letters = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char * const sheets[] = { _("12 labels (86.4 × 42.3 mm)"), _("21 labels (70 × 42.3 mm)"), _("21 labels with margins (63.5 × 38.1 mm)"),
                                  _("24 labels (66 × 33.9 mm)"), NULL };

  add_button (self, GTK_BOX (calls), _("Print the _Call Sheet … (F8)"), G_CALLBACK (calls_clicked_cb));
  self->by_district = add_check (GTK_BOX (calls), _("By _district"));
  self->big = add_check (GTK_BOX (calls), _("In lar_ge letters"));
  add_button (self, GTK_BOX (letters), _("_Letters for Window Envelopes …"), G_CALLBACK (letters_clicked_cb));
  add_button (self, GTK_BOX (letters), _("Address La_bels …"), G_CALLBACK (labels_clicked_cb));
  self->labels = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (sheets));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->labels), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The sheet of labels"), -1);
  gtk_box_append (GTK_BOX (letters), GTK_WIDGET (self->labels));
  self->start = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, 24, 1));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->start), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The first label that is still on the sheet"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->start), _("The first label that is still on the sheet"));
  gtk_box_append (GTK_BOX (letters), GTK_WIDGET (self->start));
  add_button (self, GTK_BOX (letters), _("They Were _Posted …"), G_CALLBACK (posted_clicked_cb));
  add_button (self, GTK_BOX (letters), _("Printed _Papers …"), G_CALLBACK (papers_clicked_cb));
  gtk_box_append (GTK_BOX (box), calls);
  gtk_box_append (GTK_BOX (box), letters);

  return box;
}

static GtkWidget *
make_head (void)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *leave = gtk_button_new_with_label (_("Close"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (head), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), leave);

  return head;
}

static void
mh_by_hand_window_dispose (GObject *object)
{
  MhByHandWindow *self = MH_BY_HAND_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->current, g_free);
  g_clear_pointer (&self->phones, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_by_hand_window_parent_class)->dispose (object);
}

static void
mh_by_hand_window_class_init (MhByHandWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_by_hand_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  mh_keys_bind (widget_class, "by-hand", key_pressed_cb);
}

static void
mh_by_hand_window_init (MhByHandWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkBox *body = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));

  gtk_window_set_title (GTK_WINDOW (self), _("By Telephone and Letter"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_set_margin_start (GTK_WIDGET (body), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (body), 18);
  gtk_widget_set_margin_top (GTK_WIDGET (body), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (body), 12);
  gtk_widget_set_vexpand (GTK_WIDGET (body), TRUE);
  self->left = mh_allot_add_label (body, _("One moment …"), "mh-count");
  self->counts = mh_allot_add_label (body, "", NULL);
  gtk_box_append (body, make_scan (self));
  gtk_box_append (body, make_outcomes (self));
  self->message = mh_allot_add_label (body, "", NULL);
  gtk_box_append (body, make_list (self));
  gtk_box_append (body, make_foot (self));
  gtk_box_append (GTK_BOX (content), make_head ());
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (body));
  adw_window_set_content (ADW_WINDOW (self), content);
  let_go (self);
}

/**
 * mh_by_hand_window_open:
 * @parent: a widget of the window over which it comes
 * @context: the open town
 * @broadcast: one that was let out
 *
 * Shows whom no channel reached.
 */
void
mh_by_hand_window_open (GtkWidget   *parent,
                        MhUiContext *context,
                        gint64       broadcast)
{
  MhByHandWindow *self = g_object_new (MH_TYPE_BY_HAND_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->broadcast = broadcast;
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
