/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sms-file-window"

#include "mh-sms-file-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-file-dialogs.h"
#include "mh-people.h"
#include "mh-rule-rows.h"
#include "mh-sms-csv.h"
#include "mh-window.h"

#define DEFAULT_ROWS 1000

/* In the order of the choice; the last one is put together here. */
typedef enum {
  COLUMNS_GENERIC,
  COLUMNS_MEDIASMS,
  COLUMNS_OWN,
} Columns;

/* What a file of one's own may hold, in this order. The telephone and the message always are in it. */
static const struct {
  const char *nick;
  const char *title;
  gboolean    always;
} own_columns[] = {
  { "phone", N_("Telephone"), TRUE },
  { "name", N_("Name"), FALSE },
  { "body", N_("Message"), TRUE },
  { "ref", N_("Number of the message"), FALSE },
  { "date", N_("Day of sending"), FALSE },
  { "time", N_("Time of sending"), FALSE },
};

struct _MhSmsFileWindow
{
  AdwWindow      parent_instance;

  GtkWidget     *columns;                           /* (unowned) */
  GtkWidget     *own;                               /* (unowned) the group of checks */
  GtkWidget     *checks[G_N_ELEMENTS (own_columns)];  /* (unowned) (nullable) */
  GtkSwitch     *header;                            /* (unowned) */
  GtkWidget     *format;                            /* (unowned) */
  GtkWidget     *policy;                            /* (unowned) */
  GtkSpinButton *rows;                              /* (unowned) */
  GtkLabel      *summary;                           /* (unowned) */
  GtkLabel      *refusal;                           /* (unowned) */
  GtkLabel      *misfit_title;                      /* (unowned) */
  GtkListBox    *misfits;                           /* (unowned) */
  GtkWidget     *details;                           /* (unowned) */
  GtkLabel      *sha256;                            /* (unowned) */
  GtkWidget     *save_button;                       /* (unowned) */

  MhUiContext   *context;                           /* (owned) (nullable) once closed */
  gint64         broadcast;
};

G_DEFINE_FINAL_TYPE (MhSmsFileWindow, mh_sms_file_window, ADW_TYPE_WINDOW)

/* What is to be written. */
typedef struct {
  gint64         broadcast;
  char          *path;     /* (owned) */
  char          *columns;  /* (owned) */
  MhSmsCsvLayout layout;   /* without the columns */
} Order;

/* What was written, ready to be shown. */
typedef struct {
  MhSmsCsvMade *made;      /* (owned) */
  GPtrArray    *misfits;   /* (owned) (element-type utf8) */
  char         *name;      /* (owned) of the file */
} Written;

static void
order_free (Order *order)
{
  g_free (order->path);
  g_free (order->columns);
  g_free (order);
}

static void
written_free (Written *written)
{
  g_clear_pointer (&written->made, mh_sms_csv_made_free);
  g_ptr_array_unref (written->misfits);
  g_free (written->name);
  g_free (written);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Written, written_free)

static gboolean
write_misfits (const MhDesk *desk,
               Written      *written,
               GError      **error)
{
  for (guint i = 0; i < written->made->misfits->len; i++) {
    const MhSmsCsvMisfit *misfit = g_ptr_array_index (written->made->misfits, i);
    g_autofree char *name = mh_allot_write_names (desk, &misfit->resident, 1, error);

    if (name == NULL)
      return FALSE;

    g_ptr_array_add (written->misfits, g_strdup_printf ("%s ・ %s", name, misfit->characters));
  }

  return TRUE;
}

/* On the worker. */
static gpointer
write_file (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  Order *order = input;
  g_autoptr (Written) written = g_new0 (Written, 1);

  order->layout.columns = order->columns;
  written->misfits = g_ptr_array_new_with_free_func (g_free);
  written->name = g_path_get_basename (order->path);
  written->made = mh_sms_csv_write (desk, order->broadcast, order->path, &order->layout, error);
  if (written->made == NULL || !write_misfits (desk, written, error))
    return NULL;

  return g_steal_pointer (&written);
}

static void
show_written (MhSmsFileWindow *self,
              const Written   *written)
{
  const MhSmsCsvMade *made = written->made;
  g_autoptr (GString) text = g_string_new (NULL);

  if (made->sha256 == NULL)
    g_string_append (text, _("Nothing was written: the messages below have characters that this kind of system cannot take. "
                             "Choose another kind, or how they are replaced."));
  else
    g_string_append_printf (text, _("%u messages stand in “%s” now. The program sends them by no other way."), made->n_rows, written->name);
  if (made->sha256 != NULL && made->n_left > 0)
    g_string_append_printf (text, "\n%s", _("Not all of them fitted into one file. Please write the next one as well."));
  gtk_label_set_label (self->summary, text->str);

  gtk_label_set_label (self->misfit_title, written->misfits->len == 0 ? "" : made->sha256 == NULL
                       ? _("What does not fit") : _("What was replaced"));
  mh_allot_fill_list (self->misfits, written->misfits);
  gtk_label_set_label (self->sha256, made->sha256 != NULL ? made->sha256 : "");
  gtk_widget_set_visible (self->details, made->sha256 != NULL);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhSmsFileWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Written) written = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (written != NULL)
    mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
  if (self->context == NULL)
    return;

  gtk_widget_set_sensitive (self->save_button, TRUE);
  gtk_label_set_label (self->refusal, written == NULL ? error->message : "");
  if (written != NULL)
    show_written (self, written);
}

static char *
dup_columns (MhSmsFileWindow *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->columns));
  g_autoptr (GString) columns = g_string_new (NULL);

  if (chosen == COLUMNS_GENERIC || chosen == COLUMNS_MEDIASMS)
    return g_strdup (chosen == COLUMNS_GENERIC ? "generic" : "mediasms");

  for (guint i = 0; i < G_N_ELEMENTS (own_columns); i++) {
    if (own_columns[i].always || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      g_string_append_printf (columns, "%s%s", columns->len > 0 ? "," : "", own_columns[i].nick);
  }

  return g_strdup (columns->str);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhSmsFileWindow *self = MH_SMS_FILE_WINDOW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  Order *order;

  if (file == NULL || g_file_peek_path (file) == NULL || self->context == NULL)
    return;

  order = g_new0 (Order, 1);
  order->broadcast = self->broadcast;
  order->path = g_strdup (g_file_peek_path (file));
  order->columns = dup_columns (self);
  order->layout.header = gtk_switch_get_active (self->header);
  order->layout.format = (MhCsvFormat) adw_combo_row_get_selected (ADW_COMBO_ROW (self->format));
  order->layout.policy = (MhCsvMisfitPolicy) adw_combo_row_get_selected (ADW_COMBO_ROW (self->policy));
  order->layout.max_rows = (guint) gtk_spin_button_get_value_as_int (self->rows);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  mh_ui_context_run_async (self->context, write_file, order, (GDestroyNotify) order_free, (GDestroyNotify) written_free, NULL, written_cb,
                           g_object_ref (self));
}

static void
save_clicked_cb (MhSmsFileWindow *self)
{
  mh_file_dialogs_save_async (GTK_WIDGET (self), _("The file for the SMS service"), "sms.csv", file_chosen_cb, NULL);
}

static void
columns_chosen_cb (MhSmsFileWindow *self)
{
  gtk_widget_set_visible (self->own, adw_combo_row_get_selected (ADW_COMBO_ROW (self->columns)) == COLUMNS_OWN);
}

/* Nothing is written before a place was chosen; what was said about the last try does not hold any more. */
static void
order_changed_cb (MhSmsFileWindow *self)
{
  if (self->refusal != NULL)
    gtk_label_set_label (self->refusal, "");
}

static GtkWidget *
make_own (MhSmsFileWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  for (guint i = 0; i < G_N_ELEMENTS (own_columns); i++) {
    self->checks[i] = gtk_check_button_new_with_label (_(own_columns[i].title));
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), own_columns[i].always);
    gtk_widget_set_sensitive (self->checks[i], !own_columns[i].always);
    gtk_box_append (GTK_BOX (box), self->checks[i]);
  }
  gtk_widget_set_visible (box, FALSE);

  return box;
}

static void
fill_left (MhSmsFileWindow *self,
           GtkBox          *left)
{
  const char * const columns[] = { _("Telephone, name, message"), _("MediaSMS"), _("Chosen here"), NULL };
  const char * const formats[] = { _("For Excel and most services"), _("For services that ask for UTF-8"), _("For older services (Shift JIS)"), NULL };
  const char * const policies[] = { _("Write nothing, and say whose"), _("Write 〓 in their place"), _("Write the usual form of the character"), NULL };
  GtkWidget *group = adw_preferences_group_new ();
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);
  GCallback changed = G_CALLBACK (order_changed_cb);

  mh_allot_add_label (left, _("For a service that takes files: write the file here, upload it there, and read the results afterwards."), NULL);
  self->columns = mh_rule_row_choice (_("What stands in a line"), columns, G_CALLBACK (columns_chosen_cb), self);
  adw_preferences_group_add (rows, self->columns);
  self->own = make_own (self);
  self->format = mh_rule_row_choice (_("For what kind of system"), formats, changed, self);
  adw_preferences_group_add (rows, self->format);
  self->policy = mh_rule_row_choice (_("Characters that it cannot take"), policies, changed, self);
  adw_preferences_group_add (rows, self->policy);
  adw_preferences_group_add (rows, mh_rule_row_switch (_("Headings in the first line"), NULL, changed, self, &self->header));
  adw_preferences_group_add (rows, mh_rule_row_number (_("Most messages of one file"), NULL, 1, MH_SMS_CSV_MAX_ROWS, changed, self, &self->rows));
  gtk_box_append (left, group);
  gtk_box_append (left, self->own);
  gtk_switch_set_active (self->header, TRUE);
  gtk_spin_button_set_value (self->rows, DEFAULT_ROWS);
}

static void
mh_sms_file_window_dispose (GObject *object)
{
  g_clear_object (&MH_SMS_FILE_WINDOW (object)->context);

  G_OBJECT_CLASS (mh_sms_file_window_parent_class)->dispose (object);
}

static void
mh_sms_file_window_class_init (MhSmsFileWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_sms_file_window_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_sms_file_window_init (MhSmsFileWindow *self)
{
  GtkBox *left, *right;

  gtk_window_set_title (GTK_WINDOW (self), _("Write a file for an SMS service"));
  self->save_button = mh_allot_build (ADW_WINDOW (self), _("Close"), _("Choose Where to Save …"), &left, &right);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  g_signal_connect_swapped (self->save_button, "clicked", G_CALLBACK (save_clicked_cb), self);
  fill_left (self, left);

  self->summary = mh_allot_add_label (right, _("Who is reached by SMS, or only waits to be told by hand and has a mobile phone, goes into the file. "
                                               "Protected people never do."), NULL);
  self->refusal = mh_allot_add_label (right, NULL, "error");
  self->misfit_title = mh_allot_add_label (right, NULL, "heading");
  self->misfits = mh_allot_add_list (right, _("What does not fit"));
  self->details = gtk_expander_new (_("Details for the IT section"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->details), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Details for the IT section"), -1);
  self->sha256 = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_selectable (self->sha256, TRUE);
  gtk_label_set_wrap (self->sha256, TRUE);
  gtk_label_set_wrap_mode (self->sha256, PANGO_WRAP_CHAR);
  gtk_label_set_xalign (self->sha256, 0);
  gtk_expander_set_child (GTK_EXPANDER (self->details), GTK_WIDGET (self->sha256));
  gtk_widget_set_visible (self->details, FALSE);
  gtk_box_append (right, self->details);
}

/**
 * mh_sms_file_window_open:
 * @parent: a widget in the window
 * @context: the open town
 * @broadcast: whose messages
 *
 * Asks how the file is to be, and where it goes.
 */
void
mh_sms_file_window_open (GtkWidget   *parent,
                         MhUiContext *context,
                         gint64       broadcast)
{
  MhSmsFileWindow *self;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self = g_object_new (MH_TYPE_SMS_FILE_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->broadcast = broadcast;
  gtk_window_present (GTK_WINDOW (self));
}
