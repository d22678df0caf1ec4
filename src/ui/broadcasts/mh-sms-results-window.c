/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sms-results-window"

#include "mh-sms-results-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-allot.h"
#include "mh-csv.h"
#include "mh-rule-rows.h"
#include "mh-sms-csv.h"
#include "mh-window.h"

struct _MhSmsResultsWindow
{
  AdwWindow    parent_instance;

  GtkLabel    *file_name;     /* (unowned) */
  GtkWidget   *ref;           /* (unowned) which column, 0: none */
  GtkWidget   *phone;         /* (unowned) */
  GtkWidget   *result;        /* (unowned) */
  GtkWidget   *delivered;     /* (unowned) */
  GtkWidget   *undelivered;   /* (unowned) */
  GtkLabel    *summary;       /* (unowned) */
  GtkLabel    *refusal;       /* (unowned) */
  GtkLabel    *unknown_title; /* (unowned) */
  GtkListBox  *unknown;       /* (unowned) */
  GtkWidget   *read_button;   /* (unowned) */

  MhUiContext *context;       /* (owned) (nullable) once closed */
  char        *path;          /* (owned) */
};

G_DEFINE_FINAL_TYPE (MhSmsResultsWindow, mh_sms_results_window, ADW_TYPE_WINDOW)

/* How the file is read. */
typedef struct {
  char              *path;         /* (owned) */
  MhSmsResultsLayout layout;
  GStrv              delivered;    /* (owned) */
  GStrv              undelivered;  /* (owned) */
} Order;

static void
order_free (Order *order)
{
  g_free (order->path);
  g_strfreev (order->delivered);
  g_strfreev (order->undelivered);
  g_free (order);
}

/* On a reader. Returns: (element-type utf8) the headings of the file, each with its number */
static gpointer
read_headings (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  g_autoptr (MhCsv) csv = mh_csv_new_from_path (input, MH_CSV_ENCODING_AUTO, NULL, error);
  const char * const *cells;
  GPtrArray *headings;
  guint n_cells = 0;

  if (csv == NULL)
    return NULL;

  headings = g_ptr_array_new_with_free_func (g_free);
  cells = mh_csv_get_n_rows (csv) > 0 ? mh_csv_get_row (csv, 0, &n_cells, NULL) : NULL;
  for (guint i = 0; i < mh_csv_get_n_columns (csv); i++)
    g_ptr_array_add (headings, g_strdup_printf ("%u: %s", i + 1, i < n_cells ? cells[i] : ""));

  return headings;
}

/* On the worker. */
static gpointer
read_results (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  Order *order = input;

  order->layout.delivered = (const char * const *) order->delivered;
  order->layout.undelivered = (const char * const *) order->undelivered;

  return mh_sms_results_read (desk, order->path, &order->layout, error);
}

static void
show_results (MhSmsResultsWindow *self,
              const MhSmsResults *results)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  text = g_strdup_printf (_("%u lines belong to messages of this town.\nDelivered: %u\nNot delivered, now to be told by hand: %u\nTo be checked: %u\n"
                            "Known already: %u"), results->n_rows, results->n_delivered, results->n_undelivered, results->n_check, results->n_same);
  gtk_label_set_label (self->summary, text);
  for (guint i = 0; i < results->unknown->len; i++)
    g_ptr_array_add (lines, g_strdup_printf (_("Line %u"), g_array_index (results->unknown, guint, i)));
  gtk_label_set_label (self->unknown_title, lines->len > 0 ? _("These lines belong to no message of this town") : "");
  mh_allot_fill_list (self->unknown, lines);
}

static void
results_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhSmsResultsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  MhSmsResults *results = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (results != NULL)
    mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
  if (self->context != NULL) {
    gtk_widget_set_sensitive (self->read_button, TRUE);
    gtk_label_set_label (self->refusal, results == NULL ? error->message : "");
    if (results != NULL)
      show_results (self, results);
  }

  g_clear_pointer (&results, mh_sms_results_free);
}

static int
get_column (GtkWidget *row)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  return selected == GTK_INVALID_LIST_POSITION ? 0 : (int) selected;
}

static GStrv
dup_words (GtkWidget *row)
{
  g_autofree char *names = mh_rule_row_dup_names (row);

  return *names != '\0' ? g_strsplit (names, "\n", -1) : NULL;
}

static void
read_clicked_cb (MhSmsResultsWindow *self)
{
  Order *order = g_new0 (Order, 1);

  order->path = g_strdup (self->path);
  order->layout.ref_column = get_column (self->ref);
  order->layout.phone_column = get_column (self->phone);
  order->layout.result_column = get_column (self->result);
  order->delivered = dup_words (self->delivered);
  order->undelivered = dup_words (self->undelivered);
  gtk_label_set_label (self->refusal, "");
  gtk_widget_set_sensitive (self->read_button, FALSE);
  mh_ui_context_run_async (self->context, read_results, order, (GDestroyNotify) order_free, (GDestroyNotify) mh_sms_results_free, NULL,
                           results_read_cb, g_object_ref (self));
}

/* The first heading that has one of the words: what it most likely is. */
static guint
guess (GPtrArray          *headings,
       const char * const *words)
{
  for (guint i = 0; i < headings->len; i++) {
    for (guint k = 0; words[k] != NULL; k++) {
      if (strstr (g_ptr_array_index (headings, i), words[k]) != NULL)
        return i + 1;
    }
  }

  return 0;
}

static void
fill_row (GtkWidget          *row,
          GPtrArray          *headings,
          const char * const *words)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _("It is not in the file"));
  for (guint i = 0; i < headings->len; i++)
    gtk_string_list_append (list, g_ptr_array_index (headings, i));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), guess (headings, words));
}

static void
headings_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  const char * const refs[] = { "管理番号", "番号の照合", "メッセージ番号", "送達番号", "ref", "ID", NULL };
  const char * const phones[] = { "電話", "携帯", "phone", "tel", NULL };
  const char * const outcomes[] = { "結果", "状態", "ステータス", "status", "result", NULL };
  g_autoptr (MhSmsResultsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) headings = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (headings == NULL) {
    gtk_label_set_label (self->refusal, error->message);
    return;
  }

  fill_row (self->ref, headings, refs);
  fill_row (self->phone, headings, phones);
  fill_row (self->result, headings, outcomes);
  gtk_widget_set_sensitive (self->read_button, TRUE);
}

static void
changed_cb (MhSmsResultsWindow *self)
{
  if (self->refusal != NULL)
    gtk_label_set_label (self->refusal, "");
}

static void
fill_left (MhSmsResultsWindow *self,
           GtkBox             *left)
{
  GtkWidget *group = adw_preferences_group_new ();
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);
  GCallback changed = G_CALLBACK (changed_cb);
  const char * const none[] = { NULL };

  self->file_name = mh_allot_add_label (left, NULL, "heading");
  mh_allot_add_label (left, _("Which column of the file says what? One of the first two is needed."), NULL);
  self->ref = mh_rule_row_choice (_("Number of the message"), none, changed, self);
  adw_preferences_group_add (rows, self->ref);
  self->phone = mh_rule_row_choice (_("Telephone"), none, changed, self);
  adw_preferences_group_add (rows, self->phone);
  self->result = mh_rule_row_choice (_("Result"), none, changed, self);
  adw_preferences_group_add (rows, self->result);
  self->delivered = mh_rule_row_text (_("Other words for delivered, with commas"), changed, self);
  adw_preferences_group_add (rows, self->delivered);
  self->undelivered = mh_rule_row_text (_("Other words for not delivered, with commas"), changed, self);
  adw_preferences_group_add (rows, self->undelivered);
  gtk_box_append (left, group);
  mh_allot_add_label (left, _("Usual words such as 送達 and 未達 are understood without that."), "mh-details");
}

static void
mh_sms_results_window_dispose (GObject *object)
{
  MhSmsResultsWindow *self = MH_SMS_RESULTS_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (mh_sms_results_window_parent_class)->dispose (object);
}

static void
mh_sms_results_window_class_init (MhSmsResultsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_sms_results_window_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_sms_results_window_init (MhSmsResultsWindow *self)
{
  GtkBox *left, *right;

  gtk_window_set_title (GTK_WINDOW (self), _("Results of SMS that left in a file"));
  self->read_button = mh_allot_build (ADW_WINDOW (self), _("Close"), _("Read the Results"), &left, &right);
  g_signal_connect_swapped (self->read_button, "clicked", G_CALLBACK (read_clicked_cb), self);
  fill_left (self, left);
  self->summary = mh_allot_add_label (right, _("What could not be delivered is told by hand afterwards. A result that is not clear is left to you."), NULL);
  self->refusal = mh_allot_add_label (right, NULL, "error");
  self->unknown_title = mh_allot_add_label (right, NULL, "heading");
  self->unknown = mh_allot_add_list (right, _("These lines belong to no message of this town"));
}

/**
 * mh_sms_results_window_open:
 * @parent: a widget in the window
 * @context: the open town
 * @path: a CSV file
 *
 * Asks how the file is to be read, and reads it.
 */
void
mh_sms_results_window_open (GtkWidget   *parent,
                            MhUiContext *context,
                            const char  *path)
{
  g_autofree char *name = g_path_get_basename (path);
  MhSmsResultsWindow *self;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self = g_object_new (MH_TYPE_SMS_RESULTS_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->path = g_strdup (path);
  gtk_label_set_label (self->file_name, name);
  mh_ui_context_read_async (context, read_headings, g_strdup (path), g_free, (GDestroyNotify) g_ptr_array_unref, NULL, headings_read_cb,
                            g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
