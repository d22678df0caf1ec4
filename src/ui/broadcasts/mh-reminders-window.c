/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reminders-window"

#include "mh-reminders-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-broadcast-remind.h"
#include "mh-deed.h"
#include "mh-programme-table.h"
#include "mh-rule-rows.h"
#include "mh-window.h"
#include "mh-words-form.h"

#define MOST_DAYS 30
#define MOST_NEXT 6

/* What stands in a new rule: the day before, in the morning. In Japanese always: it goes to residents. */
#define FIRST_DAYS 1
#define FIRST_TIME "10:00"
#define FIRST_TEXT "{事業}、{日にち} {時刻}に{会場}でお待ちしています。ご都合が悪くなったときは{電話}へお電話ください。"

struct _MhRemindersWindow
{
  AdwWindow      parent_instance;

  GtkListBox    *list;           /* (unowned) */
  GtkListBox    *next;           /* (unowned) */
  GtkLabel      *next_none;      /* (unowned) */
  GtkSwitch     *on;             /* (unowned) */
  GtkSpinButton *days;           /* (unowned) */
  GtkWidget     *at;             /* (unowned) */
  GtkWidget     *programme;      /* (unowned) */
  MhWordsForm   *words;          /* (unowned) */
  GtkLabel      *refusal;        /* (unowned) */
  GtkWidget     *remove_button;  /* (unowned) */
  GtkWidget     *save_button;    /* (unowned) */

  MhUiContext   *context;        /* (owned) (nullable) once closed */
  struct _Rules *rules;          /* (owned) (nullable) */
  gint64         shown;          /* 0: a new one */
  gboolean       filling;
  gboolean       unsaved;
};

G_DEFINE_FINAL_TYPE (MhRemindersWindow, mh_reminders_window, ADW_TYPE_WINDOW)

/* What is read on a reader. */
typedef struct _Rules {
  GPtrArray *rules;       /* (owned) (element-type MhSendRule) */
  GPtrArray *programmes;  /* (owned) (element-type MhProgramme) */
  GPtrArray *next;        /* (owned) (element-type utf8) */
} Rules;

static void
rules_free (Rules *rules)
{
  g_clear_pointer (&rules->rules, g_ptr_array_unref);
  g_clear_pointer (&rules->programmes, g_ptr_array_unref);
  g_clear_pointer (&rules->next, g_ptr_array_unref);
  g_free (rules);
}

static GPtrArray *
write_next (const MhDesk *desk,
            GError      **error)
{
  g_autoptr (GPtrArray) next = mh_broadcast_reminders_upcoming (desk, MOST_NEXT, error);
  GPtrArray *lines;

  if (next == NULL)
    return NULL;

  lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < next->len; i++) {
    const MhReminderNext *one = g_ptr_array_index (next, i);
    g_autofree char *date = mh_date_format (mh_date_from_ms (one->at), MH_DATE_STYLE_WEEKDAY);
    g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (one->at));
    g_autofree char *people = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person", "%u people", one->n_people), one->n_people);

    g_ptr_array_add (lines, g_strdup_printf ("%s %s\n%s ・ %s", date, time, one->name, people));
  }

  return lines;
}

static gpointer
read_rules (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  Rules *rules = g_new0 (Rules, 1);

  rules->rules = mh_send_rule_table_list (desk->db, FALSE, error);
  rules->programmes = rules->rules != NULL ? mh_programme_table_list (desk->db, error) : NULL;
  rules->next = rules->programmes != NULL ? write_next (desk, error) : NULL;
  if (rules->next != NULL)
    return rules;

  rules_free (rules);

  return NULL;
}

static gpointer
save_rule (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const MhSendRule *rule = input;
  gint64 id = rule->id;

  if (id != 0)
    return mh_broadcast_reminder_change (desk, rule, error) ? mh_deed_done (id, mh_deed_find_act (desk, "reminder.change", "rule", id)) : NULL;

  id = mh_broadcast_reminder_add (desk, rule, error);

  return id != 0 ? mh_deed_done (id, mh_deed_find_act (desk, "reminder.add", "rule", id)) : NULL;
}

static gpointer
remove_rule (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  gint64 id = *(const gint64 *) input;

  return mh_broadcast_reminder_remove (desk, id, error) ? mh_deed_done (0, mh_deed_find_act (desk, "reminder.remove", "rule", id)) : NULL;
}

static const MhSendRule *
find (MhRemindersWindow *self,
      gint64             id)
{
  for (guint i = 0; self->rules != NULL && i < self->rules->rules->len; i++) {
    const MhSendRule *rule = g_ptr_array_index (self->rules->rules, i);

    if (rule->id == id)
      return rule;
  }

  return NULL;
}

static const char *
name_programme (MhRemindersWindow *self,
                gint64             id)
{
  for (guint i = 0; i < self->rules->programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (self->rules->programmes, i);

    if (programme->id == id)
      return programme->name;
  }

  return _("All programmes");
}

static char *
write_days (int days)
{
  if (days == 0)
    return g_strdup (_("On the day"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day before", "%d days before", (gulong) days), days);
}

static GtkWidget *
make_row (MhRemindersWindow *self,
          const MhSendRule  *rule)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *days = write_days (rule->days_before);
  g_autofree char *time = mh_minutes_format (rule->at_min);
  g_autofree char *when = g_strdup_printf ("%s %s", days, time);
  g_autofree char *what = g_strdup_printf ("%s ・ %s", rule->is_on ? _("In use") : _("Switched off"), name_programme (self, rule->programme));

  mh_allot_add_label (GTK_BOX (box), when, "mh-name");
  mh_allot_add_label (GTK_BOX (box), what, "mh-details");

  return box;
}

static void
fill_programmes (MhRemindersWindow *self,
                 gint64             chosen)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (words, _("All programmes"));
  for (guint i = 0; i < self->rules->programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (self->rules->programmes, i);

    gtk_string_list_append (words, programme->name);
    if (programme->id == chosen)
      selected = i + 1;
  }

  adw_combo_row_set_model (ADW_COMBO_ROW (self->programme), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->programme), selected);
}

/* @rule: (nullable): %NULL for a new one */
static void
show_rule (MhRemindersWindow *self,
           const MhSendRule  *rule)
{
  g_autofree char *time = rule != NULL ? mh_minutes_format (rule->at_min) : g_strdup (FIRST_TIME);

  self->filling = TRUE;
  self->shown = rule != NULL ? rule->id : 0;
  gtk_switch_set_active (self->on, rule == NULL || rule->is_on);
  gtk_spin_button_set_value (self->days, rule != NULL ? rule->days_before : FIRST_DAYS);
  gtk_editable_set_text (GTK_EDITABLE (self->at), time);
  fill_programmes (self, rule != NULL ? rule->programme : 0);
  mh_words_form_set (self->words, 0, rule != NULL ? rule->text : FIRST_TEXT, rule != NULL ? rule->easy : NULL);
  gtk_label_set_label (self->refusal, "");
  gtk_widget_set_visible (self->remove_button, rule != NULL && rule->is_on);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  self->filling = FALSE;
  self->unsaved = FALSE;
}

static void
fill_list (MhRemindersWindow *self)
{
  GtkListBoxRow *row, *selected = NULL;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < self->rules->rules->len; i++) {
    const MhSendRule *rule = g_ptr_array_index (self->rules->rules, i);

    gtk_list_box_append (self->list, make_row (self, rule));
    if (rule->id == self->shown)
      selected = gtk_list_box_get_row_at_index (self->list, (int) i);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->rules->rules->len > 0);
  if (selected != NULL)
    gtk_list_box_select_row (self->list, selected);
  self->filling = FALSE;

  mh_allot_fill_list (self->next, self->rules->next);
  gtk_widget_set_visible (GTK_WIDGET (self->next_none), self->rules->next->len == 0);
  if (!self->unsaved)
    show_rule (self, find (self, self->shown));
}

static void
rules_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhRemindersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Rules *rules = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL || rules == NULL) {
    if (self->context != NULL)
      gtk_label_set_label (self->refusal, error->message);
    g_clear_pointer (&rules, rules_free);
    return;
  }

  if (self->rules == NULL && rules->rules->len > 0)
    self->shown = ((const MhSendRule *) g_ptr_array_index (rules->rules, 0))->id;
  g_clear_pointer (&self->rules, rules_free);
  self->rules = rules;
  fill_list (self);
}

static void
read_again (MhRemindersWindow *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_rules, NULL, NULL, (GDestroyNotify) rules_free, NULL, rules_read_cb, g_object_ref (self));
}

static void
row_selected_cb (MhRemindersWindow *self,
                 GtkListBoxRow     *row)
{
  if (!self->filling && row != NULL)
    show_rule (self, g_ptr_array_index (self->rules->rules, (guint) gtk_list_box_row_get_index (row)));
}

static void
new_clicked_cb (MhRemindersWindow *self)
{
  if (self->rules == NULL)
    return;

  self->filling = TRUE;
  gtk_list_box_unselect_all (self->list);
  self->filling = FALSE;
  show_rule (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->days));
}

static void
changed_cb (MhRemindersWindow *self)
{
  if (!self->filling)
    self->unsaved = TRUE;
}

static void
saved_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhRemindersWindow *self = MH_REMINDERS_WINDOW (widget);

  if (self->context == NULL)
    return;

  gtk_label_set_label (self->refusal, done == NULL ? error->message : "");
  if (done == NULL)
    return;

  self->shown = done->id;
  self->unsaved = FALSE;
}

static void
save_clicked_cb (MhRemindersWindow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->programme));
  MhSendRule *rule;
  int at;

  if (!mh_minutes_read (gtk_editable_get_text (GTK_EDITABLE (self->at)), &at)) {
    gtk_label_set_label (self->refusal, _("That is not a time of the day. Write it as 08:00."));
    gtk_widget_grab_focus (self->at);
    return;
  }

  rule = g_new0 (MhSendRule, 1);
  rule->id = self->shown;
  rule->is_on = gtk_switch_get_active (self->on);
  rule->days_before = gtk_spin_button_get_value_as_int (self->days);
  rule->at_min = at;
  if (selected > 0 && selected <= self->rules->programmes->len)
    rule->programme = ((const MhProgramme *) g_ptr_array_index (self->rules->programmes, selected - 1))->id;
  rule->text = mh_words_form_dup_text (self->words);
  rule->easy = mh_words_form_dup_easy (self->words);
  mh_deed_run (GTK_WIDGET (self), self->context, save_rule, rule, (GDestroyNotify) mh_send_rule_free, _("The reminder is saved"), saved_cb, NULL);
}

static void
remove_clicked_cb (MhRemindersWindow *self)
{
  self->unsaved = FALSE;
  mh_deed_run (GTK_WIDGET (self), self->context, remove_rule, g_memdup2 (&self->shown, sizeof self->shown), g_free,
               _("Nobody is reminded by this any more"), NULL, NULL);
}

static GtkWidget *
make_rows (MhRemindersWindow *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);
  GCallback changed = G_CALLBACK (changed_cb);

  adw_preferences_group_add (rows, mh_rule_row_switch (_("Remind by this rule"), _("Switched off, it stays here for later"), changed, self, &self->on));
  adw_preferences_group_add (rows, mh_rule_row_number (_("How many days before"), _("0: on the day itself"), 0, MOST_DAYS, changed, self, &self->days));
  self->at = mh_rule_row_text (_("At what time (10:00)"), changed, self);
  adw_preferences_group_add (rows, self->at);
  self->programme = mh_rule_row_choice (_("Programme"), (const char * const[]) { NULL }, changed, self);
  adw_preferences_group_add (rows, self->programme);

  return group;
}

static void
fill_left (MhRemindersWindow *self,
           GtkBox            *left)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_New Reminder"));

  mh_allot_add_label (left, _("Those who are booked get a message some days before. It goes by LINE, by SMS, or onto the list for the telephone."), NULL);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (new_clicked_cb), self);
  gtk_box_append (left, button);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "mh-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reminders of bookings"), -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  gtk_box_append (left, GTK_WIDGET (self->list));
  mh_allot_add_label (left, _("What comes next"), "heading");
  self->next_none = mh_allot_add_label (left, _("Nothing. A reminder comes where a rule is in use and a day lies ahead."), "mh-details");
  self->next = mh_allot_add_list (left, _("What comes next"));
}

static void
fill_right (MhRemindersWindow *self,
            GtkBox            *right)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_box_append (GTK_BOX (box), make_rows (self));
  mh_allot_add_label (GTK_BOX (box), _("Outside the hours for broadcasts it goes on the last open day before."), "mh-details");
  self->words = MH_WORDS_FORM (mh_words_form_new ());
  g_signal_connect_swapped (self->words, "changed", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  self->refusal = mh_allot_add_label (GTK_BOX (box), NULL, "error");
  self->remove_button = gtk_button_new_with_mnemonic (_("_Remove This Reminder"));
  gtk_widget_set_halign (self->remove_button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), self->remove_button);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (right, scrolled);
}

static void
mh_reminders_window_dispose (GObject *object)
{
  MhRemindersWindow *self = MH_REMINDERS_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->rules, rules_free);

  G_OBJECT_CLASS (mh_reminders_window_parent_class)->dispose (object);
}

static void
mh_reminders_window_class_init (MhRemindersWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_reminders_window_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_reminders_window_init (MhRemindersWindow *self)
{
  GtkBox *left, *right;

  self->filling = TRUE;
  gtk_window_set_title (GTK_WINDOW (self), _("Reminders of bookings"));
  self->save_button = mh_allot_build (ADW_WINDOW (self), _("Close"), _("Save"), &left, &right);
  g_signal_connect_swapped (self->save_button, "clicked", G_CALLBACK (save_clicked_cb), self);
  fill_left (self, left);
  fill_right (self, right);
  self->filling = FALSE;
}

/**
 * mh_reminders_window_open:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Shows the rules for reminders.
 */
void
mh_reminders_window_open (GtkWidget   *parent,
                          MhUiContext *context)
{
  MhRemindersWindow *self;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self = g_object_new (MH_TYPE_REMINDERS_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
