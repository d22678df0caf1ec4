/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-retention-window"

#include "mh-retention-window.h"

#include <glib/gi18n-lib.h>

#include "mh-candidates-page.h"
#include "mh-deletion-table.h"
#include "mh-dialogs.h"
#include "mh-error.h"
#include "mh-keys.h"
#include "mh-print.h"
#include "mh-retention.h"

#define WIDTH  860
#define HEIGHT 660

struct _MhRetentionWindow
{
  AdwWindow    parent_instance;

  GtkStack    *pages;    /* (unowned) */
  GtkWidget   *back;     /* (unowned) */
  AdwBin      *rules;    /* (unowned) */
  AdwBin      *list;     /* (unowned) */

  /* Owned */
  MhUiContext *context;  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MhRetentionWindow, mh_retention_window, ADW_TYPE_WINDOW)

typedef struct {
  GPtrArray *rules;        /* (element-type MhRetentionRule) */
  GPtrArray *certificates; /* (element-type MhDeletionRow) */
} State;

typedef struct {
  char *kind;
  int   years;
} Change;

static void
state_free (State *state)
{
  g_clear_pointer (&state->rules, g_ptr_array_unref);
  g_clear_pointer (&state->certificates, g_ptr_array_unref);
  g_free (state);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (State, state_free)

static void
change_free (Change *change)
{
  g_free (change->kind);
  g_free (change);
}

static gpointer
read_state (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  g_autoptr (State) state = g_new0 (State, 1);

  state->rules = mh_retention_list (desk, error);
  if (state->rules != NULL)
    state->certificates = mh_deletion_table_list (desk->db, error);

  return state->certificates != NULL ? g_steal_pointer (&state) : NULL;
}

static gpointer
set_rule (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  const Change *change = input;

  return mh_retention_set (desk, change->kind, change->years, error) ? g_strdup ("") : NULL;
}

static gpointer
draw_certificate (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  return mh_retention_certificate (desk, *(const gint64 *) input, FALSE, error);
}

static void refresh (MhRetentionWindow *self);

static void
rule_set_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MhRetentionWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (done == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The rule was not changed"), error);
  refresh (self);
}

/* Empty is for ever; what is no number is told as one that is too great. */
static int
read_years (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  guint64 years;

  if (*trimmed == '\0')
    return -1;

  return g_ascii_string_to_unsigned (trimmed, 10, 0, G_MAXINT, &years, NULL) ? (int) years : G_MAXINT;
}

static void
applied_cb (GtkEditable       *row,
            MhRetentionWindow *self)
{
  Change *change;

  if (self->context == NULL)
    return;

  change = g_new0 (Change, 1);
  change->kind = g_strdup (g_object_get_data (G_OBJECT (row), "kind"));
  change->years = read_years (gtk_editable_get_text (row));
  mh_ui_context_run_async (self->context, set_rule, change, (GDestroyNotify) change_free, g_free, NULL, rule_set_cb, g_object_ref (self));
}

static GtkWidget *
make_rule_row (MhRetentionWindow     *self,
               const MhRetentionRule *rule)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *years = rule->years >= 0 ? g_strdup_printf ("%d", rule->years) : g_strdup ("");
  /* Translators: what is kept, from when on the years count */
  g_autofree char *title = g_strdup_printf (_("%s (years %s)"), mh_retention_kind_words (rule->kind), mh_retention_basis_words (rule->basis));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), years);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "kind", g_strdup (rule->kind), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (applied_cb), self, G_CONNECT_DEFAULT);

  return row;
}

static GtkWidget *
make_rules (MhRetentionWindow *self,
            GPtrArray         *rules)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Make the List …"));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("How many years what is kept"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Empty: for ever. Nothing is deleted by itself: what is over stands on the list, once a year, for your decision."));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "retention.list");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  for (guint i = 0; i < rules->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_rule_row (self, g_ptr_array_index (rules, i)));

  return group;
}

static GtkWidget *
make_certificate_row (const MhDeletionRow *certificate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Print …"));
  g_autofree char *title = g_strdup_printf (_("Certificate no. %lld"), (long long) certificate->id);
  g_autofree char *day = mh_date_format (mh_date_from_ms (certificate->at), MH_DATE_STYLE_LONG);
  g_autofree char *subtitle = g_strdup_printf ("%s ・ %s ・ %s", day, certificate->operator_name, certificate->reason);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);
  g_autofree char *spoken = g_strdup_printf ("%s %s", title, _("Print …"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "retention.print");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_int64 (certificate->id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
state_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhRetentionWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (State) state = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  GtkWidget *page, *group;

  if (self->context == NULL)
    return;

  if (state == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The rules could not be read"), error);
    return;
  }

  page = adw_preferences_page_new ();
  group = adw_preferences_group_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_rules (self, state->rules)));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Certificates of deletion"));
  if (state->certificates->len == 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _("Nothing was deleted yet."));
  for (guint i = 0; i < state->certificates->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_certificate_row (g_ptr_array_index (state->certificates, i)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_bin_set_child (self->rules, page);
}

static void
refresh (MhRetentionWindow *self)
{
  mh_ui_context_read_async (self->context, read_state, NULL, NULL, (GDestroyNotify) state_free, NULL, state_read_cb, g_object_ref (self));
}

static void
go_back (MhRetentionWindow *self)
{
  gtk_widget_set_visible (self->back, FALSE);
  gtk_stack_set_visible_child_name (self->pages, "rules");
  adw_bin_set_child (self->list, NULL);
  refresh (self);
}

static void
back_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  go_back (MH_RETENTION_WINDOW (widget));
}

static void
deleted_cb (MhCandidatesPage  *page,
            const char        *text,
            MhRetentionWindow *self)
{
  mh_dialogs_show_text (GTK_WIDGET (self), _("Deleted for good"), text);
  go_back (self);
}

static void
list_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhRetentionWindow *self = MH_RETENTION_WINDOW (widget);
  GtkWidget *page = mh_candidates_page_new (self->context);

  g_signal_connect_object (page, "deleted", G_CALLBACK (deleted_cb), self, G_CONNECT_DEFAULT);
  adw_bin_set_child (self->list, page);
  gtk_widget_set_visible (self->back, TRUE);
  gtk_stack_set_visible_child_name (self->pages, "list");
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  MhRoster *roster = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  mh_print_take (user_data, roster, error);
}

/* Which certificate is to be printed, and of which window. */
typedef struct {
  MhUiContext *context;  /* (owned) */
  gint64       id;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->context);
  g_free (job);
}

static void
make_print_cb (MhPrint *print,
               gpointer user_data)
{
  Job *job = user_data;

  mh_ui_context_run_async (job->context, draw_certificate, g_memdup2 (&job->id, sizeof job->id), g_free, (GDestroyNotify) mh_roster_free,
                           NULL, drawn_cb, print);
}

static void
print_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  Job *job = g_new0 (Job, 1);

  job->context = g_object_ref (MH_RETENTION_WINDOW (widget)->context);
  job->id = g_variant_get_int64 (parameter);
  mh_print_roster_async (widget, _("Certificate of deletion"), FALSE, make_print_cb, job, (GDestroyNotify) job_free);
}

static void
mh_retention_window_dispose (GObject *object)
{
  g_clear_object (&MH_RETENTION_WINDOW (object)->context);

  G_OBJECT_CLASS (mh_retention_window_parent_class)->dispose (object);
}

static void
mh_retention_window_class_init (MhRetentionWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_retention_window_dispose;
  gtk_widget_class_install_action (widget_class, "retention.list", NULL, list_activated_cb);
  gtk_widget_class_install_action (widget_class, "retention.back", NULL, back_activated_cb);
  gtk_widget_class_install_action (widget_class, "retention.print", "x", print_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  mh_keys_bind (widget_class, "retention", NULL);
}

static void
mh_retention_window_init (MhRetentionWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  self->pages = GTK_STACK (gtk_stack_new ());
  self->rules = ADW_BIN (adw_bin_new ());
  self->list = ADW_BIN (adw_bin_new ());
  self->back = gtk_button_new_with_mnemonic (_("_Back to the rules"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "retention.back");
  gtk_widget_set_visible (self->back, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->rules), "rules");
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->list), "list");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->back);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pages));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_retention_window_new:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Returns: (transfer none): the window, which reads itself
 */
GtkWidget *
mh_retention_window_new (GtkWidget   *parent,
                         MhUiContext *context)
{
  MhRetentionWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_RETENTION_WINDOW, "transient-for", gtk_widget_get_root (parent), "destroy-with-parent", TRUE,
                       "title", _("Retention and deletion"), "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->context = g_object_ref (context);
  refresh (self);

  return GTK_WIDGET (self);
}
