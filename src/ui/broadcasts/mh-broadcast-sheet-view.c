/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-sheet-view"

#include "mh-broadcast-sheet-view.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-bar-chart.h"
#include "mh-broadcast-looked.h"
#include "mh-broadcast-validate.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-operators.h"
#include "mh-rule-rows.h"

#define TENS 10

struct _MhBroadcastSheetView
{
  AdwBin        parent_instance;

  GtkStack     *pages;
  GtkBox       *left;       /* what is told, made anew for each sheet */
  GtkBox       *right;
  GtkWidget    *heads;
  GtkWidget    *numbers;
  GtkWidget    *reason;
  GtkWidget    *any_hour_row;
  GtkSwitch    *any_hour;
  GtkWidget    *second;
  GtkWidget    *pin;
  GtkLabel     *refusal;
  GtkWidget    *hold_button;

  MhUiContext  *context;    /* (owned) */
  MhLooked     *looked;     /* (owned) (nullable) */
  GCancellable *asking;     /* (owned) (nullable) while LINE is asked */
  gint64        broadcast;
};

enum {
  SIGNAL_HELD,
  SIGNAL_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhBroadcastSheetView, mh_broadcast_sheet_view, ADW_TYPE_BIN)

/* Answers that own what they point to. */
typedef struct {
  gint64   broadcast;
  int      heads;       /* -1 when it was not asked for */
  char    *reason;      /* (nullable) (owned) */
  gint64   second;      /* operator, 0 = not asked for */
  char    *pin;         /* (nullable) (owned) */
  guint    numbers;       /* that belong to nobody; 0: none of them */
  gboolean any_hour;
} Answers;

static void
answers_free (Answers *answers)
{
  g_free (answers->reason);
  mh_secret_free (answers->pin);
  g_free (answers);
}

/* On the worker. Whoever looks as the second one proves it with the PIN, and the log notes it. */
static gpointer
hold (const MhDesk *desk,
      gpointer      input,
      GError      **error)
{
  const Answers *answers = input;
  g_autofree char *second = NULL;
  MhHoldAnswers hold_answers = { .typed_heads = answers->heads, .reason = answers->reason, .any_hour = answers->any_hour,
                                 .typed_numbers = answers->numbers };

  if (answers->second != 0) {
    second = mh_operators_sign_in (desk, answers->second, answers->pin, error);
    if (second == NULL)
      return NULL;
  }

  hold_answers.second_by = second;
  if (!mh_broadcast_hold (desk, answers->broadcast, &hold_answers, error))
    return NULL;

  return mh_deed_done (answers->broadcast, mh_deed_find_act (desk, "broadcast.hold", "broadcast", answers->broadcast));
}

/* What somebody may want to copy. */
static GtkLabel *
add_text (GtkBox     *box,
          const char *text,
          const char *css_class)
{
  GtkLabel *label = mh_allot_add_label (box, text, css_class);

  gtk_label_set_selectable (label, TRUE);

  return label;
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
show_counts (MhBroadcastSheetView *self)
{
  const MhBroadcastSheet *sheet = self->looked->sheet;
  g_autofree char *heads = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person gets it", "%u people get it", sheet->n_heads), sheet->n_heads);
  g_autofree char *ways = g_strdup_printf (_("LINE %u ・ SMS %u ・ by hand %u ・ left out %u"), sheet->n_line, sheet->n_sms, sheet->n_by_hand,
                                           sheet->n_left_out);
  g_autofree char *yen = g_strdup_printf (_("All SMS together: about %.0f yen"), sheet->yen);

  add_text (self->left, self->looked->broadcast->name, "title-2");
  add_text (self->left, heads, "title-1");
  add_text (self->left, ways, "mh-count");
  if (sheet->n_sms > 0)
    add_text (self->left, yen, "mh-details");
  add_text (self->left, _("Whom it is for"), "heading");
  add_text (self->left, self->looked->rule, NULL);
}

static const char *
icon_of (MhFindingWeight weight)
{
  switch (weight) {
  case MH_FINDING_STOPS:
    return "dialog-error-symbolic";
  case MH_FINDING_ASKS:
    return "dialog-warning-symbolic";
  case MH_FINDING_TELLS:
  default:
    return "dialog-information-symbolic";
  }
}

static const char *
weight_words (MhFindingWeight weight)
{
  switch (weight) {
  case MH_FINDING_STOPS:
    return _("This stops the broadcast");
  case MH_FINDING_ASKS:
    return _("This wants a reason");
  case MH_FINDING_TELLS:
  default:
    return _("For you to know");
  }
}

static void
show_findings (MhBroadcastSheetView *self)
{
  GPtrArray *findings = self->looked->sheet->findings;
  GtkWidget *list = gtk_list_box_new ();

  add_text (self->left, _("What was noticed"), "heading");
  if (findings->len == 0) {
    add_text (self->left, _("Nothing."), NULL);
    g_object_unref (g_object_ref_sink (list));
    return;
  }

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What was noticed"), -1);
  for (guint i = 0; i < findings->len; i++) {
    const MhFinding *finding = g_ptr_array_index (findings, i);
    GtkWidget *row = adw_action_row_new ();
    g_autofree char *text = g_markup_escape_text (g_ptr_array_index (self->looked->findings, i), -1);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), weight_words (finding->weight));
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
    adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon_of (finding->weight));
    gtk_list_box_append (GTK_LIST_BOX (list), row);
  }
  gtk_box_append (self->left, list);
}

static void
show_left_out (MhBroadcastSheetView *self)
{
  GtkWidget *expander;
  GtkWidget *box;
  g_autofree char *title = NULL;

  if (self->looked->left_out->len == 0)
    return;

  title = g_strdup_printf (_("Left out, by name (%u)"), self->looked->sheet->n_left_out);
  expander = gtk_expander_new (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  for (guint i = 0; i < self->looked->left_out->len; i++)
    add_text (GTK_BOX (box), g_ptr_array_index (self->looked->left_out, i), NULL);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_box_append (self->left, expander);
}

/* Up to the oldest, now or the last time, nothing is left out of the row; the last column is of whom no age is known. */
static gboolean
shows_column (const MhBroadcastSheet *sheet,
              guint                   column)
{
  guint last = G_N_ELEMENTS (sheet->ages) - 1;

  if (column == last)
    return sheet->ages[last] > 0 || sheet->last_ages[last] > 0;

  for (guint i = column; i < last; i++) {
    if (sheet->ages[i] > 0 || sheet->last_ages[i] > 0)
      return TRUE;
  }

  return FALSE;
}

/* People by tens of years, and the limit line where they stood the last time. */
static void
show_ages (MhBroadcastSheetView *self)
{
  const MhBroadcastSheet *sheet = self->looked->sheet;
  GtkWidget *chart = mh_bar_chart_new ();

  add_text (self->right, _("Ages"), "heading");
  mh_bar_chart_begin (MH_BAR_CHART (chart), _("People by age"), _("people"), NULL,
                      sheet->last != 0 ? _("people the last time") : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sheet->ages); i++) {
    g_autofree char *label = i + 1 < G_N_ELEMENTS (sheet->ages) ? g_strdup_printf ("%u", i * TENS) : g_strdup (_("?"));

    if (!shows_column (sheet, i))
      continue;

    mh_bar_chart_add (MH_BAR_CHART (chart), label, sheet->ages[i], 0, sheet->last_ages[i]);
  }
  gtk_widget_set_size_request (chart, -1, 150);
  gtk_box_append (self->right, chart);
  if (sheet->last != 0)
    add_text (self->right, _("The lines show how many people it were the last time."), "mh-details");

  if (self->looked->youngest != NULL) {
    g_autofree char *text = g_strdup_printf (_("Youngest: %s\nOldest: %s"), self->looked->youngest,
                                             self->looked->oldest != NULL ? self->looked->oldest : "");

    add_text (self->right, text, NULL);
  }
}

static void
show_samples (MhBroadcastSheetView *self)
{
  add_text (self->right, _("Three whole messages"), "heading");
  for (guint i = 0; i < MH_LOOKED_SAMPLES; i++) {
    if (self->looked->samples[i] == NULL)
      continue;
    add_text (self->right, self->looked->names[i], "mh-name");
    add_text (self->right, self->looked->samples[i], "mh-bubble");
  }
  if (g_str_equal (self->looked->broadcast->form, "card"))
    add_text (self->right, _("Over LINE these are cards with a button for calling; an SMS says the same words."), "mh-details");
}

static gboolean
asks_for_reason (const MhBroadcastSheet *sheet)
{
  for (guint i = 0; i < sheet->findings->len; i++) {
    if (((MhFinding *) g_ptr_array_index (sheet->findings, i))->weight == MH_FINDING_ASKS)
      return TRUE;
  }

  return FALSE;
}

static void
fill_seconds (MhBroadcastSheetView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->looked->seconds->len; i++)
    gtk_string_list_append (names, ((MhOperator *) g_ptr_array_index (self->looked->seconds, i))->name);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->second), G_LIST_MODEL (names));
}

static gboolean
wants_reason (MhBroadcastSheetView *self)
{
  return asks_for_reason (self->looked->sheet) || gtk_switch_get_active (self->any_hour);
}

/* The button works when everything that is asked for stands there. */
static void
answers_changed_cb (MhBroadcastSheetView *self)
{
  const MhBroadcastSheet *sheet = self->looked != NULL ? self->looked->sheet : NULL;
  g_autofree char *heads = mh_rule_row_dup_text (self->heads);
  g_autofree char *reason = mh_rule_row_dup_text (self->reason);

  gtk_widget_set_visible (self->reason, sheet != NULL && sheet->may_hold && wants_reason (self));
  gtk_widget_set_sensitive (self->hold_button,
                            sheet != NULL && sheet->may_hold && self->asking == NULL && (!sheet->wants_heads || heads != NULL) &&
                            (!wants_reason (self) || reason != NULL));
}

/* What is told, on both sides. */
static void
show_sheet (MhBroadcastSheetView *self)
{
  empty (self->left);
  empty (self->right);
  show_counts (self);
  show_findings (self);
  show_left_out (self);
  show_ages (self);
  show_samples (self);
  gtk_label_set_label (self->refusal, self->looked->sheet->may_hold ? "" : _("As it is, it cannot be sent. Please go back to the draft."));
}

/* One question to LINE. */
typedef struct {
  MhBroadcastSheetView *self;    /* (owned) */
  GCancellable         *asking;  /* (owned) */
} Asking;

static void
line_asked_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (MhBroadcastSheetView) self = asking->self;
  g_autoptr (GCancellable) cancellable = asking->asking;
  MhFinding *finding = mh_broadcast_validate_finish (MH_DISPATCHER (source), result);

  if (self->asking != cancellable) {
    mh_finding_free (finding);
    return;
  }

  g_clear_object (&self->asking);
  if (finding != NULL)
    mh_looked_take (self->looked, finding);
  show_sheet (self);
  answers_changed_cb (self);
}

/* LINE says whether it takes the words before they are let out. */
static void
ask_line (MhBroadcastSheetView *self)
{
  MhDispatcher *dispatcher = mh_ui_context_get_dispatcher (self->context);
  Asking *asking;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (dispatcher == NULL || !self->looked->sheet->may_hold || self->looked->sheet->line_text == NULL)
    return;

  self->asking = g_cancellable_new ();
  gtk_label_set_label (self->refusal, _("LINE is asked whether it takes the message …"));
  asking = g_new0 (Asking, 1);
  asking->self = g_object_ref (self);
  asking->asking = g_object_ref (self->asking);
  mh_broadcast_validate_async (dispatcher, self->looked->sheet, self->asking, line_asked_cb, asking);
}

static void
show_looked (MhBroadcastSheetView *self)
{
  const MhBroadcastSheet *sheet = self->looked->sheet;

  show_sheet (self);
  fill_seconds (self);

  gtk_editable_set_text (GTK_EDITABLE (self->heads), "");
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  gtk_editable_set_text (GTK_EDITABLE (self->pin), "");
  gtk_widget_set_visible (self->heads, sheet->wants_heads && sheet->may_hold);
  gtk_editable_set_text (GTK_EDITABLE (self->numbers), "");
  gtk_widget_set_visible (self->numbers, sheet->n_numbers > 0 && sheet->numbers_fit && sheet->may_hold);
  gtk_switch_set_active (self->any_hour, FALSE);
  gtk_widget_set_visible (self->any_hour_row, sheet->opens_at != 0 && sheet->may_hold);
  gtk_widget_set_visible (self->second, sheet->wants_second && sheet->may_hold);
  gtk_widget_set_visible (self->pin, sheet->wants_second && sheet->may_hold);
  ask_line (self);
  answers_changed_cb (self);
  gtk_stack_set_visible_child_name (self->pages, "sheet");
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhBroadcastSheetView) self = user_data;
  g_autoptr (GError) error = NULL;
  MhLooked *looked = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL || (looked != NULL && looked->broadcast->id != self->broadcast)) {
    g_clear_pointer (&looked, mh_looked_free);
    return;
  }

  if (looked == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The broadcast could not be looked over"), error);
    g_signal_emit (self, signals[SIGNAL_BACK], 0, self->broadcast);
    return;
  }

  g_clear_pointer (&self->looked, mh_looked_free);
  self->looked = looked;
  show_looked (self);
}

static Answers *
collect (MhBroadcastSheetView *self)
{
  const MhBroadcastSheet *sheet = self->looked->sheet;
  guint second = adw_combo_row_get_selected (ADW_COMBO_ROW (self->second));
  g_autofree char *heads = mh_rule_row_dup_text (self->heads);
  g_autofree char *numbers = mh_rule_row_dup_text (self->numbers);
  Answers *answers = g_new0 (Answers, 1);
  guint64 number = 0;

  answers->broadcast = self->broadcast;
  answers->heads = -1;
  if (sheet->wants_heads && heads != NULL && g_ascii_string_to_unsigned (heads, 10, 0, G_MAXINT, &number, NULL))
    answers->heads = (int) number;
  if (sheet->n_numbers > 0 && numbers != NULL && g_ascii_string_to_unsigned (numbers, 10, 0, G_MAXINT, &number, NULL))
    answers->numbers = (guint) number;
  answers->reason = mh_rule_row_dup_text (self->reason);
  answers->any_hour = sheet->opens_at != 0 && gtk_switch_get_active (self->any_hour);
  if (sheet->wants_second && second < self->looked->seconds->len) {
    answers->second = ((MhOperator *) g_ptr_array_index (self->looked->seconds, second))->id;
    answers->pin = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->pin)));
  }

  return answers;
}

static void
held_cb (GtkWidget        *widget,
         const MhDeedDone *done,
         const GError     *error,
         gpointer          user_data)
{
  MhBroadcastSheetView *self = MH_BROADCAST_SHEET_VIEW (widget);

  if (self->context == NULL)
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->pin), "");
  if (done != NULL) {
    g_signal_emit (self, signals[SIGNAL_HELD], 0, done->id);
    return;
  }

  gtk_label_set_label (self->refusal, error->message);
  answers_changed_cb (self);
}

static void
hold_clicked_cb (MhBroadcastSheetView *self)
{
  gtk_label_set_label (self->refusal, "");
  gtk_widget_set_sensitive (self->hold_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, hold, collect (self), (GDestroyNotify) answers_free, NULL, held_cb, NULL);
}

static void
back_clicked_cb (MhBroadcastSheetView *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0, self->broadcast);
}

/* Enter in an answer sends, when all are there. */
static void
answer_entered_cb (MhBroadcastSheetView *self)
{
  if (gtk_widget_get_sensitive (self->hold_button))
    hold_clicked_cb (self);
}

static GtkWidget *
make_answers (MhBroadcastSheetView *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);
  GCallback changed = G_CALLBACK (answers_changed_cb);

  self->heads = mh_rule_row_text (_("How many people get it? Type the number"), changed, self);
  adw_preferences_group_add (rows, self->heads);
  self->numbers = mh_rule_row_text (_("Numbers that belong to nobody: type how many get it too (empty: none)"), changed, self);
  adw_preferences_group_add (rows, self->numbers);
  self->any_hour_row = mh_rule_row_switch (_("It must not wait for the hours in which broadcasts leave"),
                                           _("It leaves as soon as the time to take it back is over. A reason is needed."), changed, self,
                                           &self->any_hour);
  adw_preferences_group_add (rows, self->any_hour_row);
  self->reason = mh_rule_row_text (_("Reason for sending all the same"), changed, self);
  adw_preferences_group_add (rows, self->reason);
  self->second = mh_rule_row_choice (_("Who looked as the second one"), (const char * const[]) { NULL }, changed, self);
  adw_preferences_group_add (rows, self->second);
  self->pin = adw_password_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pin), _("Her PIN"));
  adw_preferences_group_add (rows, self->pin);
  g_signal_connect_swapped (self->heads, "entry-activated", G_CALLBACK (answer_entered_cb), self);
  g_signal_connect_swapped (self->reason, "entry-activated", G_CALLBACK (answer_entered_cb), self);
  g_signal_connect_swapped (self->pin, "entry-activated", G_CALLBACK (answer_entered_cb), self);

  return group;
}

static GtkWidget *
make_foot (MhBroadcastSheetView *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *back = gtk_button_new_with_mnemonic (_("_Back to the Draft"));

  gtk_widget_add_css_class (foot, "mh-foot");
  self->refusal = add_text (GTK_BOX (foot), "", "error");
  gtk_label_set_selectable (self->refusal, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->refusal), TRUE);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_clicked_cb), self);
  gtk_box_append (GTK_BOX (foot), back);
  self->hold_button = gtk_button_new_with_mnemonic (_("_Send, with Time to Take It Back"));
  gtk_widget_add_css_class (self->hold_button, "suggested-action");
  g_signal_connect_swapped (self->hold_button, "clicked", G_CALLBACK (hold_clicked_cb), self);
  gtk_box_append (GTK_BOX (foot), self->hold_button);

  return foot;
}

static GtkWidget *
make_sheet (MhBroadcastSheetView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->left = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  self->right = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (self->left));
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (self->right));
  gtk_widget_add_css_class (page, "mh-page");
  gtk_box_append (GTK_BOX (page), columns);
  gtk_box_append (GTK_BOX (page), make_answers (self));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), page);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), make_foot (self));

  return box;
}

static void
mh_broadcast_sheet_view_dispose (GObject *object)
{
  MhBroadcastSheetView *self = MH_BROADCAST_SHEET_VIEW (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->context);
  g_clear_pointer (&self->looked, mh_looked_free);

  G_OBJECT_CLASS (mh_broadcast_sheet_view_parent_class)->dispose (object);
}

static void
mh_broadcast_sheet_view_class_init (MhBroadcastSheetViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_broadcast_sheet_view_dispose;

  signals[SIGNAL_HELD] = g_signal_new ("held", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
mh_broadcast_sheet_view_init (MhBroadcastSheetView *self)
{
  GtkWidget *loading = adw_status_page_new ();

  self->pages = GTK_STACK (gtk_stack_new ());
  adw_status_page_set_title (ADW_STATUS_PAGE (loading), _("It is looked over …"));
  gtk_stack_add_named (self->pages, loading, "loading");
  gtk_stack_add_named (self->pages, make_sheet (self), "sheet");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pages));
}

/**
 * mh_broadcast_sheet_view_new:
 * @context: the open town
 *
 * Returns: (transfer floating): a sheet without a broadcast
 */
GtkWidget *
mh_broadcast_sheet_view_new (MhUiContext *context)
{
  MhBroadcastSheetView *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_BROADCAST_SHEET_VIEW, NULL);
  self->context = g_object_ref (context);

  return GTK_WIDGET (self);
}

/**
 * mh_broadcast_sheet_view_show:
 * @self: the sheet
 * @broadcast: a draft
 *
 * Looks everybody over anew and shows what came of it.
 */
void
mh_broadcast_sheet_view_show (MhBroadcastSheetView *self,
                              gint64                broadcast)
{
  g_return_if_fail (MH_IS_BROADCAST_SHEET_VIEW (self));
  g_return_if_fail (broadcast > 0);

  self->broadcast = broadcast;
  gtk_stack_set_visible_child_name (self->pages, "loading");
  mh_ui_context_read_async (self->context, mh_looked_read, g_memdup2 (&broadcast, sizeof broadcast), g_free, (GDestroyNotify) mh_looked_free,
                            NULL, looked_cb, g_object_ref (self));
}
