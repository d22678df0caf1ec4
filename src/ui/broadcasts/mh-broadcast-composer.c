/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-composer"

#include "mh-broadcast-composer.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-audience-form.h"
#include "mh-broadcast-outlook.h"
#include "mh-broadcast.h"
#include "mh-coming-day.h"
#include "mh-consent.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-kept-words.h"
#include "mh-message-preview.h"
#include "mh-numbers-window.h"
#include "mh-rule-rows.h"
#include "mh-test-window.h"
#include "mh-wording.h"
#include "mh-words-form.h"

/* How long the typing has to rest before the people are counted again, and before it is kept. */
#define REST_MS 350
#define KEEP_MS 400

struct _MhBroadcastComposer
{
  AdwBin            parent_instance;

  GtkWidget        *name;
  MhAudienceForm   *audience;
  MhWordsForm      *words;
  GtkWidget        *category;
  GtkSwitch        *line;
  GtkSwitch        *sms;
  GtkSwitch        *by_hand;
  GtkSwitch        *card;
  GtkWidget        *send_at;
  GtkLabel         *counts;
  MhMessagePreview *preview;
  GtkLabel         *refusal;
  GtkWidget        *check_button;
  GtkWidget        *discard_button;

  MhUiContext      *context; /* (owned) */
  GCancellable     *looking; /* (owned) (nullable) of the outlook that is wanted */
  MhBroadcast      *draft;   /* (owned) (nullable) as it was shown last; %NULL: a new one */
  guint             rest;    /* source, 0 = none */
  guint             keeping; /* source, 0 = none */
  char             *operator_name; /* (owned) (nullable) who sits here */
  gboolean          filling;
  gboolean          unsaved; /* something was written since it was shown or saved */
};

/* What follows when a draft is saved. */
typedef enum {
  THEN_NOTHING,
  THEN_CHECK,
  THEN_TEST,
  THEN_NUMBERS,
} Then;

enum {
  SIGNAL_CHECK,
  SIGNAL_TESTED,
  SIGNAL_GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhBroadcastComposer, mh_broadcast_composer, ADW_TYPE_BIN)

/* An outlook that is under way. */
typedef struct {
  MhBroadcastComposer *self;     /* (owned) */
  GCancellable        *looking;  /* (owned) */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->looking);
  g_object_unref (look->self);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

/* On the worker. */
static gpointer
save_draft (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  gint64 id = mh_broadcast_save (desk, input, error);

  return id != 0 ? mh_deed_done (id, mh_deed_find_act (desk, "broadcast.save", "broadcast", id)) : NULL;
}

static gpointer
discard_draft (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const gint64 *id = input;

  return mh_broadcast_discard (desk, *id, error) ? mh_deed_done (0, mh_deed_find_act (desk, "broadcast.discard", "broadcast", *id)) : NULL;
}

static char *
dup_channels (MhBroadcastComposer *self)
{
  g_autoptr (GString) channels = g_string_new (NULL);
  const struct {
    GtkSwitch  *button;
    const char *name;
  } rows[] = { { self->line, "line" }, { self->sms, "sms" }, { self->by_hand, "by-hand" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (gtk_switch_get_active (rows[i].button))
      g_string_append_printf (channels, "%s%s", channels->len > 0 ? " " : "", rows[i].name);
  }

  return g_strdup (channels->str);
}

/* The draft as it stands. @out_refusal: (out) (nullable): what has to be put right before it can be saved */
static MhBroadcast *
collect (MhBroadcastComposer *self,
         const char         **out_refusal)
{
  const char * const *categories = mh_consent_categories ();
  g_autoptr (MhAudienceRule) rule = mh_audience_form_dup_rule (self->audience);
  MhBroadcast *draft = g_new0 (MhBroadcast, 1);

  *out_refusal = NULL;
  draft->id = self->draft != NULL ? self->draft->id : 0;
  draft->kind = g_strdup (self->draft != NULL ? self->draft->kind : "notice");
  draft->of = self->draft != NULL ? self->draft->of : 0;
  draft->session = self->draft != NULL ? self->draft->session : 0;
  draft->name = mh_rule_row_dup_text (self->name);
  draft->state = g_strdup ("draft");
  draft->rule = mh_audience_rule_print (rule);
  draft->audience = mh_audience_form_get_audience (self->audience);
  draft->template = mh_words_form_get_template (self->words);
  draft->category = g_strdup (categories[adw_combo_row_get_selected (ADW_COMBO_ROW (self->category))]);
  draft->text = mh_words_form_dup_text (self->words);
  draft->easy = mh_words_form_dup_easy (self->words);
  draft->form = g_strdup (gtk_switch_get_active (self->card) ? "card" : "text");
  draft->channels = dup_channels (self);
  draft->heads = -1;
  draft->code = g_strdup (self->draft != NULL ? self->draft->code : "");

  if (draft->name == NULL)
    *out_refusal = _("Please give the broadcast a name for the desk.");
  else if (*draft->channels == '\0')
    *out_refusal = _("Please choose at least one way.");
  else if (!mh_coming_moment_read (gtk_editable_get_text (GTK_EDITABLE (self->send_at)), mh_ui_context_today (self->context), &draft->send_at))
    *out_refusal = _("Please enter day and time, such as 11/1 9:00, or nothing.");

  return draft;
}

static void
show_outlook (MhBroadcastComposer      *self,
              const MhBroadcastOutlook *outlook,
              const char               *refusal)
{
  g_autofree char *counts = outlook != NULL ? mh_broadcast_outlook_write_counts (outlook) : NULL;

  if (outlook != NULL && outlook->refusal != NULL)
    refusal = outlook->refusal;

  gtk_label_set_label (self->counts, counts != NULL ? counts : "");
  mh_audience_form_show_words (self->audience, outlook != NULL ? outlook->rule : NULL);
  mh_message_preview_show (self->preview, outlook);
  gtk_label_set_label (self->refusal, refusal != NULL ? refusal : "");
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  MhBroadcastOutlook *outlook = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (!g_cancellable_is_cancelled (look->looking) && look->self->context != NULL)
    show_outlook (look->self, outlook, outlook == NULL ? error->message : NULL);

  g_clear_pointer (&outlook, mh_broadcast_outlook_free);
}

static gboolean
rested_cb (gpointer user_data)
{
  MhBroadcastComposer *self = user_data;
  const char *refusal;
  Look *look = g_new0 (Look, 1);

  self->rest = 0;
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  look->self = g_object_ref (self);
  look->looking = g_object_ref (self->looking);
  mh_ui_context_read_async (self->context, mh_broadcast_outlook_read, collect (self, &refusal), (GDestroyNotify) mh_broadcast_free,
                            (GDestroyNotify) mh_broadcast_outlook_free, self->looking, looked_cb, look);

  return G_SOURCE_REMOVE;
}

static void
look_again (MhBroadcastComposer *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->card), gtk_switch_get_active (self->line));
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
}

/* --- what is not saved yet ---------------------------------------------------------------------------------------- */

static gpointer
keep_words (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  return GINT_TO_POINTER (mh_kept_words_write (desk, input, error));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  if (error != NULL)
    g_message ("What was written could not be kept: %s", error->message);
}

/* On the thread that writes, in the order of what happened. */
static void
keep_now (MhBroadcastComposer *self)
{
  const char *refusal;

  g_clear_handle_id (&self->keeping, g_source_remove);
  if (self->unsaved && self->context != NULL)
    mh_ui_context_run_async (self->context, keep_words, collect (self, &refusal), (GDestroyNotify) mh_broadcast_free, NULL, NULL, kept_cb, NULL);
}

static gboolean
moment_passed_cb (gpointer user_data)
{
  MhBroadcastComposer *self = user_data;

  self->keeping = 0;
  keep_now (self);

  return G_SOURCE_REMOVE;
}

/* It is a draft now, or was given up. What was written since takes its place by itself. */
static void
settle (MhBroadcastComposer *self)
{
  if (self->unsaved)
    return;

  g_clear_handle_id (&self->keeping, g_source_remove);
  mh_ui_context_run_async (self->context, keep_words, NULL, NULL, NULL, NULL, kept_cb, NULL);
}

/* Another place, the cover, the end of the program. */
static void
out_of_sight_cb (MhBroadcastComposer *self)
{
  if (self->keeping != 0)
    keep_now (self);
}

/* What the one before was writing is kept for her; from the screen it goes. */
static void
operator_set_cb (MhBroadcastComposer *self)
{
  const char *name = mh_ui_context_get_operator (self->context);
  gboolean other = name != NULL && self->operator_name != NULL && !g_str_equal (name, self->operator_name);

  if (name == NULL)
    return;

  g_free (self->operator_name);
  self->operator_name = g_strdup (name);
  if (!other || !self->unsaved)
    return;

  g_clear_handle_id (&self->keeping, g_source_remove);
  mh_broadcast_composer_show (self, NULL);
}

static void
changed_cb (MhBroadcastComposer *self)
{
  if (self->filling)
    return;

  self->unsaved = TRUE;
  look_again (self);
  g_clear_handle_id (&self->keeping, g_source_remove);
  self->keeping = g_timeout_add (KEEP_MS, moment_passed_cb, self);
}

static void
test_sent_cb (MhBroadcastComposer *self,
              gint64               test)
{
  g_signal_emit (self, signals[SIGNAL_TESTED], 0, test);
}

static void
open_test (MhBroadcastComposer *self,
           gint64               draft)
{
  MhTestWindow *window = mh_test_window_open (GTK_WIDGET (self), self->context, draft);

  g_signal_connect_object (window, "sent", G_CALLBACK (test_sent_cb), self, G_CONNECT_SWAPPED);
}

static void
saved_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhBroadcastComposer *self = MH_BROADCAST_COMPOSER (widget);

  if (done == NULL) {
    self->unsaved = TRUE;
    mh_dialogs_show_error (widget, _("The draft was not saved"), error);
    return;
  }

  settle (self);

  if (self->draft == NULL) {
    const char *refusal;

    self->draft = collect (self, &refusal);
    self->draft->id = done->id;
  }
  gtk_widget_set_visible (self->discard_button, TRUE);
  switch ((Then) GPOINTER_TO_INT (user_data)) {
  case THEN_CHECK:
    g_signal_emit (self, signals[SIGNAL_CHECK], 0, done->id);
    break;
  case THEN_TEST:
    open_test (self, done->id);
    break;
  case THEN_NUMBERS:
    mh_numbers_window_open (widget, self->context, done->id);
    break;
  case THEN_NOTHING:
  default:
    break;
  }
}

static void
save (MhBroadcastComposer *self,
      Then                 then)
{
  const char *refusal;
  MhBroadcast *draft = collect (self, &refusal);

  if (refusal != NULL) {
    gtk_label_set_label (self->refusal, refusal);
    mh_broadcast_free (draft);
    return;
  }

  self->unsaved = FALSE;
  mh_deed_run (GTK_WIDGET (self), self->context, save_draft, draft, (GDestroyNotify) mh_broadcast_free,
               then == THEN_NOTHING ? _("The draft is saved") : NULL, saved_cb, GINT_TO_POINTER (then));
}

static void
save_clicked_cb (MhBroadcastComposer *self)
{
  save (self, THEN_NOTHING);
}

static void
check_clicked_cb (MhBroadcastComposer *self)
{
  save (self, THEN_CHECK);
}

/* What is tried out is what is saved. */
static void
test_clicked_cb (MhBroadcastComposer *self)
{
  save (self, THEN_TEST);
}

/* They stand with a draft that is saved. */
static void
numbers_clicked_cb (MhBroadcastComposer *self)
{
  save (self, THEN_NUMBERS);
}

static void
discarded_cb (GtkWidget        *widget,
              const MhDeedDone *done,
              const GError     *error,
              gpointer          user_data)
{
  if (done == NULL)
    mh_dialogs_show_error (widget, _("The draft was not thrown away"), error);
  else
    g_signal_emit (widget, signals[SIGNAL_GONE], 0);
}

static void
discard_clicked_cb (MhBroadcastComposer *self)
{
  self->unsaved = FALSE;
  settle (self);
  if (self->draft != NULL)
    mh_deed_run (GTK_WIDGET (self), self->context, discard_draft, g_memdup2 (&self->draft->id, sizeof self->draft->id), g_free,
                 _("The draft is thrown away"), discarded_cb, NULL);
}

static GtkWidget *
make_numbers_row (MhBroadcastComposer *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Numbers …"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Numbers that nobody in the register has"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("From a list; by SMS, and only by choice"));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (numbers_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static GtkWidget *
make_way_group (MhBroadcastComposer *self)
{
  const char * const *categories = mh_consent_categories ();
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GtkWidget *group = adw_preferences_group_new ();
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);
  GCallback changed = G_CALLBACK (changed_cb);

  for (guint i = 0; categories[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) mh_wording_category (categories[i]));
  g_ptr_array_add (words, NULL);

  adw_preferences_group_set_title (rows, _("How and when"));
  self->category = mh_rule_row_choice (_("Category of the notice"), (const char * const *) words->pdata, changed, self);
  adw_preferences_group_add (rows, self->category);
  adw_preferences_group_add (rows, mh_rule_row_switch (_("By LINE"), NULL, changed, self, &self->line));
  adw_preferences_group_add (rows, mh_rule_row_switch (_("As a card with a button for calling"), _("Over LINE only; an SMS says the same words"),
                                                       changed, self, &self->card));
  adw_preferences_group_add (rows, mh_rule_row_switch (_("By SMS"), _("Who cannot be reached by LINE"), changed, self, &self->sms));
  adw_preferences_group_add (rows, mh_rule_row_switch (_("By hand"), _("Telephone or letter for everybody else"), changed, self, &self->by_hand));
  adw_preferences_group_add (rows, make_numbers_row (self));
  self->send_at = mh_rule_row_text (_("Not before (11/1 9:00, empty: as soon as possible)"), changed, self);
  adw_preferences_group_add (rows, self->send_at);

  return group;
}

static GtkWidget *
make_left (MhBroadcastComposer *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();

  self->name = mh_rule_row_text (_("Name for the desk"), G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  gtk_box_append (GTK_BOX (box), group);

  self->audience = MH_AUDIENCE_FORM (mh_audience_form_new ());
  g_signal_connect_swapped (self->audience, "changed", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->audience));

  return box;
}

/* Saved words know what kind of notice they are, and lend their name where there is none yet. */
static void
words_taken_cb (MhBroadcastComposer *self)
{
  const char *category = mh_words_form_get_category (self->words);
  const char *name = mh_words_form_get_name (self->words);

  if (name != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->name)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  if (category != NULL)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->category), mh_rule_row_find (mh_consent_categories (), category));
}

static GtkWidget *
make_right (MhBroadcastComposer *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->words = MH_WORDS_FORM (mh_words_form_new ());
  g_signal_connect_swapped (self->words, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->words, "taken", G_CALLBACK (words_taken_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));

  self->preview = MH_MESSAGE_PREVIEW (mh_message_preview_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->preview));
  gtk_box_append (GTK_BOX (box), make_way_group (self));

  return box;
}

static GtkWidget *
make_button (const char *label,
             const char *css_class,
             GCallback   clicked,
             gpointer    owner)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  /* The counts beside it may take several lines. */
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, owner);

  return button;
}

/* What it comes to, and what can be done with it, always in sight. */
static GtkWidget *
make_foot (MhBroadcastComposer *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (foot, "mh-foot");
  self->counts = mh_allot_add_label (GTK_BOX (texts), NULL, "mh-count");
  self->refusal = mh_allot_add_label (GTK_BOX (texts), NULL, "error");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (foot), texts);
  self->discard_button = make_button (_("_Throw Away"), NULL, G_CALLBACK (discard_clicked_cb), self);
  gtk_box_append (GTK_BOX (foot), self->discard_button);
  gtk_box_append (GTK_BOX (foot), make_button (_("T_est to Me …"), NULL, G_CALLBACK (test_clicked_cb), self));
  gtk_box_append (GTK_BOX (foot), make_button (_("_Save the Draft"), NULL, G_CALLBACK (save_clicked_cb), self));
  self->check_button = make_button (_("_Look It Over …"), "suggested-action", G_CALLBACK (check_clicked_cb), self);
  gtk_box_append (GTK_BOX (foot), self->check_button);

  return foot;
}

static void
mh_broadcast_composer_dispose (GObject *object)
{
  MhBroadcastComposer *self = MH_BROADCAST_COMPOSER (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_handle_id (&self->keeping, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->context);
  g_clear_pointer (&self->operator_name, g_free);
  g_clear_pointer (&self->draft, mh_broadcast_free);

  G_OBJECT_CLASS (mh_broadcast_composer_parent_class)->dispose (object);
}

static void
mh_broadcast_composer_class_init (MhBroadcastComposerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_broadcast_composer_dispose;

  signals[SIGNAL_CHECK] = g_signal_new ("check", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_TESTED] = g_signal_new ("tested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_broadcast_composer_init (MhBroadcastComposer *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->filling = TRUE;
  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_box_append (GTK_BOX (columns), make_left (self));
  gtk_box_append (GTK_BOX (columns), make_right (self));
  gtk_widget_add_css_class (columns, "mh-page");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), columns);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), make_foot (self));
  adw_bin_set_child (ADW_BIN (self), box);
  self->filling = FALSE;
}

/**
 * mh_broadcast_composer_new:
 * @context: the open town
 *
 * Returns: (transfer floating): a composer with a new draft
 */
GtkWidget *
mh_broadcast_composer_new (MhUiContext *context)
{
  MhBroadcastComposer *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_BROADCAST_COMPOSER, NULL);
  self->context = g_object_ref (context);
  mh_audience_form_set_context (self->audience, context);
  mh_words_form_set_context (self->words, context);
  self->operator_name = g_strdup (mh_ui_context_get_operator (context));
  g_signal_connect (self, "unmap", G_CALLBACK (out_of_sight_cb), NULL);
  g_signal_connect_object (context, "changed", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::operator", G_CALLBACK (operator_set_cb), self, G_CONNECT_SWAPPED);
  mh_broadcast_composer_show (self, NULL);

  return GTK_WIDGET (self);
}

static MhBroadcast *
copy_draft (const MhBroadcast *draft)
{
  MhBroadcast *copy = g_new0 (MhBroadcast, 1);

  copy->id = draft->id;
  copy->kind = g_strdup (draft->kind);
  copy->of = draft->of;
  copy->session = draft->session;
  copy->code = g_strdup (draft->code);

  return copy;
}

/**
 * mh_broadcast_composer_show:
 * @self: the composer
 * @draft: (nullable): what to go on with; %NULL begins a new one
 */
void
mh_broadcast_composer_show (MhBroadcastComposer *self,
                            const MhBroadcast   *draft)
{
  g_autoptr (MhAudienceRule) rule = NULL;
  g_autofree char *moment = NULL;

  g_return_if_fail (MH_IS_BROADCAST_COMPOSER (self));

  rule = draft != NULL ? mh_audience_rule_parse (draft->rule, NULL) : NULL;
  if (rule == NULL)
    rule = mh_audience_rule_new ();
  moment = draft != NULL && draft->send_at != 0 ? mh_coming_moment_write (draft->send_at) : g_strdup ("");

  self->filling = TRUE;
  g_clear_pointer (&self->draft, mh_broadcast_free);
  self->draft = draft != NULL ? copy_draft (draft) : NULL;
  gtk_editable_set_text (GTK_EDITABLE (self->name), draft != NULL ? draft->name : "");
  mh_audience_form_set_rule (self->audience, rule, draft != NULL ? draft->audience : 0);
  mh_words_form_set (self->words, draft != NULL ? draft->template : 0, draft != NULL ? draft->text : "", draft != NULL ? draft->easy : NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->category),
                              mh_rule_row_find (mh_consent_categories (), draft != NULL ? draft->category : ""));
  gtk_switch_set_active (self->line, draft == NULL || strstr (draft->channels, "line") != NULL);
  gtk_switch_set_active (self->sms, draft == NULL || strstr (draft->channels, "sms") != NULL);
  gtk_switch_set_active (self->by_hand, draft == NULL || strstr (draft->channels, "by-hand") != NULL);
  gtk_switch_set_active (self->card, draft != NULL && g_str_equal (draft->form, "card"));
  gtk_editable_set_text (GTK_EDITABLE (self->send_at), moment);
  gtk_widget_set_visible (self->discard_button, draft != NULL);
  self->filling = FALSE;
  self->unsaved = FALSE;
  show_outlook (self, NULL, NULL);
  look_again (self);
}

static void
put_away_cb (GtkWidget        *widget,
             const MhDeedDone *done,
             const GError     *error,
             gpointer          user_data)
{
  MhBroadcastComposer *self = MH_BROADCAST_COMPOSER (widget);

  if (done == NULL)
    mh_dialogs_show_error (widget, _("The draft was not saved"), error);
  else if (self->context != NULL)
    settle (self);
}

/**
 * mh_broadcast_composer_put_away:
 * @self: the composer
 *
 * Saves what was written and not saved, before another one is shown. Nothing is lost because somebody looked elsewhere.
 */
void
mh_broadcast_composer_put_away (MhBroadcastComposer *self)
{
  const char *refusal;
  MhBroadcast *draft;

  g_return_if_fail (MH_IS_BROADCAST_COMPOSER (self));

  if (!self->unsaved)
    return;

  self->unsaved = FALSE;
  draft = collect (self, &refusal);
  if (draft->name == NULL && *draft->text == '\0') {
    mh_broadcast_free (draft);
    settle (self);
    return;
  }

  if (draft->name == NULL)
    draft->name = g_strdup (_("Without a name"));
  mh_deed_run (GTK_WIDGET (self), self->context, save_draft, draft, (GDestroyNotify) mh_broadcast_free, _("The draft is saved"), put_away_cb, NULL);
}

/**
 * mh_broadcast_composer_resume:
 * @self: the composer
 * @kept: what was written and not saved when somebody was called away
 *
 * Shows it as it was: not saved.
 */
void
mh_broadcast_composer_resume (MhBroadcastComposer *self,
                              const MhBroadcast   *kept)
{
  g_return_if_fail (MH_IS_BROADCAST_COMPOSER (self));
  g_return_if_fail (kept != NULL);

  mh_broadcast_composer_show (self, kept);
  if (kept->id == 0)
    g_clear_pointer (&self->draft, mh_broadcast_free);
  gtk_widget_set_visible (self->discard_button, kept->id != 0);
  self->unsaved = TRUE;
}
