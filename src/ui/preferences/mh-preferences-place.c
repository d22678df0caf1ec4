/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-preferences-place"

#include "mh-preferences-place.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-backup-group.h"
#include "mh-box-window.h"
#include "mh-broadcast-group.h"
#include "mh-config.h"
#include "mh-dialogs.h"
#include "mh-districts-group.h"
#include "mh-file-dialogs.h"
#include "mh-holidays-group.h"
#include "mh-operators-group.h"
#include "mh-outbox.h"
#include "mh-secret-row.h"
#include "mh-sms-group.h"
#include "mh-window.h"

struct _MhPreferencesPlace
{
  GtkWidget            parent_instance;

  /* Template widgets */
  GtkWidget           *town_name_row;
  GtkWidget           *town_sender_row;
  GtkWidget           *town_phone_row;
  GtkWidget           *area_code_row;
  GtkWidget           *town_code_row;
  GtkWidget           *open_row;
  GtkWidget           *close_row;
  GtkWidget           *hold_row;
  GtkWidget           *lock_row;
  MhBackupGroup       *backup_group;
  MhOperatorsGroup    *operators_group;
  MhDistrictsGroup    *districts_group;
  MhHolidaysGroup     *holidays_group;
  GtkSwitch           *sending_switch;
  AdwPasswordEntryRow *line_token_row;
  GtkWidget           *line_channel_row;
  AdwPasswordEntryRow *line_secret_row;
  GtkWidget           *line_endpoint_row;
  AdwActionRow        *line_test_row;
  MhBroadcastGroup    *broadcast_group;
  MhSmsGroup          *sms_group;
  GtkWidget           *karaden_group;
  GtkWidget           *karaden_endpoint_row;
  GtkWidget           *karaden_service_row;
  AdwPasswordEntryRow *karaden_token_row;
  AdwActionRow        *karaden_test_row;
  GtkWidget           *proxy_row;
  GtkWidget           *ca_file_row;
  GtkWidget           *practice_row;

  /* Owned */
  MhUiContext         *context;
  GCancellable        *cancellable;

  gboolean             filling;      /* while values are shown that nobody typed */

  GPtrArray           *shown;  /* (nullable) (owned): what the rows were last filled with, as read_settings() gives it */
};

/* Which row shows which setting. */
static const struct {
  const char *key;
  gsize       offset;
} settings[] = {
  { "town.name", G_STRUCT_OFFSET (MhPreferencesPlace, town_name_row) },
  { "town.sender", G_STRUCT_OFFSET (MhPreferencesPlace, town_sender_row) },
  { "town.phone", G_STRUCT_OFFSET (MhPreferencesPlace, town_phone_row) },
  { "town.area-code", G_STRUCT_OFFSET (MhPreferencesPlace, area_code_row) },
  { "town.code", G_STRUCT_OFFSET (MhPreferencesPlace, town_code_row) },
  { "offer.open", G_STRUCT_OFFSET (MhPreferencesPlace, open_row) },
  { "offer.close", G_STRUCT_OFFSET (MhPreferencesPlace, close_row) },
  { "hold.seconds", G_STRUCT_OFFSET (MhPreferencesPlace, hold_row) },
  { "lock.minutes", G_STRUCT_OFFSET (MhPreferencesPlace, lock_row) },
  { "line.channel-id", G_STRUCT_OFFSET (MhPreferencesPlace, line_channel_row) },
  { "line.endpoint", G_STRUCT_OFFSET (MhPreferencesPlace, line_endpoint_row) },
  { "sms.karaden.endpoint", G_STRUCT_OFFSET (MhPreferencesPlace, karaden_endpoint_row) },
  { "sms.karaden.service-id", G_STRUCT_OFFSET (MhPreferencesPlace, karaden_service_row) },
  { "proxy", G_STRUCT_OFFSET (MhPreferencesPlace, proxy_row) },
  { "ca-file", G_STRUCT_OFFSET (MhPreferencesPlace, ca_file_row) },
};

typedef struct {
  const char *key;    /* static */
  char       *value;
} Setting;

static void implement_place (MhPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhPreferencesPlace, mh_preferences_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PLACE, implement_place))

static void
setting_free (Setting *setting)
{
  g_free (setting->value);
  g_free (setting);
}

static GtkEditable *
get_row (MhPreferencesPlace *self,
         guint               number)
{
  return G_STRUCT_MEMBER (GtkEditable *, self, settings[number].offset);
}

/* Values in the order of @settings, and behind them whether sending is on. */
static gpointer
read_settings (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i <= G_N_ELEMENTS (settings); i++) {
    const char *key = i < G_N_ELEMENTS (settings) ? settings[i].key : "sending";
    char *value = mh_config_get (desk, key, error);

    if (value == NULL)
      return NULL;

    g_ptr_array_add (values, value);
  }

  return g_steal_pointer (&values);
}

/* Whether a row holds something else than what it was last filled with. */
static gboolean
is_being_typed (MhPreferencesPlace *self,
                guint               number)
{
  return self->shown != NULL &&
         g_strcmp0 (gtk_editable_get_text (get_row (self, number)), self->shown->pdata[number]) != 0;
}

/* A row in which somebody types keeps what is typed. */
static void
settings_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MhPreferencesPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) values = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (values == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The settings could not be read"), error);
    return;
  }

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    GtkEditable *row = get_row (self, i);

    if (!is_being_typed (self, i) && g_strcmp0 (gtk_editable_get_text (row), values->pdata[i]) != 0) {
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
      gtk_editable_set_text (row, values->pdata[i]);
    }
    adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  }
  gtk_switch_set_active (self->sending_switch, g_strcmp0 (values->pdata[G_N_ELEMENTS (settings)], "on") == 0);
  self->filling = FALSE;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_steal_pointer (&values);
}

static void
read_again (MhPreferencesPlace *self)
{
  mh_ui_context_read_async (self->context, read_settings, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                            self->cancellable, settings_read_cb, g_object_ref (self));
}

static gpointer
return_last_act (const MhDesk *desk)
{
  gint64 act = mh_ui_find_act_about (desk, 0);

  return g_memdup2 (&act, sizeof act);
}

static gpointer
write_setting (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Setting *setting = input;

  return mh_config_set (desk, setting->key, setting->value, error) ? return_last_act (desk) : NULL;
}

static gpointer
write_sending (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  return mh_outbox_set_sending (desk, GPOINTER_TO_INT (input), error) ? return_last_act (desk) : NULL;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhPreferencesPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (act == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The setting was not changed"), error);
  else if (window != NULL)
    mh_window_show_toast (window, _("The setting is changed"), *act);

  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
}

static void
set_setting (MhPreferencesPlace *self,
             const char         *key,
             const char         *value)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->key = key;
  setting->value = g_strdup (value);
  mh_ui_context_run_async (self->context, write_setting, setting, (GDestroyNotify) setting_free, g_free, NULL,
                           written_cb, g_object_ref (self));
}

static void
applied_cb (GtkEditable        *row,
            MhPreferencesPlace *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    if (get_row (self, i) == row)
      set_setting (self, settings[i].key, gtk_editable_get_text (row));
  }
}

static void
sending_switched_cb (GtkSwitch          *button,
                     GParamSpec         *pspec,
                     MhPreferencesPlace *self)
{
  if (!self->filling)
    mh_ui_context_run_async (self->context, write_sending, GINT_TO_POINTER (gtk_switch_get_active (button)), NULL,
                             g_free, NULL, written_cb, g_object_ref (self));
}

static void
show_test (MhPreferencesPlace *self,
           AdwActionRow       *row,
           const char         *text)
{
  adw_action_row_set_subtitle (row, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.test", TRUE);
}

static void
finish_test (MhPreferencesPlace *self,
             AdwActionRow       *row,
             GObject            *dispatcher,
             GAsyncResult       *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = mh_dispatcher_test_finish (MH_DISPATCHER (dispatcher), result, &error);

  show_test (self, row, answer != NULL ? answer : error->message);
}

static void
line_tested_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhPreferencesPlace) self = user_data;

  finish_test (self, self->line_test_row, source, result);
}

static void
karaden_tested_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (MhPreferencesPlace) self = user_data;

  finish_test (self, self->karaden_test_row, source, result);
}

static void
test_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhPreferencesPlace *self = MH_PREFERENCES_PLACE (widget);
  MhDispatcher *dispatcher = mh_ui_context_get_dispatcher (self->context);
  const char *provider = g_variant_get_string (parameter, NULL);
  gboolean is_line = g_strcmp0 (provider, "line") == 0;
  AdwActionRow *row = is_line ? self->line_test_row : self->karaden_test_row;

  if (dispatcher == NULL) {
    show_test (self, row, _("Sending is still being prepared. Try again in a moment."));
    return;
  }

  gtk_widget_action_set_enabled (widget, "preferences.test", FALSE);
  adw_action_row_set_subtitle (row, _("Asking …"));
  mh_dispatcher_test_async (dispatcher, provider, self->cancellable, is_line ? line_tested_cb : karaden_tested_cb,
                            g_object_ref (self));
}

static void
ca_chosen_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  MhPreferencesPlace *self = MH_PREFERENCES_PLACE (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL)
    set_setting (self, "ca-file", path);
}

static void
choose_ca_activated_cb (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  mh_file_dialogs_open_async (widget, _("The office’s certificates"), _("Certificates (PEM)"), "*.pem", ca_chosen_cb, NULL);
}

static void
two_computers_activated_cb (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (mh_box_window_new (widget, MH_PREFERENCES_PLACE (widget)->context)));
}

static const char *
get_name (MhPlace *place)
{
  return "preferences";
}

static const char *
get_title (MhPlace *place)
{
  return _("Preferences");
}

static const char *
get_icon_name (MhPlace *place)
{
  return "emblem-system-symbolic";
}

static void
refresh (MhPlace *place)
{
  read_again (MH_PREFERENCES_PLACE (place));
  mh_broadcast_group_refresh (MH_PREFERENCES_PLACE (place)->broadcast_group);
  mh_backup_group_refresh (MH_PREFERENCES_PLACE (place)->backup_group);
  mh_operators_group_refresh (MH_PREFERENCES_PLACE (place)->operators_group);
  mh_holidays_group_set_context (MH_PREFERENCES_PLACE (place)->holidays_group, MH_PREFERENCES_PLACE (place)->context);
}

static void
implement_place (MhPlaceInterface *iface)
{
  iface->get_name = get_name;
  iface->get_title = get_title;
  iface->get_icon_name = get_icon_name;
  iface->refresh = refresh;
}

static void
mh_preferences_place_dispose (GObject *object)
{
  MhPreferencesPlace *self = MH_PREFERENCES_PLACE (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_PREFERENCES_PLACE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  g_clear_object (&self->context);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_preferences_place_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/machihoken/Machihoken/ui/mh-preferences-place.ui");
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, town_name_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, town_sender_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, town_phone_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, area_code_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, town_code_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, open_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, close_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, hold_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, lock_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, backup_group);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, operators_group);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, districts_group);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, holidays_group);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, sending_switch);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, line_token_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, line_channel_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, line_secret_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, line_endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, line_test_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, broadcast_group);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, sms_group);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, karaden_group);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, karaden_endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, karaden_service_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, karaden_token_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, karaden_test_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, proxy_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, ca_file_row);
  gtk_widget_class_bind_template_child (widget_class, MhPreferencesPlace, practice_row);
  gtk_widget_class_bind_template_callback (widget_class, sending_switched_cb);
}

static void
mh_preferences_place_class_init (MhPreferencesPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_preferences_place_dispose;

  g_type_ensure (MH_TYPE_BACKUP_GROUP);
  g_type_ensure (MH_TYPE_DISTRICTS_GROUP);
  g_type_ensure (MH_TYPE_HOLIDAYS_GROUP);
  g_type_ensure (MH_TYPE_OPERATORS_GROUP);
  g_type_ensure (MH_TYPE_BROADCAST_GROUP);
  g_type_ensure (MH_TYPE_SMS_GROUP);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "preferences.two-computers", NULL, two_computers_activated_cb);
  gtk_widget_class_install_action (widget_class, "preferences.test", "s", test_activated_cb);
  gtk_widget_class_install_action (widget_class, "preferences.choose-ca", NULL, choose_ca_activated_cb);
}

static void
mh_preferences_place_init (MhPreferencesPlace *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_signal_connect_object (get_row (self, i), "apply", G_CALLBACK (applied_cb), self, G_CONNECT_DEFAULT);
}

/**
 * mh_preferences_place_new:
 * @context: the open town
 *
 * Returns: (transfer floating): the place 「設定」
 */
GtkWidget *
mh_preferences_place_new (MhUiContext *context)
{
  MhPreferencesPlace *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_PREFERENCES_PLACE, NULL);
  self->context = g_object_ref (context);
  mh_backup_group_set_context (self->backup_group, context);
  mh_operators_group_set_context (self->operators_group, context);
  mh_districts_group_set_context (self->districts_group, context);
  mh_holidays_group_set_context (self->holidays_group, context);
  mh_broadcast_group_set_context (self->broadcast_group, context);
  mh_sms_group_set_context (self->sms_group, context, self->karaden_group);
  mh_secret_row_set_up (self->line_token_row, context, MH_SECRET_LINE_TOKEN);
  mh_secret_row_set_up (self->line_secret_row, context, MH_SECRET_LINE_CHANNEL_SECRET);
  mh_secret_row_set_up (self->karaden_token_row, context, MH_SECRET_KARADEN_TOKEN);

  /* A real town has no reason to send to another address. */
#ifdef MH_TESTING
  gtk_widget_set_visible (self->line_endpoint_row, TRUE);
#else
  gtk_widget_set_visible (self->line_endpoint_row, mh_ui_context_is_practice (context));
#endif
  gtk_widget_set_visible (self->practice_row, !mh_ui_context_is_practice (context));

  return GTK_WIDGET (self);
}
