/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-export-window"

#include "mh-export-window.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-export-order.h"
#include "mh-file-dialogs.h"
#include "mh-window.h"

#define N_PREVIEW_ROWS 3
#define N_NAMES        8

struct _MhExportWindow
{
  AdwWindow      parent_instance;

  /* Template widgets */
  AdwComboRow   *list;
  AdwComboRow   *purpose;
  AdwComboRow   *dates;
  AdwComboRow   *format;
  AdwComboRow   *policy;
  AdwActionRow  *since_row;
  GtkSwitch     *since;
  GtkFlowBox    *columns;
  GtkLabel      *summary;
  GtkLabel      *left_out;
  GtkLabel      *apart;
  GtkWidget     *misfit_box;
  GtkLabel      *misfits;
  GtkGrid       *preview;
  GtkWidget     *save_button;

  /* Owned */
  MhUiContext   *context;
  MhExportOrder *base;        /* what of the lists */
  GArray        *lists;       /* (element-type MhExportList) that may be chosen */
  GArray        *purposes;    /* (element-type MhExportPurpose) of the list that is chosen */
  GPtrArray     *checks;      /* (element-type GtkCheckButton) of the columns, borrowed */
  char          *file_name;   /* (nullable) to suggest */

  gboolean       filling;     /* the rows are being set: not a choice of the user */
  gboolean       looking;     /* a list is being read */
  gboolean       stale;       /* another has been chosen since */
  guint          n_misfits;
  gboolean       has_rows;
};

G_DEFINE_FINAL_TYPE (MhExportWindow, mh_export_window, ADW_TYPE_WINDOW)

static void look (MhExportWindow *self);

static MhExportList
get_list (MhExportWindow *self)
{
  return g_array_index (self->lists, MhExportList, MIN (adw_combo_row_get_selected (self->list), self->lists->len - 1));
}

static MhExportPurpose
get_purpose (MhExportWindow *self)
{
  return g_array_index (self->purposes, MhExportPurpose, MIN (adw_combo_row_get_selected (self->purpose), self->purposes->len - 1));
}

static MhCsvFormat
get_format (MhExportWindow *self)
{
  return adw_combo_row_get_selected (self->format) == 1 ? MH_CSV_FORMAT_CP932 : MH_CSV_FORMAT_UTF8_BOM;
}

static MhCsvMisfitPolicy
get_policy (MhExportWindow *self)
{
  static const MhCsvMisfitPolicy policies[] = { MH_CSV_MISFIT_STOP, MH_CSV_MISFIT_USUAL, MH_CSV_MISFIT_GETA };

  return policies[MIN (adw_combo_row_get_selected (self->policy), G_N_ELEMENTS (policies) - 1)];
}

static void
set_choices (AdwComboRow        *row,
             const char * const *texts,
             guint               selected)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (texts);

  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  adw_combo_row_set_selected (row, selected);
}

static void
update_save_button (MhExportWindow *self)
{
  gtk_widget_set_sensitive (self->save_button, self->has_rows && !self->looking &&
                            (self->n_misfits == 0 || get_policy (self) != MH_CSV_MISFIT_STOP));
}

/* Who is chosen in which form, as it stands in the window now. */
static MhExportOrder *
make_order (MhExportWindow *self)
{
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new ();
  g_auto (GStrv) chosen = NULL;
  MhExportRequest request = self->base->request;
  MhExportOrder *order;

  for (guint i = 0; i < self->checks->len; i++) {
    GtkCheckButton *check = g_ptr_array_index (self->checks, i);

    if (gtk_check_button_get_active (check))
      g_strv_builder_add (nicks, g_object_get_data (G_OBJECT (check), "nick"));
  }
  chosen = g_strv_builder_end (nicks);

  request.list = get_list (self);
  request.columns = (const char * const *) chosen;
  request.dates = (MhExportDates) adw_combo_row_get_selected (self->dates);
  request.since_last = request.list == MH_EXPORT_RESULTS && gtk_switch_get_active (self->since);
  /* The ledger is told of a programme, not of one day. */
  if (request.list == MH_EXPORT_RESULTS)
    request.filter.session = 0;

  order = mh_export_order_new (&request);
  order->format = get_format (self);
  order->policy = get_policy (self);

  return order;
}

static void
add_preview_cell (MhExportWindow *self,
                  const char     *text,
                  int             column,
                  int             row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  if (row == 0)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->preview, label, column, row, 1, 1);
}

static void
clear_preview (MhExportWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->preview))) != NULL)
    gtk_grid_remove (self->preview, child);
}

static void
show_preview (MhExportWindow *self,
              MhExport       *list)
{
  const char * const *header = mh_export_get_header (list);
  guint n_rows = MIN (mh_export_get_n_rows (list), N_PREVIEW_ROWS);

  clear_preview (self);
  for (int column = 0; header[column] != NULL; column++) {
    add_preview_cell (self, header[column], column, 0);
    for (guint row = 0; row < n_rows; row++)
      add_preview_cell (self, mh_export_get_row (list, row)[column], column, (int) row + 1);
  }
}

/* The first of @people, a line each. */
static char *
join_people (GPtrArray *people)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (people->len, N_NAMES); i++) {
    const MhExportPerson *person = g_ptr_array_index (people, i);

    g_string_append_printf (text, "\n%s　%s", person->register_number, person->name);
    if (person->characters != NULL)
      g_string_append_printf (text, "　%s → %s", person->characters, person->usual);
  }
  if (people->len > N_NAMES)
    g_string_append_printf (text, _("\nand %u more"), people->len - N_NAMES);

  return g_strdup (text->str);
}

static void
show_note (GtkLabel *label,
           char     *text)  /* (transfer full) (nullable) */
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  g_free (text);
}

static void
show_people (MhExportWindow *self,
             MhExportView   *view)
{
  GPtrArray *apart = mh_export_get_apart (view->list);
  guint n_left_out = mh_export_get_n_left_out (view->list);
  g_autofree char *apart_names = join_people (apart);
  g_autofree char *misfit_names = join_people (view->misfits);

  show_note (self->left_out, n_left_out == 0 ? NULL : g_strdup_printf (
               _("%u people are not in this file: those who have died or moved, who have no address or number or do not want it, "
                 "and those who are handled separately."), n_left_out));
  show_note (self->apart, apart->len == 0 ? NULL : g_strdup_printf (
               _("%u people have a provisional number, which the ledger does not know. They are not in the file. Once they have a "
                 "number, they come into the next one.%s"), apart->len, apart_names));
  show_note (self->misfits, view->misfits->len == 0 ? NULL : g_strdup_printf (
               _("%u people have characters that older programs do not know.%s"), view->misfits->len, misfit_names));
  gtk_widget_set_visible (self->misfit_box, view->misfits->len > 0);
}

static void
show_view (MhExportWindow *self,
           MhExportView   *view)
{
  guint n_rows = mh_export_get_n_rows (view->list);
  g_autofree char *summary = g_strdup_printf (_("%u lines. The first of them:"), n_rows);

  self->n_misfits = view->misfits->len;
  self->has_rows = n_rows > 0;
  g_free (self->file_name);
  self->file_name = mh_export_dup_file_name (view->list);
  gtk_label_set_label (self->summary, n_rows > 0 ? summary : _("There is nothing to save: the list is empty."));
  show_people (self, view);
  show_preview (self, view->list);
}

/* What is read must not keep a closed window alive: its parent may go before the answer comes. */
static GWeakRef *
hold_weakly (MhExportWindow *self)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, self);

  return ref;
}

/* Returns: (transfer full) (nullable): the window, while it is there */
static MhExportWindow *
let_go (GWeakRef *ref)
{
  MhExportWindow *self = g_weak_ref_get (ref);

  g_weak_ref_clear (ref);
  g_free (ref);

  return self;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhExportWindow) self = let_go (user_data);
  g_autoptr (GError) error = NULL;
  MhExportView *view = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self == NULL || self->preview == NULL) {
    g_clear_pointer (&view, mh_export_view_free);
    return;
  }

  self->looking = FALSE;
  if (self->stale) {
    g_clear_pointer (&view, mh_export_view_free);
    look (self);
    return;
  }

  if (view != NULL) {
    show_view (self, view);
    mh_export_view_free (view);
  } else {
    self->has_rows = FALSE;
    clear_preview (self);
    gtk_label_set_label (self->summary, error->message);
  }
  update_save_button (self);
}

/* One list is read at a time; what is chosen meanwhile is looked at afterwards. */
static void
look (MhExportWindow *self)
{
  if (self->filling)
    return;

  self->stale = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  gtk_label_set_label (self->summary, _("The list is being read …"));
  update_save_button (self);
  mh_ui_context_read_async (self->context, mh_export_order_look, make_order (self), (GDestroyNotify) mh_export_order_free,
                            (GDestroyNotify) mh_export_view_free, NULL, looked_cb, hold_weakly (self));
}

static void
column_toggled_cb (GtkCheckButton *check,
                   MhExportWindow *self)
{
  look (self);
}

static void
fill_columns (MhExportWindow *self)
{
  g_autoptr (GPtrArray) columns = mh_export_list_columns (get_list (self));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_flow_box_remove (self->columns, child);
  g_ptr_array_set_size (self->checks, 0);

  for (guint i = 0; i < columns->len; i++) {
    const MhExportColumn *column = g_ptr_array_index (columns, i);
    GtkWidget *check = gtk_check_button_new_with_label (mh_export_column_label (column));
    GtkWidget *cell;

    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), mh_export_column_is_for (column, get_list (self), get_purpose (self)));
    g_object_set_data (G_OBJECT (check), "nick", (gpointer) mh_export_column_nick (column));
    g_signal_connect (check, "toggled", G_CALLBACK (column_toggled_cb), self);
    gtk_flow_box_append (self->columns, check);
    /* The check button takes the focus, not the cell around it. */
    cell = gtk_widget_get_parent (check);
    gtk_widget_set_focusable (cell, FALSE);
    g_ptr_array_add (self->checks, check);
  }
}

static void
fill_purposes (MhExportWindow *self)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_array_set_size (self->purposes, 0);
  for (MhExportPurpose purpose = 0; purpose < MH_EXPORT_N_PURPOSES; purpose++) {
    if (!mh_export_list_has_purpose (get_list (self), purpose))
      continue;

    g_array_append_val (self->purposes, purpose);
    g_ptr_array_add (texts, (gpointer) mh_export_purpose_label (purpose));
  }
  g_ptr_array_add (texts, NULL);
  set_choices (self->purpose, (const char * const *) texts->pdata, 0);
}

/* Everything that depends on the list. */
static void
fill_for_list (MhExportWindow *self)
{
  gboolean is_results = get_list (self) == MH_EXPORT_RESULTS;

  self->filling = TRUE;
  fill_purposes (self);
  fill_columns (self);
  adw_combo_row_set_selected (self->dates, is_results ? MH_EXPORT_DATES_DIGITS : MH_EXPORT_DATES_ISO);
  gtk_widget_set_visible (GTK_WIDGET (self->since_row), is_results);
  self->filling = FALSE;
}

static void
list_chosen_cb (GObject        *row,
                GParamSpec     *pspec,
                MhExportWindow *self)
{
  if (self->filling || self->base == NULL)
    return;

  fill_for_list (self);
  look (self);
}

static void
purpose_chosen_cb (GObject        *row,
                   GParamSpec     *pspec,
                   MhExportWindow *self)
{
  if (self->filling || self->base == NULL)
    return;

  self->filling = TRUE;
  fill_columns (self);
  self->filling = FALSE;
  look (self);
}

static void
dates_chosen_cb (GObject        *row,
                 GParamSpec     *pspec,
                 MhExportWindow *self)
{
  if (self->base != NULL)
    look (self);
}

static void
format_chosen_cb (GObject        *row,
                  GParamSpec     *pspec,
                  MhExportWindow *self)
{
  if (self->base != NULL)
    look (self);
}

static void
since_chosen_cb (GObject        *row,
                 GParamSpec     *pspec,
                 MhExportWindow *self)
{
  if (self->base != NULL)
    look (self);
}

static void
policy_chosen_cb (GObject        *row,
                  GParamSpec     *pspec,
                  MhExportWindow *self)
{
  if (self->base != NULL)
    update_save_button (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhExportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer done = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (done == NULL) {
    /* Also to somebody who has closed the window meanwhile. */
    mh_dialogs_show_error (gtk_widget_get_visible (GTK_WIDGET (self)) || parent == NULL ? GTK_WIDGET (self) : GTK_WIDGET (parent),
                           _("The list was not saved"), error);
    update_save_button (self);
    return;
  }

  if (MH_IS_WINDOW (parent))
    mh_window_show_toast (MH_WINDOW (parent), _("The list was saved as a file"), 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
path_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhExportWindow *self = MH_EXPORT_WINDOW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (source), result);
  MhExportOrder *order;

  if (file == NULL || self->preview == NULL)
    return;

  order = make_order (self);
  order->path = g_file_get_path (file);
  if (order->path == NULL) {
    mh_export_order_free (order);
    mh_dialogs_show_text (GTK_WIDGET (self), _("The list was not saved"), _("Choose a folder on this PC or in the network."));
    return;
  }

  gtk_widget_set_sensitive (self->save_button, FALSE);
  mh_ui_context_run_async (self->context, mh_export_order_save, order, (GDestroyNotify) mh_export_order_free, NULL, NULL,
                           saved_cb, g_object_ref (self));
}

static void
save_clicked_cb (GtkWidget      *button,
                 MhExportWindow *self)
{
  mh_file_dialogs_save_async (GTK_WIDGET (self), _("Save a List as a File"), self->file_name, path_chosen_cb, NULL);
}

static void
mh_export_window_dispose (GObject *object)
{
  MhExportWindow *self = MH_EXPORT_WINDOW (object);

  g_clear_pointer (&self->checks, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_EXPORT_WINDOW);
  self->preview = NULL;
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_export_window_parent_class)->dispose (object);
}

static void
mh_export_window_finalize (GObject *object)
{
  MhExportWindow *self = MH_EXPORT_WINDOW (object);

  g_clear_pointer (&self->base, mh_export_order_free);
  g_array_unref (self->lists);
  g_array_unref (self->purposes);
  g_free (self->file_name);

  G_OBJECT_CLASS (mh_export_window_parent_class)->finalize (object);
}

static void
mh_export_window_class_init (MhExportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_export_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_export_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-export-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, list);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, purpose);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, dates);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, format);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, policy);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, since_row);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, since);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, left_out);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, apart);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, misfit_box);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, misfits);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, MhExportWindow, save_button);
  gtk_widget_class_bind_template_callback (widget_class, list_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, purpose_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, dates_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, policy_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, since_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_export_window_init (MhExportWindow *self)
{
  self->lists = g_array_new (FALSE, FALSE, sizeof (MhExportList));
  self->purposes = g_array_new (FALSE, FALSE, sizeof (MhExportPurpose));
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_choices (MhExportWindow *self)
{
  const char * const dates[] = { "2026-11-05", "20261105", _("5081105 (era, year, month, day)"), "令和8年11月5日", NULL };
  const char * const formats[] = { _("To open with Excel"), _("For an older system (Shift_JIS)"), NULL };
  const char * const policies[] = {
    _("Please choose"), _("Put the usual form in their place (吉 for 𠮷)"), _("Put 〓 in their place"), NULL
  };
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < self->lists->len; i++)
    g_ptr_array_add (texts, (gpointer) mh_export_list_label (g_array_index (self->lists, MhExportList, i)));
  g_ptr_array_add (texts, NULL);

  self->filling = TRUE;
  set_choices (self->list, (const char * const *) texts->pdata, 0);
  set_choices (self->dates, dates, 0);
  set_choices (self->format, formats, 0);
  set_choices (self->policy, policies, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->lists->len > 1);
  self->filling = FALSE;
}

/**
 * mh_export_window_present:
 * @parent: a widget in the window
 * @context: the open town
 * @lists: (array length=n_lists): which may be chosen
 * @n_lists: how many, one at least
 * @request: what of them: a search, people, a programme, a session
 *
 * Returns: (transfer none): the window, which has been shown
 */
MhExportWindow *
mh_export_window_present (GtkWidget             *parent,
                          MhUiContext           *context,
                          const MhExportList    *lists,
                          gsize                  n_lists,
                          const MhExportRequest *request)
{
  MhExportWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (n_lists > 0, NULL);

  self = g_object_new (MH_TYPE_EXPORT_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);
  self->context = g_object_ref (context);
  g_array_append_vals (self->lists, lists, (guint) n_lists);
  fill_choices (self);
  self->base = mh_export_order_new (request);
  fill_for_list (self);
  gtk_window_present (GTK_WINDOW (self));
  look (self);

  return self;
}
