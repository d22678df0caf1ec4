/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-options"

#include "mh-roster-options.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-roster-columns.h"
#include "mh-roster-copies.h"
#include "mh-roster-maker.h"
#include "mh-slips.h"

struct _MhRosterOptions
{
  GtkBox          parent_instance;

  /* Template widgets */
  GtkDropDown    *kind;
  GtkWidget      *roster_box;
  GtkDropDown    *layout;
  GtkWidget      *rename_button;
  GtkWidget      *delete_button;
  GtkDropDown    *purpose;
  GtkFlowBox     *columns;
  GtkDropDown    *order;
  GtkDropDown    *second_order;
  GtkCheckButton *big;
  GtkCheckButton *lot;
  GtkCheckButton *barcode;
  GtkCheckButton *qr;
  GtkSpinButton  *blank_rows;
  GtkWidget      *recipients_box;
  GtkEntry       *recipients;
  GtkWidget      *labels_box;
  GtkSpinButton  *label_columns;
  GtkSpinButton  *label_rows;
  GtkSpinButton  *label_side;
  GtkSpinButton  *label_top;
  GtkWidget      *day_box;
  GtkCheckButton *slips;

  MhUiContext    *context;        /* (owned) (nullable) before it is opened and after it is closed */
  gint64          session;
  MhDate          date;
  GPtrArray      *column_checks;  /* (owned): GtkCheckButton (unowned), as in mh_roster_columns() */
  GtkStringList  *layout_names;   /* (owned): the first is none */
  gboolean        filling;        /* what changes is not the nurse's doing */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhRosterOptions, mh_roster_options, GTK_TYPE_BOX)

/* What goes to a worker about layouts. */
typedef struct {
  char             *name;
  char             *new_name;  /* (nullable) */
  MhRosterSettings *settings;  /* (nullable) */
} Saving;

/* What the window begins with. */
typedef struct {
  MhRosterSettings *settings;
  GPtrArray        *layouts;   /* (element-type MhRosterSaved) */
} Start;

static void
saving_free (Saving *saving)
{
  g_free (saving->name);
  g_free (saving->new_name);
  g_clear_pointer (&saving->settings, mh_roster_settings_free);
  g_free (saving);
}

static void
start_free (Start *start)
{
  g_clear_pointer (&start->settings, mh_roster_settings_free);
  g_clear_pointer (&start->layouts, g_ptr_array_unref);
  g_free (start);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Start, start_free)

static gpointer
read_start (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  g_autoptr (Start) start = g_new0 (Start, 1);

  start->settings = mh_roster_last_settings (desk, *(const gint64 *) input, error);
  start->layouts = start->settings != NULL ? mh_roster_layout_table_list (desk->db, error) : NULL;

  return start->layouts != NULL ? g_steal_pointer (&start) : NULL;
}

static gpointer
read_layout (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  return mh_roster_layout_load (desk, input, error);
}

static gpointer
save_layout (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const Saving *saving = input;

  return GINT_TO_POINTER (mh_roster_layout_save (desk, saving->name, saving->settings, error));
}

static gpointer
rename_layout (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Saving *saving = input;

  return GINT_TO_POINTER (mh_roster_layout_rename (desk, saving->name, saving->new_name, error));
}

static gpointer
delete_layout (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  return GINT_TO_POINTER (mh_roster_layout_delete (desk, ((const Saving *) input)->name, error));
}

static void
tell_changed (MhRosterOptions *self)
{
  if (!self->filling && self->context != NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
show_boxes (MhRosterOptions *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind);

  gtk_widget_set_visible (self->roster_box, kind == MH_PAPER_ROSTER);
  gtk_widget_set_visible (self->recipients_box, kind == MH_PAPER_ROSTER || kind == MH_PAPER_CHANGES);
  gtk_widget_set_visible (self->labels_box, kind == MH_PAPER_LABELS);
  gtk_widget_set_visible (self->day_box, kind == MH_PAPER_DAY);
  gtk_widget_set_visible (GTK_WIDGET (self->columns), gtk_drop_down_get_selected (self->purpose) == MH_ROSTER_CUSTOM);
}

static gboolean
has_column (const MhRosterSettings *settings,
            const char             *nick)
{
  if (settings->columns == NULL)
    return g_str_equal (nick, "time") || g_str_equal (nick, "name") || g_str_equal (nick, "kana");

  return g_strv_contains ((const char * const *) settings->columns, nick);
}

static void
show_settings (MhRosterOptions        *self,
               const MhRosterSettings *settings)
{
  const MhRosterColumnInfo *columns = mh_roster_columns ();

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->purpose, settings->purpose);
  gtk_drop_down_set_selected (self->order, settings->orders[0]);
  gtk_drop_down_set_selected (self->second_order, settings->n_orders > 1 ? settings->orders[1] + 1 : 0);
  gtk_check_button_set_active (self->big, settings->big);
  gtk_check_button_set_active (self->lot, settings->lot);
  gtk_check_button_set_active (self->barcode, settings->barcode);
  gtk_check_button_set_active (self->qr, settings->qr);
  gtk_spin_button_set_value (self->blank_rows, settings->blank_rows);
  for (guint i = 0; i < self->column_checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->column_checks, i), has_column (settings, columns[i].nick));
  show_boxes (self);
  self->filling = FALSE;
}

static void
show_layouts (MhRosterOptions *self,
              GPtrArray       *layouts,
              const char      *selected)  /* (nullable) */
{
  guint at = 0;

  self->filling = TRUE;
  gtk_string_list_splice (self->layout_names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->layout_names)), NULL);
  gtk_string_list_append (self->layout_names, _("(none)"));
  for (guint i = 0; i < layouts->len; i++) {
    const MhRosterSaved *saved = g_ptr_array_index (layouts, i);

    gtk_string_list_append (self->layout_names, saved->name);
    if (g_strcmp0 (saved->name, selected) == 0)
      at = i + 1;
  }
  gtk_drop_down_set_selected (self->layout, at);
  gtk_widget_set_sensitive (self->rename_button, at > 0);
  gtk_widget_set_sensitive (self->delete_button, at > 0);
  self->filling = FALSE;
}

/* (nullable): the layout that is chosen */
static const char *
get_layout (MhRosterOptions *self)
{
  guint selected = gtk_drop_down_get_selected (self->layout);

  return selected != GTK_INVALID_LIST_POSITION && selected > 0 ? gtk_string_list_get_string (self->layout_names, selected) : NULL;
}

static char **
list_columns (MhRosterOptions *self)
{
  const MhRosterColumnInfo *columns = mh_roster_columns ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) nicks = NULL;

  for (guint i = 0; i < self->column_checks->len; i++) {
    if (gtk_check_button_get_active (g_ptr_array_index (self->column_checks, i)))
      g_strv_builder_add (builder, columns[i].nick);
  }
  nicks = g_strv_builder_end (builder);

  return nicks[0] != NULL ? g_steal_pointer (&nicks) : NULL;
}

static MhRosterSettings *
make_settings (MhRosterOptions *self)
{
  MhRosterSettings *settings = mh_roster_settings_new (gtk_drop_down_get_selected (self->purpose));
  guint second = gtk_drop_down_get_selected (self->second_order);

  settings->orders[0] = gtk_drop_down_get_selected (self->order);
  settings->n_orders = second > 0 ? 2 : 1;
  settings->orders[1] = second > 0 ? second - 1 : 0;
  settings->columns = settings->purpose == MH_ROSTER_CUSTOM ? list_columns (self) : NULL;
  settings->big = gtk_check_button_get_active (self->big);
  settings->lot = gtk_check_button_get_active (self->lot);
  settings->barcode = gtk_check_button_get_active (self->barcode);
  settings->qr = gtk_check_button_get_active (self->qr);
  settings->blank_rows = (guint) gtk_spin_button_get_value_as_int (self->blank_rows);

  return settings;
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhRosterOptions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Start) start = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (start != NULL) {
    show_layouts (self, start->layouts, NULL);
    show_settings (self, start->settings);
  }
  tell_changed (self);
}

static void
layouts_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhRosterOptions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Start) start = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autofree char *selected = g_strdup (g_object_get_data (G_OBJECT (self), "selected"));

  if (self->context != NULL && start != NULL)
    show_layouts (self, start->layouts, selected);
}

static void
read_layouts (MhRosterOptions *self,
              const char      *selected)  /* (nullable) */
{
  g_object_set_data_full (G_OBJECT (self), "selected", g_strdup (selected), g_free);
  mh_ui_context_read_async (self->context, read_start, g_memdup2 (&self->session, sizeof self->session), g_free,
                            (GDestroyNotify) start_free, NULL, layouts_read_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhRosterOptions) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = GPOINTER_TO_INT (mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error));

  if (self->context == NULL)
    return;

  if (!done)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The layout was not changed"), error);
  read_layouts (self, done ? g_object_get_data (G_OBJECT (self), "saving") : get_layout (self));
}

static void
run_saving (MhRosterOptions *self,
            MhUiWork         work,
            Saving          *saving,     /* (transfer full) */
            const char      *selected)   /* (nullable): which layout is chosen afterwards */
{
  g_object_set_data_full (G_OBJECT (self), "saving", g_strdup (selected), g_free);
  mh_ui_context_run_async (self->context, work, saving, (GDestroyNotify) saving_free, NULL, NULL, saved_cb, g_object_ref (self));
}

static void
name_given_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  MhRosterOptions *self = MH_ROSTER_OPTIONS (source);
  g_autofree char *name = mh_dialogs_text_finish (GTK_WIDGET (self), result);
  Saving *saving;

  if (name == NULL || self->context == NULL)
    return;

  saving = g_new0 (Saving, 1);
  saving->name = g_strdup (name);
  saving->settings = make_settings (self);
  run_saving (self, save_layout, saving, name);
}

static void
save_layout_clicked_cb (GtkButton       *button,
                        MhRosterOptions *self)
{
  mh_dialogs_text_async (GTK_WIDGET (self), _("Save this layout"),
                         _("Columns, order and print size are kept under a name, for every programme. A layout of that name is replaced."),
                         _("Name of the layout"), _("Save"), name_given_cb, NULL);
}

static void
new_name_given_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  MhRosterOptions *self = MH_ROSTER_OPTIONS (source);
  g_autofree char *name = mh_dialogs_text_finish (GTK_WIDGET (self), result);
  Saving *saving;

  if (name == NULL || self->context == NULL || get_layout (self) == NULL)
    return;

  saving = g_new0 (Saving, 1);
  saving->name = g_strdup (get_layout (self));
  saving->new_name = g_strdup (name);
  run_saving (self, rename_layout, saving, name);
}

static void
rename_layout_clicked_cb (GtkButton       *button,
                          MhRosterOptions *self)
{
  if (get_layout (self) != NULL)
    mh_dialogs_text_async (GTK_WIDGET (self), _("Rename the layout"), get_layout (self), _("New name"), _("Rename"), new_name_given_cb, NULL);
}

/* It can be taken back from the log of what was done: no question. */
static void
delete_layout_clicked_cb (GtkButton       *button,
                          MhRosterOptions *self)
{
  Saving *saving;

  if (get_layout (self) == NULL)
    return;

  saving = g_new0 (Saving, 1);
  saving->name = g_strdup (get_layout (self));
  run_saving (self, delete_layout, saving, NULL);
}

static void
layout_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhRosterOptions) self = user_data;
  g_autoptr (GError) error = NULL;
  MhRosterSettings *settings = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context != NULL && settings != NULL) {
    show_settings (self, settings);
    tell_changed (self);
  } else if (self->context != NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The layout cannot be used"), error);
  }
  g_clear_pointer (&settings, mh_roster_settings_free);
}

static void
layout_changed_cb (GtkDropDown     *layout,
                   GParamSpec      *pspec,
                   MhRosterOptions *self)
{
  const char *name = get_layout (self);

  if (self->filling || self->context == NULL)
    return;

  gtk_widget_set_sensitive (self->rename_button, name != NULL);
  gtk_widget_set_sensitive (self->delete_button, name != NULL);
  if (name != NULL)
    mh_ui_context_read_async (self->context, read_layout, g_strdup (name), g_free, (GDestroyNotify) mh_roster_settings_free, NULL,
                              layout_read_cb, g_object_ref (self));
}

static void
kind_changed_cb (GtkDropDown     *kind,
                 GParamSpec      *pspec,
                 MhRosterOptions *self)
{
  show_boxes (self);
  tell_changed (self);
}

/* Each purpose has its own usual order. */
static void
purpose_changed_cb (GtkDropDown     *purpose,
                    GParamSpec      *pspec,
                    MhRosterOptions *self)
{
  g_autoptr (MhRosterSettings) settings = NULL;

  if (self->filling)
    return;

  settings = mh_roster_settings_new (gtk_drop_down_get_selected (self->purpose));
  show_settings (self, settings);
  tell_changed (self);
}

static void
option_changed_cb (GtkDropDown     *option,
                   GParamSpec      *pspec,
                   MhRosterOptions *self)
{
  tell_changed (self);
}

static void
option_toggled_cb (GtkCheckButton  *option,
                   MhRosterOptions *self)
{
  tell_changed (self);
}

static void
spin_changed_cb (GtkSpinButton   *option,
                 MhRosterOptions *self)
{
  tell_changed (self);
}

static void
add_columns (MhRosterOptions *self)
{
  for (const MhRosterColumnInfo *column = mh_roster_columns (); column->nick != NULL; column++) {
    GtkWidget *check = gtk_check_button_new_with_label (mh_roster_column_words (column));

    g_signal_connect (check, "toggled", G_CALLBACK (option_toggled_cb), self);
    gtk_flow_box_insert (self->columns, check, -1);
    gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE);
    g_ptr_array_add (self->column_checks, check);
  }
}

static void
mh_roster_options_dispose (GObject *object)
{
  MhRosterOptions *self = MH_ROSTER_OPTIONS (object);

  g_clear_object (&self->context);
  g_clear_object (&self->layout_names);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_ROSTER_OPTIONS);

  G_OBJECT_CLASS (mh_roster_options_parent_class)->dispose (object);
}

static void
mh_roster_options_finalize (GObject *object)
{
  g_ptr_array_unref (MH_ROSTER_OPTIONS (object)->column_checks);

  G_OBJECT_CLASS (mh_roster_options_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-roster-options.ui");
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, kind);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, roster_box);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, layout);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, rename_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, delete_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, purpose);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, columns);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, order);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, second_order);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, big);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, lot);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, barcode);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, qr);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, blank_rows);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, recipients_box);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, recipients);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, labels_box);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, label_columns);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, label_rows);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, label_side);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, label_top);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, day_box);
  gtk_widget_class_bind_template_child (widget_class, MhRosterOptions, slips);
}

static void
mh_roster_options_class_init (MhRosterOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_roster_options_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_roster_options_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, layout_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_layout_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_layout_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_layout_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, purpose_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, option_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, option_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, spin_changed_cb);
}

static void
mh_roster_options_init (MhRosterOptions *self)
{
  self->filling = TRUE;
  self->column_checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->layout_names = gtk_string_list_new ((const char *[]) { _("(none)"), NULL });
  gtk_drop_down_set_model (self->layout, G_LIST_MODEL (self->layout_names));
  add_columns (self);
  show_boxes (self);
  self->filling = FALSE;
}

/**
 * mh_roster_options_open:
 * @self: options
 * @context: the open town
 * @session: a day at a venue
 * @date: its day
 *
 * Shows how the programme's last roster was printed; then emits "changed".
 */
void
mh_roster_options_open (MhRosterOptions *self,
                        MhUiContext     *context,
                        gint64           session,
                        MhDate           date)
{
  self->context = g_object_ref (context);
  self->session = session;
  self->date = date;
  mh_ui_context_read_async (context, read_start, g_memdup2 (&session, sizeof session), g_free, (GDestroyNotify) start_free, NULL,
                            started_cb, g_object_ref (self));
}

/* Names as they are typed, with any sort of comma between them. */
static char **
list_recipients (MhRosterOptions *self)
{
  g_auto (GStrv) words = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->recipients)), ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **word = words; *word != NULL; word++) {
    g_auto (GStrv) parts = g_strsplit (*word, "、", -1);

    for (char **part = parts; *part != NULL; part++) {
      if (*g_strstrip (*part) != '\0')
        g_strv_builder_add (builder, *part);
    }
  }

  return g_strv_builder_end (builder);
}

/**
 * mh_roster_options_make_order:
 * @self: options, opened
 *
 * Returns: (transfer full): what is chosen
 */
MhPaperOrder *
mh_roster_options_make_order (MhRosterOptions *self)
{
  MhPaperOrder *order = g_new0 (MhPaperOrder, 1);

  order->kind = gtk_drop_down_get_selected (self->kind);
  order->session = self->session;
  order->date = self->date;
  order->settings = make_settings (self);
  order->recipients = list_recipients (self);
  order->grid = *mh_labels_usual_grid ();
  order->grid.columns = (guint) gtk_spin_button_get_value_as_int (self->label_columns);
  order->grid.rows = (guint) gtk_spin_button_get_value_as_int (self->label_rows);
  order->grid.margin_x = MH_SLIPS_MM (gtk_spin_button_get_value (self->label_side));
  order->grid.margin_y = MH_SLIPS_MM (gtk_spin_button_get_value (self->label_top));
  order->slips = gtk_check_button_get_active (self->slips);

  return order;
}
