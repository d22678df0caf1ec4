/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-holidays-group"

#include "mh-holidays-group.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-holidays.h"

#define MOST_NAMED 12  /* changes that are named before the list is replaced */

struct _MhHolidaysGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget          *reach_row;      /* (unowned) */
  GtkWidget          *working_days;   /* (unowned) switch */
  MhUiContext        *context;        /* (owned) (nullable) */
  GPtrArray          *files;          /* (owned) (nullable) (element-type GBytes) while they are asked about */
  gboolean            reading;        /* the switch is being set to what was read */
};

G_DEFINE_FINAL_TYPE (MhHolidaysGroup, mh_holidays_group, ADW_TYPE_PREFERENCES_GROUP)

typedef struct {
  MhDate   last;
  gboolean covered;
  gboolean working_days;
} Reach;

static gpointer
read_reach (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  g_autofree Reach *reach = g_new0 (Reach, 1);
  g_autofree char *working_days = mh_config_get (desk, "offers.working-days", NULL);

  reach->working_days = g_str_equal (working_days, "on");

  return mh_holidays_reach (desk, &reach->last, &reach->covered, error) ? g_steal_pointer (&reach) : NULL;
}

static char *
write_reach (const Reach *reach)
{
  g_autofree char *last = NULL;

  if (!mh_date_is_set (reach->last))
    return g_strdup (_("No list yet. The Cabinet Office publishes syukujitsu.csv each February."));

  last = mh_date_format (reach->last, MH_DATE_STYLE_LONG);

  return reach->covered
         ? g_strdup_printf (_("The list reaches until %s."), last)
         : g_strdup_printf (_("The list ends on %s, before this fiscal year does. Please read in the new file."), last);
}

static void
reach_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhHolidaysGroup) self = user_data;
  g_autofree Reach *reach = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);
  g_autofree char *text = NULL;

  if (reach == NULL || self->context == NULL)
    return;

  text = write_reach (reach);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->reach_row), text);
  if (reach->covered)
    gtk_widget_remove_css_class (self->reach_row, "error");
  else
    gtk_widget_add_css_class (self->reach_row, "error");

  self->reading = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->working_days), reach->working_days);
  self->reading = FALSE;
}

static void
read_again (MhHolidaysGroup *self)
{
  mh_ui_context_read_async (self->context, read_reach, NULL, NULL, g_free, NULL, reach_read_cb, g_object_ref (self));
}

static void
add_days (GString    *text,
          const char *heading,
          GPtrArray  *days)
{
  if (days->len == 0)
    return;

  g_string_append_printf (text, "%s (%u):", heading, days->len);
  for (guint i = 0; i < days->len && i < MOST_NAMED; i++) {
    const MhHoliday *holiday = g_ptr_array_index (days, days->len - 1 - i);
    g_autofree char *date = mh_date_format (holiday->date, MH_DATE_STYLE_SHORT);

    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : " ", date, holiday->name);
  }
  g_string_append (text, days->len > MOST_NAMED ? " …\n" : "\n");
}

/* "2026, 2027, 2029" */
static char *
write_years (GArray *years)
{
  GString *text = g_string_new (NULL);
  guint first = years->len > MOST_NAMED ? years->len - MOST_NAMED : 0;

  for (guint i = first; i < years->len; i++)
    g_string_append_printf (text, "%s%d", i > first ? ", " : first > 0 ? "… " : "", g_array_index (years, int, i));

  return g_string_free (text, FALSE);
}

/* What the files would change, in words; "" for nothing. */
static gpointer
look_at_files (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  GPtrArray *files = input;
  g_autoptr (MhHolidayChanges) changes = mh_holidays_import (desk, (GBytes **) files->pdata, files->len, TRUE, error);
  g_autofree char *years = NULL;
  g_autoptr (GString) text = NULL;

  if (changes == NULL)
    return NULL;

  text = g_string_new (NULL);
  if (changes->added->len + changes->removed->len + changes->renamed->len == 0)
    return g_string_free (g_steal_pointer (&text), FALSE);

  years = write_years (changes->years);
  g_string_append_printf (text, _("The list of these years is replaced: %s. Other years stay as they are."), years);
  g_string_append (text, "\n\n");
  add_days (text, C_("holidays", "New"), changes->added);
  add_days (text, _("No longer in the list"), changes->removed);
  add_days (text, _("Other name"), changes->renamed);
  if (changes->skipped->len > 0)
    g_string_append_printf (text, _("%u lines cannot be read and are left out."), changes->skipped->len);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gpointer
replace_list (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  GPtrArray *files = input;
  g_autoptr (MhHolidayChanges) changes = mh_holidays_import (desk, (GBytes **) files->pdata, files->len, FALSE, error);

  return changes != NULL ? mh_deed_done (0, mh_deed_find_act (desk, "holiday.import", "days", changes->n_days)) : NULL;
}

static void
replaced_cb (GtkWidget        *widget,
             const MhDeedDone *done,
             const GError     *error,
             gpointer          user_data)
{
  MhHolidaysGroup *self = MH_HOLIDAYS_GROUP (widget);

  if (done == NULL)
    mh_dialogs_show_error (widget, _("The holidays were not read in"), error);
  else if (self->context != NULL)
    read_again (self);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MhHolidaysGroup) self = user_data;
  g_autoptr (GPtrArray) files = g_steal_pointer (&self->files);

  if (!mh_dialogs_ask_finish (GTK_WIDGET (self), result) || self->context == NULL || files == NULL)
    return;

  mh_deed_run (GTK_WIDGET (self), self->context, replace_list, g_steal_pointer (&files), (GDestroyNotify) g_ptr_array_unref,
               _("The list of holidays was replaced"), replaced_cb, NULL);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhHolidaysGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (text == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The holidays were not read in"), error);
  else if (*text == '\0')
    mh_dialogs_show_text (GTK_WIDGET (self), _("Nothing changes"), _("The files hold the same holidays as the list."));
  else
    mh_dialogs_ask_async (GTK_WIDGET (self), _("Replace the list of holidays?"), text, _("_Replace"), FALSE, answered_cb,
                          g_object_ref (self));
}

static GPtrArray *
load_files (GListModel *chosen,
            GError    **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < g_list_model_get_n_items (chosen); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (chosen, i);
    GBytes *bytes = g_file_load_bytes (file, NULL, NULL, error);

    if (bytes == NULL)
      return NULL;
    g_ptr_array_add (files, bytes);
  }

  return g_steal_pointer (&files);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhHolidaysGroup) self = user_data;
  g_autoptr (GListModel) chosen = mh_file_dialogs_finish_many (GTK_WIDGET (self), result);
  g_autoptr (GError) error = NULL;

  if (chosen == NULL || self->context == NULL)
    return;

  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = load_files (chosen, &error);
  if (self->files == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The holidays were not read in"), error);
  else
    mh_ui_context_read_async (self->context, look_at_files, g_ptr_array_ref (self->files), (GDestroyNotify) g_ptr_array_unref, g_free, NULL,
                              looked_cb, g_object_ref (self));
}

static void
choose_clicked_cb (GtkButton       *button,
                   MhHolidaysGroup *self)
{
  mh_file_dialogs_open_many_async (GTK_WIDGET (self), _("The files of holidays"), _("CSV files"), "*.csv", chosen_cb, g_object_ref (self));
}

static gpointer
write_working_days (const MhDesk *desk,
                    gpointer      input,
                    GError      **error)
{
  return GINT_TO_POINTER (mh_config_set (desk, "offers.working-days", GPOINTER_TO_INT (input) ? "on" : "off", error));
}

static void
working_days_written_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (MhHolidaysGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error) == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The setting was not changed"), error);
}

static void
working_days_changed_cb (GtkSwitch       *widget,
                         GParamSpec      *pspec,
                         MhHolidaysGroup *self)
{
  if (self->context != NULL && !self->reading)
    mh_ui_context_run_async (self->context, write_working_days, GINT_TO_POINTER (gtk_switch_get_active (widget)), NULL, NULL, NULL,
                             working_days_written_cb, g_object_ref (self));
}

static void
mh_holidays_group_dispose (GObject *object)
{
  MhHolidaysGroup *self = MH_HOLIDAYS_GROUP (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->files, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_holidays_group_parent_class)->dispose (object);
}

static void
mh_holidays_group_class_init (MhHolidaysGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_holidays_group_dispose;
}

static GtkWidget *
make_row (const char *title,
          const char *subtitle,
          GtkWidget  *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);

  return row;
}

static void
mh_holidays_group_init (MhHolidaysGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Read in Files …"));
  GtkWidget *row;

  adw_preferences_group_set_title (group, _("Holidays"));
  adw_preferences_group_set_description (group, _("The file of the Cabinet Office, or the town’s own list in the same form. A file takes the place of the years "
                                                  "that it has days of; other years stay. Choose both files together where they are about the same year."));
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_clicked_cb), self, G_CONNECT_DEFAULT);
  self->reach_row = make_row (_("List of holidays"), "", button);
  adw_preferences_group_add (group, self->reach_row);

  self->working_days = gtk_switch_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->working_days), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Offers on working days only"), -1);
  g_signal_connect_object (self->working_days, "notify::active", G_CALLBACK (working_days_changed_cb), self, G_CONNECT_DEFAULT);
  row = make_row (_("Offers on working days only"), _("On Saturdays, Sundays and holidays no offer leaves, and the time for an answer stands still."),
                  self->working_days);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->working_days);
  adw_preferences_group_add (group, row);
}

/**
 * mh_holidays_group_set_context:
 * @self: the group
 * @context: the open town
 *
 * Reads and shows how far the list reaches.
 */
void
mh_holidays_group_set_context (MhHolidaysGroup *self,
                               MhUiContext     *context)
{
  g_return_if_fail (MH_IS_HOLIDAYS_GROUP (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
  read_again (self);
}
