/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-log-window"

#include "mh-log-window.h"

#include <glib/gi18n-lib.h>

#include "mh-date-reading.h"
#include "mh-dialogs.h"
#include "mh-error.h"
#include "mh-file-dialogs.h"
#include "mh-log-item.h"
#include "mh-people.h"
#include "mh-wording.h"

#define PAGE_ROWS 200
#define DAY_MS    ((gint64) 24 * 60 * 60 * 1000)

struct _MhLogWindow
{
  AdwWindow      parent_instance;

  /* Template widgets */
  GtkWidget     *save_button;
  GtkWidget     *from_entry;
  GtkWidget     *until_entry;
  GtkDropDown   *operator_drop;
  GtkDropDown   *kind_drop;
  GtkWidget     *person_entry;
  GtkLabel      *verdict_label;
  GtkStack      *states;
  AdwStatusPage *message_page;
  GtkWidget     *scroller;
  GtkColumnView *list;

  /* Owned */
  MhUiContext   *context;
  GCancellable  *cancellable;   /* of the page that is being read */
  GListStore    *items;         /* (element-type MhLogItem) */
  GPtrArray     *kinds;         /* (nullable) (element-type utf8): behind the first row of the drop-down */
  GPtrArray     *operators;     /* (nullable) (element-type utf8) */

  gint64         resident;      /* to begin with, 0 for everybody */
  gboolean       reading;
  gboolean       at_end;
};

G_DEFINE_FINAL_TYPE (MhLogWindow, mh_log_window, ADW_TYPE_WINDOW)

/* What is asked for, with texts of its own. */
typedef struct {
  MhAuditFilter filter;
  char         *operator_name;  /* (nullable) */
  char         *kind;           /* (nullable) */
  char         *person;         /* (nullable): as typed */
  char         *path;           /* (nullable): where to save */
} Query;

/* What the drop-downs offer, and whether the log is whole. */
typedef struct {
  GPtrArray *kinds;
  GPtrArray *operators;
} Choices;

static void
query_free (Query *query)
{
  g_free (query->operator_name);
  g_free (query->kind);
  g_free (query->person);
  g_free (query->path);
  g_free (query);
}

static void
choices_free (Choices *choices)
{
  g_clear_pointer (&choices->kinds, g_ptr_array_unref);
  g_clear_pointer (&choices->operators, g_ptr_array_unref);
  g_free (choices);
}

/* One person, or a sentence. */
static gboolean
find_person (const MhDesk *desk,
             Query        *query,
             GError      **error)
{
  g_autoptr (GArray) found = NULL;

  if (query->person == NULL || *query->person == '\0')
    return TRUE;

  found = mh_people_search (desk, query->person, 2, error);
  if (found == NULL)
    return FALSE;

  if (found->len == 1) {
    query->filter.resident = g_array_index (found, gint64, 0);
    return TRUE;
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       found->len == 0 ? _("Nobody is found by that. Type a name, kana or register number.")
                       : _("Several people are found by that. Type the register number."));

  return FALSE;
}

static gpointer
read_page (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  Query *query = input;

  return find_person (desk, query, error) ? mh_log_read (desk, &query->filter, error) : NULL;
}

static gpointer
read_choices (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  Choices *choices = g_new0 (Choices, 1);

  choices->kinds = mh_log_list_kinds (desk, error);
  if (choices->kinds != NULL)
    choices->operators = mh_log_list_operators (desk, error);
  if (choices->operators == NULL)
    g_clear_pointer (&choices, choices_free);

  return choices;
}

static gpointer
read_verdict (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  MhAuditVerdict verdict;

  return mh_audit_check (desk->db, &verdict, error) ? g_memdup2 (&verdict, sizeof verdict) : NULL;
}

static gpointer
save_file (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  Query *query = input;
  gint64 n;

  if (!find_person (desk, query, error))
    return NULL;

  n = mh_log_export (desk, &query->filter, query->path, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

/* Days that stand for their beginning; what cannot be read is no limit but a sentence. */
static gboolean
read_day (GtkWidget *entry,
          MhDate     today,
          gint64    *out_ms)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  MhDateReading reading;

  *out_ms = 0;
  gtk_widget_remove_css_class (entry, "error");
  if (*text == '\0')
    return TRUE;

  reading = mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, today);
  if (reading.verdict != MH_DATE_READ_OK) {
    gtk_widget_add_css_class (entry, "error");
    return FALSE;
  }

  *out_ms = mh_ms_from_civil (reading.date, 0);

  return TRUE;
}

static const char *
get_choice (GtkDropDown *drop,
            GPtrArray   *codes)
{
  guint n = gtk_drop_down_get_selected (drop);

  return codes != NULL && n > 0 && n <= codes->len ? g_ptr_array_index (codes, n - 1) : NULL;
}

/* (nullable): a day cannot be read; the entry says so. */
static Query *
make_query (MhLogWindow *self)
{
  MhDate today = mh_ui_context_today (self->context);
  gint64 from, until;
  Query *query;

  if (!read_day (self->from_entry, today, &from) || !read_day (self->until_entry, today, &until))
    return NULL;

  query = g_new0 (Query, 1);
  query->operator_name = g_strdup (get_choice (self->operator_drop, self->operators));
  query->kind = g_strdup (get_choice (self->kind_drop, self->kinds));
  query->person = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->person_entry)));
  query->filter.from = from;
  query->filter.until = until != 0 ? until + DAY_MS : 0;
  query->filter.operator_name = query->operator_name;
  query->filter.kind = query->kind;
  query->filter.resident = self->resident;

  return query;
}

static void
show_message (MhLogWindow *self,
              const char  *title,
              const char  *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->message_page, title);
  adw_status_page_set_description (self->message_page, escaped);
  gtk_stack_set_visible_child_name (self->states, "message");
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhLogWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  /* What was chosen before may come after what is chosen now. */
  if (self->context == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  self->reading = FALSE;
  if (lines == NULL) {
    show_message (self, _("The log cannot be shown"), error->message);
    return;
  }

  self->at_end = lines->len < PAGE_ROWS;
  g_ptr_array_set_free_func (lines, NULL);
  for (guint i = 0; i < lines->len; i++) {
    g_autoptr (MhLogItem) item = mh_log_item_new (g_ptr_array_index (lines, i));

    g_list_store_append (self->items, item);
  }

  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0)
    gtk_stack_set_visible_child_name (self->states, "list");
  else
    show_message (self, _("Nothing"), _("No entry fits. Choose other days, or empty the fields above."));
}

static void
read_more (MhLogWindow *self)
{
  Query *query = make_query (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  if (query == NULL)
    return;

  if (n > 0) {
    g_autoptr (MhLogItem) last = g_list_model_get_item (G_LIST_MODEL (self->items), n - 1);

    query->filter.before = mh_log_item_get_line (last)->id;
  }

  self->reading = TRUE;
  query->filter.limit = PAGE_ROWS;
  mh_ui_context_read_async (self->context, read_page, query, (GDestroyNotify) query_free, (GDestroyNotify) g_ptr_array_unref,
                            self->cancellable, page_read_cb, g_object_ref (self));
}

/* From the beginning, with what is chosen now. */
static void
filter_cb (MhLogWindow *self)
{
  if (self->context == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_list_store_remove_all (self->items);
  self->at_end = FALSE;
  gtk_stack_set_visible_child_name (self->states, "loading");
  read_more (self);
}

static void
edge_reached_cb (GtkScrolledWindow *scroller,
                 GtkPositionType    edge,
                 MhLogWindow       *self)
{
  if (edge == GTK_POS_BOTTOM && !self->reading && !self->at_end)
    read_more (self);
}

static void
verdict_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhLogWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree MhAuditVerdict *verdict = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autofree char *text = verdict != NULL ? mh_log_describe (verdict) : g_strdup (error->message);

  if (self->context == NULL)
    return;

  gtk_label_set_label (self->verdict_label, text);
  if (verdict == NULL || verdict->broken != 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict_label), "error");
}

static void
fill_drop (GtkDropDown *drop,
           const char  *all,
           GPtrArray   *codes,
           const char *(*words)(const char *code))
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, all);
  for (guint i = 0; i < codes->len; i++)
    gtk_string_list_append (list, words (g_ptr_array_index (codes, i)));
  gtk_drop_down_set_model (drop, G_LIST_MODEL (list));
}

static void
choices_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhLogWindow) self = user_data;
  Choices *choices = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (choices != NULL && self->context != NULL) {
    fill_drop (self->kind_drop, _("Everything"), choices->kinds, mh_wording_act_kind);
    fill_drop (self->operator_drop, _("Everybody"), choices->operators, mh_wording_operator);
    self->kinds = g_steal_pointer (&choices->kinds);
    self->operators = g_steal_pointer (&choices->operators);
  }

  g_clear_pointer (&choices, choices_free);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhLogWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autofree char *text = NULL;

  if (self->context == NULL)
    return;

  if (n == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The log was not saved"), error);
    return;
  }

  text = g_strdup_printf (_("%lld entries are in the file. It holds names: keep it where nobody else can read it."), (long long) *n);
  mh_dialogs_show_text (GTK_WIDGET (self), _("The log is saved"), text);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhLogWindow *self = MH_LOG_WINDOW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;
  Query *query = path != NULL && self->context != NULL ? make_query (self) : NULL;

  if (query == NULL)
    return;

  query->path = g_strdup (path);
  mh_ui_context_run_async (self->context, save_file, query, (GDestroyNotify) query_free, g_free, NULL, saved_cb,
                           g_object_ref (self));
}

static void
save_cb (MhLogWindow *self)
{
  g_autofree char *day = mh_date_to_iso (mh_ui_context_today (self->context));
  g_autofree char *name = g_strdup_printf (_("log %s.csv"), day);

  mh_file_dialogs_save_async (GTK_WIDGET (self), _("Save the log as"), name, file_chosen_cb, NULL);
}

static void
set_up_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *cell)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (cell, label);
}

static void
bind_moment_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *cell)
{
  const MhLogLine *line = mh_log_item_get_line (gtk_list_item_get_item (cell));
  g_autofree char *day = mh_date_format (mh_date_from_ms (line->at), MH_DATE_STYLE_WEEKDAY);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (line->at));
  g_autofree char *text = g_strdup_printf ("%s %s", day, time);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (cell)), text);
}

static void
bind_operator_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *cell)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (cell)), mh_log_item_get_line (gtk_list_item_get_item (cell))->operator_name);
}

static void
bind_text_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *cell)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (cell)), mh_log_item_get_line (gtk_list_item_get_item (cell))->text);
}

static void
bind_more_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *cell)
{
  GtkWidget *label = gtk_list_item_get_child (cell);
  const char *more = mh_log_item_get_line (gtk_list_item_get_item (cell))->more;

  gtk_label_set_label (GTK_LABEL (label), more);
  gtk_widget_set_tooltip_text (label, *more != '\0' ? more : NULL);
}

static void
add_column (MhLogWindow *self,
            const char  *title,
            GCallback    bind,
            int          width,
            gboolean     expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell_cb), NULL);
  g_signal_connect (factory, "bind", bind, NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->list, column);
}

static void
mh_log_window_dispose (GObject *object)
{
  MhLogWindow *self = MH_LOG_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_LOG_WINDOW);
  g_clear_object (&self->items);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->operators, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_log_window_parent_class)->dispose (object);
}

static void
mh_log_window_class_init (MhLogWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_log_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-log-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, from_entry);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, until_entry);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, operator_drop);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, person_entry);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, states);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, message_page);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, MhLogWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_log_window_init (MhLogWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (MH_TYPE_LOG_ITEM);
  gtk_column_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->items)))));
  add_column (self, _("When"), G_CALLBACK (bind_moment_cb), 210, FALSE);
  add_column (self, _("At the desk"), G_CALLBACK (bind_operator_cb), 130, FALSE);
  add_column (self, _("What was done"), G_CALLBACK (bind_text_cb), 380, TRUE);
  add_column (self, _("Details"), G_CALLBACK (bind_more_cb), 280, TRUE);
  g_signal_connect_object (self->scroller, "edge-reached", G_CALLBACK (edge_reached_cb), self, G_CONNECT_DEFAULT);
}

/**
 * mh_log_window_new:
 * @parent: a widget in the window
 * @context: the open town
 * @resident: only what is about this person, or 0 for everybody
 *
 * Returns: (transfer none): the log, which reads itself
 */
GtkWidget *
mh_log_window_new (GtkWidget   *parent,
                   MhUiContext *context,
                   gint64       resident)
{
  MhLogWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_LOG_WINDOW, "transient-for", gtk_widget_get_root (parent), "destroy-with-parent", TRUE, NULL);
  self->context = g_object_ref (context);
  self->resident = resident;
  gtk_widget_set_visible (self->person_entry, resident == 0);

  mh_ui_context_read_async (context, read_choices, NULL, NULL, (GDestroyNotify) choices_free, NULL, choices_read_cb, g_object_ref (self));
  filter_cb (self);
  mh_ui_context_read_async (context, read_verdict, NULL, NULL, g_free, NULL, verdict_read_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
