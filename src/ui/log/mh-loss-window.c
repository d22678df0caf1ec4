/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-loss-window"

#include "mh-loss-window.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-keys.h"
#include "mh-loss-report.h"
#include "mh-moment.h"
#include "mh-print.h"

#define WIDTH     860
#define HEIGHT    640
#define MAX_ITEMS 100
#define MAX_NAMES 200

struct _MhLossWindow
{
  AdwWindow     parent_instance;

  GtkStack     *pages;    /* (unowned) */
  GtkWidget    *back;     /* (unowned) */
  AdwBin       *items;    /* (unowned) */
  AdwBin       *sheet;    /* (unowned) */

  /* Owned */
  MhUiContext  *context;
  MhLossReport *report;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MhLossWindow, mh_loss_window, ADW_TYPE_WINDOW)

/* What goes to the worker. */
typedef struct {
  MhLossReport *report;
  char         *path;
} Order;

static void
order_free (Order *order)
{
  mh_loss_report_unref (order->report);
  g_free (order->path);
  g_free (order);
}

static gpointer
read_items (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  return mh_loss_list (desk, MAX_ITEMS, error);
}

static gpointer
make_report (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  return mh_loss_report_make (desk, *(const gint64 *) input, error);
}

static gpointer
save_report (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const Order *order = input;

  return mh_loss_report_save (desk, order->report, order->path, error) ? g_strdup (order->path) : NULL;
}

static gpointer
print_report (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  return mh_loss_report_print (desk, ((const Order *) input)->report, error);
}

static Order *
make_order (MhLossWindow *self,
            const char   *path)
{
  Order *order = g_new0 (Order, 1);

  order->report = mh_loss_report_ref (self->report);
  order->path = g_strdup (path);

  return order;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhLossWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (path != NULL)
    mh_dialogs_show_text (GTK_WIDGET (self), _("The report is saved"), _("It names people: keep it where nobody else can read it."));
  else
    mh_dialogs_show_error (GTK_WIDGET (self), _("The report was not saved"), error);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhLossWindow *self = MH_LOSS_WINDOW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL && self->report != NULL && self->context != NULL)
    mh_ui_context_run_async (self->context, save_report, make_order (self, path), (GDestroyNotify) order_free, g_free, NULL,
                             saved_cb, g_object_ref (self));
}

static void
save_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhLossWindow *self = MH_LOSS_WINDOW (widget);
  g_autofree char *day = mh_date_to_iso (mh_ui_context_today (self->context));
  g_autofree char *file = g_strdup_printf (_("lost %s.%s"), day, g_variant_get_string (parameter, NULL));

  mh_file_dialogs_save_async (widget, _("Save the report as"), file, file_chosen_cb, NULL);
}

static void
printed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  MhRoster *roster = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  mh_print_take (user_data, roster, error);
}

static void
make_print_cb (MhPrint *print,
               gpointer user_data)
{
  MhLossWindow *self = user_data;

  mh_ui_context_run_async (self->context, print_report, make_order (self, NULL), (GDestroyNotify) order_free,
                           (GDestroyNotify) mh_roster_free, NULL, printed_cb, print);
}

static void
print_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  if (MH_LOSS_WINDOW (widget)->report != NULL)
    mh_print_roster_async (widget, _("Report of a lost paper or file"), FALSE, make_print_cb, g_object_ref (widget), g_object_unref);
}

static void
back_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhLossWindow *self = MH_LOSS_WINDOW (widget);

  g_clear_pointer (&self->report, mh_loss_report_unref);
  adw_bin_set_child (self->sheet, NULL);
  gtk_widget_set_visible (self->back, FALSE);
  gtk_stack_set_visible_child_name (self->pages, "items");
}

static GtkWidget *
make_row (const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  return row;
}

static GtkWidget *
make_button (const char *label,
             const char *action,
             const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_string (target));

  return button;
}

static GtkWidget *
make_facts (const MhLossReport *report)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *moment = mh_moment_format (report->item->at, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *columns = mh_loss_dup_columns (report);
  g_autofree char *made = g_strdup_printf ("%s ・ %s", moment, report->item->operator_name);
  g_autofree char *hint = g_strdup_printf ("%s\n%s", mh_loss_hint_words (report->hint), mh_loss_hint_source ());
  g_autofree char *count = g_strdup_printf (ngettext ("%u person", "%u people", report->people->len), report->people->len);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("What was lost"));
  gtk_box_append (GTK_BOX (box), make_button (_("_Print …"), "loss.print", NULL));
  gtk_box_append (GTK_BOX (box), make_button (_("Save as P_DF …"), "loss.save", "pdf"));
  gtk_box_append (GTK_BOX (box), make_button (_("Save as _CSV …"), "loss.save", "csv"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), box);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (report->item->what, made));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (_("What stood on it"), columns));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (_("How many people"), count));
  if (report->n_protected > 0) {
    g_autofree char *text = g_strdup_printf (ngettext ("%u person is under protection. Telephone whoever is responsible at once.",
                                                       "%u people are under protection. Telephone whoever is responsible at once.",
                                                       report->n_protected), report->n_protected);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (_("Support measures"), text));
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (_("What to do"), hint));

  return group;
}

static GtkWidget *
make_people (const MhLossReport *report)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Who stood on it"));
  if (report->people->len > MAX_NAMES) {
    g_autofree char *text = g_strdup_printf (_("The first %u are shown here. Paper and file have all."), MAX_NAMES);

    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), text);
  }

  for (guint i = 0; i < MIN (report->people->len, MAX_NAMES); i++) {
    const MhLossPerson *person = g_ptr_array_index (report->people, i);
    g_autofree char *subtitle = g_strdup_printf ("%s ・ %s", person->kana, person->register_number);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (person->name, subtitle));
  }

  return group;
}

static void
report_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhLossWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLossReport) report = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  GtkWidget *page;

  if (self->context == NULL)
    return;

  if (report == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The report could not be made"), error);
    return;
  }

  page = adw_preferences_page_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_facts (report)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_people (report)));
  g_clear_pointer (&self->report, mh_loss_report_unref);
  self->report = g_steal_pointer (&report);
  adw_bin_set_child (self->sheet, page);
  gtk_widget_set_visible (self->back, TRUE);
  gtk_stack_set_visible_child_name (self->pages, "sheet");
}

static void
item_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhLossWindow *self = MH_LOSS_WINDOW (widget);
  gint64 entry = g_variant_get_int64 (parameter);

  mh_ui_context_run_async (self->context, make_report, g_memdup2 (&entry, sizeof entry), g_free,
                           (GDestroyNotify) mh_loss_report_unref, NULL, report_made_cb, g_object_ref (self));
}

static GtkWidget *
make_item_row (const MhLossItem *item)
{
  g_autofree char *moment = mh_moment_format (item->at, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *count = item->whole_town ? g_strdup (_("everybody"))
                           : g_strdup_printf (ngettext ("%u person", "%u people", item->n_people), item->n_people);
  g_autofree char *subtitle = g_strdup_printf ("%s ・ %s ・ %s", moment, item->operator_name, count);
  g_autofree char *spoken = g_strdup_printf ("%s %s %s", _("Report"), item->what, moment);
  GtkWidget *row = make_row (item->what, subtitle);
  GtkWidget *button = gtk_button_new_with_label (_("Report"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "loss.choose");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_int64 (item->entry));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);

  return row;
}

static GtkWidget *
make_empty (const char *title,
            const char *text)
{
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-information-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);

  return page;
}

static void
items_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhLossWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  GtkWidget *page, *group;

  if (self->context == NULL)
    return;

  if (items == NULL || items->len == 0) {
    adw_bin_set_child (self->items, items == NULL ? make_empty (_("The log cannot be shown"), error->message)
                       : make_empty (_("Nothing was printed or saved yet"), _("What you print or save from now on stands here.")));
    return;
  }

  page = adw_preferences_page_new ();
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("What was lost?"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Choose the paper or file. Making the report changes nothing; it stands in the log."));
  for (guint i = 0; i < items->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_item_row (g_ptr_array_index (items, i)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_bin_set_child (self->items, page);
}

static void
mh_loss_window_dispose (GObject *object)
{
  MhLossWindow *self = MH_LOSS_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->report, mh_loss_report_unref);

  G_OBJECT_CLASS (mh_loss_window_parent_class)->dispose (object);
}

static void
mh_loss_window_class_init (MhLossWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_loss_window_dispose;
  gtk_widget_class_install_action (widget_class, "loss.choose", "x", item_activated_cb);
  gtk_widget_class_install_action (widget_class, "loss.back", NULL, back_activated_cb);
  gtk_widget_class_install_action (widget_class, "loss.print", NULL, print_activated_cb);
  gtk_widget_class_install_action (widget_class, "loss.save", "s", save_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  mh_keys_bind (widget_class, "loss", NULL);
}

static void
mh_loss_window_init (MhLossWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  self->pages = GTK_STACK (gtk_stack_new ());
  self->items = ADW_BIN (adw_bin_new ());
  self->sheet = ADW_BIN (adw_bin_new ());
  self->back = make_button (_("_Back to the list"), "loss.back", NULL);
  gtk_widget_set_visible (self->back, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->items), "items");
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->sheet), "sheet");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->back);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pages));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_loss_window_new:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Returns: (transfer none): the window, which reads itself
 */
GtkWidget *
mh_loss_window_new (GtkWidget   *parent,
                    MhUiContext *context)
{
  MhLossWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_LOSS_WINDOW, "transient-for", gtk_widget_get_root (parent), "destroy-with-parent", TRUE,
                       "title", _("Report of a lost paper or file"), "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->context = g_object_ref (context);
  mh_ui_context_read_async (context, read_items, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, items_read_cb,
                            g_object_ref (self));

  return GTK_WIDGET (self);
}
